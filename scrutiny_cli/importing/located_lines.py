"""Lines of a file that is being written, and what each of them is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Doubt
from scrutiny_cli.importing.imported_meeting import NewAction, NewUpdate, PossibleAction
from scrutiny_cli.minutes import yaml_text
from scrutiny_cli.minutes.yaml_lines import BlockText, indent_lines
from scrutiny_cli.minutes.yaml_scalars import quote_exactly, write_exactly

Subject = Doubt | NewAction | NewUpdate | PossibleAction
INDENT = 2  # of what is below a field, and of an entry's fields


class FileLine(NamedTuple):
    """A line of the file, and the record that is written from it on, for the report."""

    text: str
    subject: Subject | None = None


class WrittenField(NamedTuple):
    """A field's lines, and the comments above it; both begin at the field's column."""

    lines: Sequence[FileLine]
    above: Sequence[FileLine] = ()


def write_comments(texts: Iterable[str], column: int) -> list[FileLine]:
    """Return the lines of comments that begin at a column."""
    return [FileLine(line) for text in texts for line in yaml_text.comment_lines(text, column)]


def write_doubts(doubts: Iterable[Doubt], column: int, place: str = "") -> list[FileLine]:
    """Return the comments of doubts, each with its doubt at its first line.

    `place` is where a doubt without a place of its own was read.
    """
    lines: list[FileLine] = []
    for doubt in doubts:
        first, *others = yaml_text.comment_lines(f"unsure {doubt.name}: {doubt.message}", column)
        located = doubt._replace(place=doubt.place or place)
        lines += [FileLine(first, located), *map(FileLine, others)]
    return lines


def write_text(name: str, text: str, column: int) -> WrittenField:
    """Return a field with a text of one paragraph; a long one is wrapped."""
    head = " " * column + f"{name}:"
    return WrittenField([FileLine(line) for line in yaml_text.wrapped_field(head, text)])


def write_prose(name: str, text: str, column: int) -> WrittenField:
    """Return a field with paragraphs and lists below a `|`."""
    head, inner = " " * column + f"{name}:", column + INDENT
    wrapped = yaml_text.wrap_block_text(text, inner)
    lines = yaml_text.block_scalar_lines(BlockText(wrapped), may_be_one=True)
    if lines is None:
        return WrittenField([FileLine(f"{head} {quote_exactly(text)}")])
    return WrittenField([FileLine(f"{head} |"), *map(FileLine, indent_lines(lines, inner))])


def write_short_text(name: str, value: str, column: int) -> WrittenField:
    """Return a field with a short value on one line, in quotes where it needs them."""
    return WrittenField([FileLine(" " * column + f"{name}: {write_exactly(value)}")])


def write_list(name: str, entries: Iterable[Sequence[FileLine]], column: int) -> WrittenField:
    """Return a field with entries of a list, which are written at the column below it."""
    lines = [FileLine(" " * column + f"{name}:")]
    for entry in entries:
        lines += entry
    return WrittenField(lines)


def write_list_entry(
    fields: Sequence[WrittenField],
    column: int,
    above: Sequence[FileLine] = (),
    subject: Subject | None = None,
) -> list[FileLine]:
    """Return an entry of a list whose dash is at a column and whose fields are written after it.

    The comments above its first field come above the dash. `subject` is at its first line.
    """
    head, *others = fields
    first = head.lines[0]
    dashed = FileLine(" " * column + "- " + first.text[column + INDENT :], subject)
    lines = [*above, *_move_left(head.above), dashed, *head.lines[1:]]
    for field in others:
        lines += [*field.above, *field.lines]
    return lines


def _move_left(lines: Sequence[FileLine]) -> list[FileLine]:
    """Return comments of a first field at the column of the entry's dash."""
    return [line._replace(text=line.text.removeprefix(" " * INDENT)) for line in lines]
