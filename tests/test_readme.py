"""The README is tested: its table is what the program makes, and its first meeting can be typed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pages import (
    PAGES,
    README,
    check_block,
    check_shown,
    fence,
    find_blocks,
    find_broken_links,
    find_code,
    find_commands,
    find_section,
    run,
    write_example,
)
from support import ROOT

from scrutiny_cli.cli.app import COMMANDS

TEXT = README.read_text(encoding="utf-8")
FIRST = find_section(TEXT, "Your first meeting, in five minutes")
EXAMPLE = find_section(TEXT, "A meeting's file")


def test_it_is_short_and_fits_a_narrow_window() -> None:
    lines = TEXT.splitlines()
    assert len(lines) <= 220
    (command,) = re.findall("^.*&& .venv/bin/scrutiny .*$", TEXT, re.MULTILINE)
    assert [line for line in lines if len(line) > 100 and line != command] == []
    assert len(FIRST.splitlines()) <= 60


def test_the_table_has_four_rows_that_the_program_makes(update: bool) -> None:  # noqa: FBT001
    assert find_blocks(README) == ["table"]
    (line,) = re.findall(r"\(`(scrutiny .*)`\):$", TEXT, re.MULTILINE)
    made = run(f"{line} --format table", ROOT).stdout
    assert "4 overdue, 4 open in all" in made
    check_block(README, "table", fence(made), update=update)


def test_the_command_for_a_fresh_machine_installs_what_publishing_and_importing_need() -> None:
    user, developer = re.findall("pip install (.*?) && (.*)", TEXT)
    assert user == ("'.[publish,import]'", ".venv/bin/scrutiny actions --open")
    assert developer == ("-e '.[dev]'", ".venv/bin/python -m pytest")


def test_every_command_has_one_line() -> None:
    lines = find_section(TEXT, "What it can do").splitlines()
    named = [line.split("`")[1].removeprefix("scrutiny ") for line in lines if line[:1] == "-"]
    assert sorted(named) == sorted(COMMANDS)


def test_every_link_leads_somewhere_and_every_page_is_linked() -> None:
    assert find_broken_links(README) == []
    linked = re.findall(
        r"\(scrutiny_cli/manual/(\w+\.md)\)", find_section(TEXT, "Where to read on")
    )
    assert sorted(linked) == sorted(page.name for page in PAGES)


def test_the_file_of_a_meeting_is_right(tmp_path: Path) -> None:
    (example,) = find_code("yaml", EXAMPLE)
    assert len(example.splitlines()) <= 25
    write_example(tmp_path, example)
    done = run("scrutiny check --strict", tmp_path, "2026-05-20")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    listed = run("scrutiny actions --open", tmp_path, "2026-05-20").stdout.splitlines()
    assert [row.split("\t")[0] for row in listed[1:]] == ["9/25", "1/26"]


def test_a_wrong_line_is_fixed_by_its_message(tmp_path: Path, update: bool) -> None:  # noqa: FBT001
    begin, check, *_ = find_commands(FIRST)
    path = write_first_meeting(tmp_path, begin, "2026-05-14")
    right = path.read_text(encoding="utf-8")
    (example,) = find_code("yaml", FIRST)
    assert example in right
    path.write_text(right.replace("owner: RO", "owner:RO"), encoding="utf-8")
    wrong = run(check, tmp_path, "2026-05-14")
    assert wrong.returncode == 1
    (shown,) = find_code("text", FIRST)
    check_shown(README, shown, wrong.stdout, update=update)
    assert "  Write: owner: RO\n" in shown


@pytest.mark.parametrize("today", ["2026-05-14", "2026-11-29", "2027-12-31", "2028-02-29"])
def test_the_first_meeting_can_be_typed_on_any_day(tmp_path: Path, today: str) -> None:
    begin, check, listing, following, again, then, late = find_commands(FIRST)
    path = write_first_meeting(tmp_path, begin, today)
    assert run(check, tmp_path, today).stdout == ""
    rows = run(listing, tmp_path, today).stdout.splitlines()
    number = f"1/{today[2:4]}"
    assert [row.split("\t")[0] for row in rows[1:]] == [number]
    made = tmp_path / run(following, tmp_path, today).stdout.strip()
    draft = made.read_text(encoding="utf-8")
    assert f"- ref: {number}\n        status:\n" in draft
    made.write_text(draft.replace("status:", "status: completed"), encoding="utf-8")
    assert path != made
    done = [run(line, tmp_path, made.stem) for line in (again, then, late)]
    assert [(one.returncode, len(one.stdout.splitlines())) for one in done] == [
        (0, 0),
        (0, 1),
        (0, 1),
    ]


def write_first_meeting(top: Path, begin: str, today: str) -> Path:
    """Make a folder, and use all examples in its first meeting; return the meeting's file."""
    done = run(begin, top, today)
    assert done.returncode == 0, done.stderr
    path = top / done.stdout.splitlines()[1]
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub("^# ", "", text, flags=re.MULTILINE), encoding="utf-8")
    return path
