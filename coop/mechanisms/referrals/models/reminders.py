"""Of which day somebody has been reminded."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.db import Model, one_of
from coop.mechanisms.referrals.law import DEADLINE_LABELS


class SentReminder(Model):
    """提醒: told once for each day. subject_id: a dispute or a settlement."""

    __tablename__ = "dispute_reminder"
    __table_args__ = (
        one_of("kind", DEADLINE_LABELS),
        sa.UniqueConstraint("subject_id", "kind", "due_on"),
    )
    subject_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(sa.String(20))
    due_on: Mapped[date]
    reminded_on: Mapped[date]
