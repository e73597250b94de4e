"""The Atom feed (RFC 4287) of minutes: when they were published, and when they were agreed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple
from uuid import UUID, uuid5

from scrutiny_cli.publish.calendar_board import name_calendar
from scrutiny_cli.publish.site.addresses import FEED, INDEX, name_minutes
from scrutiny_cli.publish.site.board_source import BoardSource

_NAMESPACE = UUID("b5d6a0a4-6d5c-4b1e-9d0a-0c7a9c0d2f61")
_MOST_ENTRIES = 50
_NO_MEETING = date(1970, 1, 1)


class FeedEntry(NamedTuple):
    """An entry of the feed; `identifier` stays the same for ever, `target` is a path."""

    identifier: str
    title: str
    day: date
    target: str


class Feed(NamedTuple):
    """A feed; `address` is the URL of the board's folder, "" where it is not known."""

    identifier: str
    title: str
    day: date
    address: str
    entries: tuple[FeedEntry, ...]
    language: str
    path: str = FEED
    home: str = INDEX


def make_feed(source: BoardSource, address: str) -> Feed:
    """Return the feed of a board; nothing in it depends on when it is made."""
    listed = sorted(_list_entries(source), key=lambda entry: (entry.day, entry.target, entry.title))
    entries = tuple(reversed(listed))[:_MOST_ENTRIES]
    first = min((meeting.date for meeting in source.whole.meetings), default=_NO_MEETING)
    return Feed(
        _make_identifier(source, "feed"),
        source.words("{board}: minutes", board=source.name),
        entries[0].day if entries else first,
        address,
        entries,
        source.words.language,
    )


def _list_entries(source: BoardSource) -> Iterator[FeedEntry]:
    for meeting in source.held:
        if not meeting.took_place:
            continue
        words, day = source.words, source.format_day(meeting.date)
        title, target = words("Minutes of {day}", day=day), name_minutes(meeting.name)
        identifier = _make_identifier(source, "published", meeting.name)
        yield FeedEntry(identifier, title, meeting.date, target)
        agreed = source.approvals.get(meeting.name)
        if agreed is not None:
            identifier = _make_identifier(source, "agreed", meeting.name)
            title = words("Minutes of {day} agreed", day=day)
            yield FeedEntry(identifier, title, agreed.date, target)


def _make_identifier(source: BoardSource, *parts: str) -> str:
    return uuid5(_NAMESPACE, "\n".join((name_calendar(source.whole), source.folder, *parts))).urn
