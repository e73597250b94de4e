"""The problems of `check` for others: without what is confidential, or marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache

from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.actionlog.redact import redact_keeping_places
from scrutiny_cli.minutes.problem import RULES, Problem
from scrutiny_cli.minutes.source import Source, Span
from scrutiny_cli.rules import find_history_problems, find_problems
from scrutiny_cli.rules.secret_words import SecretWords, find_secret_words, may_hold_secrets

_ADDRESS = re.compile(r"[\w.+-]@[\w-]+\.\w")
_Identity = tuple[str, str, int, str, str, str]


def prepare_problems(
    problems: list[Problem], books: tuple[MinuteBook, ...], redacted_as_at: date | None
) -> tuple[list[Problem], int]:
    """Redact problems that are shown to others, as at a day; without one mark what is confidential.

    Return them, and how many were marked. `books` are the log of now and, where it was compared
    with them, its earlier states. Without anything confidential it is the same list.
    """
    is_shared = redacted_as_at is not None
    if not problems or not any(may_hold_secrets(book, addresses=is_shared) for book in books):
        return problems, 0
    if redacted_as_at is not None:
        return redact_problems(problems, books, redacted_as_at), 0
    secret = find_secret_words(*books)
    is_marked = [_names_secret(problem, secret) for problem in problems]
    marked = [
        problem._replace(message=f"[Confidential] {problem.message}") if is_secret else problem
        for problem, is_secret in zip(problems, is_marked, strict=True)
    ]
    return marked, sum(is_marked)


def redact_problems(
    problems: Iterable[Problem], books: tuple[MinuteBook, ...], today: date
) -> list[Problem]:
    """Return the problems, of those that reveal something confidential no more than the rule.

    `books` are the log of now and, where they were compared with it, its earlier states. What
    a rule finds in the whole log is shown as it is only where the rule finds the same without
    what is confidential. No text of a file is left around the places: a line may contain both.
    """
    secret = find_secret_words(*books)
    known = _find_public(books, today) | _list_file_problems(books[0])
    erase = cache(_erase_letters)

    def is_public(problem: Problem) -> bool:
        # A comment of an import may quote any action of any meeting.
        if problem.rule == "unsure":
            return False
        if _identify_problem(problem) not in known or _names_secret(problem, secret):
            return False
        # A person's address is for reminders alone, and is not marked.
        return not any(map(_ADDRESS.search, _list_texts(problem)))

    return [
        _erase_lines(problem, erase) if is_public(problem) else _redact_problem(problem, erase)
        for problem in problems
    ]


def _find_public(books: tuple[MinuteBook, ...], today: date) -> set[_Identity]:
    """Return what the rules find in the log and in a change without what is confidential."""
    now, *earlier = map(redact_keeping_places, books)
    found = find_problems(now, today)
    changed = find_history_problems(now, *earlier, today=today) if earlier else ()
    return set(map(_identify_problem, (*found, *changed)))


def _list_file_problems(book: MinuteBook) -> set[_Identity]:
    """Return the problems found in one file alone: they depend on no other."""
    return set(map(_identify_problem, book.problems)) - set(
        map(_identify_problem, book.log.problems)
    )


def _identify_problem(problem: Problem) -> _Identity:
    place = problem.place
    related = "\n".join(other.message for other in problem.related)
    return problem.rule, place.path, place.start, problem.message, problem.hint, related


def _names_secret(problem: Problem, secret: SecretWords) -> bool:
    """Whether a problem is of a confidential part, or its message names one."""
    places = (problem.place, *(other.place for other in problem.related))
    return any(map(secret.cover_place, places)) or any(map(secret.occur_in, _list_texts(problem)))


def _list_texts(problem: Problem) -> tuple[str, ...]:
    return problem.message, problem.hint, *(other.message for other in problem.related)


def _redact_problem(problem: Problem, erase: Callable[[Source], Source]) -> Problem:
    rule, shown = RULES[problem.rule], _move_place(problem.place, erase)
    return Problem(rule.name, f"Withheld: confidential. {rule.summary}", shown, rule.remedy)


def _erase_lines(problem: Problem, erase: Callable[[Source], Source]) -> Problem:
    related = (other._replace(place=_move_place(other.place, erase)) for other in problem.related)
    return problem._replace(place=_move_place(problem.place, erase), related=tuple(related))


def _move_place(place: Span, erase: Callable[[Source], Source]) -> Span:
    return Span(erase(place.source), place.start, place.end)


def _erase_letters(source: Source) -> Source:
    return Source(source.path, re.sub(r"[^\n]", " ", source.text))
