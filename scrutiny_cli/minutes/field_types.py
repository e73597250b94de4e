"""The types of fields: how each is read, and how editors and the manual describe it.

Everything else that depends on what a field takes is made of this table and of the fields' own.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from scrutiny_cli.minutes import statuses
from scrutiny_cli.minutes.dates import date_styles
from scrutiny_cli.minutes.dates.month_names import MONTH_NAMES
from scrutiny_cli.minutes.model import Outcome

Schema = dict[str, Any]

_DATE_FORMS = "Write a date as 2015-06-25, 25.06.15 or 25 June 2015."
_STATUSES = (
    "A status. Case, accents, hyphens, double spaces and a final full stop do not matter. A per "
    "cent is one, too. These words are known everywhere; series.yaml may add others.\n"
    f"{statuses.KNOWN.describe_words()}"
)


class FieldType(NamedTuple):
    """What a field takes.

    `reader` is the method of the readers that reads it, and `options` what that method is given
    besides the node. `takes` says in the manual what may be written, `hint` in an editor.
    `schema` has the ways to write it as JSON Schema; an editor sees what YAML makes of a plain
    text, so numbers and `true` are taken wherever the reader takes the text. `is_data`: the value
    is converted or compared, so that curly quotes around it are a fault. `is_prose`: it is a text
    of any length, whose first line is no entry of a list. `entry_field` is the field that a text
    in a list of records most likely is; "" where the type is no such list.
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
    """Return what is defined once in a schema, by its name."""
    return {"$ref": f"#/definitions/{definition}"}


def _list_or_one(entry: Schema) -> tuple[Schema, ...]:
    return entry, {"type": "array", "items": entry}


def _any_of(*ways: Schema) -> Schema:
    return {"anyOf": list(ways)}


def _match_text(pattern: str, message: str, *types: str) -> Schema:
    """Return a text with a pattern, and what an editor says where it does not match."""
    return {"type": list(types) or "string", "pattern": pattern, "patternErrorMessage": message}


_TEXT = refer_to("text")
_DATE = _match_text("[0-9][^0-9]+[0-9]", _DATE_FORMS)
_REF = _match_text(r"^[^,]*[^\s,][^,]*$", "Write the number or name of one action.", *PLAIN)
_FLAG = _any_of(
    {"type": "boolean"}, _match_text(r"^\s*[TtYyFfNn][A-Za-z]+\s*$", "Write true or false.")
)
_NO_FIGURES = {"type": "string", "pattern": "^[^0-9]*$"}
_CHECKBOX = {"type": "array", "maxItems": 1, "items": {"type": ["null", *PLAIN]}}  # [x] and [ ]
_MONTH = _any_of({"enum": list(MONTH_NAMES)}, _TEXT)
_SAMPLE = _match_text(r"^(?=[\s\S]*25)(?=[\s\S]*15)", "Write 25 June 2015 as the board writes it.")
_PATTERN = _match_text(r"\{n\}", 'Write {n} where the number stands, in quotes, as "{n}/{yy}".')

# Texts

TEXT = FieldType("read_text", "text", (_TEXT,))
PROSE = TEXT._replace(is_prose=True)
LABEL = TEXT._replace(is_data=True)
TEXTS = FieldType("read_texts", "one text, or a list", _list_or_one(_TEXT))
CONFIDENTIAL = FieldType("read_confidential", "`true`, `false` or text", (_TEXT,), is_prose=True)

# People and refs

REFS = FieldType(
    "read_refs", "one, a list, or separated by commas", _list_or_one(_TEXT), is_data=True
)
LABELS = REFS._replace(reader="read_labels")
MEETINGS = REFS._replace(reader="read_meetings")
OWNERS = FieldType(
    "read_owners",
    "one, a list, or separated by commas or semicolons",
    _list_or_one(_TEXT),
    is_data=True,
)
PEOPLE = FieldType(
    "read_people",
    "one person, or a list",
    _list_or_one(_any_of(_TEXT, refer_to("person"))),
    is_data=True,
    entry_field="name",
)
REF = FieldType("read_ref", "a number or name", (_REF,), is_data=True)
REF_OR_KEY = FieldType("read_ref_or_key", "one ref or key", (_REF,), is_data=True)

# Dates and dues; `options` are the fields into which other words go

