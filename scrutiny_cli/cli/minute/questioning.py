"""A meeting's questions are asked one after another until all are answered, or it is stopped."""

from __future__ import annotations

from scrutiny_cli.cli.console import get_terminal_width, print_data, print_note
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.minute.intents import AnswerContext, MissingWords, list_missing, make_intent
from scrutiny_cli.cli.minute.reader import AnswerReader
from scrutiny_cli.cli.minute.recording import MinuteFiles, NothingToUndo
from scrutiny_cli.cli.minute.results import show_recorded
from scrutiny_cli.cli.minute.view import QuestionView
from scrutiny_cli.editing.minute_answers import (
    Answer,
    Control,
    NotUnderstood,
    parse_answer_line,
    parse_control,
)
from scrutiny_cli.editing.minute_questions import (
    Question,
    QuestionId,
    QuestionKind,
    find_action_question,
    find_question,
)
from scrutiny_cli.editing.plan import Intent
from scrutiny_cli.editing.yaml_layout import CannotEdit
from scrutiny_cli.storage.errors import WriteRefused

_NARROWEST, _WIDEST = 40, 100  # columns
_END = QuestionId(QuestionKind.ACTION)
_REFUSALS = (NotUnderstood, UsageError, CannotEdit, WriteRefused, NothingToUndo)


