"""The text within a paragraph or cell of Markdown: its lines, and the signs that are not text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from html import unescape
from typing import NamedTuple, Protocol

from scrutiny_cli.importing.clean_text import clean_characters, count_words
from scrutiny_cli.importing.readers.inline_lines import InlineLine, InlineParts

_HIDDEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?:script|style)\b.*?(?:</(?:script|style)>|\Z)|<[a-zA-Z/!?][^>]*(?:>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_BREAK = re.compile(r"<br[ ]*/?>", re.IGNORECASE)
_BLOCK_TAG = re.compile(
    r"</?(?:p|div|li|ul|ol|tr|td|th|table|h[1-6]|summary|details|dt|dd|br|hr|section)\b",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(#?\w+);")
_STYLES = {"strong": "bold", "s": "struck"}
_LABEL = re.compile(r"\]\[([^\]]*)\]")


class MarkdownToken(Protocol):
    """What the parser of Markdown gives, as far as it is needed here."""

    type: str
    tag: str
    content: str
    info: str
    markup: str

    @property
    def nesting(self) -> int:
        """1 where it opens, -1 where it closes, otherwise 0."""

    @property
    def attrs(self) -> Mapping[str, object]:
        """The attributes that it would have as HTML."""

    @property
    def children(self) -> Sequence[MarkdownToken] | None:
        """The tokens within it."""


class InlineText(NamedTuple):
    """The lines of a paragraph, and the words of its signs, which are not in them.

    `removed` is how many invisible characters were removed from what references to characters
    (`&#8238;`) gave.
    """

    lines: tuple[InlineLine, ...]
    signs: str
    removed: int = 0


class _LineBuilder:
    """Makes the lines of a paragraph of its tokens."""

    def __init__(self, is_broken: Callable[[int], bool]) -> None:
        """Begin; `is_broken` is whether the line end of a number separates two lines."""
        self.lines: list[InlineLine] = []
        self.signs: list[str] = []  # of tags, titles and addresses that are not in the lines
        self.removed = 0
        self._joined: list[str] = []  # all texts; line feeds separate lines
        self._apart: list[str] = []  # the same with spaces where signs are between them
        self._is_broken = is_broken
        self._ends = 0
        self._open: list[str] = []
        self._addresses: list[str] = []
        self._parts = InlineParts()

    def find_fragments(self) -> Counter[str]:
        """Return the parts of words that signs divide, as in `**W**ord`."""
        apart, joined = "".join(self._apart), "".join(self._joined)
        return Counter() if apart == joined else count_words(apart) - count_words(joined)

    def add_token(self, token: MarkdownToken) -> None:
        """Add what a token has."""
        if token.type in {"text", "text_special", "code_inline"}:
            self._add_text(token.content, token)
        elif token.type in {"softbreak", "hardbreak"}:
            self._add_line_end(is_hard=token.type == "hardbreak")
        elif token.type == "html_inline":
            self._add_tag(token.content)
        elif token.type == "image":
            self._add_picture(token)
        elif token.nesting == 1:
            self._open_style(token)
        else:
            self._close_style(token)

    def end_line(self) -> None:
        """Add the line that was read, unless it is empty."""
        line = self._parts.make_line()
        if line is not None:
            self.lines.append(line)
        self._joined.append("\n")
        self._apart.append("\n")
        self._parts = InlineParts()

    def _add_text(self, text: str, token: MarkdownToken | None = None) -> None:
        clean = clean_characters(text)
        self.removed += clean.removed
        self._parts.add_text(clean.text, frozenset(self._open))
        self._joined.append(clean.text)
        if token is not None and token.type != "text":
            is_named = token.info == "entity"
            self._apart.append(" " if is_named else f" {clean.text} ")
        else:
            self._apart.append(clean.text)

    def _add_line_end(self, *, is_hard: bool) -> None:
        is_line = is_hard or self._is_broken(self._ends)
        self._ends += 1
        if is_line and not self._addresses:
            self.end_line()
        else:
            self._add_text(" ")

    def _add_tag(self, tag: str) -> None:
        self.signs.append(tag)
        self._apart.append(" ")
        if _BREAK.fullmatch(tag):
            self.end_line()

    def _add_picture(self, token: MarkdownToken) -> None:
        self._parts.has_picture = True
        self._apart.append(" ")
        self.signs.append(str(token.attrs.get("title", "")))
        self._add_text(f"{token.content} ({token.attrs.get('src', '')})")
        self._apart.append(" ")

    def _open_style(self, token: MarkdownToken) -> None:
        self._open.append(_STYLES.get(token.tag, token.tag))
        self._apart.append(" ")
        if token.type == "link_open":
            self._addresses.append(str(token.attrs.get("href", "")))
            self.signs.append(str(token.attrs.get("title", "")))

    def _close_style(self, token: MarkdownToken) -> None:
        self._open.pop()
        self._apart.append(" ")
        if token.type == "link_close":
            self._add_address(self._addresses.pop(), is_shown=token.markup != "autolink")

    def _add_address(self, address: str, *, is_shown: bool) -> None:
        if not is_shown:
            self._parts.add_link(address)
        elif address.startswith("#") or self._parts.last_text == address:
            self.signs.append(address)
        else:
            self._add_text(f" ({address})")
            self._parts.add_link(address)
        self._apart.append(" ")


def read_inline(token: MarkdownToken, is_broken: Callable[[int], bool]) -> InlineText:
    """Return the lines of an inline token.

    `is_broken` is whether the line end of a number, from 0, separates two lines.
    """
    builder = _LineBuilder(is_broken)
    for child in token.children or ():
        builder.add_token(child)
    builder.end_line()
    names = [*_ENTITY.findall(token.content), *_LABEL.findall(token.content)]
    signs = " ".join((*builder.signs, *names, *builder.find_fragments().elements()))
    return InlineText(tuple(builder.lines), " ".join(signs.split()), builder.removed)


def strip_tags(html: str) -> InlineText:
    """Return the text of HTML without its tags, and the tags.

    Comments, and what is within `script` and `style`, are tags.
    """
    signs = _HIDDEN.findall(html)
    parts = _HIDDEN.split(html)
    tags = " ".join((*signs, *_ENTITY.findall(html)))
    text = "".join(
        part + ("\n" if _BLOCK_TAG.match(sign) else "")
        for part, sign in zip(parts, [*signs, ""], strict=True)
    )
    clean = clean_characters(unescape(text))
    fragments = count_words(" ".join(parts)) - count_words(clean.text)
    lines = [InlineLine(" ".join(line.split())) for line in clean.text.split("\n")]
    signs_text = " ".join((tags, *fragments.elements()))
    return InlineText(tuple(line for line in lines if line.text), signs_text, clean.removed)
