"""What a person types for a tracker: its sheets, headings, columns, words of a status and days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from scrutiny_cli.minutes.model import Status
from scrutiny_cli.minutes.source import normalize_label
from scrutiny_cli.minutes.statuses import StatusVocabulary, normalize_status

IGNORE = "ignore"
FIELDS = (
    "ref", "action", "owner", "due", "revised", "status", "update", "raised", "closed", "from",
    "links", IGNORE,
)  # fmt: skip
_EXAMPLE = 'for example --map "Agreed action"=action'


class InvalidTrackerOption(Exception):
    """An option that cannot be understood; the message has what to type instead."""


class TrackerOptions(NamedTuple):
    """What was typed for a tracker; empty or None where it was not.

    `columns` has what a column contains, by its heading without case and spaces, or its letter.
    `statuses` has the status that words of the tracker mean, by the words as they are compared.
    """

    sheets: tuple[str, ...] = ()
    header: int | None = None
    columns: Mapping[str, str] = MappingProxyType({})
    statuses: Mapping[str, str] = MappingProxyType({})
    month_first: bool | None = None
    day: date | None = None

    def add_column(self, column: str, field: str) -> TrackerOptions:
        """Return the options with what a further column contains."""
        return self._replace(columns={**self.columns, normalize_heading(column): field})


def normalize_heading(text: str) -> str:
    """Return a heading as headings are compared: case and spaces do not matter."""
    return "".join(normalize_label(text).split())


def read_column_options(texts: Iterable[str]) -> dict[str, str]:
    """Read what was typed as COLUMN=FIELD.

    Raises:
        InvalidTrackerOption: A text has no column, or its field does not exist.

    """
    found = {}
    for text in texts:
        column, _, field = text.rpartition("=")
        if not column.strip():
            raise InvalidTrackerOption(
                f"--map: “{text}” has no column. Type a heading or a letter, and what the column "
                f"contains, {_EXAMPLE}"
            )
        found[normalize_heading(column)] = read_field(field, f"--map {column.strip()}")
    return found


def read_field(text: str, option: str) -> str:
    """Read the name of a field.

    Raises:
        InvalidTrackerOption: It is none.

    """
    field = text.strip().casefold()
    if field not in FIELDS:
        names = f"{', '.join(FIELDS[:-1])} or {FIELDS[-1]}"
        raise InvalidTrackerOption(f"{option}: “{text.strip()}” is not a field. Type {names}.")
    return field


def read_status_options(texts: Iterable[str], known: StatusVocabulary) -> dict[str, str]:
    """Read what was typed as WORDS=STATUS.

    Raises:
        InvalidTrackerOption: A text has no words, or its status is not known.

    """
    found = {}
    for text in texts:
        words, _, status = text.rpartition("=")
        if not words.strip():
            raise InvalidTrackerOption(
                f"--status: “{text}” has nothing before the sign =. Type words of the tracker and "
                "the status that they mean, for example --status Blue=completed"
            )
        if known.find_status(status) is None:
            names = ", ".join(each.value for each in Status)
            raise InvalidTrackerOption(
                f"--status {words.strip()}: “{status.strip()}” is not a status. Type one of: "
                f"{names}."
            )
        found[normalize_status(words)] = " ".join(status.split())
    return found
