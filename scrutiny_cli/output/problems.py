"""Problems as text for people, as JSON, and as commands that GitHub shows in a diff."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from scrutiny_cli.minutes.characters import replace_controls
from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.minutes.source import Span
from scrutiny_cli.output.json_text import json_document
from scrutiny_cli.output.text import count_cells, make_one_line, wrap_lines

_MAX_SHOWN = 200  # problems of one rule in one file
_MAX_LINE = 160  # cells of a quoted line
_MAX_BEFORE = 60  # of these before the place
# Before each quoted line: a build server takes a line that begins with `::` for a command, after
# spaces, too.
_MARGIN = "  | "
_PLAIN, _BOLD, _RED, _YELLOW, _CARET = "\x1b[0m", "\x1b[1m", "\x1b[1;31m", "\x1b[1;33m", "\x1b[32m"


# For people


def render_problems(
    problems: Iterable[Problem], *, colour: bool = False, width: int | None = None
) -> str:
    """Return each problem with its line, a caret under the place, and the remedy.

    Messages, but not the line, are wrapped at a width in cells; None wraps nothing.
    Of one rule in one file at most 200 are shown, and at the end how many more there are.
    """
    shown, omitted = _limit_problems(problems)
    lines = [
        line for problem in shown for line in _render_problem(problem, colour=colour, width=width)
    ]
    lines += [wrap_lines(sentence, width) for sentence in omitted]
    return "".join(f"{line}\n" for line in lines)


def _limit_problems(problems: Iterable[Problem]) -> tuple[list[Problem], list[str]]:
    """Return the problems that are shown, and sentences that count those that are not."""
    counted: Counter[tuple[str, str, str]] = Counter()
    shown: list[Problem] = []
    for problem in problems:
        kind = make_one_line(problem.place.path), problem.rule, _name_severity(problem)
        counted[kind] += 1
        if counted[kind] <= _MAX_SHOWN:
            shown.append(problem)
    return shown, [
        _count_omitted(path, rule, severity, count - _MAX_SHOWN)
        for (path, rule, severity), count in counted.items()
        if count > _MAX_SHOWN
    ]


def _count_omitted(path: str, rule: str, severity: str, count: int) -> str:
    plural, are = ("", "is") if count == 1 else ("s", "are")
    return f"{path}: {count:,} more {severity}{plural} [{rule}] {are} not shown."


def _render_problem(problem: Problem, *, colour: bool, width: int | None) -> Iterator[str]:
    severity = _name_severity(problem)
    if colour:
        severity = _add_style(severity, _RED if problem.is_error else _YELLOW)
    where = _format_place(problem.place)
    where = _add_style(where, _BOLD) if colour else where
    yield wrap_lines(
        f"{where}: {severity} [{problem.rule}] {make_one_line(problem.message)}", width
    )
    yield from _quote_line(problem.place, colour=colour)
    for line in problem.hint.splitlines():
        yield wrap_lines(f"  {make_one_line(line)}".rstrip(), width)
    for related in problem.related:
        yield wrap_lines(
            f"  {_format_place(related.place)}: {make_one_line(related.message)}", width
        )


def _name_severity(problem: Problem) -> str:
    return "error" if problem.is_error else "warning"


def _add_style(text: str, style: str) -> str:
    return f"{style}{text}{_PLAIN}"


def _format_place(place: Span) -> str:
    return f"{make_one_line(place.path)}:{place.line}:{place.column}"


def _quote_line(place: Span, *, colour: bool) -> Iterator[str]:
    """Iterate over the line and the caret; none for an empty line."""
    first = max(place.line_start, place.start - _MAX_LINE)
    last = min(place.line_end, place.start + _MAX_LINE)
    # Each character is replaced by one, so that columns stay right.
    line = replace_controls(place.source.text[first:last].replace("\t", " "))
    if not line.strip():
        return
    is_cut = first > place.line_start, last < place.line_end
    start = place.start - first
    end = min(place.end - first, len(line))
    shown, start, end = _cut_line(line, start, end, is_cut)
    caret = "^" * max(1, count_cells(shown[start:end]))
    yield f"{_MARGIN}{shown}".rstrip()
    yield (
        _MARGIN
        + " " * count_cells(shown[:start])
        + (_add_style(caret, _CARET) if colour else caret)
    )


def _cut_line(line: str, start: int, end: int, is_cut: tuple[bool, bool]) -> tuple[str, int, int]:
    """Cut a very long line to what is around the place; return it with the new place.

    `is_cut`: whether its beginning, and its end, are cut off already.
    """
    if count_cells(line) <= _MAX_LINE and not any(is_cut):
        return line, start, end
    first = start - _count_fitting(line[:start][::-1], _MAX_BEFORE)
    last = first + _count_fitting(line[first:], _MAX_LINE)
    left = "…" if first or is_cut[0] else ""
    right = "…" if last < len(line) or is_cut[1] else ""
    moved = len(left) - first
    return left + line[first:last] + right, start + moved, min(end, last) + moved


def _count_fitting(text: str, width: int) -> int:
    """Return how many characters from the beginning fit into a width."""
    taken = 0
    for count, character in enumerate(text):
        taken += count_cells(character)
        if taken > width:
            return count
    return len(text)


# For programs


def render_problems_json(problems: Iterable[Problem]) -> str:
    """Return the problems as JSON; the end of a place is the character after it."""
    return json_document({"problems": list(map(_make_record, problems))})


def _make_record(problem: Problem) -> dict[str, object]:
    place = problem.place
    end = Span(place.source, place.end, place.end)
    return {
        "rule": problem.rule,
        "severity": _name_severity(problem),
        "message": problem.message,
        "hint": problem.hint,
        **_place_record(place),
        "end_line": end.line,
        "end_column": end.column,
        "related": [
            {**_place_record(related.place), "message": related.message}
            for related in problem.related
        ],
    }


def _place_record(place: Span) -> dict[str, object]:
    return {"file": place.path, "line": place.line, "column": place.column}


# For GitHub


def render_github_commands(problems: Iterable[Problem], locate: Callable[[str], str] = str) -> str:
    """Return a workflow command for each problem, which GitHub shows beside the line.

    `locate` returns a file's path from the top of its repository, which GitHub expects.
    Of one rule in one file at most 200, and a notice of how many more there are.
    """
    shown, omitted = _limit_problems(problems)
    notices = (f"::notice::{_escape_data(sentence)}" for sentence in omitted)
    commands = (_make_command(problem, locate) for problem in shown)
    return "".join(f"{line}\n" for line in (*commands, *notices))


def _make_command(problem: Problem, locate: Callable[[str], str]) -> str:
    place = problem.place
    where = f"file={_escape_property(locate(place.path))},line={place.line},col={place.column}"
    title = _escape_property(problem.rule)
    text = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
    return f"::{_name_severity(problem)} {where},title={title}::{_escape_data(text)}"


def _escape_data(text: str) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return replace_controls(escaped)


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")
