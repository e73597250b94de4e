"""The command `people`: list everyone known."""

from __future__ import annotations

from scrutiny_cli.cli.confidential import (
    is_redacted,
    redact_if_confidential,
    redact_session,
    warn_confidential_rows,
)
from scrutiny_cli.cli.file_errors import finish_reading
from scrutiny_cli.cli.listing import print_table, resolve_format
from scrutiny_cli.cli.options import AsAt, Excel, Folder, Format, Internal
from scrutiny_cli.cli.session import read_log
from scrutiny_cli.output import views


def list_people(
    *,
    form: Format = None,
    excel: Excel = False,
    internal: Internal = False,
    as_at: AsAt = None,
    meetings: Folder = None,
) -> None:
    """List everyone known, with what is open and overdue.

    \b
    scrutiny people
    """  # noqa: D301
    table_format = resolve_format(form, excel=excel)
    redacted = is_redacted(table_format, internal=internal)
    opened = read_log(meetings, as_at, redacted=redacted)
    session = redact_session(opened, table_format, internal=internal)
    known = None if redacted else redact_if_confidential(opened)
    table = views.tabulate_people(session.book, session.counted_from, known)
    if known is not None:
        warn_confidential_rows(views.count_unknown_people(session.book, known))
    print_table(table, table_format)
    finish_reading(opened, redacted=redacted)
