"""What a change means, told to a reviewer: as tables, plain lines, Markdown and JSON."""

from __future__ import annotations

from datetime import date
from difflib import SequenceMatcher
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from scrutiny_cli.diff.compare import Kind
from scrutiny_cli.minutes.dates import shown
from scrutiny_cli.output.columns import due_fields
from scrutiny_cli.output.formats import RenderOptions
from scrutiny_cli.output.json_text import json_document
from scrutiny_cli.output.markdown_text import escaped
from scrutiny_cli.output.phrases import NO_WORDS
from scrutiny_cli.output.plain_table import render_table
from scrutiny_cli.output.redaction import bracketed, withheld
from scrutiny_cli.output.table import Column, RowGroup, Table
from scrutiny_cli.output.values import format_due

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from scrutiny_cli.diff.compare import AgreedMinutesChange, Change, Comparison
    from scrutiny_cli.diff.records import Difference
    from scrutiny_cli.diff.reports import Standing
    from scrutiny_cli.minutes.source import Span
    from scrutiny_cli.output.table import TextTable

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_TO_LOOK_AT = frozenset({
    Kind.REMOVED, Kind.REPORT_REMOVED, Kind.MEETING_REMOVED, Kind.REOPENED, Kind.NOT_ANSWERED,
})  # fmt: skip
_NAMING = frozenset({Kind.MOVED, Kind.RENUMBERED, Kind.MEETING_RENAMED})
_SETTLING = frozenset({Kind.CLOSED, Kind.SUPERSEDED, Kind.REOPENED, Kind.UPDATED})
_EDITED = frozenset({Kind.REDATED, Kind.REASSIGNED, Kind.REWORDED, Kind.UPDATED})
_AGREED = "agreed minutes changed"
_WHOLE = "the whole file is gone"
_NO_CORRECTION = "no correction is recorded"
_WITHHELD = withheld("")


class States(NamedTuple):
    """What the two states are called, and how days are written for people."""

    before: str
    after: str
    days: Callable[[date], str] = shown


class Redaction(NamedTuple):
    """What a comparison of public logs must not say, though one of the two states has it.

    `are_in` tells whether a text has words that are withheld now; `meetings` are the names of
    the meetings that are withheld as a whole in one state.
    """

    are_in: Callable[[str], bool]
    meetings: frozenset[str]


# Words


def _slip(count: int | None) -> str:
    if count is None:
        return ""
    return f"{_ORDINALS[count - 1]} slip" if count <= len(_ORDINALS) else f"slip {count}"


_SIDES: dict[Kind, Callable[[Standing, Callable[[date], str]], str]] = {
    Kind.REDATED: lambda stands, days: format_due(stands.due, days),
    Kind.REASSIGNED: lambda stands, _: ", ".join(stands.owners),
    Kind.REWORDED: lambda stands, _: stands.action or "",
    **dict.fromkeys(_SETTLING, lambda stands, _: stands.status.value),
}


def _values(change: Change, days: Callable[[date], str]) -> tuple[str, str]:
    """Give what the change is about, before and after it."""
    if change.kind in _NAMING:
        now = change.key if change.kind is Kind.RENUMBERED else change.meeting
        return ", ".join(change.refs), now
    old, new, side = change.old, change.new, _SIDES.get(change.kind)
    if old is not None and new is None:
        return old.status.value, ""
    if old is None or new is None:
        return "", _asked(change, days)
    return (side(old, days), side(new, days)) if side is not None else ("", "")


def _asked(change: Change, days: Callable[[date], str]) -> str:
    """Say of an action that has come whose it is, when it is due, and what it follows."""
    if change.new is None:
        return ""
    due = format_due(change.new.due, days)
    follows = f"follows {', '.join(change.refs)}" if change.refs else ""
    parts = (", ".join(change.new.owners), f"due {due}" if due else "", follows)
    return ", ".join(part for part in parts if part)


def _detail(change: Change, days: Callable[[date], str]) -> str:
    """Say what a change is in words; a report's own words stand behind."""
    return ", ".join(part for part in (_sentence(change, days), *_behind(change)) if part)


