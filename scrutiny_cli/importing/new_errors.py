"""The problems that new files bring into a folder, and why an error among them bars a file."""

from __future__ import annotations

from collections import Counter
from datetime import date

from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.rules import find_problems


def find_new_problems(before: MinuteBook, now: MinuteBook, today: date) -> tuple[Problem, ...]:
    """Return the problems that a book has and an earlier state of it has not."""
    known = Counter(map(_identify_problem, find_problems(before, today)))
    new: list[Problem] = []
    for problem in find_problems(now, today):
        known[_identify_problem(problem)] -= 1
        if known[_identify_problem(problem)] < 0:
            new.append(problem)
    return tuple(new)


def _identify_problem(problem: Problem) -> tuple[str, str, str]:
    return problem.rule, problem.place.path, problem.message


def refuse_new_errors(before: MinuteBook, now: MinuteBook, today: date, path: str) -> str | None:
    """Return why a file of a path must not be added to a folder; None where it may be."""
    errors = [one for one in find_new_problems(before, now, today) if one.is_error]
    if not errors:
        return None
    lines = [f"{path} would have an error:" if len(errors) == 1 else f"{path} would have errors:"]
    for error in errors:
        place = f"{error.place.path}:{error.place.line}"
        lines.append(f"{place}: {error.message} {_find_remedy(error, path)}".rstrip())
    return "\n".join(lines)


def _find_remedy(error: Problem, path: str) -> str:
    """Return what to do about an error; in a file that was there already it is edited first."""
    if error.place.path == path:
        return error.hint
    if error.rule == "already-known":
        entry = " ".join(error.place.line_text.split()).removeprefix("- ")
        return (
            f"Delete the entry `{entry}` under `brought_forward` in {error.place.path}, line "
            f"{error.place.line}, then import again."
        )
    return f"{error.hint} Then import again.".strip()
