"""What a change does to the past: the rules of `check` that need an earlier state of the log.

`was` is the log where the work began, `base` the branch that it goes back to as it stands
now, which may have moved on since.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from scrutiny_cli.actionlog.approvals import approvals, approved_by
from scrutiny_cli.actionlog.load import sort_problems
from scrutiny_cli.actionlog.matching import matched
from scrutiny_cli.actionlog.meetings import index_meetings
from scrutiny_cli.actionlog.refs import FreeNumbers
from scrutiny_cli.actionlog.traverse import list_items, list_updates, raised_in
from scrutiny_cli.diff.records import differences
from scrutiny_cli.minutes.file_names import meeting_name
from scrutiny_cli.minutes.problem import Problem, RelatedSpan
from scrutiny_cli.minutes.source import LocatedStr, Span, normalize_label, squeezed
from scrutiny_cli.minutes.yaml_scalars import write_scalar
from scrutiny_cli.rules.context import first

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from scrutiny_cli.actionlog.meetings import MeetingIndex
    from scrutiny_cli.actionlog.model import Action, MinuteBook
    from scrutiny_cli.diff.records import Difference
    from scrutiny_cli.minutes.model import ActionEntry, Due, Item, Meeting


class _Act(NamedTuple):
    """An action, how it was written where it was raised, and in which meeting."""

    action: Action
    raised: ActionEntry
    meeting: Meeting

    @property
    def words(self) -> str | None:
        """Its words as they are compared."""
        return None if self.raised.action is None else normalize_label(self.raised.action)

    @property
    def ref(self) -> str | None:
        """Its number as it is compared."""
        return None if self.raised.ref is None else squeezed(self.raised.ref)


_Acts = dict[str, _Act]  # by the key that names an action's place


class _State(NamedTuple):
    """A state of the log, with its actions as they were raised."""

    book: MinuteBook
    calendar: MeetingIndex
    acts: _Acts

    def by_ref(self) -> dict[str, _Act]:
        """Give the actions by their numbers; of two with one number the first."""
        found: dict[str, _Act] = {}
        for act in self.acts.values():
            if act.ref is not None:
                found.setdefault(act.ref, act)
        return found


class _Case(NamedTuple):
    """What the rules look at; `same` leads from an action's place as it was to that of now."""

    was: _State
    base: _State
    now: _State
    names: dict[str, str]
    same: dict[str, str]
    agreed: dict[str, Meeting]


def run(
    now: MinuteBook, base: MinuteBook, fork: MinuteBook | None = None, *, today: date = date.max
) -> tuple[Problem, ...]:
    """Give the problems of a change, in the order of the files.

    `fork` is the log where the work parted from the base (None: the base is that log). None
    of the books may be cut at a day. Only meetings held by `today` have agreed minutes.
    """
    state, theirs = _state(now), _state(base)
    was = theirs if fork is None else _state(fork)
    names = _names(was.book, now)
    same = _same(was.acts, state.acts, names)
    case = _Case(was, theirs, state, names, same, approvals(base, today))
    return sort_problems(problem for rule in PAST.values() for problem in rule(case))


def _state(book: MinuteBook) -> _State:
    return _State(book, book.index, _acts(book))


def _acts(book: MinuteBook) -> _Acts:
    known = {one.place_key: one for one in book.log.actions}
    return {
        key: _Act(known[key], raised, meeting)
        for meeting in book.meetings
        for key, raised in _written(meeting)
        if key in known
    }


def _written(meeting: Meeting) -> Iterator[tuple[str, ActionEntry]]:
    for at, raised in enumerate(meeting.brought_forward, 1):
        yield f"{meeting.name}#b{at}", raised
    for at, found in enumerate(raised_in(meeting), 1):
        yield f"{meeting.name}#{at}", found.raised


# What is the same


def _names(was: MinuteBook, now: MinuteBook) -> dict[str, str]:
    """Give the name that each meeting has now: its own, else that of a new file of its day."""
    there = {one.name for one in now.meetings}
    before = {one.name for one in was.meetings}
    new = {one.date: one.name for one in now.meetings if one.name not in before}
    return {
        one.name: one.name if one.name in there else new.get(one.date, one.name)
        for one in was.meetings
    }


