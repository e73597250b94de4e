"""Several boards at once: how they are found, what they are called, and what is listed of them."""

from __future__ import annotations

import itertools
import json
import os
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import icalendar
import pytest
from boards import Board as MadeBoard
from boards import boards as made_boards
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import check_golden, make_repository, scrutiny

from scrutiny_cli.actionlog.board_labels import label_boards
from scrutiny_cli.cli.console import print_note
from scrutiny_cli.output.progress import start_progress_bar
from scrutiny_cli.storage.board_folders import find_board_folders, list_distinct_folders

NORTH = """\
date: 2015-05-28
title: Planning
present:
  - WK
  - {initials: AB, name: Ada Bell, role: Chair}
actions:
  - {ref: 1/15, action: Paint the quay, owner: WK, due: 2015-06-12}
  - {ref: 2/15, action: Sweep it, owner: AB}
"""
SOUTH = """\
date: 2015-05-21
title: Planning
actions:
  - {ref: 1/15, action: Count the gulls, owner: XY, due: 2015-07-12}
  - {ref: 2/15, action: Feed them, owner: WK, due: 2015-06-30}
  - {ref: 3/15, action: Name them, owner: XY}
updates:
  - {ref: 3/15, status: done}
"""
HOUSING = """\
date: 2015-06-04
title: Housing
actions:
  - {ref: 9/15, action: Count the houses, owner: ZZ, due: 2015-06-02}
"""
BROKEN = "date: 2015-06-04\ntitle: [\n"


def write_boards(top: Path, boards: Mapping[str, str]) -> Path:
    """Write a file for each path below a folder; return the folder."""
    for path, text in boards.items():
        file = top / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return top


@pytest.fixture
def county(tmp_path: Path) -> Path:
    boards = {
        "north/planning/meetings/2015-05-28.yaml": NORTH,
        "south/planning/meetings/2015-05-21.yaml": SOUTH,
        "housing/2015-06-04.yaml": HOUSING,
    }
    return write_boards(tmp_path / "county", boards)


def find_below(top: Path) -> list[str]:
    return [folder.relative_to(top).as_posix() for folder in find_board_folders(top).folders]


# Finding them


def test_every_folder_that_holds_meetings_is_a_board_at_any_depth(county: Path) -> None:
    assert find_below(county) == ["housing", "north/planning/meetings", "south/planning/meetings"]
    assert find_board_folders(county).unreadable == ()
    assert find_below(county / "housing") == ["."]


@pytest.mark.parametrize(
    ("files", "found"),
    [
        (["x/2015-05-28.yml"], ["x"]),
        (["x/2015-05-28.yaml.txt"], ["x"]),
        (["x/mkdocs.yml"], []),
        (["x/series.yaml"], []),
        (["meetings/May 2015.yaml"], ["meetings"]),
        (["x/series.yaml", "x/May 2015.yaml"], ["x"]),
        ([".x/2015-05-28.yaml"], []),
        (["x/.2015-05-28.yaml"], []),
        (["x/2015-05-28.yaml", "x/y/2015-05-28.yaml"], ["x"]),
        (["x/2015-05-28.yaml/2015-05-28.yaml"], ["x/2015-05-28.yaml"]),
        (["b/2015-05-28.yaml", "a/2015-05-28.yaml", "a.d/2015-05-28.yaml"], ["a", "a.d", "b"]),
    ],
)
def test_what_a_board_is(files: list[str], found: list[str], tmp_path: Path) -> None:
    write_boards(tmp_path / "top", dict.fromkeys(files, ""))
    assert find_below(tmp_path / "top") == found


def test_links_to_folders_are_not_entered_and_no_loop_is_run_through(county: Path) -> None:
    (county / "again").symlink_to(county / "north")
    (county / "north" / "up").symlink_to(county)
    os.mkfifo(county / "north" / "pipe")
    assert len(find_below(county)) == 3
    (county / "south" / "more").mkdir()
    (county / "south" / "more" / "2015-01-01.yaml").symlink_to(county / "nowhere")
    assert "south/more" in find_below(county)


def test_deep_and_wide_folders_are_looked_through(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * 200)
    write_boards(deep, {"2015-05-28.yaml": ""})
    for number in range(300):
        (tmp_path / f"f{number}").mkdir()
    assert find_board_folders(tmp_path).folders == (deep,)


def make_unreachable(folder: Path) -> None:
    """Make folders in a folder whose paths become longer than the system takes."""
    place = os.open(folder, os.O_RDONLY)
    for _ in range(20):
        os.mkdir("x" * 250, dir_fd=place)
        below = os.open("x" * 250, os.O_RDONLY, dir_fd=place)
        os.close(place)
        place = below
    os.close(place)


def test_a_folder_that_cannot_be_read_is_said(county: Path) -> None:
    make_unreachable(county / "north")
    done = scrutiny("check", "--boards", str(county), code=1)
    assert "xx cannot be read: its name is too long. Boards in it are not listed." in done.stderr
    assert "ref-gap" not in done.stdout


def test_a_folder_that_goes_while_it_is_read_is_said(tmp_path: Path) -> None:
    found = find_board_folders(tmp_path / "gone")
    assert found.folders == ()
    assert found.unreadable[0].endswith("gone cannot be read: it does not exist.")


def test_two_paths_of_one_folder_count_once(county: Path) -> None:
    (county / "link").symlink_to(county / "housing")
    paths = [county / "housing", county / "north", county / "link", county / "north" / ".."]
    assert list_distinct_folders(paths) == (paths[0], paths[1], paths[3])


# What they are called


