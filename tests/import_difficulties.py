"""Made-up documents: one or more for each difficulty that old minutes and trackers have."""

from __future__ import annotations

from io import BytesIO
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from openpyxl import Workbook
from openpyxl.styles import PatternFill
from pdf_files import make_pdf, make_story, make_table
from word_files import cell, make_docx, make_zip, par, run, table, table_row

if TYPE_CHECKING:
    from collections.abc import Mapping

OLD_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 90  # the kind of files before .docx
NOTHING: Mapping[str, str] = MappingProxyType({})
HEAD = """\
# Playing Field Committee

12 March 2024

Present: Rosa Okafor (RO), Chair; Tom Bell (TB)

"""
WORD_HEAD = par("Playing Field Committee") + par("12 March 2024")
WORD_HEAD += par("Present: Rosa Okafor (RO), Tom Bell (TB)")
JANUARY = """\
date: 2024-01-09
present: [Rosa Okafor (RO), Tom Bell (TB)]
actions:
  - ref: 1/24
    action: Price a new gate for the field.
    owner: RO
    due: 2024-02-13
  - action: Write to the county about the path.
    owner: TB
"""


class Difficulty(NamedTuple):
    """FILEs by their names, and the texts that the folder has already."""

    files: Mapping[str, str | bytes]
    folder: Mapping[str, str] = NOTHING


def make_minutes(text: str, folder: Mapping[str, str] = NOTHING) -> Difficulty:
    """Return minutes of 12 March 2024 with a text."""
    return Difficulty({"march.md": HEAD + text}, folder)


def make_rows(*rows: str) -> str:
    """Return a table of Markdown, of rows whose cells are between bars."""
    rule = "|---" * (rows[0].count("|") + 1) + "|"
    first, *others = (f"| {row} |" for row in rows)
    return "\n".join([first, rule, *others, ""])


def make_page(*rows: str, heading: str = "Matters arising") -> str:
    """Return a page with a table whose first row is not marked as its headings."""
    cells = "".join(
        "<tr>" + "".join(f"<td>{text}</td>" for text in row.split("|")) + "</tr>" for row in rows
    )
    return (
        "<h1>Playing Field Committee</h1><p>12 March 2024</p><p>Present: Rosa Okafor (RO), "
        f"Tom Bell (TB)</p><h2>{heading}</h2><table>{cells}</table>"
    )


def make_workbook(*sheets: tuple[str, list[list[object]]], fills: str = "") -> bytes:
    """Return a workbook of sheets with rows; `fills` are red cells of the first, such as `D3`."""
    book = Workbook()
    del book[book.sheetnames[0]]
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    for place in fills.split():
        book.worksheets[0][place].fill = PatternFill("solid", fgColor="FFFF0000")
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def make_picture_file() -> bytes:
    """Return a Word file of one picture."""
    return make_docx(par("<w:r><w:drawing><a:blip r:embed='x'/></w:drawing></w:r>"))


def _make_changes() -> bytes:
    deleted = "<w:del><w:r><w:delText> three</w:delText></w:r></w:del>"
    return make_docx(
        WORD_HEAD
        + par(run("Action: RO to ask ") + f"<w:ins>{run('two')}</w:ins>" + deleted + run(" firms"))
        + par(f"<w:moveFrom>{run('The trees were last.')}</w:moveFrom>")
        + par(f"<w:moveTo>{run('The trees were first.')}</w:moveTo>")
        + par("Gone.", "<w:rPr><w:del/></w:rPr>")
        + table(
            table_row("Action", "Owner", "Due"),
            table_row("Pay the firm", "RO", "30 April 2024"),
            table_row("Drop the case", "TB", "30 May 2024", properties="<w:del/>"),
            table_row("Sow the grass", "TB", "30 May 2024", properties="<w:ins/>"),
        )
    )


def _make_inserts() -> bytes:
    box = f"<w:txbxContent>{par('The box says so.')}</w:txbxContent>"
    drawing = f"<w:r><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></w:r>"
    control = f"<w:sdt><w:sdtContent>{run('Rosa Okafor')}</w:sdtContent></w:sdt>"
    comment = '<w:comment w:id="1" w:author="Ann Lee">' + par("Is this right?") + "</w:comment>"
    note = '<w:footnote w:id="7">' + par("As agreed in May.") + "</w:footnote>"
    body = (
        WORD_HEAD
        + par(run("The ditch is wet.") + drawing)
        + par(run("Action: ") + control + run(" to call the firm"))
        + par(run("It was cheap.") + '<w:r><w:footnoteReference w:id="7"/></w:r>')
        + par('<w:r><w:commentReference w:id="1"/></w:r>' + run("Action: TB to pay the firm"))
        + par(run("Not this.", "<w:strike/>"))
    )
    return make_docx(body, parts={"comments": comment, "footnotes": note})


