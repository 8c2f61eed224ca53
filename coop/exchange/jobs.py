"""After the commit: every event to its webhooks, every delivery until it arrives."""

from __future__ import annotations

from uuid import UUID

from coop.core.events import DISPATCH_JOB
from coop.core.jobs import handler, scheduled
from coop.exchange.attempts import Outgoing
from coop.exchange.service import deliveries


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
