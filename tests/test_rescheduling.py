"""Another day for a meeting: its file, what names it in other files, and what stays."""

from __future__ import annotations

import errno
import os
import subprocess
from pathlib import Path

import pytest
import support

from scrutiny_cli.storage import file_writer, temporary
from scrutiny_cli.storage.errors import WriteRefused

MAY = """\
date: 2026-05-14
actions:
  - {ref: 1/26, action: Paint the gate, owner: RO, due: 11.06.26}
  - {ref: 2/26, action: Price a pump, owner: TB, due: next meeting}
  - {ref: 3/26, action: Cut the hedge, due: none}
next_meeting:
  date: 11.06.26   # in the hall
  time: 9:00
"""
JUNE = """\
title: Trough Board
date: 2026-06-11  # a Thursday
expected: [RO, TB]
# present:
items:
  - title: Matters arising
    updates:
      - ref: 1/26
        status:
    actions:
      - action: Ask the water company
        on: 2026-06-01
next_meeting: 2026-07-09
"""
JULY = """\
date: 2026-07-09
items:
  - title: Minutes of the previous meeting
    # When these minutes are agreed, write `approves: 2026-06-11`
    approves: 2026-06-11
  - title: Matters arising
    updates:
      # Raised on 11 June 2026

      # Ask the water company
      - ref: 2026-06-11#1
        about: Ask the water
        status:
    actions:
      - action: Look again
        follows: 2026-06-11#1, 1/26
"""


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """Give a working directory with the meetings of May, June and July."""
    (tmp_path / "meetings").mkdir()
    for name, text in (("2026-05-14", MAY), ("2026-06-11", JUNE), ("2026-07-09", JULY)):
        write(tmp_path, name, text)
    return tmp_path


def write(board: Path, name: str, text: str) -> None:
    (board / "meetings" / f"{name}.yaml").write_bytes(text.encode())


def read(board: Path, name: str) -> str:
    return (board / "meetings" / f"{name}.yaml").read_bytes().decode()


def names(board: Path) -> list[str]:
    return sorted(one.stem for one in (board / "meetings").iterdir())


def texts(board: Path) -> dict[str, str]:
    return {name: read(board, name) for name in names(board)}


def typed(
    board: Path, *words: str, code: int = 0, today: str = "2026-06-05"
) -> subprocess.CompletedProcess[str]:
    return support.scrutiny(*words, cwd=board, code=code, SCRUTINY_TODAY=today)


def move(
    board: Path, *words: str, code: int = 0, today: str = "2026-06-05"
) -> subprocess.CompletedProcess[str]:
    return typed(board, "reschedule", *words, code=code, today=today)


def refused(board: Path, *words: str, today: str = "2026-06-05") -> str:
    """Hold that nothing is written; return why."""
    before = texts(board)
    told = move(board, *words, code=3, today=today).stderr
    assert texts(board) == before
    return told


# What is changed


def test_all_that_names_the_meeting_follows(board: Path) -> None:
    done = move(board, "11.6.26", "18.6.26")
    assert names(board) == ["2026-05-14", "2026-06-18", "2026-07-09"]
    assert read(board, "2026-05-14") == MAY.replace("11.06.26   #", "2026-06-18   #")
    assert read(board, "2026-06-18") == JUNE.replace("2026-06-11  #", "2026-06-18  #")
    moved = JULY.replace("2026-06-11", "2026-06-18").replace("11 June", "18 June")
    assert read(board, "2026-07-09") == moved
    assert done.stdout == "meetings/2026-06-18.yaml\n"
    assert done.stderr == (
        "meetings/2026-06-18.yaml:2: the meeting of 11 June 2026 is now on 18 June 2026. "
        "The file was meetings/2026-06-11.yaml.\n"
        "meetings/2026-06-18.yaml:2:\n"
        "date: 2026-06-18  # a Thursday\n"
        "meetings/2026-05-14.yaml:7:\n"
        "  date: 2026-06-18   # in the hall\n"
        "meetings/2026-07-09.yaml:4:\n"
        "    # When these minutes are agreed, write `approves: 2026-06-18`\n"
        "    approves: 2026-06-18\n"
        "meetings/2026-07-09.yaml:8:\n"
        "      # Raised on 18 June 2026\n"
        "meetings/2026-07-09.yaml:11:\n"
        "      - ref: 2026-06-18#1\n"
        "meetings/2026-07-09.yaml:16:\n"
        "        follows: 2026-06-18#1, 1/26\n"
        "Still due on 11 June 2026: 1/26. To change a due date, type for example: "
        "scrutiny update '1/26' --due 2026-06-18\n"
        "Due next meeting, now 18 June 2026: 2/26.\n"
    )
    assert typed(board, "check").stdout == ""


