"""Pairs of branches and the plans of their year."""

from __future__ import annotations

from datetime import date

import pytest

from coop.core.db import session
from coop.documents.queries import get_document
from coop.mechanisms.party_building.queries.branches import list_branch_pairs
from coop.mechanisms.party_building.queries.plans import get_joint_plan
from coop.mechanisms.party_building.queries.statistics import party_statistics
from coop.mechanisms.party_building.service import pairs, plans
from tests.activities.refusals import code_of
from tests.mechanisms.party_building import make


@pytest.fixture(autouse=True)
def _stopped(at):
    with at(make.PLANNED_AT):
        yield


def test_a_pair_needs_two_institutions_with_the_own_one_and_every_head(world):
    ids = {team.code: make.branch(world, team).id for team in world.teams}
    propose = pairs.propose_branch_pair

    def proposed(*codes, **changes):
        fields = make.pair_fields(**changes)
        named = [ids[code] for code in codes]
        return propose(
            world.sc.liaison, agreement_id=world.agreement_id, branch_ids=named, **fields
        )

    assert code_of(proposed, "SC") == "needs_two_institutions"
    assert code_of(proposed, "CQ", "CY") == "own_branch_missing"
    assert code_of(proposed, "SC", "CQ", to_on=date(2025, 1, 1)) == "ends_before_start"
    pair = proposed("SC", "CQ", "CY")
    agree = pairs.agree_to_branch_pair
    pair = agree(world.cq.signer, pair.id, expected_version=pair.version)
    assert (
        code_of(agree, world.cq.signer, pair.id, expected_version=pair.version) == "agreed_before"
    )
    pair = pairs.edit_branch_pair(
        world.sc.handler, pair.id, purpose="联合调研", expected_version=pair.version
    )
    for team in world.teams:
        assert pair.state == "proposed"
        pair = agree(team.signer, pair.id, expected_version=pair.version)
    assert (pair.state, pair.agreed_on) == ("active", date(2026, 10, 12))
    assert get_document(world.cy.liaison, pair.document_id).kind == "pact"


def test_activities_are_held_under_a_pair_in_force_by_a_paired_branch(world):
    pair = make.agreed(world)
    late = {
        "starts_at": make.moment("2028-01-03T09:00"),
        "ends_at": make.moment("2028-01-03T10:00"),
    }
    turned = {"ends_at": make.moment("2026-10-16T09:00")}
    stray = {"host_branch_id": make.host_branch(world, world.cq)}
    for changes, code in (
        (late, "pair_not_current"),
        (turned, "ends_before_start"),
        (stray, "not_paired"),
        ({"plan_item_id": pair.id}, "not_in_plan"),
    ):
        assert code_of(make.planned, world, pair, **changes) == code
    pairs.end_branch_pair(world.cq.signer, pair.id, reason="调整", expected_version=pair.version)
    assert code_of(make.planned, world, pair) == "pair_not_current"


def test_a_plan_tells_what_was_done_and_keeps_items_in_use(world):
    pair = make.agreed(world)
    plan = make.adopted(world, pair)
    first, second = plans.items_of(plan)
    made = make.through(world, "held", make.planned(world, pair, plan_item_id=first.id))
    again = code_of(
        plans.draft_joint_plan,
        world.cq.liaison,
        pair_id=pair.id,
        year=2026,
        items=make.items(world),
    )
    assert again == "duplicate"
    with make.at("2026-12-01T09:00"):
        session().rollback()
        seen = get_joint_plan(world.cq.liaison, plan.id)
        assert (seen.planned_count, seen.done_count, seen.overdue_count) == (2, 1, 1)
        assert seen.items[0].activity_ids == (made.id,)
        year = {"from_on": date(2026, 1, 1), "until_on": date(2026, 12, 31)}
        counted = party_statistics(world.cq.liaison, world.agreement_id, **year)
        ours = counted.plan_completion
        assert (ours.numerator, ours.denominator, ours.percent) == (1, 2, 50.0)
        assert (counted.held_count, counted.person_times) == (1, 3)
        others = party_statistics(world.cy.liaison, world.agreement_id, **year)
        assert (others.held_count, others.plan_completion.percent) == (0, None)
        plan = plans.revise_joint_plan(
            world.cq.liaison, plan.id, reason="调整", expected_version=seen.version
        )
        kept = [one for one in make.items(world) if one["topic"] == second.topic]
        drop = {"items": kept, "expected_version": plan.version}
        edit = plans.edit_joint_plan
        assert code_of(edit, world.cq.liaison, plan.id, **drop) == "plan_item_in_use"
        stray = [{**make.items(world)[0], "due_on": date(2027, 1, 1)}]
        said = {"items": stray, "expected_version": plan.version}
        assert code_of(edit, world.cq.liaison, plan.id, **said) == "outside_the_year"


def test_the_register_is_kept_by_the_secretariat_of_the_host_of_today(world):
    ids = [make.branch(world, team).id for team in (world.cq, world.cy)]
    pairs.propose_branch_pair(
        world.cq.liaison,
        agreement_id=world.agreement_id,
        branch_ids=ids,
        **make.pair_fields(),
    )
    for reader, count in (
        (world.sc.secretary, 1),
        (world.sc.liaison, 0),
        (world.cq.signer, 1),
        (world.stranger, 0),
    ):
        assert len(list_branch_pairs(reader, limit=9).items) == count
    with make.at("2027-02-01T09:00"):
        assert list_branch_pairs(world.sc.secretary, limit=9).items == ()
