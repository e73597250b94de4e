"""The command `site`: all meetings of a board, or of several, as a web site."""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from scrutiny_cli.actionlog.board_labels import list_parts_below
from scrutiny_cli.actionlog.model import Action
from scrutiny_cli.actionlog.overview import find_agenda_matters
from scrutiny_cli.cli.board_search import find_boards, list_path_parts, refuse_unreadable
from scrutiny_cli.cli.console import print_note, show_progress
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.file_errors import print_errors
from scrutiny_cli.cli.option_values import describe_missing_value
from scrutiny_cli.cli.options import Boards, Folders
from scrutiny_cli.cli.output_file import require_extra
from scrutiny_cli.cli.page_forms import choose_pdf_renderer
from scrutiny_cli.cli.published_boards import (
    PublishedBoard,
    name_published_boards,
    refuse_empty_boards,
    select_faultless_boards,
)
from scrutiny_cli.cli.publishing import (
    PublishableBoards,
    load_faultless_boards,
    select_published,
    warn_withheld_names,
)
from scrutiny_cli.cli.run_state import RUN
from scrutiny_cli.cli.session import Session
from scrutiny_cli.cli.version import VERSION
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.output.document import Document
from scrutiny_cli.output.text import make_one_line
from scrutiny_cli.publish.calendar_board import name_calendar
from scrutiny_cli.publish.site.addresses import make_slug, make_unique
from scrutiny_cli.publish.site.board_source import BoardSource
from scrutiny_cli.storage.errors import WriteRefused
from scrutiny_cli.storage.paths import format_path, is_folder, resolve_path
from scrutiny_cli.storage.site_folder import SiteChange, write_site

_ADDRESS = re.compile(
    r"https?://(?:\[[0-9a-f:.]+\]|[^\s/?#@:\[\]\\<>\"^`{|}%]+)(?::[0-9]{1,5})?"
    r"(?:/[^\s?#\\<>\"^`{|}\[\]]*)?",
    re.IGNORECASE,
)

_Folder = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="DIR",
        show_default=False,
        help="The folder for the site. It is made where there is none.",
    ),
]
_Url = Annotated[
    str | None,
    typer.Option(
        "--url",
        metavar="URL",
        help="Where the site will be, for the feed and for a map of the site (sitemap.xml).",
    ),
]
_AsAt = Annotated[
    str | None,
    typer.Option(
        "--as-at",
        metavar="DATE",
        help="Make the site as at the end of DATE, past or future; by default today.",
    ),
]
_NoDownloads = Annotated[
    bool,
    typer.Option("--no-downloads", help="Leave out the Word and PDF files of the meetings."),
]


def write_board_site(
    *,
    output: _Folder = None,
    url: _Url = None,
    as_at: _AsAt = None,
    no_downloads: _NoDownloads = False,
    meetings: Folders = None,
    boards: Boards = None,
) -> None:
    """Write a web site of all minutes, actions and decisions.

    It needs no server: any host shows it, and so does a browser from the disk. Run the command
    again after each meeting: it writes only the pages that changed, and deletes its own pages that
    are no longer needed. Confidential entries are withheld.

    \b
    scrutiny site -o site
    scrutiny site -o site --url https://board.example.org/
    scrutiny site -o site --boards boards
    """
    folder = _parse_folder(output)
    address = _parse_address(url)
    with require_extra():
        from scrutiny_cli.publish.site.build import (  # noqa: PLC0415  loads jinja2
            SiteOptions,
            list_site_files,
        )
    renderers = {} if no_downloads else _find_renderers()
    found = find_boards(meetings, boards)
    loaded = load_faultless_boards(found.folders, internal=False, as_at=as_at)
    _refuse_faulty(loaded)
    _refuse_folder_of_minutes(folder, loaded.sessions)
    refuse_empty_boards(loaded, "a site")
    named = select_faultless_boards(name_published_boards(loaded.sessions), ())
    for board in named:
        warn_withheld_names(board.session, {each.name for each in board.session.whole.meetings})
    sources = _make_sources(named, tuple(renderers))
    files = tuple(list_site_files(sources, SiteOptions(address, renderers, VERSION)))
    with _free_memory():
        change = write_site(folder, files, print_note, show_progress("Making"))
    RUN.has_written = RUN.has_written or bool(change.new + change.changed + change.deleted)
    print_note(_describe_change(folder, change))
    refuse_unreadable(found)


@contextmanager
def _free_memory() -> Iterator[None]:
    """Free the memory of each file that is made, which is some megabytes for a PDF file.

    Otherwise the program frees nothing: most of its runs are short.
    """
    was_enabled = gc.isenabled()
    gc.enable()
    try:
        yield
    finally:
        if not was_enabled:
            gc.disable()


