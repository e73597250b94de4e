"""Any cells at all under any headings: no word is lost, and nothing but a refusal is raised."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import make_book
from trackers import DAY, recognise_file, write_tracker

from scrutiny_cli.importing.blocks import CannotImport
from scrutiny_cli.importing.sheets import TrackerCell, TrackerFile, TrackerRow, TrackerSheet
from scrutiny_cli.importing.tracker.options import TrackerOptions

HEADINGS = (
    "Ref", "No", "Action", "Item", "Owner", "Lead", "Due", "Date", "Revised date", "Status", "RAG",
    "Update", "Comments", "Date raised", "Meeting", "Date closed", "Completed?", "Link", "", "Risk",
    "Completion date", "Evidence", "Topic",
)  # fmt: skip
VALUES = (
    "", "", "1", "2", "1/24", "Write to the county.", "and to Tom", "RO", "Tom Bell, SK", "asap",
    "12 March 2024", "25/06/2023", "5 May", "May 2012", "Red", "Green - complete", "Open",
    "Completed 3 May 2023", "Partial", "12/3 chased\n16/4 done", "n/a", "Yes", "50%", "w/c 6 May",
    "https://a.example/b", "Superseded by 1/24", "Total", "Key: red is late", "#12", "Action",
    "2024-02-13#2", "by 4 June 2024", "See (appendix)", "-", "?", "☑", "Ünïcode wörds",
)  # fmt: skip
FILES = {
    "2024-02-13": "actions: [{ref: 1/24, action: Write to the county., owner: RO}, "
    "{action: and to Tom}]\n"
}

cells = st.builds(
    TrackerCell,
    st.one_of(st.sampled_from(VALUES), st.text("ab1/ .:-\n()é", max_size=12).map(str.strip)),
    day=st.none(),
    cover=st.none(),
    width=st.sampled_from((1, 1, 1, 4)),
    is_bold=st.booleans(),
    is_struck=st.booleans(),
    colour=st.sampled_from((None, None, "FF0000", "92D050")),
    comment=st.sampled_from(("", "", "ask again")),
    has_formula=st.booleans(),
)


@st.composite
def make_sheets(draw: st.DrawFn) -> TrackerSheet:
    headings = draw(st.lists(st.sampled_from(HEADINGS), min_size=3, max_size=8))
    above = draw(st.lists(st.lists(cells, max_size=2), max_size=2))
    below = draw(st.lists(st.lists(cells, max_size=9), max_size=8))
    rows = [*above, [TrackerCell(heading) for heading in headings], *below]
    placed = (TrackerRow(number, tuple(row)) for number, row in enumerate(rows, 1))
    name = draw(st.sampled_from(("Log", "Closed actions", "")))
    return TrackerSheet(name, tuple(row for row in placed if row.filled))


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(sheet=make_sheets(), lapses=st.booleans())
def test_no_word_of_any_cells_is_lost(sheet: TrackerSheet, lapses: bool) -> None:  # noqa: FBT001  as it is drawn
    options = TrackerOptions(day=DAY, month_first=False)
    for files in ({}, FILES):
        try:
            found = recognise_file(TrackerFile((sheet,)), options, files)
        except CannotImport:
            continue
        text = write_tracker(found, make_book(files), lapses=lapses)
        book = make_book({**files, found.meeting.name: text})
        assert [str(problem) for problem in book.problems if problem.is_error] == []
