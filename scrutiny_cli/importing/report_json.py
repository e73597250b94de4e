"""The report of an import as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from scrutiny_cli.actionlog.cuts import cut_book
from scrutiny_cli.importing.blocks import Doubt
from scrutiny_cli.importing.clean_text import list_words
from scrutiny_cli.importing.import_records import Batch, ImportedFile, RefusedFile
from scrutiny_cli.importing.imported_meeting import ImportedEntry, describe_places
from scrutiny_cli.importing.report_facts import collect_facts
from scrutiny_cli.output.json_text import json_document

_LISTS = ("present", "in_attendance", "apologies", "absent")


def render_report_json(batch: Batch, today: date, *, is_written: bool) -> str:
    """Return the report as JSON; `is_written` is false for a dry run and where all is refused."""
    actions = cut_book(batch.book, today).log.actions
    documents = [
        *(_describe_document(file, is_written=is_written) for file in batch.files),
        *(_describe_refused(failed) for failed in batch.refused),
        *(_describe_skipped_file(done) for done in batch.skipped),
    ]
    return json_document(
        {"open": sum(action.is_open for action in actions), "documents": documents}
    )


def _describe_document(file: ImportedFile, *, is_written: bool) -> dict[str, object]:
    facts = collect_facts(file)
    counts = dict.fromkeys(_LISTS, 0)
    for group in file.meeting.people:
        counts[group.field] += len(group.people)
    return {
        "source": file.source.path,
        "sha256": file.source.digest,
        "meeting": file.meeting.name,
        "file": file.path,
        "written": is_written,
        "date": file.meeting.head.day,
        "people": counts,
        "actions": [
            _describe_record(
                one.action.key,
                one.action.entry,
                one.line,
                (*one.action.entry.doubts, *one.action.doubts),
            )
            for one in (*facts.brought_forward, *facts.raised)
        ],
        "updates": [
            _describe_record(one.update.ref, one.update.entry, one.line, one.update.doubts)
            for one in facts.updates
        ],
        "unsure": [
            {
                "name": found.doubt.name,
                "place": found.doubt.place,
                "line": found.line,
                "message": found.doubt.message,
            }
            for found in facts.doubts
        ],
        "possible": [
            {"place": found.action.place, "line": found.line, "text": found.action.text}
            for found in facts.possible
        ],
        "ignored": [
            {"place": one.place, "reason": one.reason, "words": len(list_words(one.text))}
            for one in facts.ignored
        ],
        "refused": None,
    }


def _describe_record(
    key: str, entry: ImportedEntry, line: int, doubts: Iterable[Doubt]
) -> dict[str, object]:
    return {
        "key": key,
        "ref": entry.ref,
        "rule": entry.rule,
        "place": describe_places(entry),
        "line": line,
        "unsure": [doubt.name for doubt in doubts],
    }


def _describe_nothing(failed: RefusedFile) -> dict[str, object]:
    """Return the fields of a FILE of which no meeting was made."""
    return {
        "source": failed.source.path,
        "sha256": failed.source.digest,
        "meeting": ", ".join(failed.existing) or None,
        "file": None,
        "written": False,
        "date": None,
        "people": dict.fromkeys(_LISTS, 0),
        "actions": [],
        "updates": [],
        "unsure": [],
        "possible": [],
        "ignored": [],
        "refused": None,
    }


def _describe_refused(failed: RefusedFile) -> dict[str, object]:
    return _describe_nothing(failed) | {"refused": failed.reason}


def _describe_skipped_file(done: RefusedFile) -> dict[str, object]:
    return _describe_nothing(done)
