"""Git: the meetings of a commit and of the index, from real repositories."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from support import commit, environment, make_repository
from support import git as run

from scrutiny_cli.minutes import decode, reader, statuses
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.minutes.yaml import parser
from scrutiny_cli.storage import programs
from scrutiny_cli.storage.errors import GitError
from scrutiny_cli.storage.file_reader import FileContent, TooLarge, read_files
from scrutiny_cli.storage.git import (
    find_commit,
    find_merge_base,
    open_repository,
    read_commit,
    read_index,
)
from scrutiny_cli.storage.git_history import read_history

NAME = "2015-05-28.yaml"
TEXT = b"date: 2015-05-28\n"


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let git find nothing but what a test has made."""
    clean = environment(GIT_CEILING_DIRECTORIES=str(tmp_path.parent))
    for name in os.environ.keys() - clean.keys():
        monkeypatch.delenv(name)
    for name, value in clean.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """Give a folder with one meeting, committed, below the top of a repository."""
    top = make_repository(tmp_path / "a board")
    meetings = top / "Räte" / 'the "big" one'
    meetings.mkdir(parents=True)
    (meetings / NAME).write_bytes(TEXT)
    commit(top)
    return meetings


def held(files: Iterable[FileContent | TooLarge]) -> dict[str, bytes]:
    return {one.path.name: one.data for one in files if isinstance(one, FileContent)}


def refusal(folder_: Path, revision: str = "HEAD") -> str:
    """Give what is said where a commit of a folder cannot be read."""
    with pytest.raises(GitError) as told:
        read_commit(open_repository(folder_), revision)
    return str(told.value)


# What stands in a commit and in the index


def test_a_commit_the_index_and_the_disk_are_told_apart(board: Path) -> None:
    (board / NAME).write_bytes(b"date: 2015-05-29\n")
    run(board, "add", NAME)
    (board / NAME).write_bytes(b"date: 2015-05-30\n")
    repository = open_repository(board)
    assert held(read_commit(repository, "HEAD")) == {NAME: TEXT}
    assert held(read_index(repository)) == {NAME: b"date: 2015-05-29\n"}


def test_files_are_named_and_shown_as_on_the_disk(board: Path, tmp_path: Path) -> None:
    (board / "2015-06-25 extra.YML").write_bytes(b"\r\n\0\xff")
    (board / "2015-06-26-né.yaml").write_bytes(b"\n0123 blob 4\n")
    (board / "2015-07-01.yaml.txt").touch()
    (board / "series.yaml").touch()
    (board / "notes.txt").touch()
    (board / ".hidden.yaml").touch()
    (board / "older").mkdir()
    (board / "older" / NAME).touch()
    (board / "2016.yaml").mkdir()
    (board / "2016.yaml" / NAME).touch()
    commit(board)
    read = read_files(board.relative_to(tmp_path))
    on_disk = [one for one in read if isinstance(one, FileContent)]
    repository = open_repository(board.relative_to(tmp_path))
    assert read_commit(repository, "HEAD") == read_index(repository) == on_disk
    assert len(on_disk) == 5


def test_a_name_that_is_no_utf_8_is_read(board: Path) -> None:
    try:
        (board / os.fsdecode(b"2015-06-25-\xff.yaml")).write_bytes(TEXT)
    except OSError:
        pytest.skip("this disk has no such names")
    commit(board)
    assert read_commit(open_repository(board), "HEAD") == list(read_files(board))


def test_the_folder_may_be_the_top_itself(tmp_path: Path) -> None:
    make_repository(tmp_path)
    (tmp_path / NAME).write_bytes(TEXT)
    commit(tmp_path)
    repository = open_repository(tmp_path)
    assert repository.prefix == ""
    assert read_commit(repository, "HEAD") == read_index(repository) == list(read_files(tmp_path))


def test_renamed_and_deleted_files_stand_where_they_stood(board: Path) -> None:
    (board / "2015-06-25.yaml").write_bytes(b"date: 2015-06-25\n")
    commit(board)
    (board / NAME).rename(board / "2015-05-29.yaml")
    (board / "2015-06-25.yaml").unlink()
    commit(board)
    repository = open_repository(board)
    assert list(held(read_commit(repository, "HEAD^"))) == [NAME, "2015-06-25.yaml"]
    assert list(held(read_commit(repository, "HEAD"))) == ["2015-05-29.yaml"]


