"""A board with a year of Word files and a tracker begins: three commands, and the log is there."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from old_board import ACTIONS, OLDER, write_old_board
from support import scrutiny

TODAY = "2024-12-12"


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return scrutiny(*words, cwd=folder, SCRUTINY_TODAY=TODAY)


def test_from_nothing_to_the_open_actions(tmp_path: Path) -> None:
    write_old_board(tmp_path / "old")
    files = sorted(str(path.relative_to(tmp_path)) for path in (tmp_path / "old").iterdir())
    run(
        tmp_path, "init", "--title", "Playing Field Committee", "--schedule",
        "second Tuesday of the month",
    )  # fmt: skip
    done = run(tmp_path, "import", *files, "--yes")
    assert "Imported 13 meetings:" in done.stdout
    run(tmp_path, "carry-forward")
    listed = json.loads(run(tmp_path, "actions", "--open", "--format", "json").stdout)
    found = {
        action["ref"]: (action["action"].rstrip("."), ", ".join(action["owners"]), action["due"])
        for action in listed["actions"]
    }
    ref, words, owner, due, _ = OLDER
    expected = {ref: (words, owner, due.isoformat())} | {
        action.ref: (action.words.rstrip("."), action.owner, action.due.isoformat())
        for action in ACTIONS
        if action.is_open
    }
    assert {key: found[key][1:] for key in found} == {key: expected[key][1:] for key in expected}
    for key, (text, _, _) in expected.items():
        assert text[1:] in found[key][0]
    assert run(tmp_path, "check", "--only", "unsure").stdout == ""
