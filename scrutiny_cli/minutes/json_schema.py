"""The tables of fields as JSON Schema (draft-07), for editors; it refuses nothing that is read.

An editor sees what YAML makes of a plain text: numbers, `true`, nothing. These are taken
wherever the reader takes the text. Letters and blanks are as free as in the reader.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from scrutiny_cli.minutes import date_styles, date_words, dates, fields, statuses
from scrutiny_cli.minutes.field_types import KEY
from scrutiny_cli.minutes.fields import Reader
from scrutiny_cli.minutes.model import Outcome
from scrutiny_cli.minutes.month_names import ENGLISH, LANGUAGES, LINKING, plain_word

if TYPE_CHECKING:
    from collections.abc import Callable

    from scrutiny_cli.minutes.field_types import Field

MEETING, SERIES = "meeting", "series"
_Schema = dict[str, Any]
_PLAIN = ["string", "number", "boolean"]
# Where the forms of English letters are: with the accents of the languages that are read.
_FORMS = [*map(chr, range(0x180)), "\N{KELVIN SIGN}"]
_SAME = {
    "(?a)": "",
    " ": r"(?:[\s,]+)",
    r"\d": "[0-9]",
    r"\b": r"(?:(?<![^\s,])|(?![^\s,]))",  # JavaScript's own knows English letters alone
}


def schema(of: str) -> _Schema:
    """Give the schema of a meeting's file, or of series.yaml."""
    title, table, named = FILES[of]
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": title,
        **_record(table),
        "definitions": {**_named_everywhere(), **named()},
    }


def text(of: str) -> str:
    """Give the schema as the text of its file."""
    return json.dumps(schema(of), indent=2, ensure_ascii=False) + "\n"


def file_name(of: str) -> str:
    """Give the name of the schema's file, beside the files that it describes."""
    return f"{of}.schema.json"


def modeline(of: str) -> str:
    """Give the comment by which an editor finds the schema that lies beside a file."""
    return f"# yaml-language-server: $schema={file_name(of)}\n"


# Patterns, as JavaScript reads them


def portable(pattern: str) -> str:
    """Give a pattern for texts made plain as one for texts as they are written."""
    return re.sub(r"\(\?a\)|\(\?P<\w+>|\\.|\[[^\]]*\]|[a-z ]", _piece, pattern)


def _piece(found: re.Match[str]) -> str:
    piece = found[0]
    if piece.startswith("["):
        return piece.replace(" ", r"\s,")
    if piece.startswith("(?P<"):
        return "(?:"
    return _letter(piece) if piece.isalpha() else _SAME.get(piece, piece)


@cache
def _letter(letter: str) -> str:
    forms = (one for one in _FORMS if plain_word(one) == letter)
    return f"[{''.join(forms)}][\u0300-\u036f]?"


def _whole(pattern: str) -> str:
    return rf"^[\s,]*(?:{portable(pattern)})[\s,]*$"


def _matching(pattern: str) -> _Schema:
    return {"type": "string", "pattern": pattern}


# Dates. In words they are taken by the beginnings of months' names, so that no language is
# refused; what contains a day is seen in English and in figures.


def _beginnings() -> str:
    names = [name for one in LANGUAGES for entry in one.months for name in entry]
    names += [name for one in LANGUAGES for entry in one.short for name in entry]
    return "|".join(sorted({plain_word(name)[:3] for name in names}))


