"""A body on the court's roster with its officer and mediators, as the tests of referrals need."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import Flask

from coop.core.actor import PERSON, SYSTEM, Actor
from coop.core.db import session
from coop.core.personal import check_digit
from coop.mechanisms.referrals.models.bodies import MediationBody, Mediator
from coop.mechanisms.referrals.service import bodies, mediators
from coop.registry import clients, posts
from coop.registry.clients import ClientData
from coop.registry.models import Person, Post
from tests.mechanisms.sharing.callers import System
from tests.scenes import scene
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


@scene
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


def system(app: Flask, world: World, institution_id: UUID, role: str) -> System:
    """A system of a court or body with this post."""
    data = ClientData(
        name="业务系统",
        scopes="referrals:read referrals:write events:read",
        posts=((world.agreement_id, role),),
    )
    made = clients.add_client(SYSTEM, institution_id, data).client
    return System(app, made.id, made.scopes, "officer", "2026-09-01T09:00")


def case(number: int, **changes: Any) -> dict[str, Any]:
    """One row as a court's system sends it: a bank against a person."""
    first = f"1101051949{(number % 12) + 1:02}31"[:12] + "01"
    seventeen = f"{first}{number % 1000:03}"
    said: dict[str, Any] = {
        "external_ref": f"FY-{number}",
        "pre_filing_no": f"（2026）川金诉前调{number}号",
        "cause": "金融借款合同纠纷",
        "nature": "commercial",
        "court_level": "intermediate",
        "claim_yuan": 100_000,
        "parties": [
            {"side": "applicant", "kind": "organisation", "name": "示范银行"},
            {
                "side": "respondent",
                "kind": "person",
                "name": "王某某",
                "identity_no": seventeen + check_digit(seventeen),
                "phone": f"138{number:08}",
            },
        ],
    }
    return said | changes


def with_consent(row: dict[str, Any], day: str = "2026-08-31") -> dict[str, Any]:
    parties = [{**one, "consent_on": day} for one in row["parties"]]
    return {**row, "parties": parties}


def mediator_row(mediator_id: UUID) -> Mediator:
    session().rollback()
    return session().get_one(Mediator, mediator_id)
