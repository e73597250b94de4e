"""Documents that are made to take long or to be too large: they end soon, or are refused."""

from __future__ import annotations

import time
from datetime import date

import pytest
from support import make_book

from scrutiny_cli.importing.batch import import_files
from scrutiny_cli.importing.blocks import Block, BlockKind, CannotImport, Place
from scrutiny_cli.importing.conserve import prove_writing
from scrutiny_cli.importing.import_records import Batch, ImportFile, ImportOptions, TargetFolder
from scrutiny_cli.importing.limits import check_meeting_size
from scrutiny_cli.importing.recognise.possible import split_sentences
from scrutiny_cli.minutes.yaml_text import shorten_about

DAY = date(2024, 3, 12)
HEAD = "Minutes of the meeting of 12 March 2024\n\nPresent: Rosa Okafor (RO), Tom Bell (TB)\n\n"
SECONDS = 5  # of the processor; what is not linear takes minutes
TOO_LARGE = "Its meeting file would be larger than 2 MB"


def import_text(text: str, name: str = "minutes.txt") -> Batch:
    """Return what becomes of a text in an empty folder, and see that it ends soon."""
    file = ImportFile(name, text.encode())
    options = ImportOptions(DAY, is_one=True)
    begin = time.process_time()
    batch = import_files([file], options, TargetFolder("meetings", make_book({}), DAY))
    assert time.process_time() - begin < SECONDS
    return batch


def test_a_long_action_is_shortened_in_one_reading() -> None:
    begin = time.process_time()
    assert shorten_about("RO to look at it. " * 5_000) == f"{'RO to look at it. ' * 4}RO to look…"
    assert shorten_about("a" * 90_000) == f"{'a' * 83}…"
    assert time.process_time() - begin < 1


def test_more_text_than_a_meeting_file_may_have_is_refused() -> None:
    block = Block(BlockKind.PARAGRAPH, "The low corner is wet. " * 4_000, Place("paragraph 1"))
    check_meeting_size([block] * 21)
    with pytest.raises(CannotImport, match=TOO_LARGE):
        check_meeting_size([block] * 22)


def test_more_entries_than_a_meeting_file_may_have_are_refused() -> None:
    with pytest.raises(CannotImport, match=TOO_LARGE):
        prove_writing([], [], "minutes:\n" + "- a\n" * 100_001)


def test_a_line_of_bars_is_read_once() -> None:
    assert import_text(HEAD + "|" * 90_000 + "x").refused == ()


def test_abbreviations_that_follow_each_other_are_read_once() -> None:
    assert import_text(HEAD + "Mr. " * 20_000 + "Bell spoke.").refused == ()
    assert split_sentences("Mr. A. Bell and Cllr. Lee. They") == [
        "Mr. A. Bell and Cllr. Lee.",
        "They",
    ]


def test_page_breaks_that_follow_each_other_are_read_once() -> None:
    assert import_text(HEAD + "Item 1" + "\f" * 90_000 + "x").refused == ()


def test_a_row_of_very_many_cells_is_refused() -> None:
    assert import_text(HEAD + "a\t" * 150).refused == ()
    (refused,) = import_text(HEAD + "a\t" * 45_000).refused
    assert refused.reason.startswith("Line 5 has more than 200 cells. ")


def test_an_unread_due_below_an_action_that_is_given_twice_is_kept() -> None:
    lines = "- action: Paint the gate\n  due: 31 June 2026\n\n"
    (file,) = import_text(f"{HEAD}Actions:\n\n{lines}\nActions:\n\n- Paint the gate\n").files
    assert "31 June 2026" in file.written.text


def test_a_heading_that_is_a_number_alone_is_an_item() -> None:
    text = "# Drainage\n\nThe low corner is wet.\n\n# 1.\n"
    (file,) = import_text(text, "minutes.md").files
    assert file.written.text.endswith("items:\n  - number: 1\n")


def test_an_action_at_the_top_is_not_the_title() -> None:
    (file,) = import_text("12 March 2024\n\nAction: RO to price a gate by 30 April\n").files
    assert "title:" not in file.written.text
    assert "- action: Price a gate" in file.written.text
