"""The command `remind`: a text or a draft for each owner, and what is said beside them."""

from __future__ import annotations

import re
import tempfile
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from boards import Board, boards
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from support import check_golden, scrutiny
from typer.testing import CliRunner

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.cli.app import app
from scrutiny_cli.publish.mail_draft import is_address
from scrutiny_cli.publish.reminders import name_files

TODAY = "2026-04-04"
SERIES = """\
title: Harbour Board
people:
  - {initials: AB, name: Ada Bell, email: ada.bell@harbour.example}
  - {initials: CD, name: Cem Dağ, email: cem@harbour.example}
  - {initials: EF, name: Eve Fox}
"""
MARCH = """\
date: 2026-03-12
actions:
  - ref: 1/26
    action: Price new chains for the visitors' moorings – and for the pier.
    owner: AB, CD
    due: 2026-04-02
  - ref: 2/26
    action: Ask the harbour master for the winter figures.
    owner: EF
    due: 2026-04-11
  - ref: 3/26
    action: Ask the insurer about the winch.
    owner: AB
    confidential: s.43 FOIA
  - ref: 4/26
    action: |
      Write to

      - the sailing club
      - the rowing club
    owner: AB
    due: when the season begins
  - ref: 5/26
    action: Paint the door.
  - ref: 6/26
    action: Look at the tide gauge.
    owner: Pier Group
    due: 2026-05-30
  - ref: 7/26
    action: Count the buoys.
    owner: AB
    due: 2026-03-20
next_meeting: 2026-04-16
"""
NEWS = """\
date: 2026-04-16
updates:
  - ref: 1/26
    status: in progress
    note: Two prices are in.
    on: 2026-03-20
  - ref: 7/26
    status: done
    on: 2026-03-30
"""
NOTES = (
    "EF has no email address, so the reminder has none. To add one, type for example: scrutiny "
    "person EF --email name@example.org\n"
    "1 action has no owner, so nobody is reminded of it: 5/26.\n"
    "1 open action is confidential, and not included.\n"
)


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    """Give a working directory with a board whose owners have things to do."""
    write_board(tmp_path / "meetings")
    return tmp_path


def write_board(folder: Path) -> None:
    """Write the files of the board."""
    folder.mkdir(parents=True)
    for name, text in (("series", SERIES), ("2026-03-12", MARCH), ("2026-04-16", NEWS)):
        (folder / f"{name}.yaml").write_text(text, "utf-8")


def remind(folder: Path, *words: str, code: int = 0, today: str = TODAY) -> tuple[str, str]:
    """Run the command, and give what it printed and what it said."""
    done = scrutiny("remind", *words, cwd=folder, code=code, SCRUTINY_TODAY=today)
    return done.stdout, done.stderr


def read_draft(path: Path) -> EmailMessage:
    """Read a draft as a mail program does."""
    return message_from_bytes(path.read_bytes(), policy=policy.default)


# The texts


def test_each_owner_gets_a_text(harbour: Path, update: bool) -> None:  # noqa: FBT001
    printed, said = remind(harbour)
    check_golden("remind.txt", printed, update)
    assert said == NOTES


def test_a_draft_is_addressed_and_has_the_same_text(harbour: Path, update: bool) -> None:  # noqa: FBT001
    printed, said = remind(harbour, "--to", "eml", "-o", "drafts")
    names = ["reminder-AB.eml", "reminder-CD.eml", "reminder-EF.eml"]
    assert (printed, said) == ("", "".join(f"Written: drafts/{n}\n" for n in names) + NOTES)
    assert sorted(path.name for path in (harbour / "drafts").iterdir()) == names
    data = (harbour / "drafts" / "reminder-CD.eml").read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")
    check_golden("remind.eml.txt", data.decode("ascii").replace("\r\n", "\n"), update)
    texts, _ = remind(harbour)
    ada, cem, eve = (read_draft(harbour / "drafts" / name) for name in names)
    assert (ada["To"], cem["To"]) == (
        "Ada Bell <ada.bell@harbour.example>",
        "Cem Dağ <cem@harbour.example>",
    )
    assert eve["To"] is None
    for draft in (ada, cem, eve):
        assert draft["X-Unsent"] == "1"
        assert draft["Subject"] == "Harbour Board: your open actions"
        assert not {"From", "Date", "Message-ID"} & set(draft.keys())
        assert draft.get_content().replace("\r\n", "\n") in texts


