"""Tables with a label beside each text: `Action | Order benches`, `Owner | RO`, `Due | 5 May`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Use, UseKind
from scrutiny_cli.importing.recognise.entry_parts import Stretch
from scrutiny_cli.importing.recognise.headings import ColumnField, find_heading
from scrutiny_cli.importing.recognise.table_rows import TablePart, TableRow

_NUMBER_AFTER = re.compile(r"\s*(?:no\.?\s*)?#?\d{1,3}\s*[:.)]?$", re.IGNORECASE)
_TEXT_LABEL = re.compile(
    r"(?:(?:key|main|summary of|agreed|further)\s+)?(?:actions?(?: items?| points?| required| "
    r"agreed| arising)?|discussions?|discussion points|decisions?(?: made)?|conclusions?|outcomes?|"
    r"notes?|points|resolutions?|resolved|recommendations?|summary|background|update|minutes?)",
    re.IGNORECASE,
)
_ACTION_LABEL = re.compile(
    r"(?:agreed )?(?:actions?|action items?|action points?|tasks?|next steps?)"
    r"(?: required| agreed| arising)?",
    re.IGNORECASE,
)
_TITLE_LABEL = re.compile(
    r"(?:agenda )?(?:item|topic|subject)(?: no\.?)?(?: \d{1,2}(?:\.\d{1,2})?[.:]?)?|"
    r"\d{1,2}(?:\.\d{1,2})?[.)]?",
    re.IGNORECASE,
)
_OF_CARD = frozenset(
    {
        ColumnField.REF,
        ColumnField.OWNER,
        ColumnField.DUE,
        ColumnField.STATUS,
        ColumnField.UPDATE,
    }
)
_MOST_LABEL_WORDS = 4


class LabelledCell(NamedTuple):
    """A label in a cell, and the place of the cell with its text in the same row."""

    label: str
    row: TableRow
    label_cell: int
    value_cell: int

    @property
    def field(self) -> ColumnField | None:
        """What the label says of the text; None: nothing that an action has."""
        plain = _NUMBER_AFTER.sub("", self.label).strip(" :")
        if _ACTION_LABEL.fullmatch(plain):
            return ColumnField.ACTION
        heading = find_heading(plain)
        return heading.field if heading is not None and heading.field in _OF_CARD else None

    def make_stretch(self) -> Stretch:
        """Return the text that the label introduces."""
        return Stretch(self.row.cells[self.value_cell].text, self.row.block, 0, self.value_cell)

    def make_label_use(self) -> Use:
        """Return the use of the label's own words."""
        end = len(self.row.cells[self.label_cell].text)
        return Use(self.row.block, 0, end, UseKind.LABEL, cell=self.label_cell)

    @property
    def is_text(self) -> bool:
        """Whether the label introduces a text of the minutes."""
        return _TEXT_LABEL.fullmatch(self.label.strip(" :")) is not None

    @property
    def is_title(self) -> bool:
        """Whether the label introduces the title of an item."""
        return _TITLE_LABEL.fullmatch(self.label.strip(" :")) is not None


ActionCard = tuple[LabelledCell, ...]


def list_action_cards(part: TablePart) -> list[ActionCard]:
    """Return the actions of a part of a table that has a label beside each of their fields."""
    if part.headings:
        return []
    found: list[list[LabelledCell]] = [[]]
    for cell in _list_labelled(part):
        field = cell.field
        known = [each.field for each in found[-1]]
        if field is None or field in known or (field is ColumnField.ACTION and _is_card(found[-1])):
            found.append([])
        if field is not None:
            found[-1].append(cell)
    return [tuple(card) for card in found if _is_card(card)]


def _is_card(cells: list[LabelledCell]) -> bool:
    fields = {cell.field for cell in cells}
    return ColumnField.ACTION in fields and bool(fields & {ColumnField.OWNER, ColumnField.DUE})


def _list_labelled(part: TablePart) -> Iterator[LabelledCell]:
    for row in part.rows:
        yield from read_labelled_row(row)


def read_labelled_row(row: TableRow) -> list[LabelledCell]:
    """Return the labels of a row with their texts: every other filled cell is a label."""
    texts = row.list_texts()
    filled = [index for index, text in enumerate(texts) if text]
    pairs = list(zip(filled[::2], filled[1::2], strict=False))
    if len(filled) % 2 or not pairs or not all(_may_be_label(texts[at]) for at, _ in pairs):
        return []
    return [LabelledCell(" ".join(texts[at].split()), row, at, value) for at, value in pairs]


def _may_be_label(text: str) -> bool:
    return len(text.split()) <= _MOST_LABEL_WORDS and "\n" not in text.strip()


def list_labelled_texts(part: TablePart) -> dict[int, LabelledCell]:
    """Return the rows, by their blocks, that are a label and a text of the minutes."""
    if part.headings:
        return {}
    taken = {cell.row.block for card in list_action_cards(part) for cell in card}
    rows = [row for row in part.rows if row.block not in taken]
    found = {row.block: cells[0] for row in rows if len(cells := read_labelled_row(row)) == 1}
    if not any(cell.is_text for cell in found.values()):
        return {}
    return {block: cell for block, cell in found.items() if cell.is_text or cell.is_title}
