"""The page as a PDF file: its look on each page, what is in it for screen readers, its bytes."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pypdf
import pytest
from support import ROOT, environment
from test_html import PAGES, real

from scrutiny_cli.output.document import (
    INTERNAL,
    ActionCell,
    ApprovalBanner,
    Document,
    MinutesRow,
    Paragraph,
)
from scrutiny_cli.publish.pdf import render_pdf

pytestmark = pytest.mark.untraced  # what takes long is the library

A4 = (595.28, 841.89)  # points
DRAFT = ApprovalBanner("DRAFT: these minutes are not yet agreed", is_draft=True)
WORDS = "The mole was seen by the harbour master, who will report on it. "


def read(document: Document) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(render_pdf(document)))


def page_texts(document: Document) -> list[str]:
    return texts_of(read(document))


def texts_of(reader: pypdf.PdfReader) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def long(**more: Any) -> Document:  # noqa: ANN401  any field
    """Give minutes of twelve items and several pages; the text of the sixth is three pages long."""
    rows = tuple(
        MinutesRow(
            str(number),
            f"Quay {number}",
            1,
            (Paragraph(WORDS * (300 if number == 6 else 12)), Paragraph(WORDS)),
            (),
        )
        for number in range(1, 13)
    )
    return Document("Harbour Board, 14 March 2024", board="Harbour Board", rows=rows, **more)


@cache
def read_long() -> pypdf.PdfReader:
    """Give the file of `long`, as it is made once."""
    return read(long())


def test_a_list_of_contents_has_the_pages() -> None:
    page = long()
    rows = tuple(row._replace(anchor=f"item-{row.number}") for row in page.rows)
    first, *others = page_texts(page._replace(rows=rows))
    (at,) = (at for at, text in enumerate(others, 2) if "7. Quay 7" in text)
    assert first.index("Contents") < first.index("1. Quay 1") < first.index("12. Quay 12")
    assert re.search(rf"7[. ]+Quay 7[. ]+{at} ?8[. ]+Quay 8", first)


def structure(reader: pypdf.PdfReader) -> list[str]:
    """Give the tags of the file, in the order in which they are read."""
    tags: list[str] = []

    def visit(node: Any) -> None:  # noqa: ANN401  of any kind
        found = node.get_object()
        if not isinstance(found, pypdf.generic.DictionaryObject):
            return
        if "/S" in found:
            tags.append(str(found["/S"]))
        kids = found.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            visit(kid)

    root: Any = reader.trailer["/Root"]
    visit(root["/StructTreeRoot"])
    return tags


def test_every_page_is_a4_and_has_its_number_and_all_but_the_first_the_title() -> None:
    reader = read_long()
    count = len(reader.pages)
    assert count > 3
    for number, page in enumerate(reader.pages, start=1):
        width, height = page.mediabox.width, page.mediabox.height
        assert (round(width, 2), round(height, 2)) == A4
        text = " ".join(page.extract_text().split())
        assert f"{number} / {count}" in text or f"age {number} of {count}" in text
        assert "Harbour Board, 14 March 2024" in text


def test_every_page_says_draft_and_internal() -> None:
    for text in page_texts(long(banner=DRAFT, internal=True)):
        assert INTERNAL in text
        assert DRAFT.text in text
    agreed = long(banner=ApprovalBanner("Agreed on 11 April 2024", is_draft=False))
    assert not [text for text in page_texts(agreed) if "DRAFT" in text or "INTERNAL" in text]


def test_it_is_tagged_and_has_a_title_and_a_language() -> None:
    reader = read(long(language="cy")._replace(banner=DRAFT))
    root: Any = reader.trailer["/Root"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Harbour Board, 14 March 2024"
    assert root["/Lang"] == "cy"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.xmp_metadata is not None
    assert b"pdfuaid:part" in reader.xmp_metadata.stream.get_data()


@pytest.mark.parametrize("name", PAGES)
def test_its_tags_are_nested_as_the_standard_says(name: str) -> None:
    reader = read(PAGES[name]())
    allowed = {
        "/L": {"/LI", "/L"},
        "/LI": {"/LBody", "/Lbl"},
        "/Table": {"/THead", "/TBody", "/TR"},
        "/THead": {"/TR"},
        "/TBody": {"/TR"},
        "/TR": {"/TD", "/TH"},
    }

    def visit(node: Any) -> None:  # noqa: ANN401  of any kind
        found = node.get_object()
        if not isinstance(found, pypdf.generic.DictionaryObject):
            return
        kids = found.get("/K", [])
        listed = [kid.get_object() for kid in (kids if isinstance(kids, list) else [kids])]
        tags = {str(kid["/S"]) for kid in listed if isinstance(kid, dict) and "/S" in kid}
        assert tags <= allowed.get(str(found.get("/S")), tags)
        for kid in listed:
            visit(kid)

    root: Any = reader.trailer["/Root"]
    visit(root["/StructTreeRoot"])
    tags = structure(reader)
    assert tags[0] == "/Document"
    assert "/H1" in tags


def test_a_heading_stays_with_its_text_and_no_page_is_left_half_empty() -> None:
    texts = texts_of(read_long())
    for text in texts[:-1]:
        assert len(text) > 1800
    for number in range(1, 13):
        (page,) = (text for text in texts if f" {number}. Quay {number} " in text)
        assert page.split(f" {number}. Quay {number} ")[1].strip().startswith("The mole was seen")


def test_all_actions_of_a_long_row_begin_beside_its_text_and_are_read_after_it() -> None:
    tasks = tuple(
        ActionCell(f"{number}/24", (Paragraph("To be painted."),), "AB", "1 May 2024")
        for number in range(1, 5)
    )
    row = MinutesRow("1", "Quay", 1, (Paragraph(WORDS * 90),), tasks)
    after = MinutesRow("2", "Mole", 1, (Paragraph(WORDS),), ())
    reader = read(Document("Harbour Board, 14 March 2024", rows=(row, after)))
    first, *others = (" ".join(page.extract_text().split()) for page in reader.pages)
    assert len(others) > 1
    assert first.index("The mole was seen") < first.index("1/24") < first.index("4/24")
    assert not [text for text in others if "To be painted" in text]
    assert "/RowSpan" not in str(list(walk(reader)))


def walk(reader: pypdf.PdfReader) -> Iterator[str]:
    """Iterate over what is said of each tag of the file."""
    root: Any = reader.trailer["/Root"]
    waiting = [root["/StructTreeRoot"]]
    while waiting:
        found = waiting.pop().get_object()
        if isinstance(found, pypdf.generic.DictionaryObject):
            yield str(found.get("/A"))
            kids = found.get("/K", [])
            waiting += kids if isinstance(kids, list) else [kids]


def test_the_same_page_gives_the_same_bytes_in_another_process_and_nothing_of_the_clock() -> None:
    command = (
        "import sys; sys.path.insert(0, 'tests'); import test_html; "
        "from scrutiny_cli.publish.pdf import render_pdf; "
        "sys.stdout.buffer.write(render_pdf(test_html.real()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", command],
        cwd=ROOT,
        env=environment(PYTHONHASHSEED="7", PYTHONPATH=os.pathsep.join(["tests", "."])),
        capture_output=True,
        check=True,
        timeout=120,
    )
    made = render_pdf(real())
    assert done.stdout == made
    assert b"CreationDate" not in made
    assert b"ModDate" not in made
    assert b"EmbeddedFile" not in made


def test_nothing_that_a_page_names_is_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.css"
    secret.write_text("body::after { content: 'LEAKED' }", "utf-8")
    text = f'<link rel="stylesheet" href="{secret.as_uri()}"><img src="{secret.as_uri()}">'
    document = Document(text, rows=(MinutesRow("1", text, 1, (Paragraph(text),), ()),))
    (shown,) = page_texts(document)
    assert "LEAKED" not in shown
    assert shown.count("<link") >= 2


def run(folder: Path, code: str, *words: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Publish as PDF, or type other words, where the package does what a line of code says."""
    typed = words or ("publish", "--to", "pdf", "-o", "-")
    (folder / "weasyprint.py").write_text(code, "utf-8")
    return subprocess.run(
        [sys.executable, "-m", "scrutiny_cli", *typed],
        cwd=cwd,
        env=environment(PYTHONPATH=str(folder)),
        capture_output=True,
        check=False,
        timeout=60,
        encoding="utf-8",
    )


