"""An entry from the parts of the source that a rule found: their words become its fields."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scrutiny_cli.importing.blocks import Block, Doubt, Use, UseKind
from scrutiny_cli.importing.imported_meeting import ImportedEntry, ReportedStatus
from scrutiny_cli.importing.recognise.entry_parts import (
    EntryParts,
    MadeEntry,
    Stretch,
    join_stretches,
)
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.minutes.dates.date_reader import find_date

_REF_IN_FRONT = re.compile(r"\s*(\d+/\d+|\d+(?:\.\d+)+)(?:\s*[-–:]\s*|\s+)(?=\w)")


def make_entry(
    rule: str,
    parts: EntryParts,
    blocks: Sequence[Block],
    reading: Reading,
    block: int | None = None,
) -> MadeEntry:
    """Return the entry of parts; it is written in the place of `block`, otherwise of its words."""
    words, ref, uses = _split_ref(parts)
    owner = ", ".join(join_stretches([stretch]) for stretch in parts.owner) or None
    day = find_date(join_stretches(parts.due), month_first=reading.month_first)
    due = day.isoformat() if day is not None else join_stretches(parts.due) or None
    uses += [_use(stretch, UseKind.VALUE, "owner", owner or "") for stretch in parts.owner]
    uses += [_use(stretch, UseKind.VALUE, "due", due or "") for stretch in parts.due]
    said = (*parts.status, *parts.update)
    status = reading.statuses.find_status(join_stretches(parts.status))
    report = ReportedStatus(
        join_stretches(said), status.value if status else None, join_stretches(parts.update) or None
    )
    uses += [_use(stretch, UseKind.TEXT) for stretch in said]
    doubts = parts.doubts if owner else (*parts.doubts, Doubt("no-owner", words))
    stretches = parts.list_stretches()
    entry = ImportedEntry(
        rule,
        words,
        stretches[0].block if block is None else block,
        tuple(dict.fromkeys(blocks[stretch.block].place.text for stretch in stretches)),
        ref,
        owner,
        due,
        reports=(report,) if said else (),
        sign=parts.sign,
        doubts=doubts,
    )
    return MadeEntry(entry, tuple(uses))


def _split_ref(parts: EntryParts) -> tuple[str, str | None, list[Use]]:
    words, ref = join_stretches(parts.words), join_stretches(parts.ref) or None
    uses = [_use(stretch, UseKind.TEXT) for stretch in parts.words]
    uses += [_use(stretch, UseKind.VALUE, "ref", ref or "") for stretch in parts.ref]
    found = _REF_IN_FRONT.match(words)
    if found is None or ref is not None:
        return words, ref, uses
    first = uses[0]
    split = [
        first._replace(end=found.end(1), kind=UseKind.VALUE, detail="ref", value=found[1]),
        first._replace(start=found.end(1)),
    ]
    return words[found.end() :], found[1], [*split, *uses[1:]]


def _use(stretch: Stretch, kind: UseKind, detail: str = "", value: str = "") -> Use:
    end = stretch.start + len(stretch.text)
    return Use(stretch.block, stretch.start, end, kind, detail, value, stretch.cell)
