"""The action log as a paper, the register, and several minutes at once, as `publish` makes them."""

from __future__ import annotations

import csv
import io
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pypdf
import pytest
from boards import Board, boards
from docx.enum.section import WD_ORIENT
from docx.shared import Mm
from hypothesis import HealthCheck, given, settings
from support import check_golden, scrutiny
from test_publish import text_of
from typer.testing import CliRunner

from scrutiny_cli.cli.app import app
from scrutiny_cli.cli.errors import UsageError

NOW: dict[str, Any] = {"SCRUTINY_TODAY": "2024-05-20"}
FILES = {
    "series": "title: Harbour Board\npeople: [{initials: AB, name: Ada Bell}]\n",
    "2024-03-14": """\
date: 2024-03-14
items:
  - title: Budget
    decisions:
      - {decision: The budget is adopted., ref: D1, proposed: AB, votes: 5 to 2}
      - {decision: The fees stay., outcome: lost}
  - title: Lease
    confidential: s.43
    decisions: [The tenant leaves.]
    actions: [{action: Sue the tenant, owner: CD, due: 2024-04-01}]
actions:
  - {ref: 1/24, action: Paint the door, owner: AB, due: 2024-05-01}
  - {ref: 2/24, action: Sweep the mole, owner: CD, due: 2024-06-13}
  - {ref: 3/24, action: Count the buoys, owner: AB}
  - {ref: 4/24, action: Sell the crane, owner: "AB, CD", due: 2024-07-01}
  - {action: Thank the diver}
""",
    "2024-04-11": "date: 2024-04-11\nupdates: [{ref: 3/24, status: done, note: Twelve.}]\n",
    "2024-06-13": """\
date: 2024-06-13
updates:
  - {ref: 1/24, status: done, note: In blue., on: 2024-05-02}
  - {ref: 2/24, status: done}
decisions: [The mole is closed.]
""",
}


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    """Give a working directory with the meetings of a board."""
    (tmp_path / "meetings").mkdir()
    for name, text in FILES.items():
        (tmp_path / "meetings" / f"{name}.yaml").write_text(text, "utf-8")
    return tmp_path


def publish(folder: Path, line: str, code: int = 0, **more: Any) -> str:  # noqa: ANN401
    """Return what is printed, of a refusal what is on stderr."""
    done = scrutiny("publish", *line.split(), cwd=folder, code=code, **{**NOW, **more})
    return done.stderr if code else done.stdout


# The action log as a paper


def test_the_papers_of_a_board(harbour: Path, update: bool) -> None:  # noqa: FBT001
    shown = [
        f"$ scrutiny publish --actions {line}\n\n"
        + publish(harbour, f"--actions {line} --to md -o -")
        for line in (
            "", "--for 2024-06-13 --by due", "--by owner", "--as-at 2024-04-11",
            "--for 2024-03-14", "--owner CD --by due", "--by due --internal",
        )
    ]  # fmt: skip
    check_golden("action-papers.md", "\n".join(shown), update)


def test_a_paper_lists_what_was_closed_since_the_last_meeting(harbour: Path) -> None:
    text = publish(harbour, "--actions --to md -o -")
    head, closed = text.split("## Closed since the meeting of 11 April 2024")
    assert "Paint the door" not in head
    assert "2 May 2024 – done: In blue." in closed
    assert "Count the buoys" not in text  # which that meeting heard
    on_the_day = publish(harbour, "--actions --as-at 2024-04-11 --to md -o -")
    assert "Closed since the meeting of 14 March 2024" in on_the_day
    assert "11 April 2024 – done: Twelve." in on_the_day


def test_a_paper_for_a_meeting_is_as_the_meeting_begins(harbour: Path) -> None:
    text = publish(harbour, "--actions --for 2024-06-13 --to md -o -", SCRUTINY_TODAY="2024-09-01")
    assert "- **Meeting**: Thursday 13 June 2024" in text.replace("**Meeting:**", "**Meeting**:")
    assert "12 June 2024" in text
    assert "Sweep the mole" in text.split("## Closed")[0]
    scrutiny("publish", "--actions", "--for", "2024-06-13", "--to", "md", cwd=harbour, **NOW)
    assert (harbour / "2024-06-13-actions.md").exists()


