"""The page of a meeting's minutes: what its file says, in order, with dates in one form."""

from __future__ import annotations

from datetime import date

import pytest
from support import make_book

from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.actionlog.redact import redact_book
from scrutiny_cli.minutes.dates.date_styles import format_date
from scrutiny_cli.output.document import (
    ActionCell,
    ApprovalBanner,
    Attendee,
    Block,
    Document,
    ListBlock,
    MinutesRow,
    Paragraph,
    label_prefix,
    number_action,
)
from scrutiny_cli.output.paragraphs import cut_long_text, parse_blocks
from scrutiny_cli.publish.build import build_minutes_document
from scrutiny_cli.publish.context import PageOptions
from scrutiny_cli.publish.paper import build_actions_document

TODAY = date(2024, 4, 1)


def book(**files: str) -> MinuteBook:
    """Build a log of files: `_03_14` is the meeting of 14 March 2024, `series` the series."""
    built = make_book({_file(name): text for name, text in files.items()})
    assert not built.problems, built.problems
    return built


def _file(name: str) -> str:
    return name if name == "series" else f"2024{name.replace('_', '-')}"


def page(
    built: MinuteBook,
    at: int = -1,
    *,
    internal: bool = False,
    today: date = TODAY,
    appended: bool = False,
) -> Document:
    actions = [one for one in built.log.actions if one.is_open] if appended else None
    return build_minutes_document(
        built, built.meetings[at], PageOptions(today, format_date, internal=internal), actions
    )


def said(row: MinutesRow) -> list[str]:
    """Give a row's blocks as a reader sees them, a line each."""
    return [line for block in row.blocks for line in _lines(block)]


def _lines(block: Block) -> list[str]:
    if isinstance(block, ListBlock):
        return [f"- {entry.text}" for entry in block.entries]
    return [f"{label_prefix(block)}{block.text}"]


def tasks(row: MinutesRow) -> list[tuple[str, list[str], str, str]]:
    return [
        (one.ref, [line for block in one.blocks for line in _lines(block)], one.owner, one.due)
        for one in row.actions
    ]


# The head


def test_the_head_says_what_when_where_and_who() -> None:
    text = """
title: Harbour Board
number: 12
time: 9:00am
venue: Old Custom House, Quay Street
chair: AB
minutes_by: {initials: EF, name: Eve Fox, note: for GH}
public: 0
extraordinary: true
present:
  - {initials: AB, name: Ada Bell}
next_meeting:
  date: Thursday 11 April 2024
  time: 9:00-11:00
  venue: The Quay
"""
    made = page(book(_03_14=text, series="title: The Harbour Authority\n"))
    assert made.title == "Harbour Board, 14 March 2024"
    assert made.board == "The Harbour Authority"
    assert made.facts == (
        ("Date", "14 March 2024"),
        ("Time", "9:00am"),
        ("Venue", "Old Custom House, Quay Street"),
        ("Meeting number", "12"),
        ("Kind of meeting", "Extraordinary"),
        ("Chair", "Ada Bell (AB)"),
        ("Minutes by", "Eve Fox (EF) (for GH)"),
        ("Members of the public", "0"),
    )
    assert made.next_meeting == "11 April 2024, 9:00-11:00, The Quay"


@pytest.mark.parametrize(
    ("text", "series", "title"),
    [
        ("title: Harbour Board\n", "title: Authority\n", "Harbour Board, 14 March 2024"),
        ("", "title: Authority\n", "Authority, 14 March 2024"),
        ("", "time: 9:00am\n", "Minutes, 14 March 2024"),
    ],
)
def test_the_title_is_the_meetings_else_the_series(text: str, series: str, title: str) -> None:
    assert page(book(_03_14=text, series=series)).title == title


def test_minutes_are_a_draft_until_a_held_meeting_agreed_them() -> None:
    built = book(_03_14="", _04_11="approves: 2024-03-14\n")
    draft = ApprovalBanner("DRAFT: these minutes are not yet agreed", is_draft=True)
    coming = ApprovalBanner("DRAFT: this meeting has not taken place yet", is_draft=True)
    agreed = ApprovalBanner("Agreed on 11 April 2024", is_draft=False)
    assert page(built, 0, today=date(2024, 3, 13)).banner == coming
    assert page(built, 0, today=date(2024, 3, 14)).banner == draft
    assert page(built, 0, today=date(2024, 4, 10)).banner == draft
    assert page(built, 0, today=date(2024, 4, 11)).banner == agreed


