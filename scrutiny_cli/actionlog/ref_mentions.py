"""Where a text names one of certain actions, by its number or by its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from scrutiny_cli.minutes.source import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterator

# A word of its own: not within a longer number, or a sum of money.
_BEFORE, _AFTER = re.compile(r"(?<![\w/£$€])(?<!\d\.)"), re.compile(r"(?![\w/])(?!\.\d)(?!\(\w)")
_PIECE = re.compile(r"\d+|[^\W\d_]+|\S")
_LISTED = re.compile(
    r"\bactions?\s+([^\s,]+"
    r"(?:(?:\s*,\s*(?:and\s+)?|\s+(?:and|or|&)\s+)(?!actions?\b)[^\s,]+)*)",
    re.IGNORECASE,
)
_MARKS = ".,:;!?()[]\"'‘’“”"
_LONGEST = 100  # pieces of a name that is looked for

_Branch: TypeAlias = "dict[str, _Branch]"
_END = ""  # the key in a branch at which a name ends; no piece is empty


@dataclass(frozen=True)
class RefFinder:
    """Refs and keys that are looked for, `wanted`, among all that are `known`; all squeezed."""

    wanted: frozenset[str]
    known: frozenset[str]

    def named_in(self, text: str) -> Iterator[tuple[int, str]]:
        """Give where in a text each is a word of its own, and how it is written there.

        What has figures or letters only, as 12, counts where it follows the word “action”. The
        text is read once, whatever there is to look for.
        """
        yield from self._built_in(text) if self._built else ()
        for match in _LISTED.finditer(text) if self._plain else ():
            for word in re.finditer(r"[^\s,]+", match[1]):
                name = word[0].lstrip(_MARKS)
                if squeezed(name.rstrip(_MARKS)) in self._plain:
                    yield match.start(1) + word.end() - len(name), name.rstrip(_MARKS)

    def _built_in(self, text: str) -> Iterator[tuple[int, str]]:
        """Give those of several pieces, unless they are a part of a longer one that is known."""
        pieces = [(one.start(), one.end(), one[0].casefold()) for one in _PIECE.finditer(text)]
        reach = 0  # where the longest name that began before ends
        for at, (start, _, piece) in enumerate(pieces):
            if piece not in self._tree or not _BEFORE.match(text, start):
                continue
            ends = self._ends(text, pieces, at)
            if ends and ends[-1] > reach and squeezed(text[start : ends[-1]]) in self._built:
                yield start, text[start : ends[-1]]
            reach = max((reach, *ends))

    def _ends(self, text: str, pieces: list[tuple[int, int, str]], at: int) -> list[int]:
        """Give where the known names end that begin at a piece."""
        ends: list[int] = []
        branch = self._tree
        for _, end, piece in pieces[at : at + _LONGEST]:
            if piece not in branch:
                break
            branch = branch[piece]
            if _END in branch and _AFTER.match(text, end):
                ends.append(end)
        return ends

    @cached_property
    def _plain(self) -> frozenset[str]:
        return frozenset(one for one in self.wanted if one.isdecimal() or one.isalpha())

    @cached_property
    def _built(self) -> frozenset[str]:
        return self.wanted - self._plain

    @cached_property
    def _tree(self) -> _Branch:
        """Give the known names as a tree of their pieces."""
        tree: _Branch = {}
        for pieces in map(_PIECE.findall, self.known | self._built):
            branch = tree
            for piece in pieces[:_LONGEST]:
                branch = branch.setdefault(piece, {})
            if len(pieces) <= _LONGEST:
                branch[_END] = {}
        return tree
