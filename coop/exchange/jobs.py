"""After the commit: every event to its webhooks, every delivery until it arrives."""

from __future__ import annotations

from uuid import UUID

import structlog

from coop.core import mail
from coop.core.events import DISPATCH_JOB
from coop.core.jobs import handler, scheduled
from coop.exchange.attempts import Outgoing
from coop.exchange.service import deliveries, outages

log = structlog.get_logger()


@scheduled("forget_old_deliveries", "29 3 * * *")
def forget_old_deliveries() -> None:
    deliveries.forget_old_deliveries()


@handler(DISPATCH_JOB)
def dispatch_event(event_id: UUID, _attempt: int) -> int | None:
    deliveries.dispatch_event(event_id)
    return None


@handler(deliveries.DELIVER_JOB)
def deliver_webhook(delivery_id: UUID, attempt: int) -> int | None:
    """Prepared in one transaction, sent outside any, recorded in another."""
    prepared = deliveries.prepare_attempt(delivery_id, attempt)
    if not isinstance(prepared, Outgoing):
        return prepared
    from coop.exchange import sending  # noqa: PLC0415  # web workers register this job, never run it

    return deliveries.record_outcome(prepared, sending.send(prepared))


@handler(outages.MAIL_JOB)
def mail_about_webhook(webhook_id: UUID, attempt: int) -> int | None:
    """Sent outside of any transaction; a mail server that is away is asked again, ever later."""
    found = outages.letter_about(webhook_id)
    if found is None:
        return None
    letter, outage_at = found
    try:
        mail.send(letter)
    except OSError as fault:
        log.warning("mail_failed", webhook_id=str(webhook_id), fault=type(fault).__name__)
        return deliveries.DELAYS[attempt - 1] if attempt <= len(deliveries.DELAYS) else None
    outages.record_mailed(webhook_id, outage_at)
    return None
