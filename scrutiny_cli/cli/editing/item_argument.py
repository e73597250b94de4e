"""The item of a meeting that is named on the command line, by its number or title."""

from __future__ import annotations

from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.option_values import describe_missing_value
from scrutiny_cli.editing.item_names import (
    ItemNotFound,
    NumberedItem,
    default_item,
    find_item,
    number_items,
)
from scrutiny_cli.editing.yaml_layout import ItemPath
from scrutiny_cli.minutes.model import Meeting


def find_named_item(meeting: Meeting, option: str, wanted: str) -> ItemPath:
    """Return the item that a number, or a title or its beginning, means; refuse any other."""
    if not wanted.strip():
        raise UsageError(describe_missing_value(option, "N|TITLE"))
    try:
        return find_item(meeting, wanted)
    except ItemNotFound as reason:
        raise UsageError(str(reason)) from reason


def choose_named_item(meeting: Meeting, wanted: str | None) -> ItemPath:
    """Return the item that is typed for `--item`, otherwise the one for what has no item."""
    return default_item(meeting) if wanted is None else find_named_item(meeting, "--item", wanted)


def get_numbered_item(meeting: Meeting, path: ItemPath) -> NumberedItem:
    """Return the item of a path, with its number."""
    return next(item for item in number_items(meeting.root_item) if item.path == path)


def is_item_withheld(meeting: Meeting, path: ItemPath) -> bool:
    """Whether what is in the item of a path is confidential."""
    item = meeting.root_item
    reason = item.confidential
    for place in path:
        item = item.items[place]
        reason = reason if item.confidential is None else item.confidential
    return reason is not None
