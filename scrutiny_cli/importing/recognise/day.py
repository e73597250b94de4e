"""The day of a meeting: where a document gives it, and what is doubtful about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import zip_longest
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Block, BlockKind, CannotImport, Doubt, Use, UseKind
from scrutiny_cli.importing.recognise.date_order import list_block_texts
from scrutiny_cli.importing.recognise.day_words import is_meeting_text, resolve_day
from scrutiny_cli.importing.recognise.head_labels import DATE_LABELS
from scrutiny_cli.importing.recognise.item_titles import has_number
from scrutiny_cli.importing.recognise.labelled import LabelledText, find_labelled
from scrutiny_cli.importing.recognise.parts import MeetingPart
from scrutiny_cli.importing.recognise.people_labels import PEOPLE_LABELS
from scrutiny_cli.minutes.dates.calendar_days import BadDate, check_weekday, make_date
from scrutiny_cli.minutes.dates.date_styles import format_date
from scrutiny_cli.minutes.dates.date_words import full_year
from scrutiny_cli.minutes.dates.day_search import find_days
from scrutiny_cli.minutes.dates.days_in_figures import Day
from scrutiny_cli.minutes.dates.misspelt_months import find_misspelt

_MOST_DATE_WORDS = 3  # of a line that is a date: a weekday, a month, one more
_NEAR_TOP, _LABELS_WITHIN, _TITLES = 10, 40, 6  # blocks
_SPAN = 2  # years before and after the document's own
_ROW_OF_TABLE = 3  # cells with text
_LABELLED, _IN_TITLE, _ELSEWHERE = 1, 2, 3  # how likely a day is the meeting's
_OTHER_DAYS = re.compile(
    r"\b(?:previous|last|next|approved|published|posted|issued|circulated|updated|adopted|agreed"
    r"|following|future|forthcoming|subsequent|signed|deadline|due|by|since|until|amended|revised|printed|downloaded|generated|version)\b",
    re.IGNORECASE,
)
_OTHER_MEETING = re.compile(
    r"\b(?:previous|last|next|following|future|forthcoming|subsequent|preceding)\b", re.IGNORECASE
)
_SIGNATURE = re.compile(r"\bsign(?:ed|ature)\b|_{4,}|\.{6,}", re.IGNORECASE)
_SIGNATURE_LINES = 2
_TYPE_DAY = "Import it alone with the day of the meeting, for example --date 2024-03-12"
_HOUR = re.compile(r"(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?!\d)")
_ADDRESS = re.compile(r"(?<!\S)\S{0,200}?(?:://|www\.|@)\S*")


class DayOptions(NamedTuple):
    """What a person typed of a document: its day (None: nothing), and how figures are read."""

    typed: date | None = None
    month_first: bool = False


class MeetingDay(NamedTuple):
    """The day of a meeting, where it is in the document, and what is doubtful."""

    day: date
    place: str = ""
    uses: tuple[Use, ...] = ()
    doubts: tuple[Doubt, ...] = ()


class _Candidate(NamedTuple):
    """A day in a text of the document, which may lack its year; `rank` is 1 for the likeliest."""

    day: Day
    text: str
    block: int
    cell: int | None
    start: int
    rank: int
    place: str

    @property
    def written(self) -> str:
        return self.text[self.day.start : self.day.end]

    def make_use(self, value: date) -> Use:
        begin, end = self.start + self.day.start, self.start + self.day.end
        return Use(self.block, begin, end, UseKind.VALUE, "date", value.isoformat(), cell=self.cell)


def find_day(part: MeetingPart, path: str, options: DayOptions) -> MeetingDay:
    """Find the day of a meeting; `path` is the file's, with its folder.

    Raises CannotImport where no day is found, and where the one found is not a date.
    """
    if options.typed is not None:
        return _use_typed(options.typed, part, path, options)
    found = _find_in_text(part, path, options)
    if found is not None:
        return _compare_with_name(found, path, options)
    named = find_name_days(path, month_first=options.month_first)
    if len(named) == 1:
        message = f"only the file's name has the day, {format_date(named[0])}"
        return MeetingDay(named[0], "the file's name", (), (Doubt("date-file-name", message),))
    raise CannotImport(f"The day of the meeting was not found. {_TYPE_DAY}")


def _use_typed(typed: date, part: MeetingPart, path: str, options: DayOptions) -> MeetingDay:
    """Return the day that was typed; the document's own is its place only where it is the same."""
    try:
        found = _find_in_text(part, path, options)
    except CannotImport:
        found = None
    if found is not None and found.day == typed:
        return found._replace(doubts=())
    return MeetingDay(typed, "--date")


def _compare_with_name(found: MeetingDay, path: str, options: DayOptions) -> MeetingDay:
    orders = (options.month_first, not options.month_first)
    named = [day for order in orders for day in find_name_days(path, month_first=order)]
    if not named or found.day in named:
        return found
    message = f"the file's name has {format_date(named[0])}"
    return found._replace(doubts=(*found.doubts, Doubt("date-differs", message, found.place)))


