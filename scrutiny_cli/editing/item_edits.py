"""New items of a meeting, and text that is added to an item or replaces what it has."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.editing.list_entries import remove_entries
from scrutiny_cli.editing.marks import find_title_mark, write_mark
from scrutiny_cli.editing.plan import EditContext
from scrutiny_cli.editing.yaml_layout import (
    CannotEdit,
    ItemPath,
    field_before_next_meeting,
    find_field,
    list_field_names,
)
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.minutes.source import normalize_label
from scrutiny_cli.minutes.yaml.nodes import MappingNode, ScalarNode
from scrutiny_cli.minutes.yaml_lines import (
    DEFAULT_INDENT,
    BlockText,
    NewEntry,
    Texts,
    Value,
    field_lines,
    list_lines,
)
from scrutiny_cli.minutes.yaml_text import wrap_block_text

# The fields after which a clerk writes what was said under an item.
HEADING = frozenset({"title", "number", "presenter", "confidential", "approves", "corrections"})
_BEFORE_MINUTES = HEADING | {"papers"}
_RECORDS = ("minutes", "decisions", "updates", "actions", "items", "approves", "corrections")
_BEFORE_MARK = frozenset({"title", "number", "presenter"})


class NewPaper(NamedTuple):
    """A paper to be considered, and where it is."""

    title: str
    link: str | None = None

    def write_entry(self) -> NewEntry:
        """Return the entry of a list of papers."""
        return NewEntry(
            self.title if self.link is None else {"title": self.title, "link": self.link}
        )


@dataclass(frozen=True, slots=True)
class AddItem:
    """A new item with its text, if any: by default the last, otherwise after the item of a path.

    It is confidential if the latest regular meeting with an item of its title had it so, or by
    its own mark.
    """

    title: str
    text: str | None = None
    presenter: Texts | None = None
    after: ItemPath | None = None
    papers: tuple[NewPaper, ...] = ()
    mark: str | None = None

    def describe_manual_edit(self, _book: MinuteBook) -> str:
        """Return the item as a person may write it."""
        entry = self._write_entry(self.mark, DEFAULT_INDENT.dash + DEFAULT_INDENT.gap + 2)
        return "\n".join(
            ["Edit the file: write this under `items`:", *list_lines([entry], 2, DEFAULT_INDENT)]
        )

    def make_edits(self, context: EditContext) -> tuple[str, ...]:
        """Put the item after another one, or at the end."""
        _refuse_same_title(context, self.title)
        editor = context.editor
        indent = editor.layout.detect_indent()
        earlier = [one for one in context.book.meetings if one.date < context.meeting.date]
        mark = self.mark or write_mark(find_title_mark(earlier, self.title))
        if not self.after:
            entry = self._write_entry(mark, indent.dash + indent.gap + 2)
            last = field_before_next_meeting(editor.root)
            editor.append_entries(editor.root, "items", [entry], last)
            return ()
        column = editor.layout.column(editor.find_item(self.after).fields[0][0].start)
        entry = self._write_entry(mark, column + 2)
        editor.insert_entry(editor.find_item(self.after[:-1]), "items", self.after[-1] + 1, entry)
        return ()

    def path_in(self, meeting: Meeting) -> ItemPath:
        """Return the path of the item in a meeting to which it is added."""
        if not self.after:
            return (len(meeting.root_item.items),)
        return (*self.after[:-1], self.after[-1] + 1)

    def _write_entry(self, mark: str | None, column: int) -> NewEntry:
        values: dict[str, Value] = {
            "title": self.title,
            "presenter": self.presenter,
            "confidential": mark,
            "papers": [paper.write_entry() for paper in self.papers] or None,
            "minutes": None if self.text is None else _write_text(self.text, column),
        }
        return NewEntry({name: value for name, value in values.items() if value is not None})


@dataclass(frozen=True, slots=True)
class AddItemText:
    """Text for the item of a path: a new paragraph after what it has."""

    item_path: ItemPath
    text: str

    def describe_manual_edit(self, _book: MinuteBook) -> str:
        """Return the text as a person may write it."""
        return _describe_text(self.text)

    def make_edits(self, context: EditContext) -> tuple[str, ...]:
        """Put the paragraph below the `|`, or write the text below a new one."""
        node = context.editor.find_item(self.item_path)
        value = (find_field(node, "minutes") or (None, None))[1]
        if not isinstance(value, ScalarNode) or not value.text.strip():
            _set_text(context, node, self.text)
        elif value.style == "|":
            column = context.editor.layout.column(node.fields[0][0].start)
            paragraph = wrap_block_text(self.text, column + 2)
            context.editor.append_paragraph(node, "minutes", paragraph)
        else:
            # In text without `|` each line end that YAML has left separates paragraphs.
            paragraphs = [line.strip() for line in value.text.split("\n") if line.strip()]
            _set_text(context, node, "\n\n".join([*paragraphs, self.text]))
        return ()


@dataclass(frozen=True, slots=True)
class ReplaceItemText:
    """Text for the item of a path, in the place of what it has."""

    item_path: ItemPath
    text: str

    def describe_manual_edit(self, _book: MinuteBook) -> str:
        """Return the text as a person may write it."""
        return _describe_text(self.text)

    def make_edits(self, context: EditContext) -> tuple[str, ...]:
        """Write the text below a `|`."""
        _set_text(context, context.editor.find_item(self.item_path), self.text)
        return ()


@dataclass(frozen=True, slots=True)
class SetItemField:
    """A field at the head of the item of a path: its title, who presents it, its mark."""

    item_path: ItemPath
    name: str
    value: Texts

    def describe_manual_edit(self, _book: MinuteBook) -> str:
        """Return the field as a person may write it."""
        lines = field_lines(self.name, self.value, 2, DEFAULT_INDENT)
        return "\n".join(["Edit the file: write this below the item's title:", *lines])

    def make_edits(self, context: EditContext) -> tuple[str, ...]:
        """Write the field below the title, or in the place of the one that is there."""
        if self.name == "title":
            _refuse_same_title(context, str(self.value))
        node = context.editor.find_item(self.item_path)
        _set_item_field(context, node, self.name, self.value, _BEFORE_MARK)
        return ()


@dataclass(frozen=True, slots=True)
class AddPapers:
    """Papers for the item of a path, after those that it has."""

    item_path: ItemPath
    papers: tuple[NewPaper, ...]

    def describe_manual_edit(self, _book: MinuteBook) -> str:
        """Return the papers as a person may write them."""
        lines = field_lines("papers", self._write_entries(), 2, DEFAULT_INDENT)
        return "\n".join(["Edit the file: write this below the item's title:", *lines])

    def make_edits(self, context: EditContext) -> tuple[str, ...]:
        """Put the papers at the end of the list, which is made below the item's heading."""
        node = context.editor.find_item(self.item_path)
        after = find_last_heading(node, HEADING)
        context.editor.extend_list(node, "papers", self._write_entries(), after)
        return ()

    def _write_entries(self) -> list[NewEntry]:
        return [paper.write_entry() for paper in self.papers]


