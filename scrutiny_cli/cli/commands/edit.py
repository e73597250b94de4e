"""The commands that write into a meeting's file that is there."""

from __future__ import annotations

import dataclasses
import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from scrutiny_cli.cli import arguments, context, targets
from scrutiny_cli.cli.options import (
    Diff,
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
    from collections.abc import Callable, Iterable

    from scrutiny_cli.actionlog.model import Action, MinuteBook
    from scrutiny_cli.cli.context import Session
    from scrutiny_cli.cli.targets import Target
    from scrutiny_cli.editing.new_meeting import Draft
    from scrutiny_cli.editing.plan import VerifiedEdit
    from scrutiny_cli.editing.raise_action import RaiseAction
    from scrutiny_cli.editing.update_action import Report
    from scrutiny_cli.editing.yaml_edit import Route
    from scrutiny_cli.minutes.model import Due, Meeting

_At = Annotated[
    str | None,
    typer.Option(
        "--at",
        "-a",
        metavar="MEETING",
        help="The meeting that is written to, or last, or next; by default the first one from "
        "today on, otherwise the latest, unless it is more than 14 days past.",
        autocompletion=complete_meeting,
    ),
]
_Refs = Annotated[list[str], typer.Argument(metavar="REF...", autocompletion=complete_ref)]
_OpenRefs = Annotated[list[str], typer.Argument(metavar="REF...", autocompletion=complete_open_ref)]
_Note = Annotated[
    str | None, typer.Option("--note", "-t", metavar="TEXT", help="What was said of it, in words.")
]
_Replace = Annotated[
    bool,
    typer.Option("--replace", help="Put it in the place of the update of the same day."),
]
_Add = Annotated[
    bool, typer.Option("--add", help="Add it although there is an update of the same day.")
]
_Nth = Annotated[
    int | None,
    typer.Option(
        "--nth",
        metavar="N",
        help="With --replace: which of the meeting's updates of it, counted from 1.",
    ),
]

_Owner = Annotated[
    list[str] | None,
    typer.Option(
        "--owner",
        "-w",
        metavar="LABEL",
        help="Who does it. Repeatable.",
        autocompletion=complete_owner,
    ),
]
_Due = Annotated[
    str | None,
    typer.Option("--due", "-d", metavar="DUE", help="When: a date, today, next meeting, words."),
]
_ItemNamed = Annotated[
    str | None,
    typer.Option(
        "--item",
        metavar="N|TITLE",
        help="The item it goes under; by default Any other business, otherwise the last.",
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
_Links = Annotated[
    list[str] | None,
    typer.Option(
        "--link", metavar="TEXT", help="An address or reference that goes with it. Repeatable."
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
        "-w",
        metavar="LABEL",
        help="The new owner. Repeatable; none for nobody.",
        autocompletion=complete_owner,
    ),
]
_NewDue = Annotated[
    str | None,
    typer.Option("--due", "-d", metavar="DUE", help="The new due; none takes the old one away."),
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
    typer.Option(
        "--on", metavar="DATE", help="When it happened, if between meetings; none for no day."
    ),
]
_AskedOn = Annotated[
    str | None,
    typer.Option(
        "--on", metavar="DATE", help="When it was asked for, if between meetings; none for no day."
    ),
]
_StatusWords = Annotated[
    str | None,
    typer.Option(
        "--status",
        "-s",
        metavar="WORDS",
        autocompletion=complete_status,
        help="What has become of it: done, ongoing …",
    ),
]

_LIKE_A_MEETING = re.compile(r"\d{4}-\d{2}-\d{2}")


class Edit(NamedTuple):
    """Planned changes of files; `draft` where the only file is made by the same write."""

    done: list[VerifiedEdit]
    draft: Draft | None = None


@dataclass(frozen=True, slots=True)
class Manner:
    """How a change is shown, and whether it is written; what is said is the same."""

    dry_run: bool
    diff: bool = False


def edited(
    folder: context.FolderNames,
    plan: Callable[[Session], Edit],
    tell: Callable[[list[VerifiedEdit]], None],
    manner: Manner,
) -> list[VerifiedEdit]:
    """Read the folder, plan, write, say what was recorded (`tell`), and show the lines."""
    from scrutiny_cli.editing.yaml_edit import CannotEdit  # noqa: PLC0415

    with context.held(folder) as place:
        session = targets.readable(place)
        try:
            edit = plan(session)
        except CannotEdit as reason:
            _tell_errors(session, session.book)
            raise disk.WriteRefused(str(reason)) from reason
        _tell_errors(session, edit.done[0].book)  # less those that it mends
        if not manner.dry_run:
            _write(session, edit)
            context.wrote()
    if edit.draft is not None:
        context.note(describe_draft(edit.done[0].old.path, edit.draft))
    tell(edit.done)
    _show(edit, manner)
    if edit.draft is not None:
        context.tell_marked(edit.draft.carried)
    return edit.done


def _write(session: Session, edit: Edit) -> None:
    if edit.draft is not None:
        disk.create(session.folder / f"{edit.draft.name}.yaml", edit.done[0].text)
        return
    changed = (one for one in edit.done if one.text != one.old.text)
    disk.rewrite_all(
        [
            (session.folder / one.old.path.rpartition("/")[2], one.old.text, one.text)
            for one in changed
        ]
    )


def _tell_errors(session: Session, book: MinuteBook) -> None:
    if any(one.is_error for one in book.problems):
        context.tell_errors(session._replace(book=book))


def _show(edit: Edit, manner: Manner) -> None:
    """Show the lines written, or the diff; then what is gone, and what warnings came of it."""
    from scrutiny_cli.output import problems  # noqa: PLC0415

    for one in edit.done:
        if edit.draft is not None:
            show_file(one.old.path, one.text, manner)
        else:
            _show_change(one, manner, headed=len(edit.done) > 1)
    for gone in (gone for one in edit.done for gone in one.gone):
        context.note(f"Gone from the old update: {gone}")
    told = problems.text(
        edit.done[0].told, colour=context.colour(sys.stderr), width=context.room(sys.stderr)
    )
    context.tell(told)


def _show_change(one: VerifiedEdit, manner: Manner, *, headed: bool) -> None:
    from scrutiny_cli.output import text_diff  # noqa: PLC0415

    path, colour = one.old.path, context.colour(sys.stderr)
    if manner.diff:
        context.tell(text_diff.text(path, one.old.text, one.text, colour=colour))
        return
    if headed and one.lines:
        context.note(f"{where_written(one)}:")
    context.tell(text_diff.written(path, one.lines, colour=colour))


def show_file(path: str, text: str, manner: Manner) -> None:
    """Show a file that is made: its lines, or a diff of nothing and them."""
    from scrutiny_cli.editing.yaml_edit import Line  # noqa: PLC0415
    from scrutiny_cli.output import text_diff  # noqa: PLC0415

    colour = context.colour(sys.stderr)
    if manner.diff:
        context.tell(text_diff.new_file(path, text, colour=colour))
        return
    lines = [Line(*line) for line in enumerate(text.removesuffix("\n").split("\n"), 1)]
    context.tell(text_diff.written(path, lines, colour=colour))


def describe_draft(path: str, draft: Draft) -> str:
    """Say what a new meeting's file carries forward, and why it has its day."""
    count = len(draft.carried)
    actions = f"{count} action{'' if count == 1 else 's'} carried forward"
    free = f"The next free number is {draft.next_free}." if draft.next_free else ""
    parts = (f"{path}:1: made, {actions}.", free, draft.why, *draft.notes)
    return " ".join(filter(None, parts))


def where_written(done: VerifiedEdit) -> str:
    """Give the file and the first line written."""
    line = f":{done.lines[0].number}" if done.lines else ""
    return f"{done.old.path}{line}"


# The commands


def raise_(  # noqa: PLR0913  each is an option that a person may type
    text: Annotated[str, typer.Argument(metavar="TEXT", show_default=False)],
    *,
    owner: _Owner = None,
    due: _Due = None,
    item: _ItemNamed = None,
    follows: _Follows = None,
    link: _Links = None,
    confidential: _Confidential = False,
    reason: _Reason = None,
    ref: _Number = None,
    on: _AskedOn = None,
    at_: _At = None,
    dry_run: DryRun = False,
    diff: Diff = False,
    meetings: Folder = None,
) -> None:
    """Add an action to a meeting's file, and print its number.

    \b
    scrutiny raise "Price a new trough" --owner RO --due "next meeting"
    scrutiny raise "Write to the council" --owner TB --item "Any other"
    """  # fmt: skip  # noqa: D301
    named = targets.ask_which(meetings, at_, on)

    def plan(session: Session) -> Edit:
        from scrutiny_cli.editing.raise_action import RaiseAction  # noqa: PLC0415

        wanted = RaiseAction(
            (),
            arguments.text("The action", text),
            owners=arguments.owners(session.book, owner or []),
            due=arguments.due(session, due),
            follows=arguments.refs(session.book, follows or []),
            links=tuple(arguments.value("--link", text) for text in link or []),
            confidential=arguments.kept_back(reason, bare=confidential),
        )
        return _plan_raised(session, wanted, named, on, item, ref)

    manner = Manner(dry_run=dry_run, diff=diff)
    done = edited(meetings, plan, lambda done: _tell_raised(done[0]), manner)[0]
    action = _raised(done)
    _tell_moved(done)
    _tell_dues(done, [action.history[0].due])
    if action.confidential is not None and reason is None and not confidential:
        context.note(f"{action.key} is confidential, as everything there is.")
    context.tell_confidential_life([action])


def _plan_raised(  # noqa: PLR0913, PLR0917  what was typed, and what is known by then
    session: Session,
    wanted: RaiseAction,
    named: str | None,
    on: str | None,
    item: str | None,
    ref: str | None,
) -> Edit:
    """Plan an action for the meeting that is meant, under its item, with its number and day."""
    from scrutiny_cli.editing.plan import planned  # noqa: PLC0415

    target = targets.find_target(session, named, targets.typed_on(session, on))
    day = targets.day_written(session, target.meeting, on)
    intent = dataclasses.replace(
        wanted,
        route=_item(target.meeting, item),
        ref=_number(session, target, ref),
        on=day.isoformat() if day is not None else None,
    )
    targets.note_held(session, target.meeting, named)
    done = planned(target.book, target.meeting.name, intent, session.today)
    return Edit([done], target.draft)


def _raised(done: VerifiedEdit) -> Action:
    from scrutiny_cli.editing.raise_action import raised  # noqa: PLC0415

    return raised(done)


def _tell_raised(done: VerifiedEdit) -> None:
    action = _raised(done)
    context.say(f"{action.key}\n")
    under = f" under “{action.item}”" if action.item is not None else ""
    context.note(f"{done.old.path}:{action.place.line}: {action.key} raised{under}.")


def _tell_moved(done: VerifiedEdit) -> None:
    """Say which actions without a number have another key now: the new one is above them."""
    from scrutiny_cli.editing.raise_action import moved  # noqa: PLC0415

    keys = [f"{old} is now {new}" for old, new in moved(done)]
    if keys:
        context.note(f"An action without a number is named by its place: {', '.join(keys)}.")


def _tell_dues(done: VerifiedEdit, dues: Iterable[Due | None]) -> None:
    """Say which day words mean as a due, or that they have none."""
    from scrutiny_cli.minutes.dates import shown_as  # noqa: PLC0415
    from scrutiny_cli.minutes.model import DueKind  # noqa: PLC0415

    show = shown_as(done.book.series.dates)
    for due in dict.fromkeys(due for due in dues if due is not None and due.words):
        if due.kind is DueKind.NONE:
            continue
        if due.day is not None:
            context.note(f"due {due.words}: {show(due.day)}")
        elif due.kind is DueKind.NEXT_MEETING:
            context.note(
                f"due {due.words}: no next meeting is on file or announced, so no day is known"
            )
        else:
            context.note(f"“{due.words}” is kept as words: it has no date, and is never overdue.")


def _item(meeting: Meeting, wanted: str | None) -> Route:
    from scrutiny_cli.editing.raise_action import ItemNotFound, default_item, item_named  # noqa: PLC0415

    if wanted is None:
        return default_item(meeting)
    if not wanted.strip():
        raise context.UsageError(
            "--item is empty: type the item's number or title, or leave --item out."
        )
    try:
        return item_named(meeting, wanted)
    except ItemNotFound as reason:
        raise context.UsageError(str(reason)) from reason


def _number(session: Session, target: Target, ref: str | None) -> str | None:
    from scrutiny_cli.actionlog.meetings import calendar  # noqa: PLC0415
    from scrutiny_cli.actionlog.refs import FreeNumbers, fits  # noqa: PLC0415

    numbers = FreeNumbers(session.book.series, calendar(target.book.meetings))
    free = numbers.after(target.meeting)
    if ref is None:
        return free
    ref = arguments.value("--ref", ref)
    taken = context.find_action(session.book, ref)
    if taken is not None:
        place = f"{taken.place.path}:{taken.place.line}"
        hint = f" The next free number is {free}." if free else ""
        message = f"{taken.key} is taken: {place} has it.{hint}"
        raise context.UsageError(message)
    if _LIKE_A_MEETING.match(ref):
        what = "an action without a number" if "#" in ref else "a meeting"
        message = f"--ref: {ref} is how {what} is named. Type the board's own number."
        raise context.UsageError(message)
    pattern = numbers.pattern
    if pattern is not None and not fits(pattern, ref, numbers.width):
        context.note(
            f"{ref} is not written as this board's numbers are, {pattern}; free is {free}."
        )
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
    add: _Add = False,
    nth: _Nth = None,
    at_: _At = None,
    dry_run: DryRun = False,
    diff: Diff = False,
    meetings: Folder = None,
) -> None:
    """Record what has become of actions in a meeting's file.

    Of several actions all are written, or none.

    \b
    scrutiny update 37/15 --status "in progress" --note "Rooms are looked at."
    scrutiny update 33/15 34/15 --due "next meeting"
    """  # fmt: skip  # noqa: D301
    if not (status or note or due or owner or becomes):
        raise context.UsageError(
            "Say what has become of it: --status, --note, --due, --owner or --becomes."
        )
    said = arguments.Said(status, note, due, owner, becomes, on, replace=replace, add=add, nth=nth)
    _report(refs, said, at_, meetings, Manner(dry_run=dry_run, diff=diff))


def close(  # noqa: PLR0913
    refs: _OpenRefs,
    *,
    note: _Note = None,
    on: _On = None,
    replace: _Replace = False,
    add: _Add = False,
    nth: _Nth = None,
    at_: _At = None,
    dry_run: DryRun = False,
    diff: Diff = False,
    meetings: Folder = None,
) -> None:
    """Record that actions are completed in a meeting's file.

    Of several actions all are written, or none.

    \b
    scrutiny close 37/15
    scrutiny close 33/15 34/15 --note "Reported to the meeting."
    """  # noqa: D301
    said = arguments.Said("completed", note, on=on, replace=replace, add=add, nth=nth)
    _report(refs, said, at_, meetings, Manner(dry_run=dry_run, diff=diff))


def _report(
    refs: list[str],
    said: arguments.Said,
    at_: str | None,
    folder: context.FolderNames,
    manner: Manner,
) -> None:
    arguments.refuse_together(said)
    named = targets.ask_which(folder, at_, said.on)
    report: Report
    before: MinuteBook

    def plan(session: Session) -> Edit:
        from scrutiny_cli.editing.plan import planned  # noqa: PLC0415

        nonlocal report, before
        before = session.book
        wanted = arguments.report(session, arguments.refs(session.book, refs), said)
        target = targets.find_target(session, named, targets.typed_on(session, said.on))
        report = arguments.with_day(session, target.meeting, wanted, said.on)
        targets.note_held(session, target.meeting, named)
        done = planned(target.book, target.meeting.name, report, session.today)
        return Edit([done], target.draft)

    def tell(done: list[VerifiedEdit]) -> None:
        context.say("".join(f"{key}\n" for key in report.keys))
        _tell_reported(done[0], report.keys)

    done = edited(folder, plan, tell, manner)[0]
    _tell_dues(done, _dues_given(done, report))
    _tell_reopened(before, done, report)
    context.tell_confidential_life(done.book.log.by_key[key] for key in report.keys)


def _tell_reported(done: VerifiedEdit, keys: tuple[str, ...]) -> None:
    path, lines = done.old.path, [(key, _line_of(done, key)) for key in keys]
    first = next((line for _, line in lines if line is not None), None)
    if first is None:
        context.note(f"{path} says so of {', '.join(keys)} already; nothing was written.")
        return
    listed = [key if line in {None, first} else f"{key} (line {line})" for key, line in lines]
    context.note(f"{path}:{first}: recorded what became of {', '.join(listed)}.")


def _line_of(done: VerifiedEdit, key: str) -> int | None:
    """Give the line at which the update begins that was written of an action; None: none was."""
    written = {line.number for line in done.lines}
    found: int | None = None
    for report in done.book.log.reports:
        if report.key == key and report.meeting.name == done.after.name:
            place = report.update.place
            last = place._replace(start=max(place.start, place.end - 1)).line
            if written & set(range(place.line, last + 1)):
                found = place.line
    return found


def _dues_given(done: VerifiedEdit, report: Report) -> list[Due]:
    """Give the dues that the updates written give, with their days."""
    if report.due is None:
        return []
    name = done.after.name
    history = (event for key in report.keys for event in done.book.log.by_key[key].history)
    dues = [event.due for event in history if event.meeting == name]
    return [due for due in dues if due is not None][-1:]


def _tell_reopened(before: MinuteBook, done: VerifiedEdit, report: Report) -> None:
    """Say which actions are open again, where an update was replaced."""
    now = done.book.log.by_key
    again = [
        key
        for key in report.keys
        if report.replace and now[key].is_open and not before.log.by_key[key].is_open
    ]
    if again:
        context.note(f"Open again: {', '.join(again)}.")


def carry_forward(
    meeting: MeetingNamed = None,
    *,
    dry_run: DryRun = False,
    diff: Diff = False,
    meetings: Folder = None,
) -> None:
    """Add the open actions that a meeting's file leaves out.

    It leaves out what it neither lists nor raises.

    \b
    scrutiny carry-forward
    scrutiny carry-forward 2015-06-25 --dry-run
    """  # noqa: D301
    actions: tuple[Action, ...] = ()
    manner = Manner(dry_run=dry_run, diff=diff)

    def plan(session: Session) -> Edit:
        from scrutiny_cli.editing.plan import planned  # noqa: PLC0415
        from scrutiny_cli.editing.update_action import CarryForward, missing  # noqa: PLC0415

        nonlocal actions
        target = targets.find_target(session, meeting, how="scrutiny carry-forward")
        name = target.meeting.name
        actions = missing(target.book, name)
        intent = CarryForward(actions)
        return Edit([planned(target.book, name, intent, session.today)], target.draft)

    def tell(done: list[VerifiedEdit]) -> None:
        if done[0].text == done[0].old.text:
            context.note(f"{done[0].old.path} lists every open action already.")
        else:
            count = len(actions)
            number = f"{count} action{'' if count == 1 else 's'}"
            context.note(f"{where_written(done[0])}: {number} carried forward.")

    edited(meetings, plan, tell, manner)
    context.tell_marked(actions)
