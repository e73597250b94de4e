"""The rules on a change: what it does to agreed minutes, to actions and to their numbers."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import NamedTuple

from scrutiny_cli.actionlog.meetings import index_meetings
from scrutiny_cli.actionlog.model import Action
from scrutiny_cli.actionlog.refs import FreeRefs
from scrutiny_cli.actionlog.traverse import list_placed_actions, list_updates
from scrutiny_cli.diff.records import Difference, find_differences
from scrutiny_cli.minutes.model import ActionEntry, Due, Item, Meeting
from scrutiny_cli.minutes.problem import RelatedSpan, Severity
from scrutiny_cli.minutes.source import LocatedStr, Span, normalize_label, normalize_ref
from scrutiny_cli.minutes.yaml_scalars import write_scalar
from scrutiny_cli.rules.context import first_character
from scrutiny_cli.rules.history_context import HistoryContext, history_rule
from scrutiny_cli.rules.registry import Finding

_CORRECT = (
    "Undo the change. If the minutes were wrong, record it in a meeting that agrees them:\n"
    "approves: {name}\ncorrections: What was wrong, and what is right"
)


# Agreed minutes


@history_rule(
    "agreed-changed",
    Severity.ERROR,
    "Agreed minutes do not change.",
    remedy="Undo the change, or record it under `corrections` in a meeting that agrees them.",
)
def check_agreed_minutes(context: HistoryContext) -> Iterator[Finding]:
    """Find each meeting whose minutes differ from what was agreed."""
    for meeting in context.fork.book.meetings:
        if meeting.name not in context.agreed or context.is_unreadable(meeting.name):
            continue
        now = context.find_in_head(meeting.name)
        agreed = f"The minutes of {meeting.name}, agreed on {context.agreed[meeting.name].date},"
        if now is None:
            hint = "Restore the file from git."
            place = first_character(meeting.place)
            yield Finding(f"{agreed} no longer have a file.", place, hint)
            continue
        found = _list_differences(context, meeting, now)
        if found and now.name not in context.corrected:
            yield _describe_changed(agreed, now, found)


def _describe_changed(agreed: str, now: Meeting, found: tuple[Difference, ...]) -> Finding:
    first, *others = found
    message = f"{agreed} have changed: {first.what}."
    place = first_character(now.place if first.gone else first.place)
    related = (
        RelatedSpan(first_character(other.place), f"{other.what}.")
        for other in others
        if not other.gone
    )
    return Finding(message, place, _CORRECT.format(name=now.name), tuple(related))


def _list_differences(
    context: HistoryContext, before: Meeting, now: Meeting
) -> tuple[Difference, ...]:
    """Return where a meeting differs, but for the dues, owners and words of its actions."""
    theirs = context.base.book.find_meeting(before.name)
    if before == now or (theirs is not None and not find_differences(theirs, now)):
        return ()
    return find_differences(_apply_edits(context, before), now)


def _apply_edits(context: HistoryContext, meeting: Meeting) -> Meeting:
    """Return a meeting, each of its actions with the due, owners and words that it has in head."""
    entries: dict[int, ActionEntry] = {}
    for key, found in list_placed_actions(meeting):
        entry = found.entry
        if key in context.moved_to:
            now = context.head.actions[context.moved_to[key]].entry
            entries[entry.place.start] = entry._replace(
                action=now.action, owners=now.owners, owner_value=now.owner_value, due=now.due
            )
    forward = _replace_entries(meeting.brought_forward, entries)
    return meeting._replace(
        root_item=_replace_in_item(meeting.root_item, entries), brought_forward=forward
    )


def _replace_in_item(item: Item, entries: dict[int, ActionEntry]) -> Item:
    below = tuple(_replace_in_item(child, entries) for child in item.items)
    return item._replace(items=below, actions=_replace_entries(item.actions, entries))


def _replace_entries(
    actions: tuple[ActionEntry, ...], entries: dict[int, ActionEntry]
) -> tuple[ActionEntry, ...]:
    """Return the entries in place of those that begin where they do; drop what has none."""
    starts = (action.place.start for action in actions)
    return tuple(entries[start] for start in starts if start in entries)


@history_rule(
    "action-edited",
    Severity.ERROR,
    "An action in agreed minutes keeps its wording, owner and due date.",
    remedy="Undo the change, and write the new due date, owner or wording in a later meeting.",
)
def check_edited_actions(context: HistoryContext) -> Iterator[Finding]:
    """Find each due, owner or wording that differs where it was raised, in agreed minutes."""
    for key, place_key in context.moved_to.items():
        before, now = context.fork.actions[key], context.head.actions[place_key]
        theirs = context.base.actions.get(key)
        is_known = theirs is not None and theirs.entry == now.entry
        if (
            before.meeting in context.agreed
            and now.meeting not in context.corrected
            and not is_known
        ):
            for edit in _list_edits(before.entry, now.entry):
                yield _describe_edited(context, before, now, edit)


class _Edit(NamedTuple):
    """An edited field: its name and what it is called, its texts before and now, its place.

    `before` is "" where there was none.
    """

    field: str
    label: str
    before: str
    now: str
    place: Span


def _list_edits(before: ActionEntry, now: ActionEntry) -> Iterator[_Edit]:
    start = first_character(now.place)
    if before.due != now.due:
        place = now.due_place or start
        yield _Edit(
            "due", "due date", _format_due(before.due), _format_due(now.due) or "none", place
        )
    if _format_owner(before) != _format_owner(now):
        place = now.owners[0].place if now.owners else start
        texts = _format_owner(before), _format_owner(now) or "none"
        yield _Edit("owner", "owner", *texts, place)
    if before.action != now.action:
        place = now.action.place if now.action is not None else start
        yield _Edit("action", "wording", before.action or "", now.action or "…", place)


def _format_owner(entry: ActionEntry) -> str:
    return entry.owner_value.text if entry.owner_value is not None else ", ".join(entry.owners)


def _format_due(due: Due | None) -> str:
    return "" if due is None else due.text or str(due.day)


def _describe_edited(context: HistoryContext, before: Action, now: Action, edit: _Edit) -> Finding:
    was = (
        f"The {edit.label} of {before.key} was “{edit.before}”"
        if edit.before
        else f"{before.key} had no {edit.label}"
    )
    agreed = context.agreed[before.meeting].date
    message = f"{was} when the minutes of {before.meeting} were agreed on {agreed}."
    hint = (
        "Undo the change, and write the new value in a later meeting:\n"
        f"updates:\n  - ref: {now.key}\n    {edit.field}: {write_scalar(edit.now)}\n"
        "If the minutes themselves were wrong, record it under `corrections` in a meeting that "
        "agrees them."
    )
    return Finding(message, edit.place, hint)


# Actions and their numbers


@history_rule(
    "action-removed",
    Severity.ERROR,
    "An action is not removed from the log.",
    remedy="Put it back. If it is not needed, write `status: withdrawn` in a later update.",
)
def check_removed_actions(context: HistoryContext) -> Iterator[Finding]:
    """Find each action that was in the log and is not any more."""
    for key, action in context.fork.actions.items():
        is_known = action.key in context.base.book.log.by_key
        if key in context.moved_to or not is_known or context.is_unreadable(action.meeting):
            continue
        meeting = context.find_in_head(action.meeting)
        message = f"{action.key}{_in_brackets(action)} is no longer in the action log."
        origin = first_character(action.entry.place)
        if meeting is None:
            yield Finding(message, origin, _explain_removed(meeting))
        else:
            related = (RelatedSpan(origin, "It was here before."),)
            place = first_character(meeting.place)
            yield Finding(message, place, _explain_removed(meeting), related)


def _in_brackets(action: Action) -> str:
    return f" ({action.entry.action})" if action.entry.action else ""


def _explain_removed(meeting: Meeting | None) -> str:
    """Return what to do for an action that is gone, whose meeting is now so (None: gone)."""
    withdrawn = "If it is not needed, write `status: withdrawn` in a later meeting's update."
    if meeting is not None and not meeting.took_place:
        return (
            "The meeting has `held: false`, so nothing in it is used. Move the entry to another "
            f"meeting's file. {withdrawn}"
        )
    return f"Put it back. {withdrawn}"


@history_rule(
    "number-reused",
    Severity.ERROR,
    "A number stays with its action.",
    remedy="Give the new action the next free number, which the message shows.",
)
def check_reused_numbers(context: HistoryContext) -> Iterator[Finding]:
    """Find each number that was another action's."""
    now = context.head.group_by_ref()
    numbers = FreeRefs(context.head.book.series, context.head.book.index)
    for ref, action in context.fork.group_by_ref().items():
        other = now.get(ref)
        if other is None or context.moved_to.get(action.place_key) == other.place_key:
            continue
        free = numbers.offer_ref(context.head.book.index.by_name[other.meeting])
        words = f"“{action.entry.action}”" if action.entry.action else "another action"
        message = f"{other.entry.ref} is already the number of {words}."
        yield Finding(message, other.entry.ref_place, _offer_number(free))


