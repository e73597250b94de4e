"""Another number for an action: the fields that certainly mean the action follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.editing.plan import EditContext, VerifiedEdit, prepare_edits
from scrutiny_cli.editing.ref_change import (
    RefChange,
    actions_with_ref,
    plan_ref_change,
    refuse_agreed,
)
from scrutiny_cli.editing.yaml_layout import CannotEdit


@dataclass(frozen=True, slots=True)
class Renumber:
    """An action's new number."""

    change: RefChange

    def describe_manual_edit(self, _book: MinuteBook) -> str:
        """Return what to write by hand."""
        return f"Edit the file: write {self.change.new} wherever {self.change.action.key} is meant."

    def make_edits(self, context: EditContext) -> tuple[str, ...]:
        """Write the new number into each field of the file that means the action."""
        self.change.replace_words(context, self.change.followers)
        return ()

    def describe_edit(self, done: Sequence[VerifiedEdit]) -> str:
        """Return in a sentence what the edit of some files changed."""
        where = f" ({len(done)} files)" if len(done) > 1 else ""
        change = self.change
        return f"{change.old} becomes {change.new}{change.count_mentions()}{where}."


def plan_renumber(book: MinuteBook, action: Action, number: str) -> Renumber:
    """Find all that names an action's ref, which is to become another number."""
    return Renumber(plan_ref_change(book, action, number))


def verify_renumber(book: MinuteBook, intent: Renumber, today: date) -> list[VerifiedEdit]:
    """Plan the new number in every file, all or none. Raises CannotEdit."""
    change = intent.change
    places = ((one.meeting, one.word.place) for one in change.mentions)
    refuse_agreed(book, change.old, places, today)
    done = prepare_edits(book, change.meeting_names, intent, today, change.allowed_fixes)
    if len(actions_with_ref(done[-1].book, change.new)) > 1:
        raise CannotEdit(f"{change.new} is already in use. Nothing was written.")
    return done
