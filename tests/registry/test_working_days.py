"""The checked values of 2026, and what a calendar says about itself. Pure arithmetic."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop.registry.working_days import CalendarGap, Due, WorkCalendar

OFF_2026 = (
    ("2026-01-01", 3),
    ("2026-02-15", 9),
    ("2026-04-04", 3),
    ("2026-05-01", 5),
    ("2026-06-19", 3),
    ("2026-09-25", 3),
    ("2026-10-01", 7),
)
WORK_2026 = ("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10")
CALENDAR = WorkCalendar(
    offs=frozenset(
        date.fromisoformat(first) + timedelta(days=more)
        for first, length in OFF_2026
        for more in range(length)
    ),
    works=frozenset(date.fromisoformat(day) for day in WORK_2026),
    years={2026: True, 2027: False},
)


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        ("09-18", 1, "09-20"),
        ("09-18", 3, "09-22"),
        ("02-13", 3, "02-25"),
        ("05-08", 1, "05-09"),
        ("09-21", 10, "10-12"),
        ("10-12", 20, "11-09"),
        ("10-12", 10, "10-26"),
        ("09-21", 3, "09-24"),
    ],
)
def test_working_days_skip_holidays_and_count_make_up_days(
    start: str, count: int, due: str
) -> None:
    assert CALENDAR.add(day(start), count) == Due(day(due), provisional=False)


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        ("03-31", 6, "09-30"),
        ("04-01", 6, "10-08"),
        ("01-14", 1, "02-14"),
    ],
)
def test_months_end_on_the_same_day_or_the_months_last_and_roll_over_rest_days(
    start: str, count: int, due: str
) -> None:
    assert CALENDAR.months_due(day(start), count) == Due(day(due), provisional=False)


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        ("09-01", 30, "10-08"),
        ("03-06", 30, "04-07"),
        ("01-30", 15, "02-14"),
    ],
)
def test_calendar_periods_roll_over_rest_days_but_not_over_worked_saturdays(
    start: str, count: int, due: str
) -> None:
    assert CALENDAR.calendar_due(day(start), count) == Due(day(due), provisional=False)


def test_a_calendar_period_without_roll_over_ends_on_its_raw_day() -> None:
    assert CALENDAR.calendar_due(day("09-01"), 30, roll=False).on == day("10-01")


def test_2026_has_248_working_days() -> None:
    assert CALENDAR.between(date(2025, 12, 31), date(2026, 12, 31)) == 248


@pytest.mark.parametrize(("today", "left"), [("09-28", 4), ("09-29", 3), ("10-09", 0)])
def test_days_left_are_counted_after_today_and_up_to_the_due_day(today: str, left: int) -> None:
    assert CALENDAR.between(day(today), day("10-09")) == left


def test_nothing_lies_between_a_due_day_and_a_later_today() -> None:
    assert CALENDAR.between(day("10-10"), day("10-09")) == 0


def test_the_last_day_for_a_notice_is_found_backwards() -> None:
    assert CALENDAR.latest_start(day("09-22"), 3) == day("09-19")
    assert CALENDAR.latest_start(day("10-12"), 10) == day("09-21")


def test_the_first_working_day_of_a_month_skips_its_holidays() -> None:
    assert CALENDAR.first_of_month(2026, 10) == day("10-08")
    assert CALENDAR.first_of_month(2026, 1) == day("01-04")


def test_the_last_working_day_of_a_week_may_be_a_worked_saturday_or_not_exist() -> None:
    assert CALENDAR.last_of_week(day("10-05")) == day("10-10")
    assert CALENDAR.last_of_week(day("02-18")) is None


def test_a_deadline_that_reaches_an_unpublished_year_is_provisional() -> None:
    assert CALENDAR.add(day("12-30"), 3).provisional
    assert CALENDAR.calendar_due(day("12-20"), 30).provisional


@pytest.mark.parametrize("start", [date(2027, 12, 30), date(2025, 12, 28)])
def test_a_year_without_a_calendar_is_refused_loudly(start: date) -> None:
    with pytest.raises(CalendarGap) as refused:
        CALENDAR.add(start, 3)
    assert refused.value.problems[0].code == "calendar_year_missing"


@given(start=st.dates(date(2026, 1, 1), date(2026, 11, 1)), count=st.integers(1, 40))
def test_as_many_working_days_lie_between_as_were_added(start: date, count: int) -> None:
    due = CALENDAR.add(start, count).on
    assert CALENDAR.is_working_day(due)
    assert CALENDAR.between(start, due) == count


@given(due=st.dates(date(2026, 3, 1), date(2026, 12, 31)), count=st.integers(1, 30))
def test_the_latest_start_is_the_last_day_that_still_suffices(due: date, count: int) -> None:
    start = CALENDAR.latest_start(due, count)
    assert CALENDAR.add(start, count).on <= due < CALENDAR.add(start + timedelta(1), count).on
