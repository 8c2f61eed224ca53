"""The settlement: drawn up, signed by each party, in effect by the rule of its kind."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core import clock
from coop.core.actor import Actor
from coop.core.db import command, session, touch
from coop.core.errors import RuleViolation, invalid
from coop.core.language import Text
from coop.mechanisms.referrals.codes import CONSENTED
from coop.mechanisms.referrals.law import CONFIRMATION, CONFIRMATION_BASIS
from coop.mechanisms.referrals.models import (
    Dispute,
    MediationBody,
    Settlement,
    SettlementSignature,
)
from coop.mechanisms.referrals.service.closing import conclude
from coop.mechanisms.referrals.service.entries import require_past
from coop.mechanisms.referrals.service.loading import (
    dispute_for,
    latest_settlement,
    parties_of,
    party_of,
    record,
    record_settlement,
    settlement_for,
)
from coop.mechanisms.referrals.service.waiving import require_waived
from coop.mechanisms.referrals.workflow import DISPUTE, SETTLEMENT
from coop.registry import deadlines, directory


class SignedAlready(RuleViolation):
    code = "signed_already"
    text = Text("{name}已签署。", "{name} has signed.")


class ConsentsOutstanding(RuleViolation):
    code = "consent_outstanding"
    text = Text("尚有当事人未同意调解：{names}。", "These have not consented: {names}.")


@command
def settle_dispute(
    actor: Actor,
    dispute_id: UUID,
    *,
    expected_version: int,
    kind: str,
    terms: str,
    **more: Any,
) -> Dispute:
    """Draw up what the parties agreed; it takes effect as they sign (an oral one at once).

    kind: a code of SETTLEMENT_KINDS. more: amount_yuan, perform_by_on.
    """
    made = dispute_for(actor, dispute_id, "settle", expected_version)
    before, state = made.state, DISPUTE.next(made.state, "settle")
    require_waived(made)
    _check_kind(made, kind)
    asked = [one.name for one in parties_of(made) if one.consent != CONSENTED]
    if asked:
        raise ConsentsOutstanding(names=asked)
    conclude(made, state, "agreed")
    settlement = add_settlement(actor, made, kind, terms, more)
    record(actor, made, "settle", state=(before, state), settlement_id=settlement.id, kind=kind)
    return made


def add_settlement(
    actor: Actor, made: Dispute, kind: str, terms: str, more: dict[str, Any]
) -> Settlement:
    earlier = latest_settlement(made)
    settlement = Settlement(
        agreement_id=made.agreement_id,
        dispute_id=made.id,
        number=earlier.number + 1 if earlier else 1,
        kind=kind,
        terms=terms,
        amount_yuan=more.get("amount_yuan") or 0,
        perform_by_on=more.get("perform_by_on"),
        made_on=clock.today(),
        state=SETTLEMENT.initial,
    )
    session().add(settlement)
    if kind == "oral":
        # An oral settlement is in effect when it is reached; there is nothing left to sign.
        settlement.state = SETTLEMENT.next(SETTLEMENT.initial, "sign", to="effective")
        settlement.effective_on = settlement.made_on
    session().flush()
    if settlement.effective_on is not None:
        open_confirmation(settlement)
    record_settlement(actor, settlement, made, "draw_up", kind=kind)
    return settlement


@command
def sign_settlement(
    actor: Actor,
    settlement_id: UUID,
    *,
    expected_version: int,
    party_id: UUID,
    signed_on: date,
    means: str,
) -> Settlement:
    """One party has signed, sealed or put its fingerprint, or signed electronically."""
    settlement, made = settlement_for(actor, settlement_id, "sign", expected_version)
    SETTLEMENT.next(settlement.state, "sign")
    party = party_of(made, party_id)
    _check_day("signed_on", settlement, signed_on)
    _check_means(settlement, means)
    if party.id in {one.party_id for one in signatures_of(settlement)}:
        raise SignedAlready(name=party.name)
    session().add(
        SettlementSignature(
            settlement_id=settlement.id, party_id=party.id, signed_on=signed_on, means=means
        )
    )
    session().flush()
    _move(actor, settlement, made, "sign", party_id=party.id, signed_on=signed_on)
    return settlement


@command
def seal_settlement(
    actor: Actor, settlement_id: UUID, *, expected_version: int, sealed_on: date
) -> Settlement:
    """The mediator has signed and the people's mediation committee sealed (人民调解法 art. 29)."""
    settlement, made = settlement_for(actor, settlement_id, "seal", expected_version)
    SETTLEMENT.next(settlement.state, "seal")
    if settlement.kind != "people":
        words = Text("只有人民调解协议须加盖印章。", "Only people's mediation needs the seal.")
        raise invalid("sealed_on", "no_seal_needed", words)
    if settlement.sealed_on is not None:
        raise SignedAlready(name=Text("调解员", "the mediator"))
    _check_day("sealed_on", settlement, sealed_on)
    settlement.sealed_on = sealed_on
    _move(actor, settlement, made, "seal", sealed_on=sealed_on)
    return settlement


