"""A folder to start from: answers in, texts out; and the command in real folders."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import shlex
import signal
import subprocess
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
import support
from hypothesis import given, settings
from hypothesis import strategies as st
from support import ROOT, SCRUTINY, environment, git

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.editing.meeting_days import find_how_often
from scrutiny_cli.editing.scaffold import (
    BoardSettings,
    InvalidAnswer,
    ScaffoldFile,
    complete_schedule,
    first_day,
    list_support_files,
    parse_source,
    plan_files,
)
from scrutiny_cli.minutes.dates.schedule_words import read_schedule
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.minutes.yaml import parser
from scrutiny_cli.rules import find_problems

TODAY = "2015-06-01"
scrutiny = partial(support.scrutiny, SCRUTINY_TODAY=TODAY)
RULE = "FREQ=MONTHLY;BYDAY=-1TH"
WORDS = "last Thursday of the month"
BOARD = BoardSettings("Harbour Board", WORDS, "{n}/{yy}", date(2015, 6, 25))
IN_GIT = BOARD._replace(uses_git=True)
MINUTES = ("meetings/series.yaml", "meetings/2015-06-25.yaml")
ALL = (
    *MINUTES,
    ".gitattributes",
    ".gitignore",
    ".pre-commit-config.yaml",
    "meetings/meeting.schema.json",
    "meetings/series.schema.json",
)
OPTIONS = ("--title", "Harbour Board", "--schedule", WORDS)


def meetings(made: tuple[ScaffoldFile, ...]) -> list[Source]:
    return [Source(one.path, one.text) for one in made if re.match("meetings/.*yaml$", one.path)]


# The texts


def test_answers_become_the_series_and_the_first_meeting() -> None:
    made = plan_files(BOARD)
    assert tuple(one.path for one in made) == MINUTES
    assert tuple(one.path for one in plan_files(IN_GIT)) == ALL
    assert f"schedule: {WORDS}\n" in made[0].text
    book = build_book(meetings(made))
    assert find_problems(book, date(2015, 6, 1)) == ()
    assert (book.series.title, book.series.refs) == ("Harbour Board", "{n}/{yy}")
    assert book.series.schedule == RULE
    (first,) = book.meetings
    assert (first.title, first.date) == ("Harbour Board", date(2015, 6, 25))
    assert [item.title for item in first.root_item.items][-1] == "Any other business"
    assert first.next_meeting is not None
    assert first.next_meeting.due is not None
    assert first.next_meeting.due.day == date(2015, 7, 30)


def test_without_answers_nothing_is_made_up() -> None:
    made = plan_files(BoardSettings())
    assert [one.path for one in made] == [ALL[0]]
    book = build_book(meetings(made))
    assert (book.problems, book.meetings) == ((), ())
    series = book.series
    assert (series.title, series.refs, series.schedule) == (None, None, None)


def test_a_first_meeting_for_commands_has_no_examples() -> None:
    time, venue = "7.30pm", "Hall: left"
    made = plan_files(BOARD._replace(time=time, venue=venue, has_examples=False, uses_git=True))
    assert "# What all meetings share.\ntitle: Harbour Board\ntime: 7.30pm\n" in made[0].text
    first = made[1].text
    assert first.startswith("# yaml-language-server: $schema=")
    head = 'title: Harbour Board\ndate: 2015-06-25\ntime: 7.30pm\nvenue: "Hall: left"\n\n'
    assert head in first
    assert first.partition("\n\n")[2].startswith("# present:\n# apologies:\n# absent:\n\nitems:\n")
    assert "##" not in first


def test_the_first_meeting_follows_a_series_that_is_there() -> None:
    series = "title: Board\nrefs: '{n}/{yyyy}'\nagenda: [Water]\n"
    made = plan_files(BoardSettings(day=date(2015, 6, 25)), series)
    assert made[0].text == series
    (first,) = build_book(meetings(made)).meetings
    assert (first.title, [item.title for item in first.root_item.items]) == ("Board", ["Water"])
    assert "#         ref: 1/2015\n" in made[1].text


SERIES_TEXTS = (
    None,
    "title: Board\nagenda: []\n",
    "members: [RO, TB]\npeople: [Tom Byrne (TB)]\nrefs: '{n}'\n",
)
EXAMPLE = re.compile("# ?")


def _unmark(line: str) -> str:
    """Delete one mark from the beginning of a line, as an editor's command does."""
    return EXAMPLE.sub("", line, count=1) if line.startswith("#") else line


