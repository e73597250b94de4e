"""Reads the values of fields: texts, labels, refs, dates, statuses and numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from scrutiny_cli.minutes import labels, statuses
from scrutiny_cli.minutes.dates import date_reader
from scrutiny_cli.minutes.model import Due, Outcome, OwnerValue, Person, Status, UnreadStatus
from scrutiny_cli.minutes.patterns import is_key
from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.minutes.shape_hints import suggest_text
from scrutiny_cli.minutes.source import LocatedStr, Source, Span
from scrutiny_cli.minutes.status_help import (
    ALL_STATUSES_HINT,
    Advice,
    StatusContext,
    advise_status,
    describe_unknown_status,
    format_status_hint,
)
from scrutiny_cli.minutes.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

_Value = TypeVar("_Value")

_MAX_LABELS = 10_000  # characters of a text of owners or persons
_MAX_PIECES = 1_000  # entries of a list that is written as one text
_MOST_ADVISED = 500  # unknown statuses of a file that get a hint of their own
_YES = frozenset({"true", "yes"})
NO_WORDS = frozenset({"false", "no"})


@dataclass(slots=True, eq=False, repr=False)
class ValueReader:
    """Reads one file; collects its problems and its labels on the way down the tree."""

    source: Source
    name: str = ""
    known: statuses.StatusVocabulary = field(default_factory=lambda: statuses.KNOWN)
    month_first: bool = False  # how dates in digits are read
    problems: list[Problem] = field(default_factory=list)
    labels: list[LocatedStr] = field(default_factory=list)
    introduced: list[Person] = field(default_factory=list)
    day: date | None = None  # of the file's name
    update: MappingNode | None = None  # the one that is being read
    bad_statuses: int = 0
    unread: UnreadStatus | None = None  # the latest unknown status
    has_final_labels: bool = True
    has_day_first: bool = False  # whether a date in digits can only have its day first

    def locate_node(self, node: Node) -> Span:
        """Return the place of a node."""
        return Span(self.source, node.start, node.end)

    def report_problem(self, rule: str, node: Node, message: str, hint: str = "") -> None:
        """Add a problem at a node."""
        self.problems.append(Problem(rule, message, self.locate_node(node), hint))

    # Texts

    def locate_text(self, text: str, node: Node) -> LocatedStr:
        """Return a text with the place of a node."""
        word = LocatedStr(text)
        word.source, word.start, word.end = self.source, node.start, node.end
        return word

    def read_text(self, key: ScalarNode, node: Node) -> LocatedStr | None:
        """Read a text; line ends at its end are ignored."""
        if isinstance(node, ScalarNode):
            return self.locate_text(node.text.rstrip("\n"), node)
        self.report_wrong_shape(key, node, "text")
        return None

    def report_wrong_shape(self, key: ScalarNode, node: Node, wanted: str) -> None:
        """Report that a field has a list or fields, but takes one value."""
        message = f"`{key.text}` takes {wanted}, but this is {describe_shape(node)}."
        self.report_problem("wrong-shape", node, message, suggest_text(self.source, key, node))

    def report_wrong_value(self, key: ScalarNode, node: ScalarNode, wanted: str, hint: str) -> None:
        """Report that a field has words that it does not take."""
        message = f"`{key.text}` takes {wanted}, not “{node.text.strip()}”."
        self.report_problem("wrong-shape", node, message, hint)

    def list_entries(self, node: Node) -> list[Node]:
        """Return a list's entries, or the node itself as a list of one."""
        if not isinstance(node, SequenceNode):
            return [node]
        entries = node.entries
        return self._drop_empty(entries) if any(map(has_no_text, entries)) else entries

    def _drop_empty(self, entries: list[Node]) -> list[Node]:
        for entry in filter(has_no_text, entries):
            message = "This entry of the list is empty."
            self.report_problem(
                "missing-value",
                entry,
                message,
                "Write the entry after the `-`, or delete the line.",
            )
        return [entry for entry in entries if not has_no_text(entry)]

    def read_texts(self, key: ScalarNode, node: Node) -> tuple[LocatedStr, ...]:
        """Read a list of texts, or one text."""
        found = (self.read_text(key, entry) for entry in self.list_entries(node))
        return tuple(word for word in found if word is not None)

    def _split_at_commas(self, node: ScalarNode) -> list[LocatedStr]:
        """Split a text at commas; each part has its own place where it can be found."""
        parts, at = [], node.start
        pieces = node.text.split(",")
        if len(pieces) > _MAX_PIECES:
            message = f"This line has more than {_MAX_PIECES:,} entries."
            self.report_problem(
                "wrong-shape", node, message, "Write a list with each entry on its own line."
            )
            return []
        for raw in pieces:
            text = raw.strip()
            if text:
                start = self.source.text.find(text, at, node.end)
                span = self.locate_node(node)
                if start >= 0:
                    at = start + len(text)
                    span = Span(self.source, start, at)
                parts.append(LocatedStr.make(text, span))
        return parts

    def read_list(self, key: ScalarNode, node: Node) -> tuple[LocatedStr, ...]:
        """Read refs, labels or other words: one, a list, or one text with commas."""
        if not isinstance(node, ScalarNode):
            return self.read_texts(key, node)
        if "," in node.text:
            return tuple(self._split_at_commas(node))
        return (self.locate_text(node.text.strip(), node),)

    read_refs = read_labels = read_list  # each is the reader of a field's type

    def read_label_text(self, node: ScalarNode) -> LocatedStr:
        """Return a text of labels without spaces around it; "" for one that is far too long."""
        if len(node.text.strip()) > _MAX_LABELS:
            message = f"These names have more than {_MAX_LABELS:,} characters."
            self.report_problem(
                "wrong-shape", node, message, "Write a list with each entry on its own line."
            )
            return self.locate_text("", node)
        return self.locate_text(node.text.strip(), node)

    def read_owners(self, key: ScalarNode, node: Node) -> OwnerValue:
        """Read one or several labels with their notes; words for nobody are dropped."""
        if isinstance(node, ScalarNode):
            text = self.read_label_text(node)
            return labels.read_owner_text(text) if text else labels.read_owner_list(())
        return labels.read_owner_list(self.read_texts(key, node))

    def read_ref(self, key: ScalarNode, node: Node) -> LocatedStr | None:
        """Read the number that the board gave an action."""
        word = self.read_ref_or_key(key, node)
        if word is not None and is_key(word):
            message = f"“{word}” has the form of a key, so it cannot be a number."
            hint = "Write the board's own number, or delete `ref`."
            self.report_problem("bad-ref", node, message, hint)
            return None
        return word

    def read_ref_or_key(self, key: ScalarNode, node: Node) -> LocatedStr | None:
        """Read one ref or key."""
        word = self.read_text(key, node)
        if word is not None and "," in word:
            message = f"`ref` takes one number, but “{word}” has a comma."
            self.report_problem("bad-ref", node, message, "Write a separate entry for each number.")
            return None
        return word

    def read_meetings(self, key: ScalarNode, node: Node) -> tuple[LocatedStr, ...]:
        """Read meetings by name or date; a date written month first becomes year-month-day."""
        found = self.read_list(key, node)
        for word in found:
            self.note_day_first(word)
        if not self.month_first:
            return found
        return tuple(
            LocatedStr.make(date_reader.convert_to_iso(word, month_first=True), word.place)
            for word in found
        )

    # Values

    def read_date(self, key: ScalarNode, node: Node, others: str = "") -> date | None:
        """Read a date; `others` is the advice for other words beside it."""
        return self._read_day(key, node, others, date_reader.read_date)

    def read_due(self, key: ScalarNode, node: Node, others: str) -> Due | None:
        """Read a due date; `others` is the advice for other words beside it."""
        return self._read_day(key, node, others, date_reader.read_due)

    def _read_day(
        self, key: ScalarNode, node: Node, others: str, read: Callable[..., _Value]
    ) -> _Value | None:
        word = self.read_text(key, node)
        if word is None:
            return None
        self.note_day_first(word)
        try:
            return read(word, month_first=self.month_first)
        except date_reader.BadDate as bad:
            self._report_bad_date(node, bad, others)
            return None

    def note_day_first(self, word: str) -> None:
        """Note whether a date in digits has a first number that is not a month."""
        self.has_day_first = self.has_day_first or date_reader.is_day_first(word)

    def _report_bad_date(self, node: Node, bad: date_reader.BadDate, others: str) -> None:
        """Report what is wrong with a date, and where to put other words beside it."""
        hint = bad.hint
        if bad.has_more and others:
            hint = f"{hint} {others}"
        self.report_problem("bad-date", node, bad.message, hint)

    def read_status(self, key: ScalarNode, node: Node) -> Status | None:
        """Read a status in the words of the board."""
        word = self.read_status_text(key, node)
        return None if word is None else self.known.find_status(str(word))

    def read_status_text(self, key: ScalarNode, node: Node) -> LocatedStr | None:
        """Read the words of a status; None if they are unknown."""
        word = self._read_checkbox(node) or self.read_text(key, node)
        if word is not None and self.known.find_status(str(word)) is None:
            self._report_bad_status(node, str(word))
            return None
        return word

    def _read_checkbox(self, node: Node) -> LocatedStr | None:
        """Return `[x]` or `[ ]` as it is written; YAML takes it for a list."""
        if not isinstance(node, SequenceNode) or not node.is_flow:
            return None
        entries = node.entries
        if len(entries) > 1 or any(
            not isinstance(entry, ScalarNode) or entry.style for entry in entries
        ):
            return None
        return self.locate_text(self.source.text[node.start : node.end], node)

    def _report_bad_status(self, node: Node, text: str) -> None:
        self.bad_statuses += 1
        if self.bad_statuses > _MOST_ADVISED:
            self.report_problem(
                "bad-status", node, describe_unknown_status(text), ALL_STATUSES_HINT
            )
            return
        fields = () if self.update is None else self.update.fields
        beside = frozenset(key.text for key, _ in fields)
        context = StatusContext(self.day, beside=beside, month_first=self.month_first)
        advice = advise_status(text, self.known, context)
        if self.update is None and advice.fields:  # series.yaml has no field for a note
            advice = Advice(advice.message)
        self.report_problem("bad-status", node, advice.message, format_status_hint(advice))
        self.unread = UnreadStatus(self.locate_text(text, node), beside, self.month_first)

    def read_confidential(self, key: ScalarNode, node: Node) -> str | None:
        """Read whether a thing is confidential: None, or the reason, or "" without one."""
        word = self.read_text(key, node)
        if word is None or word.casefold() in _YES:
            return ""
        return None if word.casefold() in NO_WORDS else word

    def read_flag(self, key: ScalarNode, node: Node, advice: str) -> bool:
        """Read `true` or `false`; `advice` is what to write, and when."""
        word = self.read_text(key, node)
        if isinstance(node, ScalarNode) and node.text.strip().casefold() not in _YES | NO_WORDS:
            hint = f"Write {advice}; otherwise delete the line."
            self.report_wrong_value(key, node, "`true` or `false`", hint)
        return word is not None and word.strip().casefold() in _YES

    def read_whole_number(self, key: ScalarNode, node: Node) -> int | None:
        """Read a number of people."""
        if not isinstance(node, ScalarNode):
            self.report_wrong_shape(key, node, "a whole number")
            return None
        if not re.fullmatch(r"[0-9]{1,9}", node.text.strip()):
            hint = f"Write the number in digits, for example `{key.text}: 12`, or delete the line."
            self.report_wrong_value(key, node, "a whole number", hint)
            return None
        return int(node.text)

    def read_outcome(self, key: ScalarNode, node: Node) -> Outcome:
        """Read what became of a proposal."""
        word = self.read_text(key, node)
        if word is None or not isinstance(node, ScalarNode):
            return Outcome.CARRIED
        named = {outcome.value: outcome for outcome in Outcome}
        found = named.get(word.strip().casefold())
        if found is None:
            hint = "Write one of them. Put other words in `decision` or `votes`."
            *most, last = (f"`{name}`" for name in named)
            self.report_wrong_value(key, node, f"{', '.join(most)} or {last}", hint)
        return found or Outcome.CARRIED


def is_null(node: Node) -> bool:
    """Whether a node is a program's word for nothing."""
    return isinstance(node, ScalarNode) and node.text.casefold() in {"~", "null"}


def has_no_text(node: Node) -> bool:
    """Whether a node is a text without words."""
    return isinstance(node, ScalarNode) and not node.text.strip()


def describe_shape(node: Node) -> str:
    """Return what a node is, in words."""
    if isinstance(node, ScalarNode):
        return "text"
    return "a list" if isinstance(node, SequenceNode) else "a set of fields"


def drop_none(values: Iterable[_Value | None]) -> tuple[_Value, ...]:
    """Return the values without those that could not be read."""
    return tuple(value for value in values if value is not None)
