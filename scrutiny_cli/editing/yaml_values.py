"""The values of a YAML tree, and those that edits of it must bring about.

They are compared to prove an edit: what is read from the new text is the old values with the
asked changes, whatever the way in which the file writes them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from scrutiny_cli.minutes.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from scrutiny_cli.minutes.yaml_lines import NewEntry, Value

PlainValue: TypeAlias = "str | list[PlainValue] | dict[str, PlainValue]"


@dataclass(frozen=True, slots=True)
class ValueChanges:
    """Changes of the values of a tree, each by the node that it changes."""

    _texts: dict[ScalarNode, str] = field(default_factory=dict)
    _fields: dict[MappingNode, dict[str, PlainValue]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    _entries: dict[SequenceNode, list[tuple[int, PlainValue]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _removed: dict[SequenceNode, set[int]] = field(default_factory=lambda: defaultdict(set))

    def replace_text(self, node: ScalarNode, text: str) -> None:
        """Change the text of a scalar."""
        self._texts[node] = text

    def set_field(self, node: MappingNode, name: str, value: Value) -> None:
        """Change or add a field of a mapping; None removes the field."""
        self._fields[node][name] = _read_new(value)

    def insert_entries(self, node: SequenceNode, place: int, new: list[NewEntry]) -> None:
        """Insert entries into a sequence before the entry that is at a place now, from 0."""
        self._entries[node] += [(place, _read_entry(entry)) for entry in new]

    def set_value(self, node: MappingNode, name: str, value: PlainValue) -> None:
        """Change or add a field of a mapping whose value was read from the file."""
        self._fields[node][name] = value

    def insert_values(self, node: SequenceNode, place: int, values: list[PlainValue]) -> None:
        """Insert entries that were read from the file, as `insert_entries` does new ones."""
        self._entries[node] += [(place, value) for value in values]

    def remove_entries(self, node: SequenceNode, places: Collection[int]) -> None:
        """Remove the entries of a sequence that are at some places now, from 0."""
        self._removed[node] |= set(places)

    def read_text(self, node: ScalarNode) -> str:
        """Return a scalar's text after the changes."""
        return self._texts.get(node, node.text)

    def read_value(self, node: Node) -> PlainValue:
        """Return a node's value after the changes; fields without a value are not included."""
        if isinstance(node, ScalarNode):
            # Whether a block ends in line ends depends on what follows it.
            return self.read_text(node).rstrip("\n")
        if isinstance(node, SequenceNode):
            return self._read_entries(node)
        values = {key.text: self.read_value(value) for key, value in node.fields}
        values |= self._fields.get(node, {})
        return {name: value for name, value in values.items() if value != ""}

    def _read_entries(self, node: SequenceNode) -> list[PlainValue]:
        removed = self._removed.get(node, set())
        placed = [
            (place, self.read_value(entry))
            for place, entry in enumerate(node.entries)
            if place not in removed
        ]
        new = self._entries.get(node, [])
        return [value for _, value in sorted((*new, *placed), key=lambda pair: pair[0])]


def _read_new(value: Value) -> PlainValue:
    if value is None:
        return ""
    if isinstance(value, str):
        return value.rstrip("\n")
    if isinstance(value, Mapping):
        return {name: _read_new(text) for name, text in value.items()}
    return [_read_entry(part) if isinstance(part, NewEntry) else part for part in value]


def _read_entry(entry: NewEntry) -> PlainValue:
    if isinstance(entry.content, str):
        return _read_new(entry.content)
    return {name: _read_new(value) for name, value in entry.content.items() if value is not None}
