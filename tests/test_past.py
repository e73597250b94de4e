"""What a change does to the past: texts of two or three states in, problems out."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import CASES, git, scrutiny

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.rules import RULES, find_history_problems

MAY = """\
date: 2024-05-09
due: next meeting
present:
  - initials: GH
    name: Gail Holt
brought_forward:
  - ref: 7/23
actions:
  - ref: 1/24
    action: Survey of the east mole
    owner: GH
    due: 11 July 2024
  - action: To be published on the website
    owner: EF
"""
JUNE = """\
date: 2024-06-13
approves: 2024-05-09
updates:
  - ref: 1/24
    status: in progress
  - ref: 2024-05-09#2
    status: done
"""


class State(NamedTuple):
    """The texts of a state by the names of its meetings."""

    files: dict[str, str]

    def __or__(self, more: dict[str, str]) -> State:
        return State(self.files | more)

    def __sub__(self, name: str) -> State:
        return State({one: text for one, text in self.files.items() if one != name})

    def edited(self, name: str, old: str, new: str) -> State:
        assert old in self.files[name]
        return self | {name: self.files[name].replace(old, new)}

    @property
    def book(self) -> MinuteBook:
        return build_book(Source(f"{name}.yaml", text) for name, text in self.files.items())


BOARD = State({"2024-05-09": MAY, "2024-06-13": JUNE})
DRAFT = BOARD.edited("2024-06-13", "approves: 2024-05-09\n", "")


def told(now: State, base: State = BOARD, fork: State | None = None) -> list[str]:
    found = find_history_problems(now.book, base.book, None if fork is None else fork.book)
    return [f"{one.rule} {one.place.path[:-5]}:{one.place.line}" for one in found]


# Agreed minutes


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("due: next meeting", "due: none", 1),
        ("name: Gail Holt", "name: Gail Holm", 4),
        ("    name: Gail Holt\n", "    name: Gail Holt\n  - initials: AB\n", 6),
        ("  - ref: 7/23\n", "  - ref: 7/23\n    from: the old log\n", 7),
        ("  - ref: 1/24\n", "  - action: Paint the office\n  - ref: 1/24\n", 9),
        ("  - ref: 1/24\n", "  - ref: 1/24\n    confidential: yes\n", 9),
        ("actions:\n", "minutes: The board met.\nactions:\n", 8),
    ],
)
def test_agreed_minutes_that_change_are_told_at_the_place(old: str, new: str, line: int) -> None:
    now = BOARD.edited("2024-05-09", old, new)
    assert f"agreed-changed 2024-05-09:{line}" in told(now)
    assert "agreed-changed" not in "".join(told(now - "2024-06-13", DRAFT - "2024-06-13"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("date: 2024-05-09", "# a comment\n\ndate: 9 May 2024"),
        ("  - ref: 1/24\n", "  - ref: '1/24'\n"),
        ("    owner: GH\n    due: 11 July 2024\n", "    due: 11.07.24\n    owner: [GH]\n"),
        ("Survey of the east mole", '"Survey of\n      the east mole"'),
        ("actions:", "x-page: 12\nactions:"),
    ],
)
def test_another_way_of_writing_is_no_change(old: str, new: str) -> None:
    assert told(BOARD.edited("2024-05-09", old, new)) == []


@pytest.mark.parametrize(
    ("old", "new", "places"),
    [
        ("due: 11 July 2024", "due: 12 July 2024", [12]),
        ("    due: 11 July 2024\n", "", [9]),
        ("owner: EF", "owner: GH", [14]),
        ("published on the website", "put on the website", [13]),
        ("east mole\n    owner: GH", "west mole\n    owner: EF", [10, 11]),
    ],
)
def test_what_was_raised_in_agreed_minutes_is_not_edited_there(
    old: str, new: str, places: list[int]
) -> None:
    now = BOARD.edited("2024-05-09", old, new)
    assert told(now) == [f"action-edited 2024-05-09:{line}" for line in places]
    assert told(now - "2024-06-13", DRAFT - "2024-06-13") == []


CORRECTED = "approves: 2024-05-09\ncorrections: For the east mole read the west mole.\n"


def test_with_a_recorded_correction_it_is_no_fault() -> None:
    now = BOARD.edited("2024-05-09", "east mole", "west mole")
    now = now.edited("2024-05-09", "name: Gail Holt", "name: Gail Holm")
    assert len(told(now)) == 2
    assert told(now | {"2024-07-11": f"date: 2024-07-11\n{CORRECTED}"}) == []
    in_item = "items:\n- " + CORRECTED.replace("\n", "\n  ")
    assert told(now | {"2024-07-11": f"date: 2024-07-11\n{in_item}"}) == []


def test_a_correction_that_was_there_or_of_other_minutes_does_not_count() -> None:
    base = BOARD.edited("2024-06-13", "approves: 2024-05-09\n", CORRECTED)
    now = base.edited("2024-05-09", "east mole", "west mole")
    assert told(now, base) == ["action-edited 2024-05-09:10"]
    other = CORRECTED.replace("2024-05-09", "2024-06-13")
    assert told(now | {"2024-07-11": f"date: 2024-07-11\n{other}"}, base) != []


def test_minutes_that_are_agreed_together_with_the_change_may_change() -> None:
    assert told(BOARD.edited("2024-05-09", "east mole", "west mole"), DRAFT) == []


def test_minutes_that_the_base_agreed_meanwhile_are_agreed() -> None:
    now = DRAFT.edited("2024-05-09", "east mole", "west mole")
    assert told(now, BOARD, DRAFT) == ["action-edited 2024-05-09:10"]
    assert told(DRAFT, BOARD, DRAFT) == []


def test_what_the_base_changed_itself_is_not_told_of_who_has_it_too() -> None:
    base = BOARD.edited("2024-05-09", "east mole", "west mole")
    base = base.edited("2024-05-09", "due: next meeting", "due: none")
    assert len(told(base, BOARD)) == 2
    assert told(base, base, BOARD) == []
    assert told(BOARD, base, BOARD) == []


def test_a_renamed_file_is_the_same_meeting() -> None:
    now = (BOARD - "2024-05-09") | {"2024-05-09-ordinary": MAY}
    assert told(now) == ["key-moved 2024-06-13:6"]


def test_an_agreed_file_that_is_gone_is_told_with_its_actions() -> None:
    found = told(BOARD - "2024-05-09")
    assert found[0] == "agreed-changed 2024-05-09:1"
    assert [one.split()[0] for one in found[1:]] == ["action-removed"] * 3


def test_a_file_that_cannot_be_read_has_lost_nothing() -> None:
    assert told(BOARD | {"2024-05-09": 'date: "'}) == []


# Actions and numbers


def test_an_action_is_not_removed_whoever_agreed_its_minutes() -> None:
    for base in (BOARD, DRAFT):
        without = base.files["2024-05-09"].partition("  - action")[0]
        assert told(base | {"2024-05-09": without}, base) == ["action-removed 2024-05-09:1"]
    assert told(BOARD.edited("2024-05-09", "  - ref: 7/23\n", "")) == [
        "action-removed 2024-05-09:1"
    ]


def test_an_action_that_the_base_removed_is_not_told() -> None:
    base = DRAFT | {"2024-05-09": MAY.partition("  - action")[0]}
    assert told(base, base, DRAFT) == []
    assert told(base, DRAFT, DRAFT) == ["action-removed 2024-05-09:1"]


def test_an_action_that_another_branch_added_is_not_missed() -> None:
    base = BOARD | {"2024-07-11": "date: 2024-07-11\nactions:\n  - action: Paint the office\n"}
    assert told(BOARD, base, BOARD) == []


def test_a_number_given_to_an_action_later_or_another_one_removes_nothing() -> None:
    assert (
        told(DRAFT.edited("2024-05-09", "  - action: To", "  - ref: 2/24\n    action: To"), DRAFT)
        == []
    )
    assert told(DRAFT.edited("2024-05-09", "ref: 1/24", "ref: 3/24"), DRAFT) == []


def test_what_was_brought_forward_may_be_raised_in_a_file_of_its_own() -> None:
    origin = "date: 2023-12-07\nactions:\n  - ref: 7/23\n    action: Repaint the office\n"
    now = DRAFT.edited("2024-05-09", "brought_forward:\n  - ref: 7/23\n", "")
    assert told(now | {"2023-12-07": origin}, DRAFT) == []


def test_numbers_that_are_exchanged_are_both_told() -> None:
    two = "date: 2024-05-09\nactions:\n- ref: 1/24\n  action: {}\n- ref: 2/24\n  action: {}\n"
    base = State({"2024-05-09": two.format("Survey", "Figures")})
    now = State({"2024-05-09": two.format("Figures", "Survey")})
    assert told(now, base) == ["number-reused 2024-05-09:3", "number-reused 2024-05-09:5"]
    assert told(State({"2024-05-09": two.format("A survey", "Figures")}), base) == []


def test_a_number_of_a_removed_action_is_not_given_again() -> None:
    base = State({"2024-05-09": "date: 2024-05-09\nactions:\n- ref: 1/24\n  action: Survey\n"})
    now = State(
        {
            "2024-05-09": "date: 2024-05-09\n",
            "2024-06-13": "date: 2024-06-13\nactions:\n- ref: 1/24\n  action: Figures\n",
        }
    )
    assert told(now, base) == ["action-removed 2024-05-09:1", "number-reused 2024-06-13:3"]


NEW = "date: 2024-07-11\nactions:\n- ref: {}/24\n  action: {}\n"


def test_a_number_that_the_base_gave_meanwhile_is_told_with_the_next_free_one() -> None:
    fork = BOARD | {"series": 'refs: "{n}/{yy}"\n'}
    base = fork | {"2024-07-11": NEW.format(2, "Costs of a crane")}
    now = fork | {"2024-07-11": NEW.format(2, "Paint the office")}
    (found,) = find_history_problems(now.book, base.book, fork.book)
    assert (found.rule, found.place.line) == ("number-taken", 3)
    assert "“Costs of a crane”" in found.message
    assert found.hint.startswith("Write `ref: 3/24`, the next number that is free")
    higher = base | {"2024-08-08": NEW.format(9, "More").replace("07-11", "08-08")}
    (found,) = find_history_problems(now.book, higher.book, fork.book)
    assert found.hint.startswith("Write `ref: 10/24`, the next number that is free")


def test_the_same_action_on_both_sides_is_one() -> None:
    both = BOARD | {"2024-07-11": NEW.format(2, "Costs of a crane")}
    assert told(both, both, BOARD) == []


# Keys


def test_a_mention_without_words_is_told_when_its_action_moves() -> None:
    moved = DRAFT.edited("2024-05-09", "  - ref: 1/24\n", "  - action: Paint\n  - ref: 1/24\n")
    assert told(moved, DRAFT) == ["key-moved 2024-06-13:5"]
    mended = moved.edited("2024-06-13", "2024-05-09#2", "2024-05-09#3")
    assert told(mended, DRAFT) == []
    new = "date: 2024-07-11\nupdates:\n  - ref: 2024-05-09#2\n"
    assert told(mended | {"2024-07-11": new}, DRAFT) == []


def test_links_that_name_places_are_mentions() -> None:
    base = State(
        {
            "2024-05-09": "date: 2024-05-09\nactions:\n- action: Survey\n- action: Figures\n",
            "2024-06-13": "date: 2024-06-13\nactions:\n- action: Costs\n  follows: 2024-05-09#2\n"
            "updates:\n- ref: 2024-05-09#1\n  about: Survey\n  becomes: 2024-06-13#1\n",
        }
    )
    now = base.edited("2024-05-09", "- action: Survey\n- action: Figures", "- action: Figures")
    assert told(now, base) == ["action-removed 2024-05-09:1", "key-moved 2024-06-13:4"]
    now = base.edited("2024-06-13", "- action: Costs", "- action: Crane\n- action: Costs")
    assert told(now, base) == ["key-moved 2024-06-13:9"]


# Whatever the files say


def states() -> Iterator[list[Source]]:
    for folder in sorted({one.parent for one in CASES.rglob("*.yaml")}):
        yield [
            Source(one.name, one.read_text("utf-8", "replace"))
            for one in folder.glob("*.yaml")
            if one.is_file()
        ]


STATES = [build_book(sources) for sources in states()]


@given(st.sampled_from(STATES))
def test_a_state_against_itself_has_no_problem(book: MinuteBook) -> None:
    assert find_history_problems(book, book) == ()
    assert find_history_problems(book, book, book) == ()


@given(st.sampled_from(STATES), st.sampled_from(STATES), st.sampled_from(STATES))
def test_any_states_can_be_compared(now: MinuteBook, base: MinuteBook, fork: MinuteBook) -> None:
    rules = {problem.rule for problem in find_history_problems(now, base, fork)}
    assert rules <= {rule.name for rule in RULES.values() if rule.needs_base}
    if base.unreadable == now.unreadable == ():
        there = {one.place_key for one in base.log.actions}
        removed = "action-removed" in {problem.rule for problem in find_history_problems(now, base)}
        assert removed or len(now.log.actions) >= len(there)


# In a repository


def write(folder: Path, state: State) -> None:
    folder.mkdir(exist_ok=True)
    for one in folder.glob("*.yaml"):
        one.unlink()
    for name, text in state.files.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")


def commit(folder: Path, state: State) -> None:
    write(folder, state)
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "As it is")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Give the meetings of a repository whose main branch holds the board."""
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path / "meetings", BOARD)
    git(tmp_path, "checkout", "-qb", "work")
    return tmp_path / "meetings"


