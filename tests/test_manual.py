"""The manual is tested: its blocks are what the program makes, its examples run."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent
from typing import NamedTuple

import pytest
from pages import (
    MANUAL,
    PAGES,
    check_block,
    check_shown,
    fence,
    find_blocks,
    find_broken_links,
    find_code,
    find_commands,
    find_section,
    read_manual,
    read_page,
    run,
    write_example,
)
from support import ROOT, commit, make_repository, scrutiny

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.cli.app import COMMANDS
from scrutiny_cli.cli.errors import ExitCode
from scrutiny_cli.diff.compare import ChangeKind
from scrutiny_cli.minutes import fields as known_fields
from scrutiny_cli.minutes import statuses
from scrutiny_cli.minutes.fields import Field
from scrutiny_cli.minutes.model import Status
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.output.diff_phrases import AGREED_CHANGED
from scrutiny_cli.rules import RULES, find_problems
from scrutiny_cli.rules.unsure_help import UNSURE_HELP

START, AFTER_START = read_page("start").split("## Use an editor that helps")
MAY = find_code("yaml", START)[0]
MONTH = read_page("month")
REVIEW = find_section(read_page("git"), "Review a change")
COUNTY = find_section(read_page("commands"), "All boards of a county")
# Those of the rules are wrong on purpose: tests/test_rules_page.py runs them.
MEANT = "\n".join(read_page(path.stem) for path in PAGES if path.stem != "rules")
FILES = [text for text in find_code("yaml", MEANT) if text.startswith("# meetings/")]
PARTS = [text for text in find_code("yaml", MEANT) if not text.startswith("# ")]
# The commands of these parts follow on each other, and run so in tests of their own.
IN_ORDER = (START, MONTH, REVIEW, COUNTY, read_page("import"))  # import: test_newcomer.py
LINES = [
    line
    for line in find_commands(read_manual())
    if not any(line in find_commands(part) for part in IN_ORDER)
]


# The blocks


class Table(NamedTuple):
    """One table of fields in the manual: its heading, and the reader's rows it shows."""

    heading: str
    rows: dict[str, Field]


def new_in(rows: dict[str, Field], known: dict[str, Field]) -> dict[str, Field]:
    """Return the fields that are not, or not in the same way, in another table."""
    return {name: row for name, row in rows.items() if known.get(name) != row}


def field_tables() -> list[Table]:
    """Return the tables of fields in the order of the manual."""
    return [
        Table("A meeting", new_in(known_fields.MEETING, known_fields.ITEM)),
        Table("An item; a meeting has these fields as well", known_fields.ITEM),
        Table("An action", known_fields.ACTION),
        Table(
            "An action brought forward: the fields of an action without `on`, and",
            new_in(known_fields.BROUGHT_FORWARD, known_fields.ACTION),
        ),
        Table("An update", known_fields.UPDATE),
        Table("A person: a label, or these fields", known_fields.PERSON),
        Table("A paper: text, or these fields", known_fields.PAPER),
        Table("A decision: text, or these fields", known_fields.DECISION),
        Table("`next_meeting`: a date or words, or these fields", known_fields.NEXT_MEETING),
        Table("`series.yaml`", known_fields.SERIES),
        Table("A line of the `agenda`: a title, or these fields", known_fields.AGENDA_ITEM),
    ]


