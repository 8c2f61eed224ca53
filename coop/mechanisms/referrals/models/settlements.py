"""Settlements, who signed them, and their confirmation by a court."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.db import Model, one_of
from coop.mechanisms.referrals.codes import MEANS, SETTLEMENT_KINDS
from coop.mechanisms.referrals.workflow import SETTLEMENT

_NOT_EFFECTIVE = "state IN ('signed_partly', 'void')"


class Settlement(Model):
    """调解协议. effective_on: by the rule of its kind. confirm_court_id: where that is a party.

    enforce_until_on: last day to seek enforcement, two years after performance was due.
    """

    __tablename__ = "settlement"
    __table_args__ = (
        one_of("state", SETTLEMENT.states),
        one_of("kind", SETTLEMENT_KINDS),
        sa.CheckConstraint(f"({_NOT_EFFECTIVE}) = (effective_on IS NULL)", name="effective_on"),
        sa.CheckConstraint(
            "state NOT IN ('applied', 'under_review', 'confirmed', 'enforcement', 'rejected', "
            "'not_accepted', 'superseded', 'litigated') OR applied_on IS NOT NULL",
            name="applied_on",
        ),
        sa.CheckConstraint(
            "state NOT IN ('confirmed', 'enforcement') OR ruling_no IS NOT NULL",
            name="ruling_when_confirmed",
        ),
        sa.CheckConstraint("(state = 'performed') = (performed_on IS NOT NULL)", name="performed"),
        sa.UniqueConstraint("dispute_id", "number"),
    )
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"))
    dispute_id: Mapped[UUID] = mapped_column(sa.ForeignKey("dispute.id"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(sa.String(20))
    terms: Mapped[str] = mapped_column(sa.Text)
    amount_yuan: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    perform_by_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(sa.String(20), default=SETTLEMENT.initial)
    made_on: Mapped[date]
    sealed_on: Mapped[date | None]
    effective_on: Mapped[date | None]
    court_name: Mapped[str | None] = mapped_column(sa.String(100))
    confirm_court_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("institution.id"))
    applied_on: Mapped[date | None]
    accepted_on: Mapped[date | None]
    decided_on: Mapped[date | None]
    ruling_no: Mapped[str | None] = mapped_column(sa.String(60))
    ground: Mapped[str | None] = mapped_column(sa.String(30))
    performed_on: Mapped[date | None]
    enforce_until_on: Mapped[date | None]


class SettlementSignature(Model):
    """One party's 签名、盖章或捺印, or electronic signature."""

    __tablename__ = "settlement_signature"
    __table_args__ = (
        one_of("means", MEANS),
        sa.UniqueConstraint("settlement_id", "party_id"),
    )
    settlement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("settlement.id"))
    party_id: Mapped[UUID] = mapped_column(sa.ForeignKey("dispute_party.id"))
    signed_on: Mapped[date]
    means: Mapped[str] = mapped_column(sa.String(20))
