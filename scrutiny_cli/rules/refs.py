"""The rules on refs: those of updates, those that actions have, and those in texts."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from itertools import groupby, pairwise, takewhile
from operator import attrgetter
from typing import NamedTuple

from scrutiny_cli.actionlog.model import Event
from scrutiny_cli.actionlog.ref_mentions import list_refs_after_action, locate_refs
from scrutiny_cli.actionlog.refs import (
    FreeRefs,
    ParsedRef,
    board_year,
    parse_ref,
    year_values,
    years_named,
)
from scrutiny_cli.actionlog.traverse import list_items, list_raised
from scrutiny_cli.minutes.model import ActionEntry, Meeting, Series
from scrutiny_cli.minutes.problem import RelatedSpan, Severity
from scrutiny_cli.minutes.source import LocatedStr, normalize_ref
from scrutiny_cli.rules.context import CheckContext, first_character, rule
from scrutiny_cli.rules.registry import Finding


@rule(
    "closed-again",
    Severity.WARNING,
    "A closed action is not closed again.",
    remedy="Delete the update, or correct its `ref`.",
)
def check_closed_again(context: CheckContext) -> Iterator[Finding]:
    """Find each update that closes a closed action: its ref is often that of another."""
    for action in context.book.log.actions:
        closing: Event | None = None
        for event in action.history:
            closes = event.status is not None and not event.status.is_open
            if closes and closing is not None:
                related = (RelatedSpan(first_character(closing.place), "It was closed here."),)
                message = f"{action.key} is already closed."
                yield Finding(message, first_character(event.place), related=related)
            closing = None if event.state.status.is_open else closing or event


# Numbers that actions have


class _Numbered(NamedTuple):
    """A number that a meeting raised: what its pattern names besides, its n, the ref."""

    meeting: Meeting
    within: tuple[str, ...]
    n: int
    ref: LocatedStr


def _list_numbered(context: CheckContext, *, took_place: bool = True) -> Iterator[_Numbered]:
    """List the numbers raised in the log, or in the files of meetings that did not take place."""
    for meeting in (m for m in context.book.meetings if m.took_place is took_place):
        for found in list_raised(meeting):
            ref = found.entry.ref
            number = _parse_ref(context, ref)
            if number is not None and ref is not None:
                yield _Numbered(meeting, number.within, number.n, ref)


def _parse_ref(context: CheckContext, ref: LocatedStr | None) -> ParsedRef | None:
    return parse_ref(context.pattern, ref) if context.pattern and ref is not None else None


@rule(
    "ref-gap",
    Severity.WARNING,
    "No number is missing between two others.",
    remedy="Check whether an action is missing or has the wrong number.",
)
def check_ref_gap(context: CheckContext) -> Iterator[Finding]:
    """Find each gap among the numbers raised in the log, unless it was brought forward.

    A number in the file of a meeting that did not take place leaves no gap either.
    """
    groups: dict[tuple[str, ...], dict[int, _Numbered]] = {}
    for numbered in _list_numbered(context):
        groups.setdefault(numbered.within, {}).setdefault(numbered.n, numbered)
    brought = _list_brought_forward(context)
    for numbered in _list_numbered(context, took_place=False):
        brought.setdefault(numbered.within, set()).add(numbered.n)
    for within, found in groups.items():
        others = sorted(brought.get(within, set()).difference(found))
        for before, after in pairwise(sorted(found)):
            missing = after - before - 1 - (bisect(others, after) - bisect(others, before))
            if missing > 0 and not context.book.may_be_missing(found[after].meeting.date):
                yield _describe_gap(found[before], found[after], missing)


def _list_brought_forward(context: CheckContext) -> dict[tuple[str, ...], set[int]]:
    """Return the numbers brought forward, by what else the pattern names."""
    found: dict[tuple[str, ...], set[int]] = {}
    for meeting in context.book.meetings:
        for raised in meeting.brought_forward:
            number = _parse_ref(context, raised.ref)
            if number is not None:
                found.setdefault(number.within, set()).add(number.n)
    return found


def _describe_gap(before: _Numbered, after: _Numbered, count: int) -> Finding:
    missing = "1 number is missing" if count == 1 else f"{count} numbers are missing"
    return Finding(f"{missing} between {before.ref} and {after.ref}.", after.ref.place)


@rule(
    "ref-out-of-order",
    Severity.WARNING,
    "Numbers rise from meeting to meeting.",
    remedy="Check whether two numbers are swapped.",
)
def check_ref_order(context: CheckContext) -> Iterator[Finding]:
    """Find each meeting whose highest number is below the lowest of an earlier one."""
    earlier: dict[tuple[str, ...], _Numbered] = {}
    for _, numbers in groupby(_list_numbered(context), lambda numbered: numbered.meeting.name):
        groups: dict[tuple[str, ...], list[_Numbered]] = {}
        for numbered in numbers:
            groups.setdefault(numbered.within, []).append(numbered)
        for within, found in groups.items():
            high, low = max(found, key=attrgetter("n")), min(found, key=attrgetter("n"))
            before = earlier.get(within)
            if before is not None and high.n < before.n:
                yield _describe_disorder(high, before)
            if before is None or low.n > before.n:
                earlier[within] = low


def _describe_disorder(high: _Numbered, before: _Numbered) -> Finding:
    message = f"{high.ref} is lower than {before.ref}, which an earlier meeting raised."
    related = (RelatedSpan(before.ref.place, f"{before.ref} was raised here."),)
    return Finding(message, high.ref.place, related=related)


@rule(
    "ref-off-pattern",
    Severity.WARNING,
    "A number matches `refs` in series.yaml, and has the year of its meeting.",
    remedy="Correct the number, or `refs` in series.yaml.",
)
def check_ref_pattern(context: CheckContext) -> Iterator[Finding]:
    """Find each number raised that is not of the series' pattern, or names another year."""
    pattern = context.book.series.refs
    if pattern is None:
        return
    has_begun = False
    free = FreeRefs(context.book.series, context.book.index)
    for meeting in (m for m in context.book.meetings if m.took_place):
        raised = [found.entry for found in list_raised(meeting)]
        pairs = [(entry, entry.ref) for entry in raised if entry.ref is not None]
        has_begun = has_begun or any(parse_ref(pattern, ref) for _, ref in pairs)
        for entry, ref in pairs if has_begun else ():
            message = _explain_off_pattern(context.book.series, meeting, entry, ref)
            if message is not None:
                number = free.find_next(meeting)
                hint = (
                    "Correct the number, or `refs` in series.yaml. "
                    f"The next free number is {number}."
                )
                yield Finding(message, ref.place, hint)


