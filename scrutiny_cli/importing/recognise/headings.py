"""The headings of tables and trackers that are known, each with what its column contains.

The one table of them: tables in documents and the sheets of trackers are read by it alike.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import cache, lru_cache
from typing import NamedTuple

from scrutiny_cli.minutes.statuses import without_accents


class ColumnField(Enum):
    """What a column contains.

    The first ten are the fields that a person may type. `RAG` is a colour, `MATTER` the text
    beside which an action is, `DECISION` what is decided or judged and is no action.
    """

    REF = "ref"
    ACTION = "action"
    OWNER = "owner"
    DUE = "due"
    REVISED = "revised"
    STATUS = "status"
    UPDATE = "update"
    RAISED = "raised"
    CLOSED = "closed"
    FROM = "from"
    LINKS = "links"
    RAG = "rag"
    MATTER = "matter"
    DECISION = "decision"


class KnownHeading(NamedTuple):
    """What a heading says of its column.

    `is_sure`: it says so by itself. Otherwise another column or the values may show that it is
    something else: `Item` beside `Action` is no action, and `Completed` may be a day or `yes`.
    """

    field: ColumnField
    is_sure: bool = True


_SURE = {
    ColumnField.REF: "ref, ref no, ref number, refs, reference, reference no, reference number, "
    "action no, action number, action num, action ref, action ref no, action reference, "
    "action id, id, id no, id number, action #, log no, log ref, log number, tracking no, "
    "tracker no, tracker ref, issue key, key, unique id, unique ref, unique reference, ai no, "
    "ap no, ap ref, "
    "ai, ap, action item no, action item number, action point no, task no, task id, task ref",
    ColumnField.ACTION: "action, actions, the action, action s, action point, action points, "
    "action item, action items, action required, actions required, required action, "
    "required actions, agreed action, agreed actions, action agreed, actions agreed, "
    "action description, description of action, description of actions, details of action, "
    "action detail, action details, details of actions, detail of action, action to be taken, "
    "actions to be taken, action needed, actions needed, actions arising, action arising, "
    "follow up action, follow up actions, outstanding action, outstanding actions, "
    "corrective action, planned action, proposed action, improvement action, action summary, "
    "summary of action, action text, action title, action name, action or task, task, tasks, "
    "task description, task name, to do, todo, what, next step, next steps, what needs to be done, "
    "what needs doing, what will be done, actions and next steps, action next steps, "
    "decision action, actions decisions, action decision, actions responsible, "
    "actions responsible none, action responsible, action responsible person, "
    "agreed actions and next steps",
    ColumnField.OWNER: "owner, owners, action owner, action owners, owner s, lead, leads, "
    "action lead, lead person, lead officer, lead officers, lead director, lead member, "
    "executive lead, exec lead, operational lead, lead name, lead owner, owner lead, led by, "
    "who, by who, by whom, whom, for whom, responsible, responsibility, responsibilities, "
    "person responsible, responsible person, responsible officer, officer responsible, "
    "responsible party, responsible lead, responsible owner, person s responsible, "
    "persons responsible, assigned to, assigned, assignee, assignees, allocated to, "
    "action for, for action by, to be actioned by, actioner, actionee, action by, action by whom, "
    "officer, officers, action officer, accountable, accountable person, accountable officer, "
    "accountable lead, poc, point of contact, delegated to, task owner, owned by, sro, "
    "who by, who is responsible, initials, raci",
    ColumnField.DUE: "due, due date, date due, due by, due on, due when, deadline, deadlines, "
    "deadline date, action due, action due date, action deadline, target, target date, "
    "target dates, date target, target deadline, target for completion, target completion, "
    "target completion date, completion target, completion due, "
    "completion due date, completion deadline, by when, when, when by, complete by, "
    "to be completed by, completed by when, completion by, to be done by, for completion by, "
    "date for completion, date required, required by, required date, timescale, timescales, "
    "time scale, timeframe, time frame, timeline, timing, expected completion, "
    "expected completion date, expected date, expected date of completion, planned completion, "
    "planned completion date, anticipated completion date, estimated completion date, "
    "proposed completion date, proposed date, agreed completion date, agreed deadline, "
    "delivery date, implementation date, due date for completion, original due date, "
    "original due, original deadline, original target date, original date, initial due date, "
    "original completion date, eta, etc date, due back, report back date, planned end date, "
    "target end date, end date, finish date, action date due, act by, act by date, do by",
    ColumnField.REVISED: "revised, revised date, revised due, revised due date, revised deadline, "
    "revised target, revised target date, revised completion date, revised timescale, "
    "revised date for completion, new date, new due date, new deadline, new target date, "
    "new completion date, updated due date, updated deadline, updated target date, "
    "extended deadline, extended date, extended due date, extended to, extension date, "
    "extension, forecast date, forecast completion date, forecast completion, "
    "current due date, current deadline, current target date, latest due date, "
    "latest deadline, amended date, amended due date, amended deadline, slipped to, "
    "rescheduled date, revised end date",
    ColumnField.STATUS: "status, current status, action status, overall status, progress status, "
    "status of action, completion status, state, open closed, closed open, open or closed, "
    "open complete, "
    "status open closed, status update progress, complete, % complete, percent complete, "
    "per cent complete, percentage complete, % completed, completion %, % done, % progress, "
    "progress %, done, closed y n, completed y n, complete y n, done y n, closed yes no, "
    "completed yes no, complete yes no, is complete, is closed, is done, open y n, stage, "
    "status at meeting, action complete, action completed, action closed",
    ColumnField.RAG: "rag, brag, bragg, rag rating, brag rating, rag status, brag status, "
    "status rag, status brag, rag score, r a g, b r a g, colour, rag colour, "
    "rag rated, rating rag, progress rag, delivery rag, traffic light, traffic light rating",
    ColumnField.UPDATE: "update, updates, latest update, last update, current update, "
    "action update, action updates, update on action, update on actions, progress, "
    "progress update, progress updates, progress made, progress to date, progress notes, "
    "progress report, latest progress, current progress, progress on action, action progress, "
    "progress against action, progress since last meeting, comment, comments, note, notes, "
    "further comments, supporting comments, additional comments, remarks, remark, "
    "latest position, current position, "
    "position, outcome, outcomes, action taken, actions taken, response, responses, "
    "feedback, commentary, narrative, status update, status updates, status comments, "
    "status notes, closure comments, closing comments, result, results, follow up, "
    "update for meeting, update at meeting, progress comments, what has been done, "
    "work done, history, report back, officer update, owner update, owner comments",
    ColumnField.RAISED: "date raised, raised, raised on, raised date, date of meeting, "
    "meeting date, date of the meeting, date opened, opened, opened on, open date, date open, "
    "date logged, logged, logged on, date added, added, added on, date identified, "
    "date created, created, created on, creation date, date assigned, assigned date, "
    "assigned on, date set, date recorded, recorded, recorded on, date entered, entry date, "
    "date of entry, date of action, action raised, action raised on, date action raised, "
    "date action agreed, date agreed, agreed on, date allocated, date given, date requested, "
    "date of request, origin date, originated, date originated, date of origin, "
    "date initiated, initiated, start date, date started, date issued, issue date, "
    "date minuted, date identified at meeting, action date, log date",
    ColumnField.CLOSED: "date closed, closed date, closed on, date of closure, closure date, "
    "closing date, date action closed, date completed, completed date, completed on, "
    "date of completion, date complete, actual completion date, actual completion, "
    "actual date completed, actual date, actual end date, date done, done on, date actioned, "
    "actioned on, date closed completed, date completed closed, date resolved, resolved on, "
    "resolved date, date finished, date achieved, date discharged, date signed off, "
    "completion achieved, date action completed, actual closure date",
    ColumnField.FROM: "meeting, meetings, meeting ref, meeting no, meeting number, "
    "meeting name, source, source of action, action source, origin, originating meeting, "
    "originating committee, source meeting, source document, raised at, raised in, raised from, "
    "raised at meeting, forum, committee, group, board, board committee, from, minute, "
    "minute ref, minutes ref, min ref, minute reference, minutes reference, minute no, min no, "
    "minute number, minute item, minute item no, minute item number, minutes item, minutes, "
    "minute ref no, agenda item, agenda items, agenda item no, agenda item number, agenda ref, "
    "agenda no, agenda number, agenda item ref, agenda reference, item ref, item reference, "
    "meeting date and item, meeting and date, meeting and item, meeting item, meeting minute, "
    "paper ref, para, paragraph, section, relevant item, relevant items, relevant minute",
    ColumnField.LINKS: "link, links, url, urls, hyperlink, hyperlinks, web link, weblink, "
    "document link, link to document, link to evidence, evidence link, link to paper, file link",
    ColumnField.MATTER: "matter, matters, matter raised, matters raised, matters discussed, "
    "matter discussed, summary of discussion, record of discussion, key points discussed, "
    "conclusion, conclusions, discussion, "
    "discussions, discussion points, discussion point, points discussed, key discussion points, "
    "key points, main points, minutes of discussion, discussion and action, "
    "items discussed, item discussed, item discussion, agenda item and discussion, "
    "minute text, minute detail, business, points raised, topic, topics, subject, subject matter, "
    "agenda topic, discussion topic",
    ColumnField.DECISION: "decision, decisions, decision made, decisions made, agreement, "
    "agreements, resolution, resolutions, resolved, risk, risks, risk description, impact, "
    "likelihood, mitigation, mitigations",
}  # fmt: skip

_UNSURE = {
    ColumnField.REF: "no, nr, nos, num, number, #, item no, item number, item #, item id, "
    "serial no, serial, serial number, s no, sr no, sl no, s n, line, row, entry, issue no",
    ColumnField.ACTION: "item, items, description, descriptions, detail, details, summary, issue, "
    "issues, recommendation, recommendations, activity, activities, request, requests, "
    "commitment, deliverable, deliverables, objective, requirement, query, title, step, steps, "
    "decision and action, decisions and actions, agreed, instruction",
    ColumnField.OWNER: "name, names, person, people, contact, team, department, dept, directorate, "
    "service, by, staff, role, action required by, action needed by",
    ColumnField.DUE: "date, dates, completion date, completion, review date, next review, "
    "next review date, date for review, schedule",
    ColumnField.RAISED: "date of",
    ColumnField.CLOSED: "completed, closed, date closed or completed, finished, "
    "date removed",
    ColumnField.STATUS: "open, is open, still open",
    ColumnField.RAG: "priority rag",
    ColumnField.LINKS: "evidence, document, documents, attachments, papers, paper, supporting "
    "evidence, evidence of completion",
}  # fmt: skip

# What the words of another heading show, the first that fits; none of them is sure alone.
_DAY_RAISED = "raised|opened|logged|added|identified|created|entered|recorded|minuted|requested"
_DAY_CLOSED = "closed?|completed|done|actioned|resolved|closure"
_LATER = "revised|new|extended|updated|amended|forecast|rescheduled"
_BY_WORDS = {
    r"\bb?rag\b": ColumnField.RAG,
    r"\b(?:minutes?|agenda|meeting)\b.*\b(?:ref|reference|no|number|item|id)\b": ColumnField.FROM,
    rf"\b(?:{_LATER})\b.*\b(?:date|deadline|due|target|timescale)\b": ColumnField.REVISED,
    rf"\b(?:date|deadline|due|target|timescale)\b.*\b(?:{_LATER})\b": ColumnField.REVISED,
    r"\b(?:target|expected|planned|estimated)\b.*\b(?:date|complet\w+)\b": ColumnField.DUE,
    r"\bby when\b|\bdeadline\b|\bdue\b": ColumnField.DUE,
    rf"\bdate\b.*\b(?:{_DAY_CLOSED})\b|\b(?:{_DAY_CLOSED})\b.*\bdate\b": ColumnField.CLOSED,
    rf"\bdate\b.*\b(?:{_DAY_RAISED}|meeting|agreed|set|assigned)\b": ColumnField.RAISED,
    rf"\b(?:{_DAY_RAISED})\b.*\bdate\b": ColumnField.RAISED,
    r"\b(?:updates?|progress|comments?|commentary|remarks?|responses?)\b": ColumnField.UPDATE,
    r"\b(?:position|notes)\b": ColumnField.UPDATE,
    r"\bstatus\b": ColumnField.STATUS,
    r"\b(?:owners?|leads?|responsib\w+|assigned|assignee|allocated|whom?)\b": ColumnField.OWNER,
    r"\b(?:action|task|tracker|log)\b.*\b(?:ref|reference|id|no|number)\b": ColumnField.REF,
    r"\b(?:timescales?|timeframe|target)\b": ColumnField.DUE,
    r"\b(?:source|origin|forum)\b": ColumnField.FROM,
    r"\bactions?\b|\btasks?\b": ColumnField.ACTION,
}

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}")
_SIGNS = re.compile(r"[^\w%#]+|_")
_PARTS = re.compile(r"\s*(?:[/&+|;,]|\band\b|\bor\b|\n)\s*", re.IGNORECASE)
_MOST_WORDS = 6  # of a heading that is known by a word in it
_MOST_LETTERS = 70


@cache
def _index_phrases() -> dict[str, KnownHeading]:
    found: dict[str, KnownHeading] = {}
    for table, is_sure in ((_UNSURE, False), (_SURE, True)):
        for field, phrases in table.items():
            found |= dict.fromkeys(phrases.split(", "), KnownHeading(field, is_sure))
    return found


@lru_cache(maxsize=4096)  # each row of a table is tried
def find_heading(text: str) -> KnownHeading | None:
    """Return what a heading says of its column; None for words that are no known heading.

    Case, accents, signs and words in brackets do not matter: `DUE DATE (dd/mm)` is `due date`.
    """
    if not text.strip() or len(text) > _MOST_LETTERS or "://" in text:
        return None
    plain = _simplify_heading(_BRACKETS.sub(" ", text)) or _simplify_heading(text)
    return _index_phrases().get(plain) or _join_parts(text) or _find_by_words(plain)


def is_known_heading(text: str) -> bool:
    """Whether a cell is a heading of the table, sure by itself or not."""
    return find_heading(text) is not None


def _simplify_heading(text: str) -> str:
    words = _SIGNS.sub(" ", without_accents(text).replace("#", " # ").replace("%", " % ")).split()
    plain = " ".join(words)
    for ending in (" dd mm yyyy", " dd mm yy", " if applicable", " where applicable"):
        plain = plain.removesuffix(ending)
    return plain


def _join_parts(text: str) -> KnownHeading | None:
    """Return what a heading of several known ones says: `Owner / Lead`, `Status and update`."""
    parts = [_simplify_heading(part) for part in _PARTS.split(_BRACKETS.sub(" ", text))]
    found = [_index_phrases().get(part) for part in parts if part]
    known = [heading for heading in found if heading is not None]
    if len(found) < 2 or len(known) < len(found):
        return None
    fields = {heading.field for heading in known}
    if len(fields) == 1:
        return known[0]._replace(is_sure=any(heading.is_sure for heading in known))
    first = next((field for field in _LEADING if field in fields), known[0].field)
    return KnownHeading(first, is_sure=False)


# Of two fields in one heading the one whose reader takes the other's words as well.
_LEADING = (
    ColumnField.STATUS, ColumnField.RAG, ColumnField.ACTION, ColumnField.UPDATE, ColumnField.FROM,
)  # fmt: skip


def _find_by_words(plain: str) -> KnownHeading | None:
    words = plain.split()
    if len(words) > _MOST_WORDS or "to" in words:
        return None
    fields = (field for pattern, field in _BY_WORDS.items() if re.search(pattern, plain))
    found = next(fields, None)
    return None if found is None else KnownHeading(found, is_sure=False)
