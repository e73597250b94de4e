"""The headings of tables and trackers that are known, and those that are not."""

from __future__ import annotations

import pytest

from scrutiny_cli.importing.recognise.headings import (
    ColumnField,
    find_heading,
    is_known_heading,
)


@pytest.mark.parametrize(
    ("field", "headings"),
    [
        (ColumnField.REF, ["Action No", "Ref.", "ID", "ACTION REF", "Action #", "Log no."]),
        (ColumnField.ACTION, ["Action(s)", "Agreed action", "Task", "Next steps", "Action / Task"]),
        (
            ColumnField.OWNER,
            ["Lead", "By whom", "Assigned to", "Owner / Lead", "Who?", "Action by"],
        ),
        (ColumnField.DUE, ["Due date (dd/mm/yyyy)", "By when", "Deadline", "Target\nDate"]),
        (ColumnField.REVISED, ["Revised deadline", "New date", "Due date - revised"]),
        (ColumnField.STATUS, ["STATUS", "Open / Closed", "% complete", "Complete Y/N"]),
        (ColumnField.RAG, ["RAG", "BRAG rating", "RAG (Red, Amber, Green)"]),
        (ColumnField.UPDATE, ["Progress/Update/Comments", "Progress as at March 2024", "Notes"]),
        (ColumnField.RAISED, ["Date raised", "Meeting date", "Opened"]),
        (ColumnField.CLOSED, ["Date closed", "Closed date", "Actual completion date"]),
        (ColumnField.FROM, ["Minute ref", "Agenda Item No.", "Source", "Meeting"]),
        (ColumnField.LINKS, ["Link", "URL"]),
        (ColumnField.MATTER, ["Matters discussed", "Discussion"]),
        (ColumnField.DECISION, ["Decision", "Risks"]),
    ],
)
def test_a_heading_says_what_its_column_contains(field: ColumnField, headings: list[str]) -> None:
    found = {heading: find_heading(heading) for heading in headings}
    assert {heading: known and known.field for heading, known in found.items()} == dict.fromkeys(
        headings, field
    )


@pytest.mark.parametrize("heading", ["Item", "Date", "No.", "Completed?", "Evidence", "Issue"])
def test_some_headings_are_sure_only_with_what_is_around_them(heading: str) -> None:
    known = find_heading(heading)
    assert known is not None
    assert not known.is_sure


def test_of_two_fields_in_one_heading_the_one_that_takes_both_is_meant() -> None:
    known = find_heading("Status and update")
    assert known is not None
    assert (known.field, known.is_sure) == (ColumnField.STATUS, False)
    lead = find_heading("Lead / Deadline")
    assert lead is not None
    assert lead.field is ColumnField.OWNER


@pytest.mark.parametrize(
    "text",
    [
        "", "  ", "Rosa Okafor", "12 March 2024", "The chair thanked all for the action plan",
        "Chair to take action", "https://board.example/action", "Action " * 20, "…",
    ],
)  # fmt: skip
def test_other_words_are_no_heading(text: str) -> None:
    assert not is_known_heading(text)