def test_the_same_log_gives_the_same_drafts(harbour: Path) -> None:
    for folder in ("one", "two"):
        remind(harbour, "--to", "eml", "-o", folder)
    for path in (harbour / "one").iterdir():
        assert path.read_bytes() == (harbour / "two" / path.name).read_bytes()


def test_an_owner_is_chosen_and_what_is_due_soon(harbour: Path) -> None:
    printed, said = remind(harbour, "--owner", "ef")
    assert printed.startswith("To: Eve Fox\n")
    assert "Ada" not in printed
    assert "Confidential actions are not included." in said
    assert "5/26" not in said
    printed, said = remind(harbour, "--owner", "EF", "--due-within", "6")
    assert printed == ""
    assert said.startswith(
        "There is nothing to remind EF of: no action of EF is overdue, due within 6 days or "
        "without a date.\n"
    )
    assert "Due within 60 days" in remind(harbour, "--due-within", "60")[0]
    assert "To: Pier Group\n" in remind(harbour, "--due-within", "60")[0]
    assert "Due today\n" in remind(harbour, "--due-within", "0", today="2026-04-11")[0]
    assert "3 actions have" not in remind(harbour, "--owner", "none")[1]
    assert "no owner, so nobody is reminded of it: 5/26." in remind(harbour, "--owner", "none")[1]


def test_the_day_is_today_or_another(harbour: Path) -> None:
    printed, _ = remind(harbour, "--as-at", "25.03.26", "--owner", "AB")
    assert "7/26  Count the buoys.\n   Due: 20 March 2026, 5 days late\n" in printed
    assert "as at 25 March 2026: 1 overdue, 1 without" in printed
    assert "1/26" not in printed
    assert "7/26" not in remind(harbour, "--owner", "AB")[0]


def test_the_next_meeting_is_named_where_it_is_known(harbour: Path) -> None:
    printed, _ = remind(harbour, "--owner", "EF")
    asked = "Please report what became of it by the meeting on Thursday 16 April"
    assert asked in printed
    (harbour / "meetings" / "2026-04-16.yaml").unlink()
    assert asked in remind(harbour, "--owner", "EF")[0]
    printed, _ = remind(harbour, "--owner", "EF", today="2026-06-01")
    assert printed.endswith("Please report what became of it.\n")


def test_what_a_confidential_update_says_is_withheld(harbour: Path) -> None:
    path = harbour / "meetings" / "2026-04-16.yaml"
    path.write_text("date: 2026-04-16\n", "utf-8")
    closing = "updates: [{ref: 1/26, status: done, note: He paid., confidential: true}]\n"
    (harbour / "meetings" / "2026-03-26.yaml").write_text(f"date: 2026-03-26\n{closing}", "utf-8")
    printed, _ = remind(harbour, "--owner", "CD")
    assert "12 March 2026 – raised; an update is withheld" in printed
    assert "paid" not in printed


def test_an_owner_who_has_left_is_named(harbour: Path) -> None:
    series = harbour / "meetings" / "series.yaml"
    series.write_text(SERIES.replace("name: Eve Fox", "name: Eve Fox, left: 2026-04-01"), "utf-8")
    _, said = remind(harbour)
    assert "EF has left. Give these actions to somebody else: scrutiny reassign EF LABEL\n" in said
    assert "has left" not in remind(harbour, "--as-at", "2026-03-31", "--due-within", "30")[1]


# Addresses


