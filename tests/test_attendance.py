"""Who was at a meeting: moved between its lists in the file's own form, typed and asked for."""

from __future__ import annotations

import os
import pty
import subprocess
from datetime import date
from pathlib import Path

import pytest
from support import SCRUTINY, environment, make_faultless_book, scrutiny

from scrutiny_cli.editing.attendance import AttendanceChange, MoveAttendance
from scrutiny_cli.editing.plan import prepare_edit
from scrutiny_cli.editing.yaml_layout import CannotEdit

TODAY = date(2026, 6, 11)
MAY = """\
date: 2026-05-14
present:
  - Ada Bell (AB), Chair
  - initials: CD
    name: Cem Demir
  - EF
next_meeting: 2026-06-11
"""
HEAD = "date: 2026-06-11\ntime: 9:00\n"
DRAFT = f"""\
{HEAD}
expected:
  - AB
  - CD  # late
  - EF
# present:
# apologies:
# absent:

items:
  - title: A
"""


def move(text: str, **people: str) -> str:
    """Return the text of the meeting in June after people went to lists; the same with CRLF."""
    changes = tuple(
        AttendanceChange(name, person)
        for name, persons in people.items()
        for person in persons.split("; ")
    )
    after = _move_in(text, changes)
    assert _move_in(text.replace("\n", "\r\n"), changes) == after.replace("\n", "\r\n")
    return after


def _move_in(text: str, changes: tuple[AttendanceChange, ...]) -> str:
    book = make_faultless_book({"2026-05-14": MAY, "2026-06-11": text})
    return prepare_edit(book, "2026-06-11", MoveAttendance(changes), TODAY).new_text


def test_the_comments_of_a_draft_become_the_lists() -> None:
    assert move(
        DRAFT, present="ada bell; CD", absent="EF", in_attendance="Jo Marsh (JM), Clerk"
    ) == (
        f"{HEAD}\npresent:\n  - AB\n  - CD  # late\n# apologies:\nin_attendance:\n"
        "  - Jo Marsh (JM), Clerk\nabsent:\n  - EF\n\nitems:\n  - title: A\n"
    )
    assert move(DRAFT, apologies="EF") == DRAFT.replace("  - EF\n", "").replace(
        "# apologies:", "apologies:\n  - EF"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("expected: [AB, CD]\n", "expected: [CD]\npresent: [AB]\n"),
        ("expected: AB, CD\n", "expected: CD\npresent: AB\n"),
        ("expected: AB\npresent: none\n", "present: AB\n"),
        ("expected: [AB]\npresent: CD, EF\n", "present: CD, EF, AB\n"),
        (
            "expected:\n-   AB\n-   CD\npresent:\n-   EF\n",
            "expected:\n-   CD\npresent:\n-   EF\n-   AB\n",
        ),
        ("", "present:\n  - AB\n"),
        ("present:\n", "present:\n  - AB\n"),
        ("present: []\n", "present: [AB]\n"),
        ("present: CD\n", "present: CD, AB\n"),
        ("present: [CD]\n", "present: [CD, AB]\n"),
        ("apologies: none\n", "present:\n  - AB\napologies: none\n"),
        ("present: AB (to item 4)\n", "present: AB (to item 4)\n"),
        ("apologies: [AB (ill)]\n", "present: [AB (ill)]\n"),
        ("expected: [AB, CD]\npresent: AB\n", "expected: [CD]\npresent: AB\n"),
        ("expected:\n  - initials: AB\n    role: X\npresent: AB\n", None),
        ("expected: AB\napologies: AB\n", "present: AB\n"),
    ],
)
def test_a_label_goes_to_a_list_as_the_file_writes_lists(before: str, after: str | None) -> None:
    wanted = before if after is None else after
    assert (
        move(f"{HEAD}{before}items: [title: A]\n", present="AB")
        == f"{HEAD}{wanted}items: [title: A]\n"
    )


def test_a_new_list_comes_below_the_entries_of_the_list_above() -> None:
    assert move("date: 2026-06-11\npresent:\n- AB", apologies="CD", present="EF") == (
        "date: 2026-06-11\npresent:\n- AB\n- EF\napologies:\n- CD"
    )


