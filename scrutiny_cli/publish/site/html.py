"""The files of a site as texts: pages in HTML, the style, the feed and the map."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from urllib.parse import quote

from scrutiny_cli.output.document import Document
from scrutiny_cli.output.text import normalize_lines
from scrutiny_cli.publish.html import escape_commands, number_pages, quote_css
from scrutiny_cli.publish.navigation import Navigation
from scrutiny_cli.publish.site.addresses import find_href
from scrutiny_cli.publish.site.feed import Feed
from scrutiny_cli.publish.site.page import SitePage
from scrutiny_cli.publish.templates import load_template


def render_site_page(page: SitePage, navigation: Navigation, style: str) -> str:
    """Return a page as HTML; `style` is the address of the site's style from it."""
    text = _load_page()(
        page=page,
        navigation=navigation,
        style=style,
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
    return load_template("site.html", {"kind": lambda block: type(block).__name__})
