"""Where two records of one meeting differ, whatever the order of their entries."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any, NamedTuple

from scrutiny_cli.actionlog.traverse import list_items
from scrutiny_cli.minutes.model import ActionEntry, Item, Meeting, OwnerValue, Person, Update
from scrutiny_cli.minutes.patterns import is_key
from scrutiny_cli.minutes.source import LocatedStr, Span

# What a meeting has gathered from all of its file: a difference is reported where it is written.
_GATHERED = frozenset(("labels", "introduced", "has_day_first"))


class Difference(NamedTuple):
    """What differs, for example `minutes of “Dredging”`, and where; `gone`: in the old file.

    `confidential`: it is within a part that is confidential.
    """

    what: str
    place: Span
    gone: bool = False
    confidential: bool = False


def find_differences(old: Meeting, new: Meeting) -> tuple[Difference, ...]:
    """Return each place where two records of a meeting differ; order makes no difference."""
    if old is new or old == new or _is_same_text(old, new):
        return ()
    found = _compare_records(old._replace(name=new.name), new, "", new.place)
    spans = {id(meeting.place.source): _secret_spans(meeting) for meeting in (old, new)}
    marked = (
        difference._replace(
            confidential=_is_within(difference.place, spans.get(id(difference.place.source), []))
        )
        for difference in found
    )
    return tuple(sorted(marked, key=lambda difference: difference.place.start))


def _secret_spans(meeting: Meeting) -> list[tuple[int, int]]:
    """Return where everything is that is marked as confidential, in order and without overlaps."""
    marked: list[Item | ActionEntry | Update] = [*meeting.brought_forward]
    for item in list_items(meeting):
        marked += (item, *item.actions, *item.updates)
    places = (record.place for record in marked if record.confidential is not None)
    found: list[tuple[int, int]] = []
    for start, end in sorted((place.start, max(place.end, place.start + 1)) for place in places):
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return found


def _is_within(place: Span, spans: list[tuple[int, int]]) -> bool:
    at = bisect_right(spans, place.start, key=lambda span: span[0]) - 1
    return at >= 0 and place.start < spans[at][1]


def _is_same_text(old: Meeting, new: Meeting) -> bool:
    """Whether both are of the same text, whatever it means beside other files.

    The texts of what may be published are spaces alone, and prove nothing.
    """
    text = old.place.source.text
    return text == new.place.source.text and text.strip(" \r\n|") != ""


def _compare_records(
    old: NamedTuple, new: NamedTuple, within: str, place: Span
) -> Iterator[Difference]:
    """Compare two records of one kind field by field."""
    for name, before, after in zip(new._fields, old, new, strict=True):
        if _is_ignored(name) or before == after:
            continue
        if isinstance(after, Item) and isinstance(before, Item):
            yield from _compare_records(before, after, within, place)
        elif isinstance(after, tuple) and not hasattr(after, "_fields"):
            yield from _compare_lists(name, tuple(before), after, within, place)
        else:
            what = f"{_name_field(name)}{within}"
            yield Difference(what, _find_place(after, before, place), after is None)


def _with_owner_as_written(record: Any) -> Any:  # noqa: ANN401  any record gives one of its kind
    """Return a record with its owner's text alone: what that means depends on who is known."""
    value = getattr(record, "owner_value", None)
    if value is None:
        return record
    return record._replace(owners=(), owner_value=OwnerValue(value.text, ()))


def _is_ignored(name: str) -> bool:
    return name in _GATHERED or name.endswith("place")


def _name_field(name: str) -> str:
    return name.replace("_", " ")


def _compare_lists(
    name: str, old: tuple[object, ...], new: tuple[object, ...], within: str, place: Span
) -> Iterator[Difference]:
    """Compare two lists: what both have is no difference, wherever it is."""
    removed, added = _find_unmatched(old, new)
    for before, after in _pair_values(removed, added):
        if isinstance(before, Item) and isinstance(after, Item):
            yield from _compare_records(before, after, f" of {_name_item(after)}", after.place)
        elif after is None:
            what = f"{_name_value(name, before)}{within}, deleted"
            yield Difference(what, _find_place(before, None, place), gone=True)
        else:
            end = ", added" if before is None else ""
            yield Difference(
                f"{_name_value(name, after)}{within}{end}", _find_place(after, None, place)
            )


def _find_unmatched(
    old: tuple[object, ...], new: tuple[object, ...]
) -> tuple[list[object], list[object]]:
    """Return what only the first list has, and what only the second."""
    waiting: dict[str, list[object]] = {}
    for value in old:
        waiting.setdefault(repr(_normalize_value(value)), []).append(value)
    added: list[object] = []
    for value in new:
        found = waiting.get(repr(_normalize_value(value)))
        if found:
            found.pop(0)
        else:
            added.append(value)
    left = {id(value) for each in waiting.values() for value in each}
    return [value for value in old if id(value) in left], added


def _normalize_value(value: object) -> object:
    """Return a value without its places, every list in it in one order."""
    if not isinstance(value, tuple):
        return str(value) if isinstance(value, str) else value
    names = getattr(value, "_fields", None)
    if names is None:
        return sorted(map(_normalize_value, value), key=repr)
    written: tuple[object, ...] = _with_owner_as_written(value)
    return [
        _normalize_value(part)
        for name, part in zip(names, written, strict=True)
        if not _is_ignored(name)
    ]


def _pair_values(removed: list[object], added: list[object]) -> list[tuple[object, object]]:
    """Pair what was removed with what was added: of the same title, else in order."""
    pairs: list[tuple[object, object]] = []
    left, waiting = list(removed), list(added)
    for old_value in removed:
        title = getattr(old_value, "title", None)
        same = (it for it in waiting if title and getattr(it, "title", None) == title)
        other = next(same, None)
        if other is not None:
            left.remove(old_value)
            waiting.remove(other)
            pairs.append((old_value, other))
    return pairs + list(zip_longest(left, waiting))


def _name_item(item: Item) -> str:
    return f"“{item.title}”" if item.title else "an item without a title"


def _name_value(name: str, value: object) -> str:
    if isinstance(value, Item):
        return f"the item {_name_item(value)}" if value.title else "an item"
    if isinstance(value, ActionEntry):
        return f"the action {value.ref or f'“{value.action}”'}"
    if isinstance(value, Update):
        named = f"“{value.about}”" if value.about and is_key(value.ref) else value.ref
        return f"the update of {named}"
    if isinstance(value, Person):
        return f"{value.label} under {_name_field(name)}"
    return _name_field(name)


def _find_place(value: object, other: object, place: Span) -> Span:
    for candidate in (value, other if value is None else None):
        for found in (
            getattr(candidate, "place", None),
            getattr(_find_located_text(candidate), "place", None),
        ):
            if isinstance(found, Span):
                return found
    return place


def _find_located_text(value: object) -> object:
    """Return the first text of a record that has a place, such as a person's label."""
    fields = value if isinstance(value, tuple) else ()
    return next((field for field in fields if isinstance(field, LocatedStr)), None)
