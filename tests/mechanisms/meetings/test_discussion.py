"""What was discussed, and what is carried to a later meeting."""

from __future__ import annotations

import pytest

from coop.core.errors import Conflict, Invalid
from coop.mechanisms.meetings import queries
from coop.mechanisms.meetings.service import agenda, convening, discussion
from tests.mechanisms.meetings import make
from tests.mechanisms.meetings.test_agenda import numbers, propose, three_items


@pytest.fixture(autouse=True)
def _clock(at):
    with at(make.PLANNED_AT):
        yield


def test_discussion_is_recorded_once_the_meeting_is_held(world, at):
    made = make.meeting(world, "notified")
    item = make.accepted(made)[0]
    facts = {"heard": "会议听取了通报。"}
    with pytest.raises(Conflict) as refused:
        discussion.record_discussion(
            world.sc.secretary, item.id, expected_version=item.version, **facts
        )
    assert refused.value.code == "not_yet_held"
    make.hold(world, made)
    with at(make.HELD_AT):
        item = discussion.record_discussion(
            world.sc.secretary,
            item.id,
            expected_version=make.version_of(item),
            started_at=make.STARTS,
            ended_at=make.ENDS,
            **facts,
        )
        with pytest.raises(Invalid):
            discussion.record_discussion(
                world.sc.secretary,
                item.id,
                expected_version=item.version,
                started_at=make.ENDS,
                ended_at=make.STARTS,
                **facts,
            )
    assert queries.get_item(world.cy.liaison, item.id).present == ("SC代表", "CQ代表", "CY代表")


def test_an_unfinished_item_is_carried_and_linked_both_ways(world, at):
    made = make.meeting(world, "held")
    later = make.meeting(world, "collecting")
    item = make.accepted(made)[0]
    with at(make.HELD_AT):
        item = discussion.carry_forward(
            world.sc.secretary,
            item.id,
            expected_version=make.version_of(item),
            meeting_id=later.id,
        )
    carried = make.seen(world.cq.liaison, later).items[0]
    assert (item.state, item.carried_to_id) == ("carried", carried.id)
    assert (carried.carried_from_id, carried.state, carried.proposer_id) == (
        item.id,
        "proposed",
        world.cq.id,
    )
    assert make.told_of(carried.id).actions == ("agenda_item.propose",)
    with at(make.HELD_AT):
        done = convening.finish_meeting(
            world.sc.secretary, made.id, expected_version=make.version_of(made)
        )
    assert done.state == "concluded"


def test_a_carried_number_is_not_given_again(world):
    made = make.meeting(world, "notified")
    later = make.meeting(world, "collecting")
    item = make.accepted(made)[0]
    discussion.carry_forward(
        world.sc.secretary, item.id, expected_version=item.version, meeting_id=later.id
    )
    late = propose(world.cy, made, "临时议题")
    agenda.accept_item(world.sc.secretary, late.id, expected_version=late.version)
    assert [number for number, _ in numbers(world, made)] == ["1", "2"]


def test_carrying_before_the_notice_closes_the_gap(world):
    made, (first, _, _) = three_items(world)
    later = make.meeting(world, "collecting")
    discussion.carry_forward(
        world.sc.secretary,
        first.id,
        expected_version=make.version_of(first),
        meeting_id=later.id,
    )
    assert numbers(world, made) == [("1", "乙"), ("2", "丙")]


def test_an_item_is_carried_only_to_an_open_meeting_of_the_same_agreement(world):
    made, (first, _, _) = three_items(world)
    done = make.meeting(world, "concluded")
    for target in (done, made):
        with pytest.raises(Conflict):
            discussion.carry_forward(
                world.sc.secretary,
                first.id,
                expected_version=make.version_of(first),
                meeting_id=target.id,
            )


def test_nothing_is_recorded_or_carried_behind_minutes_that_are_with_the_signers(world, at):
    made = make.minutes_in(world, "commenting")
    item = next(
        one
        for one in queries.get_meeting(world.sc.secretary, made.meeting_id).items
        if "record_discussion" in one.allowed_actions
    )
    make.close(world, made)
    assert not {"record_discussion", "carry_forward"} & set(
        queries.get_item(world.sc.secretary, item.id).allowed_actions
    )
    later = make.meeting(world, "collecting", ordinal=8)
    with at(make.ISSUED_AT):
        for act, facts in (
            (discussion.record_discussion, {"heard": "补记"}),
            (discussion.carry_forward, {"meeting_id": later.id}),
        ):
            with pytest.raises(Conflict) as refused:
                act(world.sc.secretary, item.id, expected_version=item.version, **facts)
            assert refused.value.code == "minutes_fixed"
