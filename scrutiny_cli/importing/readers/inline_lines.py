"""A line of a paragraph, as the readers of formatted text make it of its parts."""

from __future__ import annotations

import re
from typing import NamedTuple

from scrutiny_cli.importing.readers.addresses import find_addresses

_WORD_END = re.compile(r"\A\w+")


class InlineLine(NamedTuple):
    """A line of a paragraph, its addresses, and whether all of it is bold or struck through.

    `has_struck`: a part of it is struck through.
    """

    text: str
    is_bold: bool = False
    is_struck: bool = False
    links: tuple[str, ...] = ()
    has_picture: bool = False
    has_struck: bool = False

    @property
    def doubts(self) -> tuple[str, ...]:
        """The names of the doubts that concern the line."""
        is_struck = self.is_struck or self.has_struck
        return (*(("struck",) if is_struck else ()), *(("picture",) if self.has_picture else ()))


class InlineParts:
    """The parts of the line that is read at present."""

    def __init__(self) -> None:
        """Begin an empty line."""
        self._texts: list[str] = []
        self._styles: list[frozenset[str]] = []
        self._links: list[str] = []
        self._addresses: list[str] = []  # of links, until the word at their end is complete
        self.has_picture = False

    @property
    def last_text(self) -> str:
        """The part that was added last."""
        return self._texts[-1] if self._texts else ""

    @property
    def length(self) -> int:
        """How many parts there are."""
        return len(self._texts)

    def read_from(self, start: int) -> str:
        """Return the text of the parts from a number on."""
        return "".join(self._texts[start:])

    def add_text(self, text: str, styles: frozenset[str] = frozenset()) -> None:
        """Add a text; of its styles, `bold` and `struck` are used."""
        if self._addresses:
            text = self._show_addresses(text)
        self._texts.append(text)
        if text.strip():
            self._styles.append(styles)

    def _show_addresses(self, text: str) -> str:
        """Return a text with the addresses of the links before it, where a word ends."""
        ending = len(text) - len(_WORD_END.sub("", text))
        if ending == len(text):
            return text
        return f"{text[:ending]}{self._take_addresses()}{text[ending:]}"

    def _take_addresses(self) -> str:
        shown = "".join(f" ({address})" for address in self._addresses)
        self._addresses = []
        return shown

    def add_address(self, address: str) -> None:
        """Add the address of a link in round brackets, after the word at its end."""
        self._addresses.append(address)

    def add_link(self, address: str) -> None:
        """Add the address of a link, which is in the text as well."""
        self._links.append(address)

    def make_line(self) -> InlineLine | None:
        """Return the line; None if it is empty."""
        self._texts.append(self._take_addresses())
        text = " ".join("".join(self._texts).split())
        if not text:
            return None
        common = frozenset.intersection(*self._styles) if self._styles else frozenset()
        return InlineLine(
            text,
            is_bold="bold" in common,
            is_struck="struck" in common,
            links=tuple(dict.fromkeys((*self._links, *find_addresses(text)))),
            has_picture=self.has_picture,
            has_struck=any("struck" in styles for styles in self._styles),
        )
