"""A correction of what a meeting's file says of an action: some fields of its update change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.editing.existing_updates import ExistingUpdate, find_updates
from scrutiny_cli.editing.plan import EditContext
from scrutiny_cli.editing.yaml_layout import CannotEdit
from scrutiny_cli.minutes.yaml_lines import DEFAULT_INDENT, Texts, field_lines


@dataclass(frozen=True, slots=True)
class ChangeAnswer:
    """The new fields of the last update of an action that is part of the minutes; others stay."""

    key: str
    fields: Mapping[str, Texts]

    def describe_manual_edit(self, _book: MinuteBook) -> str:
        """Return the fields as a person may write them."""
        pairs = (field_lines(name, text, 2, DEFAULT_INDENT) for name, text in self.fields.items())
        lines = [line for lines in pairs for line in lines]
        return "\n".join([f"Edit the file: write this in that update of {self.key}:", *lines])

    def make_edits(self, context: EditContext) -> tuple[str, ...]:
        """Write the fields in the place of the old ones."""
        update = self._find_update(context)
        for name, text in self.fields.items():
            context.editor.set_field(update.node, name, text)
        return ()

    def _find_update(self, context: EditContext) -> ExistingUpdate:
        own = [one for one in find_updates(context).get(self.key, ()) if one.update.on is None]
        if not own:
            raise CannotEdit(
                f"{context.meeting.place.path} has no update of {self.key} any more. "
                "Nothing was written."
            )
        answers = [one for one in own if one.update.is_substantive]
        return (answers or own)[-1]
