"""`scrutiny log` from end to end: real commits by several people, and who did what."""

from __future__ import annotations

import csv
import io
import json
from functools import partial
from pathlib import Path

import pytest
import support
from support import commit, git, make_repository

scrutiny = partial(support.scrutiny, SCRUTINY_TODAY="2024-05-20")
MARCH = """\
title: Harbour Board
date: 2024-03-14
actions:
  - ref: 1/24
    action: Survey of the east mole.
    owner: AB
    due: 11 April 2024
  - action: Publish the minutes.
    owner: CD
"""
DRAFT = """\
date: 2024-04-11
items:
  - title: Matters arising
    updates:
      - ref: 1/24
        status:

      - ref: 2024-03-14#2
        about: Publish
        status:
"""


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """Give a folder of two meetings: drafted by Ann, and minuted by Ben and Cai."""
    top = make_repository(tmp_path / "a board")
    (top / "meetings").mkdir()
    write(top, "2024-03-14", MARCH)
    commit(top, "Ann Bell", "2024-03-15T10:00:00+0000")
    write(top, "2024-04-11", DRAFT)
    commit(top, "Ann Bell", "2024-04-09T10:00:00+0100")
    write(top, "2024-04-11", filled())
    commit(top, "Ben Cox", "2024-04-12T09:30:00+0100")
    return top


def filled() -> str:
    return DRAFT.replace("status:", "status: completed", 1)


def write(top: Path, name: str, text: str) -> None:
    (top / "meetings" / f"{name}.yaml").write_text(text, encoding="utf-8")


def told(top: Path, *words: str) -> list[list[str]]:
    """Give the rows that `log` prints: event, the beginning of the commit, who and when."""
    lines = scrutiny("log", *words, cwd=top).stdout.splitlines()
    assert lines[0].split("\t") == ["Ref", "Date", "Event", "Meeting", "Commit", "Who", "When"]
    return [[cell for place, cell in enumerate(line.split("\t")) if place in {2, 5, 6}]
            for line in lines[1:]]  # fmt: skip


def test_a_closure_is_traced_to_who_wrote_it(board: Path) -> None:
    assert told(board, "1/24") == [
        ["raised, owner AB, due 2024-04-11", "Ann Bell", "2024-03-15T10:00:00+00:00"],
        ["completed", "Ben Cox", "2024-04-12T09:30:00+01:00"],
    ]
    row = scrutiny("log", "1/24", cwd=board).stdout.splitlines()[-1].split("\t")
    assert row[:2] + row[3:5] == [
        "1/24", "2024-04-11", "2024-04-11", git(board, "rev-parse", "HEAD"),
    ]  # fmt: skip


def test_the_past_is_read_with_the_month_first_where_the_board_writes_so(tmp_path: Path) -> None:
    top = make_repository(tmp_path / "board")
    (top / "meetings").mkdir()
    write(top, "series", "dates: 06/25/2015\n")
    text = MARCH.replace("2024-03-14", "03/14/2024").replace("11 April 2024", "04/11/2024")
    write(top, "2024-03-14", text)
    commit(top, "Ann Bell", "2024-03-15T10:00:00+0000")
    assert told(top, "1/24") == [
        ["raised, owner AB, due 2024-04-11", "Ann Bell", "2024-03-15T10:00:00+00:00"],
    ]


def test_without_a_ref_all_are_told_the_newest_commit_last(board: Path) -> None:
    assert [row[:2] for row in told(board)] == [
        ["raised, owner AB, due 2024-04-11", "Ann Bell"],
        ["raised, owner CD", "Ann Bell"],
        ["no report", "Ann Bell"],
        ["completed", "Ben Cox"],
    ]


def test_what_is_not_committed_is_said_to_be_so(board: Path) -> None:
    write(board, "2024-04-11", filled().replace("completed", "withdrawn"))
    write(board, "2024-05-09", "date: 2024-05-09\nactions:\n  - {ref: 2/24, action: Paint}\n")
    git(board, "add", ".")
    assert told(board)[-2:] == [
        ["edited in an update: status completed → withdrawn", "not committed", ""],
        ["raised", "not committed", ""],
    ]
    listed = json.loads(scrutiny("log", "2/24", "--format", "json", cwd=board).stdout)["log"]
    assert [(one["commit"], one["when"]) for one in listed] == [(None, None)]


def test_a_later_hand_at_the_words_does_not_take_the_closure(board: Path) -> None:
    write(
        board,
        "2024-04-11",
        "# Agreed.\n" + filled().replace("completed", "completed\n        note: Seen"),
    )
    commit(board, "Cai Dee", "2024-05-01T10:00:00+0100")
    assert [row[:2] for row in told(board, "1/24")[1:]] == [
        ["completed", "Ben Cox"],
        ["edited in an update: note now reads “Seen”", "Cai Dee"],
    ]


