"""The values of fields: a text becomes a date, a due, a status, labels or refs, or is told."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from scrutiny_cli.minutes import dates, labels, statuses
from scrutiny_cli.minutes.lines import ENTRY_FIELDS, line_at
from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.minutes.remedies import write
from scrutiny_cli.minutes.shapes import entry_hint, space_missing, text_hint
from scrutiny_cli.minutes.source import LocatedStr, Source, Span
from scrutiny_cli.minutes.status_help import (
    NO_ADVICE,
    NOWHERE,
    Advice,
    Setting,
    advise,
    hint_of,
    not_understood,
)
from scrutiny_cli.minutes.yaml_nodes import MappingNode, Node, ScalarNode, SequenceNode
from scrutiny_cli.minutes.yaml_scalars import write_scalar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from scrutiny_cli.minutes.model import Due, OwnerValue, Person, Status

# How an action is named by its place: a meeting's name, and a number.
KEY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:-[\w.-]+)?#[bB]?[0-9]+"
_MAX_LABELS = 10_000  # characters of a text of owners or persons
_MAX_PIECES = 1_000  # entries of a list that is written as one text
_NOTHING = "Where there is none, write nothing, or leave the field out."
_LONGEST_NAME = 40
_MOST_ADVISED = 500  # statuses of a file that are not understood, and get a hint of their own
_YES = frozenset({"true", "yes"})
_NO = frozenset({"false", "no"})


class Field(NamedTuple):
    """A field: the record's attribute it fills, what reads it, what it is, in a few words.

    `placed` is the attribute that keeps where its value stands; "" where none does.
    """

    attribute: str
    read: Callable[[Any, ScalarNode, Node], Any]  # a method of the reader
    holds: str
    must: bool = False
    placed: str = ""


@dataclass(slots=True, eq=False, repr=False)
class FieldReader:
    """Reads one file; gathers its problems and its labels as it goes down the tree."""

    source: Source
    name: str = ""
    known: statuses.StatusVocabulary = field(default_factory=lambda: statuses.KNOWN)
    month_first: bool = False  # how dates in figures are read
    problems: list[Problem] = field(default_factory=list)
    labels: list[LocatedStr] = field(default_factory=list)
    introduced: list[Person] = field(default_factory=list)
    setting: Setting = NOWHERE
    bad_statuses: int = 0
    unread: LocatedStr | None = None  # the latest status that was not understood
    is_settled: bool = True
    has_day_first: bool = False  # whether a date in figures can only have its day first

    def place(self, node: Node) -> Span:
        """Give the place of a node."""
        return Span(self.source, node.start, node.end)

    def tell(self, rule: str, node: Node, message: str, hint: str = "") -> None:
        """Note a problem at a node."""
        self.problems.append(Problem(rule, message, self.place(node), hint))

    # Texts

    def word(self, text: str, node: Node) -> LocatedStr:
        """Give a text that stands at a node."""
        word = LocatedStr(text)
        word.source, word.start, word.end = self.source, node.start, node.end
        return word

    def text(self, key: ScalarNode, node: Node) -> LocatedStr | None:
        """Read a text; line ends at its end do not count."""
        if isinstance(node, ScalarNode):
            return self.word(node.text.rstrip("\n"), node)
        self.wrong_shape(key, node, "a text")
        return None

    def bare(self, key: ScalarNode, node: Node) -> str | None:
        """Read a text of which nobody asks where it stands."""
        if isinstance(node, ScalarNode):
            return node.text.rstrip("\n")
        return self.text(key, node)

    def wrong_shape(self, key: ScalarNode, node: Node, wanted: str) -> None:
        """Say that a field holds a list or fields where it takes one value."""
        message = f"`{key.text}` takes {wanted}, and this is {_shape(node)}."
        self.tell("wrong-shape", node, message, text_hint(self.source, key, node))

    def wrong_value(self, key: ScalarNode, node: ScalarNode, wanted: str, hint: str) -> None:
        """Say that a field holds other words than it takes."""
        message = f"`{key.text}` takes {wanted}, and not “{node.text.strip()}”."
        self.tell("wrong-shape", node, message, hint)

    def entries(self, node: Node) -> list[Node]:
        """Give a list's entries, or the one thing that stands for a list of one."""
        if not isinstance(node, SequenceNode):
            return [node]
        entries = node.entries
        return self._full(entries) if any(map(_is_empty, entries)) else entries

    def _full(self, entries: list[Node]) -> list[Node]:
        for entry in filter(_is_empty, entries):
            message = "This entry of the list is empty."
            self.tell("missing-value", entry, message, "Write it after the `-`, or delete it.")
        return [entry for entry in entries if not _is_empty(entry)]

    def words(self, key: ScalarNode, node: Node) -> tuple[LocatedStr, ...]:
        """Read a list of texts, or one text."""
        found = (self.text(key, entry) for entry in self.entries(node))
        return tuple(word for word in found if word is not None)

    def parted(self, node: ScalarNode, marks: str) -> list[LocatedStr]:
        """Part one text at its marks; each part knows its own place where it can be told."""
        parts, at = [], node.start
        pieces = re.split(f"[{marks}]", node.text)
        if len(pieces) > _MAX_PIECES:
            message = f"This text has more than {_MAX_PIECES:,} entries."
            self.tell("wrong-shape", node, message, "Write a list, each entry on its own line.")
            return []
        for raw in pieces:
            text = raw.strip()
            if text:
                found = self.source.text.find(text, at, node.end)
                start = found if found >= 0 else node.start
                at = start + len(text) if found >= 0 else at
                end = start + len(text) if found >= 0 else node.end
                parts.append(LocatedStr.at(text, Span(self.source, start, end)))
        return parts

    def list_of(self, key: ScalarNode, node: Node, marks: str) -> tuple[LocatedStr, ...]:
        """Read labels or refs: one, a list, or one text that marks separate."""
        if not isinstance(node, ScalarNode):
            return self.words(key, node)
        if not node.text.isalnum() and any(mark in node.text for mark in marks):
            return tuple(self.parted(node, marks))
        return (self.word(node.text.strip(), node),)

    def refs(self, key: ScalarNode, node: Node) -> tuple[LocatedStr, ...]:
        """Read one or several refs or keys."""
        return self.list_of(key, node, ",")

    def label_text(self, node: ScalarNode) -> LocatedStr:
        """Give a text of labels without spaces around it; "" for one that is far too long."""
        if len(node.text.strip()) > _MAX_LABELS:
            message = f"This text of labels is longer than {_MAX_LABELS:,} characters."
            self.tell("wrong-shape", node, message, "Write a list, each entry on its own line.")
            return self.word("", node)
        return self.word(node.text.strip(), node)

    def owners(self, key: ScalarNode, node: Node) -> OwnerValue:
        """Read one or several labels with their notes; the words for nobody are left out."""
        if isinstance(node, ScalarNode):
            text = self.label_text(node)
            return labels.owner_text(text) if text else labels.owner_list(())
        return labels.owner_list(self.words(key, node))

    def settle_owners(self, values: dict[str, Any]) -> None:
        """Put labels for the owners' value; keep the value where it has more, or may have."""
        value = values.get("owners")
        if value is None:
            return
        values["owners"] = tuple(one.label for one in value.parts if one.label is not None)
        self.labels.extend(values["owners"])
        if not labels.is_plain(value):
            values["owner_value"] = value
            self.is_settled = False

    def ref(self, key: ScalarNode, node: Node) -> LocatedStr | None:
        """Read the number that the board gave an action."""
        word = self.one_ref(key, node)
        if word is not None and "#" in word and re.fullmatch(KEY, "".join(word.split())):
            message = f"`{word}` is how an action without a number is named by its place."
            hint = "Write the board's own number, or leave `ref` out."
            self.tell("bad-ref", node, message, hint)
            return None
        return word

    def one_ref(self, key: ScalarNode, node: Node) -> LocatedStr | None:
        """Read one ref or key."""
        word = self.text(key, node)
        if word is not None and "," in word:
            message = f"`ref` names one action, and these are several: {word}."
            self.tell("bad-ref", node, message, "Write an entry for each of them.")
            return None
        return word

    # Values

    def action_date(self, key: ScalarNode, node: Node) -> date | None:
        """Read a date of an action."""
        return self._day(key, node, "`action`")

    def update_date(self, key: ScalarNode, node: Node) -> date | None:
        """Read a date of an update."""
        return self._day(key, node, "`note`")

    def meeting_date(self, key: ScalarNode, node: Node) -> date | None:
        """Read the date of a meeting."""
        return self._day(key, node, "`time`, `venue` or `title`")

    def _day(self, key: ScalarNode, node: Node, others: str) -> date | None:
        word = self.text(key, node)
        if word is None:
            return None
        self.note_day_first(word)
        try:
            return dates.read_date(word, month_first=self.month_first)
        except dates.BadDate as bad:
            self._bad_date(node, bad, others)
            return None

    def date(self, key: ScalarNode, node: Node) -> date | None:
        """Read a date."""
        return self._day(key, node, "")

    def action_due(self, key: ScalarNode, node: Node) -> Due | None:
        """Read the due of an action."""
        return self._due(key, node, "`action`")

    def update_due(self, key: ScalarNode, node: Node) -> Due | None:
        """Read the new due in an update."""
        return self._due(key, node, "`note`")

    def meeting_due(self, key: ScalarNode, node: Node) -> Due | None:
        """Read the due of all actions of a meeting that have none."""
        return self._due(key, node, "`action` of each action")

    def next_date(self, key: ScalarNode, node: Node) -> Due | None:
        """Read the date of the next meeting, or words."""
        return self._due(key, node, "`time` and `venue` of `next_meeting`")

    def _due(self, key: ScalarNode, node: Node, others: str) -> Due | None:
        word = self.text(key, node)
        if word is None:
            return None
        self.note_day_first(word)
        try:
            return dates.read_due(word, month_first=self.month_first)
        except dates.BadDate as bad:
            self._bad_date(node, bad, others)
            return None

    def note_day_first(self, word: str) -> None:
        """Keep in mind that a date in figures has a first number that is no month."""
        self.has_day_first = self.has_day_first or dates.is_day_first(word)

    def _bad_date(self, node: Node, bad: dates.BadDate, others: str) -> None:
        """Say what is wrong with a date, and into which fields its other words go."""
        hint = bad.hint
        if bad.has_more and others:
            hint = f"{hint.removesuffix('.')}; the other words go into {others}."
        self.tell("bad-date", node, bad.message, hint)

    def status(self, key: ScalarNode, node: Node) -> Status | None:
        """Read a status in the words of the board."""
        word = self.status_text(key, node)
        return None if word is None else self.known.find(str(word))

    def status_text(self, key: ScalarNode, node: Node) -> LocatedStr | None:
        """Read the words of a status; None where they are not understood."""
        word = self._in_square_brackets(node) or self.text(key, node)
        if word is not None and self.known.find(str(word)) is None:
            self._bad_status(node, str(word))
            return None
        return word

    def _in_square_brackets(self, node: Node) -> LocatedStr | None:
        """Give `[x]` or `[ ]` as it is written: YAML takes it for a list."""
        if not isinstance(node, SequenceNode) or not node.is_flow:
            return None
        entries = node.entries
        if len(entries) > 1 or any(
            not isinstance(entry, ScalarNode) or entry.style for entry in entries
        ):
            return None
        return self.word(self.source.text[node.start : node.end], node)

    def _bad_status(self, node: Node, text: str) -> None:
        self.bad_statuses += 1
        if self.bad_statuses > _MOST_ADVISED:
            self.tell("bad-status", node, not_understood(text), NO_ADVICE)
            return
        advice = advise(text, self.known, self.setting)
        if self.setting is NOWHERE and advice.fields:  # in series.yaml nothing takes a note
            advice = Advice(advice.message)
        self.tell("bad-status", node, advice.message, hint_of(advice, field_lines))
        self.unread = self.word(text, node)

    def confidential(self, key: ScalarNode, node: Node) -> str | None:
        """Read whether a thing is confidential: None, or the reason, or "" without one."""
        word = self.text(key, node)
        if word is None or word.casefold() in _YES:
            return ""
        return None if word.casefold() in _NO else word

    def extraordinary(self, key: ScalarNode, node: Node) -> bool:
        """Read whether a meeting is outside the series."""
        return self._flag(key, node, "`true` where the meeting is outside the series")

    def held(self, key: ScalarNode, node: Node) -> bool:
        """Read whether a meeting took place."""
        return self._flag(key, node, "`false` where the meeting did not take place")

    def _flag(self, key: ScalarNode, node: Node, advice: str) -> bool:
        word = self.text(key, node)
        if isinstance(node, ScalarNode) and node.text.strip().casefold() not in _YES | _NO:
            hint = f"Write {advice}, otherwise leave the field out."
            self.wrong_value(key, node, "`true` or `false`", hint)
        return word is not None and word.strip().casefold() in _YES

    def whole_number(self, key: ScalarNode, node: Node) -> int | None:
        """Read a number of people."""
        if not isinstance(node, ScalarNode):
            self.wrong_shape(key, node, "a whole number")
            return None
        if not re.fullmatch(r"[0-9]{1,9}", node.text.strip()):
            hint = "Write in figures how many there were; otherwise leave the field out."
            self.wrong_value(key, node, "a whole number", hint)
            return None
        return int(node.text)

    # Records

    def fields(
        self, node: MappingNode, table: dict[str, Field], what: str, must: str = ""
    ) -> dict[str, Any]:
        """Read a mapping by its table; what is unknown, empty or missing is told."""
        values: dict[str, Any] = {}
        meant: set[str | None] = set()  # by fields with another name
        for key, value in node.fields:
            row = table.get(key.text)
            if row is None:
                meant.add(self._unknown(key, table, what))
                continue
            if row.attribute in values:
                continue  # the second of a duplicate key, which is told already
            if _is_empty(value):
                self._empty(key, row, values, is_reported=node.is_flow)
                continue
            values[row.attribute] = row.read(self, key, value)
            if row.placed:
                values[row.placed] = self.place(value)
        if must and table[must].attribute not in values and must not in meant:
            self._missing(node, must, table[must], what)
        return values

    def _empty(
        self, key: ScalarNode, row: Field, values: dict[str, Any], *, is_reported: bool
    ) -> None:
        """Report a field without a value, unless that is reported for all those in braces."""
        if key.text == "confidential":
            values[row.attribute] = ""
            message = "`confidential` has no value; it counts as confidential."
            hint = "Write `confidential: true`, or the reason after it, as s.40 FOIA."
            self.tell("missing-value", key, message, hint)
        elif row.must and not is_reported:
            message = f"`{key.text}` has no value."
            self.tell("missing-value", key, message, f"Write {row.holds} after it.")

    def _missing(self, node: MappingNode, name: str, row: Field, what: str) -> None:
        if all(key.text != name for key, _ in node.fields):
            start = ScalarNode(node.start, node.start + 1, "", "")
            message = f"{what.capitalize()} needs the field `{name}`."
            is_dated = name == "date" and re.match(r"\d{4}-\d{2}-\d{2}", self.name)
            hint = f"Add `{name}:` with {row.holds}."
            if is_dated and not node.is_flow:
                hint = f"Add: date: {is_dated[0]}"
            self.tell("missing-field", start, message, hint)

    def _unknown(self, key: ScalarNode, table: dict[str, Field], what: str) -> str | None:
        """Tell of a field that is not known; give the one that is meant, if that is clear."""
        if key.text.startswith("x-"):
            return None
        near = _nearest(key.text, table)
        listed = "Known here: " + ", ".join(sorted(table)) + "."
        hint = f"Did you mean `{near}`?" if near else listed
        if key.text in _OF_ACTIONS and "actions" in table:
            hint = "It belongs to an entry below `actions:`, which begins `- action: …`."
        elif key.text in _OF_UPDATES and "updates" in table:
            hint = "It belongs to an entry below `updates:`, which begins `- ref: …`."
        self.tell("unknown-field", key, f"{what.capitalize()} has no field `{key.text}`.", hint)
        return near

    def mapping(self, node: Node, what: str, example: str) -> MappingNode | None:
        """Give the node where it is a mapping, else say what it should be."""
        if isinstance(node, MappingNode):
            return node
        message = f"This is {_shape(node)} where {what} with its fields belongs."
        hint = _NOTHING if is_null(node) else f"Write it with its fields, as `{example}`."
        self.tell("wrong-shape", node, message, hint)
        return None

    def entry(
        self, node: Node, what: str, list_name: str, table: dict[str, Field]
    ) -> MappingNode | None:
        """Give an entry of a list where it is a mapping, else say what to write.

        A text with a colon, which YAML takes for a field, is none either.
        """
        example = f"{ENTRY_FIELDS[list_name]}: …"
        if isinstance(node, MappingNode) and not _is_text_with_colon(node, table):
            return node
        if is_null(node):
            return self.mapping(node, what, example)
        message = f"This is {_shape(node)} where {what} with its fields belongs."
        hint = entry_hint(self.source, list_name, node, example)
        if isinstance(node, MappingNode):
            message = "The colon makes a field's name of the words before it."
        elif isinstance(node, ScalarNode) and (name := space_missing(node.text, table)):
            message = f"A colon and a space belong after `{name}`."
            rest = node.text[len(name) :].lstrip(" =;")
            if rest.startswith(":"):
                message, rest = f"A space is missing after `{name}:`.", rest[1:]
            rest = write_scalar(rest)
            hint = f"Write each field on its own line, as `{name}: …`."
            if self._has_dash(node) and "\n" not in self.source.text[node.start : node.end]:
                hint = write(f"- {name}: {rest}")
        self.tell("wrong-shape", node, message, hint)
        return None

    def _has_dash(self, node: Node) -> bool:
        line = line_at(self.source.text, node.start)
        return line.has_dash and line.start + line.column == node.start


