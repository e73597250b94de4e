"""The fold: all meetings in order become the action log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrutiny_cli.actionlog.links import Links, link
from scrutiny_cli.actionlog.lives import Fold, Life
from scrutiny_cli.actionlog.log import Action, Event, Log, Report
from scrutiny_cli.actionlog.walk import told_in
from scrutiny_cli.minutes.model import Due, DueKind, Status
from scrutiny_cli.minutes.problems import Problem, Related
from scrutiny_cli.minutes.text import Place, Word, folded, squeezed

if TYPE_CHECKING:
    from datetime import date

    from scrutiny_cli.actionlog.calendar import Calendar
    from scrutiny_cli.actionlog.people import Directory
    from scrutiny_cli.actionlog.walk import Found, Said
    from scrutiny_cli.minutes.model import Meeting, Raised, Series, Update


def fold(  # noqa: PLR0913  two that are cut at, and what cannot be read
    calendar: Calendar,
    series: Series,
    directory: Directory,
    *,
    as_at: date | None = None,
    unread_since: date | None = None,
    before: Meeting | None = None,
) -> Log:
    """Fold all meetings into the log as it stood at the end of a day (None: all of it).

    With `before` only the meetings before that one speak; `next meeting` may still mean it.
    `unread_since` is the day of the first file that cannot be read: from then on a ref
    that is not found is no fault of the file that names it.
    """
    state = Fold(calendar, series, directory, held_back=unread_since)
    end = None if before is None else calendar.place[before.name]
    for meeting in calendar.meetings[:end]:
        found, said = told_in(meeting)
        _bring_forward(state, meeting)
        _raise(state, meeting, found)
        _report(state, meeting, said)
    links = link(state)
    _check_links(state, links)
    actions = _settled(state, links, as_at)
    reports = tuple(one for one in state.reports if as_at is None or _day_of(one) <= as_at)
    by_key = {action.key: action for action in actions}
    return Log(actions, by_key, reports, tuple(state.problems))


def _day_of(report: Report) -> date:
    return report.update.on or report.meeting.date


def _bring_forward(state: Fold, meeting: Meeting) -> None:
    for place, raised in enumerate(meeting.brought_forward, 1):
        key = f"{meeting.name}#b{place}"
        known = state.find(raised.ref) if raised.ref is not None else None
        if known is not None:
            _already_known(state, raised, known)
            continue
        confidential = raised.confidential
        if confidential is None:
            confidential = meeting.body.confidential
        life = Life(
            key, key, raised, meeting, raised.raised, None, confidential, brought_forward=True
        )
        _begin(state, life, "brought forward", meeting.date)


def _already_known(state: Fold, raised: Raised, known: Life) -> None:
    message = f"{raised.ref} is in the log already: it cannot be brought forward."
    hint = f"Report on it under `updates`:\nupdates:\n  - ref: {raised.ref}"
    place = raised.ref.place if raised.ref is not None else raised.place
    related = (Related(known.raised.place, f"{raised.ref} stands here first."),)
    state.problems.append(Problem("already-known", message, place, hint, related))


def _raise(state: Fold, meeting: Meeting, every: list[Found]) -> None:
    for number, (raised, item, confidential) in enumerate(every, 1):
        key = f"{meeting.name}#{number}"
        day = raised.on or meeting.date
        if day > meeting.date:
            _after_meeting(state, raised.on_place or raised.place, day, meeting)
        life = Life(key, key, raised, meeting, day, item, confidential, brought_forward=False)
        _begin(state, life, "raised", day)


def _begin(state: Fold, life: Life, kind: str, day: date) -> None:
    raised, meeting = life.raised, life.meeting
    if raised.ref is not None:
        _take_ref(state, life, raised.ref)
    state.names[squeezed(life.place_key)] = life
    state.lives[life.key] = life
    due = raised.due
    if due is None and kind == "raised":
        due = meeting.due
    owners = _shown(state, raised.owners)
    event = Event(
        kind, day, meeting.name, Status.OPEN, None, None, raised.action,
        _dated(state, due, meeting), owners, life.confidential, False, Status.OPEN,  # noqa: FBT003
        raised.place, raised.due_place, state.directory.owner_words(raised.owner_value),
    )  # fmt: skip
    life.events.append(event)


def _shown(state: Fold, owners: tuple[Word, ...]) -> tuple[str, ...]:
    """Give owners as they are shown, each once however many of his labels are written."""
    shown = state.shown.get(owners)
    if shown is None:
        shown = tuple(dict.fromkeys(map(state.directory.shown, owners)))
        state.shown[owners] = shown
    return shown


def _take_ref(state: Fold, life: Life, ref: Word) -> None:
    name = squeezed(ref)
    taken = state.names.get(name)
    if taken is None:
        life.key = ref
        state.names[name] = life
        return
    free = state.free.offer(life.meeting)
    hint = f"The next free number is {free}." if free else "Give one of them another number."
    first = taken.raised.ref.place if taken.raised.ref is not None else taken.raised.place
    message = f"{ref} is given to two actions."
    related = (Related(first, f"{ref} was given here first, and this one keeps it."),)
    state.problems.append(Problem("duplicate-ref", message, ref.place, hint, related))


def _dated(state: Fold, due: Due | None, meeting: Meeting) -> Due | None:
    if due is None or due.kind is not DueKind.NEXT_MEETING:
        return due
    return due._replace(day=state.calendar.next_day(meeting))


def _after_meeting(state: Fold, place: Place, day: date, meeting: Meeting) -> None:
    message = f"It happened on {day}, after the day of the meeting, {meeting.date}."
    hint = "Correct `on`, or record it in the meeting that heard of it."
    state.tell("happened-after-meeting", place, message, hint)


def _report(state: Fold, meeting: Meeting, every: list[Said]) -> None:
    for update, confidential in every:
        life = state.find(update.ref)
        if life is None:
            hint = state.suggestions.for_update(update.ref, meeting, update.about)
            _unknown(state, update.ref, meeting, hint)
        else:
            if update.about is not None:
                _about(state, update, update.about, life)
            _record(state, life, update, confidential, meeting)
        key = life.key if life is not None else None
        state.reports.append(Report(meeting, update, key))


def _unknown(state: Fold, ref: Word, meeting: Meeting, hint: str) -> None:
    if state.held_back is not None and state.held_back <= meeting.date:
        return
    state.tell("unknown-ref", ref.place, f"There is no action {ref} in the log by then.", hint)


def beginning(text: str) -> str:
    """Give the words of `about` as they are compared: no case, blanks or final `…`."""
    return folded(folded(text).removesuffix("…").removesuffix("..."))


def _about(state: Fold, update: Update, about: Word, life: Life) -> None:
    wordings = life.wordings()
    start = beginning(about)
    if not wordings or any(folded(words).startswith(start) for words in wordings):
        return
    fits = (
        one.key
        for one in state.lives.values()
        if any(folded(words).startswith(start) for words in one.wordings())
    )
    named = next(fits, None)
    message = f"{update.ref} is not about this: its words are “{wordings[-1]}”."
    hint = f"Those are the words of {named}: write `ref: {named}`." if named else (
        "Correct `ref`, or the words of `about`."
    )  # fmt: skip
    state.tell("wrong-action", about.place, message, hint)


def _record(
    state: Fold, life: Life, update: Update, inherited: str | None, meeting: Meeting
) -> None:
    day = update.on or meeting.date
    if update.on is not None:
        _check_on(state, life, update, meeting)
    owners = update.owners
    labels = _shown(state, owners) if owners is not None else None
    confidential = inherited if inherited is not None else life.confidential
    event = Event(
        "reported", day, meeting.name, update.status, update.status_text, update.note,
        update.action, _dated(state, update.due, meeting), labels, confidential,
        update.answers, status_after(update, life.events[-1].stands),
        update.place, update.due_place, state.directory.owner_words(update.owner_value),
    )  # fmt: skip
    life.events.append(event)
    life.updates.append(update)


def _check_on(state: Fold, life: Life, update: Update, meeting: Meeting) -> None:
    day, place = update.on, update.on_place or update.place
    if day is not None and day > meeting.date:
        _after_meeting(state, place, day, meeting)
    elif day is not None and life.day is not None and day < life.day:
        message = f"It happened on {day}, before {life.key} was raised on {life.day}."
        state.tell("happened-before-raised", place, message, "Correct `on`, or `ref`.")


def _check_links(state: Fold, links: Links) -> None:
    for missing in links.missing:
        if missing.earlier:
            message = f"{missing.ref} was in the log before: it cannot take the place of another."
            hint = "`becomes` names an action of this file or a later one."
            state.tell("unknown-ref", missing.ref.place, message, hint)
        elif missing.becomes:
            _unknown_successor(state, missing.ref, missing.meeting)
        else:
            hint = state.suggestions.for_follows(missing.ref, missing.meeting)
            _unknown(state, missing.ref, missing.meeting, hint)
    for ref in links.circles:
        message = f"With {ref} the actions follow from each other in a circle."
        hint = "Take one of the links away: an action follows from earlier ones."
        state.tell("circular", ref.place, message, hint)


def _unknown_successor(state: Fold, ref: Word, meeting: Meeting) -> None:
    if state.held_back is not None:
        return  # any file that cannot be read, of a later day too, may hold it
    hint = state.suggestions.for_becomes(ref, meeting)
    state.tell("unknown-ref", ref.place, f"There is no action {ref} in the log.", hint)


def _settled(state: Fold, links: Links, as_at: date | None) -> tuple[Action, ...]:
    actions: list[Action] = []
    for life in state.lives.values():
        if as_at is None or life.events[0].date <= as_at:
            actions.append(_settle(life, links, as_at, len(actions)))
    return tuple(actions)


def _settle(life: Life, links: Links, as_at: date | None, position: int) -> Action:
    """Give the action as its events that count have made it."""
    first = life.events[0]
    status, text = Status.OPEN, None
    due, owning, words = first.due, first, first.action
    original, slips = (due.day if due else None), 0
    closed = answered = None
    counted = [first]
    for event, update in zip(life.events[1:], life.updates, strict=True):
        if as_at is not None and event.date > as_at:
            continue
        counted.append(event)
        now = status_after(update, status)
        text = event.status_text or text
        if status.is_open and not now.is_open:
            closed = event.date
        elif now.is_open:
            closed = None
        status = now
        if event.due is not None:
            slips += slipped(due, event.due)
            due = None if event.due.kind is DueKind.NONE else event.due
            original = original or (due.day if due else None)
        owning = event if event.owners is not None else owning
        words = event.action if event.action is not None else words
        answered = event.date if event.answers else answered
    if due is not None and due.kind is DueKind.NONE:
        due = None
    return Action(
        life.key, life.place_key, life.raised.ref, words, owning.owners or (), status, text, due,
        original, slips, life.day, life.meeting.name, life.brought_forward, life.item, closed,
        answered,
        links.before(life.key, as_at), links.after(life.key, as_at), life.confidential,
        position, tuple(counted), life.raised.place, life.raised, owning.owner_words,
    )  # fmt: skip


def status_after(update: Update, before: Status) -> Status:
    """Give the status after a report; `becomes` always closes."""
    now = update.status or before
    return Status.SUPERSEDED if update.becomes and now.is_open else now


def slipped(before: Due | None, now: Due) -> bool:
    """Whether a new due gives up a date for a later one or for words."""
    if before is None or before.day is None or now.kind is DueKind.NONE:
        return False
    return now.day is None or now.day > before.day
