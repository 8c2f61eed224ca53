"""Who takes part, in what capacity 出席/列席/请假/缺席/主持/记录, from when to when."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.db import Base, Model, one_of
from coop.mechanisms.meetings.workflow import CAPACITIES


class Attendance(Model):
    """One person at one meeting. institution_id None: a guest of `organisation`, who can only
    observe.

    delegate_for: whom a delegate stands in for, with the convener's leave.
    """

    __tablename__ = "attendance"
    __table_args__ = (
        one_of("capacity", CAPACITIES),
        sa.CheckConstraint(
            "(institution_id IS NULL) = (organisation <> '')", name="party_or_organisation"
        ),
        sa.CheckConstraint(
            "institution_id IS NOT NULL OR capacity = 'observer'", name="guests_observe"
        ),
    )
    meeting_id: Mapped[UUID] = mapped_column(sa.ForeignKey("meeting.id"), index=True)
    institution_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("institution.id"))
    organisation: Mapped[str] = mapped_column(sa.String(100), default="")
    name: Mapped[str] = mapped_column(sa.String(60))
    title: Mapped[str] = mapped_column(sa.String(100), default="")
    capacity: Mapped[str] = mapped_column(sa.String(12))
    position: Mapped[int] = mapped_column(default=0)
    is_remote: Mapped[bool] = mapped_column(default=False)
    delegate_for: Mapped[str | None] = mapped_column(sa.String(60))
    leave_reason: Mapped[str | None] = mapped_column(sa.String(200))
    arrived_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]


class Recusal(Base):
    """回避: out of quorum and decision for one item only."""

    __tablename__ = "recusal"
    attendance_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("attendance.id", ondelete="CASCADE"), primary_key=True
    )
    item_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agenda_item.id"), primary_key=True)
    reason: Mapped[str] = mapped_column(sa.String(300))