def test_comments_of_a_draft_that_name_the_day_follow(board: Path) -> None:
    draft = """\
date: 2026-06-11
updates:
  # Price a pump, due next meeting (11 June 2026)
  # Owner: TB. Due: next meeting (11 June 2026). Raised on 2 May 2026, between meetings
  - ref: 2/26
    status:

  # [confidential] Due: by the next meeting (11 June 2026)
  # Last update, 14 May 2026: 11 June 2026
  - ref: 1/26
    status:
"""
    write(board, "2026-06-11", draft)
    write(board, "2026-07-09", "date: 2026-07-09\n")
    move(board, "2026-06-11", "2026-06-18")
    assert read(board, "2026-06-18") == (
        draft.replace("date: 2026-06-11", "date: 2026-06-18")
        .replace("TB. Due: next meeting (11", "TB. Due: next meeting (18")
        .replace("by the next meeting (11", "by the next meeting (18")
    )


def test_and_it_can_be_taken_back(board: Path) -> None:
    write(board, "2026-05-14", MAY.replace("11.06.26   #", "2026-06-11   #"))
    before = texts(board)
    move(board, "next", "2026-06-18")
    move(board, "next", "2026-06-11")
    assert texts(board) == before


def test_a_suffix_stays_and_names_are_written_as_names(board: Path) -> None:
    (board / "meetings" / "2026-06-11.yaml").rename(board / "meetings" / "2026-06-11-hall.yaml")
    write(
        board,
        "2026-07-09",
        "date: 2026-07-09\napproves: [2026-06-11-hall]\n"
        "updates:\n  - {ref: 2026-06-11-hall#1, about: Ask the water, note: x}\n",
    )
    move(board, "2026-06-11-hall", "2026-06-18")
    assert names(board) == ["2026-05-14", "2026-06-18-hall", "2026-07-09"]
    assert read(board, "2026-07-09") == (
        "date: 2026-07-09\napproves: [2026-06-18-hall]\n"
        "updates:\n  - {ref: 2026-06-18-hall#1, about: Ask the water, note: x}\n"
    )


def test_beside_another_meeting_of_the_day_the_name_is_written(board: Path) -> None:
    write(board, "2026-06-18-site", "date: 2026-06-18\nextraordinary: true\n")
    move(board, "2026-06-11", "2026-06-18")
    assert "approves: 2026-06-18\n" in read(board, "2026-07-09")
    assert typed(board, "check", code=0).stdout == ""


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ('{"date": "2026-06-11", "items": [{"title": "Roof"}]}\n',
         '{"date": "2026-06-18", "items": [{"title": "Roof"}]}\n'),
        ("date: 2026-06-11\r\nvenue: Hall\r\n", "date: 2026-06-18\r\nvenue: Hall\r\n"),
        ("\ufeff---\ndate: Thursday 11 June 2026", "\ufeff---\ndate: 2026-06-18"),
        ("venue: Hall\ndate: '11.06.26' # or later", "venue: Hall\ndate: 2026-06-18 # or later"),
    ],
)  # fmt: skip
def test_the_layout_stays(text: str, moved: str, board: Path) -> None:
    write(board, "2026-06-11", text)
    write(board, "2026-07-09", "date: 2026-07-09\n")
    move(board, "2026-06-11", "2026-06-18")
    assert read(board, "2026-06-18") == moved


