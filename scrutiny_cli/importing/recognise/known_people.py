"""The people and roles that owners may name: those of the log and those of this document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.importing.imported_meeting import ImportedPerson
from scrutiny_cli.importing.recognise.order_words import ORDER_WORDS, begins_with_order
from scrutiny_cli.minutes.labels import split_note
from scrutiny_cli.minutes.source import normalize_label
from scrutiny_cli.rules.similar_labels import LabelIndex

_ARTICLE = re.compile(r"^(?:the|our)\s+(?=\S)", re.IGNORECASE)
# The last word of a role, or of a body that acts: `Deputy Clerk`, `Parks Committee`.
_ROLE_WORDS = """
    accountant administrator advisor adviser agent analyst architect archivist assistant auditor
    auditors board bursar cabinet caretaker chair chairman chairperson chairs chairwoman
    chairpersons clerk clerks co-chair co-chairs committee constable convener convenor
    coordinator co-ordinator commissioner commission council department faculty forum panel
    partnership party senate subcommittee sub-committee unit controller councillors counsel dean
    deputy
    director directors directorate editor editors engineer everybody everyone executive
    executives facilitator foreman governor governors group groundsman groundskeeper head
    headmaster headmistress headteacher inspector lead leader leads lecturer librarian liaison
    manager managers mayor members moderator monitor office officer officers organiser
    organisers owner owners parties partners planner president principal professor provost
    ranger rector registrar representative representatives reps scribe scribes sec secretariat
    secretary sheriff solicitor staff superintendent supervisor surveyor taskforce team teams
    treasurer trustee trustees vice-chair vice-chairman vice-president warden webmaster
    webteam
