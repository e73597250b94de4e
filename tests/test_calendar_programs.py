"""A calendar in the hands of others: khal, todoman and vobject read what is meant."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import vobject
from support import make_faultless_book
from test_calendar import write

SERIES = "title: Harbour Board\ntimezone: Europe/London\n"
BOARD = {
    "series": SERIES,
    "2024-03-14": """\
date: 2024-03-14
time: 9:00am
actions:
  - {ref: 1/24, action: "Ask, then write; or call", owner: CD, due: 2024-04-30}
  - {ref: 2/24, action: Paint the buoys, owner: EF, due: 2024-05-02}
""",
    "2024-07-11": """\
date: 2024-07-11
time: 9:00-11:30
venue: Town Hall, Quay Street
updates: [{ref: 2/24, status: completed, on: 2024-05-03}]
next_meeting: {date: 2024-09-12, time: "14:00", venue: https://example.org}
""",
    "2024-08-15": "date: 2024-08-15\ntime: 9:00-10:00\nheld: false\n",
}
WITHOUT = {name: text for name, text in BOARD.items() if name != "2024-07-11"}
DAY = "2024-07-12"
ALARM = timedelta(days=1)
KHAL = """\
[calendars]
[[board]]
path = {0}/events
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = {1}
default_timezone = {1}
[sqlite]
path = {0}/khal.db
[default]
default_calendar = board
"""
TODOMAN = """\
path = "{0}/lists/*"
date_format = "%Y-%m-%d"
time_format = "%H:%M"
cache_path = "{0}/todo.sqlite"
default_list = "tasks"
"""


def run(program: str, *words: str | Path, home: Path) -> str:
    """Run a program that is installed beside this Python; it knows nothing of this machine."""
    done = subprocess.run(
        [Path(sys.executable).with_name(program), *words],
        env={"HOME": str(home), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout


def list_with_khal(tmp_path: Path, zone: str, *calendars: bytes) -> list[str]:
    """Return what khal lists after it has imported some calendars, one after the other."""
    (tmp_path / "events").mkdir()
    settings = tmp_path / "khal.conf"
    settings.write_text(KHAL.format(tmp_path, zone), encoding="utf-8")
    for at, made in enumerate(calendars):
        path = tmp_path / f"{at}.ics"
        path.write_bytes(made)
        run("khal", "-c", settings, "import", "--batch", path, home=tmp_path)
    form = "{start-long-full} | {end-long-full} | {title} | {location} | {status}"
    words = ("list", "--once", "--format", form, "--day-format", "", "2024-03-01", "300d")
    return run("khal", "-c", settings, *words, home=tmp_path).splitlines()


def test_khal_lists_meetings_and_dues(tmp_path: Path) -> None:
    made = write(make_faultless_book(BOARD), today=DAY, alarm=ALARM, closed=True)
    assert list_with_khal(tmp_path, "Europe/London", made) == [
        "2024-03-14 09:00 | 2024-03-14 10:00 | Harbour Board |  | CONFIRMED ",
        "2024-04-30 00:00 | 2024-04-30 00:00 | 1/24: Ask, then write; or call (CD) |  | ",
        "2024-05-02 00:00 | 2024-05-02 00:00 | 2/24: Paint the buoys (EF) |  | ",
        "2024-07-11 09:00 | 2024-07-11 11:30 | Harbour Board | Town Hall, Quay Street | CONFIRMED ",
        "2024-08-15 09:00 | 2024-08-15 10:00 | Cancelled: Harbour Board |  | CANCELLED ",
        "2024-09-12 14:00 | 2024-09-12 15:00 | Harbour Board | https://example.org | CONFIRMED ",
    ]


def test_khal_shows_the_hours_of_a_board_to_people_elsewhere(tmp_path: Path) -> None:
    made = write(make_faultless_book(BOARD), today=DAY)
    lines = list_with_khal(tmp_path, "America/New_York", made)
    assert [line[:35] for line in lines if "| Harbour" in line] == [
        "2024-03-14 05:00 | 2024-03-14 06:00",  # here the clocks had been changed already
        "2024-07-11 04:00 | 2024-07-11 06:30",
        "2024-09-12 09:00 | 2024-09-12 10:00",
    ]


def test_khal_takes_a_changed_and_a_cancelled_meeting_for_the_same(tmp_path: Path) -> None:
    before = write(make_faultless_book(BOARD), today=DAY)
    after = write(make_faultless_book(WITHOUT), today=DAY, over=before)
    lines = list_with_khal(tmp_path, "Europe/London", before, after)
    assert [line for line in lines if "2024-09-12" in line] == [
        "2024-09-12 00:00 | 2024-09-12 00:00 | Cancelled: Harbour Board |  | CANCELLED "
    ]


def test_todoman_lists_tasks_and_what_is_done(tmp_path: Path) -> None:
    made = write(make_faultless_book(BOARD), "todo", today=DAY, alarm=ALARM, closed=True)
    tasks = tmp_path / "lists" / "tasks"
    tasks.mkdir(parents=True)
    for task in vobject.readOne(made.decode()).vtodo_list:  # it has a file for each
        alone = vobject.iCalendar()
        alone.add(task)
        path = tasks / f"{task.uid.value}.ics"
        path.write_text(alone.serialize(), encoding="utf-8", newline="")
    settings = tmp_path / "todo.py"
    settings.write_text(TODOMAN.format(tmp_path), encoding="utf-8")
    found = run("todo", "-c", settings, "list", "--status", "ANY", "--sort", "due", home=tmp_path)
    lines = [line.rstrip() for line in found.splitlines()]
    assert sorted(line[:3] + line[line.index("2024") :] for line in lines) == [
        "[ ]2024-04-30 1/24: Ask, then write; or call (CD)  [Action, Harbour Board]",
        "[X]2024-05-02 2/24: Paint the buoys (EF)  (100%) [Action, Harbour Board]",
    ]
    assert run("todo", "-c", settings, "list", home=tmp_path).count("\n") == 1


@pytest.mark.parametrize("kind", ["event", "todo"])
def test_vobject_finds_no_fault_and_the_same_moments(kind: str) -> None:
    whole = make_faultless_book(BOARD)
    first = write(whole, kind, today=DAY, alarm=ALARM, closed=True)
    made = vobject.readOne(write(whole, kind, today=DAY, closed=True, over=first).decode())
    assert made.validate(raiseException=True)
    meetings = [one for one in made.vevent_list if hasattr(one, "x_scrutiny_meeting")]
    begins = [one.dtstart.value for one in meetings]
    assert [one.replace(tzinfo=None) for one in begins] == [
        datetime(2024, 3, 14, 9),  # noqa: DTZ001  by the clock of London
        datetime(2024, 7, 11, 9),  # noqa: DTZ001
        datetime(2024, 8, 15, 9),  # noqa: DTZ001
        datetime(2024, 9, 12, 14),  # noqa: DTZ001
    ]
    assert [one.utcoffset() for one in begins] == [timedelta(hours=hour) for hour in (0, 1, 1, 1)]
    actions = made.vtodo_list if kind == "todo" else made.vevent_list[len(meetings) :]
    days = [(one.due if kind == "todo" else one.dtstart).value for one in actions]
    assert days == [date(2024, 4, 30), date(2024, 5, 2)]
    assert {one.sequence.value for one in made.vevent_list} <= {"0", "1"}


def test_vobject_reads_reminders() -> None:
    made = vobject.readOne(
        write(make_faultless_book(BOARD), "todo", today="2024-03-20", alarm=ALARM).decode()
    )
    (task,) = made.vtodo_list
    assert task.valarm.trigger.value == -ALARM
    assert task.valarm.trigger.params["RELATED"] == ["END"]
    assert task.valarm.action.value == "DISPLAY"
