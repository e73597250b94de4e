"""Lists that YAML does not read as lists, and entries that it reads as one."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from scrutiny_cli.minutes.entries import BULLET
from scrutiny_cli.minutes.fields import (
    ENTRY_FIELDS,
    LIST_FIELDS,
    PERSON_LISTS,
    TEXT_FIELDS,
    TEXT_LISTS,
)
from scrutiny_cli.minutes.lines import Line, line_at, line_number, without_indent
from scrutiny_cli.minutes.problem import RULES, Problem, RelatedSpan
from scrutiny_cli.minutes.remedies import suggest_further_left, suggest_in_place, write_block
from scrutiny_cli.minutes.source import Span
from scrutiny_cli.minutes.yaml_nodes import Node, ScalarNode, SequenceNode
from scrutiny_cli.minutes.yaml_scalars import write_scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrutiny_cli.minutes.source import Source

_LIST_LINE = r"\n[ \t]*((?:-|•|\d+\.)[ \t])"
_INITIALS = r"\([^\W\d_]{1,5}\)"
_MOST_LINES = 200
_LONGEST_LINE = 1_000
# What an entry must have, so that it can be one.
_NEEDED = {"actions": "action", "updates": "ref", "decisions": "decision", "papers": "title"}
_KNOWN = TEXT_FIELDS | TEXT_LISTS | {
    "owner", "follows", "becomes", "approves", "aliases", "votes", "proposed", "seconded",
    "organisation",
}  # fmt: skip


def text_fault(
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
    raw = source.text[value.start : value.end]
    if name is None or "\n" not in raw or name.text not in _KNOWN:
        return None
    if key is not None and _begins_with_bullet(source, value, key):
        return None  # which is told as such
    if name.text in PERSON_LISTS or name.text == "members":
        found = _persons(source, value, name, is_entry=key is None)
        if found is not None and is_brief:
            found = found._replace(hint=RULES["list-without-dash"].remedy)
        if found is not None or key is not None:
            return found
    line = re.search(_LIST_LINE, raw)
    if line is None or value.style in ("|", ">"):
        return None
    start = value.start + line.start(1)
    message = "YAML joins this line to the one above; it makes no list."
    hint = RULES["list-without-bar"].remedy
    if not is_brief:
        hint = _list_hint(source, value, name, is_entry=key is None)
    place = Span(source, start, start + len(line[1]) - 1)
    return Problem("list-without-bar", message, place, hint)


def _begins_with_bullet(source: Source, value: ScalarNode, key: ScalarNode) -> bool:
    """Whether a text below the name of a list begins with a bullet of a word processor."""
    is_list = key.text in TEXT_LISTS or key.text in ENTRY_FIELDS
    if not is_list or value.style or key.text in PERSON_LISTS:
        return False
    line = line_at(source.text, value.start)
    return line.begin == value.start and re.match(BULLET, line.text) is not None


def _list_hint(source: Source, value: ScalarNode, name: ScalarNode, *, is_entry: bool) -> str:
    first, last, lines = _written(source, value, name, is_entry=is_entry)
    if len(lines) > _MOST_LINES:
        return f"Write `{name.text}: |` and the whole text below it, indented."
    dash = "- " if first.has_dash else ""
    if is_entry:
        shown = write_block("", lines)
        shown[0] = "- |"
    elif name.text in TEXT_LISTS | LIST_FIELDS:
        entries = [f"  - {write_scalar(_without_mark(line))}" for line in lines if line.strip()]
        shown = [f"{name.text}:", *entries]
    else:
        shown = write_block(name.text, lines)
    if not is_entry:
        shown = [dash + shown[0], *((" " * len(dash) + one).rstrip() for one in shown[1:])]
    number = line_number(source.text, first)
    return suggest_in_place(number, number + last, shown)


def _written(
    source: Source, value: ScalarNode, name: ScalarNode, *, is_entry: bool
) -> tuple[Line, int, list[str]]:
    """Give the first line of a field, how many follow it, and its text's lines without quotes."""
    text = source.text
    raw = text[value.start : value.end].rstrip()
    if value.style in ("'", '"'):
        raw = raw[1:-1]
    elif value.style in ("|", ">"):
        raw = raw.partition("\n")[2]
    begin = value.start if is_entry else name.start
    last = text.count("\n", begin, value.start + len(text[value.start : value.end].rstrip()))
    head, *rest = raw.split("\n")
    return line_at(text, begin), last, [head, *without_indent(rest)]


def _without_mark(line: str) -> str:
    mark = re.match(rf"[ \t]*(?:-|\d{{1,3}}\.)(?:[ \t]+|$)|{BULLET}", line)
    return line[mark.end() :].strip() if mark else line.strip()


