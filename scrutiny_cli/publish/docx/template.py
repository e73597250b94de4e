"""A Word file without its pages: what is kept of a template, and what is on every page."""

from __future__ import annotations

import copy
import io
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, time
from functools import cache
from typing import Any, cast

import docx as python_docx
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.package import OpcPackage
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, nsmap, qn
from docx.section import Section
from docx.shared import RGBColor

from scrutiny_cli.output.document import INTERNAL, Document
from scrutiny_cli.output.page_words import PageWords
from scrutiny_cli.publish.docx.fields import find_unsafe_content, has_page_number
from scrutiny_cli.publish.docx.package import BadTemplate
from scrutiny_cli.publish.docx.styles import MARK_STYLE, RED, apply_default_styles, find_mark_style
from scrutiny_cli.publish.docx.xml_text import strip_invalid_xml

Element = Any  # of lxml, with attributes that python-docx adds

Margin = Any  # a header or a footer of python-docx

Relationships = Any


_PARTS_KEPT = ("styles", "numbering", "settings", "fontTable", "theme", "webSettings")
_SETTINGS_REMOVED = (
    "attachedTemplate",
    "footnotePr",
    "endnotePr",
    "mailMerge",
    "rsids",
    "docVars",
    "documentProtection",
    "writeProtection",
    "trackRevisions",
)
_PACKAGE_PARTS = (RT.OFFICE_DOCUMENT, RT.CORE_PROPERTIES)
_COMPATIBILITY = parse_xml(  # with Word 2013 and later: Word opens it in no older mode
    f"<w:compat {nsdecls('w')}><w:compatSetting w:name='compatibilityMode' "
    "w:uri='http://schemas.microsoft.com/office/word' w:val='15'/></w:compat>"
)
_AFTER_COMPATIBILITY = (
    "rsids mathPr attachedSchema themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats "
    "doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown smartTagType "
    "schemaLibrary shapeDefaults doNotEmbedSmartTags decimalSymbol listSeparator"
)
_FIELD = "<w:fldSimple w:instr='{}'><w:r><w:t>1</w:t></w:r></w:fldSimple>"


def open_template(template: bytes | None) -> WordFile:
    """Return a file without pages in a board's letterhead, or in our own styles without one."""
    if template is None:
        return python_docx.Document(io.BytesIO(_make_own_template()))
    word = python_docx.Document(io.BytesIO(template))
    _remove_pages(word)
    _remove_marks(word)
    _remove_settings(word)
    _reject_unsafe_parts(word)
    return word


@cache
def _make_own_template() -> bytes:
    """Return a file without pages in our own styles; a site has hundreds made from it."""
    word = python_docx.Document()
    _remove_pages(word)
    _remove_settings(word)
    apply_default_styles(word)
    return save_file(word)


def save_file(word: WordFile) -> bytes:
    """Return the bytes of a file."""
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def _package_of(word: WordFile) -> OpcPackage:
    return cast("OpcPackage", word.part.package)  # a part that was opened has one


def turn_page(word: WordFile) -> None:
    """Lay the pages on their side, where they are upright."""
    section = word.sections[0]
    width, height = section.page_width, section.page_height
    if width is not None and height is not None and width < height:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = height, width


# What is kept of a template


def _remove_pages(word: WordFile) -> None:
    """Remove all but the settings of the first page, the headers, footers and styles."""
    body = word.element.body
    first = next(body.iter(qn("w:sectPr")), None)
    section = OxmlElement("w:sectPr") if first is None else copy.deepcopy(first)
    for child in list(body):
        body.remove(child)
    body.append(section)
    used = {
        value
        for element in body.iter()
        for name, value in element.attrib.items()
        if nsmap["r"] in name
    }
    _cut_relationships(
        word.part.rels, lambda key, kind: key in used or kind.rsplit("/", 1)[-1] in _PARTS_KEPT
    )
    _cut_relationships(_package_of(word).rels, lambda _, kind: kind in _PACKAGE_PARTS)


def _cut_relationships(relationships: Relationships, is_kept: Callable[[str, str], bool]) -> None:
    for key in [
        key for key, relationship in relationships.items() if not is_kept(key, relationship.reltype)
    ]:
        del relationships[key]


def _remove_marks(word: WordFile) -> None:
    """Remove from the headers the marks that this program wrote there, and no other words."""
    ours = {style.style_id for style in word.styles if style.name == MARK_STYLE}
    for relationship in word.part.rels.values():
        if relationship.reltype == RT.HEADER and not relationship.is_external and ours:
            header: Element = relationship.target_part.element
            marks = [line for line in header.p_lst if line.style in ours and _is_mark(line.text)]
            for line in marks:
                header.remove(line)
            if marks and not header.p_lst:
                header.add_p()


def _is_mark(text: str) -> bool:
    return text == INTERNAL or text.startswith("DRAFT: ")


