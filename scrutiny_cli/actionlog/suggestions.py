"""What a ref without an action may have meant; only a limited number of names is compared."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Generic, Protocol, TypeVar

from scrutiny_cli.actionlog.meetings import MeetingIndex
from scrutiny_cli.actionlog.traverse import list_placed_actions, list_raised
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.minutes.patterns import PLACE_KEY
from scrutiny_cli.minutes.source import Span, normalize_about, normalize_label, normalize_ref
from scrutiny_cli.minutes.status_help import shorten_text
from scrutiny_cli.minutes.yaml_scalars import write_scalar

_MAX_LENGTH = 40  # characters of a ref whose slips are looked for
_MAX_OFFERED = 3  # names that are offered; more of one kind are no help
_MAX_WITH_ZEROS = 20  # names with other zeros that are looked at
_MAX_COMPARED = 20  # actions of the same first word whose words are compared with `about`
_FROM_BEFORE = "If the action is from before this log,"
_DIGITS = "0123456789"


class OfferedAction(Protocol):
    """An action of the log as far as it is offered."""

    key: str
    meeting: Meeting
    confidential: str | None

    def list_wordings(self) -> list[str]:
        """Return every wording the action has had."""


_Value = TypeVar("_Value")
_KINDS = ("swap", "zero", "slip")


@dataclass(slots=True, eq=False)
class NearNames(Generic[_Value]):
    """Finds the names that one may misspell; `names` may grow while it is used."""

    names: Mapping[str, _Value]
    _by_zeros: dict[str, list[str]] = field(default_factory=dict)
    _seen: int = 0

    def find_near(
        self,
        ref: str,
        exists: Callable[[_Value], bool],
        kinds: Iterable[str] = _KINDS,
    ) -> list[_Value]:
        """Return what may be meant: digits exchanged first, then other zeros, then one character.

        Signs after the ref (`3.8.`) come before all. If one character gives many, none is used.
        """
        name = normalize_ref(ref)
        if len(name) > _MAX_LENGTH:
            return []
        makers = {"swap": _swap_digits, "zero": self._with_other_zeros, "slip": _change_digits}
        found: dict[int, _Value] = {}
        for make in (_strip_punctuation, *(makers[kind] for kind in kinds)):
            values = [
                self.names[near] for near in make(name) if near in self.names and near != name
            ]
            fitting = {id(value): value for value in values if exists(value)}
            if make is not _change_digits or (not found and len(fitting) <= _MAX_OFFERED):
                found |= {at: value for at, value in fitting.items() if at not in found}
        return list(found.values())[:_MAX_OFFERED]

    def _with_other_zeros(self, name: str) -> list[str]:
        if self._seen < len(self.names):
            for known in islice(self.names, self._seen, None):
                self._by_zeros.setdefault(known.replace("0", ""), []).append(known)
            self._seen = len(self.names)
        near = self._by_zeros.get(name.replace("0", ""), [])[:_MAX_WITH_ZEROS]
        same = [other for other in near if _normalize_numbers(other) == _normalize_numbers(name)]
        return same or near


def _normalize_numbers(name: str) -> str:
    """Return a name without the zeros before its numbers."""
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", name)


def _strip_punctuation(name: str) -> Iterator[str]:
    yield name.rstrip(".):;,")


def _swap_digits(name: str) -> Iterator[str]:
    """Return a name with two neighbouring digits exchanged."""
    for at in range(len(name) - 1):
        digit, other = name[at], name[at + 1]
        if digit != other and digit in _DIGITS and other in _DIGITS:
            yield f"{name[:at]}{other}{digit}{name[at + 2 :]}"


def _change_digits(name: str) -> Iterator[str]:
    """Return a name without one character, with a digit more, or with another digit."""
    for at in range(len(name) + 1):
        before, after = name[:at], name[at + 1 :]
        yield before + after
        for digit in _DIGITS:
            yield before + digit + name[at:]
            if name[at : at + 1] in _DIGITS:
                yield before + digit + after


@dataclass(slots=True, eq=False)
class Suggestions:
    """Finds what to write instead of a ref that has no action before its meeting."""

    index: MeetingIndex
    near: NearNames[OfferedAction]
    _places: dict[str, tuple[Meeting, Span]] = field(default_factory=dict)
    _meetings: dict[str, Meeting] = field(default_factory=dict)
    _raised_counts: dict[str, int] = field(default_factory=dict)
    _by_word: dict[str, dict[str, OfferedAction]] = field(default_factory=dict)
    _seen: int = 0

    def for_update(self, ref: str, meeting: Meeting, about: str | None = None) -> str:
        """Return what to write instead of a ref in `updates`."""
        if (not_held := self.describe_not_held(ref)) is not None:
            return f"{not_held} Move that action here."
        if (later := self._describe_later(ref, meeting)) is not None:
            return f"{later} Move that action here, or move this update to that file."
        return self._make_hint(ref, meeting, about)

    def for_follows(self, ref: str, meeting: Meeting) -> str:
        """Return what to write instead of a ref in `follows`."""
        if (not_held := self.describe_not_held(ref)) is not None:
            return f"{not_held} Move that action here, or to an earlier meeting."
        if (later := self._describe_later(ref, meeting)) is not None:
            return f"{later} An action can only follow from earlier ones: write `follows` there."
        return self._make_hint(ref, meeting, None)

    def for_becomes(self, ref: str, meeting: Meeting) -> str:
        """Return what to write instead of a ref in `becomes`."""
        found = self.near.find_near(ref, lambda action: not self._is_later(meeting, action.meeting))
        near = f"{_format_offer(found)} If not, add" if found else "Correct the number, or add"
        return f"{near} {ref} under `actions`, here or in a later meeting."

    def _make_hint(self, ref: str, meeting: Meeting, about: str | None) -> str:
        kinds = ("zero",) if meeting.name == self.index.meetings[0].name else _KINDS
        found = self._find_by_words(about, meeting)
        if not found and re.fullmatch(PLACE_KEY, normalize_ref(ref)):
            return self._explain_key(normalize_ref(ref))
        found = found or self.near.find_near(
            ref, lambda action: not self._is_later(action.meeting, meeting), kinds
        )
        return _format_offer(found) if found else _describe_addition(ref, meeting, about)

    def _is_later(self, meeting: Meeting, other: Meeting) -> bool:
        return self.index.positions[meeting.name] > self.index.positions[other.name]

    def _find_by_words(self, about: str | None, meeting: Meeting) -> list[OfferedAction]:
        """Return the one action whose words begin like `about`."""
        start = normalize_about(about or "")
        if not start:
            return []
        if self._seen < len(self.near.names):
            for action in islice(self.near.names.values(), self._seen, None):
                for words in action.list_wordings()[:1]:
                    self._by_word.setdefault(_first_word(words), {})[action.key] = action
            self._seen = len(self.near.names)
        alike = islice(reversed(self._by_word.get(_first_word(start), {}).values()), _MAX_COMPARED)
        found = [
            action
            for action in alike
            if not self._is_later(action.meeting, meeting)
            and any(normalize_label(words).startswith(start) for words in action.list_wordings())
        ]
        return found if len(found) == 1 else []

    def _explain_key(self, key: str) -> str:
        """Return how many actions a meeting has, for a key beyond them."""
        name, mark, _ = key.partition("#b" if "#b" in key else "#")
        if not self._meetings:
            self._meetings |= {normalize_ref(held.name): held for held in self.index.meetings}
        meeting = self._meetings.get(name)
        if meeting is None:
            return f"There is no file {name}.yaml. Correct the key."
        forward = mark == "#b"
        count = len(meeting.brought_forward) if forward else self._count_raised(meeting)
        only = self.near.names.get(f"{name}{mark}1")
        if count == 1 and only is not None:
            return _format_offer([only])
        verb = "brings forward" if forward else "raises"
        if count == 0:
            return f"{meeting.name} {verb} no actions. Correct the key."
        actions = f"{count} action{'s' * (count != 1)}"
        return f"{meeting.name} {verb} {actions}. Correct the number after the #."

    def _count_raised(self, meeting: Meeting) -> int:
        count = self._raised_counts.get(meeting.name)
        if count is None:
            count = self._raised_counts[meeting.name] = len(list_raised(meeting))
        return count

    def _describe_later(self, ref: str, meeting: Meeting) -> str | None:
        """Return where a later file raises the action of a ref; None if no later file does."""
        found = self._find_anywhere(ref)
        if found is None or not self._is_later(found[0], meeting):
            return None
        return f"{ref} is raised later, in {found[1].path}, line {found[1].line}."

    def describe_not_held(self, ref: str) -> str | None:
        """Return which meeting that did not take place has the action of a ref, or None."""
        found = self._find_anywhere(ref)
        if found is None or found[0].took_place:
            return None
        where = f"{found[1].path}, line {found[1].line}"
        return f"{ref} is only in a meeting that did not take place (`held: false`): {where}."

    def _find_anywhere(self, ref: str) -> tuple[Meeting, Span] | None:
        if not self._places:
            self._read_all()
        return self._places.get(normalize_ref(ref))

    def _read_all(self) -> None:
        for meeting in sorted(self.index.meetings, key=lambda held: not held.took_place):
            for key, (entry, _, _) in list_placed_actions(meeting):
                for name in (key, entry.ref or key):
                    self._places.setdefault(normalize_ref(name), (meeting, entry.place))


def _first_word(words: str) -> str:
    return normalize_label(words).partition(" ")[0]


def _format_offer(found: Iterable[OfferedAction]) -> str:
    return f"Did you mean {' or '.join(map(_describe_action, found))}?"


def _describe_action(action: OfferedAction) -> str:
    words = action.list_wordings() if action.confidential is None else []
    return f"{action.key} ({shorten_text(words[-1])})" if words else action.key


def _describe_addition(ref: str, meeting: Meeting, about: str | None) -> str:
    """Return the lines that bring forward an action from before the log."""
    words = f"\n    action: {write_scalar(about)}" if about else ""
    entry = f"\n  - ref: {write_scalar(ref)}{words}"
    if meeting.brought_forward:
        return f"Correct the number. {_FROM_BEFORE} add it to `brought_forward`:{entry}"
    return f"Correct the number. {_FROM_BEFORE} add these lines:\nbrought_forward:{entry}"
