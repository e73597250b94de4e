"""The fields that a file may have: each one row in the table of its record."""

from __future__ import annotations

from typing import NamedTuple

from scrutiny_cli.minutes.field_types import (
    ACTIONS,
    ACTIONS_BROUGHT_FORWARD,
    AGENDA,
    CONFIDENTIAL,
    DATE,
    DATE_OF_ACTION,
    DATE_OF_MEETING,
    DATE_OF_UPDATE,
    DATE_SAMPLE,
    DECISIONS,
    DUE,
    DUE_OF_ACTION,
    DUE_OF_MEETING,
    DUE_OF_UPDATE,
    DUE_OR_NEXT_MEETING,
    EXTRAORDINARY,
    HELD,
    ITEMS,
    LABEL,
    LABELS,
    LAST_DAY,
    MEETINGS,
    MONTH,
    MONTHS,
    NEXT_DATE,
    OUTCOME,
    OWNERS,
    PAPERS,
    PATTERN,
    PEOPLE,
    PROSE,
    REF,
    REF_OR_KEY,
    REFS,
    SCHEDULE,
    STATUS,
    STATUS_WORDS,
    TEXT,
    TEXTS,
    TIMEZONE,
    UPDATES,
    WHOLE_NUMBER,
    FieldType,
)


class Field(NamedTuple):
    """A field: the record's attribute it fills, what it takes, what it is in a few words.

    `span_attribute` is the attribute that keeps the place of its value; "" where none does.
    """

    attribute: str
    type: FieldType
    description: str
    required: bool = False
    span_attribute: str = ""


Table = dict[str, Field]  # by the names of the fields


_CONFIDENTIAL = Field("confidential", CONFIDENTIAL, "`true`, or the reason")