def _offer_number(free: str | None, words: str = "next free number") -> str:
    return f"Write `ref: {free}`, the {words}." if free else "Write another number."


@history_rule(
    "number-taken",
    Severity.ERROR,
    "A new number is not already the number of another action in the base.",
    remedy="Give the new action the next free number, which the message shows.",
)
def check_taken_numbers(context: HistoryContext) -> Iterator[Finding]:
    """Find each new number that another action has in the base by now."""
    known, theirs = context.fork.group_by_ref(), context.base.group_by_ref()
    # The numbers of the base are used, and its meetings are not.
    uncounted = (meeting._replace(extraordinary=True) for meeting in context.base.book.meetings)
    meetings = index_meetings((*context.head.book.meetings, *uncounted))
    numbers = FreeRefs(context.head.book.series, meetings)
    for ref, action in context.head.group_by_ref().items():
        other = theirs.get(ref)
        if ref in known or other is None or _may_be_same(action, other):
            continue
        free = numbers.offer_ref(context.head.book.index.by_name[action.meeting])
        message = f"{action.entry.ref} is already the number of “{other.entry.action}” in the base."
        hint = _offer_number(free, "next number that is free here and in the base")
        related = (RelatedSpan(other.entry.ref_place, f"In the base, {other.entry.ref} is here."),)
        yield Finding(message, action.entry.ref_place, hint, related)


