"""How every command on a recommendation begins and ends."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from coop.core import audit, events
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.events import DomainEvent
from coop.core.parts import Guarded
from coop.mechanisms.recommendations.events import RecommendationEvent
from coop.mechanisms.recommendations.models import CourtRecommendation
from coop.mechanisms.recommendations.policy import holds, standing_of, visible_to
from coop.mechanisms.recommendations.workflow import RECOMMENDATION

admit = Guarded(CourtRecommendation, RECOMMENDATION, visible_to, standing_of, holds).admit


def log(
    actor: Actor,
    made: CourtRecommendation,
    action: str,
    *,
    reason: str | None = None,
    **changes: object,
) -> None:
    subject = Subject("court_recommendation", made.id, made.agreement_id)
    audit.record(actor, f"court_recommendation.{action}", subject, reason=reason, **changes)


def record(
    actor: Actor,
    made: CourtRecommendation,
    action: str,
    *,
    reason: str | None = None,
    **changes: object,
) -> None:
    """Log, and tell those who may know."""
    log(actor, made, action, reason=reason, **changes)
    tell(RecommendationEvent, made, action=action, state=made.state)


def tell(
    event: type[DomainEvent],
    made: CourtRecommendation,
    audience: tuple[UUID | None, ...] | None = None,
    **facts: Any,
) -> None:
    """Tell these, or all who may know; before it is issued the court alone."""
    told = audience or (standing_of(made).circle if made.number else (made.court_id,))
    named = tuple(one for one in told if one is not None)
    events.record(
        event(agreement_id=made.agreement_id, subject_id=made.id, audience=named, **facts)
    )