DATE = FieldType("read_date", "date", (_DATE,), is_data=True)
DATE_OF_ACTION = DATE._replace(options=("`action`",))
DATE_OF_UPDATE = DATE._replace(options=("`note`",))
DATE_OF_MEETING = DATE._replace(options=("`time`, `venue` or `title`",))
LAST_DAY = FieldType("read_last_day", "date, or `none`", (_DATE, _NO_FIGURES), is_data=True)
DUE = FieldType(
    "read_due",
    "due",
    (_TEXT,),
    is_data=True,
    hint="A date, `next meeting`, a month with its year, `none`, or words that contain no day.",
)
DUE_OF_ACTION = DUE._replace(options=("`action`",))
DUE_OF_UPDATE = DUE._replace(options=("`note`",))
DUE_OF_MEETING = DUE._replace(options=("`action` of each action",))
NEXT_DATE = DUE._replace(options=("`time` and `venue` of `next_meeting`",))
DUE_OR_NEXT_MEETING = FieldType(
    "read_next_meeting", "due, or fields", (_TEXT, refer_to("next_meeting")), is_data=True
)

# Other values

STATUS = FieldType(
    "read_status_text",
    "status",
    (refer_to("status"),),
    is_data=True,
    hint=_STATUSES,
)
OUTCOME = FieldType(
    "read_outcome",
    "outcome",
    ({"enum": [outcome.value for outcome in Outcome]},),
    is_data=True,
)
EXTRAORDINARY = FieldType(
    "read_flag",
    "`true` or `false`",
    (_FLAG,),
    is_data=True,
    options=("`true` where the meeting is outside the series",),
)
HELD = EXTRAORDINARY._replace(options=("`false` where the meeting did not take place",))
WHOLE_NUMBER = FieldType(
    "read_whole_number",
    "whole number",
    (
        {"type": "integer", "minimum": 0, "maximum": 999_999_999},
        _match_text(r"^[0-9]{1,9}\n*$", "Write a whole number."),
    ),
    is_data=True,
)

# Lists of records

PAPERS = FieldType(
    "read_papers",
    "list of papers",
    _list_or_one(_any_of(_TEXT, refer_to("paper"))),
    entry_field="title",
)
DECISIONS = FieldType(
    "read_decisions",
    "list of decisions",
    _list_or_one(_any_of(_TEXT, refer_to("decision"))),
    entry_field="decision",
)
UPDATES = FieldType(
    "read_updates", "list of updates", _list_or_one(refer_to("update")), entry_field="ref"
)
ACTIONS = FieldType(
    "read_actions", "list of actions", _list_or_one(refer_to("action")), entry_field="action"
)
ACTIONS_BROUGHT_FORWARD = FieldType(
    "read_brought_forward",
    "list of actions",
    _list_or_one(refer_to("brought_forward")),
    entry_field="action",
)
ITEMS = FieldType(
    "read_items", "list of items", _list_or_one(refer_to("item")), entry_field="title"
)

# Of series.yaml

DATE_SAMPLE = FieldType(
    "read_date_sample",
    "`25 June 2015`, as the board writes it",
    ({"enum": list(date_styles.EXAMPLES)}, _SAMPLE),
)
TIMEZONE = FieldType("read_timezone", "name", (_TEXT,))
PATTERN = FieldType("read_pattern", "pattern, in quotes", (_PATTERN,), is_data=True)
MONTH = FieldType("read_month", "month", (_MONTH,))
SCHEDULE = FieldType("read_schedule", "words, or a rule", (_TEXT,), is_data=True)
MONTHS = FieldType("read_months", "months, or a rule in quotes", _list_or_one(_MONTH), is_data=True)
AGENDA = FieldType(
    "read_agenda",
    "list of titles, or of fields",
    _list_or_one(_any_of(_TEXT, refer_to("agenda_item"))),
    entry_field="title",
)
STATUS_WORDS = FieldType(
    "read_status_words",
    "words, and the status they mean",
    ({"type": "object", "additionalProperties": refer_to("status")},),
)

# What the schemas of all files define once
DEFINITIONS: dict[str, Schema] = {
    "text": {"type": PLAIN, "pattern": r"\S"},
    "nothing": {"type": ["null", "string"], "pattern": r"^\s*$"},
    "status": _any_of({"enum": [word for word, _ in statuses.KNOWN.written]}, _TEXT, _CHECKBOX),
}
