"""A folder to start from: from a few answers to the texts of its first files."""

from __future__ import annotations

import re
from datetime import date, timedelta
from importlib import resources
from typing import Any, NamedTuple

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.editing.new_meeting import ATTENDANCE, draft_next_meeting
from scrutiny_cli.editing.yaml_text import Unwritable, validate_text
from scrutiny_cli.minutes import json_schema
from scrutiny_cli.minutes.dates import recurrence
from scrutiny_cli.minutes.dates.schedule_words import read_schedule
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.minutes.yaml_scalars import write_exactly

SERIES = "meetings/series.yaml"
WORKFLOW = ".github/workflows/minutes.yaml"
REFS = "{n}/{yy}"
_NOTHING = ("", "none", "-")
_AGENDA = (
    "Apologies for absence", "Minutes of the previous meeting", "Matters arising",
    "Any other business",
)  # fmt: skip

# Where a workflow may install the program from. Nothing in it means anything to a shell.
_RELEASE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?==[0-9][A-Za-z0-9.!+_-]*")
_COMMIT = re.compile(
    r"(?:git\+)?((?:https|ssh)://(?:\w[\w.-]*@)?[A-Za-z0-9][\w.-]*(?::\d+)?/[\w./~+%-]+)"
    r"@([0-9a-f]{40}|[0-9a-f]{64})",
    re.ASCII,
)
_VALID_SOURCES = (
    "Write a release, as scrutiny-cli==1.2.0, or an address of git with the whole id of a commit, "
    "as git+https://example.org/scrutiny.git@ and 40 figures."
)


class InvalidAnswer(Exception):
    """An answer that no file may hold; the message says what is wrong, and what to write."""


class BoardSettings(NamedTuple):
    """What is known of a board before its first meeting; None: nothing."""

    title: str | None = None
    schedule: str | None = None
    refs: str | None = None
    day: date | None = None


class ScaffoldFile(NamedTuple):
    """A file to be written: its path within the folder, and its text.

    `lines_to_add` are for a file that is there already. `at_top`: it is of use only at the top of
    a repository. `summary` is shown in place of the text.
    """

    path: str
    text: str
    lines_to_add: str = ""
    at_top: bool = False
    summary: str = ""

    @property
    def shown_text(self) -> str:
        """What a person sees of the file before it is written."""
        return self.summary or self.text

    def is_within(self, text: str) -> bool:
        """Whether a text has all lines that would be added, whatever their indent."""
        lines = {line.strip() for line in text.splitlines()}
        wanted = (line.strip() for line in self.lines_to_add.splitlines())
        return all(line in lines for line in wanted if not line.startswith("#"))


def parse_answer(text: str) -> str | None:
    """Return an answer without the spaces around it; None: there is none. Raises InvalidAnswer."""
    try:
        answer = validate_text(text).strip()
    except Unwritable as reason:
        raise InvalidAnswer(str(reason)) from reason
    return None if answer.casefold() in _NOTHING else answer


def parse_setting(name: str, text: str) -> str | None:
    """Return a field of BoardSettings that series.yaml may hold. Raises InvalidAnswer."""
    answer = parse_answer(text)
    setting: dict[str, Any] = {name: answer}
    plan_files(BoardSettings(**setting))
    return answer


def parse_schedule(text: str) -> str | None:
    """Return when the board meets, as a rule; None: by no rule. Raises InvalidAnswer."""
    words = parse_answer(text)
    try:
        return None if words is None else read_schedule(words)
    except recurrence.BadSchedule as bad:
        raise InvalidAnswer(f"{bad.message} {bad.hint}".strip()) from bad


def parse_source(text: str) -> str:
    """Return where a workflow installs the program from, as pip takes it.

    It is a release or a commit, so that nobody can put another program in its place later.
    Raises InvalidAnswer.
    """
    found = text.strip()
    if _RELEASE.fullmatch(found):
        return found
    commit = _COMMIT.fullmatch(found)
    if commit is None:
        raise InvalidAnswer(f"“{found}” is no place that stays the same. {_VALID_SOURCES}")
    return f"git+{commit[1]}@{commit[2]}"


