"""What commands print for others: nothing confidential, unless `--internal` is given."""

from __future__ import annotations

import os
import re
import tempfile
from datetime import date
from pathlib import Path

import pytest
from boards import Board, boards
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import commit, make_repository
from typer.testing import CliRunner, Result

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.actionlog.redact import redact_book
from scrutiny_cli.cli.app import app
from scrutiny_cli.diff.compare import compare_books
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.output.diff_comment import Redaction, render_comment
from scrutiny_cli.output.diff_phrases import ComparedStates
from scrutiny_cli.output.problems import render_github_commands
from scrutiny_cli.output.sarif import render_sarif
from scrutiny_cli.rules import find_problems as run_checks
from scrutiny_cli.rules.redacted_problems import redact_problems
from scrutiny_cli.rules.secret_words import find_secret_words

HARBOUR = """\
date: 2024-03-14
title: Harbour Board
present: [AB]
items:
  - title: Dismissal
    number: Smith 4
    confidential: s.40
    presenter: {initials: XZ, name: Xena Zorn}
    decisions: [Smith leaves.]
    actions:
      - {ref: 7/24, action: Write to Smith, owner: XZ, due: 2024-03-20}
  - title: Dredging
    actions:
      - {ref: 8/24, action: Survey, owner: AB, due: 2024-03-21}
"""
STAFF = """\
date: 2024-04-11
title: Redundancies
confidential: s.43
minutes: Nobody knows.
"""
MAY = """\
date: 2024-05-09
updates:
  - {ref: 8/24, status: progressing}
  - {ref: 8/24, note: Bribed, due: 2024-06-01, confidential: s.43}
  - {ref: 7/24, status: done, note: Signed}
"""
SECRETS = ("Smith", "Dismissal", "7/24", "Xena", "XZ", "Redundancies", "Bribed", "1 June", "Signed")


KEY = re.compile(r"\d{4}-\d\d-\d\d\S*\\?#(<!-- -->)?b?\d")
UNNUMBERED = """\
date: 2024-03-14
actions:
  - {ref: 1/24, action: Survey the mole, owner: AB, due: 2024-04-01}
  - {action: Paint the door, owner: CD, due: 2024-04-02}
"""
NEWS = """\
date: 2024-04-11
updates:
  - {ref: 1/24, status: ongoing, note: Measured twice.}
  - {ref: 1/24, note: A leak., confidential: s.43}
  - {ref: "2024-03-14#2", about: Paint, becomes: "2024-04-11#1"}
actions:
  - {action: Paint both doors, owner: CD, due: 2024-05-01, follows: "2024-03-14#2"}
"""


def run(folder: Path, *words: str) -> Result:
    os.environ["SCRUTINY_TODAY"] = "2024-05-10"
    try:
        return CliRunner().invoke(app, [*words, "-m", str(folder)])
    finally:
        del os.environ["SCRUTINY_TODAY"]


@pytest.fixture
def board(tmp_path: Path) -> Path:
    for text in (HARBOUR, STAFF, MAY):
        (tmp_path / f"{text[6:16]}.yaml").write_text(text, "utf-8")
    return tmp_path


LISTINGS = (
    ("actions",), ("actions", "--by", "owner"), ("actions", "--open"), ("actions", "--counts"),
    ("overdue",), ("meetings",), ("people",), ("matters-arising",),
    ("decisions",), ("stats", "--by", "owner"), ("matters-arising", "2024-04-11"),
)  # fmt: skip


@pytest.mark.parametrize("words", LISTINGS)
def test_markdown_is_redacted_unless_internal(board: Path, words: tuple[str, ...]) -> None:
    shared = run(board, *words, "--format", "md")
    assert shared.exit_code == 0
    assert not [secret for secret in SECRETS if secret in shared.stdout]
    assert shared.stderr == ""
    whole = run(board, *words, "--format", "md", "--internal")
    assert whole.exit_code == 0
    if words[-1] not in {"--counts", "overdue", "--open"}:
        assert [secret for secret in SECRETS if secret in whole.stdout]


def test_the_rows_of_a_redacted_list(board: Path) -> None:
    assert run(board, "actions", "--format", "md").stdout == (
        "| Ref | Action | Owner | Raised | Due | Status |\n"
        "| --- | --- | --- | --- | --- | --- |\n"
        "|  | Withheld, s.40 |  |  |  | completed |\n"
        "| 8/24 | Survey | AB | 14 March 2024 | 21 March 2024 |"
        " in progress, overdue; an update is withheld |\n\n"
        "1 overdue, 1 open in all; 1 more withheld\n"
    )
    assert "| 2024-04-11 | Withheld, s.43 |" in run(board, "meetings", "--format", "md").stdout


