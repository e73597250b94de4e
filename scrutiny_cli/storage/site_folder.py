"""The folder of a site: only what changed is written, and only what the program wrote is replaced.

A manifest in the folder has the hash of each file that the program wrote. Before the first file is
put in place it has the hashes before and after: wherever a run ends, the next one knows its files.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from typing import NamedTuple, Protocol

from scrutiny_cli.storage.errors import WriteRefused, describe_error
from scrutiny_cli.storage.file_reader import read_bounded
from scrutiny_cli.storage.file_writer import make_folder, refuse_place, sync_folder
from scrutiny_cli.storage.lock import LOCK_NAME, hold_lock
from scrutiny_cli.storage.paths import format_path, is_folder, is_link
from scrutiny_cli.storage.temporary import (
    NEW_FILE,
    WRITING,
    make_hidden_path,
    rename_to_free_name,
)

MANIFEST = ".scrutiny-site.json"
_VERSION = 1
_MOST_NAMED = 5  # files in a message
_MANY = 50  # files that are written to the disk together


class WantedFile(Protocol):
    """A file that the site is to have; see `SiteFile`."""

    @property
    def path(self) -> str:
        """Its path below the folder, with `/`."""

    @property
    def render(self) -> Callable[[bytes | None], bytes]:
        """What makes its bytes of those that are replaced, if there are any."""

    @property
    def digest(self) -> str:
        """The digest of what it is made from; "" where it is quickly made."""


class SiteChange(NamedTuple):
    """What was done to the files of a site; `kept` are paths that are no longer ours."""

    new: int
    changed: int
    deleted: int
    unchanged: int
    kept: tuple[str, ...] = ()


class _KnownFile(NamedTuple):
    """A file that the program wrote: the hashes that it may have, and its digest."""

    hashes: tuple[str, ...]
    digest: str = ""


_Manifest = dict[str, _KnownFile]


class _Plan(NamedTuple):
    """What is to be written and deleted, and the manifests before and after."""

    contents: dict[str, bytes]
    replaced: dict[str, bytes]
    stale: tuple[str, ...]
    kept: tuple[str, ...]
    before: _Manifest
    after: _Manifest


def write_site(
    folder: Path,
    files: Sequence[WantedFile],
    note: Callable[[str], None],
    progress: Callable[[int, int], None] | None = None,
) -> SiteChange:
    """Write the files of a site into a folder; return what was done.

    A file whose bytes are the same is not written. Raise WriteRefused, before anything is written,
    where there is a file in the way that the program did not write, or that was changed since.
    `progress` is called with the number of files made, and how many there are.
    """
    refuse_place(folder / MANIFEST)
    make_folder(folder)
    with hold_lock(folder, note), _translate_errors(folder):
        plan = _make_plan(folder, files, progress)
        _carry_out(folder, plan)
    return SiteChange(
        new=len(plan.contents) - len(plan.replaced),
        changed=len(plan.replaced),
        deleted=len(plan.stale),
        unchanged=len(plan.after) - len(plan.contents),
        kept=plan.kept,
    )


# What is to be done


def _make_plan(
    folder: Path,
    files: Sequence[WantedFile],
    progress: Callable[[int, int], None] | None,
) -> _Plan:
    before = _read_manifest(folder)
    found = {file.path: _read_old(folder / file.path) for file in files}
    _refuse_foreign(folder, [path for path, old in found.items() if _is_foreign(path, old, before)])
    contents, after = dict[str, bytes](), _Manifest()
    for count, file in enumerate(files, 1):
        old, known = found[file.path], before.get(file.path)
        if known is not None and old is not None and file.digest and known.digest == file.digest:
            after[file.path] = _KnownFile((_hash(old),), file.digest)
        else:
            new = file.render(old)
            after[file.path] = _KnownFile((_hash(new),), file.digest)
            if new != old:
                contents[file.path] = new
        if progress is not None:
            progress(count, len(files))
    replaced = {path: old for path in contents if (old := found[path]) is not None}
    stale, kept = _divide_stale(folder, before, after)
    return _Plan(contents, replaced, stale, kept, before, after)


def _is_foreign(path: str, old: bytes | None, before: _Manifest) -> bool:
    """Whether there is a file that the program did not write, or that was changed since."""
    return old is not None and (path not in before or _hash(old) not in before[path].hashes)


def _read_old(path: Path) -> bytes | None:
    """Return the bytes of a file; None where there is none. What is no file has none of ours."""
    if not os.path.lexists(path):
        return None
    if is_link(path) or is_folder(path):
        return b""
    return read_bounded(path)


def _divide_stale(
    folder: Path, before: _Manifest, after: _Manifest
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the files that the site no longer has: those to delete, and those changed since."""
    stale, kept = list[str](), list[str]()
    for path in sorted(before.keys() - after.keys()):
        old = _read_old(folder / path)
        if old is not None:
            (stale if _hash(old) in before[path].hashes else kept).append(path)
    return tuple(stale), tuple(kept)


def _refuse_foreign(folder: Path, paths: Sequence[str]) -> None:
    if not paths:
        return
    named = ", ".join(format_path(folder / path) for path in paths[:_MOST_NAMED])
    others = len(paths) - _MOST_NAMED
    more = f" and {others} more" if others > 0 else ""
    is_one = len(paths) == 1
    raise WriteRefused(
        f"{named}{more} {'is' if is_one else 'are'} not as scrutiny wrote "
        f"{'it' if is_one else 'them'}, or {'was' if is_one else 'were'} never written by it. "
        f"Nothing was written. Move {'it' if is_one else 'them'} out of {format_path(folder)}, or "
        "type another folder after -o."
    )


