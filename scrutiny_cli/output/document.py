"""The minutes of a meeting, and the open actions, as a page made of blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from scrutiny_cli.actionlog.book import approved_by
from scrutiny_cli.actionlog.calendar import Calendar, calendar, day_of
from scrutiny_cli.actionlog.checks import approvals
from scrutiny_cli.actionlog.people import directory
from scrutiny_cli.actionlog.walk import said_in
from scrutiny_cli.minutes.model import DueKind
from scrutiny_cli.minutes.text import squeezed
from scrutiny_cli.output.blocks import (
    Appendix,
    Attendance,
    Attendee,
    Banner,
    Document,
    Listing,
    Paragraph,
    Row,
    Task,
)
from scrutiny_cli.output.listings import NO_WORDS, actions_sheet, due_text
from scrutiny_cli.output.prose import blocks, flat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from scrutiny_cli.actionlog.log import Action, Book, Event
    from scrutiny_cli.actionlog.people import Directory
    from scrutiny_cli.minutes.model import (
        Decision,
        Due,
        Item,
        Meeting,
        Paper,
        Person,
        Raised,
        Update,
    )
    from scrutiny_cli.minutes.text import Word
    from scrutiny_cli.output.blocks import Block
    from scrutiny_cli.output.sheets import Sheet

    Days = Callable[[date], str]


class _Page(NamedTuple):
    """What a page is made from; `actions` are the log's by every name they answer to.

    `reports` are the actions that the meeting's reports are about, and `brought` the actions
    that it brought forward and reported on, both by where the (first) report begins.
    """

    book: Book
    meeting: Meeting
    ordered: Calendar
    then: Directory
    internal: bool
    days: Days
    actions: dict[str, Action]
    reports: dict[int, Action]
    brought: dict[int, Raised]

    def hides(self, confidential: str | None) -> bool:
        """Whether what is marked so is left out of this page."""
        return confidential is not None and not self.internal


def minutes_document(  # noqa: PLR0913  how it is written, the day, and what is appended
    book: Book,
    meeting: Meeting,
    *,
    internal: bool,
    days: Days,
    today: date,
    appendix: Iterable[Action] | None = None,
) -> Document:
    """Make the page of a meeting's minutes.

    `book` is the public one or, where the page is `internal`, the whole one; `days` writes a
    date; `appendix` are the actions to append, as they stood after the meeting.
    """
    page = _page(book, meeting, days, internal=internal)
    appended = () if appendix is None else (_appendix(page, appendix),)
    return Document(
        f"{_title(page)}, {days(meeting.date)}",
        book.series.title or "",
        tuple((label, text) for label, text in _facts(page) if text),
        _banner(page, today),
        tuple(_attendance(page)),
        tuple(_rows(page)),
        _next_meeting(page),
        appended,
        internal,
        day=meeting.date,
    )


def actions_document(  # noqa: PLR0913  how it is written, the day, and what it lists
    book: Book,
    actions: Iterable[Action],
    *,
    internal: bool,
    days: Days,
    today: date,
    heading: str = "Open actions",
) -> Document:
    """Make a page of actions alone, as they stand on a day."""
    sheet = _sheet(actions, today, days, internal=internal)
    board = book.series.title or ""
    title = f"{board}: {heading[:1].lower()}{heading[1:]}" if board else heading
    facts = (("As at", days(today)),)
    appendix = Appendix(heading, sheet)
    return Document(title, board, facts, appendices=(appendix,), internal=internal, day=today)


# What a page is made from


def _page(book: Book, meeting: Meeting, days: Days, *, internal: bool) -> _Page:
    ordered = calendar(book.meetings)
    until = ordered.meetings[: ordered.place[meeting.name] + 1]
    actions: dict[str, Action] = {}
    for one in book.log.actions:
        actions[squeezed(one.place_key)] = actions[squeezed(one.key)] = one
    reports = {
        report.update.place.start: book.log.by_key[report.key]
        for report in book.log.reports
        if report.meeting.name == meeting.name and report.key in book.log.by_key
    }
    then = directory(book.series, until)
    brought = _brought(meeting, reports)
    return _Page(book, meeting, ordered, then, internal, days, actions, reports, brought)


def _brought(meeting: Meeting, reports: dict[int, Action]) -> dict[int, Raised]:
    """Give what was brought forward and reported on, by where its first report begins."""
    waiting = {f"{meeting.name}#b{at}": one for at, one in enumerate(meeting.brought_forward, 1)}
    found: dict[int, Raised] = {}
    for start in (said.update.place.start for said in said_in(meeting)):
        raised = waiting.pop(reports[start].place_key, None) if start in reports else None
        if raised is not None:
            found[start] = raised
    return found


# The head of the page


def _title(page: _Page) -> str:
    return flat(page.meeting.title or page.book.series.title) or "Minutes"


def _facts(page: _Page) -> Iterator[tuple[str, str]]:
    meeting = page.meeting
    yield "Date", page.days(meeting.date)
    yield "Time", flat(meeting.time)
    yield "Venue", flat(meeting.venue)
    yield "Meeting number", flat(meeting.number)
    yield "Kind of meeting", "Extraordinary" if meeting.extraordinary else ""
    yield "Chair", _people(page, meeting.chair)
    yield "Minutes by", _people(page, meeting.minutes_by)
    yield "Members of the public", "" if meeting.public is None else str(meeting.public)


def _banner(page: _Page, today: date) -> Banner:
    agreed = approvals(page.book, today).get(page.meeting.name)
    if agreed is not None:
        return Banner(f"Agreed on {page.days(agreed.date)}", draft=False)
    if page.meeting.date > today:
        return Banner("DRAFT: this meeting is still to be held", draft=True)
    return Banner("DRAFT: these minutes are not yet agreed", draft=True)


def _attendance(page: _Page) -> Iterator[Attendance]:
    meeting = page.meeting
    for heading, people in (
        ("Present", meeting.present),
        ("Apologies", meeting.apologies),
        ("In attendance", meeting.in_attendance),
        ("Absent", meeting.absent),
    ):
        if people:
            yield Attendance(heading, tuple(_attendee(page, one) for one in people))


def _attendee(page: _Page, person: Person) -> Attendee:
    known = _known(page, person)
    if known is None:
        return Attendee(flat(_label(page, person.label)), "", "", "", flat(person.note))
    initials = flat(known.initials)
    name = flat(known.name) or initials
    initials = "" if name == initials else initials
    return Attendee(name, flat(known.role), flat(known.organisation), initials, flat(person.note))


def _known(page: _Page, person: Person) -> Person | None:
    """Give what was known of a person by then; who was introduced only later is known, too."""
    for people in (page.then, page.book.directory):
        known = people.people.get(people.shown(person.label))
        if known is not None:
            return known
    return None


def _label(page: _Page, label: str) -> str:
    return page.book.directory.shown(label)


def _labels(page: _Page, labels: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(_label(page, one) for one in labels))


def _people(page: _Page, people: Iterable[Person]) -> str:
    return ", ".join(_person(_attendee(page, one)) for one in people)


def _person(one: Attendee) -> str:
    return " ".join(filter(None, (one.name, *(f"({x})" for x in (one.initials, one.note) if x))))


def _next_meeting(page: _Page) -> str:
    coming = page.meeting.next_meeting
    if coming is None:
        return ""
    said = (due_text(coming.due, page.days), flat(coming.time), flat(coming.venue))
    return ", ".join(filter(None, said))


# Rows


def _rows(page: _Page) -> Iterator[Row]:
    body, meeting = page.meeting.body, page.meeting
    if page.hides(body.confidential):
        yield _stub(body, "", 1)
        return
    own = _row(page, body._replace(title=None), "", 1, marked=False)
    yield from _said((own, _brought_row(page, meeting)))
    for at, item in enumerate(body.items, 1):
        marked = body.confidential is not None
        yield from _said(_item(page, item, flat(item.number) or str(at), 1, marked=marked))


def _said(rows: Iterable[Row]) -> Iterator[Row]:
    """Leave out rows that say nothing."""
    return (row for row in rows if row.number or row.title or row.blocks or row.actions)


def _item(page: _Page, item: Item, number: str, level: int, *, marked: bool) -> Iterator[Row]:
    if page.hides(item.confidential):
        yield _stub(item, number, level)
        return
    yield _row(page, item, number, level, marked=marked)
    for below in item.items:
        inherited = marked or item.confidential is not None
        yield from _item(page, below, flat(below.number), level + 1, marked=inherited)


def _row(page: _Page, item: Item, number: str, level: int, *, marked: bool) -> Row:
    mark = _marks(item.confidential)
    inherited = marked or bool(mark)
    said = (*mark, *_content(page, item, marked=inherited))
    tasks = tuple(_task(page, one, marked=inherited) for one in item.actions)
    return Row(number.removesuffix("."), flat(item.title), level, said, tasks)


def _stub(item: Item, number: str, level: int) -> Row:
    title = withheld(item.confidential)
    return Row(
        "", f"Item {number}: {title[0].lower()}{title[1:]}" if number else title, level, (), ()
    )


def withheld(reason: str | None) -> str:
    """Say in place of a thing that it is withheld, and why."""
    return f"Withheld, {flat(reason)}" if flat(reason) else "Withheld: confidential"


def _kept(reason: str | None) -> str:
    """Say on an internal page that a thing is confidential, and why."""
    return f"Confidential: {flat(reason)}" if flat(reason) else "Confidential"


def _marks(reason: str | None) -> tuple[Block, ...]:
    return () if reason is None else (Paragraph(_kept(reason), kind="confidential"),)


def _content(page: _Page, item: Item, *, marked: bool) -> Iterator[Block]:
    """Give what an item says itself, without its title, its actions and the items below it."""
    if item.presenter:
        yield Paragraph(f"Presented by {_people(page, item.presenter)}", kind="note")
    yield from map(_paper, item.papers)
    yield from blocks(item.minutes)
    if item.approves:
        agreed = ", ".join(_agreed(page, word) for word in item.approves)
        yield Paragraph(agreed, "Minutes agreed", kind="note")
    for correction in item.corrections:
        yield from _labelled("Correction", "", correction, "note")
    for decision in item.decisions:
        yield from _decision(decision)
    for update in item.updates:
        yield from _report(page, update, marked=marked)


def _labelled(label: str, facts: str, text: str | None, kind: str) -> Iterator[Block]:
    """Put facts and a text under a label: in one paragraph where the text is one."""
    parts = blocks(text)
    if len(parts) == 1 and isinstance(parts[0], Paragraph):
        yield Paragraph(": ".join(filter(None, (facts, parts[0].text))), label, kind=kind)
        return
    yield Paragraph(facts, label, kind=kind)
    for part in parts:
        yield part if isinstance(part, Listing) else part._replace(kind=kind)


def _paper(paper: Paper) -> Paragraph:
    return Paragraph(flat(paper.title), "Paper", flat(paper.link), "paper")


def _agreed(page: _Page, word: Word) -> str:
    meeting = approved_by(page.ordered, page.meeting, word)
    day = day_of(word) if meeting is None else meeting.date
    return page.days(day) if day is not None else flat(word)


def _decision(decision: Decision) -> Iterator[Block]:
    label = " ".join(filter(None, ("Decision", flat(decision.ref))))
    yield from _labelled(label, "", decision.decision, "decision")
    facts = (
        ("proposed by ", decision.proposed),
        ("seconded by ", decision.seconded),
        ("votes: ", decision.votes),
    )
    said = ", ".join(f"{before}{flat(text)}" for before, text in facts if text)
    if said:
        yield Paragraph(said[0].upper() + said[1:], kind="note")


# What was said of earlier actions


def _report(page: _Page, update: Update, *, marked: bool) -> Iterator[Block]:
    action = page.reports.get(update.place.start)
    event = None if action is None else _event_of(page, action, update)
    reason = update.confidential if event is None else event.confidential
    if page.hides(reason):
        yield _stub_report(page, update, action, reason)
        return
    facts = _reported(page, update, event)
    if reason is not None and not marked:
        facts = f"[{_kept(reason)}] {facts}".strip()
    label = _reported_on(page, update, action)
    if facts or update.note:
        yield from _labelled(label, facts, update.note, "report")
    else:
        yield Paragraph("no report", label, kind="report")


def _event_of(page: _Page, action: Action, update: Update) -> Event | None:
    at = update.place.start
    return next((one for one in _history(page, action) if one.place.start == at), None)


def _history(page: _Page, action: Action) -> Iterator[Event]:
    """Give what this meeting wrote of an action."""
    return (one for one in action.history if one.meeting == page.meeting.name)


def _stub_report(
    page: _Page, update: Update, action: Action | None, reason: str | None
) -> Paragraph:
    told = withheld(reason)
    if not update.ref or (action is not None and action.confidential is not None):
        return Paragraph(told, kind="withheld")
    label = _reported_on(page, update, action)
    return Paragraph(told[0].lower() + told[1:], label, kind="withheld")


def _reported_on(page: _Page, update: Update, action: Action | None) -> str:
    """Name the action that a report is about; where it was brought forward, what is known."""
    name = _quoted(update.about) or flat(update.ref)
    if action is not None:
        name = _name(page, action, update.place.start)
    raised = page.brought.get(update.place.start)
    if raised is None:
        return name
    words = flat(raised.action) if action is not None and action.ref else ""
    due = _due(page, _first_due(page, raised))
    facts = (words, _labels(page, raised.owners), f"due {due}" if due else "")
    said = ", ".join(filter(None, (*facts, *_origin(page, raised))))
    return f"{name} ({said})" if said else name


def _name(page: _Page, action: Action, at: int | None = None) -> str:
    """Name an action by its number, else by its words as they were by then."""
    return flat(action.ref) or _quoted(_wording(page, action, at)) or NO_WORDS


def _wording(page: _Page, action: Action, at: int | None) -> str | None:
    """Give an action's words as they were before a place of this meeting's file (None: its end)."""
    words: str | None = None
    for event in action.history:
        here = event.meeting == page.meeting.name
        later = page.ordered.place[event.meeting] > page.ordered.place[page.meeting.name]
        if later or (
            here and event.kind == "reported" and at is not None and event.place.start >= at
        ):
            break
        if event.action is not None and not page.hides(event.confidential):
            words = event.action
    return words


def _quoted(text: str | None) -> str:
    return f"“{flat(text)}”" if flat(text) else ""


def _refs(page: _Page, refs: Iterable[Word]) -> str:
    found = ((one, page.actions.get(squeezed(one))) for one in refs)
    return ", ".join(flat(ref) if one is None else _name(page, one) for ref, one in found)


def _reported(page: _Page, update: Update, event: Event | None) -> str:
    """Say all that a report gives but its note."""
    status = flat(update.status_text) or (update.status.value if update.status else "")
    parts = [status]
    if update.owners is not None:
        owners = _labels(page, update.owners)
        parts.append(f"owner {owners}" if owners else "no owner")
    if update.due is not None:
        due = _due(page, update.due if event is None else event.due)
        parts.append(f"due {due}" if due else "no due date")
    if update.action is not None:
        parts.append(f"now reads {_quoted(update.action)}")
    if update.becomes:
        parts.append(f"becomes {_refs(page, update.becomes)}")
    if update.on is not None:
        parts.append(f"on {page.days(update.on)}")
    return ", ".join(filter(None, parts))


# Actions


def _task(page: _Page, raised: Raised, *, marked: bool) -> Task:
    if page.hides(raised.confidential):
        return Task("", (Paragraph(withheld(raised.confidential), kind="withheld"),), "", "")
    said = [] if marked else [*_marks(raised.confidential)]
    said += blocks(raised.action) or (Paragraph(NO_WORDS),)
    facts = ", ".join(_origin(page, raised))
    if facts:
        said.append(Paragraph(facts[0].upper() + facts[1:], kind="note"))
    due = _due(page, _first_due(page, raised))
    return Task(flat(raised.ref), tuple(said), _labels(page, raised.owners), due)


def _origin(page: _Page, raised: Raised) -> Iterator[str]:
    if raised.follows:
        yield f"follows {_refs(page, raised.follows)}"
    if raised.on is not None:
        yield f"asked for on {page.days(raised.on)}"
    if raised.raised is not None:
        yield f"raised on {page.days(raised.raised)}"
    if raised.source:
        yield f"from {flat(raised.source)}"


def _first_due(page: _Page, raised: Raised) -> Due | None:
    """Give the due that an action was raised with: its own, or the meeting's for all."""
    for action in page.book.log.actions:
        if action.meeting == page.meeting.name and action.place.start == raised.place.start:
            return action.history[0].due
    return raised.due


