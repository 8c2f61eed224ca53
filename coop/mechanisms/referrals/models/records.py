"""What parties put their names to while a dispute is mediated: sessions, addresses for service."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.db import Model, one_of
from coop.core.sealed import Sealed
from coop.mechanisms.referrals.codes import CAPACITIES, MEANS, RECIPIENTS, SESSION_MODES
from coop.mechanisms.referrals.workflow import SESSION


class MediationSession(Model):
    """调解会 with its 调解笔录. note: the course it took.

    note and concessions stay in the body: the court never reads them (art. 22).
    unsigned_reason: why somebody who was there didn't sign.
    """

    __tablename__ = "mediation_session"
    __table_args__ = (
        one_of("mode", SESSION_MODES),
        one_of("state", SESSION.states),
        sa.CheckConstraint("(state = 'signed') = (signed_on IS NOT NULL)", name="signed_with_day"),
        sa.CheckConstraint("ends_at IS NULL OR ends_at > starts_at", name="ends_after_start"),
        sa.UniqueConstraint("dispute_id", "number"),
    )
    dispute_id: Mapped[UUID] = mapped_column(sa.ForeignKey("dispute.id"))
    number: Mapped[int]
    held_on: Mapped[date]
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    mode: Mapped[str] = mapped_column(sa.String(20))
    place: Mapped[str] = mapped_column(sa.String(100), default="")
    note: Mapped[str] = mapped_column(Sealed(), default="")
    concessions: Mapped[str] = mapped_column(Sealed(), default="")
    recorded_by: Mapped[str] = mapped_column(sa.String(60))
    state: Mapped[str] = mapped_column(sa.String(20), default=SESSION.initial)
    signed_on: Mapped[date | None]
    unsigned_reason: Mapped[str] = mapped_column(sa.Text, default="")


class SessionAttendee(Model):
    """到场人员. party_id: who that is, or whom a representative stands for."""

    __tablename__ = "session_attendee"
    __table_args__ = (
        one_of("capacity", CAPACITIES),
        sa.CheckConstraint(
            "capacity NOT IN ('party', 'representative') OR party_id IS NOT NULL",
            name="party_known",
        ),
        sa.UniqueConstraint("session_id", "position"),
    )
    session_id: Mapped[UUID] = mapped_column(sa.ForeignKey("mediation_session.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(sa.String(100))
    capacity: Mapped[str] = mapped_column(sa.String(20))
    party_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("dispute_party.id"))
    has_signed: Mapped[bool] = mapped_column(default=False)


class AddressConfirmation(Model):
    """送达地址确认书 as a party signed it; its latest one counts.

    recipient: who takes what is served. electronic_address: given with the consent to be served
    electronically, and only then (民事诉讼法 art. 90).
    """

    __tablename__ = "address_confirmation"
    __table_args__ = (
        one_of("recipient_kind", RECIPIENTS),
        one_of("means", MEANS),
        sa.CheckConstraint(
            "accepts_electronic = (electronic_address IS NOT NULL)", name="electronic_address"
        ),
    )
    dispute_id: Mapped[UUID] = mapped_column(sa.ForeignKey("dispute.id"), index=True)
    party_id: Mapped[UUID] = mapped_column(sa.ForeignKey("dispute_party.id"))
    recipient: Mapped[str] = mapped_column(sa.String(100))
    recipient_kind: Mapped[str] = mapped_column(sa.String(20))
    address: Mapped[str] = mapped_column(Sealed())
    postcode: Mapped[str | None] = mapped_column(Sealed())
    phone: Mapped[str] = mapped_column(Sealed())
    accepts_electronic: Mapped[bool] = mapped_column(default=False)
    electronic_address: Mapped[str | None] = mapped_column(Sealed())
    confirmed_on: Mapped[date]
    means: Mapped[str] = mapped_column(sa.String(20))
    recorded_by: Mapped[str] = mapped_column(sa.String(60))
