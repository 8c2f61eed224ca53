"""How it ends: concluded, decided by the joint meeting, withdrawn, turned into work."""

from __future__ import annotations

from datetime import date

import pytest

from coop.core.errors import Forbidden, IllegalTransition
from coop.mechanisms.consultations import jobs, queries
from coop.mechanisms.consultations.models import Consultation
from coop.mechanisms.consultations.service import follow_ups, joint_meeting, outcomes
from coop.mechanisms.meetings.models import Meeting
from coop.mechanisms.meetings.queries import get_meeting
from coop.mechanisms.meetings.service import agenda
from coop.mechanisms.meetings.service.agenda import AgendaClosed
from coop.supervision.queries import get_task
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
            world.sc.liaison,
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
        meetings_make.meetings.finish_meeting(
            world.sc.secretary, meeting.id, expected_version=meetings_make.version_of(meeting)
        )


def _decisions(when: str = "2026-09-22T18:00") -> None:
    with make.at(when):
        jobs.take_joint_meeting_decisions()


# --------------------------------------------------------------------------- concluding


def test_what_all_agree_on_is_concluded_and_printed(world: World) -> None:
    made = make.consultation(world, "concluded")
    seen = make.view(world.cy.liaison, made)
    assert (seen.state, seen.outcome) == ("concluded", "agreed")
    paper = make.paper(world.cy.liaison, seen.document_id)
    for told in ("会商结论的函", "各方意见及采纳情况", "重庆金融监管局", "达成一致。", "采纳"):
        assert told in paper
    told_to_cq = {kind for kind, _body in make.events_of(world.cq.id)}
    assert "consultation.concluded" in told_to_cq


def test_no_conclusion_before_every_opinion_is_answered(world: World) -> None:
    made = make.consultation(world, "replied")
    with make.at(make.LAPSED_AT), pytest.raises(outcomes.OpinionsUnanswered) as refused:
        outcomes.conclude(
            world.sc.signer,
            made.id,
            expected_version=make.version_of(made),
            outcome="agreed",
            text="一致",
        )
    assert refused.value.facts["institutions"] == ["重庆金融监管局", "成渝金融法院"]


def test_silence_is_not_agreement(world: World) -> None:
    made = make.consultation(world, "open")
    make.give(world.cq, made)
    make.lapse()
    with pytest.raises(outcomes.NotAgreed) as refused:
        make.conclude(world, made, "agreed")
    assert refused.value.facts["institutions"] == ["成渝金融法院"]
    assert make.conclude(world, made, "partly").outcome == "partly"


def test_one_that_need_not_answer_does_not_stand_in_the_way(world: World) -> None:
    made = make.consultation(world, "open", consulted_ids=[world.cq.id], optional_ids=[world.cy.id])
    make.give(world.cq, made)
    make.lapse()
    assert make.conclude(world, made, "agreed").outcome == "agreed"


def test_changes_that_were_adopted_make_agreement(world: World) -> None:
    made = make.consultation(world, "open")
    make.give(world.cq, made, "agree_with_changes", "删去第二句")
    make.give(world.cy, made)
    assert make.conclude(world, made).outcome == "agreed"


def test_where_nobody_agrees_not_even_a_part_is_concluded(world: World) -> None:
    made = make.consultation(world, "open", consulted_ids=[world.cq.id])
    make.give(world.cq, made, "disagree", "不可行")
    with pytest.raises(outcomes.NotAgreed):
        make.conclude(world, made, "partly")


def test_others_do_not_conclude(world: World) -> None:
    made = make.consultation(world, "replied")
    with make.at(make.LAPSED_AT), pytest.raises(Forbidden):
        outcomes.conclude(
            world.cq.signer, made.id, expected_version=1, outcome="agreed", text="一致"
        )


# --------------------------------------------------------------------------- the joint meeting


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
                world.sc.liaison, made.id, expected_version=make.version_of(made), **again
            )
        item = get_meeting(world.sc.secretary, meeting.id).items[0]
        agenda.return_item(
            world.sc.secretary, item.id, expected_version=item.version, reason="材料不全"
        )
        raised = joint_meeting.escalate(
            world.sc.liaison, made.id, expected_version=make.version_of(made), **again
        )
    assert raised.item_id != item.id


