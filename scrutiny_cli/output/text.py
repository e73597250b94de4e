"""Which characters may be shown, what stands in for others, and how wide they are."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from scrutiny_cli.minutes.characters import replace_controls

if TYPE_CHECKING:
    from collections.abc import Iterator

_STYLE = re.compile(r"\x1b\[[\d;]*m")
_LINE_ENDS = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
COMMAND = re.compile(r"^([^\S\n]*)::", re.MULTILINE)
OLD_COMMAND = re.compile(r"##(?=[a-z]*\[)")
_STAND_INS = {
    **dict.fromkeys("‘’‚‛′", "'"),  # noqa: RUF001  meant, as the next ones
    **dict.fromkeys("“”„‟″", '"'),
    **dict.fromkeys("‐‑‒–—―−─━", "-"),  # noqa: RUF001
    "…": "...",
    "•": "*",
    "→": "->",
    "←": "<-",
    "€": "EUR",
    "│": "|",
}


def lined(text: str) -> str:
    """Make every line end a line feed and every tab a blank, and clean the rest."""
    return replace_controls(_LINE_ENDS.sub("\n", text).replace("\t", " "))


def one_line(text: str) -> str:
    """Make every line end and tab a blank, and clean the rest."""
    return lined(text).replace("\n", " ")


def disarm(text: str) -> str:
    """Change what a build server that logs the text would take for a command.

    GitHub takes a line that begins with `::`, after spaces too, and `##[` anywhere; Azure and
    TeamCity take a word between the two. In Markdown the backslash is not shown.
    """
    if "::" not in text and "##" not in text:
        return text
    return OLD_COMMAND.sub(r"#\\#", COMMAND.sub(r"\1\\::", text))


def for_encoding(text: str, encoding: str) -> str:
    """Replace what an encoding lacks by what comes nearest, or by `?`."""
    if _carries(text, encoding):
        return text
    return "".join(_nearest(character, encoding) for character in text)


def _carries(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    except LookupError:
        return text.isascii()
    return True


def _nearest(character: str, encoding: str) -> str:
    return next((text for text in _candidates(character) if _carries(text, encoding)), "?")


def _candidates(character: str) -> Iterator[str]:
    yield character
    yield _STAND_INS.get(character, character)
    plain = unicodedata.normalize("NFKD", character)
    yield "".join(one for one in plain if not unicodedata.combining(one)) or "?"


def wrapped(text: str, width: int | None) -> str:
    """Break too long lines at their blanks; what goes on stands two blanks further in.

    The width is in cells, without colours; None breaks nothing. A longer word stays whole.
    """
    if width is None:
        return text
    return "\n".join(part for line in text.split("\n") for part in _broken(line, width))


def _broken(line: str, width: int) -> list[str]:
    if cells(_STYLE.sub("", line)) <= width:
        return [line]
    indent = line[: len(line) - len(line.lstrip(" "))]
    first, *words = filter(None, line.split(" "))
    parts = [indent + first]
    for word in words:
        longer = f"{parts[-1]} {word}"
        if cells(_STYLE.sub("", longer)) <= width:
            parts[-1] = longer
        else:
            parts.append(f"{indent}  {word}")
    return parts


def cells(text: str) -> int:
    """Count the cells of a terminal that a text takes, near enough for a caret."""
    return sum(map(_cells, text))


def _cells(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
