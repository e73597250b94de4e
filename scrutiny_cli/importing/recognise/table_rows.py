"""The rows of a document's tables, and the parts of a table that have the same headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Block, BlockKind, Cell
from scrutiny_cli.importing.recognise.headings import ColumnField, KnownHeading, find_heading

_FEWEST_KNOWN = 3  # known headings of a row of headings
_MOST_HEADING_WORDS = 10
_MOST_CONTEXT = 3  # blocks above a table in which its heading is looked for
_MOST_ABOVE = 40  # blocks above a table in which the heading of its section is looked for
_MOST_TITLE_WORDS = 12
_LABELLED = re.compile(r":\s+\S|\.$")
_OTHER = re.compile(
    r"\b(?:personnel|legal|enforcement|disciplinary|industrial|court|class|no) actions?\b",
    re.IGNORECASE,
)
_ACTION, _MATTER = KnownHeading(ColumnField.ACTION), KnownHeading(ColumnField.MATTER)
_JOINING = re.compile(r"[/&+;,|]|\b(?:and|or)\b", re.IGNORECASE)
_FOLLOW_UP = re.compile(r"follow[ -]?ups?(?: (?:required|needed|items?))?", re.IGNORECASE)
_TEXT = re.compile(r"\b(?:discussions?|minutes?|notes?|points|matters?|items?)\b", re.IGNORECASE)
_ABOUT_ACTIONS = re.compile(
    r"\b(?:actions?|to[ -]?do|next steps?|tasks?|follow[ -]?ups?|matters arising)\b", re.IGNORECASE
)


class TableRow(NamedTuple):
    """A row of a table: the place of its block in the document, and its cells."""

    block: int
    cells: tuple[Cell, ...]

    def list_texts(self) -> list[str]:
        """Return the texts of the cells."""
        return [cell.text.strip() for cell in self.cells]

    @property
    def is_spanned(self) -> bool:
        """Whether one cell is as wide as the row of several columns."""
        return len(self.cells) > 1 and all(
            cell.is_covered and not cell.is_from_above for cell in self.cells[1:]
        )


class TablePart(NamedTuple):
    """Rows below the same headings; `headings` has their texts, and is empty without any.

    `titles` are the blocks and cells above the rows that may be the heading of them all.
    """

    rows: tuple[TableRow, ...]
    headings: tuple[str, ...] = ()
    heading_rows: tuple[TableRow, ...] = ()
    titles: tuple[str, ...] = ()

    def list_known(self) -> list[KnownHeading | None]:
        """Return what each heading says of its column."""
        known = [find_heading(text) for text in self.headings]
        if any(heading == _ACTION for heading in known):
            return known
        return [
            _find_joint(text, heading) for text, heading in zip(self.headings, known, strict=True)
        ]


def _find_joint(text: str, heading: KnownHeading | None) -> KnownHeading | None:
    """Return what a heading of several says that has the actions: `Outcome / Action`."""
    if _FOLLOW_UP.fullmatch(text.strip()):
        return _ACTION
    parts = [find_heading(part) for part in _JOINING.split(text)]
    if len(parts) > 1 and _ACTION in parts:
        return _MATTER if _TEXT.search(text) else _ACTION
    is_action = heading is not None and heading.field is ColumnField.ACTION
    return _ACTION if is_action and text.casefold().startswith("action") else heading


def list_table_parts(blocks: Sequence[Block]) -> list[TablePart]:
    """Return the parts of all tables of a document, in its order."""
    return [part for rows in _group_rows(blocks) for part in _divide_table(rows, blocks)]


def _group_rows(blocks: Sequence[Block]) -> list[list[TableRow]]:
    """Return the rows of each table; those of a number belong together, whatever is between."""
    found: dict[tuple[int, int], list[TableRow]] = {}
    run = 0
    for index, block in enumerate(blocks):
        if block.kind is not BlockKind.ROW:
            run = index + 1
            continue
        key = (block.place.table, 0 if block.place.table else run)
        found.setdefault(key, []).append(TableRow(index, block.cells))
    return list(found.values())


def _divide_table(rows: list[TableRow], blocks: Sequence[Block]) -> list[TablePart]:
    """Divide a table at its rows of headings."""
    found: list[TablePart] = []
    body: list[TableRow] = []
    titles = list_titles_above(rows[0].block, blocks)
    current = TablePart((), titles=titles)
    for row in rows:
        if is_heading_row(row, current.headings):
            found.append(current._replace(rows=tuple(body)))
            inner = tuple(text for each in body[-1:] for text in _list_only_text(each))
            current = _begin_part(row, inner or titles)
            body = []
        elif not body and not current.headings and _names_actions(row):
            found.append(current._replace(rows=(row,)))
            current = TablePart((), titles=(*_list_only_text(row), *titles))
        elif not body and current.headings and _is_second_heading(row, current):
            current = _add_heading_row(current, row)
        else:
            body.append(row)
    found.append(current._replace(rows=tuple(body)))
    return [part for part in found if part.rows or part.heading_rows]


def _names_actions(row: TableRow) -> bool:
    """Whether a row has only the heading of the table: `Actions`."""
    return is_about_actions(text for text in _list_only_text(row) if not _LABELLED.search(text))


def _begin_part(row: TableRow, titles: tuple[str, ...]) -> TablePart:
    headings = tuple(" ".join(text.split()) for text in row.list_texts())
    return TablePart((), headings, (row,), titles)


def _list_only_text(row: TableRow) -> list[str]:
    """Return the text of a row that has only one cell with words."""
    texts = [text for text in row.list_texts() if text]
    return texts if len(texts) == 1 and len(texts[0].split()) <= _MOST_TITLE_WORDS else []


def list_titles_above(block: int, blocks: Sequence[Block]) -> tuple[str, ...]:
    """Return the texts that may be a table's heading: directly above it, and its section's."""
    above = blocks[max(0, block - _MOST_CONTEXT) : block]
    near = [each for each in above if each.kind is not BlockKind.ROW and each.text]
    close = [each.text for each in near[-1:] if _may_be_title(each)]
    section = next(
        (
            each.text
            for each in reversed(blocks[max(0, block - _MOST_ABOVE) : block])
            if each.kind is BlockKind.HEADING
        ),
        None,
    )
    return tuple(close + ([section] if section and section not in close else []))


def _may_be_title(block: Block) -> bool:
    """Whether a block may be a heading of what follows: a few words, no label with its text."""
    is_short = len(block.text.split()) <= _MOST_TITLE_WORDS
    return is_short and (block.kind is BlockKind.HEADING or not _LABELLED.search(block.text))


def is_about_actions(titles: Iterable[str]) -> bool:
    """Whether the heading of a table speaks of actions."""
    return any(_ABOUT_ACTIONS.search(title) and not _OTHER.search(title) for title in titles)


# Rows of headings


def is_heading_row(row: TableRow, before: tuple[str, ...] = ()) -> bool:
    """Whether a row has the headings of the rows below; `before` are those that are known."""
    texts = [" ".join(text.split()) for text in row.list_texts()]
    filled = [text for text in texts if text]
    if not filled or any(len(text.split()) > _MOST_HEADING_WORDS for text in filled):
        return False
    if before and [text.casefold() for text in texts] == [text.casefold() for text in before]:
        return True
    known = [heading for heading in map(find_heading, filled) if heading is not None]
    if before and _repeats_headings(texts, before):
        return True
    if len(known) >= _FEWEST_KNOWN:
        return len({heading.field for heading in known}) > 1
    is_first = not before
    return is_first and len(known) == len(filled) > 1 and any(head.is_sure for head in known)


def _repeats_headings(texts: list[str], before: tuple[str, ...]) -> bool:
    """Whether a row has the headings again, one with other words: `Action from 12 May | Status`."""
    if len(texts) != len(before):
        return False
    same = [text.casefold() == other.casefold() for text, other in zip(texts, before, strict=True)]
    others = [at for at, is_same in enumerate(same) if not is_same]
    known = [(find_heading(texts[at]), find_heading(before[at])) for at in others]
    return (
        sum(is_same and text != "" for is_same, text in zip(same, texts, strict=True)) > 0
        and len(others) == 1
        and all(first is not None and second is not None for first, second in known)
        and all(first.field is second.field for first, second in known if first and second)
        and texts[others[0]].split()[:1] == before[others[0]].split()[:1]
    )


def _is_second_heading(row: TableRow, part: TablePart) -> bool:
    """Whether a row below the headings has more of them, such as two dates below `Dates`."""
    texts = row.list_texts()
    filled = [text for text in texts if text]
    if not filled or len(texts) != len(part.headings):
        return False
    first = part.heading_rows[0].cells
    refines = all(
        not part.headings[index] or first[index].is_covered or row.cells[index].is_covered
        or _is_spanning(first, index)
        for index, text in enumerate(texts)
        if text
    )  # fmt: skip
    return refines and all(find_heading(text) is not None for text in filled)


def _is_spanning(cells: tuple[Cell, ...], index: int) -> bool:
    return index + 1 < len(cells) and cells[index + 1].is_covered


def _add_heading_row(part: TablePart, row: TableRow) -> TablePart:
    below = row.list_texts()
    headings = tuple(
        " ".join((below[index] or text).split()) for index, text in enumerate(part.headings)
    )
    return part._replace(headings=headings, heading_rows=(*part.heading_rows, row))