_LETTERS = r"[^\s\d,.]"
_MONTH = rf"(?:(?:{_beginnings()}){_LETTERS}*\.?)"
_ENDING = "|".join(sorted(map(re.escape, date_words.ENDINGS)))
_ANY_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_DAY = rf"(?:{_ANY_DAY} ?(?:{_ENDING})?)"
_LINK = f"(?: ?(?:{'|'.join(sorted(LINKING))})(?![a-z]))? ?"
_WEEKDAY = rf"(?:{_LETTERS}+\.? ){{0,3}}"
_DATES = (
    dates.YEAR_FIRST.pattern,
    dates.IN_FIGURES.pattern,
    rf"{_WEEKDAY}(?:{_DAY} ?{_LINK} ?{_MONTH}|{_MONTH} ?{_DAY}) ?{_LINK} ?(?:\d{{4}}|\d{{2}})",
)
_ENGLISH = "|".join(
    plain_word(name)
    for table in (ENGLISH.months, ENGLISH.short)
    for names in table
    for name in reversed(names)  # the longest first
)
_CONTAINS_A_DAY = (
    rf"\b{_ANY_DAY}(?: ?(?:st|nd|rd|th))?[ ./-]?(?:of )?(?:{_ENGLISH})\b"
    rf"|\b(?:{_ENGLISH})[ ./-]{{0,2}}(?:the )?{_ANY_DAY}\b"
    rf"|\b{_ANY_DAY}([-/.])(?:1[0-2]|0?[1-9])\1(?:\d{{4}}|\d{{2}})\b"
)


# What a field takes: the ways in which it may be written


def _one_of(name: str) -> _Schema:
    return {"$ref": f"#/definitions/{name}"}


def _some(entry: _Schema) -> list[_Schema]:
    """Give a list, or one that stands for a list of one."""
    return [entry, {"type": "array", "items": entry}]


def _either(*ways: _Schema) -> _Schema:
    return {"anyOf": list(ways)}


_TEXT = _one_of("text")
_BOX = {"type": "array", "maxItems": 1, "items": {"type": ["null", *_PLAIN]}}  # [x] and [ ]
_ONE = {"pattern": "^[^,]*$"}
_NO_KEY = {"not": _matching(rf"^\s*{KEY}\s*$".replace(r"\d", "[0-9]"))}
_RULE = _matching(portable("freq=(?:yearly|monthly|weekly)"))
_MONTHS = _matching(_whole(rf"{_MONTH}(?: {_MONTH})*"))
_NOT_N = r"(?:[^{},]|\{(?:yy|yyyy|yy\+1|meeting)\})*"
_PATTERN = _matching(rf"^{_NOT_N}\{{n\}}{_NOT_N}$")
_SAMPLE = _matching(r"^(?=[\s\S]*25)(?=[\s\S]*15)")  # 25 June 2015 in any form and language
_FLAG = _either({"type": "boolean"}, _matching(rf"^(?:{portable('true|yes|false|no')})\n*$"))
_NOBODY = _matching(rf"^\s*(?:{portable('n/a|none')}|[-–—])[.]?\s*$")
_PEOPLE = _some(_either(_TEXT, _one_of("person")))
_WHOLE_NUMBER = [
    {"type": "integer", "minimum": 0, "maximum": 999_999_999},
    _matching(r"^[0-9]{1,9}\n*$"),
]

# A new kind of field needs its ways here.
_TAKES: dict[Callable[..., Any], list[_Schema]] = {
    Reader.text: [_TEXT],
    Reader.bare: [_TEXT],
    Reader.words: _some(_TEXT),
    Reader.refs: _some(_TEXT),
    Reader.meetings: _some(_TEXT),
    Reader.owners: _some(_TEXT),
    Reader.ref: [{"allOf": [_TEXT, _ONE, _NO_KEY]}],
    Reader.one_ref: [{"allOf": [_TEXT, _ONE]}],
    Reader.date: [_one_of("date")],
    Reader.last_day: [_one_of("date"), _NOBODY],
    Reader.action_date: [_one_of("date")],
    Reader.update_date: [_one_of("date")],
    Reader.meeting_date: [_one_of("date")],
    Reader.action_due: [_one_of("due")],
    Reader.update_due: [_one_of("due")],
    Reader.meeting_due: [_one_of("due")],
    Reader.next_date: [_one_of("due")],
    Reader.status_text: [_one_of("status")],
    Reader.confidential: [_TEXT],
    Reader.extraordinary: [_FLAG],
    Reader.held: [_FLAG],
    Reader.whole_number: _WHOLE_NUMBER,
    Reader.people: _PEOPLE,
    Reader.papers: _some(_either(_TEXT, _one_of("paper"))),
    Reader.decisions: _some(_either(_TEXT, _one_of("decision"))),
    Reader.updates: _some(_one_of("update")),
    Reader.actions: _some(_one_of("action")),
    Reader.brought: _some(_one_of("brought_forward")),
    Reader.outcome: [{"enum": [one.value for one in Outcome]}],
    Reader.items: _some(_one_of("item")),
    Reader.next_meeting: [_one_of("due"), _one_of("next_meeting")],
    Reader.date_sample: [{"enum": list(date_styles.EXAMPLES)}, _SAMPLE],
    Reader.timezone: [_TEXT],
    Reader.pattern: [_PATTERN],
    Reader.month: [_matching(_whole(_MONTH))],
    Reader.schedule: [_TEXT],
    Reader.every: [_RULE, *_some(_MONTHS)],
    Reader.agenda: _some(_either(_TEXT, _one_of("agenda_item"))),
    Reader.status_words: [{"type": "object", "additionalProperties": _one_of("status")}],
}


