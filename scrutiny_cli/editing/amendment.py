"""A correction of what was written of an action: fields of its entry, or of an update of it.

Mentions follow a new number; what an update is `about` follows new words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from scrutiny_cli.actionlog.model import Action, Event, MinuteBook
from scrutiny_cli.editing.existing_updates import (
    ExistingUpdate,
    choose_nth,
    find_updates,
    refuse_choice,
)
from scrutiny_cli.editing.marks import find_public_words
from scrutiny_cli.editing.plan import (
    AllowedFixes,
    EditContext,
    VerifiedEdit,
    prepare_edits,
)
from scrutiny_cli.editing.ref_change import (
    RefChange,
    ResolvedReference,
    actions_with_ref,
    locate_after,
    plan_ref_change,
    refuse_agreed,
)
from scrutiny_cli.editing.written_entries import change_fields, find_entry
from scrutiny_cli.editing.yaml_edit import open_editor
from scrutiny_cli.editing.yaml_layout import CannotEdit, find_field
from scrutiny_cli.minutes import yaml_text
from scrutiny_cli.minutes.model import Meeting, Update
from scrutiny_cli.minutes.source import Span, normalize_about, normalize_label
from scrutiny_cli.minutes.yaml_lines import DEFAULT_INDENT, Texts, field_lines


class AboutChange(NamedTuple):
    """An update that is `about` other words from now on."""

    meeting: Meeting
    update: Update
    words: str


@dataclass(frozen=True, slots=True)
class Amendment:
    """Other values for fields of an entry of a meeting's file; None deletes a field.

    `place` is where the entry is. `change` is the action's new number, or its key where the
    number goes; None where it stays.
    """

    action: Action
    meeting: Meeting
    place: Span
    values: Mapping[str, Texts | None]
    change: RefChange | None = None
    abouts: tuple[AboutChange, ...] = ()

    @property
    def removes_ref(self) -> bool:
        """Whether the action has no number from now on."""
        return self.change is not None and self.change.new == self.action.place_key

    @property
    def meeting_names(self) -> list[str]:
        """The meetings whose files change, that of the entry last."""
        mentioned = [one.meeting.name for one in self.mentions]
        names = dict.fromkeys([*mentioned, *(about.meeting.name for about in self.abouts)])
        return [*(name for name in names if name != self.meeting.name), self.meeting.name]

    @property
    def mentions(self) -> list[ResolvedReference]:
        """The fields that take the new number."""
        return [] if self.change is None else self.change.mentions

    def describe_manual_edit(self, _book: MinuteBook) -> str:
        """Return what to write by hand."""
        lines = [
            line
            for name, value in self.values.items()
            if value is not None
            for line in field_lines(name, value, 2, DEFAULT_INDENT)
        ]
        gone = [f"`{name}`" for name, value in self.values.items() if value is None]
        head = f"Edit the file: correct the entry of {self.action.key} on line {self.place.line}"
        deleted = f" Delete {' and '.join(gone)}." if gone else ""
        return "\n".join([f"{head}.{deleted}", *lines])

    def make_edits(self, context: EditContext) -> tuple[str, ...]:
        """Write the fields of the entry, where it is in this file, and all that follows."""
        editor, name = context.editor, context.meeting.name
        if self.change is not None:
            keeps = self.mentions if self.removes_ref else self.change.followers
            self.change.replace_words(context, keeps)
        lost: tuple[str, ...] = ()
        if name == self.meeting.name:
            lost = self._write_entry(context)
        for about in (one for one in self.abouts if one.meeting.name == name):
            node = find_entry(editor.root, about.update.place.start).node
            if find_field(node, "about") is None:
                editor.add_field(node, "about", about.words, "ref")
            else:
                editor.set_field(node, "about", about.words)
        return lost

    def _write_entry(self, context: EditContext) -> tuple[str, ...]:
        entry = find_entry(context.editor.root, self.place.start)
        values = {name: value for name, value in self.values.items() if name != "ref"}
        if self.removes_ref:
            values["ref"] = None
        elif self.change is not None and self.action.entry.ref is None:
            context.editor.prepend_field(entry.node, "ref", self.change.new)
        return change_fields(context.editor, entry.node, values, entry.table)


# Planning


def plan_action_amendment(
    book: MinuteBook, action: Action, values: Mapping[str, Texts | None]
) -> Amendment:
    """Plan other values of an action where it was raised or brought forward."""
    change = _plan_change(book, action, values)
    meeting = book.index.by_name[action.meeting]
    reworded = _find_rewording(action, action.entry.place, values)
    abouts = _list_abouts(book, action, reworded, loses_ref=_loses_ref(change, action))
    return Amendment(action, meeting, action.entry.place, values, change, tuple(abouts))


def plan_update_amendment(
    book: MinuteBook,
    meeting: Meeting,
    action: Action,
    nth: int | None,
    values: Mapping[str, Texts | None],
) -> Amendment:
    """Plan other values of the update of an action in a meeting. Raises CannotEdit."""
    place = find_update(book, meeting, action, nth).update.place
    abouts = _list_abouts(book, action, _find_rewording(action, place, values))
    return Amendment(action, meeting, place, values, abouts=tuple(abouts))


def find_update(
    book: MinuteBook, meeting: Meeting, action: Action, nth: int | None
) -> ExistingUpdate:
    """Return the only update of an action in a meeting's file, or the nth. Raises CannotEdit."""
    context = EditContext(book, meeting, open_editor(meeting.place.source, ""))
    found = find_updates(context).get(action.key, [])
    if not found:
        raise CannotEdit(_explain_no_update(book, meeting, action))
    if nth is not None:
        return choose_nth(context, action.key, found, nth)
    if len(found) > 1:
        raise refuse_choice(context, action.key, found, f"has {len(found)} updates of {action.key}")
    return found[0]


