"""New meetings and what is carried forward: text in, text out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrutiny_cli.actionlog.book import build
from scrutiny_cli.actionlog.checks import run
from scrutiny_cli.actionlog.walk import said_in
from scrutiny_cli.changes.dating import NoDay
from scrutiny_cli.changes.drafting import Draft, new_meeting
from scrutiny_cli.changes.wording import quoted
from scrutiny_cli.minutes.text import Source

if TYPE_CHECKING:
    from scrutiny_cli.actionlog.log import Book

ROOT = Path(__file__).parent.parent


def book(*, series: str | None = None, **meetings: str) -> Book:
    """Build a book; `m2015_05_28` is the text of that day's file."""
    files = {name[1:].replace("_", "-"): text for name, text in meetings.items()}
    if series is not None:
        files["series"] = series
    return build(Source(f"meetings/{name}.yaml", text) for name, text in files.items())


def with_draft(before: Book, draft: Draft) -> Book:
    return build([*before.sources, Source(f"meetings/{draft.name}.yaml", draft.text)])


def real() -> Book:
    paths = (ROOT / "meetings" / name for name in ("2015-05-28.yaml", "series.yaml"))
    return build(Source(f"meetings/{path.name}", path.read_text("utf-8")) for path in paths)


# New meetings


def test_the_real_meeting_is_followed() -> None:
    before = real()
    draft = new_meeting(before, None)
    assert (draft.name, draft.day) == ("2015-06-25", date(2015, 6, 25))
    assert len(draft.carried) == 14
    assert draft.next_free == "41/15"
    after = with_draft(before, draft)
    assert [p for p in after.problems if p.is_error] == []
    refs = [str(said.update.ref) for said in said_in(after.meetings[-1])]
    assert refs == [action.key for action in draft.carried]
    assert {action.key for action in after.log.actions if action.is_open} == set(refs)


def test_a_draft_to_come_adds_no_problem() -> None:
    before = real()
    after = with_draft(before, new_meeting(before, None))
    today = date(2015, 6, 24)
    assert {(p.rule, p.message) for p in run(after, today)} <= {
        (p.rule, p.message) for p in run(before, today)
    }


def test_the_real_draft_reads_well() -> None:
    text = new_meeting(real(), None).text
    assert text.startswith(
        "title: Force Performance Scrutiny Meeting\ndate: 2015-06-25\ntime: 9:00–11:00\n"
        "venue: OPCC Conference room\n\npresent:\n  - LW\n"
    )
    assert (
        "      # To be published on website\n      # Owner: JK. Due: 5 June 2015\n"
        "      - ref: 2015-05-28#2\n        about: To be published on website\n        status:\n"
    ) in text
    assert "      # Brought forward on 28 May 2015\n" in text
    assert "      # Raised on 28 May 2015\n" in text
    assert "    # 2015-05-28, once its minutes are agreed\n    approves:\n" in text
    assert "quarterly" not in text.casefold()
    assert text.endswith("\nnext_meeting: 2015-07-30\n")
    assert max(map(len, text.splitlines())) < 100


def test_cancelled_months_lose_no_quarterly_report() -> None:
    text = new_meeting(real(), date(2015, 9, 24)).text
    assert "title: Rape and Sexual Violence Quarterly report" in text
    assert "title: Domestic Abuse quarterly report" in text


def test_a_bare_board_needs_nothing_but_a_date() -> None:
    before = book(m2024_01_01="date: 2024-01-01\nactions:\n  - action: Mend the roof\n")
    draft = new_meeting(before, date(2024, 2, 1))
    assert draft.text == (
        "date: 2024-02-01\n\nitems:\n  - title: Matters arising\n    updates:\n"
        "      # Raised on 1 January 2024\n\n      # Mend the roof\n"
        "      - ref: 2024-01-01#1\n        about: Mend the roof\n        status:\n\n"
        "next_meeting:\n"
    )
    assert with_draft(before, draft).problems == ()
    assert draft.next_free is None


def test_nothing_open_leaves_the_agenda_alone() -> None:
    before = book(m2024_01_01="date: 2024-01-01\nitems:\n  - title: Business\n")
    draft = new_meeting(before, date(2024, 2, 1))
    assert "items:\n  - title: Business\n" in draft.text
    assert "updates" not in draft.text
    assert draft.carried == ()


