"""The command `amend`: text in, text out; mentions and `about` follow, nothing else changes."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import MEETINGS, scrutiny
from test_layouts import JANUARY, NAME, TODAY, anything, files, opened

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.actionlog.traverse import list_raised
from scrutiny_cli.editing.amendment import (
    plan_action_amendment,
    plan_update_amendment,
    verify_amendment,
)
from scrutiny_cli.editing.yaml_layout import CannotEdit
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.minutes.yaml_lines import Texts

HEAD = "date: 2026-01-29\n"
LATER = "date: 2026-02-26\n"


def amend(
    text: str,
    later: str = "",
    *,
    key: str = "1/26",
    fields: dict[str, Texts | None] | None = None,
    **values: Texts | None,
) -> list[str]:
    """Return the texts of both files after an action of the first is amended."""
    names = {"2026-01-29": HEAD + text, "2026-02-26": LATER + later}
    book = build_book(Source(f"meetings/{name}.yaml", text) for name, text in names.items())
    intent = plan_action_amendment(book, book.log.by_key[key], {**(fields or {}), **values})
    done = verify_amendment(book, intent, date(2026, 3, 1))
    names |= {one.after.name: one.new_text for one in done}
    return [names["2026-01-29"].removeprefix(HEAD), names["2026-02-26"].removeprefix(LATER)]


BLOCK = "actions:\n  - ref: 1/26  # the roof\n    action: Mend\n    owner: AB\n    due: 1.3.26\n"


@pytest.mark.parametrize(
    ("before", "after", "values"),
    [
        (BLOCK, BLOCK.replace("AB", "CD, EF"), {"owner": "CD, EF"}),
        (BLOCK, BLOCK.replace("    owner: AB\n", ""), {"owner": None}),
        (BLOCK, BLOCK.replace("    due: 1.3.26\n", ""), {"due": None}),
        (BLOCK, BLOCK + "    links: [a, b]\n", {"links": ("a", "b")}),
        (BLOCK, BLOCK + "    links: a\n", {"due": "1.3.26", "links": "a"}),
        (BLOCK, BLOCK.replace("1/26", "2/26"), {"ref": "2/26"}),
        (BLOCK, BLOCK.replace("Mend", '"#1: mend"'), {"action": "#1: mend"}),
        (
            "actions:\n-   action: Mend\n    ref: 1/26\n",
            "actions:\n-   action: |\n      Mend\n      it\n    ref: 1/26\n",
            {"action": "Mend\nit"},
        ),
        (
            "actions: [{ref: 1/26, action: Mend, due: 1.3.26}] # c\n",
            "actions: [{ref: 1/26, action: Mend, owner: AB}] # c\n",
            {"due": None, "owner": "AB"},
        ),
        (
            'actions: [{"ref": "1/26", "action": "Mend"}]\n',
            'actions: [{"ref": "2/26", "action": "Mend"}]\n',
            {"ref": "2/26"},
        ),
        (
            "brought_forward:\n    - ref: 1/26\n      raised: 2025-12-01\n",
            "brought_forward:\n    - ref: 1/26\n      action: Mend\n      raised: 2025-12-01\n",
            {"action": "Mend"},
        ),
        (
            "actions:\n  - ref: 1/26\n    action: Mend\n    links:\n      - a\n      - b\n",
            "actions:\n  - ref: 1/26\n    action: Mend\n",
            {"links": None},
        ),
    ],
)
def test_the_fields_of_an_action_are_corrected(
    before: str, after: str, values: dict[str, Texts | None]
) -> None:
    assert amend(before, fields=values)[0] == after
    assert amend(before.replace("\n", "\r\n"), fields=values)[0] == after.replace("\n", "\r\n")
    assert amend(before.removesuffix("\n"), fields=values)[0] == after.removesuffix("\n")


KEYED = "actions:\n  - action: Mend\n  - action: Next\n    follows: 2026-01-29#1\n"
NAMED = "updates:\n  - ref: 2026-01-29#1\n    about: Mend\n    note: x\n"


def test_mentions_follow_a_first_number_and_the_last() -> None:
    first, later = amend(KEYED, NAMED, key="2026-01-29#1", ref="1/26")
    assert first == KEYED.replace("- action: M", "- ref: 1/26\n    action: M").replace(
        "s: 2026-01-29#1", "s: 1/26"
    )
    assert later == NAMED.replace("2026-01-29#1", "1/26")
    assert amend(first, later, ref=None) == [KEYED, NAMED]
    braces = "actions: [{action: Mend}]\n"
    assert amend(braces, key="2026-01-29#1", ref="1/26")[0] == (
        "actions: [{ref: 1/26, action: Mend}]\n"
    )
    quoted = 'actions: [{"action": "Mend"}]\n'
    assert amend(quoted, key="2026-01-29#1", ref="1/26")[0].startswith("actions: [{ref: 1/26, ")


def test_without_a_number_updates_say_what_they_are_about() -> None:
    first, later = amend(
        BLOCK.replace("  # the roof", ""),
        "updates:\n  - ref: 1/26\n    note: x\n  - {ref: 1/26, due: none}\n",
        ref=None,
    )
    assert first == BLOCK.replace("ref: 1/26  # the roof\n    ", "")
    assert later == (
        "updates:\n  - ref: 2026-01-29#1\n    about: Mend\n    note: x\n"
        "  - {ref: 2026-01-29#1, due: none, about: Mend}\n"
    )


def test_what_updates_are_about_follows_new_words() -> None:
    updates = (
        "updates:\n  - {ref: 2026-01-29#1, about: Me…, note: x}\n"
        "  - ref: 2026-01-29#1\n    about: Mow\n    action: Mow it\n"
    )
    first, later = amend(KEYED, updates, key="2026-01-29#1", action="Repair")
    assert first == KEYED.replace("Mend", "Repair")
    assert later == updates.replace("Me…", "Mow it")
    assert amend(KEYED, NAMED, key="2026-01-29#1", action="Mend it")[1] == NAMED
    assert amend(KEYED, NAMED, key="2026-01-29#1", action="Repair")[1] == (
        NAMED.replace("Mend", "Repair")
    )


def test_a_comment_on_a_number_that_goes_is_kept() -> None:
    assert amend(BLOCK, ref=None)[0] == BLOCK.replace("ref: 1/26  # the roof", "# the roof")
    braces = "actions: [{ref: 1/26, # the roof\n  action: Mend}]\n"
    with pytest.raises(CannotEdit, match=r":2: A comment would be deleted.*correct the entry of 1"):
        amend(braces, ref=None)


def test_what_would_be_wrong_is_refused() -> None:
    with pytest.raises(CannotEdit, match="is after the date of this meeting"):
        amend(BLOCK, on="2026-01-30")


# Updates, in any layout


@settings(max_examples=60, deadline=None)
@given(files(), anything, st.data())
def test_an_update_is_corrected_in_any_layout(text: str, said: str, data: st.DataObject) -> None:
    book = opened(text)
    own = [one for one in book.log.reports if one.meeting.name == NAME and one.key == "1/24"]
    if not own:
        return
    nth = data.draw(st.integers(1, len(own)))
    values: dict[str, Texts | None] = data.draw(
        st.fixed_dictionaries({}, optional={
            "note": st.sampled_from([None, said]), "status": st.sampled_from([None, "done"]),
            "due": st.sampled_from([None, "May 2024"]),
        })
    )  # fmt: skip
    intent = plan_update_amendment(book, book.meetings[-1], book.log.by_key["1/24"], nth, values)
    after = opened(verify_amendment(book, intent, TODAY)[0].new_text)
    now = [one for one in after.log.reports if one.meeting.name == NAME and one.key == "1/24"]
    for place, (old, new) in enumerate(zip(own, now, strict=True), 1):
        if place != nth:
            assert new.update == old.update
            continue
        note = values.get("note", old.update.note)
        status = values.get("status", old.update.status_text)
        assert (new.update.note, new.update.status_text) == (note, status)
        assert new.update.ref == old.update.ref
    assert list_raised(after.meetings[-1]) == list_raised(book.meetings[-1])


@settings(max_examples=60, deadline=None)
@given(files(), anything)
def test_an_action_is_corrected_in_any_layout(text: str, said: str) -> None:
    book = opened(text)
    raised = list_raised(book.meetings[-1])
    if not raised:
        return
    action = book.log.by_key[f"{NAME}#1"]
    intent = plan_action_amendment(book, action, {"action": said, "owner": None, "ref": "9/24"})
    after = opened(verify_amendment(book, intent, TODAY)[-1].new_text)
    now = list_raised(after.meetings[-1])
    assert (now[0].entry.action, now[0].entry.owners, now[0].entry.ref) == (said, (), "9/24")
    assert now[0].entry.due == raised[0].entry.due
    assert now[1:] == raised[1:]
    assert JANUARY in after.sources


# The command

JANUARY_FILE = """\
date: 2026-01-29
due: next meeting
actions:
  - ref: 1/26
    action: Mend the roof
    owner: AB
    due: 12.02.26
  - action: Paint
