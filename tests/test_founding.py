"""A folder to start from: answers in, texts out; and the command in real folders."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import shlex
import signal
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
from scrutiny_cli.editing.scaffold import (
    BoardSettings,
    InvalidAnswer,
    ScaffoldFile,
    first_day,
    list_support_files,
    parse_source,
    plan_files,
)
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.minutes.yaml import parser
from scrutiny_cli.rules import find_problems

TODAY = "2015-06-01"
scrutiny = partial(support.scrutiny, SCRUTINY_TODAY=TODAY)
RULE = "FREQ=MONTHLY;BYDAY=-1TH"
BOARD = BoardSettings("Harbour Board", RULE, "{n}/{yy}", date(2015, 6, 25))
ALL = (
    "meetings/series.yaml",
    "meetings/2015-06-25.yaml",
    ".gitattributes",
    ".gitignore",
    ".pre-commit-config.yaml",
    "meetings/meeting.schema.json",
    "meetings/series.schema.json",
)
OPTIONS = ("--title", "Harbour Board", "--schedule", "last Thursday of the month")


def meetings(made: tuple[ScaffoldFile, ...]) -> list[Source]:
    return [Source(one.path, one.text) for one in made if re.match("meetings/.*yaml$", one.path)]


# The texts


def test_answers_become_the_series_and_the_first_meeting() -> None:
    made = plan_files(BOARD)
    assert tuple(one.path for one in made) == ALL
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
    assert [one.path for one in made] == [ALL[0], *ALL[2:]]
    book = build_book(meetings(made))
    assert (book.problems, book.meetings) == ((), ())
    series = book.series
    assert (series.title, series.refs, series.schedule) == (None, None, None)


def test_the_first_meeting_follows_a_series_that_is_there() -> None:
    series = "title: Board\nrefs: '{n}/{yyyy}'\nagenda: [Water]\n"
    made = plan_files(BoardSettings(day=date(2015, 6, 25)), series)
    assert made[0].text == series
    (first,) = build_book(meetings(made)).meetings
    assert (first.title, [item.title for item in first.root_item.items]) == ("Board", ["Water"])
    assert "#       - ref: 1/2015\n" in made[1].text


def test_what_is_explained_at_the_top_would_be_read_as_it_stands() -> None:
    text = plan_files(BOARD)[1].text
    shown = re.findall(r"^# ( *(?:- )?\w+:.*|      .*)$", text, re.MULTILINE)
    present, items = shown[:4], shown[4:]
    written = "\n".join(["date: 2015-06-25", *present, "items:", *items]) + "\n"
    book = build_book([Source("meetings/2015-06-25.yaml", written)])
    assert book.problems == ()
    assert [action.key for action in book.log.actions] == ["1/15"]


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
    made = {one.path: one.text for one in plan_files(BOARD)}
    for path in ALL[:2]:
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
    assert "Months that have no such day are left out (February, April, " in said
    assert "For one in each month write: last day of the month" in said
    series = (here / "meetings" / "series.yaml").read_text("utf-8")
    assert "schedule: FREQ=MONTHLY;BYMONTHDAY=31\n" in series


@pytest.fixture
def here(tmp_path: Path) -> Path:
    made = tmp_path / "board"
    made.mkdir()
    return made


def written(folder: Path) -> set[str]:
    """Give the files of a folder, git's own apart."""
    found = (one.relative_to(folder) for one in folder.rglob("*") if one.is_file())
    return {one.as_posix() for one in found if one.parts[0] != ".git"}


def test_a_new_folder_is_clean_and_goes_on(here: Path) -> None:
    done = scrutiny("init", *OPTIONS, cwd=here)
    assert done.stdout.splitlines() == list(ALL)
    assert written(here) == set(ALL)
    for file in plan_files(BOARD):
        assert (here / file.path).read_text("utf-8") == file.text
        assert f"--- {file.path}\n{file.shown_text}" in done.stderr
    checked = scrutiny("check", "--strict", cwd=here)
    assert (checked.stdout, checked.stderr) == ("", "")
    later = scrutiny("new-meeting", cwd=here, SCRUTINY_TODAY="2015-06-25")
    assert later.stdout == "meetings/2015-07-30.yaml\n"
    first, *_ = (here / "meetings" / "2015-07-30.yaml").read_text("utf-8").splitlines()
    assert first == "# yaml-language-server: $schema=meeting.schema.json"
    assert scrutiny("check", "--strict", cwd=here).stdout == ""


