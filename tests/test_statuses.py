"""The words for a status, and what to write instead of others: nothing open is ever closed."""

from __future__ import annotations

from datetime import date

import pytest

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.minutes.model import Status
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.minutes.status_help import StatusContext, advise_status
from scrutiny_cli.minutes.statuses import KNOWN, StatusVocabulary

WORDS = {
    Status.COMPLETED: "done, complete, close, closed, action closed, discharged, actioned, "
    "resolved, implemented, finished, delivered, achieved, answered, sent, circulated, published, "
    "action complete, action completed, [x], ✅, ✔, ☑, completed, gedaan, afgerond, fait, terminé, "
    "erledigt, abgeschlossen, hecho, terminado, 100%, 100 per cent, 100.00 %",
    Status.IN_PROGRESS: "progressing, ongoing, on going, still ongoing, action ongoing, underway, "
    "wip, work in progress, in hand, started, continuing, continues, on track, delayed, overdue, "
    "under review, in review, part complete, part completed, part done, partially complete, "
    "partially completed, partially done, partly done, in progress, lopend, en cours, laufend, "
    "en curso, 50%, 50 %, 12.5 per cent, 0.1%, 99.9 percent, 99.99999999999999999999%",
    Status.OPEN: "not done, outstanding, to follow, pending, not started, not yet due, no change, "
    "remains open, reopened, still open, still required, not yet done, not done yet, not complete, "
    "not completed, incomplete, new, to do, todo, tbc, no progress, carry forward, "
    "carried forward, carried forwards, carry over, carried over, carried, brought forward, c/f, "
    "b/f, [ ], [], ☐, open, ouvert, offen, abierto, pendiente, 0%, 0.0 per cent",
    Status.ON_HOLD: "on hold, deferred, paused, held, postponed, awaiting reply, "
    "awaiting response, waiting, blocked, uitgesteld, reporté, verschoben, aplazado",
    Status.PROPOSED: "proposed, proposed for closure, pending review, to be closed, "
    "recommended for closure, propose to close",
    Status.SUPERSEDED: "superseded, merged, replaced, duplicate",
    Status.TRANSFERRED: "transferred, referred",
    Status.WITHDRAWN: "withdrawn, not going ahead, no further action, time expired, cancelled, "
    "lapsed, not required, no longer required, not needed, no longer needed, not applicable, "
    "geannuleerd, annulé, abgesagt, cancelado",
}


@pytest.mark.parametrize(
    ("word", "status"),
    [(word, status) for status, line in WORDS.items() for word in line.split(", ")],
)
def test_a_word_that_boards_use_is_understood(word: str, status: Status) -> None:
    assert KNOWN.find_status(word) is status


def test_no_other_word_is_known() -> None:
    listed = {word for line in WORDS.values() for word in line.split(", ")}
    assert {word for word, _ in KNOWN.written} <= listed


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("DONE", Status.COMPLETED),
        ("Done.", Status.COMPLETED),
        ("Done!", Status.COMPLETED),
        ("!! done !!", Status.COMPLETED),
        ("~~Closed~~", Status.COMPLETED),
        ("~~Closed.~~", Status.COMPLETED),
        ("~~Closed~~.", Status.COMPLETED),
        ("in-progress", Status.IN_PROGRESS),
        ("in  progress", Status.IN_PROGRESS),
        ("on-going", Status.IN_PROGRESS),
        ("re-opened", Status.OPEN),
        ("TERMINE", Status.COMPLETED),
        ("Reporte\u0301", Status.ON_HOLD),
        ("☑\ufe0f", Status.COMPLETED),
        ("(done)", Status.COMPLETED),
        ("[Done]", Status.COMPLETED),
        ("[[x]]", Status.COMPLETED),
        ("([ ])", Status.OPEN),
        ("(50%)", Status.IN_PROGRESS),
        ("[X]", Status.COMPLETED),
    ],
)
def test_case_accents_hyphens_spaces_marks_and_brackets_do_not_matter(
    words: str, status: Status
) -> None:
    assert KNOWN.find_status(words) is status


@pytest.mark.parametrize(
    "words",
    [
        "x", "(x)", "X.", "101%", "100.5%", "-5%", "50-60%", "1-00%", "5", "%", "1000%", "~50%",
        "~done", "(done", "done)", "done..", "", "()", "[", "noted", "1,000%", "١٠٠%",  # noqa: RUF001
    ],
)  # fmt: skip
def test_anything_else_is_no_status(words: str) -> None:
    assert KNOWN.find_status(words) is None


# As they are written in a file

SETTING = StatusContext(date(2024, 6, 13))
MAY = "date: 2024-05-09\nactions: [{ref: 1/24, action: Survey}, {ref: 2/24, action: Paint}]\n"


def june(lines: str) -> list[Source]:
    """Give two meetings: one that raises 1/24, and one that reports on it in these lines."""
    text = "date: 2024-06-13\nactions: [{ref: 4/24, action: Dig}, {ref: 13/24, action: Plant}]\n"
    entry = "".join(f"    {line}\n" for line in lines.splitlines())
    return [
        Source("2024-05-09.yaml", MAY),
        Source("2024-06-13.yaml", f"{text}updates:\n  - ref: 1/24\n{entry}"),
    ]