def test_a_plain_announcement_and_a_note_after_it(board: Path) -> None:
    write(board, "2026-05-14", "date: 2026-05-14\nnext_meeting: 11 June 2026 # hall\n")
    write(board, "2026-06-11", "date: 2026-06-11\n")
    write(board, "2026-07-09", "date: 2026-07-09\n")
    move(board, "2026-06-11", "2026-06-18")
    assert read(board, "2026-05-14") == "date: 2026-05-14\nnext_meeting: 2026-06-18 # hall\n"


def test_words_that_announce_no_day_stay(board: Path) -> None:
    may = MAY.replace("11.06.26   # in the hall", "June 2026")
    write(board, "2026-05-14", may)
    move(board, "2026-06-11", "2026-06-18")
    assert read(board, "2026-05-14") == may


def test_an_extraordinary_meeting_changes_no_announcement(board: Path) -> None:
    write(board, "2026-06-11-site", "date: 2026-06-11\nextraordinary: true\n")
    done = move(board, "2026-06-11-site", "2026-06-12")
    assert read(board, "2026-05-14") == MAY
    assert "Due next meeting" not in done.stderr


def test_agreed_minutes_still_announce_the_old_day(board: Path) -> None:
    write(board, "2026-05-21", "date: 2026-05-21\nextraordinary: true\napproves: 2026-05-14\n")
    done = move(board, "2026-06-11", "2026-06-18")
    assert read(board, "2026-05-14") == MAY
    assert (
        "meetings/2026-05-14.yaml still announces 11 June 2026, because its minutes are agreed.\n"
    ) in done.stderr


def test_a_cancelled_meeting_gets_its_day(board: Path) -> None:
    write(board, "2026-06-11", f"{JUNE}held: false\n")
    done = move(board, "2026-06-11", "2026-06-18")
    assert read(board, "2026-06-18") == JUNE.replace("2026-06-11  #", "2026-06-18  #")
    assert "`held: false` was deleted." in done.stderr


def test_its_own_announcement_may_be_too_early(board: Path) -> None:
    (board / "meetings" / "2026-07-09.yaml").unlink()
    done = move(board, "2026-06-11", "2026-07-16")
    assert (
        "The file announces the next meeting for 9 July 2026, which is not after 16 July 2026. "
        "Correct `next_meeting`."
    ) in done.stderr


def test_dry_run_and_diff(board: Path) -> None:
    before = texts(board)
    done = move(board, "2026-06-11", "2026-06-18", "-n", "--diff")
    assert texts(board) == before
    assert "--- meetings/2026-06-11.yaml\n+++ meetings/2026-06-18.yaml\n" in done.stderr
    assert "-date: 2026-06-11  # a Thursday\n+date: 2026-06-18  # a Thursday\n" in done.stderr


# What is refused


def test_a_new_name_that_a_file_has(board: Path) -> None:
    told = refused(board, "2026-06-11", "2026-07-09")
    assert told == "meetings/2026-07-09.yaml already exists. Nothing was written.\n"
    told = refused(board, "2026-06-11", "2026-06-11")
    assert (
        told == "meetings/2026-06-11.yaml already has the date 2026-06-11. Nothing was written.\n"
    )


def test_a_file_that_came_meanwhile(board: Path) -> None:
    folder = board / "meetings"
    old, new = folder / "2026-06-11.yaml", folder / "2026-06-18.yaml"
    write(board, "2026-06-18", "x")
    before = texts(board)
    with pytest.raises(WriteRefused, match="already exists"):
        file_writer.rewrite_files([(old, JUNE, "date: 2026-06-18\n")], (old, new))
    assert texts(board) == before


def test_a_day_before_what_happened(board: Path) -> None:
    told = refused(board, "2026-06-11", "2026-05-28")
    assert told == (
        "What happened after 28 May 2026 cannot be in a meeting of that day. Nothing was written:\n"
        "meetings/2026-06-11.yaml:12: on: 2026-06-01\n"
    )


def test_an_error_that_was_not_there(board: Path) -> None:
    told = refused(board, "2026-06-11", "2026-07-16")
    assert "meetings/2026-07-09.yaml: " in told
    assert "Nothing was written." in told


