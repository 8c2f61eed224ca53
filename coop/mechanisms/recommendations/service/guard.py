"""How every command on a recommendation begins and ends."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import audit, events, policy
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.db import check_version, lock, session
from coop.core.errors import NotFound
from coop.core.events import DomainEvent
from coop.mechanisms.recommendations.events import RecommendationEvent
from coop.mechanisms.recommendations.models import CourtRecommendation
from coop.mechanisms.recommendations.policy import holds, standing_of, visible_to
from coop.mechanisms.recommendations.workflow import RECOMMENDATION


def admit(
    actor: Actor, recommendation_id: UUID, action: str, expected_version: int | None
) -> CourtRecommendation:
    """The locked row: visible, permitted, current, in a fitting state; else refused so."""
    made = lock(CourtRecommendation, recommendation_id)
    visible = sa.select(CourtRecommendation.id).where(
        CourtRecommendation.id == recommendation_id, visible_to(actor)
    )
    if session().scalar(visible) is None:
        raise NotFound
    policy.require(actor, RECOMMENDATION, action, standing_of(made), holds)
    check_version(made, expected_version)
    RECOMMENDATION.next(made.state, action)
    return made


def move(made: CourtRecommendation, action: str) -> tuple[str, str]:
    """Take the action in the state table; answers (old, new) for the log."""
    before = made.state
    made.state = RECOMMENDATION.next(before, action)
    return before, made.state


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
