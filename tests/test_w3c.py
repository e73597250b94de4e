"""Every kind of page is valid for the checker of W3C."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from support import find_tool, scrutiny
from test_html import EVERYTHING

SERIES = """
title: Harbour Board
language: {language}
layout: {layout}
signature: true
"""


@pytest.fixture(scope="module")
def checker() -> list[str]:
    java = find_tool(shutil.which("java"), "Java")
    jar = find_tool(os.environ.get("SCRUTINY_VNU"), "vnu.jar, named by SCRUTINY_VNU,")
    return [java, "-Xss4m", "-jar", jar, "--errors-only", "--skip-non-html"]


def _publish(folder: Path, name: str, *words: str) -> None:
    scrutiny(*words, "-o", str(folder / name), cwd=folder, SCRUTINY_TODAY="2024-03-15")


def test_every_kind_of_page_is_valid(checker: list[str], tmp_path: Path) -> None:
    for layout, language in (("columns", "English"), ("prose", "cy")):
        folder = tmp_path / layout
        meetings = folder / "meetings"
        meetings.mkdir(parents=True)
        series = SERIES.format(layout=layout, language=language)
        (meetings / "series.yaml").write_text(series, encoding="utf-8")
        (meetings / "2024-03-14.yaml").write_text(EVERYTHING, encoding="utf-8")
        _publish(folder, "minutes.html", "publish", "2024-03-14", "--open-actions")
        _publish(folder, "internal.html", "publish", "2024-03-14", "--internal")
        _publish(folder, "actions.html", "publish", "--actions")
        _publish(folder, "decisions.html", "publish", "--decisions")
        _publish(folder, "agenda.html", "agenda", "2024-03-14")
        _publish(folder, "site", "site")
    ended = subprocess.run([*checker, str(tmp_path)], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert len(list(tmp_path.rglob("*.html"))) > 20
