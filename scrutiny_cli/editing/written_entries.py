"""Actions and updates as a file has them: found by their place, and changed field by field."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from scrutiny_cli.editing.entry_values import order_fields
from scrutiny_cli.editing.yaml_edit import YamlEditor
from scrutiny_cli.editing.yaml_layout import (
    find_field,
    iter_item_nodes,
    list_field_entries,
    list_field_names,
)
from scrutiny_cli.minutes.fields import ACTION, BROUGHT_FORWARD, UPDATE, Table
from scrutiny_cli.minutes.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from scrutiny_cli.minutes.yaml_lines import Texts

_TABLES = {"brought_forward": BROUGHT_FORWARD, "actions": ACTION, "updates": UPDATE}
ENTRY_LISTS = tuple(_TABLES)


class WrittenEntry(NamedTuple):
    """An action or update of a file: its item, its list, its place there from 0, and its fields."""

    item: MappingNode
    list_name: str
    place: int
    node: MappingNode

    @property
    def table(self) -> Table:
        """The fields that such an entry may have."""
        return _TABLES[self.list_name]


def find_entry(root: MappingNode, start: int) -> WrittenEntry:
    """Return the entry that begins at a place of the text."""
    return next(
        WrittenEntry(item.node, name, place, node)
        for item in iter_item_nodes(root)
        for name in ENTRY_LISTS
        for place, node in enumerate(list_field_entries(item.node, name))
        if isinstance(node, MappingNode) and node.start == start
    )


def change_fields(
    editor: YamlEditor, node: MappingNode, values: Mapping[str, Texts | None], table: Table
) -> tuple[str, ...]:
    """Write the fields that have another value; None deletes a field.

    Those that are added come in the order of the entry's table. Return the old text that is lost,
    one field each.
    """
    old = {name: read_written(node, name) for name in values}
    gone = [name for name, value in values.items() if value is None and old[name]]
    changed = {
        name: value
        for name, value in values.items()
        if value is not None and old[name] != _on_one_line(value)
    }
    if gone:
        editor.remove_fields(node, gone)
    written = {name for name in list_field_names(node) if name not in gone}
    # A field that is filled comes before those that are added, where they have one place.
    for name in (name for name in changed if name in written):
        editor.set_field(node, name, changed[name])
    for name in order_fields(table, {name: changed.get(name) for name in changed.keys() - written}):
        editor.add_field(node, name, changed[name], _find_field_above(table, name, written))
    lost = [name for name in list_field_names(node) if name in {*gone, *changed} and old[name]]
    return tuple(f"{name}: {old[name]}" for name in lost)


def _find_field_above(table: Table, name: str, written: Collection[str]) -> str | None:
    """Return the field of an entry below which another one is added; None: at the end."""
    order = list(order_fields(table, dict.fromkeys(table, "")))
    above = (one for one in reversed(order[: order.index(name)]) if one in written)
    return next(above, None)


def read_written(node: MappingNode, name: str) -> str:
    """Return a field's value on one line, "" where it has none."""
    found = find_field(node, name)
    if found is None:
        return ""
    text = ", ".join(one.text for one in _list_texts(found[1]))
    in_brackets = name == "status" and isinstance(
        found[1], SequenceNode
    )  # `[x]`, which YAML takes for a list
    return " ".join((f"[{text}]" if in_brackets else text).split())


def _on_one_line(value: Texts) -> str:
    texts = (value,) if isinstance(value, str) else value
    return " ".join(", ".join(texts).split())


def _list_texts(node: Node) -> list[ScalarNode]:
    entries = node.entries if isinstance(node, SequenceNode) else [node]
    return [entry for entry in entries if isinstance(entry, ScalarNode)]