def _behind(change: Change) -> list[str]:
    """Give what stands behind the change itself: the note, and what else is to be known."""
    note = f"“{change.note}”" if change.note and change.key else ""
    raising = "where it was raised" if change.raising and change.kind in _EDITED else ""
    secret = "confidential" if change.confidential else ""
    return [part for part in (note, raising, secret) if part]


def _sentence(change: Change, days: Callable[[date], str]) -> str:
    old, new = _values(change, days)
    if change.kind in _SETTLING:
        return _settled(change, old, new)
    if change.kind is Kind.REWORDED:
        return _marked(old, new, _bracketed)
    if change.kind is Kind.REDATED:
        slip = _slip(change.slip)
        return f"{old or 'no date'} → {new or 'no date'}" + (f", {slip}" if slip else "")
    if change.kind is Kind.REASSIGNED:
        return f"{old or 'nobody'} → {new or 'nobody'}"
    return _SENTENCES.get(change.kind, "{new}").format(old=old, new=new)


_SENTENCES = {
    Kind.REMOVED: "it was {old}",
    Kind.MOVED: "before: {old}",
    Kind.RENUMBERED: "before: {old}",
    Kind.MEETING_RENAMED: "before: {old}",
    Kind.REPORT_REMOVED: "what was reported of it here is gone",
    Kind.NOT_ANSWERED: "only listed",
}


def _settled(change: Change, old: str, new: str) -> str:
    words = change.status_text
    said = "" if words is None or words.casefold() == new else f" (“{words}”)"
    by = ", ".join(change.refs)
    if change.kind is Kind.SUPERSEDED and by:
        return f"by {by}{said}"
    if words is None and old == new:
        return "" if change.note else ", ".join(change.fields)
    before = f", before: {old}" if change.kind is Kind.REOPENED or words is None else ""
    return f"{new}{said}{before}" + (f", becomes {by}" if by else "")


def _marked(old: str, new: str, mark: Callable[[str, str], str]) -> str:
    """Give the words of two wordings as one text, in which each stretch that differs is marked."""
    before, after = old.split(), new.split()
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    pieces = (
        " ".join(after[k:m])
        if tag == "equal"
        else mark(" ".join(before[i:j]), " ".join(after[k:m]))
        for tag, i, j, k, m in matcher.get_opcodes()
    )
    return " ".join(pieces)


def _bracketed(gone: str, come: str) -> str:
    """Mark words that gave way to others as `[these → those]`; either may be none."""
    return f"[{f'{gone} → {come}'.strip()}]"


def _words(change: Change) -> str:
    if not change.key:
        return ((bracketed("") if change.confidential else "") + (change.note or "")).rstrip()
    return NO_WORDS if change.action is None else change.action


def _corrected(agreed: AgreedMinutesChange) -> str:
    marked = ((bracketed("") if one in agreed.secret else "") + one for one in agreed.corrections)
    return "; ".join(marked) or _NO_CORRECTION


def _what(one: Difference) -> str:
    return (bracketed("") if one.confidential else "") + one.what


def _where(one: Difference) -> str:
    return f"{one.place.path}:{one.place.line}" + (", as it was before" if one.gone else "")


# Tables


def tabulate_comparison(comparison: Comparison, states: States) -> tuple[TextTable, ...]:
    """Give the changes by meeting, then agreed minutes that changed; the counts below."""
    columns = (Column("Ref", is_narrow=True), Column("Action"), Column("Change"), Column("What"))
    groups = tuple(_group(name, changes, states) for name, changes in _by_meeting(comparison))
    found = [Table(columns, groups)] if groups else []
    if comparison.agreed:
        found.append(_tabulate_agreed(comparison))
    return (*found[:-1], *(one._replace(footer=_counted(comparison, states)) for one in found[-1:]))


def _by_meeting(comparison: Comparison) -> Iterator[tuple[str, tuple[Change, ...]]]:
    for name, changes in groupby(comparison.changes, lambda one: one.meeting):
        yield name, tuple(changes)