@pytest.mark.parametrize("form", ["html", "docx", "pdf", "md"])
def test_a_page_has_the_groups(form: str, harbour: Path) -> None:
    name = f"paper.{form}"
    publish(harbour, f"--actions --for 2024-06-13 --by due -o {name}")
    text = text_of((harbour / name).read_bytes())
    for heading in ("Due by the meeting of 13 June 2024", "Due later", "No date", "Withheld"):
        assert heading in text
    assert "tenant" not in text


def test_the_paper_as_a_workbook_has_a_sheet_for_each_list(harbour: Path) -> None:
    publish(harbour, "--actions --by owner --to xlsx -o log.xlsx")
    workbook = openpyxl.load_workbook(harbour / "log.xlsx")
    assert workbook.sheetnames == ["Actions", "Closed"]
    rows = [[cell.value for cell in row] for row in workbook.worksheets[0]]
    assert rows[0] == ["Group", "Ref", "Action", "Owner", "Raised", "Due", "Status"]
    assert [row[:2] for row in rows[1:]] == [
        ["AB", "4/24"], ["CD", "2/24"], ["CD", "4/24"], ["(nobody)", None], ["Withheld", None],
    ]  # fmt: skip
    assert "tenant" not in text_of((harbour / "log.xlsx").read_bytes())
    publish(harbour, "--actions --internal --to xlsx")
    internal = openpyxl.load_workbook(harbour / "actions-internal.xlsx")
    assert all(sheet["A1"].value.startswith("INTERNAL: ") for sheet in internal.worksheets)


def test_a_workbook_is_in_the_language_of_the_board(harbour: Path) -> None:
    with (harbour / "meetings" / "series.yaml").open("a", encoding="utf-8") as series:
        series.write("language: Welsh\n")
    held = harbour / "meetings" / "2024-04-11.yaml"
    more = "actions: [{ref: 5/24, action: Raised at last, due: next meeting}]\n"
    held.write_text(held.read_text("utf-8") + more, "utf-8")
    publish(harbour, "--actions --by due --to xlsx -o log.xlsx")
    workbook = openpyxl.load_workbook(harbour / "log.xlsx")
    assert workbook.sheetnames == ["Camau gweithredu", "Caewyd"]
    rows = [[cell.value for cell in row] for row in workbook.worksheets[0]]
    assert rows[0] == [
        "Grŵp", "Cyf.", "Cam gweithredu", "Perchennog", "Codwyd", "Erbyn", "Erbyn mewn geiriau",
        "Statws",
    ]  # fmt: skip
    told = {row[2]: (*row[6:], type(row[4])) for row in rows[1:]}
    assert told["Raised at last"] == ("next meeting", "agored", datetime)
    assert told["Wedi’i ddal yn ôl, s.43"][1] == "agored"
    groups = publish(harbour, "--actions --by owner --to md -o -")
    assert "### (neb)" in groups
    assert "4 agored i gyd; 1 arall wedi’i ddal yn ôl" in groups.split("## Caewyd")[0]
    assert "2 penderfyniad, 1 wedi’i wrthod" in publish(harbour, "--decisions --to md -o -")
    publish(harbour, "--decisions --to xlsx -o register.xlsx")
    (sheet,) = openpyxl.load_workbook(harbour / "register.xlsx").worksheets
    assert sheet.title == "Penderfyniadau"
    assert [cell.value for cell in sheet["G"]] == ["Canlyniad", "derbyniwyd", "gwrthodwyd"]


# The register


def test_the_register_is_published(harbour: Path, update: bool) -> None:  # noqa: FBT001
    shown = [
        f"$ scrutiny publish --decisions {line}\n\n"
        + publish(harbour, f"--decisions {line} --to md -o -")
        for line in ("", "--from 2024-06-01 --as-at 2024-07-01", "--internal", "--as-at 2024-01-01")
    ]
    check_golden("register.md", "\n".join(shown), update)


@pytest.mark.parametrize("form", ["html", "docx", "pdf", "md", "csv", "xlsx"])
def test_the_register_has_every_form_and_nothing_confidential(form: str, harbour: Path) -> None:
    publish(harbour, f"--decisions --to {form}")
    data = (harbour / f"decisions.{form}").read_bytes()
    assert "The budget is adopted." in text_of(data)
    assert "Ada Bell" in text_of(data)
    assert not [word for word in ("tenant", "Lease", "s.43") if word in text_of(data)]
    publish(harbour, f"--decisions --to {form} --replace")
    assert (harbour / f"decisions.{form}").read_bytes() == data


