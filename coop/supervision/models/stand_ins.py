"""Who stands in for whom."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.db import Model


class StandIn(Model):
    """代办: a colleague who gets a person's work and reminders, both days included.

    ended_on: the first day on which an arrangement that was ended early no longer holds.
    """

    __tablename__ = "stand_in"
    __table_args__ = (
        sa.CheckConstraint("to_on >= from_on", name="days_in_order"),
        sa.CheckConstraint("person_id <> stand_in_id", name="another_person"),
        sa.Index("ix_stand_in_days", "agreement_id", "from_on", "to_on"),
    )
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"))
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    stand_in_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    from_on: Mapped[date]
    to_on: Mapped[date]
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    ended_on: Mapped[date | None]
