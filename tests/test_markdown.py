"""A page in Markdown: blocks in, text that GitHub shows out."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from scrutiny_cli.output.document import (
    INTERNAL,
    ActionCell,
    Appendix,
    ApprovalBanner,
    Attendance,
    Attendee,
    Document,
    ListBlock,
    MinutesRow,
    Paragraph,
)
from scrutiny_cli.output.markdown_text import escape_markdown
from scrutiny_cli.output.table import Column, RowGroup, Table
from scrutiny_cli.output.text import normalize_lines
from scrutiny_cli.publish.links import safe_href
from scrutiny_cli.publish.markdown import render_markdown

TABLE = Table((Column("Ref"), Column("Action")), (RowGroup(None, (("1/24", "Survey"),), (None,)),))
PAGE = Document(
    "Minutes of 14 March 2024",
    "Harbour *Board*",
    (("Date", "14 March 2024"),),
    ApprovalBanner("DRAFT: these minutes are not yet agreed", is_draft=True),
    (Attendance("Present", (Attendee("Ada Bell", "Chair", "", "AB", "to item 1"),)),),
    (
        MinutesRow(
            "1",
            "Dredging",
            1,
            (
                Paragraph("Confidential", kind="confidential"),
                Paragraph("It was asked:"),
                ListBlock((Paragraph("what"), Paragraph("when"))),
                ListBlock((Paragraph("how"),), ("3.",)),
                Paragraph("done", "7/24", kind="report"),
                Paragraph("late", "8/24", kind="report"),
                Paragraph("Report | A", "Paper", "https://example.org/a(b)", "paper"),
                Paragraph("To dredge.", "Decision", kind="decision"),
            ),
            (
                ActionCell(
                    "9/24", (Paragraph("Costs."), Paragraph("Follows 8/24", kind="note")), "GH", ""
                ),
                ActionCell("", (Paragraph("Withheld, s.40 FOIA", kind="withheld"),), "", ""),
            ),
        ),
        MinutesRow("", "Item 2: withheld", 1, (), ()),
    ),
    "11 April 2024",
    (Appendix("Open actions", TABLE), Appendix("Closed actions", TABLE._replace(groups=()))),
    internal=True,
)

SHOWN = r"""> **INTERNAL: contains confidential text. Do not publish it or pass it on.**

**Harbour \*Board\***

# Minutes of 14 March 2024

> **DRAFT: these minutes are not yet agreed**

- **Date**: 14 March 2024

## Attendance

### Present

| Name | Role | Initials |
| --- | --- | --- |
| Ada Bell (to item 1) | Chair | AB |

## Minutes

### 1. Dredging

**Confidential**

It was asked:

- what
- when

3\. how

- **7/24** – done
- **8/24** – late

