"""Documents with several meetings, markings, and what items say of themselves."""

from __future__ import annotations

import pytest
from import_documents import make_reading
from import_outlines import describe_items, describe_meeting, recognise_text
from made_blocks import make_blocks

from scrutiny_cli.importing.blocks import CannotImport
from scrutiny_cli.importing.imported_meeting import ImportedItem
from scrutiny_cli.importing.recognise.day import DayOptions, find_day
from scrutiny_cli.importing.recognise.meeting import recognise_meeting
from scrutiny_cli.importing.recognise.parts import MeetingPart

# Several meetings


def test_each_meeting_of_a_document_is_a_part() -> None:
    first, second = recognise_text("""
# Board minutes
An introduction to this file.
# Meeting of 12 March 2024
Present: Ann Lee, Bo Carr
## Roof
Discussed.
# Meeting of 9 April 2024
Attendees: Ann Lee
## Roof
The minutes of the last meeting were approved.
""")
    assert describe_meeting(first) == (
        "2024-03-12; title=Board\nroot: An introduction to this file.\n"
        "root: Meeting of 12 March 2024\nRoof (texts 1)"
    )
    assert [doubt.name for doubt in first.head.doubts] == ["parts"]
    assert describe_meeting(second) == "2024-04-09\nRoof (approves previous meeting, texts 1)"
    assert second.head.doubts == ()


def test_labels_with_dates_begin_parts_with_the_titles_above_them() -> None:
    meetings = recognise_text("""
HILL COUNCIL MEETING
Date: 5 March 2024
Present: Ann Lee
Roads were discussed.
HILL COUNCIL MEETING
Date: 2 April 2024
Venue: Hall
Present: Bo Carr
Roads were discussed again.
""")
    assert [describe_meeting(one) for one in meetings] == [
        "2024-03-05; title=HILL COUNCIL MEETING\nroot: Roads were discussed.",
        "2024-04-02; title=HILL COUNCIL MEETING; venue=Hall\nroot: Roads were discussed again.",
    ]


REPEATED = """
# Meeting of 12 March 2024
Present: Ann Lee
# Meeting of 19 March 2024
Present: Ann Lee
# Meeting of 12 March 2024
Present: Ann Lee
"""
UNCLEAR = "# Rolling notes\n## 5 March 2024\nAnn said yes.\n## 12 March 2024\nBo said no."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (REPEATED, r"same day more than once: 12 March 2024 \(paragraph 1\), 19 March 2024"),
        (
            UNCLEAR,
            r"not clear where each .* 5 March 2024 \(paragraph 2\), .* type --one",
        ),
    ],
)
def test_parts_that_are_not_clear_are_refused(text: str, message: str) -> None:
    with pytest.raises(CannotImport, match=message):
        recognise_text(text)
    (meeting,) = recognise_text(text, one=True)
    assert "several-dates" in [doubt.name for doubt in meeting.head.doubts]


@pytest.mark.parametrize(
    "text",
    [
        "# Board, 12 March 2024\nPresent: A B\n## Minutes of the meeting of 1 May 2023\nPresent: C",
        "# Board, 12 March 2024\nPresent: A B\n## 4. Report of 1 May 2023\nTime: long",
        "# Board, 12 March 2024\nPresent: A B\nDate of next meeting: 1 May 2024\nVenue: Hall",
        "# Board\n## 12 March 2024\nDate: 12 March 2024\nPresent: Ann Lee",
    ],
)
def test_other_days_do_not_divide_a_document(text: str) -> None:
    assert len(recognise_text(text)) == 1


# Markings


def list_marks(items: tuple[ImportedItem, ...]) -> dict[str, str]:
    return {item.title or "": item.confidential for item in items if item.confidential}


@pytest.mark.parametrize(
    ("margin", "words"),
    [
        ("Official – Sensitive", "Official – Sensitive"),
        ("STRICTLY CONFIDENTIAL  page 1", "STRICTLY CONFIDENTIAL"),
        ("Commercial in confidence", "Commercial in confidence"),
        ("Restricted", "Restricted"),
        ("Non-confidential", None),
        ("Not confidential", None),
        ("Confidentiality policy", None),
    ],
)
def test_a_margin_marks_the_meeting(margin: str, words: str | None) -> None:
    (meeting,) = recognise_text("# Board, 12 March 2024\nText.", margins=("Page 1", margin))
    assert meeting.head.confidential == words
    assert [doubt.name for doubt in meeting.head.doubts] == (["confidential"] if words else [])


