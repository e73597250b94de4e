"""Which tables list actions, and what their columns are, in boards of many kinds."""

from __future__ import annotations

import pytest
from import_documents import make_reading
from test_import_tables import find, list_found, make_blocks, names

from scrutiny_cli.importing.blocks import BlockKind
from scrutiny_cli.importing.recognise.matter_tables import unfold_matter_tables
from scrutiny_cli.importing.recognise.tables import find_table_entries

ACTION = (None, "Order two benches", "RO", "2024-05-05")


@pytest.mark.parametrize(
    "text",
    [
        "| Action | Owner | Due |\n| Order two benches | RO | 5 May 2024 |",
        "| Who | What | When |\n| RO | Order two benches | 5 May 2024 |",
        "| Task | Assigned to | Deadline | Priority? |\n| Order two benches | RO | 5/5/24 | |",
        "| ACTION ITEM | RESPONSIBLE | TARGET DATE |\n| Order two benches | RO | 5.5.2024 |",
        "| Item | Owner | Due date |\n| Order two benches | RO | 5 May 2024 |",
        "| Follow-up | Responsible party | By when |\n| Order two benches | RO | 5 May 2024 |",
        "| Action/Owner | Due |\n| RO to order two benches | 5 May 2024 |",
        "| Action required | Lead/Date |\n| Order two benches | RO / 5 May 2024 |",
        "| Outcome/Action | By whom | By when |\n| Order two benches | RO | 5 May 2024 |",
        "| Action | Owner | Due |\n| 1. Order two benches | RO | 5 May 2024 |",
        "| Action | Owner | Due |\n| ACTION: Order two benches | RO | 5 May 2024 |",
        "| Actions | | |\n| Order two benches | RO | 5 May 2024 |",
        "# To do\n| Order two benches | RO | 5 May 2024 |",
        "# Next steps\n| Description | Who | Date |\n| Order two benches | RO | 5 May 2024 |",
        "| Action | Exec lead | Owner | Due |\n| Order two benches | | RO | 5 May 2024 |",
    ],
)
def test_one_action_in_tables_of_many_kinds(text: str) -> None:
    assert list_found(text) == [ACTION]


@pytest.mark.parametrize(
    "text",
    [
        "| Item | Lead | Time |\n| Finance report | TB | 9:10 |",
        "| No | Agenda item | Action | Lead |\n| 1 | Apologies | To note | RO |",
        "| Item | Action/Owner |\n| The chair welcomed everyone. | RO |",
        "| Name | Action | Date |\n| Jo Doe | Resignation | 5 May 2024 |",
        "| Action | Admin | Member |\n| See the calendar | yes | no |",
        "| KPI | Target | Actual | RAG |\n| Calls answered in time | 90% | 85% | Amber |",
        "| ID | Risk | Owner | RAG |\n| 1 | Loss of funding | RO | A |",
        "| Motion | Moved by | Seconded by |\n| Adopt the budget | RO | TB |",
        "| Invoice | Description | Due date | Status |\n| 1 | Cutting grass | 5 May 2024 | Paid |",
        "| Action | Owner | Due |\n| No action arising | | |\n| None | RO | |\n| - | TB | |",
        "| Action | Owner | Due |\n| [Action 1] | [Who] | [When] |\n| {{ACTION}} | | |",
        "| Action | Owner | Due |\n| Next meeting: 9 April 2024 | | |\n| Key: RO Rosa | < | < |",
        "# Actions\n| RO | TB |",
        "# Actions\n| Order two benches |",
        "# Actions\n| Order two benches | and paint the fence |",
        "# Legal actions\n| 1 | Order two benches | RO |",
        "TB to call the bank: see the actions below.\n| 1 | Order two benches | RO |",
    ],
)
def test_tables_without_an_action(text: str) -> None:
    assert find(text).entries == ()


def test_refs_in_other_columns() -> None:
    row = "| 4/24 | Order two benches | RO |"
    for headings in (
        "Item | Action | Owner",
        "Action | Description | Owner",
        "Minute no | Action | Owner",
        "Ref | Action | Owner",
        "No | Action | Owner",
    ):
        assert [each[:3] for each in list_found(f"| {headings} |\n{row}")] == [
            ("4/24", "Order two benches", "RO")
        ], headings
    unknown = "| Ref | Action | Work | Who |\n| A | 4/24 | Order two new benches | RO |"
    assert [each[:2] for each in list_found(unknown)] == [("4/24", "Order two new benches")]

    assert list_found("| Action | Owner |\n| Action 4/24: Order two benches | RO |")[0][0] == "4/24"
    found = list_found("| Ref | Action | Owner |\n| 1/24 | Action 4/24: Order | RO |")
    assert found == [("1/24", "Order", "RO", None)]


