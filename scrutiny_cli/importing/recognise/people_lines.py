"""People in one text: `A Smith (Chair), B Jones; Clerk: C Brown`, or a line of a list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from scrutiny_cli.importing.recognise.person_reader import (
    NameReading,
    ReadPerson,
    cut_name,
    ends_with_initials,
    is_person_initials,
    read_person,
    split_outside_brackets,
)
from scrutiny_cli.importing.recognise.person_words import (
    fits_name,
    is_body,
    is_person_name,
    is_role,
    match_plural,
)

# After these a full stop does not separate two people.
_TITLES = frozenset(
    """
    Cllr Cllrs Mr Mrs Ms Dr Drs Prof Rev Revd Fr Supt Det Insp Sgt Capt Col Maj Lt Hon St Ald
    Messrs Clr Jr Sr Ch
    """.split()
)
_NOT_AFTER = "".join(rf"(?<!\b{title})" for title in sorted(_TITLES))
_SEMICOLON = re.compile(
    rf"[;\n|]|(?:(?<=[^\W\d_][^\W\d_])|(?<=[()]))(?i:{_NOT_AFTER})\.\s+(?=[A-Z])"
)
_COMMA = re.compile(r",")
_SPACE = re.compile(r"\s+")
_AND = re.compile(r"\s+(?:and|AND|&|und|et|y|en)\s+|\s*/\s*")
_GUESTS = re.compile(
    r"(?:(?:approximately|about|around|over|a further|another)\s+)?"
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six"
    r"|seven|eigh|nine)teen|twenty|thirty|forty|fifty|a number of|several|some|many|various|no)\b",
    re.IGNORECASE,
)
_LEADING = re.compile(r"(?:and|&)\s+", re.IGNORECASE)
_GROUP = re.compile(
    r"(?:(?P<body>[A-Z][^:;,()]{1,40}):|(?P<acronym>[A-Z][A-Z0-9/&]{1,9})\s+[-–—])\s+(?=\S)"
)
_MENTIONS = re.compile(r"@[\w.-]+(?:\s+@[\w.-]+)+")
_SLASH = " / "
_MOST_OF_ONE = 12  # words of a text that names one person
_BRACKETED = re.compile(r"[(\[]([^()\[\]]*)[)\]]")


class PersonSpan(NamedTuple):
    """A person, and where in the text it is."""

    start: int
    end: int
    read: ReadPerson


class PeopleInText(NamedTuple):
    """The people that a text names; not `is_whole`: it has more words than theirs.

    `prefixes` are the titles of several people (`Cllrs`), each as begin and end.
    """

    people: tuple[PersonSpan, ...] = ()
    is_whole: bool = False
    prefixes: tuple[tuple[int, int], ...] = ()


class _Stretch(NamedTuple):
    start: int
    end: int


def study_lines(lines: Sequence[str], find_label: Callable[[str], str | None]) -> NameReading:
    """Return how the people of a list are written, as most of its lines show."""
    count = len(lines)
    has_slashes = count > 1 and all(_SLASH in line for line in lines[:2])
    lines = [_show_slashes(line) for line in lines] if has_slashes else lines
    brackets = Counter(found for line in lines for found in set(_BRACKETED.findall(line)))
    divided = [split_outside_brackets(line) for line in lines]
    last = Counter(pieces[-1] for pieces in divided if len(pieces) > 1)
    return NameReading(
        has_roles=has_slashes or 2 * sum(map(_has_role_after_name, divided)) > count,
        has_initials_last=2 * sum(map(ends_with_initials, lines)) > count,
        shared=frozenset(text for text, times in brackets.items() if times > 1),
        bodies=frozenset(text for text, times in last.items() if times > 1),
        find_label=find_label,
        has_slashes=has_slashes,
    )


def _show_slashes(text: str) -> str:
    """Return a line with a dash before the role, instead of a slash."""
    return text.replace(_SLASH, " – ")


def _has_role_after_name(pieces: Sequence[str]) -> bool:
    if len(pieces) == 1 or match_plural(pieces[0]) or not is_person_name(cut_name(pieces[0])):
        return False
    others = [piece for piece in pieces[1:] if not _is_other_person(piece)]
    return any(is_role(piece) or is_body(piece) or not is_person_name(piece) for piece in others)


def _is_other_person(piece: str) -> bool:
    """Whether a part after a comma is a name with something of its own: `Bo Beck (Treasurer)`."""
    name = cut_name(piece)
    return ":" in piece or (name != piece.strip() and is_person_name(name))


def read_people_line(text: str, reading: NameReading) -> PeopleInText:
    """Read a line of a list: one person where the list is like that, otherwise several."""
    if text.rstrip().endswith(":"):
        return PeopleInText()
    if reading.has_slashes:
        text = _show_slashes(text)
    group = _read_group(text, reading)
    if group is not None:
        return group
    if _is_one_person(text, reading):
        found = read_person(text, reading)
        if found is not None and (found.is_whole or len(text.split()) <= _MOST_OF_ONE):
            span = PersonSpan(0, len(text), found)
            return PeopleInText((span,), found.is_whole)
    return read_people_text(text, reading)


def _read_group(text: str, reading: NameReading) -> PeopleInText | None:
    """Read `Harbour Office: Ann Lee, Bo Carr`, the people of one body."""
    found = _GROUP.match(text)
    if found is None or match_plural(text):
        return None
    kind = "body" if found["body"] else "acronym"
    following = cut_name(text[found.end() :])
    if is_role(found[kind]) or (found["acronym"] and fits_name(found["acronym"], following)):
        return None
    read = read_people_text(text[found.end() :], reading)
    if not read.people or not all(is_sure_person(each.read, reading) for each in read.people):
        return None
    start = found.end()
    people = tuple(_add_body(each, start, found[kind]) for each in read.people)
    others = ((start + begin, start + end) for begin, end in read.prefixes)
    return PeopleInText(people, read.is_whole, (found.span(kind), *others))


def _add_body(span: PersonSpan, start: int, body: str) -> PersonSpan:
    person = span.read.person
    person = person._replace(organisation=person.organisation or body)
    return PersonSpan(span.start + start, span.end + start, span.read._replace(person=person))


def _is_one_person(text: str, reading: NameReading) -> bool:
    """Whether a line is one person: as most of the list, or as no other part of it is a name."""
    first, *others = split_outside_brackets(text)
    if match_plural(text) or any(map(_is_other_person, others)):
        return False
    if reading.has_roles or reading.has_initials_last or not re.search("[,;/&]| and ", text):
        return True
    is_joined = re.search(";| and |/|&", first) is not None
    names = [other for other in others if is_person_name(cut_name(other)) or " and " in other]
    return not is_joined and is_person_name(cut_name(first)) and not names


def read_people_text(text: str, reading: NameReading) -> PeopleInText:
    """Read a text as a list of people; it has none where most of it is something else."""
    prefixes = list[tuple[int, int]]()
    stretches = list(_split_text(text, prefixes, reading))
    read = [(part, _read_stretch(text, part, reading)) for part in stretches]
    people = tuple(PersonSpan(*part, found) for part, found in read if found is not None)
    others = len(read) - len(people)
    is_whole = others == 0 and all(person.read.is_whole for person in people)
    if not _are_people(people, others, reading):
        return PeopleInText()
    return PeopleInText(people, is_whole, tuple(prefixes))


def _are_people(people: Sequence[PersonSpan], others: int, reading: NameReading) -> bool:
    """Whether enough of a text are people: at least half, and not only words of one part."""
    if not people or others > len(people):
        return False
    sure = [person for person in people if is_sure_person(person.read, reading)]
    return bool(sure) or (others == 0 and _are_short_names(people))


def _are_short_names(people: Sequence[PersonSpan]) -> bool:
    names = [person.read.person.label for person in people]
    return len(names) > 1 or names[0][:1].isupper() or names[0].startswith("@")


def is_sure_person(read: ReadPerson, reading: NameReading) -> bool:
    """Whether a text is certainly a person: more than one word that may be a name."""
    person = read.person
    name = person.name or ""
    has_more = person.role is not None or (person.initials is not None and person.name is not None)
    return is_person_name(name) or has_more or reading.find_label(person.label) is not None


def _read_stretch(text: str, part: _Stretch, reading: NameReading) -> ReadPerson | None:
    words = text[part.start : part.end]
    if len(words.split()) > _MOST_OF_ONE:
        return None
    return read_person(words, reading._replace(has_roles=False))


# Where the people are


def _split_text(
    text: str, prefixes: list[tuple[int, int]], reading: NameReading
) -> Iterator[_Stretch]:
    """Yield the parts of a text; titles of several people are added to `prefixes`."""
    for whole in _split_stretch(text, _Stretch(0, len(text)), _SEMICOLON):
        pieces = list(_split_stretch(text, whole, _COMMA))
        is_divided = ";" in text or is_body(text[pieces[-1].start : pieces[-1].end])
        found: list[_Stretch] = []
        for piece in pieces:
            start = piece.start + match_plural(text[piece.start : piece.end])
            if start > piece.start:
                prefixes.append((piece.start, start))
                found += _split_joined(text, _Stretch(start, piece.end), reading)
                continue
            words = text[piece.start : piece.end]
            if found and _belongs_to_previous(words, text, found[-1], is_divided=is_divided):
                found[-1] = _Stretch(found[-1].start, piece.end)
            else:
                found += _split_joined(text, piece, reading)
        yield from found


def _belongs_to_previous(words: str, text: str, previous: _Stretch, *, is_divided: bool) -> bool:
    """Whether a part after a comma is the role or the body of the person before it.

    Where semicolons separate people or a body ends (`is_divided`), whatever is not a name is.
    """
    name = split_outside_brackets(text[previous.start : previous.end])[0]
    if _is_other_person(words) or not is_person_name(cut_name(name)):
        return False
    is_other = is_divided and not is_person_name(cut_name(words))
    return is_other or is_role(words) or is_body(words)


def _split_joined(text: str, piece: _Stretch, reading: NameReading) -> list[_Stretch]:
    """Split `A Smith and B Jones`, where every part is a person, and `@ada @bo`."""
    if _MENTIONS.fullmatch(text, piece.start, piece.end):
        return list(_split_stretch(text, piece, _SPACE))
    parts = list(_split_stretch(text, piece, _AND))
    are_people = [_is_person(text[part.start : part.end], reading) for part in parts]
    are_others = [_GUESTS.match(text, part.start) is not None for part in parts]
    if len(parts) > 1 and all(map(max, are_people, are_others)) and any(are_people):
        return parts
    return [piece]


def _is_person(words: str, reading: NameReading) -> bool:
    read = read_person(words, reading._replace(has_roles=False))
    return read is not None and (read.is_whole or is_person_initials(words))


def _split_stretch(text: str, whole: _Stretch, sign: re.Pattern[str]) -> Iterator[_Stretch]:
    """Split at a sign outside of brackets; no part has spaces around it, none is empty."""
    part = text[whole.start : whole.end]
    masked = re.sub(r"[(\[][^()\[\]]*[)\]]", lambda found: "(" * len(found[0]), part)
    at = 0
    for start, end in (*(found.span() for found in sign.finditer(masked)), (len(part),) * 2):
        stretch = _trim_stretch(text, whole.start + at, whole.start + start)
        if stretch.start < stretch.end:
            yield stretch
        at = end


def _trim_stretch(text: str, start: int, end: int) -> _Stretch:
    words = text[start:end]
    start += len(words) - len(words.lstrip(" \t\n.,"))
    end = start + len(text[start:end].rstrip(" \t\n,"))
    leading = _LEADING.match(text, start, end)
    return _Stretch(leading.end() if leading else start, end)
