"""Another day for a meeting: its file's name and date, and what names either in other files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from scrutiny_cli.actionlog.approvals import find_approvals, find_approved_meeting
from scrutiny_cli.actionlog.meetings import means_previous_meeting
from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.actionlog.traverse import list_approved, list_records
from scrutiny_cli.editing.action_references import iter_references
from scrutiny_cli.editing.approval import AGREEMENT_NOTE
from scrutiny_cli.editing.meeting_details import SetMeetingDetails
from scrutiny_cli.editing.plan import AllowedFixes, EditContext, VerifiedEdit, prepare_edits
from scrutiny_cli.editing.recorded_fields import describe_recorded_fields
from scrutiny_cli.editing.ref_change import refuse_agreed
from scrutiny_cli.editing.text_edits import TextEdit
from scrutiny_cli.editing.yaml_layout import CannotEdit, find_field
from scrutiny_cli.minutes.dates.date_styles import date_formatter
from scrutiny_cli.minutes.file_names import compare_name, file_name_day
from scrutiny_cli.minutes.model import DueKind, Meeting
from scrutiny_cli.minutes.source import LocatedStr, Span, normalize_label, normalize_ref
from scrutiny_cli.minutes.yaml.nodes import MappingNode

_NO_DETAILS = SetMeetingDetails()
_DAY_LENGTH = len("2015-05-28")
_PLACE_KEY = re.compile(r"#b?\d+$")
# What a write that was cut off leaves: a name that is not the date, and keys of another name.
_FIXED_RULES = frozenset({"file-name-date", "unknown-ref"})


class MeetingMention(NamedTuple):
    """A word of a file that names the meeting, and the word that takes its place."""

    meeting: Meeting
    word: LocatedStr
    new: str


@dataclass(frozen=True)
class Reschedule:
    """A meeting's new day, and all that names the meeting in the files.

    `details` are its new time and venue, if it gets others.
    """

    book: MinuteBook
    meeting: Meeting
    day: date
    today: date
    details: SetMeetingDetails = _NO_DETAILS

    @property
    def new_name(self) -> str:
        """The new name of the meeting's file; what follows the date in it stays."""
        return f"{self.day}{self.meeting.name[_DAY_LENGTH:]}"

    @property
    def old_names(self) -> tuple[str, ...]:
        """The names by which a key may name the meeting.

        There are two where the file was renamed already, and its date is still the old one.
        """
        by_date = f"{self.meeting.date}{self.meeting.name[_DAY_LENGTH:]}"
        return tuple(dict.fromkeys((self.meeting.name, by_date)))

    @cached_property
    def agreed(self) -> dict[str, Meeting]:
        """By the names of agreed meetings, the meetings that agreed them."""
        return find_approvals(self.book, self.today)

    @cached_property
    def mentions(self) -> tuple[MeetingMention, ...]:
        """The keys and `approves` that name the meeting, in all files."""
        return tuple(
            mention for meeting in self.book.meetings for mention in self._list_mentions(meeting)
        )

    @cached_property
    def announcing(self) -> tuple[Meeting, ...]:
        """The earlier meetings that announce this one by its date."""
        if self.meeting.extraordinary:
            return ()
        earlier = (one for one in self.book.meetings if one.date < self.meeting.date)
        return tuple(one for one in earlier if one.announced_day == self.meeting.date)

    @property
    def kept_announcements(self) -> tuple[Meeting, ...]:
        """The meetings among those whose minutes are agreed, so that they stay as they are."""
        return tuple(one for one in self.announcing if one.name in self.agreed)

    @property
    def meeting_names(self) -> list[str]:
        """The meetings whose files change, this one first."""
        mentioning = {mention.meeting.name for mention in self.mentions}
        announcing = {one.name for one in self.announcing if one.name not in self.agreed}
        names = [
            one.name
            for one in self.book.meetings
            if one.name in mentioning | announcing or self._has_comment(one)
        ]
        return list(dict.fromkeys((self.meeting.name, *names)))

    @property
    def allowed_fixes(self) -> AllowedFixes:
        """Which errors do not bar it, and the words by which messages name the meeting."""
        format_day = date_formatter(self.book.series.dates)
        days = [
            form for day in (self.meeting.date, self.day) for form in (str(day), format_day(day))
        ]
        return AllowedFixes(
            _FIXED_RULES,
            (*self.old_names, self.new_name, *days),
            {self.meeting.name: self.new_name},
        )

    def describe_manual_edit(self, _book: MinuteBook) -> str:
        """Return what to write by hand."""
        return (
            f"Edit the files: write `date: {self.day}`, rename the file to {self.new_name}.yaml, "
            f"and correct what names {self.meeting.name} in other files."
        )

    def make_edits(self, context: EditContext) -> tuple[str, ...]:
        """Write the new day, and the new name wherever the file names the meeting."""
        editor, name = context.editor, context.meeting.name
        if name == self.meeting.name:
            editor.set_field(editor.root, "date", self.day.isoformat())
            self.details.make_edits(context)
            if not self.meeting.took_place:
                editor.remove_field(editor.root, "held")
        if name in {one.name for one in self.announcing} and name not in self.agreed:
            self._announce_day(context)
        for mention in sorted(self.mentions, key=lambda one: one.word.start, reverse=True):
            if mention.meeting.name == name:
                editor.replace_word(mention.word, mention.new)
        if self._has_comment(context.meeting):
            editor.edits.extend(self._edit_comments(context.meeting))
        return ()

    def _announce_day(self, context: EditContext) -> None:
        editor = context.editor
        value = (find_field(editor.root, "next_meeting") or (None, None))[1]
        node, name = editor.root, "next_meeting"
        if isinstance(value, MappingNode):
            node, name = value, "date"
        editor.set_field(node, name, self.day.isoformat())

    # What names the meeting

    def _list_mentions(self, meeting: Meeting) -> Iterator[MeetingMention]:
        for word in list_approved(meeting):
            if not means_previous_meeting(word) and self._is_approved(meeting, word):
                yield MeetingMention(meeting, word, self._rename_approved(word))
        for reference in iter_references(meeting):
            new = self.rename_key(reference.word)
            if new is not None:
                yield MeetingMention(meeting, reference.word, new)

    def _is_approved(self, meeting: Meeting, word: LocatedStr) -> bool:
        found = find_approved_meeting(self.book.index, meeting, word)
        return found is not None and found.name == self.meeting.name

    def _rename_approved(self, word: str) -> str:
        others = (one for one in self.book.index.by_day.get(self.day, ()) if one != self.meeting)
        is_alone = next(others, None) is None
        is_name = normalize_label(word) == normalize_label(self.meeting.name)
        return self.new_name if is_name or not is_alone else self.day.isoformat()

    def rename_key(self, word: str) -> str | None:
        """Return the new key for one of this meeting's keys; None for any other word."""
        place = _PLACE_KEY.search(word)
        if place is None:
            return None
        name = normalize_ref(word[: place.start()])
        is_own = name in {normalize_ref(old) for old in self.old_names}
        return f"{self.new_name}{place[0]}" if is_own else None

    # Comments of a draft

    @cached_property
    def _comment(self) -> re.Pattern[str]:
        """The comments by which a draft names the meeting, each on a line of its own."""
        format_day = date_formatter(self.book.series.dates)
        days = {self.meeting.date.isoformat(), format_day(self.meeting.date), self.meeting.name}
        named = "|".join(map(re.escape, sorted(days, key=len, reverse=True)))
        return re.compile(
            rf"^ *# (?:{re.escape(AGREEMENT_NOTE)} `approves: (?P<agreed>{named})`(?=\r?$)"
            rf"|Raised on (?P<raised>{named})(?=\r?$)"
            rf"|(?:\[confidential\] )?(?:.*\. )?Due: [^(\n]*next meeting \((?P<due>{named})\))",
            re.MULTILINE,
        )

    def _has_comment(self, meeting: Meeting) -> bool:
        may_change = meeting.date >= self.meeting.date and meeting.name not in self.agreed
        return may_change and self._comment.search(meeting.place.source.text) is not None

    def _edit_comments(self, meeting: Meeting) -> Iterator[TextEdit]:
        for found in self._comment.finditer(meeting.place.source.text):
            group = next(name for name, day in found.groupdict().items() if day is not None)
            yield TextEdit(*found.span(group), self._rename_in_comment(found[group]))

    def _rename_in_comment(self, day: str) -> str:
        if day == self.meeting.date.isoformat():
            return self.day.isoformat()
        format_day = date_formatter(self.book.series.dates)
        return self.new_name if day == self.meeting.name else format_day(self.day)


