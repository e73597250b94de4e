"""The form in which a page is published, and what renders it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Annotated

import typer

from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.cli.option_values import describe_missing_value
from scrutiny_cli.cli.output_file import require_extra
from scrutiny_cli.output.document import Document
from scrutiny_cli.publish.csv_list import render_csv_list
from scrutiny_cli.publish.mail_text import render_mail_text
from scrutiny_cli.publish.markdown import render_markdown
from scrutiny_cli.storage.errors import WriteRefused
from scrutiny_cli.storage.file_reader import read_file
from scrutiny_cli.storage.paths import format_path, resolve_path

_NO_LIBRARIES = (
    "A PDF file needs Pango, a library that is not on this computer. Install it:\n"
    "  Debian, Ubuntu: sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0\n"
    "  macOS: brew install pango\n"
    "  Windows: install MSYS2 and type in its window: pacman -S mingw-w64-ucrt-x86_64-pango"
)
Renderer = Callable[[Document], str | bytes]
LISTS = ("csv", "xlsx")  # forms of listings alone
_ENDINGS = {"htm": "html", "markdown": "md", "txt": "text"}
# Endings of files that other programs would not open if they had another form.
_OTHER_ENDINGS = frozenset({"csv", "doc", "docx", "odt", "pdf", "rtf", "xls", "xlsx"})

Template = Annotated[
    str | None,
    typer.Option(
        "--template",
        metavar="FILE",
        help="With docx: a Word file from which to take headers, footers and styles.",
    ),
]


def find_form_of_file(output: str | None, known: tuple[str, ...]) -> str | None:
    """Return the form that the ending of a file means, if it is one of those that are known."""
    ending = _read_ending(output)
    meant = _ENDINGS.get(ending, ending)
    return meant if meant in known else None


def _read_ending(output: str | None) -> str:
    """Return what is after the last full stop of a file's name, in lower case."""
    return (output or "").rpartition(".")[2].lower() if "." in (output or "") else ""


def choose_form(
    to: str | None, output: str | None, forms: tuple[str, ...], known: tuple[str, ...] | None = None
) -> str:
    """Return the form that is typed, or that the ending of the file means.

    `known` are the forms that an ending may mean, where these are more than may be chosen.
    """
    _refuse_other_ending(output, forms, known or forms)
    by_ending = find_form_of_file(output, known or forms)
    form = by_ending if to is None else to.lower()
    if form is None:
        raise UsageError(f"--to is missing: type {_list_forms(forms)}. For example: --to html")
    if form not in forms:
        is_known = form in (known or ())
        more = f" {form} is only for --actions and --decisions." if is_known else ""
        raise UsageError(
            f"--to takes {_list_forms(forms)}, not “{form}”.{more} For example: --to html"
        )
    if by_ending not in {None, form}:
        raise UsageError(
            f"The name {output} means {by_ending}, but --to is {form}. Change one of them."
        )
    return form


def _refuse_other_ending(
    output: str | None, forms: tuple[str, ...], known: tuple[str, ...]
) -> None:
    """Refuse a name that promises a form in which nothing is written here."""
    ending = _read_ending(output)
    if output is None or ending not in _OTHER_ENDINGS - set(known):
        return
    endings = tuple(".txt" if form == "text" else f".{form}" for form in forms)
    better = f"{output[: -len(ending) - 1]}{endings[0]}"
    raise UsageError(
        f"-o {output}: .{ending} files cannot be written here. Type a name that ends in "
        f"{_list_forms(endings)}, for example -o {better}"
    )


def _list_forms(forms: tuple[str, ...]) -> str:
    return f"{', '.join(forms[:-1])} or {forms[-1]}"


def choose_renderer(form: str, template: str | None, output: str | None) -> Renderer:
    """Return what makes the file of a document; refuse what is missing before reading anything."""
    if template is not None and form != "docx":
        raise UsageError(
            "--template is only for Word: type --to docx, too, or leave --template out."
        )
    if form == "docx":
        return _choose_word_renderer(template, output)
    if form == "pdf":
        return choose_pdf_renderer()
    if form == "html":
        with require_extra():
            from scrutiny_cli.publish.html import render_html  # noqa: PLC0415  loads jinja2
        return render_html
    if form == "xlsx":
        with require_extra("xlsx"):
            from scrutiny_cli.publish.list_workbook import (  # noqa: PLC0415  loads openpyxl
                render_list_workbook,
            )
        return render_list_workbook
    return {"csv": render_csv_list, "text": render_mail_text}.get(form, render_markdown)


def choose_pdf_renderer() -> Callable[[Document], bytes]:
    """Return what makes a PDF file; refuse where a package or a library is missing."""
    with require_extra("pdf"), _require_libraries():
        from scrutiny_cli.publish.pdf import render_pdf  # noqa: PLC0415  loads weasyprint
    return render_pdf


@contextmanager
def _require_libraries() -> Iterator[None]:
    """Import what uses libraries of the system within it; refuse where there is none of a name.

    What WeasyPrint then prints, with addresses to read on, is not shown.
    """
    with redirect_stdout(StringIO()):
        try:
            yield
        except OSError as missing:
            raise UsageError(_NO_LIBRARIES) from missing


def _choose_word_renderer(template: str | None, output: str | None) -> Callable[[Document], bytes]:
    with require_extra():
        from scrutiny_cli.publish.docx import BadTemplate, render_docx  # noqa: PLC0415  loads docx
    if template is None:
        return render_docx
    data = _read_template(template, output)

    def render_with_template(document: Document) -> bytes:
        try:
            return render_docx(document, data)
        except BadTemplate as bad:
            message = f"{format_path(Path(template))} cannot be used as a template: {bad}."
            raise UsageError(message) from bad

    return render_with_template


def _read_template(template: str, output: str | None) -> bytes:
    if not template.strip():
        raise UsageError(describe_missing_value("--template", "FILE"))
    path = Path(template)
    if output is not None and resolve_path(Path(output)) == resolve_path(path):
        raise UsageError(
            "-o is the template itself. Type another name, for example -o minutes.docx."
        )
    try:
        return read_file(path)
    except WriteRefused as reason:
        raise UsageError(f"--template: {reason}") from reason