def _field(row: Field) -> _Schema:
    silent = [] if row.must or row.read is Reader.confidential else [_one_of("nothing")]
    return {"description": row.holds, "anyOf": [*_TAKES[row.read], *silent]}


def _record(table: dict[str, Field], **more: object) -> _Schema:
    required = [name for name, row in table.items() if row.must]
    return {
        "type": "object",
        "properties": {name: _field(row) for name, row in table.items()},
        "patternProperties": {"^x-": {"description": "a field of the writer's own"}},
        "additionalProperties": False,
        **({"required": required} if required else {}),
        **more,
    }


def _person() -> _Schema:
    return _record(fields.PERSON, anyOf=[{"required": ["initials"]}, {"required": ["name"]}])


def _named_everywhere() -> _Schema:
    return {
        "text": {"type": _PLAIN, "pattern": r"\S"},
        "nothing": {"type": ["null", "string"], "pattern": r"^\s*$"},
        "status": _status(),
        "date": _date(),
        "person": _person(),
    }


def _named_in_meeting() -> _Schema:
    return {
        "due": _due(),
        "paper": _record(fields.PAPER),
        "decision": _record(fields.DECISION),
        "action": _record(fields.ACTION),
        "brought_forward": _record(fields.BROUGHT_FORWARD),
        "update": _record(fields.UPDATE),
        "item": _record(fields.ITEM, minProperties=1),
        "next_meeting": _record(fields.NEXT_MEETING),
    }


def _named_in_series() -> _Schema:
    return {"agenda_item": _record(fields.AGENDA_ITEM)}


def _date() -> _Schema:
    return {
        "description": "a date, days before months: 2015-06-25, 25.06.15 or 25 June 2015",
        "examples": ["2015-06-25", "25.06.15", "25 June 2015"],
        "anyOf": [_matching(_whole(form)) for form in _DATES],
    }


def _due() -> _Schema:
    words = {"type": _PLAIN, "not": _matching(portable(_CONTAINS_A_DAY))}
    return {
        "description": "a date, `next meeting`, a month with its year, `none`, or words that "
        "contain no day",
        "examples": ["2015-06-25", "25 June 2015", "next meeting", "Aug 2013", "none", "asap"],
        "anyOf": [_one_of("date"), words],
    }


def _status() -> _Schema:
    words = [word for word, _ in statuses.KNOWN.written]
    return {
        "description": "a status. Case, accents, hyphens, double spaces and a final full stop do "
        "not matter. A per cent is one, too. These words are known everywhere; series.yaml may "
        "add others.\n" + statuses.KNOWN.listed(),
        "anyOf": [{"enum": words}, _TEXT, _BOX],
    }


FILES = {
    MEETING: ("The minutes of a meeting", fields.MEETING, _named_in_meeting),
    SERIES: ("What holds for all meetings of a board", fields.SERIES, _named_in_series),
}