def find_name_days(path: str, *, month_first: bool) -> list[date]:
    """Return the whole dates in the name of a file, each once."""
    days = _read_days(
        _plain_name(path.replace("\\", "/").rsplit("/", 1)[-1]), month_first=month_first
    )
    return list(dict.fromkeys(days))


def _plain_name(name: str) -> str:
    stem = re.sub(r"\.[A-Za-z]{2,8}$", "", name)
    return re.sub(r"(?<=\d)[-_ ](?=[^\W\d_])|(?<=[^\W\d_])[-_ ](?=\d)|_", " ", stem)


def _read_days(text: str, *, month_first: bool) -> list[date]:
    days = (resolve_day(day) for day in find_days(text, month_first=month_first))
    return [day for day in days if day is not None]


# The days in a document, likeliest first


def _find_in_text(part: MeetingPart, path: str, options: DayOptions) -> MeetingDay | None:
    if part.day is not None and (given := _read_days(part.day, month_first=options.month_first)):
        every = _list_candidates(part, month_first=options.month_first)
        uses = (one.make_use(given[0]) for one in every if resolve_day(one.day) == given[0])
        return MeetingDay(given[0], "front matter", tuple(uses))
    candidates = list(_list_candidates(part, month_first=options.month_first))
    _refuse_faulty(candidates)
    candidates.sort(key=lambda one: one.rank)
    whole = [one for one in candidates if one.day.year is not None]
    first = candidates[0] if candidates else None
    if first is None:
        return None
    if first.day.year is not None:
        return _choose(whole)
    same = [one for one in whole if _is_same_day(one.day, first.day)]
    found = _choose(same) if same else _complete_year(first, part, path)
    if found is None:
        raise CannotImport(f"{first.place}: “{first.written}” has no year. {_TYPE_DAY}")
    return found


def _is_same_day(day: Day, other: Day) -> bool:
    return (day.day, day.month) == (other.day, other.month)


def _choose(candidates: list[_Candidate]) -> MeetingDay | None:
    """Return the first of the likeliest days; another one as likely is a doubt."""
    best = candidates[0]
    day = resolve_day(best.day)
    if day is None:
        return None
    others = {resolve_day(one.day): one for one in candidates if one.rank == best.rank}
    uses = tuple(
        one.make_use(day)
        for one in candidates
        if one.rank == best.rank and resolve_day(one.day) == day and not _HOUR.search(one.written)
    )
    written = [one.written for value, one in others.items() if value not in {day, None}]
    doubts = []
    if best.day.several:
        doubts.append(Doubt("several-dates", f'the day is written "{best.written}"', best.place))
    if written:
        doubts.append(Doubt("several-dates", f'the document also has "{written[0]}"', best.place))
    return MeetingDay(day, best.place, uses, tuple(doubts))


def _list_candidates(part: MeetingPart, *, month_first: bool) -> Iterator[_Candidate]:
    """Yield the days below a label, in a title and near the top, in this order."""
    blocks = part.blocks
    for label in find_labelled(blocks, DATE_LABELS, _LABELS_WITHIN):
        if not (_is_of_signature(blocks, label.block) or _is_about_other(blocks[label.block])):
            for spot in _list_labelled_spots(blocks, label):
                rank = _LABELLED if label.block < _NEAR_TOP else _ELSEWHERE
                yield from _find_in_spot(spot, rank, month_first=month_first)
    end = _find_end_of_titles(blocks)
    for at, block in enumerate(blocks[:_NEAR_TOP]):
        is_row = block.kind is BlockKind.ROW
        if _is_of_signature(blocks, at) or (is_row and _is_about_other(block)):
            continue
        for spot in _list_spots(at, block):
            rank = _IN_TITLE if at < end and _is_title(at, block, spot) else _ELSEWHERE
            yield from _find_in_spot(spot, rank, month_first=month_first)


def _find_end_of_titles(blocks: Sequence[Block]) -> int:
    """Return how many of the first blocks are above the people and the first item."""
    for at, block in enumerate(blocks[:_TITLES]):
        is_label = any(PEOPLE_LABELS.match(text) for text in list_block_texts(block))
        if at and (is_label or (block.kind is BlockKind.HEADING and has_number(block))):
            return at
    return _TITLES


def _is_of_signature(blocks: Sequence[Block], at: int) -> bool:
    """Whether a date belongs to a signature: it is on the line of one, or below it."""
    above = blocks[max(0, at - _SIGNATURE_LINES) : at + 1]
    return any(_SIGNATURE.search(text) for block in above for text in list_block_texts(block))


def _is_about_other(block: Block) -> bool:
    """Whether a labelled line is about another meeting, such as `Date of next meeting`."""
    return any(_OTHER_MEETING.search(text) for text in list_block_texts(block))


def _list_labelled_spots(blocks: Sequence[Block], label: LabelledText) -> Iterator[_Spot]:
    """Yield the text after a label, or that of the block below one that is alone."""
    if label.value:
        place = blocks[label.block].place.text
        yield _Spot(label.value, label.block, label.cell, label.start, place)
    elif label.cell is None and label.block + 1 < len(blocks):
        yield from _list_spots(label.block + 1, blocks[label.block + 1])


