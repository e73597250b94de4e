"""The command `approve`: record that minutes were agreed, and what was corrected in them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, NamedTuple

import typer

from scrutiny_cli.actionlog.approvals import find_agreeing_meeting, list_minutes_to_agree
from scrutiny_cli.cli.completion import complete_meeting
from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.days import parse_typed_day
from scrutiny_cli.cli.editing.arguments import read_text
from scrutiny_cli.cli.editing.edits import Edit, plan_edit, show_edit, write_edit
from scrutiny_cli.cli.editing.target_meeting import find_minuted
from scrutiny_cli.cli.editing.writing import open_for_writing
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.lookup import find_meeting, require_meeting
from scrutiny_cli.cli.options import Diff, DryRun, Folder, MinutedAt
from scrutiny_cli.cli.session import Session
from scrutiny_cli.editing.approval import ApproveMinutes, name_agreed
from scrutiny_cli.minutes.dates.date_styles import date_formatter
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.storage.errors import WriteRefused

_Minutes = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="MEETING...",
        autocompletion=complete_meeting,
        show_default=False,
        help="The meetings whose minutes were agreed; by default the regular meeting before.",
    ),
]
_Corrections = Annotated[
    list[str] | None,
    typer.Option(
        "--correction", metavar="TEXT", help="What was corrected in the minutes. Repeatable."
    ),
]


class _AgreedMinutes(NamedTuple):
    """Minutes that are agreed: how `approves` names them, and how they are shown.

    `is_new`: they were not agreed before.
    """

    word: str
    shown: str
    is_new: bool = True


def approve_minutes(
    minutes: _Minutes = None,
    *,
    correction: _Corrections = None,
    at_: MinutedAt = None,
    dry_run: DryRun = False,
    diff: Diff = False,
    meetings: Folder = None,
) -> None:
    """Record that minutes were agreed.

    \b
    scrutiny approve
    scrutiny approve 2015-05-28 --correction "Page 2: CF sent apologies."
    """  # fmt: skip
    corrections = tuple(read_text("--correction", text) for text in correction or ())
    with open_for_writing(meetings) as session:
        target = find_minuted(session, at_)
        _refuse_coming(session, target.meeting)
        agreed = list(_list_agreed(session, target.meeting, minutes or []))
        intent = _plan_approval(agreed, corrections)
        edit = plan_edit(session, target, intent)
        write_edit(session, edit, dry_run=dry_run)
    _note_recorded(edit, agreed, len(corrections))
    show_edit(edit, diff=diff)
    _note_remaining(session, edit)


def _refuse_coming(session: Session, meeting: Meeting) -> None:
    if meeting.date > session.today:
        raise WriteRefused(
            f"The meeting of {meeting.name} is still to come, so it has not agreed any minutes "
            "yet. Nothing was written."
        )


def _list_agreed(
    session: Session, meeting: Meeting, typed: Iterable[str]
) -> Iterable[_AgreedMinutes]:
    words = list(dict.fromkeys(typed))
    if words:
        return (_find_minutes(session, meeting, word) for word in words)
    before = session.book.index.previous_regular(meeting)
    if before is None:
        raise UsageError(
            f"There is no regular meeting before {meeting.name}. Type the date of the minutes, for "
            "example: scrutiny approve 28.05.15"
        )
    return [_describe_minutes(session, meeting, before)]


def _find_minutes(session: Session, meeting: Meeting, word: str) -> _AgreedMinutes:
    """Return the minutes that a word means; those of before the log begins have no file."""
    found = find_meeting(session, word)
    if found is not None:
        return _describe_minutes(session, meeting, found)
    day = _parse_early_day(session, word)
    if day is None:
        return _describe_minutes(session, meeting, require_meeting(session, word))
    return _AgreedMinutes(day.isoformat(), date_formatter(session.book.series.dates)(day))


def _parse_early_day(session: Session, word: str) -> date | None:
    """Return the day that is typed, where it is before that of the first meeting with a file."""
    try:
        day = parse_typed_day(word, session.today, month_first=session.month_first)
    except UsageError:
        return None
    return day if day < session.book.meetings[0].date else None


def _describe_minutes(session: Session, meeting: Meeting, found: Meeting) -> _AgreedMinutes:
    agreeing = find_agreeing_meeting(session.book, found, session.today)
    if agreeing is not None and agreeing.name != meeting.name:
        raise WriteRefused(
            f"The minutes of {found.name} are already agreed, by {agreeing.name}. Nothing was "
            f"written. To record a correction there, type --at {agreeing.name}."
        )
    is_new = agreeing is None
    return _AgreedMinutes(name_agreed(session.book, found), found.name, is_new)


def _plan_approval(agreed: list[_AgreedMinutes], corrections: tuple[str, ...]) -> ApproveMinutes:
    new = tuple(one.word for one in agreed if one.is_new)
    if not new and not corrections:
        shown = " and ".join(one.shown for one in agreed)
        raise WriteRefused(
            f"The minutes of {shown} are already agreed. Nothing was written. To record what was "
            "corrected in them, type --correction TEXT."
        )
    return ApproveMinutes(new, corrections)


def _note_recorded(edit: Edit, agreed: list[_AgreedMinutes], count: int) -> None:
    new = [one.shown for one in agreed if one.is_new]
    done = [f"minutes of {' and '.join(new)} agreed"] if new else []
    if count:
        shown = " and ".join(one.shown for one in agreed)
        several = "a correction" if count == 1 else f"{count} corrections"
        done.append(f"{several} {'' if new else f'of the minutes of {shown} '}recorded")
    print_note(f"{edit.place}: {' and '.join(done)}.")


def _note_remaining(session: Session, edit: Edit) -> None:
    """Name the earlier minutes that are still not agreed, and how to record that they are."""
    meeting, book = edit.first.after, edit.first.book
    names = [name_agreed(book, one) for one in list_minutes_to_agree(book, meeting, session.today)]
    if names:
        print_note(
            f"Not agreed yet: {', '.join(names)}. If they were agreed, too, type: scrutiny approve "
            f"{' '.join(names)} --at {meeting.name}"
        )
