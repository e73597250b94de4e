"""What a change means: two states of the whole log, and what became of the actions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum
from typing import NamedTuple

from scrutiny_cli.actionlog.approvals import find_approvals, find_approved_meeting
from scrutiny_cli.actionlog.cuts import cut_log
from scrutiny_cli.actionlog.matching import find_renamed_meetings, match_actions
from scrutiny_cli.actionlog.model import Action, ActionState, MinuteBook
from scrutiny_cli.actionlog.query import Counts, count_dues
from scrutiny_cli.actionlog.traverse import list_marked_items
from scrutiny_cli.diff.records import Difference, find_differences
from scrutiny_cli.diff.reports import LogSide, MeetingReport
from scrutiny_cli.minutes.model import Meeting, Status
from scrutiny_cli.minutes.source import Span, normalize_ref


class ChangeKind(Enum):
    """What a change means, in the words that people read."""

    MEETING_ADDED = "meeting added"
    MEETING_REMOVED = "meeting removed"
    MEETING_RENAMED = "meeting renamed"
    BROUGHT_FORWARD = "brought forward"
    RAISED = "raised"
    REMOVED = "removed"
    MOVED = "moved"
    RENUMBERED = "renumbered"
    UPDATE_REMOVED = "update removed"
    CLOSED = "closed"
    SUPERSEDED = "superseded"
    REOPENED = "reopened"
    REDATED = "re-dated"
    REASSIGNED = "reassigned"
    REWORDED = "reworded"
    NOT_ANSWERED = "not answered"
    UPDATED = "updated"


class Change(NamedTuple):
    """One change, under the meeting that has it; `key` is "" where the file itself changed.

    `old` and `new` are the action after that meeting in the two states (None: it has none).
    `refs`: what takes its place, what it follows, or what it, or its meeting, was called before.
    `slip`: which of the slips of its date this is. `fields` names what else differs. `raising`:
    it is about how the action was raised, and not about an update.
    """

    kind: ChangeKind
    meeting: str
    place: Span
    key: str = ""
    old: ActionState | None = None
    new: ActionState | None = None
    status_text: str | None = None
    note: str | None = None
    refs: tuple[str, ...] = ()
    slip: int | None = None
    fields: tuple[str, ...] = ()
    raising: bool = False
    confidential: bool = False

    @property
    def action(self) -> str | None:
        """The words of the action after the change, or before it was removed."""
        state = self.new or self.old
        return None if state is None else state.words


class AgreedMinutesChange(NamedTuple):
    """Minutes that were agreed and have changed: who agreed them, where, and the corrections.

    `secret` are those of the corrections that are confidential.
    """

    meeting: str
    agreed_by: str
    differences: tuple[Difference, ...]
    corrections: tuple[str, ...]
    secret: frozenset[str] = frozenset()


class Comparison(NamedTuple):
    """All changes in the order of the meetings, agreed minutes apart, and counts of both states.

    `others` names the meetings that changed without changing an action.
    """

    changes: tuple[Change, ...]
    agreed: tuple[AgreedMinutesChange, ...]
    before: Counts
    after: Counts
    others: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not self.changes and not self.agreed

    @property
    def confidential_count(self) -> int:
        """The number of changes, differences and corrections that are confidential."""
        count = sum(change.confidential for change in self.changes)
        for agreed in self.agreed:
            count += sum(found.confidential for found in agreed.differences) + bool(agreed.secret)
        return count


def compare_books(before: MinuteBook, after: MinuteBook, today: date) -> Comparison:
    """Compare two states of the log; overdue is counted from today.

    Order, quoting, indentation and comments make no difference, nor does the place of an action.
    """
    renamed = find_renamed_meetings(before.meetings, after.meetings)
    found = [*_compare_files(before, after, renamed), *_compare_logs(before, after, renamed)]
    changes = _sort_changes(found, before, after)
    agreed = tuple(_compare_agreed(before, after, renamed, today))
    named = {change.meeting for change in changes} | {change.meeting for change in agreed}
    return Comparison(
        changes=changes,
        agreed=agreed,
        before=_count_open_actions(before, today),
        after=_count_open_actions(after, today),
        others=tuple(_find_other_changes(before, after, named)),
    )


def _count_open_actions(book: MinuteBook, today: date) -> Counts:
    """Count what is open on a day."""
    dues = (action.state.due for action in cut_log(book.log, today).actions if action.is_open)
    return count_dues((None if due is None else due.day for due in dues), today)


def _sort_changes(found: list[Change], before: MinuteBook, after: MinuteBook) -> tuple[Change, ...]:
    """Sort changes by meeting, those of a meeting by place; changes of a file itself come first."""
    days = {meeting.name: meeting.date for book in (before, after) for meeting in book.meetings}

    def find_position(change: Change) -> tuple[date, str, int]:
        start = change.place.start if change.key else -1
        return days[change.meeting], change.meeting, start

    return tuple(sorted(found, key=find_position))


# Files


def _list_only(book: MinuteBook, other: MinuteBook) -> list[Meeting]:
    return [meeting for meeting in book.meetings if other.find_meeting(meeting.name) is None]


def _compare_files(
    before: MinuteBook, after: MinuteBook, renamed: Mapping[str, str]
) -> Iterator[Change]:
    former = {name: old for old, name in renamed.items()}
    for meeting in _list_only(before, after):
        if meeting.name not in renamed:
            yield _file_change(ChangeKind.MEETING_REMOVED, meeting)
    for meeting in _list_only(after, before):
        if meeting.name in former:
            change = _file_change(ChangeKind.MEETING_RENAMED, meeting)
            yield change._replace(refs=(former[meeting.name],))
        else:
            yield _file_change(ChangeKind.MEETING_ADDED, meeting)


def _file_change(kind: ChangeKind, meeting: Meeting) -> Change:
    secret = meeting.root_item.confidential is not None
    return Change(kind, meeting.name, meeting.place, note=meeting.title, confidential=secret)


def _find_other_changes(before: MinuteBook, after: MinuteBook, named: set[str]) -> Iterator[str]:
    """Return what changed without changing an action: the series, and meetings not named."""
    if before.series != after.series:
        yield "series"
    for meeting in after.meetings:
        old = before.find_meeting(meeting.name)
        if old is not None and meeting.name not in named and find_differences(old, meeting):
            yield meeting.name


# Actions


def _compare_logs(
    before: MinuteBook, after: MinuteBook, renamed: Mapping[str, str]
) -> Iterator[Change]:
    pairs = match_actions(before.log.actions, after.log.actions, renamed)
    old_side, new_side = LogSide(before, renamed, after), LogSide(after, {}, after)
    old_side.keys_in_other.update({old.key: new.key for old, new in pairs.pairs})
    for old in pairs.removed:
        meeting = old_side.common_name(old.meeting)
        yield Change(
            ChangeKind.REMOVED, meeting, old.entry.place, old.key, old.state,
            raising=True, confidential=old.has_confidential,
        )  # fmt: skip
    for new in pairs.added:
        yield from _compare_added(new_side, new)
    for old, new in pairs.pairs:
        if not _is_unchanged(old_side, old, new):
            yield from _compare_pair(old_side, new_side, old, new)


def _is_unchanged(side: LogSide, old: Action, new: Action) -> bool:
    """Whether nothing can have changed; this is quick."""
    return (
        old.history == new.history
        and old.key == new.key
        and old.entry.ref == new.entry.ref
        and old.raised == new.raised
        and old.becomes == new.becomes
        and old.follows == new.follows
        and side.common_name(old.meeting) == new.meeting
    )


def _compare_added(side: LogSide, action: Action) -> Iterator[Change]:
    timeline = side.make_timeline(action)
    raised = timeline.raised
    state = raised.apply_to(ActionState())
    yield _base_change(action, action.meeting, raised)._replace(
        kind=ChangeKind.BROUGHT_FORWARD if action.brought_forward else ChangeKind.RAISED,
        new=state,
        refs=tuple(sorted(raised.follows)),
        raising=True,
    )
    yield from _compare_reports(action, {}, timeline.reports, state, _list_days(side))


def _base_change(action: Action, meeting: str, report: MeetingReport) -> Change:
    """Return a change with all that is known before its kind."""
    secret = action.has_confidential or report.confidential is not None
    return Change(ChangeKind.UPDATED, meeting, report.place, action.key, confidential=secret)


def _compare_pair(
    old_side: LogSide, new_side: LogSide, old: Action, new: Action
) -> Iterator[Change]:
    before, after = old_side.make_timeline(old), new_side.make_timeline(new)
    state = after.raised.apply_to(ActionState())
    base = _base_change(new, new.meeting, after.raised)._replace(old=state, new=state, raising=True)
    if old.key != new.key and not _has_only_moved(old, new):
        yield base._replace(kind=ChangeKind.RENUMBERED, refs=(old.key,))
    meeting = old_side.common_name(old.meeting)
    if meeting != new.meeting:
        yield base._replace(kind=ChangeKind.MOVED, refs=(meeting,))
    if after.raised.without_order() != before.raised.without_order():
        change = base._replace(old=before.raised.apply_to(ActionState()))
        rows = list(_list_state_changes(change, before.raised, after.raised))
        fields = _name_differing_fields(before.raised, after.raised)
        yield from rows or [change._replace(fields=fields)]
    days = _list_days(old_side, new_side)
    yield from _compare_reports(new, before.reports, after.reports, state, days)


def _has_only_moved(old: Action, new: Action) -> bool:
    """Whether both have keys of their places, and the same number or none."""
    same = normalize_ref(old.entry.ref or "") == normalize_ref(new.entry.ref or "")
    return same and old.key == old.place_key and new.key == new.place_key


def _list_days(*sides: LogSide) -> dict[str, date]:
    """Return the day of each meeting by its name in both states."""
    return {
        side.common_name(meeting.name): meeting.date
        for side in sides
        for meeting in side.book.meetings
    }


def _compare_reports(
    action: Action,
    before: Mapping[str, MeetingReport],
    after: Mapping[str, MeetingReport],
    state: ActionState,
    days: Mapping[str, date],
) -> Iterator[Change]:
    """Compare the updates of an action by meeting; `state` is that before all updates.

    Each update, of either state, is taken as following what the later state has until then.
    """
    slips = 0
    for meeting in sorted({*before, *after}, key=lambda name: (days[name], name)):
        old, new = before.get(meeting), after.get(meeting)
        report = new or old
        count = slips if new is None else new.slips
        if report is not None and not _is_same_report(old, new):
            base = _base_change(action, meeting, report)._replace(
                old=old.apply_to(state) if old else state,
                new=new.apply_to(state) if new else state,
            )
            yield from _describe_report(base, old, new, count if count > slips else None)
        state, slips = new.apply_to(state) if new else state, count


def _is_same_report(old: MeetingReport | None, new: MeetingReport | None) -> bool:
    return old is not None and new is not None and old.without_order() == new.without_order()


def _describe_report(
    base: Change, old: MeetingReport | None, new: MeetingReport | None, slip: int | None
) -> list[Change]:
    """Return the changes that one update makes; its note goes to the first of them."""
    rows = list(_list_state_changes(base, old, new, slip))
    if new is None:
        return [base._replace(kind=ChangeKind.UPDATE_REMOVED), *rows]
    if not new.is_substantive:
        return [base._replace(kind=ChangeKind.NOT_ANSWERED), *rows]
    if not rows:
        fields = _name_given_fields(new) if old is None else _name_differing_fields(old, new)
        rows = [base._replace(fields=fields, status_text=new.status_text)]
    note = "; ".join(new.notes) if old is None or old.notes != new.notes else ""
    return [rows[0]._replace(note=note or None), *rows[1:]]


def _list_state_changes(
    base: Change, before: MeetingReport | None, after: MeetingReport | None, slip: int | None = None
) -> Iterator[Change]:
    """Return what an update, or how an action is raised, changes in the action."""
    old, new = base.old, base.new
    if old is None or new is None:
        return
    yield from _list_status_changes(base, before, after)
    if _differs(before, after, "due") and old.due != new.due:
        yield base._replace(kind=ChangeKind.REDATED, slip=slip)
    if _differs(before, after, "owners") and set(old.owners) != set(new.owners):
        yield base._replace(kind=ChangeKind.REASSIGNED)
    if _differs(before, after, "action") and old.words != new.words:
        yield base._replace(kind=ChangeKind.REWORDED)


def _differs(before: MeetingReport | None, after: MeetingReport | None, field: str) -> bool:
    """Whether two updates differ in a field; a missing one gives none."""
    return getattr(before, field, None) != getattr(after, field, None)


def _list_status_changes(
    base: Change, before: MeetingReport | None, after: MeetingReport | None
) -> Iterator[Change]:
    """Return another status, or that other actions replace an action."""
    old, new = base.old, base.new
    if old is None or new is None:
        return
    becomes = tuple(sorted(after.becomes)) if after else ()
    is_replaced = bool(becomes) and _differs(before, after, "becomes")
    has_status = _differs(before, after, "status")
    text = after.status_text if after else None
    if not (has_status or is_replaced or (text and _differs(before, after, "status_text"))):
        return
    kind = _find_status_kind(old.status, new.status) if has_status else ChangeKind.UPDATED
    if is_replaced and (kind is ChangeKind.UPDATED or new.status is Status.SUPERSEDED):
        kind = ChangeKind.SUPERSEDED
    if old.status is not new.status or (after is not None and (after.status or is_replaced)):
        yield base._replace(kind=kind, status_text=text, refs=becomes)


def _find_status_kind(old: Status, new: Status) -> ChangeKind:
    if old is new or (old.is_open and new.is_open):
        return ChangeKind.UPDATED
    if new.is_open:
        return ChangeKind.REOPENED
    return ChangeKind.SUPERSEDED if new is Status.SUPERSEDED else ChangeKind.CLOSED


# The fields of an update as a file calls them, in the order in which they are named.
_FIELDS = {
    "status": "status", "notes": "note", "due": "due", "owners": "owner", "action": "action",
    "becomes": "becomes", "days": "on", "confidential": "confidential", "follows": "follows",
    "source": "from",
}  # fmt: skip


def _name_differing_fields(old: MeetingReport, new: MeetingReport) -> tuple[str, ...]:
    before, after = old.without_order(), new.without_order()
    return tuple(label for field, label in _FIELDS.items() if _differs(before, after, field))


def _name_given_fields(report: MeetingReport) -> tuple[str, ...]:
    """Name the fields that change nothing, such as the due date that the action already has."""
    given = (field for field in ("due", "owners", "action") if getattr(report, field) is not None)
    return tuple(_FIELDS[field] for field in given)


# Agreed minutes


def _compare_agreed(
    before: MinuteBook, after: MinuteBook, renamed: Mapping[str, str], today: date
) -> Iterator[AgreedMinutesChange]:
    """Return each meeting whose minutes were agreed before and have changed after."""
    later = find_approvals(after, today)
    for name, agreeing in find_approvals(before, today).items():
        old, new = before.index.by_name[name], after.find_meeting(renamed.get(name, name))
        found = find_differences(old, new) if new is not None else ()
        if new is None or found:
            by = agreeing if new is None else later.get(new.name, agreeing)
            corrections = () if new is None else _list_corrections(after, by, new)
            yield AgreedMinutesChange(
                meeting=name,
                agreed_by=by.name,
                differences=found,
                corrections=tuple(text for text, _ in corrections),
                secret=frozenset(text for text, reason in corrections if reason is not None),
            )


def _list_corrections(
    book: MinuteBook, agreeing: Meeting, agreed: Meeting
) -> tuple[tuple[str, str | None], ...]:
    """Return the corrections that were recorded, each with the reason why it is confidential."""
    recording = book.find_meeting(agreeing.name)
    if recording is None:
        return ()
    return tuple(
        (text, reason)
        for item, reason in list_marked_items(recording)
        if any(
            find_approved_meeting(book.index, agreeing, word) is agreed for word in item.approves
        )
        for text in item.corrections
    )
