"""The rules on numbers: those that actions bear, and those that prose names."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from scrutiny_cli.actionlog.checks.cases import inside
from scrutiny_cli.actionlog.numbering import number_of
from scrutiny_cli.actionlog.walk import items_of, raised_in
from scrutiny_cli.minutes.problems import Problem, Related
from scrutiny_cli.minutes.text import Word, squeezed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrutiny_cli.actionlog.checks.cases import Case
    from scrutiny_cli.minutes.model import Meeting

_MENTION = re.compile(
    r"\bactions?\s+([\w/.()-]*\d[\w/.()-]*(?:(?:\s*,\s*|\s+and\s+)\S*\d\S*)*)", re.IGNORECASE
)


class _Numbered(NamedTuple):
    """A number that a meeting raised: what its pattern names besides, its n, the ref."""

    meeting: Meeting
    within: tuple[str, ...]
    n: int
    ref: Word


def _numbered(case: Case) -> Iterator[_Numbered]:
    for meeting in case.book.meetings:
        for found in raised_in(meeting):
            ref = found.raised.ref
            number = number_of(case.pattern, ref) if case.pattern and ref is not None else None
            if number is not None and ref is not None:
                yield _Numbered(meeting, number.within, number.n, ref)


def ref_gap(case: Case) -> Iterator[Problem]:
    """Tell each gap among the numbers raised in the log's own meetings."""
    groups: dict[tuple[str, ...], dict[int, _Numbered]] = {}
    for one in _numbered(case):
        groups.setdefault(one.within, {}).setdefault(one.n, one)
    for found in groups.values():
        for before, after in pairwise(sorted(found)):
            if after > before + 1 and not case.book.waits(found[after].meeting.date):
                yield _gap(found[before], found[after])


def _gap(before: _Numbered, after: _Numbered) -> Problem:
    message = f"Between {before.ref} and {after.ref} {_lacking(before.n, after.n)}."
    hint = "See whether an action was forgotten or misnumbered."
    return Problem("ref-gap", message, after.ref.place, hint)


def _lacking(before: int, after: int) -> str:
    count = after - before - 1
    return "a number is missing" if count == 1 else f"{count} numbers are missing"


def ref_out_of_order(case: Case) -> Iterator[Problem]:
    """Tell each number that is lower than one raised before it."""
    highest: dict[tuple[str, ...], tuple[int, Word]] = {}
    for _, within, n, ref in _numbered(case):
        top = highest.get(within)
        if top is not None and n < top[0]:
            message = f"{ref} comes after {top[1]}."
            hint = "See whether two numbers were exchanged."
            related = (Related(top[1].place, f"{top[1]} stands here."),)
            yield Problem("ref-out-of-order", message, ref.place, hint, related)
        else:
            highest[within] = (n, ref)


# Numbers in prose


def mention_unknown(case: Case) -> Iterator[Problem]:
    """Tell each number after the word “action” in prose that is no action."""
    if case.pattern is None:
        return
    refs = {squeezed(one.ref) for one in case.book.log.actions if one.ref is not None}
    for meeting in case.book.meetings:
        for text in () if case.book.waits(meeting.date) else _prose(meeting):
            for start, ref in named_in(text):
                if number_of(case.pattern, ref) and squeezed(ref) not in refs:
                    place = inside(text, start, ref)
                    message = f"The text speaks of action {ref}, and there is none."
                    hint = "Correct the number, or bring the action forward."
                    yield Problem("mention-unknown", message, place, hint)


def _prose(meeting: Meeting) -> Iterator[Word]:
    for item in items_of(meeting):
        yield from (text for text in (item.title, item.minutes) if text is not None)
        yield from (one.action for one in item.actions if one.action is not None)
        yield from (one.note for one in item.updates if isinstance(one.note, Word))


def named_in(text: str) -> Iterator[tuple[int, str]]:
    """Give each number after the word “action”, and where in the text it is to be found."""
    for match in _MENTION.finditer(text):
        for piece in re.finditer(r"[^\s,]+", match[1]):
            ref = piece[0].strip(".()")
            if any(letter.isdigit() for letter in ref):
                yield match.start(1) + piece.start(), ref
