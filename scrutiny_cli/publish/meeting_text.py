"""One meeting in lines, for a terminal; its texts have the paragraphs of the published page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from scrutiny_cli.actionlog.meetings import is_previous
from scrutiny_cli.actionlog.traverse import list_updates, raised_in
from scrutiny_cli.minutes.dates import shown_as
from scrutiny_cli.minutes.model import Outcome
from scrutiny_cli.output.document import ListBlock
from scrutiny_cli.output.paragraphs import join_words, parse_blocks
from scrutiny_cli.output.phrases import NO_WORDS
from scrutiny_cli.output.redaction import bracketed
from scrutiny_cli.output.values import format_due
from scrutiny_cli.output.wrapping import hanging, wrap_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from scrutiny_cli.actionlog.model import Action, MinuteBook
    from scrutiny_cli.minutes.model import ActionEntry, Decision, Item, Meeting, Person, Update
    from scrutiny_cli.output.document import Block


class _View(NamedTuple):
    """What the lines are made from.

    `days` writes a day. `keys` are the names of the actions of this meeting, and `reported`
    the actions that its updates are about, both by where the entry begins.
    """

    book: MinuteBook
    width: int
    days: Callable[[date], str]
    keys: dict[int, str]
    reported: dict[int, Action]


class _Level(NamedTuple):
    """How far lines are indented, and why what they say is confidential (None: it is not)."""

    pad: int
    reason: str | None

    def of(self, reason: str | None) -> _Level:
        """Give the level of something within that has a mark of its own, or none."""
        return self if reason is None else self._replace(reason=reason)


def meeting_lines(book: MinuteBook, meeting: Meeting, width: int) -> str:
    """Give a meeting's heading, attendance, items, updates and actions.

    Everything confidential is marked where it begins: a title, an entry, a text.
    """
    view, level = _view(book, meeting, width), _Level(2, meeting.body.confidential)
    heading = f"{meeting.name}  {bracketed(level.reason)}{join_words(meeting.title)}".rstrip()
    lines = wrap_words(heading, max(width, 20)) or [heading]
    for label, text in _facts(view, meeting):
        if text:
            lines += hanging(label, text, width)
    for raised in meeting.brought_forward:
        lines += _action(view, raised, "Brought forward", level)
    own = _content(view, meeting.body, level)
    lines += ["", *own] if own else []
    for number, item in enumerate(meeting.body.items, 1):
        lines += ["", *_item(view, item, str(item.number or number), level._replace(pad=0))]
    lines += ["", *_summary(meeting, width)]
    return "\n".join(lines) + "\n"


def _view(book: MinuteBook, meeting: Meeting, width: int) -> _View:
    own = (one for one in book.log.actions if one.meeting == meeting.name)
    reports = (one for one in book.log.reports if one.meeting.name == meeting.name)
    return _View(
        book, width, shown_as(book.series.dates), {one.entry.place.start: one.key for one in own},
        {one.update.place.start: book.log.by_key[one.key]
         for one in reports if one.key in book.log.by_key},
    )  # fmt: skip


def _facts(view: _View, meeting: Meeting) -> Iterator[tuple[str, str]]:
    coming = meeting.next_meeting
    said = (format_due(coming.due, view.days), coming.time, coming.venue) if coming else ()
    yield "Date", view.days(meeting.date)
    yield "Time", meeting.time or ""
    yield "Venue", meeting.venue or ""
    yield "Number", meeting.number or ""
    yield "Kind", kind_of(meeting)
    for label, people in (
        ("Chair", meeting.chair), ("Present", meeting.present), ("Apologies", meeting.apologies),
        ("Attending", meeting.in_attendance), ("Absent", meeting.absent),
        ("Expected", view.book.directory.still_expected(meeting)),
    ):  # fmt: skip
        yield label, _people(view, people)
    yield "Public", "" if meeting.public is None else str(meeting.public)
    yield "Minutes", _people(view, meeting.minutes_by)
    yield "Next", ", ".join(part for part in said if part)


def kind_of(meeting: Meeting) -> str:
    """Say of a meeting that it is not a regular one that takes place; else nothing."""
    kinds = ("extraordinary" if meeting.extraordinary else "",
             "" if meeting.took_place else "did not take place")  # fmt: skip
    return ", ".join(filter(None, kinds))


def _people(view: _View, people: Iterable[Person]) -> str:
    return ", ".join(
        view.book.directory.shown(one.label) + (f" ({join_words(one.note)})" if one.note else "")
        for one in people
    )


def _item(view: _View, item: Item, number: str, above: _Level) -> list[str]:
    level = above.of(item.confidential)
    gap = max(4, len(number) + 2)
    title = bracketed(level.reason) + join_words(item.title)
    head = hanging(f"{number}.", title.rstrip(), view.width, level.pad, gap)
    lines = [line.rstrip() for line in head]
    lines += _content(view, item, level._replace(pad=level.pad + 4))
    for at, below in enumerate(item.items, 1):
        within = level._replace(pad=level.pad + 2)
        lines += _item(view, below, f"{number}.{below.number or at}", within)
    return lines


def _content(view: _View, item: Item, level: _Level) -> list[str]:
    """Give what an item says itself, without its title and the items below it."""
    lines: list[str] = []
    for text in _about(view, item):
        lines += hanging("", text, view.width, level.pad, 0)
    lines += _text(view, parse_blocks(item.minutes), level.pad)
    for correction in item.corrections:
        lines += _framed(view, _Frame("Corrected: "), correction, level.pad)
    for decision in item.decisions:
        lines += _decision(view, decision, level.pad)
    for update in item.updates:
        lines += _update(view, update, level)
    for raised in item.actions:
        lines += _action(view, raised, "Action", level)
    return lines


def _about(view: _View, item: Item) -> Iterator[str]:
    if item.presenter:
        yield f"Presented by {_people(view, item.presenter)}"
    for paper in item.papers:
        yield f"Paper: {join_words(paper.title)}" + (f", {paper.link}" if paper.link else "")
    if item.approves:
        yield f"Agrees the minutes of {', '.join(map(_approved, item.approves))}"


def _approved(meeting: str) -> str:
    return "the previous meeting" if is_previous(meeting) else meeting


# Texts


def _text(view: _View, parts: Iterable[Block], pad: int) -> list[str]:
    lines: list[str] = []
    for part in parts:
        if isinstance(part, ListBlock):
            gap = 1 + max(len(mark) for mark, _ in part.iter_marked())
            for mark, entry in part.iter_marked():
                lines += hanging(mark, entry.text, view.width, pad, gap)
        else:
            lines += hanging("", part.text, view.width, pad, 0)
    return lines


class _Frame(NamedTuple):
    """What is said before and after a text, on its first line."""

    head: str
    end: str = ""
    label: str = ""


def _framed(view: _View, frame: _Frame, text: str | None, pad: int) -> list[str]:
    """Give a text in its frame; where it is more than a paragraph, the rest is below."""
    gap = len(frame.label) + 2 if frame.label else 0
    parts = parse_blocks(text)
    first = "" if not parts or isinstance(parts[0], ListBlock) else parts[0].text
    rest = parts[1:] if first else parts
    line = f"{frame.head}{first}{frame.end}".rstrip()
    lines = hanging(frame.label, line, view.width, pad, gap)
    return [*lines, *_text(view, rest, pad + (gap or 2))]


# Entries


def _decision(view: _View, decision: Decision, pad: int) -> list[str]:
    facts = (
        ("proposed by ", decision.proposed),
        ("seconded by ", decision.seconded),
        ("votes: ", decision.votes),
    )
    said = ", ".join(f"{label}{join_words(text)}" for label, text in facts if text)
    carried = decision.outcome is Outcome.CARRIED
    label = "Decided" if carried else decision.outcome.value.capitalize()
    ref = f"{join_words(decision.ref)} – " if decision.ref else ""
    frame = _Frame(ref, f" ({said})" if said else "", label)
    return _framed(view, frame, decision.decision, pad)


def _update(view: _View, update: Update, level: _Level) -> list[str]:
    parts = [join_words(update.status_text)]
    if update.owners is not None:
        parts.append("owner " + (_owners(view, update) or "nobody"))
    if update.due is not None:
        parts.append(f"due {format_due(update.due, view.days)}")
    if update.action is not None:
        parts.append(f"now reads “{join_words(update.action)}”")
    if update.becomes:
        parts.append(f"becomes {', '.join(update.becomes)}")
    if update.on is not None:
        parts.append(f"on {view.days(update.on)}")
    facts = ", ".join(part for part in parts if part)
    if not facts and not update.note:
        facts = "only listed"
    colon = ": " if facts and update.note else ""
    head = f"{bracketed(_reason(view, update, level))}{update.ref} – {facts}{colon}"
    return _framed(view, _Frame(head), update.note, level.pad)


def _reason(view: _View, update: Update, level: _Level) -> str | None:
    """Say why an update is confidential, that on a confidential action too; None: it is not."""
    own = level.of(update.confidential).reason
    action = view.reported.get(update.place.start)
    return own if own is not None or action is None else action.confidential


def _action(view: _View, raised: ActionEntry, label: str, level: _Level) -> list[str]:
    named = _owners(view, raised)
    owners = f" [{named}]" if named else ""
    due = f" due {format_due(raised.due, view.days)}" if raised.due else ""
    asked = f" asked for on {view.days(raised.on)}" if raised.on is not None else ""
    key = view.keys.get(raised.place.start, raised.ref)
    mark = bracketed(level.of(raised.confidential).reason)
    head = (f"{key} – " if key else "") + mark + (NO_WORDS if raised.action is None else "")
    frame = _Frame(head, f"{owners}{due}{asked}", label)
    lines = _framed(view, frame, raised.action, level.pad)
    for link in raised.links:
        lines += hanging("", f"Link: {link}", view.width, level.pad + len(label) + 2, 0)
    return lines


def _owners(view: _View, entry: ActionEntry | Update) -> str:
    return ", ".join(view.book.directory.owners_shown(entry))


def _summary(meeting: Meeting, width: int) -> list[str]:
    reports = len(list_updates(meeting))
    text = (
        f"{len(meeting.brought_forward)} brought forward, {len(raised_in(meeting))} raised, "
        f"{reports} report{'' if reports == 1 else 's'}"
    )
    return wrap_words(text, max(width, 20))
