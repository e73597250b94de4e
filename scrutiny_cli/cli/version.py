"""The version of the program."""

from __future__ import annotations


def read_version() -> str:
    """Return the version of the program that is installed."""
    from importlib.metadata import version  # noqa: PLC0415  loads the parser of e-mail

    return version("scrutiny-cli")
