"""What forms offer: bodies on the roster, their mediators, agreements to work under."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.db import session
from coop.mechanisms.referrals.models import MediationBody, Mediator
from coop.mechanisms.referrals.roster import LISTED
from coop.registry import directory
from coop.registry.models import Institution, Person


def agreements(actor: Actor) -> list[tuple[UUID, str]]:
    """(id, title) of the agreements the actor works under."""
    return [(one, directory.agreement_title(one)) for one in sorted(actor.posted_ids)]


def bodies(agreement_id: UUID) -> list[tuple[UUID, str]]:
    """(id, name) of listed bodies."""
    query = (
        sa.select(MediationBody.id, Institution.name)
        .join(Institution, Institution.id == MediationBody.institution_id)
        .where(MediationBody.agreement_id == agreement_id, MediationBody.roster_status == LISTED)
    )
    return [(row.id, row.name) for row in session().execute(query.order_by(Institution.name))]


def mediators(body_id: UUID | None) -> list[tuple[UUID, str]]:
    """(id, name) of a body's active mediators."""
    query = (
        sa.select(Mediator.id, Person.name)
        .join(Person, Person.id == Mediator.person_id)
        .where(Mediator.body_id == body_id, Mediator.is_active)
    )
    return [(row.id, row.name) for row in session().execute(query.order_by(Person.name))]
