"""Text after a `#`, which YAML reads as a comment but a person meant as text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from scrutiny_cli.minutes.converted_values import is_date, write_value
from scrutiny_cli.minutes.fields import (
    CONVERTED,
    DATES,
    ENTRY_FIELDS,
    FLAGS,
    PERSON_LISTS,
    PROSE_LISTS,
    REF_FIELDS,
    SETTINGS,
    TEXT_FIELDS,
    TEXT_LISTS,
)
from scrutiny_cli.minutes.lines import find_line, has_field_beside
from scrutiny_cli.minutes.problem import RULES, Problem
from scrutiny_cli.minutes.remedies import suggest_for_field, suggest_instead, suggest_lines
from scrutiny_cli.minutes.source import Source, Span
from scrutiny_cli.minutes.yaml.nodes import KeyedScalar, ScalarNode
from scrutiny_cli.minutes.yaml_scalars import put_in_quotes, write_scalar

_COMMENT = r"#(?<![^ \t\n]#).*"  # begins with one character, which is quick to look for
_ONLY_COMMENTS = r"(?:[ \t]*(?:#.*)?\n)*[ \t]*"
_MORE_COMMENTS = r"[ \t\r]*(?:\n[ \t]*#.*)*"
# After a plain value of these a `#` on its line is text; of the lists, after an entry, too.
_PROSE = PROSE_LISTS | TEXT_FIELDS | {"due", "status", "next_meeting"}
_DUES = frozenset(("date", "due", "next_meeting"))
# In these, what follows a `#` is not part of the value.
_NO_TEXTS = DATES | FLAGS | SETTINGS | {"approves"} | (frozenset(ENTRY_FIELDS) - TEXT_LISTS)
_LABELS = PERSON_LISTS | {"owner", "members", "initials", "aliases"}
_MAX_DETAILED = 200  # problems whose hints show lines


def find_comments(text: str) -> list[re.Match[str]]:
    """Return all comments, and all that looks like one within a text."""
    return list(re.finditer(_COMMENT, text)) if "#" in text else []


def find_hidden_texts(
    source: Source, scalars: list[KeyedScalar], comments: list[re.Match[str]]
) -> Iterator[Problem]:
    """Yield the comments that most likely belong to a text, the first one after each."""
    text = source.text
    starts = [scalar.value.start for scalar in scalars]
    reported, count = None, 0
    for comment in comments:
        at = comment.start()
        scalar = scalars[max(bisect_right(starts, at) - 1, 0)]
        if scalar is reported or _is_within(scalar.value, at, text):
            continue
        if _is_meant_as_text(text, scalar, comment[0], at):
            reported, count = scalar, count + 1
            end = at + len(comment[0].rstrip())
            message = "The text after the `#` is lost: YAML reads it as a comment."
            # A hint with the numbers of lines takes the longer the longer the file is.
            is_brief = count > _MAX_DETAILED
            hint = (
                RULES["text-after-hash"].remedy if is_brief else _choose_hint(text, scalar, at, end)
            )
            yield Problem("text-after-hash", message, Span(source, at, end), hint)


def takes_words(name: str, text: str) -> bool:
    """Whether a field's text is words, so that no comment may follow it without quotes."""
    return name in _PROSE and not (name in _DUES and is_date(text))


def _is_within(value: ScalarNode, at: int, text: str) -> bool:
    """Whether a place is within a text; a comment may follow `|` on its line."""
    if not value.start <= at < value.end:
        return False
    return not value.is_block or text.find("\n", value.start, at) >= 0


def _is_meant_as_text(text: str, scalar: KeyedScalar, comment: str, at: int) -> bool:
    line_start = text.rfind("\n", 0, at) + 1
    end = scalar.value.end
    if text[line_start:at].strip():
        is_glued = not comment[1:2].isspace() and len(comment) > 1
        return is_glued or (not text[end:at].strip() and _is_prose(scalar))
    if not _is_prose(scalar) or at - line_start <= _indent_of(scalar, text):
        return False
    return re.fullmatch(_ONLY_COMMENTS, text[end:at]) is not None


