"""The text of a file's bytes, without characters that minutes may not have."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from scrutiny_cli.importing.blocks import CannotImport
from scrutiny_cli.minutes.characters import CONTROLS, DIRECTION_MARKS

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# No-break spaces, and those of other widths.
_SPACES = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_ZERO_WIDTH = re.compile("[\xad\u180e\u200b-\u200d\u2060\ufeff]")
_PRIVATE_USE = r"\ue000-\uf8ff\U000f0000-\U0010ffff"
_FORBIDDEN = re.compile(rf"[{CONTROLS}{DIRECTION_MARKS}{_PRIVATE_USE}\ufff0-\ufffb\ufffe\uffff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_WORD = re.compile(r"[^\W_]+")
_SAVE_AGAIN = "Open the file in the program that made it, save it as UTF-8, and import that file."


class DecodedText(NamedTuple):
    """The text of a file, and sentences on what was done to read it."""

    text: str
    notes: tuple[str, ...] = ()


class CleanText(NamedTuple):
    """A text with ordinary spaces and line ends, and how many characters were removed from it."""

    text: str
    removed: int


def list_words(text: str) -> list[str]:
    """Return the words of a text, without regard to case; underscores separate words.

    Markdown has underscores as signs, as in `_word_`.
    """
    return _WORD.findall(text.casefold())


def find_word_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where the words in a stretch of a text begin and end."""
    return (found.span() for found in _WORD.finditer(text, start, end))


def count_words(text: str) -> Counter[str]:
    """Return how often a text has each word."""
    return Counter(list_words(text))


def count_letters(texts: Iterable[str]) -> Counter[str]:
    """Return how often texts have each letter and digit, without regard to case and accents."""
    counted: Counter[str] = Counter()
    for text in texts:
        counted.update(text if text.isascii() else unicodedata.normalize("NFKD", text))
    folded: Counter[str] = Counter()
    for character, count in counted.items():
        for letter in filter(str.isalnum, character.casefold()):
            folded[letter] += count
    return folded


def decode_text(data: bytes) -> DecodedText:
    """Return the text of bytes in UTF-8, UTF-16 with a byte order mark, or Windows-1252.

    Raises:
        CannotImport: The bytes are in none of these.

    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return DecodedText(_decode_strictly(data, "utf-16"))
    if b"\0" in data:
        raise CannotImport(f"The file is not text that can be read. {_SAVE_AGAIN}")
    try:
        return DecodedText(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        text = _decode_strictly(data, "cp1252")
    return DecodedText(text, ("The file is not UTF-8, and was read as Windows-1252.",))


def _decode_strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise CannotImport(f"The file is not text that can be read. {_SAVE_AGAIN}") from error


def clean_characters(text: str) -> CleanText:
    """Return a text without the characters that minutes may not have.

    All line ends become line feeds, no-break spaces become spaces, and zero-width ones nothing.
    Counted are control, private-use and bidirectional characters.
    """
    text = _LINE_ENDS.sub("\n", text)
    if text.isascii() and text.isprintable():
        return CleanText(text, 0)
    text = _ZERO_WIDTH.sub("", _SPACES.sub(" ", _SURROGATES.sub("\ufffd", text)))
    clean, removed = _FORBIDDEN.subn("", text)
    return CleanText(clean, removed)


def describe_removed(removed: int) -> tuple[str, ...]:
    """Return the sentence on characters that were removed; none if there were none."""
    if removed == 0:
        return ()
    number = "1 invisible character was" if removed == 1 else f"{removed} invisible characters were"
    return (f"{number} removed, because minutes may not have them.",)
