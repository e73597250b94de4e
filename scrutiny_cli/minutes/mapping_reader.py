"""Reads the fields of a record by its table, and reports what is unknown, empty or missing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from scrutiny_cli.minutes import labels
from scrutiny_cli.minutes.dates.spelling import find_nearest
from scrutiny_cli.minutes.fields import ACTION, ENTRY_FIELDS, UPDATE, Field, Table
from scrutiny_cli.minutes.lines import find_line
from scrutiny_cli.minutes.remedies import suggest_lines
from scrutiny_cli.minutes.shape_hints import find_unseparated_name, suggest_entry, suggest_fields
from scrutiny_cli.minutes.value_reader import ValueReader, describe_shape, has_no_text, is_null
from scrutiny_cli.minutes.yaml.entries import COLON_IN_TEXT
from scrutiny_cli.minutes.yaml.nodes import MappingNode, Node, ScalarNode
from scrutiny_cli.minutes.yaml_scalars import write_scalar

_Record = TypeVar("_Record")

_NOTHING = "If there is nothing to record, delete the line."
_SHORTEST_NAME, _LONGEST_NAME = 3, 40  # that may be a field misspelt
_MOST_LISTED = 4  # fields that a message names

# Fields that belong to an action or an update wherever else they are written.
_OF_ACTIONS = ACTION.keys() - {"ref", "on", "confidential"}
_OF_UPDATES = (UPDATE.keys() - ACTION.keys()) | {"ref"}
# What clerks call a meeting that did not take place.
_CANCELLED = frozenset({"called_off", "canceled", "cancelled"})
# What clerks call some fields.
_SYNONYMS = {
    "discussion": "minutes", "text": "minutes", "notes": "minutes note", "comment": "note minutes",
    "comments": "note minutes", "summary": "minutes", "heading": "title", "subject": "title",
    "item": "title", "task": "action", "todo": "action", "description": "action minutes",
    "what": "action", "who": "owner", "lead": "owner", "responsible": "owner", "assigned": "owner",
    "assignee": "owner", "by": "due owner", "deadline": "due", "when": "due", "by_when": "due",
    "due_date": "due", "date_due": "due", "target_date": "due", "completion_date": "due",
    "date_for_completion": "due", "assigned_to": "owner", "action_owner": "owner",
    "number": "ref", "no": "ref number", "id": "ref", "reference": "ref", "progress": "status note",
    "update": "note", "outcome": "status", "attendees": "present", "attendance": "present",
    "attending": "present", "members": "present", "place": "venue", "location": "venue",
    "where": "venue", "guests": "in_attendance", "observers": "in_attendance",
    "secretary": "minutes_by", "clerk": "minutes_by", "chairman": "chair", "chairperson": "chair",
    "agreed": "decisions", "resolved": "decisions", "resolutions": "decisions",
    "reports": "papers", "documents": "papers", "next": "next_meeting", "url": "link links",
    "position": "role", "job": "role", "people": "present", "org": "organisation",
    "organization": "organisation",
}  # fmt: skip


@dataclass(slots=True, eq=False, repr=False)
class MappingReader(ValueReader):
    """Reads mappings, each by the table of its record's fields."""

    def read_fields(
        self, node: MappingNode, table: Table, what: str, must: str = ""
    ) -> dict[str, Any]:
        """Read a mapping by its table; what is unknown, empty or missing is reported.

        Return the values by the attributes of the record. `must` is the field that it needs.
        """
        values: dict[str, Any] = {}
        meant: set[str | None] = set()  # by fields with another name
        for key, value in node.fields:
            row = table.get(key.text)
            if row is None:
                meant.add(self._report_unknown(key, table, what))
                continue
            if row.attribute in values:
                continue  # the second of a duplicate key, which is reported already
            if has_no_text(value):
                self._report_empty(key, row, values, what, is_reported=node.is_flow)
                continue
            kind = row.type
            read = getattr(self, kind.reader)
            options = kind.options  # most types have none, and a call without is faster
            values[row.attribute] = read(key, value, *options) if options else read(key, value)
            if row.span_attribute:
                values[row.span_attribute] = self.locate_node(value)
        if must and table[must].attribute not in values and must not in meant:
            self._report_missing(node, must, table[must], what)
        return values

    def _report_empty(
        self, key: ScalarNode, row: Field, values: dict[str, Any], what: str, *, is_reported: bool
    ) -> None:
        """Report a field without a value, unless that is reported for all those in braces."""
        if key.text == "confidential":
            values[row.attribute] = ""
            message = f"`confidential` is empty, so the {_noun(what)} is withheld to be safe."
            hint = (
                "Write `confidential: true`, or the reason, for example `confidential: s.40 FOIA`."
            )
            self.report_problem("missing-value", key, message, hint)
        elif row.required and not is_reported:
            message = f"`{key.text}` has no value."
            hint = f"After `{key.text}:`, write {row.description}."
            self.report_problem("missing-value", key, message, hint)

    def _report_missing(self, node: MappingNode, name: str, row: Field, what: str) -> None:
        if all(key.text != name for key, _ in node.fields):
            start = ScalarNode(node.start, node.start + 1, "", "")
            message = f"This {_noun(what)} has no `{name}`."
            is_dated = name == "date" and re.match(r"\d{4}-\d{2}-\d{2}", self.name)
            hint = f"Add `{name}:` with {row.description}."
            if is_dated and not node.is_flow:
                hint = f"Add: date: {is_dated[0]}"
            self.report_problem("missing-field", start, message, hint)

    def _report_unknown(self, key: ScalarNode, table: Table, what: str) -> str | None:
        """Report a field that is not known; return the one that is meant, if that is clear."""
        if key.text.startswith("x-"):
            return None
        near = _find_nearest_field(key.text, table)
        message = f"{what[:1].upper()}{what[1:]} has no field `{key.text}`."
        if key.text in _OF_ACTIONS and "actions" in table:
            hint = "Put it under `actions:`, in an entry that begins with `- action: …`."
        elif key.text in _OF_UPDATES and "updates" in table:
            hint = "Put it under `updates:`, in an entry that begins with `- ref: …`."
        elif key.text.casefold() in _CANCELLED and "held" in table:
            hint = "If the meeting did not take place, write `held: false`."
        elif near:
            hint = f"Did you mean `{near}`?"
        elif len(table) <= _MOST_LISTED:
            *others, last = (f"`{name}`" for name in table)
            message = f"{message[:-1]}; it has {', '.join(others)} and {last}."
            hint = "Use one of these, or begin the name of your own field with `x-`."
        else:
            hint = f"Use one of: {', '.join(sorted(table))}. A field of your own begins with `x-`."
        self.report_problem("unknown-field", key, message, hint)
        return near

    def read_texts_or_records(
        self, key: ScalarNode, node: Node, what: str, table: Table, make: Callable[..., _Record]
    ) -> tuple[_Record, ...]:
        """Read a list of records, of which a text alone is one: it is the field they all need."""
        records = []
        for entry in self.list_entries(node):
            values = self._read_text_or_fields(key, entry, what, table)
            if values is not None:
                records.append(make(**values))
        return tuple(records)

    def _read_text_or_fields(
        self, key: ScalarNode, entry: Node, what: str, table: Table
    ) -> dict[str, Any] | None:
        main = ENTRY_FIELDS[key.text]
        if not isinstance(entry, MappingNode):
            text = self.read_text(key, entry)
            return None if text is None else {main: text}
        if self.expect_entry(entry, what, key.text, table) is None:
            return None
        values = self.read_fields(entry, table, what, main)
        return values if values.get(main) else None

    def expect_mapping(self, node: Node, what: str, example: str) -> MappingNode | None:
        """Return the node where it is a mapping, else report what it should be."""
        if isinstance(node, MappingNode):
            return node
        message = f"This should be {what} with its fields, but it is {describe_shape(node)}."
        hint = _NOTHING if is_null(node) else f"Write it in the form `{example}`."
        self.report_problem("wrong-shape", node, message, hint)
        return None

    def expect_entry(
        self, node: Node, what: str, list_name: str, table: Table
    ) -> MappingNode | None:
        """Return an entry of a list where it is a mapping, else report what to write.

        A text with a colon, which YAML reads as a field, is not one either.
        """
        example = f"{ENTRY_FIELDS[list_name]}: …"
        if isinstance(node, MappingNode) and not _is_text_with_colon(node, table):
            return node
        if is_null(node):
            return self.expect_mapping(node, what, example)
        message = f"This should be {what} with its fields, but it is {describe_shape(node)}."
        hint = suggest_entry(self.source, list_name, node, example)
        if isinstance(node, MappingNode):
            message = COLON_IN_TEXT
        elif isinstance(node, ScalarNode) and labels.is_nobody(node.text):
            hint = _NOTHING
        elif isinstance(node, ScalarNode) and (lines := suggest_fields(self.source, node, table)):
            name, _, _ = node.text.partition(" ")
            message, hint = f"The colon is missing after `{name}`.", lines
        elif isinstance(node, ScalarNode) and (name := find_unseparated_name(node.text, table)):
            message = f"The colon is missing after `{name}`."
            rest = node.text[len(name) :].lstrip(" =;")
            if rest.startswith(":"):
                message, rest = f"A space is missing after `{name}:`.", rest[1:]
            rest = write_scalar(rest)
            hint = f"Write each field on its own line, for example `{name}: …`."
            if self._begins_entry(node) and "\n" not in self.source.text[node.start : node.end]:
                hint = suggest_lines(f"- {name}: {rest}")
        self.report_problem("wrong-shape", node, message, hint)
        return None

    def _begins_entry(self, node: Node) -> bool:
        line = find_line(self.source.text, node.start)
        return line.has_dash and line.start + line.column == node.start


def _is_text_with_colon(node: MappingNode, table: Table) -> bool:
    """Whether a mapping is one text with a colon: one unknown name, and words after it."""
    if node.is_flow or len(node.fields) != 1:
        return False
    key, value = node.fields[0]
    is_known = key.text in table or key.text.startswith("x-")
    return (
        isinstance(value, ScalarNode)
        and bool(value.text)
        and not is_known
        and not _find_nearest_field(key.text, table)
    )


def _noun(what: str) -> str:
    """Return what a record is without its article."""
    return what.partition(" ")[2]


def _find_nearest_field(name: str, table: Table) -> str | None:
    """Return the field of a table that a name most likely means."""
    plain = "_".join(name.casefold().replace("-", " ").split())
    if plain in table and plain != name:
        return plain
    for meant in _SYNONYMS.get(plain, "").split():
        if meant in table:
            return meant
    if not _SHORTEST_NAME <= len(plain) <= _LONGEST_NAME:
        return None
    return find_nearest(plain, table)
