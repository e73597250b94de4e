"""What kind of file a FILE is, by the first bytes of its content and by its ending."""

from __future__ import annotations

import re
from enum import Enum
from io import BytesIO
from pathlib import PurePath
from zipfile import BadZipFile, ZipFile

from scrutiny_cli.importing.blocks import CannotImport
from scrutiny_cli.importing.office_archive import check_entry_number

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BEGINNING = 1024
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_WEB_PAGE = re.compile(rb"<(!doctype\s+html|html)\b", re.IGNORECASE)
_TAG = re.compile(rb"<[a-z!/]", re.IGNORECASE)
_MAIL = re.compile(rb"\A(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?MIME-Version:", re.IGNORECASE)


class FileKind(Enum):
    """The kind of a file that can be imported; its value is what people call it."""

    DOCX = "a Word document"
    XLSX = "an Excel workbook"
    PDF = "a PDF"
    HTML = "a web page"
    MARKDOWN = "Markdown text"
    TEXT = "plain text"
    CSV = "a table in plain text"


ENDINGS = {
    ".docx": FileKind.DOCX,
    ".docm": FileKind.DOCX,
    ".pdf": FileKind.PDF,
    ".html": FileKind.HTML,
    ".htm": FileKind.HTML,
    ".md": FileKind.MARKDOWN,
    ".markdown": FileKind.MARKDOWN,
    ".txt": FileKind.TEXT,
    ".xlsx": FileKind.XLSX,
    ".xlsm": FileKind.XLSX,
    ".csv": FileKind.CSV,
    ".tsv": FileKind.CSV,
}
_PLAIN = frozenset([FileKind.HTML, FileKind.MARKDOWN, FileKind.TEXT, FileKind.CSV])
_AS_WORD = "Open it in Word or LibreOffice, save it as .docx, and import that file."
_AS_EXCEL = "Open it in Excel or LibreOffice, save it as .xlsx, and import that file."
_AS_PAGES = "Open it in Pages, export it to Word, and import that file."
_FROM_MAIL = "Save the minutes attached to it, or copy its text into Word, and import that file."
_OTHER_ENDINGS = {
    ".doc": ("an old Word document", _AS_WORD),
    ".dot": ("an old Word template", _AS_WORD),
    ".dotx": ("a Word template", _AS_WORD),
    ".odt": ("a LibreOffice document", _AS_WORD),
    ".rtf": ("a document in RTF", _AS_WORD),
    ".xls": ("an old Excel workbook", _AS_EXCEL),
    ".xlsb": ("a binary Excel workbook", _AS_EXCEL),
    ".ods": ("a LibreOffice spreadsheet", _AS_EXCEL),
    ".pages": ("a document of Pages", _AS_PAGES),
    ".msg": ("a mail", _FROM_MAIL),
    ".eml": ("a mail", _FROM_MAIL),
}
_CAN_IMPORT = f"Import files that end in {', '.join([*ENDINGS][:-1])} or {[*ENDINGS][-1]}."


def find_file_kind(name: str, data: bytes) -> FileKind:
    """Return the kind of a file, of which the content and the ending of the name are alike.

    Raises:
        CannotImport: The kind cannot be imported, or content and ending disagree.

    """
    _refuse_lock_file(name)
    ending = PurePath(name).suffix.lower()
    if ending in _OTHER_ENDINGS:
        raise _refuse_kind(*_OTHER_ENDINGS[ending])
    if not data.strip():
        raise CannotImport("The file is empty. Check whether it was saved.")
    content = _find_content(data)
    expected = ENDINGS.get(ending)
    if expected is None:
        ended = f"The ending {ending} is not known" if ending else "The file's name has no ending"
        raise CannotImport(f"{ended}, so what the file is cannot be checked. {_CAN_IMPORT}")
    if not _is_alike(expected, content, data):
        raise _refuse_disagreement(ending, expected, content)
    return expected