def _is_text_with_colon(node: MappingNode, table: dict[str, Field]) -> bool:
    """Whether a mapping is one text with a colon: one unknown name, and words after it."""
    if node.is_flow or len(node.fields) != 1:
        return False
    key, value = node.fields[0]
    is_known = key.text in table or key.text.startswith("x-")
    return (
        isinstance(value, ScalarNode)
        and bool(value.text)
        and not is_known
        and not _nearest(key.text, table)
    )


_OF_ACTIONS = frozenset(("action", "owner", "follows", "links", "due"))
_OF_UPDATES = frozenset(("status", "note", "becomes", "about", "ref"))
# What clerks call some fields.
_CALLED = {
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
    "position": "role", "job": "role", "org": "organisation", "organization": "organisation",
}  # fmt: skip


def _nearest(name: str, table: dict[str, Field]) -> str | None:
    """Give the field of a table that a name most likely means."""
    plain = "_".join(name.casefold().replace("-", " ").split())
    if plain in table and plain != name:
        return plain
    for called in _CALLED.get(plain, "").split():
        if called in table:
            return called
    if len(plain) > _LONGEST_NAME:
        return None
    from difflib import get_close_matches  # noqa: PLC0415  only where there is a fault

    near = get_close_matches(plain, table, 1, 0.6)
    return near[0] if near else None


def is_null(node: Node) -> bool:
    """Whether a program's word for nothing stands here."""
    return isinstance(node, ScalarNode) and node.text.casefold() in {"~", "null"}


def _is_empty(node: Node) -> bool:
    return isinstance(node, ScalarNode) and not node.text.strip()


def _shape(node: Node) -> str:
    if isinstance(node, ScalarNode):
        return "a text"
    return "a list" if isinstance(node, SequenceNode) else "a set of fields"


def field_lines(fields: Iterable[tuple[str, str]]) -> str:
    """Give fields as lines to copy, each text as it can be written after its colon."""
    return "\n".join(f"{name}: {write_scalar(text)}" for name, text in fields)
