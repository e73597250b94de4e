"""The parts of a workbook that a tracker is read from, without all others.

Charts, pictures, pivot tables, links to other workbooks and names are left out, so that the
library never meets them.
"""

from __future__ import annotations

import posixpath
from io import BytesIO
from typing import NamedTuple
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_STORED, ZipFile

from scrutiny_cli.importing.blocks import CannotImport
from scrutiny_cli.importing.office_archive import (
    OfficeArchive,
    XmlHandlers,
    check_xml,
    open_archive,
    scan_xml,
)
from scrutiny_cli.importing.readers.xlsx_sheet import SheetScan, scan_sheet

_CONTENT_TYPES = "[Content_Types].xml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_WORKBOOK_KEPT = frozenset({"workbookPr", "sheets"})
_READ_WITH_WORKBOOK = frozenset({"styles", "sharedStrings", "theme"})
_NO_SHEETS = (
    "The workbook has no sheets that can be read. Open it in Excel, save it as .xlsx, "
    "and import that file."
)


class _Relation(NamedTuple):
    """A relation of a part to another: its kind, and the name of that part, or an address."""

    id: str
    kind: str
    type: str
    target: str
    is_external: bool


class ScannedSheet(NamedTuple):
    """A sheet's name and what its part contains; `links` are complete addresses."""

    name: str
    scan: SheetScan
    links: dict[tuple[int, int], str]


class ScannedWorkbook(NamedTuple):
    """The sheets of a workbook in their order, and a workbook with what is read of them alone."""

    sheets: tuple[ScannedSheet, ...]
    data: bytes


def scan_workbook(data: bytes) -> ScannedWorkbook:
    """Return what the sheets of a workbook contain, and the workbook without all other parts.

    Raises:
        CannotImport: It is damaged, or larger than the limits.

    """
    archive = open_archive(data)
    place = _find_workbook(archive)
    relations = {relation.id: relation for relation in _read_relations(archive, place)}
    workbook = _WorkbookScanner()
    scan_xml(archive.parts[place], XmlHandlers(workbook.begin, workbook.end))
    strings = _read_strings(archive, relations)
    parts = {
        _CONTENT_TYPES: _find_part(archive, _CONTENT_TYPES),
        place: workbook.cut_part(archive.parts[place]),
        _name_relations(place): _find_part(archive, _name_relations(place)),
    }
    for relation in relations.values():
        if relation.kind in _READ_WITH_WORKBOOK and relation.target in archive.parts:
            check_xml(archive.parts[relation.target])
            parts[relation.target] = archive.parts[relation.target]
    sheets = []
    for name, key in workbook.sheets:
        target = relations[key].target if key in relations else ""
        if key in relations and relations[key].kind == "worksheet" and target in archive.parts:
            scan = scan_sheet(name, archive.parts[target], strings)
            own = _read_relations(archive, target)
            sheets.append(ScannedSheet(name, scan, _resolve_links(scan, own)))
            parts[target] = scan.xml
            parts |= _keep_comments(archive, target, own)
    if not sheets:
        raise CannotImport(_NO_SHEETS)
    return ScannedWorkbook(tuple(sheets), _write_archive(parts))


def _write_archive(parts: dict[str, bytes]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_STORED) as made:
        for name, part in parts.items():
            made.writestr(name, part)
    return file.getvalue()


def _find_part(archive: OfficeArchive, name: str) -> bytes:
    """Return a part without which a workbook cannot be read.

    Raises:
        CannotImport: It is missing, or its XML is beyond the limits.

    """
    part = archive.parts.get(name)
    if part is None:
        raise CannotImport(_NO_SHEETS)
    check_xml(part)
    return part


def _find_workbook(archive: OfficeArchive) -> str:
    for relation in _read_relations(archive, ""):
        if relation.kind == "officeDocument" and relation.target in archive.parts:
            return relation.target
    raise CannotImport(_NO_SHEETS)


# Relations


