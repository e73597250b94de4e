"""Tables of a Word file: a header on each page, columns by their shares of the width."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Emu, Pt
from docx.table import _Cell

from scrutiny_cli.publish.column_widths import HYPHENS, longest
from scrutiny_cli.publish.docx.paragraphs import add, fit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docx.document import Document as LocatedStr
    from docx.table import Table, _Row


MARGIN = Cm(0.4)  # of a cell, on both sides


def width_of(word: LocatedStr) -> int:
    """Give what is between the margins, in Word's own unit of length."""
    section = word.sections[0]
    sides = (section.left_margin or 0) + (section.right_margin or 0) + (section.gutter or 0)
    return int((section.page_width or Cm(21)) - sides)


def needs_of(word: LocatedStr, columns: Iterable[Iterable[str]]) -> list[float]:
    """Give how wide columns must be for the longest words of their texts to stay whole."""
    size = size_of(word)
    return [longest(texts, HYPHENS) * size + MARGIN for texts in columns]


def size_of(word: LocatedStr) -> int:
    """Give how large a template's plain text is, in Word's own unit of length."""
    own = word.styles["Normal"].font.size if "Normal" in word.styles else None
    path = f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:sz')}"
    every = cast("Any", word.styles.element).find(path)
    halves = 20 if every is None else int(every.get(qn("w:val")))
    return int(own or Pt(halves / 2))


def begun(word: LocatedStr, titles: Sequence[str], widths: Sequence[int], about: str) -> Table:
    """Begin a table with a header that is repeated on each page; say what it is about."""
    table: Table = word.add_table(rows=1, cols=len(titles))
    table.autofit = False
    _bordered(word, table)
    _put(table, parse_xml(_MARGINS), ("w:tblLook",))
    _about(table, about)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Emu(width)
    head = table.rows[0]
    for cell, title, width in zip(head.cells, titles, widths, strict=True):
        cell.width = Emu(width)
        add(cell, title).runs[0].bold = True
        _shaded(cell)
    _flag(head, "w:cantSplit")
    _flag(head, "w:tblHeader")
    return table


_MARGINS = (
    f"<w:tblCellMar {nsdecls('w')}><w:top w:w='60' w:type='dxa'/>"
    "<w:bottom w:w='0' w:type='dxa'/></w:tblCellMar>"
)


def _bordered(word: LocatedStr, table: Table) -> None:
    """Set the style of a table with lines, or the lines alone where there is no such style."""
    if "Table Grid" in word.styles:
        table.style = word.styles["Table Grid"]
        return
    borders = OxmlElement("w:tblBorders")
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{edge}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "auto")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    _put(table, borders, ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook"))


def _about(table: Table, text: str) -> None:
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), fit(text))
    _put(table, caption, ())
    for look in table._tbl.tblPr.findall(qn("w:tblLook")):  # noqa: SLF001
        look.attrib.clear()
        for name, value in (("val", "0020"), ("firstRow", "1"), ("noHBand", "1"), ("noVBand", "1")):
            look.set(qn(f"w:{name}"), value)


def _put(table: Table, element: Any, before: tuple[str, ...]) -> None:  # noqa: ANN401
    """Put a property of a table where the order that Word asks for wants it."""
    properties = table._tbl.tblPr  # noqa: SLF001
    follower = next((one for one in properties if one.tag in map(qn, before)), None)
    if follower is None:
        properties.append(element)
    else:
        follower.addprevious(element)


def _shaded(cell: _Cell) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "E8EBF1")):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001


def _flag(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001


def new_row(table: Table, *, keep: bool) -> tuple[_Cell, ...]:
    """Add a row, on one page where it is to be kept together; give its cells."""
    widths = (one.get(qn("w:w")) for one in table._tbl.tblGrid)  # noqa: SLF001
    cells = "".join(_CELL.format(width) for width in widths)
    row: Any = parse_xml(_ROW.format("<w:trPr><w:cantSplit/></w:trPr>" if keep else "", cells))
    table._tbl.append(row)  # noqa: SLF001
    return tuple(_Cell(cell, table) for cell in row.tc_lst)


# As python-docx makes them, but not by copying and measuring the row above.
_CELL = "<w:tc><w:tcPr><w:tcW w:type='dxa' w:w='{}'/></w:tcPr><w:p/></w:tc>"
_ROW = f"<w:tr {nsdecls('w')}>{{}}{{}}</w:tr>"


def fill(table: Table, cells: Iterable[str], *, keep: bool) -> None:
    """Add a row of texts to a table."""
    for cell, text in zip(new_row(table, keep=keep), cells, strict=True):
        add(cell, text)
