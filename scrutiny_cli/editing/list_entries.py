"""Entries of a list that are deleted, or moved with their exact text to another list.

A list may be on lines of its own, in brackets, or one text with commas. An entry that is moved
keeps its text and comments, set in as the other list is. A list in brackets, or a text, becomes a
list on lines of its own where it could not take the entry as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from scrutiny_cli.editing.block_lists import BlockList
from scrutiny_cli.editing.moved_entries import (
    MovedEntry,
    has_comment_around,
    make_text_entry,
    read_bracketed_entry,
    read_moved_entry,
    split_persons,
)
from scrutiny_cli.editing.text_edits import TextEdit
from scrutiny_cli.editing.yaml_edit import YamlEditor
from scrutiny_cli.editing.yaml_layout import find_field, is_missing_value
from scrutiny_cli.editing.yaml_values import PlainValue
from scrutiny_cli.minutes.labels import is_no_attendance, split_people
from scrutiny_cli.minutes.source import LocatedStr, Span
from scrutiny_cli.minutes.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from scrutiny_cli.minutes.yaml_scalars import write_exactly


class EntryMove(NamedTuple):
    """An entry that goes from one list of a mapping to another; `place`, from 0, is in the first.

    In a text with commas it is the place among the persons that the text names. Without a target
    the entry is deleted. `after` is the field above a new list, by default the source.
    """

    source: str
    place: int
    target: str | None
    after: str | None = None


class AddedEntry(NamedTuple):
    """A text that becomes the last entry of a list; `after` is the field above a new list."""

    target: str
    text: str
    after: str


def remove_entries(
    editor: YamlEditor, node: MappingNode, name: str, places: Collection[int]
) -> None:
    """Delete entries of a list, with their lines and the comments that belong to them.

    A list that is then empty goes with the name of its field, unless a comment there stays.
    """
    _change_list(editor, node, _ListChange(name, frozenset(places), ()), None)


def move_entries(
    editor: YamlEditor,
    node: MappingNode,
    moves: Sequence[EntryMove],
    new: Sequence[AddedEntry] = (),
) -> None:
    """Move entries to the ends of other lists of a mapping, and add new ones; several at once.

    A list that is missing is made where a comment has its name (`# present:`), otherwise below
    the list that the entry comes from. Entries of the other list that mean nobody are deleted.
    """
    added = [
        (
            move.target,
            move.after or move.source,
            read_moved_entry(editor, node, move.source, move.place),
        )
        for move in moves
    ]
    added += [
        (entry.target, entry.after, make_text_entry(editor, entry.text, is_new=True))
        for entry in new
    ]
    sources = [move.source for move in moves]
    names = dict.fromkeys([*sources, *(target for target, _, _ in added if target)])
    # Entries at the end of a list come before a new list below it.
    for name in sorted(names, key=lambda name: find_field(node, name) is None):
        removed = frozenset(move.place for move in moves if move.source == name)
        here = [(above, entry) for target, above, entry in added if target == name]
        change = _ListChange(name, removed, tuple(entry for _, entry in here))
        _change_list(editor, node, change, here[0][0] if here else None)


def find_entry_place(editor: YamlEditor, node: MappingNode, name: str, start: int) -> int:
    """Return which entry of a list has a place of the text in it."""
    value = next(value for key, value in node.fields if key.text == name)
    starts = (
        [entry.start for entry in value.entries]
        if isinstance(value, SequenceNode)
        else [part.start for part in split_persons(editor, value)]
        if isinstance(value, ScalarNode)
        else []
    )
    return sum(found <= start for found in starts) - 1


class _ListChange(NamedTuple):
    name: str
    removed: frozenset[int]
    added: tuple[MovedEntry, ...]

    def without_nobody(self, values: Sequence[PlainValue]) -> _ListChange:
        """Return the change that deletes the words for nobody, too, where somebody is added."""
        nobody = [
            place
            for place, value in enumerate(values)
            if self.added and isinstance(value, str) and is_no_attendance(value)
        ]
        return self._replace(removed=self.removed | frozenset(nobody))


def _change_list(
    editor: YamlEditor, node: MappingNode, change: _ListChange, after: str | None
) -> None:
    key, value = find_field(node, change.name) or (None, None)
    if key is None or value is None or is_missing_value(value):
        _make_list(editor, node, change, after)
    elif isinstance(value, ScalarNode):
        _change_text(editor, node, (key, value), change)
    else:
        listed = editor.expect_list(key.text, value)
        values = [editor.changes.read_value(entry) for entry in listed.entries]
        change = change.without_nobody(values)
        if len(change.removed) == len(values) and not change.added:
            _empty_field(editor, node, key, listed)
        elif listed.is_flow:
            _change_brackets(editor, node, (key, listed), change)
        else:
            _change_lines(editor, key, listed, change)


def _refuse_comment(editor: YamlEditor, key: ScalarNode, value: Node) -> tuple[int, int]:
    """Return where a value in brackets or a text is; refuse one that has a comment."""
    if isinstance(value, ScalarNode):
        return editor.layout.value_span(key, value)
    if has_comment_around(editor, value, value.start, value.end):
        why = f"There is a comment within the value of `{key.text}`."
        raise editor.layout.error(value.start, why)
    return value.start, value.end


# Lists on lines of their own


def _change_lines(
    editor: YamlEditor, key: ScalarNode, value: SequenceNode, change: _ListChange
) -> None:
    block = BlockList(editor.layout, key, value)
    editor.edits.extend(block.delete_entries(change.removed))
    if change.added:
        column, indent = editor.layout.measure_indent(key, value)
        space = [""] if editor.layout.is_spaced(value) else []
        lines = [
            line for one in change.added for line in (*space, *one.write_lines(column, indent.gap))
        ]
        end = block.blocks[-1].end
        editor.edits.append(editor.insert_lines_after(end, lines, deeper=None))
    _change_entries(editor, value, change)


def _change_entries(editor: YamlEditor, value: SequenceNode, change: _ListChange) -> None:
    editor.changes.remove_entries(value, change.removed)
    values = [one.value for one in change.added]
    editor.changes.insert_values(value, len(value.entries), values)


# Lists in brackets


def _change_brackets(
    editor: YamlEditor,
    node: MappingNode,
    field: tuple[ScalarNode, SequenceNode],
    change: _ListChange,
) -> None:
    kept = [
        read_bracketed_entry(editor, entry)
        for place, entry in enumerate(field[1].entries)
        if place not in change.removed
    ]
    if any(one.has_comment for one in change.added) and not node.is_flow:
        _rewrite_field(editor, node, field, [*kept, *change.added])
        return
    texts = [one.in_brackets for one in change.added]
    if not kept:
        _refuse_comment(editor, *field)
        edit = TextEdit(field[1].start + 1, field[1].end - 1, ", ".join(texts))
        editor.edits.append(edit)
    else:
        editor.edits.extend(_delete_in_brackets(editor, field[1], change.removed))
        if texts:
            editor.edits.append(editor.append_in_brackets(field[1], texts))
    _change_entries(editor, field[1], change)


def _delete_in_brackets(
    editor: YamlEditor, value: SequenceNode, places: Collection[int]
) -> Iterator[TextEdit]:
    """Delete entries, but not all: with the comma before, or that after those at the beginning."""
    entries = value.entries
    for place in sorted(places):
        if set(range(place)) <= set(places):
            start, end = entries[place].start, entries[place + 1].start
            between = entries[place].end, end
        else:
            start, end = entries[place - 1].end, entries[place].end
            between = start, entries[place].start
        if editor.layout.has_comment_within(*between):
            raise editor.layout.error(start, "A comment would be deleted, too.")
        yield TextEdit(start, end, "")


# Texts with commas


def _change_text(
    editor: YamlEditor,
    node: MappingNode,
    field: tuple[ScalarNode, ScalarNode],
    change: _ListChange,
) -> None:
    parts = [str(part) for part in split_persons(editor, field[1])]
    kept = [part for place, part in enumerate(parts) if place not in change.removed]
    if not kept and not change.added:
        _empty_field(editor, node, *field)
        return
    added = [str(one.value) for one in change.added if isinstance(one.value, str)]
    text = ", ".join([_without_parts(field[1].text, parts, change.removed), *added][not kept :])
    wanted = [*kept, *(one.value for one in change.added)]
    commented = any(one.has_comment for one in change.added)
    place = Span(editor.source, field[1].start, field[1].end)
    if split_people(LocatedStr.make(text, place)) == wanted and not commented:
        editor.set_field(node, change.name, text)
    else:
        entries = [make_text_entry(editor, part) for part in kept]
        _rewrite_field(editor, node, field, [*entries, *change.added])


def _without_parts(text: str, parts: list[str], removed: Collection[int]) -> str:
    """Return a text without some of its parts, and without the separators that go with them."""
    kept, at = "", 0
    for place, part in enumerate(parts):
        start = text.index(part, at)
        if place not in removed:
            kept += (text[at:start] if kept else "") + part
        at = start + len(part)
    return kept


# The whole field


def _make_list(
    editor: YamlEditor, node: MappingNode, change: _ListChange, after: str | None
) -> None:
    """Write a list that is missing, in the form in which its entries were."""
    name, entries = change.name, change.added
    if node.is_flow or not any(one.lines or one.is_new for one in entries):
        _make_inline_list(editor, node, change, after)
        return
    found = find_field(node, name)
    layout = editor.layout
    column, indent = layout.column(node.fields[0][0].start), layout.detect_indent()
    dash = column + indent.dash
    lines = [line for one in entries for line in one.write_lines(dash, indent.gap)]
    if found is not None:
        edit = editor.insert_lines_after(found[0].end, lines, deeper=column)
    else:
        edit = editor.insert_field_lines(node, [" " * column + f"{name}:", *lines], after)
    editor.edits.append(edit)
    editor.changes.set_value(node, name, [one.value for one in entries])


def _make_inline_list(
    editor: YamlEditor, node: MappingNode, change: _ListChange, after: str | None
) -> None:
    name, entries = change.name, change.added
    text = "[" + ", ".join(one.in_brackets for one in entries) + "]"
    value: PlainValue = [one.value for one in entries]
    words = ", ".join(str(one.value) for one in entries)
    if not node.is_flow and all(one.is_from_text for one in entries):
        text, value = write_exactly(words), words
    found = find_field(node, name)
    mark = '"' if editor.layout.is_json_style else ""
    if found is not None:
        colon = editor.source.text.index(":", found[0].end) + 1
        edit = TextEdit(colon, colon, f" {text}")
    elif node.is_flow:
        edit = editor.append_in_brackets(node, [f"{mark}{name}{mark}: {text}"])
    else:
        column = editor.layout.column(node.fields[0][0].start)
        edit = editor.insert_field_lines(node, [" " * column + f"{name}: {text}"], after)
    editor.edits.append(edit)
    editor.changes.set_value(node, name, value)


def _rewrite_field(
    editor: YamlEditor,
    node: MappingNode,
    field: tuple[ScalarNode, Node],
    entries: Sequence[MovedEntry],
) -> None:
    """Write a text or a list in brackets as a list on lines of its own, where it may be one."""
    start, end = _refuse_comment(editor, *field)
    if node.is_flow:
        text = "[" + ", ".join(one.in_brackets for one in entries) + "]"
        editor.edits.append(TextEdit(start, end, text))
    else:
        column, indent = editor.layout.column(field[0].start), editor.layout.detect_indent()
        dash = column + indent.dash
        lines = [line for one in entries for line in one.write_lines(dash, indent.gap)]
        colon = editor.source.text.index(":", field[0].end) + 1
        editor.edits.append(TextEdit(colon, end, ""))
        editor.edits.append(editor.insert_lines_after(end, lines, deeper=None))
    editor.changes.set_value(node, field[0].text, [one.value for one in entries])


def _empty_field(editor: YamlEditor, node: MappingNode, key: ScalarNode, value: Node) -> None:
    """Delete all entries of a list: with its name, unless it is the first or has a comment."""
    if node.is_flow:
        start, end = _refuse_comment(editor, key, value)
        editor.edits.append(TextEdit(start, end, "[]"))
        editor.changes.set_value(node, key.text, [])
        return
    block = None
    if isinstance(value, SequenceNode) and not value.is_flow:
        block = BlockList(editor.layout, key, value)
    if node.fields[0][0] is key or _has_own_comment(editor, key, value, block):
        editor.edits.extend(_delete_value(editor, key, value, block))
    else:
        editor.edits.append(_delete_lines(editor, key, value, block))
    editor.changes.set_field(node, key.text, None)


def _has_own_comment(
    editor: YamlEditor, key: ScalarNode, value: Node, block: BlockList | None
) -> bool:
    """Whether a comment belongs to a list as a whole: above its name, after it, or in the list."""
    layout, text = editor.layout, editor.source.text
    line = layout.line_start(key.start)
    above = text.startswith(" " * (key.start - line) + "#", layout.line_start(line - 1))
    if block is not None:
        return above or "#" in text[key.end : layout.line_end(key.end)] or block.has_free_comments()
    end = layout.value_end(value)
    return above or layout.has_comment_after(key, end)


def _delete_value(
    editor: YamlEditor, key: ScalarNode, value: Node, block: BlockList | None
) -> list[TextEdit]:
    if block is not None:
        return block.delete_entries(range(len(block.blocks)))
    _, end = _refuse_comment(editor, key, value)
    return [TextEdit(editor.source.text.index(":", key.end) + 1, end, "")]


def _delete_lines(
    editor: YamlEditor, key: ScalarNode, value: Node, block: BlockList | None
) -> TextEdit:
    """Delete a field with its lines; of the empty lines around it those below are kept."""
    layout, text = editor.layout, editor.source.text
    if block is None:
        _refuse_comment(editor, key, value)
    end = layout.value_end(value) if block is None else block.blocks[-1].end
    end = layout.line_end(end)
    above = layout.line_end(layout.line_start(layout.line_start(key.start) - 1))
    if not text[end:].partition("\n")[2].partition("\n")[0].strip():
        above = layout.line_end(len(text[: key.start].rstrip()) - 1)
    return TextEdit(above, end, "")
