"""Which links a published page may carry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import quote

from scrutiny_cli.minutes.characters import CONTROLS
from scrutiny_cli.output.addresses import TextPart, split_addresses

_ABSOLUTE = re.compile(r"(?:https?://[^/\s]|mailto:[^\s])", re.IGNORECASE)
# The host of an address has no name and password before it, nor a sign that no host has.
_WITH_HOST = re.compile(
    r"https?://(?:\[[0-9a-f:.]+\]|[^\s/?#@:\[\]\\<>\"^`{|}%]+)(?::[0-9]{0,5})?(?:[/?#]|$)",
    re.IGNORECASE,
)
_MAIL = re.compile(r"mailto:\S", re.IGNORECASE)
_RELATIVE = re.compile(r"(?![/\\]{2})[^:\\]*(?:[/?#]|$)")
_FILE = re.compile(r"[^\s?#]*\.[A-Za-z0-9]{2,5}(?:[?#]\S*)?\Z")
_INVISIBLE = re.compile(rf"[\t\n\r{CONTROLS}]")
_UNQUOTED = "/:?#[]@!$&'*+,;=~%-._"
_MAX_DECODINGS = 8
_HOST = re.compile(r"https?://(?:[^/?#@]*@)?([^/?#:]+)", re.IGNORECASE)


def safe_href(link: str) -> str:
    """Return a link as a page may carry it: http, https, mailto or relative; "" if it is none.

    It is judged as it is written and with its character references decoded, as Markdown does.
    """
    link = link.strip()
    if not link or not all(map(_is_safe, _decode_references(link))):
        return ""
    return quote(link, safe=_UNQUOTED, errors="replace")


def find_host(href: str) -> str:
    """Return the host that a link leads to, as paper shows it; "" for one near by, or of mail."""
    found = _HOST.match(href)
    return "" if found is None else found[1].removeprefix("www.")


def link_addresses(text: str) -> Iterator[TextPart]:
    """Divide a text into parts; an address in it that may be followed has its link."""
    return (part._replace(link=safe_href(part.link)) for part in split_addresses(text))


def find_address(text: str) -> str:
    """Return a text that is an address (http, https, mailto, or a file's path), else ""."""
    text = text.strip()
    return text if _ABSOLUTE.match(text) or _FILE.match(text) else ""


def _decode_references(link: str) -> list[str]:
    """Return a link and what each decoding makes of it; "" is last where there are too many."""
    found = [link]
    while (plain := unescape(found[-1])) != found[-1]:
        if len(found) > _MAX_DECODINGS:
            return [*found, ""]
        found.append(plain)
    return found


def _is_safe(link: str) -> bool:
    link = link.strip()
    if not link or _INVISIBLE.search(link):
        return False
    return any(pattern.match(link) for pattern in (_WITH_HOST, _MAIL, _RELATIVE))
