"""The meetings of a document: a file may contain the minutes of several."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Block, Doubt, SourceText
from scrutiny_cli.importing.recognise.matter_tables import unfold_matter_tables
from scrutiny_cli.importing.recognise.split_lines import split_action_lines


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
    blocks = split_action_lines(unfold_matter_tables(source.blocks))
    return (MeetingPart(blocks, source.margins, source.title, source.day, source.created),)