@pytest.mark.parametrize(
    ("boards", "labels"),
    [
        ({"c/north/meetings": "Planning"}, ["Planning"]),
        ({"c/a/m": "A", "c/b/m": "B"}, ["A", "B"]),
        (
            {"c/north/p/m": "Planning", "c/south/p/m": "Planning", "c/h": "Housing"},
            ["Planning (north)", "Planning (south)", "Housing"],
        ),
        (
            {"c/n/a": "P", "c/n/b": "p", "c/s/a": "P", "x/y/z": "Q"},
            ["P (n/a)", "p (n/b)", "P (s)", "Q"],
        ),
        ({"c/p": "P", "c/p/sub": "P"}, ["P (p)", "P (p/sub)"]),
        ({"c/p/meetings": "P", "c/p/sub/meetings": "P"}, ["P (meetings)", "P (sub)"]),
        ({"a/x": "P", "b/x": "P"}, ["P (a)", "P (b)"]),
        ({"a": "P", "b": "P", "c": "P (a)"}, ["P (a) (a)", "P (b)", "P (a) (c)"]),
        ({"x/a": "P", "x/A": "P"}, ["P (a)", "P (A)"]),
    ],
)
def test_boards_of_one_name_have_the_shortest_path_that_tells_them_apart(
    boards: dict[str, str], labels: list[str]
) -> None:
    paths = [tuple(path.split("/")) for path in boards]
    assert label_boards(list(boards.values()), paths) == labels


@given(st.lists(st.lists(st.sampled_from("ab"), min_size=1, max_size=5), unique_by=tuple))
def test_no_two_boards_are_called_the_same(paths: list[list[str]]) -> None:
    folders = list(map(tuple, paths))
    for names in (["P"], ["P", "P (a)", "P (b)"]):
        every = list(itertools.islice(itertools.cycle(names), len(paths)))
        labels = label_boards(every, folders)
        assert len(set(labels)) == len(paths)


# Which of the ways to name them counts


def count_boards(*words: str, cwd: Path, **more: Any) -> int:  # noqa: ANN401  as scrutiny has
    """Return how many boards `calendar` lists."""
    done = scrutiny("calendar", "-o", "-", *words, cwd=cwd, **more)
    return len({entry["CATEGORIES"].cats[-1] for entry in read_entries(done.stdout)})


def read_entries(text: str) -> list[Any]:
    return list(icalendar.Calendar.from_ical(text).subcomponents)


NORTH_FOLDER = "north/planning/meetings"


def test_m_is_repeated_and_no_folder_is_dropped_in_silence(county: Path) -> None:
    words = ("-m", NORTH_FOLDER, "-m", "housing")
    done = scrutiny("calendar", "-o", "-", *words, cwd=county)
    found = [str(entry["SUMMARY"]) for entry in read_entries(done.stdout)]
    assert any("Paint the quay" in title for title in found)
    assert any("Count the houses" in title for title in found)


def test_what_is_named_first_counts(county: Path) -> None:
    every: dict[str, Any] = {"SCRUTINY_BOARDS": str(county)}
    one: dict[str, Any] = {"SCRUTINY_MEETINGS": str(county / "housing")}
    assert count_boards("--boards", ".", cwd=county) == 3
    assert count_boards("--boards", "north", "--boards", "south", cwd=county) == 2
    assert count_boards("--boards", ".", "--boards", "south", cwd=county) == 3
    assert count_boards("-m", "housing", "-m", "housing", cwd=county) == 1
    assert count_boards("-m", "housing", "--boards", ".", cwd=county) == 1
    assert count_boards("--boards", ".", cwd=county, **one) == 3
    assert count_boards(cwd=county, **one, **every) == 1
    assert count_boards("-m", "housing", cwd=county, **every) == 1
    assert count_boards(cwd=county, **every) == 3
    assert count_boards(cwd=county / "north", **every) == 3
    assert count_boards(cwd=county / "north" / "planning", **every) == 1
    assert count_boards(cwd=county / NORTH_FOLDER, **every) == 1
    assert count_boards(cwd=county / "housing", **every) == 1


@pytest.mark.parametrize(
    ("words", "variables", "message"),
    [
        (["--boards", " "], {}, "--boards needs the name of a folder."),
        (["--boards", "nowhere"], {}, "There is no folder nowhere."),
        (["--boards", "housing/2015-06-04.yaml"], {}, "is a file, not a folder of meetings."),
        (["--boards", "empty"], {}, "No folder in or below empty has meetings."),
        (["-m", "housing", "-m", "nowhere"], {}, "There is no folder nowhere."),
        ([], {"SCRUTINY_BOARDS": " "}, "SCRUTINY_BOARDS is empty. Set it to a folder"),
        (
            [],
            {"SCRUTINY_BOARDS": "empty"},
            "SCRUTINY_BOARDS: No folder in or below empty has meetings.",
        ),
        ([], {"SCRUTINY_BOARDS": "nowhere"}, "SCRUTINY_BOARDS: There is no folder nowhere."),
        ([], {}, "There is no folder `meetings` in"),
    ],
)
def test_what_names_no_board_is_refused(
    words: list[str], variables: dict[str, Any], message: str, county: Path
) -> None:
    (county / "empty").mkdir()
    assert message in scrutiny("check", *words, cwd=county, code=2, **variables).stderr


@pytest.mark.parametrize(
    ("line", "code"),
    [("overdue", 0), ("people", 0), ("check", 0), ("raise Dredge", 2), ("calendar", 2)],
)
def test_a_folder_above_boards_names_them(line: str, code: int, county: Path) -> None:
    below = "There are boards below it: type -m {0}housing for one, or --boards {1} to list all.\n"
    done = scrutiny(*line.split(), cwd=county, code=2)
    assert "There is no folder `meetings` in" in done.stderr
    assert done.stderr.endswith(below.format("", "."))
    done = scrutiny(*line.split(), "-m", "county", cwd=county.parent, code=code)
    assert done.stderr.startswith("There is no meeting in county/. There are boards below it")
    assert below.format("county/", "county") in done.stderr
    assert "new-meeting" not in done.stderr


def test_an_option_without_its_value_has_no_hint_for_another_mistake() -> None:
    for option, folder in (("--boards", "boards"), ("-m", "meetings")):
        told = scrutiny("overdue", option, code=2).stderr
        assert told == f"{option} needs the name of a folder. For example: {option} {folder}\n"


def test_a_meeting_beside_boards_hides_them_and_that_is_said(county: Path) -> None:
    write_boards(county, {"2015-05-28.yaml": NORTH})
    told = (
        "county has a meeting's file, so it is read as one board, without "
        "county/housing and any other below it. "
    )
    for words in (("overdue", "--boards", "county"), ("check", "--boards", "county")):
        assert told in scrutiny(*words, cwd=county.parent, code=None).stderr
    assert told in scrutiny("people", cwd=county.parent, SCRUTINY_BOARDS="county").stderr
    assert "read as one board" not in scrutiny("people", "--boards", "housing", cwd=county).stderr


