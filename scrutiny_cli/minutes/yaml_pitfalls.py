"""What YAML reads without a murmur, and a person did not mean: looked for in text and tree."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from scrutiny_cli.minutes.bullets import BULLETS, find_bullet, find_bullets
from scrutiny_cli.minutes.characters import CONTROL, LINE_END, NO_BREAK_SPACE, describe_character
from scrutiny_cli.minutes.converted import is_date, write_value
from scrutiny_cli.minutes.fields import (
    CONVERTED,
    DATES,
    ENTRY_FIELDS,
    FLAGS,
    PERSON_LISTS,
    REF_FIELDS,
    SETTINGS,
    TEXT_FIELDS,
    TEXT_LISTS,
    VALUES,
)
from scrutiny_cli.minutes.lines import has_field_beside, line_at, line_number, name_of_list
from scrutiny_cli.minutes.problem import RULES, Problem
from scrutiny_cli.minutes.remedies import suggest_in_place, suggest_lines
from scrutiny_cli.minutes.source import Source, Span
from scrutiny_cli.minutes.spaces import report_no_break_space
from scrutiny_cli.minutes.yaml_errors.quoting import quote_line_at
from scrutiny_cli.minutes.yaml_nodes import KeyedScalar, MappingNode, Node, ScalarNode, SequenceNode
from scrutiny_cli.minutes.yaml_scalars import put_in_quotes, write_scalar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_SWALLOWED = r"#(?<![^ \t\n]#).*"  # begins with one character, which is quick to look for
_COMMENTS = r"(?:[ \t]*(?:#.*)?\n)*[ \t]*"
_QUESTION = r"(?m)^[ \t-]*(\?)(?=[ \t\r\n])"
_BLANK_AT_START = rf"(?:-|[\w-]+:)?({NO_BREAK_SPACE})"
# Where a value may end in one; each begins with one character, too.
_CURLY_ENDS = tuple(rf"(?m){mark}\s*(?:$|[,#\]}}])" for mark in "“”’")
_IN_CURLY = r"(?s)\s*[“”„‘](.*)[“”’]\s*"
# After a plain value of these a `#` on its line is text; of the lists, after an entry, too.
_PROSE_LISTS = frozenset(("decisions", "papers", "corrections", "agenda", "links"))
_PROSE = _PROSE_LISTS | TEXT_FIELDS | {"due", "status", "next_meeting"}
_DUES = frozenset(("date", "due", "next_meeting"))
# In these, what follows a `#` is no part of the value.
_NO_TEXTS = DATES | FLAGS | SETTINGS | {"approves"} | (frozenset(ENTRY_FIELDS) - TEXT_LISTS)
_LABELS = PERSON_LISTS | {"owner", "members", "initials", "aliases"}
_MOST_TOLD = 200  # of one rule
_MOST_BULLETS = 10


class Texts(NamedTuple):
    """The texts of a file.

    `words` gives all of them in their order, the names of fields too, each with its key and its
    owner. `has_rare` says that the file has rare characters.
    """

    source: Source
    words: Callable[[], Iterable[KeyedScalar]]
    has_rare: bool


def check_tree(texts: Texts, root: Node) -> tuple[Node | None, list[Problem]]:
    """Give the tree, or None where it must not be read, and what stands out in it."""
    look = _Look(texts.source)
    is_readable = look.over_texts(texts)
    look.over_values(root)
    return root if is_readable else None, look.problems


def in_curly(text: str) -> bool:
    """Whether a value is in curly quotes."""
    return not text.isascii() and re.fullmatch(_IN_CURLY, text) is not None


def control_problem(source: Source, character: str, span: tuple[int, int]) -> Problem:
    """Tell of a character that nobody can see, at a stretch of the source."""
    message = f"There is {describe_character(character)} here, which nobody can see."
    hint = "Delete it, or type the text again."
    if re.match(LINE_END, character):
        message = f"There is {describe_character(character)} here, where no editor ends the line."
        hint = "Type a space in its place, or press Enter there and indent what follows."
    return Problem("control-character", message, Span(source, *span), hint)


def odd_problem(source: Source, value: ScalarNode) -> Problem | None:
    """Find a character that nobody can see, written in quotes as an escape."""
    control = re.search(CONTROL, value.text) if value.style == '"' else None
    return control and control_problem(source, control[0], (value.start, value.end))


@dataclass(slots=True, eq=False, repr=False)
class _Look:
    """Looks over one file, and gathers what stands out."""

    source: Source
    problems: list[Problem] = field(default_factory=list)

    def add(self, rule: str, span: tuple[int, int], message: str, hint: str = "") -> None:
        """Tell a problem."""
        self.problems.append(Problem(rule, message, Span(self.source, *span), hint))

    def over_values(self, root: Node) -> None:
        """Look for curly quotes round a value."""
        if any(re.search(end, self.source.text) for end in _CURLY_ENDS):
            self._check_curly(root)

    def over_texts(self, texts: Texts) -> bool:
        """Look over all texts; tell whether the file can be read."""
        text = self.source.text
        hashes = list(re.finditer(_SWALLOWED, text)) if "#" in text else []
        questions = []
        if "?" in text:
            questions = [mark.start(1) for mark in re.finditer(_QUESTION, text)]
        bullets = [mark.start(1) for mark in re.finditer(BULLETS, text)]
        has_blank = texts.has_rare and re.search(NO_BREAK_SPACE, text)
        if not (hashes or questions or bullets or has_blank):
            return True
        words = list(texts.words())
        if not words:
            return True
        self._check_hashes(words, hashes)
        readable = not (questions and self._has_complex_key(words, questions))
        readable = not (bullets and self._has_bullet(words, bullets)) and readable
        if has_blank:
            readable = not self._has_hidden_blank(words) and readable
        return readable

    def _has_bullet(self, words: list[KeyedScalar], bullets: list[int]) -> bool:
        """Tell of lines of a list that begin with another sign than a hyphen."""
        text = self.source.text
        starting = {word.value.start: word for word in words}
        found = 0
        for at in bullets:
            word = starting.get(at)
            is_name = word is not None and word.key is None and _begins_line(text, at)
            is_text = word is not None and word.key is not None and _is_list(word.key)
            if not (is_name or is_text) or found >= _MOST_BULLETS:
                continue
            line = line_at(text, at)
            if is_text and word is not None and "\n" in text[at : word.value.end].rstrip():
                if word.field_name in PERSON_LISTS:
                    continue  # told as persons without dashes
                slip = find_bullets(text, line, word.field_name, word.value.end)
            else:
                slip = find_bullet(text, line, name_of_list(text, line))
            if slip is not None:
                found += 1
                self.add("yaml-syntax", slip[:2], slip.message, slip.hint)
        return found > 0

    def _check_curly(self, node: Node) -> None:
        """Tell of values in curly quotes, and take them away, so that each is told once."""
        if isinstance(node, SequenceNode):
            for entry in node.entries:
                self._check_curly(entry)
        elif isinstance(node, MappingNode):
            for at, (key, value) in enumerate(node.fields):
                if key.text in VALUES:
                    node.fields[at] = (key, self._uncurled(key, value))
                self._check_curly(value)

    def _uncurled(self, key: ScalarNode, value: Node) -> Node:
        if isinstance(value, SequenceNode):
            value.entries[:] = [self._uncurled(key, entry) for entry in value.entries]
        inner = re.fullmatch(_IN_CURLY, value.text) if isinstance(value, ScalarNode) else None
        if inner is None or not isinstance(value, ScalarNode):
            return value
        message = f"These curly quotes are no quotes to YAML: they become part of `{key.text}`."
        text = re.sub("[“”„]", "", inner[1])
        hint = f"Type {put_in_quotes(text)} with straight quotes, or without any."
        self.add("curly-quotes", (value.start, value.end), message, hint)
        return ScalarNode(value.start, value.end, value.style, text)

    def _check_hashes(self, words: list[KeyedScalar], hashes: list[re.Match[str]]) -> None:
        text = self.source.text
        starts = [word.value.start for word in words]
        told, count = None, 0
        for swallowed in hashes:
            at = swallowed.start()
            word = words[max(bisect_right(starts, at) - 1, 0)]
            if word is told or _holds(word.value, at, text):
                continue
            if self._is_lost(word, swallowed[0], at):
                told, count = word, count + 1
                end = at + len(swallowed[0].rstrip())
                self._tell_hash(word, at, end, is_brief=count > _MOST_TOLD)

    def _is_lost(self, word: KeyedScalar, swallowed: str, at: int) -> bool:
        """Tell whether a comment is text that was meant to be read."""
        text = self.source.text
        line_start = text.rfind("\n", 0, at) + 1
        value = word.value
        if text[line_start:at].strip():
            sticks = not swallowed[1:2].isspace() and len(swallowed) > 1
            return sticks or (not text[value.end : at].strip() and _is_prose(word))
        if not _is_prose(word) or at - line_start <= _margin_of(word, text):
            return False
        return re.fullmatch(_COMMENTS, text[value.end : at]) is not None

    def _tell_hash(self, word: KeyedScalar, start: int, end: int, *, is_brief: bool) -> None:
        text = self.source.text
        message = "What follows the `#` is lost: YAML takes it for a comment."
        if is_brief:  # a hint with the numbers of lines takes the longer the longer the file is
            hint = RULES["text-after-hash"].remedy
        elif "\n" in text[word.value.end : start] and _is_prose(word):
            hint = _hint_below(text, word, _end_of_comments(text, end))
        else:
            hint = _hint_beside(text, word, start, end)
        self.add("text-after-hash", (start, end), message, hint)

    def _has_complex_key(self, words: list[KeyedScalar], spots: list[int]) -> bool:
        starts = [word.value.start for word in words]
        outside = [at for at in spots if not _is_within(words, starts, at)]
        for at in outside:
            message = "A question mark at the start of a line is no text to YAML."
            text = self.source.text
            alone = not text[text.rfind("\n", 0, at) + 1 : at].strip()
            hint = "Delete it." if alone else quote_line_at(text, at)
            self.add("yaml-syntax", (at, at + 1), message, hint)
        return bool(outside)

    def _has_hidden_blank(self, words: list[KeyedScalar]) -> bool:
        text = self.source.text
        found = False
        for value in (word.value for word in words if not word.value.style):
            mark = re.match(_BLANK_AT_START, value.text)
            if mark and _begins_line(text, value.start):
                found = True
                fault = report_no_break_space(text, value.start + mark.start(1))
                self.add("yaml-syntax", (fault.start, fault.end), fault.message, fault.hint)
        return found


def _is_list(key: ScalarNode) -> bool:
    return key.text in ENTRY_FIELDS or key.text in TEXT_LISTS


def _is_prose(word: KeyedScalar) -> bool:
    """Whether a `#` after a text is part of it, since its field holds words."""
    value, key, owner = word
    if not value.text or value.style:
        return False
    name = word.field_name
    if key is None:
        return name in _PROSE_LISTS
    if name == "date":
        return owner is not None and owner.text == "next_meeting" and not is_date(value.text)
    return holds_words(name, value.text)


def holds_words(name: str, text: str) -> bool:
    """Whether a field's text is words, so that no comment may follow it without quotes."""
    return name in _PROSE and not (name in _DUES and is_date(text))


