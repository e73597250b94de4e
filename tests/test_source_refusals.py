"""Files that cannot be imported: each is refused in words, with what to do."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import pytest
from word_files import make_docx, make_zip, par, table

from scrutiny_cli.importing.blocks import Block, BlockKind, CannotImport, Cell, Place, SourceText
from scrutiny_cli.importing.file_kind import FileKind, find_file_kind
from scrutiny_cli.importing.limits import check_blocks, refuse_empty
from scrutiny_cli.importing.source_reader import read_document

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
DOCX = make_docx(par("Met."))
XLSX = make_zip({"xl/workbook.xml": "<workbook/>"})


def name_in_ole(name: str) -> bytes:
    return OLE + name.encode("utf-16-le")


def refusal(name: str, data: bytes) -> str:
    with pytest.raises(CannotImport) as caught:
        read_document(name, data)
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.docx", DOCX, FileKind.DOCX),
        ("A.DOCM", DOCX, FileKind.DOCX),
        ("a.b.xlsx", XLSX, FileKind.XLSX),
        ("a.xlsm", XLSX, FileKind.XLSX),
        ("a.pdf", b"junk\n%PDF-1.7", FileKind.PDF),
        ("a.htm", b"\xef\xbb\xbf<!-- saved --> <HTML><p>x", FileKind.HTML),
        ("a.html", b"<p>x</p>", FileKind.HTML),
        ("a.html", "<!doctype html>é".encode("utf-16"), FileKind.HTML),
        ("a.md", b"<p align=center>x</p>", FileKind.MARKDOWN),
        ("a.markdown", b"# x", FileKind.MARKDOWN),
        ("a.txt", b"x", FileKind.TEXT),
        ("a.csv", b"a;b", FileKind.CSV),
        ("a.tsv", b"a\tb", FileKind.CSV),
    ],
)
def test_a_file_is_known_by_its_content_and_its_ending(
    name: str, data: bytes, kind: FileKind
) -> None:
    assert find_file_kind(name, data) is kind


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("a.docx", XLSX, "the content is an Excel workbook. If that is right, change the ending"),
        ("a.docx", b"<html>x", "the content is a web page"),
        ("a.xlsx", b"a;b", "the content is plain text"),
        ("a.pdf", DOCX, "the content is a Word document"),
        ("a.txt", b"%PDF-1.4", "the content is a PDF"),
        ("a.txt", b"<!DOCTYPE html><p>x", "the content is a web page"),
        ("a.html", b"only text", "the content is plain text"),
        ("a.txt", b"\0\1\2", "the content is something else. Open it in the program"),
        ("a.docx", make_zip({"x": "y"}), "the content is something else"),
    ],
)
def test_content_and_ending_that_disagree_are_refused(name: str, data: bytes, found: str) -> None:
    assert found in refusal(name, data)


@pytest.mark.parametrize(
    ("name", "data", "description", "remedy"),
    [
        ("a.doc", OLE, "an old Word document", "save it as .docx"),
        ("a.xls", OLE, "an old Excel workbook", "save it as .xlsx"),
        ("a.odt", b"PK", "a LibreOffice document", "save it as .docx"),
        ("a.ods", b"PK", "a LibreOffice spreadsheet", "save it as .xlsx"),
        ("a.rtf", b"{\\rtf1", "a document in RTF", "save it as .docx"),
        ("a.pages", b"PK", "a document of Pages", "export it to Word"),
        ("a.msg", OLE, "a mail", "Save the minutes attached to it"),
        ("a.eml", b"From: x", "a mail", "Save the minutes attached to it"),
        ("a.docx", OLE, "an old Word document", "save it as .docx"),
        ("a.docx", name_in_ole("WordDocument"), "an old Word document", "save it as .docx"),
        ("a.xlsx", name_in_ole("Workbook"), "an old Excel workbook", "save it as .xlsx"),
        ("a.txt", name_in_ole("__substg1.0"), "a mail", "Save the minutes attached to it"),
        ("a.txt", b" {\\rtf1\\ansi", "a document in RTF", "save it as .docx"),
        ("a.txt", b"From: a\nTo: b\n c\nMIME-Version: 1.0\n\nx", "a mail", "attached to it"),
        (
            "a.docx",
            make_zip({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "x"}),
            "a LibreOffice document",
            "save it as .docx",
        ),
        ("a.docx", make_zip({"Index/Document.iwa": "x"}), "a document of Pages", "export it"),
    ],
)
def test_other_documents_are_refused_by_ending_and_by_content(
    name: str, data: bytes, description: str, remedy: str
) -> None:
    message = refusal(name, data)
    assert message.startswith(f"The file is {description}, which cannot be read.")
    assert remedy in message


def test_an_encrypted_file_is_refused() -> None:
    locked = BytesIO(DOCX)
    with ZipFile(locked, "a") as archive:
        archive.infolist()[0].flag_bits |= 1
        archive.writestr("more.xml", "<a/>")
    for name, data in (
        ("a.docx", name_in_ole("EncryptedPackage")),
        ("a.xlsx", name_in_ole("EncryptedPackage")),
        ("a.docx", locked.getvalue()),
    ):
        message = refusal(name, data)
        assert message.startswith("The file is encrypted.")
        assert "without the password" in message


def test_a_lock_file_an_empty_file_and_an_unknown_one_are_refused() -> None:
    assert "import the document itself" in refusal("old/~$minutes.docx", b"x").lower()
    assert "The file is empty" in refusal("a.txt", b" \n")
    assert "ending .jpg is not known" in refusal("a.jpg", b"x")
    assert "name has no ending" in refusal("minutes", b"x")
    assert "cannot be read as minutes" in refusal("a.csv", b"a;b")


def test_a_damaged_file_is_refused() -> None:
    for data in (
        DOCX[:300],
        b"PK\x03\x04" + b"x" * 90,
        make_zip({"word/other.xml": "<a/>"}),
        make_zip({"word/document.xml": "<a><b></a>"}),
        make_docx(par("Met."), parts={"styles": "<w:style>"}),
        DOCX.replace(b"word/document.xml", b"word/documenx.xml", 1),
    ):
        assert "The file is damaged" in refusal("a.docx", data)


def test_the_size_of_a_file_is_limited() -> None:
    assert "larger than 50 MB" in refusal("a.txt", bytes(50_000_001))


def test_what_a_file_unpacks_to_is_limited() -> None:
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
        archive.infolist()[0].file_size = 200_000_001
    assert "larger than 200 MB when it is unpacked" in refusal("a.docx", target.getvalue())
    bomb = make_docx(par("Met."), more={"word/media/a.png": bytes(1_000_000)})
    assert "packed more than 200 times" in refusal("a.docx", bomb)
    many = {f"word/{number}": b"" for number in range(10_001)}
    assert "more than 10,000 parts" in refusal("a.docx", make_zip(many))


def test_a_doctype_and_deep_markup_are_refused() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb">]><w:document>&b;</w:document>'
    assert "has a DOCTYPE" in refusal("a.docx", make_zip({"word/document.xml": bomb}))
    for unused in (bomb, bomb.encode("utf-16")):
        assert "has a DOCTYPE" in refusal("a.docx", make_docx(par("Met."), more={"x.xml": unused}))
    comment = "<!-- no <!DOCTYPE --><a/>"
    assert len(read_document("a.docx", make_docx(par("Met."), more={"x.xml": comment})).blocks) == 1
    deep = "<w:sdt>" * 260 + "</w:sdt>" * 260
    assert "more than 256 levels deep" in refusal("a.docx", make_docx(deep))


def test_tables_that_are_nested_too_deeply_are_refused() -> None:
    body = par("Met.")
    for _ in range(60):
        body = table([f"<w:tc>{body}</w:tc>"])
    assert "nested too deeply" in refusal("a.docx", make_docx(body))


def test_the_number_of_paragraphs_is_limited() -> None:
    block = Block(BlockKind.PARAGRAPH, "Met.", Place("line 1"))
    with pytest.raises(CannotImport, match="more than 100,000 paragraphs and rows"):
        check_blocks([block] * 100_001)
    target = BytesIO()
    with ZipFile(target, "w", ZIP_STORED) as archive:
        archive.writestr("word/document.xml", f"<a>{'<p/>' * 100_001}</a>")
    assert "more than 100,000 paragraphs" in refusal("a.docx", target.getvalue())


def test_the_length_of_a_paragraph_and_of_a_cell_is_limited() -> None:
    long = "a" * 100_001
    assert refusal("a.txt", f"Met.\n\n{long}".encode()).startswith("Line 3 has more than 100,000")
    message = refusal("a.html", f"<table><tr><td>1<td>{long}<tr><td>2<td>3</table>".encode())
    assert message.startswith("Table 1, row 1 has more than 100,000 characters.")


def make_row(number: int, *texts: str) -> Block:
    place = Place(f"table 1, row {number}", 1, number)
    return Block(BlockKind.ROW, "", place, cells=tuple(map(Cell, texts)))


HEADING = Block(BlockKind.HEADING, "Minutes", Place("paragraph 1"), 1)
LABEL = Block(BlockKind.PARAGRAPH, "Present:", Place("paragraph 2"))


def test_a_template_with_headings_and_empty_cells_is_refused() -> None:
    blocks = (HEADING, LABEL, make_row(1, "Action", "Owner"), make_row(2, "1", ""))
    with pytest.raises(CannotImport, match="nothing in it but headings and empty cells"):
        refuse_empty(blocks)


def test_a_template_is_refused_before_its_day_is_looked_for() -> None:
    template = b"# Minutes\n\nDate:\n\n| Ref | Action |\n|---|---|\n| | |\n"
    assert "There is nothing in it" in refusal("a.md", template)


@pytest.mark.parametrize(
    "block",
    [
        Block(BlockKind.PARAGRAPH, "Met.", Place("paragraph 3")),
        Block(BlockKind.ENTRY, "Ask", Place("paragraph 3"), 1, "•"),
        make_row(2, "1", "Ask two firms"),
        Block(BlockKind.PARAGRAPH, f"{'The ditch is wet. ' * 5}Present:", Place("paragraph 3")),
        make_row(
            1,
            "1",
            "Ask two firms for a price of the new gate by the end of the month, please. RO, TB",
        ),
    ],
)
def test_a_document_with_any_text_is_no_template(block: Block) -> None:
    refuse_empty((HEADING, LABEL, make_row(1, "Action", "Owner"), block))


def test_only_empty_blocks_are_no_text() -> None:
    assert "There is no text in the file" in refusal("a.html", b"<hr><p>***</p>")
    assert SourceText((), "").blocks == ()
