"""The demonstration shows disputes and settlements in every state, made by the commands."""

from __future__ import annotations

from coop.core.actor import SYSTEM
from coop.demo import referrals
from coop.demo.founding import Founded
from coop.mechanisms.referrals import queries
from coop.mechanisms.referrals.workflow import DISPUTE, SETTLEMENT
from tests.mechanisms.referrals import seen
from tests.world import World


def test_a_visitor_finds_a_dispute_and_a_settlement_in_every_state(world: World) -> None:
    founded = Founded(
        world.agreement_id,
        {team.code: team.id for team in world.teams},
        {("CY", "handler"): world.cy.handler},
    )
    with seen.at("2026-09-17T14:00"):
        signing_in = referrals.show(founded)
        disputes = queries.list_disputes(SYSTEM, limit=99).items
        settlements = queries.list_settlements(SYSTEM, limit=99).items
        mine = queries.list_disputes(signing_in[("TJ", "mediator")], limit=99).items
    assert {one.state for one in disputes} == set(DISPUTE.states)
    assert {one.state for one in settlements} == set(SETTLEMENT.states)
    assert 0 < len(mine) < len(disputes)
