"""Raising an action: where it stands, its number, and what it must not move."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from scrutiny_cli.actionlog.traverse import list_items, raised_in
from scrutiny_cli.editing.plan import (
    Change,
    but_next_meeting,
    joined,
    owners_read,
    owners_written,
    routes,
    with_item,
    words,
)
from scrutiny_cli.editing.yaml_edit import CannotEdit, Entry, Margin, list_lines
from scrutiny_cli.minutes import dates
from scrutiny_cli.minutes.model import ActionEntry
from scrutiny_cli.minutes.source import LocatedStr, normalize_label, squeezed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrutiny_cli.actionlog.model import Action, MinuteBook
    from scrutiny_cli.editing.plan import EditContext, VerifiedEdit
    from scrutiny_cli.editing.yaml_edit import Route, TextEdit, Value
    from scrutiny_cli.minutes.model import Item, Meeting
    from scrutiny_cli.minutes.source import Span


_OTHER_BUSINESS = r"any other (?:urgent )?business|a\.?o\.?b\b"


@dataclass(frozen=True, slots=True)
class RaiseAction:
    """A new action in the item of a route; `confidential` is None, the reason, or "" for none."""

    route: Route
    action: str
    ref: str | None = None
    owners: tuple[str, ...] = ()
    due: str | None = None
    follows: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    confidential: str | None = None
    on: str | None = None

    def by_hand(self, book: MinuteBook) -> str:
        """Give the action as a person may write it."""
        lines = list_lines([self._entry(book)], 2, Margin())
        return "\n".join(["write it there by hand, under `actions`:", *lines])

    def plan(self, scene: EditContext) -> Change:
        """Put the action behind those of its item."""
        _refuse_twice(scene, self.action)
        spans = self._spans(scene)
        _refuse_moved(scene, self, spans[0].start)
        new = self._raised(scene.book, scene.meeting.place)

        def add(item: Item) -> Item:
            return item._replace(actions=(*item.actions, new))

        return Change(spans, with_item(scene.meeting, self.route, add))

    def number(self, scene: EditContext) -> int:
        """Give the place that the action takes among all that the meeting raises."""
        return _number(scene.meeting, self._spans(scene)[0].start)

    def _spans(self, scene: EditContext) -> list[TextEdit]:
        node = scene.page.item(self.route)
        after = None if self.route else but_next_meeting(node)
        return scene.page.append(node, "actions", [self._entry(scene.book)], after)

    def _entry(self, book: MinuteBook) -> Entry:
        fields: list[tuple[str, Value]] = [
            ("ref", self.ref),
            ("action", self.action),
            ("owner", owners_written(book, self.owners) if self.owners else None),
            ("due", self.due),
            ("follows", joined(self.follows, ",") if self.follows else None),
            ("links", self.links[0] if len(self.links) == 1 else self.links or None),
            ("on", self.on),
            ("confidential", None if self.confidential is None else self.confidential or "true"),
        ]
        return Entry(tuple(pair for pair in fields if pair[1] is not None))

    def _raised(self, book: MinuteBook, place: Span) -> ActionEntry:
        first = dates.has_month_first(book.series.dates)
        raised = ActionEntry(
            place,
            LocatedStr.at(self.action, place),
            None if self.ref is None else LocatedStr.at(self.ref, place),
            (),
            dates.read_due(self.due, month_first=first) if self.due is not None else None,
            place if self.due is not None else None,
            words(self.follows, place),
            dates.read_date(self.on, month_first=first) if self.on is not None else None,
            place if self.on is not None else None,
            links=words(self.links, place),
            confidential=self.confidential,
        )
        return raised._replace(**owners_read(book, self.owners, place)) if self.owners else raised


def _refuse_twice(scene: EditContext, text: str) -> None:
    for at, found in enumerate(raised_in(scene.meeting), 1):
        if found.raised.action is not None and normalize_label(
            found.raised.action
        ) == normalize_label(text):
            place, key = found.raised.place, found.raised.ref or f"{scene.meeting.name}#{at}"
            raise CannotEdit(
                f"{place.path}:{place.line}: {key} says the same, and was raised here already; "
                "nothing was written. If it is asked for once more, let its words say what is new."
            )


def _number(meeting: Meeting, start: int) -> int:
    return 1 + sum(found.raised.place.start < start for found in raised_in(meeting))


def _refuse_moved(scene: EditContext, intent: RaiseAction, start: int) -> None:
    """Refuse to move an action that is named by its place; say where the new one can stand."""
    number = _number(scene.meeting, start)
    used = {n: word for n, word in _uses(scene) if n >= number}
    if not used:
        return
    place = used[max(used)].place
    after = [
        route
        for route, _ in routes(scene.meeting)
        if RaiseAction(route, intent.action).number(scene) > max(used)
    ]
    where = described(scene.meeting, after[0]) if after else None
    hint = f"Put it in {where}" if where else f"Put it below {used[max(used)]}"
    raise CannotEdit(
        f"Added there it would move {scene.meeting.name}#{max(used)}, which "
        f"{place.path}:{place.line} names by its place; nothing was written. {hint}."
    )


def _uses(scene: EditContext) -> Iterator[tuple[int, LocatedStr]]:
    """Give each place of this meeting's actions that some file names, and where."""
    wanted = re.compile(re.escape(squeezed(scene.meeting.name)) + "#([0-9]{1,9})")
    for word in named(scene.book):
        match = wanted.fullmatch(squeezed(word))
        if match is not None:
            yield int(match[1]), word