def _may_be_same(action: Action, other: Action) -> bool:
    words, others = action.entry.action, other.entry.action
    return words is None or others is None or normalize_label(words) == normalize_label(others)


# Keys


class _KeyMention(NamedTuple):
    """A key that an entry names, and what tells it from the other mentions in its meeting."""

    key: LocatedStr
    fingerprint: Hashable


@history_rule(
    "key-moved",
    Severity.ERROR,
    "A key always means the same action.",
    remedy="Write the new key, which the message shows, or restore the order of the actions.",
)
def check_moved_keys(context: HistoryContext) -> Iterator[Finding]:
    """Find each mention that was written for an action which now has another key."""
    moved = {normalize_ref(key): to for key, to in context.moved_to.items() if key != to}
    if not moved:
        return
    before = _list_fingerprints(context)
    for meeting in context.head.book.meetings:
        for key, fingerprint in _list_mentions(meeting, {}):
            to = moved.get(normalize_ref(key))
            if to is not None and (meeting.name, fingerprint) in before:
                action = context.head.actions[to]
                words = f"“{action.entry.action}”" if action.entry.action else "an action"
                message = f"{key} was the key of {words}, which is now {to}."
                hint = f"Write `{action.key}`, or restore the order of the actions."
                place = first_character(action.entry.place)
                yield Finding(message, key.place, hint, (RelatedSpan(place, f"{to} is here."),))


def _list_fingerprints(context: HistoryContext) -> set[tuple[str, Hashable]]:
    """Return all mentions of the fork, each with its meeting's name in head."""
    return {
        (context.names[meeting.name], mention.fingerprint)
        for meeting in context.fork.book.meetings
        for mention in _list_mentions(meeting, context.moved_to)
    }


def _list_mentions(meeting: Meeting, moved_to: dict[str, str]) -> Iterator[_KeyMention]:
    """List every key that a meeting names; `moved_to` gives its actions' place keys in head."""
    for update in (report.update for report in list_updates(meeting)):
        about = "" if update.about is None else normalize_label(update.about)
        yield _KeyMention(update.ref, (normalize_ref(update.ref), about))
        for key in update.becomes:
            yield _KeyMention(key, (normalize_ref(update.ref), about, normalize_ref(key)))
    for place_key, found in list_placed_actions(meeting):
        for key in found.entry.follows:
            yield _KeyMention(key, (moved_to.get(place_key, place_key), normalize_ref(key)))
