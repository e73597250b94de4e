"""The command `publish` from end to end: a folder and words typed in, files out."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import subprocess
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import docx as library
import pypdf
import pytest
from boards import Board, boards
from hypothesis import HealthCheck, assume, given, settings
from support import ROOT, SCRUTINY, check_golden, environment, scrutiny, scrutiny_process
from typer.testing import CliRunner

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.cli import output_file
from scrutiny_cli.cli.app import app
from scrutiny_cli.storage.errors import WriteRefused

QUICK_FORMS = ("html", "docx", "md")
FORMS = (*QUICK_FORMS, "pdf")  # a page takes a third of a second
EACH_FORM = [*QUICK_FORMS, pytest.param("pdf", marks=pytest.mark.untraced)]
HELD = "2015-05-28"
HARBOUR = """\
date: 2015-03-12
title: Harbour Board
present: [{initials: AB, name: Ada Bell}]
items:
  - title: Lease of the quay
    confidential: s.43 FOIA
    minutes: The rent was named.
    actions:
      - ref: 7/15
        action: Ask for more rent
        owner: AB
  - title: Any other business
    minutes: AB will see to 7/15.
    actions:
      - ref: 8/15
        action: Paint the door
        owner: AB
"""


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    """Give a working directory with one meeting, an item of which is confidential."""
    (tmp_path / "meetings").mkdir()
    (tmp_path / "meetings" / "2015-03-12.yaml").write_text(HARBOUR, "utf-8")
    return tmp_path


def files(folder: Path) -> list[str]:
    """Give the names of what was written."""
    return sorted(one.name for one in folder.iterdir() if one.name != "meetings")


def text_of(data: bytes) -> str:
    """Give all that a file holds: of a Word file, all its parts and their names."""
    if data.startswith(b"%PDF"):
        return text_of_pdf(data)
    if not data.startswith(b"PK"):
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        return "".join(name + zipped.read(name).decode() for name in zipped.namelist())


def text_of_pdf(data: bytes) -> str:
    """Give the text of all pages, and all that is in the file beside them."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    shown = (word for page in reader.pages for word in page.extract_text().split())
    objects = (repr(reader.get_object(number)) for number in sorted(reader.xref[0]))
    beside = (re.sub(r"IndirectObject\([^)]*\)", "", said) for said in objects)
    xmp = reader.xmp_metadata
    assert xmp is not None
    return " ".join([*shown, *beside, xmp.stream.get_data().decode()])


# What is written, and where


@pytest.mark.parametrize("form", EACH_FORM)
def test_the_latest_minutes_are_written_beside_the_folder(folder: Path, form: str) -> None:
    done = scrutiny("publish", "--to", form, cwd=folder)
    assert done.stdout == ""
    assert done.stderr == f"Written: {HELD}.{form}\n"
    assert files(folder) == [f"{HELD}.{form}"]
    text = text_of((folder / f"{HELD}.{form}").read_bytes())
    assert "Rape and Sexual Violence Quarterly report" in text
    assert "DRAFT" in text


@pytest.mark.parametrize("form", EACH_FORM)
def test_open_actions_are_appended_as_they_were_after_the_meeting(folder: Path, form: str) -> None:
    later = "date: 2015-06-25\nupdates:\n  - ref: 37/15\n    status: completed\n"
    (folder / "meetings" / "2015-06-25.yaml").write_text(later, "utf-8")
    scrutiny("publish", HELD, "--open-actions", "--to", form, cwd=folder)
    text = text_of((folder / f"{HELD}.{form}").read_bytes())
    assert "Open actions after the meeting of 28 May 2015" in text
    assert text.count("To arrange a date for meeting") == 2
    scrutiny("publish", "--actions", "--to", form, cwd=folder)
    assert "To arrange a date for meeting" not in text_of((folder / f"actions.{form}").read_bytes())


