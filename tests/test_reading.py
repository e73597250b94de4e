"""What a file says: text in, typed records out."""

from __future__ import annotations

from datetime import date

import pytest

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.minutes import statuses
from scrutiny_cli.minutes.file_names import file_name_day
from scrutiny_cli.minutes.model import Decision, DueKind, Meeting, Paper, Status
from scrutiny_cli.minutes.reader import ReadResult, read_meeting
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.minutes.yaml import parser


def reading(text: str, name: str = "2024-03-14.yaml") -> ReadResult:
    source = Source(f"meetings/{name}", f"date: 2024-03-14\n{text}")
    return read_meeting(parser.parse_yaml(source), statuses.KNOWN)


def read(text: str) -> Meeting:
    """Read a meeting without a fault."""
    found = reading(text)
    assert found.problems == ()
    assert found.meeting is not None
    return found.meeting


def rules(text: str, name: str = "2024-03-14.yaml") -> list[str]:
    return [problem.rule for problem in reading(text, name).problems]


# Texts


@pytest.mark.parametrize(
    "text", ["NO", "ON", "2.10", "012", "9:00", "1e3", "null", "~", "0x1F", "y"]
)
def test_every_scalar_is_the_text_that_was_written(text: str) -> None:
    made = read(
        f"time: {text}\nvenue: {text}\nactions: [{{ref: {text}, action: A, owner: {text}}}]\n"
    )
    (action,) = made.root_item.actions
    assert (made.time, made.venue, action.ref, action.owners) == (text, text, text, (text,))


def test_minutes_are_taken_as_they_stand() -> None:
    made = read("minutes: |\n  Ratio: 3:1 [see #4] *not* {this}\n\n  - one: two\n")
    assert made.root_item.minutes == "Ratio: 3:1 [see #4] *not* {this}\n\n- one: two"


def test_a_field_without_a_value_is_absent() -> None:
    made = read("venue:\nactions:\n  - action: A\n    owner:\n    due:\n")
    (action,) = made.root_item.actions
    assert (made.venue, action.owners, action.due) == (None, (), None)


def test_fields_of_ones_own_and_fields_unknown() -> None:
    assert rules("x-room: 3\nactions: [{action: A, x-cost: 4}]\n") == []
    assert rules("venu: Custom House\n") == ["unknown-field"]
    assert rules("venu:\n") == ["unknown-field"]


# Labels and refs


@pytest.mark.parametrize(
    ("owner", "labels"),
    [
        ("AB", ("AB",)),
        ("AB, CD", ("AB", "CD")),
        ("AB;CD", ("AB", "CD")),
        ("AB (with EF, GH), CD", ("AB (with EF, GH)", "CD")),
        ("AB, ", ("AB",)),
        ("Harbour Master", ("Harbour Master",)),
        ("[AB, CD]", ("AB", "CD")),
        ('["AB, Clerk", "C/D"]', ("AB, Clerk", "C/D")),  # not separated again
        ("n/a", ()),
        ("N/A", ()),
        ("none", ()),
        ('"-"', ()),
        ("[n/a]", ()),
        ("AB, none", ("AB",)),
        ("tbc", ()),
        ("TBC, AB", ("AB",)),
        ("vacant (was AB)", ()),
    ],
)
def test_owners(owner: str, labels: tuple[str, ...]) -> None:
    (action,) = read(f"actions:\n  - action: A\n    owner: {owner}\n").root_item.actions
    assert action.owners == labels


def test_an_owner_list_in_lines() -> None:
    (action,) = read(
        "actions:\n  - action: A\n    owner:\n      - AB\n      - C/D\n"
    ).root_item.actions
    assert action.owners == ("AB", "C/D")


def test_an_owner_of_nobody_is_not_an_owner_unsaid() -> None:
    said, unsaid = read(
        "updates:\n  - {ref: 1/24, owner: n/a}\n  - {ref: 1/24, note: n}\n"
    ).root_item.updates
    assert (said.owners, unsaid.owners) == ((), None)


@pytest.mark.parametrize(
    ("written", "refs"),
    [
        ("1/24", ("1/24",)),
        ("1/24, 2/24", ("1/24", "2/24")),
        ("[1/24, 2/24]", ("1/24", "2/24")),
        ('["1, 24"]', ("1, 24",)),
        ("BOD 60/17(h)", ("BOD 60/17(h)",)),
    ],
)
def test_refs_are_parted_by_commas_alone(written: str, refs: tuple[str, ...]) -> None:
    text = f"actions:\n  - action: A\n    follows: {written}\n"
    text += f"updates:\n  - ref: 9/23\n    becomes: {written}\n"
    made = read(text)
    assert made.root_item.actions[0].follows == made.root_item.updates[0].becomes == refs


