"""The fields that a file may have: each is one row in the table of its record."""

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
    LANGUAGE,
    LAST_DAY,
    LAYOUT,
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
    SIGNATURE,
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
    """A field: the record's attribute that it fills, what it takes, and a few words about it.

    `span_attribute` is the attribute that keeps the place of its value; "" if none does.
    """

    attribute: str
    type: FieldType
    description: str
    required: bool = False
    span_attribute: str = ""


Table = dict[str, Field]  # by the names of the fields


_CONFIDENTIAL = Field(
    "confidential", CONFIDENTIAL, "`true` if it must not be published, or the reason"
)

PERSON: Table = {
    "initials": Field("initials", LABEL, "the person's initials"),
    "name": Field("name", TEXT, "the person's name"),
    "role": Field("role", PROSE, "the person's role, for example `Clerk`"),
    "organisation": Field("organisation", TEXT, "the person's organisation"),
    "aliases": Field("aliases", LABELS, "other initials, names or roles used for the person"),
    "email": Field("email", LABEL, "the address for reminders, which is never published"),
    "left": Field("left", LAST_DAY, "the first day on which the person is no longer expected"),
    "note": Field("note", PROSE, "a note on this attendance, for example `to item 4`"),
}
PAPER: Table = {
    "title": Field("title", PROSE, "the paper's title", required=True),
    "link": Field("link", PROSE, "where to find it"),
}
DECISION: Table = {
    "decision": Field("decision", PROSE, "what was decided", required=True),
    "ref": Field("ref", TEXT, "the decision's number"),
    "proposed": Field("proposed", TEXT, "who proposed it"),
    "seconded": Field("seconded", TEXT, "who seconded it"),
    "votes": Field("votes", TEXT, "the votes, for example `5 to 2`"),
    "outcome": Field("outcome", OUTCOME, "what became of the proposal; `carried` if not given"),
}
ACTION: Table = {
    "action": Field("action", PROSE, "what has to be done", required=True),
    "ref": Field("ref", REF, "the board's own number for the action"),
    "owner": Field("owners", OWNERS, "who has to do it"),
    "due": Field("due", DUE_OF_ACTION, "the due date", span_attribute="due_place"),
    "follows": Field("follows", REFS, "the earlier actions that this one continues"),
    "on": Field(
        "on",
        DATE_OF_ACTION,
        "the day it was asked for, if between meetings",
        span_attribute="on_place",
    ),
    "links": Field("links", TEXTS, "web addresses or references"),
    "confidential": _CONFIDENTIAL,
}
BROUGHT_FORWARD: Table = {name: row for name, row in ACTION.items() if name != "on"} | {
    "action": Field("action", PROSE, "what has to be done"),
    "raised": Field("raised", DATE_OF_ACTION, "the day it was raised"),
    "from": Field("origin", PROSE, "where it comes from"),
}
UPDATE: Table = {
    "ref": Field("ref", REF_OR_KEY, "the action's number or key", required=True),
    "about": Field("about", PROSE, "the action's words, or the first few of them"),
    "status": Field("status_text", STATUS, "what became of the action"),
    "note": Field("note", PROSE, "what was reported"),
    "due": Field("due", DUE_OF_UPDATE, "the new due date", span_attribute="due_place"),
    "owner": Field("owners", OWNERS, "the new owners"),
    "action": Field("action", PROSE, "the new wording"),
    "becomes": Field("becomes", REFS, "the actions that replace this one"),
    "on": Field(
        "on", DATE_OF_UPDATE, "the day it happened, if between meetings", span_attribute="on_place"
    ),
    "confidential": _CONFIDENTIAL,
}
ITEM: Table = {
    "title": Field("title", PROSE, "the item's title"),
    "number": Field("number", TEXT, "the item's number"),
    "presenter": Field("presenter", PEOPLE, "who presented it"),
    "minutes": Field("minutes", PROSE, "what was said, on the lines below a `|`"),
    "papers": Field("papers", PAPERS, "the papers considered"),
    "decisions": Field("decisions", DECISIONS, "what was decided"),
    "updates": Field("updates", UPDATES, "what became of earlier actions"),
    "actions": Field("actions", ACTIONS, "the new actions"),
    "items": Field("items", ITEMS, "the items within this one"),
    "approves": Field("approves", MEETINGS, "the meetings whose minutes were agreed here"),
    "corrections": Field("corrections", TEXTS, "what was corrected in those minutes"),
    "confidential": _CONFIDENTIAL,
}
NEXT_MEETING: Table = {
    "date": Field("due", NEXT_DATE, "the date of the next meeting, or words about it"),
    "time": Field("time", PROSE, "the time of the next meeting"),
    "venue": Field("venue", PROSE, "the venue of the next meeting"),
}
MEETING: Table = ITEM | {
    "date": Field("date", DATE_OF_MEETING, "the date of the meeting", required=True),
    "time": Field("time", PROSE, "the time of the meeting"),
    "venue": Field("venue", PROSE, "the venue of the meeting"),
    "number": Field("ordinal", TEXT, "the meeting's number"),
    "chair": Field("chair", PEOPLE, "who took the chair"),
    "minutes_by": Field("minutes_by", PEOPLE, "who took the minutes"),
    "present": Field("present", PEOPLE, "who was present"),
    "apologies": Field("apologies", PEOPLE, "who sent apologies"),
    "in_attendance": Field("in_attendance", PEOPLE, "guests and observers"),
    "absent": Field("absent", PEOPLE, "who was absent"),
    "expected": Field("expected", PEOPLE, "who is expected, until attendance is known"),
    "public": Field("public", WHOLE_NUMBER, "how many members of the public came"),
    "due": Field(
        "due",
        DUE_OF_MEETING,
        "the due date of all actions raised here that have none of their own",
        span_attribute="due_place",
    ),
    "brought_forward": Field(
        "brought_forward",
        ACTIONS_BROUGHT_FORWARD,
        "actions from before this log, or from another board",
    ),
    "next_meeting": Field("next_meeting", DUE_OR_NEXT_MEETING, "when the next meeting is"),
    "extraordinary": Field("extraordinary", EXTRAORDINARY, "`true` if it is outside the series"),
    "held": Field("took_place", HELD, "`false` if it did not take place"),
}
AGENDA_ITEM: Table = {
    "title": Field("title", PROSE, "the item's title", required=True),
    "every": Field("every", MONTHS, "the months in which it is on the agenda, or a rule"),
    "confidential": _CONFIDENTIAL,
}
SERIES: Table = {
    "title": Field("title", PROSE, "the board's name"),
    "time": Field("time", PROSE, "the time of its meetings"),
    "venue": Field("venue", PROSE, "the venue of its meetings"),
    "timezone": Field("timezone", TIMEZONE, "the board's time zone, for calendars"),
    "language": Field("language", LANGUAGE, "the language of its published pages"),
    "layout": Field(
        "layout", LAYOUT, "`prose` for actions below their text instead of in columns beside it"
    ),
    "signature": Field(
        "signature", SIGNATURE, "`true` for a place where the chair signs the minutes"
    ),
    "dates": Field("dates", DATE_SAMPLE, "how the board writes dates"),
    "refs": Field("refs", PATTERN, "the pattern of the board's action numbers"),
    "year_starts": Field("year_starts", MONTH, "the month in which the board's year begins"),
    "schedule": Field("schedule", SCHEDULE, "on which days the board meets"),
    "members": Field("members", LABELS, "the people who `new-meeting` expects"),
    "agenda": Field("agenda", AGENDA, "the standing agenda"),
    "matters_arising": Field("matters_arising", TEXT, "the title of the item on matters arising"),
    "people": Field("people", PEOPLE, "people written out once, for all meetings"),
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
OWNER_FIELDS = _find_names(OWNERS)
DATES = _find_names(DATE, LAST_DAY, DUE, DUE_OR_NEXT_MEETING)
REF_FIELDS = _find_names(REF, REF_OR_KEY, REFS)
FLAGS = _find_names(HELD, WHOLE_NUMBER)
SETTINGS = _find_names(TIMEZONE, DATE_SAMPLE, SCHEDULE, MONTH)  # of series.yaml
# Fields whose values are converted, so that other words do not become a value in quotes.
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
