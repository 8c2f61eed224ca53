"""Sub-tasks: split within the lead or by the secretariat; the whole closes only after them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from coop.core.errors import Forbidden, IllegalTransition, Invalid, NotFound
from coop.supervision import queries, service
from coop.supervision.service.closing import PartsOpen
from coop.supervision.service.splitting import SubTasksOpen
from tests.supervision.stages import accepted, opened, told_of, view_of


@pytest.fixture(autouse=True)
def _morning(at):
    with at("2026-09-18T09:00"):
        yield


def split(actor, task, **changes):
    fields = {
        "title": "核对第三季度台账",
        "demand": "逐笔核对",
        "lead_id": actor.institution_id,
        "due_on": date(2026, 9, 30),
    }
    return service.split_task(actor, task.id, **fields | changes)


def finish(world, child):
    child = service.accept_task(world.cq.handler, child.id, expected_version=child.version)
    child = service.submit_task(
        world.cq.handler, child.id, evidence="已核对", expected_version=child.version
    )
    return service.close_task(world.sc.secretary, child.id, expected_version=child.version)


def test_the_lead_splits_within_itself_and_the_source_stays(world):
    task = accepted(world)
    child = split(world.cq.handler, task)
    view = view_of(world, child)
    assert (view.parent_id, view.source_label, view.state) == (
        task.id,
        "第1次联席会议第1项",
        "assigned",
    )
    assert told_of(task.id).action == "task.split"
    assert told_of(task.id).event == "task.split"
    assert view_of(world, task).open_sub_task_count == 1
    listed = queries.list_tasks(world.cy.liaison, limit=10, parent_id=task.id)
    assert [one.id for one in listed.items] == [child.id]


def test_only_the_secretariat_splits_among_institutions(world):
    task = accepted(world)
    with pytest.raises(Invalid) as refused:
        split(world.cq.handler, task, lead_id=world.cy.id)
    assert [one.code for one in refused.value.problems] == ["not_own_institution"]
    assert split(world.sc.secretary, task, lead_id=world.cy.id).lead_id == world.cy.id
    with pytest.raises(Forbidden):
        split(world.cy.handler, task)
    with pytest.raises(NotFound):
        split(world.strangers.handler, task)


def test_a_sub_task_ends_with_the_whole_at_the_latest(world):
    task = accepted(world)
    for day, code in ((date(2026, 10, 10), "after_task"), (date(2026, 9, 17), "before_today")):
        with pytest.raises(Invalid) as refused:
            split(world.cq.handler, task, due_on=day)
        assert [one.code for one in refused.value.problems] == [code]


def test_only_work_in_progress_is_split(world):
    with pytest.raises(IllegalTransition):
        split(world.cq.handler, opened(world.sc.secretary, world=world))


def test_the_whole_waits_for_its_sub_tasks(world):
    task = accepted(world)
    child = split(world.cq.handler, task)
    assert "submit" not in queries.get_task(world.cq.handler, task.id).allowed_actions
    with pytest.raises(SubTasksOpen) as refused:
        service.submit_task(
            world.cq.handler, task.id, evidence="完成", expected_version=task.version
        )
    assert "核对第三季度台账" in refused.value.message.zh
    assert not isinstance(refused.value, PartsOpen)
    finish(world, child)
    task = service.submit_task(
        world.cq.handler, task.id, evidence="完成", expected_version=task.version
    )
    assert (
        service.close_task(world.sc.secretary, task.id, expected_version=task.version).state
        == "closed"
    )


def test_a_sub_task_reopened_meanwhile_keeps_the_whole_from_closing(world):
    task = accepted(world)
    child = finish(world, split(world.cq.handler, task))
    task = service.submit_task(
        world.cq.handler, task.id, evidence="完成", expected_version=task.version
    )
    service.reopen_task(
        world.sc.convener, child.id, reason="口径有误", expected_version=child.version
    )
    with pytest.raises(SubTasksOpen):
        service.close_task(world.sc.secretary, task.id, expected_version=task.version)


def test_cancelling_the_whole_cancels_what_is_open_below(world):
    task = accepted(world)
    child = split(world.cq.handler, task)
    child = service.accept_task(world.cq.handler, child.id, expected_version=child.version)
    below = split(world.cq.handler, child, due_on=date(2026, 9, 29))
    service.cancel_task(
        world.sc.convener, task.id, reason="不再需要", expected_version=task.version
    )
    assert [view_of(world, one).state for one in (task, child, below)] == ["cancelled"] * 3


def test_a_sub_task_never_gets_a_day_after_the_whole(world):
    task = accepted(world)
    child = split(world.cq.handler, task)
    child = service.accept_task(world.cq.handler, child.id, expected_version=child.version)
    with pytest.raises(Invalid) as refused:
        service.ask_extension(
            world.cq.handler,
            child.id,
            reason="口径待定",
            new_due_on=task.due_on + timedelta(days=1),
            expected_version=child.version,
        )
    assert (refused.value.problems[0].pointer, refused.value.problems[0].code) == (
        "/new_due_on",
        "after_task",
    )
    child = service.suspend_task(
        world.sc.convener, child.id, reason="待定", expected_version=child.version
    )
    with pytest.raises(Invalid) as refused:
        service.resume_task(
            world.sc.convener,
            child.id,
            due_on=task.due_on + timedelta(days=1),
            expected_version=child.version,
        )
    assert refused.value.problems[0].code == "after_task"
