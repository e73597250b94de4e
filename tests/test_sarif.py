"""SARIF: held against records that are made from its official schema, and by its own words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st
from pydantic_sarif.model import (  # type: ignore[import-untyped]
    StaticAnalysisResultsFormatSarifVersion210JsonSchema as Official,
)

from scrutiny_cli.minutes.problem import Problem, RelatedSpan
from scrutiny_cli.minutes.source import Source, Span
from scrutiny_cli.output.sarif import render_sarif
from scrutiny_cli.rules import RULES

TEXT = "date: 2024-06-13\nactions:\n  - ref: 1/24\n    action: Survey of the wéir\n"


def at(text: str, words: str, path: str = "meetings/2024-06-13.yaml") -> Span:
    start = text.index(words)
    return Span(Source(path, text), start, start + len(words))


def run(problems: Iterable[Problem]) -> dict[str, Any]:
    made = render_sarif(problems, "1.2")
    Official.model_validate_json(made)
    (found,) = json.loads(made)["runs"]
    return dict(found)


def results(*problems: Problem) -> list[dict[str, Any]]:
    return list(run(problems)["results"])


def test_a_run_without_problems_names_the_program_and_its_rules() -> None:
    found = run([])
    assert found["results"] == []
    driver = found["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("scrutiny", "1.2")
    rules = {one["id"]: one for one in driver["rules"]}
    assert list(rules) == list(RULES)
    assert rules["bad-date"]["shortDescription"]["text"] == RULES["bad-date"].summary
    assert rules["bad-date"]["help"]["text"] == RULES["bad-date"].remedy
    assert rules["ref-gap"]["defaultConfiguration"] == {"level": "warning"}


def test_a_problem_is_a_result_at_its_place() -> None:
    related = (RelatedSpan(at(TEXT, "Survey"), "It is here."),)
    problem = Problem("duplicate-ref", "1/24 stands twice.", at(TEXT, "1/24"), "Renumber.", related)
    (found,) = results(problem)
    assert (found["ruleId"], found["level"]) == ("duplicate-ref", "error")
    assert list(RULES)[found["ruleIndex"]] == "duplicate-ref"
    assert found["message"] == {"text": "1/24 stands twice.\nRenumber."}
    (location,) = found["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "meetings/2024-06-13.yaml", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 3, "startColumn": 10, "endLine": 3, "endColumn": 14},
    }
    (other,) = found["relatedLocations"]
    assert (other["id"], other["message"]) == (1, {"text": "It is here."})
    assert other["physicalLocation"]["region"]["startLine"] == 4


@given(st.text(st.characters(exclude_categories=["C"]), min_size=1))
def test_a_path_is_a_relative_address_in_ascii(path: str) -> None:
    (found,) = results(Problem("ref-gap", "A gap.", at(TEXT, "1/24", path)))
    uri = found["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert re.fullmatch(r"(?:[A-Za-z0-9_.~/-]|%[0-9A-F]{2})+", uri)
    assert unquote(uri) == path


def fingerprints(text: str, *problems: tuple[str, str, str]) -> list[str]:
    made = (Problem(rule, message, at(text, words)) for rule, message, words in problems)
    return [one["partialFingerprints"]["problem/v1"] for one in results(*made)]


GAP = ("ref-gap", "A gap.", "1/24")


def test_a_fingerprint_stays_when_lines_move() -> None:
    first = fingerprints(TEXT, GAP)
    assert fingerprints("# a comment\n\n" + TEXT, GAP) == first
    assert fingerprints(TEXT.replace("  - ref", "    - ref"), GAP) == first


def test_each_problem_has_a_fingerprint_of_its_own() -> None:
    problems = [GAP, GAP, ("ref-gap", "Another.", "1/24"), ("due-far-off", "A gap.", "1/24")]
    assert len(set(fingerprints(TEXT, *problems))) == len(problems)
    assert set(fingerprints(TEXT.replace("1/24", "1/24 "), GAP)) == set(fingerprints(TEXT, GAP))


@given(st.text(), st.text())
def test_whatever_is_told_is_json_that_the_schema_takes(message: str, hint: str) -> None:
    (found,) = results(Problem("bad-date", f"No: {message}", at(TEXT, "2024-06-13"), hint))
    assert found["message"]["text"] == f"No: {message}\n{hint}".strip()
