"""The command `calendar` from end to end: what is written, what is said, what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import icalendar
import pytest
from support import scrutiny

from scrutiny_cli.cli.output_file import write_output
from scrutiny_cli.storage.errors import WriteRefused

DAY = "2015-06-01"  # while the second meeting of the example is to come
CONFIDENTIAL = """\
date: 2015-06-25
confidential: s.40 FOIA
present:
  - initials: ZQ
    name: Hidden Person
actions:
  - ref: 41/15
    action: Hidden words
    owner: ZQ
    due: 2015-07-30
"""


def entries(data: str | bytes) -> list[Any]:
    return list(icalendar.Calendar.from_ical(data).subcomponents)


def names(data: str | bytes) -> list[str]:
    return [str(one["SUMMARY"]).partition(":")[0] for one in entries(data)]


def test_it_writes_a_file_and_says_so_and_what_is_not_in_it(folder: Path) -> None:
    done = scrutiny("calendar", cwd=folder)
    assert done.stdout == ""
    assert done.stderr.splitlines() == [
        "Open actions not in the calendar: 3 with no date.",
        "Written: calendar.ics",
    ]
    data = (folder / "calendar.ics").read_bytes()
    assert names(data)[:2] == ["Force Performance Scrutiny Meeting"] * 2
    assert {"25/15", "33/15", "40/15"} <= set(names(data))
    assert data.count(b"\n") == data.count(b"\r\n")


def test_it_prints_the_same(folder: Path) -> None:
    scrutiny("calendar", "-o", "here.ics", cwd=folder)
    done = scrutiny("calendar", "-o", "-", cwd=folder)
    assert entries(done.stdout) == entries((folder / "here.ics").read_bytes())


def test_a_file_that_is_there_is_left_alone_unless_it_is_to_be_replaced(folder: Path) -> None:
    (folder / "calendar.ics").write_text("mine", encoding="utf-8")
    done = scrutiny("calendar", cwd=folder, code=3)
    assert "calendar.ics already exists." in done.stderr
    assert (folder / "calendar.ics").read_text(encoding="utf-8") == "mine"
    scrutiny("calendar", "--replace", cwd=folder)
    assert names((folder / "calendar.ics").read_bytes())


def test_owners_and_kinds_are_chosen(folder: Path) -> None:
    words = ("calendar", "--owner", "Carly Fry", "--owner", "jk", "--as", "todo", "-o", "-")
    done = scrutiny(*words, cwd=folder)
    tasks = [one for one in entries(done.stdout) if one.name == "VTODO"]
    assert [str(one["SUMMARY"]).rpartition(" ")[2] for one in tasks] == ["(JK)", "(CF)"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--owner", "WKK"), "“WKK” is not in this log"),
        (("--closed",), "--closed is only for tasks. Type --as todo --closed."),
        (
            ("--alarm", "soon"),
            "--alarm: “soon” is not a length of time. Type it in weeks, days, hours or minutes, ",
        ),
        (("--as", "task"), "--as takes event or todo, not “task”. For example: --as todo"),
        (("-o", ""), "-o needs a file name."),
        (("-o", "cal.html"), "-o: the name of a calendar file ends in .ics. Type -o cal.ics"),
    ],
)
def test_what_is_typed_wrong_is_told_and_nothing_is_written(
    words: tuple[str, ...], told: str, folder: Path
) -> None:
    assert told in scrutiny("calendar", *words, cwd=folder, code=2).stderr
    assert not (folder / "calendar.ics").exists()


def test_minutes_are_never_written_over(folder: Path) -> None:
    path = folder / "meetings" / "2015-05-28.yaml"
    before = path.read_bytes()
    scrutiny("calendar", "-o", str(path), "--replace", cwd=folder, code=3)
    assert path.read_bytes() == before


def test_nothing_is_written_while_a_file_has_an_error(folder: Path) -> None:
    (folder / "meetings" / "2015-06-25.yaml").write_text("date: 2015-06-25\nconfidential:\n")
    done = scrutiny("calendar", cwd=folder, code=3)
    assert "[missing-value]" in done.stderr
    assert not (folder / "calendar.ics").exists()


def test_an_empty_folder_has_no_calendar(bare: Path) -> None:
    done = scrutiny("calendar", cwd=bare, code=2)
    assert "Write one: scrutiny new-meeting 25.06.15" in done.stderr


def test_what_is_confidential_is_withheld_unless_it_is_for_those_within(folder: Path) -> None:
    (folder / "meetings" / "2015-06-25.yaml").write_text(CONFIDENTIAL, encoding="utf-8")
    done = scrutiny("calendar", cwd=folder)
    assert "Open actions not in the calendar: 3 with no date, 1 confidential." in done.stderr
    data = (folder / "calendar.ics").read_bytes()
    assert not [one for one in (b"Hidden", b"ZQ", b"41/15", b"20150730") if one in data]
    done = scrutiny("calendar", "--owner", "ZQ", "-o", "-", cwd=folder, code=2)
    assert "“ZQ” is not in this log" in done.stderr
    done = scrutiny("calendar", "--internal", cwd=folder)
    assert "INTERNAL" in done.stderr
    data = (folder / "calendar-internal.ics").read_bytes()
    assert "INTERNAL: 41/15: Hidden words (ZQ)" in [str(one["SUMMARY"]) for one in entries(data)]


def test_a_public_text_that_names_what_is_withheld_is_told_before_it_is_written(
    folder: Path,
) -> None:
    (folder / "meetings" / "2015-06-25.yaml").write_text(CONFIDENTIAL, encoding="utf-8")
    text = "date: 2015-07-30\nactions: [{action: As 41/15 asks, due: 2015-08-27}]\n"
    (folder / "meetings" / "2015-07-30.yaml").write_text(text, encoding="utf-8")
    done = scrutiny("calendar", cwd=folder, SCRUTINY_TODAY="2015-07-30")
    assert done.stderr.index("[confidential-mention]") < done.stderr.index("Written:")
    assert "[confidential-mention]" not in scrutiny("calendar", "--internal", cwd=folder).stderr


@pytest.mark.parametrize(
    ("typed", "trigger"),
    [("1d", "-P1D"), ("2 weeks", "-P14D"), ("12h", "-PT12H"), ("30min", "-PT30M"), ("0d", "P0D")],
)
def test_an_alarm_is_a_length_of_time(typed: str, trigger: str, folder: Path) -> None:
    done = scrutiny("calendar", "--alarm", typed, "-o", "-", cwd=folder, SCRUTINY_TODAY=DAY)
    alarms = [one for entry in entries(done.stdout) for one in entry.walk("VALARM")]
    assert {one["TRIGGER"].to_ical().decode() for one in alarms} == {trigger}


def test_closed_tasks_are_asked_for(folder: Path) -> None:
    text = "date: 2015-06-25\nupdates: [{ref: 33/15, status: done}]\n"
    (folder / "meetings" / "2015-06-25.yaml").write_text(text, encoding="utf-8")
    words = ("calendar", "--as", "todo", "-o", "-")
    assert "33/15" not in names(scrutiny(*words, cwd=folder).stdout)
    made = entries(scrutiny(*words, "--closed", cwd=folder).stdout)
    done = [one for one in made if one["STATUS"] == "COMPLETED"]
    assert [str(one["SUMMARY"]).partition(":")[0] for one in done] == ["33/15"]


# Written again


def test_what_is_written_again_rises_with_its_changes_and_cancels_what_has_gone(
    folder: Path,
) -> None:
    scrutiny("calendar", cwd=folder, SCRUTINY_TODAY=DAY)
    path, minutes = folder / "calendar.ics", folder / "meetings" / "2015-05-28.yaml"
    before = path.read_bytes()
    scrutiny("calendar", "--replace", cwd=folder, SCRUTINY_TODAY=DAY)
    assert path.read_bytes() == before
    text = minutes.read_text(encoding="utf-8")
    minutes.write_text(text.replace("Thursday 25 June 2015", "2 July 2015"), encoding="utf-8")
    done = scrutiny("calendar", "--replace", cwd=folder, SCRUTINY_TODAY=DAY)
    told = "Shown as cancelled, because it is no longer in the files: 25 June 2015."
    assert told in done.stderr.splitlines()
    made = [one for one in entries(path.read_bytes()) if "X-SCRUTINY-MEETING" in one]
    assert [(str(one["STATUS"]), one["SEQUENCE"]) for one in made] == [
        ("CONFIRMED", 0), ("CONFIRMED", 0), ("CANCELLED", 1)
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["mine", ""])
def test_a_file_of_another_program_is_replaced_and_not_read(text: str, folder: Path) -> None:
    (folder / "calendar.ics").write_text(text, encoding="utf-8")
    done = scrutiny("calendar", "--replace", cwd=folder)
    assert (
        "calendar.ics is not a complete calendar of this program. Its entries were not compared "
        "with the new ones." in done.stderr
    )
    assert {one["SEQUENCE"] for one in entries((folder / "calendar.ics").read_bytes())} == {0}


def test_a_calendar_that_changed_after_it_was_read_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "calendar.ics"
    path.write_bytes(b"theirs")
    with pytest.raises(WriteRefused, match="has changed since it was read"):
        write_output(path, b"ours", replace=True, earlier=b"what was read")
    assert path.read_bytes() == b"theirs"


def test_a_board_that_was_left_out_for_its_errors_comes_back_above_what_it_was(
    folder: Path,
) -> None:
    quay = folder / "quay" / "2015-06-04.yaml"
    quay.parent.mkdir()
    quay.write_text("date: 2015-06-04\ntitle: Quay Board\n", encoding="utf-8")
    words = ("calendar", "-m", "meetings", "-m", "quay", "-o", "all.ics", "--replace")
    scrutiny(*words, cwd=folder)
    quay.write_text("date: 2015-06-04\ntitle: Quay Board\nconfidential:\n", encoding="utf-8")
    scrutiny(*words, cwd=folder, code=1)
    assert b"Quay Board" not in (folder / "all.ics").read_bytes()
    quay.write_text("date: 2015-06-04\ntitle: Quay Board\nvenue: Mill\n", encoding="utf-8")
    scrutiny(*words, cwd=folder)
    (back,) = (one for one in entries((folder / "all.ics").read_bytes()) if "LOCATION" in one
               and one["LOCATION"] == "Mill")  # fmt: skip
    assert back["SEQUENCE"] == 1


def test_nothing_of_an_internal_calendar_comes_into_a_public_one(folder: Path) -> None:
    text = CONFIDENTIAL + "next_meeting: 2015-09-24\n"
    (folder / "meetings" / "2015-06-25.yaml").write_text(text, encoding="utf-8")
    public = scrutiny("calendar", "-o", "-", cwd=folder).stdout
    scrutiny("calendar", "--internal", "-o", "calendar.ics", cwd=folder)
    assert b"20150924" in (folder / "calendar.ics").read_bytes()
    done = scrutiny("calendar", "--replace", cwd=folder)
    assert "calendar.ics was a calendar with confidential entries." in done.stderr
    assert (folder / "calendar.ics").read_bytes() == public.replace("\n", "\r\n").encode()
    done = scrutiny("calendar", "--internal", "--replace", "-o", "calendar.ics", cwd=folder)
    assert "were not compared" not in done.stderr


@pytest.mark.parametrize(
    ("words", "found"), [("--owner W", ["WK"]), ("--as t", ["todo"]), ("--as e", ["event"])]
)
def test_labels_and_kinds_are_completed(words: str, found: list[str], folder: Path) -> None:
    done = scrutiny(
        cwd=folder,
        _SCRUTINY_COMPLETE="complete_bash",
        COMP_WORDS=f"scrutiny calendar {words}",
        COMP_CWORD="3",
    )
    assert done.stdout.split() == found
