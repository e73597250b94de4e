"""The list of what was written about actions, and of the commits that wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from scrutiny_cli.actionlog.blame import Commit, EventStep, Step, find_step_day
from scrutiny_cli.actionlog.model import Action
from scrutiny_cli.actionlog.traverse import Record, list_items
from scrutiny_cli.minutes.fields import ENTRY_FIELD_NAMES
from scrutiny_cli.minutes.model import ActionEntry, Due, Update
from scrutiny_cli.output.paragraphs import cut_long_text, join_words, quote_text
from scrutiny_cli.output.phrases import list_new_values
from scrutiny_cli.output.redaction import describe_withheld, mark_confidential
from scrutiny_cli.output.table import Column, ValueTable, ungrouped_table
from scrutiny_cli.output.values import FormatDay, PhraseCell, Value, format_due, format_value

UNCOMMITTED = "not committed"
_SHORT_ID = 8
_TITLES = ("Ref", "Date", "Event", "Meeting", "Commit", "Who", "When")
_COLUMNS = tuple(Column(title, is_narrow=title != "Event") for title in _TITLES)
_TEXTS = frozenset({"action", "note", "about"})


def tabulate_log(
    steps: Iterable[EventStep], format_day: FormatDay, *, for_people: bool, redacted: bool = False
) -> ValueTable:
    """List what was written about actions, with the commits that wrote it.

    What is confidential is marked or, where the list is `redacted`, withheld; an action without a
    number is then named by its words. `for_people` cuts the ids of commits, and omits the seconds.
    """
    describe = _describe_publicly if redacted else _describe_with_mark
    rows = (
        (
            _name_publicly(found.action) if redacted else found.action.key,
            found.event.date if redacted else find_step_day(found.step),
            PhraseCell(partial(describe, found)) if for_people else describe(found, format_day),
            found.event.meeting,
            *_commit_cells(found.step.commit, for_people=for_people),
        )
        for found in steps
    )
    return ungrouped_table("log", _COLUMNS, rows)


def _name_publicly(action: Action) -> str:
    """Return an action's number, otherwise its first words; of what is withheld nothing."""
    if action.confidential is not None:
        return ""
    return join_words(action.entry.ref) or quote_text(cut_long_text(action.state.words))


def _commit_cells(commit: Commit | None, *, for_people: bool) -> tuple[str, str, str]:
    """Return the id, the author and the time of a commit."""
    if commit is None:
        return "", UNCOMMITTED, ""
    if for_people:
        return commit.id[:_SHORT_ID], commit.who, f"{commit.when:%Y-%m-%d %H:%M}"
    return commit.id, commit.who, commit.when.isoformat()


# A step in words


def _describe_with_mark(found: EventStep, format_day: FormatDay) -> str:
    words = _describe_step(
        found.step, format_day, brought_forward=found.event.kind == "brought forward"
    )
    return mark_confidential(found.event.confidential) + words


def _describe_publicly(found: EventStep, format_day: FormatDay) -> str:
    """Return what everybody may know of a step; what an edit removed may be withheld now."""
    if found.event.confidential is not None:
        return describe_withheld(found.event.confidential)
    step = found.step
    if step.old is not None:
        return f"{_edited_where(step)}: {', '.join(dict(_list_edits(step.old, step.record)))}"
    if any(record.confidential is not None for record in (*list_items(step.meeting), step.record)):
        return found.event.kind
    return _describe_with_mark(found, format_day)


def _edited_where(step: Step) -> str:
    is_action = isinstance(step.record, ActionEntry)
    return "edited in the minutes that raised it" if is_action else "edited in an update"


def _describe_step(step: Step, format_day: FormatDay, *, brought_forward: bool) -> str:
    """Return what a commit wrote in some words: a new entry, or another value in one."""
    if step.old is None:
        return ", ".join(_describe_new(step.record, format_day, brought_forward=brought_forward))
    edits = dict(_list_edits(step.old, step.record))
    if list(edits) == ["ref"]:
        old_ref, new_ref = (ref or "no number" for ref in edits["ref"])
        return f"renumbered {old_ref} → {new_ref}"
    words = (_describe_edit(field, *values, format_day) for field, values in edits.items())
    return f"{_edited_where(step)}: {', '.join(words)}"


def _describe_new(record: Record, format_day: FormatDay, *, brought_forward: bool) -> Iterator[str]:
    if isinstance(record, ActionEntry):
        yield "brought forward" if brought_forward else "raised"
    elif not record.is_substantive:
        yield "no report"
    else:
        yield record.status_text or "update"
    is_report = isinstance(record, Update)
    owners = _owners_as_written(record)
    yield from list_new_values(
        None if owners is None or not (owners or is_report) else ", ".join(owners),
        None if record.due is None else format_due(record.due, format_day),
        record.action if is_report else None,
    )


_OWNERS = frozenset({"owners", "owner_value"})


def _list_edits(old: Record, new: Record) -> Iterator[tuple[str, tuple[Value | Due, Value | Due]]]:
    """Iterate over the fields that differ, each with the old and the new value."""
    for name in new._fields:
        before, after = getattr(old, name), getattr(new, name)
        if name == "status" or name.endswith("place") or before == after:
            continue
        if name in _OWNERS and _owners_as_written(old) == _owners_as_written(new):
            continue
        if name == "owner_value":
            yield "owner", (_owners_as_written(old), _owners_as_written(new))
        else:
            yield ENTRY_FIELD_NAMES.get(name, name), (before, after)


def _owners_as_written(record: Record) -> tuple[str, ...] | None:
    return record.owners if record.owner_value is None else (record.owner_value.text,)


def _describe_edit(
    field: str, before: Value | Due, after: Value | Due, format_day: FormatDay
) -> str:
    if field in _TEXTS and after is not None:
        return f"{field} now reads “{after}”"
    return f"{field} {_format_field(before, format_day)} → {_format_field(after, format_day)}"


def _format_field(value: Value | Due, format_day: FormatDay) -> str:
    if isinstance(value, Due):
        return format_due(value, format_day)
    return format_value(value, format_day) or ("nobody" if value == () else "none")
