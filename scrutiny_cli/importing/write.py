"""The text of a meeting's file, made of what was recognised in a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Doubt
from scrutiny_cli.importing.imported_meeting import (
    ImportedDecision,
    ImportedHead,
    ImportedItem,
    ImportedMeeting,
    MinutesParagraph,
    NewAction,
    NewUpdate,
    describe_places,
)
from scrutiny_cli.importing.located_lines import (
    INDENT,
    FileLine,
    Subject,
    WrittenField,
    write_comments,
    write_doubts,
    write_list,
    write_list_entry,
    write_prose,
    write_short_text,
    write_text,
)
from scrutiny_cli.importing.write_people import write_people_list
from scrutiny_cli.minutes.model import Series
from scrutiny_cli.minutes.source import normalize_label
from scrutiny_cli.minutes.yaml_scalars import quote_exactly, write_exactly

# The marks of entries that the format knows; any other is written as a bullet or as text.
_KNOWN_MARK = re.compile(r"\d{1,3}[.)]|\(?[a-zA-Z]\)|\(?[ivxlc]{1,6}\)|[ivxlc]{1,6}\.")
_BULLET = re.compile(r"\W{1,2}|o|§|")
# The fields of the meeting that a doubt of its head concerns; all others concern the date.
_DOUBTED_FIELDS = ("number", "extraordinary", "confidential")
_NEXT_DOUBT = "due-year"


class WrittenSource(NamedTuple):
    """The file that is imported: its name without its folder, and the SHA-256 of its bytes."""

    name: str
    digest: str


class WrittenMeeting(NamedTuple):
    """The text of a meeting's file, and the lines from which on its records are written."""

    name: str
    text: str
    subjects: tuple[tuple[int, Subject], ...]


def write_meeting(
    meeting: ImportedMeeting, source: WrittenSource, series: Series
) -> WrittenMeeting:
    """Return the text of the file of a meeting; what `series.yaml` gives is not written again."""
    fields = [*_write_head(meeting.head, source, series)]
    fields += [write_people_list(people) for people in meeting.people]
    fields += _write_optional("due", meeting.head.due)
    if meeting.brought_forward:
        entries = [write_action(action, INDENT) for action in meeting.brought_forward]
        fields.append(write_list("brought_forward", entries, 0))
    # A meeting may have whatever an item may have.
    root = meeting.root_item._replace(items=meeting.items)
    fields += _put_above(
        [*_write_minutes(root, 0), *_write_records(root, 0)],
        [*write_comments(root.comments, 0), *write_doubts(root.doubts, 0)],
    )
    fields += _write_next_meeting(meeting.head)
    lines = [line for field in fields for line in (*field.above, *field.lines)]
    above = _describe_source(source, has_doubts=any(isinstance(x.subject, Doubt) for x in lines))
    every = [*write_comments([above], 0), *lines]
    return WrittenMeeting(
        meeting.name,
        "".join(f"{line.text}\n" for line in every),
        tuple(
            (number, line.subject)
            for number, line in enumerate(every, 1)
            if line.subject is not None
        ),
    )


def _put_above(fields: list[WrittenField], lines: list[FileLine]) -> list[WrittenField]:
    """Return fields with more comments above the first; these alone if there are no fields."""
    if not fields:
        return [WrittenField((), lines)]
    return [
        field if place else field._replace(above=[*lines, *field.above])
        for place, field in enumerate(fields)
    ]


def _describe_source(source: WrittenSource, *, has_doubts: bool) -> str:
    first = f'Imported from "{source.name}".'
    if not has_doubts:
        return first
    return f'{first} Check each place below that is marked "unsure", then delete its mark.'


# The meeting itself


def _write_head(
    head: ImportedHead, source: WrittenSource, series: Series
) -> Iterator[WrittenField]:
    digest = f"{source.name} sha256:{source.digest}"
    yield WrittenField([FileLine(f"x-imported: {quote_exactly(digest)}")])
    yield from _write_optional("title", _drop_known(head.title, series.title))
    elsewhere = (*_DOUBTED_FIELDS, _NEXT_DOUBT)
    of_date = [doubt for doubt in head.doubts if doubt.name not in elsewhere]
    yield write_short_text("date", head.day.isoformat(), 0)._replace(
        above=write_doubts(of_date, 0, head.date_place)
    )
    flags = (("extraordinary", "true" if head.is_extraordinary else None),)
    values = (("number", head.number), *flags, ("confidential", head.confidential))
    for name, value in values:
        own = [doubt for doubt in head.doubts if doubt.name == name]
        yield from (
            field._replace(above=write_doubts(own, 0)) for field in _write_optional(name, value)
        )
    yield from _write_optional("time", _drop_known(head.time, series.time))
    yield from _write_optional("venue", _drop_known(head.venue, series.venue))
    yield from _write_optional("chair", head.chair)
    yield from _write_optional("minutes_by", head.minutes_by)


def _drop_known(text: str | None, known: str | None) -> str | None:
    """Return a text, or None where the series gives the same."""
    is_known = text is not None and known is not None
    return None if is_known and normalize_label(str(text)) == normalize_label(str(known)) else text


def _write_optional(name: str, value: str | None, column: int = 0) -> list[WrittenField]:
    return [] if value is None else [write_text(name, value, column)]


def _write_day(name: str, day: date | None, column: int) -> list[WrittenField]:
    return [] if day is None else [write_short_text(name, day.isoformat(), column)]


