"""The blocks of a page: of a tree of tags and texts, as HTML has them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Block, BlockKind, Place
from scrutiny_cli.importing.list_numbers import format_number
from scrutiny_cli.importing.paragraph_facts import ParagraphFacts
from scrutiny_cli.importing.readers.entry_marks import (
    EntryMark,
    add_box,
    find_box,
    find_typed_bullet,
)
from scrutiny_cli.importing.readers.inline_lines import InlineLine, InlineParts
from scrutiny_cli.importing.readers.page_nodes import PageNode
from scrutiny_cli.importing.readers.page_tables import (
    CellGrid,
    PageTable,
    divide_table,
    make_page_cell,
    pad_rows,
)

_HEADING = re.compile(r"h([1-6])")
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_STRUCK_STYLE = re.compile(r"text-decoration[^;]*line-through", re.IGNORECASE)
_INLINE = frozenset(["b", "strong", "s", "strike", "del", "a", "sup", "sub", "span"])
_STYLES = MappingProxyType(
    {"b": "bold", "strong": "bold", "s": "struck", "strike": "struck", "del": "struck"}
)
_NUMBER_STYLES = MappingProxyType(
    {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
)
_WORD_LEVEL = re.compile(r"mso-list\s*:\s*l\d+\s+level(\d)", re.IGNORECASE)
_WORD_MARK = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_GOOGLE_LEVEL = re.compile(r"lst-kix_\w+-(\d)")
_BOXES = MappingProxyType({"☐": False, "☑": True})
_MOST = 1_000_000  # of the numbers of entries
_NO_FACTS = ParagraphFacts()


class _BlockForm(NamedTuple):
    """What a block is, apart from its text."""

    kind: BlockKind
    level: int
    mark: str


class _OpenList:
    """A list that is open: the number of its next entry, and how it is shown."""

    def __init__(self, node: PageNode) -> None:
        """Begin with a list's tag."""
        self.is_numbered = node.tag == "ol"
        # Google's pages have the lists within a list after it.
        google = _GOOGLE_LEVEL.search(node.attributes.get("class", ""))
        self.level = int(google[1]) + 1 if google else 0
        self.number = node.read_number("start", 1, _MOST)
        self.style = _NUMBER_STYLES.get(node.attributes.get("type", ""), "decimal")
        self.has_entries = False

    def take_mark(self, entry: PageNode) -> str:
        """Return the mark of the next entry."""
        self.has_entries = True
        if not self.is_numbered:
            return "•"
        number = entry.read_number("value", self.number, _MOST)
        self.number = number + 1
        return f"{format_number(number, self.style)}."


class _Counts:
    """How many paragraphs and tables were read so far, and where those with facts are."""

    def __init__(self) -> None:
        """Begin with none."""
        self.paragraphs = 0
        self.tables = 0
        self.places: dict[str, str] = {}


class ReadPage(NamedTuple):
    """The blocks of a page, and the places of the paragraphs of which facts are known."""

    blocks: tuple[Block, ...]
    places: Mapping[str, str]


def read_page_blocks(
    page: PageNode, facts: Mapping[str, ParagraphFacts] = MappingProxyType({})
) -> ReadPage:
    """Return the blocks of a page; `facts` are those of paragraphs, by an `id` within each."""
    counts = _Counts()
    reader = _PageReader(facts, counts)
    reader.read_children(page, frozenset())
    reader.end_paragraph()
    return ReadPage(tuple(reader.blocks), counts.places)


