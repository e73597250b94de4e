"""Values that are converted or compared, so that quotes do not help: which texts are values."""

from __future__ import annotations

import re
from collections.abc import Callable

from scrutiny_cli.minutes.dates import date_reader
from scrutiny_cli.minutes.dates.month_names import month_number
from scrutiny_cli.minutes.dates.recurrence import BadSchedule
from scrutiny_cli.minutes.dates.schedule_words import read_schedule
from scrutiny_cli.minutes.dates.time_zones import is_time_zone
from scrutiny_cli.minutes.fields import REF_FIELDS
from scrutiny_cli.minutes.remedies import suggest_lines
from scrutiny_cli.minutes.status_help import StatusContext, advise_status
from scrutiny_cli.minutes.statuses import KNOWN
from scrutiny_cli.minutes.yaml_scalars import write_scalar

_SIGNS = " \t@%`*&!>?[]{},|'\"“”‘’:;#-"
_REF = r"[\w./()]+(?: [\w./()]+)?"
_FIGURES = r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}"
_MOST_FIGURES = 9


def is_date(text: str) -> bool:
    """Whether a text is a date, or one in digits in some order."""
    return (
        re.fullmatch(_FIGURES, text.strip()) is not None or date_reader.find_date(text) is not None
    )


def is_value(name: str, text: str) -> bool:
    """Whether a text is probably a value of a field that is converted."""
    if name in REF_FIELDS:
        return re.fullmatch(_REF, text) is not None
    if name in _IS_VALUE:
        return _IS_VALUE[name](text)
    try:
        date_reader.read_due(text)
    except date_reader.BadDate:
        return False
    return name == "due" or is_date(text)


def _is_status(text: str) -> bool:
    return KNOWN.find_status(text) is not None


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) <= _MOST_FIGURES


def _is_flag(text: str) -> bool:
    return text.casefold() in ("true", "false")


def _is_month(text: str) -> bool:
    return month_number(text) is not None


def _is_schedule(text: str) -> bool:
    try:
        read_schedule(text)
    except BadSchedule:
        return False
    return True


_IS_VALUE: dict[str, Callable[[str], bool]] = {
    "status": _is_status,
    "public": _is_number,
    "extraordinary": _is_flag,
    "held": _is_flag,
    "timezone": is_time_zone,
    "year_starts": _is_month,
    "schedule": _is_schedule,
}


def write_status(dash: str, text: str, beside: frozenset[str] = frozenset()) -> str:
    """Return the hint for a status with other words: the lines to write, if they are known."""
    words = text.strip(_SIGNS)
    is_cut = any(sign in text and sign not in words for sign in "?%")  # not to close by mistake
    fields = advise_status(words, KNOWN, StatusContext(beside=beside)).fields
    if is_cut or not fields or any(name == "on" or name in beside for name, _ in fields):
        return "Write only the status here, and put the other words in `note`."
    lines = [f"{name}: {write_scalar(words)}" for name, words in fields]
    return suggest_lines(dash + lines[0], *(" " * len(dash) + line for line in lines[1:]))


def write_value(dash: str, name: str, text: str, comment: str = "") -> str:
    """Return the hint for a field that quotes do not help: its value without other signs."""
    value = text.strip(_SIGNS)
    if not value or not is_value(name, value):
        return f"Write only the value after `{name}:`, without other characters or words."
    return suggest_lines(f"{dash}{name}: {write_scalar(value)}{comment}".rstrip())
