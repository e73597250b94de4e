"""An age and a length of time as a person types them."""

from __future__ import annotations

import re
from datetime import timedelta

from scrutiny_cli.actionlog.query import AgeLimit
from scrutiny_cli.cli.errors import UsageError

_AGE = re.compile(r"([0-9]{1,5}) ?(d|w|m|y|(?:day|week|month|year)s?|)")
_LENGTH = re.compile(r"([0-9]{1,3}) ?(w|d|h|min|(?:week|day|hour|minute)s?)")
_UNITS = {
    "w": timedelta(weeks=1),
    "d": timedelta(days=1),
    "h": timedelta(hours=1),
    "m": timedelta(minutes=1),
}
_MONTHS_IN_A_YEAR = 12
_WEEK = 7


def parse_age(typed: str) -> AgeLimit:
    """Return the age that is typed: `90` (days), `6w`, `3m`, `1y`, or in full `3 months`."""
    found = _AGE.fullmatch(typed.strip().casefold())
    if found is None:
        message = (
            f"--older-than: “{typed}” is not an age. Type it in days, months or years, for "
            "example --older-than 90, --older-than 3m or --older-than 1y."
        )
        raise UsageError(message)
    count, unit = int(found[1]), found[2][:1]
    if unit in {"m", "y"}:
        return AgeLimit(months=count * (_MONTHS_IN_A_YEAR if unit == "y" else 1))
    return AgeLimit(days=count * (_WEEK if unit == "w" else 1))


def parse_alarm(typed: str) -> timedelta:
    """Return the length of time that is typed: `2w`, `1d`, `12h`, `30min`, or `2 weeks`."""
    found = _LENGTH.fullmatch(typed.strip().casefold())
    if found is None:
        message = (
            f"--alarm: “{typed}” is not a length of time. Type it in weeks, days, hours or "
            "minutes, for example --alarm 1d, --alarm 2h or --alarm 30min."
        )
        raise UsageError(message)
    return int(found[1]) * _UNITS[found[2][0]]
