"""A question as it is shown: what it is about, what is known of it, and what can be typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.editing.minute_questions import (
    Question,
    QuestionKind,
    has_attendance,
    list_unrecorded_people,
)
from scrutiny_cli.minutes.characters import replace_controls
from scrutiny_cli.minutes.dates.date_styles import date_formatter
from scrutiny_cli.minutes.model import Item, Meeting, Person, Update
from scrutiny_cli.output.phrases import describe_words, format_days, format_lateness
from scrutiny_cli.output.text import wrap_lines
from scrutiny_cli.output.values import FormatDay, format_due

# The line below each question. The help has the second text.
_LINES = {
    QuestionKind.ATTENDANCE: (
        "p everyone present, a AB apologies, x AB absent, i AB in attendance, ? help"
    ),
    QuestionKind.MINUTES: "y agreed, c correction, Enter leaves it, ? help",
    QuestionKind.ACTION: (
        "d done, o ongoing, h on hold, w withdrawn, n note, t due, p owner, ? help"
    ),
    QuestionKind.ITEM: "n text, d decision, a action, i new item, Enter goes on, ? help",
    QuestionKind.NEXT_MEETING: "Type the date, or date; time; venue. Enter leaves it, ? help",
}
_HELP = {
    QuestionKind.ATTENDANCE: """\
p           Everyone else expected was present.
p AB CD     These people were present.
a AB CD     They sent apologies.
x AB CD     They were absent.
i Ada Bell  In attendance: a guest, or an officer.
a AB; x CD; p
            Several answers on one line.
""",
    QuestionKind.MINUTES: """\
y           The minutes were agreed.
c TEXT      They were agreed with this correction.
""",
    QuestionKind.ACTION: """\
d           It is done.
o           It is ongoing.
h           It is on hold.
w           It is withdrawn.
d TEXT      Done, with a note. o, h and w take one too.
n TEXT      Only a note.
t DATE      The new due date, next meeting, or none.
p AB, CD    The new owner.
o TEXT; t DATE; p AB
            Several answers on one line.
33/15 34/15 d
            The same answer for these actions.
33/15       Go to this action.
""",
    QuestionKind.ITEM: """\
n TEXT      A paragraph of the minutes.
d TEXT      A decision.
a TEXT      An action; its owner and due date are asked for.
a TEXT; p AB; t DATE
            An action with its owner and due date.
i TITLE     A new item after this one.
33/15 d     An answer for an action, as in matters arising.
""",
    QuestionKind.NEXT_MEETING: """\
25.06.15    The date; words such as “to be confirmed” are kept.
25.06.15; 9:30; Town Hall
            The date, time and venue.
