"""The addresses of a site's files: paths below its folder, and links from one to another."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from urllib.parse import quote

from scrutiny_cli.actionlog.model import Action
from scrutiny_cli.minutes.source import normalize_label

INDEX = "index.html"
ACTIONS = "actions/index.html"
DECISIONS = "decisions.html"
PEOPLE = "people/index.html"
STATISTICS = "statistics.html"
SEARCH = "search.html"
FEED = "feed.xml"
CALENDAR = "calendar.ics"
STYLE = "style.css"
SEARCH_INDEX = "search-index.js"
SEARCH_SCRIPT = "search.js"
SITEMAP = "sitemap.xml"
_DIGITS = 10  # of the hash in an action's address
_LONGEST = 60  # letters of a name in an address
# What Windows takes for a device, whatever its ending.
_DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)))
)


def find_href(source: str, target: str) -> str:
    """Return the link from a file of the site to another, as `../a/b.html`."""
    folder, own = source.rpartition("/")[0], target.rpartition("/")
    near = own[2] if own[0] == folder else "../" * source.count("/") + target
    return quote_path(near)


@lru_cache(maxsize=100_000)
def quote_path(path: str) -> str:
    """Return a path, which may have an anchor, as it is in a link."""
    return quote(path, safe="/#")


def name_minutes(meeting: str, ending: str = "html") -> str:
    """Return the path of a meeting's minutes."""
    return f"meetings/{meeting}.{ending}"


def name_agenda(meeting: str, ending: str = "html") -> str:
    """Return the path of a meeting's agenda."""
    return f"meetings/{meeting}-agenda.{ending}"


def name_listing(name: str) -> str:
    """Return the path of a part of the action log."""
    return f"actions/{name}.html"


def name_action_pages(actions: Iterable[Action]) -> dict[str, str]:
    """Return the path of each public action's page, by the action's place key.

    It is made of the day and the words with which it was raised: keys move. A withheld action has
    no page. `actions` are in the order of the log.
    """
    public = [action for action in actions if action.confidential is None]
    names = make_unique(map(_hash_action, public))
    return {action.place_key: f"a/{name}.html" for action, name in zip(public, names, strict=True)}


def _hash_action(action: Action) -> str:
    words = action.entry.action or action.entry.ref or ""
    return _hash_text(f"{action.raised or action.counts_from}\n{' '.join(words.split())}")


def _hash_text(text: str) -> str:
    return blake2b(text.encode()).hexdigest()[:_DIGITS]


def name_people_pages(labels: Iterable[str]) -> dict[str, str]:
    """Return the path of each person's page, by label."""
    known = list(labels)
    slugs = (f"{slug}-" if slug == "index" else slug for slug in map(make_slug, known))
    names = make_unique(slugs)
    return {label: f"people/{name}.html" for label, name in zip(known, names, strict=True)}


def make_slug(text: str) -> str:
    """Return a text as part of an address: small letters, digits and `-`; never empty."""
    plain = unicodedata.normalize("NFKD", normalize_label(text)).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].strip("-")
    if slug in _DEVICES:
        return f"{slug}-"
    return slug or _hash_text(normalize_label(text))


def make_unique(names: Iterable[str]) -> list[str]:
    """Return names with `-2`, `-3` … after each that comes again."""
    taken: set[str] = set()
    found = []
    for name in names:
        unique, count = name, 1
        while unique in taken:
            count += 1
            unique = f"{name}-{count}"
        taken.add(unique)
        found.append(unique)
    return found
