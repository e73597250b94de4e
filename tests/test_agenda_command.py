"""The command `agenda`: what a meeting goes through, in every form."""

from __future__ import annotations

import io
import os
import pty
import re
import subprocess
import tempfile
from pathlib import Path

import docx as library
import pytest
from boards import Board, boards
from docx.table import Table
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from support import SCRUTINY, check_golden, environment, scrutiny
from test_publish import text_of
from typer.testing import CliRunner

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.cli.app import app
from scrutiny_cli.minutes.characters import CONTROLS
from scrutiny_cli.output.document import (
    Attendance,
    Attendee,
    Document,
    ListBlock,
    MinutesRow,
    Paragraph,
)
from scrutiny_cli.output.text import escape_build_commands, normalize_lines
from scrutiny_cli.publish.mail_text import render_mail_text

FORMS = ("text", "md", "html", "docx")
BEFORE = "2015-06-18"
CONTROL = re.compile(f"[{CONTROLS}]")
REAL = "2015-06-25"

SERIES = """\
title: Harbour Board
people:
  - Ada Bell (AB), Chair
  - {initials: CD, name: Cem Demir, organisation: Harbour Office}
  - Eve Fox (EF)
"""
MARCH = """\
date: 2026-03-12
items:
  - title: Moorings
    actions:
      - ref: 1/26
        action: Price new chains for the visitors' moorings.
        owner: AB, CD
        due: 2026-04-02
      - ref: 2/26
        action: Ask the harbour master for the winter figures.
        owner: EF
        due: 2026-04-07
      - ref: 3/26
        action: Ask the insurer about the winch.
        owner: EF
        confidential: s.43 FOIA
      - ref: 4/26
        action: |
          Write to

          - the sailing club
          - the rowing club
        owner: CD
        due: next meeting
      - ref: 5/26
        action: Paint the door.
      - ref: 6/26
        action: Look at the tide gauge.
        owner: AB
"""
APRIL = """\
date: 2026-04-09
time: 7pm
venue: Old Custom House
chair: AB
expected: [AB, CD, Guy Hall (GH)]
apologies: [EF (on leave)]
in_attendance: [Ivo Jansen (IJ)]
items:
  - title: Matters arising
    updates:
      - ref: 1/26
        status: in progress
        note: Two prices are in; the third is promised.
        on: 2026-03-20
      - ref: 5/26
        status: done
        on: 2026-03-30
      - ref: 6/26
        note: AB has seen the surveyor.
        on: 2026-03-25
        confidential: true
      - ref: 2/26
        status:
  - title: Minutes of the last meeting
    approves:
  - title: Lease of the quay
    confidential: commercial
    presenter: AB
    papers: [The rent roll]
  - number: 3A
    title: Dredging
    presenter: [CD, GH]
    papers:
      - title: Survey of 2025
        link: https://example.org/papers/a-survey-with-a-name-that-is-longer-than-a-line-of-a-mail.pdf
      - Tide tables
    items:
      - title: The inner basin
        presenter: GH
      - minutes: Nobody reads this before the meeting.
    actions:
      - ref: 7/26
        action: Ask for a second survey.
        owner: GH
        on: 2026-04-01
next_meeting:
  date: 2026-05-14
  time: 7pm
"""
TODAY = "2026-04-04"


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    """Give a working directory with a meeting that was held, and the next one."""
    for name, text in (("series", SERIES), ("2026-03-12", MARCH), ("2026-04-09", APRIL)):
        path = tmp_path / "meetings" / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


@pytest.fixture
def drafted(folder: Path) -> Path:
    """Give the real minutes with the file of the next meeting."""
    scrutiny("new-meeting", cwd=folder, SCRUTINY_TODAY=BEFORE)
    return folder


def agenda(folder: Path, *words: str, today: str = TODAY) -> str:
    """Print an agenda."""
    return scrutiny("agenda", *words, "-o", "-", cwd=folder, SCRUTINY_TODAY=today).stdout


