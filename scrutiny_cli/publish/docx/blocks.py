"""What is told within a cell of a Word file: paragraphs, links and lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart
from docx.shared import Pt, RGBColor

from scrutiny_cli.output.document import Listing, lead
from scrutiny_cli.publish.docx.paragraphs import RED, add, is_empty, written
from scrutiny_cli.publish.docx.styles import style_of
from scrutiny_cli.publish.links import followed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docx.document import Document as LocatedStr
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph as Line

    from scrutiny_cli.output.document import Block, Paragraph

_BLUE = "0B4F9E"
_NO_NUMBER = 0  # switches the numbers of a style off
_INDENT, _LETTER = Pt(9), Pt(4.5)


def tell(word: LocatedStr, cell: _Cell, blocks: Iterable[Block]) -> None:
    """Write blocks into a cell."""
    for block in blocks:
        if isinstance(block, Listing):
            _list(word, cell, block)
        else:
            _say(word, add(cell, ""), block)


def _list(word: LocatedStr, cell: _Cell, listing: Listing) -> None:
    style = style_of(word, "List Number" if listing.marks else "List Bullet")
    number = _NO_NUMBER if listing.marks else _bullet_number(word, style)
    for mark, entry in listing.marked():
        line = cell.add_paragraph() if not is_empty(cell) else cell.paragraphs[0]
        line._p.style = style.style_id  # noqa: SLF001
        properties = line._p.get_or_add_pPr()  # noqa: SLF001
        properties.get_or_add_numPr().get_or_add_numId().val = number
        properties.numPr.get_or_add_ilvl().val = 0
        if listing.marks:
            _mark(line, mark, max(map(len, listing.marks)))
        _say(word, line, entry)


def _mark(line: Line, mark: str, longest: int) -> None:
    """Write the mark of an entry as it is, and the words after it indented to one edge."""
    shape = line.paragraph_format
    shape.left_indent = _INDENT + longest * _LETTER
    shape.first_line_indent = -shape.left_indent
    written(line, mark).add_tab()


_LIST = (
    "<w:abstractNum {} w:abstractNumId='{}'><w:multiLevelType w:val='singleLevel'/>"
    "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='bullet'/><w:lvlText w:val='•'/>"
    "<w:lvlJc w:val='left'/><w:pPr><w:ind w:left='360' w:hanging='360'/></w:pPr></w:lvl>"
    "</w:abstractNum>"
)


def _bullet_number(word: LocatedStr, style: Any) -> int:  # noqa: ANN401
    """Give the number by which Word knows the lists of a style with bullets."""
    numbering = _numbering(word)
    own = next(style.element.iter(qn("w:numId")), None)
    known = {one.numId for one in numbering.num_lst}
    if own is not None and own.val in known:
        return int(own.val)
    return int(numbering.add_num(_kind_of_list(numbering)).numId)


def _kind_of_list(numbering: Any) -> int:  # noqa: ANN401
    """Add a kind of list of our own, where the template has none."""
    kinds = numbering.findall(qn("w:abstractNum"))
    key = 1 + max((int(one.get(qn("w:abstractNumId"))) for one in kinds), default=0)
    numbering.insert(len(kinds), parse_xml(_LIST.format(nsdecls("w"), key)))
    return key


def _numbering(word: LocatedStr) -> Any:  # noqa: ANN401
    """Give the part of the file that counts its lists; python-docx cannot begin one."""
    try:
        part = word.part.part_related_by(RT.NUMBERING)
    except KeyError:
        empty = f"<w:numbering {nsdecls('w')}/>".encode()
        package: Any = word.part.package
        part = NumberingPart.load(PackURI("/word/numbering.xml"), CT.WML_NUMBERING, empty, package)
        word.part.relate_to(part, RT.NUMBERING)
    return cast("Any", part).element


def _say(word: LocatedStr, line: Line, paragraph: Paragraph) -> None:
    label = lead(paragraph)
    if label:
        written(line, label).bold = True
    link = followed(paragraph.link)
    if link:
        _link(word, line, paragraph.text, link)
    else:
        beside = f" ({paragraph.link})" if paragraph.link else ""
        _marked(written(line, paragraph.text + beside), paragraph.kind)


def _marked(run: Any, kind: str) -> None:  # noqa: ANN401
    if kind in {"withheld", "note"}:
        run.italic = True
    elif kind == "confidential":
        run.bold = True
        run.font.color.rgb = RED


def _link(word: LocatedStr, line: Line, text: str, address: str) -> None:
    key = word.part.relate_to(address, RT.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), key)
    run = written(line, text)
    run.font.underline, run.font.color.rgb = True, RGBColor.from_string(_BLUE)
    link.append(run._r)  # noqa: SLF001
    line._p.append(link)  # noqa: SLF001
