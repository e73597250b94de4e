"""A plain extraction of the words of a Word file's part, to prove that the reader lost none.

It knows nothing of paragraphs and tables but where they end: it takes the text of each `w:t`
outside of `w:del` and `w:moveFrom`.
"""

from __future__ import annotations

from scrutiny_cli.importing.docx_scan.symbols import translate_symbols
from scrutiny_cli.importing.office_archive import XmlHandlers, scan_xml

_REMOVED = frozenset(["del", "moveFrom"])
_PROPERTIES = frozenset(["rPr", "trPr"])
_NOTES = frozenset(["footnoteReference", "endnoteReference"])
_SPACES = _NOTES | frozenset(
    ["tab", "ptab", "br", "cr", "sym", "noBreakHyphen", "tc", "tbl", "rt", "checkBox", "checkbox"]
)


class _WordExtractor:
    """Collects the texts of a part; those of a text box are apart from the paragraph around."""

    def __init__(self) -> None:
        """Begin."""
        self.texts: list[list[str]] = []  # of text boxes that have ended
        self._buffers: list[list[str]] = [[]]
        self._open: list[str] = []
        self._removed = 0
        self._joined: list[bool] = []  # of each open paragraph: whether its end is deleted
        self._is_box = False  # the present content control is a check box
        self._found = 0  # texts so far
        self._choices: list[int] = []  # how many there were before each alternative that is open

    def begin_element(self, tag: str, _: dict[str, str], __: int) -> None:
        """Note which element begins."""
        parent = self._open[-1] if self._open else ""
        self._open.append(tag)
        if tag in _REMOVED and parent not in _PROPERTIES:
            self._removed += 1
        elif tag in _REMOVED and self._open[-3:-1] == ["pPr", "rPr"]:
            self._joined[-1:] = [True]
        elif tag == "p":
            self._joined.append(False)
        elif tag == "txbxContent":
            self._buffers.append([])
        elif tag == "AlternateContent":
            self._choices.append(self._found)
        elif tag == "Fallback" and self._choices and self._found > self._choices[-1]:
            self._removed += 1
            self._open[-1] = "removed"
        elif tag in _SPACES:
            self._is_box = self._is_box or tag == "checkbox"
            self._add(" ")

    def end_element(self, _: str, __: int) -> None:
        """Note which element ends."""
        tag = self._open.pop()
        parent = self._open[-1] if self._open else ""
        if tag == "removed" or (tag in _REMOVED and parent not in _PROPERTIES):
            self._removed -= 1
        elif tag == "txbxContent":
            self.texts.append(self._buffers.pop())
        elif tag == "AlternateContent":
            self._choices.pop()
        elif tag == "p":
            if not self._joined.pop():
                self._buffers[-1].append("\n")
        elif tag in {"tc", "rt"} or (tag == "sdtContent" and self._is_box):
            self._is_box = False
            self._buffers[-1].append(" ")

    def add_text(self, text: str) -> None:
        """Add the text of a `w:t`."""
        if self._open and self._open[-1] == "t":
            self._found += 1
            self._add(translate_symbols(text))

    def _add(self, text: str) -> None:
        if not self._removed:
            self._buffers[-1].append(text)

    def list_texts(self) -> list[str]:
        """Return the texts of the part."""
        return ["".join(texts) for texts in (*self._buffers, *self.texts)]


def extract_words(part: bytes) -> str:
    """Return the text of a part, with line feeds between paragraphs.

    Raises:
        CannotImport: The part is damaged, or exceeds a limit.

    """
    extractor = _WordExtractor()
    scan_xml(part, XmlHandlers(extractor.begin_element, extractor.end_element, extractor.add_text))
    return "\n".join(extractor.list_texts())
