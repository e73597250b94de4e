"""The text of an item as it is typed, read from standard input, or edited."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.editing.arguments import read_text
from scrutiny_cli.cli.editing.editor import Editor
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.storage.errors import WriteRefused
from scrutiny_cli.storage.text_file import create_text_file, delete_text_file, read_text_file

_STDIN = "-"
_NAME = "item.txt"


def read_item_text(words: str) -> str:
    """Return the text of `--text`, where `-` is standard input."""
    if words != _STDIN:
        return read_text("--text", words)
    try:
        return read_text("--text", sys.stdin.read())
    except UnicodeDecodeError as error:
        raise UsageError("--text: the text on standard input is not UTF-8.") from error


@contextmanager
def edit_text(editor: Editor, before: str) -> Iterator[str]:
    """Open an editor on a text alone, and give the text as it was saved.

    Raises WriteRefused where nothing was changed. If what is done with it fails, the file is kept,
    and named.
    """
    path = create_text_file(_NAME, before and f"{before}\n")
    editor.open_file(path)
    saved = read_text_file(path)
    if saved.strip() in ("", before.strip()):
        delete_text_file(path)
        raise WriteRefused("The text was not changed. Nothing was written.")
    try:
        yield read_text("--edit", saved)
    except BaseException:
        print_note(f"Your text is still in {path}.")
        raise
    delete_text_file(path)
