"""The redactor of all that is published: it keeps what is public, and a stub of the rest.

Confidential content is not removed piece by piece: a new stub is made, with its place, its
reason and nothing else, and only what is public is folded into the log again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from scrutiny_cli.actionlog.cuts import cut_log
from scrutiny_cli.actionlog.fold import fold_meetings
from scrutiny_cli.actionlog.labels import collect_labels, resolve_people
from scrutiny_cli.actionlog.meetings import index_meetings
from scrutiny_cli.actionlog.model import (
    Action,
    ActionState,
    Log,
    MinuteBook,
    ReadFolder,
    status_after,
)
from scrutiny_cli.actionlog.people import build_directory
from scrutiny_cli.actionlog.traverse import list_placed_actions, list_updates, sort_by_day
from scrutiny_cli.minutes.model import ActionEntry, Item, Meeting, Person, Series, Status, Update
from scrutiny_cli.minutes.source import LocatedStr, Source, Span, normalize_ref

_FAULTY = "its file has an error"


def redact_book(book: MinuteBook, *, as_at: date | None = None) -> MinuteBook:
    """Return the book as everybody may know it; `as_at`: its log as at the end of a day.

    A withheld item, action or report has its place and `confidential`, and besides only a
    report the ref of an action that everybody may know. In the log a withheld action is open
    or completed, whatever it was closed as. A meeting whose file has an error is withheld: a
    mark in it may not be understood. The places refer to no text of a file, and there are neither
    sources nor problems. The book must not be cut at a day.
    """
    faulty = {problem.place.path for problem in book.problems if problem.is_error}
    known = tuple(_withhold_faulty(meeting, faulty) for meeting in book.meetings_read)
    # People known only from confidential content must not decide how owners are separated.
    separated = resolve_people(_redact_series(book.files.series), redact_meetings(known))
    series, meetings = _erase_source_texts(separated)
    index, people = index_meetings(meetings), build_directory(series, meetings)
    # Any ref may be withheld, so that none is reported as unknown.
    log = cut_log(fold_meetings(index, series, people, unread_since=date.min), as_at)
    public_log = _close_stubs(log, cut_log(book.log, as_at), meetings, as_at or date.max)
    return MinuteBook(
        series=series, index=index, directory=people, log=public_log, files=ReadFolder({})
    )


def redact_keeping_places(book: MinuteBook) -> MinuteBook:
    """Return the book without what is confidential, and with the places and texts of the files.

    Its problems are those of its log. It is for rules that everybody may see the results of,
    and is not to be published. The book must not be cut at a day.
    """
    series, meetings = resolve_people(
        _redact_series(book.files.series), redact_meetings(book.meetings_read)
    )
    # The stubs of updates whose action is withheld name none.
    named = tuple(
        meeting._replace(root_item=_drop_unnamed_updates(meeting.root_item)) for meeting in meetings
    )
    index, people = index_meetings(named), build_directory(series, named)
    log = fold_meetings(index, series, people, unread_since=book.unread_since)
    return replace(
        book, series=series, index=index, directory=people, log=log, problems=log.problems
    )


def _drop_unnamed_updates(item: Item) -> Item:
    return item._replace(
        updates=tuple(update for update in item.updates if update.ref),
        items=tuple(map(_drop_unnamed_updates, item.items)),
    )


def redact_meetings(meetings: tuple[Meeting, ...]) -> tuple[Meeting, ...]:
    """Return all meetings, in their order, without what is confidential; places as they were."""
    hidden = tuple(map(_hide_marked, meetings))
    redactor = _Redactor()
    for meeting, stubs in zip(meetings, hidden, strict=True):
        redactor.index_meeting(meeting, stubs)
    return tuple(collect_labels(redactor.redact_meeting(stubs)) for stubs in hidden)


class InheritedSecrets(NamedTuple):
    """What is confidential although nothing around it is marked.

    `names` are the squeezed names of withheld actions; `updates` are all updates of these, and
    `abouts` the words by which others name actions that were reworded in confidence. `unknown`
    are the updates of actions that no file has.
    """

    names: frozenset[str]
    updates: tuple[Update, ...]
    abouts: tuple[LocatedStr, ...]
    unknown: tuple[Update, ...]


def find_inherited(meetings: tuple[Meeting, ...]) -> InheritedSecrets:
    """Find what inherits from an action, wherever it is."""
    redactor = _Redactor()
    for meeting in meetings:
        redactor.index_meeting(meeting, _hide_marked(meeting))
    names = frozenset(name for name, known in redactor.names.items() if known.key is None)
    updates, abouts, unknown = list[Update](), list[LocatedStr](), list[Update]()
    for update in (reported.update for meeting in meetings for reported in list_updates(meeting)):
        known = redactor.names.get(normalize_ref(update.ref))
        if known is None:
            unknown.append(update)
        elif known.key is None:
            updates.append(update)
        elif update.about is not None and known.key in redactor.reworded:
            abouts.append(update.about)
    return InheritedSecrets(names, tuple(updates), tuple(abouts), tuple(unknown))


def _withhold_faulty(meeting: Meeting, faulty: set[str]) -> Meeting:
    if meeting.place.path not in faulty or meeting.root_item.confidential is not None:
        return meeting
    return meeting._replace(root_item=meeting.root_item._replace(confidential=_FAULTY))


def _redact_series(series: Series) -> Series:
    """Return a series without the confidential entries of its agenda."""
    if series.agenda is None:
        return series
    return series._replace(
        agenda=tuple(entry for entry in series.agenda if entry.confidential is None)
    )


# What is marked, and all within it


def _hide_marked(meeting: Meeting) -> Meeting:
    """Put stubs for all that is marked; reports and refs are still as they were."""
    if meeting.root_item.confidential is None:
        forward = tuple(map(_hide_action, meeting.brought_forward))
        return meeting._replace(root_item=_hide_in_item(meeting.root_item), brought_forward=forward)
    return Meeting(
        meeting.place,
        meeting.name,
        meeting.date,
        _make_item_stub(meeting.root_item, meeting.root_item.confidential),
        brought_forward=_make_action_stubs(meeting.brought_forward, meeting.root_item.confidential),
        extraordinary=meeting.extraordinary,
        took_place=meeting.took_place,
    )


def _hide_in_item(item: Item) -> Item:
    if item.confidential is not None:
        return _make_item_stub(item, item.confidential)
    actions, items = map(_hide_action, item.actions), map(_hide_in_item, item.items)
    return item._replace(actions=tuple(actions), items=tuple(items))


def _hide_action(raised: ActionEntry) -> ActionEntry:
    if raised.confidential is None:
        return raised
    return _make_action_stubs([raised], raised.confidential)[0]


def _make_item_stub(item: Item, reason: str) -> Item:
    """Withhold an item; its actions, those of the items below too, go on to be counted."""
    actions = _make_action_stubs(_list_actions_within(item), reason)
    return Item(item.place, actions=actions, confidential=reason)


def _make_action_stubs(actions: Iterable[ActionEntry], reason: str) -> tuple[ActionEntry, ...]:
    return tuple(ActionEntry(entry.place, action=None, confidential=reason) for entry in actions)


def _list_actions_within(item: Item) -> Iterator[ActionEntry]:
    yield from item.actions
    for below in item.items:
        yield from _list_actions_within(below)


# What speaks of an action


class _Visibility(NamedTuple):
    """What everybody may know of an action by its names: its place key; None: it is withheld."""

    key: str | None
    reason: str


_UNKNOWN = _Visibility(None, "")


@dataclass(slots=True, eq=False, repr=False)
class _Redactor:
    """Keeps what is reported of the actions that everybody may know, and of no other."""

    names: dict[str, _Visibility] = field(default_factory=dict)
    reworded: set[str] = field(default_factory=set)
    statuses: dict[str, Status] = field(default_factory=dict)

    def index_meeting(self, meeting: Meeting, hidden: Meeting) -> None:
        """Learn the names of a meeting's actions, and which actions it rewords in confidence."""
        pairs = zip(list_placed_actions(meeting), list_placed_actions(hidden), strict=True)
        for (place_key, found), (_, stub) in pairs:
            self._index_names(place_key, found.entry, stub.confidential)
        for reported in list_updates(meeting):
            key = self._find_visibility(reported.update.ref).key
            if reported.confidential is not None and reported.update.action is not None and key:
                self.reworded.add(key)

    def _index_names(self, key: str, raised: ActionEntry, reason: str | None) -> None:
        known = _Visibility(key, "") if reason is None else _Visibility(None, reason)
        for name in (key, raised.ref or key):
            before = self.names.setdefault(normalize_ref(name), known)
            if before.key is not None and known.key is None:
                self.names[normalize_ref(name)] = known

    def redact_meeting(self, hidden: Meeting) -> Meeting:
        """Return a meeting with what may be known of its reports and links; called in order."""
        forward = tuple(map(self._redact_entry, hidden.brought_forward))
        order = sort_by_day(list_updates(hidden), hidden)
        reports = {
            reported.update.place.start: self._redact_update(reported.update) for reported in order
        }
        return hidden._replace(
            root_item=self._redact_item(hidden.root_item, reports), brought_forward=forward
        )

    def _redact_item(self, item: Item, reports: dict[int, Update]) -> Item:
        return item._replace(
            updates=tuple(reports[update.place.start] for update in item.updates),
            actions=tuple(map(self._redact_entry, item.actions)),
            items=tuple(self._redact_item(child, reports) for child in item.items),
        )

    def _redact_entry(self, raised: ActionEntry) -> ActionEntry:
        return raised._replace(follows=self._list_visible(raised.follows))

    def _list_visible(self, refs: tuple[LocatedStr, ...]) -> tuple[LocatedStr, ...]:
        return tuple(ref for ref in refs if self._find_visibility(ref).key is not None)

    def _find_visibility(self, ref: str) -> _Visibility:
        return self.names.get(normalize_ref(ref), _UNKNOWN)

    def _redact_update(self, update: Update) -> Update:
        key, reason = self._find_visibility(update.ref)
        if update.confidential is not None:
            reason = update.confidential
        if key is None:
            nothing = LocatedStr.make("", update.place)
            return Update(update.place, nothing, confidential=reason)
        if update.confidential is not None:
            return Update(update.place, update.ref, confidential=reason)
        return self._redact_visible(key, update)

    def _redact_visible(self, key: str, update: Update) -> Update:
        """Return an update without the refs that are withheld; it still closes its action."""
        before = self.statuses.get(key, Status.OPEN)
        now = status_after(update.status, before, replaced=bool(update.becomes))
        self.statuses[key] = now
        becomes = self._list_visible(update.becomes)
        closes = bool(update.becomes) and not becomes and now is not before
        return update._replace(
            becomes=becomes,
            status=now if closes else update.status,
            about=None if key in self.reworded else update.about,  # may have withheld words
        )


