"""Repositories made to run programs on the machine of whoever clones them: none is run."""

from __future__ import annotations

import os
import shutil
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import support
from support import commit, git, make_repository

scrutiny = partial(support.scrutiny, SCRUTINY_TODAY="2024-05-20")
# Where a variable of the environment is the attack.
scrutiny_process = partial(support.scrutiny_process, SCRUTINY_TODAY="2024-05-20")
NAME = "2024-03-14.yaml"
MEETING = "date: 2024-03-14\nactions:\n  - ref: 1/24\n    action: Survey of the mole.\n"
LATER = MEETING.replace("mole", "pier")
COMMANDS = [
    ("log",),
    ("diff",),
    ("diff", "--staged"),
    ("check", "--base", "HEAD^"),
]
HOOKS = ("post-index-change", "reference-transaction", "post-checkout", "pre-auto-gc")


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """Give a repository whose meeting has two versions, and a third one on the disk."""
    top = make_repository(tmp_path / "board")
    (top / "meetings").mkdir()
    (top / ".gitattributes").write_text("*.yaml filter=e diff=e\n", encoding="utf-8")
    write(top, MEETING)
    commit(top, "Ann Bell")
    write(top, MEETING + "# Agreed.\n")
    commit(top, "Ben Cox")
    write(top, LATER)
    return top


def write(top: Path, text: str) -> None:
    (top / "meetings" / NAME).write_text(text, encoding="utf-8")


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """Give a program that leaves a mark when it is run."""
    program = tmp_path / "trap"
    program.write_text(f"#!/bin/sh\necho \"$0 $*\" >> '{tmp_path}/ran'\ncat\n", encoding="utf-8")
    program.chmod(0o755)
    return program


def settings(trap: Path) -> dict[str, list[tuple[str, str]]]:
    """Give settings of a repository that name a program, by the kind."""
    program = f"'{trap}'"
    return {
        "filter": [("filter.e.clean", program), ("filter.e.smudge", program),
                   ("filter.e.required", "true")],
        "filter process": [("filter.e.process", program)],
        "fsmonitor": [("core.fsmonitor", str(trap))],
        "hooks": [("core.hooksPath", str(trap.parent / "hooks"))],
        "textconv": [("diff.e.textconv", program), ("diff.e.command", program),
                     ("diff.external", program), ("diff.e.cachetextconv", "true")],
        "pager": [("core.pager", program), ("pager.log", program), ("pager.ls-tree", program),
                  ("core.editor", program)],
        "signature": [("log.showSignature", "true"), ("gpg.program", str(trap)),
                      ("gpg.ssh.program", str(trap))],
        "attributes": [("core.attributesFile", str(trap.parent / "attributes")),
                       ("filter.e.clean", program)],
    }  # fmt: skip


def set_traps(top: Path, trap: Path, kind: str) -> None:
    for name, value in settings(trap)[kind]:
        git(top, "config", name, value)
    (trap.parent / "attributes").write_text("* filter=e diff=e\n", encoding="utf-8")
    for folder in (trap.parent / "hooks", top / ".git" / "hooks"):
        folder.mkdir(exist_ok=True)
        for hook in HOOKS:
            shutil.copy(trap, folder / hook)


def nothing_ran(tmp_path: Path) -> bool:
    ran = tmp_path / "ran"
    assert not ran.exists(), ran.read_text(encoding="utf-8")
    return True


KINDS = list(settings(Path("/trap")))


@pytest.mark.parametrize("kind", KINDS)
def test_no_program_of_the_settings_is_run(
    top: Path, trap: Path, tmp_path: Path, kind: str
) -> None:
    set_traps(top, trap, kind)
    for words in COMMANDS:
        # Git looks into a file again that is as old as its index.
        os.utime(top / "meetings" / NAME, (1, (top / ".git" / "index").stat().st_mtime))
        done = scrutiny(*words, cwd=top, code=None)
        assert done.returncode in {0, 1}
        assert nothing_ran(tmp_path)
    assert "Ann Bell" in scrutiny("log", cwd=top).stdout


def test_no_program_of_settings_that_are_included_is_run(
    top: Path, trap: Path, tmp_path: Path
) -> None:
    for kind in KINDS:
        set_traps(top, trap, kind)
    own = top / ".git" / "config"
    (top / "meetings" / "config").write_bytes(own.read_bytes())
    own.write_text(
        "[core]\n\trepositoryformatversion = 0\n[include]\n\tpath = ../meetings/config\n",
        encoding="utf-8",
    )
    for words in COMMANDS:
        scrutiny(*words, cwd=top, code=None)
        assert nothing_ran(tmp_path)


def make_bare(meetings: Path, trap: Path, kind: str) -> None:
    """Make a repository of a folder of meetings itself, all of it in ordinary files."""
    git(meetings, "init", "--quiet")
    git(meetings, "add", ".")
    commit(meetings, "Mallory")
    set_traps(meetings, trap, kind)
    git(meetings, "config", "core.worktree", str(meetings))
    for one in (meetings / ".git").iterdir():
        one.rename(meetings / one.name)
    (meetings / "info").mkdir(exist_ok=True)
    (meetings / "info" / "attributes").write_text("* filter=e diff=e\n", encoding="utf-8")
    (meetings / ".git").rmdir()


@pytest.mark.parametrize("kind", ["filter", "filter process", "fsmonitor", "hooks", "textconv"])
def test_a_bare_repository_among_the_meetings_is_none(
    top: Path, trap: Path, tmp_path: Path, kind: str
) -> None:
    make_bare(top / "meetings", trap, kind)
    write(top, LATER)
    for words in COMMANDS:
        scrutiny(*words, cwd=top, code=None)
        assert nothing_ran(tmp_path)
    told = scrutiny("log", cwd=top).stdout
    assert "Ann Bell" in told
    assert "Mallory" not in told


