"""The paragraphs and tables of a Word file, in the markup that is given to the reader."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from scrutiny_cli.importing.blocks import BlockKind
from scrutiny_cli.importing.docx_scan.inline import InlineScan
from scrutiny_cli.importing.docx_scan.list_levels import ListLevels
from scrutiny_cli.importing.docx_scan.node_text import choose_alternative, list_node_text
from scrutiny_cli.importing.docx_scan.numbering import ListLevel
from scrutiny_cli.importing.docx_scan.package import Relationship
from scrutiny_cli.importing.docx_scan.scan_state import ScanState
from scrutiny_cli.importing.docx_scan.styles import (
    WordStyle,
    find_heading_level,
    inherit_properties,
    parse_number,
    read_properties,
)
from scrutiny_cli.importing.docx_scan.xml_tree import XmlNode
from scrutiny_cli.importing.paragraph_facts import ParagraphFacts

_PROPERTIES = frozenset(["tblPr", "trPr", "tcPr", "sdtPr", "sdtEndPr", "customXmlPr", "tblPrEx"])
_MOST_SPANNED = 200
_SIGNS = ("footnoteReference", "endnoteReference", "sym", "checkbox", "checkBox", "txbxContent")
_COLOUR = re.compile("[0-9A-F]{6}")
_NO_LIST = "0"  # the identifier by which a paragraph is taken out of its style's list


class ScanContext(NamedTuple):
    """What is around the paragraphs that are read.

    `place` is that of all paragraphs of a note, `prefix` its number in front of the first, and
    `level` that of the entry around it. `colour` is that of the cell, and `is_inserted` whether
    its row is inserted.
    """

    place: str = ""
    prefix: str = ""
    level: int = 0
    colour: str | None = None
    is_inserted: bool = False


_BODY = ScanContext()


class BodyScan:
    """Reads the paragraphs and tables of a part, of a cell or of a note, one after the other."""

    def __init__(
        self,
        state: ScanState,
        relationships: dict[str, Relationship],
        context: ScanContext = _BODY,
    ) -> None:
        """Begin."""
        self._state = state
        self._relationships = relationships
        self._context = context
        self._prefix = context.prefix
        self._lists = ListLevels()
        self._inline: InlineScan | None = None  # of a paragraph whose end is deleted
        self._methods: dict[str, Callable[[XmlNode], None]] = {
            "p": self._read_paragraph,
            "tbl": self._read_table,
            "AlternateContent": self._read_alternative,
            "del": self._read_deletion,
            "moveFrom": self._read_deletion,
            "altChunk": self._read_chunk,
        }

    def read_blocks(self, node: XmlNode) -> None:
        """Read the paragraphs and tables within an element."""
        self._read_within(node)
        self._end_joined()

    def _read_within(self, node: XmlNode) -> None:
        for child in node.children:
            if child.tag not in _PROPERTIES:
                # What is not known may have paragraphs within it.
                self._methods.get(child.tag, self._read_within)(child)

    def _read_alternative(self, node: XmlNode) -> None:
        self._read_within(choose_alternative(node))

    def _read_deletion(self, node: XmlNode) -> None:
        self._state.ignore_words("deleted (tracked change)", list_node_text(node))

    def _read_chunk(self, _: XmlNode) -> None:
        self._state.objects += 1

    def _read_paragraph(self, node: XmlNode) -> None:
        own = read_properties(node)
        identifier = node.read_value("pPr", "pStyle") or self._state.styles.default
        style = inherit_properties(own, self._state.styles.find_style(identifier))
        inline = self._inline or InlineScan(self._state)
        self._inline = None
        inline.read_paragraph(node, style, self._relationships)
        mark = node.find_child("pPr", "rPr")
        changes = {child.tag for child in mark.children} if mark else set()
        inline.is_tracked |= bool(changes & {"ins", "del", "moveTo", "moveFrom"})
        if changes & {"del", "moveFrom"}:
            self._inline = inline
            return
        self._add_paragraph(inline, own, style, identifier)

    def _end_joined(self) -> None:
        """Add the paragraph whose deleted end has none after it to be joined with."""
        if self._inline is not None:
            inline, self._inline = self._inline, None
            if inline.pieces or inline.boxes:
                self._add_paragraph(inline, WordStyle(), WordStyle(), "")

    def _add_paragraph(
        self, inline: InlineScan, own: WordStyle, style: WordStyle, identifier: str
    ) -> None:
        state = self._state
        bookmark = state.next_paragraph
        facts = self._find_form(inline, own, style, identifier)
        doubts = (
            *(("tracked-change",) if inline.is_tracked or self._context.is_inserted else ()),
            *(("picture",) if inline.has_picture else ()),
        )
        state.add_facts(
            facts._replace(place=self._context.place, colour=self._context.colour),
            doubts,
            tuple(inline.comments),
            has_text=inline.has_text,
        )
        state.pieces.append(
            f'<w:p><w:bookmarkStart w:name="{bookmark}"/>'
            f"{self._make_prefix()}{''.join(inline.pieces)}</w:p>"
        )
        self._add_notes(inline, facts.level if facts.kind is not BlockKind.HEADING else 0)
        for box in inline.boxes:
            around = ScanContext(self._context.place, level=self._context.level)
            BodyScan(self._state, self._relationships, around).read_blocks(box)

    def _make_prefix(self) -> str:
        prefix, self._prefix = self._prefix, ""
        return f'<w:r><w:t xml:space="preserve">{prefix}</w:t></w:r>' if prefix else ""

    def _add_notes(self, inline: InlineScan, level: int) -> None:
        """Add the notes of a paragraph below it; `level` is that of its entry."""
        for kind, identifier in inline.notes:
            note = self._state.notes[kind, identifier]
            number = self._state.number_note(kind, identifier)
            around = ScanContext(f"{kind} {number}", f"[{number}] ", level)
            BodyScan(self._state, note.relationships, around).read_blocks(note.node)

    def _find_form(
        self, inline: InlineScan, own: WordStyle, style: WordStyle, identifier: str
    ) -> ParagraphFacts:
        """Return the kind, level and mark of a paragraph."""
        if self._context.place:
            return ParagraphFacts(BlockKind.PARAGRAPH, self._context.level)
        shown, mark = self._count_entry(style)
        named = self._state.styles.find_heading(identifier)
        heading = find_heading_level(style, named)
        if heading is not None:
            self._lists.end_lists()
            is_number = shown is not None and not shown.is_bullet
            return ParagraphFacts(BlockKind.HEADING, heading, mark if is_number else "")
        if mark and shown is not None:
            indent = own.indent if own.indent is not None else shown.indent
            level = self._lists.find_level(style.list_id or "", style.list_level or 0, indent)
            return ParagraphFacts(BlockKind.ENTRY, level, mark)
        continued = self._lists.find_continued(style.indent)
        if not continued and inline.has_text:
            self._lists.end_lists()
        return ParagraphFacts(BlockKind.PARAGRAPH, continued)

    def _count_entry(self, style: WordStyle) -> tuple[ListLevel | None, str]:
        """Return the level of the list that a paragraph is in, and its mark."""
        list_id, level = style.list_id, style.list_level or 0
        if not list_id or list_id == _NO_LIST:
            return None, ""
        numbering = self._state.numbering
        mark = " ".join(numbering.count_entry(list_id, level).split())
        return numbering.find_level(list_id, level), mark

    def _read_table(self, node: XmlNode) -> None:
        self._end_joined()
        self._lists.end_lists()
        self._state.pieces.append("<w:tbl>")
        for part in _find_parts(node, "tr"):
            if part.tag == "tr":
                self._read_row(part)
            else:
                self._read_row(_wrap_node("tr", part))
        self._state.pieces.append("</w:tbl>")

    def _read_row(self, node: XmlNode) -> None:
        if node.find_child("trPr", "del") is not None:
            self._state.ignore_words("deleted row (tracked change)", list_node_text(node))
            return
        is_inserted = node.find_child("trPr", "ins") is not None
        before = min(parse_number(node.read_value("trPr", "gridBefore")) or 0, _MOST_SPANNED)
        self._state.pieces.append("<w:tr>")
        if before > 0:
            self._state.pieces.append(f"<w:tc>{_make_properties(before)}<w:p/></w:tc>")
        for part in _find_parts(node, "tc"):
            cell = part if part.tag == "tc" else _wrap_node("tc", part)
            self._read_cell(cell, is_inserted=is_inserted)
        self._state.pieces.append("</w:tr>")

    def _read_cell(self, node: XmlNode, *, is_inserted: bool) -> None:
        span = min(parse_number(node.read_value("tcPr", "gridSpan")) or 1, _MOST_SPANNED)
        self._state.pieces.append(f"<w:tc>{_make_properties(span, _find_merge(node))}")
        around = self._context._replace(
            prefix="",
            colour=_read_colour(node),
            is_inserted=self._context.is_inserted or is_inserted,
        )
        BodyScan(self._state, self._relationships, around).read_blocks(node)
        self._state.pieces.append("</w:tc>")


def _find_parts(node: XmlNode, tag: str) -> Iterator[XmlNode]:
    """Find the rows of a table or the cells of a row, and what else is between them."""
    for child in node.children:
        if child.tag == tag or child.tag in {"p", "tbl"}:
            yield child
        elif child.tag == "AlternateContent":
            yield from _find_parts(choose_alternative(child), tag)
        elif child.tag not in _PROPERTIES:
            yield from _find_parts(child, tag)


def _wrap_node(tag: str, child: XmlNode) -> XmlNode:
    node = XmlNode(tag, {})
    node.children.append(child)
    return node


def _find_merge(cell: XmlNode) -> str:
    """Return whether a cell begins or continues one that is merged down; empty if neither.

    A cell that is covered and has text, which Word does not show, stays apart.
    """
    merged = cell.find_child("tcPr", "vMerge")
    if merged is None:
        return ""
    if merged.value not in {"", "continue"}:
        return "restart"
    has_signs = any(True for _ in cell.find_all(*_SIGNS))
    return "" if has_signs or list_node_text(cell).strip() else "continue"


def _make_properties(span: int, merge: str = "") -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    merged = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return f"<w:tcPr>{spanned}{merged}</w:tcPr>"


def _read_colour(cell: XmlNode) -> str | None:
    shading = cell.find_child("tcPr", "shd")
    fill = shading.attributes.get("fill", "").upper() if shading else ""
    return fill if _COLOUR.fullmatch(fill) else None
