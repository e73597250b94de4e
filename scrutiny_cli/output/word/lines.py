"""Paragraphs of a Word file: a text as it may hold one, in a style or a cell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn
from docx.shared import RGBColor

from scrutiny_cli.output.characters import lined

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph as Line

_NO_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
RED = RGBColor(0x8C, 0x14, 0x20)


def add(place: Word | _Cell, text: str, style: Any = None) -> Line:  # noqa: ANN401
    """Add a paragraph; in a new cell it is the empty one that is there."""
    empty = place.paragraphs[0] if hasattr(place, "merge") and is_empty(place) else None
    line = place.add_paragraph() if empty is None else empty
    if style is not None:
        line.style = style
    written(line, text)
    return line


def is_empty(place: Any) -> bool:  # noqa: ANN401
    """Whether a cell has nothing but the empty paragraph that it began with."""
    lines = place.paragraphs
    return len(lines) == 1 and not lines[0].runs and not place.tables and not _links(lines[0])


def _links(line: Line) -> list[Any]:
    return list(line._p.findall(qn("w:hyperlink")))  # noqa: SLF001  has no other name


def written(line: Line, text: str) -> Any:  # noqa: ANN401
    """Add a text to a paragraph, as a run of its own."""
    return line.add_run(fit(text))


def fit(text: str) -> str:
    """Give a text as XML may hold it."""
    return _NO_XML.sub("\ufffd", lined(text))