@pytest.mark.parametrize(
    ("address", "is_usable"),
    [
        ("ada@harbour.example", True),
        ("a.b+c@x-y.example", True),
        ("root@localhost", True),
        ("Ada Bell <ada@harbour.example>", False),
        ("ada@harbour.example, bob@harbour.example", False),
        ("ada@harbour.example\nBcc: all@harbour.example", False),
        ("ada..bell@harbour.example", False),
        (".ada@harbour.example", False),
        ("ada", False),
        ("@harbour.example", False),
        ("adä@harbour.example", False),
        ("", False),
    ],
)
def test_an_address_is_one_that_a_header_can_have(address: str, *, is_usable: bool) -> None:
    assert is_address(address) == is_usable


def test_what_is_no_address_is_told_and_the_draft_made_without(harbour: Path) -> None:
    series = harbour / "meetings" / "series.yaml"
    series.write_text(SERIES.replace("cem@harbour.example", "Cem at the office"), "utf-8")
    _, said = remind(harbour, "--to", "eml")
    assert "The `email` of CD is not an email address, so it is not used. " in said
    assert read_draft(harbour / f"reminders-{TODAY}" / "reminder-CD.eml")["To"] is None


def test_an_address_given_in_confidence_is_not_used(harbour: Path) -> None:
    people = "[{initials: EF, email: eve@secret.example}]"
    secret = f"date: 2026-03-26\nconfidential: true\npresent: {people}\n"
    (harbour / "meetings" / "2026-03-26.yaml").write_text(secret, "utf-8")
    printed, said = remind(harbour)
    assert "secret" not in printed + said
    assert "EF has no email address" in said


# Files


def test_files_are_written_all_or_none_and_never_over_others(harbour: Path) -> None:
    (harbour / "texts").mkdir()
    mine = harbour / "texts" / "reminder-CD.txt"
    mine.write_text("mine", "utf-8")
    _, said = remind(harbour, "-o", "texts", code=3)
    assert said == (
        "texts/reminder-CD.txt already exists. Type --replace to write over it.\n"
        "Nothing was written.\n"
    )
    assert [path.name for path in (harbour / "texts").iterdir()] == [mine.name]
    remind(harbour, "-o", "texts", "--replace")
    assert mine.read_text("utf-8").startswith("To: Cem Dağ <cem@harbour.example>\n")
    assert "already exists" in remind(harbour, "-o", "texts", code=3)[1]
    assert " and 2 more" in remind(harbour, "-o", "texts", code=3)[1]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ("--to pdf", 2, "--to takes text or eml, not “pdf”."),
        ("--to eml -o -", 2, "Drafts are files. Type a folder for them, for example -o reminders."),
        ("--replace", 2, "--replace is only for files"),
        ("--owner XY", 2, "“XY” is not in this log."),
        ("--due-within soon", 2, "--due-within: “soon” is not a number of days."),
        ("--as-at never", 2, "--as-at"),
        ("-o meetings/series.yaml", 3, "is a file, not a folder."),
    ],
)
def test_what_cannot_be_done_is_told(harbour: Path, words: str, code: int, told: str) -> None:
    printed, said = remind(harbour, *words.split(), code=code)
    assert told in said
    assert printed == ""
    assert [path.name for path in harbour.iterdir()] == ["meetings"]
    assert "-o needs" in remind(harbour, "-o", " ", code=2)[1]


def test_nothing_is_made_while_a_file_has_an_error(harbour: Path) -> None:
    path = harbour / "meetings" / "2026-03-12.yaml"
    path.write_text(MARCH.replace("s.43 FOIA", ""), "utf-8")
    printed, said = remind(harbour, code=3)
    assert printed == ""
    assert "[missing-value]" in said


def test_without_a_meeting_there_is_nothing_to_remind_of(tmp_path: Path) -> None:
    (tmp_path / "meetings").mkdir()
    assert "There is no meeting for reminders yet." in remind(tmp_path, code=2)[1]


