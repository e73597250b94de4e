"""The folder of meetings: found, read whole, and written so that nothing is ever lost.

Nothing that is there is overwritten but the very bytes that were read, and no half-written
file is left: a file is written beside its place, and then put there. Nothing is read or written
through a link that leads out of the repository, and no more of a file than may be in one.
"""

from __future__ import annotations

import errno
import os
import signal
import stat
from codecs import BOM_UTF8
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from scrutiny_cli.minutes.decode import MOST_BYTES
from scrutiny_cli.storage.links import Boundary, find_escaping_link, is_within
from scrutiny_cli.storage.repository import find_work_tree
from scrutiny_cli.storage.temporary import (
    NEW_FILE,
    TemporaryFile,
    exchange,
    make_hidden_path,
    write_beside,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

# Notepad saves .yaml.txt and calls it .yaml: what is meant for us is never left out in silence.
_ENDINGS = (".yaml", ".yml", ".yaml.txt", ".yml.txt")
_WORDS = {
    errno.EACCES: "you have no permission",
    errno.EPERM: "you have no permission",
    errno.ENOENT: "it is not there",
    errno.ENOTDIR: "its folder is not there",
    errno.EISDIR: "it is a folder and not a file",
    errno.ELOOP: "it is a link that leads back to itself",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is full",
    errno.EFBIG: "it would be larger than you may write",
    errno.EEXIST: "there is a file in its place",
    errno.EROFS: "the disk is read-only",
    errno.EIO: "the disk could not be read or written",
    errno.ENAMETOOLONG: "its name is too long",
    errno.EMFILE: "too many files are open at once",
    errno.ENFILE: "too many files are open at once",
}
# Opening a pipe that somebody named like a meeting must not wait for its other end.
_READING = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NOCTTY", 0)
)
_FOUND_ONE = "`scrutiny init` makes one to start from."
_CHUNK = 1 << 16
_MOST_MINUTES = MOST_BYTES + len(BOM_UTF8)
_MOST_OTHER = 64_000_000  # bytes of any other file: a template, or a page that is written over
_OURS = 0o600  # until it has the mode of the file that it replaces
_GROUP, _OTHERS = 0o070, 0o007


class FolderNotFound(Exception):
    """There is no folder of meetings; the message says where it was looked for."""


class WriteRefused(Exception):
    """Nothing was written; the message says why."""


class FileContent(NamedTuple):
    """A file as it lies on the disk: where, how that is shown, and its bytes."""

    path: Path
    shown: str
    data: bytes


class Unreadable(NamedTuple):
    """A file that could not be read, and why."""

    shown: str
    reason: str


class TooLarge(NamedTuple):
    """A file with more bytes than minutes may have; none of them are kept."""

    shown: str


class _Oversized(OSError):
    """A file has more bytes than are read."""


def find(start: Path, named: Path | None) -> Path:
    """Give the named folder, or else the nearest `meetings` from a folder upwards."""
    if named is not None:
        return _named(named)
    start = start.absolute()
    for folder in (start, *start.parents):
        found = folder / "meetings"
        if os.path.isdir(found):  # noqa: PTH112  Path.is_dir raises where it may not look
            _refuse_escape(found, repository(folder) or whole(folder))
            return found
    raise FolderNotFound(
        f"There is no folder `meetings` in {start}, nor in any folder above it. {_FOUND_ONE}"
    )


def _refuse_escape(found: Path, root: Path) -> None:
    """Refuse a `meetings` that is a link out of a root: a clone may bring such a link along."""
    if os.path.islink(found) and not is_within(whole(found), root):  # noqa: PTH114  may raise
        raise FolderNotFound(
            f"{shown(found)} is a link to a folder outside {root}, and is not followed. If that "
            f"is meant, name the folder itself: -m {shown(whole(found))}"
        )


def _named(folder: Path) -> Path:
    link = find_escaping_link(folder)
    if link is not None:
        raise FolderNotFound(
            f"{shown(link)} is a link that leads out of its repository, and is not followed. If "
            f"that is meant, name the folder itself: -m {shown(whole(folder))}"
        )
    if os.path.isdir(folder):  # noqa: PTH112  Path.is_dir raises where it may not look
        return folder
    if folder.exists():
        raise FolderNotFound(f"{folder} is a file and not a folder of meetings.")
    raise FolderNotFound(f"There is no folder {folder}. {_FOUND_ONE}")


def shown(path: Path) -> str:
    """Give a path as it is shown: relative to the working directory, with `/`."""
    try:
        relative = os.path.relpath(path)
    except (OSError, ValueError):  # no working directory, or another drive than its
        relative = str(path)
    return _printable(relative.replace(os.sep, "/"))