def _margin_of(word: KeyedScalar, text: str) -> int:
    """Give the indent of a field's name, or of the dash of an entry."""
    if word.key is not None:
        return word.key.start - text.rfind("\n", 0, word.key.start) - 1
    return line_at(text, word.value.start).edge


def _end_of_comments(text: str, end: int) -> int:
    """Give where the comment lines that follow a place end."""
    more = re.compile(r"[ \t\r]*(?:\n[ \t]*#.*)*").match(text, end)
    return more.end() if more else end


def _hint_below(text: str, word: KeyedScalar, end: int) -> str:
    """Give the hint for a comment on the lines below a text, which may go on with it."""
    value = word.value
    if word.field_name in CONVERTED:
        return "A comment goes above the field; put other words where they belong, as into `note`."
    below = [line.strip() for line in text[value.end : end].split("\n")]
    whole = " ".join([value.text, *filter(None, below)])
    lines = [_head(text, word) + put_in_quotes(" ".join(whole.split()))]
    return f"A comment goes above the field.\n{_in_place(text, word, end, lines)}"


def _hint_beside(text: str, word: KeyedScalar, start: int, end: int) -> str:
    """Give the hint for a `#` on the line of a value, or of a field's name."""
    value, name = word.value, word.field_name
    words = text[start:end].lstrip("#").strip()
    is_name = text[value.end : value.end + 1] == ":"
    if is_name or value.style or text[value.end : start].strip():
        return _as_comment(text, start, words)
    if name in _DUES and value.text and not is_date(value.text):
        return f"Put `# {words}` on a line of its own above it, or the words where they belong."
    if name == "status" and value.text:
        return _hint_of_status(text, word, words)
    if name in CONVERTED and not value.text and name not in REF_FIELDS:
        return write_value(_dash(text, word), name, words)
    if not _takes_text(name, value.text):
        return _as_comment(text, start, words)
    whole = text[value.start if value.text else start : end]
    return _in_place(text, word, end, [_head(text, word) + put_in_quotes(" ".join(whole.split()))])


