"""Files that are written beside their place first, and put in place in one step.

Where the system can, such a file has no name until it is complete, so that a run that is killed
leaves nothing. Otherwise it has a hidden name that `delete_leftovers` knows.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

# What a file system answers that has no hard links, or no exchange of two names.
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)
_NO_EXCHANGE = (*_NO_LINKS, errno.EINVAL)
_NAME = ".scrutiny-{}.tmp"
_PATTERN = re.compile(r"\.scrutiny-[0-9a-f]{16}\.tmp")
WRITING = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
NEW_FILE = 0o666  # less what the user's umask takes away
_RENAME_NOREPLACE, _RENAME_EXCHANGE = 1, 2
_HERE = -100  # AT_FDCWD of Linux: paths are relative to the working directory


class TemporaryFile:
    """A complete file that is not in its place yet.

    `handle` is what its owner and mode are set by: its descriptor while it has no name,
    otherwise its path.
    """

    def __init__(self, folder: Path, data: bytes, mode: int) -> None:
        """Write a file's bytes to the disk, in a folder."""
        self._folder = folder
        self._data, self._mode = data, mode
        self._path: Path | None = None
        self._descriptor = _open_unnamed(folder, mode)
        try:
            if self._descriptor is None:
                self._write_named()
            else:
                _write_all(self._descriptor, data)
        except BaseException:
            self.close_and_delete()
            raise

    @property
    def handle(self) -> int | Path:
        """The descriptor or the path of the file."""
        return self._descriptor if self._descriptor is not None else self.ensure_name()

    def ensure_name(self) -> Path:
        """Return the file's path, under a hidden name where it has none yet."""
        if self._path is not None:
            return self._path
        path = make_hidden_path(self._folder)
        if not self._try_link_to(path):
            return self._write_named()
        self._path = path
        return path

    def put_new(self, path: Path) -> None:
        """Link the file to its name; raise FileExistsError where there is a file of that name."""
        if not self._try_link_to(path):
            self._put_without_link(path)

    def close_and_delete(self) -> None:
        """Close the file, and delete it where it still has its hidden name."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
        if self._path is not None:
            with suppress(OSError):
                self._path.unlink()

    def _write_named(self) -> Path:
        path = make_hidden_path(self._folder)
        descriptor = os.open(path, WRITING, self._mode)
        self._path = path
        try:
            _write_all(descriptor, self._data)
            if self._descriptor is not None:  # what was written first cannot be given a name
                os.fchmod(descriptor, stat.S_IMODE(os.fstat(self._descriptor).st_mode))
        finally:
            os.close(descriptor)
        return path

    def _try_link_to(self, path: Path) -> bool:
        """Link the file to a name; return False where the disk has no hard links."""
        try:
            self._link_to(path)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            return False
        return True

    def _link_to(self, path: Path) -> None:
        if self._descriptor is None:
            os.link(self.ensure_name(), path)
            return
        # Only a link from a folder's descriptor follows what /proc shows to the file itself.
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.link(_in_proc(self._descriptor), path.name, dst_dir_fd=folder)
        finally:
            os.close(folder)

    def _put_without_link(self, path: Path) -> None:
        # Whoever makes the empty file first has the name, and may rename over it. Killed in
        # between, it leaves an empty file: such a disk has no better way, and `check` reports it.
        hidden = self._path if self._path is not None else self._write_named()
        os.close(os.open(path, WRITING, NEW_FILE))
        try:
            hidden.replace(path)
        except BaseException:
            path.unlink()
            raise


@contextmanager
def write_beside(path: Path, data: bytes, mode: int) -> Iterator[TemporaryFile]:
    """Write a file into the folder of a path; it is gone afterwards unless it was put there."""
    made = TemporaryFile(path.parent, data, mode)
    try:
        yield made
    finally:
        made.close_and_delete()


def make_hidden_path(folder: Path) -> Path:
    """Return a hidden path that no file has."""
    return folder / _NAME.format(os.urandom(8).hex())


def exchange_names(first: Path, second: Path) -> bool:
    """Exchange the names of two files in one step; return False where the system cannot."""
    return _try_renameat2(first, second, _RENAME_EXCHANGE)


def rename_to_free_name(path: Path, new: Path) -> None:
    """Give a file another name; raise FileExistsError where there is a file of that name."""
    if _try_renameat2(path, new, _RENAME_NOREPLACE):
        return
    try:
        os.link(path, new, follow_symlinks=False)
    except (AttributeError, NotImplementedError, OSError) as error:
        if isinstance(error, OSError) and error.errno not in _NO_LINKS:
            raise
        # Such a disk has no better way than to look first.
        if os.path.lexists(new):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(new)) from error
        path.rename(new)
        return
    path.unlink()


def _try_renameat2(first: Path, second: Path, flag: int) -> bool:
    """Rename in one step as Linux can; return False where the system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        import ctypes  # noqa: PLC0415  no reader needs it, and some systems leave it out
    except (ImportError, OSError):
        return False
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    paths = [ctypes.c_char_p(os.fsencode(path)) for path in (first, second)]
    if call(_HERE, paths[0], _HERE, paths[1], ctypes.c_uint(flag)) == 0:
        return True
    number = ctypes.get_errno()
    if number in _NO_EXCHANGE:
        return False
    raise OSError(number, os.strerror(number), str(second))


def has_leftovers(names: Iterable[str]) -> bool:
    """Whether names are among those that a killed run may leave."""
    return any(map(_PATTERN.fullmatch, names))


def delete_leftovers(folder: Path) -> None:
    """Delete what a killed run left in a folder that is locked."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _PATTERN.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                with suppress(OSError):
                    Path(entry.path).unlink()


def _open_unnamed(folder: Path, mode: int) -> int | None:
    flag = getattr(os, "O_TMPFILE", None)
    if flag is None:
        return None
    try:
        descriptor = os.open(folder, flag | os.O_WRONLY, mode)
    except OSError:  # the disk has no such files; a missing folder is reported later
        return None
    if os.path.lexists(_in_proc(descriptor)):
        return descriptor
    os.close(descriptor)
    return None


def _in_proc(descriptor: int) -> str:
    return f"/proc/self/fd/{descriptor}"


def _write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
    os.fsync(descriptor)
