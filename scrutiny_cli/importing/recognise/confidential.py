"""Markings that a meeting or an item is confidential."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Block, Doubt
from scrutiny_cli.importing.imported_meeting import ImportedItem

_MARGIN = re.compile(
    r"(?:strictly\s+|private\s+(?:and|&)\s+|commercial(?:ly)?\s+in\s+)?(?<!non-)(?<!non )(?<!not )"
    r"\bconfidential\b|\b(?:commercial\s+|staff\s+|strictly\s+)?in[\s-]confidence\b"
    r"|\bofficial\s*[-–:]?\s*\(?sensitive\)?|\brestricted\b|\bnot\s+for\s+publication\b",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"[\[(*]*(?:(?:strictly|private|and|&|draft|minutes)\s+)*(?:confidential|in[\s-]confidence"
    r"|official\s*[-–:]?\s*sensitive|restricted)(?:\s+minutes)?[\])*.!]*",
    re.IGNORECASE,
)
_EXCLUSION = (
    r"exclu(?:sion\s+of|de|ding|ded)\s+(?:of\s+)?(?:the\s+|members\s+of\s+the\s+)*(?:press|public)"
    r"(?:\s+(?:and|&)\s+(?:the\s+)?(?:press|public))?"
    r"|(?:press|public)\b[^.;]{0,60}?\bexcluded"
)
_SESSION = (
    r"(?:private|closed|executive|confidential|exempt|in[\s-]camera)\s+(?:session|meeting|part"
    r"|business|section|agenda)|\bin[\s-]camera\b|\bin\s+committee\b(?=\s*$)"
    r"|part\s+(?:2|ii|b|two)\b(?=.{0,60}\b(?:private|confidential|exempt|closed)\b)"
)
_BEGINS_SESSION = re.compile(rf"\b(?:{_EXCLUSION}|{_SESSION})", re.IGNORECASE)
_TITLE = re.compile(
    rf"\b(?:{_EXCLUSION}|{_SESSION}|(?:strictly\s+)?(?<!non-)confidential(?:\s+\w+)?"
    r"|exempt(?:\s+(?:items?|information|matters?|reports?))?(?!\w)|in\s+confidence|in\s+private"
    r"|not\s+for\s+publication|reserved\s+(?:business|items?|matters?))",
    re.IGNORECASE,
)
_TEXT = re.compile(
    rf"\b(?:{_EXCLUSION}"
    r"|(?:moved?|went|go|going|entered|enter|adjourned|met|continued|held|convened?|reconvened)\b"
    r"[^.;]{0,40}?\b(?:private|closed|executive|confidential)\s+session|\bin[\s-]camera\b"
    r"|(?:this|the\s+following)\s+(?:item|items|matter|matters|section|minute|discussion|report)\s+"
    r"(?:is|are|was|were|remains?|being)\s+(?:\w+\s+)?(?:confidential|exempt|private)"
    r"|(?:discussed|considered|held|taken|heard|dealt with)\s+in\s+(?:confidence|private)"
    r"|exempt\s+information|schedule\s+12A|public\s+bodies\s+\(admission)",
    re.IGNORECASE,
)
_MARKED = re.compile(
    r"[\[(]\s*(?:strictly\s+)?(?:private\s+(?:and|&)\s+)?confidential\s*[\])]|^confidential\s*[:–-]",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:no|not|none|nothing|nil|without|non|neither|never|n/a)\b|n't\b", re.IGNORECASE
)
_OPEN_AGAIN = re.compile(
    r"\b(?:(?:public|open)\s+(?:session|meeting|part)|re-?admitted|readmitted|re-?open(?:ed)?\s+to"
    r"|returned?\s+to\s+(?:public|open)|resum\w+\s+in\s+(?:public|open)|invited\s+back"
    r"|end\s+of\s+(?:the\s+)?(?:confidential|private|closed|exempt)"
    r"|part\s+(?:1|i|a|one)\b)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.;]+")
_TOP, _BOTTOM = 4, 2  # blocks in which a line alone marks the meeting


def is_marking(text: str) -> bool:
    """Whether a whole text is a marking: `CONFIDENTIAL`, `[Official – Sensitive]`."""
    return _ALONE.fullmatch(text.strip()) is not None


class Marking(NamedTuple):
    """The words that mark a whole meeting as confidential, and where they are."""

    words: str
    place: str


def find_meeting_marking(margins: Iterable[str], blocks: Sequence[Block]) -> Marking | None:
    """Return what marks the meeting in a margin, or in a line alone at either end."""
    for text in margins:
        found = _MARGIN.search(text)
        if found is not None and not _DENIED.search(text[: found.start()]):
            return Marking(" ".join(found[0].split()), "page header or footer")
    for block in (*blocks[:_TOP], *blocks[-_BOTTOM:]):
        if is_marking(block.text):
            return Marking(block.text.strip().strip("[]()*.!"), block.place.text)
    return None


def mark_items(items: Sequence[ImportedItem], blocks: Sequence[Block]) -> tuple[ImportedItem, ...]:
    """Return items with those marked that say they are confidential.

    Items after one that begins a private session are marked, too, until the public is back.
    """
    found = list[ImportedItem]()
    session: str | None = None
    for item in items:
        texts = list(_list_item_texts(item))
        if any(_OPEN_AGAIN.search(text) and not _BEGINS_SESSION.search(text) for text in texts):
            session = None
        words = _find_item_marking(item)
        found.append(_mark_item(item, words, session, blocks))
        if words is not None and _begins_session(item, words):
            session = words
    return tuple(found)


def make_marking_doubt(words: str, place: str = "") -> Doubt:
    """Return the doubt of a marking: what is published by mistake cannot be recalled."""
    return Doubt("confidential", f'the document has "{words}"', place)


def _mark_item(
    item: ImportedItem, words: str | None, session: str | None, blocks: Sequence[Block]
) -> ImportedItem:
    place = _find_item_place(item, blocks)
    if words is not None:
        doubt = make_marking_doubt(words, place)
        return item._replace(confidential=words, doubts=(*item.doubts, doubt))
    if session is not None:
        doubt = Doubt("confidential", f'an item before it has "{session}"', place)
        return item._replace(confidential=session, doubts=(*item.doubts, doubt))
    return item._replace(items=mark_items(item.items, blocks))


def _find_item_place(item: ImportedItem, blocks: Sequence[Block]) -> str:
    """Return the place of an item's title in the document, or of its first paragraph."""
    if item.title is not None:
        for block in blocks:
            if any(item.title in text for text in (block.text, *(c.text for c in block.cells))):
                return block.place.text
    return next((blocks[one.block].place.text for one in item.paragraphs), "")


