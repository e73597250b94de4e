"""The commits that changed the meetings' files, as `git log` lists them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, timezone

from scrutiny_cli.actionlog.blame import Commit, FileChange, Revision
from scrutiny_cli.storage.errors import GitError
from scrutiny_cli.storage.git import (
    FETCH_HINT,
    Repository,
    borrow_objects,
    find_commit,
    is_shallow,
    query_git,
)
from scrutiny_cli.storage.paths import is_meeting_file

_COMMIT, _FIELD = b"\1", "\2"  # before a commit, and between its fields
_HISTORY = (
    "log", "--topo-order", "--reverse", "--parents", "--diff-merges=first-parent", "--raw", "-z",
    "--find-renames", "--no-abbrev", "--no-show-signature", "--encoding=UTF-8",
    "--format=tformat:%x01%H %P%x02%aN%x02%aE%x02%at%x02%ai",
)  # fmt: skip
_ZONE = re.compile(r"([+-])(\d+)(\d\d)")
_DAY = 24 * 60
_LAST = 253_402_000_000  # seconds: almost the year 10000


def read_history(repository: Repository) -> list[Revision]:
    """Return the commits that changed the meetings' files, parents first.

    A merge has its changes against its first parent. Files are named from the top of the
    repository; those that came from another folder are followed there. Raise GitError in a
    shallow clone.
    """
    if is_shallow(repository):
        raise GitError(f"It is not known here who committed what. {FETCH_HINT}")
    id_ = find_commit(repository, "HEAD")
    folders = {repository.prefix}
    with borrow_objects(repository, id_) as borrowed:
        while True:
            places = ("--", *sorted(folders)) if all(folders) else ()
            listed = query_git(repository, *_HISTORY, id_, *places, environment=borrowed)
            revisions = list(_parse_history(listed, folders))
            former = _find_former_folders(repository, revisions, folders, borrowed) - folders
            if not former:
                return revisions
            folders |= former


def _find_former_folders(
    repository: Repository,
    revisions: Iterable[Revision],
    folders: set[str],
    borrowed: dict[str, str],
) -> set[str]:
    """Return the folders from which the first commits of some folders took their files."""
    found: set[str] = set()
    for first in revisions:
        if first.commit is None or first.parents:
            continue
        asked = (*_HISTORY, "--max-count=1", first.commit.id)
        for revision in _parse_history(query_git(repository, *asked, environment=borrowed), None):
            found |= {
                _get_folder(change.old_name)
                for change in revision.changes
                if change.old_name and change.name and _get_folder(change.name) in folders
            }
    return found


def _get_folder(path: str) -> str:
    folder, slash, _ = path.rpartition("/")
    return folder + slash


def _parse_history(listed: bytes, folders: set[str] | None) -> Iterator[Revision]:
    """Parse the output of `git log --raw -z`, for the files in some folders (None: in any)."""
    fields = iter(listed.split(b"\0"))
    found: list[tuple[Revision, list[FileChange]]] = []
    for field in fields:
        text = field.lstrip(b"\n")
        if text.startswith(_COMMIT):
            found.append((_parse_revision(text), []))
        elif text.startswith(b":"):
            change = _parse_file_change(text, fields)
            if _has_meeting_file(change, folders):
                found[-1][1].append(change)
    return (revision._replace(changes=tuple(changes)) for revision, changes in found)


def _has_meeting_file(change: FileChange, folders: set[str] | None) -> bool:
    names = [name for name in (change.old_name, change.name) if name is not None]
    return any(
        is_meeting_file(name.rpartition("/")[2])
        and (folders is None or _get_folder(name) in folders)
        for name in names
    )


def _parse_revision(text: bytes) -> Revision:
    ids, _, rest = text.removeprefix(_COMMIT).decode("utf-8", "replace").partition(_FIELD)
    # A name may contain the separator, and what comes after it does not.
    who, address, seconds, moment = rest.rsplit(_FIELD, 3)
    id_, *parents = ids.split()
    when = _parse_time(seconds, moment.rpartition(" ")[2])
    return Revision(Commit(id_, who or address, when), tuple(parents), ())


def _parse_time(seconds: str, zone: str) -> datetime:
    # What a program has written may be no time at all.
    known = _ZONE.fullmatch(zone)
    minutes = (int(known[2]) * 60 + int(known[3])) * int(f"{known[1]}1") if known else 0
    offset = timezone(timedelta(minutes=minutes if abs(minutes) < _DAY else 0))
    return datetime.fromtimestamp(min(int(seconds or 0), _LAST), offset)


def _parse_file_change(text: bytes, fields: Iterator[bytes]) -> FileChange:
    """Parse a raw line `:MODE MODE ID ID KIND`; its names are the next fields."""
    *_, blob, kind = text.split(b" ")
    old = os.fsdecode(next(fields))
    new = os.fsdecode(next(fields)) if kind.startswith((b"R", b"C")) else old
    return FileChange(
        None if kind.startswith((b"A", b"C")) else old,
        None if kind == b"D" else new,
        blob.decode(),
    )
