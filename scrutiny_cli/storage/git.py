"""The git program: the meetings as they stand in a commit or in the index, and their history.

What git keeps may differ from the file on the disk in its line ends alone; reading takes
CRLF and LF for the same, so that nothing here turns one into the other.
"""

from __future__ import annotations

import os
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from scrutiny_cli.actionlog.trail import Commit, FileChange, Revision
from scrutiny_cli.storage.folder import Blob, is_meant, labels

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterable, Iterator

# No pager, no lock that a person's own git would wait for, a path means itself, and no
# program that a repository's settings name for watching files.
_GIT = (
    "git", "--no-pager", "--no-optional-locks", "--literal-pathspecs", "-c", "core.fsmonitor=false",
)  # fmt: skip
# Whoever calls us from a hook stands in a repository, which need not be that of the folder;
# with GIT_DIR alone git would moreover take any folder for the top.
_MISLEADING = frozenset({
    "GIT_DIR", "GIT_WORK_TREE", "GIT_IMPLICIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE",
    "GIT_PREFIX", "GIT_NAMESPACE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_SHALLOW_FILE", "GIT_GRAFT_FILE", "GIT_CONFIG", "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS",
})  # fmt: skip
_INDEX = "GIT_INDEX_FILE"
_COMMIT, _FIELD = b"\1", b"\2"  # before a commit in a listing, and between what is told of it
_HISTORY = (
    "log", "--topo-order", "--reverse", "--parents", "--diff-merges=first-parent", "--raw", "-z",
    "--find-renames", "--no-abbrev", "--no-show-signature", "--encoding=UTF-8",
    "--format=tformat:%x01%H %P%x02%aN%x02%aE%x02%at%x02%ai",
)  # fmt: skip
# Files of which `git add --intent-to-add` has put the name alone into the index, and no text.
_ANNOUNCED = ("diff-files", "-z", "--name-only", "--diff-filter=A")
_DAY = 24 * 60
_LAST = 253_402_000_000  # seconds: almost the year 10000
_LINK, _FILE = b"120000", b"100"  # how a mode is, and how it begins
_HEAD = 3  # an object's id, kind and size
_DEEPER = (
    "This clone is shallow, it has only the newest commits. Fetch the others with "
    "`git fetch --unshallow`; in a GitHub workflow write `fetch-depth: 0` under the "
    "`with:` of actions/checkout."
)


class NoGit(Exception):
    """What is asked needs git, and it cannot be had; the message says what to do."""


class Repository(NamedTuple):
    """The folder of meetings, the top of its repository, and its name below that.

    `prefix` is the folder as git names it: empty for the top itself, else like `a/b/`.
    """

    folder: Path
    top: Path
    prefix: str


class _Entry(NamedTuple):
    """A file as git lists it: its mode, its object, its stage (0: merged) and its name."""

    mode: bytes
    id: bytes
    stage: bytes
    name: str


def opened(folder: Path) -> Repository:
    """Find the repository that a folder lies in; NoGit where there is none to be read."""
    real = Path(os.path.realpath(folder))
    done = _run(real, "rev-parse", "--show-toplevel")
    if done.returncode:
        raise NoGit(_unopened(folder, done.stderr))
    top = Path(os.path.realpath(_line(done.stdout)))
    try:
        below = real.relative_to(top).as_posix()
    except ValueError as error:
        raise NoGit(f"{folder} does not lie in the files of its repository, {top}.") from error
    return Repository(folder, top, "" if below == "." else f"{below}/")


def _unopened(folder: Path, told: bytes) -> str:
    remedies = [line for line in _words(told).splitlines() if "safe.directory " in line]
    if remedies:
        return (
            f"git does not read {folder}, because its repository belongs to somebody else. "
            f"If you trust it, run: {remedies[0].strip()}"
        )
    if b"not a git repository" in told:
        return (
            f"{folder} lies in no git repository. Run `git init` in the folder that holds it and "
            "commit the meetings, or name a folder that is in one with -m."
        )
    return f"git cannot read {folder}: {_words(told)}"


