"""How the owners, dues, statuses and refs of imported actions are read."""

from __future__ import annotations

import pytest
from import_documents import make_reading

from scrutiny_cli.importing.recognise.dues import read_due_cell
from scrutiny_cli.importing.recognise.owners import read_owner
from scrutiny_cli.importing.recognise.statuses import begins_with_status, read_report

READING = make_reading()


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("RO, TB", "RO, TB"),
        ("RO/TB", "RO, TB"),
        ("RO and TB", "RO, TB"),
        ("RO\nTB", "RO, TB"),
        ("JB & RO", "JB, RO"),
        ("Owner: RO", "RO"),
        ("T/Det. Supt.", "T/Det. Supt."),
        ("Research and Development", "Research and Development"),
        ("tbc", "tbc"),
        ("Vacant", "Vacant"),
        ("?", "?"),
        ("RO (lead), TB", "RO (lead), TB"),
        ("Rosa Okafor (RO)", "RO"),
        ("Rosa", "RO"),
        ("S. Kaur", "SK"),
        ("Mr Bell", "TB"),
        ("Cllr Smith", "Cllr J Smith"),
        ("Cllrs Bell and Kaur", "TB, SK"),
        ("@rosa", "RO"),
        ("The Clerk", "Clerk"),
        ("Town Clerk / Chair", "Town Clerk, Chair"),
        ("Jane\nDoe", "Jane Doe"),
        ("All", "All"),
        ("-", None),
        ("", None),
    ],
)
def test_owners_are_written_as_their_labels_with_commas(text: str, owner: str | None) -> None:
    read = read_owner(text, READING.people)
    assert (read.owner, read.doubts) == (owner, ())


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Ann Lee and Bo Carr", "Ann Lee, Bo Carr"),
        ("Jan Klimkowsky", "Jan Klimkowsky"),
        ("R.O.", "R.O."),
        ("RO and Rosie", "RO and Rosie"),
    ],
)
def test_an_owner_who_looks_like_a_slip_is_unsure(text: str, owner: str) -> None:
    read = read_owner(text, READING.people)
    assert read.owner == owner
    assert {doubt.name for doubt in read.doubts} == {"owner-unknown"}


@pytest.mark.parametrize(
    ("text", "due", "doubts"),
    [
        ("25.06.15", "2015-06-25", []),
        ("Friday 15 March 2024", "2024-03-15", []),
        ("by 2 April 2024", "2024-04-02", []),
        ("Deadline: 2 April 2024", "2024-04-02", []),
        ("by 30 April", "2024-04-30", ["due-year"]),
        ("1 Jan", "2025-01-01", ["due-year"]),
        ("10 March", "2024-03-10", ["due-year"]),
        ("by 3-5 May 2024", "2024-05-05", ["due-span"]),
        ("28 May – 3 June 2024", "2024-06-03", ["due-span"]),
        ("Feb 17-21, 2025", "2025-02-21", ["due-span"]),
        ("w/e 22 March 2024", "2024-03-22", []),
        ("05/02/24", "2024-02-05", ["month-first"]),
        ("03/2024", "2024-03", []),
        ("By next meeting", "By next meeting", []),
        ("Aug 2013", "Aug 2013", []),
        ("asap", "asap", []),
        ("end of June", "end of June", []),
        ("Q4 2024/25", "Q4 2024/25", []),
        ("w/c 6 October", None, ["due-unread"]),
        ("after 1 May 2024", None, ["due-unread"]),
        ("31 Jan or 28 Feb 2026", None, ["due-unread"]),
        ("11/12", None, ["due-unread"]),
        ("31 June", None, ["due-unread"]),
        ("Thursday 15 March 2024", None, ["due-unread"]),
        ("-", None, []),
    ],
)
def test_dues_are_dates_or_words_without_a_day(
    text: str, due: str | None, doubts: list[str]
) -> None:
    read = read_due_cell(text, READING)
    assert (read.due, [doubt.name for doubt in read.doubts]) == (due, doubts)


def test_a_due_in_digits_is_sure_where_the_log_shows_the_order() -> None:
    reading = make_reading({"2024-01-10": "due: 25.01.24\nactions:\n  - action: A\n"})
    assert read_due_cell("05/02/24", reading).doubts == ()


@pytest.mark.parametrize(
    ("text", "status", "note", "on", "becomes"),
    [
        ("Completed", "Completed", None, None, None),
        ("Action carried forwards", "carried forwards", None, None, None),
        ("This has been completed", "completed", None, None, None),
        ("Complete – paid", "Complete", "paid", None, None),
        ("Completed 4 March 2024", "Completed", None, "2024-03-04", None),
        ("Completed 4 May 2024", "in progress", "Completed 4 May 2024", None, None),
        ("Done in part", "in progress", "Done in part", None, None),
        ("Superseded by 4.1", "Superseded", None, None, "4.1"),
        ("Letter was posted", None, "Letter was posted", None, None),
    ],
)
def test_a_status_never_closes_what_its_words_leave_open(
    text: str, status: str | None, note: str | None, on: str | None, becomes: str | None
) -> None:
    report = read_report(text, READING)
    day = report.on.isoformat() if report.on is not None else None
    assert (report.status, report.note, day, report.becomes) == (status, note, on, becomes)


@pytest.mark.parametrize("text", ["Action carried forwards", "Done: paid", "Completed on Monday"])
def test_words_of_a_status_begin_a_report(text: str) -> None:
    assert begins_with_status(text, READING)


@pytest.mark.parametrize("text", ["Close the account", "New form for parents", "Open a shop", ""])
def test_an_order_is_not_a_report(text: str) -> None:
    assert not begins_with_status(text, READING)