@pytest.mark.parametrize("series", SERIES_TEXTS)
def test_the_examples_can_be_used_line_by_line(series: str | None) -> None:
    settings, first = plan_files(BOARD, series)
    lines = first.text.split("\n")
    marked = [number for number, line in enumerate(lines) if line.startswith("#")]
    assert len(marked) >= 17
    for number in marked:
        lines[number] = _unmark(lines[number])
        files = [settings, first._replace(text="\n".join(lines))]
        book = build_book(meetings((*files,)))
        assert find_problems(book, date(2015, 6, 1)) == (), lines[number]
    assert len(book.log.actions) == 1
    (meeting,) = book.meetings
    assert [one.label for one in meeting.present] == ["RO"]
    water = meeting.root_item.items[-1]
    assert (water.title, water.minutes) == (
        "Water",
        "The trough by plot 12 leaks. A new washer is enough.",
    )
    assert [line for line in lines if line.startswith("##")] == []


def test_any_line_of_the_examples_can_be_used_with_those_it_is_within() -> None:
    settings, first = plan_files(BOARD)
    lines = first.text.split("\n")
    for number in (at for at, line in enumerate(lines) if line.startswith("# ")):
        used = {number, *_list_parents(lines, number)}
        text = "\n".join(_unmark(line) if at in used else line for at, line in enumerate(lines))
        book = build_book(meetings((settings, first._replace(text=text))))
        assert find_problems(book, date(2015, 6, 1)) == (), lines[number]


def _list_parents(lines: list[str], number: int) -> list[int]:
    """Return the numbers of the lines that a line of an example is within."""
    parents, indent = [], _measure_indent(lines[number])
    for above in range(number - 1, 0, -1):
        if not lines[above].startswith("# "):
            break
        if _measure_indent(lines[above]) < indent:
            parents.append(above)
            indent = _measure_indent(lines[above])
    return parents


def _measure_indent(line: str) -> int:
    text = _unmark(line)
    return len(text) - len(text.lstrip())


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (BoardSettings(refs="1/15"), r"\{n\}"),
        (BoardSettings(refs="{n}/{year}"), r"\{year\}"),
        (BoardSettings(title="a\x1bb"), "U\\+001B|control"),
        (BoardSettings(schedule="often"), "often"),
    ],
)
def test_an_answer_that_no_file_may_hold_is_refused(answers: BoardSettings, told: str) -> None:
    with pytest.raises(InvalidAnswer, match=told):
        plan_files(answers)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" ")).filter(str.strip))
def test_any_title_reads_back(title: str) -> None:
    book = build_book(meetings(plan_files(BoardSettings(title=title, day=date(2015, 6, 25)))))
    assert book.problems == ()
    assert book.series.title == title


def test_files_around_are_yaml_and_name_the_command() -> None:
    _, _, hook, workflow, *_ = list_support_files("scrutiny-cli==1.2")
    for one in (hook, workflow):
        assert parser.parse_yaml(Source(one.path, one.text)).problems == ()
    assert "entry: scrutiny check\n" in hook.text
    assert "run: scrutiny check --format github\n" in workflow.text


def test_an_editor_finds_the_schema_beside_each_file() -> None:
    made = {one.path: one.text for one in plan_files(IN_GIT)}
    for path in MINUTES:
        link = re.match(r"# yaml-language-server: \$schema=(.*)\n", made[path])
        assert link is not None
        assert json.loads(made[f"meetings/{link[1]}"])["properties"]["title"]


def test_lines_to_add_are_found_whatever_their_indent() -> None:
    hook = list_support_files()[2]
    assert hook.is_within(hook.text)
    assert hook.is_within("repos:\n" + hook.lines_to_add.replace("\n  ", "\n"))
    assert not hook.is_within("repos:\n  - repo: local\n    hooks: []\n")


@pytest.mark.parametrize(
    ("schedule", "today", "first"),
    [
        (RULE, date(2015, 6, 1), date(2015, 6, 25)),
        (WORDS, date(2015, 6, 1), date(2015, 6, 25)),
        (RULE, date(2015, 6, 25), date(2015, 6, 25)),
        (RULE, date(2015, 6, 26), date(2015, 7, 30)),
        ("FREQ=MONTHLY;INTERVAL=2;BYDAY=-1TH", date(2015, 6, 26), date(2015, 7, 30)),
        ("interval=2;freq=weekly;byday=TH", date(2015, 6, 26), date(2015, 7, 2)),
        (f"{RULE};UNTIL=20150601", date(2015, 6, 26), None),
    ],
)
def test_the_first_day_is_that_of_the_schedule_from_today_on(
    schedule: str, today: date, first: date | None
) -> None:
    assert first_day(schedule, today) == first


# The command


def test_months_that_a_schedule_leaves_out_are_said(here: Path) -> None:
    said = scrutiny("init", "--title", "X", "--schedule", "31st of the month", cwd=here).stderr
    assert "Months without such a day are skipped (February, April, " in said
    assert "To meet in every month, write: last day of the month" in said
    series = (here / "meetings" / "series.yaml").read_text("utf-8")
    assert "schedule: 31st of the month\n" in series