def test_no_key_is_printed_for_others(tmp_path: Path) -> None:
    folder = make_repository(tmp_path) / "meetings"
    folder.mkdir(exist_ok=True)
    (folder / "2024-03-14.yaml").write_text(UNNUMBERED, "utf-8")
    commit(tmp_path, "March")
    (folder / "2024-04-11.yaml").write_text(NEWS, "utf-8")
    commit(tmp_path, "April")
    ways = (("log",), ("diff", "HEAD~1"), *LISTINGS)
    shared = {words: run(folder, *words, "--format", "md").stdout for words in ways}
    assert not [words for words, text in shared.items() if KEY.search(text)]
    assert "|  | Paint both doors | CD |" in shared["actions",]
    assert "| “Paint the door” | 11 April 2024 |" in shared["log",]
    diff = shared["diff", "HEAD~1"]
    assert "- **superseded**: by “Paint both doors” – *Paint the door*\n" in diff
    assert shared["overdue",].startswith("| Ref | Action | Owner | Due | How late |\n")
    whole = run(folder, "actions", "--format", "md", "--internal").stdout
    assert KEY.search(whole) is not None
    assert "2024-04-11#1\t" in run(folder, "actions", "--format", "plain").stdout
    (folder / "2024-03-14.yaml").write_text(UNNUMBERED.replace("ref: 1/24, ", ""), "utf-8")
    (folder / "2024-04-11.yaml").unlink()
    (head, *_) = run(folder, "actions", "--format", "md").stdout.splitlines()
    assert head == "| Action | Owner | Raised | Due | Status |"


def test_an_update_that_is_withheld_is_a_sentence_after_one(tmp_path: Path) -> None:
    (tmp_path / "2024-03-14.yaml").write_text(UNNUMBERED, "utf-8")
    (tmp_path / "2024-04-11.yaml").write_text(NEWS, "utf-8")
    shown = run(tmp_path, "matters-arising", "--format", "md").stdout
    assert "| ongoing: Measured twice. An update is withheld. |" in shown
    own = run(tmp_path, "matters-arising", "--format", "plain").stdout
    assert "\tA leak. Confidential update.\n" in own
    (tmp_path / "2024-04-11.yaml").write_text(NEWS.replace("twice.", "twice"), "utf-8")
    shown = run(tmp_path, "matters-arising", "--format", "md").stdout
    assert "| ongoing: Measured twice; an update is withheld |" in shown


def test_rows_for_the_clerk_are_marked(board: Path) -> None:
    listed = run(board, "actions", "--format", "plain")
    assert listed.stdout.splitlines()[1:] == [
        "7/24\t[Confidential: s.40] Write to Smith\tXZ\t2024-03-14\t2024-03-20\tcompleted",
        "8/24\tSurvey\tAB\t2024-03-14\t2024-06-01\tin progress, confidential update",
    ]
    assert listed.stderr == "2 rows are confidential. Do not pass them on.\n"
    listed = run(board, "meetings", "--format", "plain")
    assert "2024-04-11\t[Confidential: s.43] Redundancies\t" in listed.stdout
    assert listed.stderr == "1 row is confidential. Do not pass it on.\n"
    listed = run(board, "people", "--format", "plain")
    assert "XZ\t[Confidential] Xena Zorn\t" in listed.stdout
    assert listed.stderr == "1 row is confidential. Do not pass it on.\n"


@pytest.mark.parametrize(
    "filters", [("--owner", "XZ"), ("--owner", "none"), ("--search", "Smith"), ("--no-date",)]
)
def test_what_a_withheld_action_says_can_not_be_asked_for(
    board: Path, filters: tuple[str, ...]
) -> None:
    listed = run(board, "actions", *filters, "--format", "md")
    assert "Withheld" not in listed.stdout


