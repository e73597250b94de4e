"""Lists that are not written as lists, and entries that are not written as entries."""

from __future__ import annotations

import pytest

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.minutes.source import Source

PERSONS = (
    "present", "apologies", "in_attendance", "absent", "chair", "minutes_by", "presenter",
)  # fmt: skip


def found(text: str, name: str = "2024-06-13.yaml") -> list[tuple[str, int, str]]:
    start = "" if name == "series.yaml" else "date: 2024-06-13\n"
    problems = build_book([Source(name, start + text)]).problems
    return [(one.rule, one.place.line, one.hint) for one in problems]


@pytest.mark.parametrize("name", PERSONS)
@pytest.mark.parametrize(
    "text",
    [
        " Tom Byrne (TB)\n  Rosa Okafor (RO)\n",
        "\n  Tom Byrne (TB)\n  Rosa Okafor (RO)\n",
        "\n  • Tom Byrne (TB)\n  • Rosa Okafor (RO)\n",
        " |\n  Tom Byrne (TB)\n  Rosa Okafor (RO)\n",
        " >\n  Tom Byrne (TB)\n\n  Rosa Okafor (RO)\n",
        ' "Tom Byrne (TB)\n  Rosa Okafor (RO)"\n',
        " Tom Byrne (TB)\n  - Rosa Okafor (RO)\n",
    ],
)
def test_persons_on_lines_without_dashes(name: str, text: str) -> None:
    ((rule, _, hint),) = found(f"{name}:{text}")
    assert rule == "list-without-dash"
    assert hint.splitlines()[1:] == [f"{name}:", "  - Tom Byrne (TB)", "  - Rosa Okafor (RO)"]


def test_the_remedy_is_the_list() -> None:
    ((rule, line, hint),) = found("present:\n  Tom Byrne (TB),\n  Rosa Okafor (RO)\n  Cem (CD)\n")
    assert (rule, line) == ("list-without-dash", 3)
    assert hint.splitlines() == [
        "Write, in place of lines 2 to 5:",
        "present:",
        "  - Tom Byrne (TB)",
        "  - Rosa Okafor (RO)",
        "  - Cem (CD)",
    ]


def test_lines_that_end_in_a_comma_go_on() -> None:
    assert found("present: AB, CD,\n  EF,\n  GH\n") == []
    book = build_book([Source("2024-06-13.yaml", "date: 2024-06-13\npresent: AB,\n  CD\n")])
    assert [str(one.label) for one in book.meetings[0].present] == ["AB", "CD"]


def test_persons_are_read_as_the_lines_say_although_it_is_an_error() -> None:
    text = "date: 2024-06-13\npresent:\n  – AB\n  – Cem Demir\nabsent: |\n  EF\n  GH\n"
    (meeting,) = build_book([Source("2024-06-13.yaml", text)]).meetings
    assert [str(one.label) for one in meeting.present] == ["AB", "Cem Demir"]
    assert [str(one.label) for one in meeting.absent] == ["EF", "GH"]


@pytest.mark.parametrize("name", ["minutes", "action", "note", "title", "venue", "about"])
@pytest.mark.parametrize("mark", ["-", "1.", "12.", "•"])
def test_a_list_within_a_text_needs_its_bar(name: str, mark: str) -> None:
    text = f"x-own:\n  a: b\nitems:\n  - {name}: Asked for\n      {mark} the basin\n"
    rules = [one for one in found(text) if one[0] == "list-without-bar"]
    assert [line for _, line, _ in rules] == [6]
    assert rules[0][2].splitlines()[1:] == [
        f"- {name}: |",
        "    Asked for",
        f"    {mark} the basin",
    ]