def _explain_no_update(book: MinuteBook, meeting: Meeting, action: Action) -> str:
    start = f"{meeting.place.path} has no update of {action.key}. Nothing was written."
    if action.meeting == meeting.name:
        return f"{start} {action.key} was raised there: leave out --at."
    having = [one.meeting.name for one in book.log.reports if one.key == action.key]
    if not having:
        return f"{start} No meeting has one."
    names = dict.fromkeys(having)
    return f"{start} These meetings have one: {', '.join(names)}."


def _plan_change(
    book: MinuteBook, action: Action, values: Mapping[str, Texts | None]
) -> RefChange | None:
    if "ref" not in values or values["ref"] == action.entry.ref:
        return None
    new = values["ref"]
    return plan_ref_change(book, action, str(new) if new is not None else action.place_key)


def _loses_ref(change: RefChange | None, action: Action) -> bool:
    return change is not None and change.new == action.place_key


# What updates are about


class Rewording(NamedTuple):
    """The words that an event of an action gives from now on."""

    event: Event
    words: str | None


def _find_rewording(
    action: Action, place: Span, values: Mapping[str, Texts | None]
) -> Rewording | None:
    if "action" not in values:
        return None
    words = values["action"]
    event = next(one for one in action.history if _is_at(one, place))
    return Rewording(event, None if words is None else str(words))


def _is_at(event: Event, place: Span) -> bool:
    return (event.place.path, event.place.start) == (place.path, place.start)


def _list_abouts(
    book: MinuteBook, action: Action, reworded: Rewording | None, *, loses_ref: bool = False
) -> Iterator[AboutChange]:
    """Yield the updates that are about words that no wording of the action begins with any more.

    Where the action loses its number, those that do not say what they are about, too.
    """
    history = [_reword(event, reworded) for event in action.history]
    wordings = [normalize_label(one.action) for one in history if one.action is not None]
    public = find_public_words(action._replace(history=tuple(history)))
    words = None if public is None else yaml_text.shorten_about(public)
    if words is None:
        return
    own = [one for one in book.log.reports if one.key == action.key]
    for meeting, update in ((one.meeting, one.update) for one in own):
        is_wrong = update.about is not None and not any(
            one.startswith(normalize_about(update.about)) for one in wordings
        )
        if (loses_ref and update.about is None) or (reworded is not None and is_wrong):
            yield AboutChange(meeting, update, words)


def _reword(event: Event, reworded: Rewording | None) -> Event:
    if reworded is None or event is not reworded.event:
        return event
    return event._replace(action=reworded.words)


# Verifying


def verify_amendment(book: MinuteBook, intent: Amendment, today: date) -> list[VerifiedEdit]:
    """Plan the correction in every file, all or none. Raises CannotEdit."""
    change = intent.change
    mentions = [(one.meeting, one.word.place) for one in intent.mentions]
    abouts = [(one.meeting, (one.update.about or one.update.ref).place) for one in intent.abouts]
    refuse_agreed(book, intent.action.key, [*mentions, *abouts], today)
    fixes = AllowedFixes() if change is None else change.allowed_fixes
    done = prepare_edits(book, intent.meeting_names, intent, today, fixes)
    if change is not None and len(actions_with_ref(done[-1].book, change.new)) > 1:
        raise CannotEdit(f"{change.new} is already in use. Nothing was written.")
    return done


def find_amended_line(intent: Amendment, done: Sequence[VerifiedEdit]) -> int:
    """Return the line of the entry in its file after the edit."""
    before = intent.place.start - 1  # A field may be added where the entry begins.
    return locate_after([Span(intent.place.source, before, before)], done)[0].line