def test_what_a_confidential_report_closed_is_still_a_matter_arising(tmp_path: Path) -> None:
    raised = "actions:\n  - {ref: 1/24, action: Survey}\n  - {ref: 2/24, action: Paint}\n"
    closed = "updates:\n  - {ref: 1/24, status: done}\n"
    closed += "  - {ref: 2/24, status: done, confidential: s.43}\n"
    (tmp_path / "2024-03-14.yaml").write_text(f"date: 2024-03-14\n{raised}", "utf-8")
    (tmp_path / "2024-04-11.yaml").write_text(f"date: 2024-04-11\n{closed}", "utf-8")
    shared = run(tmp_path, "matters-arising", "--format", "md").stdout
    assert "| 2/24 | Paint |  |  | An update is withheld |" in shared
    assert "1/24" not in shared
    assert "2/24" not in run(tmp_path, "matters-arising", "--format", "plain").stdout


def test_a_mark_that_is_misspelt_is_not_passed_on(board: Path) -> None:
    text = HARBOUR.replace("confidential", "confidentail")
    (board / "2024-03-14.yaml").write_text(text, "utf-8")
    listed = run(board, "actions", "--format", "md")
    assert listed.exit_code == 1
    assert "Smith" not in listed.stdout
    assert "Withheld, its file has an error" in listed.stdout


def with_errors(board: Path) -> None:
    """Put an error into a confidential part, and one into a public part."""
    text = HARBOUR.replace("owner: XZ, due: 2024-03-20", "owner: XZ, Smithember: x")
    (board / "2024-03-14.yaml").write_text(f"{text}    minute: Slip\n", "utf-8")


@pytest.mark.parametrize(
    "words",
    [
        *((*words, "--format", "md") for words in LISTINGS),
        ("publish", "--to", "md", "-o", "-"), ("publish", "--actions", "--to", "csv", "-o", "-"),
        ("calendar", "-o", "-"),
    ],
)  # fmt: skip
def test_errors_told_beside_what_is_shared_are_redacted(
    board: Path, words: tuple[str, ...]
) -> None:
    with_errors(board)
    told = run(board, *words)
    said = told.stdout + told.stderr
    assert not [secret for secret in SECRETS if secret in said]
    whole = run(board, *words, "--internal")
    assert "Smithember" in whole.stderr
    if words[-1] == "md":
        assert told.exit_code == 1
        assert "[unknown-field] Withheld: confidential." in told.stderr
        assert "no field `minute`" in told.stderr
        assert "`scrutiny check` shows them." in told.stderr


def test_errors_for_the_clerk_are_marked(board: Path) -> None:
    with_errors(board)
    told = run(board, "actions")
    assert "error [unknown-field] [Confidential] " in told.stderr
    assert "error [unknown-field] An item has" in told.stderr
    assert "1 problem is confidential. Do not pass it on." in told.stderr


def test_whose_a_withheld_action_is_cannot_be_read_beside_a_calendar(board: Path) -> None:
    text = HARBOUR.replace("owner: XZ, due", "owner: AB, due").replace("completed", "ongoing")
    (board / "2024-03-14.yaml").write_text(text, "utf-8")
    (board / "2024-05-09.yaml").unlink()
    told = {owner: run(board, "calendar", "--owner", owner, "-o", "-") for owner in ("AB", "none")}
    assert {one.stderr for one in told.values()} == {"Confidential actions are not included.\n"}
    told_of_all = run(board, "calendar", "-o", "-").stderr
    assert told_of_all == "Open actions not in the calendar: 1 confidential.\n"


TO_COME = """\
date: 2024-06-13
items:
  - title: Staff
    confidential: s.40
    updates: [{ref: 8/24, note: Bribed}]
"""


@pytest.mark.parametrize(
    "words", [("actions", "--format", "md"), ("publish", "--actions", "--to", "md", "-o", "-")]
)
def test_what_is_said_to_come_counts_no_report_that_nobody_may_know_of(
    board: Path, words: tuple[str, ...]
) -> None:
    (board / "2024-06-13.yaml").write_text(TO_COME, "utf-8")
    assert "still to come" not in run(board, *words).stderr
    assert "still to come. 1 update in its file" in run(board, *words, "--internal").stderr
    assert "still to come. 1 update in its file" in run(board, "actions").stderr


