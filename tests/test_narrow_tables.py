"""Tables stay tables for screen readers on a narrow screen, where their cells are below another."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from support import find_tool, scrutiny
from test_html import BROWSERS, EVERYTHING

TABLE_ROLES = ("table", "row", "columnheader", "cell")
# The browser reads commands from its file 3, and writes answers to its file 4.
LAUNCH = """\
import fcntl, os, sys
ends = [fcntl.fcntl(int(end), fcntl.F_DUPFD, 20) for end in sys.argv[1:3]]
for number, end in zip((3, 4), ends):
    os.dup2(end, number)
os.execv(sys.argv[3], sys.argv[3:])
"""
PAGES = ("index.html", "actions/all.html", "people/index.html", "meetings/2024-03-14.html")


@dataclass
class Browser:
    """A browser that takes commands of the DevTools protocol from one pipe into another."""

    commands: int
    answers: int
    session: dict[str, str] = field(default_factory=dict)
    count: int = 0
    rest: bytes = b""

    def call(self, method: str, **params: object) -> dict[str, Any]:
        """Send a command; return its result."""
        self.count += 1
        message = {"id": self.count, "method": method, "params": params, **self.session}
        os.write(self.commands, json.dumps(message).encode() + b"\0")
        return dict(self.wait_for("id", self.count)["result"])

    def wait_for(self, key: str, value: object) -> dict[str, Any]:
        """Return the next message in which a key has a value."""
        while True:
            while b"\0" not in self.rest:
                data = os.read(self.answers, 1 << 16)
                assert data, "the browser has ended"
                self.rest += data
            text, _, self.rest = self.rest.partition(b"\0")
            message: dict[str, Any] = json.loads(text)
            if message.get(key) == value:
                return message

    def open_tab(self) -> None:
        """Send all further commands to a new tab."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.session = {"sessionId": session}
        self.call("Page.enable")

    def count_roles(self, page: Path, width: int) -> Counter[str]:
        """Return how often each role is in what a screen reader gets of a page."""
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": True}
        self.call("Emulation.setDeviceMetricsOverride", **size)
        self.call("Page.navigate", url=page.as_uri())
        self.wait_for("method", "Page.loadEventFired")
        nodes = self.call("Accessibility.getFullAXTree")["nodes"]
        return Counter(node["role"]["value"] for node in nodes if not node["ignored"])


@contextmanager
def start_browser(program: str, profile: Path) -> Iterator[Browser]:
    commands, answers = os.pipe(), os.pipe()
    with subprocess.Popen(
        [
            sys.executable, "-c", LAUNCH, str(commands[0]), str(answers[1]), program,
            "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe",
            f"--user-data-dir={profile}",
        ],
        pass_fds=(commands[0], answers[1]),
        stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        os.close(commands[0])
        os.close(answers[1])
        browser = Browser(commands[1], answers[0])
        browser.open_tab()
        yield browser
        browser.session = {}
        browser.call("Browser.close")
        process.wait(30)
    os.close(commands[1])
    os.close(answers[0])


def test_a_table_is_a_table_on_a_narrow_screen(tmp_path: Path) -> None:
    names = (shutil.which(name) for name in BROWSERS)
    program = find_tool(next(filter(None, names), None), "Chromium")
    (tmp_path / "meetings").mkdir()
    (tmp_path / "meetings" / "2024-03-14.yaml").write_text(EVERYTHING, encoding="utf-8")
    typed = ("site", "-o", "site", "--no-downloads")
    scrutiny(*typed, cwd=tmp_path, SCRUTINY_TODAY="2024-03-15")
    with start_browser(program, tmp_path / "profile") as browser:
        for page in PAGES:
            wide, narrow = (
                browser.count_roles(tmp_path / "site" / page, width) for width in (1280, 320)
            )
            assert wide["cell"]
            assert [narrow[role] for role in TABLE_ROLES] == [wide[role] for role in TABLE_ROLES]
