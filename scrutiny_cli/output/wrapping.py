"""Text in lines of a width, for a terminal."""

from __future__ import annotations

from functools import partial
from textwrap import wrap

wrap_words = partial(wrap, break_on_hyphens=False)  # a meeting's name is one word


def wrap_after_label(
    label: str, text: str, width: int, indent: int = 2, gap: int = 10
) -> list[str]:
    """Return the lines of a text after its label; the others begin where the text does."""
    head = " " * indent + label.ljust(gap)
    room = max(width, len(head) + 12)
    return wrap_words(text, room, initial_indent=head, subsequent_indent=" " * len(head)) or [head]
