"""The decorator that makes a function the check of a rule, and the sets of such functions."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

from scrutiny_cli.minutes.problem import RULES, Problem, RelatedSpan, Rule, Severity
from scrutiny_cli.minutes.source import Span

_Context = TypeVar("_Context")


class Finding(NamedTuple):
    """A place where a rule is broken; without a hint the rule's remedy is shown."""

    message: str
    place: Span
    hint: str = ""
    related: tuple[RelatedSpan, ...] = ()


_Check = Callable[[_Context], Iterable[Finding]]


class RuleSet(Generic[_Context]):
    """The rules that look at one kind of context, in the order of their definitions."""

    def __init__(self, *, needs_base: bool = False) -> None:
        """Begin an empty set; `needs_base`: its rules compare with an earlier state of the log."""
        self._needs_base = needs_base
        self._checks: dict[str, _Check[_Context]] = {}

    def rule(
        self, name: str, severity: Severity, summary: str, *, remedy: str
    ) -> Callable[[_Check[_Context]], _Check[_Context]]:
        """Make a function the check of a rule, and list the rule."""

        def register_check(check: _Check[_Context]) -> _Check[_Context]:
            RULES[name] = Rule(name, severity, summary, remedy, self._needs_base)
            self._checks[name] = check
            return check

        return register_check

    def find_problems(
        self, context: _Context, only: Container[str] | None = None
    ) -> Iterator[Problem]:
        """Return all that breaks the rules, or (`only`) those of some names."""
        for name, check in self._checks.items():
            if only is None or name in only:
                yield from (make_problem(name, finding) for finding in check(context))


def make_problem(name: str, finding: Finding) -> Problem:
    """Return the problem that breaks a rule."""
    hint = finding.hint or RULES[name].remedy
    return Problem(name, finding.message, finding.place, hint, finding.related)