def _due(page: _Page, due: Due | None) -> str:
    return "" if due is None or due.kind is DueKind.NONE else due_text(due, page.days)


def _brought_row(page: _Page, meeting: Meeting) -> Row:
    """List what was brought forward and is not told where it was reported on."""
    told = {one.place.start for one in page.brought.values()}
    left = [one for one in meeting.brought_forward if one.place.start not in told]
    marked = meeting.body.confidential is not None
    tasks = tuple(_task(page, one, marked=marked) for one in left)
    return Row("", "Actions brought forward" if tasks else "", 1, (), tasks)


# Listings


def _appendix(page: _Page, actions: Iterable[Action]) -> Appendix:
    day = page.meeting.date
    heading = f"Open actions after the meeting of {page.days(day)}"
    return Appendix(heading, _sheet(actions, day, page.days, internal=page.internal))


def _sheet(actions: Iterable[Action], today: date, days: Days, *, internal: bool) -> Sheet:
    listed = list(actions)
    sheet = actions_sheet([(None, listed)], today, days)
    (group,) = sheet.groups
    pairs = zip(listed, group.rows, strict=True)
    rows = tuple(_listed(one, row, internal=internal) for one, row in pairs)
    kept = zip(listed, group.marks, strict=True)
    marks = tuple(mark if internal or one.confidential is None else None for one, mark in kept)
    return sheet._replace(groups=(group._replace(rows=rows, marks=marks),))


def _hidden_report(action: Action, *, internal: bool) -> str:
    """Say where a report on an action is confidential: the public list does not follow it."""
    if all(event.confidential is None for event in action.history):
        return ""
    return ", confidential report" if internal else "; a report is withheld"


def _listed(action: Action, row: tuple[str, ...], *, internal: bool) -> tuple[str, ...]:
    """Give an action's row; a withheld one is no more than its place and its status."""
    ref, words, *others = row
    if action.confidential is None:
        return (ref, words, *others[:-1], others[-1] + _hidden_report(action, internal=internal))
    if internal:
        return (ref, f"[{_kept(action.confidential)}] {words}", *others)
    return ("", withheld(action.confidential), *("" for _ in others[:-1]), action.status.value)
