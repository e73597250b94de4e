"""Finding the folder of meetings, and its repository."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from scrutiny_cli.storage.errors import FolderNotFound
from scrutiny_cli.storage.links import find_escaping_link, is_inside
from scrutiny_cli.storage.paths import (
    format_path,
    is_folder,
    is_link,
    replace_unprintable,
    resolve_path,
)
from scrutiny_cli.storage.work_tree import find_work_tree

INIT_HINT = "Create one with `scrutiny init`."


def find_nearest_folder(start: Path) -> Path | None:
    """Return the nearest `meetings` in a folder or those above it; None where there is none."""
    start = start.absolute()
    for folder in (start, *start.parents):
        found = folder / "meetings"
        if is_folder(found):
            _refuse_escape(found, find_repository(folder) or resolve_path(folder))
            return found
    return None


def _refuse_escape(found: Path, root: Path) -> None:
    """Refuse a `meetings` that is a link out of a root: a clone may bring such a link along."""
    if is_link(found) and not is_inside(resolve_path(found), root):
        raise FolderNotFound(
            f"{format_path(found)} is a link to a folder outside {root}, and is not used. To use "
            f"that folder, type: -m {format_path(resolve_path(found))}"
        )


def check_named_folder(folder: Path, flag: str = "-m") -> Path:
    """Return the folder that was typed after an option; refuse where there is none.

    A link out of its repository is refused as well: a clone may bring it along.
    """
    link = find_escaping_link(folder)
    if link is not None:
        raise FolderNotFound(
            f"{format_path(link)} is a link to a place outside its repository, and is not used. "
            f"To use that folder, type: {flag} {format_path(resolve_path(folder))}"
        )
    if is_folder(folder):
        return folder
    if folder.exists():
        raise FolderNotFound(f"{folder} is a file, not a folder of meetings.")
    raise FolderNotFound(f"There is no folder {folder}. {INIT_HINT}")


def find_repository(folder: Path) -> Path | None:
    """Return the top folder of the git repository that contains a folder."""
    found = find_work_tree(folder)
    return None if found is None else found.top


def make_root_labeler(folder: Path) -> Callable[[str], str]:
    """Return a function from a file's displayed path to its path from the top of the repository.

    Code hosts use the latter. Outside a repository the path stays as it is.
    """
    top, real = find_repository(folder), resolve_path(folder)
    if top is None:
        return lambda path: path
    below = replace_unprintable(real.relative_to(top).as_posix())
    prefix = "" if below == "." else f"{below}/"
    return lambda path: prefix + path.rpartition("/")[2]
