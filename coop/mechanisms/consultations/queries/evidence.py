"""What consultations prove: who answered in time, of those that the reader may see."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.db import session
from coop.core.evidence import Evidence, Span
from coop.mechanisms.consultations.models import Consultation, ConsultedParty
from coop.mechanisms.consultations.policy import visible_to
from coop.mechanisms.consultations.workflow import REPLY_DEADLINE
from coop.registry.conditions import due_of


def evidence(actor: Actor, agreement_id: UUID, span: Span) -> Iterator[Evidence]:
    """A round's day is gone while its clock stands still: then nothing is owed."""
    due_on = sa.func.coalesce(
        Consultation.replied_by_on, due_of(Consultation.id, REPLY_DEADLINE).on
    )
    query = (
        sa.select(
            Consultation.id,
            Consultation.title,
            ConsultedParty.institution_id,
            ConsultedParty.answered_on,
            sa.type_coerce(due_on, sa.Date()).label("due_on"),
        )
        .join(ConsultedParty, ConsultedParty.consultation_id == Consultation.id)
        .where(
            Consultation.agreement_id == agreement_id,
            visible_to(actor),
            ConsultedParty.is_mandatory,
            due_on.between(span.from_on, span.to_on),
        )
    )
    for row in session().execute(query.order_by(sa.literal_column("due_on"), ConsultedParty.id)):
        yield Evidence(
            obligation="consultation_reply",
            title=row.title,
            url=f"/consultations/{row.id}",
            institution_ids=(row.institution_id,),
            due_on=row.due_on,
            done_on=row.answered_on,
        )
