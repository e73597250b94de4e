"""New meetings and what is carried forward: text in, text out."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import make_book, make_example_book

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.actionlog.traverse import list_updates
from scrutiny_cli.editing.new_meeting import Draft, DraftSettings, draft_next_meeting
from scrutiny_cli.editing.next_meeting_date import NoMeetingDate
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.minutes.yaml_scalars import quote_exactly
from scrutiny_cli.rules import find_problems


def book(**files: str) -> MinuteBook:
    """Build a log; `m2015_05_28` is the text of that day's file, `series` that of the series."""
    return make_book({name.removeprefix("m").replace("_", "-"): files[name] for name in files})


TODAY = date(2015, 6, 20)


def drafted(before: MinuteBook, day: date | None = None, today: date = TODAY) -> Draft:
    """Draft the next meeting's file, by default on 20 June 2015."""
    return draft_next_meeting(before, day, today=today)


def with_draft(before: MinuteBook, draft: Draft) -> MinuteBook:
    return build_book([*before.sources, Source(f"meetings/{draft.name}.yaml", draft.text)])


# New meetings


def test_the_real_meeting_is_followed() -> None:
    before = make_example_book()
    draft = drafted(before, None)
    assert (draft.name, draft.day) == ("2015-06-25", date(2015, 6, 25))
    assert len(draft.carried) == 14
    assert draft.next_free == "41/15"
    after = with_draft(before, draft)
    assert [p for p in after.problems if p.is_error] == []
    refs = [str(said.update.ref) for said in list_updates(after.meetings[-1])]
    assert refs == [action.key for action in draft.carried]
    assert {action.key for action in after.log.actions if action.is_open} == set(refs)


def test_an_extraordinary_meeting_has_no_agenda_and_carries_nothing() -> None:
    settings = DraftSettings(venue="Town Hall", is_extraordinary=True)
    before = book(
        series="time: 9:00\nmembers: [AB]\nagenda: [One]\nschedule: last Thursday of the month\n",
        m2015_05_28="actions: [{ref: 1/15, action: Do it.}]\nvenue: Hall\n",
    )
    draft = draft_next_meeting(before, date(2015, 6, 11), today=TODAY, settings=settings)
    assert draft.name == "2015-06-11-extraordinary"
    assert draft.text == (
        "date: 2015-06-11\nextraordinary: true\ntime: 9:00\nvenue: Town Hall\n\n"
        "expected:\n  - AB\n# present:\n# apologies:\n# absent:\n\nitems:\n"
    )
    assert (draft.carried, draft.notes, draft.next_free) == ((), (), "2/15")


def test_the_time_that_is_given_needs_no_note() -> None:
    before = book(series="time: 9:00\n", m2015_05_28="next_meeting: {date: 25.6.15, time: 8:00}\n")
    settings = DraftSettings(time="10:00")
    draft = draft_next_meeting(before, None, today=TODAY, settings=settings)
    assert ("time: 10:00\n" in draft.text, draft.notes) == (True, ())


def test_a_draft_to_come_adds_no_problem() -> None:
    before = make_example_book()
    after = with_draft(before, drafted(before, None))
    today = date(2015, 6, 24)
    assert {(p.rule, p.message) for p in find_problems(after, today)} <= {
        (p.rule, p.message) for p in find_problems(before, today)
    }


def test_the_real_draft_reads_well() -> None:
    text = drafted(make_example_book(), None).text
    assert text.startswith(
        "title: Force Performance Scrutiny Meeting\ndate: 2015-06-25\ntime: 9:00am\n"
        "venue: PCC's Conference Room, Hoffmanns Way\n\nexpected:\n  - LW\n"
    )
    assert (
        "      # To be published on website\n      # Owner: JK. Due: 5 June 2015\n"
        "      - ref: 2015-05-28#2\n        about: To be published on website\n        status:\n"
    ) in text
    assert "      # Brought forward on 28 May 2015\n" in text
    assert "      # Raised on 28 May 2015\n" in text
    assert (
        "    # When these minutes are agreed, write `approves: 2015-05-28`\n    approves:\n" in text
    )
    assert "quarterly" not in text.casefold()
    assert text.endswith("\nnext_meeting: 2015-07-30\n")
    assert max(map(len, text.splitlines())) < 100