def _same(was: _Acts, now: _Acts, names: dict[str, str]) -> dict[str, str]:
    before, after = ([act.action for act in acts.values()] for acts in (was, now))
    pairs = matched(before, after, names).both
    found = {one.place_key: other.place_key for one, other in pairs}
    _find_origins(found, was, now)
    return found


def _find_origins(found: dict[str, str], was: _Acts, now: _Acts) -> None:
    """Pair what was brought forward with the meeting that raised it, whose file is there now."""
    taken = set(found.values())
    free = {act.ref: key for key, act in now.items() if key not in taken}
    for key, act in was.items():
        if key not in found and act.action.brought_forward and act.ref in free and act.ref:
            found[key] = free.pop(act.ref)


# Agreed minutes


def agreed_changed(case: _Case) -> Iterator[Problem]:
    """Tell each meeting whose minutes say something else than was agreed."""
    for meeting in case.was.book.meetings:
        if meeting.name not in case.agreed or _unread(case, meeting):
            continue
        now = case.now.calendar.by_name.get(case.names[meeting.name])
        agreed = f"The minutes of {meeting.name}, agreed on {case.agreed[meeting.name].date},"
        if now is None:
            message, hint = f"{agreed} have no file any more.", "Put the file back as it was."
            yield Problem("agreed-changed", message, first(meeting.place), hint)
        elif (found := _changed(case, meeting, now)) and not _corrected(case, now):
            yield _now_otherwise(agreed, now, found)


def _now_otherwise(agreed: str, now: Meeting, found: tuple[Difference, ...]) -> Problem:
    one, *more = found
    message = f"{agreed} say something else now: {one.what}."
    place = now.place if one.gone else one.place
    related = (
        RelatedSpan(first(other.place), f"{other.what}.") for other in more if not other.gone
    )
    return Problem("agreed-changed", message, first(place), _CORRECT, tuple(related))


_CORRECT = (
    "Take the change back, or record it under `corrections` in a meeting that agrees these minutes."
)


def _unread(case: _Case, meeting: Meeting) -> bool:
    names = {meeting_name(path) for path in case.now.book.unreadable}
    return case.names[meeting.name] in names


def _changed(case: _Case, was: Meeting, now: Meeting) -> tuple[Difference, ...]:
    """Tell where a meeting differs, the dues, owners and words of its actions apart."""
    theirs = case.base.calendar.by_name.get(was.name)
    if was == now or (theirs is not None and not differences(theirs, now)):
        return ()
    return differences(_as_raised_now(case, was), now)


def _as_raised_now(case: _Case, was: Meeting) -> Meeting:
    """Give a meeting as it was, each of its actions with the due, owners and words of now."""
    pairs = ((raised, case.same.get(key)) for key, raised in _written(was))
    kept = {raised.place.start: case.now.acts[key].raised for raised, key in pairs if key}
    forward = _actions(was.brought_forward, kept)
    return was._replace(body=_item(was.body, kept), brought_forward=forward)


def _item(item: Item, kept: dict[int, ActionEntry]) -> Item:
    below = tuple(_item(one, kept) for one in item.items)
    return item._replace(items=below, actions=_actions(item.actions, kept))


def _actions(
    actions: tuple[ActionEntry, ...], kept: dict[int, ActionEntry]
) -> tuple[ActionEntry, ...]:
    pairs = ((one, kept.get(one.place.start)) for one in actions)
    return tuple(
        one._replace(action=now.action, owners=now.owners, owner_value=now.owner_value, due=now.due)
        for one, now in pairs
        if now
    )


def _corrected(case: _Case, meeting: Meeting) -> bool:
    """Whether a meeting that agrees these minutes has a correction that is new."""
    return any(
        _corrections(one) - _corrections(_before(case, one))
        for one in case.now.book.meetings
        if _agrees(case, one, meeting)
    )