def markdown(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Write a table."""
    head = tuple(head)
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(c.replace("|", r"\|") for c in row) + " |" for row in lines)


def fields() -> str:
    """Make the tables of fields from the reader's own."""
    made = []
    for heading, rows in field_tables():
        cells = [
            (f"`{name}`", row.type.takes, row.description + (" (required)" * row.required))
            for name, row in rows.items()
        ]
        made.append(
            f"**{heading}**\n\n" + markdown(("Field", "What to write", "What it is"), cells)
        )
    return "\n\n".join(made)


def status_words() -> str:
    """Make the table of statuses and the words that mean them."""
    rows = []
    for line in statuses.KNOWN.describe_words().splitlines():
        name, words = line.split(": ", 1)
        rows.append((name, "open" if Status(name).is_open else "closed", words))
    return markdown(("Status", "It is", "Words that are understood"), rows)


def rules() -> str:
    """Make the table of rules."""
    rows = [
        (f"[`{rule.name}`](#{rule.name})", rule.kind.replace("--base", "`--base`"), rule.summary)
        for rule in RULES.values()
    ]
    return markdown(("Rule", "Kind", "Requirement"), rows)


def commands() -> str:
    """Make the commands' chapters from their help."""
    return "\n\n".join(
        f"### `scrutiny {name}`\n\n{fence(run(f'scrutiny {name} --help', ROOT).stdout)}"
        for name in COMMANDS
    )


def wrong_line() -> str:
    """Make what `check` prints of the first meeting's file without a space after `owner:`."""
    with TemporaryDirectory() as folder:
        top = Path(folder)
        write_example(top, MAY.replace("owner: TB", "owner:TB"))
        return fence(run("scrutiny check", top, "2026-05-20").stdout)


def unsure_names() -> str:
    """Make the table of what an import may be unsure of, and what to check."""
    rows = [(f"`{name}`", words) for name, words in UNSURE_HELP.items()]
    return markdown(("Name", "What to do"), rows)


class Block(NamedTuple):
    """A block that the program makes: its page, its name there, and what makes it."""

    topic: str
    name: str
    make: Callable[[], str]


BLOCKS = (
    Block("start", "wrong line", wrong_line),
    Block("format", "fields", fields),
    Block("statuses", "statuses", status_words),
    Block("commands", "commands", commands),
    Block("rules", "rules", rules),
    Block("import", "unsure", unsure_names),
)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_block_has_its_maker(path: Path) -> None:
    assert find_blocks(path) == [block.name for block in BLOCKS if block.topic == path.stem]


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.name)
def test_block_is_what_the_program_makes(block: Block, update: bool) -> None:  # noqa: FBT001
    check_block(MANUAL / f"{block.topic}.md", block.name, block.make(), update=update)


# On the page of rules the program makes lines of one sentence or two.
WRAPPED = [path for path in PAGES if path.stem != "rules"]


@pytest.mark.parametrize("path", WRAPPED, ids=lambda path: path.stem)
def test_lines_are_no_longer_than_those_of_the_program(path: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", path.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    prose = [line for line in text.splitlines() if not line.startswith(("|", "!["))]
    assert [line for line in prose if len(re.sub(r"\]\(.*?\)", "]", line)) > 100] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_link_leads_somewhere(path: Path) -> None:
    assert find_broken_links(path) == []


# The examples


def test_every_meeting_shown_says_its_name() -> None:
    whole = [text for text in find_code("yaml", MEANT) if re.search(r"^date:", text, re.MULTILINE)]
    assert whole
    assert all(text in FILES for text in whole)


@pytest.mark.parametrize("text", FILES, ids=lambda text: text.partition("\n")[0])
def test_file_shown_reads_without_errors(text: str) -> None:
    path = text.partition("\n")[0].removeprefix("# ")
    book = build_book([Source(path, text)])
    assert [one.message for one in book.problems if one.is_error] == []
    assert book.unreadable == ()


@pytest.mark.parametrize("text", PARTS, ids=lambda text: text.partition("\n")[0])
def test_part_of_a_file_reads_without_errors(text: str) -> None:
    book = build_book([Source("meetings/2026-06-11.yaml", f"date: 2026-06-11\n{dedent(text)}")])
    found = {one.rule for one in book.problems if one.is_error}
    assert found <= {"unknown-ref"}, "it refers to what the part does not have"


def find_rules(text: str) -> set[str]:
    """Return the rules that a part of a meeting breaks."""
    book = build_book([Source("meetings/2026-06-11.yaml", f"date: 2026-06-11\n{text}")])
    return {one.rule for one in find_problems(book, date(2026, 6, 12))}


def find_due_words() -> list[tuple[str, str]]:
    """Return what the page of dates shows as due dates, and the rule that each breaks."""
    page = read_page("dates").split("## Dates that commands take")[0]
    tables, warned = page.split("## Words instead of a date")
    return [
        (words, rule)
        for part, rule in ((tables, ""), (warned, "due-without-day"))
        for row in re.findall(r"^\| (`.*?) \|", part, re.MULTILINE)
        for words in re.findall("`(.*?)`", row)
    ]


@pytest.mark.parametrize(("words", "rule"), find_due_words())
def test_due_words_are_read_as_the_page_says(words: str, rule: str) -> None:
    found = find_rules(f"actions: [{{action: Paint the gate., due: {json.dumps(words)}}}]\n")
    assert found - {"due-far-off"} == ({rule} if rule else set())


def find_quoted() -> list[list[str]]:
    """Return what the page of YAML shows as wrong, and what it shows instead."""
    rows = re.findall(r"^\| (`.*?`) \|.*\| (`.*?`)", read_page("yaml"), re.MULTILINE)
    return [[cell.strip("`").replace("\\|", "|") for cell in row] for row in rows]


@pytest.mark.parametrize(("wrong", "right"), find_quoted())
def test_what_is_to_be_quoted_is_wrong_without(wrong: str, right: str) -> None:
    head = "actions" if wrong.startswith("action") else "items"
    below = "\n      It was said: no." if right.endswith("|") else ""
    assert find_rules(f"{head}:\n  - {wrong}\n")
    assert find_rules(f"{head}:\n  - {right}{below}\n") == set()


@pytest.mark.parametrize("line", LINES)
def test_command_shown_runs(line: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "meetings", make_repository(tmp_path) / "meetings")
    commit(tmp_path)
    done = run(line, tmp_path)
    assert done.returncode in {0, 1, 5}, done.stderr


def test_the_first_meeting_can_be_typed(tmp_path: Path) -> None:
    _, updates = find_code("yaml", START)
    begin, check, listing, following, again, late = find_commands(START)
    assert run(begin, tmp_path, "2026-05-01").returncode == 0
    path = tmp_path / MAY.partition("\n")[0].removeprefix("# ")
    assert path.exists()
    path.write_text(MAY, encoding="utf-8")
    for line in (check, listing, following):
        done = run(line, tmp_path, "2026-05-20")
        assert done.returncode == 0, done.stderr
        assert (done.stdout == "") == (line == check)
    path = tmp_path / done.stdout.strip()
    assert path.name in START
    draft = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"    updates:\n.*?\n(?=\n  - )", updates, draft, flags=re.DOTALL))
    assert run(again, tmp_path, "2026-06-11").stdout == ""
    overdue = run(late, tmp_path, "2026-06-12").stdout.splitlines()
    assert [row.split("\t")[0] for row in overdue[1:]] == ["1/26"]


