"""What the report of an import has of each new file, in the order of the file's lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Block, Doubt, IgnoredText, Use, UseKind
from scrutiny_cli.importing.import_records import ImportedFile
from scrutiny_cli.importing.imported_meeting import NewAction, NewUpdate, PossibleAction


class LocatedAction(NamedTuple):
    """An action of a new file, and the line of its entry."""

    action: NewAction
    line: int


class LocatedUpdate(NamedTuple):
    """An update of a new file, and the line of its entry."""

    update: NewUpdate
    line: int


class LocatedDoubt(NamedTuple):
    """A doubt, and the line of its comment."""

    doubt: Doubt
    line: int


class LocatedSentence(NamedTuple):
    """A possible action, and the line of its comment."""

    action: PossibleAction
    line: int


class FileFacts(NamedTuple):
    """What the report has of one new file; doubts on what is confidential come first."""

    raised: tuple[LocatedAction, ...]
    brought_forward: tuple[LocatedAction, ...]
    updates: tuple[LocatedUpdate, ...]
    doubts: tuple[LocatedDoubt, ...]
    possible: tuple[LocatedSentence, ...]
    ignored: tuple[IgnoredText, ...]


def collect_facts(file: ImportedFile) -> FileFacts:
    """Return what the report has of a new file."""
    brought = file.meeting.brought_forward
    subjects = file.written.subjects
    actions = [LocatedAction(one, line) for line, one in subjects if isinstance(one, NewAction)]
    doubts = [LocatedDoubt(one, line) for line, one in subjects if isinstance(one, Doubt)]
    return FileFacts(
        tuple(one for one in actions if one.action not in brought),
        tuple(one for one in actions if one.action in brought),
        tuple(LocatedUpdate(one, line) for line, one in subjects if isinstance(one, NewUpdate)),
        tuple(sorted(doubts, key=lambda found: found.doubt.name != "confidential")),
        tuple(
            LocatedSentence(one, line) for line, one in subjects if isinstance(one, PossibleAction)
        ),
        (*file.reading.ignored, *_list_ignored(file)),
    )


def _list_ignored(file: ImportedFile) -> Iterator[IgnoredText]:
    """Yield what the recognition ignored, as it is in the document."""
    for use in file.meeting.uses:
        if use.kind is UseKind.IGNORED:
            block = file.blocks[use.block]
            yield IgnoredText(block.place.text, use.detail, _find_text(block, use))


def _find_text(block: Block, use: Use) -> str:
    text = block.text if use.cell is None else block.cells[use.cell].text
    return text[use.start : use.end]
