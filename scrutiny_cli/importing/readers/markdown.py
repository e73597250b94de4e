"""Markdown: its tokens as blocks; a front matter gives the title and the day."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from scrutiny_cli.importing.blocks import (
    Block,
    BlockKind,
    CannotImport,
    Cell,
    IgnoredText,
    Place,
    SourceText,
)
from scrutiny_cli.importing.clean_text import (
    clean_characters,
    count_words,
    decode_text,
    describe_removed,
)
from scrutiny_cli.importing.readers.addresses import find_addresses
from scrutiny_cli.importing.readers.entry_marks import add_box, find_box, find_entry_mark
from scrutiny_cli.importing.readers.inline_lines import InlineLine
from scrutiny_cli.importing.readers.inline_markdown import read_inline, strip_tags
from scrutiny_cli.importing.readers.text import read_text_lines
from scrutiny_cli.importing.readers.text_lines import (
    find_wrap_width,
    is_broken_line,
    read_text_line,
)

_FRONT_MATTER = re.compile(
    r"---[ ]*\n(?=(?:#.*\n|[ ]*\n)*[\w-]+[ ]*:)(?P<yaml>.*?)\n(?:---|\.\.\.)[ ]*(?:\n|\Z)"
    r"|\+\+\+[ ]*\n(?P<toml>.*?)\n\+\+\+[ ]*(?:\n|\Z)",
    re.DOTALL,
)
_JOINED_BOX = re.compile(r"^([ \t]*[-*+])(?=\[[ xX]\][ \t])", re.MULTILINE)  # `-[x] call RO`
_MAX_NESTING = 100  # a list within a list is two levels
_FIELD = re.compile(r"(title|date)[ ]*[:=][ ]*(.*?)[ ]*", re.IGNORECASE)


class _FrontMatter(NamedTuple):
    """The lines between `---` or `+++` at the top of a file, and what they have."""

    blocks: tuple[Block, ...] = ()
    ignored: tuple[IgnoredText, ...] = ()
    title: str | None = None
    day: str | None = None
    length: int = 0


def read_markdown(data: bytes) -> SourceText:
    """Return the blocks of a file of Markdown.

    Raises:
        CannotImport: Its bytes are not text.

    """
    decoded = decode_text(data)
    clean = clean_characters(decoded.text)
    front = _read_front_matter(clean.text)
    # Its lines are left empty, so that the numbers of the lines after it stay.
    lines = "\n" * clean.text.count("\n", 0, front.length)
    reader = _TokenReader(lines + _JOINED_BOX.sub(r"\1 ", clean.text[front.length :]))
    reader.read_tokens()
    return SourceText(
        (*front.blocks, *reader.blocks),
        clean.text,
        (*front.ignored, *reader.list_ignored()),
        title=front.title,
        day=front.day,
        notes=(*decoded.notes, *describe_removed(clean.removed + reader.removed)),
    )


def _read_front_matter(text: str) -> _FrontMatter:
    found = _FRONT_MATTER.match(text)
    if found is None:
        return _FrontMatter()
    fields = {}
    inner = found["yaml"] or found["toml"] or ""
    for line in inner.split("\n"):
        field = _FIELD.fullmatch(line)
        if field and field[2].strip("\"'"):
            fields[field[1].lower()] = field[2].strip("\"'")
    lines = enumerate(inner.split("\n"), 2)
    blocks = tuple(_show_title(block) for n, line in lines for block in read_text_lines(line, n))
    has_title = any(block.kind is BlockKind.HEADING for block in blocks)
    ignored = (IgnoredText("line 2", "front matter", "title"),) if has_title else ()
    return _FrontMatter(blocks, ignored, fields.get("title"), fields.get("date"), found.end())


def _show_title(block: Block) -> Block:
    field = _FIELD.fullmatch(block.text)
    if field is None or field[1] != "title" or not field[2].strip("\"'"):
        return block
    return block._replace(kind=BlockKind.HEADING, text=field[2].strip("\"'"), level=1)


class _TokenReader:
    """Makes blocks of the tokens of a text, one after the other."""

    def __init__(self, text: str) -> None:
        """Begin with a text in which line 1 is the first of the file."""
        self.blocks: list[Block] = []
        self._ignored: dict[str, list[tuple[int, str]]] = {}  # lines and words, by the reason
        self.removed = 0
        self._text = text
        raw = text.split("\n")
        self._lines = [read_text_line(line.lstrip("> "), n) for n, line in enumerate(raw, 1)]
        self._width = find_wrap_width(self._lines)
        self._marks: list[str] = []  # of the entries around; "" where a block has it
        self._heading = 0
        self._tables = 0
        self._row = 0
        self._cells: list[Cell] | None = None
        self._line = 1
        self._markdown = _make_parser()
        self._methods: dict[str, Callable[[Token], None]] = {
            "inline": self._read_paragraph,
            "heading_open": self._open_heading,
            "heading_close": self._close_heading,
            "list_item_open": self._open_entry,
            "list_item_close": self._close_entry,
            "table_open": self._open_table,
            "tr_open": self._open_row,
            "tr_close": self._close_row,
            "fence": self._read_code,
            "code_block": self._read_code,
            "html_block": self._read_html,
        }

    def read_tokens(self) -> None:
        """Read all tokens of the text."""
        environment: dict[str, Any] = {}
        for token in self._parse_text(environment):
            if token.map:
                self._line = token.map[0] + 1
            if token.type in self._methods:
                self._methods[token.type](token)
        self._ignore_definitions(environment)

    def _parse_text(self, environment: dict[str, Any]) -> list[Token]:
        """Return the tokens of the text; what is nested too deeply would be left out."""
        with suppress(RecursionError):
            tokens = self._markdown.parse(self._text, environment)
            if all(token.level < _MAX_NESTING - 2 for token in tokens):
                return tokens
        raise CannotImport(
            f"The file has lists or quotes that are nested more than {_MAX_NESTING // 2} levels "
            "deep. Make them simpler, and import the file again."
        )

    def _ignore_words(self, reason: str, words: str) -> None:
        if words and count_words(words):
            self._ignored.setdefault(reason, []).append((self._line, words))

    def list_ignored(self) -> Iterator[IgnoredText]:
        """Return what is ignored, once for each reason."""
        for reason, found in self._ignored.items():
            lines = [str(line) for line, _ in found]
            place = f"lines {lines[0]}–{lines[-1]}" if len(set(lines)) > 1 else f"line {lines[0]}"
            yield IgnoredText(place, reason, " ".join(words for _, words in found))

    def _open_heading(self, token: Token) -> None:
        self._heading = int(token.tag[1])

    def _close_heading(self, _: Token) -> None:
        self._heading = 0

    def _open_entry(self, token: Token) -> None:
        self._marks.append(f"{token.info}{token.markup}")

    def _close_entry(self, _: Token) -> None:
        self._ignore_words("number of an empty entry", self._marks.pop())

    def _read_paragraph(self, token: Token) -> None:
        inline = read_inline(token, self._is_broken)
        self.removed += inline.removed
        self._ignore_words("signs of Markdown", inline.signs)
        if self._cells is not None:
            self._cells.append(_make_table_cell(inline.lines))
            return
        for position, line in enumerate(inline.lines):
            self._add_block(line, self._line + (position if len(inline.lines) > 1 else 0))

    def _is_broken(self, number: int) -> bool:
        """Whether the line end of a number in the present paragraph separates two lines."""
        first = self._line - 1 + number
        if first + 1 >= len(self._lines):
            return True
        line, after = self._lines[first], self._lines[first + 1]
        return not is_broken_line(line, after, self._width, line.text_column)

    def _add_block(self, line: InlineLine, number: int) -> None:
        mark = self._marks[-1] if self._marks else ""
        text, checked = line.text, None
        kind, level = BlockKind.PARAGRAPH, len(self._marks)
        box = find_box(text) if mark else None
        if self._heading:
            kind, level = BlockKind.HEADING, self._heading
        elif mark:
            kind = BlockKind.ENTRY
            if box:
                text, mark, checked = text[box.length :], add_box(mark, box), box.checked
        elif (typed := find_entry_mark(text)) is not None and typed.checked is not None:
            # Indented so far that it continues the paragraph above.
            kind, level = BlockKind.ENTRY, level + 1
            text, mark, checked = text[typed.length :], typed.mark, typed.checked
        if self._marks:
            self._marks[-1] = ""
        self.blocks.append(
            Block(
                kind,
                text,
                Place(f"line {number}"),
                level,
                mark,
                (),
                checked,
                is_bold=line.is_bold,
                is_struck=line.is_struck,
                links=line.links,
                doubts=line.doubts,
            )
        )

    def _open_table(self, _: Token) -> None:
        self._tables += 1
        self._row = 0

    def _open_row(self, _: Token) -> None:
        self._row += 1
        self._cells = []

    def _close_row(self, _: Token) -> None:
        cells = tuple(self._cells or ()) + self._read_more_cells(len(self._cells or ()))
        self._cells = None
        place = Place(f"line {self._line}", self._tables, self._row)
        if any(cell.text for cell in cells):
            self.blocks.append(Block(BlockKind.ROW, "", place, cells=cells))

    def _read_more_cells(self, number: int) -> tuple[Cell, ...]:
        """Return the cells of a row that are more than its table has headings."""
        raw = self._text.split("\n", self._line)[self._line - 1].strip()
        raw = raw.lstrip("> ").removeprefix("|").removesuffix("|")
        texts = re.split(r"(?<!\\)\|", raw)[number:]
        return tuple(self._read_cell(text) for text in texts)

    def _read_cell(self, text: str) -> Cell:
        token = self._markdown.parseInline(text.strip())[0]
        inline = read_inline(token, self._is_broken)
        self._ignore_words("signs of Markdown", inline.signs)
        return _make_table_cell(inline.lines)

    def _read_code(self, token: Token) -> None:
        self._ignore_words("signs of Markdown", token.info)
        first = self._line + (1 if token.type == "fence" else 0)
        for number, line in enumerate(token.content.split("\n"), first):
            text = " ".join(line.split())
            if text:
                self._add_block(InlineLine(text, links=find_addresses(text)), number)

    def _read_html(self, token: Token) -> None:
        inline = strip_tags(token.content)
        self.removed += inline.removed
        self._ignore_words("HTML tags", inline.signs)
        for line in inline.lines:
            self._add_block(line, self._line)

    def _ignore_definitions(self, environment: dict[str, Any]) -> None:
        """List the lines that only give the address of a link."""
        definitions = [
            *environment.get("references", {}).values(),
            *environment.get("duplicate_refs", ()),
        ]
        lines = self._text.split("\n")
        for first, last in sorted(tuple(one["map"]) for one in definitions):
            self._line = first + 1
            self._ignore_words("addresses of links", "\n".join(lines[first:last]))


def _make_parser() -> MarkdownIt:
    options = {"maxNesting": _MAX_NESTING}
    markdown = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    markdown.disable(["text_join"])  # so that references to characters stay apart
    # Addresses stay as they are written.
    markdown.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return markdown


def _make_table_cell(lines: Sequence[InlineLine]) -> Cell:
    return Cell(
        "\n".join(line.text for line in lines),
        is_bold=bool(lines) and all(line.is_bold for line in lines),
        is_struck=bool(lines) and all(line.is_struck for line in lines),
        links=tuple(dict.fromkeys(link for line in lines for link in line.links)),
    )