def test_in_json_style() -> None:
    text = '{"date": "2026-06-11", "expected": ["AB", "CD"]}'
    assert move(text, present="CD", absent="EF") == (
        '{"date": "2026-06-11", "expected": ["AB"], "present": ["CD"], "absent": ["EF"]}'
    )


def test_an_entry_with_fields_moves_as_it_is() -> None:
    entry = "  # of JM\n  - initials: JM\n    name: Jo Marsh\n    role: Clerk\n"
    text = f"{HEAD}expected:\n  - AB\n{entry}present:\n  - CD\n"
    moved = f"{HEAD}expected:\n  - AB\npresent:\n  - CD\n{entry}"
    assert move(text, present="jm") == moved
    assert move(text, present="Jo Marsh (JM)") == moved


def test_more_than_a_label_takes_the_place_of_a_label() -> None:
    text = f"{HEAD}expected: [AB, XY]\npresent: [CD]\n"
    assert move(text, present="Xi Yu (XY); AB (from 10:00)") == (
        f'{HEAD}present: [CD, Xi Yu (XY), "AB (from 10:00)"]\n'
    )
    assert move(text, in_attendance="Jo Marsh (JM), Clerk; Ann Other") == (
        f"{text}in_attendance:\n  - Jo Marsh (JM), Clerk\n  - Ann Other\n"
    )


@pytest.mark.parametrize(
    ("people", "typed", "said"),
    [
        (
            "expected: Xi Yu (XY)",
            "XY (late)",
            "`expected` already has XY, but not as “XY (late)”",
        ),
        ("expected: Xi Yu (XY)", "Xi Yo (XY)", "already has XY, but not as “Xi Yo (XY)”"),
        ("expected: XY (late)", "Xi Yu (XY)", "already has XY, but not as “Xi Yu (XY)”"),
        ("present: XY\napologies: Xi Yu (XY)", "XY", "`apologies` has XY, and so has another list"),
    ],
)
def test_what_a_person_is_called_is_not_lost(people: str, typed: str, said: str) -> None:
    with pytest.raises(CannotEdit) as refused:
        move(f"{HEAD}{people}\n", present=typed)
    assert said in str(refused.value)
    assert "Nothing was written. Edit the file: change or delete that entry." in str(refused.value)


# Typed


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """Give a working directory with the meetings of May and June."""
    (tmp_path / "meetings").mkdir()
    write(tmp_path, "2026-05-14", MAY)
    write(tmp_path, "2026-06-11", DRAFT)
    return tmp_path


def write(board: Path, name: str, text: str) -> None:
    (board / "meetings" / f"{name}.yaml").write_text(text, encoding="utf-8")


def read(board: Path) -> str:
    return (board / "meetings" / "2026-06-11.yaml").read_text("utf-8")


def typed(
    board: Path, *words: str, today: str = "2026-06-11", code: int = 0
) -> subprocess.CompletedProcess[str]:
    """Run the command on the day of the meeting in June, or another."""
    return scrutiny("attendance", *words, cwd=board, code=code, SCRUTINY_TODAY=today)


def test_what_was_recorded_is_said_and_shown(board: Path) -> None:
    done = typed(board, "--present", "ab, Jo Marsh (JM)", "--absent", "EF")
    assert (done.stdout, done.stderr) == (
        "",
        (
            "meetings/2026-06-11.yaml:6: attendance recorded. Present: AB, JM. Absent: EF.\n"
            "present:\n  - AB\n  - Jo Marsh (JM)\n"
            "meetings/2026-06-11.yaml:10:\nabsent:\n  - EF\n"
            "Not recorded yet: CD.\n"
        ),
    )
    again = typed(board, "--present", "AB, JM")
    assert again.stderr == (
        "meetings/2026-06-11.yaml has this attendance already. Nothing was written.\n"
        "Not recorded yet: CD.\n"
    )
    whole = typed(board, "--present", "CD", "--diff", "-n").stderr
    assert "+  - CD  # late\n" in whole
    assert "Not recorded" not in whole


