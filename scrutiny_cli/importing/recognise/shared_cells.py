"""Cells of a row with more than their heading says: an owner and a date, or several people."""

from __future__ import annotations

import re

from scrutiny_cli.importing.blocks import Use, UseKind
from scrutiny_cli.importing.imported_meeting import Sign
from scrutiny_cli.importing.recognise.cell_kinds import has_people, is_due_text, is_short_or_known
from scrutiny_cli.importing.recognise.cell_lists import split_lines
from scrutiny_cli.importing.recognise.entry_parts import EntryParts, Stretch
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.minutes.dates.day_search import find_days

_ABOVE = re.compile(
    r"\((?:(?:see|as|under|per) )?(?:action|ref\.?|ap)s?\s*(?:no\.? ?|ref\.? ?)?"
    r"(?P<ref>[\w#]{0,12}\d[\w/.-]{0,12}\b)\s*[-–—,:;]?\s*"
    r"(?:see (?:also )?(?:above|below|previous\w*)|above|as above|refers|also refers|ongoing|"
    r"outstanding|still open|carried forward)\)|"
    r"\((?:see|as) (?:action|above|previous action)s?\s*(?:no\.? ?|ref\.? ?)?"
    r"(?P<other>[\w#]{0,12}\d[\w/.-]{0,12}\b)(?: above)?\)",
    re.IGNORECASE,
)
_ROW_NUMBER = re.compile(r"\s*[(]?\d{1,3}[.)]\s+(?=[A-Z])")
_LABEL = re.compile(
    r"\s*(?P<label>(?:action|agreed action|action point|action item)s?(?: required| needed)?)\s*"
    r"(?:no\.?\s*)?(?P<ref>[\w#]{0,12}\d[\w/.]{0,12}\w|\d)?\s*(?::|\s[-–—]|[–—])\s*(?=\w)",
    re.IGNORECASE,
)
_LONGEST = 120  # characters of a cell with an owner and a date
_EDGE = " \n\t/|;,:–—-"
_SIGNS = re.compile(r"\s*[\n/|;]\s*(?:by |due )?|\s+[–—-]\s+|,\s+|\s+(?=by\s)", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,;:/|–—-]*(?:\b(?:by|due|for|on|before|date)\b[\s:]*)*$", re.IGNORECASE)


def divide_cells(parts: EntryParts, reading: Reading) -> EntryParts:
    """Divide a cell with an owner and a date, and one with a person on each line."""
    parts = _find_ref_above(parts)
    if len(parts.owner) != 1 or not parts.owner[0].text.strip():
        return parts
    owner = parts.owner[0]
    if not parts.due and not has_people(owner.text, reading.people):
        divided = _divide_date(owner, reading)
        if divided is not None:
            return parts._replace(owner=(divided[0],), due=(divided[1],))
    lines = split_lines(owner)
    return parts._replace(owner=tuple(lines)) if _are_people(owner, lines, reading) else parts


def split_label(parts: EntryParts) -> tuple[EntryParts, list[Use]]:
    """Return the parts without a label such as `ACTION 4.2:` in front, and the label's use."""
    if not parts.words or (found := _LABEL.match(parts.words[0].text)) is None:
        return parts, []
    first = parts.words[0]
    words = first._replace(text=first.text[found.end() :], start=first.start + found.end())
    uses = [
        Use(first.block, first.start + start, first.start + end, UseKind.LABEL, cell=first.cell)
        for start, end in ((found.start("label"), found.end("label")), found.span("ref"))
        if end > start and (parts.ref or start == found.start("label"))
    ]
    ref = found["ref"]
    if ref and not parts.ref:
        number = first._replace(text=ref, start=first.start + found.start("ref"))
        parts = parts._replace(ref=(number,))
    return parts._replace(words=(words, *parts.words[1:])), uses


def split_row_number(parts: EntryParts) -> tuple[EntryParts, list[Use]]:
    """Return the parts without a mere number in front of the words, and the number's use."""
    found = _ROW_NUMBER.match(parts.words[0].text) if parts.words else None
    if found is None:
        return parts, []
    first = parts.words[0]
    end = first.start + found.end()
    words = first._replace(text=first.text[found.end() :], start=end)
    use = Use(first.block, first.start, end, UseKind.IGNORED, "row number", cell=first.cell)
    return parts._replace(words=(words, *parts.words[1:])), [use]


def _divide_date(cell: Stretch, reading: Reading) -> tuple[Stretch, Stretch] | None:
    """Return the owner and the date of a cell that has both, as `RO / 5 May`."""
    divisions = _list_divisions(cell, reading) if len(cell.text) <= _LONGEST else []
    for start, end in divisions:
        before, after = cell.text[:start].rstrip(), cell.text[end:]
        is_date = is_due_text(after, month_first=reading.month_first)
        if is_date and has_people(before, reading.people):
            rest = cell.text[start:].lstrip(_EDGE)
            due = cell._replace(text=rest, start=cell.start + len(cell.text) - len(rest))
            return cell._replace(text=before), due
    return None


def _list_divisions(cell: Stretch, reading: Reading) -> list[tuple[int, int]]:
    """Return where a cell may be divided: before its first day, and at signs and line ends."""
    days = find_days(cell.text, month_first=reading.month_first)
    found = [_BETWEEN.search(cell.text, 0, days[0].start)] if days else []
    signs = [match.span() for match in _SIGNS.finditer(cell.text)]
    return [*(match.span() for match in found if match is not None), *signs]


def _are_people(owner: Stretch, lines: list[Stretch], reading: Reading) -> bool:
    """Whether each line of a cell is a person, and not a part of one name."""
    people = reading.people
    if len(lines) < 2 or people.find_label(" ".join(owner.text.split())) is not None:
        return False
    return all(
        is_short_or_known(line.text, people)
        or (len(line.text.split()) > 1 and has_people(line.text, people))
        for line in lines
    )


def _find_ref_above(parts: EntryParts) -> EntryParts:
    """Read `(Action 25/15 – see above)` as the number of an action that is there already."""
    if parts.ref:
        return parts
    for words in parts.words:
        found = _ABOVE.search(words.text)
        if found is not None:
            name = "ref" if found["ref"] else "other"
            start = words.start + found.start(name)
            ref = words._replace(text=found[name], start=start)
            return parts._replace(ref=(ref,), sign=Sign.EARLIER)
    return parts
