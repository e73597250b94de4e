"""What a clerk checks where an import was unsure, for each name of a doubt."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# In the order in which the manual shows them.
UNSURE_HELP: Mapping[str, str] = MappingProxyType(
    {
        "confidential": "Check what is confidential, before you publish anything.",
        "date-year": "Check the year of the meeting.",
        "date-file-name": "Check the day of the meeting. It is in the name of the file alone.",
        "date-differs": "Check the day of the meeting. The name of the file has another.",
        "several-dates": "Check which of the days is the day of the meeting.",
        "month-first": "Check which number is the day and which the month.",
        "parts": "Check whether this text is part of this meeting.",
        "number": "Check the number of the meeting.",
        "extraordinary": "Check whether this was an extraordinary meeting.",
        "people-initials": "Check whose initials these are.",
        "no-owner": "Add the `owner`, if there is one.",
        "owner-unknown": "Check the owner, or add the person with `scrutiny person`.",
        "due-year": "Check the year of the date.",
        "due-span": "Check the due date. It is the last day of the dates in the minutes.",
        "due-unread": "Add a `due`, if you know the day.",
        "status-unknown": "Add the `status`, if the note means one.",
        "status-columns": "Check the status. Two columns of the tracker contradict each other.",
        "on-outside": "Check the day on which the action was closed.",
        "columns-exchanged": "Check which words are the action and which the owner.",
        "rows-joined": "Check whether this is one action or more.",
        "row-shifted": "Check the owner and the due date.",
        "table-not-read": "Look for actions in this table, and add them.",
        "reads-as-update": "Check whether this is a new action, or what became of an earlier one.",
        "colour": "Check the status. The tracker has only a colour.",
        "formula": "Check the value. The tracker has only a formula.",
        "struck": "Check whether these words are still meant. They are struck through.",
        "tracked-change": "Check whether the tracked changes were accepted.",
        "picture": "Look at the picture, and write down what is in it.",
        "linked-by-words": "Check whether this is that action. If not, change the `ref`.",
        "several-candidates": "Check whether this is one of those actions. If so, move it to "
        "`updates`, with the `ref` of that action.",
        "ref-other-words": "Check whether the number is right. The words are not those of that "
        "action.",
        "ref-twice": "Check what became of this action. It is in the minutes more than once.",
        "reworded": "Check whether the action has new words.",
        "earlier-or-new": "Check whether this action is new.",
    }
)
