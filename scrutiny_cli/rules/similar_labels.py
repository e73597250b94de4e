"""The known labels that an unknown one may mean: misspelt, a surname, with a title, and so on.

Each search compares a bounded number of known labels, so that the time to check a log grows only
with its length. All labels here are normalized; what is returned are labels as they are shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from scrutiny_cli.actionlog.people import Directory
from scrutiny_cli.minutes.source import normalize_label

_MAX_LENGTH = 60  # characters of a label that is compared
_MIN_LETTERS = 6  # of a name that may be misspelt
_MAX_ERRORS = 2  # letters added, left out or changed in such a name
_SHORT = 2  # letters of a label that is too short for one to be added or missing
_MAX_CANDIDATES = 12  # known labels that are compared with one label in one way
_MAX_COMPARED = 2000  # labels of a log that are compared letter by letter
_MAX_OFFERED = 3
_TITLE_WORDS = """
    mr mrs ms miss mx dr prof professor sir dame lord lady rev revd reverend fr canon cllr
    councillor ald alderman mme mlle monsieur madame herr frau sr sra srta sig signora dhr mevr
    mevrouw hr hon judge chair chairman chairwoman chairperson president director officer
    pc dc ps ds sgt sergeant insp inspector di dci supt superintendent det detective cs acc dcc
    acting pcso capt captain lt lieutenant col colonel maj major cdr commander adm
"""
_TITLES = frozenset(_TITLE_WORDS.split())
_HONOURS = frozenset({"obe", "mbe", "cbe", "jp", "mp", "qc", "kc", "phd", "jr", "snr", "esq"})


class _Person(NamedTuple):
    """A person of a surname: the label shown, and the first name."""

    shown: str
    first: str


@dataclass(slots=True, eq=False, repr=False)
class LabelIndex:
    """The known labels, indexed by how another label may look like them.

    `known` gives the label shown for each; `shorter` has each without one of its letters,
    `letters` without dots. `firsts` and `surnames` are parts of names. `thirds` has each third of
    a name by the name's length and the third's start, for names that are misspelt. `compared`
    counts the searches that compared letter by letter.
    """

    known: dict[str, str] = field(default_factory=dict)
    shorter: dict[str, list[str]] = field(default_factory=dict)
    letters: dict[str, list[str]] = field(default_factory=dict)
    firsts: dict[str, list[str]] = field(default_factory=dict)
    surnames: dict[str, list[_Person]] = field(default_factory=dict)
    thirds: dict[tuple[int, int, str], list[str]] = field(default_factory=dict)
    compared: int = 0

    def add_label(self, label: str, shown: str) -> None:
        """Add a known label (initials, name or alias) with the label that is shown for it."""
        if len(label) > _MAX_LENGTH:
            return
        self.known[label] = shown
        self.letters.setdefault(_remove_dots(label), []).append(shown)
        for shorter in _delete_each_letter(label):
            self.shorter.setdefault(shorter, []).append(shown)

    def add_name(self, name: str, shown: str) -> None:
        """Add a person's name, its first name and its surname with and without `van der`."""
        words = _remove_honours(normalize_label(name).split())
        if not words or len(name) > _MAX_LENGTH:
            return
        self._add_spelling(" ".join(words))
        if len(words) > 1:
            self.firsts.setdefault(words[0], []).append(shown)
        for at in range(1, len(words)):
            surname = " ".join(words[at:])
            self.surnames.setdefault(surname, []).append(_Person(shown, words[0]))
            self._add_spelling(surname)
        self.known.setdefault(" ".join(words), shown)

    def _add_spelling(self, name: str) -> None:
        if _count_letters(name) >= _MIN_LETTERS:
            for start, end in _cut_in_thirds(len(name)):
                self.thirds.setdefault((len(name), start, name[start:end]), []).append(name)

    def find_similar(self, label: str) -> list[str]:
        """Return the labels shown of those whom a label may mean, the likeliest first."""
        plain = normalize_label(label)
        if not plain or len(plain) > _MAX_LENGTH:
            return []
        found: dict[str, None] = {}
        for search in (
            self._find_typing_error,
            self._find_undotted,
            self.find_by_name,
            self._find_misspelt,
        ):
            for shown in search(plain):
                found[shown] = None
                if len(found) == _MAX_OFFERED:
                    return list(found)
        return list(found)

    def _find_typing_error(self, plain: str) -> Iterator[str]:
        """Find labels with two letters swapped, or with a letter more or less."""
        for other in (*_swap_each_pair(plain), *_delete_each_letter(plain)):
            if other in self.known:
                yield self.known[other]
        if _count_letters(plain) > _SHORT:
            yield from self.shorter.get(plain, [])[:_MAX_CANDIDATES]

    def _find_undotted(self, plain: str) -> Iterator[str]:
        """Find labels of the same letters, where this one has dots."""
        if "." in plain:
            yield from self.letters.get(_remove_dots(plain), [])[:_MAX_CANDIDATES]

    def find_by_name(self, plain: str) -> Iterator[str]:
        """Find a surname, a unique first name or a whole name, with or without a title."""
        words = plain.split()
        rest = remove_titles(words)
        name = " ".join(rest)
        if name in self.known:
            yield self.known[name]
        yield from self._list_by_surname(name)
        if len(self.firsts.get(name, [])) == 1:
            yield self.firsts[name][0]
        yield from self._find_by_initial(rest)

    def _list_by_surname(self, surname: str) -> list[str]:
        return [person.shown for person in self.surnames.get(surname, [])[:_MAX_CANDIDATES]]

    def _find_by_initial(self, words: list[str]) -> Iterator[str]:
        """Find the persons of an initial and a surname, `s. kaur` or `s.j. kaur`."""
        initials = [word for word in words[:-1] if _is_initial(word)]
        surname = " ".join(words[len(initials) :])
        for person in self.surnames.get(surname, [])[:_MAX_CANDIDATES] if initials else ():
            if person.first.startswith(initials[0][0]):
                yield person.shown

    def _find_misspelt(self, plain: str) -> Iterator[str]:
        """Find a name or surname of six letters or more with at most two errors."""
        self.compared += 1
        if self.compared > _MAX_COMPARED:
            return
        for text in dict.fromkeys((plain, " ".join(remove_titles(plain.split())))):
            for name in self._list_alike(text):
                if is_misspelling(text, name, _MAX_ERRORS):
                    if name in self.known:
                        yield self.known[name]
                    yield from self._list_by_surname(name)

    def _list_alike(self, text: str) -> list[str]:
        """Return some names of which a third is in the text, at about the same place.

        Two errors leave one third of a name as it is.
        """
        alike = [
            self.thirds.get((length, start, text[at : at + end - start]), [])
            for length in range(max(3, len(text) - _MAX_ERRORS), len(text) + _MAX_ERRORS + 1)
            for start, end in _cut_in_thirds(length)
            for at in range(max(0, start - _MAX_ERRORS), start + _MAX_ERRORS + 1)
        ]
        alike.sort(key=len)  # the rarest letters first
        names = (name for some in alike for name in some)
        return list(dict.fromkeys(islice(names, 2 * _MAX_CANDIDATES)))


