"""Entries of lists that are deleted or moved: text in, text out; comments go with their entry."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.editing.list_entries import (
    EntryMove,
    find_entry_place,
    move_entries,
    remove_entries,
)
from scrutiny_cli.editing.yaml_edit import YamlEditor, open_editor
from scrutiny_cli.editing.yaml_layout import CannotEdit
from scrutiny_cli.minutes.source import Source

HEAD = "date: 2024-02-01\n"
NAME = "meetings/2024-02-01.yaml"


def start_edit(text: str) -> YamlEditor:
    return open_editor(Source(NAME, text), "Edit the file.")


def remove(text: str, *places: int) -> str:
    """Return the text without some entries of `updates`, which are proved to be gone."""
    editor = start_edit(text)
    remove_entries(editor, editor.root, "updates", places)
    assert editor.is_as_intended()
    return editor.new_text


def move(text: str, *moves: tuple[str, int, str]) -> str:
    """Return the text after entries were moved, and prove where they are."""
    editor = start_edit(text)
    move_entries(editor, editor.root, [EntryMove(*one) for one in moves])
    assert editor.is_as_intended()
    return editor.new_text


def with_windows_ends(text: str) -> str:
    return text.replace("\n", "\r\n")


# Deleting

DRAFT = (
    HEAD + "updates:\n  # Raised on 1 January 2024\n\n  # One\n  # AB\n  - ref: 1/24\n    status:\n"
    "\n  # Two\n  - ref: 2/24\n    note: |\n      a\n\n      b\n\n"
    "  # Raised on 8 January 2024\n\n  # Three\n  - ref: 3/24   # why\n    # later\n"
    "next_meeting: March 2024\n"
)
BELOW = "next_meeting: March 2024\n"
SPACED = HEAD + "updates:\n\n  - ref: 1/24\n\n  - ref: 2/24\n\n  - ref: 3/24\n\n" + BELOW
PLAIN = HEAD + "updates:\n- ref: 1/24\n-   ref: 2/24\n    # of 2\n-\n  ref: 3/24\n" + BELOW


@pytest.mark.parametrize(
    ("text", "places", "gone"),
    [
        (DRAFT, [0], "  # One\n  # AB\n  - ref: 1/24\n    status:\n\n"),
        (DRAFT, [1], "  # Two\n  - ref: 2/24\n    note: |\n      a\n\n      b\n\n"),
        (
            DRAFT,
            [2],
            "\n  # Raised on 8 January 2024\n\n  # Three\n  - ref: 3/24   # why\n    # later\n",
        ),
        (DRAFT, [0, 1], DRAFT[DRAFT.index("  # Raised") : DRAFT.index("  # Raised on 8")]),
        (DRAFT, [2, 0, 1], DRAFT[len(HEAD) : DRAFT.index(BELOW)]),
        (SPACED, [0], "\n  - ref: 1/24\n"),
        (SPACED, [1], "\n  - ref: 2/24\n"),
        (SPACED, [2], "\n  - ref: 3/24\n"),
        (SPACED, [0, 1, 2], "updates:\n\n  - ref: 1/24\n\n  - ref: 2/24\n\n  - ref: 3/24\n"),
        (PLAIN, [0], "- ref: 1/24\n"),
        (PLAIN, [1], "-   ref: 2/24\n    # of 2\n"),
        (PLAIN, [2], "-\n  ref: 3/24\n"),
        (PLAIN, [0, 1, 2], PLAIN[len(HEAD) : PLAIN.index(BELOW)]),
    ],
)
def test_an_entry_goes_with_its_lines_and_comments(text: str, places: list[int], gone: str) -> None:
    wanted = text.replace(gone, "", 1)
    assert wanted != text
    if places == [0] and text is SPACED:
        wanted = text.replace("\n  - ref: 1/24\n\n", "", 1)
    assert remove(text, *places) == wanted
    assert remove(with_windows_ends(text), *places) == with_windows_ends(wanted)
    assert remove(text.removesuffix(BELOW).rstrip("\n"), *places) == (
        wanted.removesuffix(BELOW).rstrip("\n")
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # On the whole list, or on nothing.
        ("updates:\n  # of all\n  - ref: 1\n  - ref: 2\n", "updates:\n  # of all\n  - ref: 2\n"),
        (
            "updates:\n  # of 1\n  - ref: 1\n  # of 2\n  - ref: 2\n",
            "updates:\n  # of 2\n  - ref: 2\n",
        ),
        ("updates:\n  - ref: 0\n#  - ref: 1\n", "updates:\n#  - ref: 1\n"),
        ("updates: # why\n  - ref: 0\n", "updates: # why\n"),
        ("# why\nupdates:\n  - ref: 0\nx-a: 1\n", "# why\nupdates:\nx-a: 1\n"),
        ("updates:\n  - ref: 0\n  # - ref: 1\n", "updates:\n  # - ref: 1\n"),
        # In brackets.
        ("updates: [{ref: 1}]\n", ""),
        ("updates: [{ref: 1}] # why\n", "updates: # why\n"),
        ("updates: [{ref: 1}, {ref: 2}]\n", "updates: [{ref: 2}]\n"),
        ("updates: [\n  {ref: 1},\n  {ref: 2},\n]\n", "updates: [\n  {ref: 2},\n]\n"),
        ("\nupdates: [{ref: 1}]\n\nx-a: 1\n", "\nx-a: 1\n"),
    ],
)
def test_what_is_left_of_a_list(before: str, after: str) -> None:
    assert remove(HEAD + before, 0) == HEAD + after
    assert remove(with_windows_ends(HEAD + before), 0) == with_windows_ends(HEAD + after)


def test_a_list_that_comes_first_keeps_its_name() -> None:
    assert remove("updates:\n  - ref: 1\n" + HEAD, 0) == "updates:\n" + HEAD
    assert remove("updates: [{ref: 1}]\n" + HEAD, 0) == "updates:\n" + HEAD


def test_within_braces_an_empty_list_stays() -> None:
    text = '{"date": "2024-02-01", "updates": [{"ref": "1/24"}, {"ref": "2/24"}]}'
    assert remove(text, 1) == text.replace(', {"ref": "2/24"}', "")
    assert remove(text, 0, 1) == '{"date": "2024-02-01", "updates": []}'


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "updates: [{ref: 1}, # of 1\n  {ref: 2}]\n",
        HEAD + "updates: [{ref: 1} # of 1\n  ]\n",
        HEAD + "updates:\n  ref: 1\n",
    ],
)
def test_where_a_comment_would_be_lost_nothing_is_deleted(text: str) -> None:
    places = (1,) if "ref: 2" in text else (0,)
    with pytest.raises(CannotEdit, match=rf"{NAME}:[23]: .* Edit the file\.$"):
        remove(text, *places)


# Moving

PERSON = "  - initials: RO\n    name: Rosa Okafor # the chair\n    # since May\n"
EXPECTED = HEAD + "expected:\n  - AB\n  # Rosa\n" + PERSON + "  - CD   # late\n"
ROSA = ("expected", 1, "present")
REST = HEAD + "expected:\n  - AB\n  - CD   # late\n"


@pytest.mark.parametrize(
    ("present", "after"),
    [
        ("", "present:\n  # Rosa\n" + PERSON),
        ("present:\n", "present:\n  # Rosa\n" + PERSON),
        ("present: # one a line\n", "present: # one a line\n  # Rosa\n" + PERSON),
        ("# present:\n# absent:\n", "present:\n  # Rosa\n" + PERSON + "# absent:\n"),
        ("#present:\n#  - EF\n", "present:\n  # Rosa\n" + PERSON + "#  - EF\n"),
        ("present:\n  - EF\n\nx-a: 1\n", "present:\n  - EF\n  # Rosa\n" + PERSON + "\nx-a: 1\n"),
        (
            "present:\n  - EF\n\n  - GH\nx-a: 1\n",
            "present:\n  - EF\n\n  - GH\n\n  # Rosa\n" + PERSON + "x-a: 1\n",
        ),
        (
            "present:\n- EF\n",
            "present:\n- EF\n# Rosa\n" + PERSON.replace("\n  ", "\n")[2:],
        ),
        (
            "present:\n    -   EF\n",
            "present:\n    -   EF\n    # Rosa\n  " + PERSON.replace("\n    ", "\n      "),
        ),
        ("present: [EF, 'G, H'] # c\n", "present: # c\n  - EF\n  - 'G, H'\n  # Rosa\n" + PERSON),
        ("present: EF, GH (late)\n", "present:\n  - EF\n  - GH (late)\n  # Rosa\n" + PERSON),
        ("present: none\n", "present:\n  # Rosa\n" + PERSON),
        ("present:\n  - none\n", "present:\n  # Rosa\n" + PERSON),
        ("present: []\n", "present:\n  # Rosa\n" + PERSON),
    ],
)
def test_a_person_moves_as_it_is(present: str, after: str) -> None:
    assert move(EXPECTED + present, ROSA) == REST + after
    assert move(with_windows_ends(EXPECTED + present), ROSA) == with_windows_ends(REST + after)
    last = move((EXPECTED + present).removesuffix("\n"), ROSA)
    assert last == (REST + after).removesuffix("\n")


FIRST = ("expected", 0, "present")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("expected: [AB, CD]\n", "expected: [CD]\npresent: [AB]\n"),
        ("expected: AB, CD\n", "expected: CD\npresent: AB\n"),
        ("expected: AB; CD; EF\npresent: GH\n", "expected: CD; EF\npresent: GH, AB\n"),
        ("expected: Ivo Jansen (IJ), Clerk\npresent: GH\n",
         "present:\n  - GH\n  - Ivo Jansen (IJ), Clerk\n"),
        ("expected: [Ivo (IJ) , CD]\npresent: GH\n", "expected: [CD]\npresent: GH, Ivo (IJ)\n"),
        ("expected: [{name: A B}, CD]\npresent: GH\n",
         "expected: [CD]\npresent:\n  - GH\n  - {name: A B}\n"),
        ("expected: [{name: A B}, CD]\npresent: # c\n",
         "expected: [CD]\npresent: [{name: A B}] # c\n"),
        ("expected: [{name: A,\n  note: b}, CD]\npresent:\n- GH\n",
         "expected: [CD]\npresent:\n- GH\n- {name: A,\n  note: b}\n"),
        ("expected:\n  - {name: A} # c\n", "present:\n  - {name: A} # c\n"),
        ("expected:\n  - name: A\n    note: b, c\npresent: [GH]\n",
         'present: [GH, {name: A, note: "b, c"}]\n'),
        ("expected:\n  - '0:0'\npresent: [GH]\n", "present: [GH, '0:0']\n"),
        ("expected:\n  - A [b]\npresent: [GH]\n", 'present: [GH, "A [b]"]\n'),
        ("expected:\n  - name: A\n    aliases: [b, c]\npresent: [GH]\n",
         "present: [GH, {name: A, aliases: [b, c]}]\n"),
        ("expected:\n  - AB\n\n  - CD\npresent: [none]\n", "expected:\n  - CD\npresent: [AB]\n"),
        ("expected:\n    - name: |\n        A\n        B\npresent:\n  - GH\n",
         "present:\n  - GH\n  - name: |\n      A\n      B\n"),
        ("x-a: 1\nexpected:\n  - name: |\n      A\npresent: [GH]\n",
         "x-a: 1\npresent:\n  - GH\n  - name: |\n      A\n"),
        ("expected:\n  - AB\npresent: [\n  GH,\n  IJ\n]\n", "present: [\n  GH,\n  IJ,\n  AB\n]\n"),
        ("present: GH # c\nexpected: AB # d\n", "present: GH, AB # c\nexpected: # d\n"),
    ],
)  # fmt: skip
def test_a_person_moves_between_lists_of_any_form(before: str, after: str) -> None:
    assert move(HEAD + before, FIRST) == HEAD + after
    assert move(with_windows_ends(HEAD + before), FIRST) == with_windows_ends(HEAD + after)


def test_within_braces_a_list_is_added() -> None:
    text = '{"date": "2024-02-01", "expected": ["AB", {"name": "C D"}]}'
    assert move(text, ("expected", 1, "present")) == (
        '{"date": "2024-02-01", "expected": ["AB"], "present": [{"name": "C D"}]}'
    )
    text = "{date: 2024-02-01, expected: 'AB, CD', present: GH}"
    assert move(text, ("expected", 1, "present")) == (
        '{date: 2024-02-01, expected: AB, present: "GH, CD"}'
    )
    text = "{date: 2024-02-01, expected: [{name: A}], present: GH}"
    assert move(text, ("expected", 0, "present")) == (
        "{date: 2024-02-01, expected: [], present: [GH, {name: A}]}"
    )


def test_a_mark_within_a_text_is_not_a_comment() -> None:
    assert remove(HEAD + "updates: [{ref: 1, note: 'a #b'}]\n", 0) == HEAD
    assert move(HEAD + "expected:\n  - name: 'A #1'\npresent: [GH]\n", FIRST) == (
        HEAD + 'present: [GH, {name: "A #1"}]\n'
    )
    text = HEAD + "expected:\n  - name: | # c\n      A\npresent: [GH]\n"
    assert "# c" in move(text, FIRST)


def test_several_move_at_once_to_several_lists() -> None:
    moves = [FIRST, ("expected", 1, "apologies"), ("expected", 2, "present")]
    assert move(EXPECTED + "# present:\n# apologies:\n", *moves) == (
        HEAD + "present:\n  - AB\n  - CD   # late\napologies:\n  # Rosa\n" + PERSON
    )
    both = HEAD + "expected: [AB]\nabsent:\n  - CD # late\n"
    assert move(both, ("expected", 0, "present"), ("absent", 0, "present")) == (
        HEAD + "present:\n  - AB\n  - CD # late\n"
    )
    assert move(EXPECTED, *moves) == (
        HEAD + "present:\n  - AB\n  - CD   # late\napologies:\n  # Rosa\n" + PERSON
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("present:\n  - AB\nabsent:\n  - CD\n", "present:\n  - CD\nabsent:\n  - AB\n"),
        ("present: [AB]\nabsent: [CD]\n", "present: [CD]\nabsent: [AB]\n"),
        ("present: AB\nabsent: CD\n", "present: CD\nabsent: AB\n"),
        ("present: [AB]\nabsent:\n  - CD\n", "present: [CD]\nabsent:\n  - AB\n"),
    ],
)
def test_two_change_places(before: str, after: str) -> None:
    assert move(HEAD + before, ("present", 0, "absent"), ("absent", 0, "present")) == HEAD + after


def test_a_comment_in_brackets_or_a_single_person_is_not_moved() -> None:
    with pytest.raises(CannotEdit, match=rf"{NAME}:2: A comment would be deleted, too\. "):
        move(HEAD + "expected: [AB, # c\n  CD]\n", FIRST)
    with pytest.raises(CannotEdit, match=rf"{NAME}:3: `expected` is not a list"):
        move(HEAD + "expected:\n  name: AB\n", FIRST)


def test_an_entry_is_found_by_its_place_in_the_text() -> None:
    for text in (EXPECTED, HEAD + "expected: [AB, RO, CD]\n", HEAD + "expected: AB; RO (x), CD\n"):
        editor = start_edit(text)
        found = [
            find_entry_place(editor, editor.root, "expected", text.index(label))
            for label in ("AB", "RO", "CD")
        ]
        assert found == [0, 1, 2]


# In any layout

LISTS = ("present", "apologies", "absent")
labels = st.lists(
    st.sampled_from(["AB", "C. D", "Ivo (IJ)", "EF (late)", "G: h", {"initials": "RO"},
                     {"name": "Rosa: O", "role": "Chair, Clerk"}]),
    max_size=4,
)  # fmt: skip


@st.composite
def attendances(draw: st.DrawFn) -> str:
    """Draw the text of a meeting with attendance lists of all forms, and comments."""
    ends = draw(st.sampled_from(["\n", "\r\n"]))
    lines = ["date: 2024-02-01"]
    for name in draw(st.permutations(LISTS)):
        lines += draw(_list_lines(name))
    lines += ["next_meeting: March 2024"] * draw(st.integers(0, 1))
    return ends.join(lines) + ends * draw(st.integers(0, 1))


@st.composite
def _list_lines(draw: st.DrawFn, name: str) -> list[str]:
    persons = draw(labels)
    comment = draw(st.sampled_from(["", " # c"]))
    form = draw(st.sampled_from(["block", "block", "flow", "text", "none", "comment"]))
    if form == "comment":
        return [f"# {name}:"]
    if form == "none" or not persons:
        return [f"{name}:{comment}"]
    if form == "flow":
        return [f"{name}: [{', '.join(map(_write_flow, persons))}]{comment}"]
    if form == "text" and all(isinstance(one, str) and ":" not in one for one in persons):
        return [f"{name}: {', '.join(map(str, persons))}{comment}"]
    column, gap = draw(st.integers(0, 4)), draw(st.integers(2, 4))
    spaced = draw(st.booleans())
    lines = [f"{name}:{comment}"]
    for person in persons:
        lines += [""] * (spaced and len(lines) > 1)
        lines += draw(st.sampled_from([[], [" " * column + "# above"]]))
        lines += _entry_lines(person, column, gap, draw)
    return lines


def _entry_lines(
    person: object, column: int, gap: int, draw: Callable[[st.SearchStrategy[str]], str]
) -> list[str]:
    texts = [_write_flow(person)]
    if isinstance(person, dict):
        texts = [f"{name}: {_write_flow(value)}" for name, value in person.items()]
    texts[-1] += draw(st.sampled_from(["", "  # after"]))
    first = " " * column + "-".ljust(gap) + texts[0]
    return [first, *(" " * (column + gap) + text for text in texts[1:])]


def _write_flow(person: object) -> str:
    if isinstance(person, dict):
        return "{" + ", ".join(f"{name}: '{value}'" for name, value in person.items()) + "}"
    return f"'{person}'"


def read_lists(text: str) -> dict[str, list[tuple[str, str | None, str | None]]]:
    """Return who is in each list: label, role and note."""
    meeting = build_book([Source(NAME, text)]).meetings[0]
    lists: Sequence[str] = LISTS
    return {
        name: [(str(one.label), one.role, one.note) for one in getattr(meeting, name)]
        for name in lists
    }


@settings(max_examples=300, deadline=None)
@given(attendances(), st.data())
def test_persons_move_in_any_layout(text: str, data: st.DataObject) -> None:
    before = read_lists(text)
    possible = [(name, place) for name in LISTS for place in range(len(before[name]))]
    chosen = (
        data.draw(st.lists(st.sampled_from(possible), unique=True, max_size=4)) if possible else []
    )
    moves = [
        (name, place, data.draw(st.sampled_from([one for one in LISTS if one != name])))
        for name, place in chosen
    ]
    now = move(text, *moves)
    wanted = {
        name: [
            *(one for place, one in enumerate(before[name]) if (name, place) not in chosen),
            *(before[source][place] for source, place, target in moves if target == name),
        ]
        for name in LISTS
    }
    assert read_lists(now) == wanted
    for comment in ("# above", "# after", "# c"):
        assert now.count(comment) == text.count(comment)
    assert now.endswith("\n") == text.endswith("\n")
    assert now.count("\n") == now.count("\r\n") or "\r\n" not in text


@settings(max_examples=200, deadline=None)
@given(attendances(), st.data())
def test_persons_are_deleted_in_any_layout(text: str, data: st.DataObject) -> None:
    before = read_lists(text)
    name = data.draw(st.sampled_from(LISTS))
    if not before[name]:
        return
    places = data.draw(st.sets(st.integers(0, len(before[name]) - 1), min_size=1))
    editor = start_edit(text)
    remove_entries(editor, editor.root, name, places)
    assert editor.is_as_intended()
    now = editor.new_text
    kept = [one for place, one in enumerate(before[name]) if place not in places]
    assert read_lists(now) == {**before, name: kept}
    assert now.endswith("\n") == text.endswith("\n")
