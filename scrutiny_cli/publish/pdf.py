"""A page as a PDF file; WeasyPrint's one door."""

from __future__ import annotations

from hashlib import blake2b
from typing import NoReturn

from weasyprint import HTML

from scrutiny_cli.output.document import Document
from scrutiny_cli.publish.html import render_html

_VARIANT = "pdf/ua-1"  # tagged, with a title and a language, for screen readers
_IDENTIFIER_SIZE = 16  # bytes


def render_pdf(document: Document) -> bytes:
    """Return the page as PDF: the same bytes for the same page, made of nothing else."""
    page = render_html(document, for_paper=True)
    identifier = blake2b(page.encode(), digest_size=_IDENTIFIER_SIZE).hexdigest()
    made: bytes = HTML(string=page, url_fetcher=_refuse_address).write_pdf(
        pdf_variant=_VARIANT, pdf_identifier=identifier.encode()
    )
    return made


def _refuse_address(address: str) -> NoReturn:
    """Refuse to fetch what a page might name: it has its style and texts, and needs no more."""
    raise ValueError(f"Nothing is fetched for a page: {address}")
