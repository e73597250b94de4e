"""Where a text names one of certain actions, by its number or by its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from scrutiny_cli.minutes.text import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterator

# A word of its own: not within a longer number, or a sum of money.
_BEFORE, _AFTER = r"(?<![\w/£$€])(?<!\d\.)", r"(?![\w/])(?!\.\d)(?!\(\w)"
_PIECE = re.compile(r"\d+|[^\W\d_]+|.")
_LISTED = re.compile(
    r"\bactions?\s+((?:[^\s,]+(?:\s*,\s*(?:and\s+)?|\s+(?:and|or|&)\s+))*[^\s,]+)", re.IGNORECASE
)
_MARKS = ".,:;!?()[]\"'‘’“”"


@dataclass(frozen=True)
class Names:
    """Refs and keys that are looked for, `wanted`, among all that are `known`; all squeezed."""

    wanted: frozenset[str]
    known: frozenset[str]

    def named_in(self, text: str) -> Iterator[tuple[int, str]]:
        """Give where in a text each stands as a word of its own, and how it is written there.

        What has figures or letters only, as 12, counts where it follows the word “action”.
        """
        for shape in self._shapes:
            for match in shape.finditer(text):
                if squeezed(match[0]) in self.wanted and not self._in_longer(text, match):
                    yield match.start(), match[0]
        for match in _LISTED.finditer(text) if self._plain else ():
            for word in re.finditer(r"[^\s,]+", match[1]):
                if squeezed(word[0].strip(_MARKS)) in self._plain:
                    yield match.start(1) + word.start(), word[0].strip(_MARKS)

    @cached_property
    def _plain(self) -> frozenset[str]:
        return frozenset(one for one in self.wanted if one.isdecimal() or one.isalpha())

    @cached_property
    def _shapes(self) -> tuple[re.Pattern[str], ...]:
        """Give a pattern for each way in which they are built, 9/24 as 10/24: boards have few."""
        shapes = {_core(one, figures=r"\d+") for one in self.wanted - self._plain}
        return tuple(_whole(one) for one in sorted(shapes))

    def _in_longer(self, text: str, match: re.Match[str]) -> bool:
        """Whether it is only a part of a longer one that is known, 9/24 of BOD 9/24."""
        short = squeezed(match[0])
        longer = (one for one in self.known if short in one and one != short)
        spans = (it.span() for one in longer for it in _whole(_core(one)).finditer(text))
        return any(start <= match.start() and match.end() <= end for start, end in spans)


def _whole(core: str) -> re.Pattern[str]:
    return re.compile(_BEFORE + core + _AFTER, re.IGNORECASE)


def _core(name: str, figures: str = "") -> str:
    """Give a pattern for a name however its blanks are set, or for all that have its figures."""
    pieces = _PIECE.findall(name)
    return r"\s*".join(figures if figures and one.isdecimal() else re.escape(one) for one in pieces)
