"""The commands item, decide and approve: what they write, print and refuse."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from support import run_line, scrutiny, scrutiny_process

MAY = """\
date: 2026-05-14
present:
  - Ada Bell (AB), Chair
  - CD
items:
  - title: Staff
    confidential: personal matters
next_meeting: 2026-06-11
"""
JUNE = """\
date: 2026-06-11
items:
  - title: Matters arising
  - title: Minutes of the previous meeting
    # When these minutes are agreed, write `approves: 2026-05-14`
    approves:
  - title: Any other business
next_meeting:
"""


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """Give a working directory with the meetings of May and June."""
    (tmp_path / "meetings").mkdir()
    write(tmp_path, "2026-05-14", MAY)
    write(tmp_path, "2026-06-11", JUNE)
    return tmp_path


def write(board: Path, name: str, text: str) -> None:
    (board / "meetings" / f"{name}.yaml").write_text(text, encoding="utf-8")


def read(board: Path, name: str = "2026-06-11") -> str:
    return (board / "meetings" / f"{name}.yaml").read_text("utf-8")


def typed(
    board: Path, *words: str, today: str = "2026-06-11", code: int = 0, **more: str
) -> subprocess.CompletedProcess[str]:
    """Run a command on the day of the meeting in June, or another."""
    return scrutiny(*words, cwd=board, code=code, SCRUTINY_TODAY=today, **more)


# Items


def test_a_new_item_goes_into_the_next_meeting(board: Path) -> None:
    done = typed(board, "item", "The quay", "--presenter", "ab, Jo Marsh (JM)", today="2026-05-20")
    assert read(board) == JUNE.replace(
        "next_meeting:", "  - title: The quay\n    presenter: AB, Jo Marsh (JM)\nnext_meeting:"
    )
    assert (done.stdout, done.stderr) == (
        "",
        (
            "meetings/2026-06-11.yaml:8: item 4 “The quay” added.\n"
            "  - title: The quay\n    presenter: AB, Jo Marsh (JM)\n"
        ),
    )
    assert "- ref" not in typed(board, "check", today="2026-05-20").stdout
    typed(board, "item", "Wind", "--after", "matters", today="2026-05-20")
    assert "  - title: Matters arising\n  - title: Wind\n" in read(board)


def test_text_goes_into_the_meeting_that_is_minuted(board: Path) -> None:
    done = typed(board, "item", "1", "-t", "It went well.\t ", today="2026-05-20")
    assert read(board) == JUNE
    assert read(board, "2026-05-14") == MAY.replace(
        "next_m", "    minutes: |\n      It went well.\nnext_m"
    )
    assert done.stderr.startswith(
        "meetings/2026-05-14.yaml:8: text added to item 1 “Staff”.\n"
        "“Staff” is confidential: it is withheld from what is published.\n"
    )
    looked = typed(board, "item", "any other business", "--text", "None.", "--diff", "-n").stderr
    assert "+    minutes: |\n+      None.\n" in looked
    assert read(board) == JUNE


def test_text_is_read_from_standard_input(board: Path) -> None:
    line = "printf 'One\\r\\n\\r\\n- two\\r\\n' | scrutiny item 3 --text -"
    done = run_line(line, cwd=board, SCRUTINY_TODAY="2026-06-11")
    assert done.returncode == 0, done.stderr
    assert "business\n    minutes: |\n      One\n\n      - two\nnext" in read(board)
    nothing = run_line("scrutiny item 3 --text - < /dev/null | cat", cwd=board)
    assert nothing.stderr == "--text needs words. Type them in quotes.\n"


def edited(
    board: Path, script: str, code: int = 0
) -> tuple[subprocess.CompletedProcess[str], list[Path]]:
    """Run `item 3 --edit` with a script as the editor; return also the texts that are left."""
    editor = board / "editor"
    editor.write_text(f"#!/bin/sh\n{script}\n")
    editor.chmod(0o755)
    named = {"EDITOR": str(editor), "VISUAL": "", "TMPDIR": str(board)}
    done = scrutiny_process(
        "item", "3", "--edit", cwd=board, code=code, SCRUTINY_TODAY="2026-06-11", **named
    )
    return done, list(board.glob("scrutiny-*/item.txt"))


def test_the_editor_opens_the_text_alone(board: Path) -> None:
    done, left = edited(board, "cp $1 given; printf 'New\\n\\none\\n' > $1")
    assert (board / "given").read_text() == ""
    assert ": text added to item 3 “Any other business”.\n" in done.stderr
    assert "    minutes: |\n      New\n\n      one\nnext" in (before := read(board))
    done, left = edited(board, "cp $1 given", code=3)
    assert done.stderr == "The text was not changed. Nothing was written.\n"
    assert (board / "given").read_text() == "New\n\none\n"
    done, left = edited(board, "printf Newer > $1")
    assert ": text of item 3 “Any other business” changed.\n" in done.stderr
    assert read(board) == before.replace("New\n\n      one", "Newer")
    assert left == []


def test_a_text_that_cannot_be_written_is_kept(board: Path) -> None:
    changed = JUNE.replace("business", "business\n    minutes: Other")
    (board / "changed").write_text(changed)
    script = "printf Mine > $1; cp changed meetings/2026-06-11.yaml"
    done, left = edited(board, script, code=3)
    assert [path.read_text() for path in left] == ["Mine"]
    assert done.stderr == (
        f"Your text is still in {left[0]}.\n"
        "The text of “Any other business” has changed since it was opened. Nothing was written.\n"
    )
    done, left = edited(board, "printf '\\377' > $1", code=3)
    assert "item.txt is not saved as UTF-8. Nothing was written." in done.stderr
    assert read(board) == changed


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("Matters ARISING",), 3, "2026-06-11 already has item 1 “Matters arising”. Nothing was"),
        (("Any other",), 2, "“Any other” is the beginning of another title: 3 “Any other busi"),
        (("Any other", "--text", "x"), 2, "To write to that item, type its number. To make a new"),
        (("9", "--text", "x"), 2, "2026-06-11 has no item “9”. Its items are: 1 “Matters aris"),
        (("Matters arising", "--after", "3"), 3, "There is already an item “Matters arising”."),
        (("New", "--after", "7"), 2, "2026-06-11 has no item “7”."),
        (("1", "--text", "x", "--edit"), 2, "--text and --edit cannot be used together"),
        (("1", "--text", " "), 2, "--text needs words. Type them in quotes."),
        (("1", "--paper", "A", "--paper", "B", "--link", "b.pdf"), 2, "Type one --link for each"),
        (("1", "--delete", "--text", "x"), 2, "--delete deletes the whole item"),
        (("Wall", "--delete"), 2, "2026-06-11 has no item “Wall”. To list its items, type: scruti"),
        (("1", "--presenter", "none"), 2, "--presenter: “none” is nobody."),
    ],
)
def test_an_item_is_refused(board: Path, words: tuple[str, ...], code: int, said: str) -> None:
    assert said in typed(board, "item", *words, code=code).stderr
    assert read(board) == JUNE


def test_a_presenter_whom_nobody_introduced_is_named(board: Path) -> None:
    done = typed(board, "item", "1", "--presenter", "XY (to item 2)", "--presenter", "CD")
    assert done.stderr.startswith(
        "“XY (to item 2)” is new in this log. To add a person with a name, type for example "
        '"Jo Marsh (JM)".\n'
        "meetings/2026-06-11.yaml:4: presenter of item 1 “Matters arising” written.\n"
    )
    both = typed(board, "item", "1", "--presenter", "AB", "--text", "Said.").stderr
    assert ":4: presenter and text of item 1 “Matters arising” written.\n" in both
    assert "    presenter: AB\n    minutes: |\n      Said.\n" in read(board)


def test_an_item_gets_another_title_or_is_deleted(board: Path) -> None:
    before = read(board)
    typed(board, "item", "New roof", "--presenter", "AB")
    renamed = typed(board, "item", "new roof", "--title", "Roof").stderr
    assert "title of item 4 “Roof” written.\n" in renamed
    assert "  - title: Roof\n    presenter: AB\n" in read(board)
    taken = typed(board, "item", "Roof", "--title", "matters arising", code=3).stderr
    assert "There is already an item “Matters arising”." in taken
    typed(board, "item", "Roof", "--text", "Said.")
    kept = typed(board, "item", "Roof", "--delete", code=3).stderr
    assert "The item has `minutes`. Nothing was written. Only an item" in kept
    typed(board, "item", "Wall")
    done = typed(board, "item", "Wall", "--delete").stderr
    assert done == "meetings/2026-06-11.yaml: item 5 “Wall” deleted.\n"
    assert (
        read(board).replace("  - title: Roof\n    presenter: AB\n    minutes: |\n      Said.\n", "")
        == before
    )


def test_papers_and_a_mark_are_added_to_an_item(board: Path) -> None:
    done = typed(board, "item", "1", "--paper", "Three quotes", "--link", "papers/quotes.pdf")
    assert done.stderr.startswith("meetings/2026-06-11.yaml:4: paper added to item 1 “Matters")
    several = typed(
        board, "item", "1", "--paper", "A", "--paper", "B", "--reason", "s.40 FOIA"
    ).stderr
    assert ": `confidential` and papers of item 1 “Matters arising” written.\n" in several
    assert "“Matters arising” is confidential: it is withheld from what is published.\n" in several
    typed(board, "item", "Staff", "--confidential", "--paper", "C")
    text = read(board)
    assert (
        "    confidential: s.40 FOIA\n    papers:\n      - title: Three quotes\n"
        "        link: papers/quotes.pdf\n      - A\n      - B\n"
    ) in text
    assert "  - title: Staff\n    confidential: true\n    papers:\n      - C\n" in text


def test_where_no_meeting_is_to_come_an_item_makes_the_file_of_the_next_one(board: Path) -> None:
    said = "This goes into the minutes of 2026-06-11, a meeting already held."
    assert said in typed(board, "item", "Wind", "-n", today="2026-06-12").stderr
    assert said not in typed(board, "item", "1", "--text", "x", "-n", today="2026-06-12").stderr
    write(board, "2026-06-11", JUNE.replace("next_meeting:", "next_meeting: 2026-07-09"))
    typed(board, "item", "Wind", "--at", "next", today="2026-06-12")
    assert "  - title: Wind\n\nnext_meeting" in read(board, "2026-07-09")


# Decisions


def test_a_decision_is_recorded(board: Path) -> None:
    done = typed(board, "decide", "Sell it: agreed")
    assert (done.stdout, done.stderr) == (
        "",
        (
            "meetings/2026-06-11.yaml:8: decision recorded under “Any other business”.\n"
            '    decisions:\n      - "Sell it: agreed"\n'
        ),
    )
    words = ("--item", "matters", "--proposed", "AB", "--seconded", "CD", "--votes", "5 to 2")
    typed(board, "decide", "Buy it", *words, "--outcome", "lost", "--ref", "D1")
    assert (
        "arising\n    decisions:\n      - ref: D1\n        decision: Buy it\n        proposed: AB\n"
        "        seconded: CD\n        votes: 5 to 2\n        outcome: lost\n  - title: Min"
    ) in read(board)


def test_a_decision_is_deleted_by_its_words(board: Path) -> None:
    before = read(board)
    typed(board, "decide", "Sell it, today", "--item", "1")
    typed(board, "decide", "Sell it, today")
    twice = typed(board, "decide", "sell it, today", "--delete", code=3).stderr
    assert "has more than one decision with these words." in twice
    done = typed(board, "decide", "sell it, today", "--delete", "--item", "1").stderr
    assert done == "meetings/2026-06-11.yaml: decision deleted: sell it, today\n"
    typed(board, "decide", "Buy it", "--votes", "5 to 2")
    typed(board, "decide", "Buy it", "--delete")
    typed(board, "decide", "Sell it, today", "--delete")
    assert read(board) == before
    assert "has no decision" in typed(board, "decide", "Sell it", "--delete", code=3).stderr
    write(board, "2026-06-11", "date: 2026-06-11\ndecisions: Sell it, today\nvenue: Hall\n")
    typed(board, "decide", "Sell it, today", "--delete")
    assert read(board) == "date: 2026-06-11\nvenue: Hall\n"
    assert (
        "--delete deletes" in typed(board, "decide", "X", "--delete", "--ref", "1", code=2).stderr
    )


def test_a_decision_under_a_confidential_item_is_said_to_be_so(board: Path) -> None:
    done = typed(board, "decide", "Raise the wage", today="2026-05-14")
    assert "\nIt is confidential: it is withheld from what is published.\n" in done.stderr
    write(board, "2026-06-11", "date: 2026-06-11\n")
    done = typed(board, "decide", "Sell it")
    assert done.stderr == (
        "meetings/2026-06-11.yaml:2: decision recorded.\ndecisions:\n  - Sell it\n"
    )


# Which meeting


@pytest.mark.parametrize("words", [("decide", "X"), ("item", "1", "--text", "X"), ("approve",)])
def test_where_no_meeting_is_minuted_both_are_named(board: Path, words: tuple[str, ...]) -> None:
    refused = typed(board, *words, today="2026-05-30", code=3).stderr
    assert refused == (
        "The meeting of 2026-05-14 was more than 14 days ago. Nothing was written. Type "
        "`--at 2026-05-14` or `--at 2026-06-11`.\n"
    )


@pytest.mark.parametrize(
    "words", [("decide", "X"), ("item", "1", "--text", "X"), ("item", "X"), ("approve", "1.4.26")]
)
def test_agreed_minutes_are_refused(board: Path, words: tuple[str, ...]) -> None:
    typed(board, "approve")
    refused = typed(board, *words, "--at", "2026-05-14", code=3).stderr
    assert refused == (
        "The minutes of 2026-05-14 were agreed by 2026-06-11. Nothing was written. To record a "
        "correction, type: scrutiny approve 2026-05-14 --at 2026-06-11 --correction TEXT\n"
    )
    assert read(board, "2026-05-14") == MAY


def test_without_a_meeting_there_is_nothing_to_write_to(board: Path) -> None:
    for file in (board / "meetings").iterdir():
        file.unlink()
    assert "Write one: scrutiny new-meeting" in typed(board, "decide", "X", code=2).stderr
    write(board, "2026-06-12", "date: 2026-06-12\n")
    refused = typed(board, "decide", "X", code=3).stderr
    assert refused == (
        "No meeting has been held yet. Nothing was written. Type `--at 2026-06-12`.\n"
    )
    typed(board, "decide", "X", "--at", "next")
    assert read(board, "2026-06-12") == "date: 2026-06-12\ndecisions:\n  - X\n"


# Agreed minutes


def test_the_minutes_of_the_meeting_before_are_agreed(board: Path) -> None:
    done = typed(board, "approve")
    assert read(board) == JUNE.replace(
        "    # When these minutes are agreed, write `approves: 2026-05-14`\n    approves:",
        "    approves: 2026-05-14",
    )
    assert (done.stdout, done.stderr) == (
        "",
        "meetings/2026-06-11.yaml:5: minutes of 2026-05-14 agreed.\n    approves: 2026-05-14\n",
    )
    again = typed(board, "approve", code=3).stderr
    assert again == (
        "The minutes of 2026-05-14 are already agreed. Nothing was written. To record what was "
        "corrected in them, type --correction TEXT.\n"
    )
    corrected = typed(board, "approve", "--correction", "Page 2: AB", "--correction", "Page 3")
    assert corrected.stderr == (
        "meetings/2026-06-11.yaml:6: 2 corrections of the minutes of 2026-05-14 recorded.\n"
        '    corrections:\n      - "Page 2: AB"\n      - Page 3\n'
    )


def test_minutes_of_several_meetings_are_agreed(board: Path) -> None:
    done = typed(board, "approve", "14 May 2026", "9.4.26", "--correction", "Page 2")
    assert "    approves: 2026-05-14, 2026-04-09\n    corrections:\n      - Page 2\n" in read(board)
    assert ": minutes of 2026-05-14 and 9 April 2026 agreed and a correction recorded.\n" in (
        done.stderr
    )


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("2026-05-15",), 2, "There is no meeting called “2026-05-15”."),
        (("soon",), 2, "There is no meeting called “soon”."),
        (("2026-06-11",), 3, "The minutes of 2026-06-11 cannot be agreed on 2026-06-11."),
        (("--at", "2026-05-14"), 2, "There is no regular meeting before 2026-05-14."),
        (("--at", "2026-07-09"), 3, "The meeting of 2026-07-09 is still to come, so it has not"),
        (("--correction", ""), 2, "--correction needs words. Type them in quotes."),
    ],
)
def test_an_approval_is_refused(board: Path, words: tuple[str, ...], code: int, said: str) -> None:
    write(board, "2026-07-09", "date: 2026-07-09\n")
    assert said in typed(board, "approve", *words, code=code).stderr
    assert read(board) == JUNE


def test_minutes_that_another_meeting_agreed_are_refused(board: Path) -> None:
    typed(board, "approve")
    write(board, "2026-07-09", "date: 2026-07-09\n")
    refused = typed(board, "approve", "2026-05-14", today="2026-07-09", code=3).stderr
    assert refused == (
        "The minutes of 2026-05-14 are already agreed, by 2026-06-11. Nothing was written. To "
        "record a correction there, type --at 2026-06-11.\n"
    )


def test_minutes_that_were_passed_over_are_named(board: Path) -> None:
    write(board, "2026-03-12", "date: 2026-03-12\napproves: 2026-02-12\n")
    write(board, "2026-04-09", "date: 2026-04-09\n")
    write(board, "2026-04-20-extraordinary", "date: 2026-04-20\nextraordinary: true\n")
    write(board, "2026-04-30", "date: 2026-04-30\nheld: false\n")
    done = typed(board, "approve").stderr
    assert done.endswith(
        "    approves: 2026-05-14\n"
        "Not agreed yet: 2026-03-12, 2026-04-09. If they were agreed, too, type: "
        "scrutiny approve 2026-03-12 2026-04-09 --at 2026-06-11\n"
    )
    done = typed(board, "approve", "2026-03-12", "2026-04-09", "--at", "2026-06-11").stderr
    assert done.endswith("    approves: 2026-05-14, 2026-03-12, 2026-04-09\n")


def test_a_board_that_never_agreed_minutes_is_told_of_no_others(board: Path) -> None:
    write(board, "2026-04-09", "date: 2026-04-09\n")
    assert "Not agreed yet" not in typed(board, "approve").stderr
