"""Who may do what, and who may see it: the clerks of the court, and the body that has the dispute.

court_clerk   of the court that refers
body          of the body that was asked or has it
mediator      the one in charge, at the keyboard; a body's system acts as body
own_body      body of a dispute that it received itself, in the court's stead

Every other officer of every party, also of the same court, finds nothing, neither the dispute nor a
paper of it: mediation is confidential (特邀调解规定 art. 2); they read counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import PERSON, Actor
from coop.core.db import session
from coop.documents.policy import keep_in_file
from coop.mechanisms.referrals.models import Dispute, MediationBody, Mediator, Referral
from coop.mechanisms.referrals.workflow import ENDED

CLERK, BODY, MEDIATOR, OWN_BODY = "court_clerk", "body", "mediator", "own_body"


@dataclass(frozen=True, slots=True)
class Standing:
    """What rights on one dispute depend on. body: the institution; mediator: the person."""

    agreement_id: UUID
    court_id: UUID | None
    body: UUID | None
    mediator: UUID | None


def holds(actor: Actor, role: str, standing: Standing) -> bool:
    """Whether the actor holds the role for this dispute."""
    own = actor.institution_id
    if role == OWN_BODY:
        return standing.court_id is None and holds(actor, BODY, standing)
    if own is None or not actor.has(role, standing.agreement_id):
        return False
    if role == CLERK:
        return own == standing.court_id
    if role == MEDIATOR:
        return own == standing.body and actor.id == standing.mediator
    return own == standing.body


def is_of_body(actor: Actor, standing: Standing) -> bool:
    """The side that alone reads what was said to settle."""
    return actor.is_system or any(holds(actor, role, standing) for role in (BODY, MEDIATOR))


def identifies_parties(actor: Actor, standing: Standing) -> bool:
    """Who reads identity numbers in full."""
    return any(holds(actor, role, standing) for role in (CLERK, OWN_BODY))


def may_reach(actor: Actor, standing: Standing, state: str) -> bool:
    """Who reads telephones and addresses in full: a body only until the dispute has ended."""
    is_mediating = is_of_body(actor, standing) and state not in ENDED
    return is_mediating or identifies_parties(actor, standing)


def may_register(actor: Actor, agreement_id: UUID | None) -> bool:
    return agreement_id is not None and any(actor.has(one, agreement_id) for one in (CLERK, BODY))


def body_of(institution_id: UUID | None) -> MediationBody | None:
    """The body that an institution is, if it is one."""
    found = sa.select(MediationBody).where(MediationBody.institution_id == institution_id)
    return session().scalar(found)


def standing_of(dispute: Dispute) -> Standing:
    body = sa.select(MediationBody.institution_id).where(MediationBody.id == dispute.body_id)
    mediator = sa.select(Mediator.person_id).where(Mediator.id == dispute.mediator_id)
    return Standing(
        dispute.agreement_id,
        dispute.court_id,
        session().scalar(body) if dispute.body_id else None,
        session().scalar(mediator) if dispute.mediator_id else None,
    )


# --------------------------------------------------------------------------- visibility


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Disputes of the own court for its clerks, of the own body for its officers and mediators."""
    if actor.is_system:
        return sa.true()
    # Only what the actor's posts open: an index serves one way in, but not three at once.
    ways = {
        CLERK: Dispute.court_id == actor.institution_id,
        BODY: Dispute.body_id == own_body_id(actor),
        MEDIATOR: Dispute.mediator_id.in_(_own_mediator_ids(actor)),
    }
    return sa.or_(
        sa.false(),
        *(
            sa.and_(Dispute.agreement_id.in_(_under(actor, role)), way)
            for role, way in ways.items()
            if _under(actor, role)
        ),
    )


def referrals_visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Attempts: a body keeps the record of those it refused or let lapse, without the file."""
    if actor.is_system:
        return sa.true()
    as_body = sa.and_(
        Referral.body_id == own_body_id(actor), Referral.agreement_id.in_(_under(actor, BODY))
    )
    seen = sa.select(Dispute.id).where(visible_to(actor))
    return sa.or_(as_body, Referral.dispute_id.in_(seen))


def sees(actor: Actor, dispute_id: UUID) -> bool:
    """The same rule for one row."""
    found = sa.select(Dispute.id).where(Dispute.id == dispute_id, visible_to(actor))
    return session().scalar(found) is not None


def _opens(actor: Actor, dispute_id: sa.SQLColumnExpression[Any]) -> sa.ColumnElement[bool]:
    found = sa.select(Dispute.id).where(Dispute.id == dispute_id, visible_to(actor))
    return found.correlate_except(Dispute).exists()


def _hears(actor: Actor, thing_id: sa.SQLColumnExpression[Any]) -> sa.ColumnElement[bool]:
    """Events go to the court and the body; in them, to those whose posts handle disputes."""
    handled = actor.agreements_with(CLERK, BODY, MEDIATOR)
    if actor.is_system or actor.posted_ids <= handled:
        return sa.true()
    found = sa.select(Dispute.id).where(
        Dispute.id == thing_id, Dispute.agreement_id.not_in(handled)
    )
    return ~found.correlate_except(Dispute).exists()


keep_in_file("dispute", _opens, _hears)


def _under(actor: Actor, role: str) -> list[UUID]:
    return sorted(under for under, held in actor.posts if held == role)


def own_body_id(actor: Actor) -> sa.ScalarSelect[UUID]:
    own = sa.select(MediationBody.id).where(MediationBody.institution_id == actor.institution_id)
    return own.scalar_subquery()


def _own_mediator_ids(actor: Actor) -> sa.Select[UUID]:
    person_id = actor.id if actor.kind == PERSON else None
    return sa.select(Mediator.id).where(Mediator.person_id == person_id)
