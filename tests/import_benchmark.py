"""How fast past minutes are imported: the processor's time for one more document of each kind.

Run by `tests/benchmark.py --import`. Reading is from bytes to blocks, in this process; it has the
limits. The whole import is by processes of their own, one with a few documents and one with many;
the difference, over the number of documents, is what one costs, without the start of the program.
The memory is the most that the process with many took.
"""

from __future__ import annotations

import html
import io
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import docx
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from scrutiny_cli.importing.source_reader import read_document

SCRUTINY = str(Path(sys.executable).with_name("scrutiny"))
FEW, MANY = 2, 22
PAGES_OF_PDF = 3
FIRST = date(2020, 1, 9)
HEADINGS = ("Ref", "Action", "Owner", "Due", "Status")
PROSE = (
    "The committee considered the report of the clerk on the state of the field, the estimates of "
    "the two firms that had been asked, and the letter of the county about the footpath."
)
MEGABYTE = 1024 * 1024


class Kind(NamedTuple):
    """A kind of document: how one is made, and the milliseconds that it may cost."""

    ending: str
    limit: float
    make: Callable[[date, int], bytes]
    pages: int = 1


def measure_imports(top: Path) -> bool:
    """Measure all kinds and print them; return whether each is read within its limit."""
    print("\nImport: milliseconds of the processor for one more document")
    well = True
    for kind in KINDS:
        reading = measure_reading(kind)
        few, _ = run_import(top, kind, FEW)
        many, memory = run_import(top, kind, MANY)
        whole = (many - few) / (MANY - FEW) * 1000
        is_well = reading <= kind.limit
        well &= is_well
        per = "a page" if kind.pages > 1 else "a document"
        mark = "" if is_well else "  OVER"
        print(
            f"  {kind.ending:5} read {reading:6.1f} {per:10} (limit {kind.limit:3.0f}){mark}   "
            f"whole import {whole:6.1f}   {memory / MEGABYTE:4.0f} MB with {MANY}"
        )
    return well


def measure_reading(kind: Kind) -> float:
    """Return the milliseconds of the processor in which a document, or a page, is read."""
    files = [kind.make(FIRST + timedelta(days=28 * number), number) for number in range(MANY)]
    read_document(f"first.{kind.ending}", files[0])  # loads the library
    begun = time.process_time()
    for data in files:
        read_document(f"minutes.{kind.ending}", data)
    return (time.process_time() - begun) / MANY / kind.pages * 1000


def run_import(top: Path, kind: Kind, count: int) -> tuple[float, int]:
    """Import some documents of a kind; return the seconds of the processor, and the bytes."""
    folder = top / f"{kind.ending}-{count}"
    (folder / "meetings").mkdir(parents=True)
    paths = []
    for number in range(count):
        day = FIRST + timedelta(days=28 * number)
        path = folder / f"minutes {day.isoformat()}.{kind.ending}"
        path.write_bytes(kind.make(day, number))
        paths.append(str(path))
    words = [SCRUTINY, "import", *paths, "--dry-run", "--yes"]
    with (folder / "printed.txt").open("wb") as printed:
        process = subprocess.Popen(words, cwd=folder, stdout=printed, stderr=printed)
        _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit((folder / "printed.txt").read_text(encoding="utf-8"))
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def list_rows(number: int) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield the actions of a meeting: fourteen new ones."""
    for place in range(14):
        due = FIRST + timedelta(days=28 * (number + 1))
        yield (
            f"{number * 14 + place + 1}/20",
            f"Ask firm {place} for the price of gate {number} and report to the committee.",
            ("RO", "TB", "AL")[place % 3],
            f"{due.day} {due:%B %Y}",
            "",
        )


def list_paragraphs(day: date, number: int) -> list[str]:
    """Return the lines of minutes before the actions."""
    return [
        f"Minutes of the meeting held on {day:%A} {day.day} {day:%B %Y}",
        "Present: Rosa Okafor (RO), Tom Bell (TB), Ada Lind (AL)",
        "Apologies: Jo Marsh (JM)",
        *(f"{PROSE} Report {number}.{place}." for place in range(30)),
    ]


def make_markdown(day: date, number: int) -> bytes:
    """Return minutes in Markdown."""
    rows = [HEADINGS, ("---",) * len(HEADINGS), *list_rows(number)]
    lines = ["# Playing Field Committee", *list_paragraphs(day, number), "## Actions"]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return "\n\n".join([*lines, table]).encode()


def make_html(day: date, number: int) -> bytes:
    """Return minutes as a web page."""
    prose = "".join(f"<p>{html.escape(text)}</p>" for text in list_paragraphs(day, number))
    rows = "".join(
        f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>"
        for row in (HEADINGS, *list_rows(number))
    )
    return (
        f"<!doctype html><html><body><h1>Playing Field Committee</h1>{prose}<h2>Actions</h2>"
        f"<table>{rows}</table></body></html>"
    ).encode()


def make_word(day: date, number: int) -> bytes:
    """Return minutes as a Word file."""
    made = docx.Document()
    made.add_heading("Playing Field Committee", 0)
    for text in list_paragraphs(day, number):
        made.add_paragraph(text)
    made.add_heading("Actions", 1)
    table = made.add_table(0, len(HEADINGS))
    for row in (HEADINGS, *list_rows(number)):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def make_pdf(day: date, number: int) -> bytes:
    """Return minutes as a PDF file of three pages."""
    stream, styles = io.BytesIO(), getSampleStyleSheet()
    story = [Paragraph("Playing Field Committee", styles["Title"])]
    for text in list_paragraphs(day, number):
        story += [Paragraph(text, styles["Normal"]), Spacer(1, 8)]
    cells = [[Paragraph(cell, styles["Normal"]) for cell in row] for row in list_rows(number)]
    table = Table([list(HEADINGS), *cells], colWidths=(50, 220, 50, 90, 60))
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 1, "black")]))
    SimpleDocTemplate(stream, pagesize=A4).build(
        [*story, Paragraph("Actions", styles["h2"]), table]
    )
    return stream.getvalue()


KINDS = (
    Kind("md", 5, make_markdown),
    Kind("html", 20, make_html),
    Kind("docx", 150, make_word),
    Kind("pdf", 250, make_pdf, PAGES_OF_PDF),
)
