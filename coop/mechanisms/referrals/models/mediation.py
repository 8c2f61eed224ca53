"""What happens while a body mediates."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.db import Model, one_of
from coop.mechanisms.referrals.codes import MEANS, RECUSED_BY
from coop.mechanisms.referrals.roster import RELATIONS


class Disclosure(Model):
    """披露: what may make the mediator's fairness doubtful. relation: which ground of recusal."""

    __tablename__ = "disclosure"
    __table_args__ = (one_of("relation", RELATIONS),)
    dispute_id: Mapped[UUID] = mapped_column(sa.ForeignKey("dispute.id"), index=True)
    mediator_id: Mapped[UUID] = mapped_column(sa.ForeignKey("mediator.id"))
    relation: Mapped[str] = mapped_column(sa.String(20))
    text: Mapped[str] = mapped_column(sa.Text)
    disclosed_at: Mapped[datetime]


class RecusalWaiver(Model):
    """同意继续调解: one party lets the mediator go on in spite of what was disclosed."""

    __tablename__ = "recusal_waiver"
    __table_args__ = (one_of("means", MEANS), sa.UniqueConstraint("disclosure_id", "party_id"))
    disclosure_id: Mapped[UUID] = mapped_column(sa.ForeignKey("disclosure.id"))
    party_id: Mapped[UUID] = mapped_column(sa.ForeignKey("dispute_party.id"))
    waived_on: Mapped[date]
    means: Mapped[str] = mapped_column(sa.String(20))
    recorded_by: Mapped[str] = mapped_column(sa.String(60))


class MediatorRecusal(Model):
    """回避: mediator_id steps out. party_id: who asked; None where the mediator did it alone."""

    __tablename__ = "mediator_recusal"
    __table_args__ = (
        one_of("asked_by", RECUSED_BY),
        sa.CheckConstraint("(asked_by = 'party') = (party_id IS NOT NULL)", name="party_iff_asked"),
    )
    dispute_id: Mapped[UUID] = mapped_column(sa.ForeignKey("dispute.id"), index=True)
    referral_id: Mapped[UUID] = mapped_column(sa.ForeignKey("referral.id"))
    mediator_id: Mapped[UUID] = mapped_column(sa.ForeignKey("mediator.id"))
    successor_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("mediator.id"))
    asked_by: Mapped[str] = mapped_column(sa.String(20))
    party_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("dispute_party.id"))
    reason: Mapped[str] = mapped_column(sa.Text)
    recused_at: Mapped[datetime]


class ExtensionConsent(Model):
    """延期合意 of one party to so many days more. extension_id: the extension it made possible."""

    __tablename__ = "extension_consent"
    referral_id: Mapped[UUID] = mapped_column(sa.ForeignKey("referral.id"), index=True)
    party_id: Mapped[UUID] = mapped_column(sa.ForeignKey("dispute_party.id"))
    days: Mapped[int]
    signed_on: Mapped[date]
    extension_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("mediation_extension.id"))


class MediationExtension(Model):
    """延长调解期限, granted by the court on the parties' consent."""

    __tablename__ = "mediation_extension"
    __table_args__ = (sa.CheckConstraint("new_due_on > old_due_on", name="later"),)
    referral_id: Mapped[UUID] = mapped_column(sa.ForeignKey("referral.id"), index=True)
    days: Mapped[int]
    old_due_on: Mapped[date]
    new_due_on: Mapped[date]
    granted_by: Mapped[str] = mapped_column(sa.String(60))
    granted_on: Mapped[date]


class AppraisalPause(Model):
    """鉴定评估. clock_…: the mediation period as it stood, which goes on afterwards."""

    __tablename__ = "appraisal_pause"
    __table_args__ = (
        sa.CheckConstraint("stopped_on IS NULL OR stopped_on >= started_on", name="ends_later"),
        sa.Index(
            "uq_appraisal_pause_open",
            "referral_id",
            unique=True,
            sqlite_where=sa.text("stopped_on IS NULL"),
            postgresql_where=sa.text("stopped_on IS NULL"),
        ),
    )
    referral_id: Mapped[UUID] = mapped_column(sa.ForeignKey("referral.id"), index=True)
    subject: Mapped[str] = mapped_column(sa.String(200))
    started_on: Mapped[date]
    stopped_on: Mapped[date | None]
    clock_start_on: Mapped[date]
    clock_days: Mapped[int]


class UndisputedFacts(Model):
    """无争议事实记载, confirmed by every party; admissions made to settle don't belong in it."""

    __tablename__ = "undisputed_facts"
    dispute_id: Mapped[UUID] = mapped_column(sa.ForeignKey("dispute.id"), unique=True)
    facts: Mapped[list[str]] = mapped_column(sa.JSON)
    confirmed_on: Mapped[date]
    recorded_by: Mapped[str] = mapped_column(sa.String(60))
