"""Resolutions: what binds says who and by when; the register has no hole (scenario 7)."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from coop.core.db import session
from coop.core.errors import Conflict, Forbidden, IllegalTransition, Invalid, NotFound, Stale
from coop.mechanisms.meetings import queries
from coop.mechanisms.meetings.models import Resolution
from coop.mechanisms.meetings.service import comment_round, convening, resolutions
from coop.supervision.models import Task
from tests.mechanisms.meetings import make


@pytest.fixture(autouse=True)
def _clock(at):
    with at(make.HELD_AT):
        yield


def pointers(refused: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(one.pointer, one.code) for one in refused.value.problems]


def concluded(world, **resolution):
    made = make.meeting(world, "held")
    found = make.resolve(world, make.accepted(made)[0], **resolution)
    convening.finish_meeting(world.sc.secretary, made.id, expected_version=make.version_of(made))
    return made, found


def test_a_resolution_with_owner_and_day_becomes_the_supervised_task_on_issue(world):
    issued = make.minutes_in(world, "issued")
    task = session().scalars(sa.select(Task)).one()
    assert (task.lead_id, task.due_on, task.state) == (world.cq.id, make.DUE, "assigned")
    assert [part.institution_id for part in _parts(task)] == [world.sc.id]
    found = session().scalars(sa.select(Resolution)).one()
    assert (task.source_kind, task.source_id) == ("resolution", found.id)
    assert found.task_id == task.id
    assert task.source_label == f"{issued.number} 议定事项〔2026〕1号"


def test_a_requirement_without_owner_or_day_becomes_no_task(world):
    made = make.meeting(world, "held")
    item = make.accepted(made)[0]
    make.resolve(world, item, kind="required", lead_id=None, co_ids=None, due_on=None)
    make.resolve(world, item, kind="noted")
    convening.finish_meeting(world.sc.secretary, made.id, expected_version=make.version_of(made))
    make.minutes_of(world, made, "issued")
    assert session().scalars(sa.select(Task)).all() == []


def test_a_decision_without_day_or_lead_is_refused_when_the_minutes_are_submitted(world):
    made, _ = concluded(world, due_on=None)
    draft = make.minutes_of(world, made)
    with pytest.raises(Invalid) as refused:
        make.submit(world, draft)
    assert pointers(refused) == [("/resolutions/0/due_on", "due_on_missing")]


def test_what_is_missing_is_named_for_each_resolution(world):
    made = make.meeting(world, "held")
    item = make.accepted(made)[0]
    make.resolve(world, item, lead_id=None, co_ids=None, due_on=None)
    make.resolve(world, item, kind="assigned", lead_id=None, co_ids=None, due_on=None)
    convening.finish_meeting(world.sc.secretary, made.id, expected_version=make.version_of(made))
    with pytest.raises(Invalid) as refused:
        make.submit(world, make.minutes_of(world, made))
    assert pointers(refused) == [
        ("/resolutions/0/lead_id", "lead_missing"),
        ("/resolutions/0/due_on", "due_on_missing"),
        ("/resolutions/1/lead_id", "lead_missing"),
    ]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"due_on": date(2026, 9, 21)}, ("/due_on", "before_the_meeting")),
        ({"co_ids": ["lead"]}, ("/co_ids", "lead_repeated")),
        ({"co_ids": ["stranger"]}, ("/co_ids/0", "not_a_party")),
        ({"lead_id": "stranger"}, ("/lead_id", "not_a_party")),
        ({"stances": ["stranger"]}, ("/stances/0/institution_id", "not_a_party")),
    ],
)
def test_impossible_facts_are_refused(world, changed, expected):
    made = make.meeting(world, "held")
    who = {"lead": world.cq.id, "stranger": world.strangers.id}
    facts = {
        name: [who[one] for one in value]
        if isinstance(value, list)
        else who.get(value, value)
        if isinstance(value, str)
        else value
        for name, value in changed.items()
    }
    if "stances" in facts:
        facts["stances"] = [{"institution_id": one, "stance": "agree"} for one in facts["stances"]]
    with pytest.raises(Invalid) as refused:
        make.resolve(world, make.accepted(made)[0], **facts)
    assert pointers(refused) == [expected]


def test_each_partys_stance_is_recorded_with_its_reservation(world):
    made = make.meeting(world, "held")
    stances = [
        {"institution_id": world.cq.id, "stance": "agree"},
        {"institution_id": world.cy.id, "stance": "reserve", "note": "期限宜放宽"},
    ]
    found = make.resolve(world, make.accepted(made)[0], stances=stances)
    shown = queries.get_resolution(world.sc.liaison, found.id).stances
    assert {(one.institution_id, one.stance, one.note) for one in shown} == {
        (world.cq.id, "agree", ""),
        (world.cy.id, "reserve", "期限宜放宽"),
    }


def test_only_the_hosts_secretariat_records_during_the_meeting(world):
    made = make.meeting(world, "held")
    item = make.accepted(made)[0]
    for actor, refusal in (
        (world.cq.secretary, Forbidden),
        (world.sc.liaison, Forbidden),
        (world.stranger, NotFound),
    ):
        with pytest.raises(refusal):
            resolutions.add_resolution(actor, item.id, kind="noted", text="x")
    found = make.resolve(world, item)
    assert make.told_of(found.id)[:2] == (("resolution.add",), ("resolution.changed",))
    notified = make.meeting(world, "notified")
    with pytest.raises(IllegalTransition) as refused:
        make.resolve(world, make.accepted(notified)[0])
    assert "hold" in refused.value.allowed_actions


def test_it_is_mended_until_the_text_goes_to_the_signers(world):
    made, found = concluded(world)
    with pytest.raises(Stale):
        resolutions.edit_resolution(
            world.sc.secretary, found.id, expected_version=found.version + 1, text="改"
        )
    found = resolutions.edit_resolution(
        world.sc.secretary, found.id, expected_version=found.version, text="改"
    )
    with pytest.raises(NotFound):
        resolutions.edit_resolution(
            world.stranger, found.id, expected_version=found.version, text="改"
        )
    make.minutes_of(world, made, "signing")
    for call, facts in (
        (resolutions.edit_resolution, {"text": "再改"}),
        (resolutions.remove_resolution, {"reason": "误记"}),
    ):
        with pytest.raises(Conflict) as refused:
            call(world.sc.secretary, found.id, expected_version=make.version_of(found), **facts)
        assert refused.value.code == "text_closed"


def test_one_recorded_by_mistake_is_removed_and_the_log_keeps_its_words(world):
    made = make.meeting(world, "held")
    found = make.resolve(world, make.accepted(made)[0])
    resolutions.remove_resolution(
        world.sc.secretary, found.id, expected_version=found.version, reason="误记"
    )
    with pytest.raises(NotFound):
        queries.get_resolution(world.cq.liaison, found.id)
    assert make.told_of(found.id).actions == ("resolution.add", "resolution.remove")


def test_the_register_numbers_in_agenda_order_without_hole_across_meetings(world):
    made = make.meeting(world, "collecting")
    second = make.item(world, made, "乙")
    made = make.hold(world, make.notify(world, make.approve(world, made)))
    first_item, last_item = make.accepted(made)
    assert first_item.id == second.id
    make.resolve(world, last_item, text="丙事")
    make.resolve(world, first_item, text="乙事")
    convening.finish_meeting(world.sc.secretary, made.id, expected_version=make.version_of(made))
    make.minutes_of(world, made, "issued")
    make.minutes_in(world, "issued")
    page = queries.list_resolutions(world.cy.liaison, limit=10)
    assert {one.text[:2]: one.number_text for one in page.items} == {
        "乙事": "〔2026〕1号",
        "丙事": "〔2026〕2号",
        "建立": "〔2026〕3号",
    }
    assert queries.list_resolutions(world.stranger, limit=10).items == ()


def test_an_objection_may_turn_a_decision_into_no_consensus(world):
    made, found = concluded(world)
    draft = make.submit(world, make.minutes_of(world, made))
    objection = comment_round.object_to_minutes(world.cy.liaison, draft.id, text="未形成一致")
    comment_round.answer_comment(
        world.sc.secretary,
        objection.id,
        expected_version=objection.version,
        answer="no_consensus",
        resolution_id=found.id,
    )
    assert queries.get_resolution(world.cy.liaison, found.id).kind == "no_consensus"
    make.issue(world, make.sign(world, make.close(world, draft)))
    assert session().scalars(sa.select(Task)).all() == []


def _parts(task):
    from coop.supervision.models import TaskPart

    return session().scalars(sa.select(TaskPart).where(TaskPart.task_id == task.id)).all()