def verify_reschedule(intent: Reschedule) -> list[VerifiedEdit]:
    """Plan the new day in every file, all or none, the meeting's own first. Raises CannotEdit."""
    _refuse_name(intent)
    _refuse_agreed(intent)
    _refuse_recorded(intent)
    _refuse_later_days(intent)
    done = prepare_edits(
        intent.book, intent.meeting_names, intent, intent.today, intent.allowed_fixes
    )
    _refuse_other_agreement(intent, done[0].book)
    return done


# Refusals


def _refuse_name(intent: Reschedule) -> None:
    """Refuse a file whose name is not a date, and a new name that another file has."""
    meeting, path = intent.meeting, intent.meeting.place.path
    if file_name_day(path) is None:
        raise CannotEdit(f"The name of {path} is not a date. Nothing was written. Rename it first.")
    if meeting.date == intent.day and meeting.name == intent.new_name:
        raise CannotEdit(f"{path} already has the date {intent.day}. Nothing was written.")
    new = compare_name(intent.new_name)
    for one in intent.book.meetings:
        if one != meeting and compare_name(one.name) == new:
            raise CannotEdit(f"{one.place.path} already exists. Nothing was written.")


def _refuse_agreed(intent: Reschedule) -> None:
    """Refuse where the meeting's minutes are agreed, or agreed minutes name it."""
    agreeing = intent.agreed.get(intent.meeting.name)
    if agreeing is not None:
        raise CannotEdit(
            f"The minutes of {intent.meeting.name} were agreed by {agreeing.name}, so the meeting "
            "was held on that day. Nothing was written."
        )
    places = ((one.meeting, one.word.place) for one in intent.mentions)
    refuse_agreed(intent.book, intent.meeting.name, places, intent.today)


