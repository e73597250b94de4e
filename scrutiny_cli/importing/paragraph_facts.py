"""What the scan of a Word file knows of a paragraph besides its text."""

from __future__ import annotations

from typing import NamedTuple

from scrutiny_cli.importing.blocks import BlockKind


class ParagraphFacts(NamedTuple):
    """What is known of a paragraph besides its text, under the `id` of a tag within it.

    `kind` is None where the page decides. `place` is empty where it is counted. `colour` is that
    of the cell around the paragraph.
    """

    kind: BlockKind | None = None
    level: int = 0
    mark: str = ""
    place: str = ""
    doubts: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    colour: str | None = None
