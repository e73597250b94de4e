"""How fast `scrutiny` is, as ratios to what runs beside it on the same machine.

To be run by hand: `.venv/bin/python tests/benchmark.py [--sizes 120,1000] [--runs 5] [--cpu]`.
Whole processes are run in turn, and their medians compared: to a Python that does nothing, and
to a loop that loads the same files with PyYAML's parser in C. pytest does not collect this.
Where hledger, ledger or Taskwarrior are installed, they list the same open actions.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count as count_up
from pathlib import Path
from statistics import median
from typing import NamedTuple
from uuid import UUID

from import_benchmark import measure_imports

SCRUTINY = str(Path(sys.executable).with_name("scrutiny"))
NOTHING = (sys.executable, "-c", "pass")
BARE_LOOP = """
import pathlib, sys, yaml
for folder in sys.argv[1:]:
    for path in sorted(pathlib.Path(folder).glob("*.yaml")):
        yaml.load(path.read_bytes(), yaml.CSafeLoader)
"""
LABELS = ["LW", "DB", "WK", "CF", "JK", "SC", "MW", "SH", "TB"]
SENTENCE = (
    "the force’s report on victims of crime — costs of £12,500 “agreed in principle” by the board "
    "and the county council for the coming quarter with partners"
)
WORDS = SENTENCE.split()
FIRST_DAY = date(1995, 1, 5)
TODAY = "2030-01-01"  # after the last meeting of the largest log
LEFT_OPEN = 0.015
ACTIONS_OF_ITEMS = (2, 2, 1, 1, 1, 1, 1)
SIZES = [120, 300, 1000, 10_000]
BOARDS, MEETINGS_OF_BOARD = 100, 100
CHANGED = 10
KILOBYTE = 1024
OTHERS = ("hledger", "ledger", "task")


class Limits(NamedTuple):
    """At most so often the time of a Python that does nothing, and of the loop over the files."""

    nothing: float | None = None
    loop: float | None = None


NO_LIMITS = Limits()
# What may pass no limit, by the number of meetings and what is run.
WARM = {120: Limits(8), 1000: Limits(11), 10_000: Limits(36)}
COLD = {120: Limits(loop=1.5), 1000: Limits(loop=1.2), 10_000: Limits(loop=1.3)}
TABLE = {120: Limits(12)}
COMPLETION = {120: Limits(8)}
MOST_OF_A_SITE = 1000  # meetings; what is asked for are 10 seconds for 300
UPDATE, DIFF = Limits(loop=3.0), Limits(loop=3.3)
HELP = Limits(5)
ALL_BOARDS, ONE_CHANGED = Limits(42), Limits(58)
COLD_MEMORY, WARM_MEMORY = {10_000: 1.2e9}, {10_000: 150e6}
# From how many meetings on a listing is to be faster than another program's.
AHEAD = {"hledger": 300, "ledger": 10_000, "task": None}


class Request(NamedTuple):
    """An action as other programs know it."""

    ref: str
    day: date
    words: str
    owner: str
    due: date


@dataclass
class Board:
    """A board that meets every day, and what it has asked for so far."""

    chance: random.Random = field(default_factory=lambda: random.Random(7))
    day: date = FIRST_DAY
    number: int = 0
    last: list[str] = field(default_factory=list)
    older: list[str] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    open: dict[str, int] = field(default_factory=dict)
    closed: dict[int, date] = field(default_factory=dict)

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
            else:
                self.closed[self.open.pop(ref)] = self.day
        return lines

    def _item(self, place: int, reports: list[str]) -> list[str]:
        lines = [f"  - title: Item {place + 1} quarterly report", "    minutes: |"]
        for _ in range(3):
            lines += [f"      {self._say(14)}", f"      {self._say(12)}", ""]
        return lines + (["    updates:", *reports] if reports else [])

    def _action(self) -> tuple[str, list[str]]:
        self.number += 1
        asked = Request(
            ref=f"{self.number}/{self.day:%y}",
            day=self.day,
            words=self._say(14),
            owner=self.chance.choice(LABELS),
            due=self.day + timedelta(days=30),
        )
        self.open[asked.ref] = len(self.requests)
        self.requests.append(asked)
        return asked.ref, [
            f"      - ref: {asked.ref}",
            f"        action: {asked.words}",
            f"        owner: {asked.owner}",
            f"        due: {asked.due:%d.%m.%y}",
        ]


def make_meetings(folder: Path, size: int) -> Board:
    """Make a folder of so many meetings; return the board."""
    folder.mkdir(parents=True)
    board = Board()
    for _ in range(size):
        name = f"{board.day}.yaml"
        (folder / name).write_text(board.meet(), encoding="utf-8")
    return board


# What other programs read


def write_transactions(board: Board, path: Path) -> None:
    """Write an entry for each action, for hledger and ledger; `!` marks those that are open."""
    with path.open("w", encoding="utf-8") as file:
        for number, asked in enumerate(board.requests):
            mark = "*" if number in board.closed else "!"
            file.write(f"{asked.day} {mark} ({asked.ref}) {asked.words}  ; due:{asked.due}\n")
            file.write(f"    actions:{asked.owner}  1\n    raised\n\n")


def write_events(board: Board, path: Path) -> None:
    """Write an entry for each action that was raised or closed; the open ones have a balance."""
    entries = []
    for number, asked in enumerate(board.requests):
        account = f"actions:{asked.owner}:{asked.ref.replace('/', '-')}-{number}"
        first = f"({asked.ref}) {asked.words}  ; due:{asked.due}\n    {account}  1"
        entries.append((asked.day, first))
        if number in board.closed:
            entries.append((board.closed[number], f"({asked.ref}) done\n    {account}  -1"))
    entries.sort(key=lambda entry: entry[0])
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{day} {text}\n    raised\n\n" for day, text in entries)


def write_tasks(board: Board, folder: Path) -> None:
    """Write a task for each action, as Taskwarrior keeps them."""
    folder.mkdir()
    lines: dict[bool, list[str]] = {False: [], True: []}
    for number, asked in enumerate(board.requests):
        closed = board.closed.get(number)
        fields = {
            "description": asked.words,
            "due": _count_seconds(asked.due),
            **({"end": _count_seconds(closed)} if closed else {}),
            "entry": _count_seconds(asked.day),
            "project": asked.owner,
            "status": "completed" if closed else "pending",
            "uuid": str(UUID(int=number + 1)),
        }
        text = " ".join(f'{name}:"{value}"' for name, value in fields.items())
        lines[closed is not None].append(f"[{text}]\n")
    (folder / "pending.data").write_text("".join(lines[False]), encoding="utf-8")
    (folder / "completed.data").write_text("".join(lines[True]), encoding="utf-8")
    (folder / "taskrc").write_text("verbose=nothing\ngc=off\n")


def _count_seconds(day: date) -> str:
    return str(int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()))


# Processes


class Run(NamedTuple):
    """What one process took: seconds, seconds of a processor, and bytes of memory at the most."""

    seconds: float
    processor: float
    memory: int


def run(command: Sequence[str], cwd: Path, **more: str) -> Run:
    """Run a process to its end, with its output into a pipe."""
    # As it is once installed: compiled, which the first run of an editable install does.
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    own |= {"SCRUTINY_TODAY": TODAY, "COLUMNS": "100", **more}
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, env=own, cwd=cwd)
        with process, process.stdout or errors as output:
            output.read()
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - start
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            sys.exit(f"{' '.join(command)}\n{errors.read().decode(errors='replace')}")
    unit = 1 if sys.platform == "darwin" else KILOBYTE
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit)


@dataclass(frozen=True)
class Task:
    """A command to be timed; what prepares each run of it is not."""

    what: str
    command: Sequence[str]
    limits: Limits = NO_LIMITS
    prepare: Callable[[], object] = lambda: None
    variables: Mapping[str, str] = field(default_factory=dict)
    memory: float | None = None

    def run(self, cwd: Path) -> Run:
        """Run the command once."""
        self.prepare()
        return run(self.command, cwd, **self.variables)


class Line(NamedTuple):
    """A line of what is printed; the ratios are to nothing and to the loop."""

    what: str
    seconds: float
    ratios: Limits
    limits: Limits

    @property
    def is_within_limits(self) -> bool:
        """Whether no ratio is above its limit."""
        pairs = zip(self.ratios, self.limits, strict=True)
        return all(limit is None or (ratio or 0) <= limit for ratio, limit in pairs)

    def __str__(self) -> str:
        """Return the line."""
        cells = [
            f"{'' if number is None else format(number, '.2f'):>8}"
            for pair in zip(self.ratios, self.limits, strict=True)
            for number in pair
        ]
        well = "" if self.limits == NO_LIMITS else "ok" if self.is_within_limits else "TOO MUCH"
        return f"{self.what:<46} {self.seconds * 1000:>8.0f} {''.join(cells)}  {well}"


HEADING = f"{'what':<46} {'ms':>8} {'nothing':>8}{'limit':>8}{'loop':>8}{'limit':>8}"


class Bench(NamedTuple):
    """How the tasks are timed: in a folder, so often, by the clock or by the processor."""

    cwd: Path
    runs: int
    by_processor: bool

    def measure(self, tasks: Sequence[Task], folders: Iterable[Path] = ()) -> Iterator[Line]:
        """Run tasks in turn, so that what else the machine does falls on all; yield their lines.

        Each run of a task follows one of a Python that does nothing.
        """
        names = list(map(str, folders))
        loop = [Task("the loop over the same files", [sys.executable, "-c", BARE_LOOP, *names])]
        every = [*(loop if names else []), *tasks]
        idle, timed = Task("", NOTHING), [[task.run(self.cwd)] for task in every]
        nothing = []
        for _ in range(self.runs):
            for task, found in zip(every, timed, strict=True):
                nothing.append(idle.run(self.cwd))
                found.append(task.run(self.cwd))
        times = [self._take_median(found[1:]) for found in timed]
        least = self._take_median(nothing)
        for task, seconds, found in zip(every, times, timed, strict=True):
            ratios = Limits(seconds / least, seconds / times[0] if names else None)
            yield Line(task.what, seconds, ratios, task.limits)
            if task.memory is not None:
                most = max(one.memory for one in found[1:])
                size = Limits(most / 1e6), Limits(task.memory / 1e6)
                yield Line(f"{task.what}: megabytes, not ratios", seconds, *size)

    def _take_median(self, found: Iterable[Run]) -> float:
        return median(one.processor if self.by_processor else one.seconds for one in found)


# What is measured


def list_site_tasks(folder: Path) -> list[Task]:
    """Return what is measured of a site: all its pages, and that nothing has changed."""
    made = folder.parent / "site"
    site = [SCRUTINY, "site", "-o", str(made), "--no-downloads"]
    return [
        Task("site, first run", site, prepare=lambda: shutil.rmtree(made, ignore_errors=True)),
        Task("site, again", site),
    ]


def list_tasks(folder: Path, size: int) -> list[Task]:
    """Return what is measured for a folder of so many meetings."""
    last = max(folder.glob("*.yaml"))
    ref = last.read_text(encoding="utf-8").rpartition("- ref: ")[2].split()[0]
    actions, cold = [SCRUTINY, "actions", "--open"], folder.parent / "cold"
    completion = {
        "_SCRUTINY_COMPLETE": "complete_bash_line",
        "COMPLETION_LINE": f"scrutiny show {ref[:-1]}",
    }
    return [
        Task(
            "actions --open, first run", actions, COLD.get(size, NO_LIMITS),
            prepare=lambda: shutil.rmtree(cold, ignore_errors=True),
            variables={"XDG_CACHE_HOME": str(cold)}, memory=COLD_MEMORY.get(size),
        ),
        Task(
            "actions --open", actions, WARM.get(size, NO_LIMITS), memory=WARM_MEMORY.get(size)
        ),
        Task("the same as a table", [*actions, "--format", "table"], TABLE.get(size, NO_LIMITS)),
        Task("actions, all as JSON", [SCRUTINY, "actions", "--format", "json"]),
        Task("completion of a ref", [SCRUTINY], COMPLETION.get(size, NO_LIMITS),
             variables=completion),
        Task("check", [SCRUTINY, "check"]),
        Task("stats by meeting", [SCRUTINY, "stats", "--by", "meeting"]),
        *(list_site_tasks(folder) if size <= MOST_OF_A_SITE else ()),
        Task(
            "update --dry-run",
            [SCRUTINY, "update", ref, "--note", "Said.", "--at", last.stem, "--dry-run"], UPDATE,
        ),
    ]  # fmt: skip


def list_other_tasks(board: Board, top: Path) -> list[Task]:
    """Return what other programs do for the same actions, where they are installed."""
    plain, events, tasks = top / "actions.journal", top / "events.journal", top / "tasks"
    write_transactions(board, plain)
    write_events(board, events)
    write_tasks(board, tasks)
    settings = {"TASKRC": str(tasks / "taskrc"), "TASKDATA": str(tasks)}
    found = []
    for name in filter(shutil.which, ("hledger", "ledger")):
        found += [
            Task(f"{name} register --pending", [name, "-f", str(plain), "register", "--pending"]),
            Task(f"{name} balance, of events", [name, "-f", str(events), "balance", "actions"]),
        ]
    if shutil.which("task"):
        found.append(Task("task list", ["task", "list"], variables=settings))
    return found


def compare_with_others(lines: Sequence[Line], size: int) -> Iterator[Line]:
    """Yield for each other program how long `actions --open` takes as a part of its time."""
    own = next(line for line in lines if line.what == "actions --open")
    for line in lines:
        name = line.what.partition(" ")[0]
        if name in AHEAD:
            least = AHEAD[name]
            goal = Limits(1.0 if least is not None and size >= least else None)
            ratio = Limits(own.seconds / line.seconds)
            yield Line(f"actions --open, to {line.what}", own.seconds, ratio, goal)


def measure_diff(folder: Path, bench: Bench) -> Iterator[Line]:
    """Measure the meaning of a change of some files."""
    git = ["git", "-C", str(folder), "-c", "user.name=A", "-c", "user.email=a@board.example"]
    for words in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "All"]):
        run([*git, *words], folder)
    for path in sorted(folder.glob("*.yaml"))[-CHANGED:]:
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("status: progressing", "status: completed"), encoding="utf-8")
    lines = bench.measure([Task(f"diff, {CHANGED} changed", [SCRUTINY, "diff"], DIFF)], [folder])
    yield from list(lines)[1:]


def measure_boards(top: Path, bench: Bench) -> Iterator[Line]:
    """Measure the listing of many boards at once."""
    folders = [top / f"board{number}" / "meetings" for number in range(BOARDS)]
    make_meetings(folders[0], MEETINGS_OF_BOARD)
    for folder in folders[1:]:
        shutil.copytree(folders[0], folder)
    last, versions = max(folders[-1].glob("*.yaml")), count_up()
    text = last.read_text(encoding="utf-8")
    actions, cold = [SCRUTINY, "actions", "--open", "--boards", str(top)], top.parent / "cold"

    def change_file() -> None:
        last.write_text(f"{text}# version {next(versions)}\n", encoding="utf-8")

    tasks = [
        Task("actions --open", actions, ALL_BOARDS),
        Task("one file changed since", actions, ONE_CHANGED, prepare=change_file),
        Task(
            "actions --open, first run",
            actions,
            prepare=lambda: shutil.rmtree(cold, ignore_errors=True),
            variables={"XDG_CACHE_HOME": str(cold)},
        ),
    ]
    yield from bench.measure(tasks, folders)


def measure_size(top: Path, size: int, bench: Bench) -> Iterator[Line]:
    """Measure a folder of so many meetings, and what other programs do for the same actions."""
    board = make_meetings(top / "meetings", size)
    tasks = [*list_tasks(top / "meetings", size), *list_other_tasks(board, top)]
    lines = list(bench.measure(tasks, [top / "meetings"]))
    yield from lines
    yield from compare_with_others(lines, size)
    yield from measure_diff(top / "meetings", bench)


def read_sizes(text: str) -> list[int]:
    """Return the numbers in `120,1000`."""
    return [int(size) for size in text.split(",")]


def print_all(lines: Iterable[Line]) -> bool:
    """Print lines; return whether all are within their limits."""
    well = True
    for line in lines:
        print(line, flush=True)
        well &= line.is_within_limits
    return well


def main() -> int:
    """Measure everything and print it; 1 where a limit is passed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--sizes", type=read_sizes, default=SIZES, help="how many meetings")
    parser.add_argument("--runs", type=int, default=5, help="how often each is run")
    parser.add_argument("--boards", action="store_true", help="of many boards alone")
    parser.add_argument("--import", action="store_true", dest="imports", help="of imports alone")
    parser.add_argument("--cpu", action="store_true", help="the processor's time, not the clock's")
    chosen = parser.parse_args()
    missing = [name for name in OTHERS if shutil.which(name) is None]
    if missing:
        print(f"Not installed, and left out: {', '.join(missing)}.")
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        if chosen.imports:
            return int(not measure_imports(top))
        os.environ["XDG_CACHE_HOME"] = str(top / "cache")
        print(HEADING)
        bench = Bench(top, chosen.runs, chosen.cpu)
        well = print_all(bench.measure([Task("--help", [SCRUTINY, "--help"], HELP)]))
        for size in [] if chosen.boards else chosen.sizes:
            print(f"\n{size:,} meetings")
            place = top / str(size)
            well &= print_all(measure_size(place, size, bench._replace(cwd=place)))
        print(f"\n{BOARDS} boards of {MEETINGS_OF_BOARD} meetings")
        well &= print_all(measure_boards(top / "boards", bench))
    return int(not well)


if __name__ == "__main__":
    sys.exit(main())