@pytest.fixture
def here(tmp_path: Path) -> Path:
    made = tmp_path / "board"
    made.mkdir()
    return made


def written(folder: Path) -> set[str]:
    """Return the files of a folder, git's own apart."""
    found = (one.relative_to(folder) for one in folder.rglob("*") if one.is_file())
    return {one.as_posix() for one in found if one.parts[0] != ".git"}


def test_a_new_folder_has_two_files_is_clean_and_goes_on(here: Path) -> None:
    done = scrutiny("init", *OPTIONS, cwd=here)
    assert done.stdout.splitlines() == list(MINUTES)
    assert written(here) == set(MINUTES)
    for file in plan_files(BOARD):
        assert (here / file.path).read_text("utf-8") == file.text
        assert f"  {file.path}\n    {file.purpose}\n" in done.stderr
    assert "git" not in done.stderr
    assert "Then type:\nscrutiny check\n" in done.stderr
    checked = scrutiny("check", "--strict", cwd=here)
    assert (checked.stdout, checked.stderr) == ("", "")
    later = scrutiny("new-meeting", cwd=here, SCRUTINY_TODAY="2015-06-25")
    assert later.stdout == "meetings/2015-07-30.yaml\n"
    first, *_ = (here / "meetings" / "2015-07-30.yaml").read_text("utf-8").splitlines()
    assert first == "title: Harbour Board"
    assert scrutiny("check", "--strict", cwd=here).stdout == ""


def test_with_git_there_is_what_git_and_editors_need(here: Path) -> None:
    done = scrutiny("init", *OPTIONS, "--git", cwd=here)
    assert done.stdout.splitlines() == list(ALL)
    for file in plan_files(IN_GIT):
        assert (here / file.path).read_text("utf-8") == file.text
        assert f"  {file.path}\n    {file.purpose}\n" in done.stderr
    scrutiny("new-meeting", cwd=here, SCRUTINY_TODAY="2015-06-25")
    first, *_ = (here / "meetings" / "2015-07-30.yaml").read_text("utf-8").splitlines()
    assert first == "# yaml-language-server: $schema=meeting.schema.json"
    assert scrutiny("check", "--strict", cwd=here).stdout == ""


def test_no_purpose_is_wider_than_a_small_terminal() -> None:
    planned = plan_files(IN_GIT, source="scrutiny-cli==1.2.0")
    assert [one for one in planned if len(f"    {one.purpose}") > 80] == []


def test_a_missing_folder_is_made_and_entering_it_is_the_next_step(tmp_path: Path) -> None:
    done = scrutiny("init", "the/board", "--date", "25 June 2015", cwd=tmp_path)
    assert done.stdout.splitlines() == [f"the/board/{path}" for path in MINUTES]
    assert "Then type:\ncd the/board\nscrutiny check\n" in done.stderr
    assert scrutiny("check", cwd=tmp_path / "the" / "board").stdout == ""
    spaced = scrutiny("init", "a board", cwd=tmp_path)
    assert 'for example:\ncd "a board"\nscrutiny new-meeting 2015-06-01\n' in spaced.stderr


