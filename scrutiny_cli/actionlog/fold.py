"""The fold: all meetings in order become the action log."""

from __future__ import annotations

from datetime import date

from scrutiny_cli.actionlog.fold_state import ActionBuilder, FoldState, Misnamed
from scrutiny_cli.actionlog.links import Links, resolve_links
from scrutiny_cli.actionlog.meetings import MeetingIndex
from scrutiny_cli.actionlog.misnamed import wrong_actions
from scrutiny_cli.actionlog.model import Action, Event, Log, ResolvedUpdate
from scrutiny_cli.actionlog.people import Directory
from scrutiny_cli.actionlog.traverse import (
    RaisedAction,
    ReportedUpdate,
    collect_entries,
    sort_by_day,
)
from scrutiny_cli.minutes.model import ActionEntry, Due, DueKind, Meeting, Series, Status, Update
from scrutiny_cli.minutes.problem import Problem, RelatedSpan
from scrutiny_cli.minutes.source import LocatedStr, Span, normalize_ref


def fold_meetings(
    index: MeetingIndex,
    series: Series,
    directory: Directory,
    *,
    unread_since: date | None = None,
) -> Log:
    """Fold all meetings into the log of all files.

    `unread_since` is the day of the first file that cannot be read: from then on a ref
    that is not found is not a fault of the file that uses it.
    """
    state = FoldState(index, series, directory, unread_since=unread_since)
    for meeting in index.meetings:
        if meeting.took_place:
            raised, reported = collect_entries(meeting)
            _bring_forward(state, meeting)
            _raise_actions(state, meeting, raised)
            _apply_updates(state, meeting, sort_by_day(reported, meeting))
    links = resolve_links(state)
    _check_links(state, links)
    state.problems += wrong_actions(state)
    actions = tuple(
        _build_action(builder, links, at) for at, builder in enumerate(state.builders.values())
    )
    by_key = {action.key: action for action in actions}
    return Log(actions, by_key, tuple(state.reports), tuple(state.problems))


def _bring_forward(state: FoldState, meeting: Meeting) -> None:
    for place, raised in enumerate(meeting.brought_forward, 1):
        known = state.find(raised.ref) if raised.ref is not None else None
        if known is not None:
            _report_already_known(state, meeting, raised, known)
            continue
        confidential = raised.confidential
        if confidential is None:
            confidential = meeting.root_item.confidential
        builder = ActionBuilder(
            place_key=f"{meeting.name}#b{place}",
            entry=raised,
            meeting=meeting,
            day=raised.raised,
            since=meeting.date,
            item=None,
            confidential=confidential,
            brought_forward=True,
        )
        _add_action(state, builder, raised.due)


def _report_already_known(
    state: FoldState, meeting: Meeting, raised: ActionEntry, known: ActionBuilder
) -> None:
    message = f"{raised.ref} is already in the log, so it cannot be brought forward."
    field = "" if meeting.root_item.updates else "updates:\n"  # a second one would be an error
    hint = (
        "Delete this entry, and write under `updates` what became of the action:\n"
        f"{field}  - ref: {raised.ref}\n    status:"
    )
    related = (RelatedSpan(known.entry.place, f"{raised.ref} first appears here."),)
    state.problems.append(Problem("already-known", message, raised.ref_place, hint, related))


def _raise_actions(state: FoldState, meeting: Meeting, every: list[RaisedAction]) -> None:
    for number, (raised, item, confidential) in enumerate(every, 1):
        day = raised.on or meeting.date
        if day > meeting.date:
            _report_after_meeting(state, raised.on_place or raised.place, day, meeting)
        builder = ActionBuilder(
            place_key=f"{meeting.name}#{number}",
            entry=raised,
            meeting=meeting,
            day=day,
            since=day,
            item=item,
            confidential=confidential,
        )
        _add_action(state, builder, meeting.due if raised.due is None else raised.due)


def _add_action(state: FoldState, builder: ActionBuilder, due: Due | None) -> None:
    entry, meeting = builder.entry, builder.meeting
    event = Event(
        kind="brought forward" if builder.brought_forward else "raised",
        date=builder.since,
        meeting=meeting.name,
        place=entry.place,
        status=Status.OPEN,
        action=entry.action,
        due=_resolve_due(state, due, meeting, entry.on),
        due_place=entry.due_place,
        owners=_display_owners(state, entry.owners),
        owner_words=state.directory.owner_words(entry.owner_value),
        confidential=builder.confidential,
        counts_from=builder.since,
    )
    builder.add(event)
    if entry.ref is not None:
        _register_ref(state, builder, entry.ref)
    state.names[normalize_ref(builder.place_key)] = builder
    state.builders[builder.key] = builder


def _display_owners(state: FoldState, owners: tuple[LocatedStr, ...]) -> tuple[str, ...]:
    """Return owners as they are shown, each once, however many labels of one person are written."""
    shown = state.owner_cache.get(owners)
    if shown is None:
        shown = tuple(dict.fromkeys(map(state.directory.display_label, owners)))
        state.owner_cache[owners] = shown
    return shown