def _before(case: _Case, now: Meeting) -> Meeting | None:
    named = (case.was.calendar.by_name[was] for was, name in case.names.items() if name == now.name)
    return next(named, None)


def _agrees(case: _Case, one: Meeting, meeting: Meeting) -> bool:
    words = (word for item in list_items(one) for word in item.approves)
    return any(approved_by(case.now.calendar, one, word) is meeting for word in words)


def _corrections(meeting: Meeting | None) -> Counter[str]:
    items = () if meeting is None else list_items(meeting)
    return Counter(str(text) for item in items for text in item.corrections)


def action_edited(case: _Case) -> Iterator[Problem]:
    """Tell each due, owner or wording that differs where it was raised, in agreed minutes."""
    for key, place_key in case.same.items():
        was, now, theirs = case.was.acts[key], case.now.acts[place_key], case.base.acts.get(key)
        edits = [] if was.meeting.name not in case.agreed else list(_edits(was, now))
        if edits and (theirs is None or theirs.raised != now.raised):
            if _corrected(case, now.meeting):
                continue
            yield from (_edited(case, was, now, edit) for edit in edits)


class _Edit(NamedTuple):
    """A field that was edited: what it is called, its name, what it said, and where it stands."""

    what: str
    field: str
    said: str
    says: str
    place: Span


def _edits(was: _Act, now: _Act) -> Iterator[_Edit]:
    before, after = was.raised, now.raised
    if before.due != after.due:
        place = after.due_place or first(after.place)
        yield _Edit("due", "due", _due(before.due), _due(after.due), place)
    if _owner(before) != _owner(after):
        place = after.owners[0].place if after.owners else first(after.place)
        said, says = _owner(before), _owner(after)
        yield _Edit("owner", "owner", said or "nobody", says or "none", place)
    if before.action != after.action:
        place = after.action.place if after.action is not None else first(after.place)
        yield _Edit("wording", "action", before.action or "none", after.action or "…", place)


def _owner(raised: ActionEntry) -> str:
    if raised.owner_value is not None:
        return raised.owner_value.text
    return ", ".join(raised.owners)


def _due(due: Due | None) -> str:
    if due is None:
        return "none"
    return due.words or str(due.day)


def _edited(case: _Case, was: _Act, now: _Act, edit: _Edit) -> Problem:
    day = case.agreed[was.meeting.name].date
    message = (
        f"The {edit.what} of {was.action.key} was “{edit.said}” when the minutes of "
        f"{was.meeting.name} were agreed on {day}."
    )
    hint = (
        "Take the change back, and report it in a later meeting:\n"
        f"updates:\n  - ref: {now.action.key}\n    {edit.field}: {write_scalar(edit.says)}\n"
        "Where the minutes themselves were wrong, record it under `corrections` in a meeting that "
        "agrees them."
    )
    return Problem("action-edited", message, edit.place, hint)


# Actions and their numbers


def action_removed(case: _Case) -> Iterator[Problem]:
    """Tell each action that was in the log and is not any more."""
    for key, act in case.was.acts.items():
        there = act.action.key in case.base.book.log.by_key
        if key in case.same or not there or _unread(case, act.meeting):
            continue
        meeting = case.now.calendar.by_name.get(case.names[act.meeting.name])
        words = f" ({act.raised.action})" if act.raised.action else ""
        message = f"{act.action.key}{words} is not in the log any more."
        hint = _how_to_keep(meeting)
        related = (RelatedSpan(first(act.raised.place), "It was here before."),)
        place = first((meeting or act.raised).place)
        yield Problem("action-removed", message, place, hint, related if meeting else ())


def _how_to_keep(meeting: Meeting | None) -> str:
    """Say what to do for an action that is gone, whose meeting now is so (None: it is gone)."""
    withdrawn = "What is not to be done is withdrawn, by a report in a later meeting."
    if meeting is not None and not meeting.took_place:
        return (
            "The meeting is marked `held: false`, and nothing in it counts: move the entry to "
            f"another meeting's file. {withdrawn}"
        )
    return f"Put it back. {withdrawn}"


