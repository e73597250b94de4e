"""What the words of a cell look like: people, a date, a number, a sentence."""

from __future__ import annotations

import re

from scrutiny_cli.importing.recognise.known_people import KnownPeople
from scrutiny_cli.minutes.dates.calendar_days import BadDate
from scrutiny_cli.minutes.dates.date_reader import find_date, read_due
from scrutiny_cli.minutes.dates.day_search import find_days
from scrutiny_cli.minutes.labels import (
    is_nobody,
    is_short_label,
    is_undecided,
    split_all_pieces,
    split_note,
)
from scrutiny_cli.minutes.model import DueKind
from scrutiny_cli.minutes.statuses import KNOWN

_NUMBER = re.compile(r"[(#]?\d{1,4}[.):]*")
_REF = re.compile(
    r"(?:#|no\.?|[a-z]{1,12}\s?[-#./:]?)?\s?\d{1,6}[a-z]?(?:\s?[./\-:–]\s?[a-z]{0,4}\d{1,6}[a-z]?){0,4}"
    r"(?:\s?[-–,]?\s?\([a-z0-9/]{1,6}\)){0,3}[.):]*",
    re.IGNORECASE,
)
_ITEM_NUMBER = re.compile(
    r"(?:item\s+)?[(]?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[a-z])[.):]*", re.IGNORECASE
)
_DUE_WORDS = re.compile(
    r"(?:by |before |at |the |for )*(?:asap|a\.s\.a\.p\.?|ongoing|on-going|immediate(?:ly)?|"
    r"continuous|continuing|urgent|daily|weekly|fortnightly|monthly|quarterly|annual(?:ly)?|"
    r"(?:(?:the )?next|each|every|this|following|\w+) (?:meeting|agm|board|week|month|quarter)|"
    r"agm|egm|end of \w+(?: \w+)?|end \w+|tbc|tba|tbd|q[1-4]\b.*|(?:spring|summer|autumn|fall|"
    r"winter|easter|christmas)(?: \w+)?|(?:early|mid|late)[ -]\w+(?: \d+)?|\w+ \d{4}|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?: meeting)?)\.?",
    re.IGNORECASE,
)
_SMALL = frozenset((
    "of", "the", "and", "for", "to", "de", "la", "le", "du", "der", "den", "van", "von", "da",
    "di", "del", "&", "with", "on", "in", "at", "a", "an", "et",
))  # fmt: skip
_NO_NAMES = frozenset((
    "noted", "agreed", "none", "nil", "yes", "no", "done", "ongoing", "completed", "approved",
    "actioned", "deferred", "closed", "open", "action", "actions", "decision", "resolved", "info",
    "information", "discussion", "complete", "tbd",
))  # fmt: skip
_PURPOSE = re.compile(
    r"(?:(?:to|for|be|is|the|and|a|an|or|any|as|verbal|written|oral|none|no|not|required|action|"
    r"actions|further|arising|needed|taken|n/?a|nil|note|noted|noting|notes|approve|approved|"
    r"approval|"
    r"discuss|discussed|discussion|decide|decision|decided|information|info|inform|assurance|"
    r"ratify|ratification|receive|received|review|consider|consideration|accept|accepted|agree|"
    r"agreed|agreement|adopt|adopted|endorse|endorsed|deferred|comment|report|update|update[sd]|"
    r"item|closed|complete|completed|confirmed|carried|resolved|see|above|below)[\W\d_]*)+",
    re.IGNORECASE,
)
_MOST_PURPOSE_WORDS = 6
_ENDS = re.compile(r"[.!?;:…]['’”\")\]]*$")
_JOINING = re.compile(
    r"(?:^|\s)(?:and|or|of|the|to|a|an|for|with|in|on|at|by|from|that|which|who|is|are|was|be|as|"
    r"into|their|its|his|her|this|these|regarding|between|including|than|&)$|[,\-–—/(]$",
    re.IGNORECASE,
)
_LAST_LETTERS = 40  # of a text by which its end is judged
_MOST_NAME_WORDS = 5
_MOST_OWNER_LETTERS = 90
_SENTENCE_WORDS = 4
_MOST_DUE_LETTERS = 60


def has_people(text: str, people: KnownPeople) -> bool:
    """Whether a cell has people or roles, and nothing else: `RO, TB`, `Parish Clerk`, `All`."""
    words = " ".join(text.split())
    if not words or len(words) > _MOST_OWNER_LETTERS:
        return False
    pieces = [piece for line in text.splitlines() for piece in split_all_pieces(line) if piece]
    return all(_is_person(piece, people) for piece in pieces) or _is_person(words, people)


