"""How wide the columns of a table must be for words to stay whole, unless they are too long."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from unicodedata import east_asian_width

from scrutiny_cli.output.table import Column

SPACES = re.compile(r"\s+|(?<=-)(?=[^\W\d])")  # where a browser may begin a new line
HYPHENS = re.compile(r"\s+|(?<=-)")  # where Word does

# In ems, as in Arial; a little more, for bold words and for other fonts.
_SLIM, _THIN, _BROAD, _FULL, _USUAL = 0.3, 0.4, 0.8, 1.0, 0.62
# Of the width of a listing: at most for its narrow columns, beside one wide one or several, and
# at least for the wide ones.
_BESIDE_ONE, _BESIDE_SEVERAL, _FOR_WIDE = 0.59, 0.5, 0.24

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


def divide_listing(
    total: int, columns: Iterable[Column], least: Sequence[float], wanted: Sequence[float]
) -> list[int]:
    """Divide a width among the columns of a listing.

    Narrow ones get between the `least` for their words and what is `wanted` for their whole texts,
    all alike as near to it as fits; the wide ones share what is left. Where their texts are short,
    the narrow ones have what these do not need.
    """
    kinds = [column.is_narrow for column in columns]
    narrow = [at for at, is_narrow in enumerate(kinds) if is_narrow]
    wide = [at for at, is_narrow in enumerate(kinds) if not is_narrow]
    others = len(wide) or 1
    most = total * (_BESIDE_ONE if others == 1 else _BESIDE_SEVERAL)
    most = max(most, total - sum(max(wanted[at], least[at]) for at in wide))
    given = _share_width(
        most, {at: min(least[at], total / 3) for at in narrow}, {at: wanted[at] for at in narrow}
    )
    left = max(total - sum(given.values()), total * _FOR_WIDE)
    shares = [given.get(at, left / others) for at in range(len(kinds))]
    return distribute_width(total, shares, least)


def _share_width(
    total: float, least: dict[int, float], wanted: dict[int, float]
) -> dict[int, float]:
    """Return widths between the least and the wanted ones, all alike as near to these as fits."""
    lacking = {at: max(wanted[at] - least[at], 0) for at in least}
    missing = sum(lacking.values())
    part = min(max((total - sum(least.values())) / missing, 0), 1) if missing else 0
    return {at: least[at] + lacking[at] * part for at in least}
