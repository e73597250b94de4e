"""One action's life, told in lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from scrutiny_cli.minutes.dates import shown_as
from scrutiny_cli.minutes.source import normalize_label
from scrutiny_cli.output.phrases import action_text, format_lateness
from scrutiny_cli.output.redaction import bracketed, confidential
from scrutiny_cli.output.values import format_due
from scrutiny_cli.output.wrapping import hanging, wrap_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from scrutiny_cli.actionlog.model import Action, Event, MinuteBook
    from scrutiny_cli.minutes.model import Due
    from scrutiny_cli.minutes.source import Span

    Days = Callable[[date], str]


def _where(place: Span) -> str:
    return f"{place.path}:{place.line}"


def action_life(book: MinuteBook, action: Action, today: date, width: int) -> str:
    """Tell an action's life in lines of at most a width where words allow."""
    lines = wrap_words(
        f"{action.key}  {action_text(action)}", max(width, 20), subsequent_indent="  "
    )
    for label, text in _facts(book, action, today):
        if text:
            lines += hanging(label, text, width)
    lines.append("")
    days = shown_as(book.series.dates)
    before: Due | None = None
    for event in action.history:
        mark = bracketed(event.confidential) if action.confidential is None else ""
        lines += _told(event, mark, width, _Time(today, days), before)
        before = event.due if event.due is not None else before
    return "\n".join(lines) + "\n"


def _facts(book: MinuteBook, action: Action, today: date) -> Iterator[tuple[str, str]]:
    late, days = action.overdue_days(today), shown_as(book.series.dates)
    said = action.state.status_text or ""
    words = "" if normalize_label(said) in {"", action.state.status.value} else f" (“{said}”)"
    yield "Owner", ", ".join(action.state.owners_shown) or "nobody"
    yield (
        "Due",
        (format_due(action.state.due, days) or "no date")
        + (f", {format_lateness(late)}" if late else ""),
    )
    yield "Status", action.state.status.value + words
    yield "Raised", _raised(action, days)
    yield "Counts", f"from {days(action.counts_from)}" if action.counts_from > today else ""
    yield "Closed", days(action.state.closed) if action.state.closed else ""
    yield "Follows", _named(book, action.follows)
    yield "Becomes", _named(book, action.becomes)
    yield from (("Link", link) for link in action.entry.links)
    if action.confidential is not None:
        yield "Marked", _lowered(confidential(action.confidential))


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:]


def _raised(action: Action, days: Days) -> str:
    if action.brought_forward:
        when = f", raised {days(action.raised)}" if action.raised else ""
        return f"brought forward by {action.meeting}{when}"
    day = days(action.raised) if action.raised else ""
    return f"{day} in {action.meeting}" + (f", under “{action.item}”" if action.item else "")


def _named(book: MinuteBook, keys: Iterable[str]) -> str:
    found = (book.log.by_key[key] for key in keys if key in book.log.by_key)
    return "; ".join(f"{one.key} {_in_brackets(one)}" for one in found)


def _in_brackets(action: Action) -> str:
    """Give an action's words in brackets; that none are known has its own."""
    words = action_text(action)
    mark = bracketed(action.confidential)
    return f"{mark}{words}" if action.state.words is None else f"({mark}{words})"


class _Time(NamedTuple):
    """Today, and how days are written."""

    today: date
    days: Days


def _told(event: Event, mark: str, width: int, time: _Time, before: Due | None) -> list[str]:
    coming = " (still to come)" if event.counts_from > time.today else ""
    words = _happened(event, before, time.days)
    told = f"{time.days(event.date)}{coming}: {mark}{words}"
    lines = wrap_words(told, max(width, 20), subsequent_indent="    ")
    if event.note:
        lines += hanging("", f"“{event.note}”", width, 2, 0)
    return [*lines, f"  {_where(event.place)}"]


def _happened(event: Event, before: Due | None, days: Days) -> str:
    """Say in some words what an event was; `before` is the due that stood until then."""
    parts = [event.kind]
    if event.kind == "reported":
        parts = ["only listed"] if not event.answers else []
        closes_by_words = event.status is not None and not event.status.is_open
        is_replaced = event.replaced and not closes_by_words
        parts += [event.status_text or "", event.state.status.value if is_replaced else ""]
    if event.owners is not None and (event.owners_shown or event.kind == "reported"):
        parts.append("owner " + (", ".join(event.owners_shown) or "nobody"))
    if event.due is not None:
        old = f" (before: {format_due(before, days)})" if before is not None else ""
        parts.append(f"due {format_due(event.due, days)}{old}")
    if event.kind == "reported" and event.action is not None:
        parts.append(f"now reads “{event.action}”")
    return ", ".join(part for part in parts if part) or "reported"
