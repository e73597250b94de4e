"""What is said of earlier actions: the empty entry filled, or one added to matters arising."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from scrutiny_cli.editing import carry_forward
from scrutiny_cli.editing.marks import find_title_mark, write_mark
from scrutiny_cli.editing.plan import (
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
from scrutiny_cli.editing.yaml_edit import (
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
from scrutiny_cli.minutes.source import LocatedStr, Source, Span, normalize_label
from scrutiny_cli.minutes.yaml_nodes import MappingNode, Node, ScalarNode, SequenceNode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from scrutiny_cli.actionlog.model import Action, MinuteBook
    from scrutiny_cli.editing.plan import EditContext
    from scrutiny_cli.editing.yaml_edit import Route, TextEdit
    from scrutiny_cli.minutes.model import Meeting, Status

_BEFORE_UPDATES = frozenset({"title", "number", "presenter", "minutes", "confidential"})
# What an update keeps when another takes its place; `x-` fields, too.
_KEPT = frozenset({"ref", "about", "confidential"})


class _Part(NamedTuple):
    """A field of an update: what is written, and what of the record is read from it."""

    field: str
    written: str | tuple[str, ...]
    read: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Report:
    """What is said of each of some actions; None and an empty `becomes` say nothing.

    Where the meeting has an update of the same day, it is refused, unless `replace` puts this
    one in its place or `add` writes a further one. `nth` chooses, from 1, the update that is
    replaced. The actions of `without_on` are reported on without `on`.
    """

    keys: tuple[str, ...]
    status: str | None = None
    note: str | None = None
    due: str | None = None
    owners: tuple[str, ...] | None = None
    becomes: tuple[str, ...] = ()
    on: str | None = None
    without_on: frozenset[str] = frozenset()
    replace: bool = False
    add: bool = False
    nth: int | None = None

    def by_hand(self, book: MinuteBook) -> str:
        """Give the report as a person may write it."""
        lines = list_lines([self._entry(book, key) for key in self.keys], 2, Margin())
        return "\n".join(["write it there by hand, under `updates`:", *lines])

    def plan(self, scene: EditContext) -> Change:
        """Fill the empty update of each action, replace one, or add one."""
        spans: list[TextEdit] = []
        gone: list[str] = []
        unlisted: list[str] = []
        for key in self.keys:
            _refuse_later(scene, key)
            _refuse_closed(scene, key, self)
            found = _updates_on(scene, key)
            if not found and not self.replace:
                unlisted.append(key)
                continue
            done = self._placed(scene, key, found)
            spans += done.spans
            gone += [f"{key}, {one}" if len(self.keys) > 1 else one for one in done.gone]
            scene = scene._replace(meeting=done.meeting)
        added = self._added(scene, unlisted)
        return Change([*spans, *added.spans], added.meeting, tuple(gone))

    def _placed(self, scene: EditContext, key: str, found: list[_OnFile]) -> Change:
        """Write an update of an action that the file has updates of already, or refuse."""
        parts = self._parts(scene.book, scene.meeting.place, key)
        on = self._on(key)
        first = dates.has_month_first(scene.book.series.dates)
        day = dates.read_date(on, month_first=first) if on is not None else scene.meeting.date
        same = [one for one in found if one.day(scene.meeting) == day]
        if self.replace:
            return _rewritten(scene, key, self._chosen(scene, key, found, same), parts)
        said = [one for one in same if one.update.answers]
        if said and not self.add:
            raise _says_already(scene, key, found, day, said[0])
        empty = next((one for one in found if not one.update.answers), None)
        if empty is not None:
            return _rewritten(scene, key, empty, parts)._replace(gone=())
        return self._inserted(scene, key, found, day)

    def _chosen(
        self, scene: EditContext, key: str, found: list[_OnFile], same: list[_OnFile]
    ) -> _OnFile:
        """Give the update that is replaced: the only one of the same day, or the nth."""
        if self.nth is not None:
            if 0 < self.nth <= len(found):
                return found[self.nth - 1]
            why = f"has {_counted(found)} of {key}, and none is number {self.nth}"
        elif len(same) == 1:
            return same[0]
        else:
            many = f"has {len(same)} updates" if same else "has no update"
            why = f"{many} of {key} of the same day"
        where = f"{scene.meeting.place.path} {why}; nothing was written."
        choose = "--nth N chooses the one that is replaced." if found else "Leave --replace out."
        raise CannotEdit("\n".join([where, *_listed(scene, key, found), choose]))

    def _inserted(self, scene: EditContext, key: str, found: list[_OnFile], day: date) -> Change:
        """Add a further update beside the others, in the order of the days."""
        earlier = [one for one in found if one.day(scene.meeting) <= day]
        beside = earlier[-1] if earlier else found[0]
        item = scene.page.item(beside.route)
        node = _node_of(scene, beside)
        place = next(at for at, one in enumerate(entries_of(item, "updates")) if one is node)
        entry = self._entry(scene.book, key)
        spans = scene.page.insert(item, "updates", place + bool(earlier), entry)
        update = self._update(scene, key)
        at = beside.at + bool(earlier)

        def add(item: Item) -> Item:
            return item._replace(updates=(*item.updates[:at], update, *item.updates[at:]))

        return Change(spans, with_item(scene.meeting, beside.route, add))

    def _added(self, scene: EditContext, keys: list[str]) -> Change:
        if not keys:
            return Change([], scene.meeting)
        updates = [self._update(scene, key) for key in keys]
        return _taken_up(scene, [self._entry(scene.book, key) for key in keys], updates)

    def _update(self, scene: EditContext, key: str) -> Update:
        place = scene.meeting.place
        empty = _empty_update(scene.book.log.by_key[key], place)
        return _say(empty, self._parts(scene.book, place, key))

    def _on(self, key: str) -> str | None:
        return None if key in self.without_on else self.on

    def _parts(self, book: MinuteBook, place: Span, key: str) -> list[_Part]:
        texts = {"status": self.status, "note": self.note, "due": self.due, "on": self._on(key)}
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

    def _entry(self, book: MinuteBook, key: str) -> Entry:
        about = carry_forward.about(book.log.by_key[key])
        place = Span(Source("", ""), 0, 0)
        said = tuple((part.field, part.written) for part in self._parts(book, place, key))
        return Entry((("ref", key), *((("about", about),) if about else ()), *said))


def _into_entry(key: str, parts: Iterable[_Part]) -> str:
    lines = [line for one in parts for line in field_lines(one.field, one.written, 2, Margin())]
    return "\n".join([f"write it by hand into the entry of {key} that is here:", *lines])


def _meant(book: MinuteBook, words: str) -> Status:
    found = statuses.StatusVocabulary(book.series.statuses).find(words)
    if found is None:  # the command line takes no other words
        raise ValueError(words)
    return found


def _status_read(text: str, book: MinuteBook, place: Span) -> dict[str, Any]:
    return {"status": _meant(book, text), "status_text": LocatedStr.at(text, place)}


def _note_read(text: str, _book: MinuteBook, _place: Span) -> dict[str, Any]:
    return {"note": text}


def _due_read(text: str, book: MinuteBook, place: Span) -> dict[str, Any]:
    first = dates.has_month_first(book.series.dates)
    return {"due": dates.read_due(text, month_first=first), "due_place": place}


def _on_read(text: str, book: MinuteBook, place: Span) -> dict[str, Any]:
    first = dates.has_month_first(book.series.dates)
    return {"on": dates.read_date(text, month_first=first), "on_place": place}


_READ: dict[str, Callable[[str, MinuteBook, Span], dict[str, Any]]] = {
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


class _OnFile(NamedTuple):
    """An update on file: its item's route, its place in that item's list, and what it says."""

    route: Route
    at: int
    update: Update

    def day(self, meeting: Meeting) -> date:
        """Give the day on which it happened."""
        return self.update.on or meeting.date


def _updates_on(scene: EditContext, key: str) -> list[_OnFile]:
    """Give the meeting's updates of an action, in the order of the file."""
    starts = {
        one.update.place.start
        for one in scene.book.log.reports
        if one.meeting.name == scene.meeting.name and one.key == key
    }
    found = [
        _OnFile(route, at, update)
        for route, item in (((), scene.meeting.body), *routes(scene.meeting))
        for at, update in enumerate(item.updates)
        if update.place.start in starts
    ]
    return sorted(found, key=lambda one: one.update.place.start)


