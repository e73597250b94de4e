"""A page as a Word file: blocks in, a file that Word can read out."""

from __future__ import annotations

import io
import random
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import docx as library
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Twips
from hypothesis import given, settings
from hypothesis import strategies as st

from scrutiny_cli.output.document import (
    COLUMNS,
    INTERNAL,
    ActionCell,
    Appendix,
    ApprovalBanner,
    Attendance,
    Attendee,
    Document,
    ListBlock,
    MinutesRow,
    Paragraph,
)
from scrutiny_cli.output.table import Column, RowGroup, Table
from scrutiny_cli.output.text import normalize_lines
from scrutiny_cli.publish.docx import BadTemplate, render_docx

TABLE = Table(
    (Column("Ref", is_narrow=True), Column("Action")),
    (RowGroup("WK", (("1/24", "Survey"),), (None,)), RowGroup("CF", (("2/24", "Costs"),), (None,))),
    "2 open in all",
)
LONG = "Words. " * 400
PAGE = Document(
    "Harbour Board, 14 March 2024",
    "Harbour Board",
    (("Date", "14 March 2024"), ("Venue", "Old Custom House")),
    ApprovalBanner("DRAFT: these minutes are not yet agreed", is_draft=True),
    (
        Attendance(
            "Present",
            (
                Attendee("Ada Bell", "Chair", "Harbour Office", "AB", ""),
                Attendee("Cem Demir", "", "", "CD", "to item 2"),
            ),
        ),
    ),
    (
        MinutesRow(
            "1", "Matters arising", 1, (Paragraph("progressing", "7/24", kind="report"),), ()
        ),
        MinutesRow(
            "2",
            "Dredging",
            1,
            (
                Paragraph("EF asked what would cost:"),
                ListBlock((Paragraph("the basin"), Paragraph("the fairway"))),
                ListBlock((Paragraph("first"), Paragraph("second")), ("1.", "2.")),
                ListBlock((Paragraph("fourth"),), ("(iv)",)),
                Paragraph("Report", "Paper", "https://example.org/a b", "paper"),
                Paragraph("To dredge.", "Decision", kind="decision"),
            ),
            (
                ActionCell("10/24", (Paragraph("Costs to be brought."),), "GH", "11 April 2024"),
                ActionCell("", (Paragraph("Withheld, s.40 FOIA", kind="withheld"),), "", ""),
            ),
        ),
        MinutesRow("", "The fairway", 2, (Paragraph(LONG),), ()),
        MinutesRow("", "", 2, (Paragraph("Said below."),), ()),
        MinutesRow("3", "Any other business", 1, (), ()),
    ),
    "11 April 2024, 9:00",
    (Appendix("Open actions", TABLE),),
    day=date(2024, 3, 14),
)
PLAIN = Document("T", rows=(MinutesRow("1", "Said", 1, (Paragraph("x"),), ()),))


