"""Which minutes were agreed, and by which meeting."""

from __future__ import annotations

from datetime import date

from scrutiny_cli.actionlog.meetings import AmbiguousMeeting, MeetingIndex, means_previous_meeting
from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.actionlog.traverse import list_approved
from scrutiny_cli.minutes.dates.date_reader import find_date
from scrutiny_cli.minutes.file_names import file_name_day
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.minutes.source import LocatedStr, normalize_label


def find_approvals(book: MinuteBook, today: date) -> dict[str, Meeting]:
    """Return, by a meeting's name, the first meeting held by today that agreed its minutes."""
    found: dict[str, Meeting] = {}
    for meeting, words in book.approving:
        for word in words if meeting.is_held(today) else ():
            agreed = find_approved_meeting(book.index, meeting, word)
            if agreed is not None and agreed.date <= meeting.date and agreed is not meeting:
                found.setdefault(agreed.name, meeting)
    return found


def find_agreeing_meeting(book: MinuteBook, meeting: Meeting, today: date) -> Meeting | None:
    """Return the meeting that agreed the minutes of a meeting by today; None if none did.

    It is that of `find_approvals`, found without those of all other meetings.
    """
    for later, words in book.approving:
        is_later = later.date >= meeting.date and later.name != meeting.name
        for word in words if is_later and later.is_held(today) else ():
            agreed = find_approved_meeting(book.index, later, word)
            if agreed is not None and agreed.name == meeting.name:
                return later
    return None


def find_first_agreed_day(book: MinuteBook, today: date) -> date | None:
    """Return the day of the earliest meeting whose minutes were agreed, with a file or without."""
    days: list[date] = []
    for meeting, words in book.approving:
        for word in words if meeting.is_held(today) else ():
            agreed = find_approved_meeting(book.index, meeting, word)
            day = agreed.date if agreed is not None else find_date(word)
            if day is None and means_previous_meeting(word):
                day = meeting.date  # the log's first meeting: from the next one on
            days += [day] if day is not None and day <= meeting.date else []
    return min(days, default=None)


def list_minutes_to_agree(book: MinuteBook, meeting: Meeting, today: date) -> list[Meeting]:
    """Return the regular meetings before a meeting whose minutes are not agreed, in order.

    There is none from before the first that the board agreed, and of a board that never agrees
    any, only the previous one.
    """
    agreed, since = find_approvals(book, today), find_first_agreed_day(book, today)
    earlier = list[Meeting]()
    before = book.index.previous_regular(meeting)
    while before is not None:
        earlier.append(before)
        before = book.index.previous_regular(before)
    if since is None:
        return earlier[:1]
    return [one for one in reversed(earlier) if one.name not in agreed and one.date >= since]


def is_title_of_agreement(title: str, last: Meeting | None) -> bool:
    """Whether minutes are agreed under an item's title: by its words, or as at the last meeting."""
    compared = normalize_label(title)
    items = last.root_item.items if last is not None else ()
    return compared.startswith("minutes of") or any(
        item.title is not None and normalize_label(item.title) == compared and item.approves
        for item in items
    )


def find_approved_meeting(
    index: MeetingIndex, meeting: Meeting, word: LocatedStr | str
) -> Meeting | None:
    """Find the meeting that a word under `approves` means; None if it has no file."""
    if means_previous_meeting(word):
        return index.previous_regular(meeting)
    try:
        return index.find_meeting(word)
    except AmbiguousMeeting:
        return None


def check_approvals(index: MeetingIndex) -> list[Problem]:
    """Return what is wrong under `approves`, in every meeting."""
    found: list[Problem] = []
    for meeting in index.meetings:
        for word in list_approved(meeting):
            found += _check_approval(index, meeting, word)
    return found


def _check_approval(index: MeetingIndex, meeting: Meeting, word: LocatedStr) -> list[Problem]:
    if means_previous_meeting(word):
        return []
    try:
        named = index.find_meeting(word)
    except AmbiguousMeeting as ambiguous:
        message = f"Two meetings were held on {word}."
        names = " or ".join(f"`{name}`" for name in ambiguous.names)
        hint = f"Write the one you mean: {names}."
        return [Problem("ambiguous-meeting", message, word.place, hint)]
    day = named.date if named is not None else find_date(word) or file_name_day(word)
    if day is None or (named is None and day in index.by_day):
        same_day = index.by_day.get(day, ()) if day is not None else ()
        hint = _suggest_meeting([f"`{held.name}`" for held in same_day])
        return [Problem("bad-date", f"There is no meeting called “{word}”.", word.place, hint)]
    if day > meeting.date or (named is not None and named.name == meeting.name):
        message = f"The minutes of {word} cannot be agreed on {meeting.date}."
        hint = "Correct the date: a meeting can only agree the minutes of an earlier one."
        return [Problem("approves-later", message, word.place, hint)]
    return []


def _suggest_meeting(same_day: list[str]) -> str:
    """Return what to write instead of a meeting that does not exist; some may be of its day."""
    if not same_day:
        return "Write its date with the year, its file's name without .yaml, or `previous meeting`."
    if len(same_day) == 1:
        return f"The meeting on that day is {same_day[0]}."
    return f"The meetings on that day are {', '.join(same_day[:-1])} and {same_day[-1]}."