def _node_of(scene: EditContext, found: _OnFile) -> MappingNode:
    """Give the mapping that an update was read from."""
    for node in entries_of(scene.page.item(found.route), "updates"):
        if isinstance(node, MappingNode) and node.start == found.update.place.start:
            return node
    raise LookupError(found.update.place)  # what the reader gave as an update is one


def _rewritten(scene: EditContext, key: str, found: _OnFile, parts: list[_Part]) -> Change:
    """Give an update other fields; the old ones go, but those that are kept."""
    node = _node_of(scene, found)
    given = {part.field for part in parts}
    old = [name for name in _fields_of(node) if _as_written(node, name)]
    gone = [name for name in old if name not in given]
    todo = [part for part in parts if _as_written(node, part.field) != _in_one_line(part.written)]
    # What is filled stands before what is added, where both stand at one place.
    todo.sort(key=lambda part: value_of(node, part.field) is None)
    page = dataclasses.replace(scene.page, by_hand=_into_entry(key, todo))
    spans = [span for name in gone for span in page.remove(node, name)]
    spans += [span for part in todo for span in page.set(node, part.field, part.written)]
    over = {*gone, *(part.field for part in todo)}
    bare = Update(
        found.update.place, found.update.ref, found.update.about,
        confidential=found.update.confidential,
    )  # fmt: skip

    def fill(item: Item) -> Item:
        at = found.at
        return item._replace(
            updates=(*item.updates[:at], _say(bare, parts), *item.updates[at + 1 :])
        )

    lost = tuple(f"{name}: {_as_written(node, name)}" for name in old if name in over)
    return Change(spans, with_item(scene.meeting, found.route, fill), lost)


