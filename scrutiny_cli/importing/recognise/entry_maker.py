"""An imported action made of the parts that a rule found: their words read as fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Block, Doubt, Use, UseKind
from scrutiny_cli.importing.imported_meeting import ImportedEntry, ReportedStatus, Sign
from scrutiny_cli.importing.recognise.action_words import (
    Wanted,
    WordsRead,
    finish_words,
    read_action_words,
    split_owner_and_due,
)
from scrutiny_cli.importing.recognise.dues import read_due_cell
from scrutiny_cli.importing.recognise.entry_parts import (
    EntryParts,
    MadeEntry,
    Stretch,
    cut_stretch,
)
from scrutiny_cli.importing.recognise.joined_text import (
    Cut,
    JoinedText,
    has_letters,
    join_text,
    tidy_words,
)
from scrutiny_cli.importing.recognise.owner_words import judge_owner
from scrutiny_cli.importing.recognise.owners import read_owner
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.importing.recognise.refs import is_key_form, read_ref_cell
from scrutiny_cli.importing.recognise.report_maker import join_notes, list_due_cuts, make_report
from scrutiny_cli.importing.recognise.statuses import begins_with_status, read_report
from scrutiny_cli.minutes.dates.date_reader import find_date
from scrutiny_cli.minutes.labels import is_nobody
from scrutiny_cli.minutes.status_help import shorten_text

_LONGEST_OWNER = 200  # characters of an owner's column that is divided
_NOTHING = Wanted(ref=False, owner=False, due=False, status=False)
_ADDRESSES = re.compile(r"(?:https?|ftp)://[^\s()<>]+", re.IGNORECASE)


class _Field(NamedTuple):
    """A value of columns, the words beside it, and the uses of all of them."""

    value: str | None
    extra: tuple[str, ...] = ()
    uses: tuple[Use, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def make_entry(
    rule: str,
    parts: EntryParts,
    blocks: Sequence[Block],
    reading: Reading,
    block: int | None = None,
) -> MadeEntry:
    """Make an entry of its parts, with the uses of all their words.

    `block` is the block in whose place it is written, otherwise that of its first words. Fields
    that no part gives are looked for among the words.
    """
    parts = _divide_owner(parts, reading)
    stretches = parts.list_stretches()
    at = block if block is not None else stretches[0].block
    places = tuple(dict.fromkeys(blocks[stretch.block].place.text for stretch in stretches))
    ref, owner, due, links = _read_columns(parts, reading)
    joined = join_text(parts.words)
    wanted = Wanted(
        ref=ref.value is None, owner=owner.value is None, due=due.value is None,
        status=not parts.status, is_labelled=rule in {"A3", "A4"},
    )  # fmt: skip
    words = _read_words(joined, blocks, reading, wanted)
    made = make_report(parts, reading, places[0])
    raised, origin = _read_raised(parts.raised, reading), _read_plain(parts.origin)
    entry = ImportedEntry(
        rule,
        finish_words(
            joined.remove_cuts(words.cuts),
            words,
            (*ref.extra, *due.extra, *links.extra, *raised.extra),
            is_labelled=rule in {"A3", "A4"},
        ),
        at,
        places,
        ref=ref.value or words.ref,
        owner=owner.value or words.owner,
        due=due.value or words.due,
        links=_join_links(words.links, links.value),
        reports=_list_reports(words, made.report, reading, places[0]),
        sign=_find_sign(parts, ref.value or words.ref, joined.remove_cuts(words.cuts)),
        raised=date.fromisoformat(raised.value) if raised.value is not None else None,
        origin=origin.value,
        comments=_list_comments(blocks, stretches),
    )
    columns = (ref, owner, due, links, raised, origin)
    doubts = (*parts.doubts, *(doubt for each in columns for doubt in each.doubts), *words.doubts)
    uses = (*joined.list_uses(words.cuts), *(use for each in columns for use in each.uses))
    return MadeEntry(_add_doubts(entry, doubts, blocks, stretches), (*uses, *made.uses))


def _divide_owner(parts: EntryParts, reading: Reading) -> EntryParts:
    """Divide an owner's column that has a due or a status as well: `RO by 5 May`, `RO – done`."""
    if len(parts.owner) != 1 or len(parts.owner[0].text) > _LONGEST_OWNER:
        return parts
    (owner,) = parts.owner
    both = split_owner_and_due(owner.text, reading)
    if both is not None and not has_letters("".join(each.text for each in parts.due)):
        first, due = (cut_stretch(owner, *span) for span in both)
        return parts._replace(owner=(first,), due=(due,))
    found = re.search(r"\s+[–—-]\s+|\s*[:;]\s+|\s+(?=\()", owner.text)
    if found is None or not begins_with_status(owner.text[found.end() :].strip("()"), reading):
        return parts
    first = cut_stretch(owner, 0, found.start())
    status = cut_stretch(owner, found.end(), len(owner.text))
    if judge_owner(first.text, reading.people) is None:
        return parts
    return parts._replace(owner=(first,), update=(*parts.update, status))


