"""From a tree to a typed meeting: each field has one row in a table, and one reader."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from scrutiny_cli.minutes import dates, statuses
from scrutiny_cli.minutes.model import (
    AgendaItem,
    Decision,
    Due,
    Item,
    Meeting,
    NextMeeting,
    Paper,
    Person,
    Raised,
    Series,
    Status,
    Update,
)
from scrutiny_cli.minutes.problems import Problem
from scrutiny_cli.minutes.text import Place, Source, Word
from scrutiny_cli.minutes.yamltree import Mapping, Node, Scalar, Sequence, Tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

_FILE_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(-.+)?")
_KEY = re.compile(r"\d{4}-\d{2}-\d{2}[^#]*#b?\d+")
_ENDING = re.compile(r"\.ya?ml(?:\.txt)?$", re.IGNORECASE)
_new = tuple.__new__  # `Place(…)` takes twice as long, and every record has one
_NOBODY = frozenset({"n/a", "none", "-"})
_PLACED = frozenset({"due", "on"})  # fields whose records keep their places
_YES = frozenset({"true", "yes"})
_NO = frozenset({"false", "no"})


class Field(NamedTuple):
    """A field: the record's attribute it fills, what reads it, what it is, in a few words."""

    attribute: str
    read: Callable[[Reader, Scalar, Node], Any]
    holds: str
    must: bool = False