def _fields_of(node: MappingNode) -> list[str]:
    """Give the names of the fields that go when another update takes the place of one."""
    names = (key.text for key, _ in node.fields)
    return [name for name in names if name not in _KEPT and not name.startswith("x-")]


def _counted(found: list[_OnFile]) -> str:
    return f"{len(found)} update{'' if len(found) == 1 else 's'}"


def _says_already(
    scene: EditContext, key: str, found: list[_OnFile], day: date, same: _OnFile
) -> CannotEdit:
    place = same.update.place
    shown = dates.shown_as(scene.book.series.dates)(day)
    where = f"{place.path}:{place.line}: {key} has an update of {shown} already"
    choose = "With --replace the new update takes its place, with --add it is a further one."
    lines = [f"{where}; nothing was written. Recorded there:", *_listed(scene, key, found), choose]
    return CannotEdit("\n".join(lines))


def _listed(scene: EditContext, key: str, found: list[_OnFile]) -> Iterator[str]:
    """Show updates, numbered, with all that each of them says."""
    own = [one for one in scene.book.log.by_key[key].history if one.confidential is not None]
    marked = {one.place.start for one in own if one.meeting == scene.meeting.name}
    for number, one in enumerate(found, 1):
        node, place = _node_of(scene, one), one.update.place
        names = [key.text for key, _ in node.fields if key.text not in {"ref", "about"}]
        said = [f"{name}: {_as_written(node, name)}" for name in names if _as_written(node, name)]
        day = dates.shown_as(scene.book.series.dates)(one.day(scene.meeting))
        mark = "[confidential] " if place.start in marked else ""
        yield f"  {number}. line {place.line}, {day}: {mark}{'; '.join(said) or 'nothing yet'}"


def _as_written(node: MappingNode, name: str) -> str:
    """Give what a field says on one line, "" where it says nothing."""
    found = value_of(node, name)
    said = "" if found is None else ", ".join(one.text for one in _texts(found[1]))
    in_brackets = found is not None and name == "status" and isinstance(found[1], SequenceNode)
    return " ".join((f"[{said}]" if in_brackets else said).split())


def _in_one_line(written: str | tuple[str, ...]) -> str:
    said = (written,) if isinstance(written, str) else written
    return " ".join(", ".join(said).split())


def _texts(node: Node) -> list[ScalarNode]:
    entries = node.entries if isinstance(node, SequenceNode) else [node]
    return [one for one in entries if isinstance(one, ScalarNode)]


def _refuse_later(scene: EditContext, key: str) -> None:
    """Refuse a report on an action that only a later file raises."""
    action = scene.book.log.by_key[key]
    order = [one.name for one in scene.book.meetings]
    if order.index(action.meeting) > order.index(scene.meeting.name):
        place = action.entry.place
        raise CannotEdit(
            f"{key} is raised by {action.meeting} ({place.path}:{place.line}), which is after "
            f"{scene.meeting.name}; nothing was written. Record the report there: "
            f"--at {action.meeting}"
        )


