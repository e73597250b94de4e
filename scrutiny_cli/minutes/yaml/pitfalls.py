"""What YAML reads without complaint but a person did not mean, found in the text and its tree."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Container, Iterator
from typing import NamedTuple

from scrutiny_cli.minutes.characters import NO_BREAK_SPACE
from scrutiny_cli.minutes.fields import ENTRY_FIELDS, PERSON_LISTS, TEXT_LISTS, VALUES
from scrutiny_cli.minutes.lines import find_line, find_list_name
from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.minutes.source import Source, Span
from scrutiny_cli.minutes.yaml.bullets import find_bullet, find_bullet_places, find_bullets
from scrutiny_cli.minutes.yaml.errors.quoting import quote_line_at
from scrutiny_cli.minutes.yaml.fault import Fault
from scrutiny_cli.minutes.yaml.hidden_texts import find_comments, find_hidden_texts
from scrutiny_cli.minutes.yaml.invisible_characters import report_no_break_space
from scrutiny_cli.minutes.yaml.nodes import KeyedScalar, MappingNode, Node, SequenceNode
from scrutiny_cli.minutes.yaml_scalars import put_in_quotes

# Patterns are compiled where they are first used: few files need any of them.
_QUESTION = r"(?m)^[ \t-]*(\?)(?=[ \t\r\n])"
_SPACE_AT_START = rf"(?:-|[\w-]+:)?({NO_BREAK_SPACE})"
# Where a value may end in a curly quote; each begins with one character, which is quick to find.
_CURLY_ENDS = tuple(rf"(?m){mark}\s*(?:$|[,#\]}}])" for mark in "“”’")
_IN_CURLY_QUOTES = r"(?s)\s*[“”„‘](.*)[“”’]\s*"
_MAX_BULLETS = 10


class Suspects(NamedTuple):
    """What of a file's text may be a pitfall; the texts of its tree show whether it is one."""

    comments: list[re.Match[str]]
    questions: list[int]
    bullets: list[int]
    has_spaces: bool

    @property
    def places(self) -> Container[int]:
        """Where the texts begin that are needed to decide: at a bullet, or anywhere."""
        needs_all = self.comments or self.questions or self.has_spaces
        return range(sys.maxsize) if needs_all else frozenset(self.bullets)


def find_suspects(text: str, *, has_unusual_characters: bool) -> Suspects:
    """Return what of a text may be a pitfall; most files have nothing."""
    return Suspects(
        comments=find_comments(text),
        questions=[mark.start(1) for mark in re.finditer(_QUESTION, text)] if "?" in text else [],
        bullets=find_bullet_places(text),
        has_spaces=has_unusual_characters and re.search(NO_BREAK_SPACE, text) is not None,
    )


def find_pitfalls(
    source: Source, suspects: Suspects, scalars: list[KeyedScalar]
) -> Iterator[Problem]:
    """Yield the pitfalls in the texts of a file; after a syntax error it must not be read.

    `scalars` are the texts that begin at the places of the suspects.
    """
    if scalars:
        yield from find_hidden_texts(source, scalars, suspects.comments)
        yield from _check_question_marks(source, scalars, suspects.questions)
        yield from _check_bullets(source, scalars, suspects.bullets)
        if suspects.has_spaces:
            yield from _check_spaces(source, scalars)


def _check_question_marks(
    source: Source, scalars: list[KeyedScalar], places: list[int]
) -> Iterator[Problem]:
    """Yield the question marks with which YAML begins a key."""
    text = source.text
    starts = [scalar.value.start for scalar in scalars]
    for at in places:
        before = scalars[max(bisect_right(starts, at) - 1, 0)].value
        if before.start <= at < before.end:
            continue
        is_alone = not text[text.rfind("\n", 0, at) + 1 : at].strip()
        message = "This text begins with `?` and a space, so YAML cannot read it."
        hint = "Delete the `?`." if is_alone else quote_line_at(text, at)
        yield Problem("yaml-syntax", message, Span(source, at, at + 1), hint)


def _check_bullets(
    source: Source, scalars: list[KeyedScalar], places: list[int]
) -> Iterator[Problem]:
    """Yield the lines of lists that begin with another sign than a hyphen."""
    starting = {scalar.value.start: scalar for scalar in scalars}
    left = _MAX_BULLETS
    for at in places:
        scalar = starting.get(at)
        fault = _find_bullet_at(source.text, scalar, at) if scalar and left else None
        if fault is not None:
            left -= 1
            yield _syntax_problem(source, fault)


def _find_bullet_at(text: str, scalar: KeyedScalar, at: int) -> Fault | None:
    line = find_line(text, at)
    if scalar.key is None:
        is_first = _begins_line(text, at)
        return find_bullet(text, line, find_list_name(text, line)) if is_first else None
    name = scalar.key.text
    if name not in ENTRY_FIELDS and name not in TEXT_LISTS:
        return None
    if "\n" not in text[at : scalar.value.end].rstrip():
        return find_bullet(text, line, find_list_name(text, line))
    if name in PERSON_LISTS:
        return None  # reported as persons without dashes
    return find_bullets(text, line, name, scalar.value.end)


def _check_spaces(source: Source, scalars: list[KeyedScalar]) -> Iterator[Problem]:
    """Yield the no-break spaces before the texts at the start of a line."""
    for value in (scalar.value for scalar in scalars if not scalar.value.style):
        mark = re.match(_SPACE_AT_START, value.text)
        if mark and _begins_line(source.text, value.start):
            fault = report_no_break_space(source.text, value.start + mark.start(1))
            yield _syntax_problem(source, fault)


def _begins_line(text: str, at: int) -> bool:
    return not text[text.rfind("\n", 0, at) + 1 : at].strip(" \t-")


def _syntax_problem(source: Source, fault: Fault) -> Problem:
    return Problem("yaml-syntax", fault.message, Span(source, fault.start, fault.end), fault.hint)


def strip_curly_quotes(source: Source, root: Node) -> list[Problem]:
    """Remove curly quotes from the values of a tree and report them, each once.

    Prose may keep them.
    """
    problems: list[Problem] = []
    if any(re.search(end, source.text) for end in _CURLY_ENDS):
        _strip_node(source, root, None, problems)
    return problems


def _strip_node(source: Source, node: Node, name: str | None, problems: list[Problem]) -> None:
    """Remove curly quotes from a node and those below it; `name` is its field, None for prose."""
    if isinstance(node, MappingNode):
        for key, value in node.fields:
            _strip_node(source, value, key.text if key.text in VALUES else None, problems)
    elif isinstance(node, SequenceNode):
        for entry in node.entries:
            _strip_node(source, entry, name, problems)
    elif name and not node.text.isascii() and (inner := re.fullmatch(_IN_CURLY_QUOTES, node.text)):
        node.text = re.sub("[“”„]", "", inner[1])
        message = f"YAML reads these curly quotes as part of `{name}`."
        hint = f"Type {put_in_quotes(node.text)} in straight quotes, or without quotes."
        problems.append(Problem("curly-quotes", message, Span(source, *node.span), hint))