def index_labels(directory: Directory) -> LabelIndex:
    """Index the labels of everyone who is known."""
    index = LabelIndex()
    for label, shown in directory.shown_as.items():
        if shown in directory.people:
            index.add_label(label, shown)
    for shown, person in directory.people.items():
        if person.name is not None:
            index.add_name(person.name, shown)
    return index


def _count_letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _delete_each_letter(label: str) -> set[str]:
    """Return a label without each of its letters, where two are left at least."""
    if _count_letters(label) <= _SHORT + 1:
        return set()
    return {label[:at] + label[at + 1 :] for at, letter in enumerate(label) if letter.isalpha()}


def _swap_each_pair(label: str) -> set[str]:
    """Return a label with each two neighbouring letters swapped."""
    return {
        label[:at] + label[at + 1] + label[at] + label[at + 2 :]
        for at in range(len(label) - 1)
        if label[at] != label[at + 1] and label[at : at + 2].isalpha()
    }


def _remove_dots(label: str) -> str:
    return label.replace(".", "").replace(" ", "")


def is_title(word: str) -> bool:
    """Whether a normalized word is a title, such as `mr` or `t/det.`."""
    parts = word.replace(".", "").split("/")
    return all(part in _TITLES or (len(parts) > 1 and part == "t") for part in parts)


def remove_titles(words: list[str]) -> list[str]:
    """Remove the titles before a normalized name; one word at least is left."""
    at = 0
    while at < len(words) - 1 and is_title(words[at]):
        at += 1
    return words[at:]


def _remove_honours(words: list[str]) -> list[str]:
    """Remove what comes before and after a name."""
    rest = remove_titles(words)
    while len(rest) > 1 and rest[-1].replace(".", "") in _HONOURS:
        rest = rest[:-1]
    return rest


def _is_initial(word: str) -> bool:
    return all(len(part) == 1 and part.isalpha() for part in word.rstrip(".").split("."))


def _cut_in_thirds(length: int) -> tuple[tuple[int, int], ...]:
    first, second = length // 3, 2 * length // 3
    return (0, first), (first, second), (second, length)


def is_misspelling(word: str, other: str, errors: int) -> bool:
    """Whether a word becomes another with so many letters added, left out or changed."""
    if abs(len(word) - len(other)) > errors:
        return False
    at = 0
    while at < len(word) and at < len(other) and word[at] == other[at]:
        at += 1
    if at == len(word) or at == len(other):
        return True  # what is left of the longer one is short enough
    if errors == 0:
        return False
    return (
        is_misspelling(word[at + 1 :], other[at + 1 :], errors - 1)
        or is_misspelling(word[at + 1 :], other[at:], errors - 1)
        or is_misspelling(word[at:], other[at + 1 :], errors - 1)
    )