def _make_confidential() -> bytes:
    return make_docx(WORD_HEAD + par("The lease ends."), parts={"header1": par("In confidence")})


def _make_merged() -> bytes:
    across = cell(par("Outside"), '<w:gridSpan w:val="3"/>')
    down = cell(par("RO"), '<w:vMerge w:val="restart"/>')
    below = cell(par(""), "<w:vMerge/>")
    return make_docx(
        WORD_HEAD
        + table(
            table_row("Action", "Owner", "Due"),
            table_row(across),
            f"<w:tr>{cell(par('Call the firm'))}{down}{cell(par('30 April 2024'))}</w:tr>",
            f"<w:tr>{cell(par('Pay the firm'))}{below}{cell(par('30 May 2024'))}</w:tr>",
        )
    )


def _make_pdf_file() -> bytes:
    rows = [["Ref", "Action", "Owner", "Due"]]
    rows += [[f"{at}/24", f"Price gate number {at} of the field", "RO", "30/04/2024"]
             for at in range(1, 46)]  # fmt: skip
    story = make_story(
        "# Playing Field Committee", "Minutes of the meeting of 12 March 2024",
        "Present: Rosa Okafor (RO), Tom Bell (TB)", "# Actions",
    )  # fmt: skip
    story += [make_table(rows, (50, 250, 60, 80), repeat=1)]
    return make_pdf([*story, *make_story("# Close", "● It was late.")], footer="Page #")


_TWO = """\
# Meeting of 9 January 2024

Present: Rosa Okafor (RO), Tom Bell (TB)

Action 1/24: RO to call the firm by 30 April 2024.

# Meeting of 13 February 2024

Present: Rosa Okafor (RO)

1/24 – completed 3 February 2024
"""
_SERIES = {
    "january.md": HEAD.replace("12 March", "9 January")
    + "Action 1/24: RO to call the firm.\n\nAction 2/24: TB to write a letter.\n",
    "february.md": HEAD.replace("12 March", "13 February")
    + "# Matters arising\n\n"
    + make_rows("Ref|Action|Owner|Status", "1/24|Call the firm|RO|Completed 1 February 2024",
                "2/24|Write a letter|TB|Ongoing"),
    "march.md": HEAD + "# Matters arising\n\n"
    + make_rows("Ref|Action|Owner|Status", "2/24|Write a letter|TB|Done"),
}  # fmt: skip
_WITHOUT_REFS = {
    "january.md": HEAD.replace("12 March", "9 January")
    + "Action: RO to call the firm about the drain.\n\nAction: TB to write a letter.\n",
    "february.md": HEAD.replace("12 March", "13 February")
    + "# Actions from last meeting\n\n"
    + make_rows("Action|Owner|Status", "Call the firm about the drain|RO|Completed",
                "Write the letter|TB|Ongoing"),
    "march.md": HEAD + "# Actions\n\n"
    + make_rows("Action|Owner|Due", "Write a letter|TB|30 April 2024", "Mow the field|RO|"),
}  # fmt: skip

