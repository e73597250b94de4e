"""The owner, mode and extended attributes that a file passes on to the one that replaces it."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

_GROUP, _OTHERS = 0o070, 0o007


def copy_attributes(target: Path, state: os.stat_result, new: int | Path) -> None:
    """Copy the attributes of a file to the new one, a descriptor or path, that replaces it.

    `state` is that of the old file, as it was before writing.
    """
    made = _read_state(new)
    if (made.st_uid, made.st_gid) != (state.st_uid, state.st_gid):
        _change_owner(new, state)
    _copy_extended_attributes(target, new)
    made, mode = _read_state(new), stat.S_IMODE(state.st_mode)
    if made.st_gid != state.st_gid:
        # The rights of one group are not for another, which gets those of all others.
        mode &= ~_GROUP | (mode & _OTHERS) << 3
    if stat.S_IMODE(made.st_mode) != mode:
        os.chmod(new, mode)  # noqa: PTH101  it may be a descriptor


def _read_state(new: int | Path) -> os.stat_result:
    return os.stat(new)  # noqa: PTH116  it may be a descriptor


def _change_owner(new: int | Path, state: os.stat_result) -> None:
    # Only root may give a file away, but a member of the group may give it to the group.
    try:
        os.chown(new, state.st_uid, state.st_gid)
    except OSError:
        with suppress(OSError):
            os.chown(new, -1, state.st_gid)


def _copy_extended_attributes(target: Path, new: int | Path) -> None:
    # Access lists are among them; most files have none.
    names: list[str] = []
    with suppress(OSError, AttributeError):  # not every system has them
        names = os.listxattr(target)
    for name in names:
        with suppress(OSError):
            os.setxattr(new, name, os.getxattr(target, name))
