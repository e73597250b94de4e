"""The listings of a document as a workbook."""

from __future__ import annotations

from scrutiny_cli.output.document import Document
from scrutiny_cli.publish.day_codes import make_day_code
from scrutiny_cli.publish.listing import translate_values
from scrutiny_cli.publish.workbook import WORDS_HEADING, Sheet, WorkbookOptions, render_workbook


def render_list_workbook(document: Document) -> bytes:
    """Return a workbook with a sheet for each listing of a document, which is as at a day."""
    if document.day is None:
        raise ValueError(document.title)
    words = document.words
    sheets = [
        Sheet(
            words.find_words(appendix.values.name.capitalize()),
            translate_values(appendix.values, words),
        )
        for appendix in document.appendices
        if appendix.values is not None
    ]
    options = WorkbookOptions(
        title=document.title,
        day=document.day,
        day_code=make_day_code(document.dates),
        board=document.board,
        internal=document.internal,
        words_heading=words.find_words(WORDS_HEADING),
    )
    return render_workbook(sheets, options)
