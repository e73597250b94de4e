"""One action's life, and one meeting, told in lines."""

from __future__ import annotations

from functools import partial
from textwrap import wrap
from typing import TYPE_CHECKING

from scrutiny_cli.actionlog.queries import lateness
from scrutiny_cli.actionlog.walk import raised_in, said_in
from scrutiny_cli.minutes.dates import shown
from scrutiny_cli.minutes.text import folded
from scrutiny_cli.output.listings import NO_WORDS, due_text, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from scrutiny_cli.actionlog.log import Action, Book, Event
    from scrutiny_cli.minutes.model import Decision, Due, Item, Meeting, Person, Raised, Update
    from scrutiny_cli.minutes.text import Place


_wrapped = partial(wrap, break_on_hyphens=False)  # a meeting's name is one word


def _hung(label: str, text: str, width: int, indent: int = 2, gap: int = 10) -> list[str]:
    head = " " * indent + label.ljust(gap)
    room = max(width, len(head) + 12)
    return _wrapped(text, room, initial_indent=head, subsequent_indent=" " * len(head)) or [head]


def _where(place: Place) -> str:
    return f"{place.path}:{place.line}"


def action_life(book: Book, action: Action, today: date, width: int) -> str:
    """Tell an action's life in lines of at most a width where words allow."""
    lines = _wrapped(f"{action.key}  {words_of(action)}", max(width, 20), subsequent_indent="  ")
    for label, text in _facts(book, action, today):
        if text:
            lines += _hung(label, text, width)
    lines.append("")
    before: Due | None = None
    for event in action.history:
        lines += _told(event, before, width)
        before = event.due if event.due is not None else before
    return "\n".join(lines) + "\n"


def _facts(book: Book, action: Action, today: date) -> Iterator[tuple[str, str]]:
    late = action.overdue_days(today)
    said = action.status_text or ""
    words = "" if folded(said) in {"", action.status.value} else f" (“{said}”)"
    yield "Owner", ", ".join(action.owners) or "nobody"
    yield "Due", (due_text(action.due) or "no date") + (f", {lateness(late)}" if late else "")
    yield "Status", action.status.value + words
    yield "Raised", _raised(action)
    yield "Closed", shown(action.closed) if action.closed else ""
    yield "Follows", _named(book, action.follows)
    yield "Becomes", _named(book, action.becomes)
    if action.confidential is not None:
        yield "Marked", _marked(action.confidential)


def _marked(reason: str) -> str:
    return f"confidential: {reason}" if reason else "confidential"


def _raised(action: Action) -> str:
    if action.brought_forward:
        when = f", raised {shown(action.raised)}" if action.raised else ""
        return f"brought forward by {action.meeting}{when}"
    day = shown(action.raised) if action.raised else ""
    return f"{day} in {action.meeting}" + (f", under “{action.item}”" if action.item else "")


def _named(book: Book, keys: Iterable[str]) -> str:
    found = (book.log.by_key[key] for key in keys if key in book.log.by_key)
    return "; ".join(f"{one.key} ({_kept_back(one)}{words_of(one)})" for one in found)


def _kept_back(action: Action) -> str:
    return "" if action.confidential is None else f"[{_marked(action.confidential)}] "


def _told(event: Event, before: Due | None, width: int) -> list[str]:
    told = f"{shown(event.date)}: {happened(event, before)}"
    lines = _wrapped(told, max(width, 20), subsequent_indent="    ")
    if event.note:
        lines += _hung("", f"“{event.note}”", width, 2, 0)
    return [*lines, f"  {_where(event.place)}"]


def happened(event: Event, before: Due | None = None) -> str:
    """Say in some words what an event was; `before` is the due that stood until then."""
    parts = [event.kind]
    if event.kind == "reported":
        parts = ["only listed"] if not event.answers else []
        parts += [event.status_text or ""]
    if event.owners is not None and (event.owners or event.kind == "reported"):
        parts.append("owner " + (", ".join(event.owners) or "nobody"))
    if event.due is not None:
        old = f" (before: {due_text(before)})" if before is not None else ""
        parts.append(f"due {due_text(event.due)}{old}")
    if event.kind == "reported" and event.action is not None:
        parts.append(f"now reads “{event.action}”")
    return ", ".join(part for part in parts if part) or "reported"


def meeting_lines(book: Book, meeting: Meeting, width: int) -> str:
    """Tell one meeting: its heading, attendance, items, reports and actions."""
    heading = f"{meeting.name}  {meeting.title or ''}".rstrip()
    lines = _wrapped(heading, max(width, 20)) or [heading]
    for label, text in _meeting_facts(book, meeting):
        if text:
            lines += _hung(label, text, width)
    for raised in meeting.brought_forward:
        lines += _hung("Brought forward", _asked(book, raised), width, 2, 17)
    own = _content(book, meeting.body, width, 2)
    lines += ["", *own] if own else []
    for number, item in enumerate(meeting.body.items, 1):
        lines += ["", *_item(book, item, str(item.number or number), width)]
    lines += ["", *_summary(meeting, width)]
    return "\n".join(lines) + "\n"


