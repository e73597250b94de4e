"""The command `overdue`: list what is overdue."""

from __future__ import annotations

from functools import partial

from scrutiny_cli.actionlog.query import Filter, select_actions, sort_actions
from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.finish import finish_reading
from scrutiny_cli.cli.listing import choose_listing, describe_nothing, print_actions
from scrutiny_cli.cli.options import AsAt, Excel, Folder, Format, Internal
from scrutiny_cli.cli.session import read_log
from scrutiny_cli.output.views import tabulate_overdue


def list_overdue(
    *,
    form: Format = None,
    excel: Excel = False,
    internal: Internal = False,
    as_at: AsAt = None,
    meetings: Folder = None,
) -> None:
    """List what is overdue and how late, the worst first.

    \b
    scrutiny overdue
    scrutiny overdue --as-at 26.06.15
    """
    listing = choose_listing(form, excel=excel, internal=internal)
    session = read_log(meetings, as_at, redacted=listing.is_redacted)
    every, today = session.book.log.actions, session.counted_from
    passed = select_actions(every, Filter(overdue=True), today, session.book.directory)
    found = sort_actions(passed, "due", today)
    if found or listing.format.name != "table":
        print_actions(listing, session, found, partial(tabulate_overdue, found, every))
    if not found:
        print_note(f"{describe_nothing(session)} is overdue.")
    finish_reading(session)
