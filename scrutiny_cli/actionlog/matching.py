"""Which action of one state of the log is which of another; which value of a list is which."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple, TypeVar

from scrutiny_cli.actionlog.model import Action
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.minutes.source import normalize_label, normalize_ref

MAX_COMPARED = 2500  # pairs whose words are compared
_MIN_SIMILARITY = 0.5  # of two wordings of one action
_Value = TypeVar("_Value")


def find_renamed_meetings(before: Iterable[Meeting], after: Iterable[Meeting]) -> dict[str, str]:
    """Return the later names of meetings that have another name and the same content."""
    old, new = ({meeting.name: meeting for meeting in meetings} for meetings in (before, after))
    added = [meeting for name, meeting in new.items() if name not in old]
    renamed: dict[str, str] = {}
    for name, meeting in old.items():
        if name in new:
            continue
        same = (one for one in added if one.name not in renamed.values())
        found = next((one for one in same if _is_alike(meeting, one)), None)
        if found is not None:
            renamed[name] = found.name
    return renamed


def _is_alike(old: Meeting, new: Meeting) -> bool:
    content = (
        old.root_item.items or old.root_item.actions or old.root_item.updates or old.brought_forward
    )
    return (
        bool(content)
        and old.root_item == new.root_item
        and old.brought_forward == new.brought_forward
    )


class Matched(NamedTuple):
    """Actions that are in both states, only in the earlier, only in the later."""

    pairs: tuple[tuple[Action, Action], ...]
    removed: tuple[Action, ...]
    added: tuple[Action, ...]


class _Placed(NamedTuple):
    """An action, and the name of its meeting that both states know."""

    action: Action
    meeting: str

    @property
    def ref(self) -> str | None:
        """The ref as it is compared."""
        ref = self.action.entry.ref
        return None if ref is None else normalize_ref(ref)

    @property
    def words(self) -> str | None:
        """The first words as they are compared."""
        words = self.action.history[0].action
        return None if words is None else normalize_label(words)

    @property
    def entry(self) -> tuple[Hashable, ...]:
        """The contents of the entry: its labels as they are shown, its refs in order."""
        entry, owners = self.action.entry, self.action.history[0].owners
        return (
            self.meeting,
            entry._replace(owners=(), owner_value=None, follows=()),
            frozenset(owners or ()),
            frozenset(map(normalize_ref, entry.follows)),
        )


# What two states of one action have in common, the surest first; None: this key is not used.
_MATCH_KEYS: tuple[Callable[[_Placed], Hashable], ...] = (
    lambda placed: (placed.entry, placed.action.history[1:], placed.action.becomes),
    lambda placed: placed.entry,
    lambda placed: (placed.meeting, placed.ref, placed.words),
    lambda placed: None if placed.ref is None else (placed.ref, placed.words),
    lambda placed: None if placed.words is None else (placed.meeting, placed.words),
    lambda placed: None if placed.ref is None else (placed.meeting, placed.ref),
)


def match_actions(
    before: Iterable[Action], after: Iterable[Action], renamed: Mapping[str, str]
) -> Matched:
    """Find each action again: by all its contents, by number and words, by fewer and fewer.

    `renamed` gives the later name of a meeting whose file has another. A key (`NAME#n`) is not
    compared: it changes when an action is inserted above. Actions with equal contents are matched
    in the order of the file.
    """
    old = [_Placed(action, renamed.get(action.meeting, action.meeting)) for action in before]
    new = [_Placed(action, action.meeting) for action in after]
    pairs = pair_by_keys(old, new, _MATCH_KEYS)
    pairs |= pair_similar(_compare_left(_drop(old, pairs), _drop(new, pairs.values())))
    return Matched(
        tuple((old[at].action, new[to].action) for at, to in pairs.items()),
        tuple(placed.action for placed in _drop(old, pairs).values()),
        tuple(placed.action for placed in _drop(new, pairs.values()).values()),
    )


def _drop(placed: Sequence[_Placed], numbers: Iterable[int]) -> dict[int, _Placed]:
    """Return what is left of a list without some numbers."""
    paired = set(numbers)
    return {at: value for at, value in enumerate(placed) if at not in paired}


def _compare_left(
    old: dict[int, _Placed], new: dict[int, _Placed]
) -> Iterator[tuple[float, int, int]]:
    """Compare the words of actions of one meeting, of which at most one has a ref."""
    by_meeting: dict[str, list[int]] = {}
    for number, placed in new.items():
        by_meeting.setdefault(placed.meeting, []).append(number)
    for at, placed in old.items():
        found = [
            to
            for to in by_meeting.get(placed.meeting, ())
            if placed.ref is None or new[to].ref is None
        ]
        if len(found) * len(old) <= MAX_COMPARED:
            for to in found:
                yield find_similarity(placed.words, new[to].words), at, to


def pair_by_keys(
    old: Sequence[_Value], new: Sequence[_Value], keys: Iterable[Callable[[_Value], Hashable]]
) -> dict[int, int]:
    """Pair values that have a key in common, the surest key first; return their numbers.

    Values of one key are paired in their order; None is no key.
    """
    pairs: dict[int, int] = {}
    left_old, left_new = dict(enumerate(old)), dict(enumerate(new))
    for key in keys:
        if not left_old or not left_new:
            break
        waiting: dict[Hashable, deque[int]] = {}
        for number, value in left_old.items():
            if (found := key(value)) is not None:
                waiting.setdefault(found, deque()).append(number)
        for number, value in list(left_new.items()):
            if numbers := waiting.get(key(value)):
                at = numbers.popleft()
                pairs[at] = number
                del left_old[at], left_new[number]
    return pairs


def pair_similar(compared: Iterable[tuple[float, int, int]]) -> dict[int, int]:
    """Pair values by how similar they are, the most similar first; return their numbers."""
    similar = [(-similarity, at, to) for similarity, at, to in compared]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for similarity, at, to in sorted(similar):
        if -similarity >= _MIN_SIMILARITY and at not in pairs and to not in taken:
            pairs[at] = to
            taken.add(to)
    return pairs


def find_similarity(before: str | None, after: str | None) -> float:
    """Return how much of their words two wordings have in common, from 0 to 1."""
    if before is None or after is None:
        return 0.0
    return SequenceMatcher(None, before.split(), after.split(), autojunk=False).ratio()
