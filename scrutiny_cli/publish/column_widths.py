"""How wide the columns of a table must be, so that words break only where they are too long."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BLANKS = re.compile(r"\s+|(?<=-)(?=[^\W\d])")  # where a browser begins a new line
HYPHENS = re.compile(r"\s+|(?<=-)")  # where Word does

# In ems, as Arial has them; a little more, for bold words and for other faces.
_SLIM, _THIN, _BROAD, _FULL, _USUAL = 0.3, 0.4, 0.8, 1.0, 0.62
_EMS = (
    dict.fromkeys("ijl'|!.,:; ", _SLIM)
    | dict.fromkeys('frtI()[]/\\-`"', _THIN)
    | dict.fromkeys("wABCDEFGHKLNOPQRSTUVXYZ&", _BROAD)
    | dict.fromkeys("mMW@%—…", _FULL)
)


def width(text: str) -> float:
    """Give about how wide a text is, in ems."""
    return sum(map(_em, text))


def _em(sign: str) -> float:
    found = _EMS.get(sign)
    if found is not None:
        return found
    return _FULL if east_asian_width(sign) in "WF" else _USUAL


def longest(texts: Iterable[str], breaks: re.Pattern[str] = BLANKS) -> float:
    """Give how wide the widest word is, in ems; `breaks` is where a line may end."""
    words = {word for text in texts for word in breaks.split(text)}
    return max(map(width, words), default=0)


def parted(total: int, shares: Sequence[float], needs: Sequence[float]) -> list[int]:
    """Part a width by shares, but give each column what it needs, up to a third of the whole.

    What one lacks is taken from the widest that can spare it.
    """
    widths = [int(total * share / sum(shares)) for share in shares]
    limits = [min(int(need) + 1, total // 3) for need in needs]
    for at, least in enumerate(limits):
        while widths[at] < least:
            spare = [n for n, limit in enumerate(limits) if widths[n] > limit]
            if not spare:
                return widths
            giver = max(spare, key=widths.__getitem__)
            given = min(widths[giver] - limits[giver], least - widths[at])
            widths[giver], widths[at] = widths[giver] - given, widths[at] + given
    return widths
