"""Another number for an action: which mentions of the old one mean it, and follow.

Where several actions have one number, a mention is told by what is certain: which of them
were there by then, the words it is `about`, which of them was closed, which of them its file
raised or reports on. What cannot be told so is listed and left alone.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple

from scrutiny_cli.actionlog.fold_state import beginning
from scrutiny_cli.actionlog.meetings import calendar
from scrutiny_cli.editing.mentions import Kind, Mention, mentions, number
from scrutiny_cli.editing.plan import AllowedFixes, Change, planned_in
from scrutiny_cli.editing.raise_action import named
from scrutiny_cli.editing.yaml_edit import CannotEdit, TextEdit
from scrutiny_cli.minutes.source import LocatedStr, Span, normalize_label, squeezed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from scrutiny_cli.actionlog.model import Action, MinuteBook
    from scrutiny_cli.editing.mentions import Number
    from scrutiny_cli.editing.plan import EditContext, VerifiedEdit
    from scrutiny_cli.minutes.model import ActionEntry, Meeting, Update
    from scrutiny_cli.minutes.source import Source

# What two actions of one number bring about; no text is misread for any of them.
_MENDED = frozenset(
    {"duplicate-ref", "wrong-action", "unknown-ref", "circular", "happened-before-raised"}
)


class Meant(Enum):
    """Whether a mention means the action that is renumbered."""

    YES = "it follows"
    NO = "it stays"
    UNSURE = "it is listed, and stays"

    @property
    def follows(self) -> bool:
        """Whether the mention takes the new number."""
        return self is Meant.YES


def bearers(book: MinuteBook, ref: str) -> list[Action]:
    """Give the actions that have a number, or the one of a place; in the order of the log."""
    wanted = squeezed(ref)
    placed = [one for one in book.log.actions if squeezed(one.place_key) == wanted]
    numbered = (one for one in book.log.actions if one.entry.ref is not None)
    return placed or [one for one in numbered if squeezed(one.entry.ref or "") == wanted]


def naming(book: MinuteBook, ref: str) -> LocatedStr | None:
    """Give a field that names a number, whether or not an action has it."""
    return next((word for word in named(book) if squeezed(word) == squeezed(ref)), None)


def twins(book: MinuteBook, action: Action) -> list[Action]:
    """Give the other actions of an action's number."""
    bearing = bearers(book, action.entry.ref or "")
    return [one for one in bearing if one.position != action.position]


# Which are meant


class _Judge(NamedTuple):
    """Tells which mentions mean an action (`it`) and not one of the others of its number."""

    it: Action
    others: tuple[Action, ...]
    place: dict[str, int]

    def meant(self, meeting: Meeting, mention: Mention, reports: list[Meant]) -> Meant:
        """Judge a mention in a file, by what that file's reports mean."""
        if mention.kind is Kind.OWN:
            return _yes_or_no(self._is(self.it, meeting, mention.by))
        if mention.kind is Kind.LOOSE:
            general = self.of_text(meeting, reports)
            return Meant.NO if general is Meant.NO else Meant.UNSURE
        if not self.others:
            return Meant.YES
        if mention.kind is Kind.REPORT:
            return self.of_report(meeting, mention.by)
        if mention.kind is Kind.BECOMES:
            return self._of_becomes(meeting)
        by = mention.by if mention.kind is Kind.FOLLOWS else None
        return self.of_text(meeting, reports, by)

    def of_report(self, meeting: Meeting, update: Any) -> Meant:  # noqa: ANN401
        """Judge a report's ref."""
        certain = self._by_day(meeting)
        if certain is not Meant.UNSURE:
            return certain
        said = (self._by_words, self._by_on, self._by_closing)
        found = (judge(update) for judge in said)
        return next((one for one in found if one is not Meant.UNSURE), Meant.UNSURE)

    def of_text(
        self, meeting: Meeting, reports: list[Meant], by: ActionEntry | Update | None = None
    ) -> Meant:
        """Judge prose, or what the action `by` follows."""
        certain = self._by_day(meeting, by)
        if certain is not Meant.UNSURE:
            return certain
        voices = {*reports, *(_yes_or_no(one is self.it) for one in self._raised_in(meeting))}
        return voices.pop() if len(voices) == 1 else Meant.UNSURE

    def _of_becomes(self, meeting: Meeting) -> Meant:
        """Judge what takes another's place: it stands in the same file or in a later one."""
        here = self.place[meeting.name]
        after = [one for one in self._all if self.place[one.meeting] >= here]
        if self.it not in after:
            return Meant.NO
        own = self._raised_in(meeting) or after
        return Meant.YES if own == [self.it] else _unless(self.it in own)

    def _by_day(self, meeting: Meeting, but: ActionEntry | Update | None = None) -> Meant:
        """Judge by which of them were there by then; an action does not follow itself."""
        here = self.place[meeting.name]
        there = [
            one
            for one in self._all
            if self.place[one.meeting] <= here and not self._is(one, meeting, but)
        ]
        if self.it not in there:
            return Meant.NO
        return Meant.YES if there == [self.it] else Meant.UNSURE

    def _by_words(self, update: Update) -> Meant:
        if update.about is None:
            return Meant.UNSURE
        fits = [one for one in self._all if _says(one, update.about)]
        if self.it in fits:
            return Meant.YES if len(fits) == 1 else Meant.UNSURE
        return Meant.NO if fits else Meant.UNSURE

    def _by_on(self, update: Update) -> Meant:
        """Judge by the day it happened: not before the action was raised."""
        if update.on is None:
            return Meant.UNSURE
        there = [one for one in self._all if one.raised is None or one.raised <= update.on]
        if self.it not in there:
            return Meant.NO
        return Meant.YES if there == [self.it] else Meant.UNSURE

    def _by_closing(self, _update: Update) -> Meant:
        """Judge by which was closed already when another was raised."""
        if all(self._was_closed(one, self.it) for one in self.others):
            return Meant.YES
        return _unless(not any(self._was_closed(self.it, one) for one in self.others))

    def _was_closed(self, action: Action, before: Action) -> bool:
        limit = self.place[before.meeting]
        told = [event for event in action.history if self.place[event.meeting] < limit]
        return bool(told) and not told[-1].state.status.is_open

    @property
    def _all(self) -> tuple[Action, ...]:
        return (self.it, *self.others)

    def _raised_in(self, meeting: Meeting) -> list[Action]:
        return [one for one in self._all if one.meeting == meeting.name]

    @staticmethod
    def _is(action: Action, meeting: Meeting, by: ActionEntry | Update | None) -> bool:
        same = by is not None and action.entry.place.start == by.place.start
        return same and action.meeting == meeting.name


