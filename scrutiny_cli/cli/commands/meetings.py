"""The command `meetings`: list every meeting."""

from __future__ import annotations

from scrutiny_cli.actionlog.approvals import approvals
from scrutiny_cli.actionlog.query import summarize_meetings
from scrutiny_cli.cli.confidential import is_redacted, redact_session, warn_confidential_rows
from scrutiny_cli.cli.file_errors import finish_reading
from scrutiny_cli.cli.listing import print_table, resolve_format
from scrutiny_cli.cli.options import AsAt, Excel, Folder, Format, Internal
from scrutiny_cli.cli.session import read_log
from scrutiny_cli.output import views


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
    """  # noqa: D301
    table_format = resolve_format(form, excel=excel)
    redacted = is_redacted(table_format, internal=internal)
    opened = read_log(meetings, as_at, redacted=redacted)
    session = redact_session(opened, table_format, internal=internal)
    agreed = approvals(session.book, session.counted_from)
    rows = summarize_meetings(session.book, agreed, session.counted_from)
    if not redacted:
        warn_confidential_rows(sum(one.meeting.body.confidential is not None for one in rows))
    table = views.tabulate_meetings(rows, redacted=redacted)
    print_table(table, table_format, session.book.series.dates)
    finish_reading(opened, redacted=redacted)
