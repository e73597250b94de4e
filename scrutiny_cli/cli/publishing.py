"""What `publish` and `calendar` share: the log as it may be published."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from typing import Annotated, NamedTuple

import typer

from scrutiny_cli.actionlog.cuts import cut_book
from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.actionlog.redact import public
from scrutiny_cli.cli.console import get_wrap_width, print_stderr, uses_colour
from scrutiny_cli.cli.file_errors import print_errors
from scrutiny_cli.cli.session import FolderNames, Session, keep_alive, load_quietly
from scrutiny_cli.output.problems import render_problems
from scrutiny_cli.storage.errors import WriteRefused

INTERNAL_NOTE = "INTERNAL: it holds what is confidential. Do not pass it on."


PageInternal = Annotated[
    bool,
    typer.Option(
        "--internal", help="Include what is confidential, and say INTERNAL on every page."
    ),
]


class PublishRequest(NamedTuple):
    """What was asked for: in which form, and whether with what is confidential."""

    form: str
    internal: bool
    owners: tuple[str, ...]
    appended: bool


def load_without_errors(folder: FolderNames, *, internal: bool) -> Session:
    """Load the session; refuse where a file has an error: it may hold what is confidential.

    Who reads what is published may read the log of the build that publishes it, too.
    """
    session = load_quietly(folder)
    if any(one.is_error for one in session.book.problems):
        print_errors(session, redacted=not internal)
        raise WriteRefused(
            "Nothing was published: while a file has an error, a mark in it that something is "
            "confidential may not be understood. Correct the errors first."
        )
    return session


def redact_book(session: Session, wish: PublishRequest, as_at: date | None = None) -> MinuteBook:
    """Give the book that may be published, as at a day; an internal page has it whole."""
    if not wish.internal:
        return keep_alive(public(session.book, as_at=as_at))

    return cut_book(session.book, as_at)


def warn_withheld_names(session: Session, wish: PublishRequest, names: Iterable[str]) -> None:
    """Tell where what is published names what is withheld."""
    if wish.internal:
        return
    from scrutiny_cli.rules import list_confidential_mentions  # noqa: PLC0415

    named = frozenset(names)
    told = list_confidential_mentions(
        session.book, [m for m in session.book.meetings if m.name in named]
    )
    print_stderr(
        render_problems(told, colour=uses_colour(sys.stderr), width=get_wrap_width(sys.stderr))
    )