def test_refs_that_are_refused() -> None:
    for key in ("2024-03-14#2", "2024-03-14#B2", "2024-03-14-a.1#b2", "2024-03-14 #2"):
        assert rules(f"actions: [{{ref: '{key}', action: A}}]\n") == ["bad-ref"]
    for ref in ("org/repo#12", "AI#3", "#619", "2024-03-14#", "14.3.24#2"):
        assert rules(f"actions: [{{ref: '{ref}', action: A}}]\n") == []
    assert rules('updates: [{ref: "1/24, 2/24", note: n}]\n') == ["bad-ref"]


# People


def test_a_mapping_introduces_and_a_label_does_not() -> None:
    made = read(
        "chair: AB\npresent:\n  - initials: AB\n    name: Ada Bell\n    role: Chair\n"
        "    organisation: Harbour Office\n    aliases: [Madam Chair, Bell]\n    note: to item 4\n"
        "  - EF\n  - {name: Cem Demir}\napologies: GH, IJ\nin_attendance: []\n"
    )
    ada, ef, cem = made.present
    assert (ada.label, ada.name, ada.role) == ("AB", "Ada Bell", "Chair")
    assert (ada.organisation, ada.note) == ("Harbour Office", "to item 4")
    assert (ada.aliases, ada.introduces) == (("Madam Chair", "Bell"), True)
    assert (ef.label, ef.introduces) == ("EF", False)
    assert (cem.label, cem.initials) == ("Cem Demir", None)
    assert [one.label for one in made.apologies] == ["GH", "IJ"]
    assert [one.label for one in made.introduced] == ["AB", "Cem Demir"]
    assert made.labels == ("AB", "AB", "EF", "Cem Demir", "GH", "IJ")


def test_a_person_needs_initials_or_a_name() -> None:
    assert rules("present:\n  - role: Chair\n") == ["missing-field"]


def test_a_comma_within_brackets_is_told() -> None:
    text = "present:\n  - {initials: CD, role: Assistant Director, Performance and Scrutiny}\n"
    assert "split-by-comma" in rules(text)


# Decisions, papers, updates


def test_decisions_are_texts_or_fields() -> None:
    made = read(
        "decisions:\n  - To dredge\n  - decision: To wait\n    ref: D2\n    proposed: AB\n"
        "    seconded: CD\n    votes: 3 to 2\n"
    )
    assert made.root_item.decisions == (
        Decision("To dredge"),
        Decision("To wait", "D2", "AB", "CD", "3 to 2"),
    )
    assert made.root_item.actions == ()


def test_papers_are_texts_or_a_title_with_a_link() -> None:
    made = read("papers:\n  - Budget\n  - {title: Survey, link: survey.pdf}\n")
    assert made.root_item.papers == (Paper("Budget"), Paper("Survey", "survey.pdf"))


def test_a_report_keeps_the_words_of_its_status() -> None:
    (said,) = read(
        "updates: [{ref: 1/24, status: No  further-action., on: 13.3.24}]\n"
    ).root_item.updates
    assert (said.status, said.status_text) == (Status.WITHDRAWN, "No  further-action.")
    assert (said.on, said.is_substantive) == (date(2024, 3, 13), True)


@pytest.mark.parametrize(
    ("status", "remedy"),
    [
        ("'Done: some took it on'", "status: Done\nnote: some took it on"),
        ("Superseded by 4.1", "becomes: 4.1"),
        ("gone fishing", "completed"),
    ],
)
def test_a_status_not_understood_comes_with_the_lines_to_write(status: str, remedy: str) -> None:
    found = reading(f"updates:\n  - ref: 1/24\n    status: {status}\n")
    assert [problem.rule for problem in found.problems] == ["bad-status"]
    assert remedy in found.problems[0].hint