def test_agreement_is_not_raised_and_a_closed_agenda_takes_nothing(world: World) -> None:
    agreed = make.consultation(world, "replied")
    meeting = meetings_make.meeting(world, "collecting")
    with make.at(make.LAPSED_AT), pytest.raises(joint_meeting.NothingToEscalate):
        joint_meeting.escalate(
            world.sc.liaison,
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


# --------------------------------------------------------------------------- other ends


def test_a_conclusion_becomes_a_task_and_keeps_the_link(world: World) -> None:
    made = make.consultation(world, "concluded")
    with make.at(make.LAPSED_AT):
        follow_ups.open_task(
            world.sc.secretary,
            made.id,
            expected_version=make.version_of(made),
            demand="修订内部规程",
            lead_id=world.cq.id,
            due_on=date(2026, 11, 30),
        )
    seen = make.view(world.cq.liaison, made)
    with make.at(make.LAPSED_AT):
        task = get_task(world.cq.handler, seen.follow_ups[0].target_id)
    assert (task.source_kind, task.source_id) == ("consultation", made.id)
    assert (seen.state, seen.outcome) == ("concluded", "agreed")


def test_a_conclusion_becomes_a_topic(world: World) -> None:
    meeting = meetings_make.meeting(world, "collecting")
    made = make.consultation(world, "concluded")
    with make.at(make.LAPSED_AT):
        follow_ups.propose_topic(
            world.sc.liaison,
            made.id,
            expected_version=make.version_of(made),
            meeting_id=meeting.id,
        )
    assert make.view(world.cq.liaison, made).follow_ups[0].kind == "agenda_item"


def test_a_withdrawn_letter_asks_nothing_of_anybody(world: World) -> None:
    made = make.consultation(world, "open")
    letter = make.view(world.cq.liaison, made).texts[0].document_id
    with make.at(make.REPLIED_AT):
        outcomes.withdraw(
            world.sc.liaison, made.id, expected_version=make.version_of(made), reason="已另行解决"
        )
    assert make.receipts_signed(letter) == {}
    make.lapse()
    assert make.view(world.cq.liaison, made).state == "withdrawn"
    with pytest.raises(IllegalTransition):
        make.draft_opinion(world.cq, made)


def test_figures_count_answers_due_and_leave_nothing_divided_by_nothing(world: World) -> None:
    made = make.consultation(world, "open")
    make.give(world.cq, made)
    make.lapse()
    make.consultation(world, "concluded")
    period = {"from_on": date(2026, 9, 1), "until_on": date(2026, 9, 30)}
    found = queries.consultation_statistics(world.cq.liaison, world.agreement_id, **period)
    assert (found.opened_count, found.concluded_count, found.agreed_count) == (2, 1, 1)
    share = found.replied_on_time
    assert (share.numerator, share.denominator, share.percent) == (3, 4, 75.0)
    assert found.average_reply_days == 1.0
    none = queries.consultation_statistics(
        world.cq.liaison,
        world.agreement_id,
        from_on=date(2026, 1, 1),
        until_on=date(2026, 1, 31),
    )
    assert (none.replied_on_time.percent, none.average_reply_days) == (None, None)


def test_the_desk_tells_each_what_waits(world: World) -> None:
    made = make.consultation(world, "draft")
    assert _desk(world.sc.signer) == ["签发会商函"]
    make.submit(world, make.approve(world, made))
    assert _desk(world.cq.liaison) == ["答复会商"]
    make.draft_opinion(world.cq, made)
    assert _desk(world.cq.signer) == ["签发会商意见"]
    assert _desk(world.cq.liaison) == []
    assert _desk(world.stranger) == []


def _desk(actor: object) -> list[str]:
    with make.at(make.REPLIED_AT):
        return [str(one.kind) for one in queries.waiting(actor)]  # type: ignore[arg-type]
