"""Edits of a YAML text in its own layout: nothing that a person wrote is written again.

An editor finds the place of a change in the file's tree, follows the layout that it finds there,
and collects the edits of the text. Reading the new text again proves them.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from scrutiny_cli.editing.field_deletion import delete_fields
from scrutiny_cli.editing.text_edits import TextEdit, apply_edits
from scrutiny_cli.editing.yaml_layout import (
    CannotEdit,
    ItemPath,
    YamlLayout,
    find_field,
    find_scalar,
    is_missing_value,
    iter_item_nodes,
)
from scrutiny_cli.editing.yaml_values import ValueChanges
from scrutiny_cli.minutes import yaml_text
from scrutiny_cli.minutes.source import LocatedStr, Source, Span
from scrutiny_cli.minutes.yaml import parser
from scrutiny_cli.minutes.yaml.hidden_texts import takes_words
from scrutiny_cli.minutes.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from scrutiny_cli.minutes.yaml_lines import (
    DEFAULT_INDENT,
    NewEntry,
    Texts,
    Value,
    block_lines,
    field_lines,
    indent_lines,
    list_lines,
    write_flow,
    write_flow_entry,
    write_flow_fields,
    write_inline,
)
from scrutiny_cli.minutes.yaml_scalars import quote_exactly, write_exactly

_BARE_RETURN = re.compile(r"\r(?!\n)")


@dataclass(frozen=True, slots=True)
class YamlEditor:
    """Collects edits of a text, and the changes of its values that they must bring about."""

    layout: YamlLayout
    edits: list[TextEdit] = field(default_factory=list)
    changes: ValueChanges = field(default_factory=ValueChanges)

    @property
    def source(self) -> Source:
        """The text before the edits."""
        return self.layout.source

    @property
    def root(self) -> MappingNode:
        """The tree of the text before the edits."""
        return self.layout.root

    @property
    def new_text(self) -> str:
        """The text with the edits made."""
        return apply_edits(self.source.text, self.edits)

    def is_as_intended(self) -> bool:
        """Whether the new text has the old values with the changes, and no other ones."""
        root = parser.parse_yaml(Source(self.source.path, self.new_text)).root
        intended = self.changes.read_value(self.root)
        return root is not None and ValueChanges().read_value(root) == intended

    def with_fallback(self, manual_fallback: str) -> YamlEditor:
        """Return an editor that adds to the same edits, and ends its refusals otherwise."""
        layout = dataclasses.replace(self.layout, manual_fallback=manual_fallback)
        return dataclasses.replace(self, layout=layout)

    def find_item(self, path: ItemPath) -> MappingNode:
        """Return the mapping of the item of a path; the meeting's for an empty one."""
        return next(item.node for item in iter_item_nodes(self.root) if item.path == path)

    # Lists

    def append_entries(
        self, node: MappingNode, name: str, new: list[NewEntry], after: str | None
    ) -> None:
        """Put entries at the end of a list; where there is none, it is made below a field.

        `after` is that field; None puts the list at the end.
        """
        self.edits.append(self._append_edit(node, name, new, after))
        value = (find_field(node, name) or (None, None))[1]
        if value is not None and isinstance(value, SequenceNode):
            self.changes.insert_entries(value, len(value.entries), new)
        else:
            self.changes.set_field(node, name, new)

    def extend_list(
        self, node: MappingNode, name: str, new: list[NewEntry], after: str | None
    ) -> None:
        """Put entries at the end of a list as `append_entries` does; a single text becomes one."""
        key, value = find_field(node, name) or (None, None)
        if key is None or not isinstance(value, ScalarNode) or is_missing_value(value):
            self.append_entries(node, name, new, after)
            return
        entries = [NewEntry(value.text.rstrip("\n")), *new]
        self.edits.extend(self._list_edits(node, key, value, entries))
        self.changes.set_field(node, name, entries)

    def _list_edits(
        self, node: MappingNode, key: ScalarNode, value: ScalarNode, entries: list[NewEntry]
    ) -> Iterator[TextEdit]:
        """Yield the edits that write a list in the place of a text; a comment after it is kept."""
        start, end = self.layout.value_span(key, value)
        if node.is_flow:
            yield TextEdit(start, end, write_flow(entries, quoted=self.layout.is_json_style))
            return
        yield TextEdit(start - len(self._space_before(start)), end, "")
        yield self._first_entries(key, entries, end)

    def _space_before(self, place: int) -> str:
        before = self.source.text[:place]
        return before[len(before.rstrip(" ")) :]

    def find_append_place(self, node: MappingNode, name: str, after: str | None) -> int:
        """Return where in the text an entry would be put by `append_entries`."""
        probe = NewEntry("x")
        return self._append_edit(node, name, [probe], after).start

    def _append_edit(
        self, node: MappingNode, name: str, new: list[NewEntry], after: str | None
    ) -> TextEdit:
        found = find_field(node, name)
        if found is None:
            return self._new_field(node, name, new, after)
        key, value = found
        if is_missing_value(value) and not node.is_flow:
            return self._first_entries(key, new)
        value = self.expect_list(name, value)
        if value.is_flow:
            quoted = self.layout.is_json_style
            return self.append_in_brackets(
                value, [write_flow_entry(entry, quoted=quoted) for entry in new]
            )
        column, indent = self.layout.measure_indent(key, value)
        if self.layout.is_spaced(value):
            new = [entry.with_empty_line() for entry in new]
        lines = list_lines(new, column, indent)
        return self.insert_lines_after(self.layout.value_end(value), lines, deeper=column)

    def prepend_entry(self, node: MappingNode, name: str, new: NewEntry, after: str | None) -> None:
        """Put an entry at the beginning of a list; a list that is missing is made below a field."""
        key, value = find_field(node, name) or (None, None)
        if key is None or value is None or not isinstance(value, SequenceNode) or not value.entries:
            self.append_entries(node, name, [new], after)
            return
        self.edits.append(self._prepend_edit(key, value, new))
        self.changes.insert_entries(value, 0, [new])

    def _prepend_edit(self, key: ScalarNode, value: SequenceNode, new: NewEntry) -> TextEdit:
        if value.is_flow:
            return self._insert_in_brackets(value, 0, new)
        column, indent = self.layout.measure_indent(key, value)
        space = [""] if self.layout.is_spaced(value) else []
        lines = [*list_lines([new], column, indent), *space]
        return self.insert_lines_after(key.end, lines, deeper=None)

    def insert_entry(
        self, node: MappingNode, name: str, place: int, new: NewEntry, *, is_below: bool = True
    ) -> None:
        """Insert an entry into a list that is there; `place`, from 0, is its place in it.

        It goes below the entry before it, otherwise directly above the one after it: below the
        comments that are there.
        """
        key, found = next(pair for pair in node.fields if pair[0].text == name)
        value = self.expect_list(name, found)
        if value.is_flow:
            self.edits.append(self._insert_in_brackets(value, place, new))
        else:
            self.edits.append(self._insert_lines(key, value, place, new, is_below=is_below))
        self.changes.insert_entries(value, place, [new])

    def _insert_in_brackets(self, value: SequenceNode, place: int, new: NewEntry) -> TextEdit:
        text = write_flow_entry(new, quoted=self.layout.is_json_style)
        if place:
            end = value.entries[place - 1].end
            return TextEdit(end, end, f", {text}")
        start = value.entries[0].start
        return TextEdit(start, start, f"{text}, ")

    def _insert_lines(
        self, key: ScalarNode, value: SequenceNode, place: int, new: NewEntry, *, is_below: bool
    ) -> TextEdit:
        column, indent = self.layout.measure_indent(key, value)
        space = [""] if self.layout.is_spaced(value) else []
        lines = list_lines([new], column, indent)
        if place and is_below:
            end = self.layout.value_end(value.entries[place - 1])
            return self.insert_lines_after(end, [*space, *lines], deeper=column)
        start = self.layout.find_dash_line(value.entries[place].start, column)
        newline = self.layout.newline(start)
        return TextEdit(start, start, "".join(line + newline for line in [*lines, *space]))

    def expect_list(self, name: str, value: Node) -> SequenceNode:
        """Return the value of a field that must be a list. Raises CannotEdit where it is none."""
        if not isinstance(value, SequenceNode):
            why = f"`{name}` is not a list with each entry on its own line."
            raise self.layout.error(value.start, why)
        return value

    def _first_entries(self, key: ScalarNode, new: list[NewEntry], place: int = 0) -> TextEdit:
        """Write the first entries of a list below its name, or below the line of a place."""
        indent, column = self.layout.detect_indent(), self.layout.column(key.start)
        lines = list_lines(new, column + indent.dash, indent)
        return self.insert_lines_after(place or key.end, lines, deeper=column)

    # Fields

    def set_field(self, node: MappingNode, name: str, value: Texts | Mapping[str, Texts]) -> None:
        """Write a field's value: an empty one is filled, another replaced, a missing one added."""
        self.edits.append(self._set_edit(node, name, value))
        self.changes.set_field(node, name, value)

    def add_field(self, node: MappingNode, name: str, value: Texts, after: str | None) -> None:
        """Add a field that is missing, below another one; None puts it at the end."""
        self.edits.append(self._new_field(node, name, value, after))
        self.changes.set_field(node, name, value)

    def _set_edit(
        self, node: MappingNode, name: str, value: Texts | Mapping[str, Texts]
    ) -> TextEdit:
        found = find_field(node, name)
        if found is None:
            return self._new_field(node, name, value, None)
        start, end = self.layout.value_span(*found)
        if isinstance(value, str) and block_lines(value) is not None:
            end = self._skip_spaces(end)
        space = "" if self.source.text[start - 1 : start].isspace() else " "
        if isinstance(value, Mapping):
            if not node.is_flow:
                return self._set_fields_below(found[0], start, end, value)
            written = write_flow(value, quoted=self.layout.is_json_style)
            return TextEdit(start, end, space + written)
        return TextEdit(start, end, space + self._write_value(node, found[0], value, end))

    def _set_fields_below(
        self, key: ScalarNode, start: int, end: int, fields: Mapping[str, Texts]
    ) -> TextEdit:
        """Write fields on lines below a field's name, in the place of its old value."""
        if start == end:
            start = end = self.layout.line_end(end)
        elif end != self.layout.line_end(end):
            raise self.layout.error(start, f"There is a comment after `{key.text}`.")
        column = self.layout.column(key.start)
        lines = field_lines(key.text, fields, column, self.layout.detect_indent())[1:]
        start = len(self.source.text[:start].rstrip(" "))
        newline = self.layout.newline(key.start)
        return TextEdit(start, end, "".join(newline + line for line in lines))

    def append_paragraph(self, node: MappingNode, name: str, paragraph: str) -> None:
        """Add a paragraph to a text that is below a `|`. Raises CannotEdit where it is not."""
        _, value = next(pair for pair in node.fields if pair[0].text == name)
        lines = yaml_text.block_scalar_lines(paragraph, may_be_one=True)
        if not isinstance(value, ScalarNode) or value.style != "|" or lines is None:
            why = f"This text cannot be added below the `|` of `{name}`."
            raise self.layout.error(value.start, why)
        first = re.compile(r"\S").search(self.source.text, self.layout.line_end(value.start))
        column, end = (
            self.layout.column(first.start() if first else 0),
            self.layout.value_end(value),
        )
        newline = self.layout.newline(end)
        added = ["", *indent_lines(lines, column)]
        self.edits.append(TextEdit(end, end, "".join(newline + line for line in added)))
        self.changes.set_field(node, name, f"{value.text.rstrip()}\n\n{paragraph}")

    def _skip_spaces(self, place: int) -> int:
        """Return the end of a place's line where only spaces are before it, else the place."""
        end = self.layout.line_end(place)
        return place if self.source.text[place:end].strip() else end

    def prepend_field(self, node: MappingNode, name: str, value: Texts) -> None:
        """Add a field that is missing as the first of a mapping."""
        start = node.fields[0][0].start
        if node.is_flow:
            fields = write_flow_fields({name: value}, quoted=self.layout.is_json_style)
            text = "".join(f"{one}, " for one in fields)
        else:
            lines = field_lines(name, value, 0, DEFAULT_INDENT)
            newline, indent = self.layout.newline(start), " " * self.layout.column(start)
            text = "".join(f"{line}{newline}{indent}" for line in lines)
        self.edits.append(TextEdit(start, start, text))
        self.changes.set_field(node, name, value)

    def remove_field(self, node: MappingNode, name: str) -> None:
        """Delete a field with its lines; a comment on its last line is kept."""
        self.remove_fields(node, (name,))

    def remove_fields(self, node: MappingNode, names: Collection[str]) -> None:
        """Delete fields, but not all, with their lines; a comment on a last line is kept."""
        self.edits.extend(delete_fields(self.layout, node, names))
        for name in names:
            self.changes.set_field(node, name, None)

    def remove_comment_above(self, node: MappingNode, name: str, beginning: str) -> None:
        """Delete the comment on the line above a field, where it begins with some words."""
        key, _ = next(pair for pair in node.fields if pair[0].text == name)
        end = self.layout.line_start(key.start)
        start = self.layout.line_start(max(end - 1, 0))
        line = self.source.text[start:end].strip()
        if line.startswith("#") and line.removeprefix("#").strip().startswith(beginning):
            self.edits.append(TextEdit(start, end, ""))

    def _write_value(self, node: MappingNode, key: ScalarNode, value: Texts, end: int) -> str:
        """Return a value as it takes the place of one that ends at a place."""
        if node.is_flow:
            return write_flow(value, quoted=self.layout.is_json_style)
        if not isinstance(value, str):
            return write_inline(value)
        if takes_words(key.text, value) and self.layout.has_comment_after(key, end):
            # After plain words the comment would read as words lost, below a `|` as text.
            return quote_exactly(value)
        lines = block_lines(value) if end == self.layout.line_end(end) else None
        if lines is None:
            return write_exactly(value)
        indented = indent_lines(lines, self.layout.column(key.start) + 2)
        return self.layout.newline(end).join(["|", *indented])

    def _new_field(self, node: MappingNode, name: str, value: Value, after: str | None) -> TextEdit:
        """Add a field below another one, or (None) at the end."""
        if node.is_flow:
            fields = write_flow_fields({name: value}, quoted=self.layout.is_json_style)
            return self.append_in_brackets(node, fields)
        column = self.layout.column(node.fields[0][0].start)
        lines = field_lines(name, value, column, self.layout.detect_indent())
        return self.insert_field_lines(node, lines, after)

    def insert_field_lines(
        self, node: MappingNode, lines: list[str], after: str | None
    ) -> TextEdit:
        """Put the lines of a new field below another field, or (None) at the end.

        A field of the meeting itself takes the place of a comment that has its name. The other
        field may also be such a comment.
        """
        comment = self.find_commented_name(node, lines[0].partition(":")[0].strip())
        if comment is not None:
            newline = self.layout.newline(comment.start())
            return TextEdit(comment.start(), comment.end(), newline.join(lines))
        above = find_field(node, after) if after is not None else None
        comment = self.find_commented_name(node, after) if after is not None and not above else None
        if comment is not None:
            return self.insert_lines_after(comment.end(), lines, deeper=None)
        last = above is None or above is node.fields[-1]
        column = self.layout.column(node.fields[0][0].start)
        # A comment below the last field, as deep as it, belongs to it.
        deeper = column - 1 if last and column else column
        end = self.layout.field_end(*(above or node.fields[-1]))
        return self.insert_lines_after(end, lines, deeper=deeper)

    def find_commented_name(self, node: MappingNode, name: str) -> re.Match[str] | None:
        """Return a comment such as `# present:` that is between two fields of a meeting."""
        if node is not self.root:
            return None
        column = self.layout.column(node.fields[0][0].start)
        pattern = re.compile(rf"^ {{{column}}}# ?{re.escape(name)}:[ \t]*(?=\r?$)", re.MULTILINE)
        spans = [(key.start, self.layout.field_end(key, value)) for key, value in node.fields]
        for found in pattern.finditer(self.source.text):
            if not any(start <= found.start() < end for start, end in spans):
                return found
        return None

    # Parts of both

    def append_in_brackets(self, node: MappingNode | SequenceNode, parts: list[str]) -> TextEdit:
        """Put texts at the end of a list or of fields in brackets, separated as the others are."""
        inside = _spans_inside(node)
        text = self.source.text
        if not inside:
            return TextEdit(node.start + 1, node.start + 1, ", ".join(parts))
        start, end = inside[-1]
        if "#" in text[end : node.end]:
            raise self.layout.error(end, "There is a comment after the last entry in the brackets.")
        before = inside[-2][1] if len(inside) > 1 else node.start + 1
        between = text[before:start].lstrip(",")
        several = len(inside) > 1 or "\n" in between
        separator = "," + (between if several and not between.strip() else " ")
        return TextEdit(end, end, "".join(separator + part for part in parts))

    def insert_lines_after(self, place: int, lines: list[str], *, deeper: int | None) -> TextEdit:
        """Put lines below the line of a place, and below comments indented deeper than a column."""
        end = self.layout.end_with_comments(place, deeper)
        newline = self.layout.newline(end)
        return TextEdit(end, end, "".join(newline + line for line in lines))

    # Words

    def replace_word(self, word: LocatedStr, new: str) -> None:
        """Write another word in the place of one that is a whole text, or a part of one.

        Of several in one text the last is to be replaced first.
        """
        node = find_scalar(self.root, word.start)
        written, value = self.source.text[word.start : word.end], self.changes.read_text(node)
        before = self.source.text[node.start : word.start].count(word)
        places = [found.start() for found in re.finditer(re.escape(word), value)]
        if written.count(word) != 1 or len(places) <= before:
            why = f"{word} cannot be replaced safely here."
            raise self.layout.error(word.start, why)
        start, place = word.start + written.index(word), places[before]
        self.edits.append(TextEdit(start, start + len(word), new))
        self.changes.replace_text(node, value[:place] + new + value[place + len(word) :])


def _spans_inside(node: MappingNode | SequenceNode) -> list[tuple[int, int]]:
    """Return where each entry or field of a node in brackets begins and ends."""
    if isinstance(node, SequenceNode):
        return [(entry.start, entry.end) for entry in node.entries]
    return [(key.start, value.end) for key, value in node.fields]


def open_editor(source: Source, manual_fallback: str) -> YamlEditor:
    """Open a text for editing; `manual_fallback` ends each refusal. Raises CannotEdit."""
    root = parser.parse_yaml(source).root
    if root is None or not isinstance(root, MappingNode):
        raise CannotEdit(f"{source.path} cannot be read. `scrutiny check` shows what to fix.")
    found = _BARE_RETURN.search(source.text)
    if found is not None:
        line = Span(source, found.start(), found.end()).line
        raise CannotEdit(
            f"{source.path}:{line}: The file has the line endings of old Macintosh computers. "
            "Nothing was written. Save it with the line endings of Windows or Unix, and run "
            "the command again."
        )
    return YamlEditor(YamlLayout(source, root, manual_fallback))
