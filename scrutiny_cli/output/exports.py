"""Listings for other programs: plain lines, CSV, Markdown and JSON."""

from __future__ import annotations

import io
import re
import unicodedata
from typing import TYPE_CHECKING

from scrutiny_cli.output.markdown_text import escaped, opening
from scrutiny_cli.output.text import clean, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from scrutiny_cli.actionlog.model import Action, BoardName, Event
    from scrutiny_cli.minutes.model import Due
    from scrutiny_cli.output.table import Group, Sheet

SCHEMA_VERSION = 1
_BOM = "\ufeff"
# A spreadsheet takes full-width signs for formulas too where its language is an East Asian one.
_FORMULA = frozenset("=+-@＝＋－＠﹦﹢﹣﹫")  # noqa: RUF001  meant
_UNSEEN = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def plain(sheet: Sheet) -> str:
    """Give a header and one line a row, separated by tabs; nothing is cut, no footer."""
    return "".join("\t".join(map(one_line, row)) + "\n" for row in sheet.flat())


def csv(sheet: Sheet, *, excel: bool) -> str:
    """Give CSV by RFC 4180 without formulas; with `excel` it begins with the byte order mark."""
    from csv import writer as csv_writer  # noqa: PLC0415  plain lines do not wait for it

    stream = io.StringIO()
    if excel:
        stream.write(_BOM)
    writer = csv_writer(stream)
    writer.writerows(tuple(map(_harmless, row)) for row in sheet.flat())
    return stream.getvalue()


def _harmless(cell: str) -> str:
    text = clean(cell.replace("\r\n", "\n").replace("\r", "\n"))
    return f"'{text}" if _is_formula(cell) else text


def _is_formula(cell: str) -> bool:
    first = next((one for one in cell if unicodedata.category(one)[0] not in "ZC"), "")
    return first in _FORMULA or cell[:1] in {"\t", "\r", "\n"}


def markdown(sheet: Sheet) -> str:
    """Give a table in GitHub's Markdown for each group; every text shows as it is."""
    parts = [_markdown_group(sheet, group) for group in sheet.groups]
    if not parts:
        parts = [_markdown_table(sheet, ())]
    if sheet.footer:
        parts.append(opening(sheet.footer) + "\n")
    return "\n".join(parts)


def _markdown_group(sheet: Sheet, group: Group) -> str:
    table = _markdown_table(sheet, group.rows)
    if not group.heading:
        return table
    return f"### {escaped(group.heading)}\n\n{table}"


def _markdown_table(sheet: Sheet, rows: Iterable[Sequence[str]]) -> str:
    return markdown_table(map(escaped, sheet.titles), (map(escaped, row) for row in rows))


def markdown_table(titles: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Give a table of cells that are Markdown already."""
    head = tuple(titles)
    lines = [_markdown_row(head), "|" + " --- |" * len(head), *map(_markdown_row, rows)]
    return "".join(f"{line}\n" for line in lines)


def _markdown_row(cells: Iterable[str]) -> str:
    return "|" + "".join(f" {cell} |" for cell in cells)


def actions_json(
    actions: Iterable[Action], *, as_at: date | None, today: date, board: BoardName
) -> str:
    """Give the actions as `schema_version` 1 promises; days are ISO 8601, null where none."""
    listed = [_action(action, today, board) for action in actions]
    return json_document(
        {"as_at": iso_or_none(as_at), "today": iso_or_none(today), "actions": listed}
    )


def sheet_json(name: str, sheet: Sheet) -> str:
    """Give another listing's rows under its name; the keys are its columns' titles."""
    rows = [
        _fields(sheet, row) | ({"group": group.heading} if group.heading else {})
        for group in sheet.groups
        for row in group.rows
    ]
    return json_document({name: rows})


def _fields(sheet: Sheet, row: Sequence[str]) -> dict[str, str | int | None]:
    return {
        column.title.casefold().replace(" ", "_"): int(cell) if column.number else cell or None
        for column, cell in zip(sheet.columns, row, strict=True)
    }


def json_document(content: Mapping[str, object]) -> str:
    """Give JSON with its `schema_version`."""
    return json_text({"schema_version": SCHEMA_VERSION, **content})


def json_text(content: Mapping[str, object]) -> str:
    """Give JSON in which no control character stands bare."""
    import json  # noqa: PLC0415  plain lines do not wait for it

    # `##[` in the log of a build server may be a command to it, wherever it stands.
    text = json.dumps(content, ensure_ascii=False, indent=2).replace("##", "#\\u0023")
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def _action(action: Action, today: date, board: BoardName) -> dict[str, object]:
    return {
        "key": action.key,
        "ref": action.ref,
        "action": action.action,
        "owners": list(action.owners),
        "owner_text": action.owner_text,
        "status": action.status.value,
        "status_text": action.status_text,
        "open": action.is_open,
        **due_fields(action.due),
        "original_due": iso_or_none(action.original_due),
        "slips": action.slips,
        "overdue_days": action.overdue_days(today),
        "raised": iso_or_none(action.raised),
        "age_days": action.age_days(today),
        "item": action.item,
        "closed": iso_or_none(action.closed),
        "answered": iso_or_none(action.answered),
        "follows": list(action.follows),
        "becomes": list(action.becomes),
        "links": list(action.entry.links),
        "confidential": action.confidential is not None,
        "board": board.name,
        "board_path": board.path,
        "file": action.place.path,
        "line": action.place.line,
        "history": [_event(event) for event in action.history],
    }


def _event(event: Event) -> dict[str, object]:
    return {
        "date": iso_or_none(event.date),
        "meeting": event.meeting,
        "event": event.kind,
        "status": event.status.value if event.status is not None else None,
        "status_text": event.status_text,
        "note": event.note,
        "action": event.action,
        **due_fields(event.due),
        "owners": list(event.owners) if event.owners is not None else None,
        "owner_text": event.owner_text,
        "confidential": event.confidential is not None,
        "file": event.place.path,
        "line": event.place.line,
    }


def due_fields(due: Due | None) -> dict[str, object]:
    """Give the fields of a due: its day, and its words where it was not written as a date."""
    if due is None:
        return {"due": None, "due_text": None}
    return {"due": iso_or_none(due.day), "due_text": due.words}


def iso_or_none(day: date | None) -> str | None:
    """Give a day by ISO 8601; None where there is none."""
    return day.isoformat() if day is not None else None
