"""What becomes of documents with each difficulty: the text of every file, and the report."""

from __future__ import annotations

import re
from datetime import date

import pytest
from import_difficulties import DIFFICULTIES, Difficulty
from support import check_golden, make_book

from scrutiny_cli.importing.batch import import_files
from scrutiny_cli.importing.blocks import CannotImport
from scrutiny_cli.importing.import_records import (
    Batch,
    ImportFile,
    ImportOptions,
    RefusedFile,
    TargetFolder,
)
from scrutiny_cli.importing.report import describe_batch
from scrutiny_cli.importing.source_reader import read_tracker
from scrutiny_cli.importing.tracker.options import TrackerOptions
from scrutiny_cli.importing.tracker.plan import plan_tracker

TODAY = date(2024, 6, 1)


def import_all(case: Difficulty) -> Batch:
    files = [
        ImportFile(f"old/{name}", data.encode() if isinstance(data, str) else data)
        for name, data in case.files.items()
    ]
    book, plans, refused = make_book(case.folder), {}, []
    options = TrackerOptions(sheets=(), header=None, columns={}, statuses={})
    for file in files:
        if file.name.endswith((".xlsx", ".csv")):
            try:
                plans[file] = plan_tracker(read_tracker(file.name, file.data), options, book)
            except CannotImport as reason:
                refused.append(RefusedFile(file, str(reason)))
    left = [file for file in files if file not in {one.source for one in refused}]
    folder = TargetFolder("meetings", book, TODAY)
    batch = import_files(left, ImportOptions(), folder, plans)
    return batch._replace(refused=(*batch.refused, *refused))


@pytest.mark.parametrize("name", DIFFICULTIES)
def test_a_difficulty_has_its_text_and_report(name: str, update: bool) -> None:  # noqa: FBT001
    batch = import_all(DIFFICULTIES[name])
    texts = [f"{file.path}\n\n{file.written.text}\n" for file in batch.files]
    text = re.sub("sha256:[0-9a-f]{64}", "sha256:…", "".join(texts))
    report = describe_batch(batch, TODAY)
    check_golden(f"import-{name.replace(' ', '-').lower()}.txt", f"{text}{report}", update)


def test_what_was_imported_is_skipped() -> None:
    case = DIFFICULTIES["22 series of three"]
    written = {file.meeting.name: file.written.text for file in import_all(case).files}
    again = import_all(case._replace(folder=written))
    assert again.files == ()
    assert describe_batch(again, TODAY) == (
        "old/january.md: imported already as 2024-01-09.\n"
        "old/february.md: imported already as 2024-02-13.\n"
        "old/march.md: imported already as 2024-03-12.\n"
    )
