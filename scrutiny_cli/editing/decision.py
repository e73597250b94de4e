"""A new decision under an item, and the deletion of one."""

from __future__ import annotations

from dataclasses import dataclass

from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.editing.entry_values import order_fields
from scrutiny_cli.editing.item_edits import HEADING, find_last_heading
from scrutiny_cli.editing.item_names import NumberedItem, number_items
from scrutiny_cli.editing.list_entries import remove_entries
from scrutiny_cli.editing.plan import EditContext
from scrutiny_cli.editing.yaml_layout import (
    CannotEdit,
    ItemPath,
    field_before_next_meeting,
    find_field,
    list_field_entries,
)
from scrutiny_cli.minutes.fields import DECISION
from scrutiny_cli.minutes.source import normalize_label
from scrutiny_cli.minutes.yaml.nodes import MappingNode, ScalarNode
from scrutiny_cli.minutes.yaml_lines import DEFAULT_INDENT, NewEntry, list_lines

_BEFORE_DECISIONS = HEADING | {"minutes", "papers"}


@dataclass(frozen=True, slots=True)
class AddDecision:
    """A decision in the item of a path, `()` for the meeting itself.

    Without other fields it is a text alone, unless the other decisions there have fields.
    """

    item_path: ItemPath
    decision: str
    ref: str | None = None
    proposed: str | None = None
    seconded: str | None = None
    votes: str | None = None
    outcome: str | None = None

    def describe_manual_edit(self, _book: MinuteBook) -> str:
        """Return the decision as a person may write it."""
        lines = list_lines([self._write_entry(as_fields=False)], 2, DEFAULT_INDENT)
        return "\n".join(["Edit the file: write this under `decisions`:", *lines])

    def make_edits(self, context: EditContext) -> tuple[str, ...]:
        """Put the decision after those of its item."""
        _refuse_same_decision(context, self)
        node = context.editor.find_item(self.item_path)
        there = list_field_entries(node, "decisions")
        as_fields = bool(there) and isinstance(there[-1], MappingNode)
        after = find_last_heading(node, _BEFORE_DECISIONS)
        context.editor.extend_list(
            node,
            "decisions",
            [self._write_entry(as_fields=as_fields)],
            after if self.item_path else field_before_next_meeting(node),
        )
        return ()

    def _write_entry(self, *, as_fields: bool) -> NewEntry:
        values = {name: getattr(self, name) for name in DECISION}
        others = any(value is not None for name, value in values.items() if name != "decision")
        if not others and not as_fields:
            return NewEntry(self.decision)
        return NewEntry(order_fields(DECISION, values))


@dataclass(frozen=True, slots=True)
class RemoveDecision:
    """The deletion of a decision, which is found by its words, in any item or in that of a path."""

    decision: str
    item_path: ItemPath | None = None

    def describe_manual_edit(self, _book: MinuteBook) -> str:
        """Return what to do by hand."""
        return "Edit the file: delete the decision."

    def make_edits(self, context: EditContext) -> tuple[str, ...]:
        """Delete it, with the comments that belong to it; return its words."""
        path, place = self._find_place(context)
        node = context.editor.find_item(path)
        key, value = find_field(node, "decisions") or (None, None)
        if key is not None and isinstance(value, ScalarNode):
            context.editor.remove_field(node, "decisions")
        else:
            remove_entries(context.editor, node, "decisions", {place})
        return ()

    def _find_place(self, context: EditContext) -> tuple[ItemPath, int]:
        """Return the item of the decision, and its place there."""
        words = normalize_label(self.decision)
        root = NumberedItem((), context.meeting.root_item, "")
        found = [
            (one.path, place)
            for one in (root, *number_items(context.meeting.root_item))
            for place, there in enumerate(one.item.decisions)
            if normalize_label(there.decision) == words and self.item_path in {None, one.path}
        ]
        if len(found) != 1:
            path = context.meeting.place.path
            how_many = "more than one decision" if found else "no decision"
            raise CannotEdit(
                f"{path} has {how_many} with these words. Nothing was written. Type all words of "
                "the decision, and --item for its item."
            )
        return found[0]


def _refuse_same_decision(context: EditContext, intent: AddDecision) -> None:
    item = context.meeting.root_item
    for place in intent.item_path:
        item = item.items[place]
    words = normalize_label(intent.decision)
    if any(normalize_label(there.decision) == words for there in item.decisions):
        raise CannotEdit(
            f"{context.meeting.place.path}: This decision is already recorded there. Nothing was "
            "written. If this is another decision, change its words so that they differ."
        )
