"""What every command begins and ends with: load what is visible, permit, and record the act."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import audit, events, policy
from coop.core.actor import Actor
from coop.core.audit import Subject
from coop.core.db import check_version, lock, session
from coop.core.errors import NotFound, invalid
from coop.core.language import Text
from coop.core.parts import lock_part
from coop.mechanisms.referrals.events import DisputeEvent, SettlementEvent
from coop.mechanisms.referrals.models import (
    Dispute,
    DisputeParty,
    MediationBody,
    Referral,
    Settlement,
)
from coop.mechanisms.referrals.policy import holds, sees, standing_of
from coop.mechanisms.referrals.service import tallies
from coop.mechanisms.referrals.workflow import DISPUTE, SETTLEMENT


def dispute_for(
    actor: Actor, dispute_id: UUID, action: str, expected_version: int | None = None
) -> Dispute:
    """The dispute, locked, if the actor sees it and may do this with it."""
    found = lock(Dispute, dispute_id)
    if not sees(actor, found.id):
        raise NotFound
    policy.require(actor, DISPUTE, action, standing_of(found), holds)
    check_version(found, expected_version)
    return found


def settlement_for(
    actor: Actor, settlement_id: UUID, action: str, expected_version: int | None = None
) -> tuple[Settlement, Dispute]:
    """A settlement with its dispute, locked in the other order, if the actor may do this."""
    found, dispute = lock_part(Settlement, settlement_id, Dispute, Settlement.dispute_id)
    if not sees(actor, dispute.id):
        raise NotFound
    policy.require(actor, SETTLEMENT, action, standing_of(dispute), holds)
    check_version(found, expected_version)
    return found, dispute


def parties_of(dispute: Dispute) -> list[DisputeParty]:
    query = sa.select(DisputeParty).where(DisputeParty.dispute_id == dispute.id)
    return list(session().scalars(query.order_by(DisputeParty.id)))


def party_of(dispute: Dispute, party_id: UUID, *, field: str = "party_id") -> DisputeParty:
    """Raises Invalid for somebody else's party."""
    found = session().get(DisputeParty, party_id)
    if found is None or found.dispute_id != dispute.id:
        words = Text("不是本纠纷的当事人。", "Not a party of this dispute.")
        raise invalid(field, "not_a_party", words)
    return found


def referral_of(dispute: Dispute) -> Referral:
    """The latest attempt."""
    return session().get_one(Referral, dispute.referral_id)


def latest_settlement(dispute: Dispute) -> Settlement | None:
    query = sa.select(Settlement).where(Settlement.dispute_id == dispute.id)
    return session().scalar(query.order_by(Settlement.number.desc()).limit(1))


# --------------------------------------------------------------------------- records


def issue_no(dispute: Dispute) -> str:
    """诉调〔2026〕1号."""
    return f"诉调〔{dispute.year}〕{dispute.ordinal}号"


def audience_of(dispute: Dispute) -> tuple[UUID, ...]:
    """The court and the body that has the dispute; no other party is told."""
    body = sa.select(MediationBody.institution_id).where(MediationBody.id == dispute.body_id)
    told = (dispute.court_id, session().scalar(body) if dispute.body_id else None)
    return tuple(one for one in told if one is not None) or (dispute.registered_by_id,)


def record(actor: Actor, dispute: Dispute, action: str, **changes: Any) -> None:
    """The log names what was done, in codes and days: others may read it than the file."""
    subject = Subject("dispute", dispute.id, dispute.agreement_id)
    audit.record(actor, f"dispute.{action}", subject, **changes)
    session().flush()
    events.record(
        DisputeEvent(
            agreement_id=dispute.agreement_id,
            subject_id=dispute.id,
            audience=audience_of(dispute),
            issue_no=issue_no(dispute),
            action=action,
            state=dispute.state,
        )
    )


def record_settlement(
    actor: Actor, settlement: Settlement, dispute: Dispute, action: str, **changes: Any
) -> None:
    subject = Subject("settlement", settlement.id, settlement.agreement_id)
    tallies.settlement_moved(settlement, dispute, action, changes.get("state"))
    audit.record(actor, f"settlement.{action}", subject, dispute_id=dispute.id, **changes)
    session().flush()
    events.record(
        SettlementEvent(
            agreement_id=settlement.agreement_id,
            subject_id=settlement.id,
            audience=audience_of(dispute),
            dispute_id=dispute.id,
            action=action,
            state=settlement.state,
            effective_on=settlement.effective_on,
        )
    )
