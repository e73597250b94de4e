"""The command `minute`: answers in, files out."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import time
from pathlib import Path
from typing import NamedTuple

import pytest
from support import SCRUTINY, check_golden, environment, scrutiny

MAY = """\
date: 2026-05-14
present:
  - {initials: TB, name: Tina Bell}
  - {initials: RO, name: Rosa Ojo}
actions:
  - ref: 1/26
    action: Price a new washer
    owner: RO
    due: 2026-06-01
  - ref: 2/26
    action: Book the hall
    owner: TB
  - ref: 3/26
    action: Ask the water company
"""
JUNE = """\
date: 2026-06-11
present: [TB, RO]
items:
  - title: Matters arising
    updates:
      - ref: 1/26
        status:
      - ref: 2/26
        status:
      - ref: 3/26
        status:
  - title: Minutes of the last meeting
    approves:
  - title: Allotments
  - title: Any other business
next_meeting: 2026-07-09
"""
TODAY = "2026-06-11"
EMPTY = "        status:\n"


class Run(NamedTuple):
    """What a run has printed, and the file of June after it."""

    stdout: str
    stderr: str
    june: str


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """Return a working directory with the meetings of May and June."""
    return make_board(tmp_path)


def make_board(folder: Path, june: str = JUNE) -> Path:
    (folder / "meetings").mkdir()
    (folder / "meetings" / "2026-05-14.yaml").write_text(MAY)
    (folder / "meetings" / "2026-06-11.yaml").write_text(june)
    return folder


def answer(board: Path, *lines: str, words: tuple[str, ...] = (), code: int = 0) -> Run:
    """Type lines at `minute`; the files are then without errors."""
    typed = "".join(f"{line}\n" for line in lines)
    done = scrutiny("minute", *words, cwd=board, code=code, answers=typed, SCRUTINY_TODAY=TODAY)
    scrutiny("check", cwd=board, SCRUTINY_TODAY=TODAY)
    june = (board / "meetings" / "2026-06-11.yaml").read_text()
    return Run(done.stdout, done.stderr, june)


def list_asked(shown: str) -> list[str]:
    """Return the questions that were asked, each once, by the names in their prompts."""
    prompts = [line.split(",")[0] for line in shown.splitlines() if " left> " in line]
    return list(dict.fromkeys(prompts))


ALL = [
    "Minutes of 14 May 2026", "1/26", "2/26", "3/26", "Item 1", "Item 2", "Item 3", "Item 4",
]  # fmt: skip


# What is asked


def test_enter_leaves_every_question_and_writes_nothing(board: Path) -> None:
    run = answer(board, *[""] * 9)
    assert run.june == JUNE
    assert list_asked(run.stdout) == ALL
    assert run.stderr == (
        "Not answered yet: Minutes of 14 May 2026, 1/26, 2/26, 3/26, Item 1, Item 2, Item 3, "
        "Item 4. To continue, type: scrutiny minute\n"
    )


def test_a_question_has_all_that_is_known_of_an_action(board: Path) -> None:
    assert answer(board, "", "").stdout.endswith(
        "\nMatters arising: raised on 14 May 2026\n"
        "\n"
        "1/26: Price a new washer\n"
        "  RO, due 1 June 2026, 10 days late, 4 weeks old\n"
        "d done, o ongoing, h on hold, w withdrawn, n note, t due, p owner, ? help\n"
        "1/26, 7 left> \n"
        "\n"
        "2/26: Book the hall\n"
        "  TB, no due date, 4 weeks old\n"
        "d done, o ongoing, h on hold, w withdrawn, n note, t due, p owner, ? help\n"
        "2/26, 6 left> \n"
    )


@pytest.mark.parametrize("day", [3, 11])
def test_news_is_shown_and_the_action_is_asked(tmp_path: Path, day: int) -> None:
    news = f"        status: ongoing\n        note: The washer is here.\n        on: {day}.6.26\n"
    make_board(tmp_path, JUNE.replace(EMPTY, news, 1))
    shown = answer(tmp_path, "").stdout
    assert f"  News of {day} June 2026: ongoing: The washer is here.\n" in shown
    assert list_asked(shown) == ["Minutes of 14 May 2026", "1/26"]
    run = answer(tmp_path, "", "d")
    assert news in run.june
    assert "      - ref: 1/26\n        status: completed\n" in run.june
    assert "on:" not in run.june.replace(news, "")


def test_what_news_closed_is_not_asked(tmp_path: Path) -> None:
    news = "        status: done\n        on: 2026-06-03\n"
    make_board(tmp_path, JUNE.replace(EMPTY, news, 1))
    assert list_asked(answer(tmp_path, *[""] * 9).stdout) == [one for one in ALL if one != "1/26"]


def test_items_are_asked_after_the_last_one_with_text(board: Path) -> None:
    run = answer(board, "", "", "", "", "", "", "n The plots were let.", "q")
    assert "  - title: Allotments\n    minutes: |\n      The plots were let.\n" in run.june
    assert list_asked(answer(board, *[""] * 9).stdout) == [*ALL[:4], "Item 4"]


def test_the_next_meeting_is_asked_where_it_is_not_known(tmp_path: Path) -> None:
    make_board(tmp_path, JUNE.replace("next_meeting: 2026-07-09\n", "next_meeting:\n"))
    run = answer(tmp_path, *[""] * 8, "9 July 2026; 9:30; Town Hall")
    assert run.june.endswith(
        "next_meeting:\n  date: 9 July 2026\n  time: 9:30\n  venue: Town Hall\n"
    )


def test_an_extraordinary_meeting_is_asked_what_its_file_lists(tmp_path: Path) -> None:
    june = "extraordinary: true\ndate: 2026-06-11\npresent: [TB]\nitems: [title: The flood]\n"
    make_board(tmp_path, june)
    assert list_asked(answer(tmp_path, "").stdout) == ["Item 1"]


def test_a_question_has_what_the_file_has_of_an_item(tmp_path: Path) -> None:
    item = (
        "  - title: Allotments\n    presenter: TB\n    decisions: [Agreed.]\n"
        "    actions: [{ref: 4/26, action: Mow}]\n    minutes: |\n      One.\n\n      Two.\n"
    )
    make_board(tmp_path, JUNE.replace("  - title: Allotments\n", item))
    assert answer(tmp_path, *[""] * 4, "b").stdout.endswith(
        "\nItem 3 “Allotments”\n"
        "  Presenter: TB\n"
        "  Text: One. Two.\n"
        "  Decision: Agreed.\n"
        "  Action: 4/26 Mow\n"
        "n text, d decision, a action, i new item, Enter goes on, ? help\n"
        "Item 3, 1 left> \n"
    )


def test_a_meeting_without_items_is_asked_as_a_whole(tmp_path: Path) -> None:
    make_board(tmp_path, "extraordinary: true\ndate: 2026-06-11\npresent: [TB]\n")
    run = answer(tmp_path, "n It rained.", "d The rent stays.", "a Mow; p TB", "i The flood", "q")
    assert list_asked(run.stdout) == ["Meeting", "Item 1"]
    assert run.june == (
        "extraordinary: true\ndate: 2026-06-11\npresent: [TB]\n"
        "minutes: |\n  It rained.\ndecisions:\n  - The rent stays.\n"
        "actions:\n  - ref: 4/26\n    action: Mow\n    owner: TB\n"
        "items:\n  - title: The flood\n"
    )


def test_answers_may_be_a_file_of_another_system(board: Path) -> None:
    typed = "\ufeffy\r\nd sent\r\n"
    scrutiny("minute", cwd=board, answers=typed, SCRUTINY_TODAY=TODAY)
    june = (board / "meetings" / "2026-06-11.yaml").read_text()
    assert "approves: 2026-05-14\n" in june
    assert "status: completed\n        note: sent\n" in june


# What is written


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("d", "        status: completed\n"),
        ("D", "        status: completed\n"),
        ("o", "        status: ongoing\n"),
        ("h", "        status: on hold\n"),
        ("w no longer wanted", "        status: withdrawn\n        note: no longer wanted\n"),
        ("d sent on Monday", "        status: completed\n        note: sent on Monday\n"),
        ("n spoken to", EMPTY + "        note: spoken to\n"),
        ("t 25.07.26", EMPTY + "        due: 25.07.26\n"),
        ("p TB, RO", EMPTY + "        owner: TB, RO\n"),
        ("o t 25.07.26", "        status: ongoing\n        due: 25.07.26\n"),
        (
            "o waiting; t next meeting; p tb",
            (
                "        status: ongoing\n        note: waiting\n        due: next meeting\n"
                "        owner: TB\n"
            ),
        ),
        ("o read; then sent", "        status: ongoing\n        note: read; then sent\n"),
        ("in progress", "        status: in progress\n"),
        ("1/26 d", "        status: completed\n"),
    ],
)
def test_an_answer_is_written_at_once(board: Path, typed: str, written: str) -> None:
    run = answer(board, "", typed)
    assert run.june == JUNE.replace(EMPTY, written, 1)
    assert "meetings/2026-06-11.yaml:" in run.stderr


def test_words_that_are_missing_are_asked_for(board: Path) -> None:
    run = answer(board, "", "n", "spoken to", "t", "25.07.26", "o; p", "TB")
    assert "note: spoken to" in run.june
    assert "due: 25.07.26" in run.june
    assert "status: ongoing\n        owner: TB" in run.june


@pytest.mark.parametrize("typed", [("n",), ("n", ""), ("d; n", ""), ("p", "q"), ("t", "b")])
def test_half_an_answer_writes_nothing(board: Path, typed: tuple[str, ...]) -> None:
    run = answer(board, "", *typed)
    assert run.june == JUNE
    assert typed[1:] == () or "Nothing was written.\n" in run.stderr


def test_several_actions_are_answered_at_once(board: Path) -> None:
    run = answer(board, "", "2/26, 3/26 d by letter", "o")
    done = "        status: completed\n        note: by letter\n"
    ongoing = "        status: ongoing\n"
    assert run.june == JUNE.replace(EMPTY, ongoing, 1).replace(EMPTY, done)
    assert "recorded what became of 2/26, 3/26.\n" in run.stderr


@pytest.mark.parametrize("typed", ["b", "u", "undo", ""])
def test_what_is_half_typed_is_dropped_and_no_more(board: Path, typed: str) -> None:
    run = answer(board, "y", "d", "p", typed, "o")
    done = JUNE.replace(EMPTY, "        status: completed\n", 1)
    done = done.replace(EMPTY, "        status: ongoing\n", 1)
    assert run.june == done.replace("    approves:\n", "    approves: 2026-05-14\n")
    assert "undone" not in run.stderr


def test_a_tab_is_a_space(board: Path) -> None:
    assert "        note: Two prices\n" in answer(board, "", "d\tTwo\tprices").june


@pytest.mark.parametrize("typed", ["n", "p", "t"])
def test_a_letter_is_taken_for_no_words(board: Path, typed: str) -> None:
    run = answer(board, "y", typed, "d", "d")
    assert "“d” is only one letter.\nNothing was written.\n" in run.stderr
    assert f"{EMPTY}        " not in run.june
    assert "      - ref: 1/26\n        status: completed\n      - ref: 2/26" in run.june


def test_a_letter_for_an_owner_or_a_due_is_asked_for_again(board: Path) -> None:
    run = answer(board, *[""] * 6, "a Mow the grass", "d", "RO", *"d" * 2000, "")
    assert run.stdout.count("  Due, Enter for none> ") == 2001
    assert "        action: Mow the grass\n        owner: RO\n" in run.june


@pytest.mark.parametrize("typed", ["y", "Yes", "agreed"])
def test_minutes_are_agreed_in_a_word(board: Path, typed: str) -> None:
    assert "    approves: 2026-05-14\n" in answer(board, typed, "quit", "d").june


def test_the_minutes_are_agreed_and_corrected(board: Path) -> None:
    run = answer(board, "y", "b", "c Item 2: the hall is booked.", "c", "Item 3: two plots.", "q")
    assert (
        "    approves: 2026-05-14\n    corrections:\n"
        '      - "Item 2: the hall is booked."\n      - "Item 3: two plots."\n'
    ) in run.june


def test_all_minutes_since_the_last_agreed_are_asked_for(tmp_path: Path) -> None:
    make_board(tmp_path)
    fields = {"01": "approves: 2025-12-12\n", "02": "", "03": "extraordinary: true\n"}
    for month, field in fields.items():
        path = tmp_path / "meetings" / f"2026-{month}-10.yaml"
        path.write_text(f"date: 2026-{month}-10\n{field}")
    run = answer(tmp_path, "", "y", "y", "q")
    january, february = "Minutes of 10 January 2026", "Minutes of 10 February 2026"
    assert list_asked(run.stdout) == [january, february, *ALL[:2]]
    assert "    approves: 2026-02-10, 2026-05-14\n" in run.june
    assert list_asked(answer(tmp_path, "").stdout) == [january, "1/26"]


def test_an_item_takes_text_decisions_actions_and_another_item(board: Path) -> None:
    run = answer(
        board, *[""] * 6,
        "n TB reported: all is well.", "n The plots were let.", "d The rent stays.",
        "a Price a shed; p RO; t next meeting", "a Mow the paths", "", "", "i The flood", "",
        "n It rained.",
    )  # fmt: skip
    assert (
        "  - title: Allotments\n"
        "    minutes: |\n"
        "      TB reported: all is well.\n"
        "\n"
        "      The plots were let.\n"
        "    decisions:\n"
        "      - The rent stays.\n"
        "    actions:\n"
        "      - ref: 4/26\n"
        "        action: Price a shed\n"
        "        owner: RO\n"
        "        due: next meeting\n"
        "      - ref: 5/26\n"
        "        action: Mow the paths\n"
        "  - title: The flood\n"
        "    minutes: |\n"
        "      It rained.\n"
        "  - title: Any other business\n"
    ) in run.june
    assert "4/26 raised under “Allotments”." in run.stderr
    assert "`due: next meeting` means 9 July 2026.\n" in run.stderr


def test_an_action_is_answered_at_an_item(board: Path) -> None:
    run = answer(board, *[""] * 4, "2/26 d", "n Nothing else.")
    assert "      - ref: 2/26\n        status: completed\n" in run.june
    assert "  - title: Matters arising\n    minutes: |\n      Nothing else.\n" in run.june


# Back, undo, help and stop


def test_going_back_changes_the_answer(board: Path) -> None:
    run = answer(board, "", "d", "b", "n by letter")
    written = "        status: completed\n        note: by letter\n"
    assert run.june == JUNE.replace(EMPTY, written, 1)
    assert "  Recorded here: completed\n" in run.stdout
    again = answer(board, "1/26", "o t 25.07.26")
    written = "        status: ongoing\n        note: by letter\n        due: 25.07.26\n"
    assert again.june == JUNE.replace(EMPTY, written, 1)


def test_an_answered_action_is_not_changed_by_its_number_alone(board: Path) -> None:
    run = answer(board, "", "d", "1/26 2/26 w")
    assert run.june == JUNE.replace(EMPTY, "        status: completed\n", 1)
    assert "1/26 is already answered. To change it, type 1/26 first.\n" in run.stderr


def test_undo_goes_back_one_answer_after_another(board: Path) -> None:
    run = answer(board, "y", "d", "2/26 3/26 o", "u", "u", "u", "u")
    assert run.june == JUNE
    assert "the last answer was undone (2/26, 3/26).\n" in run.stderr
    assert "There is no answer to undo since you started.\n" in run.stderr
    assert run.stdout.count("\n1/26: Price a new washer\n") == 2


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_undo_leaves_the_very_bytes(tmp_path: Path, mark: bytes, end: str) -> None:
    path = make_board(tmp_path) / "meetings" / "2026-06-11.yaml"
    path.write_bytes(mark + JUNE.removesuffix("\n").replace("\n", end).encode())
    before = path.read_bytes()
    lines = ["y", "d sent", "o; t 1.7.26; p TB", "", "", "", "n Two lines.", "a Mow; p RO"]
    answer(tmp_path, *lines)
    assert path.read_bytes().count(end.encode()) > before.count(end.encode())
    assert path.read_bytes().replace(end.encode(), b"").count(b"\n") == 0
    path.write_bytes(before)
    answer(tmp_path, *lines, *["u"] * 6)
    assert path.read_bytes() == before


def test_undo_refuses_a_file_that_was_changed_after_the_answer(board: Path) -> None:
    terminal = Terminal(board)
    terminal.expect("Minutes of 14 May 2026, 8 left> ")
    terminal.send("y\n")
    terminal.expect("1/26, 7 left> ")
    scrutiny("close", "2/26", "--at", "2026-06-11", cwd=board, SCRUTINY_TODAY=TODAY)
    june = (board / "meetings" / "2026-06-11.yaml").read_text()
    terminal.send("u\n")
    terminal.expect("was changed after the last answer.")
    terminal.send("q\n")
    assert terminal.wait() == 0
    assert (board / "meetings" / "2026-06-11.yaml").read_text() == june


def test_help_lists_what_can_be_typed(board: Path) -> None:
    shown = answer(board, "?", "", "?").stdout
    assert "y           The minutes were agreed.\n" in shown
    assert "33/15       Go to this action.\n" in shown
    assert shown.count("q           Stop. What was answered is saved.\n") == 2


def test_stopping_says_what_is_left(board: Path) -> None:
    assert answer(board, "y", "d", "q").stderr.endswith(
        "Not answered yet: 2/26, 3/26, Item 1, Item 2, Item 3, Item 4. "
        "To continue, type: scrutiny minute\n"
    )


def test_all_is_answered_in_the_end(board: Path) -> None:
    run = answer(board, "y", "d", "d", "d", "", "", "", "n Nothing.", "", "1/26", "o", "")
    assert "\nEvery question is answered. Enter ends, b goes back, ? help\n> " in run.stdout
    end = "Every question is answered. To check the files, type: scrutiny check\n"
    assert run.stderr.endswith(end)
    assert "      - ref: 1/26\n        status: ongoing\n" in run.june


def test_the_end_has_the_next_meeting_which_can_be_changed(board: Path) -> None:
    run = answer(board, *[""] * 8, "b", "16.7.26; 7pm; Hall")
    assert "\nNext meeting: 9 July 2026\n8 questions are left. Enter ends," in run.stdout
    assert "\nNext meeting: 16 July 2026, 7pm, Hall\n8 questions" in run.stdout
    assert "The next meeting is on Thursday 16 July 2026.\n" in run.stderr


@pytest.mark.parametrize("typed", ["n", "d sent", "o"])
def test_after_the_last_question_an_answer_names_its_action(board: Path, typed: str) -> None:
    run = answer(board, *[""] * 8, typed, "?", "3/26 d")
    assert "Type the number of an action first, for example `33/15 d`.\n" in run.stderr
    assert "33/15 d     An answer for an action.\n" in run.stdout
    assert "      - ref: 3/26\n        status: completed\n" in run.june


def test_the_command_to_go_on_names_a_meeting_that_was_named(board: Path) -> None:
    run = answer(board, "y", "d", "d", "d", "", "", words=("11.06.26",))
    assert run.stderr.endswith("Item 4. To continue, type: scrutiny minute 2026-06-11\n")


# What is not taken


@pytest.mark.parametrize("typed", ["n", "x", "33/26", "33/26 d"])
def test_an_answer_to_another_question_is_not_the_next_meeting(tmp_path: Path, typed: str) -> None:
    june = JUNE.replace("next_meeting: 2026-07-09\n", "").replace("3/26", "33/26")
    make_board(tmp_path, june)
    (tmp_path / "meetings" / "2026-05-14.yaml").write_text(MAY.replace("3/26", "33/26"))
    run = answer(tmp_path, *[""] * 8, typed)
    assert f"“{typed}” is not a date. Type the date, for example 25.06.15\n" in run.stderr
    assert "next_meeting" not in run.june


@pytest.mark.parametrize("typed", ["tbc", "next Thursday"])
def test_words_for_the_next_meeting_are_kept_and_said_to_be_words(
    tmp_path: Path, typed: str
) -> None:
    make_board(tmp_path, JUNE.replace("next_meeting: 2026-07-09\n", ""))
    run = answer(tmp_path, *[""] * 8, typed)
    assert f"“{typed}” is not a date: it stays as words.\n" in run.stderr
    assert run.june.endswith(f"next_meeting: {typed}\n")


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("xyz", "“xyz” is not an answer. Type ? to see what can be typed.\n"),
        ("9/26 d", "There is no action “9/26”. Nothing was written.\n"),
        ("1/26 9/26 d", "There is no action “9/26”. Nothing was written.\n"),
        ("d; o", "d and o cannot both be meant. Type one of them.\n"),
        ("t 31.06.26", "t: “31.06.26”"),
        ("t 1.7.26; t 2.7.26", "t is typed twice. Type it once.\n"),
        ("o waiting; n for the bill", "There are two notes. Type one note.\n"),
        ("p /", "p: “/” is not a label. Type a label, for example p WK, or none for no owner.\n"),
        ("p R.O.", "“R.O.” is on no attendance or people list."),
        ("n \udcff", "The text cannot be read as UTF-8."),
    ],
)
def test_what_is_refused_writes_nothing_and_the_next_is_asked(
    board: Path, typed: str, why: str
) -> None:
    run = answer(board, "", typed, "d")
    assert why in run.stderr
    done = JUNE.replace("2/26\n" + EMPTY, "2/26\n        status: completed\n")
    assert run.june == done


def test_the_text_of_an_item_needs_its_letter(board: Path) -> None:
    run = answer(board, *[""] * 4, "It was late")
    assert "Type n before the text of the minutes: n It was late\n" in run.stderr
    assert run.june == JUNE


def test_an_item_with_a_decision_or_an_action_is_not_asked_again(board: Path) -> None:
    first = answer(board, "p", "", "", "", "", "", "a Two; p RO; t none", "", "d Yes")
    assert "Item 3" not in first.stderr.rpartition("Not answered yet")[2]
    assert "Item 4" not in first.stderr.rpartition("Not answered yet")[2]


def test_an_item_is_still_asked_when_another_is_put_before_it(tmp_path: Path) -> None:
    june = "date: 2026-06-11\npresent: [TB, RO]\nextraordinary: true\nitems:\n  - title: Roof\n"
    run = answer(make_board(tmp_path, june), "1/26 d", "n It leaks.")
    assert run.june == june.replace(
        "  - title: Roof\n",
        "  - title: Matters arising\n    updates:\n      - ref: 1/26\n        status: completed\n"
        "  - title: Roof\n    minutes: |\n      It leaks.\n",
    )


def test_what_cannot_be_edited_is_reported_and_the_next_is_asked(tmp_path: Path) -> None:
    actions = "    actions: [\n      {action: One, on: 2026-06-01} # first\n    ]\n"
    june = JUNE.replace("  - title: Allotments\n", f"  - title: Allotments\n{actions}")
    make_board(tmp_path, june)
    run = answer(tmp_path, *[""] * 6, "a Two; p RO", "n There were two.", "", "n None.")
    assert "There is a comment after the last entry in the brackets." in run.stderr
    assert "      There were two.\n" in run.june
    assert "Any other business\n    minutes: |\n      None.\n" in run.june


def test_another_run_may_write_between_two_answers(board: Path) -> None:
    process = Terminal(board)
    process.expect("Minutes of 14 May 2026, 8 left> ")
    scrutiny("close", "1/26", "--at", "2026-06-11", cwd=board, SCRUTINY_TODAY=TODAY)
    process.send("y\n")
    process.expect("2/26, 6 left> ")
    process.send("q\n")
    assert process.wait() == 0
    june = (board / "meetings" / "2026-06-11.yaml").read_text()
    assert "approves: 2026-05-14" in june
    assert "      - ref: 1/26\n        status: completed\n" in june


def test_an_answer_of_another_run_is_not_written_over(board: Path) -> None:
    terminal = Terminal(board)
    terminal.expect("Minutes of 14 May 2026, 8 left> ")
    terminal.send("\n")
    terminal.expect("1/26, 7 left> ")
    scrutiny("close", "1/26", "--at", "2026-06-11", cwd=board, SCRUTINY_TODAY=TODAY)
    terminal.send("o\n")
    terminal.expect("The file has changed since it was read. Nothing was written.")
    terminal.expect("  Recorded here: completed\n")
    terminal.send("q\n")
    assert terminal.wait() == 0
    assert "ongoing" not in (board / "meetings" / "2026-06-11.yaml").read_text()


def test_an_error_that_came_meanwhile_is_shown(board: Path) -> None:
    terminal = Terminal(board)
    terminal.expect("Minutes of 14 May 2026, 8 left> ")
    path = board / "meetings" / "2026-06-11.yaml"
    path.write_text(JUNE.replace("approves:", "aproves: 2026-05-14"))
    terminal.send("y\n")
    terminal.expect("aproves")
    terminal.expect("meetings/2026-06-11.yaml has errors. Nothing was written. Fix them first.\n")
    path.write_text(JUNE)
    terminal.send("y\n")
    terminal.expect("1/26, 7 left> ")
    terminal.send("q\n")
    assert terminal.wait() == 0


def test_nothing_is_written_where_a_meeting_was_called_off_meanwhile(board: Path) -> None:
    terminal = Terminal(board)
    terminal.expect("Minutes of 14 May 2026, 8 left> ")
    path = board / "meetings" / "2026-06-11.yaml"
    path.write_text(f"{JUNE}held: false\n")
    for _ in range(2):
        terminal.send("y\n")
        terminal.expect("The meeting of 2026-06-11 did not take place (`held: false`)")
        terminal.expect("8 left> ")
    terminal.send("q\n")
    assert terminal.wait() == 0
    assert path.read_text() == f"{JUNE}held: false\n"


def test_nothing_is_written_while_a_file_cannot_be_read(board: Path) -> None:
    terminal = Terminal(board)
    terminal.expect("Minutes of 14 May 2026, 8 left> ")
    (board / "meetings" / "2026-05-14.yaml").write_text("date: [")
    for _ in range(2):
        terminal.send("y\n")
        terminal.expect("Nothing was written. Fix the files that cannot be read first.")
    (board / "meetings" / "2026-05-14.yaml").write_text(MAY)
    terminal.send("y\n")
    terminal.expect("1/26, 7 left> ")
    terminal.send("q\n")
    assert terminal.wait() == 0
    assert "approves: 2026-05-14" in (board / "meetings" / "2026-06-11.yaml").read_text()


def test_what_is_confidential_is_marked(tmp_path: Path) -> None:
    make_board(tmp_path, JUNE.replace("Allotments\n", "Allotments\n    confidential: rents\n"))
    run = answer(tmp_path, *[""] * 9)
    assert "\n[confidential] Item 3 “Allotments”\n" in run.stdout
    assert "Some of this is confidential, as marked. Do not pass it on.\n" in run.stderr


# Attendance


EXPECTING = JUNE.replace("present: [TB, RO]\n", "expected:\n  - TB\n  - RO\n  - GH\n")


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        (["p"], "present:\n  - TB\n  - RO\n  - GH\n"),
        (["a ro; p"], "present:\n  - TB\n  - GH\napologies:\n  - RO\n"),
        (["a", "RO, TB", "x GH"], "apologies:\n  - RO\n  - TB\nabsent:\n  - GH\n"),
        (["a RO TB", "p"], "present:\n  - GH\napologies:\n  - RO\n  - TB\n"),
        (["p; i Ada Bell (AB), Clerk"], "in_attendance:\n  - Ada Bell (AB), Clerk\n"),
    ],
)
def test_people_are_moved_to_the_lists(tmp_path: Path, typed: list[str], written: str) -> None:
    make_board(tmp_path, EXPECTING)
    run = answer(tmp_path, *typed)
    assert written in run.june
    assert "expected" not in run.june
    assert list_asked(run.stdout)[1] == "Minutes of 14 May 2026"


def test_attendance_is_asked_again_for_the_rest(tmp_path: Path) -> None:
    make_board(tmp_path, EXPECTING)
    answer(tmp_path, "a TB")
    shown = answer(tmp_path, "").stdout
    assert "Attendance\n  Apologies: TB\n  Expected: RO, GH\n" in shown


def test_nobody_was_present_at_a_meeting_still_to_come(tmp_path: Path) -> None:
    make_board(tmp_path, EXPECTING)
    words, typed = ("minute", "2026-06-11"), "p\na TB\n"
    done = scrutiny(*words, cwd=tmp_path, answers=typed, SCRUTINY_TODAY="2026-06-01")
    assert "The meeting is still to come. Type who sent apologies: a AB CD\n" in done.stderr
    assert "apologies:\n  - TB\n" in (tmp_path / "meetings" / "2026-06-11.yaml").read_text()


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("TB late", "Type a letter before the names, for example: p TB late\n"),
        ("p TB, RO; x GH; p", "p is typed twice. Type it once.\n"),
        ("a TB, RO; x GH; p", "Nobody else is expected. Type who was present, for example: p AB\n"),
        ("b", "This is the first question.\n"),
    ],
)
def test_what_is_no_attendance_is_refused(tmp_path: Path, typed: str, why: str) -> None:
    make_board(tmp_path, EXPECTING)
    run = answer(tmp_path, typed, "p")
    assert why in run.stderr
    assert "present:\n  - TB\n  - RO\n  - GH\n" in run.june


# Which meeting


def test_the_meeting_of_today_is_taken_otherwise_the_latest_held(board: Path) -> None:
    later = "2026-06-20"
    for day in (TODAY, later):
        shown = scrutiny("minute", cwd=board, SCRUTINY_TODAY=day).stdout
        assert shown.startswith("Meeting of 11 June 2026 (meetings/2026-06-11.yaml)\n")


def test_the_meeting_of_today_may_be_typed_so(board: Path) -> None:
    assert "\nMinutes of 14 May 2026, 8 left> " in answer(board, words=("today",)).stdout


def test_a_meeting_still_to_come_has_to_be_named(board: Path) -> None:
    early = "2026-06-10"
    done = scrutiny("minute", cwd=board, code=3, answers="y\nd\n", SCRUTINY_TODAY=early)
    assert "`scrutiny minute 2026-06-11`" in done.stderr
    scrutiny("minute", "2026-06-11", cwd=board, answers="y\nd\n", SCRUTINY_TODAY=early)
    june = (board / "meetings" / "2026-06-11.yaml").read_text()
    assert "1/26\n        status: completed\n" in june
    assert "on:" not in june


def test_a_meeting_without_a_file_cannot_be_gone_through(board: Path) -> None:
    day = "2026-06-20"
    done = scrutiny("minute", "next", cwd=board, code=3, answers="p\n", SCRUTINY_TODAY=day)
    assert (
        "The meeting of 2026-07-09 has no file yet. Make it first: scrutiny new-meeting\n"
        in done.stderr
    )
    assert not (board / "meetings" / "2026-07-09.yaml").exists()


def test_errors_of_other_files_are_shown_and_the_questions_asked(board: Path) -> None:
    (board / "meetings" / "2026-04-09.yaml").write_text("date: 2026-04-09\nvenu: Hall\n")
    done = scrutiny("minute", cwd=board, answers="\ny\nd\n", SCRUTINY_TODAY=TODAY)
    assert "unknown-field" in done.stderr
    assert "status: completed" in (board / "meetings" / "2026-06-11.yaml").read_text()


def test_a_file_with_errors_is_refused_before_anything_is_asked(tmp_path: Path) -> None:
    make_board(tmp_path, JUNE + "venu: Hall\n")
    done = scrutiny("minute", cwd=tmp_path, code=3, answers="y\n", SCRUTINY_TODAY=TODAY)
    assert done.stdout == ""
    assert (
        "meetings/2026-06-11.yaml has errors. Nothing was written. Fix them first.\n" in done.stderr
    )


# On a terminal


class Terminal:
    """`scrutiny minute` on a terminal of its own."""

    def __init__(
        self, board: Path, *words: str, is_hangup_ignored: bool = False, **more: str
    ) -> None:
        self._ours, its = pty.openpty()
        ignoring = ["sh", "-c", 'trap "" HUP; exec "$0" "$@"'] if is_hangup_ignored else []
        self._process = subprocess.Popen(
            [*ignoring, SCRUTINY, "minute", *words], cwd=board,
            env=environment(**{"SCRUTINY_TODAY": TODAY, "TERM": "dumb", **more}),
            stdin=its, stdout=its, stderr=its, close_fds=True, start_new_session=True,
        )  # fmt: skip
        os.close(its)
        self.shown, self._seen = "", 0

    def expect(self, text: str) -> None:
        """Read until a text was shown after the one that was expected before."""
        assert self.is_shown(text, 30), self.shown

    def is_shown(self, text: str, seconds: float) -> bool:
        """Whether a text is shown within some seconds, after the one that was shown before."""
        until = time.monotonic() + seconds
        while text not in self.shown[self._seen :] and time.monotonic() < until:
            if select.select([self._ours], [], [], 0.1)[0]:
                self.shown += self._read()
        found = self.shown.find(text, self._seen)
        self._seen = self._seen if found < 0 else found + len(text)
        return found >= 0

    def _read(self) -> str:
        try:
            return os.read(self._ours, 65536).decode().replace("\r\n", "\n")
        except OSError as closed:
            raise AssertionError(self.shown) from closed

    def send(self, text: str) -> None:
        """Type a text."""
        os.write(self._ours, text.encode())

    def interrupt(self) -> None:
        """Type Ctrl-C."""
        os.killpg(self._process.pid, signal.SIGINT)

    def close(self) -> None:
        """Close the window."""
        os.close(self._ours)
        os.killpg(self._process.pid, signal.SIGHUP)

    def wait(self) -> int:
        """Return the exit code."""
        return self._process.wait(30)


def test_ctrl_c_ends_without_a_traceback(board: Path) -> None:
    terminal = Terminal(board)
    terminal.expect("Minutes of 14 May 2026, 8 left> ")
    terminal.send("\nd\n")
    terminal.expect("2/26, 6 left> ")
    for _ in range(5):  # one that comes just before the line is read is only seen with the next
        terminal.interrupt()
        if terminal.is_shown("Interrupted. Not answered yet: Minutes of 14 May 2026, 2/26", 5):
            break
    assert terminal.wait() == 130
    assert "Interrupted." in terminal.shown
    assert "Traceback" not in terminal.shown
    june = (board / "meetings" / "2026-06-11.yaml").read_text()
    assert june == JUNE.replace(EMPTY, "        status: completed\n", 1)


@pytest.mark.parametrize("ignored", [False, True])
def test_a_closed_window_loses_nothing(board: Path, ignored: bool) -> None:  # noqa: FBT001
    terminal = Terminal(board, is_hangup_ignored=ignored)
    terminal.expect("Minutes of 14 May 2026, 8 left> ")
    terminal.send("\nd\n")
    terminal.expect("2/26, 6 left> ")
    terminal.send("o half a no")
    terminal.close()
    assert terminal.wait() in {0, -signal.SIGHUP}
    june = (board / "meetings" / "2026-06-11.yaml").read_text()
    assert june == JUNE.replace(EMPTY, "        status: completed\n", 1)
    assert sorted(path.name for path in (board / "meetings").iterdir()) == [
        "2026-05-14.yaml", "2026-06-11.yaml",
    ]  # fmt: skip


def test_on_a_terminal_what_is_refused_can_be_typed_again(board: Path) -> None:
    terminal = Terminal(board)
    terminal.expect("Minutes of 14 May 2026, 8 left> ")
    terminal.send("\n")
    terminal.expect("1/26, 7 left> ")
    terminal.send("t 31.06.26\n")
    terminal.expect("1/26, 7 left> ")
    terminal.send("t 30.06.26\n")
    terminal.expect("2/26, 6 left> ")
    terminal.send("\x04")
    assert terminal.wait() == 0
    assert "due: 30.06.26" in (board / "meetings" / "2026-06-11.yaml").read_text()


@pytest.mark.parametrize(("typed", "code"), [("\n", 3), ("y\n", 0)])
def test_a_meeting_still_to_come_is_asked_about_first(board: Path, typed: str, code: int) -> None:
    terminal = Terminal(board, "2026-06-11", SCRUTINY_TODAY="2026-06-10")
    terminal.expect("The meeting of 11 June 2026 is still to come. Go through it now (y)? ")
    terminal.send(typed)
    terminal.expect("Nothing was written." if code else "Minutes of 14 May 2026, 8 left> ")
    terminal.send("q\n")
    assert terminal.wait() == code


def test_it_fits_a_window_of_sixty_columns(board: Path) -> None:
    lines = "?\n\n" * 20
    done = scrutiny("minute", cwd=board, answers=lines, COLUMNS="60", SCRUTINY_TODAY=TODAY)
    assert max(map(len, done.stdout.splitlines())) <= 60
    assert "w withdrawn, n note, t due,\np owner, ? help\n" in done.stdout


# The real meeting's next one

REAL = """\
a SC MW; p
y
o The peer review is read.
d
o; t next meeting

