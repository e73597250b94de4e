"""One meeting as text for a terminal; its texts have the paragraphs of the published page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from scrutiny_cli.actionlog.meetings import means_previous_meeting
from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.actionlog.traverse import list_raised, list_updates
from scrutiny_cli.minutes.date_styles import date_formatter
from scrutiny_cli.minutes.model import ActionEntry, Decision, Item, Meeting, Outcome, Person, Update
from scrutiny_cli.output.columns import list_entry_facts
from scrutiny_cli.output.document import Block, ListBlock
from scrutiny_cli.output.paragraphs import join_words, parse_blocks
from scrutiny_cli.output.phrases import NO_WORDS, list_new_values
from scrutiny_cli.output.redaction import mark_confidential
from scrutiny_cli.output.text import wrap_after_label, wrap_words
from scrutiny_cli.output.values import format_due
from scrutiny_cli.publish.items import format_decision_facts


class _MeetingView(NamedTuple):
    """What the lines are made from; `width` is in cells.

    `keys` are the names of the actions of this meeting, and `reported` the actions that its
    updates are about, both by where the entry begins.
    """

    book: MinuteBook
    width: int
    format_day: Callable[[date], str]
    keys: dict[int, str]
    reported: dict[int, Action]


class _Context(NamedTuple):
    """How far lines are indented (cells), and why they are confidential (None: they are not)."""

    indent: int
    reason: str | None

    def within(self, reason: str | None) -> _Context:
        """Return the context of an entry within that may have a mark of its own."""
        return self if reason is None else self._replace(reason=reason)


def render_meeting(book: MinuteBook, meeting: Meeting, width: int) -> str:
    """Return a meeting's heading, attendance, items, updates and actions.

    Everything confidential is marked where it begins: a title, an entry, a text.
    """
    view, context = _make_view(book, meeting, width), _Context(2, meeting.root_item.confidential)
    heading = (
        f"{meeting.name}  {mark_confidential(context.reason)}{join_words(meeting.title)}".rstrip()
    )
    lines = wrap_words(heading, max(width, 20)) or [heading]
    for label, text in _list_facts(view, meeting):
        if text:
            lines += wrap_after_label(label, text, width)
    for raised in meeting.brought_forward:
        lines += _render_action(view, raised, "Brought forward", context)
    own = _render_content(view, meeting.root_item, context)
    lines += ["", *own] if own else []
    for number, item in enumerate(meeting.root_item.items, 1):
        outermost = context._replace(indent=0)
        lines += ["", *_render_item(view, item, str(item.number or number), outermost)]
    lines += ["", *_render_summary(meeting, width)]
    return "\n".join(lines) + "\n"


def _make_view(book: MinuteBook, meeting: Meeting, width: int) -> _MeetingView:
    own = (action for action in book.log.actions if action.meeting == meeting.name)
    reports = (report for report in book.log.reports if report.meeting.name == meeting.name)
    return _MeetingView(
        book=book,
        width=width,
        format_day=date_formatter(book.series.dates),
        keys={action.entry.place.start: action.key for action in own},
        reported={
            report.update.place.start: book.log.by_key[report.key]
            for report in reports
            if report.key in book.log.by_key
        },
    )


def _list_facts(view: _MeetingView, meeting: Meeting) -> Iterator[tuple[str, str]]:
    coming = meeting.next_meeting
    said = (format_due(coming.due, view.format_day), coming.time, coming.venue) if coming else ()
    yield "Date", view.format_day(meeting.date)
    yield "Time", meeting.time or ""
    yield "Venue", meeting.venue or ""
    yield "Number", meeting.number or ""
    yield "Kind", _describe_kind(meeting)
    for label, people in (
        ("Chair", meeting.chair), ("Present", meeting.present), ("Apologies", meeting.apologies),
        ("Attending", meeting.in_attendance), ("Absent", meeting.absent),
        ("Expected", view.book.directory.still_expected(meeting)),
    ):  # fmt: skip
        yield label, _format_people(view, people)
    yield "Public", "" if meeting.public is None else str(meeting.public)
    yield "Minutes", _format_people(view, meeting.minutes_by)
    yield "Next", ", ".join(part for part in said if part)


def _describe_kind(meeting: Meeting) -> str:
    """Return how a meeting differs from a regular one that takes place; "" if it does not."""
    kinds = ("extraordinary" if meeting.extraordinary else "",
             "" if meeting.took_place else "did not take place")  # fmt: skip
    return ", ".join(filter(None, kinds))


def _format_people(view: _MeetingView, people: Iterable[Person]) -> str:
    return ", ".join(
        view.book.directory.display_label(person.label)
        + (f" ({join_words(person.note)})" if person.note else "")
        for person in people
    )


def _render_item(view: _MeetingView, item: Item, number: str, above: _Context) -> list[str]:
    context = above.within(item.confidential)
    gap = max(4, len(number) + 2)
    title = mark_confidential(context.reason) + join_words(item.title)
    head = wrap_after_label(f"{number}.", title.rstrip(), view.width, context.indent, gap)
    lines = [line.rstrip() for line in head]
    lines += _render_content(view, item, context._replace(indent=context.indent + 4))
    for at, below in enumerate(item.items, 1):
        within = context._replace(indent=context.indent + 2)
        lines += _render_item(view, below, f"{number}.{below.number or at}", within)
    return lines


def _render_content(view: _MeetingView, item: Item, context: _Context) -> list[str]:
    """Return the lines of an item itself, without its title and the items below it."""
    lines: list[str] = []
    for text in _list_notes(view, item):
        lines += wrap_after_label("", text, view.width, context.indent, 0)
    lines += _render_blocks(view, parse_blocks(item.minutes), context.indent)
    for correction in item.corrections:
        lines += _render_framed(view, _Frame("Corrected: "), correction, context.indent)
    for decision in item.decisions:
        lines += _render_decision(view, decision, context.indent)
    for update in item.updates:
        lines += _render_update(view, update, context)
    for raised in item.actions:
        lines += _render_action(view, raised, "Action", context)
    return lines


def _list_notes(view: _MeetingView, item: Item) -> Iterator[str]:
    if item.presenter:
        yield f"Presented by {_format_people(view, item.presenter)}"
    for paper in item.papers:
        yield f"Paper: {join_words(paper.title)}" + (f", {paper.link}" if paper.link else "")
    if item.approves:
        yield f"Agrees the minutes of {', '.join(map(_format_approved, item.approves))}"


def _format_approved(meeting: str) -> str:
    return "the previous meeting" if means_previous_meeting(meeting) else meeting


# Texts


def _render_blocks(view: _MeetingView, parts: Iterable[Block], indent: int) -> list[str]:
    lines: list[str] = []
    for part in parts:
        if isinstance(part, ListBlock):
            gap = 1 + max(len(mark) for mark, _ in part.iter_marked())
            for mark, entry in part.iter_marked():
                lines += wrap_after_label(mark, entry.text, view.width, indent, gap)
        else:
            lines += wrap_after_label("", part.text, view.width, indent, 0)
    return lines


class _Frame(NamedTuple):
    """What is before and after a text on its first line."""

    head: str
    end: str = ""
    label: str = ""


def _render_framed(view: _MeetingView, frame: _Frame, text: str | None, indent: int) -> list[str]:
    """Return the lines of a text in its frame; after its first paragraph, the rest is below."""
    gap = len(frame.label) + 2 if frame.label else 0
    parts = parse_blocks(text)
    first = "" if not parts or isinstance(parts[0], ListBlock) else parts[0].text
    rest = parts[1:] if first else parts
    line = f"{frame.head}{first}{frame.end}".rstrip()
    lines = wrap_after_label(frame.label, line, view.width, indent, gap)
    return [*lines, *_render_blocks(view, rest, indent + (gap or 2))]


# Entries


def _render_decision(view: _MeetingView, decision: Decision, indent: int) -> list[str]:
    facts = format_decision_facts(decision)
    carried = decision.outcome is Outcome.CARRIED
    label = "Decided" if carried else decision.outcome.value.capitalize()
    ref = f"{join_words(decision.ref)} – " if decision.ref else ""
    frame = _Frame(ref, f" ({facts})" if facts else "", label)
    return _render_framed(view, frame, decision.decision, indent)


def _render_update(view: _MeetingView, update: Update, context: _Context) -> list[str]:
    values = list_new_values(
        None if update.owners is None else _format_owners(view, update),
        None if update.due is None else format_due(update.due, view.format_day),
        None if update.action is None else join_words(update.action),
    )
    parts = [join_words(update.status_text), *values]
    if update.becomes:
        parts.append(f"becomes {', '.join(update.becomes)}")
    if update.on is not None:
        parts.append(f"on {view.format_day(update.on)}")
    facts = ", ".join(part for part in parts if part)
    if not facts and not update.note:
        facts = "only listed"
    colon = ": " if facts and update.note else ""
    head = f"{mark_confidential(_find_reason(view, update, context))}{update.ref} – {facts}{colon}"
    return _render_framed(view, _Frame(head), update.note, context.indent)


def _find_reason(view: _MeetingView, update: Update, context: _Context) -> str | None:
    """Return why an update or its action is confidential; None: it is not."""
    own = context.within(update.confidential).reason
    action = view.reported.get(update.place.start)
    return own if own is not None or action is None else action.confidential


def _render_action(
    view: _MeetingView, raised: ActionEntry, label: str, context: _Context
) -> list[str]:
    named = _format_owners(view, raised)
    owners = f" [{named}]" if named else ""
    due = f" due {format_due(raised.due, view.format_day)}" if raised.due else ""
    asked = f" asked for on {view.format_day(raised.on)}" if raised.on is not None else ""
    key = view.keys.get(raised.place.start, raised.ref)
    mark = mark_confidential(context.within(raised.confidential).reason)
    head = (f"{key} – " if key else "") + mark + (NO_WORDS if raised.action is None else "")
    frame = _Frame(head, f"{owners}{due}{asked}", label)
    lines = _render_framed(view, frame, raised.action, context.indent)
    for name, text in list_entry_facts(raised):
        lines += wrap_after_label(
            "", f"{name}: {text}", view.width, context.indent + len(label) + 2, 0
        )
    return lines


def _format_owners(view: _MeetingView, entry: ActionEntry | Update) -> str:
    return ", ".join(view.book.directory.owners_shown(entry))


def _render_summary(meeting: Meeting, width: int) -> list[str]:
    reports = len(list_updates(meeting))
    text = (
        f"{len(meeting.brought_forward)} brought forward, {len(list_raised(meeting))} raised, "
        f"{reports} report{'' if reports == 1 else 's'}"
    )
    return wrap_words(text, max(width, 20))
