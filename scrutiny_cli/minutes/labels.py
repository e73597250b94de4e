"""How labels of people are written: separators, notes in brackets, and the words for nobody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from scrutiny_cli.minutes.model import OwnerPart, OwnerValue
from scrutiny_cli.minutes.source import LocatedStr, normalize_label

# Words for nobody, which are dropped.
NOBODY = frozenset({"n/a", "none", "-", "–", "—"})
# Words for an owner who is not known yet, which are kept and shown.
UNDECIDED = frozenset({"tbc", "tba", "tbd", "vacant", "?"})
# What an attendance list has if it names nobody.
NO_ATTENDANCE = NOBODY | {"none received", "no apologies", "nil"}
_NO_APOLOGIES = re.compile(
    r"(?:no apologies|none|nil)(?: were| was)?(?: received| given| recorded)?"
)

COMMA = re.compile(",")
SEMICOLON = re.compile(";")
# A comma and the `and` after it are one separator (`AB, CD, and EF`).
ALWAYS = re.compile(r"[,;](?:\s*(?:and|&)(?=\s))?", re.IGNORECASE)
# Between these, the following separate owners, but only where every part is a label.
SOMETIMES = re.compile(r"[/+]|(?<!\S)(?:&|and|with)(?!\S)", re.IGNORECASE)

_NAME = re.compile(
    r"(?P<name>[^()]*[^()\s])\s*\((?P<initials>[^()\s]{1,12})\)"
    r"(?:\s*\((?P<note>[^()]*)\))?\s*(?:,\s*(?P<role>.*\S)\s*)?",
    re.DOTALL,
)
_MOST_LETTERS = 5  # of initials
_MOST_KEPT = 4096  # texts of owners of which it is remembered whether they are one label
_FEWEST_CAPITALS = 2  # of a label that separators separate although nobody introduced it


class NamedPerson(NamedTuple):
    """A person written on one line, as `Ivo Jansen (IJ), Clerk`: the parts as they are written."""

    name: str
    initials: str
    role: str | None
    note: str | None


def is_nobody(text: str) -> bool:
    """Whether an owner's text means that there is no owner."""
    return _simplify_label(text) in NOBODY


def is_undecided(text: str) -> bool:
    """Whether an owner's text, without its notes, means that there is no owner yet."""
    label, _ = split_note(text)
    return label.strip("?") == "" or _simplify_label(label).replace(".", "") in UNDECIDED


def is_no_attendance(text: str) -> bool:
    """Whether an entry of an attendance list means that there is nobody."""
    plain = _simplify_label(text)
    return plain in NO_ATTENDANCE or _NO_APOLOGIES.fullmatch(plain) is not None


def _simplify_label(text: str) -> str:
    return normalize_label(text).rstrip(".") or normalize_label(text)


def split_pieces(text: str, separators: re.Pattern[str]) -> list[str]:
    """Split a text at separators outside round brackets; no piece has spaces around it."""
    at, found = 0, []
    for match in separators.finditer(_mask_brackets(text)):
        found.append(text[at : match.start()].strip())
        at = match.end()
    return [*found, text[at:].strip()]


def _mask_brackets(text: str) -> str:
    """Return a text of the same length that holds no separator inside its brackets."""
    if "(" not in text:
        return text
    masked, at = [], 0
    for start, end in _find_brackets(text):
        masked += [text[at:start], "(" * (end - start)]
        at = end
    return "".join([*masked, text[at:]])


def _find_brackets(text: str) -> Iterator[tuple[int, int]]:
    """Return where the outermost closed brackets begin and end; a lone one is text."""
    opened: list[int] = []
    closed: list[tuple[int, int]] = []
    for match in re.finditer("[()]", text):
        if match[0] == "(":
            opened.append(match.start())
        elif opened:
            closed.append((opened.pop(), match.end()))
    last = 0
    for start, end in sorted(closed):
        if start >= last:
            yield start, end
            last = end


def split_note(text: str) -> tuple[str, str | None]:
    """Split a label from the brackets at its end: the label and their text (None: no text)."""
    if not text.endswith(")"):
        return text, None
    end, notes = len(text), []
    for start, stop in reversed(list(_find_brackets(text))):
        if text[stop:end].strip():
            break
        notes.append(text[start + 1 : stop - 1].strip())
        end = start
    label = text[:end].rstrip()
    if not label:
        return text, None
    return label, ", ".join(note for note in reversed(notes) if note) or None


def read_named(text: str) -> NamedPerson | None:
    """Read `Name (XX)` or `Name (XX), role`; None for any other text."""
    match = _NAME.fullmatch(text) if "(" in text else None
    if match is None or not _are_initials(match["initials"]):
        return None
    return NamedPerson(
        match["name"].strip(), match["initials"], match["role"], match["note"] or None
    )


