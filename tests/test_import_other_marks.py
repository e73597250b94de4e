"""Owners beside texts, tables of other meetings, mere numbers of a log, and matters in cells."""

from __future__ import annotations

import pytest
from import_documents import make_blocks, make_reading

from scrutiny_cli.importing.imported_meeting import Sign
from scrutiny_cli.importing.recognise.matter_tables import unfold_matter_tables
from scrutiny_cli.importing.recognise.records import FoundRecords, find_records
from scrutiny_cli.importing.recognise.split_lines import split_action_lines
from scrutiny_cli.importing.recognise.statuses import begins_with_status, read_report


def find_all(text: str) -> FoundRecords:
    """Return what the rules find in the lines and rows of a text."""
    blocks = split_action_lines(unfold_matter_tables(make_blocks(text)))
    return find_records(blocks, make_reading())


def list_owned(text: str) -> list[tuple[str | None, str]]:
    """Return the owner and the words of each action."""
    return [(entry.owner, entry.words) for entry in find_all(text).entries]


@pytest.mark.parametrize("heading", ["Action", "Action by", "Actions"])
def test_initials_alone_beside_a_text_own_its_last_sentence(heading: str) -> None:
    rows = f"| Minute | {heading} |\n| 1. Apologies were received from a member. | |\n"
    rows += "| 2. Some members have not paid. Members who have not paid are reminded. | TB |\n"
    rows += "| 3. The gate is broken and it was noted. A skip is wanted. | Clerk |"
    assert list_owned(rows) == [
        ("TB", "Members who have not paid are reminded."),
        ("Clerk", "A skip is wanted."),
    ]


def test_initials_beside_a_labelled_text_are_its_owner() -> None:
    rows = "| Item No. | Item | Action |\n"
    rows += "| A/1 | Members were welcomed to this meeting by the chair. | |\n"
    rows += "| A/2 | Action: A report on the wards to be brought to the May meeting. | TB |"
    blocks = make_blocks(rows)
    found = find_records(
        split_action_lines(
            unfold_matter_tables(
                [
                    block._replace(place=block.place._replace(table=1, row=n))
                    for n, block in enumerate(blocks, 1)
                ]
            )
        ),
        make_reading(),
    )
    assert [(entry.owner, entry.words[:12]) for entry in found.entries] == [("TB", "A report on ")]
    assert found.entries[0].doubts == ()


TABLE = "| No | Action | Owner | Progress |\n| 13.4 | Obtain the figures | RO | Ongoing |"


@pytest.mark.parametrize(
    ("title", "own", "sign"),
    [
        ("2. Actions from the 13th meeting", "14th meeting of the panel", Sign.EARLIER),
        ("Actions of the 13th meeting", "Meeting No. 14", Sign.EARLIER),
        ("Actions from the 14th meeting", "14th meeting of the panel", Sign.UNKNOWN),
        ("Actions from the 13th meeting", "Panel of the town", Sign.UNKNOWN),
    ],
)
def test_actions_of_a_meeting_of_another_number_are_earlier(
    title: str, own: str, sign: Sign
) -> None:
    (entry,) = find_all(f"# {own}\n# {title}\n{TABLE}").entries
    assert entry.sign is sign


def test_groups_of_rows_by_meetings() -> None:
    rows = "| Relevant Item | Action | Responsibility |\n"
    rows += "| Actions held over from previous meetings on 26 April and 24 May 2017 | | |\n"
    rows += "| BOD 60/17(h) | Report the evaluation in full | RO |\n"
    rows += "| Actions from meeting on 12 March 2024 | | |\n"
    rows += "| BOD 24/24(b) | Publish the figures of the year | TB |"
    found = [(entry.ref, entry.owner, entry.sign) for entry in find_all(rows).entries]
    assert found == [("BOD 60/17(h)", "RO", Sign.EARLIER), ("BOD 24/24(b)", "TB", Sign.UNKNOWN)]


def test_numbers_with_gaps_beside_a_status_are_those_of_a_log() -> None:
    rows = "| # | Task | Assigned to | Status |\n| 9 | Renew the cover | RO | Closed |\n"
    rows += "| 11 | Test the backups | TB | Open |\n| 12 | Price new laptops | TB | New |"
    found = [(entry.ref, entry.sign) for entry in find_all(rows).entries]
    assert found == [("9", Sign.EARLIER), ("11", Sign.EARLIER), ("12", Sign.UNKNOWN)]


@pytest.mark.parametrize(
    "rows",
    [
        "| No | Action | Owner | Status |\n| 1 | Buy it | RO | Open |\n| 2 | Sell it | TB | Open |",
        "| No | Action | Owner | Status |\n| 4 | Buy it | RO | Open |\n| 5 | Sell it | TB | Open |",
        "| No | Action | Owner | Due |\n| 4 | Buy it | RO | May |\n| 7 | Sell it | TB | May |",
    ],
)
def test_other_numbers_are_those_of_rows(rows: str) -> None:
    assert [entry.ref for entry in find_all(rows).entries] == [None, None]


