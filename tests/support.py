"""What many tests need: the command run in this process or in its own, and git repositories."""

from __future__ import annotations

import io
import os
import pty
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.cli import app, run_state
from scrutiny_cli.editing.raise_action import RaiseAction
from scrutiny_cli.editing.yaml_layout import ItemPath
from scrutiny_cli.minutes.source import LocatedStr, Source, Span
from scrutiny_cli.minutes.yaml_lines import Texts

ROOT = Path(__file__).parent.parent
MEETINGS = ROOT / "meetings"
GOLDEN = ROOT / "tests" / "golden"
CASES = ROOT / "tests" / "cases"
SCRUTINY = Path(sys.executable).with_name("scrutiny")
TODAY = "2015-06-26"  # the day after the second meeting of the example was to be
_OF_THIS_MACHINE = (
    "GIT_", "SCRUTINY_", "COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "PYTHONIOENCODING",
)  # fmt: skip
_DATE = re.compile(r'^{?"?date"? *:', re.MULTILINE)
_SHELL_SIGNS = re.compile(r"[^\w\s'\"./:=,@+%#-]")  # what a shell might read otherwise than as text


def environment(**more: str) -> dict[str, str]:
    """Return an environment in which git and scrutiny know nothing of this machine."""
    kept = {
        name: text for name, text in os.environ.items() if not name.startswith(_OF_THIS_MACHINE)
    }
    no_settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    own = {"SCRUTINY_TODAY": TODAY, "COLUMNS": "80", "PYTHONUTF8": "1"}
    return {**kept, **no_settings, **own, **more}


def scrutiny(
    *words: str, cwd: Path = ROOT, code: int | None = 0, answers: str = "", **more: str
) -> subprocess.CompletedProcess[str]:
    """Run the command in this process as the program does; its exit code is checked.

    `answers` is what it reads from its standard input.
    It has its own environment, folder and streams, which are no terminal. `more` are variables
    of the environment. No traceback may be shown.
    """
    variables = environment(**more)
    encoding = variables.get("PYTHONIOENCODING", "utf-8")
    out, err = _open_stream(encoding), _open_stream(encoding, "backslashreplace")
    with _alone(words, cwd, variables, (_open_stream("utf-8", text=answers), out, err)):
        ended = app.run_program()
        sys.stdout.flush()
    return _check_end(
        subprocess.CompletedProcess(words, ended, _read_all(out), _read_all(err)), code
    )


