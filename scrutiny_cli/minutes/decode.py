"""From a file's bytes to its text, where it can be read at all."""

from __future__ import annotations

from scrutiny_cli.minutes.problem import RULES, Problem
from scrutiny_cli.minutes.source import Source, Span

MAX_BYTES = 2_000_000
_SAVE_AGAIN = "Save it again and choose the encoding UTF-8."
# How a document of another program begins.
_DOCUMENTS = {
    b"PK\x03\x04": "a document, for example of Word or LibreOffice",
    b"\xd0\xcf\x11\xe0": "an old Word document",
    b"{\\rtf": "a document in RTF",
    b"%PDF-": "a PDF",
}


def decode_bytes(path: str, data: bytes) -> tuple[Source, tuple[Problem, ...]]:
    """Return the text of a file's bytes without a byte order mark, and what in it is not UTF-8."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    if len(data) > MAX_BYTES:
        return report_too_large(path)
    if _is_utf16(data):
        # Read as UTF-8, each of its lines would be a fault of its own.
        source = Source(path, "")
        message = "The file is not saved as UTF-8, but probably as UTF-16."
        return source, (Problem("not-utf8", message, Span(source, 0, 0), _SAVE_AGAIN),)
    for beginning, kind in _DOCUMENTS.items():
        if data.startswith(beginning):
            source = Source(path, "")
            message = f"The file is not plain text, but {kind}."
            hint = "Save it again as plain text, and choose the encoding UTF-8."
            return source, (Problem("not-utf8", message, Span(source, 0, 0), hint),)
    try:
        return Source(path, data.decode("utf-8")), ()
    except UnicodeDecodeError as error:
        source = Source(path, data.decode("utf-8", "replace"))
        start = len(data[: error.start].decode("utf-8"))
        message = "The file is not saved as UTF-8." + _guess_cp1252(data, error.start)
        place = Span(source, start, start + 1)
        return source, (Problem("not-utf8", message, place, _SAVE_AGAIN),)


def is_too_large(text: str) -> bool:
    """Whether a text has more bytes than a file may have."""
    # No character takes more than four bytes, so that most texts need not be encoded.
    return len(text) * 4 > MAX_BYTES and len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES


def report_too_large(path: str) -> tuple[Source, tuple[Problem, ...]]:
    """Return the empty text of a file that is larger than minutes may be, and the problem."""
    source = Source(path, "")
    message, hint = "The file is larger than 2 MB.", RULES["too-large"].remedy
    return source, (Problem("too-large", message, Span(source, 0, 0), hint),)


def report_unreadable(path: str, reason: str) -> tuple[Source, tuple[Problem, ...]]:
    """Return the empty text of a file that cannot be opened, and the problem."""
    source = Source(path, "")
    message = f"The file cannot be opened: {reason}."
    hint = "Check that you may read it, and that it is a file."
    if reason.startswith("it is a link"):
        hint = "Replace the link with the file itself."
    return source, (Problem("unreadable-file", message, Span(source, 0, 0), hint),)


def _is_utf16(data: bytes) -> bool:
    has_mark = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return has_mark or data[1:4:2] == b"\0\0" or data[0:3:2] == b"\0\0"


def _guess_cp1252(data: bytes, at: int) -> str:
    """Return which character a byte is in the encoding of Windows, as the end of a message."""
    try:
        character = data[at : at + 1].decode("cp1252")
    except UnicodeDecodeError:
        return ""
    return f" The character here is probably {character}." if character.isprintable() else ""
