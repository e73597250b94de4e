"""What `import` prints: the report, the files that were written, and how to go on."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from scrutiny_cli.cli.console import get_wrap_width, print_data, print_note, print_stderr
from scrutiny_cli.cli.editing.edits import show_new_file, show_new_lines
from scrutiny_cli.cli.import_run import ImportRun
from scrutiny_cli.importing.blocks import Doubt
from scrutiny_cli.importing.import_records import Batch, ImportedFile
from scrutiny_cli.importing.imported_meeting import is_confidential
from scrutiny_cli.importing.report import describe_batch
from scrutiny_cli.importing.report_json import render_report_json
from scrutiny_cli.minutes.characters import replace_controls
from scrutiny_cli.output.phrases import format_count


def print_report(run: ImportRun, *, is_json: bool, prints_text: bool) -> None:
    """Print the report on stdout; with `prints_text` the file's text, and the report on stderr."""
    batch, today = run.batch, run.session.today
    if is_json:
        report = render_report_json(batch, today, is_written=run.is_written)
    else:
        stream = sys.stderr if prints_text else sys.stdout
        width = get_wrap_width(stream)
        report = replace_controls(describe_batch(batch, today, width, may_write=run.may_write))
    if not prints_text:
        print_data(report)
        return
    print_stderr(report)
    for file in batch.files:
        print_data(file.written.text)


def show_written(batch: Batch, *, diff: bool) -> None:
    """Show the lines of the new file; of several files only those that are unsure."""
    shows_all = diff or len(batch.files) == 1
    for file in batch.files:
        lines = [] if shows_all else list(_list_unsure_lines(file))
        first = lines[0][0] if lines else 1
        print_note(f"{file.path}:{first}: Imported from {file.source.path}.")
        if shows_all:
            show_new_file(file.path, file.written.text, diff=diff)
        else:
            show_new_lines(file.path, lines)


def _list_unsure_lines(file: ImportedFile) -> Iterator[tuple[int, str]]:
    """Yield the lines of each entry or field with a doubt, and their numbers."""
    lines = file.written.text.split("\n")
    last = 0
    for number, subject in file.written.subjects:
        if isinstance(subject, Doubt):
            end = _find_entry_end(lines, number - 1)
            yield from ((at + 1, lines[at]) for at in range(max(number - 1, last), end))
            last = max(last, end)


def _find_entry_end(lines: list[str], start: int) -> int:
    """Return the place after the last line of what a comment is above."""
    indent = _measure_indent(lines[start])
    at = start
    while lines[at].lstrip().startswith("#"):
        at += 1
    at += 1
    while at < len(lines) and lines[at].strip() and _measure_indent(lines[at]) > indent:
        at += 1
    return at


def _measure_indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


# How to go on


def note_next_steps(run: ImportRun, *, dry_run: bool) -> None:
    """Report what concerns the files as a whole, and the command to type next."""
    batch = run.batch
    for file in batch.files:
        for sentence in file.reading.notes:
            print_note(f"{file.source.path}: {sentence}")
    _note_confidential(batch)
    _note_warnings(batch)
    if batch.refused and not run.may_write:
        print_note(
            "Nothing was written. Type --keep-going to write the others."
            if batch.files
            else "Nothing was written."
        )
    elif dry_run and batch.files:
        print_note(
            "Nothing was written. To write this, type the same without --dry-run or --print."
        )
    elif run.is_written:
        coming = batch.book.index.find_coming(run.session.today)
        print_note(f"Now: scrutiny {'new-meeting' if coming is None else 'carry-forward'}")


def _note_confidential(batch: Batch) -> None:
    paths = [file.path for file in batch.files if is_confidential(file.meeting)]
    if paths:
        print_note(f"Confidential, and marked as such in the file: {', '.join(paths)}.")


def _note_warnings(batch: Batch) -> None:
    rules: dict[str, int] = {}
    for problem in batch.problems:
        rules[problem.rule] = rules.get(problem.rule, 0) + 1
    if rules:
        parts = ", ".join(f"{count} {rule}" for rule, count in sorted(rules.items()))
        print_note(
            f"`scrutiny check` shows {format_count(sum(rules.values()), 'new warning')}: {parts}."
        )
