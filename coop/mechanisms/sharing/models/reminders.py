"""What was reminded of."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.db import Model


class SharingReminderSent(Model):
    """That the institution which owes something was reminded of one due day. kind: a deadline's."""

    __tablename__ = "sharing_reminder_sent"
    __table_args__ = (sa.UniqueConstraint("subject_id", "kind", "due_on"),)
    subject_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(sa.String(20))
    due_on: Mapped[date]
    sent_on: Mapped[date]
