"""Agenda items:

proposed, numbered without gaps, frozen with the notice, carried on.
"""

from __future__ import annotations

import base64
from datetime import date

import pytest

from coop.core.errors import Conflict, Forbidden, IllegalTransition, Invalid, NotFound, Stale
from coop.mechanisms.meetings import queries
from coop.mechanisms.meetings.service import agenda, meetings
from tests.mechanisms.meetings import make

PDF = base64.b64encode(b"%PDF-1.7 a paper").decode()


@pytest.fixture(autouse=True)
def _clock(at):
    with at(make.PLANNED_AT):
        yield


def propose(team, made, title="研究线索移送", **facts):
    return agenda.propose_item(team.liaison, made.id, title=title, **facts)


def numbers(world, made):
    return [
        (one.number, one.title) for one in make.seen(world.cy.liaison, made).items if one.number
    ]


def three_items(world, **meeting):
    made = make.meeting(world, "collecting", **meeting)
    return made, [make.item(world, made, title) for title in ("甲", "乙", "丙")]


# --------------------------------------------------------------------------- proposing


def test_any_party_proposes_in_its_own_name(world):
    made = make.meeting(world, "collecting")
    item = propose(world.cy, made)
    assert (item.state, item.proposer_id, item.presenter_id) == (
        "proposed",
        world.cy.id,
        world.cy.id,
    )
    assert not item.is_late
    assert make.told_of(item.id)[:2] == (("agenda_item.propose",), ("agenda_item.changed",))


def test_strangers_and_other_posts_propose_nothing(world):
    made = make.meeting(world, "collecting")
    with pytest.raises(NotFound):
        propose(world.strangers, made)
    with pytest.raises(Forbidden):
        agenda.propose_item(world.cy.handler, made.id, title="x")


def test_nothing_is_proposed_before_the_collection_opens(world):
    with pytest.raises(IllegalTransition) as refused:
        propose(world.cy, make.planned(world))
    assert "open_collection" in refused.value.allowed_actions


def test_after_the_cut_off_day_an_item_is_taken_but_marked_late(world, at):
    made = make.meeting(world, "collecting", items_until_on=date(2026, 9, 16))
    with at("2026-09-16T23:50"):
        assert not propose(world.cy, made).is_late
    with at("2026-09-17T00:10"):
        assert propose(world.cy, made).is_late


def test_after_the_notice_an_item_is_late_and_takes_the_next_number(world):
    made = make.meeting(world, "notified")
    item = propose(world.cy, made, "临时议题")
    item = agenda.accept_item(world.sc.secretary, item.id, expected_version=item.version)
    assert item.is_late
    assert [number for number, _ in numbers(world, made)] == ["1", "2"]


def test_an_outsider_presents_nothing(world):
    made = make.meeting(world, "collecting")
    with pytest.raises(Invalid) as refused:
        propose(world.cy, made, presenter_id=world.strangers.id)
    assert refused.value.problems[0].pointer == "/presenter_id"


# --------------------------------------------------------------------------- deciding on items


def test_the_hosts_secretariat_accepts_returns_and_puts_off(world):
    made = make.meeting(world, "collecting")
    one, other = propose(world.cy, made), propose(world.cq, made)
    for actor, refusal in (
        (world.cy.liaison, Forbidden),
        (world.cq.secretary, Forbidden),
        (world.stranger, NotFound),
    ):
        with pytest.raises(refusal):
            agenda.accept_item(actor, one.id, expected_version=one.version)
    with pytest.raises(Stale):
        agenda.accept_item(world.sc.secretary, one.id, expected_version=one.version + 1)
    one = agenda.accept_item(world.sc.secretary, one.id, expected_version=one.version)
    other = agenda.return_item(
        world.sc.secretary, other.id, expected_version=other.version, reason="材料不全"
    )
    assert (one.state, other.state, other.reason) == ("accepted", "returned", "材料不全")
    assert make.told_of(other.id).actions == ("agenda_item.propose", "agenda_item.return")
    with pytest.raises(IllegalTransition):
        agenda.accept_item(world.sc.secretary, other.id, expected_version=other.version)


def test_the_proposer_mends_a_proposal_but_not_what_is_on_the_agenda(world):
    made = make.meeting(world, "collecting")
    item = propose(world.cy, made)
    item = agenda.edit_item(world.cy.liaison, item.id, expected_version=item.version, title="改")
    with pytest.raises(Forbidden):
        agenda.edit_item(world.cq.liaison, item.id, expected_version=item.version, title="改")
    item = agenda.accept_item(world.sc.secretary, item.id, expected_version=item.version)
    with pytest.raises(Forbidden):
        agenda.edit_item(world.cy.liaison, item.id, expected_version=item.version, title="再改")
    shown = queries.get_item(world.cy.liaison, item.id)
    assert "edit" not in shown.allowed_actions
    item = agenda.edit_item(world.sc.secretary, item.id, expected_version=item.version, title="定")
    assert item.title == "定"


