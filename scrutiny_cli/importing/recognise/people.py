"""The lists of people: who was present, in attendance, absent, or sent apologies."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Block, BlockKind, Doubt, Use, UseKind
from scrutiny_cli.importing.imported_meeting import ImportedPerson, PeopleList
from scrutiny_cli.importing.recognise.labelled import LabelledText, find_labelled
from scrutiny_cli.importing.recognise.people_blocks import (
    GROUP,
    LONGEST_LINE,
    ListLine,
    ends_list,
    list_people_lines,
)
from scrutiny_cli.importing.recognise.people_labels import (
    INNER_LABEL,
    MEMBERS_LABELS,
    MEMBERS_LIST,
    OTHER_LIST,
    PEOPLE_LABELS,
    RECEIVED_FROM,
    find_list_field,
)
from scrutiny_cli.importing.recognise.people_lines import (
    PeopleInText,
    is_sure_person,
    read_people_line,
    read_people_text,
    study_lines,
)
from scrutiny_cli.importing.recognise.people_tables import ListedPerson, read_people_table
from scrutiny_cli.importing.recognise.person_reader import (
    NameReading,
    is_person_initials,
    read_person,
)
from scrutiny_cli.minutes.labels import is_no_attendance
from scrutiny_cli.minutes.source import normalize_label

ORDER = ("present", "apologies", "in_attendance", "absent")
# Lists of people that do not say who came; members below `Present:` alone do.
_AND = re.compile(r"[\s,;.]*(?:and|AND|und|et|y|en|&)?\s*")
_OPEN_END = re.compile(r"(?:[,;]|\b(?:and|&))\s*$", re.IGNORECASE)
_LAST_AND = re.compile(r"(?<=\w)[\s,]+(?:and|&)\s*$", re.IGNORECASE)
_AWAY = frozenset(("apologies", "absent"))
_MOST_GROUP_WORDS = 6


class FoundPeople(NamedTuple):
    """The lists of people of a meeting, and the uses of the words that they were read from.

    `labels` are the blocks that only introduce a list.
    """

    lists: tuple[PeopleList, ...] = ()
    uses: tuple[Use, ...] = ()
    labels: tuple[int, ...] = ()


def find_people(
    blocks: Sequence[Block], find_label: Callable[[str], str | None] = lambda _: None
) -> FoundPeople:
    """Find the lists of people of a meeting; `find_label` returns the label of a known person."""
    finder = _Finder(blocks, find_label)
    at = 0
    while at < len(blocks):
        at = max(finder.read_block(at), at + 1)
    finder.add_members()
    return finder.finish()


@dataclass(slots=True)
class _Finder:
    """Reads the lists of a document one after the other."""

    blocks: Sequence[Block]
    find_label: Callable[[str], str | None]
    found: list[ListedPerson] = field(default_factory=list)
    nobody: dict[str, tuple[str, str, Use]] = field(default_factory=dict)
    uses: list[Use] = field(default_factory=list)
    labels: list[int] = field(default_factory=list)

    def read_block(self, at: int) -> int:
        """Read the lists that begin in a block; return the block after their last."""
        table = read_people_table(self.blocks, at, None, self.find_label)
        if table is not None:
            self.found += table.people
            self.uses += table.uses
            return table.end
        end = at + 1
        for labelled in find_labelled(self.blocks[at : at + 1], PEOPLE_LABELS):
            end = max(end, self._read_labelled(labelled._replace(block=at)))
        return end

    def add_members(self) -> None:
        """Take the members for those present, where nobody is, and others of them are away.

        A list with somebody who is also away has all members, and remains text.
        """
        listed = {one.field for one in self.found} | self.nobody.keys()
        away = {_find_surname(one.person) for one in self.found if one.field in _AWAY}
        last = max((one.block for one in self.found if one.field in _AWAY), default=-1)
        if "present" in listed or not away:
            return
        for labelled in find_labelled(self.blocks[:last], MEMBERS_LABELS):
            other = _Finder(self.blocks, self.find_label)
            other._read_labelled(labelled)
            names = {_find_surname(one.person) for one in other.found}
            if labelled.has_sign and names and names.isdisjoint(away):
                self.found += other.found
                self.uses += other.uses
                self.labels += other.labels
                return

    def _read_labelled(self, labelled: LabelledText) -> int:
        at, name = labelled.block, find_list_field(labelled.label)
        before = len(self.found), len(self.nobody)
        if not labelled.value:
            end = self._read_lines(name, at + 1)
        elif labelled.cell is None:
            end = self._read_value(name, labelled)
        else:
            end = self._read_cell(name, labelled)
        if (len(self.found), len(self.nobody)) == before:
            if self._introduces_labels(labelled):
                self._add_label(labelled, len(self.found))
            return at + 1
        self._add_label(labelled, before[0])
        return end

    def _introduces_labels(self, labelled: LabelledText) -> bool:
        """Whether a heading such as `Attendance` has only the labels of lists below it."""
        block = self.blocks[labelled.block]
        following = self.blocks[labelled.block + 1 : labelled.block + 2]
        is_heading = block.kind is BlockKind.HEADING or block.is_bold
        return (
            is_heading
            and not labelled.value
            and bool(following)
            and PEOPLE_LABELS.match(following[0].text) is not None
        )

    def _add_label(self, labelled: LabelledText, first: int) -> None:
        """Account for a label; the body that it names is that of the people from `first` on."""
        if not labelled.value:
            self.labels.append(labelled.block)
        body = _find_body(labelled, self.blocks)
        if body is None or any(one.person.organisation for one in self.found[first:]):
            end = labelled.label_end if body is None else body[1]
            self.uses.append(labelled.make_label_use()._replace(end=end))
            return
        text, start, end = body
        self.uses.append(Use(labelled.block, 0, start, UseKind.LABEL))
        self.uses.append(Use(labelled.block, start, end, UseKind.VALUE, "person", text))
        for at, one in enumerate(self.found[first:], first):
            self.found[at] = one._replace(person=one.person._replace(organisation=text))

    # What follows a label on its line

    def _read_value(self, name: str, labelled: LabelledText) -> int:
        """Read the people after a label; another label within the line begins another list."""
        at, start = labelled.block, labelled.start
        again = RECEIVED_FROM.match(self.blocks[at].text, start)
        if again is not None and name == "apologies":
            # That they were accepted is a decision, which is kept as text.
            if "accept" not in again[0].casefold():
                self.uses.append(Use(at, start, again.end(), UseKind.LABEL))
            start = again.end()
        name, count = self._read_stretches(name, at, start)
        while count and self._is_wrapped(at):
            at += 1
            name, count = self._read_stretches(name, at, 0)
        ends_with_comma = self.blocks[at].text.rstrip().endswith((",", ";"))
        if count == 1 or (count > 1 and ends_with_comma):
            return self._read_lines(name, at + 1, is_sure=True)
        return at + 1

    def _is_wrapped(self, at: int) -> bool:
        """Whether a list that ends with a comma or `and` goes on in the block below."""
        following = self.blocks[at + 1 : at + 2]
        is_open = _OPEN_END.search(self.blocks[at].text) is not None
        if not following or not is_open or ends_list(following[0], self.blocks[at]):
            return False
        inner = INNER_LABEL.search(following[0].text)
        text = following[0].text[: None if inner is None else inner.start()]
        return read_people_text(text, NameReading(find_label=self.find_label)).is_whole

    def _read_stretches(self, name: str, at: int, start: int) -> tuple[str, int]:
        """Read a block from `start` on, in which labels begin other lists.

        Return the last of these lists, and how many people there are.
        """
        text, count = self.blocks[at].text, 0
        for inner in (*INNER_LABEL.finditer(text, start), None):
            end = len(text) if inner is None else inner.start()
            count += self._read_stretch(name, at, start, end)
            if inner is not None:
                self.uses.append(Use(at, *inner.span("label"), UseKind.LABEL))
                name, start = find_list_field(inner["label"]), inner.end()
        return name, count

    def _read_stretch(self, name: str, at: int, start: int, end: int) -> int:
        """Read a part of a block as a list; return how many people it has."""
        last = _LAST_AND.search(self.blocks[at].text, start, end)
        if last is not None:
            self.uses.append(Use(at, last.start(), end, UseKind.LABEL))
            end = last.start()
        text = self.blocks[at].text[start:end]
        if self._is_nobody(name, at, None, text, start):
            return 0
        reading = NameReading(find_label=self.find_label)
        people = read_people_text(text, reading)
        self._add_people(name, at, None, start, people)
        return len(people.people)

    def _is_nobody(self, name: str, at: int, cell: int | None, text: str, start: int) -> bool:
        words = text.strip(" .;,")
        if not is_no_attendance(words):
            return False
        use = Use(at, start, start + len(text), UseKind.VALUE, "person", words, cell=cell)
        self.nobody.setdefault(name, (words, self.blocks[at].place.text, use))
        return True

    def _add_people(
        self, name: str, at: int, cell: int | None, start: int, people: PeopleInText
    ) -> None:
        place = self.blocks[at].place.text
        for begin, end in people.prefixes:
            self.uses.append(Use(at, start + begin, start + end, UseKind.LABEL, cell=cell))
        text = self._find_text(at, cell)
        for before, after in pairwise(people.people):
            gap = start + before.end, start + after.start
            if _AND.fullmatch(text[slice(*gap)]):
                self.uses.append(Use(at, *gap, UseKind.LABEL, cell=cell))
        for span in people.people:
            person, uses = span.read.person, tuple[Use, ...]()
            if span.read.is_whole:
                begin, end = start + span.start, start + span.end
                value = UseKind.VALUE
                uses = (Use(at, begin, end, value, "person", person.label, cell=cell),)
            self.found.append(ListedPerson(name, person, place, at, uses))

    def _find_text(self, at: int, cell: int | None) -> str:
        block = self.blocks[at]
        return block.text if cell is None else block.cells[cell].text

    # The cell beside a label

    def _read_cell(self, name: str, labelled: LabelledText) -> int:
        """Read the cell beside a label, its lines, and the rows below that have no label."""
        at, cell = labelled.block, labelled.cell
        if cell is None:
            return at + 1
        block = self.blocks[at]
        more = [each for each in range(cell + 1, len(block.cells)) if block.cells[each].text]
        if more and "\n" not in block.cells[cell].text:
            count = self._read_row(name, at, cell)
        else:
            count = self._read_cell_lines(name, at, cell, labelled.start)
        end = at + 1
        while count and self._is_continued(at, end, cell):
            self._read_row(name, end, cell)
            end += 1
        return end

    def _is_continued(self, first: int, at: int, cell: int) -> bool:
        """Whether a row has people in the same column, and nothing in front of them."""
        if at >= len(self.blocks) or self.blocks[at].place.table != self.blocks[first].place.table:
            return False
        cells = self.blocks[at].cells
        return len(cells) > cell and not any(each.text.strip() for each in cells[:cell])

    def _read_cell_lines(self, name: str, at: int, cell: int, start: int) -> int:
        text = self.blocks[at].cells[cell].text
        if self._is_nobody(name, at, cell, text[start:], start):
            return 0
        lines = [(found.start(), found[0]) for found in re.finditer(r"[^\n]+", text[start:])]
        reading = study_lines([line for _, line in lines], self.find_label)
        count = 0
        for offset, line in lines:
            people = (
                read_people_line(line, reading)
                if len(lines) > 1
                else read_people_text(line, reading)
            )
            self._add_people(name, at, cell, start + offset, people)
            count += len(people.people)
        return count

    def _read_row(self, name: str, at: int, cell: int) -> int:
        """Read a row as one person, whose name is in a cell, and the rest in those after it."""
        cells = self.blocks[at].cells
        others = [each.text for each in cells[cell + 1 :]]
        reading = NameReading(find_label=self.find_label)
        if not any(text.strip() for text in others):
            return self._read_cell_lines(name, at, cell, 0)
        read = read_person(cells[cell].text, reading._replace(has_roles=True), others)
        if read is None or not is_sure_person(read, reading):
            return 0
        uses = tuple(
            Use(at, 0, len(each.text), UseKind.VALUE, "person", read.person.label, cell=number)
            for number, each in enumerate(cells)
            if number >= cell and each.text.strip()
        )
        place = self.blocks[at].place.text
        self.found.append(ListedPerson(name, read.person, place, at, uses if read.is_whole else ()))
        return 1

    # The blocks below a label

    def _read_lines(self, name: str, start: int, *, is_sure: bool = False) -> int:
        """Read the people in the blocks from `start` on; return the block after the last.

        With `is_sure` each has to be certainly a person, as the list need not go on.
        """
        first = self.blocks[start] if start < len(self.blocks) else None
        if first is not None and self._is_nobody(name, start, None, first.text, 0):
            return start + 1
        table = read_people_table(self.blocks, start, name, self.find_label)
        if table is not None:
            self.found += table.people
            self.uses += table.uses
            return table.end
        rows = list(list_people_lines(self.blocks, start, is_absence=name in _AWAY))
        reading = study_lines([line.text for line in rows], self.find_label)
        end, number = start, 0
        while number < len(rows):
            if self._read_list_line(name, rows[number], reading, is_sure=is_sure):
                end = rows[number].block + 1
            elif is_sure or not self._is_group(rows, number, reading):
                break
            number += 1
        return end

    def _read_list_line(
        self, name: str, line: ListLine, reading: NameReading, *, is_sure: bool
    ) -> bool:
        if line.cells:
            return self._read_line_of_cells(name, line, reading)
        if OTHER_LIST.match(line.text) or (is_sure and MEMBERS_LIST.match(line.text)):
            return False
        people = read_people_line(line.text, reading)
        is_group = is_sure and GROUP.match(line.text) is not None
        if is_group or (len(line.text) > LONGEST_LINE and not people.is_whole):
            return False
        is_other = ":" in line.text[
            people.prefixes[0][1] if people.prefixes else 0 :
        ] or not _are_sure(people, reading)
        if is_sure and is_other:
            return False
        self._add_people(name, line.block, None, 0, people)
        return bool(people.people)

    def _read_line_of_cells(self, name: str, line: ListLine, reading: NameReading) -> bool:
        cells = [text for text in line.cells if text.strip()]
        if len(cells) > 1 and is_person_initials(cells[0]) and not is_person_initials(cells[1]):
            cells[:2] = cells[1::-1]
        read = read_person(cells[0], reading, cells[1:])
        if read is None or not is_sure_person(read, reading):
            return False
        uses = tuple(
            Use(line.block, 0, len(text), UseKind.VALUE, "person", read.person.label, cell=number)
            for number, text in enumerate(line.cells)
            if read.is_whole
        )
        place = self.blocks[line.block].place.text
        self.found.append(ListedPerson(name, read.person, place, line.block, uses))
        return True

    def _is_group(self, rows: Sequence[ListLine], number: int, reading: NameReading) -> bool:
        """Whether a line is the heading of people below it, such as `Officers:`."""
        line, following = rows[number], rows[number + 1 : number + 2]
        words = line.text.split()
        if line.cells or not following or not 0 < len(words) <= _MOST_GROUP_WORDS:
            return False
        below = read_people_line(following[0].text, reading)
        return bool(below.people) and _are_sure(below, reading)

    # All lists

    def finish(self) -> FoundPeople:
        """Return the lists in the order in which they are written, each person once."""
        people = list(_drop_repeated(self.found))
        uses = [*self.uses, *(use for one in people for use in one.uses)]
        lists = []
        for name in ORDER:
            own = [one for one in people if one.field == name]
            if own:
                persons = tuple(one.person for one in own)
                lists.append(PeopleList(name, persons, None, own[0].place))
            elif name in self.nobody:
                words, place, use = self.nobody[name]
                uses.append(use)
                lists.append(PeopleList(name, (), words, place))
        return FoundPeople(tuple(lists), tuple(uses), tuple(self.labels))


def _are_sure(people: PeopleInText, reading: NameReading) -> bool:
    return all(is_sure_person(each.read, reading) for each in people.people)


def _find_body(labelled: LabelledText, blocks: Sequence[Block]) -> tuple[str, int, int] | None:
    """Return the body that `Present from X` names, and where it is."""
    if labelled.label_cell is not None:
        return None
    found = PEOPLE_LABELS.match(blocks[labelled.block].text)
    if found is None or found["body"] is None:
        return None
    return found["body"], *found.span("body")


def _drop_repeated(found: Sequence[ListedPerson]) -> Iterator[ListedPerson]:
    """Leave out who is on the same list again; two people never have the same initials."""
    owners: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    for one in found:
        person = one.person
        name = normalize_label(person.name or person.label)
        if person.initials is not None and person.name is not None:
            owner = owners.setdefault(normalize_label(person.initials), name)
            if owner != name:
                yield _remove_initials(one)
                continue
        if (one.field, name) not in seen:
            seen.add((one.field, name))
            yield one


def _find_surname(person: ImportedPerson) -> str:
    return normalize_label(person.name or person.label).split()[-1]


def _remove_initials(one: ListedPerson) -> ListedPerson:
    """Return a person without the initials that somebody else has; the line stays text."""
    person = one.person
    message = f'"{person.initials}" is somebody else, too, so it is left out here'
    doubt = Doubt("people-initials", message, one.place)
    without = person._replace(
        label=person.name or person.label, initials=None, doubts=(*person.doubts, doubt)
    )
    return one._replace(person=without, uses=())
