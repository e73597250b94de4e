"""Another number for an action: the fields that certainly mean the action follow.

Prose is never edited. It is listed with its lines, as are the fields that may mean another
action with the same number.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from scrutiny_cli.actionlog.approvals import find_approvals
from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.actionlog.ref_mentions import RefFinder
from scrutiny_cli.editing.action_references import (
    Reference,
    ReferenceField,
    ReferenceResolver,
    Verdict,
    list_references,
)
from scrutiny_cli.editing.plan import AllowedFixes, EditContext, VerifiedEdit, prepare_edits
from scrutiny_cli.editing.yaml_layout import CannotEdit
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.minutes.source import LocatedStr, Source, Span, normalize_ref
from scrutiny_cli.output.redaction import mark_confidential

# What two actions with one ref bring about; no text is misread for any of these errors.
_FIXED_RULES = frozenset(
    {"duplicate-ref", "wrong-action", "unknown-ref", "circular", "happened-before-raised"}
)
_ESCAPE = re.compile(r"\\(?:x..|u.{4}|U.{8}|.)")


def actions_with_ref(book: MinuteBook, ref: str) -> list[Action]:
    """Return the actions with a ref, or the one with a place key, in the order of the log."""
    wanted = normalize_ref(ref)
    placed = [one for one in book.log.actions if normalize_ref(one.place_key) == wanted]
    numbered = (one for one in book.log.actions if one.entry.ref is not None)
    return placed or [one for one in numbered if normalize_ref(one.entry.ref or "") == wanted]


def find_reference(book: MinuteBook, ref: str) -> LocatedStr | None:
    """Return a field's word that names a ref, whether or not an action has it."""
    return next(
        (word for word in list_references(book) if normalize_ref(word) == normalize_ref(ref)), None
    )


class ResolvedReference(NamedTuple):
    """A field of a meeting's file that names the ref, and whether it means the action."""

    meeting: Meeting
    reference: Reference
    verdict: Verdict

    @property
    def word(self) -> LocatedStr:
        """The ref as the field has it."""
        return self.reference.word


@dataclass(frozen=True)
class Renumber:
    """An action's new number, what names the old one in fields, and where prose names it."""

    action: Action
    others: tuple[Action, ...]
    number: str
    references: tuple[ResolvedReference, ...]
    prose: tuple[Span, ...]

    @property
    def ref(self) -> str:
        """The old number."""
        return self.action.entry.ref or ""

    @cached_property
    def followers(self) -> list[ResolvedReference]:
        """The fields that take the new number."""
        return [one for one in self.references if one.verdict is Verdict.YES]

    @property
    def mentions(self) -> list[ResolvedReference]:
        """The fields that take the new number, without the action's own."""
        return [one for one in self.followers if one.reference.field is not ReferenceField.OWN]

    @property
    def unresolved(self) -> list[Span]:
        """The fields that may mean the action or another one."""
        return [one.word.place for one in self.references if one.verdict is Verdict.UNSURE]

    @property
    def meeting_names(self) -> list[str]:
        """The meetings whose files change, that of the action last.

        If the disk fails after some of them, `check` then finds refs that no action has, and no
        update of the wrong action.
        """
        names = dict.fromkeys(one.meeting.name for one in self.followers)
        return [*(name for name in names if name != self.action.meeting), self.action.meeting]

    @property
    def allowed_fixes(self) -> AllowedFixes:
        """Which problems do not bar it, and which keys change."""
        places = (one.place_key for one in (self.action, *self.others))
        return AllowedFixes(_FIXED_RULES, (*places, self.ref, self.number))

    def describe_manual_edit(self, _book: MinuteBook) -> str:
        """Return what to write by hand."""
        return f"Write {self.number} by hand wherever {self.action.key} is meant."

    def make_edits(self, context: EditContext) -> tuple[str, ...]:
        """Write the new number into each field of the file that means the action."""
        own = (one.word for one in self.followers if one.meeting.name == context.meeting.name)
        for word in sorted(own, key=lambda word: word.start, reverse=True):
            context.editor.replace_word(word, self.number)
        return ()

    def describe_edit(self, done: list[VerifiedEdit]) -> str:
        """Return in a sentence what the edit of some files changed."""
        follow = len(self.mentions)
        count = "does 1 mention" if follow == 1 else f"do {follow} mentions"
        mentions = f", and so {count} of it" if follow else ""
        where = f" ({len(done)} files)" if len(done) > 1 else ""
        return f"{self.ref} becomes {self.number}{mentions}{where}."

    def describe_unchanged(self, done: list[VerifiedEdit]) -> str:
        """Return the prose and the fields that were not changed, with their lines."""
        unclear = f"Not changed, because {self.ref} may mean another action there:"
        prose = f"Not changed, because {self.ref} is in a text or a comment there:"
        lines = [
            *_list_lines(unclear, self.locate_after(self.unresolved, done)),
            *_list_lines(prose, self.locate_after(self.prose, done)),
        ]
        if not lines:
            return ""
        now = done[-1].book.find_action(self.ref)
        means = f"No action has the number {self.ref} any more."
        if now is not None:
            means = f"Unchanged, they mean {_describe_action(now)}."
        called = _describe_action(self.action)
        lines.append(f"Where {called} is meant, write {self.number} by hand. {means}")
        return "\n".join(lines)

    def locate_after(self, places: Iterable[Span], done: list[VerifiedEdit]) -> list[Span]:
        """Return where unchanged places are in the files after the edit."""
        sources = {source.path: source for source in done[-1].book.sources}
        moved = (self._locate_moved(place, sources[place.path]) for place in places)
        return sorted(moved, key=lambda place: (place.path, place.start))

    @cached_property
    def _shifts(self) -> dict[str, list[tuple[int, int]]]:
        """By how much the text after the end of each replaced word moves, by path."""
        words = defaultdict(list)
        for one in self.followers:
            words[one.word.source.path].append(one.word)
        shifts: dict[str, list[tuple[int, int]]] = {}
        for path, replaced in words.items():
            replaced.sort(key=lambda word: word.start)
            moved = accumulate(len(self.number) - len(word) for word in replaced)
            shifts[path] = [(word.end, by) for word, by in zip(replaced, moved, strict=True)]
        return shifts

    def _locate_moved(self, place: Span, source: Source) -> Span:
        shifts = self._shifts.get(place.path, [])
        before = bisect_right(shifts, place.start, key=itemgetter(0))
        shift = shifts[before - 1][1] if before else 0
        return Span(source, place.start + shift, place.end + shift)


