"""The files of a site as texts: pages in HTML, the style, the feed and the map."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from urllib.parse import quote

from scrutiny_cli.output.document import Document
from scrutiny_cli.output.page_words import PageWords
from scrutiny_cli.output.text import normalize_lines
from scrutiny_cli.publish.html import escape_commands, number_pages, quote_css
from scrutiny_cli.publish.navigation import Navigation
from scrutiny_cli.publish.site.addresses import find_href
from scrutiny_cli.publish.site.feed import Feed
from scrutiny_cli.publish.site.page import SiteColumn, SiteLink, SitePage
from scrutiny_cli.publish.templates import load_template

_SHORT = 20  # characters of a text in which no line ends


def render_site_page(page: SitePage, navigation: Navigation, style: str, words: PageWords) -> str:
    """Return a page as HTML; `style` is the address of the site's style from it."""
    text = _load_page()(
        page=page,
        navigation=navigation,
        style=style,
        words=words,
        href=lambda target: find_href(page.path, target),
    )
    return escape_commands(normalize_lines(text))


def render_style() -> str:
    """Return the style of all pages but the minutes, which have their own."""
    page = Document("")
    text = load_template("style.css", {"quoted": quote_css, "numbered": number_pages})(
        document=page, widths=()
    )
    return normalize_lines(text)


def read_search_script() -> str:
    """Return the script of the search."""
    return load_template("search.js", {})()


def render_feed(feed: Feed, name: str) -> str:
    """Return a feed as XML."""
    return normalize_lines(load_template("feed.xml", {"quote": quote})(feed=feed, name=name))


def render_sitemap(addresses: Iterable[str]) -> str:
    """Return a map of the site as XML; `addresses` are whole."""
    return normalize_lines(load_template("sitemap.xml", {})(addresses=tuple(addresses)))


@cache
def _load_page() -> Callable[..., str]:
    filters: dict[str, Callable[..., object]] = {
        "kind": lambda block: type(block).__name__,
        "cell_class": _name_cell_class,
    }
    return load_template("site.html", filters)


def _name_cell_class(cell: tuple[SiteLink, ...], column: SiteColumn) -> str:
    """Return the class of a cell; no line ends in a short text of a narrow column."""
    if not column.is_narrow:
        return "wide"
    is_short = sum(len(link.text) + 2 for link in cell) <= _SHORT
    return "narrow" + (" short" if is_short else "") + (" number" if column.is_number else "")
