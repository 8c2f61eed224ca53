"""Reminding the lead of its report: the working day before it is due, and once it is late."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.activities.kinds import Activity, Kind
from coop.activities.service import record
from coop.activities.workflow import REPORT
from coop.core import clock
from coop.core.actor import SYSTEM
from coop.core.db import lock, session, step
from coop.registry import deadlines, working_days
from coop.registry.models import Deadline

_DAYS_AHEAD = 1


def owed(kind: Kind[Any], agreement_id: UUID) -> list[UUID]:
    """Activities whose report is still to come in, the nearest day first."""
    query = (
        sa.select(kind.activity.id)
        .join(Deadline, Deadline.subject_id == kind.activity.id)
        .where(
            kind.activity.agreement_id == agreement_id,
            kind.activity.state.in_(kind.workflow.sources("remind")),
            Deadline.kind == REPORT,
            Deadline.met_on.is_(None),
        )
    )
    return list(session().scalars(query.order_by(Deadline.due_on, kind.activity.id)))


@step
def remind(kind: Kind[Activity], activity_id: UUID) -> Activity:
    """Told to the institutions in it; nothing happens where it was done or is too early."""
    activity = lock(kind.activity, activity_id)
    due_on = _due_on(activity_id)
    stands = activity.state in kind.workflow.sources("remind")
    if stands and due_on is not None and _is_time(activity, due_on):
        activity.reminded_on = clock.today()
        record(kind, SYSTEM, activity, "remind", due_on=due_on)
    return activity


def _due_on(activity_id: UUID) -> date | None:
    found = (one for one in deadlines.due_dates(activity_id) if one.kind == REPORT)
    return next((one.due_on for one in found if one.met_on is None), None)


def _is_time(activity: Any, due_on: date) -> bool:
    """Once before the day has passed, once after; on working days."""
    today, last = clock.today(), activity.reminded_on
    calendar = working_days.calendar_of(activity.agreement_id)
    if not calendar.is_working_day(today):
        return False
    if today > due_on:
        return last is None or last <= due_on
    return last is None and calendar.between(today, due_on) <= _DAYS_AHEAD
