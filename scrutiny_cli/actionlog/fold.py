"""The fold: all meetings in order become the action log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrutiny_cli.actionlog.cuts import cut_before
from scrutiny_cli.actionlog.fold_state import ActionBuilder, FoldState, Misnamed
from scrutiny_cli.actionlog.links import Links, link
from scrutiny_cli.actionlog.misnamed import wrong_actions
from scrutiny_cli.actionlog.model import Action, Event, Log, Report
from scrutiny_cli.actionlog.states import first_state
from scrutiny_cli.actionlog.traverse import by_day, collect_entries
from scrutiny_cli.minutes.model import Due, DueKind, Status
from scrutiny_cli.minutes.problem import Problem, RelatedSpan
from scrutiny_cli.minutes.source import LocatedStr, Span, squeezed

if TYPE_CHECKING:
    from datetime import date

    from scrutiny_cli.actionlog.meetings import Calendar
    from scrutiny_cli.actionlog.people import Directory
    from scrutiny_cli.actionlog.traverse import RaisedAction, Said
    from scrutiny_cli.minutes.model import ActionEntry, Meeting, Series, Update


def fold(
    calendar: Calendar,
    series: Series,
    directory: Directory,
    *,
    unread_since: date | None = None,
    before: Meeting | None = None,
) -> Log:
    """Fold all meetings into the log of all that is on file.

    With `before` it is the log as before that meeting; `next meeting` may still mean it.
    `unread_since` is the day of the first file that cannot be read: from then on a ref
    that is not found is no fault of the file that names it.
    """
    state = FoldState(calendar, series, directory, held_back=unread_since)
    for meeting in calendar.meetings:
        if meeting.took_place:
            found, said = collect_entries(meeting)
            _bring_forward(state, meeting)
            _raise(state, meeting, found)
            _report(state, meeting, by_day(said, meeting))
    links = link(state)
    _check_links(state, links)
    state.problems += wrong_actions(state)
    actions = tuple(_settle(life, links, at) for at, life in enumerate(state.lives.values()))
    by_key = {action.key: action for action in actions}
    log = Log(actions, by_key, tuple(state.reports), tuple(state.problems))
    return log if before is None else cut_before(log, calendar, before)


def _bring_forward(state: FoldState, meeting: Meeting) -> None:
    for place, raised in enumerate(meeting.brought_forward, 1):
        key = f"{meeting.name}#b{place}"
        known = state.find(raised.ref) if raised.ref is not None else None
        if known is not None:
            _already_known(state, meeting, raised, known)
            continue
        confidential = raised.confidential
        if confidential is None:
            confidential = meeting.body.confidential
        first = _first_event(state, meeting, raised, confidential, raised.due)
        first = first._replace(kind="brought forward", date=meeting.date, counts_from=meeting.date)
        _begin(state, ActionBuilder(
            key, key, raised, meeting, raised.raised, None, confidential, brought_forward=True,
            since=meeting.date, events=[first], state=first_state(first),
        ))  # fmt: skip


def _already_known(
    state: FoldState, meeting: Meeting, raised: ActionEntry, known: ActionBuilder
) -> None:
    message = f"{raised.ref} is in the log already: it cannot be brought forward."
    field = "" if meeting.body.updates else "updates:\n"  # a second one would be an error
    hint = (
        "Delete this entry, and record under `updates` what was said of it:\n"
        f"{field}  - ref: {raised.ref}"
    )
    place = raised.ref.place if raised.ref is not None else raised.place
    related = (RelatedSpan(known.raised.place, f"{raised.ref} is in the log from here."),)
    state.problems.append(Problem("already-known", message, place, hint, related))


def _raise(state: FoldState, meeting: Meeting, every: list[RaisedAction]) -> None:
    for number, (raised, item, confidential) in enumerate(every, 1):
        key = f"{meeting.name}#{number}"
        day = raised.on or meeting.date
        if day > meeting.date:
            _after_meeting(state, raised.on_place or raised.place, day, meeting)
        due = meeting.due if raised.due is None else raised.due
        first = _first_event(state, meeting, raised, confidential, due)
        _begin(state, ActionBuilder(
            key, key, raised, meeting, day, item, confidential, brought_forward=False,
            since=day, events=[first], state=first_state(first),
        ))  # fmt: skip


def _first_event(
    state: FoldState,
    meeting: Meeting,
    raised: ActionEntry,
    confidential: str | None,
    due: Due | None,
) -> Event:
    day = raised.on or meeting.date
    return Event(
        "raised", day, meeting.name, Status.OPEN, None, None, raised.action,
        _dated(state, due, meeting, raised.on), _shown(state, raised.owners), confidential,
        answers=False, stands=Status.OPEN, place=raised.place, due_place=raised.due_place,
        owner_words=state.directory.owner_words(raised.owner_value), counts_from=day,
    )  # fmt: skip


def _begin(state: FoldState, life: ActionBuilder) -> None:
    if life.raised.ref is not None:
        _take_ref(state, life, life.raised.ref)
    state.names[squeezed(life.place_key)] = life
    state.lives[life.key] = life
    life.note_wording(life.raised.action)


def _shown(state: FoldState, owners: tuple[LocatedStr, ...]) -> tuple[str, ...]:
    """Give owners as they are shown, each once however many of his labels are written."""
    shown = state.shown.get(owners)
    if shown is None:
        shown = tuple(dict.fromkeys(map(state.directory.shown, owners)))
        state.shown[owners] = shown
    return shown


def _take_ref(state: FoldState, life: ActionBuilder, ref: LocatedStr) -> None:
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
    related = (RelatedSpan(first, f"{ref} was given here first, and this one keeps it."),)
    state.problems.append(Problem("duplicate-ref", message, ref.place, hint, related))


def _dated(state: FoldState, due: Due | None, meeting: Meeting, on: date | None) -> Due | None:
    if due is None or due.kind is not DueKind.NEXT_MEETING:
        return due
    return due._replace(day=state.calendar.next_day(meeting, on))


def _after_meeting(state: FoldState, place: Span, day: date, meeting: Meeting) -> None:
    message = f"It happened on {day}, after the day of the meeting, {meeting.date}."
    hint = "Correct `on`, or record it in the meeting that heard of it."
    state.tell("happened-after-meeting", place, message, hint)


def _report(state: FoldState, meeting: Meeting, every: list[Said]) -> None:
    for update, confidential in every:
        life = state.find(update.ref)
        day = update.on or meeting.date
        if life is None:
            if state.held_back is None or state.held_back > meeting.date:
                hint = state.suggestions.for_update(update.ref, meeting, update.about)
                _unknown(state, update.ref, hint)
            state.reports.append(Report(meeting, update, None, day))
            continue
        about = update.about
        if about is not None and not life.has_wording(about):
            state.misnamed.append(Misnamed(about, life, update, meeting))
        _record(state, life, update, confidential, meeting)
        state.reports.append(Report(meeting, update, life.key, max(day, life.since)))


def _unknown(state: FoldState, ref: LocatedStr, hint: str) -> None:
    state.tell("unknown-ref", ref.place, f"There is no action {ref} in the log by then.", hint)


def _record(
    state: FoldState, life: ActionBuilder, update: Update, inherited: str | None, meeting: Meeting
) -> None:
    day = update.on or meeting.date
    if update.on is not None:
        _check_on(state, life, update, meeting)
    owners = update.owners
    labels = _shown(state, owners) if owners is not None else None
    confidential = inherited if inherited is not None else life.confidential
    life.add(Event(
        "reported", day, meeting.name, update.status, update.status_text, update.note,
        update.action, _dated(state, update.due, meeting, update.on), labels, confidential,
        update.answers, Status.OPEN, update.place, update.due_place,
        state.directory.owner_words(update.owner_value),
        counts_from=max(day, life.since), replaced=bool(update.becomes),
    ))  # fmt: skip


def _check_on(state: FoldState, life: ActionBuilder, update: Update, meeting: Meeting) -> None:
    day, place = update.on, update.on_place or update.place
    if day is not None and day > meeting.date:
        _after_meeting(state, place, day, meeting)
    elif day is not None and life.day is not None and day < life.day:
        message = f"It happened on {day}, before {life.key} was raised on {life.day}."
        state.tell("happened-before-raised", place, message, "Correct `on`, or `ref`.")


def _check_links(state: FoldState, links: Links) -> None:
    for missing in links.missing:
        if missing.earlier:
            message = f"{missing.ref} was in the log before: it cannot take the place of another."
            hint = "`becomes` names an action of this file or a later one."
            state.tell("unknown-ref", missing.ref.place, message, hint)
        elif missing.becomes:
            _unknown_successor(state, missing.ref, missing.meeting)
        elif state.held_back is None or state.held_back > missing.meeting.date:
            hint = state.suggestions.for_follows(missing.ref, missing.meeting)
            _unknown(state, missing.ref, hint)
    for ref in links.circles:
        message = f"With {ref} the actions follow from each other in a circle."
        hint = "Take one of the links away: an action follows from earlier ones."
        state.tell("circular", ref.place, message, hint)


def _unknown_successor(state: FoldState, ref: LocatedStr, meeting: Meeting) -> None:
    if state.held_back is not None:
        return  # any file that cannot be read, of a later day too, may hold it
    hint = state.suggestions.for_becomes(ref, meeting)
    state.tell("unknown-ref", ref.place, f"There is no action {ref} in the log.", hint)


def _settle(life: ActionBuilder, links: Links, position: int) -> Action:
    """Give the action as all its events have made it."""
    state = life.state
    follows, becomes = links.before(life.key), links.after(life.key)
    return Action(
        life.key, life.place_key, life.raised.ref, state.action, state.owners, state.status,
        state.status_text, state.due, state.original_due, state.slips, life.day,
        life.meeting.name, life.brought_forward, life.item, state.closed, state.answered,
        tuple(dict.fromkeys(one.key for one in follows)),
        tuple(dict.fromkeys(one.key for one in becomes)),
        life.confidential, position, tuple(life.events), life.raised.place, life.raised,
        state.owner_words, life.since, follows, becomes,
    )  # fmt: skip
