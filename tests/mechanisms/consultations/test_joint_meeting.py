"""Before a meeting: raised to the joint meeting in one step, decided there, or recorded."""

from __future__ import annotations

import pytest

from coop.mechanisms.consultations.models import Consultation
from coop.mechanisms.consultations.service import joint_meeting
from coop.mechanisms.meetings.models import Meeting
from coop.mechanisms.meetings.queries import get_meeting
from coop.mechanisms.meetings.service import agenda
from coop.mechanisms.meetings.service.agenda import AgendaClosed
from tests.due import run_due
from tests.mechanisms.consultations import make
from tests.mechanisms.meetings import make as meetings_make
from tests.world import World

RAISED_AT = "2026-09-10T10:00"


def _disputed(world: World) -> Consultation:
    """Asked on 2026-09-07; CQ disagrees, CY agrees."""
    made = make.drafted(world)
    make.approve(world, made, "2026-09-07T09:00")
    make.submit(world, made, "2026-09-07T09:00")
    make.give(world.cq, made, "disagree", "上限过低", when="2026-09-08T09:00")
    make.give(world.cy, made, when="2026-09-08T09:00")
    return made


def _escalated(world: World, meeting: Meeting) -> Consultation:
    made = _disputed(world)
    with make.at(RAISED_AT):
        return joint_meeting.escalate(
            world.sc.signer,
            made.id,
            expected_version=make.version_of(made),
            meeting_id=meeting.id,
            reason="两方分歧较大",
        )


def _concluded_with(world: World, meeting: Meeting, kind: str | None) -> None:
    """The meeting is held on 2026-09-22 and resolves on the raised item."""
    item = next(
        one
        for one in get_meeting(world.sc.secretary, meeting.id).items
        if one.title.startswith("会商事项")
    )
    with make.at("2026-09-11T09:00"):
        if kind is not None:
            agenda.accept_item(world.sc.secretary, item.id, expected_version=item.version)
    for step in (meetings_make.approve, meetings_make.notify, meetings_make.hold):
        step(world, meeting)
    if kind is not None:
        meetings_make.resolve(world, item, kind=kind, text="按中间方案执行")
    for one in meetings_make.accepted(meeting):
        if one.id != item.id:
            meetings_make.resolve(world, one)
    with meetings_make.at(meetings_make.HELD_AT):
        meetings_make.convening.finish_meeting(
            world.sc.secretary, meeting.id, expected_version=meetings_make.version_of(meeting)
        )


def _decisions(when: str = "2026-09-22T18:00") -> None:
    with make.at(when):
        run_due("take_joint_meeting_decisions")


def test_in_one_step_a_dispute_stands_on_the_agenda(world: World) -> None:
    meeting = meetings_make.meeting(world, "collecting")
    made = _escalated(world, meeting)
    item = get_meeting(world.cy.liaison, meeting.id).items[0]
    assert (item.title, item.is_for_discussion) == ("会商事项：金融借款合同利息认定标准", True)
    assert "两方分歧较大" in item.summary
    seen = make.view(world.cq.liaison, made, RAISED_AT)
    assert (seen.state, seen.item_id) == ("escalated", item.id)
    _decisions(RAISED_AT)
    assert make.view(world.cq.liaison, made).state == "escalated"


@pytest.mark.parametrize(
    ("kind", "outcome"), [("decided", "agreed"), ("no_consensus", "not_agreed")]
)
def test_the_concluded_meeting_decides_it_once(world: World, kind: str, outcome: str) -> None:
    meeting = meetings_make.meeting(world, "collecting")
    made = _escalated(world, meeting)
    _concluded_with(world, meeting, kind)
    _decisions()
    _decisions()
    seen = make.view(world.cq.liaison, made)
    assert (seen.state, seen.outcome, seen.outcome_text) == ("concluded", outcome, "按中间方案执行")
    assert make.actions_logged(made.id).count("consultation.decide") == 1


def test_the_secretariat_records_a_decision_only_after_the_meeting(world: World) -> None:
    meeting = meetings_make.meeting(world, "collecting")
    made = _escalated(world, meeting)
    facts = {"outcome": "partly", "text": "分类掌握"}
    with make.at(RAISED_AT), pytest.raises(joint_meeting.MeetingNotConcluded):
        joint_meeting.decide(
            world.sc.secretary, made.id, expected_version=make.version_of(made), **facts
        )
    _concluded_with(world, meeting, None)
    _decisions()
    with make.at("2026-09-22T18:00"):
        done = joint_meeting.decide(
            world.sc.secretary, made.id, expected_version=make.version_of(made), **facts
        )
    assert (done.state, done.outcome) == ("concluded", "partly")


def test_what_was_returned_may_be_raised_again(world: World) -> None:
    meeting = meetings_make.meeting(world, "collecting")
    made = _escalated(world, meeting)
    again = {"meeting_id": meeting.id, "reason": "再次提请"}
    with make.at(RAISED_AT):
        with pytest.raises(joint_meeting.StillOnAgenda):
            joint_meeting.escalate(
                world.sc.signer, made.id, expected_version=make.version_of(made), **again
            )
        item = get_meeting(world.sc.secretary, meeting.id).items[0]
        agenda.return_item(
            world.sc.secretary, item.id, expected_version=item.version, reason="材料不全"
        )
        raised = joint_meeting.escalate(
            world.sc.signer, made.id, expected_version=make.version_of(made), **again
        )
    assert raised.item_id != item.id


def test_agreement_is_not_raised_and_a_closed_agenda_takes_nothing(world: World) -> None:
    agreed = make.consultation(world, "replied")
    meeting = meetings_make.meeting(world, "collecting")
    with make.at(make.LAPSED_AT), pytest.raises(joint_meeting.NothingToEscalate):
        joint_meeting.escalate(
            world.sc.signer,
            agreed.id,
            expected_version=make.version_of(agreed),
            meeting_id=meeting.id,
            reason="试",
        )
    held = meetings_make.meeting(world, "held", ordinal=9)
    with pytest.raises(AgendaClosed):
        _escalated(world, held)


def test_a_meeting_in_between_is_recorded_once_it_was_held_and_answers_are_in(world: World) -> None:
    meeting = meetings_make.meeting(world, "collecting")
    made = make.drafted(world)
    make.approve(world, made, "2026-09-07T09:00")
    make.submit(world, made, "2026-09-07T09:00")
    make.give(world.cq, made, when="2026-09-08T09:00")
    with make.at("2026-09-08T10:00"):
        joint_meeting.call_meeting(
            world.sc.secretary,
            made.id,
            expected_version=make.version_of(made),
            meeting_id=meeting.id,
        )
    make.give(world.cy, made, when="2026-09-09T09:00")
    assert make.view(world.sc.liaison, made).state == "in_meeting"
    with make.at("2026-09-09T10:00"), pytest.raises(joint_meeting.MeetingNotHeld):
        _record(world, made)
    for step in (meetings_make.approve, meetings_make.notify, meetings_make.hold):
        step(world, meeting)
    with make.at("2026-09-22T17:00"):
        _record(world, made)
    seen = make.view(world.cq.liaison, made)
    assert (seen.state, seen.meeting_record) == ("replied", "各方充分交换意见")


def _record(world: World, made: Consultation) -> None:
    joint_meeting.record_meeting(
        world.sc.secretary,
        made.id,
        expected_version=make.version_of(made),
        meeting_record="各方充分交换意见",
    )
