"""The command `actions`: list the action log."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Annotated, NamedTuple

import typer

from scrutiny_cli.actionlog.model import Action
from scrutiny_cli.actionlog.query import Filter, group_actions
from scrutiny_cli.cli.confidential import is_redacted, redact_session, warn_confidential_actions
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.file_errors import finish_reading
from scrutiny_cli.cli.listing import (
    check_choice,
    print_actions,
    print_table,
    resolve_format,
    select_actions,
)
from scrutiny_cli.cli.lookup import find_owners, find_status, require_meeting
from scrutiny_cli.cli.options import (
    AsAt,
    Excel,
    Folder,
    Format,
    Internal,
    complete_from,
    complete_meeting,
    complete_owner,
    complete_status,
)
from scrutiny_cli.cli.session import Session, read_log
from scrutiny_cli.output import views
from scrutiny_cli.output.formats import TableFormat

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


def list_actions(  # noqa: PLR0913  each is an option that a person may type
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
    table_format = resolve_format(form, excel=excel)
    order, group = check_choice(sort, "--sort", _ORDERS), _group(by)
    _refuse_apart(
        open=open_, closed=closed, overdue=overdue, due_within=due_within is not None,
        no_date=no_date,
    )  # fmt: skip
    redacted = is_redacted(table_format, internal=internal)
    opened = read_log(meetings, as_at, redacted=redacted)
    session = redact_session(opened, table_format, internal=internal)
    wish = Filter(
        open=open_, closed=closed, overdue=overdue, due_within=due_within, no_date=no_date,
        statuses=tuple(find_status(session, words) for words in status or ()),
        owners=find_owners(session.book, owner or ()),
        meetings=_named(session, raised_in or ()), search=tuple(search or ()),
    )  # fmt: skip
    found = select_actions(session, wish, order, redacted=redacted)
    _print_actions(session, found, table_format, _Shown(group, wish.owners, counts, redacted))
    finish_reading(opened, rows=exit_code and bool(found), redacted=redacted)


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
            raise UsageError(message)


def _named(session: Session, meetings: Iterable[str]) -> tuple[str, ...]:
    return tuple(require_meeting(session, one).name for one in meetings)


def _group(by: str | None) -> str | None:
    return None if by is None else check_choice(by, "--by", _GROUPS)


class _Shown(NamedTuple):
    """How actions are listed: in which groups, of which owners, counted, redacted."""

    group: str | None
    owners: tuple[str, ...]
    counts: bool
    redacted: bool


def _print_actions(
    session: Session, found: tuple[Action, ...], table_format: TableFormat, shown: _Shown
) -> None:
    today, group = session.counted_from, shown.group
    apart = shown.redacted and group == "owner"
    withheld = [one for one in found if apart and one.confidential is not None]
    others = (one for one in found if not apart or one.confidential is None)
    groups = group_actions(others, group, shown.owners)
    groups += [(views.WITHHELD, withheld)] if withheld else []
    if shown.counts:
        table = views.tabulate_counts(groups or [(None, [])], today, group)
        print_table(table, table_format)
        return
    if not shown.redacted:
        warn_confidential_actions(found)
    tabulate = partial(views.tabulate_actions, groups)
    print_actions(session, found, table_format, tabulate, redacted=shown.redacted)