PERSON: Table = {
    "initials": Field("initials", LABEL, "the initials"),
    "name": Field("name", TEXT, "the name"),
    "role": Field("role", PROSE, "the role"),
    "organisation": Field("organisation", TEXT, "the organisation"),
    "aliases": Field("aliases", LABELS, "other labels of this person"),
    "email": Field("email", LABEL, "the address for reminders; it is never published"),
    "left": Field("left", LAST_DAY, "the day from which the person is no longer expected"),
    "note": Field("note", PROSE, "a note on this attendance, as `to item 4`"),
}
PAPER: Table = {
    "title": Field("title", PROSE, "the paper's title", required=True),
    "link": Field("link", PROSE, "where it is found"),
}
DECISION: Table = {
    "decision": Field("decision", PROSE, "what was decided", required=True),
    "ref": Field("ref", TEXT, "the decision's number"),
    "proposed": Field("proposed", TEXT, "who proposed it"),
    "seconded": Field("seconded", TEXT, "who seconded it"),
    "votes": Field("votes", TEXT, "the votes"),
    "outcome": Field("outcome", OUTCOME, "carried (if not given), lost, deferred or withdrawn"),
}
ACTION: Table = {
    "action": Field("action", PROSE, "what is to be done", required=True),
    "ref": Field("ref", REF, "the board's own number"),
    "owner": Field("owners", OWNERS, "who does it"),
    "due": Field("due", DUE_OF_ACTION, "when it is to be done", span_attribute="due_place"),
    "follows": Field("follows", REFS, "the earlier actions that this one continues"),
    "on": Field(
        "on",
        DATE_OF_ACTION,
        "when it was asked for, if between meetings",
        span_attribute="on_place",
    ),
    "links": Field("links", TEXTS, "addresses or references, each a text of its own"),
    "confidential": _CONFIDENTIAL,
}
BROUGHT_FORWARD: Table = {name: row for name, row in ACTION.items() if name != "on"} | {
    "action": Field("action", PROSE, "what is to be done"),
    "raised": Field("raised", DATE_OF_ACTION, "when it was raised"),
    "from": Field("origin", PROSE, "where it comes from"),
}
UPDATE: Table = {
    "ref": Field("ref", REF_OR_KEY, "the action's ref or key", required=True),
    "about": Field("about", PROSE, "the action's words, or their beginning"),
    "status": Field("status_text", STATUS, "what has become of it"),
    "note": Field("note", PROSE, "what was said"),
    "due": Field("due", DUE_OF_UPDATE, "the new due", span_attribute="due_place"),
    "owner": Field("owners", OWNERS, "the new owners"),
    "action": Field("action", PROSE, "the new wording"),
    "becomes": Field("becomes", REFS, "the actions that take its place"),
    "on": Field(
        "on", DATE_OF_UPDATE, "when it happened, if between meetings", span_attribute="on_place"
    ),
    "confidential": _CONFIDENTIAL,
}
ITEM: Table = {
    "title": Field("title", PROSE, "the item's title"),
    "number": Field("number", TEXT, "the item's number"),
    "presenter": Field("presenter", PEOPLE, "who presented it"),
    "minutes": Field("minutes", PROSE, "what was said, under `|`"),
    "papers": Field("papers", PAPERS, "the reports considered"),
    "decisions": Field("decisions", DECISIONS, "what was decided"),
    "updates": Field("updates", UPDATES, "what was said of earlier actions"),
    "actions": Field("actions", ACTIONS, "what was newly asked for"),
    "items": Field("items", ITEMS, "the items below this one"),
    "approves": Field("approves", MEETINGS, "the meetings whose minutes were agreed here"),
    "corrections": Field("corrections", TEXTS, "what was changed in those minutes"),
    "confidential": _CONFIDENTIAL,
}
NEXT_MEETING: Table = {
    "date": Field("due", NEXT_DATE, "its date, or words"),
    "time": Field("time", PROSE, "its time"),
    "venue": Field("venue", PROSE, "its venue"),
}
MEETING: Table = ITEM | {
    "date": Field("date", DATE_OF_MEETING, "the day of the meeting", required=True),
    "time": Field("time", PROSE, "the time"),
    "venue": Field("venue", PROSE, "the venue"),
    "number": Field("ordinal", TEXT, "the meeting's number"),
    "chair": Field("chair", PEOPLE, "who took the chair"),
    "minutes_by": Field("minutes_by", PEOPLE, "who took the minutes"),
    "present": Field("present", PEOPLE, "who was present"),
    "apologies": Field("apologies", PEOPLE, "who sent apologies"),
    "in_attendance": Field("in_attendance", PEOPLE, "guests and observers"),
    "absent": Field("absent", PEOPLE, "who was absent"),
    "expected": Field("expected", PEOPLE, "who is expected, before attendance is known"),
    "public": Field("public", WHOLE_NUMBER, "how many members of the public"),
    "due": Field(
        "due",
        DUE_OF_MEETING,
        "the due of all actions raised here that have none",
        span_attribute="due_place",
    ),
    "brought_forward": Field(
        "brought_forward", ACTIONS_BROUGHT_FORWARD, "actions from before this log"
    ),
    "next_meeting": Field("next_meeting", DUE_OR_NEXT_MEETING, "the date of the next meeting"),
    "extraordinary": Field("extraordinary", EXTRAORDINARY, "`true` where it is outside the series"),
    "held": Field("took_place", HELD, "`false` where it did not take place"),
}
AGENDA_ITEM: Table = {
    "title": Field("title", PROSE, "the item's title", required=True),
    "every": Field("every", MONTHS, "months, or a rule"),
    "confidential": _CONFIDENTIAL,
}
SERIES: Table = {
    "title": Field("title", PROSE, "the board's name"),
    "time": Field("time", PROSE, "when it meets"),
    "venue": Field("venue", PROSE, "where it meets"),
    "timezone": Field("timezone", TIMEZONE, "the IANA name of its time zone, for the calendar"),
    "dates": Field("dates", DATE_SAMPLE, "25 June 2015 as the board writes it"),
    "refs": Field("refs", PATTERN, "the pattern of its numbers"),
    "year_starts": Field("year_starts", MONTH, "the month in which the board's year begins"),
    "schedule": Field("schedule", SCHEDULE, "when it meets, in words or as a rule of RFC 5545"),
    "members": Field("members", LABELS, "whom `new-meeting` expects, by their labels"),
    "agenda": Field("agenda", AGENDA, "the standing agenda"),
    "matters_arising": Field("matters_arising", TEXT, "the title of that item"),
    "people": Field("people", PEOPLE, "people known once for all"),
    "statuses": Field("statuses", STATUS_WORDS, "the board's own words for a status"),
}
TABLES = (
    MEETING, ITEM, ACTION, BROUGHT_FORWARD, UPDATE, PERSON, PAPER, DECISION, NEXT_MEETING, SERIES,
    AGENDA_ITEM,
)  # fmt: skip
# The names of the fields of an action's entry and an update, by the attributes that they fill.
ENTRY_FIELD_NAMES = {
    row.attribute: name for table in (BROUGHT_FORWARD, UPDATE) for name, row in table.items()
}
_ROWS = [pair for table in TABLES for pair in table.items()]
# The attributes of a meeting that are those of its own item, the root of its items.
ROOT_ITEM = frozenset(row.attribute for row in ITEM.values()) - {"number"}


# Fields by what they take, in any record


def _find_names(*wanted: FieldType) -> frozenset[str]:
    readers = {kind.reader for kind in wanted}
    return frozenset(name for name, row in _ROWS if row.type.reader in readers)


TEXT_FIELDS = frozenset(name for name, row in _ROWS if row.type.is_prose)
PERSON_LISTS = _find_names(PEOPLE)
DATES = _find_names(DATE, LAST_DAY, DUE, DUE_OR_NEXT_MEETING)
REF_FIELDS = _find_names(REF, REF_OR_KEY, REFS)
FLAGS = _find_names(HELD, WHOLE_NUMBER)
SETTINGS = _find_names(TIMEZONE, DATE_SAMPLE, SCHEDULE, MONTH)  # of series.yaml
# Fields whose values are converted, so that quotes make no value of other words.
CONVERTED = DATES | REF_FIELDS | FLAGS | SETTINGS | _find_names(MEETINGS, STATUS)
# Fields whose values are converted or compared, so that curly quotes around them are a fault.
VALUES = frozenset(name for name, row in _ROWS if row.type.is_data)
# Fields that may be written as a list in brackets.
LIST_FIELDS = PERSON_LISTS | _find_names(OWNERS, REFS, MEETINGS, MONTHS) | {"aliases", "links"}
# Lists whose entries may be texts; of any length, except persons.
PROSE_LISTS = _find_names(DECISIONS, PAPERS, TEXTS, AGENDA)
TEXT_LISTS = PERSON_LISTS | PROSE_LISTS | {"members"}
# Lists whose entries have fields, and the field that a text there most likely is.
ENTRY_FIELDS = {name: row.type.entry_field for name, row in _ROWS if row.type.entry_field}
