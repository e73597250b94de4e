"""How wide the columns of a table must be for words to stay whole, unless they are too long."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from unicodedata import east_asian_width

SPACES = re.compile(r"\s+|(?<=-)(?=[^\W\d])")  # where a browser may begin a new line
HYPHENS = re.compile(r"\s+|(?<=-)")  # where Word does

# In ems, as in Arial; a little more, for bold words and for other fonts.
_SLIM, _THIN, _BROAD, _FULL, _USUAL = 0.3, 0.4, 0.8, 1.0, 0.62
_EMS = (
    dict.fromkeys("ijl'|!.,:; ", _SLIM)
    | dict.fromkeys('frtI()[]/\\-`"', _THIN)
    | dict.fromkeys("wABCDEFGHKLNOPQRSTUVXYZ&", _BROAD)
    | dict.fromkeys("mMW@%—…", _FULL)
)


def measure_text(text: str) -> float:
    """Return about how wide a text is (ems)."""
    return sum(map(_character_width, text))


def _character_width(character: str) -> float:
    found = _EMS.get(character)
    if found is not None:
        return found
    return _FULL if east_asian_width(character) in "WF" else _USUAL


def widest_word(texts: Iterable[str], breaks: re.Pattern[str] = SPACES) -> float:
    """Return how wide the widest word is (ems); `breaks` is where a line may end."""
    words = {word for text in texts for word in breaks.split(text)}
    return max(map(measure_text, words), default=0)


def distribute_width(total: int, shares: Sequence[float], needs: Sequence[float]) -> list[int]:
    """Divide a width by shares, but give each column what it needs, up to a third of the whole.

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
