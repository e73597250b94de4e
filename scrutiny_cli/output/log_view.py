"""Which columns a person sees of what was written of actions, and of the commits that wrote it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from scrutiny_cli.actionlog.blame import day_of
from scrutiny_cli.actionlog.traverse import list_items
from scrutiny_cli.minutes.dates import shown_as
from scrutiny_cli.minutes.model import ActionEntry, Due, Update
from scrutiny_cli.output.redaction import bracketed, withheld
from scrutiny_cli.output.table import Column, RowGroup, Table
from scrutiny_cli.output.views import due_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from scrutiny_cli.actionlog.blame import Commit, EventStep, Record, Step
    from scrutiny_cli.minutes.model import Item

    Days = Callable[[date], str]

UNCOMMITTED = "not committed"
_TITLES = ("Ref", "Date", "Event", "Meeting", "Commit", "Who", "When")
_COLUMNS = tuple(Column(title, is_narrow=title != "Event") for title in _TITLES)
# The names of the fields of an entry, as its file has them.
_FIELD_NAMES = {"owners": "owner", "status_text": "status", "source": "from"}
_NEW_WORDS = frozenset({"action", "note", "about"})


class Writing(NamedTuple):
    """How days and moments are written, and how much of a commit's id; None: all of it."""

    day: Callable[[date], str]
    moment: Callable[[datetime], str]
    id_length: int | None


def _moment(when: datetime) -> str:
    return f"{when:%Y-%m-%d %H:%M}"


FOR_PROGRAMS = Writing(date.isoformat, datetime.isoformat, None)


def writing_for_people(dates: str | None) -> Writing:
    """Give how people read it; `dates` is 25 June 2015 as the board writes it."""
    return Writing(shown_as(dates), _moment, 8)


def tabulate_log(steps: Iterable[EventStep], writing: Writing, *, redacted: bool = False) -> Table:
    """List what was written of actions, with the commits that wrote it.

    What is confidential is marked or, where the list is `redacted`, withheld.
    """
    rows = tuple(
        (
            *(_public_cells if redacted else _cells)(found, writing),
            found.event.meeting,
            *_commit(found.step.commit, writing),
        )
        for found in steps
    )
    return Table(_COLUMNS, (RowGroup(None, rows, (None,) * len(rows)),))


def _cells(found: EventStep, writing: Writing) -> tuple[str, str, str]:
    """Give the action, the day and the words of a step."""
    words = describe_step(
        found.step, writing.day, brought_forward=found.event.kind == "brought forward"
    )
    mark = bracketed(found.event.confidential)
    return found.action.key, writing.day(day_of(found.step)), mark + words


def _public_cells(found: EventStep, writing: Writing) -> tuple[str, str, str]:
    """Give what everybody may know of a step; what an edit took away may be withheld by now."""
    key = "" if found.action.confidential is not None else found.action.key
    day = writing.day(found.event.date)
    if found.event.confidential is not None:
        return key, day, withheld(found.event.confidential)
    step = found.step
    if step.old is None:
        if any(one.confidential is not None for one in _records(step)):
            return key, day, found.event.kind
        return key, day, _cells(found, writing)[2]
    where = "raised" if isinstance(step.record, ActionEntry) else "reported"
    fields = ", ".join(dict(_list_edits(step.old, step.record)))
    return key, day, f"edited where it was {where}: {fields}"


def _records(step: Step) -> Iterator[Item | Record]:
    """Go through the items of the file as a commit left it, and the entry that it wrote."""
    yield from list_items(step.meeting)
    yield step.record


def _commit(commit: Commit | None, writing: Writing) -> tuple[str, str, str]:
    if commit is None:
        return "", UNCOMMITTED, ""
    return commit.id[: writing.id_length], commit.who, writing.moment(commit.when)


def describe_step(step: Step, days: Days, *, brought_forward: bool) -> str:
    """Say in some words what a commit wrote: a new entry, or another value in one."""
    new, old = step.record, step.old
    if old is None:
        return ", ".join(_describe_new(new, days, brought_forward=brought_forward))
    edits = dict(_list_edits(old, new))
    if list(edits) == ["ref"]:
        return f"renumbered {edits['ref'][0] or 'no number'} → {edits['ref'][1] or 'no number'}"
    where = "raised" if isinstance(new, ActionEntry) else "reported"
    words = (_describe_edit(field, *values, days) for field, values in edits.items())
    return f"edited where it was {where}: {', '.join(words)}"


def _describe_new(record: Record, days: Days, *, brought_forward: bool) -> Iterator[str]:
    if isinstance(record, ActionEntry):
        yield "brought forward" if brought_forward else "raised"
    elif not record.answers:
        yield "only listed"
    elif record.status_text is not None:
        yield record.status_text
    else:
        yield "reported"
    owners = _owners_as_written(record)
    if owners or (isinstance(record, Update) and owners is not None):
        yield f"owner {_show(owners, days)}"
    if record.due is not None:
        yield f"due {due_text(record.due, days)}"
    if isinstance(record, Update) and record.action is not None:
        yield f"now reads “{record.action}”"


def _list_edits(old: Record, new: Record) -> Iterator[tuple[str, tuple[object, object]]]:
    """Give the fields that say something else, each with what it said and what it says."""
    for name, before, after in zip(new._fields, old, new, strict=True):
        if name == "status" or name.endswith("place") or before == after:
            continue
        if name == "owner_value":
            yield "owner", (_owners_as_written(old), _owners_as_written(new))
        else:
            yield _FIELD_NAMES.get(name, name), (before, after)


def _owners_as_written(record: Record) -> tuple[str, ...] | None:
    return record.owners if record.owner_value is None else (record.owner_value.text,)


def _describe_edit(field: str, before: object, after: object, days: Days) -> str:
    if field in _NEW_WORDS and after is not None:
        return f"{field} now reads “{after}”"
    return f"{field} {_show(before, days)} → {_show(after, days)}"


def _show(value: object, days: Days) -> str:
    if isinstance(value, Due):
        return due_text(value, days)
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "nobody"
    return days(value) if isinstance(value, date) else str(value or "none")
