"""Writing a site is killed at every system call in turn; the next run knows all its files."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from test_killed import stepped, stopped_before

from scrutiny_cli.publish.site.build import SiteFile
from scrutiny_cli.storage.site_folder import MANIFEST, write_site

OLD = {"index.html": b"old", "style.css": b"same", "a/gone.html": b"gone"}
NEW = {"index.html": b"new", "style.css": b"same", "people/ro.html": b"more"}
FOREIGN = {"CNAME": b"board.example.org", "a/own.html": b"mine"}


def write(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write a site of some files; the one of people is as one that takes long to make."""
    digests = {"people/ro.html": "1"}
    files = [
        SiteFile(path, lambda _, data=data: data, digests.get(path, ""))  # type: ignore[misc]
        for path, data in contents.items()
    ]
    write_site(folder, files, print)


def read_all(folder: Path) -> dict[str, bytes]:
    """Return all files of a folder, hidden ones too, by their paths."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def list_states(folder: Path) -> Iterator[dict[str, bytes]]:
    """Yield each state in which a run leaves the folder that is killed at a system call."""
    child = stopped_before(lambda: write(folder, NEW))
    last = None
    try:
        going = True
        while going:
            going = stepped(child)
            state = read_all(folder)
            if state != last:
                yield state
            last = state
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


@pytest.mark.parametrize("before", [OLD, {}])
def test_a_site_is_whole_after_the_next_run(tmp_path: Path, before: dict[str, bytes]) -> None:
    folder, left, seen = tmp_path / "site", tmp_path / "left", set[bytes | None]()
    for name, data in FOREIGN.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    if before:
        write(folder, before)
    for state in list_states(folder):
        seen.add(state.get("index.html"))
        assert FOREIGN.items() <= state.items()
        visible = {name for name in state if not name.startswith(".scrutiny-")} - {*FOREIGN}
        assert all(state[name] in {before.get(name), NEW.get(name)} for name in visible)
        # The next run, of the same minutes or of others, ends as if nothing had happened.
        shutil.copytree(folder, left)
        for wanted in (NEW, OLD) if len(seen) > 1 else (OLD, NEW):
            write(left, wanted)
            made = read_all(left)
            del made[MANIFEST]
            assert made == {**FOREIGN, **wanted}
        shutil.rmtree(left)
    assert seen == {before.get("index.html"), b"new"}