def _printable(name: str) -> str:
    # A name that is not UTF-8 reaches Python as lone surrogates, which cannot be printed. A
    # line end or an escape character in a name would be a line or a command of its own.
    text = os.fsencode(name).decode("utf-8", "replace")
    return "".join(one if one.isprintable() else "\ufffd" for one in text)


def labels(folder: Path) -> Callable[[str], str]:
    """Give how the names of a folder's files are shown, each as `shown` shows its path."""
    base = shown(folder)
    prefix = "" if base == "." else f"{base.removesuffix('/')}/"
    return lambda name: prefix + _printable(name)


def labels_from_root(folder: Path) -> Callable[[str], str]:
    """Give how a file's path, as it is shown, is written from the top of its repository.

    Hosts of code count from there. Outside a repository it stays as it is shown.
    """
    top, real = repository(folder), whole(folder)
    if top is None:
        return lambda path: path
    below = _printable(real.relative_to(top).as_posix())
    prefix = "" if below == "." else f"{below}/"
    return lambda path: prefix + path.rpartition("/")[2]


def is_meant(name: str) -> bool:
    """Whether a file of this name is for us: `*.yaml`, or what is nearly named so."""
    return name.lower().endswith(_ENDINGS) and not name.startswith(".")


def read_all(folder: Path) -> Iterator[FileContent | Unreadable | TooLarge]:
    """Read every `*.yaml`, and what is nearly named so, directly in a folder, in order of name.

    What cannot be read comes last: what can be goes before one that is shown by the same name.
    """
    base, label_of = os.fspath(folder), labels(folder)
    rest: list[Unreadable | TooLarge] = []
    boundary: Boundary | None = None
    for name, is_link in _names(folder):
        path, label = os.path.join(base, name), label_of(name)  # noqa: PTH118  fast
        boundary = boundary or (Boundary(folder) if is_link else None)
        read = _read_meeting(path, label, boundary if is_link else None)
        if isinstance(read, FileContent):
            yield read
        else:
            rest.append(read)
    yield from rest


def _names(folder: Path) -> list[tuple[str, bool]]:
    """Give the names of the files that are meant, and whether each is a link."""
    try:
        with os.scandir(folder) as entries:
            names = [(one.name, one.is_symlink()) for one in entries if is_meant(one.name)]
    except OSError as error:
        raise FolderNotFound(f"{folder} cannot be read: {describe(error)}.") from error
    return sorted(names)


def _read_meeting(
    path: str, label: str, boundary: Boundary | None
) -> FileContent | Unreadable | TooLarge:
    """Read a file; a boundary is given for a link, which may not lead out of it."""
    try:
        escape = boundary.describe_escape(path) if boundary is not None else None
        if escape is not None:
            return Unreadable(label, escape)
        target = os.path.realpath(path) if boundary is not None else path
        return FileContent(Path(path), label, _read(target, _MOST_MINUTES))
    except _Oversized:
        return TooLarge(label)
    except OSError as error:
        return Unreadable(label, _reason_unread(path, error))


def _read(path: str | Path, most: int = _MOST_OTHER) -> bytes:
    """Read a file that is no link and has no more than `most` bytes."""
    descriptor = os.open(path, _READING)
    try:
        state = os.fstat(descriptor)
        if not stat.S_ISREG(state.st_mode):
            raise OSError(_no_file(state.st_mode), "not a file")
        if state.st_size > most:
            raise _Oversized(errno.EFBIG, f"it is larger than {most // 1_000_000} MB")
        return _read_to_end(descriptor, state.st_size, most)
    finally:
        os.close(descriptor)


def _no_file(mode: int) -> int:
    return errno.EISDIR if stat.S_ISDIR(mode) else errno.EINVAL


def _read_to_end(descriptor: int, size: int, most: int) -> bytes:
    # One byte more than there should be, so that most files need two calls and no joining.
    parts = [os.read(descriptor, size + 1)]
    length = len(parts[0])
    while more := os.read(descriptor, _CHUNK):
        parts.append(more)
        length += len(more)
        if length > most:  # it grows while it is read
            raise _Oversized(errno.EFBIG, f"it is larger than {most // 1_000_000} MB")
    return parts[0] if len(parts) == 1 else b"".join(parts)


def describe(error: OSError) -> str:
    """Say in words why the system refused something."""
    if isinstance(error, _Oversized):
        return str(error.strerror)
    return _WORDS.get(error.errno or 0) or (error.strerror or str(error)).lower()


