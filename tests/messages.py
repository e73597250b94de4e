"""Print every text of the program that a person may read, as one list to be read aloud.

Usage: python tests/messages.py [PACKAGE…]
Each line is a string of the code that is no docstring and has a space in it, with its place; `{}`
is what the program fills in.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PROGRAM = Path(__file__).parent.parent / "scrutiny_cli"


class Message(NamedTuple):
    """A text of the program and its place."""

    path: Path
    line: int
    text: str

    def __str__(self) -> str:
        place = f"{self.path.relative_to(PROGRAM.parent)}:{self.line}"
        return f"{place}: {self.text!r}"


def find_docstrings(tree: ast.AST) -> set[int]:
    """Return the identities of the nodes that are docstrings."""
    owners = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    bodies = (node.body for node in ast.walk(tree) if isinstance(node, owners) and node.body)
    return {id(body[0].value) for body in bodies if isinstance(body[0], ast.Expr)}


def render_template(node: ast.JoinedStr) -> str:
    """Return an f-string as a template: `{}` in the place of each value."""
    return "".join(
        str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values
    )


def collect_texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the line and the text of every string that is no docstring."""
    unread = find_docstrings(tree) | {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in ast.walk(node)
        if isinstance(part, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield node.lineno, render_template(node)
        elif (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in unread
        ):
            yield node.lineno, node.value


def collect_messages(packages: list[str]) -> list[Message]:
    """Return the texts of the packages, of the whole program by default."""
    found = []
    for path in sorted(PROGRAM.rglob("*.py")):
        inside = path.relative_to(PROGRAM).as_posix()
        if not packages or any(inside.startswith(package) for package in packages):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            texts = sorted(set(collect_texts(tree)))
            found += [Message(path, line, text) for line, text in texts if " " in text.strip()]
    return found


if __name__ == "__main__":
    sys.stdout.writelines(f"{message}\n" for message in collect_messages(sys.argv[1:]))
