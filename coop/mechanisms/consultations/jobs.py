"""What happens to consultations by itself. Each command is idempotent, so a job may run twice."""

from __future__ import annotations

from datetime import time
from uuid import UUID

from coop.core.actor import SYSTEM
from coop.mechanisms.consultations.queries import due
from coop.mechanisms.consultations.service.joint_meeting import take_decision
from coop.mechanisms.consultations.service.reminders import remind_in_time
from coop.mechanisms.consultations.service.rounds import lapse_consultation
from coop.registry.daily import daily


@daily("lapse_consultations", time(0, 5))
def lapse_consultations(agreement_id: UUID) -> None:
    """Close every round whose due day has passed."""
    for consultation_id in due.lapsed(agreement_id):
        lapse_consultation(SYSTEM, consultation_id)


@daily("remind_of_consultations", time(9, 0))
def remind_of_consultations(agreement_id: UUID) -> None:
    """Remind those that have not answered, once for each due day."""
    for consultation_id in due.running(agreement_id):
        remind_in_time(SYSTEM, consultation_id)


@daily("take_joint_meeting_decisions", time(0, 30), cron="*/30 * * * *")
def take_joint_meeting_decisions(agreement_id: UUID) -> None:
    """Take the decisions of concluded joint meetings back to what was raised to them (CO-09)."""
    for consultation_id in due.escalated(agreement_id):
        take_decision(SYSTEM, consultation_id)
