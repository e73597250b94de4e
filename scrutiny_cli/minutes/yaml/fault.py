"""Where libyaml gives up on a file, and the mistake in its lines that made it do so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from scrutiny_cli.minutes.lines import Line, find_line


class Fault(NamedTuple):
    """A mistake: its place in characters, what it is, and what to write instead.

    `begins` is where the faulty field begins, if that is above the place; `ends` where the faulty
    lines end, if that is not the end of the field; `is_of_place` says that
    the line does not fit where it is, so that what is indented below it does not fit either;
    `may_follow` that it continues the line above, and is not reported if that has a fault.
    """

    start: int
    end: int
    message: str
    hint: str
    begins: int | None = None
    is_of_place: bool = False
    may_follow: bool = False
    ends: int | None = None


class ParseFailure(NamedTuple):
    """The place where libyaml gave up, and its message.

    `context_offset` is where what it was reading began, `last` the span of the last text it read.
    """

    text: str
    offset: int
    context_offset: int
    message: str
    last: tuple[int, int] | None

    @property
    def line(self) -> Line:
        """The line in which libyaml gave up."""
        return find_line(self.text, self.offset)

    @property
    def context_line(self) -> Line:
        """The line in which what libyaml was reading begins."""
        return find_line(self.text, self.context_offset)

    def possible_lines(self) -> Iterator[Line]:
        """Yield the lines in which the mistake may be: where the text began that was being read."""
        if "expected ':'" in self.message:
            yield self.context_line
        if self.last:
            yield find_line(self.text, self.last[0])
        yield self.line
