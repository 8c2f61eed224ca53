"""Who is what for one joint activity, and what exists for whom.

An activity exists for the institutions named in it, and for the secretariat of the institution
that hosts the agreement today, which keeps the register.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.activities.kinds import Activity, Kind
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import Forbidden
from coop.core.language import Text
from coop.registry import directory

OFFICERS = ("liaison", "handler", "secretariat")
_LEADS = ("signer", "convener")
_POSTS = {
    "host_officer": OFFICERS,
    "host_liaison": ("liaison",),
    "host_lead": _LEADS,
    "host_archivist": ("archivist",),
    "partner": ("liaison", "signer"),
    "participant": OFFICERS,
}


def posts_of(role: str) -> tuple[str, ...]:
    """The posts under an agreement that the role is held by."""
    return _POSTS[role]


@dataclass(frozen=True, slots=True)
class Standing:
    """What rights on one activity depend on. part_ids: every institution in it, the lead too."""

    agreement_id: UUID
    lead_id: UUID
    part_ids: frozenset[UUID]


def holds(actor: Actor, role: str, standing: Standing) -> bool:
    """Whether the actor holds the role for this activity."""
    own = actor.institution_id
    if own is None or not has_post(actor, standing.agreement_id, _POSTS[role]):
        return False
    if role == "participant":
        return own in standing.part_ids
    if role == "partner":
        return own in standing.part_ids and own != standing.lead_id
    return own == standing.lead_id


def has_post(actor: Actor, agreement_id: UUID, roles: tuple[str, ...]) -> bool:
    return any(actor.has(role, agreement_id) for role in roles)


def is_officer(actor: Actor, agreement_id: UUID | None) -> bool:
    """Whether the actor arranges joint activities for its own institution."""
    return agreement_id is not None and has_post(actor, agreement_id, OFFICERS)


def require_officer(actor: Actor, agreement_id: UUID, action: Text) -> None:
    if not is_officer(actor, agreement_id):
        raise Forbidden(action=action)


def parts_of(kind: Kind[Activity], activity_id: UUID) -> frozenset[UUID]:
    found = sa.select(kind.part.institution_id).where(kind.part.activity_id == activity_id)
    return frozenset(session().scalars(found))


def standing_of(kind: Kind[Activity], activity: Activity) -> Standing:
    return Standing(activity.agreement_id, activity.lead_id, parts_of(kind, activity.id))


def visible(kind: Kind[Activity], actor: Actor) -> sa.ColumnElement[bool]:
    """Rows of kind.activity that exist for the actor."""
    named = sa.exists().where(
        kind.part.activity_id == kind.activity.id,
        kind.part.institution_id == actor.institution_id,
    )
    return seen_or_registered(actor, kind.activity.agreement_id, named)


def seen_or_registered(
    actor: Actor, agreement_id: sa.SQLColumnExpression[Any], named: sa.ColumnElement[bool]
) -> sa.ColumnElement[bool]:
    """Rows in which the actor's institution is named, or that its secretariat registers."""
    if actor.is_system:
        return sa.true()
    within = agreement_id.in_(actor.agreement_ids)
    return sa.and_(within, named_or_registered(actor, agreement_id, named))


def named_or_registered(
    actor: Actor, agreement_id: sa.SQLColumnExpression[Any], named: sa.ColumnElement[bool]
) -> sa.ColumnElement[bool]:
    """The same without the agreement itself, for rows that are asked for it with their class."""
    if actor.is_system:
        return sa.true()
    registered = agreement_id.in_([one for one in actor.agreement_ids if _registers(actor, one)])
    return sa.or_(named, registered)


def _registers(actor: Actor, agreement_id: UUID) -> bool:
    hosts = actor.institution_id == directory.present_host(agreement_id)
    return hosts and actor.has("secretariat", agreement_id)
