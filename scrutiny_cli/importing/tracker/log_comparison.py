"""A tracker beside the log of the minutes: what is new in it, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.importing.blocks import Use, UseKind
from scrutiny_cli.importing.imported_meeting import (
    ImportedEntry,
    ImportedMeeting,
    ReportedStatus,
    Sign,
)
from scrutiny_cli.importing.link import EntryKind, LinkedEntry, link_entries
from scrutiny_cli.importing.linked_meeting import list_wordings
from scrutiny_cli.importing.recognise.report_maker import join_notes
from scrutiny_cli.importing.similar_actions import list_missing_words, read_owner_labels
from scrutiny_cli.importing.tracker.tracker_meeting import RecognisedTracker
from scrutiny_cli.minutes.dates.date_reader import BadDate, read_due
from scrutiny_cli.minutes.model import Due
from scrutiny_cli.minutes.source import normalize_ref
from scrutiny_cli.minutes.statuses import StatusVocabulary

_LAPSED = "lapsed"
_IN_LOG = "already in the minutes"
_ABOVE = "already in an earlier row"


class ComparedTracker(NamedTuple):
    """A tracker without what the log has already.

    `unlisted` are the keys of the actions that are open in the log and not in the tracker;
    `repeated` is how many rows say nothing that the log does not.
    """

    found: RecognisedTracker
    unlisted: tuple[str, ...]
    repeated: int


def compare_with_log(
    found: RecognisedTracker, book: MinuteBook, file_name: str, *, lapses: bool = False
) -> ComparedTracker:
    """Return a tracker with only what the log of the minutes before it does not say.

    With `lapses`, the open actions of the log that it does not list get an update.
    """
    linked = link_entries(found.meeting, book)
    kept = [_leave_news(each, book) for each in linked]
    unlisted = _list_unlisted(linked, book)
    entries = [entry for entry in kept if entry is not None]
    if lapses:
        entries += [_lapse_action(action, file_name) for action in unlisted]
    uses = tuple(
        _use_known_words(use, each, new, found, linked)
        for each, new, own in zip(linked, kept, found.entry_uses, strict=True)
        for use in own
    )
    meeting = _replace_entries(found.meeting, tuple(entries))
    meeting = meeting._replace(uses=(*found.other_uses, *uses))
    return ComparedTracker(
        found._replace(meeting=meeting),
        tuple(action.key for action in unlisted),
        sum(new is None for new in kept),
    )


def _replace_entries(
    meeting: ImportedMeeting, entries: tuple[ImportedEntry, ...]
) -> ImportedMeeting:
    (item,) = meeting.items
    return meeting._replace(items=(item._replace(entries=entries),))


# What the log does not say


def _leave_news(linked: LinkedEntry, book: MinuteBook) -> ImportedEntry | None:
    """Return an entry with what the log does not have; None where it has all of it."""
    entry, action = linked.entry, linked.action
    if linked.kind is not EntryKind.UPDATE:
        return entry
    if action is None:
        return _add_note(entry, [*_describe_links(entry, ()), *_describe_origin(entry)])
    due = None if _is_known_due(entry.due, action) else entry.due
    reports = [_leave_new_report(report, action, book) for report in entry.reports]
    has_news = due is not None or any(report is not None for report in reports)
    has_news = has_news or _has_other_owner(entry.owner, action, book)
    has_words = bool(list_missing_words(entry.words, list_wordings(action)))
    links = _describe_links(entry, action.entry.links)
    if not has_news and not has_words and not links and not linked.doubts:
        return None
    kept = tuple(report for report in reports if report is not None)
    return _add_note(entry._replace(due=due, reports=kept), links)


def _describe_links(entry: ImportedEntry, known: Iterable[str]) -> list[str]:
    """Return the links of an entry as words, because an update has no links."""
    links = [link for link in entry.links if link not in set(map(str, known))]
    return [f"Link: {', '.join(links)}"] if links else []


def _describe_origin(entry: ImportedEntry) -> list[str]:
    return [f"From: {entry.origin}"] if entry.origin is not None else []


def _add_note(entry: ImportedEntry, texts: list[str]) -> ImportedEntry:
    """Return an entry whose first update has more texts in its note."""
    if not texts:
        return entry
    first, *others = entry.reports or (ReportedStatus("", place=entry.places[0]),)
    note = join_notes([first.note, *texts])
    return entry._replace(reports=(first._replace(note=note), *others), links=())


def _leave_new_report(
    report: ReportedStatus, action: Action, book: MinuteBook
) -> ReportedStatus | None:
    """Return a report, without a due date that the log has; None where nothing of it is new."""
    due = None if _is_known_due(report.due, action, is_first=False) else report.due
    known = [event.note for event in action.history if event.note]
    has_words = report.note is not None and bool(list_missing_words(report.note, known))
    has_status = report.status is not None and _has_other_status(report.status, action, book)
    if not has_words and not has_status and due is None and report.becomes is None:
        return None
    return report._replace(due=due)


def _has_other_status(text: str, action: Action, book: MinuteBook) -> bool:
    found = StatusVocabulary(book.series.statuses).find_status(text)
    return found is not action.state.status


def _is_known_due(due: str | None, action: Action, *, is_first: bool = True) -> bool:
    """Whether the log has a due date: as the action's own, or as its first one."""
    if due is None:
        return True
    state = action.state
    read = _read_due(due)
    if read is None:
        return False
    if is_first and read.day is not None and read.day == state.original_due:
        return True
    if state.due is None:
        return False
    return read.day == state.due.day if read.day else read.text == state.due.text