def _name_relations(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _read_relations(archive: OfficeArchive, part: str) -> list[_Relation]:
    """Return the relations of a part to others; `part` is "" for the whole file."""
    data = archive.parts.get(_name_relations(part))
    found: list[_Relation] = []

    def begin(name: str, attributes: dict[str, str], _at: int) -> None:
        if name == "Relationship":
            found.append(_read_relation(attributes, posixpath.dirname(part)))

    if data is not None:
        scan_xml(data, XmlHandlers(begin, lambda _name, _at: None))
    return found


def _read_relation(attributes: dict[str, str], folder: str) -> _Relation:
    kind = attributes.get("Type", "")
    target = attributes.get("Target", "")
    is_external = attributes.get("TargetMode") == "External"
    if not is_external:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return _Relation(attributes.get("Id", ""), kind.rpartition("/")[2], kind, target, is_external)


def _resolve_links(scan: SheetScan, relations: list[_Relation]) -> dict[tuple[int, int], str]:
    """Return the addresses of a sheet's links; those within the workbook are none."""
    targets = {relation.id: relation.target for relation in relations if relation.is_external}
    return {place: targets[key] for place, key in scan.links.items() if key in targets}


def _keep_comments(
    archive: OfficeArchive, sheet: str, relations: list[_Relation]
) -> dict[str, bytes]:
    """Return the parts with a sheet's comments, and its relations to those alone."""
    kept = [
        relation
        for relation in relations
        if relation.kind == "comments" and relation.target in archive.parts
    ]
    if not kept:
        return {}
    lines = "".join(
        f"<Relationship Id={quoteattr(relation.id)} Type={quoteattr(relation.type)} "
        f"Target={quoteattr(f'/{relation.target}')}/>"
        for relation in kept
    )
    written = f'<Relationships xmlns="{_RELATIONS}">{lines}</Relationships>'.encode()
    parts = {relation.target: _find_part(archive, relation.target) for relation in kept}
    return {_name_relations(sheet): written, **parts}


# The workbook and its strings


class _WorkbookScanner:
    """Finds the sheets of a workbook, and what is cut out of its part."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self._depth = 0
        self._start = 0
        self._pending: int | None = None
        self._cuts: list[tuple[int, int]] = []

    def begin(self, name: str, attributes: dict[str, str], at: int) -> None:
        """Take the beginning of an element."""
        self._end_cut(at)
        self._depth += 1
        if self._depth == 2:
            self._start = at
        if name == "sheet":
            self.sheets.append((attributes.get("name", ""), attributes.get("id", "")))

    def end(self, name: str, at: int) -> None:
        """Take the end of an element."""
        self._end_cut(at)
        if self._depth == 2 and name not in _WORKBOOK_KEPT:
            self._pending = self._start
        self._depth -= 1

    def _end_cut(self, at: int) -> None:
        if self._pending is not None:
            self._cuts.append((self._pending, at))
            self._pending = None

    def cut_part(self, part: bytes) -> bytes:
        """Return the part with its sheets and settings alone."""
        for start, end in reversed(self._cuts):
            part = part[:start] + part[end:]
        return part


def _read_strings(archive: OfficeArchive, relations: dict[str, _Relation]) -> list[str]:
    """Return the strings that cells share, without their phonetic readings."""
    names = [relation.target for relation in relations.values() if relation.kind == "sharedStrings"]
    strings: list[str] = []
    words: list[str] = []
    state = {"is_text": False, "is_phonetic": False}

    def begin(name: str, _attributes: dict[str, str], _at: int) -> None:
        if name == "si":
            words.clear()
        elif name == "rPh":
            state["is_phonetic"] = True
        state["is_text"] = name == "t" and not state["is_phonetic"]

    def end(name: str, _at: int) -> None:
        if name == "si":
            strings.append("".join(words))
        elif name == "rPh":
            state["is_phonetic"] = False
        state["is_text"] = False

    def add_text(text: str) -> None:
        if state["is_text"]:
            words.append(text)

    for name in names[:1]:
        scan_xml(archive.parts.get(name, b"<sst/>"), XmlHandlers(begin, end, add_text))
    return strings
