"""The next meeting's file, and the open actions that a meeting's file leaves out.

Both are texts made from what is on file: an update for each open action, its `status` empty.
"""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from scrutiny_cli.actionlog.book import build
from scrutiny_cli.actionlog.calendar import calendar
from scrutiny_cli.actionlog.fold import fold
from scrutiny_cli.actionlog.numbering import next_free
from scrutiny_cli.actionlog.walk import said_in
from scrutiny_cli.changes.dating import last_of_series, next_day
from scrutiny_cli.minutes import dates, reading, statuses, yamltree
from scrutiny_cli.minutes.model import Item, Meeting
from scrutiny_cli.minutes.text import Place, Source, Word, folded
from scrutiny_cli.minutes.yamltree import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from scrutiny_cli.actionlog.calendar import Calendar
    from scrutiny_cli.actionlog.log import Action, Book
    from scrutiny_cli.minutes.model import AgendaItem, Due, Person
    from scrutiny_cli.minutes.yamltree import Node

_WIDTH = 99
_MATTERS = "Matters arising"
_BEFORE_UPDATES = frozenset({"title", "number", "presenter", "minutes", "confidential"})
# What no reader of YAML takes, or what hides or turns text on a screen.
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ufeff\ud800-\udfff\ufffe\uffff]"
)


class CannotDraft(Exception):
    """What was asked cannot be done; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The next meeting's file: its name without .yaml, its text, and what it carries.

    `why` tells, in whole sentences, how its day was found; it is empty where the day was given.
    """

    name: str
    text: str
    carried: tuple[Action, ...]
    next_free: str | None
    day: date
    why: str = ""


class Carried(NamedTuple):
    """A meeting's new text, and the actions that were added to it."""

    text: str
    actions: tuple[Action, ...]


# Text that reads back


def scalar(text: str) -> str:
    """Write a text as one line of YAML that reads back as that very text."""
    if _is_plain(text):
        return text
    return '"' + "".join(_escaped(letter) for letter in text) + '"'


def _is_plain(text: str) -> bool:
    safe = text[:1].isalnum() and text == text.strip() and text.isprintable()
    return safe and not re.search(r":(\s|$)|\s#", text)


def _escaped(letter: str) -> str:
    if letter in '"\\':
        return "\\" + letter
    if letter.isprintable():
        return letter
    if letter in "\n\t":
        return "\\n" if letter == "\n" else "\\t"
    return f"\\u{ord(letter):04x}" if ord(letter) < 1 << 16 else f"\\U{ord(letter):08x}"


def _flat(text: str) -> str:
    """Give the text on one line, without what cannot be seen."""
    return " ".join(_HIDDEN.sub("", " ".join(text.split())).split())


def _comment(text: str, indent: int) -> list[str]:
    start = " " * indent + "# "
    return textwrap.wrap(
        _flat(text), _WIDTH, initial_indent=start, subsequent_indent=start,
        break_on_hyphens=False,
    )  # fmt: skip


def _about(words: str, room: int) -> str | None:
    """Give the beginning of an action's words that fits; what is hidden ends it."""
    flat = " ".join(words.split())
    hidden = _HIDDEN.search(flat)
    text = flat[: hidden.start()].rstrip() if hidden else flat
    if not hidden and len(scalar(text)) <= room:
        return scalar(text) if text else None
    while text and len(scalar(text + "…")) > room:
        text = text.rpartition(" ")[0] if " " in text else text[:-1]
    return scalar(text + "…") if text else None


# The actions that are carried


def _open_before(book: Book, meeting: Meeting) -> tuple[Action, ...]:
    """Give what is open before a meeting, whose day is what `next meeting` meant."""
    others = (one for one in book.meetings if one.name != meeting.name)
    order = calendar((*others, meeting))
    log = fold(order, book.series, book.directory, before=meeting)
    return tuple(action for action in log.actions if action.is_open)


def _to_come(day: date) -> Meeting:
    """Give a meeting that has no file yet."""
    place = Place(Source("", ""), 0, 0)
    return Meeting(place, day.isoformat(), day, Item(place))


