"""Running the git program so that nothing in the repository can start another program."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from scrutiny_cli.storage.errors import GitError, describe_error
from scrutiny_cli.storage.programs import find_program

# No pager, no lock that a person's own git would wait for, literal paths, no repository that is
# not named explicitly, and no program that the settings of a repository name.
_OPTIONS = (
    "--no-pager", "--no-optional-locks", "--no-replace-objects", "--literal-pathspecs",
    "-c", "safe.bareRepository=explicit", "-c", "core.fsmonitor=false",
    "-c", f"core.hooksPath={os.devnull}", "-c", f"core.attributesFile={os.devnull}",
    "-c", "protocol.allow=never", "-c", "submodule.recurse=false",
)  # fmt: skip
# All other variables of git are left out: they name programs, or another repository than the
# one that was found (a hook sets those of its own).
_PASSED_ON = frozenset({
    "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_EXEC_PATH",
})  # fmt: skip
# Nothing is fetched that a clone lacks: its settings say how, and that may be any program. Only
# newer versions of git know the first variable; for others no way of fetching is allowed.
_FIXED = {
    "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none", "GIT_TERMINAL_PROMPT": "0",
    "GIT_ATTR_NOSYSTEM": "1", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C", "LANGUAGE": "C",
}  # fmt: skip
_NO_PROGRAM = (
    "This needs the program `git`, which cannot be found. Install it from "
    "https://git-scm.com, and open a new terminal."
)


def run_git(
    folder: Path, *words: str, environment: dict[str, str], given: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder; raise GitError where there is no git program."""
    program = find_program("git")
    if program is None:
        raise GitError(_NO_PROGRAM)
    try:
        return subprocess.run(  # noqa: S603  fixed words, and no revision begins with a dash
            [program, *_OPTIONS, *words],
            cwd=folder,
            env=environment,
            input=given,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise GitError(f"Git cannot be started: {describe_error(error)}.") from error


def make_environment() -> dict[str, str]:
    """Return the environment without git's variables, and with its messages in English."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.upper().startswith("GIT_") or name in _PASSED_ON
    }
    return {**kept, **_FIXED}


def decode_line(printed: bytes) -> str:
    """Return the one line that git has printed."""
    return os.fsdecode(printed.removesuffix(b"\n"))


def decode_error(printed: bytes) -> str:
    """Return what git has printed to stderr, as words for a message."""
    return printed.decode("utf-8", "replace").strip().removeprefix("fatal: ")
