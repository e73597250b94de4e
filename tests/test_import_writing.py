"""The file of an imported meeting: what was recognised in, the text of the file out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.importing.blocks import (
    Block,
    BlockKind,
    Cell,
    Doubt,
    Place,
    SourceText,
    Use,
    UseKind,
)
from scrutiny_cli.importing.conserve import WordsLost, prove_reading, prove_writing
from scrutiny_cli.importing.imported_meeting import (
    ImportedDecision,
    ImportedEntry,
    ImportedHead,
    ImportedItem,
    ImportedMeeting,
    ImportedPerson,
    MinutesParagraph,
    NewAction,
    NewUpdate,
    PeopleList,
    PossibleAction,
)
from scrutiny_cli.importing.write import (
    WrittenMeeting,
    WrittenSource,
    join_paragraphs,
    write_meeting,
)
from scrutiny_cli.importing.write_people import write_person_text
from scrutiny_cli.minutes.model import Series
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.rules import find_problems

DAY = date(2024, 3, 12)
SOURCE = WrittenSource("PFC minutes 12 Mar 2024.docx", "9c1f")


def entry(words: str, *places: str, ref: str | None = None, **fields: Any) -> ImportedEntry:  # noqa: ANN401 - any field of an entry
    return ImportedEntry("A1", words, 0, places, ref)._replace(**fields)


def written(meeting: ImportedMeeting, series: Series | None = None) -> WrittenMeeting:
    return write_meeting(meeting, SOURCE, series or Series())


def at_meeting(*items: ImportedItem) -> ImportedMeeting:
    return ImportedMeeting("2024-03-12", ImportedHead(DAY), items=items)


EXAMPLE = ImportedMeeting(
    name="2024-03-12",
    head=ImportedHead(DAY, title="Playing Field Committee"),
    people=(
        PeopleList(
            "present",
            (
                ImportedPerson("RO", "RO", "Rosa Okafor", "Chair"),
                ImportedPerson(
                    "TB", "TB", "Tom Bell", "Assistant Clerk, Parks and Paths", "Parish Council"
                ),
            ),
            place="paragraph 3",
        ),
        PeopleList("apologies", nobody="none received"),
    ),
    brought_forward=(
        NewAction(
            entry("Price a new gate.", "table 2, row 1", ref="4/24")._replace(owner="TB"),
            remark="(not in earlier files)",
        ),
    ),
    items=(
        ImportedItem(
            "Matters arising",
            updates=(
                NewUpdate(entry("", "table 2, row 1"), "4/24", status="carried forward"),
                NewUpdate(
                    entry("", "paragraph 9"),
                    "2024-02-13#2",
                    about="Write to the county about the path.",
                    status="completed",
                    note="Letter sent",
                    on=date(2024, 3, 4),
                    doubts=(Doubt("linked-by-words", "is it 2024-02-13#2?"),),
                ),
            ),
        ),
        ImportedItem(
            "Drainage",
            paragraphs=(
                MinutesParagraph("The low corner is wet again.", 13),
                MinutesParagraph("Tom will look at the pump.", 14),
            ),
            possible=(PossibleAction("Tom will look at the pump.", "paragraph 14"),),
            actions=(
                NewAction(
                    entry(
                        "Ask two firms for a price.",
                        "paragraph 15",
                        "table 2, row 3",
                        ref="9/24",
                        owner="RO, TB",
                        due="2024-04-30",
                        links=("https://drains.example/prices",),
                    ),
                    (Doubt("due-year", 'written "30 April"'),),
                ),
            ),
        ),
    ),
)
EXAMPLE_TEXT = """\
# Imported from "PFC minutes 12 Mar 2024.docx". Check each place below that is marked "unsure",
# then delete its mark.
x-imported: "PFC minutes 12 Mar 2024.docx sha256:9c1f"
title: Playing Field Committee
date: 2024-03-12
present:
  # paragraph 3
  - Rosa Okafor (RO), Chair
  - initials: TB
    name: Tom Bell
    role: Assistant Clerk, Parks and Paths
    organisation: Parish Council
apologies: none received
brought_forward:
  # table 2, row 1 (not in earlier files)
  - ref: 4/24
    action: Price a new gate.
    owner: TB