def test_the_very_first_meeting() -> None:
    series = "title: Board\nagenda:\n  - title: Report\n    every: [Feb]\n  - Minutes of the last\n"
    draft = new_meeting(book(series=series), date(2024, 2, 8))
    assert draft.text == (
        "title: Board\ndate: 2024-02-08\n\nitems:\n  - title: Report\n\n"
        "  - title: Minutes of the last\n    approves:\n\nnext_meeting:\n"
    )


def test_updates_go_where_they_stood_last_time() -> None:
    first = "date: 2024-01-01\nactions:\n  - action: X\nitems:\n  - title: A\n  - title: Log\n"
    second = (
        "date: 2024-02-01\nitems:\n  - title: A\n  - title: Log\n    items:\n      - updates:\n"
        "          - ref: 2024-01-01#1\n            about: X\n            note: soon\n"
    )
    text = new_meeting(book(m2024_01_01=first, m2024_02_01=second), date(2024, 3, 1)).text
    assert "items:\n  - title: A\n\n  - title: Log\n    updates:\n" in text
    assert "      # Last said on 1 February 2024: soon\n" in text


def test_chair_apologies_and_labels_as_shown() -> None:
    text = (
        "date: 2024-01-01\nchair: [AB, 'Smith, Jo']\n"
        "present:\n  - initials: AB\n    name: Ada Bell\n"
        "apologies: [Ada Bell, CD]\nin_attendance: [Guest]\n"
    )
    drafted = new_meeting(book(m2024_01_01=text), date(2024, 2, 1)).text
    assert "chair:\n  - AB\n  - Smith, Jo\n" in drafted
    assert "present:\n  - AB\n  - CD\n" in drafted
    assert "Guest" not in drafted


def test_a_day_in_the_middle_carries_what_was_open_then() -> None:
    first = "date: 2024-01-01\nactions:\n  - ref: 1/24\n    action: X\n"
    last = "date: 2024-03-01\nupdates:\n  - ref: 1/24\n    status: done\n"
    draft = new_meeting(book(m2024_01_01=first, m2024_03_01=last), date(2024, 2, 1))
    assert [action.key for action in draft.carried] == ["1/24"]


def test_the_date_by_schedule_where_no_file_says_it() -> None:
    series = "schedule: FREQ=MONTHLY;BYDAY=-1TH\n"
    assert new_meeting(
        book(series=series, m2015_05_28="date: 2015-05-28\nnext_meeting: to be confirmed\n"), None
    ).day == date(2015, 6, 25)


def test_an_extraordinary_meeting_does_not_hide_the_next() -> None:
    first = "date: 2015-05-28\nnext_meeting: 2015-06-25\nitems:\n  - title: Business\n"
    extra = "date: 2015-06-10\nextraordinary: true\nitems:\n  - title: Fire\n"
    draft = new_meeting(book(m2015_05_28=first, m2015_06_10=extra), None)
    assert draft.name == "2015-06-25"
    assert "Business" in draft.text
    assert "Fire" not in draft.text


@pytest.mark.parametrize("said", ["", "next_meeting: June 2015\n", "next_meeting: 2015-05-01\n"])
def test_no_date_is_refused(said: str) -> None:
    with pytest.raises(NoDay, match="new-meeting"):
        new_meeting(book(m2015_05_28=f"date: 2015-05-28\n{said}"), None)


# The day, and why


def day_of(before: Book, today: date) -> tuple[date, str]:
    draft = new_meeting(before, None, today=today)
    return draft.day, draft.why


SKIPPED = {
    "m2015_05_28": "date: 2015-05-28\nnext_meeting: 2015-06-25\n",
    "m2015_07_30": "date: 2015-07-30\nnext_meeting: 2015-08-27\n",
}


def test_a_day_that_is_given_needs_no_reason() -> None:
    assert new_meeting(book(**SKIPPED), date(2015, 6, 25)).why == ""


def test_an_announced_day_still_to_come_is_taken_though_a_later_meeting_has_its_file() -> None:
    taken = date(2015, 6, 25), "25 June 2015 is the day that 2015-05-28 announces."
    assert day_of(book(**SKIPPED), date(2015, 6, 1)) == taken
    assert day_of(book(**SKIPPED), date(2015, 6, 25)) == taken


