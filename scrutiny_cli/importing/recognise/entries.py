"""The same action twice in one document: in a line of the text, and in the list at its end (A6)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from scrutiny_cli.importing.blocks import Doubt, Use, UseKind
from scrutiny_cli.importing.clean_text import count_words, list_words
from scrutiny_cli.importing.imported_meeting import ImportedEntry
from scrutiny_cli.importing.recognise.entry_parts import FoundEntries
from scrutiny_cli.minutes.source import normalize_label, normalize_ref

_MOST = 0.6  # of the words of the shorter one that both have
_NEARLY_ALL = 0.8  # where their owners are not quite the same
_FEWEST = 2  # words that both have
_IDLE = frozenset(
    [
        "a",
        "an",
        "and",
        "at",
        "be",
        "by",
        "for",
        "from",
        "in",
        "of",
        "on",
        "or",
        "the",
        "that",
        "this",
        "to",
        "will",
        "with",
    ]
)


def merge_entries(lines: FoundEntries, tables: FoundEntries) -> FoundEntries:
    """Return all entries, with a line and a later row or entry of a list of one action as one.

    It has the row's ref and words, and is in the line's place. A row beside a text of the
    minutes is like a line.
    """
    beside = [entry for entry in tables.entries if entry.block in tables.beside_text]
    listed = [entry for entry in tables.entries if entry.block not in tables.beside_text]
    rows = [*listed, *(entry for entry in lines.entries if entry.rule == "A4")]
    labelled = [*beside, *(entry for entry in lines.entries if entry.rule == "A3")]
    pairs = _pair_entries(labelled, rows)
    uses = _change_uses((*tables.uses, *lines.uses), pairs)
    merged = {id(row): _merge_pair(line, row) for line, row in pairs}
    dropped = {id(line) for line, _ in pairs}
    entries = (entry for entry in (*tables.entries, *lines.entries) if id(entry) not in dropped)
    found = (merged.get(id(entry), entry) for entry in entries)
    return tables._replace(
        entries=tuple(sorted(found, key=lambda entry: entry.block)),
        uses=uses,
    )


_Pair = tuple[ImportedEntry, ImportedEntry]


def _pair_entries(lines: list[ImportedEntry], rows: list[ImportedEntry]) -> list[_Pair]:
    """Pair lines and rows of one action, the likeliest first; each is in one pair at most."""
    scored = [
        (score, line, row)
        for line, row in product(lines, rows)
        if line.block < row.block and (score := _compare_entries(line, row)) > 0
    ]
    scored.sort(key=lambda found: -found[0])
    pairs: list[_Pair] = []
    paired: set[int] = set()
    for _, line, row in scored:
        if id(line) not in paired and id(row) not in paired:
            pairs.append((line, row))
            paired |= {id(line), id(row)}
    return pairs


def _compare_entries(line: ImportedEntry, row: ImportedEntry) -> float:
    """Return how alike two entries are, 0 where they are not the same action.

    A line with fields below it is one with a row only where the row says all of it: its blocks
    cannot all stay text.
    """
    if len(line.places) > 1 and not _is_within(line, row):
        return 0.0
    if line.ref is not None and row.ref is not None:
        return 2.0 if normalize_ref(line.ref) == normalize_ref(row.ref) else 0.0
    owners, others = _list_owners(line), _list_owners(row)
    if owners and others and not owners & others:
        return 0.0
    share = _measure_share(line.words, row.words)
    least = _MOST if owners and owners == others else _NEARLY_ALL
    return share if share >= least else 0.0


def _list_owners(entry: ImportedEntry) -> frozenset[str]:
    return frozenset(normalize_label(each) for each in (entry.owner or "").split(",") if each)


def _measure_share(words: str, others: str) -> float:
    """Return the share of the shorter one's words that both have."""
    first, second = _list_telling(words), _list_telling(others)
    common = first & second
    fewest = min(len(first), len(second))
    return len(common) / fewest if len(common) >= min(_FEWEST, fewest) and fewest else 0.0


def _list_telling(text: str) -> frozenset[str]:
    return frozenset(list_words(text)) - _IDLE


def _merge_pair(line: ImportedEntry, row: ImportedEntry) -> ImportedEntry:
    owner = row.owner or line.owner
    others = [each for each in line.doubts if row.due is None or not each.name.startswith("due-")]
    doubts: Iterable[Doubt] = dict.fromkeys((*row.doubts, *others))
    return row._replace(
        block=line.block,
        places=tuple(dict.fromkeys((*line.places, *row.places))),
        ref=row.ref or line.ref,
        owner=owner,
        due=row.due or line.due,
        links=tuple(dict.fromkeys((*row.links, *line.links))),
        reports=(*line.reports, *row.reports),
        doubts=tuple(each for each in doubts if owner is None or each.name != "no-owner"),
        comments=tuple(dict.fromkeys((*line.comments, *row.comments))),
    )


def _change_uses(uses: Iterable[Use], pairs: list[_Pair]) -> tuple[Use, ...]:
    """Return the uses of lines after merging.

    A line whose words are all those of its row became a part of it; any other stays a text.
    """
    rows = {line.block: (line, row) for line, row in pairs}
    found = []
    for use in uses:
        pair = rows.get(use.block)
        if pair is None:
            found.append(use)
        elif _is_within(*pair):
            is_text = use.kind is UseKind.TEXT
            found.append(
                use._replace(kind=UseKind.VALUE, detail="action", value=pair[1].words)
                if is_text
                else use
            )
    return tuple(found)


def _is_within(line: ImportedEntry, row: ImportedEntry) -> bool:
    """Whether a row says all that its line says."""
    is_same_due = line.due is None or row.due in {None, line.due}
    is_same_owner = row.owner is None or _list_owners(line) <= _list_owners(row)
    words = count_words(line.words) - count_words(row.words)
    return is_same_due and is_same_owner and not words and not line.reports
