"""Workbooks made up in the tests, and changes to their parts."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet


def save_workbook(book: openpyxl.Workbook) -> bytes:
    """Return the bytes of a workbook."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def make_workbook(
    sheets: Mapping[str, Iterable[Iterable[object]]],
    change: Callable[[openpyxl.Workbook], None] = lambda _book: None,
) -> bytes:
    """Return a workbook with sheets of rows, after a change to it."""
    book = openpyxl.Workbook()
    del book[book.sheetnames[0]]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    change(book)
    return save_workbook(book)


def make_sheet(
    rows: Iterable[Iterable[object]], change: Callable[[Worksheet], None] = lambda _sheet: None
) -> bytes:
    """Return a workbook with one sheet, Log, after a change to it."""
    return make_workbook({"Log": rows}, lambda book: change(book["Log"]))


def change_parts(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """Return an archive whose parts are changed; None takes one out."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
    return file.getvalue()


def replace_in_sheet(data: bytes, old: bytes, new: bytes, part: str = "sheet1.xml") -> bytes:
    """Return a workbook with a text replaced in one of its parts."""

    def change(name: str, text: bytes) -> bytes:
        assert not name.endswith(part) or old in text, text
        return text.replace(old, new) if name.endswith(part) else text

    return change_parts(data, change)


_INLINE = re.compile(rb't="inlineStr"><is><t(?: xml:space="preserve")?>([^<]*)</t></is>')
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KIND = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


def share_strings(data: bytes) -> bytes:
    """Return a workbook whose cells share their strings, as Excel writes them."""
    strings: list[bytes] = []

    def share(found: re.Match[bytes]) -> bytes:
        strings.append(found[1])
        return b't="s"><v>%d</v>' % (len(strings) - 1)

    def change(name: str, part: bytes) -> bytes:
        if name == "[Content_Types].xml":
            more = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s"/></Types>' % _TYPE
            return part.replace(b"</Types>", more)
        if name == "xl/_rels/workbook.xml.rels":
            more = b'<Relationship Id="rId88" Type="%s" Target="sharedStrings.xml"/>' % _KIND
            return part.replace(b"</Relationships>", more + b"</Relationships>")
        return _INLINE.sub(share, part)

    made = change_parts(data, change)
    items = b"".join(b"<si><t>%s</t></si>" % text for text in strings)
    file = io.BytesIO(made)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", b'<sst xmlns="%s">%s</sst>' % (_MAIN, items))
    return file.getvalue()
