"""What YAML reads without a murmur, and a person did not mean: looked for in text and tree."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import starmap
from typing import TYPE_CHECKING, NamedTuple

from scrutiny_cli.minutes.nodes import (
    END,
    ENTRIES,
    FIELDS,
    MARK,
    START,
    TEXT,
    Node,
    Scalar,
    is_mapping,
    is_scalar,
    is_sequence,
)
from scrutiny_cli.minutes.problems import Problem
from scrutiny_cli.minutes.syntax import hidden_blank, quote_line, quoted
from scrutiny_cli.minutes.text import Place, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# YAML ends a line at these three, and no editor does.
_LINE_ENDS = r"\x85\u2028\u2029"
# Patterns are compiled when they are first asked: few files need any of them.
_CONTROLS = rf"{_LINE_ENDS}\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069"
UNREADABLE = rf"[{_CONTROLS}\ufeff\ufffe\uffff\ud800-\udfff]"
BLANK = r"[\xa0\u2000-\u200b\u202f\u3000]"
_CONTROL = rf"[{_CONTROLS}]"
_PLAIN = bytes(range(0x20, 0x7F)) + b"\t\n\r"  # of ASCII, what is in none of these
_LIST_LINE = r"\n[ \t]*(?:-|\d+\.)[ \t]"
_SWALLOWED = r"#(?<![^ \t\n]#).*"  # begins with one character, which is quick to look for
_COMMENTS = r"(?:[ \t]*(?:#.*)?\n)*[ \t]*"
_QUESTION = r"(?m)^[ \t-]*(\?)(?=[ \t\r\n])"
_BLANK_AT_START = rf"(?:-|[\w-]+:)?({BLANK})"
# Where a value may end in one; each begins with one character, too.
_CURLY_ENDS = tuple(rf"(?m){mark}\s*(?:$|[,#\]}}])" for mark in "“”’")
_IN_CURLY = r"(?s)\s*[“”„‘](.*)[“”’]\s*"
TEXT_FIELDS = frozenset(
    ("action", "note", "minutes", "title", "decision", "about", "confidential", "role", "venue")
)
# What is converted or compared; prose may keep its curly quotes.
VALUES = frozenset((
    "date", "due", "on", "raised", "next_meeting", "status", "ref", "owner", "follows", "becomes",
    "approves", "initials", "aliases", "chair", "minutes_by", "presenter", "present", "apologies",
    "in_attendance", "absent", "expected", "public", "extraordinary", "held", "refs", "schedule",
    "every", "members", "left", "email", "outcome",
))  # fmt: skip


class Texts(NamedTuple):
    """The texts of a file; a text comes with its key, the name of the field whose value it is.

    `words` gives all of them in their order, and the name of a field as a text of its own. `odd`
    are those that do not stand in the file as they are read (in quotes, under `|`, over several
    lines); `has_rare` says that the file has rare characters.
    """

    source: Source
    words: Callable[[], Iterable[tuple[Scalar, Scalar | None]]]
    odd: Iterable[tuple[Scalar | None, Scalar]]
    has_rare: bool


def looked_over(texts: Texts, root: Node) -> tuple[Node | None, list[Problem]]:
    """Give the tree, or None where it must not be read, and what stands out in it."""
    look = _Look(texts.source)
    is_readable = look.over_texts(texts)
    look.over_values(root)
    return root if is_readable else None, look.problems


def text_problems(texts: Texts) -> list[Problem]:
    """Give what stands out in a file's texts, but for curly quotes round a value."""
    look = _Look(texts.source)
    look.over_texts(texts)
    return look.problems


def has_rare(text: str) -> bool:
    """Whether a text has characters that nobody can see, or blanks that are none to YAML."""
    # Most characters are of ASCII, and quickly set aside.
    others = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN)
    rest = others.decode("utf-8", "surrogatepass")
    return bool(rest) and re.search(f"{UNREADABLE}|{BLANK}", rest) is not None


def in_curly(text: str) -> bool:
    """Whether a value stands in curly quotes."""
    return not text.isascii() and re.fullmatch(_IN_CURLY, text) is not None


def control_problem(source: Source, character: str, span: tuple[int, int]) -> Problem:
    """Tell of a character that nobody can see, at a stretch of the source."""
    message = f"There is {_named(character)} here, which nobody can see."
    hint = "Delete it, or type the text anew."
    if re.match(f"[{_LINE_ENDS}]", character):
        message = f"There is {_named(character)} here, where no editor ends the line."
        hint = "Put a blank in its place, or press Enter there and indent what follows."
    return Problem("control-character", message, Place(source, *span), hint)


