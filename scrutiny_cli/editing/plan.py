"""What is to be written into a meeting's file: planned as spans, proved by reading it again.

An intent gives the spans of new text and the meeting that must be read from it. Before any
text is given out it is read again: what it says is what was wanted, and nothing is wrong
that was not wrong before.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from scrutiny_cli.actionlog.labels import known_labels
from scrutiny_cli.actionlog.load import build
from scrutiny_cli.diff.records import GATHERED
from scrutiny_cli.editing.yaml_edit import (
    CannotEdit,
    Line,
    Page,
    TextEdit,
    applied,
    lines_written,
    page,
)
from scrutiny_cli.minutes import labels
from scrutiny_cli.minutes.source import LocatedStr, Source, Span
from scrutiny_cli.rules import run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from scrutiny_cli.actionlog.model import MinuteBook
    from scrutiny_cli.editing.yaml_edit import Route
    from scrutiny_cli.minutes.model import Item, Meeting
    from scrutiny_cli.minutes.problem import Problem
    from scrutiny_cli.minutes.yaml_nodes import MappingNode

# The warnings by which an edit shows itself as a slip. The others (a number out of its order,
# a far-off due) follow from what was asked for: they are told, and the edit stands.
_SLIPS = frozenset(
    {
        "closed-again", "no-about", "label-case", "owner-joined", "person-renamed",
        "unknown-owner",
    }
)  # fmt: skip
_PLACE_KEY = r"#b?\d+"


class EditContext(NamedTuple):
    """What an intent looks at: all files, the meeting it writes to, and that one's page."""

    book: MinuteBook
    meeting: Meeting
    page: Page


class Change(NamedTuple):
    """Spans of new text (none: nothing is to be done), and the meeting that it must say.

    `gone` says, a field each, what of the old text is not there any more.
    """

    spans: list[TextEdit]
    meeting: Meeting
    gone: tuple[str, ...] = ()


class VerifiedEdit(NamedTuple):
    """A meeting before and after, proved; all files as they then read; warnings that came.

    `gone` says what of the old text is not there any more, `lines` are those written.
    """

    before: Meeting
    after: Meeting
    book: MinuteBook
    told: tuple[Problem, ...]
    gone: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()

    @property
    def old(self) -> Source:
        """The file as it was read."""
        return self.before.place.source

    @property
    def text(self) -> str:
        """The file's new text; the old one where nothing is to be done."""
        return self.after.place.source.text


class AllowedFixes(NamedTuple):
    """What an edit does to problems: rules whose errors do not bar it, and keys it gives anew."""

    rules: frozenset[str] = frozenset()
    keys: tuple[str, ...] = ()

    def kind(self, problem: Problem) -> tuple[str, str, str]:
        """Give by what a problem is known again."""
        # An action's place may have moved where nobody names it by its place.
        names = "|".join([*map(re.escape, self.keys), _PLACE_KEY])
        return problem.rule, problem.place.path, re.sub(names, "#", problem.message)


class Intent(Protocol):
    """Something to be written into a meeting's file."""

    def by_hand(self, book: MinuteBook) -> str:
        """Say what a person may write himself where this cannot be done."""

    def plan(self, scene: EditContext) -> Change:
        """Give the change. Raises CannotEdit."""


# Planning, and the proof


def planned(book: MinuteBook, name: str, intent: Intent, today: date) -> VerifiedEdit:
    """Plan an intent for a meeting's file, and prove it, or raise CannotEdit."""
    return planned_in(book, (name,), intent, today)[0]


def planned_in(
    book: MinuteBook,
    names: Iterable[str],
    intent: Intent,
    today: date,
    mends: AllowedFixes | None = None,
) -> list[VerifiedEdit]:
    """Plan an intent for several meetings' files, and prove all at once, or raise CannotEdit."""
    mends = mends or AllowedFixes()
    by_hand = intent.by_hand(book)
    before = [meeting_of(book, name) for name in names]
    for one in before:
        _refuse_errors(book, one.place.path, mends)
    changes = [
        intent.plan(EditContext(book, one, page(one.place.source, by_hand))) for one in before
    ]
    if not any(change.spans for change in changes):
        return [VerifiedEdit(one, one, book, ()) for one in before]
    now = _rewritten(book, zip(before, changes, strict=True))
    told = _proved(book, now, [one.place.path for one in before], today, mends)
    for one, change in zip(before, changes, strict=True):
        if not _is_same(now, change.meeting):
            raise CannotEdit(f"{one.place.path}: it would read as something else: {by_hand}")
    return [
        VerifiedEdit(one, meeting_of(now, one.name), now, told, change.gone, _lines(one, change))
        for one, change in zip(before, changes, strict=True)
    ]


def _lines(meeting: Meeting, change: Change) -> tuple[Line, ...]:
    return lines_written(meeting.place.source.text, change.spans)


def meeting_of(book: MinuteBook, name: str) -> Meeting:
    """Give the meeting of a name, or raise CannotEdit."""
    found = next((one for one in book.meetings if one.name == name), None)
    if found is None:
        raise CannotEdit(f"There is no meeting {name}. `scrutiny meetings` lists them.")
    return found


