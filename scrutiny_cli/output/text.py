"""Text as it may be shown: which characters, what replaces others, and how wide they are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import partial
from textwrap import wrap

from scrutiny_cli.minutes.characters import replace_controls

_STYLE = re.compile(r"\x1b\[[\d;]*m")
_LINE_ENDS = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
COMMAND = re.compile(r"^([^\S\n]*)::", re.MULTILINE)
OLD_COMMAND = re.compile(r"##(?=[a-z]*\[)")
_SUBSTITUTES = {
    **dict.fromkeys("‘’‚‛′", "'"),  # noqa: RUF001  meant, as the next ones
    **dict.fromkeys("“”„‟″", '"'),
    **dict.fromkeys("‐‑‒–—―−─━", "-"),  # noqa: RUF001
    "…": "...",
    "•": "*",
    "→": "->",
    "←": "<-",
    "€": "EUR",
    "│": "|",
    **dict.fromkeys("█▉▊▋▌", "#"),
    **dict.fromkeys("▍▎▏", "."),
}


def normalize_lines(text: str) -> str:
    """Make every line end a line feed and every tab a space, and replace control characters."""
    if text.isprintable():  # none of these is, and most cells have none
        return text
    return replace_controls(_LINE_ENDS.sub("\n", text).replace("\t", " "))


def make_one_line(text: str) -> str:
    """Make every line end and tab a space, and replace control characters."""
    return normalize_lines(text).replace("\n", " ")


def escape_build_commands(text: str) -> str:
    """Escape what a build server that logs the text would take for a command.

    GitHub takes a line that begins with `::`, after spaces too, and `##[` anywhere; Azure and
    TeamCity take a word between the two. In Markdown the backslash is not shown.
    """
    if "::" not in text and "##" not in text:
        return text
    return OLD_COMMAND.sub(r"#\\#", COMMAND.sub(r"\1\\::", text))


def replace_unencodable(text: str, encoding: str) -> str:
    """Replace what an encoding lacks by what comes nearest, or by `?`."""
    if _is_encodable(text, encoding):
        return text
    return "".join(_replace_character(character, encoding) for character in text)


def _is_encodable(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    except LookupError:
        return text.isascii()
    return True


def _replace_character(character: str, encoding: str) -> str:
    return next(
        (text for text in _list_substitutes(character) if _is_encodable(text, encoding)), "?"
    )


def _list_substitutes(character: str) -> Iterator[str]:
    yield character
    yield _SUBSTITUTES.get(character, character)
    plain = unicodedata.normalize("NFKD", character)
    yield "".join(sign for sign in plain if not unicodedata.combining(sign)) or "?"


def wrap_lines(text: str, width: int | None) -> str:
    """Break too long lines at spaces; the lines after the first are indented by two more.

    The width is in cells, without colours; None breaks nothing. A longer word stays whole.
    """
    if width is None:
        return text
    return "\n".join(part for line in text.split("\n") for part in _wrap_line(line, width))


def _wrap_line(line: str, width: int) -> list[str]:
    if count_cells(_STYLE.sub("", line)) <= width:
        return [line]
    indent = line[: len(line) - len(line.lstrip(" "))]
    first, *words = filter(None, line.split(" "))
    parts = [indent + first]
    for word in words:
        longer = f"{parts[-1]} {word}"
        if count_cells(_STYLE.sub("", longer)) <= width:
            parts[-1] = longer
        else:
            parts.append(f"{indent}  {word}")
    return parts


wrap_words = partial(wrap, break_on_hyphens=False)  # a meeting's name is one word


def wrap_after_label(
    label: str, text: str, width: int, indent: int = 2, gap: int = 10
) -> list[str]:
    """Return the lines of a text after its label; the others begin where the text does."""
    head = " " * indent + label.ljust(gap)
    room = max(width, len(head) + 12)
    lines = wrap_words(text, room, initial_indent=head, subsequent_indent=" " * len(head))
    return lines or [head.rstrip()]


def count_cells(text: str) -> int:
    """Return how many cells of a terminal a text takes, near enough for a caret."""
    return sum(map(_measure_character, text))


def _measure_character(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def join_names(names: Sequence[str], word: str = "and") -> str:
    """Return names as a sentence lists them: `WK, CF and LW`, or with another word than `and`."""
    return f" {word} ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