def read(data: bytes) -> Any:  # noqa: ANN401
    return library.Document(io.BytesIO(data))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def zipped(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return stream.getvalue()


def paragraphs(place: Any) -> list[str]:  # noqa: ANN401
    return [one.text for one in place.paragraphs]


def minutes(word: Any) -> Any:  # noqa: ANN401
    return next(one for one in word.tables if one.cell(0, 0).text == COLUMNS[0])


def element_texts(element: Any) -> str:  # noqa: ANN401
    return "".join(one.text or "" for one in element.iter(qn("w:t")))


def test_the_file_says_whose_minutes_it_is_and_nothing_of_the_library() -> None:
    data = render_docx(PAGE)
    said = read(data).core_properties
    assert (said.title, said.subject, said.author) == (PAGE.title, "Minutes", "Harbour Board")
    assert (said.language, said.content_status) == ("en-GB", "Draft")
    assert said.created == said.modified == datetime.fromisoformat("2024-03-14T00:00:00+00:00")
    assert (said.comments, said.last_modified_by, said.keywords) == ("", "", "")
    files = parts(data)
    assert not any(b"python-docx" in content for content in files.values())
    assert not [name for name in files if "thumbnail" in name or "customXml" in name]
    assert "docProps/app.xml" not in files


def test_the_same_page_gives_the_same_bytes() -> None:
    assert render_docx(PAGE) == render_docx(PAGE)
    with zipfile.ZipFile(io.BytesIO(render_docx(PAGE))) as file:
        assert {one.date_time for one in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert file.namelist()[0] == "[Content_Types].xml"


def test_headings_are_headings() -> None:
    word = read(render_docx(PAGE))
    styled = [(one.style.name, one.text) for one in word.paragraphs]
    assert ("Title", PAGE.title) in styled
    assert [text for name, text in styled if name == "Heading 1"] == [
        "Attendance", "Minutes", "Next meeting", "Open actions",
    ]  # fmt: skip
    cells = [cell for row in minutes(word).rows for cell in row.cells]
    inner = [(p.style.name, p.text) for cell in cells for p in cell.paragraphs]
    assert ("Heading 2", "2. Dredging") in inner
    assert ("Heading 3", "The fairway") in inner


def test_the_page_is_a4_and_in_english_of_britain() -> None:
    word = read(render_docx(PAGE))
    section = word.sections[0]
    assert (section.page_width, section.page_height) == (Twips(11906), Twips(16838))
    defaults = word.styles.element.find(qn("w:docDefaults"))
    assert [one.get(qn("w:val")) for one in defaults.iter(qn("w:lang"))] == ["en-GB"]


def test_the_minutes_are_a_table_of_four_columns_whose_header_is_repeated() -> None:
    table = minutes(read(render_docx(PAGE)))
    assert [cell.text for cell in table.rows[0].cells] == list(COLUMNS)
    flagged = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]  # noqa: SLF001
    assert flagged == [True] + [False] * (len(table.rows) - 1)
    assert table.style.name == "Table Grid"
    assert {len(row.cells) for row in table.rows} == {4}


def test_each_action_stands_in_a_row_beside_its_text() -> None:
    rows = [[cell.text for cell in row.cells] for row in minutes(read(render_docx(PAGE))).rows]
    assert rows[1] == ["1. Matters arising"] * 4  # one cell that spans all columns
    assert rows[2] == ["7/24 – progressing"] * 4
    assert rows[4][1:] == ["10/24 – Costs to be brought.", "GH", "11 April 2024"]
    assert rows[5] == [rows[4][0], "Withheld, s.40 FOIA", "", ""]  # one cell beside both
    assert rows[8] == ["Said below."] * 4


def _steps(page: Document) -> int:
    """Give how many functions are called to write a page."""
    called = 0

    def count(_frame: object, event: str, _arg: object) -> None:
        nonlocal called
        called += event == "call"

    sys.setprofile(count)
    try:
        render_docx(page)
    finally:
        sys.setprofile(None)
    return called


def test_twice_as_long_a_page_is_no_more_than_twice_the_work() -> None:
    def page(many: int) -> Document:
        said, task = (Paragraph("x"),) * many, ActionCell("", (Paragraph("y"),), "AB", "")
        return PLAIN._replace(rows=(MinutesRow("1", "", 1, said, (task,) * many),) * 2)

    few, more, most = (_steps(page(many)) for many in (10, 60, 110))
    assert most - more < 1.1 * (more - few)


def _widths(table: Any) -> list[float]:  # noqa: ANN401
    return [column.width.cm for column in table.columns]


def test_a_column_is_as_wide_as_its_longest_word_up_to_a_third() -> None:
    def owned(owner: str) -> list[float]:
        task = ActionCell("1/24", (Paragraph("Do it"),), owner, "")
        row = MinutesRow("1", "", 1, (Paragraph("x"),), (task,))
        return _widths(minutes(read(render_docx(PLAIN._replace(rows=(row,))))))

    initials, role, endless = owned("AB"), owned("Communications"), owned("x" * 99)
    assert initials[2] < 2
    assert 2.9 < role[2] < 4
    assert role[1] == initials[1]  # it was the widest that gave it
    assert endless[2] == pytest.approx(17 / 3, abs=0.1)
    assert min(endless) > 1.5
    assert sum(endless) == pytest.approx(17, abs=0.1)


def test_headings_in_another_language_stay_whole() -> None:
    page = PAGE._replace(language="cy", rows=(), appendices=())
    (people,) = read(render_docx(page)).tables
    assert [cell.text for cell in people.rows[0].cells][-1] == "Llythrennau blaen"
    assert _widths(people)[-1] > 2.9


def test_the_counts_below_a_listing_stay_with_its_last_row() -> None:
    word = read(render_docx(Document("T", appendices=(Appendix("Open", TABLE),))))
    first, last = word.tables
    kept = [
        [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
        for table in (first, last)
    ]
    assert kept == [[True, None], [True, True]]


def test_a_decision_is_set_off_with_what_is_known_of_it() -> None:
    blocks = (
        Paragraph("Paint it.", "Decision (carried)", kind="decision"),
        Paragraph("Proposed by Ada Bell", kind="note"),
        Paragraph("Presented by Cem Demir", kind="note"),
        Paragraph("Sell it.", "Decision (lost)", kind="decision"),
        Paragraph("The end."),
    )
    word = read(render_docx(PAGE._replace(rows=(MinutesRow("1", "", 1, blocks, ()),))))
    found = minutes(word).rows[1].cells[0].paragraphs
    framed = [one._p.pPr is not None and one._p.pPr.find(qn("w:shd")) is not None for one in found]  # noqa: SLF001
    assert framed == [True, True, False, True, False]
    assert [one.paragraph_format.keep_with_next for one in found] == [True, *[None] * 4]


def test_in_a_listing_what_is_told_has_the_most_room() -> None:
    columns = (Column("Ref", is_narrow=True), Column("Action"), Column("Owner", is_narrow=True),
               Column("Raised", is_narrow=True), Column("Due", is_narrow=True))  # fmt: skip
    row = (
        "2015-05-28#2",
        "Costs to be brought to the next meeting, with those of each year before.",
        "Communications",
        "brought forward",
        "5 June 2015",
    )
    table = Table(columns, (RowGroup(None, (row,), (None,)),))
    (table,) = read(render_docx(Document("T", appendices=(Appendix("Open", table),)))).tables
    ref, action, owner, *_ = _widths(table)
    assert ref < 2.3
    assert 2.9 < owner < action
    assert action > 0.4 * 17


def test_a_listing_of_short_texts_leaves_its_room_to_days() -> None:
    columns = (Column("Action"), Column("Due", is_narrow=True), Column("Status", is_narrow=True))
    row = ("Buy a lock.", "8 December 2026, moved twice", "in progress; an update is withheld")
    table = Table(columns, (RowGroup(None, (row,), (None,)),))
    (table,) = read(render_docx(Document("T", appendices=(Appendix("Open", table),)))).tables
    action, due, status = _widths(table)
    assert 2.4 < action < 5
    assert min(due, status) > 5.5


def test_short_rows_stay_on_one_page_and_long_ones_may_be_parted() -> None:
    rows = minutes(read(render_docx(PAGE))).rows
    kept = [row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in rows]  # noqa: SLF001
    assert kept == [True] * 7 + [False, True, True]


def test_a_row_of_many_reports_may_be_parted() -> None:
    report = Paragraph("ongoing", "7/24", kind="report", about="Survey of the east mole (GH)")
    task = ActionCell("10/24", (Paragraph("Paint."),), "GH", "11 April 2024")
    (few, many) = (MinutesRow("1", "", 1, (report,) * count, (task,)) for count in (6, 7))
    rows = minutes(read(render_docx(PAGE._replace(rows=(few, many))))).rows
    kept = [row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in rows]  # noqa: SLF001
    assert kept == [True, True, False]


def test_a_title_stays_with_the_row_below_it() -> None:
    bare = MinutesRow("3", "Any other business", 1, (), ())
    rows = minutes(read(render_docx(PAGE._replace(rows=(bare, *PAGE.rows))))).rows
    assert rows[1].cells[0].paragraphs[0].paragraph_format.keep_with_next is True
    assert rows[2].cells[0].paragraphs[0].paragraph_format.keep_with_next is True
    assert rows[3].cells[0].paragraphs[0].paragraph_format.keep_with_next is None


def test_attendance_is_a_table_and_leaves_out_what_is_said_of_nobody() -> None:
    table = read(render_docx(PAGE)).tables[0]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows == [
        ["Name", "Role", "Organisation", "Initials"],
        ["Ada Bell", "Chair", "Harbour Office", "AB"],
        ["Cem Demir (to item 2)", "", "", "CD"],
    ]
    alone = (Attendance("Present", (Attendee("AB", "", "", "", ""),)),)
    rows = read(render_docx(PAGE._replace(attendance=alone))).tables[0].rows
    assert [[cell.text for cell in row.cells] for row in rows] == [["Name"], ["AB"]]


def test_lists_are_lists_and_their_marks_are_shown_as_written() -> None:
    word = read(render_docx(PAGE))
    cell = minutes(word).rows[4].cells[0]
    listed = [(one.style.name, one) for one in cell.paragraphs if one.style.name.startswith("List")]
    assert [name for name, _ in listed] == ["List Bullet"] * 2 + ["List Number"] * 3
    assert [one.text for _, one in listed[2:]] == ["1.\tfirst", "2.\tsecond", "(iv)\tfourth"]
    numbers = [one._p.pPr.numPr.numId.val for _, one in listed]  # noqa: SLF001
    assert numbers[0] == numbers[1] != 0
    assert numbers[2:] == [0, 0, 0]  # Word adds no number of its own
    assert all(one.paragraph_format.first_line_indent < 0 for _, one in listed[2:])


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("papers/1.pdf", "papers/1.pdf"),
        ("mailto:ab@example.org", "mailto:ab@example.org"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("//host/share", None),
    ],
)
def test_only_links_that_may_be_followed_are_links(link: str, target: str | None) -> None:
    row = MinutesRow("1", "", 1, (Paragraph("Report", "Paper", link, "paper"),), ())
    word = read(render_docx(PLAIN._replace(rows=(row,))))
    found = [rel.target_ref for rel in word.part.rels.values() if rel.is_external]
    assert found == ([target] if target else [])
    shown = element_texts(minutes(word)._tbl)  # noqa: SLF001
    assert "Report" in shown
    assert (link in shown) == (target is None)


def test_every_page_says_draft_and_internal_and_which_page_it_is() -> None:
    section = read(render_docx(PAGE._replace(internal=True))).sections[0]
    assert [t for t in paragraphs(section.header) if t] == [INTERNAL, PAGE.banner.text]  # type: ignore[union-attr]
    assert element_texts(section.footer._element) == "Page 1 of 1"  # noqa: SLF001
    fields = [one.get(qn("w:instr")) for one in section.footer._element.iter(qn("w:fldSimple"))]  # noqa: SLF001
    assert fields == ["PAGE", "NUMPAGES"]
    agreed = PAGE._replace(banner=ApprovalBanner("Agreed on 11 April 2024", is_draft=False))
    word = read(render_docx(agreed))
    assert not "".join(paragraphs(word.sections[0].header))
    assert "Agreed on 11 April 2024" in paragraphs(word)


def test_tables_say_what_they_are_about_to_who_cannot_see_them() -> None:
    captions = [
        one.get(qn("w:val"))
        for table in read(render_docx(PAGE)).tables
        for one in table._tbl.iter(qn("w:tblCaption"))  # noqa: SLF001
    ]
    assert captions == ["Present", "Minutes", "WK", "CF"]


def test_a_listing_has_its_groups_and_its_footer() -> None:
    word = read(render_docx(PAGE))
    assert [cell.text for row in word.tables[-1].rows for cell in row.cells] == [
        "Ref", "Action", "2/24", "Costs",
    ]  # fmt: skip
    assert "2 open in all" in paragraphs(word)
    empty = PLAIN._replace(appendices=(Appendix("Open actions", TABLE._replace(groups=())),))
    assert "There are none." in paragraphs(read(render_docx(empty)))


@settings(max_examples=25, deadline=None)
@given(st.text())
def test_any_text_can_be_written_and_stands_there(text: str) -> None:
    row = MinutesRow(
        "1", text, 1, (Paragraph(text, text, text),), (ActionCell(text, (), text, text),)
    )
    page = Document(text, text, ((text, text),), rows=(row,), next_meeting=text, agenda=(row,))
    word = read(render_docx(page))
    assert word.tables[0].rows[-1].cells[3].text == "".join(map(_fit, normalize_lines(text)))


def _fit(sign: str) -> str:
    """Give a character as XML may hold it, by its standard."""
    code = ord(sign)
    fit = sign in "\t\n" or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code > 0xFFFF
    return sign if fit else "\ufffd"


def test_what_xml_cannot_hold_is_replaced() -> None:
    row = MinutesRow("1", "a\x00b\x1bc\ufffed\ud800e", 1, (), ())
    table = minutes(read(render_docx(PLAIN._replace(rows=(row,)))))
    assert table.rows[1].cells[0].text == "1. a\ufffdb\ufffdc\ufffdd\ufffde"


# A board's own letterhead


@cache
def letterhead(change: Callable[[Any], object] = lambda _: None) -> bytes:
    word = library.Document()
    word.core_properties.comments = "left by somebody"
    word.sections[0].header.paragraphs[0].text = "HARBOUR OFFICE"
    word.sections[0].footer.paragraphs[0].text = "Quay Street"
    word.sections[0].page_width = Twips(11000)
    word.add_paragraph("Dear Sir")
    word.styles["Heading 1"].font.name = "Georgia"
    change(word)
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def test_a_template_keeps_its_header_footer_page_and_styles_and_nothing_else() -> None:
    data = render_docx(PAGE._replace(internal=True), letterhead())
    word = read(data)
    section = word.sections[0]
    assert paragraphs(section.header) == [INTERNAL, PAGE.banner.text, "HARBOUR OFFICE"]  # type: ignore[union-attr]
    assert paragraphs(section.footer)[0] == "Quay Street"
    assert element_texts(section.footer._element) == "Quay StreetPage 1 of 1"  # noqa: SLF001
    assert section.page_width == Twips(11000)
    assert word.styles["Heading 1"].font.name == "Georgia"
    assert not any(b"Dear Sir" in content for content in parts(data).values())
    assert not any(b"left by somebody" in content for content in parts(data).values())
    assert render_docx(PAGE, letterhead()) == render_docx(PAGE, letterhead())


def test_a_letterhead_that_numbers_its_pages_is_not_numbered_again() -> None:
    earlier = render_docx(PAGE, letterhead())
    section = read(render_docx(PAGE, earlier)).sections[0]
    assert element_texts(section.footer._element) == "Quay StreetPage 1 of 1"  # noqa: SLF001


def test_pages_are_numbered_in_the_language_of_the_page() -> None:
    footer = read(render_docx(PAGE._replace(language="de-DE"))).sections[0].footer
    assert element_texts(footer._element) == "Seite 1 von 1"  # noqa: SLF001


@pytest.mark.parametrize("template", [None, letterhead()])
def test_word_opens_it_in_no_older_mode(template: bytes | None) -> None:
    settings = read(render_docx(PAGE, template)).settings.element
    (compat,) = settings.findall(qn("w:compat"))
    assert [(one.get(qn("w:name")), one.get(qn("w:val"))) for one in compat] == [
        ("compatibilityMode", "15")
    ]


def test_what_is_read_from_the_right_is_marked() -> None:
    text = "The note \u05e9\u05dc\u05d5\u05dd 5 \u05e9\u05dc\u05d5\u05dd was read"
    document = Document("T", rows=(MinutesRow("1", "Said", 1, (Paragraph(text),), ()),))
    word = read(render_docx(document))
    runs = [
        (one.text, one._r.find(f".//{qn('w:rtl')}") is not None)  # noqa: SLF001
        for cell in minutes(word).rows[2].cells[:1]
        for one in cell.paragraphs[0].runs
    ]
    assert runs == [
        ("The note ", False),
        ("\u05e9\u05dc\u05d5\u05dd 5 \u05e9\u05dc\u05d5\u05dd", True),
        (" was read", False),
    ]


def test_the_header_of_a_table_and_every_heading_stay_with_what_is_below() -> None:
    word = read(render_docx(PAGE))
    headings = [one for one in word.paragraphs if one.style.name.startswith("Heading")]
    assert headings
    assert all(one.paragraph_format.keep_with_next for one in headings)
    for table in word.tables:
        assert all(one.paragraphs[0].paragraph_format.keep_with_next for one in table.rows[0].cells)


def test_the_first_page_and_even_pages_say_internal_too() -> None:
    def change(word: Any) -> None:  # noqa: ANN401
        word.sections[0].different_first_page_header_footer = True
        word.settings.odd_and_even_pages_header_footer = True
        word.sections[0].even_page_header.paragraphs[0].text = "EVEN"

    section = read(render_docx(PAGE._replace(internal=True), letterhead(change))).sections[0]
    for header in (section.header, section.first_page_header, section.even_page_header):
        assert INTERNAL in paragraphs(header)
    assert paragraphs(section.even_page_header)[-1] == "EVEN"


@pytest.mark.parametrize("template", [None, letterhead()])
def test_an_earlier_page_of_ours_serves_without_its_marks(template: bytes | None) -> None:
    earlier = render_docx(PAGE._replace(internal=True), template)
    own = [] if template is None else ["HARBOUR OFFICE"]
    again = read(render_docx(PAGE, earlier)).sections[0].header
    assert paragraphs(again) == [PAGE.banner.text, *own]  # type: ignore[union-attr]
    agreed = PAGE._replace(banner=ApprovalBanner("Agreed on 11 April 2024", is_draft=False))
    assert (
        list(filter(None, paragraphs(read(render_docx(agreed, earlier)).sections[0].header))) == own
    )


def test_a_boards_own_words_stay_whatever_they_look_like() -> None:
    def draft(word: Any) -> None:  # noqa: ANN401
        word.sections[0].header.paragraphs[0].text = "DRAFT: as the board has it"

    assert "DRAFT: as the board has it" in paragraphs(
        read(render_docx(PAGE, letterhead(draft))).sections[0].header
    )
    ours = read(render_docx(PAGE))
    ours.sections[0].header.add_paragraph("HARBOUR OFFICE", "Scrutiny Mark")
    stream = io.BytesIO()
    ours.save(stream)
    header = read(render_docx(PAGE, stream.getvalue())).sections[0].header
    assert paragraphs(header) == [PAGE.banner.text, "HARBOUR OFFICE"]  # type: ignore[union-attr]


def test_what_locks_or_follows_every_change_is_not_taken_over() -> None:
    locks = ("documentProtection", "writeProtection", "trackRevisions")

    def locked(word: Any) -> None:  # noqa: ANN401
        for name in locks:
            word.settings.element.append(OxmlElement(f"w:{name}"))

    made = parts(render_docx(PAGE, letterhead(locked)))["word/settings.xml"].decode()
    assert not [name for name in locks if name in made]


def test_a_header_may_hold_a_link_but_nothing_that_is_fetched() -> None:
    def elsewhere(kind: str) -> bytes:
        return letterhead(
            lambda word: word.sections[0].header.part.relate_to(
                "http://example.org/crest.png", kind, is_external=True
            )
        )

    assert render_docx(PAGE, elsewhere(RT.HYPERLINK))
    with pytest.raises(BadTemplate, match="uses something outside the file"):
        render_docx(PAGE, elsewhere(RT.IMAGE))


def _field(*codes: str, simple: bool = False) -> Callable[[Any], None]:
    """Give what puts a field into a header, its code in one piece or in several."""

    def change(word: Any) -> None:  # noqa: ANN401
        line = word.sections[0].header.paragraphs[0]._p  # noqa: SLF001
        if simple:
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), codes[0])
            line.append(field)
            return
        run = OxmlElement("w:r")
        for kind in ("begin", *codes, "end"):
            piece = OxmlElement("w:instrText" if kind in codes else "w:fldChar")
            if kind in codes:
                piece.text = kind
            else:
                piece.set(qn("w:fldCharType"), kind)
            run.append(piece)
        line.append(run)

    return change