items:
  - title: Matters arising
    updates:
      # table 2, row 1
      - ref: 4/24
        status: carried forward
      # paragraph 9
      # unsure linked-by-words: is it 2024-02-13#2?
      - ref: 2024-02-13#2
        about: Write to the county about the path.
        status: completed
        note: Letter sent
        on: 2024-03-04
  - title: Drainage
    # possible action, paragraph 14: "Tom will look at the pump."
    minutes: |
      The low corner is wet again.

      Tom will look at the pump.
    actions:
      # paragraph 15, and table 2, row 3
      # unsure due-year: written "30 April"
      - ref: 9/24
        action: Ask two firms for a price.
        owner: RO, TB
        due: 2024-04-30
        links: https://drains.example/prices
"""


def test_a_meeting_is_written_as_a_clerk_would_write_it() -> None:
    assert written(EXAMPLE).text == EXAMPLE_TEXT


def test_the_lines_of_doubts_and_records_are_known_for_the_report() -> None:
    lines = EXAMPLE_TEXT.split("\n")
    found = [
        (type(subject).__name__, lines[at - 1].strip()) for at, subject in written(EXAMPLE).subjects
    ]
    assert found == [
        ("NewAction", "- ref: 4/24"),
        ("NewUpdate", "- ref: 4/24"),
        ("Doubt", "# unsure linked-by-words: is it 2024-02-13#2?"),
        ("NewUpdate", "- ref: 2024-02-13#2"),
        ("PossibleAction", '# possible action, paragraph 14: "Tom will look at the pump."'),
        ("Doubt", '# unsure due-year: written "30 April"'),
        ("NewAction", "- ref: 9/24"),
    ]


def test_what_series_yaml_has_is_not_written_again() -> None:
    head = ImportedHead(DAY, title="Parks  committee", time="7.30pm", venue="Village Hall")
    series = Series(title="Parks Committee", time="7.30pm", venue="Old School")
    text = written(ImportedMeeting("2024-03-12", head), series).text
    assert text.splitlines()[1:] == [
        'x-imported: "PFC minutes 12 Mar 2024.docx sha256:9c1f"',
        "date: 2024-03-12",
        "venue: Village Hall",
    ]


def test_doubts_of_the_head_are_above_their_fields() -> None:
    head = ImportedHead(
        DAY,
        number="5",
        is_extraordinary=True,
        confidential="in confidence",
        doubts=(
            Doubt("date-year", 'written "12 March"'),
            Doubt("number", "another meeting has it"),
            Doubt("extraordinary", "by the title"),
            Doubt("confidential", "by the page header"),
        ),
    )
    assert written(ImportedMeeting("2024-03-12", head)).text.splitlines()[3:] == [
        '# unsure date-year: written "12 March"',
        "date: 2024-03-12",
        "# unsure number: another meeting has it",
        "number: 5",
        "# unsure extraordinary: by the title",
        "extraordinary: true",
        "# unsure confidential: by the page header",
        "confidential: in confidence",
    ]


def test_what_is_outside_of_items_is_at_the_top_of_the_file() -> None:
    meeting = ImportedMeeting(
        "2024-03-12",
        ImportedHead(DAY, next_date="2024-04-09", next_time="7pm"),
        root_item=ImportedItem(
            paragraphs=(MinutesParagraph("The meeting began late.", 1),),
            doubts=(Doubt("picture", "there is a picture here"),),
            decisions=(ImportedDecision("The report was adopted.", "paragraph 2", votes="5 to 2"),),
            actions=(NewAction(entry("Paint the gate")),),
        ),
    )
    assert written(meeting).text.splitlines()[3:] == [
        "date: 2024-03-12",
        "# unsure picture: there is a picture here",
        "minutes: |",
        "  The meeting began late.",
        "decisions:",
        "  # paragraph 2",
        "  - decision: The report was adopted.",
        "    votes: 5 to 2",
        "actions:",
        "  - action: Paint the gate",
        "next_meeting:",
        "  date: 2024-04-09",
        "  time: 7pm",
    ]


@pytest.mark.parametrize(
    ("person", "text"),
    [
        (ImportedPerson("RO", "RO", "Rosa Okafor"), "Rosa Okafor (RO)"),
        (ImportedPerson("RO", "RO", "Rosa Okafor", "Chair"), "Rosa Okafor (RO), Chair"),
        (ImportedPerson("RO", "RO", "Rosa Okafor", "CEO"), None),
        (ImportedPerson("RO", "RO", "Rosa Okafor", "Head, Parks"), None),
        (ImportedPerson("RO", "RO", "Rosa Okafor", None, "Parish Council"), None),
        (ImportedPerson("Rosa Okafor", None, "Rosa Okafor"), "Rosa Okafor"),
        (ImportedPerson("Rosa Okafor", None, "Rosa Okafor", "Chair"), None),
        (ImportedPerson("Okafor, Rosa", None, "Okafor, Rosa"), None),
        (ImportedPerson("none", None, "none"), None),
        (ImportedPerson("RO", "RO", "Rosa Okafor", note="to item 4"), None),
    ],
)
def test_a_person_is_one_text_where_it_reads_back(person: ImportedPerson, text: str | None) -> None:
    assert write_person_text(person) == text


def test_the_marks_of_lists_are_kept_where_the_format_knows_them() -> None:
    paragraphs = [("", 0), ("•", 1), ("o", 2), ("1.", 1), ("(a)", 2), ("1.1", 1), ("", 0)]
    text = join_paragraphs(
        MinutesParagraph(f"Text {number}.", number, mark, level)
        for number, (mark, level) in enumerate(paragraphs)
    )
    assert text.split("\n") == [
        "Text 0.",
        "",
        "- Text 1.",
        "  - Text 2.",
        "1. Text 3.",
        "  (a) Text 4.",
        "",
        "1.1 Text 5.",
        "",
        "Text 6.",
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Price the gate: all of it, " * 6,
        "# a number, then - a dash - and 1. a list " * 5,
        '"Quotes" and a \\ and {braces} [here] ' * 4,
        "no stop",
        "ends with a colon:",
        "£5 · naïve – “quoted”",
    ],
)
def test_every_text_reads_back_and_lines_are_short(words: str) -> None:
    words = words.strip()
    item = ImportedItem(
        words,
        paragraphs=(MinutesParagraph(words, 1),),
        actions=(
            NewAction(entry(words, ref="#12", owner=words, links=("https://a.example/#4", "b"))),
        ),
    )
    text = written(at_meeting(item)).text
    book = build_book([Source("meetings/2024-03-12.yaml", text)])
    assert find_problems(book, DAY) == ()
    (found,) = book.meetings[0].root_item.items
    (action,) = found.actions
    assert (found.title, action.action, action.ref) == (words, words, "#12")
    assert " ".join(str(found.minutes).split()) == words
    assert max(map(len, text.splitlines())) < 100


def row(*cells: str) -> Block:
    return Block(BlockKind.ROW, "", Place("row"), cells=tuple(Cell(text) for text in cells))


def paragraph(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, text, Place("paragraph"))


def test_reading_loses_no_word() -> None:
    blocks = (paragraph("The low corner"), row("is", "wet"))
    prove_reading(SourceText(blocks, "The low CORNER is wet"))
    with pytest.raises(WordsLost, match=r"^1 words of the document are in no block\.$"):
        prove_reading(SourceText(blocks, "The low corner is wet wet"))


def test_writing_loses_no_word_that_is_not_accounted_for() -> None:
    blocks = [paragraph("Action: RO to ask by 4 May")]
    uses = [
        Use(0, 0, 7, UseKind.LABEL),
        Use(0, 8, 10, UseKind.VALUE, "owner", "RO"),
        Use(0, 11, 13, UseKind.LABEL),
        Use(0, 14, 17, UseKind.TEXT),
        Use(0, 18, 26, UseKind.VALUE, "due", "2024-05-04"),
    ]
    prove_writing(blocks, uses, "date: 2024-03-12\nactions:\n  - action: Ask\n")
    with pytest.raises(WordsLost):
        prove_writing(blocks, uses, "date: 2024-03-12\nx-imported: ask\n")
    with pytest.raises(WordsLost):
        prove_writing(blocks, uses[:-1], "date: 2024-03-12\nactions:\n  - action: Ask\n")
    prove_writing(blocks, uses[:-1], "date: 2024-03-12\nminutes: 'Action: RO to ask by 4 May'\n")


def test_a_word_of_series_yaml_is_not_lost() -> None:
    blocks = [row("Parks", "Committee")]
    prove_writing(blocks, [], "date: 2024-03-12\n", ["Parks Committee"])
    uses = [Use(0, 0, 5, UseKind.TEXT, cell=0), Use(0, 0, 9, UseKind.IGNORED, "header", cell=1)]
    with pytest.raises(WordsLost):
        prove_writing(blocks, uses, "date: 2024-03-12\n")
