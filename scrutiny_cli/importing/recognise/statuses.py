"""What a document says of an action: a status, and the words that are added to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Doubt, UseKind
from scrutiny_cli.importing.imported_meeting import ReportedStatus
from scrutiny_cli.importing.recognise.joined_text import Cut, has_letters
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.minutes.dates.date_reader import find_date
from scrutiny_cli.minutes.dates.day_search import find_days
from scrutiny_cli.minutes.status_help import StatusContext, advise_status
from scrutiny_cli.minutes.statuses import StatusVocabulary, without_accents

_LEAD = re.compile(
    r"(?:(?:the |this )?actions? point|(?:the |this )?actions?(?! (?:by|on|for|point)\b)|status|"
    r"progress|outcome|update|result|this|it|these)?[\s:–-]*"
    r"(?:(?:is|are|was|were|has been|have been|has|have|had been|to be|remains?|now|being|all|"
    r"still)\s+)*",
    re.IGNORECASE,
)
_NOT_YET = re.compile(r"\b(?:to be|being)\b", re.IGNORECASE)  # `still to be circulated`
_SEPARATOR = re.compile(r"\s*(?:$|[.,;:!–—(/\]-])")
# What follows a participle that is what became of an action.
_FOLLOWING = re.compile(
    r"\s+(?:on|by|at|in|as|and|but|with|since|to|for|until|from|via|pending|awaiting|subject|"
    r"see|per|this|last|next|[0-9]+(?:st|nd|rd|th)?)\b",
    re.IGNORECASE,
)
# Words that are more often the beginning of an order, or of a noun, than a status.
_IMPERATIVE = frozenset(
    """close complete open new answer answered held start started merge duplicate replace todo to
    do carry carried over hold postpone pause published sent delivered achieved resolved referred
    proposed closed finished""".split()
)
_BRACKETS = re.compile(r"\s*[\[(]\s*([^\[\]()]{1,60}?)\s*[\])]\s*\.?\s*$")
FRONT_STATUS = re.compile(r"\s*[\[(]\s*(?P<status>[^\[\]()]{1,40}?)\s*[\])]\s*[:–—-]*\s*(?=\w)")
_EDGES = " :;,.–—-([])"
# A day directly after a status, with nothing but `on`, a weekday or signs between them.
_SENTENCE = re.compile(r"(?<=[a-z0-9)][.!?])\s+([A-Z][A-Za-z]+(?: [a-z]+)?)\s*(?:[.!](?=\s|$)|$)")
# Words of a status that are as often an order of one word.
_NOT_ALONE = frozenset(("open", "close", "hold", "merge", "pause", "publish", "start", "replace"))
_LATER_DAY = re.compile(
    r"[\s:;,.(\[–—-]*(?:(?:on|dated)\s+)?(?:\w+day,?\s+)?(?:the\s+)?[0-9]", re.IGNORECASE
)
_MARK_AT_END = re.compile(r"\s*([✅✔☑]+\ufe0f?)\s*$")
_CLAUSE = re.compile(
    r"[–—:;.(\[-]\s+(?:\W*)|\b(?:is|are|was|were|has been|have been|now|remains|still)\s+|^",
    re.IGNORECASE,
)


_MOST_LOOKED_AT = 1000  # characters of an action in which a status is looked for
_LONGEST = 100  # characters in which a status ends


class TrailingStatus(NamedTuple):
    """A status in brackets at the end of words (`[DONE]`): its text, and where it is."""

    text: str
    start: int
    end: int


def read_report(text: str, reading: Reading, place: str = "") -> ReportedStatus:
    """Read what became of an action in any words: a status, with the rest as a note.

    Added words that limit never close; a date among them becomes `on`; `Superseded by 4.1`
    gives `becomes`. Words without a status are the note.
    """
    words = " ".join(text.split())
    start = find_status_start(words, reading.statuses)
    if start is None:
        return ReportedStatus(words, note=words or None, place=place)
    body = words[start:]
    if reading.statuses.find_status(body) is not None:
        return ReportedStatus(words, status=body, place=place)
    later = _read_later_day(words, body, reading, place)
    if later is not None:
        return later
    context = StatusContext(reading.day, month_first=reading.month_first)
    fields = dict(advise_status(body, reading.statuses, context).fields)
    fields |= _leave_open_status_out(body, fields)
    on = fields.get("on")
    return ReportedStatus(
        words,
        status=fields.get("status") or _take_front(body, reading, fields),
        note=fields.get("note"),
        on=find_date(on, month_first=reading.month_first) if on is not None else None,
        becomes=fields.get("becomes"),
        place=place,
    )


def _read_later_day(words: str, body: str, reading: Reading, place: str) -> ReportedStatus | None:
    """Read a closed status with a day after the meeting beside it: `Completed 14/03/24`.

    Minutes are often brought up to date after their meeting. The day stays in the note.
    """
    end = _find_longest_status(body, reading.statuses) or 0
    day = _LATER_DAY.match(body[end:])
    meaning = reading.statuses.find_status(body[:end])
    if day is None or meaning is None or meaning.is_open:
        return None
    context = StatusContext(month_first=reading.month_first)
    fields = dict(advise_status(body, reading.statuses, context).fields)
    on = find_date(fields.get("on", ""), month_first=reading.month_first)
    rest = body[end:].strip(_EDGES)
    if on is None or on <= reading.day:
        return None
    doubt = Doubt("on-outside", f'written "{fields["on"]}", which is after the meeting')
    return ReportedStatus(words, fields["status"], rest, doubts=(doubt,), place=place)


def _leave_open_status_out(body: str, fields: dict[str, str]) -> dict[str, str]:
    """Return the note without an open status that is in front of it: `5%` of `Open (5%)`."""
    status = fields.get("status", "")
    if fields.get("note") != body or not body.startswith(status):
        return {}
    rest = body[len(status) :].strip(" :;,.–—-")
    is_whole = re.fullmatch(r"\([^()]*\)|\[[^\[\]]*\]", rest) is not None
    return {"note": rest[1:-1].strip() if is_whole else rest}


def _take_front(body: str, reading: Reading, fields: dict[str, str]) -> str | None:
    """Return the status in front of `by 4.1`, where the fields give only what replaces it."""
    end = _find_longest_status(body, reading.statuses) if "becomes" in fields else None
    return body[:end].strip() if end is not None else None


def find_status_start(text: str, statuses: StatusVocabulary) -> int | None:
    """Return where the status begins that a text begins with, after `Action`, `is`, `has been`."""
    if _has_status_first(text, statuses):
        return 0
    lead = _LEAD.match(text)
    for end in () if lead is None else _list_ends(text, lead.end()):
        if not _has_status_first(text[end:], statuses):
            continue
        if _NOT_YET.search(text[:end]) is None or _is_open(text[end:], statuses):
            return end
    return None


def _is_open(text: str, statuses: StatusVocabulary) -> bool:
    """Whether the status that a text begins with is an open one."""
    found = statuses.find_status(text) or statuses.find_status(
        text[: _find_longest_status(text, statuses) or 0]
    )
    return found is not None and found.is_open


def _list_ends(text: str, last: int) -> list[int]:
    """Return where the words of a lead may end: after each of them, the first one first."""
    return [match.end() for match in re.finditer(r"[\s:–-]+", text[:last])]


def _has_status_first(text: str, statuses: StatusVocabulary) -> bool:
    """Whether a text is a status, or begins with one and added words."""
    if not text:
        return False
    if statuses.find_status(text) is not None:
        return True
    return _find_longest_status(text, statuses) is not None


def begins_with_status(text: str, reading: Reading, *, is_below: bool = False) -> bool:
    """Whether a text reads as what became of an action: `Action carried forwards`, `Done: …`.

    Words that may as well begin an order (`Close the account`) are a status only alone or
    before a sign. Below an action (`is_below`) anything may follow a participle.
    """
    words = " ".join(text.split())
    start = find_status_start(words, reading.statuses)
    if start is None:
        return False
    body = words[start:]
    end = _find_longest_status(body, reading.statuses)
    if end is None:
        return False
    rest = body[end:]
    if _SEPARATOR.match(rest):
        return True
    return _is_participle(body[:end]) and (is_below or _FOLLOWING.match(rest) is not None)


def _find_longest_status(text: str, statuses: StatusVocabulary) -> int | None:
    """Return where the longest status at the beginning of a text ends, without signs after it."""
    begin = text[:_LONGEST]
    ends = {match.start() for match in re.finditer(r"[\s:;,.?()/–—-]|$", begin)}
    ends |= {match.end() for match in re.finditer(r"[\])%✅✔☑☐]", begin)}
    for end in sorted(ends, reverse=True):
        status = begin[:end].rstrip(" :;,.–—-")
        if status and statuses.find_status(status) is not None:
            return len(status)
    return None


def has_letters_or_mark(text: str) -> bool:
    """Whether a text has a letter, a digit or a mark of a box."""
    return has_letters(text) or any(mark in text for mark in "☐☑✔✅[")


def _is_participle(status: str) -> bool:
    return without_accents(status).strip(" .") not in _IMPERATIVE


def find_trailing_status(text: str, reading: Reading) -> TrailingStatus | None:
    """Find a status in brackets at the end of an action's words: `[DONE]`, `(completed)`."""
    tail = max(0, len(text) - _LONGEST)
    mark = _MARK_AT_END.search(text, tail)
    if mark is not None:
        return TrailingStatus(mark[1][0], mark.start(), mark.end())
    found = _BRACKETS.search(text, tail)
    if found is None:
        return _find_status_sentence(text, reading)
    whole = found[0].strip(" .")
    if reading.statuses.find_status(whole) is None and not begins_with_status(found[1], reading):
        return None
    text = found[1] if has_letters(found[1]) and len(found[1]) > 1 else whole
    return TrailingStatus(text, found.start(), found.end())