# What was typed


def _parse_folder(output: str | None) -> Path:
    if output is None:
        raise UsageError("-o is missing: type the folder for the site. For example: -o site")
    if not output.strip():
        raise UsageError(describe_missing_value("-o", "DIR"))
    folder = Path(output)
    if os.path.lexists(folder) and not is_folder(folder):
        message = f"{format_path(folder)} is a file. Type a folder, for example -o site."
        raise UsageError(message)
    return folder


def _parse_address(url: str | None) -> str:
    """Return the address of the site with `/` at its end; "" where none is typed."""
    if url is None:
        return ""
    address = url.strip()
    if not _ADDRESS.fullmatch(address):
        raise UsageError(
            f"--url: “{address}” is not the address of a site. "
            "For example: --url https://board.example.org/"
        )
    return address.rstrip("/") + "/"


def _find_renderers() -> dict[str, Callable[[Document], bytes]]:
    """Return what makes downloads, by their ending: those whose packages are installed."""
    renderers: dict[str, Callable[[Document], bytes]] = {}
    with suppress(ModuleNotFoundError):
        from scrutiny_cli.publish.docx import render_docx  # noqa: PLC0415  loads docx

        renderers["docx"] = render_docx
    try:
        renderers["pdf"] = choose_pdf_renderer()
    except UsageError as missing:
        if isinstance(missing.__cause__, OSError):  # the package is there, a library is not
            print_note(f"The site has no PDF files. {missing}")
    return renderers


# What is published


def _refuse_faulty(loaded: PublishableBoards) -> None:
    """Refuse where a file of any board has an error: the pages of that board would be deleted."""
    for session in loaded.faulty:
        print_errors(session, format_path(session.folder))
    if loaded.faulty:
        raise WriteRefused(
            "Nothing was published. In a file with an error, the program may miss that an entry "
            "is confidential. Correct the errors first."
        )


def _refuse_folder_of_minutes(folder: Path, sessions: Sequence[Session]) -> None:
    """Refuse a folder whose files are published with what is confidential in the minutes."""
    top = resolve_path(folder)
    if any(resolve_path(session.folder).is_relative_to(top) for session in sessions):
        message = f"{format_path(folder)} has the minutes. Type another folder, for example -o site"
        raise UsageError(f"{message}.")


def _make_sources(boards: Iterable[PublishedBoard], forms: tuple[str, ...]) -> list[BoardSource]:
    listed = list(boards)
    names = [board.label or _name_board(board) for board in listed]
    slugs = make_unique(map(make_slug, names))
    folders = [f"{slug}/" for slug in slugs] if listed[1:] else [""]
    paths = [list_path_parts(board.session.folder) for board in listed]
    parts = list_parts_below([name_calendar(board.book) for board in listed], paths)
    return [
        replace(_make_source(board), name=name, folder=folder, calendar_parts=own, downloads=forms)
        for board, name, folder, own in zip(listed, names, folders, parts, strict=True)
    ]


def _name_board(board: PublishedBoard) -> str:
    return make_one_line(board.session._replace(book=board.book).board.name)


def _make_source(board: PublishedBoard) -> BoardSource:
    session = board.session
    return BoardSource(
        whole=select_published(session),
        book=board.book,
        today=session.counted_from,
        name=_name_board(board),
        matters={each.name: _find_matters(session, each) for each in _list_coming(session)},
    )


def _list_coming(session: Session) -> Iterator[Meeting]:
    """Iterate over the next meeting, and the extraordinary ones before it."""
    today = session.counted_from
    coming = session.whole.index.find_coming(today)
    if coming is None:
        return
    for meeting in session.whole.meetings:
        is_before = today <= meeting.date <= coming.date
        if is_before and (meeting is coming or (meeting.extraordinary and meeting.took_place)):
            yield meeting


def _find_matters(session: Session, meeting: Meeting) -> tuple[Action, ...]:
    return find_agenda_matters(session.whole, meeting, redacted=True)


def _describe_change(folder: Path, change: SiteChange) -> str:
    """Return what was written, in words."""
    counts = (
        (change.new, "new"),
        (change.changed, "changed"),
        (change.deleted, "deleted"),
        (change.unchanged, "unchanged"),
    )
    listed = ", ".join(f"{count} {what}" for count, what in counts if count)
    path = format_path(folder)
    if not change.new + change.changed + change.deleted:
        return f"Nothing has changed in {path}: {listed}."
    kept = ", ".join(change.kept)
    more = f" Changed since and not deleted: {kept}." if kept else ""
    return f"Written: {path} (files: {listed}).{more}"
