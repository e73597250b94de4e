"""A meeting's actions and reports in the order of its file, with what they inherit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrutiny_cli.minutes.model import Item, Meeting, Raised, Update


class Found(NamedTuple):
    """An action where it was raised: the nearest title, and the confidence it inherits."""

    raised: Raised
    item: str | None
    confidential: str | None


class Said(NamedTuple):
    """A report, and the confidence it inherits from its item."""

    update: Update
    confidential: str | None


class _Row(NamedTuple):
    item: Item
    title: str | None
    confidential: str | None


def _rows(meeting: Meeting) -> list[_Row]:
    rows: list[_Row] = []
    _gather(rows, meeting.body, None, None)
    return rows


def _gather(rows: list[_Row], item: Item, title: str | None, confidential: str | None) -> None:
    own = confidential if item.confidential is None else item.confidential
    rows.append(_Row(item, title, own))
    for below in item.items:
        _gather(rows, below, title if below.title is None else str(below.title), own)


def items_of(meeting: Meeting) -> Iterator[Item]:
    """Give the meeting's body and every item below it."""
    return (row.item for row in _rows(meeting))


def raised_in(meeting: Meeting) -> list[Found]:
    """Give all that a meeting raised, in the order of its file."""
    return _raised(_rows(meeting))


def said_in(meeting: Meeting) -> list[Said]:
    """Give all reports of a meeting, in the order of its file."""
    return _said(_rows(meeting))


def told_in(meeting: Meeting) -> tuple[list[Found], list[Said]]:
    """Give both, all that a meeting raised and all its reports, in one walk."""
    rows = _rows(meeting)
    return _raised(rows), _said(rows)


def _raised(rows: list[_Row]) -> list[Found]:
    found = [Found(one, row[1], _own(one, row)) for row in rows for one in row[0].actions]
    if len(rows) > 1:
        found.sort(key=lambda one: one[0].place.start)
    return found


def _said(rows: list[_Row]) -> list[Said]:
    said = [Said(one, _own(one, row)) for row in rows for one in row[0].updates]
    if len(rows) > 1:
        said.sort(key=lambda one: one[0].place.start)
    return said


def _own(one: Raised | Update, row: _Row) -> str | None:
    return row.confidential if one.confidential is None else one.confidential
