"""Titles that run into the text after them, as `Matters arising The actions were addressed`."""

from __future__ import annotations

import re

_STARTERS = re.compile(
    r"(?<=[\w)’'”\"]) (?:The|It|This|These|There|A|An|In|At|On|He|She|They|We|Members|No|All|"
    r"Following|Discussion|To)(?= [a-z])|(?<=[a-z]) (?:The|It)(?= [A-Z])"
)
_SPOKE = re.compile(
    r"(?P<who>(?:(?:[A-Z][\w’'/&.-]*|of|the|and|for) )+)(?:has |had |have )?"
    r"(?:presented|reported|advised|noted|stated|said|explained|introduced|gave|informed|outlined|"
    r"confirmed|provided|updated|welcomed|thanked|opened|highlighted|asked|raised|summarised|"
    r"updated|spoke|referred|declared|queried|requested)\b"
)
_VERBS = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|be|been|stated|advised|noted|said|agreed|"
    r"reported|asked|that|should|must|can|may)\b",
    re.IGNORECASE,
)
_COLON = re.compile(r"[^.;:!?]{4,80}:\s+(?=[A-Z])")
# A title with a full stop: `Potholes. The potholes are worse.`
_SENTENCE = re.compile(r"[A-Z][^.;:!?]{2,60}\.(?=\s+[A-Z])")
_MOST_IN_SENTENCE = 6
_LONGEST = 300  # characters of a text in which its title ends
_FEWEST_WORDS, _MOST_WORDS = 2, 14


def find_title_end(text: str) -> int:
    """Return where the title at the start of a text ends; 0 if it has none."""
    text = text[:_LONGEST]
    found = _SENTENCE.match(text)
    if found is not None and has_no_verb(found[0]) and len(found[0].split()) <= _MOST_IN_SENTENCE:
        return found.end()
    ends = (_find_colon(text), _find_starter(text), _find_speaker(text))
    return min((end for end in ends if end and _is_title(text[:end])), default=0)


def has_no_verb(words: str) -> bool:
    """Whether words may be a title, because none of them is a frequent verb."""
    return _VERBS.search(words) is None


def _is_title(words: str) -> bool:
    count = len(words.split())
    return _FEWEST_WORDS <= count <= _MOST_WORDS and has_no_verb(words) and "." not in words


def _find_colon(text: str) -> int:
    found = _COLON.match(text)
    return found.end() if found else 0


def _find_starter(text: str) -> int:
    found = _STARTERS.search(text)
    return found.start() if found else 0


def _find_speaker(text: str) -> int:
    """Return where the capitals begin that are before the first verb of speaking."""
    found = _SPOKE.search(text)
    return found.start("who") if found else 0