@pytest.mark.parametrize(
    "text", ["Asked for\n  the basin - soon\n  2024 or so\n", "|\n  a\n  - b\n"]
)
def test_no_list_no_fault(text: str) -> None:
    assert found(f"minutes: {text}") == []


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("actions:\n  – action: A\n", 3, "Write: - action: A"),
        ("actions:\n  — A\n", 3, "Write: - action: A"),
        ("actions:\n  -action: A\n    owner: AB\n", 3, "Write: - action: A"),
        ("actions:\n  -action: A\n   owner: AB\n", 3,
         "Write, in place of lines 3 and 4:\n- action: A\n  owner: AB"),
        ("actions:\n  - A\n    owner: AB\n", 3, "Write: - action: A"),
        ("actions:\n  - TB to replace the washer\n", 3,
         "Write: - action: TB to replace the washer"),
        ("actions:\n  - action:A\n", 3, "Write: - action: A"),
        ("actions:\n  - action A\n    owner: AB\n", 3, "Write: - action: A"),
        ("actions: A\n", 2, "Write:\nactions:\n  - action: A"),
        ("actions:\n  - TB: replace it\n", 3, 'Write: - action: "TB: replace it"'),
        ("items:\n  - Matters arising\n", 3, "Write: - title: Matters arising"),
        ("items:\n  - A\n    minutes: b\n", 3, "Write: - title: A"),
        ("updates:\n  - 27/15 to follow\n", 3, "Write:\n- ref: 27/15\n  status: to follow"),
        ("updates:\n  - 27/15: the men were there\n", 3,
         "Write:\n- ref: 27/15\n  note: the men were there"),
        ("updates:\n  - Action 27/15 - done\n", 3, "Write:\n- ref: 27/15\n  status: done"),
        ("updates:\n  - 27/15\n    status: done\n", 3, "Write: - ref: 27/15"),
        ("updates:\n  - nothing to tell\n", 3,
         "Begin it with its first field, for example `- ref: …`."),
        ("decisions:\n  - Agreed: the trough is bought\n", 3,
         'Write: - "Agreed: the trough is bought"'),
        ("decisions:\n  – Agreed\n", 3, "Write: - Agreed"),
        ("corrections:\n  - Item 4: £300\n", 3, 'Write: - "Item 4: £300"'),
        ("papers:\n  - Report: May\n", 3, 'Write: - "Report: May"'),
        ("present:\n  - Chair: Tom Byrne (TB)\n", 3,
         "Write:\n- initials: TB\n  name: Tom Byrne\n  role: Chair"),
        ("minutes:\n  - a\n  - b: c\n", 3,
         "Write, in place of lines 2 to 4:\nminutes: |\n  - a\n  - b: c"),
        ("minutes:\n  The Chair: thanks\n", 3,
         "Write, in place of lines 2 and 3:\nminutes: |\n  The Chair: thanks"),
    ],
)  # fmt: skip
def test_each_slip_at_its_own_line_with_its_remedy(text: str, line: int, hint: str) -> None:
    assert [(where, told) for _, where, told in found(text)] == [(line, hint)]


@pytest.mark.parametrize(
    ("name", "near"),
    [("discussion", "minutes"), ("notes", "minutes"), ("attendees", "present"),
     ("location", "venue"), ("apology", "apologies"), ("Title", "title"),
     ("in attendance", "in_attendance")],
)  # fmt: skip
def test_an_unknown_field_gets_the_name_that_is_meant(name: str, near: str) -> None:
    assert found(f"{name}: x\n") == [("unknown-field", 2, f"Did you mean `{near}`?")]


def test_entries_that_ran_together_are_separated() -> None:
    text = "actions:\n  - ref: 3/26\n    action: A\n    owner: AB\n    action: B\n    owner: CD\n"
    ((rule, line, hint),) = found(text)
    assert (rule, line) == ("duplicate-key", 6)
    assert hint.splitlines()[1:] == ["Write, two spaces further left:", "- ref:", "  action: B"]


