"""The commands that write into a meeting's file that is there."""

from __future__ import annotations

import dataclasses
import re
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from scrutiny_cli.cli import desk as at
from scrutiny_cli.cli import typed
from scrutiny_cli.cli.options import (
    DryRun,
    Folder,
    MeetingNamed,
    complete_meeting,
    complete_open_ref,
    complete_owner,
    complete_ref,
    complete_status,
)
from scrutiny_cli.storage import folder as disk

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from scrutiny_cli.actionlog.log import Action, Book
    from scrutiny_cli.changes.edits import Planned
    from scrutiny_cli.changes.layout import Route
    from scrutiny_cli.cli.desk import Desk
    from scrutiny_cli.minutes.model import Meeting

_At = Annotated[
    str | None,
    typer.Option(
        "--at",
        metavar="MEETING",
        help="The meeting that is written to; by default the first one from today on, else the "
        "latest, unless it is more than 14 days past.",
        autocompletion=complete_meeting,
    ),
]
_Refs = Annotated[list[str], typer.Argument(metavar="REF...", autocompletion=complete_ref)]
_OpenRefs = Annotated[list[str], typer.Argument(metavar="REF...", autocompletion=complete_open_ref)]
_Note = Annotated[
    str | None, typer.Option("--note", metavar="TEXT", help="What was said of it, in words.")
]
_Replace = Annotated[
    bool, typer.Option("--replace", help="Write over what the meeting says of it already.")
]

_Owner = Annotated[
    list[str] | None,
    typer.Option(
        "--owner",
        metavar="LABEL",
        help="Who does it. Repeatable.",
        autocompletion=complete_owner,
    ),
]
_Due = Annotated[
    str | None,
    typer.Option("--due", metavar="DUE", help="When: a date, today, next meeting, words."),
]
_ItemNamed = Annotated[
    str | None,
    typer.Option(
        "--item",
        metavar="N|TITLE",
        help="The item it stands under; by default Any other business, else the last.",
    ),
]
_Follows = Annotated[
    list[str] | None,
    typer.Option(
        "--follows",
        metavar="REF",
        help="The earlier action it continues. Repeatable.",
        autocompletion=complete_ref,
    ),
]
_Confidential = Annotated[
    bool, typer.Option("--confidential", help="Keep it back from what is published.")
]
_Reason = Annotated[
    str | None,
    typer.Option("--reason", metavar="TEXT", help="Why it is confidential, as s.40 FOIA."),
]
_Number = Annotated[
    str | None,
    typer.Option("--ref", metavar="NUMBER", help="Its number; by default the next free one."),
]
_NewOwner = Annotated[
    list[str] | None,
    typer.Option(
        "--owner",
        metavar="LABEL",
        help="The new owner. Repeatable; none for nobody.",
        autocompletion=complete_owner,
    ),
]
_NewDue = Annotated[
    str | None,
    typer.Option("--due", metavar="DUE", help="The new due; none takes the old one away."),
]
_Becomes = Annotated[
    list[str] | None,
    typer.Option(
        "--becomes",
        metavar="REF",
        help="The action that takes its place. Repeatable.",
        autocompletion=complete_ref,
    ),
]
_On = Annotated[
    str | None,
    typer.Option("--on", metavar="DATE", help="When it happened, if between meetings."),
]
_AskedOn = Annotated[
    str | None,
    typer.Option("--on", metavar="DATE", help="When it was asked for, if between meetings."),
]
_StatusWords = Annotated[
    str | None,
    typer.Option(
        "--status",
        metavar="WORDS",
        autocompletion=complete_status,
        help="What has become of it: done, ongoing …",
    ),
]

_LONG_PAST = 14
_LIKE_A_MEETING = re.compile(r"\d{4}-\d{2}-\d{2}")


def readable(folder: str | None) -> Desk:
    """Open the desk; refuse to go on where a file cannot be read."""
    desk = at.open_quietly(folder)
    if desk.book.unreadable or any(one.rule == "not-utf8" for one in desk.book.problems):
        at.tell_errors(desk)
        message = "Nothing was written: mend the files that cannot be read first."
        raise disk.Refused(message)
    return desk


def _edited(folder: str | None, plan: Callable[[Desk], Planned], *, dry_run: bool) -> Planned:
    return edited(folder, lambda desk: [plan(desk)], dry_run=dry_run)[0]


def edited(
    folder: str | None, plan: Callable[[Desk], list[Planned]], *, dry_run: bool
) -> list[Planned]:
    """Read the folder, plan, write, and show the changes: nobody may come between."""
    from scrutiny_cli.changes.layout import CannotEdit  # noqa: PLC0415

    with at.held(folder) as place:
        desk = readable(place)
        try:
            done = plan(desk)
        except CannotEdit as reason:
            _tell_errors(desk, desk.book)
            raise disk.Refused(str(reason)) from reason
        _tell_errors(desk, done[0].book)  # less those that it mends
        if not dry_run:
            changed = (one for one in done if one.text != one.old.text)
            disk.rewrite_all(
                [
                    (desk.folder / one.old.path.rpartition("/")[2], one.old.text, one.text)
                    for one in changed
                ]
            )
            at.wrote()
    _show(done)
    return done


