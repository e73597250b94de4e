"""PDF files made of words at places, of paragraphs and of tables, for what is imported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from io import BytesIO
from types import MappingProxyType

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from scrutiny_cli.importing.blocks import Block, SourceText
from scrutiny_cli.importing.conserve import prove_reading
from scrutiny_cli.importing.readers.pdf import read_pdf

STYLES = getSampleStyleSheet()
BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=11, leading=13.5, spaceAfter=6)
CELL = ParagraphStyle("cell", fontName="Helvetica", fontSize=10, leading=12)
GRID = (("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP"))


def draw_pages(
    *pages: Sequence[tuple[float, float, str]], password: str = "", owner_password: str = ""
) -> bytes:
    """Return a PDF of pages, each with words at places."""

    def draw_words(words: Sequence[tuple[float, float, str]], canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 11)
        for x, y, text in words:
            canvas.drawString(x, y, text)

    lock = None
    if password or owner_password:
        lock = StandardEncryption(password, owner_password or None, strength=128)
    return draw_on_pages(*(partial(draw_words, words) for words in pages), encryption=lock)


def draw_on_pages(
    *drawers: Callable[[Canvas], None], encryption: StandardEncryption | None = None
) -> bytes:
    """Return a PDF of pages, each made by a function."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=True, encrypt=encryption)
    for draw in drawers:
        canvas.setFont("Helvetica", 11)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def make_pdf(
    story: Iterable[Flowable],
    *,
    margins: float = 60,
    footer: str = "",
    header: str = "",
) -> bytes:
    """Return a PDF of paragraphs and tables; `#` in the footer is the number of the page."""

    def draw_margins(canvas: Canvas, _: SimpleDocTemplate) -> None:
        number = str(canvas.getPageNumber())
        canvas.setFont("Helvetica", 9)
        canvas.drawString(margins, 30, footer.replace("#", number))
        canvas.drawString(margins, A4[1] - 30, header.replace("#", number))

    stream = BytesIO()
    frame = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), margins)
    template = SimpleDocTemplate(stream, pagesize=A4, invariant=True, **frame)
    template.build(list(story), onFirstPage=draw_margins, onLaterPages=draw_margins)
    return stream.getvalue()


def make_story(*texts: str) -> list[Flowable]:
    """Return paragraphs: `# ` in front of a heading, and markup of reportlab within."""
    return [
        Paragraph(text.removeprefix("# "), STYLES["Heading2"] if text.startswith("# ") else BODY)
        for text in texts
    ]


def make_table(
    rows: Iterable[Sequence[str]],
    widths: Sequence[float],
    style: Sequence[tuple[object, ...]] = GRID,
    repeat: int = 0,
) -> Table:
    """Return a table of which the cells are paragraphs."""
    cells = [[Paragraph(cell, CELL) for cell in row] for row in rows]
    return Table(cells, colWidths=list(widths), style=list(style), repeatRows=repeat)


def make_space(height: float) -> Spacer:
    return Spacer(1, height)


def read_proved(data: bytes) -> SourceText:
    """Return what is read of a PDF, with the proof that no character of it is lost."""
    source = read_pdf(data)
    prove_reading(source)
    return source


_KINDS: Mapping[str, str] = MappingProxyType({"heading": "#", "entry": "-", "row": "|"})


def describe_blocks(blocks: Iterable[Block]) -> list[str]:
    """Return blocks as short lines: `# heading`, `- entry`, `| row | row`, or the text."""
    return [_describe_block(block) for block in blocks]


def _describe_block(block: Block) -> str:
    kind = block.kind.value
    if kind == "row":
        return "| " + " | ".join(cell.text.replace("\n", " / ") for cell in block.cells)
    if kind == "heading":
        return f"{'#' * block.level} {block.mark} {block.text}".replace("  ", " ")
    indent = "  " * (block.level - 1 if kind == "entry" else block.level)
    return f"{indent}{block.mark} {block.text}" if block.mark else f"{indent}{block.text}"
