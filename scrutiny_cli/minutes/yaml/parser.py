"""From a file's text to the tree of its YAML.

What is wrong is returned as problems, in a clerk's words (see `errors`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scrutiny_cli.minutes.decode import is_too_large, report_too_large
from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.minutes.yaml.nodes import ParsedYaml
from scrutiny_cli.minutes.yaml.tree import MAX_ERRORS, TreeBuilder


def parse_yaml(source: Source) -> ParsedYaml:
    """Read a text as YAML; what is wrong with it is in the problems, never raised.

    With a syntax error there is no root, and the problems are those of all the text.
    """
    if is_too_large(source.text):
        return ParsedYaml(source, None, report_too_large(source.path)[1])
    builder = TreeBuilder(source)
    root, problems = builder.read_document(), builder.problems
    if builder.error is not None:
        from scrutiny_cli.minutes.yaml.recovery import find_problems_past_errors  # noqa: PLC0415  few files have errors

        problems = find_problems_past_errors(source)
    return ParsedYaml(source, root, tuple(_limit_errors(problems)))


def _limit_errors(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems without the syntax errors after the first ten."""
    left = MAX_ERRORS
    for problem in problems:
        left -= problem.rule == "yaml-syntax"
        if left >= 0 or problem.rule != "yaml-syntax":
            yield problem