@dataclass(frozen=True, slots=True)
class _Margin:
    """How the entries of a list are set in: before the dash, and from there to the fields."""

    dash: int
    gap: int = 2

    def entry(self, *lines: str) -> list[str]:
        """Write the fields of one entry."""
        fields = " " * (self.dash + self.gap)
        first = " " * self.dash + "-".ljust(self.gap)
        return [(fields if at else first) + line for at, line in enumerate(lines)]


def _updates(book: Book, actions: Iterable[Action], margin: _Margin) -> list[str]:
    """Write an update for each action, grouped by the meeting that raised it."""
    lines: list[str] = []
    group: str | None = None
    for action in actions:
        heading = _heading(book, action)
        if heading != group:
            lines += [*_comment(heading, margin.dash), ""]
            group = heading
        lines += [*_update(action, margin), ""]
    return lines[:-1]


def _heading(book: Book, action: Action) -> str:
    meeting = next(one for one in book.meetings if one.name == action.meeting)
    how = "Brought forward" if action.brought_forward else "Raised"
    same = sum(one.date == meeting.date for one in book.meetings) > 1
    return f"{how} on {dates.shown(meeting.date)}" + (f" ({meeting.name})" if same else "")


def _update(action: Action, margin: _Margin) -> list[str]:
    lines = [line for text in _remarks(action) for line in _comment(text, margin.dash)]
    fields = [f"ref: {scalar(action.key)}"]
    if action.ref != action.key and action.action is not None:
        room = _WIDTH - margin.dash - margin.gap - len("about: ")
        about = _about(action.action, max(room, 20))
        fields += [f"about: {about}"] if about else []
    return lines + margin.entry(*fields, "status:")


def _remarks(action: Action) -> Iterator[str]:
    yield action.action or "(words not in this log)"
    due = f"Due: {_due_text(action.due)}" if action.due is not None else ""
    owner = f"Owner: {', '.join(action.owners)}" if action.owners else ""
    if owner or due:
        yield ". ".join(part for part in (owner, due) if part)
    yield from _last_said(action)


def _due_text(due: Due) -> str:
    day = dates.shown(due.day) if due.day is not None else None
    if due.words and day:
        return f"{due.words} ({day})"
    return due.words or day or "none"


def _last_said(action: Action) -> Iterator[str]:
    said = [event for event in action.history if event.status_text or event.note]
    for event in said[-1:]:
        words = ": ".join(text for text in (event.status_text, event.note) if text)
        yield f"Last said on {dates.shown(event.date)}: {words}"


# A new meeting


def new_meeting(book: Book, day: date | None, *, today: date | None = None) -> Draft:
    """Write the next meeting's file: its heading, its agenda, and all open actions.

    Without a day it is the one that the files announce, or by the schedule; `today` (None:
    unknown) tells what is still to come. Raises NoDay where nothing says it.
    """
    on, why = (day, "") if day is not None else next_day(book, today)
    earlier = tuple(one for one in book.meetings if one.date < on)
    carried = _open_before(book, _to_come(on))
    case = _Case(book, on, earlier, last_of_series(earlier), carried)
    blocks = [_heading_lines(case), _present(case), _items(case), [_next_meeting(case)]]
    text = "\n\n".join("\n".join(block) for block in blocks if block) + "\n"
    name = on.isoformat()
    return Draft(name, text, carried, _next_free(book, name, text), on, why)


class _Case(NamedTuple):
    """What a draft is made of: the day, the meetings before it and the last of the series."""

    book: Book
    day: date
    earlier: tuple[Meeting, ...]
    last: Meeting | None
    carried: tuple[Action, ...]


def _next_free(book: Book, name: str, text: str) -> str | None:
    tree = yamltree.parse(Source(f"{name}.yaml", text))
    drafted = reading.read_meeting(tree, statuses.KNOWN).said
    if drafted is None:
        return None
    others = tuple(one for one in book.meetings if one.name != name)
    ordered: Calendar = calendar((*others, drafted))
    return next_free(book.series, ordered, drafted)


