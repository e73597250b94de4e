"""The tree of a text, built from libyaml's events, and what is wrong with it.

No value is guessed, and every text keeps its place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import NoReturn

from scrutiny_cli.minutes.characters import has_unusual_characters, replace_unreadable
from scrutiny_cli.minutes.fields import DATES, LIST_FIELDS
from scrutiny_cli.minutes.lines import find_line
from scrutiny_cli.minutes.problem import RULES, Problem
from scrutiny_cli.minutes.source import Source, Span
from scrutiny_cli.minutes.yaml.cut_texts import find_cut_texts
from scrutiny_cli.minutes.yaml.duplicate_keys import Location, find_duplicate_keys
from scrutiny_cli.minutes.yaml.errors.quoting import quote_line_at
from scrutiny_cli.minutes.yaml.events import (
    Alias,
    AnchorOrTag,
    CollectionEnd,
    Event,
    ParseError,
    SecondDocument,
    read_events,
)
from scrutiny_cli.minutes.yaml.invisible_characters import (
    find_escaped_control,
    find_unreadable_characters,
)
from scrutiny_cli.minutes.yaml.joined_lists import find_joined_list, read_joined_persons
from scrutiny_cli.minutes.yaml.nodes import KeyedScalar, MappingNode, Node, ScalarNode, SequenceNode
from scrutiny_cli.minutes.yaml.pitfalls import (
    Suspects,
    find_pitfalls,
    find_suspects,
    strip_curly_quotes,
)

MAX_EVENTS = 100_000  # of a file; the minutes of a meeting have some hundreds
MAX_LEVELS = 32
MAX_ERRORS = 10  # syntax errors of a file that are reported
_MAX_DETAILED = 200  # problems of one rule whose hints show lines
_WORD = r"[^\s,\[\]{}]*"
_TOO_DEEP = f"There are more than {MAX_LEVELS} levels of lists and fields here."


class _Abort(Exception):
    """The rest cannot be read; the problem has been reported."""


@dataclass(slots=True, eq=False, repr=False)
class _OpenNode:
    """A list or fields that have not ended: `owner` as in `KeyedScalar`, `key` awaits its value."""

    node: SequenceNode | MappingNode
    owner: ScalarNode | None = None
    key: ScalarNode | None = None


@dataclass(slots=True, eq=False, repr=False)
class TreeBuilder:
    """Builds the tree of one text, and collects its problems and its texts.

    `error` is what libyaml could not read; `last` is the last text before it.
    """

    source: Source
    problems: list[Problem] = field(default_factory=list)
    error: ParseError | None = None
    last: ScalarNode | None = None
    _scalars: list[KeyedScalar] = field(default_factory=list, init=False)
    _counts: Counter[str] = field(default_factory=Counter, init=False)

    def read_document(self) -> Node | None:
        """Return the root of the first document, None where it cannot be read."""
        text = self.source.text
        has_unusual = has_unusual_characters(text)
        suspects = find_suspects(text, has_unusual_characters=has_unusual)
        if has_unusual:
            self.problems += find_unreadable_characters(self.source)
            # libyaml gives up at the first such character, and gives its offset in bytes.
            text = replace_unreadable(text)
        try:
            with suppress(_Abort):
                events = read_events(text)
                root = self._build_tree(islice(events, MAX_EVENTS), suspects.places)
                if next(events, None) is not None:
                    self._report_size()
                return self._check_root(root, suspects)
        except ParseError as error:
            if "nesting depth" in error.message:  # libyaml 0.2.6 has a limit of its own
                self._add_problem("too-deep", (error.offset, error.offset + 1), _TOO_DEEP)
            else:
                self.error = error
        return None

    def _check_root(self, root: Node | None, suspects: Suspects) -> Node | None:
        """Return the root without what is reported, None where it must not be read."""
        if root is None or (isinstance(root, ScalarNode) and root.start == root.end):
            hint = RULES["empty-file"].remedy
            if self.source.path.rsplit("/", 1)[-1] == "series.yaml":
                hint = "Write at least `title:` with the board's name, or delete the file."
            has_comment = "#" in self.source.text
            message = "The file has only comments." if has_comment else "The file is empty."
            self._add_problem("empty-file", (0, 0), message, hint)
            return None
        found = list(find_pitfalls(self.source, suspects, self._scalars))
        self.problems += [*found, *strip_curly_quotes(self.source, root)]
        return None if any(problem.rule == "yaml-syntax" for problem in found) else root

    def _build_tree(self, events: Iterable[Event], places: Container[int]) -> Node | None:
        """Attach each node to the list or the fields that began last and have not ended.

        The texts that begin at `places` are kept, with their fields. One loop with few calls, as
        it runs for every word of every file.
        """
        document = SequenceNode(0, 0, is_flow=False, entries=[])
        parent = _OpenNode(document)
        stack = [parent]
        node: Node | None
        for event in events:
            if isinstance(event, ScalarNode):
                self.last = node = event
                if event.start in places:
                    self._scalars.append(KeyedScalar(event, parent.key, parent.owner))
                if event.end - event.start != len(event.text):
                    node = self._check_not_verbatim(event, stack)
            elif isinstance(event, CollectionEnd):
                node = stack.pop().node
                node.end = event.end
                parent = stack[-1]
                if isinstance(node, MappingNode):
                    self._check_keys(node, stack)
            elif isinstance(event, (MappingNode, SequenceNode)):
                parent = self._open_node(event, stack)
                continue
            else:
                node = self._report_mark(event, parent)
            if node is not None:
                self._attach_node(node, parent)
        return document.entries[0] if document.entries else None

    def _attach_node(self, node: Node, parent: _OpenNode) -> None:
        if isinstance(parent.node, SequenceNode):
            parent.node.entries.append(node)
        elif parent.key is None:
            parent.key = node if isinstance(node, ScalarNode) else self._report_key(node)
        else:
            parent.node.fields.append((parent.key, node))
            parent.key = None

    def _open_node(self, node: SequenceNode | MappingNode, stack: list[_OpenNode]) -> _OpenNode:
        if len(stack) > MAX_LEVELS:
            self._report_depth(node.start)
        parent = stack[-1]
        opened = _OpenNode(node, parent.owner if parent.key is None else parent.key)
        stack.append(opened)
        return opened

    # What is noticed while building

    def _add_problem(
        self, rule: str, span: tuple[int, int], message: str, hint: str | None = None
    ) -> None:
        """Add a problem at a range of characters; its hint is that of its rule if none is given."""
        self._counts[rule] += 1
        hint = RULES[rule].remedy if hint is None else hint
        self.problems.append(Problem(rule, message, Span(self.source, *span), hint))

    def _has_many(self, rule: str) -> bool:
        """Whether a rule has so many problems that the next ones get a short hint.

        A hint that shows lines or their numbers takes the longer the longer the file is.
        """
        return self._counts[rule] >= _MAX_DETAILED

    def _check_not_verbatim(self, node: ScalarNode, stack: list[_OpenNode]) -> Node:
        """Check a text that is not in the file as it is read (quotes, `|`, several lines)."""
        key = stack[-1].key
        problem = find_escaped_control(self.source, node)
        if problem is None:
            is_brief = self._has_many("list-without-bar")
            owner = _enclosing_field(stack)
            problem = find_joined_list(self.source, node, key, owner, is_brief=is_brief)
            self._counts["list-without-bar"] += problem is not None
        if problem is None:
            return node
        self.problems.append(problem)
        if key is not None and problem.rule == "list-without-dash":
            # Read as the list that it should be, so that nothing else is reported of it.
            return read_joined_persons(self.source, node)
        return node

    def _check_keys(self, node: MappingNode, outer: list[_OpenNode]) -> None:
        names = {key.text for key, _ in node.fields}
        if len(names) != len(node.fields):
            left = max(_MAX_DETAILED - self._counts["duplicate-key"], 0)
            above = _enclosing_field(outer)
            is_entry = isinstance(outer[-1].node, SequenceNode)
            location = Location(above.text if above else "", is_entry)
            found = list(find_duplicate_keys(self.source, node, location, left))
            self._counts["duplicate-key"] += len(found)
            self.problems += found
        if "<<" in names:
            self._report_merge_keys(node)
        if node.is_flow:
            self.problems += find_cut_texts(self.source, node)

    def _report_mark(
        self, event: Alias | AnchorOrTag | SecondDocument, parent: _OpenNode
    ) -> ScalarNode | None:
        """Report what belongs to YAML alone; return the text that an alias is read as."""
        if isinstance(event, Alias):
            node = self._report_alias(event.start, event.end)
            self._scalars.append(KeyedScalar(node, parent.key, parent.owner))
            return node
        if isinstance(event, AnchorOrTag):
            self._report_tag(event.start)
            return None
        message = "This line begins a second document, but a file holds only one meeting."
        self._add_problem("second-document", (event.start, event.start + len("---")), message)
        return None

    def _report_tag(self, start: int) -> None:
        text = self.source.text
        mark = re.compile(_WORD).match(text, start)
        end, word = (mark.end(), mark[0]) if mark else (start, "")
        if word[:1] not in ("!", "&"):  # the tag of an empty value, say
            end, word = start + 1, "!"
        message = f"This text begins with `{word[0]}`, so YAML cannot read it."
        hint = self._quote_line(start)
        line = find_line(text, start)
        is_alone = line.value == word
        if not is_alone and not hint.startswith("Put") and line.name in DATES | LIST_FIELDS:
            hint = f"Delete `{word}`."
        self._add_problem("alias-or-tag", (start, end), message, hint)

    def _report_alias(self, start: int, end: int) -> ScalarNode:
        word = self.source.text[start:end]
        message = "This text begins with `*`, so YAML cannot read it."
        self._add_problem("alias-or-tag", (start, end), message, self._quote_line(start))
        return ScalarNode(start, end, "", word)

    def _quote_line(self, start: int) -> str:
        """Return the hint for a text that must be quoted."""
        if self._has_many("alias-or-tag"):
            return "Put the text in quotes."
        return quote_line_at(self.source.text, start)

    def _report_merge_keys(self, node: MappingNode) -> None:
        for key, _ in node.fields:
            if key.text == "<<" and not key.style:
                message = "YAML reads `<<` as an instruction to copy other fields."
                self._add_problem(
                    "alias-or-tag", key.span, message, "Write the fields out in full."
                )

    def _report_key(self, node: Node) -> NoReturn:
        message = "There are brackets where a field's name belongs."
        self._add_problem(
            "yaml-syntax", node.span, message, "Put the text with its brackets in quotes."
        )
        raise _Abort

    def _report_depth(self, start: int) -> NoReturn:
        self._add_problem("too-deep", (start, start + 1), _TOO_DEEP)
        raise _Abort

    def _report_size(self) -> NoReturn:
        end = self.last.end if self.last else 0
        message = f"The file has more than {MAX_EVENTS:,} values and lists."
        self._add_problem("too-large", (end, end), message)
        raise _Abort


def _enclosing_field(stack: list[_OpenNode]) -> ScalarNode | None:
    """Return the field whose value comes next, or an entry of whose list does."""
    parent = stack[-1]
    if isinstance(parent.node, MappingNode):
        return parent.key
    return stack[-2].key if len(stack) > 1 else None
