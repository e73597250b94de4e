"""Owners among the words of an action: in front of them, or at their end."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Doubt
from scrutiny_cli.importing.recognise.entry_parts import Stretch
from scrutiny_cli.importing.recognise.known_people import KnownPeople
from scrutiny_cli.importing.recognise.order_words import begins_with_order
from scrutiny_cli.importing.recognise.owners import (
    doubt_owner,
    find_known,
    has_title,
    is_full_name,
    is_initials,
    read_owner,
)
from scrutiny_cli.minutes import labels
from scrutiny_cli.minutes.statuses import KNOWN

_MOST_WORDS = 4  # before a colon
_FRONT = 240  # characters of an action in which its owners in front are looked for
_TAIL = 160  # characters of an action in which those at the end are looked for
_MOST_OWNER_WORDS = 16
_LONGEST_NAMES = 200  # characters of owners
_LONGEST = 90  # characters of the owners in front of words
_JOINT = re.compile(
    r"\s+(?:(?:has|have|had)\s+)?(?:(?:is|are|was|were)\s+(?:asked\s+|requested\s+)?to|"
    r"(?:both\s+|also\s+|kindly\s+)?(?:to|will|shall|should|must|needs?\s+to)|agreed\s+to|undertook\s+to|"
    r"offered\s+to|volunteered\s+to)\s+(?:also\s+|kindly\s+|please\s+|then\s+)?(?=[\w\[(“\"'])",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"be\s+(?:\w+ly\s+)?(?:\w+ed|\w+en|made|sent|held|brought|put|built|paid|told|done|kept|"
    r"found|drawn|shown|read|set|left|sought|sold|bought|lent|met|cut|run|given|on|in|at|an?|the|"
    r"up|out|available|ready)\b",
    re.IGNORECASE,
)
# Words that are no name, although an unknown name may be where they are: `Reminder to pay`.
_NO_NAMES = frozenset(
    ["able", "access", "according", "action", "actions", "addition", "agenda", "agreement",
     "aim", "also", "answer", "anything", "approval", "assistance", "attempt", "attention",
     "budget", "capacity", "change", "changes", "comment", "comments", "commitment", "consent",
     "contribution", "copies", "copy", "date", "deadline", "decision", "desire", "details",
     "draft", "due", "duty", "effort", "everything", "failure", "first", "further", "going",
     "help", "here", "how", "idea", "information", "instead", "intention", "invitation",
     "issue", "it", "item", "items", "keen", "letter", "letters", "likely", "link", "links",
     "meeting", "minutes", "motion", "need", "needs", "next", "nothing", "obligation",
     "opportunity", "option", "otherwise", "paper", "papers", "permission", "planning",
     "point", "policy", "possible", "power", "preference", "prior", "proposal", "question",
     "ready", "reason", "reference", "regard", "relating", "reluctant", "reminder", "requests",
     "response", "responses", "right", "scope", "second", "similar", "something", "strategy",
     "subject", "that", "thanks", "then", "there", "these", "they", "third", "this", "those",
     "time", "title", "topic", "unable", "update", "updates", "wants", "way", "ways",
     "website", "we", "what", "when", "where", "whether", "which", "who", "why", "willing",
     "you"]
)  # fmt: skip
_NOUN = re.compile(
    r"[a-z]{3,}(?:tion|tions|ment|ments|ness|ity|ities|ance|ence|ings?)", re.IGNORECASE
)
_ARTICLES = frozenset(("a", "an", "any", "another", "some", "this", "that", "these", "those"))
_LABELLED_NAME = re.compile(r"@?[A-Z][\w'’.-]*(?:\s+[A-Z][\w'’.-]*)?")
_NAME_JOINT = re.compile(r"\s*[,/&+]\s*(?:and\s+)?|\s+and\s+")
_NICKNAME = re.compile(r"\s*[\[(]\s*@?([A-Za-z][\w.-]{1,20})\s*[\])]\s*(?:[:–—-]\s*)?(?=\w)")
_COLON = re.compile(r"([^:]{1,90}?)\s*:(?!//)(?![0-9]{2}\b)\s*")
_ONE_NAME = re.compile(r"[A-Z][a-z]{2,}")
_DASH = re.compile(r"(.{1,90}?)\s*(?:\s(?:[–—-]+>?|=>)|[–—→])\s*(?=\S)")
_BRACKETS = re.compile(r"\s*[\[(]\s*([^\[\]()]{1,60}?)\s*[\])]\s*(?:[:–—-]\s*)?(?=\S)")
_NO_OWNERS = re.compile(
    r"(?:(?:agenda )?(?:item|minute|min|page|para|paragraph|section|no)\.?\s*[0-9][0-9./]*|"
    r"nb|note|notes|update|deadline|due(?: date| by)?|target(?: date)?|by when|owner|lead|"
    r"timescale|completion date|re|agreed|proposal|background|discussion|decision|"
    r"outcome|issue|topic|status|ref|minute|item|date|http|https|action|actions|resolved|context|"
    r"progress|comment|comments|reason|question|answer|summary|next steps?|urgent|reminder|"
    r"priority|high|low|medium|[0-9].*)\b",
    re.IGNORECASE,
)
_BY = r"(?:(?:for\s+)?actions?(?:\s+(?:by|for|on))?|owners?|lead|by|assigned to|responsible)"
_END_BRACKETS = re.compile(
    rf"\s*[\[(]\s*(?:{_BY}\s*[:–-]?\s+)?([^\[\]]{{1,60}}?)"
    r"(?:\s+to\s+(?:action|lead|do|progress|follow up|take forward))?\s*[\])]\s*\.?\s*$",
    re.IGNORECASE,
)
_END_DASH = re.compile(r"\s+(?:[–—-]+>?|→|=>)\s*([^–—]{1,60}?)\s*\.?\s*$")
_MENTION = re.compile(r"((?:@[\w.-]*\w[,\s]+(?:and\s+)?)*@[\w.-]*\w)[\s:,–—-]+(?=\S)")
_END_LABEL = re.compile(
    rf"[\s.;,–—(\[-]+\b{_BY}\s*[:–—-]\s*([^:]{{1,60}}?)\s*[\])]?\.?\s*$", re.IGNORECASE
)
_END_CAPITALS = re.compile(r"[.!?]\s+([A-Z]{2,4}(?:\s*(?:/|&|,|and)\s*[A-Z]{2,4}){0,4})\s*$")


class OwnerInWords(NamedTuple):
    """Owners among words: as they are written into the file, and where they are.

    `start` to `end` are the owners themselves, `first` to `last` also the words that introduce
    them (`to`, `will`, a bracket).
    """

    owner: str
    doubts: tuple[Doubt, ...]
    start: int
    end: int
    first: int
    last: int

    def move(self, by: int) -> OwnerInWords:
        """Return the same in a text with more characters in front."""
        places = (self.start, self.end, self.first, self.last)
        return OwnerInWords(self.owner, self.doubts, *(place + by for place in places))


def find_owner_in_words(text: str, people: KnownPeople) -> OwnerInWords | None:
    """Find the owners before `:`, `–`, `to`, `will` …, then `(XX)` in front, then at the end."""
    return find_front_owner(text, people) or find_end_owner(text, people)


def find_front_owner(text: str, people: KnownPeople) -> OwnerInWords | None:
    """Find the owners in front of an action's words."""
    front = text[:_FRONT]
    return _find_before_colon(front, people) or _find_without_colon(front, people)