def test_who_committed_what_is_withheld(tmp_path: Path) -> None:
    repository = make_repository(tmp_path)
    folder = repository / "meetings"
    folder.mkdir(exist_ok=True)
    for text in (HARBOUR, STAFF, MAY):
        (folder / f"{text[6:16]}.yaml").write_text(text, "utf-8")
    commit(repository, "all")
    shared = run(folder, "log", "--format", "md")
    assert shared.exit_code == 0
    assert not [secret for secret in SECRETS if secret in shared.stdout]
    assert "| 8/24 | 9 May 2024 | Withheld, s.43 |" in shared.stdout
    marked = run(folder, "log", "--format", "plain").stdout
    assert "7/24\t2024-05-09\t[Confidential: s.40] done" in marked


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(boards())
def test_no_secret_word_is_in_what_is_printed_for_others(board: Board) -> None:
    with tempfile.TemporaryDirectory() as place:
        board.write(Path(place))
        for words in LISTINGS:
            if len(words) == 2 and words[0] == "matters-arising":
                continue
            shared = run(Path(place), *words, "--format", "md")
            assert not [word for word in board.secret_words if word in shared.stdout]
            assert KEY.search(shared.stdout) is None


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(boards())
def test_what_is_shared_is_the_same_without_what_is_withheld(board: Board) -> None:
    others = {one.path.rpartition("/")[2]: one.text for one in board.without_secrets()}
    assert shared_by(board) == shared_by(board._replace(files=others))


def shared_by(board: Board) -> dict[tuple[str, ...], str]:
    """Give what commands print of a board for others; no file of it has an error."""
    names = [name.removesuffix(".yaml") for name in board.files if name != "series.yaml"]
    ways = [(*words, "--format", "md") for words in LISTINGS if words[-1] != "2024-04-11"]
    ways += [("matters-arising", name, "--format", "md") for name in names]
    ways += [("publish", name, "--open-actions", "--to", "md", "-o", "-") for name in names]
    ways += [("publish", "--actions", "--to", "csv", "-o", "-"), ("calendar", "-o", "-")]
    with tempfile.TemporaryDirectory() as place:
        board.write(Path(place))
        done = {words: run(Path(place), *words) for words in ways}
    assert {one.exit_code for one in done.values()} == {0}
    return {words: one.stdout for words, one in done.items()}


def test_a_calendar_says_where_a_report_is_withheld(board: Path) -> None:
    made = run(board, "calendar", "-o", "-").stdout.replace("\r\n ", "")
    assert "Due: 21 March 2024" in made
    assert "An update is withheld." in made
    assert not [secret for secret in SECRETS if secret in made]


# What a change means


def compared(before: list[Source], after: list[Source]) -> str:
    """Give the comment for a pull request, as everybody may read it."""
    old, new = build_book(before), build_book(after)
    shown = redact_book(old), redact_book(new)
    hidden = frozenset(
        one.name
        for book in shown
        for one in book.meetings
        if one.root_item.confidential is not None
    )
    redaction = Redaction(find_secret_words(new, old).occur_in, hidden)
    states = ComparedStates("before", "after")
    return render_comment(compare_books(*shown, date(2024, 5, 10)), states, redaction)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(boards())
def test_no_secret_word_is_in_the_comment_on_a_change(board: Board) -> None:
    other = board.with_other_secrets()
    for before, after in ((other, board.sources()), (board.sources(), other), ([], other)):
        made = compared(before, after)
        assert not [word for word in board.secret_words if word in made]
        assert "zx" not in made.casefold()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(boards())
def test_what_is_marked_only_now_is_withheld_at_once(board: Board) -> None:
    unmarked = [
        Source(one.path, re.sub(r'"confidential": "[^"]*"', '"x-none": "1"', one.text))
        for one in board.sources()
    ]
    made = compared(unmarked, board.sources())
    assert not [word for word in board.secret_words if word in made]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(boards(), st.sampled_from(["status", "about", "x"]))
def test_no_secret_word_is_in_an_annotation(board: Board, broken: str) -> None:
    sources = [
        Source(one.path, one.text.replace(f'"{broken}": "', f'"{broken}": "no '))
        for one in board.sources()
    ]
    book = build_book(sources)
    day = date(2024, 6, 1)
    found = redact_problems(run_checks(book, day), (book,), day)
    for made in (render_github_commands(found), render_sarif(found, "1")):
        assert not [word for word in board.secret_words if word in made]


AGREEING = "date: 2024-05-02\nitems:\n  - {title: Minutes, approves: 2024-03-14}\n"