def _yes_or_no(is_meant: bool) -> Meant:  # noqa: FBT001
    return Meant.YES if is_meant else Meant.NO


def _unless(is_possible: bool) -> Meant:  # noqa: FBT001
    return Meant.UNSURE if is_possible else Meant.NO


def _says(action: Action, about: str) -> bool:
    wordings = (event.action for event in action.history if event.action is not None)
    return any(normalize_label(words).startswith(beginning(about)) for words in wordings)


# The whole log


class Hit(NamedTuple):
    """A mention in a meeting's file, and whether it is meant."""

    meeting: str
    mention: Mention
    meant: Meant


@dataclass(frozen=True, slots=True)
class Renumber:
    """An action's new number, and every mention of the old one."""

    action: Action
    twins: tuple[Action, ...]
    number: str
    hits: tuple[Hit, ...]
    overlooked: tuple[Span, ...]

    @property
    def names(self) -> list[str]:
        """Give the meetings whose files change, that of the action last.

        Should the disk fail in between, `check` then finds numbers that nobody has, instead of
        reports on another action.
        """
        changed = {one.meeting: None for one in self.hits if one.meant.follows}
        others = [name for name in changed if name != self.action.meeting]
        return [*others, self.action.meeting]

    @property
    def doubts(self) -> list[Span]:
        """Give the places that were left alone since it cannot be told what they mean."""
        unsure = (one.mention for one in self.hits if one.meant is Meant.UNSURE)
        found = [*(one.place or one.word.place for one in unsure), *self.overlooked]
        return sorted(found, key=lambda one: (one.path, one.start))

    @property
    def mends(self) -> AllowedFixes:
        """Say which problems it does not mind, and which keys change."""
        places = (one.place_key for one in (self.action, *self.twins))
        return AllowedFixes(_MENDED, (*places, self.action.entry.ref or "", self.number))

    def by_hand(self, book: MinuteBook) -> str:  # noqa: ARG002
        """Say what to write."""
        return f"write {self.number} there by hand, in each place that means {self.action.key}."

    def plan(self, scene: EditContext) -> Change:
        """Write the new number in each place of the file that means the action."""
        spans: list[TextEdit] = []
        texts: dict[tuple[int, int, str], str] = {}
        mine = [one.mention for one in self.hits if one.meeting == scene.meeting.name]
        meant = {id(one.mention) for one in self.hits if one.meant.follows}
        # From the last on, so that the stretches of a text still hold.
        for one in sorted(mine, key=lambda one: one.start, reverse=True):
            if id(one) not in meant:
                continue
            if one.place is None:
                why = (
                    f"{self.action.entry.ref} is written here so that it cannot be replaced safely"
                )
                raise scene.page.cannot(one.word.start, why)
            spans.append(TextEdit(one.place.start, one.place.end, self.number))
            at = (one.word.start, one.word.end, str(one.word))
            text = texts.get(at, at[2])
            texts[at] = text[: one.start] + self.number + text[one.end :]
        return Change(spans, _worded(scene.meeting, texts))


