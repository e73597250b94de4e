"""Tables of actions, and links to them, their meetings and their owners."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from scrutiny_cli.actionlog.rows import ActionRow
from scrutiny_cli.output.columns import ListingContext, choose_columns, is_withheld, make_rows
from scrutiny_cli.output.paragraphs import join_words
from scrutiny_cli.output.values import Value, format_value
from scrutiny_cli.publish.listing import translate_cell
from scrutiny_cli.publish.site.addresses import name_minutes
from scrutiny_cli.publish.site.board_source import BoardSource
from scrutiny_cli.publish.site.page import SiteColumn, SiteLink, SiteRow, SiteTable

_COLUMNS = (
    SiteColumn("Number"),
    SiteColumn("Action", is_narrow=False),
    SiteColumn("Owner"),
    SiteColumn("Raised"),
    SiteColumn("Due"),
    SiteColumn("Status"),
)
_VALUES = choose_columns("marked_action raised_or_brought due_and_moves status_and_marks")
_LONGEST_TITLE = 80  # characters of an action's words in a heading


def tabulate_linked_actions(
    source: BoardSource, rows: Sequence[ActionRow], caption: str
) -> SiteTable:
    """Return actions as a table, each with a link to its page; none is named by a key."""
    context = ListingContext(source.today, is_redacted=True, for_people=True)
    values = make_rows(rows, _VALUES, context)
    made = (
        _make_row(source, row, _write_cells(source, cells), context)
        for row, cells in zip(rows, values, strict=True)
    )
    return _drop_numbers(SiteTable(caption, translate_columns(source, _COLUMNS), tuple(made)))


def _write_cells(source: BoardSource, cells: Iterable[Value]) -> list[str]:
    """Return values as they are shown, with the program's own words in the board's language."""
    return [
        translate_cell(column.heading, format_value(value, source.format_day), source.words)
        for column, value in zip(_VALUES, cells, strict=True)
    ]


def translate_columns(source: BoardSource, columns: Iterable[SiteColumn]) -> tuple[SiteColumn, ...]:
    """Return columns with their headings in the board's language."""
    words = source.words
    return tuple(column._replace(heading=words(column.heading)) for column in columns)


def _drop_numbers(table: SiteTable) -> SiteTable:
    """Return the table without the column of numbers where no action has one."""
    if any(row.cells[0] for row in table.rows):
        return table
    rows = tuple(row._replace(cells=row.cells[1:]) for row in table.rows)
    return table._replace(columns=table.columns[1:], rows=rows)


def _make_row(
    source: BoardSource, row: ActionRow, texts: list[str], context: ListingContext
) -> SiteRow:
    words, raised, due, status = texts
    if is_withheld(row, context):
        cells = ((), (SiteLink(words),), (), (), (), (SiteLink(status),))
        return SiteRow(cells)
    page = source.action_pages[row.place_key]
    return SiteRow(
        (
            (SiteLink(join_words(row.ref), page),) if row.ref else (),
            (SiteLink(words, "" if row.ref else page),),
            tuple(list_owners(source, row)),
            (link_minutes(source, row.meeting, raised),),
            (SiteLink(due),) if due else (),
            (SiteLink(status),),
        ),
        "overdue" if row.overdue_days else "",
    )


def link_minutes(source: BoardSource, meeting: str, text: str = "") -> SiteLink:
    """Return a link to the minutes of a meeting, where these have a page."""
    found = source.whole.find_meeting(meeting)
    day = source.format_day(found.date) if found is not None else ""
    return SiteLink(text or day, name_minutes(meeting) if source.has_minutes(meeting) else "")


def list_owners(source: BoardSource, row: ActionRow) -> Iterator[SiteLink]:
    """Return the owners as they are shown, each with a link to the page of the person."""
    for shown in row.owners_shown:
        label = next((each for each in row.owners if _is_shown_as(each, shown)), "")
        yield SiteLink(join_words(shown), source.people_pages.get(label, ""), is_name=True)


def _is_shown_as(label: str, shown: str) -> bool:
    return shown == label or shown.startswith(f"{label} (")


def name_public_action(source: BoardSource, row: ActionRow) -> str:
    """Return an action's number, otherwise its words, shortened: a key is never shown."""
    words = _cut_title(join_words(row.action))
    return join_words(row.ref) or words or source.words("Action")


def _cut_title(text: str, longest: int = _LONGEST_TITLE) -> str:
    """Return a text of at most so many characters, cut at a space."""
    if len(text) <= longest:
        return text
    return f"{text[:longest].rpartition(' ')[0] or text[:longest]} …"


def select_open(rows: Iterable[ActionRow]) -> list[ActionRow]:
    """Return the open actions."""
    return [row for row in rows if row.open]
