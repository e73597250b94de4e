"""A person as minutes write one: name, initials, role, body, note and mail address."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from scrutiny_cli.importing.imported_meeting import ImportedPerson
from scrutiny_cli.importing.recognise.person_words import (
    fits_name,
    is_acronym,
    is_body,
    is_nickname,
    is_person_name,
    is_role,
    is_role_label,
    is_short_name,
    is_similar_to_name,
    match_rank,
    match_role,
)

_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_MAIL = re.compile(
    r"\s*[<(\[]?(?:mailto:)?([\w.+-]+@[\w-]+(?:\.[\w-]+)+)[>)\]]?(?:\s*\(mailto:[^()]*\))?",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"(?=.{2,7}$)[A-Za-z]\.?(?:[-'’]?[A-Za-z]\.?){1,4}")
_IN_THE_CHAIR = re.compile(r"(?<![,(])\s+(in the chair)\b", re.IGNORECASE)
_DASH = re.compile(r"\s+[-–—]+\s+|\s*[–—]\s+")
_ROLE_FIRST = re.compile(r"(?P<role>[^:,;()]{2,50}?)\s*:\s*(?=\S)")
_INITIALS_FIRST = re.compile(r"(?P<initials>[A-Z][A-Za-z]{0,3}[A-Z])\s*(?:[-–—:=.]\s*|\s)(?=[A-Z])")
_MOST_LETTERS, _FEWEST_LETTERS = 5, 2
_LONGEST = 300  # characters of a person
_AROUND = " \t\n.,;:•*-–—"


class NameReading(NamedTuple):
    """What a list of people shows of how its people are written.

    `has_roles`: what follows a comma is a role or a body. `has_initials_last`: the last word is
    the person's initials. `shared` are words in brackets that several people have, which are no
    initials. `bodies` are last parts that several people have. `has_slashes`: a slash is before
    the role.
    """

    has_roles: bool = False
    has_initials_last: bool = False
    shared: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    find_label: Callable[[str], str | None] = lambda _: None
    has_slashes: bool = False


class _Parts(NamedTuple):
    """A text divided into a name and what follows it."""

    name: str
    after: tuple[str, ...] = ()
    brackets: tuple[str, ...] = ()
    email: str | None = None
    initials: str | None = None
    role: str | None = None


def is_person_initials(text: str) -> bool:
    """Whether a text is initials as a meeting file may have them: `RO`, `JSm`."""
    letters = re.sub("[.'’-]", "", text)
    capitals = sum(letter.isupper() for letter in letters)
    is_short = _FEWEST_LETTERS <= len(letters) <= _MOST_LETTERS
    return letters.isalpha() and is_short and 2 * capitals > len(letters)


class ReadPerson(NamedTuple):
    """A person in a text; not `is_whole`: the text has more words than the person's fields."""

    person: ImportedPerson
    is_whole: bool = True


def read_person(text: str, reading: NameReading, cells: Sequence[str] = ()) -> ReadPerson | None:
    """Read a text as one person, with the texts of other cells beside it; None: it is none."""
    if len(text) > _LONGEST:
        return None
    parts = _add_cells(_divide_text(text.strip(_AROUND), reading), cells)
    person = _read_name(parts, reading)
    if person is None:
        return None
    for bracket in parts.brackets:
        person = _add_bracket(person, bracket, reading)
    read = _add_after(person, parts.after, reading)
    return read._replace(person=_name_label(read.person))


def _name_label(person: ImportedPerson) -> ImportedPerson:
    """Give a mere label its own words as the name, where more is known of the person."""
    more = (person.role, person.organisation, person.email, person.note)
    if person.name or person.initials or not any(more):
        return person
    return person._replace(name=person.label)


def _divide_text(text: str, reading: NameReading) -> _Parts:
    email, text = _take_mail(_IN_THE_CHAIR.sub(r", \1", text))
    role, text = _take_role_first(text)
    initials, text = _take_initials(text, reading)
    first, *after = split_outside_brackets(text)
    name, rest, brackets = _take_brackets(first)
    after = [*filter(None, (rest,)), *after]
    return _Parts(name, tuple(after), brackets, email, initials, role)


