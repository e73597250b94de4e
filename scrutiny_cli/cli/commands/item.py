"""The command `item`: add an item to a meeting's file, or text to one."""

from __future__ import annotations

from typing import Annotated, NamedTuple

import typer

from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.editing.arguments import read_confidential, read_line
from scrutiny_cli.cli.editing.editor import find_editor
from scrutiny_cli.cli.editing.edits import Edit, plan_edit, show_edit, write_edit
from scrutiny_cli.cli.editing.item_argument import (
    find_named_item,
    get_numbered_item,
    is_item_withheld,
)
from scrutiny_cli.cli.editing.item_text import edit_text, read_item_text
from scrutiny_cli.cli.editing.people_arguments import read_people
from scrutiny_cli.cli.editing.target_meeting import (
    Target,
    find_minuted,
    find_target,
    note_held,
    refuse_agreed_minutes,
)
from scrutiny_cli.cli.editing.writing import load_for_writing, open_for_writing
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.meetings_folder import FolderNames
from scrutiny_cli.cli.options import Diff, DryRun, Folder, ItemAt, Reason, word_option
from scrutiny_cli.cli.session import Session
from scrutiny_cli.editing.entry_values import comma_list
from scrutiny_cli.editing.item_edits import (
    AddItem,
    AddItemText,
    AddPapers,
    NewPaper,
    RemoveItem,
    ReplaceItemText,
    SetItemField,
)
from scrutiny_cli.editing.item_names import ItemNotFound, choose_item
from scrutiny_cli.editing.marks import write_mark
from scrutiny_cli.editing.plan import Intent, JoinedIntents
from scrutiny_cli.editing.yaml_layout import ItemPath
from scrutiny_cli.minutes.model import Item, Meeting
from scrutiny_cli.minutes.yaml_lines import Texts
from scrutiny_cli.storage.errors import WriteRefused

_Item = Annotated[
    str,
    typer.Argument(
        metavar="TITLE|N", show_default=False, help="The title of an item, or its number."
    ),
]
_Text = Annotated[
    str | None,
    typer.Option(
        "--text", "-t", metavar="TEXT", help="A paragraph for it; - reads it from standard input."
    ),
]
_Edit = Annotated[
    bool, typer.Option("--edit", help="Open its text, and nothing else, in $VISUAL or $EDITOR.")
]
_Presenter = Annotated[
    list[str] | None, word_option("LABEL", "Who presents it. Repeatable.", "--presenter")
]
_After = Annotated[
    str | None,
    typer.Option(
        "--after", metavar="N|TITLE", help="The item that a new one follows; by default the last."
    ),
]


_Papers = Annotated[
    list[str] | None,
    typer.Option("--paper", metavar="TITLE", help="A paper to be considered. Repeatable."),
]
_Links = Annotated[
    list[str] | None,
    typer.Option(
        "--link",
        metavar="ADDRESS",
        help="Where the paper is: one for each --paper, in the same order.",
    ),
]
_Confidential = Annotated[
    bool, typer.Option("--confidential", help="Withhold the item from published pages.")
]


_Title = Annotated[
    str | None, typer.Option("--title", metavar="TEXT", help="Another title for it.")
]
_Delete = Annotated[
    bool, typer.Option("--delete", help="Delete it, if nothing is recorded in it yet.")
]


class _Wanted(NamedTuple):
    """What is typed of an item; `replaced` is the text that its text replaces, if it does."""

    words: str
    text: str | None
    presenter: list[str]
    after: str | None
    papers: tuple[NewPaper, ...] = ()
    mark: str | None = None
    title: str | None = None
    deletes: bool = False
    replaced: str | None = None

    def without_changes(self) -> _Wanted:
        """Return the item alone, to be deleted."""
        return _Wanted(self.words, None, [], None, deletes=True)


def write_item(
    item: _Item,
    *,
    text: _Text = None,
    edit: _Edit = False,
    presenter: _Presenter = None,
    paper: _Papers = None,
    link: _Links = None,
    confidential: _Confidential = False,
    reason: Reason = None,
    title: _Title = None,
    delete: _Delete = False,
    after: _After = None,
    at_: ItemAt = None,
    dry_run: DryRun = False,
    diff: Diff = False,
    meetings: Folder = None,
) -> None:
    """Add an item to a meeting's file, or text to one.

    \b
    scrutiny item "Repairs to the quay" --presenter CD --at next
    scrutiny item 3 --text "The report was noted."
    scrutiny item 3 --paper "Three quotes" --link papers/quotes.pdf --at next
    scrutiny item "Staff" --confidential --reason "s.40 FOIA" --at next
    scrutiny item "Any other business" --edit
    scrutiny item 4 --delete --at next
    """  # fmt: skip
    if edit and text is not None:
        raise UsageError("--text and --edit cannot be used together. Type one of them.")
    words = None if text is None else read_item_text(text)
    wanted = _Wanted(
        read_line("TITLE|N", item),
        words,
        presenter or [],
        after,
        _read_papers(paper or [], link or []),
        write_mark(read_confidential(reason, bare=confidential)),
        None if title is None else read_line("--title", title),
        delete,
    )
    if delete and (edit or wanted != wanted.without_changes()):
        raise UsageError("--delete deletes the whole item: type it without other options.")
    if not edit:
        _record_item(meetings, wanted, at_, dry_run=dry_run, diff=diff)
        return
    before = _find_text(meetings, wanted, at_)
    with edit_text(find_editor(must_wait=True), before) as edited:
        wanted = wanted._replace(text=edited, replaced=before)
        _record_item(meetings, wanted, at_, dry_run=dry_run, diff=diff)


