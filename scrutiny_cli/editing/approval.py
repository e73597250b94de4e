"""Minutes that a meeting agrees, and what it corrects in them."""

from __future__ import annotations

from dataclasses import dataclass

from scrutiny_cli.actionlog.approvals import is_title_of_agreement
from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.editing.item_edits import find_last_heading
from scrutiny_cli.editing.plan import EditContext
from scrutiny_cli.editing.yaml_layout import (
    field_before_next_meeting,
    find_field,
    is_missing_value,
    iter_item_nodes,
    list_field_entries,
)
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.minutes.yaml.nodes import MappingNode, ScalarNode
from scrutiny_cli.minutes.yaml_lines import DEFAULT_INDENT, NewEntry, list_lines

# How the comment begins that a draft has above an empty `approves`.
AGREEMENT_NOTE = "When these minutes are agreed, write"
_TITLE = "Minutes of the previous meeting"
_HEADING = frozenset({"title", "number", "presenter", "confidential"})


@dataclass(frozen=True, slots=True)
class ApproveMinutes:
    """Minutes that are agreed, each by a meeting's name or day, and corrections of them.

    Without `minutes` only the corrections are added, to minutes agreed there already.
    """

    minutes: tuple[str, ...]
    corrections: tuple[str, ...] = ()

    def describe_manual_edit(self, _book: MinuteBook) -> str:
        """Return the fields as a person may write them."""
        approves = [f"  approves: {', '.join(self.minutes)}"] if self.minutes else []
        listed = list_lines(map(NewEntry, self.corrections), 4, DEFAULT_INDENT)
        corrections = ["  corrections:", *listed] if listed else []
        head = "Edit the file: write this in the item in which minutes are agreed:"
        return "\n".join([head, *approves, *corrections])

    def make_edits(self, context: EditContext) -> tuple[str, ...]:
        """Write both into the item of minutes; where there is none, it is made."""
        node = _find_item(context, is_new=bool(self.minutes))
        if node is None:
            self._add_item(context)
            return ()
        if self.minutes:
            self._write_approves(context, node)
        if self.corrections:
            after = (
                "approves" if node is not context.editor.root else field_before_next_meeting(node)
            )
            context.editor.extend_list(node, "corrections", self._list_corrections(), after)
        return ()

    def _write_approves(self, context: EditContext, node: MappingNode) -> None:
        editor = context.editor
        value = (find_field(node, "approves") or (None, None))[1]
        words = ", ".join(self.minutes)
        if value is None:
            is_root = node is editor.root
            after = (
                field_before_next_meeting(node) if is_root else find_last_heading(node, _HEADING)
            )
            editor.add_field(node, "approves", words, after)
        elif is_missing_value(value):
            editor.remove_comment_above(node, "approves", AGREEMENT_NOTE)
            editor.set_field(node, "approves", words)
        elif isinstance(value, ScalarNode):
            editor.set_field(node, "approves", f"{value.text.strip()}, {words}")
        else:
            editor.append_entries(node, "approves", list(map(NewEntry, self.minutes)), None)

    def _add_item(self, context: EditContext) -> None:
        """Make a first item in which the minutes are agreed."""
        editor = context.editor
        corrections = {"corrections": self._list_corrections()} if self.corrections else {}
        entry = NewEntry({"title": _TITLE, "approves": ", ".join(self.minutes), **corrections})
        editor.prepend_entry(editor.root, "items", entry, field_before_next_meeting(editor.root))

    def _list_corrections(self) -> list[NewEntry]:
        return list(map(NewEntry, self.corrections))


def _find_item(context: EditContext, *, is_new: bool) -> MappingNode | None:
    """Return the item of minutes: it has `approves`, or its title; None where there is none.

    A meeting without items has the field itself. `is_new`: an empty `approves` comes first,
    otherwise one that has a value.
    """
    nodes = [item.node for item in iter_item_nodes(context.editor.root)]
    having = [node for node in nodes if find_field(node, "approves") is not None]
    empty = [node for node in having if not list_field_entries(node, "approves")]
    titled = [node for node in nodes[1:] if _is_titled(context, node)]
    others = [node for node in having if node not in empty]
    found = (*empty, *others, *titled) if is_new else (*others, *empty, *titled)
    return found[0] if found else (nodes[0] if len(nodes) == 1 else None)


def _is_titled(context: EditContext, node: MappingNode) -> bool:
    title = (find_field(node, "title") or (None, None))[1]
    last = context.book.index.previous_regular(context.meeting)
    return isinstance(title, ScalarNode) and is_title_of_agreement(title.text, last)


def name_agreed(book: MinuteBook, meeting: Meeting) -> str:
    """Return how `approves` names a meeting: by its day where it is the only one of that day."""
    alone = len(book.index.by_day[meeting.date]) == 1
    return meeting.date.isoformat() if alone else meeting.name
