"""What waits for one officer: the court's next step, and the reply the recipient owes."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.worklist import Condition, Held, Steps, Waiting
from coop.mechanisms.recommendations.models import CourtRecommendation
from coop.mechanisms.recommendations.policy import posts_of
from coop.mechanisms.recommendations.workflow import RECOMMENDATION, REPLY
from coop.registry.conditions import due_of

# The court's next steps and the piles they belong to; the reply is the recipient's.
_STEPS = {
    "sign": "review",
    "communicate": "do",
    "deliberate": "do",
    "issue": "do",
    "evaluate": "follow",
}


def waiting(actor: Actor) -> Iterator[Waiting]:
    steps = Steps(
        workflow=RECOMMENDATION,
        state=CourtRecommendation.state,
        held=_held(actor),
        rows=sa.select(CourtRecommendation.id),
        url="/court-recommendations/{id}",
        subject_id=CourtRecommendation.id,
        title=CourtRecommendation.title,
    )
    yield from steps.waiting("reply", "answer", due=due_of(CourtRecommendation.id, REPLY))
    for action, group in _STEPS.items():
        yield from steps.waiting(action, group)


def _held(actor: Actor) -> Held:
    """policy.holds as a condition."""
    own = actor.institution_id
    is_own = CourtRecommendation.court_id == own
    parts: dict[str, Condition] = {
        "recipient": CourtRecommendation.recipient_id == own,
        "court_registrar": sa.and_(is_own, CourtRecommendation.recipient_id.is_(None)),
    }

    def held(role: str) -> Condition | None:
        under = actor.agreements_with(*posts_of(role))
        if not under:
            return None
        return sa.and_(CourtRecommendation.agreement_id.in_(under), parts.get(role, is_own))

    return held