@pytest.mark.parametrize(
    ("folder", "line"),
    [
        ("-x", "cd ./-x"),
        ("Rosa's board", 'cd "Rosa\'s board"'),
        ('the "board"', "cd 'the \"board\"'"),
        ("a $HOME `id`", "cd 'a $HOME `id`'"),
        ("Beer & Wyn 🌱", 'cd "Beer & Wyn 🌱"'),
    ],
)
def test_a_folder_of_any_name_can_be_entered_as_shown(
    tmp_path: Path, folder: str, line: str
) -> None:
    done = scrutiny("init", "--", folder, cwd=tmp_path)
    assert f"\n{line}\n" in done.stderr
    entered = subprocess.run(
        ["bash", "-c", f"{line} && pwd"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert Path(entered.stdout.removesuffix("\n")) == (tmp_path / folder).resolve()


def test_without_a_day_there_is_no_first_meeting(here: Path) -> None:
    done = scrutiny("init", "--refs", "none", cwd=here)
    assert "for example:\nscrutiny new-meeting 2015-06-01\n" in done.stderr
    assert written(here) == {ALL[0]}
    assert "refs" not in (here / "meetings" / "series.yaml").read_text()
    scrutiny("new-meeting", "25.6.15", cwd=here)
    assert scrutiny("check", cwd=here).stdout == ""


def test_a_dry_run_shows_and_writes_nothing(here: Path) -> None:
    done = scrutiny("init", *OPTIONS, "--git", "--dry-run", cwd=here)
    assert [line[4:] for line in done.stdout.splitlines() if line.startswith("--- ")] == list(ALL)
    for file in plan_files(IN_GIT):
        assert f"--- {file.path}\n{file.shown_text}" in done.stdout
    assert written(here) == set()


def test_again_writes_nothing(here: Path) -> None:
    scrutiny("init", *OPTIONS, "--git", cwd=here)
    done = scrutiny("init", "--git", cwd=here)
    assert done.stdout == ""
    assert "There are meetings already" in done.stderr
    assert "Add these lines" not in done.stderr
    assert done.stderr.count(" already exists and is not changed.") == 6
    assert done.stderr.endswith("Nothing was written.\n")


def test_what_is_there_is_left_and_what_is_missing_written(here: Path) -> None:
    (here / "meetings").mkdir()
    there = {
        "meetings/2015-05-28.yaml": "date: 2015-05-28\ntitle: Board\n",
        ".gitattributes": "*.pdf binary\n",
        ".pre-commit-config.yaml": "repos:\n- repo: local\n  hooks: []\n",
    }
    for path, text in there.items():
        (here / path).write_text(text)
    done = scrutiny("init", "--title", "Board", "--git", cwd=here)
    assert done.stdout.splitlines() == [ALL[0], ALL[3], *ALL[5:]]
    assert {path: (here / path).read_text() for path in there} == there
    hook = list_support_files()[2]
    assert "Add these lines to it:\n# The minutes have the same line endings" in done.stderr
    assert f"Add these lines to it:\n{hook.lines_to_add}" in done.stderr
    assert scrutiny("check", cwd=here).stdout == ""


def test_a_series_that_is_there_dates_the_first_meeting(here: Path) -> None:
    (here / "meetings").mkdir()
    (here / "meetings" / "series.yaml").write_text(f"title: Board\nschedule: {RULE}\n")
    assert scrutiny("init", cwd=here).stdout.splitlines() == [ALL[1]]
    assert "title: Board\n" in (here / ALL[1]).read_text()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ("--schedule", "now and then"),
            "No meeting dates can be worked out from “now and then”. Write, for",
        ),
        (("--schedule", "FREQ=DAILY"), "FREQ=MONTHLY"),
        (
            ("--schedule", "Monthly"),
            "--schedule: “Monthly” does not say on which day. Type it as: ",
        ),
        (("--no-git", "--install-from", "a==1"), "leave --no-git out"),
        (("--date", "31.6.15"), "June 2015 has only 30 days"),
        (("--date", "next Thursday"), "not a date"),
        (("--refs", "1/15"), "{n}"),
        (("--title", "a\u202eb"), "U+202E"),
        (("",), "Name the folder"),
        (("file",), "is a file"),
        (("meetings",), "Name the folder above it"),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_is_written(
    here: Path, words: tuple[str, ...], told: str
) -> None:
    (here / "file").touch()
    done = scrutiny("init", *words, cwd=here, code=2)
    assert told in done.stderr
    assert done.stdout == ""
    assert written(here) == {"file"}


def test_options_for_what_is_there_are_refused(here: Path) -> None:
    scrutiny("init", *OPTIONS, cwd=here)
    for option in ("--title", "--venue"):
        assert "leave --title" in scrutiny("init", option, "x", cwd=here, code=2).stderr
    assert "Leave --date out" in scrutiny("init", "--date", "today", cwd=here, code=2).stderr


def test_a_file_in_the_folders_place_is_refused(here: Path) -> None:
    (here / "meetings").touch()
    done = scrutiny("init", cwd=here, code=3)
    assert "meetings is a file, not a folder. Nothing was written." in done.stderr
    assert written(here) == {"meetings"}


def test_links_are_left_as_they_are(here: Path) -> None:
    (here / "elsewhere").mkdir()
    (here / "board").mkdir()
    (here / "board" / "meetings").symlink_to("../elsewhere")
    (here / "board" / ".gitattributes").symlink_to("nowhere")
    done = scrutiny("init", "board", "--date", "25.6.15", "--git", cwd=here)
    assert ".gitattributes already exists" in done.stderr
    assert not (here / "board" / "nowhere").exists()
    assert written(here / "elsewhere") == {path[9:] for path in ALL if path.startswith("meetings/")}
    outside = scrutiny("check", cwd=here / "board", code=2)
    assert "is a link to a folder outside" in outside.stderr
    assert scrutiny("check", "-m", "../elsewhere", cwd=here / "board").stdout == ""


def test_a_title_that_is_not_utf8_is_refused(here: Path) -> None:
    title = os.fsdecode(b"caf\xe9")
    done = scrutiny("init", "--title", title, cwd=here, code=2)
    assert done.stderr == "--title: The text cannot be read as UTF-8. Type it again.\n"
    assert written(here) == set()


def test_no_folder_leads_here(tmp_path: Path) -> None:
    assert "Create one with `scrutiny init`" in scrutiny("actions", cwd=tmp_path, code=2).stderr


# In git


def test_in_a_repository_line_ends_are_kept_and_diffs_can_be_read(here: Path) -> None:
    git(here, "init", "-q")
    done = scrutiny("init", *OPTIONS, cwd=here)
    assert f"This folder is in the git repository {here}.\n" in done.stderr
    attributes = (here / ".gitattributes").read_text()
    assert not re.search(r"^[^#]*merge=", attributes, re.MULTILINE)
    config = re.findall(r"git (config) (\S+) '(.*)'", attributes)[0]
    git(here, *config)
    path = here / "meetings" / "2015-06-25.yaml"
    text = "date: 2015-06-25\nitems:\n  - title: Water\n    minutes: |\n" + "      x\n" * 9
    path.write_bytes(text.replace("\n", "\r\n").encode())
    git(here, "add", "-A")
    git(here, "commit", "-q", "-m", "Begin")
    assert git(here, "show", "HEAD:meetings/2015-06-25.yaml") == text.removesuffix("\n")
    path.write_text(text + "      The trough leaks.\n")
    assert " @@ title: Water\n" in git(here, "diff")
    assert git(here, "status", "--porcelain") == " M meetings/2015-06-25.yaml"


def test_within_a_repository_what_works_only_at_its_top_is_left_out(here: Path) -> None:
    git(here, "init", "-q")
    done = scrutiny("init", "sub/harbour", cwd=here)
    assert written(here) == {f"sub/harbour/{path}" for path in (ALL[0], *ALL[2:4], *ALL[5:])}
    assert "`scrutiny check -m sub/harbour/meetings`" in done.stderr
    assert "repository" not in scrutiny("init", "other", "--no-git", cwd=here).stderr
    assert written(here / "other") == {ALL[0]}
    scrutiny("new-meeting", "25.6.15", cwd=here / "sub" / "harbour")
    assert scrutiny("check", "-m", "sub/harbour/meetings", cwd=here).stdout == ""


# The workflow


COMMIT = "0123456789abcdef0123456789abcdef01234567"
WORKFLOW = ".github/workflows/minutes.yaml"


def test_no_workflow_is_written_unless_it_is_said_what_it_installs(here: Path) -> None:
    done = scrutiny("init", *OPTIONS, "--git", cwd=here)
    assert not (here / ".github").exists()
    assert f"{WORKFLOW}, by which GitHub checks the minutes, is not included." in done.stderr
    assert "--install-from" in done.stderr
    again = scrutiny("init", "--install-from", f"https://host/x.git@{COMMIT}", cwd=here)
    assert again.stdout.splitlines() == [WORKFLOW]
    assert "not included" not in again.stderr
    text = (here / WORKFLOW).read_text()
    assert f"      - run: pipx install git+https://host/x.git@{COMMIT}\n" in text
    assert "pipx install scrutiny-cli\n" not in text
    assert "not included" not in scrutiny("init", "--git", cwd=here).stderr


@pytest.mark.parametrize(
    ("source", "package"),
    [
        ("scrutiny-cli==1.2.0", "scrutiny-cli[publish]==1.2.0"),
        (
            f"https://host/x.git@{COMMIT}",
            f"scrutiny-cli[publish] @ git+https://host/x.git@{COMMIT}",
        ),
    ],
)
def test_the_workflow_of_a_site_installs_what_publishing_needs(
    here: Path, source: str, package: str
) -> None:
    refused = scrutiny("init", *OPTIONS, "--pages", cwd=here, code=2)
    assert "--pages writes a workflow that installs the program: type --install-from" in (
        refused.stderr
    )
    done = scrutiny("init", *OPTIONS, "--pages", "--install-from", source, cwd=here)
    assert done.stdout.splitlines()[-1] == ".github/workflows/site.yaml"
    text = (here / ".github/workflows/site.yaml").read_text()
    assert f"      - run: pipx install '{package}'\n" in text
    assert 'run: scrutiny site -o site --url "$SITE"\n' in text
    assert "SITE: ${{ steps.pages.outputs.base_url }}\n" in text
    assert parser.parse_yaml(Source("site.yaml", text)).problems == ()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("scrutiny-cli==1.2.0", None),
        (" scrutiny-cli==1.2.0 ", "scrutiny-cli==1.2.0"),
        ("our_fork==2!1.0rc1+local", None),
        (f"git+https://host.org:8443/a/b.git@{COMMIT}", None),
        (f"https://host/a/b@{COMMIT}", f"git+https://host/a/b@{COMMIT}"),
        (f"ssh://git@host/a/b.git@{COMMIT}", f"git+ssh://git@host/a/b.git@{COMMIT}"),
        (f"git+https://host/a@{COMMIT}{COMMIT[:24]}", None),
    ],
)
def test_a_release_or_a_commit_is_a_place_that_stays(typed: str, read: str | None) -> None:
    assert parse_source(typed) == (typed if read is None else read)
    workflow = list_support_files(parse_source(typed))[3]
    tree = parser.parse_yaml(Source(workflow.path, workflow.text))
    assert tree.problems == ()


