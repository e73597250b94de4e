"""The options that several commands take, and how a shell completes what they name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from scrutiny_cli.cli.session import load_quietly, read_today
from scrutiny_cli.minutes.model import Status
from scrutiny_cli.minutes.problem import RULES
from scrutiny_cli.output.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from scrutiny_cli.actionlog.model import MinuteBook


# Completion in the shells


def _completed(ctx: typer.Context, wanted: Callable[[MinuteBook], Iterable[str]]) -> list[str]:
    try:
        named = ctx.params.get("meetings")
        book = load_quietly(named or None).book
        return sorted(set(wanted(book)))
    except Exception:  # noqa: BLE001  a shell that completes must never show a fault
        return []


def _starting(found: list[str], incomplete: str) -> list[str]:
    return [one for one in found if one.casefold().startswith(incomplete.casefold())]


def complete_ref(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete a ref or key."""
    return _starting(_completed(ctx, lambda book: book.log.by_key), incomplete)


def complete_open_ref(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete the ref or key of an open action."""
    found = _completed(ctx, lambda book: (a.key for a in book.log.actions if a.is_open))
    return _starting(found, incomplete)


def _owners(book: MinuteBook) -> Iterator[str]:
    """Give everyone who is known or owns an action, without those who have left."""
    today = read_today()
    owners = (owner for action in book.log.actions for owner in action.state.owners)
    for label in dict.fromkeys((*book.directory.people, *owners)):
        if not book.directory.has_left(label, today):
            yield label


def complete_owner(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete an owner's label."""
    return _starting(_completed(ctx, _owners), incomplete)


def complete_meeting(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete a meeting's name."""
    return _starting(_completed(ctx, lambda book: (one.name for one in book.meetings)), incomplete)


def complete_status(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete a status: its name, or a word of the board's own that means it."""
    own = _completed(ctx, lambda book: (word for word, _ in book.series.statuses))
    return _starting([*(one.value for one in Status), *own], incomplete)


def complete_rule(incomplete: str) -> list[str]:
    """Complete the name of a rule."""
    return _starting(list(RULES), incomplete)


def complete_from(*values: str) -> Callable[[str], list[str]]:
    """Give what completes one of some values."""

    def complete(incomplete: str) -> list[str]:
        return _starting(list(values), incomplete)

    return complete


# The options


Folder = Annotated[
    list[str] | None,  # so that one that is given twice is not dropped in silence
    typer.Option(
        "--meetings",
        "-m",
        path_type=str,  # a Path would take an empty word for the working directory
        metavar="DIR",
        # The variable is read in `find_folder`: here it would be cut into words.
        help="The folder of meetings; by default the nearest meetings/ from here upwards.  "
        "[env var: SCRUTINY_MEETINGS]",
    ),
]
AsAt = Annotated[
    str | None,
    typer.Option(
        "--as-at",
        metavar="DATE",
        help="The log as it stood, or will stand, at the end of that day.",
    ),
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        autocompletion=complete_from(*FORMATS),
        help="table, plain, json, csv or md.",
    ),
]
Excel = Annotated[bool, typer.Option("--excel", help="Begin CSV with the mark that Excel wants.")]
Internal = Annotated[
    bool,
    typer.Option("--internal", help="With --format md: include what is confidential, and mark it."),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", "-n", help="Show what would be written, and write nothing.")
]
Diff = Annotated[
    bool, typer.Option("--diff", help="Show the change as a unified diff, not the lines alone.")
]
MeetingNamed = Annotated[
    str | None,
    typer.Argument(autocompletion=complete_meeting, show_default=False),
]
At = Annotated[
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

Note = Annotated[
    str | None, typer.Option("--note", "-t", metavar="TEXT", help="What was said of it, in words.")
]

ReplaceUpdate = Annotated[
    bool,
    typer.Option("--replace", help="Put it in the place of the update of the same day."),
]

AddUpdate = Annotated[
    bool, typer.Option("--add", help="Add it although there is an update of the same day.")
]

Nth = Annotated[
    int | None,
    typer.Option(
        "--nth",
        metavar="N",
        help="With --replace: which of the meeting's updates of it, counted from 1.",
    ),
]

On = Annotated[
    str | None,
    typer.Option(
        "--on", metavar="DATE", help="When it happened, if between meetings; none for no day."
    ),
]
