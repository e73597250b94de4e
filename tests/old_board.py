"""A made-up board's past: twelve meetings as Word files, and its action tracker as a workbook.

The first six are by a clerk who ends the minutes with a table of actions, the others by one who
writes each action below its text, and goes through the earlier ones in a list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import docx
from docx.document import Document
from openpyxl import Workbook

TITLE = "Playing Field Committee"
DAYS = tuple(
    date(2024, month, day)
    for month, day in enumerate((9, 13, 12, 9, 14, 11, 9, 13, 10, 8, 12, 10), 1)
)
CHANGE = 6  # meetings of the first clerk
NAMES = {"RO": "Rosa Okafor", "TB": "Tom Bell", "AL": "Ada Lind", "JM": "Jo Marsh"}


class OldAction(NamedTuple):
    """An action of the made-up board; meetings count from 1.

    `reports` are what later meetings recorded: the meeting, and the words of the status.
    """

    ref: str
    words: str
    owner: str
    due: date
    raised: int
    reports: tuple[tuple[int, str], ...]

    @property
    def is_open(self) -> bool:
        """Whether no meeting recorded that it is completed."""
        return not any(status == "completed" for _, status in self.reports)


ACTIONS = (
    OldAction("1/24", "Price a new gate for the north entrance.", "TB", date(2024, 2, 13), 1,
              ((2, "in progress"), (3, "completed"))),
    OldAction("2/24", "Write to the county about the footpath.", "RO", date(2024, 2, 13), 1,
              ((2, "completed"),)),
    OldAction("3/24", "Ask two firms to survey the drains.", "JM", date(2024, 3, 12), 2,
              ((3, "ongoing"), (4, "ongoing"), (5, "completed"))),
    OldAction("4/24", "Repaint the benches by the pavilion.", "AL", date(2024, 5, 14), 3,
              ((4, "carried forward"), (5, "completed"))),
    OldAction("5/24", "Renew the insurance of the play area.", "TB", date(2024, 6, 11), 4,
              ((5, "completed"),)),
    OldAction("6/24", "Draft a policy on dogs off the lead.", "RO", date(2024, 9, 10), 5,
              ((6, "in progress"), (7, "ongoing"), (8, "ongoing"), (9, "completed"))),
    OldAction("7/24", "Replace the swing that was vandalised.", "JM", date(2024, 7, 9), 6,
              ((7, "completed"),)),
    OldAction("8/24", "Find a contractor to mow the lower field.", "AL", date(2024, 8, 13), 7,
              ((8, "ongoing"), (9, "completed"))),
    OldAction("9/24", "Apply for a grant to resurface the courts.", "RO, TB", date(2024, 10, 8), 8,
              ((9, "ongoing"), (10, "carried forward"), (11, "ongoing"), (12, "ongoing"))),
    OldAction("10/24", "Check the lease of the car park.", "TB", date(2024, 11, 12), 9,
              ((10, "in progress"), (11, "completed"))),
    OldAction("11/24", "Order salt for the winter.", "JM", date(2024, 11, 12), 10,
              ((11, "completed"),)),
    OldAction("12/24", "Publish the dates of the coming year.", "TB", date(2024, 12, 10), 11,
              ((12, "completed"),)),
    OldAction("13/24", "Invite the school to plant the hedge.", "AL", date(2025, 2, 11), 11,
              ((12, "in progress"),)),
    OldAction("14/24", "Measure the shed for new shelves.", "JM", date(2025, 1, 14), 12, ()),
)  # fmt: skip
# Before the minutes that are left begin; only the tracker has it.
OLDER = ("41/23", "Trace the deeds of the pavilion", "RO", date(2024, 3, 29), "Awaiting reply")


def format_long(day: date) -> str:
    """Return a day as the clerks write it: `Tuesday 9 January 2024`."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def write_old_board(folder: Path) -> None:
    """Write the twelve Word files and the tracker into a folder."""
    folder.mkdir()
    for number, day in enumerate(DAYS, 1):
        make_minutes(number, day).save(str(folder / f"minutes {day.isoformat()}.docx"))
    make_tracker().save(folder / "tracker.xlsx")


def make_minutes(number: int, day: date) -> Document:
    """Return the minutes of a meeting."""
    made = docx.Document()
    made.add_heading(TITLE, 0)
    made.add_paragraph(f"Minutes of the meeting held on {format_long(day)} at 7.30pm in the Hall")
    absent = list(NAMES)[number % len(NAMES)]
    present = [f"{NAMES[who]} ({who})" for who in NAMES if who != absent]
    made.add_paragraph(f"Present: {', '.join(present)}")
    made.add_paragraph(f"Apologies: {NAMES[absent]} ({absent})")
    if number <= CHANGE:
        add_first_clerk(made, number)
    else:
        add_second_clerk(made, number)
    if number < len(DAYS):
        made.add_paragraph(f"Date of next meeting: {format_long(DAYS[number])}")
    return made


def add_first_clerk(made: Document, number: int) -> None:
    """Add what was said, and the table of actions at the end."""
    made.add_heading("1. Minutes of the last meeting", 1)
    made.add_paragraph("The minutes of the last meeting were agreed and signed.")
    made.add_heading("2. Maintenance", 1)
    made.add_paragraph("The state of the field was discussed, and the low corner is wet again.")
    made.add_heading("Actions", 1)
    rows = [*list_reported(number), *list_raised(number)]
    table = made.add_table(1, 5)
    for cell, heading in zip(
        table.rows[0].cells, ("Ref", "Action", "Owner", "Due", "Status"), strict=True
    ):
        cell.text = heading
    for action, status in rows:
        due = f"{action.due.day} {action.due:%B %Y}"
        values = (action.ref, action.words, action.owner, due, status)
        for cell, value in zip(table.add_row().cells, values, strict=True):
            cell.text = value


def add_second_clerk(made: Document, number: int) -> None:
    """Add what became of earlier actions, and the new ones below their text."""
    made.add_heading("Minutes of the last meeting", 1)
    made.add_paragraph("The minutes were approved.")
    made.add_heading("Matters arising", 1)
    for action, status in list_reported(number):
        made.add_paragraph(f"{action.ref} – {status}", style="List Bullet")
    made.add_heading("Reports", 1)
    made.add_paragraph("The treasurer presented the accounts, which were noted.")
    for action, _ in list_raised(number):
        owner = action.owner.replace(", ", " and ")
        words = action.words[0].lower() + action.words[1:].rstrip(".")
        due = f"{action.due.day} {action.due:%B %Y}"
        made.add_paragraph(f"Action {action.ref}: {owner} to {words} by {due}")


def list_reported(number: int) -> Iterator[tuple[OldAction, str]]:
    """Yield the earlier actions that a meeting went through, and their statuses."""
    for action in ACTIONS:
        for meeting, status in action.reports:
            if meeting == number:
                yield action, status


def list_raised(number: int) -> Iterable[tuple[OldAction, str]]:
    """Return the actions that a meeting raised, without a status."""
    return [(action, "") for action in ACTIONS if action.raised == number]


def make_tracker() -> Workbook:
    """Return the tracker as at the day after the last meeting."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "Log"
    sheet.append([f"{TITLE}: action log"])
    sheet.append(["As at 11 December 2024"])
    sheet.append(["Ref", "Action", "Owner", "Due date", "Status"])
    ref, words, owner, due, status = OLDER
    sheet.append([ref, words, owner, due, status])
    for action in ACTIONS:
        done = "Open" if action.is_open else "Completed"
        sheet.append([action.ref, action.words, action.owner, action.due, done])
    return made