def test_a_bare_repository_that_lies_in_no_other_is_none(trap: Path, tmp_path: Path) -> None:
    meetings = tmp_path / "alone" / "meetings"
    meetings.mkdir(parents=True)
    (meetings / NAME).write_text(MEETING, encoding="utf-8")
    make_bare(meetings, trap, "filter")
    for words in COMMANDS:
        told = scrutiny(*words, cwd=meetings.parent, code=4).stderr
        assert "is not in a git repository" in told
    assert nothing_ran(tmp_path)


@pytest.mark.parametrize(
    ("url", "name", "value"),
    [
        ("{top}", "remote.origin.uploadpack", "{trap}"),
        ("{top}", "remote.origin.vcs", "trap"),
        ("ssh://host/board", "core.sshCommand", "{trap}"),
        ("git://host/board", "core.gitProxy", "{trap}"),
        ("ext::{trap}", "protocol.ext.allow", "always"),
    ],
)
def test_nothing_is_fetched_that_a_partial_clone_lacks(  # noqa: PLR0913, PLR0917  one table
    top: Path, trap: Path, tmp_path: Path, url: str, name: str, value: str
) -> None:
    (trap.parent / "git-remote-trap").symlink_to(trap)
    for setting, text in {
        "extensions.partialClone": "origin", "core.repositoryFormatVersion": "1",
        "remote.origin.promisor": "true", "remote.origin.url": url.format(top=top, trap=trap),
        name: value.format(trap=trap),
    }.items():  # fmt: skip
        git(top, "config", setting, text)
    lost = git(top, "rev-parse", f"HEAD^:meetings/{NAME}")
    (top / ".git" / "objects" / lost[:2] / lost[2:]).unlink()
    path = f"{trap.parent}{os.pathsep}{os.environ['PATH']}"
    for words in (("diff", "HEAD^"), ("log",)):
        told = scrutiny_process(*words, cwd=top, code=4, PATH=path).stderr
        assert "is missing in this clone" in told
    assert nothing_ran(tmp_path)


def test_no_program_that_a_variable_names_is_run(top: Path, trap: Path, tmp_path: Path) -> None:
    names = (
        "GIT_EXTERNAL_DIFF", "GIT_PAGER", "PAGER", "GIT_EDITOR", "EDITOR", "VISUAL",
        "GIT_SSH_COMMAND", "GIT_SSH", "GIT_ASKPASS", "SSH_ASKPASS", "GIT_PROXY_COMMAND",
    )  # fmt: skip
    given: dict[str, Any] = dict.fromkeys(names, str(trap))
    for words in COMMANDS:
        scrutiny_process(*words, cwd=top, code=None, **given)
    assert nothing_ran(tmp_path)


def test_settings_that_variables_give_are_left_out(top: Path, trap: Path, tmp_path: Path) -> None:
    given: dict[str, Any] = {
        "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "filter.e.clean",
        "GIT_CONFIG_VALUE_0": str(trap), "GIT_CONFIG_PARAMETERS": f"'core.fsmonitor'='{trap}'",
        "GIT_REPLACE_REF_BASE": "refs/x/", "GIT_TRACE": str(tmp_path / "ran"),
        "GIT_TRACE2": str(tmp_path / "ran"), "GIT_DIR": str(tmp_path),
        "GIT_OBJECT_DIRECTORY": str(tmp_path), "GIT_COMMON_DIR": str(tmp_path),
    }  # fmt: skip
    for words in COMMANDS:
        scrutiny_process(*words, cwd=top, code=None, **given)
    assert nothing_ran(tmp_path)
    assert "Ann Bell" in scrutiny_process("log", cwd=top, **given).stdout


@pytest.mark.parametrize("entry", ["", ".", "meetings"])
def test_a_program_called_git_in_the_repository_is_not_run(
    top: Path, trap: Path, tmp_path: Path, entry: str
) -> None:
    for folder in (top, top / "meetings"):
        shutil.copy(trap, folder / "git")
    path = f"{entry}{os.pathsep}{os.environ['PATH']}"
    assert "Ann Bell" in scrutiny_process("log", cwd=top, PATH=path).stdout
    assert nothing_ran(tmp_path)


def test_a_repository_elsewhere_that_settings_name_is_refused(top: Path, tmp_path: Path) -> None:
    git(top, "config", "core.worktree", str(tmp_path))
    assert "is not among the files" in scrutiny("log", cwd=top, code=4).stderr


def test_a_pointer_to_a_folder_that_is_no_repository_is_passed_over(
    top: Path, tmp_path: Path
) -> None:
    (top / "meetings" / ".git").write_text(f"gitdir: {tmp_path}\n", encoding="utf-8")
    assert "Ann Bell" in scrutiny("log", cwd=top).stdout
    (top / "meetings" / ".git").unlink()
    os.mkfifo(top / "meetings" / ".git")
    assert "Ann Bell" in scrutiny("log", cwd=top).stdout


def test_a_name_with_signs_of_the_listing_is_no_fault(top: Path) -> None:
    tree, parent = git(top, "rev-parse", "HEAD^{tree}"), git(top, "rev-parse", "HEAD^")
    (top / "strange").write_bytes(
        f"tree {tree}\nparent {parent}\nauthor \1A\2B\1 <a\2@x> 0\ncommitter A <a@x> 0 +0000\n\nX\n"
        .encode()
    )  # fmt: skip
    made = git(top, "hash-object", "-t", "commit", "-w", "--literally", "strange")
    git(top, "reset", "--quiet", "--soft", made)
    assert "Ann Bell" in scrutiny("log", cwd=top).stdout
