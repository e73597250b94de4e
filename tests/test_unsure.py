"""The warning on what an import was unsure of: its words, its advice, and what is withheld."""

from __future__ import annotations

from datetime import date

import pytest

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.importing.blocks import UNSURE_NAMES
from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.rules import find_problems
from scrutiny_cli.rules.unsure_help import UNSURE_HELP


def find_unsure(comment: str) -> Problem:
    text = f"date: 2026-04-09\nactions:\n  # {comment}\n  - action: Paint the gate.\n"
    book = build_book([Source("meetings/2026-04-09.yaml", text)])
    (found,) = (one for one in find_problems(book, date(2026, 4, 10)) if one.rule == "unsure")
    return found


def test_each_doubt_has_its_advice() -> None:
    assert set(UNSURE_HELP) == set(UNSURE_NAMES)
    assert [words for words in UNSURE_HELP.values() if not words.endswith(".")] == []


@pytest.mark.parametrize(
    ("comment", "message", "hint"),
    [
        (
            'unsure due-year: written "30 April", without a year',
            'The import was unsure of this (due-year): written "30 April", without a year.',
            "Check the year of the date. Then delete the comment.",
        ),
        (
            "unsure else: is it 2026-03-12#1?",
            "The import was unsure of this (else): is it 2026-03-12#1?",
            "Compare it with the old minutes, correct it if needed, then delete the comment.",
        ),
    ],
)
def test_the_advice_is_that_of_the_doubt(comment: str, message: str, hint: str) -> None:
    found = find_unsure(comment)
    assert (found.message, found.hint) == (message, hint)
