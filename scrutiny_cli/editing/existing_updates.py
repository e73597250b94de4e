"""The updates of an action that a meeting's file already has: found, listed and replaced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from scrutiny_cli.editing.plan import EditContext
from scrutiny_cli.editing.written_entries import change_fields, read_written
from scrutiny_cli.editing.yaml_layout import (
    CannotEdit,
    iter_item_nodes,
    list_field_entries,
    list_field_names,
)
from scrutiny_cli.minutes.dates.date_styles import date_formatter
from scrutiny_cli.minutes.fields import UPDATE
from scrutiny_cli.minutes.model import Meeting, Update
from scrutiny_cli.minutes.yaml.nodes import MappingNode
from scrutiny_cli.minutes.yaml_lines import DEFAULT_INDENT, Texts, field_lines

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
    gone = [name for name in _replaceable_fields(node) if name not in fields]
    editor = context.editor.with_fallback(_describe_fields(key, fields))
    values: dict[str, Texts | None] = {**dict.fromkeys(gone), **fields}
    return change_fields(editor, node, values, UPDATE)


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


def choose_nth(
    context: EditContext, key: str, found: list[ExistingUpdate], nth: int
) -> ExistingUpdate:
    """Return one of the updates of an action, counted from 1. Raises CannotEdit."""
    if 0 < nth <= len(found):
        return found[nth - 1]
    count = f"{len(found)} update{'' if len(found) == 1 else 's'}"
    raise refuse_choice(context, key, found, f"has {count} of {key}, not {nth}")


def refuse_choice(
    context: EditContext,
    key: str,
    found: list[ExistingUpdate],
    why: str,
    remedy: str = "Choose one, for example --nth 1.",
) -> CannotEdit:
    """Return the refusal to choose one of the updates of an action, which lists them."""
    where = f"{context.meeting.place.path} {why}. Nothing was written."
    return CannotEdit("\n".join([where, *describe_updates(context, key, found), remedy]))


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
    said = [f"{name}: {read_written(node, name)}" for name in names if read_written(node, name)]
    return "; ".join(said) or "empty"
