"""Dates as the board writes them, in all that people read; figures for other programs."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import scrutiny

SERIES = "dates: {}\nschedule: last Thursday of the month\n"
MEETING = """\
date: 2015-06-25
actions:
  - ref: 1/15
    action: Repaint the gate
    due: 2015-07-01
updates:
  - ref: 1/15
    due: 2015-08-03
next_meeting: 2015-07-30
"""
SHOWN = {
    "June 25, 2015": "August 3, 2015",
    "06/25/2015": "08/03/2015",
    "donderdag 25 juni 2015": "maandag 3 augustus 2015",
    "25 de junho de 2015": "3 de agosto de 2015",
}


def board(folder: Path, sample: str) -> Path:
    (folder / "meetings").mkdir()
    (folder / "meetings" / "series.yaml").write_text(SERIES.format(sample), "utf-8")
    (folder / "meetings" / "2015-06-25.yaml").write_text(MEETING, "utf-8")
    return folder


@pytest.mark.parametrize(("sample", "day"), SHOWN.items())
def test_people_read_days_as_the_board_writes_them(tmp_path: Path, sample: str, day: str) -> None:
    cwd = board(tmp_path, sample)
    assert day in scrutiny("actions", "--format", "table", cwd=cwd, COLUMNS="140").stdout
    assert day in scrutiny("actions", "--format", "md", cwd=cwd).stdout
    life = scrutiny("show", "1/15", cwd=cwd, COLUMNS="140").stdout
    assert f"Due       {day}" in life
    assert f"Raised    {sample} in 2015-06-25" in life
    assert f"due {day}" in scrutiny("show", "2015-06-25", cwd=cwd, COLUMNS="140").stdout
    drafted = scrutiny("new-meeting", "-n", "2015-07-30", cwd=cwd).stderr
    assert f"# Due: {day}" in drafted
    assert f"# Raised on {sample}" in drafted
    assert "date: 2015-07-30" in drafted
    assert "next_meeting: 2015-08-27" in drafted


@pytest.mark.parametrize("form", ["plain", "csv", "json"])
def test_programs_read_figures(tmp_path: Path, form: str) -> None:
    said = scrutiny("actions", "--format", form, cwd=board(tmp_path, "June 25, 2015")).stdout
    assert "2015-08-03" in said
    assert "August" not in said


def test_what_is_typed_is_read_as_the_board_reads_its_files(tmp_path: Path) -> None:
    cwd = board(tmp_path, "06/25/2015")
    scrutiny("update", "1/15", "--due", "09/03/2015", "--at", "06/25/2015", "--add", cwd=cwd)
    assert "2015-09-03" in scrutiny("actions", "--format", "csv", cwd=cwd).stdout
    assert scrutiny("show", "06/25/2015", cwd=cwd).stdout.startswith("2015-06-25")
    assert "1 day late" in scrutiny("overdue", "--as-at", "09/04/2015", cwd=cwd).stdout
    wrong = scrutiny("overdue", "--as-at", "25/06/2015", cwd=cwd, code=2).stderr
    assert "The month comes first. Write 06/25/2015" in wrong
