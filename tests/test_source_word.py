"""Word files as blocks: what Word shows, and what its readers would not report."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from source_support import list_lost_words, show_blocks
from word_files import (
    cell,
    make_docx,
    make_zip,
    par,
    run,
    table,
    table_row,
    wrap_relationships,
)

from scrutiny_cli.importing.blocks import CannotImport
from scrutiny_cli.importing.readers.docx import read_docx


def word_blocks(body: str, **parts: str) -> list[str]:
    return show_blocks(read_docx(make_docx(body, parts=parts)))


STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Kop2"><w:name w:val="Überschrift 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Agenda item"/>
  <w:basedOn w:val="berschrift1"/></w:style>
<w:style w:type="paragraph" w:styleId="Out"><w:name w:val="Section"/>
  <w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Loud"><w:name w:val="Loud"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Fett"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Bullets"><w:name w:val="List Bullet"/>
  <w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
"""
NUMBERING = """
<w:abstractNum w:abstractNumId="0">
  <w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>
    <w:pPr><w:ind w:left="360"/></w:pPr></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/>
    <w:pPr><w:ind w:left="720"/></w:pPr></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%3)"/>
    <w:pPr><w:ind w:left="1080"/></w:pPr></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
  <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/>
    <w:pPr><w:ind w:left="360"/></w:pPr></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2">
  <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/>
    <w:pPr><w:ind w:left="1440"/></w:pPr></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="3">
  <w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="Item %1:"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="4">
  <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="☐"/></w:lvl>
</w:abstractNum>
<w:num w:numId="6"><w:abstractNumId w:val="4"/></w:num>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="3"/></w:num>
<w:num w:numId="5"><w:abstractNumId w:val="0"/>
  <w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num>
"""


