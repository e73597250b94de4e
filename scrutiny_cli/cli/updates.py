"""The updates of actions that `update` and `close` record."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.cli import targets
from scrutiny_cli.cli.arguments import read_due_words, read_line, read_owners, read_refs, read_text
from scrutiny_cli.cli.confidential import count_confidential, warn_confidential
from scrutiny_cli.cli.console import print_data, print_note
from scrutiny_cli.cli.edits import Edit, Manner, note_dues, run_edit
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.lookup import find_status
from scrutiny_cli.cli.meetings_folder import FolderNames
from scrutiny_cli.cli.session import Session
from scrutiny_cli.cli.targets import day_written
from scrutiny_cli.editing.plan import VerifiedEdit, planned
from scrutiny_cli.editing.update_action import Report
from scrutiny_cli.minutes.model import Due, Meeting


@dataclass(frozen=True, slots=True)
class UpdateArguments:
    """What was typed of an action's fate, as it was typed."""

    status: str | None = None
    note: str | None = None
    due: str | None = None
    owner: list[str] | None = None
    becomes: list[str] | None = None
    on: str | None = None
    replace: bool = False
    add: bool = False
    nth: int | None = None


def refuse_together(said: UpdateArguments) -> None:
    """Refuse options that cannot be typed together."""
    if said.replace and said.add:
        raise UsageError("--replace and --add cannot both be meant: type one of them.")
    if said.nth is not None and not said.replace:
        raise UsageError("--nth chooses the update that is replaced: type --replace, too.")


def plan_report(session: Session, keys: tuple[str, ...], said: UpdateArguments) -> Report:
    """Give what is said of actions, as it is written; the day is left out."""
    if said.nth is not None and len(keys) > 1:
        raise UsageError("--nth chooses among the updates of one action: type one REF.")
    status = _status(session, said.status)
    if status is not None and said.becomes and find_status(session, status).is_open:
        print_note(f"--becomes closes {', '.join(keys)}, in spite of “{status}”.")
    return Report(
        keys,
        status,
        read_text("--note", said.note) if said.note is not None else None,
        read_due_words(session, said.due),
        read_owners(session.book, said.owner) if said.owner else None,
        read_refs(session.book, said.becomes or ()),
        replace=said.replace,
        add=said.add,
        nth=said.nth,
    )


def add_day(session: Session, meeting: Meeting, said: Report, on: str | None) -> Report:
    """Give a report with the day that is written into a meeting's file; `on` is what was typed.

    Without that, an action raised after the day that is written gets none.
    """
    day = day_written(session, meeting, on)
    later = [key for key in said.keys if on is None and _is_raised_after(session, key, day)]
    written = day.isoformat() if day is not None else None
    return replace(said, on=written, without_on=frozenset(later))


def _is_raised_after(session: Session, key: str, day: date | None) -> bool:
    """Whether an action is raised on a day after another, which then cannot be an update's."""
    raised = session.book.log.by_key[key].raised
    return day is not None and raised is not None and raised > day


def _status(session: Session, words: str | None) -> str | None:
    if words is None:
        return None
    settled = read_line("--status", words)
    find_status(session, settled, is_update=True)
    return settled


def record_updates(
    refs: list[str],
    said: UpdateArguments,
    at_: str | None,
    folder: FolderNames,
    manner: Manner,
) -> None:
    """Write updates of the actions named, and say what was recorded."""
    refuse_together(said)
    named = targets.ask_which(folder, at_, said.on)
    report: Report
    before: MinuteBook

    def plan(session: Session) -> Edit:
        nonlocal report, before
        before = session.book
        wanted = plan_report(session, read_refs(session.book, refs), said)
        target = targets.find_target(session, named, targets.typed_on(session, said.on))
        report = add_day(session, target.meeting, wanted, said.on)
        targets.note_held(session, target.meeting, named)
        done = planned(target.book, target.meeting.name, report, session.today)
        return Edit([done], target.draft)

    def tell(done: list[VerifiedEdit]) -> None:
        print_data("".join(f"{key}\n" for key in report.keys))
        _tell_reported(done[0], report.keys)

    done = run_edit(folder, plan, tell, manner)[0]
    note_dues(done, _dues_given(done, report))
    _tell_reopened(before, done, report)
    warn_confidential(count_confidential(done.book.log.by_key[key] for key in report.keys))


def _tell_reported(done: VerifiedEdit, keys: tuple[str, ...]) -> None:
    path, lines = done.old.path, [(key, _line_of(done, key)) for key in keys]
    first = next((line for _, line in lines if line is not None), None)
    if first is None:
        print_note(f"{path} says so of {', '.join(keys)} already; nothing was written.")
        return
    listed = [key if line in {None, first} else f"{key} (line {line})" for key, line in lines]
    print_note(f"{path}:{first}: recorded what became of {', '.join(listed)}.")


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
        print_note(f"Open again: {', '.join(again)}.")
