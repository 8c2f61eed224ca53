"""Letters of a request handed to the other side, to be signed for."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from coop.core import clock
from coop.core.actor import Actor
from coop.documents import receipts
from coop.documents.handling import SignOff, issued_after, published
from coop.documents.models import OfficialDocument
from coop.mechanisms.sharing.models import ShareRequest
from coop.mechanisms.sharing.printing import Sending
from coop.mechanisms.sharing.service import guard, timing
from coop.mechanisms.sharing.workflow import GRANT


def applied(actor: Actor, request: ShareRequest) -> Sending:
    """The application, to which the requester's head consented."""
    consent = SignOff(
        signed_by=request.consented_by,
        signed_at=request.consented_at or clock.now(),
        drafted_by_id=request.drafted_by_id,
    )
    return Sending(_circle_of(request), issued_after(consent, actor))


def endorsed(actor: Actor, request: ShareRequest) -> Sending:
    """The answer that the provider's head endorsed: consent, refusal or 补正告知."""
    consent = SignOff(
        signed_by=request.endorsed_by,
        signed_at=request.endorsed_at or clock.now(),
        drafted_by_id=request.proposed_by_id,
    )
    return Sending(_circle_of(request), issued_after(consent, actor))


def delivering(actor: Actor, request: ShareRequest) -> Sending:
    """数据移交单: under the endorsed terms, or as the joint meeting ruled, which no head signs."""
    if request.proposal == GRANT:
        return endorsed(actor, request)
    return Sending(_circle_of(request), published(actor))


def _circle_of(request: ShareRequest) -> tuple[UUID, ...]:
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
