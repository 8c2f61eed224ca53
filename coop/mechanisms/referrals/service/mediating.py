"""While a body mediates: disclosure and recusal, what nobody disputes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import command, session, touch
from coop.core.errors import RuleViolation, invalid
from coop.core.language import Text
from coop.mechanisms.referrals.models import (
    Disclosure,
    Dispute,
    DisputeParty,
    Mediator,
    MediatorRecusal,
    UndisputedFacts,
)
from coop.mechanisms.referrals.service.closing import conclude
from coop.mechanisms.referrals.service.entries import require_past
from coop.mechanisms.referrals.service.fitness import require_mediator
from coop.mechanisms.referrals.service.loading import (
    dispute_for,
    parties_of,
    party_of,
    record,
)
from coop.mechanisms.referrals.service.waiving import require_waived
from coop.mechanisms.referrals.workflow import DISPUTE


class NoMediator(RuleViolation):
    code = "no_mediator"
    text = Text("尚未确定调解员。", "No mediator is appointed.")


class FactsNotConfirmed(RuleViolation):
    code = "facts_not_confirmed"
    text = Text("无争议事实须经各方当事人确认。", "Every party must confirm undisputed facts.")


@command
def disclose_interest(
    actor: Actor, dispute_id: UUID, *, expected_version: int, relation: str, text: str
) -> Dispute:
    """The mediator tells what may make fairness doubtful (特邀调解规定 art. 15).

    It goes on only when every party waives recusal; else another mediator takes over.
    """
    made = dispute_for(actor, dispute_id, "disclose", expected_version)
    made.state = DISPUTE.next(made.state, "disclose")
    session().add(
        Disclosure(
            dispute_id=made.id,
            mediator_id=_in_charge(made).id,
            relation=relation,
            text=text,
            disclosed_at=clock.now(),
        )
    )
    touch(made)
    record(actor, made, "disclose", mediator_id=made.mediator_id)
    return made


@command
def recuse_mediator(
    actor: Actor,
    dispute_id: UUID,
    *,
    expected_version: int,
    reason: str,
    party_id: UUID | None = None,
    successor_id: UUID | None = None,
) -> Dispute:
    """The mediator steps out, asked by a party or alone; the clock goes on.

    A party that refuses a second mediator refuses mediation (在线调解规则 arts. 13-14).
    """
    made = dispute_for(actor, dispute_id, "recuse", expected_version)
    before, outgoing = made.state, _in_charge(made)
    party = None if party_id is None else party_of(made, party_id)
    is_second = party is not None and _has_recused(made, party)
    state = DISPUTE.next(before, "recuse", to="failed" if is_second else before)
    successor = None if successor_id is None else _successor(made, successor_id, outgoing)
    session().add(
        MediatorRecusal(
            dispute_id=made.id,
            referral_id=made.referral_id,
            mediator_id=outgoing.id,
            successor_id=successor.id if successor else None,
            asked_by="mediator" if party is None else "party",
            party_id=party_id,
            reason=reason,
            recused_at=clock.now(),
        )
    )
    if is_second:
        conclude(made, state, "refused", party_id=party_id)
    else:
        made.mediator_id = successor.id if successor else None
    touch(made)
    record(actor, made, "recuse", state=(before, state), mediator_id=outgoing.id)
    return made


@command
def appoint_mediator(
    actor: Actor, dispute_id: UUID, *, expected_version: int, mediator_id: UUID
) -> Dispute:
    made = dispute_for(actor, dispute_id, "appoint", expected_version)
    made.state = DISPUTE.next(made.state, "appoint")
    found = require_mediator(made, mediator_id)
    if _was_recused(made, found):
        raise invalid("mediator_id", "recused", _RECUSED)
    before, made.mediator_id = made.mediator_id, found.id
    record(actor, made, "appoint", mediator_id=(before, found.id))
    return made


@command
def record_facts(
    actor: Actor,
    dispute_id: UUID,
    *,
    expected_version: int,
    facts: Sequence[str],
    confirmed_on: date,
    confirmed_ids: Sequence[UUID],
) -> Dispute:
    """无争议事实: no proof needed later, so every party confirms them. Writing again replaces."""
    made = dispute_for(actor, dispute_id, "record_facts", expected_version)
    before = made.state
    made.state = DISPUTE.next(before, "record_facts")
    if before in DISPUTE.sources("waive"):
        require_waived(made)
    require_past("confirmed_on", confirmed_on)
    if {one.id for one in parties_of(made)} - set(confirmed_ids):
        raise FactsNotConfirmed
    session().execute(sa.delete(UndisputedFacts).where(UndisputedFacts.dispute_id == made.id))
    session().add(
        UndisputedFacts(
            dispute_id=made.id,
            facts=list(facts),
            confirmed_on=confirmed_on,
            recorded_by=actor.on_behalf_of or actor.name,
        )
    )
    touch(made)
    record(actor, made, "record_facts", count=len(facts), confirmed_on=confirmed_on)
    return made


# --------------------------------------------------------------------------- parts

_RECUSED = Text("该调解员已回避。", "This mediator has stepped out.")


def _in_charge(made: Dispute) -> Mediator:
    if made.mediator_id is None:
        raise NoMediator
    return session().get_one(Mediator, made.mediator_id)


def _has_recused(made: Dispute, party: DisputeParty) -> bool:
    earlier = sa.select(MediatorRecusal.id).where(
        MediatorRecusal.referral_id == made.referral_id, MediatorRecusal.party_id == party.id
    )
    return session().scalar(earlier.limit(1)) is not None


def _was_recused(made: Dispute, mediator: Mediator) -> bool:
    earlier = sa.select(MediatorRecusal.id).where(
        MediatorRecusal.dispute_id == made.id, MediatorRecusal.mediator_id == mediator.id
    )
    return session().scalar(earlier.limit(1)) is not None


def _successor(made: Dispute, mediator_id: UUID, outgoing: Mediator) -> Mediator:
    found = require_mediator(made, mediator_id, field="successor_id")
    if found.id == outgoing.id or _was_recused(made, found):
        raise invalid("successor_id", "recused", _RECUSED)
    return found
