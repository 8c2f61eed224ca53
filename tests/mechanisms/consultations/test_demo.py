"""The demonstration shows consultations in every state, made by the commands."""

from __future__ import annotations

from coop.demo import consultations
from coop.demo.founding import Founded
from coop.mechanisms.consultations import queries
from coop.mechanisms.consultations.workflow import WORKFLOW
from tests.mechanisms.consultations import make
from tests.mechanisms.meetings import make as meetings_make
from tests.world import World

ROLES = {
    "liaison": "liaison",
    "signer": "signer",
    "handler": "handler",
    "secretariat": "secretary",
}


def test_a_visitor_finds_a_consultation_in_every_state(world: World) -> None:
    meetings_make.meeting(world, "collecting")
    with make.at("2026-09-17T14:00"):
        consultations.show(_founded(world))
        found = queries.list_consultations(world.sc.liaison, limit=50).items
        own = queries.list_consultations(world.cq.liaison, limit=50, state="draft").items
    assert {one.state for one in [*found, *own]} == set(WORKFLOW.states)


def _founded(world: World) -> Founded:
    return Founded(
        world.agreement_id,
        {team.code: team.id for team in world.teams},
        {
            (team.code, role): getattr(team, name)
            for team in world.teams
            for role, name in ROLES.items()
        },
    )
