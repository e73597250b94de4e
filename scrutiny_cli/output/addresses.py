"""The addresses in a text: of the web, and of mail."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
ADDRESS_PATTERNS = {
    "address": r"(?<![A-Za-z0-9])(?i:https?|ftp)://[^\s<>“”‘’«»\"]+",
    "www": r"(?<![A-Za-z0-9])(?i:www)\.[^\s<>“”‘’«»\"]+",
    "mail": rf"(?<![\w.+-])[A-Za-z0-9.+_-]{{1,64}}@(?:{_LABEL}\.){{1,8}}[A-Za-z]{{2,63}}(?![\w-])",
}
_ADDRESS = re.compile("|".join(f"(?P<{name}>{text})" for name, text in ADDRESS_PATTERNS.items()))
_PREFIXES = {"address": "", "www": "http://", "mail": "mailto:"}
_CLOSING = {")": "(", "]": "[", "}": "{"}
_ENDING = frozenset("?!.,:;*_~'…")


class TextPart(NamedTuple):
    """A part of a text, and where it leads to; "" where it is no address."""

    text: str
    link: str = ""


def split_addresses(text: str) -> Iterator[TextPart]:
    """Divide a text into its addresses and what is between them."""
    end = 0
    for found in _ADDRESS.finditer(text):
        address, rest = split_ending(found[0]) if found.lastgroup != "mail" else (found[0], "")
        if not has_host(address, found.lastgroup):
            continue
        if found.start() > end:
            yield TextPart(text[end : found.start()])
        yield TextPart(address, _PREFIXES[found.lastgroup or "address"] + address)
        end = found.end() - len(rest)
    if end < len(text):
        yield TextPart(text[end:])


def has_host(address: str, kind: str | None) -> bool:
    """Whether anything is left of an address after its beginning, as `https://` or `www.`."""
    return kind == "mail" or bool(address.partition("." if kind == "www" else "://")[2])


def split_ending(address: str) -> tuple[str, str]:
    """Return an address without the punctuation that ends the sentence around it, and the rest."""
    count, end = Counter(address), len(address)
    while end:
        last = address[end - 1]
        unopened = last in _CLOSING and count[last] > count[_CLOSING[last]]
        if last not in _ENDING and not unopened:
            break
        count[last] -= 1
        end -= 1
    return address[:end], address[end:]
