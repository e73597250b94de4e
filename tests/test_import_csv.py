"""Trackers in plain text: separators, quotation marks, encodings and limits."""

from __future__ import annotations

import csv
import io

import pytest

from scrutiny_cli.importing.blocks import CannotImport
from scrutiny_cli.importing.readers.csv import read_csv


def rows(data: bytes | str) -> list[tuple[int, tuple[str, ...]]]:
    read = read_csv(data.encode() if isinstance(data, str) else data)
    assert [sheet.name for sheet in read.sheets] == [""]
    return [(row.number, tuple(cell.text for cell in row.cells)) for row in read.sheets[0].rows]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_separator_is_the_sign_that_makes_the_first_lines_alike(sign: str) -> None:
    wanted = [
        ("Ref", "Action", "Owner"),
        ("1", "Buy paint, brushes, and tape", "RO"),
        ("2", "Call Tom; write; wait", "TB"),
    ]
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=sign).writerows(wanted)
    assert rows(file.getvalue()) == list(enumerate(wanted, 1))


def test_excel_may_name_the_separator_in_the_first_line() -> None:
    data = b"sep=;\r\nRef;Action\r\n1;Buy paint, brushes, tape\r\n"
    assert rows(data) == [(2, ("Ref", "Action")), (3, ("1", "Buy paint, brushes, tape"))]
    assert [ignored.text for ignored in read_csv(data).ignored] == ["sep=;"]


def test_line_ends_within_quotation_marks_belong_to_the_cell() -> None:
    data = 'Ref,Action\r\n1,"Buy paint.\r\n\r\n Say ""no"" to Tom, too. "\r\n\r\n2,Wait\r\n'
    assert rows(data) == [
        (1, ("Ref", "Action")),
        (2, ("1", 'Buy paint.\n\nSay "no" to Tom, too.')),
        (4, ("2", "Wait")),
    ]


def test_windows_1252_is_read_and_mentioned() -> None:
    data = "Réf;Action\n1;Ask for a price of £20 – today\n".encode("cp1252")
    assert rows(data)[1] == (2, ("1", "Ask for a price of £20 – today"))
    assert read_csv(data).notes == ("The file is not UTF-8, and was read as Windows-1252.",)


def test_utf_8_with_and_without_a_mark_and_utf_16_are_read_in_silence() -> None:
    text = "Ref\tAction\n1\tGrüße senden\n"
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        data = text.encode(encoding)
        assert rows(data)[1] == (2, ("1", "Grüße senden"))
        assert read_csv(data).notes == ()


def test_characters_that_minutes_may_not_have_are_removed_and_counted() -> None:
    read = read_csv("Ref,Action\n1,Buy\u202e pa\x07int\n".encode())
    assert read.sheets[0].rows[1].cells[1].text == "Buy paint"
    assert read.notes == (
        "2 invisible characters were removed, because minutes may not have them.",
    )


def test_spaces_within_a_line_are_single() -> None:
    assert rows("Ref,Action\n1,Buy" + " " * 99_000 + "paint\n")[1] == (2, ("1", "Buy paint"))


def test_a_file_with_one_column_is_read() -> None:
    assert rows("Action\nBuy paint\n") == [(1, ("Action",)), (2, ("Buy paint",))]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ('Ref,Action\n1,"Buy paint\n2,Wait\n', "Row 2 cannot be read"),
        (b"\x00\x01\x02", "is not text that can be read"),
        ("Ref,Action\n" + "\n" * 20_000 + "1,x\n", "a value in cell A20002"),
        ("Ref" + "," * 200 + "x\n", "a value in cell GS1"),
        (f"Ref,Action\n1,{'x' * 100_001}\n", "row 2 has more than 100,000 characters"),
        (f"Ref,Action\n1,{'x' * 140_000}\n", "Row 2 cannot be read"),
    ],
    ids=["quotation-mark", "bytes", "rows", "columns", "long", "longer"],
)
def test_what_cannot_be_read_is_refused_in_words(data: bytes | str, message: str) -> None:
    with pytest.raises(CannotImport, match=message):
        rows(data)


def test_rows_and_columns_without_a_value_do_not_count() -> None:
    assert rows("Ref,Action" + "," * 300 + "\n1,x\n" + "," * 300 + "\n" * 30_000) == [
        (1, ("Ref", "Action", *[""] * 300)),
        (2, ("1", "x")),
    ]