class _PageReader:
    """Makes blocks of the tags and texts of a page, or of a cell."""

    def __init__(
        self, facts: Mapping[str, ParagraphFacts], counts: _Counts, *, is_cell: bool = False
    ) -> None:
        """Begin; the blocks of a cell have no places of their own."""
        self.blocks: list[Block] = []
        self.identifiers: list[str] = []  # of the paragraphs of which facts are known
        self.colour: str | None = None
        self._all_facts = facts
        self._counts = counts
        self._is_cell = is_cell
        self._lists: list[_OpenList] = []
        self._marks: list[str] = []  # of the entries around; empty where a block has it
        self._heading = 0
        self._word_level = 0  # of an entry that Word made a paragraph
        self._begin_paragraph()

    def _begin_paragraph(self) -> None:
        self._facts = _NO_FACTS
        self._word_mark = ""
        self._parts = InlineParts()
        self._line = 0

    def read_children(self, node: PageNode, styles: frozenset[str]) -> None:
        """Read what is within a tag."""
        for child in node.children:
            if isinstance(child, str):
                self._parts.add_text(child, styles)
            else:
                self._read_node(child, styles)

    def _read_node(self, node: PageNode, styles: frozenset[str]) -> None:
        if node.tag == "br":
            self._end_line()
        elif node.tag == "input":
            self._add_box(node)
        elif node.tag in _INLINE:
            self._read_inline(node, styles | _find_styles(node))
        elif node.tag != "img":
            self.end_paragraph()
            self._read_block(node, styles | _find_styles(node))
            self.end_paragraph()

    def _add_box(self, node: PageNode) -> None:
        if node.attributes.get("type", "").lower() == "checkbox":
            self._parts.add_text("☑ " if "checked" in node.attributes else "☐ ")

    def _read_inline(self, node: PageNode, styles: frozenset[str]) -> None:
        if _WORD_MARK.search(node.attributes.get("style", "")) and self._take_mark(node):
            return
        self._find_facts(node.attributes.get("id", ""))
        parts, start = self._parts, self._parts.length
        self.read_children(node, styles)
        address = node.attributes.get("href", "").strip()
        text = self._parts.read_from(start).strip()
        if node.tag == "a" and address and text and self._parts is parts:
            self._add_address(address, text)

    def _take_mark(self, node: PageNode) -> bool:
        """Take the text of a tag as the mark of the present paragraph, if it can be one."""
        text = node.list_text()
        is_first = self._line == 0 and not self._word_mark and not self._parts.read_from(0).strip()
        if not is_first or not text.strip() or text[-1].isalnum() or not node.is_inline:
            return False
        self._word_mark = " ".join(text.split())
        return True

    def _find_facts(self, identifier: str) -> None:
        facts = self._all_facts.get(identifier)
        if facts is not None:
            self._facts = facts
            self.identifiers.append(identifier)
            self.colour = self.colour or facts.colour

    def _add_address(self, address: str, text: str) -> None:
        if address.startswith("#") or address.lower().startswith("javascript:"):
            return
        if address.lower().startswith("mailto:"):
            address = address[len("mailto:") :].partition("?")[0]
        else:
            self._parts.add_link(address)
        if text != address:
            self._parts.add_address(address)

    def _read_block(self, node: PageNode, styles: frozenset[str]) -> None:
        heading = _HEADING.fullmatch(node.tag)
        word = _WORD_LEVEL.search(node.attributes.get("style", ""))
        self._word_level = int(word[1]) if word else 0
        if node.tag == "table":
            self._read_table(divide_table(node), styles)
        elif node.tag in {"ul", "ol"}:
            self._read_list(node, styles)
        elif node.tag == "li":
            self._read_entry(node, styles)
        elif heading:
            self._heading = int(heading[1])
            self.read_children(node, styles)
            self.end_paragraph()
            self._heading = 0
        else:
            self.read_children(node, styles)

    def _read_list(self, node: PageNode, styles: frozenset[str]) -> None:
        """Read a list; one beside an entry, not within it, is nested below it all the same."""
        is_beside = len(self._lists) > len(self._marks) and self._lists[-1].has_entries
        if is_beside:
            self._marks.append("")
        self._lists.append(_OpenList(node))
        self.read_children(node, styles)
        self._lists.pop()
        if is_beside:
            self._marks.pop()

    def _read_entry(self, node: PageNode, styles: frozenset[str]) -> None:
        self._marks.append(self._lists[-1].take_mark(node) if self._lists else "•")
        self.read_children(node, styles)
        self.end_paragraph()
        self._marks.pop()

    def _read_table(self, table: PageTable, styles: frozenset[str]) -> None:
        self.read_children(PageNode("div", {}, table.strays), styles)
        self.end_paragraph()
        if table.is_layout:
            for row in table.rows:
                for cell in row:
                    self.read_children(cell, styles)
                    self.end_paragraph()
            return
        self._counts.tables += 0 if self._is_cell else 1
        grid = CellGrid()
        first = len(self.blocks)
        for number, row in enumerate(table.rows, 1):
            self._add_row(row, number, grid, styles)
        self.blocks[first:] = pad_rows(self.blocks[first:])

    def _add_row(
        self, row: tuple[PageNode, ...], number: int, grid: CellGrid, styles: frozenset[str]
    ) -> None:
        read = [self._read_cell(node, styles) for node in row]
        cells = grid.place_cells(
            [
                (node, make_page_cell(node, cell.blocks, cell.colour))
                for node, cell in zip(row, read, strict=True)
            ]
        )
        if not any(cell.text for cell in cells):
            return
        table = self._counts.tables
        inner = [block for cell in read for block in cell.blocks]
        doubts = tuple(dict.fromkeys(doubt for block in inner for doubt in block.doubts))
        comments = tuple(comment for block in inner for comment in block.comments)
        place = Place(f"table {table}, row {number}", table, number)
        for cell in read:
            self._counts.places |= dict.fromkeys(cell.identifiers, place.text)
            self.identifiers += cell.identifiers
        self.blocks.append(
            Block(BlockKind.ROW, "", place, cells=cells, doubts=doubts, comments=comments)
        )

    def _read_cell(self, node: PageNode, styles: frozenset[str]) -> _PageReader:
        reader = _PageReader(self._all_facts, self._counts, is_cell=True)
        reader.read_children(node, styles)
        reader.end_paragraph()
        return reader

    def end_paragraph(self) -> None:
        """Add the last line of a paragraph."""
        if self._word_mark and self._line == 0 and not self._parts.read_from(0).strip():
            self._parts.add_text(self._word_mark)
            self._word_mark = ""
        self._end_line()
        if self._is_cell and self._line == 0 and self._facts.mark:
            # A number that Word counts, alone in its cell.
            self._add_block(InlineLine(""))
        self._begin_paragraph()

    def _end_line(self) -> None:
        line = self._parts.make_line()
        self._parts = InlineParts()
        if line is not None:
            self._add_block(line)

    def _add_block(self, line: InlineLine) -> None:
        self._line += 1
        if self._line == 1 and not self._is_cell and not self._facts.place:
            self._counts.paragraphs += 1
        place, form = self._find_place(), self._find_form()
        if self.identifiers and not self._is_cell:
            self._counts.places.setdefault(self.identifiers[-1], place.text)
        typed = _find_typed_mark(line.text, form)
        text, checked = line.text, _BOXES.get(form.mark)
        if typed is not None:
            text, checked = text[typed.length :], typed.checked
            form = _BlockForm(BlockKind.ENTRY, max(form.level, 1), add_box(form.mark, typed))
        self.blocks.append(
            Block(
                form.kind,
                text,
                place,
                form.level,
                form.mark,
                (),
                checked,
                is_bold=line.is_bold,
                is_struck=line.is_struck,
                links=line.links,
                doubts=tuple(dict.fromkeys((*self._facts.doubts, *line.doubts))),
                comments=self._facts.comments if self._line == 1 else (),
            )
        )

    def _find_place(self) -> Place:
        place = self._facts.place or f"paragraph {self._counts.paragraphs}"
        return Place(place if self._line == 1 else f"{place}, line {self._line}")

    def _find_form(self) -> _BlockForm:
        """Return the kind, level and mark of the present line."""
        kind, level, mark = self._facts.kind, self._facts.level, self._facts.mark
        if kind is None:
            kind, level, mark = self._find_page_form()
        if self._line > 1:
            is_heading = kind is BlockKind.HEADING
            return _BlockForm(BlockKind.HEADING if is_heading else BlockKind.PARAGRAPH, level, "")
        return _BlockForm(kind, level, mark)

    def _find_page_form(self) -> _BlockForm:
        mark = self._marks[-1] if self._marks else ""
        if self._marks:
            self._marks[-1] = ""
        if self._word_mark:
            kind = BlockKind.HEADING if self._heading else BlockKind.ENTRY
            return _BlockForm(kind, self._heading or max(self._word_level, 1), self._word_mark)
        if self._heading:
            return _BlockForm(BlockKind.HEADING, self._heading, mark if mark != "•" else "")
        level = (self._lists[-1].level if self._lists else 0) or len(self._marks)
        return _BlockForm(BlockKind.ENTRY if mark else BlockKind.PARAGRAPH, level, mark)


def _find_styles(node: PageNode) -> frozenset[str]:
    styles = set()
    if node.tag in _STYLES:
        styles.add(_STYLES[node.tag])
    style = node.attributes.get("style", "")
    if style and _BOLD_STYLE.search(style):
        styles.add("bold")
    if style and _STRUCK_STYLE.search(style):
        styles.add("struck")
    return frozenset(styles)


def _find_typed_mark(text: str, form: _BlockForm) -> EntryMark | None:
    """Return the box in front of a text, or the bullet that somebody typed there."""
    if form.kind is BlockKind.HEADING:
        return None
    return find_box(text) or (find_typed_bullet(text) if form.kind is BlockKind.PARAGRAPH else None)
