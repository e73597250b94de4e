"""The updates of an action that a meeting's file already has: found, listed and replaced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from scrutiny_cli.editing.plan import EditContext
from scrutiny_cli.editing.yaml_layout import (
    find_field,
    iter_item_nodes,
    list_field_entries,
    list_field_names,
)
from scrutiny_cli.editing.yaml_lines import DEFAULT_INDENT, Texts, field_lines
from scrutiny_cli.minutes.dates.date_styles import date_formatter
from scrutiny_cli.minutes.model import Meeting, Update
from scrutiny_cli.minutes.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

# Fields that are kept when an update is replaced; so are `x-` fields.
_KEPT_FIELDS = frozenset({"ref", "about", "confidential"})


class ExistingUpdate(NamedTuple):
    """An update in a file: its item, its place there from 0, its node, and its record."""

    item: MappingNode
    place_in_list: int
    node: MappingNode
    update: Update

    def day_in(self, meeting: Meeting) -> date:
        """Return the day on which it happened, in its meeting."""
        return self.update.on or meeting.date


def find_updates(context: EditContext) -> dict[str, list[ExistingUpdate]]:
    """Return the meeting's updates by the keys of their actions, in the order of the file."""
    nodes = {
        node.start: (item.node, place, node)
        for item in iter_item_nodes(context.editor.root)
        for place, node in enumerate(list_field_entries(item.node, "updates"))
        if isinstance(node, MappingNode)
    }
    reports = [one for one in context.book.log.reports if one.meeting.name == context.meeting.name]
    found: dict[str, list[ExistingUpdate]] = defaultdict(list)
    for report in sorted(reports, key=lambda one: one.update.place.start):
        if report.key is not None:
            update = report.update
            found[report.key].append(ExistingUpdate(*nodes[update.place.start], update))
    return found


def replace_update(
    context: EditContext, key: str, existing: ExistingUpdate, fields: Mapping[str, Texts]
) -> tuple[str, ...]:
    """Write other fields into an update; the old ones are deleted, except those that are kept.

    Return the old text that is lost, one field each.
    """
    node = existing.node
    old = [name for name in _replaceable_fields(node) if _written_value(node, name)]
    gone = [name for name in old if name not in fields]
    changed = {
        name: value
        for name, value in fields.items()
        if _written_value(node, name) != _on_one_line(value)
    }
    editor = context.editor.with_fallback(_describe_fields(key, changed))
    for name in gone:
        editor.remove_field(node, name)
    # A field that is filled comes before one that is added, where both have one place.
    for name in sorted(changed, key=lambda name: find_field(node, name) is None):
        editor.set_field(node, name, changed[name])
    return tuple(
        f"{name}: {_written_value(node, name)}" for name in old if name in {*gone, *changed}
    )


def _describe_fields(key: str, fields: Mapping[str, Texts]) -> str:
    lines = [
        line
        for name, value in fields.items()
        for line in field_lines(name, value, 2, DEFAULT_INDENT)
    ]
    return "\n".join([f"Edit the file: write this in that update of {key}:", *lines])


def _replaceable_fields(node: MappingNode) -> list[str]:
    names = list_field_names(node)
    return [name for name in names if name not in _KEPT_FIELDS and not name.startswith("x-")]


def describe_updates(context: EditContext, key: str, found: list[ExistingUpdate]) -> Iterator[str]:
    """Yield a line for each update, numbered from 1, with all its fields."""
    history = context.book.log.by_key[key].history
    marked = {event.place.start for event in history if event.confidential is not None}
    format_date = date_formatter(context.book.series.dates)
    for number, existing in enumerate(found, 1):
        place, day = existing.update.place, format_date(existing.day_in(context.meeting))
        mark = "[confidential] " if place.start in marked else ""
        yield f"  {number}. line {place.line}, {day}: {mark}{_describe_update(existing.node)}"


def _describe_update(node: MappingNode) -> str:
    names = [name for name in list_field_names(node) if name not in {"ref", "about"}]
    said = [f"{name}: {_written_value(node, name)}" for name in names if _written_value(node, name)]
    return "; ".join(said) or "empty"


def _written_value(node: MappingNode, name: str) -> str:
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