@dataclass(slots=True, eq=False, repr=False)
class Reader:
    """Reads one file; gathers its problems and its labels as it goes down the tree."""

    source: Source
    name: str = ""
    known: statuses.Known = field(default_factory=lambda: statuses.KNOWN)
    problems: list[Problem] = field(default_factory=list)
    labels: list[Word] = field(default_factory=list)
    introduced: list[Person] = field(default_factory=list)
    raised: int = 0
    forward: int = 0

    def place(self, node: Node) -> Place:
        """Give the place of a node."""
        return _new(Place, (self.source, node[2], node[3]))

    def tell(self, rule: str, node: Node, message: str, hint: str = "") -> None:
        """Note a problem at a node."""
        self.problems.append(Problem(rule, message, self.place(node), hint))

    # Texts

    def text(self, key: Scalar, node: Node) -> Word | None:
        """Read a text; line ends at its end do not count."""
        if node.__class__ is Scalar:
            text, _, start, end = node
            word = Word(text.rstrip("\n"))  # not `Word.at`: a tenth of all the time goes here
            word.source, word.start, word.end = self.source, start, end
            return word
        self.wrong_shape(key, node, "a text")
        return None

    def wrong_shape(self, key: Scalar, node: Node, wanted: str, example: str = "…") -> None:
        """Say that a field holds something else than it should."""
        hint = f"Write: {key.text}: {example}"
        if isinstance(node, Mapping) and node.fields and not node.flow:
            first = node.fields[0][0].text
            hint = f'If the text itself has a colon, quote it: {key.text}: "{first}: …"'
        message = f"`{key.text}` takes {wanted}, and here stands {_shape(node)}."
        self.tell("wrong-shape", node, message, hint)

    def entries(self, node: Node) -> list[Node]:
        """Give a list's entries, or the one thing that stands for a list of one."""
        if not isinstance(node, Sequence):
            return [node]
        full = [entry for entry in node.entries if not _is_empty(entry)]
        if len(full) < len(node.entries):
            self._empty_entries(node)
        return full

    def _empty_entries(self, node: Sequence) -> None:
        for entry in node.entries:
            if _is_empty(entry):
                message = "This entry of the list is empty."
                self.tell("missing-value", entry, message, "Write it behind the `-`, or delete it.")

    def words(self, key: Scalar, node: Node) -> tuple[Word, ...]:
        """Read a list of texts, or one text."""
        found = (self.text(key, entry) for entry in self.entries(node))
        return tuple(word for word in found if word is not None)

    def parted(self, node: Scalar, marks: str) -> list[Word]:
        """Part one text at its marks; each part knows its own place where it can be told."""
        parts, at = [], node.start
        for raw in re.split(f"[{marks}]", node.text):
            text = raw.strip()
            if text:
                found = self.source.text.find(text, at, node.end)
                start = found if found >= 0 else node.start
                at = start + len(text) if found >= 0 else at
                end = start + len(text) if found >= 0 else node.end
                parts.append(Word.at(text, Place(self.source, start, end)))
        return parts

    def list_of(self, key: Scalar, node: Node, marks: str) -> tuple[Word, ...]:
        """Read labels or refs: one, a list, or one text parted by marks."""
        if isinstance(node, Scalar):
            text = node.text
            parted = not text.isalnum() and any(mark in text for mark in marks)
            if not parted or text.casefold() in _NOBODY:
                return (Word.at(text.strip(), self.place(node)),)
            return tuple(self.parted(node, marks))
        return self.words(key, node)

    def refs(self, key: Scalar, node: Node) -> tuple[Word, ...]:
        """Read one or several refs or keys."""
        return self.list_of(key, node, ",")

    def owners(self, key: Scalar, node: Node) -> tuple[Word, ...]:
        """Read one or several labels; `n/a`, `none` and `-` are nobody."""
        found = self.list_of(key, node, ",/")
        labels = tuple(label for label in found if label.casefold() not in _NOBODY)
        self.labels.extend(labels)
        return labels

    def ref(self, key: Scalar, node: Node) -> Word | None:
        """Read the number that the board gave an action."""
        word = self.one_ref(key, node)
        if word is not None and _KEY.fullmatch("".join(word.split())):
            message = f"`{word}` is how an action without a number is named by its place."
            hint = "Write the board's own number, or leave `ref` out."
            self.tell("bad-ref", node, message, hint)
            return None
        return word

    def one_ref(self, key: Scalar, node: Node) -> Word | None:
        """Read one ref or key."""
        word = self.text(key, node)
        if word is not None and "," in word:
            message = f"`ref` names one action, and here stand several: {word}."
            self.tell("bad-ref", node, message, "Write an entry for each of them.")
            return None
        return word

    # Values

    def date(self, key: Scalar, node: Node) -> date | None:
        """Read a date."""
        word = self.text(key, node)
        if word is None:
            return None
        try:
            return dates.read_date(word)
        except dates.BadDate as bad:
            self.tell("bad-date", node, bad.message, bad.hint)
            return None

    def due(self, key: Scalar, node: Node) -> Due | None:
        """Read a due."""
        word = self.text(key, node)
        if word is None:
            return None
        try:
            return dates.read_due(word)
        except dates.BadDate as bad:
            self.tell("bad-date", node, bad.message, bad.hint)
            return None

    def status(self, key: Scalar, node: Node) -> Status | None:
        """Read a status in the words of the board."""
        word = self.text(key, node)
        if word is None:
            return None
        status = self.known.get(statuses.squashed(str(word)))
        if status is None:
            self._bad_status(node, str(word))
        return status

    def _bad_status(self, node: Node, text: str) -> None:
        message = f"“{text}” is not a status that is understood."
        tail = statuses.tail_of(text, self.known)
        if tail is None or not tail.rest:
            self.tell("bad-status", node, message, "Understood are:\n" + self.known.listed())
        elif tail.is_ref:
            self.tell("bad-status", node, message, f"Write:\nbecomes: {tail.rest}")
        else:
            lines = f"status: {tail.status}\nnote: {quoted(tail.rest)}"
            self.tell("bad-status", node, message, f"Write:\n{lines}")

    def confidential(self, key: Scalar, node: Node) -> str | None:
        """Read whether a thing is confidential: None, or the reason, or "" without one."""
        word = self.text(key, node)
        if word is None or word.casefold() in _YES:
            return ""
        return None if word.casefold() in _NO else str(word)

    def flag(self, key: Scalar, node: Node) -> bool:
        """Read `true` or `false`."""
        word = self.text(key, node)
        if word is not None and word.casefold() not in _YES | _NO:
            self.wrong_shape(key, node, "`true` or `false`", "true")
        return word is not None and word.casefold() in _YES

    def whole_number(self, key: Scalar, node: Node) -> int | None:
        """Read a number of people."""
        word = self.text(key, node)
        if word is None:
            return None
        if not re.fullmatch(r"[0-9]{1,9}", word):
            self.wrong_shape(key, node, "a whole number", "12")
            return None
        return int(word)

    # Records

    def fields(
        self, node: Mapping, table: dict[str, Field], what: str, must: str = ""
    ) -> dict[str, Any]:
        """Read a mapping by its table; what is unknown, empty or missing is told."""
        values: dict[str, Any] = {}
        for key, value in node.fields:
            row = table.get(key[0])
            if row is None:
                self._unknown(key, table, what)
                continue
            attribute, read, _, _ = row
            if attribute in values:
                continue  # the second of a duplicate key, which is told already
            if value.__class__ is Scalar and (not value[0] or value[0].isspace()):
                self._empty(key, row, values)
            else:
                values[attribute] = read(self, key, value)
        if must and table[must].attribute not in values:
            self._missing(node, must, table[must], what)
        return values

    def _empty(self, key: Scalar, row: Field, values: dict[str, Any]) -> None:
        if key.text == "confidential":
            values[row.attribute] = ""
            hint = "Write `confidential: true`, or the reason behind it, as s.40 FOIA."
            self.tell("missing-value", key, "`confidential` says nothing; it is kept back.", hint)
        elif row.must:
            message = f"`{key.text}` has no value."
            self.tell("missing-value", key, message, f"Write {row.holds} behind it.")

    def _missing(self, node: Mapping, name: str, row: Field, what: str) -> None:
        if all(key.text != name for key, _ in node.fields):
            start = Scalar("", "", node.start, node.start + 1)
            message = f"{what.capitalize()} needs the field `{name}`."
            self.tell("missing-field", start, message, f"Add `{name}:` with {row.holds}.")

    def _unknown(self, key: Scalar, table: dict[str, Field], what: str) -> None:
        if key.text.startswith("x-"):
            return
        from difflib import get_close_matches  # noqa: PLC0415  only where there is a fault

        near = get_close_matches(key.text.casefold(), table, 1, 0.5)
        listed = "Known here: " + ", ".join(sorted(table)) + "."
        hint = f"Did you mean `{near[0]}`?" if near else listed
        self.tell("unknown-field", key, f"{what.capitalize()} has no field `{key.text}`.", hint)

    def mapping(self, node: Node, what: str, example: str) -> Mapping | None:
        """Give the node where it is a mapping, else say what it should be."""
        if isinstance(node, Mapping):
            return node
        message = f"Here stands {_shape(node)} where {what} with its fields is wanted."
        self.tell("wrong-shape", node, message, f"Write: {example}")
        return None

    def person(self, _key: Scalar, node: Node) -> Person | None:
        """Read a person: a label, or a mapping that introduces him."""
        if isinstance(node, Scalar):
            label = Word.at(node.text.strip(), self.place(node))
            self.labels.append(label)
            return Person(label)
        found = self.mapping(node, "a person", "initials: AB")
        return None if found is None else self._introduced(found)

    def _introduced(self, node: Mapping) -> Person | None:
        values = self.fields(node, PERSON, "a person")
        label = values.get("initials") or values.get("name")
        if label is None:
            hint = "Add `initials:` or `name:`."
            self.tell("missing-field", node, "A person needs initials or a name.", hint)
            return None
        person = Person(label, introduces=True, **values)
        self.labels.append(label)
        self.introduced.append(person)
        return person

    def people(self, key: Scalar, node: Node) -> tuple[Person, ...]:
        """Read a list of persons, one, or labels parted by commas."""
        if isinstance(node, Scalar):
            found = [word for word in self.parted(node, ",") if word.casefold() not in _NOBODY]
            self.labels.extend(found)
            return tuple(Person(label) for label in found)
        persons = (self.person(key, entry) for entry in self.entries(node))
        return tuple(person for person in persons if person is not None)

    def paper(self, key: Scalar, node: Node) -> Paper | None:
        """Read a report that was considered."""
        if isinstance(node, Mapping):
            values = self.fields(node, PAPER, "a paper", "title")
            return Paper(**values) if values.get("title") else None
        title = self.text(key, node)
        return None if title is None else Paper(title)

    def papers(self, key: Scalar, node: Node) -> tuple[Paper, ...]:
        """Read the reports that were considered."""
        found = (self.paper(key, entry) for entry in self.entries(node))
        return tuple(paper for paper in found if paper is not None)

    def decision(self, key: Scalar, node: Node) -> Decision | None:
        """Read a decision."""
        if isinstance(node, Mapping):
            values = self.fields(node, DECISION, "a decision", "decision")
            return Decision(**values) if values.get("decision") else None
        text = self.text(key, node)
        return None if text is None else Decision(text)

    def decisions(self, key: Scalar, node: Node) -> tuple[Decision, ...]:
        """Read what was decided."""
        found = (self.decision(key, entry) for entry in self.entries(node))
        return tuple(decision for decision in found if decision is not None)

    def updates(self, _key: Scalar, node: Node) -> tuple[Update, ...]:
        """Read what was said of earlier actions."""
        found = (self._update(entry) for entry in self.entries(node))
        return tuple(update for update in found if update is not None)

    def _update(self, entry: Node) -> Update | None:
        node = self.mapping(entry, "an update", f"ref: {_words(entry, '32/15')}")
        if node is None:
            return None
        values = self.fields(node, UPDATE, "an update", "ref")
        if values.get("ref") is None:
            return None
        if values.get("status") is not None:
            values["status_text"] = _scalar_of(node, "status")
        self._place_of(values, node)
        return Update(self.place(node), **values)

    def _place_of(self, values: dict[str, Any], node: Mapping) -> None:
        for key, value in node.fields:
            if key.text in values and key.text in _PLACED:
                values.setdefault(f"{key.text}_place", self.place(value))

    def actions(self, _key: Scalar, node: Node) -> tuple[Raised, ...]:
        """Read the actions that were newly asked for."""
        found = (self._raised(entry) for entry in self.entries(node))
        return tuple(raised for raised in found if raised is not None)

    def _raised(self, entry: Node) -> Raised | None:
        self.raised += 1
        return self._action(entry, ACTION, f"{self.name}#{self.raised}")

    def brought(self, _key: Scalar, node: Node) -> tuple[Raised, ...]:
        """Read the actions that were raised before the log begins."""
        found = (self._brought(entry) for entry in self.entries(node))
        return tuple(raised for raised in found if raised is not None)

    def _brought(self, entry: Node) -> Raised | None:
        self.forward += 1
        return self._action(entry, BROUGHT_FORWARD, f"{self.name}#b{self.forward}")

    def _action(self, entry: Node, table: dict[str, Field], key: str) -> Raised | None:
        if isinstance(entry, Scalar) and "action" in table:
            message = "Here stands a text where an action with its fields is wanted."
            self.tell("wrong-shape", entry, message, f"Write: action: {quoted(entry.text)}")
            return None
        node = self.mapping(entry, "an action", "action: …")
        if node is None:
            return None
        node = self._without_reports(node, key)
        must = "action" if table is ACTION else ""
        values = self.fields(node, table, "an action", must)
        self._place_of(values, node)
        values.setdefault("action", None)
        return Raised(self.place(node), **values)

    def _without_reports(self, node: Mapping, key: str) -> Mapping:
        told = [pair for pair in node.fields if pair[0].text in {"status", "note"}]
        if not told:
            return node
        ref = _scalar_of(node, "ref") or key
        words = None if _scalar_of(node, "ref") else _scalar_of(node, "action")
        about = f"\n    about: {quoted(words)}" if words else ""
        lines = "".join(f"\n    {k.text}: {quoted(_text_of(v))}" for k, v in told) + about
        message = "What became of an action is recorded under `updates`, not in the action."
        hint = f"Write, here or in a later meeting:\nupdates:\n  - ref: {ref}{lines}"
        self.tell("unknown-field", told[0][0], message, hint)
        rest = [pair for pair in node.fields if pair not in told]
        return Mapping(rest, node.flow, node.start, node.end)

    def items(self, _key: Scalar, node: Node) -> tuple[Item, ...]:
        """Read the items below a meeting or an item."""
        found = (self._item(entry) for entry in self.entries(node))
        return tuple(item for item in found if item is not None)

    def _item(self, entry: Node) -> Item | None:
        node = self.mapping(entry, "an item", f"title: {_words(entry, 'Any other business')}")
        if node is None:
            return None
        if not node.fields:
            self.tell("wrong-shape", node, "This item has no field.", "Write its `title:`.")
            return None
        return Item(self.place(node), **self.fields(node, ITEM, "an item"))

    def next_meeting(self, key: Scalar, node: Node) -> NextMeeting | None:
        """Read what is said of the meeting after this one."""
        if isinstance(node, Scalar):
            return NextMeeting(self.place(node), self.due(key, node))
        found = self.mapping(node, "the next meeting", "next_meeting: 25 June 2015")
        if found is None:
            return None
        return NextMeeting(self.place(found), **self.fields(found, NEXT_MEETING, "next_meeting"))

    # series.yaml

    def pattern(self, key: Scalar, node: Node) -> Word | None:
        """Read the pattern of the board's numbers."""
        if isinstance(node, Mapping) and node.flow:
            self.tell("bad-pattern", node, "A pattern stands in quotes.", 'Write: refs: "{n}/{yy}"')
            return None
        word = self.text(key, node)
        if word is not None and not is_pattern(word):
            message = f"“{word}” is not a pattern for refs."
            hint = 'It has {n} once, and {yy}, {yyyy} or {meeting} besides: refs: "{n}/{yy}"'
            self.tell("bad-pattern", node, message, hint)
            return None
        return word

    def schedule(self, key: Scalar, node: Node) -> Word | None:
        """Read a rule of RFC 5545 by which the board meets."""
        word = self.text(key, node)
        if word is None:
            return None
        try:
            dates.schedule_problem(word)
        except dates.BadSchedule as bad:
            self.tell("bad-schedule", node, bad.message, bad.hint)
            return None
        return word

    def every(self, key: Scalar, node: Node) -> tuple[int, ...] | str | None:
        """Read months, or a rule."""
        if isinstance(node, Scalar) and "=" in node.text:
            return self.schedule(key, node)
        try:
            return dates.read_months([str(word) for word in self.list_of(key, node, ",")])
        except dates.BadSchedule as bad:
            self.tell("bad-schedule", node, bad.message, bad.hint)
            return None

    def agenda(self, key: Scalar, node: Node) -> tuple[AgendaItem, ...]:
        """Read the standing agenda."""
        found = (self._agenda_item(key, entry) for entry in self.entries(node))
        return tuple(item for item in found if item is not None)

    def _agenda_item(self, key: Scalar, entry: Node) -> AgendaItem | None:
        if isinstance(entry, Mapping):
            values = self.fields(entry, AGENDA_ITEM, "an agenda item", "title")
            return AgendaItem(**values) if values.get("title") else None
        title = self.text(key, entry)
        return None if title is None else AgendaItem(title)

    def status_words(self, _key: Scalar, node: Node) -> tuple[tuple[str, Status], ...]:
        """Read the board's own words for a status."""
        found = self.mapping(node, "the board's words", "noted: completed")
        pairs = [] if found is None else found.fields
        read = [(key.text, self.status(key, value)) for key, value in pairs]
        return tuple((word, status) for word, status in read if status is not None)


