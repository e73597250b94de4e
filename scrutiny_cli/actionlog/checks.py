"""The warnings of `check`: one rule a small function, all in one table."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from scrutiny_cli.actionlog.book import approved_by, in_order
from scrutiny_cli.actionlog.calendar import Calendar, calendar
from scrutiny_cli.actionlog.naming import Names
from scrutiny_cli.actionlog.numbering import everything, number_of, pattern_of
from scrutiny_cli.actionlog.walk import items_of, raised_in, said_in
from scrutiny_cli.actionlog.withheld import shown
from scrutiny_cli.minutes.model import Status
from scrutiny_cli.minutes.problems import Problem, Related
from scrutiny_cli.minutes.text import Place, Word, folded, squeezed
from scrutiny_cli.minutes.values import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from scrutiny_cli.actionlog.log import Action, Book, Event
    from scrutiny_cli.minutes.model import Item, Meeting

_YEAR = 366
_OFTEN = 3
_APPROVAL = 2
_SHOWN = 3
_KEY = re.compile(r".*#b?\d+")
_MENTION = re.compile(
    r"\bactions?\s+([\w/.()-]*\d[\w/.()-]*(?:(?:\s*,\s*|\s+and\s+)\S*\d\S*)*)", re.IGNORECASE
)


class Case(NamedTuple):
    """What the rules look at: the whole log, and the meetings held by today in order."""

    book: Book
    today: date
    calendar: Calendar
    held: tuple[Meeting, ...]
    pattern: str | None
    keys: dict[str, Action]


def run(book: Book, today: date) -> tuple[Problem, ...]:
    """Give every problem of the book, errors and warnings, in the order of the files.

    The book must not be cut at a day: the rules look at all that is on file.
    """
    ordered = calendar(book.meetings)
    held = tuple(one for one in ordered.meetings if one.date <= today and not one.extraordinary)
    pattern = pattern_of(book.series, ordered)
    keys = {squeezed(one.place_key): one for one in book.log.actions}
    case = Case(book, today, ordered, held, pattern, keys)
    found = [problem for rule in CHECKS.values() for problem in rule(case)]
    return in_order((*book.problems, *found))


def held_back(book: Book) -> str | None:
    """Say which rules wait until the files that cannot be read are mended; None: none do."""
    if not any(book.waits(meeting.date) for meeting in book.meetings):
        return None
    names = ", ".join(book.unreadable[:_SHOWN])
    more = len(book.unreadable) - _SHOWN
    others = f" and {more} more" if more > 0 else ""
    return (
        f"Not all can be told while {names}{others} cannot be read: what later meetings do not "
        "mention, and refs and numbers that are missing, wait until then."
    )


def first(place: Place) -> Place:
    """Give the first character of a place, to point at a whole record."""
    return Place(place.source, place.start, min(place.end, place.start + 1))


# Actions that no meeting answered


def _events_in(action: Action, meeting: Meeting) -> list[Event]:
    return [e for e in action.history if e.meeting == meeting.name and e.kind == "reported"]


def _came_before(case: Case, action: Action, meeting: Meeting) -> bool:
    return case.calendar.place[action.meeting] < case.calendar.place[meeting.name]


def not_mentioned(case: Case) -> Iterator[Problem]:
    """Tell each open action that the latest held meeting says nothing of."""
    for meeting in case.held[-1:]:
        for action in _was_open(case, meeting):
            if not _events_in(action, meeting):
                yield _loss("not-mentioned", "does not mention", action, meeting)


def not_answered(case: Case) -> Iterator[Problem]:
    """Tell each open action that the latest held meeting only lists again."""
    for meeting in case.held[-1:]:
        for action in _was_open(case, meeting):
            events = _events_in(action, meeting)
            if events and not any(event.answers for event in events):
                problem = _loss("not-answered", "only lists", action, meeting)
                yield Problem(problem.rule, problem.message, events[0].place, problem.hint)


def _was_open(case: Case, meeting: Meeting) -> Iterator[Action]:
    if case.book.waits(meeting.date):
        return
    for action in case.book.log.actions:
        if _came_before(case, action, meeting) and _open_at(case, action, meeting):
            yield action


def _open_at(case: Case, action: Action, meeting: Meeting) -> bool:
    place = case.calendar.place
    status = Status.OPEN
    for event in action.history:
        if place[event.meeting] >= place[meeting.name]:
            break
        status = event.stands or status
    return status.is_open


def _loss(rule: str, does: str, action: Action, meeting: Meeting) -> Problem:
    words = f" ({action.action})" if action.action else ""
    message = f"The meeting {does} {action.key}{words}, which was open before it."
    unnumbered = action.key == action.place_key and action.action
    about = f"\n    about: {quoted(action.action)}" if unnumbered and action.action else ""
    lines = f"Write under `updates`:\n  - ref: {action.key}{about}\n    status: …"
    hint = lines if rule == "not-mentioned" else "Fill in `status` or `note`."
    related = (Related(action.place, "It stands here."),)
    return Problem(rule, message, first(meeting.place), hint, related)


def carried_often(case: Case) -> Iterator[Problem]:
    """Tell each open action that three held meetings have not answered."""
    for action in case.book.log.actions:
        if action.is_open:
            since = [one for one in case.held if _since_answer(case, action, one)]
            if len(since) >= _OFTEN:
                message = f"{action.key} has come to {len(since)} meetings without an answer."
                hint = "Ask its owner, or agree to withdraw it."
                yield Problem("carried-often", message, first(action.place), hint)


def _since_answer(case: Case, action: Action, meeting: Meeting) -> bool:
    place = case.calendar.place
    answered = [event.meeting for event in action.history if event.answers]
    last = answered[-1] if answered else action.meeting
    return place[meeting.name] > place[last]


def closed_again(case: Case) -> Iterator[Problem]:
    """Tell each report that closes a closed action."""
    for action in case.book.log.actions:
        status = Status.OPEN
        for event in action.history:
            closes = event.status is not None and not event.status.is_open
            if closes and not status.is_open:
                message = f"{action.key} was closed already."
                hint = "Delete the report, or correct its `ref`."
                yield Problem("closed-again", message, first(event.place), hint)
            status = event.stands or status


def no_about(case: Case) -> Iterator[Problem]:
    """Tell each report that names an action by its place alone."""
    for meeting in case.book.meetings:
        for said in said_in(meeting):
            update = said.update
            if update.about is None and _KEY.fullmatch(update.ref):
                action = case.keys.get(squeezed(update.ref))
                words = quoted(action.action) if action is not None and action.action else "…"
                message = f"{update.ref} names an action by its place, which may move."
                hint = f"Add: about: {words}"
                yield Problem("no-about", message, update.ref.place, hint)


# People


def label_case(case: Case) -> Iterator[Problem]:
    """Tell each label that is written otherwise than where it first stood."""
    first: dict[str, Word] = {}
    for meeting in case.book.meetings:
        for label in meeting.labels:
            known = first.setdefault(folded(label), label)
            if str(known) != str(label):
                message = f"“{label}” was first written “{known}”."
                related = (Related(known.place, "It was first written here."),)
                yield Problem("label-case", message, label.place, f"Write {known}.", related)


def person_renamed(case: Case) -> Iterator[Problem]:
    """Tell each person who gets another name for known initials."""
    names: dict[str, Word] = {}
    for person in (
        *case.book.series.people,
        *(one for meeting in case.book.meetings for one in meeting.introduced),
    ):
        if person.initials is None or person.name is None:
            continue
        known = names.get(folded(person.initials))
        if known is not None and folded(known) != folded(person.name):
            message = f"{person.initials} is {known}, and here {person.name}."
            related = (Related(known.place, f"{known} stands here."),)
            hint = "Give the new person other initials, or keep the name."
            yield Problem("person-renamed", message, person.name.place, hint, related)
        names[folded(person.initials)] = person.name


def unknown_owner(case: Case) -> Iterator[Problem]:
    """Tell each owner's label that is a slip of a known one, or joins several."""
    known = {folded(label): label for label in _introduced(case)}
    for meeting in case.book.meetings:
        for label in _owners(meeting):
            if folded(label) not in known:
                hint = _meant(str(label), known)
                if hint:
                    message = f"Nobody introduced the owner “{label}”."
                    yield Problem("unknown-owner", message, label.place, hint)


