"""Word files: mammoth makes HTML of what the scan found. The one module that imports it."""

from __future__ import annotations

from io import BytesIO

import mammoth

from scrutiny_cli.importing.blocks import CannotImport, IgnoredText, SourceText
from scrutiny_cli.importing.docx_scan.scan import DocxScan, scan_docx
from scrutiny_cli.importing.readers.html import parse_markup
from scrutiny_cli.importing.readers.page_blocks import ReadPage, read_page_blocks

_SAVE_AGAIN = "Open it in Word, save it again as .docx, and import that file."

_MARGIN_PLACES = {
    "page header": "top of the page",
    "page footer": "foot of the page",
    "watermark": "across the page",
}


def read_docx(data: bytes) -> SourceText:
    """Return the blocks of a Word file.

    Raises:
        CannotImport: It cannot be read, exceeds a limit, or has no text.

    """
    try:
        scan = scan_docx(data)
        page = read_page_blocks(parse_markup(_convert_document(scan.document)), scan.facts)
    except RecursionError as error:
        raise CannotImport(
            f"The file has tables within tables that are nested too deeply. {_SAVE_AGAIN}"
        ) from error
    if not page.blocks and scan.has_pictures:
        raise CannotImport(
            "There is no text in the file, only pictures. "
            "Make text of them with a program for text recognition, and import that."
        )
    return SourceText(
        page.blocks,
        scan.words,
        tuple(_list_ignored(scan, page)),
        margins=tuple(dict.fromkeys(margin.text for margin in scan.margins)),
        created=scan.created,
        notes=scan.notes,
    )


def _convert_document(document: bytes) -> str:
    result = mammoth.convert_to_html(
        BytesIO(document),
        include_default_style_map=False,
        include_embedded_style_map=False,
        ignore_empty_paragraphs=False,
        external_file_access=False,
    )
    return str(result.value)


def _list_ignored(scan: DocxScan, page: ReadPage) -> list[IgnoredText]:
    margins = [
        IgnoredText(_MARGIN_PLACES[margin.kind], margin.kind, margin.text)
        for margin in scan.margins
    ]
    place, places = "paragraph 1", {}
    for identifier in scan.facts:
        place = places[identifier] = page.places.get(identifier, place)
    changes = [
        IgnoredText(places.get(words.paragraph, place), words.reason, words.text)
        for words in scan.ignored
    ]
    return margins + changes
