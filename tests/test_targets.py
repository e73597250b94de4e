"""Which meeting is written to, and as of which day: by default, by name, and when asked."""

from __future__ import annotations

import os
import pty
import subprocess
from datetime import date
from pathlib import Path

import pytest
from support import SCRUTINY, environment, make_faultless_book, scrutiny

from scrutiny_cli.editing.written_meeting import find_minuted_meeting

JANUARY = """\
date: 2026-01-29
actions:
  - ref: 1/26
    action: One
  - ref: 2/26
    action: Two
next_meeting: 2026-02-26
"""
MATTERS = "items:\n  - title: Matters arising\n"
FEBRUARY = f"date: 2026-02-26\n{MATTERS}"
MARCH = "date: 2026-03-26\nactions:\n  - ref: 3/26\n    action: Three\n"


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """Give a working directory with the meeting of January."""
    (tmp_path / "meetings").mkdir()
    write(tmp_path, "2026-01-29", JANUARY)
    return tmp_path


def write(board: Path, name: str, text: str) -> None:
    (board / "meetings" / f"{name}.yaml").write_text(text, encoding="utf-8")


def read(board: Path, name: str) -> str:
    return (board / "meetings" / f"{name}.yaml").read_text("utf-8")


def typed(board: Path, today: str, *words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    """Run a command on a day."""
    return scrutiny(*words, cwd=board, code=code, SCRUTINY_TODAY=today)


# By default


def test_the_earliest_meeting_from_today_on_is_written_to(board: Path) -> None:
    write(board, "2026-02-12", "date: 2026-02-12\nheld: false\n")
    write(board, "2026-02-26", FEBRUARY)
    write(board, "2026-03-26", MARCH)
    done = typed(board, "2026-02-26", "close", "1/26")
    assert "meetings/2026-02-26.yaml:5: recorded what became of 1/26.\n" in done.stderr
    assert read(board, "2026-02-26") == (
        f"{FEBRUARY}    updates:\n      - ref: 1/26\n        status: completed\n"
    )
    typed(board, "2026-02-27", "update", "2/26", "-t", "soon")
    assert "- ref: 2/26\n        note: soon\n        on: 2026-02-27\n" in read(board, "2026-03-26")


def test_in_a_meeting_to_come_today_is_the_day(board: Path) -> None:
    write(board, "2026-02-26", FEBRUARY)
    typed(board, "2026-02-10", "raise", "Now")
    typed(board, "2026-02-10", "raise", "Earlier", "--on", "2.2.26")
    typed(board, "2026-02-10", "raise", "Then", "--on", "none")
    typed(board, "2026-02-10", "update", "1/26", "-s", "ongoing", "--on", "none")
    assert read(board, "2026-02-26") == (
        f"{FEBRUARY}    updates:\n      - ref: 1/26\n        status: ongoing\n"
        "    actions:\n      - ref: 3/26\n        action: Now\n        on: 2026-02-10\n"
        "      - ref: 4/26\n        action: Earlier\n        on: 2026-02-02\n"
        "      - ref: 5/26\n        action: Then\n"
    )
    # What is raised on a later day is not reported on before that.
    typed(board, "2026-02-10", "update", "5/26", "3/26", "-t", "said")
    assert (
        "- ref: 5/26\n        note: said\n      - ref: 3/26\n        note: said\n"
        "        on: 2026-02-10\n"
    ) in read(board, "2026-02-26")


def test_the_day_of_a_meeting_held_is_not_written(board: Path) -> None:
    typed(board, "2026-01-29", "raise", "Now")
    typed(board, "2026-02-01", "close", "1/26", "--at", "last")
    assert " on:" not in read(board, "2026-01-29")


def test_minutes_already_held_are_said_to_be_so(board: Path) -> None:
    said = (
        "This goes into the minutes of 2026-01-29, a meeting already held. "
        "To record news since then, type --at next.\n"
    )
    assert said in typed(board, "2026-02-01", "raise", "X", "-n").stderr
    assert said in typed(board, "2026-02-01", "close", "1/26", "-n").stderr
    assert said not in typed(board, "2026-01-29", "raise", "X", "-n").stderr
    assert said not in typed(board, "2026-02-01", "raise", "X", "-n", "--at", "last").stderr


@pytest.mark.parametrize(
    ("today", "on", "why"),
    [
        ("2026-02-13", (), "was more than 14 days ago"),
        ("2026-02-01", ("--on", "2026-01-30"), "came before 2026-01-30"),
    ],
)
def test_a_meeting_that_was_not_named_is_refused(
    board: Path, today: str, on: tuple[str, ...], why: str
) -> None:
    for words in (("raise", "X"), ("close", "1/26")):
        refused = typed(board, today, *words, *on, code=3).stderr
        assert f"The meeting of 2026-01-29 {why}. Nothing was written. Run `scrutiny" in refused
    assert read(board, "2026-01-29") == JANUARY
    if not on:
        typed(board, today, "raise", "X", "--at", "29 January 2026")


def test_agreed_minutes_are_written_to_by_name_alone(board: Path) -> None:
    write(board, "2026-01-29-late", "date: 2026-01-29\napproves: 2026-01-29\n")
    refused = typed(board, "2026-01-29", "raise", "X", code=3).stderr
    assert "The meeting of 2026-01-29 has agreed minutes. Nothing was written." in refused
    done = typed(board, "2026-01-29", "raise", "X", "--at", "2026-01-29").stderr
    assert "meetings/2026-01-29.yaml:7: 3/26 raised.\n" in done


def test_a_report_on_what_a_later_file_raises_is_refused(board: Path) -> None:
    write(board, "2026-02-26", FEBRUARY)
    write(board, "2026-03-26", MARCH)
    for named in ((), ("--at", "2026-02-26")):
        refused = typed(board, "2026-02-10", "close", "1/26", "3/26", *named, code=3).stderr
        assert (
            "3/26 is raised by 2026-03-26 (meetings/2026-03-26.yaml:3), which is after 2026-02-26. "
            "Nothing was written. Record the update there: --at 2026-03-26\n"
        ) in refused
    assert read(board, "2026-02-26") == FEBRUARY


# By name


def test_last_is_the_latest_meeting_held(board: Path) -> None:
    write(board, "2026-01-30", "date: 2026-01-30\nheld: false\n")
    write(board, "2026-02-26", FEBRUARY)
    typed(board, "2026-02-25", "raise", "X", "-a", "last")
    assert "- ref: 3/26\n    action: X\nnext" in read(board, "2026-01-29")
    typed(board, "2026-02-26", "raise", "Y", "-a", "last")
    assert "action: Y" in read(board, "2026-02-26")
    refused = typed(board, "2026-01-01", "raise", "Z", "-a", "last", code=2).stderr
    assert refused == (
        "No meeting has been held yet, so there is no last one. "
        "Type a meeting, for example --at 2015-06-25\n"
    )


def test_next_is_the_earliest_regular_meeting_to_come(board: Path) -> None:
    write(board, "2026-02-12", "date: 2026-02-12\nextraordinary: true\n")
    write(board, "2026-02-19", "date: 2026-02-19\nheld: false\n")
    write(board, "2026-02-26", FEBRUARY)
    write(board, "2026-03-26", MARCH)
    typed(board, "2026-02-10", "raise", "X", "-a", "next")
    assert "action: X" in read(board, "2026-02-26")
    typed(board, "2026-02-26", "raise", "Y", "-a", "next")
    assert "action: Y\n    on: 2026-02-26" in read(board, "2026-03-26")


DRAFTED = """\
date: 2026-02-26

# present:
# apologies:
# absent:

items:
  - title: Matters arising
    updates:
      # Raised on 29 January 2026

      # One
      - ref: 1/26
        status: done
        on: 2026-02-10

      # Two
      - ref: 2/26
        status:

next_meeting:
"""


def test_next_makes_the_file_with_the_entry_in_it(board: Path) -> None:
    words = ("update", "1/26", "-s", "done", "--at", "next")
    looked = typed(board, "2026-02-10", *words, "-n")
    assert not (board / "meetings" / "2026-02-26.yaml").exists()
    done = typed(board, "2026-02-10", *words)
    assert (done.stdout, read(board, "2026-02-26")) == ("1/26\n", DRAFTED)
    assert done.stderr == (
        "meetings/2026-02-26.yaml:1: new file with 2 actions carried forward. The next free number "
        "is 3/26. 2026-01-29 announces the next meeting for 26 February 2026.\n"
        f"meetings/2026-02-26.yaml:13: recorded what became of 1/26.\n{DRAFTED}"
    )
    assert looked.stderr == done.stderr
    again = typed(board, "2026-02-11", "raise", "X", "--at", "next", "-d", "next meeting")
    assert "2026-02-26.yaml:21: 3/26 raised under “Matters arising”.\n" in again.stderr
    assert "`due: next meeting` means 26 February 2026.\n" in again.stderr


def test_where_one_of_both_is_refused_neither_is_made(board: Path) -> None:
    typed(board, "2026-02-10", "raise", "X", "--item", "9", "--at", "next", code=2)
    typed(board, "2026-02-10", "close", "9/26", "--at", "next", code=2)
    write(board, "2026-01-29", JANUARY.replace("next_meeting: 2026-02-26\n", ""))
    refused = typed(board, "2026-02-10", "raise", "X", "--at", "next", code=3).stderr
    assert "The date of the meeting after 29 January 2026 is not known. Type it" in refused
    assert [one.name for one in (board / "meetings").iterdir()] == ["2026-01-29.yaml"]


# What is recorded at a meeting


@pytest.mark.parametrize(
    ("today", "files", "name"),
    [
        ("2026-01-29", {}, "2026-01-29"),
        ("2026-02-12", {}, "2026-01-29"),
        # A meeting still to come is never taken, an extraordinary one on its day alone.
        ("2026-02-10", {"2026-02-26": FEBRUARY}, "2026-01-29"),
        ("2026-01-31", {"2026-01-31": "date: 2026-01-31\nextraordinary: true\n"}, "2026-01-31"),
        ("2026-02-01", {"2026-01-31": "date: 2026-01-31\nextraordinary: true\n"}, "2026-01-29"),
        ("2026-02-01", {"2026-02-01": "date: 2026-02-01\nheld: false\n"}, "2026-01-29"),
        # Minutes that a meeting still to come is to agree are not agreed yet.
        ("2026-02-01", {"2026-02-26": "date: 2026-02-26\napproves: 2026-01-29\n"}, "2026-01-29"),
        ("2026-02-26", {"2026-02-26": "date: 2026-02-26\napproves: 2026-01-29\n"}, "2026-02-26"),
    ],
)
def test_minutes_are_taken_of_the_meeting_of_today_or_the_latest_held(
    today: str, files: dict[str, str], name: str
) -> None:
    choice = find_minuted_meeting(
        make_faultless_book({"2026-01-29": JANUARY, **files}), date.fromisoformat(today)
    )
    assert choice.meeting is not None
    assert choice.meeting.name == name


@pytest.mark.parametrize(
    ("today", "files", "why", "choices"),
    [
        ("2026-01-28", {}, "No meeting has been held yet", ["2026-01-29"]),
        ("2026-02-13", {}, "The meeting of 2026-01-29 was more than 14 days ago", ["2026-01-29"]),
        (
            "2026-02-13",
            {"2026-02-26": FEBRUARY},
            "The meeting of 2026-01-29 was more than 14 days ago",
            ["2026-01-29", "2026-02-26"],
        ),
        (
            "2026-02-01",
            {
                "2026-01-30": "date: 2026-01-30\nextraordinary: true\napproves: 2026-01-29\n",
                "2026-02-26": FEBRUARY,
            },
            "The minutes of 2026-01-29 were agreed by 2026-01-30",
            ["2026-01-30", "2026-02-26"],
        ),
        (
            "2026-02-20",
            {"2026-02-19": "date: 2026-02-19\nextraordinary: true\n", "2026-02-26": FEBRUARY},
            "The meeting of 2026-01-29 was more than 14 days ago",
            ["2026-01-29", "2026-02-19", "2026-02-26"],
        ),
        (
            "2026-01-29",
            {"2026-01-29-late": "date: 2026-01-29\n"},
            "Today there are several meetings",
            ["2026-01-29", "2026-01-29-late"],
        ),
    ],
)
def test_otherwise_the_meetings_to_choose_from_are_named(
    today: str, files: dict[str, str], why: str, choices: list[str]
) -> None:
    book = make_faultless_book({"2026-01-29": JANUARY, **files})
    choice = find_minuted_meeting(book, date.fromisoformat(today))
    assert (choice.meeting, choice.why) == (None, why)
    assert [meeting.name for meeting in choice.choices] == choices


# Asked


def asked(board: Path, today: str, answer: str, *words: str) -> tuple[str, int]:
    """Run a command on a terminal, type an answer, and give what was shown and the exit code."""
    child, terminal = pty.fork()
    if not child:
        os.chdir(board)
        whole = environment(TERM="dumb", SCRUTINY_TODAY=today, COLUMNS="200")
        os.execve(SCRUTINY, ["scrutiny", *words], whole)  # noqa: S606
    os.write(terminal, answer.encode())
    shown = b""
    while True:
        try:
            more = os.read(terminal, 65536)
        except OSError:
            break
        if not more:
            break
        shown += more
    os.close(terminal)
    return shown.decode().replace("\r\n", "\n"), os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


BOTH = "Is it part of the minutes of 29 January 2026 (m), or news since then (n)?"
NEWS = "Record it as news since the meeting of 29 January 2026 (n)?"


@pytest.mark.parametrize("words", [("raise", "X"), ("close", "1/26"), ("update", "1/26", "-tX")])
def test_minutes_or_news_is_asked(board: Path, words: tuple[str, ...]) -> None:
    shown, code = asked(board, "2026-02-01", "x\nm\n", *words)
    assert (BOTH in shown, code) == (True, 0)
    assert "Type m or n; Enter alone writes nothing." in shown
    assert read(board, "2026-01-29") != JANUARY
    write(board, "2026-01-29", JANUARY)
    shown, code = asked(board, "2026-02-01", "N\n", *words)
    assert (BOTH in shown, code) == (True, 0)
    assert read(board, "2026-01-29") == JANUARY
    assert "        on: 2026-02-01\n" in read(board, "2026-02-26")


@pytest.mark.parametrize(("today", "question"), [("2026-02-01", BOTH), ("2026-02-13", NEWS)])
def test_enter_alone_writes_nothing(board: Path, today: str, question: str) -> None:
    shown, code = asked(board, today, "\n", "raise", "X")
    assert (question in shown, code) == (True, 3)
    assert "Nothing was written." in shown
    assert [one.name for one in (board / "meetings").iterdir()] == ["2026-01-29.yaml"]
    assert read(board, "2026-01-29") == JANUARY


def test_where_minutes_are_refused_only_news_is_offered(board: Path) -> None:
    shown, code = asked(board, "2026-02-13", "m\nn\n", "raise", "X")
    assert (NEWS in shown, "Type n; Enter alone writes nothing." in shown, code) == (True, True, 0)
    assert read(board, "2026-01-29") == JANUARY


def test_nobody_is_asked_where_it_is_plain(board: Path) -> None:
    assert "(n)?" not in asked(board, "2026-01-29", "", "raise", "X")[0]
    assert "(n)?" not in asked(board, "2026-02-01", "", "raise", "Y", "--at", "last")[0]
    assert "(n)?" not in asked(board, "2026-02-01", "", "carry-forward")[0]
    write(board, "2026-02-26", FEBRUARY)
    assert "(n)?" not in asked(board, "2026-02-01", "", "raise", "Z")[0]


# What is said


@pytest.mark.parametrize(
    ("due", "said"),
    [
        ("next meeting", "`due: next meeting` means 26 February 2026.\n"),
        ("by the next meeting", "`due: by the next meeting` means 26 February 2026.\n"),
        ("Aug 2026", "`due: Aug 2026` means 31 August 2026.\n"),
        ("asap", "“asap” is not a date: it stays as words, and the action is never overdue.\n"),
    ],
)
def test_what_a_due_in_words_means_is_said(board: Path, due: str, said: str) -> None:
    assert said in typed(board, "2026-02-01", "raise", "X", "-d", due, "-n").stderr
    assert said in typed(board, "2026-02-01", "update", "1/26", "2/26", "-d", due, "-n").stderr
    assert typed(board, "2026-02-01", "update", "1/26", "2/26", "-d", due).stderr.count(said) == 1


def test_a_next_meeting_that_nobody_knows_is_said(board: Path) -> None:
    write(board, "2026-01-29", JANUARY.replace("next_meeting: 2026-02-26\n", ""))
    said = "`due: next meeting` has no date yet, because the next meeting has no file and is "
    assert said in typed(board, "2026-02-01", "raise", "X", "-d", "next meeting").stderr
    assert "due " not in typed(board, "2026-02-01", "raise", "Y", "-d", "1.3.26").stderr


def test_options_that_do_not_go_together_are_refused(board: Path) -> None:
    for words in (("--replace", "--add"), ("--nth", "1"), ("--replace", "--nth", "1", "2/26")):
        typed(board, "2026-01-29", "update", "1/26", "-t", "X", *words, code=2)
    assert read(board, "2026-01-29") == JANUARY


def test_an_action_may_have_no_number(board: Path) -> None:
    write(board, "2026-01-29", JANUARY + "x-refs: one is enough\n")
    done = typed(board, "2026-02-01", "raise", "Three", "--ref", "None")
    assert done.stdout == "2026-01-29#3\n"
    assert "  - action: Three\nnext_meeting" in read(board, "2026-01-29")


def test_the_next_free_number_is_that_after_the_entry(board: Path) -> None:
    assert (
        "The next free number is 4/26."
        in typed(board, "2026-02-01", "raise", "Three", "--at", "next").stderr
    )
    (board / "meetings" / "2026-02-26.yaml").unlink()
    done = typed(board, "2026-02-01", "update", "1/26", "-s", "done", "--at", "next").stderr
    assert "The next free number is 3/26." in done


# What is refused


def test_a_further_meeting_needs_its_date_while_one_is_to_come(board: Path) -> None:
    write(board, "2026-02-26", FEBRUARY)
    refused = typed(board, "2026-02-10", "raise", "X", "--on", "27.2.26", code=3).stderr
    assert refused == (
        "The meeting of 2026-02-26 comes before 2026-02-27. Nothing was written. Run "
        "`scrutiny new-meeting DATE`.\n"
    )
    assert read(board, "2026-02-26") == FEBRUARY


@pytest.mark.parametrize(
    "words",
    [
        ("raise", "Two"),
        ("raise", "X", "-w", "R.O."),
        ("close", "1/26", "--on", "28.1.26"),
    ],
)
def test_what_is_refused_says_that_nothing_was_written(board: Path, words: tuple[str, ...]) -> None:
    people = f"{JANUARY}present: [Rosa Okafor (RO)]\n"
    write(board, "2026-01-29", people)
    refused = typed(board, "2026-01-29", *words, code=3).stderr
    assert refused.casefold().count("nothing was written") == 1
    assert read(board, "2026-01-29") == people


def test_what_is_gone_of_several_updates_is_said_of_each(board: Path) -> None:
    typed(board, "2026-01-29", "raise", "Three", "--at", "last")
    write(board, "2026-02-26", FEBRUARY)
    typed(board, "2026-02-26", "update", "1/26", "2/26", "-t", "Seen.")
    both = typed(board, "2026-02-26", "update", "1/26", "2/26", "-s", "done", "--replace").stderr
    assert "No longer in the update: 1/26, note: Seen.\n" in both
    assert "No longer in the update: 2/26, note: Seen.\n" in both
    one = typed(board, "2026-02-26", "close", "1/26", "-t", "Sent.", "--replace").stderr
    assert "No longer in the update: status: done\n" in one


def test_confidential_words_in_a_file_that_next_makes_are_said_to_be_so(board: Path) -> None:
    marked = "action: Two\n    confidential: s.40\n"
    write(board, "2026-01-29", JANUARY.replace("action: Two\n", marked))
    for words in (("new-meeting",), ("raise", "X", "--at", "next")):
        done = typed(board, "2026-02-10", *words, "-n").stderr
        assert "      # [confidential] Two\n" in done
        assert "Confidential, and marked as such in the file: 2/26.\n" in done


def test_a_key_that_moves_is_said(board: Path) -> None:
    items = "items:\n  - {title: A}\n  - {title: B}\n"
    write(board, "2026-01-29", f"date: 2026-01-29\n{items}")
    assert typed(board, "2026-01-29", "raise", "X").stdout == "2026-01-29#1\n"
    done = typed(board, "2026-01-29", "raise", "Y", "--item", "A")
    assert done.stdout == "2026-01-29#1\n"
    said = "The keys of actions without a number changed: 2026-01-29#1 is now 2026-01-29#2.\n"
    assert said in done.stderr


# What the files do not have


def test_an_action_of_a_meeting_that_did_not_take_place_is_found_there(board: Path) -> None:
    write(board, "2026-03-26", MARCH.replace("\n", "\nheld: false\n", 1))
    said = (
        "3/26 is only in a meeting that did not take place (`held: false`): "
        "meetings/2026-03-26.yaml, line 4. Nothing in that meeting is used: "
        "move the entry to another meeting's file.\n"
    )
    for words in (("show", "3/26"), ("close", "3/26"), ("raise", "X", "--follows", "3/26")):
        refused = typed(board, "2026-02-01", *words, code=2).stderr
        assert refused.startswith("There is no action ")
        assert refused.endswith(f"“3/26”. {said}")


def test_what_is_not_found_may_be_in_a_file_that_cannot_be_read(board: Path) -> None:
    write(board, "2026-02-26", f"{FEBRUARY} x: [\n")
    for words in (
        ("show", "2026-02-26"),
        ("show", "9/26"),
        ("matters-arising", "26.2.26"),
        ("actions", "--raised-in", "2026-02-26"),
    ):
        done = typed(board, "2026-02-26", *words, code=1)
        assert "It may be in a file that cannot be read: meetings/2026-02-26.yaml.\n" in done.stderr
        assert "error [yaml-syntax]" in done.stderr
        assert done.stdout == ""


def test_show_names_the_meetings_of_one_day(board: Path) -> None:
    for name in ("2026-02-26-a", "2026-02-26-b"):
        write(board, name, FEBRUARY)
    refused = typed(board, "2026-02-26", "show", "26.2.26", code=2).stderr
    assert refused == (
        "There are two meetings on 26.2.26. Type one of: 2026-02-26-a, 2026-02-26-b.\n"
    )


def test_nothing_is_written_into_a_meeting_that_did_not_take_place(board: Path) -> None:
    text = FEBRUARY.replace("\n", "\nheld: false\n", 1)
    write(board, "2026-02-26", text)
    at = ("--at", "2026-02-26")
    for words in (
        ("raise", "X", *at),
        ("close", "1/26", *at),
        ("update", "1/26", "-t", "said", *at, "-n"),
        ("carry-forward", "26.2.26"),
    ):
        refused = typed(board, "2026-02-10", *words, code=3)
        assert refused.stdout == ""
        assert refused.stderr == (
            "The meeting of 2026-02-26 did not take place (`held: false`), so its actions and "
            "updates are not used. Nothing was written. Name another meeting.\n"
        )
    assert read(board, "2026-02-26") == text


@pytest.mark.parametrize(
    ("today", "why"), [("foo", "“foo” is not a date."), ("30.2.26", "has only 28")]
)
def test_a_wrong_day_that_the_variable_fixes_names_it(board: Path, today: str, why: str) -> None:
    for words in (("actions",), ("raise", "X")):
        refused = typed(board, today, *words, code=2).stderr
        assert refused.startswith(f"SCRUTINY_TODAY: “{today}”")
        assert why in refused
