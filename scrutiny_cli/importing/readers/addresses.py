"""Addresses of web pages and of mail within a text."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"“”]+", re.IGNORECASE)
_ENDS = ".,;:!?'’"


def find_addresses(text: str) -> tuple[str, ...]:
    """Return the addresses of a text in their order, each once."""
    if ":" not in text:
        return ()
    return tuple(dict.fromkeys(_trim_address(found[0]) for found in _ADDRESS.finditer(text)))


def _trim_address(address: str) -> str:
    """Remove the signs after an address that belong to its sentence."""
    address = address.rstrip(_ENDS)
    while address.endswith(")") and address.count(")") > address.count("("):
        address = address[:-1].rstrip(_ENDS)
    return address
