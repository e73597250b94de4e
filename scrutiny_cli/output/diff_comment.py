"""What changed between two states of the log, as a comment in GitHub's Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from scrutiny_cli.actionlog.model import Action
from scrutiny_cli.diff.compare import AgreedMinutesChange, Change, ChangeKind, Comparison
from scrutiny_cli.minutes.patterns import is_key
from scrutiny_cli.output.diff_phrases import (
    AGREED_CHANGED,
    FILE_GONE,
    ComparedStates,
    change_text,
    describe_change,
    describe_corrections,
    describe_difference,
    describe_place,
    format_before_after,
    group_by_meeting,
    list_remarks,
    mark_differences,
)
from scrutiny_cli.output.markdown_text import escape_markdown
from scrutiny_cli.output.paragraphs import cut_long_text, quote_text
from scrutiny_cli.output.phrases import NO_WORDS
from scrutiny_cli.output.redaction import describe_withheld

_WITHHELD = describe_withheld("")


class Redaction(NamedTuple):
    """What a comparison of public logs must not show, though one of the two states has it.

    `has_secrets` returns whether a text has words that are withheld now; `meetings` are the names
    of the meetings that are withheld as a whole in one state. `names` is what an action without a
    number is called instead of its key.
    """

    has_secrets: Callable[[str], bool]
    meetings: frozenset[str]
    names: Mapping[str, str] = {}

    def hide_keys(self, change: Change) -> Change:
        """Return a change whose other actions are named by words instead of keys."""
        if change.kind is ChangeKind.RENUMBERED:
            return change._replace(
                refs=tuple(_NO_NUMBER if is_key(ref) else ref for ref in change.refs)
            )
        return change._replace(refs=tuple(self.names.get(ref, ref) for ref in change.refs))


_NO_NUMBER = "without a number"


def name_actions_publicly(actions: Iterable[Action]) -> dict[str, str]:
    """Return what each action without a number is called instead of its key."""
    return {
        action.key: quote_text(cut_long_text(action.state.words)) or NO_WORDS
        for action in actions
        if action.entry.ref is None
    }


def render_comment(
    comparison: Comparison, states: ComparedStates, redaction: Redaction | None = None
) -> str:
    """Return a comment for a pull request: agreed minutes first, then the changes by meeting.

    With `redaction` the comparison is one of public logs, and is for everybody.
    """
    parts = [f"### Changes to the actions\n\n{_render_counts(comparison, states)}"]
    if comparison.agreed:
        entries = "".join(_render_agreed(agreed, redaction) for agreed in comparison.agreed)
        parts.append(f"#### {AGREED_CHANGED.capitalize()}\n\n{entries}")
    for name, changes in group_by_meeting(comparison):
        entries = "".join(_render_change(change, states, redaction) for change in changes)
        parts.append(f"#### {escape_markdown(name)}\n\n{entries}")
    return "\n".join(parts)


def _render_counts(comparison: Comparison, states: ComparedStates) -> str:
    before, after = comparison.before, comparison.after
    return (
        f"| | {escape_markdown(states.before)} | {escape_markdown(states.after)} |\n"
        "| --- | ---: | ---: |\n"
        f"| Open | {before.open} | {after.open} |\n"
        f"| Overdue | {before.overdue} | {after.overdue} |\n"
    )


# Agreed minutes


def _render_agreed(agreed: AgreedMinutesChange, redaction: Redaction | None) -> str:
    head = (
        f"- **{escape_markdown(agreed.meeting)}**, agreed by the meeting of "
        f"{escape_markdown(agreed.agreed_by)}"
    )
    if redaction is not None:
        agreed = _redact_agreed(agreed, redaction)
    places = "".join(
        f"  - {escape_markdown(f'{describe_difference(change)} ({describe_place(change)})')}\n"
        for change in agreed.differences
    )
    places = places or f"  - {FILE_GONE}\n"
    return f"{head}; {escape_markdown(describe_corrections(agreed))}\n{places}"


def _redact_agreed(agreed: AgreedMinutesChange, redaction: Redaction) -> AgreedMinutesChange:
    """Withhold what is confidential; each place shows once that something is withheld."""

    def redact_text(text: str, *, is_secret: bool = False) -> str:
        return _WITHHELD if is_secret or redaction.has_secrets(text) else text

    is_hidden = agreed.meeting in redaction.meetings
    differences = (
        difference._replace(
            what=redact_text(difference.what, is_secret=is_hidden or difference.confidential),
            confidential=False,
        )
        for difference in agreed.differences[: 1 if is_hidden else None]
    )
    corrections = tuple(map(redact_text, agreed.corrections))
    return agreed._replace(differences=tuple(differences), corrections=corrections)


# Changes


def _render_change(change: Change, states: ComparedStates, redaction: Redaction | None) -> str:
    """Return an entry; for what is withheld, only the kind of the change."""
    if redaction is None:
        return _render_entry(change, states, f"{escape_markdown(change.key)} ")
    change = redaction.hide_keys(change)
    name = "" if is_key(change.key) else f"{escape_markdown(change.key)} "
    has_secrets = _says_secrets(change, states, redaction)
    if change.confidential and not has_secrets and change.action is not None:
        return f"- {name}**updated**: an update is withheld{_add_text(change)}\n"
    if change.confidential or has_secrets:
        return f"- **{change.kind.value}**: {_WITHHELD}\n"
    return _render_entry(change, states, name)


def _says_secrets(change: Change, states: ComparedStates, redaction: Redaction) -> bool:
    texts = (
        change.key,
        change_text(change),
        describe_change(change, states.format_day),
        *format_before_after(change, states.format_day),
    )
    return any(map(redaction.has_secrets, texts))


def _add_text(change: Change) -> str:
    return f" – *{escape_markdown(change_text(change))}*"


def _render_entry(change: Change, states: ComparedStates, name: str) -> str:
    """Return an entry of the list: the action's name, what happened to it, and its words."""
    kind, text = f"**{change.kind.value}**", change_text(change)
    if not change.key:
        return f"- {kind}: {escape_markdown(text)}\n" if text else f"- {kind}\n"
    if change.kind is ChangeKind.REWORDED:
        old, new = format_before_after(change, states.format_day)
        marked = mark_differences(old, new, _strike_and_embolden)
        detail, added = ", ".join((marked, *map(escape_markdown, list_remarks(change)))), ""
    else:
        detail, added = (
            escape_markdown(describe_change(change, states.format_day)),
            _add_text(change),
        )
    return f"- {name}{kind}" + (f": {detail}" if detail else "") + f"{added}\n"


def _strike_and_embolden(gone: str, come: str) -> str:
    marked = (
        f"~~{escape_markdown(gone)}~~" if gone else "",
        f"**{escape_markdown(come)}**" if come else "",
    )
    return " ".join(filter(None, marked))