def find_labelled_owner(text: str, people: KnownPeople) -> OwnerInWords | None:
    """Find the owners in front of words after a label of an action.

    One or two capitalised words before `to`, `will` and the like are an owner there, and a word
    in brackets; unknown ones have a doubt.
    """
    found = find_front_owner(text, people)
    if found is not None:
        return found
    front = text[:_FRONT]
    joint = _JOINT.search(front[: _LONGEST + 20])
    if joint is not None and joint.start() <= _LONGEST and not _PASSIVE.match(front, joint.end()):
        judged = judge_labelled(front[: joint.start()], people)
        is_verb = re.match(r"[a-z-]{2,}\b", front[joint.end() :]) is not None
        if judged is not None and is_verb:
            return OwnerInWords(*judged, 0, joint.start(), 0, joint.end())
    named = _NICKNAME.match(front)
    if named is None or KNOWN.find_status(named[1]) or named[1].casefold() in _NO_NAMES:
        return None
    return OwnerInWords(named[1], (doubt_owner(named[1]),), *named.span(1), 0, named.end())


def judge_labelled(text: str, people: KnownPeople) -> tuple[str, tuple[Doubt, ...]] | None:
    """Return the owners of a text if each is somebody, or one or two capitalised words."""
    judged = judge_owner(text, people)
    if judged is not None:
        return judged
    owners: list[str] = []
    doubts: list[Doubt] = []
    for piece in _NAME_JOINT.split(text.strip()):
        known = judge_owner(piece, people)
        if known is None and not _is_labelled_name(piece):
            return None
        owners.append(known[0] if known is not None else piece)
        doubts += known[1] if known is not None else (doubt_owner(piece),)
    return ", ".join(dict.fromkeys(owners)), tuple(dict.fromkeys(doubts))


