"""Whatever a document has, its file reads without an error and has every word."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.importing.blocks import Block, BlockKind, Cell, Doubt, Place, SourceText
from scrutiny_cli.importing.conserve import prove_writing
from scrutiny_cli.importing.linked_meeting import link_meeting
from scrutiny_cli.importing.recognise.day import DayOptions, find_day
from scrutiny_cli.importing.recognise.known_people import collect_people
from scrutiny_cli.importing.recognise.meeting import recognise_meeting
from scrutiny_cli.importing.recognise.parts import split_parts
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.importing.write import WrittenMeeting, WrittenSource, write_meeting
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.minutes.statuses import StatusVocabulary
from scrutiny_cli.rules import find_problems

DAY = date(2024, 3, 12)
LOG = """\
date: 2024-02-13
present: [Rosa Okafor (RO), Tom Bell (TB)]
actions:
  - ref: 4/24
    action: Price a new gate.
    owner: TB
  - action: Write to the county about the path.
    owner: RO
"""
# Pieces that some rule looks for, so that rules meet each other in every order.
PIECES = st.sampled_from(
    """
    Action|Action:|ACTION|AP 3|Actions|Action points|Owner|By whom|Due|Date|Status|Matter raised
    Present:|Apologies|In attendance|Rosa Okafor (RO), Chair|Tom Bell|RO|TB|RO, TB|JKK|the Clerk|to
    will|by|by 30 April|30/4/24|12 March 2024|next meeting|asap|4/24|4/24 -|9/24|5.1|1.|(a)|#12
    completed|ongoing|Done in part|[DONE]|No action|Decision:|Resolved: that|Confidential|Minutes
    Matters arising|Next meeting|9 April 2024, 7pm|price a gate|Write to the county about the path.
    The low corner is wet again.|: x #y|- z|https://a.example/b|“quoted”|{a}|[b]|& c|* d|! e|% f
    none|none received|yes|~|null|'|"|\\|‑|½|é|日本|²|_x_|Chair|2024-02-13#2|follows 4/24
    """.replace("\n", "|")
    .replace("    ", "")
    .strip("|")
    .split("|")
)
TEXTS = st.lists(PIECES, min_size=1, max_size=6).map(" ".join)
CELLS = st.builds(Cell, st.one_of(TEXTS, st.just(""), st.lists(TEXTS, max_size=3).map("\n".join)))


def number_rows(kinds: list[tuple[BlockKind, str, int, tuple[Cell, ...]]]) -> tuple[Block, ...]:
    """Return blocks of which rows that follow each other are of one table."""
    blocks: list[Block] = []
    table = row = 0
    for at, (kind, text, level, cells) in enumerate(kinds, 1):
        if kind is not BlockKind.ROW:
            row = 0
            blocks.append(Block(kind, text, Place(f"paragraph {at}"), level, "-" if level else ""))
            continue
        table, row = (table, row + 1) if row else (table + 1, 1)
        place = Place(f"table {table}, row {row}", table, row)
        blocks.append(Block(kind, "", place, cells=cells))
    return tuple(blocks)


BLOCKS = st.lists(
    st.one_of(
        st.tuples(st.just(BlockKind.PARAGRAPH), TEXTS, st.just(0), st.just(())),
        st.tuples(st.just(BlockKind.HEADING), TEXTS, st.integers(1, 3), st.just(())),
        st.tuples(st.just(BlockKind.ENTRY), TEXTS, st.integers(1, 3), st.just(())),
        st.tuples(
            st.just(BlockKind.ROW),
            st.just(""),
            st.just(0),
            st.lists(CELLS, min_size=4, max_size=4).map(tuple),
        ),
    ),
    min_size=1,
    max_size=12,
).map(number_rows)


def import_blocks(blocks: tuple[Block, ...], log: str) -> WrittenMeeting:
    """Return the file of blocks, after the proof that it has every word."""
    texts = (text for block in blocks for text in (block.text, *(c.text for c in block.cells)))
    book = build_book([Source("meetings/2024-02-13.yaml", log)])
    (part,) = split_parts(SourceText(blocks, " ".join(texts)), one=True)
    found = find_day(part, "minutes.docx", DayOptions(DAY))
    reading = Reading(DAY, book, collect_people(book, ()), StatusVocabulary())
    linked = link_meeting(recognise_meeting(part, found, reading), book)
    written = write_meeting(linked.meeting, WrittenSource("minutes.docx", "9c1f"), book.series)
    prove_writing(part.blocks, linked.meeting.uses, written.text, linked.known)
    return written


@given(BLOCKS)
def test_any_blocks_give_a_file_without_errors_that_has_every_word(blocks: Any) -> None:  # noqa: ANN401
    written = import_blocks(blocks, LOG)
    sources = [
        Source("meetings/2024-02-13.yaml", LOG),
        Source(f"meetings/{written.name}.yaml", written.text),
    ]
    problems = find_problems(build_book(sources), date(2025, 1, 1))
    errors = [f"{one.place.line}: {one.rule}: {one.message}" for one in problems if one.is_error]
    assert errors == [], written.text


@given(BLOCKS)
def test_every_doubt_has_its_comment_and_its_warning(blocks: Any) -> None:  # noqa: ANN401
    written = import_blocks(blocks, LOG)
    book = build_book([Source(f"meetings/{written.name}.yaml", written.text)])
    warned = [one for one in find_problems(book, DAY) if one.rule == "unsure"]
    doubts = [(at, one.name) for at, one in written.subjects if isinstance(one, Doubt)]
    assert len(warned) == len(doubts)
    for problem, (line, name) in zip(warned, doubts, strict=True):
        assert problem.place.line == line
        assert f"({name})" in problem.message