def test_dates_are_written_as_asked() -> None:
    text = "next_meeting: 11.4.24\nactions:\n  - {action: Repair it, due: 2024-04-01}\n"
    built = book(_03_14=text)
    made = build_minutes_document(
        built,
        built.meetings[0],
        PageOptions(TODAY, lambda day: f"<{day:%d/%m/%Y}>", internal=False),
    )
    assert made.title == "Minutes, <14/03/2024>"
    assert made.next_meeting == "<11/04/2024>"
    assert made.rows[0].actions[0].due == "<01/04/2024>"


def test_attendance_shows_people_as_they_were_known_by_then() -> None:
    first = """
present:
  - {initials: AB, name: Ada Bell, role: Deputy, organisation: Harbour Office}
  - {initials: CD, note: to item 4}
  - Visitor
apologies: [GH]
"""
    later = """
present: [{initials: AB, role: Chair}]
in_attendance: [ada bell]
absent: [{initials: GH, name: Gil Hay}]
"""
    built = book(_03_14=first, _04_11=later)
    present, apologies = page(built, 0).attendance
    assert present.heading == "Present"
    assert present.people == (
        Attendee("Ada Bell", "Deputy", "Harbour Office", "AB", ""),
        Attendee("CD", "", "", "", "to item 4"),
        Attendee("Visitor", "", "", "", ""),
    )
    assert apologies.heading == "Apologies"
    assert apologies.people == (Attendee("Gil Hay", "", "", "GH", ""),)
    now = page(built, 1).attendance
    assert [group.heading for group in now] == ["Present", "In attendance", "Absent"]
    assert now[1].people == (Attendee("Ada Bell", "Chair", "Harbour Office", "AB", ""),)


# Items


def test_items_stand_in_order_numbered_by_place_where_they_are_agenda_items() -> None:
    text = """
minutes: The chair welcomed all.
items:
  - title: Dredging
    items:
      - minutes: The inner basin.
      - {title: Fairway, number: 1.2}
  - {title: Costs, number: 9.}
  - minutes: Nothing else.
"""
    rows = page(book(_03_14=text)).rows
    assert [(one.number, one.title, one.level, said(one)) for one in rows] == [
        ("", "", 1, ["The chair welcomed all."]),
        ("1", "Dredging", 1, []),
        ("1.1", "", 2, ["The inner basin."]),
        ("1.2", "Fairway", 2, []),
        ("9", "Costs", 1, []),
        ("3", "", 1, ["Nothing else."]),
    ]


def test_an_item_says_all_that_its_file_says() -> None:
    text = """
present: [{initials: AB, name: Ada Bell}]
items:
  - title: Dredging
    presenter: [AB, {name: Joe Kay, note: by telephone}]
    minutes: The costs were noted.
    papers:
      - Costs of both
      - {title: Survey, link: papers/survey.pdf}
    approves: [2024-02-08, previous meeting, 2023-12-14]
    corrections: [Item 4 read “the east mole”.]
    decisions:
      - Both are dredged.
      - decision: The fairway comes first.
        ref: D7
        proposed: AB
        seconded: Joe Kay
        votes: 5 for, 1 against
"""
    (row,) = page(book(_02_08="", _03_14=text)).rows
    assert said(row) == [
        "Presented by Ada Bell (AB), Joe Kay (by telephone)",
        "Paper: Costs of both",
        "Paper: Survey",
        "The costs were noted.",
        "Minutes agreed: 8 February 2024, 8 February 2024, 14 December 2023",
        "Correction: Item 4 read “the east mole”.",
        "Decision (carried): Both are dredged.",
        "Decision D7 (carried): The fairway comes first.",
        "Proposed by Ada Bell, seconded by Joe Kay, votes: 5 for, 1 against",
    ]
    assert Paragraph("Survey", "Paper", "papers/survey.pdf", "paper", note="PDF") in row.blocks
    assert [one.kind for one in row.blocks if isinstance(one, Paragraph)] == [
        "note", "paper", "paper", "text", "note", "note", "decision", "decision", "note",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("outcome", "label"),
    [
        ("", "Decision D7 (carried): Buy it."),
        ("outcome: carried", "Decision D7 (carried): Buy it."),
        ("outcome: lost", "Decision D7 (lost): Buy it."),
        ("outcome: Deferred", "Decision D7 (deferred): Buy it."),
        ("outcome: withdrawn", "Decision D7 (withdrawn): Buy it."),
    ],
)
def test_a_decision_says_its_outcome(outcome: str, label: str) -> None:
    text = f"decisions:\n  - {{decision: Buy it., ref: D7, {outcome}}}\n"
    assert said(page(book(_03_14=text)).rows[0]) == [label]


