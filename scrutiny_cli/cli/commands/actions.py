"""The commands that read: they change nothing on the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from scrutiny_cli.cli import context
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

    from scrutiny_cli.actionlog.model import Action, MinuteBook
    from scrutiny_cli.actionlog.query import Filter
    from scrutiny_cli.cli.context import Session
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

    form = context.chosen(form, excel=excel)
    order, group = context.one_of(sort, "--sort", _ORDERS), _group(by)
    _refuse_apart(
        open=open_, closed=closed, overdue=overdue, due_within=due_within is not None,
        no_date=no_date,
    )  # fmt: skip
    redacted = context.is_redacted(form, internal=internal)
    opened = context.read_log(meetings, as_at, redacted=redacted)
    session = context.for_readers(opened, form, internal=internal)
    wish = Filter(
        open=open_, closed=closed, overdue=overdue, due_within=due_within, no_date=no_date,
        statuses=tuple(context.find_status(session, words) for words in status or ()),
        owners=context.find_owners(session.book, owner or ()),
        meetings=_named(session, raised_in or ()), search=tuple(search or ()),
    )  # fmt: skip
    found = _wished(session, wish, order, redacted=redacted)
    _print_actions(session, found, form, _Shown(group, wish.owners, counts, redacted))
    context.finish(opened, rows=exit_code and bool(found), redacted=redacted)


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
            raise context.UsageError(message)


def _named(session: Session, meetings: Iterable[str]) -> tuple[str, ...]:
    return tuple(context.meeting_named(session, one).name for one in meetings)


def _group(by: str | None) -> str | None:
    return None if by is None else context.one_of(by, "--by", _GROUPS)


def _wished(
    session: Session, wish: Filter, order: str, *, redacted: bool = False
) -> tuple[Action, ...]:
    from scrutiny_cli.actionlog.query import ordered, select  # noqa: PLC0415

    today = session.counted_from
    found = select(session.book.log.actions, wish, today, session.book.directory)
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


def _print_actions(session: Session, found: tuple[Action, ...], form: str, shown: _Shown) -> None:
    from scrutiny_cli.actionlog.query import group_actions  # noqa: PLC0415
    from scrutiny_cli.output import views  # noqa: PLC0415

    today, group = session.counted_from, shown.group
    apart = shown.redacted and group == "owner"
    withheld = [one for one in found if apart and one.confidential is not None]
    others = (one for one in found if not apart or one.confidential is None)
    groups = group_actions(others, group, shown.owners)
    groups += [(views.WITHHELD, withheld)] if withheld else []
    if shown.counts:
        table = views.tabulate_counts(groups or [(None, [])], today, group)
        context.print_table(table, form, "counts")
        return
    if not shown.redacted:
        context.tell_confidential(found)
    if form == "json":
        _print_json(session, found)
    else:
        table = views.tabulate_actions(
            groups, today, context.days(session, form), redacted=shown.redacted
        )
        context.print_table(table, form)


def _print_json(session: Session, found: Iterable[Action]) -> None:
    from scrutiny_cli.output.columns import actions_json  # noqa: PLC0415

    board = context.board_of(session)
    context.say(
        actions_json(tuple(found), as_at=session.as_at, today=session.counted_from, board=board)
    )


def _nothing(session: Session) -> str:
    """Begin to say that there is none; of what has an error, nobody knows."""
    unsure = any(one.is_error for one in session.book.problems)
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

    form = context.chosen(form, excel=excel)
    redacted = context.is_redacted(form, internal=internal)
    opened = context.read_log(meetings, as_at, redacted=redacted)
    session = context.for_readers(opened, form, internal=internal)
    found = _wished(session, Filter(overdue=True), "due")
    if not redacted:
        context.tell_confidential(found)
    every, today = session.book.log.actions, session.counted_from
    if form == "json":
        _print_json(session, found)
    elif found or form != "table":
        table = views.tabulate_overdue(
            found, every, today, context.days(session, form), redacted=redacted
        )
        context.print_table(table, form)
    if not found:
        context.note(f"{_nothing(opened)} is overdue.")
    context.finish(opened, redacted=redacted)


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

    context.one_of(form, "--format", ("text", "json"))
    session = context.load_session(meetings, as_at)  # all that is on file
    found = context.find_action(session.book, what)
    if found is not None:
        found = on_day(session.book.log, found, session.counted_from)
        keys = () if form == "json" else (*found.follows, *found.becomes)
        linked = [session.book.log.by_key.get(key) for key in keys]
        context.tell_confidential_life([found, *filter(None, linked)])
        if form == "json":
            _print_json(session, [found])
        else:
            context.say(
                _shown(
                    details.action_life(session.book, found, session.counted_from, context.width())
                )
            )
    else:
        meeting = _meeting_or_nearest(session, what)
        if form == "json":
            raise context.UsageError("A meeting is shown as text alone: leave --format out.")
        _print_meeting(session, meeting)
    context.finish(session)


def _print_meeting(session: Session, meeting: Meeting) -> None:
    from scrutiny_cli.publish.meeting_text import meeting_lines  # noqa: PLC0415

    context.tell_confidential_meeting(meeting, _spoken_of(session.book, meeting))
    context.say(_shown(meeting_lines(session.book, meeting, context.width())))


def _spoken_of(book: MinuteBook, meeting: Meeting) -> list[Action]:
    """Give the actions that a meeting raises, brings forward or reports on."""
    keys = {one.key for one in book.log.reports if one.meeting.name == meeting.name}
    return [one for one in book.log.actions if one.meeting == meeting.name or one.key in keys]


def _shown(text: str) -> str:
    from scrutiny_cli.output.text import clean  # noqa: PLC0415

    return "\n".join(map(clean, text.split("\n")))


def _meeting_or_nearest(session: Session, what: str) -> Meeting:
    found = context.find_meeting(session, what)
    if found is None:
        near = context.nearest(session.book, what)
        context.refuse_unknown(session, f"There is no action and no meeting “{what}”. {near}")
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
    from scrutiny_cli.actionlog.query import carried_into, group_actions  # noqa: PLC0415
    from scrutiny_cli.output import views  # noqa: PLC0415

    form = context.chosen(form, excel=excel)
    session = context.load_session(meetings, as_at)
    redacted = context.is_redacted(form, internal=internal)
    named = calendar(session.book.meetings).coming(session.counted_from)
    if meeting is not None:
        named = context.meeting_named(session, meeting)
    if redacted:
        found = _public_matters(session, named)
    else:
        found = carried_into(session.book, named, session.as_at)
        context.tell_confidential(found)
    groups, today = group_actions(found, "meeting") or [("", [])], session.counted_from
    if form == "json":
        _print_json(session, found)
    elif found or form != "table":
        table = views.tabulate_matters_arising(
            groups, today, context.days(session, form), redacted=redacted
        )
        context.print_table(table, form)
    if not found:
        context.note(f"{_nothing(session)} is open from earlier meetings.{_brought(named)}")
    context.finish(session, redacted=redacted)


def _public_matters(session: Session, meeting: Meeting | None) -> tuple[Action, ...]:
    """Give what a meeting must go through as everybody may know it.

    What a confidential report closed is open there. Of withheld actions it has those which the
    meetings of earlier days left open.
    """
    from datetime import timedelta  # noqa: PLC0415

    from scrutiny_cli.actionlog.query import carried_into, matters_day  # noqa: PLC0415
    from scrutiny_cli.actionlog.redact import public  # noqa: PLC0415

    known = context.kept(public(session.book))
    found = [one for one in carried_into(known, meeting, session.as_at) if one.confidential is None]
    day = matters_day(meeting, session.as_at)
    if meeting is not None and day == meeting.date:
        day -= timedelta(days=1)
    stubs = context.kept(public(session.book, as_at=day)).log.actions
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
    from scrutiny_cli.actionlog.query import summarize_meetings  # noqa: PLC0415
    from scrutiny_cli.output import views  # noqa: PLC0415

    form = context.chosen(form, excel=excel)
    redacted = context.is_redacted(form, internal=internal)
    opened = context.read_log(meetings, as_at, redacted=redacted)
    session = context.for_readers(opened, form, internal=internal)
    agreed = approvals(session.book, session.counted_from)
    rows = summarize_meetings(session.book, agreed, session.counted_from)
    if not redacted:
        context.tell_confidential_rows(
            sum(one.meeting.body.confidential is not None for one in rows)
        )
    table = views.tabulate_meetings(rows, context.days(session, form), redacted=redacted)
    context.print_table(table, form, "meetings")
    context.finish(opened, redacted=redacted)


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

    form = context.chosen(form, excel=excel)
    redacted = context.is_redacted(form, internal=internal)
    opened = context.read_log(meetings, as_at, redacted=redacted)
    session = context.for_readers(opened, form, internal=internal)
    known = None if redacted else context.public_book(opened)
    table = views.tabulate_people(session.book, session.counted_from, known)
    if known is not None:
        context.tell_confidential_rows(views.unknown_to(session.book, known))
    context.print_table(table, form, "people")
    context.finish(opened, redacted=redacted)
