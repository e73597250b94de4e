"""The meetings of a document: a file may contain the minutes of several."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Block, Doubt, SourceText


class MeetingPart(NamedTuple):
    """The blocks of one meeting, and what the document has besides its blocks.

    The places in uses and entries count in `blocks`.
    """

    blocks: tuple[Block, ...]
    margins: tuple[str, ...] = ()
    title: str | None = None
    day: str | None = None
    created: date | None = None
    doubts: tuple[Doubt, ...] = ()


def split_parts(source: SourceText, *, one: bool) -> tuple[MeetingPart, ...]:  # noqa: ARG001  to come
    """Return the meetings of a document in its order; with `one` it is a single meeting."""
    return (MeetingPart(source.blocks, source.margins, source.title, source.day, source.created),)
