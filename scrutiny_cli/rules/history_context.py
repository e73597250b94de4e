"""What the rules on a change look at: three states of the log, and what is the same in them.

`fork` is the log where the work began, `base` the branch that it goes back to as it is now,
which may have moved on since, and `head` the log that is checked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from scrutiny_cli.actionlog.approvals import find_approvals, find_approved_meeting
from scrutiny_cli.actionlog.matching import find_renamed_meetings, match_actions
from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.actionlog.traverse import list_approved, list_items
from scrutiny_cli.minutes.file_names import meeting_name
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.minutes.source import normalize_ref
from scrutiny_cli.rules.registry import RuleSet

_Actions = dict[str, "Action"]  # by place key


class LogState(NamedTuple):
    """A state of the log, with its actions by their place keys."""

    book: MinuteBook
    actions: _Actions

    def group_by_ref(self) -> dict[str, Action]:
        """Return the actions by their squeezed refs; of two with one ref the first."""
        found: dict[str, Action] = {}
        for action in self.actions.values():
            if action.entry.ref is not None:
                found.setdefault(normalize_ref(action.entry.ref), action)
        return found


class HistoryContext(NamedTuple):
    """What the rules look at.

    `names` gives the name that each meeting of `fork` has in `head`, `moved_to` the place key in
    `head` for that of an action in `fork`, `agreed` the meetings that agreed minutes of `base`.
    `corrected` are the meetings of `head` whose minutes another meeting newly corrects.
    `unreadable` are the names of the files of `head` that cannot be read.
    """

    fork: LogState
    base: LogState
    head: LogState
    names: dict[str, str]
    moved_to: dict[str, str]
    agreed: dict[str, Meeting]
    corrected: frozenset[str]
    unreadable: frozenset[str]

    def find_in_head(self, name: str) -> Meeting | None:
        """Return the meeting that has a name in `fork` as it is in `head`."""
        return self.head.book.find_meeting(self.names[name])

    def is_unreadable(self, name: str) -> bool:
        """Whether the file of a meeting of `fork` cannot be read in `head`."""
        return self.names[name] in self.unreadable


HISTORY_RULES = RuleSet[HistoryContext](needs_base=True)
history_rule = HISTORY_RULES.rule


def make_history_context(
    head: MinuteBook, base: MinuteBook, fork: MinuteBook | None, today: date
) -> HistoryContext:
    """Return what the rules look at; without `fork` the work began at `base`."""
    now, theirs = _make_state(head), _make_state(base)
    before = theirs if fork is None else _make_state(fork)
    names = _match_names(before.book, head)
    return HistoryContext(
        fork=before,
        base=theirs,
        head=now,
        names=names,
        moved_to=_match_actions(before.actions, now.actions, names),
        agreed=find_approvals(base, today),
        corrected=frozenset(_list_corrected(before, now, names)),
        unreadable=frozenset(map(meeting_name, head.unreadable)),
    )


def _make_state(book: MinuteBook) -> LogState:
    actions = {action.place_key: action for action in book.log.actions}
    return LogState(book, actions)


def _match_names(fork: MinuteBook, head: MinuteBook) -> dict[str, str]:
    """Return the name that each meeting has in `head`.

    It is its own, otherwise that of a new file with the same content or of the same day.
    """
    there = {meeting.name for meeting in head.meetings}
    before = {meeting.name for meeting in fork.meetings}
    new = {meeting.date: meeting.name for meeting in head.meetings if meeting.name not in before}
    renamed = find_renamed_meetings(fork.meetings, head.meetings)
    return {
        meeting.name: meeting.name
        if meeting.name in there
        else renamed.get(meeting.name) or new.get(meeting.date, meeting.name)
        for meeting in fork.meetings
    }


def _match_actions(fork: _Actions, head: _Actions, names: dict[str, str]) -> dict[str, str]:
    pairs = match_actions(fork.values(), head.values(), names).pairs
    found = {before.place_key: after.place_key for before, after in pairs}
    _add_origins(found, fork, head)
    return found


def _add_origins(found: dict[str, str], fork: _Actions, head: _Actions) -> None:
    """Add what was brought forward, where the meeting that raised it has its file now."""
    taken = set(found.values())
    free = {_get_ref(action): key for key, action in head.items() if key not in taken}
    for key, action in fork.items():
        ref = _get_ref(action)
        if key not in found and action.brought_forward and ref and ref in free:
            found[key] = free.pop(ref)


def _list_corrected(fork: LogState, head: LogState, names: dict[str, str]) -> Iterator[str]:
    """List the meetings that are agreed by one which has a correction that is new."""
    former = {name: before for before, name in names.items()}
    for meeting in head.book.meetings:
        before = fork.book.find_meeting(former.get(meeting.name, ""))
        if _count_corrections(meeting) - _count_corrections(before):
            for word in list_approved(meeting):
                agreed = find_approved_meeting(head.book.index, meeting, word)
                if agreed is not None:
                    yield agreed.name


def _count_corrections(meeting: Meeting | None) -> Counter[str]:
    items = () if meeting is None else list_items(meeting)
    return Counter(str(text) for item in items for text in item.corrections)


def _get_ref(action: Action) -> str | None:
    return None if action.entry.ref is None else normalize_ref(action.entry.ref)
