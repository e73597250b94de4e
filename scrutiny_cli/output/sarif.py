"""Problems as SARIF 2.1.0, which code hosts and editors read."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote

from scrutiny_cli.minutes.problem import RULES, Problem, RelatedSpan, Rule
from scrutiny_cli.minutes.source import Span
from scrutiny_cli.output.json_text import dump_json

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_Record = dict[str, Any]


def render_sarif(
    problems: Iterable[Problem], version: str, locate: Callable[[str], str] = str
) -> str:
    """Return the problems as one run of the program of a `version`.

    `locate` returns a file's path from the top of its repository.
    """
    counted: Counter[str] = Counter()
    driver = {
        "name": "scrutiny",
        "version": version,
        "rules": list(map(_make_rule, RULES.values())),
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_make_result(problem, counted, locate) for problem in problems],
    }
    return dump_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _make_rule(rule: Rule) -> _Record:
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.summary},
        "help": {"text": rule.remedy},
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _make_result(problem: Problem, counted: Counter[str], locate: Callable[[str], str]) -> _Record:
    related = [
        _make_related(number, related, locate) for number, related in enumerate(problem.related, 1)
    ]
    return {
        "ruleId": problem.rule,
        "ruleIndex": list(RULES).index(problem.rule),
        "level": RULES[problem.rule].severity.value,
        "message": {"text": f"{problem.message}\n{problem.hint}".strip()},
        "locations": [_make_location(problem.place, locate)],
        **({"relatedLocations": related} if related else {}),
        "partialFingerprints": {"problem/v1": _make_fingerprint(problem, counted, locate)},
    }


def _make_related(number: int, related: RelatedSpan, locate: Callable[[str], str]) -> _Record:
    return {
        "id": number,
        **_make_location(related.place, locate),
        "message": {"text": related.message},
    }


def _make_location(place: Span, locate: Callable[[str], str]) -> _Record:
    end = Span(place.source, place.end, place.end)
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": end.line,
        "endColumn": end.column,
    }
    # Below %SRCROOT% a path is no address of its own, so that a colon in it begins no scheme.
    file = {"uri": quote(locate(place.path)), "uriBaseId": "%SRCROOT%"}
    return {"physicalLocation": {"artifactLocation": file, "region": region}}


def _make_fingerprint(problem: Problem, counted: Counter[str], locate: Callable[[str], str]) -> str:
    """Return a hash that does not depend on the number of the line, and how often it was found."""
    place = problem.place
    parts = (problem.rule, locate(place.path), place.line_text.strip(), problem.message)
    found = hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]
    counted[found] += 1
    return f"{found}:{counted[found]}"
