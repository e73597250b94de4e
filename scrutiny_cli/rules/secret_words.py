"""Which words only the confidential parts of the files have, and what names them.

It serves texts that quote the files: the messages of `check`, and what two states of the log
have in common. The log itself is redacted by `withheld`.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from scrutiny_cli.actionlog.model import may_be_marked
from scrutiny_cli.actionlog.redact import find_inherited, public_places
from scrutiny_cli.minutes import fields, yaml_parser
from scrutiny_cli.minutes.problem import RULES, Problem
from scrutiny_cli.minutes.source import Source, Span, squeezed
from scrutiny_cli.minutes.yaml_nodes import MappingNode, Node, ScalarNode, SequenceNode
from scrutiny_cli.rules import find_history_problems, find_problems

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from scrutiny_cli.actionlog.model import MinuteBook

_FIELD = "confidential"
_LIKE = 0.8
_NO = frozenset({"false", "no"})
_CHUNK = re.compile(r"[^\s\"'“”‘’,;:()\[\]{}<>|`]+")
_WORD = re.compile(r"\w+")
_ADDRESS = re.compile(r"[\w.+-]@[\w-]+\.\w")
_SPAN = tuple[int, int]
_Identity = tuple[str, str, int, str, str, str]


class SecretWords(NamedTuple):
    """The words that only confidential parts have, and where in each file those parts are."""

    words: frozenset[str]
    spans: dict[Source, tuple[_SPAN, ...]]

    def are_in(self, text: str) -> bool:
        """Whether a text has a word that only confidential parts have."""
        return bool(self.words) and not self.words.isdisjoint(_words_of(text))

    def cover(self, place: Span) -> bool:
        """Whether a place is within a confidential part."""
        spans = self.spans.get(place.source, ())
        return any(start <= place.start < max(end, start + 1) for start, end in spans)


def find_secret_words(book: MinuteBook, *earlier: MinuteBook) -> SecretWords:
    """Find the confidential parts of the files, by their marks and by what actions pass on.

    A word of such a part, of an earlier state too, is secret unless `book` has it elsewhere.
    A field that looks like `confidential` counts as one. A file that cannot be read but has
    such a word, or names a confidential action, is confidential as a whole.
    """
    found: dict[Source, tuple[_SPAN, ...]] = {}
    secret: set[str] = set()
    public: set[str] = set(_PROGRAM)
    for one in (book, *earlier):
        for source, spans in _spans_of(one).items():
            found[source] = spans
            hidden, shown = _separate(source.text, spans)
            secret |= _words_of(hidden)
            public |= _words_of(shown) if one is book else set()
    return SecretWords(frozenset(secret - public), {k: v for k, v in found.items() if v})


def _spans_of(book: MinuteBook) -> dict[Source, tuple[_SPAN, ...]]:
    spans = {one: list(_marked_spans(one)) for one in book.sources}
    for source, span in _passed_on(book):
        spans[source].append(span)
    return {source: tuple(sorted(each)) for source, each in spans.items()}


def names_secret(problem: Problem, secret: SecretWords) -> bool:
    """Whether a problem is of a confidential part, or its message names one."""
    places = (problem.place, *(one.place for one in problem.related))
    return any(map(secret.cover, places)) or any(map(secret.are_in, _texts_of(problem)))


def _texts_of(problem: Problem) -> tuple[str, ...]:
    return problem.message, problem.hint, *(one.message for one in problem.related)


def redact_problems(
    problems: Iterable[Problem], books: tuple[MinuteBook, ...], today: date
) -> list[Problem]:
    """Give problems of which those that tell something confidential say no more than their rule.

    `books` are the log of now and, where they were compared with it, its earlier states. What
    a rule finds in the whole log is told as it is only where the rule finds the same without
    what is confidential. Nothing of a file is left around the places: a line may hold both.
    """
    secret = find_secret_words(*books)
    known = _known_to_all(books, today) | _of_one_file(books[0])
    blank = cache(_blank)

    def is_public(problem: Problem) -> bool:
        if _identify(problem) not in known or names_secret(problem, secret):
            return False
        # A person's address is for reminders alone, and is not marked.
        return not any(map(_ADDRESS.search, _texts_of(problem)))

    return [
        _without_lines(one, blank) if is_public(one) else _redact(one, blank) for one in problems
    ]


def _known_to_all(books: tuple[MinuteBook, ...], today: date) -> set[_Identity]:
    """Give what all rules find in the log, and in a change of it, without what is confidential."""
    now, *earlier = map(public_places, books)
    found = find_problems(now, today)
    changed = find_history_problems(now, *earlier, today=today) if earlier else ()
    return set(map(_identify, (*found, *changed)))


def _of_one_file(book: MinuteBook) -> set[_Identity]:
    """Give the problems that were found in a file alone: they depend on nothing elsewhere."""
    return set(map(_identify, book.problems)) - set(map(_identify, book.log.problems))


def _identify(problem: Problem) -> _Identity:
    place = problem.place
    related = "\n".join(one.message for one in problem.related)
    return problem.rule, place.path, place.start, problem.message, problem.hint, related


def mark_problems(problems: Iterable[Problem], secret: SecretWords) -> list[Problem]:
    """Give problems with a mark before the message of each that names something confidential."""
    return [
        one._replace(message=f"[Confidential] {one.message}") if names_secret(one, secret) else one
        for one in problems
    ]


def may_hold_secrets(book: MinuteBook, *, addresses: bool) -> bool:
    """Whether a file may hold something confidential, or one of `addresses`; most do not."""
    has_addresses = addresses and any("@" in source.text for source in book.sources)
    return has_addresses or book.may_be_confidential


def _redact(problem: Problem, blank: Callable[[Source], Source]) -> Problem:
    rule, shown = RULES[problem.rule], _moved(problem.place, blank)
    return Problem(rule.name, f"Withheld: confidential. {rule.holds}", shown, rule.remedy)


def _without_lines(problem: Problem, blank: Callable[[Source], Source]) -> Problem:
    related = (one._replace(place=_moved(one.place, blank)) for one in problem.related)
    return problem._replace(place=_moved(problem.place, blank), related=tuple(related))


def _moved(place: Span, blank: Callable[[Source], Source]) -> Span:
    return Span(blank(place.source), place.start, place.end)


def _blank(source: Source) -> Source:
    return Source(source.path, re.sub(r"[^\n]", " ", source.text))


# The parts


def _marked_spans(source: Source) -> Iterator[_SPAN]:
    if not may_be_marked(source):
        return
    root = yaml_parser.parse(source).root
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
    if name == _FIELD or name.startswith("confid"):
        return True
    return name not in _KNOWN and SequenceMatcher(None, name, _FIELD).ratio() >= _LIKE


def _is_no(value: Node) -> bool:
    return isinstance(value, ScalarNode) and value.text.strip().casefold() in _NO


def _passed_on(book: MinuteBook) -> Iterator[tuple[Source, _SPAN]]:
    """Give the updates of confidential actions, and the words that were confidential elsewhere.

    A file that cannot be read is one where it names a confidential action. Where such a file
    may itself hold confidential actions, so are the updates of actions that are not found.
    """
    found = find_inherited(book.meetings)
    parts = [one.place for one in found.updates] + [one.place for one in found.abouts]
    unread = [one for one in book.sources if one.path in book.unreadable]
    if any(map(may_be_marked, unread)):
        parts += [one.place for one in found.unknown]
        parts += [Span(one, 0, len(one.text)) for one in unread]
    for source in unread:
        text = squeezed(source.text)
        if any(name in text for name in found.names):
            parts.append(Span(source, 0, len(source.text)))
    for place in parts:
        yield place.source, (place.start, place.end)


def _separate(text: str, spans: Iterable[_SPAN]) -> tuple[str, str]:
    """Give what is within some spans of a text, and the rest."""
    hidden, shown, at = [], [], 0
    for start, end in spans:
        shown.append(text[at : max(start, at)])
        hidden.append(text[max(start, at) : max(end, at)])
        at = max(end, at)
    return "\n".join(hidden), "\n".join([*shown, text[at:]])


def _words_of(text: str) -> set[str]:
    chunks = {one.strip(".!?…").casefold() for one in _CHUNK.findall(text)}
    return {*chunks, *(word.casefold() for word in _WORD.findall(text))}


_KNOWN = frozenset({
    *fields.MEETING, *fields.ACTION, *fields.UPDATE, *fields.SERIES, *fields.PERSON,
    *fields.DECISION, *fields.BROUGHT_FORWARD, *fields.PAPER, *fields.AGENDA_ITEM,
    *fields.NEXT_MEETING,
})  # fmt: skip
# What the program itself says names nothing of the files.
_PROGRAM = frozenset(_words_of(" ".join(f"{one.holds} {one.remedy}" for one in RULES.values()))) | {
    *_KNOWN, "true", "yes", "",
}  # fmt: skip
