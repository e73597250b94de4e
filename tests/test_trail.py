"""Who wrote what of each action: the entries of a file followed through its versions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from scrutiny_cli.actionlog.blame import (
    Commit,
    FileChange,
    Revision,
    Version,
    find_former_names,
    follow_entries,
    list_steps,
)
from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.minutes.source import Source

NAME = "2024-03-14.yaml"
SURVEY = "  - {ref: 1/24, action: Survey of the mole, owner: AB}\n"
PUBLISH = "  - {action: Publish the minutes, owner: CD}\n"


def meeting(text: str, name: str = NAME) -> Meeting | None:
    book = build_book([Source(name, text)])
    return book.meetings[0] if book.meetings else None


def read(revisions: Sequence[Revision], *names: str) -> dict[Version, Meeting | None]:
    """Give the meetings of every version of some files."""
    changes = [change for revision in revisions for change in revision.changes]
    return {(one.name, one.blob): meeting(one.blob) for one in changes if one.name in names}


def raising(*actions: str) -> str:
    return "date: 2024-03-14\nactions:\n" + "".join(actions)


def commit(day: int, zone: int = 0) -> Commit:
    """Give a commit of a day in May at noon, by the person of that day."""
    when = datetime(2024, 5, day, 12, tzinfo=timezone(timedelta(hours=zone)))
    return Commit(str(day), f"person {day}", when)


def written(*texts: str, name: str = NAME) -> list[tuple[str, list[str]]]:
    """Give each entry of the last of some versions, with who wrote each of its steps.

    Each version is committed by the person of its day, from the first of May on.
    """
    revisions = [
        Revision(
            commit(day),
            (str(day - 1),) if day > 1 else (),
            (FileChange(name if day > 1 else None, name, text),),
        )
        for day, text in enumerate(texts, 1)
    ]
    found = follow_entries(revisions, read(revisions, name))[name]
    return [(str(entry.record.action), whom(entry.steps)) for entry in found]


def whom(steps: Sequence[object]) -> list[str]:
    return [step.commit.who.removeprefix("person ") for step in steps]  # type: ignore[attr-defined]


def test_an_entry_is_of_the_commit_that_wrote_it_first() -> None:
    assert written(raising(SURVEY), raising(SURVEY, PUBLISH)) == [
        ("Survey of the mole", ["1"]),
        ("Publish the minutes", ["2"]),
    ]


def test_an_action_put_in_above_changes_no_other() -> None:
    assert written(raising(PUBLISH), raising("  - {action: Paint}\n", PUBLISH)) == [
        ("Paint", ["2"]),
        ("Publish the minutes", ["1"]),
    ]


def test_each_change_of_an_entry_is_a_step() -> None:
    texts = (SURVEY, SURVEY.replace("AB", "RO"), SURVEY.replace("AB", "RO").replace("1/24", "2/24"))
    assert written(*map(raising, texts)) == [("Survey of the mole", ["1", "2", "3"])]


def test_comments_indents_and_items_are_nobodys_change() -> None:
    deeper = "date: 2024-03-14\nitems:\n  - title: Mole\n    actions:\n      # Now.\n    " + SURVEY
    assert written(raising(SURVEY), deeper) == [("Survey of the mole", ["1"])]


def test_reworded_entries_are_found_by_most_of_their_words() -> None:
    assert written(raising(PUBLISH), raising(PUBLISH.replace("minutes", "agreed minutes"))) == [
        ("Publish the agreed minutes", ["1", "2"])
    ]


def test_what_says_something_else_is_a_new_entry() -> None:
    assert written(raising(PUBLISH), raising("  - {action: Paint it}\n")) == [("Paint it", ["2"])]


def test_an_empty_update_that_is_filled_is_of_the_one_who_filled_it() -> None:
    head = "date: 2024-03-14\nupdates:\n  - ref: 1/24\n"
    empty, filled = f"{head}    status:\n", f"{head}    status: done\n"
    assert written(empty, filled) == [("None", ["2"])]
    assert written(empty, empty.replace("status:", "on: 13 March 2024")) == [("None", ["1", "2"])]
    assert written(empty, filled, filled + "    note: Seen\n") == [("None", ["2", "3"])]


def test_a_version_that_cannot_be_read_takes_nothing() -> None:
    assert written(raising(SURVEY), "a: [", raising(SURVEY)) == [("Survey of the mole", ["1"])]
    assert written("a: [", raising(SURVEY)) == [("Survey of the mole", ["2"])]


def test_of_a_merge_what_it_takes_over_is_of_the_one_who_wrote_it() -> None:
    edited = SURVEY.replace("AB", "RO")
    base, ours, theirs = raising(SURVEY), raising(SURVEY, PUBLISH), raising(edited)
    both = raising(edited, PUBLISH)
    revisions = [
        Revision(commit(1), (), (FileChange(None, NAME, base),)),
        Revision(commit(2), ("1",), (FileChange(NAME, NAME, ours),)),
        Revision(commit(3), ("1",), (FileChange(NAME, NAME, theirs),)),
        Revision(commit(4), ("2", "3"), (FileChange(NAME, NAME, both),)),
        Revision(commit(5), ("4", "3"), (FileChange(NAME, NAME, theirs),)),
    ]
    for last, expected in ((4, [["1", "3"], ["2"]]), (5, [["1", "3"]])):
        found = follow_entries(revisions[:last], read(revisions, NAME))[NAME]
        assert [whom(entry.steps) for entry in found] == expected


def test_a_file_that_is_renamed_keeps_its_entries() -> None:
    old = "2024-03-13.yaml"
    revisions = [
        Revision(commit(1), (), (FileChange(None, old, raising(SURVEY)),)),
        Revision(commit(2), ("1",), (FileChange(old, NAME, raising(SURVEY, PUBLISH)),)),
        Revision(commit(3), ("2",), (FileChange(NAME, None, ""), FileChange(None, "x", ""))),
        Revision(commit(4), ("2",), (FileChange(None, "other.yaml", ""),)),
    ]
    names = find_former_names(revisions, [NAME])
    assert names == {old, NAME}
    found = follow_entries(revisions, read(revisions, *names))[NAME]
    assert [whom(entry.steps) for entry in found] == [["1"], ["2"]]
    assert follow_entries(revisions[:3], read(revisions, *names)) == {}


def test_the_newest_step_comes_last_whatever_its_zone_and_the_uncommitted_after_it() -> None:
    text = raising(SURVEY, PUBLISH, "  - {action: Paint}\n")
    book = build_book([Source(NAME, text)])
    revisions = [
        Revision(commit(3), (), (FileChange(None, NAME, raising(SURVEY)),)),
        Revision(commit(2, -15), ("3",), (FileChange(NAME, NAME, raising(SURVEY, PUBLISH)),)),
        Revision(None, ("2",), (FileChange(NAME, NAME, text),)),
    ]  # fmt: skip
    entries = follow_entries(revisions, read(revisions, NAME) | {(NAME, text): book.meetings[0]})
    steps = list_steps(book.log.actions, entries)
    assert [step.action.state.words for step in steps] == [
        "Publish the minutes",
        "Survey of the mole",
        "Paint",
    ]
    assert [step.step.commit and step.step.commit.id for step in steps] == ["2", "3", None]
    assert steps[0].step.commit is not None
    assert steps[0].step.commit.when < datetime(2024, 5, 3, 12, tzinfo=UTC)


@given(st.lists(st.sampled_from(["AB", "CD", "EF"]), min_size=1, max_size=8))
def test_each_owner_is_of_the_one_who_wrote_it_last(owners: list[str]) -> None:
    texts = [raising(SURVEY.replace("AB", owner)) for owner in owners]
    changed = [
        str(day) for day, owner in enumerate(owners, 1) if day == 1 or owners[day - 2] != owner
    ]
    assert written(*texts) == [("Survey of the mole", changed)]
