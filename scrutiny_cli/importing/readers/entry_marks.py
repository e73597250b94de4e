"""What is in front of an entry of a list: a bullet, a number, a letter or a box."""

from __future__ import annotations

import re
from typing import NamedTuple

from scrutiny_cli.minutes.dates.month_names import month_number

_BULLETS = "-*+•·●○◦■□▪▫◾◆◇‣\u2043➢➤→►▶§–—\uf0b7\uf0a7\uf0d8\uf0fc\uf02d\uf076"
_BULLET = re.compile(rf"(--|->|=>|>>|[{_BULLETS}])(?:[ \t]+|(?=\[[ xX]\][ \t]))")
_NUMBER = re.compile(
    r"(\(\d{1,3}\)|\d{1,3}[.)]|\((?:[A-Za-z]|[ivx]{1,5})\)|[A-Za-z]\)|[a-z]\.|[ivx]{1,5}[.)])[ \t]+"
)
_BOX = re.compile(r"(\[[ xX]?\]|[☐☑☒✓✔✗✘□]\ufe0f?)[ \t]*(?=\S|$)")
_OPEN_BOXES = frozenset(["[ ]", "[]", "☐", "□"])
# A cross is what Word and others draw into a box that is ticked.
_CROSSED = frozenset("✗✘")


class EntryMark(NamedTuple):
    """The mark of an entry, the state of its box, and the length of both with their spaces."""

    mark: str
    checked: bool | None
    length: int


def find_entry_mark(text: str) -> EntryMark | None:
    """Return what is in front of an entry; None if a text without leading space is no entry."""
    found = _BULLET.match(text) or _find_number(text)
    length = found.end() if found else 0
    mark = _show_bullet(found[0].strip()) if found else ""
    box = find_box(text[length:])
    if box is not None:
        return EntryMark(add_box(mark, box), box.checked, length + box.length)
    if found is None or length == len(text):
        return None
    return EntryMark(mark, None, length)


def find_typed_bullet(text: str) -> EntryMark | None:
    """Return the bullet that somebody typed in front of a text; None if there is none."""
    found = _BULLET.match(text)
    if found is None or found.end() == len(text):
        return None
    return EntryMark(_show_bullet(found[1]), None, found.end())


def add_box(mark: str, box: EntryMark) -> str:
    """Return the mark of an entry that has a box: its number with the box, or the box alone."""
    return f"{mark} {box.mark}" if any(sign.isalnum() for sign in mark) else box.mark


def _find_number(text: str) -> re.Match[str] | None:
    found = _NUMBER.match(text)
    if found is None:
        return None
    # `12. März 2024` is a date.
    word = re.match(r"[^\W\d_]+", text[found.end() :])
    return None if word and month_number(word[0]) is not None else found


def _show_bullet(mark: str) -> str:
    return "•" if mark >= "\ue000" else mark


def find_box(text: str) -> EntryMark | None:
    """Return the box in front of a text, and whether it is ticked; None if there is no box."""
    found = _BOX.match(text)
    if found is None or found[1][0] in _CROSSED:
        return None
    mark = found[1].rstrip("\ufe0f")
    return EntryMark(mark, mark not in _OPEN_BOXES, found.end())
