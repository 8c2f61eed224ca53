"""A body on the court's roster with its officer and mediators, as the tests of referrals need."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import PERSON, SYSTEM, Actor
from coop.core.db import session
from coop.mechanisms.referrals.models.bodies import MediationBody, Mediator
from coop.mechanisms.referrals.service import bodies, mediators
from coop.registry import posts
from coop.registry.models import Person, Post
from tests.world import World


@dataclass(frozen=True)
class Roster:
    """clerk: of CY. officer, mediator: of the body, which sees nothing else of the agreement."""

    body_id: UUID
    institution_id: UUID
    mediator_id: UUID
    clerk: Actor
    officer: Actor
    mediator: Actor


def clerk_of(world: World) -> Actor:
    """CY's handler, with the post of a clerk from today."""
    person = world.cy.handler
    posts.give_post(
        SYSTEM,
        world.agreement_id,
        person_id=person.id,
        role="court_clerk",
        from_on=date(2026, 1, 1),
    )
    return replace(person, posts=person.posts | {(world.agreement_id, "court_clerk")})


def listed(world: World, clerk: Actor, **changes: Any) -> MediationBody:
    said: dict[str, Any] = {
        "name": "四川银行业纠纷调解中心",
        "short_name": "川银调解中心",
        "kind": "trade",
        "certificate_no": "特邀2026-01",
        "seat": "成都市高新区",
    }
    return bodies.register_body(clerk, agreement_id=world.agreement_id, **(said | changes))


def build_roster(world: World, **changes: Any) -> Roster:
    clerk = clerk_of(world)
    body = listed(world, clerk, **changes)
    bodies.add_officer(clerk, body.id, name="何经办", title="主任")
    made = mediators.add_mediator(
        clerk, body.id, name="林调解", certificate_no="调解员001", specialties=["金融借款"]
    )
    officer = person_of(body, "body")
    return Roster(
        body.id, body.institution_id, made.id, clerk, officer, person_of(body, "mediator")
    )


def person_of(body: MediationBody, role: str) -> Actor:
    """The body's first person with this post; of the agreement it sees only its own matters."""
    query = (
        sa.select(Person)
        .join(Post, Post.person_id == Person.id)
        .where(Person.institution_id == body.institution_id, Post.role == role)
    )
    person = session().scalars(query.order_by(Person.id)).first()
    assert person is not None
    return Actor(
        kind=PERSON,
        id=person.id,
        name=person.name,
        institution_id=body.institution_id,
        posts=frozenset({(body.agreement_id, role)}),
    )


def mediator_row(mediator_id: UUID) -> Mediator:
    session().rollback()
    return session().get_one(Mediator, mediator_id)