ONE_BOARD = "diff|log|publish --to md|raise Dredge|close 1/15|new-meeting|carry-forward"


@pytest.mark.parametrize("line", [*ONE_BOARD.split("|"), "reschedule next 2.7.15"])
def test_any_other_command_works_on_one_board_and_says_what_to_type(
    line: str, county: Path
) -> None:
    words = line.split()
    done = scrutiny(*words, "-m", "housing", "-m", NORTH_FOLDER, cwd=county, code=2)
    assert f"Type -m housing or -m {NORTH_FOLDER}." in done.stderr
    done = scrutiny(*words, "--boards", ".", cwd=county, code=2)
    assert done.stderr == (
        f"--boards is not an option of `scrutiny {words[0]}`. The command works on one board: "
        "name its folder with -m, for example -m meetings\n"
    )
    done = scrutiny(*words, cwd=county, code=2, SCRUTINY_BOARDS=".")
    assert "There is no folder `meetings` in" in done.stderr
    hint = "SCRUTINY_BOARDS is used only to list boards. Name one, for example -m housing\n"
    assert done.stderr.endswith(f"any folder above it. {hint}")


@pytest.mark.parametrize("command", ["init", "schema"])
def test_a_command_without_a_folder_of_meetings_does_not_ask_for_one(
    command: str, tmp_path: Path
) -> None:
    done = scrutiny(command, "--boards", ".", cwd=tmp_path, code=2)
    assert f"--boards is not an option of `scrutiny {command}`." in done.stderr
    assert "-m meetings" not in done.stderr


# show


def show(county: Path, *words: str, code: int = 0) -> str:
    done = scrutiny("show", *words, "--boards", ".", cwd=county, code=code)
    return done.stdout if code == 0 else done.stderr


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("9/15", "9/15  Count the houses"),
        ("3/15", "3/15  Name them"),
        ("Housing 9/15", "9/15  Count the houses"),
        ("Planning (south) 1/15", "1/15  Count the gulls"),
        ("planning  (NORTH) 1/15", "1/15  Paint the quay"),
        ("Planning 3/15", "3/15  Name them"),
        ("Housing 2015-06-04#1", "9/15  Count the houses"),
    ],
)
def test_an_action_is_shown_by_its_ref_and_by_its_board_before_it(
    text: str, action: str, county: Path
) -> None:
    assert show(county, text).startswith(action)
    assert show(county, *text.split()).startswith(action)


def test_what_is_shown_names_its_board_where_there_are_several(county: Path) -> None:
    assert "  Board     Planning (south)\n" in show(county, "3/15")
    assert "Board" not in scrutiny("show", "9/15", "-m", "housing", cwd=county).stdout


def test_the_whole_text_is_a_ref_first_and_the_longest_name_counts(tmp_path: Path) -> None:
    action = "actions:\n  - {{ref: {}, action: {}}}\n"
    top = write_boards(
        tmp_path,
        {
            "a/2015-05-28.yaml": "title: BOD\n" + action.format("60/17", "Of the board"),
            "b/2015-05-28.yaml": "title: BOD North\n" + action.format("60/17", "Of the north"),
            "c/2015-05-28.yaml": "title: Other\n" + action.format("BOD 61/17", "By its ref"),
            "d/2015-05-28.yaml": "title: Fourth\n" + action.format("61/17", "Not this"),
        },
    )
    for file in top.glob("*/*.yaml"):
        file.write_text(f"date: 2015-05-28\n{file.read_text()}")
    assert "Of the board" in show(top, "BOD 60/17")
    assert "Of the north" in show(top, "BOD North 60/17")
    assert "By its ref" in show(top, "BOD 61/17")


def test_a_ref_of_several_boards_is_refused_with_the_choices(county: Path) -> None:
    for text in ("1/15", "Planning 1/15"):
        told = show(county, text, code=2)
        assert "2 boards have an action “1/15”. Type one of:" in told
        for board in ("north", "south"):
            assert f"  scrutiny show 'Planning ({board}) 1/15' --boards .\n" in told
    folders = ["-m", NORTH_FOLDER, "-m", "south/planning/meetings"]
    told = scrutiny("show", "1/15", *folders, cwd=county, code=2).stderr
    assert f"  scrutiny show 'Planning (north) 1/15' {' '.join(folders)}\n" in told
    told = scrutiny("show", "1/15", cwd=county, code=2, SCRUTINY_BOARDS=".").stderr
    assert "  scrutiny show 'Planning (north) 1/15'\n" in told


def test_a_meeting_and_what_no_board_has_are_refused(county: Path) -> None:
    for text in ("2015-05-28", "Planning 2015-05-28", "Planning (north) 2015-05-28"):
        told = show(county, text, code=2)
        assert told.endswith(f"Type:\n  scrutiny show 2015-05-28 -m {NORTH_FOLDER}\n")
    assert "There is no action “Housing 2015-05-28”" in show(county, "Housing 2015-05-28", code=2)
    assert "There is no action “99/15” in any of the 3 boards." in show(county, "99/15", code=2)
    assert "There is no action “Housing 1/15”" in show(county, "Housing 1/15", code=2)
    write_boards(county, {"housing/2015-07-01.yaml": BROKEN})
    told = show(county, "99/15", code=1)
    assert "in a file that cannot be read: housing/2015-07-01.yaml." in told


def test_words_that_are_no_boards_name_lead_to_the_boards_with_the_ref(county: Path) -> None:
    for text, boards in (
        ("North 1/15", ["north"]),
        ("Plan: 1/15", ["north", "south"]),
        ("Nowhere 1/15", ["north", "south"]),
    ):
        told = show(county, text, code=2)
        choices = "".join(
            f"  scrutiny show 'Planning ({board}) 1/15' --boards .\n" for board in boards
        )
        none = f"There is no action “{text}” in any of the 3 boards."
        assert told == f"{none} Did you mean:\n{choices}"
    assert "`scrutiny actions --boards .` lists all actions." in show(
        county, "Planning 99/15", code=2
    )


