"""The page in HTML: every text as it is, nothing from elsewhere, and readable by everybody."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from base64 import b64encode
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support import GOLDEN, ROOT, find_tool, scrutiny

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.actionlog.overview import find_agenda_matters
from scrutiny_cli.actionlog.redact import redact_book
from scrutiny_cli.minutes.dates.date_styles import format_date, format_date_with_weekday
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.output.document import (
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
from scrutiny_cli.output.table import Column, RowGroup, Table
from scrutiny_cli.publish.agenda import build_agenda_document
from scrutiny_cli.publish.build import build_minutes_document
from scrutiny_cli.publish.context import PageOptions
from scrutiny_cli.publish.html import render_html
from scrutiny_cli.publish.paper import build_actions_document

PAGE = GOLDEN / "minutes.html"
VOID = {"meta"}


class Element(NamedTuple):
    """An element as a browser finds it: its name, what it carries, and the text in it."""

    name: str
    carries: dict[str, str | None]
    texts: list[str]

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split())


class Reader(HTMLParser):
    """Reads a page into its elements in order; ends that do not fit fail the test."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.open: list[Element] = []
        self.comments: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs), [])
        assert len(element.carries) == len(attrs)
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().name == tag

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


def read(text: str) -> list[Element]:
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert not reader.open
    assert not reader.comments
    return reader.elements


def found(text: str, name: str, **carries: str) -> list[str]:
    wanted = carries.items()
    return [one.text for one in read(text) if one.name == name and wanted <= one.carries.items()]


def real() -> Document:
    sources = [
        Source(path.name, path.read_text(encoding="utf-8"))
        for path in sorted((ROOT / "meetings").glob("*.yaml"))
    ]
    book = build_book(sources)
    left = [one for one in book.log.actions if one.is_open]
    day = date(2015, 6, 1)
    return build_minutes_document(
        book, book.meetings[0], PageOptions(day, format_date, internal=False), left
    )


EVERYTHING = """
date: 2024-03-14
title: Harbour Board
time: 9:00am
venue: Old Custom House, Quay Street, in the room with the doors
number: 12
chair: AB
public: 3
present:
  - {initials: AB, name: Ada Bell, role: Chair}
  - {initials: CD, name: Cem Demir, role: Deputy, organisation: Harbour Office, note: to item 4}
apologies: [Visitor]
due: next meeting
brought_forward:
  - {ref: 7/23, action: Survey of the mole, owner: AB}
  - {ref: 8/23, action: Paint the crane, owner: AB, from: Quay Panel}
items:
  - title: Matters arising
    updates: [{ref: 7/23, status: completed, note: All of it.}]
  - title: Dredging of the inner basin and of the fairway with Donaudampfschifffahrtsgesellschaften
    presenter: CD
    papers:
      - {title: Costs of both, link: "https://example.org/papers/2024/costs-of-both-as-presented-in-march.pdf"}
      - {title: Survey, link: "javascript:alert(1)"}
    minutes: |
      Ada asked what the following would cost:

      - the inner basin
      - the fairway

      In this order:

      3. the fairway
      4. the basin
    decisions:
      - {decision: Both are dredged., ref: D7, proposed: AB, seconded: CD, votes: 5 for}
    corrections: [Item 4 read “the east mole”.]
    actions:
      - {ref: 9/24, action: Costs for both, owner: 'CD, AB, All'}
      - {ref: 10/24, action: Ask for more time, due: asap}
      - {ref: 11/24, action: Write to the owner, owner: CD, confidential: s.40 FOIA}
    items:
      - title: The fairway
        items:
          - title: Buoys
            items: [{title: Lamps, items: [{title: Bulbs, items: [{title: Glass}]}]}]
          - number: 2.7
            minutes: Nothing more.
  - title: Staff
    confidential: s.40 FOIA
    minutes: He was ill.
  - title: Any other business
next_meeting: {date: 2024-04-11, time: "9:00", venue: The Quay}
"""


def everything(*, internal: bool) -> Document:
    book = build_book([Source("2024-03-14.yaml", EVERYTHING)])
    assert not book.problems
    book = book if internal else redact_book(book)
    left = [one for one in book.log.actions if one.is_open]
    day = date(2024, 3, 15)
    return build_minutes_document(
        book, book.meetings[0], PageOptions(day, format_date, internal=internal), left
    )


