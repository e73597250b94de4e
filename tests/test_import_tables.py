"""The actions of tables: by their headings, by their cells, and over a page break."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.importing.blocks import Block, BlockKind, Cell, Place
from scrutiny_cli.importing.imported_meeting import ImportedPerson
from scrutiny_cli.importing.recognise.entries import merge_entries
from scrutiny_cli.importing.recognise.entry_parts import FoundEntries
from scrutiny_cli.importing.recognise.known_people import collect_people
from scrutiny_cli.importing.recognise.matter_tables import unfold_matter_tables
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.importing.recognise.tables import find_table_entries
from scrutiny_cli.minutes.statuses import StatusVocabulary

PEOPLE = (ImportedPerson("RO", "RO", "Rosa Okafor"), ImportedPerson("TB", "TB", "Tom Bell"))


def make_reading(day: date = date(2024, 3, 12)) -> Reading:
    """Return the settings of a meeting without a log."""
    book = build_book([])
    return Reading(day, book, collect_people(book, PEOPLE), StatusVocabulary())


def make_blocks(text: str) -> list[Block]:
    """Return the blocks of a text: `# ` begins a heading, `|` divides cells, `\\` their lines.

    A cell `<` is covered from the left, `^` from above.
    """
    blocks: list[Block] = []
    table = row = 0
    for number, line in enumerate(text.strip().splitlines(), start=1):
        words = line.strip()
        if "|" in words:
            is_new = not (blocks and blocks[-1].kind is BlockKind.ROW)
            table, row = (table + 1, 1) if is_new else (table, row + 1)
            cells = tuple(map(make_cell, words.strip("|").split("|")))
            place = Place(f"table {table}, row {row}", table, row)
            blocks.append(Block(BlockKind.ROW, "", place, cells=cells))
        elif words.startswith("# "):
            blocks.append(Block(BlockKind.HEADING, words[2:], Place(f"line {number}"), 1))
        elif words:
            blocks.append(Block(BlockKind.PARAGRAPH, words, Place(f"line {number}")))
    return blocks


def make_cell(text: str) -> Cell:
    words = text.strip().replace("\\", "\n")
    if words in {"<", "^"}:
        return Cell(is_covered=True, is_from_above=words == "^")
    return Cell(words)


def count_block_words(blocks: Iterable[Block]) -> Counter[str]:
    """Return how often each word is in blocks."""
    texts = (text for block in blocks for text in (block.mark, block.text, *list_cells(block)))
    return Counter(word for text in texts for word in re.findall(r"\w+", text))


def list_cells(block: Block) -> list[str]:
    """Return the texts of the cells of a row."""
    return [cell.text for cell in block.cells]


def find(text: str) -> FoundEntries:
    return find_table_entries(make_blocks(text), make_reading())


def list_found(text: str) -> list[tuple[str | None, str, str | None, str | None]]:
    """Return ref, words, owner and due date of each action of a text's tables."""
    return [(each.ref, each.words, each.owner, each.due) for each in find(text).entries]


def test_a_table_with_headings() -> None:
    found = list_found("""
        # Actions
        | Ref | Action | Lead | Due | RAG |
        | 1/24 | Price a new gate. | RO | 30 April 2024 | Green |
        | 2/24 | Write to the county about the path. | TB | next meeting | Amber |
    """)
    assert found == [
        ("1/24", "Price a new gate.", "RO", "2024-04-30"),
        ("2/24", "Write to the county about the path.", "TB", "next meeting"),
    ]


def test_a_table_of_anything_else_has_no_actions() -> None:
    for headings in (
        "Decision | Owner | Date",
        "Risk | Impact | Mitigating action | Owner",
        "Item | Time | Lead",
        "Item | Lead | Paper | Time",
        "Payee | Amount | Date",
        "Name | Role | Initials",
        "Ref | Description | Status | Address",
        "Motion | For | Against | Abstain",
        "Resolution | Proposed by | Date",
    ):
        cells = " | ".join(["Rosa Okafor"] * (headings.count("|") + 1))
        assert list_found(f"| {headings} |\n| {cells} |\n| {cells} |") == [], headings


