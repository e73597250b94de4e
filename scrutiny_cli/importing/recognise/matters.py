"""Matters arising: what a line says of several earlier actions, each by its number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Block, Use, UseKind
from scrutiny_cli.importing.imported_meeting import ImportedEntry, ReportedStatus, Sign
from scrutiny_cli.importing.recognise.action_labels import ListKind, find_list_kind
from scrutiny_cli.importing.recognise.dues import read_due_cell
from scrutiny_cli.importing.recognise.entry_parts import MadeEntry, Stretch
from scrutiny_cli.importing.recognise.joined_text import Cut, has_letters, join_text, tidy_words
from scrutiny_cli.importing.recognise.owner_words import judge_owner
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.importing.recognise.refs import is_in_log, is_key_form
from scrutiny_cli.importing.recognise.statuses import (
    begins_with_status,
    doubt_status,
    list_status_cuts,
    read_report,
)

_REF = re.compile(
    r"(?<![\w/.£$-])(?:[Aa]ction\s+)?(?P<ref>"
    r"(?:[A-Z]{1,8}[ -]?)?[0-9]{1,4}(?:[/.][0-9]{1,4})+[a-z]?|"
    r"[A-Za-z]{0,8}#[0-9]{1,6}|[A-Z]{1,8}-[0-9]{1,5})\s*(?P<sign>[–—:-]+\s*|\.\s+|\s)(?=\S)"
)
_ARISING = (ListKind.MATTERS, ListKind.EARLIER)
_CLAUSE = 160  # characters of a clause in which its status begins
_LONGEST = 8000  # characters of a text that is split
_DUE = re.compile(r"(?:now )?(?:due|by|deadline)\b", re.IGNORECASE)
_OWNER = re.compile(r"(?P<owner>\S+(?:\s*(?:/|&|,|and)\s*\S+){0,3})\s*(?:[:–—-]\s*|\s)")


class MatterPart(NamedTuple):
    """What a text says of one action: the place of its ref, and of the words up to the next."""

    ref: str
    start: int
    ref_end: int
    words: int
    end: int


def split_matters(
    text: str, reading: Reading, *, is_arising: bool = False
) -> tuple[MatterPart, ...]:
    """Split a text at the refs of actions that it reports on (`4/24 – TB progressing …`).

    `is_arising`: the text is where earlier actions are reported on, so that one ref is enough.
    Elsewhere there must be several, with a status or in the log.
    """
    found = [
        match
        for match in _REF.finditer(text if len(text) <= _LONGEST else "")
        if _is_matter(match, text, reading, is_arising=is_arising)
    ]
    shapes = Counter(make_ref_shape(match["ref"]) for match in found)
    most = shapes.most_common(1)[0][0] if shapes else ""
    kept = [
        match
        for match in found
        if make_ref_shape(match["ref"]) == most or is_in_log(match["ref"], reading)
    ]
    parts = _list_parts(kept, text) if kept else ()
    reported = sum(_is_reported(part, text, reading) for part in parts)
    if len(parts) > 1:
        return parts if reported * 2 >= len(parts) or (reported and is_arising) else ()
    is_first = bool(parts) and parts[0].start == 0
    is_numbered = is_arising and is_first and re.search("[/#]", parts[0].ref) is not None
    return parts if is_first and (reported or is_numbered) else ()


def _is_matter(match: re.Match[str], text: str, reading: Reading, *, is_arising: bool) -> bool:
    """Whether a number is a ref that words about it follow."""
    if is_key_form(match["ref"]):
        return False
    if is_in_log(match["ref"], reading):
        return True
    after = text[match.end() : match.end() + _CLAUSE]
    if match["sign"].strip() or begins_with_status(after, reading):
        return True
    is_line = is_arising and match.start() == 0 and re.search("[/#]", match["ref"]) is not None
    return is_line and find_closing_clause(after, reading) is not None


def make_ref_shape(ref: str) -> str:
    """Return the form of a ref: 9 for all figures, and small letters."""
    return re.sub(r"[0-9]+", "9", ref.casefold())


def _list_parts(found: Sequence[re.Match[str]], text: str) -> tuple[MatterPart, ...]:
    ends = [*(match.start() for match in found[1:]), len(text)]
    return tuple(
        MatterPart(match["ref"], match.start(), match.end("ref"), match.end(), end)
        for match, end in zip(found, ends, strict=True)
    )


def _is_reported(part: MatterPart, text: str, reading: Reading) -> bool:
    """Whether the words about a ref have a status, or the log has the action."""
    words = text[part.words : min(part.end, part.words + _CLAUSE)]
    start = find_report_start(words, reading)
    return is_in_log(part.ref, reading) or begins_with_status(words[start:], reading)


def find_closing_clause(text: str, reading: Reading) -> int | None:
    """Return where the last clause begins if it is a status, also after an owner.

    `Write to the bank – completed`, `Survey of the mole – GH progressing`.
    """
    for match in re.finditer(r"\s[–—-]+\s+|[.;:,]\s+", text):
        rest = text[match.end() : match.end() + _CLAUSE]
        if match[0].startswith(","):
            is_status = reading.statuses.find_status(rest.strip(" .")) is not None
        else:
            is_status = begins_with_status(rest[find_report_start(rest, reading) :], reading)
        if is_status:
            return match.end()
    return None


def find_report_start(words: str, reading: Reading) -> int:
    """Return where the words begin after an owner in front of a status: `TB progressing`."""
    owner = _OWNER.match(words)
    if owner is None or judge_owner(owner["owner"], reading.people) is None:
        return 0
    rest = words[owner.end() :]
    is_report = begins_with_status(rest, reading) or _DUE.match(rest) is not None
    return owner.end() if is_report else 0


def make_matter(
    part: MatterPart, stretch: Stretch, blocks: Sequence[Block], reading: Reading
) -> MadeEntry:
    """Make the entry of what a text says of one action; the stretch is the whole text."""
    text = stretch.text
    place = blocks[stretch.block].place.text
    body = text[part.words : part.end].rstrip(" ;,.")
    clause = find_closing_clause(body, reading) if find_report_start(body, reading) == 0 else None
    is_named = clause is not None and not begins_with_status(body, reading)
    at = part.words + (clause if clause is not None and is_named else 0)
    first = find_report_start(text[at : part.end], reading)
    owner = judge_owner(text[at : at + first].rstrip(" :–—-"), reading.people)
    words = text[at + first : part.end].rstrip(" ;,.")
    report, cuts = _read_matter(words, reading, place)
    entry = ImportedEntry(
        "matters",
        tidy_words(text[part.words : at]),
        stretch.block,
        (place,),
        ref=part.ref,
        owner=owner[0] if owner is not None else None,
        reports=() if report is None else (report,),
        sign=Sign.EARLIER,
        doubts=owner[1] if owner is not None else (),
        comments=blocks[stretch.block].comments,
    )
    ref_start = text.index(part.ref, part.start)
    front = [
        Cut(part.start, ref_start, UseKind.LABEL),
        Cut(ref_start, part.ref_end, UseKind.VALUE, "ref", part.ref),
        Cut(part.ref_end, part.words, UseKind.LABEL),
        Cut(at, at + first, UseKind.VALUE, "owner", entry.owner or ""),
    ]
    moved = [cut._replace(start=cut.start + at + first, end=cut.end + at + first) for cut in cuts]
    return MadeEntry(entry, _list_part_uses(part, stretch, [*front, *moved]))


def list_row_matters(at: int, blocks: Sequence[Block], reading: Reading) -> Iterator[MadeEntry]:
    """Yield what a cell says of earlier actions below `Matters arising` in the row."""
    for index, cell in enumerate(blocks[at].cells):
        lines = list(re.finditer(r"[^\n]+", cell.text))
        titles = [find_list_kind(line[0], reading.day) for line in lines]
        first = next((n for n, kind in enumerate(titles) if kind in _ARISING), len(lines))
        for line in lines[first + 1 :]:
            stretch = Stretch(line[0], at, line.start(), index)
            for part in split_matters(line[0], reading, is_arising=True):
                yield make_matter(part, stretch, blocks, reading)


def _read_matter(
    words: str, reading: Reading, place: str
) -> tuple[ReportedStatus | None, list[Cut]]:
    """Read what is said of an action: a due date, a status, or other words."""
    if not has_letters(words):
        return None, []
    if _DUE.match(words):
        due = read_due_cell(words, reading)
        if due.due is not None and not has_letters(words[due.end :]):
            cuts = [
                Cut(0, due.start, UseKind.LABEL),
                Cut(due.start, due.end, UseKind.VALUE, "due", due.due),
            ]
            return ReportedStatus(words, due=due.due, doubts=due.doubts, place=place), cuts
    if begins_with_status(words, reading):
        report = read_report(words, reading, place)
        return report, list(list_status_cuts(words, report, reading))
    flat = " ".join(words.split())
    return ReportedStatus(flat, note=flat, doubts=(doubt_status(flat),), place=place), []


def _list_part_uses(part: MatterPart, stretch: Stretch, cuts: list[Cut]) -> tuple[Use, ...]:
    """Return the uses of the words of one part of a stretch."""
    kept = [cut for cut in cuts if cut.start < cut.end]
    uses = join_text([stretch]).list_uses(kept)
    first, last = part.start + stretch.start, part.end + stretch.start
    clipped = (use._replace(start=max(use.start, first), end=min(use.end, last)) for use in uses)
    start = stretch.start
    return tuple(
        use for use in clipped if stretch.text[use.start - start : use.end - start].strip()
    )
