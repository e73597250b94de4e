"""Hours: what is read of them, and what is not since it is not sure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny_cli.minutes.dates.times import Hours, read_hours


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("9:00am", "09:00", None),
        ("9.00 am", "09:00", None),
        ("9am", "09:00", None),
        ("930am", "09:30", None),
        ("2pm", "14:00", None),
        ("7.30 p.m.", "19:30", None),
        ("7.30 P. M.", "19:30", None),
        ("12pm", "12:00", None),
        ("12.15 am", "00:15", None),
        ("12 noon", "12:00", None),
        ("12.00 noon", "12:00", None),
        ("noon", "12:00", None),
        ("Midday.", "12:00", None),
        ("14:00", "14:00", None),
        ("14.00 hrs", "14:00", None),
        ("1400", "14:00", None),
        ("0930 hours", "09:30", None),
        ("14:00pm", "14:00", None),
        ("  9:00\N{NO-BREAK SPACE}am\n", "09:00", None),
        ("at 9am", "09:00", None),
        ("9", "09:00", None),
        ("9:00", "09:00", None),
        ("07:30", "07:30", None),
        ("2.00 hrs", "02:00", None),
        ("0:30", "00:30", None),
        ("9:00-11:00", "09:00", "11:00"),
        ("9:00–11:00", "09:00", "11:00"),
        ("9:00 — 11:00", "09:00", "11:00"),
        ("14:00 to 16:30", "14:00", "16:30"),
        ("10.30am to 12 noon", "10:30", "12:00"),
        ("10.30 to 12 noon", "10:30", "12:00"),
        ("noon until 2", "12:00", None),
        ("9-11am", "09:00", "11:00"),
        ("2-4pm", "14:00", "16:00"),
        ("12-1pm", "12:00", "13:00"),
        ("10-12pm", "10:00", "12:00"),
        ("11-1pm", "11:00", "13:00"),
        ("9.30-12.30 pm", "09:30", "12:30"),
        ("9am-11", "09:00", "11:00"),
        ("11am to 1", "11:00", "13:00"),
        ("9am-5pm", "09:00", "17:00"),
        ("2pm - 16:00", "14:00", "16:00"),
        ("from 2pm until 4pm", "14:00", "16:00"),
        ("between 2 and 4 pm", "14:00", "16:00"),
        ("2pm-1pm", "14:00", None),
        ("11:00-9:00", "11:00", None),
        ("9:00-9:00", "09:00", None),
        ("9 to 5", "09:00", None),
        ("9:00-25:00", "09:00", None),
    ],
)
def test_hours_are_read_as_boards_write_them(text: str, begin: str, end: str | None) -> None:
    until = None if end is None else time.fromisoformat(end)
    assert read_hours(text) == Hours(time.fromisoformat(begin), until)


@pytest.mark.parametrize(
    "text",
    ["", "morning", "tbc", "2:00", "7.30", "2-4", "24:00", "9:60", "9:5", "14:00am", "0:30pm",
     "6.30pm for 7pm", "9am sharp", "after the AGM", "25.06.15", "9:00:00", "11-9am", "10-10am",
     "midnight", "\N{ARABIC-INDIC DIGIT NINE}:00", "9am-", "-9am", "9am 11am"],
)  # fmt: skip
def test_what_is_not_sure_is_not_read(text: str) -> None:
    assert read_hours(text) is None


MINUTES = st.integers(0, 24 * 60 - 1)
TO = st.sampled_from(["-", "–", " - ", " to ", " until "])


def at(minutes: int) -> time:
    return time(*divmod(minutes, 60))


def half(minutes: int) -> str:
    hour, minute = divmod(minutes, 60)
    return f"{(hour + 11) % 12 + 1}.{minute:02}{'am' if hour < 12 else 'pm'}"


def whole(minutes: int) -> str:
    hour, minute = divmod(minutes, 60)
    return f"{hour:02}:{minute:02}"


@given(MINUTES, st.sampled_from([half, whole]))
def test_every_minute_reads_back(minutes: int, written: Callable[[int], str]) -> None:
    assert read_hours(written(minutes)) == Hours(at(minutes))


@given(MINUTES, MINUTES, TO, st.sampled_from([half, whole]))
def test_an_end_is_read_only_after_its_beginning(
    begin: int, end: int, to: str, written: Callable[[int], str]
) -> None:
    until = at(end) if begin < end else None
    assert read_hours(f"{written(begin)}{to}{written(end)}") == Hours(at(begin), until)


@given(st.text() | st.text("0123456789:.-– apmtonhrs", max_size=16))
def test_any_text_is_read_or_not(text: str) -> None:
    found = read_hours(text)
    assert found is None or found.end is None or found.begin < found.end
