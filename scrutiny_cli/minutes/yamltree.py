"""YAML as a tree of texts with their places.

libyaml's events are put onto a stack of our own: no value is guessed, every text keeps its
place, and what is wrong is told as problems, in a clerk's words (see `syntax`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from scrutiny_cli.minutes.problems import Problem, Related
from scrutiny_cli.minutes.syntax import Fault, diagnose, quoted
from scrutiny_cli.minutes.text import Place, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST_LEVELS = 32
MOST_BYTES = 2_000_000
TEXT_FIELDS = frozenset(
    ("action", "note", "minutes", "title", "decision", "about", "confidential", "role", "venue")
)


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


@dataclass(frozen=True, slots=True)
class Tree:
    """A file's root (None where it cannot be read) and what is wrong with its YAML."""

    source: Source
    root: Node | None
    problems: tuple[Problem, ...]


class LibyamlMissing(RuntimeError):
    """PyYAML was built without libyaml; there is no second parser, and no second truth."""


def decode(path: str, data: bytes) -> tuple[Source, tuple[Problem, ...]]:
    """Give the text of a file's bytes without a byte order mark; what is no UTF-8 is told."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return Source(path, data.decode("utf-8")), ()
    except UnicodeDecodeError as error:
        source = Source(path, data.decode("utf-8", "replace"))
        start = len(data[: error.start].decode("utf-8"))
        message = "This is not text in UTF-8" + _likely(data, error.start) + "."
        place = Place(source, start, start + 1)
        return source, (Problem("not-utf8", message, place, "Save it again with the encoding UTF-8."),)


def _likely(data: bytes, at: int) -> str:
    """Say which character was probably meant, where Windows would have written it so."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return " but probably in UTF-16"
    try:
        character = data[at : at + 1].decode("cp1252")
    except UnicodeDecodeError:
        return ""
    return f": the byte here is probably a Windows {character}" if character.isprintable() else ""


def parse(source: Source) -> Tree:
    """Read a text as YAML; what is wrong with it is told in the tree, never raised."""
    reader = _Reader(source)
    if _is_too_large(source.text):
        reader.add("too-large", 0, 1, "The file is larger than 2 MB.")
        return Tree(source, None, tuple(reader.problems))
    root = reader.read()
    return Tree(source, root, tuple(reader.problems))


def _is_too_large(text: str) -> bool:
    # No character takes more than four bytes, so that most texts need not be encoded.
    return len(text) * 4 > MOST_BYTES and len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES


class _Yaml(NamedTuple):
    """What is needed of yaml, which is loaded with the first file."""

    parser: Any
    error: type[Exception]
    events: Any


@cache
def _yaml() -> _Yaml:
    import yaml  # noqa: PLC0415  `--help` does not wait for it

    try:
        from yaml._yaml import CParser  # noqa: PLC0415
    except ImportError as error:
        raise LibyamlMissing("PyYAML was installed without libyaml.") from error
    return _Yaml(CParser, yaml.YAMLError, yaml.events)
