"""The files as they are now, and how an answer is written into them, or undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from scrutiny_cli.actionlog.load import assemble_book, read_texts
from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.editing.edits import Edit, plan_edit, save_edit
from scrutiny_cli.cli.editing.target_meeting import (
    Target,
    refuse_agreed_minutes,
    refuse_cancelled_meeting,
)
from scrutiny_cli.cli.editing.writing import refuse_unreadable_files
from scrutiny_cli.cli.file_errors import print_errors
from scrutiny_cli.cli.meetings_folder import decode_files, read_folder
from scrutiny_cli.cli.minute.intents import AnswerContext
from scrutiny_cli.cli.session import Session
from scrutiny_cli.editing.minute_questions import QuestionId, list_questions
from scrutiny_cli.editing.plan import Intent, expect_meeting, prepare_text
from scrutiny_cli.editing.update_action import UpdateActions
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.storage.errors import WriteRefused
from scrutiny_cli.storage.lock import hold_lock


class UndoStep(NamedTuple):
    """An answer that was written: its question, and the file's text before and after it.

    `keys` are the actions that it names.
    """

    question: QuestionId
    keys: tuple[str, ...]
    before: str
    after: str


class NothingToUndo(Exception):
    """The last answer cannot be undone; the message says why."""


def refuse_file_with_errors(session: Session, meeting: Meeting) -> None:
    """Show the errors, and refuse to write, where a meeting's file has any.

    Raises WriteRefused.
    """
    path = meeting.place.path
    if any(one.is_error and one.place.path == path for one in session.book.problems):
        print_errors(session)
        raise WriteRefused(f"{path} has errors. Nothing was written. Fix them first.")


class MinuteFiles:
    """The files of a folder, read again before each answer is written into one meeting's file."""

    def __init__(self, session: Session, name: str) -> None:
        """Take the files as they were read, and the name of the meeting."""
        self._session, self._name = session, name
        self._steps: list[UndoStep] = []
        self.context = self._make_context(session)

    @property
    def book(self) -> MinuteBook:
        """All that was read."""
        return self._session.book

    def record_answer(
        self, question: QuestionId, plan: Callable[[AnswerContext], Intent]
    ) -> tuple[Intent, Edit]:
        """Write what an answer means, by the files as they are now.

        Raises what the plan raises, CannotEdit or WriteRefused; then nothing is written.
        """
        with hold_lock(self._session.folder, print_note):
            self._refresh()
            intent = plan(self.context)
            edit = plan_edit(
                self._session, Target(self._session.book, self.context.meeting), intent
            )
            self._save(edit)
        done = edit.first
        if done.new_text != done.old_source.text:
            keys = intent.keys if isinstance(intent, UpdateActions) else ()
            self._steps.append(UndoStep(question, keys, done.old_source.text, done.new_text))
        return intent, edit

    def undo_answer(self) -> UndoStep:
        """Write the text as it was before the last answer of this run.

        Raises NothingToUndo where the file is no longer as that answer left it.
        """
        if not self._steps:
            raise NothingToUndo("There is no answer to undo since you started.")
        with hold_lock(self._session.folder, print_note):
            self._refresh()
            step, source = self._steps[-1], self.context.meeting.place.source
            if source.text != step.after:
                raise NothingToUndo(
                    f"{source.path} was changed after the last answer. Nothing was undone."
                )
            today = self._session.today
            self._save(Edit([prepare_text(self.book, self._name, step.before, today)]))
        return self._steps.pop()

    def _save(self, edit: Edit) -> None:
        save_edit(self._session, edit)
        book = edit.first.book
        self._session = self._session._replace(whole=book, book=book)
        self.context = self._make_context(self._session)

    def _refresh(self) -> None:
        """Read the files again, and parse those that changed; refuse what cannot be written to."""
        session = self._session
        sources, faults = decode_files(read_folder(session.folder))
        if set(sources) == set(session.book.sources):
            return
        book = assemble_book(read_texts(sources, earlier=session.book.files), faults)
        session = session._replace(whole=book, book=book, faults=tuple(faults))
        refuse_unreadable_files(session)
        context = self._make_context(session)
        refuse_cancelled_meeting(context.meeting)
        refuse_agreed_minutes(session, context.meeting)
        refuse_file_with_errors(session, context.meeting)
        self._session, self.context = session, context

    def _make_context(self, session: Session) -> AnswerContext:
        meeting = expect_meeting(session.book, self._name)
        return AnswerContext(session, meeting, list_questions(session.book, meeting))