@pytest.mark.parametrize(
    "codes",
    [
        (' DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc"',),
        ("D", "DEAUTO x"),
        (" ddeauto x",),
        (" DDE x y",),
        (' INCLUDEPICTURE "http://example.org/a.png" \\d',),
        (' INCLUDETEXT "http://example.org/a.docx"',),
        (" IMPORT x",),
        (" LINK Word.Document x",),
        (" DATABASE x",),
        (" MACROBUTTON Run x",),
        (" FILLIN x",),
        (" ASK x y",),
        (" QUOTE 68 68 69",),
        (" RD x",),
        ("",),
    ],
)
@pytest.mark.parametrize("simple", [True, False])
def test_a_field_that_fetches_or_runs_something_is_refused(
    codes: tuple[str, ...],
    simple: bool,  # noqa: FBT001
) -> None:
    with pytest.raises(BadTemplate, match="could load or run something"):
        render_docx(
            PAGE, letterhead(_field("".join(codes), simple=True) if simple else _field(*codes))
        )


@pytest.mark.parametrize(
    "code",
    [" PAGE ", "PAGE\\* MERGEFORMAT", "NUMPAGES", ' DATE \\@ "d MMMM yyyy"', " =1+1", "title"],
)
def test_a_field_that_shows_what_is_known_stays(code: str) -> None:
    for change in (_field(code), _field(code, simple=True)):
        made = parts(render_docx(PAGE, letterhead(change)))
        assert any(code.replace('"', "&quot;").encode() in text or code.encode() in text
                   for text in made.values())  # fmt: skip


