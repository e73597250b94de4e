"""Decisions that a label introduces: `Decision: …`, `Resolved: …`, `RESOLVED that …`."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Block, BlockKind, Use, UseKind
from scrutiny_cli.importing.imported_meeting import ImportedDecision
from scrutiny_cli.importing.recognise.entry_parts import Stretch
from scrutiny_cli.importing.recognise.joined_text import (
    Cut,
    capitalise_first,
    has_letters,
    join_text,
)
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.importing.recognise.refs import split_ref

_FRONT = r"(?:(?P<number>[0-9]{1,3}(?:\.[0-9]{1,3}){0,3}[.)]?|\(?[a-z]{1,3}[.)])\s+)?[\s*_\[(]*"
_LABEL = re.compile(
    rf"{_FRONT}(?P<label>decisions?(?:\s+(?:made|taken|agreed))?|resolved|resolutions?|decided)"
    rf"(?:\s+(?P<count>[0-9]{{1,3}})(?![/.0-9]))?[\s*_\])]*[:–—]+[\s*_]*(?=\S)",
    re.IGNORECASE,
)
# In capitals, without a sign: the words stay as they are.
_FORMAL = re.compile(
    r"(?:[Ii]t was |[Tt]he \w+ |Members |Council |Committee |Board )?(?:unanimously )?"
    r"(?:RESOLVED|Resolved,?)(?:,? (?:unanimously|nem con))?,? (?:that|to|THAT)\b"
)
_HEADING = re.compile(
    r"\W*(?:[0-9]{1,3}[.)]?\s+)?(?:summary of |list of |key )?(?:decisions?|resolutions?)"
    r"(?:\s+(?:made|taken|agreed|passed))?\W*",
    re.IGNORECASE,
)
_MOVERS = re.compile(
    r"[\s.;,–—-]*[\[(]?\s*(?:proposed|moved)(?:\s+by)?\s*:?\s+(?P<proposed>[^,;:()]{2,40}?)\s*[,;]?\s+"
    r"(?:and\s+)?seconded(?:\s+by)?\s*:?\s+(?P<seconded>[^,;:()]{2,40}?)\s*[\])]?\.?\s*$",
    re.IGNORECASE,
)


_TAIL = 200  # characters of a decision in which those who moved it are looked for


class FoundDecisions(NamedTuple):
    """Decisions, each with the block in whose place it is, and the uses of their words."""

    decisions: tuple[tuple[int, ImportedDecision], ...] = ()
    uses: tuple[Use, ...] = ()


def find_decisions(
    blocks: Sequence[Block], reading: Reading, taken: Container[int] = ()
) -> FoundDecisions:
    """Find the decisions that a label introduces, in lines and in lists below a label."""
    found: list[tuple[int, ImportedDecision]] = []
    uses: list[Use] = []
    for at, start in _list_places(blocks, taken):
        number, decision, more = _read_decision(blocks, at, start, reading)
        found.append((number, decision))
        uses += more
    return FoundDecisions(tuple(found), tuple(uses))


def _list_places(blocks: Sequence[Block], taken: Container[int]) -> Iterator[tuple[int, int]]:
    """List the blocks that are decisions, and where in each the decision begins."""
    level: int | None = None  # of the label of a list of decisions above
    for at, block in enumerate(blocks):
        is_listed = level is not None and block.kind is BlockKind.ENTRY and block.level > level
        if block.kind is BlockKind.ROW or block.kind is BlockKind.HEADING or not is_listed:
            level = None
        if block.kind is BlockKind.ROW:
            continue
        if _HEADING.fullmatch(block.text):
            level = block.level if block.kind is BlockKind.ENTRY else 0
        elif block.kind is not BlockKind.HEADING and at not in taken:
            start = _find_start(block.text)
            if start is not None or is_listed:
                yield at, start or 0


def _find_start(text: str) -> int | None:
    """Return where the words of a decision begin after its label; None if there is none."""
    found = _LABEL.match(text)
    if found is not None and has_letters(text[found.end() :]):
        return found.end()
    return 0 if _FORMAL.match(text) is not None else None


def _read_decision(
    blocks: Sequence[Block], at: int, start: int, reading: Reading
) -> tuple[int, ImportedDecision, tuple[Use, ...]]:
    text = blocks[at].text
    ref = split_ref(text[start:], reading)
    first = start + ref.rest if ref is not None else start
    movers = _MOVERS.search(text, max(first, len(text) - _TAIL))
    cuts = [Cut(0, start, UseKind.LABEL)]
    if ref is not None:
        cuts.append(Cut(start, start + ref.start, UseKind.LABEL))
        cuts.append(Cut(start + ref.start, start + ref.end, UseKind.VALUE, "ref", ref.ref))
        cuts.append(Cut(start + ref.end, first, UseKind.LABEL))
    names: dict[str, str] = {}
    if movers is not None and has_letters(text[first : movers.start()]):
        names = {name: " ".join(words.split()) for name, words in movers.groupdict().items()}
        cuts += _cut_movers(movers, names)
    joined = join_text([Stretch(text, at)])
    cuts = [cut for cut in cuts if cut.start < cut.end]
    words = joined.remove_cuts(cuts)
    decision = ImportedDecision(
        capitalise_first(words) if start else words,
        blocks[at].place.text,
        ref=ref.ref if ref is not None else None,
        proposed=names.get("proposed"),
        seconded=names.get("seconded"),
    )
    return at, decision, joined.list_uses(cuts)


def _cut_movers(movers: re.Match[str], names: dict[str, str]) -> list[Cut]:
    """Return the cuts of `Proposed by …, seconded by …` at the end of a decision."""
    cuts, at = [], movers.start()
    for name, person in names.items():
        first, last = movers.span(name)
        cuts += [
            Cut(at, first, UseKind.LABEL),
            Cut(first, last, UseKind.VALUE, "person", person),
        ]
        at = last
    return [*cuts, Cut(at, movers.end(), UseKind.LABEL)]
