"""What happens by itself: the lead institution is reminded of its report."""

from __future__ import annotations

from datetime import time
from uuid import UUID

from coop.activities.reminding import owed
from coop.mechanisms.party_building.policy import ACTIVITIES
from coop.mechanisms.party_building.service.activities import LIFECYCLE
from coop.registry.daily import daily


@daily("remind_of_party_activity_reports", time(9, 0))
def remind_of_party_activity_reports(agreement_id: UUID) -> None:
    """Each once before the due day and once after it."""
    for party_activity_id in owed(ACTIVITIES, agreement_id):
        LIFECYCLE.remind(party_activity_id)
