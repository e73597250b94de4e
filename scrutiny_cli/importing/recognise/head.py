"""A meeting's own fields: title, number, time, venue, chair, and the meeting after it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Block, BlockKind, Doubt, Place, Use, UseKind
from scrutiny_cli.importing.imported_meeting import ImportedHead, ImportedPerson, PeopleList
from scrutiny_cli.importing.recognise.common_due import find_common_due
from scrutiny_cli.importing.recognise.confidential import find_meeting_marking, make_marking_doubt
from scrutiny_cli.importing.recognise.day import MeetingDay
from scrutiny_cli.importing.recognise.field_value import FieldValue, TextSpot
from scrutiny_cli.importing.recognise.head_labels import (
    CHAIR_LABELS,
    DATE_LABELS,
    MINUTES_LABELS,
    NUMBER_LABELS,
    TIME_LABELS,
    TITLE_LABELS,
    VENUE_LABELS,
)
from scrutiny_cli.importing.recognise.item_titles import has_number
from scrutiny_cli.importing.recognise.labelled import LabelledText, find_labelled
from scrutiny_cli.importing.recognise.next_meeting import find_next_meeting
from scrutiny_cli.importing.recognise.parts import MeetingPart
from scrutiny_cli.importing.recognise.people import FoundPeople
from scrutiny_cli.importing.recognise.people_labels import PEOPLE_LABELS
from scrutiny_cli.importing.recognise.people_lines import PeopleInText, PersonSpan, read_people_text
from scrutiny_cli.importing.recognise.person_reader import NameReading
from scrutiny_cli.importing.recognise.person_words import is_chair, is_minute_taker
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.importing.recognise.title import FoundTitle, find_meeting_title, is_title_alone
from scrutiny_cli.importing.recognise.when import TIME, When, find_venue, read_when
from scrutiny_cli.minutes.source import normalize_label

_LABELS_WITHIN = 30  # blocks
_MOST_TIME_WORDS, _MOST_VENUE_WORDS = 10, 25


class FoundHead(NamedTuple):
    """The fields of a meeting, what its name ends with, and the uses of the words read.

    `lines` are the blocks above the people and the items.
    """

    head: ImportedHead
    suffix: str = ""
    uses: tuple[Use, ...] = ()
    lines: frozenset[int] = frozenset()


class _HeadValues(NamedTuple):
    """The values of fields that have one text each."""

    title: FieldValue | None
    number: FieldValue | None
    time: FieldValue | None
    venue: FieldValue | None
    chair: FieldValue | None
    minutes_by: FieldValue | None

    def list_uses(self) -> Iterator[Use]:
        """Yield the uses of all values."""
        return (use for value in self if value is not None for use in value.uses)


def find_head(
    part: MeetingPart, found: MeetingDay, listed: FoundPeople, reading: Reading
) -> FoundHead:
    """Find the fields of a meeting."""
    title = find_meeting_title(part.blocks, found, month_first=reading.month_first)
    labelled = _find_when(part.blocks, found, reading)
    values = _find_values(part, title, labelled, listed)
    following = find_next_meeting(part.blocks, reading)
    due = find_common_due(part.blocks, reading)
    marking = find_meeting_marking(part.margins, part.blocks)
    head = ImportedHead(
        reading.day,
        found.place,
        _get_text(values.title),
        _get_text(values.number),
        _get_text(values.time),
        _get_text(values.venue),
        _get_text(values.chair),
        _get_text(values.minutes_by),
        due.due,
        following.date,
        following.time,
        following.venue,
        is_extraordinary=title.suffix is not None,
        confidential=None if marking is None else marking.words,
        doubts=(
            *([] if marking is None else [make_marking_doubt(*marking)]),
            *part.doubts,
            *found.doubts,
            *_list_doubts(title, values.number, reading),
            *following.doubts,
        ),
    )
    suffix = "" if title.suffix is None else title.suffix[0]
    others = (*found.uses, *title.uses, *labelled.uses, *following.uses, *due.uses)
    days = (use.block for use in found.uses if use.cell is None)
    lines = frozenset((*title.lines, *days))
    return FoundHead(head, suffix, (*others, *values.list_uses()), lines)


def _get_text(value: FieldValue | None) -> str | None:
    return None if value is None else value.text


def _find_values(
    part: MeetingPart, title: FoundTitle, labelled: _LabelledWhen, listed: FoundPeople
) -> _HeadValues:
    """Return the values of the fields; those after a label come before those of the title."""
    top = _leave_out(part.blocks, {use.block for use in listed.uses})
    return _HeadValues(
        _choose_title(part, title),
        FieldValue(title.number) if title.number else _find_number(part.blocks),
        _find_time(part.blocks) or labelled.time or title.time,
        _find_venue(part.blocks) or labelled.venue or title.venue,
        _find_officer(top, listed.lists, CHAIR_LABELS, is_chair),
        _find_officer(top, listed.lists, MINUTES_LABELS, is_minute_taker),
    )


def _choose_title(part: MeetingPart, title: FoundTitle) -> FieldValue | None:
    """Return the title of a front matter, after a label, or in the first lines."""
    own = None if title.title is None else FieldValue(title.title, title.title_uses)
    if part.title is not None:
        return _choose_front_title(part, part.title, own)
    return _find_title(part.blocks) or own


def _choose_front_title(part: MeetingPart, given: str, own: FieldValue | None) -> FieldValue | None:
    """Return the title of a front matter, without the day and number that it has."""
    headings = {at for at, block in enumerate(part.blocks) if block.text == given}
    if own is not None and (own.text == given or any(use.block in headings for use in own.uses)):
        return own
    return FieldValue(given) if is_title_alone(given) else own


def _list_doubts(title: FoundTitle, number: FieldValue | None, reading: Reading) -> Iterator[Doubt]:
    if number is not None and _is_number_known(number.text, reading):
        message = f"another meeting has the number {number.text}"
        yield Doubt("number", message, title.place)
    if title.suffix is not None:
        yield Doubt("extraordinary", f'the title has "{title.suffix[1]}"', title.place)


def _is_number_known(number: str, reading: Reading) -> bool:
    wanted = normalize_label(number)
    return any(
        meeting.number is not None and normalize_label(meeting.number) == wanted
        for meeting in reading.book.meetings
    )


# The values after labels


def _make_spot(blocks: Sequence[Block], label: LabelledText) -> TextSpot:
    """Return the text after a label, or the whole block below one that is alone."""
    place = blocks[label.block].place.text
    return TextSpot(label.value, label.block, label.cell, label.start, place)


def _list_spots(
    blocks: Sequence[Block], pattern: re.Pattern[str]
) -> Iterator[tuple[LabelledText, TextSpot]]:
    """Yield the texts after labels, and those below a label that is alone in its block."""
    for label in find_labelled(blocks, pattern, _LABELS_WITHIN):
        if label.value:
            yield label, _make_spot(blocks, label)
        elif label.cell is None and label.block + 1 < len(blocks):
            below, at = blocks[label.block + 1], label.block + 1
            if below.kind is BlockKind.PARAGRAPH and len(below.text.split()) <= _MOST_VENUE_WORDS:
                start = len(below.text) - len(below.text.lstrip(": "))
                spot = TextSpot(below.text[start:], at, None, start, below.place.text)
                yield label._replace(has_sign=True), spot


def _add_label(value: FieldValue, label: LabelledText) -> FieldValue:
    return value._replace(uses=(label.make_label_use(), *value.uses))


def _find_title(blocks: Sequence[Block]) -> FieldValue | None:
    for label, spot in _list_spots(blocks, TITLE_LABELS):
        is_short = len(spot.text.split()) <= _MOST_TIME_WORDS
        is_words = not any(letter.isdigit() for letter in spot.text)
        if label.has_sign and label.value and is_short and is_words:
            return _add_label(spot.take_text((0, len(spot.text))), label)
    return None


def _find_number(blocks: Sequence[Block]) -> FieldValue | None:
    for label, spot in _list_spots(blocks, NUMBER_LABELS):
        if (found := re.fullmatch(r"[\w/.-]{1,12}", spot.text)) is not None:
            return _add_label(spot.take_text(found.span()), label)
    return None


def _find_time(blocks: Sequence[Block]) -> FieldValue | None:
    for label, spot in _list_spots(blocks, TIME_LABELS):
        is_short = len(spot.text.split()) <= _MOST_TIME_WORDS
        if is_short and TIME.match(spot.text) is not None and not _is_joint(label):
            return _add_label(spot.take_text((0, len(spot.text))), label)
    return None


def _is_joint(label: LabelledText) -> bool:
    """Whether a label is that of a time and a place."""
    return re.search("place|venue|location", label.label) is not None


def _find_venue(blocks: Sequence[Block]) -> FieldValue | None:
    for label, spot in _list_spots(blocks, VENUE_LABELS):
        if label.has_sign and len(spot.text.split()) <= _MOST_VENUE_WORDS:
            return _add_label(spot.take_text((0, len(spot.text))), label)
        span = find_venue(spot.text, 0)
        if span is not None and span[1] >= len(spot.text.rstrip(" .")):
            return _add_label(spot.take_text(span), label)
    return None


class _LabelledWhen(NamedTuple):
    """The time and the venue beside the day below a label, and the use of the label."""

    time: FieldValue | None = None
    venue: FieldValue | None = None
    uses: tuple[Use, ...] = ()


def _find_when(blocks: Sequence[Block], found: MeetingDay, reading: Reading) -> _LabelledWhen:
    """Read what is beside the day below a label; other words there make it remain text."""
    result = _LabelledWhen()
    for label, spot in _list_when_spots(blocks, found):
        when = read_when(spot.text, month_first=reading.month_first)
        if not when.is_whole:
            continue
        result = _LabelledWhen(
            result.time or (None if when.time is None else spot.take_text(when.time)),
            result.venue or (None if when.venue is None else spot.take_text(when.venue)),
            (*result.uses, label.make_label_use(), *_cover_joints(spot, when)),
        )
    return result


def _cover_joints(spot: TextSpot, when: When) -> Iterator[Use]:
    """Yield uses of the words between the day, the time and the venue (`at`, `in`)."""
    days = [] if when.day is None else [(when.day.start, when.day.end)]
    others = [span for span in (when.time, when.venue) if span is not None]
    at = 0
    for begin, end in sorted([*days, *others]):
        yield spot.make_use(at, begin, UseKind.LABEL)
        at = end
    yield spot.make_use(at, len(spot.text), UseKind.LABEL)


def _list_when_spots(
    blocks: Sequence[Block], found: MeetingDay
) -> Iterator[tuple[LabelledText, TextSpot]]:
    """Yield the texts after labels that have the day, or a time and a place."""
    days = {(use.block, use.cell) for use in found.uses}
    for label, spot in _list_spots(blocks, DATE_LABELS):
        if (spot.block, spot.cell) in days:
            yield label, spot
    for label, spot in _list_spots(blocks, TIME_LABELS):
        if _is_joint(label):
            yield label, spot


# Who chairs, and who takes the minutes


def _leave_out(blocks: Sequence[Block], people: AbstractSet[int]) -> list[Block]:
    """Return the blocks above the first item, with nothing in those that have people."""
    end = next((at for at, block in enumerate(blocks) if _is_item(block)), len(blocks))
    empty = Block(BlockKind.PARAGRAPH, "", Place(""))
    return [empty if at in people else block for at, block in enumerate(blocks[:end])]


def _is_item(block: Block) -> bool:
    """Whether a block has a number in front, and is no label of the head."""
    is_label = any(pattern.match(block.text) for pattern in (PEOPLE_LABELS, CHAIR_LABELS))
    return has_number(block) and not is_label


def _find_officer(
    blocks: Sequence[Block],
    lists: Sequence[PeopleList],
    labels: re.Pattern[str],
    has_role: Callable[[str], bool],
) -> FieldValue | None:
    """Find the person below a label, otherwise the only one present with such a role."""
    people = [person for each in lists if each.field != "apologies" for person in each.people]
    for label, spot in _list_spots(blocks, labels):
        is_bare = label.label == "minutes" and not label.value
        is_long = spot.text.count(" ") > _MOST_TIME_WORDS
        if is_bare or is_long or not (label.has_sign or label.cell):
            continue
        read = read_people_text(spot.text, NameReading(find_label=partial(_find_known, people)))
        is_certain = label.label != "minutes" or any(
            _is_certain(each, people) for each in read.people
        )
        if read.people and is_certain:
            return _make_officer(read, people, label, spot, has_role)
    fitting = [person for person in people if person.role is not None and has_role(person.role)]
    return FieldValue(fitting[0].label) if len(fitting) == 1 else None


def _is_certain(span: PersonSpan, people: Sequence[ImportedPerson]) -> bool:
    """Whether a text after the label `Minutes` is a person: known, or initials."""
    person = span.read.person
    return person.initials is not None or find_person(person.label, people) is not None


def _make_officer(
    read: PeopleInText,
    people: Sequence[ImportedPerson],
    label: LabelledText,
    spot: TextSpot,
    has_role: Callable[[str], bool],
) -> FieldValue:
    """Return an officer, or several; what a line has besides the names keeps it in the text."""
    labels = [_find_label(each.read.person, people) for each in read.people]
    value = ", ".join(labels)
    is_alone = all(_is_name_alone(each.read.person, has_role) for each in read.people)
    if not (read.is_whole and is_alone):
        return FieldValue(value)
    use = spot.make_use(0, len(spot.text), UseKind.VALUE, "person", value)
    return FieldValue(value, (label.make_label_use(), use))


def _find_known(people: Sequence[ImportedPerson], text: str) -> str | None:
    known = find_person(text, people)
    return None if known is None else known.label


def _find_label(person: ImportedPerson, people: Sequence[ImportedPerson]) -> str:
    known = find_person(person.label, people)
    return person.label if known is None else known.label


def _is_name_alone(person: ImportedPerson, has_role: Callable[[str], bool]) -> bool:
    """Whether a person has nothing besides the name, or the role that a label has already."""
    more = (person.role, person.organisation, person.note, person.email)
    has_more = any(text is not None and not has_role(text) for text in more)
    return not has_more and not (person.initials and person.name)


def find_person(text: str, people: Sequence[ImportedPerson]) -> ImportedPerson | None:
    """Return the only one of some people whom a text names by initials, name or surname."""
    wanted = normalize_label(text)
    exact = [each for each in people if wanted in map(normalize_label, _list_names(each))]
    if exact:
        return exact[0]
    named = [each for each in people if each.name and _is_part_of(wanted, each.name)]
    return named[0] if len(named) == 1 else None


def _list_names(person: ImportedPerson) -> list[str]:
    return [name for name in (person.label, person.initials, person.name) if name is not None]


def _is_part_of(wanted: str, name: str) -> bool:
    """Whether words are in a name as they are, at its beginning or its end."""
    plain = normalize_label(name)
    return plain.startswith(f"{wanted} ") or plain.endswith(f" {wanted}")