def _refuse_lock_file(name: str) -> None:
    if PurePath(name).name.startswith(("~$", ".~lock.")):
        raise CannotImport(
            "This is only the mark that somebody has the document open. "
            "Import the document itself, whose name does not begin with ~$."
        )


def _refuse_kind(description: str, remedy: str) -> CannotImport:
    return CannotImport(f"The file is {description}, which cannot be read. {remedy}")


def _find_content(data: bytes) -> FileKind | None:
    """Return the kind that the bytes have: of all plain text but web pages, TEXT.

    Raises:
        CannotImport: They are those of a kind that cannot be imported.

    """
    beginning = data[:_BEGINNING]
    if b"%PDF-" in beginning:
        return FileKind.PDF
    if data.startswith(_ZIP):
        return _find_archive_kind(data)
    if data.startswith(_OLE):
        raise _refuse_ole(data)
    if beginning.lstrip().startswith(b"{\\rtf"):
        raise _refuse_kind(*_OTHER_ENDINGS[".rtf"])
    if _MAIL.match(data[: _BEGINNING * 16]):
        raise _refuse_kind(*_OTHER_ENDINGS[".eml"])
    if b"\0" in beginning and not data.startswith(_MARKS):
        return None
    return FileKind.HTML if _is_web_page(beginning) else FileKind.TEXT


def _is_web_page(beginning: bytes) -> bool:
    text = beginning.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    text = re.sub(rb"\A(?:\s*(?:<!--.*?-->|<\?xml.*?\?>))*\s*", b"", text, flags=re.DOTALL)
    return _WEB_PAGE.match(text) is not None


def _find_archive_kind(data: bytes) -> FileKind | None:
    check_entry_number(data)
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = frozenset(archive.namelist())
    except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise CannotImport(
            "The file is damaged. Open it in the program that made it, save it again, "
            "and import that file."
        ) from error
    if any(name.startswith("Index/") or name.endswith(".iwa") for name in names):
        raise _refuse_kind(*_OTHER_ENDINGS[".pages"])
    if "content.xml" in names and "mimetype" in names:
        ending = ".ods" if b"opendocument.spreadsheet" in data[:_BEGINNING] else ".odt"
        raise _refuse_kind(*_OTHER_ENDINGS[ending])
    if any(name.startswith("word/") for name in names):
        return FileKind.DOCX
    if any(name.startswith("xl/") for name in names):
        return FileKind.XLSX
    return None


def _refuse_ole(data: bytes) -> CannotImport:
    """Return the refusal of what Office wrote before 2007, and of what it encrypts today."""
    if _ENCRYPTED in data:
        return _refuse_encrypted()
    if "__substg1.0".encode("utf-16-le") in data:
        return _refuse_kind(*_OTHER_ENDINGS[".msg"])
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        return _refuse_kind(*_OTHER_ENDINGS[".xls"])
    return _refuse_kind(*_OTHER_ENDINGS[".doc"])


def _refuse_encrypted() -> CannotImport:
    return CannotImport(
        "The file is encrypted. Open it with its password, save it without the password, "
        "and import that file."
    )


def _is_alike(expected: FileKind, content: FileKind | None, data: bytes) -> bool:
    if expected is FileKind.HTML:
        plain = data.replace(b"\0", b"") if data.startswith(_MARKS) else data
        return content in _PLAIN and _TAG.search(plain) is not None
    return content is (FileKind.TEXT if expected in _PLAIN else expected)


def _refuse_disagreement(ending: str, expected: FileKind, content: FileKind | None) -> CannotImport:
    found = content.value if content else "something else"
    remedy = "Open it in the program that made it, and save it again."
    if content is not None:
        endings = [other for other, kind in ENDINGS.items() if kind is content]
        remedy = f"If that is right, change the ending of its name to {endings[0]}."
    return CannotImport(
        f"The name ends in {ending}, as that of {expected.value}, but the content is {found}. "
        f"{remedy}"
    )
