"""Statistics of sharing: every rate with both numbers and the denominator's name."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound, invalid
from coop.core.language import SHANGHAI, Text
from coop.mechanisms.sharing.models import CorrectionRequest, Share, ShareAccess, ShareRequest
from coop.mechanisms.sharing.policy import visible_requests, visible_shares
from coop.mechanisms.sharing.workflow import DELIVERY, REFUSAL_CODES, REPLY
from coop.registry.models import Deadline

_DUE_REPLIES = Text("期间应答复的申请", "requests whose answer was due in the period")
_DUE_DELIVERIES = Text("期间应供给的申请", "requests whose delivery was due in the period")
_ANSWERED = Text("期间已答复的申请", "requests answered in the period")
_RESOLVED = Text("期间已反馈的校核", "corrections resolved in the period")


@dataclass(frozen=True, slots=True)
class ShareRateView:
    """numerator ÷ denominator; percent: two decimals, half up, None where nothing is counted."""

    label: Text
    numerator: int
    denominator: int
    denominator_label: Text
    percent: str | None


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
    replies_on_time: ShareRateView
    deliveries_on_time: ShareRateView
    refused: ShareRateView
    refusals: tuple[ShareRefusalView, ...]
    corrected: ShareRateView
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
        replies_on_time=_rate(
            Text("共享按时答复率", "Answered in time"), period.on_time(REPLY), _DUE_REPLIES
        ),
        deliveries_on_time=_rate(
            Text("按时供给率", "Delivered in time"), period.on_time(DELIVERY), _DUE_DELIVERIES
        ),
        refused=_rate(
            Text("不予共享率", "Refused"), (sum(refusals.values()), period.answered()), _ANSWERED
        ),
        refusals=tuple(
            ShareRefusalView(code, REFUSAL_CODES[code], count)
            for code, count in sorted(refusals.items())
        ),
        corrected=_rate(Text("更正率", "Corrected"), period.corrected(), _RESOLVED),
        shares_sent_count=period.shares(),
        openings_count=period.openings(),
    )


def _rate(label: Text, counted: tuple[int, int], denominator_label: Text) -> ShareRateView:
    """counted: (numerator, denominator)."""
    numerator, denominator = counted
    percent = None
    if denominator:
        exact = Decimal(numerator) * 100 / Decimal(denominator)
        percent = str(exact.quantize(Decimal("0.01"), ROUND_HALF_UP))
    return ShareRateView(label, numerator, denominator, denominator_label, percent)


class _Period:
    """Counts of what one actor may see under one agreement between two days."""

    def __init__(self, actor: Actor, agreement_id: UUID, from_on: date, to_on: date) -> None:
        self._days = (from_on, to_on)
        start = datetime.combine(from_on, time(), SHANGHAI)
        self._instants = (start, datetime.combine(to_on + timedelta(days=1), time(), SHANGHAI))
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