def commit(repository: Repository, revision: str) -> str:
    """Give the full id of the commit that a revision means; NoGit where it means none."""
    if revision.startswith("-"):
        raise NoGit(f"“{revision}” is no revision: none begins with `-`.")
    done = _run(repository.top, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    found = _line(done.stdout)
    if done.returncode or not found.isalnum():
        raise NoGit(_unknown(repository, revision))
    return found


def _unknown(repository: Repository, revision: str) -> str:
    if not _run(repository.top, "rev-list", "--all", "--max-count=1").stdout:
        return (
            f"There is no revision “{revision}”: this repository has no commit yet. "
            "Commit the meetings first: `git add` and `git commit`."
        )
    hint = _DEEPER if _shallow(repository) else "`git log --oneline --all` lists all commits."
    return f"There is no revision “{revision}”. {hint}"


def _shallow(repository: Repository) -> bool:
    return _line(_run(repository.top, "rev-parse", "--is-shallow-repository").stdout) == "true"


def merge_base(repository: Repository, one: str, other: str) -> str:
    """Give the id of the commit from which two revisions parted; NoGit where there is none."""
    ids = commit(repository, one), commit(repository, other)
    done = _run(repository.top, "merge-base", *ids)
    if done.returncode:
        hint = _DEEPER if _shallow(repository) else "Name two that come from one another."
        raise NoGit(f"“{one}” and “{other}” have no commit in common. {hint}")
    return _line(done.stdout)


def at(repository: Repository, revision: str) -> list[Blob]:
    """Read the meetings' files as they stand in a commit, in order of name."""
    return _read(repository, _committed(repository, revision))


def _committed(repository: Repository, revision: str) -> list[_Entry]:
    id_ = commit(repository, revision)
    listed = _needed(repository, "ls-tree", "-z", "--full-tree", id_, *_below(repository))
    return _entries(repository, listed, _in_tree)


def _below(repository: Repository) -> tuple[str, ...]:
    return ("--", repository.prefix) if repository.prefix else ()


def staged(repository: Repository) -> list[Blob]:
    """Read the meetings' files as they stand in the index, in order of name."""
    index, below = _index(repository), _below(repository)
    listed = _needed(repository, "ls-files", "-z", "--stage", *below, environment=index)
    blobs = _read(repository, _entries(repository, listed, _in_index))
    if all(blob.data for blob in blobs):
        return blobs
    announced = _needed(repository, *_ANNOUNCED, *below, environment=index).split(b"\0")
    names = {os.fsdecode(name).removeprefix(repository.prefix) for name in announced}
    return [blob for blob in blobs if blob.path.name not in names]


def _index(repository: Repository) -> dict[str, str]:
    """Give the environment with the index that a hook looks at, where it is this repository's."""
    named, own = os.environ.get(_INDEX), _environment()
    if not named:
        return own
    asked = ("rev-parse", "--absolute-git-dir")
    theirs = _run(Path.cwd(), *asked, environment=dict(os.environ))
    ours = _run(repository.top, *asked)
    return {**own, _INDEX: named} if theirs.stdout == ours.stdout else own


def read_history(repository: Repository) -> list[Revision]:
    """Give the commits that changed the meetings' files, parents first.

    Of a merge the changes against its first parent. Files are named from the top of the
    repository; those that came from another folder are followed there. NoGit in a shallow clone.
    """
    if _shallow(repository):
        raise NoGit(f"Who committed what cannot be told here. {_DEEPER}")
    commit(repository, "HEAD")
    folders = {repository.prefix}
    while True:
        places = ("--", *sorted(folders)) if all(folders) else ()
        revisions = list(_revisions(_needed(repository, *_HISTORY, "HEAD", *places), folders))
        former = _former_folders(repository, revisions, folders) - folders
        if not former:
            return revisions
        folders |= former


def _former_folders(
    repository: Repository, revisions: Iterable[Revision], folders: set[str]
) -> set[str]:
    """Give the folders from which the first commits of some folders took their files."""
    first = [one.commit.id for one in revisions if one.commit is not None and not one.parents]
    found: set[str] = set()
    for id_ in first:
        for revision in _revisions(_needed(repository, *_HISTORY, "--max-count=1", id_), None):
            found |= {
                _folder_of(change.old_name)
                for change in revision.changes
                if change.old_name and change.name and _folder_of(change.name) in folders
            }
    return found


def _folder_of(path: str) -> str:
    folder, slash, _ = path.rpartition("/")
    return folder + slash


def _revisions(listed: bytes, folders: set[str] | None) -> Iterator[Revision]:
    """Read what `git log --raw -z` lists; of the files those in some folders (None: in any)."""
    fields = iter(listed.split(b"\0"))
    found: list[tuple[Revision, list[FileChange]]] = []
    for field in fields:
        text = field.lstrip(b"\n")
        if text.startswith(_COMMIT):
            found.append((_revision(text), []))
        elif text.startswith(b":"):
            change = _file_change(text, fields)
            if _is_meeting(change, folders):
                found[-1][1].append(change)
    return (revision._replace(changes=tuple(changes)) for revision, changes in found)


def _is_meeting(change: FileChange, folders: set[str] | None) -> bool:
    names = [name for name in (change.old_name, change.name) if name is not None]
    return any(
        is_meant(name.rpartition("/")[2]) and (folders is None or _folder_of(name) in folders)
        for name in names
    )


def read_versions(repository: Repository, versions: Iterable[tuple[str, str]]) -> list[Blob]:
    """Read texts that files had, each by the file's name and the id of its text."""
    return _read(repository, [_Entry(_FILE, id_.encode(), b"0", name) for name, id_ in versions])


def _revision(text: bytes) -> Revision:
    ids, who, address, seconds, moment = (
        part.decode("utf-8", "replace") for part in text.removeprefix(_COMMIT).split(_FIELD)
    )
    id_, *parents = ids.split()
    when = _moment(seconds, moment.rpartition(" ")[2])
    return Revision(Commit(id_, who or address, when), tuple(parents), ())


def _moment(seconds: str, zone: str) -> datetime:
    minutes = int(zone[:-2]) * 60 + int(zone[0] + zone[-2:])
    # What a program has written for a time may be none at all.
    offset = timezone(timedelta(minutes=minutes if abs(minutes) < _DAY else 0))
    return datetime.fromtimestamp(min(int(seconds), _LAST), offset)


def _file_change(text: bytes, fields: Iterator[bytes]) -> FileChange:
    """Give the change that a raw line tells, `:MODE MODE ID ID KIND`; its names follow."""
    *_, blob, kind = text.split(b" ")
    old = os.fsdecode(next(fields))
    new = os.fsdecode(next(fields)) if kind.startswith((b"R", b"C")) else old
    return FileChange(
        None if kind.startswith((b"A", b"C")) else old,
        None if kind == b"D" else new,
        blob.decode(),
    )


def _in_tree(record: bytes) -> _Entry:
    head, name = record.split(b"\t", 1)
    mode, _, id_ = head.split()
    return _Entry(mode, id_, b"0", os.fsdecode(name))


def _in_index(record: bytes) -> _Entry:
    head, name = record.split(b"\t", 1)
    mode, id_, stage = head.split()
    return _Entry(mode, id_, stage, os.fsdecode(name))


def _entries(
    repository: Repository, listed: bytes, entry: Callable[[bytes], _Entry]
) -> list[_Entry]:
    """Give the meetings' files among what git lists, in order of name; refuse what is none."""
    found = [
        one._replace(name=one.name.removeprefix(repository.prefix))
        for one in map(entry, listed.split(b"\0")[:-1])
    ]
    meant = [one for one in found if "/" not in one.name and is_meant(one.name)]
    label = labels(repository.folder)
    for one in meant:
        if one.stage != b"0":
            raise NoGit(
                f"{label(one.name)} is in a merge conflict: put right what git has marked in it, "
                "then run `git add` on it."
            )
        if one.mode == _LINK:
            raise NoGit(
                f"git keeps {label(one.name)} as a link, and not what it leads to: put the file "
                "itself there."
            )
    return sorted((one for one in meant if one.mode.startswith(_FILE)), key=lambda one: one.name)


def _read(repository: Repository, entries: list[_Entry]) -> list[Blob]:
    if not entries:
        return []
    asked = b"".join(one.id + b"\n" for one in entries)
    answer = _needed(repository, "cat-file", "--batch", given=asked)
    label = labels(repository.folder)
    return [
        Blob(repository.folder / one.name, label(one.name), data)
        for one, data in zip(entries, _contents(answer), strict=True)
    ]


def _contents(answer: bytes) -> Iterator[bytes]:
    """Part what `cat-file --batch` answers: a line `id kind size`, the bytes, and a line end."""
    start = 0
    while start < len(answer):
        end = answer.index(b"\n", start)
        head = answer[start:end].split()
        if len(head) != _HEAD:
            raise NoGit(
                f"A file that the commit names is not in this clone ({_words(answer[start:end])}). "
                "Run `git fetch`, or `git fsck` to see what is missing."
            )
        start = end + 1 + int(head[2])
        yield answer[end + 1 : start]
        start += 1


def _needed(
    repository: Repository,
    *words: str,
    given: bytes = b"",
    environment: dict[str, str] | None = None,
) -> bytes:
    """Run git in a repository, and give what it prints; NoGit with its words where it fails."""
    done = _run(repository.top, *words, given=given, environment=environment)
    if done.returncode:
        raise NoGit(f"git cannot read {repository.top}: {_words(done.stderr)}")
    return done.stdout


def _run(
    folder: Path, *words: str, given: bytes = b"", environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    import subprocess  # noqa: PLC0415  the commands that need no git start without it

    try:
        return subprocess.run(  # noqa: S603  fixed words, and no revision begins with a dash
            [*_GIT, *words],
            cwd=folder,
            env=_environment() if environment is None else environment,
            input=given,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise NoGit(
            "The program `git` is needed for this and cannot be run. Install it from "
            "https://git-scm.com, and open a new terminal."
        ) from error


def _environment() -> dict[str, str]:
    """Give the environment without what would mislead git, and with its words in English."""
    kept = {name: value for name, value in os.environ.items() if name not in _MISLEADING}
    return {**kept, "LC_ALL": "C"}


def _line(printed: bytes) -> str:
    return os.fsdecode(printed.removesuffix(b"\n"))


def _words(told: bytes) -> str:
    return told.decode("utf-8", "replace").strip().removeprefix("fatal: ")
