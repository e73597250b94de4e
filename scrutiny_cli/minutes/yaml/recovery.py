"""The problems of a file with syntax errors: faulty lines are skipped, and the rest is read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from scrutiny_cli.minutes.lines import find_line
from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.minutes.remedies import find_suggested_lines
from scrutiny_cli.minutes.source import Source, Span
from scrutiny_cli.minutes.yaml.errors.diagnosis import NOT_KNOWN, diagnose_failure
from scrutiny_cli.minutes.yaml.errors.extent import find_faulty_lines, make_fault_of_place
from scrutiny_cli.minutes.yaml.errors.quoting import IN_BRACKETS
from scrutiny_cli.minutes.yaml.events import ParseError, is_readable
from scrutiny_cli.minutes.yaml.fault import Fault, ParseFailure
from scrutiny_cli.minutes.yaml.nodes import ScalarNode
from scrutiny_cli.minutes.yaml.tree import MAX_ERRORS, TreeBuilder

_MAX_TRIES = 2 * MAX_ERRORS  # some faults only follow from others, and are not reported
_CONSEQUENCES = {"empty-file", "missing-value", "split-by-comma"}  # of lines that were left out


class _Reading(NamedTuple):
    """The problems of a text, and the fault at which libyaml gave up, and where that is."""

    problems: list[Problem]
    fault: Fault | None
    failed_at: int


def find_problems_past_errors(source: Source) -> list[Problem]:
    """Return the problems of a text that libyaml cannot read, in the order of their places.

    After a syntax error the faulty lines are left out, and the rest is read, so that one run
    finds all errors.
    """
    faults, reading = _read_past_faults(source)
    return _collect_problems(source, faults, reading.problems)


def _read_past_faults(source: Source) -> tuple[list[Fault], _Reading]:
    """Return the faults of a text, and what was read last: the text without the faulty lines."""
    faults: list[Fault] = []
    text, left_out = source.text, 0  # where the lines that were left out last end
    for _ in range(_MAX_TRIES):
        reading = _read_tree(Source(source.path, text))
        fault = reading.fault
        if fault is None or len(faults) == MAX_ERRORS:
            break
        at = reading.failed_at
        if fault.start >= left_out:
            at = min(at, find_line(text, fault.start).begin)
        follows = 0 < left_out <= at and not text[left_out:at].strip()
        if follows and fault.start < left_out:
            # What is here was part of the lines left out; a field above is not to blame.
            fault = make_fault_of_place(text, at)
        start, end = find_faulty_lines(text, fault)
        again = bool(faults) and fault.start == faults[-1].start
        if not again and not (follows and (fault.is_of_place or fault.may_follow)):
            faults.append(fault)
        if not text[start:end].strip():
            break
        text, left_out = _leave_out(text, start, end, whole=again or fault.is_of_place), end
    return faults, reading


def _read_tree(source: Source) -> _Reading:
    builder = TreeBuilder(source)
    builder.read_document()
    if builder.error is None:
        return _Reading(builder.problems, None, 0)
    at = min(builder.error.offset, len(source.text))
    fault = _find_fault(source.text, builder.error, builder.last)
    return _Reading(builder.problems, fault, find_line(source.text, at).begin)


def _find_fault(text: str, error: ParseError, last: ScalarNode | None) -> Fault:
    at = min(error.offset, len(text))
    span = last.span if last else None
    fault = diagnose_failure(ParseFailure(text, at, error.context_offset, error.message, span))
    # A lone carriage return ends a line for YAML, and none for the lines here.
    start = min(fault.start, len(text))
    fault = fault._replace(start=start, end=max(start, min(fault.end, len(text))))
    lines = find_suggested_lines(fault.hint)
    if not lines or is_readable(f"{lines}\n"):
        return fault
    return fault._replace(hint=IN_BRACKETS if re.search(r"[\[{]", lines) else NOT_KNOWN)


def _leave_out(text: str, start: int, end: int, *, whole: bool) -> str:
    """Replace faulty lines with spaces; the dash of an entry stays, unless `whole`."""
    lines = text[start:end].split("\n")
    empty = [re.sub(r"[^\r]", " ", line) for line in lines]
    dash = re.match(r" *-(?= )", lines[0])
    if dash and not whole:
        empty[0] = dash[0] + empty[0][dash.end() :]
    return text[:start] + "\n".join(empty) + text[end:]


def _collect_problems(
    source: Source, faults: list[Fault], others: Iterable[Problem]
) -> list[Problem]:
    """Return the syntax errors, and the other problems that do not follow from them."""
    found = [
        Problem("yaml-syntax", fault.message, Span(source, fault.start, fault.end), fault.hint)
        for fault in faults
    ]
    doubtful = {"duplicate-key"} if any(fault.is_of_place for fault in faults) else set()
    # The text with faulty lines left out has the same places.
    found += (
        problem._replace(place=problem.place._replace(source=source))
        for problem in others
        if problem.rule not in _CONSEQUENCES | doubtful
    )
    return sorted(found, key=lambda problem: problem.place.start)
