"""What happens to research by itself. The command is idempotent, so the job may run twice."""

from __future__ import annotations

from coop.core.actor import SYSTEM
from coop.core.jobs import scheduled
from coop.mechanisms.research.queries import due
from coop.mechanisms.research.service.reminders import remind_in_time


@scheduled("remind_of_research", "20 9 * * *")
def remind_of_research() -> None:
    """Remind who has to act before mid-term, the end and the follow-up, once for each day."""
    for project_id in due.with_days_ahead():
        remind_in_time(SYSTEM, project_id)
