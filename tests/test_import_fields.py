"""How the owners, dues, statuses and refs of imported actions are read."""

from __future__ import annotations

from typing import Any

import pytest
from import_documents import make_reading

from scrutiny_cli.importing.blocks import Block, BlockKind, Cell, Doubt, Place
from scrutiny_cli.importing.imported_meeting import ImportedEntry
from scrutiny_cli.importing.recognise.dues import read_due_cell
from scrutiny_cli.importing.recognise.entry_maker import make_entry
from scrutiny_cli.importing.recognise.entry_parts import EntryParts, Stretch
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
        ("Completed 4 May 2024", "Completed", "4 May 2024", None, None),
        ("Completed on 14/03/24, sent", "Completed", "on 14/03/24, sent", None, None),
        ("Complete by 4 May 2024", "in progress", "Complete by 4 May 2024", None, None),
        ("Done 4 May 2024 but", "in progress", "Done 4 May 2024 but", None, None),
        ("Open (5%)", "Open", "5%", None, None),
        ("Carried forward to April", "Carried forward", "to April", None, None),
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


def test_a_day_after_the_meeting_beside_a_status_is_a_note_and_unsure() -> None:
    (doubt,) = read_report("Completed 14/03/24", READING).doubts
    assert doubt == Doubt("on-outside", 'written "14/03/24", which is after the meeting')


@pytest.mark.parametrize("text", ["Action carried forwards", "Done: paid", "Completed on Monday"])
def test_words_of_a_status_begin_a_report(text: str) -> None:
    assert begins_with_status(text, READING)


def test_a_key_in_a_column_of_refs_stays_in_the_words_unless_the_log_has_it() -> None:
    cells = (Cell("2024-02-13#1"), Cell("Call"))
    block = Block(BlockKind.ROW, "", Place("table 1, row 2"), cells=cells)
    parts = EntryParts((Stretch("Call", 0, 0, 1),), ref=(Stretch("2024-02-13#1", 0, 0, 0),))
    entry = make_entry("A1", parts, (block,), READING).entry
    assert (entry.ref, entry.words) == (None, "Call (2024-02-13#1)")
    known = make_reading({"2024-02-13": "actions:\n  - action: Call\n"})
    entry = make_entry("A1", parts, (block,), known).entry
    assert (entry.ref, entry.words) == ("2024-02-13#1", "Call")


@pytest.mark.parametrize("text", ["Close the account", "New form for parents", "Open a shop", ""])
def test_an_order_is_not_a_report(text: str) -> None:
    assert not begins_with_status(text, READING)


def make_row(**cells: str) -> ImportedEntry:
    """Return the entry of a row with one cell for each field."""
    place = Place("table 1, row 1", 1, 1)
    block = Block(BlockKind.ROW, "", place, cells=tuple(map(Cell, cells.values())))
    parts: Any = {
        name: (Stretch(text, 0, cell=at),) for at, (name, text) in enumerate(cells.items())
    }
    return make_entry("A1", EntryParts()._replace(**parts), (block,), READING).entry


def test_words_beside_a_due_go_into_the_action_in_brackets() -> None:
    assert make_row(words="Call", due="5 May 2024 (was March)").words == "Call (was March)"
    assert make_row(words="Call", due="5 May 2024 if dry").words == "Call (if dry)"
    assert make_row(words="Call", due="w/c 6 October").words == "Call (w/c 6 October)"
    assert make_row(words="Call", due="n/a").due is None


def test_an_owner_column_may_have_a_due_or_a_status() -> None:
    done = make_row(words="Call", owner="RO – done")
    assert (done.owner, done.reports[0].status) == ("RO", "done")
    dated = make_row(words="Call", owner="RO by 5 May 2024")
    assert (dated.owner, dated.due) == ("RO", "2024-05-05")


def test_the_columns_of_what_became_of_an_action_are_one_update() -> None:
    entry = make_row(
        words="Call", status="Closed", update="Letter sent", closed="3 March 2024", revised="asap"
    )
    (report,) = entry.reports
    assert (report.status, report.note, str(report.on)) == ("Closed", "Letter sent", "2024-03-03")
    assert report.due == "asap"


def test_a_column_of_updates_is_a_note_that_may_begin_with_a_status() -> None:
    assert make_row(words="Call", update="Done: paid").reports[0].status == "Done"
    assert make_row(words="Call", update="Close the account").reports[0].status is None


def test_an_unknown_status_is_a_note_with_a_doubt() -> None:
    (report,) = make_row(words="Call", status="Amber").reports
    assert (report.status, report.note) == (None, "Amber")
    assert [doubt.name for doubt in report.doubts] == ["status-unknown"]


def test_a_closing_date_closes_unless_it_is_after_the_meeting() -> None:
    assert make_row(words="Call", closed="3 March 2024").reports[0].status == "completed"
    (later,) = make_row(words="Call", closed="3 May 2024").reports
    assert (later.on, [doubt.name for doubt in later.doubts]) == (None, ["on-outside"])


def test_links_of_a_column_are_the_addresses_or_its_words() -> None:
    entry = make_row(words="Call", links="Plan (https://a.example/b) and https://c.example/d")
    assert entry.links == ("https://a.example/b", "https://c.example/d")
    assert entry.words == "Call (Plan and)"
    assert make_row(words="Call", links="Minute 5.2").links == ("Minute 5.2",)


def test_struck_and_changed_blocks_are_unsure() -> None:
    place = Place("paragraph 1")
    block = Block(BlockKind.PARAGRAPH, "RO to call", place, doubts=("tracked-change",))
    struck = block._replace(is_struck=True, comments=("Ada: sure?",))
    made = make_entry("A3", EntryParts((Stretch("RO to call", 0),)), (struck,), READING)
    assert [doubt.name for doubt in made.entry.doubts] == ["tracked-change", "struck"]
    assert made.entry.comments == ("Ada: sure?",)
