"""Fields of a mapping that are deleted: with their lines, but not with a comment."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from scrutiny_cli.editing.text_edits import TextEdit
from scrutiny_cli.editing.yaml_layout import YamlLayout
from scrutiny_cli.minutes.yaml.nodes import MappingNode, Node, ScalarNode


def delete_fields(
    layout: YamlLayout, node: MappingNode, names: Collection[str]
) -> Iterator[TextEdit]:
    """Delete fields, but not all; a comment on a last line is kept.

    Raises CannotEdit where a comment would be deleted, too.
    """
    first = next(at for at, (key, _) in enumerate(node.fields) if key.text not in names)
    if first:
        yield _delete_first(layout, node, first)
    for place, (key, _) in enumerate(node.fields[first:], first):
        if key.text in names:
            yield _delete_field(layout, node, place)


def _delete_first(layout: YamlLayout, node: MappingNode, count: int) -> TextEdit:
    """Delete some fields at the beginning; a comment below the last one is kept."""
    start, end = node.fields[0][0].start, node.fields[count][0].start
    below = layout.field_end(*node.fields[count - 1])
    comment = -1 if node.is_flow else layout.source.text.find("#", below, end)
    end = end if comment < 0 else comment
    return _refuse_comments(layout, TextEdit(start, end, ""), node.fields[:count])


def _delete_field(layout: YamlLayout, node: MappingNode, place: int) -> TextEdit:
    fields, text = node.fields, layout.source.text
    key, value = fields[place]
    end = max(layout.value_span(key, value)[1], key.end)
    if node.is_flow:
        before = max(node_part.end for node_part in fields[place - 1])
        return _refuse_comments(layout, TextEdit(before, end, ""), [fields[place]])
    line_end = layout.line_end(end)
    comment = text.find("#", end, line_end)
    if comment >= 0:
        return TextEdit(key.start, comment, "")
    above = text[: layout.line_start(key.start)]
    return TextEdit(len(above.removesuffix("\n").removesuffix("\r")), line_end, "")


def _refuse_comments(
    layout: YamlLayout, edit: TextEdit, fields: Sequence[tuple[ScalarNode, Node]]
) -> TextEdit:
    """Return an edit that deletes fields; refuse it where a comment would be deleted, too."""
    at = edit.start
    for key, value in fields:
        layout.value_span(key, value)
        if layout.has_comment_within(at, key.start):
            raise layout.error(edit.start, "A comment would be deleted, too.")
        at = layout.field_end(key, value)
    if layout.has_comment_within(at, edit.end):
        raise layout.error(edit.start, "A comment would be deleted, too.")
    return edit
