"""A meeting from the blocks of a document: all that the rules recognise, put together."""

from __future__ import annotations

from typing import NamedTuple

from scrutiny_cli.importing.imported_meeting import ImportedMeeting
from scrutiny_cli.importing.recognise.confidential import mark_items
from scrutiny_cli.importing.recognise.day import MeetingDay
from scrutiny_cli.importing.recognise.head import FoundHead, find_head
from scrutiny_cli.importing.recognise.introduced_initials import introduce_initials
from scrutiny_cli.importing.recognise.item_facts import complete_items
from scrutiny_cli.importing.recognise.known_people import collect_people
from scrutiny_cli.importing.recognise.label_words import check_labels
from scrutiny_cli.importing.recognise.outline import PlacedRecords, Surroundings, build_items
from scrutiny_cli.importing.recognise.parts import MeetingPart
from scrutiny_cli.importing.recognise.people import FoundPeople, find_people
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.importing.recognise.records import FoundRecords, find_records


class _Recognised(NamedTuple):
    """What the rules find in a part, and the reading that knows its people."""

    people: FoundPeople
    head: FoundHead
    records: FoundRecords
    reading: Reading


def recognise_meeting(
    part: MeetingPart, found: MeetingDay, reading: Reading, name: str | None = None
) -> ImportedMeeting:
    """Return the meeting that a part of a document is; `name` is what a person typed."""
    read = _read_part(part, found, reading)
    uses = check_labels(part.blocks, (*read.people.uses, *read.head.uses, *read.records.uses))
    placed = PlacedRecords(read.records.entries, read.records.decisions, read.records.possible)
    outline = build_items(
        part.blocks, uses, placed, Surroundings(read.people.labels, read.head.lines)
    )
    board = read.head.head.title
    root, *completed = complete_items((outline.root_item, *outline.items), read.reading, board)
    return ImportedMeeting(
        name or f"{found.day.isoformat()}{read.head.suffix}",
        read.head.head,
        read.people.lists,
        items=mark_items(completed, part.blocks),
        uses=(*uses, *outline.uses),
        root_item=root,
    )


def _read_part(part: MeetingPart, found: MeetingDay, reading: Reading) -> _Recognised:
    """Read a part; initials of owners that fit one person present only are that person's."""
    people = find_people(part.blocks, reading.people.find_label)
    read = _read_with_people(part, found, reading, people)
    introduced = introduce_initials(people.lists, read.records.entries, read.reading)
    if introduced.lists != people.lists:
        people = people._replace(lists=introduced.lists)
        read = _read_with_people(part, found, reading, people)
    entries = introduced.doubt_owners(read.records.entries)
    return read._replace(records=read.records._replace(entries=entries))


def _read_with_people(
    part: MeetingPart, found: MeetingDay, reading: Reading, people: FoundPeople
) -> _Recognised:
    listed = [person for each in people.lists for person in each.people]
    reading = reading._replace(people=collect_people(reading.book, listed))
    head = find_head(part, found, people, reading)
    taken = {*people.labels, *(use.block for use in (*people.uses, *head.uses))}
    records = find_records(part.blocks, reading, taken)
    return _Recognised(people, head, records, reading)
