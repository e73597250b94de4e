"""Phrases that several outputs say of an action."""

from __future__ import annotations

from collections.abc import Iterator

from scrutiny_cli.actionlog.model import Action, Event

NO_WORDS = "(words not in this log)"
_DAYS_PER_MONTH = 30.44


def action_text(action: Action) -> str:
    """Return the action's words, or a phrase that they are not known."""
    return NO_WORDS if action.state.words is None else action.state.words


def join_cell_lines(text: str) -> str:
    """Return a text for a cell: each paragraph and each entry of a list on one line."""
    if "\n" not in text:
        return text
    from scrutiny_cli.output.paragraphs import join_lines  # noqa: PLC0415  few cells have lines

    return join_lines(text)


def find_last_words(action: Action) -> tuple[Event, str] | None:
    """Return the last report that has words, and these: its status, and its note."""
    for event in reversed(action.history):
        if event.status_text or event.note:
            return event, ": ".join(filter(None, (event.status_text, event.note)))
    return None


def list_new_values(owners: str | None, due: str | None, text: str | None) -> Iterator[str]:
    """Iterate over phrases for what an entry gives an action; None: it does not give it."""
    if owners is not None:
        yield f"owner {owners or 'nobody'}"
    if due is not None:
        yield f"due {due}"
    if text is not None:
        yield f"now reads “{text}”"


def format_lateness(days: int) -> str:
    """Return in words how late an action is: `3 days late`, `2 weeks late`, `14 months late`."""
    if days >= 2 * 365:
        count, unit = days // 365, "year"
    elif days > 2 * _DAYS_PER_MONTH:
        count, unit = round(days / _DAYS_PER_MONTH), "month"
    elif days >= 2 * 7:
        count, unit = days // 7, "week"
    else:
        count, unit = days, "day"
    return f"{count} {unit}{'' if count == 1 else 's'} late"
