"""What publicity proves: campaigns carried out or planned, reported on; reminders answered."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import sqlalchemy as sa

from coop.activities.evidence import Proof, activities, reports
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.evidence import Evidence, Span
from coop.mechanisms.publicity.models import Campaign, LegalReminder
from coop.mechanisms.publicity.policy import CAMPAIGNS, visible_reminders


def evidence(actor: Actor, agreement_id: UUID, span: Span) -> Iterator[Evidence]:
    proof = Proof("campaign", "campaigns", Campaign.to_on)
    yield from activities(CAMPAIGNS, proof, actor, agreement_id=agreement_id, span=span)
    yield from reports(CAMPAIGNS, proof, actor, agreement_id=agreement_id, span=span)
    yield from _reminders(actor, agreement_id, span)


def _reminders(actor: Actor, agreement_id: UUID, span: Span) -> Iterator[Evidence]:
    query = sa.select(LegalReminder).where(
        LegalReminder.agreement_id == agreement_id,
        LegalReminder.answer_by_on.between(span.from_on, span.to_on),
        visible_reminders(actor),
    )
    for one in session().scalars(query.order_by(LegalReminder.answer_by_on, LegalReminder.id)):
        yield Evidence(
            obligation="legal_reminder",
            title=one.title,
            url=f"/legal-reminders/{one.id}",
            institution_ids=(one.institution_id,),
            due_on=one.answer_by_on,
            done_on=one.answered_on,
        )
