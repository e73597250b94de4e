"""Web pages as blocks: nested lists, merged cells, links, and nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from source_support import list_lost_words, show_blocks

from scrutiny_cli.importing.blocks import CannotImport
from scrutiny_cli.importing.readers.html import read_html


def page_blocks(html: str) -> list[str]:
    return show_blocks(read_html(html.encode()))


def test_a_line_break_separates_two_blocks_with_the_place_of_one_paragraph() -> None:
    source = read_html(b"<h1>Parish<br>Minutes of 14<sup>th</sup> May</h1><p>One<p>Two")
    assert show_blocks(source) == [
        "heading1 Parish",
        "heading1 Minutes of 14th May",
        "paragraph One",
        "paragraph Two",
    ]
    assert [block.place.text for block in source.blocks] == [
        "paragraph 1",
        "paragraph 1, line 2",
        "paragraph 2",
        "paragraph 3",
    ]


def test_nested_lists_keep_their_level_and_numbers() -> None:
    html = """
    <ol start=3><li><p>Roof</p>
        <ul><li>Rosa to ask<br>by May<li>Tom pays</ul><p>more</p>
      <li value=7>Trees
        <ol type=a><li>cut</ol></ol>
    <li>alone"""
    assert page_blocks(html) == [
        "entry1 3. Roof",
        "entry2 • Rosa to ask",
        "paragraph2 by May",
        "entry2 • Tom pays",
        "paragraph1 more",
        "entry1 7. Trees",
        "entry2 a. cut",
        "entry1 • alone",
    ]


def test_lists_of_word_and_google_pages_keep_their_marks_and_levels() -> None:
    mark = "<span style='mso-list:Ignore'>{}<span>&nbsp;&nbsp; </span></span>"
    word = "<p style='mso-list:l0 level{} lfo1'><![if !supportLists]>{}<![endif]>{}</p>"
    html = (
        word.format(1, mark.format("1."), "Roof")
        + word.format(2, mark.format("o"), "Ask<br>by May")
        + word.format(2, mark.format("·"), "")
        + word.format(1, "<span style='mso-list:Ignore'>o</span>", "ff")
        + "<h2>"
        + mark.format("2.")
        + "Trees</h2>"
        + "<ul class='lst-kix_a1-0 start'><li>Sow</li></ul><ul class='lst-kix_a1-1'><li>Mow</ul>"
    )
    assert page_blocks(html) == [
        "entry1 1. Roof",
        "entry2 o Ask",
        "paragraph2 by May",
        "paragraph ·",
        "paragraph off",
        "heading2 2. Trees",
        "entry1 • Sow",
        "entry2 • Mow",
    ]


def test_boxes_and_typed_bullets_make_entries() -> None:
    html = (
        "<ul><li><input type=checkbox checked> Ask<li><input type=checkbox disabled> Pay</ul>"
        "<p>☐ Cut<br>• Sow<br>- Mow</p><p>✔ Dig</p><p>4 - 5 people</p>"
    )
    assert page_blocks(html) == [
        "entry1 ☑ ticked Ask",
        "entry1 ☐ open Pay",
        "entry1 ☐ open Cut",
        "entry1 • Sow",
        "entry1 - Mow",
        "entry1 ✔ ticked Dig",
        "paragraph 4 - 5 people",
    ]


def test_a_merged_cell_is_given_once_and_covers_the_others() -> None:
    html = """
    <table><caption>Log</caption>
      <thead><tr><th>Action<th>Owner<th>Due</thead>
      <tr><td rowspan=2>Ask<p>two</p><td colspan=2>RO
      <tr><td>TB<td bgcolor="#ff0000">May
      <tr><td></td><td> </td><td>&nbsp;</td></table>"""
    source = read_html(html.encode())
    assert show_blocks(source) == [
        "paragraph Log",
        "row Action | Owner | Due",
        "row Ask\ntwo | RO | ↑",
        "row ↑ | TB | May",
    ]
    assert source.blocks[1].cells[0].is_bold
    assert source.blocks[3].cells[2].colour == "FF0000"
    assert source.blocks[3].place == ("table 1, row 3", 1, 3)


def test_a_table_that_only_arranges_the_page_is_read_cell_by_cell() -> None:
    html = """
    <table><tr><td>Menu</td><td><h2>Minutes</h2>
      <table><tr><td>A<td>B<tr><td>1<td>2</table></table>
    <table><tr><td>Framed</td></tr></table>"""
    assert page_blocks(html) == [
        "paragraph Menu",
        "heading2 Minutes",
        "row A | B",
        "row 1 | 2",
        "paragraph Framed",
    ]


def test_a_table_within_a_cell_of_a_table_stays_in_the_cell() -> None:
    row = "<tr><td>1<td>Roof<td>RO"
    inner = "<tr><td>2<td><table><tr><td>a<td>b<tr><td>c<td>d</table><td><ol><li>TB</ol>"
    assert page_blocks(f"<table>{row}{inner}{row}</table>") == [
        "row 1 | Roof | RO",
        "row 2 | a | b\nc | d | 1. TB",
        "row 1 | Roof | RO",
    ]


def test_a_link_has_its_address_after_its_text() -> None:
    html = (
        '<p>See <a href="https://a.example/x?b=1&amp;c">the plan</a>, '
        '<a href="https://b.example">https://b.example</a>, <a href="#top">up</a>, '
        '<a href="mailto:ro@c.example?subject=x">Rosa</a> <a href="d.html"><img src="d.png"></a>'
    )
    source = read_html(html.encode())
    assert source.blocks[0].text == (
        "See the plan (https://a.example/x?b=1&c), https://b.example, up, Rosa (ro@c.example)"
    )
    assert source.blocks[0].links == ("https://a.example/x?b=1&c", "https://b.example")


def test_struck_and_bold_text_is_known_as_such() -> None:
    html = (
        "<p><b>Owner</b>: <span style='font-weight: 700'>RO</span><p><b>All</b> <strong>of it"
        "</strong><p><del>gone</del> here<p><span style='text-decoration:line-through'>old</span>"
    )
    blocks = read_html(html.encode()).blocks
    assert [block.is_bold for block in blocks] == [False, True, False, False]
    assert [block.is_struck for block in blocks] == [False, False, False, True]
    assert [block.doubts for block in blocks] == [(), (), ("struck",), ("struck",)]


def test_head_navigation_and_scripts_are_ignored_and_listed() -> None:
    html = (
        "<head><title>Parks</title><style>p {}</style></head><nav>Home</nav>"
        "<script>alert('<p>no')</script><p>Met.</p></body></html>After"
    )
    source = read_html(html.encode())
    assert show_blocks(source) == ["paragraph Met.", "paragraph After"]
    assert [(one.reason, one.text) for one in source.ignored] == [
        ("`head` of the page", "Parks"),
        ("`style` of the page", ""),
        ("`nav` of the page", "Home"),
        ("`script` of the page", ""),
    ]


def test_what_is_never_closed_hides_nothing() -> None:
    assert page_blocks("<head><title>T</title><p>Met.") == ["paragraph Met."]
    assert page_blocks("<nav>Home<p>Met.") == ["paragraph Home", "paragraph Met."]
    assert page_blocks("a<head><b>b</b>") == ["paragraph a", "paragraph b"]
    assert page_blocks("<b><p>a</b>b<i>c</i>d") == ["paragraph a", "paragraph bcd"]
    assert page_blocks("Met <b at") == ["paragraph Met <b at"]


def test_what_is_in_no_row_or_cell_of_a_table_is_read() -> None:
    html = "<table>Top<tr>Loose<td>1</td><p>More</p><tr><td>2<td>3</tr></table>"
    assert page_blocks(html) == ["paragraph Top", "row Loose | 1 | More", "row 2 | 3 | "]


def test_empty_tags_and_their_ends_separate_words() -> None:
    assert page_blocks("a<p/>b</br>c<option>d<option>e<wbr>f<o:p>g</o:p>") == [
        "paragraph a",
        "paragraph b",
        "paragraph c",
        "paragraph d",
        "paragraph efg",
    ]


def test_a_link_around_a_paragraph_keeps_its_text() -> None:
    html = "<a href='https://a.example'><p>Plan</p></a><a href='https://b.example'> </a>"
    assert page_blocks(html) == ["paragraph Plan"]
    two = "<a href='https://a.example'>a</a><a href='https://b.example'>b</a>c d"
    assert page_blocks(two) == ["paragraph abc (https://a.example) (https://b.example) d"]


def test_preformatted_lines_are_a_block_each() -> None:
    assert page_blocks("<pre>Present: RO\nOwner: TB</pre>") == [
        "paragraph Present: RO",
        "paragraph Owner: TB",
    ]


def test_invisible_characters_of_a_page_are_counted() -> None:
    source = read_html("<p>Ro\u202esa&#57344;&shy; asks".encode())
    assert [block.text for block in source.blocks] == ["Rosa asks"]
    assert source.notes[0].startswith("2 invisible characters were removed")


def test_a_page_in_another_encoding_is_refused() -> None:
    page = "<meta charset='koi8-r'><p>Протокол".encode("koi8-r")
    with pytest.raises(CannotImport, match="encoded as koi8-r"):
        read_html(page)
    page = "<meta charset='iso-8859-1'><p>Café".encode("cp1252")
    assert read_html(page).notes == ("The file is not UTF-8, and was read as Windows-1252.",)


def test_a_page_that_is_nested_too_deeply_is_refused() -> None:
    page = "<div>" * 300 + "x"
    with pytest.raises(CannotImport, match="nested more than 256 levels deep"):
        read_html(page.encode())
    assert len(read_html(("<div>" * 200 + "x").encode()).blocks) == 1


_TAGS = (
    "p div b s a ul ol li table tr td th thead br hr h1 nav head script title pre sup span input"  # noqa: SIM905  a list of words
    " body html select option textarea o:p font form caption col wbr dl dt".split()
)
_PARTS = st.one_of(
    st.sampled_from(["a", "B 7", "é", " ", "\n", "&amp;", "&lt;x", "<", "<!--", "-->", "]]>"]),
    st.sampled_from(_TAGS).map(lambda tag: f"<{tag}>"),
    st.sampled_from(_TAGS).map(lambda tag: f"</{tag}>"),
    st.just("<span style='mso-list:Ignore'>"),
    st.sampled_from(["<td rowspan=2>", "<td colspan=3>", "<a href='u'>", "<br/>", "<![CDATA["]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_PARTS, max_size=30).map("".join))
def test_a_page_loses_no_word(html: str) -> None:
    assert list_lost_words(read_html(html.encode())) == []
