"""The names of meetings' files: their dates, and what is wrong with a name."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import cache
from typing import NamedTuple

from scrutiny_cli.minutes.dates.date_reader import find_date
from scrutiny_cli.minutes.source import normalize_ref

_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(-.+)?")
_DATE_AND_REST = re.compile(r"(\d{4}-\d{2}-\d{2})(?!\d)(.+)", re.DOTALL)
_ENDING = re.compile(r"\.ya?ml(?:\.txt)?$", re.IGNORECASE)


class NameFault(NamedTuple):
    """What is wrong with a file's name, and how to name it instead."""

    message: str
    hint: str


def meeting_name(path: str) -> str:
    """Return the name of the meeting whose file is at a path."""
    return _split_file_name(path)[0]


@cache
def _split_file_name(path: str) -> tuple[str, str]:
    """Split a file's name into the meeting's name and its ending."""
    name = path.rsplit("/", 1)[-1]
    ending = _ENDING.search(name)
    at = ending.start() if ending is not None else len(name)
    return name[:at], name[at:]


def file_name_day(path: str) -> date | None:
    """Return the date in the name of a meeting's file; None if its name has no date."""
    match = _NAME.fullmatch(meeting_name(path))
    return find_date(match[1]) if match else None


def is_almost_series(path: str) -> bool:
    """Whether a file that is read as a meeting is most likely meant to be series.yaml."""
    return meeting_name(path).casefold() == "series"


def compare_name(name: str) -> str:
    """Return a meeting's name as keys compare it: without regard to case, spaces and spelling.

    Some disks write an accent as a character of its own.
    """
    return normalize_ref(unicodedata.normalize("NFC", name))


def find_name_fault(path: str, written: date | None) -> NameFault | None:
    """Find what is wrong with a file's name; `written` is the date in the file."""
    name, ending = _split_file_name(path)
    if file_name_day(path) is None:
        better = _suggest_dated_name(name, written)
        hint = (
            "Name the file by the date of its meeting, for example 2015-05-28.yaml"
            if better is None
            else f"Rename the file to {better}"
        )
        return NameFault(_explain_no_date(name), hint)
    unfit = _find_unfit_characters(name)
    if unfit:
        named = ["a space" if letter.isspace() else f"“{letter}”" for letter in unfit]
        listed = " and ".join(filter(None, (", ".join(named[:-1]), named[-1])))
        message = f"The file's name has {listed} in it. After the date it may have only letters, "
        hint = f"Rename the file to {_suggest_name(name)}.yaml"
        return NameFault(f"{message}digits, `-`, `_` and full stops.", hint)
    if ending != ".yaml":
        hint = f"Rename the file to {name}.yaml"
        return NameFault(f"The file's name ends in {ending}, not in .yaml.", hint)
    return None


def _explain_no_date(name: str) -> str:
    found = _DATE_AND_REST.fullmatch(name)
    if found is not None and file_name_day(found[1]) is not None:
        return "A `-` is missing after the date in the file's name."
    return "The file's name is not a date."


def _suggest_dated_name(name: str, written: date | None) -> str | None:
    """Return the name to give a file without a date in its name; None if no date is known."""
    found = _DATE_AND_REST.fullmatch(name)
    day = find_date(found[1] if found is not None else name)
    if day is None:
        rest = name if any(map(str.isalpha, name)) else ""
        return None if written is None else f"{written}{_make_suffix(rest)}.yaml"
    return f"{day}{_make_suffix(found[2] if found is not None else '')}.yaml"


def _make_suffix(text: str) -> str:
    """Return a text as the suffix of a file's name, with the sign before it."""
    kept = _suggest_name(text).strip("-_.")
    return f"-{kept}" if kept else ""


def _suggest_name(name: str) -> str:
    text = unicodedata.normalize("NFC", name)
    kept = "".join(letter if _belongs_to_name(letter, ".") else "-" for letter in text)
    return re.sub("-{2,}", "-", kept).rstrip("-")


def _find_unfit_characters(name: str) -> list[str]:
    """Return the characters that the name of a meeting may not have, each once."""
    text = unicodedata.normalize("NFC", name)
    return list(dict.fromkeys(letter for letter in text if not _belongs_to_name(letter, "-.")))


def _belongs_to_name(character: str, signs: str) -> bool:
    """Whether it is a letter, a digit, `_`, a mark that belongs to a letter, or one of `signs`."""
    is_mark = unicodedata.category(character)[0] == "M"
    return character.isalnum() or is_mark or character in f"_{signs}"