@pytest.mark.parametrize("text", ["9/15", "Planning (north) 2/15"])
def test_errors_of_every_board_are_told_where_an_action_is_shown(text: str, county: Path) -> None:
    write_boards(county, {"housing/2015-07-01.yaml": BROKEN})
    done = scrutiny("show", text, "--boards", ".", cwd=county, code=1)
    assert done.stdout.startswith(f"{text.rsplit(maxsplit=1)[-1]}  ")
    assert done.stderr.count("1 error in the files of housing.") == 1


def test_the_variable_counts_for_show(county: Path) -> None:
    done = scrutiny("show", "9/15", cwd=county, SCRUTINY_BOARDS=".")
    assert "Count the houses" in done.stdout
    record = scrutiny("show", "9/15", "--format", "json", cwd=county, SCRUTINY_BOARDS=".")
    (action,) = json.loads(record.stdout)["actions"]
    assert (action["board"], action["board_path"]) == ("Housing", "housing")


def test_no_part_of_a_day_is_taken_for_a_meeting(county: Path) -> None:
    for text in ("2015", "2015-05", "housing"):
        assert f"There is no action “{text}” in any of the 3 boards." in show(county, text, code=2)
    assert "Type:\n  scrutiny show '4 June 2015' -m housing\n" in show(
        county, "4 June 2015", code=2
    )


# check


def test_check_tells_the_problems_of_all_boards(county: Path) -> None:
    write_boards(county, {"housing/2015-07-01.yaml": BROKEN, "south/planning/meetings/x.yaml": ""})
    done = scrutiny("check", "--boards", ".", cwd=county, code=1)
    assert "housing/2015-07-01.yaml:2:" in done.stdout
    assert "south/planning/meetings/x.yaml:1:1: error [file-name-date]" in done.stdout
    found = scrutiny("check", "--boards", ".", "--format", "json", cwd=county, code=1).stdout
    files = [problem["file"] for problem in json.loads(found)["problems"]]
    assert files == sorted(files)
    make_repository(county / "south")
    for form in ("github", "sarif"):
        found = scrutiny("check", "--boards", ".", "--format", form, cwd=county, code=1).stdout
        assert "2015-07-01.yaml" in found
        assert "planning/meetings/x.yaml" in found
        assert "south/planning" not in found
    assert scrutiny("check", "-m", NORTH_FOLDER, cwd=county).stdout == ""