EXPORT = "export SCRUTINY_TODAY="


def type_month(text: str, folder: Path) -> dict[str, subprocess.CompletedProcess[str]]:
    """Type the commands of the month, or of a part of it, each on its day."""
    done: dict[str, subprocess.CompletedProcess[str]] = {}
    day = "2030-01-01"
    for line in "".join(find_code("sh", text)).splitlines():
        day = line.removeprefix(EXPORT) if line.startswith(EXPORT) else day
        done[line] = run(line, folder, day)
    return done


def test_a_months_work_can_be_typed(tmp_path: Path) -> None:
    assert run(find_commands(START)[0], tmp_path).returncode == 0
    (tmp_path / "meetings" / "2026-05-14.yaml").write_text(MAY, encoding="utf-8")
    done = type_month(MONTH, tmp_path)
    assert [one.returncode for one in done.values()] == [0] * len(done)
    assert done["scrutiny check"].stdout == ""
    shown = "".join(one.stdout + one.stderr for one in done.values())
    assert [block for block in find_code("text", MONTH) if block not in shown] == []
    raised = next(one.stdout for line, one in done.items() if " raise " in line)
    assert raised.strip() in "".join(find_code("text", MONTH))
    assert raised.strip() in done["scrutiny actions --open"].stdout


def test_the_minutes_can_be_taken(tmp_path: Path, update: bool) -> None:  # noqa: FBT001
    assert run(find_commands(START)[0], tmp_path).returncode == 0
    (tmp_path / "meetings" / "2026-05-14.yaml").write_text(MAY, encoding="utf-8")
    before = MONTH.partition("## Take the minutes at the meeting")[0]
    assert {one.returncode for one in type_month(before, tmp_path).values()} == {0}
    (shown,) = find_code("console", MONTH)
    answers = re.findall(r"^.*?> (.*)\n", shown, re.MULTILINE)
    typed = "".join(f"{answer}\n" for answer in answers)
    done = scrutiny("minute", cwd=tmp_path, answers=typed, SCRUTINY_TODAY="2026-06-11")
    check_shown(MANUAL / "month.md", shown, done.stdout, update=update)
    june = (tmp_path / "meetings" / "2026-06-11.yaml").read_text(encoding="utf-8")
    assert "status: ongoing\n        note: It comes on Monday\n        due: 30.6.26\n" in june


