"""People and owners: texts of meetings in; who is known, and who owns what, out."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import make_faultless_book, raise_in

from scrutiny_cli.actionlog.cuts import cut_book
from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.actionlog.query import Filter
from scrutiny_cli.actionlog.redact import redact_book
from scrutiny_cli.actionlog.row_maker import make_people, select_actions
from scrutiny_cli.actionlog.rows import NO_BOARD
from scrutiny_cli.cli.editing.arguments import read_owners as owners_typed
from scrutiny_cli.cli.errors import UsageError
from scrutiny_cli.diff.compare import compare_books
from scrutiny_cli.editing.entry_values import write_owners
from scrutiny_cli.editing.plan import prepare_edit
from scrutiny_cli.editing.yaml_layout import CannotEdit
from scrutiny_cli.minutes.model import Person
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.output.columns import ListingContext
from scrutiny_cli.output.views import tabulate_people
from scrutiny_cli.publish.meeting_text import render_meeting
from scrutiny_cli.rules import find_history_problems, find_problems
from scrutiny_cli.rules.similar_labels import LabelIndex, is_misspelling

PEOPLE = """\
people:
  - {initials: RO, name: Rosa Okafor, role: Clerk}
  - {initials: TB, name: Tom Byrne}
  - {initials: WK, name: Jan Klimkowski, aliases: JK}
  - {initials: SK, name: Dr Sukhi Kaur OBE, role: Medical Director}
  - {name: Piet van der Berg}
  - {initials: FRE, name: Freya Reed}
  - {initials: PCC, name: Parish Council}