**Paper:** [Report \| A](<https://example.org/a%28b%29>)

**Decision:** To dredge.

| Action | Owner | Date for completion |
| --- | --- | --- |
| **9/24** – Costs.<br><br>*Follows 8/24* | GH |  |
| *Withheld, s.40 FOIA* |  |  |

### Item 2: withheld

## Next meeting

11 April 2024

## Open actions

| Ref | Action |
| --- | --- |
| 1/24 | Survey |

## Closed actions

There are none.
"""


def test_a_page_has_its_headings_its_people_and_its_actions() -> None:
    assert render_markdown(PAGE) == SHOWN


def test_in_prose_actions_are_a_list_below_their_text() -> None:
    task = ActionCell("9/24", (Paragraph("Costs."),), "GH", "11 April 2024", due_is_day=True)
    asap = ActionCell("", (Paragraph("Ask."), Paragraph("Follows 8/24", kind="note")), "", "asap")
    row = MinutesRow("4.1", "", 2, (Paragraph("It was asked."),), (task, asap), anchor="item-4-1")
    assert (
        render_markdown(Document("T", rows=(row,), layout="prose"))
        == """# T

## Minutes

<a name="item-4-1"></a>**4.1** It was asked.

- **Action 9/24:** Costs. **GH**, by 11 April 2024
- **Action:** Ask. asap<br>*Follows 8/24*
"""
    )


def test_more_than_five_items_are_listed_above_with_links() -> None:
    rows = [MinutesRow(str(n), "Mole", 1, (), (), anchor=f"item-{n}") for n in range(1, 7)]
    made = render_markdown(Document("T", rows=tuple(rows)))
    assert "- [6. Mole](<#item-6>)\n" in made
    assert '### <a name="item-6"></a>6. Mole\n' in made
    assert "item-5)" not in render_markdown(Document("T", rows=tuple(rows[:5])))


def test_what_a_page_has_not_leaves_nothing_behind() -> None:
    assert render_markdown(Document("Minutes")) == "# Minutes\n"


def test_a_page_says_internal_before_all_else() -> None:
    assert render_markdown(PAGE).splitlines()[0] == f"> **{INTERNAL}**"
    assert "INTERNAL" not in render_markdown(PAGE._replace(internal=False))


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("mailto:ab@example.org", "mailto:ab@example.org"),
        ("papers/2024/a b.pdf", "papers/2024/a%20b.pdf"),
        ("../a.pdf", "../a.pdf"),
        ("#item", "#item"),
        ("a>b<c", "a%3Eb%3Cc"),
        ("50%25", "50%25"),
        ("a/b:c", "a/b:c"),
        ("javascript:alert(1)", ""),
        ("JavaScript:alert(1)", ""),
        ("java\tscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("//example.org", ""),
        ("\\\\host\\share", ""),
        ("https:example.org", ""),
        ("http://[::1", ""),
        ("http://[::1]:80/a", "http://[::1]:80/a"),
        ("https://ann:pw@example.org/", ""),
        ("https://example.org:80x/", ""),
        ("https://a%b.org/", ""),
        ("https://żaba.pl?a", "https://%C5%BCaba.pl?a"),
        ("javascript&colon;alert(1)//", ""),
        ("javascript&#58;alert(1)/", ""),
        ("javascript&#x3a;alert(1)/", ""),
        ("&#106;avascript&colon;alert(1)?", ""),
        ("java&Tab;script&colon;alert(1)", ""),
        ("java&NewLine;script:alert(1)#", ""),
        ("javascript&amp;colon;alert(1)/", ""),
        ("data&colon;text/html,x", ""),
        ("&sol;&sol;example.org", ""),
        ("&bsol;\\example.org", ""),
        ("https://example.org/?a=javascript&colon;", "https://example.org/?a=javascript&colon;"),
        ("a?b=1&copy=2", "a?b=1&copy=2"),
        ("", ""),
    ],
)
def test_a_link_is_http_https_mailto_or_relative(link: str, target: str) -> None:
    assert safe_href(link) == target


def test_a_link_that_may_not_be_followed_is_shown() -> None:
    row = MinutesRow("1", "", 1, (Paragraph("Report", "Paper", "javascript:a(1)", "paper"),), ())
    assert "**Paper:** Report (javascript:a(1))\n" in render_markdown(Document("T", rows=(row,)))


def test_an_address_is_not_decoded_on_its_way_into_the_page() -> None:
    row = MinutesRow("1", "", 1, (Paragraph("Report", "Paper", "a?b=1&copy;=2&c=3", "paper"),), ())
    page = (
        MarkdownIt("commonmark").enable("table").render(render_markdown(Document("T", rows=(row,))))
    )
    assert '<a href="a?b=1&amp;copy;=2&amp;c=3">Report</a>' in page


# What GitHub makes links of


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("https://example.org/a_b?x=1&y=2", "<https://example.org/a_b?x=1&y=2>"),
        ("See http://example.org/a*b*c.", "See <http://example.org/a*b*c>."),
        ("(https://example.org/A_(b))", "(<https://example.org/A_(b)>)"),
        ("https://example.org/a|b`c", "<https://example.org/a%7Cb%60c>"),
        ("https://example.org/?a&copy;b", "<https://example.org/?a%26copy;b>"),
        ("“https://example.org/_”", "“<https://example.org/>\\_”"),
        ("ftp://example.org/a_b", "<ftp://example.org/a_b>"),
        ("www.example.org/a_b", r"[www.example.org/a\_b](<http://www.example.org/a_b>)"),
        ("Write to ab_c@example.org.", "Write to <ab_c@example.org>."),
        ("https://", "https://"),
        ("www.", "www."),
    ],
)
def test_an_address_is_a_link_without_backslashes(text: str, made: str) -> None:
    assert escape_markdown(text) == made


REFERENCES = (
    "@ada", "cc @ada-b, @board/clerks", "#12", "(#12)", "board/minutes#3", "ada#3", "GH-7", "gh-7",
    "ada@16c999e8c71134401a78d4d46435517b2271d6ac", "16c999e", "10:100:20", ":+1:",
)  # fmt: skip


@pytest.mark.parametrize("text", REFERENCES)
def test_nothing_in_a_text_mentions_or_refers(text: str) -> None:
    shown = _texts(escape_markdown(text))
    assert "".join(shown) == text
    assert not [one for one in shown if _GITHUB.search(one)]
    assert [one for one in [text] if _GITHUB.search(one)]


# As GitHub looks for them in each text of the page that Markdown has become.
_GITHUB = re.compile(r"(?<!\w)@\w|#\d|\bGH-\d|\b[0-9a-f]{7,40}\b|:[\w+-]+:", re.IGNORECASE)


def test_an_email_address_mentions_nobody() -> None:
    assert escape_markdown("x@y, ab@example.org") == "x@<!-- -->y, <ab@example.org>"


def test_long_texts_are_escaped_in_time() -> None:
    for text in ("https://a" + ")" * 50_000, "a.b" * 20_000, "@" * 50_000, ":a" * 25_000):
        assert len(escape_markdown(text)) >= len(text)


def _texts(text: str) -> list[str]:
    """Give what GitHub shows of Markdown, text by text."""
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    return [
        child.content
        for token in parser.parse(text)
        for child in token.children or ()
        if child.type in {"text", "text_special"}
    ]


@given(st.text(alphabet=st.sampled_from("ab 1.-+=*_`[]()<>#|~&!$\\:/\n")))
def test_any_text_shows_as_it_is(text: str) -> None:
    page = Document("T", rows=(MinutesRow("", text, 1, (Paragraph(text),), ()),), next_meeting=text)
    shown = "".join(_texts(render_markdown(page)))
    wanted = "".join(normalize_lines(text).strip().split("\n"))
    squeezed = "".join(wanted.split())
    assert "".join(shown.split()).count(squeezed) >= (3 if squeezed else 0)


@given(st.text(alphabet=st.sampled_from("ab 1.-+=*_`[]()<>#|~&!$\\:/")))
def test_any_text_shows_as_it_is_in_an_agenda(text: str) -> None:
    blocks = (Paragraph(text, "Paper", "a.pdf", "paper"), Paragraph(f"By {text}.", kind="note"))
    page = Document("T", agenda=(MinutesRow("1", text, 1, blocks, ()),))
    shown = "".join("".join(_texts(render_markdown(page))).split())
    squeezed = "".join(text.split())
    assert shown.count(squeezed) >= (3 if squeezed else 0)


@given(st.text())
def test_any_text_keeps_its_row_on_a_line(text: str) -> None:
    row = MinutesRow(
        text, text, 1, (Paragraph(text, text, text),), (ActionCell(text, (), text, text),)
    )
    *_, before, last = render_markdown(Document("T", rows=(row,))).splitlines()
    assert before == "| --- | --- | --- |"
    assert last.startswith("| ")


def test_a_link_to_a_file_near_by_can_be_followed_and_what_is_withheld_is_in_the_list() -> None:
    row = MinutesRow(
        "1",
        "Matters",
        1,
        (
            Paragraph("completed", "1/24", kind="report", about="Survey (AB)"),
            Paragraph("Withheld, s.40", kind="withheld"),
            Paragraph("papers/a_b.pdf", "Paper", "papers/a_b.pdf", "paper"),
            Paragraph("https://example.org/a_b", "Paper", "https://example.org/a_b", "paper"),
        ),
        (),
    )
    made = render_markdown(Document("Board", rows=(row,)))
    assert "- **1/24** Survey (AB) – completed\n- *Withheld, s.40*\n" in made
    assert "**Paper:** [papers/a\\_b.pdf](<papers/a_b.pdf>)" in made
    assert "**Paper:** <https://example.org/a_b>" in made