@pytest.mark.parametrize(
    "typed",
    [
        "", "scrutiny-cli", "scrutiny-cli>=1.2", "scrutiny-cli==1.*", "scrutiny-cli==", "==1.2",
        "scrutiny-cli==1.2; rm -rf ~", "scrutiny-cli==1.2 --index-url=https://evil.org",
        "git+https://host/a.git", "git+https://host/a.git@main", "git+https://host/a.git@v1.2",
        f"git+https://host/a.git@{COMMIT[:12]}", f"http://host/a.git@{COMMIT}",
        f"git+file:///a@{COMMIT}", f"git+https://user:secret@host/a.git@{COMMIT}",
        f"git+https://host/$(id)@{COMMIT}", f"git+https://host/${{{{ x }}}}@{COMMIT}",
        f"https://host/a`id`@{COMMIT}", f"https://host/a@{COMMIT}\n      - run: id",
        f"https://host/a@{COMMIT}#egg=x", f"-e git+https://host/a@{COMMIT}", "./here",
        f"https://host/a b@{COMMIT}", f"https://host/a'@{COMMIT}", f"https://host/é@{COMMIT}",
    ],
)  # fmt: skip
def test_what_may_become_another_program_is_refused(here: Path, typed: str) -> None:
    with pytest.raises(InvalidAnswer, match="may change later"):
        parse_source(typed)
    if "\n" not in typed:
        done = scrutiny("init", *OPTIONS, "--install-from", typed, cwd=here, code=2)
        assert done.stderr.startswith("--install-from: ")
    assert written(here) == set()


