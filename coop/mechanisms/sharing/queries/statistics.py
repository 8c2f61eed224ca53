"""Statistics of sharing: every rate with both numbers and the denominator's name."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound, invalid
from coop.core.figures import RatioView, instants, ratio
from coop.core.language import Text
from coop.mechanisms.sharing.models import CorrectionRequest, Share, ShareAccess, ShareRequest
from coop.mechanisms.sharing.policy import visible_requests, visible_shares
from coop.mechanisms.sharing.workflow import DELIVERY, REFUSAL_CODES, REPLY
from coop.registry.models import Deadline

# What each rate counts, and of how many.
_REPLIES = (
    Text("按时答复的申请", "requests answered in time"),
    Text("期间应答复的申请", "requests whose answer was due in the period"),
)
_DELIVERIES = (
    Text("按时供给的申请", "requests delivered in time"),
    Text("期间应供给的申请", "requests whose delivery was due in the period"),
)
_REFUSALS = (
    Text("不予共享的申请", "requests refused"),
    Text("期间已答复的申请", "requests answered in the period"),
)
_CORRECTIONS = (
    Text("更正的校核", "corrections made"),
    Text("期间已反馈的校核", "corrections resolved in the period"),
)


@dataclass(frozen=True, slots=True)
class ShareRefusalView:
    """How often one lawful reason was given."""

    code: str
    label: Text
    count: int


@dataclass(frozen=True, slots=True)
class ShareStatisticsView:
    """Of what the caller may see, from from_on to to_on, both days included."""

    agreement_id: UUID
    from_on: date
    to_on: date
    submitted_count: int
    replies_on_time: RatioView
    deliveries_on_time: RatioView
    refused: RatioView
    refusals: tuple[ShareRefusalView, ...]
    corrected: RatioView
    shares_sent_count: int
    openings_count: int


def sharing_statistics(
    actor: Actor, agreement_id: UUID, *, from_on: date, to_on: date
) -> ShareStatisticsView:
    """Raises NotFound for strangers, Invalid when the period is turned round."""
    if not actor.sees(agreement_id):
        raise NotFound
    if to_on < from_on:
        words = Text("不能早于起始日。", "It may not be before the first day.")
        raise invalid("to_on", "ends_before_start", words)
    period = _Period(actor, agreement_id, from_on, to_on)
    refusals = period.refusals()
    return ShareStatisticsView(
        agreement_id=agreement_id,
        from_on=from_on,
        to_on=to_on,
        submitted_count=period.submitted(),
        replies_on_time=_rate(period.on_time(REPLY), _REPLIES),
        deliveries_on_time=_rate(period.on_time(DELIVERY), _DELIVERIES),
        refused=_rate((sum(refusals.values()), period.answered()), _REFUSALS),
        refusals=tuple(
            ShareRefusalView(code, REFUSAL_CODES[code], count)
            for code, count in sorted(refusals.items())
        ),
        corrected=_rate(period.corrected(), _CORRECTIONS),
        shares_sent_count=period.shares(),
        openings_count=period.openings(),
    )


def _rate(counted: tuple[int, int], names: tuple[Text, Text]) -> RatioView:
    """counted, names: of numerator and denominator."""
    return ratio(*counted, numerator_name=names[0], denominator_name=names[1])


class _Period:
    """Counts of what one actor may see under one agreement between two days."""

    def __init__(self, actor: Actor, agreement_id: UUID, from_on: date, to_on: date) -> None:
        self._days = (from_on, to_on)
        self._instants = instants(from_on, to_on)
        self._requests = sa.and_(ShareRequest.agreement_id == agreement_id, visible_requests(actor))
        self._shares = sa.and_(Share.agreement_id == agreement_id, visible_shares(actor))

    def submitted(self) -> int:
        return self._count(ShareRequest.id, self._requests, self._within(ShareRequest.submitted_at))

    def on_time(self, kind: str) -> tuple[int, int]:
        """(met by the due day, due in the period)."""
        due = (
            sa.select(Deadline.met_on, Deadline.due_on)
            .join(ShareRequest, ShareRequest.id == Deadline.subject_id)
            .where(self._requests, Deadline.kind == kind, Deadline.due_on.between(*self._days))
        )
        rows = session().execute(due).all()
        met = [row for row in rows if row.met_on is not None and row.met_on <= row.due_on]
        return len(met), len(rows)

    def answered(self) -> int:
        return len(self._answers())

    def refusals(self) -> Counter[str]:
        """By code, of the answers given in the period."""
        refused = [row.refusal_code for row in self._answers() if row.approved_at is None]
        return Counter(code for code in refused if code is not None)

    def _answers(self) -> list[Any]:
        query = (
            sa.select(ShareRequest.refusal_code, ShareRequest.approved_at)
            .join(Deadline, Deadline.subject_id == ShareRequest.id)
            .where(self._requests, Deadline.kind == REPLY, Deadline.met_on.between(*self._days))
        )
        return list(session().execute(query))

    def corrected(self) -> tuple[int, int]:
        query = (
            sa.select(CorrectionRequest.outcome)
            .join(Share, Share.id == CorrectionRequest.share_id)
            .where(self._shares, self._within(CorrectionRequest.resolved_at))
        )
        outcomes = list(session().scalars(query))
        return outcomes.count("corrected"), len(outcomes)

    def shares(self) -> int:
        return self._count(Share.id, self._shares, self._within(Share.sent_at))

    def openings(self) -> int:
        query = (
            sa.select(sa.func.count(ShareAccess.id))
            .join(Share, Share.id == ShareAccess.share_id)
            .where(self._shares, self._within(ShareAccess.at))
        )
        return session().scalar(query) or 0

    def _within(self, column: sa.SQLColumnExpression[Any]) -> sa.ColumnElement[bool]:
        start, end = self._instants
        return sa.and_(column >= start, column < end)

    def _count(self, column: sa.SQLColumnExpression[Any], *where: sa.ColumnElement[bool]) -> int:
        return session().scalar(sa.select(sa.func.count(column)).where(*where)) or 0
