"""What a change between two states of the log means, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

from scrutiny_cli.actionlog.model import ActionState
from scrutiny_cli.diff.compare import AgreedMinutesChange, Change, ChangeKind, Comparison
from scrutiny_cli.diff.records import Difference
from scrutiny_cli.minutes.dates.date_styles import format_date
from scrutiny_cli.output.phrases import NO_WORDS
from scrutiny_cli.output.redaction import mark_confidential
from scrutiny_cli.output.values import FormatDay, format_due

AGREED_CHANGED = "agreed minutes changed"
FILE_GONE = "the file was deleted"
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_STATUS_KINDS = frozenset(
    {ChangeKind.CLOSED, ChangeKind.SUPERSEDED, ChangeKind.REOPENED, ChangeKind.UPDATED}
)
_EDIT_KINDS = frozenset(
    {ChangeKind.REDATED, ChangeKind.REASSIGNED, ChangeKind.REWORDED, ChangeKind.UPDATED}
)
# Of a change of a name: which field has the name of now; the old one is in `refs`.
_NEW_NAMES: dict[ChangeKind, Callable[[Change], str]] = {
    ChangeKind.MOVED: lambda change: change.meeting,
    ChangeKind.MEETING_RENAMED: lambda change: change.meeting,
    ChangeKind.RENUMBERED: lambda change: change.key,
}
# What of an action a kind of change is about.
_SUBJECTS: dict[ChangeKind, Callable[[ActionState, FormatDay], str]] = {
    ChangeKind.REDATED: lambda state, format_day: format_due(state.due, format_day),
    ChangeKind.REASSIGNED: lambda state, _: ", ".join(state.owners),
    ChangeKind.REWORDED: lambda state, _: state.words or "",
    **dict.fromkeys(_STATUS_KINDS, lambda state, _: state.status.value),
}
_SENTENCES = {
    ChangeKind.REMOVED: "was {old}",
    ChangeKind.MOVED: "from {old}",
    ChangeKind.RENUMBERED: "was {old}",
    ChangeKind.MEETING_RENAMED: "was {old}",
    ChangeKind.UPDATE_REMOVED: "the update in this meeting was deleted",
    ChangeKind.NOT_ANSWERED: "no report",
}


class ComparedStates(NamedTuple):
    """What the two states are called, and how days are written for people."""

    before: str
    after: str
    format_day: FormatDay = format_date


def group_by_meeting(comparison: Comparison) -> Iterator[tuple[str, tuple[Change, ...]]]:
    """Iterate over the meetings, each with its changes."""
    for name, changes in groupby(comparison.changes, lambda change: change.meeting):
        yield name, tuple(changes)


# A change of an action or of a file


def change_text(change: Change) -> str:
    """Return the words of the action; where a file itself changed, its note."""
    if not change.key:
        return (
            mark_confidential("" if change.confidential else None) + (change.note or "")
        ).rstrip()
    return NO_WORDS if change.action is None else change.action


def format_before_after(change: Change, format_day: FormatDay) -> tuple[str, str]:
    """Return what the change is about, before and after it."""
    if change.kind in _NEW_NAMES:
        return ", ".join(change.refs), _NEW_NAMES[change.kind](change)
    if change.new is None:
        return (change.old.status.value if change.old is not None else ""), ""
    if change.old is None:
        return "", _describe_new_action(change, change.new, format_day)
    if change.kind not in _SUBJECTS:
        return "", ""
    format_subject = _SUBJECTS[change.kind]
    return format_subject(change.old, format_day), format_subject(change.new, format_day)


def _describe_new_action(change: Change, action: ActionState, format_day: FormatDay) -> str:
    """Return the owners of an action, its due date, and what it follows."""
    due = format_due(action.due, format_day)
    follows = f"follows {', '.join(change.refs)}" if change.refs else ""
    parts = (", ".join(action.owners), f"due {due}" if due else "", follows)
    return ", ".join(filter(None, parts))


def describe_change(change: Change, format_day: FormatDay) -> str:
    """Return what a change is, followed by the texts of `list_remarks`."""
    parts = (_describe_itself(change, format_day), *list_remarks(change))
    return ", ".join(filter(None, parts))


def list_remarks(change: Change) -> list[str]:
    """Return the note of a change, and whether it is in the raising minutes or confidential."""
    note = f"“{change.note}”" if change.note and change.key else ""
    raising = (
        "in the minutes that raised it" if change.raising and change.kind in _EDIT_KINDS else ""
    )
    secret = "confidential" if change.confidential else ""
    return list(filter(None, (note, raising, secret)))


def _describe_itself(change: Change, format_day: FormatDay) -> str:
    old, new = format_before_after(change, format_day)
    if change.kind in _STATUS_KINDS:
        return _describe_status(change, old, new)
    if change.kind is ChangeKind.REWORDED:
        return mark_differences(old, new, _mark_in_brackets)
    if change.kind is ChangeKind.REDATED:
        slip = f", {_describe_slip(change.slip)}" if change.slip is not None else ""
        return f"{old or 'no date'} → {new or 'no date'}{slip}"
    if change.kind is ChangeKind.REASSIGNED:
        return f"{old or 'nobody'} → {new or 'nobody'}"
    return _SENTENCES.get(change.kind, "{new}").format(old=old, new=new)


def _describe_status(change: Change, old: str, new: str) -> str:
    text = change.status_text
    quoted = "" if text is None or text.casefold() == new else f" (“{text}”)"
    by = ", ".join(change.refs)
    if change.kind is ChangeKind.SUPERSEDED and by:
        return f"by {by}{quoted}"
    if text is None and old == new:
        return "" if change.note else ", ".join(change.fields)
    before = f", was {old}" if change.kind is ChangeKind.REOPENED or text is None else ""
    return f"{new}{quoted}{before}" + (f", becomes {by}" if by else "")


def _describe_slip(count: int) -> str:
    return f"{_ORDINALS[count - 1]} slip" if count <= len(_ORDINALS) else f"slip {count}"


def mark_differences(old: str, new: str, mark: Callable[[str, str], str]) -> str:
    """Return two wordings as one text; `mark` writes the old and the new words that differ."""
    before, after = old.split(), new.split()
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    pieces = (
        " ".join(after[k:m])
        if tag == "equal"
        else mark(" ".join(before[i:j]), " ".join(after[k:m]))
        for tag, i, j, k, m in matcher.get_opcodes()
    )
    return " ".join(pieces)


def _mark_in_brackets(gone: str, come: str) -> str:
    """Return words and those that replace them as `[these → those]`; either may be none."""
    return f"[{f'{gone} → {come}'.strip()}]"


# A change of agreed minutes


def describe_corrections(agreed: AgreedMinutesChange) -> str:
    """Return the corrections that a later meeting recorded."""
    marked = (
        mark_confidential("" if text in agreed.secret else None) + text
        for text in agreed.corrections
    )
    return "; ".join(marked) or "no correction is recorded"


def describe_difference(difference: Difference) -> str:
    """Return what changed, after a mark where it is confidential."""
    return mark_confidential("" if difference.confidential else None) + difference.what


def describe_place(difference: Difference) -> str:
    """Return the file and the line of a difference."""
    where = f"{difference.place.path}:{difference.place.line}"
    return f"{where} in the old file" if difference.gone else where