def test_a_meeting_that_did_not_take_place_says_so() -> None:
    made = page(book(_03_14="held: false\nminutes: It was called off.\n"))
    assert made.banner == ApprovalBanner("This meeting did not take place", is_draft=False)


# What was said of earlier actions


EARLIER = """
actions:
  - {ref: 1/24, action: Survey of the mole, owner: AB, due: 14.3.24}
  - action: Publish the figures
    owner: CD
  - {ref: 3/24, action: Ask the harbour master}
"""


@pytest.mark.parametrize(
    ("update", "line"),
    [
        ("{ref: 1/24, status: progressing}", "1/24 Survey of the mole (AB) – progressing"),
        (
            "{ref: 1/24, status: done, note: 'at last'}",
            "1/24 Survey of the mole (AB) – done: at last",
        ),
        ("{ref: 1/24, note: at last}", "1/24 Survey of the mole (AB) – at last"),
        ("{ref: 1/24}", "1/24 Survey of the mole (AB) – no report"),
        (
            "{ref: 1/24, due: next meeting}",
            "1/24 Survey of the mole (AB) – due next meeting (11 April 2024)",
        ),
        (
            "{ref: 1/24, due: Aug 2024}",
            "1/24 Survey of the mole (AB) – due Aug 2024 (31 August 2024)",
        ),
        ("{ref: 1/24, due: none}", "1/24 Survey of the mole (AB) – no due date"),
        ("{ref: 1/24, owner: 'CD/EF'}", "1/24 Survey of the mole (AB) – owner CD, EF"),
        ("{ref: 1/24, owner: none}", "1/24 Survey of the mole (AB) – no owner"),
        (
            "{ref: 1/24, action: Survey of both}",
            "1/24 Survey of the mole (AB) – now reads “Survey of both”",
        ),
        (
            "{ref: 1/24, status: done, on: 1.3.24}",
            "1/24 Survey of the mole (AB) – done, on 1 March 2024",
        ),
        ("{ref: 2024-02-08#2, about: Publish, status: done}", "“Publish the figures” (CD) – done"),
    ],
)
def test_a_report_names_the_action_and_says_all(update: str, line: str) -> None:
    built = book(_02_08=EARLIER, _03_14=f"updates:\n  - {update}\n", _04_11="")
    assert said(page(built, 1).rows[0]) == [line]


def test_a_report_names_what_takes_the_actions_place() -> None:
    now = """
updates:
  - {ref: 1/24, becomes: [4/24, 2024-03-14#2]}
actions:
  - {ref: 4/24, action: Survey of the basin}
  - {action: Survey of the fairway}
"""
    row = page(book(_02_08=EARLIER, _03_14=now)).rows[0]
    assert said(row) == ["1/24 Survey of the mole (AB) – becomes 4/24, “Survey of the fairway”"]


def test_a_report_of_several_paragraphs_keeps_them() -> None:
    now = """
updates:
  - ref: 1/24
    status: done
    note: |
      First the mole.

      - then the basin
"""
    (row,) = page(book(_02_08=EARLIER, _03_14=now)).rows
    assert said(row) == [
        "1/24 Survey of the mole (AB) – done",
        "First the mole.",
        "- then the basin",
    ]


def test_an_action_without_a_number_is_named_by_its_words_of_that_day() -> None:
    report = "updates:\n  - {{ref: 2024-02-08#2, about: Publish, {}}}\n"
    built = book(
        _02_08=EARLIER,
        _03_14=report.format("action: Publish all figures"),
        _04_11=report.format("status: done"),
    )
    assert said(page(built, 1).rows[0]) == [
        "“Publish the figures” (CD) – now reads “Publish all figures”"
    ]
    assert said(page(built, 2).rows[0]) == ["“Publish all figures” (CD) – done"]


def test_a_long_text_is_named_by_its_first_words() -> None:
    assert cut_long_text("Survey of\n  the mole") == "Survey of the mole"
    cut = cut_long_text("Survey, " * 40)
    assert cut.endswith("Survey, Survey…")
    assert len(cut) < 80
    assert cut_long_text("x" * 200).strip("x") == "…"


