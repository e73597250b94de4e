"""What is offered for a ref that names no action: only what exists by then, the likeliest first."""

from __future__ import annotations

import pytest

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.minutes.source import Source

JANUARY, FEBRUARY, MARCH = "2024-01-11", "2024-02-08", "2024-03-14"


def hints(meetings: dict[str, str]) -> list[str]:
    """Give the hints for unknown refs in meetings, by name, from what they hold."""
    files = [Source(f"{name}.yaml", f"date: {name}\n{text}") for name, text in meetings.items()]
    problems = build_book(files).problems
    assert {one.rule for one in problems} <= {"unknown-ref"}
    return [one.hint for one in problems]


def raised(*refs: str) -> str:
    """Give the actions of a meeting, each with a ref and the words `Do REF`."""
    return "actions:\n" + "".join(f"  - ref: {ref}\n    action: Do {ref}\n" for ref in refs)


def noted(*refs: str) -> str:
    """Give the updates of a meeting."""
    return "updates:\n" + "".join(f"  - ref: {ref}\n    note: Heard\n" for ref in refs)


def test_in_the_first_file_the_lines_that_bring_it_forward_are_offered() -> None:
    (hint,) = hints({JANUARY: noted("17/15") + raised("34/15", "71/15", "18/15")})
    assert hint.endswith(":\nbrought_forward:\n  - ref: 17/15")


def test_the_lines_for_brought_forward_check_clean() -> None:
    first = 'updates: [{ref: "#619", about: "Sweep: all", note: A}]\n'
    (hint,) = hints({JANUARY: first})
    lines = hint.partition(":\n")[2]
    assert lines == 'brought_forward:\n  - ref: "#619"\n    action: "Sweep: all"'
    assert hints({JANUARY: f"{lines}\n{first}"}) == []
    before = "brought_forward:\n  - ref: 3/23\n"
    (hint,) = hints({JANUARY: raised("1/24"), FEBRUARY: before + noted("77/12")})
    lines = hint.partition(":\n")[2]
    assert lines == "  - ref: 77/12"
    assert hints({JANUARY: raised("1/24"), FEBRUARY: f"{before}{lines}\n{noted('77/12')}"}) == []


@pytest.mark.parametrize(
    ("ref", "known", "offered"),
    [
        ("17/15", ("18/15", "71/15"), "Did you mean 71/15 (Do 71/15)?"),
        ("17/15", ("17/51", "1/15"), "Did you mean 17/51 (Do 17/51)?"),
        ("3.8.", ("3.8", "8.3"), "Did you mean 3.8 (Do 3.8)?"),
        ("012", ("12", "112"), "Did you mean 12 (Do 12)?"),
        ("12", ("0012", "21"), "Did you mean 21 (Do 21) or 0012 (Do 0012)?"),
        ("2.1", ("2.10",), "Did you mean 2.10 (Do 2.10)?"),
        ("ACT-9", ("ACT-009",), "Did you mean ACT-009 (Do ACT-009)?"),
        ("7/24", ("17/24",), "Did you mean 17/24 (Do 17/24)?"),
        ("117/24", ("17/24",), "Did you mean 17/24 (Do 17/24)?"),
        ("8/24", ("7/24",), "Did you mean 7/24 (Do 7/24)?"),
        ("bod 8/24", ("BOD 7/24",), "Did you mean BOD 7/24 (Do BOD 7/24)?"),
    ],
)
def test_the_likeliest_is_offered_first(ref: str, known: tuple[str, ...], offered: str) -> None:
    assert hints({JANUARY: raised(*known), FEBRUARY: noted(ref)}) == [offered]


def test_where_many_are_as_near_none_is_offered() -> None:
    (hint,) = hints({JANUARY: raised("1/24", "2/24", "3/24", "4/24"), FEBRUARY: noted("8/24")})
    assert "brought_forward:\n  - ref: 8/24" in hint