def test_a_value_in_curly_quotes_is_told_once_and_read() -> None:
    found = reading("updates: [{ref: “1/24”, status: ‘done’, due: “14.3.24”, note: “Yes”}]\n")
    assert [problem.rule for problem in found.problems] == ["curly-quotes"] * 3
    assert found.meeting is not None
    (said,) = found.meeting.root_item.updates
    assert (said.ref, said.status, said.note) == ("1/24", Status.COMPLETED, "“Yes”")
    assert said.due is not None
    assert said.due.day == date(2024, 3, 14)


def test_curly_quotes_within_a_value_are_text() -> None:
    (action,) = read(
        "actions: [{action: “A”, owner: Clerk’s, due: “soon” or so}]\n"
    ).root_item.actions
    assert action.owners == ("Clerk’s",)


def test_the_words_that_are_understood_hold_the_boards_own() -> None:
    own = statuses.StatusVocabulary([("noted", Status.COMPLETED), ("Held", Status.OPEN)])
    lines = own.describe_words().splitlines()
    assert lines[0].endswith(", terminado, noted")
    assert lines[2].endswith(", pendiente, Held")
    assert lines[3].startswith("on hold: on hold, deferred, paused, postponed, ")
    assert [own.find_status(word) for word in ("NOTED", "held")] == [Status.COMPLETED, Status.OPEN]


@pytest.mark.parametrize("field", ["status: done", "note: Thanks"])
def test_what_became_of_an_action_is_not_written_into_it(field: str) -> None:
    found = reading(f"actions:\n  - action: A\n    {field}\n")
    assert [problem.rule for problem in found.problems] == ["unknown-field"]
    assert f"ref: 2024-03-14#1\n    about: A\n    {field}" in found.problems[0].hint
    assert found.meeting is not None
    assert len(found.meeting.root_item.actions) == 1


@pytest.mark.parametrize(
    ("written", "kept"),
    [("true", ""), ("yes", ""), ("false", None), ("s.40 FOIA", "s.40 FOIA")],
)
def test_confidential(written: str, kept: str | None) -> None:
    (action,) = read(f"actions: [{{action: A, confidential: {written}}}]\n").root_item.actions
    assert action.confidential == kept


# The meeting


@pytest.mark.parametrize(
    ("written", "kind", "day"),
    [
        ("12.4.24", DueKind.DATE, date(2024, 4, 12)),
        ("Friday 12 April 2024", DueKind.DATE, date(2024, 4, 12)),
        ("to be confirmed", DueKind.WORDS, None),
        ("{date: 12.4.24, time: 9:00-11:00}", DueKind.DATE, date(2024, 4, 12)),
        ("{date: to be confirmed}", DueKind.WORDS, None),
    ],
)
def test_the_next_meeting(written: str, kind: DueKind, day: date | None) -> None:
    said = read(f"next_meeting: {written}\n").next_meeting
    assert said is not None
    assert said.due is not None
    assert (said.due.kind, said.due.day) == (kind, day)


def test_the_next_meeting_may_have_a_time_and_a_venue_alone() -> None:
    said = read("next_meeting:\n  time: 9:00–11:00\n  venue: Quay\n").next_meeting
    assert said is not None
    assert (said.due, said.time, said.venue) == (None, "9:00–11:00", "Quay")
    assert rules("next_meeting: [12.4.24]\n") == ["wrong-shape"]


def test_a_meeting_is_the_outermost_item() -> None:
    made = read(
        "title: Harbour Board\nnumber: 47th\npublic: 3\nextraordinary: true\n"
        "approves: [2024-02-08, previous meeting]\ncorrections: [A name]\n"
        "items:\n  - number: 4a\n    presenter: [AB, CD]\n"
    )
    assert (made.title, made.number, made.public, made.extraordinary) == (
        "Harbour Board", "47th", 3, True,
    )  # fmt: skip
    assert made.root_item.number is None
    assert made.root_item.approves == ("2024-02-08", "previous meeting")
    assert made.root_item.corrections == ("A name",)
    (item,) = made.root_item.items
    assert (item.number, [one.label for one in item.presenter]) == ("4a", ["AB", "CD"])


