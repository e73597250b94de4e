"""The words that only the confidential parts of the files have.

They serve texts that quote the files: the messages of `check`, and what `diff` shows. The log
itself is redacted by `actionlog.redact`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from scrutiny_cli.actionlog.model import MinuteBook, may_be_marked
from scrutiny_cli.actionlog.redact import find_inherited
from scrutiny_cli.minutes.fields import TABLES
from scrutiny_cli.minutes.problem import RULES
from scrutiny_cli.minutes.source import Source, Span, normalize_ref
from scrutiny_cli.minutes.value_reader import NO_WORDS
from scrutiny_cli.minutes.yaml import parser
from scrutiny_cli.minutes.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

_MARK = "confidential"
_MIN_SIMILARITY = 0.8  # of a field that is taken for a misspelt mark
_CHUNK = re.compile(r"[^\s\"'“”‘’,;:()\[\]{}<>|`]+")
_WORD = re.compile(r"\w+")
_Range = tuple[int, int]


class SecretWords(NamedTuple):
    """The words that only confidential parts have, and where in each file those parts are."""

    words: frozenset[str]
    ranges: dict[Source, tuple[_Range, ...]]

    def occur_in(self, text: str) -> bool:
        """Whether a text has a word that only confidential parts have."""
        return bool(self.words) and not self.words.isdisjoint(_list_words(text))

    def cover_place(self, place: Span) -> bool:
        """Whether a place is within a confidential part."""
        ranges = self.ranges.get(place.source, ())
        return any(start <= place.start < max(end, start + 1) for start, end in ranges)


def find_secret_words(book: MinuteBook, *earlier: MinuteBook) -> SecretWords:
    """Find the confidential parts of the files, by their marks and by what actions pass on.

    A word of such a part, of an earlier state too, is secret unless `book` has it elsewhere.
    A field that looks like `confidential` is one, too. A file that cannot be read but has
    such a word, or names a confidential action, is confidential as a whole.
    """
    found: dict[Source, tuple[_Range, ...]] = {}
    secret: set[str] = set()
    public: set[str] = set(_PROGRAM)
    for state in (book, *earlier):
        for source, ranges in _find_ranges(state).items():
            found[source] = ranges
            hidden, shown = _split_by_ranges(source.text, ranges)
            secret |= _list_words(hidden)
            public |= _list_words(shown) if state is book else set()
    return SecretWords(frozenset(secret - public), found)


def _find_ranges(book: MinuteBook) -> dict[Source, tuple[_Range, ...]]:
    ranges = {source: list(_list_marked_ranges(source)) for source in book.sources}
    for place in _list_inherited_places(book):
        ranges[place.source].append((place.start, place.end))
    return {source: tuple(sorted(found)) for source, found in ranges.items()}


def may_hold_secrets(book: MinuteBook, *, addresses: bool) -> bool:
    """Whether a file may hold something confidential, or one of `addresses`; most do not."""
    has_addresses = addresses and any("@" in source.text for source in book.sources)
    return has_addresses or book.may_be_confidential


# The parts


def _list_marked_ranges(source: Source) -> Iterator[_Range]:
    if not may_be_marked(source):
        return
    root = parser.parse_yaml(source).root
    if root is None:
        yield 0, len(source.text)
        return
    waiting: list[Node] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, MappingNode):
            if _is_marked(node.fields):
                yield (0, len(source.text)) if node is root else (node.start, node.end)
            else:
                waiting += [value for _, value in node.fields]
        elif isinstance(node, SequenceNode):
            waiting += node.entries


def _is_marked(pairs: list[tuple[ScalarNode, Node]]) -> bool:
    return any(_looks_like_mark(key.text) and not _is_no(value) for key, value in pairs)


def _looks_like_mark(name: str) -> bool:
    name = name.strip().casefold()
    if name == _MARK or name.startswith("confid"):
        return True
    return name not in _KNOWN and SequenceMatcher(None, name, _MARK).ratio() >= _MIN_SIMILARITY


def _is_no(value: Node) -> bool:
    return isinstance(value, ScalarNode) and value.text.strip().casefold() in NO_WORDS


def _list_inherited_places(book: MinuteBook) -> Iterator[Span]:
    """List the updates of confidential actions, and the words that are confidential elsewhere.

    A file that cannot be read is listed as a whole where it names a confidential action. Where such
    a file may itself contain confidential actions, the updates of unknown actions are listed, too.
    """
    found = find_inherited(book.meetings)
    yield from (update.place for update in found.updates)
    yield from (about.place for about in found.abouts)
    unread = [source for source in book.sources if source.path in book.unreadable]
    is_marked = any(map(may_be_marked, unread))
    if is_marked:
        yield from (update.place for update in found.unknown)
    for source in unread:
        text = normalize_ref(source.text)
        if is_marked or any(name in text for name in found.names):
            yield Span(source, 0, len(source.text))


def _split_by_ranges(text: str, ranges: Iterable[_Range]) -> tuple[str, str]:
    """Return what is within some ranges of a text, and the rest."""
    hidden, shown, reached = [], [], 0
    for start, end in ranges:
        shown.append(text[reached : max(start, reached)])
        hidden.append(text[max(start, reached) : max(end, reached)])
        reached = max(end, reached)
    return "\n".join(hidden), "\n".join([*shown, text[reached:]])


def _list_words(text: str) -> set[str]:
    chunks = {chunk.strip(".!?…").casefold() for chunk in _CHUNK.findall(text)}
    return {*chunks, *(word.casefold() for word in _WORD.findall(text))}


_KNOWN = frozenset(name for table in TABLES for name in table)
# The words of the program itself are no secrets of the files.
_RULE_TEXTS = " ".join(f"{rule.summary} {rule.remedy}" for rule in RULES.values())
_PROGRAM = _list_words(_RULE_TEXTS) | _KNOWN | {"true", "yes", ""}