def test_a_note_does_not_share_the_line_of_a_bar(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = itertools.count(10.0, 2.0)
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    update = start_progress_bar("boards")
    update(1, 3)
    print_note("A note.")
    update(2, 3)
    update(3, 3)
    cleared = "\r" + " " * 70 + "\r"
    assert capsys.readouterr().err == (
        f"\rReading {'#' * 8}{'-' * 16} 1 of 3 boards{cleared}A note.\n"
        f"\rReading {'#' * 16}{'-' * 8} 2 of 3 boards{cleared}"
    )


# calendar


def test_a_calendar_has_all_boards_by_their_names(county: Path) -> None:
    done = scrutiny("calendar", "-o", "-", "--boards", ".", cwd=county)
    assert done.stderr == "Open actions not in the calendar: 1 with no date.\n"
    assert r"X-WR-CALNAME:Housing\, Planning (north)\, Planning (south)" in done.stdout
    entries = read_entries(done.stdout)
    assert [str(entry["SUMMARY"]) for entry in entries] == [
        "Housing",
        "Housing 9/15: Count the houses (ZZ)",
        "Planning (north)",
        "Planning (north) 1/15: Paint the quay (WK)",
        "Planning (south)",
        "Planning (south) 1/15: Count the gulls (XY)",
        "Planning (south) 2/15: Feed them (WK)",
    ]
    assert entries[3]["CATEGORIES"].to_ical() == b"Action,Planning (north)"
    assert "Board: Planning (north)\n" in str(entries[3]["DESCRIPTION"])


def test_identifiers_are_unique_and_those_of_a_board_alone_where_its_name_is_its_own(
    county: Path,
) -> None:
    def list_uids(*words: str) -> list[str]:
        text = scrutiny("calendar", "-o", "-", *words, cwd=county).stdout
        return [str(entry["UID"]) for entry in read_entries(text)]

    every = list_uids("--boards", ".")
    assert len(set(every)) == len(every) == 7
    assert every[:2] == list_uids("-m", "housing")
    write_boards(county, {"parks/2015-06-04.yaml": HOUSING.replace("Housing", "Parks")})
    assert set(every) < set(list_uids("--boards", "."))
    others = list_uids(
        "-m", f"south/planning/../../{NORTH_FOLDER}", "-m", "south/planning/meetings"
    )
    assert set(others) < set(every)


def test_errors_of_a_board_do_not_change_how_the_calendar_has_the_others(county: Path) -> None:
    def find_south() -> set[tuple[str, str]]:
        words = ("calendar", "-o", "-", "--boards", ".")
        entries = read_entries(scrutiny(*words, cwd=county, code=None).stdout)
        return {(str(e["UID"]), str(e["SUMMARY"])) for e in entries if "(south)" in e["SUMMARY"]}

    before = find_south()
    write_boards(county, {f"{NORTH_FOLDER}/2015-07-01.yaml": BROKEN})
    assert find_south() == before
    assert len(before) == 3


def test_no_name_of_a_board_is_made_of_a_confidential_title(county: Path) -> None:
    hidden = "date: 2015-06-11\ntitle: Secret sale of the quay\nconfidential: s.40\n"
    write_boards(county, {"housing/2015-06-11.yaml": hidden})
    for words in (("calendar", "-o", "-"), ("actions", "--format", "md")):
        done = scrutiny(*words, "--boards", ".", cwd=county)
        assert "Secret" not in done.stdout + done.stderr


def test_owners_are_asked_of_each_board(county: Path) -> None:
    done = scrutiny("calendar", "-o", "-", "--boards", ".", "--owner", "WK", cwd=county)
    titles = [str(entry["SUMMARY"]) for entry in read_entries(done.stdout)]
    assert [title for title in titles if "/15" in title] == [
        "Planning (north) 1/15: Paint the quay (WK)",
        "Planning (south) 2/15: Feed them (WK)",
    ]
    words = ("calendar", "-o", "-", "--boards", ".", "--owner", "QQ")
    assert scrutiny(*words, cwd=county, code=2).stderr.count("“QQ”") == 1


def test_a_board_with_errors_is_left_out_of_the_calendar_and_its_errors_are_told(
    county: Path,
) -> None:
    write_boards(county, {"housing/2015-07-01.yaml": BROKEN})
    done = scrutiny("calendar", "-o", "-", "--boards", ".", cwd=county, code=1)
    assert "Count the gulls" in done.stdout
    assert "Count the houses" not in done.stdout
    assert "housing/2015-07-01.yaml:2:" in done.stderr
    assert done.stderr.endswith(
        "Not in the calendar, because a file there has an error: housing.\n"
    )
    done = scrutiny("calendar", "-o", "-", "-m", "housing", cwd=county, code=3)
    assert "Nothing was published" in done.stderr
    write_boards(county, {f"{NORTH_FOLDER}/2015-07-01.yaml": BROKEN})
    words = ("-m", "housing", "-m", NORTH_FOLDER)
    done = scrutiny("calendar", "-o", "-", *words, cwd=county, code=3)
    assert f"1 error in the files of {NORTH_FOLDER}." in done.stderr


def test_a_calendar_of_one_board_names_no_board(county: Path) -> None:
    done = scrutiny("calendar", "-o", "-", "-m", "housing", cwd=county)
    titles = [str(entry["SUMMARY"]) for entry in read_entries(done.stdout)]
    assert titles == ["Housing", "9/15: Count the houses (ZZ)"]
    assert "Board:" not in done.stdout


# The listings

US = """\
date: 2015-06-04
title: Parks
actions:
  - {ref: 1/15, action: Plant the oak, owner: Clerk, due: 06/12/2015}
  - {ref: 2/15, action: Prune the yew, owner: Clerk}
"""


def list_rows(*words: str, cwd: Path, code: int = 0) -> list[list[str]]:
    done = scrutiny(*words, "--boards", ".", cwd=cwd, code=code)
    return [line.split("\t") for line in done.stdout.splitlines()]


def list_firsts(*words: str, cwd: Path, code: int = 0) -> list[str]:
    """Return the board and the ref of each row, joined by a space."""
    return [f"{row[0]} {row[1]}" for row in list_rows(*words, cwd=cwd, code=code)[1:]]


EVERY = [
    "Planning (south) 1/15",
    "Planning (south) 2/15",
    "Planning (south) 3/15",
    "Planning (north) 1/15",
    "Planning (north) 2/15",
    "Housing 9/15",
]


def test_a_repeated_m_lists_every_folder_and_not_the_last_alone(county: Path) -> None:
    words = ("actions", "-m", NORTH_FOLDER, "-m", "housing")
    rows = scrutiny(*words, cwd=county).stdout.splitlines()
    assert [row.split("\t")[:2] for row in rows] == [
        ["Board", "Ref"],
        ["Planning", "1/15"],
        ["Planning", "2/15"],
        ["Housing", "9/15"],
    ]


def test_rows_are_sorted_over_all_boards(county: Path) -> None:
    assert list_rows("actions", cwd=county)[0] == [
        "Board", "Ref", "Action", "Owner", "Raised", "Due", "Status",
    ]  # fmt: skip
    assert list_firsts("actions", cwd=county) == EVERY
    by_due = list_firsts("actions", "--open", "--sort", "due", cwd=county)
    assert by_due[:3] == ["Housing 9/15", "Planning (north) 1/15", "Planning (south) 2/15"]
    by_ref = list_firsts("actions", "--sort", "ref", cwd=county)
    assert by_ref[:2] == ["Planning (north) 1/15", "Planning (south) 1/15"]
    assert list_firsts("overdue", cwd=county) == ["Housing 9/15", "Planning (north) 1/15"]


def test_a_table_counts_all_boards_below_it(county: Path) -> None:
    for words in (("actions",), ("overdue",)):
        done = scrutiny(*words, "--boards", ".", "--format", "table", cwd=county)
        end = "2 overdue, 1 due within 7 days, 1 with no date, 5 open in all\n"
        assert done.stdout.endswith(end)


def test_boards_are_groups(county: Path) -> None:
    rows = list_rows("actions", "--open", "--by", "board", cwd=county)
    assert rows[0][:2] == ["Board", "Ref"]
    assert [row[0] for row in rows[1:]] == [
        "Housing", "Planning (north)", "Planning (north)", "Planning (south)", "Planning (south)",
    ]  # fmt: skip
    one = scrutiny("actions", "--by", "board", "-m", "housing", cwd=county).stdout
    assert one.splitlines()[1].startswith("Housing\t9/15\t")


def test_an_owner_and_a_meeting_are_each_boards_own_and_a_status_is_not(county: Path) -> None:
    def list_groups(by: str) -> list[str]:
        rows = list_rows("actions", "--open", "--by", by, cwd=county)
        return list(dict.fromkeys(row[0] for row in rows[1:]))

    assert list_groups("owner") == [
        "Housing: ZZ",
        "Planning (north): AB",
        "Planning (north): WK",
        "Planning (south): WK",
        "Planning (south): XY",
    ]
    assert list_groups("meeting") == [
        "Housing: 2015-06-04",
        "Planning (north): 2015-05-28",
        "Planning (south): 2015-05-21",
    ]
    assert list_groups("status") == ["open"]


def test_counts_are_of_all_boards_or_of_each(county: Path) -> None:
    assert list_rows("actions", "--counts", cwd=county)[1] == ["2", "1", "1", "5", "1", "6"]
    rows = list_rows("actions", "--counts", "--by", "board", cwd=county)
    assert [(row[0], row[-1]) for row in rows] == [
        ("Board", "In all"),
        ("Housing", "1"),
        ("Planning (north)", "2"),
        ("Planning (south)", "3"),
    ]
    for by in ("board", "owner", "meeting"):
        words = ("actions", "--counts", "--by", by, "--status", "withdrawn")
        assert len(list_rows(*words, cwd=county)) == 1
        made = scrutiny(*words, "--boards", ".", "--format", "json", cwd=county)
        assert json.loads(made.stdout)["counts"] == []
    alone = ("actions", "--counts", "--by", "board", "-m", "housing", "--format", "json")
    (record,) = json.loads(scrutiny(*alone, cwd=county).stdout)["counts"]
    assert (record["board"], record["in_all"]) == ("Housing", 1)
    rows = list_rows("actions", "--counts", "--by", "status", cwd=county)
    assert [(row[0], row[-1]) for row in rows] == [
        ("Status", "In all"),
        ("open", "5"),
        ("completed", "1"),
    ]
    rows = list_rows("actions", "--counts", "--by", "owner", cwd=county)
    assert [row[:2] for row in rows[:3]] == [
        ["Board", "Owner"],
        ["Housing", "ZZ"],
        ["Planning (north)", "AB"],
    ]


def test_json_has_the_name_without_brackets_and_the_path(county: Path) -> None:
    def list_records(*words: str) -> list[dict[str, Any]]:
        text = scrutiny(*words, "--boards", ".", "--format", "json", cwd=county).stdout
        return next(value for value in json.loads(text).values() if isinstance(value, list))

    for words in (("actions",), ("overdue",), ("matters-arising",), ("people",), ("meetings",),
                  ("actions", "--counts", "--by", "board"),
                  ("actions", "--counts", "--by", "owner")):  # fmt: skip
        records = list_records(*words)
        boards = {(record["board"], record["board_path"]) for record in records}
        assert ("Housing", "housing") in boards
        assert ("Planning", NORTH_FOLDER) in boards
        assert "Planning (north)" not in json.dumps(records)
    files = {record["file"] for record in list_records("actions")}
    assert f"{NORTH_FOLDER}/2015-05-28.yaml" in files


def test_words_are_asked_of_each_board(county: Path) -> None:
    write_boards(
        county,
        {
            "parks/2015-06-04.yaml": US,
            "parks/2015-06-11.yaml": "date: 2015-06-11\nupdates: [{ref: 2/15, status: parked}]\n",
            "parks/series.yaml": "title: Parks\ndates: 06/25/2015\nstatuses: {parked: on hold}\n",
        },
    )
    found = list_firsts("actions", "--owner", "WK", cwd=county)
    assert found == ["Planning (south) 2/15", "Planning (north) 1/15"]
    assert list_firsts("actions", "--owner", "Clerk", "--owner", "ZZ", cwd=county) == [
        "Housing 9/15",
        "Parks 1/15",
        "Parks 2/15",
    ]
    assert list_firsts("actions", "--status", "parked", cwd=county) == ["Parks 2/15"]
    assert list_firsts("actions", "--raised-in", "2015-06-04", cwd=county) == [
        "Housing 9/15",
        "Parks 1/15",
        "Parks 2/15",
    ]
    assert list_firsts("matters-arising", "2015-06-11", cwd=county)[0] == "Parks: 2015-06-04 Parks"
    table = scrutiny("actions", "--boards", ".", "--format", "md", cwd=county).stdout
    assert "| Housing | 9/15 | Count the houses | ZZ | 4 June 2015 | 2 June 2015 |" in table
    assert "| Parks | 1/15 | Plant the oak | Clerk | 06/04/2015 | 06/12/2015 |" in table


def test_what_no_board_knows_is_refused_once(county: Path) -> None:
    done = scrutiny("actions", "--boards", ".", "--owner", "QQ", cwd=county)
    assert done.stderr.count("“QQ”") == 1
    assert "“QQ” is not in any of the 3 boards" in done.stderr
    for words in (("actions", "--raised-in", "2015-01-01"), ("matters-arising", "2015-01-01")):
        done = scrutiny(*words, "--boards", ".", cwd=county, code=2)
        assert done.stderr == "There is no meeting called “2015-01-01” in any of the 3 boards.\n"
    done = scrutiny("actions", "--boards", ".", "--status", "parked", cwd=county, code=2)
    assert done.stderr.count("is not a known status") == 1
    write_boards(county, {"housing/2015-07-01.yaml": BROKEN})
    done = scrutiny("actions", "--raised-in", "2015-07-01", "--boards", ".", cwd=county, code=1)
    assert "in a file that cannot be read: housing/2015-07-01.yaml." in done.stderr


def test_a_day_that_boards_read_differently_is_refused(county: Path) -> None:
    write_boards(county, {"parks/2015-06-04.yaml": US, "parks/series.yaml": "dates: 06/25/2015\n"})
    done = scrutiny("people", "--boards", ".", "--as-at", "05/06/2015", cwd=county, code=2)
    assert "is 2015-05-06 for one board and 2015-06-05 for another" in done.stderr
    assert list_rows("people", "--as-at", "2015-06-05", cwd=county)


def test_people_and_meetings_of_each_board_are_listed(county: Path) -> None:
    rows = list_rows("people", cwd=county)
    assert rows[0] == ["Group", "Board", "Label", "Name", "Role", "Open", "Overdue"]
    assert [row[1:3] for row in rows[1:]] == [
        ["Planning (north)", "AB"],
        ["Housing", "ZZ"],
        ["Planning (north)", "WK"],
        ["Planning (south)", "WK"],
        ["Planning (south)", "XY"],
    ]
    assert [row[:2] for row in list_rows("meetings", cwd=county)] == [
        ["Board", "Meeting"],
        ["Housing", "2015-06-04"],
        ["Planning (north)", "2015-05-28"],
        ["Planning (south)", "2015-05-21"],
    ]


def test_a_board_with_errors_does_not_hide_the_others(county: Path) -> None:
    write_boards(county, {"housing/2015-07-01.yaml": BROKEN, "housing/2015-07-02.yaml": BROKEN})
    for words in ("actions", "overdue", "people", "meetings", "matters-arising"):
        done = scrutiny(words, "--boards", ".", cwd=county, code=1)
        assert "Planning (north)" in done.stdout
        assert "housing/2015-07-01.yaml:2:8: error [yaml-syntax]" in done.stderr
        assert "2 errors in the files of housing. Some entries may be missing " in done.stderr
        assert "warning" not in done.stderr
    scrutiny("actions", "--boards", ".", "--exit-code", cwd=county, code=1)


def test_a_name_of_several_lines_is_one_line_of_a_cell(county: Path) -> None:
    write_boards(county, {"housing/series.yaml": "title: |\n  Housing\n  Board\n"})
    assert list_firsts("overdue", cwd=county)[0] == "Housing Board 9/15"
    assert show(county, "Housing Board 9/15").startswith("9/15  Count the houses")
    text = scrutiny("calendar", "-o", "-", "--boards", ".", cwd=county).stdout
    assert str(read_entries(text)[1]["SUMMARY"]) == "Housing Board 9/15: Count the houses (ZZ)"


def test_exit_codes_are_of_all_boards(county: Path) -> None:
    scrutiny("actions", "--boards", ".", "--owner", "ZZ", "--exit-code", cwd=county, code=5)
    scrutiny("actions", "--boards", ".", "--owner", "none", "--exit-code", cwd=county)
    make_unreachable(county / "north")
    done = scrutiny("actions", "--boards", ".", cwd=county, code=1)
    assert "its name is too long. Boards in it are not listed." in done.stderr
    assert "Count the houses" in done.stdout


def test_nothing_is_said_once(county: Path) -> None:
    words = ("overdue", "--boards", ".", "--as-at", "2015-05-01")
    assert scrutiny(*words, cwd=county).stderr == "Nothing is overdue.\n"
    closed = "brought_forward: [{ref: 8/15, action: Old}]\n"
    top = write_boards(
        county / "late",
        {
            "a/2015-07-02.yaml": f"date: 2015-07-02\ntitle: A\n{closed}",
            "b b/2015-07-02.yaml": f"date: 2015-07-02\ntitle: B\n{closed}",
        },
    )
    done = scrutiny("matters-arising", "--boards", ".", "--format", "table", cwd=top)
    assert done.stderr == (
        "Nothing is open from earlier meetings. A: 1 from before its log: see `scrutiny show "
        "2015-07-02 -m a`. B: 1 from before its log: see `scrutiny show 2015-07-02 -m 'b b'`.\n"
    )


def test_notes_on_meetings_to_come_and_on_empty_folders_name_the_board(county: Path) -> None:
    write_boards(county, {"housing/2015-07-01.yaml": "date: 2015-07-01\nactions: [{action: A}]\n"})
    (county / "empty").mkdir()
    done = scrutiny("actions", "-m", "housing", "-m", NORTH_FOLDER, "-m", "empty", cwd=county)
    assert "Housing: 2015-07-01 is still to come. 1 action in its file" not in done.stderr
    assert (
        "2015-07-01 is still to come. 1 action in its file is not used until that day."
        in done.stderr
    )
    assert "housing: 2015-07-01 is still to come" in done.stderr
    assert "There is no meeting in empty/ yet" in done.stderr
    done = scrutiny("calendar", "-o", "-", "-m", "housing", "-m", NORTH_FOLDER, cwd=county)
    assert "housing: 2015-07-01 is still to come" in done.stderr


HIDDEN = "  - {ref: 4/15, action: Hidden words, owner: HH, due: 2015-06-01, confidential: s.40}\n"


def test_what_is_confidential_is_counted_over_all_boards_and_redacted_in_each(
    county: Path,
) -> None:
    for name in ("housing/2015-06-04.yaml", f"{NORTH_FOLDER}/2015-05-28.yaml"):
        path = county / name
        path.write_text(path.read_text() + HIDDEN)
    warning = "2 rows are confidential. Do not pass them on."
    for words in ("actions", "overdue", "people", "matters-arising"):
        assert warning in scrutiny(words, "--boards", ".", cwd=county).stderr
        done = scrutiny(words, "--boards", ".", "--format", "md", cwd=county)
        assert "Hidden words" not in done.stdout + done.stderr
        assert "HH" not in done.stdout + done.stderr
    rows = scrutiny("actions", "--boards", ".", "--format", "md", "--by", "owner", cwd=county)
    assert "### Housing: \\(withheld\\)" in rows.stdout or "### Housing: (withheld)" in rows.stdout
    internal = scrutiny("actions", "--boards", ".", "--format", "md", "--internal", cwd=county)
    assert internal.stdout.count("Hidden words") == 2


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_boards_whose_paths_are_displayed_alike_are_not_one(tmp_path: Path) -> None:
    for name in (b"a\x01b", b"a\x02b", b"\xff", b"\xfe"):
        folder = os.fsencode(tmp_path) + b"/" + name
        os.mkdir(folder)  # noqa: PTH102  a path of bytes
        Path(os.fsdecode(folder), "2015-06-04.yaml").write_text(HOUSING)
    done = scrutiny("actions", "--by", "board", "--counts", "--boards", ".", cwd=tmp_path)
    assert [line.split("\t")[0::6] for line in done.stdout.splitlines()[1:]] == [
        [r"Housing (a\x01b)", "1"],
        [r"Housing (a\x02b)", "1"],
        [r"Housing (\xfe)", "1"],
        [r"Housing (\xff)", "1"],
    ]
    every = scrutiny("actions", "--by", "owner", "--boards", ".", cwd=tmp_path).stdout
    assert every.count("Count the houses") == 4
    found = scrutiny("show", r"Housing (\xff) 9/15", "--boards", ".", cwd=tmp_path)
    assert "Count the houses" in found.stdout


def test_no_board_is_called_by_the_title_of_a_confidential_meeting(county: Path) -> None:
    text = "date: 2015-06-11\ntitle: Closing the harbour\nconfidential: s.43\n"
    write_boards(county, {"housing/2015-06-11.yaml": text})
    for words in (
        "actions", "overdue", "people", "meetings", "matters-arising", "matters-arising 2015-06-11",
        "actions --by board",
    ):  # fmt: skip
        command = (*words.split(), "--boards", ".", "--format", "md")
        done = scrutiny(*command, cwd=county)
        assert "harbour" not in done.stdout + done.stderr, words
        assert "Closing the harbour" in scrutiny(*command, "--internal", cwd=county).stdout
    done = scrutiny("calendar", "-o", "-", "--boards", ".", cwd=county)
    assert "harbour" not in done.stdout + done.stderr
    assert "housing 9/15: Count the houses" in done.stdout


def test_no_board_is_called_by_the_title_of_a_meeting_whose_mark_is_misspelt(county: Path) -> None:
    text = "date: 2015-06-11\ntitle: Closing the harbour\nconfidental: s.43\n"
    write_boards(county, {"housing/2015-06-11.yaml": text})
    for words in ("actions", "matters-arising", "matters-arising 2015-06-11", "meetings", "people"):
        command = (*words.split(), "--boards", ".", "--format", "md")
        done = scrutiny(*command, cwd=county, code=1)
        assert "harbour" not in done.stdout + done.stderr, words


def test_identifiers_are_unique_where_the_names_of_boards_are_withheld(county: Path) -> None:
    for name in ("one", "two"):
        text = f"date: 2015-06-11\ntitle: Closing {name}\nconfidential: true\n"
        write_boards(county, {f"{name}/2015-06-11.yaml": text})
    done = scrutiny("calendar", "-o", "-", "-m", "one", "-m", "two", cwd=county)
    uids = [str(entry["UID"]) for entry in read_entries(done.stdout)]
    assert len(set(uids)) == len(uids) == 2


PUBLIC = (
    "actions --format md", "actions --by owner --format md", "overdue --format md",
    "actions --by meeting --counts --format md", "people --format md", "meetings --format md",
    "matters-arising --format md", "matters-arising 2024-01-11 --format md",
    "check --format github", "check --format sarif", "calendar -o -",
    "stats --by owner --format md", "stats --by meeting --format md",
    "actions --slipped --format md", "decisions --format md", "remind",
)  # fmt: skip


@settings(max_examples=10, suppress_health_check=list(HealthCheck))
@given(made_boards(), made_boards(), st.sampled_from(["2024-01-20", "2024-02-10", "2030-01-01"]))
def test_nothing_confidential_of_a_board_is_in_what_is_public_of_several(
    north: MadeBoard, south: MadeBoard, today: str
) -> None:
    with tempfile.TemporaryDirectory() as name:
        for folder, board in (("north", north), ("south", south)):
            Path(name, folder).mkdir()
            board.write(Path(name, folder))
        for line in PUBLIC:
            words = (*line.split(), "--boards", ".")
            done = scrutiny(*words, cwd=Path(name), code=None, SCRUTINY_TODAY=today)
            for board, other in ((north, south), (south, north)):
                known = " ".join(other.files.values())  # what one withholds the other may say
                leaks = {word for word in board.secret_words if word in done.stdout + done.stderr}
                assert not [word for word in leaks if word not in known], line


@pytest.mark.parametrize(
    "command", ["actions", "overdue", "people", "meetings", "decisions", "matters-arising", "stats"]
)
@pytest.mark.parametrize("form", ["plain", "csv", "json", "md", "table"])
def test_one_board_is_listed_as_ever_however_it_is_named(
    command: str, form: str, county: Path
) -> None:
    words = (command, "--format", form)
    alone = scrutiny(*words, "-m", "housing", cwd=county)
    for named in (("--boards", "housing"), ("-m", "housing", "-m", "./housing")):
        done = scrutiny(*words, *named, cwd=county)
        assert (done.stdout, done.stderr) == (alone.stdout, alone.stderr)
    assert "Board" not in alone.stdout


@pytest.mark.parametrize(
    "line",
    [
        "actions",
        "actions --open --sort due",
        "actions --owner WK --owner ZZ",
        "actions --by status --sort owner",
        "actions --search gulls --search houses",
        "actions --as-at 2015-06-01 --overdue",
        "overdue",
        "people",
        "meetings",
        "decisions",
        "matters-arising",
        "actions --older-than 3 --sort age",
        "stats",
        "stats --by owner",
    ],
)
def test_the_rows_of_several_boards_are_those_of_each(line: str, county: Path) -> None:
    boards = {
        "Housing": "housing",
        "Planning (north)": NORTH_FOLDER,
        "Planning (south)": "south/planning/meetings",
    }
    words = (*line.split(), "--format", "json")

    def list_records(*named: str) -> list[dict[str, Any]]:
        text = scrutiny(*words, *named, cwd=county).stdout
        return next(value for value in json.loads(text).values() if isinstance(value, list))

    every = list_records("--boards", ".")
    for path in boards.values():
        own = [record for record in every if record["board_path"] == path]
        alone = list_records("-m", path)
        known = alone[0].keys() if alone else ()
        assert [{key: record[key] for key in known} for record in own] == alone
    table = scrutiny(*line.split(), "--format", "csv", "--boards", ".", cwd=county).stdout
    assert {label for label in boards if label in table} == {
        label for label, path in boards.items() if path in {one["board_path"] for one in every}
    }


@pytest.mark.parametrize("width", [40, 80, 140])
def test_tables_of_several_boards(width: int, county: Path, update: bool) -> None:  # noqa: FBT001
    shown = []
    for line in ("actions", "actions --open --by board", "overdue", "people", "meetings",
                 "matters-arising", "actions --counts --by owner", "stats",
                 "stats --by owner"):  # fmt: skip
        words = (*line.split(), "--boards", ".", "--format", "table")
        done = scrutiny(*words, cwd=county, COLUMNS=str(width))
        shown.append(f"$ scrutiny {line}\n{done.stdout}")
    check_golden(f"boards-{width}.txt", "\n".join(shown), update)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("show 9", ["9/15"]),
        ("show 1", ["1/15"]),
        ("show Housing ", ["9/15"]),
        ("show planning \\(South\\) 3", ["3/15"]),
        ("show 'Planning (north)' 3", []),
        ("show Planning 3", ["3/15"]),
        ("show Nowhere 9", ["9/15"]),
        ("actions --owner W", ["WK"]),
        ("actions --raised-in 2015-06", ["2015-06-04"]),
        ("actions --by b", ["board"]),
        ("raise x --owner Z", []),
    ],
)
def test_words_of_all_boards_are_completed(line: str, found: list[str], county: Path) -> None:
    words = f"scrutiny {line}"
    done = scrutiny(
        cwd=county,
        code=None,
        SCRUTINY_BOARDS=".",
        _SCRUTINY_COMPLETE="complete_bash_line",
        COMPLETION_LINE=words,
    )
    assert done.stdout.splitlines() == ["words", *found]
