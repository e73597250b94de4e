"""A Word file without its page: what is kept of a template, and what stands on every page."""

from __future__ import annotations

import copy
import io
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

import docx as library
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import OxmlElement
from docx.oxml.ns import nsmap, qn

from scrutiny_cli.output.document import INTERNAL
from scrutiny_cli.publish.docx.fields import first_unfit
from scrutiny_cli.publish.docx.package import BadTemplate
from scrutiny_cli.publish.docx.paragraphs import RED, fit, written
from scrutiny_cli.publish.docx.styles import MARKING, dressed, marking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as LocatedStr
    from docx.section import Section, _Footer, _Header
    from docx.text.paragraph import Paragraph as Line

    from scrutiny_cli.output.document import Document

_KEPT = ("styles", "numbering", "settings", "fontTable", "theme", "webSettings")
_UNSET = (
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
_PACKAGE = (RT.OFFICE_DOCUMENT, RT.CORE_PROPERTIES)


def opened(template: bytes | None) -> LocatedStr:
    """Give an empty file in a board's letterhead, or in the house's look where it has none."""
    word = library.Document(None if template is None else io.BytesIO(template))
    _emptied(word)
    _alone(word)
    if template is None:
        dressed(word)
    return word


def saved(word: LocatedStr) -> bytes:
    """Give the file as it is on the disk."""
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


# What is kept of a template


def _emptied(word: LocatedStr) -> None:
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
    _unmarked(word)
    _unset(word)


def _unmarked(word: LocatedStr) -> None:
    """Take out of the headers what an earlier page of ours said there, and nobody else's words."""
    ours = {one.style_id for one in word.styles if one.name == MARKING}
    for rel in word.part.rels.values():
        if rel.reltype == RT.HEADER and not rel.is_external and ours:
            element: Any = rel.target_part.element
            marks = [one for one in element.p_lst if one.style in ours and _is_mark(one.text)]
            for one in marks:
                element.remove(one)
            if marks and not element.p_lst:
                element.add_p()


def _is_mark(text: str) -> bool:
    return text == INTERNAL or text.startswith("DRAFT: ")


def _cut(rels: Any, kept: Any) -> None:  # noqa: ANN401  python-docx does not say what they are
    for key in [key for key, one in rels.items() if not kept(key, one.reltype)]:
        del rels[key]


def _unset(word: LocatedStr) -> None:
    """Take out of the settings what names parts that are gone, who wrote when, and all locks."""
    settings = word.settings.element
    for name in _UNSET:
        for one in settings.findall(qn(f"w:{name}")):
            settings.remove(one)
    _cut(word.part.part_related_by(RT.SETTINGS).rels, lambda *_: False)


def _alone(word: LocatedStr) -> None:
    """Refuse what is fetched from elsewhere whenever the file is opened; links wait for a click."""
    package = word.part.package
    parts = [] if package is None else list(package.iter_parts())
    kinds = {one.reltype for part in parts for one in part.rels.values() if one.is_external}
    if kinds - {RT.HYPERLINK}:
        raise BadTemplate(
            "its header or footer takes something from elsewhere, as a picture that is only "
            "linked: put that into the file itself, and save it again"
        )
    for part in parts:
        unfit = first_unfit(part)
        if unfit:
            raise BadTemplate(
                f"its header or footer has {unfit}, which would fetch or run something "
                "whenever the minutes are opened: take it out in Word, and save it again"
            )


# What is said of the file


def described(word: LocatedStr, document: Document) -> None:
    """Say whose minutes they are, and nothing of whoever made the template."""
    properties = word.core_properties
    package = word.part.package
    if package is not None:
        core: Any = package.part_related_by(RT.CORE_PROPERTIES)
        for child in list(core.element):
            core.element.remove(child)
    properties.title, properties.language = fit(document.title)[:255], document.language
    properties.subject = "Minutes" if document.banner is not None else "Actions"
    if document.board:
        properties.author = fit(document.board)[:255]
    if document.internal:
        properties.keywords = "INTERNAL"
    if document.banner is not None:
        properties.content_status = "Draft" if document.banner.draft else "Agreed"
    if document.day is not None:
        properties.created = properties.modified = datetime.combine(document.day, time())
    _spoken(word, document.language)


def _spoken(word: LocatedStr, language: str) -> None:
    """Say in which language all text is that does not say otherwise."""
    element: Any = word.styles.element
    for name in ("w:docDefaults", "w:rPrDefault", "w:rPr", "w:lang"):
        found = element.find(qn(name))
        if found is None:
            found = OxmlElement(name)
            element.insert(0 if name in {"w:docDefaults", "w:rPrDefault"} else len(element), found)
        element = found
    element.set(qn("w:val"), language)


# Every page


def mark(word: LocatedStr, document: Document) -> None:
    """Say on every page what must be known of it, and which page it is."""
    section, words = word.sections[0], list(_words(document))
    even = word.settings.odd_and_even_pages_header_footer
    style = marking(word) if words else None
    for header in _in_use(section, "header", even=even):
        for text in reversed(words):
            line = header.paragraphs[0] if header.paragraphs else header.add_paragraph()
            if not _says_nothing(header):
                line = line.insert_paragraph_before()
            line.style, line.alignment = style, WD_ALIGN_PARAGRAPH.CENTER
            run = written(line, text)
            run.bold, run.font.color.rgb = True, RED
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
    written(line, "Page ")
    _field(line, "PAGE")
    written(line, " of ")
    _field(line, "NUMPAGES")


def _field(line: Line, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = line.add_run("1")
    field.append(run._r)  # noqa: SLF001
    line._p.append(field)  # noqa: SLF001
