"""A `#` after text: what is a comment, and what is text that YAML drops."""

from __future__ import annotations

import pytest

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.minutes.yaml.parser import parse_yaml

PROSE = (
    "action", "note", "minutes", "title", "decision", "about", "confidential", "role", "venue",
    "time", "due", "status", "next_meeting", "from", "link", "links", "decisions", "papers",
    "corrections", "agenda",
)  # fmt: skip
LISTS = ("decisions", "papers", "corrections", "agenda", "links")
OTHERS = (
    "owner", "ref", "date", "on", "raised", "chair", "presenter", "initials", "name", "number",
    "approves", "follows", "becomes", "public", "extraordinary", "votes", "organisation", "x-own",
)  # fmt: skip


def found(text: str) -> list[tuple[str, int]]:
    return [(one.rule, one.place.line) for one in parse_yaml(Source("x.yaml", text)).problems]


LOST = "text-after-hash"


@pytest.mark.parametrize("name", PROSE)
def test_after_words_of_prose_any_hash_is_text(name: str) -> None:
    for comment in (" # 4", " #4", "\t# 4", " #", " ## x", " # "):
        assert found(f"{name}: words{comment}\n") == [(LOST, 1)], comment
        assert found(f"- x: y\n  {name}: words{comment}\n") == [(LOST, 2)], comment
    assert found(f"{name}: first\n  second # 4\n") == [(LOST, 2)]


@pytest.mark.parametrize("name", PROSE)
def test_after_prose_a_deeper_comment_line_is_text(name: str) -> None:
    assert found(f"{name}: words\n  # more\n") == [(LOST, 2)]
    assert found(f"{name}: words\n\n # more\n") == [(LOST, 3)]
    assert found(f"- {name}: words\n   # more\n") == [(LOST, 2)]
    assert found(f"{name}: words\n# more\n") == []
    assert found(f"- {name}: words\n  # more\n") == []
    assert found(f"- {name}: words\n# more\n") == []


@pytest.mark.parametrize("name", LISTS)
def test_in_a_list_of_texts_it_is_the_same_from_the_dash_on(name: str) -> None:
    assert found(f"{name}:\n  - words # 4\n  - more\n") == [(LOST, 2)]
    assert found(f"{name}:\n  - words\n   # 4\n") == [(LOST, 3)]
    assert found(f"{name}:\n  - words\n  # 4\n  - more\n") == []
    assert found(f"{name}:\n  - words\n # 4\n  - more\n") == []
    assert found(f'{name}:\n  - "words" # 4\n') == []
    assert found(f"{name}: # 4\n  - words\n") == []


@pytest.mark.parametrize("name", [*OTHERS, "present", "apologies"])
def test_after_other_values_it_is_a_comment_if_a_space_follows_it(name: str) -> None:
    assert found(f"{name}: AB # 4\n  # deeper\n") == []
    assert found(f"{name}: AB   # introduced before\n") == []
    assert found(f"{name}: AB #4\n") == [(LOST, 1)]
    assert found(f"{name}: #4\n") == [(LOST, 1)]


def test_persons_may_have_a_comment_after_them() -> None:
    assert found("present:\n  - EF   # introduced in an earlier meeting\n  - AB\n") == []
    assert found("present:\n  - EF #4\n  - AB\n") == [(LOST, 2)]


@pytest.mark.parametrize("name", ["due", "next_meeting"])
@pytest.mark.parametrize(
    "day", ["2024-04-11", "28.03.24", "28 March 2024", "Thursday 28 March 2024", "03/28/2024"]
)
def test_a_due_that_is_a_date_may_have_a_comment(name: str, day: str) -> None:
    assert found(f'{name}: {day}    # "all for completion by"\n') == []
    assert found(f"{name}: {day}\n  # deeper\n") == []
    assert found(f"{name}: {day} #4\n") == [(LOST, 1)]
    assert found(f"next_meeting:\n  date: {day} # moved\n") == []


@pytest.mark.parametrize("words", ["next meeting", "asap", "none", "Aug 2013", "to be confirmed"])
def test_a_due_in_words_may_not(words: str) -> None:
    assert found(f"due: {words} # or so\n") == [(LOST, 1)]
    assert found(f"next_meeting:\n  date: {words} # or so\n") == [(LOST, 2)]
    assert found(f"date: {words} # or so\n") == []  # the day of a meeting is told otherwise


@pytest.mark.parametrize(
    "text",
    [
        "note: # nothing yet\n",
        "note: |  # ok\n  - a #4\n",
        "note: a#4\n",
        'note: "a #4" # ok\n',
        "note: 'a #4' # ok\n",
        "items: # none\n",
        "items:\n  # of A\n  - title: A\n    # of B\n    presenter: B\n",
        "date: 2024-01-11 # fine\n# fine, too\n",
        "{} # c",
        "[] # c",
        "{} #c",
    ],
)
def test_what_is_no_loss(text: str) -> None:
    assert (LOST, 1) not in found(text) or "#c" in text


def test_a_file_of_braces_and_a_comment_is_no_traceback() -> None:
    problems = build_book([Source("2024-01-11.yaml", "{} # c")]).problems
    assert [one.rule for one in problems] == ["missing-field"]


def test_a_decision_is_not_cut_at_a_hash() -> None:
    text = "date: 2024-01-11\ndecisions: Buy plot # 4 for £300\n"
    (problem,) = build_book([Source("2024-01-11.yaml", text)]).problems
    assert (problem.rule, problem.place.line) == (LOST, 2)
    assert problem.hint == 'Write: decisions: "Buy plot # 4 for £300"'
