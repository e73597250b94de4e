"""A page as a Word file; python-docx's one door."""

from __future__ import annotations

from scrutiny_cli.output.document import Document
from scrutiny_cli.publish.docx.body import write_body
from scrutiny_cli.publish.docx.package import BadTemplate, make_deterministic, validate_template
from scrutiny_cli.publish.docx.template import (
    mark_pages,
    open_template,
    save_file,
    set_properties,
    turn_page,
)

__all__ = ["BadTemplate", "render_docx"]


def render_docx(document: Document, template: bytes | None = None) -> bytes:
    """Return the page as a .docx, in a board's own letterhead and styles where there are any.

    The same page always gives the same bytes. Raise BadTemplate, which has the reason.
    """
    if template is None:
        return _render_file(document, None)
    data = validate_template(template)
    try:
        return _render_file(document, data)
    except BadTemplate:
        raise
    except Exception as fault:
        raise BadTemplate("its Word parts are damaged: save it again in Word") from fault


def _render_file(document: Document, template: bytes | None) -> bytes:
    word = open_template(template)
    set_properties(word, document)
    if document.is_wide:
        turn_page(word)
    write_body(word, document)
    mark_pages(word, document)
    return make_deterministic(save_file(word))
