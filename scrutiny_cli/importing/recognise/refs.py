"""The board's own numbers of actions, as they are in a column or in front of the words."""

from __future__ import annotations

import re
from typing import NamedTuple

from scrutiny_cli.actionlog.refs import find_ref_pattern, parse_ref
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.minutes.dates.days_in_figures import UNIT
from scrutiny_cli.minutes.labels import is_nobody

_KEY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[\w.-]*#b?[0-9]+")
_LEAD = (
    r"(?:(?:action|item|ref|minute|no)\.?\s*(?:no\.?\s*|number\s*|ref\.?\s*|point\s*)?:?\s*"
    r"(?![-_/]))?"  # ACTION-12 is a ref as it is
)
_FORMS = (
    r"[A-Za-z][\w.-]{0,30}/[\w.-]{1,40}#[0-9]{1,6}",  # org/repo#12
    r"[A-Za-z]{0,8}#\s?[0-9]{1,6}(?:\.[0-9]{1,3})*",  # #12, AI#3
    r"[A-Z]{1,8}(?:[ -][A-Z]{1,8})?[ -]?[0-9]{1,4}(?:/[0-9]{1,4}){1,2}(?:\([a-z0-9]{1,4}\))?",
    r"[A-Z]{1,8}(?:[-_./][A-Z0-9]{1,8}){0,3}[-_./][0-9]{1,5}[a-z]?",  # ACTION-123, ACT-2024-009
    r"(?:Action|Act|Item)(?:[-_./#][A-Z0-9]{1,8}){0,3}[-_./#][0-9]{1,5}[a-z]?",  # Action-BM-2018-1
    r"[A-Z]{1,4}[0-9]{1,4}(?:[./][0-9]{1,4}){1,2}[a-z]?",  # A1.2
    r"[A-Z]{1,4}[0-9]{1,4}[a-z]?(?=\s*[–—:)\]-])",  # B12:
    r"(?:AP|AI)[0-9]{1,4}(?=\s+[A-Z])",  # AP125 RO to call
    r"[0-9]{1,4}(?:/[0-9]{1,4}){1,3}[a-z]?(?:\([a-z0-9]{1,4}\))?",  # 33/15, 24/05/03
    r"[0-9]{1,3}(?:\.[0-9]{1,3}){1,3}[a-z]?(?:\([a-z0-9]{1,4}\))?",  # 4.1, 8.3.1
)
_REF = re.compile("|".join(f"(?:{form})" for form in _FORMS))
_NUMBER = re.compile(r"[0-9]{1,6}")
_AFTER = re.compile(r"\s*[–—:)\]|-]+(?:\s+|(?=[A-Za-z(]))|\.?\s+(?=[A-Z(@\[“\"'‘])|\.?\s+|\s*$")
_OPENING = re.compile(r"\s*[\[(]?")
_NO_REF = re.compile(r"[QAM][0-9]{1,2}|24/7|50/50|9/11|[0-9]{1,2}\.00|7/7")
_MEASURE = re.compile(
    r"\s*(?:m|k|km|cm|mm|kg|g|ha|acres?|miles?|hectares?|tonnes?|metres?|meters?|million|billion|bn|"
    r"hrs?|hours?|am|pm|gb|mb|fte|wte|per|percent)(?!\w)",
    re.IGNORECASE,
)


class SplitRef(NamedTuple):
    """A ref in front of words: as it is written, where it is, and where the words begin."""

    ref: str
    start: int
    end: int
    rest: int


def is_key_form(text: str) -> bool:
    """Whether a text has the form of a key (`2024-02-13#2`), which is not a ref."""
    return _KEY.fullmatch(text.strip()) is not None


def is_in_log(text: str, reading: Reading) -> bool:
    """Whether the log has an action of this ref, or its pattern of refs fits the text."""
    if not text or not any(map(str.isdigit, text)):
        return False
    found = reading.book.find_action(text)
    if found is not None and not is_key_form(text):
        return True
    pattern = find_ref_pattern(reading.book.series, reading.book.index)
    return pattern is not None and parse_ref(pattern, text) is not None


def read_ref_cell(text: str, reading: Reading) -> SplitRef | None:
    """Read the ref of a column of refs: its words without a label; None if there is none.

    A mere row number is a ref only where the refs of the log are such, and what has the form of
    a key only where it is one.
    """
    lead = re.match(_LEAD, text, re.IGNORECASE)
    start = lead.end() if lead is not None else 0
    plain = text[start:].strip().rstrip(".:").strip()
    if not plain or not any(map(str.isalnum, plain)) or is_nobody(plain):
        return None
    if is_key_form(plain) and reading.book.find_action(plain) is None:
        return None
    if _NUMBER.fullmatch(plain) and not reading.has_row_numbers:
        return None
    at = text.index(plain, start)
    return SplitRef(plain, at, at + len(plain), at + len(plain))


def split_ref(text: str, reading: Reading) -> SplitRef | None:
    """Find the ref in front of an action's words (`33/15 – …`, `4.1 …`); None if there is none."""
    opening = _OPENING.match(text)
    start = opening.end() if opening is not None else 0
    found = _match_known(text, start, reading) or _match_form(text, start, reading)
    if found is None or is_key_form(text[start:].split(" ", 1)[0]):
        return None
    after = _AFTER.match(text, found)
    if after is None or _is_quantity(text, start, found, reading):
        return None
    return SplitRef(text[start:found], start, found, after.end())


def _match_form(text: str, start: int, reading: Reading) -> int | None:
    """Return where a ref of one of the usual forms ends."""
    found = _REF.match(text, start)
    if found is not None and not text[found.end() : found.end() + 1].isalnum():
        return found.end()
    number = _NUMBER.match(text, start) if reading.has_row_numbers else None
    if number is not None and re.match(r"\s*[–—:.)-]", text[number.end() :]):
        return number.end()
    return None


def _match_known(text: str, start: int, reading: Reading) -> int | None:
    """Return where the longest ref of the log in front of a text ends, up to three words."""
    ends = [match.start() for match in re.finditer(r"[\s:–—]|\.\s|$", text[start:])][:4]
    for end in reversed(ends):
        if is_in_log(text[start : start + end], reading):
            return start + end
    return None


def _is_quantity(text: str, start: int, end: int, reading: Reading) -> bool:
    """Whether figures in front are a measure, a time, a year or a proportion, and no ref."""
    ref = text[start:end]
    if is_in_log(ref, reading):
        return False
    if _NO_REF.fullmatch(ref) or UNIT.match(text, end) or _MEASURE.match(text, end):
        return True
    years = re.fullmatch(r"(?:19|20)([0-9]{2})/([0-9]{2})", ref)
    return years is not None and int(years[2]) == (int(years[1]) + 1) % 100
