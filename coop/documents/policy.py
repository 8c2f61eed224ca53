"""Who may: a role counts only at the institution whose matter it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.db import session, step
from coop.documents.models import CircleMember
from coop.registry import directory


@dataclass(frozen=True, slots=True)
class Seat:
    """Whose officers may act under an agreement: the issuer's, the host's or the receiver's."""

    agreement_id: UUID
    institution_id: UUID | None


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose document it is. is_letter: its course runs here and not in a mechanism."""

    seat: Seat
    is_letter: bool


def handles(actor: Actor, role: str, desk: Desk) -> bool:
    """Drafting to repealing is for free letters; archiving for every document of the issuer."""
    return (desk.is_letter or role == "archivist") and holds(actor, role, desk.seat)


def holds(actor: Actor, role: str, seat: Seat) -> bool:
    if seat.institution_id is None or actor.institution_id != seat.institution_id:
        return False
    return actor.has(role, seat.agreement_id)


def is_host_secretariat(actor: Actor, agreement_id: UUID | None) -> bool:
    """The secretariat of the institution that hosts today."""
    if agreement_id is None or not actor.has("secretariat", agreement_id):
        return False
    return actor.institution_id == directory.present_host(agreement_id)


def seen_by(
    actor: Actor,
    agreement_id: sa.SQLColumnExpression[Any],
    subject_id: sa.SQLColumnExpression[Any] | None = None,
) -> sa.ColumnElement[bool]:
    """Rows of the actor's agreements: no document, number or receipt exists for anyone else.

    subject_id: what a circle may be drawn around; outside of it the row doesn't exist either.
    """
    if actor.is_system:
        return sa.true()
    within = agreement_id.in_(actor.agreement_ids)
    if subject_id is None:
        return within
    drawn = sa.exists().where(CircleMember.subject_id == subject_id)
    named = drawn.where(CircleMember.institution_id == actor.institution_id)
    # A mediation body sees no paper of the agreement but those whose circle names it.
    return sa.or_(
        sa.and_(within, sa.or_(~drawn, named)),
        sa.and_(agreement_id.in_(actor.posted_ids), named),
    )


def sees(actor: Actor, agreement_id: UUID, subject_id: UUID) -> bool:
    """The same rule for one loaded row."""
    circle = circle_of(subject_id)
    if actor.is_system or not circle:
        return actor.sees(agreement_id)
    return actor.institution_id in circle and agreement_id in actor.posted_ids


def circle_of(subject_id: UUID) -> tuple[UUID, ...]:
    """Who alone may know of the subject; empty where every party may."""
    members = sa.select(CircleMember.institution_id).where(CircleMember.subject_id == subject_id)
    return tuple(session().scalars(members.order_by(CircleMember.institution_id)))


@step
def draw_circle(subject_id: UUID, institution_ids: Iterable[UUID]) -> None:
    """Let these institutions know of the subject, beside those that do already."""
    known = set(circle_of(subject_id))
    session().add_all(
        CircleMember(subject_id=subject_id, institution_id=one)
        for one in dict.fromkeys(institution_ids)
        if one not in known
    )
    session().flush()


def audience_of(agreement_id: UUID, subject_id: UUID) -> tuple[UUID, ...]:
    """Who is told about the subject: its circle, or every party."""
    return circle_of(subject_id) or directory.institution_ids(agreement_id)
