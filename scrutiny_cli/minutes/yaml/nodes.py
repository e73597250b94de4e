"""The tree that a file's YAML makes: texts, lists and fields, each with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.minutes.source import Source

# A file has one node for each of its words: a frozen record would take three times as long to make.


@dataclass(slots=True, eq=False)
class _PlacedNode:
    """A node with its range of characters in the file; the end is not in it."""

    start: int
    end: int

    @property
    def span(self) -> tuple[int, int]:
        """Its range of characters."""
        return self.start, self.end


@dataclass(slots=True, eq=False)
class ScalarNode(_PlacedNode):
    """A text as YAML reads it; `style` is its quote, `|` or `>`, and "" for a plain text."""

    style: str
    text: str

    @property
    def is_block(self) -> bool:
        """Whether it is written below a `|` or `>`."""
        return self.style in ("|", ">")

    @property
    def is_flow(self) -> bool:
        """Whether it is a list or fields in brackets: never."""
        return False


@dataclass(slots=True, eq=False)
class SequenceNode(_PlacedNode):
    """A list; `is_flow` if it is written in square brackets."""

    is_flow: bool
    entries: list[Node]


@dataclass(slots=True, eq=False)
class MappingNode(_PlacedNode):
    """Fields in their order, a key of which may be doubled; `is_flow` if they are in braces."""

    is_flow: bool
    fields: list[tuple[ScalarNode, Node]]


Node: TypeAlias = ScalarNode | SequenceNode | MappingNode


@dataclass(slots=True, eq=False)
class KeyedScalar:
    """A text of a file, and the fields that it belongs to.

    `key` is the field whose value it is; a field's name and an entry of a list have none.
    `owner` is the field whose value, or whose list, has the fields or the list that it is in.
    """

    value: ScalarNode
    key: ScalarNode | None
    owner: ScalarNode | None

    @property
    def start(self) -> int:
        """Where its field's name begins, or the text if it has no field of its own."""
        return (self.key or self.value).start

    @property
    def field_name(self) -> str:
        """The name of its field; of an entry, that of the list."""
        name = self.key or self.owner
        return name.text if name else ""


class ParsedYaml(NamedTuple):
    """A file's root (None where it cannot be read) and what is wrong with its YAML."""

    source: Source
    root: Node | None
    problems: tuple[Problem, ...]
