"""The actions of labelled lines, of lists below a label, and what is below them."""

from __future__ import annotations

from collections import Counter

import pytest
from import_documents import make_blocks, make_reading

from scrutiny_cli.importing.blocks import UseKind
from scrutiny_cli.importing.clean_text import count_words
from scrutiny_cli.importing.imported_meeting import ImportedEntry, Sign
from scrutiny_cli.importing.recognise.entry_parts import FoundEntries
from scrutiny_cli.importing.recognise.lines import find_line_entries
from scrutiny_cli.importing.recognise.records import find_records
from scrutiny_cli.importing.recognise.split_lines import split_action_lines

READING = make_reading()


def find_entries(text: str) -> tuple[ImportedEntry, ...]:
    """Return the entries of a document; no use may claim words that no entry has."""
    blocks = split_action_lines(make_blocks(text))
    found = find_line_entries(blocks, READING)
    for use in found.uses:
        assert blocks[use.block].text[use.start : use.end].strip()
    claimed: Counter[str] = Counter()
    for use in found.uses:
        if use.kind is UseKind.TEXT:
            claimed += count_words(blocks[use.block].text[use.start : use.end])
    assert claimed - count_texts(found) == Counter()
    return found.entries


def count_texts(found: FoundEntries) -> Counter[str]:
    """Count the words of the texts that the entries of a document have."""
    counted: Counter[str] = Counter()
    for entry in found.entries:
        notes = [report.note or "" for report in entry.reports]
        status = [report.status or "" for report in entry.reports]
        counted += count_words(" ".join([entry.words, *notes, *status]))
    return counted


def describe_entries(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(entry.words, entry.owner, entry.due) for entry in find_entries(text)]


@pytest.mark.parametrize(
    ("line", "words", "owner"),
    [
        ("ACTION: Clerk to write to the county.", "Write to the county.", "Clerk"),
        ("Action Clerk to write to the county", "Write to the county", "Clerk"),
        ("Action point 4: price a gate (RO)", "Price a gate", "RO"),
        ("Action: call about the bed (TB)", "Call about the bed", "TB"),
        ("Action item 7: RO and TB to write a bid", "Write a bid", "RO, TB"),
        ("[ACTION] @jane to write the text", "Write the text", "@jane"),
        ("AP3 JS to email the list", "Email the list", "JS"),
        ("AI: SK – write up the issue", "Write up the issue", "SK"),
        ("TODO: update the website", "Update the website", None),
        ("To do: Rosa to update the website", "Update the website", "RO"),
        ("Action (RO): review the risks", "Review the risks", "RO"),
        ("Action RO: review the risks", "Review the risks", "RO"),
        ("Action by Clerk: publish the notice", "Publish the notice", "Clerk"),
        ("4.2 Action: Mrs Okafor will call", "Call", "RO"),
        ("**Action:** All to read the paper", "Read the paper", "All"),
        ("ACTION Director of Finance to report", "Report", "Director of Finance"),
        ("Action: Talk to Rosa", "Talk to Rosa", None),
        ("Action: AGM to be arranged", "AGM to be arranged", None),
        ("Action: Budget: Clerk to prepare it", "Budget: prepare it", "Clerk"),
        ("Action: Research and Development to ask", "Research and Development to ask", None),
        ("Action: survey the hall (Action: RO)", "Survey the hall", "RO"),
        ("Action: survey the hall – RO", "Survey the hall", "RO"),
        ("Action: Due: 30 April", "Due: 30 April", None),
        ("AI(@bob): fix the server", "Fix the server", "@bob"),
        ("AI @alice to ping legal", "Ping legal", "@alice"),
        ("Action: book the hall -> RO", "Book the hall", "RO"),
    ],
)
def test_a_labelled_line_is_an_action(line: str, words: str, owner: str | None) -> None:
    assert [(entry.words, entry.owner) for entry in find_entries(line)] == [(words, owner)]


@pytest.mark.parametrize(
    "line",
    [
        "No action required.",
        "Action: None",
        "Action: noted",
        "Action 4/24 – see above",
        "Action: please refer to minute 23/91.",
        "ACTION: as below",
        "Action plan was discussed.",
        "Action on climate was praised.",
        "To do this we need money.",
        "AI is changing schools.",
        "RO is to call.\nAction Owner Due",
        "AI: risks and chances – a talk by Joe Noon",
        "Actions: the board approved the actions of the officers.",
        "Next steps were discussed and agreed.",
        "AP reported on the hall.",
        "Action from last meeting completed",
        "Minute 4.2 refers. The budget is 3/4 spent.",
        "The 2024/25 budget was agreed. Rates 10.5 – 11.2 per cent.",
        "# Actions from last meeting",
        "- Playground:",
        "- [ ] Ann Lee",
    ],
)
def test_other_lines_are_text(line: str) -> None:
    assert find_entries(line) == ()