LABELS = st.text(min_size=1, max_size=200)
SAFE = re.compile(r"reminder(-[^\W_]+)*\.eml")


@given(st.lists(st.tuples(LABELS, LABELS), max_size=8))
def test_any_labels_give_names_that_every_system_can_have(parts: list[tuple[str, ...]]) -> None:
    names = name_files(parts, "eml")
    assert len({name.casefold() for name in names}) == len(parts)
    assert all(SAFE.fullmatch(name) and len(name.encode()) < 255 for name in names)


def test_labels_that_differ_only_in_signs_have_files_of_their_own() -> None:
    labels = [("", label) for label in ("T/DCI", "t-dci", "../..", "CON", "Zoë (lead)")]
    assert name_files(labels, "txt") == [
        "reminder-T-DCI.txt", "reminder-t-dci-2.txt", "reminder.txt", "reminder-CON.txt",
        "reminder-Zoë-lead.txt",
    ]  # fmt: skip


# Several boards


def test_of_several_boards_each_owner_gets_a_text_for_each(tmp_path: Path) -> None:
    for name in ("north", "south"):
        write_board(tmp_path / name / "meetings")
    series = tmp_path / "south" / "meetings" / "series.yaml"
    series.write_text(SERIES.replace("Harbour Board", "Pier Board"), "utf-8")
    _, said = remind(tmp_path, "--boards", ".", "--to", "eml", "-o", "drafts", "--owner", "AB")
    names = ["reminder-Harbour-Board-AB.eml", "reminder-Pier-Board-AB.eml"]
    assert sorted(path.name for path in (tmp_path / "drafts").iterdir()) == names
    assert "Pier Board: Confidential actions are not included." in said
    subjects = [read_draft(tmp_path / "drafts" / name)["Subject"] for name in names]
    assert subjects == ["Harbour Board: your open actions", "Pier Board: your open actions"]


def test_boards_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for name in ("north", "south"):
        write_board(tmp_path / name / "meetings")
    printed, _ = remind(tmp_path, "--boards", ".", "--owner", "AB")
    for name in ("north", "south"):
        assert f"Subject: Harbour Board ({name}): your open actions\n" in printed


def test_a_board_with_an_error_is_left_out(tmp_path: Path) -> None:
    for name in ("north", "south"):
        write_board(tmp_path / name / "meetings")
    (tmp_path / "south" / "meetings" / "2026-03-12.yaml").write_text("date: never\n", "utf-8")
    printed, said = remind(tmp_path, "--boards", ".", code=1)
    assert printed.count("To: Ada Bell") == 1
    assert "Not in the reminders, because a file there has an error: south/meetings." in said


# What is withheld


def tell_all(board: Board) -> str:
    """Give the reminders of a board in both forms, with their names and what is said beside."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "meetings").mkdir()
        board.write(folder / "meetings")
        told = ""
        for form in ("text", "eml"):
            words = ["remind", "--to", form, "--due-within", "9999", "-m", f"{name}/meetings"]
            done = CliRunner(env={"SCRUTINY_TODAY": "2024-06-01"}).invoke(
                app, [*words, "-o", f"{name}/{form}"], catch_exceptions=False
            )
            assert done.exit_code == 0, done.stderr
            told += (done.stdout + done.stderr).replace(folder.name, "")
        for path in sorted(folder.glob("[te]*/*")):
            text = read_draft(path).get_content() if path.suffix == ".eml" else path.read_text()
            told += path.name + text
        return told


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(boards())
def test_nothing_that_is_withheld_is_in_a_reminder(board: Board) -> None:
    assert board.find_leaks(tell_all(board)) == set()


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(boards())
def test_a_reminder_does_not_depend_on_what_is_withheld(board: Board) -> None:
    assume(not any(one.is_error for one in build_book(board.with_other_secrets()).problems))
    others = {one.path.rpartition("/")[2]: one.text for one in board.with_other_secrets()}
    assert tell_all(board) == tell_all(board._replace(files=others))
