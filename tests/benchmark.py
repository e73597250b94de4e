"""How fast `scrutiny` is, as ratios to what runs beside it on the same machine.

To be run by hand: `.venv/bin/python tests/benchmark.py [--sizes 120,1000,10000] [--runs 5]`.
Whole processes are timed, in turn, and their medians compared; pytest does not collect this.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import NamedTuple

SCRUTINY = str(Path(sys.executable).with_name("scrutiny"))
BARE_LOOP = """
import pathlib, sys, yaml
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.yaml")):
    yaml.load(path.read_bytes(), yaml.CSafeLoader)
"""
LABELS = ["LW", "DB", "WK", "CF", "JK", "SC", "MW", "SH", "TB"]
SENTENCE = (
    "the force’s report on victims of crime — costs of £12,500 “agreed in principle” by the board "
    "and the county council for the coming quarter with partners"
)
WORDS = SENTENCE.split()
FIRST_DAY = date(1995, 1, 5)
LEFT_OPEN = 0.015
ACTIONS_OF_ITEMS = (2, 2, 1, 1, 1, 1, 1)
FEW, MANY = 120, 10_000
MOST_MEMORY = 1.2e9
CHANGED = 10
DIFF_LIMIT, UPDATE_LIMIT = 2.2, 1.6
SMALL_LIMIT, LARGE_LIMIT, TABLE_LIMIT, HELP_LIMIT = 1.5, 1.5, 1.8, 5.0
KILOBYTE = 1024


@dataclass
class Board:
    """A board that meets every day, and what it has asked for so far."""

    chance: random.Random = field(default_factory=lambda: random.Random(7))
    day: date = FIRST_DAY
    number: int = 0
    last: list[str] = field(default_factory=list)
    older: list[str] = field(default_factory=list)

    def meet(self) -> str:
        """Give the text of the next meeting's file."""
        lines = ["title: Board", f"date: {self.day}", "time: 9:00am"]
        lines += ["venue: Old Custom House, Quay Street", "present:"]
        for label in LABELS:
            lines += [f"  - initials: {label}", f"    name: Person {label}"]
            lines += ["    role: Assistant Director, Performance"]
        reports, raised = self._reports(), []
        lines.append("items:")
        for place, count in enumerate(ACTIONS_OF_ITEMS):
            lines += self._item(place, reports if place == 0 else [])
            lines.append("    actions:")
            for _ in range(count):
                ref, action = self._action()
                raised.append(ref)
                lines += action
        self.last = raised
        self._next_day()
        return "\n".join(lines) + "\n"

    def _next_day(self) -> None:
        following = self.day + timedelta(days=1)
        if following.year != self.day.year:
            self.number = 0
        self.day = following

    def _say(self, count: int) -> str:
        return " ".join(self.chance.choice(WORDS) for _ in range(count)).capitalize() + "."

    def _report(self, ref: str, status: str) -> list[str]:
        return [f"      - ref: {ref}", f"        status: {status}", f"        note: {self._say(8)}"]

    def _reports(self) -> list[str]:
        """Report on all the last meeting asked for, and on one older action still open."""
        lines = []
        if self.older:
            lines += self._report(self.chance.choice(self.older), "progressing")
        for ref in self.last:
            left_open = self.chance.random() < LEFT_OPEN
            lines += self._report(ref, "progressing" if left_open else "completed")
            if left_open:
                self.older.append(ref)
        return lines

    def _item(self, place: int, reports: list[str]) -> list[str]:
        lines = [f"  - title: Item {place + 1} quarterly report", "    minutes: |"]
        for _ in range(3):
            lines += [f"      {self._say(14)}", f"      {self._say(12)}", ""]
        return lines + (["    updates:", *reports] if reports else [])

    def _action(self) -> tuple[str, list[str]]:
        self.number += 1
        ref = f"{self.number}/{self.day:%y}"
        due = self.day + timedelta(days=30)
        return ref, [
            f"      - ref: {ref}",
            f"        action: {self._say(14)}",
            f"        owner: {self.chance.choice(LABELS)}",
            f"        due: {due:%d.%m.%y}",
        ]


def make(folder: Path, count: int) -> Path:
    """Make a folder of so many meetings."""
    folder.mkdir(parents=True)
    board = Board()
    for _ in range(count):
        name = f"{board.day}.yaml"
        (folder / name).write_text(board.meet(), encoding="utf-8")
    return folder


class Run(NamedTuple):
    """What one process took: seconds, and bytes of memory at the most."""

    seconds: float
    memory: int


