"""The README is tested: its table is what the program makes, and its first meeting can be typed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from pages import (
    README,
    check_block,
    fence,
    find_blocks,
    find_broken_links,
    find_code,
    find_commands,
    run,
)
from support import ROOT, TODAY, commit, make_repository

TEXT = README.read_text(encoding="utf-8")
(FIRST,) = re.findall(r"^## Your first meeting.*?(?=^## )", TEXT, re.DOTALL | re.MULTILINE)


def test_the_table_is_what_the_program_makes(update: bool) -> None:  # noqa: FBT001
    assert find_blocks(README) == ["table"]
    made = fence(run(f"scrutiny overdue --as-at {TODAY} --format table", ROOT).stdout)
    check_block(README, "table", made, update=update)


def test_every_link_leads_somewhere() -> None:
    assert find_broken_links(README) == []


def test_every_other_command_shown_runs(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "meetings", make_repository(tmp_path) / "meetings")
    commit(tmp_path)
    done = [run(line, tmp_path) for line in find_commands(TEXT.replace(FIRST, ""))]
    assert [one.stderr for one in done if one.returncode not in {0, 1, 5}] == []


def test_the_first_meeting_can_be_typed(tmp_path: Path) -> None:
    may, updates = find_code("yaml", FIRST)
    begin, check, listing, following, again, late = find_commands(FIRST)
    assert run(begin, tmp_path, "2026-05-01").returncode == 0
    path = tmp_path / may.partition("\n")[0].removeprefix("# ")
    assert path.exists()
    path.write_text(may, encoding="utf-8")
    for line in (check, listing, following):
        done = run(line, tmp_path, "2026-05-20")
        assert done.returncode == 0, done.stderr
        assert (done.stdout == "") == (line == check)
    path = tmp_path / done.stdout.strip()
    assert path.name in FIRST
    draft = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"    updates:\n.*?\n(?=\n  - )", updates, draft, flags=re.DOTALL))
    assert run(again, tmp_path, "2026-06-11").stdout == ""
    overdue = run(late, tmp_path, "2026-06-12").stdout.splitlines()
    assert [row.split("\t")[0] for row in overdue[1:]] == ["1/26"]