def test_an_object_in_a_header_is_refused() -> None:
    def change(word: Any) -> None:  # noqa: ANN401
        header = word.sections[0].header
        part = header.part
        part.relate_to(part, RT.OLE_OBJECT)

    with pytest.raises(BadTemplate, match="oleObject"):
        render_docx(PAGE, letterhead(change))


def test_a_picture_that_is_only_named_is_refused() -> None:
    picture = (
        '<w:pict xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        ' xmlns:v="urn:schemas-microsoft-com:vml">'
        '<v:shape><v:imagedata src="http://example.org/a.png"/></v:shape></w:pict>'
    )

    def change(word: Any) -> None:  # noqa: ANN401
        word.sections[0].header.paragraphs[0].add_run()._r.append(parse_xml(picture))  # noqa: SLF001

    with pytest.raises(BadTemplate, match="linked picture"):
        render_docx(PAGE, letterhead(change))


def test_no_property_of_a_template_is_kept() -> None:
    files = parts(letterhead())
    custom = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'custom-properties"><property name="Client">Smith</property></Properties>'
    )
    kind = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    types = files["[Content_Types].xml"].replace(
        b"</Types>",
        f'<Override PartName="/docProps/custom.xml" ContentType="{kind}"/></Types>'.encode(),
    )
    rels = files["_rels/.rels"].replace(
        b"</Relationships>",
        f'<Relationship Id="rId99" Type="{RT.CUSTOM_PROPERTIES}"'
        ' Target="docProps/custom.xml"/></Relationships>'.encode(),
    )
    template = zipped(
        files
        | {
            "[Content_Types].xml": types,
            "_rels/.rels": rels,
            "docProps/custom.xml": custom.encode(),
        }
    )
    made = parts(render_docx(PAGE, template))
    assert "docProps/custom.xml" not in made
    assert not any(b"Smith" in text for text in made.values())