def test_a_change_can_be_reviewed(tmp_path: Path, update: bool) -> None:  # noqa: FBT001
    assert run(find_commands(START)[0], tmp_path).returncode == 0
    (tmp_path / "meetings" / "2026-05-14.yaml").write_text(MAY, encoding="utf-8")
    written, reviewed = find_code("sh", REVIEW)
    for line in written.splitlines():
        done = run(line, tmp_path, "2026-06-11")
        assert done.returncode == 0, done.stderr
    done = run(reviewed.strip(), tmp_path, "2026-06-12")
    assert (done.returncode, done.stderr) == (0, "")
    (shown,) = find_code("markdown", REVIEW)
    check_shown(MANUAL / "git.md", shown, done.stdout, update=update)
    whole = json.loads(run("scrutiny diff main..june --format json", tmp_path, "2026-06-12").stdout)
    (example,) = (
        json.loads(block)
        for block in find_code("json", read_page("json"))
        if "agreed_minutes" in block
    )
    assert example.keys() == whole.keys()
    assert (example["before"], example["after"]) == (whole["before"], whole["after"])
    (told,) = (one for one in whole["changes"] if one["change"] == "re-dated")
    short = json.loads(json.dumps(told).replace(FULL, "Replace …"))
    (change,) = example["changes"]
    assert change == {**short, "action": FULL, "line": change["line"]}


def test_all_boards_of_a_county_can_be_listed(tmp_path: Path, update: bool) -> None:  # noqa: FBT001
    folders, shown = find_code("text", COUNTY)
    names = ("Housing", "Planning", "Planning")
    for number, (folder, name) in enumerate(zip(folders.splitlines(), names, strict=True)):
        (tmp_path / folder).mkdir(parents=True)
        text = MAY.replace("Weir Lane Allotments Committee", name).replace(
            "31 May", f"{29 + number} May"
        )
        (tmp_path / folder / "2026-05-14.yaml").write_text(text, encoding="utf-8")
    late, *others = find_commands(COUNTY)
    typed = (f"{late} --format table", *others)
    done = [run(line, tmp_path, "2026-06-10") for line in typed]
    assert [one.returncode for one in done] == [0] * len(done)
    text = "\n".join(line.rstrip() for line in done[0].stdout.splitlines()) + "\n"
    check_shown(MANUAL / "commands.md", shown, text, update=update)
    assert "Planning (north)" in done[1].stdout
    assert "1/26  Replace the washer" in done[3].stdout
    assert (tmp_path / "calendar.ics").exists()
    assert "| Planning (south) | 1 | 1 | 0 | 2 | 0 | 2 |" in (tmp_path / "report.md").read_text()
    assert (tmp_path / "county.csv").read_bytes().startswith(b"\xef\xbb\xbfBoard,Ref,")
    assert done[-2].stdout.count("1/26\tReplace the washer") == 2
    assert done[-1].stdout == "3/26\n"
    hook = run("scrutiny check --boards .", tmp_path, "2026-06-10")
    assert (hook.returncode, hook.stdout) == (0, "")


FULL = "Replace the washer of the trough by plot 12."


def test_the_fields_of_json_are_those_of_the_page() -> None:
    (example,) = (
        json.loads(block) for block in find_code("json", read_page("json")) if "history" in block
    )
    whole = json.loads(run("scrutiny actions --format json --as-at 2015-06-26", ROOT).stdout)
    (shown,) = example["actions"]
    (made,) = (one for one in whole["actions"] if one["key"] == shown["key"])
    text = json.dumps({**whole, "actions": [made]}).replace(made["action"], shown["action"])
    assert example == {**json.loads(text), "as_at": example["as_at"]}
    table = read_page("json").partition("## A comparison")[0]
    cells = re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
    named = {name for cell in cells for name in re.findall("`(.*?)`", cell)}
    assert named == ({*whole, *made} - {"schema_version", "actions", "action"})


def test_the_kinds_of_change_are_those_of_the_page() -> None:
    section = find_section(read_page("git"), "What a change is called")
    cells = re.findall(r"^\| (\*\*.*?) \|", section, re.MULTILINE)
    named = {word for cell in cells for word in re.findall(r"\*\*(.*?)\*\*", cell)}
    assert named == {kind.value for kind in ChangeKind} | {AGREED_CHANGED}


def test_the_exit_codes_are_those_of_the_page() -> None:
    codes = re.findall(r"^\| (\d+) \|", read_page("commands"), re.MULTILINE)
    assert [int(code) for code in codes] == [0, *sorted(set(ExitCode) - {0})]


def test_every_command_is_in_an_example() -> None:
    shown = {line.split()[1] for line in find_commands(read_manual())}
    assert set(COMMANDS) <= shown


def test_only_known_commands_are_named() -> None:
    named = set(re.findall(r"scrutiny ([a-z][a-z-]*)", read_manual()))
    assert named == set(COMMANDS)


def test_no_line_of_a_help_is_wider_than_a_small_terminal() -> None:
    chapters = [*commands().splitlines(), *run("scrutiny --help", ROOT).stdout.splitlines()]
    assert [line for line in chapters if len(line) > 80] == []
