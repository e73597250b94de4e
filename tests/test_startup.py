"""What each command loads: no more than it needs, and no package that may be missing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from support import ROOT, environment

from scrutiny_cli.cli.app import COMMANDS

EXTRA = ("docx", "icalendar", "jinja2", "lxml", "markupsafe", "weasyprint", "zoneinfo")
PUBLISHING = (
    "output.document",
    "output.paragraphs",
    "publish.build",
    "publish.docx",
    "publish.html",
    "publish.ical",
    "publish.markdown",
    "publish.pdf",
)
MISSING = "Publishing needs more packages. Install them: pip install 'scrutiny-cli[publish]'\n"


def loaded(*words: str) -> set[str]:
    """Run a command in a process of its own; give the modules that it imported."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "scrutiny_cli", *words],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        check=True,
        timeout=60,
    )
    lines = done.stderr.decode().splitlines()
    return {line.rpartition("|")[2].strip() for line in lines if line.startswith("import time:")}


@pytest.mark.parametrize(
    "words",
    [
        ("--help",),
        ("actions", "--open"),
        ("actions", "--open", "--format", "json"),
        ("overdue",),
        ("check",),
        ("show", "2015-05-28"),
    ],
    ids=" ".join,
)
def test_other_commands_load_nothing_of_publishing(words: tuple[str, ...]) -> None:
    found = loaded(*words)
    assert "scrutiny_cli.cli.app" in found
    assert not found & set(EXTRA)
    # A meeting is shown from the document of its page.
    shown = {"output.document", "output.paragraphs", "publish.build"}
    shown = shown if words[0] == "show" else set()
    assert not found & {f"scrutiny_cli.{name}" for name in {*PUBLISHING} - shown}
    assert "scrutiny_cli.cli.commands.publish" not in found


def test_the_help_loads_no_package_but_typer_and_no_command() -> None:
    found = loaded("--help")
    assert not found & {"yaml", "rich", "dateutil"}
    late = ("scrutiny_cli.cli.commands", "scrutiny_cli.actionlog", "scrutiny_cli.rules")
    assert not [name for name in found if name.startswith(late)]
    assert not loaded("calendar", "--help") & {"yaml", "dateutil", "icalendar"}


def test_each_command_has_a_module_of_its_own() -> None:
    modules = {path.stem for path in (ROOT / "scrutiny_cli/cli/commands").glob("*.py")}
    assert sorted(command.module for command in COMMANDS.values()) == sorted(modules - {"__init__"})


def test_rules_are_loaded_by_what_reports_problems_and_rich_by_a_table() -> None:
    found = loaded("actions", "--open", "--format", "csv")
    assert not [name for name in found if name.startswith(("scrutiny_cli.rules", "rich"))]


def test_a_calendar_loads_its_package_and_no_other() -> None:
    assert loaded("calendar", "-o", "-") & {"icalendar", "jinja2", "docx"} == {"icalendar"}


@pytest.fixture
def bare(tmp_path: Path) -> dict[str, str]:
    """Give an environment in which the packages of the extra are not installed."""
    for name in EXTRA[:3]:
        said = f'raise ModuleNotFoundError("No module named {name!r}", name="{name}")\n'
        (tmp_path / f"{name}.py").write_text(said, encoding="utf-8")
    return environment(PYTHONPATH=str(tmp_path))


def run(*words: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scrutiny_cli", *words],
        cwd=ROOT,
        env=env,
        capture_output=True,
        check=False,
        timeout=60,
        encoding="utf-8",
    )


@pytest.mark.parametrize(
    "words",
    [
        ("calendar", "-o", "-"),
        ("publish", "--to", "docx", "-o", "-"),
        ("publish", "--to", "html", "-o", "-"),
    ],
    ids=" ".join,
)
def test_without_the_extra_publishing_says_what_to_install(
    words: tuple[str, ...], bare: dict[str, str]
) -> None:
    done = run(*words, env=bare)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", MISSING)


@pytest.mark.parametrize(
    "words",
    [
        ("actions", "--open"),
        ("check",),
        ("calendar", "--help"),
        ("publish", "--help"),
        ("publish", "--to", "md", "-o", "-"),
    ],
    ids=" ".join,
)
def test_without_the_extra_all_else_works(words: tuple[str, ...], bare: dict[str, str]) -> None:
    done = run(*words, env=bare)
    assert (done.returncode, done.stderr) == (0, "")
