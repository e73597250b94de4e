"""Exceptions of reading and writing, and the words for what the system refuses."""

from __future__ import annotations

import errno

_WORDS = {
    errno.EACCES: "you have no permission",
    errno.EPERM: "you have no permission",
    errno.ENOENT: "it does not exist",
    errno.ENOTDIR: "its folder does not exist",
    errno.EISDIR: "it is a folder, not a file",
    errno.ELOOP: "it is a link to itself",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your disk quota is used up",
    errno.EFBIG: "it would be larger than you are allowed to write",
    errno.EEXIST: "a file of that name already exists",
    errno.EROFS: "the disk is read-only",
    errno.EIO: "the disk could not be read or written",
    errno.ENAMETOOLONG: "its name is too long",
    errno.EMFILE: "too many files are open at once",
    errno.ENFILE: "too many files are open at once",
}


class FolderNotFound(Exception):
    """There is no folder of meetings; the message names it."""


class WriteRefused(Exception):
    """Nothing was written; the message has the reason."""


class GitError(Exception):
    """A command needs git, which is missing or fails; the message has the reason and what to do."""


class OversizedFile(OSError):
    """A file is larger than the program reads."""


def describe_error(error: OSError) -> str:
    """Return in words why the system refused an operation."""
    if isinstance(error, OversizedFile):
        return str(error.strerror)
    return _WORDS.get(error.errno or 0) or (error.strerror or str(error)).lower()