def style(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


def numbered(list_id: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'


def test_headings_are_known_by_style_and_outline_in_any_language() -> None:
    body = (
        par("Parks", style("Titel"))
        + par("One", style("berschrift1"))
        + par("Two", style("Kop2"))
        + par("Own", style("Own"))
        + par("Out", style("Out"))
        + par("Direct", '<w:outlineLvl w:val="3"/>')
        + par("Body", style("Out") + '<w:outlineLvl w:val="9"/>')
    )
    assert word_blocks(body, styles=STYLES) == [
        "heading1 Parks",
        "heading1 One",
        "heading2 Two",
        "heading1 Own",
        "heading3 Out",
        "heading4 Direct",
        "paragraph Body",
    ]


def test_bold_is_known_by_run_and_by_style() -> None:
    body = (
        par(run("All", "<w:b/>"))
        + par(run("Half", "<w:b/>") + run(" of it"))
        + par("Loud", style("Loud"))
        + par(run("Quiet", '<w:b w:val="0"/>'), style("Loud"))
        + par(run("Strong", '<w:rStyle w:val="Fett"/>'))
    )
    blocks = read_docx(make_docx(body, parts={"styles": STYLES})).blocks
    assert [block.is_bold for block in blocks] == [True, False, True, False, True]


def test_entries_have_the_numbers_and_letters_that_word_shows() -> None:
    body = (
        par("Roof", numbered(1))
        + par("ask", numbered(1, 1))
        + par("two", numbered(1, 2))
        + par("pay", numbered(1, 1))
        + par("Trees", numbered(1))
        + par("cut", numbered(1, 1))
        + par("Again", numbered(5))
        + par("More", numbered(1))
        + par("Third", numbered(4))
        + par("Box", numbered(6))
        + par("Free", numbered(7))
    )
    assert word_blocks(body, numbering=NUMBERING) == [
        "entry1 4. Roof",
        "entry2 4.1 ask",
        "entry3 (a) two",
        "entry2 4.2 pay",
        "entry1 5. Trees",
        "entry2 5.1 cut",
        "entry1 9. Again",
        "entry1 10. More",
        "entry1 Item I: Third",
        "entry1 ☐ open Box",
        "paragraph Free",
    ]


def test_lists_that_are_indented_further_are_nested_and_continued() -> None:
    body = (
        par("Roof", style("Bullets"))
        + par("ask", numbered(3))
        + par("by May", '<w:ind w:left="1440"/>')
        + par("Trees", style("Bullets"))
        + par("Apart")
        + par("Sow", numbered(3))
        + par("None", style("Bullets") + numbered(0))
    )
    assert word_blocks(body, styles=STYLES, numbering=NUMBERING) == [
        "entry1 • Roof",
        "entry2 • ask",
        "paragraph2 by May",
        "entry1 • Trees",
        "paragraph Apart",
        "entry1 • Sow",
        "paragraph None",
    ]


def test_a_heading_has_its_number_and_a_cell_its_own() -> None:
    body = par("Roof", style("berschrift1") + numbered(1)) + table(
        ["No", "Action"], [par("", numbered(1, 1)), "Ask"], [par("", numbered(1, 1)), "Pay"]
    )
    assert word_blocks(body, styles=STYLES, numbering=NUMBERING) == [
        "heading1 4. Roof",
        "row No | Action",
        "row 4.1 | Ask",
        "row 4.2 | Pay",
    ]


def test_cells_are_merged_across_and_down() -> None:
    span, top, below = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        table_row(cell("Log", span), "Due"),
        table_row(
            cell(par("Ask") + par("two"), top), "RO", cell("May", '<w:shd w:fill="FF0000"/>')
        ),
        table_row(cell(par(""), below), "TB", "June"),
        table_row(cell("Late", below), "X", ""),
        table_row("Pay", properties='<w:gridBefore w:val="1"/>'),
        ["", "", ""],
    )
    source = read_docx(make_docx(body))
    assert show_blocks(source) == [
        "row Log | ↑ | Due",
        "row Ask\ntwo | RO | May",
        "row ↑ | TB | June",
        "row Late | X | ",
        "row  | Pay | ",
    ]
    assert source.blocks[1].cells[2].colour == "FF0000"
    assert [block.place.text for block in source.blocks][-1] == "table 1, row 5"


def test_tracked_changes_are_read_as_if_accepted_and_marked() -> None:
    body = (
        par("Before")
        + par(run("Ask ") + f"<w:ins>{run('two ')}</w:ins>" + run("firms"))
        + par(run("Pay ") + "<w:del><w:r><w:delText>three hundred</w:delText></w:r></w:del>")
        + par(f"<w:moveFrom>{run('Trees last')}</w:moveFrom>")
        + par(f"<w:moveTo>{run('Trees first')}</w:moveTo>")
        + par(run("Join"), "<w:rPr><w:del/></w:rPr>")
        + par("ed")
        + par("New", "<w:rPr><w:ins/></w:rPr>")
        + table(
            table_row("Kept", "RO"),
            table_row("Gone", "TB", properties="<w:del/>"),
            table_row("Added", "TB", properties="<w:ins/>"),
        )
    )
    source = read_docx(make_docx(body))
    assert [
        (show, block.doubts) for show, block in zip(show_blocks(source), source.blocks, strict=True)
    ] == [
        ("paragraph Before", ()),
        ("paragraph Ask two firms", ("tracked-change",)),
        ("paragraph Pay", ("tracked-change",)),
        ("paragraph Trees first", ("tracked-change",)),
        ("paragraph Joined", ("tracked-change",)),
        ("paragraph New", ("tracked-change",)),
        ("row Kept | RO", ()),
        ("row Added | TB", ("tracked-change",)),
    ]
    assert [tuple(one) for one in source.ignored] == [
        ("paragraph 3", "deleted (tracked change)", "three hundred"),
        ("paragraph 3", "moved to another place (tracked change)", "Trees last"),
        ("table 1, row 2", "deleted row (tracked change)", "Gone TB"),
    ]


def test_deleted_paragraphs_leave_nothing_behind() -> None:
    gone = "<w:del><w:r><w:delText>Gone</w:delText></w:r></w:del>"
    body = par("Kept") + par(gone, "<w:rPr><w:del/></w:rPr>") + table(["A", "B"])
    assert word_blocks(body) == ["paragraph Kept", "row A | B"]
    assert word_blocks(par("End", "<w:rPr><w:del/></w:rPr>")) == ["paragraph End"]


def test_comments_are_kept_at_their_paragraph() -> None:
    comments = (
        '<w:comment w:id="1" w:author="Ann Lee">'
        + par("Is this right?")
        + par("I doubt it.")
        + '</w:comment><w:comment w:id="2">'
        + par("Loose")
        + "</w:comment>"
        '<w:comment w:id="3" w:author="Bo">' + par("In a cell") + "</w:comment>"
    )
    mark = '<w:r><w:commentReference w:id="{}"/></w:r>'
    body = (
        par(mark.format(1))
        + par("Ask two firms")
        + table([cell(par(run("Pay") + mark.format(3))), "RO"])
    )
    source = read_docx(make_docx(body, parts={"comments": comments}))
    assert show_blocks(source) == ["paragraph Ask two firms", "row Pay | RO"]
    assert source.blocks[0].comments == ("Ann Lee: Is this right? I doubt it.",)
    assert source.blocks[1].comments == ("Bo: In a cell",)
    assert [(one.reason, one.text) for one in source.ignored] == [
        ("comment without a place", "Loose")
    ]


def test_struck_text_is_kept_and_doubted() -> None:
    body = par(run("old", "<w:strike/>") + run(" new")) + par(run("off", "<w:dstrike/>"))
    source = read_docx(make_docx(body))
    assert show_blocks(source) == ["paragraph old new", "paragraph off"]
    assert [(block.is_struck, block.doubts) for block in source.blocks] == [
        (False, ("struck",)),
        (True, ("struck",)),
    ]


def test_headers_footers_and_watermarks_are_margins() -> None:
    mark = '<w:r><w:pict><v:shape><v:textpath string="DRAFT"/></v:shape></w:pict></w:r>'
    source = read_docx(
        make_docx(
            par("Met."),
            parts={
                "header1": par("In confidence"),
                "header2": par("In confidence") + par(mark),
                "footer1": par(run("Page ") + run("1")),
            },
        )
    )
    assert show_blocks(source) == ["paragraph Met."]
    assert source.margins == ("In confidence", "In confidence DRAFT", "Page 1")
    assert [(one.place, one.reason) for one in source.ignored] == [
        ("top of the page", "page header"),
        ("top of the page", "page header"),
        ("foot of the page", "page footer"),
    ]


def test_footnotes_are_below_their_paragraph() -> None:
    note = '<w:footnote w:id="{}">' + par("{}") + "</w:footnote>"
    ref = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    body = par(run("Ask") + ref.format(7) + run(" two")) + table(
        [cell(par(run("Pay") + ref.format(8))), "B"]
    )
    source = read_docx(
        make_docx(
            body + par('<w:r><w:endnoteReference w:id="1"/></w:r>' + run("End")),
            parts={
                "footnotes": note.format(7, "As agreed")
                + note.format(8, "Twice")
                + note.format(9, "Lost"),
                "endnotes": '<w:endnote w:id="1">' + par("Late") + "</w:endnote>",
            },
        )
    )
    assert [
        f"{block.place.text}: {show}"
        for show, block in zip(show_blocks(source), source.blocks, strict=True)
    ] == [
        "paragraph 1: paragraph Ask[1] two",
        "footnote 1: paragraph [1] As agreed",
        "table 1, row 1: row Pay[2]\n[2] Twice | B",
        "paragraph 2: paragraph [1]End",
        "endnote 1: paragraph [1] Late",
    ]
    assert [(one.reason, one.text) for one in source.ignored] == [
        ("footnote without a place", "Lost")
    ]


def test_a_note_in_a_covered_cell_is_kept() -> None:
    ref = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    covered = cell(f"<w:p>{ref}</w:p>", "<w:vMerge/>")
    body = table([cell("Ask", '<w:vMerge w:val="restart"/>'), "RO"], [covered, "TB"])
    notes = {"footnotes": '<w:footnote w:id="1">' + par("As agreed") + "</w:footnote>"}
    assert show_blocks(read_docx(make_docx(body, parts=notes))) == [
        "row Ask | RO",
        "row [1]\n[1] As agreed | TB",
    ]


def test_text_boxes_and_content_controls_are_read_once() -> None:
    box = f"<w:txbxContent>{par('In the box')}</w:txbxContent>"
    drawing = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    old = f"<w:r><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></w:r>"
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{par('Chosen')}</w:sdtContent></w:sdt>"
    inner = f"<w:sdt><w:sdtContent>{run('RO')}</w:sdtContent></w:sdt>"
    simple = f'<w:fldSimple w:instr="DATE">{run("May")}</w:fldSimple>'
    custom = f"<w:customXml><w:smartTag>{run('Essex')}</w:smartTag></w:customXml>"
    body = (
        par(run("Ar") + drawing + run("ound"))
        + par(old)
        + control
        + par(inner + simple + custom)
        + table(
            f"<w:sdt><w:sdtContent>{table_row('Pay', 'TB')}</w:sdtContent></w:sdt>",
            f"<w:tr><w:sdt><w:sdtContent>{cell('Sow')}</w:sdtContent></w:sdt>{cell('RO')}</w:tr>",
        )
    )
    assert word_blocks(body) == [
        "paragraph Around",
        "paragraph In the box",
        "paragraph In the box",
        "paragraph Chosen",
        "paragraph ROMayEssex",
        "row Pay | TB",
        "row Sow | RO",
    ]


def test_boxes_of_word_are_ticked_or_open() -> None:
    control = (
        "<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val='{}'/></w14:checkbox></w:sdtPr>"
        "<w:sdtContent>{}</w:sdtContent></w:sdt>"
    )
    form = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="1"/>'
        "</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText>"
        '</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    symbol = '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>'
    body = (
        par(control.format(1, run("☒")) + run(" Ask"))
        + par(control.format(0, run("X")) + run(" Pay"))
        + par(form + run("Sow"))
        + par(symbol + run(" Mow"))
        + par(run("\uf0fe Dig"))
        + par(run("\uf0b7 Cut"))
    )
    assert word_blocks(body) == [
        "entry1 ☑ ticked Ask",
        "entry1 ☐ open Pay",
        "entry1 ☑ ticked Sow",
        "entry1 ☐ open Mow",
        "entry1 ☑ ticked Dig",
        "entry1 • Cut",
    ]


def test_links_and_line_breaks_are_those_of_a_page() -> None:
    link = f'<w:hyperlink r:id="l1" w:anchor="top">{run("the plan")}</w:hyperlink>'
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK '
        '"https://b.example"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run("here")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    inside = f'<w:hyperlink w:anchor="_Toc1">{run("inside")}</w:hyperlink>'
    body = par(run("See ") + link + run("s, ") + field + run(", ") + inside) + par(
        run("One")
        + "<w:r><w:br/></w:r>"
        + run("Two")
        + "<w:r><w:br w:type='page'/></w:r>"
        + run("14")
        + run("th", '<w:vertAlign w:val="superscript"/>')
        + "<w:r><w:tab/></w:r>"
        + run("May")
    )
    source = read_docx(make_docx(body, links={"l1": "https://a.example/?a=1&amp;b"}))
    assert show_blocks(source) == [
        (
            "paragraph See the plans (https://a.example/?a=1&b#top), here (https://b.example), "
            "inside"
        ),
        "paragraph One",
        "paragraph Two",
        "paragraph 14th May",
    ]
    assert source.blocks[0].links == ("https://a.example/?a=1&b#top", "https://b.example")
    assert source.blocks[3].place.text == "paragraph 2, line 3"


def test_odd_elements_lose_no_text() -> None:
    ruby = f"<w:ruby><w:rt>{run('kan')}</w:rt><w:rubyBase>{run('漢')}</w:rubyBase></w:ruby>"
    math = "<m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>"
    group = f"<w:r><w:drawing><a:lockedCanvas>{run('drawn')}</a:lockedCanvas></w:drawing></w:r>"
    odd = (
        '<w:r><w:noBreakHyphen/></w:r><w:r><w:sym w:char="zz"/></w:r><w:r><w:cr/></w:r>'
        "<w:r><w:ptab/></w:r><w:r><w:delText>gone</w:delText></w:r>"
    )
    choice = (
        f"<mc:AlternateContent><mc:Choice>{run('new')}</mc:Choice></mc:AlternateContent>"
        f"<mc:AlternateContent><mc:Fallback>{run('old')}</mc:Fallback></mc:AlternateContent>"
    )
    body = (
        par(ruby + run(" and ") + math + group)
        + par(run("a") + odd + run("b") + '<w:r><w:footnoteReference w:id="9"/></w:r>')
        + f"<mc:AlternateContent><mc:Choice>{par(choice)}</mc:Choice></mc:AlternateContent>"
        + "<w:altChunk/>"
        + f"<w:del>{par('deleted')}</w:del>"
        + f"<w:tbl>{par('stray')}<w:tr>{par('loose')}{cell('RO')}</w:tr>"
        + f"<mc:AlternateContent><mc:Choice>{table_row('x', 'y')}</mc:Choice></mc:AlternateContent>"
        + "</w:tbl>"
    )
    source = read_docx(make_docx(body))
    assert show_blocks(source) == [
        "paragraph (kan) 漢 and x=2drawn",
        "paragraph a-",
        "paragraph b",
        "paragraph newold",
        "row stray | ",
        "row loose | RO",
        "row x | y",
    ]
    assert len(source.notes) == 1


def test_a_deleted_row_is_listed_with_all_its_text() -> None:
    inside = (
        run("a")
        + "<w:r><w:tab/></w:r>"
        + f"<w:moveFrom>{run('b')}</w:moveFrom>"
        + f"<w:r><w:pict><w:txbxContent>{par('c')}</w:txbxContent></w:pict></w:r>"
        + f"<mc:AlternateContent><mc:Choice>{run('d')}</mc:Choice></mc:AlternateContent>"
    )
    gone = table_row(cell(par(inside, "<w:rPr><w:del/></w:rPr>") + par("e")), properties="<w:del/>")
    source = read_docx(make_docx(par("Met.") + table(["A", "B"], gone)))
    assert show_blocks(source) == ["paragraph Met.", "row A | B"]
    assert [one.text for one in source.ignored] == ["a de b c"]


def test_lists_of_linked_definitions_and_own_levels_are_numbered() -> None:
    numbering = """
    <w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Own"/></w:abstractNum>
    <w:abstractNum w:abstractNumId="1"><w:styleLink w:val="Own"/>
      <w:lvl w:ilvl="0"><w:start w:val="0"/><w:numFmt w:val="decimalZero"/>
        <w:lvlText w:val="%1"/></w:lvl>
      <w:lvl w:ilvl="1"><w:numFmt w:val="upperLetter"/><w:lvlText w:val="%1.%2"/><w:isLgl/></w:lvl>
      <w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val=" "/></w:lvl>
    </w:abstractNum>
    <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
    <w:num w:numId="2"><w:abstractNumId w:val="1"/>
      <w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:numFmt w:val="ordinal"/>
        <w:lvlText w:val="%1:"/></w:lvl></w:lvlOverride>
      <w:lvlOverride w:ilvl="x"/></w:num>
    """
    body = (
        par("Roof", numbered(1))
        + par("ask", numbered(1, 1))
        + par("plain", numbered(1, 2))
        + par("Trees", numbered(2))
        + par("deep", numbered(2, 1))
    )
    assert word_blocks(body, numbering=numbering) == [
        "entry1 00 Roof",
        "entry2 0.1 ask",
        "paragraph plain",
        "entry1 1st: Trees",
        "entry2 1.1 deep",
    ]


def test_a_list_that_is_indented_less_is_not_nested() -> None:
    deep = '<w:ind w:left="1440"/>'
    body = par("Far", numbered(3)) + par("Near", numbered(2)) + par("Far", numbered(4) + deep)
    assert word_blocks(body, numbering=NUMBERING) == [
        "entry1 • Far",
        "entry1 • Near",
        "entry2 Item I: Far",
    ]


def test_a_wrong_day_and_a_watermark_of_the_text_are_no_faults() -> None:
    core = '<c:coreProperties xmlns:c="c" xmlns:d="d"><d:created>{}</d:created></c:coreProperties>'
    mark = '<w:r><w:pict><v:shape><v:textpath string="SECRET"/></v:shape></w:pict></w:r>'
    for created in ("2024", ""):
        more = {"docProps/core.xml": core.format(created)}
        source = read_docx(make_docx(par("Met.") + par(mark), more=more))
        assert source.created is None
        assert source.margins == ("SECRET",)
    empty = {"docProps/core.xml": '<c:coreProperties xmlns:c="c"/>'}
    assert read_docx(make_docx(par("Met."), more=empty)).created is None


def test_comments_of_a_file_without_text_are_listed() -> None:
    comments = '<w:comment w:id="1">' + par("Why?") + "</w:comment>"
    body = par('<w:r><w:commentReference w:id="1"/></w:r>')
    source = read_docx(make_docx(body, parts={"comments": comments}))
    assert [one.text for one in source.ignored] == ["Why?"]


def test_the_main_part_may_have_any_name() -> None:
    entries = {
        "_rels/.rels": wrap_relationships(
            '<Relationship Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/'
            'officeDocument" Target="/text/main.xml"/>'
        ),
        "text/main.xml": f'<a xmlns:w="w"><w:body>{par("Met.")}</w:body></a>',
    }
    assert show_blocks(read_docx(make_zip(entries))) == ["paragraph Met."]


def test_pictures_are_doubts_and_objects_a_note() -> None:
    picture = "<w:r><w:drawing><a:blip r:embed='x'/></w:drawing></w:r>"
    thing = "<w:r><w:object><o:OLEObject/></w:object></w:r>"
    source = read_docx(make_docx(par("Plan") + par(picture) + par(thing)))
    assert [block.doubts for block in source.blocks] == [("picture",)]
    assert source.notes[0].startswith("1 embedded object was not read, such as a table of Excel.")


def test_a_file_of_pictures_is_refused() -> None:
    picture = "<w:r><w:drawing><a:blip r:embed='x'/></w:drawing></w:r>"
    with pytest.raises(CannotImport, match="only pictures"):
        read_docx(make_docx(par(picture)))


def test_macros_are_not_run_and_no_link_is_opened() -> None:
    remote = '<w:r><w:drawing><a:blip r:link="l1"/></w:drawing></w:r>'
    source = read_docx(
        make_docx(
            par(run("Met.") + remote),
            links={"l1": "file:///etc/passwd"},
            more={"word/vbaProject.bin": b"macro"},
        )
    )
    assert show_blocks(source) == ["paragraph Met."]
    assert source.notes == ("The file has macros. They were not run.",)


def test_a_file_of_word_itself_has_its_day_and_places() -> None:
    document = docx.Document()
    document.add_heading("Minutes", 1)
    document.add_paragraph("Present: Rosa")
    document.add_paragraph("Ask two firms", style="List Bullet")
    document.add_paragraph("Pay", style="List Number")
    grid = document.add_table(2, 3)
    grid.cell(0, 0).text = "Action"
    grid.cell(0, 0).merge(grid.cell(1, 0))
    grid.cell(0, 1).merge(grid.cell(0, 2)).text = "Owner"
    document.core_properties.created = datetime(2024, 3, 14, tzinfo=UTC)
    target = BytesIO()
    document.save(target)
    source = read_docx(target.getvalue())
    assert show_blocks(source) == [
        "heading1 Minutes",
        "paragraph Present: Rosa",
        "entry1 • Ask two firms",
        "entry1 1. Pay",
        "row Action | Owner | ↑",
    ]
    assert source.created == date(2024, 3, 14)
    assert [block.place.text for block in source.blocks][1:3] == ["paragraph 2", "paragraph 3"]


_RUNS = st.one_of(
    st.sampled_from(["a", "B 7", "é", " ", "&amp;", "\uf0b7", "\u202e", "-"]).map(run),
    st.sampled_from(
        [
            "<w:r><w:tab/></w:r>",
            "<w:r><w:br/></w:r>",
            "<w:r><w:noBreakHyphen/></w:r>",
            '<w:r><w:footnoteReference w:id="1"/></w:r>',
            f"<w:ins>{run('in')}</w:ins>",
            f"<w:moveFrom>{run('out')}</w:moveFrom>",
            f'<w:hyperlink r:id="l1">{run("link")}</w:hyperlink>',
            f"<w:sdt><w:sdtPr><w14:checkbox/></w:sdtPr><w:sdtContent>{run('X')}</w:sdtContent></w:sdt>",
            f"<w:r><w:pict><v:textbox><w:txbxContent>{par('box')}</w:txbxContent></v:textbox></w:pict></w:r>",
            f"<w:unknown>{run('new')}</w:unknown>",
        ]
    ),
)
_MARKS = st.sampled_from(["", "<w:rPr><w:del/></w:rPr>", numbered(1), numbered(3), style("Own")])
_PARAGRAPHS = st.builds(
    lambda runs, mark: f"<w:p><w:pPr>{mark}</w:pPr>{''.join(runs)}</w:p>",
    st.lists(_RUNS, max_size=5),
    _MARKS,
)
_CELLS = st.builds(
    cell,
    st.lists(_PARAGRAPHS, min_size=1, max_size=2).map("".join),
    st.sampled_from(["", "<w:vMerge/>", '<w:vMerge w:val="restart"/>', '<w:gridSpan w:val="3"/>']),
)
_ROWS = st.builds(
    lambda cells, mark: table_row(*cells, properties=mark),
    st.lists(_CELLS, max_size=3),
    st.sampled_from(["", "<w:del/>", "<w:ins/>", '<w:gridBefore w:val="1"/>']),
)
_BODIES = st.lists(
    st.one_of(_PARAGRAPHS, st.lists(_ROWS, max_size=3).map(lambda rows: table(*rows))), max_size=5
).map("".join)


@settings(max_examples=60, deadline=None)
@given(_BODIES)
def test_a_word_file_loses_no_word(body: str) -> None:
    parts = {
        "styles": STYLES,
        "numbering": NUMBERING,
        "footnotes": '<w:footnote w:id="1">' + par("note") + "</w:footnote>",
        "header1": par("top"),
    }
    source = read_docx(make_docx(body, parts=parts, links={"l1": "u"}))
    assert list_lost_words(source) == []