def test_git_ignores_what_a_killed_run_leaves(here: Path) -> None:
    git(here, "init", "-q")
    scrutiny("init", *OPTIONS, cwd=here)
    for folder in (here, here / "meetings"):
        (folder / ".scrutiny-0123456789abcdef.tmp").touch()
        (folder / ".scrutiny-lock").touch()
    git(here, "add", "-A")
    assert ".scrutiny" not in git(here, "ls-files")


def test_no_file_is_made_beyond_a_link_out_of_the_repository(here: Path, tmp_path: Path) -> None:
    git(here, "init", "-q")
    outside = tmp_path / "outside"
    outside.mkdir()
    (here / ".github").symlink_to(outside)
    words = ("init", *OPTIONS, "--install-from", "scrutiny-cli==1.2.0")
    done = scrutiny(*words, cwd=here, code=3)
    assert ".github is a link to a place outside its repository. Nothing was written" in done.stderr
    assert list(outside.iterdir()) == []
    assert written(here) == set()


# On a terminal


class Talk(NamedTuple):
    """What a terminal showed, and how the program ended."""

    shown: str
    code: int


def talk(cwd: Path, *steps: tuple[str, str], words: tuple[str, ...] = ()) -> Talk:
    """Run `init` on a terminal: wait for each question, and type its answer."""
    child, terminal = pty.fork()
    if not child:
        os.chdir(cwd)
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # a job in the background ignores it
        os.execve(SCRUTINY, [str(SCRUTINY), "init", *words], environment(SCRUTINY_TODAY=TODAY))  # noqa: S606
    shown = ""
    for question, answer in steps:
        while not (shown.endswith(": ") and shown.rpartition("\n")[2].startswith(question)):
            shown += piece(terminal)
        shown += typed(terminal, answer)
    while more := piece(terminal):
        shown += more
    os.close(terminal)
    _, status = os.waitpid(child, 0)
    return Talk(shown.replace("\r\n", "\n"), os.waitstatus_to_exitcode(status))


def typed(terminal: int, answer: str) -> str:
    """Type an answer; one without a line end again, until more than its echo comes back."""
    os.write(terminal, answer.encode())
    shown = piece(terminal)
    while not answer.endswith("\n") and "\n" not in shown:
        # Python may be about to read, and then misses what interrupts it.
        if not select.select([terminal], [], [], 0.5)[0]:
            os.write(terminal, answer.encode())
        elif more := piece(terminal):
            shown += more
        else:
            break
    return shown


