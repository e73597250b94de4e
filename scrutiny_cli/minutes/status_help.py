"""Work out what to write instead of an unknown status: never one that closes by mistake.

The reader of files and the command line both ask `advise_status`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from scrutiny_cli.minutes.dates.date_reader import find_date
from scrutiny_cli.minutes.dates.spelling import count_differences, delete_letters
from scrutiny_cli.minutes.model import Status
from scrutiny_cli.minutes.remedies import write_field_lines
from scrutiny_cli.minutes.statuses import StatusVocabulary, normalize_status, without_accents

# Patterns are compiled at their first use: few statuses are unknown.
_END = r"[\s:;,.?()/–—-]|(?<=[✅✔☑☐\]])|$"
_EDGE = " \t:;,./–—-"
_BY = r"(?i)\s*(?:by|with|into|as|of)\s+"
_REF = r"(?i)(?:(?:actions?|items?)\s+)?([^\s,]*[0-9][^\s,]*?)\.?"
_LONGEST_REFS = 200  # characters of a text that may be refs
_SHOWN = 60  # characters of the faulty text that a message repeats

# Words after a status that leave something open; so does every open status.
_LIMITS = """
apart, awaiting, back, but, except, half, if, in part, most, once, only, part, partly, pending,
remaining, reopened, so far, some of, still, subject, to, unless, until, when, will,
not, no, never, none, nothing, nobody, neither, nor, without, cannot, cant, dont, doesnt, didnt,
isnt, wasnt, hasnt, havent, wont, niet, geen, nicht, kein, keine, pas, ne, sans, ohne, sin
"""
# Words after a closed status that make it doubtful.
_DOUBTS = """
await, awaits, awaited, wait, waits, almost, nearly, mostly, largely, partial, partially,
provisional, provisionally, provided, conditional, conditionally, condition, conditions, excluding,
other than, minus, for now, more, another, rest, remainder, remains, must, should, shall, would,
might, could, can, need, needs, needed, requires, required, later, soon, tomorrow, next,
draft, first, phase, stage, initial, interim, temporary, temporarily, again, however, although,
though, yet, hopefully, planned, plans, intends, intended, expected, expects, chase, chasing,
follow, follows, reopen, reopens, re open, re opened, revisit, unfinished, unresolved, undone,
failed, rejected, disputed, query, queried, out of, due,
aber, noch, bis, wenn, teilweise, mais, sauf, encore, jusque, partiellement, maar, nog, tot,
behalve, als, gedeeltelijk, deels, pero, salvo, hasta, aun, parcialmente, todavia,
lacking, lacks, missing, further
"""
_NEGATED = r"(?i)☐|\[\s*\]|n['’]t\b"
_DOUBT = r"(?i)\?|\b[0-9]+\s+of\s+(?:the\s+)?[0-9]|^\s*of\b|^[-‐‑]\w"
_SHARE = r"(?i)%|per[\s-]?cent"
_ALL = r"(?i)(?<![0-9.,])100(?:[.,]0{1,9})?\s*(?:%|per[\s-]?cent)"

_JOIN = r"(?i)(?:^|\s)(?:on|dated|op|le|am|el)$"
_LIKE_A_DATE = r"[0-9](?:[./-]|[^0-9]*[^\W0-9_]{3}[^0-9]*|[^0-9]{1,4})[0-9]"
_PIECES, _WIDTH = 60, 6  # words in which a date is looked for, and words of a date

_SHORT_WORD = 3  # letters of a word that is offered
_LONG_WORD = 6  # letters from which a word may differ by two letters, not one


class StatusContext(NamedTuple):
    """What is known around a status: the days that `on` may be, and the fields beside it.

    `month_first` is how dates in digits are read.
    """

    meeting: date | None = None
    raised: date | None = None
    beside: frozenset[str] = frozenset()
    month_first: bool = False


class Advice(NamedTuple):
    """What is wrong with a status, and what to write instead.

    `fields` are the fields of an update to write instead, as (name, text); those in `there` are
    in the update already. If there are none, `near` is the nearest word, if there is one.
    """

    message: str
    fields: tuple[tuple[str, str], ...] = ()
    near: str | None = None
    there: tuple[str, ...] = ()


NO_CONTEXT = StatusContext()
ALL_STATUSES_HINT = f"Use one of: {', '.join(status.value for status in Status)}."


def advise_status(
    text: str,
    known: StatusVocabulary,
    context: StatusContext = NO_CONTEXT,
    is_successor: Callable[[str], bool] | None = None,
) -> Advice:
    """Return what to write instead of an unknown status.

    `is_successor` returns whether a ref may replace another (None: any may).
    """
    words = " ".join(text.split())
    message = describe_unknown_status(words)
    end = _find_status_end(words, known)
    if end is None:
        return Advice(message, near=_find_nearest_word(words, known))
    status, rest = words[:end].strip(_EDGE), words[end:]
    refs = _find_successors(status, rest, known)
    if (
        refs
        and "becomes" not in context.beside
        and (not is_successor or all(map(is_successor, refs)))
    ):
        return Advice(message, (("becomes", ", ".join(refs)),))
    fields = _choose_fields(words, status, rest, known, context)
    there = tuple(name for name, _ in fields if name in context.beside and name != "status")
    return Advice(message, fields, status, there)


def describe_unknown_status(text: str) -> str:
    """Return the message that a text is not a status."""
    return f"“{shorten_text(' '.join(text.split()))}” is not a known status."


def format_status_hint(advice: Advice) -> str:
    """Return the hint for a file, with the lines to copy."""
    if advice.fields and not advice.there:
        return f"Write:\n{write_field_lines(advice.fields)}"
    if advice.fields:
        *most, last = (_format_step(name, text, advice.there) for name, text in advice.fields)
        steps = f"{', '.join(most)} and {last}" if most else last
        return f"{steps[0].upper()}{steps[1:]}."
    if advice.near is not None:
        return f"Did you mean “{advice.near}”?"
    return ALL_STATUSES_HINT


def _format_step(name: str, text: str, there: tuple[str, ...]) -> str:
    """Return what to do with a field: write it, or add to the note that is there."""
    if name == "note" and name in there:
        return f"add “{text}” to `note`"
    return f"write `{name}: {text}`"


def shorten_text(text: str) -> str:
    """Return a text as a message repeats it."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"


