"""One text made of several stretches of the source, from which parts are cut with their uses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Use, UseKind
from scrutiny_cli.importing.recognise.entry_parts import Stretch


class Cut(NamedTuple):
    """A part of a text that does not stay in the words, and what became of it."""

    start: int
    end: int
    kind: UseKind
    detail: str = ""
    value: str = ""


class JoinedText(NamedTuple):
    """The text of stretches, joined by spaces; each white character is a space.

    `starts` are the places in `text` where the stretches begin.
    """

    stretches: tuple[Stretch, ...]
    text: str
    starts: tuple[int, ...]

    def list_uses(self, cuts: Iterable[Cut]) -> tuple[Use, ...]:
        """Return the uses of all stretches: those of the cuts, and TEXT for all between them."""
        found: list[Use] = []
        at = 0
        for cut in sorted(cuts):
            found += self._use_part(Cut(at, cut.start, UseKind.TEXT))
            found += self._use_part(cut)
            at = max(at, cut.end)
        return (*found, *self._use_part(Cut(at, len(self.text), UseKind.TEXT)))

    def _use_part(self, cut: Cut) -> list[Use]:
        """Return the uses of a part, one for each stretch that it is in."""
        found = []
        for stretch, start in zip(self.stretches, self.starts, strict=True):
            first, last = max(cut.start, start), min(cut.end, start + len(stretch.text))
            if first < last and self.text[first:last].strip():
                begin, end = first - start + stretch.start, last - start + stretch.start
                use = Use(stretch.block, begin, end, cut.kind, cut.detail, cut.value, stretch.cell)
                found.append(use)
        return found

    def remove_cuts(self, cuts: Iterable[Cut]) -> str:
        """Return the words that are left without the cuts, on one line."""
        kept, at = [], 0
        for cut in sorted(cuts):
            kept.append(self.text[at : cut.start])
            at = max(at, cut.end)
        return tidy_words(" ".join([*kept, self.text[at:]]))


def join_text(stretches: Iterable[Stretch]) -> JoinedText:
    """Join stretches to one text; each character keeps its place."""
    listed = tuple(stretches)
    texts = [re.sub(r"\s", " ", stretch.text) for stretch in listed]
    starts = tuple(accumulate((len(text) + 1 for text in texts), initial=0))[: len(listed)]
    return JoinedText(listed, " ".join(texts), starts)


def tidy_words(text: str) -> str:
    """Return words on one line, without signs at the start and spaces before punctuation."""
    plain = " ".join(text.split()).lstrip(" ,;:.–—")
    plain = re.sub(r"^-\s+", "", plain)
    for closing, opening in (("]", "["), (")", "(")):
        if plain.endswith(closing) and plain.count(opening) < plain.count(closing):
            plain = plain[:-1].rstrip()
    plain = re.sub(r"\(\s*\)|\[\s*\]", " ", plain)
    plain = re.sub(r"\s+([.,;:!?)\]])", r"\1", " ".join(plain.split()))
    plain = re.sub(r"\s*\*{1,2}$", "", plain) if plain.count("**") % 2 else plain
    plain = _remove_signs_at_end(plain)
    return re.sub(r"[,;:](?=\.$)", "", plain)


def _remove_signs_at_end(text: str) -> str:
    """Remove signs that join words from the end of a text, also before its full stop."""
    stop = "." if text.endswith(".") else ""
    bare = text.removesuffix(".").rstrip(" ,;:–—-")
    return bare + stop


def has_letters(text: str) -> bool:
    """Whether a text has any letter or digit."""
    return any(map(str.isalnum, text))


def capitalise_first(text: str) -> str:
    """Return a text with its first letter in capitals."""
    return text[:1].upper() + text[1:]
