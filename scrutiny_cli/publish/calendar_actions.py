"""The actions of a calendar: events of their due dates, or tasks."""

from __future__ import annotations

from collections.abc import Iterator

from scrutiny_cli.actionlog.model import Action
from scrutiny_cli.minutes.model import Status
from scrutiny_cli.output.phrases import describe_words
from scrutiny_cli.output.text import make_one_line
from scrutiny_cli.output.values import format_due
from scrutiny_cli.publish.calendar_board import select_actions_with_date
from scrutiny_cli.publish.calendar_source import CalendarEntry, CalendarSource, find_web_address
from scrutiny_cli.publish.earlier_calendar import INTERNAL_MARK

_MAX_TITLE = 72  # characters of an action's words in the line that a calendar shows


def make_action_entries(source: CalendarSource) -> Iterator[CalendarEntry]:
    """Return an entry for each action that has a date and is wanted."""
    options = source.options
    for action in select_actions_with_date(
        source.book, source.listed.owners, internal=source.internal, closed=options.closed
    ):
        yield _make_entry(source, action)


def _make_entry(source: CalendarSource, action: Action) -> CalendarEntry:
    due = action.state.due_day or source.options.today
    is_task = source.options.kind == "todo"
    address = source.listed.addresses.get(action.place_key)
    return CalendarEntry(
        uid=source.make_uid("action", action.key),
        kind=source.options.kind,
        stamp=max(event.date for event in action.history),
        summary=_summarize_action(source, action),
        begin=due,
        categories=source.list_categories("Action"),
        description="\n".join(_describe_action(source, action)),
        address=address or find_web_address(action.entry.links),
        status=_choose_status(action.state.status) if is_task else "",
        completed=action.state.closed if is_task else None,
        is_busy=False,  # nobody is busy all day because something is due
        is_confidential=_is_confidential(source, action),
        has_alarm=action.is_open and due >= source.options.today,
    )


def _choose_status(status: Status) -> str:
    if not status.is_open:
        return "COMPLETED"
    return "IN-PROCESS" if status is Status.IN_PROGRESS else "NEEDS-ACTION"


def _is_confidential(source: CalendarSource, action: Action) -> bool:
    """Whether an internal calendar has something confidential of an action."""
    return source.internal and action.has_confidential


def _summarize_action(source: CalendarSource, action: Action) -> str:
    """Return the title of an action: `33/15: Data for drug testing … (WK)`."""
    words = _shorten_text(make_one_line(describe_words(action.state.words)))
    reference = " ".join(filter(None, (source.listed.label, action.entry.ref)))
    named = f"{reference}: {words}" if reference else words
    owners = ", ".join(action.state.owners_shown)
    owned = f"{named} ({owners})" if owners else named
    return f"{INTERNAL_MARK}: {owned}" if _is_confidential(source, action) else owned


def _shorten_text(words: str) -> str:
    if len(words) <= _MAX_TITLE:
        return words
    cut = words[:_MAX_TITLE].rpartition(" ")[0] or words[:_MAX_TITLE]
    return f"{cut.rstrip(' ,;:.')} …"


def _describe_action(source: CalendarSource, action: Action) -> Iterator[str]:
    """Return all that is known of an action, a line each."""
    yield describe_words(action.state.words)
    yield ""
    if source.listed.label:
        yield f"Board: {source.listed.label}"
    if action.state.owners_shown:
        yield f"Owner: {', '.join(action.state.owners_shown)}"
    yield f"Due: {format_due(action.state.due, source.format_day)}"
    yield f"Status: {action.state.status.value}"
    last = action.last_words
    if last is not None:
        yield f"Latest update, {source.format_day(last[0].date)}: {last[1]}"
    if not source.internal and action.has_confidential:
        yield "An update is withheld."
    meeting = source.meetings[action.meeting]
    done = "Brought forward" if action.brought_forward else "Raised"
    title = meeting.title or source.board
    yield f"{done} at: {title}, {source.format_day(meeting.date)}"