def _find_status_end(text: str, known: StatusVocabulary) -> int | None:
    """Return where the longest known status at the beginning of a text ends, if one is there."""
    window = text[: known.longest + 1]
    for match in reversed(list(re.finditer(_END, window))):
        status = text[: match.start()].strip(_EDGE)
        if status and known.find_status(status) is not None:
            return match.start()
    return None


def _find_successors(status: str, rest: str, known: StatusVocabulary) -> list[str]:
    """Return the refs after “superseded by”; none if the words are not refs."""
    begin = re.match(_BY, rest)
    is_superseded = known.find_status(status) is Status.SUPERSEDED
    if not is_superseded or begin is None or len(rest) > _LONGEST_REFS:
        return []
    pieces = re.split(r"\s*,\s*(?:and\s+)?|\s+(?:and|&)\s+", rest[begin.end() :].rstrip(" ."))
    found = [re.fullmatch(_REF, piece) for piece in pieces]
    return [ref[1] for ref in found if ref] if all(found) else []


# A status and more words


def _choose_fields(
    words: str, status: str, rest: str, known: StatusVocabulary, context: StatusContext
) -> tuple[tuple[str, str], ...]:
    meaning = known.find_status(status)
    is_open = meaning is not None and meaning.is_open
    found = _find_only_date(rest, month_first=context.month_first)
    is_later = found is not None and context.meeting is not None and found.day > context.meeting
    is_doubtful = not is_open and (is_later or _is_doubtful(rest))
    if _is_limiting(rest, known) or is_doubtful:
        return _drop_empty_fields(status if is_open else "in progress", words, "")
    if found is None or is_later or (context.raised is not None and found.day < context.raised):
        return _drop_empty_fields(status, rest.strip(_EDGE), "")
    return _drop_empty_fields(status, found.others, found.text)


def _drop_empty_fields(status: str, note: str, on: str) -> tuple[tuple[str, str], ...]:
    """Return the fields to write."""
    note = note if note.strip("()[]{}'\" .,") else ""
    pairs = (("status", status), ("note", note), ("on", on))
    return tuple((name, text) for name, text in pairs if text)


