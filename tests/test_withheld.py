"""What everybody may know: nothing confidential comes through, and all else does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from boards import Board, boards
from hypothesis import given, settings
from support import join_texts, make_faultless_book

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.actionlog.model import ActionState, MinuteBook
from scrutiny_cli.actionlog.redact import redact_book
from scrutiny_cli.minutes.model import ActionEntry, Due, DueKind, Item, Meeting, Status, Update
from scrutiny_cli.minutes.source import LocatedStr, Source
from scrutiny_cli.rules import list_confidential_mentions

few = settings(max_examples=40, deadline=None)


def whole(board: Board) -> MinuteBook:
    """Give all that a board says; the boards made up have no error."""
    book = build_book(board.sources())
    assert not [one for one in book.problems if one.is_error]
    return book


# Boards made up


@few
@given(boards())
def test_no_word_and_no_day_of_a_confidential_part_comes_through(board: Board) -> None:
    published = join_texts(redact_book(whole(board)))
    assert not {word for word in board.secret_words if word in published}
    assert not {day for day in board.secret_days if str(day) in published}


@few
@given(boards())
def test_all_that_is_public_does(board: Board) -> None:
    published = join_texts(redact_book(whole(board)))
    assert {word for word in board.public_words if word not in published} == set()
    assert {day for day in board.public_days if str(day) not in published} == set()


@few
@given(boards())
def test_other_secrets_make_no_other_public_book(board: Board) -> None:
    # Another day may be an error, for which the whole meeting would be withheld.
    other = redact_book(replace(build_book(board.with_other_secrets(turned=True)), problems=()))
    assert other == redact_book(whole(board))


@few
@given(boards(marked=False))
def test_a_board_without_marks_says_all_that_it_said(board: Board) -> None:
    book = whole(board)
    given = redact_book(book)
    assert given.meetings == book.meetings
    assert given.series == book.series
    assert given.directory == book.directory
    assert given.log.actions == book.log.actions
    assert given.log.by_key == book.log.by_key
    assert [(one.meeting.name, one.update, one.key) for one in given.log.reports] == [
        (one.meeting.name, one.update, one.key) for one in book.log.reports
    ]


# A few rules, in words

MARCH, APRIL, MAY = "2024-03-14", "2024-04-11", "2024-05-09"


def book(**files: str) -> MinuteBook:
    """Build a book of the texts for March, April and May; none has an error."""
    days = {"march": MARCH, "april": APRIL, "may": MAY}
    return make_faultless_book({days[name]: text for name, text in files.items()})


HELD = "actions:\n  - {ref: 1/24, action: Dismissal, owner: AB, due: asap, confidential: s.40}\n"


def test_a_withheld_action_is_a_place_and_a_reason() -> None:
    made = redact_book(book(march=HELD + "due: 2024-06-13\n"))
    (raised,) = made.meetings[0].root_item.actions
    assert raised == ActionEntry(raised.place, action=None, confidential="s.40")
    (action,) = made.log.actions
    assert (action.key, action.entry.ref, action.confidential) == (f"{MARCH}#1", None, "s.40")
    assert action.state == ActionState()
    assert (action.history[0].due, action.history[0].state) == (None, ActionState())


def test_a_withheld_item_keeps_the_count_of_its_actions_and_not_its_number() -> None:
    item = "items:\n  - number: '4'\n    title: Staff\n    confidential: s.40\n    items:\n"
    nested = "      - confidential: about AB\n        actions:\n          - action: Dismissal\n"
    made = redact_book(book(march=item + nested + "  - actions:\n      - action: Publish\n"))
    held, _ = made.meetings[0].root_item.items
    assert held._replace(actions=()) == Item(held.place, confidential="s.40")
    assert [one.confidential for one in held.actions] == ["s.40"]
    assert [one.key for one in made.log.actions] == [f"{MARCH}#1", f"{MARCH}#2"]


def test_of_a_confidential_meeting_its_name_and_its_day_are_left() -> None:
    text = (
        "confidential: s.40\ntitle: Staff\nnumber: 7\nvenue: Town hall\npresent: [AB]\npublic: 3\n"
    )
    more = "brought_forward:\n  - ref: 2/24\nnext_meeting: 2024-04-11\nextraordinary: true\n"
    (meeting,) = redact_book(book(march=text + more)).meetings
    assert meeting.root_item == Item(meeting.place, confidential="s.40")
    assert meeting.brought_forward == (ActionEntry(meeting.place, None, confidential="s.40"),)
    rest = meeting._replace(brought_forward=(), root_item=Item(meeting.place), extraordinary=False)
    assert rest == Meeting(meeting.place, MARCH, date(2024, 3, 14), Item(meeting.place))


@pytest.mark.parametrize("ref", ["1/24", "1 / 24", f"{MARCH}#1"])
def test_a_report_on_a_withheld_action_is_withheld_however_it_is_named(ref: str) -> None:
    report = f"updates:\n  - {{ref: '{ref}', about: Dismissal, status: done, note: Signed}}\n"
    made = redact_book(book(march=HELD, april=report))
    (update,) = made.meetings[1].root_item.updates
    assert update == Update(update.place, LocatedStr(""), confidential="s.40")
    assert [one.key for one in made.log.reports] == [None]


def test_of_a_withheld_action_it_is_known_whether_it_is_done_and_since_which_meeting() -> None:
    report = "updates:\n  - {ref: 1/24, status: transferred, on: 2024-04-02}\n"
    (action,) = redact_book(book(march=HELD, april=report)).log.actions
    assert (action.state.status, action.state.closed) == (Status.COMPLETED, date(2024, 4, 11))
    again = "updates:\n  - {ref: 1/24, status: reopened}\n"
    (action,) = redact_book(book(march=HELD, april=report, may=again)).log.actions
    assert (action.state.status, action.state.closed) == (Status.OPEN, None)


def test_the_log_as_at_a_day_knows_what_was_closed_by_then() -> None:
    report = "updates:\n  - {ref: 1/24, status: done}\n"
    made = book(march=HELD, april=report)
    (action,) = redact_book(made, as_at=date(2024, 4, 10)).log.actions
    assert action.is_open


def test_what_is_not_in_the_log_for_a_fault_is_not_withheld_either() -> None:
    again = "brought_forward:\n  - {ref: 1/24, action: Survey, confidential: true}\n"
    late = "actions:\n  - {action: Survey, confidential: true, on: 2024-06-01}\n"
    texts = ("actions:\n  - {ref: 1/24, action: Paint}\n", again, late)
    made = build_book(
        Source(f"meetings/{day}.yaml", f"date: {day}\n{text}")
        for day, text in zip((MARCH, APRIL, MAY), texts, strict=True)
    )
    assert {one.rule for one in made.problems} == {"already-known", "happened-after-meeting"}
    found = redact_book(made, as_at=date(2024, 5, 31)).log.actions
    assert [one.state.words for one in found] == ["Paint"]


RAISED = "actions:\n  - {ref: 1/24, action: Survey, owner: AB, due: asap}\n"


def test_what_a_confidential_report_changed_is_not_known() -> None:
    changes = "status: done, due: 2024-06-13, owner: CD, action: Survey the leak, on: 2024-04-02"
    report = f"updates:\n  - {{ref: 1/24, {changes}, confidential: s.40}}\n"
    later = "updates:\n  - {ref: 1/24, about: Survey the, status: ongoing}\n"
    made = redact_book(book(march=RAISED, april=report, may=later))
    (action,) = made.log.actions
    assert (action.state.words, action.state.owners, action.state.due) == (
        "Survey",
        ("AB",),
        Due(DueKind.WORDS, None, "asap"),
    )
    assert [one.confidential for one in action.history] == [None, "s.40", None]
    assert (action.history[1].date, action.history[1].is_substantive) == (date(2024, 4, 11), False)
    assert made.meetings[2].root_item.updates[0].about is None


def test_a_report_within_a_withheld_item_is_not_known_to_have_been_made() -> None:
    item = "items:\n  - confidential: s.40\n    updates:\n      - {ref: 1/24, status: done}\n"
    made = redact_book(book(march=RAISED, april=item))
    assert made.meetings[1].root_item.items[0].updates == ()
    assert [one.kind for one in made.log.actions[0].history] == ["raised"]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("becomes: 2/24", Status.SUPERSEDED),
        ("becomes: 2/24, status: ongoing", Status.SUPERSEDED),
        ("becomes: 2/24, status: withdrawn", Status.WITHDRAWN),
        ("becomes: [2/24, 3/24]", Status.SUPERSEDED),
    ],
)
def test_what_becomes_a_withheld_action_is_closed_none_the_less(said: str, status: Status) -> None:
    new = "actions:\n  - {ref: 2/24, action: Sue, follows: 1/24, confidential: true}\n"
    new += "  - {ref: 3/24, action: Publish, follows: 2/24}\n"
    made = redact_book(book(march=RAISED, april=f"updates:\n  - {{ref: 1/24, {said}}}\n{new}"))
    first, _, third = made.log.actions
    assert first.state.status is status
    assert first.becomes == (("3/24",) if "3/24" in said else ())
    assert third.follows == (("1/24",) if "3/24" in said else ())
    assert made.meetings[1].root_item.actions[1].follows == ()


def test_what_was_completed_is_not_superseded_by_a_withheld_action() -> None:
    new = "actions:\n  - {ref: 2/24, action: Sue, confidential: true}\n"
    done = "updates:\n  - {ref: 1/24, status: done}\n"
    late = f"updates:\n  - {{ref: 1/24, becomes: 2/24}}\n{new}"
    (first, _) = redact_book(book(march=RAISED, april=done, may=late)).log.actions
    assert (first.state.status, first.state.closed) == (Status.COMPLETED, date(2024, 4, 11))


def test_nobody_is_known_by_what_is_said_of_him_in_confidence() -> None:
    person = "{initials: AB, name: Ada Bell, role: Accused, aliases: Ringleader}"
    item = f"items:\n  - confidential: true\n    presenter: [{person}, cd]\n"
    made = redact_book(book(march=item, april="present: [AB, CD, Ringleader]\n"))
    assert made.directory.people == {}
    assert made.directory.shown_as == {"ab": "AB", "cd": "CD", "ringleader": "Ringleader"}
    assert made.meetings[0].labels == ()


@pytest.mark.parametrize(
    ("owner", "shown"),
    [("Ann and Bob", "Ann and Bob"), ("Ann (lead)", "Ann (lead)"), ("AB/CD", "AB, CD")],
)
def test_who_is_known_in_confidence_separates_no_owners(owner: str, shown: str) -> None:
    people = "[{name: Ann, role: Accused}, {name: Bob, role: Accused}]"
    item = f"items:\n  - confidential: true\n    presenter: {people}\n"
    raised = f"actions:\n  - {{action: Survey, owner: {owner}}}\n"
    made = book(march=item, april=raised)
    assert made.log.actions[0].state.owners != ("Ann and Bob",)
    (action,) = redact_book(made).log.actions
    assert ", ".join(action.state.owners_shown) == shown
    assert action.state.owner_text is None


def test_a_role_beside_a_name_is_nobody_who_is_known_in_confidence() -> None:
    item = "items:\n  - {confidential: true, presenter: [{name: Witness}]}\n"
    made = book(march=item, april="chair: Ada Bell (AB), Witness\n")
    assert [str(one.label) for one in made.meetings[1].chair] == ["AB", "Witness"]
    (chair,) = redact_book(made).meetings[1].chair
    assert chair.role == "Witness"


def test_a_withheld_action_is_closed_by_the_meeting_that_reports_it() -> None:
    report = "updates:\n  - {ref: 1/24, status: done, on: 2024-04-02}\n"
    made = book(march=HELD, april=report)
    statuses = [
        redact_book(made, as_at=day).log.actions[0].state.status
        for day in (date(2024, 4, 2), date(2024, 4, 10), date(2024, 4, 11))
    ]
    assert statuses == [Status.OPEN, Status.OPEN, Status.COMPLETED]


def test_a_meeting_whose_file_has_an_error_is_withheld() -> None:
    text = "updates:\n  - {ref: 9/24, note: Dismissal}\nactions:\n  - action: Publish\n"
    sources = [Source(f"meetings/{MARCH}.yaml", f"date: {MARCH}\n{text}")]
    sources.append(Source(f"meetings/{APRIL}.yaml", f"date: {APRIL}\n{RAISED}"))
    made = redact_book(build_book(sources))
    assert made.meetings[0].root_item.confidential == "its file has an error"
    assert made.meetings[0].root_item.updates == ()
    assert [one.state.words for one in made.log.actions] == [None, "Survey"]


def test_a_mark_that_is_misspelt_withholds_the_whole_meeting() -> None:
    text = f"date: {MARCH}\nitems:\n  - {{title: Dismissal, confidentail: s.40}}\n"
    made = redact_book(build_book([Source(f"meetings/{MARCH}.yaml", text)]))
    assert "Dismissal" not in join_texts(made)


def test_no_address_of_a_person_is_public() -> None:
    text = "present:\n  - {initials: AB, name: Ada Bell, email: ab@example.org}\n"
    assert "ab@example.org" not in join_texts(redact_book(book(march=text)))


def test_a_confidential_entry_of_the_agenda_is_not_public() -> None:
    series = "agenda:\n  - Staff\n  - {title: Dismissal, confidential: s.40}\n"
    made = redact_book(build_book([Source("meetings/series.yaml", series)]))
    assert made.series.agenda is not None
    assert [str(one.title) for one in made.series.agenda] == ["Staff"]


def test_places_keep_their_line_and_nothing_of_the_text() -> None:
    made = redact_book(book(march="# Dismissal\n" + RAISED))
    place = made.log.actions[0].entry.place
    assert (place.path, place.line, place.column) == (f"meetings/{MARCH}.yaml", 4, 5)
    assert place.line_text.strip() == ""
    assert (made.sources, made.problems) == ((), ())


# Where public text names what is withheld


def mentions(text: str, *withheld: str, known: str = "BOD 9/24") -> list[str]:
    listed = "".join(f"  - {{ref: '{ref}', action: Sue, confidential: true}}\n" for ref in withheld)
    listed += f"  - {{ref: '{known}', action: Publish}}\n"
    made = book(march=f"minutes: |\n  {text}\nactions:\n{listed}")
    found = list_confidential_mentions(made, made.meetings)
    assert {one.rule for one in found} <= {"confidential-mention"}
    return [one.place.source.text[one.place.start : one.place.end] for one in found]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("As asked in 9/24, and in 09/24.", ["9/24"]),
        ("As asked in 9 / 24.", ["9 / 24"]),
        ("See 7/24-9/24.", ["9/24"]),
        ("See BOD 9/24, BOD9/24 and 9/24/1, 9/24(a) or £9/24.", []),
        (f"See {MARCH}#1.", [f"{MARCH}#1"]),
        (f"See {MARCH}#11.", []),
    ],
)
def test_a_number_is_named_where_it_is_a_word_of_its_own(text: str, named: list[str]) -> None:
    assert mentions(text, "9/24") == named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("At 12 members asked the EP for action.", []),
        ("Action 12 was discussed.", ["12"]),
        ("See actions 11, 12 and ep.", ["12", "ep"]),
        ("This is action EP: it is late.", ["EP"]),
    ],
)
def test_plain_figures_and_letters_are_named_after_the_word_action(
    text: str, named: list[str]
) -> None:
    assert mentions(text, "12", "EP") == named


def test_what_is_not_published_names_nothing() -> None:
    own = HELD + "  - {action: 'As 1/24', confidential: 'with AB'}\n"
    held = "items:\n  - {title: 'On 1/24', confidential: true}\n"
    report = "updates:\n  - {ref: 1/24, note: 'With 1/24'}\n"
    made = book(march=own + held, april=report)
    assert list_confidential_mentions(made, made.meetings) == ()


def test_only_the_meetings_that_are_asked_for_are_told() -> None:
    made = book(march=HELD + "minutes: See 1/24.\n", april="minutes: See 1/24.\n")
    assert len(list_confidential_mentions(made, made.meetings)) == 2
    assert len(list_confidential_mentions(made, made.meetings[1:])) == 1
