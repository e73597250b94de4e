"""A draft that is old: empty updates for actions that were closed since are found and deleted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from support import make_book, scrutiny

from scrutiny_cli.actionlog.stale_updates import list_stale_updates

MAY = """\
date: 2026-05-14
actions:
  - ref: 1/26
    action: One
  - ref: 2/26
    action: Two
  - action: Three
  - ref: 3/26
    action: Four
"""
CLOSING = """\
updates:
  - ref: 1/26
    status: done
    on: 2026-05-20
  - ref: 2026-05-14#3
    about: Three
    status: withdrawn
"""
JUNE = """\
date: 2026-06-11
items:
  - title: Matters arising
    updates:
      # Raised on 14 May 2026

      # One
      - ref: 1/26
        status:

      # Two
      - ref: 2/26
        status:

      # Three
      - ref: 2026-05-14#3
        about: Three
        status:
  - title: Any other business
"""


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """Give a working directory with the minutes of May, an extraordinary meeting, and a draft."""
    (tmp_path / "meetings").mkdir()
    write(tmp_path, "2026-05-14", MAY)
    write(tmp_path, "2026-05-28-site", f"date: 2026-05-28\nextraordinary: true\n{CLOSING}")
    write(tmp_path, "2026-06-11", JUNE)
    return tmp_path


def write(board: Path, name: str, text: str) -> None:
    (board / "meetings" / f"{name}.yaml").write_text(text, encoding="utf-8")


def read(board: Path, name: str) -> str:
    return (board / "meetings" / f"{name}.yaml").read_text("utf-8")


def run(board: Path, *words: str, today: str = "2026-06-01") -> str:
    done = scrutiny(*words, cwd=board, code=0, SCRUTINY_TODAY=today)
    return done.stdout + done.stderr


def test_what_is_stale_goes_and_what_is_missing_comes(board: Path) -> None:
    before = read(board, "2026-06-11")
    dry = run(board, "carry-forward", "-n")
    assert read(board, "2026-06-11") == before
    told = run(board, "carry-forward")
    assert told == dry
    assert told.startswith(
        "meetings/2026-06-11.yaml:11: 1 action carried forward. 2 empty updates deleted: 1/26 "
        "(closed on 20 May 2026), 2026-05-14#3 (closed on 28 May 2026).\n"
    )
    assert (
        read(board, "2026-06-11")
        == """\
date: 2026-06-11
items:
  - title: Matters arising
    updates:
      # Raised on 14 May 2026

      # Two
      - ref: 2/26
        status:

      # Four
      - ref: 3/26
        status:
  - title: Any other business
"""
    )
    assert "already lists every open action" in run(board, "carry-forward")
    assert run(board, "check") == ""


def test_a_diff_shows_both(board: Path) -> None:
    told = run(board, "carry-forward", "--diff")
    assert "-      - ref: 1/26\n" in told
    assert "+      - ref: 3/26\n" in told


def test_a_list_may_become_empty_and_be_filled_again(board: Path) -> None:
    write(board, "2026-06-11", "date: 2026-06-11\nupdates:\n- ref: 1/26\n  status:\n")
    told = run(board, "carry-forward")
    assert "2 actions carried forward. 1 empty update deleted: 1/26" in told
    assert "1/26" not in read(board, "2026-06-11")
    assert run(board, "check") == ""


def test_only_deleted(board: Path) -> None:
    run(board, "update", "3/26", "-s", "ongoing")
    told = run(board, "carry-forward")
    assert told.startswith("meetings/2026-06-11.yaml: 2 empty updates deleted: 1/26 (closed on")


def test_minutes_of_a_meeting_that_is_past_keep_what_they_list(board: Path) -> None:
    told = run(board, "carry-forward", "2026-06-11", today="2026-06-12")
    assert "yaml:20: 1 action carried forward.\n" in told
    assert "1/26" in read(board, "2026-06-11")


def test_check_warns_until_the_meeting_is_past(board: Path) -> None:
    told = run(board, "check", "--only", "stale-entry")
    assert (
        "meetings/2026-06-11.yaml:8:9: warning [stale-entry] 1/26 was closed on 20 May 2026, but "
        "the file still has an empty update for it.\n"
    ) in told
    assert "Run `scrutiny carry-forward 2026-06-11`, which deletes the empty update." in told
    assert told.count("[stale-entry]") == 2
    assert "[stale-entry]" in run(board, "check", today="2026-06-11")
    assert "[stale-entry]" not in run(board, "check", today="2026-06-12")


@pytest.mark.parametrize(
    ("june", "stale"),
    [
        ("updates:\n  - ref: 1/26\n    status:\n", []),
        # News in the same file closes it; the meeting itself does not close it before it.
        ("updates:\n  - ref: 1/26\n  - {ref: 1/26, status: done, on: 2026-06-01}\n", ["1/26"]),
        ("updates:\n  - ref: 1/26\n  - {ref: 1/26, status: done}\n", []),
        ("updates:\n  - ref: 9/26\n", []),
        ("held: false\nupdates:\n  - ref: 1/26\n", []),
    ],
)
def test_which_updates_are_stale(june: str, stale: list[str]) -> None:
    texts = {"2026-05-14": MAY, "2026-06-11": f"date: 2026-06-11\n{june}"}
    book = make_book(texts)
    found = list_stale_updates(book, book.index.by_name["2026-06-11"], date(2026, 6, 11))
    assert [one.action.key for one in found] == stale


def test_an_extraordinary_meeting_goes_through_open_actions_by_name_alone(board: Path) -> None:
    write(board, "2026-06-02-site", "date: 2026-06-02\nextraordinary: true\n")
    done = scrutiny("carry-forward", "-n", cwd=board, SCRUTINY_TODAY="2026-05-30").stderr
    assert done.startswith("meetings/2026-06-11.yaml:")
    (board / "meetings" / "2026-06-11.yaml").unlink()
    refused = scrutiny("carry-forward", cwd=board, code=3, SCRUTINY_TODAY="2026-05-30").stderr
    assert refused == (
        "The meeting of 2026-06-02-site is extraordinary, so it need not go through the open "
        "actions. Nothing was written. Run `scrutiny new-meeting`, or type scrutiny carry-forward "
        "2026-06-02-site.\n"
    )
    named = ("carry-forward", "2026-06-02-site", "-n")
    assert (
        "2 actions carried forward."
        in scrutiny(*named, cwd=board, SCRUTINY_TODAY="2026-05-30").stderr
    )