def _introduced(case: Case) -> Iterator[str]:
    directory = case.book.directory
    return (one for one in directory.shown_as.values() if directory.knows(one))


def _owners(meeting: Meeting) -> Iterator[Word]:
    for raised in (*meeting.brought_forward, *(found.raised for found in raised_in(meeting))):
        yield from raised.owners
    for said in said_in(meeting):
        yield from said.update.owners or ()


def _meant(label: str, known: dict[str, str]) -> str:
    joined = re.split(r"\s+and\s+|\s*&\s*", label)
    if len(joined) > 1 and all(folded(part) in known for part in joined):
        return "Write them with a comma: " + ", ".join(joined) + "."
    near = sorted(one for one in known if is_slip(folded(label), one))
    return f"Did you mean {known[near[0]]}?" if near else ""


def is_slip(one: str, other: str) -> bool:
    """Whether two labels differ by one letter doubled, added, missing or two exchanged."""
    if abs(len(one) - len(other)) == 1:
        short, long = sorted((one, other), key=len)
        return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
    swaps = (one[:at] + one[at + 1] + one[at] + one[at + 2 :] for at in range(len(one) - 1))
    return one != other and len(one) == len(other) and other in swaps


# Numbers


class _Numbered(NamedTuple):
    """A number that a meeting raised: what its pattern names besides, its n, the ref."""

    meeting: Meeting
    within: tuple[str, ...]
    n: int
    ref: Word


