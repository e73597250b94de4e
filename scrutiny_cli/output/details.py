"""One action with its history, in lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from scrutiny_cli.actionlog.model import Action, Event, MinuteBook
from scrutiny_cli.minutes.dates.date_styles import date_formatter
from scrutiny_cli.minutes.model import Due
from scrutiny_cli.minutes.source import normalize_label
from scrutiny_cli.output.columns import list_entry_facts
from scrutiny_cli.output.phrases import (
    Translate,
    describe_words,
    format_lateness,
    list_new_values,
    write_english,
)
from scrutiny_cli.output.redaction import describe_confidential, mark_confidential
from scrutiny_cli.output.text import wrap_after_label, wrap_words
from scrutiny_cli.output.values import FormatDay, format_due

_MIN_WIDTH = 20


class _DetailsView(NamedTuple):
    """The log, the day from which overdue is counted, how days are written, and the width."""

    book: MinuteBook
    today: date
    format_day: FormatDay
    width: int

    def wrap_text(self, text: str, indent: str) -> list[str]:
        """Return the lines of a text; those after the first are indented."""
        return wrap_words(text, max(self.width, _MIN_WIDTH), subsequent_indent=indent)


def render_details(
    book: MinuteBook, action: Action, today: date, width: int, *, board: str = ""
) -> str:
    """Return an action and its history in lines of at most a width, where words allow.

    `board` names its board where there are others.
    """
    view = _DetailsView(book, today, date_formatter(book.series.dates), width)
    lines = view.wrap_text(f"{action.key}  {describe_words(action.state.words)}", "  ")
    for label, text in (("Board", board), *_list_facts(view, action)):
        if text:
            lines += wrap_after_label(label, text, width)
    return "\n".join([*lines, "", *_render_history(view, action)]) + "\n"


def _list_facts(view: _DetailsView, action: Action) -> Iterator[tuple[str, str]]:
    """Iterate over labels and texts; a text is "" where there is none."""
    state, format_day = action.state, view.format_day
    text = state.status_text or ""
    words = "" if normalize_label(text) in {"", state.status.value} else f" (“{text}”)"
    late = action.overdue_days(view.today)
    yield "Owner", ", ".join(state.owners_shown) or "nobody"
    due = format_due(state.due, format_day) or "no date"
    yield "Due", due + (f", {format_lateness(late)}" if late else "")
    yield "Status", state.status.value + words
    yield "Raised", _describe_origin(action, format_day)
    yield (
        "Not used",
        f"until {format_day(action.counts_from)}" if action.counts_from > view.today else "",
    )
    yield "Closed", format_day(state.closed) if state.closed else ""
    yield "Follows", _describe_linked(view.book, action.follows)
    yield "Becomes", _describe_linked(view.book, action.becomes)
    yield from list_entry_facts(action.entry)
    if action.confidential is not None:
        reason = describe_confidential(action.confidential)
        yield "Marked", reason[:1].lower() + reason[1:]


def _describe_origin(action: Action, format_day: FormatDay) -> str:
    day = format_day(action.raised) if action.raised else ""
    if action.brought_forward:
        return f"brought forward by {action.meeting}" + (f", raised {day}" if day else "")
    return f"{day} in {action.meeting}" + (f", under “{action.item}”" if action.item else "")


def _describe_linked(book: MinuteBook, keys: Iterable[str]) -> str:
    actions = (book.log.by_key[key] for key in keys if key in book.log.by_key)
    return "; ".join(f"{action.key} {_put_in_brackets(action)}" for action in actions)


def _put_in_brackets(action: Action) -> str:
    """Return an action's words in brackets; the phrase for unknown words has brackets already."""
    text = mark_confidential(action.confidential) + describe_words(action.state.words)
    return text if action.state.words is None else f"({text})"


# History


def _render_history(view: _DetailsView, action: Action) -> Iterator[str]:
    due: Due | None = None
    for event in action.history:
        mark = mark_confidential(event.confidential) if action.confidential is None else ""
        coming = " (still to come)" if event.counts_from > view.today else ""
        text = f"{mark}{describe_event(event, due, view.format_day)}"
        yield from view.wrap_text(f"{view.format_day(event.date)}{coming}: {text}", "    ")
        if event.note:
            yield from wrap_after_label("", f"“{event.note}”", view.width, 2, 0)
        yield f"  {event.place.path}:{event.place.line}"
        due = event.due or due


def describe_event(
    event: Event,
    due_before: Due | None,
    format_day: FormatDay,
    translate: Translate = write_english,
) -> str:
    """Return in words what an entry changed; `due_before` is the due date before it."""
    is_report = event.kind == "reported"
    due = None if event.due is None else format_due(event.due, format_day)
    if due is not None and due_before is not None:
        before = format_due(due_before, format_day)
        due = translate("{due} (was {before})", due=due, before=before)
    gives_owners = event.owners is not None and (event.owners_shown or is_report)
    values = list_new_values(
        ", ".join(event.owners_shown) if gives_owners else None,
        due,
        event.action if is_report else None,
        translate,
    )
    kind = _describe_report(event, translate) if is_report else [translate(event.kind)]
    return ", ".join(filter(None, [*kind, *values])) or translate("update")


def _describe_report(event: Event, translate: Translate) -> list[str]:
    """Return the status in the words of the report; its name where what it becomes gives it."""
    closes_by_words = event.status is not None and not event.status.is_open
    is_superseded = event.replaced and not closes_by_words
    return [
        "" if event.is_substantive else translate("no report"),
        event.status_text or "",
        translate(event.state.status.value) if is_superseded else "",
    ]