def test_refs_are_in_front_of_the_words_or_in_the_label() -> None:
    entries = find_entries("""
        ACTION-123: Tom Bell to draft section 4
        Action 4/24: SK to write
        33/15 Action: RO to check the data
        Action: #12 RO agreed to review it
        Action: 2024-02-13#2 do it
    """)
    refs = [(entry.ref, entry.owner, entry.words) for entry in entries]
    assert refs == [
        ("ACTION-123", "TB", "Draft section 4"),
        ("4/24", "SK", "Write"),
        ("33/15", "RO", "Check the data"),
        ("#12", "RO", "Review it"),
        (None, None, "2024-02-13#2 do it"),
    ]


def test_a_mere_number_is_a_ref_only_where_the_log_has_such_refs() -> None:
    line = "Action: 12 – RO to check the data"
    assert find_entries(line)[0].words == "12 – RO to check the data"
    found = find_line_entries(make_blocks(line), make_reading(has_row_numbers=True))
    assert (found.entries[0].ref, found.entries[0].owner) == ("12", "RO")


def test_the_sentence_before_is_the_action_of_an_owner_alone() -> None:
    assert describe_entries("""
        The corner is wet. It was agreed to ask two firms.
        Action – RO
        Clerk to order salt.
        (Action: TB by 30 April 2024)
    """) == [
        ("It was agreed to ask two firms.", "RO", None),
        ("Clerk to order salt.", "TB", "2024-04-30"),
    ]


def test_an_owner_alone_below_a_report_stays_text() -> None:
    assert find_entries("The corner is wet. It was dry last year.\nAction: RO") == ()
    assert find_entries("# Pump\nAction: RO") == ()


def test_a_label_within_a_paragraph_begins_a_line() -> None:
    assert describe_entries("""
        The hedge is overgrown. ACTION: Clerk to write to the county.
        RO to call the bank. (Action: RO)
        | Action: TB to mow the green |
        | ACTION | TB to paint the gate |
    """) == [
        ("Write to the county.", "Clerk", None),
        ("RO to call the bank.", "RO", None),
        ("Mow the green", "TB", None),
        ("Paint the gate", "TB", None),
    ]


def test_each_part_with_an_owner_of_its_own_is_an_action() -> None:
    line = "Actions: RO to ask firms; TB to buy paint. Clerk to pay."
    assert [owner for _, owner, _ in describe_entries(line)] == ["RO", "TB", "Clerk"]


def test_fields_below_a_line_belong_to_it() -> None:
    (entry,) = find_entries("""
        Action: price a new gate
        Owner: RO
        Due: 30 April 2024
        Status: letter sent to two firms
    """)
    assert (entry.owner, entry.due) == ("RO", "2024-04-30")
    assert [report.note for report in entry.reports] == ["letter sent to two firms"]


def test_the_paragraph_below_a_label_alone_is_the_action() -> None:
    assert describe_entries("Action:\nPrice a new gate (RO)") == [("Price a new gate", "RO", None)]


def test_entries_below_a_label_are_actions_until_the_list_ends() -> None:
    assert describe_entries("""
        Actions:
        - RO: buy paint
        - TB to mow the green before the next meeting
        - Clerk and Chair to sign the lease (by 3-5 May)
        - No further action
        - Talk to Rosa
        The meeting closed.
        - Ann Lee was thanked
    """) == [
        ("Buy paint", "RO", None),
        ("Mow the green", "TB", "next meeting"),
        ("Sign the lease", "Clerk, Chair", "2024-05-05"),
        ("Talk to Rosa", None, None),
    ]


def test_lines_below_a_heading_of_actions_are_actions_where_they_have_an_owner() -> None:
    assert describe_entries("""
        # Summary of actions
        These were agreed at the meeting.
        RO to ask two firms.
        TB will buy paint by 3 May 2024.
        # Any other business
        Clerk to write was mentioned.
    """) == [("Ask two firms.", "RO", None), ("Buy paint.", "TB", "2024-05-03")]


