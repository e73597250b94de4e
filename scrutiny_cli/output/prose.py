"""A text as a clerk wrote it, parted into paragraphs and lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scrutiny_cli.minutes.text import Word
from scrutiny_cli.output.blocks import Listing, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scrutiny_cli.output.blocks import Block

_ENTRY = re.compile(r"[ \t]*(?:-|(\d{1,3})\.)[ \t]+(?=\S)")  # four figures are a year


def blocks(text: str | None) -> tuple[Block, ...]:
    """Part a text into paragraphs and lists.

    Under `|` a line end is a blank, and lines that begin `- ` or `1. ` are entries of a list.
    In any other text each line end that YAML has left parts paragraphs.
    """
    if text is None:
        return ()
    if not under_bar(text):
        return tuple(Paragraph(flat(line)) for line in text.split("\n") if line.strip())
    pieces: list[_Piece] = []
    for stretch in re.split(r"\n[ \t]*(?=\n)", text):
        _gather(pieces, stretch.split("\n"))
    return tuple(_joined(pieces))


def labelled(label: str, facts: str, text: str | None, kind: str) -> Iterator[Block]:
    """Put facts and a text under a label: in one paragraph where the text is one."""
    parts = blocks(text)
    if len(parts) == 1 and isinstance(parts[0], Paragraph):
        yield Paragraph(": ".join(filter(None, (facts, parts[0].text))), label, kind=kind)
        return
    yield Paragraph(facts, label, kind=kind)
    for part in parts:
        yield part if isinstance(part, Listing) else part._replace(kind=kind)


def flat(text: str | None) -> str:
    """Give a text on one line, without doubled blanks; None is no text."""
    return " ".join((text or "").split())


def under_bar(text: str) -> bool:
    """Whether a text stands under `|` in its file."""
    return isinstance(text, Word) and text.source.text.startswith("|", text.start)


_Piece = tuple[str | None, str]  # the mark of an entry: "-", or its number; and the words


def _gather(pieces: list[_Piece], lines: Iterable[str]) -> None:
    """Add the paragraph and the entries that lines without an empty one between them make."""
    fresh = True
    for line in lines:
        if not line.strip():
            continue
        mark, words = _marked(line)
        if mark is None and not fresh:
            pieces[-1] = (pieces[-1][0], f"{pieces[-1][1]} {flat(words)}")
        elif mark in {None, "-", "1"} or fresh or pieces[-1][0] is not None:
            pieces.append((mark, flat(words)))
        else:  # a sentence that goes on with a number at the start of a line
            pieces[-1] = (None, f"{pieces[-1][1]} {flat(line)}")
        fresh = False


def _marked(line: str) -> _Piece:
    entry = _ENTRY.match(line)
    return (None, line) if entry is None else (entry[1] or "-", line[entry.end() :])


def _joined(pieces: Iterable[_Piece]) -> list[Block]:
    made: list[Block] = []
    for mark, words in pieces:
        paragraph = Paragraph(words)
        before = made[-1] if made else None
        if mark is None:
            made.append(paragraph)
        elif isinstance(before, Listing) and _goes_on(before, mark):
            made[-1] = before._replace(entries=(*before.entries, paragraph))
        else:
            numbered = mark != "-"
            made.append(Listing((paragraph,), numbered, int(mark) if numbered else 1))
    return made


def _goes_on(listing: Listing, mark: str) -> bool:
    if not listing.numbered or mark == "-":
        return not listing.numbered and mark == "-"
    return int(mark) == listing.start + len(listing.entries)
