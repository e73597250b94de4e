"""The values of new entries as they are written, and the order of their fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from scrutiny_cli.actionlog.labels import collect_known_labels
from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.minutes import labels
from scrutiny_cli.minutes.fields import Table
from scrutiny_cli.minutes.source import LocatedStr, Source, Span
from scrutiny_cli.minutes.yaml_lines import Texts

_Value = TypeVar("_Value")


def order_fields(table: Table, values: Mapping[str, _Value | None]) -> dict[str, _Value]:
    """Return the fields that have a value: `ref` first, the others in the order of their table."""
    names = sorted(table, key=lambda name: name != "ref")
    found = ((name, values.get(name)) for name in names)
    return {name: value for name, value in found if value is not None}


def comma_list(texts: tuple[str, ...]) -> Texts:
    """Return texts as one, separated by commas; as a list where one of them contains a comma."""
    return texts if any("," in text for text in texts) else ", ".join(texts)


def write_owners(book: MinuteBook, owners: tuple[str, ...]) -> Texts:
    """Return owners as one text where that reads back as them, otherwise as a list."""
    known = collect_known_labels(book.directory, book.meetings)
    text = ", ".join(owners) or "none"
    span = Span(Source("", text), 0, len(text))
    read = known.resolve_owners(labels.read_owner_text(LocatedStr.make(text, span)))
    listed = labels.read_owner_list(LocatedStr.make(owner, span) for owner in owners)
    return text if read == known.resolve_owners(listed) else owners
