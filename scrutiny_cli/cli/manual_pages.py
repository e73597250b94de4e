"""The pages of the manual, which are installed with the program."""

from __future__ import annotations

import re
from importlib import resources

# In the order in which they are listed.
TOPICS = (
    "start",
    "import",
    "format",
    "dates",
    "statuses",
    "confidential",
    "series",
    "yaml",
    "month",
    "git",
    "publish",
    "commands",
    "rules",
    "json",
    "design",
)
_MARK = re.compile(r"^<!-- .* -->\n\n?", re.MULTILINE)


def read_page(topic: str) -> str:
    """Return a page as Markdown, without the marks around what the program makes."""
    page = resources.files("scrutiny_cli") / "manual" / f"{topic}.md"
    return _MARK.sub("", page.read_text(encoding="utf-8"))


def find_title(topic: str) -> str:
    """Return the title of a page, which says what it is about."""
    return read_page(topic).partition("\n")[0].removeprefix("# ")


def list_rules(page: str) -> list[str]:
    """Return the names of the rules that the page of rules describes."""
    return re.findall(r"^### `([a-z0-9-]+)`$", page, re.MULTILINE)


def find_rule_section(page: str, rule: str) -> str:
    """Return the part of the page of rules that is about one of them, from its heading on.

    It is empty where the page has no such rule.
    """
    _, heading, below = page.partition(f"### `{rule}`\n")
    if not heading:
        return ""
    section, *_ = re.split(r"^##", below, maxsplit=1, flags=re.MULTILINE)
    return f"{heading}{section.rstrip()}\n"
