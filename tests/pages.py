"""The README and the manual's pages as the tests read them: their blocks, code and commands."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from support import ROOT, TODAY, run_line

README = ROOT / "README.md"
MANUAL = ROOT / "scrutiny_cli" / "manual"
PAGES = tuple(sorted(MANUAL.glob("*.md")))
PERSON = {
    "GIT_AUTHOR_NAME": "Rosa Okafor",
    "GIT_AUTHOR_EMAIL": "rosa@weirlane.example",
    "GIT_COMMITTER_NAME": "Rosa Okafor",
    "GIT_COMMITTER_EMAIL": "rosa@weirlane.example",
}


def run(line: str, folder: Path, today: str = TODAY) -> subprocess.CompletedProcess[str]:
    """Run a line of a page as a person would."""
    return run_line(line, cwd=folder, SCRUTINY_TODAY=today, NO_COLOR="1", **PERSON)


def read_page(topic: str) -> str:
    """Return the text of a page of the manual."""
    return (MANUAL / f"{topic}.md").read_text(encoding="utf-8")


def read_manual() -> str:
    """Return the text of all pages of the manual."""
    return "\n".join(path.read_text(encoding="utf-8") for path in PAGES)


def find_section(text: str, heading: str) -> str:
    """Return the section of a page that has a heading, without what follows it."""
    begin = re.escape(f"## {heading}")
    (found,) = re.findall(rf"^{begin}\n.*?(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)
    return str(found)


# Blocks that the program makes


def fence(text: str) -> str:
    """Put a text between fences, without spaces at the ends of its lines."""
    lines = "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")
    return f"```text\n{lines}\n```"


def find_blocks(path: Path) -> list[str]:
    """Return the names of a page's generated blocks."""
    return re.findall(r"^<!-- begin: (.*) -->$", path.read_text(encoding="utf-8"), re.MULTILINE)


def check_block(path: Path, name: str, made: str, *, update: bool) -> None:
    """Compare a generated block with what the program makes, or write it into the page."""
    marks = (re.escape(f"<!-- {word}: {name} -->") for word in ("begin", "end"))
    pattern = re.compile("({})\n(.*?)({})".format(*marks), re.DOTALL)
    made = f"\n{made}\n\n"
    text = path.read_text(encoding="utf-8")
    if update:
        text = pattern.sub(lambda match: f"{match[1]}\n{made}{match[3]}", text)
        path.write_text(text, encoding="utf-8", newline="\n")
    found = pattern.search(text)
    assert found is not None
    assert found[2] == made, "Run `pytest --update` to make the block again."


def check_shown(path: Path, shown: str, made: str, *, update: bool) -> None:
    """Compare an output that a page shows with what is printed, or write it into the page."""
    if update:
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(shown, made), encoding="utf-8", newline="\n")
        shown = made
    assert shown == made, "Run `pytest --update` to make the block again."


# Examples


def find_code(language: str, text: str) -> list[str]:
    """Return the code blocks of a language in a text."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def split_files(example: str) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each file of an example.

    Lines without a file's name above them are a part of the meeting of 14 May 2026.
    """
    first, *parts = re.split(r"^# (meetings/\S+\.yaml)\n", example, flags=re.MULTILINE)
    if first:
        yield "meetings/2026-05-14.yaml", f"date: 2026-05-14\n{first}"
    yield from zip(parts[::2], parts[1::2], strict=True)


def write_example(top: Path, example: str) -> None:
    """Write the files of an example into a folder."""
    for name, text in split_files(example):
        (top / name).parent.mkdir(exist_ok=True)
        (top / name).write_text(text, encoding="utf-8")


def find_commands(text: str) -> list[str]:
    """Return the commands that a text shows."""
    typed = (line for block in find_code("sh", text) for line in block.splitlines())
    return [line for line in typed if line.startswith("scrutiny ")]


def find_links(text: str) -> Iterator[str]:
    """Find what a text links to, code left aside."""
    prose = re.sub(r"^```.*?^```$|`[^`\n]*`", "", text, flags=re.DOTALL | re.MULTILINE)
    return (match[1] for match in re.finditer(r"\]\(([^)\s]+)\)", prose))


def list_anchors(text: str) -> set[str]:
    """Return the anchors that a code host gives to a page's headings."""
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
    headings = re.findall(r"^#+ (.*)$", prose, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}


def find_broken_links(path: Path) -> list[str]:
    """Return the relative links of a page that lead nowhere."""
    broken = []
    for link in find_links(path.read_text(encoding="utf-8")):
        name, _, anchor = link.partition("#")
        if "://" in name:
            continue
        target = path.parent / name if name else path
        if not target.exists() or (
            anchor and anchor not in list_anchors(target.read_text(encoding="utf-8"))
        ):
            broken.append(link)
    return broken
