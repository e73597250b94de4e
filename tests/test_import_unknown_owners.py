"""Owners whom nobody introduced, after a label of an action, and labels after the words."""

from __future__ import annotations

import pytest
from import_documents import make_blocks, make_reading

from scrutiny_cli.importing.recognise.lines import find_line_entries
from scrutiny_cli.importing.recognise.parts import split_parts
from scrutiny_cli.importing.recognise.records import find_records
from scrutiny_cli.importing.source_reader import read_document


def find_words(text: str) -> list[tuple[str | None, str]]:
    """Return the owner and the words of each action in lines of a text."""
    entries = find_line_entries(make_blocks(text), make_reading()).entries
    return [(entry.owner, entry.words) for entry in entries]


@pytest.mark.parametrize(
    ("line", "owner", "words"),
    [
        ("Action: Bucko to book rooms", "Bucko", "Book rooms"),
        ("ACTION - Mullet/Si to talk to RO", "Mullet, Si", "Talk to RO"),
        ("Action: JcO, Azurit are to handle seats", "JcO, Azurit", "Handle seats"),
        ("Action: Tech Wizards need to fix it", "Tech Wizards", "Fix it"),
        ("Action item: Zed should beat the deadline", "Zed", "Beat the deadline"),
        ("AI: [bkim] open a KEP", "bkim", "Open a KEP"),
        ("AI Tom: contact the owner", "TB", "Contact the owner"),
        ("⇒ ACTION: Secretary to write", "Secretary", "Write"),
    ],
)
def test_a_name_before_a_verb_is_an_owner_after_a_label(line: str, owner: str, words: str) -> None:
    assert find_words(line) == [(owner, words)]


def test_an_unknown_owner_after_a_label_is_unsure() -> None:
    (entry,) = find_line_entries(make_blocks("Action: Bucko to book rooms"), make_reading()).entries
    assert [doubt.name for doubt in entry.doubts] == ["owner-unknown"]


@pytest.mark.parametrize(
    "line",
    [
        "Action: Talk to Rosamund",
        "Action: Reminder to pay subscriptions",
        "Action: Invitation to attend the fair",
        "Action: Website to be updated",
        "Action: Budget should include reserves",
        "Action: Form a committee to explore funds",
        "Action: Canvass members to find out their views",
        "Action: Update to the website needed",
    ],
)
def test_other_words_before_a_verb_are_no_owner(line: str) -> None:
    ((owner, words),) = find_words(line)
    assert (owner, words) == (None, line.removeprefix("Action: "))


def test_without_a_label_an_unknown_name_is_no_owner() -> None:
    assert find_words("Bucko to book rooms") == []


@pytest.mark.parametrize(
    "line",
    [
        "Action: nothing now, maybe if the law changes",
        "Action: Nothing to report",
        "Action: nothing further at this time",
    ],
)
def test_nothing_is_no_action(line: str) -> None:
    assert find_words(line) == []


def find_html(body: str) -> list[tuple[str | None, str]]:
    """Return the owner and the words of each action of a page."""
    source = read_document("page.html", f"<html><body>{body}</body></html>".encode())
    (part,) = split_parts(source, one=True)
    found = find_records(part.blocks, make_reading())
    return [(entry.owner, entry.words) for entry in found.entries]


@pytest.mark.parametrize("name", ["REVOLUTION.", "Revolution Ltd", "RO/TB"])
def test_a_name_alone_after_the_label_owns_the_sentence_before(name: str) -> None:
    ((owner, words),) = find_html(f"<p>It is late. The wall is not painted. ACTION: {name}</p>")
    assert (owner, words) == (
        name.rstrip(".").replace("/", ", "),
        "The wall is not painted.",
    )


def test_an_order_of_one_word_is_an_action() -> None:
    assert find_html("<p>The letter came in May. Action: Respond</p>") == [(None, "Respond")]


def test_all_lines_of_a_paragraph_below_a_label_are_actions() -> None:
    body = "<p>Rides.<br><b>Action:</b><br>Put on site - RO<br>Redesign the form - TB<br>Write up"
    body += "<br>It was noted that this is late.</p><p>The form is old.</p>"
    assert find_html(body) == [
        ("RO", "Put on site"),
        ("TB", "Redesign the form"),
        (None, "Write up"),
    ]


def test_a_common_word_alone_after_the_label_is_no_owner() -> None:
    found = find_html("<p>The hall is cold and old. Action: Budget Report</p>")
    assert found == [(None, "Budget Report")]


def test_an_unknown_name_alone_after_the_label_is_unsure() -> None:
    source = read_document("page.html", b"<p>The wall is not painted. ACTION: REVOLUTION</p>")
    (part,) = split_parts(source, one=True)
    (entry,) = find_records(part.blocks, make_reading()).entries
    assert [doubt.name for doubt in entry.doubts] == ["owner-unknown"]