def _is_empty(node: Node) -> bool:
    return node.__class__ is Scalar and not node.text.strip()


def _shape(node: Node) -> str:
    if isinstance(node, Scalar):
        return "a text"
    return "a list" if isinstance(node, Sequence) else "a set of fields"


def _text_of(node: Node) -> str:
    return node.text if isinstance(node, Scalar) else "…"


def _words(entry: Node, example: str) -> str:
    return quoted(entry.text) if isinstance(entry, Scalar) else example


def _scalar_of(node: Mapping, name: str) -> str | None:
    for key, value in node.fields:
        if key.text == name and isinstance(value, Scalar) and value.text.strip():
            return value.text.strip()
    return None


def quoted(text: str) -> str:
    """Give a one-line text as it can stand behind a field's colon."""
    flat = " ".join(text.split())
    if re.search(r": |:$| #|^[-?:,\[\]{}#&*!|>'\"%@`]", flat) or flat != text.strip():
        return '"' + flat.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return flat


def is_pattern(pattern: str) -> bool:
    """Whether a text is a pattern for refs: {n} once, only {yy}, {yyyy}, {meeting} besides."""
    names = re.findall(r"\{([^{}]*)\}", pattern)
    bare = re.sub(r"\{[^{}]*\}", "", pattern)
    known = set(names) <= {"n", "yy", "yyyy", "meeting"} and len(set(names)) == len(names)
    return "n" in names and known and not set(bare) & set("{},")


