"""What is asked of the rows of decisions: those of some days, or with some words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from scrutiny_cli.actionlog.rows import DecisionRow
from scrutiny_cli.minutes.source import normalize_label


class DecisionFilter(NamedTuple):
    """Which decisions to list: from a day on, to a day, and with any of some words."""

    first: date | None = None
    last: date | None = None
    search: tuple[str, ...] = ()


def select_decisions(
    rows: Iterable[DecisionRow], wanted: DecisionFilter
) -> tuple[DecisionRow, ...]:
    """Return the decisions that a filter lets through, in the order they came."""
    words = list(map(normalize_label, wanted.search))
    first, last = wanted.first or date.min, wanted.last or date.max
    return tuple(row for row in rows if first <= row.date <= last and _has_any(row, words))


def _has_any(row: DecisionRow, words: list[str]) -> bool:
    """Whether a decision, its number or the title of its item has any of some words, if any."""
    searched = normalize_label(" ".join(filter(None, (row.ref, row.decision, row.item))))
    return not words or any(word in searched for word in words)