def read_word(path: Path) -> str:
    """Return a Word file as lines: its header, paragraphs after their styles, rows of tables."""
    word = library.Document(str(path))
    lines = [line.text for line in word.sections[0].header.paragraphs if line.text]
    for block in word.iter_inner_content():
        if isinstance(block, Table):
            lines += [" | ".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            lines.append(f"[{block.style.name if block.style else ''}] {block.text}")
    return "\n".join(lines) + "\n"


def write_form(folder: Path, form: str, today: str, *more: str) -> str:
    """Make an agenda in a form, and return what a reader has of it."""
    if form == "docx":
        done = scrutiny("agenda", "--to", "docx", *more, cwd=folder, SCRUTINY_TODAY=today)
        return read_word(folder / re.findall("Written: (.*)", done.stderr)[0])
    text = agenda(folder, "--to", form, *more, today=today)
    return text[text.index("<body>") :] if form == "html" else text


def list_headings(form: str, text: str) -> list[str]:
    """Return the headings of an agenda that are its own, and not those of items."""
    if form == "text":
        return re.findall(r"^(.*)\n-+$", text, re.MULTILINE)
    pattern = {"md": r"^##+ (.*)", "html": r"<h[23][^>]*>(.*)</h", "docx": r"^\[Heading \d\] (.*)"}
    return re.findall(pattern[form], text, re.MULTILINE)


# What it has


@pytest.mark.parametrize("form", FORMS)
def test_the_agenda_of_the_real_board(drafted: Path, form: str, update: bool) -> None:  # noqa: FBT001
    check_golden(f"agenda-real.{form}.txt", write_form(drafted, form, BEFORE), update)


@pytest.mark.parametrize("form", FORMS)
def test_an_agenda_with_confidential_parts(harbour: Path, form: str, update: bool) -> None:  # noqa: FBT001
    text = write_form(harbour, form, TODAY)
    check_golden(f"agenda.{form}.txt", text, update)
    assert not [word for word in ("winch", "rent", "surveyor", "reads this") if word in text]
    assert "commercial" in text
    assert "s.43 FOIA" in text


@pytest.mark.parametrize("form", FORMS)
def test_its_headings_claim_no_minutes_and_nobody_present(harbour: Path, form: str) -> None:
    headings = list_headings(form, write_form(harbour, form, TODAY))
    for heading in ("Expected", "Apologies", "Agenda", "Following meeting", "Matters arising"):
        assert heading in headings
    assert not {"Minutes", "Present", "Next meeting"} & set(headings)


@pytest.mark.parametrize("form", FORMS)
def test_an_internal_agenda_has_everything_and_says_so(harbour: Path, form: str) -> None:
    text = write_form(harbour, form, TODAY, "--internal")
    assert "INTERNAL" in text
    for word in ("Ask the insurer about the winch", "The rent roll", "AB has seen the surveyor"):
        assert word in text
    assert "Withheld" not in text


def test_text_fits_a_mail_and_only_an_address_is_longer(harbour: Path) -> None:
    long = [line for line in agenda(harbour).splitlines() if len(line) > 72]
    assert [line.strip()[:9] for line in long] == ["<https://"]


def test_what_is_late_depends_on_the_day_until_the_meeting(harbour: Path) -> None:
    early = agenda(harbour, today="2026-03-31")
    assert "Due: 2 April 2026, before the meeting" in early
    assert "1 overdue" not in early
    assert "overdue" in agenda(harbour, today="2026-04-03")
    late, later = (agenda(harbour, "2026-04-09", today=day) for day in ("2026-04-09", "2026-06-01"))
    assert late == later
    assert "2 overdue on 9 April 2026" in late


def test_whoever_came_or_did_not_come_was_expected(harbour: Path) -> None:
    text = "present: [CD]\nabsent: [Guy Hall (GH)]\nexpected: [AB]\napologies: [EF]\n"
    (harbour / "meetings" / "2026-04-09.yaml").write_text(f"date: 2026-04-09\n{text}", "utf-8")
    people = "Ada Bell (AB), Chair\nCem Demir (CD), Harbour Office\nGuy Hall (GH)\n"
    assert f"Expected\n--------\n{people}" in agenda(harbour)
    assert "Apologies\n---------\nEve Fox (EF)\n" in agenda(harbour)


def test_no_column_is_empty(harbour: Path) -> None:
    path = harbour / "meetings" / "2026-03-12.yaml"
    path.write_text("date: 2026-03-12\nactions:\n  - {ref: 1/26, action: Paint}\n", "utf-8")
    (harbour / "meetings" / "2026-04-09.yaml").write_text("date: 2026-04-09\n", "utf-8")
    assert "| Ref | Action | Last update |" in agenda(harbour, "--to", "md")


def test_the_agenda_of_a_meeting_with_nothing_in_it(tmp_path: Path) -> None:
    (tmp_path / "meetings").mkdir()
    (tmp_path / "meetings" / "2026-04-09.yaml").write_text("date: 2026-04-09\n", "utf-8")
    text = agenda(tmp_path)
    assert text.splitlines()[0] == "Agenda for Thursday 9 April 2026"
    assert text.splitlines()[3:] == ["Date:  Thursday 9 April 2026"]
    for form in FORMS:
        assert list_headings(form, write_form(tmp_path, form, TODAY)) == []


def test_a_confidential_meeting_is_a_stub(harbour: Path) -> None:
    path = harbour / "meetings" / "2026-04-09.yaml"
    path.write_text(f"confidential: personal\ntitle: Dismissal\n{APRIL}", "utf-8")
    text = agenda(harbour)
    assert "Withheld, personal" in text
    assert not [word for word in ("Dismissal", "Dredging", "chains", "14 May") if word in text]


def test_the_first_meeting_goes_through_what_it_brings_forward(tmp_path: Path) -> None:
    (tmp_path / "meetings").mkdir()
    text = "date: 2026-04-09\nbrought_forward:\n  - {ref: 9/25, action: Mow, raised: 2025-11-13}\n"
    (tmp_path / "meetings" / "2026-04-09.yaml").write_text(f"{text}  - ref: 10/25\n", "utf-8")
    found = agenda(tmp_path)
    assert "9/25  Mow\n   Last update: 13 November 2025 – raised\n" in found
    assert (
        "10/25  (words not in this log)\n   Last update: 9 April 2026 – brought forward\n" in found
    )


def test_who_has_left_by_then_is_not_expected(tmp_path: Path) -> None:
    (tmp_path / "meetings").mkdir()
    text = (
        "date: 2026-04-09\n"
        "expected: [AB, CD]\npresent: [{initials: CD, left: 2026-05-01}]\n"
        "in_attendance: [{initials: AB, left: 2026-04-01}]\n"
    )
    (tmp_path / "meetings" / "2026-04-09.yaml").write_text(text)
    later = tmp_path / "meetings" / "2026-05-14.yaml"
    later.write_text("date: 2026-05-14\nexpected: [AB, CD, EF]\n")
    assert "Expected\n--------\nEF\n" in agenda(tmp_path, "2026-05-14")


def test_an_extraordinary_meeting_has_matters_arising_only_as_an_item(harbour: Path) -> None:
    path = harbour / "meetings" / "2026-04-06-extraordinary.yaml"
    path.write_text("date: 2026-04-06\nextraordinary: true\nitems:\n  - title: Lease\n", "utf-8")
    assert "1. Lease" in agenda(harbour, path.stem)
    assert "Matters arising" not in agenda(harbour, path.stem)
    path.write_text(path.read_text("utf-8") + "  - title: matters  arising\n", "utf-8")
    assert "1/26" in agenda(harbour, path.stem)
    done = scrutiny("agenda", cwd=harbour, SCRUTINY_TODAY=TODAY)
    assert done.stdout.startswith("Harbour Board: agenda for Thursday 9 April 2026\n")
    assert done.stderr.endswith(
        "An extraordinary meeting comes before it: scrutiny agenda 2026-04-06-extraordinary\n"
    )


def test_next_and_last_name_a_meeting_as_in_other_commands(harbour: Path) -> None:
    assert agenda(harbour, "Next") == agenda(harbour)
    assert agenda(harbour, "last") == agenda(harbour, "2026-03-12")
    done = scrutiny("agenda", "next", cwd=harbour, code=3, SCRUTINY_TODAY="2026-04-09")
    assert done.stderr.endswith("has no file yet. Make it first: scrutiny new-meeting\n")


# Which minutes are to be agreed


@pytest.mark.parametrize(
    ("february", "april", "days"),
    [
        ("", "title: Minutes of the last meeting", "12 March 2026"),
        ("approves: 2026-01-08", "title: Minutes of it", "12 February 2026, 12 March 2026"),
        ("approves: 2026-01-08", "approves: 2026-02-12", "12 February 2026"),
        ("", "{title: Record, approves: previous meeting}", "12 March 2026"),
        ("items: [{title: Record, approves: 2026-01-08}]", "title: Record", None),
    ],
)
def test_the_minutes_to_be_agreed_are_named_by_their_day(
    harbour: Path, february: str, april: str, days: str | None
) -> None:
    (harbour / "meetings" / "2026-02-12.yaml").write_text(f"date: 2026-02-12\n{february}", "utf-8")
    text = f"date: 2026-04-09\nitems:\n  - {april}\n"
    (harbour / "meetings" / "2026-04-09.yaml").write_text(text, "utf-8")
    found = re.search(r"To be agreed: the minutes of (.*)", agenda(harbour))
    assert (None if found is None else found[1]) == days


def test_minutes_that_were_passed_over_are_still_to_be_agreed(harbour: Path) -> None:
    (harbour / "meetings" / "2026-02-12.yaml").write_text(
        "date: 2026-02-12\napproves: 2026-01-08\n", "utf-8"
    )
    path = harbour / "meetings" / "2026-04-02-extraordinary.yaml"
    path.write_text("date: 2026-04-02\nextraordinary: true\napproves: 2026-03-12\n", "utf-8")
    assert "To be agreed: the minutes of 12 February 2026\n" in agenda(harbour)


def test_minutes_that_are_agreed_are_not_agreed_again(harbour: Path) -> None:
    path = harbour / "meetings" / "2026-04-02-extraordinary.yaml"
    path.write_text("date: 2026-04-02\nextraordinary: true\napproves: 2026-03-12\n", "utf-8")
    assert "To be agreed" not in agenda(harbour)


# The following meeting


def test_the_following_meeting_is_the_announced_one_or_the_next_on_file(harbour: Path) -> None:
    assert "Following meeting\n-----------------\nThursday 14 May 2026, 7pm\n" in agenda(harbour)
    april = harbour / "meetings" / "2026-04-09.yaml"
    april.write_text("date: 2026-04-09\n", "utf-8")
    assert "Following" not in agenda(harbour)
    (harbour / "meetings" / "2026-06-11.yaml").write_text("date: 2026-06-11\ntime: 7pm\n", "utf-8")
    assert "Thursday 11 June 2026, 7pm\n" in agenda(harbour)


@pytest.mark.parametrize(
    ("sample", "day"),
    [
        ("25.06.15", "Thursday 09.04.26"),
        ("25 juin 2015", "jeudi 9 avril 2026"),
        ("Thu 25 June 2015", "Thu 9 April 2026"),
    ],
)
def test_the_day_has_its_weekday_as_the_board_writes_days(
    harbour: Path, sample: str, day: str
) -> None:
    series = harbour / "meetings" / "series.yaml"
    series.write_text(f"{SERIES}dates: {sample}\n", "utf-8")
    assert f"Date:   {day}\n" in agenda(harbour)


# Where it goes, and what is refused


def test_text_is_printed_and_other_forms_are_written(harbour: Path) -> None:
    done = scrutiny("agenda", cwd=harbour, SCRUTINY_TODAY=TODAY)
    assert done.stdout == agenda(harbour, "--to", "text")
    scrutiny("agenda", "--to", "md", cwd=harbour, SCRUTINY_TODAY=TODAY)
    scrutiny("agenda", "-o", "mail.txt", cwd=harbour, SCRUTINY_TODAY=TODAY)
    assert sorted(path.name for path in harbour.glob("*.*")) == ["2026-04-09-agenda.md", "mail.txt"]
    assert (harbour / "mail.txt").read_text("utf-8") == done.stdout
    again = scrutiny("agenda", "--to", "md", cwd=harbour, code=3, SCRUTINY_TODAY=TODAY)
    assert "2026-04-09-agenda.md already exists. Type --replace" in again.stderr
    scrutiny("agenda", "--to", "md", "--replace", cwd=harbour, SCRUTINY_TODAY=TODAY)
    scrutiny("agenda", "--to", "html", "--internal", cwd=harbour, SCRUTINY_TODAY=TODAY)
    assert (harbour / "2026-04-09-agenda-internal.html").exists()


def test_a_terminal_shows_text(harbour: Path) -> None:
    master, slave = pty.openpty()
    done = subprocess.run(
        [SCRUTINY, "agenda"], cwd=harbour, env=environment(SCRUTINY_TODAY=TODAY), stdout=slave,
        stderr=subprocess.PIPE, check=True,
    )  # fmt: skip
    os.close(slave)
    assert b"Harbour Board: agenda for Thursday 9 April 2026" in os.read(master, 4096)
    os.close(master)
    assert b"confidential" not in done.stderr


def test_the_next_meeting_must_have_its_file(folder: Path) -> None:
    done = scrutiny("agenda", cwd=folder, code=3, SCRUTINY_TODAY=BEFORE)
    assert done.stderr == (
        "The next meeting, on 25 June 2015, has no file yet. Make it first: scrutiny new-meeting\n"
    )
    done = scrutiny("agenda", cwd=folder, code=3, SCRUTINY_TODAY="2015-07-01")
    assert done.stderr.startswith("The next meeting has no file yet.")
    made = scrutiny("new-meeting", cwd=folder, SCRUTINY_TODAY=BEFORE)
    assert made.stderr.endswith("To send out its agenda, type: scrutiny agenda\n")
    later = scrutiny("new-meeting", "2015-07-30", cwd=folder, SCRUTINY_TODAY=BEFORE)
    assert later.stderr.endswith("To send out its agenda, type: scrutiny agenda 2015-07-30\n")
    past = scrutiny("new-meeting", "2015-06-04", cwd=folder, SCRUTINY_TODAY=BEFORE)
    assert "send out its agenda" not in past.stderr
    assert "agenda for Thursday 25 June 2015" in agenda(folder, today=BEFORE)


def test_a_meeting_that_does_not_take_place_has_no_agenda(harbour: Path) -> None:
    (harbour / "meetings" / "2026-04-09.yaml").write_text("date: 2026-04-09\nheld: false\n")
    done = scrutiny("agenda", "2026-04-09", cwd=harbour, code=3, SCRUTINY_TODAY=TODAY)
    assert done.stderr == (
        "2026-04-09 has no agenda: its file has `held: false`. Name another meeting.\n"
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("--to odt", "--to takes text, md, html, docx or pdf, not “odt”. For example: --to html"),
        ("--to xlsx", "--to takes text, md, html, docx or pdf, not “xlsx”. For example: --to html"),
        (
            "--to text -o x.html",
            "The name x.html means html, but --to is text. Change one of them.",
        ),
        ("-o x.rtf", "ends in .txt, .md, .html, .docx or .pdf, for example -o x.txt"),
        ("--to md --template a.docx", "--template is only for Word"),
        ("2026-01-01", "There is no meeting called “2026-01-01”."),
        ("--to docx --template nix.docx", "nix.docx cannot be read: it does not exist."),
    ],
)
def test_what_cannot_be_done_is_told(harbour: Path, words: str, told: str) -> None:
    assert told in scrutiny("agenda", *words.split(), cwd=harbour, code=2).stderr
    assert not list(harbour.glob("*.*"))