def test_of_several_sections_the_first_is_the_letterhead() -> None:
    def change(word: Any) -> None:  # noqa: ANN401
        word.add_section()
        word.sections[1].header.is_linked_to_previous = False
        word.sections[1].header.paragraphs[0].text = "ANNEX"

    word = read(render_docx(PAGE, letterhead(change)))
    assert len(word.sections) == 1
    assert "HARBOUR OFFICE" in paragraphs(word.sections[0].header)


def _bare(word: Any) -> None:  # noqa: ANN401
    """Take away all styles that a page asks for, and the lists."""
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3", "List Bullet", "List Number",
                 "Table Grid"):  # fmt: skip
        word.styles[name].delete()
    part = word.part
    for key in [key for key, one in part.rels.items() if one.reltype.endswith("/numbering")]:
        del part.rels[key]


def test_a_template_may_lack_every_style() -> None:
    word = read(render_docx(PAGE, letterhead(_bare)))
    assert ("Heading 1", "Minutes") in [(one.style.name, one.text) for one in word.paragraphs]
    level = word.styles["Heading 2"].element.pPr.find(qn("w:outlineLvl"))
    assert level.get(qn("w:val")) == "1"
    table = minutes(word)
    assert table._tbl.tblPr.find(qn("w:tblBorders")) is not None  # noqa: SLF001
    assert table.rows[4].cells[0].paragraphs[1].style.name == "List Bullet"