class Questioning:
    """Asks the questions of a meeting; it knows which is asked, and which were left this time."""

    def __init__(self, files: MinuteFiles, reader: AnswerReader) -> None:
        """Begin with the first question that the files leave open."""
        self._files, self._reader = files, reader
        self._left: set[QuestionId] = set()
        self._heading: str | None = None
        self._current = self._find_next(None)

    def ask_questions(self) -> None:
        """Ask until the input ends, it is stopped, or Enter is typed after the last question."""
        shown: QuestionId | None = None
        while True:
            if self._question is None and self._current != _END:  # the file has changed
                self._current = self._find_next(None)
            if shown != self._current:
                self._show_question()
            shown = self._current
            answer = self._read_answer()
            if answer is Control.STOP or (answer is Control.LEAVE and self._question is None):
                return
            if answer is not None and self._carry_out(answer):
                shown = None

    def list_open(self) -> list[str]:
        """Return the names of the questions that the files leave open."""
        view = self._make_view()
        return [view.name_question(one) for one in self._questions if not one.is_answered]

    @property
    def has_confidential(self) -> bool:
        """Whether a question is about something confidential."""
        return any(one.is_confidential for one in self._questions)

    # Which question

    @property
    def _questions(self) -> tuple[Question, ...]:
        return self._files.context.questions

    @property
    def _question(self) -> Question | None:
        """The question that is asked; None after the last one."""
        return find_question(self._questions, self._current)

    def _is_waiting(self, question: Question) -> bool:
        return not question.is_answered and question.id not in self._left

    def _find_next(self, after: QuestionId | None) -> QuestionId:
        """Return the next question that waits for an answer: after one, otherwise any."""
        ids = [one.id for one in self._questions]
        place = ids.index(after) + 1 if after in ids else 0
        order = (*self._questions[place:], *self._questions[:place])
        return next((one.id for one in order if self._is_waiting(one)), _END)

    def _go_on(self) -> None:
        self._current = self._find_next(self._current)

    def _go_back(self) -> None:
        """Go to the question before, answered or not."""
        ids = [one.id for one in self._questions]
        place = ids.index(self._current) if self._current in ids else len(ids)
        if place:
            self._current = ids[place - 1]
        else:
            print_note("This is the first question.")

    def _follow_items(self) -> None:
        """Keep to the items that were asked where a new one has moved them to other places."""
        known = {one.id for one in self._questions}
        titles = [one for one in known if one.kind is QuestionKind.ITEM]

        def follow(asked: QuestionId) -> QuestionId:
            same = [one for one in titles if one.key == asked.key]
            is_moved = asked.kind is QuestionKind.ITEM and asked not in known
            return same[0] if is_moved and len(same) == 1 else asked

        self._current, self._left = follow(self._current), set(map(follow, self._left))

    def _go_to(self, key: str) -> None:
        """Go to the question of an action."""
        found = find_action_question(self._questions, key)
        if found is None:
            print_note(f"{key} was not open before this meeting.")
        else:
            self._current = found.id

    # What is shown, and what is typed

    def _make_view(self) -> QuestionView:
        width = min(max(get_terminal_width(), _NARROWEST), _WIDEST)
        return QuestionView(self._files.book, self._files.context.meeting, width)

    def _show_question(self) -> None:
        question, view = self._question, self._make_view()
        if question is None:
            print_data(view.describe_end(self._questions))
        else:
            print_data(view.describe(question, self._heading))
            self._heading = view.find_heading(question)

    def _prompt(self) -> str:
        question = self._question
        if question is None:
            return "> "
        left = sum(map(self._is_waiting, self._questions))
        return f"{self._make_view().name_question(question)}, {left} left> "

    def _read_answer(self) -> Control | Answer | None:
        """Return the next answer: None for one that is not understood, or is dropped."""
        line = self._reader.read_line(self._prompt())
        if line is None:
            return Control.STOP
        question = self._question
        kind = QuestionKind.ACTION if question is None else question.id.kind
        try:
            answer = parse_answer_line(line, kind, self._find_key)
        except NotUnderstood as reason:
            self._refuse(reason, Answer(()))
            return None
        if isinstance(answer, Control):
            return answer
        if question is None and not answer.keys:
            print_note("Type the number of an action first, for example `33/15 d`.")
            return None
        return self._complete_answer(question, answer)

    def _find_key(self, ref: str) -> str | None:
        action = self._files.book.find_action(ref)
        return None if action is None else action.key

    def _complete_answer(
        self, question: Question | None, answer: Answer
    ) -> Control | Answer | None:
        """Ask for the words that are missing; without those that it needs an answer is dropped.

        It is all that is undone, and what is gone back to is its question.
        """
        words: dict[str, str] = {}
        for missing in list_missing(question, answer):
            typed = self._read_words(missing)
            if not isinstance(typed, Control):
                words[missing.letter] = typed
            elif typed is not Control.LEAVE or missing.is_needed:
                print_note("Nothing was written.")
                return typed if typed in {Control.HELP, Control.STOP} else None
        return answer.with_words(words)

    def _read_words(self, missing: MissingWords) -> str | Control:
        """Return the words for a letter, or what is typed in their place.

        A letter alone was meant for the question: they are asked for again, or left.
        """
        while True:
            line = self._reader.read_line(f"  {missing.prompt}> ")
            control = Control.STOP if line is None else parse_control(line)
            if line is None or control is not None:
                return control or Control.STOP
            words = line.strip()
            is_letter = len(words) == 1 and words.isalpha()
            if not is_letter or self._files.book.directory.is_known(words):
                return words
            print_note(f"“{words}” is only one letter.")
            if missing.is_needed:
                return Control.LEAVE

    # What is done

    def _carry_out(self, answer: Control | Answer) -> bool:
        """Do what was typed; return whether the question is to be shown, even if it is the same."""
        if isinstance(answer, Answer):
            return self._take_answer(answer)
        if answer is Control.HELP:
            question = self._question
            kind = None if question is None else question.id.kind
            print_data(self._make_view().describe_help(kind))
            return False
        if answer is Control.UNDO:
            return self._undo_answer()
        if answer is Control.BACK:
            self._go_back()
            return False
        self._left.add(self._current)
        self._go_on()
        return False

    def _take_answer(self, answer: Answer) -> bool:
        """Write an answer, or go to the action that alone is named."""
        if not answer.parts:
            self._go_to(answer.keys[0])
            return False
        question = self._question

        def plan(context: AnswerContext) -> Intent:
            now = None if question is None else find_question(context.questions, question.id)
            if question is not None and (now is None or now.recorded != question.recorded):
                raise NotUnderstood("The file has changed since it was read. Nothing was written.")
            return make_intent(context, now, answer)

        try:
            intent, edit = self._files.record_answer(self._current, plan)
        except _REFUSALS as reason:
            self._refuse(reason, answer)
            return self._question != question
        show_recorded(intent, edit)
        self._follow_items()
        if self._moves_on(answer):
            self._go_on()
        return False

    def _undo_answer(self) -> bool:
        try:
            step = self._files.undo_answer()
        except _REFUSALS as reason:
            print_note(str(reason))
            return False
        question = find_question(self._questions, step.question)
        name = ", ".join(step.keys)
        if question is not None and not name:
            name = self._make_view().name_question(question)
        path = self._files.context.meeting.place.path
        print_note(f"{path}: the last answer was undone ({name or 'actions'}).")
        self._current = step.question
        self._left.discard(step.question)
        return True

    def _refuse(self, reason: Exception, answer: Answer) -> None:
        """Report why an answer was not taken.

        On a terminal it can be typed again. In a pipe the next line answers what would have
        followed.
        """
        print_note(str(reason))
        if not self._reader.is_terminal and self._moves_on(answer):
            self._left.add(self._current)
            self._go_on()

    def _moves_on(self, answer: Answer) -> bool:
        """Whether the next question follows an answer; an item is asked until Enter is typed."""
        question = self._question
        if question is None or question.id.kind is QuestionKind.ITEM:
            return False
        if question.id.kind is QuestionKind.ATTENDANCE:
            return question.is_answered
        if question.id.kind is QuestionKind.MINUTES:
            return not any(part.letter == "c" for part in answer.parts)
        return not answer.keys or question.id.key in answer.keys
