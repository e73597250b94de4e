"""What a clerk types as an answer: a command to the program, or letters with their words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import Enum
from typing import NamedTuple

from scrutiny_cli.editing.minute_questions import QuestionKind


class Control(Enum):
    """An answer that writes nothing by itself."""

    LEAVE = ""
    BACK = "b"
    UNDO = "u"
    HELP = "?"
    STOP = "q"


class AnswerPart(NamedTuple):
    """A letter of an answer, and the words after it; "" where there are none.

    Without a letter it is the words alone.
    """

    letter: str
    words: str = ""


class Answer(NamedTuple):
    """The parts of an answer, and the actions that it names; none: the one that is asked."""

    parts: tuple[AnswerPart, ...]
    keys: tuple[str, ...] = ()

    def with_words(self, words: Mapping[str, str]) -> Answer:
        """Return the answer with other words after some letters; new letters come last."""
        kept = [AnswerPart(one.letter, words.get(one.letter, one.words)) for one in self.parts]
        letters = {part.letter for part in self.parts}
        new = [AnswerPart(*pair) for pair in words.items() if pair[0] not in letters]
        return self._replace(parts=(*kept, *new))


class NotUnderstood(Exception):
    """The answer cannot be understood; the message says what to type instead."""


class _Grammar(NamedTuple):
    """The letters of a kind of question.

    An answer begins with a letter of `first`. After one of `several`, those of `further` may
    follow, each after a semicolon; the letters of `adjacent` may also follow a letter of `bare`
    that has no words.
    """

    first: str
    several: str = ""
    further: str = ""
    bare: str = ""
    adjacent: str = ""


_GRAMMARS: Mapping[QuestionKind, _Grammar] = {
    QuestionKind.ATTENDANCE: _Grammar("paxi", "paxi", "paxi"),
    QuestionKind.MINUTES: _Grammar("yc"),
    QuestionKind.ACTION: _Grammar("dohwntp", "dohwntp", "dohwntp", "dohw", "ntp"),
    QuestionKind.ITEM: _Grammar("ndai", "a", "tp"),
    QuestionKind.NEXT_MEETING: _Grammar(""),
}
# At the others, an answer may begin with the numbers of actions.
_NAMING_NO_ACTIONS = frozenset({QuestionKind.NEXT_MEETING})  # it begins with the number of a day
_STATUS_LETTERS = frozenset("dohw")
_CONTROLS = {
    **{control.value: control for control in Control},
    "back": Control.BACK,
    "undo": Control.UNDO,
    "help": Control.HELP,
    "quit": Control.STOP,
}
_AGREED = frozenset({"yes", "agreed"})  # as good as y
_MOST_WORDS = 3  # of a ref


def parse_control(line: str) -> Control | None:
    """Return what a line means wherever it is typed; None for an answer."""
    return _CONTROLS.get(line.strip().casefold())


def parse_answer_line(
    line: str, kind: QuestionKind, find_key: Callable[[str], str | None]
) -> Control | Answer:
    """Read a line that was typed at a question of a kind; `find_key` finds an action by its ref.

    Raises NotUnderstood.
    """
    text, control = line.strip(), parse_control(line)
    if control is not None:
        return control
    keys, rest = _split_refs(text, find_key) if kind not in _NAMING_NO_ACTIONS else ((), text)
    return Answer(_parse_parts(rest, QuestionKind.ACTION if keys else kind), keys)


def _split_refs(text: str, find_key: Callable[[str], str | None]) -> tuple[tuple[str, ...], str]:
    """Separate the refs at the beginning of a text from the rest."""
    keys: list[str] = []
    rest = text
    letters = {letter for grammar in _GRAMMARS.values() for letter in grammar.first}
    while rest and rest[:1] + rest[1:2].strip() not in letters:
        found = _find_first_ref(rest, find_key)
        if found is None:
            break
        keys.append(found[0])
        rest = found[1]
    return tuple(dict.fromkeys(keys)), rest


def _find_first_ref(text: str, find_key: Callable[[str], str | None]) -> tuple[str, str] | None:
    """Return the action that the first words name, the most words first, and the rest."""
    for count in range(_MOST_WORDS, 0, -1):
        words = re.match(rf"\S+(?:\s+\S+){{{count - 1}}}", text)
        key = find_key(words[0].rstrip(",;:")) if words is not None else None
        if words is not None and key is not None:
            return key, text[words.end() :].lstrip()
    return None


def _parse_parts(text: str, kind: QuestionKind) -> tuple[AnswerPart, ...]:
    if kind is QuestionKind.NEXT_MEETING:
        return tuple(AnswerPart("", words.strip()) for words in text.split(";"))
    if kind is QuestionKind.MINUTES and text.casefold() in _AGREED:
        return (AnswerPart("y"),)
    grammar = _GRAMMARS[kind]
    parts: list[AnswerPart] = []
    for piece in _split_pieces(text, grammar):
        parts += _parse_piece(piece, grammar, grammar.further if parts else grammar.first)
    _refuse_doubled(parts)
    return tuple(parts)


def _split_pieces(text: str, grammar: _Grammar) -> list[str]:
    """Separate a text at each semicolon that a letter follows, with a space after it."""
    if not text:
        return []
    if text[0].casefold() not in {*grammar.several}:
        return [text]
    return re.split(rf"\s*;\s*(?=[{grammar.further}](?:\s|;|$))", text, flags=re.IGNORECASE)


def _parse_piece(piece: str, grammar: _Grammar, letters: str) -> list[AnswerPart]:
    match = re.fullmatch(r"(\S)(?:\s+(.*))?", piece.strip(), re.DOTALL)
    if match is None or match[1].casefold() not in {*letters}:
        return [AnswerPart("", piece.strip())]
    letter, words = match[1].casefold(), (match[2] or "").strip()
    is_adjacent = words[:1].casefold() in {*grammar.adjacent} and not words[1:2].strip()
    if words and letter in {*grammar.bare} and is_adjacent:
        return [AnswerPart(letter), *_parse_piece(words, grammar, grammar.adjacent)]
    return [AnswerPart(letter, words)]


def _refuse_doubled(parts: list[AnswerPart]) -> None:
    letters = [part.letter for part in parts]
    statuses = [letter for letter in letters if letter in _STATUS_LETTERS]
    if len(statuses) > 1 and "a" not in letters:
        raise NotUnderstood(f"{' and '.join(statuses)} cannot both be meant. Type one of them.")
    doubled = next((letter for letter in letters if letters.count(letter) > 1), None)
    if doubled is not None:
        raise NotUnderstood(f"{doubled} is typed twice. Type it once.")
