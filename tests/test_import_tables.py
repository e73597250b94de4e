"""The actions of tables: by their headings, by their cells, and over a page break."""

from __future__ import annotations

from datetime import date

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.importing.blocks import Block, BlockKind, Cell, Place
from scrutiny_cli.importing.imported_meeting import ImportedPerson
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
