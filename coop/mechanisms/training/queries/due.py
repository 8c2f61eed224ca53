"""What falls due by itself: release times, unanswered offers, tests whose time is over."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.db import session
from coop.mechanisms.training.models import Attempt, Cohort, Enrollment
from coop.mechanisms.training.workflow import COHORT, ENROLLMENT, OFFER_DUE
from coop.registry.models import Deadline


def releases(agreement_id: UUID) -> tuple[UUID, ...]:
    """Cohorts whose time to release unused seats has come."""
    query = sa.select(Cohort.id).where(
        Cohort.agreement_id == agreement_id,
        Cohort.state.in_(COHORT.sources("release_seats")),
        Cohort.released_at.is_(None),
        Cohort.release_at <= clock.now(),
    )
    return tuple(session().scalars(query.order_by(Cohort.release_at, Cohort.id)))


def lapsed_offers(agreement_id: UUID) -> tuple[UUID, ...]:
    """Offers whose day has passed unanswered, the earliest nomination first."""
    open_offer = sa.and_(
        Deadline.subject_id == Enrollment.id,
        Deadline.kind == OFFER_DUE,
        Deadline.met_on.is_(None),
        Deadline.due_on < clock.today(),
    )
    query = sa.select(Enrollment.id).join(Deadline, open_offer)
    found = query.where(
        Enrollment.agreement_id == agreement_id, Enrollment.state.in_(ENROLLMENT.sources("lapse"))
    )
    return tuple(session().scalars(found.order_by(Enrollment.id)))


def ended_attempts(agreement_id: UUID) -> tuple[UUID, ...]:
    """Attempts that ran out of time without being handed in."""
    query = (
        sa.select(Attempt.id)
        .join(Enrollment, Enrollment.id == Attempt.enrollment_id)
        .where(
            Enrollment.agreement_id == agreement_id,
            Attempt.submitted_at.is_(None),
            Attempt.closes_at < clock.now(),
        )
    )
    return tuple(session().scalars(query.order_by(Attempt.id)))
