"""Cells of a status column as real minutes have them: no remedy closes what is left open.

What is proposed is written into the file, which then has no error.
"""

from __future__ import annotations

import json

import pytest

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.minutes.source import Source

MAY = """\
date: 2024-05-09
actions:
  - ref: 1/24
    action: Survey of the east mole
  - ref: 2/24
    action: Paint the gate
"""
JUNE = """\
date: 2024-06-13
updates:
  - ref: 1/24
    STATUS
actions:
  - ref: 3/24
    action: Repair of the east mole
"""

OPEN = """
Closed pending confirmation
Closed subject to invoice
Completed in part
Part completed, awaiting quotes
Complete except for signage
Complete apart from plot 12
Completed but not yet paid
Complete - JS to report back
Done: JS to follow up
Done - reopened
Done, awaiting reply
Done (50%)
Done once the invoice is paid
Done, remainder in July
Mostly done
Nearly complete
Almost done
Half done
Not yet done - chase
Not done
Not started
Not started (staff sickness)
Not completed as the contractor was away
Not complete.
Incomplete - see report
Ongoing (due June)
Ongoing - to be raised with the Office
On going, will report in July
On-going; TB
Still ongoing
In progress - 60%
In progress, due 31 July 2024
In hand. TB to chase
In train
50% complete
90 % done
75 per cent
0% - not begun
Deferred to March
Deferred until September 2024
Deferred pending budget
Postponed (weather)
On hold - no budget
On hold until the autumn
Held over
Carried forward to July
c/f
C/F to next meeting
b/f from May
To be closed once paid
To be closed
Propose to close
Recommended for closure - see item 4
Proposed for closure: TB
Pending
Pending: quotes
Awaiting reply from the council
Awaiting response
Outstanding - third request
Outstanding!
To follow
To do
TODO
TBC
New
[ ]
[ ] not begun
☐ TB
Open – was closed in May
Re-opened 6 June 2024
Reopened as the wall fell again
Completed? TB thinks so
Closed?
Complete if no reply by Friday
Closed unless the tenant objects
Completed only for plots 1-4
Completed so far as possible
Completed some of it
Sent draft, final to come
Sent to Office - awaiting reply
Circulated in part
Resolved when the new door is fitted
Implemented from 1 September 2024
Done by 25.06.24
Done tomorrow
Delivered except keys
Actioned - no reply
Actioned. Still waiting
Answered, further question put
Finished first coat
Achieved 3 of 5 targets
Published minus annex B
Discharged subject to conditions
Merged, but plot 9 remains open
Withdrawn unless funds are found
Cancelled until spring
No longer required? Check with AB
Transferred to the Estates Committee, pending reply
Referred back
Terminé sauf la porte
Erledigt, aber nicht bezahlt
Gedaan, factuur nog niet betaald
Hecho, sin factura
En cours
Lopend
Under review
Delayed - supplier
Blocked by licence
No progress
No change since May
Waiting
Part done.
Done isn't the word
Closed—will reopen in July
Complete 1 September 2024
""".strip().splitlines()

CLOSED = """
Complete - see item 4
Complete, see minute 32
Completed (see report)
Completed 16 May 2024
Complete 12/5/24
Done 13.05.2024 by TB
Done on 20 May 2024
Done: some took it on
Done, TB
Done!
Closed.
CLOSED - invoice paid
Closed (6 June 2024)
Closed at the May meeting
Action closed
Action complete. Thanks given
Sent 13/06/24
Sent by post
Circulated by email
Published on the website
Resolved: door fitted
Implemented; TB
Finished early
Delivered by hand
Discharged
Actioned
[x]
[x] sent
[X]
✅
✅ TB
✔ 1 June 2024
~~Done~~
100%
100 % - paid
Superseded by 3/24
Replaced by action 3/24.
Merged with 3/24
Superseded by 2/24
Superseded by 99/24
Superseded by a plan
Duplicate
Duplicate of 3/24
Transferred
Referred
Withdrawn by the proposer
Cancelled - weather
Lapsed
Not required
No longer needed
Not applicable
No further action
Not going ahead
Time expired
Terminé le 3 juin 2024
Erledigt am 3. Juni 2024
Complete 12/3/24
""".strip().splitlines()


def log(lines: str) -> MinuteBook:
    """Give a log in which 1/24 is reported on with these lines."""
    june = JUNE.replace("STATUS", "\n    ".join(lines.splitlines()))
    return build_book([Source("2024-05-09.yaml", MAY), Source("2024-06-13.yaml", june)])


def remedied(cell: str) -> MinuteBook | None:
    """Give the log with what is proposed for a cell; None where no lines are proposed."""
    book = log(f"status: {json.dumps(cell, ensure_ascii=False)}")
    if not book.problems:
        return book
    (problem,) = book.problems
    assert problem.rule == "bad-status"
    head, _, lines = problem.hint.partition("\n")
    return log(lines) if head == "Write:" else None


def test_there_are_enough_cells() -> None:
    assert len({*OPEN, *CLOSED}) > 150


@pytest.mark.parametrize("cell", OPEN)
def test_a_cell_that_leaves_something_open_is_not_closed(cell: str) -> None:
    book = remedied(cell)
    if book is None:
        (problem,) = log(f"status: {json.dumps(cell)}").problems
        assert "ompleted”" not in problem.hint.partition("\n")[0]
        return
    assert [one.message for one in book.problems] == []
    assert book.log.by_key["1/24"].is_open


@pytest.mark.parametrize("cell", CLOSED)
def test_a_cell_that_closes_is_proposed_without_an_error(cell: str) -> None:
    book = remedied(cell)
    assert book is not None
    assert [one.message for one in book.problems] == []
    assert not book.log.by_key["1/24"].is_open


def test_a_date_becomes_on_where_it_may() -> None:
    inside, before = remedied("Complete 12/5/24"), remedied("Complete 12/3/24")
    assert inside is not None
    assert before is not None
    event = inside.log.by_key["1/24"].history[-1]
    assert (event.date.isoformat(), event.note) == ("2024-05-12", None)
    event = before.log.by_key["1/24"].history[-1]
    assert (event.date.isoformat(), event.note) == ("2024-06-13", "12/3/24")


def test_becomes_is_proposed_only_for_an_action_of_this_file_or_a_later_one() -> None:
    later, earlier, unknown = (remedied(f"Superseded by {ref}") for ref in ("3/24", "2/24", "9/24"))
    assert later is not None
    assert later.log.by_key["1/24"].becomes == ("3/24",)
    for book in (earlier, unknown):
        assert book is not None
        assert book.log.by_key["1/24"].becomes == ()
        assert book.log.by_key["1/24"].history[-1].note is not None


def test_where_the_entry_has_a_note_no_lines_are_proposed() -> None:
    for cell, status in (("Done: TB", "Done"), ("Completed in part", "in progress")):
        (problem,) = log(f'status: "{cell}"\nnote: Thanks were given').problems
        rest = cell.removeprefix("Done: ")
        first = problem.hint.partition("\n")[0]
        assert first == f"Write `status: {status}` and add “{rest}” to `note`."
