"""What a person types for a field: taken as it is meant, remarked on, or refused in his words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support import scrutiny

from scrutiny_cli.actionlog.refs import matches_pattern
from scrutiny_cli.minutes.yaml_scalars import write_exactly
from scrutiny_cli.minutes.yaml_text import validate_text

TEXT = """\
date: 2015-06-25
present:
  - initials: LW
    name: Lucy West
  - WK
actions:
  - ref: 1/15
    action: One
  - ref: 2/15
    action: Two
items:
  - title: Water
"""


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """Give a working directory with one meeting, of the day before today."""
    (tmp_path / "meetings").mkdir()
    (tmp_path / "meetings" / "2015-06-25.yaml").write_text(TEXT)
    return tmp_path


def told(board: Path, *words: str, code: int = 0) -> str:
    """Give what is said on stderr; where it is refused, nothing was written."""
    done = scrutiny(*words, cwd=board, code=code)
    if code:
        assert (board / "meetings" / "2015-06-25.yaml").read_text() == TEXT
    return done.stderr


@pytest.mark.parametrize("due", ["tomorrow", "end of June", "June", "2015", "asap"])
def test_a_due_in_words_is_remarked_on(board: Path, due: str) -> None:
    remark = f"“{due}” is not a date: it stays as words, and the action is never overdue.\n"
    assert remark in told(board, "raise", "X", "--due", due)
    assert remark in told(board, "update", "1/15", "--due", due)


@pytest.mark.parametrize("due", ["25.06.15", "next meeting", "June 2015", "none", "today"])
def test_another_due_is_not(board: Path, due: str) -> None:
    assert "is kept as words" not in told(board, "raise", "X", "--due", due)


def test_what_is_typed_has_no_note_to_go_into(board: Path) -> None:
    for words in (
        ("raise", "X", "--due", "by 25 June 2015"),
        ("new-meeting", "2015-06-25-extra"),
        ("actions", "--as-at", "no later than 2015-06-25"),
    ):
        said = told(board, *words, code=2)
        assert "Type only " in said
        assert "note" not in said


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (
            ("--owner", "“LW”"),
            "--owner: the quotes would become part of the text. Type: --owner LW\n",
        ),
        (
            ("--owner", '"LW"'),
            "--owner: the quotes would become part of the text. Type: --owner LW\n",
        ),
        (("--due", "“next meeting”"), 'part of the text. Type: --due "next meeting"\n'),
        (("--owner", "LW\nWK"), "--owner takes one line, but this has several.\n"),
        (
            ("--owner", "/"),
            (
                "--owner: “/” is not a label. Type a label, for example --owner WK, "
                "or none for no owner.\n"
            ),
        ),
        (("--owner", "LW", "--owner", "none"), "--owner takes labels or none, not both. For"),
        (("--ref", "two\nlines"), "--ref takes one line, but this has several.\n"),
        (("--ref", "2015-05-28"), "--ref: “2015-05-28” is written like the date of a meeting."),
        (
            ("--ref", "2015-05-28#9"),
            "--ref: “2015-05-28#9” is written like the key of an action without a number.",
        ),
        (("--item", ""), "--item needs the number or title of an item. For example: --item 3"),
        (("--follows", ""), "An action is missing. Type its number or key, for example 37/15.\n"),
        (
            ("--on", "by 25 June 2015"),
            "There is a date inside these words. Type only 25 June 2015.\n",
        ),
    ],
)
def test_what_would_be_taken_wrongly_is_refused(
    board: Path, words: tuple[str, ...], why: str
) -> None:
    assert why in told(board, "raise", "X", *words, code=2)


@pytest.mark.parametrize("owner", ["LW WK", "LW or WK", "T/DCI Smith"])
def test_an_owner_nobody_knows_is_remarked_on(board: Path, owner: str) -> None:
    remark = f"“{owner}” is new in this log. Separate owners with commas.\n"
    assert remark in told(board, "raise", "X", "--owner", owner)


@pytest.mark.parametrize(
    "owner", ["LW, WK", "LW;WK", "LW + WK", "LW/WK", "lucy west", "wk", "none", "tbc"]
)
def test_an_owner_somebody_knows_is_not(board: Path, owner: str) -> None:
    assert "new in this log" not in told(board, "raise", "X", "--owner", owner)


@pytest.mark.parametrize(
    ("ref", "does"),
    [("3/15", True), ("3 / 15", True), ("03/15", False), ("3/2015", False), ("next", False)],
)
def test_a_number_not_as_the_boards_is_remarked_on(board: Path, ref: str, does: bool) -> None:  # noqa: FBT001
    assert matches_pattern("{n}/{yy}", ref) is does
    said = told(board, "raise", "X", "--ref", ref)
    remark = f"{ref} is not written like this board's numbers, {{n}}/{{yy}}. The next free "
    assert (remark in said) is not does


def test_what_becomes_confidential_by_its_place_is_told(board: Path) -> None:
    path = board / "meetings" / "2015-06-25.yaml"
    path.write_text(TEXT + "    confidential: true\n")
    remark = "3/15 is confidential, because its item or meeting is.\n"
    assert remark in scrutiny("raise", "X", "--at", "2015-06-25", cwd=board).stderr
    own = scrutiny("raise", "Y", "--confidential", "--at", "2015-06-25", cwd=board).stderr
    assert "because its item" not in own


def test_a_text_that_begins_with_a_dash_is_shown_how(board: Path) -> None:
    assert 'dash, for example: scrutiny raise -- "-5 tables"' in told(
        board, "raise", "-leading", code=2
    )
    assert "-5 tables" not in told(board, "raise", "X", "--onwer", "LW", code=2)
    told(board, "raise", "--", "-leading")


def test_a_text_with_a_dash_that_is_no_choice_is_shown_as_it_was_typed(board: Path) -> None:
    assert "not “- x”." in told(board, "actions", "--by", "- x", code=2)


@pytest.mark.parametrize("text", ["- dash", "-5 tables", "-- two", "-\ttab", "- a\nb"])
def test_a_text_that_begins_with_a_dash_and_can_be_nothing_else_is_taken(
    board: Path, text: str
) -> None:
    told(board, "raise", text, "--owner", "LW")
    told(board, "update", "1/15", "--note", text, "-t", text)
    shown = scrutiny("actions", "--format", "json", "--search", text, cwd=board).stdout
    first, raised = json.loads(shown)["actions"]
    assert (first["history"][-1]["note"], raised["action"]) == (text, text)
    told(board, "update", "2/15", "-tin one word and more")
    assert "in one word and more" in (board / "meetings" / "2015-06-25.yaml").read_text()


def test_an_open_status_that_becomes_closes_is_told(board: Path) -> None:
    words = ("update", "1/15", "--becomes", "2/15")
    remark = "--becomes closes 1/15, although “ongoing” means open.\n"
    assert remark in told(board, *words, "--status", "ongoing", "--dry-run")
    assert "although" not in told(board, *words, "--status", "superseded", "--dry-run")


def test_an_action_may_be_raised_on_another_day(board: Path) -> None:
    assert "more than" not in told(board, "raise", "X", "--on", "8 June 2015")
    assert "on: 2015-06-08\n" in (board / "meetings" / "2015-06-25.yaml").read_text()


def test_an_action_raised_after_the_meeting_is_not_its(board: Path) -> None:
    said = told(board, "raise", "X", "--on", "today", code=3)
    assert said.endswith(
        "came before 2015-06-26. Nothing was written. Run `scrutiny new-meeting`.\n"
    )


def test_every_line_end_typed_is_one(board: Path) -> None:
    assert validate_text("a\r\nb\rc\r") == "a\nb\nc"
    assert "needs words" in told(board, "raise", "\u200b", code=2)


def test_several_emoji_that_are_one_stay_one() -> None:
    family = "\U0001f469\u200d\U0001f469\u200d\U0001f467"
    assert write_exactly(family) == f'"{family}"'


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--title", "\a"), "--title: There is an invisible character here: U+0007"),
        (("--title", ""), "--title is empty. Type --title none, or leave"),
        (("--refs", " "), "--refs is empty. Type --refs none, or leave"),
        (("--date", ""), "--date is empty. Type --date none, or leave"),
        (
            ("--date", "by 25 June 2015"),
            "--date: “by 25 June 2015”: There is a date inside these words.",
        ),
        (("--schedule", "soon"), "--schedule: No meeting dates can be worked out from “soon”."),
        (("--refs", "{n}{meeting}"), "--refs: “{n}{meeting}” is not a pattern for numbers."),
    ],
)
def test_init_says_which_answer_it_cannot_take(
    tmp_path: Path, words: tuple[str, ...], why: str
) -> None:
    done = scrutiny("init", "-y", *words, cwd=tmp_path, code=2)
    assert done.stderr.startswith(why)
    assert list(tmp_path.iterdir()) == []


def test_a_board_without_a_name_is_told(tmp_path: Path) -> None:
    remark = "Add the board's name to meetings/series.yaml, for example `title: Harbour Board`.\n"
    assert remark in scrutiny("init", cwd=tmp_path).stderr
    (tmp_path / "a").mkdir()
    assert "name to b/meetings/series.yaml," in scrutiny("init", "b", cwd=tmp_path).stderr
    assert remark not in scrutiny("init", "a", "--title", "Weir", cwd=tmp_path).stderr


@pytest.mark.parametrize(
    ("words", "typed"),
    [
        ("done on Monday", "--status done --note 'on Monday'"),
        ("Completed in part", "--status 'in progress' --note 'Completed in part'"),
        ("superseded by 2/15", "--becomes 2/15"),
        ("complete 12/6/15", "--status complete --on 12/6/15"),
    ],
)
def test_a_status_with_more_words_gets_the_options_to_type(
    board: Path, words: str, typed: str
) -> None:
    said = told(board, "update", "1/15", "--status", words, code=2)
    assert said == f"“{words}” is not a known status. Type: {typed}\n"


def test_a_misspelt_status_gets_the_nearest_word(board: Path) -> None:
    said = told(board, "update", "1/15", "--status", "compleeted", code=2)
    assert said == "“compleeted” is not a known status. Did you mean “completed”?\n"


@pytest.mark.parametrize("command", [("update", "1/15"), ("actions",)])
def test_an_unknown_status_gets_them_all_and_where_their_words_are(
    board: Path, command: tuple[str, ...]
) -> None:
    said = told(board, *command, "--status", "noted", code=2)
    assert "“noted” is not a known status. Use one of: open, in progress, on hold, " in said
    assert said.endswith("`scrutiny help statuses` lists the words for each.\n")
