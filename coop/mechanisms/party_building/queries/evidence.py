"""What party building proves: activities held, and what the year's plans still ask for."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import sqlalchemy as sa

from coop.activities.evidence import Proof, activities, reports
from coop.core.actor import Actor
from coop.core.db import session
from coop.core.evidence import Evidence, Span
from coop.core.sql import day_of
from coop.mechanisms.party_building.models import Branch, JointPlan, PartyActivity, PlanItem
from coop.mechanisms.party_building.policy import ACTIVITIES, visible_plans

_OBLIGATION = "party_activity"


def evidence(actor: Actor, agreement_id: UUID, span: Span) -> Iterator[Evidence]:
    proof = Proof(_OBLIGATION, "party-activities", day_of(PartyActivity.starts_at))
    yield from activities(ACTIVITIES, proof, actor, agreement_id=agreement_id, span=span)
    yield from reports(ACTIVITIES, proof, actor, agreement_id=agreement_id, span=span)
    yield from _plan_items(actor, agreement_id, span)


def _plan_items(actor: Actor, agreement_id: UUID, span: Span) -> Iterator[Evidence]:
    """Items of adopted plans for which no activity has been set up yet."""
    taken_up = sa.exists().where(
        PartyActivity.plan_item_id == PlanItem.id, PartyActivity.cancelled_on.is_(None)
    )
    query = (
        sa.select(PlanItem.topic, PlanItem.due_on, PlanItem.plan_id, Branch.institution_id)
        .join(JointPlan, JointPlan.id == PlanItem.plan_id)
        .join(Branch, Branch.id == PlanItem.branch_id)
        .where(
            JointPlan.agreement_id == agreement_id,
            visible_plans(actor),
            JointPlan.adopted_on.is_not(None),
            PlanItem.due_on.between(span.from_on, span.to_on),
            ~taken_up,
        )
    )
    for row in session().execute(query.order_by(PlanItem.due_on, PlanItem.id)):
        yield Evidence(
            obligation=_OBLIGATION,
            title=row.topic,
            url=f"/joint-plans/{row.plan_id}",
            institution_ids=(row.institution_id,),
            due_on=row.due_on,
            done_on=None,
        )
