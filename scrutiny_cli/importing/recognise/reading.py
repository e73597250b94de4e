"""What the recognition of one document knows besides its blocks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.importing.recognise.known_people import KnownPeople
from scrutiny_cli.minutes.statuses import StatusVocabulary


class Reading(NamedTuple):
    """The settings with which a document's parts are read.

    `day` is the meeting's, `book` has the files of earlier days. `month_first` is how dates in
    figures are read; `has_day_first`: a date of the document in figures has a first number that
    can only be a day. `has_row_numbers`: the refs of the log are mere numbers, so that a number
    in front of an action is its ref. `columns` are those that a person gave, by their headings.
    """

    day: date
    book: MinuteBook
    people: KnownPeople
    statuses: StatusVocabulary
    month_first: bool = False
    has_row_numbers: bool = False
    columns: Mapping[str, str] = MappingProxyType({})
    has_day_first: bool = False
