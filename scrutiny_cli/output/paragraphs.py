"""The paragraphs and lists of a text as a clerk wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from scrutiny_cli.minutes.source import is_block_scalar
from scrutiny_cli.output.document import Block, ListBlock, Paragraph

_LETTER = "(?:[a-z]|[ivxlc]{2,6}|[A-Z]|[IVXLC]{2,6})"
_ENTRY = re.compile(
    r"[ \t]*(?:[-*•–]"
    rf"|(\d{{1,3}}[.)]|{_LETTER}\)|\({_LETTER}\)|[ivxlc]{{1,6}}\.))[ \t]+(?=\S)"
)  # four digits are a year
_LONG, _SHORT = 80, 60  # characters: what is longer is cut to these
_FIRST = frozenset({"", "1.", "1)", "a)", "(a)", "i.", "i)", "(i)", "A)", "(A)", "I)", "(I)"})


def parse_blocks(text: str | None) -> tuple[Block, ...]:
    """Return the paragraphs and lists of a text.

    Under `|` a line end is a space, and lines that begin with a bullet, a number or a letter
    (`- `, `• `, `1. `, `a) `, `(i) `) are entries of a list. In any other text each line end
    that YAML has left separates paragraphs.
    """
    return () if text is None else _divide_text(text, is_block=is_block_scalar(text))


def _divide_text(text: str, *, is_block: bool) -> tuple[Block, ...]:
    if not is_block:
        return tuple(Paragraph(join_words(line)) for line in text.split("\n") if line.strip())
    pieces: list[_Piece] = []
    for stretch in re.split(r"\n[ \t]*(?=\n)", text):
        _collect_pieces(pieces, stretch.split("\n"))
    return tuple(_join_pieces(pieces))


def join_lines(text: str, *, is_block: bool) -> str:
    """Return a text for a cell: wrapped lines joined, a line for each paragraph and entry.

    `is_block`: in its file it is a block under `|`.
    """
    lines: list[str] = []
    for block in _divide_text(text, is_block=is_block):
        if isinstance(block, ListBlock):
            lines += [f"{mark} {entry.text}" for mark, entry in block.iter_marked()]
        else:
            lines.append(block.text)
    return "\n".join(lines)


def label_blocks(facts: Paragraph, text: str | None) -> Iterator[Block]:
    """Return facts with their label and a text: in one paragraph where the text is one."""
    parts = parse_blocks(text)
    if len(parts) == 1 and isinstance(parts[0], Paragraph):
        yield facts._replace(text=": ".join(filter(None, (facts.text, parts[0].text))))
        return
    yield facts
    for part in parts:
        yield part if isinstance(part, ListBlock) else part._replace(kind=facts.kind)


def join_words(text: str | None) -> str:
    """Return the words of a text with single spaces between them; None has none."""
    return " ".join((text or "").split())


def cut_long_text(text: str | None) -> str:
    """Return the first words of a long text, with `…` after them."""
    words = join_words(text)
    if len(words) <= _LONG:
        return words
    cut = words[: _SHORT + 1].rpartition(" ")[0] or words[:_SHORT]
    return f"{cut.rstrip(',;:.–- ')}…"


def quote_text(text: str | None) -> str:
    """Return a text between quotes; no text has none."""
    return f"“{join_words(text)}”" if join_words(text) else ""


_Piece = tuple[str | None, list[str]]  # the mark of an entry ("" for a bullet), and its lines


def _collect_pieces(pieces: list[_Piece], lines: Iterable[str]) -> None:
    """Add the paragraph and the entries in lines that no empty line divides."""
    found = [(*_split_mark(line), line) for line in lines if line.strip()]
    later = [*(mark for mark, _, _ in found[1:]), None]
    first = len(pieces)
    for (mark, words, line), following in zip(found, later, strict=False):
        before = pieces[-1] if len(pieces) > first else None
        if before is None or (mark is not None and _begins_entry(mark, before, following)):
            pieces.append((mark, [join_words(words)]))
        else:  # a long line that was wrapped
            before[1].append(join_words(line))


def _begins_entry(mark: str, before: _Piece, following: str | None) -> bool:
    """Whether a line with a mark begins an entry, and is not the rest of a wrapped sentence.

    After a sentence `12. Then` is part of it; where more entries follow, it is one of them.
    """
    in_list = before[0] is not None or before[1][-1].endswith(":")
    return in_list or mark in _FIRST or following is not None


def _split_mark(line: str) -> tuple[str | None, str]:
    entry = _ENTRY.match(line)
    return (None, line) if entry is None else (entry[1] or "", line[entry.end() :])


def _join_pieces(pieces: Iterable[_Piece]) -> list[Block]:
    made: list[Block] = []
    for is_bullet, group in groupby(
        pieces, lambda piece: None if piece[0] is None else not piece[0]
    ):
        listed = list(group)
        paragraphs = tuple(Paragraph(" ".join(lines)) for _, lines in listed)
        if is_bullet is None:
            made += paragraphs
        else:
            marks = () if is_bullet else tuple(mark or "" for mark, _ in listed)
            made.append(ListBlock(paragraphs, marks))
    return made
