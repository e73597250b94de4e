"""Phrases about an action that several outputs share."""

from __future__ import annotations

from collections.abc import Callable, Iterator

Translate = Callable[..., str]  # of English words, and parts to put into them

NO_WORDS = "(words not in this log)"
_DAYS_PER_MONTH = 30.44


def describe_words(words: str | None) -> str:
    """Return the words of an action, or a phrase that they are not known."""
    return NO_WORDS if words is None else words


def join_cell_lines(text: str, *, is_block: bool) -> str:
    """Return a text for a cell: each paragraph and each entry of a list on one line.

    `is_block`: in its file it is a block under `|`.
    """
    if "\n" not in text:
        return text
    from scrutiny_cli.output.paragraphs import join_lines  # noqa: PLC0415  few cells have lines

    return join_lines(text, is_block=is_block)


def write_english(english: str, **parts: object) -> str:
    """Return words as they are, with the parts put into them."""
    return english.format_map(parts)


def list_new_values(
    owners: str | None,
    due: str | None,
    text: str | None,
    translate: Translate = write_english,
) -> Iterator[str]:
    """Iterate over phrases for what an entry gives an action; None: it does not give it."""
    if owners is not None:
        yield translate("owner {people}", people=owners or translate("nobody"))
    if due is not None:
        yield translate("due {day}", day=due)
    if text is not None:
        yield translate("now reads {text}", text=f"“{text}”")


def format_count(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun: `1 action`, `3 actions`, `2 apologies`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def format_lateness(days: int) -> str:
    """Return in words how late an action is: `3 days late`, `2 weeks late`, `14 months late`."""
    return f"{format_days(days)} late"


def format_days(days: int) -> str:
    """Return in words how long some days are: `3 days`, `2 weeks`, `14 months`, `2 years`."""
    if days >= 2 * 365:
        count, unit = days // 365, "year"
    elif days > 2 * _DAYS_PER_MONTH:
        count, unit = round(days / _DAYS_PER_MONTH), "month"
    elif days >= 2 * 7:
        count, unit = days // 7, "week"
    else:
        count, unit = days, "day"
    return f"{count} {unit}{'' if count == 1 else 's'}"
