"""What holds for any log: generated meetings in, the same truths out."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from simple_log import SimpleLog, State
from support import MEETINGS

from scrutiny_cli.actionlog.cuts import cut_book, cut_log
from scrutiny_cli.actionlog.figures import FiguresRequest, count_figures
from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.actionlog.model import Action
from scrutiny_cli.actionlog.query import (
    AgeLimit,
    Filter,
    count_open_rows,
    is_older,
    select_rows,
)
from scrutiny_cli.actionlog.row_maker import make_action_rows
from scrutiny_cli.actionlog.rows import BoardName
from scrutiny_cli.minutes.decode import decode_bytes
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.output.columns import ListingContext
from scrutiny_cli.output.formats import FORMATS, RenderOptions, render_table
from scrutiny_cli.output.views import tabulate_records
from scrutiny_cli.rules import find_problems

FIRST = date(2024, 1, 11)
REAL = (MEETINGS / "2015-05-28.yaml").read_text("utf-8")

refs = st.integers(1, 9).map(lambda n: f"{n}/24")
dues = st.sampled_from(["12.3.24", "2024-05-09", "asap", "none", "next meeting", "Aug 2024"])
owners = st.sampled_from(["AB", "ab", "CD, EF", "n/a", "Clerk"])
ons = st.sampled_from(["2024-01-05", "2024-01-20", "2024-02-08", "2024-02-20", "2024-03-20"])
raised = st.fixed_dictionaries(
    {"action": st.sampled_from(["Survey", "Publish", "Costs"])},
    optional={"ref": refs, "owner": owners, "due": dues, "follows": refs, "on": ons},
)
updates = st.fixed_dictionaries(
    {"ref": refs},
    optional={
        "status": st.sampled_from(["done", "ongoing", "lapsed", "proposed"]),
        "note": st.just("Said"),
        "due": dues,
        "owner": owners,
        "becomes": refs,
        "on": ons,
        "confidential": st.just("true"),
    },
)
meetings = st.fixed_dictionaries(
    {},
    optional={
        "brought_forward": st.lists(st.fixed_dictionaries({"ref": refs}), max_size=2),
        "actions": st.lists(raised, max_size=4),
        "updates": st.lists(updates, max_size=4),
        "due": dues,
        "extraordinary": st.just("true"),
        "held": st.just("false"),
        "next_meeting": st.sampled_from(["2024-02-15", "2024-03-07", "2024-05-02"]),
    },
)


def _days(made: Sequence[Mapping[str, object]]) -> list[date]:
    return [FIRST + timedelta(days=28 * at) for at in range(len(made))]


def _sources(made: Sequence[Mapping[str, object]]) -> list[Source]:
    found = []
    for on, fields in zip(_days(made), made, strict=True):
        day = on.isoformat()
        text = json.dumps({"date": day, **fields})  # JSON is YAML, and quotes every text
        found.append(Source(f"meetings/{day}.yaml", text))
    return found


many = st.lists(meetings, min_size=1, max_size=4)
logs = many.map(_sources)
days = st.one_of(st.none(), st.dates(date(2023, 12, 31), date(2024, 6, 1)))


@given(logs, days, st.randoms(use_true_random=False))
def test_folding_does_not_depend_on_the_order_of_the_sources(
    sources: list[Source], as_at: date | None, chance: random.Random
) -> None:
    shuffled = list(sources)
    chance.shuffle(shuffled)
    one, other = cut_book(build_book(sources), as_at), cut_book(build_book(shuffled), as_at)
    assert one.log.actions == other.log.actions
    assert one.problems == other.problems


@given(many, st.dates(date(2023, 12, 31), date(2024, 6, 1)))
def test_the_log_as_at_a_day_is_that_of_a_simple_model(
    made: list[dict[str, object]], today: date
) -> None:
    book, model = cut_book(build_book(_sources(made)), today), SimpleLog(_days(made), made)
    found = {one.key: _state(one) for one in book.log.actions}
    assert found == model.states(today)
    if not any(one.rule == "circular" for one in book.problems):
        linked = {(one.key, other) for one in book.log.actions for other in one.becomes}
        assert linked == model.links(today)


def _state(action: Action) -> State:
    state = action.state
    due = None if state.due is None else (state.due.day, state.due.text)
    return State(
        state.status.value, state.status_text, due, state.original_due, state.slips,
        state.closed, state.answered, tuple(event.date for event in action.history),
    )  # fmt: skip


@given(logs, days, st.dates(date(2024, 1, 1), date(2024, 9, 1)))
def test_open_and_closed_part_the_log(
    sources: list[Source], as_at: date | None, today: date
) -> None:
    book = cut_book(build_book(sources), as_at)

    rows = make_action_rows(book.log.actions, today)

    def keys(wish: Filter) -> list[str]:
        return [one.key for one in select_rows(rows, wish, today)]

    left, done = keys(Filter(open=True)), keys(Filter(closed=True))
    assert sorted(left + done) == sorted(book.log.by_key)
    assert len(book.log.by_key) == len(book.log.actions)
    assert set(keys(Filter(overdue=True))) <= set(left)
    assert count_open_rows(rows, today).open == len(left)
    for one in book.log.actions:
        assert (one.state.closed is None) == one.is_open
        assert one.is_open == one.history[-1].state.status.is_open


@given(logs, st.sampled_from(["meeting", "quarter", "year", None]))
def test_figures_are_those_of_the_log_as_at_the_end_of_each_period(
    sources: list[Source], by: str | None
) -> None:
    book = build_book(sources)
    wanted = FiguresRequest(None, date(2024, 9, 1), by)
    slips = 0
    for period in count_figures(book, wanted, redacted=False).figures:
        rows = make_action_rows(cut_log(book.log, period.last).actions, period.last)
        left = [row for row in rows if row.open]
        assert period.open == len(left) == sum(period.ages)
        assert period.overdue == count_open_rows(rows, period.last).overdue
        for months, older in ((3, period.ages[2:]), (6, period.ages[3:]), (12, period.ages[4:])):
            limit = AgeLimit(months=months)
            assert sum(older) == sum(is_older(row, limit, period.last) for row in left)
        slips += period.moved
        assert slips == sum(row.slips for row in rows)
        assert period.answered <= period.asked


@given(logs, days)
def test_links_mirror_each_other(sources: list[Source], as_at: date | None) -> None:
    log = cut_book(build_book(sources), as_at).log
    for one in log.actions:
        assert all(one.key in log.by_key[key].follows for key in one.becomes)
        assert all(one.key in log.by_key[key].becomes for key in one.follows)


@given(logs)
def test_as_at_a_day_to_come_is_all_that_is_on_file(sources: list[Source]) -> None:
    whole = build_book(sources).log
    assert cut_book(build_book(sources), date(2030, 1, 1)).log.actions == whole.actions
    assert cut_log(cut_log(whole, FIRST), None) is whole


@given(logs, days)
def test_json_read_back_equals_the_rows(sources: list[Source], as_at: date | None) -> None:
    today = date(2024, 5, 1)
    actions = cut_book(build_book(sources), as_at).log.actions
    rows = make_action_rows(actions, today, BoardName("B", "b"))
    table = tabulate_records(rows, ListingContext(today), as_at)
    whole = json.loads(render_table(table, FORMATS["json"], RenderOptions()))
    assert whole["as_at"] == (as_at.isoformat() if as_at else None)
    assert len(whole["actions"]) == len(actions)
    for row, one in zip(whole["actions"], actions, strict=True):
        assert (row["key"], row["ref"], row["action"]) == (one.key, one.entry.ref, one.state.words)
        assert (row["status"], row["open"]) == (one.state.status.value, one.is_open)
        assert tuple(row["owners"]) == one.state.owners
        due = one.state.due
        assert row["due"] == (due.day.isoformat() if due and due.day else None)
        assert row["overdue_days"] == one.overdue_days(today)
        assert [event["event"] for event in row["history"]] == [e.kind for e in one.history]
        assert (tuple(row["follows"]), tuple(row["becomes"])) == (one.follows, one.becomes)


@given(st.one_of(st.text(), st.text(alphabet="-:#[]{}\"'|>&*!%@`?, \n\tdate2024actionsref/")))
def test_any_text_as_a_file_builds_without_raising(text: str) -> None:
    for name in ("2024-03-14", "series", "notes"):
        find_problems(build_book([Source(f"meetings/{name}.yaml", text)]), date(2024, 5, 1))


@settings(max_examples=30)
@given(st.binary())
def test_any_bytes_as_a_file_build_without_raising(data: bytes) -> None:
    source, faults = decode_bytes("meetings/2024-03-14.yaml", data)
    find_problems(build_book([source], faults=faults), date(2024, 5, 1))


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_a_line_lost_or_doubled_never_raises(data: st.DataObject) -> None:
    lines = REAL.splitlines(keepends=True)
    at = data.draw(st.integers(0, len(lines) - 1))
    put = data.draw(
        st.sampled_from([[], [lines[at]] * 2, ["  " + lines[at]], [lines[at].lstrip()]])
    )
    text = "".join([*lines[:at], *put, *lines[at + 1 :]])
    find_problems(build_book([Source("meetings/2015-05-28.yaml", text)]), date(2015, 6, 26))