def _refuse_closed(scene: EditContext, key: str, report: Report) -> None:
    """Refuse to close what another meeting closed, or this one by an update that stays."""
    action, status = scene.book.log.by_key[key], report.status
    closes = status is not None and not _meant(scene.book, status).is_open
    closing = [event for event in action.history if not event.state.status.is_open]
    stays = report.add or (closing and closing[0].meeting != scene.meeting.name)
    if closes and closing and stays and not action.is_open:
        day = dates.shown_as(scene.book.series.dates)(action.state.closed or closing[0].date)
        raise CannotEdit(
            f"{key} is closed already: {action.state.status.value} on {day}. Nothing was written. "
            "What is still to be said of it goes into --note."
        )


def _taken_up(scene: EditContext, new: list[Entry], updates: list[Update]) -> Change:
    """Put updates under matters arising, else where all others are, else into a new first item."""
    on, meeting = scene.page, scene.meeting
    title = carry_forward.matters_title(scene.book.series)
    spot = _spot_of_updates(on.root, title)
    if spot is None:
        return _new_first_item(scene, title, new, updates)
    route, node = spot
    # In an item they stand above what was newly asked for; a meeting's own come last.
    heads = [key.text for key, _ in node.fields if key.text in _BEFORE_UPDATES]
    after = heads[-1] if heads and route else but_next_meeting(node)

    def add(item: Item) -> Item:
        return item._replace(updates=(*item.updates, *updates))

    return Change(on.append(node, "updates", new, after), with_item(meeting, route, add))


def _new_first_item(
    scene: EditContext, title: str, new: list[Entry], updates: list[Update]
) -> Change:
    """Put updates into an item of their own, which keeps the mark that its title had."""
    on, meeting = scene.page, scene.meeting
    earlier = [one for one in scene.book.meetings if one.date < meeting.date]
    mark = find_title_mark(earlier, title)
    item = Item(
        meeting.place,
        LocatedStr.at(title, meeting.place),
        updates=tuple(updates),
        confidential=mark,
    )
    marked = () if mark is None else (("confidential", write_mark(mark)),)
    entry = Entry((("title", title), *marked, ("updates", new)))
    body = meeting.body._replace(items=(item, *meeting.body.items))
    spans = on.prepend(on.root, "items", entry, but_next_meeting(on.root))
    return Change(spans, meeting._replace(body=body))


def _spot_of_updates(root: MappingNode, title: str) -> Spot | None:
    found = list(spots(root))
    titled = (spot for spot in found[1:] if _is_titled(spot.node, title))
    holding = [spot for spot in found if value_of(spot.node, "updates") is not None]
    return next(titled, None) or (holding[0] if len(holding) == 1 else None)


def _is_titled(node: MappingNode, title: str) -> bool:
    found = value_of(node, "title")
    if found is None or not isinstance(found[1], ScalarNode):
        return False
    return normalize_label(found[1].text) == normalize_label(title)


# Carrying forward


@dataclass(frozen=True, slots=True)
class CarryForward:
    """An empty update for each of some actions."""

    actions: tuple[Action, ...]

    def by_hand(self, book: MinuteBook) -> str:  # noqa: ARG002
        """Name the actions."""
        return f"add the updates there by hand ({', '.join(one.key for one in self.actions)})."

    def plan(self, scene: EditContext) -> Change:
        """Put the updates under matters arising."""
        place = scene.meeting.place
        new = carry_forward.entries(scene.book, self.actions)
        updates = [_empty_update(action, place) for action in self.actions]
        return _taken_up(scene, new, updates) if updates else Change([], scene.meeting)


def _empty_update(action: Action, place: Span) -> Update:
    text = carry_forward.about(action)
    about = LocatedStr.at(text, place) if text else None
    return Update(place, LocatedStr.at(action.key, place), about)


def missing(book: MinuteBook, name: str) -> tuple[Action, ...]:
    """Give the open actions that a meeting neither lists nor raises."""
    meeting = meeting_of(book, name)
    listed = {report.key for report in book.log.reports if report.meeting.name == name}
    return tuple(one for one in carry_forward.open_before(book, meeting) if one.key not in listed)
