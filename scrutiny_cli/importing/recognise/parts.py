"""The meetings of a document: a file may contain the minutes of several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Block, BlockKind, CannotImport, Doubt, SourceText
from scrutiny_cli.importing.recognise.day_words import is_meeting_text, resolve_day
from scrutiny_cli.importing.recognise.head_labels import (
    DATE_LABELS,
    NEXT_LABELS,
    TIME_LABELS,
    VENUE_LABELS,
)
from scrutiny_cli.importing.recognise.item_titles import split_number
from scrutiny_cli.importing.recognise.matter_tables import unfold_matter_tables
from scrutiny_cli.importing.recognise.people_labels import PEOPLE_LABELS
from scrutiny_cli.importing.recognise.split_lines import split_action_lines
from scrutiny_cli.minutes.dates.date_styles import format_date
from scrutiny_cli.minutes.dates.day_search import find_days

_WITHIN = 8  # blocks in which a label follows the heading of a meeting
_MOST_WORDS = 20  # of such a heading
_MOST_TITLES = 3  # lines of a title above a label with the date
_FEWEST = 2
_PAIR = 2  # cells
_ROW_NUMBER = re.compile(r"[A-Z]{0,6}\d{1,4}(?:[./-]\d{1,4})*[.)]?")
_NAMED = 4  # places that a refusal names
_OTHER_MEETING = re.compile(
    r"\b(?:previous|last|next|minutes\s+of\s+(?:the\s+)?(?:meeting|last|previous)|approv\w+"
    r"|matters|deadline|due|report|published|posted)\b",
    re.IGNORECASE,
)


class MeetingPart(NamedTuple):
    """The blocks of one meeting, and what the document has besides its blocks.

    The places in uses and entries count in `blocks`.
    """

    blocks: tuple[Block, ...]
    margins: tuple[str, ...] = ()
    title: str | None = None
    day: str | None = None
    created: date | None = None
    doubts: tuple[Doubt, ...] = ()


class _Start(NamedTuple):
    """Where a meeting begins in the document, and its day."""

    block: int
    day: date


def split_parts(
    source: SourceText, *, one: bool, month_first: bool = False
) -> tuple[MeetingPart, ...]:
    """Return the meetings of a document in its order; with `one` it is a single meeting.

    Raises CannotImport where it has several days, but not where each meeting begins.
    """
    blocks = split_action_lines(unfold_matter_tables(_join_numbered_rows(source.blocks)))
    whole = MeetingPart(blocks, source.margins, source.title, source.day, source.created)
    starts = _find_starts(blocks, month_first=month_first)
    days = list(dict.fromkeys(start.day for start in starts))
    if one:
        return (_doubt_days(whole, days),)
    if len(days) < _FEWEST:
        _refuse_unclear(blocks, month_first=month_first)
        return (whole,)
    if len(days) < len(starts):
        raise CannotImport(_explain_repeated(blocks, starts))
    return _divide_blocks(whole, starts)


def _join_numbered_rows(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return blocks in which a number and a title that a tab separates are one line."""
    return tuple(
        _join_numbered_row(block, [*blocks[max(0, at - 1) : at], *blocks[at + 1 : at + 2]])
        for at, block in enumerate(blocks)
    )


def _join_numbered_row(block: Block, beside: Sequence[Block]) -> Block:
    """Return a row of a number and a title as a paragraph, where it is no part of a table."""
    is_alone = all(other.kind is not BlockKind.ROW for other in beside)
    texts = [cell.text.strip() for cell in block.cells]
    is_pair = block.kind is BlockKind.ROW and len(texts) == _PAIR and all(texts)
    if not (is_pair and is_alone and _ROW_NUMBER.fullmatch(texts[0])):
        return block
    place = block.place._replace(table=0, row=0)
    return block._replace(kind=BlockKind.PARAGRAPH, text=" ".join(texts), cells=(), place=place)


def _doubt_days(whole: MeetingPart, days: Sequence[date]) -> MeetingPart:
    if len(days) < _FEWEST:
        return whole
    named = ", ".join(map(format_date, days))
    return whole._replace(doubts=(Doubt("several-dates", f"the document has {named}"),))


def _divide_blocks(whole: MeetingPart, starts: Sequence[_Start]) -> tuple[MeetingPart, ...]:
    ends = [*(start.block for start in starts[1:]), len(whole.blocks)]
    begins = [0, *ends[:-1]]
    parts = [
        whole._replace(blocks=whole.blocks[begin:end], title=None, day=None)
        for begin, end in zip(begins, ends, strict=True)
    ]
    if starts[0].block > 0:
        message = "the text before the first meeting of the document is here"
        parts[0] = parts[0]._replace(doubts=(Doubt("parts", message),))
    parts[0] = parts[0]._replace(title=whole.title)
    return tuple(parts)


# Where meetings begin


