"""The text of a web page, and its markup without what is no text of the page.

The parser of the standard library finds tags and text. The markup that is made again of them has
known tags only, so that what builds the tree cannot find other text in it.
"""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser
from typing import NamedTuple

from scrutiny_cli.importing.blocks import IgnoredText
from scrutiny_cli.importing.clean_text import clean_characters

_STYLES = frozenset("b strong s strike del a sup sub".split())
_INLINE = _STYLES | frozenset(
    "abbr acronym bdi bdo big cite code data dfn em font i ins kbd label mark nobr q rb rp rt ruby"
    " samp small span time tt u var wbr".split()
)
_BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody tfoot tr td th caption pre".split()
)
_ATTRIBUTES = "href id colspan rowspan start type value checked style bgcolor class".split()
# They are left out, because text after their end would be left out otherwise.
_WHOLE = frozenset(["html", "body", "frameset"])
_VOID = frozenset(["br", "hr", "img", "input", "meta", "link", "base", "col", "wbr"])
_OF_HEAD = frozenset(["title", "meta", "link", "base", "script", "style", "noscript", "template"])
_IGNORED = frozenset(["script", "style", "head", "nav", "title"])
_NEAR = 50  # tags in which the beginning of an end is looked for
_CODE = frozenset(["script", "style"])


class HtmlSource(NamedTuple):
    """The words of a page, its markup, and the text that is ignored.

    `removed` is how many invisible characters were removed.
    """

    words: str
    markup: str
    ignored: tuple[IgnoredText, ...]
    removed: int


def scan_html(text: str) -> HtmlSource:
    """Return what a page has."""
    scanner = _scan_page(text, _IGNORED)
    if scanner.is_ignoring:
        # What is never closed would hide the rest of the page.
        scanner = _scan_page(text, _IGNORED - {"nav"})
    ignored = tuple(
        IgnoredText("web page", f"`{tag}` of the page", " ".join("".join(texts).split()))
        for tag, texts in scanner.ignored.items()
        if tag in _CODE or "".join(texts).strip()
    )
    return HtmlSource("".join(scanner.words), "".join(scanner.markup), ignored, scanner.removed)


def _scan_page(text: str, ignored: frozenset[str]) -> _PageScanner:
    scanner = _PageScanner(ignored)
    scanner.feed(text)
    scanner.close()
    return scanner


class _PageScanner(HTMLParser):
    """Collects the words of a page, and its markup."""

    def __init__(self, ignored: frozenset[str]) -> None:
        """Begin; the text of the tags in `ignored` is no text of the page."""
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.markup: list[str] = []
        self.ignored: dict[str, list[str]] = {}
        self.removed = 0
        self._ignored_tags = ignored
        self._within: list[str] = []  # the ignored tags that are open
        self._open: list[str] = []  # the tags of the page that are open
        self._preformatted = 0

    @property
    def is_ignoring(self) -> bool:
        """Whether an ignored tag is open, other than the head."""
        return "nav" in self._within

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Add a tag to the markup, as far as it matters."""
        self._leave_head(tag)
        if tag in self._ignored_tags:
            self._within.append(tag)
            self.markup.append("<hr>")
        if not _is_inline(tag):
            self._separate_words()
        if self._within:
            return
        if tag not in _VOID:
            self._open.append(tag)
        if tag == "pre":
            self._preformatted += 1
        name = "hr" if tag in _WHOLE else _rename_tag(tag)
        if name:
            self.markup.append(f"<{name}{_list_attributes(attrs)}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Add a tag that closes itself, which only empty ones can."""
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Add the end of a tag to the markup."""
        if not _is_inline(tag):
            self._separate_words()
        if tag in self._within:
            while self._within.pop() != tag:
                pass
            return
        if self._within:
            return
        if tag == "pre":
            self._preformatted = max(0, self._preformatted - 1)
        name = _rename_tag(tag)
        if name and tag not in _WHOLE | _VOID:
            self.markup.append(f"</{name}>")
        has_open_block = self._close_tag(tag)
        if not _is_inline(tag):
            # An end without its beginning separates words, too.
            self.markup.append("<hr>")
        elif has_open_block:
            self._separate_words()
            self.markup.append("<hr>")

    def _close_tag(self, tag: str) -> bool:
        """Close a tag, and return whether the end of a paragraph within it is missing."""
        near = self._open[-_NEAR:]
        if tag not in near:
            return False
        within = near[::-1].index(tag)
        closed = near[len(near) - within :]
        del self._open[len(self._open) - within - 1 :]
        return any(not _is_inline(one) for one in closed)

    def handle_data(self, data: str) -> None:
        """Add text to the words, and to the markup or to what is ignored."""
        if self._within and self._within[-1] in _CODE:
            # Code of the page is listed, but has no words.
            self.ignored.setdefault(self._within[-1], [])
            return
        clean = clean_characters(data)
        self.words.append(clean.text)
        if self._within:
            self.ignored.setdefault(self._within[0], []).append(clean.text)
            return
        self.removed += clean.removed
        markup = escape(clean.text, quote=False)
        self.markup.append(markup.replace("\n", "<br>") if self._preformatted else markup)

    def _separate_words(self) -> None:
        self.words.append("\n")
        if self._within:
            self.ignored.setdefault(self._within[0], []).append("\n")

    def _leave_head(self, tag: str) -> None:
        """Close the head where it was left open: at the first tag that it cannot have."""
        if self._within == ["head"] and tag not in _OF_HEAD:
            self._within.clear()


def _is_inline(tag: str) -> bool:
    """Whether a tag does not separate words; those of Word and Outlook (`o:p`) do not."""
    return tag in _INLINE or tag in {"img", "input"} or ":" in tag


def _rename_tag(tag: str) -> str:
    """Return the tag under which a tag is in the markup; empty if it does not matter."""
    if tag in _STYLES or tag in _BLOCKS or tag in {"br", "img", "input"}:
        return tag
    if tag in _VOID and not _is_inline(tag):
        return "hr"
    if tag == "span":
        return tag
    return "" if _is_inline(tag) else "div"


def _list_attributes(attributes: list[tuple[str, str | None]]) -> str:
    return "".join(
        f' {name}="{escape(clean_characters(value or "").text)}"'
        for name, value in dict(attributes).items()
        if name in _ATTRIBUTES
    )