def test_what_is_edited_in_place_is_a_row_of_who_edited_it(board: Path) -> None:
    changed = MARCH.replace("AB", "RO").replace("11 April", "18 April").replace("east", "west")
    write(board, "2024-03-14", changed)
    commit(board, "Cai Dee", "2024-05-01T10:00:00+0100")
    assert [row[:2] for row in told(board, "1/24")] == [
        ["raised, owner AB, due 2024-04-11", "Ann Bell"],
        ["completed", "Ben Cox"],
        [
            (
                "edited in the minutes that raised it: action now reads “Survey of the west "
                "mole.”, owner AB → RO, due 2024-04-11 → 2024-04-18"
            ),
            "Cai Dee",
        ],
    ]


def test_owners_that_are_joined_are_no_edit(board: Path) -> None:
    joined = MARCH.replace("owner: AB", "owner: AB/CD")
    write(board, "2024-03-14", joined)
    commit(board, "Cai Dee", "2024-05-01T10:00:00+0100")
    assert [row[0] for row in told(board, "1/24") if "edited" in row[0]] == [
        "edited in the minutes that raised it: owner AB → AB/CD"
    ]
    write(board, "2024-03-14", joined.replace("11 April", "18 April"))
    assert [row[0] for row in told(board, "1/24") if "edited" in row[0]][1:] == [
        "edited in the minutes that raised it: due 2024-04-11 → 2024-04-18"
    ]


def test_a_changed_number_alone_is_renumbered_and_not_raised(board: Path) -> None:
    write(board, "2024-03-14", MARCH.replace("1/24", "3/24"))
    write(board, "2024-04-11", filled().replace("1/24", "3/24"))
    commit(board, "Cai Dee", "2024-05-01T10:00:00+0100")
    assert [row[:2] for row in told(board, "3/24")] == [
        ["raised, owner AB, due 2024-04-11", "Ann Bell"],
        ["completed", "Ben Cox"],
        ["renumbered 1/24 → 3/24", "Cai Dee"],
        ["renumbered 1/24 → 3/24", "Cai Dee"],
    ]


def test_a_file_that_could_not_be_read_for_a_while_keeps_its_history(board: Path) -> None:
    write(board, "2024-03-14", MARCH + "\t- broken: [\n")
    commit(board, "Cai Dee", "2024-05-01T10:00:00+0100")
    write(board, "2024-03-14", MARCH)
    commit(board, "Eva Fox", "2024-05-02T10:00:00+0100")
    assert {row[1] for row in told(board)} == {"Ann Bell", "Ben Cox"}


def test_what_a_merge_puts_together_keeps_who_wrote_it(board: Path) -> None:
    git(board, "switch", "--quiet", "-c", "other")
    write(board, "2024-03-14", MARCH.replace("CD", "EF"))
    commit(board, "Cai Dee", "2024-04-13T10:00:00+0100")
    git(board, "switch", "--quiet", "main")
    write(board, "2024-03-14", MARCH.replace("title: Harbour", "title: The Harbour"))
    commit(board, "Dan Eve", "2024-04-14T10:00:00+0100")
    git(board, "merge", "--quiet", "--no-edit", "other")
    assert [row[:2] for row in told(board)] == [
        ["raised, owner AB, due 2024-04-11", "Ann Bell"],
        ["raised, owner CD", "Ann Bell"],
        ["no report", "Ann Bell"],
        ["completed", "Ben Cox"],
        ["edited in the minutes that raised it: owner CD → EF", "Cai Dee"],
    ]


def test_an_indent_or_other_line_ends_take_nothing(board: Path) -> None:
    deeper = filled().replace("\n      ", "\n          ")
    (board / "meetings" / "2024-04-11.yaml").write_bytes(deeper.replace("\n", "\r\n").encode())
    commit(board, "Cai Dee", "2024-05-01T10:00:00+0100")
    assert {row[1] for row in told(board)} == {"Ann Bell", "Ben Cox"}


def test_a_renamed_file_keeps_its_history(board: Path) -> None:
    write(board, "2024-04-12", filled().replace("2024-04-11", "2024-04-12"))
    (board / "meetings" / "2024-04-11.yaml").unlink()
    commit(board, "Cai Dee", "2024-05-01T10:00:00+0100")
    assert told(board, "1/24")[-1][1] == "Ben Cox"


