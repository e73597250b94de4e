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
      [Confidential: s.40] 2024-03-14#1 \N{EN DASH} Wait

3.  Any other business
    [Confidential: s.40] 7/24 \N{EN DASH} done: He left
    2024-03-14#1 \N{EN DASH} ongoing, on 14 March 2024

0 brought forward, 2 raised, 3 reports
"""


def lines(text: str) -> str:
    book = build_book([Source("meetings/2024-03-14.yaml", text)])
    assert not [one.message for one in book.problems if one.is_error]
    return render_meeting(book, book.meetings[0], 80)


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
    said = "Action  2024-03-14#1 \N{EN DASH} Mend [AB] due asap asked for on 2 March 2024\n"
    assert said in shown
    assert "    Agrees the minutes of the previous meeting\n" in shown
