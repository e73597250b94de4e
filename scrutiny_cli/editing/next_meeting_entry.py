"""The announcement of the next meeting, as it is written into a meeting's file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.editing.plan import EditContext
from scrutiny_cli.editing.yaml_layout import find_field
from scrutiny_cli.minutes.yaml.nodes import MappingNode
from scrutiny_cli.minutes.yaml_lines import DEFAULT_INDENT, Texts, field_lines

_FIELD = "next_meeting"


@dataclass(frozen=True, slots=True)
class AnnounceMeeting:
    """The day of the next meeting, or words; the time and venue only where they are given."""

    day: str
    time: str | None = None
    venue: str | None = None

    def describe_manual_edit(self, _book: MinuteBook) -> str:
        """Return the lines as a person may write them."""
        lines = field_lines(_FIELD, self._value, 0, DEFAULT_INDENT)
        return "\n".join(["Edit the file: write this:", *lines])

    def make_edits(self, context: EditContext) -> tuple[str, ...]:
        """Fill the fields of a mapping that is there, otherwise write the whole value."""
        editor, found = context.editor, find_field(context.editor.root, _FIELD)
        if found is None or not isinstance(found[1], MappingNode):
            editor.set_field(editor.root, _FIELD, self._value)
            return ()
        for name, text in self._fields.items():
            editor.set_field(found[1], name, text)
        return ()

    @property
    def _fields(self) -> dict[str, Texts]:
        given = {"date": self.day, "time": self.time, "venue": self.venue}
        return {name: text for name, text in given.items() if text is not None}

    @property
    def _value(self) -> Texts | Mapping[str, Texts]:
        return self.day if self.time is None and self.venue is None else self._fields