def test_a_line_alone_at_the_top_marks_the_meeting() -> None:
    (meeting,) = recognise_text("[CONFIDENTIAL]\n# Board, 12 March 2024\nText.")
    assert (meeting.head.confidential, meeting.head.title) == ("CONFIDENTIAL", "Board")


@pytest.mark.parametrize(
    ("title", "text", "words"),
    [
        ("Confidential item: staffing", "Pay.", "Confidential item"),
        ("Staffing (private session)", "Pay.", "private session"),
        ("Exclusion of the press and public", "Agreed.", "Exclusion of the press and public"),
        ("Exempt information", "Pay.", "Exempt information"),
        ("Staffing", "The meeting went into closed session.", "went into closed session"),
        ("Staffing", "This item is confidential.", "This item is confidential"),
        ("Staffing", "[Confidential] Pay.", "Confidential"),
        ("Staffing", "Discussed in camera.", "in camera"),
        ("Confidential items", "There were none.", None),
        ("Confidential items", "None", None),
        ("Non-confidential items", "Pay.", None),
        ("Data protection", "The confidentiality policy and confidential waste.", None),
        ("Staffing", "The public were not excluded.", None),
    ],
)
def test_an_item_is_marked(title: str, text: str, words: str | None) -> None:
    (meeting,) = recognise_text(f"# Board, 12 March 2024\nPresent: A B\n## {title}\n{text}")
    assert list_marks(meeting.items) == ({title: words} if words else {})
    assert [doubt.name for doubt in meeting.items[0].doubts] == (["confidential"] if words else [])


def test_a_private_session_goes_on_until_the_public_is_back() -> None:
    (meeting,) = recognise_text("""
# Board, 12 March 2024
Present: Ann Lee
## Roads
Discussed.
## Private session
The public left.
## Staffing
### Pay
Agreed.
## Part 1: open session
The public was re-admitted.
## Next meeting
None.
""")
    assert list_marks(meeting.items) == {
        "Private session": "Private session",
        "Staffing": "Private session",
    }


# Approvals and presenters

APPROVALS = {
    ("Minutes of the last meeting", "Agreed."): "previous meeting",
    ("Minutes", "The minutes of 13 February 2024 were confirmed."): "2024-02-13",
    ("Minutes of 13 February 2024", "They were taken as read and signed."): None,
    ("Minutes of 13 February 2024", "These were approved as a true record."): "2024-02-13",
    ("Welcome", "The minutes of the previous meeting were accepted."): "previous meeting",
    ("Approval of minutes", "RESOLVED that the minutes be approved."): "previous meeting",
    ("Minutes", "The minutes of 9 January and 13 February 2024 were agreed."): "2024-02-13",
    ("Minutes", "The minutes of 9 January 2024 and 13 February 2024 were agreed."): None,
    ("Minutes", "The minutes were not agreed."): None,
    ("Minutes", "The minutes will be agreed at the next meeting."): None,
    ("Minutes", "The minutes of the Finance Committee were approved."): None,
    ("Minutes", "The minutes of 13 April 2024 were approved."): "previous meeting",
    ("Website", "The minutes are signed and published."): None,
}


@pytest.mark.parametrize("case", APPROVALS)
def test_minutes_that_a_sentence_agrees(case: tuple[str, str]) -> None:
    title, text = case
    (meeting,) = recognise_text(f"# Council, 12 March 2024\nPresent: A B\n## {title}\n{text}")
    assert meeting.items[0].approves == APPROVALS[case]


def test_a_day_of_two_meetings_is_not_named() -> None:
    log = {"2024-02-13": "", "2024-02-13-egm": "extraordinary: true"}
    text = "# Council, 12 March 2024\n## Minutes of 13 February 2024\nAgreed."
    (meeting,) = recognise_text(text, log=log)
    assert meeting.items[0].approves is None


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Ann Lee presented the report.", "AL"),
        ("Dr Lee presented this paper. It was noted.", "AL"),
        ("The budget was presented by Ann Lee.", "AL"),
        ("Jo Sun presented the report.", None),
        ("The report was noted. Ann Lee presented another report.", None),
        ("Ann Lee presented her apologies.", None),
    ],
)
def test_who_presented_an_item(text: str, label: str | None) -> None:
    (meeting,) = recognise_text(
        f"# Council, 12 March 2024\nPresent: Dr Ann Lee (AL), Bo Carr\n## Report\n{text}"
    )
    assert meeting.items[0].presenter == label


