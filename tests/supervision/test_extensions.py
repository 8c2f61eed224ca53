"""Extensions are asked for by the due day, with reason and new date, then decided (scenario 14)."""

from __future__ import annotations

from datetime import date

import pytest

from coop.core.errors import Forbidden, IllegalTransition, Invalid, NotFound, Stale
from coop.supervision import queries, service
from coop.supervision.service.extensions import (
    AskedTooLate,
    ExtensionPending,
    NoExtensionPending,
)
from tests.supervision.stages import DUE_ON, accepted, opened, told_of, view_of

NEW_DUE_ON = date(2026, 10, 30)


@pytest.fixture
def task(world, at):
    with at("2026-09-18T09:00"):
        return accepted(world)


def ask(actor, task, *, new_due_on=NEW_DUE_ON):
    return service.ask_extension(
        actor,
        task.id,
        reason="数据口径待统一",
        new_due_on=new_due_on,
        expected_version=task.version,
    )


def decide(actor, task, decision, note=""):
    return service.decide_extension(
        actor, task.id, decision=decision, note=note, expected_version=task.version
    )


def test_asked_on_the_due_day_it_is_accepted_and_the_old_day_stays_until_granted(world, at, task):
    with at("2026-10-09T23:30"):
        task = ask(world.cq.handler, task)
        assert told_of(task.id).event == "task.extension_asked"
        assert task.due_on == DUE_ON
    with at("2026-10-12T09:00"):
        assert view_of(world, task).colour == "red"
        task = decide(world.sc.secretary, task, "grant")
        view = view_of(world, task)
    assert (view.due_on, view.original_due_on, view.extension_count) == (NEW_DUE_ON, DUE_ON, 1)
    asked = view.extensions[0]
    assert (asked.old_due_on, asked.new_due_on, asked.granted) == (DUE_ON, NEW_DUE_ON, True)
    assert told_of(task.id).event == "task.extension_decided"


def test_the_day_after_it_is_too_late(world, at, task):
    with at("2026-10-10T00:10"):
        assert "ask_extension" not in queries.get_task(world.cq.handler, task.id).allowed_actions
        with pytest.raises(AskedTooLate) as refused:
            ask(world.cq.handler, task)
    assert refused.value.code == "extension_asked_too_late"


def test_a_refusal_needs_a_reason_and_moves_no_day(world, at, task):
    with at("2026-09-21T09:00"):
        task = ask(world.cq.handler, task)
        with pytest.raises(Invalid):
            decide(world.sc.secretary, task, "refuse")
        task = decide(world.sc.convener, task, "refuse", "期限由会议确定")
        view = view_of(world, task)
    assert (view.due_on, view.extension_count) == (DUE_ON, 0)
    assert view.extensions[0].decision_note == "期限由会议确定"


def test_one_request_waits_at_a_time(world, at, task):
    with at("2026-09-21T09:00"):
        task = ask(world.cq.handler, task)
        assert "ask_extension" not in queries.get_task(world.cq.handler, task.id).allowed_actions
        with pytest.raises(ExtensionPending):
            ask(world.cq.handler, task)
        task = decide(world.sc.secretary, task, "grant")
        task = ask(world.cq.handler, task, new_due_on=date(2026, 11, 30))
        task = decide(world.sc.secretary, task, "grant")
    assert task.extension_count == 2


def test_nothing_is_decided_that_nobody_asked(world, at, task):
    with at("2026-09-21T09:00"), pytest.raises(NoExtensionPending):
        decide(world.sc.secretary, task, "grant")


def test_the_new_day_is_a_later_one(world, at, task):
    with at("2026-09-21T09:00"), pytest.raises(Invalid) as refused:
        ask(world.cq.handler, task, new_due_on=DUE_ON)
    assert refused.value.problems[0].code == "not_later"


def test_only_the_lead_asks_and_only_the_host_decides(world, at, task):
    with at("2026-09-21T09:00"):
        for actor in (world.cy.handler, world.cq.liaison, world.sc.secretary):
            with pytest.raises(Forbidden):
                ask(actor, task)
        with pytest.raises(NotFound):
            ask(world.strangers.handler, task)
        task = ask(world.cq.handler, task)
        for actor in (world.cq.secretary, world.cq.handler, world.cy.convener):
            with pytest.raises(Forbidden):
                decide(actor, task, "grant")


def test_a_task_not_yet_accepted_is_not_extended(world, at):
    with at("2026-09-18T09:00"):
        task = opened(world.sc.secretary, world=world)
        with pytest.raises(IllegalTransition):
            ask(world.cq.handler, task)


def test_asking_and_deciding_raise_the_version(world, at, task):
    with at("2026-09-21T09:00"):
        read = task.version
        ask(world.cq.handler, task)
        with pytest.raises(Stale):
            service.decide_extension(
                world.sc.secretary, task.id, decision="grant", expected_version=read
            )