def test_cancelled_months_lose_no_quarterly_report() -> None:
    text = drafted(make_example_book(), date(2015, 9, 24)).text
    assert "title: Rape and Sexual Violence Quarterly report" in text
    assert "title: Domestic Abuse quarterly report" in text


def test_a_bare_board_needs_nothing_but_a_date() -> None:
    before = book(m2024_01_01="date: 2024-01-01\nactions:\n  - action: Mend the roof\n")
    draft = drafted(before, date(2024, 2, 1))
    assert draft.text == (
        "date: 2024-02-01\n\n# present:\n# apologies:\n# absent:\n\n"
        "items:\n  - title: Matters arising\n    updates:\n"
        "      # Raised on 1 January 2024\n\n      # Mend the roof\n"
        "      - ref: 2024-01-01#1\n        about: Mend the roof\n        status:\n\n"
        "next_meeting:\n"
    )
    assert with_draft(before, draft).problems == ()
    assert draft.next_free is None


def test_what_was_asked_for_between_meetings_has_its_day_in_a_draft() -> None:
    text = (
        "date: 2024-01-31\nbrought_forward: [{ref: 9/23, action: Dig, raised: 2023-11-02}]\n"
        "actions:\n"
        "  - {action: Mend, on: 2024-01-05, due: in two weeks}\n"
        "  - {action: Paint, on: 2024-01-31}\n"
        "  - {action: Sell, on: 2024-01-06, confidential: s.40}\n"
    )
    draft = drafted(book(m2024_01_31=text), date(2024, 2, 28)).text
    assert "# Raised on 31 January 2024\n" in draft
    mend = "# Mend\n      # Due: in two weeks. Raised on 5 January 2024, between meetings\n"
    assert mend in draft
    sell = (
        "# [confidential] Sell\n      # [confidential] Raised on 6 January 2024, between meetings\n"
    )
    assert sell in draft
    assert draft.count("between meetings") == 2


def test_a_title_with_the_date_of_then_is_said_to_have_it() -> None:
    text = (
        "date: 2024-02-01\nitems:\n  - title: Minutes of 4.1.2024\n"
        "  - title: Works, 3 quotes by March\n  - title: To 31 January 2024\n"
    )
    draft = drafted(book(m2024_02_01=text), date(2024, 3, 7))
    titles = "“Minutes of 4.1.2024”, “To 31 January 2024”"
    assert draft.notes == (f"Correct the date in these titles from 2024-02-01: {titles}.",)
    series = "agenda: [To 31 January 2024]\n"
    assert drafted(book(m2024_02_01=text, series=series), date(2024, 3, 7)).notes == ()


def test_a_chair_who_has_left_is_named() -> None:
    people = "people: [{initials: AB, name: Ada Bell, left: 2024-02-20}]\n"
    before = book(m2024_02_01="date: 2024-02-01\nchair: Ada Bell\n", series=people)
    draft = drafted(before, date(2024, 3, 7))
    assert "\nchair: AB\n" in draft.text
    assert draft.notes == ("Change `chair`: AB has left by 7 March 2024.",)
    assert drafted(before, date(2024, 2, 19)).notes == ()


def test_minutes_are_to_be_agreed_where_they_were_last_time() -> None:
    text = (
        "date: 2024-02-01\nitems:\n  - {title: Approval, approves: 2024-01-04}\n"
        "  - {title: Works}\n"
    )
    draft = drafted(book(m2024_02_01=text), date(2024, 3, 7)).text
    assert (
        "items:\n  - title: Approval\n"
        "    # When these minutes are agreed, write `approves: 2024-02-01`\n"
        "    approves:\n\n  - title: Works\n"
    ) in draft


def test_what_a_cancelled_meeting_has_on_file_is_named() -> None:
    january = "date: 2024-01-01\nactions: [{ref: 1/24, action: A}]\n"
    february = (
        "date: 2024-02-01\nheld: false\n"
        "updates: [{ref: 1/24, note: a}, {ref: 1/24, status: done}]\n"
        "actions: [{ref: 2/24, action: B}, {action: C}]\n"
    )
    before = book(m2024_01_01=january, m2024_02_01=february)
    draft = drafted(before, date(2024, 3, 1))
    said = (
        "2024-02-01 did not take place, so its file is not used, but it raises 2/24, "
        "2024-02-01#2 and has updates of 1/24. Move that to another meeting's file."
    )
    assert draft.notes == (said,)
    assert [one.key for one in draft.carried] == ["1/24"]
    assert drafted(with_draft(before, draft), date(2024, 4, 1)).notes == ()
    empty = "date: 2024-02-01\nheld: false\nupdates: [{ref: 1/24}]\n"
    assert drafted(book(m2024_01_01=january, m2024_02_01=empty), date(2024, 3, 1)).notes == ()


