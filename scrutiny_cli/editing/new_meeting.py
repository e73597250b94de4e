"""The next meeting's file: its heading and agenda, and all open actions carried forward."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from scrutiny_cli.actionlog.approvals import is_title_of_agreement
from scrutiny_cli.actionlog.load import assemble_book, read_texts
from scrutiny_cli.actionlog.meetings import MeetingIndex, find_latest_regular, index_meetings
from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.actionlog.people import Directory, build_directory
from scrutiny_cli.actionlog.redact import redact_meetings as public_meetings
from scrutiny_cli.actionlog.refs import next_free_ref
from scrutiny_cli.actionlog.traverse import list_raised, list_updates
from scrutiny_cli.editing.approval import AGREEMENT_NOTE
from scrutiny_cli.editing.carry_forward import list_open_before, list_updates_to_fill
from scrutiny_cli.editing.marks import find_meeting_mark, find_title_mark, write_mark
from scrutiny_cli.editing.matters_arising import matters_title
from scrutiny_cli.editing.next_meeting_date import FoundDay, NoMeetingDate, find_next_day
from scrutiny_cli.minutes import reader, statuses
from scrutiny_cli.minutes.dates import recurrence
from scrutiny_cli.minutes.dates.date_styles import date_formatter, has_month_first
from scrutiny_cli.minutes.dates.day_search import find_days
from scrutiny_cli.minutes.model import AgendaItem, Item, Meeting
from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.minutes.source import Source, Span, normalize_label
from scrutiny_cli.minutes.yaml_lines import DEFAULT_INDENT, field_lines
from scrutiny_cli.minutes.yaml_scalars import write_exactly
from scrutiny_cli.minutes.yaml_text import comment_lines, one_line, wrapped_field

ATTENDANCE = ("# present:", "# apologies:", "# absent:")


@dataclass(frozen=True, slots=True)
class Draft:
    """The next meeting's file: its name without .yaml, its text, and what it carries.

    `why` is how its day was found, in whole sentences; it is empty where the day was given.
    `notes` are sentences on what was taken although another value was announced.
    """

    name: str
    text: str
    carried: tuple[Action, ...]
    next_free: str | None
    day: date
    why: str = ""
    notes: tuple[str, ...] = ()

    def describe(self, path: str) -> str:
        """Return how many actions are carried forward, why it has its day, and the notes."""
        count = len(self.carried)
        actions = (
            f" with {count} action{'' if count == 1 else 's'} carried forward" if count else ""
        )
        free = f"The next free number is {self.next_free}." if self.next_free else ""
        parts = (f"{path}:1: new file{actions}.", free, self.why, *self.notes)
        return " ".join(filter(None, parts))


# A new meeting


class DraftSettings(NamedTuple):
    """What a new meeting has of its own: the time, the venue, and whether it is extraordinary."""

    time: str | None = None
    venue: str | None = None
    is_extraordinary: bool = False


_USUAL = DraftSettings()


def draft_next_meeting(
    book: MinuteBook,
    day: date | None,
    *,
    today: date,
    above: str = "",
    settings: DraftSettings = _USUAL,
) -> Draft:
    """Return the next meeting's file: its heading, its agenda, and all open actions.

    Without a day it is the one that the files announce, otherwise by the schedule; `above` are
    comments, whole lines. An extraordinary meeting has no agenda, carries nothing forward and
    announces no other meeting. Raises NoMeetingDate where nothing gives the day, or where none was
    given and a regular meeting is still to come.
    """
    found = FoundDay(day, "") if day is not None else _find_day(book, today)
    draft = _make_context(book, found.day, settings)
    blocks = [
        _write_heading(draft),
        _write_attendance(draft),
        _write_items(draft),
        _write_next_meeting(draft),
    ]
    text = above + "\n\n".join("\n".join(block) for block in blocks if block) + "\n"
    name = found.day.isoformat() + ("-extraordinary" if settings.is_extraordinary else "")
    free = _find_next_free(book, name, text)
    return Draft(name, text, draft.carried, free, found.day, found.why, tuple(_list_notes(draft)))


def add_draft(
    book: MinuteBook, draft: Draft, path: str, faults: Iterable[Problem] = ()
) -> MinuteBook:
    """Return the log with the meeting of a draft, whose file is at a path."""
    sources = [*book.sources, Source(path, draft.text)]
    return assemble_book(read_texts(sources, earlier=book.files), faults)


def _find_day(book: MinuteBook, today: date) -> FoundDay:
    coming = book.index.first_after(today)
    if coming is None:
        return find_next_day(book, today)
    day = date_formatter(book.series.dates)(coming.date)
    raise NoMeetingDate(
        f"The meeting of {day} ({coming.place.path}) is still to come. To make another one, type "
        "its date: scrutiny new-meeting DATE"
    )


def _make_empty_meeting(day: date) -> Meeting:
    """Return a meeting of a day that has no file yet and nothing in it."""
    place = Span(Source("", ""), 0, 0)
    return Meeting(place, day.isoformat(), day, Item(place))


class _DraftContext(NamedTuple):
    """What a draft is made of: the day, the meetings before it, and the last regular one.

    `people` are those whom everybody may know, or all where the draft is confidential.
    """

    book: MinuteBook
    day: date
    earlier: tuple[Meeting, ...]
    last: Meeting | None
    carried: tuple[Action, ...]
    people: Directory
    settings: DraftSettings


def _make_context(book: MinuteBook, day: date, settings: DraftSettings) -> _DraftContext:
    earlier = tuple(one for one in book.meetings if one.date < day)
    carried = () if settings.is_extraordinary else list_open_before(book, _make_empty_meeting(day))
    people = book.directory
    if find_meeting_mark(earlier) is None:
        people = build_directory(book.series, public_meetings(book.meetings))
    last = find_latest_regular(earlier)
    return _DraftContext(book, day, earlier, last, carried, people, settings)


def _find_next_free(book: MinuteBook, name: str, text: str) -> str | None:
    drafted, _ = reader.read_meeting_file(Source(f"{name}.yaml", text), statuses.KNOWN)
    if drafted is None:
        return None
    others = tuple(one for one in book.meetings if one.name != name)
    ordered: MeetingIndex = index_meetings((*others, drafted))
    return next_free_ref(book.series, ordered, drafted)


# The heading


def _write_heading(draft: _DraftContext) -> list[str]:
    series, last = draft.book.series, draft.last
    title = series.title or (last.title if last else None)
    rest = (
        *_write_field("time", _choose_value(draft, "time")),
        *_write_field("venue", _choose_value(draft, "venue")),
    )
    mark = _write_field("confidential", write_mark(find_meeting_mark(draft.earlier)))
    day = [f"date: {draft.day.isoformat()}"]
    if draft.settings.is_extraordinary:
        day.append("extraordinary: true")
    return [*_write_field("title", title), *day, *rest, *_write_chair(draft), *mark]


def _choose_value(draft: _DraftContext, name: str) -> str | None:
    """Return the time or venue: as given, of the series, as announced, otherwise as last time."""
    given: str | None = getattr(draft.settings, name)
    own: str | None = getattr(draft.last, name, None)
    series: str | None = getattr(draft.book.series, name)
    if draft.settings.is_extraordinary:
        return given or series or own
    return given or series or _announced_value(draft, name) or own


def _announced_value(draft: _DraftContext, name: str) -> str | None:
    announced = draft.last.next_meeting if draft.last is not None else None
    value: str | None = getattr(announced, name, None)
    return value


def _list_notes(draft: _DraftContext) -> Iterator[str]:
    """Yield notes on what is confidential, out of date, or different from the announcement."""
    if draft.last is not None and find_meeting_mark(draft.earlier) is not None:
        yield f"The whole file is confidential, as {draft.last.name} was."
    if draft.settings.is_extraordinary:
        return
    marked = [f"“{one.title}”" for one in _agenda_items(draft) if one.mark is not None]
    if marked:
        yield f"Marked as confidential: {', '.join(marked)}."
    dated = [f"“{one.title}”" for one in _agenda_items(draft) if _has_date(draft, one.title)]
    if draft.last is not None and draft.book.series.agenda is None and dated:
        title = "this title" if len(dated) == 1 else "these titles"
        yield f"Correct the date in {title} from {draft.last.name}: {', '.join(dated)}."
    gone = [one for one in _chair_labels(draft) if draft.book.directory.has_left(one, draft.day)]
    if gone:
        day = date_formatter(draft.book.series.dates)(draft.day)
        has = "has" if len(gone) == 1 else "have"
        yield f"Change `chair`: {', '.join(gone)} {has} left by {day}."
    yield from _note_cancelled_meetings(draft)
    yield from _note_other_values(draft)


def _note_other_values(draft: _DraftContext) -> Iterator[str]:
    """Yield a note where the time or venue is not the one announced."""
    for name in ("time", "venue"):
        taken, announced = _choose_value(draft, name), _announced_value(draft, name)
        is_given = draft.settings.is_extraordinary or getattr(draft.settings, name) is not None
        if draft.last is None or is_given or not taken or not announced:
            continue
        if normalize_label(taken) != normalize_label(announced):
            yield (
                f"The {name} comes from series.yaml ({one_line(taken)}), but {draft.last.name} "
                f"announced {one_line(announced)}."
            )


def _note_cancelled_meetings(draft: _DraftContext) -> Iterator[str]:
    """Yield what is in the files of meetings since the last one that did not take place."""
    for meeting in draft.earlier:
        if meeting.took_place or (draft.last is not None and meeting.date < draft.last.date):
            continue
        raised = [
            str(found.entry.ref or f"{meeting.name}#{number}")
            for number, found in enumerate(list_raised(meeting), 1)
        ]
        answered = [
            str(one.update.ref) for one in list_updates(meeting) if one.update.is_substantive
        ]
        has = [f"raises {', '.join(raised)}"] if raised else []
        has += [f"has updates of {', '.join(dict.fromkeys(answered))}"] if answered else []
        if has:
            yield (
                f"{meeting.name} did not take place, so its file is not used, but it "
                f"{' and '.join(has)}. Move that to another meeting's file."
            )


def _write_field(name: str, text: str | None) -> list[str]:
    line = one_line(text) if text else ""
    return wrapped_field(f"{name}:", line) if line else []


def _has_date(draft: _DraftContext, title: str) -> bool:
    """Whether a title contains a day with its year."""
    found = find_days(title, month_first=has_month_first(draft.book.series.dates))
    return any(one.year is not None for one in found)


def _chair_labels(draft: _DraftContext) -> list[str]:
    chair = draft.last.chair if draft.last is not None else ()
    return _display_labels(draft, (person.label for person in chair))


def _write_chair(draft: _DraftContext) -> list[str]:
    labels = _chair_labels(draft)
    if len(labels) == 1 and "," not in labels[0]:
        return [f"chair: {write_exactly(labels[0])}"]
    return _write_list("chair", labels)


def _display_labels(draft: _DraftContext, labels: Iterable[str]) -> list[str]:
    shown = (one_line(draft.people.display_label(label)) for label in labels)
    return list(dict.fromkeys(label for label in shown if label))


def _write_list(name: str, labels: list[str]) -> list[str]:
    return [f"{name}:", *(f"  - {write_exactly(label)}" for label in labels)] if labels else []


def _write_attendance(draft: _DraftContext) -> list[str]:
    directory, labels = draft.book.directory, _display_labels(draft, _expected_labels(draft))
    expected = [label for label in labels if not directory.has_left(label, draft.day)]
    return [*_write_list("expected", expected), *ATTENDANCE]


def _expected_labels(draft: _DraftContext) -> Iterable[str]:
    """Return the members, otherwise who was expected or came, or sent apologies, last time."""
    if draft.book.series.members is not None:
        return draft.book.series.members
    if draft.last is None:
        return ()
    persons = (*draft.last.present, *draft.last.apologies, *draft.last.expected)
    return (one.label for one in persons)


def _write_next_meeting(draft: _DraftContext) -> list[str]:
    if draft.settings.is_extraordinary:
        return []
    rule = draft.book.series.schedule
    found = recurrence.next_occurrence(rule, draft.day) if rule is not None else None
    return [f"next_meeting: {found.isoformat()}" if found is not None else "next_meeting:"]


# The agenda


class _DraftItem(NamedTuple):
    """An item to be drafted, and its mark."""

    title: str
    mark: str | None


def _write_items(draft: _DraftContext) -> list[str]:
    if draft.settings.is_extraordinary:
        return ["items:"]
    wanted = matters_title(draft.book.series)
    items = list(_agenda_items(draft))
    place = _find_title(wanted, items)
    if draft.carried and place is None:
        items, place = [_make_item(draft, wanted), *items], 0
    drafted = [_write_item(draft, one, carries=number == place) for number, one in enumerate(items)]
    lines = "\n\n".join("\n".join(item) for item in drafted).split("\n")
    return ["items:", *lines] if drafted else []


def _find_title(title: str, items: list[_DraftItem]) -> int | None:
    wanted = normalize_label(title)
    found = (place for place, one in enumerate(items) if normalize_label(one.title) == wanted)
    return next(found, None)


def _make_item(draft: _DraftContext, title: str, own: str | None = None) -> _DraftItem:
    kept = find_title_mark(draft.earlier, title)
    return _DraftItem(one_line(title), kept if not own and kept is not None else own)


def _agenda_items(draft: _DraftContext) -> Iterator[_DraftItem]:
    agenda = draft.book.series.agenda
    if agenda is not None:
        due = (
            _make_item(draft, one.title, one.confidential) for one in agenda if _is_due(draft, one)
        )
        yield from (item for item in due if item.title)
        return
    for item in draft.last.root_item.items if draft.last is not None else ():
        if item.title is not None and one_line(item.title):
            yield _make_item(draft, item.title, item.confidential)


def _is_due(draft: _DraftContext, item: AgendaItem) -> bool:
    if item.every is None:
        return True
    first = draft.earlier[0].date if draft.earlier else draft.day
    # The first meeting of all takes what falls into its own month.
    before = draft.last.date if draft.last else draft.day.replace(day=1) - timedelta(days=1)
    return recurrence.occurs_between(item.every, first.replace(month=1, day=1), before, draft.day)


def _write_item(draft: _DraftContext, item: _DraftItem, *, carries: bool) -> list[str]:
    lines = wrapped_field("  - title:", item.title)
    mark = write_mark(item.mark)
    if mark is not None:
        lines += wrapped_field("    confidential:", one_line(mark))
    if is_title_of_agreement(item.title, draft.last):
        lines += [*_note_minutes_to_agree(draft), "    approves:"]
    if carries and draft.carried:
        lines += field_lines(
            "updates", list_updates_to_fill(draft.book, draft.carried), 4, DEFAULT_INDENT
        )
    return lines


def _note_minutes_to_agree(draft: _DraftContext) -> list[str]:
    if draft.last is None:
        return []
    same = sum(one.date == draft.last.date for one in draft.earlier) > 1
    style = draft.book.series.dates
    day = draft.last.date.isoformat() if style is None else date_formatter(style)(draft.last.date)
    written = draft.last.name if same else day
    return comment_lines(f"{AGREEMENT_NOTE} `approves: {written}`", 4)
