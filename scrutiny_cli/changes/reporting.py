"""What is said of earlier actions: the empty entry filled, or one added to matters arising."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from scrutiny_cli.changes import carried
from scrutiny_cli.changes.edits import (
    Change,
    but_next_meeting,
    joined,
    meeting_of,
    owners_read,
    owners_written,
    routes,
    with_item,
    words,
)
from scrutiny_cli.changes.layout import (
    CannotEdit,
    Entry,
    Margin,
    Spot,
    entries_of,
    field_lines,
    list_lines,
    spots,
    value_of,
)
from scrutiny_cli.minutes import dates, statuses
from scrutiny_cli.minutes.model import Item, Update
from scrutiny_cli.minutes.nodes import (
    END,
    ENTRIES,
    FIELDS,
    START,
    TEXT,
    is_mapping,
    is_scalar,
    is_sequence,
)
from scrutiny_cli.minutes.text import Place, Source, Word, folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from scrutiny_cli.actionlog.log import Action, Book
    from scrutiny_cli.changes.edits import Scene
    from scrutiny_cli.changes.layout import Route, Span
    from scrutiny_cli.minutes.model import Status
    from scrutiny_cli.minutes.nodes import Mapping, Node, Scalar

_BEFORE_UPDATES = frozenset({"title", "number", "presenter", "minutes", "confidential"})


class _Part(NamedTuple):
    """A field of a report: what is written, and what of the record is read from it."""

    field: str
    written: str | tuple[str, ...]
    read: dict[str, Any]

    def is_said(self, update: Update) -> bool:
        """Whether an update says the same; of a status only its meaning counts."""
        counted = list(self.read.items())[: None if self.field == "owner" else 1]
        return all(getattr(update, attribute) == value for attribute, value in counted)


@dataclass(frozen=True, slots=True)
class Report:
    """What is said of each of some actions; None and an empty `becomes` say nothing.

    Where an entry says something else already, it is refused unless `replace`.
    """

    keys: tuple[str, ...]
    status: str | None = None
    note: str | None = None
    due: str | None = None
    owners: tuple[str, ...] | None = None
    becomes: tuple[str, ...] = ()
    on: str | None = None
    replace: bool = False

    def by_hand(self, book: Book) -> str:
        """Give the report as a person may write it."""
        lines = list_lines([self._entry(book, key) for key in self.keys], 2, Margin())
        return "\n".join(["write it there by hand, under `updates`:", *lines])

    def plan(self, scene: Scene) -> Change:
        """Fill the entry of each action, or add one; what is said already is left."""
        parts = self._parts(scene.book, scene.meeting.place)
        spans: list[Span] = []
        unlisted: list[str] = []
        for key in self.keys:
            found = _entries_on(scene, key)
            if any(all(part.is_said(one.update) for part in parts) for one in found):
                continue
            _refuse_closed(scene, key, self.status)
            if found:
                filled = self._filled(scene, key, _to_fill(found), parts)
                spans += filled.spans
                scene = scene._replace(meeting=filled.meeting)
            else:
                unlisted.append(key)
        added = self._added(scene, unlisted, parts)
        return Change([*spans, *added.spans], added.meeting)

    def _added(self, scene: Scene, keys: list[str], parts: list[_Part]) -> Change:
        if not keys:
            return Change([], scene.meeting)
        by_key, place = scene.book.log.by_key, scene.meeting.place
        updates = [_say(_empty_update(by_key[key], place), parts) for key in keys]
        return _taken_up(scene, [self._entry(scene.book, key) for key in keys], updates)

    def _filled(self, scene: Scene, key: str, found: _Told, parts: list[_Part]) -> Change:
        route, at, update = found
        todo = [part for part in parts if not part.is_said(update)]
        node = _list_entry(scene.page.item(route), at)
        over = [part.field for part in todo if _as_written(node, part.field)]
        if over and not self.replace:
            raise _says_already(scene, node, key, over)
        # What is filled stands before what is added, where both stand at one place.
        todo.sort(key=lambda part: value_of(node, part.field) is None)
        page = dataclasses.replace(scene.page, by_hand=_into_entry(key, todo))
        spans = [span for one in todo for span in page.set(node, one.field, one.written)]

        def fill(item: Item) -> Item:
            new = (*item.updates[:at], _say(update, todo), *item.updates[at + 1 :])
            return item._replace(updates=new)

        return Change(spans, with_item(scene.meeting, route, fill))

    def _parts(self, book: Book, place: Place) -> list[_Part]:
        texts = {"status": self.status, "note": self.note, "due": self.due, "on": self.on}
        parts = {
            name: _Part(name, text, _READ[name](text, book, place))
            for name, text in texts.items()
            if text is not None
        }
        if self.owners is not None:
            written = owners_written(book, self.owners)
            parts["owner"] = _Part("owner", written, owners_read(book, self.owners, place))
        if self.becomes:
            written = joined(self.becomes, ",")
            parts["becomes"] = _Part("becomes", written, {"becomes": words(self.becomes, place)})
        return [parts[name] for name in _ORDER if name in parts]

    def _entry(self, book: Book, key: str) -> Entry:
        about = carried.about(book.log.by_key[key])
        place = Place(Source("", ""), 0, 0)
        said = tuple((part.field, part.written) for part in self._parts(book, place))
        return Entry((("ref", key), *((("about", about),) if about else ()), *said))


def _into_entry(key: str, parts: Iterable[_Part]) -> str:
    lines = [line for one in parts for line in field_lines(one.field, one.written, 2, Margin())]
    return "\n".join([f"write it by hand into the entry of {key} that stands here:", *lines])


def _meant(book: Book, words: str) -> Status:
    found = statuses.Known(book.series.statuses).find(words)
    if found is None:  # the command line takes no other words
        raise ValueError(words)
    return found


def _status_read(text: str, book: Book, place: Place) -> dict[str, Any]:
    return {"status": _meant(book, text), "status_text": Word.at(text, place)}


def _note_read(text: str, _book: Book, _place: Place) -> dict[str, Any]:
    return {"note": text}


def _due_read(text: str, _book: Book, place: Place) -> dict[str, Any]:
    return {"due": dates.read_due(text), "due_place": place}


def _on_read(text: str, _book: Book, place: Place) -> dict[str, Any]:
    return {"on": dates.read_date(text), "on_place": place}


_READ: dict[str, Callable[[str, Book, Place], dict[str, Any]]] = {
    "status": _status_read,
    "note": _note_read,
    "due": _due_read,
    "on": _on_read,
}
_ORDER = ("status", "note", "due", "owner", "becomes", "on")


def _say(update: Update, parts: Iterable[_Part]) -> Update:
    for part in parts:
        update = update._replace(**part.read)
    return update


class _Told(NamedTuple):
    """An update: its item's route, its place in that item's list, and what it says."""

    route: Route
    at: int
    update: Update


def _entries_on(scene: Scene, key: str) -> list[_Told]:
    """Give what the meeting says of an action, in the order of its items."""
    starts = {
        one.update.place.start
        for one in scene.book.log.reports
        if one.meeting.name == scene.meeting.name and one.key == key
    }
    found = [
        _Told(route, at, update)
        for route, item in (((), scene.meeting.body), *routes(scene.meeting))
        for at, update in enumerate(item.updates)
        if update.place.start in starts
    ]
    return sorted(found, key=lambda one: one.update.place.start)


def _to_fill(found: list[_Told]) -> _Told:
    return next((one for one in found if not one.update.answers), found[-1])


def _list_entry(item: Mapping, at: int) -> Mapping:
    node = entries_of(item, "updates")[at]
    if not is_mapping(node):  # what the reader gave as an update is one
        raise TypeError(node)
    return node


def _says_already(scene: Scene, node: Mapping, key: str, fields: list[str]) -> CannotEdit:
    source = scene.page.source
    place = Place(source, node[START], node[END])
    lines = "".join(f"\n  {name}: {_as_written(node, name)}" for name in fields)
    return CannotEdit(
        f"{place.path}:{place.line}: {key} has its report already, which says:{lines}\n"
        "Nothing was written. With --replace the new words take the place of these."
    )


def _as_written(node: Mapping, name: str) -> str:
    """Give what a field says on one line, "" where it says nothing."""
    found = value_of(node, name)
    said = [] if found is None else [one[TEXT] for one in _texts(found[1])]
    return " ".join(", ".join(said).split())


def _texts(node: Node) -> list[Scalar]:
    entries = node[ENTRIES] if is_sequence(node) else [node]
    return [one for one in entries if is_scalar(one)]


def _refuse_closed(scene: Scene, key: str, status: str | None) -> None:
    """Refuse to close what another meeting closed."""
    action = scene.book.log.by_key[key]
    closes = status is not None and not _meant(scene.book, status).is_open
    closing = [event for event in action.history if not event.stands.is_open]
    if closes and closing and closing[0].meeting != scene.meeting.name and not action.is_open:
        day = dates.shown(action.closed or closing[0].date)
        raise CannotEdit(
            f"{key} is closed already: {action.status.value} on {day}. Nothing was written. "
            "What is still to be said of it goes into --note."
        )


def _taken_up(scene: Scene, new: list[Entry], updates: list[Update]) -> Change:
    """Put updates under matters arising, else where others stand, else into a new first item."""
    on, meeting = scene.page, scene.meeting
    spot = _spot_of_updates(on.root)
    if spot is None and value_of(on.root, "items") is not None:
        item = Item(meeting.place, Word.at(carried.MATTERS, meeting.place), updates=tuple(updates))
        entry = Entry((("title", carried.MATTERS), ("updates", new)))
        body = meeting.body._replace(items=(item, *meeting.body.items))
        return Change(on.prepend(on.root, "items", entry), meeting._replace(body=body))
    route, node = spot or Spot((), on.root)
    # In an item they stand above what was newly asked for; a meeting's own come last.
    heads = [key[TEXT] for key, _ in node[FIELDS] if key[TEXT] in _BEFORE_UPDATES]
    after = heads[-1] if heads and route else but_next_meeting(node)

    def add(item: Item) -> Item:
        return item._replace(updates=(*item.updates, *updates))

    return Change(on.append(node, "updates", new, after), with_item(meeting, route, add))


def _spot_of_updates(root: Mapping) -> Spot | None:
    found = list(spots(root))
    titled = (spot for spot in found[1:] if _is_matters_arising(spot.node))
    holding = (spot for spot in found if value_of(spot.node, "updates") is not None)
    return next(titled, None) or next(holding, None)


def _is_matters_arising(node: Mapping) -> bool:
    found = value_of(node, "title")
    if found is None or not is_scalar(found[1]):
        return False
    return folded(found[1][TEXT]) == folded(carried.MATTERS)


# Carrying forward


@dataclass(frozen=True, slots=True)
class CarryForward:
    """An empty update for each of some actions."""

    actions: tuple[Action, ...]

    def by_hand(self, book: Book) -> str:  # noqa: ARG002
        """Name the actions."""
        return f"add the updates there by hand ({', '.join(one.key for one in self.actions)})."

    def plan(self, scene: Scene) -> Change:
        """Put the updates under matters arising."""
        place = scene.meeting.place
        new = carried.entries(scene.book, self.actions)
        updates = [_empty_update(action, place) for action in self.actions]
        return _taken_up(scene, new, updates) if updates else Change([], scene.meeting)


def _empty_update(action: Action, place: Place) -> Update:
    text = carried.about(action)
    about = Word.at(text, place) if text else None
    return Update(place, Word.at(action.key, place), about)


def missing(book: Book, name: str) -> tuple[Action, ...]:
    """Give the open actions that a meeting neither lists nor raises."""
    meeting = meeting_of(book, name)
    listed = {report.key for report in book.log.reports if report.meeting.name == name}
    return tuple(one for one in carried.open_before(book, meeting) if one.key not in listed)
