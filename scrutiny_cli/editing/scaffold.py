"""A folder to start from: from a few answers to the texts of its first files."""

from __future__ import annotations

import re
from datetime import date, timedelta
from importlib import resources
from itertools import islice
from typing import Any, NamedTuple

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.editing.meeting_days import HowOften, find_how_often
from scrutiny_cli.editing.new_meeting import ATTENDANCE, Draft, draft_next_meeting
from scrutiny_cli.minutes import json_schema
from scrutiny_cli.minutes.dates import recurrence
from scrutiny_cli.minutes.dates.schedule_words import read_schedule
from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.minutes.yaml_scalars import write_exactly
from scrutiny_cli.minutes.yaml_text import Unwritable, validate_text

SERIES = "meetings/series.yaml"
WORKFLOW = ".github/workflows/minutes.yaml"
SITE_WORKFLOW = ".github/workflows/site.yaml"
REFS = "{n}/{yy}"
_NOTHING = ("", "none", "-")
_AGENDA = (
    "Apologies for absence", "Minutes of the previous meeting", "Matters arising",
    "Any other business",
)  # fmt: skip

# What each file is for.
_OF_SERIES = "What all meetings share: the board's name, when it meets, the agenda."
_OF_FIRST_MEETING = "The minutes of the first meeting: the agenda, and an example to follow."
_OF_PLAIN_MEETING = "The minutes of the first meeting: the agenda."
_OF_ATTRIBUTES = "Keeps line endings the same on every computer, and makes diffs readable."
_OF_IGNORED = "Keeps scrutiny's temporary files out of git."
_OF_HOOK = "Runs `scrutiny check` before each commit, after `pre-commit install`."
_OF_WORKFLOW = "Lets GitHub check the minutes at each push."
_OF_SITE_WORKFLOW = "Lets GitHub publish a web site of all minutes, at each push and every night."
_OF_SCHEMAS = {
    json_schema.MEETING: "Lets an editor offer the fields of a meeting, and underline mistakes.",
    json_schema.SERIES: "Does the same for series.yaml.",
}

# Where a workflow may install the program from. Nothing in it means anything to a shell.
_RELEASE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?==[0-9][A-Za-z0-9.!+_-]*")
_COMMIT = re.compile(
    r"(?:git\+)?((?:https|ssh)://(?:\w[\w.-]*@)?[A-Za-z0-9][\w.-]*(?::\d+)?/[\w./~+%-]+)"
    r"@([0-9a-f]{40}|[0-9a-f]{64})",
    re.ASCII,
)
_VALID_SOURCES = (
    "Type a release, for example scrutiny-cli==1.2.0, or a git address with the whole id of a "
    "commit: git+https://example.org/scrutiny.git@ and its 40 characters."
)


class InvalidAnswer(Exception):
    """An answer that cannot be written into a file; the message says why, and what to write."""


class BoardSettings(NamedTuple):
    """What is known of a board before its first meeting; None: nothing.

    `schedule` is in words, or a rule of RFC 5545. `uses_git`: the minutes are kept in git.
    `has_examples`: the first meeting has notes and examples for who writes it in an editor.
    """

    title: str | None = None
    schedule: str | None = None
    refs: str | None = None
    day: date | None = None
    uses_git: bool = False
    time: str | None = None
    venue: str | None = None
    has_examples: bool = True


class ScaffoldFile(NamedTuple):
    """A file to be written: its path within the folder, its text, and a sentence on its purpose.

    `lines_to_add` are for a file that exists already. `at_top`: it is of use only at the top of a
    repository. `summary` is shown instead of the text.
    """

    path: str
    text: str
    purpose: str
    lines_to_add: str = ""
    at_top: bool = False
    summary: str = ""

    @property
    def shown_text(self) -> str:
        """What a person sees of the file who asks to see it before it is written."""
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


def parse_refs(text: str) -> str | None:
    """Return the pattern of the numbers; None: nothing is numbered. Raises InvalidAnswer."""
    answer = parse_answer(text)
    problem = _find_error([_plan_series(BoardSettings(refs=answer))])
    if problem is not None:
        raise InvalidAnswer(f"{problem.message} Type it as: {REFS}")
    return answer


