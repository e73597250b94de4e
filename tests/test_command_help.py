"""The help of the commands, and what is answered to a command that is typed wrong."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

import pytest
import typer.main
from support import scrutiny

from scrutiny_cli.cli.app import COMMANDS
from scrutiny_cli.cli.option_values import VALUES

HEADINGS = ("Examples:", "Usage: scrutiny ", "Options:", "  -h, --help", "More: scrutiny help ")


def parameters(name: str) -> list[Any]:
    row = COMMANDS[name]
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    module = import_module(f"scrutiny_cli.cli.commands.{row.module}")
    alone.command()(getattr(module, row.function))
    return list(typer.main.get_command(alone).params)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_help_begins_with_its_line_and_examples_and_ends_with_a_topic(name: str) -> None:
    lines = scrutiny(name, "--help").stdout.splitlines()
    headings = HEADINGS if COMMANDS[name].topic else HEADINGS[:-1]
    places = [
        number
        for heading in headings
        for number, line in enumerate(lines)
        if line.startswith(heading)
    ]
    assert lines[0] == COMMANDS[name].line
    assert lines[2] == "Examples:"
    assert lines[3].startswith(f"  scrutiny {name}")
    assert len(places) == len(headings)
    assert places == sorted(places)
    if COMMANDS[name].topic:
        assert lines[-1] == f"More: scrutiny help {COMMANDS[name].topic}"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_argument_and_option_is_explained_and_has_a_noun(name: str) -> None:
    for parameter in parameters(name):
        assert re.fullmatch(r".+[.]", parameter.help, re.DOTALL), parameter.name
        is_flag = getattr(parameter, "is_flag", False)
        assert is_flag or parameter.metavar in VALUES, parameter.name


def test_the_commands_are_grouped_as_a_clerk_works() -> None:
    text = scrutiny("--help").stdout
    groups = re.findall(r"^([A-Z][a-z ]+):$", text, re.MULTILINE)
    assert groups == [
        "Examples", "Write", "Check", "Read", "Publish", "Review", "Set up", "Options",
    ]  # fmt: skip
    assert {row.group for row in COMMANDS.values()} == set(groups[1:-1])


@pytest.mark.parametrize("words", [(), ("--",)])
def test_without_a_command_the_short_help_is_printed(words: tuple[str, ...]) -> None:
    done = scrutiny(*words)
    assert done.stdout.startswith("Keep a board's minutes in plain files")
    assert "scrutiny --help" in done.stdout
    assert "Options:" not in done.stdout
    assert done.stderr == ""


TYPED_WRONG = {
    "actions --foo": "--foo is not an option of `scrutiny actions`. "
    "`scrutiny actions --help` explains every option.",
    "actions --ownr WK": "--ownr is not an option of `scrutiny actions`. Did you mean --owner?",
    "actions --due 3": "--due is not an option of `scrutiny actions`. Did you mean --due-within?",
    "actions -open": "-open is not an option of `scrutiny actions`. Did you mean --open?",
    "actions --note=x": "--note is not an option of `scrutiny actions`. Did you mean --no-date?",
    "actions open": "“open” is not expected here: `scrutiny actions` takes only options. "
    "Did you mean --open?",
    "check meetings/2015-05-28.yaml": "“meetings/2015-05-28.yaml” is not expected here: "
    "`scrutiny check` takes only options. The command reads a whole folder: name it with -m, "
    "for example -m meetings",
    "raise Price it": "“it” is not expected here: `scrutiny raise` takes only one TEXT. "
    "Put words that belong together in quotes, for example: "
    'scrutiny raise "Price a new trough" --owner RO --due "next meeting"',
    "diff a b": "“b” is not expected here: `scrutiny diff` takes only one BASE[..HEAD]. "
    "`scrutiny diff --help` explains every option.",
    "raise": "`scrutiny raise` needs the action in words. For example: "
    'scrutiny raise "Price a new trough" --owner RO --due "next meeting"',
    "close": "`scrutiny close` needs the number or key of an action. "
    "For example: scrutiny close 37/15",
    "show": "`scrutiny show` needs an action or a meeting. For example: scrutiny show 37/15",
    "actions --owner": "--owner needs the label of an owner. For example: --owner WK",
    "close 37/15 -t": '-t needs the note in words. For example: -t "Reported to the meeting."',
    "publish -o": "-o needs a file name.",
    "actions --open=yes": "--open takes no value. Type --open alone.",
    "actions --due-within x": "--due-within: “x” is not a number of days. "
    "Type it in digits, for example --due-within 14",
    "actions --due-within -1": "--due-within: “-1” is not a number of days. "
    "Type it in digits, for example --due-within 14",
    "close 37/15 --replace --nth 0": "--nth: “0” is not a number from 1 up. "
    "Type it in digits, for example --nth 2",
    "actions --sort name": "--sort takes raised, due, ref, owner, age or slips, not “name”. "
    "For example: --sort due",
    "check --format csv": "--format takes text, json, github or sarif, not “csv”. "
    "For example: --format json",
    "raise -5": "-5 is not an option of `scrutiny raise`. Type -- before text that begins with a "
    'dash, for example: scrutiny raise -- "-5 tables"',
    "--open": "--open is not an option of `scrutiny`. "
    "Type the command first: scrutiny COMMAND --open",
    "--versoin": "--versoin is not an option of `scrutiny`. Did you mean --version?",
    "acton": "There is no command “acton”. Did you mean `scrutiny actions`?",
    "37/15": "There is no command “37/15”. Did you mean: scrutiny show 37/15",
    "frobnicate": "There is no command “frobnicate”. `scrutiny --help` lists the commands.",
}


@pytest.mark.parametrize("line", TYPED_WRONG)
def test_what_is_typed_wrong_is_named_with_what_to_type(line: str) -> None:
    done = scrutiny(*line.split(), code=2)
    assert (done.stdout, done.stderr) == ("", f"{TYPED_WRONG[line]}\n")
