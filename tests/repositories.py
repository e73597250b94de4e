"""Real repositories for the tests, which no setting of this machine touches."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SCRUTINY = Path(sys.executable).parent / "scrutiny"
DAY = "2024-05-20"


def environment(**more: str) -> dict[str, str]:
    """Give an environment in which git and scrutiny know nothing of this machine."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GIT_", "SCRUTINY_"))
    }
    none = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    own = {"SCRUTINY_TODAY": DAY, "COLUMNS": "80", "PYTHONUTF8": "1", "NO_COLOR": "1"}
    return {**kept, **none, **own, **more}


def git(cwd: Path, *words: str, code: int = 0, **more: str) -> str:
    """Run git, and give what it prints."""
    person = ("-c", "user.name=Ann Clerk", "-c", "user.email=ann@board.example")
    done = subprocess.run(
        ["git", *person, "-c", "protocol.file.allow=always", *words],
        cwd=cwd,
        env=environment(**more),
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout.strip()


def started(top: Path, *words: str) -> Path:
    """Make an empty repository."""
    top.mkdir(parents=True, exist_ok=True)
    git(top, "init", "--quiet", "--initial-branch=main", *words)
    return top


def commit(cwd: Path, who: str = "Ann Clerk", when: str = "2024-03-15T10:00:00+0000") -> str:
    """Commit all that is there as somebody at some time; give the commit's id."""
    git(cwd, "add", "--all", ".")
    author = f"{who} <{who.split(maxsplit=1)[0].lower()}@board.example>"
    git(
        cwd, "commit", "--quiet", "--allow-empty", "-m", "As it is",
        "--author", author, "--date", when,
    )  # fmt: skip
    return git(cwd, "rev-parse", "HEAD")


def scrutiny(
    cwd: Path, *words: str, code: int | None = 0, **more: str
) -> subprocess.CompletedProcess[str]:
    """Run the command; its exit code is checked, and that no traceback is shown."""
    done = subprocess.run(
        [SCRUTINY, *words],
        cwd=cwd,
        env=environment(**more),
        capture_output=True,
        check=False,
        timeout=60,
        encoding="utf-8",
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert code is None or done.returncode == code, (done.returncode, done.stdout, done.stderr)
    return done
