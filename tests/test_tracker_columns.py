"""What the columns of a tracker contain: by what is typed, by their headings and values."""

from __future__ import annotations

import pytest
from support import make_book
from trackers import (
    OPTIONS,
    find_fields,
    list_entries_of,
    plan_text,
    recognise_text,
    show_entry,
    show_reports,
)

from scrutiny_cli.importing.blocks import CannotImport, UseKind
from scrutiny_cli.importing.tracker.options import (
    InvalidTrackerOption,
    TrackerOptions,
    read_column_options,
    read_status_options,
)
from scrutiny_cli.importing.tracker.plan import TrackerPlan, answer_question
from scrutiny_cli.minutes.statuses import KNOWN

LOG = "Ref | Item | Action | Owner | Due | Priority\n1/24 | Roads | Mend | TB | asap | High"


def map_columns_of(*typed: str) -> TrackerOptions:
    return OPTIONS._replace(columns=read_column_options(typed))


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            "Date | Action | Owner | Deadline\n1 Jan 2024 | Mend | TB | 1 May 2024",
            {"Date": "raised?", "Action": "action", "Owner": "owner", "Deadline": "due"},
        ),
        (
            "Action | Owner | Date\nMend | TB | 1 May 2024",
            {"Action": "action", "Owner": "owner", "Date": "due?"},
        ),
        (
            "Meeting | Action | Owner\n1 Jan 2024 | Mend | TB",
            {"Meeting": "raised", "Action": "action", "Owner": "owner"},
        ),
        (
            "Date raised | Action | Owner\nSpring board | Mend | TB",
            {"Date raised": "from", "Action": "action", "Owner": "owner"},
        ),
        (
            "Action | Owner | Completed\nMend | TB | 1 May 2023\nPaint | RO | 2 May 2023",
            {"Action": "action", "Owner": "owner", "Completed": "closed"},
        ),
        (
            "Action | Owner | Completed\nMend | TB | Yes\nPaint | RO | No",
            {"Action": "action", "Owner": "owner", "Completed": "status"},
        ),
        (
            "Action | Owner | Done\nMend | TB | 1 May 2023",
            {"Action": "action", "Owner": "owner", "Done": "closed?"},
        ),
        (
            "Action | Due date | Completion date\nMend | 1 May 2023 | 4 May 2023",
            {"Action": "action", "Due date": "due", "Completion date": "closed"},
        ),
        (
            "Action | Owner | Completion date\nMend | TB | 4 May 2023",
            {"Action": "action", "Owner": "owner", "Completion date": "due?"},
        ),
        (
            "No | Ref | Action | Owner\n1 | a/1 | Mend | TB\n2 | a/2 | Paint | TB",
            {"No": "ignore", "Ref": "ref", "Action": "action", "Owner": "owner"},
        ),
        (
            "Item no | Ref | Action | Owner\n4.1 | a/1 | Mend | TB\n4.7 | a/2 | Paint | TB",
            {"Item no": "from?", "Ref": "ref", "Action": "action", "Owner": "owner"},
        ),
        (
            "Issue | Action | Owner | Status\nHoles | Mend the road | TB | Open",
            {"Issue": "note", "Action": "action", "Owner": "owner", "Status": "status"},
        ),
        (
            "Issue | Owner | Status\nHoles | TB | Open",
            {"Issue": "action?", "Owner": "owner", "Status": "status"},
        ),
        (
            "Action | Next steps | Owner\nMend | Ask two firms for a price | TB",
            {"Action": "note?", "Next steps": "action?", "Owner": "owner"},
        ),
        (
            "Action | Lead | Responsible officer | Status | State\nMend | TB | RO | Open | New",
            {
                "Action": "action", "Lead": "owner", "Responsible officer": "note?",
                "Status": "status", "State": "rag",
            },
        ),
        (
            "Action | Owner | Evidence | Link\nMend | TB | Photo | https://a.example",
            {"Action": "action", "Owner": "owner", "Evidence": "note", "Link": "links"},
        ),
        (
            "Topic | Decision | Action | Owner\nRoads | Agreed | Mend | TB",
            {"Topic": "note", "Decision": "note", "Action": "action", "Owner": "owner"},
        ),
        (
            " | Action | Owner | Due | \n1 | Mend | TB | asap | tail\n2 | Paint | RO | asap | ",
            {"A": "ignore", "Action": "action", "Owner": "owner", "Due": "due", "E": "note?"},
        ),
        (
            "Action | Due date | Target date | New date\nMend | 1 May 2023 | 2 May 2023 | June",
            {"Action": "action", "Due date": "due", "Target date": "note?", "New date": "revised"},
        ),
    ],
)  # fmt: skip
def test_headings_and_values_show_what_a_column_contains(text: str, fields: dict[str, str]) -> None:
    assert find_fields(plan_text(text)) == fields