def test_nothing_open_leaves_the_agenda_alone() -> None:
    before = book(m2024_01_01="date: 2024-01-01\nitems:\n  - title: Business\n")
    draft = drafted(before, date(2024, 2, 1))
    assert "items:\n  - title: Business\n" in draft.text
    assert "updates" not in draft.text
    assert draft.carried == ()


def test_the_very_first_meeting() -> None:
    series = "title: Board\nagenda:\n  - title: Report\n    every: [Feb]\n  - Minutes of the last\n"
    draft = drafted(book(series=series), date(2024, 2, 8))
    assert draft.text == (
        "title: Board\ndate: 2024-02-08\n\n# present:\n# apologies:\n# absent:\n\n"
        "items:\n  - title: Report\n\n"
        "  - title: Minutes of the last\n    approves:\n\nnext_meeting:\n"
    )


def test_open_actions_go_under_matters_arising_and_not_where_some_were_last_time() -> None:
    first = "date: 2024-01-01\nactions:\n  - action: X\nitems:\n  - title: A\n  - title: Log\n"
    second = (
        "date: 2024-02-01\nitems:\n  - title: A\n  - title: Log\n    items:\n      - updates:\n"
        "          - ref: 2024-01-01#1\n            about: X\n            note: soon\n"
    )
    text = drafted(book(m2024_01_01=first, m2024_02_01=second), date(2024, 3, 1)).text
    assert "items:\n  - title: Matters arising\n    updates:\n" in text
    assert "  - title: A\n\n  - title: Log\n\nnext_meeting:\n" in text
    assert "      # Last update, 1 February 2024: soon\n" in text
    own = book(m2024_01_01=first, m2024_02_01=second, series="matters_arising: log\n")
    assert "  - title: A\n\n  - title: Log\n    updates:\n" in drafted(own, date(2024, 3, 1)).text


def test_chair_and_who_is_expected_by_their_labels() -> None:
    text = (
        "date: 2024-01-01\nchair: [AB, 'Smith, Jo']\n"
        "present:\n  - initials: AB\n    name: Ada Bell\n"
        "apologies: [Ada Bell, CD]\nexpected: [EF, AB]\nin_attendance: [Guest]\nabsent: [GH]\n"
    )
    draft = drafted(book(m2024_01_01=text), date(2024, 2, 1)).text
    assert "chair:\n  - AB\n  - Smith, Jo\n" in draft
    expected = "expected:\n  - AB\n  - CD\n  - EF\n# present:\n# apologies:\n# absent:\n"
    assert expected in draft


def test_members_are_expected_without_those_who_have_left() -> None:
    series = (
        "members: [Cem Demir, AB, EF, GH]\npeople:\n  - {initials: CD, name: Cem Demir}\n"
        "  - {initials: EF, name: Eve Fox, left: 2024-02-01}\n"
        "  - {initials: GH, name: Gail Holt, left: 2024-02-02}\n"
    )
    text = "date: 2024-01-01\npresent: [IJ]\nactions: [{action: X, owner: IJ}]\n"
    before = book(series=series, m2024_01_01=text)
    draft = drafted(before, date(2024, 2, 1)).text
    assert "expected:\n  - CD\n  - AB\n  - GH\n#" in draft
    assert "expected:\n  - CD\n  - AB\n#" in drafted(before, date(2024, 2, 2)).text
    nobody = book(series="members: []\n", m2024_01_01=text)
    assert "expected" not in drafted(nobody, date(2024, 2, 1)).text


def test_a_day_in_the_middle_carries_what_was_open_then() -> None:
    first = "date: 2024-01-01\nactions:\n  - ref: 1/24\n    action: X\n"
    last = "date: 2024-03-01\nupdates:\n  - ref: 1/24\n    status: done\n"
    draft = drafted(book(m2024_01_01=first, m2024_03_01=last), date(2024, 2, 1))
    assert [action.key for action in draft.carried] == ["1/24"]