def _list_addresses(block: Block, cell: int | None) -> tuple[str, ...]:
    return block.links if cell is None else block.cells[cell].links


def _read_words(
    joined: JoinedText, blocks: Sequence[Block], reading: Reading, wanted: Wanted
) -> WordsRead:
    """Read the words of an action; where fields alone would be left, all stays in the words."""
    addresses = [
        link for each in joined.stretches for link in _list_addresses(blocks[each.block], each.cell)
    ]
    read = read_action_words(joined.text, reading, wanted, addresses)
    is_empty = (
        read.ref is None and bool(read.cuts) and not has_letters(joined.remove_cuts(read.cuts))
    )
    return read_action_words(joined.text, reading, _NOTHING) if is_empty else read


def _read_columns(parts: EntryParts, reading: Reading) -> tuple[_Field, _Field, _Field, _Field]:
    """Read the columns of the ref, the owner, the due and the links."""
    ref, owner = _read_ref(parts.ref, reading), _read_owner(parts.owner, reading)
    return ref, owner, _read_due(parts.due, reading), _read_links(parts.links)


def _read_ref(stretches: tuple[Stretch, ...], reading: Reading) -> _Field:
    joined = join_text(stretches)
    ref = read_ref_cell(joined.text, reading)
    if ref is None and is_key_form(joined.text):
        return _Field(None, (joined.text.strip(),), joined.list_uses(()))
    if ref is None:
        ignored = Cut(0, len(joined.text), UseKind.IGNORED, "row number")
        return _Field(None, uses=joined.list_uses((ignored,)))
    cuts = (
        Cut(0, ref.start, UseKind.LABEL),
        Cut(ref.start, ref.end, UseKind.VALUE, "ref", ref.ref),
    )
    return _Field(ref.ref, uses=joined.list_uses(cut for cut in cuts if cut.start < cut.end))


def _read_owner(stretches: tuple[Stretch, ...], reading: Reading) -> _Field:
    read = [(each, read_owner(each.text, reading.people)) for each in stretches]
    owners = dict.fromkeys(
        owner for _, found in read if found.owner for owner in found.owner.split(", ")
    )
    uses = [use for each, found in read for use in _use_whole(each, "owner", found.owner or "")]
    doubts = dict.fromkeys(doubt for _, found in read for doubt in found.doubts)
    return _Field(", ".join(owners) or None, uses=tuple(uses), doubts=tuple(doubts))


def _use_whole(stretch: Stretch, detail: str, value: str) -> tuple[Use, ...]:
    joined = join_text([stretch])
    return joined.list_uses((Cut(0, len(joined.text), UseKind.VALUE, detail, value),))


def _read_due(stretches: tuple[Stretch, ...], reading: Reading) -> _Field:
    """Read a column of dues; words beside a date, and words that are no due, are extra."""
    joined = join_text(stretches)
    if is_nobody(joined.text.strip()):
        cut = Cut(0, len(joined.text), UseKind.IGNORED, "words for no due date")
        return _Field(None, uses=joined.list_uses((cut,)))
    read = read_due_cell(joined.text, reading)
    cuts = list_due_cuts(joined.text, read.due, read.labels, read.start, read.end)
    rest = joined.remove_cuts(cuts)
    extra = (rest,) if has_letters(rest) else ()
    return _Field(read.due, extra, joined.list_uses(cuts), read.doubts)