# Actions


@pytest.mark.parametrize(
    "blocks",
    [(), (ListBlock((Paragraph("Paint"),)),), (Paragraph("s.40", "Withheld"), ListBlock(()))],
)
def test_a_number_without_words_to_stand_before_is_a_paragraph(blocks: tuple[Block, ...]) -> None:
    assert number_action(ActionCell("1/24", blocks, "", "")) == (Paragraph("", "1/24"), *blocks)
    assert number_action(ActionCell("", blocks, "", "")) == blocks


def test_an_action_stands_beside_its_text_with_owner_and_date() -> None:
    text = """
present: [{initials: CD, name: Cem Demir}]
due: next meeting
items:
  - title: Dredging
    minutes: Costs were asked for.
    actions:
      - {ref: 9/24, action: Costs for both, owner: [cem demir, All]}
      - {action: Ask for more time, due: asap, on: 2024-03-01}
      - {ref: 11/24, action: None is due, due: none, follows: 9/24}
next_meeting: 11.4.24
"""
    (row,) = page(book(_03_14=text)).rows
    assert tasks(row) == [
        ("9/24", ["Costs for both"], "CD, All", "next meeting (11 April 2024)"),
        ("", ["Ask for more time", "Asked for on 1 March 2024"], "", "asap"),
        ("11/24", ["None is due", "Follows 9/24"], "", ""),
    ]


def test_the_links_of_an_action_are_shown_and_addresses_are_links() -> None:
    links = (
        "[papers/1.pdf, 'org/repo#12', minute 4.2, 'https://example.org/a, b', 'javascript:a.py']"
    )
    text = f"actions:\n  - {{action: Survey, links: {links}}}\n"
    (row,) = page(book(_03_14=text)).rows
    assert [
        (one.label, one.text, one.link)
        for one in row.actions[0].blocks[1:]
        if isinstance(one, Paragraph)
    ] == [
        ("Link", "papers/1.pdf", "papers/1.pdf"),
        ("Link", "org/repo#12", ""),
        ("Link", "minute 4.2", ""),
        ("Link", "https://example.org/a, b", "https://example.org/a, b"),
        ("Link", "javascript:a.py", "javascript:a.py"),
    ]


def test_what_is_brought_forward_is_told_where_it_is_reported_on_else_in_a_row() -> None:
    text = """
brought_forward:
  - {ref: 7/23, action: Survey of the mole, owner: GH, due: 28.3.24, raised: 9.11.23}
  - {ref: 8/23, owner: AB}
  - {ref: 9/23, from: Quay Panel}
  - {action: Paint the crane}
  - {action: Mend the crane, owner: AB}
items:
  - title: Matters arising
    updates:
      - {ref: 7/23, status: progressing}
      - {ref: 8/23}
      - {ref: 2024-03-14#b4, about: Paint, status: done}
      - {ref: 7/23, note: Once more.}
"""
    forward, arising = page(book(_03_14=text)).rows
    assert (forward.title, forward.number) == ("Actions brought forward", "")
    assert tasks(forward) == [
        ("9/23", ["(words not in this log)", "From Quay Panel"], "", ""),
        ("", ["Mend the crane"], "AB", ""),
    ]
    assert said(arising) == [
        "7/23 Survey of the mole (GH, due 28 March 2024, raised on 9 November 2023) – progressing",
        "8/23 (AB) – no report",
        "“Paint the crane” – done",
        "7/23 Survey of the mole (GH) – Once more.",
    ]


# Texts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\ntwo", ["one two"]),
        ("one\n\n\ntwo\n", ["one", "two"]),
        ("one:\n- a\n  b\n- c\ntwo", ["one:", "- a b", "- c two"]),
        ("- a\n\n- b\n\nthen", ["- a", "- b", "then"]),
        ("built in\n2015. Then", ["built in 2015. Then"]),
        ("on page\n12. Then", ["on page 12. Then"]),
        ("-a\n1.5 m", ["-a 1.5 m"]),
        ("1. a\n2. b", ["- a", "- b"]),
    ],
)
def test_under_a_bar_lines_are_joined_and_lists_are_lists(text: str, expected: list[str]) -> None:
    source = "minutes: |\n" + "".join(f"  {line}\n" for line in text.split("\n"))
    assert said(page(book(_03_14=source)).rows[0]) == expected


