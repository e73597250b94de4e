"""The command `import`: what is written, what is refused, and what is printed."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from support import scrutiny

MARCH = "Parks Committee\n\n12 March 2024\n\nThe low corner is wet again.\n"
APRIL = "Parks Committee\n\n9 April 2024\n\nThe pump works.\n"
TODAY = "2024-06-01"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder of meetings, beside old minutes of two days."""
    (tmp_path / "meetings").mkdir()
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "march.txt").write_text(MARCH, encoding="utf-8")
    (tmp_path / "old" / "april.txt").write_text(APRIL, encoding="utf-8")
    return tmp_path


def run(folder: Path, *words: str, code: int | None = 0) -> subprocess.CompletedProcess[str]:
    return scrutiny(*words, cwd=folder, code=code, SCRUTINY_TODAY=TODAY)


def written(folder: Path) -> dict[str, str]:
    return {
        path.name: path.read_text(encoding="utf-8")
        for path in sorted((folder / "meetings").glob("*.yaml"))
    }


def test_a_document_becomes_a_file(folder: Path) -> None:
    done = run(folder, "import", "old/march.txt")
    text = written(folder)["2024-03-12.yaml"]
    assert "The low corner is wet again." in text
    assert text.startswith('# Imported from "march.txt".')
    assert "old/march.txt → meetings/2024-03-12.yaml\n" in done.stdout
    assert "Imported 1 meeting: 0 actions raised, 0 updates; 0 open.\n" in done.stdout
    assert "meetings/2024-03-12.yaml:1: Imported from old/march.txt.\n" in done.stderr
    assert done.stderr.endswith("Now: scrutiny new-meeting\n")
    assert run(folder, "check").returncode == 0


def test_a_dry_run_prints_the_same_and_writes_nothing(folder: Path) -> None:
    dry = run(folder, "import", "old/march.txt", "-n")
    assert written(folder) == {}
    assert dry.stdout == run(folder, "import", "old/march.txt").stdout


def test_print_has_the_text_on_stdout_and_the_report_on_stderr(folder: Path) -> None:
    done = run(folder, "import", "old/march.txt", "--print")
    assert written(folder) == {}
    assert "old/march.txt → meetings/2024-03-12.yaml" in done.stderr
    run(folder, "import", "old/march.txt")
    assert done.stdout == written(folder)["2024-03-12.yaml"]


def test_a_diff_shows_the_new_file(folder: Path) -> None:
    done = run(folder, "import", "old/march.txt", "--diff")
    assert "+++ meetings/2024-03-12.yaml" in done.stderr
    assert "2024-03-12.yaml" in written(folder)


@pytest.mark.parametrize("order", [("march", "april"), ("april", "march")])
def test_the_order_of_the_files_does_not_matter(folder: Path, order: tuple[str, str]) -> None:
    done = run(folder, "import", *(f"old/{name}.txt" for name in order))
    assert list(written(folder)) == ["2024-03-12.yaml", "2024-04-09.yaml"]
    arrows = [line for line in done.stdout.splitlines() if "→" in line]
    assert arrows == [
        "old/march.txt → meetings/2024-03-12.yaml",
        "old/april.txt → meetings/2024-04-09.yaml",
    ]


def test_a_file_that_was_imported_is_skipped(folder: Path) -> None:
    run(folder, "import", "old/march.txt")
    before = written(folder)
    done = run(folder, "import", "old/march.txt", "old/april.txt")
    assert "old/march.txt: imported already as 2024-03-12.\n" in done.stdout
    assert written(folder)["2024-03-12.yaml"] == before["2024-03-12.yaml"]
    assert "2024-04-09.yaml" in written(folder)


def test_a_file_that_exists_is_never_touched(folder: Path) -> None:
    own = "date: 2024-03-12\n"
    (folder / "meetings" / "2024-03-12.yaml").write_text(own, encoding="utf-8")
    done = run(folder, "import", "old/march.txt", code=3)
    assert "meetings/2024-03-12.yaml already exists." in done.stdout
    assert "--name 2024-03-12-2" in done.stdout
    assert written(folder) == {"2024-03-12.yaml": own}


def test_all_are_written_or_none(folder: Path) -> None:
    (folder / "old" / "letter.txt").write_text("Dear all\n\nThank you.\n", encoding="utf-8")
    done = run(folder, "import", "old/letter.txt", "old/march.txt", code=3)
    assert written(folder) == {}
    assert "old/letter.txt: refused\n" in done.stdout
    assert "Nothing was written. Type --keep-going to write the others.\n" in done.stderr
    assert "Imported" not in done.stdout + done.stderr


