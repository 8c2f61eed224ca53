"""Scenario 14: the colour is derived from working days, milestones and reports."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop.registry.working_days import WorkCalendar
from coop.supervision import colour, queries, service
from coop.supervision.colour import Pace
from tests.supervision.stages import DUE_ON, accepted, opened, submitted, view_of

OFFS = {date(2026, 9, day) for day in (25, 26, 27)} | {date(2026, 10, day) for day in range(1, 8)}
CALENDAR = WorkCalendar(
    offs=frozenset(OFFS),
    works=frozenset({date(2026, 9, 20), date(2026, 10, 10)}),
    years={2026: True},
)


def seen(today: date, *, due_on: date = DUE_ON, is_behind: bool = False) -> str:
    left = colour.working_days_left(CALENDAR, today, due_on)
    pace = Pace(is_timed=True, due_on=due_on, is_behind=is_behind)
    return colour.colour_of(pace, today=today, working_days_left=left, blue_days=3)


def test_four_working_days_left_show_no_colour():
    assert colour.working_days_left(CALENDAR, date(2026, 9, 28), DUE_ON) == 4
    assert seen(date(2026, 9, 28)) == "none"


def test_three_working_days_left_are_blue_over_the_holiday():
    assert colour.working_days_left(CALENDAR, date(2026, 9, 29), DUE_ON) == 3
    assert seen(date(2026, 9, 29)) == "blue"


def test_being_behind_is_yellow_even_when_the_day_is_near():
    assert seen(date(2026, 9, 29), is_behind=True) == "yellow"


def test_the_due_day_itself_is_not_late():
    assert seen(DUE_ON) == "blue"


def test_the_worked_saturday_after_the_due_day_is_red_however_far_behind():
    assert seen(date(2026, 10, 10)) == "red"
    assert seen(date(2026, 10, 10), is_behind=True) == "red"


def test_what_runs_no_clock_has_no_colour():
    pace = Pace(is_timed=False, due_on=DUE_ON, is_behind=True)
    shown = colour.colour_of(pace, today=date(2026, 12, 1), working_days_left=0, blue_days=3)
    assert shown == "none"


def test_beyond_the_known_years_calendar_days_decide():
    due_on = date(2027, 1, 2)
    assert colour.working_days_left(CALENDAR, date(2026, 12, 30), due_on) is None
    assert seen(date(2026, 12, 30), due_on=due_on) == "blue"
    assert seen(date(2026, 12, 29), due_on=due_on) == "none"


@given(
    today=st.dates(date(2026, 1, 10), date(2026, 12, 31)),
    ahead=st.integers(0, 40),
    blue_days=st.integers(0, 8),
)
def test_the_last_blue_day_is_the_one_the_rule_gives(today, ahead, blue_days):
    due_on = date.fromordinal(today.toordinal() + ahead)
    left = colour.working_days_left(CALENDAR, today, due_on)
    pace = Pace(is_timed=True, due_on=due_on, is_behind=False)
    shown = colour.colour_of(pace, today=today, working_days_left=left, blue_days=blue_days)
    assert (shown == "blue") == (due_on <= colour.blue_until(CALENDAR, today, blue_days))


def test_a_week_is_owed_once_its_last_working_day_has_passed():
    # 09-24 is the last working day before the holiday; 09-20 is a worked Sunday.
    assert colour.owed_week(CALENDAR, date(2026, 9, 24)) == date(2026, 9, 14)
    assert colour.owed_week(CALENDAR, date(2026, 9, 25)) == date(2026, 9, 21)
    # The week of 10-05 has 10-08, 10-09 and the worked Saturday.
    assert colour.owed_week(CALENDAR, date(2026, 10, 10)) == date(2026, 9, 28)


# --------------------------------------------------------------------------- on real tasks


def test_a_missed_milestone_turns_the_task_yellow_until_it_is_reached(world, at):
    with at("2026-09-28T09:00"):
        task = accepted(world)
        planned = [{"planned_on": date(2026, 9, 28), "text": "完成初稿"}]
        task = service.plan_milestones(
            world.cq.handler, task.id, milestones=planned, expected_version=task.version
        )
        assert view_of(world, task).colour == "none"
    with at("2026-09-29T09:00"):
        view = view_of(world, task)
        assert (view.colour, view.working_days_left) == ("yellow", 3)
        task = service.reach_milestone(
            world.cq.handler,
            task.id,
            milestone_id=view.milestones[0].id,
            expected_version=task.version,
        )
        assert view_of(world, task).colour == "blue"


def test_a_missing_weekly_report_is_yellow_until_one_is_filed(world, at):
    with at("2026-09-10T09:00"):
        task = accepted(world, due_on=date(2026, 11, 30))
    with at("2026-09-20T18:00"):  # the worked Sunday is the week's last working day
        assert view_of(world, task).colour == "none"
    with at("2026-09-21T09:00"):
        view = view_of(world, task)
        assert (view.colour, view.is_report_missing) == ("yellow", True)
        service.report_progress(world.cq.handler, task.id, percent=30, text="已收集线索")
        assert view_of(world, task).colour == "none"


def test_a_co_organisers_report_does_not_stand_for_the_leads(world, at):
    with at("2026-09-10T09:00"):
        task = accepted(world, due_on=date(2026, 11, 30), co_ids=[world.cy.id])
    with at("2026-09-21T09:00"):
        service.report_progress(world.cy.handler, task.id, percent=30, text="已提供案例")
        assert view_of(world, task).colour == "yellow"


def test_red_lasts_until_the_task_is_closed(world, at):
    with at("2026-09-28T09:00"):
        task = submitted(world)
    with at("2026-10-10T09:00"):
        assert view_of(world, task).colour == "red"
        task = service.close_task(world.sc.secretary, task.id, expected_version=task.version)
        assert view_of(world, task).colour == "none"


def test_a_returned_submission_is_yellow_until_it_is_sent_again(world, at):
    with at("2026-09-18T09:00"):
        task = submitted(world)
        task = service.return_task(
            world.sc.secretary, task.id, reason="缺少附件", expected_version=task.version
        )
        assert view_of(world, task).colour == "yellow"
        task = service.submit_task(
            world.cq.handler, task.id, evidence="补充附件", expected_version=task.version
        )
        assert view_of(world, task).colour == "none"


def test_a_suspended_task_has_no_colour(world, at):
    with at("2026-09-18T09:00"):
        task = accepted(world)
        task = service.suspend_task(
            world.sc.convener, task.id, reason="等待上级文件", expected_version=task.version
        )
    with at("2026-12-01T09:00"):
        assert view_of(world, task).colour == "none"


@pytest.mark.parametrize("wanted", ["red", "yellow", "blue", "none"])
def test_the_list_filter_finds_exactly_the_tasks_of_that_colour(world, at, wanted):
    with at("2026-09-18T09:00"):
        opened(world.sc.secretary, world=world, due_on=date(2026, 9, 28))
        opened(world.sc.secretary, world=world, due_on=date(2026, 10, 9))
        opened(world.sc.secretary, world=world, due_on=date(2026, 12, 31))
        accepted(world, due_on=date(2026, 12, 1))
        submitted(world, due_on=date(2026, 10, 8))
    with at("2026-09-29T09:00"):
        everything = queries.list_tasks(world.cy.liaison, limit=50).items
        found = queries.list_tasks(world.cy.liaison, limit=50, colour=wanted).items
    assert {one.colour for one in everything} == {"red", "yellow", "blue", "none"}
    assert [one.id for one in found] == [one.id for one in everything if one.colour == wanted]