def _group(name: str, changes: tuple[Change, ...], states: States) -> RowGroup[str]:
    rows = tuple(
        (one.key, _words(one), one.kind.value, _detail(one, states.days)) for one in changes
    )
    return RowGroup(
        name, rows, tuple("soon" if one.kind in _TO_LOOK_AT else None for one in changes)
    )


def _tabulate_agreed(comparison: Comparison) -> TextTable:
    columns = (Column("Where", is_narrow=True), Column("What says something else"))
    return Table(columns, tuple(map(_agreed_group, comparison.agreed)))


def _agreed_group(agreed: AgreedMinutesChange) -> RowGroup[str]:
    rows = tuple((_where(one), _what(one)) for one in agreed.differences) or (("", _WHOLE),)
    said = f"{agreed.meeting}, agreed by {agreed.agreed_by}: {_corrected(agreed)}"
    return RowGroup(f"{_AGREED.capitalize()}: {said}", rows, ("overdue",) * len(rows))


def _counted(comparison: Comparison, states: States) -> str:
    before, after = comparison.before, comparison.after
    return (
        f"{before.open} open, {before.overdue} overdue in {states.before}; "
        f"{after.open} open, {after.overdue} overdue in {states.after}"
    )


# Lines for other programs

_PLAIN = (
    "Meeting", "Change", "Ref", "Action", "Before", "After", "Slip", "Note", "File", "Line",
)  # fmt: skip


def lines(comparison: Comparison) -> str:
    """Give a heading and one line a change, separated by tabs; days are figures."""
    rows = [*map(_line, comparison.changes)]
    for agreed in comparison.agreed:
        rows += _agreed_lines(agreed)
    return render_table(
        Table(tuple(map(Column, _PLAIN)), (RowGroup(None, tuple(rows), ()),)), RenderOptions()
    )


def _line(change: Change) -> tuple[str, ...]:
    place = (change.place.path, str(change.place.line))
    slip = str(change.slip) if change.slip is not None else ""
    said = (change.status_text, change.note if change.key else None)
    note = ": ".join(part for part in said if part)
    words = _words(change)
    before, after = _values(change, date.isoformat)
    return change.meeting, change.kind.value, change.key, words, before, after, slip, note, *place


def _agreed_lines(agreed: AgreedMinutesChange) -> Iterator[tuple[str, ...]]:
    places = [(_what(one), one.place.path, str(one.place.line)) for one in agreed.differences]
    for what, path, line in places or [(_WHOLE, "", "")]:
        yield agreed.meeting, _AGREED, "", "", "", what, "", _corrected(agreed), path, line


# Markdown


def markdown(comparison: Comparison, states: States, hidden: Redaction | None = None) -> str:
    """Give a comment for a pull request: agreed minutes first, then the changes by meeting.

    With `hidden` the comparison is one of public logs, and is for everybody.
    """
    parts = [f"### What changes for the actions\n\n{_counts_table(comparison, states)}"]
    if comparison.agreed:
        entries = "".join(_agreed_entry(one, hidden) for one in comparison.agreed)
        parts.append(f"#### {_AGREED.capitalize()}\n\n{entries}")
    for name, changes in _by_meeting(comparison):
        entries = "".join(_entry_for(one, states, hidden) for one in changes)
        parts.append(f"#### {escaped(name)}\n\n{entries}")
    return "\n".join(parts)


def _counts_table(comparison: Comparison, states: States) -> str:
    before, after = comparison.before, comparison.after
    return (
        f"| | {escaped(states.before)} | {escaped(states.after)} |\n| --- | ---: | ---: |\n"
        f"| Open | {before.open} | {after.open} |\n"
        f"| Overdue | {before.overdue} | {after.overdue} |\n"
    )


def _agreed_entry(agreed: AgreedMinutesChange, hidden: Redaction | None) -> str:
    head = f"- **{escaped(agreed.meeting)}**, agreed by {escaped(agreed.agreed_by)}"
    if hidden is not None:
        agreed = _redacted(agreed, hidden)
    told = (f"{_what(one)} ({_where(one)})" for one in agreed.differences)
    places = "".join(f"  - {escaped(one)}\n" for one in told) or f"  - {_WHOLE}\n"
    return f"{head}: {escaped(_corrected(agreed))}\n{places}"


