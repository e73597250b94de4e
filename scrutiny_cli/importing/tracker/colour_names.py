"""The colours with which trackers rate actions: their words, and the names of fills."""

from __future__ import annotations

import colorsys
import re
from typing import NamedTuple

_WORD = re.compile(
    r"(?P<colour>dark green|light green|red|amber|yellow|orange|green|blue|gr[ae]y|black|white|"
    r"purple|[rabg](?:/[rabg])?)(?![\w'’])\s*[-–—:;,./(\[]*\s*(?P<rest>.*?)\s*[)\]]?",
    re.IGNORECASE | re.DOTALL,
)
_NEARLY_WHITE, _NEARLY_BLACK, _NEARLY_GREY = 0.95, 0.06, 0.15  # of lightness and saturation
_HUES = ((18, "red"), (68, "amber"), (170, "green"), (262, "blue"), (330, "purple"), (361, "red"))
LATE = frozenset(("red", "amber", "r", "a", "yellow", "orange"))  # colours of what is not done


class ColourWord(NamedTuple):
    """A colour in front of a cell's text, in small letters, and the words after it."""

    colour: str
    rest: str


def read_colour_word(text: str) -> ColourWord | None:
    """Return the colour that a cell's text begins with, as `Amber` or `Green – on track`.

    A single letter is a colour only alone or before a sign.
    """
    flat = " ".join(text.split())
    found = _WORD.fullmatch(flat)
    if found is None:
        return None
    colour, rest = found["colour"].casefold(), found["rest"]
    after = flat[len(found["colour"]) :].lstrip()
    if len(colour) == 1 and rest and after[:1].isalnum():
        return None
    return ColourWord(colour, rest)


def name_fill(colour: str) -> str | None:
    """Return what people call the colour of a fill; None for white, black and grey."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    if light >= _NEARLY_WHITE or light <= _NEARLY_BLACK or saturation < _NEARLY_GREY:
        return None
    return next(name for end, name in _HUES if hue * 360 < end)
