"""What a page of minutes is made from, and what of it is confidential."""

from __future__ import annotations

from typing import NamedTuple

from scrutiny_cli.actionlog.meetings import MeetingIndex
from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.actionlog.people import Directory, build_directory
from scrutiny_cli.actionlog.traverse import list_updates
from scrutiny_cli.minutes.model import ActionEntry, Meeting, Update
from scrutiny_cli.minutes.source import normalize_ref
from scrutiny_cli.output.document import Block, Paragraph
from scrutiny_cli.output.redaction import describe_confidential
from scrutiny_cli.output.values import FormatDay


class PageContext(NamedTuple):
    """What a page is made from; `actions` are the log's, by each of their names.

    `raised` are those of this meeting, by where they begin in its file.
    `reports` are the actions that the meeting's updates are about, and `reported_forward` those
    that it brought forward and reported on, both by where the (first) update begins.
    """

    book: MinuteBook
    meeting: Meeting
    meeting_index: MeetingIndex
    directory_at_meeting: Directory
    internal: bool
    format_day: FormatDay
    actions: dict[str, Action]
    raised: dict[int, Action]
    reports: dict[int, Action]
    reported_forward: dict[int, ActionEntry]

    def is_hidden(self, confidential: str | None) -> bool:
        """Whether what is marked so is left out of this page."""
        return confidential is not None and not self.internal


def make_page_context(
    book: MinuteBook, meeting: Meeting, days: FormatDay, *, internal: bool
) -> PageContext:
    """Collect what the page of a meeting is made from."""
    until = book.meetings[: book.index.positions[meeting.name] + 1]
    actions: dict[str, Action] = {}
    for action in book.log.actions:
        actions[normalize_ref(action.place_key)] = actions[normalize_ref(action.key)] = action
    reports = {
        report.update.place.start: book.log.by_key[report.key]
        for report in book.log.reports
        if report.meeting.name == meeting.name and report.key in book.log.by_key
    }
    return PageContext(
        book=book,
        meeting=meeting,
        meeting_index=book.index,
        directory_at_meeting=build_directory(book.series, until),
        internal=internal,
        format_day=days,
        actions=actions,
        raised={
            action.entry.place.start: action
            for action in book.log.actions
            if action.meeting == meeting.name
        },
        reports=reports,
        reported_forward=_find_reported_forward(meeting, reports),
    )


def _find_reported_forward(meeting: Meeting, reports: dict[int, Action]) -> dict[int, ActionEntry]:
    """Return what was brought forward and reported on, by where its first update begins."""
    waiting = {
        f"{meeting.name}#b{at}": entry for at, entry in enumerate(meeting.brought_forward, 1)
    }
    found: dict[int, ActionEntry] = {}
    for start in (each.update.place.start for each in list_updates(meeting)):
        raised = waiting.pop(reports[start].place_key, None) if start in reports else None
        if raised is not None:
            found[start] = raised
    return found


def display_label(page: PageContext, label: str) -> str:
    """Return a person's label as it is shown."""
    return page.book.directory.display_label(label)


def format_owners(page: PageContext, entry: ActionEntry | Update) -> str:
    """Return the owners of an entry as they are shown, with their notes."""
    return ", ".join(page.book.directory.owners_shown(entry))


# What is confidential


def list_marks(reason: str | None) -> tuple[Block, ...]:
    """Return the mark of what is confidential on an internal page; None is not."""
    return (
        () if reason is None else (Paragraph(describe_confidential(reason), kind="confidential"),)
    )
