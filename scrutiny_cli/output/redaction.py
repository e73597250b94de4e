"""The words for something confidential: a mark, or a text instead of what is withheld."""

from __future__ import annotations


def describe_withheld(reason: str | None) -> str:
    """Return the text that replaces what is withheld, with the reason."""
    text = " ".join((reason or "").split())
    return f"Withheld, {text}" if text else "Withheld: confidential"


def describe_confidential(reason: str | None) -> str:
    """Return the mark of something confidential that is shown, with the reason."""
    text = " ".join((reason or "").split())
    return f"Confidential: {text}" if text else "Confidential"


def mark_confidential(reason: str | None) -> str:
    """Return the mark before something confidential, with a space after it; None: it is not."""
    return "" if reason is None else f"[{describe_confidential(reason)}] "