def test_agreed_minutes_that_changed_in_confidence(tmp_path: Path) -> None:
    folder = make_repository(tmp_path) / "meetings"
    folder.mkdir()
    (folder / "2024-03-14.yaml").write_text(HARBOUR, "utf-8")
    (folder / "2024-05-02.yaml").write_text(AGREEING, "utf-8")
    commit(tmp_path)
    changed = HARBOUR.replace("Write to Smith", "Sack Smith").replace("Dismissal", "Dismissal of X")
    (folder / "2024-03-14.yaml").write_text(changed, "utf-8")
    corrected = (
        AGREEING + "  - {approves: 2024-03-14, corrections: [Smith is Smyth], confidential: s.40}\n"
    )
    (folder / "2024-05-02.yaml").write_text(corrected, "utf-8")
    (folder / "2024-07-11.yaml").write_text(
        STAFF.replace("04-11", "07-11").replace("2024-04", "2024-07"), "utf-8"
    )
    shared = run(folder, "diff", "--format", "md")
    assert shared.exit_code == 0
    for secret in ("Smith", "Smyth", "Dismissal", "Redundancies", "7/24"):
        assert secret not in shared.stdout
    assert "- **meeting added**: Withheld: confidential" in shared.stdout
    marked = run(folder, "diff", "--format", "plain")
    assert "[Confidential] Redundancies" in marked.stdout
    assert "[Confidential] title of “Dismissal of X”" in marked.stdout
    assert "[Confidential] Smith is Smyth" in marked.stdout
    assert "Do not pass them on." in marked.stderr
    whole = run(folder, "diff", "--format", "md", "--internal")
    assert "\\[Confidential\\] Redundancies" in whole.stdout


def test_a_change_in_confidence_alone_is_not_passed_on(tmp_path: Path) -> None:
    folder = make_repository(tmp_path) / "meetings"
    folder.mkdir()
    path = folder / "2024-03-14.yaml"
    path.write_text(HARBOUR, "utf-8")
    commit(tmp_path)
    path.write_text(HARBOUR.replace("Write to Smith", "Sack Smith"), "utf-8")
    shared = run(folder, "diff", "--format", "md")
    assert shared.stdout == ""
    assert shared.stderr.endswith("Confidential entries are withheld. --internal includes them.\n")


# Annotations


def test_annotations_are_redacted_unless_internal(board: Path) -> None:
    text = HARBOUR.replace("owner: XZ, due: 2024-03-20", "owner: XZ, status: Smithember")
    (board / "2024-03-14.yaml").write_text(f"{text}    minute: Slip\n", "utf-8")
    for form in ("github", "sarif"):
        shared = run(board, "check", "--format", form)
        assert shared.exit_code == 1
        assert not [secret for secret in SECRETS if secret in shared.stdout]
        assert "no field `minute`" in shared.stdout
        assert "Withheld: confidential." in shared.stdout
        assert "Smithember" in run(board, "check", "--format", form, "--internal").stdout
    marked = run(board, "check")
    assert "[Confidential] " in marked.stdout
    assert "problem is confidential." in marked.stderr


def test_what_an_annotation_is_known_by_does_not_depend_on_what_is_withheld(
    tmp_path: Path,
) -> None:
    made = []
    for word in ("Dismissal", "Promotion"):
        text = f"items: [{{title: Water, miutes: x}}, {{title: {word}, confidential: true}}]\n"
        (tmp_path / "2024-03-14.yaml").write_text(f"date: 2024-03-14\n{text}", "utf-8")
        made.append(run(tmp_path, "check", "--format", "sarif").stdout)
    assert "no field `miutes`" in made[0]
    assert made[0] == made[1]


LEFT = """\
date: 2024-03-14
present:
  - {initials: AB, name: Ada Bell, left: 2024-04-01}
actions:
  - {action: Publish, owner: AB}
  - {action: Publish, owner: AB, confidential: true}
  - {ref: 4/24, action: Publish, owner: CD, confidential: true}
updates:
  - {ref: "2024-03-14#1", about: Publish, status: ongoing}
"""


def test_an_annotation_names_no_withheld_action_by_words_or_numbers_that_are_public(
    tmp_path: Path,
) -> None:
    (tmp_path / "2024-03-14.yaml").write_text(LEFT, "utf-8")
    (tmp_path / "2024-04-11.yaml").write_text("date: 2024-04-11\nminutes: In 4/24.\n", "utf-8")
    told = run(tmp_path, "check", "--format", "github").stdout
    assert "2024-03-14#2" not in told
    assert "Publish" in told  # the action that everybody knows
    assert "does not mention 4/24" not in told
    assert told.count("title=owner-left::Withheld: confidential.") == 1
    assert "2024-03-14#2" in run(tmp_path, "check", "--format", "github", "--internal").stdout


