"""Git: the meetings of a commit and of the index, from real repositories."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from scrutiny_cli.storage import folder, git

if TYPE_CHECKING:
    from pathlib import Path

NAME = "2015-05-28.yaml"


def run(cwd: Path, *words: str) -> str:
    """Run git as a person whom no setting of this machine touches."""
    done = subprocess.run(
        ["git", "-c", "user.name=Ann Clerk", "-c", "user.email=ann@board.example", *words],
        cwd=cwd,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return done.stdout.strip()


def commit(cwd: Path, words: str = "As it is") -> str:
    run(cwd, "add", "--all", ".")
    run(cwd, "commit", "--quiet", "--allow-empty", "-m", words)
    return run(cwd, "rev-parse", "HEAD")


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [one for one in os.environ if one.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """Give a repository with a folder of one meeting below its top, committed."""
    top = tmp_path / "a board"
    meetings = top / "Räte" / 'the "big" one'
    meetings.mkdir(parents=True)
    run(top, "init", "--quiet", "--initial-branch=main")
    (meetings / NAME).write_bytes(b"date: 2015-05-28\n")
    commit(top)
    return meetings


def held(blobs: list[folder.Blob]) -> dict[str, bytes]:
    return {blob.path.name: blob.data for blob in blobs}


# -- what stands in a commit and in the index


def test_a_commit_the_index_and_the_disk_are_told_apart(board: Path) -> None:
    (board / NAME).write_bytes(b"date: 2015-05-29\n")
    run(board, "add", NAME)
    (board / NAME).write_bytes(b"date: 2015-05-30\n")
    repository = git.opened(board)
    assert held(git.at(repository, "HEAD")) == {NAME: b"date: 2015-05-28\n"}
    assert held(git.staged(repository)) == {NAME: b"date: 2015-05-29\n"}


def test_files_are_named_and_shown_as_on_the_disk(board: Path, tmp_path: Path) -> None:
    (board / "2015-06-25 extra.YML").write_bytes(b"\r\n\0\xff")
    (board / "series.yaml").touch()
    (board / "notes.txt").touch()
    (board / ".hidden.yaml").touch()
    (board / "older").mkdir()
    (board / "older" / NAME).touch()
    commit(board)
    repository = git.opened(board.relative_to(tmp_path))
    on_disk, unreadable = folder.read_all(board.relative_to(tmp_path))
    assert git.at(repository, "HEAD") == git.staged(repository) == on_disk
    assert not unreadable
    assert len(on_disk) == 3