def _reason_unread(path: str, error: OSError) -> str:
    if error.errno == errno.ENOENT and os.path.islink(path):  # noqa: PTH114  a text, as above
        return "it is a link to a file that is not there"
    return describe(error)


def existing(path: Path) -> str | None:
    """Give the text of a file that is there, as far as it can be read; None: there is none."""
    if not os.path.lexists(path):
        return None
    try:
        return _read(whole(path), _MOST_MINUTES).decode("utf-8", "replace")
    except OSError:
        return ""


def contents(path: Path) -> bytes:
    """Give the bytes of a file; raises Refused, which says why it cannot be read."""
    try:
        return _read(whole(path))
    except OSError as error:
        reason = _reason_unread(os.fspath(path), error)
        raise WriteRefused(f"{shown(path)} cannot be read: {reason}.") from error


def whole(path: Path) -> Path:
    """Give a path from the top of the disk on, through all links."""
    return Path(os.path.realpath(path))


def repository(folder: Path) -> Path | None:
    """Give the top of the git repository that a folder lies in, or None."""
    found = find_work_tree(folder)
    return None if found is None else found.top


def refuse_file_above(path: Path) -> None:
    """Refuse a file that cannot be written because another stands where its folder must be."""
    for one in path.parents:
        if os.path.lexists(one) and not os.path.isdir(one):  # noqa: PTH112  Path may raise
            message = (
                f"{shown(path)} cannot be written: {shown(one)} is a file and not a folder. "
                "Nothing was written."
            )
            raise WriteRefused(message)


def refuse_folder_outside(path: Path) -> None:
    """Refuse a file whose folder is reached by a link out of the repository."""
    link = find_escaping_link(path.parent)
    if link is not None:
        message = (
            f"{shown(path)} cannot be written: {shown(link)} is a link that leads out of its "
            "repository. Nothing was written."
        )
        raise WriteRefused(message)


def make(folder: Path) -> None:
    """Make a folder, and those above it, where they are not there."""
    with _refusing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        _settle(folder.parent)


def create(path: Path, content: str | bytes) -> None:
    """Write a new file, a text in UTF-8 with its own line ends; what is there stays."""
    with _refusing(path), write_beside(path, _encoded(path, content), NEW_FILE) as written:
        try:
            written.put_new(path)
        except FileExistsError as error:
            raise WriteRefused(f"{shown(path)} is there already, and was left as it is.") from error
        _settle(path.parent)


def replace(path: Path, old: bytes, new: str | bytes) -> None:
    """Write a file anew, but only over the bytes that were read; its mode stays."""
    with _ready(path, old, _encoded(path, new)) as ready:
        ready.put()


def rewrite(path: Path, old: str, new: str) -> None:
    """Write a file's text anew over the text that was read; a byte order mark stays."""
    rewrite_all([(path, old, new)])


