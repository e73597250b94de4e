"""Columns of plain text that signs or wide gaps separate, made columns that tabs separate."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BARS = re.compile(r"\s*\|([^|]*\|.*)\|\s*")
_LETTER = re.compile(r"[^\W_]")
_GAP = re.compile(r" {3,}")
_LEAST_COLUMNS = 3  # with fewer, a wide gap may be anything


def separate_columns(lines: Sequence[str]) -> list[str]:
    """Return lines with a tab between cells that bars or wide gaps separate.

    Gaps separate cells only where the line before or after has as many.
    """
    counts = [_count_columns(line) for line in lines]
    return [
        _separate_line(line, is_aligned=_is_aligned(counts, position))
        for position, line in enumerate(lines)
    ]


def _count_columns(line: str) -> int:
    text = line.strip()
    if "\t" in text or "   " not in text:
        return 1
    return len(_GAP.split(text))


def _is_aligned(counts: Sequence[int], position: int) -> bool:
    count = counts[position]
    neighbours = (*counts[max(position - 1, 0) : position], *counts[position + 1 : position + 2])
    return count >= _LEAST_COLUMNS and count in neighbours


def _separate_line(line: str, *, is_aligned: bool) -> str:
    bars = _BARS.fullmatch(line)
    if bars and "\t" not in line and _LETTER.search(line):
        return "\t".join(cell.strip() for cell in bars[1].split("|"))
    return "\t".join(_GAP.split(line.strip())) if is_aligned else line