def _take_mail(text: str) -> tuple[str | None, str]:
    found = _MAIL.search(text)
    if found is None:
        return None, text
    return found[1], (text[: found.start()] + text[found.end() :]).strip(_AROUND)


def _take_brackets(text: str) -> tuple[str, str, tuple[str, ...]]:
    """Return a name, what follows its brackets, and the texts in these."""
    found = list(_BRACKETS.finditer(text))
    if not found:
        return text.strip(_AROUND), "", ()
    name = text[: found[0].start()].strip(_AROUND)
    rest = _BRACKETS.sub(" ", text[found[0].start() :]).strip(_AROUND)
    return name, rest, tuple(each[1].strip() for each in found if each[1].strip())


def split_outside_brackets(text: str) -> list[str]:
    """Split a text at commas and dashes outside of brackets."""
    masked = re.sub(r"[(\[][^()\[\]]*[)\]]", lambda found: "(" * len(found[0]), text)
    pieces, at = list[str](), 0
    for found in re.finditer(rf",|{_DASH.pattern}", masked):
        pieces.append(text[at : found.start()])
        at = found.end()
    kept = [piece.strip() for piece in (*pieces, text[at:])]
    return [kept[0], *filter(None, kept[1:])]


def _take_role_first(text: str) -> tuple[str | None, str]:
    """Take the role from `Clerk: Jane Doe`."""
    found = _ROLE_FIRST.match(text)
    if found is None or not is_role(found["role"]):
        return None, text
    return found["role"].strip(), text[found.end() :]


def _take_initials(text: str, reading: NameReading) -> tuple[str | None, str]:
    """Take initials from the beginning (`RO – Rosa Okafor`) or, in such a list, from the end."""
    first = _INITIALS_FIRST.match(text)
    if first is not None and fits_name(first["initials"], cut_name(text[first.end() :])):
        return first["initials"], text[first.end() :]
    rest, _, last = text.rpartition(" ")
    if reading.has_initials_last and ends_with_initials(text):
        return last, rest.strip(_AROUND)
    return None, text


def ends_with_initials(text: str) -> bool:
    """Whether the last word of a text is the initials of the name that it begins with."""
    rest, _, last = text.strip(_AROUND).rpartition(" ")
    name = cut_name(rest)
    return bool(name) and _INITIALS.fullmatch(last) is not None and fits_name(last, name)


def cut_name(text: str) -> str:
    """Return a text up to the first comma, bracket or dash, without a rank."""
    name = re.split(r"[,(\[]|\s[-–—]\s", text, maxsplit=1)[0].strip()
    return name[match_rank(name) :]


def _add_cells(parts: _Parts, cells: Sequence[str]) -> _Parts:
    """Add the other cells of a row: initials, mail address, role, body."""
    for cell in cells:
        text = " ".join(cell.split()).strip(_AROUND)
        if _INITIALS.fullmatch(text.strip("()[]")):
            text = text.strip("()[]")
        if not text:
            continue
        mail = _MAIL.fullmatch(text)
        if mail is not None:
            parts = parts._replace(email=mail[1])
        elif parts.initials is None and _is_initials_cell(text, parts.name):
            parts = parts._replace(initials=text)
        else:
            parts = parts._replace(after=(*parts.after, text))
    return parts


def _is_initials_cell(text: str, name: str) -> bool:
    if _INITIALS.fullmatch(text) is None:
        return False
    return fits_name(text, name[match_rank(name) :])


# The name


def _read_name(parts: _Parts, reading: NameReading) -> ImportedPerson | None:
    name, role = parts.name, parts.role
    rank = match_rank(name)
    has_role = role is not None or any(is_role(piece) for piece in parts.after)
    if rank and not has_role and is_person_name(f"Mr {name[rank:]}"):
        name, role = name[rank:], name[:rank].strip()
    elif not has_role and (start := match_role(name)):
        name, role = name[start:], name[:start].strip()
    if is_person_initials(name) and not is_person_name(name):
        return ImportedPerson(name, name, role=role, email=parts.email)
    if is_role_label(name):
        return ImportedPerson(name, email=parts.email) if role is None else None
    known = reading.find_label(name)
    is_name = is_person_name(name) or is_short_name(name) or (role and is_nickname(name))
    if not is_name and known is None:
        return None
    initials = _spell_initials(parts.initials)
    return ImportedPerson(initials or name, initials, name, role=role, email=parts.email)


