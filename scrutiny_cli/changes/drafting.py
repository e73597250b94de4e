"""The next meeting's file: its heading and agenda, and all open actions carried forward."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from scrutiny_cli.actionlog.calendar import calendar
from scrutiny_cli.actionlog.numbering import next_free
from scrutiny_cli.changes.carried import MATTERS, entries, open_before
from scrutiny_cli.changes.dating import last_of_series, next_day
from scrutiny_cli.changes.layout import Margin, field_lines
from scrutiny_cli.changes.wording import comment, flat, scalar
from scrutiny_cli.minutes import reading, schedules, statuses, yamltree
from scrutiny_cli.minutes.model import Item, Meeting
from scrutiny_cli.minutes.text import Place, Source, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from scrutiny_cli.actionlog.calendar import Calendar
    from scrutiny_cli.actionlog.log import Action, Book
    from scrutiny_cli.minutes.model import AgendaItem, Person


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


# A new meeting


def new_meeting(
    book: Book, day: date | None, *, today: date | None = None, above: str = ""
) -> Draft:
    """Write the next meeting's file: its heading, its agenda, and all open actions.

    Without a day it is the one that the files announce, or by the schedule; `today` (None:
    unknown) tells what is still to come; `above` are comments, whole lines. Raises NoDay where
    nothing says the day.
    """
    on, why = (day, "") if day is not None else next_day(book, today)
    earlier = tuple(one for one in book.meetings if one.date < on)
    carried = open_before(book, _to_come(on))
    case = _Case(book, on, earlier, last_of_series(earlier), carried)
    blocks = [_heading_lines(case), _present(case), _items(case), [_next_meeting(case)]]
    text = above + "\n\n".join("\n".join(block) for block in blocks if block) + "\n"
    name = on.isoformat()
    return Draft(name, text, carried, _next_free(book, name, text), on, why)


def _to_come(day: date) -> Meeting:
    """Give a meeting that has no file yet."""
    place = Place(Source("", ""), 0, 0)
    return Meeting(place, day.isoformat(), day, Item(place))


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
    said = flat(text) if text else ""
    return [f"{name}: {scalar(said)}"] if said else []


def _labels(case: _Case, persons: Iterable[Person]) -> list[str]:
    shown = (flat(case.book.directory.shown(person.label)) for person in persons)
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
    found = schedules.next_by_schedule(rule, case.day) if rule is not None else None
    return f"next_meeting: {found.isoformat()}" if found is not None else "next_meeting:"


# The agenda


def _items(case: _Case) -> list[str]:
    titles = [title for title in map(flat, _titles(case)) if title]
    place = _place_of_updates(case, titles)
    if case.carried and place is None:
        titles, place = [MATTERS, *titles], 0
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
    return schedules.falls_between(item.every, first.replace(month=1, day=1), before, case.day)


def _place_of_updates(case: _Case, titles: list[str]) -> int | None:
    """Find the item that takes the updates: matters arising, else where they stood last time."""
    compared = [folded(title) for title in titles]
    for wanted in (MATTERS, *_held_updates(case.last)):
        if folded(wanted) in compared:
            return compared.index(folded(wanted))
    return None


def _held_updates(last: Meeting | None) -> Iterator[str]:
    for item in last.body.items if last is not None else ():
        if item.title is not None and _has_updates(item):
            yield flat(item.title)


def _has_updates(item: Item) -> bool:
    return bool(item.updates) or any(_has_updates(below) for below in item.items)


def _item(case: _Case, title: str, *, carries: bool) -> list[str]:
    lines = [f"  - title: {scalar(title)}"]
    if folded(title).startswith("minutes of"):
        lines += [*_to_agree(case), "    approves:"]
    if carries and case.carried:
        lines += field_lines("updates", entries(case.book, case.carried), 4, Margin())
    return lines


def _to_agree(case: _Case) -> list[str]:
    if case.last is None:
        return []
    same = sum(one.date == case.last.date for one in case.earlier) > 1
    name = case.last.name if same else case.last.date.isoformat()
    return comment(f"{name}, once its minutes are agreed", 4)
