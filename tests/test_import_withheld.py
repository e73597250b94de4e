"""What an import marked as confidential is in no published page, and in no report for a server."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import NamedTuple

import docx
import pytest
from support import scrutiny

TODAY = "2024-06-01"
# Every word of a confidential part has these letters, and no word of a public one.
MARK = "qzx"


class Closed(NamedTuple):
    """A confidential part of a document: its heading, and the heading of the public part after."""

    heading: str
    after: str


CLOSED = (
    Closed("6. Confidential: qzxstaffing", "7. Any other business"),
    Closed("6. Qzxpay (exempt)", "7. Any other business"),
    Closed("6. Private session", "7. The meeting returned to public session"),
)
# Text, entries that make each kind of doubt, a possible action, a decision, and a person.
LINES = (
    "Qzxann Qzxbrown was absent qzxtwice.",
    "Tom will look at qzxpump.",
    "Resolved: qzxdismiss qzxann.",
    "Action: qzxbob to qzxwrite by 30 April",
    "Action: qzxsettle the qzxclaim by w/c 6 October",
    "Action 4/24: TB to qzxpay the qzxfine by 3-5 June 2024",
    "Action 5/24: RO to qzxmeet the qzxbuyer at https://qzxbuyer.example/qzxa",
)
TABLE = (
    ("Ref", "Action", "Owner", "Due", "Status"),
    ("6/24", "Qzxsell the qzxland.", "QZXCO", "5 May", "Qzxnearly"),
    ("7/24", "Qzxbuy the qzxshed.", "TB", "qzxsoon", "Completed on 4 March 2024"),
)


def make_document(closed: Closed | None, header: str = "") -> bytes:
    """Return the minutes of a meeting as a Word file."""
    made = docx.Document()
    if header:
        made.sections[0].header.paragraphs[0].text = header
    made.add_heading("Parks Committee", 0)
    made.add_paragraph("Minutes of the meeting held on Tuesday 12 March 2024")
    made.add_paragraph("Present: Rosa Okafor (RO), Tom Bell (TB)")
    if closed is not None:
        made.add_heading("1. Gates", 1)
        made.add_paragraph("The north gate is open again.")
        made.add_paragraph("Action 1/24: TB to paint the gate by 9 April 2024")
    made.add_heading(closed.heading if closed is not None else "2. Qzxstaff", 1)
    for line in LINES:
        made.add_paragraph(line)
    table = made.add_table(0, len(TABLE[0]))
    for row in TABLE:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    if closed is not None:
        made.add_heading(closed.after, 1)
        made.add_paragraph("The bench was welcomed.")
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def import_document(folder: Path, data: bytes) -> str:
    """Import a document into an empty folder of meetings; return the text of its file."""
    (folder / "meetings").mkdir()
    (folder / "old.docx").write_bytes(data)
    scrutiny("import", "old.docx", cwd=folder, SCRUTINY_TODAY=TODAY)
    return (folder / "meetings" / "2024-03-12.yaml").read_text(encoding="utf-8")


def publish_texts(folder: Path, meeting: str = "2024-03-12") -> dict[str, str]:
    """Return all that is made for people outside the board, by the command that makes it."""
    made: dict[str, str] = {}
    for form in ("html", "md", "docx"):
        for what in ([meeting, "--open-actions"], ["--actions"], ["--decisions"]):
            name = f"{'-'.join(what)}.{form}".lstrip("-")
            scrutiny("publish", *what, "--to", form, "-o", name, cwd=folder, SCRUTINY_TODAY=TODAY)
            made[name] = read_made(folder / name)
    for form in ("sarif", "github"):
        done = scrutiny("check", "--format", form, cwd=folder, code=None, SCRUTINY_TODAY=TODAY)
        made[f"check --format {form}"] = done.stdout + done.stderr
    return made


def read_made(path: Path) -> str:
    """Return the text of a page, or of all parts of a Word file."""
    data = path.read_bytes()
    if path.suffix != ".docx":
        return data.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        return "\n".join(archive.read(name).decode("utf-8") for name in names)


def find_secrets(made: dict[str, str]) -> dict[str, list[str]]:
    """Return the lines that have a secret word, by what made them."""
    return {
        name: found
        for name, text in made.items()
        if (found := [line for line in text.splitlines() if MARK in line.casefold()])
    }


@pytest.mark.parametrize("closed", CLOSED, ids=lambda closed: closed.heading)
def test_nothing_of_a_confidential_item_is_published(closed: Closed, tmp_path: Path) -> None:
    text = import_document(tmp_path, make_document(closed))
    assert "# unsure confidential: " in text
    assert text.count("# unsure ") > 5
    made = publish_texts(tmp_path)
    assert find_secrets(made) == {}
    page = made["2024-03-12---open-actions.md"]
    assert "The north gate is open again." in page
    assert "paint the gate" in page.casefold()
    assert "The bench was welcomed." in page


@pytest.mark.parametrize("header", ["CONFIDENTIAL", "Official-sensitive", "In confidence"])
def test_nothing_of_a_confidential_meeting_is_published(header: str, tmp_path: Path) -> None:
    text = import_document(tmp_path, make_document(None, header))
    assert "\nconfidential: " in text
    made = publish_texts(tmp_path)
    assert find_secrets(made) == {}
    assert [name for name, page in made.items() if "Rosa Okafor" in page] == []


APRIL = """\
Parks Committee

9 April 2024

Matters arising

6/24 – Plant a hedge by the north gate – in progress

Actions

- Action 4/24: TB to plant a hedge by the old bench by 14 May 2024
"""


def test_later_minutes_do_not_show_the_words_of_a_confidential_action(tmp_path: Path) -> None:
    import_document(tmp_path, make_document(CLOSED[0]))
    (tmp_path / "april.txt").write_text(APRIL, encoding="utf-8")
    scrutiny("import", "april.txt", cwd=tmp_path, SCRUTINY_TODAY=TODAY)
    text = (tmp_path / "meetings" / "2024-04-09.yaml").read_text(encoding="utf-8")
    assert "# unsure ref-other-words: " in text
    assert MARK in text.casefold()
    made = publish_texts(tmp_path, "2024-04-09")
    assert find_secrets(made) == {}
