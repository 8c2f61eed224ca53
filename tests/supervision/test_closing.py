"""Submitted with evidence, closed by somebody else than the lead, returned, reopened."""

from __future__ import annotations

from datetime import date

import pytest

from coop.core.errors import Forbidden, IllegalTransition, Invalid, NotFound, Stale
from coop.supervision import queries, service
from coop.supervision.policy import OwnTask
from coop.supervision.service.closing import PartsOpen
from tests.supervision.stages import accepted, closed, submitted, told_of


@pytest.fixture(autouse=True)
def _morning(at):
    with at("2026-09-18T09:00"):
        yield


def close(actor, task):
    return service.close_task(actor, task.id, note="佐证齐全", expected_version=task.version)


def test_the_hosts_secretariat_closes(world):
    task = submitted(world)
    assert told_of(task.id).event == "task.submitted"

    task = close(world.sc.secretary, task)

    assert (task.state, task.closing_note) == ("closed", "佐证齐全")
    assert told_of(task.id).action == "task.close"
    assert told_of(task.id).event == "task.closed"


@pytest.mark.parametrize("post", ["handler", "secretary", "convener", "liaison"])
def test_the_lead_never_closes_its_own_task(world, post):
    task = submitted(world)
    with pytest.raises(OwnTask) as refused:
        close(getattr(world.cq, post), task)
    assert refused.value.code == "own_task"


def test_when_the_host_leads_the_next_hosts_secretariat_closes(world):
    task = submitted(world, lead_id=world.sc.id)
    with pytest.raises(OwnTask):
        close(world.sc.secretary, task)
    with pytest.raises(Forbidden):
        close(world.cy.secretary, task)
    assert "close" in queries.get_task(world.cq.secretary, task.id).allowed_actions
    assert close(world.cq.secretary, task).state == "closed"


def test_the_secretariat_that_closes_is_the_one_of_the_day(world, at):
    task = submitted(world, due_on=date(2027, 1, 29), lead_id=world.cy.id)
    with at("2027-01-04T09:00"):
        with pytest.raises(Forbidden):
            close(world.sc.secretary, task)
        assert close(world.cq.secretary, task).state == "closed"


def test_without_a_next_host_nobody_closes_the_hosts_own_task(world, at):
    with at("2027-03-01T09:00"):
        task = submitted(world, due_on=date(2027, 6, 1), lead_id=world.cq.id)
        for actor in (world.sc.secretary, world.cy.secretary):
            with pytest.raises(Forbidden):
                close(actor, task)


def test_a_stranger_finds_no_task_to_close(world):
    with pytest.raises(NotFound):
        close(world.stranger, submitted(world))


def test_a_task_at_work_is_not_closed_and_a_stale_one_neither(world):
    task = accepted(world)
    with pytest.raises(IllegalTransition):
        close(world.sc.secretary, task)
    with pytest.raises(Stale):
        service.close_task(world.sc.secretary, task.id, expected_version=task.version + 1)


def test_a_return_needs_another_submission(world):
    task = submitted(world)
    task = service.return_task(
        world.sc.secretary, task.id, reason="缺少台账附件", expected_version=task.version
    )
    assert (task.state, task.reason) == ("in_progress", "缺少台账附件")
    assert told_of(task.id).event == "task.returned"
    with pytest.raises(IllegalTransition):
        close(world.sc.secretary, task)


def test_the_convener_reopens_with_a_later_day(world):
    task = closed(world)
    with pytest.raises(Forbidden):
        service.reopen_task(
            world.sc.secretary, task.id, reason="又有线索", expected_version=task.version
        )
    with pytest.raises(Invalid):
        service.reopen_task(
            world.sc.convener,
            task.id,
            reason="又有线索",
            due_on=date(2026, 9, 30),
            expected_version=task.version,
        )
    task = service.reopen_task(
        world.sc.convener,
        task.id,
        reason="又有线索",
        due_on=date(2026, 12, 31),
        expected_version=task.version,
    )
    assert (task.state, task.closed_at, task.due_on) == ("in_progress", None, date(2026, 12, 31))
    assert told_of(task.id).event == "task.reopened"


# --------------------------------------------------------------------------- co-organisers


def part_of(actor, task):
    return queries.get_task(actor, task.id).parts[0]


def submit(world, task):
    return service.submit_task(
        world.cq.handler, task.id, evidence="见附件", expected_version=task.version
    )


def test_the_lead_submits_once_every_co_organiser_has_finished(world):
    task = accepted(world, co_ids=[world.cy.id])
    with pytest.raises(PartsOpen) as refused:
        submit(world, task)
    assert refused.value.facts["institutions"] == ["成渝金融法院"]

    part = part_of(world.cy.handler, task)
    assert part.allowed_actions == ("accept",)
    assert "submit" not in queries.get_task(world.cq.handler, task.id).allowed_actions
    row = service.accept_part(world.cy.handler, part.id, expected_version=part.version)
    row = service.finish_part(
        world.cy.handler, part.id, result="已提供案例12件", expected_version=row.version
    )
    assert (row.state, told_of(task.id).event) == ("done", "task_part.finished")
    assert told_of(task.id).action == "task_part.finish"

    assert submit(world, task).state == "reviewing"


def test_the_secretariat_may_waive_a_part(world):
    task = accepted(world, co_ids=[world.cy.id])
    part = part_of(world.cy.handler, task)
    with pytest.raises(Forbidden):
        service.waive_part(
            world.cy.handler, part.id, reason="无须配合", expected_version=part.version
        )
    service.waive_part(
        world.sc.secretary, part.id, reason="无须配合", expected_version=part.version
    )
    assert told_of(task.id).event == "task_part.waived"
    assert submit(world, task).state == "reviewing"


def test_one_co_organiser_does_not_answer_for_another(world):
    task = accepted(world, co_ids=[world.cy.id, world.sc.id])
    part = part_of(world.cy.handler, task)
    for actor in (world.sc.handler, world.cq.handler, world.cy.liaison):
        with pytest.raises(Forbidden):
            service.accept_part(actor, part.id, expected_version=part.version)
    with pytest.raises(NotFound):
        service.accept_part(world.strangers.handler, part.id, expected_version=part.version)
    with pytest.raises(Stale):
        service.accept_part(world.cy.handler, part.id, expected_version=part.version + 1)


def test_a_part_of_a_cancelled_task_is_answered_no_more(world):
    task = accepted(world, co_ids=[world.cy.id])
    part = part_of(world.cy.handler, task)
    service.cancel_task(
        world.sc.convener, task.id, reason="情况变化", expected_version=task.version
    )
    assert part_of(world.cy.handler, task).allowed_actions == ()
    with pytest.raises(IllegalTransition):
        service.accept_part(world.cy.handler, part.id, expected_version=part.version)
