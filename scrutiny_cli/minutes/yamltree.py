"""YAML as a tree of texts with their places.

libyaml's events are put onto a stack of our own: no value is guessed, every text keeps its
place, and what is wrong is told as problems, in a clerk's words (see `syntax`).
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple, NoReturn

from scrutiny_cli.minutes.nodes import END, MARK, START, TEXT, Node, Scalar, Tree, is_scalar
from scrutiny_cli.minutes.problems import RULES, Problem, Related
from scrutiny_cli.minutes.suspects import BLANK, UNREADABLE, control_problem, looked_over
from scrutiny_cli.minutes.syntax import Failure, diagnose, quote_line, quoted
from scrutiny_cli.minutes.text import Place, Source

_UNREADABLE_IN_LINE = rf"({UNREADABLE}).*"
_WORD = r"[^\s,\[\]{}]*"
MOST_LEVELS = 32
MOST_BYTES = 2_000_000


class LibyamlMissing(RuntimeError):
    """PyYAML was built without libyaml; there is no second parser, and no second truth."""


def parse(source: Source) -> Tree:
    """Read a text as YAML; what is wrong with it is told in the tree, never raised."""
    reader = _Reader(source)
    if _is_too_large(source.text):
        hint = RULES["too-large"].remedy
        reader.add("too-large", (0, 0), "The file is larger than 2 MB.", hint)
        return Tree(source, None, tuple(reader.problems))
    root = reader.read()
    return Tree(source, root, tuple(reader.problems))


def _is_too_large(text: str) -> bool:
    # No character takes more than four bytes, so that most texts need not be encoded.
    return len(text) * 4 > MOST_BYTES and len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES


_Kinds = tuple[Any, Any, Any, Any, Any, Any, Any]


class _Yaml(NamedTuple):
    """What is needed of yaml, which is loaded with the first file."""

    parser: Any
    error: type[Exception]
    kinds: _Kinds


@cache
def _yaml() -> _Yaml:
    import yaml  # noqa: PLC0415  `--help` does not wait for it

    try:
        from yaml._yaml import CParser  # noqa: PLC0415
    except ImportError as error:
        raise LibyamlMissing("PyYAML was installed without libyaml.") from error
    kinds = (
        *(yaml.ScalarEvent, yaml.AliasEvent, yaml.MappingStartEvent, yaml.MappingEndEvent),
        *(yaml.SequenceStartEvent, yaml.SequenceEndEvent, yaml.StreamEndEvent),
    )
    return _Yaml(CParser, yaml.YAMLError, kinds)


class _Stop(Exception):
    """The rest cannot be read; the problem has been told."""


@dataclass(slots=True, eq=False, repr=False)
class _Reader:
    """Reads one text, and gathers what is wrong with it."""

    source: Source
    problems: list[Problem] = field(default_factory=list)
    last: Scalar | None = None
    has_rare: bool = False
    # What does not stand in the file as it is read (quotes, `|`, several lines), with its key.
    odd: list[tuple[Scalar | None, Scalar]] = field(default_factory=list)

    def add(self, rule: str, span: tuple[int, int], message: str, hint: str = "") -> None:
        """Tell a problem."""
        self.problems.append(Problem(rule, message, Place(self.source, *span), hint))

    def read(self) -> Node | None:
        """Read the text's first document."""
        text = self.source.text
        # Asked first, since it is quick and nearly every text has nothing else.
        printable = all(map(str.isprintable, text.split("\n")))
        self.has_rare = not printable and bool(re.search(f"{UNREADABLE}|{BLANK}", text))
        readable = self._without_controls(text) if self.has_rare else text
        yaml = _yaml()
        try:
            root = self._build(yaml.parser(readable), yaml.kinds)
        except yaml.error as error:
            with suppress(_Stop):
                self._tell_failure(error)
            return None
        except _Stop:
            return None
        if root is None or (is_scalar(root) and root[START] == root[END]):
            self.add("empty-file", (0, 0), "The file says nothing.", RULES["empty-file"].remedy)
            return None
        looked, told = looked_over(self.source, root, self.odd, has_rare=self.has_rare)
        self.problems += told
        return looked

    def _without_controls(self, text: str) -> str:
        # libyaml gives up at the first such character, and tells its place in bytes.
        for line in re.finditer(_UNREADABLE_IN_LINE, text):
            self.problems.append(control_problem(self.source, line[1], line.span(1)))
        return re.sub(UNREADABLE, "\ufffd", text)

    def _build(self, parser: Any, kinds: _Kinds) -> Node | None:  # noqa: ANN401, C901, PLR0912
        """Put the events onto a stack: one loop without calls, for it runs for every word."""
        get = parser.get_event
        scalar, alias, mapping_start, mapping_end, sequence_start, sequence_end, end = kinds
        marked = "&" in self.source.text or "!" in self.source.text
        # Where the next node goes: into `fields` (with `key`, once that is read) or `entries`.
        stack: list[Any] = []
        fields: list[tuple[Scalar, Node]] | None = None
        entries: list[Node] = []
        key: Scalar | None = None
        node: Any
        top, start, flow = entries, 0, False
        while True:
            event = get()
            kind = event.__class__
            if kind is scalar:
                if marked and (event.anchor is not None or event.tag is not None):
                    self._tell_tag(event)
                value, first, last = event.value, event.start_mark.index, event.end_mark.index
                self.last = node = (value, event.style, first, last)
                if last - first != len(value):
                    self.odd.append((key, node))
            elif kind is mapping_start or kind is sequence_start:
                if marked and (event.anchor is not None or event.tag is not None):
                    self._tell_tag(event)
                stack.append((fields, entries, key, start, flow))
                start, flow, key = event.start_mark.index, event.flow_style, None
                if len(stack) > MOST_LEVELS:
                    self._tell_depth(start)
                fields, entries = ([], []) if kind is mapping_start else (None, [])
                continue
            elif kind is mapping_end and fields is not None:
                node = (fields, "{" if flow else ":", start, event.end_mark.index)
                self._check_keys(fields, flow)
                fields, entries, key, start, flow = stack.pop()
            elif kind is sequence_end:
                node = (entries, "[" if flow else "-", start, event.end_mark.index)
                fields, entries, key, start, flow = stack.pop()
            elif kind is alias:
                node = self._alias(event)
            elif kind is end or self._is_second(event, top):
                return top[0] if top else None
            else:
                continue
            if fields is None:
                entries.append(node)
            elif key is None:
                key = node if node[TEXT].__class__ is str else self._tell_key(node)
            else:
                fields.append((key, node))
                key = None

    # -- what stands out while building

    def _tell_tag(self, event: Any) -> None:  # noqa: ANN401
        start = event.start_mark.index
        text = self.source.text
        mark = re.compile(_WORD).match(text, start)
        end, word = (mark.end(), mark[0]) if mark else (start, "")
        if word[:1] not in ("!", "&"):  # the tag of an empty value, say
            end, word = start + 1, "!"
        kind = "an anchor" if word.startswith("&") else "a tag"
        message = f"YAML takes `{word}` for {kind}, and not for text."
        self.add("alias-or-tag", (start, end), message, quote_line(text, start))

    def _alias(self, event: Any) -> Scalar:  # noqa: ANN401
        start, end = event.start_mark.index, event.end_mark.index
        word = self.source.text[start:end]
        message = f"YAML takes `{word}` for an alias, and not for text."
        self.add("alias-or-tag", (start, end), message, quote_line(self.source.text, start))
        return word, "", start, end

    def _tell_depth(self, start: int) -> None:
        message = f"This is nested more than {MOST_LEVELS} levels deep."
        self.add("too-deep", (start, start + 1), message, RULES["too-deep"].remedy)
        raise _Stop

    def _is_second(self, event: Any, top: list[Node]) -> bool:  # noqa: ANN401
        """Tell of a second document where one begins."""
        if event.__class__.__name__ != "DocumentStartEvent" or not top:
            return False
        start = event.start_mark.index
        message = "With this line a second document begins; a file holds one meeting."
        hint = RULES["second-document"].remedy
        self.add("second-document", (start, start + len("---")), message, hint)
        return True

    def _tell_key(self, node: Any) -> NoReturn:  # noqa: ANN401
        message = "A list or fields in brackets stand here where a field's name belongs."
        hint = "Put the text with its brackets into quotes."
        self.add("yaml-syntax", node[START:], message, hint)
        raise _Stop

    def _check_keys(self, fields: list[tuple[Scalar, Node]], flow: bool) -> None:  # noqa: FBT001
        names = set(map(_first, map(_first, fields)))  # of each field its key, of that its text
        if len(names) != len(fields):
            self._tell_twice(fields)
        if "<<" in names:
            self._tell_merge(fields)
        if flow:
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

    def _tell_failure(self, error: Any) -> None:  # noqa: ANN401
        text = self.source.text
        at = error.problem_mark.index if error.problem_mark else 0
        if "nesting depth" in (error.problem or ""):  # libyaml 0.2.6 has a limit of its own
            self._tell_depth(at)
        begun = error.context_mark.index if error.context_mark else at
        last = (self.last[START], self.last[END]) if self.last else None
        fault = diagnose(Failure(text, min(at, len(text)), begun, error.problem or "", last))
        # What YAML made of brackets that it then could not read is of no use to anyone.
        self.problems = [told for told in self.problems if told.rule not in _OF_BRACKETS]
        span = (fault.start, min(fault.end, len(text)))
        self.add("yaml-syntax", span, fault.message, fault.hint)


_first = itemgetter(0)
_OF_BRACKETS = {"split-by-comma", "missing-value"}
