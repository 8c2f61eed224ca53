"""What happens to research by itself. The command is idempotent, so the job may run twice."""

from __future__ import annotations

from datetime import time
from uuid import UUID

from coop.core.actor import SYSTEM
from coop.mechanisms.research.queries import due
from coop.mechanisms.research.service.reminders import remind_in_time
from coop.registry.daily import daily


@daily("remind_of_research", time(9, 20))
def remind_of_research(agreement_id: UUID) -> None:
    """Remind who has to act before mid-term, the end and the follow-up, once for each day."""
    for project_id in due.with_days_ahead(agreement_id):
        remind_in_time(SYSTEM, project_id)
