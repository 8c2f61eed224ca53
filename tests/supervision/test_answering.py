"""The lead accepts or hands back; the host decides."""

from __future__ import annotations

from datetime import date

import pytest

from coop.core.errors import Forbidden, IllegalTransition, Invalid, NotFound, Stale
from coop.documents import receipts
from coop.supervision import queries, service
from coop.supervision.service.answering import RefusalTooLate
from tests.supervision.stages import accepted, opened, told_of, view_of


@pytest.fixture(autouse=True)
def _morning(at):
    with at("2026-09-18T09:00"):
        yield


def test_the_leads_handler_accepts_and_the_deadline_is_met(world):
    task = opened(world.sc.secretary, world=world)
    assert view_of(world, task).acceptance_due_on == date(2026, 9, 24)  # Sunday 09-20 is worked

    task = service.accept_task(world.cq.handler, task.id, expected_version=task.version)

    assert task.state == "in_progress"
    assert told_of(task.id).action == "task.accept"
    assert told_of(task.id).event == "task.accepted"


def test_nobody_else_accepts(world):
    task = opened(world.sc.secretary, world=world, co_ids=[world.cy.id])
    for actor in (world.cq.liaison, world.sc.secretary, world.cy.handler, world.sc.handler):
        with pytest.raises(Forbidden):
            service.accept_task(actor, task.id, expected_version=task.version)


def test_a_stranger_finds_no_task(world):
    task = opened(world.sc.secretary, world=world)
    with pytest.raises(NotFound):
        service.accept_task(world.strangers.handler, task.id, expected_version=task.version)


def test_a_stale_version_is_refused_before_the_state_is_judged(world):
    task = accepted(world)
    with pytest.raises(Stale):
        service.accept_task(world.cq.handler, task.id, expected_version=task.version - 1)


def test_a_task_is_accepted_once(world):
    task = accepted(world)
    with pytest.raises(IllegalTransition) as refused:
        service.accept_task(world.cq.handler, task.id, expected_version=task.version)
    assert "report" in refused.value.allowed_actions


def test_handing_back_needs_the_first_five_working_days(world, at):
    task = opened(world.sc.secretary, world=world)
    with at("2026-09-24T23:59"):
        assert "refuse" in _actions(world, task)
    with at("2026-09-28T09:00"):
        assert "refuse" not in _actions(world, task)
        with pytest.raises(RefusalTooLate):
            service.refuse_task(
                world.cq.handler, task.id, reason="不属本单位", expected_version=task.version
            )


def test_a_dispute_may_end_with_another_lead_who_then_no_longer_assists(world):
    task = opened(world.sc.secretary, world=world, co_ids=[world.cy.id])
    task = service.refuse_task(
        world.cq.handler, task.id, reason="属法院职责", expected_version=task.version
    )
    assert (task.state, task.reason) == ("disputed", "属法院职责")

    task = service.decide_task(
        world.sc.secretary,
        task.id,
        outcome="assigned",
        reason="改由法院牵头",
        lead_id=world.cy.id,
        expected_version=task.version,
    )

    view = view_of(world, task)
    assert (task.state, view.lead.id, view.parts) == ("assigned", world.cy.id, ())
    assert told_of(task.id).event == "task.decided"
    service.accept_task(world.cy.handler, task.id, expected_version=task.version)


def test_a_dispute_may_end_with_cancelling(world):
    task = opened(world.sc.secretary, world=world)
    task = service.refuse_task(
        world.cq.handler, task.id, reason="重复交办", expected_version=task.version
    )
    task = service.decide_task(
        world.sc.convener,
        task.id,
        outcome="cancelled",
        reason="确属重复",
        expected_version=task.version,
    )
    assert task.state == "cancelled"


def test_a_dispute_is_not_decided_by_the_secretariat_of_another_party(world):
    task = opened(world.sc.secretary, world=world)
    task = service.refuse_task(
        world.cq.handler, task.id, reason="不属本单位", expected_version=task.version
    )
    with pytest.raises(Forbidden):
        service.decide_task(
            world.cq.secretary,
            task.id,
            outcome="cancelled",
            reason="同意",
            expected_version=task.version,
        )


def test_a_task_is_not_reassigned_to_an_outsider(world):
    task = opened(world.sc.secretary, world=world)
    task = service.refuse_task(
        world.cq.handler, task.id, reason="不属本单位", expected_version=task.version
    )
    with pytest.raises(Invalid) as refused:
        service.decide_task(
            world.sc.secretary,
            task.id,
            outcome="assigned",
            reason="改派",
            lead_id=world.strangers.id,
            expected_version=task.version,
        )
    assert refused.value.problems[0].code == "not_a_party"


def _actions(world, task):

    return queries.get_task(world.cq.handler, task.id).allowed_actions


def test_a_task_is_signed_for_by_accepting_it_and_only_there(world):
    task = opened(world.sc.secretary, world=world, co_ids=[world.cy.id])
    lead, co = receipts.receipts_of(task.id, actor=world.cq.handler)
    assert (lead.institution_id, lead.due_on) == (world.cq.id, date(2026, 9, 24))
    assert (co.institution_id, co.state, lead.allowed_actions) == (world.cy.id, "waiting", ())
    with pytest.raises(Forbidden):
        receipts.sign_for(world.cq.liaison, lead.id, expected_version=1)
    task = service.accept_task(world.cq.handler, task.id, expected_version=task.version)
    part = view_of(world, task).parts[0]
    service.accept_part(world.cy.handler, part.id, expected_version=part.version)
    signed = [(one.state, one.signed_by_name) for one in receipts.receipts_of(task.id)]
    assert signed == [("signed", world.cq.handler.name), ("signed", world.cy.handler.name)]


def test_who_hands_a_task_back_has_nothing_to_sign_until_it_is_assigned_again(world):
    task = opened(world.sc.secretary, world=world)
    task = service.refuse_task(
        world.cq.handler, task.id, reason="不属本单位", expected_version=task.version
    )
    assert receipts.receipts_of(task.id) == ()
    service.decide_task(
        world.sc.secretary,
        task.id,
        outcome="assigned",
        reason="改由你院",
        lead_id=world.cy.id,
        expected_version=task.version,
    )
    assert [one.institution_id for one in receipts.receipts_of(task.id)] == [world.cy.id]
