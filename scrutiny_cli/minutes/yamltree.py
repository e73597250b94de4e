"""YAML as a tree of texts with their places.

The tokens are put onto a stack: no value is guessed, every text keeps its place, and what is
wrong is told as problems, in a clerk's words (see `syntax`).
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NoReturn

from scrutiny_cli.minutes import tokens
from scrutiny_cli.minutes.nodes import (
    END,
    LISTS,
    MARK,
    SETS,
    START,
    STYLES,
    TEXT,
    Node,
    Scalar,
    Tree,
    is_scalar,
)
from scrutiny_cli.minutes.problems import RULES, Problem, Related
from scrutiny_cli.minutes.suspects import UNREADABLE, Texts, control_problem, looked_over
from scrutiny_cli.minutes.syntax import Failure, diagnose, quote_line, quoted
from scrutiny_cli.minutes.text import Place, Source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scrutiny_cli.minutes.tokens import Complaint, Token, Tokens

_UNREADABLE_IN_LINE = rf"({UNREADABLE}).*"
_WORD = r"[^\s,\[\]{}]*"


def parse(source: Source) -> Tree:
    """Read a text as YAML; what is wrong with it is told in the tree, never raised."""
    found = tokens.tokenize(source)
    builder = _Builder(source)
    if tokens.is_too_large(source.text):
        hint = RULES["too-large"].remedy
        builder.add("too-large", (0, 0), "The file is larger than 2 MB.", hint)
        return Tree(source, None, tuple(builder.problems))
    root = builder.read(found)
    return Tree(source, root, tuple(builder.problems))


class _Stop(Exception):
    """The rest cannot be read; the problem has been told."""


@dataclass(slots=True, eq=False, repr=False)
class _Builder:
    """Builds the tree of one text, and gathers what is wrong with it."""

    source: Source
    problems: list[Problem] = field(default_factory=list)
    last: Scalar | None = None
    # What does not stand in the file as it is read (quotes, `|`, several lines), with its key.
    odd: list[tuple[Scalar | None, Scalar]] = field(default_factory=list)

    def add(self, rule: str, span: tuple[int, int], message: str, hint: str = "") -> None:
        """Tell a problem."""
        self.problems.append(Problem(rule, message, Place(self.source, *span), hint))

    def read(self, found: Tokens) -> Node | None:
        """Read the text's first document."""
        if found.has_rare:
            self._tell_controls()
        with suppress(_Stop):
            return self._looked_over(found, self._build(found.rows))
        return None

    def _looked_over(self, found: Tokens, root: Node | None) -> Node | None:
        if found.complaint is not None:
            self._tell_failure(found.complaint)
            return None
        if root is None or (is_scalar(root) and root[START] == root[END]):
            self.add("empty-file", (0, 0), "The file says nothing.", RULES["empty-file"].remedy)
            return None
        texts = Texts(self.source, found.words, self.odd, found.has_rare)
        looked, told = looked_over(texts, root)
        self.problems += told
        return looked

    def _tell_controls(self) -> None:
        for line in re.finditer(_UNREADABLE_IN_LINE, self.source.text):
            self.problems.append(control_problem(self.source, line[1], line.span(1)))

    def _build(self, rows: Iterable[Token]) -> Node | None:  # noqa: C901
        """Put the tokens onto a stack, and take from it what is whole."""
        # Where the next node goes: into `fields` (with `key`, once that is read) or `entries`.
        stack: list[Any] = []
        fields: list[tuple[Scalar, Node]] | None = None
        entries: list[Node] = []
        key: Scalar | None = None
        top, start, begun = entries, 0, ""
        node: Any
        for row in rows:
            text, mark, first, last = row
            if mark in STYLES:
                self.last = node = row
                if last - first != len(text):
                    self.odd.append((key, node))
            elif mark in SETS or mark in LISTS:
                stack.append((fields, entries, key, start, begun))
                start, begun, key = first, mark, None
                if len(stack) > tokens.MOST_LEVELS:
                    self._tell_depth(start)
                fields, entries = ([], []) if mark in SETS else (None, [])
                continue
            elif mark == tokens.CLOSED:
                if fields is not None:
                    self._check_keys(fields, in_braces=begun == "{")
                node = (entries if fields is None else fields, begun, start, last)
                fields, entries, key, start, begun = stack.pop()
            elif mark == tokens.ALIAS:
                node = self._alias(first, last)
            else:
                self._tell_mark(mark, first)
                continue
            if fields is None:
                entries.append(node)
            elif key is None:
                key = node if is_scalar(node) else self._tell_key(node)
            else:
                fields.append((key, node))
                key = None
        return top[0] if top else None

    def _tell_mark(self, mark: str, start: int) -> None:
        if mark == tokens.MARKED:
            self._tell_tag(start)
        else:
            self._tell_second(start)

    # -- what stands out while building

    def _tell_tag(self, start: int) -> None:
        text = self.source.text
        mark = re.compile(_WORD).match(text, start)
        end, word = (mark.end(), mark[0]) if mark else (start, "")
        if word[:1] not in ("!", "&"):  # the tag of an empty value, say
            end, word = start + 1, "!"
        kind = "an anchor" if word.startswith("&") else "a tag"
        message = f"YAML takes `{word}` for {kind}, and not for text."
        self.add("alias-or-tag", (start, end), message, quote_line(text, start))

    def _alias(self, start: int, end: int) -> Scalar:
        word = self.source.text[start:end]
        message = f"YAML takes `{word}` for an alias, and not for text."
        self.add("alias-or-tag", (start, end), message, quote_line(self.source.text, start))
        return word, "", start, end

    def _tell_depth(self, start: int) -> None:
        message = f"This is nested more than {tokens.MOST_LEVELS} levels deep."
        self.add("too-deep", (start, start + 1), message, RULES["too-deep"].remedy)
        raise _Stop

    def _tell_second(self, start: int) -> None:
        message = "With this line a second document begins; a file holds one meeting."
        hint = RULES["second-document"].remedy
        self.add("second-document", (start, start + len(tokens.DOCUMENT)), message, hint)

    def _tell_key(self, node: Any) -> NoReturn:  # noqa: ANN401
        message = "A list or fields in brackets stand here where a field's name belongs."
        hint = "Put the text with its brackets into quotes."
        self.add("yaml-syntax", node[START:], message, hint)
        raise _Stop

    def _check_keys(self, fields: list[tuple[Scalar, Node]], *, in_braces: bool) -> None:
        names = set(map(_first, map(_first, fields)))  # of each field its key, of that its text
        if len(names) != len(fields):
            self._tell_twice(fields)
        if "<<" in names:
            self._tell_merge(fields)
        if in_braces:
            self._tell_split(fields)

    def _tell_twice(self, fields: list[tuple[Scalar, Node]]) -> None:
        first: dict[str, Scalar] = {}
        for key, _ in fields:
            earlier = first.setdefault(key[TEXT], key)
            if earlier is not key:
                self.problems.append(self._twice(key, earlier))

    def _twice(self, key: Scalar, earlier: Scalar) -> Problem:
        place = Place(self.source, key[START], key[END])
        before = Place(self.source, earlier[START], earlier[END])
        message = f"`{key[TEXT]}` stands twice here; line {before.line} has it already."
        hint = "Keep one of the two, or put both values into it."
        return Problem("duplicate-key", message, place, hint, (Related(before, "the first one"),))

    def _tell_merge(self, fields: list[tuple[Scalar, Node]]) -> None:
        for key, _ in fields:
            if key[TEXT] == "<<" and not key[MARK]:
                message = "`<<` would copy fields from elsewhere."
                span = (key[START], key[END])
                self.add("alias-or-tag", span, message, "Write the fields out.")

    def _tell_split(self, fields: list[tuple[Scalar, Node]]) -> None:
        before: tuple[Scalar, Node] | None = None
        for key, value in fields:
            if is_scalar(value) and not value[MARK] and not value[TEXT]:
                self._tell_valueless(key, before)
            else:
                before = (key, value)

    def _tell_valueless(self, key: Scalar, before: tuple[Scalar, Node] | None) -> None:
        span, text = (key[START], key[END]), self.source.text
        if text[key[END] :].lstrip().startswith(":"):
            message = f"`{key[TEXT]}` has no value here."
            hint = "Write its value behind the colon, or take the field away."
            self.add("missing-value", span, message, hint)
            return
        if before is None or not is_scalar(before[1]):
            message, hint = f"`{key[TEXT]}` is no field with a value.", f"Write {quoted(key[TEXT])}"
        else:
            field_name, start = before[0][TEXT], before[1][START]
            message = f"The comma ends the text of `{field_name}`; `{key[TEXT]}` is lost."
            hint = f"Write {field_name}: {quoted(text[start : key[END]])}"
        self.add("split-by-comma", span, message, hint)

    def _tell_failure(self, complaint: Complaint) -> None:
        text = self.source.text
        words, at, begun = complaint
        if "nesting depth" in words:  # libyaml 0.2.6 has a limit of its own
            self._tell_depth(at)
        last = (self.last[START], self.last[END]) if self.last else None
        fault = diagnose(Failure(text, min(at, len(text)), begun, words, last))
        # What YAML made of brackets that it then could not read is of no use to anyone.
        self.problems = [told for told in self.problems if told.rule not in _OF_BRACKETS]
        span = (fault.start, min(fault.end, len(text)))
        self.add("yaml-syntax", span, fault.message, fault.hint)


_first = itemgetter(0)
_OF_BRACKETS = {"split-by-comma", "missing-value"}
