"""The command `overdue`: list what is overdue."""

from __future__ import annotations

from functools import partial

from scrutiny_cli.actionlog.query import Filter
from scrutiny_cli.cli.confidential import is_redacted, redact_session, warn_confidential_actions
from scrutiny_cli.cli.console import print_note
from scrutiny_cli.cli.file_errors import finish_reading
from scrutiny_cli.cli.listing import (
    begin_nothing,
    print_actions,
    resolve_format,
    select_actions,
)
from scrutiny_cli.cli.options import AsAt, Excel, Folder, Format, Internal
from scrutiny_cli.cli.session import read_log
from scrutiny_cli.output import views


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
    """  # noqa: D301
    table_format = resolve_format(form, excel=excel)
    redacted = is_redacted(table_format, internal=internal)
    opened = read_log(meetings, as_at, redacted=redacted)
    session = redact_session(opened, table_format, internal=internal)
    found = select_actions(session, Filter(overdue=True), "due")
    if not redacted:
        warn_confidential_actions(found)
    if found or table_format.name != "table":
        tabulate = partial(views.tabulate_overdue, found, session.book.log.actions)
        print_actions(session, found, table_format, tabulate, redacted=redacted)
    if not found:
        print_note(f"{begin_nothing(opened)} is overdue.")
    finish_reading(opened, redacted=redacted)