def test_an_empty_series_is_told_what_it_may_say() -> None:
    ((rule, _, hint),) = found("", "series.yaml")
    assert rule == "empty-file"
    assert hint == "Write at least `title:` with the board's name, or delete the file."


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("items:\n  1. Matters arising\n  2. Dredging\n", 3,
         "Write, in place of lines 3 and 4:\n- title: Matters arising\n- title: Dredging"),
        ("items:\n  1. title: A\n     minutes: b\n", 3,
         "Write, in place of lines 3 and 4:\n- title: A\n  minutes: b"),
        ("actions:\n  • Survey\n  • Paint\n", 3,
         "Write, in place of lines 3 and 4:\n- action: Survey\n- action: Paint"),
        ("actions:\n  - action: A owner: CD, due: 3 July 2024\n", 3,
         "Write:\n- action: A\n  owner: CD\n  due: 3 July 2024"),
        ("actions:\n  - action = Survey\n", 3, "Write: - action: Survey"),
        ("updates:\n  - ref: 1/24: done\n", 3, "Write:\n- ref: 1/24\n  status: done"),
        ("items:\n  - title: A\n    minutes: |\n    First.\n    Second.\n", 5,
         "Write, in place of lines 4 to 6:\nminutes: |\n  First.\n  Second."),
        ("items:\n  - title: A\n    minutes: |\n      First.\n     Second.\n", 6,
         "Indent it by 6 spaces, like the line above."),
        ("items:\n  - title: A\n    minutes: First.\n\n    Second.\n", 6,
         "Write, in place of lines 4 to 6:\nminutes: |\n  First.\n\n  Second."),
        ("minutes: Asked\n  - in\n  - the bar: both\n", 4,
         "Write, in place of lines 2 to 4:\nminutes: |\n  Asked\n  - in\n  - the bar: both"),
        ('minutes: "He said "yes" to it"\n', 2, "Write: minutes: 'He said \"yes\" to it'"),
        ("venue: Old House,\nQuay Street\n", 3,
         "Write, in place of lines 2 and 3:\nvenue: Old House, Quay Street"),
        ("present: - AB\n         - CD\n", 2,
         "Write, in place of lines 2 and 3:\npresent:\n  - AB\n  - CD"),
        ("chair: AB\n...\nminutes: more\n", 3, "Delete this line."),
        ("title: A\n=====\nvenue: B\n", 3, "Delete the line."),
        ("actions:\n  - Action: A\n", 3, "Did you mean `action`?"),
        ("items:\n  - title: A\n    action: B\n", 4,
         "Put it under `actions:`, in an entry that begins with `- action: …`."),
        ("owner: AB\n", 2, "Put it under `actions:`, in an entry that begins with `- action: …`."),
        ("actions:\n1.\tAB to paint\n2.\tCD to report\n", 3,
         "Write, in place of lines 3 and 4:\n- action: AB to paint\n- action: CD to report"),
        ("updates:\n1. 3/26 closed\nvenue: A\n", 3,
         "Write, in place of line 3:\n- ref: 3/26\n  status: closed"),
        ("updates:\nnothing of note\n", 3, "Begin each entry with `- ref:`."),
        ("decisions:\n(a) Buy it\n(b) Sell: it\n", 3,
         'Write, in place of lines 3 and 4:\n- Buy it\n- "Sell: it"'),
        ("present:\nAda Bell (AB)\nvenue: A\n", 3,
         "Write, in place of line 3:\n- Ada Bell (AB)"),
        ("present:\n  AB: Ada Bell\n", 3,
         "Write, in place of line 3:\n- initials: AB\n  name: Ada Bell"),
        ("actions:\n  - action Paint\n    owner AB\n", 3,
         "Write, in place of lines 3 and 4:\n- action: Paint\n  owner: AB"),
        ("actions:\n  - action: A\n    owner: AB & CD, due: 3 July 2024\n", 4,
         "Write:\nowner: AB & CD\ndue: 3 July 2024"),
        ("chair = AB\nvenue: A\n", 2, "Write, in place of line 2:\nchair: AB"),
        ('minutes: "He said: "yes\n  to it"\n', 2,
         'Write, in place of lines 2 and 3:\nminutes: |\n  He said: "yes\n  to it'),
        ('corrections:\n  - p3: "boat" is "ship"\n', 3,
         "Write: - 'p3: \"boat\" is \"ship\"'"),
        ('present:\n  - name: "Ada" Bell\n', 3, "Write: - name: '\"Ada\" Bell'"),
        ("present:\n - AB\n  - CD\n", 3, "Write, in place of lines 3 and 4:\n- AB\n- CD"),
        ("actions:\n  - action: A\n \t\n  - action: B\n", 4, "Delete the tab."),
        ("people: AB\n", 2, "Did you mean `present`?"),
        ("actions:\n  - action: A\n    due: !2024-07-03\n", 4, "Write: due: 2024-07-03"),
        ("chair: *AB\n", 2, "Write: chair: AB"),
        ("present: &x [AB]\n", 2, "Delete `&x`."),
        ("minutes: 'It''s the Board's'\n", 2, 'Write: minutes: "It\'s the Board\'s"'),
        ('venue: "a\\\'b"\n', 2, 'Write: venue: "a\'b"'),
        ("actions:\n  - action: A\n   and B\n    owner: AB\n", 4,
         "Indent it by 6 spaces if it belongs to `action`."),
        ("actions:\n  - action: A\n    - owner: AB\n", 4,
         "Delete the dash. Indent it by 4 spaces, like `action` above."),
        ("items:\n  - title: A\n    - action: B\n", 4,
         "Write the field's name above it, for example `actions:`."),
        ("items: none\n", 2, "If there is nothing to record, delete the line."),
        ("actions:\n  - {action:, owner: AB}\n", 3,
         "Write a space and the value after the colon, or delete the field."),
        ('actions:\n  - {action: "A" "B": C}\n', 3, "Type a comma before this quote."),
        ("actions:\n  - action: A\n    owner: AB\n    - action: B\n", 5,
         "Indent it by 2 spaces, like the entry above."),
        ("The Harbour Board met\nPresent: AB\n", 2,
         "Begin it with a field's name and a colon, for example `minutes:`, or delete it."),
    ],
)  # fmt: skip
def test_slips_of_clerks(text: str, line: int, hint: str) -> None:
    assert [(where, remedy) for _, where, remedy in found(text)] == [(line, hint)]


def test_members_on_lines_without_dashes() -> None:
    ((rule, line, hint),) = found("members:\n  AB\n  CD\n", "series.yaml")
    assert (rule, line) == ("list-without-dash", 2)
    assert hint.splitlines()[1:] == ["members:", "  - AB", "  - CD"]
    assert found("members: AB,\n  CD\n", "series.yaml") == []
