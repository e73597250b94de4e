"""The due date of all actions of a meeting: `All for completion by 25 June 2015`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Block, Use, UseKind
from scrutiny_cli.importing.recognise.day_words import resolve_day
from scrutiny_cli.importing.recognise.field_value import TextSpot, list_text_spots
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.minutes.dates.day_search import find_days

_ALL = re.compile(
    r"(?:n\.?b\.?:?\s*|note:?\s*)?all\b(?:\s+(?:the\s+)?(?:above\s+)?(?:actions?|items?|points?))?"
    r"\s*(?:(?:are|should be|must be)\s+)?(?:for\s+completion|to\s+be\s+(?:completed|done|finished)"
    r"|for\s+action|completed|due|done)?\s*(?:by|before|on)\s*(?:the\s+)?[:–-]?\s*",
    re.IGNORECASE,
)


class CommonDue(NamedTuple):
    """The due date of the meeting, as it is written into the file, and the uses of its words."""

    due: str | None = None
    place: str = ""
    uses: tuple[Use, ...] = ()


def find_common_due(blocks: Sequence[Block], reading: Reading) -> CommonDue:
    """Find the text that gives one date for all actions, alone in its block or cell."""
    for spot in list_text_spots(blocks):
        found = _ALL.match(spot.text)
        if found is not None and (due := _read_due(spot, found.end(), reading)) is not None:
            return due
    return CommonDue()


def _read_due(spot: TextSpot, start: int, reading: Reading) -> CommonDue | None:
    days = find_days(spot.text, month_first=reading.month_first)
    day = resolve_day(days[0]) if len(days) == 1 else None
    if day is None or days[0].several or days[0].start != start:
        return None
    if spot.text[days[0].end :].strip(" .)\n"):
        return None
    value = day.isoformat()
    uses = (
        spot.make_use(0, start, UseKind.LABEL),
        spot.make_use(start, days[0].end, UseKind.VALUE, "due", value),
    )
    return CommonDue(value, spot.place, uses)
