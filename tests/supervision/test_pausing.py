"""Suspended and resumed, cancelled, or void with the document the task came from."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from coop.core.db import command
from coop.core.errors import Forbidden, IllegalTransition, NotFound, Stale
from coop.registry import deadlines
from coop.supervision import queries, service
from tests.supervision.stages import accepted, closed, opened, submitted, told_of, view_of


@pytest.fixture(autouse=True)
def _morning(at):
    with at("2026-09-18T09:00"):
        yield


def suspend(actor, task):
    return service.suspend_task(
        actor, task.id, reason="等待上级文件", expected_version=task.version
    )


def test_the_hosts_convener_suspends_and_resumes_with_a_later_day(world, at):
    task = suspend(world.sc.convener, accepted(world))
    assert (task.state, told_of(task.id).event) == ("suspended", "task.suspended")
    with at("2026-11-02T09:00"):
        task = service.resume_task(
            world.sc.convener, task.id, due_on=date(2026, 11, 30), expected_version=task.version
        )
        view = view_of(world, task)
    assert (view.state, view.due_on) == ("in_progress", date(2026, 11, 30))
    assert not view.is_report_missing  # no report is owed for the weeks it stood still
    assert told_of(task.id).event == "task.resumed"


def test_a_task_suspended_before_acceptance_still_has_to_be_accepted(world, at):
    task = suspend(world.sc.convener, opened(world.sc.secretary, world=world))
    assert deadlines.due_dates(task.id) == ()
    with at("2026-09-21T09:00"):
        task = service.resume_task(world.sc.convener, task.id, expected_version=task.version)
        assert task.state == "assigned"
        assert view_of(world, task).acceptance_due_on == date(2026, 9, 29)


def test_others_neither_suspend_nor_cancel(world):
    task = accepted(world)
    for actor in (world.sc.secretary, world.cq.convener, world.cq.handler):
        with pytest.raises(Forbidden):
            suspend(actor, task)
        with pytest.raises(Forbidden):
            service.cancel_task(actor, task.id, reason="不办", expected_version=task.version)
    with pytest.raises(NotFound):
        suspend(world.strangers.convener, task)
    with pytest.raises(Stale):
        service.cancel_task(
            world.sc.convener, task.id, reason="不办", expected_version=task.version - 1
        )


def test_cancelling_ends_the_task_with_its_open_deadline(world):
    task = opened(world.sc.secretary, world=world)
    task = service.cancel_task(
        world.sc.convener, task.id, reason="情况变化", expected_version=task.version
    )
    assert (task.state, told_of(task.id).event) == ("cancelled", "task.cancelled")
    assert deadlines.due_dates(task.id) == ()
    with pytest.raises(IllegalTransition):
        suspend(world.sc.convener, task)


@command
def revoke(actor, source_ids):
    return service.cancel_tasks_of(actor, "resolution", source_ids, "纪要已撤销")


def test_a_void_source_takes_its_open_tasks_with_it_and_leaves_what_was_done(world):
    open_ones = [opened(world.sc.secretary, world=world), accepted(world), submitted(world)]
    open_ones.append(suspend(world.sc.convener, accepted(world)))
    done = closed(world)
    other = opened(world.sc.secretary, world=world, source_id=UUID(int=8))

    cancelled = revoke(world.sc.signer, [UUID(int=7)])

    assert {one.id for one in cancelled} == {one.id for one in open_ones}
    for one in open_ones:
        assert view_of(world, one).state == "cancelled"
        assert told_of(one.id).action == "task.withdraw"
    assert view_of(world, done).state == "closed"
    assert view_of(world, other).state == "assigned"


def test_nobody_withdraws_a_task_by_hand(world):
    task = accepted(world)
    for team in world.teams:
        for actor in (team.secretary, team.convener, team.handler):
            assert "withdraw" not in queries.get_task(actor, task.id).allowed_actions
