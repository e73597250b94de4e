"""The guide for contributors is true: its recipes work on a copy of the program."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from pages import write_example
from support import ROOT, environment

GUIDE = (ROOT / ".github" / "CONTRIBUTING.md").read_text(encoding="utf-8")
MEETING = "date: 2015-06-25\nactions: [{ref: 1/15, action: Paint the quay}]\n"


def recipe(name: str) -> str:
    (text,) = re.findall(rf"^### {name}\n(.*?)(?=^##+ \w)", GUIDE, re.DOTALL | re.MULTILINE)
    return str(text)


def blocks(text: str, language: str) -> list[str]:
    fence = "````" if language == "markdown" else "```"  # Markdown has blocks within
    return re.findall(rf"^{fence}{language}\n(.*?)^{fence}$", text, re.DOTALL | re.MULTILINE)


def follow(text: str, top: Path) -> None:
    """Do what a recipe says in a copy of the program."""
    for made in blocks(text, "python"):
        first, _, content = made.partition("\n")
        is_added = first.startswith("# at the end of ")
        path = top / first.removeprefix("# ").removeprefix("at the end of ")
        assert path.exists() == is_added
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\n\n{content}" if is_added else content)
    for made in blocks(text, "markdown"):
        first, _, content = made.partition("\n")
        with (top / first.removeprefix("<!-- ").removesuffix(" -->")).open("a") as file:
            file.write(content)
    for change in blocks(text, "diff"):
        for path, lines in re.findall(
            r"^(scrutiny_cli/\S+)\n((?:[ +-].*\n)+)", change, re.MULTILINE
        ):
            before = "".join(f"{one[1:]}\n" for one in lines.splitlines() if one[0] in " -")
            after = "".join(f"{one[1:]}\n" for one in lines.splitlines() if one[0] in " +")
            whole = (top / path).read_text(encoding="utf-8")
            assert whole.count(before) == 1, (path, before)
            (top / path).write_text(whole.replace(before, after), encoding="utf-8")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a folder with a copy of the program, and one meeting."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "scrutiny_cli", tmp_path / "scrutiny_cli", ignore=ignored)
    write_meeting(tmp_path, MEETING)
    return tmp_path


def write_meeting(top: Path, text: str) -> None:
    (top / "meetings").mkdir(exist_ok=True)
    (top / "meetings" / "2015-06-25.yaml").write_text(text, encoding="utf-8")


def run_copy(top: Path, *words: str) -> str:
    command = [sys.executable, "-m", "scrutiny_cli", *words]
    own = environment(PYTHONPATH=str(top), PYTHONDONTWRITEBYTECODE="1")
    done = subprocess.run(
        command, cwd=top, env=own, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    return done.stdout


def test_a_field(copy: Path) -> None:
    follow(recipe("A field"), copy)
    write_meeting(copy, MEETING.replace("quay}", "quay, budget: 4021}"))
    (action,) = json.loads(run_copy(copy, "actions", "--format", "json"))["actions"]
    assert action["budget"] == "4021"
    assert '"budget"' in run_copy(copy, "schema")


def test_a_check(copy: Path) -> None:
    text = recipe("A check")
    follow(text, copy)
    case, wrong, right = blocks(text, "yaml")
    write_meeting(copy, case)
    assert "warning [venue-missing] The meeting does not say" in run_copy(copy, "check")
    assert "“venue-missing”" not in run_copy(copy, "check", "--only", "venue-missing")
    (section,) = blocks(text, "markdown")
    assert run_copy(copy, "check", "--explain", "venue-missing") in section
    (copy / "meetings" / "2015-06-25.yaml").unlink()
    write_example(copy, wrong)
    assert "[venue-missing]" in run_copy(copy, "check")
    write_example(copy, right)
    assert run_copy(copy, "check", "--strict") == ""


def test_a_status_word(copy: Path) -> None:
    follow(recipe("A status word"), copy)
    write_meeting(copy, f"{MEETING}updates: [{{ref: 1/15, status: Passed to another board}}]\n")
    (action,) = json.loads(run_copy(copy, "actions", "--format", "json"))["actions"]
    assert action["status"] == "transferred"


def test_an_output_format(copy: Path) -> None:
    follow(recipe("An output format"), copy)
    for command in ("actions", "meetings"):
        assert run_copy(copy, command, "--format", "count") == "1\n"


def test_a_page_of_the_manual(copy: Path) -> None:
    text = recipe("A page of the manual")
    follow(text, copy)
    _, page = blocks(text, "markdown")[0].split("\n", 1)
    title = page.partition("\n")[0].removeprefix("# ")
    assert title in run_copy(copy, "help")
    assert run_copy(copy, "help", "words") == page


def test_a_command(copy: Path) -> None:
    follow(recipe("A command"), copy)
    assert run_copy(copy, "count") == "1\n"
    assert re.search(r"^  count +Count the meetings\.$", run_copy(copy, "--help"), re.MULTILINE)


def test_every_file_that_is_named_exists() -> None:
    named = set(re.findall(r"`((?:scrutiny_cli|tests|\.ci)/[\w/.]*)`", GUIDE))
    assert len(named) > 10
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


def test_the_layers_are_those_that_are_checked() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    told: dict[str, set[str]] = {}
    for number, package in re.findall(r"^\| (\d) \| `(\w+)/` \|", GUIDE, re.MULTILINE):
        told.setdefault(number, set()).add(package)
    assert [set(row.split(" | ")) for row in layers[1:]] == list(told.values())


def test_the_gate_is_what_is_run() -> None:
    (gate,) = re.findall(r"^## The gate\n\n```sh\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)
    run = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    commands = re.split(r" && |\n", gate.strip())
    assert commands[-1] == "pytest"
    assert [one for one in commands[:-1] if f'"{one}"' not in run] == []
    assert "-m pytest" in (ROOT / "README.md").read_text(encoding="utf-8")
