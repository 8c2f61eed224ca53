"""Counts kept as disputes move, so that figures over any number of them are read at once."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.db import Base, Model, one_of

# entered, received: disputes registered, the latter by a court; delegated: those of them that it
# had mediated before filing. accepted … lapsed: of referrals; settled, failed: how mediation ended;
# the rest: of settlements, to_perform and performed in the month in which performance was due.
MEASURES = (
    "entered",
    "received",
    "delegated",
    "accepted",
    "refused",
    "lapsed",
    "settled",
    "failed",
    "effective",
    "applied",
    "confirmed",
    "to_perform",
    "performed",
)
# Whose days are those of mediation, and whose the day of the month on which something was due.
MEDIATED = frozenset({"settled", "failed"})
DUE = frozenset({"to_perform", "performed"})
BY = ("body", "cause")
NO_DAYS = -1


class DisputeTally(Base):
    """How often something happened in a month, told twice: by body and by cause; what a court
    received and delegated by cause alone.

    court: id of the court as text, "" for what bodies received themselves. subject: a body's id, or
    a cause. days: how long mediation took, on which day of the month performance was due, NO_DAYS
    where neither means anything. yuan: sum of claims or of settled amounts.
    """

    __tablename__ = "dispute_tally"
    __table_args__ = (one_of("measure", MEASURES), one_of("by", BY))
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"), primary_key=True)
    court: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    by: Mapped[str] = mapped_column(sa.String(10), primary_key=True)
    on_month: Mapped[date] = mapped_column(primary_key=True)
    measure: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    subject: Mapped[str] = mapped_column(sa.String(100), primary_key=True)
    days: Mapped[int] = mapped_column(primary_key=True)
    count: Mapped[int]
    yuan: Mapped[int] = mapped_column(sa.BigInteger)


class DisputeReport(Model):
    """调解工作统计 as published: what it says never changes, whatever happens afterwards.

    content: JSON as every party may read it, small cells left out. sha256: of that JSON.
    """

    __tablename__ = "dispute_report"
    __table_args__ = (
        sa.UniqueConstraint("agreement_id", "year", "ordinal"),
        sa.CheckConstraint("from_month <= until_month", name="period_in_order"),
        sa.CheckConstraint("length(sha256) = 64", name="sha256_length"),
    )
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"), index=True)
    year: Mapped[int]
    ordinal: Mapped[int]
    title: Mapped[str] = mapped_column(sa.String(200))
    from_month: Mapped[date]
    until_month: Mapped[date]
    content: Mapped[str] = mapped_column(sa.Text)
    sha256: Mapped[str] = mapped_column(sa.String(64))
    published_at: Mapped[datetime]
    published_by: Mapped[str] = mapped_column(sa.String(200))