# Initials, numbers, and rows of a table


def test_initials_of_owners_introduce_the_only_person_whom_they_fit() -> None:
    (meeting,) = recognise_text("""
# Council, 12 March 2024
Present: Rosa Okafor (Chair), Jane Stone, John Smith
## Roads
Action: RO to write to the county.
Action: JS to mend the gate.
""")
    rosa, *others = meeting.people[0].people
    assert (rosa.label, rosa.initials, rosa.doubts[0].name) == ("RO", "RO", "people-initials")
    assert [one.initials for one in others] == [None, None]
    assert meeting.head.chair == "RO"
    entries = meeting.items[0].entries
    assert [(one.owner, [doubt.name for doubt in one.doubts]) for one in entries] == [
        ("RO", []), ("JS", ["people-initials"]),
    ]  # fmt: skip
    assert entries[1].doubts[-1].message == "JS may be Jane Stone or John Smith"


def test_a_number_that_another_meeting_has_is_a_doubt() -> None:
    log = {"2024-02-13": "number: 5"}
    (meeting,) = recognise_text("# Council, meeting 5, 12 March 2024\nText.", log=log)
    assert (meeting.head.number, [one.name for one in meeting.head.doubts]) == ("5", ["number"])


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Extraordinary meeting of the council", "2024-03-12-extraordinary"),
        ("EGM", "2024-03-12-egm"),
        ("Annual General Meeting", "2024-03-12-agm"),
        ("Meeting of the council", "2024-03-12"),
    ],
)
def test_what_the_title_says_of_the_kind_of_meeting(title: str, name: str) -> None:
    (meeting,) = recognise_text(f"# {title}, 12 March 2024\nText.")
    assert (meeting.name, meeting.head.is_extraordinary) == (name, name != "2024-03-12")
    assert [one.name for one in meeting.head.doubts] == ["extraordinary"] * (name != "2024-03-12")


def test_rows_of_matters_are_nested_and_a_single_one_is_its_item() -> None:
    (meeting,) = recognise_text("""
Council, 12 March 2024
| | Matter raised | Action | Owner | Date |
| 1. | Minutes | | | |
| | The minutes were agreed. | Publish them. | JK | 5.04.24 |
| 2. | Roads | | | |
| | The lane is closed. | | | |
| | The bridge is open. | Tell the county. | JK | 5.04.24 |
""")
    assert list(describe_items(meeting.items)) == [
        "Minutes (approves previous meeting, texts 1, entries 1)",
        "Roads",
        "  - (texts 1)",
        "  - (texts 1, entries 1)",
    ]


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("Next meeting: 9 April 2024", ("2024-04-09", None, None)),
        ("Next call – Tuesday 9 April at 7 pm in the Hall", ("2024-04-09", "7 pm", "the Hall")),
        ("Next meeting: to be confirmed", ("to be confirmed", None, None)),
        ("The next meeting will be held on 9 April 2024 at 10:00.", ("2024-04-09", "10:00", None)),
        ("| Next meeting | 9 April 2024, 9:00–11:00 |", ("2024-04-09", "9:00–11:00", None)),
        ("Next meeting: Monday 9 April", (None, None, None)),
        ("Next meeting: 9 February 2024", (None, None, None)),
        ("Next meeting: in spring", (None, None, None)),
        ("The next meeting is to be planned.", (None, None, None)),
    ],
)  # fmt: skip
def test_the_next_meeting(line: str, fields: tuple[str | None, ...]) -> None:
    (meeting,) = recognise_text(f"# Council, 12 March 2024\nPresent: Ann Lee\n{line}")
    head = meeting.head
    assert (head.next_date, head.next_time, head.next_venue) == fields
    is_doubted = "at 7 pm in" in line
    assert [one.name for one in head.doubts] == (["due-year"] if is_doubted else [])


def test_the_title_of_a_front_matter_keeps_the_words_of_another() -> None:
    blocks = make_blocks("# Council, 12 March 2024\nMeeting title: Roads group\nText.")
    part = MeetingPart(blocks, title="Roads")
    found = find_day(part, "m.md", DayOptions())
    meeting = recognise_meeting(part, found, make_reading(people=(), day=found.day))
    assert meeting.head.title == "Roads"
    assert [one.text for one in meeting.root_item.paragraphs] == [
        "Council, 12 March 2024", "Meeting title: Roads group", "Text.",
    ]  # fmt: skip