def _are_initials(text: str) -> bool:
    letters = re.sub("[.'’-]", "", text)
    capitals = sum(letter.isupper() for letter in letters)
    return letters.isalpha() and len(letters) <= _MOST_LETTERS and 2 * capitals > len(letters)


def _split_located(whole: LocatedStr, separators: re.Pattern[str]) -> list[LocatedStr]:
    """Split a text outside its brackets; each part has its own place, and none is empty."""
    return locate_parts(whole, filter(None, split_pieces(whole, separators)))


def read_owner_text(whole: LocatedStr) -> OwnerValue:
    """Read owners in one text, as far as a file alone shows."""
    text = str(whole)
    if is_single_label(text):
        return OwnerValue(text, (OwnerPart(whole),))
    entries = [whole] if is_nobody(text) else _split_located(whole, ALWAYS)
    return OwnerValue(text, _make_owner_parts(entries))


def read_owner_list(entries: Iterable[LocatedStr]) -> OwnerValue:
    """Read owners that are entries of a list, as far as a file alone shows."""
    words = tuple(entries)
    return OwnerValue(", ".join(words), _make_owner_parts(words), is_list=True)


def _make_owner_parts(entries: Iterable[LocatedStr]) -> tuple[OwnerPart, ...]:
    somebody = (entry for entry in entries if not is_nobody(entry))
    return tuple(
        OwnerPart(None, entry) if is_undecided(entry) else OwnerPart(entry) for entry in somebody
    )


def says_something(part: OwnerPart) -> bool:
    """Whether a part is a word for nobody, or a label with a letter or digit."""
    return part.label is None or any(map(str.isalnum, part.label))


@lru_cache(maxsize=_MOST_KEPT)  # a board has few owners
def is_single_label(text: str) -> bool:
    """Whether an owner's text is one label without a note, whoever is known in the log."""
    is_split_or_noted = holds_separator(text) or text.endswith(")")
    return not (is_split_or_noted or is_nobody(text) or is_undecided(text))


def is_plain(value: OwnerValue) -> bool:
    """Whether an owner's value is labels alone, whoever is known in the log."""
    if is_single_label(value.text):
        return True
    return not any(part.label is None or _is_open(part.label, value) for part in value.parts)


def _is_open(label: str, value: OwnerValue) -> bool:
    """Whether it depends on who is known what a label is: several, or one with a note."""
    return label.endswith(")") or (not value.is_list and may_separate(label))


def may_separate(text: str) -> bool:
    """Whether a text has a sign that may separate owners; those of an address do not."""
    return SOMETIMES.search(_mask_brackets(text)) is not None and "//" not in text


def holds_separator(text: str) -> bool:
    """Whether a text has any sign that separates owners, outside brackets."""
    return may_separate(text) or ALWAYS.search(_mask_brackets(text)) is not None


def split_all_pieces(text: str) -> list[str]:
    """Split a text at every sign that separates owners; an address stays whole."""
    parts = split_pieces(text, ALWAYS)
    return [
        piece
        for part in parts
        for piece in (split_pieces(part, SOMETIMES) if may_separate(part) else [part])
    ]


def is_short_label(text: str) -> bool:
    """Whether a text without its note is in capitals and has two letters at least."""
    label, _ = split_note(text)
    return label.isupper() and sum(map(str.isalpha, label)) >= _FEWEST_CAPITALS


def locate_part(word: LocatedStr, part: str, after: int = 0) -> LocatedStr:
    """Return a part of a word with its own place; `after` is where in the source to look from."""
    if part == word:
        return word
    start = word.source.text.find(part, max(after, word.start), word.end)
    if start < 0:
        return LocatedStr.make(part, word.place)
    return LocatedStr.make(part, word.place._replace(start=start, end=start + len(part)))


def locate_parts(whole: LocatedStr, parts: Iterable[str]) -> list[LocatedStr]:
    """Return the parts of a word in their order, each with its own place."""
    found: list[LocatedStr] = []
    for part in parts:
        found.append(locate_part(whole, part, found[-1].end if found else 0))
    return found


def split_people(text: LocatedStr) -> list[LocatedStr]:
    """Split a text at semicolons, then at commas where the part is not one with a role."""
    if not text or is_no_attendance(text):
        return []
    return [
        person
        for part in _split_located(text, SEMICOLON)
        for person in ([part] if _has_role(part) else _split_located(part, COMMA))
    ]


def _has_role(text: LocatedStr) -> bool:
    """Whether a text is one `Name (XX), role`: its only comma is the one before the role."""
    named = read_named(text) if text.count(",") == 1 else None
    role = None if named is None else named.role
    return role is not None and "(" not in role and not role.isupper()
