"""What a change means: two states of the whole log, and what became of the actions."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from scrutiny_cli.actionlog.approvals import approvals, approved_by
from scrutiny_cli.actionlog.cuts import cut_log
from scrutiny_cli.actionlog.matching import matched
from scrutiny_cli.actionlog.query import counts
from scrutiny_cli.actionlog.traverse import marked_items
from scrutiny_cli.diff.records import differences
from scrutiny_cli.diff.reports import Said, Standing, State, last_standing, standing
from scrutiny_cli.minutes.model import Status
from scrutiny_cli.minutes.source import squeezed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from scrutiny_cli.actionlog.model import Action, MinuteBook
    from scrutiny_cli.actionlog.query import Counts
    from scrutiny_cli.diff.records import Difference
    from scrutiny_cli.minutes.model import Meeting
    from scrutiny_cli.minutes.source import Span


class Kind(Enum):
    """What a change means, in the words in which it is told."""

    MEETING_ADDED = "meeting added"
    MEETING_REMOVED = "meeting removed"
    MEETING_RENAMED = "meeting renamed"
    BROUGHT_FORWARD = "brought forward"
    RAISED = "raised"
    REMOVED = "removed"
    MOVED = "moved"
    RENUMBERED = "renumbered"
    REPORT_REMOVED = "report removed"
    CLOSED = "closed"
    SUPERSEDED = "superseded"
    REOPENED = "reopened"
    REDATED = "re-dated"
    REASSIGNED = "reassigned"
    REWORDED = "reworded"
    NOT_ANSWERED = "not answered"
    UPDATED = "updated"


class Change(NamedTuple):
    """One change, told under the meeting that says it; `key` is "" where the file itself changed.

    `old` and `new` are how the action stands after that meeting in the two states (None: it is
    not there). `refs`: what takes its place, what it follows, or what it, or its meeting, was
    called before. `slip`: which of the slips of its date this is. `fields` names what else differs.
    `raising`: it is about how the action was raised, and not about a report.
    """

    kind: Kind
    meeting: str
    place: Span
    key: str = ""
    old: Standing | None = None
    new: Standing | None = None
    status_text: str | None = None
    note: str | None = None
    refs: tuple[str, ...] = ()
    slip: int | None = None
    fields: tuple[str, ...] = ()
    raising: bool = False
    confidential: bool = False

    @property
    def action(self) -> str | None:
        """The words of the action after the change, or before it was taken away."""
        stands = self.new or self.old
        return None if stands is None else stands.action


class AgreedMinutesChange(NamedTuple):
    """Minutes that were agreed and say something else now: by whom, where, and as corrected how.

    `secret` are those of the corrections that are confidential.
    """

    meeting: str
    agreed_by: str
    differences: tuple[Difference, ...]
    corrections: tuple[str, ...]
    secret: frozenset[str] = frozenset()


class Comparison(NamedTuple):
    """All changes in the order of the meetings, agreed minutes apart, and counts of both states.

    `others` names the meetings that say something else, but nothing else of an action.
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


def between(before: MinuteBook, after: MinuteBook, today: date) -> Comparison:
    """Compare two states of the log; overdue is counted from today.

    Order, quoting, indentation and comments make no difference, nor does the place of an action.
    """
    renamed = _renamed(before, after)
    found = [*_files(before, after, renamed), *_of_actions(before, after, renamed)]
    changes = _in_order(found, before, after)
    agreed = tuple(_agreed(before, after, renamed, today))
    told = {one.meeting for one in changes} | {one.meeting for one in agreed}
    others = tuple(_others(before, after, told))
    return Comparison(changes, agreed, _counts(before, today), _counts(after, today), others)


def _counts(book: MinuteBook, today: date) -> Counts:
    return counts(cut_log(book.log, today).actions, today)


def _of_actions(
    before: MinuteBook, after: MinuteBook, renamed: Mapping[str, str]
) -> Iterator[Change]:
    old, new = State(before, renamed, after), State(after, {}, after)
    pairs = matched(before.log.actions, after.log.actions, renamed)
    old.called.update({one.key: other.key for one, other in pairs.both})
    yield from (_gone(old, one) for one in pairs.gone)
    for other in pairs.new:
        yield from _come(new, other)
    for one, other in pairs.both:
        if not _same(old, one, other):
            yield from _changed(old, new, one, other)


def _in_order(found: list[Change], before: MinuteBook, after: MinuteBook) -> tuple[Change, ...]:
    days = {one.name: one.date for book in (before, after) for one in book.meetings}
    ordered = sorted(found, key=lambda one: (days[one.meeting], one.meeting, _begins(one)))
    return tuple(ordered)


def _begins(change: Change) -> int:
    return change.place.start if change.key else -1


# Files


def _renamed(before: MinuteBook, after: MinuteBook) -> dict[str, str]:
    """Give the later names of meetings that have another, and say the same."""
    gone, come = _only(before, after), _only(after, before)
    renamed: dict[str, str] = {}
    for one in gone:
        same = (it for it in come if it.name not in renamed.values() and _alike(one, it))
        other = next(same, None)
        if other is not None:
            renamed[one.name] = other.name
    return renamed