_R = Reader
_CONFIDENTIAL = Field("confidential", _R.confidential, "`true`, or the reason")

PERSON = {
    "initials": Field("initials", _R.text, "the initials"),
    "name": Field("name", _R.text, "the name"),
    "role": Field("role", _R.text, "the role"),
    "organisation": Field("organisation", _R.text, "the organisation"),
    "aliases": Field("aliases", _R.refs, "other labels of this person"),
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
}
ACTION = {
    "action": Field("action", _R.text, "what is to be done", must=True),
    "ref": Field("ref", _R.ref, "the board's own number"),
    "owner": Field("owners", _R.owners, "who does it"),
    "due": Field("due", _R.due, "when it is to be done"),
    "follows": Field("follows", _R.refs, "the earlier actions that this one continues"),
    "on": Field("on", _R.date, "when it was asked for, if between meetings"),
    "confidential": _CONFIDENTIAL,
}
BROUGHT_FORWARD = {name: row for name, row in ACTION.items() if name != "on"} | {
    "action": Field("action", _R.text, "what is to be done"),
    "raised": Field("raised", _R.date, "when it was raised"),
    "from": Field("source", _R.text, "where it comes from"),
}
UPDATE = {
    "ref": Field("ref", _R.one_ref, "the action's ref or key", must=True),
    "about": Field("about", _R.text, "the action's words, or their beginning"),
    "status": Field("status", _R.status, "what has become of it"),
    "note": Field("note", _R.text, "what was said"),
    "due": Field("due", _R.due, "the new due"),
    "owner": Field("owners", _R.owners, "the new owners"),
    "action": Field("action", _R.text, "the new wording"),
    "becomes": Field("becomes", _R.refs, "the actions that take its place"),
    "on": Field("on", _R.date, "when it happened, if between meetings"),
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
    "approves": Field("approves", _R.refs, "the meetings whose minutes were agreed here"),
    "corrections": Field("corrections", _R.words, "what was changed in those minutes"),
    "confidential": _CONFIDENTIAL,
}
NEXT_MEETING = {
    "date": Field("due", _R.due, "its date, or words"),
    "time": Field("time", _R.text, "its time"),
    "venue": Field("venue", _R.text, "its venue"),
}
MEETING = ITEM | {
    "date": Field("date", _R.date, "the day of the meeting", must=True),
    "time": Field("time", _R.text, "the time"),
    "venue": Field("venue", _R.text, "the venue"),
    "number": Field("ordinal", _R.text, "the meeting's number"),
    "chair": Field("chair", _R.people, "who took the chair"),
    "minutes_by": Field("minutes_by", _R.people, "who took the minutes"),
    "present": Field("present", _R.people, "who was present"),
    "apologies": Field("apologies", _R.people, "who sent apologies"),
    "in_attendance": Field("in_attendance", _R.people, "guests and observers"),
    "absent": Field("absent", _R.people, "who was absent"),
    "public": Field("public", _R.whole_number, "how many members of the public"),
    "due": Field("due", _R.due, "the due of all actions raised here that have none"),
    "brought_forward": Field("brought_forward", _R.brought, "actions from before this log"),
    "next_meeting": Field("next_meeting", _R.next_meeting, "the date of the next meeting"),
    "extraordinary": Field("extraordinary", _R.flag, "`true` where it is outside the series"),
}
AGENDA_ITEM = {
    "title": Field("title", _R.text, "the item's title", must=True),
    "every": Field("every", _R.every, "months, or a rule"),
}
SERIES = {
    "title": Field("title", _R.text, "the board's name"),
    "time": Field("time", _R.text, "when it meets"),
    "venue": Field("venue", _R.text, "where it meets"),
    "refs": Field("refs", _R.pattern, "the pattern of its numbers"),
    "schedule": Field("schedule", _R.schedule, "a rule of RFC 5545"),
    "agenda": Field("agenda", _R.agenda, "the standing agenda"),
    "people": Field("people", _R.people, "people known once for all"),
    "statuses": Field("statuses", _R.status_words, "the board's own words for a status"),
}
_BODY = frozenset(row.attribute for row in ITEM.values()) - {"number"}


