"""What libyaml says where it gives up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from scrutiny_cli.minutes.lines import Line, find_line


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
