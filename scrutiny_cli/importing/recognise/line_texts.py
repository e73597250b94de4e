"""What the text of a line is: a request, a step, several actions; and its reports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from scrutiny_cli.importing.blocks import Block, BlockKind
from scrutiny_cli.importing.imported_meeting import ImportedEntry, ReportedStatus, Sign
from scrutiny_cli.importing.recognise.entry_maker import make_entry
from scrutiny_cli.importing.recognise.entry_parts import (
    EntryParts,
    MadeEntry,
    Stretch,
    cut_stretch,
)
from scrutiny_cli.importing.recognise.joined_text import has_letters
from scrutiny_cli.importing.recognise.known_people import KnownPeople
from scrutiny_cli.importing.recognise.matters import make_ref_shape
from scrutiny_cli.importing.recognise.order_words import begins_with_order
from scrutiny_cli.importing.recognise.owner_words import doubt_lone_owners, find_front_owner
from scrutiny_cli.importing.recognise.owners import is_full_name
from scrutiny_cli.importing.recognise.reading import Reading

BOX = re.compile(r"\[(?P<mark>[ xX✓✔]?)\]\s+(?=\S)|(?P<sign>[☐☑☒✔✅])\s*")
_PEOPLE_LISTS = re.compile(
    r"\b(?:present|attend\w*|apolog\w*|absent|participants?|members|agenda|regrets|invited|quorum|"
    r"roll[- ]call)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=[A-Z@“\"'(\[])")
_SEPARATOR = re.compile(
    r";\s*(?:and\s+)?|(?<=[.!?])\s+(?=[^\W\d])|(?:(?<=\s)|^)\(?[0-9]{1,2}[.)]\s+(?=[A-Z@])"
)
_PROSE = re.compile(
    r"(?:the|it|we|there|this|that|these|they|he|she|a|an|in|as|if|when|while|since|for|no|some|"
    r"many|most|our|his|her|its|their)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|had|has|have|noted|discussed|reported|explained|felt|thought|thanked|presented|"
    r"advised|said|gave|updated|welcomed|introduced|outlined|asked|received|agreed|approved|"
    r"considered|confirmed|endorsed|ratified|accepted|recorded|observed|highlighted)\b"
)
_ASKS = re.compile(
    r"\b(?:to|will|would|should|must|shall|agreed|asked|requested|suggested|needs?|required)\b",
    re.IGNORECASE,
)
_CONTINUED = re.compile(
    r"\W*(?:actions?(?: (?:item|point))?|ap|ai)\s*(?:[0-9]{1,3}\s*)?[\[(]\s*(?:still |already )?"
    r"(?:on-?going|on going|carried|continu\w+|outstanding|in progress|overdue|[cb]/f)\b"
    r"[^\])]*[\])]",
    re.IGNORECASE,
)
_FEWEST_WORDS, _MOST_WORDS = 3, 45  # of a sentence that is an action
_MOST_LABELLED = 80  # of one that has a label after it
_LINE = re.compile(r"(.+), line ([0-9]+)")
_TYPED_BULLET = re.compile(r"[>»→➢➤❖▪◦‣*•·–—-]+\s+")
_NOT_BEGUN = frozenset(("new", "open", "not started", "to do", "todo"))


def split_by_owners(stretch: Stretch, people: KnownPeople) -> list[Stretch]:
    """Split words where each part begins with its own owner: `RO to ask; TB to buy`."""
    pieces, at = [], 0
    for match in _SEPARATOR.finditer(stretch.text):
        pieces.append((at, match.start()))
        at = match.end()
    pieces.append((at, len(stretch.text)))
    found = [cut_stretch(stretch, first, last) for first, last in pieces if first < last]
    owners = [find_front_owner(each.text, people) for each in found]
    is_list = len(found) > 1 and all(owner is not None and not owner.doubts for owner in owners)
    return found if is_list else [stretch]


def find_last_request(text: str, *, is_certain: bool = False) -> int | None:
    """Return where the last sentence of a text begins, if it is certainly what is asked for.

    `is_certain`: a label after it says so.
    """
    starts = [0, *(match.end() for match in _SENTENCE_END.finditer(text))]
    sentence = text[starts[-1] :]
    if is_certain:
        return starts[-1] if _FEWEST_WORDS <= len(sentence.split()) <= _MOST_LABELLED else None
    is_plain = len(starts) == 1 and _PAST.search(sentence) is None
    return starts[-1] if is_one_action(sentence) and (is_request(sentence) or is_plain) else None


def is_request(text: str) -> bool:
    """Whether a sentence asks for something: `RO to call`, `It was agreed that …`."""
    return _ASKS.search(text) is not None


def is_one_action(text: str) -> bool:
    """Whether a text is neither too short nor too long for an action."""
    return _FEWEST_WORDS <= len(text.split()) <= _MOST_WORDS


def is_next_line(before: Block, block: Block) -> bool:
    """Whether a block is the next line of the paragraph that the one before it is in."""
    first, second = _LINE.fullmatch(before.place.text), _LINE.fullmatch(block.place.text)
    if block.kind is not BlockKind.PARAGRAPH or second is None:
        return False
    start = (first[1], int(first[2])) if first is not None else (before.place.text, 1)
    return (second[1], int(second[2]) - 1) == start


def is_step(text: str, people: KnownPeople) -> bool:
    """Whether an entry of next steps is an action and not prose."""
    if begins_with_order(text) or find_front_owner(text, people) is not None:
        return True
    return _PROSE.match(text) is None and _PAST.search(text) is None


def is_report_alone(text: str, people: KnownPeople) -> bool:
    """Whether words after a label only tell what happened: `Actions: the board approved …`."""
    is_prose = _PROSE.match(text) is not None and _PAST.search(text) is not None
    return is_prose and not is_request(text) and find_front_owner(text, people) is None


def find_bullet_end(text: str) -> int:
    """Return where the words begin after a bullet that is typed in front: `> call RO`."""
    bullet = _TYPED_BULLET.match(text)
    return bullet.end() if bullet is not None else 0


def has_progress(reports: Iterable[ReportedStatus]) -> bool:
    """Whether reports below an action say that it is an earlier one: not only that it is open."""
    statuses = ((report.status or "").casefold().strip(" .") for report in reports)
    return any(status not in _NOT_BEGUN for status in statuses)


def find_label_sign(text: str, *, is_new: bool) -> Sign:
    """Return what the label of a line says of its action: `ACTION (ongoing): …`."""
    is_earlier = _CONTINUED.match(text) is not None and not is_new
    return Sign.EARLIER if is_earlier else Sign.NEW if is_new else Sign.UNKNOWN


def find_number_shape(block: Block) -> str:
    """Return the form of the number in front of a block, in its text or as its mark."""
    number = re.match(r"[^\s:–—-]*[0-9][^\s:–—-]*", block.text)
    return make_ref_shape(block.mark or (number[0] if number is not None else ""))


def strip_stretch(stretch: Stretch) -> Stretch:
    """Return a stretch without brackets and full stops around it."""
    text = stretch.text
    start = len(text) - len(text.lstrip(" .[]()"))
    end = (
        len(text.rstrip(" .[]()")) if text.count("(") < text.count(")") else len(text.rstrip(" ."))
    )
    return cut_stretch(stretch, start, end)


def is_ticked_box(box: re.Match[str]) -> bool:
    """Whether the mark of a typed box is a tick: `[x]`, `☑`."""
    return ((box["mark"] or "").strip() + (box["sign"] or "")) not in {"", "☐"}


def add_reports(
    entry: ImportedEntry, reports: tuple[ReportedStatus, ...], *, is_ticked: bool
) -> ImportedEntry:
    """Add the reports below an action; a ticked box without a status is completed."""
    found = (*entry.reports, *reports)
    if is_ticked and not any(report.status for report in found):
        found = (*found, ReportedStatus("", status="completed", place=entry.places[0]))
    doubts = entry.doubts
    if any(report.status for report in found):
        doubts = tuple(each for each in doubts if each.name != "reads-as-update")
    places = dict.fromkeys([*entry.places, *(report.place for report in reports)])
    return entry._replace(reports=found, doubts=doubts, places=tuple(places))


def is_about_people(heading: str) -> bool:
    """Whether the heading of a section is that of people or of an agenda."""
    return _PEOPLE_LISTS.search(heading) is not None


def has_box(block: Block) -> bool:
    """Whether a block is a line with a box, and not a person who was present."""
    if block.checked is not None:
        return not is_full_name(block.text)
    found = BOX.match(block.text)
    words = block.text[found.end() :] if found is not None else ""
    return has_letters(words) and not words[0].islower()


def give_owner(
    entry: ImportedEntry, owner: tuple[Stretch, ...], blocks: Sequence[Block], reading: Reading
) -> MadeEntry:
    """Return an action with the owner that stands after it, and the uses of the owner's words."""
    made = make_entry("A3", EntryParts((), owner=owner), blocks, reading, entry.block)
    doubts = tuple(each for each in entry.doubts if each.name != "no-owner")
    added = tuple(each for each in made.entry.doubts if each.name != "no-owner")
    return MadeEntry(entry._replace(owner=made.entry.owner, doubts=(*doubts, *added)), made.uses)


def make_owner_parts(parts: EntryParts, people: KnownPeople) -> EntryParts:
    """Return the parts of an action whose owners stand alone after a label, with their doubts."""
    doubts = doubt_lone_owners(parts.owner, people)
    return parts._replace(owner=tuple(map(strip_stretch, parts.owner)), doubts=doubts)
