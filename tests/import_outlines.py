"""What the tests of whole minutes share: a document read, and its meeting as a few lines."""

from __future__ import annotations

from collections.abc import Iterator

from import_documents import make_reading
from made_blocks import make_blocks

from scrutiny_cli.importing.blocks import SourceText
from scrutiny_cli.importing.imported_meeting import ImportedHead, ImportedItem, ImportedMeeting
from scrutiny_cli.importing.recognise.day import DayOptions, find_day
from scrutiny_cli.importing.recognise.meeting import recognise_meeting
from scrutiny_cli.importing.recognise.parts import split_parts

_HEAD = (
    "title", "number", "time", "venue", "chair", "minutes_by", "due", "next_date", "next_time",
    "next_venue", "confidential",
)  # fmt: skip


def recognise_text(
    text: str, *, margins: tuple[str, ...] = (), one: bool = False, path: str = "minutes.docx",
    log: dict[str, str] | None = None,
) -> list[ImportedMeeting]:  # fmt: skip
    """Return the meetings of a text in the form that `make_blocks` reads."""
    source = SourceText(make_blocks(text), "", margins=margins)
    meetings = list[ImportedMeeting]()
    for part in split_parts(source, one=one):
        found = find_day(part, path, DayOptions())
        reading = make_reading(log, people=(), day=found.day)
        meetings.append(recognise_meeting(part, found, reading))
    return meetings


def describe_head(head: ImportedHead) -> str:
    values = ((name, getattr(head, name)) for name in _HEAD)
    return "; ".join([str(head.day), *(f"{name}={value}" for name, value in values if value)])


def describe_items(items: tuple[ImportedItem, ...], indent: int = 0) -> Iterator[str]:
    """Yield a line for each item: number and title, fields, and how much text it has."""
    for item in items:
        words = " ".join(filter(None, (item.number, item.title))) or "-"
        fields = (
            ("approves", item.approves),
            ("presenter", item.presenter),
            ("confidential", item.confidential),
            ("texts", len(item.paragraphs)),
            ("entries", len(item.entries)),
        )
        shown = ", ".join(f"{name} {value}" for name, value in fields if value)
        yield "  " * indent + words + (f" ({shown})" if shown else "")
        yield from describe_items(item.items, indent + 1)


def describe_meeting(meeting: ImportedMeeting) -> str:
    root = [f"root: {one.text}" for one in meeting.root_item.paragraphs]
    return "\n".join([describe_head(meeting.head), *root, *describe_items(meeting.items)])