def _is_person(text: str, people: KnownPeople) -> bool:
    label, _ = split_note(text.strip())
    if people.find_label(label) is not None:
        return True
    if is_nobody(label) or is_undecided(label):
        return True
    if KNOWN.find_status(label) is not None or has_day(label):
        return False
    return is_short_label(label) or _is_name(label)


def has_clear_people(text: str, people: KnownPeople) -> bool:
    """Whether a cell has people that no other words can be: known ones, initials, roles, names.

    One capitalised word alone may be a topic as well.
    """
    if not has_people(text, people):
        return False
    label = split_note(text.strip())[0]
    return is_short_or_known(text, people) or people.has_role(label) or len(label.split()) > 1


def is_short_or_known(text: str, people: KnownPeople) -> bool:
    """Whether a text names somebody known, or has people in capitals alone: `RO/TB`."""
    pieces = [piece for piece in split_all_pieces(text.strip()) if piece]
    return bool(pieces) and all(
        people.find_label(split_note(piece)[0]) is not None or is_short_label(piece)
        for piece in pieces
    )


def _is_name(label: str) -> bool:
    """Whether words are written as a name or a role is: `Ann Lee`, `Head of Finance`, `@ann`."""
    words = label.removeprefix("@").split()
    if not 1 <= len(words) <= _MOST_NAME_WORDS or any(map(str.isdigit, label)):
        return False
    if words[0].casefold() in _NO_NAMES or _ends_sentence(label, words):
        return False
    named = [word for word in words if word.casefold() not in _SMALL]
    return bool(named) and all(word.lstrip("(‘'“\"/")[:1].isupper() for word in named)


def _ends_sentence(label: str, words: list[str]) -> bool:
    """Whether a text ends as a sentence does, and not as an abbreviation or an initial does."""
    return label[-1] in ".!?:;" and (len(words) > 2 or len(words[-1]) > 5)


def has_day(text: str, *, month_first: bool = False) -> bool:
    """Whether a text contains a day."""
    return bool(find_days(text, month_first=month_first))


def is_due_text(text: str, *, month_first: bool = False) -> bool:
    """Whether a cell says when something is due: a date, a month, or words such as `asap`."""
    words = " ".join(text.split())
    if not words or len(words) > _MOST_DUE_LETTERS:
        return False
    if _DUE_WORDS.fullmatch(words):
        return True
    try:
        return read_due(words, month_first=month_first).kind is not DueKind.WORDS
    except BadDate:
        return True


def is_row_number(text: str) -> bool:
    """Whether a cell is a mere number: `3`, `3.`, `(3)`."""
    return _NUMBER.fullmatch(text.strip()) is not None


def is_ref(text: str) -> bool:
    """Whether a cell is a number of an action or of an item: `4/15`, `8.3.1`, `AP 12`, `#7`."""
    words = " ".join(text.split())
    return bool(words) and _REF.fullmatch(words) is not None and find_date(words) is None


def is_item_number(text: str) -> bool:
    """Whether a cell is the number of an item of the agenda: `4`, `4.1`, `(b)`, `Item 4`."""
    return _ITEM_NUMBER.fullmatch(" ".join(text.split())) is not None


def is_mere_reference(text: str) -> bool:
    """Whether a cell only names something else: the number of an item or action, or a date."""
    return is_item_number(text) or is_ref(text) or find_date(" ".join(text.split())) is not None


def is_sentence(text: str) -> bool:
    """Whether a cell has as many words as a sentence has."""
    return len(text.split()) >= _SENTENCE_WORDS


def is_purpose(text: str) -> bool:
    """Whether a cell says what an item is for, or that there is no action: `To note`, `Agreed`."""
    words = " ".join(text.split())
    if not any(map(str.isalpha, words)):
        return True
    is_short = len(words) <= _MOST_OWNER_LETTERS and len(words.split()) <= _MOST_PURPOSE_WORDS
    return is_short and _PURPOSE.fullmatch(words) is not None


def is_unfinished(text: str) -> bool:
    """Whether a text ends within a sentence: with a comma, or with a word such as `the`."""
    words = text.rstrip()[-_LAST_LETTERS:]
    return bool(words) and _JOINING.search(words) is not None


def ends_with_stop(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return _ENDS.search(text.rstrip()[-_LAST_LETTERS:]) is not None


def begins_in_lower_case(text: str) -> bool:
    """Whether the first letter of a text, which no mark and no digit is before, is a small one."""
    words = text.lstrip(" \n(‘'“\"")
    return words[:1].islower()