def _main_type(data: bytes, kind: str) -> bytes:
    files = parts(data)
    files["[Content_Types].xml"] = files["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        kind.encode(),
    )
    return zipped(files)


def test_a_template_of_words_own_kind_serves_too() -> None:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
    word = read(render_docx(PAGE, _main_type(letterhead(), kind)))
    assert "HARBOUR OFFICE" in paragraphs(word.sections[0].header)


MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml.table.main+xml"


def _without(name: str) -> bytes:
    return zipped({one: text for one, text in parts(letterhead()).items() if one != name})


def _with(name: str, text: bytes) -> bytes:
    return zipped(parts(letterhead()) | {name: text})


def _spoiled(data: bytes, places: Iterable[int]) -> bytes:
    spoiled = bytearray(data)
    for at in places:
        spoiled[at] ^= 0x55
    return bytes(spoiled)


_DTD = '<!DOCTYPE w:hdr [<!ENTITY a "a">]>'
_NOT_TEMPLATES: tuple[tuple[Callable[[], bytes], str], ...] = (
    (lambda: b"", "not a Word file"),
    (lambda: b"title: Harbour Board\n", "not a Word file"),
    (lambda: b"PK\x03\x04 and nothing more", "not a Word file"),
    (lambda: letterhead()[:-400], "not a Word file"),
    (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "has a password"),
    (lambda: _spoiled(letterhead(), range(2000, 2400)), "not a Word file, or it is damaged"),
    (lambda: zipped({"a.txt": b"a"}), "not a Word file"),
    (lambda: _main_type(letterhead(), MACROS), "macros"),
    (lambda: _main_type(letterhead(), SHEETS), "not a Word file"),
    (lambda: _with("word/media/a.bmp", bytes(70 << 20)), "far larger"),
    (lambda: _with("word/header1.xml", f"{_DTD}<w:hdr/>".encode()), "document type"),
    (lambda: _with("word/theme/theme1.xml", f"{_DTD}<w:hdr/>".encode("utf-16")), "document type"),
    (lambda: _with("word/document.xml", b"<w:p/>" * 2_000_000), "far more text"),
    (lambda: _with("word/header9.png", b"<w:p/>" * 2_000_000), "far more text"),
    (lambda: _with("word/styles.xml", b"<a" + b' b=""' * 2_000_000 + b"/>"), "far more text"),
    (lambda: _without("word/document.xml"), "damaged"),
    (lambda: _with("word/document.xml", b"<w:document"), "damaged"),
    (lambda: _with("word/document.xml", b"<a/>"), "damaged"),
    (lambda: _with("word/styles.xml", b""), "damaged"),
    (lambda: _with("_rels/.rels", b"<a/>"), "damaged"),
)


