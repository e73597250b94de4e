"""The calendar that is written over: which entries it has, and how often each has changed.

A calendar program takes an entry for newer by its SEQUENCE, then by its DTSTAMP (RFC 5546, 2.1.5):
both rise when the entry changes, and stay the same while it does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from typing import NamedTuple

MADE_BY = "-//scrutiny//scrutiny-cli//EN"
MEETING_PROPERTY = "X-SCRUTINY-MEETING"
SEQUENCE_PROPERTY = "X-SCRUTINY-NEXT-SEQUENCE"
INTERNAL_MARK = "INTERNAL"

_LINE = re.compile(r"([A-Z0-9-]+)(?:;[^:]*)?:(.*)", re.DOTALL)
_STAMP = re.compile(r"\d{8}T\d{6}Z", re.ASCII)
_SEQUENCE = re.compile(r"\d{1,9}", re.ASCII)
_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_ENTRIES = {"VEVENT", "VTODO"}
_CALENDAR = ("VCALENDAR",)
_LAST_YEAR = 9999


class DamagedCalendar(Exception):
    """A text is not a complete calendar of this program."""


class EntryRevision(NamedTuple):
    """The SEQUENCE and the DTSTAMP of an entry."""

    sequence: int
    stamp: datetime


class EarlierEntry(NamedTuple):
    """An entry of the earlier calendar: `lines` are all but those of its revision.

    `meeting` is the name of the meeting that it is about; "" for an action.
    """

    uid: str
    revision: EntryRevision
    lines: tuple[str, ...]
    meeting: str


class EarlierCalendar(NamedTuple):
    """The entries of a calendar, by identifier.

    An entry that it lacks begins with the SEQUENCE `next_sequence`: it may have been in a calendar
    before that. Without a file, `exists` is false.
    """

    entries: Mapping[str, EarlierEntry] = MappingProxyType({})
    next_sequence: int = 0
    is_internal: bool = False
    exists: bool = False

    def revise_entry(
        self, uid: str, lines: tuple[str, ...], fresh: date, today: date
    ) -> EntryRevision:
        """Return the revision of an entry with some lines.

        `fresh` is the day on which it was written by the log: there the stamps begin.
        """
        if not self.exists:
            return EntryRevision(0, _start_of_day(fresh))
        earlier = self.entries.get(uid)
        if earlier is None:
            return EntryRevision(self.next_sequence, _start_of_day(max(fresh, today)))
        if earlier.lines == lines:
            return earlier.revision
        before = earlier.revision
        stamp = max(_start_of_day(today), before.stamp + timedelta(seconds=1))
        return EntryRevision(before.sequence + 1, stamp)

    def count_next_sequence(self, uids: Iterable[str]) -> int:
        """Return the SEQUENCE of entries that come after a calendar with those of some `uids`."""
        gone = self.entries.keys() - set(uids)
        after = (self.entries[uid].revision.sequence + 1 for uid in gone)
        return max((self.next_sequence, *after))


NO_CALENDAR = EarlierCalendar()


def _start_of_day(day: date) -> datetime:
    """Return the first moment of a day; the clock would give the same files other bytes."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def read_calendar(data: bytes) -> EarlierCalendar:
    """Read a calendar that this program wrote; or raise DamagedCalendar."""
    entries: dict[str, EarlierEntry] = {}
    own: dict[str, str] = {}
    for path, block in _split_blocks(_unfold_text(data)):
        if path == _CALENDAR:
            own.update(_read_properties(block))
        elif path[-1] in _ENTRIES:
            entry = _read_entry(block)
            entries[entry.uid] = entry
    if own.get("PRODID") != MADE_BY:
        raise DamagedCalendar
    return EarlierCalendar(
        entries=entries,
        next_sequence=_read_sequence(own.get(SEQUENCE_PROPERTY, "0")),
        is_internal="DESCRIPTION" in own,  # a public calendar describes only its entries
        exists=True,
    )


def list_entry_lines(data: bytes) -> tuple[str, ...]:
    """Return the lines of a new entry as those of an earlier one are kept."""
    return _leave_out_revision(_unfold_lines(data.decode()))


def _unfold_lines(text: str) -> list[str]:
    """Return the lines of a calendar, those that were broken as one."""
    return re.sub("\n[ \t]", "", text.replace("\r\n", "\n")).removesuffix("\n").split("\n")


def _unfold_text(data: bytes) -> list[str]:
    try:
        return _unfold_lines(data.decode())
    except UnicodeDecodeError as error:
        raise DamagedCalendar from error


def _split_blocks(lines: list[str]) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """Return the calendar and each component directly in it: its names and its lines.

    What is within such a component is among its lines.
    """
    path: list[str] = []
    outer: list[str] = []
    block: list[str] = []
    for at, line in enumerate(lines):
        name, value = _split_line(line)
        if name == "BEGIN":
            path.append(value)
        (outer if len(path) == 1 else block).append(line)
        if name == "END":
            if not path or path[-1] != value:
                raise DamagedCalendar
            if len(path) == len(_CALENDAR) + 1:
                yield tuple(path), block
                block = []
            path.pop()
        if not path and at + 1 < len(lines):
            raise DamagedCalendar
    if path or outer[0] != "BEGIN:VCALENDAR":
        raise DamagedCalendar
    yield _CALENDAR, outer


def _split_line(line: str) -> tuple[str, str]:
    found = _LINE.fullmatch(line)
    if found is None:
        raise DamagedCalendar
    return found[1], found[2]


def _read_properties(block: Iterable[str]) -> dict[str, str]:
    """Return the values of the lines of a component, without those of components within it."""
    depth, values = 0, {}
    for line in block:
        name, value = _split_line(line)
        depth += (name == "BEGIN") - (name == "END")
        if depth == 1:
            values[name] = value
    return values


def _read_entry(block: list[str]) -> EarlierEntry:
    values = _read_properties(block)
    uid, stamp = values.get("UID", ""), values.get("DTSTAMP", "")
    if not uid:
        raise DamagedCalendar
    revision = EntryRevision(_read_sequence(values.get("SEQUENCE", "")), _read_stamp(stamp))
    meeting = values.get(MEETING_PROPERTY) or _format_day(values.get("DTSTART", ""))
    return EarlierEntry(uid, revision, _leave_out_revision(block), meeting)


def _leave_out_revision(block: Iterable[str]) -> tuple[str, ...]:
    return tuple(line for line in block if _split_line(line)[0] not in {"SEQUENCE", "DTSTAMP"})


def _read_sequence(text: str) -> int:
    if not _SEQUENCE.fullmatch(text):
        raise DamagedCalendar
    return int(text)


def _read_stamp(text: str) -> datetime:
    with suppress(ValueError):
        if _STAMP.fullmatch(text):
            stamp = datetime.strptime(text, "%Y%m%dT%H%M%S%z")
            if stamp.year < _LAST_YEAR:  # a later one still has to follow
                return stamp
    raise DamagedCalendar


def _format_day(text: str) -> str:
    """Return the day of a moment as the name of a meeting; calendars once lacked the name."""
    found = _DAY.match(text)
    return "-".join(found.groups()) if found else ""
