"""Tables without ruling lines: words that are aligned with the headings above them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from scrutiny_cli.importing.readers.pdf_heads import TableHead, find_table_head
from scrutiny_cli.importing.readers.pdf_lines import PdfLine, PdfWord, find_common_size
from scrutiny_cli.importing.recognise.headings import ColumnField

_ALIGNED = 4.0  # points
_LARGER = 1.25  # than the letters of the text: those of a heading that ends a table
_SINGLE = 0.4  # how much a line of one column is, if one across them is 1
_ODD = 15  # one line of so many may go beyond its column
_EXACT = 1.5
_GAP = 0.45  # of the size: between the words of two columns
_MOSTLY = 0.6
_FAR = 1.25  # of the distance of lines: where a row ends
_END = 2.0  # of the size: where a table may end
_FEW_CROSSING = 4  # lines across the columns of a table of actions
_MOST_CROSSING = 80  # of a table of matters


# What each row of a table of actions has on its first line.
_ANCHORS = frozenset(
    [ColumnField.OWNER, ColumnField.DUE, ColumnField.STATUS, ColumnField.RAG, ColumnField.RAISED]
)


class AlignedRow(NamedTuple):
    """A row: the lines of each column. `is_across`: the first has words of all columns."""

    cells: tuple[tuple[PdfLine, ...], ...]
    is_across: bool = False

    @property
    def first(self) -> PdfLine:
        """Its first line."""
        lines = [line for cell in self.cells for line in cell]
        return min(lines, key=lambda line: (line.page, line.baseline, line.x0))


class AlignedTable(NamedTuple):
    """A table: its rows with that of the headings, and where each column ends.

    `repeated` are headings that pages repeat. Without rows its columns could not be determined.
    """

    head: TableHead
    rows: tuple[AlignedRow, ...]
    ends: tuple[float, ...]
    repeated: tuple[PdfLine, ...] = ()


class FoundLines(NamedTuple):
    """A stretch of lines that are in no table, or a table."""

    lines: tuple[PdfLine, ...]
    table: AlignedTable | None = None


def find_aligned_tables(lines: Sequence[PdfLine]) -> Iterator[FoundLines]:
    """Yield the tables among lines in reading order, and the lines between them."""
    heads = [find_table_head(lines, at) for at in range(len(lines))]
    largest = _LARGER * find_common_size(word for line in lines for word in line.words)
    start = at = 0
    while at < len(lines):
        head = heads[at]
        if head is None:
            at += 1
            continue
        if at > start:
            yield FoundLines(tuple(lines[start:at]))
        below = at + len(head.lines)
        end = _find_body_end(head, lines, heads, below, largest)
        reader = _read_body(head, lines[below:end])
        if reader is None:
            yield FoundLines(head.lines, AlignedTable(head, (), ()))
        else:
            yield FoundLines((), reader.make_table())
        start = at = below + (reader.used if reader else 0)
    if len(lines) > start:
        yield FoundLines(tuple(lines[start:]))


def find_table_head_lines(lines: Sequence[PdfLine]) -> Iterator[PdfLine]:
    """Yield the lines of a page that are headings of tables."""
    for at in range(len(lines)):
        head = find_table_head(lines, at)
        if head is not None:
            yield from head.lines


def _find_body_end(
    head: TableHead,
    lines: Sequence[PdfLine],
    heads: Sequence[TableHead | None],
    below: int,
    largest: float,
) -> int:
    """Return where the lines below headings end: at other headings, or at larger letters.

    The same headings at the top of a page are repeated ones.
    """
    at = below
    while at < len(lines) and lines[at].size <= largest:
        other = heads[at]
        is_first = lines[at].page != lines[at - 1].page
        if other is not None and (other.texts != head.texts or not is_first):
            break
        at += len(other.lines) if other else 1
    return at


def _read_body(head: TableHead, body: Sequence[PdfLine]) -> _BodyReader | None:
    """Return what reads the rows below headings; None if their columns are not known."""
    reader = _BodyReader(head, [cell.x0 - _ALIGNED for cell in head.cells[1:]], body)
    if reader.has_rows:
        return reader
    bounds = _find_channels(head, body)
    if bounds is None:
        return None
    reader = _BodyReader(head, bounds, body, is_left=False)
    return reader if reader.has_rows else None


def _find_channels(head: TableHead, body: Sequence[PdfLine]) -> list[float] | None:
    """Return the spaces between the columns of lines close together; None if there are none."""
    close = list(_take_close(head, body))
    if not close:
        return None
    words = [word for line in (*head.lines, *close) for word in line.words]
    bounds = []
    for left, right in pairwise(head.cells):
        bound = _find_channel(words, left.middle, right.middle)
        if bound is None:
            return None
        bounds.append(bound)
    return bounds


def _take_close(head: TableHead, body: Sequence[PdfLine]) -> Iterator[PdfLine]:
    last = head.lines[-1]
    for line in body:
        if line.page != last.page or line.baseline - last.baseline > _END * 1.5 * line.size:
            return
        yield line
        last = line


def _find_channel(words: Sequence[PdfWord], start: float, end: float) -> float | None:
    """Return the middle of the widest space between two places that no word covers."""
    edge, best, width = start, None, 0.0
    for word in sorted(words, key=lambda word: word.x0):
        if word.x1 <= start or word.x0 >= end:
            continue
        if word.x0 - edge > width and edge > start:
            best, width = (edge + word.x0) / 2, word.x0 - edge
        edge = max(edge, word.x1)
    return best if best is not None and width >= _GAP * words[0].size else None


class _Row(NamedTuple):
    """The words of a line by their columns; `crosses`: they are in no columns.

    `is_tight`: so little space is between its columns that it may be between words.
    """

    line: PdfLine
    parts: tuple[tuple[PdfWord, ...], ...]
    crosses: bool
    is_tight: bool = False

    @property
    def filled(self) -> list[int]:
        """The columns that have words."""
        return [at for at, part in enumerate(self.parts) if part]


def _shares_column(row: _Row, other: _Row) -> bool:
    return any(row.parts[at] for at in other.filled)


def _is_bold_in(row: _Row, columns: Sequence[int]) -> bool:
    """Whether the words of columns are bold."""
    words = [word for at in columns for word in row.parts[at]]
    return bool(words) and row.line.replace_words(words).is_bold


class _BodyReader:
    """Reads the lines below headings as rows."""

    def __init__(
        self,
        head: TableHead,
        bounds: Sequence[float],
        body: Sequence[PdfLine],
        *,
        is_left: bool = True,
    ) -> None:
        """Begin; `is_left`: the words below begin where the headings begin."""
        self._head = head
        self._bounds = bounds
        self._is_left = is_left
        self._body = body
        fields = [cell.known.field if cell.known else None for cell in head.cells]
        self._fields = fields
        self._anchors = [at for at, field in enumerate(fields) if field in _ANCHORS]
        self._has_matters = ColumnField.MATTER in fields
        self._repeated: list[PdfLine] = []
        self._least = 0  # lines up to the last headings that are repeated
        rows = self._divide_lines(body)
        self._rows = rows[: max(self._least, self._find_end(rows))]

    @property
    def has_rows(self) -> bool:
        """Whether a line has words in several columns."""
        return any(self._is_row(row) for row in self._rows)

    def _drop_repeated(self, body: Sequence[PdfLine]) -> Iterator[PdfLine]:
        """Yield the lines without headings that a page repeats."""
        texts = self._head.texts
        at = count = 0
        while at < len(body):
            group = body[at : at + len(texts)]
            if tuple(line.text for line in group) == texts:
                self._repeated += group
                self._least = count
                at += len(texts)
            else:
                yield body[at]
                at += 1
                count += 1

    def _divide_lines(self, body: Sequence[PdfLine]) -> list[_Row]:
        """Return the lines by their columns.

        A line with little space between its columns goes on from the line above it, if that one
        is in no columns.
        """
        rows: list[_Row] = []
        for line in self._drop_repeated(body):
            row = self._divide(line)
            if rows and rows[-1].crosses and row.is_tight and not self._is_row(row):
                row = row._replace(crosses=True)
            rows.append(row)
        return rows

    def _divide(self, line: PdfLine) -> _Row:
        parts: list[list[PdfWord]] = [[] for _ in self._head.cells]
        crosses = is_tight = False
        last: tuple[int, PdfWord] | None = None
        for word in line.words:
            place = word.x0 if self._is_left else (word.x0 + word.x1) / 2
            column = sum(place >= bound for bound in self._bounds)
            if last is not None and last[0] != column:
                is_near = word.x0 - last[1].x1 < _GAP * word.size
                is_tight |= is_near
                crosses |= is_near and not self._is_exact(word, column)
            crosses |= column < len(self._bounds) and self._goes_beyond(word, column)
            parts[column].append(word)
            last = column, word
        return _Row(line, tuple(map(tuple, parts)), crosses, is_tight)

    def _is_exact(self, word: PdfWord, column: int) -> bool:
        """Whether a word begins exactly below the heading of its column."""
        return self._is_left and abs(word.x0 - self._head.cells[column].x0) <= _EXACT

    def _goes_beyond(self, word: PdfWord, column: int) -> bool:
        """Whether a word goes on into the next column."""
        over = word.x1 - self._bounds[column]
        return over > (_ALIGNED - 1 if self._is_left else 0)

    def _is_row(self, row: _Row) -> bool:
        """Whether a line has words in several columns, which begin below the headings."""
        filled = row.filled
        if row.crosses or len(filled) < 2:
            return False
        if not self._is_left:
            return True
        later = [at for at in filled if at]
        aligned = sum(
            abs(row.parts[at][0].x0 - self._head.cells[at].x0) <= _ALIGNED for at in later
        )
        least = 2 if row.is_tight else 1
        return aligned >= max(least, _MOSTLY * len(later))

    def _find_end(self, rows: Sequence[_Row]) -> int:
        """Return how many lines are of the table."""
        end, crossing = 0, 0.0
        most = _MOST_CROSSING if self._has_matters else _FEW_CROSSING
        for at, row in enumerate(rows):
            if self._is_row(row):
                end, crossing = at + 1, 0.0
            elif self._is_continued(rows, at, end):
                end = at + 1
            else:
                crossing += 1 if row.crosses else _SINGLE
                if crossing > most:
                    break
        return end

    def _is_continued(self, rows: Sequence[_Row], at: int, end: int) -> bool:
        """Whether a line continues the row at the end of the table."""
        row = rows[at]
        if row.crosses or at == 0 or end < at:
            return False
        last = rows[at - 1].line
        if row.line.page != last.page:
            return False
        above = next((one for one in reversed(rows[:at]) if _shares_column(one, row)), row)
        if row.line.is_bold and not _is_bold_in(above, row.filled):
            return False
        distance = row.line.baseline - last.baseline
        return 0 <= distance <= _END * row.line.size * 0.85

    # Rows

    @property
    def used(self) -> int:
        """How many lines of the body are of the table."""
        return len(self._rows) + len(self._repeated)

    def make_table(self) -> AlignedTable:
        """Return the table."""
        widest = self._find_widest()
        pitch = self._find_distance(widest)
        grouped: list[list[_Row]] = []
        for at, row in enumerate(self._rows):
            last = self._rows[at - 1] if at else None
            if last is None or self._begins_row(row, last, widest, pitch):
                grouped.append([])
            grouped[-1].append(row)
        head = AlignedRow(tuple(_make_head_lines(self._head)))
        rows = (head, *(self._make_row(group) for group in grouped))
        return AlignedTable(self._head, rows, tuple(self._find_ends()), tuple(self._repeated))

    def _find_widest(self) -> int:
        """Return the column that has the most words."""
        counts = [0] * len(self._head.cells)
        for row in self._rows:
            if not row.crosses:
                for at, part in enumerate(row.parts):
                    counts[at] += sum(len(word.text) for word in part)
        return counts.index(max(counts))

    def _find_distance(self, column: int) -> float:
        """Return the least distance of lines of a column."""
        lines = [row.line for row in self._rows if row.parts[column]]
        distances = [
            after.baseline - line.baseline
            for line, after in pairwise(lines)
            if line.page == after.page and after.baseline > line.baseline
        ]
        return min(distances, default=0.0)

    def _begins_row(self, row: _Row, last: _Row, widest: int, pitch: float) -> bool:
        """Whether a line begins another row than the line above it."""
        if row.line.page != last.line.page:
            return not self._is_rest(row, last, widest)
        is_end_of_text = last.crosses and row.filled == [0]
        if row.crosses != last.crosses and not is_end_of_text:
            return True
        if row.line.baseline - last.line.baseline > _FAR * pitch:
            return True
        return not row.crosses and not last.crosses and self._begins_close_row(row, last, widest)

    def _begins_close_row(self, row: _Row, last: _Row, widest: int) -> bool:
        """Whether a line begins a row although no space is above it."""
        if ColumnField.REF in self._fields:
            return self._begins_by_ref(row)
        if len(row.filled) < 2 or not any(row.parts[at] for at in self._anchors):
            return False
        return bool(row.parts[widest]) and not self._is_rest(row, last, widest)

    def _begins_by_ref(self, row: _Row) -> bool:
        """Whether a line has a ref, where the table has a column of them."""
        if ColumnField.REF not in self._fields:
            return False
        return bool(row.parts[self._fields.index(ColumnField.REF)])

    def _is_rest(self, row: _Row, last: _Row, widest: int) -> bool:
        """Whether the words of the widest column go on from the line before."""
        if row.crosses or last.crosses:
            return False
        if ColumnField.REF in self._fields:
            return not self._begins_by_ref(row)
        if not row.parts[widest]:
            return True
        if not last.parts[widest]:
            return False
        before, word = last.parts[widest][-1], row.parts[widest][0]
        is_ended = before.text[-1] in ".;:!?"
        if word.text[:1].islower() and not is_ended:
            return True
        is_full = before.x1 + 0.25 * word.size + word.x1 - word.x0 > self._find_ends()[widest] - 1
        return is_full and not is_ended

    def _find_ends(self) -> list[float]:
        """Return where the words of each column end on the right, but for a few lines."""
        ends = []
        for at, cell in enumerate(self._head.cells):
            found = sorted(
                (row.parts[at][-1].x1 for row in self._rows if row.parts[at] and not row.crosses),
                reverse=True,
            )
            ends.append(max(cell.x1, found[len(found) // _ODD] if found else 0.0))
        return ends

    def _make_row(self, rows: Sequence[_Row]) -> AlignedRow:
        count = len(self._head.cells)
        if rows[0].crosses:
            lines = tuple(row.line for row in rows)
            return AlignedRow((lines, *[()] * (count - 1)), is_across=True)
        return AlignedRow(
            tuple(
                tuple(row.line.replace_words(row.parts[at]) for row in rows if row.parts[at])
                for at in range(count)
            )
        )


def _make_head_lines(head: TableHead) -> Iterator[tuple[PdfLine, ...]]:
    """Yield the lines of each heading."""
    for cell in head.cells:
        words = set(cell.words)
        rows = [(line, [word for word in line.words if word in words]) for line in head.lines]
        yield tuple(line.replace_words(found) for line, found in rows if found)