def test_brought_forward_may_lack_its_words_and_say_whence_it_comes() -> None:
    (old,) = read("brought_forward: [{ref: 7/23, raised: 1.12.23, from: Audit}]\n").brought_forward
    assert (old.action, old.raised, old.origin) == (None, date(2023, 12, 1), "Audit")
    assert rules("brought_forward: [{ref: 7/23, on: 1.12.23}]\n") == ["unknown-field"]
    assert rules("actions: [{ref: 7/23}]\n") == ["missing-field"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("public: many\n", "wrong-shape"),
        ("extraordinary: perhaps\n", "wrong-shape"),
        ("title: {a: b}\n", "wrong-shape"),
        ("actions: [Survey]\n", "wrong-shape"),
        ("updates: [{status: done}]\n", "missing-field"),
        ("due: 25/06\n", "bad-date"),
        ("items: [{}]\n", "wrong-shape"),
        ("items: []\npresent: [AB, '']\n", "missing-value"),
    ],
)
def test_faults(text: str, rule: str) -> None:
    assert rules(text) == [rule]


IF_OUTSIDE = "if the meeting is outside the series"


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            "public: about 12",
            "`public` takes a whole number, not “about 12”.",
            "Write the number in digits, for example `public: 12`, or delete the line.",
        ),
        (
            "held: cancelled",
            "`held` takes `true` or `false`, not “cancelled”.",
            "Write `held: false` if the meeting did not take place; otherwise delete the line.",
        ),
        (
            "extraordinary: maybe",
            "`extraordinary` takes `true` or `false`, not “maybe”.",
            f"Write `extraordinary: true` {IF_OUTSIDE}; otherwise delete the line.",
        ),
        (
            "decisions: [{decision: A, outcome: defered}]",
            "`outcome` takes `carried`, `lost`, `deferred` or `withdrawn`, not “defered”.",
            "Write one of them. Put other words in `decision` or `votes`.",
        ),
    ],
)
def test_a_value_that_is_not_known_is_not_made_up(text: str, message: str, hint: str) -> None:
    (problem,) = reading(f"{text}\n").problems
    assert (problem.rule, problem.message, problem.hint) == ("wrong-shape", message, hint)


@pytest.mark.parametrize(
    ("entry", "rule"),
    [
        ("actions: [{action: , owner: AB}]", "missing-value"),
        ("updates: [{ref: , note: said}]", "missing-value"),
        ("items: [{title: A, confidential: }]", "missing-value"),
        ("decisions: [{decision, outcome: lost}]", "split-by-comma"),
    ],
)
def test_a_field_in_braces_without_a_value_is_reported_once(entry: str, rule: str) -> None:
    assert rules(f"{entry}\n") == [rule]


@pytest.mark.parametrize("word", ["~", "null", "NULL"])
@pytest.mark.parametrize("name", ["updates", "actions", "brought_forward", "items"])
def test_a_programs_word_for_nothing_is_no_entry(name: str, word: str) -> None:
    (problem,) = reading(f"{name}: {word}\n").problems
    assert problem.hint == "If there is nothing to record, delete the line."


def test_where_name_and_date_disagree_the_date_counts() -> None:
    found = reading("", "2024-03-15.yaml")
    assert [problem.rule for problem in found.problems] == ["file-name-date"]
    assert found.meeting is not None
    assert (found.meeting.name, found.meeting.date) == ("2024-03-15", date(2024, 3, 14))


@pytest.mark.parametrize("name", ["2024-03-14.yml", "march.yaml", "2024-02-31.yaml"])
def test_a_file_is_named_by_a_date_and_yaml(name: str) -> None:
    assert rules("", name) == ["file-name-date"]


def test_the_day_of_a_files_name() -> None:
    assert file_name_day("meetings/2024-03-14-extraordinary.yaml") == date(2024, 3, 14)
    assert file_name_day("meetings/march.yaml") is None


def test_a_text_of_more_entries_than_anybody_writes_is_not_separated() -> None:
    book = build_book([Source("2024-01-11.yaml", f"date: 2024-01-11\napproves: {'x, ' * 1001}x\n")])
    (problem,) = book.problems
    assert problem.message == "This line has more than 1,000 entries."
    assert problem.hint == "Write a list with each entry on its own line."


@pytest.mark.parametrize("field", ["present", "actions: [{action: A, owner"])
def test_a_text_of_labels_that_is_far_too_long_is_not_separated(field: str) -> None:
    end = "}]" if "[" in field else ""
    text = f'date: 2024-01-11\n{field}: "{"AB/" * 4000}"{end}\n'
    (problem,) = build_book([Source("2024-01-11.yaml", text)]).problems
    assert problem.message == "These names have more than 10,000 characters."
    spaces = text.replace("AB/", " ").replace('"  ', '"AB ')
    assert build_book([Source("2024-01-11.yaml", spaces)]).problems == ()