def _show_line(place: Span) -> str:
    return f"{place.path}:{place.line}: {place.line_text.strip()}"


def _refuse_recorded(intent: Reschedule) -> None:
    """Refuse a meeting that is past and of which something is recorded."""
    meeting = intent.meeting
    fields = describe_recorded_fields(meeting)
    if meeting.date >= intent.today or not fields:
        return
    raise CannotEdit(
        f"The meeting of {meeting.name} is past, and {meeting.place.path} already has {fields}. "
        "Nothing was written. If only the date is wrong, edit the file: write "
        f"`date: {intent.day}`, and rename the file to {intent.new_name}.yaml."
    )


def _refuse_later_days(intent: Reschedule) -> None:
    """Refuse a day before that of something in the file."""
    places = [one.on_place for one in list_records(intent.meeting) if _is_later(one.on, intent.day)]
    lines = [_show_line(place) for place in places if place is not None]
    if lines:
        day = date_formatter(intent.book.series.dates)(intent.day)
        heading = (
            f"What happened after {day} cannot be in a meeting of that day. Nothing was written:"
        )
        raise CannotEdit("\n".join([heading, *lines]))


def _refuse_other_agreement(intent: Reschedule, after: MinuteBook) -> None:
    """Refuse where `approves: previous meeting` would mean another meeting than before."""
    now = {path: found for path, _, found in _list_agreed(after)}
    for path, place, found in _list_agreed(intent.book):
        renamed = intent.new_name if found == intent.meeting.name else found
        path_now = path.replace(f"{intent.meeting.name}.yaml", f"{intent.new_name}.yaml")
        if now.get(path_now) != renamed:
            raise CannotEdit(
                f"{_show_line(place)}\nThis means {found}, and would mean another meeting. Nothing "
                f"was written. Write `approves: {found}` there first."
            )


def _list_agreed(book: MinuteBook) -> Iterator[tuple[str, Span, str]]:
    """Yield the path and place of each `previous meeting`, and the name that it means."""
    for meeting in book.meetings:
        before = book.index.previous_regular(meeting)
        for word in list_approved(meeting):
            if means_previous_meeting(word) and before is not None:
                yield meeting.place.path, word.place, before.name


def _is_later(on: date | None, day: date) -> bool:
    return on is not None and on > day


# What is reported


def list_dues_on(book: MinuteBook, day: date) -> list[Action]:
    """Return the open actions whose due was written as a day."""
    return [
        action
        for action in book.log.actions
        if action.is_open
        and action.state.due is not None
        and action.state.due.kind is DueKind.DATE
        and action.state.due_day == day
    ]


def list_moved_dues(intent: Reschedule, after: MinuteBook) -> list[Action]:
    """Return the open actions due at the next meeting whose day changes, as they are then."""
    before = _index_dues(intent, intent.book.log.actions)
    return [
        action
        for action in after.log.actions
        if action.is_open
        and action.state.due is not None
        and action.state.due.kind is DueKind.NEXT_MEETING
        and before.get(action.key) != action.state.due_day
    ]


def _index_dues(intent: Reschedule, actions: Iterable[Action]) -> dict[str, date | None]:
    """Return the day on which each action is due, by the keys that they have afterwards."""
    return {intent.rename_key(one.key) or one.key: one.state.due_day for one in actions}
