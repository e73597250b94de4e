"""PDF files: lines, paragraphs, lists, margins and tables with ruling lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from io import BytesIO

import pytest
from pdf_files import (
    GRID,
    describe_blocks,
    draw_on_pages,
    draw_pages,
    make_pdf,
    make_story,
    make_table,
    read_proved,
)
from PIL import Image
from reportlab.lib import colors
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak

from scrutiny_cli.importing.blocks import CannotImport, SourceText
from scrutiny_cli.importing.readers.pdf import read_pdf
from scrutiny_cli.importing.readers.pdf_lines import PdfLine, PdfWord
from scrutiny_cli.importing.readers.pdf_paragraphs import find_line_mark

LOREM = (
    "The clerk reported that the two firms had been asked for a price, and that the first of them "
    "had already answered. The chair thanked him for the work, which had taken much of the winter "
    "and more of the spring than anybody had expected."
)


def read_lines(*pages: Sequence[tuple[float, float, str]]) -> list[str]:
    return describe_blocks(read_proved(draw_pages(*pages)).blocks)


@pytest.fixture(scope="module")
def minutes() -> SourceText:
    rows = [
        ["Ref", "Action", "Owner", "Due"],
        ["7/24", "Price a new gate for the north entrance of the field.", "TB", "13 February 2024"],
        ["8/24", "Write to the county.", "RO", "5 March 2024"],
    ]
    story = make_story(
        "# Playing Field Committee",
        "Minutes of the meeting of 9 January 2024",
        "Present: Rosa Okafor (RO), Tom Bell (TB)",
        "# 1. Matters arising",
        LOREM,
        "It was noted on the 14<super>th</super> of the month.",
    )
    table = make_table(rows, [50, 200, 60, 90])
    after = make_story("The next meeting is on 13 February 2024.")
    return read_proved(make_pdf([*story, table, *after], footer="Page # of 1", header=""))


def test_paragraphs_headings_and_a_ruled_table_are_blocks_in_reading_order(
    minutes: SourceText,
) -> None:
    assert describe_blocks(minutes.blocks) == [
        "# Playing Field Committee",
        "Minutes of the meeting of 9 January 2024",
        "Present: Rosa Okafor (RO), Tom Bell (TB)",
        "# 1. Matters arising",
        LOREM,
        "It was noted on the 14th of the month.",
        "| Ref | Action | Owner | Due",
        "| 7/24 | Price a new gate for the north entrance of the field. | TB | 13 February 2024",
        "| 8/24 | Write to the county. | RO | 5 March 2024",
        "The next meeting is on 13 February 2024.",
    ]


def test_places_are_lines_of_pages_and_rows_of_tables(minutes: SourceText) -> None:
    assert [block.place.text for block in minutes.blocks][3:8] == [
        "page 1, line 4",
        "page 1, line 5",
        "page 1, line 8",
        "table 1, row 1",
        "table 1, row 2",
    ]


def test_the_number_of_a_page_is_ignored(minutes: SourceText) -> None:
    assert [(one.place, one.reason, one.text) for one in minutes.ignored] == [
        ("page 1", "page footer", "Page 1 of 1")
    ]


def test_lines_of_a_paragraph_are_joined_where_the_next_word_had_no_room() -> None:
    full = "The clerk reported that two firms had been asked for a price by letter in the autumn."
    assert read_lines(
        [
            (60, 780, full),
            (60, 766, "Representatives answered."),
            (60, 752, "The gate is broken."),
            (60, 738, "Rosa Okafor"),
            (60, 724, "Tom Bell"),
        ]
    ) == [f"{full} Representatives answered.", "The gate is broken.", "Rosa Okafor", "Tom Bell"]


# Tables without ruling lines

HEAD = [(60, 700, "Ref"), (110, 700, "Action"), (330, 700, "Owner"), (400, 700, "Due date")]
PRICE = [
    (60, 680, "7/24"),
    (110, 680, "Price a new gate for the north"),
    (110, 667, "entrance of the field."),
    (330, 680, "TB"),
    (400, 680, "13 February"),
    (400, 667, "2024"),
]
LETTER = [(60, 647, "8/24"), (110, 647, "Write to the county."), (330, 647, "RO")]
PRICE_ROW = "| 7/24 | Price a new gate for the north entrance of the field. | TB | 13 February 2024"


def test_words_aligned_with_three_known_headings_are_a_table() -> None:
    words = [
        (60, 720, "The actions are:"),
        *HEAD,
        *PRICE,
        *LETTER,
        (60, 600, "The meeting closed."),
    ]
    assert read_lines(words) == [
        "The actions are:",
        "| Ref | Action | Owner | Due date",
        PRICE_ROW,
        "| 8/24 | Write to the county. | RO | ",
        "The meeting closed.",
    ]


def test_a_table_without_lines_goes_on_over_pages_whose_headings_are_repeated() -> None:
    assert read_lines([*HEAD, *PRICE], [*HEAD, *LETTER]) == [
        "| Ref | Action | Owner | Due date",
        PRICE_ROW,
        "| 8/24 | Write to the county. | RO | ",
    ]


def test_columns_are_found_where_the_headings_are_centred() -> None:
    centred = [(150, 700, "Action"), (318, 700, "Owner"), (440, 700, "Due date")]
    body = [
        (60, 680, "Price a new gate for the north side."),
        (310, 680, "Tom Bell"),
        (420, 680, "13 February 2024"),
    ]
    assert read_lines([*centred, *body]) == [
        "| Action | Owner | Due date",
        "| Price a new gate for the north side. | Tom Bell | 13 February 2024",
    ]


def test_a_table_whose_columns_are_not_known_is_kept_as_text_and_doubted() -> None:
    text = (60, 680, "Tom Bell will price a new gate for the north side before the summer of 2024.")
    source = read_proved(draw_pages([*HEAD, text]))
    assert describe_blocks(source.blocks) == ["Ref Action Owner Due date", text[2]]
    assert [block.doubts for block in source.blocks] == [("table-not-read",), ()]
    (note,) = source.notes
    assert note == (
        "The columns of a table on page 1 could not be determined, so its words are kept as text. "
        "If you have the Word file, import that instead."
    )


# Tables with ruling lines


def test_a_ruled_table_goes_on_over_pages_and_ignores_repeated_headings() -> None:
    rows = [
        ("Ref", "Action", "Owner"),
        *((f"{at}/24", "Write a letter.", "RO") for at in range(60)),
    ]
    source = read_proved(make_pdf([make_table(rows, [60, 300, 60], repeat=1)]))
    assert len(source.blocks) == 61
    assert {block.place.table for block in source.blocks} == {1}
    assert [one.text for one in source.ignored] == ["Ref Action Owner"]


def test_cells_that_are_merged_cover_others() -> None:
    span = [*GRID, ("SPAN", (0, 1), (2, 1)), ("SPAN", (2, 2), (2, 3))]
    rows = [
        ("Ref", "Action", "Owner"),
        ("Actions that were raised at the meeting of the ninth of January", "", ""),
        ("7/24", "Price a gate.", "RO"),
        ("8/24", "Write a letter.", ""),
    ]
    source = read_proved(make_pdf([make_table(rows, [60, 200, 60], span)]))
    covered = [[cell.is_covered for cell in block.cells] for block in source.blocks]
    assert covered == [[False] * 3, [False, True, True], [False] * 3, [False, False, True]]
    assert source.blocks[3].cells[2].is_from_above


def test_a_row_that_a_page_break_divides_is_joined_and_doubted() -> None:
    frame = [(60, 300, 120), (120, 300, 300), (420, 300, 60)]

    def draw(canvas: Canvas, cells: tuple[str, ...]) -> None:
        for (x, y, width), text in zip(frame, cells, strict=True):
            canvas.rect(x, y, width if x > 60 else 60, 30)
            canvas.drawString(x + 5, y + 12, text)

    source = read_proved(
        draw_on_pages(
            lambda canvas: draw(canvas, ("7/24", "Price a new gate for the", "RO")),
            lambda canvas: draw(canvas, ("", "north entrance.", "")),
        )
    )
    assert describe_blocks(source.blocks) == [
        "| 7/24 | Price a new gate for the north entrance. | RO"
    ]
    assert source.blocks[0].doubts == ("rows-joined",)


def test_a_frame_around_text_is_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(50, 700, 400, 60)
        canvas.drawString(60, 740, "The minutes were agreed.")

    assert describe_blocks(read_proved(draw_on_pages(draw)).blocks) == ["The minutes were agreed."]


def test_rows_that_are_shaded_in_turn_have_the_columns_of_the_shaded_ones() -> None:
    rows = [("Action", "Lead", "Deadline"), *[("Write a letter.", "RO", "5 March 2024")] * 4]
    shade = [("BACKGROUND", (0, at), (-1, at), colors.lightblue) for at in (1, 3)]
    lines = [("BOX", (0, at), (0, at), 0.5, colors.black) for at in (1, 3)]
    lines += [("BOX", (1, at), (1, at), 0.5, colors.black) for at in (1, 3)]
    outer = [("BOX", (0, 0), (-1, -1), 0.5, colors.black)]
    source = read_proved(make_pdf([make_table(rows, [200, 60, 100], [*shade, *lines, *outer])]))
    assert describe_blocks(source.blocks) == [
        "| Action | Lead | Deadline",
        *["| Write a letter. | RO | 5 March 2024"] * 4,
    ]


# Lists, columns, margins, letters


def test_bullets_of_all_kinds_are_entries_with_the_level_of_their_indent() -> None:
    def draw(canvas: Canvas) -> None:
        for x, y, font, mark, text in (
            (
                60,
                780,
                "Helvetica",
                "•",
                "The first point, which is so long that it goes on over the",
            ),
            (60, 752, "ZapfDingbats", "l", "A point with a sign of a symbol font"),
            (80, 738, "Courier", "o", "A point below it"),
            (80, 724, "Helvetica", "–", "Another below it"),
            (60, 710, "Helvetica", "1.", "A numbered point"),
        ):
            canvas.setFont(font, 11)
            canvas.drawString(x, y, mark)
            canvas.setFont("Helvetica", 11)
            canvas.drawString(x + 18, y, text)
        canvas.drawString(78, 766, "end of its line.")

    assert describe_blocks(read_proved(draw_on_pages(draw)).blocks) == [
        "• The first point, which is so long that it goes on over the end of its line.",
        "• A point with a sign of a symbol font",
        "  • A point below it",
        "  – Another below it",
        "1. A numbered point",
    ]


def test_two_columns_are_read_one_after_the_other() -> None:
    words = LOREM.split()
    lines = [" ".join(words[at : at + 6]) for at in range(0, len(words), 6)]
    left = [(60, 700 - 13.5 * at, line) for at, line in enumerate(lines)]
    right = [(320, 700 - 13.5 * at, line) for at, line in enumerate(lines)]
    assert read_lines([(60, 740, "Minutes"), *left, *right]) == ["Minutes", LOREM, LOREM]


def test_notes_beside_the_text_come_after_their_paragraph() -> None:
    words = LOREM.split()
    lines = [" ".join(words[at : at + 10]) for at in range(0, len(words), 10)]
    first = [(60, 700 - 13.5 * at, line) for at, line in enumerate(lines)]
    second = [(60, 600 - 13.5 * at, line) for at, line in enumerate(lines)]
    notes = [(450, 686.5, "TB"), (450, 573, "Action: RO")]
    assert read_lines([(60, 740, "Minutes"), *first, *second, *notes]) == [
        "Minutes",
        LOREM,
        "TB",
        LOREM,
        "Action: RO",
    ]


def test_a_list_of_names_goes_on_below_the_words_after_its_label() -> None:
    names = "Rosa Okafor (RO), Tom Bell (TB), Jo Marsh (JM), Ada Lind (AL), Simran Kaur (SK),"
    label, below = [(60, 780, "Present:"), (160, 780, names)], (160, 766.5, "Jan Klimkowski (JKK)")
    assert read_lines([*label, below]) == [f"Present: {names} Jan Klimkowski (JKK)"]


def test_headers_and_footers_are_ignored_but_the_first_time_they_are_listed() -> None:
    story = [
        flowable
        for at in range(3)
        for flowable in (*make_story(f"Page text {'abc'[at]}."), PageBreak())
    ]
    source = read_proved(make_pdf(story[:-1], header="Mill Lane Council", footer="Confidential #"))
    assert describe_blocks(source.blocks) == ["Page text a.", "Page text b.", "Page text c."]
    assert source.margins[:2] == ("Mill Lane Council", "Confidential 1")
    assert [one.reason for one in source.ignored] == ["page header", "page footer"] * 3


def test_words_across_the_page_are_a_watermark() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 780, "Minutes of 9 January 2024")
        canvas.rotate(45)
        canvas.setFont("Helvetica", 60)
        canvas.drawString(300, 100, "IN CONFIDENCE")

    source = read_proved(draw_on_pages(draw))
    assert source.margins == ("IN CONFIDENCE",)
    assert describe_blocks(source.blocks) == ["Minutes of 9 January 2024"]


def test_a_link_is_shown_after_its_words() -> None:
    source = read_proved(
        make_pdf(
            make_story(
                'See <a href="https://a.example/x">the report</a>, or https://b.example/y.',
                '<a href="https://c.example/z">https://c.example/z</a>',
                'Write to <a href="mailto:ro@a.example">Rosa</a>.',
            )
        )
    )
    assert [(block.text, block.links) for block in source.blocks] == [
        (
            "See the report (https://a.example/x), or https://b.example/y.",
            ("https://a.example/x", "https://b.example/y"),
        ),
        ("https://c.example/z", ("https://c.example/z",)),
        ("Write to Rosa (ro@a.example).", ()),
    ]


def test_hyphens_at_the_end_of_lines_are_removed_only_from_known_words() -> None:
    lines = [
        "The committee met.",
        "It was agreed by all of those who were there that the commit-",
        "tee and its well-known members would meet again. The well-",
        "known one was thanked.",
    ]
    assert read_lines([(60, 780 - 13.5 * at, line) for at, line in enumerate(lines)])[1] == (
        "It was agreed by all of those who were there that the committee and its well-known "
        "members would meet again. The well-known one was thanked."
    )


def test_letters_that_are_drawn_twice_to_look_bold_are_read_once() -> None:
    assert read_lines([(60, 780, "Apologies"), (60.3, 780, "Apologies")]) == ["Apologies"]


# Refusals


def find_refusal(data: bytes) -> str:
    with pytest.raises(CannotImport) as caught:
        read_pdf(data)
    return str(caught.value)


def draw_picture(canvas: Canvas) -> None:
    pixels = ImageReader(BytesIO(make_picture()))
    canvas.drawImage(pixels, 0, 0, 595, 842)


def make_picture() -> bytes:
    stream = BytesIO()
    Image.new("RGB", (2, 2), "grey").save(stream, "png")
    return stream.getvalue()


def test_pages_that_are_pictures_are_refused() -> None:
    assert find_refusal(draw_on_pages(*[draw_picture] * 3)) == (
        "Pages 1–3 are pictures, and there is no other text. "
        "Make text of them with a program for text recognition, and import that."
    )
    assert find_refusal(draw_on_pages(draw_picture)).startswith("Page 1 is a picture, and there")


def test_a_page_that_is_a_picture_among_others_is_doubted() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 780, "Minutes")

    source = read_proved(draw_on_pages(draw, draw_picture, draw, draw_picture))
    (note,) = source.notes
    assert note == (
        "Pages 2 and 4 are pictures, without text that can be read. "
        "Make text of them with a program for text recognition, and add what is missing."
    )
    assert [block.doubts for block in source.blocks] == [("picture",), ("picture",)]


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (draw_pages([]), "There is no text in the file. Check whether its pages are empty. If not"),
        (draw_pages(*[[]] * 501), "The file has more than 500 pages. Print the pages of the min"),
        (b"%PDF-1.7\nnothing", "The file is damaged, or is not a PDF. Open it in a program that"),
        (draw_pages([(60, 700, "x")])[:300], "The file is damaged, or is not a PDF."),
        (draw_pages([(60, 700, "x")], password="secret"), "The file is encrypted. Open it with"),  # noqa: S106  of an example
    ],
)
def test_what_cannot_be_read_is_refused_with_a_remedy(data: bytes, refusal: str) -> None:
    assert find_refusal(data).startswith(refusal)


def test_a_file_that_may_be_read_but_not_changed_is_read() -> None:
    source = read_proved(draw_pages([(60, 700, "Minutes")], owner_password="secret"))  # noqa: S106  of an example
    assert describe_blocks(source.blocks) == ["Minutes"]


# What else a page may have


def test_comments_of_readers_are_kept_at_their_place() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 780, "The gate is broken.")
        canvas.drawString(60, 700, "The pump works.")
        canvas.textAnnotation("Is it?", Rect=(300, 690, 320, 710))

    source = read_proved(draw_on_pages(draw))
    assert [block.comments for block in source.blocks] == [(), ("Is it?",)]


def test_words_that_are_turned_by_a_quarter_are_kept() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 780, "The gate is broken.")
        canvas.rotate(90)
        canvas.drawString(400, -60, "Filed in March")

    assert describe_blocks(read_proved(draw_on_pages(draw)).blocks) == [
        "The gate is broken.",
        "Filed in March",
    ]


def test_raised_letters_join_their_word() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 780, "On 14")
        canvas.setFont("Helvetica", 6)
        canvas.drawString(60 + canvas.stringWidth("On 14", "Helvetica", 11), 785, "th")
        canvas.setFont("Helvetica", 11)
        canvas.drawString(105, 780, "January")

    assert describe_blocks(read_proved(draw_on_pages(draw)).blocks) == ["On 14th January"]


def test_words_without_spaces_between_them_are_separated_by_their_gaps() -> None:
    words = [(60, 780, "The"), (82, 780, "gate"), (108, 780, "is"), (119, 780, "broken.")]
    assert read_lines(words) == ["The gate is broken."]


def test_cells_drawn_as_paths_and_thin_areas_are_a_table() -> None:
    def draw(canvas: Canvas) -> None:
        path = canvas.beginPath()
        path.moveTo(60, 700)
        for x, y in ((260, 700), (260, 730), (160, 730), (60, 730), (60, 700)):
            path.lineTo(x, y)
        canvas.drawPath(path)
        canvas.rect(160, 700, 0.5, 30, stroke=0, fill=1)
        canvas.drawString(70, 712, "Owner")
        canvas.drawString(170, 712, "RO")

    assert describe_blocks(read_proved(draw_on_pages(draw)).blocks) == ["| Owner | RO"]


def test_rows_without_space_between_them_begin_where_an_owner_is() -> None:
    head = [(60, 700, "Action"), (300, 700, "Owner"), (400, 700, "Due date")]
    rows = [
        (60, 686, "Price a new gate for the north side of"),
        (300, 686, "TB"),
        (400, 686, "asap"),
        (60, 672, "the playing field."),
        (60, 658, "Write to the county."),
        (300, 658, "RO"),
        (60, 644, "Ask the firms."),
        (300, 644, "JM"),
        (400, 644, "5 March"),
        (400, 630, "2024"),
    ]
    assert read_lines([*head, *rows])[1:] == [
        "| Price a new gate for the north side of the playing field. | TB | asap",
        "| Write to the county. | RO | ",
        "| Ask the firms. | JM | 5 March 2024",
    ]


def test_a_line_across_the_columns_is_a_row_of_one_cell() -> None:
    across = [(60, 640, "Actions that were agreed at the meeting of 5 December 2023 in the hall")]
    rows = read_lines([*HEAD, *PRICE, *across, *[(x, y - 25, text) for x, y, text in LETTER]])
    assert rows[2:] == [f"| {across[0][2]} |  |  | ", "| 8/24 | Write to the county. | RO | "]


def test_the_day_of_the_file_is_that_of_its_properties() -> None:
    assert read_proved(draw_pages([(60, 700, "Minutes")])).created == date(2000, 1, 1)


def test_a_bold_line_is_a_paragraph_in_bold() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 11)
        canvas.drawString(60, 780, "Apologies for absence")
        canvas.setFont("Helvetica", 11)
        canvas.drawString(60, 766, "None were received.")

    assert [block.is_bold for block in read_proved(draw_on_pages(draw)).blocks] == [True, False]


@pytest.mark.parametrize(
    ("text", "mark", "rest"),
    [
        ("☐ Ask the school", "☐", ["Ask", "the", "school"]),
        ("☑Ask us", "☑", ["Ask", "us"]),
        ("•Ask the school", "•", ["Ask", "the", "school"]),
        ("1. ☑ Ask us", "1. ☑", ["Ask", "us"]),
        ("\ufffd Ask us", "•", ["Ask", "us"]),
    ],
)
def test_boxes_and_bullets_without_a_space_are_marks(text: str, mark: str, rest: list[str]) -> None:
    words = [
        PdfWord(word, 60 + 40 * at, 90 + 40 * at, 0, 11, 11, "Sans")
        for at, word in enumerate(text.split())
    ]
    found, left = find_line_mark(PdfLine(words, 10))
    assert (found and found.mark, [word.text for word in left]) == (mark, rest)


def test_a_sign_alone_is_no_mark() -> None:
    assert find_line_mark(PdfLine([PdfWord("•", 60, 64, 0, 11, 11, "Sans")], 10))[0] is None


def test_headings_close_together_and_of_two_lines_are_columns() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 11)
        for x, y, text in (
            (60, 713, "Action"),
            (60, 700, "agreed"),
            (300, 700, "Owner Due Status"),
        ):
            canvas.drawString(x, y, text)
        canvas.setFont("Helvetica", 11)
        canvas.drawString(60, 680, "Write to the county.")
        for before, text in (("", "RO"), ("Owner ", "30/4"), ("Owner Due ", "Open")):
            x = 300 + canvas.stringWidth(before, "Helvetica-Bold", 11)
            canvas.drawString(x, 680, text)

    assert describe_blocks(read_proved(draw_on_pages(draw)).blocks) == [
        "| Action agreed | Owner | Due | Status",
        "| Write to the county. | RO | 30/4 | Open",
    ]


def test_coloured_areas_without_lines_are_the_cells_of_a_table() -> None:
    def draw(canvas: Canvas) -> None:
        for row, texts in enumerate((("Owner", "Action"), ("RO", "Write a letter."))):
            for column, text in enumerate(texts):
                x, y = 60 + 150 * column, 700 - 30 * row
                canvas.setFillColor(colors.lightgrey)
                canvas.rect(x, y, 149, 29, stroke=0, fill=1)
                canvas.setFillColor(colors.black)
                canvas.drawString(x + 5, y + 10, text)

    assert describe_blocks(read_proved(draw_on_pages(draw)).blocks) == [
        "| Owner | Action",
        "| RO | Write a letter.",
    ]


def test_a_word_that_a_narrow_cell_divides_is_joined_if_the_document_has_it() -> None:
    rows = [("Ref", "Recommendation"), ("1", "A recommenda<br/>tion was made<br/>, and agreed")]
    source = read_proved(make_pdf([make_table(rows, [60, 95])]))
    assert source.blocks[1].cells[1].text == "A recommendation was made, and agreed"


def test_an_address_of_two_lines_is_one() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 780, "https://a.example/a-long-folder-of-the-council/")
        canvas.drawString(60, 766, "minutes-of-january")
        for bottom in (764, 778):
            address = "https://a.example/a-long-folder-of-the-council/minutes-of-january"
            canvas.linkURL(address, (55, bottom, 400, bottom + 12))

    (block,) = read_proved(draw_on_pages(draw)).blocks
    assert block.text == "https://a.example/a-long-folder-of-the-council/minutes-of-january"


def test_a_row_of_years_after_a_page_break_is_joined() -> None:
    def draw(canvas: Canvas, cells: tuple[str, ...]) -> None:
        for at, text in enumerate(cells):
            canvas.rect(60 + 130 * at, 700, 130, 30)
            canvas.drawString(65 + 130 * at, 712, text)

    first, rest = ("9 January", "Write to the", "RO"), ("2024", "county.", "")
    source = read_proved(draw_on_pages(partial(draw, cells=first), partial(draw, cells=rest)))
    assert describe_blocks(source.blocks) == ["| 9 January 2024 | Write to the county. | RO"]


def test_centred_lines_of_a_title_are_one() -> None:
    title = "Minutes of a meeting of the trustees that was held in the village hall on 9th January"

    def draw(canvas: Canvas) -> None:
        canvas.drawCentredString(297, 780, title)
        canvas.drawCentredString(297, 766, "twenty-twenty-four")

    blocks = read_proved(draw_on_pages(draw)).blocks
    assert describe_blocks(blocks) == [f"{title} twenty-twenty-four"]