def _meeting_facts(book: Book, meeting: Meeting) -> Iterator[tuple[str, str]]:
    coming = meeting.next_meeting
    said = (due_text(coming.due), coming.time, coming.venue) if coming else ()
    yield "Date", shown(meeting.date)
    yield "Time", meeting.time or ""
    yield "Venue", meeting.venue or ""
    yield "Chair", _people(book, meeting.chair)
    yield "Present", _people(book, meeting.present)
    yield "Apologies", _people(book, meeting.apologies)
    yield "Attending", _people(book, meeting.in_attendance)
    yield "Absent", _people(book, meeting.absent)
    yield "Public", "" if meeting.public is None else str(meeting.public)
    yield "Minutes", _people(book, meeting.minutes_by)
    yield "Next", ", ".join(part for part in said if part)


def _people(book: Book, people: Iterable[Person]) -> str:
    return ", ".join(book.directory.shown(one.label) for one in people)


def _item(book: Book, item: Item, number: str, width: int, depth: int = 0) -> list[str]:
    pad = 2 * depth
    gap = max(4, len(number) + 2)
    lines = [line.rstrip() for line in _hung(f"{number}.", item.title or "", width, pad, gap)]
    lines += _content(book, item, width, pad + 4)
    for at, below in enumerate(item.items, 1):
        lines += _item(book, below, f"{number}.{below.number or at}", width, depth + 1)
    return lines


def _content(book: Book, item: Item, width: int, pad: int) -> list[str]:
    """Tell what an item says itself, without its title and the items below it."""
    lines: list[str] = []
    for text in _about(book, item):
        lines += _hung("", text, width, pad, 0)
    for paragraph in (item.minutes or "").split("\n\n"):
        if paragraph.strip():
            lines += _hung("", " ".join(paragraph.split()), width, pad, 0)
    for decision in item.decisions:
        lines += _hung("Decided", _decided(decision), width, pad, 9)
    for update in item.updates:
        lines += _hung("", f"{update.ref} – {_reported(book, update)}", width, pad, 0)
    for raised in item.actions:
        lines += _hung("Action", _asked(book, raised), width, pad, 8)
    return lines


def _about(book: Book, item: Item) -> Iterator[str]:
    if item.confidential is not None:
        yield f"[{_marked(item.confidential)}]"
    if item.presenter:
        yield f"Presented by {_people(book, item.presenter)}"
    for paper in item.papers:
        yield f"Paper: {paper.title}" + (f", {paper.link}" if paper.link else "")
    if item.approves:
        yield f"Agrees the minutes of {', '.join(item.approves)}"
    for correction in item.corrections:
        yield f"Corrected: {correction}"


def _decided(decision: Decision) -> str:
    facts = (
        ("proposed by ", decision.proposed),
        ("seconded by ", decision.seconded),
        ("votes: ", decision.votes),
    )
    said = ", ".join(f"{label}{text}" for label, text in facts if text)
    ref = f"{decision.ref} – " if decision.ref else ""
    return f"{ref}{decision.decision}" + (f" ({said})" if said else "")


def _reported(book: Book, update: Update) -> str:
    parts = [update.status_text or ""]
    if update.owners is not None:
        parts.append("owner " + (_labels(book, update.owners) or "nobody"))
    if update.due is not None:
        parts.append(f"due {due_text(update.due)}")
    if update.action is not None:
        parts.append(f"now reads “{update.action}”")
    if update.becomes:
        parts.append(f"becomes {', '.join(update.becomes)}")
    facts = ", ".join(part for part in parts if part)
    return ": ".join(filter(None, (facts, update.note))) or "only listed"


def _asked(book: Book, raised: Raised) -> str:
    owners = f" [{_labels(book, raised.owners)}]" if raised.owners else ""
    due = f" due {due_text(raised.due)}" if raised.due else ""
    same = (one.key for one in book.log.actions if one.place[:2] == raised.place[:2])
    key = next(same, raised.ref)
    words = NO_WORDS if raised.action is None else raised.action
    if raised.confidential is not None:
        words = f"[{_marked(raised.confidential)}] {words}"
    return (f"{key} – " if key else "") + f"{words}{owners}{due}"


def _labels(book: Book, labels: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(map(book.directory.shown, labels)))


def _summary(meeting: Meeting, width: int) -> list[str]:
    reports = len(said_in(meeting))
    text = (
        f"{len(meeting.brought_forward)} brought forward, {len(raised_in(meeting))} raised, "
        f"{reports} report{'' if reports == 1 else 's'}"
    )
    return _wrapped(text, max(width, 20))