def _find_status_sentence(text: str, reading: Reading) -> TrailingStatus | None:
    """Find a sentence that is a status, after the action: `Call the bank. Done. They agreed.`."""
    for found in _SENTENCE.finditer(text[:_MOST_LOOKED_AT]):
        word = found[1].casefold()
        if word not in _NOT_ALONE and reading.statuses.find_status(found[1]) is not None:
            rest = text[found.start(1) :].rstrip(" .")
            return TrailingStatus(rest, found.start(), len(text))
    return None


def find_front_status(text: str, reading: Reading) -> int:
    """Return where the words begin after a status in brackets in front: `[DONE] call`; else 0."""
    found = FRONT_STATUS.match(text)
    if found is None or reading.statuses.find_status(found["status"]) is None:
        return 0
    return found.end()


def has_status_inside(text: str, reading: Reading) -> bool:
    """Whether words of a status are a clause of a text: `Letter to the county – completed`."""
    words = " ".join(text.split())
    clauses = (words[at : at + _LONGEST] for at in _list_clauses(words))
    return any(begins_with_status(clause, reading) for clause in clauses if clause)


def _list_clauses(words: str) -> Iterator[int]:
    """List where the clauses of a text begin, in the part of it that is looked at."""
    return (match.end() for match in _CLAUSE.finditer(words[:_MOST_LOOKED_AT]))


