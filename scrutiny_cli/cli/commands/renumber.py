"""The command that gives an action another number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from scrutiny_cli.cli import arguments, context, targets
from scrutiny_cli.cli.commands import edit
from scrutiny_cli.cli.options import Diff, DryRun, Folder, complete_meeting, complete_ref

if TYPE_CHECKING:
    from scrutiny_cli.actionlog.model import Action, MinuteBook
    from scrutiny_cli.cli.context import Session
    from scrutiny_cli.editing.plan import VerifiedEdit
    from scrutiny_cli.editing.renumber import Renumber
    from scrutiny_cli.minutes.source import Span

_Ref = Annotated[str, typer.Argument(metavar="REF", autocompletion=complete_ref)]
_At = Annotated[
    str | None,
    typer.Option(
        "--at",
        "-a",
        metavar="MEETING",
        help="The meeting whose action is meant, where several have the number.",
        autocompletion=complete_meeting,
    ),
]
_To = Annotated[
    str | None,
    typer.Option("--to", metavar="NUMBER", help="Its new number; by default the next free one."),
]


def renumber(  # noqa: PLR0913  each is an option that a person may type
    ref: _Ref,
    *,
    at_: _At = None,
    to: _To = None,
    dry_run: DryRun = False,
    diff: Diff = False,
    meetings: Folder = None,
) -> None:
    """Give an action another number, and print it.

    Every mention that means the action follows.

    \b
    scrutiny renumber 39/15 --at 2015-06-25
    scrutiny renumber 2015-06-25#3
    """  # noqa: D301
    from scrutiny_cli.editing.renumber import left_alone  # noqa: PLC0415

    intent: Renumber
    manner = edit.Manner(dry_run=dry_run, diff=diff)

    def plan(session: Session) -> edit.Edit:
        from scrutiny_cli.editing.renumber import renumber, renumbered  # noqa: PLC0415

        nonlocal intent
        action = _action(session, ref, at_)
        intent = renumber(session.book, action, _number(session, action, to))
        return edit.Edit(renumbered(session.book, intent, session.today))

    def tell(done: list[VerifiedEdit]) -> None:
        context.say(f"{intent.number}\n")
        context.note(_summary(intent, done))

    done = edit.edited(meetings, plan, tell, manner)
    doubts = left_alone(intent, done)
    if doubts:
        context.note(_told(intent, doubts, done[-1].book))


# What is meant


def _action(session: Session, ref: str, named: str | None) -> Action:
    from scrutiny_cli.editing.renumber import bearers  # noqa: PLC0415

    every = bearers(session.book, ref)
    if not every:
        message = f"There is no action “{ref}”. {context.nearest(session.book, ref)}"
        raise context.UsageError(message)
    found = every
    if named is not None:
        meeting = targets.find_on_file(session, named)
        found = [one for one in every if one.meeting == meeting.name]
    if len(found) != 1:
        which = "has several actions" if found else "has no action"
        start = f"{meeting.name} {which} {ref}" if named is not None else f"Several have {ref}"
        raise context.UsageError("\n".join([f"{start}. Type one of:", *map(_typed, every)]))
    if found[0].ref is None:
        message = f"{found[0].key} has no number that could be another: write its `ref` by hand."
        raise context.UsageError(message)
    return found[0]


def _typed(action: Action) -> str:
    words = f"  ({_marked(action)}{action.action})" if action.action is not None else ""
    return f"  scrutiny renumber '{action.place_key}'{words}"


def _number(session: Session, action: Action, to: str | None) -> str:
    from scrutiny_cli.editing.renumber import naming  # noqa: PLC0415

    number = _free(session, action) if to is None else arguments.value("--to", to)
    taken = context.find_action(session.book, number)
    place = naming(session.book, number)
    if taken is not None:
        message = f"{number} is taken: {taken.place.path}:{taken.place.line} has it."
        raise context.UsageError(message)
    if place is not None:
        where = f"{place.place.path}:{place.place.line}"
        message = (
            f"{number} is nobody's number, but {where} names it. Correct that, or choose --to."
        )
        raise context.UsageError(message)
    return number


def _free(session: Session, action: Action) -> str:
    from scrutiny_cli.actionlog.meetings import calendar  # noqa: PLC0415
    from scrutiny_cli.actionlog.refs import next_free  # noqa: PLC0415

    ordered = calendar(session.book.meetings)
    free = next_free(session.book.series, ordered, ordered.by_name[action.meeting])
    if free is None:
        raise context.UsageError(
            "The board's numbers have no pattern to go on with: say the number with --to."
        )
    return free


# What is told


def _summary(intent: Renumber, done: list[VerifiedEdit]) -> str:
    follow = sum(one.meant.follows for one in intent.hits) - 1
    mentions = f", and {follow} mention{'' if follow == 1 else 's'} of it" if follow else ""
    where = f" in {len(done)} files" if len(done) > 1 else ""
    said = f"{intent.action.ref} becomes {intent.number}{mentions}{where}."
    return f"{edit.where_written(done[-1])}: {said}"


def _told(intent: Renumber, doubts: list[Span], book: MinuteBook) -> str:
    ref = intent.action.ref or ""
    has = context.find_action(book, ref)
    now = f"As they are they mean {_called(has)}." if has else f"{ref} is nobody's number now."
    lines = [
        f"Left as they are, since it cannot be told what {ref} means there:",
        *(f"{one.path}:{one.line}:{one.column}: {one.line_text.strip()}" for one in doubts),
        f"Where {_called(intent.action)} is meant, write {intent.number} by hand. {now}",
    ]
    return "\n".join(lines)


def _called(action: Action) -> str:
    return f"{_marked(action)}“{action.action}”" if action.action is not None else action.place_key


def _marked(action: Action) -> str:
    """Give the mark that goes before the words of a confidential action."""
    from scrutiny_cli.output.redaction import bracketed  # noqa: PLC0415

    return bracketed(action.confidential)
