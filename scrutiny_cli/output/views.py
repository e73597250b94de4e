"""Which columns a person sees of actions, meetings and people."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from scrutiny_cli.actionlog.query import counts, format_lateness, is_due
from scrutiny_cli.minutes.dates import shown
from scrutiny_cli.minutes.source import normalize_label
from scrutiny_cli.output.redaction import bracketed, withheld
from scrutiny_cli.output.table import Column, RowGroup, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from scrutiny_cli.actionlog.model import Action, MinuteBook
    from scrutiny_cli.actionlog.query import Standing, ToCome
    from scrutiny_cli.minutes.model import Due, Meeting
    from scrutiny_cli.minutes.problem import Rule

    Groups = Iterable[tuple[str | None, list[Action]]]
    Days = Callable[[date], str]

NO_WORDS = "(words not in this log)"
NOBODY = "(nobody)"
WITHHELD = "(withheld)"
_SOON = 7

_ACTIONS = (
    Column("Ref", is_narrow=True),
    Column("Action"),
    Column("Owner", is_narrow=True),
    Column("Raised", is_narrow=True),
    Column("Due", is_narrow=True),
    Column("Status", is_narrow=True),
)


def iso(day: date) -> str:
    """Give a day as a script reads it."""
    return day.isoformat()


def due_text(due: Due | None, days: Days = shown) -> str:
    """Say a due: its date, its words, or both."""
    if due is None:
        return ""
    if due.day is None:
        return due.words or ""
    return f"{due.words} ({days(due.day)})" if due.words else days(due.day)


def words_of(action: Action) -> str:
    """Give the action's words, or say that they are not known."""
    return NO_WORDS if action.state.words is None else action.state.words


def marked_words(action: Action) -> str:
    """Give the action's words, after a mark where it is confidential."""
    return bracketed(action.confidential) + _in_lines(words_of(action))


def _in_lines(text: str) -> str:
    """Give a text for a cell: wrapped lines joined, each paragraph and entry on its own line."""
    if "\n" not in text:
        return text
    from scrutiny_cli.output.paragraphs import join_lines  # noqa: PLC0415  few cells have lines

    return join_lines(text)


def report_mark(action: Action, *, redacted: bool) -> str:
    """Say of a public action that a report on it is confidential; a redacted row ignores it."""
    if action.confidential is not None or all(one.confidential is None for one in action.history):
        return ""
    return "; a report is withheld" if redacted else ", confidential report"


def tabulate_actions(
    groups: Groups, today: date, days: Days = shown, *, redacted: bool = False
) -> Table:
    """List actions in groups; a line below tells what is overdue, soon, undated and open.

    Confidential rows are marked or, in what is `redacted`, no more than their status.
    """
    listed = [(heading, list(actions)) for heading, actions in groups]
    made = tuple(
        RowGroup(
            NOBODY if heading == "" else heading,
            tuple(_action_row(one, today, days, redacted=redacted) for one in actions),
            tuple(_mark(one, today, redacted=redacted) for one in actions),
        )
        for heading, actions in listed
    )
    every = {one.place_key: one for _, actions in listed for one in actions}
    return Table(_ACTIONS, made, _footer(every.values(), today, redacted=redacted))


def _footer(actions: Iterable[Action], today: date, *, redacted: bool) -> str:
    """Count actions; of those withheld say only how many there are."""
    listed = list(actions)
    if not redacted:
        return footer(listed, today)
    known = [one for one in listed if one.confidential is None]
    left = len(listed) - len(known)
    return footer(known, today) + (f"; {left} more withheld" if left else "")


def footer(actions: Iterable[Action], today: date) -> str:
    """Say how many actions are overdue, due within 7 days, with no date, and open in all."""
    count = counts(actions, today)
    return (
        f"{count.overdue} overdue, {count.soon} due within 7 days, "
        f"{count.no_date} with no date, {count.open} open in all"
    )


def _raised(action: Action, days: Days) -> str:
    return "brought forward" if action.raised is None else days(action.raised)


def _status(action: Action, today: date) -> str:
    late = ", overdue" if action.overdue_days(today) else ""
    return action.state.status.value + late