def doubt_lone_owners(owners: Iterable[Stretch], people: KnownPeople) -> tuple[Doubt, ...]:
    """Return the doubts of owners that stand alone after a label."""
    judged = (judge_labelled(each.text.strip(" .[]()"), people) for each in owners)
    return tuple(doubt for each in judged if each is not None for doubt in each[1])


def has_common_word(text: str) -> bool:
    """Whether a word of a text is one that no name has: `Budget Report`."""
    return not _NO_NAMES.isdisjoint(text.casefold().split())


def _is_labelled_name(text: str) -> bool:
    """Whether a text may be a name that nobody introduced, as the words before `to` are."""
    if _LABELLED_NAME.fullmatch(text) is None or begins_with_order(text):
        return False
    words = text.casefold().split()
    is_noun = len(words) == 1 and _NOUN.fullmatch(text) is not None and not text.isupper()
    return not is_noun and not has_common_word(text) and KNOWN.find_status(text) is None


def _find_without_colon(text: str, people: KnownPeople) -> OwnerInWords | None:
    return (
        _find_before_verb(text, people)
        or _find_before_dash(text, people)
        or _find_in_brackets(text, people)
        or _find_mention(text, people)
    )


def judge_owner(text: str, people: KnownPeople) -> tuple[str, tuple[Doubt, ...]] | None:
    """Return the owners that a text names if all are somebody, with the doubts; otherwise None.

    Somebody is who is known, initials, a role, a name with `@` or a title. Unknown names of two
    or three words are somebody with a doubt.
    """
    words = text.split()
    if not words or len(text) > _LONGEST_NAMES or len(words) > _MOST_OWNER_WORDS:
        return None
    if _ARTICLES.intersection(words[1:]):
        return None  # `Form a committee`
    read = read_owner(text, people)
    if read.owner is None:
        return None
    owners = read.owner.split(", ")
    if not all(is_somebody(owner, people) or _may_be_name(owner, people) for owner in owners):
        return None
    unknown = [owner for owner in owners if not is_somebody(owner, people)]
    doubts = tuple(doubt_owner(owner) for owner in unknown)
    return read.owner, tuple(dict.fromkeys((*read.doubts, *doubts)))


def _may_be_name(text: str, people: KnownPeople) -> bool:
    """Whether a text is a name of two or three words, or one that the document mentions."""
    if begins_with_order(text):
        return False
    return is_full_name(text) or text.casefold() in people.mentioned


def is_somebody(text: str, people: KnownPeople) -> bool:
    """Whether a text is known, initials, a role, a name with a title, or an @name."""
    name = labels.split_note(text)[0]
    return (
        find_known(text, people) is not None
        or is_initials(name)
        or people.has_role(name)
        or (name.startswith("@") and " " not in name)
        or has_title(name)
        or labels.is_undecided(text)
    )


# In front of the words


def _find_before_colon(text: str, people: KnownPeople) -> OwnerInWords | None:
    """Find anything of up to four words before a colon; what is nobody has a doubt.

    A topic before a colon is none where somebody follows: `Budget: Clerk to prepare a draft`.
    """
    found = _COLON.match(text)
    if found is None or not text[found.end() :].strip() or _is_other_label(found[1], people):
        return None
    if found[1].count("(") != found[1].count(")") or KNOWN.find_status(found[1]) is not None:
        return None
    judged = judge_owner(found[1].strip(" ()[]"), people)
    if judged is not None:
        return OwnerInWords(*judged, *_trim(found, 1), 0, found.end())
    after = _find_without_colon(text[found.end() :], people)
    if after is not None:
        return after.move(found.end())
    if not _may_be_anybody(found[1]):
        return None
    name = found[1].strip()
    return OwnerInWords(name, (doubt_owner(name),), *_trim(found, 1), 0, found.end())