def test_numbers_of_rows_are_refs_where_those_of_the_log_are() -> None:
    blocks = make_blocks("| No | Action | Owner |\n| 1 | Order two benches | RO |")
    found = find_table_entries(blocks, make_reading(has_row_numbers=True)).entries
    assert [each.ref for each in found] == ["1"]


def test_a_column_of_colours_or_of_yes_and_no() -> None:
    found = find("""
        | Action | Owner | RAG | Completed |
        | Order two benches | RO | Complete | 5 March 2024 |
        | Call the bank | TB | Done | |
    """).entries
    assert [each.reports[0].status for each in found] == ["Complete", "Done"]
    assert [each.sign.value for each in found] == ["earlier", "unknown"]
    found = find("| Action | Owner | Completed |\n| Order two benches | RO | yes |").entries
    assert found[0].reports[0].words


def test_the_date_of_an_action_is_its_due_date_unless_another_column_is() -> None:
    found = find(
        "| Date | Action | Owner | Due |\n| 5 May 2024 | Order | RO | 6 May 2024 |"
    ).entries
    assert [each.due for each in found] == ["2024-05-06"]
    found = find("| Action | Owner | Date |\n| Order | RO | 6 May 2024 |").entries
    assert [each.due for each in found] == ["2024-05-06"]


def test_a_column_of_minutes_is_where_an_action_comes_from() -> None:
    found = find("""
        # Outstanding actions
        | Minute | Action | Owner |
        | 4.1 | Order two benches | RO |
        | 4.1 | Call the bank | TB |
    """).entries
    assert [(each.ref, each.origin) for each in found] == [(None, "4.1"), (None, "4.1")]


def test_the_owner_in_the_row_below() -> None:
    found = find("""
        | Matter | Action | Owner | Due |
        | | Order two benches | | 5 May 2024 |
        | | | RO | |
    """)
    assert [(each.words, each.owner) for each in found.entries] == [("Order two benches", "RO")]
    assert names(found) == ["rows-joined"]


def test_a_closed_row_of_a_log_was_raised_earlier() -> None:
    row = "| Ref | Action | Owner | Status |\n| 1/24 | Order two benches | RO | Closed |"
    signs = [find(f"# {title}\n{row}").entries[0].sign.value for title in ("Action log", "Actions")]
    assert signs == ["earlier", "unknown"]


def list_unfolded(text: str) -> list[tuple[str, int, str]]:
    """Return kind, level and text of each block of unfolded tables."""
    blocks = unfold_matter_tables(make_blocks(text))
    return [(block.kind.value, block.level, block.text) for block in blocks]


def test_numbers_and_long_texts_without_headings_are_minutes() -> None:
    welcome = "The chair welcomed all of the members to the hall and opened the meeting."
    assert list_unfolded(f"""
        | 1 | Apologies\\{welcome} |
        | 2 | Potholes. The potholes are worse than in May, and members were unhappy. |
        | 3 | [x] not a title\\• [x] Done by {welcome} |
    """) == [
        ("heading", 1, "1 Apologies"),
        ("paragraph", 0, welcome),
        ("heading", 1, "2 Potholes"),
        ("paragraph", 0, "The potholes are worse than in May, and members were unhappy."),
        ("heading", 1, "3 [x] not a title"),
        ("entry", 1, f"Done by {welcome}"),
    ]
    two = f"| {welcome} | {welcome} |\n| {welcome} | |"
    assert {kind for kind, _, _ in list_unfolded(two)} == {"row"}


def test_minutes_beside_no_actions_are_text_and_their_headings_labels() -> None:
    text = """
        | Agenda item | Notes |
        | 1. Welcome | The chair welcomed everyone to the meeting at the hall. |
        | 2. Roads | The potholes are worse.\\ACTION: TB to write to the county |
    """
    assert [each[2] for each in list_unfolded(text) if each[2]] == [
        "1. Welcome",
        "The chair welcomed everyone to the meeting at the hall.",
        "2. Roads",
        "The potholes are worse.",
        "ACTION: TB to write to the county",
    ]
    found = find_table_entries(unfold_matter_tables(make_blocks(text)), make_reading())
    assert (found.entries, found.headings) == ((), (0,))


