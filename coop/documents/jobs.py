"""What falls due by itself: reminders of what was not signed for in time."""

from __future__ import annotations

from datetime import time
from uuid import UUID

from coop.documents import receipts, reminders
from coop.registry.daily import daily


@daily("remind_of_receipts", time(9, 10))
def remind_of_receipts(agreement_id: UUID) -> None:
    """Each receipt once."""
    for late in receipts.overdue_receipts(agreement_id):
        reminders.remind_of_receipt(late.id)
