"""A page as a Word file; python-docx's one door."""

from __future__ import annotations

import copy
import io
import re
from datetime import datetime, time
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import docx as library
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, nsmap, qn
from docx.parts.numbering import NumberingPart
from docx.shared import Cm, Emu, Pt, RGBColor, Twips

from scrutiny_cli.output import packages
from scrutiny_cli.output.blocks import (
    COLUMNS,
    INTERNAL,
    NO_ROWS,
    Listing,
    columns_of,
    headed,
    lead,
    numbered,
    said_of,
)
from scrutiny_cli.output.characters import lined
from scrutiny_cli.output.links import followed
from scrutiny_cli.output.packages import BadTemplate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docx.document import Document as Word
    from docx.section import Section, _Footer, _Header
    from docx.table import Table, _Cell, _Row
    from docx.text.paragraph import Paragraph as Line

    from scrutiny_cli.output.blocks import (
        Appendix,
        Block,
        Document,
        Paragraph,
        Row,
        Task,
    )
    from scrutiny_cli.output.sheets import Group, Sheet

__all__ = ["BadTemplate", "docx"]

_KEPT = ("styles", "numbering", "settings", "fontTable", "theme", "webSettings")
_PACKAGE = (RT.OFFICE_DOCUMENT, RT.CORE_PROPERTIES, RT.CUSTOM_PROPERTIES)
_NO_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SHARES = (49, 27, 9, 15)  # of the width, for the four columns
_NARROW, _NARROW_SHARES = Cm(15), (38, 26, 14, 22)  # where a letterhead leaves less room
_SHORT = 900  # signs beside each other that take a third of a page at most
_FONT, _INK, _RED, _BLUE = "Arial", RGBColor(0x1F, 0x2A, 0x44), RGBColor(0x8C, 0x14, 0x20), "0B4F9E"
_SIZES = {"Title": 17, "Heading 1": 14, "Heading 2": 11, "Heading 3": 10, "Heading 4": 10}
_HEADING = "Heading {}"
_DEEPEST = 4


def docx(document: Document, template: bytes | None = None) -> bytes:
    """Give the page as a .docx, in a board's own letterhead and styles where there are any.

    The same page always gives the same bytes. Raises BadTemplate, which says why.
    """
    if template is None:
        return _made(document, None)
    data = packages.checked(template)
    try:
        return _made(document, data)
    except Exception as fault:
        raise BadTemplate("Word's parts in it are damaged: save it anew in Word") from fault


def _made(document: Document, template: bytes | None) -> bytes:
    word = library.Document(None if template is None else io.BytesIO(template))
    _emptied(word)
    if template is None:
        _house(word)
    page = _Page(word)
    _described(word, document)
    _write(page, document)
    _mark(word.sections[0], document, even=word.settings.odd_and_even_pages_header_footer)
    stream = io.BytesIO()
    word.save(stream)
    return packages.settled(stream.getvalue())


class _Page(NamedTuple):
    """The file that is written."""

    word: Word

    @property
    def width(self) -> int:
        """What is between the margins, in Word's own unit of length."""
        section = self.word.sections[0]
        sides = (section.left_margin or 0) + (section.right_margin or 0) + (section.gutter or 0)
        return int((section.page_width or Cm(21)) - sides)


# What is kept of a template


def _emptied(word: Word) -> None:
    """Take away all but the settings of the first page, the headers, footers and styles."""
    body = word.element.body
    first = next(body.iter(qn("w:sectPr")), None)
    section = OxmlElement("w:sectPr") if first is None else copy.deepcopy(first)
    for child in list(body):
        body.remove(child)
    body.append(section)
    used = {
        value for one in body.iter() for name, value in one.attrib.items() if nsmap["r"] in name
    }
    _cut(word.part.rels, lambda key, kind: key in used or kind.rsplit("/", 1)[-1] in _KEPT)
    package = word.part.package
    if package is not None:
        _cut(package.rels, lambda _, kind: kind in _PACKAGE)
    _unset(word)


def _cut(rels: Any, kept: Any) -> None:  # noqa: ANN401  python-docx does not say what they are
    for key in [key for key, one in rels.items() if not kept(key, one.reltype)]:
        del rels[key]