# Doing it


def _carry_out(folder: Path, plan: _Plan) -> None:
    is_same = not plan.contents and not plan.stale
    if not is_same:
        both = {path: _merge_known(plan, path) for path in plan.before.keys() | plan.after.keys()}
        _write_manifest(folder, both)
        _write_files(folder, plan)
        _delete_files(folder, plan.stale)
    if not is_same or plan.before != plan.after:
        _write_manifest(folder, plan.after)


def _merge_known(plan: _Plan, path: str) -> _KnownFile:
    """Return a file as it may be before or after the run."""
    before, after = plan.before.get(path), plan.after.get(path)
    hashes = (*(before.hashes if before else ()), *(after.hashes if after else ()))
    return _KnownFile(tuple(dict.fromkeys(hashes)))


def _write_files(folder: Path, plan: _Plan) -> None:
    """Write all files beside the site's, and put them in place when all are on the disk."""
    for parent in sorted({(folder / path).parent for path in plan.contents}):
        _refuse_link(folder, parent)
        parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        staged = {
            path: _stage_file(folder, data, stack, alone=len(plan.contents) < _MANY)
            for path, data in plan.contents.items()
        }
        if len(plan.contents) >= _MANY and hasattr(os, "sync"):
            os.sync()
        for path, hidden in staged.items():
            _put_in_place(hidden, folder / path, plan.replaced.get(path))
    for parent in {(folder / path).parent for path in plan.contents}:
        sync_folder(parent)


def _refuse_link(folder: Path, parent: Path) -> None:
    """Refuse a folder below that of the site which is a link, or a file."""
    for part in (parent, *parent.parents):
        if part == folder:
            break
        if is_link(part) or (os.path.lexists(part) and not is_folder(part)):
            raise WriteRefused(
                f"{format_path(part)} is not a folder that scrutiny made. Nothing was written. "
                "Move it away, or type another folder after -o."
            )


def _stage_file(folder: Path, data: bytes, stack: ExitStack, *, alone: bool) -> Path:
    """Write a file with a hidden name into the folder of the site."""
    hidden = make_hidden_path(folder)
    descriptor = os.open(hidden, WRITING, NEW_FILE)
    stack.callback(_delete_quietly, hidden)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        if alone or not hasattr(os, "sync"):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return hidden


def _put_in_place(hidden: Path, path: Path, old: bytes | None) -> None:
    if old is None:
        try:
            rename_to_free_name(hidden, path)
        except FileExistsError as error:
            message = f"{format_path(path)} was written by another program. Run the command again."
            raise WriteRefused(message) from error
        return
    if _read_old(path) != old:
        message = f"{format_path(path)} has changed since it was read. Run the command again."
        raise WriteRefused(message)
    hidden.replace(path)


def _delete_files(folder: Path, paths: Sequence[str]) -> None:
    for path in paths:
        (folder / path).unlink(missing_ok=True)
    for parent in sorted({(folder / path).parent for path in paths}, reverse=True):
        if parent != folder:
            with suppress(OSError):  # it is not empty
                parent.rmdir()


def _delete_quietly(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


# The manifest


def _read_manifest(folder: Path) -> _Manifest:
    path = folder / MANIFEST
    if not os.path.lexists(path):
        return {}
    try:
        made = json.loads(read_bounded(path))
        known = {
            str(name): _KnownFile(tuple(map(str, entry["hashes"])), str(entry["digest"]))
            for name, entry in made["files"].items()
        }
        is_fit = made["version"] == _VERSION and all(map(_is_below, known))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _make_damage_refusal(folder) from error
    if not is_fit:
        raise _make_damage_refusal(folder)
    return known


def _make_damage_refusal(folder: Path) -> WriteRefused:
    return WriteRefused(
        f"{format_path(folder / MANIFEST)} is damaged: it lists the files that scrutiny wrote. "
        f"Nothing was written. Delete {format_path(folder)}, or type another folder after -o."
    )


def _is_below(path: str) -> bool:
    """Whether a path leads to a file below the folder, and to none of the program's own."""
    parts = PurePosixPath(path).parts
    return bool(parts) and parts[0] != "/" and ".." not in parts and LOCK_NAME not in parts


def _write_manifest(folder: Path, files: _Manifest) -> None:
    lines = ",\n".join(
        f"{json.dumps(path)}: {json.dumps(known._asdict())}"
        for path, known in sorted(files.items())
    )
    data = f'{{"version": {_VERSION}, "files": {{\n{lines}\n}}}}\n'.encode()
    with ExitStack() as stack:
        hidden = _stage_file(folder, data, stack, alone=True)
        hidden.replace(folder / MANIFEST)
    sync_folder(folder)


def _hash(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


@contextmanager
def _translate_errors(folder: Path) -> Iterator[None]:
    """Turn what the system refuses into a WriteRefused that names the file."""
    try:
        yield
    except OSError as error:
        name = format_path(Path(error.filename)) if error.filename else format_path(folder)
        raise WriteRefused(f"{name} cannot be written: {describe_error(error)}.") from error