def _remove_settings(word: WordFile) -> None:
    """Remove what names parts that are gone, who wrote when, all locks, and older modes of Word."""
    settings: Element = word.settings.element
    for name in (*_SETTINGS_REMOVED, "compat"):
        for setting in settings.findall(qn(f"w:{name}")):
            settings.remove(setting)
    later = set(_AFTER_COMPATIBILITY.split())
    places = (at for at, child in enumerate(settings) if _local_name(child) in later)
    settings.insert(next(places, len(settings)), copy.deepcopy(_COMPATIBILITY))
    _cut_relationships(word.part.part_related_by(RT.SETTINGS).rels, lambda *_: False)


def _local_name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _reject_unsafe_parts(word: WordFile) -> None:
    """Refuse what would be loaded when the file is opened; links wait for a click."""
    parts = list(_package_of(word).iter_parts())
    kinds = {
        relationship.reltype
        for part in parts
        for relationship in part.rels.values()
        if relationship.is_external
    }
    if kinds - {RT.HYPERLINK}:
        raise BadTemplate(
            "its header or footer uses something outside the file, for example a linked picture: "
            "insert it into the file in Word, and save it again"
        )
    for unsafe in filter(None, map(find_unsafe_content, parts)):
        raise BadTemplate(
            f"its header or footer has {unsafe}, which could load or run something when the "
            "minutes are opened: delete it in Word, and save it again"
        )


# The properties of the file


def set_properties(word: WordFile, document: Document) -> None:
    """Set the board as the author, and delete who made the template."""
    core: Element = _package_of(word).part_related_by(RT.CORE_PROPERTIES)
    for child in list(core.element):
        core.element.remove(child)
    properties = word.core_properties
    properties.title = strip_invalid_xml(document.title)[:255]
    properties.language = document.language
    properties.subject = document.subject
    if document.board:
        properties.author = strip_invalid_xml(document.board)[:255]
    if document.internal:
        properties.keywords = "INTERNAL"
    if document.banner is not None:
        properties.content_status = "Draft" if document.banner.is_draft else "Agreed"
    if document.day is not None:
        properties.created = properties.modified = datetime.combine(document.day, time())
    _set_language(word, document.language)


def _set_language(word: WordFile, language: str) -> None:
    """Set the language of all text that has none of its own."""
    element: Element = word.styles.element
    for name in ("w:docDefaults", "w:rPrDefault", "w:rPr", "w:lang"):
        found = element.find(qn(name))
        if found is None:
            found = OxmlElement(name)
            element.insert(0 if name in {"w:docDefaults", "w:rPrDefault"} else len(element), found)
        element = found
    element.set(qn("w:val"), language)


# Every page


def mark_pages(word: WordFile, document: Document) -> None:
    """Put INTERNAL and DRAFT into the headers, and the number of the page where there is none."""
    section = word.sections[0]
    has_even_pages = word.settings.odd_and_even_pages_header_footer
    for header in _list_margins(section, "header", even=has_even_pages):
        _add_marks(header, word, document.page_marks)
    headers = list(_list_margins(section, "header", even=has_even_pages))
    footers = list(_list_margins(section, "footer", even=has_even_pages))
    for header, footer in zip(headers, footers, strict=True):
        is_numbered = any(has_page_number(margin.part.element) for margin in (header, footer))
        if not is_numbered:
            is_free = _is_empty(footer) and footer.paragraphs
            line = footer.paragraphs[0] if is_free else footer.add_paragraph()
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            for run in _number_pages(document.words):
                line.paragraph_format.element.append(run)


def _number_pages(words: PageWords) -> Element:
    """Return `Page 2 of 7` as text and fields, in the language of the page."""
    text = words.find_words("Page {page} of {pages}").replace("{pages}", "{page}")
    before, between, after = (
        f"<w:r><w:t xml:space='preserve'>{part}</w:t></w:r>" if part else ""
        for part in text.split("{page}")
    )
    page, pages = _FIELD.format("PAGE"), _FIELD.format("NUMPAGES")
    return parse_xml(f"<w:p {nsdecls('w')}>{before}{page}{between}{pages}{after}</w:p>")


def _add_marks(header: Margin, word: WordFile, marks: Sequence[str]) -> None:
    """Put marks above what a header has."""
    for text in reversed(marks):
        line = header.paragraphs[0] if header.paragraphs else header.add_paragraph()
        if not _is_empty(header):
            line = line.insert_paragraph_before()
        line.style, line.alignment = find_mark_style(word), WD_ALIGN_PARAGRAPH.CENTER
        run = line.add_run(strip_invalid_xml(text))
        run.bold, run.font.color.rgb = True, RGBColor.from_string(RED)


def _list_margins(section: Section, name: str, *, even: bool) -> Iterator[Margin]:
    """Iterate over the headers or footers in use: also of the first page and of even ones."""
    yield getattr(section, name)
    if section.different_first_page_header_footer:
        yield getattr(section, f"first_page_{name}")
    if even:
        yield getattr(section, f"even_page_{name}")


def _is_empty(margin: Margin) -> bool:
    element = margin.part.element
    shown = ("w:t", "w:drawing", "w:pict", "w:fldSimple", "w:instrText", "w:tbl", "w:object")
    return not any(True for name in shown for _ in element.iter(qn(name)))
