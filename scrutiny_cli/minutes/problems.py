"""What is wrong in a person's file: a value, told where it stands, with its remedy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from scrutiny_cli.minutes.text import Place


class Related(NamedTuple):
    """Another place that a problem speaks of."""

    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: the rule's name, what is wrong, where, and what to write instead."""

    rule: str
    message: str
    place: Place
    hint: str = ""
    related: tuple[Related, ...] = ()

    @property
    def is_error(self) -> bool:
        """Whether the rule is an error; else it is a warning."""
        return RULES[self.rule].is_error


class Rule(NamedTuple):
    """A rule of `check`: its name, whether it is an error, what it holds, and what to do."""

    name: str
    is_error: bool
    holds: str
    remedy: str


def _table(*, is_error: bool, rows: str) -> dict[str, Rule]:
    cells = (tuple(cell.strip() for cell in row.split("|")) for row in rows.strip().splitlines())
    return {name: Rule(name, is_error, holds, remedy) for name, holds, remedy in cells}


ERRORS = """
yaml-syntax|The file reads as YAML.|Write what the message says; text with a colon goes into quotes or under `|`.
"""
