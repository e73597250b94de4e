"""Several actions in one row: each with its own line of the cells beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from scrutiny_cli.importing.blocks import Doubt, Use, UseKind
from scrutiny_cli.importing.recognise.cell_kinds import begins_in_lower_case, is_unfinished
from scrutiny_cli.importing.recognise.entry_parts import EntryParts, Stretch
from scrutiny_cli.importing.recognise.known_people import KnownPeople
from scrutiny_cli.importing.recognise.owner_words import find_owner_in_words

_MARK = re.compile(
    r"\s*(?:[•●○■▪◦‣·*–—-]|[(]?(?:\d{1,2}|[a-hj-z]|[ivx]{1,4})[.)])\s+(?=\S)", re.IGNORECASE
)
_REF = re.compile(r"\s*(?:[A-Z]{1,4}[ -]?)?\d{1,4}/\d{2,4}\b")
_SEVERAL = "the cells of this row have several actions, which were read as one"
_SHARED = ("owner", "due", "status")
_OWN = ("ref", "owner", "due", "status", "update", "revised", "closed", "raised", "origin")


def split_actions(parts: EntryParts, people: KnownPeople) -> tuple[list[EntryParts], list[Use]]:
    """Return the actions of a row, and the uses of the marks in front of them."""
    if len(parts.words) != 1:
        return [parts], []
    lines = split_lines(parts.words[0])
    starts = _find_starts(lines, parts, people)
    if len(starts) < 2:
        return [parts], []
    groups = [lines[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]
    columns = {name: _share_lines(getattr(parts, name), len(groups), name) for name in _OWN}
    if any(shared is None for shared in columns.values()):
        return [_add_doubt(parts)], []
    marks: list[Use] = []
    found = [
        _make_part(parts, group, {name: each[at] for name, each in columns.items() if each}, marks)
        for at, group in enumerate(groups)
    ]
    rest = [part._replace(notes=(), links=()) for part in found[1:]]
    return [found[0], *rest], marks


def split_lines(stretch: Stretch) -> list[Stretch]:
    """Return the lines of a cell that have words."""
    found: list[Stretch] = []
    at = 0
    for line in stretch.text.split("\n"):
        if line.strip():
            found.append(stretch._replace(text=line, start=stretch.start + at))
        at += len(line) + 1
    return found


def _find_starts(lines: Sequence[Stretch], parts: EntryParts, people: KnownPeople) -> list[int]:
    """Return the lines with which an action begins."""
    if len(lines) < 2:
        return [0] if lines else []
    for pattern in (_MARK, _REF):
        starts = [at for at, line in enumerate(lines) if pattern.match(line.text)]
        if starts[:1] == [0] and len(starts) > 1:
            return starts
    is_each = _have_owner_lines(lines, parts, people) or (
        not parts.owner and _have_owners(lines, people)
    )
    return list(range(len(lines))) if is_each and _are_separate(lines) else [0]


def _have_owner_lines(lines: Sequence[Stretch], parts: EntryParts, people: KnownPeople) -> bool:
    """Whether the cell of the owners has as many lines, and they are not one name."""
    if len(parts.owner) != 1 or len(split_lines(parts.owner[0])) != len(lines):
        return False
    return people.find_label(" ".join(parts.owner[0].text.split())) is None


def _have_owners(lines: Sequence[Stretch], people: KnownPeople) -> bool:
    """Whether each line names who acts: `RO to write`, `Order benches (TB)`."""
    return all(find_owner_in_words(line.text.strip(), people) is not None for line in lines)


def _are_separate(lines: Sequence[Stretch]) -> bool:
    """Whether no line goes on from the one above."""
    pairs = pairwise(lines)
    return not any(
        begins_in_lower_case(below.text) or is_unfinished(above.text) for above, below in pairs
    )


def _share_lines(
    stretches: tuple[Stretch, ...], count: int, name: str
) -> list[tuple[Stretch, ...]] | None:
    """Return the stretches of each action: a line each, or the same for all; None: unclear."""
    if not stretches:
        return [()] * count
    if len(stretches) > 1:
        return None
    lines = split_lines(stretches[0])
    if len(lines) == count:
        return [(line,) for line in lines]
    is_shared = len(lines) == 1 and name in _SHARED
    return [stretches] * count if is_shared else None


def _make_part(
    parts: EntryParts,
    lines: Sequence[Stretch],
    columns: dict[str, tuple[Stretch, ...]],
    marks: list[Use],
) -> EntryParts:
    first = lines[0]
    found = _MARK.match(first.text)
    if found is not None:
        end = first.start + found.end()
        marks.append(Use(first.block, first.start, end, UseKind.LABEL, cell=first.cell))
        first = first._replace(text=first.text[found.end() :], start=end)
    return parts._replace(words=(first, *lines[1:]), **columns)  # type: ignore[arg-type]


def _add_doubt(parts: EntryParts) -> EntryParts:
    return parts._replace(doubts=(*parts.doubts, Doubt("rows-joined", _SEVERAL)))
