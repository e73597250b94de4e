"""The command `help`: the manual's pages on a terminal and in a pipe."""

from __future__ import annotations

import os
import re
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from pages import MANUAL, PAGES, find_code
from support import ROOT, run_on_terminal, scrutiny

from scrutiny_cli.cli.app import COMMANDS
from scrutiny_cli.cli.manual_pages import TOPICS, find_title, read_page
from scrutiny_cli.output.formats import RenderOptions
from scrutiny_cli.output.manual_page import render_page

ESCAPE = "\x1b"


def help_on_terminal(*words: str, **more: str) -> str:
    """Run `scrutiny help` on a terminal of its own; return what it shows there."""
    return run_on_terminal("help", *words, **more).replace("\r\n", "\n")


def test_each_topic_has_a_page_and_each_page_a_topic() -> None:
    assert sorted(TOPICS) == [path.stem for path in PAGES]


def test_the_topics_are_listed_with_a_line_each() -> None:
    lines = scrutiny("help").stdout.splitlines()
    assert [line.split()[0] for line in lines if line.startswith("  ")] == list(TOPICS)
    assert all(any(line.endswith(find_title(name)) for line in lines) for name in TOPICS)
    assert max(map(len, help_on_terminal(COLUMNS="40").splitlines())) <= 40


@pytest.mark.parametrize("topic", TOPICS)
def test_a_pipe_gets_the_page_as_it_is(topic: str) -> None:
    shown = scrutiny("help", topic).stdout.replace(r"\::", "::")
    lines = (MANUAL / f"{topic}.md").read_text("utf-8").splitlines()
    assert [line for line in lines if line and not line.startswith("<!-- ")] == [
        line for line in shown.splitlines() if line
    ]


@pytest.mark.parametrize("width", [40, 80, 140])
@pytest.mark.parametrize("topic", TOPICS)
def test_a_page_fits_the_terminal(topic: str, width: int) -> None:
    shown = render_page(read_page(topic), RenderOptions(width))
    commands = "\n".join(find_code("sh", read_page(topic))).splitlines()
    long = [line for line in shown.splitlines() if len(line) > width]
    assert [line for line in long if line.strip() not in commands] == []
    assert ESCAPE not in shown
    assert "](" not in re.sub(r"`[^`]*`", "", shown)
    said = re.sub(r"^```.*|!\[.*|\]\([^)]*\)", "", read_page(topic), flags=re.MULTILINE)
    # A long word of a narrow column may be broken, but no letter may be lost.
    assert Counter(re.findall(r"\w", said)) - Counter(shown) == Counter()


def test_links_become_the_command_that_shows_their_page() -> None:
    page = "See [dates](dates.md), [the words](statuses.md#words) and [git](https://git-scm.com)."
    shown = render_page(page, RenderOptions(140))
    assert shown == (
        "See `scrutiny help dates`, the words (`scrutiny help statuses`) and git (https://git-scm.com).\n"
    )


def test_a_picture_becomes_its_words() -> None:
    shown = render_page("The top:\n\n![DRAFT and the title](../a.png)", RenderOptions(80))
    assert shown == "The top:\n\n(Picture: DRAFT and the title)\n"


def test_a_terminal_gets_colours_unless_it_wants_none() -> None:
    shown = help_on_terminal("dates", PAGER="")
    assert f"{ESCAPE}[1m" in shown
    assert re.sub(r"\x1b\[[\d;]*m", "", shown).startswith(f"{find_title('dates')}\n━━━")
    plain = help_on_terminal("dates", PAGER="", NO_COLOR="1")
    assert ESCAPE not in plain
    assert plain == render_page(read_page("dates"), RenderOptions(80))


@pytest.fixture
def pager(tmp_path: Path) -> Path:
    """Return a pager that writes how it was started before what it is given."""
    path = tmp_path / "pager"
    path.write_text(f'#!{sys.executable}\nimport sys\nprint("PAGED", *sys.argv[1:])\n'
                    "print(sys.stdin.read())\n", encoding="utf-8")  # fmt: skip
    path.chmod(0o755)
    return path


def test_a_long_page_is_shown_by_the_pager(pager: Path) -> None:
    shown = help_on_terminal("format", PAGER=f"{pager} -x", LINES="24")
    assert shown.startswith("PAGED -x\n")
    assert find_title("format") in shown
    assert help_on_terminal("format", MANPAGER=str(pager), PAGER="cat").startswith("PAGED\n")
    assert "PAGED" not in help_on_terminal(PAGER=str(pager))
    assert "PAGED" not in help_on_terminal("format", PAGER=str(pager), TERM="dumb")


@pytest.mark.parametrize("named", ["", "no-such-pager", '"'])
def test_without_a_pager_it_is_printed(named: str) -> None:
    assert find_title("format") in help_on_terminal("format", PAGER=named)


def test_less_shows_colours(pager: Path) -> None:
    less = pager.rename(pager.with_name("less"))
    folders = f"{less.parent}{os.pathsep}{os.environ['PATH']}"
    assert help_on_terminal("format", PATH=folders).startswith("PAGED -R\n")
    assert help_on_terminal("format", PATH=folders, NO_COLOR="1").startswith("PAGED\n")


def test_the_pager_shows_the_keys_unless_a_person_has_settings_for_it(pager: Path) -> None:
    pager.write_text('#!/bin/sh\nprintf %s "$LESS"\n', encoding="utf-8")
    keys = "Space for more, b to go back, q to leave"
    assert help_on_terminal("format", PAGER=str(pager)).endswith(keys)
    assert help_on_terminal("format", PAGER=str(pager), LESS="S") == "S"


def test_what_is_unknown_is_refused_with_the_nearest() -> None:
    refused = scrutiny("help", "statues", code=2)
    assert refused.stdout == ""
    assert "There is no topic, command or rule “statues”. Did you mean statuses?" in refused.stderr
    assert all(name in refused.stderr for name in TOPICS)
    assert "Did you mean ref-gap?" in scrutiny("help", "ref-gaps", code=2).stderr
    assert "Did you mean" not in scrutiny("help", "zzzz", code=2).stderr


@pytest.mark.parametrize("command", ["raise", "check", "help"])
def test_a_command_is_shown_with_its_help(command: str) -> None:
    assert scrutiny("help", command).stdout == scrutiny(command, "--help").stdout


def test_a_rule_is_shown_as_by_check() -> None:
    assert scrutiny("help", "Ref-Gap").stdout == scrutiny("check", "--explain", "ref-gap").stdout


def test_the_help_of_a_command_names_a_page() -> None:
    assert {row.topic for row in COMMANDS.values()} - {""} <= set(TOPICS)


def test_topics_and_commands_are_completed() -> None:
    done = scrutiny(
        code=None,
        _SCRUTINY_COMPLETE="complete_bash",
        COMP_WORDS="scrutiny help ren",
        COMP_CWORD="2",
    )
    assert done.stdout.split() == ["renumber"]


def test_every_file_of_the_program_is_installed() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = settings["tool"]["setuptools"]["package-data"]
    packed = {
        path
        for package, globs in patterns.items()
        for pattern in globs
        for path in ROOT.joinpath(*package.split(".")).glob(pattern)
    }
    files = {path for path in (ROOT / "scrutiny_cli").rglob("*") if path.is_file()}
    data = {path for path in files if path.suffix not in {".py", ".pyc"}}
    assert data <= packed
    assert set(PAGES) <= packed
