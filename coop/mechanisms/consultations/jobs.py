"""What happens to consultations by itself. Each command is idempotent, so a job may run twice."""

from __future__ import annotations

from coop.core.actor import SYSTEM
from coop.core.jobs import scheduled
from coop.mechanisms.consultations.queries import due
from coop.mechanisms.consultations.service.joint_meeting import take_decision
from coop.mechanisms.consultations.service.reminders import remind_in_time
from coop.mechanisms.consultations.service.rounds import lapse_consultation


@scheduled("lapse_consultations", "5 0 * * *")
def lapse_consultations() -> None:
    """Close every round whose due day has passed."""
    for consultation_id in due.lapsed():
        lapse_consultation(SYSTEM, consultation_id)


@scheduled("remind_of_consultations", "0 9 * * *")
def remind_of_consultations() -> None:
    """Remind those that have not answered, once for each due day."""
    for consultation_id in due.running():
        remind_in_time(SYSTEM, consultation_id)


@scheduled("take_joint_meeting_decisions", "*/30 * * * *")
def take_joint_meeting_decisions() -> None:
    """Take the decisions of concluded joint meetings back to what was raised to them (CO-09)."""
    for consultation_id in due.escalated():
        take_decision(SYSTEM, consultation_id)
