"""The first page of a site of several boards."""

from __future__ import annotations

from collections.abc import Sequence

from scrutiny_cli.actionlog.query import count_open_rows
from scrutiny_cli.output.page_words import ENGLISH_WORDS, PageWords
from scrutiny_cli.publish.site.addresses import INDEX, name_minutes
from scrutiny_cli.publish.site.board_source import BoardSource
from scrutiny_cli.publish.site.page import (
    SiteColumn,
    SiteLink,
    SitePage,
    SiteRow,
    SiteSection,
    SiteTable,
)

_COLUMNS = (
    SiteColumn("Board", is_narrow=False),
    SiteColumn("Latest minutes"),
    SiteColumn("Next meeting"),
    SiteColumn("Open", is_number=True),
    SiteColumn("Overdue", is_number=True),
)


def make_front_page(boards: Sequence[BoardSource]) -> SitePage:
    """Return the page that leads to each board; all count to one day."""
    words = choose_words(boards)
    columns = tuple(column._replace(heading=words(column.heading)) for column in _COLUMNS)
    table = SiteTable(words("Boards"), columns, tuple(map(_make_row, boards)))
    return SitePage(
        path=INDEX,
        title=words("Minutes and actions"),
        sections=(SiteSection((table,)),),
        as_at=boards[0].format_day(boards[0].today),
    )


def choose_words(boards: Sequence[BoardSource]) -> PageWords:
    """Return the fixed words in the language of all boards; English where they have several."""
    languages = {board.words.language for board in boards}
    return boards[0].words if len(languages) == 1 else ENGLISH_WORDS


def _make_row(board: BoardSource) -> SiteRow:
    latest = board.whole.index.find_last_held(board.today)
    coming = board.whole.index.find_coming(board.today)
    count = count_open_rows(board.public_rows, board.today)
    return SiteRow(
        (
            (SiteLink(board.name, board.folder + INDEX),),
            ()
            if latest is None
            else (
                SiteLink(board.format_day(latest.date), board.folder + name_minutes(latest.name)),
            ),
            () if coming is None else (SiteLink(board.format_day(coming.date)),),
            (SiteLink(str(sum(row.open for row in board.rows))),),
            (SiteLink(str(count.overdue)),),
        )
    )