"""
TODAY = date(2024, 6, 30)


def book(*meetings: str, series: str = PEOPLE, as_at: date | None = None) -> MinuteBook:
    """Read meetings of 11 January, 11 February and so on, and the people of the series."""
    files = {f"2024-{month:02}-11": text for month, text in enumerate(meetings, 1)}
    return cut_book(make_faultless_book({"series": series, **files} if series else files), as_at)


def owned(owner: str, before: str = "", series: str = PEOPLE) -> Action:
    """Give an action with an owner, written as it would stand in a file."""
    text = f"{before}actions:\n  - action: Survey\n    owner: {owner}\n"
    return book(text, series=series).log.actions[0]


def warned(owner: str, rule: str = "unknown-owner", series: str = PEOPLE) -> list[str]:
    """Give the remedies of a rule for an owner."""
    text = f"actions:\n  - action: Survey\n    owner: {owner}\n"
    found = find_problems(book(text, series=series), TODAY)
    return [problem.hint for problem in found if problem.rule == rule]


# What separates owners


@pytest.mark.parametrize(
    ("owner", "owners"),
    [
        ("RO, TB", ("RO", "TB")),
        ("JK; WK", ("WK",)),
        ("RO; TB; FRE", ("RO", "TB", "FRE")),
        ("RO + TB", ("RO", "TB")),
        ("RO+TB", ("RO", "TB")),
        ("RO / TB", ("RO", "TB")),
        ("RO/TB/FRE", ("RO", "TB", "FRE")),
        ("ro/tb", ("RO", "TB")),
        ("RO & TB", ("RO", "TB")),
        ("RO and TB", ("RO", "TB")),
        ("RO AND TB", ("RO", "TB")),
        ("RO with Tom Byrne", ("RO", "TB")),
        ("R&D with Tom Byrne", ("R&D", "TB")),
        ("RO/TB and FRE, All", ("RO", "TB", "FRE", "All")),
        ("AAA/PAG", ("AAA", "PAG")),
        ("LW and XY", ("LW", "XY")),
        ("HR & IT", ("HR", "IT")),
        ("DCI SMITH/PC 12 JONES", ("DCI SMITH", "PC 12 JONES")),
        ("Rosa Okafor and Piet van der Berg", ("RO", "Piet van der Berg")),
        ("RO, TB, and FRE", ("RO", "TB", "FRE")),
        ("RO, & the Clerk", ("RO", "the Clerk")),
        ("RO; And TB", ("RO", "TB")),
        ("RO, Andover", ("RO", "Andover")),
    ],
)
def test_separators_between_labels(owner: str, owners: tuple[str, ...]) -> None:
    action = owned(owner)
    assert (action.state.owners, action.state.owner_text) == (owners, None)


@pytest.mark.parametrize(
    "owner",
    [
        "T/DCI",
        "T/DCI Smith",
        "T/Det. Supt.",
        "R&D",
        "RO&TB",
        "Research and Development",
        "Finance and Estates Manager",
        "Clerk & Chairman",
        "https://harbour.example/RO/TB",
        "HTTPS://RO/TB",
        "Friends of RO",
        "RO and Rosa",
        "RO / a/TB",
        "RO/",
        "RO or TB",
        "Harbour Office (RO and TB)",
        "(RO, TB",
    ],
)
def test_what_stays_whole(owner: str) -> None:
    parts = tuple(part.strip() for part in owner.split(",")) if owner.startswith("(") else (owner,)
    assert owned(owner).state.owners == parts


def test_a_known_label_is_never_separated() -> None:
    series = "people: [{name: AB and CD}, {initials: AB}, {initials: CD}, {initials: X/Y}]\n"
    assert owned("AB and CD", series=series).state.owners == ("AB and CD",)
    assert owned("X/Y, AB/CD", series=series).state.owners == ("X/Y", "AB", "CD")


def test_the_entries_of_a_list_are_not_separated() -> None:
    assert owned("[RO/TB, LW and WK]").state.owners == ("RO/TB", "LW and WK")
    assert owned('["Director, Estates", TB]').state.owners == ("Director, Estates", "TB")


def test_whom_a_later_meeting_introduces_separates_an_earlier_owner() -> None:
    first = "actions: [{action: Survey, owner: Lea and Rosa}]\n"
    assert book(first).log.actions[0].state.owners == ("Lea and Rosa",)
    second = "present: [{initials: LW, name: Lea}, {initials: RO, aliases: Rosa}]\n"
    assert book(first, second).log.actions[0].state.owners == ("LW", "RO")


# Nobody, and notes of owners


@pytest.mark.parametrize(
    "owner", ["n/a", "N/A", "none", "None.", '"-"', "–", "[none]", "none, n/a"]
)
def test_nobody(owner: str) -> None:
    state = owned(owner).state
    assert (state.owners, state.owner_text, state.owners_shown) == ((), None, ())


@pytest.mark.parametrize(
    "owner", ["tbc", "TBC", "tba", "tbd", "Vacant", '"?"', "tbc.", "tbc (TB?)"]
)
def test_words_for_nobody_that_are_kept(owner: str) -> None:
    state, text = owned(owner).state, owner.strip('"')
    assert (state.owners, state.owner_text, state.owners_shown) == ((), text, (text,))
    assert warned(owner) == []


def test_words_beside_an_owner() -> None:
    action = owned("tbc, RO")
    assert (action.state.owners, action.state.owner_text) == (("RO",), "tbc, RO")
    assert owned("RO, none").state.owner_text is None


@pytest.mark.parametrize(
    ("owner", "owners", "shown"),
    [
        ("RO (lead), TB", ("RO", "TB"), ("RO (lead)", "TB")),
        ("rosa okafor (lead); TB", ("RO", "TB"), ("RO (lead)", "TB")),
        ("RO (lead) & TB (with FRE, and others)", ("RO", "TB"),
         ("RO (lead)", "TB (with FRE, and others)")),
        ("RO (to 5 May/then TB)", ("RO",), ("RO (to 5 May/then TB)",)),
        ("[RO (lead), TB]", ("RO", "TB"), ("RO (lead)", "TB")),
        ("RO (acting) (lead)", ("RO",), ("RO (acting, lead)",)),
    ],
)  # fmt: skip
def test_notes_of_owners(owner: str, owners: tuple[str, ...], shown: tuple[str, ...]) -> None:
    action = owned(owner)
    assert (action.state.owners, action.state.owners_shown) == (owners, shown)
    assert action.state.owner_text == owner.strip("[]")


def test_what_is_no_note() -> None:
    assert owned("Ward (north)").state.owners == ("Ward (north)",)
    assert owned("Rosa Okafor (RO)").state.owner_text is None
    assert owned("RO (Rosa Okafor)").state.owners_shown == ("RO",)
    assert owned("RO ()").state.owners_shown == ("RO",)


def test_a_note_after_a_label_of_an_attendance_list() -> None:
    action = owned("KW (FB to support)", "present: [KW]\n")
    assert (action.state.owners, action.state.owners_shown) == (("KW",), ("KW (FB to support)",))


def test_owners_count_and_filter_without_their_notes() -> None:
    found = book("actions: [{action: A, owner: RO (lead)}, {action: B, owner: tbc}]\n")
    listed = tabulate_people([(NO_BOARD, make_people(found, TODAY))], ListingContext(TODAY))
    row = next(row for row in listed.groups[0].rows if row[0] == "RO")
    assert row == ("RO", "Rosa Okafor", "Clerk", 1, 0)

    def chosen(owner: str) -> list[str | None]:
        wish = Filter(owners=(found.directory.display_label(owner),))
        return [one.state.words for one in select_actions(found.log.actions, wish, TODAY)]

    assert chosen("rosa okafor") == ["A"]
    assert chosen("none") == ["B"]


def test_an_update_gives_new_owners_with_their_notes() -> None:
    first = "actions: [{ref: 1/24, action: A, owner: RO (lead)}]\n"
    updates = "updates: [{ref: 1/24, owner: TB (for now)}, {ref: 1/24, status: ongoing}]\n"
    action = book(first, updates).log.actions[0]
    assert (action.state.owners, action.state.owner_text) == (("TB",), "TB (for now)")
    assert [event.owner_text for event in action.history] == ["RO (lead)", "TB (for now)", None]
    (action,) = book(first, "updates: [{ref: 1/24, owner: tbc}]\n").log.actions
    assert (action.state.owners, action.state.owners_shown) == ((), ("tbc",))
    (action,) = book(first, "updates: [{ref: 1/24, owner: none}]\n").log.actions
    assert (action.state.owners, action.state.owner_text) == ((), None)


def test_a_note_in_a_confidential_update_is_withheld() -> None:
    first = "actions: [{ref: 1/24, action: A, owner: RO (lead)}]\n"
    second = "updates: [{ref: 1/24, owner: TB (in hospital), confidential: true}]\n"
    whole = book(first, second)
    assert whole.log.by_key["1/24"].state.owners_shown == ("TB (in hospital)",)
    seen = redact_book(whole)
    assert seen.log.by_key["1/24"].state.owners_shown == ("RO (lead)",)
    assert "hospital" not in repr(seen)


# unknown-owner


@pytest.mark.parametrize(
    ("owner", "meant"),
    [
        ("KW", "WK"),
        ("FREE", "FRE"),
        ("FFRE", "FRE"),
        ("FER", "FRE"),
        ("R.O.", "RO"),
        ("R. O.", "RO"),
        ("Okafor", "RO"),
        ("Mrs Okafor", "RO"),
        ("mrs. okafor", "RO"),
        ("Mrs Rosa Okafor", "RO"),
        ("Jan", "WK"),
        ("Mr Jan", "WK"),
        ("S. Kaur", "SK"),
        ("S Kaur", "SK"),
        ("Dr. S. J. Kaur", "SK"),
        ("Sukhi Kaur", "SK"),
        ("T/DCI Byrne", "TB"),
        ("Berg", "Piet van der Berg"),
        ("Mr van der Berg", "Piet van der Berg"),
        ("Jan Klimkowsky", "WK"),
        ("Klimkofsky", "WK"),
        ("Rose Okafur", "RO"),
        ("Cllr Okafur", "RO"),
        ("Rosa  Okafo", "RO"),
        ("Mrs Okafor (lead)", "RO"),
        ("FREE (until May)", "FRE"),
    ],
)
def test_an_owner_who_looks_like_a_known_person(owner: str, meant: str) -> None:
    assert warned(owner) == [f"Did you mean {meant}?"]


@pytest.mark.parametrize(
    "owner",
    [
        "RP",  # another letter
        "FRA",
        "All",
        "ALL",
        "PC",  # one of two letters, and a letter missing
        "ROO",
        "R",
        "Clerk",  # a role
        "medical director",
        "T. Kaur",  # another initial
        "Byrns",  # a short surname
        "Harbour Office",
        "Klimt",
        "Rosa and Tom",
        "RO 1",  # a figure is no letter
        "x" * 500,
        "Clerk (lead)",
        "Harbour Office (RO)",
    ],
)
def test_an_owner_who_does_not(owner: str) -> None:
    assert warned(owner) == []


def test_a_first_name_of_two_people_is_nobodys() -> None:
    both = PEOPLE + "  - {initials: JB, name: Jan Bakker}\n"
    assert warned("Jan", series=both) == []
    assert warned("Kaur", series=PEOPLE + "  - {initials: AK, name: Anil Kaur}\n") == [
        "Did you mean SK or AK?"
    ]


def test_a_label_of_two_meetings_is_no_slip() -> None:
    one = "actions: [{action: A, owner: KW}]\n"
    assert [p.rule for p in find_problems(book(one), TODAY)] == ["unknown-owner"]
    assert [
        p for p in find_problems(book(one, "present: [kw]\n"), TODAY) if p.rule == "unknown-owner"
    ] == []


@pytest.mark.parametrize(
    ("one", "other", "within"),
    [
        ("klimkowski", "klimkowsky", True),
        ("klimkowski", "klimkofsky", True),
        ("klimkowski", "klimkofsgy", False),
        ("okafor", "okafor", True),
        ("okafor", "kafo", True),
        ("okafor", "kaf", False),
    ],
)
def test_two_other_letters(one: str, other: str, within: bool) -> None:  # noqa: FBT001
    assert is_misspelling(one, other, 2) is is_misspelling(other, one, 2) is within


# owner-joined


@pytest.mark.parametrize(
    ("owner", "known"),
    [
        ("RO and Rosa", "“RO” is a known owner"),
        ("Rosa/RO", "“RO” is a known owner"),
        ("RO (lead) + Harbour Office", "“RO (lead)” is a known owner"),
        ("Estates with Tom Byrne", "“Tom Byrne” is a known owner"),
        ("RO/", "“RO” is a known owner"),
        ("RO and", "“RO” is a known owner"),
        ('"& RO"', "“RO” is a known owner"),
        ("[RO; TB]", "“RO” and “TB” are known owners"),
        ("[RO/TB]", "“RO” and “TB” are known owners"),
        ('["RO, TB"]', "“RO” and “TB” are known owners"),
    ],
)
def test_an_owner_that_stayed_whole_with_a_known_part(owner: str, known: str) -> None:
    text = f"actions:\n  - action: Survey\n    owner: {owner}\n"
    (problem,) = find_problems(book(text), TODAY)
    assert problem.rule == "owner-joined"
    assert known in problem.message


@pytest.mark.parametrize(
    "owner", ["RO/TB", "T/DCI", "R&D", "[AB/CD]", '["Director, Estates"]', "Ward (RO and others)"]
)
def test_an_owner_that_joins_nobody(owner: str) -> None:
    assert warned(owner, "owner-joined") == []


# label-case


def test_a_label_is_written_as_its_person_is_introduced() -> None:
    first = "present: [ab]\nactions:\n  - {action: A, owner: [ADA BELL, ada, Ab, gh]}\n"
    second = "present: [{initials: AB, name: Ada Bell, aliases: Ada}, GH]\n"
    found = [p for p in find_problems(book(first, second), TODAY) if p.rule == "label-case"]
    assert [(p.message, p.hint) for p in found] == [
        ("“ab” is listed as “AB”.", "Write `AB`."),
        ("“ADA BELL” is listed as “Ada Bell”.", "Write `Ada Bell`."),
        ("“ada” is listed as “Ada”.", "Write `Ada`."),
        ("“Ab” is listed as “AB”.", "Write `AB`."),
        ("“GH” was first written as “gh”.", "Write `gh`."),
    ]


def test_what_series_yaml_introduces_is_the_way_to_write_it() -> None:
    first = "actions: [{action: A, owner: ro}, {action: B, owner: RO}]\n"
    (problem,) = [p for p in find_problems(book(first), TODAY) if p.rule == "label-case"]
    assert (problem.hint, [one.place.path for one in problem.related]) == (
        "Write `RO`.",
        ["meetings/series.yaml"],
    )


# Persons on one line


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("Rosa Okafor (RO)", ("RO", "Rosa Okafor", None, None)),
        ("Ivo Jansen (IJ), Clerk", ("IJ", "Ivo Jansen", "Clerk", None)),
        ("Cem Demir (CD), Director, Performance (North)",
         ("CD", "Cem Demir", "Director, Performance (North)", None)),
        ("Ann Mc Donald (AMcD)", ("AMcD", "Ann Mc Donald", None, None)),
        ("Eva Frank (EF) (to item 4), Chair", ("EF", "Eva Frank", "Chair", "to item 4")),
        ("Okafor, Rosa (RO)", ("RO", "Okafor, Rosa", None, None)),
        ("EF (to item 4)", ("EF", None, None, "to item 4")),
        ("EF (items 3, 4)", ("EF", None, None, "items 3, 4")),
        ("Cllr. J. Smith (Chair)", ("Cllr. J. Smith", None, None, "Chair")),
        ("Ada Bell (for AB)", ("Ada Bell", None, None, "for AB")),
        ("Ada Bell (ABCDEF)", ("Ada Bell", None, None, "ABCDEF")),
        ("Dr A. Other, Director", ("Dr A. Other, Director", None, None, None)),
        ("(RO)", ("(RO)", None, None, None)),
    ],
)  # fmt: skip
def test_a_person_on_one_line(line: str, person: tuple[str | None, ...]) -> None:
    (meeting,) = book(f"present:\n  - {line}\n", series="").meetings
    (found,) = meeting.present
    assert (found.label, found.name, found.role, found.note) == person
    assert found.introduces is (found.name is not None)


def attending(text: str, field: str = "present") -> list[tuple[str, str | None]]:
    meeting = book(f"{field}: {text}\n").meetings[0]
    people: tuple[Person, ...] = getattr(meeting, field)
    return [(one.label, one.role) for one in people]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("RO, TB", [("RO", None), ("TB", None)]),
        ("Ada Bell (AB), Chair", [("AB", "Chair")]),
        ("Ada Bell (AB), TB", [("AB", None), ("TB", None)]),
        ("Ada Bell (AB), CEO", [("AB", None), ("CEO", None)]),
        ("Ada Bell (AB), tom byrne", [("AB", None), ("tom byrne", None)]),
        ("Ada Bell (AB), Cem Demir (CD)", [("AB", None), ("CD", None)]),
        ("TB, Ada Bell (AB)", [("TB", None), ("AB", None)]),
        ("Ada Bell (AB), Chair, TB", [("AB", None), ("Chair", None), ("TB", None)]),
        ("TB (items 1, 2), RO", [("TB", None), ("RO", None)]),
        ("Ada Bell (AB), Chair; TB", [("AB", "Chair"), ("TB", None)]),
        ("|\n  RO,\n  TB", [("RO", None), ("TB", None)]),
    ],
)
def test_persons_in_one_text(text: str, people: list[tuple[str, str | None]]) -> None:
    for field in ("present", "apologies", "in_attendance", "absent", "expected", "chair"):
        assert attending(text, field) == people


def test_the_people_of_the_series_and_presenters_are_read_alike() -> None:
    series = "people: Ada Bell (AB), Chair\n"
    found = book("items: [{title: A, presenter: 'Cem Demir (CD), ab'}]\n", series=series)
    assert [(one.label, one.role) for one in found.series.people] == [("AB", "Chair")]
    assert [one.label for one in found.meetings[0].root_item.items[0].presenter] == ["CD", "ab"]
    assert set(found.directory.people) == {"AB", "CD"}


@pytest.mark.parametrize(
    "text",
    [
        "none", "None", "none received", "None received.", "No apologies", "no apologies received",
        "nil", "n/a", '"-"', "[none]", "[]",
    ],
)  # fmt: skip
def test_nobody_attends(text: str) -> None:
    for field in ("apologies", "absent", "expected"):
        assert attending(text, field) == []
    assert "none" not in book(f"apologies: {text}\n").directory.shown_as


# Who is known


def test_a_person_on_one_line_is_the_person_of_the_initials() -> None:
    present = "present: [Ada Bell (AB)]\n"
    actions = "actions: [{action: A, owner: AB}, {action: B, owner: ada bell}]\n"
    found = book(present + actions, series="")
    assert [one.state.owners for one in found.log.actions] == [("AB",), ("AB",)]


def test_a_label_nobody_introduced_is_shown_as_first_written_attendance_included() -> None:
    first = "present: [Harbour office]\nactions: [{action: A, owner: HARBOUR OFFICE}]\n"
    found = book(first, "actions: [{action: B, owner: Harbour Office}]\n")
    assert [one.state.owners for one in found.log.actions] == [("Harbour office",)] * 2


def test_all_labels_go_with_a_person_who_gets_initials_later() -> None:
    first = "present: [{name: Ada Bell, aliases: Treasurer}]\n"
    first += "actions: [{action: A, owner: treasurer}]\n"
    found = book(first, "present: [Ada Bell (AB)]\n", series="")
    assert found.log.actions[0].state.owners == ("AB",)
    assert list(found.directory.people) == ["AB"]


def test_fields_change_from_a_meeting_on() -> None:
    found = book(
        "present: [{initials: AB, name: Ada Bell, role: Member}]\n",
        "present: [{initials: AB, role: Chair}]\n",
        series="",
    )
    for day, role in (
        ((2024, 1, 1), "Member"),
        ((2024, 2, 10), "Member"),
        ((2024, 2, 11), "Chair"),
    ):
        person = found.directory.person_on("ada bell", date(*day))
        assert person is not None
        assert (person.name, person.role) == ("Ada Bell", role)
    shown = date(2024, 2, 10)
    listed = tabulate_people([(NO_BOARD, make_people(found, shown))], ListingContext(shown))
    rows = listed.groups[0].rows
    assert rows == (("AB", "Ada Bell", "Member", 0, 0),)


def test_who_has_left_and_comes_back() -> None:
    found = book(
        "present: [{initials: AB, left: 31.1.24}]\n", "",
        "present: [{initials: AB, left: none}]\n", series="",
    )  # fmt: skip
    left = {day: found.directory.has_left("ab", date(*day))
            for day in ((2024, 1, 30), (2024, 1, 31), (2024, 3, 10), (2024, 3, 11))}  # fmt: skip
    assert list(left.values()) == [False, True, True, False]


def test_who_is_in_expected_and_in_another_list_counts_as_in_the_other() -> None:
    found = book(
        "expected: [RO, tb, XY, Tom Byrne]\npresent: [Rosa Okafor (to item 4)]\nabsent: [WK]\n"
    )
    waiting = found.directory.still_expected(found.meetings[0])
    assert [one.label for one in waiting] == ["tb", "XY"]
    shown = render_meeting(found, found.meetings[0], 80).splitlines()
    assert "  Present   RO (to item 4)" in shown
    assert "  Expected  TB, XY" in shown


def test_who_has_left_by_the_day_of_a_meeting_is_not_expected() -> None:
    found = book(
        "present: [{initials: AB, left: 11.2.24}, {initials: CD, left: 12.2.24}]\n",
        "expected: [AB, CD, EF]\n",
    )
    waiting = found.directory.still_expected(found.meetings[1])
    assert [one.label for one in waiting] == ["CD", "EF"]


def test_an_address_is_not_published() -> None:
    series = "people: [{initials: AB, name: Ada Bell, email: ada@harbour.example}]\n"
    found = book("present: [{initials: AB, email: ab@harbour.example}]\n", series=series)
    assert found.directory.people["AB"].email == "ab@harbour.example"
    assert "harbour.example" not in repr(redact_book(found))


# Who is introduced later changes nothing of what was written


OLD = """\
present: Ada Bell (AB), Rosa
actions:
  - {ref: 1/24, action: A, owner: Lea and Rosa}
  - {ref: 2/24, action: B, owner: Lea (lead)}