def test_headings_again_with_another_day_are_headings() -> None:
    rows = "| ACTION from 16 May | STATUS |\n| Veronika to clarify the matter | DONE |\n"
    rows += "| ACTION from 23 May | STATUS |\n| Simon to set the poll up | Open |"
    found = [entry.words for entry in find_all(rows).entries]
    assert found == ["Veronika to clarify the matter", "Simon to set the poll up"]


def test_a_column_by_with_dates_is_the_due() -> None:
    rows = "| No | Action | Who | By |\n| 1 | Paint the road | RO | 31/05/2024 |"
    (entry,) = find_all(rows).entries
    assert (entry.owner, entry.due) == ("RO", "2024-05-31")


def test_matters_arising_in_a_cell_of_other_rows() -> None:
    rows = "| 47/13 | Apologies |\n| 49/13 | Minutes and Matters Arising |"
    blocks = make_blocks(rows)
    cell = blocks[1].cells[1]
    text = f"{cell.text}\n04/13: still to be circulated; 45/13: completed, on agenda."
    cells = (blocks[1].cells[0], cell._replace(text=text))
    found = find_records((blocks[0], blocks[1]._replace(cells=cells)), make_reading())
    assert [(entry.ref, entry.reports[0].status) for entry in found.entries] == [
        ("04/13", None),
        ("45/13", "completed"),
    ]


@pytest.mark.parametrize("words", ["still to be circulated", "to be done", "being completed"])
def test_what_is_to_be_done_is_not_done(words: str) -> None:
    assert not begins_with_status(words, make_reading())
    assert read_report(words, make_reading()).status is None


def test_the_next_meeting_ends_a_list() -> None:
    lines = "Action Items:\n- RO to call\nNext Meeting: May 2024\nAdjournment: It closed at 5."
    assert list_owned(lines) == [("RO", "Call")]


@pytest.mark.parametrize(
    ("line", "owner"),
    [
        ("To update the following: the risks at the site", None),
        ("Review the following: the risks at the site", None),
        ("NB: the risks at the site", None),
    ],
)
def test_an_order_before_a_colon_is_no_owner(line: str, owner: str | None) -> None:
    ((found, _),) = list_owned(f"Action: {line}")
    assert found == owner


def test_an_agreed_action_within_a_line_is_one() -> None:
    found = list_owned("1. Accounts. Agreed action: RO – approach two firms of auditors")
    assert found == [("RO", "Approach two firms of auditors")]


@pytest.mark.parametrize(
    ("line", "words", "status", "note"),
    [
        ("Action: RO to call. Done.", "Call.", "Done", None),
        ("Action: RO to call. Done. They agreed.", "Call.", "Done", "They agreed"),
        ("Action: RO to call. Ongoing", "Call.", "Ongoing", None),
    ],
)
def test_a_sentence_that_is_a_status_reports(
    line: str, words: str, status: str, note: str | None
) -> None:
    (entry,) = find_all(line).entries
    (report,) = entry.reports
    assert (entry.words, report.status, report.note) == (words, status, note)


@pytest.mark.parametrize(
    "line",
    ["Action: Close the account. Open a new one.", "Action: Write a letter. Sent to all."],
)
def test_a_sentence_that_begins_like_a_status_is_none(line: str) -> None:
    (entry,) = find_all(line).entries
    assert entry.reports == ()


@pytest.mark.parametrize(
    ("line", "sign"),
    [
        ("ACTION (ongoing): RO to write", Sign.EARLIER),
        ("Action (carried forward): RO to write", Sign.EARLIER),
        ("Action [in progress] RO to write", Sign.EARLIER),
        ("ACTION (RO): write", Sign.UNKNOWN),
        ("ACTION [DONE]: RO to write", Sign.UNKNOWN),
    ],
)
def test_a_label_that_says_that_it_goes_on(line: str, sign: Sign) -> None:
    (entry,) = find_all(line).entries
    assert (entry.owner, entry.sign) == ("RO", sign)


def test_a_status_after_a_dash_reports_on_an_earlier_ref() -> None:
    lines = "# Updates of outstanding action points\nAP125 RO to ask the partners - ONGOING\n"
    lines += "AP126 TB to fix the gate, at last – done"
    found = [
        (entry.ref, entry.owner, entry.reports[0].status, entry.sign)
        for entry in find_all(lines).entries
    ]
    assert found == [
        ("AP125", "RO", "ONGOING", Sign.EARLIER),
        ("AP126", "TB", "done", Sign.EARLIER),
    ]


def test_words_for_nothing_below_action_are_no_owners() -> None:
    rows = "| Item | Action |\n| 1. Members were welcomed to this meeting today. | None |\n"
    rows += "| 2. The bins are full and it was noted by all. | NFA |\n"
    rows += "| 3. The path is wet. A quote is wanted from two firms. | TB / Clerk |"
    assert list_owned(rows) == [("TB, Clerk", "A quote is wanted from two firms.")]