def _unset(word: Word) -> None:
    """Take out of the settings what names parts that are gone, and who wrote when."""
    settings = word.settings.element
    gone = ("attachedTemplate", "footnotePr", "endnotePr", "mailMerge", "rsids", "docVars")
    for name in gone:
        for one in settings.findall(qn(f"w:{name}")):
            settings.remove(one)
    _cut(word.part.part_related_by(RT.SETTINGS).rels, lambda *_: False)


# The look where the board has none of its own


def _house(word: Word) -> None:
    """Set A4, and one plain face of letters for all styles."""
    section = word.sections[0]
    section.page_width, section.page_height = Twips(11906), Twips(16838)  # A4, as Word has it
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2)
    styles = word.styles
    for style in [one for one in styles if _is_unused(one)]:
        style.delete()
    for style in styles:
        if style.type in {WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.CHARACTER}:
            _plain(style)
    for name, size in _SIZES.items():
        style = _style(word, name)
        style.font.size, style.font.color.rgb, style.font.bold = Pt(size), _INK, True
        style.font.italic = False
        for wide in style.element.rPr.findall(qn("w:spacing")):
            style.element.rPr.remove(wide)
        before = 0 if name == "Title" else max(size // 2, 4)
        _spaced(style, before, 3)
    styles["Normal"].font.size = Pt(10)
    _spaced(styles["Normal"], 0, 4)
    _spaced(_style(word, "List Bullet"), 0, 2)
    _spaced(_style(word, "List Number"), 0, 2)


def _is_unused(style: Any) -> bool:  # noqa: ANN401  any kind of style
    return style.type == WD_STYLE_TYPE.TABLE and style.name not in {"Normal Table", "Table Grid"}


def _spaced(style: Any, before: int, after: int) -> None:  # noqa: ANN401
    shape = style.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), 1.08
    for edge in style.element.iter(qn("w:pBdr")):
        edge.getparent().remove(edge)


def _plain(style: Any) -> None:  # noqa: ANN401
    """Give a style the one face of letters, and no theme's in its place."""
    for fonts in style.element.iter(qn("w:rFonts")):
        fonts.attrib.clear()
    if style.type == WD_STYLE_TYPE.PARAGRAPH:
        style.font.name = _FONT
        style.element.rPr.rFonts.set(qn("w:cs"), _FONT)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)


def _style(word: Word, name: str, kind: WD_STYLE_TYPE = WD_STYLE_TYPE.PARAGRAPH) -> Any:  # noqa: ANN401
    """Give a style by its name; one that the template lacks is made."""
    if name in word.styles and word.styles[name].type == kind:
        return word.styles[name]
    made = word.styles.add_style(name, kind, builtin=True)
    if name in word.styles and "Normal" in word.styles:
        made.base_style = word.styles["Normal"]
    if name in _SIZES:
        made.font.bold, made.font.size = True, Pt(_SIZES[name])
        made.paragraph_format.keep_with_next = True
        _outlined(made, name)
    return made


def _outlined(style: Any, name: str) -> None:  # noqa: ANN401
    """Make a style a heading's, by which a reader finds the way."""
    if name == "Title":
        return
    level = OxmlElement("w:outlineLvl")
    level.set(qn("w:val"), str(int(name[-1]) - 1))
    style.element.get_or_add_pPr().append(level)


# What is said of the file


def _described(word: Word, document: Document) -> None:
    """Say whose minutes they are, and nothing of whoever made the template."""
    properties = word.core_properties
    package = word.part.package
    if package is not None:
        core: Any = package.part_related_by(RT.CORE_PROPERTIES)
        for child in list(core.element):
            core.element.remove(child)
    properties.title, properties.language = _fit(document.title)[:255], document.language
    properties.subject = "Minutes" if document.banner is not None else "Actions"
    if document.board:
        properties.author = _fit(document.board)[:255]
    if document.internal:
        properties.keywords = "INTERNAL"
    if document.banner is not None:
        properties.content_status = "Draft" if document.banner.draft else "Agreed"
    if document.day is not None:
        properties.created = properties.modified = datetime.combine(document.day, time())
    _spoken(word, document.language)


def _spoken(word: Word, language: str) -> None:
    """Say in which language all text is that does not say otherwise."""
    element: Any = word.styles.element
    for name in ("w:docDefaults", "w:rPrDefault", "w:rPr", "w:lang"):
        found = element.find(qn(name))
        if found is None:
            found = OxmlElement(name)
            element.insert(0 if name in {"w:docDefaults", "w:rPrDefault"} else len(element), found)
        element = found
    element.set(qn("w:val"), language)