def test_only_what_exists_by_then_is_offered() -> None:
    later = raised("71/24", "16/24")
    meetings = {JANUARY: raised("1/23"), FEBRUARY: noted("17/24"), MARCH: later}
    assert "brought_forward:" in hints(meetings)[0]
    meetings = {
        JANUARY: raised("1/23"),
        FEBRUARY: "actions: [{action: A, follows: 17/24}]\n",
        MARCH: later,
    }
    assert "brought_forward:" in hints(meetings)[0]
    meetings = {JANUARY: raised("1/23"), FEBRUARY: noted("17/24") + raised("71/24")}
    assert hints(meetings) == ["Did you mean 71/24 (Do 71/24)?"]


def test_what_only_a_later_file_raises_is_named_with_its_place() -> None:
    meetings = {
        JANUARY: raised("1/24"),
        FEBRUARY: noted("2/24", f"{MARCH}#1") + "actions: [{action: A, follows: 2/24}]\n",
        MARCH: raised("2/24"),
    }
    report, key, link = hints(meetings)
    assert report.startswith(
        "2/24 is raised later, in 2024-03-14.yaml, line 3. Move that action here"
    )
    assert key.startswith("2024-03-14#1 is raised later, in 2024-03-14.yaml, line 3.")
    assert link.startswith(
        "2/24 is raised later, in 2024-03-14.yaml, line 3. An action can only follow"
    )


def test_the_action_whose_words_about_has_is_offered() -> None:
    meetings = {
        JANUARY: "actions: [{ref: 5/24, action: Paint the door}, {action: Paint the gate}]\n",
        FEBRUARY: "updates: [{ref: 99/20, about: paint  the gate…, note: A}]\n",
    }
    assert hints(meetings) == ["Did you mean 2024-01-11#2 (Paint the gate)?"]
    meetings[FEBRUARY] = "updates: [{ref: 99/20, about: Paint, note: A}]\n"
    assert "brought_forward:" in hints(meetings)[0]


def test_a_key_that_names_nothing() -> None:
    five = "".join("  - action: Survey\n" for _ in range(5))
    meetings = {
        JANUARY: f"actions:\n{five}brought_forward: [{{action: Dig}}]\n",
        FEBRUARY: noted(f"{JANUARY}#16", f"{JANUARY}#b17", "2024-01-12#23"),
    }
    assert hints(meetings) == [
        "2024-01-11 raises 5 actions. Correct the number after the #.",
        "Did you mean 2024-01-11#b1 (Dig)?",
        "There is no file 2024-01-12.yaml. Correct the key.",
    ]


def test_the_words_of_a_confidential_action_are_not_shown() -> None:
    staff = "actions: [{ref: 71/24, action: Dismiss him, confidential: yes}]\n"
    assert hints({JANUARY: staff, FEBRUARY: noted("17/24")}) == ["Did you mean 71/24?"]


def test_a_successor_is_of_this_file_or_a_later_one() -> None:
    becomes = "updates: [{ref: 1/24, becomes: 17/24}]\n"
    (hint,) = hints({JANUARY: raised("1/24", "71/24"), FEBRUARY: becomes})
    assert hint == "Correct the number, or add 17/24 under `actions`, here or in a later meeting."
    (hint,) = hints({JANUARY: raised("1/24"), FEBRUARY: becomes, MARCH: raised("71/24")})
    assert hint.startswith("Did you mean 71/24 (Do 71/24)? If not, add 17/24 under `actions`")


def test_each_of_several_duplicates_is_offered_a_number_of_its_own() -> None:
    text = f"date: {JANUARY}\n" + raised("7/24", "7/24", "7/24", "07/24.")
    problems = build_book([Source(f"{JANUARY}.yaml", text.replace("07/24.", "7 / 24"))]).problems
    assert [one.rule for one in problems] == ["duplicate-ref"] * 3
    assert [one.hint[-5:] for one in problems] == ["8/24.", "9/24.", "0/24."]
