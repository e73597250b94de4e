"""What to write where a field or an entry has another shape than it should."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scrutiny_cli.minutes.entries import entry_lines
from scrutiny_cli.minutes.fields import CONVERTED, ENTRY_FIELDS, TEXT_FIELDS, TEXT_LISTS
from scrutiny_cli.minutes.lines import Line, is_short, line_at, line_number, lines_of_field
from scrutiny_cli.minutes.remedies import suggest_in_place, suggest_lines, write_block
from scrutiny_cli.minutes.yaml_nodes import MappingNode, Node, ScalarNode, SequenceNode
from scrutiny_cli.minutes.yaml_scalars import put_in_quotes, write_scalar

if TYPE_CHECKING:
    from collections.abc import Container

    from scrutiny_cli.minutes.source import Source

_LONGEST = 2_000  # of a value that a hint shows


def text_hint(source: Source, key: ScalarNode, node: Node) -> str:
    """Give the hint for a list or fields where a text should be."""
    text = source.text
    raw = text[node.start : node.end].rstrip()
    line = line_at(text, node.start)
    if key.text in CONVERTED:
        return f"Give `{key.text}` one value, on its own line."
    if len(raw) > _LONGEST:
        return "Put the text into quotes, or write it below a `|`."
    if line.start > key.start:
        return _below_hint(text, key, line, raw)
    if "\n" in raw or line.start + line.column != key.start:
        return "If these words are text, put them into quotes."
    dash = "- " if line.has_dash else ""
    shown = put_in_quotes(raw)
    if isinstance(node, SequenceNode) and len(node.entries) == 1 and key.text not in TEXT_FIELDS:
        entry = node.entries[0]
        shown = write_scalar(entry.text) if isinstance(entry, ScalarNode) else shown
    return suggest_lines(f"{dash}{key.text}: {shown}{line.comment}".rstrip())


def _below_hint(text: str, key: ScalarNode, line: Line, raw: str) -> str:
    """Give the hint for a value on the lines below its field: an entry of it, or all of them."""
    first = line_at(text, key.start)
    if key.text in TEXT_LISTS and line.has_dash:
        if "\n" in raw:
            return "If these words are one text, put them into quotes."
        return suggest_lines(f"- {put_in_quotes(raw)}")
    lines = lines_of_field(text, first)
    if first.value or not is_short(lines):
        return f"Write `{key.text}: |` and the whole text below it, indented."
    dash = "- " if first.has_dash else ""
    head, *body = write_block(key.text, [one.text.rstrip() for one in lines[1:]])
    shown = [dash + head, *((" " * len(dash) + one).rstrip() for one in body)]
    number = line_number(text, first)
    return suggest_in_place(number, number + len(lines) - 1, shown)


def entry_hint(source: Source, list_name: str, entry: Node, example: str) -> str:
    """Give the hint for a text, or a text with a colon, where an entry's fields should be."""
    text = source.text
    raw = " ".join(text[entry.start : entry.end].split())
    if isinstance(entry, ScalarNode):
        raw = " ".join(entry.text.split())
    line = line_at(text, entry.start)
    lines = entry_lines(list_name, raw) if raw and len(raw) <= _LONGEST else None
    if isinstance(entry, MappingNode) and list_name in ("decisions", "papers", "agenda"):
        lines = [f"- {put_in_quotes(raw)}"]
    if isinstance(entry, SequenceNode) or lines is None:
        return f"Begin it with its first field, as `- {example}`."
    if line.name == list_name:
        dash = "- " if line.has_dash else ""
        inner = " " * len(dash) + "  "
        return suggest_lines(f"{dash}{list_name}:", *(inner + one for one in lines))
    if line.begin == entry.start and isinstance(entry, ScalarNode):
        return _lines_of_entries(text, list_name, line, entry)
    if line.start + line.column != entry.start or not line.has_dash:
        return f"Write it on a line of its own that begins `{lines[0]}`."
    first = line_number(text, line)
    end = entry.start + len(text[entry.start : entry.end].rstrip())
    last = first + text.count("\n", line.start, end)
    return suggest_lines(*lines) if first == last else suggest_in_place(first, last, lines)


def _lines_of_entries(text: str, list_name: str, line: Line, entry: Node) -> str:
    """Give the hint for entries on lines without dashes."""
    raw = text[entry.start : entry.end].rstrip().split("\n")
    shown: list[str] = []
    for one in filter(None, map(str.strip, raw)):
        words = re.sub(r"^\(?\d{1,3}[.)]\s+|^\(?[a-z][.)]\s+", "", one)
        shown += entry_lines(list_name, words) or [f"- {ENTRY_FIELDS[list_name]}: …"]
    number = line_number(text, line)
    if any("…" in one for one in shown):
        return f"Begin each entry with `- {ENTRY_FIELDS[list_name]}:`."
    return suggest_in_place(number, number + len(raw) - 1, shown)


def space_missing(text: str, names: Container[str]) -> str:
    """Give the name of a field that a text begins with, without a colon and space; or ""."""
    found = re.match(r"([a-z_]+)(?::(?=\S)|\s*[=;]\s+)", text)
    return found[1] if found and found[1] in names else ""
