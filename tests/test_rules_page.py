"""The page of rules: each rule has its part, and the examples in it are what they are called."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest
from pages import MANUAL, find_code, read_page, write_example
from support import commit, git, make_repository, scrutiny

from scrutiny_cli.cli.manual_pages import find_rule_section
from scrutiny_cli.minutes.problem import Rule
from scrutiny_cli.rules import RULES

PAGE = MANUAL / "rules.md"
TODAY = "2026-06-30"

# What no line of YAML on a page can show.
IN_WORDS = {
    "too-deep": "nobody would type 33 levels",
    "too-large": "the page would have 2 MB",
    "not-utf8": "the page is UTF-8",
    "control-character": "nobody can see it",
    "unreadable-file": "its content is not the fault",
}
# Rules that the same mistake breaks in every case.
ALSO_BROKEN = {
    "key-moved": {
        "wrong-action",  # `about` has the words of the action that was there
        "not-mentioned",  # the action that moved is answered no more
    },
}


class Section(NamedTuple):
    """The part of a rule on the page, and its YAML by the words above it."""

    text: str
    examples: dict[str, str]


def read_section(name: str) -> Section:
    """Return the part of a rule."""
    text = find_rule_section(read_page("rules"), name)
    parts = re.findall(r"^\*\*([\w ]+):\*\*\n\n(```yaml\n.*?^```$)", text, re.DOTALL | re.MULTILINE)
    examples = {label: find_code("yaml", block)[0] for label, block in parts}
    assert len(examples) == len(find_code("yaml", text)), "an example has no words above it"
    return Section(text, examples)


def make_head(rule: Rule) -> str:
    """Return the lines below the heading of a rule that the program makes."""
    kind = rule.kind.replace("--base", "`--base`").capitalize()
    return f"*{kind}.* {rule.summary}\n\n*What to do:* {rule.remedy}\n"


def add_heads(page: str) -> str:
    """Return the page with the head of each rule below its heading."""

    def add_head(match: re.Match[str]) -> str:
        return f"{match[1]}\n{make_head(RULES[match[2]])}"

    old = r"(?:\n\*(?:Error|Warning).*\n\n\*What to do:\* .*\n)?"
    return re.sub(rf"^(### `([\w-]+)`\n){old}", add_head, page, flags=re.MULTILINE)


def check_example(top: Path, examples: dict[str, str], label: str) -> set[str]:
    """Return the rules that an example breaks, after its earlier state if it has one."""
    make_repository(top)
    base = ["--base", "main"] if len(examples) > 2 else []
    if "Before" in examples:
        write_example(top, examples["Before"])
        commit(top)
    elif "In the base" in examples:
        commit(top)
        git(top, "checkout", "--quiet", "-b", "work")
        git(top, "checkout", "--quiet", "main")
        write_example(top, examples["In the base"])
        commit(top)
        git(top, "checkout", "--quiet", "work")
    write_example(top, examples[label])
    words = ("check", "--strict", "--format", "json", "-m", "meetings", *base)
    done = scrutiny(*words, cwd=top, code=None, SCRUTINY_TODAY=TODAY)
    found = {problem["rule"] for problem in json.loads(done.stdout)["problems"]}
    assert done.returncode == (1 if found else 0), done.stderr
    return found


def test_every_rule_has_its_head(update: bool) -> None:  # noqa: FBT001  as pytest gives it
    page = PAGE.read_text(encoding="utf-8")
    if update:
        page = add_heads(page)
        PAGE.write_text(page, encoding="utf-8", newline="\n")
    assert re.findall(r"^### `(.*)`$", page, re.MULTILINE) == list(RULES)
    assert page == add_heads(page), "Run `pytest --update` to make the heads again."


@pytest.mark.parametrize("name", sorted(RULES.keys() - IN_WORDS))
def test_the_wrong_example_breaks_the_rule(name: str, tmp_path: Path) -> None:
    found = check_example(tmp_path, read_section(name).examples, "Wrong")
    assert found == {name} | ALSO_BROKEN.get(name, set())


@pytest.mark.parametrize("name", sorted(RULES.keys() - IN_WORDS))
def test_the_right_example_has_no_problem(name: str, tmp_path: Path) -> None:
    assert check_example(tmp_path, read_section(name).examples, "Right") == set()


@pytest.mark.parametrize("name", RULES)
def test_the_part_of_a_rule_has_its_examples_or_says_why_not(name: str) -> None:
    section = read_section(name)
    if name in IN_WORDS:
        assert section.examples == {}
        assert "There is no example, because" in section.text
        return
    states = set(section.examples) - {"Wrong", "Right"}
    assert {"Wrong", "Right"} <= set(section.examples)
    assert (len(states) == 1) == RULES[name].needs_base


def test_a_rule_is_explained_by_its_part_of_the_page() -> None:
    shown = scrutiny("check", "--explain", "not-mentioned").stdout
    assert shown == read_section("not-mentioned").text
    assert shown.startswith("### `not-mentioned`\n")
    assert shown.count("\n### ") == 0


def test_no_line_of_the_rules_is_wide() -> None:
    prose = PAGE.read_text(encoding="utf-8").split("<!-- end: rules -->")[1]
    heads = {line for rule in RULES.values() for line in make_head(rule).splitlines()}
    assert [one for one in prose.splitlines() if len(one) > 100 and one not in heads] == []
