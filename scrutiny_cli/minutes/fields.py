"""The fields that a file may have: each one row in a table, and the records they make."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from scrutiny_cli.minutes import date_styles, dates, labels, recurrence, schedule_words, time_zones
from scrutiny_cli.minutes.field_types import Field, FieldReader
from scrutiny_cli.minutes.model import (
    ActionEntry,
    AgendaItem,
    Decision,
    Item,
    NextMeeting,
    Outcome,
    Paper,
    Person,
    Status,
    UnreadStatus,
    Update,
)
from scrutiny_cli.minutes.patterns import pattern_fault
from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.minutes.source import LocatedStr
from scrutiny_cli.minutes.status_help import NOWHERE, Setting
from scrutiny_cli.minutes.yaml_nodes import MappingNode, Node, ScalarNode
from scrutiny_cli.minutes.yaml_scalars import write_scalar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from scrutiny_cli.minutes.source import Span

_Record = TypeVar("_Record")


@dataclass(slots=True, eq=False, repr=False)
class Reader(FieldReader):
    """Reads the records of one file, and counts its actions as they are named by their place."""

    raised: int = 0
    forward: int = 0
    updates_found: bool | None = None  # once it was looked for
    day: date | None = None  # of the file's name

    def person(self, key: ScalarNode, node: Node) -> Person | None:
        """Read an entry of a list of persons; None is nobody, or no person."""
        if isinstance(node, ScalarNode):
            return self.person_on_one_line(self.word(node.text.strip(), node))
        found = self.entry(node, "a person", key.text, PERSON)
        if found is None:
            return None
        return self.introduced_by(self.place(found), self.fields(found, PERSON, "a person"))

    def person_on_one_line(self, text: LocatedStr) -> Person | None:
        """Read a label with its note, `Name (XX)` or `Name (XX), role`; None is nobody."""
        if labels.is_no_attendance(text):
            return None
        named = labels.named(text)
        if named is not None:
            return self.introduced_in(text, named)
        label, note = labels.without_note(text)
        found = labels.part_of(text, label)
        self.labels.append(found)
        return Person(found, note=None if note is None else labels.part_of(text, note, found.end))

    def introduced_in(self, text: LocatedStr, named: labels.Named) -> Person:
        """Introduce the person whom a text names with initials."""
        name = labels.part_of(text, named.name)
        initials = labels.part_of(text, named.initials, name.end)
        note = named.note and labels.part_of(text, named.note, initials.end)
        person = Person(initials, True, initials, name, named.role, note=note)  # noqa: FBT003
        self.labels.append(initials)
        self.introduced.append(person)
        return person

    def introduced_by(self, place: Span, values: dict[str, Any]) -> Person | None:
        """Make a person of the fields that introduce him."""
        label = values.get("initials") or values.get("name")
        if label is None:
            message, hint = "A person needs initials or a name.", "Add `initials:` or `name:`."
            self.problems.append(Problem("missing-field", message, place, hint))
            return None
        person = Person(label, introduces=True, **values)
        self.labels.append(label)
        self.introduced.append(person)
        return person

    def people(self, key: ScalarNode, node: Node) -> tuple[Person, ...]:
        """Read a list of persons, or several in one text."""
        if isinstance(node, ScalarNode):
            whole = self.label_text(node)
            parts = (
                []
                if not whole
                else [whole]
                if labels.is_no_attendance(whole)
                else self._persons(whole)
            )
            return _readable(map(self._person_of_several, parts))
        return _readable(self.person(key, entry) for entry in self.entries(node))

    def _persons(self, whole: LocatedStr) -> list[LocatedStr]:
        """Split a text at semicolons, then at commas where the part is not one with a role."""
        parts = labels.separated(whole, labels.SEMICOLON)
        return [
            one
            for part in parts
            for one in ([part] if _has_role(part) else labels.separated(part, labels.COMMA))
        ]

    def _person_of_several(self, text: LocatedStr) -> Person | None:
        """Read a person of one text; a role may turn out to be somebody's label."""
        person = self.person_on_one_line(text)
        if person is None or person.role is None:
            return person
        self.is_settled = False
        role = labels.part_of(text, person.role, person.label.end)
        person = self.introduced[-1] = person._replace(doubtful=role)
        return person

    def last_day(self, key: ScalarNode, node: Node) -> dt.date | None:
        """Read when a person left; `none` takes the day away."""
        if isinstance(node, ScalarNode) and labels.is_nobody(node.text):
            return dt.date.max
        return self.date(key, node)

    def paper(self, key: ScalarNode, node: Node) -> Paper | None:
        """Read a report that was considered."""
        if isinstance(node, MappingNode):
            if self.entry(node, "a paper", "papers", PAPER) is None:
                return None
            values = self.fields(node, PAPER, "a paper", "title")
            return Paper(**values) if values.get("title") else None
        title = self.text(key, node)
        return None if title is None else Paper(title)

    def papers(self, key: ScalarNode, node: Node) -> tuple[Paper, ...]:
        """Read the reports that were considered."""
        return _readable(self.paper(key, entry) for entry in self.entries(node))

    def decision(self, key: ScalarNode, node: Node) -> Decision | None:
        """Read a decision."""
        if isinstance(node, MappingNode):
            if self.entry(node, "a decision", "decisions", DECISION) is None:
                return None
            values = self.fields(node, DECISION, "a decision", "decision")
            return Decision(**values) if values.get("decision") else None
        text = self.text(key, node)
        return None if text is None else Decision(text)

    def outcome(self, key: ScalarNode, node: Node) -> Outcome:
        """Read what became of a proposal."""
        word = self.text(key, node)
        if word is None or not isinstance(node, ScalarNode):
            return Outcome.CARRIED
        named = {one.value: one for one in Outcome}
        found = named.get(word.strip().casefold())
        if found is None:
            hint = "Write one of them; other words go into `decision` or `votes`."
            self.wrong_value(key, node, f"one of {', '.join(named)}", hint)
        return found or Outcome.CARRIED

    def decisions(self, key: ScalarNode, node: Node) -> tuple[Decision, ...]:
        """Read what was decided."""
        return _readable(self.decision(key, entry) for entry in self.entries(node))

    def updates(self, _key: ScalarNode, node: Node) -> tuple[Update, ...]:
        """Read what was said of earlier actions."""
        return _readable(self._update(entry) for entry in self.entries(node))

    def _update(self, entry: Node) -> Update | None:
        node = self.entry(entry, "an update", "updates", UPDATE)
        if node is None:
            return None
        beside = frozenset(key.text for key, _ in node.fields)
        self.setting = Setting(self.day, beside=beside, month_first=self.month_first)
        values = self.fields(node, UPDATE, "an update", "ref")
        if self.unread is not None:
            values["unread"] = UnreadStatus(self.unread, beside, self.month_first)
        self.setting, self.unread = NOWHERE, None
        return self.reported_by(self.place(node), values) if values.get("ref") else None

    def reported_by(self, place: Span, values: dict[str, Any]) -> Update:
        """Make a report of its fields."""
        if (words := values.get("status_text")) is not None:
            values["status"] = self.known.find(str(words))
        self.settle_owners(values)
        return Update(place, **values)

    def actions(self, _key: ScalarNode, node: Node) -> tuple[ActionEntry, ...]:
        """Read the actions that were newly asked for."""
        return _readable(self._raised(entry) for entry in self.entries(node))

    def _raised(self, entry: Node) -> ActionEntry | None:
        self.raised += 1
        return self._action(entry, ACTION, f"{self.name}#{self.raised}")

    def brought(self, _key: ScalarNode, node: Node) -> tuple[ActionEntry, ...]:
        """Read the actions that were raised before the log begins."""
        return _readable(self._brought(entry) for entry in self.entries(node))

    def _brought(self, entry: Node) -> ActionEntry | None:
        self.forward += 1
        return self._action(entry, BROUGHT_FORWARD, f"{self.name}#b{self.forward}")

    def _action(self, entry: Node, table: dict[str, Field], key: str) -> ActionEntry | None:
        list_name = "actions" if table is ACTION else "brought_forward"
        node = self.entry(entry, "an action", list_name, table)
        if node is None:
            return None
        node = self._without_reports(node, key)
        must = "action" if table is ACTION else ""
        return self.raised_by(self.place(node), self.fields(node, table, "an action", must))

    def raised_by(self, place: Span, values: dict[str, Any]) -> ActionEntry:
        """Make an action of its fields; one that is brought forward may lack its words."""
        values.setdefault("action", None)
        self.settle_owners(values)
        return ActionEntry(place, **values)

    def _without_reports(self, node: MappingNode, key: str) -> MappingNode:
        told = [pair for pair in node.fields if pair[0].text in {"status", "note"}]
        if not told:
            return node
        message = "What became of an action is recorded under `updates`, not in the action."
        names = " and ".join(f"`{name.text}`" for name, _ in told)
        lines = "\n".join(self._report_lines(node, key, told))
        where = "below `updates:` of this or a later meeting"
        if not self.has_updates:
            where = "at the end of this file or in a later meeting's"
        hint = f"Delete {names} here, and write {where}:\n{lines}"
        self.tell("unknown-field", told[0][0], message, hint)
        rest = [pair for pair in node.fields if pair not in told]
        return MappingNode(node.start, node.end, node.is_flow, rest)

    def _report_lines(
        self, node: MappingNode, key: str, told: list[tuple[ScalarNode, Node]]
    ) -> Iterator[str]:
        """Give the lines of the update that says what became of an action."""
        if not self.has_updates:
            yield "updates:"
        indent = "" if self.has_updates else "  "
        ref, words = _scalar_of(node, "ref"), _scalar_of(node, "action")
        yield f"{indent}- ref: {write_scalar(ref or key)}"
        if words and not ref:
            yield f"{indent}  about: {write_scalar(words)}"
        notes = []
        for name, value in told:
            text = _text_of(value)
            if name.text == "status" and self.known.find(text) is not None:
                yield f"{indent}  status: {write_scalar(text)}"
            elif text.strip():
                notes.append(text)
        if notes:
            yield f"{indent}  note: {write_scalar('. '.join(notes))}"

    @property
    def has_updates(self) -> bool:
        """Whether the meeting itself has `updates`, so that entries go below it."""
        if self.updates_found is None:
            text = self.source.text
            self.updates_found = text.startswith("updates:") or "\nupdates:" in text
        return self.updates_found

    def items(self, _key: ScalarNode, node: Node) -> tuple[Item, ...]:
        """Read the items below a meeting or an item."""
        return _readable(self._item(entry) for entry in self.entries(node))

    def _item(self, entry: Node) -> Item | None:
        node = self.entry(entry, "an item", "items", ITEM)
        if node is None:
            return None
        if not node.fields:
            self.tell("wrong-shape", node, "This item has no field.", "Write its `title:`.")
            return None
        return Item(self.place(node), **self.fields(node, ITEM, "an item"))

    def next_meeting(self, key: ScalarNode, node: Node) -> NextMeeting | None:
        """Read what is said of the meeting after this one."""
        if isinstance(node, ScalarNode):
            return NextMeeting(self.place(node), self.next_date(key, node))
        found = self.mapping(node, "the next meeting", "next_meeting: 25 June 2015")
        if found is None:
            return None
        return NextMeeting(self.place(found), **self.fields(found, NEXT_MEETING, "next_meeting"))

    # series.yaml

    def date_sample(self, key: ScalarNode, node: Node) -> str | None:
        """Read how the board writes its dates: 25 June 2015 in any form and language."""
        word = self.text(key, node)
        if word is None:
            return None
        sample = " ".join(word.split())
        if date_styles.date_style(sample) is None:
            message = f"“{word}” does not show how the board writes 25 June 2015."
            hint = "Write that very day as the board writes it, for example in one of these ways:\n"
            self.tell("bad-date", node, message, hint + "\n".join(date_styles.EXAMPLES))
            return None
        return sample

    def timezone(self, key: ScalarNode, node: Node) -> str | None:
        """Read the IANA name of the time zone in which the board meets."""
        word = self.text(key, node)
        if word is None or time_zones.is_time_zone(word):
            return word
        near = time_zones.nearest_time_zone(word)
        hint = f"Did you mean {near}?" if near else "Write it as Europe/London."
        self.tell("bad-timezone", node, f"“{word}” is not the IANA name of a time zone.", hint)
        return None

    def meetings(self, key: ScalarNode, node: Node) -> tuple[LocatedStr, ...]:
        """Read meetings by name or date; a date that is read month first is given in figures."""
        found = self.refs(key, node)
        for word in found:
            self.note_day_first(word)
        if not self.month_first:
            return found
        iso = [dates.in_iso(word, month_first=self.month_first) for word in found]
        return tuple(LocatedStr.at(day, word.place) for day, word in zip(iso, found, strict=True))

    def pattern(self, key: ScalarNode, node: Node) -> LocatedStr | None:
        """Read the pattern of the board's numbers."""
        if isinstance(node, MappingNode) and node.is_flow:
            written = self.source.text[node.start : node.end]
            example = "{n}/{yy}" if pattern_fault(written) else written
            hint = f'Write: {key.text}: "{example}"'
            self.tell("bad-pattern", node, "A pattern is written in quotes.", hint)
            return None
        word = self.text(key, node)
        fault = pattern_fault(word) if word is not None else None
        if fault is not None:
            self.tell(
                "bad-pattern",
                node,
                f"“{word}” is not a pattern for refs. {fault.message}",
                fault.hint,
            )
            return None
        return word

    def month(self, key: ScalarNode, node: Node) -> int | None:
        """Read a month, as its number."""
        word = self.text(key, node)
        number = dates.month_number(word) if word is not None else None
        if word is not None and number is None:
            hint = f"Write a month by its name: {key.text}: April"
            self.tell("bad-schedule", node, f"“{word}” is not a month.", hint)
        return number

    def schedule(self, key: ScalarNode, node: Node) -> LocatedStr | None:
        """Read when the board meets, in words or as a rule of RFC 5545; give the rule."""
        word = self.text(key, node)
        if word is None:
            return None
        try:
            return self.word(schedule_words.read_schedule(word), node)
        except recurrence.BadSchedule as bad:
            self.tell("bad-schedule", node, bad.message, bad.hint)
            return None

    def every(self, key: ScalarNode, node: Node) -> tuple[int, ...] | str | None:
        """Read months, or a rule."""
        try:
            if isinstance(node, ScalarNode) and "=" in node.text:
                return recurrence.valid_rule(node.text)
            return recurrence.read_months([str(word) for word in self.list_of(key, node, ",")])
        except recurrence.BadSchedule as bad:
            self.tell("bad-schedule", node, bad.message, bad.hint)
            return None

    def agenda(self, key: ScalarNode, node: Node) -> tuple[AgendaItem, ...]:
        """Read the standing agenda."""
        return _readable(self._agenda_item(key, entry) for entry in self.entries(node))

    def _agenda_item(self, key: ScalarNode, entry: Node) -> AgendaItem | None:
        if isinstance(entry, MappingNode):
            if self.entry(entry, "an agenda item", "agenda", AGENDA_ITEM) is None:
                return None
            values = self.fields(entry, AGENDA_ITEM, "an agenda item", "title")
            return AgendaItem(**values) if values.get("title") else None
        title = self.text(key, entry)
        return None if title is None else AgendaItem(title)

    def status_words(self, _key: ScalarNode, node: Node) -> tuple[tuple[str, Status], ...]:
        """Read the board's own words for a status."""
        if not isinstance(node, MappingNode):
            message = "`statuses` takes words, each with the status that it means."
            hint = "Write each on a line of its own below `statuses:`, as `noted: completed`."
            self.tell("wrong-shape", node, message, hint)
            return ()
        read = [(key.text, self._meant_status(key, value)) for key, value in node.fields]
        return tuple((word, status) for word, status in read if status is not None)

    def _meant_status(self, key: ScalarNode, node: Node) -> Status | None:
        """Read the status that one of the board's own words means."""
        if isinstance(node, ScalarNode) and not node.text.strip():
            message = f"`{key.text}` has no status after it."
            hint = "Write the status that it means, as `completed`, or delete the line."
            self.tell("missing-value", key, message, hint)
            return None
        return self.status(key, node)


