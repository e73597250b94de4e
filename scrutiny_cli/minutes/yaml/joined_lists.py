"""Lists that YAML reads as one text, since their lines lack a dash or a `|` above them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from scrutiny_cli.minutes.fields import (
    ENTRY_FIELDS,
    LIST_FIELDS,
    PERSON_LISTS,
    TEXT_FIELDS,
    TEXT_LISTS,
)
from scrutiny_cli.minutes.lines import Line, find_line, is_short, remove_indent
from scrutiny_cli.minutes.problem import RULES, Problem
from scrutiny_cli.minutes.remedies import suggest_bar, suggest_instead, write_block
from scrutiny_cli.minutes.source import Source, Span
from scrutiny_cli.minutes.yaml.bullets import BULLET
from scrutiny_cli.minutes.yaml.nodes import Node, ScalarNode, SequenceNode
from scrutiny_cli.minutes.yaml_scalars import write_scalar

_LIST_LINE = r"\n[ \t]*((?:-|•|\d+\.)[ \t])"
_LIST_MARK = rf"[ \t]*(?:-|\d{{1,3}}\.)(?:[ \t]+|$)|{BULLET}"
_INITIALS = r"\([^\W\d_]{1,5}\)"
_FIELDS_OF_TEXT = TEXT_FIELDS | TEXT_LISTS | {
    "owner", "follows", "becomes", "approves", "aliases", "votes", "proposed", "seconded",
    "organisation",
}  # fmt: skip
_LISTS_WITH_BULLETS = (TEXT_LISTS | ENTRY_FIELDS.keys()) - PERSON_LISTS


def find_joined_list(
    source: Source,
    value: ScalarNode,
    key: ScalarNode | None,
    owner: ScalarNode | None,
    *,
    is_brief: bool = False,
) -> Problem | None:
    """Find a list in a text of several lines that YAML joins.

    `key` is the field whose value the text is, `owner` the one in whose list it is an entry.
    `is_brief`: without the lines to write instead.
    """
    name = key or owner
    if name is None or name.text not in _FIELDS_OF_TEXT:
        return None
    is_of_persons = name.text in PERSON_LISTS or name.text == "members"
    if value.is_block and not is_of_persons:
        return None  # its lines are not joined
    joined = _JoinedText(source, value, name, is_entry=key is None)
    if "\n" not in joined.raw or joined.begins_with_bullet():
        return None
    if is_of_persons:
        found = joined.find_persons(is_brief=is_brief)
        if found is not None or key is not None:
            return found
    return joined.find_list(is_brief=is_brief)


def read_joined_persons(source: Source, value: ScalarNode) -> SequenceNode:
    """Return the lines of a text as the list of persons that they should be."""
    at = value.start
    entries: list[Node] = []
    for line in source.text[value.start : value.end].split("\n"):
        if name := _strip_mark(line.strip(" \t\r|>'\"")).rstrip(","):
            entries.append(ScalarNode(at, at + len(line), "", name))
        at += len(line) + 1
    return SequenceNode(value.start, value.end, is_flow=False, entries=entries)


@dataclass(frozen=True, slots=True)
class _JoinedText:
    """A text of several lines, and the name of its field, or of the list it is an entry of."""

    source: Source
    value: ScalarNode
    name: ScalarNode
    is_entry: bool

    @property
    def raw(self) -> str:
        return self.source.text[self.value.start : self.value.end]

    @property
    def first_line(self) -> Line:
        """The line with its field's name, or with the dash of the entry."""
        begin = self.value.start if self.is_entry else self.name.start
        return find_line(self.source.text, begin)

    def split_lines(self) -> list[str]:
        """Return the lines of the text without its quotes, its `|` and its indent."""
        raw = self.raw.rstrip()
        if self.value.style in ("'", '"'):
            raw = raw[1:-1]
        elif self.value.is_block:
            raw = raw.partition("\n")[2]
        head, *rest = raw.split("\n")
        return [head, *remove_indent(rest)]

    def suggest_lines(self, shown: Iterable[str]) -> str:
        """Return the hint with lines to write in place of the whole field or entry."""
        text, first = self.source.text, self.first_line
        end = self.value.start + len(self.raw.rstrip())
        return suggest_instead(text, first, text.count("\n", first.start, end) + 1, shown)

    def begins_with_bullet(self) -> bool:
        """Whether it is below the name of a list and begins with a bullet of a word processor.

        That is reported as such.
        """
        if self.is_entry or self.value.style or self.name.text not in _LISTS_WITH_BULLETS:
            return False
        line = find_line(self.source.text, self.value.start)
        return line.begin == self.value.start and re.match(BULLET, line.text) is not None

    def find_list(self, *, is_brief: bool) -> Problem | None:
        """Find a line that begins like the entry of a list."""
        line = None if self.value.is_block else re.search(_LIST_LINE, self.raw)
        if line is None:
            return None
        start = self.value.start + line.start(1)
        message = "YAML joins this line to the one above, so there is no list."
        hint = RULES["list-without-bar"].remedy if is_brief else self._rewrite_list()
        place = Span(self.source, start, start + len(line[1]) - 1)
        return Problem("list-without-bar", message, place, hint)

    def _rewrite_list(self) -> str:
        name, lines = self.name.text, self.split_lines()
        if not is_short(lines):
            return suggest_bar(name)
        if self.is_entry:
            return self.suggest_lines(["- |", *write_block("", lines)[1:]])
        if name in TEXT_LISTS | LIST_FIELDS:
            entries = [f"  - {write_scalar(_strip_mark(line))}" for line in lines if line.strip()]
            shown = [f"{name}:", *entries]
        else:
            shown = write_block(name, lines)
        return self.suggest_lines(self.first_line.put_after_dash(shown))

    def find_persons(self, *, is_brief: bool) -> Problem | None:
        """Find persons on several lines without dashes; lines that end in a comma go on."""
        lines = [line.strip() for line in self.split_lines() if line.strip()]
        if len(lines) <= 1 or all(line.endswith(",") for line in lines[:-1]):
            return None
        has_dash = re.search(_LIST_LINE, self.raw) is not None
        initials = sum(bool(re.search(_INITIALS, line)) for line in lines)
        if self.is_entry and initials <= 1 and not has_dash:
            return None  # a long entry that continues
        message = f"YAML reads these lines of `{self.name.text}` as one person."
        hint = RULES["list-without-dash"].remedy if is_brief else self._rewrite_persons(lines)
        place = Span(self.source, *self.value.span)
        return Problem("list-without-dash", message, place, hint)

    def _rewrite_persons(self, lines: list[str]) -> str:
        if not is_short(lines):
            return "Write each person on a line that begins with `- `."
        entries = [f"- {write_scalar(_strip_mark(line).rstrip(','))}" for line in lines]
        if self.is_entry:
            return self.suggest_lines(entries)
        shown = [f"{self.name.text}:", *(f"  {entry}" for entry in entries)]
        return self.suggest_lines(self.first_line.put_after_dash(shown))


def _strip_mark(line: str) -> str:
    mark = re.match(_LIST_MARK, line)
    return line[mark.end() :].strip() if mark else line.strip()