def _heading_lines(case: _Case) -> list[str]:
    series, last = case.book.series, case.last
    announced = last.next_meeting if last is not None else None
    title = series.title or (last.title if last else None)
    time = (announced and announced.time) or series.time or (last.time if last else None)
    venue = (announced and announced.venue) or series.venue or (last.venue if last else None)
    rest = (*_field("time", time), *_field("venue", venue), *_chair(case))
    return [*_field("title", title), f"date: {case.day.isoformat()}", *rest]


def _field(name: str, text: str | None) -> list[str]:
    flat = _flat(text) if text else ""
    return [f"{name}: {scalar(flat)}"] if flat else []


def _labels(case: _Case, persons: Iterable[Person]) -> list[str]:
    shown = (_flat(case.book.directory.shown(person.label)) for person in persons)
    return list(dict.fromkeys(label for label in shown if label))


def _chair(case: _Case) -> list[str]:
    labels = _labels(case, case.last.chair) if case.last is not None else []
    if len(labels) == 1 and "," not in labels[0]:
        return [f"chair: {scalar(labels[0])}"]
    return _listed("chair", labels)


def _listed(name: str, labels: list[str]) -> list[str]:
    return [f"{name}:", *(f"  - {scalar(label)}" for label in labels)] if labels else []


def _present(case: _Case) -> list[str]:
    if case.last is None:
        return []
    return _listed("present", _labels(case, (*case.last.present, *case.last.apologies)))


def _next_meeting(case: _Case) -> str:
    rule = case.book.series.schedule
    found = dates.next_by_schedule(rule, case.day) if rule is not None else None
    return f"next_meeting: {found.isoformat()}" if found is not None else "next_meeting:"


# The agenda


def _items(case: _Case) -> list[str]:
    titles = [title for title in map(_flat, _titles(case)) if title]
    place = _place_of_updates(case, titles)
    if case.carried and place is None:
        titles, place = [_MATTERS, *titles], 0
    items = [_item(case, title, carries=at == place) for at, title in enumerate(titles)]
    return ["items:", *"\n\n".join("\n".join(item) for item in items).split("\n")] if items else []


def _titles(case: _Case) -> list[str]:
    agenda = case.book.series.agenda
    if agenda is not None:
        return [item.title for item in agenda if _is_due(case, item)]
    items = case.last.body.items if case.last is not None else ()
    return [item.title for item in items if item.title is not None]


def _is_due(case: _Case, item: AgendaItem) -> bool:
    if item.every is None:
        return True
    first = case.earlier[0].date if case.earlier else case.day
    # The first meeting of all takes what falls into its own month.
    before = case.last.date if case.last else case.day.replace(day=1) - timedelta(days=1)
    return dates.falls_between(item.every, first.replace(month=1, day=1), before, case.day)


def _place_of_updates(case: _Case, titles: list[str]) -> int | None:
    """Find the item that takes the updates: matters arising, else where they stood last time."""
    compared = [folded(title) for title in titles]
    for wanted in (_MATTERS, *_held_updates(case.last)):
        if folded(wanted) in compared:
            return compared.index(folded(wanted))
    return None


def _held_updates(last: Meeting | None) -> Iterator[str]:
    for item in last.body.items if last is not None else ():
        if item.title is not None and _has_updates(item):
            yield _flat(item.title)


def _has_updates(item: Item) -> bool:
    return bool(item.updates) or any(_has_updates(below) for below in item.items)


def _item(case: _Case, title: str, *, carries: bool) -> list[str]:
    lines = [f"  - title: {scalar(title)}"]
    if folded(title).startswith("minutes of"):
        lines += [*_to_agree(case), "    approves:"]
    if carries and case.carried:
        lines += ["    updates:", *_updates(case.book, case.carried, _Margin(6))]
    return lines


def _to_agree(case: _Case) -> list[str]:
    if case.last is None:
        return []
    same = sum(one.date == case.last.date for one in case.earlier) > 1
    name = case.last.name if same else case.last.date.isoformat()
    return _comment(f"{name}, once its minutes are agreed", 4)