def test_the_minutes_in_markdown(update: bool) -> None:  # noqa: FBT001
    done = scrutiny("publish", HELD, "--open-actions", "--to", "md", "-o", "-")
    check_golden("minutes.md", done.stdout, update)


def test_the_open_actions_in_markdown(update: bool) -> None:  # noqa: FBT001
    done = scrutiny("publish", "--actions", "--to", "md", "-o", "-")
    check_golden("open-actions.md", done.stdout, update)


def test_the_open_actions_of_somebody(folder: Path) -> None:
    done = scrutiny("publish", "--actions", "--owner", "wk", "--to", "csv", "-o", "-", cwd=folder)
    lines = done.stdout.splitlines()
    assert lines[0] == "Ref,Action,Owner,Raised,Due,Status"
    assert len(lines) == 7
    assert all("WK" in line for line in lines[1:])
    assert ',WK,2015-05-28,2015-06-25,"open, overdue"\n' in done.stdout
    nobody = ("publish", "--actions", "--owner", "XY", "--to", "md", "-o", "-")
    done = scrutiny(*nobody, cwd=folder)
    assert "# Force Performance Scrutiny Meeting: open actions of XY" in done.stdout
    assert "There are none." in done.stdout
    assert "“XY” is not in this log" in done.stderr


def test_the_form_is_told_by_the_ending(folder: Path) -> None:
    scrutiny("publish", "-o", "minutes.htm", cwd=folder)
    scrutiny("publish", "-o", "Minutes.DOCX", cwd=folder)
    assert files(folder) == ["Minutes.DOCX", "minutes.htm"]
    assert (folder / "minutes.htm").read_text("utf-8").startswith("<!doctype html>")
    assert (folder / "Minutes.DOCX").read_bytes().startswith(b"PK")


def test_the_same_minutes_give_the_same_file(folder: Path) -> None:
    for name in ("a.docx", "b.docx"):
        scrutiny("publish", HELD, "-o", name, cwd=folder)
    assert (folder / "a.docx").read_bytes() == (folder / "b.docx").read_bytes()


def test_a_word_file_can_be_sent_on_but_not_to_a_terminal(folder: Path) -> None:
    words = [str(SCRUTINY), "publish", "--to", "docx", "-o", "-"]
    sent = subprocess.run(words, cwd=folder, env=environment(), capture_output=True, check=True)
    assert library.Document(io.BytesIO(sent.stdout)).core_properties.title
    master, slave = pty.openpty()
    done = subprocess.run(
        words, cwd=folder, env=environment(), stdout=slave, stderr=subprocess.PIPE, check=False
    )
    os.close(slave)
    os.close(master)
    assert done.returncode == 2
    assert b"A terminal cannot show a Word file" in done.stderr


def test_dates_are_written_as_the_series_asks(folder: Path) -> None:
    series = folder / "meetings" / "series.yaml"
    series.write_text(series.read_text("utf-8") + "dates: 25.06.15\n", "utf-8")
    text = scrutiny("publish", "--to", "md", "-o", "-", cwd=folder).stdout
    assert "28.05.15" in text
    assert "12.06.15" in text
    assert "12 June 2015" not in text


def test_minutes_are_a_draft_until_a_meeting_agreed_them(folder: Path) -> None:
    later = f"date: 2015-06-25\napproves: {HELD}\n"
    (folder / "meetings" / "2015-06-25.yaml").write_text(later, "utf-8")
    text = scrutiny("publish", HELD, "--to", "md", "-o", "-", cwd=folder).stdout
    assert "> **Agreed on 25 June 2015**" in text
    assert "DRAFT" not in text
    newest = scrutiny("publish", "--to", "md", "-o", "-", cwd=folder).stdout
    assert "25 June 2015" in newest.splitlines()[0]


# What is refused


