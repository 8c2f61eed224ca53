"""Figures about recommendations, every rate with both its parts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.language import Text
from coop.mechanisms.recommendations.models import CourtRecommendation
from coop.mechanisms.recommendations.policy import visible_to
from coop.mechanisms.recommendations.queries.views import (
    RecommendationRateView,
    RecommendationStatisticsView,
)
from coop.mechanisms.recommendations.workflow import REPLY
from coop.registry.models import Deadline


def recommendation_statistics(
    actor: Actor, *, agreement_id: UUID, from_on: date, to_on: date
) -> RecommendationStatisticsView:
    """Of what was issued from one day to another, both included. Raises NotFound."""
    if not actor.sees(agreement_id):
        raise NotFound
    rows = _issued(actor, agreement_id, from_on, to_on)
    due = [one for one in rows if one.replied_on or one.due_on < clock.today()]
    on_time = [one for one in due if one.replied_on and one.replied_on <= one.due_on]
    replied = [one for one in rows if one.replied_on]
    closed = [one for one in rows if one.evaluation_result]
    return RecommendationStatisticsView(
        agreement_id=agreement_id,
        from_on=from_on,
        to_on=to_on,
        cut_off_at=clock.now(),
        issued_count=len(rows),
        replied_on_time=_rate(
            Text("按时回复率", "Replied in time"), on_time, due, Text("应回复", "replies due")
        ),
        adopted=_rate(
            Text("采纳率（含部分采纳）", "Adopted, in part or whole"),
            [one for one in replied if one.reply_outcome != "not_adopted"],
            replied,
            Text("已回复", "replied"),
        ),
        effective=_rate(
            Text("落实有效率", "Effective"),
            [one for one in closed if one.evaluation_result == "effective"],
            closed,
            Text("已评估", "evaluated"),
        ),
    )


def _issued(actor: Actor, agreement_id: UUID, from_on: date, to_on: date) -> Sequence[Any]:
    query = (
        sa.select(
            CourtRecommendation.replied_on,
            CourtRecommendation.reply_outcome,
            CourtRecommendation.evaluation_result,
            Deadline.due_on,
        )
        .join(Deadline, Deadline.subject_id == CourtRecommendation.id)
        .where(
            visible_to(actor),
            CourtRecommendation.agreement_id == agreement_id,
            CourtRecommendation.issued_on.between(from_on, to_on),
            Deadline.kind == REPLY,
        )
    )
    return session().execute(query).all()


def _rate(
    label: Text, numerator: Sequence[Any], denominator: Sequence[Any], denominator_label: Text
) -> RecommendationRateView:
    percent = None
    if denominator:
        exact = Decimal(len(numerator)) * 100 / Decimal(len(denominator))
        percent = str(exact.quantize(Decimal("0.01"), ROUND_HALF_UP))
    counted = len(numerator), len(denominator)
    return RecommendationRateView(label, *counted, denominator_label, percent)