def piece(terminal: int) -> str:
    assert select.select([terminal], [], [], 60)[0], "the program asks nothing more"
    try:
        return os.read(terminal, 65536).decode()
    except OSError:  # Linux says so that the other end is closed
        return ""


def test_the_command_of_the_readme_asks_three_things_more(here: Path) -> None:
    manual = (ROOT / "README.md").read_text(encoding="utf-8")
    (line,) = re.findall(r"^scrutiny init (.+)$", manual, re.MULTILINE)
    questions = ("Numbers of actions", "Do you keep the minutes in git", "Write these files?")
    done = talk(here, *((question, "\n") for question in questions), words=(*shlex.split(line),))
    assert done.code == 0
    assert written(here) == {"meetings/series.yaml", f"meetings/{TODAY}.yaml"}


def unwrap(shown: str) -> str:
    """Return what a terminal showed with the lines of each sentence joined."""
    return shown.replace("\n  ", " ")


FIRST_QUESTIONS = (
    ("Name of the board", "Harbour Board\n"),
    ("When does it meet?", f"{WORDS}\n"),
    ("Numbers of actions", "\n"),
    ("Date of the first meeting [Thursday 25 June 2015]", "\n"),
)
GIT = "Do you keep the minutes in git? "
WRITE = "Write these files? [Y/n"


def test_a_clerk_is_asked_and_what_is_wrong_is_asked_again(here: Path) -> None:
    done = talk(
        here,
        FIRST_QUESTIONS[0],
        ("When does it meet?", "now and then\n"),
        FIRST_QUESTIONS[1],
        ("Numbers of actions", "1/15\n"),
        FIRST_QUESTIONS[2],
        ("Date of the first meeting [Thursday 25 June 2015]", "31 June 2015\n"),
        FIRST_QUESTIONS[3],
        (f"{GIT}[y/N]", "perhaps\n"),
        (f"{GIT}[y/N]", "\n"),
        (WRITE, "what?\n"),
        (WRITE, "\n"),
    )
    assert done.code == 0
    assert "No meeting dates can be worked out from “now and then”." in done.shown
    assert "Type it as: {n}/{yy}\n" in unwrap(done.shown)
    assert "June 2015 has only 30 days." in done.shown
    assert "“perhaps” is not one of the answers. Type y or n." in done.shown
    assert "“what?” is not one of the answers. Type y to write, n" in done.shown
    assert "git" not in done.shown.partition(GIT)[0]
    assert written(here) == set(MINUTES)
    for file in plan_files(BOARD):
        assert f"  {file.path}\n    {file.purpose}\n" in done.shown
        assert (here / file.path).read_text() == file.text
    assert "Then type:\nscrutiny check\n" in done.shown


def test_who_keeps_minutes_in_git_can_see_all_files_first(here: Path) -> None:
    questions = (*FIRST_QUESTIONS, (f"{GIT}[y/N]", "Yes\n"), (WRITE, "s\n"), (WRITE, "y\n"))
    done = talk(here, *questions)
    assert (done.code, written(here)) == (0, set(ALL))
    shown = done.shown.partition(WRITE)[2]
    for file in plan_files(IN_GIT):
        assert f"--- {file.path}\n{file.shown_text}" in shown


def test_in_a_repository_git_is_the_default(here: Path) -> None:
    git(here, "init", "-q")
    done = talk(here, *FIRST_QUESTIONS, (f"{GIT}[Y/n]", "\n"), (WRITE, "\n"))
    assert "This folder is in the git repository" in done.shown.partition(GIT)[0]
    assert written(here) == set(ALL)


def test_monthly_is_taken_and_the_day_asked_for(here: Path) -> None:
    done = talk(
        here,
        FIRST_QUESTIONS[0],
        ("When does it meet?", "Monthly\n"),
        ("Which day of the month? For example: second Thursday", "often\n"),
        ("Which day of the month?", "last Thursday\n"),
        *FIRST_QUESTIONS[2:],
        (f"{GIT}[y/N]", "\n"),
        (WRITE, "\n"),
    )
    assert done.code == 0
    assert "“often” is not understood. Type it as: second Thursday\n" in done.shown
    days = "Thursday 25 June 2015, Thursday 30 July 2015, Thursday 27 August 2015"
    assert f"By this schedule the board meets on {days} and so on.\n" in unwrap(done.shown)
    assert (here / ALL[0]).read_text() == plan_files(BOARD)[0].text