def parse_schedule(text: str) -> str | None:
    """Return when the board meets, in its words; None: there is no rule. Raises InvalidAnswer."""
    words = parse_answer(text)
    how_often = find_how_often(words) if words is not None else None
    if how_often is not None:
        raise InvalidAnswer(
            f"“{words}” does not say on which day. Type it as: {how_often.whole_example}"
        )
    if words is not None:
        _read_rule(words)
    return words


def complete_schedule(how_often: HowOften, text: str) -> str | None:
    """Return when the board meets, with the day as answered; else as `parse_schedule`."""
    day = parse_answer(text)
    if day is None:
        return None
    try:
        return how_often.complete(day)
    except recurrence.BadSchedule as bad:
        raise InvalidAnswer(f"{bad.message} {bad.hint}") from bad


def _read_rule(schedule: str) -> str:
    try:
        return read_schedule(schedule)
    except recurrence.BadSchedule as bad:
        raise InvalidAnswer(f"{bad.message} {bad.hint}".strip()) from bad


def parse_source(text: str) -> str:
    """Return where a workflow installs the program from, as pip takes it.

    It is a release or a commit, so that nobody can replace the program later.
    Raises InvalidAnswer.
    """
    found = text.strip()
    if _RELEASE.fullmatch(found):
        return found
    commit = _COMMIT.fullmatch(found)
    if commit is None:
        message = f"What is installed from “{found}” may change later."
        raise InvalidAnswer(f"{message} {_VALID_SOURCES}")
    return f"git+{commit[1]}@{commit[2]}"


def plan_files(
    answers: BoardSettings, series: str | None = None, source: str | None = None
) -> tuple[ScaffoldFile, ...]:
    """Return the files to start with; `series`: the text of the series.yaml that exists.

    `source` is where a workflow installs the program from; None: there is no workflow.
    Without a day there is no first meeting. Raises InvalidAnswer where a file would have an error.
    """
    shared = ScaffoldFile(SERIES, series, _OF_SERIES) if series is not None else None
    minutes = [shared or _plan_series(answers)]
    if answers.day is not None:
        above = json_schema.schema_modeline(json_schema.MEETING) if answers.uses_git else ""
        shared_text, shows_how = minutes[0].text, answers.has_examples
        minutes.append(_write_first_meeting(shared_text, answers.day, above, shows_how=shows_how))
    problem = _find_error(minutes) if series is None else None
    if problem is not None:
        raise InvalidAnswer(f"{problem.message} {problem.hint}".strip())
    return (*minutes, *(list_support_files(source) if answers.uses_git else ()))


def plan_site_workflow(source: str) -> ScaffoldFile:
    """Return the workflow that publishes a board's web site; `source` is as for `plan_files`."""
    name, release, version = source.partition("==")
    package = f"{name}[publish]=={version}" if release else f"scrutiny-cli[publish] @ {source}"
    text = _read_template("site-workflow.yaml").format(source=package)
    return ScaffoldFile(SITE_WORKFLOW, text, _OF_SITE_WORKFLOW, at_top=True)


def list_support_files(source: str | None = None) -> tuple[ScaffoldFile, ...]:
    """Return the files beside minutes that are in git: for git, pre-commit, GitHub and editors."""
    attributes, ignored = _read_template("gitattributes"), _read_template("gitignore")
    hook = _read_template("pre-commit-hook.yaml")
    workflow = _read_template("workflow.yaml").format(source=source)
    return (
        ScaffoldFile(".gitattributes", attributes, _OF_ATTRIBUTES, attributes),
        ScaffoldFile(".gitignore", ignored, _OF_IGNORED, ignored),
        ScaffoldFile(".pre-commit-config.yaml", f"repos:\n{hook}", _OF_HOOK, hook, at_top=True),
        *(
            (ScaffoldFile(WORKFLOW, workflow, _OF_WORKFLOW, at_top=True),)
            if source is not None
            else ()
        ),
        *(_write_schema(name) for name in json_schema.FILES),
    )


