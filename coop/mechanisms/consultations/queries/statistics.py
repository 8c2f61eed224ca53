"""Figures of consultations in a period."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.figures import RatioView, check_period, instants, ratio
from coop.core.language import SHANGHAI, Text
from coop.mechanisms.consultations.models import Consultation, ConsultationText, Opinion
from coop.mechanisms.consultations.models import ConsultedParty as Party
from coop.mechanisms.consultations.policy import visible_to
from coop.mechanisms.consultations.queries.views import ConsultationStatisticsView
from coop.mechanisms.consultations.workflow import ANSWERED, SILENCE

_HUNDREDTHS = 2


def consultation_statistics(
    actor: Actor, agreement_id: UUID, *, from_on: date, until_on: date
) -> ConsultationStatisticsView:
    """Of those that the actor may see; both days included. Raises NotFound, Invalid.

    Opened and escalated count by their own day, outcomes by the day of the conclusion. Replies
    count by the day their letter went out; one still running is in neither part.
    """
    if not actor.sees(agreement_id):
        raise NotFound
    check_period(from_on, until_on)
    counted = sa.and_(Consultation.agreement_id == agreement_id, visible_to(actor))
    first, after = instants(from_on, until_on)

    def within(column: Any) -> sa.ColumnElement[bool]:
        return sa.and_(column >= first, column < after, counted)

    outcomes = _outcomes(within(Consultation.concluded_at))
    answered, silent = _replies(counted, from_on, until_on)
    return ConsultationStatisticsView(
        from_on=from_on,
        until_on=until_on,
        counted_at=clock.now(),
        opened_count=_count(within(Consultation.opened_at)),
        concluded_count=sum(outcomes.values()),
        agreed_count=outcomes.get("agreed", 0),
        partly_count=outcomes.get("partly", 0),
        not_agreed_count=outcomes.get("not_agreed", 0),
        escalated_count=_count(within(Consultation.escalated_at)),
        replied_on_time=_share(answered, answered + silent),
        average_reply_days=_average_days(counted, from_on, until_on),
    )


def _count(condition: sa.ColumnElement[bool]) -> int:
    return session().scalars(sa.select(sa.func.count(Consultation.id)).where(condition)).one()


def _outcomes(condition: sa.ColumnElement[bool]) -> dict[str, int]:
    query = sa.select(Consultation.outcome, sa.func.count()).where(condition)
    rows = session().execute(query.group_by(Consultation.outcome))
    return {outcome: count for outcome, count in rows if outcome}


def _replies(counted: sa.ColumnElement[bool], from_on: date, until_on: date) -> tuple[int, int]:
    """(answered, silent) of parties asked in the period. No answer is taken after its day."""
    query = (
        sa.select(Party.state, sa.func.count())
        .join(Consultation, Consultation.id == Party.consultation_id)
        .where(counted, Party.asked_on.between(from_on, until_on))
        .group_by(Party.state)
    )
    counts = dict(session().execute(query).all())
    return counts.get(ANSWERED, 0), sum(counts.get(state, 0) for state in SILENCE)


def _average_days(counted: sa.ColumnElement[bool], from_on: date, until_on: date) -> float | None:
    query = (
        sa.select(ConsultationText.asked_on, Opinion.given_at)
        .join(
            ConsultationText,
            sa.and_(
                ConsultationText.consultation_id == Opinion.consultation_id,
                ConsultationText.number == Opinion.text_version,
            ),
        )
        .join(Consultation, Consultation.id == Opinion.consultation_id)
        .where(
            counted,
            Opinion.given_at.is_not(None),
            ConsultationText.asked_on.between(from_on, until_on),
        )
    )
    days = [
        (given_at.astimezone(SHANGHAI).date() - asked_on).days
        for asked_on, given_at in session().execute(query)
        if asked_on is not None and given_at is not None
    ]
    return round(sum(days) / len(days), _HUNDREDTHS) if days else None


def _share(numerator: int, denominator: int) -> RatioView:
    return ratio(
        numerator,
        denominator,
        numerator_name=Text("按期答复数", "answers given in time"),
        denominator_name=Text("应答复数", "answers that were due"),
    )
