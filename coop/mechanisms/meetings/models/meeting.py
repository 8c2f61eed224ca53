"""A joint meeting 联席会议."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.db import Model, one_of
from coop.mechanisms.meetings.workflow import KINDS, MEETING, MODES


class Meeting(Model):
    """host_id: the rotating party 轮值方 of the meeting's day. ordinal: 第N次 within its kind.

    agreement_version_id: the text it was made under. calendar_sequence rises when time or place
    changes.
    """

    __tablename__ = "meeting"
    __table_args__ = (
        one_of("state", MEETING.states),
        one_of("kind", KINDS),
        one_of("mode", MODES),
        sa.CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        sa.CheckConstraint(
            "(state = 'cancelled') = (cancelled_at IS NOT NULL)", name="cancelled_at_iff_cancelled"
        ),
        sa.CheckConstraint(
            "state NOT IN ('held', 'concluded') OR held_at IS NOT NULL", name="held_at_when_held"
        ),
        sa.UniqueConstraint("agreement_id", "kind", "ordinal"),
        sa.Index("ix_meeting_agreement_starts", "agreement_id", "starts_at", "id"),
    )
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"))
    agreement_version_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement_version.id"))
    kind: Mapped[str] = mapped_column(sa.String(20))
    ordinal: Mapped[int]
    title: Mapped[str] = mapped_column(sa.String(200))
    host_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(sa.String(200), default="")
    mode: Mapped[str] = mapped_column(sa.String(10), default="onsite")
    state: Mapped[str] = mapped_column(sa.String(20), default=MEETING.initial)
    items_until_on: Mapped[date | None]
    demanded_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("institution.id"))
    hold_by_on: Mapped[date | None]
    urgency: Mapped[str] = mapped_column(sa.String(20), default="none")
    urgency_reason: Mapped[str | None] = mapped_column(sa.Text)
    notice_sent_at: Mapped[datetime | None]
    notice_document_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("official_document.id"))
    held_at: Mapped[datetime | None]
    concluded_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    quorum_lost_at: Mapped[datetime | None]
    quorum_note: Mapped[str | None] = mapped_column(sa.Text)
    reason: Mapped[str | None] = mapped_column(sa.Text)
    calendar_sequence: Mapped[int] = mapped_column(default=0)
    external_ref: Mapped[str | None] = mapped_column(sa.String(100))
