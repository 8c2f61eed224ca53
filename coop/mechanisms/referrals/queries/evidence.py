"""What referrals prove, to those who may see the disputes: accepted and mediated in time."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.db import session
from coop.core.evidence import Evidence, Span
from coop.mechanisms.referrals.law import ACCEPTANCE, MEDIATION
from coop.mechanisms.referrals.models import Dispute
from coop.mechanisms.referrals.policy import visible_to
from coop.registry.models import Deadline

_OBLIGATIONS = {ACCEPTANCE: "referral_acceptance", MEDIATION: "mediation"}


def evidence(actor: Actor, agreement_id: UUID, span: Span) -> Iterator[Evidence]:
    """Of disputes that a court referred: the court is who answers for it among the parties."""
    query = (
        sa.select(
            Dispute.id,
            Dispute.cause,
            Dispute.year,
            Dispute.ordinal,
            Dispute.court_id,
            Deadline.kind,
            Deadline.due_on,
            Deadline.met_on,
        )
        .join(Deadline, Deadline.subject_id == Dispute.id)
        .where(
            Dispute.agreement_id == agreement_id,
            visible_to(actor),
            Dispute.court_id.is_not(None),
            Deadline.kind.in_(_OBLIGATIONS),
            Deadline.due_on.between(span.from_on, span.to_on),
        )
    )
    for row in session().execute(query.order_by(Deadline.due_on, Dispute.id)):
        yield Evidence(
            obligation=_OBLIGATIONS[row.kind],
            title=f"{row.cause}（诉调〔{row.year}〕{row.ordinal}号）",
            url=f"/disputes/{row.id}",
            institution_ids=(row.court_id,),
            due_on=row.due_on,
            done_on=row.met_on,
        )
