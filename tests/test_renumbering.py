"""Another number for an action: text in, text out; what means it follows, what does not stays."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from functools import partial
from pathlib import Path

import pytest
import support
from hypothesis import given
from hypothesis import strategies as st
from support import commit, git

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.editing.ref_change import actions_with_ref, locate_after
from scrutiny_cli.editing.renumber import plan_renumber, verify_renumber
from scrutiny_cli.editing.yaml_layout import CannotEdit
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.storage.errors import WriteRefused
from scrutiny_cli.storage.file_writer import rewrite_files

scrutiny = partial(support.scrutiny, SCRUTINY_TODAY="2024-06-15")
TODAY = date(2024, 9, 1)
HEADS = {
    "april": "date: 2024-04-01\n",
    "may": "date: 2024-05-01\n",
    "june": "date: 2024-06-01\n",
    "july": "date: 2024-07-01\n",
}
FIRST = "actions:\n  - ref: 3/24\n    action: Mend the roof\n"
SECOND = "actions:\n  - ref: @\n    action: Paint the door\n"
OLD, NEW = "3/24", "4/24"


class Done:
    """What has become of the files, and which lines were left alone."""

    def __init__(self, *, at: int = -1, to: str = NEW, **texts: str) -> None:
        names = {month: f"{head[6:16]}" for month, head in HEADS.items()}
        files = {names[month]: HEADS[month] + text for month, text in texts.items()}
        self.months = {name: month for month, name in names.items()}
        self.book = build_book(
            Source(f"meetings/{name}.yaml", text.replace("@", OLD)) for name, text in files.items()
        )
        intent = plan_renumber(self.book, actions_with_ref(self.book, OLD)[at], to)
        done = verify_renumber(self.book, intent, TODAY)
        self.texts = {self.months[one.after.name]: one.new_text for one in done}
        self.after = done[-1].book
        left = locate_after([*intent.change.unresolved, *intent.change.prose], done)
        self.left = [place.line_text.strip() for place in left]
        self.untouched = set(texts) - set(self.texts)


def follows(*, at: int = -1, left: int | None = 0, to: str = NEW, **texts: str) -> Done:
    """Hold that each `@` becomes the new number, in one file or several, and nothing else."""
    done = Done(at=at, to=to, **texts)
    for month, text in texts.items():
        whole = (HEADS[month] + text).replace("@", to)
        if month in done.texts:
            assert done.texts[month] == whole
        else:
            assert "@" not in text
    assert not [one for one in done.after.problems if one.rule == "duplicate-ref"]
    assert left is None or len(done.left) == left
    return done


# One action alone has the number


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("minutes: Action 3/24 was named.\n", 1),
        ("minutes: '3/24: it''s 3/24.'\n", 2),
        ('minutes: "3/24 \\"or\\" (3/24)\\n3/24, \\u20ac"  # said\n', 3),
        ("minutes: |\n  3/24\n  and 2/24,3/24; not 13/24, 3/245, 3/24/1, £3/24 or 3/24(h).\n", 2),
        ("title: The roof (3/24)\ndecisions:\n  - '3/24 goes on'\n", 2),
        ("corrections: For action 3/24 read more.\npapers: [On 3/24, {title: '3/24'}]\n", 3),
        ("minutes: Item 3/24 was heard.\n", 1),
        ("minutes: Actions 1/24–3/24 are done.\n", 1),
        ("# see 3/24\n", 1),
        ("x-own: 3/24\n", 1),
        ("decisions: [{decision: Yes, ref: 3/24}]\n", 1),
        ("confidential: as action 3/24\n", 1),
    ],
)
def test_prose_is_listed_and_left_alone(text: str, named: int) -> None:
    follows(may=text + SECOND, left=named)
    done = follows(may=(text + SECOND).replace("\n", "\r\n"), left=named)
    assert set(done.left) <= set(map(str.strip, text.splitlines()))


def test_every_field_that_names_it_follows() -> None:
    follows(
        april="updates:\n  - ref: 1/24\n    becomes: 2/24, @\n"
        "brought_forward: [{ref: 1/24}]\nactions: [{ref: 2/24, action: Two}]\n",
        may=SECOND + "  - {action: 'Do as in 3/24', follows: [2/24, @]}\n",
        june="updates:\n  - ref: '@'\n    note: See 3/24.\n  - ref: 2024-05-01#2\n"
        "    about: Do as in 3/24\n    action: Do as in action 3/24\nactions:\n"
        "  - action: Next\n    follows: 2/24,@ # c\n",
        left=4,
    )


@pytest.mark.parametrize("follow", ["2/24,\n      @", "|\n      2/24, @", ">-\n      @,2/24"])
def test_a_field_over_several_lines_follows(follow: str) -> None:
    two = "actions: [{ref: 2/24, action: Two}]\n"
    follows(may=two, june=SECOND + f"  - action: Next\n    follows: {follow}\n")


def test_a_number_that_may_be_anything_is_listed_only_as_an_action() -> None:
    text = (
        "date: 2024-05-01\nminutes: 12 saw that actions 11 and 12 are done by 12.\n"
        "actions: [{ref: 12, action: A}, {ref: 11, action: B}]\n"
    )
    book = build_book([Source("meetings/2024-05-01.yaml", text)])
    intent = plan_renumber(book, actions_with_ref(book, "12")[0], "13")
    done = verify_renumber(book, intent, TODAY)
    assert done[0].new_text == text.replace("ref: 12", "ref: 13")
    assert [place.column for place in intent.change.prose] == [37]


def test_a_number_within_a_longer_one_is_another() -> None:
    text = "actions:\n  - {ref: BOD 3/24, action: A}\n  - {ref: @, action: B}\n"
    done = follows(may="# BOD 3/24\nminutes: Action BOD 3/24, and action 3/24.\n" + text, left=1)
    assert done.left == ["minutes: Action BOD 3/24, and action 3/24."]


def test_a_number_with_a_blank_is_found_over_the_end_of_a_line() -> None:
    text = (
        "date: 2024-05-01\nminutes: |\n  See BOD\n  3/24.\nactions: [{ref: BOD 3/24, action: A}]\n"
    )
    book = build_book([Source("meetings/2024-05-01.yaml", text)])
    intent = plan_renumber(book, actions_with_ref(book, "bod3/24")[0], "BOD 4/24")
    changed = text.replace("ref: BOD 3/24", "ref: BOD 4/24")
    assert verify_renumber(book, intent, TODAY)[0].new_text == changed
    assert [place.line for place in intent.change.prose] == [3]


def test_what_is_written_in_escapes_is_refused_by_place() -> None:
    with pytest.raises(CannotEdit, match=r"2024-05-01\.yaml:6: 3/24 cannot be replaced safely"):
        Done(may=SECOND + '  - action: Next\n    follows: "3\\x2f24"\n')


def test_a_number_that_yaml_would_read_otherwise_is_refused() -> None:
    with pytest.raises(CannotEdit):
        Done(may=SECOND, to="#4")


def test_a_number_that_would_read_as_another_text_is_refused() -> None:
    with pytest.raises(
        CannotEdit, match=r"This cannot be written safely\. .* Edit the file: write '4/24'"
    ):
        Done(may=SECOND, to="'4/24'")


def test_nothing_is_written_where_the_number_is_taken() -> None:
    taken = SECOND + "  - {ref: 4/24, action: Other}\n"
    with pytest.raises(CannotEdit, match=r"4/24 is given to two actions"):
        Done(may=taken)
    with pytest.raises(CannotEdit, match=r"4/24 is already in use"):
        Done(may=FIRST, june=taken, at=1)


def test_a_file_with_other_errors_is_left() -> None:
    with pytest.raises(CannotEdit, match="has errors"):
        Done(may=SECOND + "colour: red\n")


def test_a_field_in_agreed_minutes_is_refused_by_place() -> None:
    agreeing = "items:\n  - title: Minutes of the last meeting\n    approves: 2024-06-01\n"
    june = "updates:\n  - ref: @\n    status: ongoing\n"
    with pytest.raises(CannotEdit) as told:
        Done(may=SECOND, june=june, july=agreeing)
    assert str(told.value).splitlines()[1:] == [
        "meetings/2024-06-01.yaml:3: - ref: 3/24  (agreed by the meeting of 2024-07-01)"
    ]
    follows(may=SECOND, june="minutes: Action 3/24.\n", july=agreeing, left=1)


# Two have it: the later one is renumbered


ABOUT = "  - ref: {}\n    about: {}\n    status: done\n"
ROOF, DOOR = ABOUT.format("3/24", "mend the"), ABOUT.format("@", "Paint…")
EITHER = "  - ref: 3/24\n    status: done\n"


def test_the_file_that_raised_it_means_it() -> None:
    follows(may=FIRST, june=SECOND + "  - {action: More, follows: @}\n")


def test_prose_that_was_written_before_means_the_first_and_is_not_listed() -> None:
    done = follows(
        april="minutes: Action 3/24 will be.\n",
        may=FIRST + "minutes: Action 3/24.\n",
        june=SECOND,
    )
    assert done.untouched == {"april", "may"}


def test_becomes_means_what_stands_there_or_later() -> None:
    brought = "brought_forward: [{ref: 1/24}, {ref: 2/24}]\n"
    closing = "updates: [{ref: 1/24, becomes: %s}]\n"
    follows(may=brought + FIRST, june=closing % "@" + SECOND)
    follows(may=brought + closing % "3/24" + FIRST, june=SECOND)
    done = follows(april=brought + closing % "3/24", may=FIRST, june=SECOND, left=1)
    assert done.left == ["updates: [{ref: 1/24, becomes: 3/24}]"]


def test_the_words_it_is_about_decide() -> None:
    follows(may=FIRST, june=SECOND, july="updates:\n" + ROOF + DOOR)
    follows(may=FIRST, june="updates:\n" + DOOR + SECOND)


def test_a_report_that_may_be_on_either_is_listed() -> None:
    done = follows(may=FIRST, june=SECOND, july="updates:\n" + EITHER, left=1)
    assert done.left == ["- ref: 3/24"]
    assert done.untouched == {"may", "july"}
    done = follows(may=FIRST, june="updates:\n" + EITHER + SECOND, left=1)


def test_what_is_followed_is_what_the_file_reports_on() -> None:
    more = "actions: [{action: More, follows: %s}]\n"
    follows(may=FIRST, june=SECOND, july=more % "3/24", left=1)
    follows(may=FIRST, june=SECOND, july=more % "@" + "updates:\n" + DOOR)
    follows(may=FIRST, june=SECOND, july=more % "3/24" + "updates:\n" + ROOF)
    follows(may=FIRST, june=SECOND, july=more % "3/24" + "updates:\n" + ROOF + DOOR, left=1)


def test_what_was_closed_before_the_other_was_raised_is_not_reported_on_again() -> None:
    closed = FIRST + "updates:\n" + EITHER
    follows(may=closed, june=SECOND, july="updates:\n  - ref: @\n    status: ongoing\n")


def test_what_happened_before_it_was_raised_is_not_about_it() -> None:
    early = "updates:\n  - ref: 3/24\n    on: 2024-05-10\n    status: done\n"
    follows(may=FIRST, june=SECOND, july=early)


def test_an_action_does_not_follow_itself() -> None:
    follows(may=FIRST, june=SECOND + "    follows: 3/24\n")


# Two have it: the first one is renumbered


def test_the_first_may_be_the_one_that_gives_way() -> None:
    second = SECOND.replace("@", "3/24")
    done = follows(
        at=0,
        may="minutes: Action 3/24.\nactions:\n  - ref: @\n    action: Mend the roof\n"
        "updates:\n  - {ref: @, note: Begun}\n",
        june="minutes: Action 3/24.\n" + second,
        july="updates:\n" + ROOF.replace("3/24", "@") + DOOR.replace("@", "3/24"),
        left=2,
    )
    assert {key: one.is_open for key, one in done.after.log.by_key.items()} == {
        "4/24": False,
        "3/24": False,
    }


def test_two_of_one_file_are_told_apart_by_their_words_alone() -> None:
    both = FIRST + "  - {ref: @, action: Paint the door}\n"
    done = follows(may=both + "minutes: Action 3/24.\nupdates:\n" + ROOF + DOOR + EITHER, left=2)
    assert done.left == ["minutes: Action 3/24.", "- ref: 3/24"]


def test_other_numbers_that_are_taken_twice_do_not_bar_it() -> None:
    twice = "  - {ref: 9/24, action: Nine}\n"
    done = Done(may=FIRST + twice, june=SECOND + twice.replace("Nine", "Neun"))
    assert done.texts["june"].count("9/24") == 1
    assert [one.message for one in done.after.problems if one.is_error] == [
        "9/24 is given to two actions."
    ]


def test_the_file_that_raised_it_is_written_last() -> None:
    done = Done(may=FIRST, june=SECOND, july="updates:\n" + DOOR)
    assert list(done.texts) == ["july", "june"]


# Whatever a file is like


TEXTS = (
    "Action 3/24", "3/24", "(3/24), 13/24: both", "see 2/24 and 3/24 #4", "one\n\n- 3/24 two",
    "no - number",
)  # fmt: skip
texts = st.sampled_from(TEXTS)


@st.composite
def written(draw: st.DrawFn, field: str, column: int) -> str:
    """Write a text in any style that can hold it."""
    text, head = draw(texts), " " * column + field + ":"
    styles = ["|", ">", '"'] + (["'"] if "\n" not in text else [])
    style = draw(
        st.sampled_from(styles + (["plain"] if text[0] in "A3n" and ":" not in text else []))
    )
    if style in "|>":
        inner = "".join(f"{' ' * (column + 3)}{one}".rstrip() + "\n" for one in text.split("\n"))
        return f"{head} {style}\n{inner}{draw(st.sampled_from(['', chr(10)]))}"
    if style == "plain":
        return f"{head} {text}\n"
    said = text.replace("\n", "\\n") if style == '"' else text
    return f"{head} {style}{said}{style}  # c\n"


@st.composite
def bodies(draw: st.DrawFn, own: str) -> str:
    """Write a file that raises the action: its prose, and what follows it, in any order."""
    parts = [
        draw(written("minutes", 0)),
        f"actions:\n{own}"
        + "".join(
            f"  - follows: {draw(st.sampled_from(['@', '[2/24, @]', '2/24, @']))}\n"
            f"    x-at: {at}\n" + draw(written("action", 4))
            for at in range(draw(st.integers(0, 2)))
        ),
        "items:\n  - x-own: 1\n" + draw(written("title", 4)),
    ]
    text = "\n# c\n".join(draw(st.permutations(parts)))
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


@given(
    bodies("  - ref: @\n    action: Paint the door\n"),
    st.lists(written("note", 4), max_size=2),
    st.booleans(),
)
def test_nothing_moves_but_the_number_in_the_fields_that_mean_it(
    june: str,
    notes: list[str],
    twice: bool,  # noqa: FBT001
) -> None:
    reports = "".join(ABOUT.format("@", "Paint the door") + note for note in notes)
    two = "actions:\n  - {ref: 2/24, action: Two}\n"
    follows(
        may=two + ("  - {ref: 3/24, action: Mend the roof}\n" if twice else ""),
        june=june,
        july=f"updates:\n{reports}" if notes else "",
        left=len(re.findall(r"\b3/24", june + reports)),
    )


# From the command line


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """Give a working directory with the meeting of May, where 2/24 was the last number."""
    (tmp_path / "meetings").mkdir()
    text = HEADS["may"] + "actions:\n  - {ref: 1/24, action: One}\n  - {ref: 2/24, action: Two}\n"
    (tmp_path / "meetings" / "2024-05-01.yaml").write_text(text)
    return tmp_path


def test_two_branches_took_one_number(board: Path) -> None:
    git(board, "init", "-qb", "main")
    commit(board)
    git(board, "switch", "-qc", "mail")
    assert scrutiny("raise", "Mend the roof", "--at", "2024-05-01", cwd=board).stdout == "3/24\n"
    commit(board)
    git(board, "switch", "-q", "main")
    scrutiny("new-meeting", "2024-06-01", cwd=board)
    june = board / "meetings" / "2024-06-01.yaml"
    assert scrutiny("raise", "Paint the door", "--at", "2024-06-01", cwd=board).stdout == "3/24\n"
    scrutiny("close", "2/24", "--note", "See action 3/24.", "--at", "2024-06-01", cwd=board)
    scrutiny("update", "1/24", "--becomes", "3/24", "--at", "2024-06-01", cwd=board)
    commit(board)
    git(board, "merge", "-q", "--no-edit", "mail")
    assert "3/24 is given to two actions." in scrutiny("check", cwd=board, code=1).stdout
    before = june.read_text()
    looked = scrutiny("renumber", "3/24", "--at", "2024-06-01", "-n", cwd=board)
    assert (looked.stdout, june.read_text()) == ("4/24\n", before)
    done = scrutiny("renumber", "3/24", "--at", "2024-06-01", cwd=board)
    changed = before.replace("3/24", "4/24").replace("See action 4/24", "See action 3/24")
    assert (done.stdout, june.read_text()) == ("4/24\n", changed)
    assert git(board, "diff", "--stat").count("|") == 1
    assert "3/24 becomes 4/24, and so does 1 mention of it." in done.stderr
    assert (
        ":15: 3/24 becomes 4/24, and so does 1 mention of it.\n        becomes: 4/24\n"
        in done.stderr
    )
    assert "meetings/2024-06-01.yaml:22:\n      - ref: 4/24\n" in done.stderr
    assert "meetings/2024-06-01.yaml:20:26: note: See action 3/24." in done.stderr
    assert "error" not in done.stderr
    assert "error" not in scrutiny("check", cwd=board).stdout
    again = scrutiny("renumber", "3/24", "--at", "2024-06-01", cwd=board, code=2)
    assert "2024-06-01 has no action 3/24. Type one of:\n  scrutiny renumber '2024-05-01#3'" in (
        again.stderr
    )


def test_two_of_one_file_are_named_by_their_places(board: Path) -> None:
    file = board / "meetings" / "2024-06-01.yaml"
    file.write_text(HEADS["june"] + FIRST + "  - {ref: 3/24, action: Paint}  # 3/24\n")
    for words in (("--at", "2024-06-01"), ()):
        told = scrutiny("renumber", "3/24", *words, cwd=board, code=2).stderr
        assert "  scrutiny renumber '2024-06-01#2'  (Paint)\n" in told
    done = scrutiny("renumber", "2024-06-01#2", "--to", "3a/24", cwd=board)
    assert done.stdout == "3a/24\n"
    assert file.read_text().endswith("{ref: 3a/24, action: Paint}  # 3/24\n")
    assert "meetings/2024-06-01.yaml:5:36: - {ref: 3a/24, action: Paint}  # 3/24\n" in done.stderr
    assert (
        "“Paint” is meant, edit the file and write 3a/24. Left as they are, they mean “Mend the"
        in done.stderr
    )


def test_the_meeting_may_be_the_last_or_the_next(board: Path) -> None:
    said = "actions:\n  - {ref: 3/24, action: Paint, confidential: s.40}\n"
    files = {
        name: board / "meetings" / f"2024-{month}-01.yaml"
        for name, month in (("last", "06"), ("next", "07"))
    }
    for file in files.values():
        file.write_text(f"date: {file.stem}\n{said}")
    told = scrutiny("renumber", "3/24", cwd=board, code=2).stderr
    assert "  scrutiny renumber '2024-07-01#1'  ([Confidential: s.40] Paint)\n" in told
    scrutiny("renumber", "3/24", "-a", "next", cwd=board)
    assert files["next"].read_text() == f"date: 2024-07-01\n{said.replace('3/24', '4/24')}"
    scrutiny("renumber", "3/24", "-a", "last", cwd=board)
    assert files["last"].read_text() == f"date: 2024-06-01\n{said.replace('3/24', '5/24')}"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("9/24",), "There is no action “9/24”."),
        (("",), "There is no action “”."),
        (("2/24", "--at", "2024-07-01"), "There is no meeting called “2024-07-01”."),
        (
            ("2/24", "--to", "1/24"),
            "1/24 is already used in meetings/2024-05-01.yaml:3. Type another number",
        ),
        (("2/24", "--to", "2/24"), "2/24 is already used"),
        (
            ("2/24", "--to", "7/24"),
            "No action has the number 7/24, but meetings/2024-06-01.yaml:3 mentions",
        ),
        (("2024-06-01#1",), "2024-06-01#1 has no number yet"),
    ],
)
def test_what_cannot_be_meant_is_a_fault_of_usage(
    words: tuple[str, ...], told: str, board: Path
) -> None:
    file = board / "meetings" / "2024-06-01.yaml"
    file.write_text(HEADS["june"] + "actions:\n  - {action: X, follows: 7/24}\n")
    assert told in scrutiny("renumber", *words, cwd=board, code=2).stderr


def test_numbers_without_a_pattern_need_the_new_one(board: Path) -> None:
    file = board / "meetings" / "2024-06-01.yaml"
    file.write_text(HEADS["june"] + "actions:\n  - {action: X, ref: A7}\n")
    told = scrutiny("renumber", "A7", cwd=board, code=2).stderr
    assert "type the new number, for example --to 42/15" in told
    assert scrutiny("renumber", "A7", "--to", "A8", cwd=board).stdout == "A8\n"


# Several files at once on the disk


@pytest.fixture
def three(tmp_path: Path) -> list[tuple[Path, str, str]]:
    """Give three files with what was read of each, and what is to be written."""
    files = [(tmp_path / f"{name}.yaml", name, name * 2) for name in "abc"]
    for path, old, _ in files:
        path.write_text(old)
    return files


def texts_of(files: list[tuple[Path, str, str]]) -> list[str]:
    folder = files[0][0].parent
    assert len(list(folder.iterdir())) == len(files)
    return [path.read_text() for path, _, _ in files]


def test_several_files_are_written_together(three: list[tuple[Path, str, str]]) -> None:
    rewrite_files(three)
    assert texts_of(three) == ["aa", "bb", "cc"]


def test_where_one_changed_meanwhile_none_is_written(three: list[tuple[Path, str, str]]) -> None:
    three[2][0].write_text("x")
    with pytest.raises(WriteRefused, match=r"c\.yaml has changed since it was read"):
        rewrite_files(three)
    assert texts_of(three) == ["a", "b", "x"]


def test_where_one_is_read_only_none_is_written(three: list[tuple[Path, str, str]]) -> None:
    three[1][0].chmod(0o444)
    with pytest.raises(WriteRefused, match=r"b\.yaml is read-only"):
        rewrite_files(three)
    assert texts_of(three) == ["a", "b", "c"]


STOPPED = """
import pathlib, sys
from scrutiny_cli.storage import file_writer
from scrutiny_cli.storage.errors import WriteRefused
put = file_writer.exchange_names
def failing(one, target):
    if target.name == "b.yaml":
        raise OSError(28, "no space")
    return put(one, target)
file_writer.exchange_names = failing
files = [(pathlib.Path(f"{name}.yaml"), name, name * 2) for name in "abc"]
try:
    file_writer.rewrite_files(files)
except WriteRefused as reason:
    print(reason)
"""


def test_where_a_later_one_fails_it_is_said_which_stand(three: list[tuple[Path, str, str]]) -> None:
    stopped = [sys.executable, "-c", STOPPED]
    said = subprocess.check_output(stopped, cwd=three[0][0].parent, encoding="utf-8")
    assert said == (
        "b.yaml cannot be written: the disk is full.\nAlready written: a.yaml\n"
        "Not written: b.yaml, c.yaml\n"
        "Undo what was written, for example with `git restore`. Then run the command again.\n"
    )
    assert texts_of(three) == ["aa", "b", "c"]
