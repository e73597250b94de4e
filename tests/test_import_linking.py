"""Which action an entry of a document means: by its number, by its words, or none."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.importing.imported_meeting import (
    ImportedEntry,
    ImportedHead,
    ImportedItem,
    ImportedMeeting,
    ReportedStatus,
    Sign,
)
from scrutiny_cli.importing.linked_meeting import LinkedMeeting, link_meeting
from scrutiny_cli.minutes.source import Source

JANUARY = """\
date: 2024-01-09
present: [Rosa Okafor (RO), Tom Bell (TB)]
actions:
  - ref: 1/24
    action: Price a new gate for the field.
    owner: RO
    due: 2024-02-13
  - action: Write to the county about the path.
    owner: TB
  - action: Respond
    owner: TB
  - action: Clear the ditch by the road
    owner: RO
  - action: Clear the ditch by the road
    owner: RO
"""
FEBRUARY = """\
date: 2024-02-13
updates:
  - ref: 1/24
    status: completed
"""


def book(*texts: str) -> MinuteBook:
    names = ("2024-01-09", "2024-02-13", "2024-02-20")
    return build_book(
        Source(f"meetings/{name}.yaml", text) for name, text in zip(names, texts, strict=False)
    )


def entry(words: str, ref: str | None = None, **fields: Any) -> ImportedEntry:  # noqa: ANN401
    return ImportedEntry("A1", words, 0, ("table 1, row 1",), ref)._replace(**fields)


def linked(*entries: ImportedEntry, number: str | None = None, log: MinuteBook) -> LinkedMeeting:
    meeting = ImportedMeeting(
        "2024-03-12",
        ImportedHead(date(2024, 3, 12), number=number),
        items=(ImportedItem("Actions", entries=entries),),
    )
    return link_meeting(meeting, log)


def described(found: LinkedMeeting) -> list[tuple[Any, ...]]:
    (item,) = found.meeting.items
    brought = [("brought", new.key, doubt_names(new)) for new in found.meeting.brought_forward]
    raised = [("raised", new.key, doubt_names(new)) for new in item.actions]
    updates = [("update", new.ref, new.about, doubt_names(new)) for new in item.updates]
    return [*brought, *raised, *updates]


def doubt_names(record: Any) -> list[str]:  # noqa: ANN401 - an action or an update
    return [doubt.name for doubt in record.doubts]


# By number


def test_an_entry_with_a_number_of_the_log_is_an_update_of_it() -> None:
    found = linked(entry("Price a new gate for the field.", "1/24"), log=book(JANUARY))
    assert described(found) == [("update", "1/24", None, [])]
    (update,) = found.meeting.items[0].updates
    assert (update.status, update.note, update.due, update.owner) == (None, None, None, None)


@pytest.mark.parametrize(
    ("fields", "due", "owner"),
    [
        ({"due": "2024-02-13", "owner": "RO"}, None, None),
        ({"due": "13 February 2024", "owner": "Rosa Okafor"}, None, None),
        ({"due": "2024-04-09", "owner": "TB"}, "2024-04-09", "TB"),
        ({"due": "asap", "owner": "RO, TB"}, "asap", "RO, TB"),
    ],
)
def test_due_and_owner_are_written_where_they_differ_from_the_log(
    fields: dict[str, str], due: str | None, owner: str | None
) -> None:
    found = linked(entry("", "1/24", **fields), log=book(JANUARY))
    (update,) = found.meeting.items[0].updates
    assert (update.due, update.owner) == (due, owner)


def test_other_words_under_a_number_are_doubtful_and_stay_in_the_text() -> None:
    found = linked(entry("Paint all the benches", "1/24"), log=book(JANUARY))
    assert described(found) == [("update", "1/24", None, ["ref-other-words"])]
    (paragraph,) = found.meeting.items[0].paragraphs
    assert paragraph.text == "Paint all the benches"


def test_a_few_more_words_under_a_number_stay_in_the_text_too() -> None:
    found = linked(entry("Price a new gate for the north field.", "1/24"), log=book(JANUARY))
    assert described(found) == [("update", "1/24", None, [])]
    assert [one.text for one in found.meeting.items[0].paragraphs] == [
        "Price a new gate for the north field."
    ]


def test_links_and_origin_that_the_log_has_not_stay_in_the_text() -> None:
    found = linked(
        entry("", "1/24", links=("https://gates.example",), origin="Meeting 5"), log=book(JANUARY)
    )
    texts = [one.text for one in found.meeting.items[0].paragraphs]
    assert texts == ["https://gates.example", "Meeting 5"]


def test_a_new_wording_that_is_said_to_be_one_is_the_action_of_the_update() -> None:
    found = linked(entry("Rephrased: price two gates", "1/24"), log=book(JANUARY))
    assert described(found) == [("update", "1/24", None, ["reworded"])]
    assert found.meeting.items[0].updates[0].action == "Rephrased: price two gates"


def test_one_number_twice_is_two_updates() -> None:
    reports = [(ReportedStatus("open", status="open"),), (ReportedStatus("done", status="done"),)]
    found = linked(*(entry("", "1/24", reports=one) for one in reports), log=book(JANUARY))
    assert described(found) == [
        ("update", "1/24", None, []),
        ("update", "1/24", None, ["ref-twice"]),
    ]
    assert [one.status for one in found.meeting.items[0].updates] == ["open", "done"]


def test_other_words_under_a_number_of_this_document_are_doubtful() -> None:
    first, second = entry("Call the firm", "9/24"), entry("Write another letter", "9/24")
    found = linked(first, second, log=book(JANUARY))
    doubts = ["ref-twice", "ref-other-words"]
    assert described(found) == [("raised", "9/24", []), ("update", "9/24", None, doubts)]


def test_a_new_number_twice_is_an_action_and_an_update() -> None:
    found = linked(entry("Mow", "9/24"), entry("Mow", "9/24", owner="TB"), log=book(JANUARY))
    assert described(found) == [
        ("raised", "9/24", []),
        ("update", "9/24", None, ["ref-twice"]),
    ]
    assert found.meeting.items[0].updates[0].owner == "TB"


# By words


def test_the_same_words_and_owner_are_that_action() -> None:
    found = linked(entry("Write to the county about the path", owner="Tom Bell"), log=book(JANUARY))
    assert described(found) == [
        ("update", "2024-01-09#2", "Write to the county about the path.", [])
    ]


@pytest.mark.parametrize(
    ("words", "owner"),
    [
        ("Write to the county about the path.", None),
        ("Write to the county council about the path", "TB, RO"),
    ],
)
def test_similar_words_are_linked_with_a_doubt(words: str, owner: str | None) -> None:
    found = linked(entry(words, owner=owner), log=book(JANUARY))
    about = "Write to the county about the path."
    assert described(found) == [("update", "2024-01-09#2", about, ["linked-by-words"])]
    (doubt,) = found.meeting.items[0].updates[0].doubts
    assert doubt.message == 'is it 2024-01-09#2, "Write to the county about the path."?'


@pytest.mark.parametrize(
    ("words", "owner"),
    [
        ("Write to the county about the path.", "RO"),  # somebody else
        ("Write to the bank about the loan.", "TB"),  # other words
        ("Respond", "RO"),  # one word, another owner
    ],
)
def test_other_words_or_owners_are_another_action(words: str, owner: str) -> None:
    found = linked(entry(words, owner=owner), log=book(JANUARY))
    assert described(found) == [("raised", "2024-03-12#1", [])]


def test_two_words_in_common_do_not_link_short_actions() -> None:
    log = book("date: 2024-01-09\nactions:\n  - action: Find a new auditor\n    owner: TB\n")
    found = linked(entry("Find a new caretaker", owner="TB"), log=log)
    assert described(found) == [("raised", "2024-03-12#1", [])]
    found = linked(entry("Find the new auditor", owner="TB"), log=log)
    assert described(found) == [
        ("update", "2024-01-09#1", "Find a new auditor", ["linked-by-words"])
    ]


def test_one_word_is_linked_by_the_same_owner() -> None:
    found = linked(entry("Respond.", owner="TB"), log=book(JANUARY))
    assert described(found) == [("update", "2024-01-09#3", "Respond", [])]
    nobody = linked(
        entry("Respond"), log=book(JANUARY.replace("Respond\n    owner: TB", "Respond"))
    )
    assert described(nobody) == [("raised", "2024-03-12#1", [])]


def test_several_candidates_are_named_and_none_is_chosen() -> None:
    found = linked(entry("Clear the ditch by the road", owner="RO"), log=book(JANUARY))
    assert described(found) == [("raised", "2024-03-12#1", ["several-candidates"])]
    (doubt,) = found.meeting.items[0].actions[0].doubts
    assert "2024-01-09#4" in doubt.message
    assert "2024-01-09#5" in doubt.message


def test_an_action_closed_by_a_recent_meeting_is_still_a_candidate() -> None:
    words = "Price a new gate for the field."
    found = linked(entry(words, owner="RO"), log=book(JANUARY, FEBRUARY))
    assert described(found) == [("update", "1/24", None, [])]


def test_what_closed_it_may_be_long_before_the_meeting_that_reports_it() -> None:
    reported = FEBRUARY + "    on: 2024-01-10\n"
    recent = book(JANUARY, reported, "date: 2024-02-20\nminutes: The ditch is dry.\n")
    found = linked(entry("Price a new gate for the field.", owner="RO"), log=recent)
    assert described(found) == [("update", "1/24", None, [])]


# Neither


def test_an_earlier_action_is_brought_forward_with_its_update() -> None:
    found = linked(
        entry(
            "Paint the benches",
            sign=Sign.EARLIER,
            reports=(ReportedStatus("done", status="done"),),
        ),
        log=book(JANUARY),
    )
    assert described(found) == [
        ("brought", "2024-03-12#b1", []),
        ("update", "2024-03-12#b1", "Paint the benches", []),
    ]
    (brought,) = found.meeting.brought_forward
    assert (brought.entry.places, brought.remark) == (
        ("table 1, row 1",),
        "(not in earlier files)",
    )


def test_a_new_action_with_a_status_is_raised_and_reported() -> None:
    found = linked(
        entry("Paint the benches", reports=(ReportedStatus("done", status="done"),)),
        log=book(JANUARY),
    )
    assert described(found) == [
        ("raised", "2024-03-12#1", []),
        ("update", "2024-03-12#1", "Paint the benches", []),
    ]


def test_a_day_before_the_meeting_that_raises_an_action_stays_in_the_note() -> None:
    words = "Done 4 March 2024, letter sent"
    report = ReportedStatus(words, "Done", "letter sent", date(2024, 3, 4))
    found = linked(entry("Call the firm", owner="RO", reports=(report,)), log=book(JANUARY))
    (update,) = found.meeting.items[0].updates
    assert (update.status, update.note, update.on) == ("Done", words, None)
    assert doubt_names(update) == ["on-outside"]


def test_other_columns_of_a_new_action_are_text_and_no_update() -> None:
    aside = ReportedStatus("Priority: High", note="Priority: High", is_aside=True)
    new = entry("Call the firm", "9/24", reports=(aside,))
    earlier = entry("Price a new gate for the field.", "1/24", reports=(aside,))
    found = linked(new, earlier, log=book(JANUARY))
    assert described(found) == [("raised", "9/24", []), ("update", "1/24", None, [])]
    (item,) = found.meeting.items
    assert [paragraph.text for paragraph in item.paragraphs] == ["9/24 – Priority: High"]
    assert item.updates[0].note == "Priority: High"


@pytest.mark.parametrize(
    ("ref", "sign", "expected"),
    [
        ("4.1", Sign.UNKNOWN, ("brought", "4.1", [])),
        ("5.1", Sign.UNKNOWN, ("raised", "5.1", [])),
        ("5.1", Sign.EARLIER, ("raised", "5.1", ["earlier-or-new"])),
        ("4.1", Sign.NEW, ("raised", "4.1", ["earlier-or-new"])),
        ("4.1", Sign.EARLIER, ("brought", "4.1", [])),
    ],
)
def test_a_number_with_the_number_of_the_meeting_says_whether_it_is_new(
    ref: str, sign: Sign, expected: tuple[Any, ...]
) -> None:
    found = linked(entry("Mow", ref, sign=sign), number="5", log=book(JANUARY))
    assert described(found) == [expected]


def test_what_takes_its_place_is_named_only_where_this_document_raises_it() -> None:
    report = ReportedStatus("Superseded by 9/24", status="superseded", becomes="9/24")
    closed = entry("", "1/24", reports=(report,))
    (both,) = linked(closed, entry("Mow", "9/24"), log=book(JANUARY)).meeting.items[0].updates
    assert (both.becomes, both.note) == ("9/24", None)
    report = ReportedStatus("Superseded by 9/24, 8/24", "superseded", becomes="9/24, 8/24")
    several = entry("", "1/24", reports=(report,))
    raised = (entry("Mow", "9/24"), entry("Sow", "8/24"))
    (two,) = linked(several, *raised, log=book(JANUARY)).meeting.items[0].updates
    assert (two.becomes, two.note) == ("9/24, 8/24", None)
    (alone,) = linked(closed, log=book(JANUARY)).meeting.items[0].updates
    assert (alone.becomes, alone.note) == (None, "Superseded by 9/24")


def test_a_day_before_the_action_was_raised_stays_in_the_note() -> None:
    report = ReportedStatus("Completed 4 December", status="Completed", on=date(2023, 12, 4))
    found = linked(entry("", "1/24", reports=(report,)), log=book(JANUARY))
    (update,) = found.meeting.items[0].updates
    assert (update.on, update.note) == (None, "Completed 4 December")
    assert doubt_names(update) == ["on-outside"]
