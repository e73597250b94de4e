"""Actions that prose names: where each is named, in time that grows with the text."""

from __future__ import annotations

from datetime import date

import pytest

from scrutiny_cli import rules
from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.actionlog.ref_mentions import RefFinder, list_refs_after_action
from scrutiny_cli.minutes.source import Source, normalize_ref

TODAY = date(2024, 6, 30)
KNOWN = (
    "9/24",
    "BOD 9/24",
    "10/24",
    "60/17",
    "60/17(h)",
    "2.1",
    "2.10",
    "AI#3",
    "12",
    "2024-01-11#1",
)


def found(text: str, *wanted: str) -> list[tuple[int, str]]:
    """Give where a text names some of the actions that are known."""
    names = RefFinder(frozenset(map(normalize_ref, wanted)), frozenset(map(normalize_ref, KNOWN)))
    return list(names.find_in(text))


@pytest.mark.parametrize(
    ("text", "wanted", "where"),
    [
        ("See 9/24.", "9/24", [(4, "9/24")]),
        ("(9/24), 9 / 24\nand 9/\n24", "9/24", [(1, "9/24"), (8, "9 / 24"), (19, "9/\n24")]),
        ("See BOD 9/24 and bod9/24", "9/24", []),
        ("See bod 9/24 and BOD9/24", "BOD 9/24", [(4, "bod 9/24"), (17, "BOD9/24")]),
        ("See 60/17 (h) and 60/17", "60/17", [(18, "60/17")]),
        ("See 60/17(h)", "60/17(h)", [(4, "60/17(h)")]),
        ("19/24, 9/241, 9/24/1, £9/24, a9/24, 1.9/24", "9/24", []),
        ("2.1, 2.10 and 2.1.3", "2.1", [(0, "2.1")]),
        ("ai # 3", "AI#3", [(0, "ai # 3")]),
        ("2024-01-11#1 and 2024-01-11#12", "2024-01-11#1", [(0, "2024-01-11#1")]),
        ("12 men, action 12, actions (12) and 12.", "12", [(15, "12"), (28, "12"), (36, "12")]),
    ],
)
def test_an_action_is_named_as_a_word_of_its_own(
    text: str, wanted: str, where: list[tuple[int, str]]
) -> None:
    assert found(text, wanted) == where
    assert all(text[start:].startswith(written) for start, written in where)


def test_every_number_of_a_list_is_named() -> None:
    text = "As actions 1/24, 2/24, 3/24 and (4/24), or action 5/24 & 6/24"
    named = [found for refs in list_refs_after_action(text) for found in refs]
    assert [ref for _, ref in named] == [f"{n}/24" for n in range(1, 7)]
    assert all(text[start:].startswith(ref) for start, ref in named)


@pytest.mark.parametrize(
    "written",
    ["As action 7/24 is", '"As action 7/24 is"', "'As it''s action 7/24 is'",
     '"\\u0041s action 7/24 is"', "|\n  As\n\n  action 7/24 is", ">-\n  As  action\n  7/24 is"],
)  # fmt: skip
def test_the_place_is_that_of_the_number(written: str) -> None:
    text = f"date: 2024-05-09\nminutes: {written}\nactions: [{{ref: 1/24, action: Dig}}]\n"
    (problem,) = rules.find_problems(build_book([Source("2024-05-09.yaml", text)]), TODAY)
    assert problem.rule == "mention-unknown"
    assert text[problem.place.start : problem.place.end] == "7/24"


SECRET = "".join(
    f"  - ref: {n}/24\n    action: Dig\n    confidential: {'true' if n == 9 else 'false'}\n"
    for n in range(1, 30)
)
MANY = "".join(f"  - ref: A{n}B/24\n    action: Dig\n    confidential: yes\n" for n in range(5000))
