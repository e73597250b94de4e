"""The time and venue of a meeting, and that it does not take place."""

from __future__ import annotations

from dataclasses import dataclass

from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.editing.item_edits import find_last_heading
from scrutiny_cli.editing.plan import EditContext
from scrutiny_cli.editing.recorded_fields import describe_recorded_fields
from scrutiny_cli.editing.yaml_edit import YamlEditor
from scrutiny_cli.editing.yaml_layout import CannotEdit, find_field
from scrutiny_cli.minutes.yaml_lines import DEFAULT_INDENT, Texts, field_lines

# The fields with which a meeting's file begins, by the field that is written after them.
_BEFORE_TIME = frozenset({"title", "number", "date", "extraordinary", "held"})
_BEFORE_CHAIR = _BEFORE_TIME | {"time", "venue"}
_ATTENDANCE = frozenset({"expected", "present", "apologies", "in_attendance", "absent"})
_HEADS = {
    "held": _BEFORE_TIME - {"held"},
    "time": _BEFORE_TIME,
    "venue": _BEFORE_TIME | {"time"},
    "chair": _BEFORE_CHAIR,
    "public": _BEFORE_CHAIR | _ATTENDANCE | {"chair", "minutes_by", "confidential"},
}


@dataclass(frozen=True, slots=True)
class SetMeetingDetails:
    """When and where a meeting begins, who takes the chair, and how many of the public came.

    What is None stays as it is.
    """

    time: str | None = None
    venue: str | None = None
    chair: Texts | None = None
    public: str | None = None

    @property
    def values(self) -> dict[str, Texts]:
        """The fields that are written."""
        fields: dict[str, Texts | None] = {
            "time": self.time,
            "venue": self.venue,
            "chair": self.chair,
            "public": self.public,
        }
        return {name: value for name, value in fields.items() if value is not None}

    def describe_manual_edit(self, _book: MinuteBook) -> str:
        """Return the fields as a person may write them."""
        lines = [
            line
            for name, value in self.values.items()
            for line in field_lines(name, value, 0, DEFAULT_INDENT)
        ]
        return "\n".join(["Edit the file: write this below `date`:", *lines])

    def make_edits(self, context: EditContext) -> tuple[str, ...]:
        """Write the fields below the date, or in the place of those that are there."""
        for name, value in self.values.items():
            _set_head_field(context.editor, name, value)
        return ()


@dataclass(frozen=True, slots=True)
class CancelMeeting:
    """That a meeting does not take place and gets no other day."""

    def describe_manual_edit(self, _book: MinuteBook) -> str:
        """Return the field as a person may write it."""
        return "Edit the file: write `held: false` below `date`."

    def make_edits(self, context: EditContext) -> tuple[str, ...]:
        """Write `held: false`; refuse where that would make a record count for nothing."""
        meeting = context.meeting
        if not meeting.took_place:
            raise CannotEdit(
                f"{meeting.place.path} already has `held: false`. Nothing was written."
            )
        fields = describe_recorded_fields(meeting)
        if fields:
            raise CannotEdit(
                f"{meeting.place.path} has {fields}, which would no longer be used. Nothing was "
                "written. Give it the day of the following meeting instead: "
                f"scrutiny reschedule {meeting.name} DATE"
            )
        _set_head_field(context.editor, "held", "false")
        return ()


def _set_head_field(editor: YamlEditor, name: str, value: Texts) -> None:
    if find_field(editor.root, name) is not None:
        editor.set_field(editor.root, name, value)
        return
    editor.add_field(editor.root, name, value, find_last_heading(editor.root, _HEADS[name]))
