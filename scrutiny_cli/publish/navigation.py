"""What is at the top of a page of a site: where the reader is, and what else there is."""

from __future__ import annotations

from typing import NamedTuple


class NavigationLink(NamedTuple):
    """A link at the top of a page; `relation` is `prev`, `next` or "".

    One that `is_current` leads to the part of the site that the page belongs to; if it `is_page`,
    to the page itself.
    """

    text: str
    href: str
    is_current: bool = False
    is_page: bool = False
    relation: str = ""


class Navigation(NamedTuple):
    """What is at the top of a page: the site's name, its parts, and links of this page alone.

    `top` leads to the page of all boards; None where there is one board. `feed` is the address of
    the feed.
    """

    home: NavigationLink
    parts: tuple[NavigationLink, ...]
    own: tuple[NavigationLink, ...] = ()
    top: NavigationLink | None = None
    feed: str = ""