def _is_limiting(words: str, known: StatusVocabulary) -> bool:
    """Whether words after a status leave something open."""
    if re.search(_NEGATED, words) or len(re.findall(_SHARE, words)) > len(re.findall(_ALL, words)):
        return True
    open_words = tuple(word for word, status in known.written if status.is_open)
    return _has_phrase(words, _make_phrases(tuple(_LIMITS.split(",")))) or _has_phrase(
        words, _make_phrases(open_words)
    )


def _is_doubtful(words: str) -> bool:
    """Whether words after a closed status make it doubtful that all is done."""
    return bool(re.search(_DOUBT, words)) or _has_phrase(
        words, _make_phrases(tuple(_DOUBTS.split(",")))
    )


def _has_phrase(words: str, phrases: tuple[str, ...]) -> bool:
    plain = without_accents(words)
    spaced, joined = _space_words(plain), _space_words(re.sub("[‐‑-]", "", plain))
    return any(phrase in spaced or phrase in joined for phrase in phrases)


@lru_cache(maxsize=8)
def _make_phrases(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(filter(str.strip, (_space_words(without_accents(word)) for word in words)))


def _space_words(plain: str) -> str:
    """Return the words of a text with one space around each."""
    words = " ".join(re.findall(r"[^\W_]+", plain))
    return f" {words} "


# A date among the words


class _Found(NamedTuple):
    """A date in a text: as it is written there, its day, and the other words."""

    text: str
    day: date
    others: str


def _find_only_date(words: str, *, month_first: bool) -> _Found | None:
    """Find the date in a text; None if there is no date, or more than one."""
    found = _find_first_date(words, month_first=month_first)
    if found is None:
        return None
    begin, end, day = found
    if _find_first_date(words[end:], month_first=month_first) is not None:
        return None
    text = words[begin:end].strip("()[],;:. ")
    before, after = words[:begin].rstrip(" ([,;:"), words[end:].strip(" )],;:.")
    joined = re.sub(_JOIN, "", before).strip(_EDGE)
    if joined == before.strip(_EDGE) and joined:
        return _Found(text, day, words.strip(_EDGE))  # “by 3 May 2024” needs its date
    return _Found(text, day, " ".join(filter(None, (joined, after))))


def _find_first_date(words: str, *, month_first: bool) -> tuple[int, int, date] | None:
    """Return where the first date in a text begins and ends, and its day."""
    pieces = list(re.finditer(r"\S+", words[: _PIECES * 20]))[:_PIECES]
    for at, first in enumerate(pieces):
        for last in reversed(pieces[at : at + _WIDTH]):
            text = words[first.start() : last.end()].strip("()[],;:. ")
            if re.search(_LIKE_A_DATE, text):
                day = find_date(text, month_first=month_first)
                if day is not None:
                    return first.start(), last.end(), day
    return None


# The nearest word


def _find_nearest_word(text: str, known: StatusVocabulary) -> str | None:
    """Return the known word that a text misspells; a closing word only if that is safe."""
    wanted = normalize_status(text)
    if not wanted or len(text) > known.longest:
        return None
    found = (known.by_shortening.get(piece, ()) for piece in delete_letters(wanted))
    near = {word for words in found for word in words}
    ranked = sorted(
        (word for word, _ in known.written if word in near),
        key=lambda word: (
            count_differences(wanted, normalize_status(word)),
            word[-1].casefold() != wanted[-1],
            len(word.split()) != len(text.split()),
        ),
    )
    return next((word for word in ranked if _is_offered(text, word, known)), None)


def _is_offered(text: str, word: str, known: StatusVocabulary) -> bool:
    """Whether few letters differ, and a word that closes is safe to offer."""
    one, other = normalize_status(text), normalize_status(word)
    most = 0 if len(other) < _SHORT_WORD else 1 if len(other) < _LONG_WORD else 2
    if count_differences(one, other) > most:
        return False
    return known[other].is_open or _is_safe_to_offer(text, word, known)


def _is_safe_to_offer(text: str, word: str, known: StatusVocabulary) -> bool:
    """Whether a closing word may be offered: the same first letter, as many words, no limit."""
    is_alike = normalize_status(text)[0] == normalize_status(word)[0] and len(text.split()) == len(
        word.split()
    )
    return is_alike and not _is_limiting(text, known) and not _is_doubtful(text)