def _read_due(text: str) -> Due | None:
    try:
        return read_due(text)
    except BadDate:
        return None


def _has_other_owner(owner: str | None, action: Action, book: MinuteBook) -> bool:
    if owner is None:
        return False
    known = ", ".join(action.state.owners)
    return read_owner_labels(owner, book) != read_owner_labels(known, book)


# The words of rows that the log has


def _use_known_words(
    use: Use,
    each: LinkedEntry,
    new: ImportedEntry | None,
    found: RecognisedTracker,
    linked: Sequence[LinkedEntry],
) -> Use:
    """Return a use that says so where its words are not written, because they are known."""
    if each.kind is not EntryKind.UPDATE or use.kind is not UseKind.TEXT:
        return use
    text = found.source.blocks[use.block].cells[use.cell or 0].text[use.start : use.end]
    if each.action is None:
        known = [linked[each.repeated or 0].entry.words]
        detail = _ABOVE
    else:
        known = [each.entry.origin or "", *_list_left_out(each.entry, new)]
        detail = _IN_LOG
    if new is None or not list_missing_words(text, known):
        return use._replace(kind=UseKind.IGNORED, detail=detail)
    return use


def _list_left_out(entry: ImportedEntry, new: ImportedEntry | None) -> list[str]:
    """Return the notes of an entry that are not written, because the log has them."""
    written = () if new is None else new.reports
    places = {report.note for report in written}
    notes = [report.note for report in entry.reports if report.note is not None]
    return [note for note in notes if note not in places]


# What the tracker lacks


def _list_unlisted(linked: Iterable[LinkedEntry], book: MinuteBook) -> list[Action]:
    listed = {normalize_ref(each.action.key) for each in linked if each.action is not None}
    return [
        action
        for action in book.log.actions
        if action.is_open and normalize_ref(action.key) not in listed
    ]


def _lapse_action(action: Action, file_name: str) -> ImportedEntry:
    report = ReportedStatus("", status=_LAPSED, note=f"Not listed in {file_name}.")
    place = f"not in {file_name}"
    return ImportedEntry(
        "tracker", "", 0, (place,), ref=action.key, reports=(report,), sign=Sign.EARLIER
    )
