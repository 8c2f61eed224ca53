"""What publicity proves: campaigns carried out, or planned."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from coop.activities.evidence import Proof, activities
from coop.core.actor import Actor
from coop.core.evidence import Evidence, Span
from coop.mechanisms.publicity.models import Campaign
from coop.mechanisms.publicity.policy import CAMPAIGNS


def evidence(actor: Actor, agreement_id: UUID, span: Span) -> Iterator[Evidence]:
    proof = Proof("campaign", "campaigns", Campaign.to_on)
    return activities(CAMPAIGNS, proof, actor, agreement_id=agreement_id, span=span)