def _persons(
    source: Source, value: ScalarNode, name: ScalarNode, *, is_entry: bool
) -> Problem | None:
    """Find persons on several lines without dashes; lines that end in a comma go on."""
    first, last, lines = _written(source, value, name, is_entry=is_entry)
    found = [line.strip() for line in lines if line.strip()]
    if len(found) <= 1 or all(line.endswith(",") for line in found[:-1]):
        return None
    if is_entry and sum(bool(re.search(_INITIALS, line)) for line in found) <= 1:
        return None  # a long entry that goes on
    message = f"YAML joins these lines of `{name.text}` into one person."
    span = Span(source, value.start, value.end)
    if len(found) > _MOST_LINES:
        hint = "Write each person on a line that begins with `- `."
        return Problem("list-without-dash", message, span, hint)
    entries = [f"- {write_scalar(_without_mark(line).rstrip(','))}" for line in found]
    dash = "- " if first.has_dash else ""
    shown = entries
    if not is_entry:
        inner = " " * len(dash) + "  "
        shown = [f"{dash}{name.text}:", *(inner + entry for entry in entries)]
    number = line_number(source.text, first)
    hint = suggest_in_place(number, number + last, shown)
    return Problem("list-without-dash", message, span, hint)


def persons_in_lines(source: Source, value: ScalarNode) -> Node:
    """Give the lines of a text as the list of persons that they should be."""
    raw = source.text[value.start : value.end]
    at = value.start
    entries: list[Node] = []
    for line in raw.split("\n"):
        if name := _without_mark(line.strip(" \t\r|>'\"")).rstrip(","):
            entries.append(ScalarNode(at, at + len(line), "", name))
        at += len(line) + 1
    return SequenceNode(value.start, value.end, is_flow=False, entries=entries)


def doubled_fields(
    source: Source, fields: list[tuple[ScalarNode, Node]], where: tuple[str, bool], most: int
) -> Iterator[Problem]:
    """Tell of fields that are given twice; of an entry, where the next one seems to begin.

    `where` is the field in whose list the fields are, and whether they are an entry of it. After
    the first `most` no more is said than that a field is given twice.
    """
    list_name, is_entry = where
    needed = _NEEDED.get(list_name)
    left = Counter(key.text for key, _ in fields)  # the names from here on
    seen: dict[str, tuple[ScalarNode, Node]] = {}
    for key, value in fields:
        name = key.text
        earlier = seen.get(name)
        if earlier is None or re.match(BULLET, name):
            seen[name] = (key, value)
            left[name] -= 1
            continue
        most -= 1
        if most < 0:
            message, hint = f"`{name}` is given twice here.", RULES["duplicate-key"].remedy
            yield Problem("duplicate-key", message, _place(source, key), hint)
            continue
        before = _place(source, earlier[0])
        message = f"`{name}` is given twice here; line {before.line} has it already."
        hint = "Keep one of the two, or put both values into it."
        if _content(earlier[1]) == _content(value):
            hint = "Delete one of the two, which are the same."
        elif list_name in ENTRY_FIELDS and isinstance(value, ScalarNode):
            message = message[:-1] + ": two entries may have run together."
            if not needed or (needed in seen and left[needed] > 0):
                hint = _apart(source, fields[0][0], key, where)
            elif is_entry and fields[0][0].text == "ref" != name:
                hint = "Keep one of the two, or put `- ref:` with its number above the second."
            if is_entry:
                seen = {name: (key, value)}
        left[name] -= 1
        related = (RelatedSpan(before, "the first one"),)
        yield Problem("duplicate-key", message, _place(source, key), hint, related)


def _content(node: Node) -> object:
    if isinstance(node, ScalarNode):
        return node.text
    return node.entries if isinstance(node, SequenceNode) else node.fields


def _place(source: Source, node: ScalarNode) -> Span:
    return Span(source, node.start, node.end)


def _apart(source: Source, first: ScalarNode, key: ScalarNode, where: tuple[str, bool]) -> str:
    """Say how two entries that have run together are separated."""
    list_name, is_entry = where
    if not is_entry:
        return f"Begin each entry of `{list_name}` with `- `, as `- {first.text}: …`."
    line = line_at(source.text, key.start)
    if line.start + line.column != key.start:  # within braces
        return "Keep one of the two, or write two entries."
    if first.text == key.text:
        return suggest_further_left(f"- {line.text.strip()}")
    if first.text == "ref" and list_name in ("actions", "brought_forward"):
        shown = suggest_further_left("- ref:", f"  {line.text.strip()}")
        return f"Put `- ref:` above the second, with its number if it has one.\n{shown}"
    return f"Put `- {first.text}:` above the second, or keep one of the two."