@dataclass(frozen=True, slots=True)
class RemoveItem:
    """The deletion of the item of a path, of which nothing is recorded yet."""

    item_path: ItemPath

    def describe_manual_edit(self, _book: MinuteBook) -> str:
        """Return what to do by hand."""
        return "Edit the file: delete the item."

    def make_edits(self, context: EditContext) -> tuple[str, ...]:
        """Delete it with the comments that belong to it; refuse where something is recorded."""
        item = context.meeting.root_item
        for place in self.item_path:
            item = item.items[place]
        recorded = [f"`{name}`" for name in _RECORDS if getattr(item, name)]
        if recorded:
            raise CannotEdit(
                f"{item.place.path}:{item.place.line}: The item has {', '.join(recorded)}. Nothing "
                "was written. Only an item of which nothing is recorded can be deleted."
            )
        parent = context.editor.find_item(self.item_path[:-1])
        remove_entries(context.editor, parent, "items", {self.item_path[-1]})
        return ()


def _refuse_same_title(context: EditContext, title: str) -> None:
    for item in context.meeting.root_item.items:
        if item.title is not None and normalize_label(item.title) == normalize_label(title):
            place = item.title.place
            raise CannotEdit(
                f"{place.path}:{place.line}: There is already an item “{item.title}”. "
                "Nothing was written."
            )


def _set_item_field(
    context: EditContext, node: MappingNode, name: str, value: Texts, heading: Collection[str]
) -> None:
    """Write a field of an item; a missing one comes below the fields of its heading."""
    if find_field(node, name) is None:
        context.editor.add_field(node, name, value, find_last_heading(node, heading))
    else:
        context.editor.set_field(node, name, value)


def find_last_heading(node: MappingNode, heading: Collection[str]) -> str | None:
    """Return the last of the fields with which an item begins, out of some; None if none does."""
    last = None
    for name in list_field_names(node):
        if name not in heading:
            break
        last = name
    return last


def _set_text(context: EditContext, node: MappingNode, text: str) -> None:
    column = context.editor.layout.column(node.fields[0][0].start)
    _set_item_field(context, node, "minutes", _write_text(text, column + 2), _BEFORE_MINUTES)


def _write_text(text: str, column: int) -> BlockText:
    return BlockText(wrap_block_text(text, column))


def _describe_text(text: str) -> str:
    lines = field_lines("minutes", _write_text(text, 4), 2, DEFAULT_INDENT)
    return "\n".join(["Edit the file: write this in the item:", *lines])
