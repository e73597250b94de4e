"""Owners as a column or a label gives them, written as `check` would want them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Doubt
from scrutiny_cli.importing.recognise.joined_text import has_letters
from scrutiny_cli.importing.recognise.known_people import KnownPeople
from scrutiny_cli.minutes import labels
from scrutiny_cli.minutes.source import normalize_label
from scrutiny_cli.minutes.statuses import KNOWN
from scrutiny_cli.rules.similar_labels import is_title, remove_titles

_LABEL = re.compile(
    r"(?:(?:owner|lead|responsible|assigned to|assignee|action by|by whom|by|who)\s*[:–-]\s*)+",
    re.IGNORECASE,
)
_PLURALS = re.compile(
    r"(?P<title>cllrs|councillors|drs|profs|professors|messrs|mr|mrs)\.?\s+(?=[A-Z])", re.IGNORECASE
)
_MEN = frozenset(("messrs", "mr"))
_NAME_WORD = re.compile(r"(?:[A-Z][\w'’-]*\.?|[A-Z]\.)", re.UNICODE)
_PARTICLES = frozenset(
    ("de", "van", "der", "den", "von", "la", "le", "di", "da", "ten", "ter", "af")
)
_JOINING = re.compile(r"\s*[,;/&]$|\s+and$|^(?:and|&)\s+", re.IGNORECASE)  # around a line
_SHORTEST_WORD = 4  # letters of a word that is not an abbreviation
_MOST_NAMES = 3  # words of an unknown name that is separated from another
_INITIALS = re.compile(r"[A-Z][A-Za-z]?[A-Z]{1,3}|[A-Z]{2,4}")


class OwnerRead(NamedTuple):
    """Owners as they are written into the file, separated by commas; None: there are none."""

    owner: str | None = None
    doubts: tuple[Doubt, ...] = ()


NO_OWNER = OwnerRead()


def read_owner(text: str, people: KnownPeople) -> OwnerRead:
    """Read the owners of a column, or of what is before a colon.

    Somebody known is written by the label; words for nobody and notes stay as they are.
    """
    flat = "\n".join(" ".join(line.split()) for line in text.strip().split("\n"))
    label = _LABEL.match(flat)
    plain = _remove_stop(flat[label.end() :] if label is not None else flat)
    if not has_letters(plain) and "?" not in plain:
        return NO_OWNER
    parts = [
        part
        for line in _split_lines(plain, people)
        for part in _split_always(line)
        if has_letters(part) or "?" in part
    ]
    read = [_read_part(part, people) for part in parts]
    owners = dict.fromkeys(owner for each, _ in read for owner in each)
    doubts = dict.fromkeys(doubt for _, each in read for doubt in each)
    return OwnerRead(", ".join(owners) or None, tuple(doubts))


def _remove_stop(text: str) -> str:
    """Remove a full stop that ends a sentence, and not an abbreviation or an initial."""
    last = text.removesuffix(".").split(" ")[-1]
    is_abbreviation = len(last) < _SHORTEST_WORD or "." in last or is_title(last.casefold())
    return text if is_abbreviation else text.removesuffix(".")


def _split_lines(text: str, people: KnownPeople) -> list[str]:
    """Split the lines of a cell where each is somebody; otherwise a name is only wrapped."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    bare = [_JOINING.sub("", line).strip() for line in lines]
    return [", ".join(bare)] if all(_is_whole(line, people) for line in bare) else [" ".join(lines)]


def _is_whole(text: str, people: KnownPeople) -> bool:
    """Whether a line of a cell is an owner, or owners, by itself."""
    known = people.find_label(labels.split_note(text)[0]) is not None
    words = text.split()
    return (
        known
        or labels.is_short_label(text)
        or people.has_role(text)
        or (len(words) > 1 and is_name(text))
    )


def _split_always(text: str) -> list[str]:
    """Split at commas and semicolons; a text that is nobody or one address stays whole."""
    if labels.is_nobody(text):
        return [text]
    pieces = labels.split_pieces(text, labels.ALWAYS)
    return [re.sub(r"^(?:and|&)\s+", "", piece, flags=re.IGNORECASE) for piece in pieces if piece]


_Part = tuple[tuple[str, ...], tuple[Doubt, ...]]


def _read_part(text: str, people: KnownPeople) -> _Part:
    """Read what is between commas: one label, or several where every part is one."""
    if labels.is_nobody(text) or labels.is_undecided(text):
        return (text,), ()
    whole = find_known(text, people)
    if whole is not None:
        return (whole,), ()
    if not labels.may_separate(text):
        return _read_label(text, people)
    pieces = [piece for piece in labels.split_pieces(text, labels.SOMETIMES) if piece]
    return _read_pieces(text, _share_title(pieces, people), people)