d sent on 2 June
n
JK has asked for the files.
33/15 34/15 d sent
o
b
p WK, LW
d
d
h waiting for the bid
o; t 30.07.15
?
u
d
n The age is still to be confirmed.


n WK presented the report for May 2015. The usual data were complete.
n It was noted that the clear-up rate has risen: 27% from 25%.
d The new format of the summary is agreed.
a Figures by district to be included; p WK; t next meeting
a Rooms for the autumn
jk
31 August 2015

n No other business.

"""


@pytest.mark.parametrize("width", [80, 60])
def test_the_real_meeting_is_gone_through(folder: Path, width: int, update: bool) -> None:  # noqa: FBT001
    day, columns = "2015-06-25", str(width)
    scrutiny("new-meeting", cwd=folder, SCRUTINY_TODAY=day)
    done = scrutiny("minute", cwd=folder, answers=REAL, SCRUTINY_TODAY=day, COLUMNS=columns)
    check_golden(f"minute-{width}.txt", done.stdout, update)
    check_golden("minute.yaml.txt", (folder / f"meetings/{day}.yaml").read_text(), update)
    checked = scrutiny("check", cwd=folder, SCRUTINY_TODAY="2015-06-26")
    assert "error" not in checked.stdout


# Keystrokes


def test_twenty_actions_take_at_most_two_hundred_keystrokes(tmp_path: Path) -> None:
    raised = "".join(f"  - {{ref: {n}/26, action: Task {n}}}\n" for n in range(1, 21))
    empty = "".join(f"      - ref: {n}/26\n{EMPTY}" for n in range(1, 21))
    make_board(
        tmp_path, f"date: 2026-06-11\nitems:\n  - title: Matters arising\n    updates:\n{empty}"
    )
    (tmp_path / "meetings" / "2026-05-14.yaml").write_text(f"date: 2026-05-14\nactions:\n{raised}")
    note = "waiting for a letter"
    lines = ["d"] * 12 + [f"o {note}"] * 5 + [""] * 3
    run = answer(tmp_path, "", "", *lines)
    assert len(note) == 20
    assert sum(len(line) + 1 for line in lines) == 142
    assert run.june.count("status: completed\n") == 12
    assert run.june.count(f"status: ongoing\n        note: {note}\n") == 5
    assert run.june.count(EMPTY) == 3
