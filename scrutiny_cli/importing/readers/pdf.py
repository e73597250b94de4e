"""PDF files: pdfplumber reads their pages. The one module that imports it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from typing import Any

import pdfplumber
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from scrutiny_cli.importing.blocks import CannotImport, SourceText
from scrutiny_cli.importing.readers.pdf_layout import LayoutReader
from scrutiny_cli.importing.readers.pdf_page import PdfComment, PdfLink, PdfPage
from scrutiny_cli.importing.readers.pdf_source import PdfSourceReader

MAX_PAGES = 500
_DAMAGED = (
    "The file is damaged, or is not a PDF. Open it in a program that shows PDF files, "
    "print it to a new PDF there, and import that file."
)
_ENCRYPTED = (
    "The file is encrypted. Open it with its password, save it without the password, "
    "and import that file."
)
_CREATED = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})")


def read_pdf(data: bytes) -> SourceText:
    """Return the blocks of a PDF; its pages are read and closed one by one.

    Raises:
        CannotImport: It cannot be read, exceeds a limit, or has no text.

    """
    with _refuse_damage():
        pdf = pdfplumber.open(BytesIO(data))
        pages = pdf.pages
        created = _read_created(pdf.metadata)
    if not pages:
        raise CannotImport(_DAMAGED)
    if len(pages) > MAX_PAGES:
        raise CannotImport(
            f"The file has more than {MAX_PAGES} pages. "
            "Print the pages of the minutes alone to a new PDF, and import that file."
        )
    reader = PdfSourceReader()
    for page in pages:
        with _refuse_damage():
            read = _read_page(page)
            page.close()
        reader.add_page(read)
    return reader.finish()._replace(created=created)


@contextmanager
def _refuse_damage() -> Iterator[None]:
    """Refuse a file at which the library fails, whatever it raises."""
    try:
        yield
    except MemoryError:
        raise
    except Exception as error:
        raise CannotImport(_ENCRYPTED if _is_encrypted(error) else _DAMAGED) from error


def _is_encrypted(error: Exception) -> bool:
    names = (type(error).__name__, *(type(one).__name__ for one in error.args))
    is_wrapped = isinstance(error, PdfminerException)
    return any("Password" in name or "Encryption" in name for name in names) or (
        is_wrapped and "Password" in repr(error)
    )


def _read_created(metadata: Mapping[str, Any]) -> date | None:
    found = _CREATED.match(str(metadata.get("CreationDate", "")))
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _read_page(page: Page) -> PdfPage:
    layout = page.layout
    reader = LayoutReader(float(layout.width), float(layout.height))
    reader.read_objects(layout)
    return PdfPage(
        page.page_number,
        float(layout.width),
        float(layout.height),
        tuple(reader.chars),
        tuple(reader.list_turned()),
        tuple(reader.rules),
        tuple(_read_links(page)),
        reader.picture_share,
        tuple(_read_comments(page)),
    )


def _read_links(page: Page) -> Iterator[PdfLink]:
    for link in _list_annotations(page):
        address = link.get("uri")
        if isinstance(address, str) and address.strip():
            yield PdfLink(address.strip(), link["x0"], link["top"], link["x1"], link["bottom"])


def _read_comments(page: Page) -> Iterator[PdfComment]:
    """Find what readers of the file wrote beside its text."""
    for note in _list_annotations(page):
        text = " ".join(str(note.get("contents") or "").split())
        if not text or note.get("uri") or _is_link(note):
            continue
        author = " ".join(str(note.get("title") or "").split())
        yield PdfComment(f"{author}: {text}" if author else text, note["top"])


def _is_link(note: Mapping[str, Any]) -> bool:
    """Whether an annotation is a link, such as one within the document, and no comment."""
    return "Link" in str((note.get("data") or {}).get("Subtype"))


def _list_annotations(page: Page) -> list[dict[str, Any]]:
    return list(page.annots)
