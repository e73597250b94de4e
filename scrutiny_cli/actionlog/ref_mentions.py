"""The finder of refs in prose: which actions a text names, by ref or by place, and where."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeAlias

from scrutiny_cli.actionlog.traverse import list_action_entries, list_items
from scrutiny_cli.minutes.model import Item, Meeting, Person
from scrutiny_cli.minutes.source import LocatedStr, Span, normalize_ref

# A word of its own: not within a longer number, or a sum of money.
_BEFORE, _AFTER = re.compile(r"(?<![\w/£$€])(?<!\d\.)"), re.compile(r"(?![\w/])(?!\.\d)(?!\(\w)")
_PIECE = re.compile(r"\d+|[^\W\d_]+|\S")
_LIST = re.compile(
    r"\bactions?\s+([^\s,]+"
    r"(?:(?:\s*,\s*(?:(?:and|or)\s+)?|\s+(?:and|or|&)\s+)(?!(?:actions?|and|or)\b)[^\s,]+)*)",
    re.IGNORECASE,
)
_LIST_WORD = re.compile(r"(?<![^\s,])(?!(?:and|or|&)\s)[^\s,]+", re.IGNORECASE)
_REF = re.compile(r"""[.,:;!?()\[\]"'‘’“”]*+([\w/.()-]*\w)""")
_MAX_PIECES = 100  # of a ref that is looked for
_MAX_SEARCHED = 2000  # characters of a text with escapes that is searched for each mention
_QUOTES, _BLOCKS = frozenset("\"'"), frozenset("|>")

_Branch: TypeAlias = "dict[str, _Branch]"
_END = ""  # the key in a branch at which a ref ends; no piece is empty


class RefMention(NamedTuple):
    """A ref in prose as it is written there, and where in the file.

    Where the file has the text in another way, as with escapes, it is the place of the whole.
    """

    ref: str
    place: Span


@dataclass(frozen=True)
class RefFinder:
    """Refs and place keys to find, `wanted`, among all that are `known`; all are squeezed."""

    wanted: frozenset[str]
    known: frozenset[str]

    def find_mentions(self, meeting: Meeting) -> Iterator[RefMention]:
        """Find each of them in the texts of a meeting."""
        for text in list_texts(meeting):
            yield from locate_refs(text, self.find_in(text))

    def find_in(self, text: str) -> Iterator[tuple[int, str]]:
        """Find where in a text each is a word of its own, and how it is written there.

        One of digits or letters only, such as 12, is used only after the word “action”. The
        text is read once, however many there are to find.
        """
        if self._compound_refs:
            yield from self._find_compound(text)
        if self._plain_refs:
            for refs in list_refs_after_action(text):
                yield from (
                    (start, ref) for start, ref in refs if normalize_ref(ref) in self._plain_refs
                )

    def _find_compound(self, text: str) -> Iterator[tuple[int, str]]:
        """Find those of several pieces, unless they are a part of a longer one that is known."""
        pieces = [
            (match.start(), match.end(), match[0].casefold()) for match in _PIECE.finditer(text)
        ]
        reach = 0  # where the longest one that began before ends
        for index, (start, _, piece) in enumerate(pieces):
            if piece not in self._piece_tree or not _BEFORE.match(text, start):
                continue
            ends = self._list_ends(text, pieces, index)
            if (
                ends
                and ends[-1] > reach
                and normalize_ref(text[start : ends[-1]]) in self._compound_refs
            ):
                yield start, text[start : ends[-1]]
            reach = max((reach, *ends))

    def _list_ends(self, text: str, pieces: list[tuple[int, int, str]], index: int) -> list[int]:
        """Return where the known ones end that begin at a piece."""
        ends: list[int] = []
        branch = self._piece_tree
        for _, end, piece in pieces[index : index + _MAX_PIECES]:
            if piece not in branch:
                break
            branch = branch[piece]
            if _END in branch and _AFTER.match(text, end):
                ends.append(end)
        return ends

    @cached_property
    def _plain_refs(self) -> frozenset[str]:
        return frozenset(ref for ref in self.wanted if ref.isdecimal() or ref.isalpha())

    @cached_property
    def _compound_refs(self) -> frozenset[str]:
        return self.wanted - self._plain_refs

    @cached_property
    def _piece_tree(self) -> _Branch:
        """The known ones as a tree of their pieces."""
        tree: _Branch = {}
        for pieces in map(_PIECE.findall, self.known | self._compound_refs):
            branch = tree
            for piece in pieces[:_MAX_PIECES]:
                branch = branch.setdefault(piece, {})
            if len(pieces) <= _MAX_PIECES:
                branch[_END] = {}
        return tree


