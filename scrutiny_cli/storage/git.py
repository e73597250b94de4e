"""The git program: the meetings as they stand in a commit or in the index, and their history.

What git keeps may differ from the file on the disk in its line ends alone; reading takes
CRLF and LF for the same, so that nothing here turns one into the other.
"""

from __future__ import annotations

import os
import re
from codecs import BOM_UTF8
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from scrutiny_cli.actionlog.blame import Commit, FileChange, Revision
from scrutiny_cli.minutes.decode import MOST_BYTES
from scrutiny_cli.storage.folder import FileContent, TooLarge, describe, is_meant, labels
from scrutiny_cli.storage.programs import find_program
from scrutiny_cli.storage.repository import find_work_tree, resolve_git_dir

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterable, Iterator

    from scrutiny_cli.storage.repository import WorkTree

# No pager, no lock that a person's own git would wait for, a path means itself, no repository
# that is not named outright, and no program that the settings of a repository name.
_GIT = (
    "--no-pager", "--no-optional-locks", "--no-replace-objects", "--literal-pathspecs",
    "-c", "safe.bareRepository=explicit", "-c", "core.fsmonitor=false",
    "-c", f"core.hooksPath={os.devnull}", "-c", f"core.attributesFile={os.devnull}",
    "-c", "protocol.allow=never", "-c", "submodule.recurse=false",
)  # fmt: skip
# All other variables of git are left out: they name programs, or another repository than the
# one that was found (a hook sets those of its own).
_PASSED_ON = frozenset({
    "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_EXEC_PATH",
})  # fmt: skip
# Nothing is fetched that a clone lacks: its settings say how, and that may be any program. Only
# newer versions of git know the first variable; for others no way of fetching is allowed.
_FIXED = {
    "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none", "GIT_TERMINAL_PROMPT": "0",
    "GIT_ATTR_NOSYSTEM": "1", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C", "LANGUAGE": "C",
}  # fmt: skip
_INDEX = "GIT_INDEX_FILE"
_COMMIT, _FIELD = b"\1", "\2"  # before a commit in a listing, and between what is told of it
_HISTORY = (
    "log", "--topo-order", "--reverse", "--parents", "--diff-merges=first-parent", "--raw", "-z",
    "--find-renames", "--no-abbrev", "--no-show-signature", "--encoding=UTF-8",
    "--format=tformat:%x01%H %P%x02%aN%x02%aE%x02%at%x02%ai",
)  # fmt: skip
_LONG_ID = 64  # figures of an id in a repository that uses SHA-256
# What `ls-files --debug` adds after each name; the flag is that of a file of which
# `git add --intent-to-add` has put the name alone into the index, and no text.
_FLAGS = re.compile(rb"(?:  [^\n]*\n)*?  size: \d+\tflags: ([0-9a-f]+)\n")
_ANNOUNCED = 0x20000000
_ZONE = re.compile(r"([+-])(\d+)(\d\d)")
_DAY = 24 * 60
_LAST = 253_402_000_000  # seconds: almost the year 10000
_LINK, _FILE = b"120000", b"100"  # how a mode is, and how it begins
_HEAD = 3  # an object's id, kind and size
_DEEPER = (
    "This clone is shallow, it has only the newest commits. Fetch the others with "
    "`git fetch --unshallow`; in a GitHub workflow write `fetch-depth: 0` under the "
    "`with:` of actions/checkout."
)
_NO_PROGRAM = (
    "The program `git` is needed for this and cannot be found. Install it from "
    "https://git-scm.com, and open a new terminal."
)


class GitError(Exception):
    """What is asked needs git, and it cannot be had; the message says what to do."""


class Repository(NamedTuple):
    """The folder of meetings, the top of its repository, and its name below that.

    `prefix` is the folder as git names it: empty for the top itself, else like `a/b/`.
    `git_dir` is the folder that git keeps for these files, `objects` that of their contents.
    """

    folder: Path
    top: Path
    prefix: str
    git_dir: Path
    objects: Path


class _Entry(NamedTuple):
    """A file as git lists it: its mode, its object, its stage (0: merged) and its name."""

    mode: bytes
    id: bytes
    stage: bytes
    name: str