def test_a_table_without_headings_below_a_heading_of_actions() -> None:
    found = list_found("""
        # Summary of actions
        | 4/15 | Order two benches for the green | RO | 5 May 2024 |
        | 5/15 | Ask the county for a map | TB | asap |
        | 6/15 | Clear the ditch by the road | Tom Bell | 5 May 2024 |
    """)
    assert [(ref, owner) for ref, _, owner, _ in found] == [
        ("4/15", "RO"),
        ("5/15", "TB"),
        ("6/15", "TB"),
    ]
    assert (
        list_found("""
        # Apologies
        | 4/15 | Order two benches for the green | RO | 5 May 2024 |
        | 5/15 | Ask the county for a map | TB | asap |
    """)
        == []
    )


def test_owner_and_action_exchanged() -> None:
    found = find("""
        | Action | Owner | Due |
        | RO | Send the plan to all members | 5 May 2024 |
        | TB | Ask two firms for a price | 5 May 2024 |
    """).entries
    assert [(each.words, each.owner) for each in found] == [
        ("Send the plan to all members", "RO"),
        ("Ask two firms for a price", "TB"),
    ]
    assert {doubt.name for each in found for doubt in each.doubts} == {"columns-exchanged"}


def test_a_number_in_the_action_column_is_the_ref() -> None:
    assert list_found("""
        | Action | Who | Description | Date due |
        | 3.1 | RO | Send the plan to all members | 5 May 2024 |
        | 3.2 | TB | Ask two firms for a price | 5 May 2024 |
    """) == [
        ("3.1", "Send the plan to all members", "RO", "2024-05-05"),
        ("3.2", "Ask two firms for a price", "TB", "2024-05-05"),
    ]


def test_a_row_that_a_page_break_divided() -> None:
    found = find("""
        | Matter | Action | Owner | Due |
        | | 39/15 – LW will review the bid. The office would need a bid and a | LW | 25.06.24 |
        | | job description in order to do this. | WK | 25.06.24 |
        | | 40/15 – Report to | SS | |
        | | the office. | | |
    """).entries
    assert [(each.ref, each.owner, each.due) for each in found] == [
        ("39/15", "LW, WK", "2024-06-25"),
        ("40/15", "SS", None),
    ]
    assert [[doubt.name for doubt in each.doubts] for each in found] == [["rows-joined"]] * 2


def test_the_text_of_a_table_of_minutes_is_text() -> None:
    unfolded = unfold_matter_tables(
        make_blocks("""
        | | Matter raised | Action | Owner | Date |
        | 1 | Matters arising The pump was mended. | 3/24 – Buy a new | RO | 5 May 2024 |
        | | Roads\\The low corner is wet | gate. | | |
        | | again. | | | |
    """)
    )
    assert [(block.kind.value, block.level, block.text) for block in unfolded[1:]] == [
        ("heading", 1, "1 Matters arising"),
        ("paragraph", 0, "The pump was mended."),
        ("row", 0, ""),
        ("heading", 2, "Roads"),
        ("paragraph", 0, "The low corner is wet again."),
        ("row", 0, ""),
    ]
    found = find_table_entries(unfolded, make_reading()).entries
    assert [(each.ref, each.words) for each in found] == [("3/24", "Buy a new gate.")]


def names(found: FoundEntries) -> list[str]:
    """Return the names of all doubts."""
    return [doubt.name for each in found.entries for doubt in each.doubts]


def test_a_number_of_a_row_is_no_ref_but_one_of_a_column_ref_is() -> None:
    for heading, ref in (("No", None), ("", None), ("Ref", "12")):
        number = 12 if ref else 1
        found = list_found(f"""
            | {heading} | Action | Owner |
            | {number} | Order two benches | RO |
            | {number + 3 if ref else 2} | Call the bank | TB |
        """)
        assert [each[0] for each in found] == ([ref, "15"] if ref else [None, None])