def test_the_date_by_schedule_where_no_file_says_it() -> None:
    series = "schedule: FREQ=MONTHLY;BYDAY=-1TH\n"
    assert drafted(
        book(series=series, m2015_05_28="date: 2015-05-28\nnext_meeting: to be confirmed\n"), None
    ).day == date(2015, 6, 25)


def test_an_extraordinary_meeting_does_not_hide_the_next() -> None:
    first = "date: 2015-05-28\nnext_meeting: 2015-06-25\nitems:\n  - title: Business\n"
    extra = "date: 2015-06-10\nextraordinary: true\nitems:\n  - title: Fire\n"
    draft = drafted(book(m2015_05_28=first, m2015_06_10=extra), None)
    assert draft.name == "2015-06-25"
    assert "Business" in draft.text
    assert "Fire" not in draft.text


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (
            "",
            "The date of the meeting after 28 May 2015 is not known. Type it, for example scrutiny",
        ),
        ("next_meeting: June 2015\n", "The date of the meeting after 28 May 2015 is not known"),
        ("next_meeting: 2015-05-01\n", "The date of the meeting after 28 May 2015 is not known"),
        (
            "next_meeting: 2015-06-19\n",
            "2015-05-28 announces the next meeting for 19 June 2015, which is past. Type the date",
        ),
    ],
)
def test_no_date_is_refused(said: str, why: str) -> None:
    with pytest.raises(NoMeetingDate, match=why):
        drafted(book(m2015_05_28=f"date: 2015-05-28\n{said}"))


def test_an_announced_meeting_that_was_called_off_may_get_another_day() -> None:
    before = book(
        m2015_05_28="date: 2015-05-28\nnext_meeting: 2015-06-25\n",
        m2015_06_25="date: 2015-06-25\nheld: false\n",
    )
    why = (
        r"2015-05-28 announces the next meeting for 25 June 2015, but \S*2015-06-25\.yaml has "
        "`held: false`. If it has a new date, type for example: scrutiny reschedule 2015-06-25 "
    )
    with pytest.raises(NoMeetingDate, match=why):
        drafted(before)


# The day, and why


def day_of(before: MinuteBook, today: date) -> tuple[date, str]:
    draft = drafted(before, None, today)
    return draft.day, draft.why


RULE = "schedule: FREQ=MONTHLY;BYDAY=-1TH\n"


def test_a_day_that_is_given_needs_no_reason() -> None:
    assert drafted(book(m2015_05_28="date: 2015-05-28\n"), date(2015, 6, 25)).why == ""


@pytest.mark.parametrize("today", [date(2015, 5, 28), date(2015, 6, 19), date(2015, 6, 20)])
def test_an_announced_day_from_today_on_is_taken(today: date) -> None:
    before = book(series=RULE, m2015_05_28="date: 2015-05-28\nnext_meeting: 2015-06-20\n")
    why = "2015-05-28 announces the next meeting for 20 June 2015."
    assert day_of(before, today) == (date(2015, 6, 20), why)


def test_an_announced_day_that_is_past_gives_way_to_the_schedule() -> None:
    before = {"series": RULE, "m2015_05_28": "date: 2015-05-28\nnext_meeting: 2015-06-20\n"}
    why = (
        "25 June 2015 is the next day in the schedule. 2015-05-28 announced 20 June 2015, which is "
        "past and has no file. If that meeting was held, make its file: scrutiny new-meeting "
        "2015-06-20"
    )
    assert day_of(book(**before), date(2015, 6, 21)) == (date(2015, 6, 25), why)
    extra = book(**before, m2015_06_20="date: 2015-06-20\nextraordinary: true\n")
    assert "was held" not in day_of(extra, date(2015, 6, 21))[1]


def test_the_schedule_gives_a_day_from_today_on_and_after_the_latest_meeting() -> None:
    before = book(series=RULE, m2015_05_28="date: 2015-05-28\n")
    why = "25 June 2015 is the next day in the schedule."
    assert day_of(before, date(2015, 5, 28)) == (date(2015, 6, 25), why)
    assert day_of(before, date(2015, 6, 25)) == (date(2015, 6, 25), why)
    assert day_of(before, date(2015, 9, 1))[0] == date(2015, 9, 24)
    fortnightly = book(
        series="schedule: FREQ=WEEKLY;INTERVAL=2;BYDAY=TH\n", m2015_05_28="date: 2015-05-28\n"
    )
    assert day_of(fortnightly, date(2015, 6, 12))[0] == date(2015, 6, 25)


