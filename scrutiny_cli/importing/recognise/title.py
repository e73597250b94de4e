"""The title of a meeting, and what else is in the first lines of its minutes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Block, BlockKind, Use, UseKind
from scrutiny_cli.importing.recognise.confidential import is_marking
from scrutiny_cli.importing.recognise.day import MeetingDay
from scrutiny_cli.importing.recognise.day_words import is_meeting_text, resolve_day
from scrutiny_cli.importing.recognise.field_value import FieldValue, TextSpot
from scrutiny_cli.importing.recognise.head_labels import (
    CHAIR_LABELS,
    DATE_LABELS,
    MINUTES_LABELS,
    NEXT_LABELS,
    TIME_LABELS,
    VENUE_LABELS,
)
from scrutiny_cli.importing.recognise.item_titles import has_number
from scrutiny_cli.importing.recognise.people_labels import PEOPLE_LABELS
from scrutiny_cli.importing.recognise.when import TIME, When, find_venue, read_when
from scrutiny_cli.minutes.dates.day_search import find_days

_MOST_LINES, _MOST_WORDS, _LONGEST = 8, 25, 300
_WHEN_LABELS = (DATE_LABELS, TIME_LABELS, VENUE_LABELS)
_OTHER_LABELS = (NEXT_LABELS, PEOPLE_LABELS)
# What an action or a decision begins with is never the title.
_RECORD = re.compile(
    r"(?:new\s+)?(?:actions?|action\s+(?:items?|points?)|ap|to\s?do|decisions?|resolved|agreed)"
    r"(?:\s+[0-9][\w./-]*)?\s*:",
    re.IGNORECASE,
)
_OFFICER_LABELS = (CHAIR_LABELS, MINUTES_LABELS)
_DRAFT = r"(?:draft|unconfirmed|unapproved|approved|confirmed|final|official|public)"
_PREFIX = re.compile(
    rf"[\s,:–—|-]*(?:{_DRAFT}\s+)?(?:(?:the\s+)?(?:meeting\s+)?(?:minutes|notes|record(?=\s+of))\b"
    r"(?:\s+and\s+actions?)?[\s:,–—|-]*(?:(?:of|from|for)\b\s*)?(?:(?:the|a|an)\b\s*)?"
    r"(?:(?:meeting|proceedings)\b[\s:–—-]*(?:(?:of|for)\b\s*)?(?:(?:the|a|an)\b\s*)?)?)?",
    re.IGNORECASE,
)
_SUFFIX = re.compile(
    r"(?:[\s,:.|(\[–—-]|\b(?:which was|which took place|that was|held|on|dated|date|at|from|for|of"
    rf"|the|minutes|notes|meeting minutes|taking place|(?!public\b|official\b){_DRAFT})\b)*$",
    re.IGNORECASE,
)
_NO_TITLES = frozenset(("", "meeting", "the meeting", "agenda", "notes", "minutes", "mom"))
_NUMBER = re.compile(
    r"(?:(?:^|\s*[,:(|–—-])\s*meeting|(?<=meeting))\s*(?:no\.?|number|nr\.?|#)?\s*"
    r"(?P<number>\d{1,4})\b(?![/.-]?\d)\)?"
    r"|(?:[\s,:(|–—-]*\b(?:no\.?|number|nr\.?)\s*|\s*#)(?P<after>\d{1,4})\b(?![/.-]?\d)\)?",
    re.IGNORECASE,
)
_DRAFT_WORD = re.compile(rf"\b{_DRAFT}\b", re.IGNORECASE)
# Lines above a title: the fields of a front matter, what is in brackets, and links of a web page.
_FIELD_NAME = re.compile(r"[a-z][\w-]*\s*[:=](?:\s|$)")
_ASIDE = re.compile(
    r"\(.*\)|\[[\w .-]*\]"
    r"|(?:search|home|menu|log ?in|sign in|print|contents|navigation|skip to (?:main )?content)\W*",
    re.IGNORECASE | re.DOTALL,
)
_LINKED = re.compile(r"[^()]+\((?:https?://[^()\s]+|[./#][^()\s]*)\)")
_NO_WORDS = re.compile(r"[{}<>=|\\~^]|\+{2,}|:{2,}|`")
_NAME_AND_NUMBER = re.compile(r"[A-Z]{2,6}\d{1,4}\s+[A-Z]")  # a body such as `PS26 Jesse Owens`
_FEWEST_LETTERS = 3
_CLOSING = re.compile(r"[\s)\],.:;–—-]+(?=\w)")
_PLACE_WORDS = re.compile(
    r"\s*,?\s*\b(?:held|taking place|which took place)\s+(?=(?:at|in|via|by)\b)"
)
_KINDS = (
    ("-egm", re.compile(r"\bEGM\b|\bextraordinary general meeting\b", re.IGNORECASE)),
    ("-agm", re.compile(r"\bAGM\b|\bannual general meeting\b", re.IGNORECASE)),
    ("-extraordinary", re.compile(r"\bextraordinary\b", re.IGNORECASE)),
)


class FoundTitle(NamedTuple):
    """What the first lines of minutes say.

    `suffix` is what the meeting's name ends with, and the words that say so. `lines` are the
    blocks of these lines, none of which is the title of an item. `title_uses` are of the words
    of the title alone.
    """

    title: str | None = None
    place: str = ""
    number: str | None = None
    time: FieldValue | None = None
    venue: FieldValue | None = None
    suffix: tuple[str, str] | None = None
    uses: tuple[Use, ...] = ()
    lines: tuple[int, ...] = ()
    title_uses: tuple[Use, ...] = ()


def find_meeting_title(
    blocks: Sequence[Block], found: MeetingDay, *, month_first: bool
) -> FoundTitle:
    """Find the title in the first lines, with the number, time and venue beside it."""
    result, has_day = FoundTitle(), False
    is_page = any(_LINKED.fullmatch(block.text) for block in blocks[:_MOST_LINES])
    for spot in _list_title_spots(blocks):
        is_heading = blocks[spot.block].kind is BlockKind.HEADING
        if is_heading and has_day and result.title is not None:
            break
        line = _read_title_line(spot, found, month_first=month_first)
        is_day = _find_day_span(spot, found) is not None
        is_likely = is_heading or is_meeting_text(spot.text)
        if line.title is not None and not (is_likely or (result.title is None and not is_page)):
            continue
        is_title = line.title is not None and (result.title is None or is_likely)
        result = _merge_line(result, line)
        has_day = has_day or is_day
        if is_title or is_day or line.time is not None or line.venue is not None:
            result = result._replace(lines=tuple(range(spot.block + 1)))
    return result


def is_title_alone(text: str) -> bool:
    """Whether a text is a title: not only a day and the number of a meeting."""
    days = find_days(text)
    cut = _cut_title(text, 0, days[0].start if days else len(text))
    return cut.has_title


def _merge_line(result: FoundTitle, line: FoundTitle) -> FoundTitle:
    """Add a line to those before: the first title counts; a line with another one stays text."""
    if result.title is not None and line.title is not None:
        line = line._replace(title=None, uses=(), title_uses=())
    return FoundTitle(
        result.title or line.title,
        line.place if line.title is not None else result.place,
        result.number or line.number,
        result.time or line.time,
        result.venue or line.venue,
        result.suffix or line.suffix,
        (*result.uses, *line.uses),
        result.lines,
        (*result.title_uses, *line.title_uses),
    )


def _list_title_spots(blocks: Sequence[Block]) -> Iterator[TextSpot]:
    """Yield the lines above the people and the first item, apart from labelled ones."""
    for at, block in enumerate(blocks[:_MOST_LINES]):
        filled = [
            TextSpot(cell.text, at, number, 0, block.place.text)
            for number, cell in enumerate(block.cells)
            if cell.text.strip()
        ]
        if block.kind is not BlockKind.ROW:
            filled = [TextSpot(block.text, at, None, 0, block.place.text)]
        texts = [spot.text for spot in filled]
        is_labelled = any(label.match(text) for label in _WHEN_LABELS for text in texts)
        if is_labelled or any(is_marking(text) or _is_no_line(text) for text in texts):
            continue
        if block.kind is BlockKind.ENTRY and _has_title_below(blocks, at):
            continue
        if block.kind is BlockKind.ENTRY or len(filled) != 1 or _ends_titles(block, filled[0]):
            return
        yield filled[0]


def _is_no_line(text: str) -> bool:
    """Whether a line is above a title without being one, such as a link of a web page."""
    whole = (pattern.fullmatch(text) for pattern in (_ASIDE, _LINKED))
    return _FIELD_NAME.match(text) is not None or any(whole)


def _has_title_below(blocks: Sequence[Block], at: int) -> bool:
    """Whether a heading with a day is below the entries of a list of contents."""
    return any(
        block.kind is BlockKind.HEADING and is_meeting_text(block.text) and find_days(block.text)
        for block in blocks[at:_MOST_LINES]
    )


def _ends_titles(block: Block, spot: TextSpot) -> bool:
    """Whether a line is the first of the people, of the items or of the text."""
    is_sentence = spot.text.endswith(".") and not find_days(spot.text)
    is_long = len(spot.text) > _LONGEST or len(spot.text.split()) > _MOST_WORDS or is_sentence
    found = [label.match(spot.text) for label in _OFFICER_LABELS]
    is_label = any(label.match(spot.text) for label in _OTHER_LABELS) or any(
        each is not None and each["sign"] and each["label"].casefold() != "minutes"
        for each in found
    )
    is_record = _RECORD.match(spot.text) is not None
    is_named = _NAME_AND_NUMBER.match(spot.text) is not None and is_meeting_text(spot.text)
    is_item = has_number(block._replace(text=spot.text, kind=BlockKind.HEADING))
    return is_long or is_label or is_record or (is_item and not is_named)


def _read_title_line(spot: TextSpot, found: MeetingDay, *, month_first: bool) -> FoundTitle:
    """Read a line: a title before or after the day, then a time and a venue."""
    text = spot.text
    span = _find_day_span(spot, found) or _find_same_day(text, found, month_first=month_first)
    whole = read_when(text, month_first=month_first)
    if whole.is_whole:
        time, venue = _take_when(spot, whole)
        label = spot.make_use(0, len(text), UseKind.LABEL)
        return FoundTitle(None, "", None, time, venue, None, (label,))
    when = read_when(text, span[0], month_first=month_first) if span else When()
    before = _cut_title(text, 0, span[0] if span else len(text))
    if not before.has_title and span and not when.is_whole:
        before = _cut_title(text, span[1], len(text))
        when = When()
    line = _make_line(spot, before, when)
    if span is None:
        return line
    use = spot.make_use(*span, UseKind.VALUE, "date", found.day.isoformat())
    return line._replace(uses=(*line.uses, use))


def _find_same_day(text: str, found: MeetingDay, *, month_first: bool) -> tuple[int, int] | None:
    """Return where a line has the day of the meeting that was read elsewhere."""
    days = find_days(text, month_first=month_first)
    return next(((day.start, day.end) for day in days if resolve_day(day) == found.day), None)


def _find_day_span(spot: TextSpot, found: MeetingDay) -> tuple[int, int] | None:
    for use in found.uses:
        if (use.block, use.cell) == (spot.block, spot.cell) and use.start >= spot.start:
            return use.start - spot.start, use.end - spot.start
    return None


def _take_when(spot: TextSpot, when: When) -> tuple[FieldValue | None, FieldValue | None]:
    """Return the time and the venue of a text in which nothing else is left."""
    if not when.is_whole:
        return (None if when.time is None else spot.take_text(when.time)), None
    time, venue = (
        None if span is None else spot.take_text(span) for span in (when.time, when.venue)
    )
    label = spot.make_use(when.start, len(spot.text), UseKind.LABEL)
    if time is not None:
        return time._replace(uses=(label, *time.uses)), venue
    return None, None if venue is None else venue._replace(uses=(label, *venue.uses))


class _CutTitle(NamedTuple):
    """The parts of a title's line, as begin and end: `whole` has labels around the others."""

    whole: tuple[int, int]
    title: tuple[int, int]
    number: tuple[int, int] | None = None
    venue: tuple[int, int] | None = None

    @property
    def has_title(self) -> bool:
        return self.title[0] < self.title[1]


