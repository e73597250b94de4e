"""What names an action by its ref or key: fields that certainly mean it, and prose.

Prose is never edited. It is listed with its lines, as are the fields that may mean another
action with the same ref.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
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
from scrutiny_cli.editing.plan import AllowedFixes, EditContext, VerifiedEdit
from scrutiny_cli.editing.text_edits import shift_place
from scrutiny_cli.editing.yaml_layout import CannotEdit
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.minutes.source import LocatedStr, Span, normalize_ref
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
class RefChange:
    """An action's new ref or key, what names the old one in fields, and where prose names it."""

    action: Action
    others: tuple[Action, ...]
    new: str
    references: tuple[ResolvedReference, ...]
    prose: tuple[Span, ...]

    @property
    def old(self) -> str:
        """The old ref; the key of an action without one."""
        return self.action.entry.ref or self.action.place_key

    @cached_property
    def followers(self) -> list[ResolvedReference]:
        """The fields that name the action."""
        return [one for one in self.references if one.verdict is Verdict.YES]

    @property
    def mentions(self) -> list[ResolvedReference]:
        """The fields that name the action, without its own `ref`."""
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
        return AllowedFixes(_FIXED_RULES, (*places, self.old, self.new))

    def replace_words(self, context: EditContext, found: Iterable[ResolvedReference]) -> None:
        """Write the new ref into some of the fields, where they are in the file of a meeting."""
        own = (one.word for one in found if one.meeting.name == context.meeting.name)
        for word in sorted(own, key=lambda word: word.start, reverse=True):
            context.editor.replace_word(word, self.new)

    def count_mentions(self) -> str:
        """Return that the mentions change, too, as the end of a sentence; "" without any."""
        count = len(self.mentions)
        if not count:
            return ""
        return f", and so {'does 1 mention' if count == 1 else f'do {count} mentions'} of it"

    def describe_unchanged(self, done: Sequence[VerifiedEdit]) -> str:
        """Return the prose and the fields that were not changed, with their lines."""
        unclear = f"Not changed, because {self.old} may mean another action there:"
        lines = [
            *list_places(unclear, locate_after(self.unresolved, done)),
            *list_prose(self.old, locate_after(self.prose, done)),
        ]
        if not lines:
            return ""
        now = done[-1].book.find_action(self.old)
        means = f"No action has the number {self.old} any more."
        if now is not None:
            means = f"Left as they are, they mean {_describe_action(now)}."
        called = _describe_action(self.action)
        lines.append(f"Where {called} is meant, edit the file and write {self.new}. {means}")
        return "\n".join(lines)


def locate_after(places: Iterable[Span], done: Sequence[VerifiedEdit]) -> list[Span]:
    """Return where unchanged places are in the files after an edit."""
    edits = {one.old_source.path: one.edits for one in done}
    sources = {source.path: source for source in done[-1].book.sources}
    moved = (
        Span(
            sources[place.path],
            shift_place(place.start, edits.get(place.path, ())),
            shift_place(place.end, edits.get(place.path, ())),
        )
        for place in places
    )
    return sorted(moved, key=lambda place: (place.path, place.start))


def list_prose(name: str, places: Iterable[Span]) -> list[str]:
    """Return a heading and the lines of the texts and comments that mention a ref or key."""
    return list_places(f"Not changed, because {name} is in text or a comment there:", places)


def list_places(heading: str, places: Iterable[Span]) -> list[str]:
    """Return a heading and the line of each place; nothing where there is no place."""
    listed = [f"{one.path}:{one.line}:{one.column}: {one.line_text.strip()}" for one in places]
    return [heading, *listed] if listed else []


def _describe_action(action: Action) -> str:
    words = action.state.words
    if words is None:
        return action.place_key
    return f"{mark_confidential(action.confidential)}“{words}”"


# Planning


def plan_ref_change(book: MinuteBook, action: Action, new: str) -> RefChange:
    """Find all that names an action's ref, otherwise its key, which is to become another."""
    same_ref = actions_with_ref(book, action.entry.ref or action.place_key)
    others = tuple(one for one in same_ref if one.position != action.position)
    resolver = ReferenceResolver(action, others, book.index.positions)
    references: list[ResolvedReference] = []
    prose: list[Span] = []
    finder = make_finder(book, resolver.ref)
    for meeting in book.meetings:
        found = [ResolvedReference(meeting, *one) for one in resolver.resolve_all(meeting)]
        references += found
        if not others or resolver.resolve_by_day(meeting) is not Verdict.NO:
            prose += find_prose(finder, meeting, [one.word for one in found])
    return RefChange(action, others, new, tuple(references), tuple(prose))


def make_finder(book: MinuteBook, ref: str) -> RefFinder:
    """Return the finder of a ref or key among all that the log has."""
    refs = (action.entry.ref for action in book.log.actions)
    known = frozenset(normalize_ref(other) for other in refs if other is not None)
    return RefFinder(frozenset({normalize_ref(ref)}), known)


def find_prose(finder: RefFinder, meeting: Meeting, words: list[LocatedStr]) -> Iterator[Span]:
    """Yield where a file names a ref, comments included, but not in the words of its fields."""
    source = meeting.place.source
    # An escape in a text in quotes, as \n, is no part of the word after it.
    text = _ESCAPE.sub(lambda escape: " " * len(escape[0]), source.text)
    within = {place for word in words for place in range(word.start, word.end)}
    for start, written in finder.find_in(text):
        if start not in within:
            yield Span(source, start, start + len(written))


def refuse_agreed(
    book: MinuteBook, name: str, found: Iterable[tuple[Meeting, Span]], today: date
) -> None:
    """Refuse to change places of minutes that were agreed; `name` is what they mention."""
    agreed = find_approvals(book, today)
    lines = [
        _describe_place(place, agreed[meeting.name])
        for meeting, place in found
        if meeting.name in agreed
    ]
    if lines:
        heading = (
            f"{name} is used in agreed minutes, which must not change. Nothing was written. "
            "It is used in:"
        )
        raise CannotEdit("\n".join([heading, *lines]))


def _describe_place(place: Span, agreeing: Meeting) -> str:
    line = place.line_text.strip()
    return f"{place.path}:{place.line}: {line}  (agreed by the meeting of {agreeing.name})"
