"""The levels of entries of lists: by their list, and by their indent where lists are nested."""

from __future__ import annotations

from typing import NamedTuple

_SAME = 120  # twentieths of a point: indents that differ less are the same


class _OpenEntry(NamedTuple):
    """An entry that another may be nested in."""

    indent: int
    level: int


class ListLevels:
    """The entries that are open."""

    def __init__(self) -> None:
        """Begin outside of any list."""
        self._entries: list[_OpenEntry] = []
        self._offsets: dict[str, int] = {}  # by list: its levels are so much deeper

    def end_lists(self) -> None:
        """End all lists, as a paragraph between them does."""
        self._entries, self._offsets = [], {}

    def find_level(self, list_id: str, level: int, indent: int | None) -> int:
        """Return the level, from 1, of the next entry; `level` is that of its list, from 0."""
        if list_id not in self._offsets:
            self._offsets[list_id] = self._find_offset(level, indent)
        found = max(level + 1 + self._offsets[list_id], 1)
        while self._entries and self._entries[-1].level >= found:
            self._entries.pop()
        self._entries.append(_OpenEntry(indent or 0, found))
        return found

    def _find_offset(self, level: int, indent: int | None) -> int:
        """Return how much deeper a list is that begins within another one."""
        if not self._entries or indent is None:
            return 0
        around = [entry for entry in self._entries if entry.indent <= indent + _SAME]
        if not around:
            return 0
        is_same = abs(around[-1].indent - indent) <= _SAME
        return around[-1].level + (0 if is_same else 1) - (level + 1)

    def find_continued(self, indent: int | None) -> int:
        """Return the level of the entry that a paragraph without a mark continues; 0 if none."""
        if not self._entries or not indent:
            return 0
        around = [entry for entry in self._entries if 0 < entry.indent <= indent + _SAME]
        return around[-1].level if around else 0
