"""A meeting from the blocks of a document: all that the rules recognise, put together."""

from __future__ import annotations

from scrutiny_cli.importing.imported_meeting import ImportedMeeting
from scrutiny_cli.importing.recognise.day import MeetingDay
from scrutiny_cli.importing.recognise.head import find_head
from scrutiny_cli.importing.recognise.known_people import collect_people
from scrutiny_cli.importing.recognise.next_meeting import find_next_meeting
from scrutiny_cli.importing.recognise.outline import PlacedRecords, build_items
from scrutiny_cli.importing.recognise.parts import MeetingPart
from scrutiny_cli.importing.recognise.people import find_people
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.importing.recognise.records import find_records


def recognise_meeting(
    part: MeetingPart, found: MeetingDay, reading: Reading, name: str | None = None
) -> ImportedMeeting:
    """Return the meeting that a part of a document is; `name` is what a person typed."""
    people = find_people(part.blocks, reading.people.find_label)
    known = collect_people(reading.book, [one for each in people.lists for one in each.people])
    reading = reading._replace(people=known)
    head = find_head(part, found, people.lists, reading)
    following = find_next_meeting(part.blocks, reading)
    uses = (*people.uses, *head.uses, *following.uses)
    taken = {*people.labels, *(use.block for use in uses)}
    records = find_records(part.blocks, reading, taken)
    uses = (*uses, *records.uses)
    placed = PlacedRecords(records.entries, records.decisions, records.possible)
    outline = build_items(part.blocks, uses, placed, people.labels)
    return ImportedMeeting(
        name or f"{found.day.isoformat()}{head.suffix}",
        head.head._replace(
            next_date=following.date,
            next_time=following.time,
            next_venue=following.venue,
            doubts=(*head.head.doubts, *following.doubts),
        ),
        people.lists,
        items=outline.items,
        uses=(*uses, *outline.uses),
        root_item=outline.root_item,
    )
