"""The meetings as they are in a commit or in the index of a git repository.

What git keeps may differ from the file on the disk in its line ends alone; reading takes
CRLF and LF for the same, so that nothing here turns one into the other.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from scrutiny_cli.storage.errors import GitError
from scrutiny_cli.storage.file_reader import MAX_MEETING_BYTES, FileContent, TooLarge
from scrutiny_cli.storage.git_program import decode_error, decode_line, make_environment, run_git
from scrutiny_cli.storage.paths import is_meeting_file, make_labeler, resolve_path
from scrutiny_cli.storage.work_tree import WorkTree, find_work_tree, resolve_git_dir

_INDEX = "GIT_INDEX_FILE"
_LONG_ID = 64  # digits of an id in a repository that uses SHA-256
# What `ls-files --debug` adds after each name. The flag is that of a file of which
# `git add --intent-to-add` has put the name into the index, and no text.
_FLAGS = re.compile(rb"(?:  [^\n]*\n)*?  size: \d+\tflags: ([0-9a-f]+)\n")
_INTENT_TO_ADD = 0x20000000
_LINK, _FILE = b"120000", b"100"  # a link's mode, and how a file's begins
_HEAD_LENGTH = 3  # an object's id, kind and size
FETCH_HINT = (
    "This clone is shallow: it has only the newest commits. Fetch the others with "
    "`git fetch --unshallow`. In a GitHub workflow, write `fetch-depth: 0` under `with:` of "
    "actions/checkout."
)


class Repository(NamedTuple):
    """A folder of meetings in a git repository.

    `top` is the top of the work tree, `prefix` the folder below it as git writes it (`a/b/`, empty
    for the top itself), `git_dir` git's own folder, `objects` the folder of its objects.
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


def open_repository(folder: Path) -> Repository:
    """Find the repository that contains a folder; raise GitError where none can be read."""
    real = resolve_path(folder)
    found = find_work_tree(real)
    if found is None:
        raise GitError(
            f"{folder} is not in a git repository. Run `git init` in the folder above it and "
            "commit the meetings, or name a folder that is in a repository with -m."
        )
    below = real.relative_to(found.top).as_posix()
    if real.is_relative_to(found.git_dir):
        raise GitError(f"{folder} is inside the folder that git keeps for itself.")
    objects = _ask_for_objects(folder, found)
    return Repository(
        folder, found.top, "" if below == "." else f"{below}/", found.git_dir, objects
    )


def _ask_for_objects(folder: Path, found: WorkTree) -> Path:
    """Return the folder of objects; raise GitError where git finds another repository.

    The repository is not named to git here, so that git refuses one of another user.
    """
    alone = {**make_environment(), "GIT_CEILING_DIRECTORIES": os.fspath(found.top.parent)}
    asked = ("--absolute-git-dir", "--git-path", "objects", "--show-toplevel")
    done = run_git(found.top, "rev-parse", *asked, environment=alone)
    if done.returncode:
        raise GitError(_explain_unopened(folder, done.stderr))
    git_dir, objects, top = (*decode_line(done.stdout).split("\n"), "", "")[:3]
    same = [resolve_path(found.top / path) for path in (git_dir, top)]
    if same != [found.git_dir, found.top]:
        raise GitError(f"{folder} is not among the files of its repository, {top}.")
    return found.top / objects


def _explain_unopened(folder: Path, printed: bytes) -> str:
    remedies = [line for line in decode_error(printed).splitlines() if "safe.directory " in line]
    if remedies:
        return (
            f"Git does not read {folder}, because its repository belongs to another user. "
            f"If you trust it, run: {remedies[0].strip()}"
        )
    return f"Git cannot read {folder}: {decode_error(printed)}"