def check(folder: Path, *words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    return scrutiny("check", *words, cwd=folder.parent, code=code, SCRUTINY_TODAY="2024-06-30")


PAST = [rule for rule in RULES if RULES[rule].needs_base]
ONLY = [word for rule in PAST for word in ("--only", rule)]


def test_the_working_tree_is_held_against_where_it_left_the_base(repository: Path) -> None:
    write(repository, BOARD.edited("2024-05-09", "11 July", "12 July"))
    for base in ("HEAD", "main"):
        done = check(repository, "--base", base, *ONLY, code=1)
        assert done.stdout.startswith("meetings/2024-05-09.yaml:12:10: error [action-edited]")
    assert "action-edited" not in check(repository).stdout
    git(repository, "checkout", "-q", "-f", "main")
    commit(repository, BOARD | {"2024-07-11": NEW.format(2, "Costs of a crane")})
    git(repository, "checkout", "-q", "work")
    assert check(repository, "--base", "main", *ONLY).stdout == ""
    write(repository, BOARD | {"2024-07-11": NEW.format(2, "Paint the office")})
    done = check(repository, "--base", "main", *ONLY, "--format", "github", code=1)
    assert done.stdout.startswith(
        "::error file=meetings/2024-07-11.yaml,line=3,col=8,title=number-taken::2/24 is already"
    )
    assert "Write `ref: 3/24`, the next number that is free" in done.stdout


def test_the_rules_of_the_past_are_told_in_sarif_too(repository: Path) -> None:
    write(repository, BOARD.edited("2024-05-09", "11 July", "12 July"))
    done = check(repository, "--base", "main", *ONLY, "--format", "sarif", code=1)
    (run,) = json.loads(done.stdout)["runs"]
    (result,) = run["results"]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "action-edited"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "meetings/2024-05-09.yaml"
    assert place["region"]["startLine"] == 12


def test_a_merge_that_moved_the_key_of_a_referred_action(repository: Path) -> None:
    moved = BOARD.edited("2024-05-09", "  - ref: 1/24\n", "  - action: Paint\n  - ref: 1/24\n")
    commit(repository, moved)
    done = check(repository, "--base", "main", "--only", "key-moved", "--format", "json", code=1)
    (problem,) = json.loads(done.stdout)["problems"]
    assert (problem["rule"], problem["line"]) == ("key-moved", 6)
    git(repository, "revert", "--no-edit", "HEAD")
    assert check(repository, "--base", "main", *ONLY).stdout == ""


def test_a_rule_that_needs_the_past_alone_is_refused_without_it(repository: Path) -> None:
    for rule in PAST:
        done = check(repository, "--only", rule, code=2)
        assert "Type --base, too, for example --base origin/main" in done.stderr
        told = check(repository, "--explain", rule).stdout
        assert told.startswith(f"### `{rule}`\n\n*Error, with `--base`.* {RULES[rule].summary}\n")


def test_what_git_cannot_give_ends_with_its_own_code(repository: Path) -> None:
    assert "no revision “nowhere”" in check(repository, "--base", "nowhere", code=4).stderr
    done = check(repository, "--base=--all", code=4)
    assert "is not a revision" in done.stderr


def test_a_file_of_the_base_that_cannot_be_read_is_said(repository: Path) -> None:
    commit(repository, BOARD | {"2024-05-09": 'date: "'})
    write(repository, BOARD)
    done = check(repository, "--base", "HEAD", *ONLY)
    assert "meetings/2024-05-09.yaml cannot be read in HEAD" in done.stderr