def listing() -> Document:
    book = redact_book(build_book([Source("2024-03-14.yaml", EVERYTHING)]))
    left = [one for one in book.log.actions if one.is_open]
    return build_actions_document(
        book, left, PageOptions(date(2024, 6, 1), format_date, internal=False)
    )


# The page


def test_the_real_meeting_looks_as_it_did(update: bool) -> None:  # noqa: FBT001
    made = render_html(real())
    if update:
        PAGE.write_text(made, encoding="utf-8", newline="")
    assert made == PAGE.read_text(encoding="utf-8")


def test_the_minutes_have_the_boards_own_columns() -> None:
    made = render_html(real())
    heads = found(made, "th", scope="col")
    assert heads[:4] == ["Matter raised", "Action", "Owner", "Date for completion"]
    assert found(made, "caption") == [
        "Matters raised, with actions, owners and dates for completion",
        "Open actions after the meeting of 28 May 2015",
    ]
    assert found(made, "h3")[:2] == ["Present", "1. Matters arising"]
    assert "32/15 – LW requested further data" in found(made, "td", **{"data-label": "Action"})[0]


def test_each_action_has_a_row_beside_one_text() -> None:
    tasks = tuple(ActionCell(f"{n}/24", (Paragraph("Do it"),), "AB", "") for n in (1, 2, 3))
    made = render_html(
        Document("Board", rows=(MinutesRow("1", "Mole", 1, (Paragraph("It stands."),), tasks),))
    )
    assert found(made, "td", rowspan="3") == ["It stands."]
    actions = found(made, "td", **{"data-label": "Action"})
    assert actions == ["1/24 – Do it", "2/24 – Do it", "3/24 – Do it"]


LEVELS = st.lists(st.tuples(st.integers(1, 9), st.booleans(), st.booleans()), max_size=12)


@given(LEVELS)
@example([(1, True, False), (2, False, True), (3, True, True), (1, False, True)])
def test_no_rank_of_heading_is_left_out_and_no_row_is_lost(
    rows: list[tuple[int, bool, bool]],
) -> None:
    made = render_html(
        Document(
            "Board",
            rows=tuple(
                MinutesRow(
                    "", f"title{at}" if titled else "", level, (Paragraph(f"text{at}"),) * full, ()
                )
                for at, (level, titled, full) in enumerate(rows)
            ),
        )
    )
    ranks = [int(one.name[1]) for one in read(made) if re.fullmatch("h[1-6]", one.name)]
    assert ranks[0] == 1
    assert all(now <= before + 1 for before, now in pairwise(ranks))
    shown_texts = re.findall(
        r"(?:title|text)\d+", re.sub(r"<style>.*?</style>", "", made, flags=re.DOTALL)
    )
    expected = [
        f"{kind}{at}"
        for at, (_, titled, full) in enumerate(rows)
        for kind, there in (("title", titled), ("text", full))
        if there
    ]
    assert shown_texts == expected


def test_a_number_without_a_title_stands_before_the_text() -> None:
    rows = (
        MinutesRow("3", "", 1, (Paragraph("Nothing."),), ()),
        MinutesRow("4", "", 1, (ListBlock((Paragraph("a"),)),), ()),
        MinutesRow("5", "", 1, (), ()),
    )
    assert found(render_html(Document("Board", rows=rows)), "td", colspan="4") == [
        "3. Nothing.", "4. a", "5.",
    ]  # fmt: skip


def test_lists_are_lists_with_their_marks_as_written() -> None:
    made = render_html(everything(internal=False))
    assert found(made, "span", **{"class": "mark"}) == ["3.", "4."]
    assert {"the inner basin", "3. the fairway", "4. the basin"} <= set(found(made, "li"))


def test_no_section_leaves_the_rest_of_a_printed_page_empty() -> None:
    assert "break-before: page" not in render_html(everything(internal=False))


def test_a_draft_and_an_internal_page_say_so_on_every_printed_page() -> None:
    draft, internal = (
        render_html(everything(internal=False)),
        render_html(everything(internal=True)),
    )
    assert found(draft, "p", **{"class": "margin"}) == ["DRAFT: these minutes are not yet agreed"]
    assert "INTERNAL" not in draft
    (margin,) = found(internal, "p", **{"class": "margin"})
    assert margin.startswith("INTERNAL: contains confidential text.")
    assert found(internal, "p", **{"class": "internal"})
    assert found(internal, "title") == ["INTERNAL: Harbour Board, 14 March 2024"]
    agreed = render_html(
        Document("Board", banner=ApprovalBanner("Agreed on 1 May 2024", is_draft=False))
    )
    assert found(agreed, "p", **{"class": "banner"}) == ["Agreed on 1 May 2024"]
    assert not found(agreed, "p", **{"class": "margin"})