def _explain_off_pattern(
    series: Series, meeting: Meeting, raised: ActionEntry, ref: LocatedStr
) -> str | None:
    """Return why a number is off the pattern, or of another year; None where it is not."""
    pattern, starts = str(series.refs), series.year_starts
    number = parse_ref(pattern, ref)
    if number is None:
        return f"{ref} does not match {pattern}, which is `refs` in series.yaml."
    named = years_named(pattern, number).items()
    days = (meeting.date, raised.on or meeting.date)
    if any(named <= year_values(day, starts).items() for day in days):
        return None
    year = board_year(meeting.date, starts)
    return f"{ref} has the wrong year: its meeting is in the board's year {year}."


# Numbers in texts


@rule(
    "mention-unknown",
    Severity.WARNING,
    "Every action that the text mentions is in the action log.",
    remedy="Correct the number, or add the action under `brought_forward`.",
)
def check_unknown_mention(context: CheckContext) -> Iterator[Finding]:
    """Find each number after the word “action” in a text that no action has."""
    if context.pattern is None:
        return
    refs = (action.entry.ref for action in context.book.log.actions)
    known = {normalize_ref(ref) for ref in refs if ref is not None}
    for meeting in context.book.meetings:
        for text in () if context.book.may_be_missing(meeting.date) else _list_prose(meeting):
            for ref, place in locate_refs(text, _find_refs(text)):
                if parse_ref(context.pattern, ref) and normalize_ref(ref) not in known:
                    message = f"The text mentions action {ref}, which does not exist."
                    yield Finding(message, place)


def _find_refs(text: str) -> Iterator[tuple[int, str]]:
    """Find the words with a digit that begin a list after the word “action”."""
    for refs in list_refs_after_action(text):
        yield from takewhile(lambda ref: any(map(str.isdigit, ref[1])), refs)


def _list_prose(meeting: Meeting) -> Iterator[LocatedStr]:
    for item in list_items(meeting):
        yield from (text for text in (item.title, item.minutes) if text is not None)
        yield from (entry.action for entry in item.actions if entry.action is not None)
        yield from (update.note for update in item.updates if isinstance(update.note, LocatedStr))