def _tell_errors(desk: Desk, book: Book) -> None:
    if any(one.is_error for one in book.problems):
        at.tell_errors(desk._replace(book=book))


def _show(done: list[Planned]) -> None:
    from scrutiny_cli.output import differences, problems  # noqa: PLC0415

    colour = at.colour(sys.stderr)
    for one in done:
        at.tell(differences.text(one.old.path, one.old.text, one.text, colour=colour))
    at.tell(problems.text(done[0].told, colour=colour, width=at.room(sys.stderr)))


# Which meeting is written to


def _target(
    desk: Desk, named: str | None, on: date | None = None, how: str = "say --at"
) -> Meeting:
    if named is not None:
        return at.meeting_named(desk, named)
    if not desk.book.meetings:
        raise at.Usage("There is no meeting yet: `scrutiny new-meeting DATE` writes one.")
    coming = (one for one in desk.book.meetings if one.date >= desk.today)
    meeting = next(coming, desk.book.meetings[-1])
    why = _unasked(desk, meeting, on)
    if why is not None:
        # No meeting hears of what came after it, whether it is named or not.
        named = "" if on is not None and meeting.date < on else f", or {how} {meeting.name}"
        message = (
            f"The meeting {meeting.name} {why}; nothing was written. Run "
            f"`scrutiny new-meeting`{named}."
        )
        raise disk.Refused(message)
    return meeting


def _unasked(desk: Desk, meeting: Meeting, on: date | None) -> str | None:
    """Say why a meeting is not written to unless it is named; None where it is."""
    from scrutiny_cli.actionlog.checks import approvals  # noqa: PLC0415

    if (desk.today - meeting.date).days > _LONG_PAST:
        return f"is more than {_LONG_PAST} days past"
    if meeting.name in approvals(desk.book):
        return "has its minutes agreed"
    return f"came before {on}" if on is not None and meeting.date < on else None


# The commands


def raise_(  # noqa: PLR0913  each is an option that a person may type
    text: Annotated[str, typer.Argument(metavar="TEXT", show_default=False)],
    *,
    owner: _Owner = None,
    due: _Due = None,
    item: _ItemNamed = None,
    follows: _Follows = None,
    confidential: _Confidential = False,
    reason: _Reason = None,
    ref: _Number = None,
    on: _AskedOn = None,
    at_: _At = None,
    dry_run: DryRun = False,
    meetings: Folder = None,
) -> None:
    """Add an action to a meeting's file, and print its number.

    \b
    scrutiny raise "Price a new trough" --owner RO --due "next meeting"
    scrutiny raise "Write to the council" --owner TB --item "Any other" --at 2015-06-25
    """  # fmt: skip  # noqa: D301
    from scrutiny_cli.changes.raising import RaiseAction, raised  # noqa: PLC0415

    def plan(desk: Desk) -> Planned:
        from scrutiny_cli.changes.edits import planned  # noqa: PLC0415

        day = at.typed_day(on, desk.today) if on is not None else None
        wanted = RaiseAction(
            (),
            typed.text("The action", text),
            owners=typed.owners(desk.book, owner or []),
            due=typed.due(desk, due),
            follows=typed.refs(desk.book, follows or []),
            confidential=typed.kept_back(reason, bare=confidential),
            on=day.isoformat() if day is not None else None,
        )
        meeting = _target(desk, at_, day)
        number = _number(desk, meeting, ref)
        intent = dataclasses.replace(wanted, route=_item(meeting, item), ref=number)
        return planned(desk.book, meeting.name, intent, desk.today)

    done = _edited(meetings, plan, dry_run=dry_run)
    action = raised(done)
    at.say(f"{action.key}\n")
    under = f" under “{action.item}”" if action.item is not None else ""
    at.note(f"{done.old.path}: {action.key} {has(dry_run)} raised{under}.")
    if action.confidential is not None and reason is None and not confidential:
        at.note(f"{action.key} is confidential, as all is that stands there.")


def has(dry_run: bool) -> str:  # noqa: FBT001
    """Say whether a thing is done or would be."""
    return "would be" if dry_run else "is"


def _item(meeting: Meeting, wanted: str | None) -> Route:
    from scrutiny_cli.changes.raising import Unfound, default_item, item_named  # noqa: PLC0415

    if wanted is None:
        return default_item(meeting)
    if not wanted.strip():
        raise at.Usage("--item is empty: type the item's number or title, or leave --item out.")
    try:
        return item_named(meeting, wanted)
    except Unfound as reason:
        raise at.Usage(str(reason)) from reason