def test_what_is_typed_counts_by_heading_or_letter_whatever_the_case() -> None:
    plan = plan_text(LOG, map_columns_of("PRIO rity=Owner", "d=ignore"))
    assert find_fields(plan)["Priority"] == "owner"
    assert find_fields(plan)["Owner"] == "ignore"
    assert [column.is_typed for column in plan.columns] == [False] * 3 + [True, False, True]


def test_a_heading_counts_before_a_letter() -> None:
    plan = plan_text(
        "A | B | Action | Owner | Due\nx | y | Mend | TB | asap", map_columns_of("b=from")
    )
    assert find_fields(plan)["B"] == "from"


def test_anything_else_is_added_to_the_note_by_its_heading() -> None:
    assert show_reports(recognise_text(LOG)) == [{"note": "Priority: High"}]
    found = recognise_text(LOG, map_columns_of("Priority=ignore"))
    assert show_reports(found) == [{}]
    ignored = [use for use in found.meeting.uses if use.kind is UseKind.IGNORED]
    assert [use.detail for use in ignored] == ["column that is not imported"]


def test_a_colour_that_is_typed_as_status_is_a_colour_still() -> None:
    text = "Action | Owner | RAG | State of play\nMend | TB | Red | Completed"
    options = map_columns_of("rag=status", "state of play=status")
    assert find_fields(plan_text(text, options))["RAG"] == "rag"
    assert show_reports(recognise_text(text, options)) == [
        {"status": "Completed", "note": "RAG: Red"}
    ]
    two = map_columns_of("owner=status", "state of play=status")
    assert find_fields(plan_text(text, two))["State of play"] == "rag"


def test_a_column_that_does_not_exist_is_refused() -> None:
    with pytest.raises(CannotImport, match="There is no column “boss”"):
        plan_text(LOG, map_columns_of("boss=owner"))
    assert plan_text(LOG, map_columns_of("F=update"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("owner", "--map: “owner” has no column. Type a heading or a letter"),
        ("=owner", "--map: “=owner” has no column"),
        ("Lead=boss", "--map Lead: “boss” is not a field. Type ref, action, owner, due"),
    ],
)
def test_an_option_for_a_column_is_explained(text: str, message: str) -> None:
    with pytest.raises(InvalidTrackerOption, match=message):
        read_column_options([text])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("completed", "--status: “completed” has nothing before the sign ="),
        ("Blue=finito", "--status Blue: “finito” is not a status. Type one of: open, in progress"),
    ],
)
def test_an_option_for_a_status_is_explained(text: str, message: str) -> None:
    with pytest.raises(InvalidTrackerOption, match=message):
        read_status_options([text], KNOWN)


def test_a_heading_may_have_a_sign_of_its_own() -> None:
    assert read_column_options(["Due = date=due", "a=b=ref"]) == {"due=date": "due", "a=b": "ref"}
    assert read_status_options(["Partial  Completed = in  progress"], KNOWN) == {
        "partialcompleted": "in progress"
    }


# What is shown and asked


def test_the_mapping_is_shown_with_the_first_three_rows() -> None:
    rows = "\n".join(
        f"{number}/24 | Roads | Mend {number} | TB | asap | " for number in range(1, 6)
    )
    plan = plan_text(f"{LOG}\n{rows}".replace("\n1/24 | Roads | Mend | TB | asap | High", ""))
    assert [(column.letter, column.name, column.field) for column in plan.columns] == [
        ("A", "Ref", "ref"),
        ("B", "Item", "from"),
        ("C", "Action", "action"),
        ("D", "Owner", "owner"),
        ("E", "Due", "due"),
        ("F", "Priority", "note"),
    ]
    assert plan.sample == (
        ("1/24", "Roads", "Mend 1", "TB", "asap", ""),
        ("2/24", "Roads", "Mend 2", "TB", "asap", ""),
        ("3/24", "Roads", "Mend 3", "TB", "asap", ""),
    )


