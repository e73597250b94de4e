"""The command `delete`: only what nothing uses goes; keys below it move, and what uses them."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import scrutiny
from test_layouts import NAME, TODAY, files, opened, rest

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.actionlog.traverse import list_raised, list_updates
from scrutiny_cli.editing.amendment import find_update
from scrutiny_cli.editing.deletion import Deletion, plan_action_deletion, verify_deletion
from scrutiny_cli.editing.yaml_layout import CannotEdit
from scrutiny_cli.minutes.source import Source

HEAD = "date: 2026-01-29\n"
NUMBERED = "actions:\n  - ref: 1/26\n    action: One\n  - ref: 2/26\n    action: Two\n"


def delete(text: str, key: str, **later: str) -> dict[str, str]:
    """Return the texts of the files that change when an action of January is deleted."""
    texts = {"2026-01-29": HEAD + text}
    texts |= {f"2026-{name[1:3]}-{name[3:]}": text for name, text in later.items()}
    book = build_book(
        Source(f"meetings/{name}.yaml", f"date: {name}\n" + text.removeprefix(HEAD))
        for name, text in texts.items()
    )
    day = date(2026, 3, 1)
    done = verify_deletion(book, plan_action_deletion(book, book.log.by_key[key], day), day)
    return {one.after.name: one.new_text.partition("\n")[2] for one in done}


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        (NUMBERED, "actions:\n  - ref: 1/26\n    action: One\n", "2/26"),
        ("actions:\n  - ref: 1/26\n    action: One\nx-a: 1\n", "x-a: 1\n", "1/26"),
        (
            "actions: [{ref: 1/26, action: A}, {ref: 2/26, action: B}] # c\n",
            "actions: [{ref: 1/26, action: A}] # c\n",
            "2/26",
        ),
        ('actions: [{"ref": "1/26", "action": "A"}]\n', "", "1/26"),
        (
            "actions:\n- action: A\n\n  # of B\n- action: B\n\n- {action: C, links: a}\n",
            "actions:\n- action: A\n\n  # of B\n- action: B\n",
            "2026-01-29#3",
        ),
        (
            "items:\n  - title: X\n    actions:\n      # mail\n      - action: A\n  - title: Y\n",
            "items:\n  - title: X\n  - title: Y\n",
            "2026-01-29#1",
        ),
        (
            "brought_forward:\n  - ref: 9/25\n  - action: A\n",
            "brought_forward:\n  - ref: 9/25\n",
            "2026-01-29#b2",
        ),
    ],
)
def test_an_action_goes_with_its_lines(before: str, after: str, key: str) -> None:
    assert delete(before, key) == {"2026-01-29": after}
    windows = delete(before.replace("\n", "\r\n"), key)
    assert windows["2026-01-29"] == after.replace("\n", "\r\n")


MANY = (
    "actions:\n  - action: A\n  - action: B\n  - ref: 1/26\n    action: C\n  - action: D\n"
    "    follows: 2026-01-29#2, 1/26\nupdates:\n  - {ref: 2026-01-29#4, about: D, note: x}\n"
)


def test_keys_that_move_follow_in_all_files() -> None:
    march = "actions:\n  - action: E\n    follows: '2026-01-29#3'\nupdates:\n"
    march += "  - ref: 2026-01-29#2\n    about: B\n    becomes: 2026-03-26#1\n"
    done = delete(MANY, "2026-01-29#1", m0326=march)
    assert list(done) == ["2026-03-26", "2026-01-29"]
    assert done["2026-03-26"] == march.replace("29#2", "29#1").replace("29#3", "29#2")
    assert done["2026-01-29"] == MANY.replace("  - action: A\n", "").replace(
        "29#2", "29#1"
    ).replace("29#4", "29#3")


def test_empty_updates_in_meetings_to_come_go_too() -> None:
    march = "updates:\n  # Raised on 29 January 2026\n\n  # One\n  - ref: 1/26\n    status:\n\n"
    march += "  # Two\n  - ref: 2/26\n    status:\n"
    done = delete(NUMBERED, "2/26", m0326=march, m0430="updates: [{ref: 2/26}]\n")
    assert list(done) == ["2026-03-26", "2026-04-30", "2026-01-29"]
    assert done["2026-03-26"] == march.partition("\n\n  # Two")[0] + "\n"
    assert done["2026-04-30"] == ""


@pytest.mark.parametrize(
    ("later", "place"),
    [
        ("updates: [{ref: 2/26, note: x}]\n", "2026-03-26.yaml:2:16"),
        ("actions: [{action: A, follows: 2/26}]\n", "2026-03-26.yaml:2:32"),
        ("actions: [{action: A, follows: '2026-01-29#2'}]\n", "2026-03-26.yaml:2:33"),
        (
            "actions: [{ref: 1/27, action: A}]\nupdates: [{ref: 1/26, becomes: 2/26}]\n",
            "2026-03-26.yaml:3:32",
        ),
    ],
)
def test_what_is_used_is_not_deleted(later: str, place: str) -> None:
    said = r"2/26 is used elsewhere, so it cannot be deleted\. Nothing was"
    with pytest.raises(CannotEdit, match=said) as told:
        delete(NUMBERED, "2/26", m0326=later)
    assert f"\nmeetings/{place[:-3]}" in str(told.value)
    assert str(told.value).endswith(
        '\nRecord it as withdrawn: scrutiny update 2/26 --status withdrawn --note "raised by '
        'mistake"'
    )


def test_an_empty_update_of_a_meeting_held_is_a_use() -> None:
    with pytest.raises(CannotEdit, match="2/26 is used elsewhere"):
        delete(NUMBERED, "2/26", m0226="updates: [{ref: 2/26}]\n")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (NUMBERED, "1/26"),
        ("actions: [{ref: BOD 1, action: A}]\n", "BOD 1"),
        ("actions: [{ref: 1/26, action: A}]\nbrought_forward: [{ref: 2/26}]\n", "1/26"),
    ],
)
def test_a_number_that_is_not_the_highest_is_withdrawn(text: str, key: str) -> None:
    with pytest.raises(CannotEdit, match=f"{key} is not the highest number.*withdrawn: scrutiny"):
        delete(text, key)


def test_what_is_not_a_list_is_deleted_by_hand() -> None:
    with pytest.raises(CannotEdit, match=r"yaml:3: `actions` is not a list.*delete 2026-01-29#1, "):
        delete("actions:\n  action: A\n", "2026-01-29#1")


@settings(max_examples=80, deadline=None)
@given(files(), st.data())
def test_an_action_is_deleted_in_any_layout(text: str, data: st.DataObject) -> None:
    book = opened(text)
    before = book.meetings[-1]
    raised = list_raised(before)
    if not raised:
        return
    place = data.draw(st.integers(0, len(raised) - 1))
    intent = plan_action_deletion(book, book.log.by_key[f"{NAME}#{place + 1}"], TODAY)
    after = opened(verify_deletion(book, intent, TODAY)[0].new_text).meetings[-1]
    assert list_raised(after) == raised[:place] + raised[place + 1 :]
    assert list_updates(after) == list_updates(before)
    assert rest(after) == rest(before)


@settings(max_examples=80, deadline=None)
@given(files(), st.data())
def test_an_update_is_deleted_in_any_layout(text: str, data: st.DataObject) -> None:
    book = opened(text)
    before = book.meetings[-1]
    updates = [one.update for one in list_updates(before)]
    own = [place for place, update in enumerate(updates) if update.ref == "1/24"]
    if not own:
        return
    nth = data.draw(st.integers(1, len(own)))
    update = find_update(book, before, book.log.by_key["1/24"], nth).update
    intent = Deletion("it", before, update.place)
    after = opened(verify_deletion(book, intent, TODAY)[0].new_text).meetings[-1]
    place = own[nth - 1]
    assert [one.update for one in list_updates(after)] == updates[:place] + updates[place + 1 :]
    assert list_raised(after) == list_raised(before)
    assert rest(after) == rest(before)


# The command

JANUARY = f"{HEAD}minutes: On 2/26, and on 2026-01-29#4.\n{NUMBERED}  - action: A\n  - action: B\n"
FEBRUARY = "date: 2026-02-26\nupdates:\n  - ref: 1/26\n    note: x\n  - ref: 1/26\n    due: none\n"
MARCH = (
    "date: 2026-03-26\nupdates:\n  - ref: 2/26\n    status:\n  - ref: 2026-01-29#4\n"
    "    about: B\n    status:\n"
)


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """Give a working directory with the meetings of January to March."""
    (tmp_path / "meetings").mkdir()
    write(tmp_path, "2026-01-29", JANUARY)
    write(tmp_path, "2026-02-26", FEBRUARY)
    write(tmp_path, "2026-03-26", MARCH)
    return tmp_path


def write(board: Path, name: str, text: str) -> None:
    (board / "meetings" / f"{name}.yaml").write_text(text, encoding="utf-8")


def read(board: Path, name: str) -> str:
    return (board / "meetings" / f"{name}.yaml").read_text("utf-8")


def typed(board: Path, *words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    return scrutiny("delete", *words, cwd=board, code=code, SCRUTINY_TODAY="2026-03-01")


def test_it_reports_what_is_deleted_and_what_follows(board: Path) -> None:
    trial = typed(board, "2/26", "--dry-run", "--diff")
    assert "-  - ref: 2/26\n" in trial.stderr
    assert read(board, "2026-01-29") == JANUARY
    done = typed(board, "2/26")
    assert done.stdout == "2/26\n"
    assert done.stderr == (
        "meetings/2026-01-29.yaml:6: deleted 2/26 and its empty update in 2026-03-26. "
        "The number 2/26 is free again.\n"
        "Deleted from meetings/2026-03-26.yaml:3:\n  - ref: 2/26\n    status:\n"
        "Deleted from meetings/2026-01-29.yaml:6:\n  - ref: 2/26\n    action: Two\n"
        "meetings/2026-03-26.yaml:3:\n  - ref: 2026-01-29#3\n"
        "The keys of actions without a number changed: 2026-01-29#3 is now 2026-01-29#2, "
        "2026-01-29#4 is now 2026-01-29#3.\n"
        "Not changed, because 2/26 is in text or a comment there:\n"
        "meetings/2026-01-29.yaml:2:13: minutes: On 2/26, and on 2026-01-29#4.\n"
        "Not changed, because 2026-01-29#4 is in text or a comment there:\n"
        "meetings/2026-01-29.yaml:2:26: minutes: On 2/26, and on 2026-01-29#4.\n"
    )
    assert "- ref: 2026-01-29#3\n    about: B\n" in read(board, "2026-03-26")
    raised = scrutiny("raise", "New", cwd=board, SCRUTINY_TODAY="2026-03-01")
    assert raised.stdout == "2/26\n"


def test_an_update_is_deleted_in_its_meeting(board: Path) -> None:
    done = typed(board, "1/26", "--at", "last", "--nth", "2")
    assert done.stderr == (
        "meetings/2026-02-26.yaml:5: deleted the update of 1/26.\n"
        "Deleted from meetings/2026-02-26.yaml:5:\n  - ref: 1/26\n    due: none\n"
    )
    assert typed(board, "1/26", "-a", "last").stdout == "1/26\n"
    assert read(board, "2026-02-26") == "date: 2026-02-26\n"
    done = typed(board, "1/26", "-a", "last", code=3)
    assert done.stderr.endswith("has no update of 1/26. Nothing was written. No meeting has one.\n")


def test_an_action_that_is_open_again_is_reported(board: Path) -> None:
    write(board, "2026-02-26", "date: 2026-02-26\nupdates: [{ref: 1/26, status: done}]\n")
    done = typed(board, "1/26", "--at", "last")
    assert ":2:\nupdates: [{ref: 1/26, status: done}]\n" in done.stderr
    assert "warning [not-mentioned]" in done.stderr
    assert done.stderr.endswith("\nNow open again: 1/26.\n")


def test_of_several_updates_one_is_chosen(board: Path) -> None:
    done = typed(board, "1/26", "-a", "last", code=3)
    assert "has 2 updates of 1/26. Nothing was written.\n  1. line 3, " in done.stderr
    assert done.stderr.endswith("Choose one, for example --nth 1.\n")
    assert "not 3" in typed(board, "1/26", "-a", "last", "--nth", "3", code=3).stderr
    assert "Name the meeting" in typed(board, "1/26", "--nth", "1", code=2).stderr
    assert read(board, "2026-02-26") == FEBRUARY


def test_agreed_minutes_stay(board: Path) -> None:
    write(board, "2026-02-28", "date: 2026-02-28\napproves: [2026-01-29, 2026-02-26]\n")
    done = typed(board, "2/26", code=3)
    assert done.stderr == (
        "The minutes of 2026-01-29 were agreed by 2026-02-28. Nothing was written. Record it as "
        'withdrawn: scrutiny update 2/26 --status withdrawn --note "raised by mistake"\n'
    )
    done = typed(board, "1/26", "--at", "2026-02-26", "--nth", "1", code=3)
    assert done.stderr == (
        "The minutes of 2026-02-26 were agreed by 2026-02-28. Nothing was written. Record what is "
        "true now: scrutiny update 1/26 --note TEXT\n"
    )
    assert read(board, "2026-02-26") == FEBRUARY


def test_a_key_in_agreed_minutes_does_not_move(board: Path) -> None:
    write(board, "2026-02-26", FEBRUARY + "  - {ref: 2026-01-29#4, about: B, note: x}\n")
    write(board, "2026-02-28", "date: 2026-02-28\napproves: 2026-02-26\n")
    done = typed(board, "2026-01-29#3", code=3)
    assert done.stderr.startswith("A key that moves with 2026-01-29#3 is used in agreed minutes, ")
    assert "2026-02-26.yaml:7: - {ref: 2026-01-29#4, about: B, note: x}  (agreed by" in done.stderr
    assert read(board, "2026-01-29") == JANUARY
