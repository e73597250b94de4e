"""The parts of a file that Word or Excel wrote, within limits that no file can exceed.

Such a file is a ZIP archive of parts in XML. Nothing is unpacked to the disk, and no path within
an archive is used.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from functools import lru_cache
from io import BytesIO
from typing import NamedTuple
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from scrutiny_cli.importing.blocks import CannotImport

MAX_UNPACKED_BYTES = 200_000_000
MAX_ENTRIES = 10_000
MAX_RATIO = 200  # how many times larger an entry may be than it is packed
MAX_DEPTH = 256  # of elements of XML within each other
_XML = (".xml", ".rels", ".vml")
_ENTRY = b"PK\x01\x02"  # how each entry of the list at an archive's end begins
_IS_ENCRYPTED = 0x1  # of the flags of an entry
_SAVE_AGAIN = "Open it in the program that made it, save it again, and import that file."
_DAMAGED = f"The file is damaged. {_SAVE_AGAIN}"


class OfficeArchive(NamedTuple):
    """The names of an archive's parts, and those that are XML, unpacked."""

    names: tuple[str, ...]
    parts: Mapping[str, bytes]


class XmlHandlers(NamedTuple):
    """What is called for each element of a part: with its name without its prefix.

    `begin` also gets the attributes, likewise without prefixes, and where the element begins;
    `end` where its end begins, both in bytes.
    """

    begin: Callable[[str, dict[str, str], int], None]
    end: Callable[[str, int], None]
    add_text: Callable[[str], None] | None = None


def check_entry_number(data: bytes) -> None:
    """Check the number of entries of an archive before they are listed.

    Raises:
        CannotImport: There are too many.

    """
    if data.count(_ENTRY) > MAX_ENTRIES:
        raise CannotImport(f"The file has more than {MAX_ENTRIES:,} parts. {_SAVE_AGAIN}")


def open_archive(data: bytes) -> OfficeArchive:
    """Return the parts of an archive.

    Raises:
        CannotImport: It is damaged, encrypted, or larger than the limits.

    """
    check_entry_number(data)
    try:
        with ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            names = tuple(entry.filename for entry in entries)
            read = {name: archive.read(name) for name in names if name.endswith(_XML)}
            return OfficeArchive(names, read)
    except (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise CannotImport(_DAMAGED) from error


def _check_entries(entries: list[ZipInfo]) -> None:
    if any(entry.flag_bits & _IS_ENCRYPTED for entry in entries):
        raise CannotImport(
            "The file is encrypted. Open it with its password, save it without the password, "
            "and import that file."
        )
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        raise CannotImport(
            f"The file is larger than {MAX_UNPACKED_BYTES // 1_000_000} MB when it is unpacked. "
            "Save a copy without its pictures, and import that copy."
        )
    if any(entry.file_size > MAX_RATIO * max(entry.compress_size, 1) for entry in entries):
        raise CannotImport(
            f"A part of the file is packed more than {MAX_RATIO} times, as no real file is. "
            f"{_SAVE_AGAIN}"
        )


def scan_xml(part: bytes, handlers: XmlHandlers) -> None:
    """Call the handlers for the elements of a part.

    Raises:
        CannotImport: The part is damaged, has a DOCTYPE, or is nested too deeply.

    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth = 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise CannotImport(
                f"The file is nested more than {MAX_DEPTH} levels deep, as no real file is. "
                f"{_SAVE_AGAIN}"
            )
        if " " in "".join(attributes):
            attributes = {_drop_prefix(key): value for key, value in attributes.items()}
        handlers.begin(_drop_prefix(name), attributes, parser.CurrentByteIndex)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        handlers.end(_drop_prefix(name), parser.CurrentByteIndex)

    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = _refuse_doctype
    if handlers.add_text is not None:
        parser.CharacterDataHandler = handlers.add_text
    try:
        parser.Parse(part, True)  # noqa: FBT003  the parser takes no name for it
    except expat.ExpatError as error:
        raise CannotImport(_DAMAGED) from error


def check_xml(part: bytes) -> None:
    """Check that a part is whole, has no DOCTYPE, and is not nested too deeply.

    Raises:
        CannotImport: It is not so.

    """
    scan_xml(part, XmlHandlers(lambda _name, _attributes, _at: None, lambda _name, _at: None))


@lru_cache(maxsize=1024)  # a file has few names of elements
def _drop_prefix(name: str) -> str:
    return name.rpartition(" ")[2]


def _refuse_doctype(*_: object) -> None:
    raise CannotImport(f"The file has a DOCTYPE, as no real file has. {_SAVE_AGAIN}")