def signatures_of(settlement: Settlement) -> list[SettlementSignature]:
    query = sa.select(SettlementSignature).where(SettlementSignature.settlement_id == settlement.id)
    return list(session().scalars(query.order_by(SettlementSignature.id)))


# --------------------------------------------------------------------------- parts


def _check_kind(made: Dispute, kind: str) -> None:
    body = session().get_one(MediationBody, made.body_id)
    if kind == "people" and body.kind != "people":
        words = Text(
            "只有人民调解委员会能制作人民调解协议。", "Only a people's committee makes this kind."
        )
        raise invalid("kind", "not_a_peoples_committee", words)


def _check_day(field: str, settlement: Settlement, day: date) -> None:
    require_past(field, day)
    if day < settlement.made_on:
        words = Text("不能早于协议制作日{day}。", "It is before the settlement of {day}.")
        raise invalid(field, "before_settlement", words.with_facts(day=settlement.made_on))


def _check_means(settlement: Settlement, means: str) -> None:
    wanted = "platform" if settlement.kind == "electronic" else "paper"
    if means != wanted:
        words = Text(
            "电子调解协议在平台签署，其他书面协议在纸上签署。",
            "An electronic one is signed on the platform, others on paper.",
        )
        raise invalid("means", "wrong_means", words)


def _move(actor: Actor, settlement: Settlement, made: Dispute, action: str, **changes: Any) -> None:
    """Effective on the day of the last signature that its kind asks for (F9 rule)."""
    effective_on = _effective_on(settlement, made)
    before = settlement.state
    target = "effective" if effective_on else "signed_partly"
    settlement.state = SETTLEMENT.next(before, action, to=target)
    settlement.effective_on = effective_on
    touch(settlement)
    if effective_on is not None:
        open_confirmation(settlement)
    record_settlement(actor, settlement, made, action, state=(before, settlement.state), **changes)


def _effective_on(settlement: Settlement, made: Dispute) -> date | None:
    signed = {one.party_id: one.signed_on for one in signatures_of(settlement)}
    needed = [signed.get(one.id) for one in parties_of(made)]
    if settlement.kind == "people":
        needed.append(settlement.sealed_on)
    days = [one for one in needed if one is not None]
    return max(days) if len(days) == len(needed) else None


def open_confirmation(settlement: Settlement) -> None:
    if settlement.effective_on is None:
        return
    deadlines.set_deadline(
        settlement.agreement_id,
        "settlement",
        settlement.id,
        CONFIRMATION,
        settlement.effective_on,
        directory.settings(settlement.agreement_id).confirmation_calendar_days,
        deadlines.CALENDAR_DAY,
        CONFIRMATION_BASIS,
    )
