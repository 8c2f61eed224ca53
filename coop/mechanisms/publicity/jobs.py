"""What happens by itself: the lead institution is reminded of its report."""

from __future__ import annotations

from datetime import time
from uuid import UUID

from coop.activities.reminding import owed
from coop.mechanisms.publicity.policy import CAMPAIGNS
from coop.mechanisms.publicity.service.campaigns import LIFECYCLE
from coop.registry.daily import daily


@daily("remind_of_campaign_reports", time(9, 0))
def remind_of_campaign_reports(agreement_id: UUID) -> None:
    """Each once before the due day and once after it."""
    for campaign_id in owed(CAMPAIGNS, agreement_id):
        LIFECYCLE.remind(campaign_id)
