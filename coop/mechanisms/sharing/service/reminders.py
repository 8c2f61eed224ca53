"""Reminding who owes an answer, a delivery, a check, a disposal, an update or a review: once a due
day.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

import sqlalchemy as sa

from coop.core import audit, clock, events
from coop.core.actor import SYSTEM
from coop.core.audit import Subject
from coop.core.db import command, lock, session
from coop.mechanisms.sharing.events import SharingReminder
from coop.mechanisms.sharing.models import (
    CatalogEntry,
    CorrectionRequest,
    Share,
    ShareRequest,
    SharingReminderSent,
)
from coop.mechanisms.sharing.service import timing
from coop.mechanisms.sharing.workflow import DISPOSAL, REVIEW
from coop.registry import directory, working_days

_DAYS_AHEAD = 1


@command
def remind_in_time(agreement_id: UUID, subject_id: UUID, kind: str) -> date | None:
    """On the last working day before the due day, or later while it is owed; answers that day.

    Nothing happens too early, on a rest day, or a second time for the same day.
    """
    owed_by, subject_kind = _owed_by(subject_id, kind)
    day, today = timing.open_due_on(subject_id, kind), clock.today()
    if owed_by is None or day is None or not _is_near(agreement_id, today, day):
        return None
    if session().scalar(_sent(subject_id, kind, day)) is not None:
        return None
    session().add(SharingReminderSent(subject_id=subject_id, kind=kind, due_on=day, sent_on=today))
    audit.record(
        SYSTEM,
        f"{subject_kind}.remind",
        Subject(subject_kind, subject_id, agreement_id),
        due_on=day,
    )
    events.record(
        SharingReminder(
            agreement_id=agreement_id,
            subject_id=subject_id,
            audience=(owed_by,),
            subject_kind=subject_kind,
            kind=kind,
            due_on=day,
        )
    )
    return day


def _owed_by(subject_id: UUID, kind: str) -> tuple[UUID | None, str]:
    """(the institution that owes it, what the subject is)."""
    request = session().get(ShareRequest, subject_id)
    if request is not None:
        lock(ShareRequest, subject_id)
        owing = request.requester_id if kind == DISPOSAL else request.provider_id
        return owing, "share_request"
    entry = session().get(CatalogEntry, subject_id)
    if entry is not None:
        lock(CatalogEntry, subject_id)
        host_id = directory.present_host(entry.agreement_id)
        return (host_id if kind == REVIEW else entry.provider_id), "catalog_entry"
    asked = session().get(CorrectionRequest, subject_id)
    share = lock(Share, asked.share_id) if asked is not None else None
    return (share.provider_id if share is not None else None), "correction_request"


def _is_near(agreement_id: UUID, today: date, day: date) -> bool:
    calendar = working_days.calendar_of(agreement_id)
    if not calendar.is_working_day(today):
        return False
    return today > day or calendar.between(today, day) <= _DAYS_AHEAD


def _sent(subject_id: UUID, kind: str, day: date) -> sa.Select[UUID]:
    return sa.select(SharingReminderSent.id).where(
        SharingReminderSent.subject_id == subject_id,
        SharingReminderSent.kind == kind,
        SharingReminderSent.due_on == day,
    )