def test_what_everybody_may_know_is_parted_in_the_same_way() -> None:
    source = "minutes: |\n  one\n  goes on\n\n  - two\nitems:\n  - minutes: three\n\n      four\n"
    built = book(_03_14=source)
    assert page(redact_book(built)).rows == page(built).rows
    assert said(page(redact_book(built)).rows[0]) == ["one goes on", "- two"]
    assert said(page(redact_book(built)).rows[1]) == ["three", "four"]


def test_without_a_bar_each_line_end_that_yaml_left_parts_paragraphs() -> None:
    source = "minutes: one\n  goes on\n\n  - two\nitems:\n  - minutes: >\n      one\n\n      two\n"
    source = source.replace("- two", "two")
    first, second = page(book(_03_14=source)).rows
    assert said(first) == ["one goes on", "two"]
    assert said(second) == ["one", "two"]


def listed(text: str) -> list[str | ListBlock]:
    """Give the paragraphs of a text under a bar, and its lists."""
    source = "minutes: |\n" + "".join(f"  {line}\n" for line in text.split("\n"))
    blocks = page(book(_03_14=source)).rows[0].blocks
    return [one if isinstance(one, ListBlock) else one.text for one in blocks]


def bullets(*texts: str) -> ListBlock:
    return ListBlock(tuple(map(Paragraph, texts)))


def marked(**texts: str) -> ListBlock:
    return ListBlock(tuple(map(Paragraph, texts.values())), tuple(texts))


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("- a\n* b\n• c\n– d", [bullets("a", "b", "c", "d")]),
        ("1. a\n2. b", [marked(**{"1.": "a", "2.": "b"})]),
        ("1) a\n2) b", [marked(**{"1)": "a", "2)": "b"})]),
        ("a) a\n  goes on\nb) b", [marked(**{"a)": "a goes on", "b)": "b"})]),
        ("(a) a\n(b) b", [marked(**{"(a)": "a", "(b)": "b"})]),
        ("i. a\nii. b\niv. d", [marked(**{"i.": "a", "ii.": "b", "iv.": "d"})]),
        ("(i) a\n(ii) b", [marked(**{"(i)": "a", "(ii)": "b"})]),
        ("B) a\n\nC) b", [marked(**{"B)": "a", "C)": "b"})]),
        ("Left:\nc) c\nd) d", ["Left:", marked(**{"c)": "c", "d)": "d"})]),
        ("Left\n3. c\n4. d", ["Left", marked(**{"3.": "c", "4.": "d"})]),
        ("As said\na) a", ["As said", marked(**{"a)": "a"})]),
        ("1. a\n2. b\n- c\n\n4. d\n7. e", [
            marked(**{"1.": "a", "2.": "b"}), bullets("c"), marked(**{"4.": "d", "7.": "e"}),
        ]),
        ("1. a\n1. b", [ListBlock((Paragraph("a"), Paragraph("b")), ("1.", "1."))]),
        ("as in\nb) above. Then", ["as in b) above. Then"]),
        ("the chair,\nI. Jansen", ["the chair, I. Jansen"]),
        ("a)b\n*c*\n(see) d\n1.5 m\n2015. e", ["a)b *c* (see) d 1.5 m 2015. e"]),
    ],
)  # fmt: skip
def test_entries_of_a_list_keep_their_marks_as_written(
    text: str, made: list[str | ListBlock]
) -> None:
    assert listed(text) == made


def test_no_text_is_no_block() -> None:
    assert parse_blocks(None) == ()


# What is confidential


MARKED = """
items:
  - title: Staff
    confidential: s.40 FOIA
    minutes: He was ill.
    actions: [{ref: 1/24, action: Write to him}]
    items: [{minutes: He was very ill.}]
  - title: Mole
    minutes: It stands.
    actions:
      - {ref: 2/24, action: Survey of the mole, owner: AB, due: 1.4.24, confidential: true}
      - {ref: 3/24, action: Paint it}
    items: [{confidential: price, minutes: It costs 5.}]
"""
REPORTS = """
updates:
  - {ref: 2/24, status: done}
  - {ref: 3/24, status: done, confidential: price}
"""


