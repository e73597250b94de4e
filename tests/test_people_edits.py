"""People and members of a board by command: series.yaml, and the meetings still to come."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from support import scrutiny

SERIES = """\
title: Trough Board
schedule: second Thursday of the month  # in the hall
# What new-meeting writes.
agenda: [Matters arising]
"""
MAY = "date: 2026-05-14\npresent: [Rosa Okafor (RO), TB]\napologies: Jo Marsh\nexpected: AB\n"
JUNE = "date: 2026-06-11\n\n# present:\n# apologies:\n\nitems:\n  - title: Roof\n"


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """Give a board with a meeting held and one to come."""
    (tmp_path / "meetings").mkdir()
    for name, text in (("series", SERIES), ("2026-05-14", MAY), ("2026-06-11", JUNE)):
        write(tmp_path, name, text)
    return tmp_path


def write(board: Path, name: str, text: str) -> None:
    (board / "meetings" / f"{name}.yaml").write_bytes(text.encode())


def read(board: Path, name: str = "series") -> str:
    return (board / "meetings" / f"{name}.yaml").read_bytes().decode()


def typed(board: Path, *words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    return scrutiny("person", *words, cwd=board, code=code, SCRUTINY_TODAY="2026-06-01")


def test_a_new_member_is_expected_at_the_next_meeting(board: Path) -> None:
    write(
        board, "2026-06-11", f"{JUNE}extraordinary: false\n".replace("extraordinary: false\n", "")
    )
    done = typed(board, "Cara Singh (CS), Clerk: minutes", "--member", "--email", "cs@example.org")
    new = "  - initials: CS\n    name: Cara Singh\n    role: 'Clerk: minutes'\n"
    assert read(board) == SERIES.replace(
        "# What", "members: [RO, TB, Jo Marsh, AB, CS]\n# What"
    ) + f"people:\n{new}    email: cs@example.org\n".replace("'", '"')
    assert read(board, "2026-06-11") == JUNE.replace("# present", "expected:\n  - CS\n# present")
    assert read(board, "2026-05-14") == MAY
    assert done.stderr.startswith(
        "meetings/series.yaml:3: CS recorded as a member.\n"
        "members: [RO, TB, Jo Marsh, AB, CS]\nmeetings/series.yaml:6:\npeople:\n"
    )
    assert done.stderr.endswith(
        "meetings/2026-06-11.yaml: expected at this meeting, too: CS.\nexpected:\n  - CS\n"
    )
    assert "already has this" in typed(board, "CS", "--member", code=3).stderr


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("members: [RO]\n", "members: [RO, TB]\n"),
        ("members: RO\n", "members: [RO, TB]\n"),
        ("members:\n", "members: [RO, TB, Jo Marsh, AB]\n"),
        ("members:\n- RO\n", "members:\n- RO\n- TB\n"),
    ],
)
def test_a_member_is_added_to_the_list(before: str, after: str, board: Path) -> None:
    write(board, "series", before)
    write(board, "2026-06-11", "date: 2026-06-11\nexpected: [RO]\nextraordinary: true\n")
    typed(board, "tb", "--member")
    assert read(board) == after
    assert read(board, "2026-06-11").endswith("extraordinary: true\n")


def test_somebody_leaves_and_comes_back(board: Path) -> None:
    typed(board, "RO", "--left", "9.6.26")
    assert read(board) == f"{SERIES}people:\n  - initials: RO\n    left: 2026-06-09\n"
    people = scrutiny("people", cwd=board, SCRUTINY_TODAY="2026-06-10").stdout
    assert "RO\tRosa Okafor" in people
    typed(board, "RO", "--left", "none")
    assert read(board) == f"{SERIES}people:\n  - initials: RO\n    left: none\n"


def test_the_fields_of_an_entry_are_changed_in_their_places(board: Path) -> None:
    people = (
        "people:\n  - name: Jo Marsh\n    role: Clerk\n"
        "  - Rosa Okafor (RO), Chair\n  - {initials: TB, email: old@example.org}\n"
    )
    write(board, "series", SERIES + people)
    typed(board, "Tom Byrne (TB)", "--email", "new@example.org")
    typed(board, "Jo Marsh", "--left", "2026-06-09")
    typed(board, "RO", "--email", "ro@example.org")
    assert read(board) == SERIES + (
        "people:\n  - name: Jo Marsh\n    role: Clerk\n    left: 2026-06-09\n"
        "  - Rosa Okafor (RO), Chair\n"
        "  - {initials: TB, email: new@example.org, name: Tom Byrne}\n"
        "  - initials: RO\n    email: ro@example.org\n"
    )


def test_dry_run_and_diff(board: Path) -> None:
    done = typed(board, "TB", "--left", "2026-06-09", "-n", "--diff")
    assert (read(board), "+    left: 2026-06-09\n" in done.stderr) == (SERIES, True)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("expected:\n  - RO\n  - TB\n", "expected:\n  - RO\n"),
        ("expected: RO, TB\n", "expected: RO\n"),
        ("expected: [TB]\n", ""),
        ("expected: [RO]\n", "expected: [RO]\n"),
        ("expected: [RO, TB]\npresent: [RO]\n", "expected: [RO, TB]\npresent: [RO]\n"),
    ],
)
def test_who_has_left_is_expected_no_longer(before: str, after: str, board: Path) -> None:
    write(board, "2026-06-11", f"date: 2026-06-11\n{before}venue: Hall\n")
    done = typed(board, "TB", "--left", "2026-06-09")
    assert read(board, "2026-06-11") == f"date: 2026-06-11\n{after}venue: Hall\n"
    assert ("no longer expected" in done.stderr) == (before != after)


def test_who_leaves_later_is_still_expected(board: Path) -> None:
    write(board, "2026-06-11", "date: 2026-06-11\nexpected: [RO, TB]\n")
    typed(board, "TB", "--left", "2026-06-12")
    assert read(board, "2026-06-11") == "date: 2026-06-11\nexpected: [RO, TB]\n"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("TB",), 2, "Type what is new of TB. For example: scrutiny person TB --left 25.06.15"),
        (("XY", "--member"), 2, "“XY” is on no attendance or people list. Type the name, too"),
        (("TB", "RO", "--email", "a@example.org"), 2, "--email is the address of one person"),
        (("TB", "--left", "soon"), 2, "--left"),
        (("TB", "--left", "2026-06-09", "--member"), 2, "--member and --left"),
    ],
)
def test_what_is_refused(words: tuple[str, ...], code: int, said: str, board: Path) -> None:
    assert said in typed(board, *words, code=code).stderr
    assert (read(board), read(board, "2026-06-11")) == (SERIES, JUNE)


def test_files_that_cannot_be_edited(board: Path) -> None:
    write(board, "series", f"{SERIES}titel: x\n")
    assert "series.yaml has errors." in typed(board, "TB", "--member", code=3).stderr
    (board / "meetings" / "series.yaml").unlink()
    assert "There is no series.yaml." in typed(board, "TB", "--member", code=3).stderr