def plan_files(
    answers: BoardSettings, series: str | None = None, source: str | None = None
) -> tuple[ScaffoldFile, ...]:
    """Return the files to start with; `series`: the text of the series.yaml that is there.

    `source` is where a workflow installs the program from; None: there is no workflow.
    Without a day there is no first meeting. Raises InvalidAnswer where a file would have an error.
    """
    own = series if series is not None else _write_series(answers)
    minutes = [ScaffoldFile(SERIES, own)]
    if answers.day is not None:
        minutes.append(_write_first_meeting(own, answers.day))
    if series is None:
        _refuse_errors(minutes)
    return (*minutes, *list_support_files(source))


def list_support_files(source: str | None = None) -> tuple[ScaffoldFile, ...]:
    """Return the files beside the minutes: for git, pre-commit, GitHub and editors."""
    attributes, ignored = _read_template("gitattributes"), _read_template("gitignore")
    hook = _read_template("pre-commit-hook.yaml")
    workflow = _read_template("workflow.yaml").format(source=source)
    return (
        ScaffoldFile(".gitattributes", attributes, attributes),
        ScaffoldFile(".gitignore", ignored, ignored),
        ScaffoldFile(".pre-commit-config.yaml", f"repos:\n{hook}", hook, at_top=True),
        *((ScaffoldFile(WORKFLOW, workflow, at_top=True),) if source is not None else ()),
        *(_write_schema(name) for name in json_schema.FILES),
    )


def first_day(schedule: str, today: date) -> date | None:
    """Return a rule's first day from today on; None where it has ended.

    Of “every second month” it is in the first month possible: there is none to count from yet.
    """
    often = re.sub(r";INTERVAL=\d+|INTERVAL=\d+;", "", schedule.upper())
    return recurrence.next_occurrence(often, today - timedelta(days=1))


def _read_template(name: str) -> str:
    folder = resources.files("scrutiny_cli.editing") / "templates"
    return (folder / name).read_text(encoding="utf-8")


def _write_schema(name: str) -> ScaffoldFile:
    path = f"meetings/{json_schema.schema_file_name(name)}"
    summary = f"(what an editor should know, as `scrutiny schema {name}` prints it)\n"
    return ScaffoldFile(path, json_schema.format_schema(name), summary=summary)


def _write_series(answers: BoardSettings) -> str:
    lines = [
        json_schema.schema_modeline(json_schema.SERIES).rstrip(),
        "# What holds for all meetings. `time:` and `venue:` may be written here, too.",
        *_write_field("title", answers.title),
        *_write_field("refs", answers.refs, "How actions are numbered."),
        *_write_field("schedule", answers.schedule, "When the meetings are."),
        "# What `scrutiny new-meeting` writes.",
        "agenda:",
        *(f"  - {title}" for title in _AGENDA),
    ]
    return "\n".join(lines) + "\n"


def _write_field(name: str, text: str | None, above: str = "") -> list[str]:
    comment = [f"# {above}"] if above else []
    return [*comment, f"{name}: {write_exactly(text)}"] if text else []


def _write_first_meeting(series: str, day: date) -> ScaffoldFile:
    draft = draft_next_meeting(build_book([Source(SERIES, series)]), day, today=day)
    ref = f"ref: {draft.next_free}\n#         " if draft.next_free else ""
    help_text = _read_template("first-meeting.txt").format(ref=ref)
    # The help shows `present`, so that the draft's own comments on attendance are not needed.
    text = draft.text.replace("\n".join([*ATTENDANCE, ""]), "", 1).replace("\n\n\n", "\n\n")
    modeline = json_schema.schema_modeline(json_schema.MEETING)
    return ScaffoldFile(f"meetings/{draft.name}.yaml", f"{modeline}\n{help_text}\n{text}")


def _refuse_errors(made: list[ScaffoldFile]) -> None:
    for problem in build_book(Source(file.path, file.text) for file in made).problems:
        if problem.is_error:
            raise InvalidAnswer(f"{problem.message} {problem.hint}".strip())