def _numbered(case: Case) -> Iterator[_Numbered]:
    for meeting in case.book.meetings:
        for found in raised_in(meeting):
            ref = found.raised.ref
            number = number_of(case.pattern, ref) if case.pattern and ref is not None else None
            if number is not None and ref is not None:
                yield _Numbered(meeting, number.within, number.n, ref)


def ref_gap(case: Case) -> Iterator[Problem]:
    """Tell each gap among the numbers raised in the log's own meetings."""
    groups: dict[tuple[str, ...], dict[int, _Numbered]] = {}
    for one in _numbered(case):
        groups.setdefault(one.within, {}).setdefault(one.n, one)
    for found in groups.values():
        for before, after in pairwise(sorted(found)):
            if after > before + 1 and not case.book.waits(found[after].meeting.date):
                yield _gap(found[before], found[after])


def _gap(before: _Numbered, after: _Numbered) -> Problem:
    message = f"Between {before.ref} and {after.ref} {_lacking(before.n, after.n)}."
    hint = "See whether an action was forgotten or misnumbered."
    return Problem("ref-gap", message, after.ref.place, hint)


def _lacking(before: int, after: int) -> str:
    count = after - before - 1
    return "a number is missing" if count == 1 else f"{count} numbers are missing"


def ref_out_of_order(case: Case) -> Iterator[Problem]:
    """Tell each number that is lower than one raised before it."""
    highest: dict[tuple[str, ...], tuple[int, Word]] = {}
    for _, within, n, ref in _numbered(case):
        top = highest.get(within)
        if top is not None and n < top[0]:
            message = f"{ref} comes after {top[1]}."
            hint = "See whether two numbers were exchanged."
            related = (Related(top[1].place, f"{top[1]} stands here."),)
            yield Problem("ref-out-of-order", message, ref.place, hint, related)
        else:
            highest[within] = (n, ref)


def mention_unknown(case: Case) -> Iterator[Problem]:
    """Tell each number after the word “action” in prose that is no action."""
    if case.pattern is None:
        return
    refs = {squeezed(one.ref) for one in case.book.log.actions if one.ref is not None}
    for meeting in case.book.meetings:
        for text in () if case.book.waits(meeting.date) else _prose(meeting):
            for start, ref in named_in(text):
                if number_of(case.pattern, ref) and squeezed(ref) not in refs:
                    place = _inside(text, start, ref)
                    message = f"The text speaks of action {ref}, and there is none."
                    hint = "Correct the number, or bring the action forward."
                    yield Problem("mention-unknown", message, place, hint)


def _prose(meeting: Meeting) -> Iterator[Word]:
    for item in items_of(meeting):
        yield from (text for text in (item.title, item.minutes) if text is not None)
        yield from (one.action for one in item.actions if one.action is not None)
        yield from (one.note for one in item.updates if isinstance(one.note, Word))


def named_in(text: str) -> Iterator[tuple[int, str]]:
    """Give each number after the word “action”, and where in the text it is to be found."""
    for match in _MENTION.finditer(text):
        for piece in re.finditer(r"[^\s,]+", match[1]):
            ref = piece[0].strip(".()")
            if any(letter.isdigit() for letter in ref):
                yield match.start(1) + piece.start(), ref


def _inside(text: Word, start: int, ref: str) -> Place:
    place = text.place
    at = place.source.text.find(ref, place.start + start, place.end)
    return Place(place.source, at, at + len(ref)) if at >= 0 else place


# What is confidential


def confidential_mention(case: Case) -> Iterator[Problem]:
    """Tell each number of a confidential action that public text names."""
    yield from confidential_mentions(case.book, case.book.meetings)


def confidential_mentions(book: Book, meetings: Iterable[Meeting]) -> tuple[Problem, ...]:
    """Give each mention of a confidential action in the public text of some of its meetings.

    It is what to tell before they are published. The book must not be cut at a day.
    """
    secret = [one for one in book.log.actions if one.confidential is not None]
    if not secret:
        return ()
    names = Names(_names_of(secret), _names_of(book.log.actions))
    # What is public is only worked out where a text, public or not, names one at all.
    naming = {one.name for one in meetings if next(_naming(names, one), None) is not None}
    public = shown(book.meetings) if naming else ()
    return in_order(
        _mentioned(*found)
        for meeting in public
        if meeting.name in naming
        for found in _naming(names, meeting)
    )