def test_nothing_is_sent_out_while_a_file_has_an_error(harbour: Path) -> None:
    path = harbour / "meetings" / "2026-03-12.yaml"
    path.write_text(MARCH.replace("s.43 FOIA", ""), "utf-8")
    done = scrutiny("agenda", cwd=harbour, code=3, SCRUTINY_TODAY=TODAY)
    assert "[missing-value]" in done.stderr
    assert done.stdout == ""


def test_the_same_agenda_gives_the_same_word_file(harbour: Path) -> None:
    for name in ("a.docx", "b.docx"):
        scrutiny("agenda", "-o", name, cwd=harbour, SCRUTINY_TODAY=TODAY)
    assert (harbour / "a.docx").read_bytes() == (harbour / "b.docx").read_bytes()
    word = library.Document(io.BytesIO((harbour / "a.docx").read_bytes()))
    assert word.core_properties.subject == "Agenda"


# What is withheld


def tell_all(board: Board, forms: tuple[str, ...] = FORMS) -> str:
    """Give the agendas of all meetings of a board in all forms, with what is said beside them."""
    told = ""
    with tempfile.TemporaryDirectory() as folder:
        board.write(Path(folder))
        for name in sorted(path.stem for path in Path(folder).glob("2*.yaml")):
            for form in forms:
                done = CliRunner(env={"SCRUTINY_TODAY": "2024-02-01"}).invoke(
                    app, ["agenda", name, "--to", form, "-o", "-", "-m", folder],
                    catch_exceptions=False,
                )  # fmt: skip
                assert done.exit_code == 0, done.stderr
                told += text_of(done.stdout_bytes) + done.stderr.replace(folder, "")
    return told


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(boards())
def test_nothing_that_is_withheld_is_in_an_agenda(board: Board) -> None:
    assert board.find_leaks(tell_all(board, (*FORMS, "pdf"))) == set()


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(boards())
def test_an_agenda_does_not_depend_on_what_is_withheld(board: Board) -> None:
    assume(not any(one.is_error for one in build_book(board.with_other_secrets()).problems))
    others = {one.path.rpartition("/")[2]: one.text for one in board.with_other_secrets()}
    assert tell_all(board) == tell_all(board._replace(files=others))


# Any text


@given(st.text())
def test_any_text_is_in_the_mail_without_what_a_terminal_obeys(text: str) -> None:
    blocks = (Paragraph(text, "Paper", text, "paper"), ListBlock((Paragraph(text),)))
    page = Document(
        text,
        facts=((text, text),),
        attendance=(Attendance(text, (Attendee(text, text, text, text, text),)),),
        agenda=(MinutesRow("1", text, 1, blocks, ()),),
        next_meeting=text,
        internal=True,
    )
    made = render_mail_text(page)
    assert not [sign for sign in made if sign != "\n" and CONTROL.match(sign)]
    squeezed = "".join(escape_build_commands(normalize_lines(text)).split())
    assert squeezed in "".join(made.split()) or "::" in text or "##" in text