def _mark(action: Action, today: date, *, redacted: bool) -> str | None:
    if redacted and action.confidential is not None:
        return None
    if not action.is_open:
        return "closed"
    if action.overdue_days(today):
        return "overdue"
    return "soon" if is_due(action, today, _SOON) else None


def _action_row(action: Action, today: date, days: Days, *, redacted: bool) -> tuple[str, ...]:
    if redacted and action.confidential is not None:
        return "", withheld(action.confidential), "", "", "", action.state.status.value
    return (
        action.key,
        marked_words(action),
        ", ".join(action.state.owners_shown),
        _raised(action, days),
        due_text(action.state.due, days),
        _status(action, today) + report_mark(action, redacted=redacted),
    )


def tabulate_overdue(
    actions: Iterable[Action],
    every: Iterable[Action],
    today: date,
    days: Days = shown,
    *,
    redacted: bool = False,
) -> Table:
    """List overdue actions with how late each is; below, what is open in the whole log.

    What is withheld has no due, and is never among them.
    """
    listed = list(actions)
    columns = (*_ACTIONS[:3], Column("Due", is_narrow=True), Column("How late", is_narrow=True))
    rows = tuple(
        (
            one.key,
            marked_words(one),
            ", ".join(one.state.owners_shown),
            due_text(one.state.due, days),
            format_lateness(one.overdue_days(today)) + report_mark(one, redacted=redacted),
        )
        for one in listed
    )
    marks = tuple("overdue" for _ in listed)
    below = _footer(every, today, redacted=redacted)
    return Table(columns, (RowGroup(None, rows, marks),), below)


def tabulate_counts(groups: Groups, today: date, by: str | None) -> Table:
    """Count the actions of each group."""
    titles = ("Overdue", "Due within 7 days", "With no date", "Open", "Closed", "In all")
    rows = []
    for heading, actions in groups:
        count = counts(actions, today)
        closed = len(actions) - count.open
        cells = (count.overdue, count.soon, count.no_date, count.open, closed, len(actions))
        rows.append((heading or NOBODY, *map(str, cells)))
    columns = (
        Column((by or "").capitalize()),
        *(Column(title, is_narrow=True, is_number=True) for title in titles),
    )
    if by is None:
        return Table(
            columns[1:], (RowGroup(None, tuple(r[1:] for r in rows), (None,) * len(rows)),)
        )
    return Table(columns, (RowGroup(None, tuple(rows), (None,) * len(rows)),))


def tabulate_matters_arising(
    groups: Groups, today: date, days: Days = shown, *, redacted: bool = False
) -> Table:
    """List what a meeting must go through, with the last words said of each."""
    columns = (*_ACTIONS[:3], Column("Due", is_narrow=True), Column("Last said"))
    listed = [(heading, list(actions)) for heading, actions in groups]
    made = tuple(
        RowGroup(
            heading,
            tuple(_matter(one, days, redacted=redacted) for one in actions),
            tuple(_mark(one, today, redacted=redacted) for one in actions),
        )
        for heading, actions in listed
    )
    every = (one for _, each in listed for one in each)
    return Table(columns, made, _footer(every, today, redacted=redacted))


def _matter(action: Action, days: Days, *, redacted: bool) -> tuple[str, ...]:
    if redacted and action.confidential is not None:
        return "", withheld(action.confidential), "", "", ""
    owners, due = ", ".join(action.state.owners_shown), due_text(action.state.due, days)
    mark = report_mark(action, redacted=redacted)
    said = last_words(action)
    said = said + mark if said else mark.lstrip(";, ").capitalize()
    return action.key, marked_words(action), owners, due, said


def last_words(action: Action) -> str:
    """Give what was last said of an action: its status in the board's words, and the note."""
    said = [event for event in action.history if event.kind == "reported" and event.answers]
    if not said:
        return ""
    closed = None if action.is_open else action.state.status_text or action.state.status.value
    note = said[-1].note
    parts = (said[-1].status_text or closed, note and _in_lines(note))
    return ": ".join(part for part in parts if part)


