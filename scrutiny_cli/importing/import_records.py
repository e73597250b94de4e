"""What an import takes, and what becomes of each FILE."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.importing.blocks import Block, Doubt, SourceText
from scrutiny_cli.importing.imported_meeting import ImportedMeeting
from scrutiny_cli.importing.write import WrittenMeeting
from scrutiny_cli.minutes.problem import Problem


@dataclass(frozen=True)
class ImportFile:
    """A FILE: its path as it was typed, and its bytes."""

    path: str
    data: bytes

    @property
    def name(self) -> str:
        """Its name without its folder."""
        return self.path.replace("\\", "/").rpartition("/")[2]

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of its bytes."""
        return hashlib.sha256(self.data).hexdigest()


class ImportOptions(NamedTuple):
    """What a person typed beside the FILEs, but for what concerns a tracker alone."""

    day: date | None = None
    name: str | None = None
    is_one: bool = False
    month_first: bool | None = None
    lapses_unlisted: bool = False


class TargetFolder(NamedTuple):
    """The folder of the meetings as it is shown, the log of its files, and the day of the run."""

    path: str
    book: MinuteBook
    today: date


class ImportedFile(NamedTuple):
    """A meeting that was made of a FILE: its text, and what the report says of it.

    `path` is that of the new file. The uses of the meeting count in `blocks`. `unlisted` are the
    keys of the open actions of the log that a tracker does not list; None for minutes.
    """

    source: ImportFile
    path: str
    reading: SourceText
    blocks: tuple[Block, ...]
    meeting: ImportedMeeting
    written: WrittenMeeting
    unlisted: tuple[str, ...] | None = None


class RefusedFile(NamedTuple):
    """A FILE that is not imported, and why; `existing` are the meetings that it made before."""

    source: ImportFile
    reason: str
    existing: tuple[str, ...] = ()


class Batch(NamedTuple):
    """What becomes of all FILEs, in the order of the days of their meetings.

    `skipped` were imported before. `book` has the new files too, `problems` are the warnings
    that they bring.
    """

    files: tuple[ImportedFile, ...]
    refused: tuple[RefusedFile, ...]
    skipped: tuple[RefusedFile, ...]
    book: MinuteBook
    problems: tuple[Problem, ...] = ()

    @property
    def has_doubts(self) -> bool:
        """Whether anything is unsure."""
        subjects = (subject for file in self.files for _, subject in file.written.subjects)
        return any(isinstance(subject, Doubt) for subject in subjects)
