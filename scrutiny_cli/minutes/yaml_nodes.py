"""The tree that a file's YAML makes: texts, lists and fields, each with its place.

A node is a bare tuple of four: what it holds, the mark of how that is written, where it begins
and where it ends. There is one for every word of every file, and of a text it is the very token
that was read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from typing_extensions import TypeIs

    from scrutiny_cli.minutes.problem import Problem
    from scrutiny_cli.minutes.source import Source

TEXT: Final = 0  # of a scalar: what YAML makes of it
ENTRIES: Final = 0  # of a sequence
FIELDS: Final = 0  # of a mapping: each a key and its value, in their order
MARK: Final = 1  # one of those below
START: Final = 2
END: Final = 3

Scalar: TypeAlias = tuple[str, str, int, int]
Sequence: TypeAlias = "tuple[list[Node], str, int, int]"
Mapping: TypeAlias = "tuple[list[tuple[Scalar, Node]], str, int, int]"
Node: TypeAlias = "Scalar | Sequence | Mapping"

STYLES = frozenset(("", "'", '"', "|", ">"))  # the marks of scalars; "" is that of a bare one
LISTS = frozenset("-[")  # in lines, in brackets
SETS = frozenset(":{")  # likewise, of fields
_IN_BRACKETS = frozenset("[{")


class ParsedYaml(NamedTuple):
    """A file's root (None where it cannot be read) and what is wrong with its YAML."""

    source: Source
    root: Node | None
    problems: tuple[Problem, ...]


def is_scalar(node: Node) -> TypeIs[Scalar]:
    """Whether a node is a text."""
    return isinstance(node[TEXT], str)


def is_sequence(node: Node) -> TypeIs[Sequence]:
    """Whether a node is a list."""
    return node[MARK] in LISTS


def is_mapping(node: Node) -> TypeIs[Mapping]:
    """Whether a node has fields."""
    return node[MARK] in SETS


def in_brackets(node: Node) -> bool:
    """Whether a list stands in brackets, or fields in braces."""
    return node[MARK] in _IN_BRACKETS
