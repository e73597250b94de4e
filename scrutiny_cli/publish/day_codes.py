"""How a spreadsheet shows days: as the board writes them, where it can."""

from __future__ import annotations

import re
from datetime import date

from scrutiny_cli.minutes.dates.date_styles import short_date_formatter

_PROBE = date(2015, 6, 5)
_CODES = {
    "2015": "yyyy", "15": "yy", "06": "mm", "6": "m", "Jun": "mmm", "June": "mmmm",
    "05": "dd", "5": "d", "Fri": "ddd", "Friday": "dddd",
}  # fmt: skip
_ISO = "yyyy-mm-dd"


def make_day_code(dates: str | None) -> str:
    """Return the code of days for cells; `dates` is how the board writes 25 June 2015.

    A spreadsheet has no endings (25th) and names months in the language of its reader: a board
    whose days have other words than English ones has them as 2015-06-25.
    """
    words = re.findall(r"\w+|\W", short_date_formatter(dates)(_PROBE))
    codes = [_CODES.get(word, _escape_sign(word)) for word in words]
    return _ISO if None in codes else "".join(filter(None, codes))


def _escape_sign(word: str) -> str | None:
    """Return a sign between the parts of a day as it is in a code; None for a word."""
    if word.isalnum() or not word.isascii():
        return None
    return word if word in " -" else f"\\{word}"