@pytest.mark.parametrize(
    ("written", "text", "status"),
    [
        ("[x]", "[x]", Status.COMPLETED),
        ("[X]", "[X]", Status.COMPLETED),
        ("[ ]", "[ ]", Status.OPEN),
        ("[]", "[]", Status.OPEN),
        ("[done]", "[done]", Status.COMPLETED),
        ('"[x]"', "[x]", Status.COMPLETED),
        ("50%", "50%", Status.IN_PROGRESS),
        ("☐", "☐", Status.OPEN),
        ("Done!", "Done!", Status.COMPLETED),
    ],
)
def test_square_brackets_need_no_quotes(written: str, text: str, status: Status) -> None:
    book = build_book(june(f"status: {written}"))
    assert [one.message for one in book.problems] == []
    found = book.log.by_key["1/24"]
    assert (found.state.status_text, found.state.status) == (text, status)
    assert found.state.answered == date(2024, 6, 13)


@pytest.mark.parametrize("written", ["[x, y]", '["x"]', "[[x]]", "{x: y}", "\n      - x"])
def test_a_longer_list_is_no_status(written: str) -> None:
    assert [one.rule for one in build_book(june(f"status: {written}")).problems] == ["wrong-shape"]


# What to write instead


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ("Done: some took it on", {"status": "Done", "note": "some took it on"}),
        ("Completed (see report)", {"status": "Completed", "note": "(see report)"}),
        ("Complete - see item 4", {"status": "Complete", "note": "see item 4"}),
        ("[x] sent", {"status": "[x]", "note": "sent"}),
        ("✅ sent by post", {"status": "✅", "note": "sent by post"}),
        ("Superseded by 4.1", {"becomes": "4.1"}),
        ("Merged with action 4/24 and 13/24.", {"becomes": "4/24, 13/24"}),
        ("Duplicate of 4/24", {"becomes": "4/24"}),
        ("Superseded by the new plan", {"status": "in progress"}),
        ("Superseded by a plan", {"status": "Superseded", "note": "by a plan"}),
        ("Complete 12/3/24", {"status": "Complete", "on": "12/3/24"}),
        (
            "Done on Friday 3 May 2024, TB",
            {"status": "Done", "note": "TB", "on": "Friday 3 May 2024"},
        ),
        ("Closed (3 May 2024)", {"status": "Closed", "on": "3 May 2024"}),
        (
            "Closed at the site 3.5.24",
            {"status": "Closed", "note": "at the site 3.5.24", "on": "3.5.24"},
        ),
        ("Ongoing 3 May 2024", {"status": "Ongoing", "on": "3 May 2024"}),
        ("Ongoing, report on 3 July 2024", {"status": "Ongoing", "note": "report on 3 July 2024"}),
        ("Ongoing (due June)", {"status": "Ongoing", "note": "(due June)"}),
        ("50% complete", {"status": "50%", "note": "complete"}),
        ("Done -", {"status": "Done"}),
    ],
)
def test_a_status_with_more_words_gets_the_fields_to_write(
    words: str, fields: dict[str, str]
) -> None:
    found = dict(advise_status(words, KNOWN, SETTING).fields)
    if found.get("status") == "in progress":
        fields = fields | {"note": words}
    assert found == fields


LEFT_OPEN = """
Completed in part
Closed pending confirmation
Done - reopened
Complete except for signage
Done: JS to follow up
Done apart from the gate
Done, awaiting the invoice
Closed but see item 4
Closed if paid
Half done? Done half
Completed mostly
Done once paid
Done only plot 4
Completed partly
Done, the rest remaining
Done so far
Done some of it
Done, still open at plot 4
Closed subject to audit
Closed unless heard
Closed until May
Done when paid
Closed, will report
Completed 50%
Complete (90 per cent)
Complete: not paid
Closed - isn't paid
Closed – isn’t paid
Closed, never paid
Complete/ongoing
Done? TB
Completed?
Done by 25.06.24
Closed - re-opened
Closed, deferred in May
Closed, on-hold
Closed, now in progress
Done [ ]
Complete: nearly
Completed 3 of 4
100% of phase 1
100% (first phase)
Terminé, mais
Erledigt, aber nicht bezahlt
Gedaan, nog betalen
Hecho, sin pagar
Withdrawn if refused
Transferred, pending reply
Closed provisionally
Done-ish
Complete save for the needed keys
Not done: awaiting keys
No change - chase
To be closed once paid
Deferred to March
Open, was closed
""".strip().splitlines()


@pytest.mark.parametrize("words", LEFT_OPEN)
def test_words_that_leave_something_open_never_close(words: str) -> None:
    fields = dict(advise_status(words, KNOWN, SETTING).fields)
    if fields:
        status = KNOWN.find_status(fields["status"])
        assert status is not None
        assert status.is_open
        assert fields["status"] == "in progress" or words.startswith(fields["status"])
        assert words.endswith(fields["note"])