def run(*command: str) -> Run:
    """Run a process to its end, with its output into a pipe."""
    # As it is once installed: compiled, which the first run of an editable install does.
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, env=own)
        with process, process.stdout or errors as output:
            output.read()
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - start
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            sys.exit(f"{' '.join(command)}\n{errors.read().decode(errors='replace')}")
    unit = 1 if sys.platform == "darwin" else KILOBYTE
    return Run(seconds, usage.ru_maxrss * unit)


class Compared(NamedTuple):
    """Two commands run in turn: the ratio of their times, and the first one's memory."""

    ratio: float
    memory: int


def compare(one: list[str], other: list[str], runs: int) -> Compared:
    """Run two commands in turn, so that what else the machine does falls on both."""
    run(*one)
    run(*other)
    pairs = [(run(*one), run(*other)) for _ in range(runs)]
    ratio = median(a.seconds for a, _ in pairs) / median(b.seconds for _, b in pairs)
    return Compared(ratio, max(a.memory for a, _ in pairs))


class Result(NamedTuple):
    """A line of what is printed."""

    what: str
    value: float
    limit: float

    def __str__(self) -> str:
        """Give the line."""
        well = "ok" if self.value <= self.limit else "TOO MUCH"
        return f"{self.what:<44} {self.value:>6.2f} {self.limit:>6.2f}  {well}"


def measure_size(folder: Path, count: int, runs: int) -> list[Result]:
    """Compare with a bare loop over the same files."""
    bare = [sys.executable, "-c", BARE_LOOP, str(folder)]
    actions = [SCRUTINY, "actions", "--open", "--meetings", str(folder)]
    piped = compare(actions, bare, runs)
    limit = SMALL_LIMIT if count <= FEW else LARGE_LIMIT
    results = [Result(f"{count:,} files: actions --open, to loading", piped.ratio, limit)]
    if count <= FEW:
        table = compare([*actions, "--format", "table"], bare, runs)
        results.append(Result(f"{count:,} files: as a table, to loading", table.ratio, TABLE_LIMIT))
    if count >= MANY:
        memory = piped.memory / 1e9
        results.append(Result(f"{count:,} files: peak memory, GB", memory, MOST_MEMORY / 1e9))
    return [*results, measure_update(folder, runs), measure_diff(folder, runs)]


def measure_update(folder: Path, runs: int) -> Result:
    """Compare an edit of the last file with the listing of all of them."""
    last = max(folder.glob("*.yaml"))
    ref = last.read_text(encoding="utf-8").rpartition("- ref: ")[2].split()[0]
    update = [SCRUTINY, "update", ref, "--note", "Said.", "--at", last.stem, "--dry-run"]
    actions = [SCRUTINY, "actions", "--meetings", str(folder)]
    compared = compare([*update, "--meetings", str(folder)], actions, runs)
    return Result("one changed: update --dry-run, to actions", compared.ratio, UPDATE_LIMIT)


def measure_diff(folder: Path, runs: int) -> Result:
    """Compare the meaning of a change of some files with the listing of all of them."""
    git = ["git", "-C", str(folder), "-c", "user.name=A", "-c", "user.email=a@board.example"]
    for words in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "All"]):
        run(*git, *words)
    names = sorted(folder.glob("*.yaml"))[-CHANGED:]
    for path in names:
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("status: progressing", "status: completed"), encoding="utf-8")
    diff = [SCRUTINY, "diff", "--meetings", str(folder)]
    actions = [SCRUTINY, "actions", "--open", "--meetings", str(folder)]
    what = f"{len(names)} changed: diff, to actions --open"
    return Result(what, compare(diff, actions, runs).ratio, DIFF_LIMIT)


def measure_help(runs: int) -> Result:
    """Compare the help with a Python that does nothing."""
    compared = compare([SCRUTINY, "--help"], [sys.executable, "-c", "pass"], runs)
    return Result("--help, to python -c pass", compared.ratio, HELP_LIMIT)


def sizes_of(text: str) -> list[int]:
    """Read `120,1000`."""
    return [int(size) for size in text.split(",")]


def main() -> int:
    """Measure everything and print it; 1 where a limit is passed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--sizes", type=sizes_of, default=[FEW, 1000, MANY], help="how many files")
    parser.add_argument("--runs", type=int, default=5, help="how often each is run")
    chosen = parser.parse_args()
    print(f"{'what':<44} {'ratio':>6} {'limit':>6}")
    results = [measure_help(chosen.runs)]
    print(results[-1])
    with tempfile.TemporaryDirectory() as temporary:
        for size in chosen.sizes:
            folder = make(Path(temporary) / str(size) / "meetings", size)
            measured = measure_size(folder, size, chosen.runs)
            print(*measured, sep="\n", flush=True)
            results += measured
    return int(any(result.value > result.limit for result in results))


if __name__ == "__main__":
    sys.exit(main())