@dataclass(slots=True, eq=False, repr=False)
class _Look:
    """Looks over one file, and gathers what stands out."""

    source: Source
    problems: list[Problem] = field(default_factory=list)

    def add(self, rule: str, span: tuple[int, int], message: str, hint: str = "") -> None:
        """Tell a problem."""
        self.problems.append(Problem(rule, message, Place(self.source, *span), hint))

    def over_values(self, root: Node) -> None:
        """Look for curly quotes round a value."""
        if any(re.search(end, self.source.text) for end in _CURLY_ENDS):
            self._check_curly(root)

    def over_texts(self, texts: Texts) -> bool:
        """Look over all texts; tell whether the file can be read."""
        text = self.source.text
        for key, value in texts.odd:
            self._check_odd(key, value)
        hashes = list(re.finditer(_SWALLOWED, text)) if "#" in text else []
        questions = []
        if "?" in text:
            questions = [mark.start(1) for mark in re.finditer(_QUESTION, text)]
        has_blank = texts.has_rare and re.search(BLANK, text)
        if not (hashes or questions or has_blank):
            return True
        words = list(starmap(_Word, texts.words()))
        self._check_hashes(words, hashes)
        readable = not (questions and self._has_complex_key(words, questions))
        if has_blank:
            readable = not self._has_hidden_blank(words) and readable
        return readable

    def _check_odd(self, key: Scalar | None, value: Scalar) -> None:
        if value[MARK] == '"' and (control := re.search(_CONTROL, value[TEXT])):
            span = (value[START], value[END])
            self.problems.append(control_problem(self.source, control[0], span))
        if value[MARK] in ("|", ">") or key is None or key[TEXT] not in TEXT_FIELDS:
            return
        line = re.compile(_LIST_LINE).search(self.source.text, value[START], value[END])
        if line:
            message = "YAML joins this line to the one above; it makes no list."
            hint = f"Write `{key[TEXT]}: |` and the whole text below it, indented."
            span = (line.end() - len(line[0].lstrip()), line.end() - 1)
            self.add("list-without-bar", span, message, hint)

    def _check_curly(self, node: Node) -> None:
        """Tell of values in curly quotes, and take them away, so that each is told once."""
        if is_sequence(node):
            for entry in node[ENTRIES]:
                self._check_curly(entry)
        elif is_mapping(node):
            for at, (key, value) in enumerate(node[FIELDS]):
                if key[TEXT] in VALUES:
                    node[FIELDS][at] = (key, self._uncurled(key, value))
                self._check_curly(value)

    def _uncurled(self, key: Scalar, value: Node) -> Node:
        if is_sequence(value):
            value[ENTRIES][:] = [self._uncurled(key, entry) for entry in value[ENTRIES]]
        inner = re.fullmatch(_IN_CURLY, value[TEXT]) if is_scalar(value) else None
        if inner is None or not is_scalar(value):
            return value
        message = f"These curly quotes are no quotes to YAML: they become part of `{key[TEXT]}`."
        text = re.sub("[“”„]", "", inner[1])
        hint = f"Write {quoted(text)} with straight quotes, or without any."
        self.add("curly-quotes", (value[START], value[END]), message, hint)
        return text, *value[MARK:]

    def _check_hashes(self, words: list[_Word], hashes: list[re.Match[str]]) -> None:
        text = self.source.text
        starts = [word.value[START] for word in words]
        told = None
        for swallowed in hashes:
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
        is_prose = key is not None and key[TEXT] in TEXT_FIELDS and value[TEXT] and not value[MARK]
        if text[line_start:at].strip():
            sticks = not swallowed[1:2].isspace() and len(swallowed) > 1
            return sticks or bool(is_prose and not text[value[END] : at].strip())
        return bool(
            is_prose
            and key is not None
            and indent > key[START] - text.rfind("\n", 0, key[START]) - 1
            and re.fullmatch(_COMMENTS, text[value[END] : at])
        )

    def _tell_hash(self, word: _Word, start: int, end: int) -> None:
        text = self.source.text
        message = "What follows the `#` is lost: YAML takes it for a comment."
        hint = "Put the text into quotes."
        value, key = word
        if "\n" in text[value[END] : start]:
            hint = "Write it into the field's text, under `|`, or as a comment above the field."
        elif key is not None and value[MARK] == "" and value[END] <= start:
            whole = text[value[START] if value[TEXT] else start : end]
            hint = f"Write {key[TEXT]}: {quoted(' '.join(whole.split()))}"
        self.add("text-after-hash", (start, end), message, hint)

    def _has_complex_key(self, words: list[_Word], spots: list[int]) -> bool:
        starts = [word.value[START] for word in words]
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
        for value in (word.value for word in words if not word.value[MARK]):
            mark = re.match(_BLANK_AT_START, value[TEXT])
            if mark and _begins_line(text, value[START]):
                found = True
                fault = hidden_blank(text, value[START] + mark.start(1))
                self.add("yaml-syntax", (fault.start, fault.end), fault.message, fault.hint)
        return found


class _Word(NamedTuple):
    """A text, and the name of the field whose value it is."""

    value: Scalar
    key: Scalar | None


def _holds(value: Scalar, at: int, text: str) -> bool:
    """Tell whether a place is within a text; a comment may stand behind `|` on its line."""
    if not value[START] <= at < value[END]:
        return False
    return value[MARK] not in ("|", ">") or text.find("\n", value[START], at) >= 0


def _begins_line(text: str, at: int) -> bool:
    return not text[text.rfind("\n", 0, at) + 1 : at].strip(" \t-")


def _is_within(words: list[_Word], starts: list[int], at: int) -> bool:
    return at < words[max(bisect_right(starts, at) - 1, 0)].value[END] and at >= starts[0]


def _named(character: str) -> str:
    code = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "").lower()
    return f"the character {code} ({name})" if name else f"the control character {code}"
