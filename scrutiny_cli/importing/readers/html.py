"""Web pages: lxml builds the tree of their tags. The one module that imports it."""

from __future__ import annotations

import re

from lxml import html
from lxml.etree import _Element

from scrutiny_cli.importing.blocks import CannotImport, SourceText
from scrutiny_cli.importing.clean_text import decode_text, describe_removed
from scrutiny_cli.importing.readers.html_source import scan_html
from scrutiny_cli.importing.readers.page_blocks import read_page_blocks
from scrutiny_cli.importing.readers.page_nodes import PageNode

_MAX_DEPTH = 256
_CHARSET = re.compile(rb"""<meta[^>]*charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_KNOWN_CHARSETS = frozenset(
    ["utf-8", "utf8", "us-ascii", "ascii", "windows-1252", "cp1252", "iso-8859-1", "latin1"]
)


def read_html(data: bytes) -> SourceText:
    """Return the blocks of a web page.

    Raises:
        CannotImport: Its bytes are not text, or it is nested too deeply.

    """
    decoded = decode_text(data)
    if decoded.notes:
        _check_charset(data)
    source = scan_html(decoded.text)
    return SourceText(
        read_page_blocks(parse_markup(source.markup)).blocks,
        source.words,
        source.ignored,
        notes=(*decoded.notes, *describe_removed(source.removed)),
    )


def _check_charset(data: bytes) -> None:
    """Refuse a page that says that it is neither UTF-8 nor Windows-1252."""
    found = _CHARSET.search(data[:4096])
    charset = found[1].decode("ascii", "replace").lower() if found else "utf-8"
    if charset not in _KNOWN_CHARSETS:
        raise CannotImport(
            f"The web page is encoded as {charset}, which cannot be read. "
            "Open it in a browser, save it as UTF-8, and import that file."
        )


def parse_markup(markup: str) -> PageNode:
    """Return the tree of the tags of a page.

    Raises:
        CannotImport: It is nested too deeply.

    """
    parser = html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    root = html.document_fromstring(f"<html><body>{markup}</body></html>", parser=parser)
    return _convert_element(root, 1)


def _convert_element(element: _Element, depth: int) -> PageNode:
    if depth > _MAX_DEPTH:
        raise CannotImport(
            f"The web page is nested more than {_MAX_DEPTH} levels deep. "
            "Open it in a browser, copy its text into Word, and import that file."
        )
    children: list[PageNode | str] = [element.text] if element.text else []
    for child in element:
        children.append(_convert_element(child, depth + 1))
        if child.tail:
            children.append(child.tail)
    return PageNode(str(element.tag), dict(element.attrib.items()), tuple(children))
