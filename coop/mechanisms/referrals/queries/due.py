"""Disputes that a job has to look at, and days that come near."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.db import session
from coop.mechanisms.referrals.law import ACCEPTANCE, MEDIATION, PERFORMANCE
from coop.mechanisms.referrals.models import Dispute, SentReminder, Settlement
from coop.mechanisms.referrals.workflow import DISPUTE, SETTLEMENT
from coop.registry import directory
from coop.registry.deadlines import WORKING_DAY
from coop.registry.models import Deadline
from coop.registry.working_days import calendar_of


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


@dataclass(frozen=True, slots=True)
class Nearing:
    """A day that comes near and of which nobody was reminded. subject_id: dispute or settlement."""

    dispute_id: UUID
    subject_id: UUID
    kind: str
    due_on: date


def nearing(agreement_id: UUID, *, subject_id: UUID | None = None) -> tuple[Nearing, ...]:
    """On a working day, as many working days ahead as the agreement says.

    subject_id: of this dispute or settlement alone. Raises CalendarGap.
    """
    calendar, today = calendar_of(agreement_id), clock.today()
    if not calendar.is_working_day(today):
        return ()
    rules = directory.settings(agreement_id)
    soon = calendar.add(today, rules.dispute_window_reminder_days).on
    later = calendar.add(today, rules.dispute_reminder_days).on
    parts = (*_open_days(agreement_id, soon, later), _performances(agreement_id, later))
    named = sa.union_all(*parts).subquery()
    query = sa.select(named)
    if subject_id is not None:
        query = query.where(named.c.subject_id == subject_id)
    found = session().execute(query)
    return tuple(Nearing(*row) for row in sorted(found, key=lambda row: (row.due_on, row[1].hex)))


def _open_days(agreement_id: UUID, soon: date, later: date) -> Iterator[sa.Select[Any]]:
    until = sa.case((Deadline.unit == WORKING_DAY, soon), else_=later)
    columns: tuple[Any, ...] = (
        Dispute.id.label("dispute_id"),
        Deadline.subject_id.label("subject_id"),
        Deadline.kind,
        Deadline.due_on,
    )
    of_dispute = sa.select(*columns).join(Dispute, Dispute.id == Deadline.subject_id)
    of_settlement = (
        sa.select(*columns)
        .join(Settlement, Settlement.id == Deadline.subject_id)
        .join(Dispute, Dispute.id == Settlement.dispute_id)
    )
    for query in (of_dispute, of_settlement):
        yield query.where(
            Deadline.agreement_id == agreement_id,
            Deadline.met_on.is_(None),
            Deadline.due_on.between(clock.today(), until),
            ~is_reminded(Deadline.subject_id, Deadline.kind, Deadline.due_on),
        )


def _performances(agreement_id: UUID, later: date) -> sa.Select[Any]:
    kind = sa.literal(PERFORMANCE)
    columns: tuple[Any, ...] = (
        Settlement.dispute_id,
        Settlement.id,
        kind,
        Settlement.perform_by_on,
    )
    return sa.select(*columns).where(
        Settlement.agreement_id == agreement_id,
        Settlement.state.in_(SETTLEMENT.sources("perform")),
        Settlement.perform_by_on.between(clock.today(), later),
        ~is_reminded(Settlement.id, kind, Settlement.perform_by_on),
    )


def is_reminded(subject_id: Any, kind: Any, due_on: Any) -> sa.ColumnElement[bool]:
    return sa.exists().where(
        SentReminder.subject_id == subject_id,
        SentReminder.kind == kind,
        SentReminder.due_on == due_on,
    )