def _is_prose(scalar: KeyedScalar) -> bool:
    """Whether a `#` after a text is part of it, since its field holds words."""
    value, owner = scalar.value, scalar.owner
    if not value.text or value.style:
        return False
    name = scalar.field_name
    if scalar.key is None:
        return name in PROSE_LISTS
    if name == "date":
        return owner is not None and owner.text == "next_meeting" and not is_date(value.text)
    return takes_words(name, value.text)


def _indent_of(scalar: KeyedScalar, text: str) -> int:
    """Return the indent of a field's name, or of the dash of an entry."""
    if scalar.key is not None:
        return scalar.key.start - text.rfind("\n", 0, scalar.key.start) - 1
    return find_line(text, scalar.value.start).edge


def _choose_hint(text: str, scalar: KeyedScalar, start: int, end: int) -> str:
    if "\n" in text[scalar.value.end : start] and _is_prose(scalar):
        return _hint_below(text, scalar, end)
    return _hint_beside(text, scalar, start, end)


def _hint_below(text: str, scalar: KeyedScalar, end: int) -> str:
    """Return the hint for comments on the lines below a text, which may go on with it."""
    value = scalar.value
    if scalar.field_name in CONVERTED:
        return "If it is a comment, move it above the field. Put other words in another field."
    more = re.compile(_MORE_COMMENTS).match(text, end)
    end = more.end() if more else end
    whole = value.text + " " + text[value.end : end]
    shown = _rewrite_value(text, scalar, end, whole)
    return f"If it is a comment, move it above the field. If it is text, put it in quotes.\n{shown}"


def _hint_beside(text: str, scalar: KeyedScalar, start: int, end: int) -> str:
    """Return the hint for a `#` on the line of a value, or of a field's name."""
    value, name = scalar.value, scalar.field_name
    words = text[start:end].lstrip("#").strip()
    is_name = text[value.end : value.end + 1] == ":"
    if is_name or value.style or text[value.end : start].strip():
        return _separate_comment(text, start, words)
    if name in _DUES and value.text and not is_date(value.text):
        return f"Move `# {words}` to its own line above, or put the words in another field."
    if name == "status" and value.text:
        return _move_into_note(text, scalar, words)
    if name in CONVERTED and not value.text and name not in REF_FIELDS:
        return write_value(find_line(text, scalar.start).dash, name, words)
    if not _takes_text(name, value.text):
        return _separate_comment(text, start, words)
    return _rewrite_value(text, scalar, end, text[value.start if value.text else start : end])


def _takes_text(name: str, before: str) -> bool:
    """Whether what follows a `#` was probably meant as a part of a field's value."""
    if name in REF_FIELDS and before:
        return not re.search(r"\d", before)  # `AI #3` is a ref, and `3/24 #x` has a comment
    return name not in _NO_TEXTS and (name not in _LABELS or not before)


def _move_into_note(text: str, scalar: KeyedScalar, words: str) -> str:
    line = find_line(text, scalar.value.start)
    if has_field_beside(text, line, "note"):
        return "Put these words in `note`."
    lines = [f"status: {scalar.value.text}", f"note: {write_scalar(words)}"]
    return suggest_lines(*line.put_after_dash(lines))


def _separate_comment(text: str, start: int, words: str) -> str:
    line = find_line(text, start)
    before = line.text[: start - line.start].strip()
    shown = suggest_instead(text, line, 1, [f"{before}  # {words}"])
    advice = "If it is a comment, type a space after the `#`. Put other words in another field."
    return f"{advice}\n{shown}"


def _rewrite_value(text: str, scalar: KeyedScalar, end: int, whole: str) -> str:
    """Return the hint for a text in quotes, in place of the lines from its field's to the end."""
    line = find_line(text, scalar.start)
    if line.start + line.column != scalar.start:  # within brackets
        return "Put the text in quotes."
    label = f"{scalar.field_name}: " if scalar.key is not None else ""
    shown = [line.dash + label + put_in_quotes(" ".join(whole.split()))]
    return suggest_for_field(text, line, text.count("\n", line.start, end) + 1, shown)