# The files and the log


def _erase_source_texts(records: Any) -> Any:  # noqa: ANN401  any record gives one of its kind
    """Return records whose places have their line and column, and nothing of their file's text.

    They have no email addresses either.
    Only each `|` is kept: it shows how the lines of a text are meant.
    """

    @cache
    def erase_text(source: Source) -> Source:
        text = re.sub(r"[^|\n]+", lambda match: " " * len(match[0]), source.text)
        return Source(source.path, text)

    return _erase_places(records, erase_text)


def _erase_places(record: Any, erase: Callable[[Source], Source]) -> Any:  # noqa: ANN401  likewise
    kind = record.__class__
    if kind is Span:
        return Span(erase(record.source), record.start, record.end)
    if kind is LocatedStr:
        return LocatedStr.make(record, Span(erase(record.source), record.start, record.end))
    if kind is Person:
        record = record._replace(email=None)  # it is for reminders alone
    if isinstance(record, tuple):
        return tuple.__new__(kind, [_erase_places(value, erase) for value in record])
    return record


def _close_stubs(log: Log, whole: Log, meetings: tuple[Meeting, ...], day: date) -> Log:
    """Show in the log's stubs whether they are still to be done after a day's meetings.

    What is not in the whole log, because of a fault in its file, gets no stub either.
    """
    real = {
        action.place_key: action
        for action in (whole.whole or whole).actions
        if action.key in whole.by_key
    }
    days = {meeting.name: meeting.date for meeting in meetings if meeting.date <= day}
    actions = tuple(
        action
        if action.confidential is None
        else _make_log_stub(action, real[action.place_key], days)
        for action in log.actions
        if action.confidential is None or action.place_key in real
    )
    return Log(actions, {action.key: action for action in actions}, log.reports)


def _make_log_stub(stub: Action, real: Action, days: dict[str, date]) -> Action:
    """Return a withheld action without its due, as the meetings of some days left it.

    It is closed on a meeting's day: the day on which something happened is withheld.
    """
    events = [event for event in real.history if event.meeting in days]
    closed = None
    for event in events:
        closed = None if event.state.status.is_open else closed or days[event.meeting]
    status = Status.OPEN if closed is None else Status.COMPLETED
    return stub._replace(
        state=ActionState(status=status, closed=closed),
        history=tuple(event._replace(due=None, state=ActionState()) for event in stub.history),
    )