def test_a_folder_that_is_not_there_is_made(tmp_path: Path) -> None:
    done = scrutiny("init", "the/board", "--date", "25 June 2015", cwd=tmp_path)
    assert done.stdout.splitlines() == [f"the/board/{path}" for path in ALL]
    assert scrutiny("check", cwd=tmp_path / "the" / "board").stdout == ""


def test_without_a_day_there_is_no_first_meeting(here: Path) -> None:
    done = scrutiny("init", "--refs", "none", cwd=here)
    assert "`scrutiny new-meeting DATE` writes the first" in done.stderr
    assert written(here) == set(ALL) - {"meetings/2015-06-25.yaml"}
    assert "refs" not in (here / "meetings" / "series.yaml").read_text()
    scrutiny("new-meeting", "25.6.15", cwd=here)
    assert scrutiny("check", cwd=here).stdout == ""


def test_a_dry_run_shows_and_writes_nothing(here: Path) -> None:
    done = scrutiny("init", *OPTIONS, "--dry-run", cwd=here)
    assert [line[4:] for line in done.stdout.splitlines() if line.startswith("--- ")] == list(ALL)
    assert written(here) == set()


def test_again_writes_nothing(here: Path) -> None:
    scrutiny("init", *OPTIONS, cwd=here)
    done = scrutiny("init", cwd=here)
    assert done.stdout == ""
    assert "There are meetings already" in done.stderr
    assert "Add these lines" not in done.stderr
    assert done.stderr.count("is there already, and is left as it is.") == 6
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
    done = scrutiny("init", "--title", "Board", cwd=here)
    assert done.stdout.splitlines() == [ALL[0], ALL[3], *ALL[5:]]
    assert {path: (here / path).read_text() for path in there} == there
    hook = list_support_files()[2]
    assert "Add these lines to it by hand:\n# The minutes have the same line ends" in done.stderr
    assert f"Add these lines to it by hand:\n{hook.lines_to_add}" in done.stderr
    assert scrutiny("check", cwd=here).stdout == ""


def test_a_series_that_is_there_dates_the_first_meeting(here: Path) -> None:
    (here / "meetings").mkdir()
    (here / "meetings" / "series.yaml").write_text(f"title: Board\nschedule: {RULE}\n")
    assert scrutiny("init", cwd=here).stdout.splitlines() == list(ALL[1:])
    assert "title: Board\n" in (here / ALL[1]).read_text()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--schedule", "now and then"), "does not say on which days. Write “last Thursday of"),
        (("--schedule", "FREQ=DAILY"), "FREQ=MONTHLY"),
        (("--date", "31.6.15"), "June 2015 has 30 days"),
        (("--date", "next Thursday"), "not a date"),
        (("--refs", "1/15"), "{n}"),
        (("--title", "a\u202eb"), "U+202E"),
        (("",), "Name the folder"),
        (("file",), "is a file"),
        (("meetings",), "called so itself"),
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
    assert "leave --title" in scrutiny("init", "--title", "x", cwd=here, code=2).stderr
    assert "leave --date out" in scrutiny("init", "--date", "today", cwd=here, code=2).stderr


def test_a_file_in_the_folders_place_is_refused(here: Path) -> None:
    (here / "meetings").touch()
    done = scrutiny("init", cwd=here, code=3)
    assert "meetings is a file and not a folder. Nothing was written." in done.stderr
    assert written(here) == {"meetings"}


def test_links_are_left_as_they_are(here: Path) -> None:
    (here / "elsewhere").mkdir()
    (here / "board").mkdir()
    (here / "board" / "meetings").symlink_to("../elsewhere")
    (here / "board" / ".gitattributes").symlink_to("nowhere")
    done = scrutiny("init", "board", "--date", "25.6.15", cwd=here)
    assert ".gitattributes is there already" in done.stderr
    assert not (here / "board" / "nowhere").exists()
    assert written(here / "elsewhere") == {path[9:] for path in ALL if path.startswith("meetings/")}
    outside = scrutiny("check", cwd=here / "board", code=2)
    assert "is a link to a folder outside" in outside.stderr
    assert scrutiny("check", "-m", "../elsewhere", cwd=here / "board").stdout == ""


