"""The lines below an action that belong to it: `Owner: …`, `Due: …`, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple

from scrutiny_cli.importing.blocks import Block, BlockKind, Use, UseKind
from scrutiny_cli.importing.imported_meeting import ReportedStatus
from scrutiny_cli.importing.recognise.action_words import split_owner_and_due
from scrutiny_cli.importing.recognise.entry_parts import Stretch
from scrutiny_cli.importing.recognise.joined_text import has_letters, join_text
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.importing.recognise.statuses import (
    begins_with_status,
    list_status_cuts,
    read_report,
)

_FIELD = re.compile(
    r"\s*(?:(?P<owner>(?:action )?owners?|lead|responsible(?: person)?|assigned to|assignees?|"
    r"action by|by whom|who|person responsible|responsibility|to be actioned by)|"
    r"(?P<due>due(?: date| by)?|deadline|by when|target(?: date)?|when|date due|timescale|"
    r"timeframe|completion date|complete by)|"
    r"(?P<ref>(?:action )?(?:ref|reference|number|no|id)\.?)|"
    r"(?P<status>(?:action |current )?status|updates?|progress|outcome|result|response))"
    r"\s*[:–]\s*(?=\S)",
    re.IGNORECASE,
)


class FieldsBelow(NamedTuple):
    """The fields below an action, its reports, and the uses of the labels and reports."""

    owner: tuple[Stretch, ...] = ()
    due: tuple[Stretch, ...] = ()
    ref: tuple[Stretch, ...] = ()
    reports: tuple[ReportedStatus, ...] = ()
    uses: tuple[Use, ...] = ()


def find_fields_below(
    blocks: Sequence[Block], at: int, reading: Reading, is_free: Callable[[int], bool]
) -> FieldsBelow:
    """Find the fields in the blocks below an action, and the entries that report on it (A5)."""
    parts = [
        _read_block(blocks[index], index, reading)
        for index in _list_nested(blocks, at)
        if is_free(index)
    ]
    return FieldsBelow(
        *(
            tuple(chain.from_iterable(getattr(part, name) for part in parts))
            for name in FieldsBelow._fields
        )
    )


def _list_nested(blocks: Sequence[Block], at: int) -> Iterator[int]:
    """List the blocks one level below an entry; below a line, those with the label of a field."""
    block = blocks[at]
    for index in range(at + 1, len(blocks)):
        nested = blocks[index]
        if nested.kind is BlockKind.ENTRY and nested.level > block.level:
            if nested.level == block.level + 1:
                yield index
        elif nested.kind is BlockKind.PARAGRAPH and _is_below(nested, block):
            yield index
        else:
            return


def _is_below(nested: Block, block: Block) -> bool:
    """Whether a paragraph continues an entry, or is the field of a line."""
    is_continued = block.kind is BlockKind.ENTRY and nested.level >= block.level
    return is_continued or (nested.level == 0 and _FIELD.match(nested.text) is not None)


def _read_block(block: Block, at: int, reading: Reading) -> FieldsBelow:
    """Return what one block below an action says of it."""
    field = _FIELD.match(block.text)
    start = field.end() if field is not None else 0
    stretch = Stretch(block.text[start:], at, start)
    if not has_letters(stretch.text) and field is None:
        return FieldsBelow()
    label = (Use(at, 0, start, UseKind.LABEL),) if field is not None else ()
    name = field.lastgroup if field is not None else None
    both = split_owner_and_due(stretch.text, reading) if name == "owner" else None
    if both is not None:
        owner, due = (Stretch(stretch.text[first:last], at, start + first) for first, last in both)
        return FieldsBelow(owner=(owner,), due=(due,), uses=label)
    if name is not None and name != "status":
        fields: dict[str, Any] = {name: (stretch,)}
        return FieldsBelow(uses=label, **fields)
    if name is None and not begins_with_status(stretch.text, reading, is_below=True):
        return FieldsBelow()
    report, uses = _read_status(stretch, block, reading)
    return FieldsBelow(reports=(report,), uses=(*label, *uses))


def _read_status(
    stretch: Stretch, block: Block, reading: Reading
) -> tuple[ReportedStatus, tuple[Use, ...]]:
    """Read what became of an action; after a label any words do."""
    text = stretch.text
    if begins_with_status(text, reading, is_below=True):
        report = read_report(text, reading, block.place.text)
    else:
        words = " ".join(text.split())
        report = ReportedStatus(words, note=words, place=block.place.text)
    return report, join_text([stretch]).list_uses(list_status_cuts(text, report, reading))
