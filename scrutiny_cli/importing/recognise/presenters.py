"""Who presented an item, where a sentence says so of somebody known."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scrutiny_cli.importing.recognise.known_people import KnownPeople

_NAME = r"(?:[A-Z][\w.'’/-]*\s+){0,5}[A-Z][\w.'’/-]*"
_ACTIVE = re.compile(
    rf"(?P<who>{_NAME}(?:\s+and\s+{_NAME})?)\s+(?:presented|introduced|gave|spoke to)\s+"
    r"(?:(?:this|the|a|an|his|her|their)\s+(?:[\w-]+\s+){0,4}?"
    r"(?:report|paper|item|update|presentation|proposal|budget|accounts|plan|strategy|policy"
    r"|briefing)\b)"
)
_PASSIVE = re.compile(
    rf"\b(?:was|were)\s+(?:presented|introduced|given)\s+by\s+(?P<who>{_NAME})(?=[\s.,;]|$)"
)


def find_presenter(texts: Iterable[str], people: KnownPeople) -> str | None:
    """Return the label of who presented the item, as the first sentence of its text says."""
    for text in texts:
        found = _ACTIVE.match(text) or _PASSIVE.search(text.split(". ")[0] + ".")
        if found is not None:
            return _find_known(found["who"], people)
        return None
    return None


def _find_known(text: str, people: KnownPeople) -> str | None:
    """Return the person that words name, with or without a rank or title in front."""
    words = text.strip(" .").split()
    for start in range(len(words)):
        label = people.labels.get(" ".join(words[start:]).casefold())
        if label is not None:
            return label
    return people.find_label(" ".join(words)) if len(words) > 1 else None