""",
}
_HELP_AT_END = """\
33/15 d     An answer for an action.
33/15       Go to this action.
"""
_ANYWHERE = """\
Enter       Leave the question, and go on.
b           Go back to the previous question.
u           Undo the last answer.
?           Show this help.
q           Stop. What was answered is saved.
"""


class QuestionView:
    """Prints the questions of a meeting as lines of text, at a width in columns."""

    def __init__(self, book: MinuteBook, meeting: Meeting, width: int) -> None:
        """Take the files as they are now."""
        self._book, self._meeting, self._width = book, meeting, width
        self._format_day: FormatDay = date_formatter(book.series.dates)
        self._days = {one.name: one.date for one in book.meetings}

    def describe(self, question: Question, heading: str | None) -> str:
        """Return a question; an action's group is a heading, where it is not `heading`."""
        lines = self._list_lines(question)
        group = self.find_heading(question)
        above = [group, ""] if group is not None and group != heading else []
        choices = wrap_choices(_LINES[question.id.kind], self._width)
        return self._join(["", *above, *lines, choices])

    def describe_help(self, kind: QuestionKind | None) -> str:
        """Return all that can be typed at a question of a kind."""
        choices = _HELP_AT_END if kind is None else _HELP[kind]
        return self._join(["", choices.rstrip(), _ANYWHERE.rstrip()])

    def describe_end(self, questions: Iterable[Question]) -> str:
        """Return what follows the last question: how many are left, and the next meeting."""
        listed = list(questions)
        count = sum(not one.is_answered for one in listed)
        left = f"{count} question{' is' if count == 1 else 's are'} left."
        answered = left if count else "Every question is answered."
        last = listed[-1]
        is_known = last.id.kind is QuestionKind.NEXT_MEETING and last.is_answered
        known = [*self._describe_next_meeting()] if is_known else []
        return self._join(["", *known, f"{answered} Enter ends, b goes back, ? help"])

    def find_heading(self, question: Question) -> str | None:
        """Return the group of an action: the meeting that raised it."""
        if question.action is None:
            return None
        how = "brought forward" if question.action.brought_forward else "raised"
        day = self._format_day(self._days[question.action.meeting])
        return f"Matters arising: {how} on {day}"

    def name_question(self, question: Question) -> str:
        """Return the name of a question in a prompt and in sentences."""
        if question.item is not None:
            return f"Item {question.item.number}" if question.item.path else "Meeting"
        if question.minutes_of is not None:
            return f"Minutes of {self._format_day(question.minutes_of.date)}"
        return question.id.key or question.id.kind.value.capitalize()

    def _join(self, lines: Iterable[str]) -> str:
        shown = "\n".join(replace_controls(line) for text in lines for line in text.split("\n"))
        return wrap_lines(shown, self._width) + "\n"

    def _list_lines(self, question: Question) -> Iterator[str]:
        if question.action is not None:
            yield from self._describe_action(question, question.action)
        elif question.item is not None:
            mark = "[confidential] " if question.is_confidential else ""
            is_item = bool(question.item.path)
            name = f"{mark}Item {question.item.number_and_title}" if is_item else "The meeting"
            yield from self._describe_item(question.item.item, name)
        elif question.minutes_of is not None:
            agreed = " They are agreed." if question.is_answered else ""
            yield f"Minutes of {self._format_day(question.minutes_of.date)}.{agreed}"
        elif question.id.kind is QuestionKind.ATTENDANCE:
            yield from self._describe_attendance()
        else:
            yield from self._describe_next_meeting()

    # Actions

    def _describe_action(self, question: Question, action: Action) -> Iterator[str]:
        mark = "[confidential] " if question.is_confidential else ""
        yield f"{mark}{action.key}: {_make_one_line(describe_words(action.state.words))}"
        yield f"  {self._describe_facts(action)}"
        before = [event for event in action.history if event.meeting != self._meeting.name]
        spoken = [event for event in before if event.status_text or event.note]
        if spoken:
            said = _join_words(spoken[-1].status_text, spoken[-1].note)
            yield f"  Last update, {self._format_day(spoken[-1].date)}: {said}"
        for update in question.news:
            day = self._format_day(update.on or self._meeting.date)
            yield f"  News of {day}: {self._describe_update(update)}"
        if question.answer is not None:
            yield f"  Recorded here: {self._describe_update(question.answer)}"

    def _describe_facts(self, action: Action) -> str:
        owners = ", ".join(action.state.owners_shown)
        due, late = action.state.due, action.overdue_days(self._meeting.date)
        facts = [owners or "no owner"]
        facts.append(
            f"due {format_due(due, self._format_day)}" if due is not None else "no due date"
        )
        facts += [format_lateness(late)] if late else []
        age = action.age_days(self._meeting.date)
        facts += [f"{format_days(age)} old"] if age else []
        return ", ".join(facts)

    def _describe_update(self, update: Update) -> str:
        facts = [_join_words(update.status_text, update.note)]
        if update.due is not None:
            facts.append(f"due {format_due(update.due, self._format_day)}")
        if update.owners is not None:
            facts.append(f"owner {', '.join(update.owners) or 'nobody'}")
        if update.becomes:
            facts.append(f"becomes {', '.join(update.becomes)}")
        return ", ".join(filter(None, facts)) or "other fields"

    # The others

    def _describe_item(self, item: Item, name: str) -> Iterator[str]:
        yield name
        if item.presenter:
            yield f"  Presenter: {_list_labels(item.presenter)}"
        if item.minutes is not None:
            yield f"  Text: {_shorten(_make_one_line(item.minutes), 2 * self._width)}"
        for decision in item.decisions:
            yield f"  Decision: {_make_one_line(decision.decision)}"
        for entry in item.actions:
            yield f"  Action: {_make_one_line(' '.join(filter(None, (entry.ref, entry.action))))}"

    def _describe_attendance(self) -> Iterator[str]:
        yield "Attendance"
        meeting = self._meeting
        lists = (
            ("Present", meeting.present),
            ("Apologies", meeting.apologies),
            ("In attendance", meeting.in_attendance),
            ("Absent", meeting.absent),
        )
        for name, persons in lists:
            if persons:
                yield f"  {name}: {_list_labels(persons)}"
        expected = list_unrecorded_people(self._book, meeting)
        if expected:
            yield f"  Expected: {', '.join(map(self._book.directory.display_label, expected))}"
        elif not has_attendance(meeting):
            yield "  The file lists nobody yet."

    def _describe_next_meeting(self) -> Iterator[str]:
        announced = self._meeting.next_meeting
        if announced is None:
            yield "Next meeting: no date yet"
            return
        day = format_due(announced.due, self._format_day) or "no date yet"
        facts = [day, *filter(None, (announced.time, announced.venue))]
        yield f"Next meeting: {_make_one_line(', '.join(facts))}"


def wrap_choices(line: str, width: int) -> str:
    """Return what can be typed in lines of a width; each choice stays whole."""
    lines: list[str] = []
    for choice in line.split(", "):
        longer = f"{lines[-1]}, {choice}" if lines else choice
        # A comma may follow.
        if lines and len(longer) < width:
            lines[-1] = longer
        else:
            lines.append(choice)
    return ",\n".join(lines)


def _list_labels(persons: Iterable[Person]) -> str:
    return ", ".join(str(person.label) for person in persons)


def _join_words(status: str | None, note: str | None) -> str:
    return _make_one_line(": ".join(filter(None, (status, note))))


def _make_one_line(text: str) -> str:
    return " ".join(text.split())


def _shorten(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rpartition(" ")[0] + " …"
