"""Figures about recommendations, every rate with both its parts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.figures import RatioView, check_period, ratio
from coop.core.language import Text
from coop.mechanisms.recommendations.models import CourtRecommendation
from coop.mechanisms.recommendations.policy import visible_to
from coop.mechanisms.recommendations.queries.views import RecommendationStatisticsView
from coop.mechanisms.recommendations.workflow import EFFECTIVE, REPLY, TAKEN_UP
from coop.registry.models import Deadline


def recommendation_statistics(
    actor: Actor, *, agreement_id: UUID, from_on: date, until_on: date
) -> RecommendationStatisticsView:
    """Of what was issued from one day to another, both included. Raises NotFound, Invalid."""
    if not actor.sees(agreement_id):
        raise NotFound
    check_period(from_on, until_on)
    rows = _issued(actor, agreement_id, from_on, until_on)
    return RecommendationStatisticsView(
        agreement_id=agreement_id,
        from_on=from_on,
        until_on=until_on,
        cut_off_at=clock.now(),
        issued_count=len(rows),
        replied_on_time=_on_time(rows),
        adopted=_part(
            [one.reply_outcome in TAKEN_UP for one in rows if one.replied_on],
            Text("采纳（含部分采纳）", "adopted, in part or whole"),
            Text("已回复", "replied"),
        ),
        effective=_part(
            [one.evaluation_result in EFFECTIVE for one in rows if one.evaluation_result],
            Text("落实有效", "effective"),
            Text("已评估", "evaluated"),
        ),
    )


def _on_time(rows: Sequence[Any]) -> RatioView:
    """Of the replies that were given, or whose day has passed."""
    due = [one for one in rows if one.replied_on or one.due_on < clock.today()]
    met = [one.replied_on is not None and one.replied_on <= one.due_on for one in due]
    return _part(met, Text("按时回复", "replied in time"), Text("应回复", "replies due"))


def _part(counted: Sequence[bool], numerator_name: Text, denominator_name: Text) -> RatioView:
    return ratio(
        sum(counted),
        len(counted),
        numerator_name=numerator_name,
        denominator_name=denominator_name,
    )


def _issued(actor: Actor, agreement_id: UUID, from_on: date, until_on: date) -> Sequence[Any]:
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
            CourtRecommendation.issued_on.between(from_on, until_on),
            Deadline.kind == REPLY,
        )
    )
    return session().execute(query).all()
