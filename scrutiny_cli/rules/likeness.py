"""Which known labels one that nobody introduced looks like: a slip, a surname, a title before it.

Every question looks at a bounded number of known labels, so that a log is checked in time that
grows with its length. All texts here are folded; what is given are labels as they are shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from scrutiny_cli.minutes.source import normalize_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrutiny_cli.actionlog.people import Directory

_LONGEST = 60  # characters of a label that is compared
_FEWEST = 6  # letters of a name that may have other letters
_OTHERS = 2  # how many other letters such a name may have
_SHORT = 2  # letters of a label that is too short for a doubled, added or missing one
_CANDIDATES = 12  # known labels that are compared with one label in one way
_COMPARED = 2000  # labels of a log that are compared letter by letter; beyond, only looked up
_OFFERED = 3
_TITLE_WORDS = """
    mr mrs ms miss mx dr prof professor sir dame lord lady rev revd reverend fr canon cllr
    councillor ald alderman mme mlle monsieur madame herr frau sr sra srta sig signora dhr mevr
    mevrouw hr hon judge chair chairman chairwoman chairperson president director officer
    pc dc ps ds sgt sergeant insp inspector di dci supt superintendent det detective cs acc dcc
    acting pcso capt captain lt lieutenant col colonel maj major cdr commander adm
"""
_TITLES = frozenset(_TITLE_WORDS.split())
_HONOURS = frozenset({"obe", "mbe", "cbe", "jp", "mp", "qc", "kc", "phd", "jr", "snr", "esq"})


class _Name(NamedTuple):
    """A surname's person: the label shown, and the first name ("" where there is none)."""

    shown: str
    first: str


@dataclass(slots=True, eq=False, repr=False)
class Likeness:
    """The known labels, indexed by how another label may look like them.

    `known` gives the label shown for each; `shorter` has each without one of its letters,
    `letters` without dots, and `thirds` a third of a name's letters, for names that may have
    other letters.
    """

    known: dict[str, str] = field(default_factory=dict)
    shorter: dict[str, list[str]] = field(default_factory=dict)
    letters: dict[str, list[str]] = field(default_factory=dict)
    firsts: dict[str, list[str]] = field(default_factory=dict)
    surnames: dict[str, list[_Name]] = field(default_factory=dict)
    thirds: dict[tuple[int, int, str], list[str]] = field(default_factory=dict)
    compared: int = 0

    def add_label(self, label: str, shown: str) -> None:
        """Add a known label (initials, name or alias) with the label that is shown for it."""
        if len(label) > _LONGEST:
            return
        self.known[label] = shown
        self.letters.setdefault(_undotted(label), []).append(shown)
        for shorter in _shortened(label):
            self.shorter.setdefault(shorter, []).append(shown)

    def add_name(self, name: str, shown: str) -> None:
        """Add a person's name, its first name and its surname with and without `van der`."""
        words = _bare_name(normalize_label(name).split())
        if not words or len(name) > _LONGEST:
            return
        self._add_spelling(" ".join(words))
        if len(words) > 1:
            self.firsts.setdefault(words[0], []).append(shown)
        for at in range(1, len(words)):
            surname = " ".join(words[at:])
            self.surnames.setdefault(surname, []).append(_Name(shown, words[0]))
            self._add_spelling(surname)
        self.known.setdefault(" ".join(words), shown)

    def _add_spelling(self, name: str) -> None:
        if _count_letters(name) >= _FEWEST:
            for start, end in _cut_in_thirds(len(name)):
                self.thirds.setdefault((len(name), start, name[start:end]), []).append(name)

    def find(self, label: str) -> list[str]:
        """Give the labels shown of those whom a label may mean, the likeliest first."""
        plain = normalize_label(label)
        if not plain or len(plain) > _LONGEST:
            return []
        found: dict[str, None] = {}
        for way in (self._slips, self._dotted, self._named, self._misspelt):
            for shown in way(plain):
                found[shown] = None
                if len(found) == _OFFERED:
                    return list(found)
        return list(found)

    def _slips(self, plain: str) -> Iterator[str]:
        """Find labels with two letters swapped, or with a letter more or less."""
        for other in (*_swapped(plain), *_shortened(plain)):
            if other in self.known:
                yield self.known[other]
        if _count_letters(plain) > _SHORT:
            yield from self.shorter.get(plain, [])[:_CANDIDATES]

    def _dotted(self, plain: str) -> Iterator[str]:
        """Find labels of the same letters, where this one has dots."""
        if "." in plain:
            yield from self.letters.get(_undotted(plain), [])[:_CANDIDATES]

    def _named(self, plain: str) -> Iterator[str]:
        """Find a surname, a unique first name or a whole name, with or without a title."""
        words = plain.split()
        rest = _untitled(words)
        name = " ".join(rest)
        if name in self.known:
            yield self.known[name]
        yield from (one.shown for one in self.surnames.get(name, [])[:_CANDIDATES])
        if len(self.firsts.get(name, [])) == 1:
            yield self.firsts[name][0]
        yield from self._by_initial(rest)

    def _by_initial(self, words: list[str]) -> Iterator[str]:
        """Find the persons of an initial and a surname, `s. kaur` or `s.j. kaur`."""
        initials = [word for word in words[:-1] if _is_initial(word)]
        surname = " ".join(words[len(initials) :])
        for one in self.surnames.get(surname, [])[:_CANDIDATES] if initials else ():
            if one.first.startswith(initials[0][0]):
                yield one.shown

    def _misspelt(self, plain: str) -> Iterator[str]:
        """Find a name or surname of six letters or more with at most two other letters."""
        self.compared += 1
        if self.compared > _COMPARED:
            return
        for text in dict.fromkeys((plain, " ".join(_untitled(plain.split())))):
            for name in self._alike(text):
                if is_within(text, name, _OTHERS):
                    if name in self.known:
                        yield self.known[name]
                    yield from (one.shown for one in self.surnames.get(name, [])[:_CANDIDATES])

    def _alike(self, text: str) -> list[str]:
        """Give some names of which a third of the letters is in the text, at about its place.

        Of a name cut in three, two other letters leave one part as it is.
        """
        alike = [
            self.thirds.get((length, start, text[at : at + end - start]), [])
            for length in range(max(3, len(text) - _OTHERS), len(text) + _OTHERS + 1)
            for start, end in _cut_in_thirds(length)
            for at in range(max(0, start - _OTHERS), start + _OTHERS + 1)
        ]
        alike.sort(key=len)  # the rarest letters first
        names = (name for some in alike for name in some)
        return list(dict.fromkeys(islice(names, 2 * _CANDIDATES)))