def _worded(record: Any, texts: dict[tuple[int, int, str], str]) -> Any:  # noqa: ANN401
    """Give a record, or what stands in it, with some of its texts said otherwise."""
    if isinstance(record, LocatedStr):
        new = texts.get((record.start, record.end, str(record)))
        return record if new is None else LocatedStr.at(new, record.place)
    if not isinstance(record, tuple) or isinstance(record, Span):
        return record
    parts = [_worded(part, texts) for part in record]
    return type(record)(*parts) if hasattr(record, "_fields") else tuple(parts)


def renumber(book: MinuteBook, action: Action, to: str) -> Renumber:
    """Judge every mention of an action's number, which is to be another one."""
    refs = (one.entry.ref for one in book.log.actions if one.entry.ref is not None)
    wanted = number(action.entry.ref or "", refs)
    others = tuple(twins(book, action))
    judge = _Judge(action, others, calendar(book.meetings).place)
    found = {one.name: list(mentions(one, wanted)) for one in book.meetings}
    reports = _reports(book, judge, found)
    hits = [
        Hit(one.name, mention, _meant(book, judge, one, mention, reports))
        for one in book.meetings
        for mention in found[one.name]
    ]
    open_ = [one for one in book.meetings if judge.of_text(one, reports[one.name]) is not Meant.NO]
    overlooked = [place for one in open_ for place in _overlooked(one, wanted, found[one.name])]
    return Renumber(action, others, to, tuple(hits), tuple(overlooked))


def _reports(
    book: MinuteBook, judge: _Judge, found: dict[str, list[Mention]]
) -> dict[str, list[Meant]]:
    """Give what each file's reports on the number mean."""
    told: dict[str, list[Meant]] = defaultdict(list)
    for meeting in book.meetings:
        for one in found[meeting.name]:
            if one.kind is Kind.REPORT:
                told[meeting.name].append(judge.meant(meeting, one, []))
    return told


def _meant(
    book: MinuteBook,
    judge: _Judge,
    meeting: Meeting,
    mention: Mention,
    reports: dict[str, list[Meant]],
) -> Meant:
    if mention.kind is Kind.ABOUT:
        # It says again what stands where the action was raised, and changes with that.
        meeting = _raised_by(book, judge, meeting, mention)
    return judge.meant(meeting, mention, reports[meeting.name])


def _raised_by(book: MinuteBook, judge: _Judge, meeting: Meeting, mention: Mention) -> Meeting:
    start = mention.by.place.start if mention.by is not None else -1
    key = next(
        one.key
        for one in book.log.reports
        if one.meeting.name == meeting.name and one.update.place.start == start
    )
    ref = mention.by.ref if mention.by is not None else None
    action = book.log.by_key.get(key or "")
    if squeezed(ref or "") == squeezed(judge.it.entry.ref or ""):
        meant = judge.of_report(meeting, mention.by)
        action = judge.it if meant is Meant.YES else action
    names = {one.name: one for one in book.meetings}
    return names[action.meeting] if action is not None else meeting


def _overlooked(meeting: Meeting, wanted: Number, found: list[Mention]) -> Iterator[Span]:
    """Give where the number stands in what is no prose: a comment, a field of the writer's own."""
    source = meeting.place.source
    known = [one.place or one.word.place for one in found]
    for start, end in wanted.loosely(source.text):
        if not any(one.start < end and start < one.end for one in known):
            yield Span(source, start, end)


def left_alone(intent: Renumber, done: list[VerifiedEdit]) -> list[Span]:
    """Give the doubtful places as they stand in the files as they are now."""
    now = {source.path: source for source in done[-1].book.sources}
    return [_moved(intent, one, now[one.path]) for one in intent.doubts]


def _moved(intent: Renumber, place: Span, now: Source) -> Span:
    follow = (one.mention.place for one in intent.hits if one.meant.follows)
    above = [one for one in follow if one and one.path == place.path and one.end <= place.start]
    shift = sum(len(intent.number) - (one.end - one.start) for one in above)
    return Span(now, place.start + shift, place.end + shift)


def renumbered(book: MinuteBook, intent: Renumber, today: date) -> list[VerifiedEdit]:
    """Plan the new number in every file, and prove all at once, or raise CannotEdit."""
    done = planned_in(book, intent.names, intent, today, intent.mends)
    if len(bearers(done[-1].book, intent.number)) > 1:
        raise CannotEdit(f"{intent.number} is taken. Nothing was written.")
    return done
