"""One meeting in lines: a file in, what a terminal shows out."""

from __future__ import annotations

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.publish.meeting_text import render_meeting

MARCH = """\
date: 2024-03-14
title: Harbour Board
number: 12
extraordinary: true
present: [AB, CD (to item 4)]
in_attendance: [GH]
absent: [IJ]
items:
  - title: Dredging
    minutes: |
      The following would cost:

      - the inner basin, a line that is
        wrapped
      \N{EN DASH} the fairway: both sides

      (i) first
      (ii) second

      Then it was noted.
    decisions:
      - {decision: Buy plot, ref: D7, proposed: AB, outcome: lost}
      - Paint it
    actions:
      - action: Survey both
        owner: AB
        links: [papers/a.pdf, "org/repo#12"]
  - title: Dismissal
    confidential: s.40
    minutes: He was late.
    items:
      - title: Appeal
        updates:
          - {ref: 2024-03-14#1, about: Survey, note: Wait}
    actions:
      - {ref: 7/24, action: Write to him}
  - title: Any other business
    updates:
      - {ref: 7/24, status: done, note: He left}
      - {ref: 2024-03-14#1, about: Survey, status: ongoing, on: 2024-03-14}
"""

SHOWN = """\
2024-03-14  Harbour Board
  Date      14 March 2024
  Number    12
  Kind      extraordinary
  Present   AB, CD (to item 4)
  Attending GH
  Absent    IJ

1.  Dredging
    The following would cost:
    • the inner basin, a line that is wrapped
    • the fairway: both sides
    (i)  first
    (ii) second
    Then it was noted.
    Lost  D7 \N{EN DASH} Buy plot (proposed by AB)
    Decided  Paint it
    Action  2024-03-14#1 \N{EN DASH} Survey both [AB]
            Link: papers/a.pdf
            Link: org/repo#12

2.  [Confidential: s.40] Dismissal
    He was late.
    Action  7/24 \N{EN DASH} [Confidential: s.40] Write to him
  2.1. [Confidential: s.40] Appeal
      2024-03-14#1 \N{EN DASH} [Confidential: s.40] Wait

3.  Any other business
    7/24 \N{EN DASH} [Confidential: s.40] done: He left
    2024-03-14#1 \N{EN DASH} ongoing, on 14 March 2024

2 raised, 3 updates
"""


def lines(text: str, width: int = 80) -> str:
    book = build_book([Source("meetings/2024-03-14.yaml", text)])
    assert not [one.message for one in book.problems if one.is_error]
    return render_meeting(book, book.meetings[0], width)


def test_a_meeting_has_the_paragraphs_and_lists_of_its_page_and_its_marks() -> None:
    assert lines(MARCH) == SHOWN


def test_a_confidential_meeting_is_marked_throughout() -> None:
    text = "date: 2024-03-14\ntitle: Staff\nconfidential: true\nbrought_forward: [{ref: 1/24}]\n"
    shown = lines(text + "items: [{title: Dismissal}]\nactions: [{action: Sue}]\n").splitlines()
    assert shown[0] == "2024-03-14  [Confidential] Staff"
    assert "  Brought forward  1/24 – [Confidential] (words not in this log)" in shown
    assert "1.  [Confidential] Dismissal" in shown
    assert "  Action  2024-03-14#1 – [Confidential] Sue" in shown


def test_what_was_asked_for_between_meetings_has_its_day() -> None:
    text = (
        "date: 2024-03-14\nactions:\n  - {action: Mend, owner: AB, due: asap, on: 2024-03-02}\n"
        "items: [{title: Minutes, approves: previous meeting}]\n"
    )
    shown = lines(text)
    said = "Action  2024-03-14#1 \N{EN DASH} Mend [AB] due asap, asked for on 2 March 2024\n"
    assert said in shown
    assert "    Agrees the minutes of the previous meeting\n" in shown


LISTS = """\
date: 2024-03-14
due: 11 April 2024
brought_forward: [{ref: 1/23, action: Price}, {ref: 2/23}]
updates: [{ref: 1/23, status: done}]
items:
  - title: Actions brought forward
    presenter: AB
    papers: [{title: Prices, link: papers/prices.pdf}]
    minutes: |
      1. first there is the dredging of the inner basin
      10. then the rest
    corrections: [The total is 12]
    decisions:
      - decision: |
          To dredge:
          - the inner basin and the harbour
          - the fairway

          And to pay.
        votes: 7 to 2
    updates:
      - ref: 2/23
        note: |
          Both yards were asked:
          - the old one, which is slow
          - the new one
    actions:
      - action: |
          Survey both:
          - the inner basin, and all in it
          - the fairway
        follows: 1/23
    items:
      - {title: Moles, number: "4.7", items: [{minutes: Seen}]}
"""

LISTS_SHOWN = """\
2024-03-14
  Date      14 March 2024
  Brought forward  1/23 – Price
  Brought forward  2/23 – (words not in
                   this log)

  1/23 – done

1.  Actions brought forward
    Presented by AB
    Paper: Prices, papers/prices.pdf
    1.  first there is the dredging of
        the inner basin
    10. then the rest
    Correction: The total is 12
    Decided  To dredge:
             • the inner basin and the
               harbour
             • the fairway
             And to pay. (votes: 7 to 2)
    2/23 – Both yards were asked:
      • the old one, which is slow
      • the new one
    Action  2024-03-14#1 – Survey both:
            due 11 April 2024, follows
            1/23
            • the inner basin, and all
              in it
            • the fairway
  4.7. Moles
    4.7.1.
        Seen

2 brought forward, 1 raised, 2 updates
"""


def test_lists_have_hanging_indents_at_any_width() -> None:
    narrow, usual, wide = (lines(LISTS, width) for width in (40, 80, 140))
    assert narrow == LISTS_SHOWN
    assert max(map(len, narrow.splitlines())) <= 40
    assert narrow.split() == usual.split() == wide.split()
    assert "            • the inner basin, and all in it\n" in usual
    assert usual == wide


def test_a_meeting_that_did_not_take_place_says_so() -> None:
    shown = lines("date: 2024-03-14\nheld: false\nactions: [{action: Wait}]\n").splitlines()
    assert "  Kind      did not take place" in shown
    assert "  Action  Wait" in shown