def test_a_file_that_is_there_stays_unless_it_is_to_be_replaced(folder: Path) -> None:
    file = folder / f"{HELD}.md"
    file.write_text("mine", "utf-8")
    done = scrutiny("publish", "--to", "md", cwd=folder, code=3)
    assert done.stderr == f"{HELD}.md already exists. Type --replace to write over it.\n"
    assert file.read_text("utf-8") == "mine"
    scrutiny("publish", "--to", "md", "--replace", cwd=folder)
    assert file.read_text("utf-8").startswith("# Force Performance")


@pytest.mark.parametrize("name", ["meetings/2015-05-28.yaml", "new.YML", "link.md"])
def test_minutes_are_never_written_over(folder: Path, name: str) -> None:
    (folder / "link.md").symlink_to("meetings/2015-05-28.yaml")
    done = scrutiny("publish", "--to", "md", "-o", name, "--replace", cwd=folder, code=3)
    assert "would be read as minutes" in done.stderr
    kept = (folder / "meetings" / "2015-05-28.yaml").read_bytes()
    assert kept == (ROOT / "meetings" / "2015-05-28.yaml").read_bytes()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("", "--to is missing: type html, docx, pdf or md. For example: --to html"),
        ("--to odt", "--to takes html, docx, pdf or md, not “odt”."),
        (
            "--to csv",
            "not “csv”. csv is only for --actions and --decisions. For example: --to html",
        ),
        ("--actions --to odt", "--to takes html, docx, pdf, md, csv or xlsx, not “odt”."),
        (
            "--to docx -o x.html",
            "The name x.html means html, but --to is docx. Change one of them.",
        ),
        (
            "-o x.RTF",
            "-o x.RTF: .rtf files cannot be written here. Type a name that ends in .html, ",
        ),
        ("--to html -o x.doc", ".doc files cannot be written here."),
        ("--to md --template a.docx", "--template is only for Word"),
        ("--actions --open-actions --to md", "leave --open-actions out"),
        (f"{HELD} --actions --to md", f"Type --for {HELD} for a paper for that meeting"),
        ("--owner WK --to md", "type --actions, too, or leave --owner out"),
        (
            "--to md -o meetings",
            "meetings is a folder. Type the file, too, for example -o meetings/",
        ),
        (
            "--to md -o no/such/x.md",
            "There is no folder no/such for x.md. Make it first, or type another name.",
        ),
        ("--to md -o - --replace", "leave --replace or -o - out"),
        ("--to docx --template nix.docx", "nix.docx cannot be read: it does not exist."),
        ("--to docx --template meetings", "meetings cannot be read: it is a folder"),
        (
            "--to docx --template meetings/series.yaml",
            "cannot be used as a template: it is not a Word",
        ),
        ("--template a.docx -o ./a.docx", "-o is the template itself"),
        ("2015-01-01 --to md", "There is no meeting called “2015-01-01”."),
    ],
)
def test_what_cannot_be_done_is_told(folder: Path, words: str, told: str) -> None:
    done = scrutiny("publish", *words.split(), cwd=folder, code=2)
    assert told in done.stderr
    assert files(folder) == []


def test_empty_words_are_told(folder: Path) -> None:
    done = scrutiny("publish", "--to", "md", "-o", "", cwd=folder, code=2)
    assert "-o needs a file name." in done.stderr
    done = scrutiny("publish", "--to", "docx", "--template", " ", cwd=folder, code=2)
    assert "--template needs a file name." in done.stderr
    done = scrutiny("publish", "--actions", "--to", "md", "--owner", "", cwd=folder, code=2)
    assert "--owner needs a label" in done.stderr


def test_without_a_meeting_that_was_held_there_is_nothing_to_publish(folder: Path) -> None:
    done = scrutiny("publish", "--to", "md", cwd=folder, code=2, SCRUTINY_TODAY="2015-05-27")
    assert done.stderr.startswith("No meeting has been held yet.")
    (folder / "meetings" / "2015-05-28.yaml").unlink()
    done = scrutiny("publish", "--to", "md", cwd=folder, code=2)
    assert done.stderr.startswith("There is no meeting to publish yet")


