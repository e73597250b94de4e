"""Which actions of the log an entry without a number may mean, by its words and owners."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.importing.clean_text import list_words
from scrutiny_cli.importing.imported_meeting import ImportedEntry
from scrutiny_cli.minutes.labels import read_owner_text
from scrutiny_cli.minutes.source import LocatedStr, Source, Span, normalize_label

_SHORTEST = 3  # letters of a word that is compared
_LIKENESS = 0.5
_FEWEST = 3  # longer words that similar actions have in common
_RECENT = 2  # meetings whose closed actions are still looked at
_REWORDED = re.compile(
    r"\b(?:rephrased|reworded|re-worded|amended to read|now reads)\b", re.IGNORECASE
)
_NOWHERE = Span(Source("", ""), 0, 0)


class SimilarAction(NamedTuple):
    """An action of the log that an entry may mean; `is_sure`: the words and owners are the same."""

    action: Action
    is_sure: bool


def find_similar_actions(entry: ImportedEntry, book: MinuteBook) -> list[SimilarAction]:
    """Return the actions that an entry without a number may mean, in the order of the log.

    They are open, or were closed by one of the two latest meetings. They have at least half of
    their words in common and an owner, or the very same words.
    """
    owners = read_owner_labels(entry.owner, book)
    found = (_compare_action(entry.words, owners, action) for action in list_recent_actions(book))
    return [similar for similar in found if similar is not None]


def list_recent_actions(book: MinuteBook) -> Iterator[Action]:
    """Yield the open actions, and those closed at one of the two latest meetings or after."""
    latest = [meeting.date for meeting in book.meetings if meeting.is_regular][-_RECENT:]
    for action in book.log.actions:
        closing = _find_closing_meeting(action, book)
        if closing is None or (latest and closing >= latest[0]):
            yield action


def _find_closing_meeting(action: Action, book: MinuteBook) -> date | None:
    """Return the day of the meeting whose report closed an action; None while it is open.

    What happened may be long before the meeting that reports it.
    """
    name = None
    for event in reversed(action.history):
        if event.state.status.is_open:
            break
        name = event.meeting
    meeting = None if name is None else book.find_meeting(name)
    return None if meeting is None else meeting.date


def _compare_action(words: str, owners: frozenset[str], action: Action) -> SimilarAction | None:
    others = frozenset(map(normalize_label, action.state.owners))
    wording = action.state.words or ""
    is_same = bool(words) and list_words(words) == list_words(wording)
    is_short = len(list_words(words)) <= 1 or len(list_words(wording)) <= 1
    if is_same and owners == others and (owners or not is_short):
        return SimilarAction(action, is_sure=True)
    if is_short:
        return None  # "Respond" alone says nothing
    are_apart = bool(owners and others) and not owners & others
    if is_same and not are_apart:
        return SimilarAction(action, is_sure=False)
    is_alike = _are_alike(words, wording) and bool(owners & others)
    return SimilarAction(action, is_sure=False) if is_alike else None


def _are_alike(words: str, others: str) -> bool:
    """Whether texts have half of their longer words in common; of two words, more than half.

    "Find a new caretaker" is not "Find a new auditor".
    """
    likeness, common = measure_likeness(words, others), _long_words(words) & _long_words(others)
    return likeness > _LIKENESS or (likeness == _LIKENESS and len(common) >= _FEWEST)


def measure_likeness(words: str, others: str) -> float:
    """Return the share of the longer words that two texts have in common (Jaccard), 0 to 1."""
    first, second = _long_words(words), _long_words(others)
    return len(first & second) / len(first | second) if first | second else 0.0


def _long_words(text: str) -> frozenset[str]:
    return frozenset(word for word in list_words(text) if len(word) >= _SHORTEST)


def read_owner_labels(text: str | None, book: MinuteBook) -> frozenset[str]:
    """Return the owners that a value names, as the log shows them, without regard to case."""
    if text is None:
        return frozenset()
    value = read_owner_text(LocatedStr.make(text, _NOWHERE))
    labels = [str(part.label) for part in value.parts if part.label is not None]
    return frozenset(normalize_label(book.directory.display_label(label)) for label in labels)


def describe_action(action: Action) -> str:
    """Return an action's key and words, as a doubt names it."""
    words = action.state.words
    return action.key if words is None else f'{action.key}, "{" ".join(words.split())}"'


def list_missing_words(words: str, known: Iterable[str]) -> list[str]:
    """Return the words of a text that are in none of some texts."""
    there = {word for text in known for word in list_words(text)}
    return [word for word in list_words(words) if word not in there]


def is_reworded(entry: ImportedEntry) -> bool:
    """Whether an entry says that its wording is a new one."""
    texts = (entry.words, *(report.words for report in entry.reports))
    return any(_REWORDED.search(text) for text in texts)
