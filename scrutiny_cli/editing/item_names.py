"""How the items of a meeting are named on the command line: by title or by number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from scrutiny_cli.editing.yaml_layout import ItemPath
from scrutiny_cli.minutes.model import Item, Meeting
from scrutiny_cli.minutes.source import normalize_label, normalize_ref

_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*[a-z]?\.?")
_OTHER_BUSINESS = r"any other (?:urgent )?business|a\.?o\.?b\b"


class ItemNotFound(Exception):
    """No item or several items match; the message lists them."""


class NumberedItem(NamedTuple):
    """An item, its path, and the number that `show` gives it, as 3.2."""

    path: ItemPath
    item: Item
    number: str

    @property
    def label(self) -> str:
        """The item's title, otherwise its number."""
        return f"“{self.item.title}”" if self.item.title is not None else f"item {self.number}"

    @property
    def number_and_title(self) -> str:
        """The item as a list of items shows it."""
        return f"{self.number} {self.label}" if self.item.title is not None else self.number


def number_items(item: Item, path: ItemPath = (), above: str = "") -> Iterator[NumberedItem]:
    """Yield every item below an item, as below a meeting's root, in the order of the file."""
    for place, below in enumerate(item.items):
        number = f"{above}{below.number or place + 1}"
        yield NumberedItem((*path, place), below, number)
        yield from number_items(below, (*path, place), f"{number}.")


def default_item(meeting: Meeting) -> ItemPath:
    """Return the item of any other business, else the last one; the meeting where it has none."""
    for path, item, _ in number_items(meeting.root_item):
        if item.title is not None and re.match(_OTHER_BUSINESS, normalize_label(item.title)):
            return path
    return (len(meeting.root_item.items) - 1,) if meeting.root_item.items else ()


def find_item(meeting: Meeting, wanted: str) -> ItemPath:
    """Find the item of a number, or of a title or its beginning. Raises ItemNotFound."""
    items = list(number_items(meeting.root_item))
    found = _with_number(items, wanted) or _with_title(items, wanted)
    if len(found) == 1:
        return found[0].path
    listed = "; ".join(one.number_and_title for one in found or items)
    if found:
        raise ItemNotFound(f"Several items of {meeting.name} begin with “{wanted}”: {listed}.")
    others = f"Its items are: {listed}." if listed else "It has no items."
    raise ItemNotFound(f"{meeting.name} has no item “{wanted}”. {others}")


def choose_item(meeting: Meeting, wanted: str) -> ItemPath | None:
    """Return the item of a number or whole title; None where the words are a new item's title.

    Raises ItemNotFound where they are a number, or the beginning of another title.
    """
    items = list(number_items(meeting.root_item))
    title = normalize_label(wanted)
    found = _with_number(items, wanted) or [
        one for one in items if one.item.title and normalize_label(one.item.title) == title
    ]
    if len(found) == 1:
        return found[0].path
    if found or _NUMBER.fullmatch(wanted.strip()):
        return find_item(meeting, wanted)  # which refuses them
    begun = _with_title(items, wanted)
    if begun:
        listed = "; ".join(one.number_and_title for one in begun)
        raise ItemNotFound(
            f"“{wanted}” is the beginning of another title: {listed}. To write to that item, type "
            f"its number. To make a new item, say where: --after {begun[0].number}"
        )
    return None


def _with_number(items: list[NumberedItem], wanted: str) -> list[NumberedItem]:
    number = normalize_ref(wanted)
    found = [one for one in items if normalize_ref(one.number) == number]
    return found or [one for one in items if normalize_ref(one.item.number or "-") == number]


def _with_title(items: list[NumberedItem], wanted: str) -> list[NumberedItem]:
    start = normalize_label(wanted)
    titles = [(one, normalize_label(one.item.title)) for one in items if one.item.title]
    same = [one for one, title in titles if title == start]
    return same or [one for one, title in titles if start and title.startswith(start)]
