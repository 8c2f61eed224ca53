"""The working-day calendar as data, and deadlines with their basis."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column

from coop.core.db import Base, Model, one_of
from coop.core.language import ENGLISH, speaking_now

DAY_KINDS = ("off", "work")
UNITS = ("working_day", "calendar_day", "month")


class CalendarYear(Base):
    """A year we know holidays of. Not published = statutory days only, make-up days unknown:
    provisional.
    """

    __tablename__ = "calendar_year"
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    is_published: Mapped[bool]
    source: Mapped[str] = mapped_column(sa.String(200))


class CalendarDay(Model):
    """A day that differs from Monday-to-Friday. agreement_id None = for everyone; an agreement's
    own row wins.
    """

    __tablename__ = "calendar_day"
    __table_args__ = (
        one_of("kind", DAY_KINDS),
        sa.UniqueConstraint("agreement_id", "on_day"),
        # NULLs are distinct in a UNIQUE, so everyone's rows need an index of their own.
        sa.Index(
            "uq_calendar_day_everyone",
            "on_day",
            unique=True,
            sqlite_where=sa.text("agreement_id IS NULL"),
            postgresql_where=sa.text("agreement_id IS NULL"),
        ),
    )
    agreement_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("agreement.id"))
    on_day: Mapped[date] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(sa.String(4))
    name: Mapped[str] = mapped_column(sa.String(60))


class Deadline(Model):
    """A computed date with everything it was computed from, so that it can be explained and
    recomputed.

    basis: clause or law, as shown to people; in selects in the reader's language where both are
    known, of a row in Chinese, as it is printed. is_provisional: it touches a year without
    published holidays.
    """

    __tablename__ = "deadline"
    __table_args__ = (
        one_of("unit", UNITS),
        sa.UniqueConstraint("subject_id", "kind"),
        # What runs, among everything that was ever met.
        sa.Index("ix_deadline_running", "agreement_id", "kind", "met_on"),
    )
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"))
    subject_kind: Mapped[str] = mapped_column(sa.String(40))
    subject_id: Mapped[UUID] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(sa.String(40))
    start_on: Mapped[date]
    amount: Mapped[int]
    unit: Mapped[str] = mapped_column(sa.String(20))
    due_on: Mapped[date] = mapped_column(index=True)
    basis_zh: Mapped[str] = mapped_column(sa.String(200))
    basis_en: Mapped[str | None] = mapped_column(sa.String(300))
    is_provisional: Mapped[bool] = mapped_column(default=False)
    met_on: Mapped[date | None]

    @hybrid_property
    def basis(self) -> str:
        return self.basis_zh

    @basis.inplace.expression
    @classmethod
    def _basis_as_read(cls) -> sa.ColumnElement[str]:
        if speaking_now() == ENGLISH:
            return sa.func.coalesce(cls.basis_en, cls.basis_zh).label("basis")
        return sa.type_coerce(cls.basis_zh, sa.String()).label("basis")
