"""A folder to start from: from a few answers to the texts of its first files."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from scrutiny_cli.actionlog.load import build
from scrutiny_cli.editing.new_meeting import ATTENDANCE, new_meeting
from scrutiny_cli.minutes import json_schema, recurrence
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.minutes.yaml_scalars import write_exactly

SERIES = "meetings/series.yaml"
WORKFLOW = ".github/workflows/minutes.yaml"
REFS = "{n}/{yy}"
_AGENDA = (
    "Apologies for absence", "Minutes of the previous meeting", "Matters arising",
    "Any other business",
)  # fmt: skip

_ATTRIBUTES = """\
# The minutes have the same line ends on every machine.
# Above each part of a diff stands the item or action that it lies in, once git is told, by
#   git config diff.minutes.xfuncname '^ *- ((title|ref|action): .*)$'
# Two people's changes to one line are for a person to merge: never write `merge=union` here.
meetings/*.yaml text eol=lf diff=minutes
"""
_IGNORED = """\
# What a run of scrutiny that was killed may leave; the next one deletes it.
.scrutiny-*
"""
_HOOK = """\
  # `pre-commit install` has it run before every commit: minutes with errors stay out.
  - repo: local
    hooks:
      - id: scrutiny-check
        name: scrutiny check
        entry: scrutiny check
        language: system
        pass_filenames: false
        always_run: true
"""
_WORKFLOW = """\
# GitHub checks the minutes at every push, and writes what is wrong beside the lines.
name: minutes
on: [push, pull_request]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: pipx install {source}
      - run: scrutiny check --format github
"""
_HOW = """\
# A line that begins with # is for people only: delete these when you no longer need them.
# Two spaces for every step inwards, a space after every colon. Who was there:
#
# present:
#   - initials: RO
#     name: Rosa Okafor
#     role: Chair
#
# What was said and what is to be done, under an item's title:
#
#   - title: Water
#     minutes: |
#       The trough by plot 12 leaks.
#     actions:
#       - {ref}action: Replace the washer of the trough.
#         owner: RO
#         due: next meeting

"""


# Where a workflow may install the program from. Nothing in it means anything to a shell.
_RELEASE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?==[0-9][A-Za-z0-9.!+_-]*")
_COMMIT = re.compile(
    r"(?:git\+)?((?:https|ssh)://(?:\w[\w.-]*@)?[A-Za-z0-9][\w.-]*(?::\d+)?/[\w./~+%-]+)"
    r"@([0-9a-f]{40}|[0-9a-f]{64})",
    re.ASCII,
)
_SOURCES = (
    "Write a release, as scrutiny-cli==1.2.0, or an address of git with the whole id of a commit, "
    "as git+https://example.org/scrutiny.git@ and 40 figures."
)


class InvalidAnswer(Exception):
    """An answer that no file may hold; the message says what is wrong, and what to write."""


class Answers(NamedTuple):
    """What is known of a board before its first meeting; None: nothing."""

    title: str | None = None
    schedule: str | None = None
    refs: str | None = None
    day: date | None = None


class File(NamedTuple):
    """A file to be written: its path within the folder, and its text.

    `by_hand`: what is to be added where such a file is there already. `at_top`: it is of use
    only at the top of a repository. `told`: what a person is shown in place of the text.
    """

    path: str
    text: str
    by_hand: str = ""
    at_top: bool = False
    told: str = ""

    @property
    def shown(self) -> str:
        """What a person sees of it before it is written."""
        return self.told or self.text

    def is_within(self, text: str) -> bool:
        """Whether a text has all lines that would be added by hand, whatever their indent."""
        lines = {line.strip() for line in text.splitlines()}
        wanted = (line.strip() for line in self.by_hand.splitlines())
        return all(line in lines for line in wanted if not line.startswith("#"))


def parse_source(text: str) -> str:
    """Give where a workflow installs the program from, as pip takes it.

    It is a release or a commit, so that nobody can put another program in its place later.
    Raises CannotFound.
    """
    found = text.strip()
    if _RELEASE.fullmatch(found):
        return found
    commit = _COMMIT.fullmatch(found)
    if commit is None:
        raise InvalidAnswer(f"“{found}” is no place that stays the same. {_SOURCES}")
    return f"git+{commit[1]}@{commit[2]}"


def files(
    answers: Answers, series: str | None = None, source: str | None = None
) -> tuple[File, ...]:
    """Give the files to start with; `series`: the text of the series.yaml that is there.

    `source` is where a workflow installs the program from; None: there is no workflow.
    Without a day there is no first meeting. Raises CannotFound where a file would have an error.
    """
    own = series if series is not None else _series(answers)
    made = [File(SERIES, own)]
    if answers.day is not None:
        made.append(_first_meeting(own, answers.day))
    if series is None:
        _prove(made)
    return (*made, *around(source))


def around(source: str | None = None) -> tuple[File, ...]:
    """Give the files beside the minutes: for git, for pre-commit, for GitHub and for editors."""
    workflow = File(WORKFLOW, _WORKFLOW.format(source=source), at_top=True)
    return (
        File(".gitattributes", _ATTRIBUTES, _ATTRIBUTES),
        File(".gitignore", _IGNORED, _IGNORED),
        File(".pre-commit-config.yaml", f"repos:\n{_HOOK}", _HOOK, at_top=True),
        *((workflow,) if source is not None else ()),
        *(_schema(of) for of in json_schema.FILES),
    )


def first_day(schedule: str, today: date) -> date | None:
    """Give a rule's first day from today on; None where it has ended.

    Of “every second month” it is the first month that can be: nothing is counted from yet.
    """
    often = re.sub(r";INTERVAL=\d+|INTERVAL=\d+;", "", schedule.upper())
    return recurrence.next_by_schedule(often, today - timedelta(days=1))


def _schema(of: str) -> File:
    told = f"(what an editor should know, as `scrutiny schema {of}` prints it)\n"
    return File(
        f"meetings/{json_schema.schema_file_name(of)}", json_schema.format_schema(of), told=told
    )


def _series(answers: Answers) -> str:
    lines = [
        json_schema.schema_modeline(json_schema.SERIES).rstrip(),
        "# What holds for all meetings. `time:` and `venue:` may be written here, too.",
        *_field("title", answers.title),
        *_field("refs", answers.refs, "How actions are numbered."),
        *_field("schedule", answers.schedule, "When the meetings are."),
        "# What `scrutiny new-meeting` writes.",
        "agenda:",
        *(f"  - {title}" for title in _AGENDA),
    ]
    return "\n".join(lines) + "\n"


def _field(name: str, text: str | None, above: str = "") -> list[str]:
    comment = [f"# {above}"] if above else []
    return [*comment, f"{name}: {write_exactly(text)}"] if text else []


def _first_meeting(series: str, day: date) -> File:
    draft = new_meeting(build([Source(SERIES, series)]), day, today=day)
    ref = f"ref: {draft.next_free}\n#         " if draft.next_free else ""
    above = json_schema.schema_modeline(json_schema.MEETING) + "\n" + _HOW.format(ref=ref)
    # What is said of `present` above is enough.
    text = draft.text.replace("\n".join([*ATTENDANCE, ""]), "", 1).replace("\n\n\n", "\n\n")
    return File(f"meetings/{draft.name}.yaml", above + text)


def _prove(made: list[File]) -> None:
    problems = build(Source(file.path, file.text) for file in made).problems
    for problem in filter(lambda one: one.is_error, problems):
        raise InvalidAnswer(f"{problem.message} {problem.hint}".strip())
