"""Anonymous results of one cohort."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from coop.core.db import session
from coop.mechanisms.training.models import TrainingFeedback
from coop.mechanisms.training.queries.views import TrainingFeedbackView
from coop.mechanisms.training.workflow import LEAST_ANSWERS

_HUNDREDTHS = 2


def results(cohort_id: UUID, *, with_comments: bool) -> TrainingFeedbackView | None:
    """None below the least number of answers. The caller has checked that the cohort is visible."""
    query = sa.select(TrainingFeedback).where(TrainingFeedback.cohort_id == cohort_id)
    found = session().scalars(query.order_by(TrainingFeedback.id)).all()
    if len(found) < LEAST_ANSWERS:
        return None
    return TrainingFeedbackView(
        answer_count=len(found),
        content_average=_average([one.content_score for one in found]),
        teaching_average=_average([one.teaching_score for one in found]),
        organisation_average=_average([one.organisation_score for one in found]),
        comments=tuple(one.comment for one in found if one.comment) if with_comments else (),
    )


def _average(scores: list[int]) -> float:
    return round(sum(scores) / len(scores), _HUNDREDTHS)
