"""The command `people`: list everyone known."""

from __future__ import annotations

from scrutiny_cli.cli.confidential import warn_confidential
from scrutiny_cli.cli.finish import finish_reading
from scrutiny_cli.cli.listing import choose_listing
from scrutiny_cli.cli.options import AsAt, Excel, Folder, Format, Internal
from scrutiny_cli.cli.session import read_log, redact_log
from scrutiny_cli.output.views import count_unknown_people, tabulate_people


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
    """
    listing = choose_listing(form, excel=excel, internal=internal)
    session = read_log(meetings, as_at, redacted=listing.is_redacted)
    redacted = None
    if session.whole.may_be_confidential and not listing.is_redacted:
        redacted = redact_log(session)
        warn_confidential(count_unknown_people(session.book, redacted), "rows")
    listing.print_table(tabulate_people(session.book, session.counted_from, redacted))
    finish_reading(session)
