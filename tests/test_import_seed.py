"""The real minutes of 28 May 2015: their text becomes what a person transcribed by hand."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from support import MEETINGS, ROOT, scrutiny

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.actionlog.traverse import list_items, list_raised, list_updates
from scrutiny_cli.minutes.model import ActionEntry, Meeting
from scrutiny_cli.minutes.source import Source

NAME = "2015-05-28"
OLD = ROOT / "tests" / "old_minutes" / "force-performance-scrutiny-2015-05-28.txt"


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the text was imported."""
    folder = tmp_path_factory.mktemp("seed")
    (folder / "meetings").mkdir()
    shutil.copy(OLD, folder)
    done = scrutiny("import", OLD.name, "--format", "json", cwd=folder)
    (folder / "report.json").write_text(done.stdout, encoding="utf-8")
    return folder


def read_meeting(folder: Path) -> Meeting:
    path = folder / f"{NAME}.yaml"
    book = build_book([Source(f"meetings/{path.name}", path.read_text(encoding="utf-8"))])
    return book.meetings[0]


@pytest.fixture(scope="module")
def found(imported: Path) -> Meeting:
    return read_meeting(imported / "meetings")


@pytest.fixture(scope="module")
def expected() -> Meeting:
    return read_meeting(MEETINGS)


def describe_action(entry: ActionEntry, meeting: Meeting) -> tuple[Any, ...]:
    """Return the ref, the words, the owners and the day of an action."""
    due = entry.due or meeting.due
    return (
        entry.ref and str(entry.ref),
        entry.action and " ".join(entry.action.split()),
        tuple(map(str, entry.owners)),
        due and due.day,
    )


def test_all_actions_have_their_numbers_words_owners_and_dates(
    found: Meeting, expected: Meeting
) -> None:
    ours, theirs = (
        [describe_action(one.entry, meeting) for one in list_raised(meeting)]
        for meeting in (found, expected)
    )
    assert ours == theirs
    assert len(ours) == 10


def test_earlier_actions_have_their_numbers_and_owners(found: Meeting, expected: Meeting) -> None:
    assert [str(one.ref) for one in found.brought_forward] == [
        str(one.ref) for one in expected.brought_forward
    ]


def test_all_updates_are_recorded_and_a_further_one_of_25_15(
    found: Meeting, expected: Meeting
) -> None:
    def describe(meeting: Meeting) -> list[tuple[Any, ...]]:
        return [
            (str(one.update.ref), one.update.status, one.update.due and one.update.due.day)
            for one in list_updates(meeting)
            # What the transcriber concluded of 30/15 is not in the document.
            if one.update.ref != "30/15"
        ]

    assert describe(found) == describe(expected)
    refs = [str(one.update.ref) for one in list_updates(found)]
    assert len(refs) == 9
    assert refs.count("25/15") == 2


def test_all_people_have_their_names_roles_and_organisations(
    found: Meeting, expected: Meeting
) -> None:
    def describe(meeting: Meeting) -> list[tuple[Any, ...]]:
        return [
            (str(one.initials), str(one.name), one.role, one.organisation)
            for one in meeting.present
        ]

    assert describe(found) == describe(expected)


def test_the_head_and_the_titles_are_those_of_the_document(
    found: Meeting, expected: Meeting
) -> None:
    def describe(meeting: Meeting) -> list[Any]:
        coming = meeting.next_meeting
        assert coming is not None
        assert coming.due is not None
        head = [meeting.date, meeting.title, meeting.time, meeting.venue, coming.due.day]
        return [*head, *(item.title for item in list_items(meeting) if item.title)]

    assert describe(found) == describe(expected)


def test_the_file_has_no_error_and_each_doubt_is_a_warning(imported: Path) -> None:
    report = json.loads((imported / "report.json").read_text(encoding="utf-8"))
    (document,) = report["documents"]
    checked = scrutiny("check", "--format", "json", "--only", "unsure", cwd=imported)
    warned = [(one["line"], one["rule"]) for one in json.loads(checked.stdout)["problems"]]
    assert warned == [(one["line"], "unsure") for one in document["unsure"]]
    scrutiny("check", cwd=imported)
