"""The command `import`: past minutes and action trackers become meeting files."""

from __future__ import annotations

from typing import Annotated

import typer

from scrutiny_cli.cli.errors import ExitCode, UsageError
from scrutiny_cli.cli.import_report import note_next_steps, print_report, show_written
from scrutiny_cli.cli.import_run import TypedImport, run_import
from scrutiny_cli.cli.options import Diff, DryRun, Folder, choice_option, number_option
from scrutiny_cli.importing.import_records import Batch

_Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE...",
        show_default=False,
        help="Minutes (.docx, .pdf, .html, .md or .txt), or an action tracker (.xlsx or .csv).",
    ),
]
_Day = Annotated[
    str | None,
    typer.Option(
        "--date",
        metavar="DATE",
        help="The day of the meeting, or the day on which the tracker was right. For one FILE.",
    ),
]
_Name = Annotated[
    str | None,
    typer.Option(
        "--name",
        metavar="NAME",
        help="The name of the meeting where its day is not enough, for example 2024-11-06-egm. "
        "For one FILE.",
    ),
]
_One = Annotated[
    bool, typer.Option("--one", help="The FILE is one meeting, although it has several days.")
]
_Sheets = Annotated[
    list[str] | None,
    typer.Option("--sheet", metavar="NAME", help="Read only this sheet of a workbook. Repeatable."),
]
_Header = Annotated[
    int | None,
    number_option(
        "--header", "ROW", "The row of the headings, as the spreadsheet numbers it.", least=1
    ),
]
_Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="COLUMN=FIELD",
        help="What a column contains, by its heading or letter. FIELD is ref, action, owner, due, "
        "revised, status, update, raised, closed, from, links or ignore. Repeatable.",
    ),
]
_Statuses = Annotated[
    list[str] | None,
    typer.Option(
        "--status",
        metavar="WORDS=STATUS",
        help="What a word of the tracker means, for example Blue=completed. Repeatable.",
    ),
]
_Lapse = Annotated[
    bool,
    typer.Option(
        "--lapse-unlisted",
        help="Record the open actions that the tracker does not list as lapsed.",
    ),
]
_Yes = Annotated[bool, typer.Option("--yes", "-y", help="Write without asking first.")]
_DayFirst = Annotated[
    bool, typer.Option("--day-first", help="Dates such as 05/06/25 have the day first.")
]
_MonthFirst = Annotated[
    bool, typer.Option("--month-first", help="Dates such as 05/06/25 have the month first.")
]
_KeepGoing = Annotated[
    bool,
    typer.Option("--keep-going", help="Write the others where some FILEs are refused."),
]
_Print = Annotated[
    bool,
    typer.Option(
        "--print", help="Print the text of the new file, and write nothing. For one FILE."
    ),
]
_Format = Annotated[
    str, choice_option("--format", ("text", "json"), metavar="FORMAT", text="How to report")
]
_ExitCode = Annotated[bool, typer.Option("--exit-code", help="Exit with 5 if anything is unsure.")]


def import_old_files(
    files: _Files,
    *,
    day: _Day = None,
    name: _Name = None,
    one: _One = False,
    sheet: _Sheets = None,
    header: _Header = None,
    map_: _Columns = None,
    status: _Statuses = None,
    day_first: _DayFirst = False,
    month_first: _MonthFirst = False,
    lapse_unlisted: _Lapse = False,
    keep_going: _KeepGoing = False,
    dry_run: DryRun = False,
    diff: Diff = False,
    print_: _Print = False,
    format_: _Format = "text",
    exit_code: _ExitCode = False,
    yes: _Yes = False,
    meetings: Folder = None,
) -> None:
    """Make meeting files of past minutes and action trackers.

    No word is dropped. What is unsure has a comment in the file, and a line in the report.
    No file that exists is changed.

    \b
    scrutiny import minutes-2015-04-30.docx --dry-run
    scrutiny import old/*.docx old/tracker.xlsx
    scrutiny import minutes.pdf --date 30.04.15
    """
    _refuse_for_several(files, {"--date": day, "--name": name, "--print": print_ or None})
    if day_first and month_first:
        raise UsageError("Type --day-first or --month-first, not both.")
    is_trial = dry_run or print_
    run = run_import(
        TypedImport(
            files, meetings, day, name, one, tuple(sheet or ()), header, tuple(map_ or ()),
            tuple(status or ()), month_first if day_first or month_first else None,
            lapse_unlisted, keep_going, is_trial, yes or is_trial,
        )
    )  # fmt: skip
    print_report(run, is_json=format_ == "json", prints_text=print_)
    if run.may_write and not print_:
        show_written(run.batch, diff=diff)
    note_next_steps(run, dry_run=is_trial)
    raise typer.Exit(_choose_exit_code(run.batch, exit_code=exit_code))


def _refuse_for_several(files: list[str], options: dict[str, object]) -> None:
    for flag, value in options.items():
        if value is not None and len(files) > 1:
            raise UsageError(f"{flag} is for one FILE. Import the others without it.")


def _choose_exit_code(batch: Batch, *, exit_code: bool) -> int:
    if batch.refused:
        return ExitCode.REFUSED
    return ExitCode.ROWS_FOUND if exit_code and batch.has_doubts else 0
