"""Who may read more, or less, than the usual."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.db import Model, one_of
from coop.core.ladder import INTERNAL, LADDER, WORK_SECRET
from coop.registry.workflow import CLEARANCE


class Clearance(Model):
    """知悉权限: the highest class that one person or system may read under one agreement.

    Whoever has none in force reads what is public and internal. institution_id: the holder's.
    A work secret is opened for a time only; to_on: the last day.
    """

    __tablename__ = "clearance"
    __table_args__ = (
        one_of("state", CLEARANCE.states),
        one_of("highest", [code for code in LADDER if code != INTERNAL]),
        sa.CheckConstraint(
            "(person_id IS NULL) <> (api_client_id IS NULL)", name="of_person_or_system"
        ),
        sa.CheckConstraint("to_on IS NULL OR to_on >= from_on", name="ends_after_start"),
        sa.CheckConstraint(
            f"highest <> '{WORK_SECRET}' OR to_on IS NOT NULL", name="work_secrets_for_a_time"
        ),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn_at"
        ),
    )
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"), index=True)
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    person_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    api_client_id: Mapped[UUID | None] = mapped_column(
        sa.ForeignKey("api_client.id", ondelete="CASCADE"), index=True
    )
    highest: Mapped[str] = mapped_column(sa.String(20))
    reason: Mapped[str] = mapped_column(sa.Text)
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    given_by_name: Mapped[str] = mapped_column(sa.String(200))
    state: Mapped[str] = mapped_column(sa.String(20), default=CLEARANCE.initial)
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_name: Mapped[str] = mapped_column(sa.String(200), default="")
    withdrawal_reason: Mapped[str] = mapped_column(sa.Text, default="")