def _redacted(agreed: AgreedMinutesChange, hidden: Redaction) -> AgreedMinutesChange:
    """Leave out what is withheld; that something is, is said once in each place."""
    differences = agreed.differences
    if agreed.meeting in hidden.meetings:
        differences = differences[:1]
    kept = (
        one._replace(what=_WITHHELD) if agreed.meeting in hidden.meetings or
        one.confidential or hidden.are_in(one.what) else one
        for one in differences
    )  # fmt: skip
    corrections = (_WITHHELD if hidden.are_in(one) else one for one in agreed.corrections)
    return agreed._replace(
        differences=tuple(one._replace(confidential=False) for one in kept),
        corrections=tuple(corrections),
    )


def _entry_for(change: Change, states: States, hidden: Redaction | None) -> str:
    """Give an entry; of what is withheld no more than the kind of the change."""
    if hidden is None:
        return _entry(change, states)
    texts = (change.key, _words(change), _detail(change, states.days))
    old, new = _values(change, states.days)
    known = not any(map(hidden.are_in, (*texts, old, new)))
    if change.confidential and known and change.action is not None:
        return f"- {escaped(change.key)} **reported**: a report is withheld{_in_italics(change)}\n"
    if change.confidential or not known:
        return f"- **{change.kind.value}**: {_WITHHELD}\n"
    return _entry(change, states)


def _in_italics(change: Change) -> str:
    return f" – *{escaped(_words(change))}*"


def _entry(change: Change, states: States) -> str:
    """Give an entry of the list: the action, what happened to it, and its words."""
    kind = f"**{change.kind.value}**"
    if not change.key:
        return f"- {kind}" + "".join(f": {escaped(p)}" for p in (_words(change),) if p) + "\n"
    if change.kind is Kind.REWORDED:
        marked = _marked(*_values(change, states.days), _struck)
        told, words = ", ".join([marked, *map(escaped, _behind(change))]), ""
    else:
        told, words = escaped(_detail(change, states.days)), _in_italics(change)
    return f"- {escaped(change.key)} {kind}" + (f": {told}" if told else "") + f"{words}\n"


def _struck(gone: str, come: str) -> str:
    marked = (f"~~{escaped(gone)}~~" if gone else "", f"**{escaped(come)}**" if come else "")
    return " ".join(piece for piece in marked if piece)


# JSON


def as_json(comparison: Comparison, states: States, today: date) -> str:
    """Give the comparison for a program; days are ISO 8601, null where none."""
    before, after = comparison.before, comparison.after
    return json_document({
        "today": today,
        "before": {"state": states.before, "open": before.open, "overdue": before.overdue},
        "after": {"state": states.after, "open": after.open, "overdue": after.overdue},
        "changes": [_fields(one) for one in comparison.changes],
        "agreed_minutes_changed": [_agreed_fields(one) for one in comparison.agreed],
    })  # fmt: skip


def _fields(change: Change) -> dict[str, object]:
    return {
        "meeting": change.meeting,
        "change": change.kind.value,
        "key": change.key or None,
        "action": change.action,
        "old": _standing(change.old),
        "new": _standing(change.new),
        "status_text": change.status_text,
        "note": change.note,
        "refs": list(change.refs),
        "slip": change.slip,
        "fields": list(change.fields),
        "raising": change.raising,
        "confidential": change.confidential,
        **_position(change.place),
    }


def _standing(stands: Standing | None) -> dict[str, object] | None:
    if stands is None:
        return None
    return {
        "status": stands.status.value,
        "status_text": stands.status_text,
        **due_fields(stands.due),
        "owners": list(stands.owners),
        "action": stands.action,
    }


def _position(place: Span) -> dict[str, object]:
    return {"file": place.path, "line": place.line}


def _agreed_fields(agreed: AgreedMinutesChange) -> dict[str, object]:
    return {
        "meeting": agreed.meeting,
        "agreed_by": agreed.agreed_by,
        "corrections": list(agreed.corrections),
        "differences": [
            {"what": one.what, "gone": one.gone, **_position(one.place)}
            for one in agreed.differences
        ],
    }
