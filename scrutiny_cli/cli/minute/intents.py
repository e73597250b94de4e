"""What an answer writes into the meeting's file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.actionlog.refs import FreeRefs
from scrutiny_cli.cli.editing.arguments import read_due_words, read_line, read_owners, read_text
from scrutiny_cli.cli.editing.people_arguments import read_people
from scrutiny_cli.cli.session import Session
from scrutiny_cli.editing.approval import ApproveMinutes, name_agreed
from scrutiny_cli.editing.attendance import (
    ATTENDANCE_LISTS,
    AttendanceChange,
    MoveAttendance,
    find_label,
)
from scrutiny_cli.editing.change_answer import ChangeAnswer
from scrutiny_cli.editing.decision import AddDecision
from scrutiny_cli.editing.entry_values import order_fields, write_owners
from scrutiny_cli.editing.item_edits import AddItem, AddItemText
from scrutiny_cli.editing.minute_answers import Answer, NotUnderstood
from scrutiny_cli.editing.minute_questions import (
    Question,
    QuestionKind,
    find_action_question,
    list_unrecorded_people,
)
from scrutiny_cli.editing.next_meeting_entry import AnnounceMeeting
from scrutiny_cli.editing.plan import Intent
from scrutiny_cli.editing.raise_action import RaiseAction
from scrutiny_cli.editing.update_action import UpdateActions
from scrutiny_cli.minutes.dates.date_reader import read_due
from scrutiny_cli.minutes.fields import UPDATE
from scrutiny_cli.minutes.model import DueKind, Meeting
from scrutiny_cli.minutes.statuses import StatusVocabulary
from scrutiny_cli.minutes.yaml_lines import Texts

_STATUSES = {"d": "completed", "o": "ongoing", "h": "on hold", "w": "withdrawn"}
_MOST_PARTS = 3  # of the next meeting: date, time and venue


@dataclass(frozen=True, slots=True)
class AnswerContext:
    """The files as they are when an answer is written, the meeting, and its questions."""

    session: Session
    meeting: Meeting
    questions: tuple[Question, ...]


def make_intent(context: AnswerContext, question: Question | None, answer: Answer) -> Intent:
    """Return what an answer writes; without a question it names its actions.

    Raises NotUnderstood, or UsageError where a date or an owner is not one.
    """
    if question is None or answer.keys or question.id.kind is QuestionKind.ACTION:
        return _update_actions(context, question, answer)
    return _MAKERS[question.id.kind](context, question, answer)


# Actions


def _update_actions(context: AnswerContext, question: Question | None, answer: Answer) -> Intent:
    fields = _read_update(context.session, answer)
    asked = () if question is None else (question.id.key,)
    keys = answer.keys or asked
    if question is not None and keys == asked and question.answer is not None:
        return ChangeAnswer(question.id.key, _write_fields(context.session, fields))
    named = [find_action_question(context.questions, key) for key in keys]
    for one in named:
        if one is not None and one.answer is not None:
            key = one.id.key
            raise NotUnderstood(f"{key} is already answered. To change it, type {key} first.")
    # What these have is news, which may be of the meeting's day.
    return fields.record(keys, add=None not in named)


@dataclass(frozen=True, slots=True)
class _UpdateFields:
    """What is recorded of actions; None is not given."""

    status: str | None
    note: str | None
    due: str | None
    owners: tuple[str, ...] | None

    def record(self, keys: tuple[str, ...], *, add: bool) -> UpdateActions:
        return UpdateActions(keys, self.status, self.note, self.due, self.owners, add=add)


def _read_update(session: Session, answer: Answer) -> _UpdateFields:
    words = {part.letter: part.words for part in answer.parts}
    status = next((part for part in answer.parts if part.letter in _STATUSES), None)
    notes = [text for text in (words.get("n"), status.words if status else None) if text]
    if len(notes) > 1:
        raise NotUnderstood("There are two notes. Type one note.")
    return _UpdateFields(
        _STATUSES[status.letter] if status else _read_status(session, words.get("")),
        read_text("n", notes[0]) if notes else None,
        read_due_words(session, words.get("t"), "t"),
        read_owners(session.book, [words["p"]], "p") if "p" in words else None,
    )


def _read_status(session: Session, words: str | None) -> str | None:
    """Return a status that is typed in words, as `in progress`."""
    if words is None:
        return None
    if StatusVocabulary(session.book.series.statuses).find_status(words) is None:
        first = words.split()[0]
        if any(map(str.isdigit, first)):
            raise NotUnderstood(f"There is no action “{first}”. Nothing was written.")
        raise NotUnderstood(f"“{words}” is not an answer. Type ? to see what can be typed.")
    return read_line("The status", words)


def _write_fields(session: Session, fields: _UpdateFields) -> dict[str, Texts]:
    owners = None if fields.owners is None else write_owners(session.book, fields.owners)
    values: dict[str, Texts | None] = {
        "status": fields.status,
        "note": fields.note,
        "due": fields.due,
        "owner": owners,
    }
    return order_fields(UPDATE, values)


# Attendance

_LISTS = {"p": "present", "a": "apologies", "x": "absent", "i": "in_attendance"}


def _move_people(context: AnswerContext, _: Question, answer: Answer) -> Intent:
    """Move people to the lists that are typed; `p` alone moves all others who are expected."""
    book, changes = context.session.book, list[AttendanceChange]()
    is_held = context.meeting.is_held(context.session.today)
    if not is_held and any(part.letter in {*"pxi"} for part in answer.parts):
        raise NotUnderstood("The meeting is still to come. Type who sent apologies: a AB CD")
    for letter, words in answer.parts:
        if letter not in _LISTS:
            raise NotUnderstood(f"Type a letter before the names, for example: p {words}")
        named = read_people(book, letter, [_separate_labels(book, words)]) if words else ()
        changes += (AttendanceChange(_LISTS[letter], person) for person in named)
    if any(part == ("p", "") for part in answer.parts):
        moved = {book.directory.display_label(find_label(change.person)) for change in changes}
        waiting = map(book.directory.display_label, list_unrecorded_people(book, context.meeting))
        rest = [AttendanceChange("present", label) for label in waiting if label not in moved]
        if not rest:
            raise NotUnderstood("Nobody else is expected. Type who was present, for example: p AB")
        changes += rest
    in_order = sorted(changes, key=lambda change: ATTENDANCE_LISTS.index(change.list_name))
    return MoveAttendance(tuple(in_order))


def _separate_labels(book: MinuteBook, words: str) -> str:
    """Return labels that are typed with spaces between them as they are written, with commas."""
    parts = words.split()
    is_whole = "," in words or book.directory.is_known(words)
    are_labels = all(map(book.directory.is_known, parts))
    return words if is_whole or not are_labels else ", ".join(parts)


# Minutes, items and the next meeting


def _approve_minutes(context: AnswerContext, question: Question, answer: Answer) -> Intent:
    """Record that the last minutes were agreed, or a correction of them."""
    letter, words = answer.parts[0]
    if question.minutes_of is None or not letter or (letter == "y" and words):
        raise NotUnderstood("Type y if the minutes were agreed, or a correction: c TEXT")
    agreed = (
        () if question.is_answered else (name_agreed(context.session.book, question.minutes_of),)
    )
    return ApproveMinutes(agreed, (read_text("c", words),) if letter == "c" else ())


def _edit_item(context: AnswerContext, question: Question, answer: Answer) -> Intent:
    letter, words = answer.parts[0]
    if letter == "a":
        return _raise_action(context, question, answer)
    if letter == "d":
        return AddDecision(question.id.path, read_text("d", words))
    if letter == "n":
        return AddItemText(question.id.path, read_text("n", words))
    if letter == "i":
        return AddItem(read_line("i", words), after=question.id.path or None)
    raise NotUnderstood(f"Type n before the text of the minutes: n {words}")


def _raise_action(context: AnswerContext, question: Question, answer: Answer) -> Intent:
    words = {part.letter: part.words for part in answer.parts}
    session = context.session
    owners = read_owners(session.book, [words["p"]], "p") if words.get("p") else ()
    numbers = FreeRefs(session.book.series, session.book.index)
    fields: dict[str, Texts | None] = {
        "ref": numbers.find_next(context.meeting),
        "action": read_text("The action", words["a"]),
        "owner": write_owners(session.book, owners) if owners else None,
        "due": read_due_words(session, words.get("t") or None, "t"),
    }
    return RaiseAction(question.id.path, fields)


def _announce_meeting(context: AnswerContext, _: Question, answer: Answer) -> Intent:
    words = [part.words for part in answer.parts]
    if len(words) > _MOST_PARTS or not words[0]:
        raise NotUnderstood("Type the date, then the time and the venue: 25.06.15; 9:30; Town Hall")
    day, time, venue = (*words, "", "")[:_MOST_PARTS]
    written = read_due_words(context.session, day, "The date") or day
    if _is_other_answer(context.session, written):
        raise NotUnderstood(f"“{day}” is not a date. Type the date, for example 25.06.15")
    return AnnounceMeeting(
        written,
        read_line("The time", time) if time else None,
        read_line("The venue", venue) if venue else None,
    )


def _is_other_answer(session: Session, day: str) -> bool:
    """Whether words for a day are a letter, or begin with an action, as answers elsewhere do."""
    is_action = session.book.find_action(day.split(maxsplit=1)[0]) is not None
    has_date = read_due(day, month_first=session.month_first).kind is not DueKind.WORDS
    return not has_date and (len(day) == 1 or is_action)


_Maker = Callable[[AnswerContext, Question, Answer], Intent]
_MAKERS: dict[QuestionKind, _Maker] = {
    QuestionKind.ATTENDANCE: _move_people,
    QuestionKind.MINUTES: _approve_minutes,
    QuestionKind.ITEM: _edit_item,
    QuestionKind.NEXT_MEETING: _announce_meeting,
}


# Half answers


class MissingWords(NamedTuple):
    """A letter whose words are still to be typed, and how they are asked for."""

    letter: str
    name: str
    is_needed: bool = True

    @property
    def prompt(self) -> str:
        """The question."""
        return self.name if self.is_needed else f"{self.name}, Enter for none"


_NEEDED = {
    QuestionKind.ATTENDANCE: {"a": "Apologies", "x": "Absent", "i": "In attendance"},
    QuestionKind.MINUTES: {"c": "Correction"},
    QuestionKind.ACTION: {"n": "Note", "t": "Due", "p": "Owner"},
    QuestionKind.ITEM: {
        "n": "Text",
        "d": "Decision",
        "a": "Action",
        "i": "Title",
        "p": "Owner",
        "t": "Due",
    },
}


def list_missing(question: Question | None, answer: Answer) -> list[MissingWords]:
    """Return what is still to be asked for; of an action that is raised alone, all of it."""
    kind = QuestionKind.ACTION if question is None or answer.keys else question.id.kind
    needed, parts = _NEEDED.get(kind, {}), answer.parts
    missing = [
        MissingWords(part.letter, needed[part.letter])
        for part in parts
        if part.letter in needed and not part.words
    ]
    if [part.letter for part in parts] == ["a"] and kind is QuestionKind.ITEM:
        missing += [MissingWords(*pair, is_needed=False) for pair in (("p", "Owner"), ("t", "Due"))]
    return missing