def test_one_cell_with_owner_and_date() -> None:
    assert list_found("""
        | Action | By whom / by when |
        | Order two benches | RO by 5 May 2024 |
        | Arrange training | Headteacher / end of term |
        | Call the bank | TB |
    """) == [
        (None, "Order two benches", "RO", "2024-05-05"),
        (None, "Arrange training", "Headteacher", "end of term"),
        (None, "Call the bank", "TB", None),
    ]


def test_several_actions_in_one_row() -> None:
    found = find("""
        | Action | Who | When |
        | Send the letter\\Call the bank | RO\\TB | 3 May 2024 |
        | 1. Send the plan\\2. Pay the fee | RO | 3 May 2024\\4 May 2024 |
        | • Send the map\\• Call the firm | RO\\TB\\SK | 3 May 2024 |
        | Order two benches | RO\\TB | 3 May 2024 |
    """)
    assert [(each.words, each.owner, each.due) for each in found.entries] == [
        ("Send the letter", "RO", "2024-05-03"),
        ("Call the bank", "TB", "2024-05-03"),
        ("Send the plan", "RO", "2024-05-03"),
        ("Pay the fee", "RO", "2024-05-04"),
        ("• Send the map • Call the firm", "RO, TB, SK", "2024-05-03"),
        ("Order two benches", "RO, TB", "2024-05-03"),
    ]
    assert [name for name in names(found) if name == "rows-joined"] == ["rows-joined"]


def test_lines_of_a_cell_with_an_owner_each_are_actions() -> None:
    assert list_found("""
        | Discussion | Action |
        | The gate is broken. | RO to order a gate\\TB to call the firm by 5 May 2024 |
        | The fence is old. | RO |
        | The bench is new. | Noted |
    """) == [
        (None, "Order a gate", "RO", None),
        (None, "Call the firm", "TB", "2024-05-05"),
    ]


def test_cells_that_are_merged_downwards_and_across() -> None:
    found = find("""
        | Action | Owner | Due |
        | Closed actions | < | < |
        | Order two benches | RO | 5 May 2024 |
        | Ask the county | ^ | ^ |
        | New actions | < | < |
        | Call the bank | TB | 6 May 2024 |
        | ^ | SK | ^ |
    """)
    assert [(each.words, each.owner, each.due) for each in found.entries] == [
        ("Order two benches", "RO", "2024-05-05"),
        ("Ask the county", "RO", "2024-05-05"),
        ("Call the bank", "TB, SK", "2024-05-06"),
    ]
    assert [each.sign.value for each in found.entries] == ["earlier", "earlier", "new"]
    assert [each.reports[0].status for each in found.entries[:2]] == ["completed"] * 2


def test_headings_in_two_rows_repeated_and_in_the_middle() -> None:
    found = find("""
        | Action log | < | < | < |
        | Action | Owner | Dates | < |
        | ^ | ^ | Due | Revised |
        | Order two benches | RO | 5 May 2024 | 1 June 2024 |
        | Action | Owner | Due | |
        | Call the bank | TB | 6 May 2024 | |
    """)
    assert [(each.words, each.due) for each in found.entries] == [
        ("Order two benches", "2024-05-05"),
        ("Call the bank", "2024-05-06"),
    ]
    assert found.entries[0].reports[0].due == "2024-06-01"
    assert found.headings == (1, 2, 4)


def test_a_row_whose_owner_and_date_are_beside_their_headings() -> None:
    found = find("""
        | Action | Owner | Due | Status |
        | Order two benches | RO | 5 May 2024 | Open |
        | Call the bank | | TB | 6 May 2024 |
    """)
    assert [(each.owner, each.due) for each in found.entries] == [
        ("RO", "2024-05-05"),
        ("TB", "2024-05-06"),
    ]
    assert names(found) == ["row-shifted"]


def test_what_the_heading_of_a_table_says_of_its_actions() -> None:
    for title, sign in (
        ("Actions from the last meeting", "earlier"),
        ("Outstanding actions", "earlier"),
        ("Review of actions", "earlier"),
        ("New actions", "new"),
        ("Actions from this meeting", "new"),
        ("Summary of actions", "unknown"),
    ):
        found = find(f"# {title}\n| Ref | Action | Owner |\n| 1/24 | Call the bank | TB |").entries
        assert [each.sign.value for each in found] == [sign], title
    found = find("""
        # Matters arising
        | Minute | Action | Progress |
        | 4.1 | TB to call the bank | Done |
    """).entries
    assert [(each.ref, each.sign.value) for each in found] == [("4.1", "earlier")]


