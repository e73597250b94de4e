"""The commands that review: what git knows of the meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from scrutiny_cli.cli import desk as at
from scrutiny_cli.cli.desk import AsAt, Excel, Folder, Format

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scrutiny_cli.actionlog.log import Action
    from scrutiny_cli.actionlog.trail import Lines
    from scrutiny_cli.cli.desk import Desk


def log(
    ref: Annotated[
        str | None,
        typer.Argument(metavar="REF", autocompletion=at.complete_ref, show_default=False),
    ] = None,
    *,
    form: Format = None,
    excel: Excel = False,
    as_at: AsAt = None,
    meetings: Folder = None,
) -> None:
    """Tell who committed each event of an action to git, and when; without REF, of all actions.

    \b
    scrutiny log 37/15
    scrutiny log --format csv
    """  # noqa: D301
    from scrutiny_cli.actionlog.trail import trail  # noqa: PLC0415
    from scrutiny_cli.output.trails import FOR_PEOPLE, FOR_PROGRAMS, trail_sheet  # noqa: PLC0415

    form = at.chosen(form, excel=excel)
    desk = at.open_desk(meetings, as_at)
    found = desk.book.log.actions if ref is None else (_named(desk, ref),)
    steps = trail(found, _committed(desk, found))
    at.tell_confidential(found)
    sheet = trail_sheet(steps, FOR_PEOPLE if form in {"table", "md"} else FOR_PROGRAMS)
    at.print_rows(sheet, "log", form)
    at.finish(desk)


def _named(desk: Desk, ref: str) -> Action:
    found = at.action_named(desk.book, ref)
    if found is None:
        message = f"There is no action “{ref}”. {at.nearest(desk.book, ref)}"
        raise at.Usage(message)
    return found


def _committed(desk: Desk, actions: Sequence[Action]) -> dict[str, Lines]:
    """Give the change of each line of every file that speaks of some actions."""
    from scrutiny_cli.storage import git  # noqa: PLC0415
    from scrutiny_cli.storage.workers import spread  # noqa: PLC0415

    repository = git.opened(desk.folder)
    names = git.committed(repository)
    sources = {event.place.path: event.place.source for one in actions for event in one.history}
    paths = [path for path in sources if path in names]

    def blamed(path: str) -> Lines:
        return git.blamed(repository, names[path], sources[path])

    return dict(zip(paths, spread(blamed, paths, at.progress()), strict=True))