class Reading(NamedTuple):
    """What one file says (None: nothing that can be used), and what is wrong with it."""

    said: Meeting | None
    problems: tuple[Problem, ...]


def meeting_name(path: str) -> str:
    """Give the name of the meeting whose file lies at a path."""
    return _parted(path)[0]


def file_name_day(path: str) -> date | None:
    """Give the day that a meeting's file is named by, None where its name is no date."""
    match = _FILE_NAME.fullmatch(_parted(path)[0])
    try:
        return dates.read_date(match[1]) if match else None
    except dates.BadDate:
        return None


def read_meeting(tree: Tree, known: statuses.Known) -> Reading:
    """Read a meeting's tree; `known` are the words for statuses."""
    name = _parted(tree.source.path)[0]
    reader = Reader(tree.source, name, known)
    day = _name_problems(reader)
    said = _meeting(reader, tree.root, day) if tree.root is not None else None
    return Reading(said, _told(tree, reader))


def _told(tree: Tree, reader: Reader) -> tuple[Problem, ...]:
    """Give the problems of both; a field that is no field is told once, by the tree."""
    known = {problem.place.start for problem in tree.problems}
    own = [p for p in reader.problems if p.rule != "unknown-field" or p.place.start not in known]
    braces = [p.place for p in own if p.rule == "bad-pattern"]  # {n} is no list of fields
    first = (p for p in tree.problems if not any(_within(p.place, one) for one in braces))
    return (*first, *own)