def test_keep_going_writes_the_others(folder: Path) -> None:
    (folder / "old" / "letter.txt").write_text("Dear all\n\nThank you.\n", encoding="utf-8")
    run(folder, "import", "old/letter.txt", "old/march.txt", "--keep-going", code=3)
    assert list(written(folder)) == ["2024-03-12.yaml"]


def test_two_files_of_one_day_need_names(folder: Path) -> None:
    (folder / "old" / "march-2.txt").write_text(MARCH + "Another.\n", encoding="utf-8")
    done = run(folder, "import", "old/march.txt", "old/march-2.txt", code=3)
    assert "old/march-2.txt has a meeting of the same day." in done.stdout
    assert written(folder) == {}


def test_a_file_of_several_meetings_has_no_typed_day_and_is_refused_as_a_whole(
    folder: Path,
) -> None:
    meeting = "# Meeting of {}\n\nPresent: Rosa Okafor (RO)\n\nThe ditch is wet.\n\n"
    days = ("12 March 2024", "14 May 2024")
    text = "".join(map(meeting.format, days))
    (folder / "old" / "two.md").write_text(text, encoding="utf-8")
    typed = run(folder, "import", "old/two.md", "--date", "1.2.24", code=3)
    assert "The file has 2 meetings, and --date and --name are for one." in typed.stdout
    run(folder, "import", "old/march.txt")
    done = run(folder, "import", "old/two.md", "old/april.txt", "--keep-going", code=3)
    assert "two.md has several meetings: save the one of this day as a file" in done.stdout
    assert list(written(folder)) == ["2024-03-12.yaml", "2024-04-09.yaml"]


def test_the_day_and_the_name_may_be_typed(folder: Path) -> None:
    run(folder, "import", "old/march.txt", "--name", "2024-03-12-egm")
    (folder / "old" / "letter.txt").write_text("Minutes\n\nThank you.\n", encoding="utf-8")
    run(folder, "import", "old/letter.txt", "--date", "4.5.24")
    assert list(written(folder)) == ["2024-03-12-egm.yaml", "2024-05-04.yaml"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("old/march.txt old/april.txt --date 1.2.24", "--date is for one FILE."),
        ("old/march.txt old/april.txt --name 2024-01-01-x", "--name is for one FILE."),
        ("old/march.txt old/april.txt --print", "--print is for one FILE."),
        ("old/march.txt --day-first --month-first", "Type --day-first or --month-first"),
        ("old/march.txt --date soonish", "--date: “soonish” is not a date."),
    ],
)
def test_contradictions_are_refused(folder: Path, line: str, message: str) -> None:
    done = run(folder, "import", *line.split(), code=2)
    assert written(folder) == {}
    assert message in done.stderr


def test_there_must_be_a_folder(tmp_path: Path) -> None:
    (tmp_path / "march.txt").write_text(MARCH, encoding="utf-8")
    done = run(tmp_path, "import", "march.txt", code=2)
    assert "scrutiny init" in done.stderr


def test_it_refuses_while_a_file_cannot_be_read(folder: Path) -> None:
    (folder / "meetings" / "2024-01-09.yaml").write_text("a: [\n", encoding="utf-8")
    done = run(folder, "import", "old/march.txt", code=3)
    assert "Fix the files that cannot be read first." in done.stderr


def test_the_report_as_json(folder: Path) -> None:
    (folder / "old" / "letter.txt").write_text("Dear all\n\nThank you.\n", encoding="utf-8")
    done = run(
        folder,
        "import",
        "old/march.txt",
        "old/letter.txt",
        "--format",
        "json",
        "--keep-going",
        code=3,
    )
    report = json.loads(done.stdout)
    assert list(report) == ["schema_version", "open", "documents"]
    march, letter = report["documents"]
    assert list(march) == list(letter)
    assert march["source"] == "old/march.txt"
    assert march["meeting"] == "2024-03-12"
    assert march["file"] == "meetings/2024-03-12.yaml"
    assert march["written"] is True
    assert march["date"] == "2024-03-12"
    assert march["people"] == {"present": 0, "in_attendance": 0, "apologies": 0, "absent": 0}
    assert march["refused"] is None
    assert letter["refused"] is not None
    assert letter["written"] is False


def test_next_is_carry_forward_where_a_meeting_to_come_has_a_file(folder: Path) -> None:
    (folder / "meetings" / "2024-07-09.yaml").write_text("date: 2024-07-09\n", encoding="utf-8")
    done = run(folder, "import", "old/march.txt")
    assert done.stderr.endswith("Now: scrutiny carry-forward\n")


# Trackers

TRACKER = """\
Action log
As at 1 May 2024
Ref,Action,Owner,Due date,Status
7/24,Price a new gate,RO,2024-04-09,Open
8/24,Mow the field,TB,2024-04-09,Completed
"""


def add_tracker(folder: Path, text: str = TRACKER) -> None:
    (folder / "old" / "log.csv").write_text(text, encoding="utf-8")