def _only(book: MinuteBook, other: MinuteBook) -> list[Meeting]:
    names = {one.name for one in other.meetings}
    return [one for one in book.meetings if one.name not in names]


def _alike(one: Meeting, other: Meeting) -> bool:
    says = one.body.items or one.body.actions or one.body.updates or one.brought_forward
    return bool(says) and one.body == other.body and one.brought_forward == other.brought_forward


def _files(before: MinuteBook, after: MinuteBook, renamed: Mapping[str, str]) -> Iterator[Change]:
    former = {name: old for old, name in renamed.items()}
    for one in _only(before, after):
        if one.name not in renamed:
            yield _of_file(Kind.MEETING_REMOVED, one)
    for one in _only(after, before):
        if one.name in former:
            yield _of_file(Kind.MEETING_RENAMED, one)._replace(refs=(former[one.name],))
        else:
            yield _of_file(Kind.MEETING_ADDED, one)


def _of_file(kind: Kind, meeting: Meeting) -> Change:
    return Change(
        kind, meeting.name, meeting.place, note=meeting.title,
        confidential=meeting.body.confidential is not None,
    )  # fmt: skip


def _others(before: MinuteBook, after: MinuteBook, told: set[str]) -> Iterator[str]:
    old = {one.name: one for one in before.meetings}
    if before.series != after.series:
        yield "series"
    for one in after.meetings:
        if one.name in old and one.name not in told and differences(old[one.name], one):
            yield one.name


# Actions


def _same(old: State, one: Action, other: Action) -> bool:
    """Whether nothing can have changed, in as little time as can be."""
    return (
        one.history == other.history
        and one.key == other.key
        and one.entry.ref == other.entry.ref
        and one.raised == other.raised
        and one.becomes == other.becomes
        and one.follows == other.follows
        and old.meeting(one.meeting) == other.meeting
    )


def _gone(old: State, one: Action) -> Change:
    return Change(
        Kind.REMOVED, old.meeting(one.meeting), one.entry.place, one.key, last_standing(one),
        raising=True, confidential=one.has_confidential,
    )  # fmt: skip


def _come(new: State, other: Action) -> Iterator[Change]:
    course = new.course(other)
    kind = Kind.BROUGHT_FORWARD if other.brought_forward else Kind.RAISED
    base = _based(other, other.meeting, course.begun)._replace(raising=True)
    stands = standing(course.begun)
    yield base._replace(kind=kind, new=stands, refs=tuple(sorted(course.begun.follows)))
    yield from _reports(new, other, {}, stands)


def _based(other: Action, meeting: str, said: Said) -> Change:
    """Give a change with all that is known before what it is."""
    secret = other.has_confidential or said.confidential is not None
    return Change(Kind.UPDATED, meeting, said.place, other.key, confidential=secret)


def _changed(old: State, new: State, one: Action, other: Action) -> Iterator[Change]:
    was, now = old.course(one), new.course(other)
    base = _based(other, other.meeting, now.begun)._replace(raising=True)
    stands = standing(now.begun)
    if one.key != other.key and not _only_its_place(one, other):
        yield base._replace(kind=Kind.RENUMBERED, old=stands, new=stands, refs=(one.key,))
    if old.meeting(one.meeting) != other.meeting:
        refs = (old.meeting(one.meeting),)
        yield base._replace(kind=Kind.MOVED, old=stands, new=stands, refs=refs)
    if now.begun.settled() != was.begun.settled():
        told = base._replace(old=standing(was.begun), new=stands)
        rows = list(_effects(told, was.begun, now.begun, None))
        yield from rows or [told._replace(fields=_fields(was.begun, now.begun))]
    yield from _reports(new, other, was.reports, stands, old)


def _only_its_place(one: Action, other: Action) -> bool:
    """Whether both are called by their places, and written with one number or none."""
    same = squeezed(one.entry.ref or "") == squeezed(other.entry.ref or "")
    return same and one.key == one.place_key and other.key == other.place_key


def _reports(
    new: State,
    other: Action,
    was: Mapping[str, Said],
    stands: Standing,
    old: State | None = None,
) -> Iterator[Change]:
    """Tell by meeting which reports on an action are new, gone or say something else."""
    course = new.course(other)
    slips = 0
    for meeting in _meetings(was, course.reports, new, old):
        before, after = was.get(meeting), course.reports.get(meeting)
        said = after or before
        count = course.slips.get(meeting, slips)
        if said is not None and not _say_the_same(before, after):
            base = _based(other, meeting, said)._replace(
                old=before.after(stands) if before else stands,
                new=after.after(stands) if after else stands,
            )
            yield from _told(base, before, after, count if count > slips else None)
        stands, slips = after.after(stands) if after else stands, count


def _say_the_same(before: Said | None, after: Said | None) -> bool:
    return before is not None and after is not None and before.settled() == after.settled()