def test_a_day_on_which_no_meeting_took_place_is_passed_over() -> None:
    before = book(
        series=RULE,
        m2015_05_28="date: 2015-05-28\nnext_meeting: 2015-06-25\n",
        m2015_06_25="date: 2015-06-25\nheld: false\nitems: [{title: Nothing}]\n",
    )
    assert day_of(before, TODAY)[0] == date(2015, 7, 30)
    assert "Nothing" not in drafted(before).text


def test_without_a_day_it_is_refused_while_a_regular_meeting_is_to_come() -> None:
    files = {
        "m2015_05_28": "date: 2015-05-28\nnext_meeting: 2015-06-25\n",
        "m2015_06_21": "date: 2015-06-21\nextraordinary: true\n",
        "m2015_06_22": "date: 2015-06-22\nheld: false\n",
    }
    assert drafted(book(**files)).name == "2015-06-25"
    before = book(**files, m2015_06_24="date: 2015-06-24\nnext_meeting: 2015-07-30\n")
    for today in (TODAY, date(2015, 6, 23)):
        why = r"The meeting of 24 June 2015 \(.*06-24\.yaml\) is still to come.* new-meeting DATE"
        with pytest.raises(NoMeetingDate, match=why):
            drafted(before, None, today)
    assert drafted(before, None, date(2015, 6, 24)).name == "2015-07-30"
    assert drafted(before, date(2015, 6, 25)).name == "2015-06-25"


@pytest.mark.parametrize("today", [date(2015, 5, 29), date(2015, 6, 25)])
def test_the_first_meeting_is_the_first_of_the_schedule_from_today_on(today: date) -> None:
    why = "25 June 2015 is the next day in the schedule."
    assert day_of(book(series=RULE), today) == (date(2015, 6, 25), why)


@pytest.mark.parametrize(
    "rule",
    ["FREQ=MONTHLY", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "FREQ=MONTHLY;COUNT=3;BYDAY=TH"],
)
def test_a_schedule_that_counts_from_a_meeting_guesses_no_first_one(rule: str) -> None:
    with pytest.raises(NoMeetingDate, match="There is no regular meeting yet"):
        day_of(book(series=f"schedule: {rule}\n"), date(2015, 6, 1))


def test_no_meeting_no_schedule_and_no_date_is_refused() -> None:
    with pytest.raises(NoMeetingDate, match="There is no regular meeting yet"):
        day_of(book(), date(2015, 6, 1))


# What a draft is based on


def test_a_draft_is_based_on_the_latest_regular_meeting() -> None:
    first = "date: 2024-01-01\ntitle: Board\nvenue: Hall\nchair: AB\nitems: [{title: Roads}]\n"
    extra = "date: 2024-01-15\nextraordinary: true\ntitle: Fire\nchair: CD\n"
    off = "date: 2024-01-20\nheld: false\ntitle: Off\nvenue: Nowhere\nitems: [{title: None}]\n"
    draft = drafted(book(m2024_01_01=first, m2024_01_15=extra, m2024_01_20=off), date(2024, 2, 1))
    assert draft.text == (
        "title: Board\ndate: 2024-02-01\nvenue: Hall\nchair: AB\n\n# present:\n# apologies:\n"
        "# absent:\n\nitems:\n  - title: Roads\n\nnext_meeting:\n"
    )
    alone = drafted(book(m2024_01_15=extra), date(2024, 2, 1)).text
    assert alone.startswith("date: 2024-02-01\n\n# present:")


def test_the_series_goes_before_what_was_announced_and_that_before_the_last_meeting() -> None:
    last = "date: 2024-01-01\ntime: 9am\nvenue: Hall\n"
    said = "next_meeting: {date: 2024-02-01, time: 10am}\n"
    draft = drafted(book(m2024_01_01=last + said), date(2024, 2, 1))
    assert "\ntime: 10am\nvenue: Hall\n" in draft.text
    assert draft.notes == ()
    series = "time: 9am\nvenue: Old  Hall\n"
    draft = drafted(book(m2024_01_01=last + said, series=series), date(2024, 2, 1))
    assert "\ntime: 9am\nvenue: Old Hall\n" in draft.text
    assert draft.notes == ("The time comes from series.yaml (9am), but 2024-01-01 announced 10am.",)