# The page


def _write(page: _Page, document: Document) -> None:
    word = page.word
    if document.board and not document.title.startswith(document.board):
        _add(word, document.board).runs[0].bold = True
    _add(word, document.title, _style(word, "Title"))
    if document.banner is not None:
        line = _add(word, document.banner.words)
        line.runs[0].bold = True
        if document.banner.draft:
            line.runs[0].font.color.rgb = _RED
    for label, text in document.facts:
        line = _add(word, f"{label}: ")
        line.runs[0].bold = True
        _run(line, text)
    _attendance(page, document)
    _minutes(page, document.rows)
    if document.next_meeting:
        _heading(page, "Next meeting", 1)
        _add(word, document.next_meeting)
    for appendix in document.appendices:
        _appendix(page, appendix)


def _heading(page: _Page, text: str, rank: int) -> None:
    _add(page.word, text, _style(page.word, _HEADING.format(rank)))


def _add(place: Word | _Cell, text: str, style: Any = None) -> Line:  # noqa: ANN401
    """Add a paragraph; in a new cell it is the empty one that is there."""
    empty = place.paragraphs[0] if hasattr(place, "merge") and _is_empty(place) else None
    line = place.add_paragraph() if empty is None else empty
    if style is not None:
        line.style = style
    _run(line, text)
    return line


def _is_empty(place: Any) -> bool:  # noqa: ANN401
    lines = place.paragraphs
    return len(lines) == 1 and not lines[0].runs and not place.tables and not _links(lines[0])


def _links(line: Line) -> list[Any]:
    return list(line._p.findall(qn("w:hyperlink")))  # noqa: SLF001  has no other name


def _run(line: Line, text: str) -> Any:  # noqa: ANN401
    return line.add_run(_fit(text))


def _fit(text: str) -> str:
    """Give a text as XML may hold it."""
    return _NO_XML.sub("\ufffd", lined(text))


# Who was there


def _attendance(page: _Page, document: Document) -> None:
    if not document.attendance:
        return
    _heading(page, "Attendance", 1)
    columns = columns_of(document.attendance)
    shares = [_WIDE[column] for column in columns]
    for group in document.attendance:
        _heading(page, group.heading, 2)
        table = _table(page, columns, shares, group.heading)
        for one in group.people:
            _fill(table, (said_of(one, column) for column in columns), keep=True)


_WIDE = {"Name": 28, "Role": 34, "Organisation": 28, "Initials": 16}


# Tables


