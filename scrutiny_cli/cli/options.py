"""The options that several commands take, and how an option takes one of some values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from scrutiny_cli.cli.completion import (
    complete_from,
    complete_meeting,
    complete_owner,
    complete_ref,
    complete_status,
)
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.text_command import remove_mark
from scrutiny_cli.output.formats import FORMATS

_NO_CHOICE = "{flag} takes one of {choices}, and not “{typed}”."
_NO_FORMAT = "There is no format “{typed}”: choose one of {choices}."


def choice_option(
    flag: str, choices: Iterable[str], *, metavar: str, text: str = "", refusal: str = _NO_CHOICE
) -> object:
    """Return an option that takes one of some values, which a shell completes.

    Without a `text` the help lists the values. `refusal` is the message for any other value.
    """
    known = tuple(choices)

    def parse_choice(typed: str) -> str:
        if typed not in known:
            choices, typed = ", ".join(known), remove_mark(typed)
            raise UsageError(refusal.format(flag=flag, choices=choices, typed=typed))
        return typed

    return typer.Option(
        flag,
        metavar=metavar,
        parser=parse_choice,
        autocompletion=complete_from(known),
        help=text or f"{', '.join(known[:-1])} or {known[-1]}.",
    )


# From what a shell completes a word of the log, by what the help calls it.
_COMPLETERS = {
    "LABEL": complete_owner,
    "MEETING": complete_meeting,
    "REF": complete_ref,
    "WORDS": complete_status,
}


def word_option(metavar: str, text: str, *flags: str) -> object:
    """Return an option that takes a word of the log, which a shell completes."""
    return typer.Option(*flags, metavar=metavar, help=text, autocompletion=_COMPLETERS[metavar])


def format_option(formats: Iterable[str]) -> object:
    """Return the option --format of a command that prints listings in some formats."""
    return choice_option("--format", formats, metavar="FORMAT", refusal=_NO_FORMAT)


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
Folders = Annotated[
    list[str] | None,
    typer.Option(
        "--meetings",
        "-m",
        path_type=str,
        metavar="DIR",
        help="The folder of meetings; by default the nearest meetings/ from here upwards. "
        "Repeatable: several boards.  [env var: SCRUTINY_MEETINGS]",
    ),
]
Boards = Annotated[
    list[str] | None,
    typer.Option(
        "--boards",
        path_type=str,
        metavar="DIR",
        help="All boards below DIR: every folder there that holds meetings.  "
        "[env var: SCRUTINY_BOARDS]",
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
Format = Annotated[str | None, format_option(FORMATS)]
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
    word_option(
        "MEETING",
        "The meeting that is written to, or last, or next; by default the first one from "
        "today on, otherwise the latest, unless it is more than 14 days past.",
        "--at",
        "-a",
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