def test_nothing_is_published_while_a_file_has_an_error(harbour: Path) -> None:
    broken = HARBOUR.replace("s.43 FOIA", "")
    (harbour / "meetings" / "2015-03-12.yaml").write_text(broken, "utf-8")
    for words in (["--to", "md"], ["--actions", "--to", "md"]):
        done = scrutiny("publish", *words, cwd=harbour, code=3)
        assert "[missing-value]" in done.stderr
        assert "Nothing was published" in done.stderr
    assert files(harbour) == []


@pytest.mark.parametrize(("form", "package"), [("docx", "docx"), ("html", "jinja2")])
def test_a_missing_package_is_told_in_a_line(folder: Path, form: str, package: str) -> None:
    missing = folder / "missing"
    missing.mkdir()
    raised = f"raise ModuleNotFoundError('No module named {package}', name='{package}')\n"
    (missing / f"{package}.py").write_text(raised, "utf-8")
    words = ("publish", "--to", form)
    done = scrutiny_process(*words, cwd=folder, code=2, PYTHONPATH=str(missing))
    assert done.stderr == (
        "Publishing needs more packages. Install them: pip install 'scrutiny-cli[publish]'\n"
    )
    scrutiny("publish", "--to", "md", cwd=folder, PYTHONPATH=str(missing))


# The board's letterhead


def test_a_template_gives_its_letterhead(folder: Path) -> None:
    word = library.Document()
    word.sections[0].header.paragraphs[0].text = "HARBOUR OFFICE"
    word.save(str(folder / "letterhead.docx"))
    scrutiny("publish", "--to", "docx", "--template", "letterhead.docx", cwd=folder)
    made = library.Document(str(folder / f"{HELD}.docx"))
    header = [one.text for one in made.sections[0].header.paragraphs]
    assert header[-1] == "HARBOUR OFFICE"
    assert header[0].startswith("DRAFT")


# What is confidential


@pytest.mark.parametrize("form", EACH_FORM)
def test_a_stub_stands_for_what_is_confidential(harbour: Path, form: str) -> None:
    done = scrutiny("publish", "--to", form, cwd=harbour)
    assert "[confidential-mention]" in done.stderr
    assert done.stderr.endswith(f"Written: 2015-03-12.{form}\n")
    text = text_of((harbour / f"2015-03-12.{form}").read_bytes())
    assert "Item 1: withheld, s.43 FOIA" in text
    assert "The rent" not in text
    assert "more rent" not in text


@pytest.mark.parametrize("form", EACH_FORM)
def test_internal_minutes_hold_everything_and_say_so(harbour: Path, form: str) -> None:
    done = scrutiny("publish", "--to", form, "--internal", cwd=harbour)
    assert "[confidential-mention]" not in done.stderr
    assert "INTERNAL" in done.stderr
    text = text_of((harbour / f"2015-03-12-internal.{form}").read_bytes())
    assert "INTERNAL: contains confidential text" in text
    assert "The rent was named." in text
    assert "Ask for more rent" in text


def test_what_came_meanwhile_is_not_written_over(folder: Path) -> None:
    path = folder / "mine.md"
    free = output_file.resolve_output(str(path), "actions.md", replace=False)
    path.write_text("my own work", "utf-8")
    with pytest.raises(WriteRefused, match="already exists and was not changed"):
        output_file.write_output(free, "theirs", replace=False)
    assert path.read_text("utf-8") == "my own work"


def test_whose_a_withheld_action_is_is_withheld(harbour: Path) -> None:
    for owner, found in (("AB", ["8/15"]), ("none", [])):
        done = scrutiny("publish", "--actions", "--owner", owner, "--to", "csv", "-o", "-",
                        cwd=harbour)  # fmt: skip
        assert [line.split(",")[0] for line in done.stdout.splitlines()[1:]] == found


