"""Letters of a request handed to the other side, to be signed for."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from coop.core.actor import Actor
from coop.documents import receipts
from coop.documents.models import OfficialDocument
from coop.mechanisms.sharing.models import ShareRequest
from coop.mechanisms.sharing.service import guard, timing


def circle_of(request: ShareRequest) -> tuple[UUID, ...]:
    """Requester, provider and the host of today."""
    return guard.request_standing(request).involved


def hand_over(
    request: ShareRequest,
    document: OfficialDocument,
    to_id: UUID,
    *,
    due_on: date | None = None,
) -> None:
    receipts.hand_over(
        request.agreement_id,
        "document",
        document.id,
        [to_id],
        due_on=due_on or timing.receipt_due_on(request.agreement_id),
    )


def answer_counts(actor: Actor, request: ShareRequest) -> None:
    """Whoever answers the application has received it."""
    if request.application_document_id is not None:
        receipts.sign(actor, request.application_document_id, request.provider_id)
