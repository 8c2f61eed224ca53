"""Disputes that a job has to look at."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.db import session
from coop.mechanisms.referrals.law import ACCEPTANCE, MEDIATION
from coop.mechanisms.referrals.models import Dispute
from coop.mechanisms.referrals.workflow import DISPUTE
from coop.registry.models import Deadline


def unanswered(agreement_id: UUID) -> tuple[UUID, ...]:
    """Referred, and the day to accept has passed."""
    return _past(agreement_id, ACCEPTANCE, "lapse")


def out_of_time(agreement_id: UUID) -> tuple[UUID, ...]:
    """Being mediated past the last day."""
    return _past(agreement_id, MEDIATION, "expire")


def _past(agreement_id: UUID, kind: str, action: str) -> tuple[UUID, ...]:
    query = (
        sa.select(Dispute.id)
        .join(Deadline, Deadline.subject_id == Dispute.id)
        .where(
            Dispute.agreement_id == agreement_id,
            Dispute.state.in_(DISPUTE.sources(action)),
            Deadline.kind == kind,
            Deadline.met_on.is_(None),
            Deadline.due_on < clock.today(),
        )
    )
    return tuple(session().scalars(query.order_by(Deadline.due_on, Dispute.id)))