def tabulate_meetings(
    rows: Iterable[Standing], days: Days = shown, *, redacted: bool = False
) -> Table:
    """List the meetings."""
    numbers = ("Items", "Brought forward", "Raised", "Open")
    titles = ("Meeting", "Title", "Held", *numbers, "Minutes agreed")
    columns = tuple(Column(one, one != "Title", one in numbers) for one in titles)
    cells = tuple(
        (
            one.meeting.name,
            _title(one.meeting, redacted=redacted),
            one.held,
            str(one.items),
            str(one.brought),
            str(one.raised),
            str(one.open),
            "no" if one.agreed is None else days(one.agreed),
        )
        for one in rows
    )
    return Table(columns, (RowGroup(None, cells, (None,) * len(cells)),))


def _title(meeting: Meeting, *, redacted: bool) -> str:
    reason = meeting.body.confidential
    if redacted and reason is not None:
        return withheld(reason)
    return (bracketed(reason) + (meeting.title or "")).rstrip()


def to_come_text(rows: Iterable[ToCome]) -> str:
    """Say which meetings are still to come, and how much in their files does not count yet."""
    return " ".join(map(_to_come, rows))


def _to_come(row: ToCome) -> str:
    parts = [
        f"{count} {name}{'' if count == 1 else 's'}"
        for count, name in ((row.actions, "action"), (row.updates, "update"))
        if count
    ]
    one = row.actions + row.updates == 1
    what = f"{row.meeting.name} is still to come: {' and '.join(parts)} in its file"
    if row.since == row.meeting.date:
        return f"{what} {'counts' if one else 'count'} from that day."
    return f"{what} {'does' if one else 'do'} not count yet."


def tabulate_people(book: MinuteBook, today: date, public: MinuteBook | None = None) -> Table:
    """List everyone known with what is open and overdue, then labels nobody introduced.

    Who is not known to the `public` book is marked as confidential.
    """
    secret = frozenset() if public is None else _unknown(book, public)

    def mark(label: str) -> str:
        return bracketed("") if normalize_label(label) in secret else ""

    known = book.directory.people
    labels = sorted(set(book.directory.shown_as.values()) - set(known), key=str.casefold)
    titles = ("Label", "Name", "Role", "Open", "Overdue")
    numbers = {"Open", "Overdue"}
    columns = tuple(Column(one, one not in {"Name", "Role"}, one in numbers) for one in titles)
    load = _loads(book, today)
    rows = tuple(
        (label, mark(label) + (one.name or ""), one.role or "", *load(label))
        for label in known
        if (one := book.directory.person_on(label, today)) is not None
    )
    others = tuple((label, mark(label).strip(), "", *load(label)) for label in labels)
    groups = [RowGroup("Introduced" if others else None, rows, (None,) * len(rows))]
    if others:
        groups.append(RowGroup("Nobody introduced these labels", others, (None,) * len(others)))
    return Table(columns, tuple(group for group in groups if group.rows))


def unknown_to(book: MinuteBook, public: MinuteBook) -> int:
    """Count those whom only what is confidential names."""
    return len({book.directory.shown(label) for label in _unknown(book, public)})


def _unknown(book: MinuteBook, public: MinuteBook) -> frozenset[str]:
    return frozenset({*book.directory.shown_as} - {*public.directory.shown_as})


def _loads(book: MinuteBook, today: date) -> Callable[[str], tuple[str, str]]:
    """Count the open and overdue actions of every label."""
    left, late = Counter[str](), Counter[str]()
    for action in book.log.actions:
        for owner in action.state.owners if action.is_open else ():
            left[owner] += 1
            late[owner] += action.overdue_days(today) > 0
    return lambda label: (str(left[label]), str(late[label]))


def tabulate_rules(rules: Iterable[Rule]) -> Table:
    """List the rules of `check`."""
    columns = (Column("Kind", is_narrow=True), Column("Rule", is_narrow=True), Column("What holds"))
    rows = tuple((one.kind, one.name, one.holds) for one in rules)
    return Table(columns, (RowGroup(None, rows, (None,) * len(rows)),))