def _find_starts(blocks: Sequence[Block], *, month_first: bool) -> list[_Start]:
    """Return the headings and labels with a full date that a list of people or a time follows."""
    starts = list[_Start]()
    for at, block in enumerate(blocks):
        day = _find_heading_day(block, month_first=month_first)
        if day is None or not _has_label_below(blocks, at):
            continue
        if starts and _is_below(block, blocks[starts[0].block]):
            continue
        before = starts[-1] if starts else None
        if before is not None and before.day == day and at - before.block <= 2 * _WITHIN:
            continue
        lowest = 0 if before is None else before.block + 1
        starts.append(_Start(_find_first_line(blocks, at, lowest), day))
    return starts


def _is_below(block: Block, first: Block) -> bool:
    """Whether a heading is within the meeting of an earlier heading."""
    are_headings = block.kind is first.kind is BlockKind.HEADING
    return are_headings and block.level > first.level


def _find_heading_day(block: Block, *, month_first: bool) -> date | None:
    """Return the full date of a heading, or of a label; None where it has none, or another's."""
    text = block.text or " ".join(cell.text for cell in block.cells)
    is_label = DATE_LABELS.match(text) is not None
    is_heading = block.kind is BlockKind.HEADING or (
        block.kind is BlockKind.PARAGRAPH and block.level == 0 and is_meeting_text(text)
    )
    is_long = len(text.split()) > _MOST_WORDS
    if not (is_label or is_heading) or is_long or _is_about_other(text):
        return None
    days = [resolve_day(day) for day in find_days(text, month_first=month_first)]
    return days[0] if len(days) == 1 else None


def _is_about_other(text: str) -> bool:
    begins_as_title = text.casefold().startswith("minutes")
    is_other = _OTHER_MEETING.search(text) is not None and not begins_as_title
    is_item = split_number(text)[0] is not None
    return is_other or is_item or NEXT_LABELS.match(text) is not None


def _has_label_below(blocks: Sequence[Block], at: int) -> bool:
    return any(_is_label(block) for block in blocks[at + 1 : at + 1 + _WITHIN])


def _is_label(block: Block) -> bool:
    text = block.text or next((cell.text for cell in block.cells if cell.text), "")
    for pattern in (PEOPLE_LABELS, TIME_LABELS, VENUE_LABELS):
        found = pattern.match(text)
        if found is not None and (found["sign"] or found.end() == len(text)):
            return True
    return False


def _find_first_line(blocks: Sequence[Block], at: int, lowest: int) -> int:
    """Return where the title above a date begins."""
    first = at
    while first > max(lowest, at - _MOST_TITLES) and _is_title_line(blocks[first - 1]):
        first -= 1
    return first


def _is_title_line(block: Block) -> bool:
    text = block.text
    if not text or _is_about_other(text) or len(text.split()) > _MOST_WORDS:
        return False
    is_marked = block.kind is BlockKind.HEADING or block.is_bold or text.isupper()
    return is_marked and is_meeting_text(text)


# What is refused


def _refuse_unclear(blocks: Sequence[Block], *, month_first: bool) -> None:
    """Refuse a document with several headings that are only a date."""
    bare = [
        _Start(at, day)
        for at, block in enumerate(blocks)
        if (day := _find_bare_day(block, month_first=month_first)) is not None
    ]
    levels = {blocks[start.block].level for start in bare}
    if len({start.day for start in bare}) >= _FEWEST and len(levels) == 1:
        raise CannotImport(_explain_unclear(blocks, bare))


def _find_bare_day(block: Block, *, month_first: bool) -> date | None:
    """Return the day of a heading that has hardly any other words."""
    if block.kind is not BlockKind.HEADING or _is_about_other(block.text):
        return None
    days = find_days(block.text, month_first=month_first)
    if len(days) != 1 or days[0].several:
        return None
    rest = block.text[: days[0].start] + block.text[days[0].end :]
    words = re.findall(r"\w+", rest)
    is_bare = len(words) <= 1 or (len(words) <= _MOST_TITLES and is_meeting_text(rest))
    return resolve_day(days[0]) if is_bare else None


def _name_places(blocks: Sequence[Block], starts: Sequence[_Start]) -> str:
    named = [f"{format_date(one.day)} ({blocks[one.block].place.text})" for one in starts]
    more = len(named) - _NAMED
    return ", ".join(named[:_NAMED]) + (f" and {more} more" if more > 0 else "")


_REMEDY = "Save each meeting as a document of its own, or type --one if it is a single meeting."


def _explain_unclear(blocks: Sequence[Block], starts: Sequence[_Start]) -> str:
    places = _name_places(blocks, starts)
    return f"It is not clear where each meeting begins. The document has {places}. {_REMEDY}"


def _explain_repeated(blocks: Sequence[Block], starts: Sequence[_Start]) -> str:
    return (
        f"The document has the same day more than once: {_name_places(blocks, starts)}. {_REMEDY}"
    )
