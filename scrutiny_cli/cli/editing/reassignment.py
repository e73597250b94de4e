"""The updates that `reassign` records: one for each open action of an owner."""

from __future__ import annotations

from scrutiny_cli.actionlog.labels import collect_known_labels
from scrutiny_cli.actionlog.query import NOBODY
from scrutiny_cli.cli.editing.arguments import read_owners
from scrutiny_cli.cli.editing.update_arguments import UpdateArguments
from scrutiny_cli.cli.editing.updates import PlannedReport, record_report
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.meetings_folder import FolderNames
from scrutiny_cli.cli.session import Session
from scrutiny_cli.cli.typed_words import has_label, list_typed_labels
from scrutiny_cli.editing.owner_change import display_owner, list_open_of, replace_owner
from scrutiny_cli.editing.update_action import UpdateActions
from scrutiny_cli.storage.errors import WriteRefused

_NEEDED = "needs the label of an owner. For example: scrutiny reassign WK RO"


def record_new_owner(names: FolderNames, old: str, new: str, typed: UpdateArguments) -> None:
    """Write an update of each open action of an owner, which gives it to another."""
    for what, words in (("FROM", old), ("TO", new)):
        if not words.strip():
            raise UsageError(f"{what} {_NEEDED}")
    record_report(names, typed, lambda session: _plan_reassignment(session, old, new))


def _plan_reassignment(session: Session, old: str, new: str) -> PlannedReport:
    label = _find_owner(session, old)
    typed = read_owners(session.book, [new], "TO")
    owners = tuple(display_owner(owner, session.book.directory.display_label) for owner in typed)
    actions = list_open_of(session.book, label)
    if not actions:
        raise WriteRefused(f"{label} owns no open action. Nothing was written.")
    changed = {
        action.key: replace_owner(action.state.owners_shown, label, owners) for action in actions
    }
    if owners == (label,):
        raise UsageError(f"FROM and TO are the same owner, {label}: type another one as TO.")
    report = UpdateActions(tuple(changed), owners_by_key=changed, add=True)
    names = ", ".join(owners) or "nobody"
    return PlannedReport(report, f"{names} instead of {label} as the owner of")


def _find_owner(session: Session, typed: str) -> str:
    """Return the owner that is typed as displayed; refuse several, and one that nobody is."""
    known = collect_known_labels(session.book.directory, session.book.meetings)
    found = list_typed_labels(known, [typed])
    if len(found) > 1:
        raise UsageError(f"FROM takes one owner, but “{typed}” names {len(found)}.")
    if found[0] == NOBODY:
        raise UsageError(f"“{typed}” is nobody. FROM {_NEEDED}")
    if not has_label(known, found[0]):
        raise UsageError(
            f"Nobody in this log is called “{typed}”. `scrutiny people` lists everyone."
        )
    return known.display_label(found[0])