def test_what_the_notice_told_is_not_reworded(world):
    made = make.meeting(world, "notified")
    item = make.accepted(made)[0]
    with pytest.raises(Conflict):
        agenda.edit_item(
            world.sc.secretary, item.id, expected_version=item.version, title="另一件事"
        )


def test_an_agenda_is_approved_only_with_items_that_are_agreed_or_for_discussion(world):
    made = make.meeting(world, "collecting")
    with pytest.raises(Conflict) as refused:
        meetings.approve_agenda(world.sc.convener, made.id, expected_version=made.version)
    assert refused.value.code == "agenda_not_ready"
    item = propose(world.cy, made, "未沟通的议题")
    item = agenda.accept_item(world.sc.secretary, item.id, expected_version=item.version)
    with pytest.raises(Conflict) as refused:
        meetings.approve_agenda(world.sc.convener, made.id, expected_version=make.version_of(made))
    assert "未沟通的议题" in refused.value.message.zh
    agenda.settle_item(
        world.sc.secretary,
        item.id,
        expected_version=item.version,
        prior_agreement="for_discussion",
    )
    with pytest.raises(Forbidden):
        meetings.approve_agenda(world.sc.secretary, made.id, expected_version=make.version_of(made))
    made = meetings.approve_agenda(
        world.sc.convener, made.id, expected_version=make.version_of(made)
    )
    assert made.state == "scheduled"


# --------------------------------------------------------------------------- numbers


def test_reordering_leaves_neither_gap_nor_double(world):
    made, (first, second, third) = three_items(world)
    made = agenda.reorder_items(
        world.sc.secretary,
        made.id,
        expected_version=make.version_of(made),
        item_ids=[third.id, first.id, second.id],
    )
    assert numbers(world, made) == [("1", "丙"), ("2", "甲"), ("3", "乙")]


def test_an_order_names_every_item_once(world):
    made, (first, second, third) = three_items(world)
    for wrong in ([first.id], [first.id, first.id, second.id, third.id], [made.id]):
        with pytest.raises(Invalid) as refused:
            agenda.reorder_items(
                world.sc.secretary,
                made.id,
                expected_version=make.version_of(made),
                item_ids=wrong,
            )
        assert refused.value.problems[0].code == "not_a_permutation"


def test_the_order_is_frozen_with_the_notice(world):
    made = make.meeting(world, "notified")
    with pytest.raises(IllegalTransition):
        agenda.reorder_items(
            world.sc.secretary, made.id, expected_version=made.version, item_ids=[]
        )


def test_leaving_the_agenda_closes_the_gap(world):
    made, (_, second, _) = three_items(world)
    agenda.put_off_item(
        world.sc.secretary, second.id, expected_version=make.version_of(second), reason="再议"
    )
    assert numbers(world, made) == [("1", "甲"), ("2", "丙")]


def test_sub_items_are_numbered_under_their_parent(world):
    made, (first, second, _) = three_items(world)
    make.item(world, made, "甲之一", parent_id=first.id)
    make.item(world, made, "甲之二", parent_id=first.id)
    make.item(world, made, "乙之一", parent_id=second.id)
    assert numbers(world, made) == [
        ("1", "甲"), ("1.1", "甲之一"), ("1.2", "甲之二"),
        ("2", "乙"), ("2.1", "乙之一"), ("3", "丙"),
    ]  # fmt: skip
    titles = [one.title for one in make.accepted(made)]
    assert titles == ["甲", "甲之一", "甲之二", "乙", "乙之一", "丙"]


def test_an_item_with_sub_items_does_not_leave_them_behind(world):
    made, (first, _, _) = three_items(world)
    make.item(world, made, "甲之一", parent_id=first.id)
    with pytest.raises(Conflict) as refused:
        agenda.put_off_item(
            world.sc.secretary, first.id, expected_version=make.version_of(first), reason="再议"
        )
    assert refused.value.code == "has_parts"


def test_a_sub_item_waits_for_its_parent(world):
    made = make.meeting(world, "collecting")
    parent = propose(world.cq, made, "甲")
    child = propose(world.cq, made, "甲之一", parent_id=parent.id)
    with pytest.raises(Conflict) as refused:
        agenda.accept_item(world.sc.secretary, child.id, expected_version=child.version)
    assert refused.value.code == "parent_not_on_agenda"


def test_there_are_two_levels_only(world):
    made, (first, _, _) = three_items(world)
    child = make.item(world, made, "甲之一", parent_id=first.id)
    with pytest.raises(Invalid) as refused:
        propose(world.cq, made, parent_id=child.id)
    assert refused.value.problems[0].pointer == "/parent_id"