def scrutiny_process(
    *words: str, cwd: Path = ROOT, code: int | None = 0, **more: str
) -> subprocess.CompletedProcess[str]:
    """Run the installed command in a process of its own; otherwise as `scrutiny`."""
    done = subprocess.run(
        [SCRUTINY, *words],
        cwd=cwd,
        env=environment(**more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=60,
        encoding=more.get("PYTHONIOENCODING", "utf-8"),
    )
    return _check_end(done, code)


def run_on_terminal(*words: str, **more: str) -> str:
    """Run the installed command on a terminal of its own; return what it shows there."""
    ours, its = pty.openpty()
    with subprocess.Popen(
        [SCRUTINY, *words], cwd=ROOT, env=environment(**{"TERM": "xterm-256color", **more}),
        stdin=its, stdout=its, stderr=its, close_fds=True,
    ) as running:  # fmt: skip
        os.close(its)
        shown = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:
                break
            if not piece:
                break
            shown += piece
        assert running.wait(60) == 0
    os.close(ours)
    return shown.decode()


def run_line(line: str, *, cwd: Path = ROOT, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a line as a shell does; where it is only the command, it runs in this process."""
    if line.startswith("scrutiny ") and not _SHELL_SIGNS.search(line) and "PYTHONPATH" not in more:
        return scrutiny(*shlex.split(line)[1:], cwd=cwd, code=None, **more)
    path = f"{SCRUTINY.parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-c", line],
        cwd=cwd,
        env=environment(**{"PATH": path, **more}),
        capture_output=True,
        check=False,
        timeout=60,
        encoding="utf-8",
    )


def _check_end(
    done: subprocess.CompletedProcess[str], code: int | None
) -> subprocess.CompletedProcess[str]:
    assert "Traceback" not in done.stderr, done.stderr
    assert code is None or done.returncode == code, (done.returncode, done.stdout, done.stderr)
    return done


def _open_stream(encoding: str, errors: str = "strict", text: str = "") -> io.TextIOWrapper:
    data = io.BytesIO(text.encode(encoding, "surrogateescape"))
    return io.TextIOWrapper(data, encoding=encoding, errors=errors, newline="\n")


def _read_all(stream: io.TextIOWrapper) -> str:
    """Return what was written, each line end as a line feed, as from a process."""
    stream.flush()
    stream.reconfigure(newline=None)
    stream.seek(0)
    return stream.read()


@contextmanager
def _alone(
    words: tuple[str, ...],
    cwd: Path,
    variables: dict[str, str],
    streams: tuple[io.TextIOWrapper, io.TextIOWrapper, io.TextIOWrapper],
) -> Iterator[None]:
    """Put the whole process into the state in which the program begins, and back afterwards."""
    outside = sys.argv, sys.stdin, sys.stdout, sys.stderr, dict(os.environ)
    runner = sys.modules["__main__"]
    try:
        with chdir(cwd):
            sys.modules["__main__"] = ModuleType("__main__")  # the program's name is that of argv
            sys.argv = ["scrutiny", *words]
            sys.stdin, sys.stdout, sys.stderr = streams
            _replace_environment(variables)
            yield
    finally:
        sys.modules["__main__"] = runner
        sys.argv, sys.stdin, sys.stdout, sys.stderr, before = outside
        _replace_environment(before)
        run_state.RUN.has_written, run_state.RUN.book, run_state.RUN.today = False, None, None


def _replace_environment(variables: dict[str, str]) -> None:
    os.environ.clear()
    os.environ.update(variables)


def check_golden(name: str, text: str, update: bool) -> None:  # noqa: FBT001  as pytest gives it
    """Compare an output with the file kept of it; with `update` the file is written."""
    path = GOLDEN / name
    if update:
        path.write_bytes(text.encode())
    assert text == path.read_bytes().decode()


# Logs


def make_book(files: Mapping[str, str]) -> MinuteBook:
    """Build the log of texts by the names of their meetings; `series` is that of the board.

    A meeting's text without a date gets that of its name.
    """
    texts = (
        (name, text if name == "series" or _DATE.search(text) else f"date: {name[:10]}\n{text}")
        for name, text in files.items()
    )
    return build_book([Source(f"meetings/{name}.yaml", text) for name, text in texts])


def make_faultless_book(files: Mapping[str, str]) -> MinuteBook:
    """Build a log as `make_book` does; no file may have an error."""
    book = make_book(files)
    assert [one.message for one in book.problems if one.is_error] == []
    return book


def make_example_book() -> MinuteBook:
    """Build the log of the example's meetings."""
    return make_book({one.stem: one.read_text("utf-8") for one in sorted(MEETINGS.glob("*.yaml"))})


def join_texts(value: object) -> str:
    """Return every text and day in a value, and the files in which its places are."""
    return "\n".join(set(_list_texts(value)))


def _list_texts(value: object) -> Iterator[str]:
    if isinstance(value, LocatedStr):
        yield from _list_texts(value.place)
    if isinstance(value, Span):
        yield from (value.source.path, value.source.text)
    elif isinstance(value, str | date | int):
        yield str(value)
    elif isinstance(value, tuple):
        for part in value:
            yield from _list_texts(part)
    elif isinstance(value, dict):
        for pair in value.items():
            yield from _list_texts(pair)
    elif isinstance(value, MinuteBook):
        yield from _list_texts(vars(value))


# git


def git(cwd: Path, *words: str, code: int = 0, **more: str) -> str:
    """Run git as Ann Clerk, and return what it prints, without the last line end."""
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
    return done.stdout.removesuffix("\n")


def make_repository(top: Path, *words: str) -> Path:
    """Make an empty repository whose branch is `main`; `words` are options of `git init`."""
    top.mkdir(parents=True, exist_ok=True)
    git(top, "init", "--quiet", "--initial-branch=main", *words)
    return top


def commit(cwd: Path, who: str = "Ann Clerk", when: str = "2024-03-15T10:00:00+0000") -> str:
    """Commit all files as an author on a day; return the commit's id."""
    git(cwd, "add", "--all", ".")
    author = f"{who} <{who.split(maxsplit=1)[0].lower()}@board.example>"
    git(
        cwd, "commit", "--quiet", "--allow-empty", "-m", "As it is",
        "--author", author, "--date", when,
    )  # fmt: skip
    return git(cwd, "rev-parse", "HEAD")


def raise_in(path: ItemPath, action: str, **fields: Texts | None) -> RaiseAction:
    """Return the raising of an action in the item of a path."""
    return RaiseAction(path, {"action": action, **fields})


def find_tool(name: str | None, what: str) -> str:
    """Give a tool's path; without it the test is left out, but never on the gate."""
    if name is not None and Path(name).exists():
        return name
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is not here, and the gate must not pass without it.")
    pytest.skip(f"{what} is not here: no page was looked at with it.")