def _list_item_texts(item: ImportedItem) -> Iterator[str]:
    yield item.title or ""
    yield from (paragraph.text for paragraph in item.paragraphs)


def _find_item_marking(item: ImportedItem) -> str | None:
    found = _TITLE.search(item.title or "")
    if found is not None and not _is_denied(item):
        return " ".join(found[0].split())
    for paragraph in item.paragraphs:
        words = _find_text_marking(paragraph.text)
        if words is not None:
            return words
    return None


def _is_denied(item: ImportedItem) -> bool:
    """Whether a title is contradicted: by itself, or by a text such as `None`."""
    title = item.title or ""
    if re.search(r"\b(?:non|not|no)[\s-]+(?:confidential|exempt)", title, re.IGNORECASE):
        return True
    if not item.paragraphs or item.items:
        return False
    first = item.paragraphs[0].text
    return (
        len(item.paragraphs) == 1
        and re.match(
            r"(?:there\s+(?:were|was|are)\s+)?(?:none|nil|no\b|not\s+(?:required|applicable)|n/a)",
            first,
            re.IGNORECASE,
        )
        is not None
    )


def _find_text_marking(text: str) -> str | None:
    if is_marking(text) or _MARKED.search(text):
        found = _MARGIN.search(text)
        return None if found is None else " ".join(found[0].split())
    for sentence in _SENTENCE.finditer(text):
        found = _TEXT.search(sentence[0])
        if found is not None and not _DENIED.search(sentence[0][: found.end()]):
            return " ".join(found[0].split())
    return None


def _begins_session(item: ImportedItem, words: str) -> bool:
    """Whether a marking is of what follows as well, and the item itself does not end it."""
    if _BEGINS_SESSION.search(words) is None:
        return False
    return not any(_OPEN_AGAIN.search(text) for text in _list_item_texts(item))