def _meetings(
    was: Mapping[str, Said], now: Mapping[str, Said], new: State, old: State | None
) -> list[str]:
    days: dict[str, date] = {}
    for state in (old, new):
        if state is not None:
            days |= {state.meeting(one.name): one.date for one in state.book.meetings}
    return sorted({*was, *now}, key=lambda name: (days[name], name))


def _told(base: Change, before: Said | None, after: Said | None, slip: int | None) -> list[Change]:
    """Tell one report; its words stand with the first change that it makes."""
    rows = list(_effects(base, before, after, slip))
    if after is None:
        return [base._replace(kind=Kind.REPORT_REMOVED), *rows]
    if not after.answers:
        return [base._replace(kind=Kind.NOT_ANSWERED), *rows]
    if not rows:
        fields = _fields(before, after) if before is not None else _said(after)
        rows = [base._replace(fields=fields, status_text=after.status_text)]
    words = "; ".join(after.notes) if before is None or before.notes != after.notes else ""
    return [rows[0]._replace(note=words or None), *rows[1:]]


def _effects(
    base: Change, before: Said | None, after: Said | None, slip: int | None
) -> Iterator[Change]:
    """Tell what a report, or how an action is raised, makes of it that was not so before."""
    old, new = base.old, base.new
    if old is None or new is None:
        return
    yield from _settling(base, old, new, before, after)
    if _says(before, after, lambda one: one.due) and old.due != new.due:
        yield base._replace(kind=Kind.REDATED, slip=slip)
    if _says(before, after, lambda one: one.owners) and set(old.owners) != set(new.owners):
        yield base._replace(kind=Kind.REASSIGNED)
    if _says(before, after, lambda one: one.action) and old.action != new.action:
        yield base._replace(kind=Kind.REWORDED)


def _says(before: Said | None, after: Said | None, what: Callable[[Said], object]) -> bool:
    """Whether two reports say another thing in one respect; a missing one says nothing."""
    return (what(before) if before else None) != (what(after) if after else None)


def _settling(
    base: Change, old: Standing, new: Standing, before: Said | None, after: Said | None
) -> Iterator[Change]:
    """Tell another status, or that something else takes the place of an action."""
    becomes = tuple(sorted(after.becomes)) if after else ()
    links = bool(becomes) and _says(before, after, lambda one: one.becomes)
    status = _says(before, after, lambda one: one.status)
    words = after.status_text if after else None
    if not (status or links or (words and _says(before, after, lambda one: one.status_text))):
        return
    kind = _kind(old.status, new.status) if status else Kind.UPDATED
    if links and (kind is Kind.UPDATED or new.status is Status.SUPERSEDED):
        kind = Kind.SUPERSEDED
    if old.status is not new.status or (after is not None and (after.status or links)):
        yield base._replace(kind=kind, status_text=words, refs=becomes)


def _kind(old: Status, new: Status) -> Kind:
    if old is new or (old.is_open and new.is_open):
        return Kind.UPDATED
    if new.is_open:
        return Kind.REOPENED
    return Kind.SUPERSEDED if new is Status.SUPERSEDED else Kind.CLOSED


def _fields(before: Said, after: Said) -> tuple[str, ...]:
    """Name the fields in which two reports differ."""
    pairs = zip(Said._fields, before.settled(), after.settled(), strict=True)
    return tuple(_FIELDS[name] for name, one, other in pairs if name in _FIELDS and one != other)


_FIELDS = {
    "status": "status", "notes": "note", "due": "due", "owners": "owner", "action": "action",
    "becomes": "becomes", "days": "on", "confidential": "confidential", "follows": "follows",
    "source": "from",
}  # fmt: skip


def _said(after: Said) -> tuple[str, ...]:
    """Name what a report says that changes nothing, as the due that it has already."""
    given = (("due", after.due), ("owner", after.owners), ("action", after.action))
    return tuple(name for name, value in given if value is not None)


# Agreed minutes


def _agreed(
    before: MinuteBook, after: MinuteBook, renamed: Mapping[str, str], today: date
) -> Iterator[AgreedMinutesChange]:
    """Tell each meeting whose minutes were agreed before and say something else after."""
    now = {one.name: one for one in after.meetings}
    was = {one.name: one for one in before.meetings}
    later = approvals(after, today)
    for name, agreeing in approvals(before, today).items():
        other = now.get(renamed.get(name, name))
        found = differences(was[name], other) if other is not None else ()
        if other is None or found:
            by = later.get(other.name, agreeing) if other is not None else agreeing
            corrections = _corrections(after, by, other) if other is not None else ()
            yield AgreedMinutesChange(
                was[name].name, by.name, found, tuple(text for text, _ in corrections),
                frozenset(text for text, reason in corrections if reason is not None),
            )  # fmt: skip


def _corrections(
    book: MinuteBook, agreeing: Meeting, agreed: Meeting
) -> tuple[tuple[str, str | None], ...]:
    """Give the corrections that were recorded, each with the reason why it is confidential."""
    recording = book.find_meeting(agreeing.name)
    if recording is None:
        return ()
    return tuple(
        (text, reason)
        for item, reason in marked_items(recording)
        if any(approved_by(book.index, agreeing, word) is agreed for word in item.approves)
        for text in item.corrections
    )
