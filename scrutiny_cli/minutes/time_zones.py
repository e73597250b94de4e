"""The names of time zones, as the IANA gives them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from scrutiny_cli.minutes.spelling import find_nearest

if TYPE_CHECKING:
    from datetime import tzinfo


@cache
def _list_names() -> frozenset[str]:
    """Return all names that are known here; a computer without the list of zones knows none."""
    from zoneinfo import available_timezones  # noqa: PLC0415  few boards name their zone

    return frozenset(available_timezones() - {"Factory", "localtime", "posixrules"})


def is_time_zone(name: str) -> bool:
    """Whether a text is the name of a time zone; where none is known, any text of that form."""
    names = _list_names()
    return name in names if names else name.replace("/", "").replace("_", "").isalpha()


def find_time_zone(name: str) -> tzinfo | None:
    """Return the time zone of a name; None where this computer has no list of zones."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415  few boards name their zone

    return ZoneInfo(name) if name in _list_names() else None


def nearest_time_zone(name: str) -> str | None:
    """Return the name that is most like a text, or None."""
    plain = {one.casefold(): one for one in sorted(_list_names())}
    wanted = "_".join(name.split()).casefold()
    cities = {one.rsplit("/", 1)[-1].casefold(): one for one in sorted(_list_names())}
    near = find_nearest(wanted, plain, 0.7)
    return cities.get(wanted) or (None if near is None else plain[near])
