"""Reads of settlements with their confirmation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from coop.core.actor import Actor
from coop.core.db import session
from coop.core.errors import NotFound
from coop.core.language import Text
from coop.core.paging import Page, page_of
from coop.mechanisms.referrals.codes import NOT_ACCEPTED, REJECTED, SETTLEMENT_KINDS
from coop.mechanisms.referrals.law import EFFECT_BASES
from coop.mechanisms.referrals.models import (
    Dispute,
    DisputeParty,
    Settlement,
    SettlementSignature,
)
from coop.mechanisms.referrals.policy import Standing, standing_of, visible_to
from coop.mechanisms.referrals.queries.allowed import allowed_on_settlement
from coop.mechanisms.referrals.queries.days import enforcement_explained, explained_days
from coop.mechanisms.referrals.queries.views import SettlementView
from coop.mechanisms.referrals.workflow import SETTLEMENT

_SETTLEMENT = Settlement.__table__
_PLAIN = (
    "id", "version", "agreement_id", "dispute_id", "number", "kind", "terms", "amount_yuan",
    "perform_by_on", "state", "made_on", "sealed_on", "effective_on", "court_name", "applied_on",
    "accepted_on", "decided_on", "ruling_no", "ground", "performed_on", "enforce_until_on",
)  # fmt: skip
_GROUNDS: Mapping[str, Text] = {**NOT_ACCEPTED, **REJECTED}


def get_settlement(actor: Actor, settlement_id: UUID) -> SettlementView:
    """Raises NotFound for everybody who may not see its dispute."""
    row = session().execute(_select(actor).where(_SETTLEMENT.c.id == settlement_id)).first()
    if row is None:
        raise NotFound
    return _of_row(actor, row)


def list_settlements(
    actor: Actor, *, limit: int, cursor: str | None = None, **wanted: Any
) -> Page[SettlementView]:
    """Newest first. wanted: the fields of schemas.SettlementFilters."""
    query = _select(actor)
    for name, value in wanted.items():
        query = query.where(_SETTLEMENT.c[name] == value)
    page = page_of(query.order_by(_SETTLEMENT.c.id.desc()), limit=limit, cursor=cursor)
    return Page(tuple(_of_row(actor, row) for row in page.items), page.next)


def settlements_of(
    actor: Actor, dispute_id: UUID, standing: Standing, named: Mapping[UUID, str]
) -> tuple[SettlementView, ...]:
    """Of one dispute, oldest first; the caller has checked that it is visible."""
    query = sa.select(_SETTLEMENT).where(_SETTLEMENT.c.dispute_id == dispute_id)
    rows = session().execute(query.order_by(_SETTLEMENT.c.number)).all()
    return tuple(_view(actor, row, standing, named) for row in rows)


def _select(actor: Actor) -> sa.Select[Any]:
    return (
        sa.select(*_SETTLEMENT.c)
        .join(Dispute, Dispute.id == _SETTLEMENT.c.dispute_id)
        .where(visible_to(actor))
    )


def _of_row(actor: Actor, row: Any) -> SettlementView:
    dispute = session().get_one(Dispute, row.dispute_id)
    parties = sa.select(DisputeParty.id, DisputeParty.name).where(
        DisputeParty.dispute_id == row.dispute_id
    )
    named = {one.id: one.name for one in session().execute(parties.order_by(DisputeParty.id))}
    return _view(actor, row, standing_of(dispute), named)


def _view(actor: Actor, row: Any, standing: Standing, named: Mapping[UUID, str]) -> SettlementView:
    signed = _signed(row.id)
    due_from = max(row.perform_by_on or row.decided_on, row.decided_on) if row.decided_on else None
    return SettlementView(
        **{name: getattr(row, name) for name in _PLAIN},
        kind_label=SETTLEMENT_KINDS[row.kind],
        state_label=SETTLEMENT.states[row.state],
        effect_basis=EFFECT_BASES[row.kind],
        signed={str(party_id): day for party_id, day in signed.items()},
        unsigned_names=tuple(name for one, name in named.items() if one not in signed),
        ground_label=_GROUNDS[row.ground] if row.ground else None,
        enforce_basis=enforcement_explained(due_from, row.enforce_until_on)
        if due_from and row.enforce_until_on
        else None,
        days=explained_days(row.agreement_id, row.id),
        allowed_actions=allowed_on_settlement(actor, row, standing),
    )


def _signed(settlement_id: UUID) -> dict[UUID, Any]:
    query = sa.select(SettlementSignature.party_id, SettlementSignature.signed_on).where(
        SettlementSignature.settlement_id == settlement_id
    )
    found = session().execute(query.order_by(SettlementSignature.id))
    return {row.party_id: row.signed_on for row in found}