class _Spot(NamedTuple):
    text: str
    block: int
    cell: int | None
    start: int
    place: str


def _list_spots(at: int, block: Block) -> Iterator[_Spot]:
    """Yield the texts of a block in which the day may be; a row of a table has none."""
    filled = sum(bool(cell.text.strip()) for cell in block.cells)
    if filled >= _ROW_OF_TABLE:
        return
    if block.kind is not BlockKind.ROW:
        yield _Spot(block.text, at, None, 0, block.place.text)
    for cell, content in enumerate(block.cells):
        yield _Spot(content.text, at, cell, 0, block.place.text)


def _is_title(at: int, block: Block, spot: _Spot) -> bool:
    """Whether a text is a title: the first heading, about a meeting, or hardly more than a date."""
    if (at == 0 and block.kind is BlockKind.HEADING) or is_meeting_text(spot.text):
        return True
    return len(re.findall(r"[^\W\d_]{3,}", spot.text)) <= _MOST_DATE_WORDS


def _blank_out(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _find_in_spot(spot: _Spot, rank: int, *, month_first: bool) -> Iterator[_Candidate]:
    if rank != _LABELLED and _OTHER_DAYS.search(spot.text):
        return
    masked = _HOUR.sub(_blank_out, _ADDRESS.sub(_blank_out, spot.text))
    for day in _list_days(masked, month_first=month_first):
        if day.day is None or day.month is None or (rank == _ELSEWHERE and day.year is None):
            continue
        yield _Candidate(day, spot.text, spot.block, spot.cell, spot.start, rank, spot.place)
    if rank == _LABELLED and not find_days(masked, month_first=month_first):
        _refuse_misspelt(masked, spot.place)


def _list_days(text: str, *, month_first: bool) -> Iterator[Day]:
    """Yield the days of a text; of a range only its first one."""
    days, skipped = find_days(text, month_first=month_first), False
    for day, following in zip_longest(days, days[1:]):
        if skipped:
            skipped = False
        elif following is not None and _begins_range(text, day, following):
            yield day._replace(year=following.year, end=following.end, several=True)
            skipped = True
        else:
            yield _take_first_day(text, day)


def _begins_range(text: str, day: Day, following: Day) -> bool:
    """Whether a day without a year is the first of a range: `30 May to 1 June 2024`."""
    between = text[day.end : following.start].strip()
    return day.year is None and between.casefold() in {"-", "–", "—", "to", "and", "&", "until"}


def _take_first_day(text: str, day: Day) -> Day:
    """Return the first day of a range such as `12-13 March 2024`."""
    first = re.match(r"[^\d]*(\d{1,2})(?!\d)", text[day.start : day.end])
    if not day.several or first is None or day.day is None or int(first[1]) >= day.day:
        return day
    return day._replace(day=int(first[1]))


# What is refused


def _refuse_faulty(candidates: list[_Candidate]) -> None:
    best = next((one for one in candidates if one.day.year is not None), None)
    if best is None or best.day.day is None or best.day.month is None or best.day.year is None:
        return
    try:
        found = make_date(full_year(best.day.year), best.day.month, best.day.day)
        check_weekday(found, best.day.weekday)
    except BadDate as bad:
        message = f"{best.place}: “{best.written}” is not a date. {bad.message} "
        raise CannotImport(f"{message}{_TYPE_DAY}") from None


def _refuse_misspelt(text: str, place: str) -> None:
    found = find_misspelt(text)
    if found is not None:
        message = f"{place}: “{found.word}” is not a month. "
        raise CannotImport(f"{message}{_TYPE_DAY}")


# A day without its year


def _complete_year(candidate: _Candidate, part: MeetingPart, path: str) -> MeetingDay | None:
    """Take the year from the file's name or folder, or from the document's date property."""
    year = _find_year_in_path(candidate.day, path) or _find_year_of_weekday(
        candidate.day, part.created
    )
    day = None if year is None else resolve_day(candidate.day._replace(year=str(year)))
    if day is None:
        return None
    doubt = Doubt("date-year", f'written "{candidate.written}", without a year', candidate.place)
    return MeetingDay(day, candidate.place, (candidate.make_use(day),), (doubt,))


def _find_year_in_path(day: Day, path: str) -> int | None:
    for month_first in (False, True):
        for piece in reversed(path.replace("\\", "/").split("/")):
            for found in find_days(_plain_name(piece), month_first=month_first):
                if _is_same_day(found, day) and found.year is not None:
                    return full_year(found.year)
    return None


def _find_year_of_weekday(day: Day, created: date | None) -> int | None:
    """Return the only year near that of the document in which a day has its weekday."""
    if created is None or day.weekday is None:
        return None
    years = range(created.year - _SPAN, created.year + _SPAN + 1)
    days = (resolve_day(day._replace(year=str(year))) for year in years)
    fitting = [one.year for one in days if one is not None and one.weekday() == day.weekday]
    return fitting[0] if len(fitting) == 1 else None
