"""The questions of a meeting, in the order in which a clerk goes through them.

They are made of the files each time: a question is answered where the meeting's file has the
answer. Nothing else is kept, so a run that was stopped goes on where something is missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from scrutiny_cli.actionlog.approvals import find_approvals
from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.actionlog.overview import find_open_before
from scrutiny_cli.actionlog.traverse import list_approved
from scrutiny_cli.editing.item_names import NumberedItem, number_items
from scrutiny_cli.editing.yaml_layout import ItemPath
from scrutiny_cli.minutes.model import Item, Meeting, Update
from scrutiny_cli.minutes.source import LocatedStr, normalize_ref


class QuestionKind(Enum):
    """What a question is about."""

    ATTENDANCE = "attendance"
    MINUTES = "minutes"
    ACTION = "action"
    ITEM = "item"
    NEXT_MEETING = "next meeting"


class QuestionId(NamedTuple):
    """What a question is known by.

    `key` is an action's key, the name of the meeting whose minutes are asked for, or the title of
    the item of a path.
    """

    kind: QuestionKind
    key: str = ""
    path: ItemPath = ()


class Question(NamedTuple):
    """A question, and whether the meeting's file answers it.

    Of an action it has the action as at the meeting's day, and the updates in the meeting's file;
    of an item the item, and of the minutes the meeting whose minutes they are.
    """

    id: QuestionId
    is_answered: bool
    action: Action | None = None
    updates: tuple[Update, ...] = ()
    item: NumberedItem | None = None
    minutes_of: Meeting | None = None
    is_confidential: bool = False

    @property
    def news(self) -> list[Update]:
        """The updates of an action that have a day of their own."""
        return [one for one in self.updates if one.is_substantive and one.on is not None]

    @property
    def answer(self) -> Update | None:
        """The last update of an action that is part of the minutes."""
        answers = (one for one in self.updates if one.is_substantive and one.on is None)
        return next(reversed(list(answers)), None)

    @property
    def recorded(self) -> tuple[object, ...]:
        """The values that the answer of an action gives it, wherever it is in the file."""
        one = self.answer
        return () if one is None else (one.status_text, one.note, one.due, one.owners, one.becomes)


def list_questions(book: MinuteBook, meeting: Meeting) -> tuple[Question, ...]:
    """Return all questions of a meeting.

    An extraordinary one is not asked for minutes, nor for the next meeting, and only for the
    actions that its own file lists.
    """
    questions = [_ask_attendance(book, meeting)]
    if not meeting.extraordinary:
        questions += _ask_minutes(book, meeting)
    questions += _ask_actions(book, meeting)
    questions += _ask_items(meeting)
    if not meeting.extraordinary:
        questions.append(_ask_next_meeting(meeting))
    return tuple(questions)


# Attendance and minutes


def list_unrecorded_people(book: MinuteBook, meeting: Meeting) -> list[LocatedStr]:
    """Return the labels of those of whom it is not known whether they attend."""
    people = book.directory
    waiting = (person.label for person in people.still_expected(meeting))
    return [label for label in waiting if not people.has_left(label, meeting.date)]


def has_attendance(meeting: Meeting) -> bool:
    """Whether a file has anybody in its attendance."""
    return any((meeting.present, meeting.apologies, meeting.in_attendance, meeting.absent))


def _ask_attendance(book: MinuteBook, meeting: Meeting) -> Question:
    is_open = bool(list_unrecorded_people(book, meeting)) or not has_attendance(meeting)
    return Question(QuestionId(QuestionKind.ATTENDANCE), not is_open)


def _ask_minutes(book: MinuteBook, meeting: Meeting) -> Iterator[Question]:
    """Yield a question for the minutes of each regular meeting since the last that were agreed.

    On a board that never agreed any, only the previous ones are asked for.
    """
    agreeing = find_approvals(book, meeting.date)
    waiting: list[Meeting] = []
    before = book.index.previous_regular(meeting)
    while before is not None and agreeing.get(before.name, meeting).name == meeting.name:
        waiting.append(before)
        before = book.index.previous_regular(before)
    if before is None and not _has_agreed(book, meeting):
        waiting = waiting[:1]
    for one in reversed(waiting):
        name = QuestionId(QuestionKind.MINUTES, one.name)
        yield Question(name, one.name in agreeing, minutes_of=one)


def _has_agreed(book: MinuteBook, meeting: Meeting) -> bool:
    """Whether a meeting before one agreed minutes, with a file or without."""
    before = book.meetings[: book.index.positions[meeting.name]]
    return any(one.took_place and any(list_approved(one)) for one in before)


# Actions


def _ask_actions(book: MinuteBook, meeting: Meeting) -> Iterator[Question]:
    updates = _list_own_updates(book, meeting)
    for action in find_open_before(book, meeting):
        own = tuple(updates.get(action.key, ()))
        if own or not meeting.extraordinary:
            said = any(one.is_substantive and one.on is None for one in own)
            yield Question(
                QuestionId(QuestionKind.ACTION, action.key),
                said or not action.is_open,
                action=action,
                updates=own,
                is_confidential=action.has_confidential,
            )


def _list_own_updates(book: MinuteBook, meeting: Meeting) -> dict[str | None, list[Update]]:
    """Return a meeting's updates by the keys of their actions, in the order of its file."""
    found: dict[str | None, list[Update]] = defaultdict(list)
    for report in book.log.reports:
        if report.meeting.name == meeting.name:
            found[report.key].append(report.update)
    return found


# Items and the next meeting


def _ask_items(meeting: Meeting) -> Iterator[Question]:
    """Yield a question for each item; it is answered if it, or one after it, has a record.

    A meeting without items is asked as the outermost one.
    """
    whole = NumberedItem((), meeting.root_item, "")
    items = list(number_items(meeting.root_item)) or [whole]
    last = max((place for place, one in enumerate(items) if _has_record(one.item)), default=-1)
    for place, one in enumerate(items):
        name = QuestionId(QuestionKind.ITEM, str(one.item.title or ""), one.path)
        is_marked = _is_marked(meeting.root_item, one.path)
        yield Question(name, place <= last, item=one, is_confidential=is_marked)


def _has_record(item: Item) -> bool:
    """Whether an item has text, a decision or an action that was not asked for before."""
    asked_for = any(one.on is None for one in item.actions)
    return bool(item.minutes or item.decisions or asked_for)


def _is_marked(root: Item, path: ItemPath) -> bool:
    """Whether the item of a path, or one above it, is confidential."""
    found = [root]
    for place in path:
        found.append(found[-1].items[place])
    return any(item.confidential is not None for item in found)


def _ask_next_meeting(meeting: Meeting) -> Question:
    announced = meeting.next_meeting
    return Question(
        QuestionId(QuestionKind.NEXT_MEETING), announced is not None and announced.due is not None
    )


def find_question(questions: tuple[Question, ...], wanted: QuestionId) -> Question | None:
    """Return the question of an id; None where the files do not ask it any more."""
    return next((one for one in questions if one.id == wanted), None)


def find_action_question(questions: tuple[Question, ...], key: str) -> Question | None:
    """Return the question of an action."""
    wanted = normalize_ref(key)
    asked = (one for one in questions if one.id.kind is QuestionKind.ACTION)
    return next((one for one in asked if normalize_ref(one.id.key) == wanted), None)
