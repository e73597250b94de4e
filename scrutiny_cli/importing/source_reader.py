"""The reader of a document, by the kind of its file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from scrutiny_cli.importing.blocks import Block, CannotImport, SourceText
from scrutiny_cli.importing.clean_text import count_words
from scrutiny_cli.importing.file_kind import FileKind, find_file_kind
from scrutiny_cli.importing.limits import check_blocks, check_file_size
from scrutiny_cli.importing.readers.docx import read_docx
from scrutiny_cli.importing.readers.html import read_html
from scrutiny_cli.importing.readers.markdown import read_markdown
from scrutiny_cli.importing.readers.text import read_plain_text

_READERS: Mapping[FileKind, Callable[[bytes], SourceText]] = MappingProxyType(
    {
        FileKind.DOCX: read_docx,
        FileKind.HTML: read_html,
        FileKind.MARKDOWN: read_markdown,
        FileKind.TEXT: read_plain_text,
    }
)


def read_document(name: str, data: bytes) -> SourceText:
    """Return the blocks of a document of minutes.

    Raises:
        CannotImport: It cannot be read, or exceeds a limit.

    """
    check_file_size(data)
    source = _READERS[find_file_kind(name, data)](data)
    check_blocks(source.blocks)
    if not any(_has_words(block) for block in source.blocks):
        raise CannotImport("There is no text in the file. Check whether it was saved.")
    return source


def _has_words(block: Block) -> bool:
    return bool(count_words(" ".join((block.text, *(cell.text for cell in block.cells)))))