def list_refs_after_action(text: str) -> Iterator[list[tuple[int, str]]]:
    """Find each list of words after the word “action”, as “actions 1/24, 2/24 and 3/24”.

    Each word is given without punctuation around it, with its index in the text.
    """
    if "act" not in text.lower():  # as in most texts, and sooner found than by the pattern
        return
    for match in _LIST.finditer(text):
        words = _LIST_WORD.finditer(text, *match.span(1))
        refs = (_REF.match(text, *word.span()) for word in words)
        yield [(ref.start(1), ref[1]) for ref in refs if ref is not None]


def list_texts(meeting: Meeting) -> Iterator[LocatedStr]:
    """List all texts of a meeting's file in which prose may name an action."""
    texts: list[object] = [meeting.time, meeting.venue, meeting.number]
    texts += meeting.next_meeting or ()
    texts += (person.note for person in _list_attendance(meeting))
    for item in list_items(meeting):
        texts += _list_item_texts(item)
    for entry in list_action_entries(meeting):
        texts += (entry.action, entry.origin, *entry.links, entry.confidential)
    return (text for text in texts if isinstance(text, LocatedStr))


def _list_attendance(meeting: Meeting) -> tuple[Person, ...]:
    there = (*meeting.present, *meeting.apologies, *meeting.in_attendance)
    return (*there, *meeting.absent, *meeting.expected)


def _list_item_texts(item: Item) -> Iterator[object]:
    yield from (item.title, item.number, item.minutes, *item.corrections, item.confidential)
    for record in (*item.papers, *item.decisions):
        yield from record
    for update in item.updates:
        yield from (update.about, update.note, update.action, update.confidential)


# Where a mention is in its file


def locate_refs(text: LocatedStr, refs: Iterator[tuple[int, str]]) -> Iterator[RefMention]:
    """Return the mentions for refs that were found in a text at an index each."""
    locator = _Locator(text)
    for start, ref in refs:
        yield RefMention(ref, locator.locate_part(start, ref))


class _Locator:
    """Finds where parts of one text are in its file; the text is read once."""

    def __init__(self, text: LocatedStr) -> None:
        self.text = text

    def locate_part(self, start: int, part: str) -> Span:
        """Return the place of a part of the text that begins at one of its characters."""
        in_text, in_file = self._letter_positions
        if len(in_text) != len(in_file) or not part:
            return self._search_part(part)
        first, last = bisect_left(in_text, start), bisect_left(in_text, start + len(part) - 1)
        return Span(self.text.source, in_file[first], in_file[last] + 1)

    def _search_part(self, part: str) -> Span:
        """Look for a part in a text that is written with escapes."""
        source, first, last = self.text.place
        if len(self.text) > _MAX_SEARCHED or self.text.count(part) != 1:
            return self.text.place
        start = source.text.find(part, first, last)
        return Span(source, start, start + len(part)) if start >= 0 else self.text.place

    @cached_property
    def _letter_positions(self) -> tuple[list[int], list[int]]:
        """Where all characters but space are, in the text and in its file."""
        source, first, last = self.text.place
        if source.text[first : first + 1] in _QUOTES:
            first, last = first + 1, last - 1
        elif source.text[first : first + 1] in _BLOCKS:
            first = source.text.find("\n", first, last)
        letters = re.compile(r"\S")
        in_text = [match.start() for match in letters.finditer(self.text)]
        return in_text, [match.start() for match in letters.finditer(source.text, first, last)]
