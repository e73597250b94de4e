"""The reader of a document, by the kind of its file."""

from __future__ import annotations

from collections.abc import Callable

from scrutiny_cli.importing.blocks import Block, CannotImport, SourceText
from scrutiny_cli.importing.clean_text import count_words
from scrutiny_cli.importing.file_kind import FileKind, find_file_kind
from scrutiny_cli.importing.limits import check_blocks, check_file_size, refuse_empty
from scrutiny_cli.importing.readers.csv import read_csv
from scrutiny_cli.importing.readers.text import read_plain_text
from scrutiny_cli.importing.sheets import TrackerFile


def read_document(name: str, data: bytes) -> SourceText:
    """Return the blocks of a document of minutes.

    Raises:
        CannotImport: It cannot be read, exceeds a limit, or has no text.
        ModuleNotFoundError: A library that its reader needs is not installed.

    """
    check_file_size(data)
    source = _find_reader(find_file_kind(name, data))(data)
    check_blocks(source.blocks)
    if not any(_has_words(block) for block in source.blocks):
        raise CannotImport("There is no text in the file. Check whether it was saved.")
    refuse_empty(source.blocks)
    return source


def is_separate(name: str, data: bytes) -> bool:
    """Whether a document is read in a process of its own, because of what it may do."""
    try:
        return find_file_kind(name, data) is FileKind.PDF
    except CannotImport:
        return False


def _find_reader(kind: FileKind) -> Callable[[bytes], SourceText]:
    """Return the reader of a kind; its library is loaded only where it is needed."""
    if kind is FileKind.TEXT:
        return read_plain_text
    if kind is FileKind.MARKDOWN:
        from scrutiny_cli.importing.readers.markdown import (  # noqa: PLC0415  loads markdown-it-py
            read_markdown,
        )

        return read_markdown
    if kind is FileKind.HTML:
        from scrutiny_cli.importing.readers.html import read_html  # noqa: PLC0415  loads lxml

        return read_html
    if kind is FileKind.DOCX:
        from scrutiny_cli.importing.readers.docx import read_docx  # noqa: PLC0415  loads mammoth

        return read_docx
    if kind is FileKind.PDF:
        from scrutiny_cli.importing.readers.pdf import read_pdf  # noqa: PLC0415  loads pdfplumber

        return read_pdf
    raise CannotImport(
        f"The file is {kind.value}, which cannot be read as minutes. "
        "Open it in the program that made it, copy its text into Word, and import that file."
    )


# The kinds of files that are trackers of actions.
TRACKERS = frozenset({FileKind.XLSX, FileKind.CSV})


def read_tracker(name: str, data: bytes) -> TrackerFile:
    """Return the sheets of a tracker.

    Raises:
        CannotImport: It cannot be read, or exceeds a limit.
        ModuleNotFoundError: A library that its reader needs is not installed.

    """
    check_file_size(data)
    if find_file_kind(name, data) is FileKind.CSV:
        return read_csv(data)
    from scrutiny_cli.importing.readers.xlsx import (  # noqa: PLC0415  loads openpyxl
        read_workbook,
    )

    return read_workbook(data)


def _has_words(block: Block) -> bool:
    return bool(count_words(" ".join((block.text, *(cell.text for cell in block.cells)))))
