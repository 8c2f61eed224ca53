"""Who acts: a clerk of CY, a people's committee with two mediators, a body that has no part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import PERSON, Actor
from coop.core.db import session
from coop.mechanisms.referrals.models import MediationBody, Mediator
from coop.registry.models import AgreementVersion, Institution, Person, Post
from tests.scenes import scene
from tests.world import World


@dataclass(frozen=True)
class Cast:
    """Who acts: CY's clerk, a people's committee, and a body that has nothing to do with it."""

    world: World
    clerk: Actor
    body_id: UUID
    institution_id: UUID
    desk: Actor
    mediator: Actor
    mediator_id: UUID
    second: Actor
    second_id: UUID
    other_body_id: UUID
    other_desk: Actor


@scene
def cast_of(world: World) -> Cast:
    """Inserted once per test; the registry's and the roster's own commands have their own tests."""
    body_id, institution_id = _body(world, "成渝金融纠纷人民调解委员会", "成渝金融调委会", "people")
    other_id, other_institution = _body(world, "示范商事调解中心", "示范商调", "commercial")
    mediator = _officer(world, institution_id, "mediator", "金某某")
    second = _officer(world, institution_id, "mediator", "严某某")
    made = Cast(
        world=world,
        clerk=_officer(world, world.cy.id, "court_clerk", "许某"),
        body_id=body_id,
        institution_id=institution_id,
        desk=_officer(world, institution_id, "body", "陶某"),
        mediator=mediator,
        mediator_id=_mediator(body_id, mediator),
        second=second,
        second_id=_mediator(body_id, second),
        other_body_id=other_id,
        other_desk=_officer(world, other_institution, "body", "姜某"),
    )
    session().commit()
    return made


def _body(world: World, name: str, short_name: str, kind: str) -> tuple[UUID, UUID]:
    institution = Institution(name=name, short_name=short_name, kind="mediation_body")
    session().add(institution)
    session().flush()
    body = MediationBody(
        agreement_id=world.agreement_id,
        institution_id=institution.id,
        court_id=world.cy.id,
        kind=kind,
    )
    session().add(body)
    session().flush()
    return body.id, institution.id


def _officer(world: World, institution_id: UUID, role: str, name: str) -> Actor:
    person = Person(institution_id=institution_id, name=name, title="")
    session().add(person)
    session().flush()
    session().add(
        Post(
            person_id=person.id,
            agreement_id=world.agreement_id,
            role=role,
            from_on=date(2023, 5, 18),
        )
    )
    sees = frozenset({world.agreement_id}) if role == "court_clerk" else frozenset[UUID]()
    return Actor(
        kind=PERSON,
        id=person.id,
        name=name,
        institution_id=institution_id,
        posts=frozenset({(world.agreement_id, role)}),
        agreement_ids=sees,
    )


def _mediator(body_id: UUID, person: Actor) -> UUID:
    made = Mediator(body_id=body_id, person_id=person.id)
    session().add(made)
    session().flush()
    return made.id


def agree_on(world: World, **values: object) -> None:
    """The agreement's version says this from the beginning."""
    mine = AgreementVersion.agreement_id == world.agreement_id
    session().scalars(sa.select(AgreementVersion).where(mine)).one().settings = values
    session().commit()
