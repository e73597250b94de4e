"""Tables in which minutes are written: their text becomes headings and paragraphs.

Of a table with a column of matters each row becomes the text of its matter, and below it a row
with the other cells, so that the actions beside a matter are in its item.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Block, BlockKind, Cell
from scrutiny_cli.importing.recognise.cell_kinds import (
    begins_in_lower_case,
    ends_with_stop,
    has_day,
    is_item_number,
    is_mere_reference,
    is_unfinished,
)
from scrutiny_cli.importing.recognise.headings import ColumnField
from scrutiny_cli.importing.recognise.label_rows import LabelledCell, list_labelled_texts
from scrutiny_cli.importing.recognise.run_on_titles import find_title_end, has_no_verb
from scrutiny_cli.importing.recognise.table_layout import (
    MatterLayout,
    find_layout,
    find_row_shift,
    is_clear_owner,
)
from scrutiny_cli.importing.recognise.table_rows import (
    TablePart,
    TableRow,
    is_heading_row,
    list_table_parts,
)

_NUMBER_IN_FRONT = re.compile(
    r"(?P<number>(?:item\s+)?\d{1,3}(?:\.\d{1,3})*[.):]?)\s+(?=\S)", re.IGNORECASE
)
_MARK = re.compile(r"(?P<mark>[•●○■▪◦‣*–-]|[(]?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+(?=\S)")
_NEXT_MEETING = re.compile(
    r"(?:\d+[.)]?\s+)?(?:(?:date|time|day|venue)s?\b.{0,30})?\bnext\b.{0,30}\bmeetings?\b",
    re.IGNORECASE,
)
_BOX = re.compile(r"(?P<box>\[[ xX]\]|[☐☑☒✔✅])\s+(?=\S)")
_PAST = re.compile(r"\b[a-z]{2,}ed\b")
_COLON = re.compile(r":\s+\S")
_LABELLED = re.compile(
    r"(?:agreed )?(?:actions?|ap|to do|decisions?|resolved|resolutions?|agreed|notes?|noted|"
    r"recommendations?)\b[^:]{0,20}:\s+\S",
    re.IGNORECASE,
)
_MOST_TITLE_WORDS = 12


class _Piece(NamedTuple):
    """The blocks that a row became; `is_rest`: its text continues that of the row above."""

    blocks: tuple[Block, ...]
    row: Block | None
    is_rest: bool = False


def unfold_matter_tables(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks of a document with the text of its tables as text."""
    joined = _join_continued_tables(blocks)
    headings, parts = _Headings(joined), [part for part in list_table_parts(joined) if part.rows]
    layouts, labelled = _find_layouts(parts, headings), _find_labelled_texts(parts, headings)
    found: list[Block] = []
    for index, block in enumerate(joined):
        layout = layouts.get(index)
        if index in labelled:
            found += _unfold_labelled(*labelled[index], block)
        elif layout is None:
            found.append(block)
        else:
            _add_piece(found, _unfold_row(TableRow(index, block.cells), block, layout))
    return tuple(found)


def _join_continued_tables(blocks: Sequence[Block]) -> list[Block]:
    """Give a table that directly continues the one above its number."""
    found: list[Block] = []
    numbers: dict[int, int] = {}
    headed: set[int] = set()
    for block in blocks:
        table = block.place.table
        if block.kind is BlockKind.ROW and table:
            is_heading = is_heading_row(TableRow(0, block.cells))
            if table not in numbers:
                before = None if is_heading or not found else found[-1]
                numbers[table] = _find_continued(before, block, headed) or table
            headed |= {numbers[table]} if is_heading else set()
        place = block.place._replace(table=numbers.get(table, table))
        found.append(block._replace(place=place))
    return found


def _find_continued(before: Block | None, block: Block, headed: set[int]) -> int | None:
    """Return the table with headings that goes on in the first row of another below it."""
    if before is None or before.kind is not BlockKind.ROW:
        return None
    is_alike = abs(len(before.cells) - len(block.cells)) <= 1
    return before.place.table if is_alike and before.place.table in headed else None


