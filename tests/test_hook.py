"""The hook for pre-commit, run by pre-commit itself from a clone of this repository."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from support import ROOT, commit, environment, git, make_repository

MEETING = "date: 2024-03-14\nactions:\n  - action: Survey of the mole.\n"
# What pip says where no index answers at all; of a wrong bound in pyproject.toml it names some.
NO_INDEX = "(from versions: none)"

pytest.importorskip("pre_commit", reason="pre-commit is not installed: pip install -e '.[dev]'")


def pre_commit(cwd: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", *words],
        cwd=cwd,
        env=environment(PRE_COMMIT_HOME=str(cwd.parent / "home"), PIP_RETRIES="1"),
        check=False,
        capture_output=True,
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a repository of meetings with the hook installed in it."""
    above = tmp_path_factory.mktemp("hook")
    program = make_repository(above / "program")
    for name in ("pyproject.toml", "README.md", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, program)
    shutil.copytree(
        ROOT / "scrutiny_cli",
        program / "scrutiny_cli",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    revision = commit(program)
    top = make_repository(above / "a board")
    hooks = "hooks: [{id: scrutiny-check}]\n"
    (top / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {program.as_uri()}\n    rev: {revision}\n    {hooks}", encoding="utf-8"
    )
    done = pre_commit(top, "install", "--install-hooks")
    if NO_INDEX in done.stdout:
        pytest.skip("no package index can be reached: pre-commit cannot install the program")
    assert done.returncode == 0, done.stdout + done.stderr
    return top


def committed(top: Path, name: str, text: str) -> subprocess.CompletedProcess[str]:
    """Write a file, and try to commit it."""
    path = top / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    git(top, "add", "--all")
    return subprocess.run(
        ["git", "-c", "user.name=Ann", "-c", "user.email=a@b", "commit", "-m", "Minutes"],
        cwd=top,
        env=environment(PRE_COMMIT_HOME=str(top.parent / "home")),
        check=False,
        capture_output=True,
        encoding="utf-8",
    )


def test_minutes_with_an_error_cannot_be_committed_until_they_are_put_right(board: Path) -> None:
    refused = committed(board, "meetings/2024-03-14.yaml", MEETING.replace("actions", "actoins"))
    assert refused.returncode == 1
    assert "meetings/2024-03-14.yaml:2:1: error [unknown-field]" in refused.stderr
    assert committed(board, "meetings/2024-03-14.yaml", MEETING).returncode == 0
    assert git(board, "log", "-1", "--format=%s") == "Minutes"


def test_a_deleted_meeting_is_looked_at_as_well(board: Path) -> None:
    later = "date: 2024-04-11\nupdates:\n  - ref: 2024-03-14#1\n    about: Survey\n"
    assert committed(board, "meetings/2024-04-11.yaml", later).returncode == 0
    (board / "meetings" / "2024-03-14.yaml").unlink()
    refused = committed(board, "notes.txt", "")
    assert refused.returncode == 1
    assert "meetings/2024-04-11.yaml:3:10: error [unknown-ref]" in refused.stderr
    git(board, "reset", "--hard", "--quiet")


def test_the_manual_is_installed_with_the_program(board: Path) -> None:
    (program,) = board.parent.glob("home/repo*/py_env-*/*/scrutiny*")
    shown = subprocess.run([program, "help", "month"], capture_output=True, check=True)
    page = (ROOT / "scrutiny_cli" / "manual" / "month.md").read_bytes()
    assert shown.stdout == page


def test_it_is_run_whatever_has_changed() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert (hook["always_run"], hook["pass_filenames"], "files" in hook) == (True, False, False)
