"""Which body is to mediate: who chose it, and who asked the court to."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.db import Model, one_of
from coop.mechanisms.referrals.codes import CHOICE_GROUNDS, CHOSEN_BY


class BodyChoice(Model):
    """选定或指定调解组织. referral_id: the attempt it led to, None while it waits for that.

    due_on: by when it was to be made, where a period ran.
    """

    __tablename__ = "body_choice"
    __table_args__ = (
        one_of("chosen_by", CHOSEN_BY),
        one_of("ground", CHOICE_GROUNDS),
        sa.CheckConstraint(
            "(chosen_by = 'parties') = (ground = 'agreed')", name="parties_iff_agreed"
        ),
        sa.Index(
            "uq_body_choice_waiting",
            "dispute_id",
            unique=True,
            sqlite_where=sa.text("referral_id IS NULL"),
            postgresql_where=sa.text("referral_id IS NULL"),
        ),
    )
    dispute_id: Mapped[UUID] = mapped_column(sa.ForeignKey("dispute.id"), index=True)
    body_id: Mapped[UUID] = mapped_column(sa.ForeignKey("mediation_body.id"))
    chosen_by: Mapped[str] = mapped_column(sa.String(20))
    ground: Mapped[str] = mapped_column(sa.String(20))
    chosen_on: Mapped[date]
    due_on: Mapped[date | None]
    recorded_by: Mapped[str] = mapped_column(sa.String(60))
    referral_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("referral.id"))


class AppointmentRequest(Model):
    """申请指定: parties ask the court to appoint a body. is_answered: a body was chosen since.

    asked_by: their ids as text.
    """

    __tablename__ = "appointment_request"
    dispute_id: Mapped[UUID] = mapped_column(sa.ForeignKey("dispute.id"), index=True)
    asked_by: Mapped[list[str]] = mapped_column(sa.JSON)
    asked_on: Mapped[date]
    is_answered: Mapped[bool] = mapped_column(default=False)
    recorded_by: Mapped[str] = mapped_column(sa.String(60))
