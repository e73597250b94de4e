"""Rows made of the log: the one way from a log to what the listings show of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from scrutiny_cli.actionlog.decisions import RegisteredDecision, list_held_decisions
from scrutiny_cli.actionlog.labels import collect_known_labels
from scrutiny_cli.actionlog.model import Action, Event, MinuteBook
from scrutiny_cli.actionlog.overview import (
    find_open_before,
    find_pending_meetings,
    find_public_matters,
    summarize_meetings,
)
from scrutiny_cli.actionlog.query import Filter, select_rows
from scrutiny_cli.actionlog.rows import (
    NO_BOARD,
    ActionRow,
    BoardFacts,
    BoardName,
    BoardRows,
    CompletionWords,
    DecisionRow,
    EventRow,
    LabelRows,
    MattersRows,
    Part,
    PeopleRows,
    PersonRow,
)
from scrutiny_cli.minutes.dates.date_styles import has_month_first
from scrutiny_cli.minutes.model import Due, Meeting
from scrutiny_cli.minutes.source import LocatedStr, Span, is_block_scalar, normalize_label


class LogView(NamedTuple):
    """The log that rows are made of.

    `whole` has all that is on file. `book` is what is shown: as at a day, and redacted where it
    `is_redacted`. `as_at` is the day that was asked for; overdue is counted to `counted_to`.
    `public` is the log as everybody may know it, where people are to be marked by it.
    """

    whole: MinuteBook
    book: MinuteBook
    today: date
    as_at: date | None = None
    is_redacted: bool = False
    public: MinuteBook | None = None
    board: BoardName = NO_BOARD

    @property
    def counted_to(self) -> date:
        """The day to which overdue is counted."""
        return self.as_at or self.today


def make_board_rows(view: LogView, parts: Iterable[Part]) -> BoardRows:
    """Return some parts of the rows of a board."""
    return BoardRows(make_board_facts(view), {part: _make_part(view, part) for part in parts})


def _make_part(view: LogView, part: Part) -> Any:  # noqa: ANN401  as `BoardRows.parts`
    made = iter_part(view, part)
    return tuple(made) if isinstance(made, Iterator) else made


def iter_part(view: LogView, part: Part) -> Any:  # noqa: ANN401  as `BoardRows.parts`
    """Return a part of the rows of a board; of actions an iterator over their rows."""
    return _MAKERS[part](view)


def make_board_facts(view: LogView) -> BoardFacts:
    """Return what is known of a board beside its rows."""
    series = view.whole.series
    pending = find_pending_meetings(view.whole, view.today, redacted=view.is_redacted)
    return BoardFacts(
        title=view.book.find_board_title(redacted=view.is_redacted),
        dates=series.dates,
        month_first=has_month_first(series.dates),
        statuses=tuple((str(word), status.value) for word, status in series.statuses),
        pending=pending if view.as_at is None else (),
        is_empty=not view.whole.meetings and not view.whole.problems,
    )


# Actions


def make_action_rows(
    actions: Iterable[Action], today: date, board: BoardName = NO_BOARD
) -> tuple[ActionRow, ...]:
    """Return a row for each action; overdue and age are counted to a day."""
    return tuple(_make_action_row(action, today, board) for action in actions)


def _iter_rows(view: LogView, *, is_open: bool) -> Iterator[ActionRow]:
    """Iterate over the rows of the open or the closed actions."""
    listed = (action for action in view.book.log.actions if action.is_open == is_open)
    return (_make_action_row(action, view.counted_to, view.board) for action in listed)


def _make_action_row(action: Action, today: date, board: BoardName) -> ActionRow:
    entry, state, place = action.entry, action.state, action.entry.place
    due, due_text = _split_due(state.due)
    reports = [e for e in action.history if e.kind == "reported" and e.is_substantive]
    last = reports[-1] if reports else None
    return ActionRow(
        key=str(action.key),
        ref=_make_plain(entry.ref),
        action=_make_plain(state.words),
        owners=_make_all_plain(state.owners),
        owner_text=_make_plain(state.owner_text),
        status=state.status.value,
        status_text=_make_plain(state.status_text),
        open=action.is_open,
        due=due,
        due_text=due_text,
        original_due=state.original_due,
        slips=state.slips,
        overdue_days=action.overdue_days(today),
        raised=action.raised,
        age_days=action.age_days(today),
        item=_make_plain(action.item),
        closed=state.closed,
        answered=state.answered,
        follows=_make_all_plain(action.follows),
        becomes=_make_all_plain(action.becomes),
        links=_make_all_plain(entry.links),
        confidential=action.confidential is not None,
        file=_name_file(place),
        line=place.line,
        history=tuple(map(_make_event_row, action.history)),
        place_key=action.place_key,
        position=action.position,
        meeting=action.meeting,
        owners_shown=_make_all_plain(state.owners_shown),
        has_report=last is not None,
        last_status_text=None if last is None else _make_plain(last.status_text),
        last_note=None if last is None else _make_plain(last.note),
        action_is_block=is_block_scalar(state.words or ""),
        last_note_is_block=is_block_scalar((last and last.note) or ""),
        confidential_reason=action.confidential,
        board=board,
    )


def _make_event_row(event: Event) -> EventRow:
    due, due_text = _split_due(event.due)
    return EventRow(
        date=event.date,
        meeting=event.meeting,
        event=event.kind,
        status=None if event.status is None else event.status.value,
        status_text=_make_plain(event.status_text),
        note=_make_plain(event.note),
        action=_make_plain(event.action),
        due=due,
        due_text=due_text,
        owners=None if event.owners is None else _make_all_plain(event.owners),
        owner_text=_make_plain(event.owner_text),
        confidential=event.confidential is not None,
        file=_name_file(event.place),
        line=event.place.line,
    )


def _split_due(due: Due | None) -> tuple[date | None, str | None]:
    """Return the day of a due, and its words where it was not written as a date."""
    return (None, None) if due is None else (due.day, _make_plain(due.text))


def _make_plain(text: str | None) -> str | None:
    """Return a text without its place."""
    return None if text is None else str(text)


def _make_all_plain(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(str, texts))


def _name_file(place: Span) -> str:
    return place.path.rpartition("/")[2]


def select_actions(actions: Iterable[Action], wanted: Filter, today: date) -> tuple[Action, ...]:
    """Return the actions whose rows a filter lets through, in the order they came."""
    listed = tuple(actions)
    rows = select_rows(make_action_rows(listed, today), wanted, today)
    found = {row.place_key for row in rows}
    return tuple(action for action in listed if action.place_key in found)


# Decisions


def make_decision_rows(book: MinuteBook, day: date) -> tuple[DecisionRow, ...]:
    """Return a row for each decision of the meetings held by a day."""
    return tuple(_make_decision_row(found) for found in list_held_decisions(book, day))


def _make_decision_row(found: RegisteredDecision) -> DecisionRow:
    decision, meeting = found.decision, found.meeting
    words = decision.decision
    place = words.place if isinstance(words, LocatedStr) else meeting.place
    return DecisionRow(
        date=found.day,
        ref=_make_plain(decision.ref),
        decision=str(words),
        proposed=_make_plain(decision.proposed),
        seconded=_make_plain(decision.seconded),
        votes=_make_plain(decision.votes),
        outcome=decision.outcome.value,
        meeting=meeting.name,
        number=found.number,
        item=found.item,
        confidential=found.confidential is not None,
        file=_name_file(place),
        line=place.line,
        is_block=is_block_scalar(words),
        confidential_reason=_make_plain(found.confidential),
    )


# Matters arising


def _make_matters(view: LogView) -> MattersRows:
    """Return what the next meeting must go through: the first one from the day on."""
    return make_matters(view, view.whole.index.find_coming(view.counted_to))


def make_matters(view: LogView, meeting: Meeting | None) -> MattersRows:
    """Return what a meeting must go through; None: the next one, which has no file yet."""
    find = find_public_matters if view.is_redacted else find_open_before
    found = find(view.whole, meeting, view.as_at)
    return MattersRows(
        meeting=None if meeting is None else meeting.name,
        brought=0 if meeting is None else len(meeting.brought_forward),
        actions=make_action_rows(found, view.counted_to, view.board),
    )


# People


def make_people(book: MinuteBook, today: date, public: MinuteBook | None = None) -> PeopleRows:
    """Return everyone known with what is open and overdue, then labels that nobody introduced.

    Whoever is not known to the `public` book is marked as confidential.
    """
    secret = frozenset() if public is None else _find_unknown_labels(book, public)
    count = _count_by_owner(book, today)

    def make_person(
        label: str, name: str | None, role: str | None, *, is_introduced: bool
    ) -> PersonRow:
        return PersonRow(
            str(label),
            _make_plain(name),
            _make_plain(role),
            *count(label),
            is_introduced,
            normalize_label(label) in secret,
        )

    known = book.directory.people
    others = sorted(set(book.directory.shown_as.values()) - set(known), key=str.casefold)
    introduced = (
        make_person(label, person.name, person.role, is_introduced=True)
        for label in known
        if (person := book.directory.person_on(label, today)) is not None
    )
    bare = (make_person(label, None, None, is_introduced=False) for label in others)
    shown = {book.directory.display_label(label) for label in secret}
    return PeopleRows((*introduced, *bare), len(shown))


def _find_unknown_labels(book: MinuteBook, public: MinuteBook) -> frozenset[str]:
    return frozenset({*book.directory.shown_as} - {*public.directory.shown_as})


def _count_by_owner(book: MinuteBook, today: date) -> Callable[[str], tuple[int, int]]:
    """Count the open and the overdue actions of every label."""
    open_counts, overdue_counts = Counter[str](), Counter[str]()
    for action in book.log.actions:
        for owner in action.state.owners if action.is_open else ():
            open_counts[owner] += 1
            overdue_counts[owner] += action.overdue_days(today) > 0
    return lambda label: (open_counts[label], overdue_counts[label])


def _make_labels(view: LogView) -> LabelRows:
    known = collect_known_labels(view.book.directory, view.book.meetings)
    return LabelRows(
        shown_as={word: str(label) for word, label in known.shown_as.items()},
        introduced=_make_all_plain(tuple(known.introduced)),
        listed=tuple(sorted(known.listed)),
    )


# Completion


def _make_completion(view: LogView) -> CompletionWords:
    """Return what a shell completes: of all that is on file, whatever the day."""
    book = view.whole
    known = set(book.directory.shown_as.values())
    open_actions = [action for action in book.log.actions if action.is_open]
    return CompletionWords(
        refs=_list_words(book.log.by_key),
        open_refs=_list_words(action.key for action in open_actions),
        owners=_list_words(o for o in known if not book.directory.has_left(o, view.today)),
        open_owners=_list_words(o for action in open_actions for o in action.state.owners),
        meetings=_list_words(meeting.name for meeting in book.meetings),
        statuses=_list_words(word for word, _ in book.series.statuses),
    )


def _list_words(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(map(str, words))))


_MAKERS: dict[Part, Callable[[LogView], Any]] = {
    Part.OPEN: lambda view: _iter_rows(view, is_open=True),
    Part.MATTERS: _make_matters,
    Part.COMPLETION: _make_completion,
    Part.PEOPLE: lambda view: make_people(view.book, view.counted_to, view.public),
    Part.LABELS: _make_labels,
    Part.MEETINGS: lambda view: summarize_meetings(view.book, view.counted_to),
    Part.CLOSED: lambda view: _iter_rows(view, is_open=False),
    Part.DECISIONS: lambda view: make_decision_rows(view.book, view.counted_to),
}
