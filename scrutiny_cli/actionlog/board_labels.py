"""What several boards are called side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from scrutiny_cli.minutes.source import normalize_label

PathParts = tuple[str, ...]


def label_boards(names: list[str], folders: Sequence[PathParts]) -> list[str]:
    """Return the label of each board for a list of several.

    That is its name. If another board has the same name, a path follows in brackets: the shortest
    one below their common folder that distinguishes them. `folders` has the parts of each board's
    path. If a board's own name is the label of another with its path, both get a longer path, so
    that each can be typed.
    """
    labels = _add_paths(names, folders)
    # Labels are compared without case, so paths that differ only in case cannot distinguish them.
    distinct = {normalize_label("/".join(folder)) for folder in folders}
    is_last = labels == names or len(distinct) < len(folders)
    return labels if is_last else label_boards(labels, folders)


def _add_paths(names: Sequence[str], folders: Sequence[PathParts]) -> list[str]:
    """Return the names, each that several boards have with a path in brackets."""
    keys = list(map(normalize_label, names))
    below = list_parts_below(keys, folders)
    boards = list(zip(names, keys, below, strict=True))
    count = Counter((key, start) for _, key, parts in boards for start in _list_beginnings(parts))
    return [
        f"{name} ({'/'.join(_choose_beginning(key, parts, count))})" if parts else name
        for name, key, parts in boards
    ]


def list_parts_below(names: Sequence[str], folders: Sequence[PathParts]) -> list[PathParts]:
    """Return the parts of each board's path below what is common to the boards of its name.

    Of a board whose name no other has there are none.
    """
    same: dict[str, list[PathParts]] = {}
    for name, folder in zip(names, folders, strict=True):
        same.setdefault(name, []).append(folder)
    common = {name: _count_common_parts(paths) for name, paths in same.items()}
    return [
        folder[common[name] :] if len(same[name]) > 1 else ()
        for name, folder in zip(names, folders, strict=True)
    ]


def _count_common_parts(paths: Sequence[PathParts]) -> int:
    """Return how many parts all paths begin with; the last part of a path is not among them."""
    first, last = min(paths), max(paths)
    limit = min(map(len, paths)) - 1
    common = 0
    while common < limit and first[common] == last[common]:
        common += 1
    return common


def _choose_beginning(
    key: str, parts: PathParts, count: Counter[tuple[str, PathParts]]
) -> PathParts:
    """Return the shortest beginning of a path that no other board of the name has."""
    return next((start for start in _list_beginnings(parts) if count[key, start] == 1), parts)


def _list_beginnings(parts: PathParts) -> Iterator[PathParts]:
    return (parts[:length] for length in range(1, len(parts) + 1))