DIFFICULTIES: Mapping[str, Difficulty] = MappingProxyType({
    "01 table with headings": make_minutes("# Actions\n\n" + make_rows(
        "Ref|Action|Owner|Due|Priority", "7/24|Call the firm|RO|30 April 2024|High",
        "8/24|Write a letter|TB, RO|asap|")),
    "02 table without headings": Difficulty({"march.html": make_page(
        "5/24|Ask two firms for a price of the gate|RO|30 April 2024",
        "6/24|Write to the county about the path|TB|14 May 2024",
        "7/24|Paint the benches by the pavilion|RO, TB|11 June 2024",
        heading="Actions agreed") + make_page(
        "1/24|Price a new gate for the field|RO|Completed",
        "2/24|Call the firm about the drains|TB|Completed",
        "3/24|Mow the lower field at the road|RO|Completed",
        heading="Completed actions").partition("</p><h2>")[2].join(["<h2>", ""])}),
    "03 line and row": make_minutes(
        "# Drainage\n\nThe corner is wet.\n\nAction: RO and TB to ask two firms for a price.\n\n"
        "# Summary of actions\n\n"
        + make_rows("Ref|Action|Owner|Due", "9/24|Ask two firms for a price.|RO, TB|30 April")),
    "04 nested bullets": make_minutes(
        "# Actions\n\n- Action: RO to call the firm\n  - Action carried forwards\n"
        "- **Action:** TB to write a letter\n  - Completed, letter sent\n"
        "- Action: TB to mow the field\n"),
    "05 check boxes": make_minutes(
        "# To do\n\n- [x] RO to call the firm\n- [ ] TB to write a letter\n"),
    "06 columns exchanged": make_minutes("# Actions\n\n" + make_rows(
        "Ref|Owner|Action|Due", "7/24|Call the firm about the drains|RO|30 April 2024",
        "8/24|Write a letter to the county|TB|30 May 2024",
        "9/24|Mow the lower field by the road|RO|30 June 2024")),
    "07 number in the action column": make_minutes("# Actions\n\n" + make_rows(
        "Action|Who|Description|Date due", "7/24|RO|Call the firm|30 April 2024",
        "8/24|TB|Write a letter|30 May 2024")),
    "08 rows of a page": Difficulty({"march.html": make_page(
        "Matter|Action|Owner|Date", "1. Drains<br>The corner is wet.|7/24 – Ask two firms|RO|"
        "30 April 2024", "|for a price of the pump||", "2. Path|8/24 – Write a letter||30 May 2024",
        "||TB|", heading="Minutes")}),
    "09 dues": make_minutes("# Actions\n\n" + make_rows(
        "Ref|Action|Owner|Due", "1/24|Call|RO|30 April", "2/24|Write|TB|3-5 May 2024",
        "3/24|Mow|TB|w/c 6 October", "4/24|Paint|RO|asap", "5/24|Sow|RO|next meeting",
        "6/24|Dig|RO|31 Jan or 28 Feb 2026", "7/24|Plan|TB|2024/25", "8/24|Rake|TB|11/12",
        "9/24|Roll|TB|Aug 2024 at the latest")),
    "10 merged cells": Difficulty({"march.docx": _make_merged()}),
    "11 tracked changes": Difficulty({"march.docx": _make_changes()}),
    "12 boxes notes and comments": Difficulty({"march.docx": _make_inserts()}),
    "13 confidential header": Difficulty({"march.docx": _make_confidential()}),
    "14 several meetings": Difficulty({"all.md": _TWO}),
    "15 days": Difficulty({
        "none.txt": "Playing Field Committee\n\nThe ditch is wet.\n",
        "minutes 2024-03-12.txt": "Playing Field Committee\n\n12 March\n\nThe ditch is wet.\n",
        "2024-05-14.txt": "Playing Field Committee\n\n9 April 2024\n\nThe ditch is wet.\n",
        "wrong.txt": "Playing Field Committee\n\nMonday 12 March 2024\n\nThe ditch is wet.\n"}),
    "16 the same initials": make_minutes(
        "Apologies: Tara Beck (TB)\n\nAction: TB to call the firm by 30 April 2024.\n"),
    "17 table of decisions": make_minutes("# Decisions\n\n" + make_rows(
        "Ref|Decision|Owner|Date", "D1|To buy a gate|RO|12 March 2024")),
    "18 prose only": make_minutes("# Drainage\n\nTom will look at the pump. It rained.\n"),
    "19 pictures only": Difficulty({"scan.docx": make_picture_file()}),
    "20 empty template": Difficulty({"template.md":
        "# Minutes\n\nDate:\n\nPresent:\n\n" + make_rows("Ref|Action|Owner|Due", "1|||", "2|||")}),
    "21 table of a PDF file": Difficulty({"march.pdf": _make_pdf_file()}),
    "22 series of three": Difficulty(_SERIES),
    "22 series of three without refs": Difficulty(_WITHOUT_REFS),
    "23 the same ref twice": make_minutes("# Matters arising\n\n" + make_rows(
        "Ref|Action|Owner|Status", "1/24|Price a new gate|RO|Ongoing 20 February 2024",
        "1/24|Price a new gate|RO|Completed 4 March 2024", "1/24|Price a new gate|RO|"),
        {"2024-01-09": JANUARY}),
    "24 older after newer": Difficulty(
        {"january.md": HEAD.replace("12 March", "9 January") + "Action 1/24: RO to call.\n"},
        {"2024-03-12": "brought_forward:\n  - ref: 1/24\n    action: Call.\n    owner: RO\n"}),
    "26 tracker": Difficulty({
        "tracker.xlsx": make_workbook(
            ("Log", [["Action log, updated 12 March 2024"],
                ["No", "Action", "Owner", "Due", "RAG", "Update", "Done"],
                ["May 2023"],
                ["1/24", "Price a new gate", "RO", "30/04/2024", "Green", "12/3 chased; 16/4 done",
                    "50%"],
                ["2/24", "Write a letter", "TB", "13/02/2024", "", "=1+1", ""],
                ["", "to the county", "", "", "", "", ""], ["3/24"], ["4/24"]]),
            ("Closed", [["Ref", "Action", "Owner", "Date closed"],
                ["9/23", "Mow the field", "TB", "14/11/2023"]]), fills="E5")}),
    "26 tracker in Windows-1252": Difficulty({"tracker.csv":
        "Action log;as at 12 March 2024;;\nRef;Action;Owner;Due\n1/24;Buy a caf\xe9;RO;03/13/2024\n"
        "2/24;Mow;TB;04/05/2024\n".encode("cp1252")}),
    "26 tracker of both orders": Difficulty({"tracker.csv":
        "Log as at 12 March 2024,,,\nRef,Action,Owner,Due\n1/24,Mow,RO,03/13/2024\n"
        "2/24,Sow,TB,13/05/2024\n"}),
    "27 files that are refused": Difficulty({
        "bomb.docx": make_zip({"word/document.xml": "0" * 3_000_000}),
        "doctype.docx": make_zip({"[Content_Types].xml": "<!DOCTYPE a><a/>",
                                  "word/document.xml": "<!DOCTYPE a><a/>"}),
        "broken.docx": b"PK\x03\x04 broken", "locked.docx": OLD_FILE,
        "old.doc": OLD_FILE, "~$march.docx": b"lock"}),
    "28 other languages": Difficulty({
        "de.txt": "Protokoll der Sitzung\n\n12. März 2024\n\nDer Graben ist nass.\n\nerledigt\n",
        "nl.txt": "Notulen van de vergadering\n\n9 april 2024\n\nDe sloot is nat.\n",
        "es.txt": "Acta de la reunión\n\n14 de mayo de 2024\n\nLa zanja está mojada.\n"}),
    "29 months first": Difficulty({
        "agrees.md": "# PFC\n\n03/12/2024\n\nAction: RO to mow by 04/30/2024\n",
        "differs.md": "# PFC\n\n04/05/2024\n\nAction: RO to mow by 30/04/2024\n"},
        {"series": "dates: 06/25/2015\n"}),
    "30 people": Difficulty({"march.md": HEAD.replace("(TB)", "(TB), CLERK") +
        "In attendance: Ann Lee (to item 4), bo@field.example; Cy Moss\n\n"
        "Apologies: none received\n\nAbsent:\n\n- Di Orr, Parks and Paths, Parish Council\n"
        "- Ed Poe (Treasurer)\n\nThe ditch is wet.\n"}),
    "31 owners": make_minutes("# Actions\n\n" + make_rows(
        "Ref|Action|Owner|Due", "1/24|Call|RO/TB|", "2/24|Write|RO & TB|", "3/24|Mow|Rosa and Tom|",
        "4/24|Sow|T/Det. Supt.|", "5/24|Dig|Research and Development|", "6/24|Rake|tbc|",
        "7/24|Roll|RO (lead)|", "8/24|Paint|Ann Lee and Bo Carr|", "9/24|Plan||")),
    "32 statuses with added words": make_minutes("# Matters arising\n\n" + make_rows(
        "Ref|Action|Owner|Status", "1/24|Price a new gate|RO|Completed 14/03/24",
        "2/24|Call|RO|Done in part", "3/24|Write|TB|Open (5%)", "4/24|Mow|TB|Superseded by 9/24",
        "5/24|Sow|TB|On its way", "6/24|Dig|RO|Completed 4 March 2024")
        + "\nAction 9/24: TB to mow both fields.\n", {"2024-01-09": JANUARY}),
    "33 links": make_minutes("# Actions\n\n" + make_rows(
        "Ref|Action|Owner|Link", "#12|Read [the plan](https://a.example/plan) for #11|RO|"
        "https://a.example/12") + "\nSee [the map](https://a.example/map).\n"),
})  # fmt: skip