def _within(inner: Place, outer: Place) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _name_problems(reader: Reader) -> date | None:
    day = file_name_day(reader.source.path)
    top = Scalar("", "", 0, 0)
    if day is None:
        message = "The file's name is no date."
        reader.tell("file-name-date", top, message, "Name it by its meeting: 2015-05-28.yaml")
    elif (ending := _parted(reader.source.path)[1]) != ".yaml":
        message = f"The file's name ends in {ending}."
        reader.tell("file-name-date", top, message, f"Rename it: {reader.name}.yaml")
    return day


def _parted(path: str) -> tuple[str, str]:
    """Part a file's name into the meeting's name and its ending."""
    name = path.rsplit("/", 1)[-1]
    ending = _ENDING.search(name)
    at = ending.start() if ending is not None else len(name)
    return name[:at], name[at:]


def _meeting(reader: Reader, root: Node, day: date | None) -> Meeting | None:
    node = reader.mapping(root, "a meeting", "date: 28 May 2015")
    if node is None:
        return None
    values = reader.fields(node, MEETING, "a meeting", "date")
    written: date | None = values.pop("date", None)
    if written is not None and day is not None and written != day:
        _disagrees(reader, node, written)
    held = written or day
    if held is None:
        return None
    body = {name: values.pop(name) for name in _BODY if name in values}
    values["number"] = values.pop("ordinal", None)
    return Meeting(
        reader.place(node),
        reader.name,
        held,
        Item(reader.place(node), **body),
        labels=tuple(reader.labels),
        introduced=tuple(reader.introduced),
        **values,
    )


def _disagrees(reader: Reader, node: Mapping, written: date) -> None:
    value = next(value for key, value in node.fields if key.text == "date")
    message = f"The file is named {reader.name}, and its date is {written}; the date counts."
    renamed = f"{written}{reader.name[len('2015-05-28') :]}.yaml"
    reader.tell("file-name-date", value, message, f"Rename the file to {renamed}, or mend `date`.")


def read_series(tree: Tree) -> tuple[Series, tuple[Problem, ...]]:
    """Read the tree of `series.yaml`."""
    reader = Reader(tree.source, "series")
    node = None if tree.root is None else reader.mapping(tree.root, "a series", "title: Board")
    series = Series() if node is None else Series(**reader.fields(node, SERIES, "the series"))
    return series, _told(tree, reader)
