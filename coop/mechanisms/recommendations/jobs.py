"""What happens to recommendations by itself. Each command is idempotent, so a job may run twice."""

from __future__ import annotations

from datetime import time
from uuid import UUID

from coop.core.actor import SYSTEM
from coop.mechanisms.recommendations.queries.recommendations import awaiting_reply
from coop.mechanisms.recommendations.service.following import remind_in_time
from coop.registry.daily import daily


@daily("remind_of_recommendations", time(9, 15))
def remind_of_recommendations(agreement_id: UUID) -> None:
    """Remind recipients that owe a reply, once for each due day."""
    for recommendation_id in awaiting_reply(agreement_id):
        remind_in_time(SYSTEM, recommendation_id)