def _read_links(stretches: tuple[Stretch, ...]) -> _Field:
    """Read a column of links: its addresses, otherwise its text; words beside them are extra."""
    joined = join_text(stretches)
    found = list(_ADDRESSES.finditer(joined.text))
    if not found:
        text = tidy_words(joined.text)
        return _Field(text or None, uses=joined.list_uses(()))
    cuts = [Cut(*match.span(), UseKind.VALUE, "link", match[0]) for match in found]
    rest = joined.remove_cuts(cuts)
    extra = (rest,) if has_letters(rest) else ()
    return _Field("\n".join(match[0] for match in found), extra, joined.list_uses(cuts))


def _read_raised(stretches: tuple[Stretch, ...], reading: Reading) -> _Field:
    """Read the day on which an action was raised; other words are extra."""
    joined = join_text(stretches)
    text = " ".join(joined.text.split())
    day = find_date(text, month_first=reading.month_first) if text else None
    if day is None:
        return _Field(None, (text,) if has_letters(text) else (), joined.list_uses(()))
    cut = Cut(0, len(joined.text), UseKind.VALUE, "date", day.isoformat())
    return _Field(day.isoformat(), uses=joined.list_uses((cut,)))


def _read_plain(stretches: tuple[Stretch, ...]) -> _Field:
    joined = join_text(stretches)
    return _Field(" ".join(joined.text.split()) or None, uses=joined.list_uses(()))


def _find_sign(parts: EntryParts, ref: str | None, words: str) -> Sign:
    """Return the sign of an entry; what has only a ref is an earlier action."""
    is_listed = ref is not None and not has_letters(words) and parts.sign is Sign.UNKNOWN
    return Sign.EARLIER if is_listed else parts.sign


def _join_links(inside: tuple[str, ...], column: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*inside, *(column.split("\n") if column is not None else ())]))


def _list_reports(
    words: WordsRead, report: ReportedStatus | None, reading: Reading, place: str
) -> tuple[ReportedStatus, ...]:
    """Return the update of the columns, with the status among the words where they have none."""
    if words.status is None:
        return () if report is None else (report,)
    inside = read_report(words.status, reading, place)
    if report is None:
        return (inside,)
    return (
        report._replace(
            status=report.status or inside.status, note=join_notes([inside.note, report.note])
        ),
    )


def _add_doubts(
    entry: ImportedEntry,
    doubts: Iterable[Doubt],
    blocks: Sequence[Block],
    stretches: Iterable[Stretch],
) -> ImportedEntry:
    """Add the doubts, those of the blocks, and that there is no owner."""
    listed = [*doubts, *_list_block_doubts(blocks, stretches)]
    is_without = entry.owner is None and entry.words and entry.sign is not Sign.EARLIER
    if is_without:
        listed.append(Doubt("no-owner", f'nobody is named in "{shorten_text(entry.words)}"'))
    return entry._replace(doubts=tuple(dict.fromkeys(listed)))


def _list_block_doubts(blocks: Sequence[Block], stretches: Iterable[Stretch]) -> list[Doubt]:
    found = []
    for stretch in stretches:
        block = blocks[stretch.block]
        cell = block.cells[stretch.cell] if stretch.cell is not None else None
        is_struck = cell.is_struck if cell is not None else block.is_struck
        names = [*block.doubts, *(["struck"] if is_struck else [])]
        found += [Doubt(name, describe_mark(name), block.place.text) for name in names]
    return found


def describe_mark(name: str) -> str:
    """Return what a mark of a block means, as the statement of a doubt."""
    words = {
        "tracked-change": "it has changes that were tracked in the document",
        "struck": "it is struck through in the document",
        "picture": "there is a picture here in the document",
        "formula": "it is a formula without a stored value",
        "table-not-read": "the columns of a table are not clear",
    }
    return words.get(name, name)


def _list_comments(blocks: Sequence[Block], stretches: Iterable[Stretch]) -> tuple[str, ...]:
    found = (comment for each in stretches for comment in blocks[each.block].comments)
    return tuple(dict.fromkeys(found))