def _cut_title(text: str, start: int, end: int) -> _CutTitle:
    """Divide a part of a line into the words before a title, the title, and what is after it."""
    prefix = _PREFIX.match(text, start, end)
    begin = start if prefix is None else prefix.end()
    closing = _CLOSING.match(text, begin, end)
    begin = begin if closing is None else closing.end()
    stop = _cut_suffix(text, begin, end)
    placed = _PLACE_WORDS.search(text, begin, stop)
    venue = find_venue(text[:stop], placed.end()) if placed is not None else None
    if placed is not None and venue is not None:
        stop = placed.start()
    number = next(
        (found for found in _NUMBER.finditer(text, begin, stop) if found.end() == stop), None
    )
    span = None if number is None else number.span("number" if number["number"] else "after")
    if number is not None:
        stop = _cut_suffix(text, begin, number.start())
    if not _is_title(text[begin:stop]):
        begin = stop
    return _CutTitle((start, end), (begin, stop), span, venue)


def _is_title(text: str) -> bool:
    """Whether words can be a title: they have letters, and no signs of a program."""
    letters = sum(map(str.isalpha, text))
    is_word = letters >= _FEWEST_LETTERS and 2 * letters > len("".join(text.split()))
    is_event = TIME.search(text) is not None  # `Called to order at 7:40 pm by Rosa`
    is_other = is_event or text.strip(" .,:–—-").casefold() in _NO_TITLES
    return is_word and not is_other and _NO_WORDS.search(text) is None