def _share_title(pieces: list[str], people: KnownPeople) -> list[str]:
    """Give the title of the first to all where it is a plural: `Cllrs Smith and Jones`."""
    title = _PLURALS.match(pieces[0]) if len(pieces) > 1 else None
    if title is None:
        return pieces
    names = [pieces[0][title.end() :], *pieces[1:]]
    singular = title["title"].removesuffix("s") if title["title"].casefold() not in _MEN else "Mr"
    return [
        name if find_known(name, people) or has_title(name) else f"{singular} {name}"
        for name in names
    ]


def _read_pieces(text: str, pieces: list[str], people: KnownPeople) -> _Part:
    """Read parts that `/`, `and` and the like join, if all of them are somebody."""
    known = [find_known(piece, people) for piece in pieces]
    certain = [
        label is not None or labels.is_short_label(piece) or people.has_role(piece)
        for label, piece in zip(known, pieces, strict=True)
    ]
    named = [
        sure or is_full_name(piece) or piece.casefold() in people.mentioned
        for sure, piece in zip(certain, pieces, strict=True)
    ]
    if all(certain):
        return _join_labels(pieces, people)
    if all(named):
        owners, doubts = _join_labels(pieces, people)
        unknown = [piece for piece, sure in zip(pieces, certain, strict=True) if not sure]
        return owners, (*doubts, *(doubt_owner(name) for name in unknown))
    doubt = (doubt_owner(text),) if any(certain) else ()
    owners, doubts = _read_label(text, people)
    return owners, tuple(dict.fromkeys((*doubts, *doubt)))


def _join_labels(pieces: Iterable[str], people: KnownPeople) -> _Part:
    read = [_read_label(piece, people) for piece in pieces]
    return tuple(owner for each, _ in read for owner in each), tuple(
        doubt for _, each in read for doubt in each
    )


def _read_label(text: str, people: KnownPeople) -> _Part:
    """Read one label: somebody known, or as it is, with a doubt where it looks like a slip."""
    known = find_known(text, people) or find_known(text.rstrip("."), people)
    if known is not None:
        return (known,), ()
    if people.has_role(text):
        return (people.remove_article(text),), ()
    bare = text.removesuffix(".") if is_initials(text.removesuffix(".")) else text
    similar = people.list_similar(bare)
    return (bare,), (doubt_owner(bare, similar),) if similar else ()


def find_known(text: str, people: KnownPeople) -> str | None:
    """Return how an owner who is known is written, with a note in brackets; None: unknown."""
    whole = people.find_label(text)
    if whole is not None:
        return whole
    name, note = labels.split_note(text)
    label = people.find_label(name) if note is not None else None
    if label is None or note is None:
        return None
    same = people.find_label(note)
    return (
        label
        if same is not None and normalize_label(same) == normalize_label(label)
        else (f"{label} ({note})")
    )


def doubt_owner(text: str, similar: Iterable[str] = ()) -> Doubt:
    """Return the doubt that nobody of this name is known."""
    near = list(similar)
    meant = f"; is it {' or '.join(near)}?" if near else ""
    return Doubt("owner-unknown", f'"{text}" is on no attendance or people list{meant}')


# What a name looks like


def is_initials(text: str) -> bool:
    """Whether a text may be somebody's initials: two to four capitals, and no status."""
    return _INITIALS.fullmatch(text) is not None and KNOWN.find_status(text) is None


def is_name(text: str) -> bool:
    """Whether each word begins with a capital, as in a name of up to four words."""
    words = [word for word in text.split() if word.casefold() not in _PARTICLES]
    return 0 < len(words) <= _MOST_NAMES + 1 and all(map(_NAME_WORD.fullmatch, words))


def is_full_name(text: str) -> bool:
    """Whether a text is a name of two or three words, or one with a title."""
    name, _ = labels.split_note(text)
    words = name.split()
    if has_title(name):
        return True
    return 1 < len(words) <= _MOST_NAMES and is_name(name) and not name.isupper()


def has_title(text: str) -> bool:
    """Whether a text is a name with a title, such as `Cllr Brown`."""
    words = text.split()
    bare = words[len(words) - len(remove_titles([word.casefold() for word in words])) :]
    return 0 < len(bare) < len(words) and is_name(" ".join(bare)) and words[0][0].isupper()