def test_before_there_was_a_folder_there_was_no_meeting(board: Path, tmp_path: Path) -> None:
    board.rename(tmp_path / "a board" / "meetings")
    commit(tmp_path / "a board")
    assert read_commit(open_repository(tmp_path / "a board" / "meetings"), "HEAD^") == []


def test_a_folder_that_is_not_in_git_has_no_meeting_there(board: Path) -> None:
    (board / "new").mkdir()
    (board / "new" / NAME).write_bytes(TEXT)
    repository = open_repository(board / "new")
    assert read_commit(repository, "HEAD") == read_index(repository) == []


def test_a_link_to_the_folder_is_shown_as_it_is_named(board: Path, tmp_path: Path) -> None:
    (tmp_path / "meetings").symlink_to(board)
    found = read_commit(open_repository(tmp_path / "meetings"), "HEAD")
    assert found == list(read_files(tmp_path / "meetings"))
    assert isinstance(found[0], FileContent)
    assert found[0].label == f"meetings/{NAME}"


def test_a_link_in_the_place_of_a_meeting_is_refused_by_name(board: Path) -> None:
    (board / "2015-06-25.yaml").symlink_to(NAME)
    commit(board)
    assert "2015-06-25.yaml is a link in git" in refusal(board)


def test_a_linked_worktree_has_its_own_index(board: Path, tmp_path: Path) -> None:
    run(board, "worktree", "add", "--quiet", "-b", "other", str(tmp_path / "other"))
    there = tmp_path / "other" / board.relative_to(tmp_path / "a board")
    (there / NAME).write_bytes(b"date: 2015-05-29\n")
    run(there, "add", NAME)
    repository = open_repository(there)
    assert repository.top == tmp_path / "other"
    assert held(read_index(repository)) == {NAME: b"date: 2015-05-29\n"}
    assert (
        held(read_index(open_repository(board)))
        == held(read_commit(repository, "other"))
        == {NAME: TEXT}
    )


def test_a_submodule_is_a_repository_of_its_own(board: Path, tmp_path: Path) -> None:
    house = make_repository(tmp_path / "house")
    run(house, "submodule", "--quiet", "add", str(tmp_path / "a board"), "meetings")
    commit(house)
    inside = house / "meetings" / board.relative_to(tmp_path / "a board")
    repository = open_repository(inside)
    assert repository.top == house / "meetings"
    assert held(read_commit(repository, "HEAD")) == {NAME: TEXT}
    assert read_commit(open_repository(house), "HEAD") == []


def test_a_name_announced_to_git_without_its_text_is_not_staged(board: Path) -> None:
    (board / "2015-06-25.yaml").write_bytes(b"date: 2015-06-25\n")
    run(board, "add", "--intent-to-add", "2015-06-25.yaml")
    (board / "2015-07-30.yaml").touch()
    run(board, "add", "2015-07-30.yaml")
    assert held(read_index(open_repository(board))) == {NAME: TEXT, "2015-07-30.yaml": b""}


def test_a_merge_conflict_is_refused_by_name_and_told_what_to_do(board: Path) -> None:
    run(board, "switch", "--quiet", "-c", "other")
    (board / NAME).write_bytes(b"date: 2015-05-29\n")
    commit(board)
    run(board, "switch", "--quiet", "main")
    (board / NAME).write_bytes(b"date: 2015-05-30\n")
    commit(board)
    run(board, "merge", "other", code=1)
    repository = open_repository(board)
    with pytest.raises(GitError, match=r"merge conflict\. .* `git add`"):
        read_index(repository)
    assert held(read_commit(repository, "HEAD")) == {NAME: b"date: 2015-05-30\n"}


def meeting(blob: FileContent) -> Meeting | None:
    """Give what a file says."""
    source, problems = decode.decode_bytes(blob.label, blob.data)
    said, more = reader.read_meeting(parser.parse_yaml(source), statuses.KNOWN)
    assert [*problems, *more] == []
    return said


