"""The command `meetings`: list every meeting."""

from __future__ import annotations

from scrutiny_cli.actionlog.approvals import find_approvals
from scrutiny_cli.actionlog.query import summarize_meetings
from scrutiny_cli.cli.confidential import warn_confidential
from scrutiny_cli.cli.finish import finish_reading
from scrutiny_cli.cli.listing import choose_listing
from scrutiny_cli.cli.options import AsAt, Excel, Folder, Format, Internal
from scrutiny_cli.cli.session import read_log
from scrutiny_cli.output.views import tabulate_meetings


def list_meetings(
    *,
    form: Format = None,
    excel: Excel = False,
    internal: Internal = False,
    as_at: AsAt = None,
    meetings: Folder = None,
) -> None:
    """List every meeting.

    What it brought forward and raised, how much of that is open, when its minutes were agreed.

    \b
    scrutiny meetings
    """
    listing = choose_listing(form, excel=excel, internal=internal)
    session = read_log(meetings, as_at, redacted=listing.is_redacted)
    agreed = find_approvals(session.book, session.counted_from)
    rows = summarize_meetings(session.book, agreed, session.counted_from)
    if not listing.is_redacted:
        marked = (row.meeting.root_item.confidential is not None for row in rows)
        warn_confidential(sum(marked), "rows")
    table = tabulate_meetings(rows, redacted=listing.is_redacted)
    listing.print_table(table, session.book.series)
    finish_reading(session)
