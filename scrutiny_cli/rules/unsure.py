"""The rule on comments of an import that nobody has looked at yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from scrutiny_cli.minutes.problem import Severity
from scrutiny_cli.minutes.source import Source, Span
from scrutiny_cli.minutes.yaml import parser
from scrutiny_cli.minutes.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from scrutiny_cli.rules.context import CheckContext, rule
from scrutiny_cli.rules.registry import Finding
from scrutiny_cli.rules.unsure_help import UNSURE_HELP

# A comment and those below it on which its words go on.
_UNSURE = re.compile(
    r"^(?P<indent>[ \t]*)# unsure (?P<name>[a-z][a-z-]*): (?P<words>.*)"
    r"(?P<more>(?:\r?\n(?P=indent)#(?! unsure ).*)*)",
    re.MULTILINE,
)


class UnsureComment(NamedTuple):
    """A comment that says what an import was unsure of: the doubt's name, and its words."""

    name: str
    words: str
    place: Span


@rule(
    "unsure",
    Severity.WARNING,
    "Everything that an import was unsure of was looked at.",
    remedy="Compare it with the old minutes, correct it if needed, then delete the comment.",
)
def check_unsure_comments(context: CheckContext) -> Iterator[Finding]:
    """Find the comments `# unsure NAME: words` in every file."""
    for meeting in context.book.meetings:
        for comment in find_unsure_comments(meeting.place.source):
            words = comment.words + ("" if comment.words.endswith((".", "?", "!")) else ".")
            message = f"The import was unsure of this ({comment.name}): {words}"
            yield Finding(message, comment.place, _describe_remedy(comment.name))


def _describe_remedy(name: str) -> str:
    """Return what to check; nothing, that is the rule's own remedy, for a name not known."""
    known = UNSURE_HELP.get(name)
    return f"{known} Then delete the comment." if known else ""


def find_unsure_comments(source: Source) -> Iterator[UnsureComment]:
    """Return the comments of a file that say what an import was unsure of."""
    found = list(_UNSURE.finditer(source.text)) if "# unsure " in source.text else []
    texts = _list_texts(parser.parse_yaml(source).root) if found else []
    for match in found:
        if not any(start <= match.start("name") < end for start, end in texts):
            words = re.sub(r"\s*\n\s*#\s*", " ", match["words"] + match["more"])
            place = Span(source, match.end("indent"), match.end("words"))
            yield UnsureComment(match["name"], " ".join(words.split()), place)


def _list_texts(node: Node | None) -> list[tuple[int, int]]:
    """Return the ranges of the texts in which a line with `#` is not a comment."""
    if isinstance(node, ScalarNode):
        return [node.span] if node.style else []
    return [place for part in _list_parts(node) for place in _list_texts(part)]


def _list_parts(node: SequenceNode | MappingNode | None) -> list[Node]:
    if node is None:
        return []
    return node.entries if isinstance(node, SequenceNode) else [value for _, value in node.fields]
