"""Tables of people: a row for each, or a column for each list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Block, BlockKind, Use, UseKind
from scrutiny_cli.importing.imported_meeting import ImportedPerson
from scrutiny_cli.importing.recognise.people_labels import PEOPLE_LABELS, find_list_field
from scrutiny_cli.importing.recognise.people_lines import read_people_line, study_lines
from scrutiny_cli.importing.recognise.person_reader import NameReading, read_person


class ListedPerson(NamedTuple):
    """A person on one of the lists; `uses` account for the words that were read."""

    field: str
    person: ImportedPerson
    place: str
    block: int
    uses: tuple[Use, ...] = ()


class PeopleTable(NamedTuple):
    """The people of a table, the uses of its headings, and the block after its last row."""

    people: tuple[ListedPerson, ...]
    uses: tuple[Use, ...]
    end: int


class _Column(Enum):
    NAME = "name"
    ROLE = "role"
    BODY = "body"
    INITIALS = "initials"
    EMAIL = "email"
    ATTENDANCE = "attendance"
    NOTE = "note"
    LIST = "list"


_HEADINGS = {
    _Column.NAME: r"(?:full )?names?(?: of (?:member|attendee|director)s?)?|members?|attendees?"
    r"|participants?|councill?ors?|directors?|governors?|trustees?|representatives?|people|who"
    r"|delegates?|person",
    _Column.ROLE: r"roles?|title|job title|position|designation|post|capacity|function"
    r"|role/title|title/role|position/role|office|representing role",
    _Column.BODY: r"organi[sz]ations?|body|representing|affiliation|company|department|agency|ward"
    r"|on behalf of|institution|employer|service|team|division|constituency",
    _Column.INITIALS: r"initials?|abbr(?:eviation)?\.?|abbrev\.?",
    _Column.EMAIL: r"e-?mail(?: address)?|mail",
    _Column.ATTENDANCE: r"attendance|attended|attending|status|present\s*[/,&]\s*apologies"
    r"|present\s*[/,]\s*absent|here|present\?|p/a|in attendance\?|attendance status",
    _Column.NOTE: r"notes?|comments?|remarks?",
}
_VALUES = {
    "present": r"present|p|yes|y|✓|✔|☑|attended|in person|online|remote|remotely|virtual|virtually"
    r"|by phone|via teams|via zoom|teams|zoom|x",
    "apologies": r"apolog(?:y|ies)(?: (?:given|received|sent))?|apols?|ap|sent apologies|excused"
    r"|regrets",
    "absent": r"absent|no|n|did not attend|not present|ab|dna",
    "in_attendance": r"in attendance|ia|observer|guest",
}
_TICKS = r"[✓✔☑xX1√•●]|[/*+]"
_KINDS_OF_PRESENCE = re.compile(r"in person|online|remote|virtual|phone|teams|zoom")
_ROW_NUMBER = re.compile(r"\d{1,3}[.)]?")
_FEWEST_COLUMNS = 2


class _Layout(NamedTuple):
    """What each column is; `lists` has the list of a column that is one."""

    columns: dict[int, _Column]
    lists: dict[int, str]
    default: str | None

    def find_column(self, wanted: _Column) -> int | None:
        return next((at for at, column in self.columns.items() if column is wanted), None)


def read_people_table(
    blocks: Sequence[Block],
    at: int,
    field: str | None,
    find_label: Callable[[str], str | None],
) -> PeopleTable | None:
    """Read the table of people whose headings are in a block; None: they are not there.

    `field` is the list that a label before the table introduces.
    """
    if at >= len(blocks) or blocks[at].kind is not BlockKind.ROW:
        return None
    layout = _read_headings(blocks[at], field)
    if layout is None:
        return None
    people, end = list[ListedPerson](), at + 1
    rows = list(_list_rows(blocks, at))
    name = layout.find_column(_Column.NAME)
    texts = [blocks[row].cells[name].text for row in rows] if name is not None else []
    reading = study_lines(texts, find_label)._replace(has_roles=True)
    uses = list(_make_heading_uses(blocks[at], at))
    for row in rows:
        name_of_list = _find_list_below(blocks[row])
        if name_of_list is not None:
            layout = layout._replace(default=name_of_list)
            uses += _make_heading_uses(blocks[row], row)
        people += _read_table_row(blocks[row], row, layout, reading)
        end = row + 1
    return PeopleTable(tuple(people), tuple(uses), end) if people else None


def _find_list_below(block: Block) -> str | None:
    """Return the list that a row with nothing but a label begins within a table."""
    filled = [cell.text.strip().rstrip(":") for cell in block.cells if cell.text.strip()]
    return find_list_field(filled[0]) if len(filled) == 1 and _is_list(filled[0]) else None


def _make_heading_uses(block: Block, at: int) -> Iterator[Use]:
    for number, cell in enumerate(block.cells):
        yield Use(at, 0, len(cell.text), UseKind.LABEL, cell=number)


def _list_rows(blocks: Sequence[Block], at: int) -> Iterator[int]:
    """Yield the rows below the headings of a table."""
    width = len(blocks[at].cells)
    for row in range(at + 1, len(blocks)):
        block = blocks[row]
        if block.kind is not BlockKind.ROW or block.place.table != blocks[at].place.table:
            return
        if len(block.cells) != width:
            return
        yield row


# The headings


def _read_headings(block: Block, field: str | None) -> _Layout | None:
    texts = {at: " ".join(cell.text.split()).strip(" :") for at, cell in enumerate(block.cells)}
    filled = {at: text for at, text in texts.items() if text}
    columns = {at: column for at, text in filled.items() if (column := _find_column(text))}
    lists = {at: find_list_field(text) for at, text in filled.items() if _is_list(text)}
    if field is not None and len(columns) >= _FEWEST_COLUMNS and _Column.NAME in columns.values():
        columns |= dict.fromkeys(set(filled) - {*columns, *lists}, _Column.NOTE)
    if len(filled) < _FEWEST_COLUMNS or not set(filled) <= {*columns, *lists}:
        return None
    has_name = _Column.NAME in columns.values()
    if not has_name and len(lists) == len(filled):
        return _Layout(dict.fromkeys(lists, _Column.LIST), lists, field)
    if not has_name:
        return _name_column_of_list(columns, lists, field)
    ticks = {at: name for at, name in lists.items() if at not in columns}
    is_decided = ticks or _Column.ATTENDANCE in columns.values() or field is not None
    named = next(text for at, text in filled.items() if columns.get(at) is _Column.NAME)
    default = field or (find_list_field(named) if _is_list(named) else None)
    return _Layout(columns, ticks, default) if is_decided or default is not None else None


def _name_column_of_list(
    columns: dict[int, _Column], lists: dict[int, str], field: str | None
) -> _Layout | None:
    """Return the layout of a table such as `Present | Role | Initials`."""
    if len(lists) != 1 or not columns:
        return None
    at, name = next(iter(lists.items()))
    if _Column.ATTENDANCE in columns.values():
        return None
    return _Layout({at: _Column.NAME, **columns}, {}, field or name)


def _find_column(text: str) -> _Column | None:
    for column, pattern in _HEADINGS.items():
        if re.fullmatch(pattern, text, re.IGNORECASE):
            return column
    return None


def _is_list(text: str) -> bool:
    found = PEOPLE_LABELS.match(text)
    return found is not None and found.end() == len(text)


# The rows


def _read_table_row(
    block: Block, at: int, layout: _Layout, reading: NameReading
) -> Iterator[ListedPerson]:
    if _Column.LIST in layout.columns.values():
        yield from _read_list_cells(block, at, layout, reading)
        return
    person = _read_person_row(block, layout, reading)
    name = _find_row_list(block, layout)
    if person is None or name is None:
        return
    uses = tuple(
        Use(at, 0, len(cell.text), *_choose_use(layout, number, person), cell=number)
        for number, cell in enumerate(block.cells)
        if cell.text.strip()
    )
    yield ListedPerson(name, person, block.place.text, at, uses)


def _choose_use(layout: _Layout, cell: int, person: ImportedPerson) -> tuple[UseKind, str, str]:
    if cell not in layout.columns and cell not in layout.lists:
        return UseKind.IGNORED, "row number", ""
    is_tick = cell in layout.lists or layout.columns.get(cell) is _Column.ATTENDANCE
    if is_tick and person.note is None:
        return UseKind.LABEL, "", ""
    return UseKind.VALUE, "person", person.label


def _read_list_cells(
    block: Block, at: int, layout: _Layout, reading: NameReading
) -> Iterator[ListedPerson]:
    """Read a row in which each cell has people of the list of its column."""
    for number, name in layout.lists.items():
        cell = block.cells[number].text
        for line in re.finditer(r"[^\n]+", cell):
            people = read_people_line(line[0], reading._replace(has_roles=False))
            for span in people.people:
                begin, end = line.start() + span.start, line.start() + span.end
                label = span.read.person.label
                use = Use(at, begin, end, UseKind.VALUE, "person", label, cell=number)
                uses = (use,) if span.read.is_whole else ()
                yield ListedPerson(name, span.read.person, block.place.text, at, uses)


def _read_person_row(block: Block, layout: _Layout, reading: NameReading) -> ImportedPerson | None:
    """Return the person of a row; None where a cell has words that are none of its fields."""
    texts = {at: " ".join(block.cells[at].text.split()) for at in layout.columns}
    name = layout.find_column(_Column.NAME)
    read = read_person(texts[name], reading) if name is not None else None
    known = {*layout.columns, *layout.lists}
    others = [cell.text for at, cell in enumerate(block.cells) if at not in known]
    has_more = any(text.strip() and not _ROW_NUMBER.fullmatch(text.strip()) for text in others)
    if read is None or not read.is_whole or has_more:
        return None
    person = read.person
    for at, column in layout.columns.items():
        if texts[at] and column is not _Column.NAME:
            person = _add_field(person, column, texts[at])
    return person


def _add_field(person: ImportedPerson, column: _Column, text: str) -> ImportedPerson:
    if column is _Column.ROLE:
        return person._replace(role=", ".join(filter(None, (person.role, text))))
    if column is _Column.BODY:
        return person._replace(organisation=text)
    if column is _Column.EMAIL:
        return person._replace(email=text)
    if column is _Column.INITIALS:
        return person._replace(initials=text, label=text)
    is_kind = column is _Column.ATTENDANCE and _KINDS_OF_PRESENCE.search(text.casefold())
    if column is _Column.NOTE or is_kind:
        return person._replace(note=", ".join(filter(None, (person.note, text))))
    return person


def _find_row_list(block: Block, layout: _Layout) -> str | None:
    """Return the list that a row's person is on; None where that is unclear."""
    ticked = [at for at in layout.lists if block.cells[at].text.strip()]
    if layout.lists:
        if len(ticked) != 1:
            return None
        return _read_tick(block.cells[ticked[0]].text, layout.lists[ticked[0]])
    at = layout.find_column(_Column.ATTENDANCE)
    return layout.default if at is None else _read_attendance(block.cells[at].text)


def _read_attendance(text: str) -> str | None:
    plain = text.strip(" .").casefold()
    found = [name for name, words in _VALUES.items() if re.fullmatch(words, plain)]
    if not found and "apolog" in plain:
        return "apologies"
    return found[0] if found else None


def _read_tick(text: str, column: str) -> str | None:
    """Return the list that the mark of a person in the column of a list means."""
    name = _read_attendance(text)
    if name == "present" or re.fullmatch(_TICKS, text.strip()):
        return column
    return name if column == "present" else None
