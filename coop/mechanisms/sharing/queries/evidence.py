"""What sharing proves: requests answered and information delivered in time."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.db import session
from coop.core.evidence import Evidence, Span
from coop.mechanisms.sharing.models import CatalogRevision, ShareRequest
from coop.mechanisms.sharing.policy import visible_requests
from coop.mechanisms.sharing.workflow import DELIVERY, REPLY
from coop.registry.models import Deadline

_OBLIGATIONS = {REPLY: "share_reply", DELIVERY: "share_delivery"}


def evidence(actor: Actor, agreement_id: UUID, span: Span) -> Iterator[Evidence]:
    query = (
        sa.select(
            ShareRequest.id,
            CatalogRevision.name,
            ShareRequest.provider_id,
            Deadline.kind,
            Deadline.due_on,
            Deadline.met_on,
        )
        .join(Deadline, Deadline.subject_id == ShareRequest.id)
        .join(CatalogRevision, CatalogRevision.id == ShareRequest.revision_id)
        .where(
            ShareRequest.agreement_id == agreement_id,
            visible_requests(actor),
            Deadline.kind.in_(_OBLIGATIONS),
            Deadline.due_on.between(span.from_on, span.to_on),
        )
    )
    for row in session().execute(query.order_by(Deadline.due_on, ShareRequest.id)):
        yield Evidence(
            obligation=_OBLIGATIONS[row.kind],
            title=row.name,
            url=f"/share-requests/{row.id}",
            institution_ids=(row.provider_id,),
            due_on=row.due_on,
            done_on=row.met_on,
        )
