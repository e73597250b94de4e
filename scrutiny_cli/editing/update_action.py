"""Updates of earlier actions: an empty one is filled, another replaced, a missing one added."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.editing.carry_forward import shorten_action
from scrutiny_cli.editing.entry_values import comma_list, order_fields, write_owners
from scrutiny_cli.editing.existing_updates import (
    ExistingUpdate,
    choose_nth,
    describe_updates,
    find_updates,
    refuse_choice,
    replace_update,
)
from scrutiny_cli.editing.matters_arising import insert_updates
from scrutiny_cli.editing.plan import EditContext, VerifiedEdit
from scrutiny_cli.editing.yaml_layout import CannotEdit
from scrutiny_cli.minutes import statuses
from scrutiny_cli.minutes.dates import date_reader
from scrutiny_cli.minutes.dates.date_styles import date_formatter, has_month_first
from scrutiny_cli.minutes.fields import UPDATE
from scrutiny_cli.minutes.model import Due, Status
from scrutiny_cli.minutes.yaml_lines import DEFAULT_INDENT, NewEntry, Texts, list_lines


@dataclass(frozen=True, slots=True)
class UpdateActions:
    """What is recorded of some actions; None and an empty `becomes` record nothing.

    Where the meeting has an update of the same day, it is refused, unless `replace` puts this
    one in its place or `add` writes a further one. `nth` chooses, from 1, the update that is
    replaced. The updates of the actions of `without_on` get no `on`. Those of `owners_by_key` each
    give other owners.
    """

    keys: tuple[str, ...]
    status: str | None = None
    note: str | None = None
    due: str | None = None
    owners: tuple[str, ...] | None = None
    becomes: tuple[str, ...] = ()
    on: str | None = None
    without_on: frozenset[str] = frozenset()
    replace: bool = False
    add: bool = False
    nth: int | None = None
    owners_by_key: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    confidential: str | None = None

    def describe_manual_edit(self, book: MinuteBook) -> str:
        """Return the updates as a person may write them."""
        entries = [self._write_entry(book, key) for key in self.keys]
        lines = list_lines(entries, 2, DEFAULT_INDENT)
        return "\n".join(["Edit the file: write this under `updates`:", *lines])

    def make_edits(self, context: EditContext) -> tuple[str, ...]:
        """Fill the empty update of each action, replace one, or add one."""
        lost: list[str] = []
        unlisted: list[str] = []
        updates = find_updates(context)
        for key in self.keys:
            _refuse_later(context, key)
            _refuse_closed(context, key, self)
            found = updates.get(key, [])
            if not found and not self.replace:
                unlisted.append(key)
                continue
            fields = self._write_beside(context, key, found)
            lost += [f"{key}, {field}" if len(self.keys) > 1 else field for field in fields]
        if unlisted:
            insert_updates(context, [self._write_entry(context.book, key) for key in unlisted])
        return tuple(lost)

    def list_dues(self, done: VerifiedEdit) -> list[Due]:
        """Return the due that the updates set in an edit, with its day, if they set one."""
        if self.due is None:
            return []
        history = (event for key in self.keys for event in done.book.log.by_key[key].history)
        dues = [event.due for event in history if event.meeting == done.after.name]
        return [due for due in dues if due is not None][-1:]

    def list_reopened(self, before: MinuteBook, done: VerifiedEdit) -> list[str]:
        """Return the actions that are open again, where an update was replaced."""
        was, now = before.log.by_key, done.book.log.by_key
        keys = self.keys if self.replace else ()
        return [key for key in keys if now[key].is_open and not was[key].is_open]

    def _write_beside(
        self, context: EditContext, key: str, found: list[ExistingUpdate]
    ) -> tuple[str, ...]:
        """Write an update of an action that the file has updates of; return what is lost."""
        fields = self._fields_of(context.book, key)
        day = self._day_in(context, key)
        same = [existing for existing in found if existing.day_in(context.meeting) == day]
        if self.replace:
            return replace_update(
                context, key, self._choose_replaced(context, key, found, same), fields
            )
        answers = [existing for existing in same if existing.update.is_substantive]
        if answers and not self.add:
            raise _explain_existing_update(context, key, found, answers[0])
        empty = next((existing for existing in found if not existing.update.is_substantive), None)
        if empty is not None:
            replace_update(context, key, empty, fields)
        else:
            self._insert_beside(context, key, found, day)
        return ()

    def _choose_replaced(
        self,
        context: EditContext,
        key: str,
        found: list[ExistingUpdate],
        same: list[ExistingUpdate],
    ) -> ExistingUpdate:
        """Return the update that is replaced: the only one of the same day, or the nth."""
        if self.nth is not None:
            return choose_nth(context, key, found, self.nth)
        if len(same) == 1:
            return same[0]
        many = f"has {len(same)} updates" if same else "has no update"
        choose = (
            "Choose the one to replace, for example --nth 1." if found else "Leave --replace out."
        )
        raise refuse_choice(context, key, found, f"{many} of {key} on the same day", choose)

    def _insert_beside(
        self, context: EditContext, key: str, found: list[ExistingUpdate], day: date
    ) -> None:
        """Add a further update beside the others, in the order of the days."""
        earlier = [one for one in found if one.day_in(context.meeting) <= day]
        beside = earlier[-1] if earlier else found[0]
        place = beside.place_in_list + bool(earlier)
        entry = self._write_entry(context.book, key)
        is_below = bool(earlier)  # comments above the first are on the action
        context.editor.insert_entry(beside.item, "updates", place, entry, is_below=is_below)

    def _day_in(self, context: EditContext, key: str) -> date:
        on = self._on_of(key)
        if on is None:
            return context.meeting.date
        month_first = has_month_first(context.book.series.dates)
        return date_reader.read_date(on, month_first=month_first)

    def _on_of(self, key: str) -> str | None:
        return None if key in self.without_on else self.on

    def _fields_of(self, book: MinuteBook, key: str) -> dict[str, Texts]:
        owners = self.owners_by_key.get(key, self.owners)
        values: dict[str, Texts | None] = {
            "status": self.status,
            "note": self.note,
            "due": self.due,
            "owner": None if owners is None else write_owners(book, owners),
            "becomes": comma_list(self.becomes) if self.becomes else None,
            "on": self._on_of(key),
            "confidential": self.confidential,
        }
        return order_fields(UPDATE, values)

    def _write_entry(self, book: MinuteBook, key: str) -> NewEntry:
        about = shorten_action(book.log.by_key[key])
        named: dict[str, Texts | None] = {"ref": key, "about": about or None}
        return NewEntry(order_fields(UPDATE, {**named, **self._fields_of(book, key)}))


def find_written_line(done: VerifiedEdit, key: str) -> int | None:
    """Return the first line of the update of an action that was written; None: none was."""
    written = {line.number for line in done.lines}
    found: int | None = None
    for report in done.book.log.reports:
        if report.key == key and report.meeting.name == done.after.name:
            place = report.update.place
            last = place._replace(start=max(place.start, place.end - 1)).line
            if written & set(range(place.line, last + 1)):
                found = place.line
    return found


# Refusals


def _explain_existing_update(
    context: EditContext, key: str, found: list[ExistingUpdate], same: ExistingUpdate
) -> CannotEdit:
    place = same.update.place
    day = date_formatter(context.book.series.dates)(same.day_in(context.meeting))
    where = f"{place.path}:{place.line}: {key} already has an update of {day}"
    choose = "Type --replace to replace it, or --add to add another update."
    lines = [
        f"{where}. Nothing was written. The file has:",
        *describe_updates(context, key, found),
        choose,
    ]
    return CannotEdit("\n".join(lines))


def _refuse_later(context: EditContext, key: str) -> None:
    """Refuse an update of an action that only a later file raises."""
    action = context.book.log.by_key[key]
    positions = context.book.index.positions
    if positions[action.meeting] > positions[context.meeting.name]:
        place = action.entry.place
        raise CannotEdit(
            f"{key} is raised by {action.meeting} ({place.path}:{place.line}), which is after "
            f"{context.meeting.name}. Nothing was written. Record the update there: "
            f"--at {action.meeting}"
        )


def _refuse_closed(context: EditContext, key: str, report: UpdateActions) -> None:
    """Refuse to close what another meeting closed, or this one by an update that stays."""
    action, status = context.book.log.by_key[key], report.status
    closes = status is not None and not _read_status(context.book, status).is_open
    closing = [event for event in action.history if not event.state.status.is_open]
    stays = report.add or (closing and closing[0].meeting != context.meeting.name)
    if closes and closing and stays and not action.is_open:
        day = date_formatter(context.book.series.dates)(action.state.closed or closing[0].date)
        raise CannotEdit(
            f"{key} is already closed: {action.state.status.value} on {day}. Nothing was written. "
            f"To add a note, type: scrutiny update {key} --note TEXT"
        )


def _read_status(book: MinuteBook, words: str) -> Status:
    found = statuses.StatusVocabulary(book.series.statuses).find_status(words)
    if found is None:  # the command line takes no other words
        raise ValueError(words)
    return found
