"""A page as a Word file; python-docx's one door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrutiny_cli.publish.docx import body, letterhead
from scrutiny_cli.publish.docx.package import BadTemplate, checked, settled

if TYPE_CHECKING:
    from scrutiny_cli.output.document import Document

__all__ = ["BadTemplate", "docx"]


def docx(document: Document, template: bytes | None = None) -> bytes:
    """Give the page as a .docx, in a board's own letterhead and styles where there are any.

    The same page always gives the same bytes. Raises BadTemplate, which says why.
    """
    if template is None:
        return _made(document, None)
    data = checked(template)
    try:
        return _made(document, data)
    except BadTemplate:
        raise
    except Exception as fault:
        raise BadTemplate("Word's parts in it are damaged: save it anew in Word") from fault


def _made(document: Document, template: bytes | None) -> bytes:
    word = letterhead.opened(template)
    letterhead.described(word, document)
    body.write(word, document)
    letterhead.mark(word, document)
    return settled(letterhead.saved(word))
