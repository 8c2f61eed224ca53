"""What happens to recommendations by itself. Each command is idempotent, so a job may run twice."""

from __future__ import annotations

from coop.core.actor import SYSTEM
from coop.core.jobs import scheduled
from coop.mechanisms.recommendations.queries.recommendations import awaiting_reply
from coop.mechanisms.recommendations.service.following import remind_in_time


@scheduled("remind_of_recommendations", "15 9 * * *")
def remind_of_recommendations() -> None:
    """Remind recipients that owe a reply, once for each due day."""
    for recommendation_id in awaiting_reply():
        remind_in_time(SYSTEM, recommendation_id)
