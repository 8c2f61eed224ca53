"""The officer behind a session, with the posts that count today.

The chosen agreement decides in which world the officer works: one sandbox alone, or all that is
live.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import PERSON, Actor
from coop.core.clock import Sandbox
from coop.core.sql import day_of
from coop.registry.models import (
    Account,
    Agreement,
    Clearance,
    Institution,
    Person,
    Post,
    SandboxClock,
    WebSession,
)
from coop.registry.people import in_force_on
from coop.registry.readers import counts_on
from coop.registry.rights import post_counts, rights_of


@dataclass(frozen=True, slots=True)
class Officer:
    """Who works under which agreement. agreements: (id, title) of all, live and old ones first."""

    actor: Actor
    agreement_id: UUID | None
    agreements: tuple[tuple[UUID, str], ...]
    sandbox: Sandbox | None


def held_today(which: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """Session and officer, once for every post that counts today: the oldest agreement first.

    A post under a sandbox counts on the days of the sandbox.
    """
    today = sa.func.coalesce(day_of(SandboxClock.at), clock.wall_day())
    counts = sa.and_(
        in_force_on(today),
        post_counts(Post.agreement_id, Post.role, Person.institution_id, today),
    )
    columns: tuple[Any, ...] = (
        WebSession,
        Person.id.label("person_id"),
        Person.name,
        Person.institution_id,
        Institution.name.label("institution_name"),
        Agreement.id.label("agreement_id"),
        Agreement.title,
        Post.role,
        Clearance.highest,
        SandboxClock.id.label("sandbox_clock_id"),
        SandboxClock.at.label("sandbox_at"),
    )
    cleared = sa.and_(
        Clearance.person_id == Person.id,
        Clearance.agreement_id == Post.agreement_id,
        counts_on(today),
    )
    return (
        sa.select(*columns)
        .join(Account, Account.id == WebSession.account_id)
        .join(Person, Person.id == Account.person_id)
        .join(Institution, Institution.id == Person.institution_id)
        .outerjoin(Post, Post.person_id == Person.id)
        .outerjoin(SandboxClock, SandboxClock.agreement_id == Post.agreement_id)
        .outerjoin(Clearance, cleared)
        .outerjoin(Agreement, sa.and_(Agreement.id == Post.agreement_id, counts))
        .where(which, Account.is_disabled.is_(False))
        .order_by(SandboxClock.at.is_not(None), Agreement.signed_on, Agreement.id, Post.role)
    )


def officer_of(rows: Sequence[Any], agreement_id: UUID | None) -> Officer:
    """rows: of held_today, at least one. agreement_id: the one chosen, else the first is taken."""
    posts = [one for one in rows if one.agreement_id is not None]
    titles = {one.agreement_id: one.title for one in posts}
    chosen = agreement_id if agreement_id in titles else next(iter(titles), None)
    return Officer(
        _actor(rows[0], posts, chosen),
        chosen,
        tuple(titles.items()),
        next((_sandbox(one) for one in posts if one.agreement_id == chosen), None),
    )


def _sandbox(held: Any) -> Sandbox | None:
    if held.sandbox_at is None:
        return None
    return Sandbox(held.agreement_id, held.sandbox_clock_id, held.sandbox_at)


def _actor(officer: Any, held: Sequence[Any], chosen: UUID | None) -> Actor:
    sandboxes = {one.agreement_id for one in held if one.sandbox_at is not None}
    sandbox_id = chosen if chosen in sandboxes else None
    here = {sandbox_id} if sandbox_id else {one.agreement_id for one in held} - sandboxes
    rights = rights_of(
        (one.agreement_id, one.role, one.highest) for one in held if one.agreement_id in here
    )
    return Actor(
        kind=PERSON,
        id=officer.person_id,
        name=officer.name,
        institution_id=officer.institution_id,
        posts=rights.posts,
        agreement_ids=rights.agreement_ids,
        sandbox_id=sandbox_id,
        clearances=rights.clearances,
    )