"""
_ROLE_WORD = frozenset(_ROLE_WORDS.split())
_EVERYBODY = frozenset(("all", "everyone", "everybody", "all members", "all present", "ceo", "cfo"))
_LINKS = frozenset(("of", "and", "for", "the", "to", "in", "&"))
_SPEAKER = re.compile(r"(?:<)?([A-Za-z][\w-]{1,19})>?:\s+(?=\w)")
_FULL_NAME = re.compile(
    r"(?<![\w.])(?<![a-z] )([A-Z][a-z]+)\s+(?:[A-Z]\.?\s+)?[A-Z][a-z’'-]+(?!\w)"
)
_NICKNAME = re.compile(r"(?<!\w)[A-Z][\w’'-]+ \(@?([a-z][\w-]{1,19})\)")
_NO_NICKNAMES = frozenset(
    ["absent", "acting", "afternoon", "apologies", "arrived", "chairing", "chair", "clerk",
     "elect", "guest", "host", "in", "item", "items", "joined", "late", "left", "lead", "mail",
     "maternity", "minute", "minutes", "minuting", "morning", "new", "notes", "observer",
     "online", "out", "part", "partial", "participant", "phone", "proxy", "remote", "remotely",
     "retired", "scribe", "secretary", "teams", "telephone", "tbc", "temporary", "vacant",
     "video", "virtual", "virtually", "via", "zoom"]
)  # fmt: skip
_EACH = frozenset(("all", "both", "each", "every"))
_MOST_NAME_WORDS = 5  # of a label that may be misspelt
_MOST_PLAIN_WORDS = 3  # of a role in small letters
_MOST_WORDS = 7  # of a role


@dataclass(frozen=True)
class KnownPeople:
    """The label by which each known name is written.

    `labels` has it for the normalized initials, names and aliases; `roles` are the normalized
    roles of the people, which are labels of their own. `similar` finds people by parts of
    their names. `mentioned` are words that a document uses as names, of nobody who is known.
    """

    labels: Mapping[str, str] = field(default_factory=dict)
    roles: frozenset[str] = frozenset()
    similar: LabelIndex = field(default_factory=LabelIndex)
    mentioned: frozenset[str] = frozenset()
    _compared: dict[str, list[str]] = field(default_factory=dict, compare=False, repr=False)

    def find_label(self, text: str) -> str | None:
        """Return the label of the person or role that a text names; None if it is unknown.

        A unique first name, a surname, or initial and surname (`S. Kaur`) name a person, too.
        A role is written as it is, without an article before it.
        """
        plain = " ".join(text.split())
        bare = plain.removeprefix("@")
        label = self.labels.get(normalize_label(bare))
        if label is not None:
            return label
        role = self.remove_article(bare)
        if normalize_label(role) in self.roles:
            return role
        named = self.labels.get(normalize_label(role))
        return named or self._find_person(bare)

    def _find_person(self, text: str) -> str | None:
        """Return the one person that a part of a name means; None if there are others."""
        found = list(dict.fromkeys(self.similar.find_by_name(normalize_label(text))))
        return found[0] if len(found) == 1 else None

    def list_similar(self, text: str) -> list[str]:
        """Return the labels that an unknown one may misspell, as `check` finds them."""
        plain = normalize_label(split_note(text)[0])
        if plain in _EVERYBODY or plain in self.roles or normalize_label(text) in self.labels:
            return []
        if len(plain.split()) > _MOST_NAME_WORDS:
            return []
        if plain not in self._compared:  # the index compares a limited number of labels
            self._compared[plain] = self.similar.find_similar(plain)
        return self._compared[plain]

    def remove_article(self, text: str) -> str:
        """Return a role without an article before it: `the Clerk` is `Clerk`."""
        return _ARTICLE.sub("", text.strip(), count=1)

    def has_role(self, text: str) -> bool:
        """Whether a text is a role or a body: a known one, or by its last word."""
        plain = normalize_label(self.remove_article(text))
        return plain in self.roles or plain in _EVERYBODY or _is_role_by_words(text.strip())


def _is_role_by_words(text: str) -> bool:
    """Whether a text is capitalised and a word of a role: `Town Clerk`, `Head of Finance`."""
    words = _ARTICLE.sub("", text, count=1).split()
    if not words or len(words) > _MOST_WORDS or re.search(r"[:;,.?!()]", text):
        return False
    first, last = words[0].casefold(), words[-1].casefold().strip(".,")
    if first in _EACH and len(words) <= _MOST_PLAIN_WORDS:
        return len(words) == 1 or words[-1].isalpha()
    if text.islower():
        return len(words) == 1 and last in _ROLE_WORD
    if begins_with_order(text):
        return False
    if words[0][0].isupper() and len(words) <= _MOST_PLAIN_WORDS and last in _ROLE_WORD:
        return True
    named = [word for word in words if word.casefold() not in _LINKS]
    is_title = all(word[0].isupper() or word[0].isdigit() for word in named[1:])
    heads = {words[-1], *(words[at - 1] for at, word in enumerate(words) if at and word == "of")}
    return is_title and any(head.casefold().strip(".,") in _ROLE_WORD for head in heads)


def find_mentioned(texts: Iterable[str]) -> frozenset[str]:
    """Return the first names, nicknames and speakers that texts mention, in small letters.

    `Ann Lee`, `Tim Monks (monk)`, `Dave: I can do that`.
    """
    found: set[str] = set()
    for text in texts:
        speaker = _SPEAKER.match(text)
        found |= {speaker[1].casefold()} if speaker is not None else set()
        found |= {match[1].casefold() for match in _FULL_NAME.finditer(text)}
        found |= {match[1] for match in _NICKNAME.finditer(text)} - _NO_NICKNAMES
    return frozenset(found) - ORDER_WORDS


def collect_people(book: MinuteBook, people: Iterable[ImportedPerson]) -> KnownPeople:
    """Return who is known: everyone in the log before this meeting, and a document's people."""
    labels = dict(book.directory.shown_as)
    names = {
        shown: str(person.name)
        for shown, person in book.directory.people.items()
        if person.name is not None
    }
    roles = {normalize_label(str(p.role)) for p in book.directory.people.values() if p.role}
    for person in people:
        _add_person(person, labels, names)
        roles |= {normalize_label(person.role)} if person.role is not None else set()
    return KnownPeople(labels, frozenset(roles), _index_people(labels, names))


def _add_person(person: ImportedPerson, labels: dict[str, str], names: dict[str, str]) -> None:
    """Add a document's person; initials become the label of a name that was known before."""
    own = [normalize_label(word) for word in (person.initials, person.name, person.label) if word]
    before = next((labels[word] for word in own if word in labels), None)
    shown = person.initials or before or person.label
    if before is not None and before != shown:
        labels |= {word: shown for word, label in labels.items() if label == before}
        names[shown] = names.pop(before, shown)
    labels |= dict.fromkeys(own, shown)
    if person.name is not None:
        names[shown] = person.name


def _index_people(labels: Mapping[str, str], names: Mapping[str, str]) -> LabelIndex:
    index = LabelIndex()
    for label, shown in labels.items():
        if shown in names:
            index.add_label(label, shown)
    for shown, name in names.items():
        index.add_name(name, shown)
    return index
