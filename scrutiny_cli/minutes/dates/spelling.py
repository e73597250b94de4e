"""How similar two words are, by the letters that differ."""

from __future__ import annotations

from collections.abc import Iterable


def delete_letters(word: str) -> set[str]:
    """Return a word, and what is left of it without one letter or two.

    Two words that differ by at most two letters have one of these in common, or nearly all.
    """
    once = {word[:at] + word[at + 1 :] for at in range(len(word))}
    twice = {short[:at] + short[at + 1 :] for short in once for at in range(len(short))}
    return {word, *once, *twice}


def index_by_deletions(words: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return names by what is left of each without up to two letters.

    `words` are pairs: the plain word that letters are deleted from, and the name to find by it.
    """
    index: dict[str, list[str]] = {}
    for plain, name in words:
        for short in delete_letters(plain):
            index.setdefault(short, []).append(name)
    return index


def count_differences(word: str, other: str) -> int:
    """Count the letters to add, delete, change or exchange to turn one word into the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(word, 1):
        older, before, row = before, row, [at]
        for to, wanted in enumerate(other, 1):
            cost = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (letter != wanted))
            is_exchanged = at > 1 and to > 1 and word[at - 2 : at] == other[to - 2 : to][::-1]
            row.append(min(cost, older[to - 2] + 1) if is_exchanged else cost)
    return row[-1]


def find_nearest(word: str, names: Iterable[str], likeness: float = 0.6) -> str | None:
    """Return the name most similar to a word; None if none reaches `likeness`, from 0 to 1."""
    from difflib import get_close_matches  # noqa: PLC0415  few files have a fault that needs it

    return next(iter(get_close_matches(word, list(names), 1, likeness)), None)