def test_of_a_merge_who_wrote_it_is_told_and_not_who_merged(board: Path) -> None:
    git(board, "switch", "--quiet", "-c", "other", "HEAD^")
    write(board, "2024-04-11", DRAFT + "        note: On the website\n")
    commit(board, "Cai Dee", "2024-04-13T10:00:00+0100")
    git(board, "switch", "--quiet", "main")
    git(board, "merge", "--quiet", "--no-edit", "other")
    assert [row[1] for row in told(board)] == ["Ann Bell", "Ann Bell", "Ben Cox", "Cai Dee"]


def test_a_linked_worktree_and_a_folder_of_another_name_work(board: Path, tmp_path: Path) -> None:
    git(board, "mv", "meetings", "Räte und so")
    commit(board)
    git(board, "worktree", "add", "--quiet", str(tmp_path / "other"))
    there = tmp_path / "other" / "Räte und so"
    done = scrutiny("log", "1/24", "-m", ".", cwd=there).stdout
    assert "completed" in done
    assert "Ben Cox" in done
    (board / "meetings").symlink_to("Räte und so")
    assert told(board, "1/24")[-1][1] == "Ben Cox"


def test_every_format_and_a_day_can_be_asked_for(board: Path) -> None:
    table = scrutiny("log", "1/24", "--format", "table", cwd=board).stdout.splitlines()
    assert table[0].split() == ["Ref", "Date", "Event", "Meeting", "Commit", "Who", "When"]
    assert all(len(line) <= 80 for line in table)
    rows = list(csv.reader(io.StringIO(scrutiny("log", "--format", "csv", cwd=board).stdout)))
    assert len(rows) == 5
    page = scrutiny("log", "--format", "md", cwd=board).stdout
    assert "| 1/24 | 11 April 2024 | completed |" in page
    assert len(told(board, "--as-at", "2024-04-10")) == 2
    listed = json.loads(scrutiny("log", "1/24", "--format", "json", cwd=board).stdout)["log"]
    assert list(listed[0]) == ["ref", "date", "event", "meeting", "commit", "who", "when"]


def test_an_unknown_ref_is_told_with_the_nearest(board: Path) -> None:
    assert "There is no action “1/42”" in scrutiny("log", "1/42", cwd=board, code=2).stderr


def test_confidential_rows_are_said_to_be_so(board: Path) -> None:
    write(
        board, "2024-03-14", MARCH.replace("    owner: AB", "    owner: AB\n    confidential: true")
    )
    assert "1 row is confidential." in scrutiny("log", cwd=board).stderr


def test_an_error_in_the_files_is_told_after_the_rows(board: Path) -> None:
    write(board, "2024-05-09", "date: 2024-05-09\nactoins: []\n")
    done = scrutiny("log", cwd=board, code=1)
    assert "Ben Cox" in done.stdout
    assert "1 error in the files" in done.stderr


def test_where_git_cannot_be_had_the_exit_code_is_4(board: Path, tmp_path: Path) -> None:
    alone = tmp_path / "alone" / "meetings"
    alone.mkdir(parents=True)
    (alone / "2024-03-14.yaml").write_text(MARCH, encoding="utf-8")
    ceiling = {"GIT_CEILING_DIRECTORIES": str(tmp_path)}
    done = scrutiny("log", cwd=alone.parent, code=4, **ceiling)
    assert (done.stdout, "is not in a git repository" in done.stderr) == ("", True)
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{board}", "clone")
    assert "fetch-depth: 0" in scrutiny("log", cwd=tmp_path / "clone", code=4).stderr


def test_a_filter_that_turns_the_lines_changes_nothing(board: Path) -> None:
    (board / ".gitattributes").write_text("*.yaml filter=short\n", encoding="utf-8")
    git(board, "config", "filter.short.clean", "head -n 3")
    write(board, "2024-03-14", MARCH + "# More.\n")
    assert {row[1] for row in told(board)} == {"Ann Bell", "Ben Cox"}


def test_a_strange_time_and_a_nameless_person_are_no_fault(board: Path) -> None:
    write(board, "2024-04-11", filled().replace("completed", "withdrawn"))
    git(board, "add", ".")
    tree, parent = git(board, "write-tree"), git(board, "rev-parse", "HEAD")
    text = (
        f"tree {tree}\nparent {parent}\nauthor  <who@x> 9999999999999 +9900\n"
        "committer A <a@x> 0 +0000\n\nStrange\n"
    )
    (board / "strange").write_text(text, encoding="utf-8")
    made = git(board, "hash-object", "-t", "commit", "-w", "--literally", "strange")
    git(board, "reset", "--quiet", "--hard", made)
    assert told(board, "1/24")[-1] == [
        "edited in an update: status completed → withdrawn",
        "who@x",
        "9999-12-28T12:26:40+00:00",
    ]