updates:
  - ref: 2026-01-29#2
    about: Paint
    note: one
"""
FEBRUARY_FILE = """\
date: 2026-02-26
items:
  - title: Matters arising
    minutes: As in 1/26.
    updates:
      - ref: 1/26
        status: ongoing
      - ref: 2026-01-29#2
        about: Paint
        status: done
        on: 2026-02-20
      - ref: 1/26
        note: two
        on: 2026-02-20
"""


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """Give a working directory with the meetings of January and February."""
    (tmp_path / "meetings").mkdir()
    write(tmp_path, "2026-01-29", JANUARY_FILE)
    write(tmp_path, "2026-02-26", FEBRUARY_FILE)
    return tmp_path


def write(board: Path, name: str, text: str) -> None:
    (board / "meetings" / f"{name}.yaml").write_text(text, encoding="utf-8")


def read(board: Path, name: str) -> str:
    return (board / "meetings" / f"{name}.yaml").read_text("utf-8")


def typed(board: Path, *words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    return scrutiny("amend", *words, cwd=board, code=code, SCRUTINY_TODAY="2026-03-01")


def test_it_reports_what_was_corrected_and_what_it_was(board: Path) -> None:
    done = typed(board, "1/26", "-d", "none", "-w", "CD", "-w", "EF")
    assert done.stdout == "1/26\n"
    assert done.stderr == (
        "“CD” and “EF” are new in this log. Separate owners with commas.\n"
        "meetings/2026-01-29.yaml:4: corrected 1/26.\n    owner: CD, EF\n    due: none\n"
        "Before: owner: AB\nBefore: due: 12.02.26\n"
    )
    assert read(board, "2026-01-29") == JANUARY_FILE.replace("AB", "CD, EF").replace(
        "12.02.26", "none"
    )
    again = typed(board, "1/26", "--owner", "CD, EF")
    assert "1/26 has these values already. Nothing was written.\n" in again.stderr


def test_a_new_number_is_reported_with_its_mentions(board: Path) -> None:
    done = typed(board, "1/26", "--ref", "2/26", "--diff")
    assert done.stdout == "2/26\n"
    assert "corrected 2/26: 1/26 becomes 2/26, and so do 2 mentions of it.\n" in done.stderr
    assert "+      - ref: 2/26\n" in done.stderr
    assert "Not changed, because 1/26 is in text or a comment there:\n" in done.stderr
    assert "2026-02-26.yaml:4:20: minutes: As in 1/26.\n" in done.stderr
    assert read(board, "2026-02-26").count("2/26\n") == 2
    done = typed(board, "2/26", "--due", "asap", "--dry-run")
    assert "“asap” is not a date" in done.stderr
    assert "due: 12.02.26" in read(board, "2026-01-29")


def test_an_update_is_corrected_in_its_meeting(board: Path) -> None:
    done = typed(
        board, "2026-01-29#2", "--at", "last", "-s", "none", "-t", "Two coats", "--on", "none"
    )
    assert done.stderr == (
        "meetings/2026-02-26.yaml:8: corrected the update of 2026-01-29#2.\n"
        "        note: Two coats\nBefore: status: done\nBefore: on: 2026-02-20\n"
        "Now open again: 2026-01-29#2.\n"
    )
    assert "        about: Paint\n        note: Two coats\n      - ref: 1/26\n" in read(
        board, "2026-02-26"
    )
    typed(board, "1/26", "-a", "2026-02-26", "--nth", "2", "--note", "none", "--on", "19.2.26")
    assert read(board, "2026-02-26").endswith("      - ref: 1/26\n        on: 2026-02-19\n")


def test_of_several_updates_one_is_chosen(board: Path) -> None:
    listed = (
        "  1. line 6, 26 February 2026: status: ongoing\n"
        "  2. line 12, 20 February 2026: note: two; on: 2026-02-20\n"
        "Choose one, for example --nth 1.\n"
    )
    for words, why in (((), "2 updates of 1/26"), (("--nth", "3"), "2 updates of 1/26, not 3")):
        done = typed(board, "1/26", "--at", "last", "-t", "x", *words, code=3)
        assert done.stderr == f"meetings/2026-02-26.yaml has {why}. Nothing was written.\n{listed}"


def test_agreed_minutes_are_not_corrected(board: Path) -> None:
    write(board, "2026-02-26", FEBRUARY_FILE + "  - approves: 2026-01-29\n")
    agreed = "The minutes of 2026-01-29 were agreed by 2026-02-26. Nothing was written. "
    done = typed(board, "1/26", "--due", "next meeting", "-w", "CD", code=3)
    assert done.stderr == (
        f"{agreed}To change the action from now on, type: "
        "scrutiny update 1/26 --due 'next meeting' --owner CD\n"
    )
    done = typed(board, "1/26", "--ref", "2/26", code=3)
    assert done.stderr.startswith(f"{agreed}To record a correction, type: scrutiny approve ")
    done = typed(board, "2026-01-29#2", "--at", "2026-01-29", "--note", "x", code=3)
    assert done.stderr.startswith(agreed)
    typed(board, "2026-01-29#2", "--at", "last", "--note", "x")


def test_mentions_in_agreed_minutes_stay(board: Path) -> None:
    write(board, "2026-02-26", FEBRUARY_FILE)
    write(board, "2026-02-28", "date: 2026-02-28\napproves: 2026-02-26\n")
    done = typed(board, "1/26", "--ref", "2/26", code=3)
    assert done.stderr.startswith("1/26 is used in agreed minutes, which must not change.")
    done = typed(board, "2026-01-29#2", "--action", "Varnish", code=3)
    assert "2026-02-26.yaml:9: about: Paint  (agreed by the meeting of 2026-02-28)\n" in done.stderr
    assert read(board, "2026-01-29") == JANUARY_FILE


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        (["1/26"], 2, "Type what to correct, for example --due 19.06.15\n"),
        (["1/26", "-t", "x"], 2, "--note belongs to an update. Name the meeting that has it, "),
        (["1/26", "-a", "last", "--links", "x"], 2, "--links belongs to the action, not to an "),
        (["1/26", "--due", "none", "--nth", "1"], 2, "--nth chooses among updates. Name the "),
        (["1/26", "--action", "none"], 2, "--action: an action needs words. To delete it, type: "),
        (["1/26", "--ref", "2026-01-29#3"], 2, "is written like the key of an action"),
        (["2026-01-29#2", "--ref", "1/26"], 2, "--ref: 1/26 is already used in meetings/2026-01-"),
        (["3/26", "--due", "none"], 2, "There is no action “3/26”."),
        (["1/26", "-a", "2026-01-29", "-t", "x"], 3, "1/26 was raised there: leave out --at.\n"),
        (["1/26", "--due", "soon 5 Jnue 2026"], 2, "--due"),
        (["1/26", "--action", " "], 2, "--action needs words. "),
    ],
)
def test_what_is_typed_wrongly_is_refused(
    board: Path, words: list[str], code: int, why: str
) -> None:
    assert why in typed(board, *words, code=code).stderr
    assert (read(board, "2026-01-29"), read(board, "2026-02-26")) == (JANUARY_FILE, FEBRUARY_FILE)


def test_a_meeting_without_an_update_is_refused_with_those_that_have_one(board: Path) -> None:
    write(board, "2026-02-28", "date: 2026-02-28\nactions: [{ref: 2/26, action: Sweep}]\n")
    done = typed(board, "1/26", "--at", "last", "-t", "x", code=3)
    assert done.stderr == (
        "meetings/2026-02-28.yaml has no update of 1/26. Nothing was written. These meetings "
        "have one: 2026-02-26.\n"
    )
    done = typed(board, "2/26", "--at", "2026-02-26", "-t", "x", code=3)
    assert done.stderr.endswith("No meeting has one.\n")


def test_of_two_actions_with_one_number_none_is_corrected(board: Path) -> None:
    write(board, "2026-02-28", "date: 2026-02-28\nactions: [{ref: 1/26, action: Sweep}]\n")
    done = typed(board, "1/26", "--due", "none", code=3)
    assert done.stderr.endswith(
        "Give one of them another number first: scrutiny renumber 1/26 --at 2026-01-29\n"
    )


def test_what_is_confidential_is_marked_so(board: Path) -> None:
    text = JANUARY_FILE.replace("owner: AB", "owner: AB\n    confidential: s.40")
    write(board, "2026-01-29", text)
    done = typed(board, "1/26", "--due", "none")
    assert done.stderr.endswith("This is confidential. Do not pass it on.\n")


@pytest.mark.untraced
def test_a_number_given_and_taken_back_leaves_the_very_bytes() -> None:
    sources = [Source(path.name, path.read_bytes().decode()) for path in sorted(MEETINGS.iterdir())]
    book, day = build_book(sources), date(2015, 6, 26)
    for action in book.log.actions:
        number = "99/15" if action.entry.ref is not None else "41/15"
        intent = plan_action_amendment(book, action, {"ref": number})
        there = verify_amendment(book, intent, day)[-1].book
        now = next(one for one in there.log.actions if one.position == action.position)
        assert now.key == number
        back = plan_action_amendment(there, now, {"ref": action.entry.ref})
        after = verify_amendment(there, back, day)[-1].book
        assert sorted(after.sources) == sorted(book.sources)
