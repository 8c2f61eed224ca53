"""Consultations that a job has to look at."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.db import session
from coop.mechanisms.consultations.models import Consultation
from coop.mechanisms.consultations.workflow import RAISED, REPLY_DEADLINE, WORKFLOW
from coop.registry.models import Deadline


def running(agreement_id: UUID) -> tuple[UUID, ...]:
    """Rounds whose clock runs, oldest first."""
    query = sa.select(Consultation.id).where(
        Consultation.agreement_id == agreement_id,
        Consultation.state.in_(WORKFLOW.sources("remind")),
    )
    return tuple(session().scalars(query.order_by(Consultation.id)))


def lapsed(agreement_id: UUID) -> tuple[UUID, ...]:
    """Running rounds whose due day has passed, oldest first."""
    query = (
        sa.select(Consultation.id)
        .join(Deadline, Deadline.subject_id == Consultation.id)
        .where(
            Consultation.agreement_id == agreement_id,
            Consultation.state.in_(WORKFLOW.sources("lapse")),
            Deadline.kind == REPLY_DEADLINE,
            Deadline.met_on.is_(None),
            Deadline.due_on < clock.today(),
        )
    )
    return tuple(session().scalars(query.order_by(Deadline.due_on, Consultation.id)))


def escalated(agreement_id: UUID) -> tuple[UUID, ...]:
    """What waits for a joint meeting's decision."""
    query = sa.select(Consultation.id).where(
        Consultation.agreement_id == agreement_id, Consultation.state.in_(RAISED)
    )
    return tuple(session().scalars(query.order_by(Consultation.id)))
