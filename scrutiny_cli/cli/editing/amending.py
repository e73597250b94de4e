"""What `amend` corrects: an action where it was raised, or an update of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from shlex import join
from typing import NamedTuple

from scrutiny_cli.actionlog.model import Action
from scrutiny_cli.actionlog.refs import FreeRefs
from scrutiny_cli.cli.confidential import count_confidential, warn_confidential
from scrutiny_cli.cli.console import print_data, print_note
from scrutiny_cli.cli.editing.arguments import (
    read_due_words,
    read_lines,
    read_owners,
    read_status,
    read_text,
)
from scrutiny_cli.cli.editing.correction_arguments import AmendArguments
from scrutiny_cli.cli.editing.edits import Edit, note_dues, note_reopened, show_edit, write_edit
from scrutiny_cli.cli.editing.target_meeting import find_on_file, refuse_agreed_minutes
from scrutiny_cli.cli.editing.typed_numbers import read_number, require_only_action
from scrutiny_cli.cli.editing.writing import open_for_writing
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.meetings_folder import FolderNames
from scrutiny_cli.cli.session import Session
from scrutiny_cli.editing.amendment import (
    Amendment,
    find_amended_line,
    plan_action_amendment,
    plan_update_amendment,
    verify_amendment,
)
from scrutiny_cli.editing.entry_values import write_owners
from scrutiny_cli.minutes.model import Due, Meeting
from scrutiny_cli.minutes.yaml_lines import Texts

_OF_UPDATES = ("status", "note")
_OF_ACTIONS = ("ref", "links")


class _Corrected(NamedTuple):
    """A correction that was planned and verified."""

    intent: Amendment
    edit: Edit

    @property
    def action(self) -> Action:
        """The action after the correction."""
        position, log = self.intent.action.position, self.edit.first.book.log
        return next(one for one in log.actions if one.position == position)

    @property
    def lost(self) -> list[str]:
        """The old text that is lost, one field each."""
        return [text for file in self.edit.files for text in file.lost_fields]


def correct_entry(names: FolderNames, ref: str, typed: AmendArguments) -> None:
    """Correct an action or an update of it, and report what was corrected."""
    _refuse_misplaced(typed)
    with open_for_writing(names) as session:
        action = require_only_action(session.book, ref)
        intent = _plan_amendment(session, action, typed)
        edit = Edit(verify_amendment(session.book, intent, session.today))
        write_edit(session, edit, dry_run=typed.dry_run)
    _report_corrected(_Corrected(intent, edit), typed)


def _refuse_misplaced(typed: AmendArguments) -> None:
    """Refuse options that belong to an action with those of an update, and none at all."""
    values = typed.list_values()
    if not values:
        raise UsageError("Type what to correct, for example --due 19.06.15")
    wrong = [name for name in (_OF_UPDATES if typed.at is None else _OF_ACTIONS) if name in values]
    if wrong and typed.at is None:
        raise UsageError(
            f"--{wrong[0]} belongs to an update. Name the meeting that has it, for example "
            "--at last"
        )
    if wrong:
        raise UsageError(f"--{wrong[0]} belongs to the action, not to an update: leave out --at.")
    if typed.nth is not None and typed.at is None:
        raise UsageError("--nth chooses among updates. Name the meeting that has them, too: --at")


# What is corrected


def _plan_amendment(session: Session, action: Action, typed: AmendArguments) -> Amendment:
    meeting = session.book.index.by_name[action.meeting]
    if typed.at is not None:
        meeting = find_on_file(session, typed.at)
    _refuse_agreed(session, action, meeting, typed)
    values = _read_values(session, action, typed)
    if typed.at is None:
        return plan_action_amendment(session.book, action, values)
    return plan_update_amendment(session.book, meeting, action, typed.nth, values)


def _refuse_agreed(
    session: Session, action: Action, meeting: Meeting, typed: AmendArguments
) -> None:
    """Refuse to correct agreed minutes; an update in a later meeting changes the action."""
    words = _list_update_words(typed.list_values())
    command = join(["scrutiny", "update", action.key, *words])
    remedy = f"To change the action from now on, type: {command}" if words else None
    refuse_agreed_minutes(session, meeting, remedy)


def _list_update_words(values: Mapping[str, str | list[str]]) -> list[str]:
    """Return the options that `update` takes, too, as they were typed."""
    words: list[str] = []
    for name in ("status", "note", "due", "owner"):
        value = values.get(name, [])
        for text in [value] if isinstance(value, str) else value:
            words += [f"--{name}", text]
    return words


def _read_values(
    session: Session, action: Action, typed: AmendArguments
) -> dict[str, Texts | None]:
    """Return the fields as they are written; None for those that are deleted."""
    book, values = session.book, typed.list_values()
    gone = {name for name, value in values.items() if _is_none(value)}
    if "action" in gone and typed.at is None:
        raise UsageError(
            f"--action: an action needs words. To delete it, type: scrutiny delete {action.key}"
        )
    owners = read_owners(book, typed.owner) if typed.owner and "owner" not in gone else ()
    found: dict[str, Texts | None] = dict.fromkeys(gone)
    if "due" in gone and typed.at is None and _has_default_due(session, action):
        found["due"] = "none"  # Without the field the meeting's own due would be the action's.
    readers: dict[str, Callable[[], Texts | None]] = {
        "ref": lambda: _read_ref(session, action, typed.ref or ""),
        "action": lambda: read_text("--action", typed.action or ""),
        "owner": lambda: write_owners(book, owners),
        "due": lambda: read_due_words(session, typed.due),
        "status": lambda: read_status(session, typed.status),
        "note": lambda: read_text("--note", typed.note or ""),
        "on": lambda: session.parse_day(typed.on or "", "--on").isoformat(),
        "links": lambda: read_lines("--links", typed.links or []),
    }
    return found | {name: readers[name]() for name in values if name not in gone}


def _is_none(value: str | list[str]) -> bool:
    text = value if isinstance(value, str) else ",".join(value)
    return text.strip().casefold() == "none"


def _has_default_due(session: Session, action: Action) -> bool:
    meeting = session.book.index.by_name[action.meeting]
    return meeting.due is not None and not action.brought_forward


def _read_ref(session: Session, action: Action, text: str) -> str:
    numbers = FreeRefs(session.book.series, session.book.index)
    meeting = session.book.index.by_name[action.meeting]
    return read_number(session, text, meeting, numbers, action)


# What is shown


def _report_corrected(done: _Corrected, typed: AmendArguments) -> None:
    intent, edit, action = done.intent, done.edit, done.action
    print_data(f"{action.key}\n")
    place = f"{intent.place.path}:{find_amended_line(intent, edit.files)}"
    what = action.key if typed.at is None else f"the update of {action.key}"
    if edit.first.new_text == edit.first.old_source.text and len(edit.files) == 1:
        print_note(f"{place}: {what} has these values already. Nothing was written.")
        return
    print_note(f"{place}: corrected {what}{_describe_new_number(intent)}.")
    show_edit(edit, diff=typed.diff, lost="Before")
    if intent.change is not None:
        unchanged = intent.change.describe_unchanged(edit.files)
        if unchanged:
            print_note(unchanged)
    note_dues(edit, _list_dues(done))
    note_reopened([action.key] if action.is_open and not intent.action.is_open else [])
    warn_confidential(count_confidential([action]))


def _describe_new_number(intent: Amendment) -> str:
    change = intent.change
    if change is None:
        return ""
    return f": {change.old} becomes {change.new}{change.count_mentions()}"


def _list_dues(done: _Corrected) -> list[Due]:
    """Return the due that the entry gives now, if it was corrected."""
    if "due" not in done.intent.values:
        return []
    meeting = done.intent.meeting.name
    dues = [one.due for one in done.action.history if one.meeting == meeting]
    return [due for due in dues if due is not None][-1:]
