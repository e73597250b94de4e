"""Several files written at once: all of them, or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from scrutiny_cli.storage.errors import WriteRefused
from scrutiny_cli.storage.file_writer import write_all_files


def read_all(folder: Path) -> dict[str, str]:
    """Return what is in the files of a folder, by name; a hidden file would be among them."""
    return {path.name: path.read_text("utf-8") for path in folder.iterdir() if path.is_file()}


def test_new_files_and_those_to_be_replaced_are_written(tmp_path: Path) -> None:
    (tmp_path / "b").write_text("old", "utf-8")
    write_all_files({tmp_path / "a": "new", tmp_path / "b": b"other"}, replace=True)
    assert read_all(tmp_path) == {"a": "new", "b": "other"}


def test_what_exists_is_not_written_over_unasked(tmp_path: Path) -> None:
    (tmp_path / "b").write_text("mine", "utf-8")
    with pytest.raises(WriteRefused, match="b already exists"):
        write_all_files({tmp_path / "a": "new", tmp_path / "b": "new"}, replace=False)
    assert read_all(tmp_path) == {"b": "mine"}


def test_what_was_put_in_place_is_taken_back_where_a_later_file_fails(tmp_path: Path) -> None:
    (tmp_path / "b").write_text("mine", "utf-8")
    same = tmp_path / "." / "a"  # the same file once more: its place is taken by then
    again = tmp_path / ".." / tmp_path.name / "a"
    files: dict[Path, str | bytes] = {same: "new", tmp_path / "b": "new", again: "other"}
    with pytest.raises(WriteRefused, match="a already exists"):
        write_all_files(files, replace=True)
    assert read_all(tmp_path) == {"b": "mine"}


def test_no_file_is_written_where_one_cannot_be_staged(tmp_path: Path) -> None:
    with pytest.raises(WriteRefused):
        write_all_files({tmp_path / "a": "new", tmp_path / "no" / "b": "new"}, replace=False)
    assert read_all(tmp_path) == {}