def test_line_ends_that_git_turns_are_no_change(board: Path) -> None:
    lines = [
        b"date: 2015-05-28", b"minutes: |", b"  One", b"  line.", b"", b"  - a list", b"actions:",
        b'  - {ref: 1/15, action: "To', b'      be done"}', b"  - action: To be", b"      read",
    ]  # fmt: skip
    (board / ".gitattributes").write_text("*.yaml text eol=crlf\n", encoding="utf-8")
    (board / NAME).write_bytes(b"\r\n".join([*lines, b""]))
    commit(board)
    (on_disk,), (committed,) = read_files(board), read_commit(open_repository(board), "HEAD")
    assert isinstance(on_disk, FileContent)
    assert isinstance(committed, FileContent)
    assert b"\r\n" in on_disk.data
    assert committed.data == on_disk.data.replace(b"\r\n", b"\n")
    assert meeting(committed) == meeting(on_disk)


def test_a_repository_may_name_its_objects_in_another_way(tmp_path: Path) -> None:
    make_repository(tmp_path, "--object-format=sha256")
    (tmp_path / NAME).write_bytes(TEXT)
    commit(tmp_path)
    repository = open_repository(tmp_path)
    assert read_commit(repository, "HEAD") == read_index(repository) == list(read_files(tmp_path))


def test_a_state_is_read_by_few_processes(
    board: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 29):
        (board / f"2015-02-{number:02}.yaml").write_bytes(b"date: 2015-02-%02d\n" % number * 5000)
    commit(board)
    real, calls = programs.find_program("git"), tmp_path / "calls"
    spy = tmp_path / "bin" / "git"
    spy.parent.mkdir()
    spy.write_text(f"#!/bin/sh\necho >> '{calls}'\nexec '{real}' \"$@\"\n", encoding="utf-8")
    spy.chmod(0o755)
    monkeypatch.setenv("PATH", f"{spy.parent}{os.pathsep}{os.environ['PATH']}")
    assert len(read_commit(open_repository(board), "HEAD")) == 29
    assert len(calls.read_text("utf-8").splitlines()) == 5


def test_no_program_that_a_repository_names_is_run(board: Path, tmp_path: Path) -> None:
    spy = tmp_path / "spy"
    spy.write_text(f"#!/bin/sh\ntouch '{tmp_path}/ran'\n", encoding="utf-8")
    spy.chmod(0o755)
    for setting in ("core.fsmonitor", "core.pager", "pager.ls-files", "pager.blame"):
        run(board, "config", setting, str(spy))
    repository = open_repository(board)
    read_commit(repository, "HEAD")
    read_index(repository)
    read_history(repository)
    assert not (tmp_path / "ran").exists()


# Revisions


def test_a_revision_may_be_said_in_any_way_that_git_knows(board: Path) -> None:
    first = run(board, "rev-parse", "HEAD")
    run(board, "tag", "-a", "agreed", "-m", "The minutes were agreed")
    second = commit(board)
    repository = open_repository(board)
    for said in (first, first[:8], "agreed", "HEAD^", "main~1", "@~"):
        assert find_commit(repository, said) == first
    assert find_commit(repository, "main") == find_commit(repository, "HEAD^{/As it}") == second


@pytest.mark.parametrize(
    "said",
    [
        "nothing",
        "",
        " ",
        "^HEAD",
        "HEAD..main",
        "HEAD^{tree}",
        "HEAD:Räte",
        "HEAD\nHEAD",
        "é",
        "@{",
    ],
)
def test_what_means_no_commit_is_told(board: Path, said: str) -> None:
    told = refusal(board, said)
    assert f"There is no revision “{said}”" in told
    assert "`git log --oneline --all`" in told


@pytest.mark.parametrize("said", ["-h", "--all", "--output=x", "-"])
def test_no_revision_is_an_option(board: Path, said: str) -> None:
    assert "is not a revision" in refusal(board, said)