def test_prose_among_next_steps_stays_text() -> None:
    assert describe_entries("""
        # Next steps
        - The group felt that more work is needed.
        - RO to draft the plan
        - Circulate the plan to members
        - We discussed money.
    """) == [("Draft the plan", "RO", None), ("Circulate the plan to members", None, None)]


def test_an_owner_above_a_list_owns_its_actions() -> None:
    assert describe_entries("""
        # Action items (AIs)
        - RO:
          - write the report
          - send the report
        - Playground:
          - order swings
    """) == [
        ("Write the report", "RO", None),
        ("Send the report", "RO", None),
        ("Order swings", None, None),
    ]


def test_check_boxes_are_actions_and_ticked_ones_completed() -> None:
    entries = find_entries("""
        # Tasks
        - [x] Order bins
        - [ ] RO: fix the tap
        ☑ TB to pay the bill
        # Attendance
        - [x] Somebody from the county
    """)
    closed = [[report.status for report in entry.reports] for entry in entries]
    assert [entry.words for entry in entries] == ["Order bins", "Fix the tap", "Pay the bill"]
    assert closed == [["completed"], [], ["completed"]]


def test_an_entry_below_an_action_is_what_became_of_it() -> None:
    gate, paint, lock = find_entries("""
        - ACTION: RO to repair the gate
          - Action carried forwards
        - ACTION: TB to price paint
          - Done: paid 3 March 2024
          - Smith Ltd will deliver.
        - Action: SK to check the lock
          - Close the shed
    """)
    assert [report.status for report in gate.reports] == ["carried forwards"]
    assert [str(report.on) for report in paint.reports] == ["2024-03-03"]
    assert (gate.sign, paint.sign, lock.sign) == (Sign.EARLIER, Sign.EARLIER, Sign.UNKNOWN)
    assert lock.reports == ()


def test_words_of_a_status_inside_an_entry_are_unsure() -> None:
    (entry,) = find_entries("Actions\n- Letter to the county – completed")
    assert "reads-as-update" in {doubt.name for doubt in entry.doubts}


def test_a_status_in_brackets_reports_on_the_action() -> None:
    first, last = find_entries("Actions\n- RO to send minutes [DONE]\n- [DONE] RO to buy paint")
    assert [report.status for report in (*first.reports, *last.reports)] == ["DONE", "DONE"]
    assert (first.words, last.words) == ("Send minutes", "Buy paint")


def test_a_list_of_earlier_actions_reports_what_became_of_them() -> None:
    bank, insurance, paint = find_entries("""
        # Actions from last meeting
        - Clerk to write to the bank – completed
        - RO to chase insurance
        - 12.1 Buy paint. Carried forward.
    """)
    assert (bank.words, bank.owner, bank.sign) == ("Write to the bank", "Clerk", Sign.EARLIER)
    assert (insurance.reports, insurance.sign) == ((), Sign.EARLIER)
    assert (paint.ref, paint.words, paint.reports[0].status) == (
        "12.1",
        "Buy paint.",
        "Carried forward.",
    )


def test_matters_arising_in_one_line_are_an_update_each() -> None:
    entries = find_entries("""
        # Matters arising
        They were addressed as follows: 17/15 – SH progressing 19/15 - completed
        25/15 – due 25.06.15 27/15 – to follow 30/15 – Data provided by crime type
        - 6/24 – RO has written to the county.
    """)
    found = [(entry.ref, entry.owner, *_describe_report(entry)) for entry in entries]
    assert found == [
        ("17/15", "SH", "progressing", None, None),
        ("19/15", None, "completed", None, None),
        ("25/15", None, None, None, "2015-06-25"),
        ("27/15", None, "to follow", None, None),
        ("30/15", None, None, "Data provided by crime type", None),
        ("6/24", None, None, "RO has written to the county", None),
    ]


def _describe_report(entry: ImportedEntry) -> tuple[str | None, str | None, str | None]:
    (report,) = entry.reports
    return report.status, report.note, report.due


def test_the_addresses_in_an_action_become_its_links() -> None:
    (entry,) = find_entries("Action: see plan (https://a.example/plan) by 2 April 2024")
    assert (entry.words, entry.links) == ("See plan", ("https://a.example/plan",))


def test_a_number_alone_is_an_earlier_action() -> None:
    (entry,) = find_entries("Actions\n- 4/24")
    assert (entry.ref, entry.words, entry.sign) == ("4/24", "", Sign.EARLIER)


