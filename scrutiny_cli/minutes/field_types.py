"""The types of fields: how each is read, and how editors and the manual describe it.

Everything else that depends on what a field takes is derived from these types and from the tables
of fields.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from scrutiny_cli.minutes import statuses
from scrutiny_cli.minutes.dates import date_styles
from scrutiny_cli.minutes.dates.month_names import MONTH_NAMES
from scrutiny_cli.minutes.languages import LANGUAGES
from scrutiny_cli.minutes.model import LAYOUTS, Outcome

Schema = dict[str, Any]

_DATE_FORMS = "Write a date as 2015-06-25, 25.06.15 or 25 June 2015."
_STATUSES = (
    "A status. Capitals, accents, hyphens, double spaces and a final full stop do not matter. A "
    "percentage is a status, too. These words are known everywhere; series.yaml can add others.\n"
    f"{statuses.KNOWN.describe_words()}"
)


class FieldType(NamedTuple):
    """What a field takes.

    `reader` is the readers' method that reads it, and `options` are that method's arguments after
    the node. `takes` is what may be written, as the manual shows it, and `hint` as an editor shows
    it. `schema` has the ways to write it as JSON Schema; an editor sees what YAML makes of a plain
    text, so numbers and `true` are taken wherever the reader takes the text. `is_data`: the value
    is converted or compared, so curly quotes around it are a fault. `is_prose`: it is a text of
    any length, whose first line is not an entry of a list. `entry_field` is the field that a text
    in a list of records most likely is; "" if the type is not such a list.
    """

    reader: str
    takes: str
    schema: tuple[Schema, ...]
    is_data: bool = False
    is_prose: bool = False
    entry_field: str = ""
    options: tuple[str, ...] = ()
    hint: str = ""


# Ways to write a value, as JSON Schema (draft-07)

PLAIN = ["string", "number", "boolean"]


def refer_to(definition: str) -> Schema:
    """Return a reference to what a schema defines once, by its name."""
    return {"$ref": f"#/definitions/{definition}"}


def _list_or_one(entry: Schema) -> tuple[Schema, ...]:
    return entry, {"type": "array", "items": entry}


def _any_of(*ways: Schema) -> Schema:
    return {"anyOf": list(ways)}


def _match_text(pattern: str, message: str, *types: str) -> Schema:
    """Return a text with a pattern, and the message of an editor if it does not match."""
    return {"type": list(types) or "string", "pattern": pattern, "patternErrorMessage": message}


_TEXT = refer_to("text")
_DATE = _match_text("[0-9][^0-9]+[0-9]", _DATE_FORMS)
_REF = _match_text(r"^[^,]*[^\s,][^,]*$", "Write the number or key of one action.", *PLAIN)
_FLAG = _any_of(
    {"type": "boolean"}, _match_text(r"^\s*[TtYyFfNn][A-Za-z]+\s*$", "Write true or false.")
)
_NO_FIGURES = {"type": "string", "pattern": "^[^0-9]*$"}
_CHECKBOX = {"type": "array", "maxItems": 1, "items": {"type": ["null", *PLAIN]}}  # [x] and [ ]
_MONTH = _any_of({"enum": list(MONTH_NAMES)}, _TEXT)
_SAMPLE = _match_text(
    r"^(?=[\s\S]*25)(?=[\s\S]*15)", "Write the date 25 June 2015 in the way the board writes dates."
)
_PATTERN = _match_text(
    r"\{n\}", 'Write {n} in place of the number, in quotes, for example "{n}/{yy}".'
)

# Texts

TEXT = FieldType("read_text", "text", (_TEXT,))
PROSE = TEXT._replace(is_prose=True)
LABEL = TEXT._replace(is_data=True)
TEXTS = FieldType("read_texts", "text, or a list of texts", _list_or_one(_TEXT))
CONFIDENTIAL = FieldType(
    "read_confidential", "`true`, `false` or the reason", (_TEXT,), is_prose=True
)

# People and refs

REFS = FieldType(
    "read_refs",
    "numbers or keys, separated by commas or in a list",
    _list_or_one(_TEXT),
    is_data=True,
)
LABELS = REFS._replace(
    reader="read_labels", takes="initials or names, separated by commas or in a list"
)
MEETINGS = REFS._replace(
    reader="read_meetings", takes="a date or several, a file's name, or `previous meeting`"
)
OWNERS = FieldType(
    "read_owners",
    "initials, names or roles, separated by commas or in a list",
    _list_or_one(_TEXT),
    is_data=True,
)
PEOPLE = FieldType(
    "read_people",
    "people, separated by commas or in a list",
    _list_or_one(_any_of(_TEXT, refer_to("person"))),
    is_data=True,
    entry_field="name",
)
REF = FieldType("read_ref", "a number, or a name with a number", (_REF,), is_data=True)
REF_OR_KEY = FieldType("read_ref_or_key", "one number or key", (_REF,), is_data=True)

# Dates and due dates; `options` is the advice for other words beside the date

DATE = FieldType("read_date", "a date", (_DATE,), is_data=True)
DATE_OF_ACTION = DATE._replace(options=("Put the other words in `action`.",))
DATE_OF_UPDATE = DATE._replace(options=("Put the other words in `note`.",))
DATE_OF_MEETING = DATE._replace(options=("Put the other words in `time`, `venue` or `title`.",))
LAST_DAY = FieldType("read_last_day", "a date, or `none`", (_DATE, _NO_FIGURES), is_data=True)
_DUES = "a date, `next meeting`, a month with its year, or words without a date in them"
DUE = FieldType("read_due", _DUES, (_TEXT,), is_data=True, hint=f"{_DUES[0].upper()}{_DUES[1:]}.")
DUE_OF_ACTION = DUE._replace(options=("Put the other words in `action`.",))
DUE_OF_UPDATE = DUE._replace(
    takes=f"{_DUES}; `none` deletes the due date", options=("Put the other words in `note`.",)
)
DUE_OF_MEETING = DUE._replace(options=("Put the other words in the `action` of each action.",))
NEXT_DATE = DUE._replace(
    takes="a date, or words without a date in them",
    options=("Put the other words in `time` and `venue` of `next_meeting`.",),
    hint="A date, or words without a date in them.",
)
_NEXT_MEETING = "next_meeting:\n  date: 25 June 2015\n  time: 9:00\n  venue: Town Hall"
DUE_OR_NEXT_MEETING = FieldType(
    "read_next_meeting",
    "a date, words, or `date`, `time` and `venue`",
    (_TEXT, refer_to("next_meeting")),
    is_data=True,
    options=(f"Put the other words in `time` and `venue`, for example:\n{_NEXT_MEETING}",),
)

# Other values

STATUS = FieldType(
    "read_status_text",
    "a status",
    (refer_to("status"),),
    is_data=True,
    hint=_STATUSES,
)
OUTCOME = FieldType(
    "read_outcome",
    "`carried`, `lost`, `deferred` or `withdrawn`",
    ({"enum": [outcome.value for outcome in Outcome]},),
    is_data=True,
)
EXTRAORDINARY = FieldType(
    "read_flag",
    "`true` or `false`",
    (_FLAG,),
    is_data=True,
    options=("`extraordinary: true` if the meeting is outside the series",),
)
HELD = EXTRAORDINARY._replace(options=("`held: false` if the meeting did not take place",))
WHOLE_NUMBER = FieldType(
    "read_whole_number",
    "a whole number",
    (
        {"type": "integer", "minimum": 0, "maximum": 999_999_999},
        _match_text(r"^[0-9]{1,9}\n*$", "Write a whole number."),
    ),
    is_data=True,
)

# Lists of records

PAPERS = FieldType(
    "read_papers",
    "a list of papers",
    _list_or_one(_any_of(_TEXT, refer_to("paper"))),
    entry_field="title",
)
DECISIONS = FieldType(
    "read_decisions",
    "a list of decisions",
    _list_or_one(_any_of(_TEXT, refer_to("decision"))),
    entry_field="decision",
)
UPDATES = FieldType(
    "read_updates", "a list of updates", _list_or_one(refer_to("update")), entry_field="ref"
)
ACTIONS = FieldType(
    "read_actions", "a list of actions", _list_or_one(refer_to("action")), entry_field="action"
)
ACTIONS_BROUGHT_FORWARD = FieldType(
    "read_brought_forward",
    "a list of actions",
    _list_or_one(refer_to("brought_forward")),
    entry_field="action",
)
ITEMS = FieldType(
    "read_items", "a list of items", _list_or_one(refer_to("item")), entry_field="title"
)

# Of series.yaml

DATE_SAMPLE = FieldType(
    "read_date_sample",
    "25 June 2015, written as the board writes dates",
    ({"enum": list(date_styles.EXAMPLES)}, _SAMPLE),
)
TIMEZONE = FieldType("read_timezone", "a name such as `Europe/London`", (_TEXT,))
LANGUAGE = FieldType("read_language", "the name of a language", ({"enum": [*LANGUAGES]}, _TEXT))
LAYOUT = FieldType(
    "read_layout",
    "`columns` or `prose`",
    ({"enum": [*LAYOUTS]},),
    is_data=True,
)
SIGNATURE = EXTRAORDINARY._replace(
    options=("`signature: true` for a place to sign the minutes",),
)
PATTERN = FieldType("read_pattern", "a pattern in quotes", (_PATTERN,), is_data=True)
MONTH = FieldType("read_month", "the name of a month", (_MONTH,))
SCHEDULE = FieldType("read_schedule", "words, or a rule of RFC 5545", (_TEXT,), is_data=True)
MONTHS = FieldType("read_months", "months, or a rule in quotes", _list_or_one(_MONTH), is_data=True)
AGENDA = FieldType(
    "read_agenda",
    "a list of titles, or of `title`, `every` and `confidential`",
    _list_or_one(_any_of(_TEXT, refer_to("agenda_item"))),
    entry_field="title",
)
STATUS_WORDS = FieldType(
    "read_status_words",
    "words, each with the status it means",
    ({"type": "object", "additionalProperties": refer_to("status")},),
)

# What the schemas of all files define once
DEFINITIONS: dict[str, Schema] = {
    "text": {"type": PLAIN, "pattern": r"\S"},
    "nothing": {"type": ["null", "string"], "pattern": r"^\s*$"},
    "status": _any_of({"enum": [word for word, _ in statuses.KNOWN.written]}, _TEXT, _CHECKBOX),
}
