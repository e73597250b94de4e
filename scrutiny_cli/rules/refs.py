"""The rules on numbers: those that actions bear, and those that prose names."""

from __future__ import annotations

from bisect import bisect
from itertools import groupby, pairwise, takewhile
from typing import TYPE_CHECKING, NamedTuple

from scrutiny_cli.actionlog.ref_mentions import list_refs_after_action, locate_refs
from scrutiny_cli.actionlog.refs import FreeNumbers, board_year, number_of, year_values, years_named
from scrutiny_cli.actionlog.traverse import list_items, raised_in
from scrutiny_cli.minutes.problem import Problem, RelatedSpan
from scrutiny_cli.minutes.source import LocatedStr, squeezed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrutiny_cli.minutes.model import ActionEntry, Meeting, Series
    from scrutiny_cli.rules.context import CheckContext


class _Numbered(NamedTuple):
    """A number that a meeting raised: what its pattern names besides, its n, the ref."""

    meeting: Meeting
    within: tuple[str, ...]
    n: int
    ref: LocatedStr


def _numbered(case: CheckContext, *, held: bool = True) -> Iterator[_Numbered]:
    """Give the numbers raised in the log, or in the files of meetings that did not take place."""
    for meeting in (one for one in case.book.meetings if one.took_place is held):
        for found in raised_in(meeting):
            ref = found.raised.ref
            number = number_of(case.pattern, ref) if case.pattern and ref is not None else None
            if number is not None and ref is not None:
                yield _Numbered(meeting, number.within, number.n, ref)


def ref_gap(case: CheckContext) -> Iterator[Problem]:
    """Report each gap among the numbers raised in the log, unless it was brought forward.

    A number in the file of a meeting that did not take place leaves no gap either.
    """
    groups: dict[tuple[str, ...], dict[int, _Numbered]] = {}
    for one in _numbered(case):
        groups.setdefault(one.within, {}).setdefault(one.n, one)
    brought = _brought_forward(case)
    for one in _numbered(case, held=False):
        brought.setdefault(one.within, set()).add(one.n)
    for within, found in groups.items():
        others = sorted(brought.get(within, set()).difference(found))
        for before, after in pairwise(sorted(found)):
            missing = after - before - 1 - (bisect(others, after) - bisect(others, before))
            if missing > 0 and not case.book.may_be_missing(found[after].meeting.date):
                yield _gap(found[before], found[after], missing)


def _brought_forward(case: CheckContext) -> dict[tuple[str, ...], set[int]]:
    """Give the numbers brought forward, within what the pattern names."""
    found: dict[tuple[str, ...], set[int]] = {}
    for meeting in case.book.meetings if case.pattern else ():
        for raised in meeting.brought_forward:
            number = number_of(case.pattern or "", raised.ref) if raised.ref is not None else None
            if number is not None:
                found.setdefault(number.within, set()).add(number.n)
    return found


def _gap(before: _Numbered, after: _Numbered, count: int) -> Problem:
    missing = "a number is missing" if count == 1 else f"{count} numbers are missing"
    hint = "See whether an action was forgotten or misnumbered."
    message = f"Between {before.ref} and {after.ref} {missing}."
    return Problem("ref-gap", message, after.ref.place, hint)


def ref_out_of_order(case: CheckContext) -> Iterator[Problem]:
    """Report each meeting whose highest number is below the lowest of an earlier one."""
    earlier: dict[tuple[str, ...], _Numbered] = {}
    for _, numbers in groupby(_numbered(case), lambda one: one.meeting.name):
        groups: dict[tuple[str, ...], list[_Numbered]] = {}
        for one in numbers:
            groups.setdefault(one.within, []).append(one)
        for within, found in groups.items():
            high, low = max(found, key=_n_of), min(found, key=_n_of)
            before = earlier.get(within)
            if before is not None and high.n < before.n:
                yield _out_of_order(high, before)
            if before is None or low.n > before.n:
                earlier[within] = low


def _n_of(numbered: _Numbered) -> int:
    return numbered.n


def _out_of_order(high: _Numbered, before: _Numbered) -> Problem:
    message = f"{high.ref} is lower than {before.ref}, which an earlier meeting raised."
    hint = "See whether two numbers were exchanged."
    related = (RelatedSpan(before.ref.place, f"{before.ref} was raised here."),)
    return Problem("ref-out-of-order", message, high.ref.place, hint, related)


def ref_off_pattern(case: CheckContext) -> Iterator[Problem]:
    """Report each number raised that is not of the series' pattern, or names another year."""
    pattern = case.book.series.refs
    if pattern is None:
        return
    has_begun = False
    free = FreeNumbers(case.book.series, case.calendar)
    for meeting in (one for one in case.book.meetings if one.took_place):
        raised = [found.raised for found in raised_in(meeting)]
        pairs = [(one, one.ref) for one in raised if one.ref is not None]
        has_begun = has_begun or any(number_of(pattern, ref) for _, ref in pairs)
        for one, ref in pairs if has_begun else ():
            message = _off_pattern(case.book.series, meeting, one, ref)
            if message is not None:
                number = free.after(meeting)
                hint = f"Correct it, or `refs` in series.yaml. The next free number is {number}."
                yield Problem("ref-off-pattern", message, ref.place, hint)


def _off_pattern(
    series: Series, meeting: Meeting, raised: ActionEntry, ref: LocatedStr
) -> str | None:
    """Say where a number is off the pattern, or names another year; None where it is not."""
    pattern, starts = str(series.refs), series.year_starts
    number = number_of(pattern, ref)
    if number is None:
        return f"{ref} is not of the form {pattern}, which series.yaml gives for numbers."
    named = years_named(pattern, number).items()
    days = (meeting.date, raised.on or meeting.date)
    if any(named <= year_values(day, starts).items() for day in days):
        return None
    year = board_year(meeting.date, starts)
    return f"{ref} does not name the board's year of its meeting, which is {year}."


# Numbers in prose


def mention_unknown(case: CheckContext) -> Iterator[Problem]:
    """Tell each number after the word “action” in prose that is no action."""
    if case.pattern is None:
        return
    known = {
        squeezed(action.entry.ref)
        for action in case.book.log.actions
        if action.entry.ref is not None
    }
    for meeting in case.book.meetings:
        for text in () if case.book.may_be_missing(meeting.date) else _prose(meeting):
            for ref, place in locate_refs(text, _find_refs(text)):
                if number_of(case.pattern, ref) and squeezed(ref) not in known:
                    message = f"The text speaks of action {ref}, and there is none."
                    hint = "Correct the number, or bring the action forward."
                    yield Problem("mention-unknown", message, place, hint)


def _find_refs(text: str) -> Iterator[tuple[int, str]]:
    """Find the words with a digit that begin a list after the word “action”."""
    for refs in list_refs_after_action(text):
        yield from takewhile(lambda ref: any(map(str.isdigit, ref[1])), refs)


def _prose(meeting: Meeting) -> Iterator[LocatedStr]:
    for item in list_items(meeting):
        yield from (text for text in (item.title, item.minutes) if text is not None)
        yield from (one.action for one in item.actions if one.action is not None)
        yield from (one.note for one in item.updates if isinstance(one.note, LocatedStr))
