"""After a syntax error the rest of the file is read: all errors at once, and none that follow."""

from __future__ import annotations

import pytest

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.minutes.yaml.parser import parse_yaml


def found(text: str) -> list[tuple[int, str]]:
    """Give line and rule of each problem of a file that cannot be read."""
    tree = parse_yaml(Source("2024-06-13.yaml", text))
    assert tree.root is None
    return [(one.place.line, one.rule) for one in tree.problems]


SYNTAX = "yaml-syntax"


def test_each_entry_of_a_list_is_read_by_itself() -> None:
    text = "actions:\n" + "".join(
        f"  - action: A{n}: b\n    owner: AB\n    due: 1.2.24\n" for n in range(4)
    )
    assert found(text) == [(line, SYNTAX) for line in (2, 5, 8, 11)]


def test_at_most_ten_are_told() -> None:
    text = "actions:\n" + "  - action: a: b\n" * 40
    assert found(text) == [(line, SYNTAX) for line in range(2, 12)]
    text = "actions:\n" + "  – action: a\n" * 40
    assert found(text) == [(line, SYNTAX) for line in range(2, 12)]


@pytest.mark.parametrize(
    ("slip", "lines"),
    [
        # What is left out takes what is below it along.
        ("    minutes: a: b\n      more\n      - and more\n", [3]),
        ("    actions\n      - action: a\n        owner: b\n", [3]),
        ("    actions\n    - action: a\n      owner: b\n", [3]),
        ("   actions:\n     - action: a\n       owner: b\n     - action: c\n", [3]),
        ('    minutes: "a\n      b\n', [3]),
        ('    minutes: "a\n    note: b\n', [3]),
        ("    papers: [a, b\n      c\n", [3]),
        ("    minutes: {a\n", [3]),
        ("    minutes: | a\n      b: c\n", [3]),
        ("    minutes: a\n    b\n    c\n", [4]),
        ("\tminutes: a\n\tpapers: b\n", [3]),
        ("    minutes: a\n      papers:\n        - b\n", [4]),
        ("<<<<<<< HEAD\n    minutes: a\n=======\n    minutes: b\n>>>>>>> x\n", [3]),
        ("    actions:\n      - Survey\n        owner: AB\n", [4]),
        ("    actions:\n      – action: a\n        owner: AB\n", [4]),
        ("    actions:\n      -action: a\n        owner: AB\n", [4]),
        ("  title: B\n  minutes: c\n  papers: d\n", [3]),
    ],
)
def test_what_only_follows_is_not_told(slip: str, lines: list[int]) -> None:
    text = f"items:\n  - title: A\n{slip}  - title: B\n    minutes: Nothing\n"
    assert found(text) == [(line, SYNTAX) for line in lines]
    after = text + "    decisions: @x\nvenue: y: z\n"
    count = text.count("\n")
    assert found(after) == [(line, SYNTAX) for line in (*lines, count + 1, count + 2)]


def test_other_faults_of_the_rest_are_told_too() -> None:
    text = "title: a: b\nitems:\n  - title: A # 4\n    minutes: c\n    minutes: d\n"
    assert found(text) == [(1, SYNTAX), (3, "text-after-hash"), (5, "duplicate-key")]


def test_nothing_of_such_a_file_is_in_the_log() -> None:
    good = Source("2024-05-09.yaml", "date: 2024-05-09\nactions:\n  - action: Survey\n")
    bad = Source(
        "2024-06-13.yaml",
        "date: 2024-06-13\ntitle: a: b\nactions:\n  - action: Paint\nupdates:\n"
        "  - {ref: 2024-05-09#1, about: Survey, status: done}\n",
    )
    book = build_book([good, bad])
    assert book.unreadable == ("2024-06-13.yaml",)
    assert [(one.key, one.is_open) for one in book.log.actions] == [("2024-05-09#1", True)]


def test_line_ends_of_windows_are_kept_apart() -> None:
    text = "title: a: b\r\nitems:\r\n  - title: A\r\n    minutes: c: d\r\n"
    assert found(text) == [(1, SYNTAX), (4, SYNTAX)]


def test_at_most_ten_are_told_of_what_yaml_reads_otherwise() -> None:
    text = "actions:\n" + "  - action: a\n\xa0\xa0\xa0\xa0owner: b\n" * 20 + "x: y: z\n"
    assert sum(rule == SYNTAX for _, rule in found(text)) == 10
    text = "present:\n" + "  - ? who\n" * 20
    assert sum(rule == SYNTAX for _, rule in found(text)) == 10