def test_dates_in_comments_are_as_the_board_writes_them() -> None:
    text = (
        "date: 2024-01-01\nactions: [{action: X, due: 2024-03-04}]\n"
        "items: [{title: Minutes of the last}]\n"
    )
    draft = drafted(book(m2024_01_01=text, series="dates: 25.06.2015\n"), date(2024, 2, 1)).text
    assert "# Raised on 01.01.2024\n" in draft
    assert "# Due: 04.03.2024\n" in draft
    assert "# When these minutes are agreed, write `approves: 01.01.2024`\n" in draft
    assert draft.startswith("date: 2024-02-01\n")


# Confidential marks


@pytest.mark.parametrize(
    ("january", "mark"),
    [
        ("items: [{title: Water}, {title: staff, confidential: s.40}]", "s.40"),
        ("items: [{title: Staff, confidential: yes}]", "true"),
        ("items: [{title: A, confidential: s.40, items: [{title: ' STAFF  matters'}]}]", "s.1"),
        ("items: [{title: A, confidential: s.40, items: [{title: STAFF}]}]", "s.40"),
        ("items: [{title: Staff}, {title: Staff, confidential: s.40}]", "s.40"),
        ("items: [{title: Staff, confidential: no}]", None),
        ("items: [{title: Other}]", "s.1"),
        ("extraordinary: true\nitems: [{title: Staff}]", "s.1"),
        ("held: false\nitems: [{title: Staff}]", "s.1"),
    ],
)
def test_an_item_keeps_the_mark_of_the_latest_regular_meeting_with_its_title(
    january: str, mark: str | None
) -> None:
    december = "date: 2023-12-01\nitems: [{title: Staff, confidential: s.1}]\n"
    before = book(
        m2023_12_01=december,
        m2024_01_01=f"date: 2024-01-01\n{january}\n",
        series="agenda: [Water, Staff]\n",
    )
    text = drafted(before, date(2024, 2, 1)).text
    kept = f"    confidential: {mark}\n" if mark else ""
    assert f"  - title: Water\n\n  - title: Staff\n{kept}\nnext" in text


def test_an_item_keeps_the_mark_of_the_agenda() -> None:
    series = (
        "agenda: [{title: Staff, confidential: personal matters}, {title: X, confidential: yes}]"
    )
    text = drafted(book(series=series + "\n"), date(2024, 2, 1)).text
    assert "  - title: Staff\n    confidential: personal matters\n" in text
    assert "  - title: X\n    confidential: true\n" in text


def test_without_an_agenda_the_marks_of_the_last_meeting_are_kept() -> None:
    last = "date: 2024-01-01\nitems: [{title: Water}, {title: Mr Smith, confidential: s.40}]\n"
    draft = drafted(book(m2024_01_01=last), date(2024, 2, 1))
    assert draft.notes == ("Marked as confidential: “Mr Smith”.",)
    text = draft.text
    assert "  - title: Water\n\n  - title: Mr Smith\n    confidential: s.40\n" in text


def test_a_draft_keeps_the_mark_of_a_confidential_meeting() -> None:
    last = "date: 2024-01-01\ntitle: Panel\nchair: AB\nconfidential: s.40\n"
    draft = drafted(book(m2024_01_01=last), date(2024, 2, 1))
    assert draft.notes == ("The whole file is confidential, as 2024-01-01 was.",)
    text = draft.text
    assert text.startswith("title: Panel\ndate: 2024-02-01\nchair: AB\nconfidential: s.40\n\n")
    public = "date: 2024-01-15\ntitle: Panel\n"
    text = drafted(book(m2024_01_01=last, m2024_01_15=public), date(2024, 2, 1)).text
    assert "confidential" not in text


def test_matters_arising_that_is_made_keeps_its_mark() -> None:
    first = "date: 2024-01-01\nitems: [{title: Matters arising, confidential: s.40}]\n"
    second = "date: 2024-01-15\nactions: [{action: X}]\n"
    text = drafted(book(m2024_01_01=first, m2024_01_15=second), date(2024, 2, 1)).text
    assert "  - title: Matters arising\n    confidential: s.40\n    updates:\n" in text


