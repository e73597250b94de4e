"""The files of a site as texts: pages in HTML, the style, the feed and the map."""

from __future__ import annotations

import re
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
from scrutiny_cli.publish.site.page import SiteColumn, SiteLink, SitePage, SiteTable
from scrutiny_cli.publish.templates import load_template

_SHORT = 20  # characters of a phrase in which no line ends
_PHRASE = re.compile(r"[^,;(]+[,;]?|\([^)]*\)[,;]?|.", re.DOTALL)
_MOST_COLUMNS = 5  # of a table that is a table on a tablet, too


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


def render_style(words: PageWords) -> str:
    """Return the style of all pages but the minutes, which have their own."""
    page = Document("", language=words.language)
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
        "held": _hold_links,
        "many": _has_many_columns,
    }
    return load_template("site.html", filters)


def _has_many_columns(table: SiteTable) -> bool:
    """Whether a table has too many columns for a tablet: numbers alone need little room."""
    is_wide = any(not column.is_narrow for column in table.columns)
    return is_wide and len(table.columns) > _MOST_COLUMNS


def _name_cell_class(column: SiteColumn) -> str:
    """Return the class of a column's cells."""
    if not column.is_narrow:
        return "wide"
    return "narrow number" if column.is_number else "narrow"


def _hold_links(cell: tuple[SiteLink, ...], column: SiteColumn) -> tuple[SiteLink, ...]:
    """Return the links of a cell; in a narrow column no line ends within a short phrase."""
    if not column.is_narrow:
        return cell
    return tuple(link._replace(text=_hold_phrases(link.text)) for link in cell)


def _hold_phrases(text: str) -> str:
    """Return a text in which short phrases, such as days, have no-break spaces."""
    if len(text) <= _SHORT:
        return _hold_phrase(text)
    return "".join(map(_hold_phrase, _PHRASE.findall(text)))


def _hold_phrase(phrase: str) -> str:
    inner = phrase.strip(" ")
    if len(inner) > _SHORT:
        return phrase
    return phrase.replace(inner, inner.replace(" ", "\N{NO-BREAK SPACE}")) if inner else phrase
