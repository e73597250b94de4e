"""The exit codes, and the errors that end a command with one message."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the exit code of the program says; 0 where all is well."""

    ERRORS = 1  # the files have errors
    USAGE = 2
    REFUSED = 3  # nothing was written
    NO_GIT = 4
    ROWS_FOUND = 5  # only with --exit-code
    FAULT = 70
    INTERRUPTED = 130


class OutputFailed(Exception):
    """What is printed cannot be written; the message says why."""


class UsageError(Exception):
    """What was typed cannot be done; the message says what to type instead."""
