"""PDF files among the FILEs of an import, and the project's own minutes as PDF."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_files import draw_on_pages, draw_pages, read_proved
from support import make_book
from test_html import real

from scrutiny_cli.importing.batch import import_files
from scrutiny_cli.importing.import_records import Batch, ImportFile, ImportOptions, TargetFolder
from scrutiny_cli.publish.html import render_html
from scrutiny_cli.publish.pdf import render_pdf

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from scrutiny_cli.actionlog.model import MinuteBook

TODAY = date(2024, 6, 1)
MARCH = [(60, 780, "Parks Committee"), (60, 760, "12 March 2024"), (60, 740, "The pump works.")]
APRIL = [(60, 780, "Parks Committee"), (60, 760, "9 April 2024"), (60, 740, "It does not.")]


def import_all(*files: ImportFile, book: MinuteBook | None = None) -> tuple[Batch, list[int]]:
    """Return what becomes of files, and how many were read when progress was shown."""
    counts: list[int] = []
    folder = TargetFolder("meetings", book or make_book({}), TODAY)

    def count(done: int, total: int) -> None:
        assert total == len(files)
        counts.append(done)

    return import_files(files, ImportOptions(), folder, progress=count), counts


def test_pdf_files_are_imported_with_others_and_one_that_is_refused_hinders_none() -> None:
    batch, counts = import_all(
        ImportFile("old/april.pdf", draw_pages(APRIL)),
        ImportFile("old/may.txt", b"Parks Committee\n\n14 May 2024\n\nIt rained.\n"),
        ImportFile("old/march.pdf", draw_pages(MARCH)),
        ImportFile("old/locked.pdf", draw_pages(MARCH, password="secret")),  # noqa: S106  of an example
    )
    assert [file.path for file in batch.files] == [
        "meetings/2024-03-12.yaml",
        "meetings/2024-04-09.yaml",
        "meetings/2024-05-14.yaml",
    ]
    assert [(one.source.name, one.reason[:22]) for one in batch.refused] == [
        ("locked.pdf", "The file is encrypted.")
    ]
    assert counts == [1, 2, 3, 4]


def test_a_pdf_that_was_imported_before_is_not_read_again() -> None:
    march = ImportFile("old/march.pdf", draw_pages(MARCH))
    first, _ = import_all(march)
    second, counts = import_all(march, book=first.book)
    assert [one.existing for one in second.skipped] == [("2024-03-12",)]
    assert (second.files, counts) == ((), [])


WORDS = st.sampled_from(
    [
        "Action",
        "Owner",
        "Due",
        "Ref",
        "Status",
        "by",
        "7/24",
        "RO",
        "the",
        "well-",
        "known",
        "letter-",
        "–",
        "•",
        "1.",
        "(a)",
        "o",
        "14",
        "th",
        "A",
    ]
)
PLACES = st.tuples(
    st.sampled_from([60, 62, 78, 110, 200, 330, 400, 480]), st.integers(1, 58).map(lambda y: y * 14)
)
DRAWN = st.tuples(
    PLACES, st.lists(WORDS, min_size=1, max_size=9).map(" ".join), st.sampled_from(["t", "b", "r"])
)


@given(st.lists(st.lists(DRAWN, max_size=25), min_size=1, max_size=3))
@settings(max_examples=40)
def test_no_letter_of_any_page_is_lost(pages: list[list[tuple[Any, str, str]]]) -> None:
    def draw(shapes: list[tuple[Any, str, str]], canvas: Canvas) -> None:
        canvas.drawString(60, 820, "Minutes")
        for (x, y), text, kind in shapes:
            if kind == "r":
                canvas.rect(x, y, 140, 28)
            canvas.setFont("Helvetica-Bold" if kind == "b" else "Helvetica", 11)
            canvas.drawString(x, y, text)

    read_proved(draw_on_pages(*(partial(draw, shapes) for shapes in pages)))


@pytest.fixture(scope="module")
def published() -> tuple[Batch, Batch]:
    """The published minutes of 28 May 2015, imported as PDF and as a web page."""
    document = real()
    pdf, _ = import_all(ImportFile("2015-05-28.pdf", render_pdf(document)))
    html, _ = import_all(ImportFile("2015-05-28.html", render_html(document).encode()))
    return pdf, html


NUMBERED = [f"{number}/15" for number in range(33, 41)]  # a page ends beside 32/15


def test_published_minutes_raise_the_same_actions_from_pdf_as_from_the_web_page(
    published: tuple[Batch, Batch],
) -> None:
    pdf, html = (
        {
            one.key: (one.state.words, one.state.owners, one.state.due)
            for one in batch.book.log.actions
            if one.key in NUMBERED
        }
        for batch in published
    )
    assert pdf == html
    assert sorted(pdf) == NUMBERED


def test_a_link_within_a_document_is_no_comment(published: tuple[Batch, Batch]) -> None:
    assert "# item-" not in published[0].files[0].written.text


def test_the_actions_of_published_minutes_are_those_of_their_file(
    published: tuple[Batch, Batch],
) -> None:
    found = {one.key: one.state for one in published[0].book.log.actions}
    numbered = {f"{number}/15" for number in range(32, 41)}
    assert numbered <= set(found)
    assert (found["39/15"].owners, found["37/15"].owners) == (("LW", "WK"), ("CF",))
    assert {found[key].due_day for key in numbered - {"37/15"}} == {date(2015, 6, 25)}
    assert [state.words for state in found.values() if state.owners == ("JK",)] == [
        "To be published on website"
    ]
    assert len(published[0].files[0].meeting.people[0].people) == 9