def find_commit(repository: Repository, revision: str) -> str:
    """Return the full id of the commit that a revision means; raise GitError without one."""
    if revision.startswith("-"):
        raise GitError(f"“{revision}” is not a revision: a revision does not begin with `-`.")
    done = _run_in(repository, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    found = decode_line(done.stdout)
    if done.returncode or not found.isalnum():
        raise GitError(_explain_unknown(repository, revision))
    return found


def _explain_unknown(repository: Repository, revision: str) -> str:
    if not _run_in(repository, "rev-list", "--all", "--max-count=1").stdout:
        return (
            f"There is no revision “{revision}”: this repository has no commits yet. "
            "Commit the meetings first: `git add` and `git commit`."
        )
    hint = FETCH_HINT if is_shallow(repository) else "`git log --oneline --all` lists all commits."
    return f"There is no revision “{revision}”. {hint}"


def is_shallow(repository: Repository) -> bool:
    """Whether a repository has only its newest commits."""
    done = _run_in(repository, "rev-parse", "--is-shallow-repository")
    return decode_line(done.stdout) == "true"


def find_merge_base(repository: Repository, first: str, second: str) -> str:
    """Return the id of the best common ancestor of two revisions; raise GitError without one."""
    ids = find_commit(repository, first), find_commit(repository, second)
    done = _run_in(repository, "merge-base", *ids)
    if done.returncode:
        hint = FETCH_HINT if is_shallow(repository) else "Name two revisions that have one."
        raise GitError(f"“{first}” and “{second}” have no commit in common. {hint}")
    return decode_line(done.stdout)


def read_commit(repository: Repository, revision: str) -> list[FileContent | TooLarge]:
    """Read the meetings' files as they are in a commit, in order of name."""
    return _read_contents(repository, _list_commit(repository, revision))


def _list_commit(repository: Repository, revision: str) -> list[_Entry]:
    id_ = find_commit(repository, revision)
    asked = ("ls-tree", "-z", "--full-tree", id_, *_path_arguments(repository))
    with borrow_objects(repository, id_) as borrowed:
        listed = query_git(repository, *asked, environment=borrowed)
    return _parse_entries(repository, listed, _parse_tree_entry)


def _path_arguments(repository: Repository) -> tuple[str, ...]:
    return ("--", repository.prefix) if repository.prefix else ()


def read_index(repository: Repository) -> list[FileContent | TooLarge]:
    """Read the meetings' files as they are in the index, in order of name."""
    asked = ("ls-files", "-z", "--stage", "--debug", *_path_arguments(repository))
    listed = query_git(repository, *asked, environment=_make_index_environment(repository))
    return _read_contents(
        repository, _parse_entries(repository, _drop_intent_to_add(listed), _parse_index_entry)
    )


def _drop_intent_to_add(listed: bytes) -> bytes:
    """Reduce the output of `ls-files --debug` to the names of files that have a text."""
    kept, start = [], 0
    while start < len(listed):
        end = listed.index(b"\0", start) + 1
        flags = _FLAGS.match(listed, end)
        if flags is None:
            raise GitError("This version of git writes an index that scrutiny cannot read.")
        if not int(flags[1], 16) & _INTENT_TO_ADD:
            kept.append(listed[start:end])
        start = flags.end()
    return b"".join(kept)


def _make_index_environment(repository: Repository) -> dict[str, str]:
    """Return the environment, with the index of the running hook if it is this repository's."""
    named, own = os.environ.get(_INDEX), _make_repository_environment(repository)
    if not named:
        return own
    theirs = os.environ.get("GIT_DIR")
    if theirs:
        git_dir = resolve_git_dir(Path(theirs).absolute())
    else:
        found = find_work_tree(Path(os.curdir))
        git_dir = None if found is None else found.git_dir
    # A hook's index is named from the top of the files, wherever the hook has changed to.
    is_ours = git_dir == repository.git_dir
    return {**own, _INDEX: os.fspath(repository.top / named)} if is_ours else own


def read_versions(
    repository: Repository, versions: Iterable[tuple[str, str]]
) -> list[FileContent | TooLarge]:
    """Read texts that files had, each by the file's name and the id of its text."""
    return _read_contents(
        repository, [_Entry(_FILE, id_.encode(), b"0", name) for name, id_ in versions]
    )


def _parse_tree_entry(record: bytes) -> _Entry:
    head, name = record.split(b"\t", 1)
    mode, _, id_ = head.split()
    return _Entry(mode, id_, b"0", os.fsdecode(name))


def _parse_index_entry(record: bytes) -> _Entry:
    head, name = record.split(b"\t", 1)
    mode, id_, stage = head.split()
    return _Entry(mode, id_, stage, os.fsdecode(name))


def _parse_entries(
    repository: Repository, listed: bytes, parse: Callable[[bytes], _Entry]
) -> list[_Entry]:
    """Return the meetings' files among those listed, sorted; refuse conflicts and links."""
    found = [
        file._replace(name=file.name.removeprefix(repository.prefix))
        for file in map(parse, listed.split(b"\0")[:-1])
    ]
    meant = [file for file in found if "/" not in file.name and is_meeting_file(file.name)]
    label = make_labeler(repository.folder)
    for file in meant:
        if file.stage != b"0":
            raise GitError(
                f"{label(file.name)} has a merge conflict. Correct the lines that git has marked, "
                "then run `git add` on the file."
            )
        if file.mode == _LINK:
            raise GitError(
                f"{label(file.name)} is a link in git. Put the file itself there instead of the "
                "link."
            )
    return sorted((file for file in meant if file.mode.startswith(_FILE)), key=attrgetter("name"))


def _read_contents(repository: Repository, entries: list[_Entry]) -> list[FileContent | TooLarge]:
    if not entries:
        return []
    label = make_labeler(repository.folder)
    with borrow_objects(repository, entries[0].id.decode()) as borrowed:
        small = _drop_large(repository, entries, borrowed)
        asked = b"".join(entry.id + b"\n" for entry in small)
        answer = query_git(repository, "cat-file", "--batch", given=asked, environment=borrowed)
    texts = dict(zip((entry.id for entry in small), _split_contents(answer), strict=True))
    return [
        FileContent(repository.folder, entry.name, label(entry.name), texts[entry.id])
        if entry.id in texts
        else TooLarge(label(entry.name))
        for entry in entries
    ]


def _drop_large(
    repository: Repository, entries: list[_Entry], borrowed: dict[str, str]
) -> list[_Entry]:
    """Return the entries without those too large for minutes, before any of them is read."""
    asked = b"".join(entry.id + b"\n" for entry in entries)
    answer = query_git(repository, "cat-file", "--batch-check", given=asked, environment=borrowed)
    heads = [line.split() for line in answer.splitlines()]
    return [
        entry
        for entry, head in zip(entries, heads, strict=True)
        if len(head) != _HEAD_LENGTH or int(head[2]) <= MAX_MEETING_BYTES
    ]


def _split_contents(answer: bytes) -> Iterator[bytes]:
    """Split the output of `cat-file --batch`: a line `id kind size`, the bytes, and a line end."""
    start = 0
    while start < len(answer):
        end = answer.index(b"\n", start)
        head = answer[start:end].split()
        if len(head) != _HEAD_LENGTH:
            reason = decode_error(answer[start:end])
            raise GitError(
                f"A file of the commit is missing in this clone ({reason}). "
                "Fetch it with `git fetch --refetch --no-filter`, or run `git fsck`."
            )
        start = end + 1 + int(head[2])
        yield answer[end + 1 : start]
        start += 1


@contextmanager
def borrow_objects(repository: Repository, id_: str) -> Iterator[dict[str, str]]:
    """Return the environment for an empty repository of our own with the objects of another.

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
        yield {**make_environment(), **borrowed}


def query_git(
    repository: Repository,
    *words: str,
    given: bytes = b"",
    environment: dict[str, str] | None = None,
) -> bytes:
    """Run git in a repository and return its output; raise GitError where it fails."""
    done = _run_in(repository, *words, given=given, environment=environment)
    if done.returncode:
        raise GitError(f"Git cannot read {repository.top}: {decode_error(done.stderr)}")
    return done.stdout


def _run_in(
    repository: Repository,
    *words: str,
    given: bytes = b"",
    environment: dict[str, str] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run git on a repository that is named explicitly, so that it looks for none."""
    named = _make_repository_environment(repository) if environment is None else environment
    return run_git(repository.top, *words, given=given, environment=named)


def _make_repository_environment(repository: Repository) -> dict[str, str]:
    """Return the environment that names git's folder and the top of the files."""
    where = {"GIT_DIR": repository.git_dir, "GIT_WORK_TREE": repository.top}
    return {**make_environment(), **{name: os.fspath(path) for name, path in where.items()}}
