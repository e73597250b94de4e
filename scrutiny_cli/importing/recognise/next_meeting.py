"""The meeting that minutes announce: its day or words, its time and its venue."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Block, BlockKind, Doubt, Use, UseKind
from scrutiny_cli.importing.recognise.day_words import resolve_day
from scrutiny_cli.importing.recognise.field_value import TextSpot
from scrutiny_cli.importing.recognise.head_labels import NEXT_LABELS
from scrutiny_cli.importing.recognise.labelled import find_labelled
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.importing.recognise.when import When, read_when
from scrutiny_cli.minutes.dates.days_in_figures import Day

_UNDECIDED = re.compile(
    r"(?:(?:date|time|venue|the|will|is|are)\s+)*"
    r"(?:to be (?:confirmed|arranged|advised|decided|announced|agreed|determined|set|fixed)"
    r"|tbc|tba|tbd|t\.b\.[cad]\.)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"\bnext\s+(?:\w+\s+){0,3}?(?:meeting|call|telecon|session)s?\b(?:\s+of\s+[^.;]{3,60}?)?\s*"
    r"(?:(?:will|would|shall|to)\b|is\b|was\b|has been|had been|:|–|-|on\b)",
    re.IGNORECASE,
)
_YEARS_AHEAD = 1


class NextMeetingRead(NamedTuple):
    """The next meeting as minutes announce it; `date` is a day of the calendar, or words."""

    date: str | None = None
    time: str | None = None
    venue: str | None = None
    uses: tuple[Use, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def find_next_meeting(blocks: Sequence[Block], reading: Reading) -> NextMeetingRead:
    """Find the next meeting: after or below a label, otherwise in a sentence that announces it."""
    for is_labelled, spot, label in _list_spots(blocks):
        read = _read_spot(spot, reading)
        if read.date is not None:
            return (
                read._replace(uses=(*label, *read.uses) if read.uses else ())
                if is_labelled
                else read._replace(uses=())
            )
    return NextMeetingRead()


def _list_spots(blocks: Sequence[Block]) -> Iterator[tuple[bool, TextSpot, tuple[Use, ...]]]:
    """Yield the texts that may announce a meeting, the likeliest first, the last before others."""
    for label in reversed(list(find_labelled(blocks, NEXT_LABELS))):
        at = label.block if label.value else label.block + 1
        if at >= len(blocks):
            continue
        place = blocks[at].place.text
        use = () if _is_item(blocks, label.block, at) else (label.make_label_use(),)
        if label.value:
            yield True, TextSpot(label.value, at, label.cell, label.start, place), use
        elif blocks[at].kind is not BlockKind.ROW:
            yield True, TextSpot(blocks[at].text, at, None, 0, place), use
    for at in range(len(blocks) - 1, -1, -1):
        found = _SENTENCE.search(blocks[at].text)
        if found is not None:
            start = found.end()
            text = blocks[at].text[start:]
            yield False, TextSpot(text, at, None, start, blocks[at].place.text), ()


def _is_item(blocks: Sequence[Block], at: int, last: int) -> bool:
    """Whether a label is the title of an item, which stays; `last` is the block of its value.

    A title without a number, below which there is nothing else, is not needed any more.
    """
    block = blocks[at]
    if block.mark[:1].isdigit() or re.match(r"(?:item\s+)?\d", block.text, re.IGNORECASE):
        return True
    following = blocks[last + 1 : last + 2]
    has_more = bool(following) and following[0].kind is not BlockKind.HEADING
    return has_more and (block.kind is BlockKind.HEADING or block.is_bold)


def _read_spot(spot: TextSpot, reading: Reading) -> NextMeetingRead:
    undecided = _UNDECIDED.fullmatch(spot.text.strip(" .")) if spot.text else None
    if undecided is not None:
        words = spot.text.strip(" .")
        return NextMeetingRead(words, uses=(spot.make_use(0, len(spot.text), UseKind.TEXT),))
    when = read_when(spot.text, month_first=reading.month_first)
    if when.day is None or when.day.several:
        return NextMeetingRead()
    day, doubts = _find_next_day(when.day, spot, reading.day)
    if day is None or day <= reading.day:
        return NextMeetingRead()
    return _make_next(spot, when, day, doubts)


def _find_next_day(day: Day, spot: TextSpot, today: date) -> tuple[date | None, tuple[Doubt, ...]]:
    """Return the day announced; without a year it is the first one after the meeting."""
    if day.year is not None:
        return resolve_day(day), ()
    written = spot.text[day.start : day.end]
    for year in range(today.year, today.year + _YEARS_AHEAD + 1):
        found = resolve_day(day._replace(year=str(year)))
        if found is None or not timedelta(0) < found - today:
            continue
        if day.weekday is not None and found.weekday() != day.weekday:
            return None, ()
        return found, (
            Doubt(
                "due-year", f'the next meeting is written "{written}", without a year', spot.place
            ),
        )
    return None, ()


def _make_next(spot: TextSpot, when: When, day: date, doubts: tuple[Doubt, ...]) -> NextMeetingRead:
    time = None if when.time is None else spot.take_text(when.time)
    venue = spot.take_text(when.venue) if when.is_whole and when.venue is not None else None
    uses = list[Use]()
    if when.is_whole and when.day is not None:
        uses.append(spot.make_use(0, len(spot.text), UseKind.LABEL))
        begin, end = when.day.start, when.day.end
        uses.append(spot.make_use(begin, end, UseKind.VALUE, "date", day.isoformat()))
        for value in (time, venue):
            uses += () if value is None else value.uses
    return NextMeetingRead(
        day.isoformat(),
        None if time is None else time.text,
        None if venue is None else venue.text,
        tuple(uses),
        doubts,
    )