def _list_lines(heading: str, places: list[Span]) -> list[str]:
    listed = [f"{one.path}:{one.line}:{one.column}: {one.line_text.strip()}" for one in places]
    return [heading, *listed] if listed else []


def _describe_action(action: Action) -> str:
    words = action.state.words
    if words is None:
        return action.place_key
    return f"{mark_confidential(action.confidential)}“{words}”"


def plan_renumber(book: MinuteBook, action: Action, number: str) -> Renumber:
    """Find all that names an action's ref, which is to become another number."""
    same_ref = actions_with_ref(book, action.entry.ref or "")
    others = tuple(one for one in same_ref if one.position != action.position)
    resolver = ReferenceResolver(action, others, book.index.positions)
    references: list[ResolvedReference] = []
    prose: list[Span] = []
    finder = _make_finder(book, resolver.ref)
    for meeting in book.meetings:
        found = [ResolvedReference(meeting, *one) for one in resolver.resolve_all(meeting)]
        references += found
        if not others or resolver.resolve_by_day(meeting) is not Verdict.NO:
            prose += _find_prose(finder, meeting, [one.word for one in found])
    return Renumber(action, others, number, tuple(references), tuple(prose))


def _make_finder(book: MinuteBook, ref: str) -> RefFinder:
    refs = (action.entry.ref for action in book.log.actions)
    known = frozenset(normalize_ref(other) for other in refs if other is not None)
    return RefFinder(frozenset({normalize_ref(ref)}), known)


def _find_prose(finder: RefFinder, meeting: Meeting, words: list[LocatedStr]) -> Iterator[Span]:
    """Yield where a file names a ref, comments included, but not in the words of its fields."""
    source = meeting.place.source
    # An escape in a text in quotes, as \n, is no part of the word after it.
    text = _ESCAPE.sub(lambda escape: " " * len(escape[0]), source.text)
    within = {place for word in words for place in range(word.start, word.end)}
    for start, written in finder.find_in(text):
        if start not in within:
            yield Span(source, start, start + len(written))


def verify_renumber(book: MinuteBook, intent: Renumber, today: date) -> list[VerifiedEdit]:
    """Plan the new number in every file, all or none. Raises CannotEdit."""
    _refuse_agreed(book, intent, today)
    done = prepare_edits(book, intent.meeting_names, intent, today, intent.allowed_fixes)
    if len(actions_with_ref(done[-1].book, intent.number)) > 1:
        raise CannotEdit(f"{intent.number} is already in use. Nothing was written.")
    return done


def _refuse_agreed(book: MinuteBook, intent: Renumber, today: date) -> None:
    """Refuse to change a field that refers to the action in minutes that were agreed."""
    agreed = find_approvals(book, today)
    found = [one for one in intent.mentions if one.meeting.name in agreed]
    if not found:
        return
    heading = (
        f"{intent.ref} is used in agreed minutes, which must not change. Nothing was written. "
        "It is used in:"
    )
    lines = (_describe_place(one.word.place, agreed[one.meeting.name]) for one in found)
    raise CannotEdit("\n".join([heading, *lines]))


def _describe_place(place: Span, agreeing: Meeting) -> str:
    line = place.line_text.strip()
    return f"{place.path}:{place.line}: {line}  (agreed by the meeting {agreeing.name})"
