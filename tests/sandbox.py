"""The standing world again, as a sandbox with a clock of its own."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import SYSTEM, Actor
from coop.core.db import session
from coop.core.language import SHANGHAI
from coop.registry import sandboxes
from coop.registry.models import SandboxClock
from tests.world import Team, World


def shanghai(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def sandbox_like(world: World, at: str) -> World:
    """The same people, in a new sandbox that stands at this time in Shanghai."""
    made = sandboxes.open_sandbox(SYSTEM, world.agreement_id, at=shanghai(at))
    teams = {name: _team(getattr(world, name), made.id) for name in ("sc", "cq", "cy")}
    return replace(world, agreement_id=made.id, **teams)


def _team(team: Team, sandbox_id: UUID) -> Team:
    names = [one.name for one in fields(team) if isinstance(getattr(team, one.name), Actor)]
    return replace(team, **{name: _inside(getattr(team, name), sandbox_id) for name in names})


def _inside(actor: Actor, sandbox_id: UUID) -> Actor:
    return replace(
        actor,
        posts=frozenset((sandbox_id, role) for _under, role in actor.posts),
        agreement_ids=frozenset({sandbox_id}),
        sandbox_id=sandbox_id,
    )


def clock_of(sandbox: World) -> SandboxClock:
    session().rollback()
    query = sa.select(SandboxClock).where(SandboxClock.agreement_id == sandbox.agreement_id)
    return session().scalars(query.execution_options(populate_existing=True)).one()
