"""A Word file as a zip: checks of a board's template, and a zip whose bytes are always the same."""

from __future__ import annotations

import io
import zipfile

from scrutiny_cli.publish.zipping import zip_parts

_OLD_FORMAT = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # what Word 97 wrote, and a file under a password
_MAX_BYTES = 64 << 20  # bytes, unpacked
_MAX_NODES = 1_000_000  # tags and attributes: each takes some hundred bytes when it is read
_MAX_PARTS = 2000
_TYPES = "[Content_Types].xml"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}.main+xml"
_DOCUMENT, _TEMPLATE = _KIND.format("document").encode(), _KIND.format("template").encode()
_DTD = b"<!DOCTYPE"  # no entity is declared outside one; in UTF-16 there are zeros between
_MACROS = b"macroEnabled"


_TOO_LARGE = "it is far larger than a letterhead: delete its large pictures, and save it again"
_TOO_LONG = (
    "it has far more text than a letterhead: delete the text of its pages, and save it again"
)


class BadTemplate(Exception):
    """A file cannot be a template; the message has the reason and what to do."""


def validate_template(data: bytes) -> bytes:
    """Return a board's file as a document, also where it is a template; raises BadTemplate."""
    if data.startswith(_OLD_FORMAT):
        raise BadTemplate(
            "it has a password, or is an old .doc file: "
            "save it in Word as .docx, without a password"
        )
    try:
        parts = _read_parts(data)
    except BadTemplate:
        raise
    except Exception as fault:  # a damaged zip fails in as many ways as it has layers
        raise BadTemplate(
            "it is not a Word file, or it is damaged: save it again as .docx"
        ) from fault
    _refuse_long(parts)
    types = parts.get(_TYPES, b"")
    if _MACROS in types:
        raise BadTemplate("it has macros: save it in Word as .docx, without macros")
    if _DOCUMENT not in types and _TEMPLATE not in types:
        raise BadTemplate("it is not a Word file: save it in Word as .docx")
    if any(_DTD in content.replace(b"\0", b"") for content in parts.values()):
        raise BadTemplate(
            "a part of it has a document type (DTD), which Word never writes: "
            "save it again in Word, without what another program added"
        )
    return zip_parts({**parts, _TYPES: types.replace(_TEMPLATE, _DOCUMENT)})


def _read_parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        listed = zipped.infolist()
        if len(listed) > _MAX_PARTS or sum(entry.file_size for entry in listed) > _MAX_BYTES:
            raise BadTemplate(_TOO_LARGE)
        return {entry.filename: zipped.read(entry) for entry in listed}


def _refuse_long(parts: dict[str, bytes]) -> None:
    """Refuse XML that is small when packed, and takes gigabytes of memory when it is read."""
    # Whatever a part is called: in a picture these bytes are rare enough.
    nodes = sum(text.count(b"<") + text.count(b"=") for text in parts.values())
    if nodes > _MAX_NODES:
        raise BadTemplate(_TOO_LONG)


def make_deterministic(data: bytes) -> bytes:
    """Return a zip of the same parts whose bytes depend on nothing else."""
    return zip_parts(_read_parts(data))