def _table(page: _Page, titles: Sequence[str], shares: Sequence[int], about: str) -> Table:
    """Begin a table with a header that is repeated on each page; say what it is about."""
    table: Table = page.word.add_table(rows=1, cols=len(titles))
    table.autofit = False
    _bordered(page.word, table)
    _put(table, parse_xml(_MARGINS), ("w:tblLook",))
    _about(table, about)
    widths = [Emu(page.width * share // sum(shares)) for share in shares]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    head = table.rows[0]
    for cell, title, width in zip(head.cells, titles, widths, strict=True):
        cell.width = width
        _add(cell, title).runs[0].bold = True
        _shaded(cell)
    _flag(head, "w:cantSplit")
    _flag(head, "w:tblHeader")
    return table


_MARGINS = (
    f"<w:tblCellMar {nsdecls('w')}><w:top w:w='60' w:type='dxa'/>"
    "<w:bottom w:w='0' w:type='dxa'/></w:tblCellMar>"
)


def _bordered(word: Word, table: Table) -> None:
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
    caption.set(qn("w:val"), _fit(text))
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


def _new_row(table: Table, *, keep: bool) -> tuple[_Cell, ...]:
    """Add a row, on one page where it is to be kept together; give its cells."""
    row: _Row = cast("Any", table).add_row()
    if keep:
        _flag(row, "w:cantSplit")
    return row.cells


def _fill(table: Table, cells: Iterable[str], *, keep: bool) -> None:
    for cell, text in zip(_new_row(table, keep=keep), cells, strict=True):
        _add(cell, text)


# The minutes


def _minutes(page: _Page, rows: Iterable[Row]) -> None:
    listed = list(rows)
    if not listed:
        return
    _heading(page, "Minutes", 1)
    shares = _SHARES if page.width > _NARROW else _NARROW_SHARES
    table = _table(page, COLUMNS, shares, "Minutes")
    for row in listed:
        first, *others = row.actions or (None,)
        cells = _new_row(table, keep=_is_short(row, first))
        _matter(page, cells[0], row)
        _task(page, cells, first)
        for task in others:
            _task(page, _new_row(table, keep=_length(task.blocks) < _SHORT // 2), task)


def _is_short(row: Row, task: Task | None) -> bool:
    beside = _length(task.blocks) if task is not None else 0
    return _length(row.blocks) < _SHORT and beside < _SHORT // 2


def _length(blocks: Iterable[Block]) -> int:
    return sum(
        _length(one.entries) if isinstance(one, Listing) else len(one.text) + len(one.label)
        for one in blocks
    )


def _matter(page: _Page, cell: _Cell, row: Row) -> None:
    heading = headed(row)
    if row.title:
        rank = min(row.level + 1, _DEEPEST)
        line = _add(cell, heading, _style(page.word, _HEADING.format(rank)))
        # Only a bare title must not stand alone at the end of a page.
        line.paragraph_format.keep_with_next = not (row.blocks or row.actions)
        line.paragraph_format.space_before = Pt(0)
    elif heading:
        _add(cell, heading).runs[0].bold = True
    _tell(page, cell, row.blocks)


def _task(page: _Page, cells: Sequence[_Cell], task: Task | None) -> None:
    if task is not None:
        _tell(page, cells[1], numbered(task))
        _add(cells[2], task.owner)
        _add(cells[3], task.due)


def _tell(page: _Page, cell: _Cell, blocks: Iterable[Block]) -> None:
    for block in blocks:
        if isinstance(block, Listing):
            _list(page, cell, block)
        else:
            _say(page, _add(cell, ""), block)


def _list(page: _Page, cell: _Cell, listing: Listing) -> None:
    name = "List Number" if listing.numbered else "List Bullet"
    style = _style(page.word, name)
    number = _list_number(page.word, style, listing)
    for entry in listing.entries:
        line = cell.add_paragraph() if not _is_empty(cell) else cell.paragraphs[0]
        line.style = style
        properties = line._p.get_or_add_pPr()  # noqa: SLF001
        properties.get_or_add_numPr().get_or_add_numId().val = number
        properties.numPr.get_or_add_ilvl().val = 0
        _say(page, line, entry)


_LIST = (
    "<w:abstractNum {} w:abstractNumId='{}'><w:multiLevelType w:val='singleLevel'/>"
    "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='{}'/><w:lvlText w:val='{}'/>"
    "<w:lvlJc w:val='left'/><w:pPr><w:ind w:left='360' w:hanging='360'/></w:pPr></w:lvl>"
    "</w:abstractNum>"
)


def _list_number(word: Word, style: Any, listing: Listing) -> int:  # noqa: ANN401
    """Give the number by which Word knows a list: its style's, but each numbered one its own."""
    numbering = _numbering(word)
    own = next(style.element.iter(qn("w:numId")), None)
    known = {one.numId: one.abstractNumId.val for one in numbering.num_lst}
    if own is not None and own.val in known and not listing.numbered:
        return int(own.val)
    abstract = known.get(own.val) if own is not None else None
    if abstract is None:
        abstract = _kind_of_list(numbering, "decimal" if listing.numbered else "bullet")
    made = numbering.add_num(abstract)
    if listing.numbered:
        made.add_lvlOverride(ilvl=0).add_startOverride(listing.start)
    return int(made.numId)


def _kind_of_list(numbering: Any, kind: str) -> int:  # noqa: ANN401
    """Add a kind of list of our own, where the template has none."""
    kinds = numbering.findall(qn("w:abstractNum"))
    key = 1 + max((int(one.get(qn("w:abstractNumId"))) for one in kinds), default=0)
    sign = "%1." if kind == "decimal" else "•"
    element = parse_xml(_LIST.format(nsdecls("w"), key, kind, sign))
    numbering.insert(len(kinds), element)
    return key


def _numbering(word: Word) -> Any:  # noqa: ANN401
    """Give the part of the file that counts its lists; python-docx cannot begin one."""
    try:
        part = word.part.part_related_by(RT.NUMBERING)
    except KeyError:
        empty = f"<w:numbering {nsdecls('w')}/>".encode()
        package: Any = word.part.package
        part = NumberingPart.load(PackURI("/word/numbering.xml"), CT.WML_NUMBERING, empty, package)
        word.part.relate_to(part, RT.NUMBERING)
    return cast("Any", part).element


def _say(page: _Page, line: Line, paragraph: Paragraph) -> None:
    label = lead(paragraph)
    if label:
        _run(line, label).bold = True
    link = followed(paragraph.link)
    if link:
        _link(page, line, paragraph.text, link)
    else:
        beside = f" ({paragraph.link})" if paragraph.link else ""
        _dressed(_run(line, paragraph.text + beside), paragraph.kind)


def _dressed(run: Any, kind: str) -> None:  # noqa: ANN401
    if kind in {"withheld", "note"}:
        run.italic = True
    elif kind == "confidential":
        run.bold = True
        run.font.color.rgb = _RED


def _link(page: _Page, line: Line, text: str, address: str) -> None:
    key = page.word.part.relate_to(address, RT.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), key)
    run = _run(line, text)
    run.font.underline, run.font.color.rgb = True, RGBColor.from_string(_BLUE)
    link.append(run._r)  # noqa: SLF001
    line._p.append(link)  # noqa: SLF001


# Listings


def _appendix(page: _Page, appendix: Appendix) -> None:
    _heading(page, appendix.heading, 1)
    sheet = appendix.sheet
    if not any(sheet.rows()):
        _add(page.word, NO_ROWS)
    shares = _shares(sheet)
    for group in (one for one in sheet.groups if one.rows):
        if group.heading is not None:
            _heading(page, group.heading, 2)
        _group(page, sheet, group, shares, group.heading or appendix.heading)
    if sheet.footer:
        _add(page.word, sheet.footer)


def _group(page: _Page, sheet: Sheet, group: Group, shares: list[int], about: str) -> None:
    table = _table(page, sheet.titles, shares, about)
    for row in group.rows:
        _fill(table, row, keep=max(map(len, row)) < _SHORT // 2)


def _shares(sheet: Sheet) -> list[int]:
    """Part the width: to narrow columns what their longest word or text needs, up to a share."""
    cells = [sheet.titles, *sheet.rows()]
    longest = [max(len(row[at]) for row in cells) for at in range(len(sheet.columns))]
    needs = [min(max(one, 7), 16) + 3 for one in longest]
    narrow = sum(n for n, column in zip(needs, sheet.columns, strict=True) if column.narrow)
    others = sum(not column.narrow for column in sheet.columns) or 1
    left = max(100 - narrow, 24 * others) // others
    return [n if c.narrow else left for n, c in zip(needs, sheet.columns, strict=True)]


# Every page


def _mark(section: Section, document: Document, *, even: bool) -> None:
    """Say on every page what must be known of it, and which page it is."""
    words = list(_words(document))
    for header in _in_use(section, "header", even=even):
        for text in reversed(words):
            line = header.paragraphs[0] if header.paragraphs else header.add_paragraph()
            if not _says_nothing(header):
                line = line.insert_paragraph_before()
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run = _run(line, text)
            run.bold, run.font.color.rgb = True, _RED
    for footer in _in_use(section, "footer", even=even):
        if _says_nothing(footer):
            _numbered(footer)


def _words(document: Document) -> Iterator[str]:
    if document.internal:
        yield INTERNAL
    if document.banner is not None and document.banner.draft:
        yield document.banner.words


def _in_use(section: Section, name: str, *, even: bool) -> Iterator[Any]:
    """Give the headers or footers that a reader may see: of the first page, and of even ones."""
    yield getattr(section, name)
    if section.different_first_page_header_footer:
        yield getattr(section, f"first_page_{name}")
    if even:
        yield getattr(section, f"even_page_{name}")


def _says_nothing(place: _Header | _Footer) -> bool:
    element = place._element  # noqa: SLF001
    shown = ("w:t", "w:drawing", "w:pict", "w:fldSimple", "w:instrText", "w:tbl", "w:object")
    return not any(True for name in shown for _ in element.iter(qn(name)))


def _numbered(footer: _Footer) -> None:
    line = footer.paragraphs[0] if footer.paragraphs else footer.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _run(line, "Page ")
    _field(line, "PAGE")
    _run(line, " of ")
    _field(line, "NUMPAGES")


def _field(line: Line, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = line.add_run("1")
    field.append(run._r)  # noqa: SLF001
    line._p.append(field)  # noqa: SLF001