def test_what_is_withheld_is_a_stub() -> None:
    made = render_html(everything(internal=False))
    assert "Item 3: withheld, s.40 FOIA" in found(made, "h3")
    assert found(made, "p", **{"class": "withheld"}) == ["Withheld, s.40 FOIA"]
    assert "He was ill." not in made
    assert "He was ill." in render_html(everything(internal=True))


def test_the_language_and_the_board_are_said() -> None:
    made = render_html(Document("Dredging, 14 March 2024", board="Harbour Board", language="cy"))
    assert read(made)[0].carries == {"lang": "cy"}
    assert found(made, "p", **{"class": "board"}) == ["Harbour Board"]
    assert not found(render_html(Document("Harbour Board, 14 March", board="Harbour Board")), "p")


def _widths(owner: str) -> list[int]:
    task = ActionCell("1/24", (Paragraph("Do it"),), owner, "")
    made = render_html(Document("Board", rows=(MinutesRow("1", "Mole", 1, (), (task,)),)))
    return [int(one) for one in re.findall(r"nth-child\(\d\) { width: (\d+)%", made)]


def test_owners_that_are_roles_keep_their_words_whole_up_to_a_third_of_the_page() -> None:
    initials, role, endless = map(_widths, ("AB", "Communications", "x" * 99))
    assert initials[2] == 10
    assert 20 < role[2] < 30
    assert role[1] == initials[1]
    assert endless[2] == 33
    assert sum(initials) == sum(role) == sum(endless) == 100


def test_a_word_longer_than_that_is_broken_in_a_listing_too() -> None:
    group = RowGroup(None, (("Treasurer",), ("x" * 99,)), (None, None))
    table = Table((Column("Owner", is_narrow=True),), (group,))
    made = render_html(Document("Board", appendices=(Appendix("Open", table),)))
    assert found(made, "td", **{"class": "narrow"}) == ["Treasurer"]
    assert found(made, "td", **{"class": "narrow long"}) == ["x" * 99]


def test_an_empty_list_of_actions_says_so_and_groups_have_headings() -> None:
    columns = (Column("Ref", is_narrow=True), Column("Action"))
    empty = Document("Board", appendices=(Appendix("Open actions", Table(columns, ())),))
    assert found(render_html(empty), "p") == ["There are none."]
    group = RowGroup("AB", (("1/24", "Do it"),), ("overdue",))
    full = Document("Board", appendices=(Appendix("Open actions", Table(columns, (group,))),))
    assert found(render_html(full), "h3") == ["AB"]
    assert found(render_html(full), "tr", **{"class": "overdue"}) == ["1/24 Do it"]


# Nothing but text


EVIL = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            "\"><img src=x onerror='alert(1)'>",
            "</style><script>",
            "</title><b>",
            "{{ 7 * 7 }}{% raw %}",
            "&lt;b&gt; &amp;amp;",
            "<!--",
            "javascript:alert(1)",
            "\\3c /style>",
        ]
    ),
)


def filled(text: str) -> Document:
    """Give a page that says one text wherever there is room for one."""
    line = Paragraph(text, text, text, "paper")
    blocks = (line, ListBlock((line,)), ListBlock((line,), (text,)))
    table = Table((Column(text), Column(text)), (RowGroup(text, ((text, text),), (None,)),), text)
    return Document(
        text,
        f"board {text}",
        ((text, text),),
        ApprovalBanner(text, is_draft=True),
        (Attendance(text, (Attendee(text, text, text, text, text),)),),
        (MinutesRow(text, text, 1, blocks, (ActionCell(text, blocks, text, text),) * 2),),
        text,
        (Appendix(text, table),),
        internal=True,
        language="en-GB",
        agenda=(MinutesRow(text, text, 1, blocks, ()), MinutesRow("", text, 7, blocks, ())),
    )


def skeleton(text: str) -> list[tuple[str, list[str]]]:
    return [(one.name, sorted(one.carries)) for one in read(text) if one.name != "a"]


