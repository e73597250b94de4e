"""`scrutiny diff` on real repositories: branches, merges, a rebase, a revert, what is staged."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import support
from support import ROOT, check_golden, commit, git, make_repository

from scrutiny_cli.diff.states import FileState, build_books
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.minutes.yaml import tree
from scrutiny_cli.minutes.yaml.events import Event, read_events

scrutiny = partial(support.scrutiny, SCRUTINY_TODAY="2024-05-20")
MARCH = """\
title: Harbour Board
date: 2024-03-14
due: 2024-04-11
brought_forward:
  - {ref: 7/23, action: Survey of the east mole, owner: GH, due: 28.03.24}
items:
  - title: Dredging
    minutes: CD reported on the basin.
    actions:
      - {ref: 1/24, action: Costs of dredging the basin, owner: AB, due: 1.5.24}
      - {ref: 2/24, action: Review the casualty figures, owner: "CD, EF"}
  - title: Website
    actions:
      - {action: Publish the minutes, owner: EF, due: 8.5.24}
"""
APRIL = """\
title: Harbour Board
date: 2024-04-11
items:
  - title: Matters arising
    updates:
      - {ref: 7/23, status: done}
      - ref: 1/24
        status:
      - ref: 2/24
        due: 30.4.24
        status: ongoing
      - {ref: 2024-03-14#3, about: Publish the minutes, status: done}
  - title: Minutes
    approves: 2024-03-14
"""
# Everything that can become of an action, and of agreed minutes.
MAY = """\
title: Harbour Board
date: 2024-05-09
items:
  - title: Matters arising
    updates:
      - {ref: 7/23, status: reopened, note: "It leaks *again*"}
      - {ref: 1/24, action: Costs of dredging the *inner* basin, note: as <agreed>}
      - {ref: 2/24, due: next meeting, owner: GH}
    actions:
      - {ref: 3/24, action: Buy "£5" <buoys> | oars, owner: AB, confidential: s.40 FOIA}
next_meeting: 2024-06-13
"""
CHANGED = {
    "2024-03-14": MARCH.replace("reported", "spoke").replace("8.5.24", "9.5.24"),
    "2024-04-11": APRIL.replace("status:\n", "status: merged\n        becomes: 3/24\n"),
    "2024-05-09": MAY,
}


def write(top: Path, **texts: str) -> None:
    for name, text in texts.items():
        (top / "meetings" / f"{name}.yaml").write_text(text, encoding="utf-8")


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """Give a repository with two meetings committed."""
    top = make_repository(tmp_path / "a board")
    (top / "meetings").mkdir()
    write(top, **{"2024-03-14": MARCH, "2024-04-11": APRIL})
    commit(top)
    return top


def told(top: Path, *words: str, code: int = 0) -> list[tuple[str, str]]:
    """Give what is told of which action."""
    done = scrutiny("diff", "--format", "plain", *words, cwd=top, code=code)
    rows = [line.split("\t") for line in done.stdout.splitlines()[1:]]
    return [(row[1], row[2] or row[0]) for row in rows]


def edit(top: Path, name: str, old: str, new: str) -> None:
    path = top / "meetings" / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


EMPTY = ("status:\n", "status: done\n")


# What is printed


def test_days_are_as_the_board_writes_them_in_full_and_short(board: Path) -> None:
    write(board, series="dates: Thursday 25th June 2015\n")
    edit(board, "2024-03-14", "8.5.24", "9.9.24")
    for width, days in (
        (140, "Wednesday 8th May 2024 → Monday 9th September 2024"),
        (80, "8th May 2024 →"),
        (60, "9th Sep 2024"),
    ):
        done = scrutiny("diff", "--format", "table", cwd=board, COLUMNS=str(width))
        assert days in done.stdout


@pytest.mark.parametrize("width", [40, 80, 140])
def test_tables(board: Path, width: int, update: bool) -> None:  # noqa: FBT001
    write(board, **CHANGED)
    done = scrutiny("diff", "--format", "table", cwd=board, COLUMNS=str(width))
    assert all(len(line) <= width for line in done.stdout.splitlines())
    assert all(line == line.rstrip() for line in done.stdout.splitlines())
    check_golden(f"diff-{width}.txt", done.stdout, update)


@pytest.mark.parametrize("form", ["plain", "md", "json"])
def test_formats(board: Path, form: str, update: bool) -> None:  # noqa: FBT001
    write(board, **CHANGED)
    done = scrutiny("diff", "--format", form, cwd=board)
    told = "" if form == "md" else "1 row is confidential. Do not pass it on.\n"
    assert done.stderr == told
    check_golden(f"diff.{form}.txt", done.stdout, update)


# What nobody hopes to see: actions and reports that move, change their number, or are gone.
GONE = {
    "2024-03-14": MARCH.replace("{action: Publish the minutes", "{ref: 5/24, action: Publish them")
    .replace(
        "      - {ref: 1/24, action: Costs of dredging the basin, owner: AB, due: 1.5.24}\n", ""
    )
    .replace(", action: Survey of the east mole, owner: GH, due: 28.03.24}", ", from: the port}"),
    "2024-04-11": APRIL.replace("      - ref: 1/24\n        status:\n", "")
    .replace("status: ongoing", "note: CD is ill\n        on: 2024-04-10")
    .replace("2024-03-14#3, about: Publish the minutes, status: done", "7/23, status: closed")
    .replace("{ref: 7/23, status: done}", "{ref: 2/24, note: Late}")
    + "    actions:\n      - {ref: 1/24, action: Costs of dredging the basin, follows: 2/24}\n",
}


@pytest.mark.parametrize("form", ["plain", "md"])
def test_what_moves_or_is_gone(board: Path, form: str, update: bool) -> None:  # noqa: FBT001
    write(board, **GONE)
    done = scrutiny("diff", "--format", form, cwd=board)
    check_golden(f"diff-gone.{form}.txt", done.stdout, update)


def test_a_meeting_that_is_gone_takes_its_actions_along(board: Path) -> None:
    (board / "meetings" / "2024-03-14.yaml").unlink()
    assert told(board, code=1) == [
        ("meeting removed", "2024-03-14"),
        ("removed", "7/23"),
        ("removed", "1/24"),
        ("removed", "2/24"),
        ("removed", "2024-03-14#3"),
        ("agreed minutes changed", "2024-03-14"),
    ]


def test_json_says_what_the_lines_say(board: Path) -> None:
    write(board, **CHANGED)
    whole = json.loads(scrutiny("diff", "--format", "json", cwd=board).stdout)
    rows = [(one["change"], one["key"] or one["meeting"]) for one in whole["changes"]]
    lines = told(board)
    assert rows == [row for row in lines if row[0] != "agreed minutes changed"]
    agreed = [one for each in whole["agreed_minutes_changed"] for one in each["differences"]]
    assert len(agreed) == len(lines) - len(rows) == 2
    assert (whole["before"]["state"], whole["after"]["state"]) == ("HEAD", "the files")
    assert (whole["before"]["open"], whole["after"]["open"]) == (2, 3)


def test_there_is_no_csv(board: Path) -> None:
    done = scrutiny("diff", "--format", "csv", cwd=board, code=2)
    assert "--format takes table, plain, md or json, not “csv”." in done.stderr


def test_colour_stays_away_where_it_is_not_wanted(board: Path) -> None:
    write(board, **CHANGED)
    assert "\x1b" not in scrutiny("diff", "--format", "table", cwd=board).stdout


# Which states


def test_by_default_the_last_commit_against_the_files(board: Path) -> None:
    edit(board, "2024-04-11", *EMPTY)
    assert told(board) == [("closed", "1/24")]
    git(board, "add", ".")
    assert told(board) == [("closed", "1/24")]
    commit(board)
    assert told(board) == []


def test_staged_is_what_the_next_commit_does(board: Path) -> None:
    edit(board, "2024-04-11", *EMPTY)
    assert told(board, "--staged") == []
    git(board, "add", ".")
    edit(board, "2024-04-11", "ongoing", "lapsed")
    assert told(board, "--staged") == [("closed", "1/24")]
    assert told(board) == [("closed", "1/24"), ("closed", "2/24")]
    commit(board)
    assert told(board, "HEAD~1", "--staged") == [("closed", "1/24"), ("closed", "2/24")]


def parted(board: Path) -> None:
    """Let a branch close one action while main closes another."""
    git(board, "switch", "--quiet", "-c", "minutes")
    edit(board, "2024-04-11", *EMPTY)
    commit(board)
    git(board, "switch", "--quiet", "main")
    edit(board, "2024-04-11", "ongoing", "lapsed")
    commit(board)


def test_two_dots_compare_two_commits(board: Path) -> None:
    parted(board)
    assert told(board, "main..minutes") == [("closed", "1/24"), ("reopened", "2/24")]
    assert told(board, "..minutes") == [("closed", "1/24"), ("reopened", "2/24")]
    assert told(board, "minutes..") == [("not answered", "1/24"), ("reopened", "1/24"),
                                        ("closed", "2/24")]  # fmt: skip
    assert told(board, "minutes") == told(board, "minutes..main")


def test_three_dots_tell_what_the_branch_does_since_it_left(board: Path) -> None:
    parted(board)
    assert told(board, "main...minutes") == [("closed", "1/24")]
    assert told(board, "minutes...") == [("closed", "2/24")]
    done = scrutiny("diff", "main...minutes", "--format", "json", cwd=board)
    shared = "the last commit of both main and minutes"
    assert json.loads(done.stdout)["before"]["state"] == shared


def test_a_range_and_the_index_are_too_much(board: Path) -> None:
    done = scrutiny("diff", "HEAD..HEAD", "--staged", cwd=board, code=2)
    assert "type one branch or commit, or none" in done.stderr


def test_an_unknown_revision_is_told(board: Path) -> None:
    done = scrutiny("diff", "yesterday", cwd=board, code=4)
    assert "There is no revision “yesterday”" in done.stderr


def test_without_a_repository_it_is_said_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "meetings").mkdir()
    environment = {"GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}
    done = scrutiny("diff", cwd=tmp_path, code=4, **environment)
    assert "is not in a git repository" in done.stderr


def test_a_folder_below_is_compared_from_wherever_one_stands(board: Path) -> None:
    edit(board, "2024-04-11", *EMPTY)
    done = scrutiny("diff", "-m", "a board/meetings", "--format", "plain", cwd=board.parent)
    assert "a board/meetings/2024-04-11.yaml" in done.stdout


# How it ends


def test_no_change_says_so_and_prints_nothing(board: Path) -> None:
    edit(board, "2024-04-11", "title: Matters", '# Typed anew\n    title:   "Matters')
    edit(board, "2024-04-11", "arising\n", 'arising"\n')
    done = scrutiny("diff", "--exit-code", cwd=board)
    assert done.stdout == ""
    assert done.stderr == "Nothing changed for the actions between HEAD and the files.\n"


def test_prose_that_changed_is_named_beside(board: Path) -> None:
    edit(board, "2024-04-11", "title: Matters arising", "title: Matters that arise")
    done = scrutiny("diff", "--exit-code", cwd=board)
    assert done.stdout == ""
    assert "Other text changed in: 2024-04-11" in done.stderr


def test_exit_code_tells_that_there_are_rows(board: Path) -> None:
    edit(board, "2024-04-11", *EMPTY)
    scrutiny("diff", "--exit-code", cwd=board, code=5)
    edit(board, "2024-04-11", "ref: 7/23", "ref: 77/23")
    done = scrutiny("diff", "--exit-code", cwd=board, code=1)
    assert "In the files:\nmeetings/2024-04-11.yaml:6:15: error [unknown-ref]" in done.stderr


@pytest.mark.parametrize("now", [True, False])
def test_what_cannot_be_read_in_one_state_is_left_out_of_both(board: Path, now: bool) -> None:  # noqa: FBT001
    text = (board / "meetings" / "2024-03-14.yaml").read_text(encoding="utf-8")
    broken = text.replace("items:", "items: [")
    write(board, **{"2024-03-14": text if now else broken})
    commit(board)
    write(board, **{"2024-03-14": broken if now else text, "2024-05-09": MAY})
    done = scrutiny("diff", "--format", "plain", cwd=board, code=1)
    kinds = [line.split("\t")[1] for line in done.stdout.splitlines()[1:]]
    assert kinds == ["meeting added", "raised"]
    assert f"In {'the files' if now else 'HEAD'}:\nmeetings/2024-03-14.yaml" in done.stderr
    assert "is not compared" in done.stderr


def test_a_series_that_knows_other_words_reads_the_files_anew(board: Path) -> None:
    edit(board, "2024-04-11", "ongoing", "noted")
    write(board, series="statuses: {noted: on hold}\n")
    commit(board)
    write(board, series="statuses: {noted: completed}\n")
    assert told(board) == [("closed", "2/24")]


# What becomes of histories


def test_a_merge_that_gives_two_actions_one_number(board: Path) -> None:
    git(board, "switch", "--quiet", "-c", "minutes")
    may = MAY.replace("7/23, status: reopened", "7/23, status: done")
    write(board, **{"2024-05-09": may})
    commit(board)
    git(board, "switch", "--quiet", "main")
    later = "date: 2024-05-16\nactions: [{ref: 3/24, action: Thank the diver, owner: CD}]\n"
    write(board, **{"2024-05-16": later})
    commit(board)
    git(board, "merge", "--quiet", "--no-edit", "minutes")
    done = scrutiny("diff", "HEAD~1..HEAD", "--format", "plain", cwd=board, code=1)
    rows = [tuple(line.split("\t")[1:4]) for line in done.stdout.splitlines()[1:]]
    assert ("raised", "3/24", 'Buy "£5" <buoys> | oars') in rows
    assert ("renumbered", "2024-05-16#1", "Thank the diver") in rows
    assert "3/24 is given to two actions" in done.stderr


def test_a_rebase_says_of_itself_what_the_branch_said(board: Path) -> None:
    parted(board)
    alone = told(board, "main...minutes")
    git(board, "switch", "--quiet", "minutes")
    git(board, "rebase", "--quiet", "main")
    assert told(board, "main..minutes") == told(board, "main...minutes") == alone


def test_a_revert_takes_back_what_was_done(board: Path) -> None:
    edit(board, "2024-04-11", *EMPTY)
    commit(board)
    git(board, "revert", "--no-edit", "HEAD")
    assert told(board, "HEAD~1..HEAD") == [("not answered", "1/24"), ("reopened", "1/24")]
    assert told(board, "HEAD~2..HEAD") == []


def test_agreed_minutes_that_were_forced_to_change(board: Path) -> None:
    edit(board, "2024-03-14", "reported", "spoke")
    git(board, "add", "--all")
    was = git(board, "rev-parse", "HEAD")
    git(board, "commit", "--quiet", "--amend", "--no-edit")
    assert told(board, f"{was}..HEAD") == [("agreed minutes changed", "2024-03-14")]
    done = scrutiny("diff", was, "--format", "plain", "--exit-code", cwd=board, code=5)
    assert done.stdout.splitlines()[1].split("\t")[5:] == [
        "minutes of “Dredging”", "", "no correction is recorded", "meetings/2024-03-14.yaml", "8",
    ]  # fmt: skip


def test_a_correction_that_was_recorded_is_named(board: Path) -> None:
    edit(board, "2024-03-14", "reported", "spoke")
    corrected = '    approves: 2024-03-14\n    corrections: ["For reported read spoke."]'
    edit(board, "2024-04-11", "    approves: 2024-03-14", corrected)
    assert "For reported read spoke." in scrutiny("diff", "--format", "md", cwd=board).stdout


def test_a_renamed_file_takes_its_actions_along(board: Path) -> None:
    later = "2024-04-18"
    git(board, "mv", "meetings/2024-04-11.yaml", f"meetings/{later}.yaml")
    edit(board, later, "date: 2024-04-11", f"date: {later}")
    assert told(board) == [("meeting renamed", later)]
    git(board, "add", ".")
    assert told(board, "--staged") == [("meeting renamed", later)]


def test_the_real_meeting_and_the_draft_of_the_next(tmp_path: Path) -> None:
    top = make_repository(tmp_path)
    (top / "meetings").mkdir()
    for path in (ROOT / "meetings").glob("*.yaml"):
        (top / "meetings" / path.name).write_bytes(path.read_bytes())
    commit(top)
    scrutiny("new-meeting", cwd=top, SCRUTINY_TODAY="2015-06-20")
    changes = told(top)
    assert changes[0] == ("meeting added", "2015-06-25")
    assert {kind for kind, _ in changes[1:]} == {"not answered"}
    assert len(changes) == 15


def test_a_file_that_is_the_same_in_both_states_is_read_once(
    board: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = [
        Source(f"meetings/{path.name}", path.read_text(encoding="utf-8"))
        for path in sorted((board / "meetings").iterdir())
    ]
    read: list[str] = []

    def counted(text: str) -> Iterator[Event]:
        read.append(next(source.path for source in (*sources, *changed) if source.text == text))
        return read_events(text)

    monkeypatch.setattr(tree, "read_events", counted)
    changed = [*sources[:-1], sources[-1]._replace(text=sources[-1].text + "# More\n")]
    before, after = (FileState("", one, []) for one in (sources, changed))
    old, new = build_books(before, after, lambda: None)
    assert sorted(read) == ["meetings/2024-03-14.yaml", *["meetings/2024-04-11.yaml"] * 2]
    assert old.log == new.log
