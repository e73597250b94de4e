"""A Word file as the markup that is given to its reader, with what the reader cannot know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from io import BytesIO
from typing import NamedTuple
from xml.sax.saxutils import quoteattr
from zipfile import ZipFile

from scrutiny_cli.importing.clean_text import clean_characters, describe_removed
from scrutiny_cli.importing.docx_scan.body import BodyScan
from scrutiny_cli.importing.docx_scan.node_text import list_node_text
from scrutiny_cli.importing.docx_scan.numbering import ListNumbering
from scrutiny_cli.importing.docx_scan.package import WordPackage
from scrutiny_cli.importing.docx_scan.part_words import extract_words
from scrutiny_cli.importing.docx_scan.scan_state import IgnoredWords, ScannedNote, ScanState
from scrutiny_cli.importing.docx_scan.styles import StyleSheet
from scrutiny_cli.importing.docx_scan.xml_tree import XmlNode, build_tree
from scrutiny_cli.importing.office_archive import check_xml, open_archive
from scrutiny_cli.importing.paragraph_facts import ParagraphFacts

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
_NOTE_PARTS = {"footnotes": "footnote", "endnotes": "endnote"}
_MARGIN_PARTS = {"header": "page header", "footer": "page footer"}


class PageMargin(NamedTuple):
    """The text of a page header or footer, its watermark included."""

    kind: str
    text: str


class DocxScan(NamedTuple):
    """What a Word file has.

    `document` is a Word file of its own, with the text alone: each paragraph has a bookmark,
    which is its identifier in `facts`. `words` is a plain extraction of all parts.
    """

    document: bytes
    facts: Mapping[str, ParagraphFacts]
    words: str
    ignored: tuple[IgnoredWords, ...]
    margins: tuple[PageMargin, ...]
    created: date | None
    notes: tuple[str, ...]
    has_pictures: bool


def scan_docx(data: bytes) -> DocxScan:
    """Return what a Word file has.

    Raises:
        CannotImport: It is damaged, encrypted, or exceeds a limit.

    """
    archive = open_archive(data)
    _check_doctypes(archive.parts)
    package = WordPackage(archive.parts)
    state = _begin_scan(package)
    body = build_tree(package.parts[package.main])
    BodyScan(state, package.relationships).read_blocks(body)
    state.end_paragraphs()
    _ignore_unused(state)
    margins = tuple(_find_margins(package, body))
    return DocxScan(
        _pack_document(state),
        state.facts,
        clean_characters("\n".join(_extract_all_words(package))).text,
        tuple(state.ignored),
        margins,
        package.read_created(),
        tuple(_describe_scan(state, has_macros=_has_macros(archive.names))),
        state.has_pictures,
    )


def _check_doctypes(parts: Mapping[str, bytes]) -> None:
    """Refuse a file of which any part has a DOCTYPE, even one that is not read."""
    for part in parts.values():
        if any(mark in part for mark in _DOCTYPES):
            check_xml(part)


def _begin_scan(package: WordPackage) -> ScanState:
    notes: dict[tuple[str, str], ScannedNote] = {}
    for type_, kind in _NOTE_PARTS.items():
        name, part = package.read_part(type_)
        relationships = package.read_relationships(name) if name else {}
        notes |= {
            (kind, node.attributes.get("id", "")): ScannedNote(node, relationships)
            for node in part.find_all(kind)
            if list_node_text(node).strip()
        }
    comments = {
        node.attributes.get("id", ""): _show_comment(node)
        for node in package.read_part("comments")[1].find_all("comment")
    }
    styles = StyleSheet(package.read_part("styles")[1])
    return ScanState(styles, ListNumbering(package.read_part("numbering")[1]), notes, comments)


def _show_comment(node: XmlNode) -> str:
    text = " ".join(list_node_text(node).split())
    author = " ".join(clean_characters(node.attributes.get("author", "")).text.split())
    return f"{author}: {text}" if author and text else text


def _ignore_unused(state: ScanState) -> None:
    """List the notes and comments that no paragraph refers to."""
    for key, note in state.notes.items():
        if key not in state.shown_notes:
            state.ignore_words(f"{key[0]} without a place", list_node_text(note.node))
    for identifier, comment in state.comments.items():
        if identifier not in state.shown_comments:
            state.ignore_words("comment without a place", comment)


def _find_margins(package: WordPackage, body: XmlNode) -> Iterator[PageMargin]:
    """Find the headers and footers with text, and the watermarks."""
    for type_, kind in _MARGIN_PARTS.items():
        for name in package.find_parts(type_):
            part = build_tree(package.parts[name])
            text = f"{list_node_text(part)} {_list_watermarks(part)}"
            if text.strip():
                yield PageMargin(kind, " ".join(text.split()))
    watermark = _list_watermarks(body)
    if watermark:
        yield PageMargin("watermark", watermark)


def _list_watermarks(part: XmlNode) -> str:
    texts = [node.attributes.get("string", "") for node in part.find_all("textpath")]
    return " ".join(clean_characters(" ".join(dict.fromkeys(texts))).text.split())


def _extract_all_words(package: WordPackage) -> Iterator[str]:
    yield extract_words(package.parts[package.main])
    for type_ in (*_MARGIN_PARTS, *_NOTE_PARTS, "comments"):
        for name in package.find_parts(type_):
            yield extract_words(package.parts[name])


def _has_macros(names: tuple[str, ...]) -> bool:
    return any(name.endswith("vbaProject.bin") for name in names)


def _describe_scan(state: ScanState, *, has_macros: bool) -> Iterator[str]:
    yield from describe_removed(state.removed)
    if state.objects:
        number = "1 embedded object was" if state.objects == 1 else f"{state.objects} objects were"
        yield f"{number} not read, such as a table of Excel. Copy its text into the document."
    if has_macros:
        yield "The file has macros. They were not run."


def _pack_document(state: ScanState) -> bytes:
    """Return a Word file with the text of another, and nothing but text in it."""
    links = "".join(
        f'<Relationship Id="link{number}" Type="{_OFFICE}/hyperlink" '
        f'Target={quoteattr(address)} TargetMode="External"/>'
        for number, address in enumerate(state.addresses, 1)
    )
    main = f'<Relationship Id="main" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    body = "".join(state.pieces)
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _wrap_relationships(main),
        "word/_rels/document.xml.rels": _wrap_relationships(links),
        "word/document.xml": (
            f'<w:document xmlns:w="{_WORD}" xmlns:r="{_OFFICE}"><w:body>{body}</w:body>'
            "</w:document>"
        ),
    }
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return target.getvalue()


def _wrap_relationships(content: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{content}</Relationships>'