def test_minutes_that_would_agree_other_ones(board: Path) -> None:
    write(board, "2026-07-09", "date: 2026-07-09\napproves: previous meeting\n")
    told = refused(board, "2026-06-11", "2026-07-16")
    assert told == (
        "meetings/2026-07-09.yaml:2: approves: previous meeting\n"
        "This means 2026-06-11, and would mean another meeting. Nothing was written. "
        "Write `approves: 2026-06-11` there first.\n"
    )
    move(board, "2026-06-11", "2026-07-08")
    move(board, "2026-07-09", "2026-07-23")
    write(board, "2026-07-08", "date: 2026-07-08\napproves: previous meeting\n")
    move(board, "2026-07-08", "2026-07-15")


def test_agreed_minutes_that_name_it(board: Path) -> None:
    told = refused(board, "2026-07-09", "2026-07-16", today="2026-07-20")
    assert "is past, and meetings/2026-07-09.yaml already has `approves` and `actions`" in told
    write(board, "2026-06-11", "date: 2026-06-11\n")
    write(board, "2026-07-09", "date: 2026-07-09\napproves: 2026-06-11\n")
    told = refused(board, "2026-06-11", "2026-06-18", today="2026-07-20")
    assert told == (
        "The minutes of 2026-06-11 were agreed by 2026-07-09, so the meeting was held on that day. "
        "Nothing was written.\n"
    )


def test_keys_in_agreed_minutes(board: Path) -> None:
    write(
        board,
        "2026-05-14",
        MAY + "updates:\n  - {ref: 3/26, becomes: 2026-06-11#1}\n",
    )
    write(board, "2026-05-21", "date: 2026-05-21\nextraordinary: true\napproves: 2026-05-14\n")
    told = refused(board, "2026-06-11", "2026-06-18")
    assert "2026-06-11 is used in agreed minutes, which must not change." in told
    assert (
        "meetings/2026-05-14.yaml:10: - {ref: 3/26, becomes: 2026-06-11#1}  "
        "(agreed by the meeting of 2026-05-21)\n"
    ) in told


DRAFT = """\
title: Trough Board
date: 2026-06-11
chair: RO
expected: [RO, TB]
# present:
items:
  - title: Matters arising
    updates:
      - ref: 1/26
        status:
  - title: Minutes of the previous meeting
    approves:
next_meeting:
"""


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("present: [RO]", "`present`"),
        ("apologies: [RO]\nabsent: [TB]", "`apologies` and `absent`"),
        ("in_attendance: [X]\npublic: 0", "`in_attendance` and `public`"),
        ("minutes: Quiet.", "`minutes`"),
        ("decisions: [Yes]\ncorrections: [No]", "`decisions` and `corrections`"),
        ("actions: [action: X]", "`actions`"),
        ("brought_forward: [action: X]", "`brought_forward`"),
        ("updates:\n  - {ref: 2/26, status: done}", "`updates`"),
        ("approves: 2026-05-14", "`approves`"),
    ],
)
def test_a_meeting_that_is_past_and_recorded(line: str, named: str, board: Path) -> None:
    (board / "meetings" / "2026-07-09.yaml").unlink()
    write(board, "2026-06-11", f"{DRAFT}{line}\n")
    assert f"already has {named}. Nothing was written." in refused(
        board, "2026-06-11", "2026-06-18", today="2026-06-12"
    )
    move(board, "2026-06-11", "2026-06-18", today="2026-06-11")


def test_a_meeting_that_is_past_with_nothing_recorded(board: Path) -> None:
    (board / "meetings" / "2026-07-09.yaml").unlink()
    write(board, "2026-06-11", DRAFT)
    move(board, "2026-06-11", "2026-06-18", today="2026-06-12")
    assert names(board) == ["2026-05-14", "2026-06-18"]


