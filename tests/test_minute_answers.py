"""What holds for any answers to `minute`, wherever they are cut off."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from support import scrutiny

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.actionlog.traverse import list_records
from scrutiny_cli.editing.minute_questions import QuestionKind, list_questions
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.rules import find_problems

TODAY = date(2026, 6, 11)
MAY = """\
date: 2026-05-14
present:
  - {initials: TB, name: Tina Bell}
  - {initials: RO, name: Rosa Ojo}
actions:
  - ref: 1/26
    action: Price a new washer
    owner: RO
  - action: Book the hall
    owner: TB
  - ref: 3/26
    action: Ask the water company
"""
JUNE = """\
date: 2026-06-11
expected: [TB, RO]   # from the list of members
items:
  - title: Matters arising
    updates:
      # Price a new washer
      - ref: 1/26
        status:

      - ref: 3/26
        status:
        on: 2026-06-01
  - title: Minutes of the last meeting
    approves:
  - title: Allotments
    items:
      - title: Rents
next_meeting:
"""
FLOW = """\
date: 2026-06-11
present: [TB]
expected: [TB, RO, GH]
items: [{title: Matters arising, updates: [{ref: 1/26}, {ref: 3/26, note: yes}]},
  {title: Minutes of the last meeting}, {title: Allotments, minutes: Let.}, {title: Rents}]
"""
JSON = """\
{"date": "2026-06-11", "expected": ["TB", "RO"], "items": [
  {"title": "Matters arising", "updates": [{"ref": "1/26", "status": ""}]},
  {"title": "Allotments", "decisions": ["Agreed."]}], "next_meeting": ""}
"""
WIDE = """\
---
date:   2026-06-11
expected:
-   TB
-   initials: GH  # new
    name: Gil Hay

items:
-   title: Minutes of the last meeting

-   title: Rents
    actions:
    -   action: Send the bills
        on: 2026-06-01

next_meeting:
    date:
    time: 9:30
# the end"""
BARE = "date: 2026-06-11"
KEYS = ("1/26", "2026-05-14#2", "3/26")
STATUSES = {"d": "completed", "o": "ongoing", "h": "on hold", "w": "withdrawn"}

notes = st.sampled_from(["", "by letter", "said: yes", "#4 buoy", "a; b"])
actions = st.one_of(
    st.just(""),
    st.tuples(st.sampled_from("dohw"), notes).map(" ".join),
    notes.filter(bool).map("n {}".format),
    st.sampled_from(["t 9.7.26", "t next meeting", "p TB", "p none"]),
)


def read_files(folder: Path) -> MinuteBook:
    """Read the files, which are without errors."""
    paths = sorted((folder / "meetings").iterdir())
    book = build_book(Source(f"meetings/{path.name}", path.read_text("utf-8")) for path in paths)
    assert [one for one in find_problems(book, TODAY) if one.is_error] == []
    return book


def write_files(folder: Path, june: str = JUNE) -> Path:
    (folder / "meetings").mkdir()
    (folder / "meetings" / "2026-05-14.yaml").write_text(MAY, "utf-8")
    path = folder / "meetings" / "2026-06-11.yaml"
    path.write_bytes(june.encode())
    return path


def list_days(book: MinuteBook) -> list[date]:
    """Return every `on` of the file of June."""
    records = list_records(book.index.by_name["2026-06-11"])
    return [record.on for record in records if record.on is not None]


def type_lines(folder: Path, lines: list[str]) -> str:
    """Type lines at `minute`; return what it has printed."""
    typed = "".join(f"{line}\n" for line in lines)
    done = scrutiny("minute", cwd=folder, answers=typed, SCRUTINY_TODAY=TODAY.isoformat())
    return done.stdout


def list_asked(shown: str) -> list[str]:
    """Return the questions that were asked, by the names in their prompts."""
    prompts = [line.split(",")[0] for line in shown.splitlines() if " left> " in line]
    return list(dict.fromkeys(prompts))


def read_answers(folder: Path) -> dict[str, tuple[str | None, str | None]]:
    """Return the status and note that the file of June has of each action, if it has any."""
    book = read_files(folder)
    meeting = book.index.by_name["2026-06-11"]
    found = {}
    for question in list_questions(book, meeting):
        if question.answer is not None:
            status, note = question.answer.status_text, question.answer.note
            found[question.id.key] = (None if status is None else str(status), note)
    return found


def expect_answer(line: str) -> tuple[str | None, str | None] | None:
    """Return the status and note that a line records; None where it records nothing."""
    letter, _, words = line.partition(" ")
    if not letter:
        return None
    note = words.strip() or None
    return STATUSES.get(letter), note if letter in "dohwn" else None


@settings(max_examples=60, deadline=None)
@given(answers=st.tuples(actions, actions, actions), cut=st.integers(0, 3))
def test_what_was_answered_is_in_the_file_and_only_the_rest_is_asked_again(
    answers: tuple[str, ...], cut: int
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_files(folder)
        type_lines(folder, ["", "", *answers[:cut]])
        wanted = zip(KEYS, map(expect_answer, answers[:cut]), strict=False)
        answered = {key: said for key, said in wanted if said is not None}
        assert read_answers(folder) == answered
        rest = [key for key in KEYS if key not in answered]
        asked = list_asked(type_lines(folder, [""] * 20))
        others = (
            ["Attendance", "Minutes of 14 May 2026"],
            ["Item 1", "Item 2", "Item 3", "Item 3.1", "Next meeting"],
        )
        assert asked == [*others[0], *rest, *others[1]]


layouts = st.sampled_from([JUNE, JUNE.replace("\n", "\r\n"), FLOW, JSON, WIDE, BARE])
lines = st.sampled_from(
    [
        "", "d", "o by letter", "n", "n said: yes", "t 9.7.26", "p TB, RO", "h; t none", "y",
        "c Item 2: later", "a", "a Price a shed; p RO", "x RO", "p", "p TB RO", "i Ada Bell",
        "1/26 3/26 d", "2026-05-14#2 o", "1/26", "9 July 2026; 9:30; Town Hall", "b", "u", "?",
        "q", "nonsense", "d; d", "t 31.6.26", "# hash", "- dash", "n \x1b[31m", "n “quoted”",
    ]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(june=layouts, typed=st.lists(lines, max_size=25))
def test_any_lines_leave_files_without_errors_that_can_be_gone_on_with(
    june: str, typed: list[str]
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_files(folder, june)
        before = list_days(read_files(folder))
        type_lines(folder, typed)
        book = read_files(folder)
        assert set(list_days(book)) <= set(before)  # it never writes `on`
        questions = list_questions(book, book.index.by_name["2026-06-11"])
        waiting = [one for one in questions if not one.is_answered]
        asked = list_asked(type_lines(folder, [""] * 30))
        assert len(asked) == len(waiting)
        keys = [one.id.key for one in waiting if one.id.kind is QuestionKind.ACTION]
        assert [one for one in asked if one in KEYS] == keys


@settings(max_examples=40, deadline=None)
@given(june=layouts, typed=st.lists(lines.filter(lambda line: line != "q"), max_size=15))
def test_undoing_every_answer_leaves_the_file_as_it_was(june: str, typed: list[str]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        path = write_files(folder, june)
        type_lines(folder, [*typed, *["u"] * 30])
        assert path.read_bytes() == june.encode()