# Carrying forward into a file that is there


def carry_forward(book: Book, name: str) -> Carried:
    """Add to a meeting's text the open actions that it neither lists nor raises."""
    meeting = next((one for one in book.meetings if one.name == name), None)
    if meeting is None:
        raise CannotDraft(f"There is no meeting {name}. `scrutiny meetings` lists them.")
    source = meeting.place.source
    missing = _missing(book, meeting)
    if not missing:
        return Carried(source.text, ())
    text = _with_updates(book, source, missing)
    _prove(book, meeting, Source(source.path, text), missing)
    return Carried(text, missing)


def _missing(book: Book, meeting: Meeting) -> tuple[Action, ...]:
    listed = {report.key for report in book.log.reports if report.meeting.name == meeting.name}
    return tuple(one for one in _open_before(book, meeting) if one.key not in listed)


def _with_updates(book: Book, source: Source, actions: tuple[Action, ...]) -> str:
    root = yamltree.parse(source).root
    if not isinstance(root, Mapping):
        raise CannotDraft(f"{source.path} cannot be read. `scrutiny check` says what to mend.")
    edit = _Edit(book, source, actions)
    target = _target(root)
    if target is not None:
        return edit.into(target)
    return edit.into_new_item(root) if _value(root, "items") else edit.into(root)


def _value(node: Mapping, name: str) -> tuple[Scalar, Node] | None:
    return next((pair for pair in node.fields if pair[0].text == name), None)


def _item_nodes(node: Mapping) -> Iterator[Mapping]:
    """Give the meeting's mapping and those of all items below it, in the order of the file."""
    yield node
    found = _value(node, "items")
    if found is None:
        return
    for entry in found[1].entries if isinstance(found[1], Sequence) else [found[1]]:
        if isinstance(entry, Mapping):
            yield from _item_nodes(entry)


def _target(root: Mapping) -> Mapping | None:
    """Find the item that takes updates: matters arising, else the one that holds some."""
    nodes = list(_item_nodes(root))
    titled = (node for node in nodes[1:] if _is_matters_arising(node))
    holding = (node for node in nodes if _value(node, "updates"))
    return next(titled, None) or next(holding, None)


def _is_matters_arising(node: Mapping) -> bool:
    found = _value(node, "title")
    title = found[1] if found is not None else None
    return isinstance(title, Scalar) and folded(title.text) == folded(_MATTERS)


