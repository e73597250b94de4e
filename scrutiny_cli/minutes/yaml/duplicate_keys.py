"""Fields that are given twice, often since two entries of a list have run together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from scrutiny_cli.minutes.fields import ENTRY_FIELDS
from scrutiny_cli.minutes.lines import find_line
from scrutiny_cli.minutes.problem import RULES, Problem, RelatedSpan
from scrutiny_cli.minutes.remedies import suggest_further_left
from scrutiny_cli.minutes.source import Source, Span
from scrutiny_cli.minutes.yaml.bullets import BULLET
from scrutiny_cli.minutes.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

# What an entry must have, so that it can be one.
_REQUIRED = {"actions": "action", "updates": "ref", "decisions": "decision", "papers": "title"}


class Location(NamedTuple):
    """The field that fields are within, and whether they are an entry of its list."""

    field_name: str
    is_entry: bool


def find_duplicate_keys(
    source: Source, node: MappingNode, location: Location, max_detailed: int
) -> Iterator[Problem]:
    """Yield the fields that are given twice; of an entry, where the next one seems to begin.

    After the first `max_detailed` the message says only that a field is given twice.
    """
    required = _REQUIRED.get(location.field_name)
    first_key = node.fields[0][0]
    ahead = Counter(key.text for key, _ in node.fields)  # the names from here on
    seen: dict[str, tuple[ScalarNode, Node]] = {}
    for key, value in node.fields:
        name = key.text
        earlier = seen.get(name)
        if earlier is None or re.match(BULLET, name):
            seen[name] = (key, value)
            ahead[name] -= 1
            continue
        place = Span(source, *key.span)
        max_detailed -= 1
        if max_detailed < 0:
            message, hint = f"`{name}` is given twice.", RULES["duplicate-key"].remedy
            yield Problem("duplicate-key", message, place, hint)
            continue
        before = Span(source, *earlier[0].span)
        message = f"`{name}` is given twice; it is already on line {before.line}."
        hint = "Keep one of the two, or put both values in one."
        if _content_of(earlier[1]) == _content_of(value):
            hint = "The two are the same: delete one."
        elif location.field_name in ENTRY_FIELDS and isinstance(value, ScalarNode):
            message += " Two entries may have run together."
            if not required or (required in seen and ahead[required] > 0):
                hint = _separate_entries(source, first_key, key, location)
            elif location.is_entry and first_key.text == "ref" != name:
                hint = "Keep one of the two, or write `- ref:` with its number above the second."
            if location.is_entry:
                seen = {name: (key, value)}
        ahead[name] -= 1
        related = (RelatedSpan(before, "the first one"),)
        yield Problem("duplicate-key", message, place, hint, related)


def _content_of(node: Node) -> object:
    if isinstance(node, ScalarNode):
        return node.text
    return node.entries if isinstance(node, SequenceNode) else node.fields


def _separate_entries(
    source: Source, first: ScalarNode, key: ScalarNode, location: Location
) -> str:
    """Return the hint for two entries that have run together; `key` begins the second."""
    if not location.is_entry:
        example = f"`- {first.text}: …`"
        return f"Begin each entry of `{location.field_name}` with `- `, for example {example}."
    line = find_line(source.text, key.start)
    if line.start + line.column != key.start:  # within braces
        return "Keep one of the two, or write two entries."
    if first.text == key.text:
        return suggest_further_left(f"- {line.text.strip()}")
    if first.text == "ref" and location.field_name in ("actions", "brought_forward"):
        shown = suggest_further_left("- ref:", f"  {line.text.strip()}")
        return f"Write `- ref:` above the second, with its number if it has one.\n{shown}"
    return f"Write `- {first.text}:` above the second, or keep one of the two."