def _read_papers(titles: list[str], links: list[str]) -> tuple[NewPaper, ...]:
    """Return the papers typed, each with its link if there are any."""
    if links and len(links) != len(titles):
        raise UsageError(
            "Type one --link for each --paper. For example: scrutiny item 3 --paper "
            '"Three quotes" --link papers/quotes.pdf'
        )
    addresses: list[str | None] = [*links] if links else [None] * len(titles)
    return tuple(
        NewPaper(read_line("--paper", title), None if link is None else read_line("--link", link))
        for title, link in zip(titles, addresses, strict=True)
    )


def _record_item(
    names: FolderNames, wanted: _Wanted, named: str | None, *, dry_run: bool, diff: bool
) -> None:
    with open_for_writing(names) as session:
        target = _find_meeting(session, named, has_text=wanted.text is not None)
        path = _choose_item(target.meeting, wanted)
        if wanted.text is None:
            note_held(session, target.meeting, named)
        plan = _plan_item(target.book, target.meeting, path, wanted)
        edit = plan_edit(session, target, plan.intent)
        write_edit(session, edit, dry_run=dry_run)
    _note_recorded(edit, plan)
    show_edit(edit, diff=diff)


# Which item


def _find_meeting(session: Session, named: str | None, *, has_text: bool) -> Target:
    """Return the meeting that is named; text is of a meeting held, an item of the next one."""
    if has_text:
        return find_minuted(session, named)
    target = find_target(session, named)
    refuse_agreed_minutes(session, target.meeting)
    return target


def _find_text(names: FolderNames, wanted: _Wanted, named: str | None) -> str:
    """Return the text that an item has, "" where it has none or is new."""
    session = load_for_writing(names)
    meeting = _find_meeting(session, named, has_text=True).meeting
    path = _choose_item(meeting, wanted)
    return "" if path is None else _read_text(get_numbered_item(meeting, path).item)


def _read_text(item: Item) -> str:
    return str(item.minutes or "")


def _choose_item(meeting: Meeting, wanted: _Wanted) -> ItemPath | None:
    """Return the item that is meant; None where it is a new one."""
    if wanted.after is not None:
        return None
    try:
        return choose_item(meeting, wanted.words)
    except ItemNotFound as reason:
        raise UsageError(str(reason)) from reason


# What is written


class _Plan(NamedTuple):
    """What is written, the path of its item after that, and a few words to report it.

    A deleted item has no path.
    """

    intent: Intent
    path: ItemPath | None
    done: str


def _plan_item(book: MinuteBook, meeting: Meeting, path: ItemPath | None, wanted: _Wanted) -> _Plan:
    presenter = _read_presenter(book, wanted)
    if path is not None and wanted.deletes:
        item = get_numbered_item(meeting, path)
        return _Plan(RemoveItem(path), None, f"item {item.number_and_title} deleted")
    if path is None and (wanted.deletes or wanted.title is not None):
        raise UsageError(
            f"{meeting.name} has no item “{wanted.words}”. To list its items, type: scrutiny show "
            f"{meeting.name}"
        )
    if path is not None:
        return _plan_fields(meeting, path, wanted, presenter)
    after = None
    if wanted.after is not None:
        after = find_named_item(meeting, "--after", wanted.after)
    new = AddItem(wanted.words, wanted.text, presenter, after, wanted.papers, wanted.mark)
    return _Plan(new, new.path_in(meeting), "item {} added")


def _plan_fields(
    meeting: Meeting, path: ItemPath, wanted: _Wanted, presenter: Texts | None
) -> _Plan:
    """Plan what is typed for an item that is there."""
    item = get_numbered_item(meeting, path)
    if wanted.replaced is not None and _read_text(item.item) != wanted.replaced:
        raise WriteRefused(
            f"The text of {item.label} has changed since it was opened. Nothing was written."
        )
    intents: list[Intent] = []
    written = []
    if wanted.title is not None:
        intents.append(SetItemField(path, "title", wanted.title))
        written.append("title")
    if presenter is not None:
        intents.append(SetItemField(path, "presenter", presenter))
        written.append("presenter")
    if wanted.mark is not None:
        intents.append(SetItemField(path, "confidential", wanted.mark))
        written.append("`confidential`")
    if wanted.papers:
        intents.append(AddPapers(path, wanted.papers))
        written.append("paper" if len(wanted.papers) == 1 else "papers")
    if wanted.text is not None:
        replaces = bool(wanted.replaced)
        intents.append((ReplaceItemText if replaces else AddItemText)(path, wanted.text))
        written.append("text")
    if not intents:
        raise WriteRefused(
            f"{meeting.name} already has item {item.number_and_title}. Nothing was written. Type "
            "--text to add text to it."
        )
    return _Plan(JoinedIntents(tuple(intents)), path, _describe_fields(written, wanted))


def _describe_fields(written: list[str], wanted: _Wanted) -> str:
    if written == ["text"]:
        return "text of item {} changed" if wanted.replaced else "text added to item {}"
    if written in (["paper"], ["papers"]):
        return f"{written[0]} added to item {{}}"
    *others, last = written
    return f"{', '.join(others)}{' and ' if others else ''}{last} of item {{}} written"


def _read_presenter(book: MinuteBook, wanted: _Wanted) -> Texts | None:
    if not wanted.presenter:
        return None
    return comma_list(read_people(book, "--presenter", wanted.presenter))


# What is shown


def _note_recorded(edit: Edit, plan: _Plan) -> None:
    if plan.path is None:
        print_note(f"{edit.first.path}: {plan.done}.")
        return
    item = get_numbered_item(edit.first.after, plan.path)
    print_note(f"{edit.place}: {plan.done.format(item.number_and_title)}.")
    if is_item_withheld(edit.first.after, plan.path):
        print_note(f"{item.label} is confidential: it is withheld from what is published.")
