"""Trackers beside the minutes: what the log has already, and what the tracker does not list."""

from __future__ import annotations

from support import make_book
from trackers import list_entries_of, recognise_text, write_tracker

from scrutiny_cli.importing.tracker.log_comparison import compare_with_log

MINUTES = {
    "2024-02-13": """\
actions:
  - ref: 1/24
    action: Write to the county.
    owner: RO
    due: 2024-02-28
  - action: Price a new gate at the north end.
    owner: TB
  - ref: 3/24
    action: Ask the bank.
    owner: TB
  - ref: 4/24
    action: Ask the bank again.
    owner: TB
""",
    "2024-03-05": """\
items:
  - title: Matters arising
    updates:
      - ref: 1/24
        status: progressing
        due: 2024-03-30
""",
}
LOG = """
Ref | Action | Owner | Due date | Source | Status | Update
From the board | | | | | |
1/24 | Write to the county. | RO | 28 February 2024 | Board | In progress |
 | Price a new gate at the north end. | TB | | Staff | Completed | Ordered
9/24 | Paint the bench | TB | | Staff | |
3/24 | Ask the bank. | TB | 1 May 2024 | | Open |
"""


def test_only_what_the_log_does_not_say_is_written() -> None:
    book = make_book(MINUTES)
    text = write_tracker(recognise_text(LOG, files=MINUTES), book)
    assert (
        text.split("extraordinary: true\n")[1]
        == """\
brought_forward:
  # sheet “Log”, row 5 (not in earlier files)
  - ref: 9/24
    action: Paint the bench
    owner: TB
    from: Staff, From the board
items:
  - title: Matters arising
    updates:
      # sheet “Log”, row 4
      - ref: 2024-02-13#2
        about: Price a new gate at the north end.
        status: Completed
        note: Ordered
      # sheet “Log”, row 6
      - ref: 3/24
        due: 2024-05-01
"""
    )


def test_open_actions_that_are_not_listed_are_reported_or_lapse() -> None:
    book = make_book(MINUTES)
    found = recognise_text(LOG, files=MINUTES)
    compared = compare_with_log(found, book, "tracker.xlsx")
    assert (compared.unlisted, compared.repeated) == (("4/24",), 1)
    assert write_tracker(found, book, lapses=True).endswith("""\
      # not in tracker.xlsx
      - ref: 4/24
        status: lapsed
        note: Not listed in tracker.xlsx.
""")


def test_a_key_of_the_log_names_its_action() -> None:
    text = """
    Ref | Action | Owner | Status
    2024-02-13#2 | Price a new gate at the north end. | TB | Completed
    2024-02-13#9 | Another gate | TB | Open
    """
    found = recognise_text(text, files=MINUTES)
    assert [(entry.ref, entry.origin) for entry in list_entries_of(found)] == [
        ("2024-02-13#2", None),
        (None, "2024-02-13#9"),
    ]


def test_other_words_or_another_owner_are_news() -> None:
    text = """
    Ref | Action | Owner | Status
    1/24 | Plant twelve young trees | RO | In progress
    3/24 | Ask the bank. | SK | Open
    4/24 | Ask the bank again, by letter. | TB | Open
    """
    found = recognise_text(text, files=MINUTES)
    written = write_tracker(found, make_book(MINUTES))
    assert "unsure ref-other-words" in written
    assert "Plant twelve young trees" in written
    assert "      - ref: 3/24\n        owner: SK\n" in written
    assert "Ask the bank again, by letter." in written


def test_a_note_that_the_log_has_is_not_written_again() -> None:
    files = {**MINUTES, "2024-03-06": "updates: [{ref: 3/24, note: Letter sent to the bank.}]\n"}
    text = (
        "Ref | Action | Owner | Due | Update\n3/24 | Ask the bank. | TB | 1 May 2024 | Letter sent"
    )
    found = recognise_text(text, files=files)
    assert write_tracker(found, make_book(files)).endswith("- ref: 3/24\n        due: 2024-05-01\n")


def test_a_tracker_read_again_says_nothing_new() -> None:
    found = recognise_text(LOG, files=MINUTES)
    first = write_tracker(found, make_book(MINUTES))
    files = {**MINUTES, "2024-03-12-action-log": first}
    compared = compare_with_log(found, make_book(files), "tracker.xlsx")
    assert compared.repeated == 4
    assert compared.found.meeting.items[0].entries == ()


def test_a_due_date_that_the_log_has_is_no_news() -> None:
    files = {
        "2024-02-13": """\
actions:
  - {ref: 1/24, action: Mend the fence., owner: RO, due: asap}
  - {ref: 2/24, action: Paint the bench., owner: RO}
  - {ref: 3/24, action: Cut the hedge., owner: RO, due: 1 May 2024}
""",
        "2024-02-20": "updates: [{ref: 3/24, due: 2024-05-20}]\n",
    }
    text = """
    Ref | Action | Owner | Due | Revised date | Link
    1/24 | Mend the fence. | RO | asap | |
    2/24 | Paint the bench. | RO | soon | |
    3/24 | Cut the hedge. | | 1 May 2024 | 20 May 2024 | Paper 7
    """
    found = recognise_text(text, files=files)
    assert (
        write_tracker(found, make_book(files)).split("updates:\n")[1]
        == """\
      # sheet “Log”, row 3
      - ref: 2/24
        due: soon
      # sheet “Log”, row 4
      - ref: 3/24
        note: "Link: Paper 7"
"""
    )
