"""Lists with each entry on lines of its own: which lines and comments belong to an entry."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from scrutiny_cli.editing.text_edits import TextEdit
from scrutiny_cli.editing.yaml_layout import YamlLayout
from scrutiny_cli.minutes.yaml.nodes import Node, ScalarNode, SequenceNode

_EMPTY_LINES = re.compile(r"(?:\r?\n[ \t]*(?=\r?\n))*")
_NEXT_IS_EMPTY = re.compile(r"\r?\n[ \t]*(?:\r?\n|$)|$")
# A line that was made a comment, as `#  - AB`.
_COMMENTED_ENTRY = re.compile(r"\r?\n[ \t]*#[ \t]*- ")


class EntryBlock(NamedTuple):
    """Where an entry is: its lines from `start` to `end`, with its own comments.

    `gap` is the end of the line above that belongs to the entry before it, or of the list's name.
    """

    gap: int
    start: int
    end: int


class EntryRun(NamedTuple):
    """Entries that follow each other, from the first to the last."""

    first: int
    last: int


@dataclass(frozen=True)
class BlockList:
    """A list that is not in brackets."""

    layout: YamlLayout
    key: ScalarNode
    value: SequenceNode

    @cached_property
    def column(self) -> int:
        """The column of the dashes, from 0."""
        return self.layout.measure_indent(self.key, self.value)[0]

    @cached_property
    def blocks(self) -> list[EntryBlock]:
        """Where the entries are, in their order."""
        gap, found = self.layout.line_end(self.key.end), []
        for entry in self.value.entries:
            end = self.layout.end_with_comments(self._text_end(entry), self.column)
            found.append(EntryBlock(gap, self._find_start(entry, gap), end))
            gap = end
        return [self._without_list_comment(found), *found[1:]]

    def _text_end(self, entry: Node) -> int:
        return max(self.layout.value_end(entry), entry.start)

    def _find_start(self, entry: Node, gap: int) -> int:
        """Return where an entry's lines begin; comments directly above its dash are its own."""
        start = self.layout.find_dash_line(entry.start, self.column)
        while start - 1 > gap and self._is_comment(self.layout.line_start(start - 1)):
            start = self.layout.line_start(start - 1)
        return start

    def _is_comment(self, line_start: int) -> bool:
        return self.layout.source.text.startswith(" " * self.column + "#", line_start)

    def _without_list_comment(self, found: list[EntryBlock]) -> EntryBlock:
        """Return the first entry without a comment that may be on the whole list.

        That is one directly below the list's name, where no other entry has its own.
        """
        first = found[0]
        others = any(self._is_comment(block.start) for block in found[1:])
        if others or len(found) == 1 or self._gap_text(first) != "\n":
            return first
        dash = self.layout.find_dash_line(self.value.entries[0].start, self.column)
        return first._replace(start=dash)

    def _gap_text(self, block: EntryBlock) -> str:
        return self.layout.source.text[block.gap : block.start].replace("\r", "")

    def has_free_comments(self) -> bool:
        """Whether there is a comment in the list that belongs to no entry and heads none."""
        places = range(len(self.blocks))
        end, column = self.blocks[-1].end, self.layout.column(self.key.start)
        below = self.layout.end_with_comments(end, column) != end
        free = any(self._has_comment(at) and not self._has_heading(at) for at in places)
        return free or below or _COMMENTED_ENTRY.match(self.layout.source.text, end) is not None

    def read_lines(self, place: int) -> list[str]:
        """Return the lines of an entry as they are after its dash's column."""
        block = self.blocks[place]
        return self.layout.source.text[block.start : block.end].replace("\r\n", "\n").split("\n")

    # Deleting

    def delete_entries(self, places: Collection[int]) -> list[TextEdit]:
        """Return the edits that delete entries, and headings of nothing but such entries."""
        return [self._delete_run(run, places) for run in self._iter_runs(places)]

    def _iter_runs(self, places: Collection[int]) -> Iterator[EntryRun]:
        first: int | None = None
        for place in sorted(places):
            first = place if first is None else first
            after = place + 1
            if after not in places or self._keeps_comment(after, places):
                yield EntryRun(first, place)
                first = None

    def _delete_run(self, run: EntryRun, places: Collection[int]) -> TextEdit:
        text, first, last = self.layout.source.text, self.blocks[run.first], self.blocks[run.last]
        heading = self._has_heading(run.first) and not self._keeps_comment(run.first, places)
        above = first.gap if heading else self._end_of_text_above(first)
        is_last = run.last == len(self.blocks) - 1
        if above == self.blocks[0].gap and not is_last:
            found = _EMPTY_LINES.match(text, last.end)
            return TextEdit(above, found.end() if found else last.end, "")
        if is_last or heading or _NEXT_IS_EMPTY.match(text, last.end):
            return TextEdit(above, last.end, "")
        return TextEdit(self.layout.line_end(self.layout.line_start(first.start - 1)), last.end, "")

    def _end_of_text_above(self, block: EntryBlock) -> int:
        """Return where the last line above an entry ends that is not empty."""
        above = self.layout.source.text[block.gap : block.start].rstrip()
        return self.layout.line_end(block.gap + len(above)) if above else block.gap

    def _has_comment(self, place: int) -> bool:
        return bool(self._gap_text(self.blocks[place]).strip())

    def _has_heading(self, place: int) -> bool:
        """Whether comments with an empty line below them head an entry and those after it."""
        lines = self._gap_text(self.blocks[place]).split("\n")[1:-1]
        texts = [line for line in lines if line.strip()]
        start = " " * self.column + "#"
        return bool(texts) and not lines[-1].strip() and all(one.startswith(start) for one in texts)

    def _keeps_comment(self, place: int, places: Collection[int]) -> bool:
        """Whether a comment above an entry is kept when entries are deleted."""
        if not self._has_heading(place):
            return self._has_comment(place)
        after = range(place + 1, len(self.blocks))
        end = next((at for at in after if self._has_comment(at)), len(self.blocks))
        return not set(range(place, end)) <= set(places)
