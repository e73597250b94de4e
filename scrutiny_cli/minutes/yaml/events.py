"""libyaml's events in their order: the one module that imports yaml.

yaml's own `load` and `compose` guess values and recurse in C; with the events alone, no depth of
brackets can end the process, and every text keeps its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from scrutiny_cli.minutes.characters import replace_unreadable
from scrutiny_cli.minutes.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode


class LibyamlMissing(RuntimeError):
    """PyYAML was built without libyaml; there is no second parser, and no second truth."""


class ParseError(Exception):
    """libyaml cannot go on: its message, where it is, and where what it was reading begins."""

    def __init__(self, message: str, offset: int, context_offset: int) -> None:
        """Take the offsets in characters from the beginning of the text."""
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.context_offset = context_offset


@dataclass(slots=True, eq=False)
class CollectionEnd:
    """The list or the fields that began last end."""

    end: int


@dataclass(slots=True, eq=False)
class Alias:
    """`*name`, a reference to another node."""

    start: int
    end: int


@dataclass(slots=True, eq=False)
class AnchorOrTag:
    """What follows has `&name` or `!tag` before it."""

    start: int


@dataclass(slots=True, eq=False)
class SecondDocument:
    """A second document begins; nothing follows this event."""

    start: int


# A list or fields are yielded where they begin: they are empty, and have no end yet.
Event: TypeAlias = Node | CollectionEnd | Alias | AnchorOrTag | SecondDocument


class _Libyaml(NamedTuple):
    parser: Any
    error: Any
    scalar: Any
    starts: dict[Any, type[MappingNode | SequenceNode]]
    ends: tuple[Any, Any]
    alias: Any
    document: Any
    end: Any


@cache
def _load_libyaml() -> _Libyaml:
    import yaml  # noqa: PLC0415  `--help` does not wait for it

    try:
        from yaml._yaml import CParser  # noqa: PLC0415
    except ImportError as error:
        raise LibyamlMissing("PyYAML was installed without libyaml.") from error
    return _Libyaml(
        parser=CParser,
        error=yaml.YAMLError,
        scalar=yaml.ScalarEvent,
        starts={yaml.MappingStartEvent: MappingNode, yaml.SequenceStartEvent: SequenceNode},
        ends=(yaml.MappingEndEvent, yaml.SequenceEndEvent),
        alias=yaml.AliasEvent,
        document=yaml.DocumentStartEvent,
        end=yaml.StreamEndEvent,
    )


def read_events(text: str) -> Iterator[Event]:
    """Yield the events of a text's first document; raise ParseError if it is not YAML.

    One loop with few calls, as it runs for every word of every file.
    """
    yaml = _load_libyaml()
    scalar, starts, ends, stream_end = yaml.scalar, yaml.starts, yaml.ends, yaml.end
    get_event = yaml.parser(text).get_event
    may_have_tags = "&" in text or "!" in text
    is_first = True
    try:
        while (kind := (event := get_event()).__class__) is not stream_end:
            if may_have_tags and _has_anchor_or_tag(event):
                yield AnchorOrTag(event.start_mark.index)
            if kind is scalar:
                yield ScalarNode(
                    event.start_mark.index, event.end_mark.index, event.style, event.value
                )
            elif kind in ends:
                yield CollectionEnd(event.end_mark.index)
            elif kind in starts:
                yield starts[kind](event.start_mark.index, 0, event.flow_style, [])
            elif kind is yaml.alias:
                yield Alias(event.start_mark.index, event.end_mark.index)
            elif kind is yaml.document:
                if not is_first:
                    yield SecondDocument(event.start_mark.index)
                    return
                is_first = False
    except yaml.error as error:
        offset = error.problem_mark.index if error.problem_mark else 0
        context_offset = error.context_mark.index if error.context_mark else offset
        raise ParseError(error.problem or "", offset, context_offset) from error


def is_readable(text: str) -> bool:
    """Whether libyaml can read a text, its unreadable characters apart."""
    try:
        for _ in read_events(replace_unreadable(text)):
            pass
    except ParseError:
        return False
    return True


def _has_anchor_or_tag(event: object) -> bool:
    if getattr(event, "tag", None) is not None:
        return True
    return getattr(event, "anchor", None) is not None and hasattr(event, "implicit")
