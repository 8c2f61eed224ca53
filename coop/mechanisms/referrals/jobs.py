"""What happens to disputes by itself. Each command is idempotent, so a job may run twice."""

from __future__ import annotations

from coop.core.actor import SYSTEM
from coop.core.jobs import scheduled
from coop.mechanisms.referrals.queries import due
from coop.mechanisms.referrals.service.answering import lapse_referral
from coop.mechanisms.referrals.service.closing import expire_mediation


@scheduled("lapse_referrals", "10 0 * * *")
def lapse_referrals() -> None:
    """Give back to the court what no body accepted in time (DR-02)."""
    for dispute_id in due.unanswered():
        lapse_referral(SYSTEM, dispute_id)


@scheduled("expire_mediations", "15 0 * * *")
def expire_mediations() -> None:
    """End every mediation whose period has passed without an extension (DR-03)."""
    for dispute_id in due.out_of_time():
        expire_mediation(SYSTEM, dispute_id)