def _register_ref(state: FoldState, builder: ActionBuilder, ref: LocatedStr) -> None:
    name = normalize_ref(ref)
    taken = state.names.get(name)
    if taken is None:
        builder.key = ref
        state.names[name] = builder
        return
    free = state.free.offer_ref(builder.meeting)
    hint = "Give one of them another number."
    if free:
        hint = f"Give this action the next free number, {free}."
    message = f"{ref} is given to two actions."
    related = (
        RelatedSpan(taken.entry.ref_place, f"{ref} is used here first, and this action keeps it."),
    )
    state.problems.append(Problem("duplicate-ref", message, ref.place, hint, related))


def _resolve_due(
    state: FoldState, due: Due | None, meeting: Meeting, on: date | None
) -> Due | None:
    if due is None or due.kind is not DueKind.NEXT_MEETING:
        return due
    return due._replace(day=state.index.resolve_next_day(meeting, on))


def _report_after_meeting(state: FoldState, place: Span, day: date, meeting: Meeting) -> None:
    message = f"{day} is after the date of this meeting, {meeting.date}."
    hint = "Correct `on`, or move this entry to a later meeting."
    state.report("happened-after-meeting", place, message, hint)


def _apply_updates(state: FoldState, meeting: Meeting, every: list[ReportedUpdate]) -> None:
    for update, confidential in every:
        builder = state.find(update.ref)
        day = update.on or meeting.date
        if builder is None:
            if state.unread_since is None or state.unread_since > meeting.date:
                hint = state.suggestions.for_update(update.ref, meeting, update.about)
                _report_unknown(state, update.ref, hint)
            state.reports.append(ResolvedUpdate(meeting, update, None, day))
            continue
        about = update.about
        if about is not None and not builder.has_wording(about):
            state.misnamed.append(Misnamed(about, builder, update, meeting))
        _apply_update(state, builder, update, confidential, meeting)
        state.reports.append(ResolvedUpdate(meeting, update, builder.key, max(day, builder.since)))


def _report_unknown(state: FoldState, ref: LocatedStr, hint: str) -> None:
    state.report("unknown-ref", ref.place, f"No action {ref} exists before this meeting.", hint)


def _apply_update(
    state: FoldState,
    builder: ActionBuilder,
    update: Update,
    inherited: str | None,
    meeting: Meeting,
) -> None:
    day = update.on or meeting.date
    if update.on is not None:
        _check_day(state, builder, update, meeting)
    owners = update.owners
    labels = _display_owners(state, owners) if owners is not None else None
    confidential = inherited if inherited is not None else builder.confidential
    event = Event(
        kind="reported",
        date=day,
        meeting=meeting.name,
        place=update.place,
        status=update.status,
        status_text=update.status_text,
        note=update.note,
        action=update.action,
        due=_resolve_due(state, update.due, meeting, update.on),
        due_place=update.due_place,
        owners=labels,
        owner_words=state.directory.owner_words(update.owner_value),
        confidential=confidential,
        is_substantive=update.is_substantive,
        replaced=bool(update.becomes),
        counts_from=max(day, builder.since),
    )
    builder.add(event)


def _check_day(state: FoldState, builder: ActionBuilder, update: Update, meeting: Meeting) -> None:
    day, place = update.on, update.on_place or update.place
    if day is not None and day > meeting.date:
        _report_after_meeting(state, place, day, meeting)
    elif day is not None and builder.day is not None and day < builder.day:
        message = f"{builder.key} was not raised until {builder.day}."
        state.report("happened-before-raised", place, message, "Correct `on` or `ref`.")


def _check_links(state: FoldState, links: Links) -> None:
    for missing in links.missing:
        if missing.earlier:
            message = f"{missing.ref} is an earlier action, so it cannot replace this one."
            hint = "Write the number of an action that is raised in this file or a later one."
            state.report("unknown-ref", missing.ref.place, message, hint)
        elif missing.becomes:
            _report_unknown_successor(state, missing.ref, missing.meeting)
        elif state.unread_since is None or state.unread_since > missing.meeting.date:
            hint = state.suggestions.for_follows(missing.ref, missing.meeting)
            _report_unknown(state, missing.ref, hint)
    for ref in links.cycles:
        message = f"The link to {ref} makes a circle: an action would follow from itself."
        hint = "Delete one of the links. An action can only follow from earlier ones."
        state.report("circular", ref.place, message, hint)


def _report_unknown_successor(state: FoldState, ref: LocatedStr, meeting: Meeting) -> None:
    if state.unread_since is not None:
        return  # any file that cannot be read, of a later day too, may have it
    hint = state.suggestions.for_becomes(ref, meeting)
    state.report("unknown-ref", ref.place, f"No action {ref} exists.", hint)


def _build_action(builder: ActionBuilder, links: Links, position: int) -> Action:
    """Return the action as all its events have made it."""
    follows, becomes = links.before(builder.key), links.after(builder.key)
    return Action(
        key=builder.key,
        place_key=builder.place_key,
        entry=builder.entry,
        state=builder.state,
        history=tuple(builder.events),
        meeting=builder.meeting.name,
        position=position,
        brought_forward=builder.brought_forward,
        item=builder.item,
        raised=builder.day,
        confidential=builder.confidential,
        counts_from=builder.since,
        follows=tuple(dict.fromkeys(link.key for link in follows)),
        becomes=tuple(dict.fromkeys(link.key for link in becomes)),
        all_follows=follows,
        all_becomes=becomes,
    )