def _number(desk: Desk, meeting: Meeting, ref: str | None) -> str | None:
    from scrutiny_cli.actionlog.calendar import calendar  # noqa: PLC0415
    from scrutiny_cli.actionlog.numbering import FreeNumbers, fits  # noqa: PLC0415

    numbers = FreeNumbers(desk.book.series, calendar(desk.book.meetings))
    free = numbers.after(meeting)
    if ref is None:
        return free
    ref = typed.value("--ref", ref)
    taken = at.action_named(desk.book, ref)
    if taken is not None:
        place = f"{taken.place.path}:{taken.place.line}"
        hint = f" The next free number is {free}." if free else ""
        message = f"{taken.key} is taken: {place} has it.{hint}"
        raise at.Usage(message)
    if _LIKE_A_MEETING.match(ref):
        message = f"--ref: {ref} is how a meeting is named. Type the board's own number."
        raise at.Usage(message)
    pattern = numbers.pattern
    if pattern is not None and not fits(pattern, ref, numbers.width):
        at.note(f"{ref} is not written as this board's numbers are, {pattern}; free is {free}.")
    return ref


def update(  # noqa: PLR0913
    refs: _Refs,
    *,
    status: _StatusWords = None,
    note: _Note = None,
    due: _NewDue = None,
    owner: _NewOwner = None,
    becomes: _Becomes = None,
    on: _On = None,
    replace: _Replace = False,
    at_: _At = None,
    dry_run: DryRun = False,
    meetings: Folder = None,
) -> None:
    """Record what has become of actions in a meeting's file.

    Of several actions all are written, or none.

    \b
    scrutiny update 37/15 --status "in progress" --note "Rooms are being looked at."
    scrutiny update 33/15 34/15 --due "next meeting"
    """  # fmt: skip  # noqa: D301
    if not (status or note or due or owner or becomes or on):
        raise at.Usage(
            "Say what has become of it: --status, --note, --due, --owner, --becomes or --on."
        )
    said = typed.Said(status, note, due, owner, becomes, on, replace=replace)
    _report(refs, said, at_, meetings, dry_run=dry_run)


def close(  # noqa: PLR0913
    refs: _OpenRefs,
    *,
    note: _Note = None,
    on: _On = None,
    replace: _Replace = False,
    at_: _At = None,
    dry_run: DryRun = False,
    meetings: Folder = None,
) -> None:
    """Record that actions are completed in a meeting's file.

    Of several actions all are written, or none.

    \b
    scrutiny close 37/15
    scrutiny close 33/15 34/15 --note "Reported to the meeting."
    """  # noqa: D301
    said = typed.Said("completed", note, on=on, replace=replace)
    _report(refs, said, at_, meetings, dry_run=dry_run)


def _report(
    refs: list[str], said: typed.Said, named: str | None, folder: str | None, *, dry_run: bool
) -> None:
    keys: tuple[str, ...] = ()

    def plan(desk: Desk) -> Planned:
        from scrutiny_cli.changes.edits import planned  # noqa: PLC0415

        nonlocal keys
        keys = typed.refs(desk.book, refs)
        on = at.typed_day(said.on, desk.today) if said.on is not None else None
        report = typed.report(desk, keys, said)
        meeting = _target(desk, named, on)
        return planned(desk.book, meeting.name, report, desk.today)

    done = _edited(folder, plan, dry_run=dry_run)
    at.say("".join(f"{key}\n" for key in keys))
    listed = ", ".join(keys)
    if done.text == done.old.text:
        at.note(f"{done.old.path} says so of {listed} already; nothing was written.")
    else:
        at.note(f"{done.old.path}: what became of {listed} {has(dry_run)} recorded.")


def carry_forward(
    meeting: MeetingNamed = None,
    *,
    dry_run: DryRun = False,
    meetings: Folder = None,
) -> None:
    """Add the open actions that a meeting's file leaves out.

    It leaves out what it neither lists nor raises.

    \b
    scrutiny carry-forward
    scrutiny carry-forward 2015-06-25 --dry-run
    """  # noqa: D301
    actions: tuple[Action, ...] = ()

    def plan(desk: Desk) -> Planned:
        from scrutiny_cli.changes.edits import planned  # noqa: PLC0415
        from scrutiny_cli.changes.reporting import CarryForward, missing  # noqa: PLC0415

        nonlocal actions
        name = _target(desk, meeting, how="scrutiny carry-forward").name
        actions = missing(desk.book, name)
        return planned(desk.book, name, CarryForward(actions), desk.today)

    done = _edited(meetings, plan, dry_run=dry_run)
    if done.text == done.old.text:
        at.note(f"{done.old.path} lists every open action already.")
    else:
        count = len(actions)
        at.note(f"{done.old.path}: {count} action{'' if count == 1 else 's'} carried forward.")
    at.tell_marked(actions)