def doubt_status(text: str) -> Doubt:
    """Return the doubt that a status is none that is known."""
    return Doubt("status-unknown", f'"{" ".join(text.split())}" is not a known status')


def list_status_cuts(text: str, report: ReportedStatus, reading: Reading) -> tuple[Cut, ...]:
    """Return what became of the parts of a status's text that are not words of the note."""
    if report.status is None and report.becomes is None:
        return ()
    at = find_status_start(text, reading.statuses) or 0
    cuts = [Cut(0, at, UseKind.LABEL)]
    if report.note is None or " ".join(text[at:].split()) != report.note:
        cuts += _cut_fields(text, report, reading, at)
    return tuple(cut for cut in cuts if cut.start < cut.end)


def _cut_fields(text: str, report: ReportedStatus, reading: Reading, at: int) -> Iterator[Cut]:
    """Return the cuts of a status, of what takes its place, and of its day."""
    found = _find_words(text, report.status, at) if report.status is not None else None
    if found is not None:
        yield Cut(*found, UseKind.VALUE, "status", report.status or "")
        at = found[1]
    for ref in report.becomes.split(", ") if report.becomes is not None else ():
        place = text.find(ref, at)
        yield Cut(at, place, UseKind.LABEL)
        yield Cut(place, place + len(ref), UseKind.VALUE, "ref", ref)
        at = place + len(ref)
    if report.on is not None and (day := _find_day(text, report, reading, at)) is not None:
        yield Cut(*day, UseKind.VALUE, "date", report.on.isoformat())


def _find_words(text: str, words: str, start: int) -> tuple[int, int] | None:
    """Return where words are in a text, whatever the spaces between them."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    found = re.compile(pattern, re.IGNORECASE).search(text, start)
    return found.span() if found is not None else None


def _find_day(
    text: str, report: ReportedStatus, reading: Reading, start: int
) -> tuple[int, int] | None:
    """Return where the day is that became `on`, with the `on` or `dated` in front of it."""
    for day in find_days(text, month_first=reading.month_first):
        if (
            day.start >= start
            and find_date(text[day.start : day.end], month_first=reading.month_first) == report.on
        ):
            front = re.search(r"(?:\bon|\bdated)\s+$", text[: day.start], re.IGNORECASE)
            return (front.start() if front is not None else day.start), day.end
    return None
