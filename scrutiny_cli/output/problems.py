"""Problems as a person reads them, as a program does, and as GitHub shows them in a diff."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from scrutiny_cli.minutes.characters import replace_controls
from scrutiny_cli.minutes.source import Span
from scrutiny_cli.output.json_text import json_document
from scrutiny_cli.output.text import cells, one_line, wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from scrutiny_cli.minutes.problem import Problem

_MAX_SHOWN = 200  # problems of one rule in one file
_WIDEST = 160  # cells of a quoted line
_BEFORE = 60  # of these before the place
# Before each quoted line: the logs of build servers take a line that begins with `::` for a
# command, spaces before it or not.
_MARGIN = "  | "
_PLAIN, _BOLD, _RED, _YELLOW, _CARET = "\x1b[0m", "\x1b[1m", "\x1b[1;31m", "\x1b[1;33m", "\x1b[32m"


def text(problems: Iterable[Problem], *, colour: bool = False, width: int | None = None) -> str:
    """Give each problem with its line, a caret under the place, and the remedy.

    What is said, but not the line, is broken at a width in cells; None breaks nothing.
    Of one rule in one file at most 200 are shown, and at the end how many more there are.
    """
    shown, left_out = _limit(problems)
    lines = [line for one in shown for line in _lines(one, colour=colour, width=width)]
    lines += [wrapped(one, width) for one in left_out]
    return "".join(f"{line}\n" for line in lines)


def _limit(problems: Iterable[Problem]) -> tuple[list[Problem], list[str]]:
    """Give the problems that are shown, and sentences that count those that are not."""
    counted: Counter[tuple[str, str, str]] = Counter()
    shown: list[Problem] = []
    for problem in problems:
        kind = one_line(problem.place.path), problem.rule, _severity(problem)
        counted[kind] += 1
        if counted[kind] <= _MAX_SHOWN:
            shown.append(problem)
    return shown, [
        f"{path}: {count - _MAX_SHOWN:,} more {severity}s [{rule}] are not shown."
        for (path, rule, severity), count in counted.items()
        if count > _MAX_SHOWN
    ]


def _lines(problem: Problem, *, colour: bool, width: int | None) -> Iterator[str]:
    severity = _severity(problem)
    if colour:
        severity = _styled(severity, _RED if problem.is_error else _YELLOW)
    where = _where(problem.place)
    where = _styled(where, _BOLD) if colour else where
    yield wrapped(f"{where}: {severity} [{problem.rule}] {one_line(problem.message)}", width)
    yield from _quoted(problem.place, colour=colour)
    for line in problem.hint.splitlines():
        yield wrapped(f"  {one_line(line)}".rstrip(), width)
    for related in problem.related:
        yield wrapped(f"  {_where(related.place)}: {one_line(related.message)}", width)


def _severity(problem: Problem) -> str:
    return "error" if problem.is_error else "warning"


def _styled(words: str, style: str) -> str:
    return f"{style}{words}{_PLAIN}"


def _where(place: Span) -> str:
    return f"{one_line(place.path)}:{place.line}:{place.column}"


def _quoted(place: Span, *, colour: bool) -> Iterator[str]:
    """Give the line and the caret; an empty line shows nothing."""
    first = max(place.line_start, place.start - _WIDEST)
    last = min(place.line_end, place.start + _WIDEST)
    # One character stays one, so that the columns still hold.
    line = replace_controls(place.source.text[first:last].replace("\t", " "))
    if not line.strip():
        return
    is_cut = first > place.line_start, last < place.line_end
    start = place.start - first
    end = min(place.end - first, len(line))
    shown, start, end = _window(line, start, end, is_cut)
    caret = "^" * max(1, cells(shown[start:end]))
    yield f"{_MARGIN}{shown}".rstrip()
    yield _MARGIN + " " * cells(shown[:start]) + (_styled(caret, _CARET) if colour else caret)


def _window(line: str, start: int, end: int, is_cut: tuple[bool, bool]) -> tuple[str, int, int]:
    """Cut a very long line to what is around the place, which moves with it.

    `is_cut` says whether the line is without its beginning, and without its end, already.
    """
    if cells(line) <= _WIDEST and not any(is_cut):
        return line, start, end
    first = start - _fitting(line[:start][::-1], _BEFORE)
    last = first + _fitting(line[first:], _WIDEST)
    left = "…" if first or is_cut[0] else ""
    right = "…" if last < len(line) or is_cut[1] else ""
    moved = len(left) - first
    return left + line[first:last] + right, start + moved, min(end, last) + moved


def _fitting(text: str, width: int) -> int:
    """Count the characters from the beginning that fit into a width."""
    taken = 0
    for count, character in enumerate(text):
        taken += cells(character)
        if taken > width:
            return count
    return len(text)


def as_json(problems: Iterable[Problem]) -> str:
    """Give the problems for a program; the end of a place is the character after it."""
    return json_document({"problems": [_fields(problem) for problem in problems]})


def _fields(problem: Problem) -> dict[str, object]:
    place = problem.place
    end = Span(place.source, place.end, place.end)
    return {
        "rule": problem.rule,
        "severity": _severity(problem),
        "message": problem.message,
        "hint": problem.hint,
        **_position(place),
        "end_line": end.line,
        "end_column": end.column,
        "related": [_position(one.place) | {"message": one.message} for one in problem.related],
    }


def _position(place: Span) -> dict[str, object]:
    return {"file": place.path, "line": place.line, "column": place.column}


def github(problems: Iterable[Problem], locate: Callable[[str], str] = str) -> str:
    """Give a workflow command for each problem, which GitHub shows beside the line.

    `locate` gives a file's path from the top of its repository, from which GitHub counts.
    Of one rule in one file at most 200, and a notice how many more there are.
    """
    shown, left_out = _limit(problems)
    notices = (f"::notice::{_data(one)}" for one in left_out)
    commands = (_command(one, locate) for one in shown)
    return "".join(f"{line}\n" for line in (*commands, *notices))


def _command(problem: Problem, locate: Callable[[str], str]) -> str:
    place = problem.place
    where = f"file={_property(locate(place.path))},line={place.line},col={place.column}"
    said = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
    return f"::{_severity(problem)} {where},title={_property(problem.rule)}::{_data(said)}"


def _data(text: str) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return replace_controls(escaped)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
