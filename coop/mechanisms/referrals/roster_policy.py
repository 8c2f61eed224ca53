"""Who keeps the registers, and who may read them.

court_clerk   of the court on whose roster the body stands
body          of the body itself
own_mediator  the mediator, about him- or herself

Every party reads the roster; a body reads its own entry. Conflicts and load are for those who
choose: the court's clerks and the body.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import PERSON, Actor
from coop.mechanisms.referrals.models.bodies import MediationBody
from coop.registry import directory

COURT = "court"


@dataclass(frozen=True, slots=True)
class RosterStanding:
    """What rights on one entry depend on. person_id: the mediator's, None for a body's entry."""

    agreement_id: UUID
    court_id: UUID
    institution_id: UUID
    person_id: UUID | None = None

    def among_choosers(self, actor: Actor) -> bool:
        return actor.is_system or any(holds(actor, one, self) for one in ("court_clerk", "body"))


def standing_of_body(body: MediationBody, person_id: UUID | None = None) -> RosterStanding:
    return RosterStanding(body.agreement_id, body.court_id, body.institution_id, person_id)


def holds(actor: Actor, role: str, standing: RosterStanding) -> bool:
    own = actor.institution_id
    if role == "own_mediator":
        is_self = actor.kind == PERSON and actor.id == standing.person_id
        return is_self and actor.has("mediator", standing.agreement_id)
    if not actor.has(role, standing.agreement_id):
        return False
    return own == (standing.court_id if role == "court_clerk" else standing.institution_id)


def may_register_body(actor: Actor, agreement_id: UUID | None) -> bool:
    """A clerk of a court that is a party."""
    if agreement_id is None or not actor.has("court_clerk", agreement_id):
        return False
    members = directory.parties(agreement_id)
    return any(one.institution_id == actor.institution_id and one.kind == COURT for one in members)


def bodies_visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    if actor.is_system:
        return sa.true()
    own = sa.and_(
        MediationBody.agreement_id.in_(actor.posted_ids),
        MediationBody.institution_id == actor.institution_id,
    )
    return sa.or_(MediationBody.agreement_id.in_(actor.agreement_ids), own)


class Imported(Protocol):
    """A file of disputes, as row or as view."""

    @property
    def agreement_id(self) -> UUID: ...
    @property
    def institution_id(self) -> UUID: ...


def holds_import(actor: Actor, _role: str, made: Imported) -> bool:
    """Who registers disputes for the institution that uploaded the file."""
    may = any(actor.has(one, made.agreement_id) for one in ("court_clerk", "body"))
    return actor.institution_id == made.institution_id and may