def test_the_commit_from_which_two_branches_parted(board: Path) -> None:
    base = run(board, "rev-parse", "HEAD")
    run(board, "switch", "--quiet", "-c", "other")
    commit(board, "Ben Clerk")
    run(board, "switch", "--quiet", "main")
    commit(board)
    repository = open_repository(board)
    assert find_merge_base(repository, "main", "other") == base
    assert find_merge_base(repository, "main", base) == base
    with pytest.raises(GitError, match="“nothing”"):
        find_merge_base(repository, "main", "nothing")


def test_branches_that_have_nothing_in_common_are_told(board: Path) -> None:
    run(board, "switch", "--quiet", "--orphan", "other")
    commit(board)
    with pytest.raises(GitError, match="“main” and “other” have no commit in common"):
        find_merge_base(open_repository(board.parent.parent), "main", "other")


# Where git cannot be had


def test_without_the_program_it_is_said_where_it_comes_from(
    board: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "https://git-scm.com" in refusal(board)


def test_a_folder_in_no_repository_is_told(tmp_path: Path) -> None:
    assert "is not in a git repository. Run `git init`" in refusal(tmp_path)


def test_a_repository_without_a_commit_is_told_to_have_one(tmp_path: Path) -> None:
    make_repository(tmp_path)
    (tmp_path / NAME).write_bytes(TEXT)
    run(tmp_path, "add", ".")
    assert "no commits yet. Commit the meetings first" in refusal(tmp_path)
    assert held(read_index(open_repository(tmp_path))) == {NAME: TEXT}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a repository away")
def test_somebody_elses_repository_is_told_with_the_remedy(board: Path, tmp_path: Path) -> None:
    top = tmp_path / "a board"
    for one in (top, top / ".git"):
        os.chown(one, 4001, 4001)
    told = refusal(board)
    assert "belongs to another user" in told
    assert "run: git config --global --add safe.directory " in told


def test_the_folder_of_git_itself_is_told(board: Path) -> None:
    assert "is inside the folder that git keeps" in refusal(board.parent.parent / ".git")


def test_the_words_of_git_are_kept_where_nothing_better_is_known(board: Path) -> None:
    (board.parent.parent / ".git" / "config").write_text("[core\n", encoding="utf-8")
    assert "bad config line 1" in refusal(board)


def test_a_folder_beside_the_files_of_its_repository_is_told(board: Path, tmp_path: Path) -> None:
    run(board, "config", "core.worktree", str(tmp_path / "elsewhere"))
    (tmp_path / "elsewhere").mkdir()
    assert "is not among the files of its repository" in refusal(board)


def test_a_shallow_clone_is_told_how_to_be_deep(board: Path, tmp_path: Path) -> None:
    commit(board)
    run(tmp_path, "clone", "--quiet", "--depth=1", f"file://{tmp_path}/a board", "clone")
    clone = tmp_path / "clone" / board.relative_to(tmp_path / "a board")
    repository = open_repository(clone)
    assert held(read_commit(repository, "HEAD")) == {NAME: TEXT}
    assert "`fetch-depth: 0`" in refusal(clone, "HEAD^")
    with pytest.raises(GitError, match="`fetch-depth: 0`"):
        read_history(repository)


def test_branches_parted_before_a_shallow_clone_begins_are_told(
    board: Path, tmp_path: Path
) -> None:
    run(board, "switch", "--quiet", "-c", "other")
    commit(board, "Ben Clerk")
    run(board, "switch", "--quiet", "main")
    commit(board)
    url = f"file://{tmp_path}/a board"
    run(tmp_path, "clone", "--quiet", "--depth=1", "--no-single-branch", url, "clone")
    repository = open_repository(tmp_path / "clone")
    with pytest.raises(GitError, match=r"no commit in common.*`fetch-depth: 0`"):
        find_merge_base(repository, "main", "origin/other")


@pytest.fixture
def partial(board: Path, tmp_path: Path) -> Path:
    """Give a clone that fetches old files only when they are asked for."""
    run(board, "config", "uploadpack.allowFilter", "true")
    (board / NAME).write_bytes(b"date: 2015-05-29\n")
    commit(board)
    url = f"file://{tmp_path}/a board"
    run(tmp_path, "clone", "--quiet", "--filter=blob:none", url, "clone")
    return tmp_path / "clone" / board.relative_to(tmp_path / "a board")


def test_a_partial_clone_fetches_nothing_and_is_told_how_to(partial: Path) -> None:
    told = refusal(partial, "HEAD^")
    assert "is missing in this clone" in told
    remedy = re.search(r"`git (fetch [^`]*)`", told)
    assert remedy is not None
    run(partial, *remedy[1].split())
    assert held(read_commit(open_repository(partial), "HEAD^")) == {NAME: TEXT}


def test_an_object_that_is_lost_is_told(board: Path, tmp_path: Path) -> None:
    lost = run(board, "rev-parse", f"HEAD:./{NAME}")
    (tmp_path / "a board" / ".git" / "objects" / lost[:2] / lost[2:]).unlink()
    assert f"missing in this clone ({lost} missing)" in refusal(board)


# Called from a hook

READ = """\
import sys
from pathlib import Path
from scrutiny_cli.storage.git import open_repository, read_index
for blob in read_index(open_repository(Path(sys.argv[1]))):
    print(blob.path.name, blob.data.decode().strip())
"""


@pytest.fixture
def hooked(board: Path, tmp_path: Path) -> Path:
    """Give a file into which a hook writes what is about to be committed to the board."""
    (tmp_path / "read.py").write_text(READ, encoding="utf-8")
    where = board.relative_to(tmp_path / "a board")
    hook = tmp_path / "a board" / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    told = tmp_path / "told"
    hook.write_text(
        f"#!/bin/sh\n'{sys.executable}' '{tmp_path}/read.py' '{where}' > '{told}'\n",
        encoding="utf-8",
    )
    hook.chmod(0o755)
    return told


@pytest.mark.parametrize("how", [("-a",), (NAME,), ("--only", NAME)])
def test_a_hook_sees_what_is_about_to_be_committed(
    board: Path, hooked: Path, how: tuple[str, ...]
) -> None:
    (board / "2015-06-25.yaml").write_bytes(b"date: 2015-06-25\n")
    if how == ("-a",):
        run(board, "add", ".")
    (board / NAME).write_bytes(b"date: 2015-05-29\n")
    run(board, "commit", "--quiet", "-m", "Changed", *how)
    assert hooked.read_text("utf-8").splitlines()[0] == f"{NAME} date: 2015-05-29"
    assert run(board, "show", f"HEAD:./{NAME}") == "date: 2015-05-29"


def test_a_hook_that_has_gone_into_a_folder_sees_the_same(board: Path, hooked: Path) -> None:
    hook = board.parent.parent / ".git" / "hooks" / "pre-commit"
    text = hook.read_text("utf-8")
    where = board.relative_to(board.parent.parent)
    text = text.replace(f"'{where}' >", "'.' >").replace(
        "#!/bin/sh\n", f"#!/bin/sh\ncd '{where}'\n"
    )
    hook.write_text(text, encoding="utf-8")
    (board / NAME).write_bytes(b"date: 2015-05-29\n")
    run(board, "commit", "--quiet", "-m", "Changed", "--only", NAME)
    assert hooked.read_text("utf-8") == f"{NAME} date: 2015-05-29\n"


def test_a_hook_in_a_linked_worktree_sees_its_own(
    board: Path, hooked: Path, tmp_path: Path
) -> None:
    run(board, "worktree", "add", "--quiet", "-b", "other", str(tmp_path / "other"))
    there = tmp_path / "other" / board.relative_to(tmp_path / "a board")
    (there / NAME).write_bytes(b"date: 2015-05-29\n")
    run(there, "commit", "--quiet", "-a", "-m", "Changed")
    assert hooked.read_text("utf-8") == f"{NAME} date: 2015-05-29\n"


def test_a_hook_of_another_repository_does_not_mislead(
    board: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_repository(tmp_path / "other")
    monkeypatch.chdir(other)
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git" / "index"))
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    repository = open_repository(board)
    assert held(read_index(repository)) == held(read_commit(repository, "HEAD")) == {NAME: TEXT}
