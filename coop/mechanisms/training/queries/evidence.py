"""What training proves: cohorts begun, or planned."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.db import session
from coop.core.evidence import Evidence, Span
from coop.mechanisms.training.models import Cohort, TrainingProgram
from coop.mechanisms.training.policy import visible_programs
from coop.mechanisms.training.workflow import COHORT_ASIDE


def evidence(actor: Actor, agreement_id: UUID, span: Span) -> Iterator[Evidence]:
    query = (
        sa.select(
            Cohort.id,
            Cohort.ordinal,
            Cohort.starts_on,
            Cohort.started_at,
            TrainingProgram.title,
            TrainingProgram.organiser_id,
        )
        .join(TrainingProgram, TrainingProgram.id == Cohort.program_id)
        .where(
            Cohort.agreement_id == agreement_id,
            visible_programs(actor),
            Cohort.state.not_in(COHORT_ASIDE),
            Cohort.starts_on.between(span.from_on, span.to_on),
        )
    )
    for row in session().execute(query.order_by(Cohort.starts_on, Cohort.id)):
        yield Evidence(
            obligation="training",
            title=f"{row.title}第{row.ordinal}期",
            url=f"/cohorts/{row.id}",
            institution_ids=(row.organiser_id,),
            due_on=row.starts_on,
            done_on=row.starts_on if row.started_at else None,
        )