def _write_next_meeting(head: ImportedHead) -> list[WrittenField]:
    parts = (("date", head.next_date), ("time", head.next_time), ("venue", head.next_venue))
    fields = [field for name, text in parts for field in _write_optional(name, text, INDENT)]
    if not fields:
        return []
    own = [doubt for doubt in head.doubts if doubt.name == _NEXT_DOUBT]
    field = write_list("next_meeting", [field.lines for field in fields], 0)
    return [field._replace(above=write_doubts(own, 0))]


# Items


def _write_item(item: ImportedItem, column: int) -> list[FileLine]:
    inner = column + INDENT
    doubts = [doubt for doubt in item.doubts if doubt.name != "confidential"]
    above = [*write_comments(item.comments, column), *write_doubts(doubts, column)]
    fields = [
        *_write_item_head(item, inner),
        *_write_minutes(item, inner),
        *_write_records(item, inner),
    ]
    return write_list_entry(fields, column, above)


def _write_item_head(item: ImportedItem, column: int) -> Iterator[WrittenField]:
    for name in ("title", "number", "presenter"):
        yield from _write_optional(name, getattr(item, name), column)
    if item.confidential is not None:
        marks = [doubt for doubt in item.doubts if doubt.name == "confidential"]
        field = write_text("confidential", item.confidential, column)
        yield field._replace(above=write_doubts(marks, column))
    yield from _write_optional("approves", item.approves, column)


def _write_minutes(item: ImportedItem, column: int) -> Iterator[WrittenField]:
    if item.paragraphs:
        field = write_prose("minutes", join_paragraphs(item.paragraphs), column)
        yield field._replace(above=_write_possible(item, column))


def _write_possible(item: ImportedItem, column: int) -> list[FileLine]:
    lines: list[FileLine] = []
    for action in item.possible:
        text = f'possible action, {action.place}: "{action.text}"'
        first, *others = write_comments([text], column)
        lines += [first._replace(subject=action), *others]
    return lines


def _write_records(item: ImportedItem, column: int) -> Iterator[WrittenField]:
    inner = column + INDENT
    lists = {
        "decisions": [_write_decision(decision, inner) for decision in item.decisions],
        "updates": [write_update(update, inner) for update in item.updates],
        "actions": [write_action(action, inner) for action in item.actions],
        "items": [_write_item(below, inner) for below in item.items],
    }
    for name, entries in lists.items():
        if entries:
            yield write_list(name, entries, column)


def join_paragraphs(paragraphs: Iterable[MinutesParagraph]) -> str:
    """Return paragraphs and entries of lists as one text, as it is below a `|`."""
    text, depth = "", 0
    for paragraph in paragraphs:
        mark = _choose_mark(paragraph.mark)
        between = "\n" if mark and depth else "\n\n"
        depth = max(paragraph.level, 1) if mark else 0
        indent = " " * INDENT * (depth - 1) if text and depth else ""
        # A mark that no list of the format has is part of the words.
        words = f"{mark or paragraph.mark} {paragraph.text}".strip()
        text += (between if text else "") + indent + words
    return text


def _choose_mark(mark: str) -> str:
    """Return the mark with which an entry is written; "" where it has none of a list."""
    if _KNOWN_MARK.fullmatch(mark):
        return mark
    return "-" if mark and _BULLET.fullmatch(mark) else ""


# Records of an item


def _write_decision(decision: ImportedDecision, column: int) -> list[FileLine]:
    names = ("decision", "ref", "proposed", "seconded", "votes", "outcome")
    above = write_comments([decision.place], column)
    return write_list_entry(_write_fields(decision, names, column + INDENT), column, above)


def write_action(action: NewAction, column: int) -> list[FileLine]:
    """Return the entry of an action, with its places and doubts above it."""
    entry, inner = action.entry, column + INDENT
    fields = [
        *_write_optional("ref", entry.ref, inner),
        *_write_optional("action", entry.words or None, inner),
        *_write_fields(entry, ("owner", "due"), inner),
        *_write_day("raised", entry.raised, inner),
        *_write_optional("from", entry.origin, inner),
        *_write_links(entry.links, inner),
        *_write_optional("confidential", entry.confidential, inner),
    ]
    doubts = (*entry.doubts, *action.doubts)
    above = _describe_entry(action, column, doubts, action.remark)
    return write_list_entry(fields, column, above, action)


def write_update(update: NewUpdate, column: int) -> list[FileLine]:
    """Return the entry of an update, with its places and doubts above it."""
    names = ("ref", "about", "status", "note", "due", "owner", "action", "becomes")
    inner = column + INDENT
    fields = [
        *_write_fields(update, names, inner),
        *_write_day("on", update.on, inner),
        *_write_optional("confidential", update.entry.confidential, inner),
    ]
    return write_list_entry(fields, column, _describe_entry(update, column, update.doubts), update)


def _write_fields(record: object, names: Iterable[str], column: int) -> list[WrittenField]:
    return [
        field for name in names for field in _write_optional(name, getattr(record, name), column)
    ]


def _write_links(links: Sequence[str], column: int) -> list[WrittenField]:
    if len(links) <= 1:
        return [write_short_text("links", link, column) for link in links]
    head = " " * (column + INDENT) + "- "
    entries = [[FileLine(head + write_exactly(link))] for link in links]
    return [write_list("links", entries, column)]


def _describe_entry(
    record: NewAction | NewUpdate, column: int, doubts: Iterable[Doubt], remark: str = ""
) -> list[FileLine]:
    """Return the comments above an entry: where it was read, the source's own, and the doubts."""
    places = describe_places(record.entry)
    return [
        *write_comments(
            [*filter(None, [f"{places} {remark}".strip()]), *record.entry.comments], column
        ),
        *write_doubts(doubts, column, places),
    ]
