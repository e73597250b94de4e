"""Exceptions of reading and writing, and the words for what the system refuses."""

from __future__ import annotations

import errno

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


class FolderNotFound(Exception):
    """There is no folder of meetings; the message says where it was looked for."""


class WriteRefused(Exception):
    """Nothing was written; the message says why."""


class GitError(Exception):
    """What is asked needs git, and it cannot be had; the message says what to do."""


class OversizedFile(OSError):
    """A file is larger than what is read of it."""


def describe_error(error: OSError) -> str:
    """Return in words why the system refused an operation."""
    if isinstance(error, OversizedFile):
        return str(error.strerror)
    return _WORDS.get(error.errno or 0) or (error.strerror or str(error)).lower()
