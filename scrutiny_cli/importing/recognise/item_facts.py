"""What the text of an item says of the item: which minutes it agreed, and who presented it."""

from __future__ import annotations

from collections.abc import Sequence

from scrutiny_cli.importing.imported_meeting import ImportedItem
from scrutiny_cli.importing.recognise.approvals import find_approved
from scrutiny_cli.importing.recognise.presenters import find_presenter
from scrutiny_cli.importing.recognise.reading import Reading


def complete_items(
    items: Sequence[ImportedItem], reading: Reading, board: str | None
) -> tuple[ImportedItem, ...]:
    """Return items with `approves` and `presenter`, also those below them.

    Each meeting's minutes are agreed once; `board` is the title of the meeting.
    """
    approved = set[str]()
    return tuple(_complete_item(item, reading, board, approved) for item in items)


def _complete_item(
    item: ImportedItem, reading: Reading, board: str | None, approved: set[str]
) -> ImportedItem:
    texts = [paragraph.text for paragraph in item.paragraphs]
    decided = [decision.decision for decision in item.decisions]
    agreed = find_approved(item.title, [*texts, *decided], reading, board)
    agreed = None if agreed in approved else agreed
    if agreed is not None:
        approved.add(agreed)
    presenter = find_presenter(texts, reading.people) if item.title is not None else None
    below = tuple(_complete_item(each, reading, board, approved) for each in item.items)
    return item._replace(approves=agreed, presenter=presenter, items=below)