@given(EVIL)
def test_no_text_becomes_markup(text: str) -> None:
    made = render_html(filled(text))
    plain = render_html(filled("x" if text else ""))
    assert skeleton(made) == skeleton(plain)
    assert policy(made)
    for link in (one for one in read(made) if one.name == "a"):
        target = str(link.carries["href"])
        assert ":" not in re.split("[/?#]", target)[0] or target.startswith(
            ("http://", "https://", "mailto:")
        )


@pytest.mark.parametrize(
    "link",
    [
        "https://example.org/a?b=c:d#e",
        "HTTP://example.org",
        "mailto:clerk@example.org",
        "papers/survey.pdf",
        "../survey 2.pdf",
        "/papers/a:b.pdf",
        "?paper=3:4",
        "#costs",
    ],
)
def test_links_of_the_web_to_people_and_near_by_are_followed(link: str) -> None:
    made = render_html(
        Document("B", rows=(MinutesRow("1", "", 1, (Paragraph("It", "", link, "paper"),), ()),))
    )
    (carried,) = (one.carries for one in read(made) if one.name == "a")
    assert carried["href"] == link.replace(" ", "%20")
    host = "example.org" if link.lower().startswith("http") else None
    assert carried.get("data-host") == host


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "file:///etc/passwd",
        "C:\\papers\\survey.doc",
        "\\\\server\\papers",
        "http:papers",
        "https://",
        "blob:x",
        "a b:c",
    ],
)
def test_other_links_are_only_shown(link: str) -> None:
    made = render_html(
        Document("B", rows=(MinutesRow("1", "", 1, (Paragraph("It", "", link, "paper"),), ()),))
    )
    assert not [one for one in read(made) if one.name == "a"]
    assert found(made, "p", **{"class": "paper"})[0].startswith("1. It (")


def test_the_page_needs_nothing_else_and_forbids_it() -> None:
    made = render_html(everything(internal=True))
    elements = read(made)
    assert not {"script", "link", "img", "iframe", "object", "form"} & {
        one.name for one in elements
    }
    assert not re.search(r"@import|url\(|src=|@font-face", made)
    assert not [key for one in elements for key in one.carries if key.startswith(("on", "style"))]
    assert policy(made).endswith("; base-uri 'none'; form-action 'none'")


def policy(text: str) -> str:
    """Give what the page forbids the browser; its own style is the one thing allowed."""
    elements = read(text)
    (style,) = (one for one in elements if one.name == "style")
    digest = b64encode(sha256("".join(style.texts).encode()).digest()).decode()
    (said,) = (str(one.carries["content"]) for one in elements if "http-equiv" in one.carries)
    assert said.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")
    return said


# In a browser


BROWSERS = ("chromium", "chromium-browser", "google-chrome")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """
<script src="axe.js"></script>
<script>
const dark = matchMedia("(prefers-color-scheme: dark)").matches;
axe.run(document, {runOnly: RULES, resultTypes: ["violations", "incomplete"]}).then((result) => {
  const told = (some) => some.map((one) => [one.id, one.help, one.nodes.map((node) => node.html)]);
  parent.postMessage({
    name: name,
    width: innerWidth,
    dark: dark,
    wide: document.documentElement.scrollWidth > innerWidth,
    passes: result.passes.length,
    violations: told(result.violations),
    unsure: told(result.incomplete),
  }, "*");
});
</script>
""".replace("RULES", json.dumps(RULES))
FRAMES = """<!doctype html><meta charset="utf-8"><title>frames</title><pre></pre>
<script>
const told = {};
addEventListener("message", (said) => {
  told[said.data.name] = said.data;
  document.querySelector("pre").textContent = JSON.stringify(told);
});
</script>
"""
FRAME = '<iframe name="{0} {1}" src="page.html" style="width:{0}px;height:900px;color-scheme:{1}">'
VIEWS = [(width, scheme) for width in (320, 1280) for scheme in ("light", "dark")]


@pytest.fixture(scope="module")
def browser() -> str:
    names = (shutil.which(name) for name in BROWSERS)
    return find_tool(next(filter(None, names), None), "Chromium")


@pytest.fixture(scope="module")
def axe() -> Path:
    said = os.environ.get("SCRUTINY_AXE")
    return Path(find_tool(said, "axe-core's axe.min.js, named by SCRUTINY_AXE,"))


def agenda() -> Document:
    text = EVERYTHING.replace("present:", "expected:")
    book = build_book([Source("2024-03-14.yaml", text)])
    assert not book.problems
    options = PageOptions(
        date(2024, 3, 7), format_date, internal=True, format_weekday=format_date_with_weekday
    )
    found = find_agenda_matters(book, book.meetings[0], redacted=False)
    return build_agenda_document(book, book.meetings[0], found, options)