def test_of_a_meeting_still_to_come_only_apologies_are_known(board: Path) -> None:
    refused = typed(board, "2026-06-11", "--present", "AB", today="2026-06-01", code=3).stderr
    assert refused == (
        "The meeting of 2026-06-11 is still to come. Nothing was written. Until then only "
        "apologies can be recorded, for example --apologies LW.\n"
    )
    done = typed(board, "2026-06-11", "--apologies", "CD", today="2026-06-01")
    assert done.stderr.endswith("apologies:\n  - CD  # late\n")
    refused = typed(board, "--apologies", "CD", today="2026-06-01", code=3).stderr
    assert "Type `scrutiny attendance 2026-05-14` or `scrutiny attendance 2026-06-11`." in refused


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "Type who was there and who was not. For example: scrutiny attendance --present"),
        (("--present", "none"), 2, "--present: “none” is nobody."),
        (
            ("--present", "AB", "--absent", "Ada Bell"),
            2,
            "AB is typed after both --present and --abse",
        ),
        (("2026-05-14", "--absent", "AB"), 3, "The minutes of 2026-05-14 were agreed by 2026-06"),
        (("2026-05-15", "--absent", "AB"), 2, "There is no meeting called “2026-05-15”."),
    ],
)
def test_it_is_refused(board: Path, words: tuple[str, ...], code: int, said: str) -> None:
    write(board, "2026-06-11", f"{DRAFT}    approves: 2026-05-14\n")
    assert said in typed(board, *words, code=code).stderr
    assert read(board) == f"{DRAFT}    approves: 2026-05-14\n"


def test_the_chair_and_the_public_are_recorded(board: Path) -> None:
    done = typed(board, "--chair", "ab", "--public", "3")
    assert read(board).startswith(HEAD + "chair: AB\n")
    assert "  - EF\npublic: 3\n# present:\n" in read(board)
    assert ":3: attendance recorded. Chair: AB. Public: 3.\n" in done.stderr
    typed(board, "--chair", "CD", "--present", "AB")
    assert read(board).startswith(HEAD + "chair: CD\n")
    assert "present:\n  - AB\n" in read(board)


def test_without_anybody_expected_nobody_is_asked_for(board: Path) -> None:
    write(board, "2026-06-11", "date: 2026-06-11\n")
    assert typed(board, code=2).stderr.startswith(
        "2026-06-11 has nobody under `expected`. Type who was there and who was not. For example:"
    )


# Asked


def asked(board: Path, today: str, answers: str, *words: str) -> tuple[str, int]:
    """Run the command on a terminal and type answers; return what is shown and the exit code."""
    child, terminal = pty.fork()
    if not child:
        os.chdir(board)
        whole = environment(TERM="dumb", SCRUTINY_TODAY=today, COLUMNS="200")
        os.execve(SCRUTINY, ["scrutiny", "attendance", *words], whole)  # noqa: S606
    os.write(terminal, answers.encode())
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


def test_each_person_expected_is_asked_for(board: Path) -> None:
    shown, code = asked(board, "2026-06-11", "z\np\n\nX\n")
    assert code == 0
    assert "Attendance of 11 June 2026: p present, a apologies, x absent, Enter skips.\n" in shown
    assert "Ada Bell (AB): p, a or x? Type p, a or x; Enter alone skips.\n" in shown
    assert "Cem Demir (CD): p, a or x? EF: p, a or x? meetings/2026-06-11.yaml:6: atte" in shown
    assert read(board) == (
        f"{HEAD}\nexpected:\n  - CD  # late\npresent:\n  - AB\n# apologies:\nabsent:\n  - EF\n\n"
        "items:\n  - title: A\n"
    )
    shown, code = asked(board, "2026-06-11", "\n")
    assert (shown.endswith("Cem Demir (CD): p, a or x? Nothing was written.\n"), code) == (True, 0)
    typed(board, "--apologies", "CD")
    shown, code = asked(board, "2026-06-11", "")
    assert shown == (
        "Everyone expected at 2026-06-11 is already on an attendance list.\nNothing was written.\n"
    )


def test_before_a_meeting_apologies_are_asked_for(board: Path) -> None:
    shown, code = asked(board, "2026-06-01", "p\n\na\n\n", "2026-06-11")
    assert code == 0
    assert "Attendance of 11 June 2026: a apologies, Enter skips.\n" in shown
    assert "apologies:\n  - CD  # late\n" in read(board)


def test_an_option_without_a_person_asks_for_one(tmp_path: Path) -> None:
    refused = scrutiny("attendance", "--present", cwd=tmp_path, code=2).stderr
    assert refused == "--present needs initials or a name. For example: --present WK\n"
