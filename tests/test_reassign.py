"""The command `reassign`: who owns what when one person takes the place of another."""

from __future__ import annotations

import os
import pty
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import SCRUTINY, environment, scrutiny

from scrutiny_cli.editing.owner_change import replace_owner

JANUARY = """\
date: 2026-01-29
present:
  - Ada Bell (AB)
  - Cem Demir (CD)
  - Eva Fox (EF)
actions:
  - ref: 1/26
    action: One
    owner: AB
  - ref: 2/26
    action: Two
    owner: EF, Ada Bell (lead), tbc
  - action: Three
    owner: [AB, CD]
  - ref: 3/26
    action: Done
    owner: AB
  - ref: 4/26
    action: Another's
    owner: EF
updates:
  - {ref: 3/26, status: done}
next_meeting: 2026-02-26
"""
FEBRUARY = """\
date: 2026-02-26
items:
  - title: Matters arising
    updates:
      # One
      - ref: 1/26
        status:
      - ref: 2/26
        note: Heard of.
        on: 2026-02-10
"""


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


def typed(board: Path, *words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    return scrutiny("reassign", *words, cwd=board, code=code, SCRUTINY_TODAY="2026-02-10")


def test_all_open_actions_of_one_owner_get_another(board: Path) -> None:
    write(board, "2026-02-26", FEBRUARY)
    done = typed(board, "ab", "CD")
    assert done.stdout == "1/26\n2/26\n2026-01-29#3\n"
    assert done.stderr.startswith(
        "meetings/2026-02-26.yaml:6: recorded CD instead of AB as the owner of 1/26, "
        "2/26 (line 13), 2026-01-29#3 (line 16).\n        owner: CD\n"
    )
    assert read(board, "2026-02-26") == FEBRUARY.replace(
        "status:\n", "status:\n        owner: CD\n        on: 2026-02-10\n"
    ) + (
        "      - ref: 2/26\n        owner: EF, CD (lead), tbc\n        on: 2026-02-10\n"
        "      - ref: 2026-01-29#3\n        about: Three\n        owner: CD\n"
        "        on: 2026-02-10\n"
    )
    assert read(board, "2026-01-29") == JANUARY
    again = typed(board, "AB", "EF", code=3)
    assert again.stderr == "AB owns no open action. Nothing was written.\n"


def test_a_day_may_be_typed_and_a_trial_writes_nothing(board: Path) -> None:
    write(board, "2026-02-26", FEBRUARY)
    done = typed(board, "CD", "EF, AB", "--on", "2.2.26", "-n", "--diff")
    assert done.stdout == "2026-01-29#3\n"
    assert "+        owner: AB, EF\n+        on: 2026-02-02\n" in done.stderr
    assert read(board, "2026-02-26") == FEBRUARY
    typed(board, "EF", "none")
    assert "- ref: 4/26\n        owner: none\n" in read(board, "2026-02-26")
    assert "- ref: 2/26\n        owner: AB (lead), tbc\n" in read(board, "2026-02-26")


def test_of_all_actions_none_is_given_where_one_cannot_be(board: Path) -> None:
    write(board, "2026-02-26", "date: 2026-02-26\nactions: [{action: Four, owner: AB}]\n")
    done = typed(board, "AB", "CD", "--at", "last", code=3)
    assert done.stderr.startswith(
        "2026-02-26#1 is raised by 2026-02-26 (meetings/2026-02-26.yaml:2), which is after "
        "2026-01-29. Nothing was written."
    )
    assert read(board, "2026-01-29") == JANUARY


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["Zo", "CD"], "Nobody in this log is called “Zo”. `scrutiny people` lists everyone.\n"),
        (["none", "CD"], "“none” is nobody. FROM needs the label of an owner. For example: "),
        (["", "CD"], "FROM needs the label of an owner. For example: scrutiny reassign WK RO\n"),
        (["AB", " "], "TO needs the label of an owner. For example: scrutiny reassign WK RO\n"),
        (["AB, CD", "EF"], "FROM takes one owner, but “AB, CD” names 2.\n"),
        (["AB", "Ada Bell"], "FROM and TO are the same owner, AB: type another one as TO.\n"),
        (["AB", "'CD'"], "TO: the quotes would become part of the text. Type: TO CD\n"),
        (["AB", "CD", "none"], "`scrutiny reassign` takes only FROM and TO. "),
    ],
)
def test_what_is_typed_wrongly_is_refused(board: Path, words: list[str], why: str) -> None:
    done = typed(board, *words, code=2)
    assert why in done.stderr
    assert read(board, "2026-01-29") == JANUARY


def test_minutes_already_held_are_reported(board: Path) -> None:
    done = typed(board, "CD", "EF", code=0)
    assert "These are" in done.stderr or "a meeting already held" in done.stderr
    assert "owner: AB, EF\n" in read(board, "2026-01-29")


def test_on_a_terminal_it_is_asked_whether_it_is_news(board: Path) -> None:
    variables = environment(SCRUTINY_TODAY="2026-02-10")
    leader, follower = pty.openpty()
    os.write(leader, b"n\n")
    subprocess.run(
        [SCRUTINY, "reassign", "CD", "EF"],
        cwd=board, env=variables, stdin=follower, stdout=follower, stderr=follower, check=True,
        timeout=30,
    )  # fmt: skip
    os.close(follower)
    os.close(leader)
    assert "owner: AB, EF\n" in read(board, "2026-02-26")
    assert read(board, "2026-01-29") == JANUARY


labels = st.sampled_from(["AB", "CD (lead)", "EF", "GH (till May)", "tbc"])


@given(st.lists(labels, unique=True), st.sampled_from(["AB", "CD", "EF", "GH"]), st.sets(labels))
def test_each_owner_is_there_once(owners: list[str], old: str, new: set[str]) -> None:
    found = replace_owner(tuple(owners), old, tuple(sorted(new)))
    plain = [owner.partition(" ")[0] for owner in found]
    others = [one for one in owners if one.partition(" ")[0] != old]
    assert len(set(plain)) == len(plain)
    assert [one for one in found if one in others] == others
    if len(others) < len(owners):
        added = {one.partition(" ")[0] for one in new}
        assert set(plain) == {one.partition(" ")[0] for one in others} | added
    else:
        assert list(found) == owners