@pytest.mark.parametrize(("make", "why"), _NOT_TEMPLATES)
def test_what_is_no_template_is_told_in_words(make: Callable[[], bytes], why: str) -> None:
    data = make()
    with pytest.raises(BadTemplate, match=why):
        render_docx(PLAIN, data)


def test_a_file_that_is_damaged_anywhere_is_used_or_refused() -> None:
    good, chance, told = letterhead(), random.Random(14), []  # noqa: S311  no secret
    for _ in range(200):
        at, long = chance.randrange(len(good) - 400), chance.randrange(1, 400)
        try:
            render_docx(PLAIN, _spoiled(good, range(at, at + long)))
        except BadTemplate as bad:
            told.append(str(bad))
    assert len(told) > 150
    assert any("not a Word file, or it is damaged" in one for one in told)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(parts(letterhead()))), st.binary(max_size=60), st.floats(0, 1))
def test_a_damaged_template_is_used_or_refused(name: str, junk: bytes, share: float) -> None:
    files = parts(letterhead())
    at = int(len(files[name]) * share)
    data = zipped(files | {name: files[name][:at] + junk + files[name][at + len(junk) :]})
    try:
        made = render_docx(PLAIN, data)
    except BadTemplate as told:
        assert str(told)  # noqa: PT017  both may be
    else:
        assert minutes(read(made))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not here")
@pytest.mark.parametrize("template", [None, letterhead(), letterhead(_bare)])
def test_libreoffice_opens_it(template: bytes | None, tmp_path: Path) -> None:
    file = tmp_path / "page.docx"
    file.write_bytes(render_docx(PAGE, template))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    words = ["soffice", home, "--headless", "--convert-to", "txt:Text", "--outdir"]
    subprocess.run([*words, tmp_path, file], check=True, capture_output=True, timeout=240)
    text = (tmp_path / "page.txt").read_text("utf-8-sig")
    assert "Costs to be brought." in text
    assert "Ada Bell" in text