def _readable(found: Iterable[_Record | None]) -> tuple[_Record, ...]:
    """Leave out what could not be read."""
    return tuple(one for one in found if one is not None)


def _has_role(text: LocatedStr) -> bool:
    """Whether a text is one `Name (XX), role`: its only comma is the one before the role."""
    named = labels.named(text) if text.count(",") == 1 else None
    role = None if named is None else named.role
    return role is not None and "(" not in role and not labels.is_in_capitals(role)


def _text_of(node: Node) -> str:
    return node.text if isinstance(node, ScalarNode) else "…"


def _scalar_of(node: MappingNode, name: str) -> str | None:
    for key, value in node.fields:
        if key.text == name and isinstance(value, ScalarNode) and value.text.strip():
            return value.text.strip()
    return None


_R = Reader
_CONFIDENTIAL = Field("confidential", _R.confidential, "`true`, or the reason")

PERSON = {
    "initials": Field("initials", _R.text, "the initials"),
    "name": Field("name", _R.text, "the name"),
    "role": Field("role", _R.bare, "the role"),
    "organisation": Field("organisation", _R.bare, "the organisation"),
    "aliases": Field("aliases", _R.refs, "other labels of this person"),
    "email": Field("email", _R.bare, "the address for reminders; it is never published"),
    "left": Field("left", _R.last_day, "the day from which the person is no longer expected"),
    "note": Field("note", _R.text, "a note on this attendance, as `to item 4`"),
}
PAPER = {
    "title": Field("title", _R.text, "the paper's title", must=True),
    "link": Field("link", _R.text, "where it is found"),
}
DECISION = {
    "decision": Field("decision", _R.text, "what was decided", must=True),
    "ref": Field("ref", _R.text, "the decision's number"),
    "proposed": Field("proposed", _R.text, "who proposed it"),
    "seconded": Field("seconded", _R.text, "who seconded it"),
    "votes": Field("votes", _R.text, "the votes"),
    "outcome": Field("outcome", _R.outcome, "carried (if not given), lost, deferred or withdrawn"),
}
ACTION = {
    "action": Field("action", _R.text, "what is to be done", must=True),
    "ref": Field("ref", _R.ref, "the board's own number"),
    "owner": Field("owners", _R.owners, "who does it"),
    "due": Field("due", _R.action_due, "when it is to be done", placed="due_place"),
    "follows": Field("follows", _R.refs, "the earlier actions that this one continues"),
    "on": Field(
        "on", _R.action_date, "when it was asked for, if between meetings", placed="on_place"
    ),
    "links": Field("links", _R.words, "addresses or references, each a text of its own"),
    "confidential": _CONFIDENTIAL,
}
BROUGHT_FORWARD = {name: row for name, row in ACTION.items() if name != "on"} | {
    "action": Field("action", _R.text, "what is to be done"),
    "raised": Field("raised", _R.action_date, "when it was raised"),
    "from": Field("source", _R.text, "where it comes from"),
}
UPDATE = {
    "ref": Field("ref", _R.one_ref, "the action's ref or key", must=True),
    "about": Field("about", _R.text, "the action's words, or their beginning"),
    "status": Field("status_text", _R.status_text, "what has become of it"),
    "note": Field("note", _R.text, "what was said"),
    "due": Field("due", _R.update_due, "the new due", placed="due_place"),
    "owner": Field("owners", _R.owners, "the new owners"),
    "action": Field("action", _R.text, "the new wording"),
    "becomes": Field("becomes", _R.refs, "the actions that take its place"),
    "on": Field("on", _R.update_date, "when it happened, if between meetings", placed="on_place"),
    "confidential": _CONFIDENTIAL,
}
ITEM = {
    "title": Field("title", _R.text, "the item's title"),
    "number": Field("number", _R.text, "the item's number"),
    "presenter": Field("presenter", _R.people, "who presented it"),
    "minutes": Field("minutes", _R.text, "what was said, under `|`"),
    "papers": Field("papers", _R.papers, "the reports considered"),
    "decisions": Field("decisions", _R.decisions, "what was decided"),
    "updates": Field("updates", _R.updates, "what was said of earlier actions"),
    "actions": Field("actions", _R.actions, "what was newly asked for"),
    "items": Field("items", _R.items, "the items below this one"),
    "approves": Field("approves", _R.meetings, "the meetings whose minutes were agreed here"),
    "corrections": Field("corrections", _R.words, "what was changed in those minutes"),
    "confidential": _CONFIDENTIAL,
}
NEXT_MEETING = {
    "date": Field("due", _R.next_date, "its date, or words"),
    "time": Field("time", _R.text, "its time"),
    "venue": Field("venue", _R.text, "its venue"),
}
MEETING = ITEM | {
    "date": Field("date", _R.meeting_date, "the day of the meeting", must=True),
    "time": Field("time", _R.text, "the time"),
    "venue": Field("venue", _R.text, "the venue"),
    "number": Field("ordinal", _R.text, "the meeting's number"),
    "chair": Field("chair", _R.people, "who took the chair"),
    "minutes_by": Field("minutes_by", _R.people, "who took the minutes"),
    "present": Field("present", _R.people, "who was present"),
    "apologies": Field("apologies", _R.people, "who sent apologies"),
    "in_attendance": Field("in_attendance", _R.people, "guests and observers"),
    "absent": Field("absent", _R.people, "who was absent"),
    "expected": Field("expected", _R.people, "who is expected, before attendance is known"),
    "public": Field("public", _R.whole_number, "how many members of the public"),
    "due": Field(
        "due",
        _R.meeting_due,
        "the due of all actions raised here that have none",
        placed="due_place",
    ),
    "brought_forward": Field("brought_forward", _R.brought, "actions from before this log"),
    "next_meeting": Field("next_meeting", _R.next_meeting, "the date of the next meeting"),
    "extraordinary": Field(
        "extraordinary", _R.extraordinary, "`true` where it is outside the series"
    ),
    "held": Field("took_place", _R.held, "`false` where it did not take place"),
}
AGENDA_ITEM = {
    "title": Field("title", _R.text, "the item's title", must=True),
    "every": Field("every", _R.every, "months, or a rule"),
    "confidential": _CONFIDENTIAL,
}
SERIES = {
    "title": Field("title", _R.text, "the board's name"),
    "time": Field("time", _R.text, "when it meets"),
    "venue": Field("venue", _R.text, "where it meets"),
    "timezone": Field("timezone", _R.timezone, "the IANA name of its time zone, for the calendar"),
    "dates": Field("dates", _R.date_sample, "25 June 2015 as the board writes it"),
    "refs": Field("refs", _R.pattern, "the pattern of its numbers"),
    "year_starts": Field("year_starts", _R.month, "the month in which the board's year begins"),
    "schedule": Field("schedule", _R.schedule, "when it meets, in words or as a rule of RFC 5545"),
    "members": Field("members", _R.refs, "whom `new-meeting` expects, by their labels"),
    "agenda": Field("agenda", _R.agenda, "the standing agenda"),
    "matters_arising": Field("matters_arising", _R.text, "the title of that item"),
    "people": Field("people", _R.people, "people known once for all"),
    "statuses": Field("statuses", _R.status_words, "the board's own words for a status"),
}
BODY = frozenset(row.attribute for row in ITEM.values()) - {"number"}