def test_an_announced_day_that_was_passed_over_is_told() -> None:
    day, why = day_of(book(**SKIPPED), date(2015, 6, 26))
    assert day == date(2015, 8, 27)
    assert why == (
        "27 August 2015 is the day that 2015-07-30 announces. "
        "2015-05-28 announced 25 June 2015, which has no file: if that meeting was held, "
        "`scrutiny new-meeting 2015-06-25` writes it."
    )
    held = book(**SKIPPED, m2015_06_25="date: 2015-06-25\n")
    assert "if that meeting was held" not in day_of(held, date(2015, 6, 26))[1]


def test_the_schedule_follows_the_last_meeting() -> None:
    before = book(series="schedule: FREQ=MONTHLY;BYDAY=-1TH\n", m2015_05_28="date: 2015-05-28\n")
    assert day_of(before, date(2015, 9, 1)) == (
        date(2015, 6, 25),
        "25 June 2015 is the next day of the schedule after 2015-05-28.",
    )


@pytest.mark.parametrize("today", [date(2015, 5, 29), date(2015, 6, 25)])
def test_the_first_meeting_is_the_first_of_the_schedule_from_today_on(today: date) -> None:
    why = "25 June 2015 is the first day of the schedule from today on."
    before = book(series="schedule: FREQ=MONTHLY;BYDAY=-1TH\n")
    assert day_of(before, today) == (date(2015, 6, 25), why)


@pytest.mark.parametrize(
    "rule",
    ["FREQ=MONTHLY", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "FREQ=MONTHLY;COUNT=3;BYDAY=TH"],
)
def test_a_schedule_that_counts_from_a_meeting_guesses_no_first_one(rule: str) -> None:
    with pytest.raises(NoDay, match="no meeting on file"):
        day_of(book(series=f"schedule: {rule}\n"), date(2015, 6, 1))


def test_no_meeting_no_schedule_and_no_date_is_refused() -> None:
    with pytest.raises(NoDay, match="no meeting on file"):
        day_of(book(), date(2015, 6, 1))


def test_two_meetings_of_a_day_are_told_apart() -> None:
    first = "date: 2024-01-01\nactions:\n  - action: X\n    due: Aug 2024\n"
    first += "items:\n  - title: Minutes of\n"
    second = "date: 2024-01-01\nextraordinary: true\nactions:\n  - action: Y\n    due: asap\n"
    files = {"2024-01-01": first, "2024-01-01-fire": second}
    before = build(Source(f"{name}.yaml", text) for name, text in files.items())
    text = new_meeting(before, date(2024, 2, 1)).text
    assert "# Raised on 1 January 2024 (2024-01-01)\n" in text
    assert "# Raised on 1 January 2024 (2024-01-01-fire)\n" in text
    assert "# Due: Aug 2024 (31 August 2024)\n" in text
    assert "# Due: asap\n" in text
    assert "    # 2024-01-01, once its minutes are agreed\n" in text


def test_an_action_whose_number_is_taken_is_named_by_its_place() -> None:
    text = "date: 2024-01-01\nactions:\n  - {ref: 1, action: X}\n  - {ref: 1, action: Y}\n"
    drafted = new_meeting(book(m2024_01_01=text), date(2024, 2, 1)).text
    assert "- ref: 2024-01-01#2\n        about: Y\n" in drafted


WORDS = st.text(min_size=1, max_size=160) | st.lists(
    st.sampled_from(["a", ": ", " #", "\n", "- ", '"', "…", "\x1b", "\u202e", "x" * 60, "\\", "'"]),
    min_size=1,
    max_size=20,
).map("".join)


@settings(max_examples=60, deadline=None)
@given(WORDS)
def test_any_action_can_be_carried(words: str) -> None:
    text = f"date: 2024-01-01\nactions:\n  - action: {quoted(words)}\n"
    before = book(m2024_01_01=text)
    draft = new_meeting(before, date(2024, 2, 1))
    new = [p for p in with_draft(before, draft).problems if "02-01" in p.place.path and p.is_error]
    assert new == []
    assert max(map(len, draft.text.splitlines())) < 100
