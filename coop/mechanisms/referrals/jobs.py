"""What happens to disputes by itself. Each command is idempotent, so a job may run twice."""

from __future__ import annotations

from datetime import time
from uuid import UUID

from coop.core.actor import SYSTEM
from coop.core.jobs import handler
from coop.mechanisms.referrals.queries import due
from coop.mechanisms.referrals.service.answering import lapse_referral
from coop.mechanisms.referrals.service.closing import expire_mediation
from coop.mechanisms.referrals.service.imports import JOB, advance_import, importer_of
from coop.mechanisms.referrals.service.reminders import remind_of_day
from coop.registry.daily import daily


@daily("lapse_referrals", time(0, 10))
def lapse_referrals(agreement_id: UUID) -> None:
    """Give back to the court what no body accepted in time (DR-02)."""
    for dispute_id in due.unanswered(agreement_id):
        lapse_referral(SYSTEM, dispute_id)


@daily("expire_mediations", time(0, 15))
def expire_mediations(agreement_id: UUID) -> None:
    """End every mediation whose period has passed without an extension (DR-03)."""
    for dispute_id in due.out_of_time(agreement_id):
        expire_mediation(SYSTEM, dispute_id)


@daily("remind_of_disputes", time(9, 15))
def remind_of_disputes(agreement_id: UUID) -> None:
    """Tell court or body of a day that comes near, once."""
    for near in due.nearing(agreement_id):
        remind_of_day(SYSTEM, near)


@handler(JOB)
def import_disputes(import_id: UUID, _attempt: int) -> int | None:
    """Register a confirmed file part by part; begun again it goes on where it was."""
    importer = importer_of(import_id)
    while advance_import(importer, import_id):
        pass
    return None
