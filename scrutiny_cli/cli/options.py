"""The options that several commands take, and how an option takes one of some values."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated

import typer

from scrutiny_cli.cli.command_line.text_command import remove_mark
from scrutiny_cli.cli.completion import (
    complete_from,
    complete_meeting,
    complete_owner,
    complete_ref,
    complete_status,
)
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.option_values import get_option_value
from scrutiny_cli.output.formats import FILE_FORMATS, FORMATS


def choice_option(
    flag: str, choices: Iterable[str], *, metavar: str, text: str, suffix: str = ""
) -> object:
    """Return an option that takes one of some values, which a shell completes.

    The help is the `text`, the values and the `suffix`.
    """
    known = tuple(choices)
    listed = f"{', '.join(known[:-1])} or {known[-1]}"

    def parse_choice(typed: str) -> str:
        if typed not in known:
            example = get_option_value(flag, metavar).example
            raise UsageError(
                f"{flag} takes {listed}, not “{remove_mark(typed)}”. "
                f"For example: {flag} {example if example in known else known[-1]}"
            )
        return typed

    return typer.Option(
        flag,
        metavar=metavar,
        parser=parse_choice,
        autocompletion=complete_from(known),
        help=f"{text}: {listed}{suffix}.",
    )


def number_option(flag: str, metavar: str, text: str, *, least: int) -> object:
    """Return an option that takes a whole number from `least` on."""

    def parse_number(typed: str) -> int:
        words = remove_mark(typed).strip()
        if not re.fullmatch(r"\d{1,9}", words, re.ASCII) or int(words) < least:
            noun, example = get_option_value(flag, metavar)
            raise UsageError(
                f"{flag}: “{words}” is not {noun}. Type it in digits, for example {flag} {example}"
            )
        return int(words)

    return typer.Option(flag, metavar=metavar, parser=parse_number, help=text)


# Functions that complete a word of the log, by the word that the help has for it.
_COMPLETERS = {
    "LABEL": complete_owner,
    "MEETING": complete_meeting,
    "REF": complete_ref,
    "WORDS": complete_status,
}


def word_option(metavar: str, text: str, *flags: str) -> object:
    """Return an option that takes a word of the log, which a shell completes."""
    return typer.Option(*flags, metavar=metavar, help=text, autocompletion=_COMPLETERS[metavar])


def meeting_argument(text: str) -> object:
    """Return an argument that takes a meeting, which a shell completes, or nothing."""
    return typer.Argument(
        metavar="MEETING", autocompletion=complete_meeting, show_default=False, help=text
    )


def format_option(formats: Iterable[str], suffix: str = "") -> object:
    """Return the option --format of a command that prints in some formats."""
    return choice_option("--format", formats, metavar="FORMAT", text="How to print", suffix=suffix)


_FOLDER = "The folder of the meetings; by default meetings/ here or in the nearest folder above"
_FOLDER_VARIABLE = "SCRUTINY_MEETINGS can name it, too."
Folder = Annotated[
    list[str] | None,  # so that one that is given twice is not dropped in silence
    typer.Option(
        "--meetings",
        "-m",
        path_type=str,  # a Path would take an empty word for the working directory
        metavar="DIR",
        # The variable is read in `find_folder`: here it would be cut into words.
        help=f"{_FOLDER}. {_FOLDER_VARIABLE}",
    ),
]
Folders = Annotated[
    list[str] | None,
    typer.Option(
        "--meetings",
        "-m",
        path_type=str,
        metavar="DIR",
        help=f"{_FOLDER}. {_FOLDER_VARIABLE} Repeat it for several boards.",
    ),
]
Boards = Annotated[
    list[str] | None,
    typer.Option(
        "--boards",
        path_type=str,
        metavar="DIR",
        help="Take all boards in DIR: every folder below it that has meetings. "
        "SCRUTINY_BOARDS can name DIR, too.",
    ),
]
AsAt = Annotated[
    str | None,
    typer.Option(
        "--as-at",
        metavar="DATE",
        help="Show the log as at the end of DATE, past or future; by default today.",
    ),
]
Format = Annotated[
    str | None,
    format_option(FORMATS, "; by default table on a terminal, otherwise plain"),
]
FileFormat = Annotated[
    str | None,
    format_option(FILE_FORMATS, "; by default table on a terminal, otherwise plain"),
]
ListFile = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="The file to write instead of printing; its ending may give the format. "
        "xlsx needs it.",
    ),
]
Excel = Annotated[
    bool,
    typer.Option(
        "--excel",
        help="Start the CSV with a byte order mark, so that Excel reads it as UTF-8.",
    ),
]
Internal = Annotated[
    bool,
    typer.Option(
        "--internal", help="With --format md: include confidential entries, marked as such."
    ),
]
OwnersWanted = Annotated[
    list[str] | None,
    word_option(
        "LABEL",
        "Only actions of this owner; none for those without an owner. Repeatable.",
        "--owner",
    ),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", "-n", help="Show what would be written; write nothing.")
]
Diff = Annotated[
    bool,
    typer.Option("--diff", help="Show the change as a unified diff, with removed and added lines."),
]
Ref = Annotated[
    str,
    typer.Argument(
        metavar="REF",
        autocompletion=complete_ref,
        help="The number or key of the action, for example 37/15.",
    ),
]
MeetingNamed = Annotated[
    str | None,
    meeting_argument(
        "The date or name of the meeting; by default the next one, otherwise the latest."
    ),
]
# Of a command that takes minutes; it has the same default as `find_minuted`.
MinutedNamed = Annotated[
    str | None,
    meeting_argument(
        "The date or name of the meeting; by default the one of today, otherwise the latest "
        "regular one held, if it is at most 14 days past."
    ),
]
At = Annotated[
    str | None,
    word_option(
        "MEETING",
        "The meeting whose file is written to: its date or name, last or next. By default the "
        "next meeting that has a file, otherwise the latest if it is at most 14 days past.",
        "--at",
        "-a",
    ),
]
ItemAt = Annotated[
    str | None,
    word_option(
        "MEETING",
        "The meeting whose file is written to: its date or name, last or next. By default the "
        "next meeting that has a file; with --text that of today, otherwise the latest regular "
        "one held, if it is at most 14 days past.",
        "--at",
        "-a",
    ),
]
MinutedAt = Annotated[
    str | None,
    word_option(
        "MEETING",
        "The meeting whose file is written to: its date or name, last or next. By default that of "
        "today, otherwise the latest regular one held, if it is at most 14 days past.",
        "--at",
        "-a",
    ),
]
Note = Annotated[
    str | None,
    typer.Option("--note", "-t", metavar="TEXT", help="What was reported, in words."),
]
ReplaceUpdate = Annotated[
    bool,
    typer.Option("--replace", help="Replace the action's update of the same day."),
]
AddUpdate = Annotated[
    bool,
    typer.Option("--add", help="Add a further update, even if there is one of the same day."),
]
Nth = Annotated[
    int | None,
    number_option(
        "--nth",
        "N",
        "With --replace: which of the action's updates at the meeting to replace; 1 is the first.",
        least=1,
    ),
]
NthAt = Annotated[
    int | None,
    typer.Option(
        "--nth",
        metavar="N",
        help="With --at: which of the action's updates, if there are several; 1 is the first.",
    ),
]
On = Annotated[
    str | None,
    typer.Option(
        "--on",
        metavar="DATE",
        help="The day it happened, if it was between meetings; none for no day.",
    ),
]
ItemNamed = Annotated[
    str | None,
    typer.Option(
        "--item",
        metavar="N|TITLE",
        help="The item to put it under; by default Any other business, otherwise the last.",
    ),
]
Reason = Annotated[
    str | None,
    typer.Option("--reason", metavar="TEXT", help="Why it is confidential, for example s.40 FOIA."),
]
