"""YAML as a tree of texts with their places.

libyaml's events are put onto a stack of our own: no value is guessed, every text keeps its
place, and what is wrong is told as problems, in a clerk's words (see `syntax`).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from scrutiny_cli.minutes.problems import RULES, Problem, Related
from scrutiny_cli.minutes.syntax import Failure, diagnose, hidden_blank, quote_line, quoted
from scrutiny_cli.minutes.text import Place, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

# YAML ends a line at these three, and no editor does.
_LINE_ENDS = r"\x85\u2028\u2029"
# Patterns are compiled when they are first asked: few files need any of them.
_CONTROLS = rf"{_LINE_ENDS}\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069"
_UNREADABLE = rf"[{_CONTROLS}\ufeff\ufffe\uffff\ud800-\udfff]"
_BLANK = r"[\xa0\u2000-\u200b\u202f\u3000]"
_UNREADABLE_IN_LINE = rf"({_UNREADABLE}).*"
_CONTROL = rf"[{_CONTROLS}]"
_LIST_LINE = r"\n[ \t]*(?:-|\d+\.)[ \t]"
_SWALLOWED = r"(?m)(?:^|(?<=[ \t]))#.*"
_COMMENTS = r"(?:[ \t]*(?:#.*)?\n)*[ \t]*"
_WORD = r"[^\s,\[\]{}]*"
_QUESTION = r"(?m)^[ \t-]*(\?)(?=[ \t\r\n])"
_BLANK_AT_START = rf"(?:-|[\w-]+:)?({_BLANK})"
# Where a value may end in one; each begins with one letter, which is quick to look for.
_CURLY_ENDS = tuple(rf"(?m){mark}\s*(?:$|[,#\]}}])" for mark in "“”’")
_IN_CURLY = r"(?s)\s*[“”„‘](.*)[“”’]\s*"
MOST_LEVELS = 32
MOST_BYTES = 2_000_000
TEXT_FIELDS = frozenset(
    ("action", "note", "minutes", "title", "decision", "about", "confidential", "role", "venue")
)
# What is converted or compared; prose may keep its curly quotes.
_VALUES = frozenset((
    "date", "due", "on", "raised", "next_meeting", "status", "ref", "owner", "follows", "becomes",
    "approves", "initials", "aliases", "chair", "minutes_by", "presenter", "present", "apologies",
    "in_attendance", "absent", "public", "extraordinary", "refs", "schedule", "every",
))  # fmt: skip


class Scalar(NamedTuple):
    """A text: what YAML makes of it, its style ("", ', ", | or >) and its place."""

    text: str
    style: str
    start: int
    end: int


class Sequence(NamedTuple):
    """A list: its entries, whether it stands in brackets, and its place."""

    entries: list[Node]
    flow: bool
    start: int
    end: int


class Mapping(NamedTuple):
    """Fields in their order, each a key and its value, whether in braces, and its place."""

    fields: list[tuple[Scalar, Node]]
    flow: bool
    start: int
    end: int


Node = Scalar | Sequence | Mapping


class Tree(NamedTuple):
    """A file's root (None where it cannot be read) and what is wrong with its YAML."""

    source: Source
    root: Node | None
    problems: tuple[Problem, ...]


_SAVE_AGAIN = "Save it again with the encoding UTF-8."


class LibyamlMissing(RuntimeError):
    """PyYAML was built without libyaml; there is no second parser, and no second truth."""


def decode(path: str, data: bytes) -> tuple[Source, tuple[Problem, ...]]:
    """Give the text of a file's bytes without a byte order mark; what is no UTF-8 is told."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    if _is_utf16(data):
        # Read as UTF-8, each of its lines would be told as a fault of its own.
        source = Source(path, "")
        message = "This is not text in UTF-8 but probably in UTF-16."
        return source, (Problem("not-utf8", message, Place(source, 0, 0), _SAVE_AGAIN),)
    try:
        return Source(path, data.decode("utf-8")), ()
    except UnicodeDecodeError as error:
        source = Source(path, data.decode("utf-8", "replace"))
        start = len(data[: error.start].decode("utf-8"))
        message = "This is not text in UTF-8" + _likely(data, error.start) + "."
        place = Place(source, start, start + 1)
        return source, (Problem("not-utf8", message, place, _SAVE_AGAIN),)


def _is_utf16(data: bytes) -> bool:
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return marked or data[1:4:2] == b"\0\0" or data[0:3:2] == b"\0\0"


def _likely(data: bytes, at: int) -> str:
    """Say which character was probably meant, where Windows would have written it so."""
    try:
        character = data[at : at + 1].decode("cp1252")
    except UnicodeDecodeError:
        return ""
    return f": the byte here is probably a Windows {character}" if character.isprintable() else ""


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
        self.has_rare = not text.replace("\n", "").isprintable() and bool(
            re.search(f"{_UNREADABLE}|{_BLANK}", text)
        )
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
        if root is None or (isinstance(root, Scalar) and root.start == root.end):
            self.add("empty-file", (0, 0), "The file says nothing.", RULES["empty-file"].remedy)
            return None
        return self._looked_over(root)

    def _without_controls(self, text: str) -> str:
        # libyaml gives up at the first such character, and tells its place in bytes.
        for line in re.finditer(_UNREADABLE_IN_LINE, text):
            self._tell_control(line[1], line.span(1))
        return re.sub(_UNREADABLE, "\ufffd", text)

    def _tell_control(self, character: str, span: tuple[int, int]) -> None:
        message = f"There is {_named(character)} here, which nobody can see."
        hint = "Delete it, or type the text anew."
        if re.match(f"[{_LINE_ENDS}]", character):
            message = f"There is {_named(character)} here, where no editor ends the line."
            hint = "Put a blank in its place, or press Enter there and indent what follows."
        self.add("control-character", span, message, hint)

    def _build(self, parser: Any, kinds: _Kinds) -> Node | None:  # noqa: ANN401, C901, PLR0912
        """Put the events onto a stack: one loop without calls, for it runs for every word."""
        get, new = parser.get_event, tuple.__new__
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
                self.last = node = new(Scalar, (value, event.style, first, last))
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
                node = new(Mapping, (fields, flow, start, event.end_mark.index))
                self._check_keys(fields, flow)
                fields, entries, key, start, flow = stack.pop()
            elif kind is sequence_end:
                node = new(Sequence, (entries, flow, start, event.end_mark.index))
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
                key = node if node.__class__ is Scalar else self._tell_key(node)
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
        return Scalar(word, "", start, end)

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
        self.add("yaml-syntax", (node.start, node.end), message, hint)
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
            earlier = first.setdefault(key.text, key)
            if earlier is not key:
                self.problems.append(self._twice(key, earlier))

    def _twice(self, key: Scalar, earlier: Scalar) -> Problem:
        place = Place(self.source, key.start, key.end)
        before = Place(self.source, earlier.start, earlier.end)
        message = f"`{key.text}` stands twice here; line {before.line} has it already."
        hint = "Keep one of the two, or put both values into it."
        return Problem("duplicate-key", message, place, hint, (Related(before, "the first one"),))

    def _tell_merge(self, fields: list[tuple[Scalar, Node]]) -> None:
        for key, _ in fields:
            if key.text == "<<" and not key.style:
                message = "`<<` would copy fields from elsewhere."
                span = (key.start, key.end)
                self.add("alias-or-tag", span, message, "Write the fields out.")

    def _tell_split(self, fields: list[tuple[Scalar, Node]]) -> None:
        before: tuple[Scalar, Node] | None = None
        for key, value in fields:
            if isinstance(value, Scalar) and not value.style and not value.text:
                self._tell_valueless(key, before)
            else:
                before = (key, value)

    def _tell_valueless(self, key: Scalar, before: tuple[Scalar, Node] | None) -> None:
        span, text = (key.start, key.end), self.source.text
        if text[key.end :].lstrip().startswith(":"):
            message = f"`{key.text}` has no value here."
            hint = "Write its value behind the colon, or take the field away."
            self.add("missing-value", span, message, hint)
            return
        if before is None or not isinstance(before[1], Scalar):
            message, hint = f"`{key.text}` is no field with a value.", f"Write {quoted(key.text)}"
        else:
            field_name, start = before[0].text, before[1].start
            message = f"The comma ends the text of `{field_name}`; `{key.text}` is lost."
            hint = f"Write {field_name}: {quoted(text[start : key.end])}"
        self.add("split-by-comma", span, message, hint)

    # -- what can be seen only once the tree stands

    def _looked_over(self, root: Node) -> Node | None:
        """Look for what YAML reads without a murmur, and a person did not mean."""
        text = self.source.text
        for key, value in self.odd:
            self._check_odd(key, value)
        if any(re.search(end, text) for end in _CURLY_ENDS):
            self._check_curly(root)
        has_hash = "#" in text and re.search(_SWALLOWED, text)
        questions = []
        if "?" in text:
            questions = [mark.start(1) for mark in re.finditer(_QUESTION, text)]
        has_blank = self.has_rare and re.search(_BLANK, text)
        if not (has_hash or questions or has_blank):
            return root
        words = list(_words(root, None))
        if has_hash:
            self._check_hashes(words)
        readable = not (questions and self._has_complex_key(words, questions))
        if has_blank:
            readable = not self._has_hidden_blank(words) and readable
        return root if readable else None

    def _check_odd(self, key: Scalar | None, value: Scalar) -> None:
        if value.style == '"' and (control := re.search(_CONTROL, value.text)):
            self._tell_control(control[0], (value.start, value.end))
        if value.style in ("|", ">") or key is None or key.text not in TEXT_FIELDS:
            return
        line = re.compile(_LIST_LINE).search(self.source.text, value.start, value.end)
        if line:
            message = "YAML joins this line to the one above; it makes no list."
            hint = f"Write `{key.text}: |` and the whole text below it, indented."
            span = (line.end() - len(line[0].lstrip()), line.end() - 1)
            self.add("list-without-bar", span, message, hint)

    def _check_curly(self, node: Node) -> None:
        """Tell of values in curly quotes, and take them away, so that each is told once."""
        if isinstance(node, Sequence):
            for entry in node.entries:
                self._check_curly(entry)
        elif isinstance(node, Mapping):
            for at, (key, value) in enumerate(node.fields):
                if key.text in _VALUES:
                    node.fields[at] = (key, self._uncurled(key, value))
                self._check_curly(value)

    def _uncurled(self, key: Scalar, value: Node) -> Node:
        if isinstance(value, Sequence):
            value.entries[:] = [self._uncurled(key, entry) for entry in value.entries]
        inner = re.fullmatch(_IN_CURLY, value.text) if isinstance(value, Scalar) else None
        if inner is None or not isinstance(value, Scalar):
            return value
        message = f"These curly quotes are no quotes to YAML: they become part of `{key.text}`."
        text = re.sub("[“”„]", "", inner[1])
        hint = f"Write {quoted(text)} with straight quotes, or without any."
        self.add("curly-quotes", (value.start, value.end), message, hint)
        return Scalar(text, value.style, value.start, value.end)

    def _check_hashes(self, words: list[_Word]) -> None:
        text = self.source.text
        starts = [word.value.start for word in words]
        told = None
        for swallowed in re.finditer(_SWALLOWED, text):
            at = swallowed.start()
            word = words[max(bisect_right(starts, at) - 1, 0)]
            if word is told or _holds(word.value, at, text):
                continue
            if self._is_lost(word, swallowed[0], at):
                told = word
                self._tell_hash(word, at, at + len(swallowed[0].rstrip()))

    def _is_lost(self, word: _Word, swallowed: str, at: int) -> bool:
        """Tell whether a comment is text that was meant to be read."""
        text = self.source.text
        line_start = text.rfind("\n", 0, at) + 1
        indent = at - line_start
        value, key = word
        is_prose = key is not None and key.text in TEXT_FIELDS and value.text and not value.style
        if text[line_start:at].strip():
            sticks = not swallowed[1:2].isspace() and len(swallowed) > 1
            return sticks or bool(is_prose and not text[value.end : at].strip())
        return bool(
            is_prose
            and key is not None
            and indent > key.start - text.rfind("\n", 0, key.start) - 1
            and re.fullmatch(_COMMENTS, text[value.end : at])
        )

    def _tell_hash(self, word: _Word, start: int, end: int) -> None:
        text = self.source.text
        message = "What follows the `#` is lost: YAML takes it for a comment."
        hint = "Put the text into quotes."
        value, key = word
        if "\n" in text[value.end : start]:
            hint = "Write it into the field's text, under `|`, or as a comment above the field."
        elif key is not None and value.style == "" and value.end <= start:
            whole = text[value.start if value.text else start : end]
            hint = f"Write {key.text}: {quoted(' '.join(whole.split()))}"
        self.add("text-after-hash", (start, end), message, hint)

    def _has_complex_key(self, words: list[_Word], spots: list[int]) -> bool:
        starts = [word.value.start for word in words]
        outside = [at for at in spots if not _is_within(words, starts, at)]
        for at in outside:
            message = "A question mark at the start of a line is no text to YAML."
            text = self.source.text
            alone = not text[text.rfind("\n", 0, at) + 1 : at].strip()
            hint = "Delete it." if alone else quote_line(text, at)
            self.add("yaml-syntax", (at, at + 1), message, hint)
        return bool(outside)

    def _has_hidden_blank(self, words: list[_Word]) -> bool:
        text = self.source.text
        found = False
        for value in (word.value for word in words if not word.value.style):
            mark = re.match(_BLANK_AT_START, value.text)
            if mark and _begins_line(text, value.start):
                found = True
                fault = hidden_blank(text, value.start + mark.start(1))
                self.add("yaml-syntax", (fault.start, fault.end), fault.message, fault.hint)
        return found

    def _tell_failure(self, error: Any) -> None:  # noqa: ANN401
        text = self.source.text
        at = error.problem_mark.index if error.problem_mark else 0
        if "nesting depth" in (error.problem or ""):  # libyaml 0.2.6 has a limit of its own
            self._tell_depth(at)
        begun = error.context_mark.index if error.context_mark else at
        last = (self.last.start, self.last.end) if self.last else None
        fault = diagnose(Failure(text, min(at, len(text)), begun, error.problem or "", last))
        # What YAML made of brackets that it then could not read is of no use to anyone.
        self.problems = [told for told in self.problems if told.rule not in _OF_BRACKETS]
        span = (fault.start, min(fault.end, len(text)))
        self.add("yaml-syntax", span, fault.message, fault.hint)


_first = itemgetter(0)
_OF_BRACKETS = {"split-by-comma", "missing-value"}


class _Word(NamedTuple):
    """A text in the tree, and the name of the field whose value it is."""

    value: Scalar
    key: Scalar | None


def _words(node: Node, key: Scalar | None) -> Iterator[_Word]:
    """Give the texts in their order; the name of a field comes as a word of its own."""
    if isinstance(node, Scalar):
        yield _Word(node, key)
    elif isinstance(node, Sequence):
        for entry in node.entries:
            yield from _words(entry, None)
    else:
        for name, value in node.fields:
            yield _Word(name, None)
            yield from _words(value, name)


def _holds(value: Scalar, at: int, text: str) -> bool:
    """Tell whether a place is within a text; a comment may stand behind `|` on its line."""
    if not value.start <= at < value.end:
        return False
    return value.style not in ("|", ">") or text.find("\n", value.start, at) >= 0


def _begins_line(text: str, at: int) -> bool:
    return not text[text.rfind("\n", 0, at) + 1 : at].strip(" \t-")


def _is_within(words: list[_Word], starts: list[int], at: int) -> bool:
    return at < words[max(bisect_right(starts, at) - 1, 0)].value.end and at >= starts[0]


def _named(character: str) -> str:
    code = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "").lower()
    return f"the character {code} ({name})" if name else f"the control character {code}"
