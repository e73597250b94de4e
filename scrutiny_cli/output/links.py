"""Which links a published page may carry."""

from __future__ import annotations

import re
from urllib.parse import quote

_ABSOLUTE = re.compile(r"(?:https?://[^/\s]|mailto:[^\s])", re.IGNORECASE)
_RELATIVE = re.compile(r"(?![/\\]{2})[^:\\]*(?:[/?#]|$)")
_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_KEPT = "/:?#[]@!$&'*+,;=~%-._"


def followed(link: str) -> str:
    """Give a link as a page may carry it: http, https, mailto or relative; "" if it is none."""
    link = link.strip()
    if not link or _UNFIT.search(link):
        return ""
    if not _ABSOLUTE.match(link) and not _RELATIVE.match(link):
        return ""
    return quote(link, safe=_KEPT, errors="replace")