def _naming(names: Names, meeting: Meeting) -> Iterator[tuple[Word, int, str]]:
    for text in _texts(meeting):
        for start, ref in names.named_in(text):
            yield text, start, ref


def _names_of(actions: Iterable[Action]) -> frozenset[str]:
    return frozenset(squeezed(name) for one in actions for name in (one.place_key, one.key))


def _mentioned(text: Word, start: int, ref: str) -> Problem:
    words = " ".join(ref.split())
    message = f"The text is public, and names action {words}, which is confidential."
    hint = "Leave the number out, or mark what holds the text `confidential`, too."
    return Problem("confidential-mention", message, _inside(text, start, ref), hint)


def _texts(meeting: Meeting) -> Iterator[Word]:
    texts: list[str | None] = []
    for item in items_of(meeting):
        texts += (item.title, item.minutes, *item.corrections, item.confidential)
        texts += (one.title for one in item.papers)
        texts += (one.decision for one in item.decisions)
        for update in item.updates:
            texts += (update.about, update.note, update.action, update.confidential)
    for raised in everything(meeting):
        texts += (raised.action, raised.source, raised.confidential)
    return (text for text in texts if isinstance(text, Word))


# Meetings


def next_meeting_passed(case: Case) -> Iterator[Problem]:
    """Tell the latest file's next meeting, if its day is past and there is no file for it."""
    for meeting in [one for one in case.book.meetings if not one.extraordinary][-1:]:
        said = meeting.next_meeting
        day = said.due.day if said is not None and said.due is not None else None
        if said is not None and day is not None and meeting.date < day < case.today:
            message = f"The meeting of {day} has no file."
            hint = "Write it with `scrutiny new-meeting`, or correct `next_meeting`."
            yield Problem("next-meeting-passed", message, said.place, hint)


def due_far_off(case: Case) -> Iterator[Problem]:
    """Tell each due that lies more than a year after its meeting."""
    for action in case.book.log.actions:
        for event in action.history:
            day = event.due.day if event.due is not None else None
            meeting = case.calendar.by_name[event.meeting]
            if day is not None and (day - meeting.date).days > _YEAR:
                message = f"{action.key} is due on {day}, over a year after the meeting."
                hint = "See whether the year is right."
                yield Problem("due-far-off", message, _due_place(event), hint)


def _due_place(event: Event) -> Place:
    return event.due_place or first(event.place)


def approvals(book: Book, as_at: date | None = None) -> dict[str, Meeting]:
    """Give, by a meeting's name, the first meeting that agreed its minutes by a day."""
    ordered = calendar(book.meetings)
    found: dict[str, Meeting] = {}
    for meeting in (one for one in ordered.meetings if as_at is None or one.date <= as_at):
        for word in _approves(meeting):
            agreed = approved_by(ordered, meeting, word)
            if agreed is not None and agreed.date <= meeting.date and agreed is not meeting:
                found.setdefault(agreed.name, meeting)
    return found


def _approves(meeting: Meeting) -> Iterator[Word]:
    items: Iterator[Item] = items_of(meeting)
    return (word for item in items for word in item.approves)


def minutes_not_approved(case: Case) -> Iterator[Problem]:
    """Tell each meeting whose minutes two later held meetings have not agreed."""
    agreed = approvals(case.book)
    for meeting in case.held[:-_APPROVAL]:
        if meeting.name not in agreed:
            message = f"The minutes of {meeting.name} were not agreed by the next two meetings."
            hint = f"Write `approves: {meeting.name}` in the meeting that agreed them."
            yield Problem("minutes-not-approved", message, first(meeting.place), hint)


CHECKS: dict[str, Callable[[Case], Iterator[Problem]]] = {
    "not-mentioned": not_mentioned,
    "not-answered": not_answered,
    "no-about": no_about,
    "unknown-owner": unknown_owner,
    "label-case": label_case,
    "person-renamed": person_renamed,
    "closed-again": closed_again,
    "ref-gap": ref_gap,
    "ref-out-of-order": ref_out_of_order,
    "mention-unknown": mention_unknown,
    "confidential-mention": confidential_mention,
    "carried-often": carried_often,
    "next-meeting-passed": next_meeting_passed,
    "due-far-off": due_far_off,
    "minutes-not-approved": minutes_not_approved,
}