def test_a_file_that_cannot_be_read_is_withheld_where_it_may_be_confidential(board: Path) -> None:
    (board / "2024-04-11.yaml").write_text(f"{STAFF}present: [Smith\nchair: @Redundant\n", "utf-8")
    shared = run(board, "check", "--format", "github")
    assert "Redundant" not in shared.stdout
    assert "file=" in shared.stdout


@pytest.mark.parametrize("mark", ["confidentail", "Confidential", "confidental", "confidential"])
def test_what_looks_like_a_mark_is_one(mark: str) -> None:
    text = f"date: 2024-03-14\nitems:\n  - title: Dismissal\n    {mark}: s.40\n"
    book = build_book([Source("meetings/2024-03-14.yaml", text)])
    assert find_secret_words(book).occur_in("About dismissal.")
    assert not find_secret_words(book).occur_in("About 2024-03-14.")


def test_what_is_not_confidential_has_no_secret_words() -> None:
    text = "date: 2024-03-14\nitems:\n  - {title: Dismissal, confidential: no}\n"
    book = build_book([Source("meetings/2024-03-14.yaml", text)])
    assert not find_secret_words(book).occur_in("Dismissal")


RAISING = """\
date: 2024-03-14
actions:
  - ref: 9/24
    action: Sack him
    confidential: s.40
  - {ref: 9/24, action: Paint}
"""
TWICE = """\
date: 2024-03-14
actions:
  - {ref: 9/24, action: Paint}
  - {ref: 9/24, action: Sack him, confidential: true}
"""


@pytest.mark.parametrize(
    ("raising", "reporting", "rule"),
    [
        # The file of the report cannot be read, or its status.
        (RAISING, "  - ref: 9/24\n    note: Smith said: yes\n", "yaml-syntax"),
        (RAISING, "  - ref: 2024-03-14 #1\n    note: Smith said: yes\n", "yaml-syntax"),
        (RAISING, "  - {ref: 9/24, status: Smith left}\n", "bad-status"),
        # The file cannot be read in which the action is marked.
        (
            RAISING.replace("Sack him", "Sack: him"),
            "  - {ref: 9/24, status: Smith left}\n",
            "bad-status",
        ),
        (
            RAISING.replace("Sack him", "Sack: him"),
            "  - ref: 9/24\n    note: Smith said: yes\n",
            "yaml-syntax",
        ),
        # Of two actions with one number the second is confidential.
        (
            TWICE,
            "  - {ref: 9/24, status: Smith left}\n",
            "bad-status",
        ),
    ],
)
def test_an_annotation_says_nothing_of_what_inherits_from_another_file(
    tmp_path: Path, raising: str, reporting: str, rule: str
) -> None:
    (tmp_path / "2024-03-14.yaml").write_text(raising, "utf-8")
    text = f"date: 2024-04-11\nupdates:\n{reporting}"
    (tmp_path / "2024-04-11.yaml").write_text(text, "utf-8")
    for form in ("github", "sarif"):
        told = run(tmp_path, "check", "--format", form)
        assert told.exit_code == 1
        assert rule in told.stdout
        assert "Smith" not in told.stdout + told.stderr
    assert "Smith" in run(tmp_path, "check", "--format", "github", "--internal").stdout


def test_an_annotation_of_a_file_that_cannot_be_read_says_what_is_public(tmp_path: Path) -> None:
    (tmp_path / "2024-03-14.yaml").write_text(RAISING.replace("9/24, action", "8/24, action"))
    text = "date: 2024-04-11\nupdates:\n  - ref: 8/24\n    note: Jones said: yes\n"
    (tmp_path / "2024-04-11.yaml").write_text(text, "utf-8")
    assert "Jones said" in run(tmp_path, "check", "--format", "github").stdout


@pytest.mark.parametrize(
    "person",
    ["initials: AB\n    email: ada@bell.org: home", "{initials: AB, email: ada@bell.org # old}"],
)
def test_an_annotation_has_no_address(tmp_path: Path, person: str) -> None:
    text = f"date: 2024-03-14\npresent:\n  - {person}\nitems:\n  - titel: Water\n"
    (tmp_path / "2024-03-14.yaml").write_text(text, "utf-8")
    for form in ("github", "sarif"):
        told = run(tmp_path, "check", "--format", form)
        assert told.exit_code == 1
        assert "ada@" not in told.stdout
    assert "ada@" in run(tmp_path, "check").stdout