def test_without_the_package_it_says_what_to_install(tmp_path: Path) -> None:
    done = run(tmp_path, "raise ModuleNotFoundError('No weasyprint', name='weasyprint')\n")
    said = "A PDF file needs more packages. Install them: pip install 'scrutiny-cli[pdf]'\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


def test_without_the_libraries_of_the_system_it_says_what_to_install(tmp_path: Path) -> None:
    done = run(tmp_path, "print('read on at')\nraise OSError('cannot load library pango-1.0')\n")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "A PDF file needs Pango, a library that is not on this computer. Install it:\n"
        "  Debian, Ubuntu: sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0\n"
        "  macOS: brew install pango\n"
        "  Windows: install MSYS2 and type in its window: pacman -S mingw-w64-ucrt-x86_64-pango\n"
    )


@pytest.mark.parametrize(
    ("code", "noted"),
    [
        ("raise ModuleNotFoundError('No weasyprint', name='weasyprint')\n", ""),
        (
            "raise OSError('cannot load library pango-1.0')\n",
            "The site has no PDF files. A PDF file needs Pango, a library that is not on this",
        ),
    ],
)
def test_a_site_without_pdf_files_says_which_library_is_missing(
    folder: Path, tmp_path: Path, code: str, noted: str
) -> None:
    (tmp_path / "packages").mkdir()
    done = run(tmp_path / "packages", code, "site", "-o", "site", cwd=folder)
    assert done.returncode == 0
    assert done.stderr.startswith(noted or "Written: site")
    assert done.stderr.count("Pango") == bool(noted)
    assert {path.suffix for path in (folder / "site" / "meetings").iterdir()} == {".html", ".docx"}
