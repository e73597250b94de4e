"""A line and a row of one action, decisions, and sentences that may be actions."""

from __future__ import annotations

import pytest
from import_documents import make_blocks, make_reading

from scrutiny_cli.importing.blocks import UseKind
from scrutiny_cli.importing.recognise.decisions import find_decisions
from scrutiny_cli.importing.recognise.possible import find_possible
from scrutiny_cli.importing.recognise.records import FoundRecords, find_records

READING = make_reading()
TABLE = """
    # Summary of actions
    | Ref | Action | Owner | Due |
    | 9/24 | Ask two firms for a price of the drain. | RO | 30 April 2024 |
"""


def find_all(text: str) -> FoundRecords:
    return find_records(make_blocks(text), READING)


def test_a_line_and_a_row_of_the_same_action_are_one() -> None:
    found = find_all(f"ACTION: RO to ask two firms for a price by 30 April.\n{TABLE}")
    (entry,) = found.entries
    assert (entry.ref, entry.words) == ("9/24", "Ask two firms for a price of the drain.")
    assert (entry.block, entry.places) == (0, ("paragraph 1", "paragraph 4"))
    assert (entry.due, entry.doubts) == ("2024-04-30", ())
    assert UseKind.TEXT not in {use.kind for use in found.uses if use.block == 0}


def test_a_line_with_words_of_its_own_stays_a_text_beside_its_row() -> None:
    found = find_all(f"ACTION: RO to ask two firms for a price, and the county.\n{TABLE}")
    assert len(found.entries) == 1
    assert [use for use in found.uses if use.block == 0] == []


def test_a_line_is_joined_to_the_list_at_the_end_as_well() -> None:
    found = find_all("ACTION: RO to mow the green\n# Actions\n- RO to mow the green by 3 May 2024")
    (entry,) = found.entries
    assert (entry.rule, entry.block, entry.due) == ("A4", 0, "2024-05-03")


@pytest.mark.parametrize(
    "line",
    [
        "ACTION: TB to ask two firms for a price of the drain.",
        "ACTION: RO to mow the green.",
        "8/24 Action: RO to ask two firms for a price of the drain.",
    ],
)
def test_other_owners_words_or_refs_are_other_actions(line: str) -> None:
    assert len(find_all(f"{line}\n{TABLE}").entries) == 2


def test_an_action_is_joined_to_one_row_only() -> None:
    line = "ACTION: RO to ask two firms for a price of the drain."
    assert len(find_all(f"{line}\n{line}\n{TABLE}").entries) == 2


def test_decisions_are_what_a_label_introduces() -> None:
    found = find_decisions(
        make_blocks("""
            Decision: to close the pitch for a week
            Resolved: 12/24 – the accounts are approved (Proposed by Cllr Smith, seconded by TB).
            It was RESOLVED that the fence be mended.
            Decision 3: none of it
            # Decisions
            - Buy a mower
            The members resolved a dispute.
        """),
        READING,
    )
    decisions = [(each.decision, each.ref, each.proposed) for _, each in found.decisions]
    assert decisions == [
        ("To close the pitch for a week", None, None),
        ("The accounts are approved", "12/24", "Cllr Smith"),
        ("It was RESOLVED that the fence be mended.", None, None),
        ("None of it", None, None),
        ("Buy a mower", None, None),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Tom will look at the pump.",
        "Rosa Okafor agreed to call the county.",
        "RO and TB to meet the builder.",
        "The Clerk was asked to write.",
        "It was agreed that TB would order salt.",
        "Action: RO",
    ],
)
def test_a_sentence_of_somebody_known_may_be_an_action(sentence: str) -> None:
    blocks = make_blocks(f"It is wet. {sentence}" if sentence[0] != "A" else sentence)
    assert [found.text for _, found in find_possible(blocks, READING)] == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "Nobody will look at the pump.",
        "Talk to Rosa.",
        "RO will be away in May.",
        "Cllr Jones will look at the pump.",
        "RO said that TB would order salt.",
    ],
)
def test_other_sentences_are_not(sentence: str) -> None:
    assert find_possible(make_blocks(sentence), READING) == ()