def test_matters_arising_that_are_no_actions_stay_text() -> None:
    assert (
        find_entries("""
            115/23 Matters arising:
            - Bus shelter – one quote was obtained. Ongoing.
            - Dog bin – completed
            - Item 4: stile at Low Farm - RO had reported it. Discharged
            116/23 Highways
            117/23 Finance
        """)
        == ()
    )


def test_an_action_of_matters_arising_has_an_owner_or_a_number() -> None:
    bank, gate, mole, pump = find_entries("""
        # Matters arising
        - Clerk to write to the bank – completed
        - 7/24 Price a gate: done
        8/24 Survey of the mole – GH progressing
        - 9/24 Pump – TB to chase, carried forward
    """)
    assert (pump.ref, pump.words) == ("9/24", "Pump – TB to chase")
    assert pump.reports[0].status == "carried forward"
    assert (bank.owner, bank.reports[0].status) == ("Clerk", "completed")
    assert (gate.words, gate.reports[0].status) == ("Price a gate", "done")
    assert (mole.words, mole.owner, mole.reports[0].status) == (
        "Survey of the mole",
        "GH",
        "progressing",
    )


def test_minutes_of_a_telephone_conference_repeat_their_actions_at_the_end() -> None:
    first, second = find_entries("""
        <scribe> ACTION: SK to propose text for issue 42 [due 2024-06-19]
        ACTION-11: closed
        Summary of Action Items
        [PENDING] ACTION: manu to write tests
    """)[::2]
    assert (first.owner, first.due) == ("SK", "2024-06-19")
    assert (second.words, second.reports[0].status) == ("Manu to write tests", "PENDING")


def test_the_outcome_of_a_motion_is_not_an_action() -> None:
    assert find_entries("Action: Approved 3-0.\nAction: Motion by Cllr Smith, second by TB") == ()
    assert len(find_entries("Action: Approved plans to be sent to the county by RO")) == 1


def test_an_owner_after_action_on_is_known() -> None:
    text = "We could try. Action on RO to email all. It is late. Action on all to read it."
    assert describe_entries(text) == [
        ("Email all. It is late.", "RO", None),
        ("Read it.", "all", None),
    ]


def test_numbered_actions_in_one_line_are_each_one() -> None:
    text = "Actions: 1. RO to review the policy 2. Clerk to circulate it"
    assert describe_entries(text) == [
        ("Review the policy", "RO", None),
        ("Circulate it", "Clerk", None),
    ]


def test_actions_of_another_meeting_are_earlier_ones() -> None:
    earlier = find_entries("Actions from the meeting of 13 February 2024\n- RO to call – done")
    new = find_entries("Actions from the meeting of 12 March 2024\n- RO to call")
    assert [entry.sign for entry in (*earlier, *new)] == [Sign.EARLIER, Sign.UNKNOWN]


def test_actions_carried_forward_are_a_list_within_the_list() -> None:
    path, paper = find_entries("""
        # Actions
        - Carried forward from previous meeting:
          - (All) Move the path. Only one part is left.
        - (RO) Share the paper.
    """)
    assert (path.owner, path.sign) == ("All", Sign.EARLIER)
    assert (paper.owner, paper.sign) == ("RO", Sign.UNKNOWN)


def test_boxes_of_earlier_actions_say_which_are_done() -> None:
    done, left = find_entries(
        "# Actions from last meeting\n- [x] (RO) Send it\n- [ ] (All) Read it"
    )
    assert [report.status for report in done.reports] == ["completed"]
    assert (left.reports, left.sign) == ((), Sign.EARLIER)


@pytest.mark.parametrize(
    ("words", "due", "doubts"),
    [
        ("by COP Friday 5 April 2024", "2024-04-05", []),
        ("no later than 5 April 2024", "2024-04-05", []),
        ("(deadline: end of June)", "end of June", []),
        ("before the next meeting", "next meeting", []),
        ("by 3-5 May", "2024-05-05", ["due-year", "due-span"]),
        ("by w/c 6 October", None, ["due-unread"]),
        ("by the 15th", None, ["due-unread"]),
        ("by hand", None, []),
        ("before 9am", None, []),
        ("– ASAP", "ASAP", []),
    ],
)
def test_a_due_is_found_among_the_words(words: str, due: str | None, doubts: list[str]) -> None:
    (entry,) = find_entries(f"Action: RO to call the bank {words}")
    assert (entry.due, [doubt.name for doubt in entry.doubts]) == (due, doubts)
    assert ("(" in entry.words) is False