def test_a_day_that_is_not_known_yet_can_be_left_out(here: Path) -> None:
    done = talk(
        here,
        FIRST_QUESTIONS[0],
        ("When does it meet?", "monthly\n"),
        ("Which day of the month?", "\n"),
        FIRST_QUESTIONS[2],
        ("Date of the first meeting", "25.06.15\n"),
        (f"{GIT}[y/N]", "\n"),
        (WRITE, "\n"),
    )
    assert done.code == 0
    later = "You can write the day into series.yaml later, for example `schedule: second Thursday"
    assert f"{later} of the month`.\n" in unwrap(done.shown)
    assert "schedule" not in (here / ALL[0]).read_text()


@pytest.mark.parametrize(
    ("often", "day", "words", "rule"),
    [
        ("monthly", "last Thursday", WORDS, RULE),
        ("Every month.", WORDS, WORDS, RULE),
        ("once a  month", "15th", "15th of the month", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("monthly", "first and third Mon", "first and third Mon of the month",
         "FREQ=MONTHLY;BYDAY=1MO,3MO"),
        ("every other month", "first Monday", "first Monday of every second month",
         "FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO"),
        ("quarterly", "first Monday", "first Monday of every third month",
         "FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO"),
        ("quarterly", "first Monday of January, April, July and October",
         "first Monday of January, April, July and October",
         "FREQ=MONTHLY;BYMONTH=1,4,7,10;BYDAY=1MO"),
        ("yearly", "second Tuesday of May", "second Tuesday of May",
         "FREQ=MONTHLY;BYMONTH=5;BYDAY=2TU"),
        ("fortnightly", "Every Monday", "every second Monday",
         "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"),
        ("monthly", "on the last Thursday", WORDS, RULE),
        ("fortnightly", "every second Monday", "every second Monday",
         "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"),
        ("weekly", "Thursday", "every Thursday", "FREQ=WEEKLY;BYDAY=TH"),
        ("weekly", "on Thursdays", "every Thursdays", "FREQ=WEEKLY;BYDAY=TH"),
        ("fortnightly", "Tuesday", "every second Tuesday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("monthly", "none", None, None),
        ("quarterly", "", None, None),
    ],
)  # fmt: skip
def test_how_often_and_the_day_make_a_schedule(
    often: str, day: str, words: str | None, rule: str | None
) -> None:
    how_often = find_how_often(often)
    assert how_often is not None
    assert complete_schedule(how_often, day) == words
    assert rule is None or read_schedule(words or "") == rule


@pytest.mark.parametrize(
    "often", ["monthly", "every 2 months", "quarterly", "annually", "weekly", "fortnightly"]
)
def test_a_missing_day_is_shown_by_an_example_that_is_right(often: str) -> None:
    how_often = find_how_often(often)
    assert how_often is not None
    assert read_schedule(how_often.whole_example)
    wrong_answers = ("sometimes", "32nd", "fourth Friday of every fourth month")
    for wrong in wrong_answers:
        with pytest.raises(InvalidAnswer, match=f"Type it as: {how_often.example}$"):
            complete_schedule(how_often, wrong)
    assert find_how_often(how_often.whole_example) is None


@pytest.mark.parametrize(
    ("often", "day"),
    [
        ("monthly", "Thursday"),
        ("monthly", "every Thursday"),
        ("every two months", "second Thursday of the month"),
        ("quarterly", "second Thursday of the month"),
        ("quarterly", "second Thursday of May"),
        ("yearly", "second Thursday of the month"),
        ("weekly", "second Thursday of the month"),
    ],
)
def test_a_day_that_is_more_or_less_often_is_refused(often: str, day: str) -> None:
    how_often = find_how_often(often)
    assert how_often is not None
    with pytest.raises(InvalidAnswer, match="is not understood"):
        complete_schedule(how_often, day)


def test_what_is_given_is_not_asked(here: Path) -> None:
    words = (*OPTIONS, "--refs", "none", "--date", "25.6.15", "--git", "--yes")
    done = talk(here, words=words)
    assert (done.code, written(here)) == (0, set(ALL))
    assert "Press Enter" not in done.shown
    assert "?" not in done.shown


def test_who_says_no_or_ends_it_has_nothing_written(here: Path) -> None:
    words = (*OPTIONS, "--refs", "none", "--date", "25.6.15", "--no-git")
    done = talk(here, (WRITE, "n\n"), words=words)
    assert (done.code, written(here)) == (3, set())
    for key in ("\x03", "\x04"):
        done = talk(here, ("Name of the board", key))
        assert (done.code, written(here)) == (130, set())
        done = talk(
            here,
            ("When does it meet?", "weekly\n"),
            ("Which day of the week?", key),
            words=("--title", "x"),
        )
        assert (done.code, written(here)) == (130, set())
        done = talk(here, (WRITE, key), words=words)
        assert (done.code, written(here)) == (130, set())
        assert done.shown.endswith("\nInterrupted.\n")