@pytest.mark.parametrize(
    ("words", "near"),
    [
        ("compleeted", "completed"),
        ("Closd", "closed"),
        ("dnoe", "done"),
        ("ongiong", "ongoing"),
        ("in progres", "in progress"),
        ("Wihtdrawn", "withdrawn"),
        ("not completd", "not completed"),
        ("noted", None),
        ("unfinished", None),
        ("undone", None),
        ("compleatd", "completed"),
        ("seen", None),
        ("gone", None),
        ("opne", "open"),
        ("x", None),
        ("a " * 20_000, None),
    ],
)
def test_the_nearest_word_is_named_and_closes_nothing_by_mistake(
    words: str, near: str | None
) -> None:
    assert advise_status(words, KNOWN, SETTING).near == near
    assert advise_status(words, KNOWN, SETTING).fields == ()


@pytest.mark.parametrize(
    "word",
    [
        "unfinished",
        "uncompleted",
        "unresolved",
        "Nearly complete",
        "half complete",
        "disclosed",
        "not closd",
        "unsent",
        "undelivered",
    ],
)
def test_a_word_that_denies_is_no_slip_of_a_closing_one(word: str) -> None:
    near = advise_status(word, KNOWN, SETTING).near
    found = KNOWN.find_status(near) if near else None
    assert found is None or found.is_open


def test_the_boards_own_words_are_near_and_limit() -> None:
    own = StatusVocabulary([("parked", Status.ON_HOLD), ("binned", Status.WITHDRAWN)])
    assert advise_status("bined", own).near == "binned"
    assert dict(advise_status("Done, parked", own).fields)["status"] == "in progress"
    assert dict(advise_status("Binned by TB", own).fields) == {"status": "Binned", "note": "by TB"}


def test_where_more_words_are_is_shown_once_a_run() -> None:
    files = [
        Source(f"2024-0{month}-09.yaml", f"date: 2024-0{month}-09\nupdates: {entries}\n")
        for month, entries in (
            (5, "[{ref: 1/24, status: 'Done: TB'}, {ref: 1/24, status: gone}]"),
            (6, "[{ref: 1/24, status: compleeted}, {ref: 1/24, status: gone}]"),
        )
    ]
    files[0] = files[0]._replace(text=files[0].text + "actions: [{ref: 1/24, action: Survey}]\n")
    hints = [one.hint for one in build_book(files).problems if one.rule == "bad-status"]
    assert hints[0] == "Write:\nstatus: Done\nnote: TB"
    assert "\n`scrutiny help statuses` lists the words for each. You can add others" in hints[1]
    assert hints[2] == "Did you mean “completed”?"
    assert hints[3].startswith("Use one of: open, in progress, ")
    assert "\n" not in hints[3]


def test_words_of_the_series_are_offered_no_note() -> None:
    series = 'statuses: {noted: "done, mostly", seen: compleeted, "!": completed}\n'
    first, second = build_book([Source("series.yaml", series)]).problems
    assert first.hint.startswith("Use one of: open")
    assert second.hint == "Did you mean “completed”?"
    assert StatusVocabulary([("!", Status.COMPLETED)]).find_status("!!") is None


@pytest.mark.untraced
def test_after_many_bad_statuses_the_hint_is_the_general_one() -> None:
    entries = "".join(f"  - ref: 1/24\n    status: done by me {n}\n" for n in range(10_000))
    text = f"date: 2024-06-13\nactions: [{{ref: 1/24, action: Dig}}]\nupdates:\n{entries}"
    problems = build_book([Source("2024-06-13.yaml", text)]).problems
    assert len(problems) == 10_000
    assert problems[0].hint == "Write:\nstatus: done\nnote: by me 0"
    assert problems[-1].hint.startswith("Use one of: open, ")


@pytest.mark.parametrize("written", ["% done", "? done", "@50%", "`closed?"])
def test_a_sign_that_leaves_something_open_is_not_dropped(written: str) -> None:
    (problem,) = build_book(june(f"status: {written}")[1:]).problems
    assert problem.rule == "yaml-syntax"
    assert problem.hint == "Write only the status here, and put the other words in `note`."


def test_a_word_of_the_series_has_a_status() -> None:
    (problem,) = build_book([Source("series.yaml", "statuses:\n  noted:\n  seen: done\n")]).problems
    assert (problem.rule, problem.place.line, problem.message, problem.hint) == (
        "missing-value",
        2,
        "There is no status after `noted`.",
        "Write the status it means, for example `noted: completed`, or delete the line.",
    )


@pytest.mark.parametrize("value", ["noted", "[noted]", "\n  - noted: completed"])
def test_the_words_of_the_series_are_fields(value: str) -> None:
    (problem,) = build_book([Source("series.yaml", f"statuses: {value}\n")]).problems
    assert (problem.rule, problem.message, problem.hint) == (
        "wrong-shape",
        "`statuses` takes words, each with the status it means.",
        "Write each on its own line below `statuses:`, for example `noted: completed`.",
    )
