"""Paragraphs of a Word file: a text as it may hold one, in a style or a cell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn
from docx.shared import RGBColor

from scrutiny_cli.output.text import lined

if TYPE_CHECKING:
    from docx.document import Document as LocatedStr
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph as Line

_NO_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SAID = {qn("w:r"), qn("w:hyperlink")}
RED = RGBColor(0x8C, 0x14, 0x20)


def add(place: LocatedStr | _Cell, text: str, style: Any = None) -> Line:  # noqa: ANN401
    """Add a paragraph, in a style if one is given; in a new cell it is the one that is there."""
    fresh = hasattr(place, "merge") and is_empty(place)
    line = place.paragraphs[0] if fresh else place.add_paragraph()
    if style is not None:
        line._p.style = style.style_id  # noqa: SLF001  `line.style` looks through all styles
    written(line, text)
    return line


def is_empty(cell: Any) -> bool:  # noqa: ANN401
    """Whether a cell has nothing but the empty paragraph that it began with."""
    last = cell._tc[-1]  # noqa: SLF001  to go through all of them each time takes long
    before = last.getprevious()
    alone = last.tag == qn("w:p") and (before is None or before.tag == qn("w:tcPr"))
    return alone and not any(one.tag in _SAID for one in last)


def written(line: Line, text: str) -> Any:  # noqa: ANN401
    """Add a text to a paragraph, as a run of its own."""
    return line.add_run(fit(text))


def fit(text: str) -> str:
    """Give a text as XML may hold it."""
    return _NO_XML.sub("\ufffd", lined(text))
