"""The installed command from end to end: a folder and words typed in, what is printed out."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import subprocess
import time
from importlib import import_module
from pathlib import Path

import pytest
from support import (
    ROOT,
    SCRUTINY,
    TODAY,
    check_golden,
    environment,
    run_on_terminal,
    scrutiny,
    scrutiny_process,
)

from scrutiny_cli.cli.app import COMMANDS
from scrutiny_cli.minutes import json_schema


def rows(text: str) -> list[list[str]]:
    """Give the cells of plain lines, the header apart."""
    return [line.split("\t") for line in text.splitlines()[1:]]


# Golden outputs

LISTED = {
    "actions": ("actions",),
    "actions-open-by-owner": ("actions", "--open", "--by", "owner"),
    "counts": ("actions", "--counts"),
    "counts-by-owner": ("actions", "--counts", "--by", "owner"),
    "overdue": ("overdue",),
    "matters-arising": ("matters-arising",),
    "meetings": ("meetings",),
    "people": ("people",),
}
TOLD = {"show-action": ("show", "25/15"), "show-meeting": ("show", "2015-05-28")}
FORMATTED = {
    f"overdue.{form}": ("overdue", "--format", form) for form in ("plain", "csv", "md", "json")
}


@pytest.mark.parametrize("width", [40, 80, 140])
@pytest.mark.parametrize("name", LISTED)
def test_tables(name: str, width: int, update: bool) -> None:  # noqa: FBT001
    done = scrutiny(*LISTED[name], "--format", "table", COLUMNS=str(width))
    assert all(len(line) <= width for line in done.stdout.splitlines())
    assert all(line == line.rstrip() for line in done.stdout.splitlines())
    assert "…" not in done.stdout
    check_golden(f"{name}-{width}.txt", done.stdout, update)


@pytest.mark.parametrize("width", [40, 80, 140])
@pytest.mark.parametrize("name", TOLD)
def test_lives(name: str, width: int, update: bool) -> None:  # noqa: FBT001
    done = scrutiny(*TOLD[name], COLUMNS=str(width))
    assert all(len(line) <= width for line in done.stdout.splitlines())
    check_golden(f"{name}-{width}.txt", done.stdout, update)


@pytest.mark.parametrize("name", FORMATTED)
def test_formats(name: str, update: bool) -> None:  # noqa: FBT001
    check_golden(f"{name}.txt", scrutiny(*FORMATTED[name]).stdout, update)


def test_a_new_meeting_as_it_is_drafted(update: bool) -> None:  # noqa: FBT001
    done = scrutiny("new-meeting", "--dry-run", SCRUTINY_TODAY="2015-06-20")
    assert done.stdout == "meetings/2015-06-25.yaml\n"
    check_golden("new-meeting.txt", done.stderr, update)


# The real meeting


def test_what_is_open_and_overdue() -> None:
    assert len(rows(scrutiny("actions").stdout)) == 18
    assert len(rows(scrutiny("actions", "--open").stdout)) == 14
    assert len(rows(scrutiny("actions", "--overdue").stdout)) == 11
    assert len(rows(scrutiny("actions", "--open", "--no-date").stdout)) == 3
    assert len(rows(scrutiny("overdue", "--as-at", "25 June 2015").stdout)) == 2
    late = rows(scrutiny("overdue").stdout)
    assert [row[0] for row in late[:2]] == ["2015-05-28#2", "37/15"]
    assert [row[-1] for row in late[:3]] == ["3 weeks late", "2 weeks late", "1 day late"]


def test_json_keeps_its_promise() -> None:
    whole = json.loads(scrutiny("actions", "--format", "json", "--as-at", TODAY).stdout)
    actions = whole.pop("actions")
    assert whole == {"schema_version": 1, "as_at": TODAY, "today": TODAY}
    found = next(one for one in actions if one["key"] == "37/15")
    words = (
        "To arrange a date for meeting to discuss EP progress with the coroner's findings in the "
        "inquest into the death of Maria Stubbings."
    )
    text = (ROOT / "meetings" / "2015-05-28.yaml").read_text("utf-8")
    place = {
        "file": "meetings/2015-05-28.yaml",
        "line": text[: text.index("ref: 37/15")].count("\n") + 1,
    }
    due = {"due": "2015-06-12", "due_text": None}
    assert found == {
        "key": "37/15",
        "ref": "37/15",
        "action": words,
        "owners": ["CF"],
        "owner_text": None,
        "status": "open",
        "status_text": None,
        "open": True,
        **due,
        "original_due": "2015-06-12",
        "slips": 0,
        "overdue_days": 14,
        "raised": "2015-05-28",
        "age_days": 29,
        "item": "Domestic Abuse quarterly report – January to March 2015",
        "closed": None,
        "answered": None,
        "follows": [],
        "becomes": [],
        "links": [],
        "confidential": False,
        "board": "Force Performance Scrutiny Meeting",
        "board_path": "meetings",
        **place,
        "history": [
            {
                "date": "2015-05-28",
                "meeting": "2015-05-28",
                "event": "raised",
                "status": "open",
                "status_text": None,
                "note": None,
                "action": words,
                **due,
                "owners": ["CF"],
                "owner_text": None,
                "confidential": False,
                **place,
            }
        ],
    }


def test_json_without_a_day_asked_for_has_null() -> None:
    whole = json.loads(scrutiny("actions", "--format", "json").stdout)
    assert (whole["as_at"], whole["today"]) == (None, TODAY)
    assert len(whole["actions"]) == 18


def test_plain_is_one_line_a_row_and_csv_can_be_read_back() -> None:
    plain = scrutiny("actions").stdout.splitlines()
    assert plain[0].split("\t") == ["Ref", "Action", "Owner", "Raised", "Due", "Status"]
    assert {line.count("\t") for line in plain} == {5}
    made = subprocess.run(
        [SCRUTINY, "actions", "--format", "csv", "--excel"],
        cwd=ROOT, env=environment(), capture_output=True, check=True,
    ).stdout  # fmt: skip
    assert made.startswith(b"\xef\xbb\xbf")
    assert made.count(b"\r\n") == 19
    table = list(csv.reader(io.StringIO(made.decode("utf-8-sig"))))
    assert [len(row) for row in table] == [6] * 19


def test_filters_sorts_and_groups_can_be_typed() -> None:
    def keys(*words: str) -> list[str]:
        return [row[0] for row in rows(scrutiny("actions", *words).stdout)]

    assert keys("--owner", "cf") == ["37/15"]
    assert keys("--owner", "carly fry", "--owner", "JK") == ["2015-05-28#2", "37/15"]
    assert keys("--search", "taxi") == []
    empty = "--search needs the words to look for. For example: --search training\n"
    assert scrutiny("actions", "--search", " ", code=2).stderr == empty
    assert keys("--status", "done")[:2] == ["19/15", "28/15"]
    assert keys("--status", "progressing") == ["17/15", "24/15"]
    assert keys("--due-within", "0", "--as-at", "12.6.15") == ["37/15"]
    assert keys("--raised-in", "28 May 2015") == keys()
    assert keys("--sort", "ref")[-1] == "2015-05-28#2"
    assert keys("--sort", "due")[:2] == ["2015-05-28#2", "37/15"]


@pytest.mark.parametrize(
    "words",
    [
        ("--open", "--closed"),
        ("--overdue", "--closed"),
        ("--closed", "--due-within", "7"),
        ("--overdue", "--due-within", "0"),
        ("--no-date", "--overdue"),
        ("--no-date", "--due-within", "7"),
    ],
)
def test_filters_that_no_action_passes_both_are_refused(words: tuple[str, ...]) -> None:
    done = scrutiny("actions", *words, code=2)
    assert done.stdout == ""
    assert done.stderr.startswith("No action is both: type --")
    assert all(word in done.stderr for word in words if word.startswith("--"))


def test_one_owner_is_one_group_and_nobody_can_be_asked_for() -> None:
    listed = rows(scrutiny("actions", "--by", "owner", "--owner", "wk").stdout)
    assert {row[0] for row in listed} == {"WK"}
    assert "39/15" in {row[1] for row in listed}  # LW owns it as well
    done = scrutiny("actions", "--owner", "none")
    assert {row[2] for row in rows(done.stdout)} <= {""}
    assert done.stderr == ""


def test_show_takes_refs_keys_and_meetings() -> None:
    assert scrutiny("show", "39/15").stdout.startswith("39/15  LW will review funding")
    assert "To be published on website" in scrutiny("show", "2015-05-28#2").stdout
    assert scrutiny("show", "2015-05-28").stdout == scrutiny("show", "28.5.15").stdout
    assert "meetings/2015-05-28.yaml:" in scrutiny("show", "25/15").stdout


def test_show_says_from_which_day_an_action_counts() -> None:
    for ref, how in (("37/15", "raised"), ("25/15", "brought forward")):
        done = scrutiny("show", ref, "--as-at", "2015-05-01")
        assert "  Not used  until 28 May 2015\n" in done.stdout
        assert f"28 May 2015 (still to come): {how}" in done.stdout
        assert "Not used" not in scrutiny("show", ref).stdout
    unknown = scrutiny("show", "999/15", "--as-at", "2015-05-01", code=2)
    assert unknown.stderr.startswith("There is no action and no meeting “999/15”.")


def test_show_says_that_an_action_was_replaced(bare: Path) -> None:
    (bare / "meetings" / "2015-05-28.yaml").write_text(
        "date: 2015-05-28\nbrought_forward:\n  - ref: 1/15\n  - ref: 2/15\n"
        "updates:\n  - {ref: 1/15, status: ongoing, becomes: 3/15}\n"
        "  - {ref: 2/15, status: done, becomes: 3/15}\n"
        "actions:\n  - {ref: 3/15, action: Price both.}\n"
    )
    shown = scrutiny("show", "1/15", cwd=bare).stdout
    assert "\n28 May 2015: ongoing, superseded\n" in shown
    assert "\n  Becomes   3/15 (Price both.)\n" in shown
    assert "\n28 May 2015: done\n" in scrutiny("show", "2/15", cwd=bare).stdout
    follows = "\n  Follows   1/15 (words not in this log); 2/15 (words not in this log)\n"
    assert follows in scrutiny("show", "3/15", cwd=bare).stdout


def test_the_meeting_that_began_the_log_says_what_it_brought_forward() -> None:
    assert scrutiny("matters-arising", "2015-05-28").stderr == (
        "Nothing is open from earlier meetings. 8 brought forward from before this log: "
        "see `scrutiny show 2015-05-28`.\n"
    )


def test_the_name_of_a_meetings_file_names_the_meeting() -> None:
    assert scrutiny("show", "2015-05-28.yaml").stdout == scrutiny("show", "2015-05-28").stdout


def test_the_folder_above_the_meetings_points_to_them(folder: Path) -> None:
    told = "There is no meeting in this folder. Did you mean -m meetings?\n"
    assert scrutiny("actions", "-m", ".", cwd=folder).stderr == told


def test_a_meeting_that_records_only_actions_is_shown_whole(bare: Path) -> None:
    text = (
        "date: 2015-05-28\npresent: [{initials: AB, name: Ada Bell}]\n"
        "brought_forward: [{ref: 9/14}]\nminutes: All agreed.\ndecisions: [To wait]\n"
        "updates: [{ref: 9/14, due: 25.6.15, owner: ada bell}]\n"
        "actions: [{action: Publish, owner: ada bell}]\nnext_meeting: {time: '9:00'}\n"
    )
    (bare / "meetings" / "2015-05-28.yaml").write_text(text)
    shown = scrutiny("show", "2015-05-28", cwd=bare).stdout
    for line in (
        "  Next      9:00",
        "  Brought forward  9/14 – (words not in this log)",
        "  All agreed.",
        "  Decided  To wait",
        "  9/14 – owner AB, due 25 June 2015",
        "  Action  2015-05-28#1 – Publish [AB]",
        "1 brought forward, 1 raised, 1 update",
    ):
        assert line in shown.splitlines()


def test_what_nobody_owns_stands_under_nobody() -> None:
    for words in (("--by", "owner"), ("--by", "owner", "--counts")):
        assert rows(scrutiny("actions", *words).stdout)[-1][0] == "(nobody)"


def test_the_real_meeting_has_no_error() -> None:
    assert scrutiny("check", SCRUTINY_TODAY="2015-06-25").stdout == ""
    assert "[next-meeting-passed]" in scrutiny("check").stdout
    scrutiny("check", "--strict", code=1)
    assert scrutiny("check", "--strict", "--ignore", "next-meeting-passed").stdout == ""


def test_exit_code_tells_of_rows() -> None:
    scrutiny("actions", "--overdue", "--exit-code", code=5)
    scrutiny("actions", "--overdue", "--exit-code", "--as-at", "28.5.15", code=0)


@pytest.mark.parametrize("command", ["matters-arising", "meetings", "people", "show", "overdue"])
def test_every_reading_command_takes_a_day(command: str) -> None:
    words = (command, "37/15") if command == "show" else (command,)
    assert scrutiny(*words, "--as-at", "today").stdout


def test_before_the_first_meeting_there_is_nothing() -> None:
    assert rows(scrutiny("actions", "--as-at", "27.5.15").stdout) == []
    assert scrutiny("overdue", "--as-at", "27.5.15").stderr


# Folders


def test_the_nearest_folder_upwards_is_meant(folder: Path) -> None:
    below = folder / "a" / "b"
    below.mkdir(parents=True)
    assert len(rows(scrutiny("actions", cwd=below).stdout)) == 18
    elsewhere = str(folder / "meetings")
    assert len(rows(scrutiny("actions", "-m", elsewhere, cwd=Path("/")).stdout)) == 18
    assert len(rows(scrutiny("actions", cwd=Path("/"), SCRUTINY_MEETINGS=elsewhere).stdout)) == 18


READING = ("actions", "overdue", "matters-arising", "meetings", "people", "check")


@pytest.mark.parametrize("command", READING)
def test_an_empty_folder_is_no_fault(command: str, bare: Path) -> None:
    assert scrutiny(command, cwd=bare).stderr


@pytest.mark.parametrize("command", ["actions", "overdue", "matters-arising", "meetings", "people"])
def test_a_program_gets_an_empty_listing_in_its_form(command: str, bare: Path) -> None:
    listed = json.loads(scrutiny(command, "--format", "json", cwd=bare).stdout)
    assert [] in listed.values()
    for form, sign in (("plain", "\t"), ("csv", ","), ("md", " | ")):
        header = scrutiny(command, "--format", form, cwd=bare).stdout.splitlines()[0]
        assert sign in header
        assert {"Ref", "Meeting", "Label"} & set(header.strip("| ").split(sign))


@pytest.mark.parametrize("option", ["-m", "--as-at", "--format"])
def test_an_option_before_the_command_is_told_its_place(option: str) -> None:
    done = scrutiny(option, "today", "actions", code=2)
    hint = f"Type it after the command, for example: scrutiny actions {option} …\n"
    assert done.stderr == f"{option} is not an option of `scrutiny`. {hint}"


@pytest.mark.parametrize("words", [("--owner", "WK"), ("--by", "owner"), ("--counts",)])
def test_what_overdue_does_not_take_is_told_its_command(words: tuple[str, ...]) -> None:
    hint = f"Type instead: scrutiny actions --overdue {' '.join(words)}\n"
    assert scrutiny("overdue", *words, code=2).stderr.endswith(hint)
    assert scrutiny("actions", "--overdue", *words).stdout


WRITING: tuple[tuple[str, ...], ...] = (
    ("new-meeting",),
    ("carry-forward",),
    ("raise", "X"),
    ("update", "37/15", "--note", "X"),
    ("close", "37/15"),
)


@pytest.mark.parametrize(
    "words", [*((one,) for one in READING), *WRITING, ("reschedule", "next", "2.7.15")]
)
def test_no_folder_is_a_fault_of_usage(words: tuple[str, ...], tmp_path: Path) -> None:
    done = scrutiny(*words, cwd=tmp_path, code=2)
    assert done.stdout == ""
    assert "no folder" in done.stderr
    scrutiny(*words, "-m", "nowhere", cwd=tmp_path, code=2)


def test_a_broken_file_hides_no_other(folder: Path) -> None:
    (folder / "meetings" / "2015-06-25.yaml").write_text("date: 2015-06-25\ntitle: a: b\n")
    for command in ("actions", "overdue", "matters-arising", "meetings", "people"):
        done = scrutiny(command, cwd=folder, code=1)
        assert len(rows(done.stdout)) >= 1
        assert "meetings/2015-06-25.yaml:2:" in done.stderr
    assert len(rows(scrutiny("actions", cwd=folder, code=1).stdout)) == 18
    assert "[yaml-syntax]" in scrutiny("check", cwd=folder, code=1).stdout
    scrutiny("actions", "--exit-code", cwd=folder, code=1)


@pytest.mark.parametrize("command", ["overdue", "matters-arising"])
def test_what_cannot_be_read_may_be_open(command: str, bare: Path) -> None:
    (bare / "meetings" / "2015-05-28.yaml").write_text("date: 2015-05-28\n")
    assert scrutiny(command, cwd=bare).stderr.startswith("Nothing is ")
    (bare / "meetings" / "2015-06-25.yaml").write_text("date: 2015-06-25\ntitle: a: b\n")
    done = scrutiny(command, cwd=bare, code=1)
    assert done.stderr.startswith("Nothing that can be read is ")


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"", b"date: [", b"- a", b"\x00", b"%"])
def test_no_bytes_make_a_traceback(data: bytes, folder: Path) -> None:
    (folder / "meetings" / "2015-06-25.yaml").write_bytes(data)
    assert len(rows(scrutiny("actions", cwd=folder, code=1).stdout)) == 18
    scrutiny("check", cwd=folder, code=1)
    done = scrutiny("new-meeting", "30.7.15", cwd=folder, code=3)
    assert done.stdout == ""
    assert not (folder / "meetings" / "2015-07-30.yaml").exists()


def test_confidential_rows_are_told_on_stderr(bare: Path) -> None:
    text = "date: 2015-05-28\nactions: [{action: A, confidential: s.40}]\n"
    (bare / "meetings" / "2015-05-28.yaml").write_text(text)
    for command in ("actions", "matters-arising"):
        told = "1 row is confidential. Do not pass it on.\n"
        assert scrutiny(command, cwd=bare).stderr == told
    told = "This is confidential. Do not pass it on.\n"
    assert scrutiny("show", "2015-05-28#1", cwd=bare).stderr == told


def test_the_words_of_a_status_are_told_only_where_they_say_more(bare: Path) -> None:
    text = (
        "date: 2015-05-28\nbrought_forward: [{ref: 1/15, action: A}, {ref: 2/15, action: B}]\n"
        "updates: [{ref: 1/15, status: Completed}, {ref: 2/15, status: Discharged}]\n"
    )
    (bare / "meetings" / "2015-05-28.yaml").write_text(text)
    assert "Status    completed\n" in scrutiny("show", "1/15", cwd=bare).stdout
    assert "Status    completed (“Discharged”)\n" in scrutiny("show", "2/15", cwd=bare).stdout


def test_control_characters_and_markup_never_reach_the_terminal(bare: Path) -> None:
    text = 'date: 2015-05-28\nactions: [{action: "\\x1b[31m[bold]red[/bold]\\u202e"}]\n'
    (bare / "meetings" / "2015-05-28.yaml").write_text(text)
    for form in ("table", "plain", "csv", "md", "json"):
        done = scrutiny("actions", "--format", form, cwd=bare, code=1)
        assert not {"\x1b", "\u202e"} & set(done.stdout + done.stderr)
    assert "[bold]red[/bold]" in scrutiny("actions", cwd=bare, code=1).stdout


# Usage


@pytest.mark.parametrize(
    "words",
    [
        ("actoins",),
        ("actions", "--nonsense"),
        ("actions", "--open", "--closed"),
        ("actions", "--format", "xml"),
        ("actions", "--sort", "colour"),
        ("actions", "--by", "colour"),
        ("actions", "--status", "nonsense"),
        ("actions", "--due-within", "soon"),
        ("actions", "--due-within", "-1"),
        ("actions", "--as-at", "06/31/2015"),
        ("actions", "--raised-in", "1.1.15"),
        ("show",),
        ("show", "999/99"),
        ("matters-arising", "2001-01-01"),
        ("check", "--only", "nonsense"),
        ("check", "--explain", "nonsense"),
        ("check", "--format", "xml"),
        ("new-meeting", "next week"),
        ("new-meeting", "--extraordinary"),
        ("carry-forward", "2001-01-01"),
        ("reschedule", "2015-05-28"),
        ("reschedule", "2001-01-01", "2.7.15"),
        ("raise",),
        ("raise", " "),
        ("raise", "a\x1bb"),
        ("raise", "X", "--due", "31.06.15"),
        ("raise", "X", "--item", "99", "--at", "2015-05-28"),
        ("raise", "X", "--follows", "999/15", "--at", "2015-05-28"),
        ("raise", "X", "--ref", "37/15", "--at", "2015-05-28"),
        ("raise", "X", "--reason", "yes", "--at", "2015-05-28"),
        ("raise", "X", "--at", "2001-01-01"),
        ("update", "37/15"),
        ("update", "--note", "X"),
        ("update", "999/15", "--note", "X"),
        ("update", "37/15", "--status", "nonsense", "--at", "2015-05-28"),
        ("update", "37/15", "--on", "31.06.15"),
        ("close",),
        ("close", ","),
        ("update", "37/15", "--status", "“done”", "--at", "2015-05-28"),
        ("raise", "X", "--due", "“26.06.15”", "--at", "2015-05-28"),
        ("raise", "X", "--owner", "“WK”", "--at", "2015-05-28"),
        ("raise", "X", "--ref", "‘9/9’", "--at", "2015-05-28"),
        ("raise", "X", "--follows", "", "--at", "2015-05-28"),
        ("raise", "X", "--link", " ", "--at", "2015-05-28"),
    ],
)
def test_usage_faults_are_told_on_stderr(words: tuple[str, ...], folder: Path) -> None:
    done = scrutiny(*words, cwd=folder, code=2)
    assert done.stdout == ""
    assert done.stderr.strip()


def test_a_status_that_is_not_understood_comes_with_the_boards_own_words(folder: Path) -> None:
    with (folder / "meetings" / "series.yaml").open("a") as series:
        series.write("\nstatuses:\n  received: completed\n")
    assert scrutiny("actions", "--status", "received", cwd=folder).stdout
    refused = scrutiny("actions", "--status", "gone", cwd=folder, code=2).stderr
    assert refused.endswith(" This board has words of its own: received.\n")


@pytest.mark.parametrize("words", [(), ("--format", "json"), ("--format", "table")])
@pytest.mark.parametrize("command", ["actions", "overdue", "matters-arising", "meetings", "people"])
def test_the_mark_of_excel_belongs_to_csv(command: str, words: tuple[str, ...]) -> None:
    done = scrutiny(command, "--excel", *words, code=2)
    assert (done.stdout, done.stderr) == (
        "",
        "--excel is only for CSV: type --format csv --excel\n",
    )


@pytest.mark.parametrize("words", [("actions",), ("check",), *WRITING])
def test_an_empty_word_is_no_folder(words: tuple[str, ...]) -> None:
    told = "-m needs the name of a folder. For example: -m meetings\n"
    assert scrutiny(*words, "-m", "", code=2).stderr == told


def test_an_empty_variable_is_as_if_unset() -> None:
    assert scrutiny("actions", SCRUTINY_MEETINGS="").stdout == scrutiny("actions").stdout


def test_a_day_that_does_not_exist_is_told() -> None:
    message = scrutiny("actions", "--as-at", "31.06.15", code=2).stderr
    assert "June 2015 has only 30 days" in message
    assert len(message.splitlines()) == 1


def test_the_help_says_of_each_command_what_its_own_help_says_first() -> None:
    for name, (module, function, line, *_) in COMMANDS.items():
        work = getattr(import_module(f"scrutiny_cli.cli.commands.{module}"), function)
        assert work.__doc__.partition(". ")[0].partition("\n")[0].rstrip(".") + "." == line, name


def test_help_and_version() -> None:
    assert scrutiny("--version").stdout.startswith("scrutiny ")
    assert "actions" in scrutiny("--help").stdout
    listed = scrutiny("--help").stdout.splitlines()
    for name, row in COMMANDS.items():  # each command's first line fits on 80 columns
        assert f"  {name:15}  {row.line}" in listed
    for command in (*READING, "show", *(words[0] for words in WRITING)):
        told = scrutiny(command, "-h").stdout
        assert f"scrutiny {command}" in told
        assert "--meetings" in told


def test_a_schema_is_printed_by_its_name() -> None:
    assert json.loads(scrutiny("schema").stdout) == json_schema.build_schema("meeting")
    assert scrutiny("schema", "series").stdout == json_schema.format_schema("series")
    done = scrutiny("schema", "agenda", code=2)
    assert "Type meeting or series" in done.stderr


def test_rules_are_listed_and_explained() -> None:
    listed = rows(scrutiny("check", "--list").stdout)
    assert {row[1] for row in listed} >= {"not-mentioned", "bad-date"}
    assert {row[0] for row in listed} == {"error", "error, with --base", "warning"}
    shown = run_on_terminal("check", "--list", COLUMNS="60", NO_COLOR="1").replace("\r", "")
    assert all(len(line) <= 60 for line in shown.splitlines())
    explained = scrutiny("check", "--explain", "bad-date").stdout
    assert explained.startswith("### `bad-date`\n\n*Error.* ")
    told = json.loads(scrutiny("check", "--list", "--format", "json").stdout)["rules"]
    assert [[one["kind"], one["rule"], one["requirement"]] for one in told] == listed


@pytest.mark.parametrize(
    "words",
    [
        ("--list", "--format", "github"),
        ("--explain", "bad-date", "--format", "json"),
        ("--only", "bad-date", "--ignore", "bad-date"),
    ],
)
def test_what_the_check_cannot_do_is_refused(words: tuple[str, ...]) -> None:
    done = scrutiny("check", *words, code=2)
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1


# Pipes, signals, terminals, encodings


def test_a_pipe_closed_early_is_no_fault(bare: Path) -> None:
    lines = "".join(f"  - action: {'Long words ' * 20}{n}\n" for n in range(2000))
    (bare / "meetings" / "2015-05-28.yaml").write_text(f"date: 2015-05-28\nactions:\n{lines}")
    for form in ("plain", "json", "table"):
        with subprocess.Popen(
            [SCRUTINY, "actions", "--format", form],
            cwd=bare, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        ) as running:  # fmt: skip
            assert running.stdout is not None
            assert running.stderr is not None
            assert running.stdout.readline()
            running.stdout.close()
            assert running.stderr.read() == b""
            assert running.wait(60) == 0


def test_head_takes_one_line() -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f'"{SCRUTINY}" actions | head -1'],
        cwd=ROOT, env=environment(), capture_output=True, check=True, text=True,
    )  # fmt: skip
    assert done.stdout.startswith("Ref\t")
    assert done.stderr == ""


def test_interrupted_is_130(bare: Path) -> None:
    editor = bare / "editor.sh"
    editor.write_text("#!/bin/sh\ntouch started\nexec sleep 30\n")
    editor.chmod(0o755)
    with subprocess.Popen(
        [SCRUTINY, "new-meeting", "28.5.15", "--edit"],
        cwd=bare, env=environment(VISUAL=str(editor)), stderr=subprocess.PIPE,
        stdout=subprocess.PIPE, start_new_session=True,
    ) as running:  # fmt: skip
        until = time.monotonic() + 20
        while not (bare / "started").exists() and time.monotonic() < until:
            time.sleep(0.02)
        os.killpg(running.pid, signal.SIGINT)
        _, told = running.communicate(timeout=30)
    assert running.returncode == 130
    assert b"Traceback" not in told


def test_a_terminal_gets_a_table_in_colour_unless_told_otherwise() -> None:
    table = scrutiny("actions", "--format", "table").stdout
    assert "\x1b" in run_on_terminal("actions")
    assert run_on_terminal("actions", NO_COLOR="1").replace("\r\n", "\n") == table
    assert "\x1b" not in scrutiny("actions", "--format", "table", FORCE_COLOR="1").stdout
    assert "\x1b" not in run_on_terminal("check", NO_COLOR="1")


def test_sentences_are_broken_at_words_on_a_terminal_alone() -> None:
    words = ("check", "-m", "tests/cases/bad/no-about")
    shown = run_on_terminal(*words, COLUMNS="60", NO_COLOR="1").replace("\r", "")
    piped = scrutiny(*words, COLUMNS="60")
    assert all(len(line) <= 60 for line in shown.splitlines())
    assert len(piped.stdout.splitlines()) == 4
    assert shown.split() == [*piped.stdout.split(), *piped.stderr.split()]
    noted = run_on_terminal("matters-arising", "2015-05-28", COLUMNS="30").replace("\r", "")
    assert noted.splitlines()[0] == "Nothing is open from earlier"


@pytest.mark.parametrize("encoding", ["cp437", "ascii", "latin-1"])
@pytest.mark.parametrize(
    "words",
    [
        ("actions", "--format", "table"),
        ("actions",),
        ("actions", "--format", "json"),
        ("actions", "--format", "csv", "--excel"),
        ("actions", "--format", "md"),
        ("show", "2015-05-28"),
        ("check",),
        ("people", "--format", "table"),
        ("new-meeting", "--dry-run"),
    ],
)
def test_any_encoding_of_the_terminal_survives(words: tuple[str, ...], encoding: str) -> None:
    assert scrutiny(*words, PYTHONIOENCODING=encoding, PYTHONUTF8="0").stdout
    if "json" in words:
        done = scrutiny_process(*words, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
        assert len(json.loads(done.stdout)["actions"]) == 18


# Writing


BEFORE = "2015-06-20"


def test_a_new_meeting_is_written_once_and_has_no_error(folder: Path) -> None:
    done = scrutiny("new-meeting", cwd=folder, SCRUTINY_TODAY=BEFORE)
    assert done.stdout == "meetings/2015-06-25.yaml\n"
    assert "14 actions carried forward" in done.stderr
    assert "41/15" in done.stderr
    path = folder / "meetings" / "2015-06-25.yaml"
    written = path.read_bytes()
    assert max(map(len, written.decode().splitlines())) < 100
    assert done.stderr.endswith(
        f"{written.decode()}To send out its agenda, type: scrutiny agenda\n"
    )
    told = scrutiny("check", cwd=folder, SCRUTINY_TODAY="2015-06-24").stdout
    assert told == ""
    assert ": error " not in scrutiny("check", cwd=folder).stdout
    again = scrutiny("new-meeting", "25.06.15", cwd=folder, code=3)
    assert "2015-06-25.yaml already exists. Nothing was written" in again.stderr
    coming = scrutiny("new-meeting", cwd=folder, code=3, SCRUTINY_TODAY=BEFORE)
    assert coming.stderr == (
        "The meeting of 25 June 2015 (meetings/2015-06-25.yaml) is still to come. To make "
        "another one, type its date: scrutiny new-meeting DATE\nNothing was written.\n"
    )
    assert path.read_bytes() == written
    assert len(rows(scrutiny("actions", "--open", cwd=folder).stdout)) == 14


def test_a_dry_run_prints_the_same_and_writes_nothing(folder: Path) -> None:
    before = sorted(path.name for path in (folder / "meetings").iterdir())
    looked = scrutiny("new-meeting", "-n", cwd=folder)
    differs = scrutiny("new-meeting", "-n", "--diff", cwd=folder)
    assert sorted(path.name for path in (folder / "meetings").iterdir()) == before
    done = scrutiny("new-meeting", cwd=folder)
    assert (done.stdout, looked.stdout) == ("meetings/2015-07-30.yaml\n",) * 2
    assert looked.stderr == done.stderr
    assert "--- /dev/null\n+++ meetings/2015-07-30.yaml\n@@ -0,0 +1," in differs.stderr
    written = (folder / "meetings" / "2015-07-30.yaml").read_text()
    assert "".join(f"+{line}\n" for line in written.splitlines()) in differs.stderr


def test_the_first_meeting_needs_a_day(bare: Path) -> None:
    scrutiny("new-meeting", cwd=bare, code=3)
    scrutiny("new-meeting", "28.5.15", cwd=bare)
    assert ": error " not in scrutiny("check", cwd=bare).stdout


def test_a_new_meeting_says_which_day_it_took_and_why(folder: Path) -> None:
    told = scrutiny("new-meeting", "-n", cwd=folder, SCRUTINY_TODAY=BEFORE).stderr
    assert told.startswith(
        "meetings/2015-06-25.yaml:1: new file with 14 actions carried forward. The next free "
        "number is 41/15. 2015-05-28 announces the next meeting for 25 June 2015. "
    )
    assert "The time comes from series.yaml (9:00am), but 2015-05-28 announced 9:00–11:00." in told
    (folder / "meetings" / "2015-05-28.yaml").unlink()
    told = scrutiny("new-meeting", "-n", cwd=folder).stderr
    assert "30 July 2015 is the next day in the schedule." in told


def test_carry_forward_adds_what_is_missing_once(folder: Path) -> None:
    path = folder / "meetings" / "2015-06-25.yaml"
    before = "date: 2015-06-25\nupdates:\n  - ref: 37/15\n    status: done\n"
    path.write_text(before)
    shown = scrutiny("carry-forward", "--dry-run", "--diff", cwd=folder)
    assert "\n+  - ref: 36/15\n" in shown.stderr
    assert path.read_text() == before
    done = scrutiny("carry-forward", "25.06.15", cwd=folder)
    assert "meetings/2015-06-25.yaml:5: 13 actions carried forward.\n" in done.stderr
    after = path.read_text()
    assert after.startswith(before)
    assert after.removeprefix(before) in done.stderr
    assert ": error " not in scrutiny("check", cwd=folder).stdout
    scrutiny("carry-forward", "25.06.15", cwd=folder)
    assert path.read_text() == after
    assert len(rows(scrutiny("actions", "--open", cwd=folder).stdout)) == 13


# Writing into a file that is there


@pytest.fixture
def june(folder: Path) -> Path:
    """Give the file of a meeting to come, in a folder beside the real one."""
    scrutiny("new-meeting", cwd=folder, SCRUTINY_TODAY=BEFORE)
    return folder / "meetings" / "2015-06-25.yaml"


def typed(june: Path, *words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    """Run a command five days before the meeting to come."""
    return scrutiny(*words, cwd=june.parent.parent, code=code, SCRUTINY_TODAY=BEFORE)


def test_an_action_raised_is_printed_and_its_change_shown(june: Path) -> None:
    before = june.read_text()
    words = ("raise", "Costs: both", "--owner", "wk", "--owner", "jan klimkowski, NN", "--due")
    looked = typed(june, *words, "today", "-n")
    assert june.read_text() == before
    done = typed(june, *words, "today")
    assert (done.stdout, looked.stdout) == ("41/15\n", "41/15\n")
    new = '    actions:\n      - ref: 41/15\n        action: "Costs: both"\n'
    new += "        owner: WK, Jan Klimkowski, NN\n        due: 2015-06-20\n"
    new += "        on: 2015-06-20\n"
    assert june.read_text() == before.replace("\nnext_meeting", f"{new}\nnext_meeting")
    said = r"meetings/2015-06-25\.yaml:(\d+): 41/15 raised under “Any other business”\.\n"
    found = re.search(said + re.escape(new), done.stderr)
    assert found is not None
    assert june.read_text().splitlines()[int(found[1]) - 1] == "      - ref: 41/15"
    assert looked.stderr == done.stderr
    assert typed(june, "raise", "Next").stdout == "42/15\n"
    assert typed(june, "check").stdout == ""


def test_what_is_typed_is_read_back_to_the_letter(june: Path) -> None:
    for text in ("yes", "010", "-x", "#4: a #b ", "one\n\n- two", "👍 [x]", '"'):
        ref = typed(june, "raise", "--", text).stdout.strip()
        shown = json.loads(typed(june, "show", ref, "--format", "json").stdout)
        assert shown["actions"][0]["action"] == text


def test_an_action_may_stand_under_any_item_and_be_confidential(june: Path) -> None:
    words = ("--item", "monthly", "--follows", "37/15", "--ref", "9a", "--reason", "s.40")
    assert typed(june, "raise", "X", *words).stdout == "9a\n"
    row = json.loads(typed(june, "show", "9a", "--format", "json").stdout)["actions"][0]
    assert row["item"] == "Monthly Force Performance Reports"
    assert (row["follows"], row["confidential"]) == (["37/15"], True)
    assert "already has these words" in typed(june, "raise", " x", "--item", "2", code=3).stderr


def test_links_of_a_new_action_are_a_text_or_a_list(june: Path) -> None:
    address = "https://example.org/a?b=1, 2#c"
    for ref, links in (("41/15", (address,)), ("42/15", (address, "Paper 4"))):
        words = [word for link in links for word in ("--link", link)]
        assert typed(june, "raise", f"See {ref}", *words).stdout == f"{ref}\n"
        shown = json.loads(typed(june, "show", ref, "--format", "json").stdout)
        assert shown["actions"][0]["links"] == list(links)
    text = june.read_text()
    assert f"        links: {address}\n" in text
    assert f'        links: ["{address}", Paper 4]\n' in text
    assert f"  Link      {address}\n" in typed(june, "show", "41/15").stdout
    assert typed(june, "check").stdout == ""


def test_reports_fill_the_empty_entries_once(june: Path) -> None:
    refs = ("33/15", "2015-05-28 #2")
    done = typed(june, "close", *refs, "--note", "Seen.")
    assert done.stdout == "33/15\n2015-05-28#2\n"
    once = june.read_text()
    assert once.count("status: completed\n        note: Seen.\n") == 2
    again = typed(june, "close", *refs, "--note", "Seen.", code=3)
    assert "33/15 already has an update of 20 June 2015. Nothing was written." in again.stderr
    assert "completed; note: Seen.; on: 2015-06-20" in again.stderr
    refused = typed(june, "update", "34/15", "33/15", "--status", "ongoing", code=3)
    assert refused.stdout == ""
    assert june.read_text() == once
    done = typed(june, "update", "33/15", "-s", "ongoing", "--replace")
    assert "No longer in the update: note: Seen.\n" in done.stderr
    assert "Now open again: 33/15.\n" in done.stderr
    old = "        status: completed\n        note: Seen.\n        on: 2015-06-20\n"
    new = "        status: ongoing\n        on: 2015-06-20\n"
    head, ref, tail = once.partition("- ref: 33/15\n")
    assert june.read_text() == head + ref + tail.replace(old, new, 1)


def test_a_report_in_all_its_fields(june: Path) -> None:
    typed(june, "raise", "Anew")
    words = ("--due", "none", "--owner", "none", "--becomes", "41/15", "--on", "1.6.15")
    typed(june, "update", "37/15", "--status", "merged", *words)
    row = json.loads(typed(june, "show", "37/15", "--format", "json").stdout)["actions"][0]
    assert (row["status"], row["due"], row["owners"]) == ("superseded", None, [])
    assert (row["becomes"], row["closed"]) == (["41/15"], "2015-06-01")


def test_a_meeting_is_written_to_unasked_only_while_it_is_fresh(folder: Path) -> None:
    for words in WRITING[1:]:
        refused = scrutiny(*words, cwd=folder, code=3)
        assert "2015-05-28 was more than 14 days ago" in refused.stderr
    scrutiny("update", "37/15", "--note", "X", "--at", "28.5.15", cwd=folder)
    early = ("update", "33/15", "--note", "X", "--on", "1.6.15")
    done = scrutiny(*early, cwd=folder, code=3, SCRUTINY_TODAY="2015-06-01")
    assert "came before" in done.stderr


def test_nothing_is_written_while_a_file_cannot_be_read(june: Path) -> None:
    before = june.read_text()
    other = june.with_name("2015-07-30.yaml")
    other.write_text("date: [")
    assert "Fix the files" in typed(june, "raise", "X", code=3).stderr
    other.write_text("date: 2015-07-30\ncolour: red\n")
    assert "[unknown-field]" in typed(june, "raise", "X", "-n").stderr
    june.write_text(before + "colour: red\n")
    refused = typed(june, "close", "37/15", code=3)
    assert "[unknown-field]" in refused.stderr
    assert "has errors. Nothing was written." in refused.stderr
    assert june.read_text() == before + "colour: red\n"


def test_a_byte_order_mark_and_line_ends_stay(june: Path) -> None:
    before = b"\xef\xbb\xbf" + june.read_bytes().replace(b"\n", b"\r\n").rstrip()
    june.write_bytes(before)
    typed(june, "close", "37/15")
    after = june.read_bytes()
    at = before.index(b"status:", before.index(b"ref: 37/15")) + len(b"status:")
    assert after == before[:at] + b" completed\r\n        on: 2015-06-20" + before[at:]


def test_a_change_is_in_colour_on_a_terminal_alone() -> None:
    words = ("close", "37/15", "--at", "2015-05-28", "-n", "--diff")
    assert "\x1b[32m+" in run_on_terminal(*words)
    assert "\x1b[32m        status: completed" in run_on_terminal(*words[:-1])
    assert "\x1b" not in run_on_terminal(*words, NO_COLOR="1")
    assert "\x1b" not in scrutiny(*words, FORCE_COLOR="1").stderr
