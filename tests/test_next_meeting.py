"""What a meeting's file announces of the next meeting: text in, text out."""

from __future__ import annotations

from datetime import date

import pytest

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.editing.next_meeting_entry import AnnounceMeeting
from scrutiny_cli.editing.plan import prepare_edit
from scrutiny_cli.editing.yaml_layout import CannotEdit
from scrutiny_cli.minutes.source import Source

DAY = "2026-07-09"
ON = AnnounceMeeting(DAY)
WHOLE = AnnounceMeeting(DAY, "9:30", "Town Hall, room 2")
BELOW = "  date: 2026-07-09\n  time: 9:30\n  venue: Town Hall, room 2\n"


def announce(text: str, intent: AnnounceMeeting) -> str:
    """Return a meeting's file with the next meeting announced in it."""
    book = build_book([Source("meetings/2026-06-11.yaml", text)])
    return prepare_edit(book, "2026-06-11", intent, date(2026, 6, 11)).new_text


@pytest.mark.parametrize(
    ("before", "intent", "after"),
    [
        ("", ON, f"next_meeting: {DAY}\n"),
        ("next_meeting:\n", ON, f"next_meeting: {DAY}\n"),
        ("next_meeting: 9 June 2027  # a slip\n", ON, f"next_meeting: {DAY}  # a slip\n"),
        ("next_meeting: to be confirmed\n", WHOLE, f"next_meeting:\n{BELOW}"),
        ("", WHOLE, f"next_meeting:\n{BELOW}"),
        ("next_meeting:\n", WHOLE, f"next_meeting:\n{BELOW}"),
        ("next_meeting:  # ask the hall\n", WHOLE, f"next_meeting:  # ask the hall\n{BELOW}"),
        ("next_meeting:\n  date:\n  time: 9:00\n  venue:\n", WHOLE, f"next_meeting:\n{BELOW}"),
        ("next_meeting: {time: 9:00}\n", ON, f"next_meeting: {{time: 9:00, date: {DAY}}}\n"),
        ("next_meeting:\nx-room: 3\n", WHOLE, f"next_meeting:\n{BELOW}x-room: 3\n"),
    ],
)  # fmt: skip
def test_the_next_meeting_is_announced(before: str, intent: AnnounceMeeting, after: str) -> None:
    head = "date: 2026-06-11\n"
    assert announce(head + before, intent) == head + after
    crlf = (head + before).replace("\n", "\r\n")
    assert announce(crlf, intent) == (head + after).replace("\n", "\r\n")


def test_a_file_in_json_stays_json() -> None:
    before = '{"date": "2026-06-11", "next_meeting": ""}\n'
    after = (
        '{"date": "2026-06-11", "next_meeting": {"date": "2026-07-09", "time": "9:30", '
        '"venue": "Town Hall, room 2"}}\n'
    )
    assert announce(before, WHOLE) == after
    assert announce('{"date": "2026-06-11"}\n', WHOLE) == after


def test_a_comment_after_words_is_not_lost() -> None:
    text = "date: 2026-06-11\nnext_meeting: 9 June 2027  # a slip\n"
    with pytest.raises(CannotEdit) as refused:
        announce(text, WHOLE)
    assert str(refused.value) == (
        "meetings/2026-06-11.yaml:2: There is a comment after `next_meeting`. "
        f"Nothing was written. Edit the file: write this:\nnext_meeting:\n{BELOW}".rstrip()
    )


def test_no_final_line_end_is_added() -> None:
    assert announce("date: 2026-06-11", WHOLE) == f"date: 2026-06-11\nnext_meeting:\n{BELOW}"[:-1]
