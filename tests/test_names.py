"""The names of the program: plain verb phrases and nouns, each public one only once."""

from __future__ import annotations

import ast
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import pytest
from support import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.untraced

PACKAGE = ROOT / "scrutiny_cli"
# Names that stay although two modules have them, each with its reason.
SHARED = {
    "main": "what pip and `python -m` start, and what it calls",
}
METAPHORS = frozenset(
    """
    desk floor room house gate door life lives walk walked trail murmur ticket parcel mend mends
    anew
    """.split()  # noqa: SIM905  a list of words is easier to read than one of strings
)
# What a function does is a verb, what it returns a noun: a participle alone says neither.
PARTICIPLES = frozenset(
    """
    told held said settled kept parted made begun gone given brought found sought shown put known
    meant written wrote seen taken drawn bound chosen grown lost spoken stood
    """.split()  # noqa: SIM905
)
# Nouns and adjectives that end as participles do.
NOT_PARTICIPLES = frozenset(["need", "feed", "seed", "embed"])
MOST_OF_ONE_WORD = 0.25


class Name(NamedTuple):
    """A name that a module defines: a class, a function or a method."""

    text: str
    path: Path
    line: int
    kind: str
    is_top: bool
    is_property: bool
    answer: str

    @property
    def words(self) -> list[str]:
        """The words of the name, in small letters."""
        parts = "".join(f"_{one}" if one.isupper() else one for one in self.text)
        return [word for word in parts.casefold().split("_") if word]

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line}: {self.text}"


@cache
def list_names() -> tuple[Name, ...]:
    """Return all classes, functions and methods of the program, special methods apart."""
    return tuple(_find_names())


def list_functions() -> list[Name]:
    return [one for one in list_names() if one.kind == "function"]


def _find_names() -> Iterator[Name]:
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        tops = frozenset(tree.body)
        for node in ast.walk(tree):
            if not isinstance(node, ast.ClassDef | ast.FunctionDef) or node.name.startswith("__"):
                continue
            kind = "class" if isinstance(node, ast.ClassDef) else "function"
            decorators = [ast.unparse(one) for one in node.decorator_list]
            is_property = any(one.endswith("property") for one in decorators)
            returns = getattr(node, "returns", None)
            answer = "" if returns is None else ast.unparse(returns)
            yield Name(node.name, path, node.lineno, kind, node in tops, is_property, answer)


def listed(found: list[Name]) -> str:
    return "\n".join(map(str, found))


def test_no_two_modules_share_a_public_name() -> None:
    modules = defaultdict(set)
    for one in list_names():
        if one.is_top and not one.text.startswith("_"):
            modules[one.text].add(one.path)
    shared = {text for text, paths in modules.items() if len(paths) > 1}
    assert shared - set(SHARED) == set(), listed(
        [one for one in list_names() if one.is_top and one.text in shared - set(SHARED)]
    )
    assert set(SHARED) <= shared, "an exception that nothing needs any more"


@pytest.mark.parametrize("kind", ["class", "function"])
def test_no_name_is_a_metaphor(kind: str) -> None:
    found = [one for one in list_names() if one.kind == kind and METAPHORS & set(one.words)]
    assert found == [], listed(found)


def test_no_module_is_named_by_a_metaphor_or_a_participle() -> None:
    modules = {path: path.stem.split("_") for path in PACKAGE.rglob("*.py")}
    assert [path for path, words in modules.items() if METAPHORS & set(words)] == []
    assert [path for path in modules if path.stem in PARTICIPLES] == []


def test_no_function_is_a_lone_participle() -> None:
    found = [
        one
        for one in list_functions()
        if len(one.words) == 1 and not one.is_property and is_participle(*one.words)
    ]
    assert found == [], listed(found)


def is_participle(word: str) -> bool:
    return word in PARTICIPLES or (word.endswith("ed") and word not in NOT_PARTICIPLES)


def test_a_function_that_begins_with_is_or_has_answers_yes_or_no() -> None:
    found = [
        one
        for one in list_functions()
        if one.text.lstrip("_").startswith(("is_", "has_"))
        if not one.answer.startswith(("bool", "TypeGuard"))
    ]
    assert found == [], listed(found)


def test_few_functions_are_named_by_one_word() -> None:
    counted = [one for one in list_functions() if not one.is_property]
    short = [one for one in counted if len(one.words) == 1]
    assert len(short) <= MOST_OF_ONE_WORD * len(counted), listed(short)