def test_the_day_of_raising_says_whether_an_action_is_earlier() -> None:
    found = find("""
        | Date raised | Action | Owner | Status |
        | 12/01/24 | Call the bank | TB | Open |
        | 12/03/24 | Paint the fence | RO | Open |
    """).entries
    assert [each.sign.value for each in found] == ["earlier", "new"]
    assert [each.raised for each in found] == [date(2024, 1, 12), None]


def test_an_action_that_is_above_is_named_by_its_number() -> None:
    found = find("""
        | Action | Owner | Due |
        | Report to the office (Action 25/15 – see above) | TB | |
    """).entries
    assert [(each.ref, each.sign.value) for each in found] == [("25/15", "earlier")]


def test_a_label_beside_each_field_of_an_action() -> None:
    assert list_found("""
        | Action 1 | Order two benches |
        | Who | RO |
        | When | 5 May 2024 |
        | Action 2 | Call the bank |
        | Who | TB |
    """) == [
        (None, "Order two benches", "RO", "2024-05-05"),
        (None, "Call the bank", "TB", None),
    ]


def test_rows_of_a_label_and_a_text_are_text() -> None:
    unfolded = unfold_matter_tables(
        make_blocks("""
        | Item 3 | Roads |
        | Discussion | The road is wet.\\Members were worried. |
        | Action | TB to write to the county |
        | Actions | TB to send the map\\• RO to pay |
    """)
    )
    assert [(block.kind.value, block.text) for block in unfolded] == [
        ("heading", "Item 3 Roads"),
        ("paragraph", "Discussion"),
        ("paragraph", "The road is wet."),
        ("paragraph", "Members were worried."),
        ("paragraph", "Action: TB to write to the county"),
        ("paragraph", "Actions"),
        ("entry", "TB to send the map"),
        ("entry", "RO to pay"),
    ]


def test_a_list_of_actions_stays_below_its_heading() -> None:
    unfolded = unfold_matter_tables(
        make_blocks("""
        # Roads
        # Actions
        | Item | Action | Owner |
        | Benches | Order two | RO |
        | Fence | Paint it | TB |
    """)
    )
    headings = [(block.level, block.text) for block in unfolded if block.text]
    assert headings == [(1, "Roads"), (1, "Actions"), (2, "Benches"), (2, "Fence")]


def test_a_table_of_one_column_is_text() -> None:
    text = "Minutes of the meeting that was in the village hall on Tuesday evening at half past"
    unfolded = unfold_matter_tables(make_blocks(f"| {text} |\n| ACTION: RO to order two benches |"))
    assert [block.kind.value for block in unfolded] == ["paragraph", "paragraph"]


def test_unfolding_keeps_every_word() -> None:
    blocks = make_blocks("""
        | | Item | Discussion | Action | Lead |
        | 1 | Welcome | 1) The chair\\• welcomed | None | |
        | 2 Roads | | The road is | Write | TB |
        | | | wet. The bank | Call | RO |
        | Date of next meeting | | | 5 May 2024 | |
    """)
    assert count_block_words(unfold_matter_tables(blocks)) == count_block_words(blocks)


def test_a_row_beside_a_text_and_one_of_the_list_at_the_end_are_one_action() -> None:
    blocks = unfold_matter_tables(
        make_blocks("""
        | Discussion | Action | Owner |
        | The ditch is full of leaves again. | Clear the ditch by the road | TB |
        # Actions
        | Ref | Action | Owner |
        | 4/24 | Clear the ditch by the road | TB |
        | 5/24 | Call the bank | RO |
    """)
    )
    found = merge_entries(FoundEntries(), find_table_entries(blocks, make_reading()))
    assert [(each.ref, each.places) for each in found.entries] == [
        ("4/24", ("table 1, row 2", "table 2, row 2")),
        ("5/24", ("table 2, row 3",)),
    ]