def test_each_row_of_an_internal_list_says_so(harbour: Path) -> None:
    done = scrutiny("publish", "--actions", "--internal", "--to", "csv", "-o", "-", cwd=harbour)
    header, *rows = done.stdout.splitlines()
    assert header.endswith(",INTERNAL")
    assert len(rows) == 2
    assert all(row.endswith(",not to be published") for row in rows)


WAYS = (("publish",), ("publish", "--open-actions"), ("publish", "--actions"))
TODAY = "2024-06-01"


def published(
    folder: Path, *more: str, forms: tuple[str, ...] = FORMS
) -> dict[tuple[str, ...], tuple[bytes, str]]:
    """Give what every way of publishing prints and says, in this process: that is faster."""
    made = {}
    for way in WAYS:
        for form in (*forms, "csv") if "--actions" in way else forms:
            words = (*way, "--to", form, *more)
            done = CliRunner(env={"SCRUTINY_TODAY": TODAY}).invoke(
                app, [*words, "-o", "-", "-m", str(folder)], catch_exceptions=False
            )
            assert done.exit_code == 0, done.stderr
            made[words] = done.stdout_bytes, done.stderr
    return made


def told(
    board: Board, *more: str, forms: tuple[str, ...] = QUICK_FORMS
) -> dict[tuple[str, ...], str]:
    """Give all that is published of a board, with what is said beside it."""
    with tempfile.TemporaryDirectory() as folder:
        board.write(Path(folder))
        made = published(Path(folder), *more, forms=forms)
        return {
            words: text_of(data) + said.replace(folder, "") for words, (data, said) in made.items()
        }


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(boards())
def test_nothing_that_is_withheld_is_in_anything_published(board: Board) -> None:
    found = {words: board.find_leaks(text) for words, text in told(board, forms=FORMS).items()}
    assert not any(found.values()), found


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(boards())
def test_what_is_published_does_not_depend_on_what_is_withheld(board: Board) -> None:
    assume(not any(one.is_error for one in build_book(board.with_other_secrets()).problems))
    others = {one.path.rpartition("/")[2]: one.text for one in board.with_other_secrets()}
    assert told(board) == told(board._replace(files=others))


def _unmarked(text: str) -> str:
    comment, _, content = text.partition("\n")
    return f"{comment}\n{json.dumps(_without_marks(json.loads(content)), indent=1)}\n"


def _without_marks(value: Any) -> Any:  # noqa: ANN401  any JSON
    if isinstance(value, dict):
        return {key: _without_marks(one) for key, one in value.items() if key != "confidential"}
    return [_without_marks(one) for one in value] if isinstance(value, list) else value


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(boards())
def test_internal_pages_hold_what_would_be_published_were_nothing_withheld(board: Board) -> None:
    plain = {name: _unmarked(text) for name, text in board.files.items()}
    public = told(board._replace(files=plain))
    internal = told(board, "--internal")
    for words, text in public.items():
        inside = internal[*words, "--internal"]
        assert set(re.findall(r"zq\w+", text)) <= set(re.findall(r"zq\w+", inside))


@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
@given(boards())
def test_no_name_of_a_file_and_nothing_the_installed_command_says_holds_it(board: Board) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "meetings").mkdir()
        board.write(folder / "meetings")
        said = ""
        for form in FORMS:
            for way in (("publish", "--open-actions"), ("publish", "--actions")):
                done = scrutiny(*way, "--to", form, cwd=folder, SCRUTINY_TODAY=TODAY)
                said += done.stdout + done.stderr
        written = [one for one in folder.iterdir() if one.is_file()]
        assert len(written) == 8
        said += "".join(one.name + text_of(one.read_bytes()) for one in written)
    assert board.find_leaks(said) == set()


def test_the_help_shows_how_to_publish() -> None:
    text = scrutiny("publish", "--help").stdout
    assert "scrutiny publish --to html" in text
