"""The listings on published pages: without keys, and in the page's language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from scrutiny_cli.actionlog.rows import ActionRow
from scrutiny_cli.minutes.model import Status
from scrutiny_cli.output.columns import (
    CHANGES,
    ActionColumn,
    ListingContext,
    drop_numbers,
    make_rows,
)
from scrutiny_cli.output.document import Appendix
from scrutiny_cli.output.page_words import PAGE_WORDS, PageWords
from scrutiny_cli.output.phrases import NO_WORDS
from scrutiny_cli.output.table import (
    Column,
    TextTable,
    ValueTable,
    format_table,
    ungrouped_table,
)
from scrutiny_cli.output.values import PhraseCell, Value, format_value
from scrutiny_cli.output.views import NOBODY, Groups, tabulate_actions
from scrutiny_cli.publish.context import PageOptions

# Their cells have words of the program.
_FIXED_CELLS = frozenset({"Raised", "Due", "Status", "Outcome"})
_LAST = "Last update"
_EVENTS = frozenset({"raised", "brought forward", *CHANGES, *(status.value for status in Status)})
_WITHHELD = ("Withheld, ", "Withheld: ")
_MARK = re.compile("(^|[,;]? )(an update is withheld|confidential update)([.]?)$", re.IGNORECASE)
_COUNT = re.compile(r"\d+")
_SEPARATORS = re.compile("([,;] | – )")


def make_open_appendix(heading: str, groups: Groups, options: PageOptions) -> Appendix:
    """Return a listing of actions in groups."""
    return make_appendix(heading, tabulate_actions(groups, make_list_context(options)), options)


def make_list_context(options: PageOptions) -> ListingContext:
    """Return what a page's listings depend on: a key means nothing to the public."""
    return ListingContext(
        options.today, not options.internal, for_people=not options.is_data, has_keys=False
    )


def tabulate_columns(
    name: str, columns: tuple[ActionColumn, ...], rows: Sequence[ActionRow], context: ListingContext
) -> ValueTable:
    """Return a listing of some columns of actions."""
    chosen = drop_numbers(columns, rows, context)
    headed = (Column(column.heading, column.is_narrow) for column in chosen)
    return ungrouped_table(name, tuple(headed), make_rows(rows, chosen, context))


def make_appendix(heading: str, table: ValueTable, options: PageOptions) -> Appendix:
    """Return a listing with its days as the page writes them, in the language of the page."""
    text = translate_table(format_table(table, options.format_day), options.words)
    return Appendix(heading, text, table)


def translate_table(table: TextTable, words: PageWords) -> TextTable:
    """Return a listing with its headings, its footer and the program's words in a language."""
    if words.is_english:
        return table
    headings = table.headings
    groups = (
        group._replace(
            heading=_translate_owner(group.heading, words),
            rows=tuple(
                tuple(
                    translate_cell(heading, text, words)
                    for heading, text in zip(headings, row, strict=True)
                )
                for row in group.rows
            ),
        )
        for group in table.groups
    )
    columns = (
        column._replace(heading=words.find_words(column.heading)) for column in table.columns
    )
    return table._replace(
        columns=tuple(columns),
        groups=tuple(groups),
        footer=translate_phrases(table.footer, words),
    )


def translate_values(table: ValueTable, words: PageWords) -> ValueTable:
    """Return a listing whose days are values, in a language as `translate_table` does."""
    if words.is_english:
        return table
    groups = (
        group._replace(
            heading=_translate_owner(group.heading, words),
            rows=tuple(
                tuple(
                    _translate_value(column.heading, cell, words)
                    for column, cell in zip(table.columns, row, strict=True)
                )
                for row in group.rows
            ),
        )
        for group in table.groups
    )
    columns = (
        column._replace(heading=words.find_words(column.heading)) for column in table.columns
    )
    return table._replace(
        columns=tuple(columns),
        groups=tuple(groups),
        group_heading=words.find_words(table.group_heading),
    )


def _translate_value(heading: str, value: Value, words: PageWords) -> Value:
    if not isinstance(value, (str, PhraseCell)):
        return value
    return translate_cell(heading, format_value(value, date.isoformat), words)


def _translate_owner(heading: str | None, words: PageWords) -> str | None:
    """Return the heading of a group: the program's word for actions without an owner."""
    return f"({words('nobody')})" if heading == NOBODY else heading


def translate_cell(heading: str, text: str, words: PageWords) -> str:
    """Return a cell with the program's own words in a language, and all others as they are."""
    if words.is_english:
        return text
    if heading in _FIXED_CELLS:
        return translate_phrases(text, words)
    if heading == "Action" and text.startswith(_WITHHELD):
        if text.startswith(_WITHHELD[0]):
            return words("Withheld, {reason}", reason=text.removeprefix(_WITHHELD[0]))
        return words.find_words(text)
    if heading == "Action" and text == NO_WORDS:
        return words(text)
    return _translate_last(text, words) if heading == _LAST else text


def _translate_last(text: str, words: PageWords) -> str:
    """Return the last update with the program's own words in a language."""
    mark = _MARK.search(text)
    if mark is not None:
        return _translate_last(text[: mark.start()], words) + _translate_mark(mark, words)
    day, between, event = text.partition(" – ")
    is_fixed = all(phrase in _EVENTS for phrase in event.split(", "))
    return f"{day}{between}{translate_phrases(event, words)}" if is_fixed else text


def _translate_mark(mark: re.Match[str], words: PageWords) -> str:
    """Return in a language that an update is confidential: a sentence if it begins as one."""
    before, english, after = mark.groups()
    text = words.find_words(english[0].lower() + english[1:])
    return f"{before}{text[0].upper() if english[0].isupper() else text[0]}{text[1:]}{after}"


def translate_phrases(text: str, words: PageWords) -> str:
    """Return phrases that commas, semicolons or dashes separate in a language."""
    return "".join(_translate_phrase(part, words) for part in _SEPARATORS.split(text))


def _translate_phrase(text: str, words: PageWords) -> str:
    if text in PAGE_WORDS:
        return words.find_words(text)
    count = _COUNT.search(text)
    key = "" if count is None else f"{text[: count.start()]}{{count}}{text[count.end() :]}"
    return words(key, count=count[0]) if count is not None and key in PAGE_WORDS else text
