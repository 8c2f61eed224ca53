"""Quorum: observers bind nobody, recusal counts for one item, losses are noted (scenario 2)."""

from __future__ import annotations

import pytest

from coop.core.errors import Forbidden, IllegalTransition, Invalid, NotFound, Stale
from coop.mechanisms.meetings.service import attendance, convening, discussion
from coop.mechanisms.meetings.service.quorum import AttendanceIncomplete, QuorumNotMet
from tests.mechanisms.meetings import make
from tests.mechanisms.meetings.attending import check_in, entry, hold, two_of_three


@pytest.fixture(autouse=True)
def _clock(at):
    with at(make.HELD_AT):
        yield


def test_an_observer_does_not_make_the_quorum_until_sent_to_attend(world):
    made = make.meeting(world, "notified")
    make.confirm(world.sc, made, make.person("SC甲"), make.person("SC乙"))
    make.confirm(world.cq, made, make.person("CQ甲"))
    make.confirm(world.cy, made, make.person("CY甲", "observer"))
    assert make.seen(world.cq.liaison, made).missing_for_quorum == ("成渝金融法院",)
    with pytest.raises(QuorumNotMet) as refused:
        hold(world, made)
    assert "成渝金融法院" in refused.value.message.zh
    assert "重庆" not in refused.value.message.zh
    found = entry(world, made, "CY")
    attendance.edit_attendance(
        world.cy.liaison,
        found.id,
        expected_version=found.version,
        capacity="present",
        delegate_for="CY院长",
    )
    held = hold(world, made)
    assert (held.state, held.held_at) == ("held", make.STARTS)
    assert make.told_of(made.id).actions[-1] == "meeting.hold"


def test_two_of_three_suffice_where_the_agreement_says_so(world):
    two_of_three(world)
    made = make.meeting(world, "notified")
    make.confirm(world.sc, made)
    with pytest.raises(QuorumNotMet):
        hold(world, made)
    make.confirm(world.cq, made)
    assert make.seen(world.cy.liaison, made).missing_for_quorum == ()
    assert hold(world, made).state == "held"


def test_who_did_not_come_is_recorded_before_the_meeting_ends(world):
    two_of_three(world)
    made = make.meeting(world, "notified")
    make.confirm(world.sc, made)
    make.confirm(world.cq, made)
    made = hold(world, made)
    make.resolve(world, make.accepted(made)[0])
    with pytest.raises(AttendanceIncomplete) as refused:
        convening.finish_meeting(
            world.sc.secretary, made.id, expected_version=make.version_of(made)
        )
    assert "成渝金融法院" in refused.value.message.zh
    absent = make.person("CY代表", "absent", institution_id=world.cy.id)
    attendance.invite(world.sc.secretary, made.id, attendees=[absent])
    done = convening.finish_meeting(
        world.sc.secretary, made.id, expected_version=make.version_of(made)
    )
    assert done.state == "concluded"


def test_only_the_hosts_secretariat_declares_it_held(world):
    made = make.meeting(world, "notified")
    for team in world.teams:
        make.confirm(team, made)
    for actor, refusal in (
        (world.sc.convener, Forbidden),
        (world.cq.secretary, Forbidden),
        (world.stranger, NotFound),
    ):
        with pytest.raises(refusal):
            convening.hold_meeting(actor, made.id, expected_version=make.version_of(made))
    with pytest.raises(Stale):
        convening.hold_meeting(world.sc.secretary, made.id, expected_version=0)
    held = hold(world, made)
    with pytest.raises(IllegalTransition) as refused:
        convening.hold_meeting(world.sc.secretary, made.id, expected_version=held.version)
    assert "finish" in refused.value.allowed_actions


def test_a_quorum_lost_during_the_meeting_is_noted_and_stays_in_the_record(world, at):
    made = make.meeting(world, "held")
    item = make.accepted(made)[0]
    with at("2026-09-22T15:20"):
        check_in(world, made, "CY", left_at=make.instant("2026-09-22T15:20"))
    view = make.seen(world.cq.liaison, made)
    assert view.quorum_lost_at == make.instant("2026-09-22T15:20")
    assert view.quorum_note == "15:20起成渝金融法院无出席人员，未达法定人数"
    with pytest.raises(QuorumNotMet):
        make.resolve(world, item)
    make.resolve(world, item, kind="noted", due_on=None, lead_id=None, co_ids=None)
    with at("2026-09-22T15:40"):
        check_in(world, made, "CY", arrived_at=make.instant("2026-09-22T15:40"))
    view = make.seen(world.cq.liaison, made)
    assert view.quorum_lost_at is None
    assert view.quorum_note == "15:20起成渝金融法院无出席人员，未达法定人数；15:40恢复"
    assert make.resolve(world, item).kind == "decided"


def test_recusal_takes_a_person_out_of_one_item_only(world):
    made = make.meeting(world, "collecting")
    other = make.item(world, made, "与CY无关")
    made = make.hold(world, make.notify(world, make.approve(world, made)))
    about_cy = make.accepted(made)[1]
    found = entry(world, made, "CY")
    attendance.recuse(
        world.sc.secretary,
        made.id,
        attendance_id=found.id,
        item_id=about_cy.id,
        reason="与所议机构有利害关系",
    )
    with pytest.raises(QuorumNotMet) as refused:
        make.resolve(world, about_cy)
    assert "成渝金融法院" in refused.value.message.zh
    assert make.resolve(world, other).kind == "decided"
    shown = {one.title: one for one in make.seen(world.cq.liaison, made).items}
    assert shown[about_cy.title].recused == ("CY代表",)
    assert shown[other.title].recused == ()
    assert make.told_of(made.id).actions.count("meeting.recuse") == 1


def test_what_was_only_noted_is_not_turned_into_a_decision_without_quorum(world):
    from coop.mechanisms.meetings.service import resolutions

    made = make.meeting(world, "held")
    item = make.accepted(made)[0]
    attendance.recuse(
        world.sc.secretary,
        made.id,
        attendance_id=entry(world, made, "CY").id,
        item_id=item.id,
        reason="回避",
    )
    noted = make.resolve(world, item, kind="noted", lead_id=None, co_ids=None, due_on=None)
    with pytest.raises(QuorumNotMet):
        resolutions.edit_resolution(
            world.sc.secretary, noted.id, expected_version=noted.version, kind="decided"
        )


def test_recusal_is_about_people_and_items_of_this_meeting(world):
    made = make.meeting(world, "held")
    other = make.meeting(world, "held")
    item, found = make.accepted(made)[0], entry(world, made, "CY")
    for facts, pointer in (
        ({"attendance_id": entry(world, other, "CY").id, "item_id": item.id}, "/attendance_id"),
        ({"attendance_id": found.id, "item_id": make.accepted(other)[0].id}, "/item_id"),
    ):
        with pytest.raises(Invalid) as refused:
            attendance.recuse(world.sc.secretary, made.id, reason="回避", **facts)
        assert refused.value.problems[0].pointer == pointer


def test_attendance_is_derived_for_each_item_from_arrivals_and_departures(world):

    made = make.meeting(world, "held")
    item = make.accepted(made)[0]
    check_in(world, made, "SC", left_at=make.instant("2026-09-22T15:00"))
    check_in(world, made, "CQ", arrived_at=make.instant("2026-09-22T16:30"))
    discussion.record_discussion(
        world.sc.secretary,
        item.id,
        expected_version=make.version_of(item),
        heard="听取",
        started_at=make.instant("2026-09-22T15:10"),
        ended_at=make.instant("2026-09-22T16:00"),
    )
    assert make.seen(world.cq.liaison, made).items[0].present == ("CY代表",)
