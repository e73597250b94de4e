"""Find updates whose `about` has the words of another action than their ref."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from operator import itemgetter

from scrutiny_cli.actionlog.fold_state import ActionBuilder, FoldState, Misnamed
from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.minutes.source import normalize_about

_MAX_COMPARED = 100  # actions whose words begin so that are looked at


def wrong_actions(state: FoldState) -> Iterator[Problem]:
    """Return a problem for each update whose `about` does not fit the action in its `ref`.

    A wording that a later file gives an action fits, too.
    """
    misnamed = [fault for fault in state.misnamed if not fault.builder.has_wording(fault.about)]
    if not misnamed:
        return
    builders = enumerate(state.builders.values())
    wordings = sorted(
        (words, at, builder) for at, builder in builders for words in builder.sorted_words
    )
    for fault in misnamed:
        named = _find_by_words(state, wordings, fault)
        words = fault.builder.state.words
        message = f"These are not the words of {fault.update.ref}, which is “{words}”."
        hint = "Correct `ref` or `about`."
        if named:
            hint = f"They are the words of {named}. Write `ref: {named}`."
        yield Problem("wrong-action", message, fault.about.place, hint)


def _find_by_words(
    state: FoldState, wordings: list[tuple[str, int, ActionBuilder]], fault: Misnamed
) -> str | None:
    """Return the first action up to this meeting whose wording begins like `about`."""
    start, limit = normalize_about(fault.about), state.index.positions[fault.meeting.name]
    at = bisect_left(wordings, start, key=itemgetter(0))
    found = (row for row in wordings[at : at + _MAX_COMPARED] if row[0].startswith(start))
    fits = [row for row in found if state.index.positions[row[2].meeting.name] <= limit]
    return min(fits, key=itemgetter(1))[2].key if fits else None
