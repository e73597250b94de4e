"""The tree that a file's YAML makes: texts, lists and fields, each with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from scrutiny_cli.minutes.problems import Problem
    from scrutiny_cli.minutes.text import Source


class Scalar(NamedTuple):
    """A text: what YAML makes of it, its style ("", ', ", | or >) and its place."""

    text: str
    style: str
    start: int
    end: int


class Sequence(NamedTuple):
    """A list: its entries, whether it stands in brackets, and its place."""

    entries: list[Node]
    flow: bool
    start: int
    end: int


class Mapping(NamedTuple):
    """Fields in their order, each a key and its value, whether in braces, and its place."""

    fields: list[tuple[Scalar, Node]]
    flow: bool
    start: int
    end: int


Node = Scalar | Sequence | Mapping


class Tree(NamedTuple):
    """A file's root (None where it cannot be read) and what is wrong with its YAML."""

    source: Source
    root: Node | None
    problems: tuple[Problem, ...]