@dataclass(frozen=True, slots=True)
class _Edit:
    """Puts the updates into one file's text, at one place, and touches nothing else."""

    book: Book
    source: Source
    actions: tuple[Action, ...]

    def into(self, item: Mapping) -> str:
        """Put the updates into an item, into its list or a new one."""
        self._refuse_flow(item)
        found = _value(item, "updates")
        if found is None:
            return self._new_list(item)
        key, value = found
        if isinstance(value, Scalar) and value.start == value.end:
            return self._insert(key.end, self._lines(_Margin(self._column(key) + 2)))
        if not isinstance(value, Sequence) or value.flow:
            raise self._cannot(value.start, "`updates` is not written as a list, one entry a line")
        return self._insert(_inner_end(value), self._lines(self._margin(value)))

    def into_new_item(self, root: Mapping) -> str:
        """Put the updates into a new first item."""
        self._refuse_flow(root)
        found = _value(root, "items")
        key, value = found if found is not None else root.fields[0]
        empty = isinstance(value, Scalar) and value.start == value.end
        if not empty and (not isinstance(value, Sequence) or value.flow):
            raise self._cannot(value.start, "`items` is not written as a list, one entry a line")
        margin = _Margin(self._column(key) + 2) if empty else self._margin(value)
        fields = margin.dash + margin.gap
        head = margin.entry(f"title: {_MATTERS}", "updates:")
        return self._insert(key.end, [*head, *self._lines(_Margin(fields + 2))])

    def _new_list(self, item: Mapping) -> str:
        # In an item above what was newly asked for; a meeting's own come last.
        heads = [value for key, value in item.fields if key.text in _BEFORE_UPDATES]
        after = heads[-1] if heads and self._column(item) else item.fields[-1][1]
        field = self._column(item.fields[0][0])
        lines = self._lines(_Margin(field + 2))
        return self._insert(_inner_end(after), [" " * field + "updates:", *lines])

    def _lines(self, margin: _Margin) -> list[str]:
        return _updates(self.book, self.actions, margin)

    def _margin(self, found: Node) -> _Margin:
        """Measure how the entries of a list are set in."""
        first = found.entries[0] if isinstance(found, Sequence) else found
        between = self.source.text[found.start : first.start]
        before = self.source.text[self._at(found.start).line_start : found.start]
        if before.strip() or not between.startswith("-"):
            raise self._cannot(found.start, "the list does not begin on a line of its own")
        return _Margin(len(before), 2 if between.strip(" ") != "-" else len(between))

    def _insert(self, after: int, lines: list[str]) -> str:
        """Put lines below the line of a place, with the file's own line ends."""
        text = self.source.text
        end = text.find("\n", len(text[:after].rstrip()))
        end = len(text) if end < 0 else end
        end -= text[:end].endswith("\r")
        mark = "\r\n" if "\r\n" in text else "\n"
        return text[:end] + mark + mark.join(lines) + text[end:]

    def _at(self, start: int) -> Place:
        return Place(self.source, start, start)

    def _column(self, node: Node) -> int:
        return self._at(node.start).column - 1

    def _refuse_flow(self, node: Mapping) -> None:
        if node.flow:
            raise self._cannot(node.start, "this is written in { }")

    def _cannot(self, start: int, why: str) -> CannotDraft:
        place = f"{self.source.path}:{self._at(start).line}"
        keys = ", ".join(action.key for action in self.actions)
        return CannotDraft(f"{place}: {why}: add the updates there by hand ({keys}).")


def _inner_end(node: Node) -> int:
    """Give where the last text within a node ends: a block runs on over blanks and comments."""
    if isinstance(node, Scalar) or node.flow:
        return node.end
    if isinstance(node, Sequence):
        return _inner_end(node.entries[-1]) if node.entries else node.start
    return _inner_end(node.fields[-1][1]) if node.fields else node.start


# The proof


def _prove(book: Book, before: Meeting, source: Source, added: tuple[Action, ...]) -> None:
    """Read the new text: all that was said is said, the updates are there, nothing is wrong."""
    sources = [source if one.path == source.path else one for one in book.sources]
    now = build(sources)
    after = next((one for one in now.meetings if one.name == before.name), None)
    fresh = _errors(now) - _errors(book)
    if after is None or fresh or not _is_same(before, after, {one.key for one in added}):
        why = next((message for _, message in fresh), "it would read as something else")
        keys = ", ".join(one.key for one in added)
        raise CannotDraft(f"{source.path}: {why} Add the updates there by hand ({keys}).")


def _errors(book: Book) -> Counter[tuple[str, str]]:
    return Counter((one.rule, one.message) for one in book.problems if one.is_error)


def _is_same(before: Meeting, after: Meeting, added: set[str]) -> bool:
    old = [said.update for said in said_in(before)]
    now = [said.update for said in said_in(after)]
    fresh = [one for one in now if one.ref in added]
    kept = [one for one in now if one.ref not in added]
    listed = {str(one.ref) for one in fresh} == added and len(fresh) == len(added)
    alike = _stripped(after) == _stripped(before)
    return listed and kept == old and alike and not any(one.answers for one in fresh)


def _stripped(meeting: Meeting) -> Meeting:
    return meeting._replace(body=_bare(meeting.body))


def _bare(item: Item) -> Item:
    """Give an item without its updates, and without items that held nothing else."""
    below = (_bare(one) for one in item.items)
    empty = Item(item.place, title=Word.at(_MATTERS, item.place))
    return item._replace(updates=(), items=tuple(one for one in below if one != empty))
