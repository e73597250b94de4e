"""The exit codes, and the errors that end a command with one line."""

from __future__ import annotations

ERRORS, USAGE, REFUSED, NO_GIT, ROWS_FOUND, FAULT, INTERRUPTED = 1, 2, 3, 4, 5, 70, 130


class OutputFailed(Exception):
    """What is printed cannot be written; the message says why."""


class UsageError(Exception):
    """What was typed cannot be done; the message says what to type instead."""
