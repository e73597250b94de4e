"""Plain text and Markdown as blocks: nothing lost, rows by tabs, entries by their marks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from source_support import list_lost_words, show_blocks

from scrutiny_cli.importing.blocks import CannotImport
from scrutiny_cli.importing.readers.markdown import read_markdown
from scrutiny_cli.importing.readers.text import read_plain_text
from scrutiny_cli.importing.source_reader import read_document


def text_blocks(text: str) -> list[str]:
    return show_blocks(read_plain_text(text.encode()))


def markdown_blocks(text: str) -> list[str]:
    return show_blocks(read_markdown(text.encode()))


def test_a_tab_separates_the_cells_of_a_row_and_empty_cells_stay() -> None:
    text = "\tMatter\tAction\tOwner\tDue\n1.\tRoof\t4/24 – Ask\tRO\t\n\tTrees\t\t\t\n"
    assert text_blocks(text) == [
        "row  | Matter | Action | Owner | Due",
        "row 1. | Roof | 4/24 – Ask | RO | ",
        "row  | Trees |  |  | ",
    ]


def test_a_page_break_does_not_end_a_table() -> None:
    text = "Ref\tAction\tOwner\tDue\n1\tAsk two\tRO\tMay\n\n\f\tfirms\t\t\n\nNo\tRisk\tWho\tScore\n"
    source = read_plain_text(text.encode())
    assert [(b.place.text, b.place.table, b.place.row) for b in source.blocks] == [
        ("line 1", 1, 1),
        ("line 2", 1, 2),
        ("line 4", 1, 3),
        ("line 6", 2, 1),
    ]


def test_a_line_after_a_row_that_begins_with_tabs_is_a_paragraph() -> None:
    text = "Ref\tAction\tOwner\n\tto ask two firms of the county\nand to report back\n"
    assert text_blocks(text) == [
        "row Ref | Action | Owner",
        "row  | to ask two firms of the county",
        "paragraph and to report back",
    ]


def test_bars_and_wide_gaps_separate_cells_too() -> None:
    text = (
        "| Action | Owner |\n|--------|-------|\n| Ask two firms | RO |\n\n"
        "Ref    Action          Owner\n4/24   Ask two firms   RO\n\n"
        "Signed    by the chair    today\n"
    )
    assert text_blocks(text) == [
        "row Action | Owner",
        "row Ask two firms | RO",
        "row Ref | Action | Owner",
        "row 4/24 | Ask two firms | RO",
        "paragraph Signed by the chair today",
    ]


def test_entries_of_text_have_a_level_by_their_indent() -> None:
    text = "1. Roof\n   - Rosa to ask\n     o\tby May\n   - [x] Tom to pay\n2) Trees\n☐ Cut them"
    assert text_blocks(text) == [
        "entry1 1. Roof",
        "entry2 - Rosa to ask",
        "entry3 • by May",
        "entry2 [x] ticked Tom to pay",
        "entry1 2) Trees",
        "entry1 ☐ open Cut them",
    ]


@pytest.mark.parametrize("mark", ["-", "*", "•", "–", "+", "--", "->", "=>", "→", "➢", "▪"])
def test_bullets_have_many_forms(mark: str) -> None:
    assert text_blocks(f"{mark} Ask two firms") == [f"entry1 {mark} Ask two firms"]


def test_the_bullets_of_word_and_of_internet_drafts_are_dots() -> None:
    assert text_blocks("\uf0b7 Ask\no\tPay\n   o  Sow") == [
        "entry1 • Ask",
        "entry1 • Pay",
        "entry2 • Sow",
    ]


@pytest.mark.parametrize(
    "line", ["12. March 2024", "3 May", "4.1 Drains", "33/15 – Data", "A. Smith (Chair)", "i.e. so"]
)
def test_what_only_looks_like_an_entry_is_a_paragraph(line: str) -> None:
    assert text_blocks(line) == [f"paragraph {line}"]


def test_lines_that_a_program_broke_are_one_paragraph() -> None:
    text = (
        "ACTION: Rosa Okafor to ask two firms for a price of the new gate\n"
        "at the park, and to report what they say in the next one.\n"
        "Tom Bell will look at the pump.\n"
        "The low corner is wet again, as it was in every spring since the\n"
        "Council laid it, and in every autumn that brought so much rain.\n"
        "Owner: Rosa\n"
    )
    assert text_blocks(text) == [
        (
            "paragraph ACTION: Rosa Okafor to ask two firms for a price of the new gate "
            "at the park, and to report what they say in the next one."
        ),
        "paragraph Tom Bell will look at the pump.",
        (
            "paragraph The low corner is wet again, as it was in every spring since the "
            "Council laid it, and in every autumn that brought so much rain."
        ),
        "paragraph Owner: Rosa",
    ]


def test_lines_that_a_person_ended_are_a_paragraph_each() -> None:
    text = (
        "Present: Rosa\nApologies: Tom\nowner: RO\nAbsent\nnobody\n"
        "- Ask two firms of the county\n  for a price\n  Due: May\n"
    )
    assert text_blocks(text) == [
        "paragraph Present: Rosa",
        "paragraph Apologies: Tom",
        "paragraph owner: RO",
        "paragraph Absent",
        "paragraph nobody",
        "entry1 - Ask two firms of the county for a price",
        "paragraph1 Due: May",
    ]


def test_lines_that_are_indented_below_a_label_continue_it() -> None:
    text = (
        "ACTION: Dan to add a section\n        to the draft of the group\n"
        "Present: Ann,\n         Bo Carr\n"
        "Apologies: Cy Dunn\n           Di Eve\n"
    )
    assert text_blocks(text) == [
        "paragraph ACTION: Dan to add a section to the draft of the group",
        "paragraph Present: Ann, Bo Carr",
        "paragraph Apologies: Cy Dunn",
        "paragraph Di Eve",
    ]


def test_a_heading_of_text_is_underlined_or_has_hashes() -> None:
    text = "Parish Council\n==============\n\nDrains\n------\n## Trees\n* * *\nSigned ____"
    assert text_blocks(text) == [
        "heading1 Parish Council",
        "heading2 Drains",
        "heading2 Trees",
        "paragraph Signed ____",
    ]


def test_invisible_characters_are_removed_and_counted() -> None:
    source = read_plain_text("Ac\u200btion:\u202e Ro\x07sa\xa0to\ue000 ask".encode())
    assert [block.text for block in source.blocks] == ["Action: Rosa to ask"]
    assert source.notes == (
        "3 invisible characters were removed, because minutes may not have them.",
    )


def test_text_may_be_utf_16_with_a_mark_or_windows_1252() -> None:
    assert read_plain_text("\ufeffCafé".encode("utf-16")).blocks[0].text == "Café"
    source = read_plain_text("“Café” – 5 €".encode("cp1252"))
    assert source.blocks[0].text == "“Café” – 5 €"
    assert source.notes == ("The file is not UTF-8, and was read as Windows-1252.",)


@pytest.mark.parametrize("data", [b"a\x81b", "Ann".encode("utf-16-le"), b"\xff\xfea"])
def test_text_in_another_encoding_is_refused(data: bytes) -> None:
    with pytest.raises(CannotImport, match="save it as UTF-8"):
        read_plain_text(data)


def test_markdown_has_headings_entries_boxes_and_tables() -> None:
    text = """\