@pytest.mark.parametrize("named", ["next", "9.7.26", "2026-07-09"])
def test_a_meeting_that_has_no_file_yet(named: str, board: Path) -> None:
    (board / "meetings" / "2026-07-09.yaml").unlink()
    told = refused(board, named, "2026-07-16", today="2026-06-12")
    assert told == (
        "The meeting of 9 July 2026 has no file yet. Nothing was written. Make it first: scrutiny "
        "new-meeting 2026-07-09\n"
    )
    typed(board, "new-meeting", today="2026-06-12")
    move(board, named, "2026-07-16", today="2026-06-12")
    assert "next_meeting: 2026-07-16\n" in read(board, "2026-06-11")
    (board / "meetings" / "2026-07-16.yaml").unlink()
    write(board, "2026-06-11", JUNE.replace("next_meeting: 2026-07-09\n", ""))
    told = refused(board, "next", "2026-07-16", today="2026-06-12")
    assert told.startswith("The meeting has no file yet.")


# Another time or venue, and a meeting that does not take place


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        (
            "date: 2026-06-11  # Thu\nexpected: [RO]\n",
            "date: 2026-06-11  # Thu\ntime: 7.30pm\nvenue: Hall\nexpected: [RO]\n",
        ),
        (
            "date: 2026-06-11\nvenue: School\ntime:\n",
            "date: 2026-06-11\nvenue: Hall\ntime: 7.30pm\n",
        ),
        (
            '{"date": "2026-06-11", "items": []}',
            '{"date": "2026-06-11", "items": [], "time": "7.30pm", "venue": "Hall"}',
        ),
        ("date: 2026-06-11\r\n", "date: 2026-06-11\r\ntime: 7.30pm\r\nvenue: Hall\r\n"),
    ],
)
def test_another_time_and_venue(text: str, changed: str, board: Path) -> None:
    write(board, "2026-06-11", text)
    (board / "meetings" / "2026-07-09.yaml").unlink()
    done = move(board, "next", "--time", "7.30pm", "--venue", "Hall")
    assert read(board, "2026-06-11") == changed
    assert done.stdout == "meetings/2026-06-11.yaml\n"
    assert ": time and venue of the meeting of 11 June 2026 changed.\n" in done.stderr


def test_a_new_day_with_a_new_venue(board: Path) -> None:
    move(board, "next", "2026-06-18", "--venue", "School")
    assert "date: 2026-06-18  # a Thursday\nvenue: School\n" in read(board, "2026-06-18")


def test_a_meeting_that_does_not_take_place(board: Path) -> None:
    before = texts(board)
    done = move(board, "2026-07-09", "--cancel", code=3)
    assert done.stderr == (
        "meetings/2026-07-09.yaml has `approves` and `actions`, which would no longer be used. "
        "Nothing was written. Give it the day of the following meeting instead: scrutiny "
        "reschedule 2026-07-09 DATE\n"
    )
    assert texts(board) == before
    write(board, "2026-07-09", "date: 2026-07-09\ntime: 7pm\n")
    done = move(board, "2026-07-09", "--cancel")
    assert read(board, "2026-07-09") == "date: 2026-07-09\nheld: false\ntime: 7pm\n"
    assert done.stderr == (
        "meetings/2026-07-09.yaml:2: the meeting of 9 July 2026 does not take place. Its file is "
        "not used.\nheld: false\n"
    )
    again = move(board, "2026-07-09", "--cancel", code=3).stderr
    assert again == "meetings/2026-07-09.yaml already has `held: false`. Nothing was written.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Type what changes: a day, --time, --venue or --cancel. For example: scrutiny "),
        (
            ("2026-06-18", "--cancel"),
            "--cancel is typed alone: a meeting that does not take place has no",
        ),
        (
            ("--cancel", "--time", "9:00"),
            "--cancel is typed alone: a meeting that does not take place has no",
        ),
        (("--venue", " "), "--venue"),
    ],
)
def test_what_does_not_go_together(words: tuple[str, ...], said: str, board: Path) -> None:
    assert said in move(board, "2026-06-11", *words, code=2).stderr


def test_agreed_minutes_keep_their_time(board: Path) -> None:
    done = move(board, "2026-06-11", "--time", "9:00", code=3, today="2026-07-10")
    assert "The minutes of 2026-06-11 were agreed by 2026-07-09." in done.stderr