def test_a_title_that_is_not_utf8_is_refused(here: Path) -> None:
    title = os.fsdecode(b"caf\xe9")
    done = scrutiny("init", "--title", title, cwd=here, code=2)
    assert done.stderr == "--title: This is not text in UTF-8: type it again.\n"
    assert written(here) == set()


def test_no_folder_leads_here(tmp_path: Path) -> None:
    assert "`scrutiny init` makes one" in scrutiny("actions", cwd=tmp_path, code=2).stderr


# In git


def test_in_a_repository_line_ends_are_kept_and_diffs_can_be_read(here: Path) -> None:
    git(here, "init", "-q")
    scrutiny("init", *OPTIONS, cwd=here)
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
    scrutiny("new-meeting", "25.6.15", cwd=here / "sub" / "harbour")
    assert scrutiny("check", "-m", "sub/harbour/meetings", cwd=here).stdout == ""


# The workflow


COMMIT = "0123456789abcdef0123456789abcdef01234567"
WORKFLOW = ".github/workflows/minutes.yaml"


def test_no_workflow_is_written_unless_it_is_said_what_it_installs(here: Path) -> None:
    done = scrutiny("init", *OPTIONS, cwd=here)
    assert not (here / ".github").exists()
    assert f"{WORKFLOW} is left out" in done.stderr
    assert "--install-from" in done.stderr
    again = scrutiny("init", "--install-from", f"https://host/x.git@{COMMIT}", cwd=here)
    assert again.stdout.splitlines() == [WORKFLOW]
    assert "left out" not in again.stderr
    text = (here / WORKFLOW).read_text()
    assert f"      - run: pipx install git+https://host/x.git@{COMMIT}\n" in text
    assert "pipx install scrutiny-cli\n" not in text
    assert "left out" not in scrutiny("init", cwd=here).stderr


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
    with pytest.raises(InvalidAnswer, match="is no place that stays the same"):
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
    assert ".github is a link that leads out of its repository. Nothing was written" in done.stderr
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


def test_the_command_of_the_manual_asks_two_things_more(here: Path) -> None:
    manual = (ROOT / "README.md").read_text(encoding="utf-8")
    (line,) = re.findall(r"^scrutiny init (.+)$", manual, re.MULTILINE)
    questions = ("How actions are numbered", "Write these files? [Y/n]")
    done = talk(here, *((question, "\n") for question in questions), words=(*shlex.split(line),))
    assert done.code == 0
    assert len(written(here)) == len(ALL)


def test_a_clerk_is_asked_and_what_is_wrong_is_asked_again(here: Path) -> None:
    done = talk(
        here,
        ("The board's name", "Harbour Board\n"),
        ("When it meets", "now and then\n"),
        ("When it meets", "last Thursday of the month\n"),
        ("How actions are numbered", "1/15\n"),
        ("How actions are numbered", "\n"),
        ("The first meeting (or none) [Thursday 25 June 2015]", "31 June 2015\n"),
        ("The first meeting", "\n"),
        ("Write these files? [Y/n]", "\n"),
    )
    assert done.code == 0
    assert "“now and then” does not say on which days." in done.shown
    assert "June 2015 has 30 days." in done.shown
    assert written(here) == set(ALL)
    for file in plan_files(BOARD):
        assert f"--- {file.path}\n{file.shown_text}" in done.shown
        assert (here / file.path).read_text() == file.text


def test_what_is_given_is_not_asked(here: Path) -> None:
    words = (*OPTIONS, "--refs", "none", "--date", "25.6.15", "--yes")
    done = talk(here, words=words)
    assert (done.code, written(here)) == (0, set(ALL))
    assert "?" not in done.shown


def test_who_says_no_or_ends_it_has_nothing_written(here: Path) -> None:
    words = (*OPTIONS, "--refs", "none", "--date", "25.6.15")
    done = talk(here, ("Write these files?", "n\n"), words=words)
    assert (done.code, written(here)) == (3, set())
    for key in ("\x03", "\x04"):
        done = talk(here, ("The board's name", key))
        assert (done.code, written(here)) == (130, set())
        done = talk(here, ("Write these files?", key), words=words)
        assert (done.code, written(here)) == (130, set())
        assert done.shown.endswith("\nInterrupted.\n")
