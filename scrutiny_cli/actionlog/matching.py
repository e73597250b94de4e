"""Which action of one state of the log is which of another."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from scrutiny_cli.minutes.source import normalize_label, squeezed

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

    from scrutiny_cli.actionlog.model import Action

MIN_SIMILARITY = 0.5  # of two wordings of one action
_MAX_COMPARED = 2500


class Matched(NamedTuple):
    """Actions that are in both states, only in the earlier, only in the later."""

    both: tuple[tuple[Action, Action], ...]
    gone: tuple[Action, ...]
    new: tuple[Action, ...]


def matched(
    before: Iterable[Action], after: Iterable[Action], renamed: Mapping[str, str]
) -> Matched:
    """Find each action again: by all that it says, by number and words, by less and less of them.

    `renamed` gives the later name of a meeting whose file has another. A key (`NAME#n`) is not
    compared: it changes when an action is put in above. Actions that say the same are matched
    in the order of the file.
    """
    both: list[tuple[Action, Action]] = []
    gone, new = list(before), list(after)
    for sign in _MATCH_KEYS:
        if not gone or not new:
            break
        gone, new = _pair_by_key(both, gone, new, sign, renamed)
    gone, new = _pair_similar(both, gone, new, renamed)
    return Matched(tuple(both), tuple(gone), tuple(new))


def _normalize_ref(one: Action) -> str | None:
    return None if one.entry.ref is None else squeezed(one.entry.ref)


def _normalize_words(one: Action) -> str | None:
    first = one.history[0].action
    return None if first is None else normalize_label(first)


def _describe_entry(one: Action) -> tuple[Hashable, ...]:
    """Return all that the action's entry says, its labels as they are shown, its refs in order."""
    entry, owners = one.entry, frozenset(one.history[0].owners or ())
    return (
        entry._replace(owners=(), owner_value=None, follows=()),
        owners,
        frozenset(map(squeezed, entry.follows)),
    )


# What two states of one action have in common, the surest first; None: this sign fails here.
_MATCH_KEYS: tuple[Callable[[Action, str], Hashable], ...] = (
    lambda one, meeting: (
        meeting,
        one.entry.ref,
        _describe_entry(one),
        one.history[1:],
        one.becomes,
    ),
    lambda one, meeting: (meeting, one.entry.ref, _describe_entry(one)),
    lambda one, meeting: (meeting, _normalize_ref(one), _normalize_words(one)),
    lambda one, _: None if one.entry.ref is None else (_normalize_ref(one), _normalize_words(one)),
    lambda one, meeting: (
        None if _normalize_words(one) is None else (meeting, _normalize_words(one))
    ),
    lambda one, meeting: None if one.entry.ref is None else (meeting, _normalize_ref(one)),
)


def _pair_by_key(
    both: list[tuple[Action, Action]],
    gone: list[Action],
    new: list[Action],
    sign: Callable[[Action, str], Hashable],
    renamed: Mapping[str, str],
) -> tuple[list[Action], list[Action]]:
    """Pair those of one sign in their order; give those that are left."""
    waiting: dict[Hashable, list[Action]] = {}
    unpaired: list[Action] = []
    for one in gone:
        shown = sign(one, renamed.get(one.meeting, one.meeting))
        if shown is None:
            unpaired.append(one)
        else:
            waiting.setdefault(shown, []).append(one)
    left: list[Action] = []
    for one in new:
        found = waiting.get(sign(one, one.meeting))
        if found:
            both.append((found.pop(0), one))
        else:
            left.append(one)
    unpaired += (one for each in waiting.values() for one in each)
    return sorted(unpaired, key=lambda one: one.position), left


def _pair_similar(
    both: list[tuple[Action, Action]],
    gone: list[Action],
    new: list[Action],
    renamed: Mapping[str, str],
) -> tuple[list[Action], list[Action]]:
    """Pair what has most of its words in common in a meeting, the most alike first."""
    if not gone or not new:
        return gone, new
    alike = [
        (likeness, one, other)
        for one in gone
        for other in _list_candidates(one, new, renamed, len(gone))
        if (likeness := _compare_words(one, other)) >= MIN_SIMILARITY
    ]
    taken: set[int] = set()
    for _, one, other in sorted(alike, key=lambda row: -row[0]):
        if not taken & {id(one), id(other)}:
            taken |= {id(one), id(other)}
            both.append((one, other))
    return (
        [one for one in gone if id(one) not in taken],
        [one for one in new if id(one) not in taken],
    )


def _list_candidates(
    one: Action, new: list[Action], renamed: Mapping[str, str], others: int
) -> list[Action]:
    meeting = renamed.get(one.meeting, one.meeting)
    has_ref = one.entry.ref is not None
    found = [
        other
        for other in new
        if other.meeting == meeting and not (has_ref and other.entry.ref is not None)
    ]
    return found if len(found) * others <= _MAX_COMPARED else []


def _compare_words(one: Action, other: Action) -> float:
    return find_similarity(_normalize_words(one), _normalize_words(other))


def find_similarity(before: str | None, after: str | None) -> float:
    """Return how much of their words two wordings have in common, from 0 to 1."""
    if before is None or after is None:
        return 0.0
    return SequenceMatcher(None, before.split(), after.split(), autojunk=False).ratio()