def rewrite_all(files: Iterable[tuple[Path, str, str]]) -> None:
    """Write several files' texts anew, each over the text that was read.

    All are written beside their places and compared before the first is put there; a Ctrl-C
    that comes after that waits for the last. Raises Refused, which says which stand already
    where a later one then fails.
    """
    with ExitStack() as stack:
        ready = [stack.enter_context(_ready(*_marked(*file))) for file in files]
        for one in ready:
            one.compare()
        stack.enter_context(_uninterrupted())
        for at, one in enumerate(ready):
            try:
                one.put()
            except WriteRefused as reason:
                raise WriteRefused(f"{reason}{_so_far(ready, at)}") from reason


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Keep a Ctrl-C back until what is begun is done."""
    kept: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _frame: kept.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if kept:
            signal.raise_signal(signal.SIGINT)


def _marked(path: Path, old: str, new: str) -> tuple[Path, bytes, bytes]:
    with _refusing(path):
        mark = BOM_UTF8 if _read(whole(path)).startswith(BOM_UTF8) else b""
    return path, mark + _encoded(path, old), mark + _encoded(path, new)


def _so_far(files: list[_Ready], at: int) -> str:
    """Say which of several files stand when one of them fails; "" where none does."""
    if not at:
        return ""
    done, left = (", ".join(shown(one.path) for one in part) for part in (files[:at], files[at:]))
    return (
        f"\nWritten already: {done}\nNot written: {left}\n"
        "Take the first ones back, with git say, before you run it again."
    )


class _Ready(NamedTuple):
    """A file that lies written beside its place."""

    path: Path
    target: Path
    written: TemporaryFile
    old: bytes
    new: bytes

    def compare(self) -> None:
        """Refuse to write over what is not what was read."""
        with _refusing(self.path):
            self._compare_with(self.target)

    def put(self) -> None:
        """Put the file into its place, over what was read.

        What was in the place is compared once more after it has been taken out of it: a change
        that came after the first comparison is put back.
        """
        with _refusing(self.path):
            hidden = self.written.name()
            self._compare_with(self.target)
            if exchange(hidden, self.target):
                self._keep_or_take_back(hidden)
            else:
                self._put_over_link(hidden)
        _settle(self.target.parent)

    def _compare_with(self, path: Path) -> None:
        if _read(path) != self.old:
            raise WriteRefused(
                f"{shown(self.path)} changed on disk since it was read; run it again."
            )

    def _keep_or_take_back(self, hidden: Path) -> None:
        """Look at what was in the place, which has the hidden name now."""
        try:
            self._compare_with(hidden)
        except BaseException:
            exchange(hidden, self.target)
            if _read(hidden) != self.new:  # saved once more meanwhile: the latest stays
                exchange(hidden, self.target)
            raise

    def _put_over_link(self, hidden: Path) -> None:
        """Put the file in place where two names cannot be exchanged.

        A second name keeps what was there until it is compared. Only a file that is put there
        by renaming, between the two steps, is lost.
        """
        kept = make_hidden_path(self.target.parent)
        has_link = _try_link(self.target, kept)
        try:
            if has_link:
                self._compare_with(kept)
            hidden.replace(self.target)
            if has_link and _read(kept) != self.old:
                kept.replace(self.target)
                self._compare_with(self.target)
        finally:
            with suppress(OSError):
                kept.unlink()


def _try_link(path: Path, name: Path) -> bool:
    """Give a file a second name; False where the disk has no such names."""
    try:
        os.link(path, name)
    except (OSError, AttributeError):  # some systems have no such call
        return False
    return True


@contextmanager
def _ready(path: Path, old: bytes, new: bytes) -> Iterator[_Ready]:
    """Write a file beside its place; it is gone afterwards, unless it was put there."""
    target = whole(path)
    with _refusing(path):
        _refuse_link_outside(path)
        state = target.stat()
        _refuse_read_only(path, target, state)
        with write_beside(target, new, _OURS) as written:
            _keep_owner_and_mode(target, written.handle, state)
            yield _Ready(path, target, written, old, new)


def _refuse_link_outside(path: Path) -> None:
    if not os.path.islink(path):  # noqa: PTH114  Path.is_symlink raises where it may not look
        return
    escape = Boundary(path.parent).describe_escape(path)
    if escape is not None:
        raise WriteRefused(f"{shown(path)} cannot be written: {escape}.")


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WriteRefused(f"{shown(path)} cannot be written: {describe(error)}.") from error


def _encoded(path: Path, content: str | bytes) -> bytes:
    if isinstance(content, bytes):
        return content
    try:
        return content.encode("utf-8")
    except UnicodeEncodeError as error:
        character = ascii(content[error.start])
        raise WriteRefused(f"{shown(path)} cannot be written: {character} is no UTF-8.") from error


def _refuse_read_only(path: Path, target: Path, state: os.stat_result) -> None:
    # Root may write all, but who took the write bits away meant it.
    if not state.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise WriteRefused(f"{shown(path)} is read-only.")


def _keep_owner_and_mode(target: Path, written: int | Path, state: os.stat_result) -> None:
    made = os.stat(written)  # noqa: PTH116  a descriptor, as below
    if (made.st_uid, made.st_gid) != (state.st_uid, state.st_gid):
        _give(written, state)
    _keep_attributes(target, written)
    mode = stat.S_IMODE(state.st_mode)
    if os.stat(written).st_gid != state.st_gid:  # noqa: PTH116
        # What one group might do is not for another: it may do what everybody may.
        mode &= ~_GROUP | (mode & _OTHERS) << 3
    if stat.S_IMODE(os.stat(written).st_mode) != mode:  # noqa: PTH116
        os.chmod(written, mode)  # noqa: PTH101


def _give(written: int | Path, state: os.stat_result) -> None:
    # Only root may give a file away, but whoever is in the group may leave it to the group.
    try:
        os.chown(written, state.st_uid, state.st_gid)
    except OSError:
        with suppress(OSError):
            os.chown(written, -1, state.st_gid)


def _keep_attributes(target: Path, written: int | Path) -> None:
    # Access lists are kept among them; most files have none.
    names: list[str] = []
    with suppress(OSError, AttributeError):  # not every system knows them
        names = os.listxattr(target)
    for name in names:
        with suppress(OSError):
            os.setxattr(written, name, os.getxattr(target, name))


def _settle(folder: Path) -> None:
    # The file stands by now; a disk that cannot do this is no reason to say it does not.
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
