"""The names of time zones in the list of the IANA."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo
from functools import cache

from scrutiny_cli.minutes.dates.spelling import find_nearest

_NO_PLACES = {"Factory", "localtime", "posixrules"}
_LIKENESS = 0.7


@cache
def _load_zones() -> tuple[frozenset[str], Callable[[str], tzinfo]]:
    """Return the names that this computer knows (none if it has no list), and what finds a zone."""
    import zoneinfo  # noqa: PLC0415  few boards name their zone, and it takes long to load

    return frozenset(zoneinfo.available_timezones() - _NO_PLACES), zoneinfo.ZoneInfo


def is_time_zone(name: str) -> bool:
    """Whether a text is the name of a time zone; where none is known, any text of that form."""
    names, _ = _load_zones()
    return name in names if names else name.replace("/", "").replace("_", "").isalpha()


def find_time_zone(name: str) -> tzinfo | None:
    """Return the time zone of a name; None where this computer has no list of zones."""
    names, find = _load_zones()
    return find(name) if name in names else None


def nearest_time_zone(name: str) -> str | None:
    """Return the name that is most like a text, or None; a city alone is enough."""
    names = sorted(_load_zones()[0])
    wanted = "_".join(name.split()).casefold()
    cities = {zone.rsplit("/", 1)[-1].casefold(): zone for zone in names}
    plain = {zone.casefold(): zone for zone in names}
    near = find_nearest(wanted, plain, _LIKENESS)
    return cities.get(wanted) or (None if near is None else plain[near])
