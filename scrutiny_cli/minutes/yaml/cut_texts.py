"""Texts within braces that a comma cuts: YAML takes each piece after it for a field's name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scrutiny_cli.minutes.converted_values import is_value
from scrutiny_cli.minutes.fields import CONVERTED, TEXT_FIELDS
from scrutiny_cli.minutes.lines import find_line
from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.minutes.remedies import suggest_lines
from scrutiny_cli.minutes.source import Source, Span
from scrutiny_cli.minutes.yaml.nodes import MappingNode, Node, ScalarNode
from scrutiny_cli.minutes.yaml_scalars import put_in_quotes

_COLON = r"\s*:"
_MAX_LINE_LENGTH = 1_000  # of a line that a hint shows


def find_cut_texts(source: Source, node: MappingNode) -> Iterator[Problem]:
    """Yield the problems of the pieces that have no value: each run of them once."""
    before: tuple[ScalarNode, Node] | None = None
    run: list[ScalarNode] = []
    for key, value in node.fields:
        if isinstance(value, ScalarNode) and not value.style and not value.text:
            run.append(key)
            continue
        yield from _check_run(source, before, run)
        before, run = (key, value), []
    yield from _check_run(source, before, run)


def _check_run(
    source: Source, before: tuple[ScalarNode, Node] | None, run: list[ScalarNode]
) -> Iterator[Problem]:
    pieces: list[ScalarNode] = []
    for key in run:
        if not re.compile(_COLON).match(source.text, key.end):
            pieces.append(key)
        elif key.text != "confidential":  # which counts as given, and is reported by its reader
            message = f"`{key.text}` has no value."
            hint = "Write the value after the colon, or delete the field."
            yield Problem("missing-value", message, Span(source, *key.span), hint)
    if pieces:
        yield _cut_problem(source, before, pieces)


def _cut_problem(
    source: Source, before: tuple[ScalarNode, Node] | None, pieces: list[ScalarNode]
) -> Problem:
    """Return the problem of pieces, which most likely belong to the field before them."""
    place = Span(source, pieces[0].start, pieces[-1].end)
    if before is None or not isinstance(before[1], ScalarNode):
        message = f"`{pieces[0].text}` has no value."
        hint = (
            "Put the text with its braces in quotes, or write a colon and a value after the name."
        )
    else:
        words = " ".join(source.text[place.start : place.end].split())
        message = f"The comma ends the text of `{before[0].text}`, so `{words}` is lost."
        hint = _hint_for(source, before[0].text, before[1], pieces)
    return Problem("split-by-comma", message, place, hint)


def _hint_for(source: Source, name: str, value: ScalarNode, pieces: list[ScalarNode]) -> str:
    """Return the hint for pieces after a comma: a field without its colon, or more of a text."""
    field = re.match(r"\W?([a-z_]+)", pieces[0].text)
    if field is not None and field[1] in TEXT_FIELDS | CONVERTED | {"owner", "links"}:
        return f"If `{field[1]}` is a field, write it as `{field[1]}: …`, without other characters."
    whole = source.text[value.start : pieces[-1].end]
    if name in CONVERTED and not is_value(name, whole):
        return "Write its field's name and a colon before it."
    return _write_whole(source, value, pieces[-1])


def _write_whole(source: Source, value: ScalarNode, last: ScalarNode) -> str:
    """Return the hint that shows the line with the text in quotes, up to its last piece."""
    text, start, end = source.text, value.start, last.end
    line = find_line(text, start)
    if "\n" in text[start:end] or value.style or len(line.text) > _MAX_LINE_LENGTH:
        return "Put the text in quotes, or write each field on its own line."
    whole = put_in_quotes(text[start:end])
    return suggest_lines(
        (line.text[: start - line.start] + whole + line.text[end - line.start :]).strip()
    )