def test_elsewhere_than_on_a_terminal_the_options_to_type_are_named() -> None:
    text = LOG.replace("Owner", "Action owner")
    plan = plan_text(text)
    assert not plan.has_typed_mapping
    assert plan.describe_missing_mapping() == (
        "Check what its columns contain. If this is right, type --yes. Otherwise type what they "
        'contain:\n--map Ref=ref --map Item=from --map Action=action --map "Action owner=owner" '
        "--map Due=due"
    )
    typed = map_columns_of("Ref=ref", "Item=from", "C=action", "Action owner=owner", "Due=due")
    assert plan_text(text, typed).has_typed_mapping


def answer_all(text: str, answers: list[str], options: TrackerOptions = OPTIONS) -> TrackerPlan:
    """Answer the questions of a plan one after another."""
    plan = plan_text(text, options)
    for answer in answers:
        options = answer_question(options, plan.questions[0], answer)
        plan = plan_text(text, options)
    return plan


def test_what_is_not_evident_is_asked_with_the_guess_as_default() -> None:
    text = "Action | Owner | Date | \nMend | TB | 1 May 2024 | tail"
    asked = [(each.prompt, each.default) for each in plan_text(text).questions]
    assert asked == [
        ("What does column C, “Date”, contain?", "due"),
        ("What does column D, which has no heading, contain?", ""),
    ]
    plan = answer_all(text, ["", ""])
    assert plan.questions == ()
    assert find_fields(plan) == {"Action": "action", "Owner": "owner", "Date": "due", "D": "note"}
    assert find_fields(answer_all(text, ["raised", "Update"]))["D"] == "update"
    with pytest.raises(InvalidTrackerOption, match="“boss” is not a field"):
        answer_all(text, ["boss"])


def test_where_no_column_contains_actions_one_is_asked_for() -> None:
    text = "Ref | Owner | Due | Was\n1/24 | TB | asap | Zaun"
    plan = plan_text(text)
    assert [each.prompt for each in plan.questions] == [
        "Which column contains the actions? Type its heading or letter."
    ]
    with pytest.raises(CannotImport, match="It is not known which column contains the actions"):
        recognise_text(text)
    assert find_fields(answer_all(text, ["was"]))["Was"] == "action"
    options = answer_question(OPTIONS, plan.questions[0], "D")
    assert [show_entry(entry) for entry in list_entries_of(recognise_text(text, options))] == [
        {"ref": "1/24", "words": "Zaun", "owner": "TB", "due": "asap"}
    ]


def test_days_that_are_not_known_are_asked_for() -> None:
    text = "Action | Owner | Due\nMend | TB | 05/06/2024"
    plan = plan_text(text, TrackerOptions())
    assert [(each.prompt, each.choices) for each in plan.questions] == [
        ("Is the day or the month first in dates such as 05/06/2024?", ("day", "month")),
        ("On which day was the tracker right?", ()),
    ]
    answered = answer_all(text, ["Month", "12 March 2024"], TrackerOptions())
    assert (answered.month_first, answered.questions) == (True, ())
    assert answered.day is not None
    assert answered.day.day.isoformat() == "2024-03-12"
    with pytest.raises(InvalidTrackerOption, match=r"Type day or month\."):
        answer_all(text, ["weekday"], TrackerOptions())
    with pytest.raises(InvalidTrackerOption, match="The year is missing"):
        answer_all(text, ["day", "12 March"], TrackerOptions())


def test_the_board_of_a_log_without_refs_has_no_row_numbers() -> None:
    files = {"2024-02-13": "actions: [{action: Ring the county., owner: RO}]\n"}
    assert make_book(files).log.actions
    text = "No | Action | Owner\n1 | Mend | TB\n2 | Paint | RO"
    assert find_fields(plan_text(text, files=files))["No"] == "ignore"
