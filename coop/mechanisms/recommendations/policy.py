"""Who is what for one recommendation, and for whom it exists.

court_officer    liaison officer, handler or clerk of the court that recommends
court_signer     its signer: the president, never who drafted it
court_registrar  a court officer, where the recipient is no party and answers on paper
recipient        liaison officer or signer of the recipient
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.db import session
from coop.mechanisms.recommendations.models import CourtRecommendation, RecommendationCopy
from coop.registry import directory

_COURT_POSTS = ("liaison", "handler")
_RECIPIENT_POSTS = ("liaison", "signer")
COURT = "court"


@dataclass(frozen=True, slots=True)
class Standing:
    """What rights on one recommendation depend on."""

    agreement_id: UUID
    court_id: UUID
    recipient_id: UUID | None
    copied_ids: tuple[UUID, ...] = ()

    @property
    def circle(self) -> tuple[UUID, ...]:
        """Who may know of it once it is issued."""
        named = (self.court_id, self.recipient_id, *self.copied_ids)
        return tuple(dict.fromkeys(one for one in named if one is not None))


def standing_of(made: CourtRecommendation) -> Standing:
    return Standing(made.agreement_id, made.court_id, made.recipient_id, copied_ids(made.id))


def copied_ids(recommendation_id: UUID) -> tuple[UUID, ...]:
    found = sa.select(RecommendationCopy.institution_id).where(
        RecommendationCopy.recommendation_id == recommendation_id
    )
    return tuple(session().scalars(found.order_by(RecommendationCopy.institution_id)))


def holds(actor: Actor, role: str, standing: Standing) -> bool:
    own, agreement_id = actor.institution_id, standing.agreement_id
    if own is None:
        return False
    if not _has_any(actor, posts_of(role), agreement_id):
        return False
    if role == "recipient":
        return own == standing.recipient_id
    return own == standing.court_id and (role != "court_registrar" or standing.recipient_id is None)


def posts_of(role: str) -> Sequence[str]:
    """The posts that give this role on a recommendation."""
    return {"recipient": _RECIPIENT_POSTS, "court_signer": ("signer",)}.get(role, _COURT_POSTS)


def _has_any(actor: Actor, roles: Sequence[str], agreement_id: UUID) -> bool:
    return any(actor.has(role, agreement_id) for role in roles)


def may_draft(actor: Actor, agreement_id: UUID | None) -> bool:
    """Only a court recommends."""
    return (
        agreement_id is not None
        and actor.institution_id in directory.courts(agreement_id)
        and _has_any(actor, _COURT_POSTS, agreement_id)
    )


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """The court's own; once issued, also what the actor's institution received, copies included."""
    if actor.is_system:
        return sa.true()
    own = actor.institution_id
    copied = sa.exists().where(
        RecommendationCopy.recommendation_id == CourtRecommendation.id,
        RecommendationCopy.institution_id == own,
    )
    received = sa.or_(CourtRecommendation.recipient_id == own, copied)
    return sa.and_(
        CourtRecommendation.agreement_id.in_(actor.agreement_ids),
        sa.or_(
            CourtRecommendation.court_id == own,
            sa.and_(CourtRecommendation.number.is_not(None), received),
        ),
    )
