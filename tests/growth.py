"""How the time to read and check files grows with their size: a program to run, not a test.

    python tests/growth.py              every generator, at 20 kB and 40 kB
    python tests/growth.py status prose those whose name contains one of the words
    python tests/growth.py --size 500000 --slow 1.3

Each generator makes a file, or a log, of about a size, and of twice that size. Printed are the
seconds to read, check and print both, the exponent of the growth (1: in proportion to the size,
2: with its square), and the peak of memory beyond the start as a multiple of the larger size.
"""

from __future__ import annotations

import argparse
import math
import os
import resource
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.minutes import fields
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.output.problems import render_problems
from scrutiny_cli.rules import find_problems

TODAY = date(2024, 12, 1)
FIRST = date(2024, 1, 11)
_LIMIT = 60  # seconds after which a run is given up

Files = list[tuple[str, str]]


class Generator(NamedTuple):
    """A name, and what makes files of about a number of characters."""

    name: str
    make: Callable[[int], Files]


class Measured(NamedTuple):
    """The seconds of a run, and the bytes it took beyond what the process had."""

    seconds: float
    memory: int


# Values that a field may have


def _repeat(piece: str) -> Callable[[int], str]:
    return lambda size: piece * (size // len(piece) + 1)


PAYLOADS: dict[str, Callable[[int], str]] = {
    "words": _repeat("a "),
    "letters": _repeat("a"),
    "digits": _repeat("1"),
    "spaces": lambda size: f'"x{" " * size}x"',
    "commas": lambda size: _repeat("x, ")(size).rstrip(", "),
    "slashes": _repeat("AB/"),
    "ands": _repeat("AB and "),
    "brackets": lambda size: '"' + "(" * size + '"',
    "dates": _repeat("1 Jan 2024 "),
    "months": _repeat("Jan 3 "),
    "statuses": _repeat("done not "),
    "refs": _repeat("action 9/24 "),
    "dots": _repeat("A.B. "),
    "dashes": _repeat("1-2-"),
    "flow list": lambda size: "[" + _repeat("x,")(size) + "x]",
    "flow map": lambda size: "{" + _repeat("x: y, ")(size) + "}",
    "aliases": lambda size: "[" + _repeat("*a,")(size) + "*a]",
    "anchors": lambda size: "[" + _repeat("&a x,")(size) + "x]",
    "tags": lambda size: "[" + _repeat("!a x,")(size) + "x]",
    "nesting": _repeat("["),
    "quotes": lambda size: '"' + '\\"' * (size // 2) + '"',
    "escapes": lambda size: '"' + "\\x1b" * (size // 4) + '"',
    "curly quotes": _repeat("“a”"),
    "hashes": _repeat("a # b"),
    "colons": _repeat("a: b "),
    "no-break spaces": _repeat("a\u00a0"),
    "block lines": lambda size: "|\n" + _repeat("      a\n")(size),
    "block bullets": lambda size: "|\n" + _repeat("      - a\n")(size),
    "plain lines": lambda size: "\n" + _repeat("      a\n")(size),
    "entries": lambda size: "\n" + _repeat("      - x\n")(size),
    "empty entries": lambda size: "\n" + _repeat("      -\n")(size),
    "mappings": lambda size: "\n" + _repeat("      - {x: y}\n")(size),
}

_PREFIXES = {
    "meeting": (fields.MEETING, "date: 2024-01-11\n{}: {}\n"),
    "action": (fields.ACTION, "date: 2024-01-11\nactions:\n  - x-a: b\n    {}: {}\n"),
    "brought forward": (
        fields.BROUGHT_FORWARD,
        "date: 2024-01-11\nbrought_forward:\n  - x-a: b\n    {}: {}\n",
    ),
    "update": (fields.UPDATE, "date: 2024-01-11\nupdates:\n  - x-a: b\n    {}: {}\n"),
    "person": (fields.PERSON, "date: 2024-01-11\npresent:\n  - x-a: b\n    {}: {}\n"),
    "decision": (fields.DECISION, "date: 2024-01-11\ndecisions:\n  - x-a: b\n    {}: {}\n"),
    "next meeting": (fields.NEXT_MEETING, "date: 2024-01-11\nnext_meeting:\n    {}: {}\n"),
    "series": (fields.SERIES, "{}: {}\n"),
}


def _field_generators() -> Iterator[Generator]:
    for record, (table, frame) in _PREFIXES.items():
        path = "series.yaml" if record == "series" else "2024-01-11.yaml"
        for field in table:
            for name, payload in PAYLOADS.items():
                yield Generator(
                    f"{record}.{field}: {name}",
                    lambda size, f=frame, k=field, p=payload, at=path: [  # type: ignore[misc]
                        (at, f.format(k, p(size)))
                    ],
                )


# Files and logs that break rules, or nearly


def _lines(head: str, line: str) -> Callable[[int], Files]:
    """Make a meeting of a head and as many lines as fit; {n} in a line is its number."""

    def make(size: int) -> Files:
        count = size // len(line) + 1
        return [("2024-01-11.yaml", head + "".join(line.format(n=n) for n in range(count)))]

    return make


def _days() -> Iterator[date]:
    day = FIRST
    while True:
        yield day
        day += timedelta(days=1)


def _log(first: str, later: str, per_meeting: int = 200) -> Callable[[int], Files]:
    """Make a log: a first meeting of a size, and later meetings, one for each `per_meeting`."""

    def make(size: int) -> Files:
        count = size // per_meeting + 2
        days = [day for _, day in zip(range(count), _days(), strict=False)]
        raised = "".join(first.format(n=n) for n in range(size // len(first) + 1))
        files = [(f"{days[0]}.yaml", f"date: {days[0]}\nactions:\n{raised}")]
        files += [
            (f"{day}.yaml", f"date: {day}\n" + later.format(n=n)) for n, day in enumerate(days[1:])
        ]
        return files

    return make


_ACTIONS = "date: 2024-01-11\nactions:\n"
_UPDATES = "date: 2024-01-11\nactions: [{ref: 1/24, action: A}]\nupdates:\n"
RULES = {
    "duplicate-ref": _lines(_ACTIONS, "  - {{ref: 1/24, action: A}}\n"),
    "unknown-ref": _lines(_UPDATES, "  - {{ref: {n}/25, note: A}}\n"),
    "unknown-ref among many": _lines(_ACTIONS, "  - {{ref: {n}/24, action: A, follows: {n}/25}}\n"),
    "unknown key": _lines(_UPDATES, "  - {{ref: 2024-01-11#{n}, note: A}}\n"),
    "wrong-action": _lines(_UPDATES, "  - {{ref: 1/24, about: B{n}}}\n"),
    "wrong-action among many": _lines(
        _ACTIONS + "  - {ref: x, action: x}\n",
        "  - {{action: A{n}}}\n  - {{action: B, follows: x{n}}}\n",
    ),
    "many updates": _lines(_UPDATES, "  - {{ref: 1/24, status: done}}\n"),
    "many updates with days": _lines(_UPDATES, "  - {{ref: 1/24, note: A, on: 2024-01-11}}\n"),
    "follows chain": _lines(
        _ACTIONS + "  - {ref: 0, action: A}\n", "  - {{ref: a{n}, action: A, follows: a{n}}}\n"
    ),
    "follows one": _lines(
        _ACTIONS + "  - {ref: x, action: A}\n", "  - {{action: A, follows: x}}\n"
    ),
    "becomes": _lines(_UPDATES, "  - {{ref: 1/24, becomes: {n}/25}}\n"),
    "unknown-owner": _lines(_ACTIONS, "  - {{action: A, owner: Jan Klimkowsk{n}}}\n"),
    "owners alike": _lines(_ACTIONS, "  - {{action: A, owner: ABC{n}}}\n"),
    "people alike": _lines(
        "date: 2024-01-11\npresent:\n", "  - {{initials: A{n}, name: Jan Klimkowski {n}}}\n"
    ),
    "person-renamed": _lines(
        "date: 2024-01-11\npresent:\n", "  - {{initials: AB, name: Ann {n}}}\n"
    ),
    "labels in a text": _lines("date: 2024-01-11\npresent:\n", "  - Ann Bell{n} (A{n}), Chair\n"),
    "label-case": _lines("date: 2024-01-11\npresent:\n", "  - Ab{n}\n  - aB{n}\n"),
    "ref-gap": _lines(_ACTIONS, "  - {{ref: {n}7/24, action: A}}\n"),
    "mention-unknown": _lines("date: 2024-01-11\nitems:\n", "  - minutes: see action {n}/24 now\n"),
    "mentions on one line": lambda size: [
        ("2024-01-11.yaml", f"date: 2024-01-11\nminutes: {'action 9/24 ' * (size // 12)}\n")
    ],
    "confidential-mention": lambda size: [
        (
            "2024-01-11.yaml",
            "date: 2024-01-11\nactions:\n"
            + "".join(f"  - {{ref: {n}/24, action: A, confidential: s}}\n" for n in range(29))
            + f"minutes: {'see 5/24 and 15/24, ' * (size // 20)}\n",
        )
    ],
    "numbers in a row of prose": lambda size: [
        (
            "2024-01-11.yaml",
            "date: 2024-01-11\nminutes: actions "
            + ", ".join(f"{n}/24" for n in range(size // 7))
            + "\n",
        )
    ],
    "owner-left": _lines(
        "date: 2024-01-11\npresent:\n", "  - {{initials: P{n}, left: 2024-01-01}}\n"
    ),
    "owner of a long label": lambda size: [
        ("2024-01-11.yaml", f"{_ACTIONS}  - {{action: A, owner: {'R' * size}.}}\n")
    ],
    "unknown-field": _lines("date: 2024-01-11\n", "titel{n}: a\n"),
    "duplicate-key": _lines("date: 2024-01-11\n", "title: a\n"),
    "missing-field": _lines(_ACTIONS, "  - {{owner: AB}}\n"),
    "wrong-shape": _lines(_ACTIONS, "  - A\n"),
    "bad-date": _lines(_ACTIONS, "  - {{action: A, due: 5 Jnue 2015}}\n"),
    "bad-status": _lines(_UPDATES, "  - {{ref: 1/24, status: Completed in part}}\n"),
    "text-after-hash": _lines(_ACTIONS, "  - action: A #4\n"),
    "syntax errors": _lines("date: 2024-01-11\nitems:\n", "  - title: A: b\n"),
    "long dashes": _lines(_ACTIONS, "  – action: A\n"),
    "tabs": _lines(_ACTIONS, "\t- action: A\n"),
    "unclosed quotes": _lines(_ACTIONS, '  - action: "A\n'),
    "items": _lines("date: 2024-01-11\nitems:\n", "  - title: A\n"),
    "approves many": _lines("date: 2024-01-11\napproves:\n", "  - 2024-01-{n}\n"),
    "never answered": _log("  - {{action: A{n}}}\n", "title: B\n"),
    "only relisted": _log("  - {{ref: a{n}, action: A}}\n", "updates: [{{ref: a1, status: }}]\n"),
    "always answered": _log("  - {{ref: a{n}, action: A}}\n", "updates: [{{ref: a1, note: B}}]\n"),
    "approves each": _log("  - {{action: A}}\n", "approves: previous meeting\n"),
    "never approved": _log("  - {{action: A}}\n", "approves: 2024-01-11\n"),
    "next meeting": _log("  - {{action: A, due: next meeting}}\n", "next_meeting: 2030-01-01\n"),
    "numbers": _log("  - {{ref: {n}/24, action: A}}\n", "actions: [{{ref: {n}/25, action: B}}]\n"),
    "attendance": _log("  - {{action: A, owner: AB}}\n", "expected: [AB, CD]\npresent: [AB]\n"),
}


def _generators(words: list[str]) -> Iterator[Generator]:
    every = [*(Generator(name, make) for name, make in RULES.items()), *_field_generators()]
    return (one for one in every if not words or any(word in one.name for word in words))


# Measuring


def measure(files: Files) -> Measured:
    """Read, check and print files in a process of its own; infinite seconds where it is ended."""
    reader, writer = os.pipe()
    process = os.fork()
    if not process:
        os.close(reader)
        resource.setrlimit(resource.RLIMIT_CPU, (_LIMIT, _LIMIT))
        _work(files, writer)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as answer:
        words = answer.read().split()
    os.waitpid(process, 0)
    return Measured(float(words[0]), int(words[1])) if words else Measured(math.inf, 0)


def _work(files: Files, writer: int) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    book = build_book([Source(path, text) for path, text in files])
    render_problems(find_problems(book, TODAY))
    seconds = time.perf_counter() - started
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    os.write(writer, f"{seconds} {memory}".encode())


def main() -> None:
    """Measure what is asked for, and print a row for each generator."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("words", nargs="*", help="only generators whose name contains one")
    parser.add_argument("--size", type=int, default=20_000, help="characters of the smaller size")
    parser.add_argument(
        "--slow", type=float, default=-9.0, help="only rows of at least an exponent"
    )
    parser.add_argument("--floor", type=float, default=0.05, help="only rows of at least seconds")
    asked = parser.parse_args()
    measure([("2024-01-11.yaml", "date: 2024-01-11\n")])
    for generator in _generators(asked.words):
        small, large = generator.make(asked.size), generator.make(2 * asked.size)
        once, twice = measure(small), measure(large)
        size = sum(len(text) for _, text in large)
        exponent = math.log2(twice.seconds / once.seconds) if math.isfinite(once.seconds) else 9
        if twice.seconds >= asked.floor and exponent >= asked.slow:
            row = f"{generator.name:44} {once.seconds:8.3f} s {twice.seconds:8.3f} s"
            print(
                f"{row}  exponent {exponent:5.2f}  memory {twice.memory / size:6.0f} x", flush=True
            )


if __name__ == "__main__":
    main()