def test_a_due_within_a_sentence_stays_in_it() -> None:
    (entry,) = find_entries("Action: RO to call by 5 April 2024 and to report back")
    assert (entry.due, entry.words) == ("2024-04-05", "Call by 5 April 2024 and to report back")
    (front,) = find_entries("Action: SK – by 5 April 2024 – agree the plan")
    assert (front.due, front.words) == ("2024-04-05", "Agree the plan")


def test_names_that_a_document_mentions_are_unsure_owners() -> None:
    text = (
        "Dave: I can send text. Nils Berg agreed.\nAction: Dave to send text\n"
        "Action: Send Letter to parents\nAction: Dave & Nils – propose a date"
    )
    dave, letter, both = find_records(make_blocks(text), READING).entries
    assert (dave.owner, [doubt.name for doubt in dave.doubts]) == ("Dave", ["owner-unknown"])
    assert (letter.owner, both.owner) == (None, "Dave, Nils")


def test_a_long_text_is_an_action_without_fields() -> None:
    text = "Action: RO to write " + "and write " * 300
    (entry,) = find_entries(text)
    assert (entry.owner, [doubt.name for doubt in entry.doubts]) == (None, ["no-owner"])


@pytest.mark.parametrize("piece", ["Action: ", "a: ", "by ", "1/24 – ", "((", "– ", "RO, "])
def test_a_text_of_the_same_pieces_ends_in_time(piece: str) -> None:
    find_entries("Actions\n- Action: " + piece * (1500 // len(piece)))


def test_owners_and_a_due_in_brackets_after_the_label() -> None:
    text = "ACTION (RO, by end of June): send out letters"
    assert describe_entries(text) == [("Send out letters", "RO", "by end of June")]


def test_lines_with_a_typed_bullet_below_a_label_are_actions() -> None:
    assert describe_entries("ACTIONS:\n> RO - book hall\n> Tom - write report by 2 April 2024") == [
        ("Book hall", "RO", None),
        ("Write report", "TB", "2024-04-02"),
    ]


def test_actions_arising_from_this_meeting_are_new() -> None:
    (entry,) = find_entries("Actions arising from this meeting\n- Inspect the fence – TB – ASAP")
    assert (entry.words, entry.owner, entry.due) == ("Inspect the fence", "TB", "ASAP")
    assert entry.sign is Sign.UNKNOWN


def test_a_labelled_field_at_the_end_is_no_action_of_its_own() -> None:
    text = "Action: RO to share the report with leads. Due date: 5 April 2024."
    assert describe_entries(text) == [("Share the report with leads", "RO", "2024-04-05")]


def test_an_owner_at_the_end_of_a_paragraph_after_the_word_action() -> None:
    text = "Takings are up. RO to look into a card machine. Action RO"
    assert [owner for _, owner, _ in describe_entries(text)] == ["RO"]


def test_the_address_of_a_link_may_be_a_file() -> None:
    block = make_blocks("Action: see the plan (papers/plan.pdf) and comment")[0]
    found = find_line_entries((block._replace(links=("papers/plan.pdf",)),), READING)
    assert found.entries[0].links == ("papers/plan.pdf",)
    assert found.entries[0].words == "See the plan and comment"


def test_a_numbered_owner_alone_has_the_sentence_before() -> None:
    (entry,) = find_entries("SK will circulate a reminder.\nACTION 24/06: SK")
    assert (entry.ref, entry.owner, entry.words) == (
        "24/06",
        "SK",
        "SK will circulate a reminder.",
    )


def test_a_numbered_item_of_actions_ends_at_the_next_number() -> None:
    blocks = make_blocks("- Actions\n2.1 SK to update it. Completed.\n2.2 RO to call\n- Incidents")
    found = find_line_entries(blocks, READING).entries
    assert [(entry.ref, entry.owner) for entry in found] == [("2.1", "SK"), ("2.2", "RO")]


def test_a_status_in_brackets_in_front_of_an_earlier_action() -> None:
    done, culvert, hose = find_entries("""
        # Actions from January
        - [DONE] Tom to update the map
        - 24/44 Culvert – completed 12 February 2024
        - RO → fix the hose
    """)
    assert [report.status for report in done.reports] == ["DONE"]
    assert (culvert.ref, str(culvert.reports[0].on)) == ("24/44", "2024-02-12")
    assert (hose.owner, hose.sign) == ("RO", Sign.EARLIER)