def opened(folder: Path) -> Repository:
    """Find the repository that a folder lies in; NoGit where there is none to be read."""
    real = Path(os.path.realpath(folder))
    found = find_work_tree(real)
    if found is None:
        raise GitError(
            f"{folder} lies in no git repository. Run `git init` in the folder that holds it and "
            "commit the meetings, or name a folder that is in one with -m."
        )
    below = real.relative_to(found.top).as_posix()
    if real.is_relative_to(found.git_dir):
        raise GitError(f"{folder} lies among the files that git keeps for itself.")
    objects = _ask_for_objects(folder, found)
    return Repository(
        folder, found.top, "" if below == "." else f"{below}/", found.git_dir, objects
    )


def _ask_for_objects(folder: Path, found: WorkTree) -> Path:
    """Ask git for its objects in a work tree that was found, and whether git finds the same.

    Git is not told the repository here, so that it refuses one that belongs to somebody else.
    """
    alone = {**_environment(), "GIT_CEILING_DIRECTORIES": os.fspath(found.top.parent)}
    asked = ("--absolute-git-dir", "--git-path", "objects", "--show-toplevel")
    done = _start(found.top, "rev-parse", *asked, environment=alone)
    if done.returncode:
        raise GitError(_unopened(folder, done.stderr))
    git_dir, objects, top = (*_line(done.stdout).split("\n"), "", "")[:3]
    same = [Path(os.path.realpath(found.top / one)) for one in (git_dir, top)]
    if same != [found.git_dir, found.top]:
        raise GitError(f"{folder} does not lie in the files of its repository, {top}.")
    return found.top / objects


def _unopened(folder: Path, told: bytes) -> str:
    remedies = [line for line in _words(told).splitlines() if "safe.directory " in line]
    if remedies:
        return (
            f"git does not read {folder}, because its repository belongs to somebody else. "
            f"If you trust it, run: {remedies[0].strip()}"
        )
    return f"git cannot read {folder}: {_words(told)}"


