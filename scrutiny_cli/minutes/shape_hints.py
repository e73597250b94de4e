"""What to write where a field or an entry has another shape than it should."""

from __future__ import annotations

import re
from collections.abc import Container

from scrutiny_cli.minutes.fields import (
    CONVERTED,
    ENTRY_FIELDS,
    OWNER_FIELDS,
    TEXT_FIELDS,
    TEXT_LISTS,
)
from scrutiny_cli.minutes.lines import Line, find_line, find_lines_of_field, is_short
from scrutiny_cli.minutes.remedies import (
    suggest_bar,
    suggest_for_field,
    suggest_instead,
    suggest_lines,
    write_block,
)
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.minutes.yaml.entries import write_entries, write_entry
from scrutiny_cli.minutes.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from scrutiny_cli.minutes.yaml_scalars import put_in_quotes, write_scalar

_MAX_LENGTH = 2_000  # of a value that a hint shows


def suggest_text(source: Source, key: ScalarNode, node: Node) -> str:
    """Return the hint for a list or fields where a text should be."""
    text = source.text
    raw = text[node.start : node.end].rstrip()
    line = find_line(text, node.start)
    if key.text in OWNER_FIELDS and isinstance(node, MappingNode):
        return _suggest_label(text, key, node)
    if key.text in CONVERTED:
        return f"Write one value after `{key.text}:`, on the same line."
    if len(raw) > _MAX_LENGTH:
        return "Put the text in quotes, or write it under a `|`."
    if line.start > key.start:
        return _suggest_text_below(text, key, line, raw)
    if "\n" in raw or line.start + line.column != key.start:
        return "If these words are text, put them in quotes."
    shown = put_in_quotes(raw)
    if isinstance(node, SequenceNode) and len(node.entries) == 1 and key.text not in TEXT_FIELDS:
        entry = node.entries[0]
        shown = write_scalar(entry.text) if isinstance(entry, ScalarNode) else shown
    return suggest_lines(f"{line.dash}{key.text}: {shown}{line.comment}".rstrip())


def _suggest_label(text: str, key: ScalarNode, node: MappingNode) -> str:
    """Return the hint for the fields of a person where the label of an owner should be."""
    known = {name.text: value.text for name, value in node.fields if isinstance(value, ScalarNode)}
    label = known.get("initials") or known.get("name")
    first, begin = find_line(text, key.start), find_line(text, node.start)
    if not label or node.is_flow:
        return f"Write only the initials or the name, for example `{key.text}: {label or 'RO'}`."
    if begin.has_dash and begin.start > first.start:
        count = len(find_lines_of_field(text, begin))
        return suggest_for_field(text, begin, count, [f"- {write_scalar(label)}"])
    shown = first.put_after_dash([f"{key.text}: {write_scalar(label)}"])
    return suggest_instead(text, first, len(find_lines_of_field(text, first)), shown)


def _suggest_text_below(text: str, key: ScalarNode, line: Line, raw: str) -> str:
    """Return the hint for a value on the lines below its field: an entry of it, or all of them."""
    first = find_line(text, key.start)
    if key.text in TEXT_LISTS and line.has_dash:
        if "\n" in raw:
            return "If these words are one text, put them in quotes."
        return suggest_lines(f"- {put_in_quotes(raw)}")
    lines = find_lines_of_field(text, first)
    if first.value or not is_short(lines):
        return suggest_bar(key.text)
    block = write_block(key.text, [below.text.rstrip() for below in lines[1:]])
    return suggest_instead(text, first, len(lines), first.put_after_dash(block))


def suggest_entry(source: Source, list_name: str, entry: Node, example: str) -> str:
    """Return the hint for a text, or a text with a colon, where an entry's fields should be."""
    text = source.text
    raw = entry.text if isinstance(entry, ScalarNode) else text[entry.start : entry.end]
    raw = " ".join(raw.split())
    line = find_line(text, entry.start)
    lines = write_entry(list_name, raw) if raw and len(raw) <= _MAX_LENGTH else None
    if isinstance(entry, MappingNode) and list_name in ("decisions", "papers", "agenda"):
        lines = [f"- {put_in_quotes(raw)}"]
    if isinstance(entry, SequenceNode) or lines is None:
        return f"Begin it with its first field, for example `- {example}`."
    if line.name == list_name:
        shown = [f"{list_name}:", *(f"  {part}" for part in lines)]
        return suggest_lines(*line.put_after_dash(shown))
    if line.begin == entry.start and isinstance(entry, ScalarNode):
        return _suggest_entries(text, list_name, line, entry)
    if line.begin == entry.start and "\n" not in text[entry.start : entry.end].rstrip():
        return suggest_instead(text, line, 1, lines)
    if line.start + line.column != entry.start or not line.has_dash:
        return f"Write it on a separate line that begins with `{lines[0]}`."
    count = text[entry.start : entry.end].rstrip().count("\n") + 1
    return suggest_for_field(text, line, count, lines)


def _suggest_entries(text: str, list_name: str, line: Line, entry: Node) -> str:
    """Return the hint for entries on lines without dashes."""
    raw = text[entry.start : entry.end].rstrip().split("\n")
    shown = write_entries(list_name, filter(str.strip, raw))
    if shown is None:
        return f"Begin each entry with `- {ENTRY_FIELDS[list_name]}:`."
    return suggest_instead(text, line, len(raw), shown)


def suggest_fields(source: Source, node: Node, names: Container[str]) -> str | None:
    """Return the hint for an entry each of whose lines begins with a field's name, but no colon."""
    text = source.text
    line = find_line(text, node.start)
    raw = text[node.start : node.end].rstrip().split("\n")
    parts = [re.match(r"\s*([a-z_]+)\s*[:=]?\s+(\S.*)", part) for part in raw]
    found = {part[1]: part[2] for part in parts if part is not None and part[1] in names}
    if len(raw) == 1 or len(found) != len(raw) or not line.has_dash:
        return None
    shown = line.put_after_dash(f"{name}: {write_scalar(rest)}" for name, rest in found.items())
    return suggest_instead(text, line, len(raw), shown)


def find_unseparated_name(text: str, names: Container[str]) -> str:
    """Return the field's name that a text begins with, without a colon and a space; or ""."""
    found = re.match(r"([a-z_]+)(?::(?=\S)|\s*[=;]\s+)", text)
    return found[1] if found and found[1] in names else ""
