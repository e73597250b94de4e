"""A file's YAML as tokens: libyaml's events in their order, each a text, a mark and its place.

Nothing is looked at here. A token is a bare tuple, since there is one for every word of every
file, and what is bare goes from one process to another in a quarter of the time that a record
takes. That of a scalar is a node of the tree as it stands.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from scrutiny_cli.minutes.decode import MOST_BYTES
from scrutiny_cli.minutes.yaml_nodes import LISTS, SETS, STYLES
from scrutiny_cli.minutes.yaml_pitfalls import UNREADABLE, has_rare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from scrutiny_cli.minutes.source import Source
    from scrutiny_cli.minutes.yaml_nodes import Scalar

# Marks that no node has. Those of lists and fields stand where a list or fields begin; what
# begins knows no end yet, what closes no beginning: there stands 0.
CLOSED = "}"  # what began last
MARKED = "&"  # what follows has an anchor or a tag
ALIAS = "*"
DOCUMENT = "---"  # a second one begins
MOST_LEVELS = 32
MAX_TOKENS = 100_000  # of a file; the minutes of a meeting have some hundreds

Token = tuple[str, str, int, int]


class LibyamlMissing(RuntimeError):
    """PyYAML was built without libyaml; there is no second parser, and no second truth."""


class ParseError(NamedTuple):
    """What libyaml says where it gives up, where that is, and where begins what it was at."""

    words: str
    at: int
    begun: int


class YamlEvents(NamedTuple):
    """A file's tokens, as far as they can be read; a `complaint` says why not any further.

    Where a second document begins, or below the deepest level, no more are read. `has_rare`:
    the text has characters that nobody can see, or blanks that are none to YAML.
    """

    source: Source
    has_rare: bool
    rows: list[Token]
    complaint: ParseError | None

    def words(self) -> Iterator[tuple[Scalar, Scalar | None, Scalar | None]]:
        """Give each text, its key and its owner.

        The key is the name of the field whose value the text is; a name itself and an entry of
        a list have none. The owner is the name of the field whose value is, or has in its list,
        what the text is in: of an entry that of the list.
        """
        opened: list[tuple[bool, Scalar | None]] = []  # whether it has fields, and its owner
        key: Scalar | None = None
        for row in self.rows:
            _, mark, start, end = row
            owner = opened[-1][1] if opened else None
            if mark in SETS or mark in LISTS:
                opened.append((mark in SETS, owner if key is None else key))
                key = None
            elif mark == CLOSED:
                opened.pop()
                key = None
            elif mark in STYLES or mark == ALIAS:
                word = row if mark in STYLES else (self.source.text[start:end], "", start, end)
                yield word, key, owner
                key = word if key is None and opened and opened[-1][0] else None


class _Yaml(NamedTuple):
    """What is needed of yaml, which is loaded with the first file."""

    parser: Any
    error: type[Exception]
    kinds: tuple[Any, ...]


@cache
def _yaml() -> _Yaml:
    import yaml  # noqa: PLC0415  `--help` does not wait for it

    try:
        from yaml._yaml import CParser  # noqa: PLC0415
    except ImportError as error:
        raise LibyamlMissing("PyYAML was installed without libyaml.") from error
    kinds = (
        *(yaml.ScalarEvent, yaml.MappingStartEvent, yaml.MappingEndEvent),
        *(yaml.SequenceStartEvent, yaml.SequenceEndEvent),
        *(yaml.AliasEvent, yaml.DocumentStartEvent, yaml.StreamEndEvent),
    )
    return _Yaml(CParser, yaml.YAMLError, kinds)


def tokenize(source: Source) -> YamlEvents:
    """Take a file's text apart; of one that is too large nothing is read."""
    text = source.text
    rare = has_rare(text)
    rows: list[Token] = []
    complaint = None
    if not is_too_large(text):
        # libyaml gives up at the first such character, and tells its place in bytes.
        complaint = _fill(rows, re.sub(UNREADABLE, "\ufffd", text) if rare else text)
    return YamlEvents(source, rare, rows, complaint)


def is_too_large(text: str) -> bool:
    """Whether a text is larger than a file may be."""
    # No character takes more than four bytes, so that most texts need not be encoded.
    return len(text) * 4 > MOST_BYTES and len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES


def _fill(rows: list[Token], text: str) -> ParseError | None:
    """Add the tokens of a text; give what libyaml complains of."""
    yaml = _yaml()
    marked = "&" in text or "!" in text
    try:
        _gather(rows, yaml.parser(text).get_event, yaml.kinds, marked=marked)
    except yaml.error as error:
        found: Any = error
        at = found.problem_mark.index if found.problem_mark else 0
        begun = found.context_mark.index if found.context_mark else at
        return ParseError(found.problem or "", at, begun)
    return None


def _gather(
    rows: list[Token], get: Callable[[], Any], kinds: tuple[Any, ...], *, marked: bool
) -> None:
    """Add a token for each event: one loop with few calls, for it runs for every word."""
    scalar, mapping, mapping_end, sequence, sequence_end, alias, document, end = kinds
    add, levels = rows.append, 0
    while (kind := (event := get()).__class__) is not end and len(rows) <= MAX_TOKENS:
        if marked and _is_marked(event):
            add(("", MARKED, event.start_mark.index, event.end_mark.index))
        if kind is scalar:
            add((event.value, event.style, event.start_mark.index, event.end_mark.index))
        elif kind is mapping_end or kind is sequence_end:
            levels -= 1
            add(("", CLOSED, 0, event.end_mark.index))
        elif kind is mapping or kind is sequence:
            levels += 1
            block, flow = ":{" if kind is mapping else "-["
            add(("", flow if event.flow_style else block, event.start_mark.index, 0))
            if levels > MOST_LEVELS:
                return
        elif kind is alias:
            add(("", ALIAS, event.start_mark.index, event.end_mark.index))
        elif kind is document and rows:
            add(("", DOCUMENT, event.start_mark.index, event.end_mark.index))
            return


def _is_marked(event: Any) -> bool:  # noqa: ANN401  libyaml's own
    if getattr(event, "tag", None) is not None:
        return True
    return getattr(event, "anchor", None) is not None and hasattr(event, "implicit")
