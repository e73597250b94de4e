"""Papers and other links: what they are called, where they are, and of which type."""

from __future__ import annotations

import re

from scrutiny_cli.output.document import Paragraph

_TYPES = {
    "pdf": "PDF",
    "doc": "Word",
    "docx": "Word",
    "xls": "Excel",
    "xlsx": "Excel",
    "ppt": "PowerPoint",
    "pptx": "PowerPoint",
    "odt": "OpenDocument",
    "ods": "OpenDocument",
    "odp": "OpenDocument",
    "rtf": "RTF",
    "csv": "CSV",
    "zip": "ZIP",
}
_ENDING = re.compile(r"\.([A-Za-z]{3,4})(?:[?#].*)?\Z")


def make_link(text: str, label: str, link: str) -> Paragraph:
    """Return a paper or another link with its label, and the type of the file in brackets."""
    kind = _find_file_type(link)
    is_named = kind.casefold() in text.casefold()
    return Paragraph(text, label, link, "paper", note="" if is_named else kind)


def _find_file_type(link: str) -> str:
    """Return of which type the file is that a link leads to, for example `PDF`; "" if unknown."""
    found = _ENDING.search(link)
    return _TYPES.get(found[1].lower(), "") if found is not None else ""
