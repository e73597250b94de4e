"""The changes of the clocks: by them, any program finds the moment that a meeting begins."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny_cli.publish.time_zone_rules import list_clock_changes

ZONES = [
    "Europe/London", "Europe/Dublin", "America/New_York", "Australia/Lord_Howe", "Asia/Tokyo",
    "Africa/Casablanca", "Pacific/Apia", "Asia/Kathmandu", "UTC",
]  # fmt: skip


def test_the_clocks_of_london() -> None:
    winter, summer, again = list_clock_changes(ZoneInfo("Europe/London"), {2015})
    assert winter.begin == datetime(2015, 1, 1)  # noqa: DTZ001  by its own clock
    assert summer.begin == datetime(2015, 3, 29, 1)  # noqa: DTZ001
    assert again.begin == datetime(2015, 10, 25, 2)  # noqa: DTZ001
    clocks = [(one.after.name, one.after.is_summer_time) for one in (winter, summer, again)]
    assert clocks == [("GMT", False), ("BST", True), ("GMT", False)]
    assert summer.before == winter.after == again.after
    assert summer.after.offset == timedelta(hours=1)


def test_years_between_are_left_out_and_a_place_without_changes_has_one_clock() -> None:
    london = ZoneInfo("Europe/London")
    years = [one.begin.year for one in list_clock_changes(london, {2024, 2015})]
    assert years == [2015, 2015, 2015, 2024, 2024]
    (only,) = list_clock_changes(ZoneInfo("Asia/Tokyo"), {2015, 2024})
    assert (only.before, only.after.offset) == (only.after, timedelta(hours=9))


@pytest.mark.parametrize("name", ZONES)
@given(st.datetimes(datetime(1990, 1, 2), datetime(2037, 12, 30)))  # noqa: DTZ001
def test_each_moment_of_a_year_has_the_clock_of_the_last_change(
    name: str, moment: datetime
) -> None:
    zone = ZoneInfo(name)
    local = moment.replace(tzinfo=UTC).astimezone(zone)
    changes = list(list_clock_changes(zone, {local.year}))
    plain = local.replace(tzinfo=UTC)
    offset = local.utcoffset() or timedelta()
    passed = [
        one
        for one in changes
        if one.begin.replace(tzinfo=UTC) - one.before.offset <= plain - offset
    ]
    assert (passed or changes)[-1 if passed else 0].after.offset == offset
