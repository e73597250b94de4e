"""The listings on published pages: without keys, and in the page's language."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scrutiny_cli.actionlog.rows import ActionRow
from scrutiny_cli.minutes.languages import language_code
from scrutiny_cli.output.columns import ListingContext
from scrutiny_cli.output.document import Appendix
from scrutiny_cli.output.page_words import PAGE_WORDS, PageWords
from scrutiny_cli.output.table import TextTable, ValueTable, format_table
from scrutiny_cli.output.views import Groups, tabulate_actions
from scrutiny_cli.publish.context import PageOptions

_FIRST = "Ref"
# Their cells have words of the program.
_FIXED_CELLS = frozenset({"Raised", "Due", "Status", "Outcome"})
_LAST, _EVENTS = "Last update", frozenset({"raised", "brought forward"})
_WITHHELD, _UPDATE_WITHHELD = ("Withheld, ", "Withheld: "), "an update is withheld"
_COUNT = re.compile(r"\d+")
_SEPARATORS = re.compile("([,;] | – )")


def make_open_appendix(heading: str, groups: Groups, options: PageOptions) -> Appendix:
    """Return a listing of actions in groups."""
    listed = list(groups)
    context = ListingContext(options.today, not options.internal)
    rows = [row for _, actions in listed for row in actions]
    return make_appendix(heading, hide_keys(tabulate_actions(listed, context), rows), options)


def make_appendix(heading: str, table: ValueTable, options: PageOptions) -> Appendix:
    """Return a listing with its days as the page writes them, in the language of the page."""
    text = translate_table(format_table(table, options.format_day), options.words)
    return Appendix(heading, text, table)


def hide_keys(table: ValueTable, rows: Iterable[ActionRow]) -> ValueTable:
    """Return a listing whose first column has numbers alone: a key means nothing to the public.

    Without any number the column is left out.
    """
    keys = {row.key for row in rows if row.ref is None}
    groups = tuple(
        group._replace(
            rows=tuple((None if row[0] in keys else row[0], *row[1:]) for row in group.rows)
        )
        for group in table.groups
    )
    hidden = table._replace(groups=groups)
    if any(row[0] for row in hidden.iter_rows()) or table.columns[0].heading != _FIRST:
        return hidden
    shorter = tuple(
        group._replace(rows=tuple(row[1:] for row in group.rows)) for group in hidden.groups
    )
    return hidden._replace(columns=table.columns[1:], groups=shorter)


def translate_table(table: TextTable, words: PageWords) -> TextTable:
    """Return a listing with its headings, its footer and the program's words in a language."""
    if language_code(words.language) == "en":
        return table
    headings = table.headings
    groups = (
        group._replace(
            rows=tuple(
                tuple(
                    _translate_cell(heading, text, words)
                    for heading, text in zip(headings, row, strict=True)
                )
                for row in group.rows
            )
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


def _translate_cell(heading: str, text: str, words: PageWords) -> str:
    """Return a cell with the program's own words in a language, and all others as they are."""
    if heading in _FIXED_CELLS:
        return translate_phrases(text, words)
    if heading == "Action" and text.startswith(_WITHHELD):
        if text.startswith(_WITHHELD[0]):
            return words("Withheld, {reason}", reason=text.removeprefix(_WITHHELD[0]))
        return words.find_words(text)
    if heading == _LAST and text.endswith(f"; {_UPDATE_WITHHELD}"):
        said = _translate_cell(heading, text.removesuffix(f"; {_UPDATE_WITHHELD}"), words)
        return f"{said}; {words.find_words(_UPDATE_WITHHELD)}"
    day, between, event = text.partition(" – ")
    if heading == _LAST and event in _EVENTS:
        return f"{day}{between}{words.find_words(event)}"
    return text


def translate_phrases(text: str, words: PageWords) -> str:
    """Return phrases that commas, semicolons or dashes separate in a language."""
    return "".join(_translate_phrase(part, words) for part in _SEPARATORS.split(text))


def _translate_phrase(text: str, words: PageWords) -> str:
    if text in PAGE_WORDS:
        return words.find_words(text)
    count = _COUNT.match(text)
    key = "" if count is None else f"{{count}}{text[count.end() :]}"
    return words(key, count=count[0]) if count is not None and key in PAGE_WORDS else text