def test_nobody_is_called_what_only_a_confidential_part_calls_him() -> None:
    panel = "date: 2024-01-01\nconfidential: s.40\npresent: [{initials: ZQ, name: Ada Bell}]\n"
    board = "date: 2024-01-15\npresent: [Ada Bell]\nchair: Ada Bell\n"
    text = drafted(book(m2024_01_01=panel, m2024_01_15=board), date(2024, 2, 1)).text
    assert "chair: Ada Bell\n\nexpected:\n  - Ada Bell\n" in text
    assert "ZQ" not in text


def test_what_a_confidential_update_said_is_in_comments_alone_and_marked() -> None:
    first = "date: 2024-01-01\nactions: [{action: Public words, owner: AB}]\n"
    second = (
        "date: 2024-01-15\nupdates:\n  - ref: 2024-01-01#1\n    about: Public\n"
        "    confidential: s.40\n    action: Secret words\n    owner: CD\n    note: Hidden\n"
    )
    draft = drafted(book(m2024_01_01=first, m2024_01_15=second), date(2024, 2, 1)).text
    assert (
        "      # [confidential] Secret words\n      # [confidential] Owner: CD\n"
        "      # [confidential] Last update, 15 January 2024: Hidden\n"
        "      - ref: 2024-01-01#1\n        about: Public words\n        status:\n"
    ) in draft


def test_two_meetings_of_a_day_are_told_apart() -> None:
    first = "date: 2024-01-01\nactions:\n  - action: X\n    due: Aug 2024\n"
    first += "items:\n  - title: Minutes of\n"
    second = "date: 2024-01-01\nextraordinary: true\nactions:\n  - action: Y\n    due: asap\n"
    files = {"2024-01-01": first, "2024-01-01-fire": second}
    before = build_book(Source(f"{name}.yaml", text) for name, text in files.items())
    text = drafted(before, date(2024, 2, 1)).text
    assert "# Raised on 1 January 2024 (2024-01-01)\n" in text
    assert "# Raised on 1 January 2024 (2024-01-01-fire)\n" in text
    assert "# Due: Aug 2024 (31 August 2024)\n" in text
    assert "# Due: asap\n" in text
    assert "    # When these minutes are agreed, write `approves: 2024-01-01`\n" in text


def test_an_action_whose_number_is_taken_is_named_by_its_place() -> None:
    text = "date: 2024-01-01\nactions:\n  - {ref: 1, action: X}\n  - {ref: 1, action: Y}\n"
    draft = drafted(book(m2024_01_01=text), date(2024, 2, 1))
    assert "- ref: 2024-01-01#2\n        about: Y\n" in draft.text


WORDS = st.text(min_size=1, max_size=160) | st.lists(
    st.sampled_from(["a", ": ", " #", "\n", "- ", '"', "…", "\x1b", "\u202e", "x" * 60, "\\", "'"]),
    min_size=1,
    max_size=20,
).map("".join)


@settings(max_examples=60, deadline=None)
@given(WORDS)
def test_any_action_can_be_carried(words: str) -> None:
    text = f"date: 2024-01-01\nactions:\n  - action: {quote_exactly(words)}\n"
    before = book(m2024_01_01=text)
    draft = drafted(before, date(2024, 2, 1))
    new = [p for p in with_draft(before, draft).problems if "02-01" in p.place.path and p.is_error]
    assert new == []
    assert max(map(len, draft.text.splitlines())) < 100


SHORT = ("road", "- ", "1.", "(a)", "a)", "–", "#4", '"', "\\", "Straße", "x" * 30, ":")
MANY_WORDS = st.lists(st.sampled_from(SHORT), min_size=1, max_size=60).map(" ".join)


@settings(max_examples=100, deadline=None)
@given(MANY_WORDS, MANY_WORDS)
def test_any_title_is_drafted_in_short_lines(title: str, reason: str) -> None:
    item = f"{{title: {quote_exactly(title)}, confidential: {quote_exactly(reason)}}}"
    before = book(m2024_01_01=f"date: 2024-01-01\nvenue: {quote_exactly(title)}\nitems: [{item}]\n")
    draft = drafted(before, date(2024, 2, 1))
    after = with_draft(before, draft)
    new = [one for one in after.problems if "02-01" in one.place.path and one.is_error]
    assert new == []
    (was,), (now,) = (one.root_item.items for one in after.meetings)
    assert (now.title, now.confidential) == (
        " ".join(str(was.title).split()),
        " ".join(str(was.confidential).split()),
    )
    assert max(map(len, draft.text.splitlines())) < 100