@pytest.mark.parametrize("gated", [True, False])
def test_a_public_page_has_stubs_for_what_is_confidential(gated: bool) -> None:  # noqa: FBT001
    whole = book(_03_14=MARKED, _04_11=REPORTS)
    built = redact_book(whole) if gated else whole
    made = page(built, 0)
    assert made.rows[0] == MinutesRow("", "Item 1: withheld, s.40 FOIA", 1, (), (), "1", "item-1")
    stub = Paragraph("Withheld: confidential", kind="withheld")
    assert made.rows[1].actions[0] == ActionCell("", (stub,), "", "")
    assert made.rows[2] == MinutesRow("", "Item 2.1: withheld, price", 2, (), (), "2.1", "item-2-1")
    assert len(made.rows) == 3
    assert page(built, 1).rows[0].blocks == (
        Paragraph("Withheld: confidential", kind="withheld"),
        Paragraph("withheld, price", "3/24", kind="withheld", about="Paint it"),
    )


def test_an_internal_page_shows_and_marks_what_is_confidential() -> None:
    built = book(_03_14=MARKED, _04_11=REPORTS)
    made = page(built, 0, internal=True)
    assert made.internal
    staff, ill, mole, price = made.rows
    assert (staff.number, staff.title) == ("1", "Staff")
    assert said(staff) == ["Confidential: s.40 FOIA", "He was ill."]
    assert tasks(staff) == [("1/24", ["Write to him"], "", "")]
    assert said(ill) == ["He was very ill."]
    assert tasks(mole)[0] == ("2/24", ["Confidential", "Survey of the mole"], "AB", "1 April 2024")
    assert said(price) == ["Confidential: price", "It costs 5."]
    assert said(page(built, 1, internal=True).rows[0]) == [
        "2/24 Survey of the mole (AB) – [Confidential] done",
        "3/24 Paint it – [Confidential: price] done",
    ]


def test_a_meeting_that_is_confidential_itself_has_one_stub() -> None:
    text = """
title: Staff
confidential: s.40
minutes: He was ill.
brought_forward: [{ref: 7/23, action: Write to him}]
items: [{title: Pay}]
"""
    built = book(_03_14=text)
    for one in (built, redact_book(built)):
        assert page(one).rows == (MinutesRow("", "Withheld, s.40", 1, (), ()),)


# Listings


def test_the_appendix_lists_what_was_open_after_the_meeting() -> None:
    made = page(redact_book(book(_03_14=MARKED)), appended=True)
    (appendix,) = made.appendices
    assert appendix.heading == "Open actions after the meeting of 14 March 2024"
    assert list(appendix.table.iter_rows()) == [
        ("", "Withheld, s.40 FOIA", "", "", "", "open"),
        ("", "Withheld: confidential", "", "", "", "open"),
        ("3/24", "Paint it", "", "14 March 2024", "", "open"),
    ]
    assert appendix.table.footer.endswith("1 with no date, 1 open in all; 2 more withheld")


def test_an_internal_appendix_marks_what_is_confidential() -> None:
    (appendix,) = page(book(_03_14=MARKED), internal=True, appended=True).appendices
    assert [row[:2] for row in appendix.table.iter_rows()] == [
        ("1/24", "[Confidential: s.40 FOIA] Write to him"),
        ("2/24", "[Confidential] Survey of the mole"),
        ("3/24", "Paint it"),
    ]


@pytest.mark.parametrize(
    ("internal", "status"),
    [(False, "open; an update is withheld"), (True, "completed, confidential update")],
)
def test_a_list_says_where_it_does_not_follow_a_confidential_report(
    internal: bool,  # noqa: FBT001
    status: str,
) -> None:
    built = book(_03_14=MARKED, _04_11=REPORTS)
    given = built if internal else redact_book(built)
    made = build_actions_document(
        given, given.log.actions, PageOptions(date(2024, 4, 12), format_date, internal=internal)
    )
    rows = {row[1]: row[-1] for row in made.appendices[0].table.iter_rows()}
    assert rows["Paint it"] == status


def test_open_actions_make_a_page_of_their_own() -> None:
    built = book(_03_14=MARKED, series="title: Harbour Board\n")
    made = build_actions_document(
        built, built.log.actions, PageOptions(date(2024, 4, 8), format_date, internal=True)
    )
    assert made.title == "Harbour Board: open actions"
    assert made.facts == (("As at", "8 April 2024"),)
    assert made.rows == ()
    assert made.internal
    (appendix,) = made.appendices
    assert appendix.heading == "Open actions"
    assert [row[-1] for row in appendix.table.iter_rows()] == ["open", "open, overdue", "open"]