"""
NEXT = """\
approves: 2024-01-11
updates:
  - {ref: 1/24, owner: Rosa with Lea}
  - {ref: 2/24, status: ongoing}
"""
LAST = "approves: 2024-02-11\n"


def test_who_is_introduced_later_edits_no_agreed_minutes() -> None:
    base = book(OLD, NEXT, LAST, series="people: []\n")
    now = book(OLD, NEXT, LAST, series="people: [{name: Rosa}, {initials: LW, name: Lea}]\n")
    assert base.log.actions[0].state.owners == ("Rosa with Lea",)
    assert now.log.actions[0].state.owners == ("Rosa", "LW")
    assert find_history_problems(now, base) == ()
    assert compare_books(base, now, TODAY).changes == ()
    assert compare_books(base, now, TODAY).agreed == ()


def test_another_note_of_an_owner_in_agreed_minutes_is_an_edit() -> None:
    series = "people: [{name: Rosa}, {initials: LW, name: Lea}]\n"
    base = book(OLD, NEXT, series=series)
    now = book(OLD.replace("(lead)", "(acting)"), NEXT, series=series)
    (problem,) = find_history_problems(now, base)
    assert (problem.rule, problem.place.line) == ("action-edited", 5)
    assert "The owner of 2/24 was “Lea (lead)”" in problem.message


# Whatever an owner says


NAMES = ["RO", "TB", "tom byrne", "Rosa", "AB", "x", "Ward", "XY", "tbc", "none", "?", "T/DCI", "("]
SIGNS = [
    ",",
    "; ",
    "/",
    " + ",
    " & ",
    " and ",
    " with ",
    "&",
    " (lead) ",
    "(acting)/",
    " ",
    "//",
    ")",
]
owners = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(SIGNS)), min_size=1, max_size=5
).map(lambda pairs: "".join(map("".join, pairs)))
LABELS = "people: [{initials: RO}, {initials: TB, name: Tom Byrne}]\n"


def _words(text: str) -> set[str]:
    """Give the words of a text that are no sign between owners and no word for nobody."""
    plain = text.casefold().replace("tom byrne", "tb")
    return set(re.findall(r"\w+", plain)) - {"and", "with", "none"}


@given(owners)
def test_nothing_of_an_owner_is_lost(text: str) -> None:
    shown = owned(json.dumps(text), series=LABELS).state.owners_shown
    assert _words(" ".join(shown)) >= _words(text)


@given(owners)
def test_what_is_typed_reads_back_as_it_was_meant(text: str) -> None:
    whole = book("", series=LABELS)
    try:
        typed_owners = owners_typed(whole, [text])
    except UsageError:
        return
    try:
        done = prepare_edit(
            whole, "2024-01-11", raise_in((), "New", owner=write_owners(whole, typed_owners)), TODAY
        )
    except CannotEdit as reason:
        assert re.search("known owners?|Did you mean", str(reason))  # noqa: PT017  either
        return
    (action,) = build_book(
        [Source("series.yaml", LABELS), Source("2024-01-11.yaml", done.new_text)]
    ).log.actions
    assert action.state.owners_shown == tuple(dict.fromkeys(map(_tom, typed_owners)))


def _tom(owner: str) -> str:
    return re.sub(r"^Tom Byrne(?=$| [(][^()]*[)]$)", "TB", owner)


def test_who_is_only_in_series_yaml_is_not_new(capsys: pytest.CaptureFixture[str]) -> None:
    assert owners_typed(book("", series=LABELS), ["tb, tom byrne"]) == ("TB", "Tom Byrne")
    assert capsys.readouterr().err == ""


def test_a_suggestion_names_three_at_most() -> None:
    index = LabelIndex()
    for at in range(100):
        index.add_name(f"Anna Okafor{'abcdefghij'[at % 10]}{at // 10}", f"A{at}")
    assert len(index.find_similar("Okafor")) == 3
