"""Projects that a job has to look at."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from coop.core.db import session
from coop.mechanisms.research.models import ResearchProject
from coop.mechanisms.research.workflow import FINISHED, PROJECT


def with_days_ahead(agreement_id: UUID) -> tuple[UUID, ...]:
    """Projects under work or followed, oldest first."""
    states = PROJECT.sources("submit") | FINISHED
    query = sa.select(ResearchProject.id).where(
        ResearchProject.agreement_id == agreement_id, ResearchProject.state.in_(states)
    )
    return tuple(session().scalars(query.order_by(ResearchProject.id)))
