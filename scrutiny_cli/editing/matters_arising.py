"""Where a meeting's file takes new updates of earlier actions."""

from __future__ import annotations

from scrutiny_cli.editing.marks import find_title_mark, write_mark
from scrutiny_cli.editing.plan import EditContext
from scrutiny_cli.editing.yaml_layout import (
    ItemNode,
    field_before_next_meeting,
    find_field,
    iter_item_nodes,
    list_field_names,
)
from scrutiny_cli.minutes.model import Series
from scrutiny_cli.minutes.source import normalize_label
from scrutiny_cli.minutes.yaml.nodes import MappingNode, ScalarNode
from scrutiny_cli.minutes.yaml_lines import NewEntry

_DEFAULT_TITLE = "Matters arising"
_FIELDS_BEFORE_UPDATES = frozenset({"title", "number", "presenter", "minutes", "confidential"})


def matters_title(series: Series) -> str:
    """Return the title of the item under which earlier actions are reported on."""
    return str(series.matters_arising or _DEFAULT_TITLE)


def insert_updates(context: EditContext, new: list[NewEntry]) -> None:
    """Put updates under matters arising, else where all others are, else into a new first item."""
    editor = context.editor
    title = matters_title(context.book.series)
    item = _find_item_of_updates(editor.root, title)
    if item is None:
        entry = _write_new_item(context, title, new)
        editor.prepend_entry(editor.root, "items", entry, field_before_next_meeting(editor.root))
        return
    # In an item they come above its new actions; the meeting's own come last.
    above = [name for name in list_field_names(item.node) if name in _FIELDS_BEFORE_UPDATES]
    after = above[-1] if above and item.path else field_before_next_meeting(item.node)
    editor.append_entries(item.node, "updates", new, after)


def _write_new_item(context: EditContext, title: str, new: list[NewEntry]) -> NewEntry:
    """Return an item of the updates, which keeps the confidential mark that its title had."""
    day = context.meeting.date
    earlier = [meeting for meeting in context.book.meetings if meeting.date < day]
    mark = write_mark(find_title_mark(earlier, title))
    marked = {} if mark is None else {"confidential": mark}
    return NewEntry({"title": title, **marked, "updates": new})


def _find_item_of_updates(root: MappingNode, title: str) -> ItemNode | None:
    found = list(iter_item_nodes(root))
    titled = (item for item in found[1:] if _has_title(item.node, title))
    holding = [item for item in found if find_field(item.node, "updates") is not None]
    return next(titled, None) or (holding[0] if len(holding) == 1 else None)


def _has_title(node: MappingNode, title: str) -> bool:
    found = find_field(node, "title")
    if found is None or not isinstance(found[1], ScalarNode):
        return False
    return normalize_label(found[1].text) == normalize_label(title)
