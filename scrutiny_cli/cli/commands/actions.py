"""The commands that read: they change nothing on the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from scrutiny_cli.cli import context as at
from scrutiny_cli.cli.options import (
    AsAt,
    Excel,
    Folder,
    Format,
    Internal,
    MeetingNamed,
    complete_from,
    complete_meeting,
    complete_owner,
    complete_ref,
    complete_status,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scrutiny_cli.actionlog.model import Action, Book
    from scrutiny_cli.actionlog.query import Filter
    from scrutiny_cli.cli.context import Desk
    from scrutiny_cli.minutes.model import Meeting

_ORDERS = ("raised", "due", "ref", "owner", "age")
_GROUPS = ("owner", "meeting", "status")
_Open = Annotated[bool, typer.Option("--open", help="Only those still to be done.")]
_Closed = Annotated[bool, typer.Option("--closed", help="Only those that are closed.")]
_Overdue = Annotated[bool, typer.Option("--overdue", help="Only open ones whose due is past.")]
_DueWithin = Annotated[
    int | None,
    typer.Option("--due-within", metavar="DAYS", min=0, help="Only open ones due from today on."),
]
_NoDate = Annotated[
    bool, typer.Option("--no-date", help="Only those whose due is words or nothing.")
]
_Statuses = Annotated[
    list[str] | None,
    typer.Option(
        "--status",
        metavar="WORDS",
        autocompletion=complete_status,
        help="Only those of a status. Repeatable.",
    ),
]
_Owners = Annotated[
    list[str] | None,
    typer.Option(
        "--owner",
        metavar="LABEL",
        help="Only those of an owner; none for nobody. Repeatable.",
        autocompletion=complete_owner,
    ),
]
_RaisedIn = Annotated[
    list[str] | None,
    typer.Option(
        "--raised-in",
        metavar="MEETING",
        help="Only those of a meeting. Repeatable.",
        autocompletion=complete_meeting,
    ),
]
_Search = Annotated[
    list[str] | None,
    typer.Option("--search", metavar="TEXT", help="Only those that say this. Repeatable."),
]
_Order = Annotated[
    str,
    typer.Option(
        "--sort",
        metavar="ORDER",
        autocompletion=complete_from(*_ORDERS),
        help="raised, due, ref, owner or age.",
    ),
]
_By = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="GROUP",
        autocompletion=complete_from(*_GROUPS),
        help="owner, meeting or status.",
    ),
]
_Counts = Annotated[bool, typer.Option("--counts", help="Print how many there are, not which.")]
_ExitCode = Annotated[bool, typer.Option("--exit-code", help="Exit with 5 where there are any.")]


def actions(  # noqa: PLR0913  each is an option that a person may type
    *,
    open_: _Open = False,
    closed: _Closed = False,
    overdue: _Overdue = False,
    due_within: _DueWithin = None,
    no_date: _NoDate = False,
    status: _Statuses = None,
    owner: _Owners = None,
    raised_in: _RaisedIn = None,
    search: _Search = None,
    sort: _Order = "raised",
    by: _By = None,
    counts: _Counts = False,
    exit_code: _ExitCode = False,
    form: Format = None,
    excel: Excel = False,
    internal: Internal = False,
    as_at: AsAt = None,
    meetings: Folder = None,
) -> None:
    """List the action log.

    Different filters narrow the list; the same one repeated widens it.

    \b
    scrutiny actions --open
    scrutiny actions --open --owner WK --sort due
    scrutiny actions --as-at 2015-06-26 --overdue --format csv
    """  # noqa: D301  \b keeps the lines of an example apart
    from scrutiny_cli.actionlog.query import Filter  # noqa: PLC0415

    form = at.chosen(form, excel=excel)
    order, group = at.one_of(sort, "--sort", _ORDERS), _group(by)
    _refuse_apart(
        open=open_, closed=closed, overdue=overdue, due_within=due_within is not None,
        no_date=no_date,
    )  # fmt: skip
    redacted = at.is_redacted(form, internal=internal)
    opened = at.read_log(meetings, as_at, redacted=redacted)
    desk = at.for_readers(opened, form, internal=internal)
    wish = Filter(
        open=open_, closed=closed, overdue=overdue, due_within=due_within, no_date=no_date,
        statuses=tuple(at.status_named(desk, words) for words in status or ()),
        owners=at.owners_named(desk.book, owner or ()),
        meetings=_named(desk, raised_in or ()), search=tuple(search or ()),
    )  # fmt: skip
    found = _wished(desk, wish, order, redacted=redacted)
    _print_actions(desk, found, form, _Shown(group, wish.owners, counts, redacted))
    at.finish(opened, rows=exit_code and bool(found), redacted=redacted)


# Filters that no action can pass both.
_APART = (
    ("open", "closed"),
    ("overdue", "closed"),
    ("due_within", "closed"),
    ("overdue", "due_within"),
    ("no_date", "overdue"),
    ("no_date", "due_within"),
)


def _refuse_apart(**given: bool) -> None:
    for pair in _APART:
        if all(given[name] for name in pair):
            one, other = (f"--{name.replace('_', '-')}" for name in pair)
            message = f"No action is both: choose {one} or {other}, or leave both out."
            raise at.Usage(message)


def _named(desk: Desk, meetings: Iterable[str]) -> tuple[str, ...]:
    return tuple(at.meeting_named(desk, one).name for one in meetings)


def _group(by: str | None) -> str | None:
    return None if by is None else at.one_of(by, "--by", _GROUPS)


def _wished(desk: Desk, wish: Filter, order: str, *, redacted: bool = False) -> tuple[Action, ...]:
    from scrutiny_cli.actionlog.query import ordered, select  # noqa: PLC0415

    today = desk.counted_from
    found = select(desk.book.log.actions, wish, today, desk.book.directory)
    if redacted and (wish.owners or wish.search or wish.no_date or wish.due_within is not None):
        # Whether a withheld action fits these is withheld as well.
        found = tuple(one for one in found if one.confidential is None)
    return ordered(found, order, today)


class _Shown(NamedTuple):
    """How actions are listed: in which groups, of which owners, counted, redacted."""

    group: str | None
    owners: tuple[str, ...]
    counts: bool
    redacted: bool


def _print_actions(desk: Desk, found: tuple[Action, ...], form: str, shown: _Shown) -> None:
    from scrutiny_cli.actionlog.query import grouped  # noqa: PLC0415
    from scrutiny_cli.output import views  # noqa: PLC0415

    today, group = desk.counted_from, shown.group
    apart = shown.redacted and group == "owner"
    withheld = [one for one in found if apart and one.confidential is not None]
    others = (one for one in found if not apart or one.confidential is None)
    groups = grouped(others, group, shown.owners)
    groups += [(views.WITHHELD, withheld)] if withheld else []
    if shown.counts:
        sheet = views.counts_sheet(groups or [(None, [])], today, group)
        at.print_rows(sheet, "counts", form)
        return
    if not shown.redacted:
        at.tell_confidential(found)
    if form == "json":
        _print_json(desk, found)
    else:
        sheet = views.actions_sheet(groups, today, at.days(desk, form), redacted=shown.redacted)
        at.print_sheet(sheet, form)


def _print_json(desk: Desk, found: Iterable[Action]) -> None:
    from scrutiny_cli.output.exports import actions_json  # noqa: PLC0415

    board = at.board_of(desk)
    at.say(actions_json(tuple(found), as_at=desk.as_at, today=desk.counted_from, board=board))


def _nothing(desk: Desk) -> str:
    """Begin to say that there is none; of what has an error, nobody knows."""
    unsure = any(one.is_error for one in desk.book.problems)
    return "Nothing that can be read" if unsure else "Nothing"


def overdue(
    *,
    form: Format = None,
    excel: Excel = False,
    internal: Internal = False,
    as_at: AsAt = None,
    meetings: Folder = None,
) -> None:
    """List what is overdue and how late, the worst first.

    \b
    scrutiny overdue
    scrutiny overdue --as-at 26.06.15
    """  # noqa: D301
    from scrutiny_cli.actionlog.query import Filter  # noqa: PLC0415
    from scrutiny_cli.output import views  # noqa: PLC0415

    form = at.chosen(form, excel=excel)
    redacted = at.is_redacted(form, internal=internal)
    opened = at.read_log(meetings, as_at, redacted=redacted)
    desk = at.for_readers(opened, form, internal=internal)
    found = _wished(desk, Filter(overdue=True), "due")
    if not redacted:
        at.tell_confidential(found)
    every, today = desk.book.log.actions, desk.counted_from
    if form == "json":
        _print_json(desk, found)
    elif found or form != "table":
        sheet = views.overdue_sheet(found, every, today, at.days(desk, form), redacted=redacted)
        at.print_sheet(sheet, form)
    if not found:
        at.note(f"{_nothing(opened)} is overdue.")
    at.finish(opened, redacted=redacted)


def show(
    what: Annotated[
        str,
        typer.Argument(metavar="REF|MEETING", autocompletion=complete_ref, show_default=False),
    ],
    *,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            autocompletion=complete_from("text", "json"),
            help="text, or for an action json.",
        ),
    ] = "text",
    as_at: AsAt = None,
    meetings: Folder = None,
) -> None:
    """Show one action's life, or one meeting.

    \b
    scrutiny show 37/15
    scrutiny show 2015-05-28#2
    scrutiny show 2015-05-28
    """  # noqa: D301
    from scrutiny_cli.actionlog.cuts import on_day  # noqa: PLC0415
    from scrutiny_cli.output import details  # noqa: PLC0415

    at.one_of(form, "--format", ("text", "json"))
    desk = at.open_desk(meetings, as_at)  # all that is on file
    found = at.action_named(desk.book, what)
    if found is not None:
        found = on_day(desk.book.log, found, desk.counted_from)
        keys = () if form == "json" else (*found.follows, *found.becomes)
        linked = [desk.book.log.by_key.get(key) for key in keys]
        at.tell_confidential_life([found, *filter(None, linked)])
        if form == "json":
            _print_json(desk, [found])
        else:
            at.say(_shown(details.action_life(desk.book, found, desk.counted_from, at.width())))
    else:
        meeting = _meeting_or_nearest(desk, what)
        if form == "json":
            raise at.Usage("A meeting is shown as text alone: leave --format out.")
        _print_meeting(desk, meeting)
    at.finish(desk)


def _print_meeting(desk: Desk, meeting: Meeting) -> None:
    from scrutiny_cli.publish.meeting_text import meeting_lines  # noqa: PLC0415

    at.tell_confidential_meeting(meeting, _spoken_of(desk.book, meeting))
    at.say(_shown(meeting_lines(desk.book, meeting, at.width())))


def _spoken_of(book: Book, meeting: Meeting) -> list[Action]:
    """Give the actions that a meeting raises, brings forward or reports on."""
    keys = {one.key for one in book.log.reports if one.meeting.name == meeting.name}
    return [one for one in book.log.actions if one.meeting == meeting.name or one.key in keys]


def _shown(text: str) -> str:
    from scrutiny_cli.output.text import clean  # noqa: PLC0415

    return "\n".join(map(clean, text.split("\n")))


def _meeting_or_nearest(desk: Desk, what: str) -> Meeting:
    found = at.find_meeting(desk, what)
    if found is None:
        near = at.nearest(desk.book, what)
        at.refuse_unknown(desk, f"There is no action and no meeting “{what}”. {near}")
    return found


def matters_arising(  # noqa: PLR0913  each is an option that a person may type
    meeting: MeetingNamed = None,
    *,
    form: Format = None,
    excel: Excel = False,
    internal: Internal = False,
    as_at: AsAt = None,
    meetings: Folder = None,
) -> None:
    """List what the next or a named meeting must go through.

    \b
    scrutiny matters-arising
    scrutiny matters-arising 2015-06-25
    """  # noqa: D301
    from scrutiny_cli.actionlog.meetings import calendar  # noqa: PLC0415
    from scrutiny_cli.actionlog.query import carried_into, grouped  # noqa: PLC0415
    from scrutiny_cli.output import views  # noqa: PLC0415

    form = at.chosen(form, excel=excel)
    desk = at.open_desk(meetings, as_at)
    redacted = at.is_redacted(form, internal=internal)
    named = calendar(desk.book.meetings).coming(desk.counted_from)
    if meeting is not None:
        named = at.meeting_named(desk, meeting)
    if redacted:
        found = _public_matters(desk, named)
    else:
        found = carried_into(desk.book, named, desk.as_at)
        at.tell_confidential(found)
    groups, today = grouped(found, "meeting") or [("", [])], desk.counted_from
    if form == "json":
        _print_json(desk, found)
    elif found or form != "table":
        sheet = views.matters_sheet(groups, today, at.days(desk, form), redacted=redacted)
        at.print_sheet(sheet, form)
    if not found:
        at.note(f"{_nothing(desk)} is open from earlier meetings.{_brought(named)}")
    at.finish(desk, redacted=redacted)


def _public_matters(desk: Desk, meeting: Meeting | None) -> tuple[Action, ...]:
    """Give what a meeting must go through as everybody may know it.

    What a confidential report closed is open there. Of withheld actions it has those which the
    meetings of earlier days left open.
    """
    from datetime import timedelta  # noqa: PLC0415

    from scrutiny_cli.actionlog.query import carried_into, matters_day  # noqa: PLC0415
    from scrutiny_cli.actionlog.redact import public  # noqa: PLC0415

    known = at.kept(public(desk.book))
    found = [one for one in carried_into(known, meeting, desk.as_at) if one.confidential is None]
    day = matters_day(meeting, desk.as_at)
    if meeting is not None and day == meeting.date:
        day -= timedelta(days=1)
    stubs = at.kept(public(desk.book, as_at=day)).log.actions
    found += [one for one in stubs if one.confidential is not None and one.is_open]
    return tuple(sorted(found, key=lambda one: one.position))


def _brought(meeting: Meeting | None) -> str:
    """Say of a meeting that began the log where to see what it brought forward from before it."""
    if meeting is None or not meeting.brought_forward:
        return ""
    count, name = len(meeting.brought_forward), meeting.name
    return f" {count} brought forward from before this log: see `scrutiny show {name}`."


def meetings_(
    *,
    form: Format = None,
    excel: Excel = False,
    internal: Internal = False,
    as_at: AsAt = None,
    meetings: Folder = None,
) -> None:
    """List every meeting.

    What it brought forward and raised, how much of that is open, when its minutes were agreed.

    \b
    scrutiny meetings
    """  # noqa: D301
    from scrutiny_cli.actionlog.approvals import approvals  # noqa: PLC0415
    from scrutiny_cli.actionlog.query import standings  # noqa: PLC0415
    from scrutiny_cli.output import views  # noqa: PLC0415

    form = at.chosen(form, excel=excel)
    redacted = at.is_redacted(form, internal=internal)
    opened = at.read_log(meetings, as_at, redacted=redacted)
    desk = at.for_readers(opened, form, internal=internal)
    agreed = approvals(desk.book, desk.counted_from)
    rows = standings(desk.book, agreed, desk.counted_from)
    if not redacted:
        at.tell_confidential_rows(sum(one.meeting.body.confidential is not None for one in rows))
    sheet = views.meetings_sheet(rows, at.days(desk, form), redacted=redacted)
    at.print_rows(sheet, "meetings", form)
    at.finish(opened, redacted=redacted)


def people(
    *,
    form: Format = None,
    excel: Excel = False,
    internal: Internal = False,
    as_at: AsAt = None,
    meetings: Folder = None,
) -> None:
    """List everyone known, with what is open and overdue.

    \b
    scrutiny people
    """  # noqa: D301
    from scrutiny_cli.output import views  # noqa: PLC0415

    form = at.chosen(form, excel=excel)
    redacted = at.is_redacted(form, internal=internal)
    opened = at.read_log(meetings, as_at, redacted=redacted)
    desk = at.for_readers(opened, form, internal=internal)
    known = None if redacted else at.public_book(opened)
    sheet = views.people_sheet(desk.book, desk.counted_from, known)
    if known is not None:
        at.tell_confidential_rows(views.unknown_to(desk.book, known))
    at.print_rows(sheet, "people", form)
    at.finish(opened, redacted=redacted)
