"""Workbooks as they are read: values as they are shown, and no more than what is there."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet
from workbooks import (
    change_parts,
    make_sheet,
    make_workbook,
    replace_in_sheet,
    save_workbook,
    share_strings,
)

from scrutiny_cli.importing.blocks import CannotImport
from scrutiny_cli.importing.readers.xlsx import read_workbook
from scrutiny_cli.importing.sheets import TrackerCell, TrackerFile, name_column, read_column_name

HEADINGS = ("Ref", "Action", "Owner")


def texts(read: TrackerFile) -> list[tuple[str, list[tuple[int, list[str]]]]]:
    return [
        (sheet.name, [(row.number, [cell.text for cell in row.cells]) for row in sheet.rows])
        for sheet in read.sheets
    ]


def first_cell(data: bytes) -> TrackerCell:
    return read_workbook(data).sheets[0].rows[0].cells[0]


def test_sheets_are_read_in_their_order_with_the_rows_that_have_a_value() -> None:
    data = make_workbook(
        {"Log": [HEADINGS, (1, "Buy paint", "RO"), (), (2, "Wait")], "Closed": [(), ("x",)]}
    )
    for each in (data, share_strings(data)):
        assert texts(read_workbook(each)) == [
            ("Log", [(1, [*HEADINGS]), (2, ["1", "Buy paint", "RO"]), (4, ["2", "Wait"])]),
            ("Closed", [(2, ["x"])]),
        ]


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.5, "0%", "50%"),
        (7, "000", "007"),
        (True, "General", "TRUE"),
        ("  Buy\r\n paint \n\n", "General", "Buy\npaint"),
        (dt.date(2024, 3, 12), "dd/mm/yyyy", "2024-03-12"),
        (dt.datetime(2024, 3, 12, 14, 30), "dd/mm/yyyy", "2024-03-12"),  # noqa: DTZ001  cells have no zone
        (dt.datetime(2024, 3, 12, 14, 30), "dd/mm/yyyy hh:mm", "2024-03-12 14:30"),  # noqa: DTZ001  likewise
        (dt.date(2024, 3, 1), "mmm-yy", "March 2024"),
        (dt.time(14, 30), "h:mm", "14:30"),
        (dt.timedelta(hours=26, minutes=5), "[h]:mm", "26:05"),
        ("#N/A", "General", "#N/A"),
        ("a_x000D_\nb", "General", "a\nb"),
    ],
)
def test_a_cell_is_read_as_its_sheet_shows_it(value: object, code: str, text: str) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["A1"].number_format = code

    cell = first_cell(make_sheet([(value,)], change))
    assert cell.text == text
    assert cell.day == (dt.date.fromisoformat("2024-03-12") if "12" in text else cell.day)
    assert (cell.day is not None) == ("2024" in text)


def test_dates_are_counted_from_1904_where_the_workbook_says_so() -> None:
    def change(book: openpyxl.Workbook) -> None:
        book.epoch = CALENDAR_MAC_1904

    data = make_workbook({"Log": [(dt.date(2024, 3, 12),)]}, change)
    assert first_cell(data).day == dt.date(2024, 3, 12)


def test_a_formula_is_read_by_its_stored_value_and_never_computed() -> None:
    data = make_sheet([("=1+1", "=A1*2", "=A1*3", '=IF(A1>1,"Late","")')])
    data = replace_in_sheet(data, b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")
    data = replace_in_sheet(
        data, b"<f>A1*2</f><v></v>", b'<f t="shared" ref="B1:C1" si="0">A1*2</f>'
    )
    data = replace_in_sheet(data, b"<f>A1*3</f><v></v>", b'<f t="shared" si="0"/>')
    data = replace_in_sheet(data, b'<c r="D1"><f>', b'<c r="D1" t="str"><f>')
    row = read_workbook(data).sheets[0].rows[0]
    assert [(cell.text, cell.has_formula) for cell in row.cells] == [
        ("2", False),
        ("=A1*2", True),
        ("=A1*2", True),
    ]


def test_what_formats_alone_claim_is_not_read() -> None:
    def change(sheet: Worksheet) -> None:
        for place in ("XFD25", "A1048576", "XFD1048576", "F1"):
            sheet[place].fill = PatternFill("solid", fgColor="FF0000")
        sheet.merge_cells("A1:XFD1")
        sheet.row_dimensions[900_000].height = 30
        sheet["B2"].hyperlink = "https://board.example/paper"

    began = time.perf_counter()
    read = read_workbook(make_sheet([("Action log",), (1, "Buy paint")], change))
    assert time.perf_counter() - began < 2
    assert texts(read) == [
        ("Log", [(1, ["Action log", ""]), (2, ["1", "Buy paint (https://board.example/paper)"])])
    ]
    assert read.sheets[0].rows[0].cells[0].width == 16_384


@pytest.mark.parametrize("place", ["A20001", "GS1"])
def test_values_beyond_the_limits_are_refused(place: str) -> None:
    def change(sheet: Worksheet) -> None:
        sheet[place] = "x"

    with pytest.raises(CannotImport, match=f"Sheet “Log” has a value in cell {place}"):
        read_workbook(make_sheet([HEADINGS], change))


def test_a_value_in_the_last_place_is_read() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["GR20000"] = "x"

    row = read_workbook(make_sheet([HEADINGS], change)).sheets[0].rows[-1]
    assert (row.number, row.filled) == (20_000, (199,))


def test_a_long_cell_is_refused() -> None:
    def lengthen(name: str, part: bytes) -> bytes:
        return part.replace(b"word", b"x" * 100_001) if "sharedStrings" in name else part

    data = change_parts(share_strings(make_sheet([("word",)])), lengthen)
    with pytest.raises(CannotImport, match="Cell A1 of sheet “Log” has more than 100,000"):
        read_workbook(data)


def test_a_merged_cell_is_given_once_in_its_first_place() -> None:
    def change(sheet: Worksheet) -> None:
        sheet.merge_cells("A1:C1")
        sheet.merge_cells("A2:A3")

    read = read_workbook(make_sheet([("May 2012",), ("1", "x"), (None, "y")], change))
    title, first, second = read.sheets[0].rows
    assert (title.cells[0].width, title.cells[1].is_covered) == (3, True)
    assert (first.cells[0].text, first.cells[0].is_covered) == ("1", False)
    assert (second.cells[0].text, second.cells[0].is_covered) == ("", True)
    assert second.cells[0].cover is not None
    assert second.cells[0].cover.text == "1"


def test_a_value_below_a_merged_cell_is_not_shown_and_is_listed() -> None:
    data = make_sheet([("May", "June")])
    data = replace_in_sheet(
        data, b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    )
    read = read_workbook(data)
    assert [cell.text for cell in read.sheets[0].rows[0].cells] == ["May", ""]
    assert [(text.place, text.reason, text.text) for text in read.ignored] == [
        ("sheet “Log”, cell B1", "covered by a merged cell", "June")
    ]


def test_hidden_rows_columns_and_sheets_are_read() -> None:
    def change(book: openpyxl.Workbook) -> None:
        book["Log"].row_dimensions[2].hidden = True
        book["Log"].column_dimensions["B"].hidden = True
        book["Old"].sheet_state = "veryHidden"

    rows = [HEADINGS, (1, "Buy paint", "RO")]
    log, old = read_workbook(make_workbook({"Log": rows, "Old": rows}, change)).sheets
    assert (log.is_hidden, old.is_hidden, log.hidden_columns) == (False, True, (1,))
    assert [row.is_hidden for row in log.rows] == [False, True]
    assert log.rows[1].cells[1].text == "Buy paint"


def test_fills_bold_and_struck_text_are_known() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["A1"].fill = PatternFill("solid", fgColor="FFFFC000")
        sheet["B1"].fill = PatternFill("solid", fgColor=Color(indexed=10))
        sheet["C1"].fill = PatternFill("solid", fgColor=Color(theme=9, tint=-0.25))
        sheet["D1"].fill = PatternFill("solid", fgColor="FFFFFFFF")
        sheet["E1"].fill = PatternFill("solid", fgColor=Color(theme=0))
        sheet["F1"].font = Font(bold=True, strike=True)
        sheet["G1"].fill = PatternFill("solid", fgColor=Color(theme=3, tint=0.4))
        sheet["H1"].fill = PatternFill("solid", fgColor=Color(theme=99))
        sheet["I1"].fill = PatternFill("solid", fgColor=Color(indexed=99))

    row = read_workbook(make_sheet([[None] * 5 + ["x"] * 4], change)).sheets[0].rows[0]
    assert [cell.colour for cell in row.cells] == [
        "FFC000", "FF0000", "E46C0A", None, None, None, "558ED5", None, None,
    ]  # fmt: skip
    assert (row.cells[5].is_bold, row.cells[5].is_struck) == (True, True)


def test_links_and_comments_belong_to_their_cell() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["B1"].hyperlink = "https://board.example/paper"
        sheet["C1"].hyperlink = "mailto:rosa@board.example"
        sheet["D1"].hyperlink = "#Log!A1"
        sheet["E1"].hyperlink = "https://board.example/e"
        sheet["A1"].comment = Comment("Chased\nby phone", "RO")

    row = ("1", "Read the paper", "Rosa", "See above", "https://board.example/e")
    read = read_workbook(make_sheet([row], change))
    cells = read.sheets[0].rows[0].cells
    assert [cell.text for cell in cells] == [
        "1",
        "Read the paper (https://board.example/paper)",
        "Rosa",
        "See above",
        "https://board.example/e",
    ]
    assert cells[1].links == ("https://board.example/paper",)
    assert cells[0].comment == "Chased by phone"
    assert [text.text for text in read.ignored] == [
        "mailto:rosa@board.example",
        "#Log!A1",
    ]


def test_page_headers_and_footers_are_known_and_listed() -> None:
    margins = (
        b"<headerFooter><oddHeader>&amp;C&amp;12Official-Sensitive</oddHeader>"
        b'<oddFooter>&amp;R&amp;"Arial,Bold"Page &amp;P of &amp;N</oddFooter></headerFooter>'
    )
    data = replace_in_sheet(make_sheet([HEADINGS]), b"</worksheet>", margins + b"</worksheet>")
    read = read_workbook(data)
    assert read.margins == ("Official-Sensitive", "Page of")
    assert [text.reason for text in read.ignored] == ["page header or footer"] * 2


def test_a_link_within_the_workbook_is_no_address() -> None:
    link = b'<hyperlinks><hyperlink ref="A1" location="Log!B2"/></hyperlinks>'
    data = replace_in_sheet(make_sheet([HEADINGS]), b"</sheetData>", b"</sheetData>" + link)
    assert first_cell(data).links == ()


def test_the_words_are_extracted_by_other_means_than_the_cells() -> None:
    data = make_sheet([(*HEADINGS, 5), ("Grüße\u202e", "x_x000D_y", None)])
    data = replace_in_sheet(
        data,
        b"</row></sheetData>",
        b'<c r="D2" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r>'
        b'<rPh sb="0" eb="1"><t>phonetic</t></rPh></is></c></row></sheetData>',
    )
    read = read_workbook(data)
    assert read.words.split() == ["Ref", "Action", "Owner", "Grüße", "x", "y", "inline"]
    assert read.sheets[0].rows[1].cells[3].text == "inline"
    assert read.notes == ("1 invisible character was removed, because minutes may not have them.",)


def test_the_readings_of_shared_strings_are_no_words() -> None:
    data = change_parts(
        make_sheet([("word",)]),
        lambda name, part: (
            part.replace(b"<t>word</t>", b"<t>word</t><rPh><t>reading</t></rPh>")
            if "sharedStrings" in name
            else part
        ),
    )
    assert read_workbook(data).words == "word"


def test_cells_and_rows_without_their_places_follow_each_other() -> None:
    data = make_sheet([("a", "b"), ("c",)])
    for place in (b' r="A1"', b' r="B1"', b' r="A2"', b' r="1"', b' r="2"'):
        data = replace_in_sheet(data, place, b"")
    assert texts(read_workbook(data)) == [("Log", [(1, ["a", "b"]), (2, ["c"])])]


def test_rows_that_are_out_of_order_are_put_in_order() -> None:
    data = make_sheet([("a", "b"), ("c",)])
    data = replace_in_sheet(data, b'<c r="A2" t="inlineStr"><is><t>c', b'<c r="A3" t="n"><is><t>c')
    row = b'<row r="2"><c r="A2" t="inlineStr"><is><t>d</t></is></c></row>'
    data = replace_in_sheet(data, b"</row></sheetData>", b"</row>" + row + b"</sheetData>")
    data = replace_in_sheet(data, b't="n"><is>', b't="inlineStr"><is>')
    assert texts(read_workbook(data)) == [("Log", [(1, ["a", "b"]), (2, ["d"]), (3, ["c"])])]


def test_charts_pictures_and_links_to_other_workbooks_are_left_alone() -> None:
    data = make_sheet([HEADINGS])

    def change(name: str, part: bytes) -> bytes:
        if name == "xl/workbook.xml":
            more = b'<externalReferences><externalReference r:id="rId77"/></externalReferences>'
            return part.replace(b"</workbook>", more + b"</workbook>").replace(b"r:id", b"id")
        if name.endswith("sheet1.xml"):
            return part.replace(b"</worksheet>", b'<drawing id="rId9"/></worksheet>')
        return part

    assert texts(read_workbook(change_parts(data, change)))[0][1] == [(1, [*HEADINGS])]


def damage_style(name: str, part: bytes) -> bytes:
    return part.replace(b'<c r="A1"', b'<c r="A1" s="99"') if name.endswith("sheet1.xml") else part


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda name, part: None if name == "xl/workbook.xml" else part, "has no sheets"),
        (lambda name, part: None if "sheet1" in name else part, "has no sheets"),
        (lambda name, part: None if "Content_Types" in name else part, "has no sheets"),
        (lambda name, part: part[:-9] if "sheet1" in name else part, "The file is damaged"),
        (damage_style, "The workbook is damaged. Open it in Excel"),
        (
            lambda name, part: (
                b'<!DOCTYPE a [<!ENTITY x "y">]>' + part[part.index(b"<sst") :]
                if "sharedStrings" in name
                else part
            ),
            "has a DOCTYPE",
        ),
    ],
    ids=["workbook", "sheet", "types", "cut", "style", "doctype"],
)
def test_a_damaged_workbook_is_refused(
    change: Callable[[str, bytes], bytes | None], message: str
) -> None:
    with pytest.raises(CannotImport, match=message):
        read_workbook(change_parts(share_strings(make_sheet([HEADINGS])), change))


def test_too_many_merged_cells_are_refused() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["A20000"] = "x"

    merged = b'<mergeCell ref="A1:A1048576"/>' * 201
    data = replace_in_sheet(
        make_sheet([HEADINGS], change),
        b"</sheetData>",
        b"</sheetData><mergeCells>" + merged + b"</mergeCells>",
    )
    with pytest.raises(CannotImport, match="Sheet “Log” has too many merged cells"):
        read_workbook(data)


def test_a_sheet_with_a_chart_alone_is_passed_over() -> None:
    book = openpyxl.Workbook()
    book.create_chartsheet("Chart")
    assert [sheet.name for sheet in read_workbook(save_workbook(book)).sheets] == ["Sheet"]


def test_columns_are_named_as_spreadsheets_name_them() -> None:
    assert [name_column(at) for at in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert [read_column_name(name) for name in ("a", "AA", "AAA", "A1", "ABCD", "")] == [
        0, 26, 702, None, None, None,
    ]  # fmt: skip
