"""代办: in the days of an absence the stand-in has the work and the reminders."""

from __future__ import annotations

from datetime import date

import pytest

from coop.core.errors import Forbidden, Invalid, NotFound, Stale
from coop.supervision import policy, service, worklists
from coop.supervision.queries.stand_ins import get_stand_in, list_stand_ins
from coop.supervision.service.stand_ins import StandInOver, StandInOverlap
from tests.supervision.stages import opened, told_of
from tests.waiting import waiting


@pytest.fixture(autouse=True)
def _morning(at):
    with at("2026-09-18T09:00"):
        yield


def name(actor, stand_in, **changes):
    fields = {
        "agreement_id": next(iter(actor.agreement_ids)),
        "stand_in_id": stand_in.id,
        "from_on": date(2026, 9, 21),
        "to_on": date(2026, 9, 24),
    }
    return service.name_stand_in(actor, **fields | changes)


def test_the_stand_in_does_the_work_in_these_days_only(world, at):
    task = opened(world.sc.secretary, world=world, due_on=date(2026, 12, 31))
    arranged = name(world.cq.handler, world.cq.archivist)
    assert told_of(arranged.id).event == "stand_in.named"
    with pytest.raises(Forbidden):
        service.accept_task(world.cq.archivist, task.id, expected_version=task.version)
    with at("2026-09-21T09:00"):
        found = waiting(worklists.waiting, world.cq.archivist)
        assert [one.subject_id for one in found] == [task.id]
        task = service.accept_task(world.cq.archivist, task.id, expected_version=task.version)
    with at("2026-09-25T09:00"):
        assert waiting(worklists.waiting, world.cq.archivist) == []


def test_reminders_go_to_the_stand_in_instead(world, at):
    name(world.cq.handler, world.cq.archivist)
    for day, who in (("2026-09-21", "CQarchivist"), ("2026-09-25", "CQhandler")):
        with at(f"{day}T09:00"):
            asked = policy.addressees(world.agreement_id, world.cq.id, "handler")
        assert [one.name for one in asked] == [who]


def test_a_heads_decisions_are_not_taken_over(world, at):
    name(world.cq.convener, world.cq.archivist)
    with at("2026-09-21T09:00"):
        assert policy.roles(world.cq.archivist, world.agreement_id) == {"archivist"}


def test_nobody_arranges_for_others_but_the_administrator(world):
    with pytest.raises(Forbidden):
        name(world.cq.liaison, world.cq.archivist, person_id=world.cq.handler.id)
    arranged = name(world.cq.admin, world.cq.archivist, person_id=world.cq.handler.id)
    assert arranged.person_id == world.cq.handler.id
    with pytest.raises(NotFound):
        name(world.strangers.handler, world.cq.archivist, agreement_id=world.agreement_id)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"to_on": date(2026, 9, 20)}, "before_start"),
        ({"from_on": date(2026, 9, 1), "to_on": date(2026, 9, 17)}, "before_start"),
    ],
)
def test_the_days_have_to_make_sense(world, changes, code):
    with pytest.raises(Invalid) as refused:
        name(world.cq.handler, world.cq.archivist, **changes)
    assert [one.code for one in refused.value.problems] == [code]


def test_the_stand_in_is_a_colleague(world):
    for somebody in (world.cy.handler, world.cq.handler):
        with pytest.raises(Invalid) as refused:
            name(world.cq.handler, somebody)
        assert [one.code for one in refused.value.problems] == ["not_a_colleague"]


def test_work_never_ends_with_nobody(world):
    name(world.cq.handler, world.cq.archivist)
    for actor, stand_in in (
        (world.cq.handler, world.cq.liaison),
        (world.cq.archivist, world.cq.liaison),
        (world.cq.liaison, world.cq.handler),
    ):
        with pytest.raises(StandInOverlap):
            name(actor, stand_in, from_on=date(2026, 9, 24), to_on=date(2026, 9, 30))
    name(world.cq.handler, world.cq.liaison, from_on=date(2026, 9, 25), to_on=date(2026, 9, 30))


def test_it_can_be_ended_early(world, at):
    arranged = name(world.cq.handler, world.cq.archivist)
    view = get_stand_in(world.cq.handler, arranged.id)
    assert (view.state, view.allowed_actions) == ("planned", ("end",))
    assert get_stand_in(world.cy.handler, arranged.id).allowed_actions == ()
    with pytest.raises(Stale):
        service.end_stand_in(world.cq.handler, arranged.id, expected_version=99)
    with pytest.raises(Forbidden):
        service.end_stand_in(world.cq.archivist, arranged.id, expected_version=1)
    with pytest.raises(NotFound):
        service.end_stand_in(world.strangers.admin, arranged.id, expected_version=1)
    with at("2026-09-22T09:00"):
        arranged = service.end_stand_in(world.cq.admin, arranged.id, expected_version=1)
        assert policy.roles(world.cq.archivist, world.agreement_id) == {"archivist"}
        assert get_stand_in(world.cq.handler, arranged.id).state == "over"
        with pytest.raises(StandInOver):
            service.end_stand_in(world.cq.admin, arranged.id, expected_version=arranged.version)
    assert told_of(arranged.id).event == "stand_in.ended"


def test_strangers_see_no_arrangements(world):
    arranged = name(world.cq.handler, world.cq.archivist)
    with pytest.raises(NotFound):
        get_stand_in(world.stranger, arranged.id)
    assert list_stand_ins(world.stranger, limit=10).items == ()
    assert len(list_stand_ins(world.cy.handler, limit=10).items) == 1
