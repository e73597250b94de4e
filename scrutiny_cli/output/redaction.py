"""How it is said that something is confidential: as a mark, or in place of what is withheld."""

from __future__ import annotations


def describe_withheld(reason: str | None) -> str:
    """Return what is said in place of what is withheld, with the reason."""
    text = " ".join((reason or "").split())
    return f"Withheld, {text}" if text else "Withheld: confidential"


def describe_confidential(reason: str | None) -> str:
    """Return what is said of something confidential that is shown, with the reason."""
    text = " ".join((reason or "").split())
    return f"Confidential: {text}" if text else "Confidential"


def mark_confidential(reason: str | None) -> str:
    """Return the mark before something confidential, with a space after it; None: it is not."""
    return "" if reason is None else f"[{describe_confidential(reason)}] "
