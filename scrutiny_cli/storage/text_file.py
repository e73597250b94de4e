"""A text that a person edits in a file of its own, outside the folder of meetings."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path

from scrutiny_cli.storage.errors import WriteRefused, describe_error


def create_text_file(name: str, text: str) -> Path:
    """Write a text into a new file in a new temporary folder that only the user can read."""
    path = Path(tempfile.mkdtemp(prefix="scrutiny-")) / name
    path.write_bytes(text.encode())
    return path


def read_text_file(path: Path) -> str:
    """Return the text of a file. Raises WriteRefused where it cannot be read as UTF-8."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise WriteRefused(f"{path}: {describe_error(error)}. Nothing was written.") from error
    except UnicodeDecodeError as error:
        raise WriteRefused(
            f"{path} is not saved as UTF-8. Nothing was written. Save it as UTF-8, and use --text -"
        ) from error


def delete_text_file(path: Path) -> None:
    """Delete the file and its folder, where nothing else is in it."""
    with suppress(OSError):
        path.unlink()
        path.parent.rmdir()
