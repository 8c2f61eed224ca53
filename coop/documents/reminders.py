"""Reminding institutions of what they have not signed for, once past its day."""

from __future__ import annotations

from uuid import UUID

from coop.core import audit, clock, events
from coop.core.actor import SYSTEM
from coop.core.audit import Subject
from coop.core.db import command, lock
from coop.documents.events import ReceiptReminder
from coop.documents.models import Receipt
from coop.documents.policy import audience_of


@command
def remind_of_receipt(receipt_id: UUID) -> Receipt:
    """Tell the receiver and who may know of the subject; nothing happens twice or too early."""
    receipt = lock(Receipt, receipt_id)
    due_on, today = receipt.due_on, clock.today()
    is_owed = receipt.signed_at is None and receipt.reminded_on is None
    if due_on is None or due_on >= today or not is_owed:
        return receipt
    receipt.reminded_on = today
    subject = Subject("receipt", receipt.id, receipt.agreement_id)
    audit.record(SYSTEM, "receipt.remind", subject, due_on=due_on)
    events.record(
        ReceiptReminder(
            agreement_id=receipt.agreement_id,
            subject_id=receipt.id,
            audience=audience_of(receipt.agreement_id, receipt.subject_id),
            handed_kind=receipt.subject_kind,
            handed_id=receipt.subject_id,
            institution_id=receipt.institution_id,
            due_on=due_on,
        )
    )
    return receipt
