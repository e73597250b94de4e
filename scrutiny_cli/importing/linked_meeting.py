"""A meeting with its entries as actions and updates, after each was linked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.importing.blocks import Doubt
from scrutiny_cli.importing.imported_meeting import (
    ImportedEntry,
    ImportedItem,
    ImportedMeeting,
    MinutesParagraph,
    NewAction,
    NewUpdate,
    ReportedStatus,
)
from scrutiny_cli.importing.link import EntryKind, LinkedEntry, link_entries
from scrutiny_cli.importing.similar_actions import list_missing_words, read_owner_labels
from scrutiny_cli.minutes.dates.date_reader import BadDate, read_due
from scrutiny_cli.minutes.source import normalize_ref
from scrutiny_cli.minutes.yaml_text import shorten_about

# The rule that finds the rows of a tracker, which were compared with the log before.
_TRACKER = "tracker"
_NOT_EARLIER = "(not in earlier files)"


class LinkedMeeting(NamedTuple):
    """A meeting whose items have actions and updates instead of entries.

    `known` are the texts of the log that need not be written again.
    """

    meeting: ImportedMeeting
    known: tuple[str, ...] = ()


class _EntryTarget(NamedTuple):
    """What the updates of an entry name: a ref or key, and the words for `about`."""

    ref: str
    about: str | None
    action: Action | None


def link_meeting(meeting: ImportedMeeting, book: MinuteBook) -> LinkedMeeting:
    """Return a meeting with the actions and updates that its entries are.

    The book has the files of earlier days only.
    """
    linked = link_entries(meeting, book)
    targets = _name_targets(meeting.name, linked)
    building = _Building(meeting.head.day, book, linked, targets)
    root = building.build_item(meeting.root_item)
    items = tuple(building.build_item(item) for item in meeting.items)
    new = meeting._replace(
        root_item=root,
        items=items,
        brought_forward=(*meeting.brought_forward, *building.brought_forward),
    )
    return LinkedMeeting(new, tuple(_list_known(linked)))


def _name_targets(name: str, linked: Sequence[LinkedEntry]) -> list[_EntryTarget]:
    """Return what the updates of each entry name; keys count what is raised or brought."""
    targets: list[_EntryTarget] = []
    counts = {EntryKind.RAISED: 0, EntryKind.BROUGHT_FORWARD: 0}
    for found in linked:
        if found.action is not None:
            targets.append(_name_action(found.action))
        elif found.repeated is not None:
            targets.append(targets[found.repeated])
        else:
            counts[found.kind] += 1
            letter = "b" if found.kind is EntryKind.BROUGHT_FORWARD else ""
            key = f"{name}#{letter}{counts[found.kind]}"
            targets.append(_name_new(found.entry, key))
    return targets


def _name_action(action: Action) -> _EntryTarget:
    is_key = action.key == action.place_key
    about = shorten_about(action.state.words) if is_key and action.state.words else None
    return _EntryTarget(action.key, about, action)


def _name_new(entry: ImportedEntry, key: str) -> _EntryTarget:
    if entry.ref is not None:
        return _EntryTarget(entry.ref, None, None)
    return _EntryTarget(key, shorten_about(entry.words) if entry.words else None, None)


def _list_known(linked: Sequence[LinkedEntry]) -> Iterator[str]:
    """Yield what the log, or an entry of the same number before, has of each entry."""
    for found in linked:
        if found.action is not None:
            yield from _list_known_texts(found.action)
        elif found.repeated is not None:
            yield from _list_first_texts(linked[found.repeated].entry)


def _list_first_texts(entry: ImportedEntry) -> list[str]:
    return [entry.words, entry.origin or "", *entry.links]


def _list_known_texts(action: Action) -> list[str]:
    """Return what the log has of an action, as far as a document may have it again."""
    reported = (event.note for event in action.history)
    return [
        *list_wordings(action),
        action.entry.origin or "",
        *action.entry.links,
        *(note for note in reported if note is not None),
    ]


def list_wordings(action: Action) -> list[str]:
    """Return every wording that the log has of an action, the latest first."""
    wordings = [event.state.words for event in reversed(action.history)]
    return list(dict.fromkeys(words for words in wordings if words))


@dataclass(slots=True)
class _Building:
    """The tree of items, rebuilt in the order in which the entries were linked."""

    day: date
    book: MinuteBook
    linked: Sequence[LinkedEntry]
    targets: Sequence[_EntryTarget]
    place: int = 0
    brought_forward: list[NewAction] = field(default_factory=list)

    def build_item(self, item: ImportedItem, reason: str | None = None) -> ImportedItem:
        """Return an item whose entries are actions and updates.

        `reason` is why an item around it is confidential. What is brought forward leaves its
        item, and takes the reason with it.
        """
        reason = item.confidential or reason
        actions: list[NewAction] = []
        updates: list[NewUpdate] = []
        kept: list[MinutesParagraph] = []
        for _ in item.entries:
            found, target = self.linked[self.place], self.targets[self.place]
            self.place += 1
            if found.kind is EntryKind.RAISED:
                kept += _keep_asides(found.entry)
                found = found._replace(entry=_drop_asides(found.entry))
                actions.append(NewAction(found.entry, found.doubts, target.ref))
            elif found.kind is EntryKind.BROUGHT_FORWARD:
                self.brought_forward.append(_bring_forward(found, target, reason))
            elif not found.new_words:
                kept += self._keep_words(found)
            updates += self._report_entry(found, target)
        return item._replace(
            entries=(),
            actions=tuple(actions),
            updates=tuple(updates),
            paragraphs=_insert_paragraphs(item.paragraphs, kept),
            items=tuple(self.build_item(below, reason) for below in item.items),
        )

    def _keep_words(self, found: LinkedEntry) -> list[MinutesParagraph]:
        """Return the texts of an entry, as text, that neither the log nor this file has."""
        entry = found.entry
        if found.action is not None:
            known = _list_known_texts(found.action)
        else:
            known = _list_first_texts(self.linked[found.repeated or 0].entry)
        origin = entry.origin if entry.rule != _TRACKER else None
        texts = ((entry.words, *entry.links), (origin or "",))
        return [
            MinutesParagraph(" ".join(filter(None, group)), entry.block)
            for group in texts
            if list_missing_words(" ".join(group), known)
        ]

    def _report_entry(self, found: LinkedEntry, target: _EntryTarget) -> list[NewUpdate]:
        is_update = found.kind is EntryKind.UPDATE
        reports = found.entry.reports or ((ReportedStatus(""),) if is_update else ())
        updates = [self._make_update(found, target, report) for report in reports]
        if is_update:
            updates[-1] = self._add_changes(updates[-1], found)
            updates[0] = updates[0]._replace(
                doubts=(*found.entry.doubts, *found.doubts, *updates[0].doubts)
            )
        return updates

    def _make_update(
        self, found: LinkedEntry, target: _EntryTarget, report: ReportedStatus
    ) -> NewUpdate:
        report = self._check_successor(_check_day(report, self._find_raised(found, target)))
        return NewUpdate(
            found.entry,
            target.ref,
            target.about,
            report.status,
            report.note,
            report.on,
            report.due,
            report.owner,
            found.entry.words if found.new_words else None,
            report.becomes,
            report.doubts,
        )

    def _find_raised(self, found: LinkedEntry, target: _EntryTarget) -> date | None:
        """Return the day on which an action was raised; None where it is not known."""
        if target.action is not None:
            return target.action.raised
        first = found if found.repeated is None else self.linked[found.repeated]
        return self.day if first.kind is EntryKind.RAISED else first.entry.raised

    def _check_successor(self, report: ReportedStatus) -> ReportedStatus:
        """Return a report without the action that replaces it, where this document has none."""
        if report.becomes is None:
            return report
        refs = {
            normalize_ref(found.entry.ref)
            for found in self.linked
            if found.entry.ref is not None and found.kind is EntryKind.RAISED
        }
        if all(normalize_ref(ref) in refs for ref in report.becomes.split(",")):
            return report
        return report._replace(becomes=None, note=report.note or report.words)

    def _add_changes(self, update: NewUpdate, found: LinkedEntry) -> NewUpdate:
        """Return an update with the due and owner of its entry, where the log has others."""
        entry, action = found.entry, found.action
        if action is None:
            first = self.linked[found.repeated or 0].entry
            due = None if entry.due == first.due else entry.due
            owner = None if entry.owner == first.owner else entry.owner
        else:
            due = None if _is_same_due(entry.due, action) else entry.due
            owner = None if _is_same_owner(entry.owner, action, self.book) else entry.owner
        return update._replace(due=update.due or due, owner=update.owner or owner)


def _keep_asides(entry: ImportedEntry) -> list[MinutesParagraph]:
    """Return the other columns of a new action as text: they report nothing of it."""
    subject = entry.ref or shorten_about(entry.words)
    return [
        MinutesParagraph(f"{subject} – {report.note}".removeprefix(" – "), entry.block)
        for report in entry.reports
        if report.is_aside
    ]


def _drop_asides(entry: ImportedEntry) -> ImportedEntry:
    kept = tuple(report for report in entry.reports if not report.is_aside)
    return entry._replace(reports=kept)


def _bring_forward(found: LinkedEntry, target: _EntryTarget, reason: str | None) -> NewAction:
    entry = found.entry._replace(confidential=found.entry.confidential or reason)
    return NewAction(entry, found.doubts, target.ref, _NOT_EARLIER)


def _insert_paragraphs(
    paragraphs: Sequence[MinutesParagraph], kept: Iterable[MinutesParagraph]
) -> tuple[MinutesParagraph, ...]:
    """Return paragraphs with further ones, in the order of the document's blocks."""
    return tuple(sorted((*paragraphs, *kept), key=lambda paragraph: paragraph.block))


def _is_same_due(due: str | None, action: Action) -> bool:
    if due is None:
        return True
    known = action.state.due
    if known is None:
        return False
    try:
        read = read_due(due)
    except BadDate:
        return False
    return read.day == known.day if read.day or known.day else read.text == known.text


def _is_same_owner(owner: str | None, action: Action, book: MinuteBook) -> bool:
    if owner is None:
        return True
    known = ", ".join(action.state.owners)
    return read_owner_labels(owner, book) == read_owner_labels(known, book)


def _check_day(report: ReportedStatus, raised: date | None) -> ReportedStatus:
    """Return a report whose day is in its note where it is before the action was raised."""
    if report.on is None or raised is None or report.on >= raised:
        return report
    doubt = Doubt("on-outside", f"{report.on.isoformat()} is before the action was raised")
    note = report.words or report.note
    return report._replace(on=None, note=note, doubts=(*report.doubts, doubt))
