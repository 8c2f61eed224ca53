"""What falls due by itself: reminders of what is owed, and grants whose period is over."""

from __future__ import annotations

from datetime import time
from uuid import UUID

from coop.core.actor import SYSTEM
from coop.core.errors import IllegalTransition
from coop.mechanisms.sharing.queries.due import owed
from coop.mechanisms.sharing.queries.requests import ended_grants
from coop.mechanisms.sharing.service.grants import expire_grant
from coop.mechanisms.sharing.service.reminders import remind_in_time
from coop.registry.daily import daily


@daily("remind_of_sharing", time(9, 5))
def remind_of_sharing(agreement_id: UUID) -> None:
    """Answers, deliveries, checks, disposals, updates and reviews owed: once for each due day."""
    for subject_id, kind in owed(agreement_id):
        remind_in_time(agreement_id, subject_id, kind)


@daily("expire_grants", time(0, 7))
def expire_grants(agreement_id: UUID) -> None:
    """Each once: an expired grant is no longer among the ended ones that are in use."""
    for request_id in ended_grants(agreement_id):
        try:
            expire_grant(SYSTEM, request_id)
        except IllegalTransition:  # another worker was first, or it was suspended meanwhile
            continue
