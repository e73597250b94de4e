"""A reminder as the draft of a mail: a file that a mail program opens, to be sent by a person."""

from __future__ import annotations

import re
from email import policy
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage

from scrutiny_cli.output.text import make_one_line
from scrutiny_cli.publish.reminders import Reminder

_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*", re.ASCII)


def is_address(text: str) -> bool:
    """Whether a text is an email address that a header can have (RFC 5322, in ASCII)."""
    return _make_address("", text) is not None


def render_draft(reminder: Reminder) -> bytes:
    """Return the draft, addressed where there is an address.

    It has neither a sender nor a date, so that the same reminder gives the same bytes: the program
    that sends it adds them.
    """
    message = EmailMessage(policy=policy.SMTP)
    message["X-Unsent"] = "1"
    address = _make_address(make_one_line(reminder.name), reminder.address)
    if address is not None:
        message["To"] = address
    message["Subject"] = make_one_line(reminder.subject)
    message.set_content(reminder.text, charset="utf-8", cte="quoted-printable")
    return bytes(message)


def _make_address(name: str, text: str) -> Address | None:
    if not _ADDRESS.fullmatch(text):
        return None
    try:
        return Address(name, addr_spec=text)
    except (HeaderParseError, ValueError):
        return None