def test_what_is_typed_wrongly(board: Path) -> None:
    assert "for example scrutiny reschedule 2026-06-11 2015-06-25\n" in (
        move(board, "2026-06-11", "soon", code=2).stderr
    )
    assert "2026-06-12" in move(board, "2026-06-12", "2026-06-18", code=2).stderr


# On the disk


def test_a_write_that_was_cut_off_is_ended_by_the_same_command(board: Path) -> None:
    (board / "meetings" / "2026-06-11.yaml").rename(board / "meetings" / "2026-06-18.yaml")
    assert "file-name-date" in typed(board, "check", code=1).stdout
    move(board, "2026-06-11", "2026-06-18")
    assert typed(board, "check").stdout == ""
    assert "ref: 2026-06-18#1" in read(board, "2026-07-09")
    assert "date: 2026-06-18   # in the hall" in read(board, "2026-05-14")


def test_a_file_that_changed_keeps_its_name(board: Path) -> None:
    folder = board / "meetings"
    old, new = folder / "2026-06-11.yaml", folder / "2026-06-18.yaml"
    before = texts(board)
    with pytest.raises(WriteRefused, match="has changed since it was read"):
        file_writer.rewrite_files([(old, "other", "date: 2026-06-18\n")], (old, new))
    assert texts(board) == before


FULL_DISK = """\
meetings/2026-07-09.yaml cannot be written: the disk is full.
Already renamed: meetings/2026-06-11.yaml to meetings/2026-06-18.yaml
Already written: meetings/2026-05-14.yaml
Not written: meetings/2026-07-09.yaml, meetings/2026-06-18.yaml
Run the command again to write the rest.
"""


def cannot(*_: object, **__: object) -> bool:
    """Do what a system does that has no such call."""
    return False


def no_links(*_: object, **__: object) -> None:
    raise PermissionError(errno.EPERM, "no links")


@pytest.mark.parametrize("has_links", [True, False])
def test_where_names_have_no_single_step(
    board: Path, monkeypatch: pytest.MonkeyPatch, *, has_links: bool
) -> None:
    monkeypatch.setattr(temporary, "_try_renameat2", cannot)
    if not has_links:
        monkeypatch.setattr(os, "link", no_links)
        monkeypatch.setattr(os, "O_TMPFILE", 0, raising=False)
    move(board, "2026-06-11", "2026-06-18")
    assert names(board) == ["2026-05-14", "2026-06-18", "2026-07-09"]
    with pytest.raises(FileExistsError):
        temporary.rename_to_free_name(
            board / "meetings" / "2026-06-18.yaml", board / "meetings" / "2026-07-09.yaml"
        )
    assert typed(board, "check").stdout == ""


@pytest.mark.parametrize(
    ("failing", "told"),
    [
        ("2026-05-14", "meetings/2026-05-14.yaml cannot be written: the disk is full.\n"),
        (
            "2026-07-09",
            FULL_DISK,
        ),
    ],
)
def test_what_a_full_disk_leaves_is_said(
    failing: str, told: str, board: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def exchange(one: Path, other: Path) -> bool:
        if other.stem == failing:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return temporary.exchange_names(one, other)

    before = texts(board)
    monkeypatch.setattr(file_writer, "exchange_names", exchange)
    done = move(board, "2026-06-11", "2026-06-18", code=3)
    assert done.stderr == told
    if "renamed" in told:
        assert "file-name-date" in typed(board, "check", code=1).stdout
        monkeypatch.undo()
        move(board, "2026-06-11", "2026-06-18")
        assert typed(board, "check").stdout == ""
    else:
        assert texts(board) == before


def test_a_change_to_another_day_removes_no_action(board: Path) -> None:
    support.git(board, "init", "--quiet")
    support.commit(board)
    move(board, "2026-06-11", "2026-06-18")
    assert typed(board, "check", "--base", "HEAD").stdout == ""
    assert "meeting renamed" in typed(board, "diff").stdout