def _spell_initials(text: str | None) -> str | None:
    """Return initials in capitals where they are written in small letters only."""
    if text is None or is_person_initials(text):
        return text
    return text.upper()


# What follows the name


def _add_bracket(person: ImportedPerson, text: str, reading: NameReading) -> ImportedPerson:
    pieces = split_outside_brackets(text)
    if len(pieces) == 1 or not _are_certain(pieces, person, reading):
        return _add_short_bracket(person, text, reading)
    for piece in pieces:
        person = _add_short_bracket(person, piece, reading)
    return person


def _add_short_bracket(person: ImportedPerson, text: str, reading: NameReading) -> ImportedPerson:
    first, _, rest = text.partition(",")
    if is_role(text) and (not rest or is_role(rest)):
        return person._replace(role=_join_texts(person.role, text))
    if rest and is_role(first):
        noted = _join_texts(person.note, rest.strip())
        return person._replace(role=_join_texts(person.role, first), note=noted)
    if _is_initials_of(text, person, reading):
        return person._replace(initials=text, label=text)
    if rest and _is_initials_of(first, person, reading):
        person = person._replace(initials=first, label=first)
        return _add_bracket(person, rest.strip(), reading)
    if person.organisation is None and is_body(text):
        return person._replace(organisation=text)
    return person._replace(note=_join_texts(person.note, text))


def _are_certain(pieces: Sequence[str], person: ImportedPerson, reading: NameReading) -> bool:
    """Whether the pieces of a bracket are initials or a body, and roles: `(RO, Chair)`."""
    own = [_is_initials_of(each, person, reading) or is_acronym(each) for each in pieces]
    return any(own) and all(map(max, own, map(is_role, pieces)))


def _is_initials_of(text: str, person: ImportedPerson, reading: NameReading) -> bool:
    if person.initials is not None or person.name is None or not is_person_initials(text):
        return False
    if fits_name(text, person.name):
        return True
    return text not in reading.shared and is_similar_to_name(text, person.name)


def _join_texts(first: str | None, second: str) -> str:
    return second if not first else f"{first}, {second}"


def _add_after(person: ImportedPerson, pieces: Sequence[str], reading: NameReading) -> ReadPerson:
    """Add what follows a name: initials, roles, then a body, as far as it is one of these."""
    if not pieces:
        return ReadPerson(person)
    person, pieces = _take_last_initials(person, pieces)
    certain = [piece for piece in pieces if is_role(piece) or is_body(piece)]
    is_whole = reading.has_roles or len(certain) == len(pieces)
    roles, body = list(pieces if is_whole else certain), None
    if roles and person.organisation is None and _is_last_body(roles, person, reading):
        body = roles.pop()
    role = _join_texts(person.role, ", ".join(roles)) if roles else person.role
    organisation = body or person.organisation
    return ReadPerson(person._replace(role=role, organisation=organisation), is_whole)


def _take_last_initials(
    person: ImportedPerson, pieces: Sequence[str]
) -> tuple[ImportedPerson, list[str]]:
    """Take initials in brackets at the end of what follows a name: `Jane Doe, Clerk (JD)`."""
    *before, last = pieces
    found = re.fullmatch(r"(.*\S)?\s*\(([^()\s]+)\)|([A-Z]{2,4})", last)
    initials = (found[2] or found[3]) if found is not None else None
    if found is None or initials is None or person.initials or person.name is None:
        return person, list(pieces)
    if not (is_person_initials(initials) and fits_name(initials, person.name)):
        return person, list(pieces)
    rest = [*before, *filter(None, (found[1],))]
    return person._replace(initials=initials, label=initials), rest


def _is_last_body(pieces: Sequence[str], person: ImportedPerson, reading: NameReading) -> bool:
    last = pieces[-1]
    if is_body(last):
        return True
    if is_role(last):
        return False
    has_role = len(pieces) > 1 or person.role is not None
    return last in reading.bodies or has_role