def test_a_register_with_many_columns_is_on_its_side(harbour: Path) -> None:
    publish(harbour, "--decisions -o register.pdf")
    (page,) = pypdf.PdfReader(harbour / "register.pdf").pages
    assert page.mediabox.width > page.mediabox.height
    publish(harbour, "--decisions -o register.docx")
    (section,) = docx.Document(str(harbour / "register.docx")).sections
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert round((section.page_width or Mm(0)) / Mm(1)) == 297
    publish(harbour, "--decisions -o register.html")
    assert "size: A4 landscape;" in (harbour / "register.html").read_text("utf-8")
    publish(harbour, "--actions -o log.pdf")
    (page,) = pypdf.PdfReader(harbour / "log.pdf").pages
    assert page.mediabox.width < page.mediabox.height


def test_a_register_beside_the_minutes_leads_to_their_items(harbour: Path) -> None:
    publish(harbour, "--all --to html -o minutes")
    publish(harbour, "--decisions -o minutes/register.html")
    page = (harbour / "minutes" / "register.html").read_text("utf-8")
    assert page.count('<a href="2024-03-14.html#item-1">14 March 2024</a>') == 2
    assert 'id="item-1"' in (harbour / "minutes" / "2024-03-14.html").read_text("utf-8")
    publish(harbour, "--decisions -o register.html")
    assert "<a href" not in (harbour / "register.html").read_text("utf-8")
    publish(harbour, "--decisions --internal -o minutes/internal.html")
    assert "<a href" not in (harbour / "minutes" / "internal.html").read_text("utf-8")


def test_the_register_as_csv_has_every_column(harbour: Path) -> None:
    rows = list(csv.reader(io.StringIO(publish(harbour, "--decisions --to csv -o -"))))
    assert rows[0] == [
        "Date", "Ref", "Decision", "Proposed", "Seconded", "Votes", "Outcome", "Minutes",
    ]  # fmt: skip
    assert rows[1][0] == "2024-03-14"


# Several minutes at once


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("--all", ["2024-03-14.md", "2024-04-11.md"]),
        ("2024-03-14 2024-06-13 14.03.24", ["2024-03-14.md", "2024-06-13.md"]),
        ("--all --internal", ["2024-03-14-internal.md", "2024-04-11-internal.md"]),
    ],
)
def test_several_minutes_are_written_into_a_folder(
    line: str, names: list[str], harbour: Path
) -> None:
    done = scrutiny(*f"publish {line} --to md -o out".split(), cwd=harbour, **NOW)
    assert done.stderr.startswith("Written: 2 files in out\n")
    assert sorted(path.name for path in (harbour / "out").iterdir()) == names
    if "internal" not in line:
        alone = publish(harbour, "2024-03-14 --to md -o -")
        together = (harbour / "out" / "2024-03-14.md").read_text("utf-8")
        kept = [line for line in together.splitlines() if "Next minutes" not in line]
        assert kept == alone.splitlines()


def test_minutes_published_together_link_to_each_other(harbour: Path) -> None:
    agreed = "items: [{title: Minutes, approves: 2024-03-14}]\n"
    path = harbour / "meetings" / "2024-04-11.yaml"
    path.write_text(path.read_text("utf-8") + agreed, "utf-8")
    publish(harbour, "--all --to html -o minutes")
    march = (harbour / "minutes" / "2024-03-14.html").read_text("utf-8")
    assert '<a href="2024-04-11.html" rel="next">11 April 2024</a>' in march
    april = (harbour / "minutes" / "2024-04-11.html").read_text("utf-8")
    assert '<a href="2024-03-14.html" rel="prev">14 March 2024</a>' in april
    assert '<strong>Minutes agreed</strong>: <a href="2024-03-14.html">14 March 2024</a>' in april
    publish(harbour, "2024-03-14 2024-04-11 --internal --to md -o minutes")
    page = (harbour / "minutes" / "2024-04-11-internal.md").read_text("utf-8")
    assert "[14 March 2024](<2024-03-14-internal.md>)" in page
    publish(harbour, "2024-04-11 --to html -o alone.html")
    assert 'href="2024' not in (harbour / "alone.html").read_text("utf-8")