def _takes_text(name: str, before: str) -> bool:
    """Whether what follows a `#` was probably meant as a part of a field's value."""
    if name in REF_FIELDS and before:
        return not re.search(r"\d", before)  # `AI #3` is a ref, and `3/24 #x` has a comment
    return name not in _NO_TEXTS and (name not in _LABELS or not before)


def _hint_of_status(text: str, word: KeyedScalar, words: str) -> str:
    line = line_at(text, word.value.start)
    if has_field_beside(text, line, "note"):
        return "Put these words into `note`."
    dash = "- " if line.has_dash else ""
    lines = [f"{dash}status: {word.value.text}", f"{' ' * len(dash)}note: {write_scalar(words)}"]
    return suggest_lines(*lines)


def _as_comment(text: str, start: int, words: str) -> str:
    line = line_at(text, start)
    before = line.text[: start - line.start].strip()
    number = line_number(text, line)
    shown = suggest_in_place(number, number, [f"{before}  # {words}"])
    return f"A comment has a space after its `#`; what is to be read goes elsewhere.\n{shown}"


def _head(text: str, word: KeyedScalar) -> str:
    """Give the dash and the name with which a field is written."""
    dash = _dash(text, word)
    return f"{dash}{word.field_name}: " if word.key is not None else dash


def _dash(text: str, word: KeyedScalar) -> str:
    return "- " if line_at(text, (word.key or word.value).start).has_dash else ""


def _in_place(text: str, word: KeyedScalar, end: int, lines: list[str]) -> str:
    """Give the hint for lines in place of those from a field's first one to the end."""
    begin = (word.key or word.value).start
    first = line_at(text, begin)
    if first.start + first.column != begin:  # within brackets
        return "Put the text into quotes."
    number = line_number(text, first)
    last = number + text.count("\n", first.start, end)
    return suggest_lines(*lines) if number == last else suggest_in_place(number, last, lines)


def _holds(value: ScalarNode, at: int, text: str) -> bool:
    """Tell whether a place is within a text; a comment may follow `|` on its line."""
    if not value.start <= at < value.end:
        return False
    return value.style not in ("|", ">") or text.find("\n", value.start, at) >= 0


def _begins_line(text: str, at: int) -> bool:
    return not text[text.rfind("\n", 0, at) + 1 : at].strip(" \t-")


def _is_within(words: list[KeyedScalar], starts: list[int], at: int) -> bool:
    return at < words[max(bisect_right(starts, at) - 1, 0)].value.end and at >= starts[0]
