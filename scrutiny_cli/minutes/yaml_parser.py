"""YAML as a tree of texts with their places.

The tokens are put onto a stack: no value is guessed, every text keeps its place, and what is
wrong is told as problems, in a clerk's words (see `syntax`).
"""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NoReturn

from scrutiny_cli.minutes import yaml_events
from scrutiny_cli.minutes.lines import CONVERTED, DATES, LIST_FIELDS, TEXT_FIELDS, line_at
from scrutiny_cli.minutes.list_faults import (
    doubled_fields,
    persons_in_lines,
    split_hint,
    text_fault,
)
from scrutiny_cli.minutes.problem import RULES, Problem
from scrutiny_cli.minutes.remedies import lines_of
from scrutiny_cli.minutes.source import Source, Span
from scrutiny_cli.minutes.yaml_errors import (
    IN_BRACKETS,
    NOT_KNOWN,
    Failure,
    Fault,
    diagnose,
    fault_at,
    faulty_lines,
    quote_line,
)
from scrutiny_cli.minutes.yaml_nodes import (
    END,
    LISTS,
    MARK,
    SETS,
    START,
    STYLES,
    TEXT,
    Node,
    ParsedYaml,
    Scalar,
    is_scalar,
)
from scrutiny_cli.minutes.yaml_pitfalls import (
    UNREADABLE,
    Texts,
    check_tree,
    control_problem,
    odd_problem,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scrutiny_cli.minutes.yaml_events import ParseError, Token, YamlEvents

_UNREADABLE_IN_LINE = rf"({UNREADABLE}).*"
_WORD = r"[^\s,\[\]{}]*"
_MOST_FAULTS = 10
_MOST_TOLD = 200  # of one rule
_MOST_TRIES = 2 * _MOST_FAULTS  # some only follow from others, and are not told
_FOLLOWING = {"empty-file", "missing-value", "split-by-comma"}  # may follow from lines left out


def parse(source: Source) -> ParsedYaml:
    """Read a text as YAML; what is wrong with it is in the tree's problems, never raised.

    After a syntax error the faulty lines are left out, and the rest is read, so that one run
    finds all errors. Such a tree has no root.
    """
    if yaml_events.is_too_large(source.text):
        place, rule = Span(source, 0, 0), RULES["too-large"]
        message = "The file is larger than 2 MB."
        return ParsedYaml(source, None, (Problem("too-large", message, place, rule.remedy),))
    faults: list[Fault] = []
    text, left_out = source.text, 0  # where the lines that were left out last end
    for _ in range(_MOST_TRIES):
        builder = _Builder(Source(source.path, text))
        root = builder.read()
        fault = builder.fault
        if fault is None or len(faults) == _MOST_FAULTS:
            break
        at = builder.failed_at
        if fault.start >= left_out:
            at = min(at, line_at(text, fault.start).begin)
        follows = 0 < left_out <= at and not text[left_out:at].strip()
        if follows and fault.start < left_out:
            # What is here was part of the lines left out; a field above is not to blame.
            fault = fault_at(text, at)
        start, end = faulty_lines(text, fault)
        again = bool(faults) and fault.start == faults[-1].start
        if not again and not (follows and (fault.is_of_place or fault.may_follow)):
            faults.append(fault)
        if not text[start:end].strip():
            break
        text, left_out = _leave_out(text, start, end, whole=again or fault.is_of_place), end
    if not faults:
        return ParsedYaml(source, root, tuple(_without_further(builder.problems)))
    return ParsedYaml(source, None, tuple(_all_problems(source, faults, builder.problems)))


def _leave_out(text: str, start: int, end: int, *, whole: bool) -> str:
    """Put spaces in the place of faulty lines; the dash of an entry stays, unless `whole`."""
    lines = text[start:end].split("\n")
    empty = [re.sub(r"[^\r]", " ", line) for line in lines]
    dash = re.match(r" *-(?= )", lines[0])
    if dash and not whole:
        empty[0] = dash[0] + empty[0][dash.end() :]
    return text[:start] + "\n".join(empty) + text[end:]


def _all_problems(
    source: Source, faults: list[Fault], others: Iterable[Problem]
) -> Iterator[Problem]:
    """Give the syntax errors, and the other problems that do not follow from them."""
    found = [
        Problem("yaml-syntax", one.message, Span(source, one.start, one.end), one.hint)
        for one in faults
    ]
    following = _FOLLOWING | ({"duplicate-key"} if any(f.is_of_place for f in faults) else set())
    # The text with faulty lines left out has the same places.
    found += (
        one._replace(place=_in(source, one.place)) for one in others if one.rule not in following
    )
    yield from _without_further(sorted(found, key=lambda one: one.place.start))


def _without_further(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Leave out the syntax errors after the first ten."""
    left = _MOST_FAULTS
    for problem in problems:
        left -= problem.rule == "yaml-syntax"
        if left >= 0 or problem.rule != "yaml-syntax":
            yield problem


def _with_true_hint(fault: Fault) -> Fault:
    """Give a fault whose lines to copy, if it has any, are lines that YAML can read."""
    lines = lines_of(fault.hint)
    if not lines or yaml_events.tokenize(Source("", f"{lines}\n")).complaint is None:
        return fault
    return fault._replace(hint=IN_BRACKETS if re.search(r"[\[{]", lines) else NOT_KNOWN)


def _in(source: Source, place: Span) -> Span:
    return Span(source, place.start, place.end)


class _Stop(Exception):
    """The rest cannot be read; the problem has been told."""


@dataclass(slots=True, eq=False, repr=False)
class _Builder:
    """Builds the tree of one text, and gathers what is wrong with it."""

    source: Source
    problems: list[Problem] = field(default_factory=list)
    last: Scalar | None = None
    fault: Fault | None = None
    failed_at: int = 0
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, rule: str, span: tuple[int, int], message: str, hint: str = "") -> None:
        """Note a problem at a stretch of the text."""
        self.counts[rule] += 1
        self.problems.append(Problem(rule, message, Span(self.source, *span), hint))

    def has_many(self, rule: str) -> bool:
        """Whether so many problems of a rule were found that the next ones get a short hint.

        Hints that look at lines or number them take the longer the longer the file is.
        """
        return self.counts[rule] >= _MOST_TOLD

    def read(self) -> Node | None:
        """Read the text's first document."""
        found = yaml_events.tokenize(self.source)
        if found.has_rare:
            self._tell_controls()
        if len(found.rows) > yaml_events.MAX_TOKENS:
            end = found.rows[-1][3]
            message = f"The file has more than {yaml_events.MAX_TOKENS:,} values and lists."
            self.add("too-large", (end, end), message, RULES["too-large"].remedy)
            return None
        with suppress(_Stop):
            return self._looked_over(found, self._build(found.rows))
        return None

    def _looked_over(self, found: YamlEvents, root: Node | None) -> Node | None:
        if found.complaint is not None:
            self._find_fault(found.complaint)
            return None
        if root is None or (is_scalar(root) and root[START] == root[END]):
            hint = RULES["empty-file"].remedy
            if self.source.path.rsplit("/", 1)[-1] == "series.yaml":
                hint = "Write at least `title:` with the board's name, or delete the file."
            self.add("empty-file", (0, 0), "The file says nothing.", hint)
            return None
        texts = Texts(self.source, found.words, found.has_rare)
        looked, told = check_tree(texts, root)
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
                    owner = stack[-1][2] if fields is None and stack else None
                    node = self._check_odd(row, key, owner)
            elif mark in SETS or mark in LISTS:
                stack.append((fields, entries, key, start, begun))
                start, begun, key = first, mark, None
                if len(stack) > yaml_events.MOST_LEVELS:
                    self._tell_depth(start)
                fields, entries = ([], []) if mark in SETS else (None, [])
                continue
            elif mark == yaml_events.CLOSED:
                if fields is not None:
                    self._check_keys(fields, stack, in_braces=begun == "{")
                node = (entries if fields is None else fields, begun, start, last)
                fields, entries, key, start, begun = stack.pop()
            elif mark == yaml_events.ALIAS:
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

    def _check_odd(self, node: Scalar, key: Scalar | None, owner: Scalar | None) -> Node:
        """Check a text that is not in the file as it is read (quotes, `|`, several lines)."""
        problem = odd_problem(self.source, node)
        if problem is None:
            is_brief = self.has_many("list-without-bar")
            problem = text_fault(self.source, node, key, owner, is_brief=is_brief)
            self.counts["list-without-bar"] += problem is not None
        if problem is not None:
            self.problems.append(problem)
        if key is not None and problem is not None and problem.rule == "list-without-dash":
            # Read as the list that it should be, so that nothing else is said of it.
            return persons_in_lines(self.source, node)
        return node

    def _tell_mark(self, mark: str, start: int) -> None:
        if mark == yaml_events.MARKED:
            self._tell_tag(start)
        else:
            self._tell_second(start)

    # -- what is noticed while building

    def _tell_tag(self, start: int) -> None:
        text = self.source.text
        mark = re.compile(_WORD).match(text, start)
        end, word = (mark.end(), mark[0]) if mark else (start, "")
        if word[:1] not in ("!", "&"):  # the tag of an empty value, say
            end, word = start + 1, "!"
        kind = "an anchor" if word.startswith("&") else "a tag"
        message = f"YAML takes `{word}` for {kind}, and not for text."
        hint = self._quoted(start)
        if not hint.startswith("Put") and line_at(text, start).name in DATES | LIST_FIELDS:
            hint = f"Delete `{word}`."
        self.add("alias-or-tag", (start, end), message, hint)

    def _alias(self, start: int, end: int) -> Scalar:
        word = self.source.text[start:end]
        message = f"YAML takes `{word}` for an alias, and not for text."
        self.add("alias-or-tag", (start, end), message, self._quoted(start))
        return word, "", start, end

    def _quoted(self, start: int) -> str:
        """Give the hint for a text that must be quoted."""
        if self.has_many("alias-or-tag"):
            return "Put the text into quotes."
        return quote_line(self.source.text, start)

    def _tell_depth(self, start: int) -> None:
        message = f"This is nested more than {yaml_events.MOST_LEVELS} levels deep."
        self.add("too-deep", (start, start + 1), message, RULES["too-deep"].remedy)
        raise _Stop

    def _tell_second(self, start: int) -> None:
        message = "With this line a second document begins; a file holds one meeting."
        hint = RULES["second-document"].remedy
        self.add("second-document", (start, start + len(yaml_events.DOCUMENT)), message, hint)

    def _tell_key(self, node: Any) -> NoReturn:  # noqa: ANN401
        message = "A list or fields in brackets are here where a field's name belongs."
        hint = "Put the text with its brackets into quotes."
        self.add("yaml-syntax", node[START:], message, hint)
        raise _Stop

    def _check_keys(
        self, fields: list[tuple[Scalar, Node]], outer: list[Any], *, in_braces: bool
    ) -> None:
        names = set(map(_first, map(_first, fields)))  # of each field its key, of that its text
        if len(names) != len(fields):
            left = max(_MOST_TOLD - self.counts["duplicate-key"], 0)
            found = list(doubled_fields(self.source, fields, _list_name(outer), left))
            self.counts["duplicate-key"] += len(found)
            self.problems += found
        if "<<" in names:
            self._tell_merge(fields)
        if in_braces:
            self._tell_split(fields)

    def _tell_merge(self, fields: list[tuple[Scalar, Node]]) -> None:
        for key, _ in fields:
            if key[TEXT] == "<<" and not key[MARK]:
                message = "`<<` would copy fields from elsewhere."
                span = (key[START], key[END])
                self.add("alias-or-tag", span, message, "Write the fields out.")

    def _tell_split(self, fields: list[tuple[Scalar, Node]]) -> None:
        """Tell of the pieces between commas that have no value: each run of them once."""
        before: tuple[Scalar, Node] | None = None
        run: list[Scalar] = []
        for key, value in fields:
            if is_scalar(value) and not value[MARK] and not value[TEXT]:
                run.append(key)
                continue
            self._tell_valueless(before, run)
            before, run = (key, value), []
        self._tell_valueless(before, run)

    def _tell_valueless(self, before: tuple[Scalar, Node] | None, run: list[Scalar]) -> None:
        colon = re.compile(r"\s*:")
        lost: list[Scalar] = []
        for key in run:
            if not colon.match(self.source.text, key[END]):
                lost.append(key)
                continue
            if key[TEXT] == "confidential":
                continue  # reported where its field is read, which says what it counts as
            message = f"`{key[TEXT]}` has no value here."
            hint = "Write its value after the colon, or delete the field."
            self.add("missing-value", (key[START], key[END]), message, hint)
        if lost:
            self._tell_lost(before, lost)

    def _tell_lost(self, before: tuple[Scalar, Node] | None, lost: list[Scalar]) -> None:
        start, end = lost[0][START], lost[-1][END]
        if before is None or not is_scalar(before[1]):
            message = f"`{lost[0][TEXT]}` is no field with a value."
            hint = "Put the text with its braces into quotes, or write `name: value`."
        else:
            words = " ".join(self.source.text[start:end].split())
            message = f"The comma ends the text of `{before[0][TEXT]}`; `{words}` is lost."
            hint = self._hint_of_lost(before, lost)
        self.add("split-by-comma", (start, end), message, hint)

    def _hint_of_lost(self, before: tuple[Scalar, Node], lost: list[Scalar]) -> str:
        """Give the hint for pieces after a comma: a field without its colon, or more of a text."""
        name = re.match(r"\W?([a-z_]+)", lost[0][TEXT])
        if name is not None and name[1] in TEXT_FIELDS | CONVERTED | {"owner", "links"}:
            return f"Where `{name[1]}` is a field, write it as `{name[1]}: …`, without other signs."
        if before[0][TEXT] in CONVERTED or not is_scalar(before[1]):
            return "Write it where it belongs, with its field's name and a colon before it."
        return split_hint(self.source, before[1], lost[-1])

    def _find_fault(self, complaint: ParseError) -> None:
        text = self.source.text
        words, at, begun = complaint
        if "nesting depth" in words:  # libyaml 0.2.6 has a limit of its own
            self._tell_depth(at)
        last = (self.last[START], self.last[END]) if self.last else None
        fault = _with_true_hint(diagnose(Failure(text, min(at, len(text)), begun, words, last)))
        # A lone carriage return ends a line for YAML, and none for the lines here.
        start = min(fault.start, len(text))
        self.fault = fault._replace(start=start, end=max(start, min(fault.end, len(text))))
        self.failed_at = line_at(text, min(at, len(text))).begin
        # What YAML made of brackets that it then could not read is of no use to anyone.
        self.problems = [one for one in self.problems if one.rule not in _FOLLOWING]


def _list_name(outer: list[Any]) -> tuple[str, bool]:
    """Give the field that fields are within, and whether they are an entry of its list."""
    if not outer:
        return "", False
    in_list = outer[-1][0] is None
    keys = outer[-2:-1] if in_list else outer[-1:]
    key = keys[0][2] if keys else None
    return (key[TEXT] if key else ""), in_list


_first = itemgetter(0)