def _cut_suffix(text: str, begin: int, end: int) -> int:
    found = _SUFFIX.search(text, begin, end)
    return end if found is None else max(found.start(), begin)


def _make_line(spot: TextSpot, cut: _CutTitle, when: When) -> FoundTitle:
    time, venue = _take_when(spot, when)
    uses = list(_cover_labels(spot, *cut.whole))
    title = number = suffix = None
    title_uses: tuple[Use, ...] = ()
    if cut.has_title:
        value = spot.take_text(cut.title)
        title, suffix = value.text, _find_suffix(value.text)
        uses = [
            *_cover_labels(spot, cut.whole[0], cut.title[0]),
            *_cover_labels(spot, cut.title[1], cut.whole[1]),
        ]
        title_uses = value.uses
    if cut.number is not None:
        number = spot.text[slice(*cut.number)]
        uses.append(spot.make_use(*cut.number, UseKind.TEXT))
    if cut.venue is not None:
        venue = spot.take_text(cut.venue)
    return FoundTitle(title, spot.place, number, time, venue, suffix, tuple(uses), (), title_uses)


def _cover_labels(spot: TextSpot, start: int, end: int) -> Iterator[Use]:
    """Yield uses of the words around a title; `Draft` and the like are kept as text."""
    for found in _DRAFT_WORD.finditer(spot.text, start, end):
        yield spot.make_use(start, found.start(), UseKind.LABEL)
        start = found.end()
    yield spot.make_use(start, end, UseKind.LABEL)


def _find_suffix(title: str) -> tuple[str, str] | None:
    """Return what the name of the meeting ends with, as its title says, and the words."""
    for suffix, pattern in _KINDS:
        if (found := pattern.search(title)) is not None:
            return suffix, found[0]
    return None
