"""Reads the records of a file: people, papers, decisions, updates, actions and items."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from scrutiny_cli.minutes import labels
from scrutiny_cli.minutes.fields import (
    ACTION,
    BROUGHT_FORWARD,
    DECISION,
    ITEM,
    NEXT_MEETING,
    PAPER,
    PERSON,
    UPDATE,
    Table,
)
from scrutiny_cli.minutes.mapping_reader import MappingReader
from scrutiny_cli.minutes.model import (
    ActionEntry,
    Decision,
    Item,
    NextMeeting,
    Paper,
    Person,
    Update,
)
from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.minutes.source import LocatedStr, Span
from scrutiny_cli.minutes.value_reader import drop_none
from scrutiny_cli.minutes.yaml.nodes import MappingNode, Node, ScalarNode
from scrutiny_cli.minutes.yaml_scalars import write_scalar


@dataclass(slots=True, eq=False, repr=False)
class RecordReader(MappingReader):
    """Reads the records of one file, and counts its actions, which are named by their place."""

    raised: int = 0
    forward: int = 0
    updates_found: bool | None = None  # once it was looked for

    def read_person(self, key: ScalarNode, node: Node) -> Person | None:
        """Read an entry of a list of persons; None if it names nobody or is not a person."""
        if isinstance(node, ScalarNode):
            return self.read_person_text(self.locate_text(node.text.strip(), node))
        found = self.expect_entry(node, "a person", key.text, PERSON)
        if found is None:
            return None
        return self.make_person(
            self.locate_node(found), self.read_fields(found, PERSON, "a person")
        )

    def read_person_text(self, text: LocatedStr) -> Person | None:
        """Read a label with its note, `Name (XX)` or `Name (XX), role`; None if it names nobody."""
        if labels.is_no_attendance(text):
            return None
        named = labels.read_named(text)
        if named is not None:
            return self._introduce_named(text, named)
        label, note = labels.split_note(text)
        found = labels.locate_part(text, label)
        self.labels.append(found)
        return Person(
            found, note=None if note is None else labels.locate_part(text, note, found.end)
        )

    def _introduce_named(self, text: LocatedStr, named: labels.NamedPerson) -> Person:
        """Introduce the person that a text names with initials."""
        name = labels.locate_part(text, named.name)
        initials = labels.locate_part(text, named.initials, name.end)
        note = named.note and labels.locate_part(text, named.note, initials.end)
        person = Person(
            label=initials,
            introduces=True,
            initials=initials,
            name=name,
            role=named.role,
            note=note,
        )
        self.labels.append(initials)
        self.introduced.append(person)
        return person

    def make_person(self, place: Span, values: dict[str, Any]) -> Person | None:
        """Make a person from the fields that introduce them."""
        label = values.get("initials") or values.get("name")
        if label is None:
            message, hint = (
                "This person has neither initials nor a name.",
                "Add `initials:` or `name:`.",
            )
            self.problems.append(Problem("missing-field", message, place, hint))
            return None
        person = Person(label, introduces=True, **values)
        self.labels.append(label)
        self.introduced.append(person)
        return person

    def read_people(self, key: ScalarNode, node: Node) -> tuple[Person, ...]:
        """Read a list of persons, or several in one text."""
        if isinstance(node, ScalarNode):
            whole = self.read_label_text(node)
            return drop_none(map(self._read_person_of_several, labels.split_people(whole)))
        return drop_none(self.read_person(key, entry) for entry in self.list_entries(node))

    def _read_person_of_several(self, text: LocatedStr) -> Person | None:
        """Read a person of one text; a role may turn out to be somebody's label."""
        person = self.read_person_text(text)
        if person is None or person.role is None:
            return person
        self.has_final_labels = False
        role = labels.locate_part(text, person.role, person.label.end)
        person = self.introduced[-1] = person._replace(doubtful=role)
        return person

    def read_last_day(self, key: ScalarNode, node: Node) -> date | None:
        """Read when a person left; `none` removes the day."""
        if isinstance(node, ScalarNode) and labels.is_nobody(node.text):
            return date.max
        return self.read_date(key, node)

    def read_papers(self, key: ScalarNode, node: Node) -> tuple[Paper, ...]:
        """Read the reports that were considered."""
        return self.read_texts_or_records(key, node, "a paper", PAPER, Paper)

    def read_decisions(self, key: ScalarNode, node: Node) -> tuple[Decision, ...]:
        """Read what was decided."""
        return self.read_texts_or_records(key, node, "a decision", DECISION, Decision)

    def read_updates(self, _key: ScalarNode, node: Node) -> tuple[Update, ...]:
        """Read the updates on earlier actions."""
        return drop_none(self._read_update(entry) for entry in self.list_entries(node))

    def _read_update(self, entry: Node) -> Update | None:
        node = self.expect_entry(entry, "an update", "updates", UPDATE)
        if node is None:
            return None
        self.update = node
        values = self.read_fields(node, UPDATE, "an update", "ref")
        if self.unread is not None:
            values["unread"] = self.unread
        self.update, self.unread = None, None
        return self.make_update(self.locate_node(node), values) if values.get("ref") else None

    def make_update(self, place: Span, values: dict[str, Any]) -> Update:
        """Make an update from its fields."""
        if (words := values.get("status_text")) is not None:
            values["status"] = self.known.find_status(str(words))
        self._simplify_owners(values)
        return Update(place, **values)

    def read_actions(self, _key: ScalarNode, node: Node) -> tuple[ActionEntry, ...]:
        """Read the actions that were newly asked for."""
        return drop_none(self._read_raised(entry) for entry in self.list_entries(node))

    def _read_raised(self, entry: Node) -> ActionEntry | None:
        self.raised += 1
        return self._read_action(entry, ACTION, f"{self.name}#{self.raised}")

    def read_brought_forward(self, _key: ScalarNode, node: Node) -> tuple[ActionEntry, ...]:
        """Read the actions that were raised before the log begins."""
        return drop_none(self._read_brought_forward(entry) for entry in self.list_entries(node))

    def _read_brought_forward(self, entry: Node) -> ActionEntry | None:
        self.forward += 1
        return self._read_action(entry, BROUGHT_FORWARD, f"{self.name}#b{self.forward}")

    def _read_action(self, entry: Node, table: Table, key: str) -> ActionEntry | None:
        list_name = "actions" if table is ACTION else "brought_forward"
        node = self.expect_entry(entry, "an action", list_name, table)
        if node is None:
            return None
        node = self._drop_update_fields(node, key)
        must = "action" if table is ACTION else ""
        return self.make_action(
            self.locate_node(node), self.read_fields(node, table, "an action", must)
        )

    def make_action(self, place: Span, values: dict[str, Any]) -> ActionEntry:
        """Make an action from its fields; one that is brought forward may lack its words."""
        values.setdefault("action", None)
        self._simplify_owners(values)
        return ActionEntry(place, **values)

    def _simplify_owners(self, values: dict[str, Any]) -> None:
        """Replace the owners' value by its labels; keep it, too, where it may hold more."""
        value = values.get("owners")
        if value is None:
            return
        values["owners"] = tuple(part.label for part in value.parts if part.label is not None)
        self.labels.extend(values["owners"])
        if not labels.is_plain(value):
            values["owner_value"] = value
            self.has_final_labels = False

    def _drop_update_fields(self, node: MappingNode, key: str) -> MappingNode:
        misplaced = [pair for pair in node.fields if pair[0].text in {"status", "note"}]
        if not misplaced:
            return node
        names = [f"`{name.text}`" for name, _ in misplaced]
        message = (
            f"An action has no {' or '.join(names)}: what became of it is recorded under `updates`."
        )
        lines = "\n".join(self._write_update(node, key, misplaced))
        where = "under `updates:` of this or a later meeting"
        if not self.has_updates:
            where = "at the end of this file or of a later meeting's file"
        hint = f"Delete {' and '.join(names)} here, and write this {where}:\n{lines}"
        self.report_problem("unknown-field", misplaced[0][0], message, hint)
        rest = [pair for pair in node.fields if pair not in misplaced]
        return MappingNode(node.start, node.end, node.is_flow, rest)

    def _write_update(
        self, node: MappingNode, key: str, misplaced: list[tuple[ScalarNode, Node]]
    ) -> Iterator[str]:
        """Return the lines of the update that records what became of an action."""
        if not self.has_updates:
            yield "updates:"
        indent = "" if self.has_updates else "  "
        ref, words = _find_text(node, "ref"), _find_text(node, "action")
        yield f"{indent}- ref: {write_scalar(ref or key)}"
        if words and not ref:
            yield f"{indent}  about: {write_scalar(words)}"
        notes = []
        for name, value in misplaced:
            text = _text_or_ellipsis(value)
            if name.text == "status" and self.known.find_status(text) is not None:
                yield f"{indent}  status: {write_scalar(text)}"
            elif text.strip():
                notes.append(text)
        if notes:
            yield f"{indent}  note: {write_scalar('. '.join(notes))}"

    @property
    def has_updates(self) -> bool:
        """Whether the meeting itself has `updates`, so that entries go below it."""
        if self.updates_found is None:
            text = self.source.text
            self.updates_found = text.startswith("updates:") or "\nupdates:" in text
        return self.updates_found

    def read_items(self, _key: ScalarNode, node: Node) -> tuple[Item, ...]:
        """Read the items below a meeting or an item."""
        return drop_none(self._read_item(entry) for entry in self.list_entries(node))

    def _read_item(self, entry: Node) -> Item | None:
        node = self.expect_entry(entry, "an item", "items", ITEM)
        if node is None:
            return None
        if not node.fields:
            self.report_problem(
                "wrong-shape", node, "This item has no fields.", "Add at least a `title:`."
            )
            return None
        return Item(self.locate_node(node), **self.read_fields(node, ITEM, "an item"))

    def read_next_meeting(self, key: ScalarNode, node: Node, others: str) -> NextMeeting | None:
        """Read when and where the next meeting is."""
        if isinstance(node, ScalarNode):
            return NextMeeting(self.locate_node(node), self.read_due(key, node, others))
        found = self.expect_mapping(
            node, "a date or the next meeting", "next_meeting: 25 June 2015"
        )
        if found is None:
            return None
        return NextMeeting(
            self.locate_node(found), **self.read_fields(found, NEXT_MEETING, "`next_meeting`")
        )


def _text_or_ellipsis(node: Node) -> str:
    return node.text if isinstance(node, ScalarNode) else "…"


def _find_text(node: MappingNode, name: str) -> str | None:
    for key, value in node.fields:
        if key.text == name and isinstance(value, ScalarNode) and value.text.strip():
            return value.text.strip()
    return None
