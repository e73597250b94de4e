"""Which links are followed: none that leads out of the repository.

A clone may contain links to any file on the disk of the person who clones it.
"""

from __future__ import annotations

from pathlib import Path

from scrutiny_cli.storage.paths import is_link, resolve_path
from scrutiny_cli.storage.work_tree import find_work_tree, is_git_name


class Boundary:
    """The folder that links may not lead out of, for the files of one folder.

    It is the top of the repository, otherwise the folder's parent.
    """

    def __init__(self, folder: Path) -> None:
        """Find the boundary of a folder's files."""
        real = resolve_path(folder)
        found = find_work_tree(real)
        self.root = real.parent if found is None else found.top
        self.name = "folder above" if found is None else "repository"

    def describe_escape(self, path: Path) -> str | None:
        """Return what is wrong with a link that leads outside; None where it may be followed."""
        if is_inside(resolve_path(path), self.root):
            return None
        return f"it is a link to a place outside the {self.name}"


def is_inside(real: Path, root: Path) -> bool:
    """Whether a path without links is below a root, and not in git's own folder."""
    if not real.is_relative_to(root):
        return False
    return not any(map(is_git_name, real.relative_to(root).parts))


def find_escaping_link(folder: Path) -> Path | None:
    """Return a link in a path that leads out of the repository that contains it.

    A link that is in no repository was made by a user of this disk, and is followed.
    """
    try:
        real, path = resolve_path(folder), folder.absolute()
    except OSError:  # the working directory is gone
        return None
    for link in (path, *path.parents):
        if is_link(link):
            found = find_work_tree(link.parent)
            if found is not None and not is_inside(real, found.top):
                return link
    return None