def _may_be_anybody(text: str) -> bool:
    """Whether words before a colon may be a name: a few, and no order or sentence."""
    is_named = re.match(r"\s*[\w@(\[“\"‘']", text) is not None
    is_order = begins_with_order(text) or text.casefold().startswith("to ")
    return is_named and len(text.split()) <= _MOST_WORDS and not is_order and not _is_sentence(text)


def _is_other_label(text: str, people: KnownPeople) -> bool:
    """Whether words before a colon are a label such as `Note`; `NB` may be somebody known."""
    is_initials_known = text.isupper() and find_known(text, people) is not None
    return _NO_OWNERS.fullmatch(text) is not None and not is_initials_known


def _is_sentence(text: str) -> bool:
    """Whether words before a colon are a sentence, or the beginning of one."""
    return re.search(r"[.!?(]\s", text) is not None or _JOINT.search(f"{text} x") is not None


def _find_before_verb(text: str, people: KnownPeople) -> OwnerInWords | None:
    """Find somebody known before `to`, `will`, `agreed to` and the like."""
    joint = _JOINT.search(text[: _LONGEST + 20])
    if joint is None or joint.start() > _LONGEST or _PASSIVE.match(text, joint.end()):
        return None
    judged = judge_owner(text[: joint.start()], people)
    if judged is None:
        return None
    return OwnerInWords(*judged, 0, joint.start(), 0, joint.end())


def _find_before_dash(text: str, people: KnownPeople) -> OwnerInWords | None:
    found = _DASH.match(text)
    if found is None:
        return None
    judged = judge_owner(found[1], people)
    if judged is None and not people.labels and _ONE_NAME.fullmatch(found[1]):
        judged = found[1], (doubt_owner(found[1]),)  # nobody is known who it could be
    if judged is None:
        return None
    return OwnerInWords(*judged, *found.span(1), 0, found.end())


def _find_in_brackets(text: str, people: KnownPeople) -> OwnerInWords | None:
    found = _BRACKETS.match(text)
    judged = judge_owner(found[1], people) if found is not None else None
    if found is None or judged is None:
        return None
    return OwnerInWords(*judged, *found.span(1), 0, found.end())


def _find_mention(text: str, people: KnownPeople) -> OwnerInWords | None:
    """Find names with `@` in front of the words."""
    found = _MENTION.match(text)
    if found is None:
        return None
    owner = read_owner(re.sub(r"[\s,]+(?:and\s+)?(?=@)", ", ", found[1]), people).owner or found[1]
    return OwnerInWords(owner, (), *found.span(1), 0, found.end())


def _trim(found: re.Match[str], group: int) -> tuple[int, int]:
    """Return where a group of a match begins and ends without spaces."""
    text = found[group]
    start = found.start(group) + len(text) - len(text.lstrip())
    return start, start + len(text.strip())


# At the end of the words


def find_end_owner(text: str, people: KnownPeople) -> OwnerInWords | None:
    """Find `(XX)`, `– XX`, `Action: XX` or known capitals after a full stop at the end."""
    tail = max(0, len(text) - _TAIL)
    for form in (_END_BRACKETS, _END_LABEL, _END_DASH, _END_CAPITALS):
        found = form.search(text, tail)
        judged = judge_owner(found[1], people) if found is not None else None
        if found is None or judged is None or not text[: found.start()].strip():
            continue
        owner, doubts = judged
        is_known = _is_all_known(owner, people)
        if form is _END_CAPITALS and not is_known:
            continue
        if not is_known and _is_abbreviation(found[1], text[: found.start()]):
            continue
        return OwnerInWords(
            owner, (*doubts, *_doubt_capitals(owner, people)), *found.span(1), *found.span()
        )
    return None


def _is_all_known(owner: str, people: KnownPeople) -> bool:
    return all(find_known(part, people) is not None for part in owner.split(", "))


def _is_abbreviation(text: str, before: str) -> bool:
    """Whether capitals abbreviate the words before them: `General Data Protection (GDP)`."""
    letters = [word[0].upper() for word in re.findall(r"[^\W\d_]+", before)]
    count = len(text)
    return text.isupper() and count > 1 and "".join(letters[-count:]) == text


def _doubt_capitals(owner: str, people: KnownPeople) -> tuple[Doubt, ...]:
    """Doubt unknown capitals at the end where people are known: they may be no person."""
    unknown = [
        part
        for part in owner.split(", ")
        if is_initials(part) and find_known(part, people) is None and people.labels
    ]
    return tuple(doubt_owner(part) for part in unknown)