def test_the_items_of_a_table_are_beside_the_headings_above() -> None:
    table = "| | Item | Discussion | Action |\n| 1 | Roads | The road is wet. | |"
    for above, level in (("", 1), ("# Minutes", 2), ("# Present\n# Apologies", 1)):
        found = list_unfolded(f"{above}\n{table}")
        assert ("heading", level, "1 Roads") in found, above


def test_a_table_directly_below_another_goes_on_with_it() -> None:
    blocks = make_blocks("""
        | Matter | Action | Owner | Due |
        | The road is | Order two | RO | 5 May 2024 |
    """)
    more = make_blocks("| wet. | benches. | | |\n| The hall | Call the bank | TB | |")
    more = [block._replace(place=block.place._replace(table=2)) for block in more]
    unfolded = unfold_matter_tables([*blocks, *more])
    assert [block.text for block in unfolded if block.text] == ["The road is wet.", "The hall"]
    found = find_table_entries(unfolded, make_reading()).entries
    assert [each.words for each in found] == ["Order two benches.", "Call the bank"]


def test_actions_that_all_begin_in_lower_case_are_not_joined() -> None:
    for owner in ("RO", ""):
        found = list_found(f"| Action | Owner |\n| order benches | {owner} |\n| call the bank | |")
        assert [each[1].casefold() for each in found] == ["order benches", "call the bank"]


def test_a_topic_is_not_an_owner() -> None:
    found = list_found(
        "# Actions\n| Website | Update all the pages | RO |\n| Hall | Book it | TB |"
    )
    assert [each[2] for each in found] == ["RO", "TB"]
    found = list_found("| Action | Owner |\n| Website | RO will update the site |")
    assert [each[1] for each in found] == ["Website"]


def test_a_table_below_a_list_of_people_is_another_table() -> None:
    people = make_blocks("| Rosa Okafor | RO |\n| Tom Bell | TB |")
    rows = make_blocks("| Action | Owner |\n| Order two benches | RO |")
    rows = [block._replace(place=block.place._replace(table=2)) for block in rows]
    unfolded = unfold_matter_tables([*people, *rows])
    assert [block.place.table for block in unfolded] == [1, 1, 2, 2]


def test_a_row_without_the_column_of_numbers_is_read_one_cell_further_left() -> None:
    found = list_unfolded("""
        | | Matter raised | Action | Owner | Date |
        | 1 | Roads\\The road is wet. | | | |
        | The bank was called by RO. | Order two benches | TB | 5 May 2024 |
        | 2 Hall\\The hall is cold. | | | |
        | 3 | | Call the bank | RO | |
    """)
    assert [each[1:] for each in found if each[2]] == [
        (1, "1 Roads"),
        (0, "The road is wet."),
        (0, "The bank was called by RO."),
        (1, "2 Hall"),
        (0, "The hall is cold."),
        (1, "3"),
    ]


def test_tables_whose_text_stays_in_rows() -> None:
    for text in (
        "| Item | Action | Description | Who |\n| Roads | 4/24 | Write to the county | TB |",
        "| 1 | Grass |\n| 2 | Lights |",
        "| Name | Initials |\n| Rosa Okafor | RO |",
    ):
        assert {kind for kind, _, _ in list_unfolded(text)} == {"row"}, text


def test_a_row_of_words_below_the_headings_is_no_second_row_of_headings() -> None:
    for row in ("| Due | Order two benches |", "| | |", "| Order | TB |"):
        found = find(f"| Action | Owner |\n{row}\n| Call the bank | RO |")
        assert found.headings == (0,)


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (
            "| Item | Notes | Who |\n| Gate | Nothing new. | RO |\n| AOB | None. | |",
            ["Gate", "AOB"],
        ),
        ("| Agenda item | Discussion |\n| Gate | Painted. |\n| Hall | |", ["Gate", "Hall"]),
        ("| No | Topic | Minutes | By |\n| 1 | Gate | It is wet. | TB |", ["1 Gate"]),
        ("| Item | Notes | Who | Due |\n| Order benches | Two. | RO | 5 May 2024 |", []),
        ("| Notes | Item | Who |\n| Gate is wet. | 1 | RO |", []),
        ("| Item | Notes | Who |\n| RO ordered two benches. | Late. | RO |", []),
    ],
)
def test_titles_beside_short_notes_are_items(text: str, titles: list[str]) -> None:
    blocks = unfold_matter_tables(make_blocks(text))
    headings = [block for block in blocks if block.kind is BlockKind.HEADING]
    assert [f"{block.mark} {block.text}".strip() for block in headings] == titles
