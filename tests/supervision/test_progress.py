"""Weekly reports and milestones."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from coop.core.db import session
from coop.core.errors import Forbidden, IllegalTransition, Invalid, NotFound, Stale
from coop.supervision import service
from coop.supervision.models import ProgressReport
from tests.supervision.stages import accepted, opened, submitted, told_of, view_of


@pytest.fixture(autouse=True)
def _morning(at):
    with at("2026-09-18T09:00"):
        yield


def test_a_later_report_of_the_same_week_replaces_the_earlier_which_is_kept(world, at):
    task = accepted(world)
    service.report_progress(world.cq.handler, task.id, percent=20, text="已摸底")
    with at("2026-09-20T17:00"):  # Sunday, still the same ISO week
        service.report_progress(world.cq.handler, task.id, percent=35, text="已起草")

    view = view_of(world, task)

    assert [(one.percent, one.iso_week) for one in view.reports] == [(35, 38)]
    assert view.percent == 35
    kept = session().scalars(sa.select(ProgressReport.percent).order_by(ProgressReport.id))
    assert list(kept) == [20, 35]
    assert told_of(task.id).event == "task.reported"


def test_each_week_has_its_own_report_newest_first(world, at):
    task = accepted(world)
    service.report_progress(world.cq.handler, task.id, percent=20, text="已摸底")
    with at("2026-09-21T09:00"):
        service.report_progress(world.cq.handler, task.id, percent=30, text="已起草")
        assert [one.iso_week for one in view_of(world, task).reports] == [39, 38]


def test_co_organisers_report_beside_the_lead(world):
    task = accepted(world, co_ids=[world.cy.id])
    service.report_progress(world.cy.handler, task.id, percent=90, text="已提供案例")
    service.report_progress(world.cq.handler, task.id, percent=20, text="已摸底")
    view = view_of(world, task)
    assert {one.institution.id for one in view.reports} == {world.cq.id, world.cy.id}
    assert view.percent == 20


def test_a_report_changes_no_version_so_that_two_may_report_at_once(world):
    task = accepted(world)
    service.report_progress(world.cq.handler, task.id, percent=20, text="已摸底")
    assert view_of(world, task).version == task.version


def test_who_neither_leads_nor_assists_reports_nothing(world):
    task = accepted(world)
    for actor in (world.cy.handler, world.cq.liaison, world.sc.secretary):
        with pytest.raises(Forbidden):
            service.report_progress(actor, task.id, percent=20, text="代报")
    with pytest.raises(NotFound):
        service.report_progress(world.strangers.handler, task.id, percent=20, text="代报")


def test_nothing_is_reported_before_acceptance_or_after_submission(world):
    for task in (opened(world.sc.secretary, world=world), submitted(world)):
        with pytest.raises(IllegalTransition):
            service.report_progress(world.cq.handler, task.id, percent=20, text="进展")


# --------------------------------------------------------------------------- milestones


def plan(world, task, *points):
    return service.plan_milestones(
        world.cq.handler,
        task.id,
        milestones=[{"planned_on": day, "text": text} for day, text in points],
        expected_version=task.version,
    )


def test_planning_anew_keeps_what_was_reached_or_missed(world, at):
    task = accepted(world)
    task = plan(world, task, (date(2026, 9, 18), "摸底"), (date(2026, 9, 22), "初稿"))
    first = view_of(world, task).milestones[0]
    task = service.reach_milestone(
        world.cq.handler, task.id, milestone_id=first.id, expected_version=task.version
    )
    with at("2026-09-23T09:00"):
        task = plan(world, task, (date(2026, 9, 30), "征求意见"), (date(2026, 10, 8), "定稿"))
        points = view_of(world, task).milestones
    assert [(one.text, one.is_missed) for one in points] == [
        ("摸底", False),
        ("初稿", True),
        ("征求意见", False),
        ("定稿", False),
    ]
    assert told_of(task.id).event == "task.planned"


@pytest.mark.parametrize("day", [date(2026, 9, 17), date(2026, 10, 10)])
def test_a_milestone_lies_between_today_and_the_due_day(world, day):
    task = accepted(world)
    with pytest.raises(Invalid) as refused:
        plan(world, task, (day, "初稿"))
    assert refused.value.problems[0].pointer == "/milestones/0/planned_on"


def test_a_milestone_is_reached_once_and_only_on_its_own_task(world):
    task, other = accepted(world), accepted(world)
    task = plan(world, task, (date(2026, 9, 22), "初稿"))
    point = view_of(world, task).milestones[0]
    with pytest.raises(Invalid):
        service.reach_milestone(
            world.cq.handler, other.id, milestone_id=point.id, expected_version=other.version
        )
    task = service.reach_milestone(
        world.cq.handler, task.id, milestone_id=point.id, expected_version=task.version
    )
    assert told_of(task.id).event == "task.milestone_reached"
    with pytest.raises(Invalid):
        service.reach_milestone(
            world.cq.handler, task.id, milestone_id=point.id, expected_version=task.version
        )


def test_planning_raises_the_version(world):
    task = accepted(world)
    read = task.version
    plan(world, task, (date(2026, 9, 22), "初稿"))
    with pytest.raises(Stale):
        service.plan_milestones(world.cq.handler, task.id, milestones=[], expected_version=read)


def test_the_plan_is_the_leads(world):
    task = accepted(world, co_ids=[world.cy.id])
    with pytest.raises(Forbidden):
        service.plan_milestones(
            world.cy.handler, task.id, milestones=[], expected_version=task.version
        )
