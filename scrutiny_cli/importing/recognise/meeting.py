"""A meeting from the blocks of a document: all that the rules recognise, put together."""

from __future__ import annotations

from scrutiny_cli.importing.imported_meeting import ImportedHead, ImportedMeeting
from scrutiny_cli.importing.recognise.day import MeetingDay
from scrutiny_cli.importing.recognise.outline import build_items
from scrutiny_cli.importing.recognise.parts import MeetingPart
from scrutiny_cli.importing.recognise.reading import Reading


def recognise_meeting(
    part: MeetingPart, found: MeetingDay, reading: Reading, name: str | None = None
) -> ImportedMeeting:
    """Return the meeting that a part of a document is; `name` is what a person typed."""
    outline = build_items(part.blocks, (), ())
    head = ImportedHead(reading.day, found.place, part.title, doubts=(*part.doubts, *found.doubts))
    return ImportedMeeting(
        name or found.day.isoformat(),
        head,
        items=outline.items,
        uses=outline.uses,
        root_item=outline.root_item,
    )
