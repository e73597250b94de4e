"""How it is said that something is confidential: as a mark, or in the place of what is withheld."""

from __future__ import annotations


def withheld(reason: str | None) -> str:
    """Say in place of a thing that it is withheld, and why."""
    said = " ".join((reason or "").split())
    return f"Withheld, {said}" if said else "Withheld: confidential"


def confidential(reason: str | None) -> str:
    """Say of a thing that is shown that it is confidential, and why."""
    said = " ".join((reason or "").split())
    return f"Confidential: {said}" if said else "Confidential"


def bracketed(reason: str | None) -> str:
    """Give the mark before what is confidential on a line, with a space after it; None is not."""
    return "" if reason is None else f"[{confidential(reason)}] "
