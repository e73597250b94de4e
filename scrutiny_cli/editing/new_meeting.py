"""The next meeting's file: its heading and agenda, and all open actions carried forward."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from scrutiny_cli.actionlog.meetings import calendar
from scrutiny_cli.actionlog.people import directory
from scrutiny_cli.actionlog.redact import shown as public_meetings
from scrutiny_cli.actionlog.refs import next_free
from scrutiny_cli.actionlog.traverse import list_updates, raised_in
from scrutiny_cli.editing.carry_forward import list_updates_to_fill, open_before
from scrutiny_cli.editing.marks import find_meeting_mark, find_title_mark, write_mark
from scrutiny_cli.editing.matters_arising import matters_title
from scrutiny_cli.editing.next_meeting_date import (
    FoundDay,
    earliest_to_come,
    find_next_day,
    latest_regular,
)
from scrutiny_cli.editing.yaml_lines import DEFAULT_INDENT, field_lines
from scrutiny_cli.editing.yaml_text import comment, flat, wrapped_field
from scrutiny_cli.minutes import dates, reader, recurrence, statuses, yaml_parser
from scrutiny_cli.minutes.day_search import find_days
from scrutiny_cli.minutes.model import Item, Meeting
from scrutiny_cli.minutes.source import Source, Span, normalize_label
from scrutiny_cli.minutes.yaml_scalars import write_exactly

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from scrutiny_cli.actionlog.meetings import Calendar
    from scrutiny_cli.actionlog.model import Action, MinuteBook
    from scrutiny_cli.actionlog.people import Directory
    from scrutiny_cli.minutes.model import AgendaItem


ATTENDANCE = ("# present:", "# apologies:", "# absent:")


class AnotherToCome(Exception):
    """A regular meeting is still to come; the message names it and says what to type."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The next meeting's file: its name without .yaml, its text, and what it carries.

    `why` says, in whole sentences, how its day was found; it is empty where the day was given.
    `notes` are sentences on what was taken although another value was announced.
    """

    name: str
    text: str
    carried: tuple[Action, ...]
    next_free: str | None
    day: date
    why: str = ""
    notes: tuple[str, ...] = ()


# A new meeting


def new_meeting(book: MinuteBook, day: date | None, *, today: date, above: str = "") -> Draft:
    """Write the next meeting's file: its heading, its agenda, and all open actions.

    Without a day it is the one that the files announce, otherwise by the schedule; `above` are
    comments, whole lines. Raises NoDay where nothing says the day, and AnotherToCome where a
    day was not given and a regular meeting is still to come.
    """
    found = FoundDay(day, "") if day is not None else _next_day(book, today)
    case = _case_of(book, found.day)
    blocks = [_heading_lines(case), _attendance(case), _items(case), [_next_meeting(case)]]
    text = above + "\n\n".join("\n".join(block) for block in blocks if block) + "\n"
    name = found.day.isoformat()
    free = _next_free(book, name, text)
    return Draft(name, text, case.carried, free, found.day, found.why, tuple(_notes(case)))


def _next_day(book: MinuteBook, today: date) -> FoundDay:
    coming = earliest_to_come(book, today)
    if coming is None:
        return find_next_day(book, today)
    day = dates.shown_as(book.series.dates)(coming.date)
    raise AnotherToCome(
        f"The meeting of {day} ({coming.place.path}) is still to come. For a further one type its "
        "date: scrutiny new-meeting DATE"
    )


def _to_come(day: date) -> Meeting:
    """Give a meeting that has no file yet."""
    place = Span(Source("", ""), 0, 0)
    return Meeting(place, day.isoformat(), day, Item(place))


class _Case(NamedTuple):
    """What a draft is made of: the day, the meetings before it, and the last regular one.

    `people` are those whom everybody may know, or all where the draft is confidential.
    """

    book: MinuteBook
    day: date
    earlier: tuple[Meeting, ...]
    last: Meeting | None
    carried: tuple[Action, ...]
    people: Directory


def _case_of(book: MinuteBook, day: date) -> _Case:
    earlier = tuple(one for one in book.meetings if one.date < day)
    carried = open_before(book, _to_come(day))
    people = book.directory
    if find_meeting_mark(earlier) is None:
        people = directory(book.series, public_meetings(book.meetings))
    return _Case(book, day, earlier, latest_regular(earlier), carried, people)


def _next_free(book: MinuteBook, name: str, text: str) -> str | None:
    tree = yaml_parser.parse(Source(f"{name}.yaml", text))
    drafted = reader.read_meeting(tree, statuses.KNOWN).said
    if drafted is None:
        return None
    others = tuple(one for one in book.meetings if one.name != name)
    ordered: Calendar = calendar((*others, drafted))
    return next_free(book.series, ordered, drafted)


# The heading


def _heading_lines(case: _Case) -> list[str]:
    series, last = case.book.series, case.last
    title = series.title or (last.title if last else None)
    rest = (*_field("time", _taken(case, "time")), *_field("venue", _taken(case, "venue")))
    mark = _field("confidential", write_mark(find_meeting_mark(case.earlier)))
    return [*_field("title", title), f"date: {case.day.isoformat()}", *rest, *_chair(case), *mark]


def _taken(case: _Case, name: str) -> str | None:
    """Give the time or venue: of the series, otherwise as announced, otherwise as last time."""
    own: str | None = getattr(case.last, name, None)
    series: str | None = getattr(case.book.series, name)
    return series or _announced(case, name) or own


def _announced(case: _Case, name: str) -> str | None:
    said = case.last.next_meeting if case.last is not None else None
    found: str | None = getattr(said, name, None)
    return found


def _notes(case: _Case) -> Iterator[str]:
    """Say what is confidential, what is out of date, and what is not as it was announced."""
    if case.last is not None and find_meeting_mark(case.earlier) is not None:
        yield f"All of it is confidential, as the meeting {case.last.name} was."
    marked = [f"“{one.title}”" for one in _titles(case) if one.mark is not None]
    if marked:
        yield f"Confidential, and marked so: {', '.join(marked)}."
    dated = [f"“{one.title}”" for one in _titles(case) if _has_date(case, one.title)]
    if case.last is not None and case.book.series.agenda is None and dated:
        yield f"As in {case.last.name}, with the date of then: {', '.join(dated)}. Correct it."
    gone = [one for one in _chair_labels(case) if case.book.directory.has_left(one, case.day)]
    if gone:
        yield f"The chair is as last time, but {', '.join(gone)} has left by that day."
    yield from _not_counted(case)
    for name in ("time", "venue"):
        taken, announced = _taken(case, name), _announced(case, name)
        if (
            case.last is not None
            and taken
            and announced
            and normalize_label(taken) != normalize_label(announced)
        ):
            yield (
                f"The {name} is that of series.yaml, {flat(taken)}; {case.last.name} announced "
                f"{flat(announced)}."
            )


def _not_counted(case: _Case) -> Iterator[str]:
    """Name what is in the file of each meeting since the last one that did not take place."""
    for meeting in case.earlier:
        if meeting.took_place or (case.last is not None and meeting.date < case.last.date):
            continue
        raised = [
            str(found.raised.ref or f"{meeting.name}#{number}")
            for number, found in enumerate(raised_in(meeting), 1)
        ]
        answered = [str(one.update.ref) for one in list_updates(meeting) if one.update.answers]
        has = [f"raises {', '.join(raised)}"] if raised else []
        has += [f"reports on {', '.join(dict.fromkeys(answered))}"] if answered else []
        if has:
            yield (
                f"{meeting.name} did not take place, and nothing in its file counts, but it "
                f"{' and '.join(has)}: move that to another meeting's file."
            )


def _field(name: str, text: str | None) -> list[str]:
    said = flat(text) if text else ""
    return wrapped_field(f"{name}:", said) if said else []


def _has_date(case: _Case, title: str) -> bool:
    """Whether a title holds a day with its year."""
    found = find_days(title, month_first=dates.has_month_first(case.book.series.dates))
    return any(one.year is not None for one in found)


def _chair_labels(case: _Case) -> list[str]:
    return _labels(case, (one.label for one in case.last.chair)) if case.last is not None else []


def _chair(case: _Case) -> list[str]:
    labels = _chair_labels(case)
    if len(labels) == 1 and "," not in labels[0]:
        return [f"chair: {write_exactly(labels[0])}"]
    return _listed("chair", labels)


def _labels(case: _Case, labels: Iterable[str]) -> list[str]:
    shown = (flat(case.people.shown(label)) for label in labels)
    return list(dict.fromkeys(label for label in shown if label))


def _listed(name: str, labels: list[str]) -> list[str]:
    return [f"{name}:", *(f"  - {write_exactly(label)}" for label in labels)] if labels else []


def _attendance(case: _Case) -> list[str]:
    directory, labels = case.book.directory, _labels(case, _expected(case))
    expected = [label for label in labels if not directory.has_left(label, case.day)]
    return [*_listed("expected", expected), *ATTENDANCE]


def _expected(case: _Case) -> Iterable[str]:
    """Give the members, otherwise whoever was expected or came, or sent apologies, last time."""
    if case.book.series.members is not None:
        return case.book.series.members
    if case.last is None:
        return ()
    persons = (*case.last.present, *case.last.apologies, *case.last.expected)
    return (one.label for one in persons)


def _next_meeting(case: _Case) -> str:
    rule = case.book.series.schedule
    found = recurrence.next_by_schedule(rule, case.day) if rule is not None else None
    return f"next_meeting: {found.isoformat()}" if found is not None else "next_meeting:"


# The agenda


class _Titled(NamedTuple):
    """An item to be drafted, and its mark."""

    title: str
    mark: str | None


def _items(case: _Case) -> list[str]:
    wanted = matters_title(case.book.series)
    items = list(_titles(case))
    place = _place_of(wanted, items)
    if case.carried and place is None:
        items, place = [_titled(case, wanted), *items], 0
    drafted = [_item(case, one, carries=at == place) for at, one in enumerate(items)]
    lines = "\n\n".join("\n".join(item) for item in drafted).split("\n")
    return ["items:", *lines] if drafted else []


def _place_of(title: str, items: list[_Titled]) -> int | None:
    compared = [normalize_label(one.title) for one in items]
    return compared.index(normalize_label(title)) if normalize_label(title) in compared else None


def _titled(case: _Case, title: str, own: str | None = None) -> _Titled:
    kept = find_title_mark(case.earlier, title)
    return _Titled(flat(title), kept if not own and kept is not None else own)


def _titles(case: _Case) -> Iterator[_Titled]:
    agenda = case.book.series.agenda
    if agenda is not None:
        due = (_titled(case, one.title, one.confidential) for one in agenda if _is_due(case, one))
        yield from (one for one in due if one.title)
        return
    for item in case.last.body.items if case.last is not None else ():
        if item.title is not None and flat(item.title):
            yield _titled(case, item.title, item.confidential)


def _is_due(case: _Case, item: AgendaItem) -> bool:
    if item.every is None:
        return True
    first = case.earlier[0].date if case.earlier else case.day
    # The first meeting of all takes what falls into its own month.
    before = case.last.date if case.last else case.day.replace(day=1) - timedelta(days=1)
    return recurrence.falls_between(item.every, first.replace(month=1, day=1), before, case.day)


def _item(case: _Case, item: _Titled, *, carries: bool) -> list[str]:
    lines = wrapped_field("  - title:", item.title)
    mark = write_mark(item.mark)
    if mark is not None:
        lines += wrapped_field("    confidential:", flat(mark))
    if _agrees_minutes(case, item.title):
        lines += [*_to_agree(case), "    approves:"]
    if carries and case.carried:
        lines += field_lines(
            "updates", list_updates_to_fill(case.book, case.carried), 4, DEFAULT_INDENT
        )
    return lines


def _agrees_minutes(case: _Case, title: str) -> bool:
    """Whether minutes are agreed under a title: by its words, or as at the last meeting."""
    compared = normalize_label(title)
    last = case.last.body.items if case.last is not None else ()
    return compared.startswith("minutes of") or any(
        one.title is not None and normalize_label(one.title) == compared and one.approves
        for one in last
    )


def _to_agree(case: _Case) -> list[str]:
    if case.last is None:
        return []
    same = sum(one.date == case.last.date for one in case.earlier) > 1
    way = case.book.series.dates
    day = case.last.date.isoformat() if way is None else dates.shown_as(way)(case.last.date)
    return comment(f"{case.last.name if same else day}, once its minutes are agreed", 4)
