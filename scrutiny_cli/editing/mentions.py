"""Where a meeting's file names the number of an action, as a field or within its prose."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from scrutiny_cli.actionlog.ref_mentions import list_refs_after_action
from scrutiny_cli.actionlog.refs import everything
from scrutiny_cli.actionlog.traverse import list_items
from scrutiny_cli.minutes.source import LocatedStr, Span, squeezed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scrutiny_cli.minutes.model import ActionEntry, Item, Meeting, Update

# As a whole: not within a longer number, a sum of money, or a range of numbers.
_BEFORE, _AFTER = r"(?<![\w/£$€#])(?<!\d[.–—-])", r"(?![\w/%])(?![.–—-]\d)(?!\(\w)"
_LOOSE_BEFORE, _LOOSE_AFTER = r"(?<![\w/£$€])(?<!\d\.)", r"(?![\w/])(?!\.\d)(?!\(\w)"
# What else boards number; such a number need not be that of an action.
_OTHER_THING = re.compile(
    r"\b(?:agenda|appendix|application|case|complaint|contract|decision|item|minute|motion|order|"
    r"page|paper|para|paragraph|policy|question|recommendation|report|resolution|risk|section)s?"
    r"(?:\s+(?:no\.?|number|ref\.?))?\s+$",
    re.IGNORECASE,
)
_ESCAPE = re.compile(r"\\(?:x..|u.{4}|U.{8}|\r?\n[ \t]*|.)")


class Kind(Enum):
    """In what a number stands."""

    OWN = "the action's own ref"
    REPORT = "the ref of a report"
    FOLLOWS = "follows"
    BECOMES = "becomes"
    ABOUT = "the words a report is about"
    PROSE = "prose, where an action is meant"
    LOOSE = "prose, where another thing may be meant"


class Mention(NamedTuple):
    """A number in a text that was read: which stretch of the text, and its place in the file.

    The place is None where the file has it written so that it cannot be found. `by` is the
    action or the report that the text belongs to.
    """

    kind: Kind
    word: LocatedStr
    start: int
    end: int
    place: Span | None
    by: ActionEntry | Update | None = None


@dataclass(frozen=True)
class Number:
    """A number that is looked for; `longer` are numbers that have it within them."""

    ref: str
    longer: tuple[str, ...] = ()

    def is_named(self, word: str) -> bool:
        """Whether a word is this number."""
        return squeezed(word) == squeezed(self.ref)

    @cached_property
    def is_plain(self) -> bool:
        """Whether it is known for a number of the board's wherever it stands: 39/15, and not 39."""
        digits = any(letter.isdigit() for letter in self.ref)
        return digits and any(letter == "/" or letter.isalpha() for letter in self.ref)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Give where it stands as a whole."""
        return _spans(self._whole, text)

    def loosely(self, text: str) -> list[tuple[int, int]]:
        """Give where it stands, at the end of a range too."""
        return _spans(self._loose, text) if self.is_plain else []

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        return self._expression(_BEFORE, _AFTER)

    @cached_property
    def _loose(self) -> re.Pattern[str]:
        return self._expression(_LOOSE_BEFORE, _LOOSE_AFTER)

    def _expression(self, before: str, after: str) -> re.Pattern[str]:
        longer = sorted(map(_core, self.longer), key=len, reverse=True)
        cores = "|".join([*longer, f"(?P<it>{_core(self.ref)})"])
        return re.compile(f"{before}(?:{cores}){after}", re.IGNORECASE)


def _core(ref: str) -> str:
    return r"\s+".join(map(re.escape, ref.split()))


def _spans(expression: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [match.span() for match in expression.finditer(text) if match["it"]]


def number(ref: str, known: Iterable[str]) -> Number:
    """Make the number that is looked for, among all that are known."""
    short = squeezed(ref)
    longer = {one for one in known if short in squeezed(one) and squeezed(one) != short}
    return Number(ref, tuple(sorted(longer)))


def mentions(meeting: Meeting, wanted: Number) -> Iterator[Mention]:
    """Give every mention of a number in a meeting's file."""
    for raised in everything(meeting):
        yield from _refs(Kind.OWN, wanted, (raised.ref,), raised)
        yield from _refs(Kind.FOLLOWS, wanted, raised.follows, raised)
        yield from _prose(wanted, (raised.action, raised.source), raised)
    for item in list_items(meeting):
        yield from _prose(wanted, _texts(item), None)
        for update in item.updates:
            yield from _refs(Kind.REPORT, wanted, (update.ref,), update)
            yield from _refs(Kind.BECOMES, wanted, update.becomes, update)
            yield from _prose(wanted, (update.note, update.action), update)
            yield from _about(wanted, update)


def _texts(item: Item) -> Iterator[str | None]:
    yield from (item.title, item.minutes, *item.corrections)
    yield from (paper.title for paper in item.papers)
    yield from (one.decision for one in item.decisions)


def _refs(
    kind: Kind, wanted: Number, words: tuple[LocatedStr | None, ...], by: ActionEntry | Update
) -> Iterator[Mention]:
    for word in words:
        if word is not None and wanted.is_named(word):
            yield Mention(kind, word, 0, len(word), _only(word), by)


def _only(word: LocatedStr) -> Span | None:
    """Give the place of a word within its quotes; None where it is written with escapes."""
    written = word.source.text[word.start : word.end]
    if written.count(word) != 1:
        return None
    start = word.start + written.index(word)
    return Span(word.source, start, start + len(word))


def _prose(
    wanted: Number, texts: Iterable[str | None], by: ActionEntry | Update | None
) -> Iterator[Mention]:
    for text in texts:
        if isinstance(text, LocatedStr):
            found = list(_within(wanted, text, by))
            lists = list_refs_after_action(text) if found else ()
            named = {start for refs in lists for start, _ in refs}
            for one in found:
                if one.start in named:
                    yield one
                elif wanted.is_plain:
                    other = _OTHER_THING.search(text[: one.start])
                    yield one._replace(kind=Kind.LOOSE if other else Kind.PROSE)


def _about(wanted: Number, update: Update) -> Iterator[Mention]:
    for one in _prose(wanted, (update.about,), update):
        if one.kind is Kind.PROSE:
            yield one._replace(kind=Kind.ABOUT)


def _within(wanted: Number, text: LocatedStr, by: ActionEntry | Update | None) -> Iterator[Mention]:
    read, written = wanted.spans(text), wanted.spans(_written(text))
    told = len(read) == len(written)
    for at, (start, end) in enumerate(read):
        place = None
        if told:
            place = Span(text.source, *(text.start + one for one in written[at]))
        yield Mention(Kind.PROSE, text, start, end, place, by)


def _written(text: LocatedStr) -> str:
    """Give a text as its file has it, with blanks for what only says how it is written."""
    written = text.source.text[text.start : text.end]
    if written[:1] in {"|", ">"}:
        head = len(written.partition("\n")[0])
        return " " * head + written[head:]
    if written[:1] == '"':
        return _ESCAPE.sub(lambda match: " " * len(match[0]), written)
    return written
