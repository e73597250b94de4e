"""The limits of archives and XML: each is refused in words that say what to do."""

from __future__ import annotations

import io
import zipfile

import pytest

from scrutiny_cli.importing.blocks import CannotImport
from scrutiny_cli.importing.office_archive import (
    MAX_ENTRIES,
    XmlHandlers,
    check_xml,
    open_archive,
    scan_xml,
)


def archive(parts: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", how) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return file.getvalue()


def set_flag(data: bytes, flag: int) -> bytes:
    """Set a flag of the only entry, in its own header and in that of the directory."""
    changed = bytearray(data)
    changed[6] |= flag
    changed[data.index(b"PK\x01\x02") + 8] |= flag
    return bytes(changed)


def test_the_parts_of_an_archive_are_unpacked() -> None:
    opened = open_archive(archive({"a.xml": b"<a/>", "b/c.xml": b"<c/>", "d.png": b"picture"}))
    assert opened.names == ("a.xml", "b/c.xml", "d.png")
    assert opened.parts == {"a.xml": b"<a/>", "b/c.xml": b"<c/>"}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04 and no more", "The file is damaged."),
        (archive({"a.xml": b"<a/>" * 99})[:-40], "The file is damaged."),
        (set_flag(archive({"a.xml": b"<a/>"}), 1), "save it without the password"),
        (archive({f"{at}.xml": b"" for at in range(MAX_ENTRIES + 1)}), "more than 10,000 parts"),
        (archive({"a.xml": b"0" * 1_000_000}), "packed more than 200 times"),
    ],
    ids=["not-zip", "cut", "encrypted", "many", "packed"],
)
def test_an_archive_beyond_the_limits_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(CannotImport, match=message):
        open_archive(data)


def test_an_archive_that_says_it_is_too_large_is_refused_before_it_is_unpacked() -> None:
    data = bytearray(archive({"a.xml": b"<a/>"}))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = (200_000_001).to_bytes(4, "little")
    with pytest.raises(CannotImport, match="larger than 200 MB when it is unpacked"):
        open_archive(bytes(data))


def test_a_damaged_entry_is_refused() -> None:
    data = archive({"a.xml": b"<a>some words</a>"}, zipfile.ZIP_STORED)
    with pytest.raises(CannotImport, match="The file is damaged"):
        open_archive(data.replace(b"words</a>", b"other</a>"))


@pytest.mark.parametrize(
    ("part", "message"),
    [
        (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "has a DOCTYPE"),
        (b"<a>" * 257 + b"</a>" * 257, "more than 256 levels deep"),
        (b"<a><b></a>", "The file is damaged"),
        (b"", "The file is damaged"),
    ],
)
def test_xml_beyond_the_limits_is_refused(part: bytes, message: str) -> None:
    with pytest.raises(CannotImport, match=message):
        check_xml(part)


def test_xml_within_the_limits_is_read_without_its_prefixes() -> None:
    seen: list[object] = []
    part = b'<x:a xmlns:x="urn:x" x:b="1"><x:c>w</x:c></x:a>'
    handlers = XmlHandlers(
        lambda name, attributes, at: seen.append((name, attributes, at)),
        lambda name, at: seen.append((name, at)),
        seen.append,
    )
    scan_xml(part, handlers)
    assert seen == [("a", {"b": "1"}, 0), ("c", {}, 29), "w", ("c", 35), ("a", 41)]
    check_xml(b"<a>" * 256 + b"</a>" * 256)