def commit(repository: Repository, revision: str) -> str:
    """Give the full id of the commit that a revision means; NoGit where it means none."""
    if revision.startswith("-"):
        raise GitError(f"“{revision}” is no revision: none begins with `-`.")
    done = _run(repository, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    found = _line(done.stdout)
    if done.returncode or not found.isalnum():
        raise GitError(_unknown(repository, revision))
    return found


def _unknown(repository: Repository, revision: str) -> str:
    if not _run(repository, "rev-list", "--all", "--max-count=1").stdout:
        return (
            f"There is no revision “{revision}”: this repository has no commit yet. "
            "Commit the meetings first: `git add` and `git commit`."
        )
    hint = _DEEPER if _shallow(repository) else "`git log --oneline --all` lists all commits."
    return f"There is no revision “{revision}”. {hint}"


def _shallow(repository: Repository) -> bool:
    return _line(_run(repository, "rev-parse", "--is-shallow-repository").stdout) == "true"


def merge_base(repository: Repository, one: str, other: str) -> str:
    """Give the id of the commit from which two revisions parted; NoGit where there is none."""
    ids = commit(repository, one), commit(repository, other)
    done = _run(repository, "merge-base", *ids)
    if done.returncode:
        hint = _DEEPER if _shallow(repository) else "Name two that come from one another."
        raise GitError(f"“{one}” and “{other}” have no commit in common. {hint}")
    return _line(done.stdout)


def at(repository: Repository, revision: str) -> list[FileContent | TooLarge]:
    """Read the meetings' files as they stand in a commit, in order of name."""
    return _read(repository, _committed(repository, revision))


def _committed(repository: Repository, revision: str) -> list[_Entry]:
    id_ = commit(repository, revision)
    asked = ("ls-tree", "-z", "--full-tree", id_, *_below(repository))
    with _borrow_objects(repository, id_) as borrowed:
        listed = _needed(repository, *asked, environment=borrowed)
    return _entries(repository, listed, _in_tree)


def _below(repository: Repository) -> tuple[str, ...]:
    return ("--", repository.prefix) if repository.prefix else ()


def staged(repository: Repository) -> list[FileContent | TooLarge]:
    """Read the meetings' files as they stand in the index, in order of name."""
    asked = ("ls-files", "-z", "--stage", "--debug", *_below(repository))
    listed = _needed(repository, *asked, environment=_index(repository))
    return _read(repository, _entries(repository, _without_announced(listed), _in_index))


def _without_announced(listed: bytes) -> bytes:
    """Take away from what `ls-files --debug` prints all but the files that have a text."""
    kept, start = [], 0
    while start < len(listed):
        end = listed.index(b"\0", start) + 1
        flags = _FLAGS.match(listed, end)
        if flags is None:
            raise GitError("This version of git lists its index in a way that is not understood.")
        if not int(flags[1], 16) & _ANNOUNCED:
            kept.append(listed[start:end])
        start = flags.end()
    return b"".join(kept)


def _index(repository: Repository) -> dict[str, str]:
    """Give the environment with the index that a hook looks at, where it is this repository's."""
    named, own = os.environ.get(_INDEX), _told_where(repository)
    if not named:
        return own
    theirs = os.environ.get("GIT_DIR")
    if theirs:
        git_dir = resolve_git_dir(Path(theirs).absolute())
    else:
        found = find_work_tree(Path(os.curdir))
        git_dir = None if found is None else found.git_dir
    # A hook's index is named from the top of the files, wherever the hook has gone since.
    is_ours = git_dir == repository.git_dir
    return {**own, _INDEX: os.fspath(repository.top / named)} if is_ours else own


def read_history(repository: Repository) -> list[Revision]:
    """Give the commits that changed the meetings' files, parents first.

    Of a merge the changes against its first parent. Files are named from the top of the
    repository; those that came from another folder are followed there. NoGit in a shallow clone.
    """
    if _shallow(repository):
        raise GitError(f"Who committed what cannot be told here. {_DEEPER}")
    id_ = commit(repository, "HEAD")
    folders = {repository.prefix}
    with _borrow_objects(repository, id_) as borrowed:
        while True:
            places = ("--", *sorted(folders)) if all(folders) else ()
            listed = _needed(repository, *_HISTORY, id_, *places, environment=borrowed)
            revisions = list(_revisions(listed, folders))
            former = _former_folders(repository, revisions, folders, borrowed) - folders
            if not former:
                return revisions
            folders |= former


def _former_folders(
    repository: Repository,
    revisions: Iterable[Revision],
    folders: set[str],
    borrowed: dict[str, str],
) -> set[str]:
    """Give the folders from which the first commits of some folders took their files."""
    first = [one.commit.id for one in revisions if one.commit is not None and not one.parents]
    found: set[str] = set()
    for id_ in first:
        asked = (*_HISTORY, "--max-count=1", id_)
        for revision in _revisions(_needed(repository, *asked, environment=borrowed), None):
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


def read_versions(
    repository: Repository, versions: Iterable[tuple[str, str]]
) -> list[FileContent | TooLarge]:
    """Read texts that files had, each by the file's name and the id of its text."""
    return _read(repository, [_Entry(_FILE, id_.encode(), b"0", name) for name, id_ in versions])


def _revision(text: bytes) -> Revision:
    ids, _, rest = text.removeprefix(_COMMIT).decode("utf-8", "replace").partition(_FIELD)
    # Whatever a name holds: what comes after it holds no such sign.
    who, address, seconds, moment = rest.rsplit(_FIELD, 3)
    id_, *parents = ids.split()
    when = _moment(seconds, moment.rpartition(" ")[2])
    return Revision(Commit(id_, who or address, when), tuple(parents), ())


def _moment(seconds: str, zone: str) -> datetime:
    # What a program has written for a time may be none at all.
    known = _ZONE.fullmatch(zone)
    minutes = (int(known[2]) * 60 + int(known[3])) * int(f"{known[1]}1") if known else 0
    offset = timezone(timedelta(minutes=minutes if abs(minutes) < _DAY else 0))
    return datetime.fromtimestamp(min(int(seconds or 0), _LAST), offset)


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
            raise GitError(
                f"{label(one.name)} is in a merge conflict: put right what git has marked in it, "
                "then run `git add` on it."
            )
        if one.mode == _LINK:
            raise GitError(
                f"git keeps {label(one.name)} as a link, and not what it leads to: put the file "
                "itself there."
            )
    return sorted((one for one in meant if one.mode.startswith(_FILE)), key=lambda one: one.name)


def _read(repository: Repository, entries: list[_Entry]) -> list[FileContent | TooLarge]:
    if not entries:
        return []
    label = labels(repository.folder)
    with _borrow_objects(repository, entries[0].id.decode()) as borrowed:
        small = _small_enough(repository, entries, borrowed)
        asked = b"".join(one.id + b"\n" for one in small)
        answer = _needed(repository, "cat-file", "--batch", given=asked, environment=borrowed)
    texts = dict(zip((one.id for one in small), _contents(answer), strict=True))
    return [
        FileContent(repository.folder / one.name, label(one.name), texts[one.id])
        if one.id in texts
        else TooLarge(label(one.name))
        for one in entries
    ]


def _small_enough(
    repository: Repository, entries: list[_Entry], borrowed: dict[str, str]
) -> list[_Entry]:
    """Leave out what is too large to be minutes, before any of it is read."""
    asked = b"".join(one.id + b"\n" for one in entries)
    answer = _needed(repository, "cat-file", "--batch-check", given=asked, environment=borrowed)
    heads = [line.split() for line in answer.splitlines()]
    return [
        one
        for one, head in zip(entries, heads, strict=True)
        if len(head) != _HEAD or int(head[2]) <= MOST_BYTES + len(BOM_UTF8)
    ]


def _contents(answer: bytes) -> Iterator[bytes]:
    """Part what `cat-file --batch` answers: a line `id kind size`, the bytes, and a line end."""
    start = 0
    while start < len(answer):
        end = answer.index(b"\n", start)
        head = answer[start:end].split()
        if len(head) != _HEAD:
            raise GitError(
                f"A file that the commit names is not in this clone ({_words(answer[start:end])}). "
                "Fetch what is missing with `git fetch --refetch --no-filter`, or run `git fsck`."
            )
        start = end + 1 + int(head[2])
        yield answer[end + 1 : start]
        start += 1


@contextmanager
def _borrow_objects(repository: Repository, id_: str) -> Iterator[dict[str, str]]:
    """Give the environment of an empty repository of our own that has the objects of another.

    Contents are read in it, so that no setting, attribute, filter, hook or remote of the other
    one counts, whatever a later version of git makes of them.
    """
    with TemporaryDirectory(prefix="scrutiny-") as made:
        for name in ("refs", "objects"):
            (Path(made) / name).mkdir()
        (Path(made) / "HEAD").write_text(f"{id_}\n", encoding="utf-8")
        config = "[core]\n\trepositoryformatversion = 1\n\tbare = true\n"
        if len(id_) == _LONG_ID:
            config += "[extensions]\n\tobjectFormat = sha256\n"
        (Path(made) / "config").write_text(config, encoding="utf-8")
        borrowed = {"GIT_DIR": made, "GIT_OBJECT_DIRECTORY": os.fspath(repository.objects)}
        yield {**_environment(), **borrowed}


def _needed(
    repository: Repository,
    *words: str,
    given: bytes = b"",
    environment: dict[str, str] | None = None,
) -> bytes:
    """Run git in a repository, and give what it prints; NoGit with its words where it fails."""
    done = _run(repository, *words, given=given, environment=environment)
    if done.returncode:
        raise GitError(f"git cannot read {repository.top}: {_words(done.stderr)}")
    return done.stdout


def _run(
    repository: Repository,
    *words: str,
    given: bytes = b"",
    environment: dict[str, str] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run git on a repository that is named outright, so that it looks for none."""
    named = _told_where(repository) if environment is None else environment
    return _start(repository.top, *words, given=given, environment=named)


def _start(
    folder: Path, *words: str, environment: dict[str, str], given: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    import subprocess  # noqa: PLC0415  the commands that need no git start without it

    program = find_program("git")
    if program is None:
        raise GitError(_NO_PROGRAM)
    try:
        return subprocess.run(  # noqa: S603  fixed words, and no revision begins with a dash
            [program, *_GIT, *words],
            cwd=folder,
            env=environment,
            input=given,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise GitError(f"git cannot be started: {describe(error)}.") from error


def _told_where(repository: Repository) -> dict[str, str]:
    """Give the environment in which git is told its folder and the top of the files."""
    where = {"GIT_DIR": repository.git_dir, "GIT_WORK_TREE": repository.top}
    return {**_environment(), **{name: os.fspath(path) for name, path in where.items()}}


def _environment() -> dict[str, str]:
    """Give the environment without what git takes from it, and with its words in English."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.upper().startswith("GIT_") or name in _PASSED_ON
    }
    return {**kept, **_FIXED}


def _line(printed: bytes) -> str:
    return os.fsdecode(printed.removesuffix(b"\n"))


def _words(told: bytes) -> str:
    return told.decode("utf-8", "replace").strip().removeprefix("fatal: ")