def test_a_tracker_becomes_an_opening_meeting(folder: Path) -> None:
    add_tracker(folder)
    done = run(folder, "import", "old/log.csv", "--yes")
    assert list(written(folder)) == ["2024-05-01-action-log.yaml"]
    assert "2 brought forward: 7/24, 8/24" in done.stdout
    listed = json.loads(run(folder, "actions", "--open", "--format", "json").stdout)
    assert [action["ref"] for action in listed["actions"]] == ["7/24"]


def test_nothing_is_written_without_the_mapping_having_been_seen(folder: Path) -> None:
    add_tracker(folder)
    done = run(folder, "import", "old/log.csv", code=3)
    assert written(folder) == {}
    assert "If this is right, type --yes." in done.stdout
    assert "--map Ref=ref" in done.stdout
    columns = ("Ref=ref", "Action=action", "Owner=owner", '"Due date"=due', "Status=status")
    typed = [word for column in columns for word in ("--map", column.replace('"', ""))]
    run(folder, "import", "old/log.csv", *typed)
    assert list(written(folder)) == ["2024-05-01-action-log.yaml"]


def test_the_columns_are_shown_with_their_first_rows(folder: Path) -> None:
    add_tracker(folder)
    done = run(folder, "import", "old/log.csv", "--dry-run")
    rows = [line.split(maxsplit=3) for line in done.stderr.splitlines()]
    assert ["B", "Action", "action", "Price a new gate; Mow the field"] in rows


def test_minutes_come_before_the_tracker(folder: Path) -> None:
    text = MARCH + "\nAction 7/24: RO to price a new gate by 9 April 2024\n"
    (folder / "old" / "march.txt").write_text(text, encoding="utf-8")
    add_tracker(folder)
    done = run(folder, "import", "old/log.csv", "old/march.txt", "--yes")
    assert "1 raised: 7/24" in done.stdout
    assert "1 brought forward: 8/24" in done.stdout
    assert "7/24" not in written(folder)["2024-05-01-action-log.yaml"]


def test_what_the_tracker_does_not_list_is_reported_or_lapses(folder: Path) -> None:
    text = MARCH + "\nAction 6/24: RO to price a new bench by 9 April 2024\n"
    (folder / "old" / "march.txt").write_text(text, encoding="utf-8")
    run(folder, "import", "old/march.txt")
    add_tracker(folder)
    seen = run(folder, "import", "old/log.csv", "--yes", "--dry-run")
    assert "1 is open in the minutes and not in the tracker" in seen.stdout
    run(folder, "import", "old/log.csv", "--yes", "--lapse-unlisted")
    assert (
        "      - ref: 6/24\n        status: lapsed\n        note: Not listed in log.csv.\n"
    ) in written(folder)["2024-05-01-action-log.yaml"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("--map Ref", "--map: “Ref” has no column."),
        ("--map Ref=number", "--map Ref: “number” is not a field."),
        ("--status Blue", "--status: “Blue” has nothing before the sign =."),
        ("--header 0", "--header: “0” is not the number of a row."),
    ],
)
def test_options_of_trackers_that_cannot_be_understood(
    folder: Path, line: str, message: str
) -> None:
    add_tracker(folder)
    assert message in run(folder, "import", "old/log.csv", *line.split(), code=2).stderr


def test_the_lines_of_what_is_unsure_have_their_numbers(folder: Path) -> None:
    text = "Parks Committee\n\n7 May 2024\n\nAction: Somebody to call by 4 June\n"
    (folder / "old" / "may.txt").write_text(text, encoding="utf-8")
    done = run(folder, "import", "old/march.txt", "old/may.txt")
    lines = written(folder)["2024-05-07.yaml"].splitlines()
    first = next(number for number, line in enumerate(lines, 1) if "# unsure " in line)
    assert f"meetings/2024-05-07.yaml:{first}: Imported from old/may.txt.\n" in done.stderr
    assert "meetings/2024-03-12.yaml:1: Imported from old/march.txt.\n" in done.stderr


def test_a_file_that_cannot_be_read_is_refused_and_others_are_written(folder: Path) -> None:
    (folder / "old" / "gone.txt").symlink_to("nowhere.txt")
    words = ("import", "old/march.txt", "old/gone.txt", "old", "old/absent.txt")
    assert "Nothing was written." in run(folder, *words, code=3).stderr
    done = run(folder, *words, "--keep-going", code=3)
    assert list(written(folder)) == ["2024-03-12.yaml"]
    assert "old/gone.txt cannot be read: it is a link to a file that does not" in done.stdout
    assert "old cannot be read: it is a folder, not a file." in done.stdout
    assert "old/absent.txt cannot be read: it does not exist." in done.stdout
