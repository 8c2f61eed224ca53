"""A dispute, its parties, and each attempt to have it mediated."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.db import Model, one_of
from coop.core.sealed import Sealed
from coop.mechanisms.referrals.codes import (
    CHOSEN_BY,
    CONSENTS,
    COURT_LEVELS,
    GROUNDS,
    MODES,
    NATURES,
    PARTY_KINDS,
    PROCEDURES,
    REFERRAL_KINDS,
    REFERRAL_OUTCOMES,
    SIDES,
    SOURCES,
)
from coop.mechanisms.referrals.workflow import DISPUTE


def _one_of_or_none(column: str, codes: object) -> sa.CheckConstraint:
    listed = ", ".join(f"'{one}'" for one in list(codes))  # type: ignore[call-overload]
    return sa.CheckConstraint(f"{column} IS NULL OR {column} IN ({listed})", name=f"{column}_known")


class Dispute(Model):
    """纠纷. court_id: who refers it, None where a body received it itself.

    body_id, mediator_id: who has it now, or had it to the end. referral_id: the latest attempt.
    consultation_id, consultation_label: whose conclusion led to it, the court's own knowledge.
    claim_yuan: 标的额. ground: why mediation ended; ground_note tells facts, never an offer made.
    """

    __tablename__ = "dispute"
    __table_args__ = (
        one_of("state", DISPUTE.states),
        one_of("source", SOURCES),
        one_of("nature", NATURES),
        one_of("court_level", COURT_LEVELS),
        _one_of_or_none("ground", GROUNDS),
        sa.CheckConstraint(
            "(source = 'court_referral') = (court_id IS NOT NULL)", name="court_iff_court_referral"
        ),
        sa.CheckConstraint(
            "(state IN ('settled', 'failed', 'closed')) = (ground IS NOT NULL)",
            name="ground_iff_concluded",
        ),
        sa.CheckConstraint("(ground IS NULL) = (concluded_on IS NULL)", name="concluded_with_day"),
        sa.CheckConstraint(
            "state NOT IN ('referred', 'mediating', 'suspended', 'settled', 'failed', 'closed') "
            "OR (body_id IS NOT NULL AND referral_id IS NOT NULL)",
            name="body_once_referred",
        ),
        sa.CheckConstraint(
            "(state = 'closed') = (reported_at IS NOT NULL)", name="reported_closed"
        ),
        sa.CheckConstraint(
            "acknowledged_at IS NULL OR state = 'closed'", name="acknowledged_when_closed"
        ),
        sa.CheckConstraint(
            "(consultation_id IS NULL) = (consultation_label = '')"
            " AND (consultation_id IS NULL OR court_id IS NOT NULL)",
            name="taken_up_by_a_court",
        ),
        sa.CheckConstraint("claim_yuan >= 0", name="claim_not_negative"),
        sa.UniqueConstraint("agreement_id", "year", "ordinal"),
        sa.UniqueConstraint("court_id", "pre_filing_no"),
        sa.UniqueConstraint("court_id", "case_no"),
        sa.UniqueConstraint("external_ref", "registered_by_id"),
        sa.Index("ix_dispute_court", "court_id", "agreement_id", "id"),
        sa.Index("ix_dispute_body", "body_id", "agreement_id", "id"),
        sa.Index("ix_dispute_court_state", "court_id", "state", "id"),
        sa.Index("ix_dispute_body_state", "body_id", "state", "id"),
    )
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"))
    year: Mapped[int]
    ordinal: Mapped[int]
    source: Mapped[str] = mapped_column(sa.String(20))
    registered_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    court_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("institution.id"))
    body_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("mediation_body.id"))
    mediator_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("mediator.id"), index=True)
    referral_id: Mapped[UUID | None]
    cause: Mapped[str] = mapped_column(sa.String(100))
    nature: Mapped[str] = mapped_column(sa.String(20))
    court_level: Mapped[str] = mapped_column(sa.String(20))
    claim_yuan: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    summary: Mapped[str] = mapped_column(sa.Text, default="")
    pre_filing_no: Mapped[str | None] = mapped_column(sa.String(60))
    case_no: Mapped[str | None] = mapped_column(sa.String(60))
    external_ref: Mapped[str | None] = mapped_column(sa.String(100))
    consultation_id: Mapped[UUID | None]
    consultation_label: Mapped[str] = mapped_column(sa.String(250), default="")
    state: Mapped[str] = mapped_column(sa.String(20), default=DISPUTE.initial)
    ground: Mapped[str | None] = mapped_column(sa.String(20))
    ground_party_id: Mapped[UUID | None]
    ground_note: Mapped[str] = mapped_column(sa.Text, default="")
    suspended_for: Mapped[str] = mapped_column(sa.Text, default="")
    concluded_on: Mapped[date | None]
    report: Mapped[str] = mapped_column(sa.Text, default="")
    returned_materials: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    reported_at: Mapped[datetime | None]
    document_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("official_document.id"))
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by: Mapped[str | None] = mapped_column(sa.String(60))


class DisputeParty(Model):
    """当事人. Identity number, telephone and address for service are kept sealed.

    consent_on: the day the party consented or declined.
    """

    __tablename__ = "dispute_party"
    __table_args__ = (
        one_of("side", SIDES),
        one_of("kind", PARTY_KINDS),
        one_of("consent", CONSENTS),
        sa.CheckConstraint("(consent = 'asked') = (consent_on IS NULL)", name="consent_with_day"),
    )
    dispute_id: Mapped[UUID] = mapped_column(sa.ForeignKey("dispute.id"), index=True)
    side: Mapped[str] = mapped_column(sa.String(20))
    kind: Mapped[str] = mapped_column(sa.String(20))
    name: Mapped[str] = mapped_column(sa.String(100))
    representative: Mapped[str] = mapped_column(sa.String(100), default="")
    identity_no: Mapped[str | None] = mapped_column(Sealed())
    phone: Mapped[str | None] = mapped_column(Sealed())
    address: Mapped[str | None] = mapped_column(Sealed())
    consent: Mapped[str] = mapped_column(sa.String(20), default="asked")
    consent_on: Mapped[date | None]
    consent_means: Mapped[str | None] = mapped_column(sa.String(20))


class Referral(Model):
    """委派(委托)调解: one attempt with one body. received_on: when it signed for the file, day 0.

    period_days: calendar days by law or agreement, None where the body works on its own.
    document_id: the letter.
    """

    __tablename__ = "referral"
    __table_args__ = (
        one_of("kind", REFERRAL_KINDS),
        one_of("mode", MODES),
        one_of("chosen_by", CHOSEN_BY),
        one_of("outcome", REFERRAL_OUTCOMES),
        _one_of_or_none("procedure", PROCEDURES),
        sa.CheckConstraint(
            "(kind = 'entrusted') = (procedure IS NOT NULL)", name="procedure_iff_entrusted"
        ),
        sa.CheckConstraint(
            "(outcome = 'accepted') = (received_on IS NOT NULL)", name="received_iff_accepted"
        ),
        sa.CheckConstraint(
            "(outcome = 'waiting') = (answered_at IS NULL)", name="answered_unless_waiting"
        ),
        sa.UniqueConstraint("dispute_id", "number"),
        sa.Index("ix_referral_body", "body_id", "id"),
    )
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"))
    dispute_id: Mapped[UUID] = mapped_column(sa.ForeignKey("dispute.id"))
    number: Mapped[int]
    body_id: Mapped[UUID] = mapped_column(sa.ForeignKey("mediation_body.id"))
    kind: Mapped[str] = mapped_column(sa.String(20))
    procedure: Mapped[str | None] = mapped_column(sa.String(20))
    mode: Mapped[str] = mapped_column(sa.String(20))
    chosen_by: Mapped[str] = mapped_column(sa.String(20))
    materials: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    sent_at: Mapped[datetime]
    outcome: Mapped[str] = mapped_column(sa.String(20), default="waiting")
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str | None] = mapped_column(sa.String(60))
    refusal: Mapped[str] = mapped_column(sa.Text, default="")
    received_on: Mapped[date | None]
    period_days: Mapped[int | None]
    document_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("official_document.id"))