def test_all_or_none_are_written(harbour: Path) -> None:
    (harbour / "out").mkdir()
    (harbour / "out" / "2024-04-11.html").write_text("mine", "utf-8")
    told = publish(harbour, "--all --to html -o out", code=3)
    assert told == (
        "out/2024-04-11.html already exists. Nothing was written. "
        "Type --replace to write over existing files.\n"
    )
    assert [path.name for path in (harbour / "out").iterdir()] == ["2024-04-11.html"]
    publish(harbour, "--all --to html -o out --replace")
    assert (harbour / "out" / "2024-04-11.html").read_text("utf-8").startswith("<!doctype")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("--all --to html", "Several documents need a folder: type -o DIR"),
        ("--all --to html -o -", "Several documents need a folder: type -o DIR"),
        ("--all --to html -o meetings/series.yaml", "meetings/series.yaml is a file."),
        ("--all 2024-03-14 --to html -o out", "leave --all or 2024-03-14 out."),
        ("--all --actions --to html", "leave --all or --actions out."),
        ("--all --to csv -o out", "--to takes html, docx, pdf or md, not “csv”."),
        ("2024-03-14 2024-01-01 --to md -o out", "There is no meeting called “2024-01-01”"),
        ("--actions --decisions --to md", "Type --actions or --decisions, not both."),
        ("--decisions 2024-03-14 --to md", "leave 2024-03-14 out."),
        ("--decisions --owner AB --to md", "--owner is only for --actions"),
        ("--decisions --open-actions --to md", "leave --open-actions out."),
        ("--by due --to md", "--by is only for --actions"),
        ("--for 2024-06-13 --to md", "--for is only for --actions"),
        ("--actions --from 2024-06-13 --to md", "--from is only for --decisions"),
        ("--as-at 2024-06-13 --to md", "--as-at is only for --actions and --decisions."),
        ("--actions --by meeting --to md", "--by takes owner or due, not “meeting”."),
        ("--decisions --from 2024-07-01 --to md", "--from: 2024-07-01 is after 2024-05-20"),
    ],
)
def test_what_cannot_be_published_is_refused(line: str, told: str, harbour: Path) -> None:
    assert told in publish(harbour, line, code=2)
    assert sorted(path.name for path in harbour.iterdir()) == ["meetings"]


# What is confidential

AS_AT = {"7 February 2024", "2024-02-07", "20 February 2024", "2024-02-20", "30 March 2024"}
LISTS = (
    "--actions --by owner", "--actions --by due --for 2024-02-08", "--actions --as-at 2024-02-20",
    "--decisions",
)  # fmt: skip


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(boards())
def test_nothing_confidential_is_in_a_paper_a_register_or_a_workbook(board: Board) -> None:
    with tempfile.TemporaryDirectory() as name:
        board.write(Path(name))
        for line in LISTS:
            for form in ("html", "docx", "pdf", "md", "csv", "xlsx"):
                words = f"publish {line} --to {form} -o - -m {name}".split()
                done = CliRunner(env={"SCRUTINY_TODAY": "2024-03-30"}).invoke(app, words)
                is_refused = isinstance(done.exception, UsageError)
                assert done.exit_code == is_refused, done.stderr
                text = "" if is_refused else text_of(done.stdout_bytes)
                assert board.find_leaks(text + done.stderr) <= AS_AT, words


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(boards())
def test_nothing_confidential_is_in_minutes_published_together(board: Board) -> None:
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "meetings").mkdir()
        board.write(Path(name) / "meetings")
        for form in ("html", "pdf"):
            words = ("publish", "--all", "--to", form, "-o", form)
            done = scrutiny(*words, cwd=Path(name), SCRUTINY_TODAY="2024-03-30")
            written = list((Path(name) / form).iterdir())
            assert written
            text = "".join(each.name + text_of(each.read_bytes()) for each in written)
            assert board.find_leaks(text + done.stderr) == set()


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(boards())
def test_other_secrets_make_no_other_list(board: Board) -> None:
    with tempfile.TemporaryDirectory() as name:
        made = []
        for folder, sources in (("one", board.sources()), ("two", board.with_other_secrets())):
            (Path(name) / folder / "meetings").mkdir(parents=True)
            for source in sources:
                (Path(name) / folder / source.path).write_text(source.text, "utf-8")
            for line in LISTS:
                words = f"publish {line} --to xlsx -o list.xlsx --replace".split()
                done = scrutiny(
                    *words, cwd=Path(name) / folder, code=None, SCRUTINY_TODAY="2024-03-30"
                )
                file = Path(name) / folder / "list.xlsx"
                made.append((folder, file.read_bytes() if done.returncode == 0 else b""))
        assert [data for folder, data in made if folder == "one"] == [
            data for folder, data in made if folder == "two"
        ]