def named(book: MinuteBook) -> Iterator[LocatedStr]:
    """Give every field that names an action: of a report, `becomes` and `follows`."""
    for item in (item for meeting in book.meetings for item in list_items(meeting)):
        for update in item.updates:
            yield from (update.ref, *update.becomes)
        for action in item.actions:
            yield from action.follows
    for meeting in book.meetings:
        yield from (ref for one in meeting.brought_forward for ref in one.follows)


def raised(done: VerifiedEdit) -> Action:
    """Give the action that a plan has added."""
    old = [found.raised for found in raised_in(done.before)]
    now = [found.raised for found in raised_in(done.after)]
    number = next(at for at, one in enumerate(now, 1) if old[at - 1 : at] != [one])
    key = f"{done.after.name}#{number}"
    return next(one for one in done.book.log.actions if one.place_key == key)


def moved(done: VerifiedEdit) -> Iterator[tuple[str, str]]:
    """Give the old and the new key of each action that has another one since the plan's was added.

    Only an action without a number is named by its place.
    """
    name, new = done.after.name, raised(done).place_key
    at = int(new.rpartition("#")[2])
    for number, found in enumerate(raised_in(done.after), 1):
        if number > at and found.raised.ref is None:
            yield f"{name}#{number - 1}", f"{name}#{number}"


def described(meeting: Meeting, route: Route) -> str | None:
    """Say how an item is named on the command line; None where it cannot be."""
    found = (one for one in _numbered(meeting.body) if one.route == route)
    return next((one.shown() for one in found), None)


class ItemNotFound(Exception):
    """No item is meant, or several are; the message lists them."""


def default_item(meeting: Meeting) -> Route:
    """Give the item of any other business, else the last one; the meeting where it has none."""
    for route, item in routes(meeting):
        if item.title is not None and re.match(_OTHER_BUSINESS, normalize_label(item.title)):
            return route
    return (len(meeting.body.items) - 1,) if meeting.body.items else ()


class _Numbered(NamedTuple):
    """An item, its route, and the number that `show` gives it, as 3.2."""

    route: Route
    item: Item
    number: str

    def shown(self) -> str:
        """Say how the item is named: by its title, else by its number."""
        return f"“{self.item.title}”" if self.item.title is not None else f"item {self.number}"

    def listed(self) -> str:
        """Give the item's number and title."""
        return f"{self.number} {self.shown()}" if self.item.title is not None else self.number


def _numbered(item: Item, route: Route = (), above: str = "") -> Iterator[_Numbered]:
    for at, below in enumerate(item.items):
        number = f"{above}{below.number or at + 1}"
        yield _Numbered((*route, at), below, number)
        yield from _numbered(below, (*route, at), f"{number}.")


def item_named(meeting: Meeting, wanted: str) -> Route:
    """Find the item of a number, or of a title or its beginning. Raises Unfound."""
    every = list(_numbered(meeting.body))
    found = _by_number(every, wanted) or _by_title(every, wanted)
    if len(found) == 1:
        return found[0].route
    several = "Several items begin with" if found else "There is no item"
    listed = "; ".join(one.listed() for one in found or every)
    there = f"There are: {listed}." if listed else "The meeting has no items."
    raise ItemNotFound(f"{several} “{wanted}” in {meeting.name}. {there}")


def _by_number(every: list[_Numbered], wanted: str) -> list[_Numbered]:
    number = squeezed(wanted)
    found = [one for one in every if squeezed(one.number) == number]
    return found or [one for one in every if squeezed(one.item.number or "-") == number]


def _by_title(every: list[_Numbered], wanted: str) -> list[_Numbered]:
    start = normalize_label(wanted)
    titles = [(one, normalize_label(one.item.title)) for one in every if one.item.title]
    same = [one for one, title in titles if title == start]
    return same or [one for one, title in titles if start and title.startswith(start)]