def likeness_of(people: Directory) -> Likeness:
    """Index the labels of everyone who is known."""
    found = Likeness()
    for label, shown in people.shown_as.items():
        if shown in people.people:
            found.add_label(label, shown)
    for shown, person in people.people.items():
        if person.name is not None:
            found.add_name(person.name, shown)
    return found


def _count_letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _shortened(label: str) -> set[str]:
    """Give a label without each of its letters, where more than two letters are left."""
    if _count_letters(label) <= _SHORT + 1:
        return set()
    return {label[:at] + label[at + 1 :] for at, one in enumerate(label) if one.isalpha()}


def _swapped(label: str) -> set[str]:
    """Give a label with each two neighbouring letters swapped."""
    return {
        label[:at] + label[at + 1] + label[at] + label[at + 2 :]
        for at in range(len(label) - 1)
        if label[at] != label[at + 1] and label[at : at + 2].isalpha()
    }


def _undotted(label: str) -> str:
    return label.replace(".", "").replace(" ", "")


def _is_title(word: str) -> bool:
    parts = word.replace(".", "").split("/")
    return all(part in _TITLES or (len(parts) > 1 and part == "t") for part in parts)


def _untitled(words: list[str]) -> list[str]:
    """Take the titles off the beginning of a name; one word at least is left."""
    at = 0
    while at < len(words) - 1 and _is_title(words[at]):
        at += 1
    return words[at:]


def _bare_name(words: list[str]) -> list[str]:
    rest = _untitled(words)
    while len(rest) > 1 and rest[-1].replace(".", "") in _HONOURS:
        rest = rest[:-1]
    return rest


def _is_initial(word: str) -> bool:
    return all(len(part) == 1 and part.isalpha() for part in word.rstrip(".").split("."))


def _cut_in_thirds(length: int) -> tuple[tuple[int, int], ...]:
    one, other = length // 3, 2 * length // 3
    return (0, one), (one, other), (other, length)


def is_within(one: str, other: str, most: int) -> bool:
    """Whether one text becomes the other by so many letters added, left out or exchanged."""
    if abs(len(one) - len(other)) > most:
        return False
    at = 0
    while at < len(one) and at < len(other) and one[at] == other[at]:
        at += 1
    if at == len(one) or at == len(other):
        return True  # what is left of the longer one is short enough
    if most == 0:
        return False
    return (
        is_within(one[at + 1 :], other[at + 1 :], most - 1)
        or is_within(one[at + 1 :], other[at:], most - 1)
        or is_within(one[at:], other[at + 1 :], most - 1)
    )