def list_first_days(schedule: str, today: date, count: int) -> list[date]:
    """Return a schedule's first days from today on, as many or fewer."""
    first = first_day(schedule, today)
    if first is None:
        return []
    return [first, *islice(recurrence.list_occurrences(read_schedule(schedule), first), count - 1)]


def first_day(schedule: str, today: date) -> date | None:
    """Return a schedule's first day from today on; None where it has ended.

    Of “every second month” it is in the first month possible: there is none to count from yet.
    """
    often = re.sub(r";INTERVAL=\d+|INTERVAL=\d+;", "", read_schedule(schedule).upper())
    return recurrence.next_occurrence(often, today - timedelta(days=1))


def _read_template(name: str) -> str:
    folder = resources.files("scrutiny_cli.editing") / "templates"
    return (folder / name).read_text(encoding="utf-8")


def _write_schema(name: str) -> ScaffoldFile:
    path = f"meetings/{json_schema.schema_file_name(name)}"
    summary = f"(what an editor needs to know, as `scrutiny schema {name}` prints it)\n"
    return ScaffoldFile(path, json_schema.format_schema(name), _OF_SCHEMAS[name], summary=summary)


def _plan_series(answers: BoardSettings) -> ScaffoldFile:
    modeline = json_schema.schema_modeline(json_schema.SERIES) if answers.uses_git else ""
    lines = [
        f"# What all meetings share.{_name_missing(answers)}",
        *_write_field("title", answers.title),
        *_write_field("time", answers.time),
        *_write_field("venue", answers.venue),
        *_write_field("refs", answers.refs, "How actions are numbered."),
        *_write_field("schedule", answers.schedule, "When the board meets."),
        "# The agenda that `scrutiny new-meeting` writes into each file.",
        "agenda:",
        *(f"  - {title}" for title in _AGENDA),
    ]
    return ScaffoldFile(SERIES, modeline + "\n".join(lines) + "\n", _OF_SERIES)


def _name_missing(answers: BoardSettings) -> str:
    fields = {"time": answers.time, "venue": answers.venue}
    missing = " and ".join(f"`{name}:`" for name, value in fields.items() if value is None)
    return f" You can add {missing}." if missing else ""


def _write_field(name: str, text: str | None, above: str = "") -> list[str]:
    comment = [f"# {above}"] if above else []
    return [*comment, f"{name}: {write_exactly(text)}"] if text else []


def _write_first_meeting(series: str, day: date, above: str, *, shows_how: bool) -> ScaffoldFile:
    draft = draft_next_meeting(build_book([Source(SERIES, series)]), day, today=day)
    text, purpose = draft.text, _OF_PLAIN_MEETING
    if shows_how:
        text = f"{_read_template('first-meeting.txt')}\n{_add_examples(draft)}"
        purpose = _OF_FIRST_MEETING
    return ScaffoldFile(f"meetings/{draft.name}.yaml", above + text, purpose)


def _add_examples(draft: Draft) -> str:
    """Return the text of a draft with attendance and an item as examples.

    They begin with `# `, and stay right as one line after the other loses it. Notes begin with
    two marks, so that they are still comments where all lines lose one.
    """
    attendance, item = _read_template("first-attendance.txt"), _read_template("first-item.txt")
    ref = f"#         ref: {draft.next_free}\n" if draft.next_free else ""
    before, _, next_meeting = draft.text.rpartition("next_meeting:")
    items = "" if re.search("^items:", before, re.MULTILINE) else "# items:\n"
    before = before.replace("\n".join([*ATTENDANCE, ""]), attendance, 1)
    return f"{before}{items}{item.format(ref=ref)}\nnext_meeting:{next_meeting}"


def _find_error(made: list[ScaffoldFile]) -> Problem | None:
    problems = build_book(Source(file.path, file.text) for file in made).problems
    return next((problem for problem in problems if problem.is_error), None)
