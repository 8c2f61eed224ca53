"""People of the standing world who may read work secrets, or no more than what is public."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any

from coop.core.actor import Actor
from coop.core.db import command, session
from coop.core.ladder import WORK_SECRET
from coop.registry.models import Clearance
from tests.world import Team, World


@command
def clear(*people: Actor, highest: str = WORK_SECRET) -> None:
    """Every one of these, under each agreement of the own posts, for as long as tests run."""
    session().add_all(
        Clearance(
            agreement_id=agreement_id,
            institution_id=one.institution_id,
            person_id=one.id,
            highest=highest,
            reason="办理该事项需要",
            from_on=date(2023, 5, 18),
            to_on=date(2035, 12, 31),
            given_by_name="签发人",
        )
        for one in people
        for agreement_id in {under for under, _role in one.posts}
    )


def cleared(person: Actor) -> Actor:
    """The actor that the sign-in makes of a person whom `clear` has cleared."""
    under = frozenset((one, WORK_SECRET) for one, _role in person.posts)
    return replace(person, clearances=under)


def cleared_world(world: World) -> World:
    """The same world with everybody of the parties cleared."""
    clear(*(one for team in world.teams for one in _people(team).values()))
    teams = {team.code.lower(): _cleared_team(team) for team in world.teams}
    return replace(world, **teams)


def _cleared_team(team: Team) -> Team:
    return replace(team, **{name: cleared(one) for name, one in _people(team).items()})


def _people(team: Team) -> dict[str, Any]:
    named = {one.name: getattr(team, one.name) for one in fields(team)}
    return {name: one for name, one in named.items() if isinstance(one, Actor)}