PAGES: dict[str, Callable[[], Document]] = {
    "real": real,
    "agenda": agenda,
    "withheld": lambda: everything(internal=False),
    "internal": lambda: everything(internal=True),
    "prose": lambda: everything(internal=True)._replace(layout="prose", signature=True),
    "actions": listing,
    "agreed": lambda: Document(
        "Board", banner=ApprovalBanner("Agreed on 1 May 2024", is_draft=False)
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_everybody_can_read_the_page(name: str, browser: str, axe: Path, tmp_path: Path) -> None:
    page = re.sub(r"<meta http-equiv[^>]*>", "", render_html(PAGES[name]()), count=1)
    shutil.copy(axe, tmp_path / "axe.js")
    (tmp_path / "page.html").write_text(page.replace("</body>", f"{RUN}</body>"), encoding="utf-8")
    frames = "".join(f"{FRAME.format(*view)}</iframe>" for view in VIEWS)
    (tmp_path / "frames.html").write_text(FRAMES + frames, encoding="utf-8")
    told = in_browser(browser, tmp_path)
    for width, scheme in VIEWS:
        seen = told[f"{width} {scheme}"]
        assert (seen["width"], seen["dark"]) == (width, scheme == "dark")
        assert seen["passes"] > 10
        assert not seen["wide"]
        assert seen["violations"] == []
        # A text that spans several rows lies under them for axe; at 320 px none does.
        known = {"color-contrast"} if width > 320 else set()
        assert [one for one in seen["unsure"] if one[0] not in known] == []


SITE_PAGES = (
    "index.html", "force*/index.html", "force*/actions/index.html", "force*/actions/all.html",
    "force*/a/*.html", "harbour/decisions.html", "force*/people/index.html",
    "force*/people/w*.html", "force*/statistics.html", "force*/search.html",
    "force*/meetings/2015-05-28.html", "force*/meetings/2015-06-25-agenda.html",
)  # fmt: skip


@pytest.mark.parametrize("name", SITE_PAGES)
def test_everybody_can_read_the_site(name: str, browser: str, axe: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "meetings", tmp_path / "force" / "meetings")
    coming = tmp_path / "force" / "meetings" / "2015-06-25.yaml"
    coming.write_text("date: 2015-06-25\nitems:\n  - title: Matters arising\n", "utf-8")
    (tmp_path / "harbour" / "meetings").mkdir(parents=True)
    (tmp_path / "harbour" / "meetings" / "2024-03-14.yaml").write_text(EVERYTHING, "utf-8")
    (tmp_path / "harbour" / "meetings" / "series.yaml").write_text("title: Harbour\n", "utf-8")
    typed: tuple[str, ...] = ("--boards", ".", "--as-at", "2015-06-20", "--no-downloads")
    if name.startswith("harbour"):
        typed = ("--boards", ".", "--no-downloads")
    scrutiny("site", "-o", "site", *typed, cwd=tmp_path, SCRUTINY_TODAY="2024-03-15")
    folder = tmp_path / "site"
    text = min(folder.glob(name)).read_text(encoding="utf-8")
    page = re.sub(r'(href=")(\.\./)+(style.css")', r"\1\3", text)
    page = re.sub(r"<meta http-equiv[^>]*>", "", page, count=1)
    shutil.copy(axe, folder / "axe.js")
    (folder / "page.html").write_text(page.replace("</body>", f"{RUN}</body>"), encoding="utf-8")
    frames = "".join(f"{FRAME.format(*view)}</iframe>" for view in VIEWS)
    (folder / "frames.html").write_text(FRAMES + frames, encoding="utf-8")
    told = in_browser(browser, folder)
    for width, scheme in VIEWS:
        seen = told[f"{width} {scheme}"]
        assert seen["passes"] > 10
        assert not seen["wide"]
        assert seen["violations"] == []


def in_browser(browser: str, folder: Path) -> dict[str, Any]:
    """Give what the page in each of its frames says of itself."""
    command = [
        browser,
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={folder / 'profile'}",
        "--virtual-time-budget=30000",
        "--dump-dom",
        (folder / "frames.html").as_uri(),
    ]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    reader = Reader()
    reader.feed(ended.stdout)
    (said,) = (one for one in reader.elements if one.name == "pre")
    return dict(json.loads("".join(said.texts)))
