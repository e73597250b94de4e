"""The manual's page of rules, from which the part of one rule is shown."""

import re


def find_rule_section(page: str, name: str) -> str:
    """Return the part of the page of rules that is about one rule, its heading first."""
    _, heading, below = page.partition(f"### `{name}`\n")
    section, *_ = re.split(r"^##", below, maxsplit=1, flags=re.MULTILINE)
    return f"{heading}{section.rstrip()}\n"