def number_reused(case: _Case) -> Iterator[Problem]:
    """Tell each number that was another action's."""
    now = case.now.by_ref()
    numbers = FreeNumbers(case.now.book.series, case.now.calendar)
    for ref, act in case.was.by_ref().items():
        other = now.get(ref)
        if other is None or case.same.get(act.action.place_key) == other.action.place_key:
            continue
        free = numbers.offer(other.meeting)
        words = f"“{act.raised.action}”" if act.raised.action else "another action"
        message = f"{other.raised.ref} is the number of {words}, and is given to another action."
        yield Problem("number-reused", message, _ref_place(other), _next(free))


def _ref_place(act: _Act) -> Span:
    return act.raised.ref.place if act.raised.ref is not None else act.raised.place


def _next(free: str | None) -> str:
    return f"The next free number is {free}." if free else "Give this one another number."


def number_taken(case: _Case) -> Iterator[Problem]:
    """Tell each new number that the base has given meanwhile."""
    known, theirs = case.was.by_ref(), case.base.by_ref()
    meetings = (*case.now.book.meetings, *_uncounted(case))
    numbers = FreeNumbers(case.now.book.series, index_meetings(meetings))
    for ref, act in case.now.by_ref().items():
        other = theirs.get(ref)
        if ref in known or other is None or _may_be_one(act, other):
            continue
        free = numbers.offer(act.meeting)
        message = f"{act.raised.ref} has been given to “{other.raised.action}” meanwhile."
        related = (RelatedSpan(_ref_place(other), "It is given here, in the base."),)
        hint = f"{_next(free)} It is free here and in the base." if free else _next(free)
        yield Problem("number-taken", message, _ref_place(act), hint, related)


def _may_be_one(act: _Act, other: _Act) -> bool:
    return None in {act.words, other.words} or act.words == other.words


def _uncounted(case: _Case) -> Iterator[Meeting]:
    """Give the meetings of the base, so that their numbers count and they themselves do not."""
    return (one._replace(extraordinary=True) for one in case.base.book.meetings)


# Keys


class _Mention(NamedTuple):
    """A key that is written somewhere, and what tells it from others of its meeting."""

    key: LocatedStr
    sign: Hashable


def key_moved(case: _Case) -> Iterator[Problem]:
    """Tell each mention that was written for an action which is now named otherwise."""
    moved = {squeezed(was): now for was, now in case.same.items() if was != now}
    before = _signs(case) if moved else set()
    for meeting in case.now.book.meetings if moved else ():
        for key, sign in _mentions(meeting, {}):
            to = moved.get(squeezed(key))
            if to is not None and (meeting.name, sign) in before:
                act = case.now.acts[to]
                words = f" ({act.raised.action})" if act.raised.action else ""
                message = f"{key} was written for an action{words} that is now {to}."
                hint = f"Write {act.action.key}, or put the actions back in their places."
                related = (RelatedSpan(first(act.raised.place), f"{to} is here."),)
                yield Problem("key-moved", message, key.place, hint, related)


def _signs(case: _Case) -> set[tuple[str, Hashable]]:
    return {
        (case.names[meeting.name], sign)
        for meeting in case.was.book.meetings
        for _, sign in _mentions(meeting, case.same)
    }


def _mentions(meeting: Meeting, same: dict[str, str]) -> Iterator[_Mention]:
    """Give every key that a meeting names; `same` leads to the keys that its actions have now."""
    for update in (said.update for said in list_updates(meeting)):
        about = "" if update.about is None else normalize_label(update.about)
        yield _Mention(update.ref, (squeezed(update.ref), about))
        for key in update.becomes:
            yield _Mention(key, (squeezed(update.ref), about, squeezed(key)))
    for place, raised in _written(meeting):
        for key in raised.follows:
            yield _Mention(key, (same.get(place, place), squeezed(key)))


PAST: dict[str, Callable[[_Case], Iterator[Problem]]] = {
    "agreed-changed": agreed_changed,
    "action-edited": action_edited,
    "action-removed": action_removed,
    "number-reused": number_reused,
    "number-taken": number_taken,
    "key-moved": key_moved,
}