def _refuse_errors(book: MinuteBook, path: str, mends: AllowedFixes) -> None:
    found = (one for one in book.problems if one.place.path == path)
    if any(_bars(one) and one.rule not in mends.rules for one in found):
        raise CannotEdit(f"{path} has errors, and was left as it is. Fix them first.")


def _bars(problem: Problem) -> bool:
    # The name of a file, told at its very beginning, harms nothing that is written into it.
    return problem.is_error and not (problem.rule == "file-name-date" and problem.place.end == 0)


def _rewritten(book: MinuteBook, changes: Iterable[tuple[Meeting, Change]]) -> MinuteBook:
    """Read all files again, some of them with their new texts."""
    texts = {
        meeting.place.path: applied(meeting.place.source.text, change.spans)
        for meeting, change in changes
    }
    return build(Source(one.path, texts.get(one.path, one.text)) for one in book.sources)


def _proved(
    book: MinuteBook, now: MinuteBook, paths: list[str], today: date, mends: AllowedFixes
) -> tuple[Problem, ...]:
    """Refuse what brings an error or a slip; give the other warnings that come of it."""
    fresh = _fresh(book, now, today, mends)
    for problem in (one for one in fresh if one.is_error or one.rule in _SLIPS):
        path = problem.place.path if problem.place.path in paths else paths[0]
        why = f"{path}: {problem.message} {problem.hint}".rstrip()
        raise CannotEdit(f"{why}\nNothing was written.")
    return tuple(fresh)


def _is_same(book: MinuteBook, wanted: Meeting) -> bool:
    found = [one for one in book.meetings if one.name == wanted.name]
    return [_bare(one) for one in found] == [_bare(wanted)]


def _bare(meeting: Meeting) -> Meeting:
    """Give a meeting without what is gathered from its own records."""
    return meeting._replace(**GATHERED)


def _fresh(before: MinuteBook, now: MinuteBook, today: date, mends: AllowedFixes) -> list[Problem]:
    """Give the problems that were not there before, wherever they stood and stand."""
    known = Counter(map(mends.kind, run(before, today)))
    fresh: list[Problem] = []
    for problem in run(now, today):
        known[mends.kind(problem)] -= 1
        if known[mends.kind(problem)] < 0:
            fresh.append(problem)
    return fresh


# Parts of intents


def _changed(item: Item, route: Route, change: Callable[[Item], Item]) -> Item:
    """Change the item of a route, and leave the others as they are."""
    if not route:
        return change(item)
    at, below = route[0], item.items
    new = _changed(below[at], route[1:], change)
    return item._replace(items=(*below[:at], new, *below[at + 1 :]))


def with_item(meeting: Meeting, route: Route, change: Callable[[Item], Item]) -> Meeting:
    """Give a meeting with the item of a route changed."""
    return meeting._replace(body=_changed(meeting.body, route, change))


def joined(texts: tuple[str, ...], marks: str) -> str | tuple[str, ...]:
    """Give texts as one, parted by commas; as a list where one of them holds such a mark."""
    whole = any(mark in text for text in texts for mark in marks)
    return texts if whole else ", ".join(texts)


def owners_written(book: MinuteBook, owners: tuple[str, ...]) -> str | tuple[str, ...]:
    """Give owners as one text where that reads back as them, otherwise as a list."""
    known = known_labels(book.directory, book.meetings)
    text = ", ".join(owners) or "none"
    source = Span(Source("", text), 0, len(text))
    same = known.owners(labels.owner_text(LocatedStr.at(text, source)))
    listed = labels.owner_list(LocatedStr.at(owner, source) for owner in owners)
    return text if same == known.owners(listed) else owners


def owners_read(book: MinuteBook, owners: tuple[str, ...], place: Span) -> dict[str, Any]:
    """Give the fields of owners as they are read back."""
    known = known_labels(book.directory, book.meetings)
    written = owners_written(book, owners)
    if isinstance(written, str):
        return known.settled(labels.owner_text(LocatedStr.at(written, place)))
    return known.settled(labels.owner_list(words(written, place)))


def words(texts: Iterable[str], place: Span) -> tuple[LocatedStr, ...]:
    """Give texts as they are read."""
    return tuple(LocatedStr.at(text, place) for text in texts)


def but_next_meeting(node: MappingNode) -> str:
    """Give the last field of a meeting that is not `next_meeting`."""
    names = [key.text for key, _ in node.fields]
    return ([name for name in names if name != "next_meeting"] or names)[-1]


def routes(meeting: Meeting) -> Iterator[tuple[Route, Item]]:
    """Give every item of a meeting with its route, in the order of the file."""
    yield from _routes(meeting.body, ())


def _routes(item: Item, route: Route) -> Iterator[tuple[Route, Item]]:
    for at, below in enumerate(item.items):
        yield (*route, at), below
        yield from _routes(below, (*route, at))
