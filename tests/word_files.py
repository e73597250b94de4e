"""Word files made of raw markup, for what python-docx cannot make."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from types import MappingProxyType
from zipfile import ZIP_DEFLATED, ZipFile

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": _OFFICE,
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "o": "urn:schemas-microsoft-com:office:office",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
}
_XMLNS = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in _NAMES.items())
_ROOTS = {
    "styles": "w:styles",
    "numbering": "w:numbering",
    "comments": "w:comments",
    "footnotes": "w:footnotes",
    "endnotes": "w:endnotes",
}


def make_docx(
    body: str,
    *,
    parts: Mapping[str, str] = MappingProxyType({}),
    links: Mapping[str, str] = MappingProxyType({}),
    more: Mapping[str, str | bytes] = MappingProxyType({}),
) -> bytes:
    """Return a Word file.

    `parts` are the contents of other parts (`styles`, `header1`, `footnotes`), `links` addresses
    by their identifiers, and `more` whole entries of the archive.
    """
    relationships = [
        f'<Relationship Id="{name}" Type="{_OFFICE}/{name.rstrip("0123456789")}" '
        f'Target="{name}.xml"/>'
        for name in parts
    ]
    relationships += [
        f'<Relationship Id="{name}" Type="{_OFFICE}/hyperlink" Target="{address}" '
        'TargetMode="External"/>'
        for name, address in links.items()
    ]
    entries: dict[str, str | bytes] = {
        "_rels/.rels": wrap_relationships(
            f'<Relationship Id="d" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/_rels/document.xml.rels": wrap_relationships("".join(relationships)),
        "word/document.xml": f"<w:document {_XMLNS}><w:body>{body}</w:body></w:document>",
    }
    for name, content in parts.items():
        root = _ROOTS.get(name, "w:hdr")
        entries[f"word/{name}.xml"] = f"<{root} {_XMLNS}>{content}</{root}>"
    return make_zip({**entries, **more})


def make_zip(entries: Mapping[str, str | bytes]) -> bytes:
    """Return an archive with these entries."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return target.getvalue()


def wrap_relationships(content: str) -> str:
    """Return a part of relationships."""
    name = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{name}">{content}</Relationships>'


def run(text: str, properties: str = "") -> str:
    """Return a run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def par(content: str, properties: str = "") -> str:
    """Return a paragraph: of runs, or of a text."""
    content = content if content.startswith("<") else run(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def table(*rows: list[str] | str) -> str:
    """Return a table: a row is its texts, or its markup."""
    made = [row if isinstance(row, str) else table_row(*row) for row in rows]
    return f"<w:tbl>{''.join(made)}</w:tbl>"


def table_row(*cells: str, properties: str = "") -> str:
    """Return a row of a table: a cell is its text, or its markup."""
    made = [text if text.startswith("<w:tc>") else cell(text) for text in cells]
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(made)}</w:tr>"


def cell(content: str, properties: str = "") -> str:
    """Return a cell of a table."""
    content = content if content.startswith("<") else par(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"