class _Headings:
    """The headings of a document, by which the levels of items in tables are decided."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        found = [at for at, block in enumerate(blocks) if block.kind is BlockKind.HEADING]
        self._places, self._levels = found, [blocks[at].level for at in found]

    def find_level(self, index: int, *, is_list: bool = False) -> int:
        """Return the level of the items of a table: beside the heading above, a list's below it.

        The only heading above, if no other of the document has its level, is the title.
        """
        count = bisect_left(self._places, index)
        if not count:
            return 1 + is_list
        level = self._levels[count - 1]
        is_title = count == 1 and self._levels.count(level) == 1
        return level + (is_list or is_title)


def _find_layouts(parts: Sequence[TablePart], headings: _Headings) -> dict[int, MatterLayout]:
    """Return the layout of each row whose text is to be unfolded."""
    found: dict[int, MatterLayout] = {}
    for part in parts:
        layout = find_layout(part)
        if layout is not None:
            level = headings.find_level(part.rows[0].block, is_list=layout.is_list)
            found |= {row.block: layout._replace(level=level) for row in part.rows}
    return found


def _find_labelled_texts(
    parts: Sequence[TablePart], headings: _Headings
) -> dict[int, tuple[LabelledCell, int]]:
    """Return the rows that are a label and a text of the minutes, with their level."""
    found: dict[int, tuple[LabelledCell, int]] = {}
    for part in parts:
        level = headings.find_level(part.rows[0].block)
        found |= {at: (cell, level) for at, cell in list_labelled_texts(part).items()}
    return found


def _unfold_labelled(cell: LabelledCell, level: int, block: Block) -> tuple[Block, ...]:
    """Return a label and its text: a heading, a line `Action: …`, or the label above lines."""
    lines = _split_lines(block.cells[cell.value_cell].text)
    label = cell.label.rstrip(" :")
    if cell.is_title:
        sign = "" if label[-1:].isdigit() else ":"
        text = f"{label}{sign} {' '.join(lines)}"
        heading = _make_plain(text, block)._replace(kind=BlockKind.HEADING, level=level)
        return _mark_first((heading,), block)
    if len(lines) == 1:
        return _mark_first((_make_plain(f"{label}: {lines[0]}", block),), block)
    is_list = cell.field is ColumnField.ACTION
    texts = [
        _make_entry_text(line, block) if is_list else _make_text(line, block) for line in lines
    ]
    return _mark_first((_make_plain(label, block), *texts), block)


def _make_entry_text(line: str, block: Block) -> Block:
    """Return a line of a list of actions as an entry."""
    made = _make_text(line, block)
    return made if made.kind is BlockKind.ENTRY else made._replace(kind=BlockKind.ENTRY, level=1)


def _add_piece(found: list[Block], piece: _Piece) -> None:
    """Add what a row became; the rest of a sentence is added to the text above it."""
    blocks = list(piece.blocks)
    if piece.is_rest and blocks:
        above = _find_open_text(found)
        if above is not None and blocks[0].kind is BlockKind.PARAGRAPH:
            text = f"{found[above].text} {blocks[0].text}"
            links = (*found[above].links, *blocks[0].links)
            found[above] = found[above]._replace(text=text, links=links)
            blocks = blocks[1:]
    found += blocks
    if piece.row is not None:
        found.append(piece.row)


def _find_open_text(found: Sequence[Block]) -> int | None:
    """Return the last text among rows of the same table, where its sentence is not at its end."""
    index = len(found) - 1
    while index >= 0 and found[index].kind is BlockKind.ROW:
        index -= 1
    if index < 0 or found[index].kind is BlockKind.HEADING or not found[index].place.table:
        return None
    return None if ends_with_stop(found[index].text) else index


# A row


class _MatterRow(NamedTuple):
    """What the columns of the matter have in a row.

    `taken` are the cells that become text, `moved` those of them that are no matter but belong
    to it. `is_alone`: the row has nothing else.
    """

    number: str
    cells: tuple[Cell, ...]
    taken: frozenset[int]
    moved: tuple[int, ...]
    is_alone: bool


def _unfold_row(row: TableRow, block: Block, layout: MatterLayout) -> _Piece:
    matter = _read_matter(row, layout)
    moved = (line for at in matter.moved for line in _split_lines(row.cells[at].text))
    blocks = (*_make_blocks(matter, block, layout), *(_make_text(line, block) for line in moved))
    first = matter.cells[0].text.strip() if matter.cells else ""
    is_rest = not matter.number and (begins_in_lower_case(first) or first[:1].isdigit())
    kept = _keep_cells(block, {*matter.taken, *matter.moved})
    owner = _find_owner_cell(kept, layout) if blocks else None
    if kept is not None and owner is not None:
        # Initials alone below `Action` are who does what the text says last.
        line = _make_plain(f"Action: {kept.cells[owner].text.strip()}", block)
        blocks, kept = (*blocks, line), _keep_cells(kept, {owner})
    return _Piece(_mark_first(blocks, block), kept, is_rest)


def _find_owner_cell(row: Block | None, layout: MatterLayout) -> int | None:
    """Return the cell below `Action` that has only an owner; other cells only refer to it."""
    if row is None or not layout.has_owners:
        return None
    filled = [at for at, cell in enumerate(row.cells) if cell.text.strip()]
    owners = [at for at in filled if is_clear_owner(row.cells[at].text)]
    others = [at for at in filled if at not in owners]
    is_alone = all(is_mere_reference(row.cells[at].text) for at in others)
    return owners[-1] if owners and is_alone else None


def _read_matter(row: TableRow, layout: MatterLayout) -> _MatterRow:
    """Return the cells of the matter; words in the column of the numbers belong to it."""
    shift, width = find_row_shift(row, layout), len(row.cells)
    matters = [index + shift for index in layout.matters if 0 <= index + shift < width]
    at = None if layout.number is None else layout.number + shift
    number = row.cells[at].text.strip() if at is not None and 0 <= at < width else ""
    if at is not None and number:
        is_number = is_item_number(number)
        matters, number = (matters, number) if is_number else ([at, *matters], "")
    taken = frozenset({*matters, *([at] if at is not None and number else [])})
    others = [index for index in range(width) if index not in taken and row.cells[index].text]
    title = next((row.cells[index].text for index in matters if row.cells[index].text), "")
    moved = tuple(index for index in others if _announces_meeting(title, row.cells[index]))
    cells = tuple(row.cells[index] for index in matters)
    return _MatterRow(number, cells, taken, moved, len(others) == len(moved))


def _announces_meeting(title: str, cell: Cell) -> bool:
    return _NEXT_MEETING.match(title) is not None and has_day(cell.text)


def _keep_cells(block: Block, taken: set[int]) -> Block | None:
    """Return the row with its other cells; None if no other has words."""
    cells = tuple(
        cell._replace(text="", links=()) if index in taken else cell
        for index, cell in enumerate(block.cells)
    )
    has_words = any(any(map(str.isalnum, cell.text)) for cell in cells)
    return block._replace(cells=cells, comments=()) if has_words else None


def _mark_first(blocks: tuple[Block, ...], block: Block) -> tuple[Block, ...]:
    """Give the doubts and comments of a row to the first of its blocks."""
    if not blocks:
        return ()
    first = blocks[0]._replace(doubts=block.doubts, comments=block.comments)
    return (first, *blocks[1:])


def _make_blocks(matter: _MatterRow, block: Block, layout: MatterLayout) -> Iterator[Block]:
    """Yield the heading and the paragraphs of a matter."""
    lines = [line for cell in matter.cells for line in _split_lines(cell.text)]
    number = matter.number
    if lines and not number and layout.has_numbers:
        number, lines[0] = _split_number(lines[0])
    is_bold = any(cell.is_bold for cell in matter.cells[:1])
    is_marked = bool(number) or is_bold or layout.has_short_matters
    is_above = len(lines) > 1 or (matter.is_alone and bool(lines) and not _PAST.search(lines[0]))
    is_plain = layout.width > 1 and bool(lines) and not _COLON.search(lines[0])
    may_be_title = is_marked or (is_above and is_plain)
    title, rest = _split_title(lines, may_be_title=may_be_title)
    heading = " ".join(filter(None, (number, title)))
    if heading:
        is_main = number != "" and "." not in number.rstrip(".")
        is_below = not layout.is_list and not is_main and not _NEXT_MEETING.match(title)
        level = layout.level + is_below
        yield block._replace(kind=BlockKind.HEADING, text=heading, level=level, cells=())
    for line in rest:
        yield _make_text(line, block)


def _split_number(line: str) -> tuple[str, str]:
    found = _NUMBER_IN_FRONT.match(line)
    return ("", line) if found is None else (found["number"], line[found.end() :])


def _split_title(lines: list[str], *, may_be_title: bool) -> tuple[str, list[str]]:
    """Return the title of a matter, and the lines of its text."""
    if not lines:
        return "", []
    first = lines[0]
    if may_be_title and _is_title(first):
        return first, lines[1:]
    end = find_title_end(first) if len(lines) == 1 else 0
    return (first[:end].strip(" ."), [first[end:].strip()]) if end else ("", lines)


def _is_title(line: str) -> bool:
    """Whether a line may be the title of a matter: a few words without a verb or a stop."""
    is_short = len(line.split()) <= _MOST_TITLE_WORDS and not line.endswith((".", ";", ","))
    is_short = is_short and _MARK.match(line) is None
    is_whole = not (is_unfinished(line) or begins_in_lower_case(line) or _LABELLED.match(line))
    return is_short and is_whole and has_no_verb(line)


def _split_lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _make_text(line: str, block: Block) -> Block:
    """Return a line of a cell as a paragraph, or as an entry where it begins with a mark."""
    found = _MARK.match(line)
    if found is None:
        return _make_plain(line, block)
    text, mark = line[found.end() :], found["mark"]
    made = _make_plain(text, block)._replace(kind=BlockKind.ENTRY, mark=mark, level=1)
    box = _BOX.match(text)
    if box is None:
        return made
    is_ticked = box["box"] in "[x][X]☑☒✔✅"
    return made._replace(text=text[box.end() :], mark=box["box"], checked=is_ticked)


def _make_plain(line: str, block: Block) -> Block:
    links = tuple(link for cell in block.cells for link in cell.links if link in line)
    plain = block._replace(cells=(), links=links, doubts=(), comments=())
    return plain._replace(kind=BlockKind.PARAGRAPH, text=line)
