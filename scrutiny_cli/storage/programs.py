"""Finding the programs that are started."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from scrutiny_cli.storage.paths import is_file

_ENDINGS = (".exe", ".com") if sys.platform == "win32" else ("",)


def find_program(name: str) -> str | None:
    """Return the absolute path of a program named without a folder; None where there is none.

    Only absolute folders of PATH are used: a file called `git` in the working directory, or in the
    repository that is read, is never started.
    """
    for folder in search_path().split(os.pathsep):
        for ending in _ENDINGS:
            found = Path(folder, f"{name}{ending}")
            if is_file(found) and os.access(found, os.X_OK):
                return str(found)
    return None


def search_path() -> str:
    """Return PATH without the folders that depend on the working directory."""
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    return os.pathsep.join(folder for folder in folders if Path(folder).is_absolute())
