"""Listings as workbooks for spreadsheets: a text stays a text, and a day is a day."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.cell import Cell, MergedCell
from support import scrutiny

from scrutiny_cli.output.table import Column, RowGroup, Table, ValueTable, ungrouped_table
from scrutiny_cli.output.values import BoardCell, DueCell, PhraseCell, Value
from scrutiny_cli.publish.day_codes import make_day_code
from scrutiny_cli.publish.workbook import Sheet, WorkbookOptions, render_workbook

DAY = date(2024, 6, 13)
OPTIONS = WorkbookOptions("Harbour Board: actions", DAY, "d mmm yyyy", board="Harbour Board")
COLUMNS = (Column("Ref", is_narrow=True), Column("Action"), Column("Due", is_narrow=True))
INTERNAL = "INTERNAL: contains confidential text. Do not publish it or pass it on."


def read(data: bytes, sheet: int = 0) -> list[list[Cell | MergedCell]]:
    """Return the cells of a sheet, row by row."""
    return [list(row) for row in openpyxl.load_workbook(io.BytesIO(data)).worksheets[sheet]]


def write(table: ValueTable, options: WorkbookOptions = OPTIONS) -> bytes:
    return render_workbook([Sheet("Actions", table)], options)


def write_text(text: str) -> Cell | MergedCell:
    """Return the cell of a text after it was written and read."""
    return read(write(ungrouped_table("actions", (Column("Action"),), [(text,)])))[1][0]


@pytest.mark.parametrize(
    "text", ["=1+1", '=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "#N/A", "2.10", "012", "0"]
)
def test_a_text_is_no_formula_no_number_and_no_error(text: str) -> None:
    cell = write_text(text)
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix == (text[0] in "=+-@")


def test_a_number_stays_as_it_was_written() -> None:
    rows = read(write(ungrouped_table("actions", COLUMNS, [("2.10", "Paint", None)])))
    assert (rows[1][0].value, rows[1][0].data_type, rows[1][0].number_format) == ("2.10", "s", "@")


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_any_text_can_be_written(text: str) -> None:
    assert write_text(f"a{text}").data_type == "s"


def test_what_a_spreadsheet_would_read_as_a_sign_is_escaped() -> None:
    assert write_text("a_x0041_b").value == "a_x005F_x0041_b"


def test_a_text_that_no_cell_can_hold_says_that_it_goes_on() -> None:
    value = write_text("long " * 10_000).value
    assert isinstance(value, str)
    assert len(value) <= 32_767
    assert value.endswith(" … (the rest is too long for a cell)")


def test_a_day_is_a_day_and_its_words_are_beside_it() -> None:
    rows: list[tuple[Value, ...]] = [
        ("1", "Paint", DueCell(DAY, None)),
        ("2", "Dredge", DueCell(DAY, "next meeting")),
        ("3", "Sweep", DueCell(None, "asap")),
        ("4", "Rest", BoardCell(DAY, str, str)),
        ("5", "Sing", PhraseCell(lambda write: f"{write(DAY)} – raised")),
        ("6", "Dance", ("AB", "CD")),
        ("7", "Count", 12),
    ]
    cells = read(write(ungrouped_table("actions", COLUMNS, rows)))
    assert [cell.value for cell in cells[0]] == ["Ref", "Action", "Due", "Due in words"]
    day = datetime(2024, 6, 13)  # noqa: DTZ001  a day has no time zone
    assert [[cell.value for cell in row[2:]] for row in cells[1:]] == [
        [day, None], [day, "next meeting"], ["asap", None], [day, None],
        ["2024-06-13 – raised", None], ["AB, CD", None], [12, None],
    ]  # fmt: skip
    assert {cells[1][2].number_format, cells[4][2].number_format} == {"d mmm yyyy"}


def test_groups_are_a_column() -> None:
    groups = tuple(RowGroup(name, ((name, "Paint", DAY),)) for name in ("AB", "CD"))
    cells = read(write(Table(COLUMNS, groups)))
    assert [row[0].value for row in cells] == ["Group", "AB", "CD"]


def test_the_headings_filter_and_stay_in_sight() -> None:
    data = write(ungrouped_table("actions", COLUMNS, [("1", "Paint", DAY)]))
    (sheet,) = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    assert (sheet.title, sheet.auto_filter.ref, sheet.freeze_panes) == ("Actions", "A1:C2", "A2")
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.column_dimensions["B"].width == 10


def test_each_sheet_of_an_internal_workbook_is_marked() -> None:
    table = ungrouped_table("actions", COLUMNS, [("1", "Paint", DAY)])
    options = OPTIONS._replace(internal=True)
    workbook = openpyxl.load_workbook(
        io.BytesIO(render_workbook([Sheet("Open", table), Sheet("a/b", table)], options))
    )
    assert workbook.properties.keywords == "INTERNAL"
    assert workbook.sheetnames == ["Open", "a b"]
    for sheet in workbook.worksheets:
        assert sheet["A1"].value == INTERNAL
        assert (sheet.auto_filter.ref, sheet.freeze_panes) == ("A2:C3", "A3")
        assert sheet.HeaderFooter.oddHeader is not None
        assert sheet.HeaderFooter.oddHeader.center.text == INTERNAL


def test_the_bytes_depend_on_the_listing_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    table = ungrouped_table("actions", COLUMNS, [("1", "Paint", DAY)])
    first = write(table)
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    assert write(table) == first
    with zipfile.ZipFile(io.BytesIO(first)) as zipped:
        assert {info.date_time for info in zipped.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = zipped.read("docProps/core.xml").decode()
    assert core.count("2024-06-13T00:00:00Z") == 2
    assert "Harbour Board: actions" in core


@pytest.mark.parametrize(
    ("dates", "code"),
    [
        (None, "d mmm yyyy"),
        ("25 June 2015", "d mmm yyyy"),
        ("Thursday 25 June 2015", "d mmm yyyy"),
        ("June 25, 2015", r"mmm d\, yyyy"),
        ("25.06.15", r"dd\.mm\.yy"),
        ("06/25/2015", r"mm\/dd\/yyyy"),
        ("2015-06-25", "yyyy-mm-dd"),
        ("25th June 2015", "yyyy-mm-dd"),
        ("25 juin 2015", "yyyy-mm-dd"),
    ],
)
def test_days_are_shown_as_the_board_writes_them(dates: str | None, code: str) -> None:
    assert make_day_code(dates) == code


# The command

NOW: dict[str, Any] = {"SCRUTINY_TODAY": "2015-06-26"}


def test_actions_are_written_as_a_workbook(folder: Path) -> None:
    words = ("actions", "--open", "--by", "owner", "-o", "log.xlsx")
    done = scrutiny(*words, cwd=folder, **NOW)
    assert (done.stdout, done.stderr) == ("", "Written: log.xlsx\n")
    rows = read((folder / "log.xlsx").read_bytes())
    assert [cell.value for cell in rows[0]] == [
        "Group", "Ref", "Action", "Owner", "Raised", "Due", "Status",
    ]  # fmt: skip
    csv = scrutiny(*words[:-2], "--format", "csv", cwd=folder, **NOW).stdout
    assert [str(row[1].value) for row in rows[1:]] == [
        line.split(",")[1] for line in csv.splitlines()[1:] if "," in line
    ]
    first = (folder / "log.xlsx").read_bytes()
    assert scrutiny(*words, cwd=folder, code=3, **NOW).stderr.startswith("log.xlsx already exists.")
    scrutiny(*words, "--replace", cwd=folder, **NOW)
    assert (folder / "log.xlsx").read_bytes() == first


def test_a_workbook_with_confidential_rows_is_marked(tmp_path: Path) -> None:
    (tmp_path / "meetings").mkdir()
    text = "date: 2015-05-28\nactions:\n  - {action: Sue, confidential: s.40}\n  - action: Paint\n"
    (tmp_path / "meetings" / "2015-05-28.yaml").write_text(text, "utf-8")
    done = scrutiny("actions", "--format", "xlsx", "-o", "a.xlsx", cwd=tmp_path, **NOW)
    assert "1 row is confidential. Do not pass it on.\n" in done.stderr
    rows = read((tmp_path / "a.xlsx").read_bytes())
    assert rows[0][0].value == INTERNAL
    assert rows[2][1].value == "[Confidential: s.40] Sue"
    scrutiny("actions", "--search", "paint", "-o", "b.xlsx", cwd=tmp_path, **NOW)
    assert read((tmp_path / "b.xlsx").read_bytes())[0][0].value == "Ref"


def test_a_list_in_another_format_is_written_to_a_file(folder: Path) -> None:
    for name, form in (("a.csv", "csv"), ("a.md", "md"), ("a.json", "json")):
        scrutiny("actions", "--open", "-o", name, cwd=folder, **NOW)
        shown = scrutiny("actions", "--open", "--format", form, cwd=folder, **NOW).stdout
        assert (folder / name).read_bytes().decode().replace("\r\n", "\n") == shown
    shown = scrutiny("actions", "-o", "-", cwd=folder, **NOW).stdout
    assert shown == scrutiny("actions", cwd=folder, **NOW).stdout


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("--format xlsx", "--format xlsx needs a file. Type its name, for example -o actions.xlsx"),
        ("--format csv -o a.xlsx", "The name a.xlsx means xlsx, but --format is csv."),
        ("--format xlsx -o a", "-o: the name of a spreadsheet ends in .xlsx. Type -o a.xlsx"),
        ("--replace", "--replace is only for a file: type -o FILE, too"),
        ("-o log", "The name log gives no format. Type --format, too, or another name, for "),
        ("-overdue", "-overdue is not an option of `scrutiny actions`. Did you mean --overdue?"),
        ("-o ''", "-o needs a file name."),
    ],
)
def test_what_cannot_be_written_is_refused(line: str, told: str, folder: Path) -> None:
    words = ["" if word == "''" else word for word in line.split()]
    done = scrutiny("actions", *words, cwd=folder, code=2, **NOW)
    assert done.stderr.startswith(told)
