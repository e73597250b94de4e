"""Which links a published page may carry."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import quote

from scrutiny_cli.minutes.characters import CONTROLS

_ABSOLUTE = re.compile(r"(?:https?://[^/\s]|mailto:[^\s])", re.IGNORECASE)
_RELATIVE = re.compile(r"(?![/\\]{2})[^:\\]*(?:[/?#]|$)")
_FILE = re.compile(r"[^\s?#]*\.[A-Za-z0-9]{2,5}(?:[?#]\S*)?\Z")
_UNFIT = re.compile(rf"[\t\n\r{CONTROLS}]")
_KEPT = "/:?#[]@!$&'*+,;=~%-._"
_DEEPEST = 8


def followed(link: str) -> str:
    """Give a link as a page may carry it: http, https, mailto or relative; "" if it is none.

    It is judged as it is written and with its character references decoded, as Markdown does.
    """
    link = link.strip()
    if not link or not all(map(_may_be_followed, _decoded(link))):
        return ""
    return quote(link, safe=_KEPT, errors="replace")


def address_of(text: str) -> str:
    """Give the address in a text that may be no address: http, https, mailto, or a file's path."""
    text = text.strip()
    return text if _ABSOLUTE.match(text) or _FILE.match(text) else ""


def _decoded(link: str) -> list[str]:
    """Give a link, and what decoding makes of it, again and again; too often is no link."""
    found = [link]
    while (plain := unescape(found[-1])) != found[-1]:
        if len(found) > _DEEPEST:
            return [*found, ""]
        found.append(plain)
    return found


def _may_be_followed(link: str) -> bool:
    link = link.strip()
    if not link or _UNFIT.search(link):
        return False
    return bool(_ABSOLUTE.match(link) or _RELATIVE.match(link))