# Minutes

Present: Rosa
Apologies: Tom

1. Roof
   - [x] Rosa to ask
   - [ ] **Tom to pay**

     by May
2. Trees

| Action | Owner |
|--------|-------|
| Ask<br>two | RO | more |
"""
    assert markdown_blocks(text) == [
        "heading1 Minutes",
        "paragraph Present: Rosa",
        "paragraph Apologies: Tom",
        "entry1 1. Roof",
        "entry2 [x] ticked Rosa to ask",
        "entry2 [ ] open Tom to pay",
        "paragraph2 by May",
        "entry1 2. Trees",
        "row Action | Owner",
        "row Ask\ntwo | RO | more",
    ]


def test_a_link_of_markdown_has_its_address_behind_its_text() -> None:
    text = (
        'See [the *plan*](https://a.example/x_y?b&amp;c "Plan"), <https://b.example>, [r][1].\n\n'
    )
    source = read_markdown(f"{text}[1]: https://c.example/d".encode())
    assert list_lost_words(source) == []
    assert source.blocks[0].text == (
        "See the plan (https://a.example/x_y?b&c), https://b.example, r (https://c.example/d)."
    )
    assert source.blocks[0].links == (
        "https://a.example/x_y?b&c",
        "https://b.example",
        "https://c.example/d",
    )


def test_a_front_matter_gives_title_and_day_and_loses_nothing() -> None:
    text = '---\ntitle: "Parks"\ndate: 2024-05-06\nattendees:\n  - Rosa\n---\nWe met.\n'
    source = read_markdown(text.encode())
    assert (source.title, source.day) == ("Parks", "2024-05-06")
    assert show_blocks(source) == [
        "heading1 Parks",
        "paragraph date: 2024-05-06",
        "paragraph attendees:",
        "entry1 - Rosa",
        "paragraph We met.",
    ]
    assert source.blocks[-1].place.text == "line 7"


def test_pictures_and_entities_of_markdown_are_text() -> None:
    text = 'See ![the *plan*](plan.png "Plan") of caf&eacute;&#8238;<br>an**d** [up](#top)\n'
    source = read_markdown(text.encode())
    assert show_blocks(source) == [
        "paragraph See the *plan* (plan.png) of café",
        "paragraph and up",
    ]
    assert source.blocks[0].doubts == ("picture",)
    assert source.notes[0].startswith("1 invisible character was removed")


def test_html_and_code_in_markdown_are_text_without_their_tags() -> None:
    text = "<div>Roof &amp; <b>tre</b>es<br>Owner</div>\n\n```py\nTom: yes\n```\n"
    assert markdown_blocks(text) == [
        "paragraph Roof & trees",
        "paragraph Owner",
        "paragraph Tom: yes",
    ]


_SIGNS = st.one_of(
    st.sampled_from(["a", "B", "7", "é", "☐", " ", "\t", "\n", "\ue000", "\u202e", "\f"]),
    st.sampled_from(list('.,:-*_#>|[]()!</&;~`\\=+"')),
    st.sampled_from(["a\tb\tc\n", "\n\tlines that are long enough", "\nto be broken"]),
    st.sampled_from(["ab", "x y", "  ", "\n\n", "- ", "1. ", "---", "\n| a | b |\n|--|--|\n| "]),
    st.sampled_from(["](u)", "<b>", "<!--", "&amp;", "o\t", "[x]: y", "https://a.b"]),
)
TEXTS = st.lists(_SIGNS, max_size=30).map("".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_text_loses_no_word(text: str) -> None:
    assert list_lost_words(read_plain_text(text.encode())) == []


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_markdown_loses_no_word(text: str) -> None:
    assert list_lost_words(read_markdown(text.encode())) == []


def test_markdown_that_is_nested_too_deeply_is_refused() -> None:
    lists = "\n".join(f"{'  ' * level}- a" for level in range(40))
    assert markdown_blocks(lists)[-1] == "entry40 - a"
    for text in ("- " * 60 + "a", "> " * 900 + "a"):
        with pytest.raises(CannotImport, match="nested more than 50 levels deep"):
            read_markdown(text.encode())
    assert markdown_blocks("[a]: b\n") == []


def test_a_document_without_words_is_refused() -> None:
    with pytest.raises(CannotImport, match="There is no text in the file"):
        read_document("a.md", b"***\n\n<br>\n")
