"""What to write instead of an unknown status, as far as that depends on the log."""

from __future__ import annotations

from scrutiny_cli.actionlog.meetings import MeetingIndex
from scrutiny_cli.actionlog.model import Log, ResolvedUpdate
from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.minutes.source import normalize_ref
from scrutiny_cli.minutes.status_help import StatusContext, advise_status, format_status_hint
from scrutiny_cli.minutes.statuses import StatusVocabulary

_MORE_WORDS = (
    "`scrutiny help statuses` lists the words for each. You can add others under `statuses` in "
    "series.yaml."
)


def with_status_hints(
    problems: tuple[Problem, ...], log: Log, index: MeetingIndex, known: StatusVocabulary
) -> tuple[Problem, ...]:
    """Return problems whose hints on statuses are true of the log.

    `on` is not before the action was raised, and `becomes` names an action of the same file or
    a later one. The first hint that has no word to copy shows where to find more.
    """
    if not any(problem.rule == "bad-status" for problem in problems):
        return problems
    hints = _make_hints(log, index, known)
    found: list[Problem] = []
    is_listed = False
    for problem in problems:
        if problem.rule != "bad-status":
            found.append(problem)
            continue
        hint = hints.get((problem.place.path, problem.place.start), problem.hint)
        if not is_listed and hint.startswith("Use one of"):
            hint, is_listed = f"{hint}\n{_MORE_WORDS}", True
        found.append(problem._replace(hint=hint))
    return tuple(found)


def _make_hints(
    log: Log, index: MeetingIndex, known: StatusVocabulary
) -> dict[tuple[str, int], str]:
    """Return the hint for each unknown status, by its path and place."""
    names = {
        normalize_ref(name): index.positions[action.meeting]
        for action in log.actions
        for name in (action.place_key, action.key)
    }
    found: dict[tuple[str, int], str] = {}
    for report in log.reports:
        unread = report.update.unread
        if unread is not None:
            key = unread.text.place.path, unread.text.place.start
            found[key] = _make_hint(report, names, log, index.positions[report.meeting.name], known)
    return found


def _make_hint(
    report: ResolvedUpdate, names: dict[str, int], log: Log, at: int, known: StatusVocabulary
) -> str:
    unread, action = report.update.unread, log.by_key.get(report.key or "")
    if unread is None:
        return ""
    context = StatusContext(
        report.meeting.date,
        action.raised if action is not None else None,
        unread.beside,
        unread.month_first,
    )
    own = normalize_ref(report.key or "")

    def is_successor(ref: str) -> bool:
        return names.get(normalize_ref(ref), -1) >= at and normalize_ref(ref) != own

    return format_status_hint(advise_status(unread.text, known, context, is_successor))
